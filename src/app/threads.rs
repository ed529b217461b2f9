//! Threads of the window, which wake it when they have an answer.

use egui::Context;

use crate::storage::Lane;

/// Makes threads; in a test each job is done where it is asked for.
#[derive(Clone, Default)]
pub(super) struct Threads(Option<Context>);

impl Threads {
    pub fn of(ctx: &Context) -> Self {
        Self(Some(ctx.clone()))
    }

    /// A thread that owns a state; none where the system has none left: then the window waits.
    pub fn lane<S: Send + 'static, A: Send + 'static>(&self, name: &str, state: impl Fn() -> S) -> Lane<S, A> {
        let started = self.0.clone().and_then(|ctx| Lane::start(name, state(), move || ctx.request_repaint()).ok());
        started.unwrap_or_else(|| Lane::here(state()))
    }
}

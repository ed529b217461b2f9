//! Findings, looked for beside the frames: the frame that shows a typed figure never waits for them.

use std::sync::Arc;

use super::threads::Threads;
use crate::calc::Figures;
use crate::calc::checks::{self, Finding};
use crate::editing::Session;
use crate::model::Document;
use crate::storage::Lane;

/// The thread that looks for the findings of one document, from its first change on. One state at a time: while one is looked at, those before
/// the last are passed over.
#[derive(Default)]
pub(super) struct Checker {
    lane: Option<Lane<(), Checked>>,
}

/// A state and what was found in it.
struct Checked {
    document: Arc<Document>,
    findings: Vec<Finding>,
}

impl Checker {
    /// Takes the findings that came, and gives the present state to be looked at; whether the findings of the session are others now.
    pub fn run(&mut self, session: &mut Session, threads: &Threads) -> bool {
        let changed = self.take(session);
        if let Some(document) = session.unchecked() {
            let lane = self.lane.get_or_insert_with(|| threads.lane("checks", || ()));
            if lane.is_idle() {
                let document = Arc::clone(document);
                lane.run(move |()| Checked { findings: checks::findings(&document, &Figures::of(&document)), document });
            }
        }
        // Without a thread the answer is there already.
        self.take(session) || changed
    }

    fn take(&mut self, session: &mut Session) -> bool {
        let answer = self.lane.as_mut().and_then(Lane::answer);
        answer.is_some_and(|checked| session.take_findings(&checked.document, checked.findings))
    }
}

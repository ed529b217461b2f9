//! A chart copied as a picture: painted and given to the clipboard on a thread of its own, so that no frame waits for pixels.

use std::sync::Arc;

use eframe::egui;
use egui::{ColorImage, Context};

use super::threads::Threads;
use super::{Desk, Program};
use crate::calc::Figures;
use crate::charts;
use crate::charts::arranged::Arrangement;
use crate::exchange::picture::{self, Day, Look, Picture};
use crate::lang::Lang;
use crate::model::ChartName;
use crate::storage::Lane;

/// The thread that copies pictures, with its way to the system's clipboard.
pub(super) struct Pictures {
    lane: Lane<Board, Copied>,
}

/// The system's clipboard, opened at the first copy.
struct Board {
    has_system: bool,
    open: Option<arboard::Clipboard>,
}

enum Copied {
    /// The clipboard has it.
    Done,
    /// The system's clipboard cannot be had from here: the window gives it.
    ByWindow(ColorImage),
    Failed(String),
}

impl Pictures {
    pub fn of_user(threads: &Threads) -> Self {
        // A Wayland window owns its clipboard itself: what another connection puts there does not reach it.
        let is_wayland = std::env::var_os("WAYLAND_DISPLAY").is_some_and(|display| !display.is_empty());
        Self { lane: threads.lane("papier pictures", || Board { has_system: !is_wayland, open: None }) }
    }

    /// Without a thread or a clipboard: for tests.
    pub fn here() -> Self {
        Self { lane: Lane::here(Board { has_system: false, open: None }) }
    }
}

fn copied(board: &mut Board, picture: &Picture) -> Copied {
    if board.has_system && board.open.is_none() {
        board.open = arboard::Clipboard::new().ok();
    }
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let image = arboard::ImageData { width, height, bytes: picture.rgba().into() };
    match board.open.as_mut().map(|clipboard| clipboard.set_image(image)) {
        Some(Ok(())) => Copied::Done,
        Some(Err(_)) | None => Copied::ByWindow(ColorImage::from_rgba_unmultiplied([width, height], picture.rgba())),
    }
}

impl Desk {
    /// Copies a chart as a picture of 1920 × 1080 on the ground of the window.
    pub(super) fn copy_chart(&self, program: &mut Program, ctx: &Context, name: ChartName, arrangement: Arrangement) {
        let lang = program.lang();
        let document = Arc::clone(self.session.document());
        let saved = self.file.stamp.and_then(|stamp| Day::of(stamp.modified));
        let look = Look { is_dark: ctx.theme() == egui::Theme::Dark, saved, ..Look::default() };
        program.pictures.lane.run(move |board| {
            let Some(chart) = charts::chart(&document, &Figures::of(&document), lang, name) else { return Copied::Failed(gone(lang)) };
            let chart = chart.arranged(arrangement);
            match picture::chart_pixels(&chart, look, lang) {
                Ok(picture) => copied(board, &picture),
                Err(error) => Copied::Failed(crate::exchange::export::ExportError::from(error).sentence(lang)),
            }
        });
        ctx.request_repaint();
    }
}

impl Program {
    /// Says what became of the pictures copied; whether one was.
    pub(super) fn take_pictures(&mut self, ctx: &Context) -> bool {
        let lang = self.lang();
        let mut any = false;
        while let Some(copied) = self.pictures.lane.answer() {
            any = true;
            match copied {
                Copied::Failed(sentence) => {
                    self.window.message = sentence;
                    continue;
                }
                Copied::ByWindow(image) => ctx.copy_image(image),
                Copied::Done => {}
            }
            self.window.message.clear();
            self.window.notice = lang.pick("Image du graphique copiée.", "Picture of the chart copied.").into();
        }
        any
    }
}

fn gone(lang: Lang) -> String {
    lang.pick("Ce graphique n’est plus dans le document.", "This chart is no longer in the document.").into()
}

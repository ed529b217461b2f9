//! The clipboard: a table goes there as text and as HTML, so that a spreadsheet takes its figures and a word processor its form.
//!
//! Where the system's clipboard cannot be had (Wayland without X, tests), the window's own takes the text.

use egui::Context;

use super::program::Program;
use crate::exchange::clipboard::{Clip, cells};
use crate::exchange::markup::TooLong;
use crate::exchange::pasted_text::{self, Read};
use crate::ui::narrative;

/// The clipboard as this program sees it.
#[derive(Default)]
pub struct Clipboard {
    system: System,
    /// What was copied here last: pasted back while the clipboard holds its text.
    copied: Option<Clip>,
}

#[derive(Default)]
enum System {
    /// Opened at the first copy or paste.
    #[default]
    NotYet,
    Open(Box<arboard::Clipboard>),
    None,
}

impl Program {
    /// What is pasted into a text, with its form; what of that is not kept is told.
    pub(super) fn pasted(&mut self, text: String) -> String {
        let Read { text, lost } = self.clipboard.words(text);
        if let Some(sentence) = lost.sentence(self.lang()) {
            self.window.notice = sentence;
        }
        text
    }

    /// A paste that a menu asks for.
    pub(super) fn paste_text(&mut self, ctx: &Context, bare: bool) {
        if let Some(text) = self.clipboard.text() {
            let words = if bare { text } else { self.pasted(text) };
            narrative::paste(ctx, words);
        }
    }
}

impl Clipboard {
    /// A clipboard that never asks the system, for tests.
    pub fn without_system() -> Self {
        Self { system: System::None, copied: None }
    }

    /// The text and the HTML of another program, where the system's clipboard is never asked.
    pub fn hold(&mut self, clip: Clip) {
        self.copied = Some(clip);
    }

    fn system(&mut self) -> Option<&mut arboard::Clipboard> {
        if matches!(self.system, System::NotYet) {
            // A Wayland window owns its clipboard itself: what another connection puts there does not reach it.
            let is_wayland = std::env::var_os("WAYLAND_DISPLAY").is_some_and(|display| !display.is_empty());
            let opened = if is_wayland { None } else { arboard::Clipboard::new().ok() };
            self.system = opened.map_or(System::None, |clipboard| System::Open(Box::new(clipboard)));
        }
        match &mut self.system {
            System::Open(clipboard) => Some(clipboard),
            System::NotYet | System::None => None,
        }
    }

    pub fn copy(&mut self, ctx: &Context, clip: Clip) {
        let taken =
            !clip.html.is_empty() && self.system().is_some_and(|system| system.set().html(clip.html.as_str(), Some(clip.text.as_str())).is_ok());
        if !taken {
            ctx.copy_text(clip.text.clone());
        }
        self.copied = Some(clip);
    }

    /// The text there is, for a menu: the keyboard's own paste brings it.
    pub fn text(&mut self) -> Option<String> {
        let own = self.copied.as_ref().map(|clip| clip.text.clone());
        match self.system() {
            Some(system) => system.get_text().ok(),
            None => own,
        }
    }

    /// Text that is no table.
    pub fn copy_text(&mut self, ctx: &Context, text: String) {
        ctx.copy_text(text);
        self.copied = None;
    }

    /// The cells of a pasted text, or of the HTML that goes with it.
    pub fn cells(&mut self, text: &str) -> Result<Vec<Vec<String>>, TooLong> {
        let html = self.html(text);
        cells(Some(text), html.as_deref())
    }

    /// A pasted text as a narrative has it: with the form of the HTML that goes with it, or as it is where that has none.
    pub fn words(&mut self, text: String) -> Read {
        self.html(&text).and_then(|html| pasted_text::read(&html).ok().flatten()).unwrap_or(Read { text, ..Read::default() })
    }

    /// The HTML that goes with a pasted text.
    fn html(&mut self, text: &str) -> Option<String> {
        if let Some(clip) = self.copied.as_ref().filter(|clip| clip.text == text) {
            return Some(clip.html.clone()).filter(|html| !html.is_empty());
        }
        self.system()?.get().html().ok()
    }
}

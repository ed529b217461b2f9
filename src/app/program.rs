//! What is not a document's own: settings, the disk, the clipboard, work that goes on, and the one window.
//!
//! A document is given it with each call. It knows no document: whatever comes back from it says which one it is about.

use super::clipboard::Clipboard;
use super::custody::Watch;
use super::disk::Disk;
use super::exports::Exports;
use super::import::Imports;
use super::keys::ActiveCell;
use super::menus::ByKey;
use super::picker::Purpose;
use super::pictures::Pictures;
#[cfg(feature = "pdf")]
use super::preview::Preview;
use super::settings::{Loading, Settings};
use super::threads::Threads;
use crate::lang::Lang;
use crate::ui::dialogs::Dialog;
use crate::ui::tabs::Tab;

/// What all open documents share.
pub(super) struct Program {
    pub settings: Settings,
    /// The settings of the last run, until the disk has given them.
    pub loading: Option<Loading>,
    pub threads: Threads,
    pub disk: Disk,
    pub watch: Watch,
    pub clipboard: Clipboard,
    pub exports: Exports,
    pub imports: Imports,
    pub pictures: Pictures,
    #[cfg(feature = "pdf")]
    pub preview: Preview,
    pub window: Window,
}

/// The one window: what it asks and says, and who gets its keyboard.
#[derive(Default)]
pub(super) struct Window {
    /// The question that is open, about the document in front or about none.
    pub dialog: Option<Dialog>,
    /// What was refused last, until the next thing is done.
    pub message: String,
    /// What was done last where nothing shows it, until the next thing is done.
    pub notice: String,
    /// What must get the keyboard: a dialog that closes takes the focus away until the frame after.
    pub wanted_focus: Option<Wanted>,
    /// The menus, while a key gave them the keyboard.
    pub menus: Option<ByKey>,
    /// Whether the window is too narrow to keep the outline.
    pub is_narrow: bool,
    /// The cell that keys are meant for which were typed before the dialog that is open was seen.
    pub meant: Option<ActiveCell>,
    /// A file to ask for once the frame is painted.
    pub asking: Option<Purpose>,
    /// Whether the disk was asked for a file that was named in the window, and has not answered.
    pub awaits_file: bool,
    /// Whether the outline is open in a window too narrow to keep it.
    pub outline_over: bool,
    /// Whether it had the keyboard in the last frame.
    pub is_focused: bool,
    /// The document that was painted last.
    pub painted: Option<u64>,
    /// The documents that are open, as their tabs say them.
    pub tabs: Vec<Tab>,
    /// The title that it has.
    pub title: String,
    pub is_closing: bool,
    /// Whether it was looked at once where it stands.
    pub is_placed: bool,
}

/// A widget that must get the keyboard, and in how many more frames that is tried: one that is not painted never gets it.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub id: egui::Id,
    pub tries: u8,
}

impl Wanted {
    pub fn new(id: egui::Id) -> Self {
        Self { id, tries: 4 }
    }
}

impl Program {
    /// A program without a document, whose work is done on these threads.
    pub fn new(settings: Settings, disk: Disk, threads: Threads) -> Self {
        Self {
            settings,
            loading: None,
            disk,
            watch: Watch::default(),
            clipboard: Clipboard::default(),
            exports: Exports::on(threads.clone()),
            imports: Imports::on(threads.clone()),
            pictures: Pictures::here(),
            #[cfg(feature = "pdf")]
            preview: Preview::closed(),
            window: Window::default(),
            threads,
        }
    }

    pub fn lang(&self) -> Lang {
        self.settings.lang
    }
}

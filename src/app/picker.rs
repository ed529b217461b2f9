//! Asking for a file: the system's dialog on a thread of its own, so that the window never waits.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use egui::Context;

use crate::ui::export::Order;

/// What a file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    Open,
    /// Several, of other programs.
    Import,
    /// For the document of this desk, under this name, in this folder.
    Save {
        desk: u64,
        folder: Option<PathBuf>,
        name: String,
    },
    /// For an export of the document of this desk, under this name, in this folder.
    Export {
        desk: u64,
        folder: Option<PathBuf>,
        name: String,
        order: Order,
    },
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    File(PathBuf),
    Files(Vec<PathBuf>),
    Cancelled,
    /// No dialog answered: the window asks for the path itself.
    NoDialog,
}

pub trait Picker {
    /// Opens the dialog over the window and returns at once.
    fn ask(&mut self, ctx: &Context, parent: Option<&eframe::Frame>, purpose: &Purpose);

    /// What the user chose, once.
    fn picked(&mut self) -> Option<(Purpose, Picked)>;

    /// Whether a dialog was asked for that may not be shown yet: what is typed now is for it.
    fn is_opening(&self) -> bool;
}

/// The system's own dialog.
#[derive(Default)]
pub struct SystemPicker {
    asked: Option<Asked>,
}

/// A dialog of the system that was asked for.
struct Asked {
    purpose: Purpose,
    answer: Receiver<Picked>,
    since: Instant,
}

/// A dialog that is gone sooner than this was never shown: rfd says "cancelled" when no dialog program is installed.
const SHOWN_AT_LEAST: Duration = Duration::from_millis(400);

impl Picker for SystemPicker {
    fn ask(&mut self, ctx: &Context, parent: Option<&eframe::Frame>, purpose: &Purpose) {
        if self.asked.is_some() {
            return;
        }
        let mut dialog = match purpose {
            Purpose::Export { order, .. } => {
                let format = order.export.format();
                rfd::AsyncFileDialog::new().add_filter(format.name(order.lang), &[format.extension()])
            }
            Purpose::Import => rfd::AsyncFileDialog::new().add_filter("CSV, TXT, HTML, XLSX", &["csv", "tsv", "txt", "htm", "html", "xlsx"]),
            Purpose::Open | Purpose::Save { .. } => rfd::AsyncFileDialog::new().add_filter("Papier", &["ron"]),
        };
        if let Some(parent) = parent {
            dialog = dialog.set_parent(parent);
        }
        // Made here, since macOS wants it on the main thread; waited for elsewhere.
        let one = |file: Option<rfd::FileHandle>| file.map(|file| Picked::File(file.path().to_owned()));
        let answer: Pin<Box<dyn Future<Output = Option<Picked>> + Send>> = match purpose {
            Purpose::Open => {
                let file = dialog.pick_file();
                Box::pin(async move { one(file.await) })
            }
            Purpose::Import => {
                let files = dialog.pick_files();
                Box::pin(async move { files.await.map(|files| Picked::Files(files.iter().map(|file| file.path().to_owned()).collect())) })
            }
            Purpose::Save { folder, name, .. } | Purpose::Export { folder, name, .. } => {
                let dialog = match folder {
                    Some(folder) => dialog.set_directory(folder),
                    None => dialog,
                };
                let file = dialog.set_file_name(name).save_file();
                Box::pin(async move { one(file.await) })
            }
        };
        let (sender, receiver) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            let start = Instant::now();
            let picked = match pollster::block_on(answer) {
                Some(picked) => picked,
                None if start.elapsed() < SHOWN_AT_LEAST => Picked::NoDialog,
                None => Picked::Cancelled,
            };
            // The window may have closed meanwhile; then nobody waits for the answer.
            let _ = sender.send(picked);
            ctx.request_repaint();
        });
        self.asked = Some(Asked { purpose: purpose.clone(), answer: receiver, since: Instant::now() });
    }

    fn picked(&mut self) -> Option<(Purpose, Picked)> {
        let picked = self.asked.as_ref()?.answer.try_recv().ok()?;
        self.asked.take().map(|asked| (asked.purpose, picked))
    }

    fn is_opening(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.since.elapsed() < SHOWN_AT_LEAST * 2)
    }
}

/// No system dialog: the window always asks for the path itself.
#[derive(Default)]
pub struct NoPicker {
    asked: Option<Purpose>,
}

impl Picker for NoPicker {
    fn ask(&mut self, ctx: &Context, _parent: Option<&eframe::Frame>, purpose: &Purpose) {
        self.asked = Some(purpose.clone());
        ctx.request_repaint();
    }

    fn picked(&mut self) -> Option<(Purpose, Picked)> {
        self.asked.take().map(|purpose| (purpose, Picked::NoDialog))
    }

    fn is_opening(&self) -> bool {
        self.asked.is_some()
    }
}

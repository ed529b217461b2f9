//! Exports: asked for, made and written on a thread of their own, so that neither a frame nor a save waits for them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use egui::Context;

use super::App;
use super::picker::{Picked, Purpose};
use crate::calc::Figures;
use crate::exchange::export::{ExportError, Progress, Subject};
use crate::exchange::picture::Day;
use crate::lang::{Lang, capitalised};
use crate::model::Document;
use crate::storage::{self, ExportWriteError, Lane};
use crate::ui::dialogs::Dialog;
use crate::ui::export::{Choice, ExportDialog, Order, Running, file_name};
use crate::ui::modal::Answer;

/// How long the end of the program waits for exports under way.
const PATIENCE: Duration = Duration::from_secs(5);
/// Seconds after which an export is spoken of, and between two words of it.
const SHOWN_AFTER: f64 = 0.5;
const SPOKEN_EVERY: Duration = Duration::from_millis(250);

/// The thread of exports, and those under way.
pub(super) struct Exports {
    lane: Lane<(), Done>,
    /// In the order in which they were asked for, as they are done.
    underway: Vec<Job>,
    /// Where the last one went.
    folder: Option<PathBuf>,
}

struct Job {
    path: PathBuf,
    progress: Progress,
    /// When it was asked for, by the clock of the frames.
    since: f64,
}

/// An export that came to its end.
struct Done {
    order: Order,
    path: PathBuf,
    result: Result<(), Failure>,
}

enum Failure {
    Export(ExportError),
    Write(ExportWriteError),
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        Self::Export(error)
    }
}

impl From<ExportWriteError> for Failure {
    fn from(error: ExportWriteError) -> Self {
        Self::Write(error)
    }
}

impl Failure {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Export(error) => error.sentence(lang),
            Self::Write(error) => error.sentence(lang),
        }
    }
}

impl Exports {
    /// A thread of its own, or none where the system has none left: then the window waits.
    pub fn of_user(ctx: &Context) -> Self {
        let wake = {
            let ctx = ctx.clone();
            move || ctx.request_repaint()
        };
        Self::on(Lane::start("papier exports", (), wake).unwrap_or_else(|_| Lane::here(())))
    }

    /// Without a thread: for tests.
    pub fn here() -> Self {
        Self::on(Lane::here(()))
    }

    fn on(lane: Lane<(), Done>) -> Self {
        Self { lane, underway: vec![], folder: None }
    }

    fn start(&mut self, document: Arc<Document>, order: Order, path: PathBuf, may_replace: bool, now: f64) {
        let progress = Progress::default();
        self.folder = path.parent().map(Path::to_owned);
        self.underway.push(Job { path: path.clone(), progress: progress.clone(), since: now });
        self.lane.run(move |()| {
            let result = written(&document, order, &path, may_replace, &progress);
            Done { order, path, result }
        });
    }

    /// Waits for what is under way, but not for ever.
    pub fn end(self) {
        if !self.lane.is_idle() {
            self.lane.end(PATIENCE);
        }
    }
}

fn written(document: &Document, order: Order, path: &Path, may_replace: bool, progress: &Progress) -> Result<(), Failure> {
    // Asked before anything is made: who has to wait for the question has waited for nothing.
    if !may_replace && path.exists() {
        return Err(ExportWriteError::Exists.into());
    }
    let bytes = order.export.bytes(document, &Figures::of(document), order.lang, progress)?;
    if progress.is_cancelled() {
        return Err(ExportError::Cancelled.into());
    }
    Ok(storage::write_export(path, &bytes, may_replace)?)
}

impl App {
    /// Asks what to export; `subject` is chosen at first.
    pub(super) fn ask_export(&mut self, subject: Subject) {
        let choice = self.desk.as_ref().map(|desk| Choice::of(&desk.view(self.settings.lang, &self.settings.widths, ""), subject));
        self.dialog = choice.map(|choice| Dialog::Export(ExportDialog::Choose(choice)));
    }

    pub(super) fn answer_export(&mut self, ctx: &Context, dialog: ExportDialog, answer: Answer) {
        match (dialog, answer) {
            (ExportDialog::Choose(choice), Answer::Yes) => {
                if let Some(order) = choice.order() {
                    self.ask_export_file(order);
                }
            }
            (ExportDialog::Path { order, typed, .. }, Answer::Yes) => {
                let typed = PathBuf::from(typed.trim());
                self.export_to(ctx, order, std::path::absolute(&typed).unwrap_or(typed), false);
            }
            (ExportDialog::Replace { order, path }, Answer::No) => self.start_export(ctx, order, path, true),
            (ExportDialog::Replace { order, .. }, Answer::Yes) => self.ask_export_file(order),
            _ => {}
        }
    }

    fn ask_export_file(&mut self, order: Order) {
        let Some(desk) = &self.desk else { return };
        let beside = || desk.file.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let folder = self.exports.folder.clone().or_else(beside);
        self.asking = Some(Purpose::Export { folder, name: order.export.file_name(desk.session.document()), order });
    }

    /// The answer of the file dialog.
    pub(super) fn picked_export(&mut self, ctx: &Context, order: Order, suggested: PathBuf, picked: Picked) {
        match picked {
            // The system's dialog has asked before it gave the name of a file that is there.
            Picked::File(path) => self.export_to(ctx, order, path, true),
            Picked::NoDialog => {
                let typed = suggested.display().to_string();
                self.dialog = Some(Dialog::Export(ExportDialog::Path { order, typed, refusal: String::new() }));
                ctx.request_repaint();
            }
            Picked::Cancelled | Picked::Files(_) => {}
        }
    }

    /// Exports to a file whose name gets the ending of its form when it has another: then nobody has agreed to replace what is there.
    fn export_to(&mut self, ctx: &Context, order: Order, path: PathBuf, may_replace: bool) {
        let extension = order.export.format().extension();
        if path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension)) {
            self.start_export(ctx, order, path, may_replace);
        } else {
            let mut name = path.into_os_string();
            name.push(".");
            name.push(extension);
            self.start_export(ctx, order, name.into(), false);
        }
    }

    fn start_export(&mut self, ctx: &Context, order: Order, path: PathBuf, may_replace: bool) {
        let Some(desk) = &self.desk else { return };
        let mut order = order;
        order.export.look.saved = desk.file.stamp.and_then(|stamp| Day::of(stamp.modified));
        let now = ctx.input(|input| input.time);
        self.exports.start(Arc::clone(desk.session.document()), order, path, may_replace, now);
        ctx.request_repaint_after_secs(SHOWN_AFTER as f32);
    }

    pub(super) fn cancel_export(&mut self) {
        if let Some(job) = self.exports.underway.first() {
            job.progress.cancel();
        }
    }

    /// What the status bar says: the export under way, once it lasts.
    pub(super) fn running_export(&self, ctx: &Context) -> Option<Running> {
        let job = self.exports.underway.first()?;
        let lasts = ctx.input(|input| input.time) - job.since >= SHOWN_AFTER;
        if !lasts {
            return None;
        }
        ctx.request_repaint_after(SPOKEN_EVERY);
        Some(Running { file: job.path.clone(), steps: job.progress.now(), cancelled: job.progress.is_cancelled() })
    }

    /// Says what became of the exports that ended; whether one did.
    pub(super) fn take_exports(&mut self) -> bool {
        let lang = self.lang();
        let mut any = false;
        while let Some(Done { order, path, result }) = self.exports.lane.answer() {
            any = true;
            self.exports.underway.remove(0);
            let name = file_name(&path);
            match result {
                Ok(()) => {
                    self.message.clear();
                    self.notice = lang.pick(format!("Exporté : {name}"), format!("Exported: {name}"));
                }
                Err(Failure::Write(ExportWriteError::Exists)) if self.dialog.is_none() => {
                    self.dialog = Some(Dialog::Export(ExportDialog::Replace { order, path }));
                }
                Err(Failure::Export(ExportError::Cancelled)) => self.notice = capitalised(&ExportError::Cancelled.sentence(lang)),
                // Whatever is being asked goes on.
                Err(failure) if self.dialog.is_some() => self.message = format!("{name}{} {}", lang.pick(" :", ":"), failure.sentence(lang)),
                Err(failure) => {
                    let title = lang.pick("L’export n’a pas été fait", "The export was not done").to_owned();
                    let sentence = format!("{}\n\n{}", path.display(), capitalised(&failure.sentence(lang)));
                    self.dialog = Some(Dialog::Failure { title, sentence });
                }
            }
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::exchange::export::{Export, Format};
    use crate::ui::theme;

    #[test]
    fn an_export_that_lasts_says_so_and_can_be_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let mut app = App::for_test(Some(document), None, Lang::English);
        let (release, hangs) = channel::<()>();
        let order = Order { export: Export::new(Subject::Document, Format::Html).unwrap(), lang: Lang::English };
        app.exports = Exports::on(Lane::start("hangs", (), || ()).unwrap());
        app.exports.underway.push(Job { path: folder.path().join("first.html"), progress: Progress::default(), since: 0.0 });
        let first = folder.path().join("first.html");
        app.exports.lane.run(move |()| {
            let _ = hangs.recv();
            Done { order, path: first, result: Ok(()) }
        });
        let mut harness = Harness::builder()
            .with_step_dt(0.25)
            .with_size([1600.0, 900.0])
            .with_context_setup(theme::install)
            .build_ui_state(|ui, app: &mut App| app.frame_ui(ui), app);
        let ctx = harness.ctx.clone();
        harness.state_mut().start_export(&ctx, order, folder.path().join("second.html"), false);
        // The second waits for the first, which is what can be given up.
        for _ in 0..4 {
            harness.step();
        }
        assert!(harness.query_by_label("Exporting first.html…").is_some());
        harness.get_by_label("Give up").click();
        for _ in 0..3 {
            harness.step();
        }
        assert!(harness.query_by_label("Giving up the export of first.html…").is_some());
        let state = harness.state_mut();
        assert!(state.exports.underway.first().unwrap().progress.is_cancelled() && !state.exports.underway.last().unwrap().progress.is_cancelled());
        state.exports.underway.last().unwrap().progress.cancel();
        drop(release);
        while !harness.state().exports.lane.is_idle() {
            harness.step();
        }
        assert_eq!(harness.state().notice, "Export given up, nothing was written.");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

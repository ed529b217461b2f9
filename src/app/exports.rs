//! Exports: asked for, made and written on a thread of their own, so that neither a frame nor a save waits for them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::Context;

use super::picker::{Picked, Purpose};
use super::threads::Threads;
use super::{App, Desk, Program};
use crate::calc::Figures;
use crate::exchange::export::{ExportError, LeftOut, Output, Subject};
#[cfg(feature = "pdf")]
use crate::exchange::pdf::Printed;
use crate::exchange::picture::Day;
use crate::exchange::progress::{GivenUp, Progress};
use crate::lang::{Lang, capitalised};
use crate::model::Document;
use crate::storage::{self, ExportWriteError, Lane, NewFile};
use crate::ui::dialogs::Dialog;
use crate::ui::export::{Choice, ExportDialog, Order, file_name};
use crate::ui::modal::Answer;
use crate::ui::path_field::PathField;
use crate::ui::running::{Running, Work};

/// How long the end of the program waits for exports under way.
const PATIENCE: Duration = Duration::from_secs(5);

/// The exports under way, each on a thread of its own: one that is given up is let go at once, and what it was making is thrown away when its
/// thread comes to it.
#[derive(Default)]
pub(super) struct Exports {
    threads: Threads,
    /// In the order in which they were asked for.
    underway: Vec<Job>,
    /// What was chosen last, and where it went.
    last: Option<Order>,
    folder: Option<PathBuf>,
}

struct Job {
    lane: Lane<(), Done>,
    path: PathBuf,
    progress: Progress,
    /// When it was asked for, by the clock of the frames.
    since: f64,
}

/// An export that came to its end.
struct Done {
    /// Whose document was exported.
    desk: u64,
    /// The free tables that stayed out of it.
    left_out: LeftOut,
    order: Order,
    path: PathBuf,
    result: Result<(), Failure>,
}

enum Failure {
    Export(ExportError),
    /// With the file that it is about.
    Write(PathBuf, ExportWriteError),
}

impl Failure {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Export(error) => error.sentence(lang),
            Self::Write(_, error) => error.sentence(lang),
        }
    }
}

impl Exports {
    pub fn on(threads: Threads) -> Self {
        Self { threads, ..Self::default() }
    }

    /// What was asked for last in printed pages, and whether with the free tables.
    #[cfg(feature = "pdf")]
    pub fn printed(&self) -> (Printed, bool) {
        let Some(Order { export, .. }) = self.last else { return Default::default() };
        (Printed { part: None, charts: export.charts, variation: export.variation }, export.free_tables)
    }

    fn start(&mut self, desk: &Desk, order: Order, path: PathBuf, may_replace: bool, now: f64) {
        let (desk, document, source) = (desk.id, Arc::clone(desk.session.document()), desk.file.path.clone());
        let progress = Progress::default();
        self.folder = path.parent().map(Path::to_owned);
        let mut lane = self.threads.lane("papier export", || ());
        let (target, shared) = (path.clone(), progress.clone());
        lane.run(move |()| {
            let result = written(&document, source.as_deref(), order, &target, may_replace, &shared);
            Done { desk, left_out: order.export.left_out(&document, order.lang), order, path: target, result }
        });
        self.underway.push(Job { lane, path, progress, since: now });
    }

    /// The next one that came to its end.
    fn done(&mut self) -> Option<Done> {
        let (index, done) = self.underway.iter_mut().enumerate().find_map(|(index, job)| Some((index, job.lane.answer()?)))?;
        self.underway.remove(index);
        Some(done)
    }

    /// Waits for what is under way, but not for ever.
    pub fn end(self) {
        let limit = Instant::now() + PATIENCE;
        for job in self.underway {
            job.lane.end(limit.saturating_duration_since(Instant::now()));
        }
    }
}

/// Nobody may do with what is written what he could not do with `source`, the file of the document.
fn written(document: &Document, source: Option<&Path>, order: Order, path: &Path, may_replace: bool, progress: &Progress) -> Result<(), Failure> {
    // Asked before anything is made: who has to wait for the question has waited for nothing.
    if !may_replace && !order.export.is_folder() && path.exists() {
        return Err(Failure::Write(path.to_owned(), ExportWriteError::Exists));
    }
    let output = order.export.output(document, &Figures::of(document), order.lang, progress).map_err(Failure::Export)?;
    progress.keep().map_err(|given_up| Failure::Export(given_up.into()))?;
    let sources: Vec<&Path> = source.into_iter().collect();
    let new = if sources.is_empty() { NewFile::Usual } else { NewFile::From(&sources) };
    match output {
        Output::File(bytes) => storage::write_export(path, &bytes, may_replace, new).map_err(|error| Failure::Write(path.to_owned(), error)),
        Output::Folder(files) => storage::write_exports(path, &files, may_replace, new).map_err(|(path, error)| Failure::Write(path, error)),
    }
}

impl Desk {
    /// Asks what to export: this, or what was exported last.
    pub(super) fn ask_export(&self, program: &mut Program, subject: Option<Subject>) {
        let choice = Choice::of(&self.view(&program.settings, "", &[]), subject, program.exports.last);
        program.window.dialog = Some(Dialog::Export(ExportDialog::Choose(choice)));
    }

    pub(super) fn answer_export(&self, program: &mut Program, ctx: &Context, dialog: ExportDialog, answer: Answer) {
        match (dialog, answer) {
            (ExportDialog::Choose(choice), Answer::Yes) => {
                if let Some(order) = choice.order() {
                    program.exports.last = Some(order);
                    self.ask_export_file(program, order);
                }
            }
            (ExportDialog::Path { order, field }, Answer::Yes) => self.export_to(program, ctx, order, field.path(), false),
            (ExportDialog::Replace { order, path }, Answer::No) => self.start_export(program, ctx, order, path, true),
            (ExportDialog::Replace { order, .. }, Answer::Yes) => self.ask_export_file(program, order),
            _ => {}
        }
    }

    fn ask_export_file(&self, program: &mut Program, order: Order) {
        let beside = || self.file.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let folder = program.exports.folder.clone().or_else(beside);
        program.window.asking = Some(Purpose::Export { desk: self.id, folder, name: order.export.file_name(self.session.document()), order });
    }

    /// The answer of the file dialog.
    pub(super) fn picked_export(&self, program: &mut Program, ctx: &Context, order: Order, suggested: PathBuf, picked: Picked) {
        match picked {
            // The system's dialog has asked before it gave the name of a file that is there.
            Picked::File(path) if !order.export.is_folder() => self.export_to(program, ctx, order, path, true),
            // Files of their own stand in a folder of their own.
            Picked::File(folder) => {
                let own = suggested.file_name().map(|name| folder.join(name)).unwrap_or(folder);
                self.start_export(program, ctx, order, own, false);
            }
            Picked::NoDialog => {
                program.window.dialog = Some(Dialog::Export(ExportDialog::Path { order, field: PathField::suggesting(&suggested) }));
                ctx.request_repaint();
            }
            Picked::Cancelled | Picked::Files(_) => {}
        }
    }

    /// Exports to a file whose name gets the ending of its form when it has another: then nobody has agreed to replace what is there.
    fn export_to(&self, program: &mut Program, ctx: &Context, order: Order, path: PathBuf, may_replace: bool) {
        let extension = order.export.format().extension();
        if order.export.is_folder() || path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension)) {
            self.start_export(program, ctx, order, path, may_replace);
        } else {
            let mut name = path.into_os_string();
            name.push(".");
            name.push(extension);
            self.start_export(program, ctx, order, name.into(), false);
        }
    }

    fn start_export(&self, program: &mut Program, ctx: &Context, order: Order, path: PathBuf, may_replace: bool) {
        let mut order = order;
        order.export.look.saved = self.file.stamp.and_then(|stamp| Day::of(stamp.modified));
        let now = ctx.input(|input| input.time);
        program.exports.start(self, order, path, may_replace, now);
        ctx.request_repaint_after(Running::AFTER);
    }
}

impl Program {
    /// Lets go of the export that is told: nothing of it is written.
    pub(super) fn give_up_export(&mut self) {
        let lang = self.lang();
        if self.exports.underway.first().is_some_and(|job| job.progress.give_up()) {
            self.exports.underway.remove(0);
            self.window.notice = capitalised(&ExportError::from(GivenUp).sentence(lang));
        }
    }

    /// The export under way, once it lasts.
    pub(super) fn running_export(&self, now: f64) -> Option<Running> {
        let job = self.exports.underway.first().filter(|job| Running::lasts(job.since, now))?;
        let work = if job.progress.is_kept() { Work::Writing } else { Work::Exporting };
        Some(Running { work, path: job.path.clone(), steps: job.progress.now() })
    }
}

impl App {
    /// Says what became of the exports that ended; whether one did.
    pub(super) fn take_exports(&mut self, ctx: &Context) -> bool {
        let lang = self.lang();
        let mut any = false;
        while let Some(Done { desk, left_out, order, path, result }) = self.program.exports.done() {
            any = true;
            let window = &mut self.program.window;
            let name = file_name(&path);
            match (result, self.desks.get_mut(desk)) {
                (Ok(()), _) => {
                    window.message.clear();
                    window.notice = lang.pick(format!("Exporté : {name}"), format!("Exported: {name}"));
                    if let Some(sentence) = left_out.sentence(lang) {
                        window.notice = format!("{}. {}", window.notice, capitalised(&sentence));
                    }
                }
                (Err(Failure::Write(_, ExportWriteError::Exists)), Some(desk)) => {
                    desk.question = Some(Dialog::Export(ExportDialog::Replace { order, path }));
                }
                // Whatever is being asked goes on.
                (Err(failure), _) if window.dialog.is_some() => {
                    window.message = format!("{name}{} {}", lang.pick(" :", ":"), failure.sentence(lang));
                }
                (Err(failure), _) => {
                    let about = if let Failure::Write(path, _) = &failure { path } else { &path };
                    let title = lang.pick("L’export n’a pas été fait", "The export was not done").to_owned();
                    let sentence = format!("{}\n\n{}", about.display(), capitalised(&failure.sentence(lang)));
                    window.dialog = Some(Dialog::Failure { title, sentence });
                }
            }
        }
        if any {
            self.ask_about_front();
            ctx.request_repaint();
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

    /// The first export hangs; the second is made meanwhile, and the first is let go.
    #[test]
    fn an_export_that_lasts_says_so_and_can_be_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let mut app = App::for_test(Some(document), None, Lang::English);
        let (release, hangs) = channel::<()>();
        let order = Order { export: Export::new(Subject::Document, Format::Html).unwrap(), lang: Lang::English };
        let (first, progress) = (folder.path().join("first.html"), Progress::default());
        let mut lane = Lane::start("hangs", (), || ()).unwrap();
        let (path, shared) = (first.clone(), progress.clone());
        lane.run(move |()| {
            let _ = hangs.recv();
            let document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
            let result = written(&document, None, order, &path, false, &shared);
            Done { desk: 1, left_out: LeftOut::default(), order, path, result }
        });
        app.program.exports.underway.push(Job { lane, path: first, progress: progress.clone(), since: 0.0 });
        let mut harness = Harness::builder()
            .with_step_dt(0.25)
            .with_size([1600.0, 900.0])
            .with_context_setup(theme::install)
            .build_ui_state(|ui, app: &mut App| app.frame_ui(ui), app);
        let ctx = harness.ctx.clone();
        let App { desks, program, .. } = harness.state_mut();
        desks.front().unwrap().start_export(program, &ctx, order, folder.path().join("second.html"), false);
        for _ in 0..4 {
            harness.step();
        }
        assert!(folder.path().join("second.html").exists() && harness.state().program.exports.underway.len() == 1);
        assert!(harness.query_by_label("Exporting first.html…").is_some());
        harness.get_by_label("Give up").click();
        for _ in 0..3 {
            harness.step();
        }
        assert_eq!((harness.state().program.exports.underway.len(), progress.is_given_up()), (0, true));
        assert_eq!(harness.state().program.window.notice, "Export given up, nothing was written.");
        drop(release);
        // Its thread, whose answer nobody takes, ends when the last other hand on the progress is gone.
        while progress.is_shared() {
            std::thread::yield_now();
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "what was given up is not written");
    }

    #[test]
    fn what_is_being_written_cannot_be_given_up_any_more() {
        let mut app = App::for_test(None, None, Lang::English);
        let progress = Progress::default();
        progress.keep().unwrap();
        app.program.exports.underway.push(Job { lane: Lane::here(()), path: "out.pdf".into(), progress, since: 0.0 });
        app.program.give_up_export();
        let running = app.program.running_export(10.0).unwrap();
        assert_eq!(running.words(Lang::English), "Writing out.pdf…");
        assert!(!running.may_be_given_up());
    }
}

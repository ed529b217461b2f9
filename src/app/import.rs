//! Imports: files are read on a thread of their own; what they hold is shown before anything changes.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::Context;

use super::desk::document_title;
use super::disk::DeskFile;
use super::picker::Picked;
use super::returned::bringing;
use super::threads::Threads;
use super::{App, Desk, Program};
use crate::editing::{Difference, Gesture, Session, compare, create, take_in};
use crate::exchange::import::{self, AnnualReport, Answers, Binary, File, Import, ImportRefusal, Options, Part, Question, Section, annual_report};
use crate::exchange::progress::Progress;
use crate::exchange::workbook::back;
use crate::lang::{Lang, capitalised};
use crate::model::Document;
use crate::storage::file::ReadError;
use crate::storage::{self, Lane, Saves, file};
use crate::ui::dialogs::Dialog;
use crate::ui::import::{Arrival, Bringing, CategoriesDialog, Coming, ImportDialog, LeftOut, OpenTotal, ReportDialog, Said};
use crate::ui::modal::Answer;
use crate::ui::path_field::PathField;
use crate::ui::running::{Running, Work};

/// How long the end of the program waits for what was handed over.
const PATIENCE: Duration = Duration::from_secs(5);
/// Files that are imported and not opened when they are dropped on the window.
const ENDINGS: [&str; 6] = ["csv", "txt", "htm", "html", "tsv", "xlsx"];

/// What is being read, and the documents being written, each on a thread of its own.
#[derive(Default)]
pub(super) struct Imports {
    threads: Threads,
    reading: Option<Reading>,
    writing: Vec<Writing>,
}

struct Reading {
    lane: Lane<(), ReadDone>,
    /// Of the files.
    names: String,
    progress: Progress,
    /// When it was asked for, by the clock of the frames.
    since: f64,
}

struct Writing {
    lane: Lane<(), Result<Saves, io::Error>>,
    folder: PathBuf,
    /// How many documents.
    count: usize,
    progress: Progress,
    since: f64,
}

struct ReadDone {
    source: Source,
    paths: Vec<PathBuf>,
    /// With which it was read.
    options: Options,
    answers: Answers,
    result: Result<Brought, Failure>,
}

/// What was read.
enum Brought {
    Documents(Import),
    /// A workbook that Papier exported, which goes onto the document that it comes from.
    Workbook(Vec<u8>),
    /// A report, which goes onto the PAP of two years later.
    Report(AnnualReport),
}

/// Where the files are said.
enum Source {
    Chosen(Vec<PathBuf>),
    /// In the window's own picker.
    Typed(PathField),
}

impl Source {
    fn paths(&self) -> Vec<PathBuf> {
        match self {
            Self::Chosen(paths) => paths.clone(),
            Self::Typed(field) => field.paths(),
        }
    }

    /// The same when the disk may be asked: a name may hold what sets paths apart.
    fn found(&self) -> Vec<PathBuf> {
        match self {
            Self::Typed(field) if field.path().is_file() => vec![field.path()],
            _ => self.paths(),
        }
    }
}

enum Failure {
    Read(PathBuf, ReadError),
    Refused(ImportRefusal),
}

impl Imports {
    pub fn on(threads: Threads) -> Self {
        Self { threads, ..Self::default() }
    }

    /// Whatever was being read before, nobody asks for it any more.
    fn read(&mut self, source: Source, options: Options, answers: Answers, now: f64) {
        let (names, progress) = (names(&source.paths()), Progress::default());
        let mut lane = self.threads.lane("papier import", || ());
        let shared = progress.clone();
        lane.run(move |()| {
            let paths = source.found();
            let result = read(&paths, options, &answers, &shared);
            ReadDone { source, paths, options, answers, result }
        });
        self.reading = Some(Reading { lane, names, progress, since: now });
    }

    fn write(&mut self, folder: PathBuf, documents: Vec<Arc<Document>>, now: f64) {
        let (count, progress) = (documents.len(), Progress::default());
        let mut lane = self.threads.lane("papier import", || ());
        let (target, shared) = (folder.clone(), progress.clone());
        lane.run(move |()| write(&target, &documents, &shared));
        self.writing.push(Writing { lane, folder, count, progress, since: now });
    }

    /// What was read, once.
    fn take_read(&mut self) -> Option<ReadDone> {
        let done = self.reading.as_mut()?.lane.answer()?;
        self.reading = None;
        Some(done)
    }

    /// What was written, with its folder and how many documents there were.
    fn take_written(&mut self) -> Option<(Writing, Result<Saves, io::Error>)> {
        let (index, result) = self.writing.iter_mut().enumerate().find_map(|(index, writing)| Some((index, writing.lane.answer()?)))?;
        Some((self.writing.remove(index), result))
    }

    /// Waits for documents that are being written, but not for ever.
    pub fn end(self) {
        let limit = Instant::now() + PATIENCE;
        for writing in self.writing {
            writing.lane.end(limit.saturating_duration_since(Instant::now()));
        }
    }
}

fn read(paths: &[PathBuf], options: Options, answers: &Answers, progress: &Progress) -> Result<Brought, Failure> {
    progress.begin(paths.len());
    let open = |path: &PathBuf| {
        // Nobody takes the answer of a reading that was given up.
        let _ = progress.step();
        let bytes = file::read_bytes(path).map_err(|error| Failure::Read(path.clone(), error))?;
        Ok(File { name: name(path), bytes })
    };
    let mut files = paths.iter().map(open).collect::<Result<Vec<_>, Failure>>()?;
    if let [File { bytes, .. }] = files.as_mut_slice()
        && back::is_ours(bytes)
    {
        return Ok(Brought::Workbook(std::mem::take(bytes)));
    }
    let refusal = match import::read_answered(&files, options, answers) {
        Ok(import) => return Ok(Brought::Documents(import)),
        Err(refusal) => refusal,
    };
    match refusal {
        ImportRefusal::AnnualReport { .. } => match annual_report(&files) {
            Ok(report) => report.map(Brought::Report).ok_or(Failure::Refused(refusal)),
            Err(refusal) => Err(Failure::Refused(refusal)),
        },
        ImportRefusal::Binary { binary: Binary::Workbook, .. } => match annual_report(&files) {
            Ok(Some(report)) => Ok(Brought::Report(report)),
            Ok(None) | Err(_) => Err(Failure::Refused(refusal)),
        },
        _ => Err(Failure::Refused(refusal)),
    }
}

/// Writes each document into a file of its own where none stands, until it is given up.
fn write(folder: &Path, documents: &[Arc<Document>], progress: &Progress) -> Result<Saves, io::Error> {
    storage::create_folders(folder)?;
    progress.begin(documents.len());
    let documents: Vec<(PathBuf, &Document)> =
        documents.iter().map(|document| (folder.join(import::file_name(document)), document.as_ref())).collect();
    Ok(storage::save_all_new(&documents, || progress.step().is_ok()))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn names(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| name(path)).collect::<Vec<_>>().join(", ")
}

impl App {
    /// Whether files dropped on the window are to be imported: none of them is a document.
    pub(super) fn imports_dropped(&mut self, ctx: &Context, paths: &[PathBuf]) -> bool {
        let is_imported = |path: &PathBuf| path.extension().is_some_and(|found| ENDINGS.iter().any(|ending| found.eq_ignore_ascii_case(ending)));
        let all = !paths.is_empty() && paths.iter().all(is_imported);
        if all && self.commit_editing() {
            self.program.import_files(ctx, paths.to_vec(), Options::default());
        }
        all
    }

    /// Shows what was read or written; whether something was.
    pub(super) fn take_imports(&mut self) -> bool {
        let is_reading = matches!(self.program.window.dialog, Some(Dialog::Import(ImportDialog::Reading { .. })));
        if self.program.window.dialog.is_some() && !is_reading {
            return false;
        }
        if let Some((writing, result)) = self.program.imports.take_written() {
            self.program.wrote(&writing, result);
            return true;
        }
        let Some(read) = self.program.imports.take_read() else { return false };
        self.program.window.dialog = None;
        self.show_import(read);
        true
    }

    fn show_import(&mut self, ReadDone { source, paths, options, answers, result }: ReadDone) {
        let lang = self.lang();
        let result = match result {
            Ok(Brought::Workbook(bytes)) => return self.bring_back(&names(&paths), &bytes),
            Ok(Brought::Report(report)) => return self.bring_report(&names(&paths), &report),
            Ok(Brought::Documents(import)) => Ok(import),
            Err(failure) => Err(failure),
        };
        self.program.window.dialog = Some(match (result, source) {
            (Ok(import), _) if import.report.questions.iter().any(|question| matches!(question, Question::Category { .. })) => {
                let totals = import.report.questions.iter().filter_map(|question| OpenTotal::of(question, lang)).collect();
                Dialog::Import(ImportDialog::Categories(Box::new(CategoriesDialog { paths, options, answers, totals, refusal: String::new() })))
            }
            (Ok(import), _) => Dialog::Import(ImportDialog::Report(Box::new(self.report(&paths, import)))),
            (Err(Failure::Refused(refusal @ (ImportRefusal::NoYear | ImportRefusal::NoNumber | ImportRefusal::NoLaw { .. }))), _) => {
                // What was said before stays said.
                let said = Said {
                    number: options.programme.map(|number| number.to_string()).unwrap_or_default(),
                    year: options.year.map(|year| year.to_string()).unwrap_or_default(),
                    law: options.law,
                    asks_law: options.law.is_some() || matches!(refusal, ImportRefusal::NoLaw { .. }),
                };
                Dialog::Import(ImportDialog::Missing { paths, said, refusal: capitalised(&refusal.sentence(lang)) })
            }
            (Err(failure @ Failure::Read(..)), Source::Typed(field)) => {
                Dialog::Import(ImportDialog::Path(field.refused(capitalised(&failure.sentence(lang)))))
            }
            (Err(failure), _) => {
                let title = lang.pick("Rien n’est importé", "Nothing is imported").to_owned();
                Dialog::Failure { title, sentence: capitalised(&failure.sentence(lang)) }
            }
        });
    }

    fn report(&self, paths: &[PathBuf], import: Import) -> ReportDialog {
        let lang = self.lang();
        let open = self.desks.front().filter(|desk| !desk.session.is_read_only()).map(|desk| desk.session.document());
        let open = open.and_then(|document| document.programme.number.map(|number| (number, document.year)));
        let sections = import.sections(lang);
        let of = |document: &Document| document.programme.number.map(|number| (number, document.year));
        let chosen = import.documents.iter().position(|document| of(document) == open).unwrap_or_default();
        let confirmed = import.report.questions.is_empty();
        let documents = import.documents.into_iter().map(|document| {
            let title = import::title(&document, lang);
            (Arc::new(document), title)
        });
        ReportDialog { names: names(paths), sections, documents: documents.collect(), chosen, confirmed, open }
    }

    pub(super) fn answer_import(&mut self, ctx: &Context, dialog: ImportDialog, answer: Answer) {
        match (dialog, answer) {
            (ImportDialog::Path(field), Answer::Yes) => {
                self.program.imports.read(Source::Typed(field), Options::default(), Answers::default(), ctx.input(|input| input.time));
                ctx.request_repaint_after(Running::AFTER);
            }
            (ImportDialog::Reading { .. }, Answer::Cancel) => self.program.imports.reading = None,
            (ImportDialog::Missing { paths, said, .. }, Answer::Yes) => self.program.said_import(ctx, paths, said),
            (ImportDialog::Categories(dialog), Answer::Yes) => self.program.said_categories(ctx, *dialog),
            (ImportDialog::Report(report), Answer::Yes) => {
                if let Some((document, _)) = report.documents.into_iter().nth(report.chosen) {
                    self.open_imported(document);
                }
            }
            (ImportDialog::Report(report), Answer::No) => {
                let ReportDialog { names, sections, documents, chosen, .. } = *report;
                let chosen = documents.into_iter().nth(chosen);
                if let (Some((document, _)), Some(desk)) = (chosen, self.desks.front_mut()) {
                    desk.ask_merge(&mut self.program, &document, names, sections);
                }
            }
            (ImportDialog::Report(report), Answer::Else) => {
                let documents = report.documents.into_iter().map(|(document, _)| document).collect();
                let field = PathField::suggesting(&std::env::current_dir().unwrap_or_default().join("pap"));
                self.program.window.dialog = Some(Dialog::Import(ImportDialog::Folder { documents, field }));
            }
            (ImportDialog::Folder { documents, field }, Answer::Yes) => {
                self.program.imports.write(field.path(), documents, ctx.input(|input| input.time));
                ctx.request_repaint_after(Running::AFTER);
            }
            (ImportDialog::Merge(arrival), Answer::No) => {
                let Arrival { from, names, command, after, wanted, .. } = *arrival;
                if let Some(desk) = self.desks.front_mut() {
                    let person = bringing(from, &names, self.program.lang());
                    desk.open_beside(&mut self.program, ctx, after, person, Some(command));
                    if let Some(place) = wanted {
                        desk.go_to_matter_of(&mut self.program, ctx, place);
                    }
                }
            }
            (ImportDialog::Merge(arrival), Answer::Yes) => {
                if let Some(desk) = self.desks.front_mut() {
                    desk.apply_as(&mut self.program, &arrival.command, Gesture::Import);
                }
            }
            _ => {}
        }
    }

    /// What was imported, as a document that is on no disk yet.
    pub(super) fn open_imported(&mut self, document: Arc<Document>) {
        let document = Arc::unwrap_or_clone(document);
        let notice = self.lang().pick(
            format!("Importé : {}", document_title(&document, Lang::French)),
            format!("Imported: {}", document_title(&document, Lang::English)),
        );
        self.open_desk(Desk::new(Session::created(document), DeskFile::default()));
        self.program.window.notice = notice;
    }
}

impl Desk {
    /// What the open document would become; what of the files was not read stays out.
    fn ask_merge(&mut self, program: &mut Program, imported: &Document, names: String, sections: Vec<Section>) {
        if !self.commit_editing(program) {
            return;
        }
        let lang = program.lang();
        let merged = self.session.draw(|draw, document| take_in(document, imported, draw)).and_then(|command| {
            let mut after = Document::clone(self.session.document());
            command.apply(&mut after)?;
            Ok((command, after))
        });
        match merged {
            Ok((command, after)) => {
                let differences = compare(self.session.document(), &after, lang);
                let is_held = |difference: &Difference| !difference.before.is_empty();
                let (contradicts, comes) = differences.into_iter().partition::<Vec<_>, _>(is_held);
                let coming = |differences: Vec<Difference>| differences.into_iter().map(Coming::from).collect();
                let unread = sections.into_iter().filter(|section| section.part == Part::NotRead).flat_map(|section| section.lines);
                program.window.dialog = Some(Dialog::Import(ImportDialog::Merge(Box::new(Arrival {
                    from: Bringing::Files,
                    names,
                    title: self.title(lang),
                    command,
                    after: Arc::new(after),
                    comes: coming(comes),
                    contradicts: coming(contradicts),
                    left: unread.map(|sentence| LeftOut { sentence, place: None }).collect(),
                    wanted: None,
                }))));
            }
            Err(refusal) => program.window.message = refusal.sentence(lang),
        }
    }
}

impl Program {
    /// Reads files; what they hold is shown when they are read.
    fn import_files(&mut self, ctx: &Context, paths: Vec<PathBuf>, options: Options) {
        self.import_answered(ctx, paths, options, Answers::default());
    }

    fn import_answered(&mut self, ctx: &Context, paths: Vec<PathBuf>, options: Options, answers: Answers) {
        self.imports.read(Source::Chosen(paths), options, answers, ctx.input(|input| input.time));
        ctx.request_repaint_after(Running::AFTER);
    }

    /// The answer of the file dialog.
    pub(super) fn picked_import(&mut self, ctx: &Context, picked: Picked) {
        match picked {
            Picked::Files(paths) => self.import_files(ctx, paths, Options::default()),
            Picked::File(path) => self.import_files(ctx, vec![path], Options::default()),
            Picked::NoDialog => {
                let field = PathField::within(std::env::current_dir().unwrap_or_default());
                self.window.dialog = Some(Dialog::Import(ImportDialog::Path(field)));
                ctx.request_repaint();
            }
            Picked::Cancelled => {}
        }
    }

    /// A reading that lasts is spoken of; what was read is shown once nothing else is asked.
    pub(super) fn watch_imports(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        let Some(reading) = self.imports.reading.as_ref().filter(|reading| Running::lasts(reading.since, now)) else { return };
        let steps = reading.progress.now();
        match &mut self.window.dialog {
            None => self.window.dialog = Some(Dialog::Import(ImportDialog::Reading { names: reading.names.clone(), steps })),
            Some(Dialog::Import(ImportDialog::Reading { steps: told, .. })) if *told != steps => *told = steps,
            Some(_) => return ctx.request_repaint_after(Running::EVERY),
        }
        ctx.request_repaint_after(Running::EVERY);
    }

    /// Documents that are being written, once that lasts.
    pub(super) fn running_import(&self, now: f64) -> Option<Running> {
        let writing = self.imports.writing.first().filter(|writing| Running::lasts(writing.since, now))?;
        let work = if writing.progress.is_given_up() { Work::EndingSaves } else { Work::Saving };
        Some(Running { work, path: writing.folder.clone(), steps: writing.progress.now() })
    }

    /// No document is written after those at hand.
    pub(super) fn give_up_import(&mut self) {
        if let Some(writing) = self.imports.writing.first() {
            writing.progress.give_up();
        }
    }

    /// Reads the files again with a category for each total; a field left empty leaves its amounts.
    fn said_categories(&mut self, ctx: &Context, dialog: CategoriesDialog) {
        match dialog.answered() {
            Ok(answers) => self.import_answered(ctx, dialog.paths, dialog.options, answers),
            Err(index) => {
                let lang = self.lang();
                let typed = dialog.totals.get(index).map(|total| total.typed.clone()).unwrap_or_default();
                let refusal =
                    lang.pick(format!("« {typed} » n’est pas une catégorie de ce total."), format!("“{typed}” is no category of this total."));
                self.window.dialog = Some(Dialog::Import(ImportDialog::Categories(Box::new(CategoriesDialog { refusal, ..dialog }))));
            }
        }
    }

    /// The number, the year and the law that the files do not say; a field left empty is not said either.
    fn said_import(&mut self, ctx: &Context, paths: Vec<PathBuf>, said: Said) {
        let or = |typed: &str, usual: &str| if typed.trim().is_empty() { usual.to_owned() } else { typed.to_owned() };
        match create(&or(&said.number, "1"), "", &or(&said.year, "2021")) {
            Ok(document) => {
                let programme = document.programme.number.filter(|_| !said.number.trim().is_empty());
                let year = (!said.year.trim().is_empty()).then_some(document.year);
                self.import_files(ctx, paths, Options { programme, year, law: said.law });
            }
            Err(refusal) => {
                let refusal = refusal.sentence(self.lang());
                self.window.dialog = Some(Dialog::Import(ImportDialog::Missing { paths, said, refusal }));
            }
        }
    }

    fn wrote(&mut self, writing: &Writing, result: Result<Saves, io::Error>) {
        let lang = self.lang();
        let (folder, count) = (writing.folder.display(), writing.count);
        let title = lang.pick("Tous les documents ne sont pas enregistrés", "Not every document is saved");
        let failure = |path: &Path, why: &str, written: usize| Dialog::Failure {
            title: title.into(),
            sentence: format!("{}\n\n{} {}", path.display(), capitalised(why), saved_of(written, count, lang)),
        };
        match result {
            Err(error) => self.window.dialog = Some(failure(&writing.folder, &storage::io_words(&error, lang), 0)),
            Ok(Saves { written, failure: Some((path, error)) }) => self.window.dialog = Some(failure(&path, &error.sentence(lang), written)),
            Ok(Saves { written, failure: None }) if written < count => {
                self.window.message.clear();
                let saved = saved_of(written, count, lang);
                self.window.notice = lang.pick(format!("Abandonné. {saved} ({folder})"), format!("Given up. {saved} ({folder})"));
            }
            Ok(_) if count == 1 => {
                self.window.message.clear();
                self.window.notice = lang.pick(format!("Un document enregistré dans {folder}"), format!("One document saved in {folder}"));
            }
            Ok(_) => {
                self.window.message.clear();
                self.window.notice =
                    lang.pick(format!("{count} documents enregistrés dans {folder}"), format!("{count} documents saved in {folder}"));
            }
        }
    }
}

/// "12 documents sur 130 sont enregistrés."
fn saved_of(written: usize, count: usize, lang: Lang) -> String {
    match written {
        0 => lang.pick("Aucun document n’est enregistré.", "No document is saved.").into(),
        1 => lang.pick(format!("Un document sur {count} est enregistré."), format!("One document of {count} is saved.")),
        _ => lang.pick(format!("{written} documents sur {count} sont enregistrés."), format!("{written} documents of {count} are saved.")),
    }
}

impl Failure {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Read(path, error) => format!("{}{} {}", path.display(), lang.pick(" :", ":"), error.sentence(lang)),
            Self::Refused(refusal) => refusal.sentence(lang),
        }
    }
}

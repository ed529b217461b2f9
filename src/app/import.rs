//! Imports: files are read on a thread of their own; what they hold is shown before anything changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use egui::Context;

use super::disk::DeskFile;
use super::picker::{Picked, Purpose};
use super::{App, Desk, document_title};
use crate::editing::{Gesture, Session, compare, create, merge};
use crate::exchange::import::{self, File, Import, ImportRefusal, Options};
use crate::lang::{Lang, capitalised};
use crate::model::Document;
use crate::storage::file::ReadError;
use crate::storage::{self, Expected, Lane, SaveError, file};
use crate::ui::dialogs::{AfterUnsaved, Dialog};
use crate::ui::import::{ImportDialog, MergeDialog, ReportDialog};
use crate::ui::modal::Answer;

/// How long the end of the program waits for what was handed over.
const PATIENCE: Duration = Duration::from_secs(5);
/// Seconds after which a reading is spoken of.
const SHOWN_AFTER: f64 = 0.5;
/// Files that are imported and not opened when they are dropped on the window.
const ENDINGS: [&str; 5] = ["csv", "txt", "htm", "html", "tsv"];

/// The thread of imports, and what is waited for.
pub(super) struct Imports {
    lane: Lane<(), Done>,
    /// How many were asked for: the answer to one that was given up is passed over.
    asked: u64,
    /// The names of the files being read, and since when by the clock of the frames.
    waiting: Option<(String, f64)>,
}

/// Work that came to its end.
enum Done {
    Read(Box<ReadDone>),
    Written { folder: PathBuf, result: Result<usize, (PathBuf, SaveError)> },
}

struct ReadDone {
    asked: u64,
    paths: Vec<PathBuf>,
    result: Result<Import, Failure>,
}

enum Failure {
    Read(PathBuf, ReadError),
    Refused(ImportRefusal),
}

impl Imports {
    /// A thread of its own, or none where the system has none left: then the window waits.
    pub fn of_user(ctx: &Context) -> Self {
        let wake = {
            let ctx = ctx.clone();
            move || ctx.request_repaint()
        };
        Self::on(Lane::start("papier imports", (), wake).unwrap_or_else(|_| Lane::here(())))
    }

    /// Without a thread: for tests.
    pub fn here() -> Self {
        Self::on(Lane::here(()))
    }

    fn on(lane: Lane<(), Done>) -> Self {
        Self { lane, asked: 0, waiting: None }
    }

    fn start(&mut self, paths: Vec<PathBuf>, options: Options, now: f64) {
        self.asked += 1;
        self.waiting = Some((names(&paths), now));
        let asked = self.asked;
        self.lane.run(move |()| {
            let result = read(&paths, options);
            Done::Read(Box::new(ReadDone { asked, paths, result }))
        });
    }

    /// Waits for documents that are being written, but not for ever.
    pub fn end(self) {
        if !self.lane.is_idle() {
            self.lane.end(PATIENCE);
        }
    }

    /// Whatever the files hold, nobody asks for it any more.
    fn give_up(&mut self) {
        self.asked += 1;
        self.waiting = None;
    }
}

fn read(paths: &[PathBuf], options: Options) -> Result<Import, Failure> {
    let open = |path: &PathBuf| {
        let bytes = file::read_bytes(path).map_err(|error| Failure::Read(path.clone(), error))?;
        Ok(File { name: name(path), bytes })
    };
    let files = paths.iter().map(open).collect::<Result<Vec<_>, Failure>>()?;
    import::read(&files, options).map_err(Failure::Refused)
}

/// Writes each document into a file of its own where none stands.
fn write(folder: &Path, documents: &[Arc<Document>]) -> Result<usize, (PathBuf, SaveError)> {
    let mut written = 0;
    for document in documents {
        let path = folder.join(import::file_name(document));
        storage::save_expecting(&path, document, Expected::Nothing, None).map_err(|error| (path, error))?;
        written += 1;
    }
    Ok(written)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn names(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| name(path)).collect::<Vec<_>>().join(", ")
}

impl App {
    pub(super) fn ask_import(&mut self) {
        if self.commit_editing() {
            self.asking = Some(Purpose::Import);
        }
    }

    /// Reads files; what they hold is shown when they are read.
    pub fn import_files(&mut self, ctx: &Context, paths: Vec<PathBuf>, options: Options) {
        let now = ctx.input(|input| input.time);
        self.imports.start(paths, options, now);
        ctx.request_repaint_after_secs(SHOWN_AFTER as f32);
    }

    /// Whether files dropped on the window are to be imported: none of them is a document.
    pub(super) fn imports_dropped(&mut self, ctx: &Context, paths: &[PathBuf]) -> bool {
        let is_imported = |path: &PathBuf| path.extension().is_some_and(|found| ENDINGS.iter().any(|ending| found.eq_ignore_ascii_case(ending)));
        let all = !paths.is_empty() && paths.iter().all(is_imported);
        if all && self.commit_editing() {
            self.import_files(ctx, paths.to_vec(), Options::default());
        }
        all
    }

    /// The answer of the file dialog.
    pub(super) fn picked_import(&mut self, ctx: &Context, picked: Picked) {
        match picked {
            Picked::Files(paths) => self.import_files(ctx, paths, Options::default()),
            Picked::File(path) => self.import_files(ctx, vec![path], Options::default()),
            Picked::NoDialog => {
                let folder = std::env::current_dir().map(|folder| folder.display().to_string() + std::path::MAIN_SEPARATOR_STR);
                self.dialog = Some(Dialog::Import(ImportDialog::Path { typed: folder.unwrap_or_default(), refusal: String::new() }));
                ctx.request_repaint();
            }
            Picked::Cancelled => {}
        }
    }

    /// A reading that lasts is spoken of; what was read is shown once nothing else is asked.
    pub(super) fn watch_imports(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        if let Some((names, since)) = &self.imports.waiting
            && self.dialog.is_none()
            && now - since >= SHOWN_AFTER
        {
            self.dialog = Some(Dialog::Import(ImportDialog::Reading { names: names.clone() }));
            ctx.request_repaint();
        }
    }

    /// Shows what was read or written; whether something was.
    pub(super) fn take_imports(&mut self) -> bool {
        let is_reading = matches!(self.dialog, Some(Dialog::Import(ImportDialog::Reading { .. })));
        if self.dialog.is_some() && !is_reading {
            return false;
        }
        let Some(done) = self.imports.lane.answer() else { return false };
        match done {
            Done::Read(read) if read.asked != self.imports.asked => {}
            Done::Read(read) => {
                self.imports.waiting = None;
                self.dialog = None;
                self.show_import(*read);
            }
            Done::Written { folder, result } => self.wrote(&folder, result),
        }
        true
    }

    fn show_import(&mut self, ReadDone { paths, result, .. }: ReadDone) {
        let lang = self.lang();
        self.dialog = Some(match result {
            Ok(import) => Dialog::Import(ImportDialog::Report(Box::new(self.report(&paths, import)))),
            Err(Failure::Refused(refusal @ (ImportRefusal::NoYear | ImportRefusal::NoNumber))) => {
                let refusal = capitalised(&refusal.sentence(lang));
                Dialog::Import(ImportDialog::Missing { paths, number: String::new(), year: String::new(), refusal })
            }
            Err(failure) => {
                let title = lang.pick("Rien n’est importé", "Nothing is imported").to_owned();
                Dialog::Failure { title, sentence: capitalised(&failure.sentence(lang)) }
            }
        });
    }

    fn report(&self, paths: &[PathBuf], import: Import) -> ReportDialog {
        let lang = self.lang();
        let open = self.desk.as_ref().filter(|desk| !desk.session.is_read_only()).map(|desk| desk.session.document());
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
            (ImportDialog::Path { typed, .. }, Answer::Yes) => self.typed_import(ctx, typed),
            (ImportDialog::Reading { .. }, Answer::Cancel) => self.imports.give_up(),
            (ImportDialog::Missing { paths, number, year, .. }, Answer::Yes) => self.said_import(ctx, paths, number, year),
            (ImportDialog::Report(report), Answer::Yes) => {
                if let Some((document, _)) = report.documents.into_iter().nth(report.chosen) {
                    self.leave(AfterUnsaved::Import(document));
                }
            }
            (ImportDialog::Report(report), Answer::No) => {
                if let Some((document, _)) = report.documents.into_iter().nth(report.chosen) {
                    self.ask_merge(&document);
                }
            }
            (ImportDialog::Report(report), Answer::Else) => {
                let documents = report.documents.into_iter().map(|(document, _)| document).collect();
                let folder = std::env::current_dir().map(|folder| folder.join("pap").display().to_string());
                self.dialog = Some(Dialog::Import(ImportDialog::Folder { documents, typed: folder.unwrap_or_default(), refusal: String::new() }));
            }
            (ImportDialog::Folder { documents, typed, .. }, Answer::Yes) => self.write_folder(documents, typed),
            (ImportDialog::Merge(merge), Answer::Yes) => self.apply_as(&merge.command, Gesture::Import),
            _ => {}
        }
    }

    /// Paths typed in the window's own picker.
    fn typed_import(&mut self, ctx: &Context, typed: String) {
        let whole = PathBuf::from(typed.trim());
        let paths: Vec<PathBuf> =
            if whole.is_file() { vec![whole] } else { typed.split(';').map(str::trim).filter(|path| !path.is_empty()).map(PathBuf::from).collect() };
        match paths.iter().find(|path| !path.is_file()) {
            Some(path) => {
                let refusal = self
                    .lang()
                    .pick(format!("{} : ce fichier n’existe pas.", path.display()), format!("{}: this file does not exist.", path.display()));
                self.dialog = Some(Dialog::Import(ImportDialog::Path { typed, refusal }));
            }
            None => self.import_files(ctx, paths, Options::default()),
        }
    }

    /// The number and year that the files do not say; a field left empty is not said either.
    fn said_import(&mut self, ctx: &Context, paths: Vec<PathBuf>, number: String, year: String) {
        let or = |typed: &str, usual: &str| if typed.trim().is_empty() { usual.to_owned() } else { typed.to_owned() };
        match create(&or(&number, "1"), "", &or(&year, "2021")) {
            Ok(document) => {
                let programme = document.programme.number.filter(|_| !number.trim().is_empty());
                let year = (!year.trim().is_empty()).then_some(document.year);
                self.import_files(ctx, paths, Options { programme, year });
            }
            Err(refusal) => {
                let refusal = refusal.sentence(self.lang());
                self.dialog = Some(Dialog::Import(ImportDialog::Missing { paths, number, year, refusal }));
            }
        }
    }

    /// What the open document would become.
    fn ask_merge(&mut self, imported: &Document) {
        if !self.commit_editing() {
            return;
        }
        let lang = self.lang();
        let Some(desk) = &self.desk else { return };
        let merged = merge(desk.session.document(), imported).and_then(|command| {
            let mut after = Document::clone(desk.session.document());
            command.apply(&mut after)?;
            Ok((command, after))
        });
        match merged {
            Ok((command, after)) => {
                let differences = compare(desk.session.document(), &after, lang);
                let title = desk.title(lang);
                self.dialog = Some(Dialog::Import(ImportDialog::Merge(Box::new(MergeDialog { title, command, differences }))));
            }
            Err(refusal) => self.message = refusal.sentence(lang),
        }
    }

    fn write_folder(&mut self, documents: Vec<Arc<Document>>, typed: String) {
        let folder = PathBuf::from(typed.trim());
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        if let Err(error) = std::fs::create_dir_all(&folder) {
            let refusal = capitalised(&storage::io_words(&error, self.lang()));
            self.dialog = Some(Dialog::Import(ImportDialog::Folder { documents, typed, refusal }));
            return;
        }
        self.imports.lane.run(move |()| {
            let result = write(&folder, &documents);
            Done::Written { folder, result }
        });
    }

    fn wrote(&mut self, folder: &Path, result: Result<usize, (PathBuf, SaveError)>) {
        let lang = self.lang();
        match result {
            Ok(count) => {
                self.message.clear();
                self.notice = lang.pick(
                    format!("{count} documents enregistrés dans {}", folder.display()),
                    format!("{count} documents saved in {}", folder.display()),
                );
            }
            Err((path, error)) => {
                let title = lang.pick("Tous les documents ne sont pas enregistrés", "Not every document is saved").to_owned();
                self.dialog = Some(Dialog::Failure { title, sentence: format!("{}\n\n{}", path.display(), capitalised(&error.sentence(lang))) });
            }
        }
    }

    /// What was imported, as a document that is on no disk yet.
    pub(super) fn open_imported(&mut self, document: Arc<Document>) {
        let document = Arc::unwrap_or_clone(document);
        let notice = self.lang().pick(
            format!("Importé : {}", document_title(&document, Lang::French)),
            format!("Imported: {}", document_title(&document, Lang::English)),
        );
        self.show_desk(Desk::new(Session::created(document), DeskFile::default()));
        self.notice = notice;
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

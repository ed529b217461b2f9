//! The window's side of the disk: what is asked of it, on threads of their own, and what it answered. No frame waits for either.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use egui::Context;

use crate::editing::reviewing::{self, Matter};
use crate::lang::Lang;
use crate::model::{Document, Side, Year};
use crate::storage::file::ReadError;
use crate::storage::{
    self, About, Backups, Claim, Comments, Expected, FileStamp, Flush, Journal, KeepError, Lane, OpenError, Orphan, Owner, OwnerMark, Places,
    SaveError, Saved, Version, create_folders, file, io_words,
};
use crate::ui::path_field::PathField;

/// How long the end of the program waits for what was handed over.
const PATIENCE: Duration = Duration::from_secs(5);
/// Autosaves keep a version this often: the last ten are not those of the last minutes.
const AUTOSAVE_SPACING: Duration = Duration::from_secs(600);

/// What the window asks of git. Who opens the window brings it: the command line, which has it, is unknown here.
#[derive(Clone, Copy)]
pub struct Git {
    /// Merges anew what git merged by lines and left its marks in; else why not, in a sentence.
    pub mend: fn(&Path, Lang) -> Result<(), String>,
    /// Whether git was told to merge the documents around this one by Papier, and does not know how.
    pub is_unarmed: fn(&Path) -> bool,
    /// Tells git how, in the repository around a document; else why not, in a sentence.
    pub arm: fn(&Path, Lang) -> Result<(), String>,
    /// The versions of a document that it is merging.
    pub versions: fn(&Path) -> Option<GitMerge>,
}

/// A merge of a document that is not over.
pub struct GitMerge {
    pub ours: Document,
    pub theirs: Document,
    /// Whose the version in common is, the one that stood here, and the one that came.
    pub base: Whose,
    pub mine: Whose,
    pub other: Whose,
}

/// What git knows of who a version is by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    pub author: Option<Author>,
    pub when: Option<SystemTime>,
    pub branch: Option<String>,
    /// It is what stood before a change that is being undone.
    pub is_undone: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    /// Whether it is who has the window.
    pub is_user: bool,
}

impl Git {
    /// Where no repository is asked for.
    pub const NONE: Self = Self { mend: |_, _| Ok(()), is_unarmed: |_| false, arm: |_, _| Ok(()), versions: |_| None };
}

/// The two threads: documents, which may stand on a share that hangs, and their journals, which must go on then.
pub(super) struct Disk {
    git: Git,
    files: Lane<(), Answer>,
    journals: Lane<Journals, Option<io::Error>>,
    places: Option<Places>,
}

/// The journal of each open document, by its desk.
pub(super) type Journals = BTreeMap<u64, Journal>;

/// What the disk answered.
pub(super) enum Answer {
    Opened(Opened),
    Saved(SaveAnswer),
    /// About the document of a desk.
    OfDesk {
        desk: u64,
        answer: DeskAnswer,
    },
    Found(Vec<Found>),
    Typed(TypedPath),
    /// Work that was found again and given up stands among the earlier versions of its file; or it does not, and stays where it was found.
    SetAside(Result<(), KeepError>),
    /// What git had merged by lines is merged by Papier, or why not.
    Mended(PathBuf, Result<(), String>),
    /// git was told to merge this file by Papier, and does not know how.
    Unarmed(PathBuf),
    /// It does now, or why not.
    Armed(PathBuf, Result<(), String>),
    /// Whose the versions are of a file that git is merging, and what was taken of them without a choice.
    Whose(PathBuf, Box<(GitMerge, Vec<Matter>)>),
    /// The recent files that are gone.
    Missing(BTreeSet<PathBuf>),
    /// The settings could not be kept.
    SettingsLost(String),
    Done,
}

/// What the disk answered about one open document.
pub(super) enum DeskAnswer {
    /// Its file is not what it was.
    Changed {
        path: PathBuf,
        theirs: Result<(Document, FileStamp), OpenError>,
    },
    Versions(Vec<Version>),
    Version {
        index: usize,
        document: Result<Document, OpenError>,
    },
}

pub(super) struct Opened {
    pub path: PathBuf,
    /// The file that the path leads to, through all links.
    pub real: Option<PathBuf>,
    pub result: Result<(Document, FileStamp, Claim), OpenError>,
    /// What a save over the file would lose.
    pub comments: Option<Comments>,
    /// The document as the user saved or closed it last, and when, where the file holds another one.
    pub seen: Option<Box<(Document, SystemTime)>>,
}

pub(super) struct SaveAnswer {
    pub desk: u64,
    pub path: PathBuf,
    pub document: Arc<Document>,
    /// Whether nobody asked for this save.
    pub automatic: bool,
    pub result: Result<Saved, SaveError>,
    /// The file that the path leads to, through all links.
    pub real: Option<PathBuf>,
    /// Of a file that was not this desk's before.
    pub mark: Option<Claim>,
}

/// A path typed in the window, and what is there.
pub(super) struct TypedPath {
    /// The document in front when it was typed.
    pub desk: Option<u64>,
    pub saving: bool,
    pub field: PathField,
    pub path: PathBuf,
    pub found: PathFound,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathFound {
    /// Not even its folder.
    Nowhere,
    /// Its folder, in which nothing bears the name.
    Free,
    Folder,
    File,
}

/// Unsaved work of a Papier that is dead.
pub(super) struct Found {
    pub orphan: Orphan,
    pub document: Document,
    /// The file that it was made on, as it is now; `None` if it had none.
    pub file: Option<Result<(Document, FileStamp), OpenError>>,
}

/// A save to be done.
pub(super) struct Save {
    pub desk: u64,
    pub path: PathBuf,
    pub document: Arc<Document>,
    pub expected: Expected,
    pub automatic: bool,
    /// Whether this is another file than the desk's.
    pub elsewhere: bool,
    /// The file that a save elsewhere is a copy of: the copy is open to nobody else.
    pub source: Option<PathBuf>,
}

/// The file of a desk, as far as the disk has answered.
#[derive(Default)]
pub(super) struct DeskFile {
    /// `None` while the document was never saved. It is the document's own only while `year` is: see [`DeskFile::own_path`].
    pub path: Option<PathBuf>,
    /// The file that the path leads to, through all links, as far as the disk has said.
    pub real: Option<PathBuf>,
    /// The year of the PLF that the file holds.
    pub year: Option<Year>,
    /// What the file held when it was last read or written; `None` if there was none.
    pub stamp: Option<FileStamp>,
    pub mark: Option<OwnerMark>,
    /// What the file held when it was last read or written here: from where a colleague's changes and those made here begin.
    pub base: Option<Arc<Document>>,
    /// Who had the file open when it was opened here all the same.
    pub colleague: Option<String>,
    pub state: FileState,
    /// The revision that the journal has, and whether it was unsaved.
    pub journaled: Option<(u64, bool)>,
    /// The journal that this document was restored from: gone once the own journal has it.
    pub restored_from: Option<Orphan>,
    /// The revision seen last and since when, by the clock of the frames.
    pub quiet: (u64, f64),
}

/// What is known of the last save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum FileState {
    #[default]
    Unchanged,
    Saving,
    SavedAt(SystemTime),
    /// In words: "disque plein, le fichier précédent est intact".
    Failed(String),
}

impl DeskFile {
    /// A file that holds the PAP of this year.
    pub fn at(path: PathBuf, stamp: Option<FileStamp>, year: Year) -> Self {
        Self { path: Some(path), year: Some(year), stamp, ..Self::default() }
    }

    /// The file of a document: none once the document has passed to another year, so that no PAP is written over that of the year before.
    /// When that is undone the file is its own again.
    pub fn own_path(&self, document: &Document) -> Option<&Path> {
        self.path.as_deref().filter(|_| self.year == Some(document.year))
    }

    /// Whether the last save failed.
    pub fn has_failed(&self) -> bool {
        matches!(self.state, FileState::Failed(_))
    }

    /// What the file must hold for a save to replace it.
    pub fn expected(&self) -> Expected {
        self.stamp.map_or(Expected::Nothing, Expected::Version)
    }
}

impl Disk {
    /// Threads of their own, or none where the system has none left: then the window waits, and nothing is lost.
    pub fn of_user(ctx: &Context, git: Git) -> Self {
        let wake = || {
            let ctx = ctx.clone();
            move || ctx.request_repaint()
        };
        Self {
            git,
            files: Lane::start("papier files", (), wake()).unwrap_or_else(|_| Lane::here(())),
            journals: Lane::start("papier journal", Journals::new(), wake()).unwrap_or_else(|_| Lane::here(Journals::new())),
            places: Places::of_user(),
        }
    }

    /// Without threads, with state under this folder or without any: for tests.
    pub fn here(places: Option<Places>) -> Self {
        Self { git: Git::NONE, files: Lane::here(()), journals: Lane::here(Journals::new()), places }
    }

    pub fn asks(&mut self, git: Git) {
        self.git = git;
    }

    pub fn answer(&mut self) -> Option<Answer> {
        self.files.answer()
    }

    /// Why a journal could not be written, if one could not.
    pub fn journal_fault(&mut self) -> Option<io::Error> {
        let mut fault = None;
        while let Some(answer) = self.journals.answer() {
            fault = answer.or(fault);
        }
        fault
    }

    /// How long a state has been on its way to its journal.
    pub fn journal_waits(&self) -> Option<Duration> {
        self.journals.waits()
    }

    pub fn open(&mut self, path: &Path, taking_over: bool) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let places = self.places.clone();
        self.files.run(move |()| {
            let opened = storage::open_to_change(&path);
            let comments = opened.as_ref().ok().and_then(|(_, _, comments)| *comments);
            let result = opened.map(|(document, stamp, _)| {
                file::sweep_beside(&path);
                let claim = OwnerMark::claim(&path, &Owner::me(), taking_over);
                (document, stamp, claim)
            });
            let seen = places.zip(result.as_ref().ok()).and_then(|(places, (document, ..))| seen(&places, &path, document));
            Answer::Opened(Opened { real: path.canonicalize().ok(), path, result, comments, seen })
        });
    }

    /// Merges anew what git merged by lines.
    pub fn mend(&mut self, path: &Path, lang: Lang) {
        let (git, path) = (self.git, path.to_owned());
        self.files.run(move |()| {
            let mended = (git.mend)(&path, lang);
            Answer::Mended(path, mended)
        });
    }

    /// Asks whether git knows how to merge a file that it was told to merge by Papier.
    pub fn look_at_git(&mut self, path: &Path) {
        let (git, path) = (self.git, path.to_owned());
        self.files.run(move |()| if (git.is_unarmed)(&path) { Answer::Unarmed(path) } else { Answer::Done });
    }

    /// Asks whose the versions are that left something to choose in a file.
    pub fn ask_whose(&mut self, path: &Path, document: Arc<Document>, lang: Lang) {
        let (git, path) = (self.git, path.to_owned());
        self.files.run(move |()| {
            let Some(merge) = (git.versions)(&path) else { return Answer::Done };
            let of = |other: &Document, from| reviewing::taken(other, &document, from, lang);
            let taken = [of(&merge.ours, Side::Theirs), of(&merge.theirs, Side::Ours)].concat();
            Answer::Whose(path, Box::new((merge, taken)))
        });
    }

    pub fn arm_git(&mut self, path: &Path, lang: Lang) {
        let (git, path) = (self.git, path.to_owned());
        self.files.run(move |()| {
            let armed = (git.arm)(&path, lang);
            Answer::Armed(path, armed)
        });
    }

    pub fn save(&mut self, save: Save) {
        let places = self.places.clone();
        self.files.run(move |()| {
            let Save { desk, path, document, expected, automatic, elsewhere, source } = save;
            let backups = places.as_ref().map(|places| places.backups_of(&path));
            let backups = backups.map(|backups| if automatic { backups.spaced(AUTOSAVE_SPACING) } else { backups });
            let result = storage::save_expecting_from(source.as_deref(), &path, &document, expected, backups.as_ref());
            if let Some(places) = places.filter(|_| result.is_ok()) {
                keep_seen(&places, &path, &document);
            }
            let mark = (elsewhere && result.is_ok()).then(|| OwnerMark::claim(&path, &Owner::me(), false));
            Answer::Saved(SaveAnswer { desk, real: path.canonicalize().ok(), path, document, automatic, result, mark })
        });
    }

    /// Keeps what the user had of a document as he closes it.
    pub fn keep_seen(&mut self, path: PathBuf, document: Arc<Document>) {
        let Some(places) = self.places.clone() else { return };
        self.files.run(move |()| {
            keep_seen(&places, &path, &document);
            Answer::Done
        });
    }

    /// Looks whether a file still holds what is expected.
    pub fn look(&mut self, desk: u64, path: &Path, expected: Option<FileStamp>) {
        let path = path.to_owned();
        self.files.run(move |()| {
            let unchanged = match (file::stamp(&path), expected) {
                (Ok(now), Some(then)) => now.same_content(&then),
                (Err(ReadError::Missing { .. }), None) => true,
                // A share that does not answer now is asked again by the next save.
                (Err(ReadError::Locate { .. } | ReadError::Read { .. }), _) => true,
                _ => false,
            };
            if unchanged {
                return Answer::Done;
            }
            Answer::OfDesk { desk, answer: DeskAnswer::Changed { theirs: storage::open_stamped(&path), path } }
        });
    }

    pub fn find_unsaved_work(&mut self) {
        let Some(places) = self.places.clone() else { return };
        self.files.run(move |()| {
            places.sweep();
            let found = Orphan::all_in(places.journals()).into_iter().filter_map(|orphan| {
                let document = storage::parse(&orphan.recovered.text).ok()?;
                let file = orphan.recovered.about.document.as_deref().map(storage::open_stamped);
                Some(Found { orphan, document, file })
            });
            Answer::Found(found.collect())
        });
    }

    pub fn list_versions(&mut self, desk: u64, path: &Path) {
        let Some(places) = self.places.clone() else { return };
        let path = path.to_owned();
        self.files.run(move |()| Answer::OfDesk { desk, answer: DeskAnswer::Versions(places.backups_of(&path).list()) });
    }

    pub fn read_version(&mut self, desk: u64, index: usize, version: &Version) {
        let version = version.clone();
        self.files.run(move |()| {
            let document = Backups::read(&version);
            Answer::OfDesk { desk, answer: DeskAnswer::Version { index, document } }
        });
    }

    pub fn look_for(&mut self, paths: Vec<PathBuf>) {
        self.files.run(move |()| Answer::Missing(paths.into_iter().filter(|path| !path.is_file()).collect()));
    }

    pub fn look_at_typed(&mut self, typed: TypedPath) {
        self.files.run(move |()| {
            let path = &typed.path;
            let found = match path.metadata() {
                Ok(metadata) if metadata.is_dir() => PathFound::Folder,
                Ok(_) => PathFound::File,
                Err(_) if path.parent().is_some_and(Path::is_dir) => PathFound::Free,
                Err(_) => PathFound::Nowhere,
            };
            Answer::Typed(TypedPath { found, ..typed })
        });
    }

    /// Writes a small file that is a convenience: when it cannot be kept, the work goes on without it.
    pub fn write_settings(&mut self, path: PathBuf, text: String, lang: Lang) {
        self.files.run(move |()| {
            if let Some(Err(error)) = path.parent().map(create_folders) {
                return Answer::SettingsLost(io_words(&error, lang));
            }
            match file::write_atomically(&path, text.as_bytes(), |_| Ok::<(), String>(())) {
                Ok(()) => Answer::Done,
                Err(error) => Answer::SettingsLost(error.cause(lang)),
            }
        });
    }

    /// Lets go of what a desk held; on the thread, for a share may hang.
    pub fn leave(&mut self, file: DeskFile) {
        if let Some(mark) = file.mark {
            self.files.run(move |()| {
                drop(mark);
                Answer::Done
            });
        }
    }

    /// A desk begins, with a journal of its own.
    pub fn begin_journal(&mut self, desk: u64, about: About) {
        let Some(places) = &self.places else { return };
        let started = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let journal = Journal::new(places.journals(), &format!("{}-{started}-{desk}", about.process), about);
        let behind = self.journals.flush().is_some();
        self.journals.run(move |journals| {
            journals.insert(desk, if behind { journal.synced_behind() } else { journal });
            None
        });
    }

    /// Keeps a state of the document: no kill of the program loses it once the system has taken it, a fraction of a millisecond from now, whatever
    /// the disk does. A journal that it was restored from is gone once this one has it.
    pub fn record(&mut self, desk: u64, document: Arc<Document>, restored_from: Option<Orphan>) {
        self.journals.run(move |journals| {
            let journal = journals.get_mut(&desk)?;
            let recorded = journal.record(storage::write(&document));
            let Some(orphan) = restored_from else { return recorded.err() };
            recorded.and_then(|()| journal.sync()).and_then(|()| orphan.remove()).err()
        });
    }

    /// Looks whether each journal is still there, and begins it anew if not.
    pub fn look_at_journals(&mut self) {
        self.journals.run(|journals| journals.values_mut().filter_map(|journal| journal.look().err()).last());
    }

    /// Nothing is unsaved any more.
    pub fn end_journal(&mut self, desk: u64, about: About) {
        self.journals.run(move |journals| journals.get_mut(&desk)?.end(about).err());
    }

    /// A document is closed while its save has no answer: its journal stays for the next start.
    pub fn leave_journal(&mut self, desk: u64) {
        self.journals.run(move |journals| {
            drop(journals.remove(&desk));
            None
        });
    }

    /// A document is closed, and its work saved or given up.
    pub fn close_journal(&mut self, desk: u64) {
        self.journals.run(move |journals| {
            let mut journal = journals.remove(&desk)?;
            let about = journal.about().clone();
            journal.end(about).err()
        });
    }

    pub fn remove_orphan(&mut self, orphan: Orphan) {
        self.journals.run(move |_| orphan.remove().err());
    }

    /// Puts work that was found again among the earlier versions of its file: who gives it up may change his mind.
    pub fn set_aside(&mut self, orphan: Orphan, file: PathBuf) {
        let Some(places) = self.places.clone() else { return };
        self.files.run(move |()| {
            let kept = places.backups_of(&file).keep(&orphan.recovered.text);
            if kept.is_ok() {
                drop(orphan.remove()); // Offered once more, it harms nobody.
            }
            Answer::SetAside(kept)
        });
    }

    pub fn flush(&self) -> Option<Flush<Journals, Option<io::Error>>> {
        self.journals.flush()
    }

    /// Waits for what was handed over, but not for ever.
    pub fn end(self) {
        self.journals.end(PATIENCE);
        if !self.files.is_idle() {
            self.files.end(PATIENCE);
        }
    }
}

/// What the user saved or closed last of a document, where that is another one than this.
fn seen(places: &Places, path: &Path, document: &Document) -> Option<Box<(Document, SystemTime)>> {
    let last = places.seen_of(path).list().into_iter().next()?;
    let before = Backups::read(&last).ok().filter(|before| before != document)?;
    Some(Box::new((before, last.saved)))
}

/// A convenience: when it cannot be kept, nothing is told at the next opening.
fn keep_seen(places: &Places, path: &Path, document: &Document) {
    drop(places.keep_seen(path, &storage::write(document)));
}

/// What the journal of a desk is about.
pub(super) fn about(file: &DeskFile, title: String) -> About {
    let owner = Owner::me();
    About { document: file.path.clone(), title, stamp: file.stamp, machine: owner.machine, process: owner.process }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use egui_kittest::Harness;

    use super::*;
    use crate::app::App;
    use crate::editing::{Command, Session, read};
    use crate::lang::Lang;
    use crate::ui::actions::Action;
    use crate::ui::{Intent, theme};
    use crate::{address, storage::Places};

    /// P5: the disk of the documents does not answer; every frame goes on, and what is typed is in the journal.
    #[test]
    fn no_frame_waits_for_a_disk_that_hangs() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pap.ron");
        let document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        storage::save(&file, &document).unwrap();

        let mut app = App::for_test(Some(document), Some(file.clone()), Lang::French);
        let (release, hangs) = channel::<()>();
        let mut disk = Disk::here(Some(Places::at(folder.path())));
        disk.files = Lane::start("hangs", (), || ()).unwrap();
        disk.files.run(move |()| {
            let _ = hangs.recv();
            Answer::Done
        });
        app.program.disk = disk;
        let about = about(&app.desks.front().unwrap().file, String::new());
        app.program.disk.begin_journal(1, about);
        let mut harness = Harness::builder().with_context_setup(theme::install).build_ui_state(|ui, app: &mut App| app.frame_ui(ui), app);
        let write = |harness: &mut Harness<'_, App>, typed: &str| {
            let app = harness.state_mut();
            let session = &mut app.desks.front_mut().unwrap().session;
            let place = address::parse(session.document(), "plf/01/31/ae").unwrap();
            let change = read(session.document(), place, typed).unwrap();
            session.apply(&Command::Write(vec![change])).unwrap();
            harness.run();
        };
        write(&mut harness, "1");
        let ctx = harness.ctx.clone();
        harness.state_mut().run(&ctx, Intent::Do(Action::Save));
        harness.run();
        let state = |harness: &Harness<'_, App>| harness.state().desks.front().unwrap().save_state(&harness.state().program.settings);
        assert_eq!(state(&harness), "Enregistrement…");
        write(&mut harness, "2");
        let journal = std::fs::read_dir(folder.path().join("journals")).unwrap().next().unwrap().unwrap().path();
        let recovered = storage::read_journal(&std::fs::read(journal).unwrap()).unwrap();
        let present = storage::write(harness.state().session().map(Session::document).unwrap());
        assert_eq!(recovered.text, present);

        drop(release);
        while !harness.state().program.disk.files.is_idle() {
            harness.step();
        }
        assert_eq!(state(&harness), "1 modification non enregistrée", "what was typed during the save is not in it");
        let saved = storage::open(&file).unwrap();
        assert!(saved != **harness.state().session().unwrap().document());
        println!("proof P5: a disk of documents that hangs: every frame goes on, what is typed is in the journal");
    }

    /// P5: the disk of the journal does not answer; every frame goes on, and the user is told that nothing is kept beside this window.
    #[test]
    fn no_frame_waits_for_a_journal_that_hangs_and_the_user_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let mut app = App::for_test(Some(document), None, Lang::French);
        let (release, hangs) = channel::<()>();
        let mut disk = Disk::here(Some(Places::at(folder.path())));
        disk.journals = Lane::start("hangs", Journals::new(), || ()).unwrap();
        disk.journals.run(move |_| {
            let _ = hangs.recv();
            None
        });
        app.program.disk = disk;
        let about = about(&app.desks.front().unwrap().file, String::new());
        app.program.disk.begin_journal(1, about);
        let mut harness = Harness::builder().with_context_setup(theme::install).build_ui_state(|ui, app: &mut App| app.frame_ui(ui), app);
        let app = harness.state_mut();
        let session = &mut app.desks.front_mut().unwrap().session;
        let place = address::parse(session.document(), "plf/01/31/ae").unwrap();
        let change = read(session.document(), place, "1").unwrap();
        session.apply(&Command::Write(vec![change])).unwrap();
        harness.run_steps(3);
        assert!(harness.state().program.window.message.is_empty(), "a journal that is slow for a moment is nothing to tell");
        std::thread::sleep(Duration::from_millis(3_050));
        harness.run_steps(2);
        assert!(harness.state().program.window.message.contains("disque qui ne répond pas"), "{}", harness.state().program.window.message);

        drop(release);
        while !harness.state().program.disk.journals.is_idle() {
            harness.step();
        }
        harness.run_steps(2);
        assert!(harness.state().program.window.message.is_empty(), "{}", harness.state().program.window.message);
        let journal = std::fs::read_dir(folder.path().join("journals")).unwrap().next().unwrap().unwrap().path();
        assert!(storage::read_journal(&std::fs::read(journal).unwrap()).is_ok());
        println!("proof P5: a disk of journals that hangs: every frame goes on, the user is told");
    }
}

//! Folders are shared and states may be hostile: whatever stands in the place of a file that Papier writes, it stays as it is, nothing waits for
//! it, and the user is told or the work is done under another name. One table: each thing against each file.

use std::fs;
use std::io::{BufRead as _, BufReader, Lines};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::file::write_atomically;
use super::{About, Claim, Expected, Journal, NewFile, Orphan, Owner, OwnerMark, Places, SaveError, proofs, save_expecting, write_export};
use crate::lang::Lang;
use crate::model::{Document, Programme, Year};

/// What somebody put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Thing {
    /// To a file with somebody's text.
    Link,
    LinkToNothing,
    LinkToFolder,
    LinkToPipe,
    /// Another name of a file with somebody's text.
    HardLink,
    Pipe,
    Socket,
    /// Of a character device.
    Device,
    Folder,
    Text,
    ReadOnlyText,
    Bytes,
    /// Of a size that nobody reads.
    Huge,
    /// Nobody but the administrator may read it.
    Secret,
    /// Not even the administrator changes or removes it (`chattr +i`).
    Immutable,
}

impl Thing {
    const ALL: [Self; 15] = [
        Self::Link,
        Self::LinkToNothing,
        Self::LinkToFolder,
        Self::LinkToPipe,
        Self::HardLink,
        Self::Pipe,
        Self::Socket,
        Self::Device,
        Self::Folder,
        Self::Text,
        Self::ReadOnlyText,
        Self::Bytes,
        Self::Huge,
        Self::Secret,
        Self::Immutable,
    ];

    /// A file of its own, which a program may replace when it is told to.
    fn is_file(self) -> bool {
        match self {
            Self::HardLink | Self::Text | Self::ReadOnlyText | Self::Bytes | Self::Huge | Self::Secret | Self::Immutable => true,
            Self::Link | Self::LinkToNothing | Self::LinkToFolder | Self::LinkToPipe | Self::Pipe | Self::Socket | Self::Device | Self::Folder => {
                false
            }
        }
    }

    fn is_link(self) -> bool {
        matches!(self, Self::Link | Self::LinkToNothing | Self::LinkToFolder | Self::LinkToPipe)
    }
}

const THEIRS: &str = "somebody's text";

/// A thing at a path, and what it stands for, in a folder of its own.
struct Planted {
    thing: Thing,
    path: PathBuf,
    elsewhere: TempDir,
    socket: Option<UnixListener>,
}

impl Planted {
    /// `None` if this system or this user cannot make it.
    fn at(path: &Path, thing: Thing) -> Option<Self> {
        let elsewhere = tempfile::tempdir().unwrap();
        let [victim, nothing, folder, pipe] = ["victim", "nothing", "folder", "pipe"].map(|name| elsewhere.path().join(name));
        fs::write(&victim, THEIRS).unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("theirs"), THEIRS).unwrap();
        assert!(runs("mkfifo", &[pipe.as_os_str()]));
        let mut socket = None;
        match thing {
            Thing::Link => symlink(&victim, path).unwrap(),
            Thing::LinkToNothing => symlink(&nothing, path).unwrap(),
            Thing::LinkToFolder => symlink(&folder, path).unwrap(),
            Thing::LinkToPipe => symlink(&pipe, path).unwrap(),
            Thing::HardLink => fs::hard_link(&victim, path).unwrap(),
            Thing::Pipe => assert!(runs("mkfifo", &[path.as_os_str()])),
            Thing::Socket => {
                // Its own path may be too long for one.
                let short = elsewhere.path().join("s");
                socket = Some(UnixListener::bind(&short).unwrap());
                fs::rename(short, path).unwrap();
            }
            Thing::Device => runs("mknod", &[path.as_os_str(), "c".as_ref(), "1".as_ref(), "7".as_ref()]).then_some(())?,
            Thing::Folder => {
                fs::create_dir(path).unwrap();
                fs::write(path.join("theirs"), THEIRS).unwrap();
            }
            Thing::Text => fs::write(path, THEIRS).unwrap(),
            Thing::ReadOnlyText => {
                fs::write(path, THEIRS).unwrap();
                fs::set_permissions(path, fs::Permissions::from_mode(0o444)).unwrap();
            }
            Thing::Bytes => fs::write(path, b"\0\xFF{").unwrap(),
            Thing::Huge => fs::File::create(path).unwrap().set_len(1 << 40).unwrap(),
            Thing::Secret => {
                fs::write(path, THEIRS).unwrap();
                fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
            }
            Thing::Immutable => {
                fs::write(path, THEIRS).unwrap();
                runs("chattr", &["+i".as_ref(), path.as_os_str()]).then_some(())?;
            }
        }
        Some(Self { thing, path: path.to_owned(), elsewhere, socket })
    }

    /// All that somebody could miss.
    fn looks(&self) -> Vec<String> {
        let mut paths = vec![self.path.clone()];
        for folder in [self.elsewhere.path().to_owned(), self.elsewhere.path().join("folder"), self.path.clone()] {
            let is_folder = fs::symlink_metadata(&folder).is_ok_and(|metadata| metadata.is_dir());
            if is_folder {
                paths.extend(fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
            }
        }
        paths.sort();
        paths.iter().map(|path| look(path)).collect()
    }
}

impl Drop for Planted {
    fn drop(&mut self) {
        if self.thing == Thing::Immutable {
            runs("chattr", &["-i".as_ref(), self.path.as_os_str()]);
        }
        drop(self.socket.take());
    }
}

fn look(path: &Path) -> String {
    let Ok(metadata) = fs::symlink_metadata(path) else { return format!("{path:?} is gone") };
    let kind = metadata.file_type();
    let content = match () {
        () if kind.is_symlink() => format!("to {:?}", fs::read_link(path).unwrap()),
        () if kind.is_file() && metadata.len() < 100 => format!("{:?}", fs::read(path)),
        () => format!("pipe {} socket {} device {}", kind.is_fifo(), kind.is_socket(), kind.is_char_device()),
    };
    let facts = (metadata.ino(), metadata.mode(), metadata.uid(), metadata.gid(), metadata.nlink(), metadata.len());
    // The size and the links of a folder change with what is beside.
    if kind.is_dir() { format!("{path:?} folder {:o}", metadata.mode()) } else { format!("{path:?} {facts:?} {content}") }
}

fn runs(program: &str, arguments: &[&std::ffi::OsStr]) -> bool {
    Command::new(program).args(arguments).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// The answer of a work that must not wait for anything.
fn answered<T: Send + 'static>(what: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, answer) = channel();
    let worker = std::thread::spawn(move || drop(sender.send(work())));
    let answer = answer.recv_timeout(Duration::from_secs(120));
    match answer {
        Ok(answer) => answer,
        Err(_) if worker.is_finished() => panic!("{what}: {:?}", worker.join()),
        Err(_) => panic!("{what}: it waits"),
    }
}

fn document(name: &str) -> Document {
    Document::new(Year::new(2021).unwrap(), Programme { name: name.into(), ..Programme::default() })
}

fn me() -> Owner {
    Owner { user: "Anne".into(), machine: "here".into(), process: 1, since: 1_600_000_000 }
}

fn about() -> About {
    About { document: None, title: "Programme 352".into(), stamp: None, machine: "here".into(), process: 7 }
}

/// What became of a file in whose place a thing stood.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// In words.
    Refused(String),
    /// The work is done, and stands under this path.
    Done(PathBuf),
}

/// A file that Papier writes: where the thing is put, and what is done then.
struct Place {
    name: &'static str,
    path: fn(&Path) -> PathBuf,
    work: fn(&Path) -> Outcome,
    /// Whether the thing stays: a file that is there to be replaced, or a link that one was told to write through, does not.
    stays: fn(Thing) -> bool,
    is_refused: fn(Thing) -> bool,
}

fn places(folder: &Path) -> Places {
    Places::at(&folder.join("state/papier"))
}

fn record(folder: &Path) -> Outcome {
    let mut journal = Journal::new(places(folder).journals(), "1-2-3", about());
    match journal.record("a\n".into()).and_then(|()| journal.record("b\n".into())) {
        Ok(()) => Outcome::Done(journal.path().to_owned()),
        Err(error) => Outcome::Refused(super::io_words(&error, Lang::English)),
    }
}

fn keep_version(folder: &Path) -> Outcome {
    let backups = places(folder).backups_of(&folder.join("pap.ron"));
    match backups.keep_on(&super::disk::Disk, super::write(&document("kept")).as_bytes(), SystemTime::UNIX_EPOCH) {
        Ok(()) => Outcome::Done(backups.list().first().unwrap().path.clone()),
        Err(error) => Outcome::Refused(error.to_string()),
    }
}

fn versions_of(folder: &Path) -> PathBuf {
    let backups = places(folder).backups_of(&folder.join("pap.ron"));
    backups.folder().path().to_owned()
}

fn never(_: Thing) -> bool {
    false
}

fn always(_: Thing) -> bool {
    true
}

fn is_no_folder(thing: Thing) -> bool {
    thing != Thing::Folder
}

const PLACES: [Place; 12] = [
    Place {
        name: "mark",
        path: |folder| folder.join(".~pap.ron.papier"),
        work: |folder| match OwnerMark::claim(&folder.join("pap.ron"), &me(), false) {
            Claim::Unmarked(why) => Outcome::Refused(why.sentence(Lang::English)),
            other => panic!("{other:?}"),
        },
        stays: always,
        is_refused: always,
    },
    Place {
        name: "temporary file of a dead save",
        path: |folder| folder.join(".papier-1-0.tmp"),
        work: |folder| {
            save_expecting(&folder.join("pap.ron"), &document("new"), Expected::Anything, None).unwrap();
            Outcome::Done(folder.join("pap.ron"))
        },
        stays: always,
        is_refused: never,
    },
    Place {
        name: "journal",
        path: |folder| made(&folder.join("state/papier/journals")).join("1-2-3.journal"),
        work: record,
        stays: always,
        is_refused: never,
    },
    Place {
        name: "journal that begins",
        path: |folder| made(&folder.join("state/papier/journals")).join("1-2-3.begun"),
        work: record,
        stays: always,
        is_refused: never,
    },
    // In the place of a folder of one's own, a folder serves.
    Place {
        name: "folder of journals",
        path: |folder| made(&folder.join("state/papier")).join("journals"),
        work: record,
        stays: is_no_folder,
        is_refused: is_no_folder,
    },
    Place { name: "state", path: |folder| made(&folder.join("state")).join("papier"), work: record, stays: is_no_folder, is_refused: is_no_folder },
    Place {
        name: "version",
        path: |folder| {
            let hash = super::file::fnv1a(super::write(&document("kept")).as_bytes());
            made(&versions_of(folder)).join(format!("00000001-000000000000-{hash:016x}.ron"))
        },
        work: keep_version,
        stays: always,
        is_refused: never,
    },
    Place {
        name: "folder of versions",
        path: |folder| made(&folder.join("state/papier")).join("versions"),
        work: keep_version,
        stays: is_no_folder,
        is_refused: is_no_folder,
    },
    Place {
        name: "folder of the versions of a file",
        path: |folder| {
            let path = versions_of(folder);
            made(path.parent().unwrap());
            path
        },
        work: keep_version,
        stays: is_no_folder,
        is_refused: is_no_folder,
    },
    // Settings may be a link: some keep them elsewhere. Their own file is there to be replaced.
    Place {
        name: "settings",
        path: |folder| folder.join("settings.ron"),
        work: |folder| {
            let path = folder.join("settings.ron");
            match write_atomically(&path, b"()", |_| Ok::<(), String>(())) {
                Ok(()) => Outcome::Done(path),
                Err(error) => Outcome::Refused(error.sentence(Lang::English)),
            }
        },
        stays: |thing| !matches!(thing, Thing::Link | Thing::LinkToNothing) && !is_replaceable(thing),
        is_refused: |thing| !matches!(thing, Thing::Link | Thing::LinkToNothing) && !is_replaceable(thing),
    },
    // Nobody agreed to replace a file; a link without a file was named by the user.
    Place {
        name: "export",
        path: |folder| folder.join("out.pdf"),
        work: |folder| {
            let path = folder.join("out.pdf");
            match write_export(&path, b"%PDF", false, NewFile::Usual) {
                Ok(()) => Outcome::Done(path),
                Err(error) => Outcome::Refused(error.sentence(Lang::English)),
            }
        },
        stays: |thing| thing != Thing::LinkToNothing,
        is_refused: |thing| thing != Thing::LinkToNothing,
    },
    Place {
        name: "document",
        path: |folder| folder.join("new.ron"),
        work: |folder| {
            let path = folder.join("new.ron");
            match save_expecting(&path, &document("new"), Expected::Nothing, None) {
                Ok(_) => Outcome::Done(path),
                Err(SaveError::Write(error)) => Outcome::Refused(error.sentence(Lang::English)),
                Err(error) => panic!("{error:?}"),
            }
        },
        stays: |thing| thing != Thing::LinkToNothing,
        is_refused: |thing| thing != Thing::LinkToNothing,
    },
];

/// A file that this user may write; the administrator reads what is secret.
fn is_replaceable(thing: Thing) -> bool {
    matches!(thing, Thing::HardLink | Thing::Text | Thing::Bytes | Thing::Huge)
}

/// The folder, for its owner alone.
fn made(folder: &Path) -> PathBuf {
    super::disk::FileSystem::create_folders(&super::disk::Disk, folder, 0o700).unwrap();
    folder.to_owned()
}

#[test]
fn whatever_stands_in_the_place_of_a_file_stays_and_nothing_waits_for_it() {
    let (mut tried, mut left_out) = (0, Vec::new());
    for place in &PLACES {
        for thing in Thing::ALL {
            let case = format!("{thing:?} in the place of {}", place.name);
            let root = tempfile::tempdir().unwrap();
            let folder = root.path().to_owned();
            let pap = folder.join("pap.ron");
            super::save(&pap, &document("whole")).unwrap();
            let Some(planted) = Planted::at(&(place.path)(&folder), thing) else {
                if !left_out.contains(&thing) {
                    left_out.push(thing);
                }
                continue;
            };
            let before = planted.looks();
            let work = place.work;
            let given = folder.clone();
            let outcome = answered(&case, move || work(&given));
            if (place.stays)(thing) {
                assert_eq!(planted.looks(), before, "{case}: {outcome:?}");
            }
            match &outcome {
                Outcome::Refused(sentence) => assert!((place.is_refused)(thing) && sentence.len() > 15, "{case}: {sentence}"),
                Outcome::Done(path) => {
                    assert!(!(place.is_refused)(thing), "{case}: {path:?}");
                    // Through a link one was told to write; never in the place of a thing that stays.
                    assert!(path.is_file() && ((place.stays)(thing) != path.starts_with(&planted.path)), "{case}: {path:?}");
                }
            }
            let name = super::open(&pap).unwrap().programme.name;
            assert!(name == "whole" || name == "new", "{case}");
            // Through a hard link the other name keeps what it had.
            if thing == Thing::HardLink {
                assert_eq!(fs::read_to_string(planted.elsewhere.path().join("victim")).unwrap(), THEIRS, "{case}");
            }
            assert!(thing.is_file() || thing.is_link() || !planted.path.is_file(), "{case}");
            tried += 1;
        }
    }
    let missing = if left_out.is_empty() { String::new() } else { format!("; this user cannot make {left_out:?}") };
    proofs::report(
        "P7, the neighbours’ things",
        &format!(
            "{tried} pairs of {} things and {} files that Papier writes: each thing as it was, nothing waits, each told or done elsewhere{missing}",
            Thing::ALL.len(),
            PLACES.len()
        ),
    );
}

// Who may do what

fn mode_of(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().mode() & 0o7777
}

#[test]
fn folders_of_ones_own_are_closed_and_versions_are_their_owners_alone() {
    let root = tempfile::tempdir().unwrap();
    let state = root.path().join("state/papier");
    for open in ["", "versions", "journals"] {
        fs::create_dir_all(state.join(open)).unwrap();
        fs::set_permissions(state.join(open), fs::Permissions::from_mode(0o777)).unwrap();
    }
    let (Outcome::Done(version), Outcome::Done(journal)) = (keep_version(root.path()), record(root.path())) else { panic!("refused") };
    for folder in ["", "versions", "journals"] {
        assert_eq!(mode_of(&state.join(folder)), 0o700, "{folder}");
    }
    assert_eq!((mode_of(&version), mode_of(&journal)), (0o600, 0o600));
    assert_eq!(mode_of(&root.path().join("state")) & 0o055, 0o055, "what is above is anybody's");
}

#[test]
fn what_a_link_in_the_state_leads_to_is_neither_listed_nor_offered() {
    let root = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let text = super::write(&document("theirs"));
    let version = format!("00000001-000000000000-{:016x}.ron", super::file::fnv1a(text.as_bytes()));
    fs::write(elsewhere.path().join(&version), &text).unwrap();
    Journal::new(elsewhere.path(), "1-2-3", about()).record(text).unwrap();
    let state = made(&root.path().join("state/papier"));
    let backups = places(root.path()).backups_of(&root.path().join("pap.ron"));
    let offered = || Orphan::all_in(places(root.path()).journals()).len();

    symlink(elsewhere.path(), state.join("journals")).unwrap();
    symlink(elsewhere.path(), state.join("versions")).unwrap();
    assert_eq!((backups.list().len(), offered()), (0, 0));
    fs::remove_file(state.join("versions")).unwrap();
    fs::remove_file(state.join("journals")).unwrap();

    made(backups.folder().path());
    made(&state.join("journals"));
    symlink(elsewhere.path().join(&version), backups.folder().path().join(&version)).unwrap();
    symlink(elsewhere.path().join("1-2-3.journal"), state.join("journals/1-2-3.journal")).unwrap();
    assert_eq!((backups.list().len(), offered()), (0, 0));
}

// What dead saves leave

/// As a save names its temporary file, of this system or of another.
fn leftover(folder: &Path, name: &str, age: Duration) -> PathBuf {
    let path = folder.join(name);
    let file = fs::File::create(&path).unwrap();
    file.set_modified(SystemTime::now() - age).unwrap();
    path
}

#[test]
fn the_next_save_removes_what_a_dead_one_left_and_nothing_that_somebody_may_still_write() {
    const HOUR: Duration = Duration::from_secs(3_600);
    let this = format!(".papier-{:08x}-0123456789abcdef.tmp", super::temporary::this_system());
    let other = format!(".papier-{:08x}-0123456789abcdef.tmp", super::temporary::this_system() ^ 1);
    // A name, its age, whether somebody holds it, whether it stays.
    let cases = [
        (this.as_str(), Duration::ZERO, false, false),
        (this.as_str(), 100 * HOUR, true, true),
        (other.as_str(), 23 * HOUR, false, true),
        (other.as_str(), 25 * HOUR, false, false),
        (other.as_str(), 25 * HOUR, true, true),
        (".papier-1-0.tmp", 23 * HOUR, false, true),
        (".papier-4242-17.tmp", 25 * HOUR, false, false),
        (".papier-notes-2.tmp", 100 * HOUR, false, true),
        (".papier-1-0.tmp.bak", 100 * HOUR, false, true),
        (".papier-.tmp", 100 * HOUR, false, true),
        ("papier-1-0.tmp", 100 * HOUR, false, true),
    ];
    for (name, age, is_held, stays) in cases {
        let folder = tempfile::tempdir().unwrap();
        let left = leftover(folder.path(), name, age);
        let held = is_held.then(|| super::disk::FileSystem::hold(&super::disk::Disk, &left).unwrap().unwrap());
        super::save(&folder.path().join("pap.ron"), &document("saved")).unwrap();
        assert_eq!(left.exists(), stays, "{name} of {age:?}, held {is_held}");
        drop(held);
    }
}

/// In a container every process may have the same number, and all that were killed have left a file.
#[test]
fn leftovers_of_any_number_stop_no_save() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..200 {
        leftover(folder.path(), &format!(".papier-{}-{number}.tmp", std::process::id()), Duration::ZERO);
    }
    super::save(&folder.path().join("pap.ron"), &document("saved")).unwrap();
    assert_eq!(super::open(&folder.path().join("pap.ron")).unwrap().programme.name, "saved");
}

#[test]
fn a_start_removes_what_was_left_among_versions_and_journals() {
    let root = tempfile::tempdir().unwrap();
    let name = format!(".papier-{:08x}-0123456789abcdef.tmp", super::temporary::this_system());
    let versions = leftover(&made(&root.path().join("state/papier/versions/pap-0")), &name, Duration::ZERO);
    let begun = leftover(&made(&root.path().join("state/papier/journals")), "1-2-3.begun", Duration::ZERO);
    places(root.path()).sweep();
    Orphan::all_in(places(root.path()).journals());
    assert!(!versions.exists() && !begun.exists());
}

// Colleagues of one group

/// The variable that turns this test program into one of the colleagues.
const COLLEAGUE: &str = "PAPIER_TEST_COLLEAGUE";

/// The same who saves the file instead of opening it.
const SAVES: &str = "PAPIER_TEST_COLLEAGUE_SAVES";

/// Opens the file, says what became of it, and keeps it until his input ends.
#[test]
fn a_colleague() {
    let Some(path) = std::env::var_os(COLLEAGUE).map(PathBuf::from) else { return };
    if std::env::var_os(SAVES).is_some() {
        println!("said {:?}", super::save(&path, &document("saved")));
        return;
    }
    let user = std::env::var("USER").unwrap();
    let claim = OwnerMark::claim(&path, &Owner { user, ..me() }, false);
    let said = match &claim {
        Claim::Ours(_) => "ours".to_owned(),
        Claim::Theirs(owner) => format!("theirs {} {}", owner.user, owner.since),
        Claim::Unmarked(why) => format!("unmarked {}", why.sentence(Lang::English)),
    };
    println!("said {said}");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    drop(claim);
}

struct Colleague {
    process: Child,
    /// Open as long as the process may write to it.
    lines: Lines<BufReader<ChildStdout>>,
    said: String,
}

impl Colleague {
    fn opens(file: &Path, program: &Path, user: u32, umask: &str) -> Self {
        Self::does(None, file, program, user, umask)
    }

    fn saves(file: &Path, program: &Path, user: u32) -> String {
        let mut colleague = Self::does(Some(SAVES), file, program, user, "022");
        colleague.lines.by_ref().for_each(drop);
        colleague.process.wait().unwrap();
        colleague.said
    }

    fn does(what: Option<&str>, file: &Path, program: &Path, user: u32, umask: &str) -> Self {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("umask {umask}; exec \"$0\" \"$@\"")]).arg(program);
        command.args(["--exact", "storage::neighbours::a_colleague", "--nocapture"]).env(COLLEAGUE, file).env("USER", user.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).uid(user).gid(GROUP).current_dir("/");
        if let Some(what) = what {
            command.env(what, "");
        }
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let said = lines.by_ref().map_while(Result::ok).find_map(|line| line.split_once("said ").map(|(_, said)| said.to_owned()));
        Self { process, lines, said: said.unwrap_or_default() }
    }

    fn leaves(mut self) {
        drop(self.process.stdin.take());
        self.lines.by_ref().for_each(drop);
        assert!(self.process.wait().unwrap().success());
    }

    fn dies(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Where it stands, another user may have no access.
fn this_program_at(path: &Path) {
    let program = std::env::current_exe().unwrap();
    fs::hard_link(&program, path).or_else(|_| fs::copy(&program, path).map(drop)).unwrap();
}

const GROUP: u32 = 2_000;
const ANNE: u32 = 1_001;
const BRUNO: u32 = 1_002;

/// Two real users of one group, as in the shared folder of a bureau.
#[test]
fn a_colleague_of_the_group_is_told_who_has_a_file_open_whatever_the_umask() {
    let promise = "P7, two users";
    let root = tempfile::tempdir().unwrap();
    fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let shared = root.path().join("shared");
    fs::create_dir(&shared).unwrap();
    if chown(&shared, Some(0), Some(GROUP)).is_err() {
        proofs::report(promise, "not tried: only the administrator can be two users");
        return;
    }
    let program = root.path().join("program");
    this_program_at(&program);
    let mut told = 0;
    for (folder_mode, sticky) in [(0o2770, false), (0o3770, true)] {
        for &mode in [0o664, 0o640, 0o660, 0o644].iter().take(proofs::count(2, 4)) {
            for umask in ["022", "002", "077"] {
                // A mark of an earlier program was open to the group for reading only.
                for mark_mode in [None, Some(0o644)] {
                    let case = format!("folder {folder_mode:o}, file {mode:o}, umask {umask}, mark {mark_mode:?}");
                    fs::set_permissions(&shared, fs::Permissions::from_mode(folder_mode)).unwrap();
                    let (file, mark) = (shared.join("pap.ron"), shared.join(".~pap.ron.papier"));
                    fs::write(&file, super::write(&document("shared"))).unwrap();
                    chown(&file, Some(ANNE), Some(GROUP)).unwrap();
                    fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();

                    let anne = Colleague::opens(&file, &program, ANNE, umask);
                    assert_eq!(anne.said, "ours", "{case}");
                    if let Some(mode) = mark_mode {
                        fs::set_permissions(&mark, fs::Permissions::from_mode(mode)).unwrap();
                    }
                    let bruno = Colleague::opens(&file, &program, BRUNO, umask);
                    assert_eq!(bruno.said, format!("theirs {ANNE} 1600000000"), "{case}");
                    bruno.leaves();
                    assert!(mark.exists(), "{case}");
                    told += 1;

                    // Killed, she has it no more; what she left is replaced where the folder allows it, and told where it does not.
                    anne.dies();
                    let bruno = Colleague::opens(&file, &program, BRUNO, umask);
                    let writable = mark_mode.unwrap_or(mode) & 0o020 != 0;
                    if writable || !sticky {
                        assert_eq!(bruno.said, "ours", "{case}");
                    } else {
                        assert!(bruno.said.starts_with("unmarked a colleague cannot be told"), "{case}: {}", bruno.said);
                    }
                    bruno.leaves();
                    fs::remove_file(&file).unwrap();
                    drop(fs::remove_file(&mark));
                }
            }
        }
    }
    proofs::report(
        promise,
        &format!(
            "{told} files opened by one user and then by another of the group, umask 022, 002 and 077: each told who has it and since when, and no more once that one is dead"
        ),
    );
}

#[test]
fn what_may_not_be_read_is_no_mark_for_the_colleague_either() {
    let root = tempfile::tempdir().unwrap();
    if chown(root.path(), Some(0), Some(GROUP)).is_err() {
        proofs::report("P7, two users", "an unreadable mark not tried: only the administrator can be two users");
        return;
    }
    fs::set_permissions(root.path(), fs::Permissions::from_mode(0o2775)).unwrap();
    let program = root.path().join("program");
    this_program_at(&program);
    let (file, mark) = (root.path().join("pap.ron"), root.path().join(".~pap.ron.papier"));
    super::save(&file, &document("shared")).unwrap();
    fs::write(&mark, serde_json::to_string(&me()).unwrap()).unwrap();
    fs::set_permissions(&mark, fs::Permissions::from_mode(0o600)).unwrap();
    let before = look(&mark);
    let bruno = Colleague::opens(&file, &program, BRUNO, "022");
    assert!(bruno.said.contains("is no mark of Papier"), "{}", bruno.said);
    bruno.leaves();
    assert_eq!(look(&mark), before);
}

/// Bruno may write a file of Anne's by its access list, and her group may not: neither save shuts one of them out or lets the group in.
#[cfg(target_os = "linux")]
#[test]
fn colleagues_who_share_a_file_by_its_access_list_go_on_sharing_it() {
    use super::access_list::{NAME, shared_with};
    use super::disk::{Disk, FileSystem as _};
    let promise = "P7, two users";
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("pap.ron");
    super::save(&file, &document("shared")).unwrap();
    if chown(root.path(), Some(0), Some(GROUP)).and_then(|()| chown(&file, Some(ANNE), Some(GROUP))).is_err() {
        proofs::report(promise, "access lists not tried: only the administrator can be two users");
        return;
    }
    fs::set_permissions(root.path(), fs::Permissions::from_mode(0o2775)).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o660)).unwrap();
    if Disk.set_attribute(&fs::File::open(&file).unwrap(), NAME.as_ref(), Some(&shared_with(&[BRUNO], 0))).is_err() {
        proofs::report(promise, "access lists not tried: the disk of temporary files knows none");
        return;
    }
    let program = root.path().join("program");
    this_program_at(&program);
    for (user, named) in [(ANNE, &[BRUNO][..]), (BRUNO, &[ANNE, BRUNO]), (BRUNO, &[ANNE, BRUNO]), (ANNE, &[ANNE, BRUNO])] {
        assert_eq!(Colleague::saves(&file, &program, user), "Ok(())", "{user}");
        let metadata = fs::metadata(&file).unwrap();
        assert_eq!((metadata.uid(), metadata.gid(), mode_of(&file)), (user, GROUP, 0o660));
        assert_eq!(Disk.attributes(&file).unwrap().get(std::ffi::OsStr::new(NAME)), Some(&shared_with(named, 0)), "{user}");
    }
    proofs::report(
        promise,
        "a file shared by its access list, saved by one and then by the other: both go on reading and writing it, the group does not",
    );
}

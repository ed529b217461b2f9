//! What is not saved yet, kept so that no crash and no kill loses a committed cell (P4).
//!
//! A journal exists as long as a document has unsaved changes. It holds **states, not commands**: each record says how the text of the file
//! that a save would write now differs from that of the record before, as one splice of whole lines, with the checksum of the resulting text.
//! What is read back is therefore always a text that a save would have written, checked byte by byte; undo, redo and every command to come are
//! kept without a line of code; and a journal is read by every later version of Papier, as the files of its format are.
//!
//! ```text
//! papier-journal 1
//! {"document":"…","title":"…","stamp":…,"machine":"…","process":…}
//! 0 0 24393 93ab… <- lines kept at the head and at the tail in bytes, bytes that follow, checksum of the state
//! // papier 1 …
//! 5120 19200 74 17c4…
//!         (year: 2021, …
//! ```
//!
//! A tail that a kill tore off is not read: the state is that of the last whole record. A state that the system has taken survives any kill of
//! the program; the disk gets it a moment later, on a thread of its own, so that a slow disk never stands between two states and the next.
//!
//! Knows no session and no window.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::disk::{Disk, FileSystem};
use super::file::{FileStamp, SIZE_CAP, fnv1a, knows_no_locks};
use super::private::PrivateFolder;
use super::temporary::remove_dead;
use writer::{SIZE_LIMIT, Unsynced, Writer, sync};

mod writer;

const FIRST_LINE: &str = "papier-journal 1";
const EXTENSION: &str = "journal";
/// Of a journal that does not have its name yet.
const BEGINNING: &str = "begun";

/// What a journal is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The file that the document was opened from or saved to; `None` while it has none.
    pub document: Option<PathBuf>,
    /// "Programme 352, PLF 2021".
    pub title: String,
    /// The file that the changes were made to.
    pub stamp: Option<FileStamp>,
    pub machine: String,
    pub process: u32,
}

/// Why a journal cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("not a journal of Papier, or of a newer one")]
    NotAJournal,
    #[error("no whole state")]
    NoState,
}

/// What a journal gives back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    pub about: About,
    /// The text of the file that a save would have written.
    pub text: String,
    /// How many states were read.
    pub states: usize,
    /// The identities of everything that stood in one of the states: what was undone keeps its own.
    pub identities: BTreeSet<u64>,
    /// Whether something after them could not be read.
    pub torn: bool,
}

/// A journal that is being written, held against every other Papier while this one lives.
pub struct Journal {
    writer: Writer<Disk>,
    about: About,
    behind: Option<Behind>,
}

type Handle = <Disk as FileSystem>::Handle;

impl Journal {
    /// A journal in this folder under this name; nothing is written before the first state.
    pub fn new(folder: impl Into<PrivateFolder>, name: &str, about: About) -> Self {
        Self { writer: Writer::new(Disk, folder.into(), name), about, behind: None }
    }

    /// The same, whose states are brought to the disk behind the one who records them; by him where the system has no thread left.
    #[must_use]
    pub fn synced_behind(self) -> Self {
        let folder = self.path().parent().map(Path::to_owned);
        Self { behind: folder.and_then(|folder| Behind::start(folder).ok()), ..self }
    }

    pub fn path(&self) -> &Path {
        self.writer.path()
    }

    pub fn about(&self) -> &About {
        &self.about
    }

    /// Keeps a state: when it returns, a kill of the program does not lose it. After an error, of this state or of an earlier one on its way to
    /// the disk, the next state begins the journal anew: what a failed write left behind is never written after.
    pub fn record(&mut self, text: String) -> io::Result<()> {
        let fault = self.behind.as_ref().and_then(|behind| behind.faults.try_recv().ok());
        if fault.is_some() {
            self.writer.forget();
        }
        let unsynced = self.writer.write(&self.about, text)?;
        self.sync_behind(unsynced)?;
        fault.map_or(Ok(()), Err)
    }

    /// Begins the journal anew if somebody removed or replaced its file or its folder since the last state.
    pub fn look(&mut self) -> io::Result<()> {
        match self.writer.look(&self.about)? {
            Some(unsynced) => self.sync_behind(unsynced),
            None => Ok(()),
        }
    }

    /// Returns when the disk holds what was recorded: a power cut loses no more than a kill from then on.
    pub fn sync(&self) -> io::Result<()> {
        self.writer.sync(Unsynced::State)
    }

    /// The changes are saved, or given up: what happens next is about this file. The journal is gone until the next state.
    pub fn end(&mut self, about: About) -> io::Result<()> {
        self.about = about;
        self.writer.remove()
    }

    /// Has the disk hold what was recorded: a moment later, or now without a thread or with a handle that cannot be doubled.
    fn sync_behind(&self, unsynced: Unsynced) -> io::Result<()> {
        let handed = self.behind.as_ref().zip(self.writer.file()).is_some_and(|(behind, file)| behind.take(file, unsynced));
        if handed { Ok(()) } else { self.writer.sync(unsynced) }
    }
}

/// The thread that waits for the disk. Its handles hold the journal too: dropping this waits for them to be closed.
struct Behind {
    /// `None` only while it is dropped.
    files: Option<Sender<(Handle, Unsynced)>>,
    faults: Receiver<io::Error>,
    thread: Option<JoinHandle<()>>,
}

impl Behind {
    fn start(folder: PathBuf) -> io::Result<Self> {
        let (files, handed) = channel::<(Handle, Unsynced)>();
        let (fault, faults) = channel();
        let thread = std::thread::Builder::new().name("papier sync".into()).spawn(move || {
            // Those that wait behind a slow one are synced by it: the disk has nothing left to do for them.
            for (file, unsynced) in handed {
                if let Err(error) = sync(&Disk, &file, unsynced, &folder) {
                    drop(fault.send(error)); // The journal may be gone.
                }
            }
        })?;
        Ok(Self { files: Some(files), faults, thread: Some(thread) })
    }

    /// Whether the thread will sync this file.
    fn take(&self, file: &Handle, unsynced: Unsynced) -> bool {
        let handed = |files: &Sender<_>| file.try_clone().is_ok_and(|file| files.send((file, unsynced)).is_ok());
        self.files.as_ref().is_some_and(handed)
    }
}

impl Drop for Behind {
    fn drop(&mut self) {
        self.files = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// How a text differs from the one before, by whole lines.
fn record(before: &str, after: &str) -> String {
    let head = common_head(before, after);
    let rest = |text: &str| text.get(head..).unwrap_or_default().len();
    let tail = common_tail(before, after).min(rest(before)).min(rest(after));
    // A tail that the head cut short begins within a line, maybe within a character.
    let tail = after.get(after.len().saturating_sub(tail)..).map_or(0, str::len);
    let middle = after.get(head..after.len().saturating_sub(tail)).unwrap_or_default();
    format!("{head} {tail} {} {:016x}\n{middle}\n", middle.len(), fnv1a(after.as_bytes()))
}

/// Bytes of the lines that both begin with.
fn common_head(one: &str, other: &str) -> usize {
    one.split_inclusive('\n').zip(other.split_inclusive('\n')).take_while(|(one, other)| one == other).map(|(line, _)| line.len()).sum()
}

/// Bytes of the lines that both end with; none unless both end with a line feed.
fn common_tail(one: &str, other: &str) -> usize {
    if !one.ends_with('\n') || !other.ends_with('\n') {
        return 0;
    }
    one.rsplit_terminator('\n').zip(other.rsplit_terminator('\n')).take_while(|(one, other)| one == other).map(|(line, _)| line.len() + 1).sum()
}

/// What a journal holds, up to the first record that is not whole.
///
/// # Errors
/// [`JournalError::NotAJournal`] and [`JournalError::NoState`].
pub fn parse(bytes: &[u8]) -> Result<Recovered, JournalError> {
    parse_within(bytes, SIZE_CAP)
}

/// The same, with states of at most so many bytes.
fn parse_within(bytes: &[u8], cap: u64) -> Result<Recovered, JournalError> {
    let (first, rest) = line_of(bytes).ok_or(JournalError::NotAJournal)?;
    if first != FIRST_LINE {
        return Err(JournalError::NotAJournal);
    }
    let (about, mut rest) = line_of(rest).ok_or(JournalError::NoState)?;
    let about = serde_json::from_str(about).map_err(|_| JournalError::NotAJournal)?;
    let mut text: Option<String> = None;
    let mut states = 0;
    let mut identities = BTreeSet::new();
    while let Some((state, after)) = next_state(text.as_deref().unwrap_or_default(), rest, cap) {
        let added = rest.get(..rest.len().saturating_sub(after.len())).unwrap_or_default();
        identities.extend(std::str::from_utf8(added).unwrap_or_default().lines().filter_map(super::identity_of_line));
        (text, rest) = (Some(state), after);
        states += 1;
    }
    text.map(|text| Recovered { about, text, states, identities, torn: !rest.is_empty() }).ok_or(JournalError::NoState)
}

fn line_of(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((std::str::from_utf8(line).ok()?, rest.get(1..)?))
}

/// The state after this one and what follows it; `None` if the next record is not whole or does not give the state that was meant.
fn next_state<'bytes>(last: &str, bytes: &'bytes [u8], cap: u64) -> Option<(String, &'bytes [u8])> {
    let (line, rest) = line_of(bytes)?;
    let mut words = line.split(' ');
    let mut number = || words.next()?.parse::<usize>().ok();
    let (head, tail, length) = (number()?, number()?, number()?);
    let hash = u64::from_str_radix(words.next()?, 16).ok()?;
    let (middle, rest) = rest.split_at_checked(length)?;
    let rest = rest.strip_prefix(b"\n")?;
    let kept = last.len().checked_sub(head)?.checked_sub(tail)?;
    let head = last.get(..head)?;
    let tail = last.get(head.len() + kept..)?;
    let size = head.len().checked_add(middle.len())?.checked_add(tail.len())?;
    if u64::try_from(size).ok()? > cap {
        return None;
    }
    let text = [head, std::str::from_utf8(middle).ok()?, tail].concat();
    (fnv1a(text.as_bytes()) == hash).then_some((text, rest))
}

/// A journal whose Papier is dead: work that can be had back. It is held until it is dropped, so that only one Papier offers it.
pub struct Orphan {
    path: PathBuf,
    pub recovered: Recovered,
    /// When the last state was recorded.
    pub recorded: SystemTime,
    _held: Option<Handle>,
}

impl Orphan {
    /// The journals of this folder that nobody writes any more, the latest first. Those that were never whole are removed.
    pub fn all_in(folder: impl Into<PrivateFolder>) -> Vec<Self> {
        Self::all_on(&Disk, &folder.into())
    }

    fn all_on<F: FileSystem<Handle = Handle>>(fs: &F, folder: &PrivateFolder) -> Vec<Self> {
        let ends_in = |path: &Path, wanted: &str| path.extension().is_some_and(|extension| extension == wanted);
        let (begun, others): (Vec<PathBuf>, Vec<PathBuf>) = folder.names(fs).into_iter().partition(|path| ends_in(path, BEGINNING));
        begun.iter().for_each(|path| remove_dead(fs, path, true));
        let journals = others.into_iter().filter(|path| ends_in(path, EXTENSION));
        let mut orphans: Vec<Self> = journals.filter_map(|path| Self::at(fs, path)).collect();
        orphans.sort_by_key(|orphan| std::cmp::Reverse(orphan.recorded));
        orphans
    }

    fn at<F: FileSystem<Handle = Handle>>(fs: &F, path: PathBuf) -> Option<Self> {
        let held = match fs.hold(&path) {
            Ok(Some(held)) => Some(held),
            Ok(None) => return None,
            // Without locks a journal that was written to in the last minute may still be.
            Err(error) if knows_no_locks(&error) => {
                let recorded = fs.facts(&path).ok()?.modified;
                let quiet = recorded.elapsed().is_ok_and(|since| since > Duration::from_secs(60));
                return quiet.then(|| Self::read(fs, path, None)).flatten();
            }
            Err(_) => return None,
        };
        Self::read(fs, path, held)
    }

    fn read<F: FileSystem>(fs: &F, path: PathBuf, held: Option<Handle>) -> Option<Self> {
        let recorded = fs.facts(&path).ok()?.modified;
        let bytes = fs.read(&path, SIZE_LIMIT.saturating_add(1)).ok()?;
        let recovered = parse(&bytes).ok()?;
        Some(Self { path, recovered, recorded, _held: held })
    }

    /// The work is restored and saved, or given up.
    pub fn remove(self) -> io::Result<()> {
        Disk.remove(&self.path)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

    fn about() -> About {
        About { document: Some("/budget/pap.ron".into()), title: "Programme 352".into(), stamp: None, machine: "m".into(), process: 7 }
    }

    fn journal(folder: &Path) -> Journal {
        Journal::new(folder, "1-0", about())
    }

    fn bytes(folder: &Path) -> Vec<u8> {
        std::fs::read(folder.join("1-0.journal")).unwrap()
    }

    #[test]
    fn the_last_state_is_read_back_and_a_record_holds_only_what_changed() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path());
        let lines = |changed: &str| (0..1000).map(|n| if n == 500 { format!("{changed}\n") } else { format!("line {n}\n") }).collect::<String>();
        journal.record(lines("é")).unwrap();
        let first = bytes(folder.path()).len();
        journal.record(lines("è")).unwrap();
        assert!(bytes(folder.path()).len() - first < 60);
        let recovered = parse(&bytes(folder.path())).unwrap();
        assert_eq!(recovered, Recovered { about: about(), text: lines("è"), states: 2, identities: BTreeSet::new(), torn: false });
    }

    /// What was added and undone had an identity, which no other thing gets.
    #[test]
    fn the_identities_of_every_state_are_known_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path());
        let state = |lines: &str| format!("    actions: [\n{lines}    ],\n");
        for lines in ["", "        (id: 187649984473770, code: \"03\"),\n", "", "        (id: 5, code: \"03\"),\n"] {
            journal.record(state(lines)).unwrap();
        }
        assert_eq!(parse(&bytes(folder.path())).unwrap().identities, BTreeSet::from([5, 187_649_984_473_770]));
    }

    #[test]
    fn a_journal_of_a_file_of_format_1_gives_its_document_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path());
        let text = include_str!("../../tests/formats/format-1.ron");
        journal.record(text.to_owned()).unwrap();
        journal.record(text.replacen("ae: 7300000", "ae: 8000000", 1)).unwrap();
        let recovered = parse(&bytes(folder.path())).unwrap();
        let document = crate::storage::parse(&recovered.text).unwrap();
        assert_eq!(
            crate::storage::write(&document),
            include_str!("../../saves/programme-352-plf-2021.ron").replacen("ae: 7300000", "ae: 8000000", 1)
        );
    }

    #[test]
    fn a_journal_cut_anywhere_gives_the_last_whole_state_and_never_another_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path());
        let states = ["a\nb\nc\n", "a\nB\nc\n", "", "é\n", "è\nê\n", "è\nê\nno line feed"];
        let mut ends = Vec::new();
        for state in states {
            journal.record(state.to_owned()).unwrap();
            ends.push(bytes(folder.path()).len());
        }
        let whole = bytes(folder.path());
        for cut in 0..=whole.len() {
            let expected = ends.iter().filter(|end| **end <= cut).count();
            match parse(&whole[..cut]) {
                Ok(recovered) => assert_eq!((recovered.text.as_str(), recovered.states), (states[expected - 1], expected), "cut at {cut}"),
                Err(_) => assert_eq!(expected, 0, "cut at {cut}"),
            }
        }
    }

    #[test]
    fn a_journal_lives_from_the_first_unsaved_state_to_the_save() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path());
        assert!(!journal.path().exists());
        journal.record("a\n".into()).unwrap();
        assert!(journal.path().exists());
        journal.end(About { title: "saved".into(), ..about() }).unwrap();
        assert!(!journal.path().exists());
        journal.end(about()).unwrap();
        journal.record("b\n".into()).unwrap();
        assert_eq!(parse(&bytes(folder.path())).unwrap().text, "b\n");
    }

    /// Puts a pipe in the place of its file: no disk syncs one.
    #[cfg(unix)]
    fn break_disk_of(journal: &mut Journal) {
        let path = journal.path().to_owned();
        std::fs::remove_file(&path).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        *journal.writer.file_mut().unwrap() = std::fs::File::options().read(true).write(true).open(path).unwrap();
    }

    /// The disk refuses what was handed to it a moment ago: whoever records next is told, and the journal begins anew with his state.
    #[cfg(unix)]
    #[test]
    fn a_fault_of_the_thread_that_syncs_is_told_at_the_next_state() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path()).synced_behind();
        journal.record("a\n".into()).unwrap();
        break_disk_of(&mut journal);
        let mut state = "b\n".to_owned();
        while journal.record(state.clone()).is_ok() {
            std::thread::sleep(Duration::from_millis(1));
            state += "b\n";
        }
        assert!(state.starts_with("b\nb\n"), "nobody waited for the first fault");
        assert_eq!(parse(&bytes(folder.path())).unwrap().text, state);
        drop(journal);
        assert_eq!(Orphan::all_in(folder.path()).len(), 1, "the thread lets go of the file too");
    }

    /// Whoever records or asks is told at once where there is no thread behind him.
    #[cfg(unix)]
    #[test]
    fn a_disk_that_refuses_to_sync_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path());
        journal.record("a\n".into()).unwrap();
        assert!(journal.sync().is_ok());
        break_disk_of(&mut journal);
        assert!(journal.sync().is_err());
        assert!(journal.record("b\n".into()).is_err());
    }

    /// On a disk without locks, a journal is offered when nobody wrote to it for a minute.
    #[cfg(unix)]
    #[test]
    fn without_locks_a_quiet_journal_is_taken_for_one_whose_papier_is_dead() {
        use crate::storage::failing::{Failing, Failure, NO_LOCKS};
        const EIO: i32 = 5;
        for (code, seconds, is_offered) in [(NO_LOCKS, 0, false), (NO_LOCKS, 30, false), (NO_LOCKS, 90, true), (EIO, 90, false)] {
            let folder = tempfile::tempdir().unwrap();
            let mut dead = journal(folder.path());
            dead.record("a\n".into()).unwrap();
            let written = SystemTime::now() - Duration::from_secs(seconds);
            dead.writer.file_mut().unwrap().set_modified(written).unwrap();
            drop(dead);
            let disk = Failing::new(Failure::First("hold", 1), code);
            assert_eq!(Orphan::all_on(&disk, &folder.path().into()).len(), usize::from(is_offered), "{code} after {seconds} s");
        }
    }

    #[test]
    fn only_the_journal_of_a_dead_papier_is_offered_and_only_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut alive = journal(folder.path());
        alive.record("a\n".into()).unwrap();
        alive.record("b\n".into()).unwrap();
        assert!(Orphan::all_in(folder.path()).is_empty(), "its Papier lives");
        drop(alive);
        let orphans = Orphan::all_in(folder.path());
        assert_eq!(orphans.iter().map(|orphan| orphan.recovered.text.as_str()).collect::<Vec<_>>(), ["b\n"]);
        assert!(Orphan::all_in(folder.path()).is_empty(), "another Papier offers it");
        orphans.into_iter().for_each(|orphan| orphan.remove().unwrap());
        assert!(Orphan::all_in(folder.path()).is_empty(), "it is done with");
    }

    #[test]
    fn a_state_is_as_large_as_a_file_may_be_and_no_larger() {
        let largest = "a\n".repeat(8);
        let mut journal = format!("{FIRST_LINE}\n{}\n{}", serde_json::to_string(&about()).unwrap(), record("", &largest));
        journal += &record(&largest, &format!("b{largest}"));
        let recovered = parse_within(journal.as_bytes(), 16).unwrap();
        assert_eq!((recovered.text, recovered.states, recovered.torn), (largest, 1, true));
        assert_eq!(parse(journal.as_bytes()).unwrap().states, 2);
    }

    #[test]
    fn what_is_no_journal_gives_nothing() {
        let head = format!("{FIRST_LINE}\n{}\n", serde_json::to_string(&about()).unwrap());
        let of = |records: &str| parse(format!("{head}{records}").as_bytes());
        for text in ["", "papier-journal 2\n", "papier-journal 1\n", "papier-journal 1\n{}\n0 0 0 cbf29ce484222325\n\n"] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
        for records in ["", "1 0 0 cbf29ce484222325\n\n", "0 0 99999999999999999999 0\n", "0 0 1 0\na\n", "0 0 0\n\n", "0 0 0 cbf29ce484222325\n"] {
            assert!(matches!(of(records), Err(JournalError::NoState)), "{records}");
        }
        assert_eq!(
            of("0 0 0 cbf29ce484222325\n\nrest").unwrap(),
            Recovered { about: about(), text: String::new(), states: 1, identities: BTreeSet::new(), torn: true }
        );
    }

    fn states() -> impl Strategy<Value = Vec<String>> {
        let line = prop_oneof![Just("a\n".to_owned()), Just("é\n".to_owned()), Just("\n".to_owned()), "[a-c\n]{0,4}"];
        prop::collection::vec(prop::collection::vec(line, 0..8).prop_map(|lines| lines.concat()), 1..12)
    }

    proptest! {
        #[test]
        fn any_states_are_read_back(states in states()) {
            let mut journal = format!("{FIRST_LINE}\n{}\n", serde_json::to_string(&about()).unwrap());
            let mut last = String::new();
            for state in &states {
                journal += &record(&last, state);
                last.clone_from(state);
            }
            let recovered = parse(journal.as_bytes()).unwrap();
            prop_assert_eq!((recovered.text, recovered.states, recovered.torn), (last, states.len(), false));
        }

        #[test]
        fn a_byte_changed_anywhere_never_gives_a_state_that_was_not_recorded(states in states(), at in any::<prop::sample::Index>(), byte: u8) {
            let mut journal = format!("{FIRST_LINE}\n{}\n", serde_json::to_string(&about()).unwrap()).into_bytes();
            let mut last = String::new();
            for state in &states {
                journal.extend(record(&last, state).into_bytes());
                last.clone_from(state);
            }
            let index = at.index(journal.len());
            journal[index] = byte;
            if let Ok(recovered) = parse(&journal) {
                prop_assert!(states.contains(&recovered.text), "{:?}", recovered.text);
            }
        }
    }
}

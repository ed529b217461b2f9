//! The file of a journal, as it is written: on the real disk, or on one that a test breaks.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{About, BEGINNING, EXTENSION, FIRST_LINE, record};
use crate::storage::disk::{FileSystem, PRIVATE};
use crate::storage::file::{SIZE_CAP, knows_no_locks};
use crate::storage::private::PrivateFolder;

/// Largest journal, in bytes; a longer one begins anew with its present state.
pub(super) const SIZE_LIMIT: u64 = 2 * SIZE_CAP;

/// One file to which states are written. It knows what it wrote last, and nothing of threads.
pub(super) struct Writer<F: FileSystem> {
    fs: F,
    folder: PrivateFolder,
    name: String,
    path: PathBuf,
    limit: u64,
    open: Option<Open<F::Handle>>,
}

/// The file that this writer made.
struct Open<H> {
    file: H,
    last: String,
    /// Bytes.
    size: u64,
    /// Whether a write to it failed: nothing is written after what that left behind.
    is_broken: bool,
}

/// What the disk does not hold yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsynced {
    State,
    /// The name of the file too.
    File,
}

impl<F: FileSystem> Writer<F> {
    pub(super) fn new(fs: F, folder: PrivateFolder, name: &str) -> Self {
        let path = named(&folder, name, 0, EXTENSION);
        Self { fs, folder, name: name.to_owned(), path, limit: SIZE_LIMIT, open: None }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The file, while it is written.
    pub(super) fn file(&self) -> Option<&F::Handle> {
        self.open.as_ref().map(|open| &open.file)
    }

    #[cfg(test)]
    pub(super) fn file_mut(&mut self) -> Option<&mut F::Handle> {
        self.open.as_mut().map(|open| &mut open.file)
    }

    /// The next state begins the journal anew: nothing is written after what may be broken.
    pub(super) fn forget(&mut self) {
        if let Some(open) = &mut self.open {
            open.is_broken = true;
        }
    }

    /// Gives the system a state, after those that it has or at the beginning of a new file: when this returns, a kill does not lose it, and the
    /// file that has it bears the name under which it is looked for.
    pub(super) fn write(&mut self, about: &About, text: String) -> io::Result<Unsynced> {
        let Some(open) = self.open.as_mut().filter(|open| !open.is_broken) else { return self.begin(about, text) };
        let record = record(&open.last, &text);
        let size = open.size.saturating_add(size_of(&record));
        if size > self.limit || self.fs.write(&mut open.file, record.as_bytes()).is_err() {
            open.is_broken = true;
            return self.begin(about, text);
        }
        (open.last, open.size) = (text, size);
        self.look(about).map(|begun| begun.unwrap_or(Unsynced::State))
    }

    /// Begins the journal anew if its file has no name any more or another one bears it: somebody removed or replaced it, or its folder.
    pub(super) fn look(&mut self, about: &About) -> io::Result<Option<Unsynced>> {
        match &self.open {
            Some(open) if !self.fs.still_names(&self.path, &open.file).unwrap_or(false) => {
                let last = open.last.clone();
                self.begin(about, last).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Returns when the disk holds what was written.
    pub(super) fn sync(&self, unsynced: Unsynced) -> io::Result<()> {
        let Some(open) = &self.open else { return Ok(()) };
        sync(&self.fs, &open.file, unsynced, self.folder.path())
    }

    /// The file is gone until the next state. What somebody else put in its place stays.
    pub(super) fn remove(&mut self) -> io::Result<()> {
        match self.is_ours() {
            Ok(true) => remove_if_there(&self.fs, &self.path)?,
            Ok(false) => {}
            Err(error) => return Err(error),
        }
        self.open = None;
        Ok(())
    }

    /// Whether the file of that name is the one that this writer made.
    fn is_ours(&self) -> io::Result<bool> {
        match self.open.as_ref().map(|open| self.fs.still_names(&self.path, &open.file)) {
            Some(Err(error)) if error.kind() != ErrorKind::NotFound => Err(error),
            still => Ok(matches!(still, Some(Ok(true)))),
        }
    }

    /// Writes a new journal with one state and puts it in the place of the old one in one step, or under the next name that is free if something
    /// else stands there.
    fn begin(&mut self, about: &About, text: String) -> io::Result<Unsynced> {
        const NAMES: usize = 64;
        let whole = format!("{FIRST_LINE}\n{}\n{}", serde_json::to_string(about)?, record("", &text));
        self.folder.make(&self.fs)?;
        let (beginning, mut file) = self.beginning()?;
        let begun = self.fs.write(&mut file, whole.as_bytes()).and_then(|()| {
            if self.is_ours()? {
                // The states of the older journal must not go before these are on the disk.
                self.fs.sync_file(&file)?;
                return self.fs.rename(&beginning, &self.path).map(|()| self.path.clone());
            }
            let mut taken = io::Error::from(ErrorKind::AlreadyExists);
            for number in 0..NAMES {
                let path = named(&self.folder, &self.name, number, EXTENSION);
                match self.fs.rename_new(&beginning, &path) {
                    Ok(()) => return Ok(path),
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => taken = error,
                    Err(error) => return Err(error),
                }
            }
            Err(taken)
        });
        match begun {
            Ok(path) => self.path = path,
            Err(error) => {
                drop(self.fs.remove(&beginning)); // What is left is removed at a later start.
                return Err(error);
            }
        }
        self.open = Some(Open { file, last: text, size: size_of(&whole), is_broken: false });
        Ok(Unsynced::File)
    }

    /// An empty file under a name that nobody has, held against every other Papier where the disk knows locks.
    fn beginning(&self) -> io::Result<(PathBuf, F::Handle)> {
        const NAMES: usize = 64;
        let mut taken = io::Error::from(ErrorKind::AlreadyExists);
        for number in 0..NAMES {
            let path = named(&self.folder, &self.name, number, BEGINNING);
            match self.held(&path) {
                Ok(file) => return Ok((path, file)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => taken = error,
                Err(error) => return Err(error),
            }
        }
        Err(taken)
    }

    fn held(&self, path: &Path) -> io::Result<F::Handle> {
        let created = self.fs.create_new(path, PRIVATE)?;
        // Some systems hold only what is open nowhere else.
        drop(created);
        match self.fs.hold(path) {
            Err(error) if knows_no_locks(&error) => remove_if_there(&self.fs, path).and_then(|()| self.fs.create_new(path, PRIVATE)),
            held => held?.ok_or_else(|| ErrorKind::WouldBlock.into()),
        }
    }
}

/// `NAME.journal`, then `NAME-1.journal`.
fn named(folder: &PrivateFolder, name: &str, number: usize, extension: &str) -> PathBuf {
    let number = if number == 0 { String::new() } else { format!("-{number}") };
    folder.path().join(format!("{name}{number}.{extension}"))
}

/// Returns when the disk holds a file, and its name where it does not have that yet.
pub(super) fn sync<F: FileSystem>(fs: &F, file: &F::Handle, unsynced: Unsynced, folder: &Path) -> io::Result<()> {
    fs.sync_file(file)?;
    match unsynced {
        Unsynced::State => Ok(()),
        Unsynced::File => fs.sync_folder(folder),
    }
}

fn remove_if_there<F: FileSystem>(fs: &F, path: &Path) -> io::Result<()> {
    match fs.remove(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn size_of(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use crate::storage::crashing::{Crashing, Dice};
    use crate::storage::disk::Disk;
    use crate::storage::failing::{Failing, Failure};
    use crate::storage::proofs;

    const EIO: i32 = 5;
    const ENOLCK: i32 = if cfg!(target_os = "macos") { 77 } else { 37 };

    fn about() -> About {
        About { document: None, title: "Programme 352".into(), stamp: None, machine: "m".into(), process: 7 }
    }

    /// States of a document of some lines: each changes one of them.
    fn states() -> Vec<String> {
        let line = |state: usize, line: usize| format!("{}\n", "x".repeat(if line == state % 7 { 40 * state } else { 60 * line }));
        (1..=12).map(|state| (0..40).map(|number| line(state, number)).collect()).collect()
    }

    /// Each state is written and synced; how many were acknowledged before the first refusal.
    fn recorded<F: FileSystem>(writer: &mut Writer<F>, states: &[String]) -> usize {
        let record = |state: &&String| writer.write(&about(), (*state).clone()).and_then(|unsynced| writer.sync(unsynced)).is_ok();
        states.iter().take_while(record).count()
    }

    fn writer<F: FileSystem>(fs: F, path: &Path, limit: u64) -> Writer<F> {
        let name = path.file_stem().unwrap().to_str().unwrap();
        Writer { limit, ..Writer::new(fs, path.parent().unwrap().into(), name) }
    }

    /// P4: whatever call the power goes before, and whatever the disk had not synced, the journal gives back a state, and none older than the
    /// last that was acknowledged; also where it had to begin anew.
    #[test]
    fn an_acknowledged_state_survives_a_power_cut_at_any_call() {
        let path = Path::new("/state/journals/1-0.journal");
        let states = states();
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        let (mut runs, mut acknowledged) = (0, 0);
        // One file for all states, or a new one every few.
        for limit in [u64::MAX, 100_000] {
            let disk = |cut| Crashing::holding(Path::new("/share/pap.ron"), b"", cut);
            let mut whole = writer(disk(usize::MAX), path, limit);
            assert_eq!(recorded(&mut whole, &states), states.len());
            for cut in 0..=whole.fs.calls() {
                for _ in 0..proofs::count(4, 40) {
                    let mut writer = writer(disk(cut), path, limit);
                    let done = recorded(&mut writer, &states);
                    let left = writer.fs.after_power_cut(&mut dice);
                    let found = left.get(path).and_then(|bytes| parse(bytes).ok()).map(|recovered| recovered.text);
                    let rank = found.map(|text| states.iter().position(|state| *state == text).expect("a state that was recorded") + 1);
                    assert!(rank.unwrap_or(0) >= done, "cut before call {cut}, {done} acknowledged, {rank:?} found, limit {limit}");
                    (runs, acknowledged) = (runs + 1, acknowledged + done);
                }
            }
        }
        proofs::report("P4", &format!("power cuts in {runs} journals: {acknowledged} states acknowledged, 0 lost"));
    }

    /// Whichever call is refused, the state before stays, the refusal is told, and the next state is kept.
    #[test]
    fn any_failing_call_is_told_and_the_next_state_is_kept() {
        let states = states();
        for k in 1.. {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("1-0.journal");
            let mut writer = writer(Failing::new(Failure::Once(k), EIO), &path, 100_000);
            let found = || parse(&std::fs::read(&path).unwrap()).unwrap().text;
            let mut told = false;
            for (index, state) in states.iter().enumerate() {
                let outcome = writer.write(&about(), state.clone()).and_then(|unsynced| writer.sync(unsynced));
                if outcome.is_ok() {
                    assert_eq!(found(), *state, "call {k}");
                } else {
                    told = true;
                    writer.forget();
                    assert!(index == 0 || [&states[index - 1], state].contains(&&found()), "call {k}");
                }
            }
            let refused = writer.fs.refused.take();
            // After a write that failed the journal begins anew at once, and so it does when the disk does not tell what its name stands for.
            assert!(told || matches!(refused[..], [] | ["write" | "still_names"]), "call {k}: {refused:?}");
            if refused.is_empty() {
                break;
            }
        }
    }

    #[test]
    fn a_file_that_cannot_be_removed_is_told_of_and_one_that_is_gone_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1-0.journal");
        let mut there = writer(Failing::new(Failure::First("remove", 1), EIO), &path, SIZE_LIMIT);
        assert!(there.write(&about(), "a\n".into()).is_ok());
        assert!(there.remove().is_err() && path.exists());
        assert!(there.remove().is_ok() && there.remove().is_ok() && !path.exists());
    }

    #[test]
    fn a_disk_without_locks_keeps_the_journal_too_and_any_other_refusal_is_told() {
        for (code, kept) in [(ENOLCK, true), (EIO, false)] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("1-0.journal");
            let mut writer = writer(Failing::new(Failure::First("hold", 1), code), &path, SIZE_LIMIT);
            assert_eq!(recorded(&mut writer, &["a\n".into(), "b\n".into()]), if kept { 2 } else { 0 });
            assert_eq!(path.exists(), kept);
            assert!(!kept || parse(&std::fs::read(&path).unwrap()).unwrap().text == "b\n");
        }
    }

    #[test]
    fn a_journal_that_is_too_long_begins_anew() {
        assert_eq!(SIZE_LIMIT, 33_554_432, "32 MiB");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1-0.journal");
        let size = || std::fs::metadata(&path).unwrap().len();
        let state = |letter: &str| format!("{}\n", letter.repeat(100));
        let mut writer = writer(Disk, &path, 1_000);
        let mut sizes = Vec::new();
        for letter in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] {
            writer.write(&about(), state(letter)).unwrap();
            sizes.push(size());
        }
        assert!(sizes.iter().all(|size| *size <= 1_000), "{sizes:?}");
        assert!(sizes.iter().any(|size| *size > 850), "it is filled before: {sizes:?}");
        assert!(sizes.windows(2).any(|pair| pair[1] < pair[0]), "{sizes:?}");
        assert_eq!(parse(&std::fs::read(&path).unwrap()).unwrap().text, state("j"));
    }
}

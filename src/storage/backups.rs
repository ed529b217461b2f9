//! The versions that saves replaced: the last ten, and the last of each day on thirty days (P6).
//!
//! They are in the order in which they came: a clock that is wrong, or the time of a file that was copied, puts none before another. The name
//! of each begins with its place in that order, then says when it was saved and the checksum of its bytes: `00000007-001600000000-93ab….ron`.
//! Earlier programs named them by time and checksum alone; such a one came before all that have a place.
//!
//! Knows one folder of versions. They stand in the user's folder of state, not beside the document: a shared folder stays clean, and who
//! empties it does not empty them. Each is written as a document is, and read as a document before it counts.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::disk::{Disk, FileSystem, Kind};
use super::file::{Expected, FileStamp, How, SIZE_CAP, WriteError, fnv1a, replace_on};
use super::private::PrivateFolder;
use super::rights::NewFile;
use super::{OpenError, open, parse};
use crate::model::Document;

/// How many of the newest versions are kept.
pub const LAST: usize = 10;
/// On how many days the last version is kept.
pub const DAYS: usize = 30;
/// Bytes of all versions of one document; beyond, the oldest go, never the newest.
pub const TOTAL_CAP: u64 = 64 * 1024 * 1024;

const SECONDS_PER_DAY: u64 = 86_400;

/// The versions of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backups {
    folder: PrivateFolder,
    /// A version that was saved sooner than this after the newest one kept is not kept.
    spacing: Duration,
    /// Whether the last version alone is kept.
    keeps_one: bool,
}

/// A version that a save replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub path: PathBuf,
    /// When it was saved.
    pub saved: SystemTime,
    /// Bytes.
    pub size: u64,
    hash: u64,
    /// Its place in the order in which they came, from 1; 0 if its name says none.
    arrival: u64,
}

/// Why a version is not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    #[error("the folder of versions: {0}")]
    Folder(#[source] std::io::Error),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error("what was replaced is no document")]
    NotADocument,
}

impl Backups {
    pub fn at(folder: impl Into<PrivateFolder>) -> Self {
        Self { folder: folder.into(), spacing: Duration::ZERO, keeps_one: false }
    }

    /// The same, for saves that nobody asked for one by one: they do not push out the versions of the last days.
    #[must_use]
    pub fn spaced(self, spacing: Duration) -> Self {
        Self { spacing, ..self }
    }

    /// The same, of which the last alone stays.
    #[must_use]
    pub fn last_alone(self) -> Self {
        Self { keeps_one: true, ..self }
    }

    #[cfg(all(test, unix))]
    pub(super) fn folder(&self) -> &PrivateFolder {
        &self.folder
    }

    /// The versions, newest first.
    pub fn list(&self) -> Vec<Version> {
        self.list_on(&Disk)
    }

    /// The document of a version.
    ///
    /// # Errors
    /// As [`open`].
    pub fn read(version: &Version) -> Result<Document, OpenError> {
        open(&version.path)
    }

    fn list_on<F: FileSystem>(&self, fs: &F) -> Vec<Version> {
        let mut versions: Vec<Version> = self.folder.names(fs).into_iter().filter_map(|path| version(fs, path)).collect();
        versions.sort_by(|one, other| (other.arrival, other.saved, &other.path).cmp(&(one.arrival, one.saved, &one.path)));
        versions
    }

    /// Keeps a text that no save wrote, such as work that was found again and given up, as the newest version.
    ///
    /// # Errors
    /// [`KeepError`]; nothing is kept then.
    pub fn keep(&self, text: &str) -> Result<(), KeepError> {
        self.keep_on(&Disk, text.as_bytes(), SystemTime::now())
    }

    /// Keeps a version, then lets go of those that are too many.
    pub(super) fn keep_on<F: FileSystem>(&self, fs: &F, bytes: &[u8], saved: SystemTime) -> Result<(), KeepError> {
        let text = std::str::from_utf8(bytes).map_err(|_| KeepError::NotADocument)?;
        parse(text.trim_start_matches('\u{FEFF}')).map_err(|_| KeepError::NotADocument)?;
        let hash = fnv1a(bytes);
        let versions = self.list_on(fs);
        if let Some(newest) = versions.first() {
            let too_soon = saved.duration_since(newest.saved).is_ok_and(|since| since < self.spacing);
            let is_the_same = newest.hash == hash && u64::try_from(bytes.len()) == Ok(newest.size);
            if is_the_same || too_soon {
                return Ok(());
            }
        }
        self.folder.make(fs).map_err(KeepError::Folder)?;
        let last = versions.iter().map(|version| version.arrival).max().unwrap_or(0);
        let path = self.free_name(fs, last, saved, hash)?;
        let check = |read: &[u8]| std::str::from_utf8(read).ok().and_then(|text| parse(text.trim_start_matches('\u{FEFF}')).ok()).map(drop);
        let how = How { new: NewFile::Private, through_links: false, ..How::from(Expected::Nothing) };
        replace_on(fs, &path, bytes, how, |read| check(read).ok_or("this is no document"), |_| ())?;
        self.prune_on(fs);
        Ok(())
    }

    /// The name of the version that comes after these. What is no version may stand there; it stays, and the next name is taken.
    fn free_name<F: FileSystem>(&self, fs: &F, last: u64, saved: SystemTime, hash: u64) -> Result<PathBuf, KeepError> {
        const ATTEMPTS: u64 = 64;
        for after in 1..=ATTEMPTS {
            let arrival = last.saturating_add(after);
            let path = self.folder.path().join(format!("{arrival:08}-{:012}-{hash:016x}.ron", seconds(saved)));
            match fs.facts(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(path),
                Err(error) => return Err(KeepError::Folder(error)),
                Ok(_) => {}
            }
        }
        Err(KeepError::Folder(ErrorKind::AlreadyExists.into()))
    }

    /// A version that cannot be removed stays: too many are no harm.
    fn prune_on<F: FileSystem>(&self, fs: &F) {
        let versions = self.list_on(fs);
        for (index, (version, spared)) in versions.iter().zip(spared(&versions)).enumerate() {
            if !spared || self.keeps_one && index > 0 {
                drop(fs.remove(&version.path));
            }
        }
    }

    /// Notes that the newest version is in use; a convenience, so that a disk which does not take it is no fault.
    pub(super) fn touch(&self) {
        if let Some(newest) = self.list().first()
            && let Ok(file) = std::fs::OpenOptions::new().write(true).open(&newest.path)
        {
            drop(file.set_modified(SystemTime::now()));
        }
    }

    /// When a version was kept or used last.
    pub(super) fn used(&self) -> Option<SystemTime> {
        self.list().iter().filter_map(|version| version.path.symlink_metadata().ok()?.modified().ok()).max()
    }

    /// Lets go of all versions; the folder goes with them unless something else stands in it.
    pub(super) fn remove(&self) {
        self.list().iter().for_each(|version| drop(Disk.remove(&version.path)));
        drop(std::fs::remove_dir(self.folder.path()));
    }

    /// Whether this is the stamp of a version that is kept.
    pub fn holds(&self, stamp: &FileStamp) -> bool {
        self.list().iter().any(|version| version.hash == stamp.hash && version.size == stamp.size)
    }
}

/// The version that a file is, by its name; `None` for what is none, such as a link or a file that no document fills.
fn version<F: FileSystem>(fs: &F, path: PathBuf) -> Option<Version> {
    let words: Vec<&str> = path.file_name()?.to_str()?.strip_suffix(".ron")?.split('-').collect();
    let (arrival, seconds, hash) = match words[..] {
        [arrival, seconds, hash] => (arrival.parse().ok()?, seconds, hash),
        [seconds, hash] => (0, seconds, hash),
        _ => return None,
    };
    let saved = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds.parse().ok()?))?;
    let hash = u64::from_str_radix(hash, 16).ok()?;
    let facts = fs.facts(&path).ok().filter(|facts| facts.kind == Kind::File && facts.size <= SIZE_CAP)?;
    Some(Version { path, saved, size: facts.size, hash, arrival })
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Which versions stay, of the last that came to the first: the last ones, and the last of each day (UTC) that has one.
fn spared(versions: &[Version]) -> Vec<bool> {
    let (mut days, mut total) = (BTreeSet::new(), 0_u64);
    let spare = |(index, version): (usize, &Version)| {
        let closes_a_day = days.insert(seconds(version.saved) / SECONDS_PER_DAY);
        let wanted = index < LAST || closes_a_day && days.len() <= DAYS;
        let size = if wanted { version.size } else { 0 };
        total = total.saturating_add(size);
        wanted && (total <= TOTAL_CAP || index == 0)
    };
    versions.iter().enumerate().map(spare).collect()
}

#[cfg(test)]
mod tests {
    use super::super::failing::{Failing, Failure};
    use super::super::{SaveError, proofs, save_expecting, save_on, write};
    use super::*;
    use crate::model::{Programme, Year};

    fn document(name: &str) -> Document {
        Document::new(Year::new(2021).unwrap(), Programme { name: name.into(), ..Programme::default() })
    }

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn names(backups: &Backups) -> Vec<String> {
        backups.list().iter().map(|version| Backups::read(version).unwrap().programme.name).collect()
    }

    /// The first save over a file of format 1 keeps it, says so, and the version opens.
    #[test]
    fn a_file_of_format_1_is_kept_when_a_save_replaces_it() {
        use super::super::{Former, open_stamped};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pap.ron");
        std::fs::write(&path, include_str!("../../tests/formats/format-1.ron")).unwrap();
        let backups = Backups::at(folder.path().join("state/versions").as_path());
        let (document, stamp) = open_stamped(&path).unwrap();
        assert!(stamp.is_of_older_format());
        for (backups, is_kept) in [(None, false), (Some(&backups), true)] {
            std::fs::write(&path, include_str!("../../tests/formats/format-1.ron")).unwrap();
            let saved = save_expecting(&path, &document, Expected::Anything, backups).unwrap();
            assert_eq!(saved.former, Some(Former { format: 1, is_kept }));
            assert!(!saved.stamp.is_of_older_format());
            let again = save_expecting(&path, &document, Expected::Anything, backups).unwrap();
            assert_eq!(again.former, None);
        }
        assert!(backups.list().iter().any(|version| std::fs::read(&version.path).unwrap() == include_bytes!("../../tests/formats/format-1.ron")));
        assert!(backups.list().iter().all(|version| Backups::read(version).unwrap() == document));
    }

    #[test]
    fn each_save_keeps_the_version_that_it_replaces() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pap.ron");
        let backups = Backups::at(folder.path().join("state/versions").as_path());
        let mut expected = Expected::Nothing;
        for name in ["one", "two", "three"] {
            let saved = save_expecting(&path, &document(name), expected, Some(&backups)).unwrap();
            saved.kept.unwrap();
            expected = Expected::Version(saved.stamp);
        }
        let mut kept = names(&backups);
        kept.sort();
        assert_eq!(kept, ["one", "two"]);
        let stamp = stamp_of(&write(&document("two")));
        assert!(backups.holds(&stamp));
        assert!(!backups.holds(&stamp_of(&write(&document("three")))), "the present one is no earlier one");
        assert!(!backups.holds(&FileStamp { size: stamp.size + 1, ..stamp }));
        assert!(!backups.holds(&FileStamp { hash: stamp.hash ^ 1, ..stamp }));
    }

    fn stamp_of(text: &str) -> FileStamp {
        FileStamp { size: text.len() as u64, modified: at(0), hash: fnv1a(text.as_bytes()), format: None }
    }

    #[test]
    fn what_is_no_document_never_counts_as_a_version() {
        let folder = tempfile::tempdir().unwrap();
        let backups = Backups::at(folder.path());
        let whole = write(&document("whole"));
        for bytes in [b"".as_slice(), b"// papier 1\n(", &whole.as_bytes()[..whole.len() / 2], b"\xFF"] {
            assert!(matches!(backups.keep_on(&Disk, bytes, at(1)), Err(KeepError::NotADocument)));
        }
        assert_eq!(backups.list(), []);
    }

    #[test]
    fn the_last_ten_and_the_last_of_each_of_thirty_days_stay() {
        let folder = tempfile::tempdir().unwrap();
        let backups = Backups::at(folder.path());
        // Two saves a day on forty days, then twenty on the last.
        let times =
            (0..40).flat_map(|day| [day * SECONDS_PER_DAY, day * SECONDS_PER_DAY + 10]).chain((0..20).map(|save| 40 * SECONDS_PER_DAY + save));
        for time in times {
            backups.keep_on(&Disk, write(&document(&time.to_string())).as_bytes(), at(time)).unwrap();
        }
        let last: Vec<u64> = (10..20).rev().map(|save| 40 * SECONDS_PER_DAY + save).collect();
        let daily: Vec<u64> = (11..40).rev().map(|day| day * SECONDS_PER_DAY + 10).collect();
        let kept: Vec<u64> = backups.list().iter().map(|version| seconds(version.saved)).collect();
        assert_eq!(kept, [last, daily].concat());
        proofs::report(
            "P6",
            &format!(
                "of 100 saves on 41 days {} versions kept, the last ten and the last of each of thirty days, each read as a document",
                kept.len()
            ),
        );
    }

    /// The times of versions come from clocks, and clocks are wrong.
    #[test]
    fn the_last_ten_are_those_that_came_last_whatever_the_clocks_said() {
        const TODAY: u64 = 1_800_000_000;
        const IN_2033: u64 = 2_000_000_000;
        let cases: [(&str, Vec<u64>); 4] = [
            ("a clock was wrong once", (0..12).map(|save| IN_2033 + save).chain((0..8).map(|save| TODAY + save)).collect()),
            ("a clock was set back", (0..20).map(|save| TODAY - save).collect()),
            ("a clock stands still", vec![TODAY; 20]),
            ("a clock before 1970 and one of 2242", [0, 8_600_000_000].into_iter().cycle().take(20).collect()),
        ];
        for (case, times) in cases {
            let folder = tempfile::tempdir().unwrap();
            let backups = Backups::at(folder.path());
            let texts: Vec<String> = (0..times.len()).map(|number| number.to_string()).collect();
            for (text, time) in texts.iter().zip(times) {
                backups.keep_on(&Disk, write(&document(text)).as_bytes(), at(time)).unwrap();
            }
            let last: Vec<String> = texts.into_iter().rev().take(LAST).collect();
            assert_eq!(names(&backups)[..LAST], last, "{case}");
        }
    }

    /// Names of an earlier program say no order: their versions came first, by their time.
    #[test]
    fn versions_that_an_earlier_program_kept_fit_before_those_of_this_one() {
        let folder = tempfile::tempdir().unwrap();
        let backups = Backups::at(folder.path());
        for (name, time) in [("first", 2_000_000_000_u64), ("second", 2_000_000_001)] {
            let text = write(&document(name));
            std::fs::write(folder.path().join(format!("{time:012}-{:016x}.ron", fnv1a(text.as_bytes()))), text).unwrap();
        }
        backups.keep_on(&Disk, write(&document("third")).as_bytes(), at(1)).unwrap();
        assert_eq!(names(&backups), ["third", "second", "first"]);
    }

    #[test]
    fn a_text_that_no_save_wrote_is_kept_as_the_newest_version() {
        let folder = tempfile::tempdir().unwrap();
        let backups = Backups::at(folder.path());
        backups.keep_on(&Disk, write(&document("saved")).as_bytes(), at(1)).unwrap();
        backups.keep(&write(&document("given up"))).unwrap();
        assert_eq!(names(&backups), ["given up", "saved"]);
        assert!(matches!(backups.keep("no document"), Err(KeepError::NotADocument)));
    }

    #[test]
    fn versions_are_bounded_in_size_and_the_newest_always_stays() {
        assert_eq!(TOTAL_CAP, 67_108_864, "64 MiB");
        let version = |age: u64, size: u64| Version { path: PathBuf::new(), saved: at(1_000 - age), size, hash: age, arrival: 1_000 - age };
        let cases: [(&[u64], &[bool]); 4] = [
            (&[1, 1, 1], &[true, true, true]),
            (&[TOTAL_CAP, 1], &[true, false]),
            (&[TOTAL_CAP + 1, 1], &[true, false]),
            (&[TOTAL_CAP / 2, TOTAL_CAP / 2, 1], &[true, true, false]),
        ];
        for (sizes, expected) in cases {
            let versions: Vec<_> = (0..).zip(sizes).map(|(age, size)| version(age, *size)).collect();
            assert_eq!(spared(&versions), expected, "{sizes:?}");
        }
    }

    #[test]
    fn the_same_version_and_one_that_comes_too_soon_are_not_kept_twice() {
        let folder = tempfile::tempdir().unwrap();
        let backups = Backups::at(folder.path());
        let keep = |backups: &Backups, name: &str, time| backups.keep_on(&Disk, write(&document(name)).as_bytes(), at(time)).unwrap();
        keep(&backups, "one", 100);
        keep(&backups, "one", 200);
        let spaced = backups.clone().spaced(Duration::from_secs(60));
        keep(&spaced, "two", 159);
        assert_eq!(names(&backups), ["one"]);
        keep(&spaced, "three", 160);
        keep(&backups, "four", 161);
        assert_eq!(names(&backups), ["four", "three", "one"]);
    }

    /// P3: whichever call fails, the file is the old one when the save says so, and the new one otherwise.
    #[test]
    fn any_failing_call_leaves_a_whole_file_and_the_truth_about_it() {
        let mut failed = 0;
        for code in [5, 13, 28, 30, 110] {
            for k in 1.. {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("pap.ron");
                let backups = Backups::at(folder.path().join("versions").as_path());
                super::super::save(&path, &document("old")).unwrap();
                let disk = Failing::new(Failure::Once(k), code);
                let outcome = save_on(&disk, &path, &document("new"), Expected::Anything, Some(&backups));
                let refused = disk.refused.take();
                let held = open(&path).unwrap().programme.name;
                match outcome {
                    Ok(saved) => assert!(held == "new" && (saved.kept.is_err() || backups.list().len() == 1), "call {k}: {refused:?}"),
                    Err(SaveError::Write(WriteError::SyncFolder { .. })) => assert_eq!(held, "new", "call {k}: {refused:?}"),
                    Err(_) => assert_eq!(held, "old", "call {k}: {refused:?}"),
                }
                assert!(backups.list().iter().all(|version| Backups::read(version).is_ok()));
                if refused.is_empty() {
                    break;
                }
                failed += 1;
            }
        }
        proofs::report("P3", &format!("{failed} failing calls of a save that keeps the version it replaces: one of the two whole, and told which"));
    }

    #[test]
    fn a_version_that_cannot_be_kept_does_not_stop_the_save() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pap.ron");
        std::fs::write(folder.path().join("file"), "in the way").unwrap();
        let backups = Backups::at(folder.path().join("file/versions").as_path());
        save_expecting(&path, &document("one"), Expected::Nothing, Some(&backups)).unwrap();
        let saved = save_expecting(&path, &document("two"), Expected::Anything, Some(&backups)).unwrap();
        assert!(matches!(saved.kept, Err(KeepError::Folder(_))));
        assert_eq!(open(&path).unwrap().programme.name, "two");
    }
}

//! Several documents saved at once, each by the one save path: new ones beside each other, or replacements of which all are done or none.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::disk::{Disk, FileSystem};
use super::file::{How, folder_of};
use super::{Backups, Expected, FileStamp, SaveError, Saved, prepare_on, save_new};
use crate::model::Document;

/// What became of several saves.
#[derive(Debug)]
pub struct Saves {
    /// How many documents are written.
    pub written: usize,
    /// The first that could not be; none was begun after it.
    pub failure: Option<(PathBuf, SaveError)>,
}

/// Writes each document where no file stands, on every core; `go_on` is asked before each.
pub fn save_all_new(documents: &[(PathBuf, &Document)], go_on: impl Fn() -> bool + Sync) -> Saves {
    let (next, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failure = Mutex::new(None);
    let work = || {
        while let Some((path, document)) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            if failure.lock().unwrap_or_else(PoisonError::into_inner).is_some() || !go_on() {
                return;
            }
            match save_new(path, document) {
                Ok(()) => drop(written.fetch_add(1, Ordering::Relaxed)),
                Err(error) => drop(failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert((path.clone(), error))),
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(documents.len());
    std::thread::scope(|scope| {
        (1..threads).for_each(|_| drop(scope.spawn(work)));
        work();
    });
    Saves { written: written.into_inner(), failure: failure.into_inner().unwrap_or_else(PoisonError::into_inner) }
}

/// How many replacements are held at once: each keeps files open, of which a process has 1 024 where nobody gave it more.
const HELD: usize = 200;

/// A document that is to take the place of the version that was read.
#[derive(Debug)]
pub struct Replacement<'a> {
    pub path: &'a Path,
    pub document: &'a Document,
    /// Of the version that was read.
    pub stamp: FileStamp,
    /// Where the version goes that is replaced.
    pub backups: Option<Backups>,
}

/// Why several replacements came to a stop.
#[derive(Debug)]
pub struct Stopped {
    /// The one that could not be done, by its place among all.
    pub index: usize,
    pub error: SaveError,
    /// How many of the first ones are done: none, unless a name itself could not be given, or more are replaced than are held at once.
    pub written: usize,
}

/// Replaces several documents, all or none: each is written beside its file, read back, and its file held and compared, before the first of
/// them takes its place. More than a folder of the State's programmes has are all tried so before the first, then replaced 200 at a time.
///
/// # Errors
/// [`Stopped`] at the first that cannot be done; those after it are as they were.
pub fn replace_all(replacements: &[Replacement<'_>]) -> Result<Vec<Saved>, Stopped> {
    replace_all_on(&Disk, replacements, HELD)
}

fn replace_all_on<F: FileSystem>(fs: &F, replacements: &[Replacement<'_>], held: usize) -> Result<Vec<Saved>, Stopped> {
    let mut swept = HashSet::new();
    let mut prepare = |index: usize, written: usize, replacement: &Replacement<'_>| {
        let Replacement { path, document, stamp, backups } = replacement;
        // Once a folder: those that are prepared already stand there too.
        let how = How { sweeps: swept.insert(folder_of(path).to_owned()), ..How::from(Expected::Version(*stamp)) };
        let prepared = prepare_on(fs, path, document, how, backups.as_ref());
        prepared.map_err(|error| Stopped { index, error, written })
    };
    if replacements.len() > held {
        replacements.iter().enumerate().try_for_each(|(index, replacement)| prepare(index, 0, replacement).map(drop))?;
    }
    let mut saved = Vec::new();
    for batch in replacements.chunks(held) {
        let first = saved.len();
        let prepared =
            batch.iter().zip(first..).map(|(replacement, index)| prepare(index, first, replacement)).collect::<Result<Vec<_>, Stopped>>()?;
        for prepared in prepared {
            let index = saved.len();
            saved.push(prepared.commit().map_err(|error| Stopped { index, error, written: index })?);
        }
    }
    Ok(saved)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::failing::{Failing, Failure};
    use super::super::file::{OldFile, stamp};
    use crate::model::{Programme, Year};

    use super::*;

    #[test]
    fn what_is_there_stays_and_who_gives_up_keeps_what_was_written() {
        let document = super::super::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = |number: usize| folder.path().join(format!("{number}.ron"));
        let documents: Vec<(PathBuf, &Document)> = (0..20).map(|number| (path(number), &document)).collect();

        let asked = AtomicUsize::new(0);
        let given_up = save_all_new(&documents, || asked.fetch_add(1, Ordering::Relaxed) < 7);
        assert_eq!((given_up.written, fs::read_dir(folder.path()).unwrap().count()), (7, 7));
        assert!(given_up.failure.is_none());

        // What the first run wrote stands in the way of the second.
        let refused = save_all_new(&documents, || true);
        assert!(matches!(refused.failure, Some((path, _)) if path.parent() == Some(folder.path())));

        let elsewhere = tempfile::tempdir().unwrap();
        let documents: Vec<(PathBuf, &Document)> = (0..20).map(|number| (elsewhere.path().join(format!("{number}.ron")), &document)).collect();
        let saved = save_all_new(&documents, || true);
        assert_eq!((saved.written, saved.failure.is_none()), (20, true));
        assert_eq!(super::super::open(&documents[19].0).unwrap(), document);
    }

    fn programme(name: &str) -> Document {
        Document::new(Year::new(2021).unwrap(), Programme { name: name.into(), ..Programme::default() })
    }

    /// P3: whatever call fails, and for good or once, either nothing is changed or the report says which are.
    #[test]
    fn several_are_replaced_or_none_and_a_call_that_fails_is_told_as_it_was() {
        const ENOSPC: i32 = 28;
        let (old, new) = (programme("old"), programme("new"));
        // Three held at once, or one after the other once all were tried.
        for (failing, held) in [(Failure::Once as fn(usize) -> Failure, 3), (Failure::From, 3), (Failure::Once, 2), (Failure::From, 1)] {
            for k in 1.. {
                let folder = tempfile::tempdir().unwrap();
                let paths: Vec<PathBuf> = ["a", "b", "c"].iter().map(|name| folder.path().join(name).with_extension("ron")).collect();
                paths.iter().for_each(|path| super::super::save(path, &old).unwrap());
                let replacements: Vec<Replacement<'_>> =
                    paths.iter().map(|path| Replacement { path, document: &new, stamp: stamp(path).unwrap(), backups: None }).collect();
                let disk = Failing::new(failing(k), ENOSPC);
                let outcome = replace_all_on(&disk, &replacements, held);
                let changed: Vec<bool> = paths.iter().map(|path| super::super::open(path).unwrap() == new).collect();
                let case = format!("{:?}, {:?}: {outcome:?}", disk.failure, disk.refused.borrow());
                match outcome {
                    Ok(saved) => {
                        assert_eq!((saved.len(), changed), (3, vec![true; 3]), "{case}");
                        // What dead saves and a trial left behind harms nobody, and what seems gone is made once more.
                        assert!(disk.refused.borrow().iter().all(|call| matches!(*call, "names" | "still_names" | "remove")), "{case}");
                        if disk.refused.borrow().is_empty() {
                            break;
                        }
                    }
                    Err(Stopped { index, error, written }) => {
                        let SaveError::Write(error) = error else { panic!("{case}") };
                        let done = match error.old_file() {
                            OldFile::Replaced => written + 1,
                            OldFile::Untouched | OldFile::NoFile | OldFile::Unclear => written,
                        };
                        assert_eq!(changed, [0 < done, 1 < done, 2 < done], "{case}");
                        assert!(written <= index && (written == 0 || held < 3 || written == index), "{case}");
                    }
                }
            }
        }
    }

    #[test]
    fn one_that_somebody_else_changed_keeps_all_as_they_were() {
        let (old, new) = (programme("old"), programme("new"));
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = ["a", "b", "c"].iter().map(|name| folder.path().join(name).with_extension("ron")).collect();
        paths.iter().for_each(|path| super::super::save(path, &old).unwrap());
        let stamps: Vec<FileStamp> = paths.iter().map(|path| stamp(path).unwrap()).collect();
        super::super::save(&paths[2], &programme("theirs")).unwrap();
        let replacements: Vec<Replacement<'_>> =
            paths.iter().zip(stamps).map(|(path, stamp)| Replacement { path, document: &new, stamp, backups: None }).collect();
        let stopped = replace_all(&replacements).unwrap_err();
        assert_eq!((stopped.index, stopped.written), (2, 0));
        let names: Vec<String> = paths.iter().map(|path| super::super::open(path).unwrap().programme.name).collect();
        assert_eq!(names, ["old", "old", "theirs"]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing is left beside them");
    }
}

//! Several new documents saved at once, each by the one save path.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::{Expected, SaveError, save_expecting};
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
pub fn save_new(documents: &[(PathBuf, &Document)], go_on: impl Fn() -> bool + Sync) -> Saves {
    let (next, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failure = Mutex::new(None);
    let work = || {
        while let Some((path, document)) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            if failure.lock().unwrap_or_else(PoisonError::into_inner).is_some() || !go_on() {
                return;
            }
            match save_expecting(path, document, Expected::Nothing, None) {
                Ok(_) => drop(written.fetch_add(1, Ordering::Relaxed)),
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_there_stays_and_who_gives_up_keeps_what_was_written() {
        let document = super::super::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = |number: usize| folder.path().join(format!("{number}.ron"));
        let documents: Vec<(PathBuf, &Document)> = (0..20).map(|number| (path(number), &document)).collect();

        let asked = AtomicUsize::new(0);
        let given_up = save_new(&documents, || asked.fetch_add(1, Ordering::Relaxed) < 7);
        assert_eq!((given_up.written, fs::read_dir(folder.path()).unwrap().count()), (7, 7));
        assert!(given_up.failure.is_none());

        // What the first run wrote stands in the way of the second.
        let refused = save_new(&documents, || true);
        assert!(matches!(refused.failure, Some((path, _)) if path.parent() == Some(folder.path())));

        let elsewhere = tempfile::tempdir().unwrap();
        let documents: Vec<(PathBuf, &Document)> = (0..20).map(|number| (elsewhere.path().join(format!("{number}.ron")), &document)).collect();
        let saved = save_new(&documents, || true);
        assert_eq!((saved.written, saved.failure.is_none()), (20, true));
        assert_eq!(super::super::open(&documents[19].0).unwrap(), document);
    }
}

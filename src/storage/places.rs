//! Where Papier keeps what belongs to one user and to no document: journals and the versions that saves replaced.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::backups::KeepError;
use super::disk::Disk;
use super::file::fnv1a;
use super::temporary::sweep;
use super::{Backups, PrivateFolder};

/// Of how many documents it is kept what the user saw last.
const SEEN: usize = 200;

/// The user's folder of state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    state: PathBuf,
}

impl Places {
    /// As the system says: `$XDG_STATE_HOME/papier`, or the local data of the user where there is no folder of state.
    pub fn of_user() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "papier")?;
        Some(Self::at(folders.state_dir().unwrap_or_else(|| folders.data_local_dir())))
    }

    pub fn at(state: &Path) -> Self {
        Self { state: state.to_owned() }
    }

    /// The folder of the journals of unsaved work.
    pub fn journals(&self) -> PrivateFolder {
        self.state().with("journals")
    }

    /// Removes what saves of versions left behind that were killed.
    pub fn sweep(&self) {
        for folder in self.state().with("versions").names(&Disk) {
            if folder.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
                sweep(&Disk, &folder);
            }
        }
    }

    fn state(&self) -> PrivateFolder {
        PrivateFolder::from(self.state.as_path())
    }

    /// The versions of a document: one folder a file, whatever link leads to it, named so that a person finds it.
    pub fn backups_of(&self, document: &Path) -> Backups {
        self.kept("versions", document)
    }

    /// What the user saved or closed last of a document: who opens it again is told what changed since.
    pub fn seen_of(&self, document: &Path) -> Backups {
        self.kept("seen", document).last_alone()
    }

    /// Keeps what the user saved or closed last of a document, and lets go of the documents that were used before so many others.
    ///
    /// # Errors
    /// [`KeepError`]; what was kept before stays then.
    pub fn keep_seen(&self, document: &Path, text: &str) -> Result<(), KeepError> {
        let seen = self.seen_of(document);
        seen.keep(text)?;
        seen.touch();
        self.prune_seen();
        Ok(())
    }

    /// What cannot be removed stays: too many are no harm.
    fn prune_seen(&self) {
        let folders = self.state().with("seen").names(&Disk);
        if folders.len() <= SEEN {
            return;
        }
        let is_folder = |folder: &PathBuf| folder.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
        let mut used: Vec<(Option<SystemTime>, PathBuf)> =
            folders.into_iter().filter(is_folder).map(|folder| (Backups::at(PrivateFolder::from(folder.as_path())).used(), folder)).collect();
        used.sort();
        for (_, folder) in used.iter().rev().skip(SEEN) {
            Backups::at(PrivateFolder::from(folder.as_path())).remove();
        }
    }

    fn kept(&self, kind: &str, document: &Path) -> Backups {
        let real = std::fs::canonicalize(document).or_else(|_| std::path::absolute(document)).unwrap_or_else(|_| document.to_owned());
        let name: String = real.file_stem().map(|stem| stem.to_string_lossy().chars().take(40).collect()).unwrap_or_default();
        let hash = fnv1a(real.as_os_str().as_encoded_bytes());
        Backups::at(self.state().with(kind).with(format!("{name}-{hash:016x}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of many documents those stay that were used last, whether they changed or not.
    #[test]
    fn what_was_seen_is_kept_of_the_last_documents_by_use() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::at(&folder.path().join("state"));
        let text = crate::storage::write(&crate::calc::sample::sample_with(&[]));
        let document = |number: usize| folder.path().join(format!("{number}.ron"));
        let is_kept = |number: usize| !places.seen_of(&document(number)).list().is_empty();
        let age = |number: usize, seconds: u64| {
            let version = places.seen_of(&document(number)).list().remove(0);
            let file = std::fs::OpenOptions::new().write(true).open(version.path).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).unwrap();
        };
        for number in 0..SEEN {
            places.keep_seen(&document(number), &text).unwrap();
            age(number, 1_000_000 + number as u64);
        }
        // The first is used again, without a change: the second is now the one that goes.
        places.keep_seen(&document(0), &text).unwrap();
        places.keep_seen(&document(SEEN), &text).unwrap();
        assert_eq!([0, 1, 2, SEEN].map(is_kept), [true, false, true, true]);
        assert_eq!(std::fs::read_dir(folder.path().join("state/seen")).unwrap().count(), SEEN);
    }

    #[test]
    fn what_belongs_to_a_user_stands_in_folders_by_its_kind() {
        let places = Places::at(Path::new("/state"));
        assert_eq!(places.journals().path(), Path::new("/state/journals"));
    }
}

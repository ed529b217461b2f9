//! Where Papier keeps what belongs to one user and to no document: journals and the versions that saves replaced.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::file::fnv1a;
use super::temporary::sweep;
use super::{Backups, PrivateFolder};

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

    #[test]
    fn what_belongs_to_a_user_stands_in_folders_by_its_kind() {
        let places = Places::at(Path::new("/state"));
        assert_eq!(places.journals().path(), Path::new("/state/journals"));
    }
}

//! Folders of one user, into which nobody else looks: what stands in them is never reached through a link, and never open to others.

use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::{FileSystem, Kind};

/// A folder that belongs to this user, and how many of its levels do: those above are anybody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateFolder {
    path: PathBuf,
    levels: usize,
}

impl From<&Path> for PrivateFolder {
    /// The last level of a path.
    fn from(path: &Path) -> Self {
        Self { path: path.to_owned(), levels: 1 }
    }
}

impl PrivateFolder {
    /// A folder in this one.
    #[must_use]
    pub fn with(&self, name: impl AsRef<OsStr>) -> Self {
        Self { path: self.path.join(name.as_ref()), levels: self.levels.saturating_add(1) }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes what is missing and closes to others what is open to them.
    ///
    /// # Errors
    /// `NotADirectory` for a link or another thing in the place of a level; what the disk refuses, such as to close a folder of somebody else.
    pub(super) fn make<F: FileSystem>(&self, fs: &F) -> io::Result<()> {
        for level in self.outermost_first() {
            match fs.facts(level) {
                Err(error) if error.kind() == ErrorKind::NotFound => fs.create_folders(level, 0o700)?,
                Err(error) => return Err(error),
                Ok(facts) if facts.kind == Kind::Folder => {
                    if facts.access.is_some_and(|access| access.mode & 0o077 != 0) {
                        fs.close_to_others(level)?;
                    }
                }
                Ok(_) => return Err(ErrorKind::NotADirectory.into()),
            }
        }
        Ok(())
    }

    /// The names in it; none where a level is missing, is a link or another thing.
    pub(super) fn names<F: FileSystem>(&self, fs: &F) -> Vec<PathBuf> {
        let is_folder = |level: &&Path| fs.facts(level).is_ok_and(|facts| facts.kind == Kind::Folder);
        if !self.outermost_first().iter().all(is_folder) {
            return vec![];
        }
        fs.names(&self.path).unwrap_or_default().into_iter().map(|name| self.path.join(name)).collect()
    }

    fn outermost_first(&self) -> Vec<&Path> {
        let mut levels: Vec<&Path> = self.path.ancestors().take(self.levels).collect();
        levels.reverse();
        levels
    }
}

//! The temporary files of saves: each held while it is written, and removed by a later save when its own was killed.
//!
//! Knows a folder and names in it. Must not know what the files become.

use std::ffi::OsStr;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use super::disk::FileSystem;
use super::file::{WriteError, fnv1a, folder_of, knows_no_locks};

/// Names drawn before a folder in which every one is taken is reported.
pub(super) const NAME_ATTEMPTS: usize = 64;

/// A temporary file that another system may still write is left alone for so long after its last change: no save takes a day.
const AGE: Duration = Duration::from_secs(86_400);

const PREFIX: &str = ".papier-";
const SUFFIX: &str = ".tmp";

/// The temporary file of one save; removed when dropped, unless it took the place of the old file.
pub(super) struct Temporary<'fs, F: FileSystem> {
    pub(super) fs: &'fs F,
    pub(super) path: PathBuf,
    ours: bool,
}

impl<'fs, F: FileSystem> Temporary<'fs, F> {
    /// Creates it under a name nobody has, held as long as its handle is open. The name does not hold that of the document, which may be as long
    /// as names can be. A save that removes what the dead left may take one for dead between its creation and its lock: then another is made.
    ///
    /// # Errors
    /// [`WriteError::CreateTemporary`], within [`WriteError::TemporaryLeft`] if a file that could not be held could not be removed either.
    pub(super) fn create(fs: &'fs F, target: &Path, mode: u32) -> Result<(Self, F::Handle), WriteError> {
        let failed = |source| WriteError::CreateTemporary { path: target.to_owned(), source };
        for _ in 0..NAME_ATTEMPTS {
            let path = folder_of(target).join(format!("{PREFIX}{:08x}-{:016x}{SUFFIX}", this_system(), drawn()));
            let file = match fs.create_new(&path, mode) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                created => created.map_err(failed)?,
            };
            let temporary = Self { fs, path, ours: true };
            let taken = match fs.hold_created(&file) {
                Ok(true) if fs.still_names(&temporary.path, &file).unwrap_or(false) => return Ok((temporary, file)),
                // Without locks its age tells whether somebody still writes it.
                Err(error) if knows_no_locks(&error) => return Ok((temporary, file)),
                Ok(_) => io::Error::from(ErrorKind::AlreadyExists),
                Err(error) => return Err(temporary.remove_after(failed(error))),
            };
            drop(file);
            if let left @ WriteError::TemporaryLeft { .. } = temporary.remove_after(failed(taken)) {
                return Err(left);
            }
        }
        Err(failed(ErrorKind::AlreadyExists.into()))
    }

    /// The file now bears the name of the document.
    pub(super) fn forget(mut self) {
        self.ours = false;
    }

    /// Removes it after a step failed; a file that cannot be removed is told as well.
    pub(super) fn remove_after(mut self, cause: WriteError) -> WriteError {
        self.ours = false;
        match self.fs.remove(&self.path) {
            Err(removal) if removal.kind() != ErrorKind::NotFound => {
                WriteError::TemporaryLeft { temporary: self.path.clone(), removal, cause: Box::new(cause) }
            }
            _ => cause,
        }
    }
}

impl<F: FileSystem> Drop for Temporary<'_, F> {
    fn drop(&mut self) {
        if self.ours {
            // When `check` panics there is nobody left to tell, and a file that is made once more had nothing in it yet.
            drop(self.fs.remove(&self.path));
        }
    }
}

/// Removes the temporary files of a folder whose saves are dead. What cannot be removed is left to the next save: it harms nobody.
pub(super) fn sweep<F: FileSystem>(fs: &F, folder: &Path) {
    for name in fs.names(folder).unwrap_or_default() {
        if let Some(system) = system_of(&name) {
            remove_dead(fs, &folder.join(name), system == Some(this_system()));
        }
    }
}

/// Removes a file that nobody writes any more. A lock tells it of a file of this running system; elsewhere locks may not be seen from here, and
/// the file must be old as well.
pub(super) fn remove_dead<F: FileSystem>(fs: &F, path: &Path, of_this_system: bool) {
    let is_old = || fs.facts(path).is_ok_and(|facts| facts.modified.elapsed().is_ok_and(|age| age > AGE));
    let is_dead = match fs.hold(path) {
        Ok(Some(held)) => (of_this_system || is_old()).then_some(Some(held)),
        Ok(None) => None,
        Err(error) if knows_no_locks(&error) => is_old().then_some(None),
        Err(_) => None,
    };
    if let Some(held) = is_dead {
        drop(fs.remove(path));
        drop(held); // Held until it is gone: whoever looks at the same time leaves it alone.
    }
}

/// The system whose save made a temporary file of this name: `Some(None)` if the name does not say it, `None` if it is no such name.
fn system_of(name: &OsStr) -> Option<Option<u32>> {
    let (system, rest) = name.to_str()?.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split_once('-')?;
    let hexadecimal = |text: &str, digits| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if hexadecimal(system, 8) && hexadecimal(rest, 16) {
        return Some(u32::from_str_radix(system, 16).ok());
    }
    // A process and a number, as saves named them once.
    let decimal = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (decimal(system) && decimal(rest)).then_some(None)
}

/// What tells this running system from every other one, whose locks may not be seen here: containers on it share it, a restart ends it.
pub(super) fn this_system() -> u32 {
    static SYSTEM: LazyLock<u32> = LazyLock::new(|| {
        let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_else(|_| super::owner::machine());
        let [a, b, c, d, ..] = fnv1a(boot.trim().as_bytes()).to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    });
    *SYSTEM
}

/// A number that no other program draws: keys that the system drew, and as many of them as were asked for.
fn drawn() -> u64 {
    RandomState::new().build_hasher().finish()
}

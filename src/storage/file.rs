//! Replaces a file so that it is always the old one or the new one, whole; reads one with a limit (`read.rs`).
//!
//! Knows paths, bytes, permissions and the order of the calls that make a save safe (P1, P2, P3, P7 of docs/reliability.md). Must not know what the
//! bytes mean: no RON, no document, no format version, no language of the user, no window. Errors carry facts; `lang` makes the sentence.
//! Every call blocks: never call it from the thread that draws (P5).
//!
//! # Shortcomings
//!
//! * The read-back goes through the operating system, whose cache may answer for the disk: it proves what any reader will see, while the
//!   two `fsync`s are what asks for durability.
//! * A second hard link to the replaced file keeps the old bytes, and an attribute that the system does not give stays behind: both are told
//!   ([`Losses`]). What of the rights is not carried over stands in `rights.rs`.
//! * A kill between the creation and the rename leaves a hidden `.papier-<system>-<number>.tmp` beside the file; nothing reads it, and the next
//!   save in that folder removes it.
//! * The comparison with the old file and the rename are one step for every Papier, by a lock on the old file. A program that asks for no
//!   lock, or a share that grants none, may still write in between.

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::disk::{Disk, Facts, FileSystem, Kind, PRIVATE, USUAL};
use super::rights::{self, Derived, Kept, NewFile};
use super::temporary::{Temporary, sweep};
pub use read::{FileStamp, ReadError, SIZE_CAP, read_bytes, read_stamped, read_text, stamp, text_of};
pub(super) use read::{fnv1a, read_capped};
use read::{real_file, size_of_bytes};
pub use write_error::{OldFile, WriteError};

mod read;
mod write_error;

/// Waits between two attempts at a rename that another program blocks: eight attempts, 1.27 s in all.
const RENAME_PAUSES: [Duration; 7] = [
    Duration::from_millis(10),
    Duration::from_millis(20),
    Duration::from_millis(40),
    Duration::from_millis(80),
    Duration::from_millis(160),
    Duration::from_millis(320),
    Duration::from_millis(640),
];

/// What the path must hold for a replacement to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Whatever it holds was agreed to be replaced.
    Anything,
    Nothing,
    /// These bytes, whatever their time.
    Version(FileStamp),
}

/// How a file is put in its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct How<'a> {
    pub(crate) expected: Expected,
    /// Whose rights the file has if there was none.
    pub(crate) new: NewFile<'a>,
    /// Whether what dead saves left in its folder is removed first.
    pub(crate) sweeps: bool,
    /// Whether a link in its place is followed to the file that is meant; otherwise it is a thing of somebody else, and refused.
    pub(crate) through_links: bool,
    /// Whether the disk is asked to hold it through a loss of power.
    pub(crate) is_lasting: bool,
}

impl From<Expected> for How<'_> {
    fn from(expected: Expected) -> Self {
        Self { expected, new: NewFile::Usual, sweeps: true, through_links: true, is_lasting: true }
    }
}

/// A file that was put in its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Replaced {
    pub(crate) stamp: FileStamp,
    pub(crate) losses: Losses,
}

/// What the old file had that the new one has not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Losses {
    /// Another name (a hard link), which keeps the old version.
    pub other_name: bool,
    /// Extended attributes that the system did not give to the new file.
    pub attributes: bool,
}

/// The file that is about to be replaced.
pub(crate) struct Old<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) modified: SystemTime,
}

/// Replaces the file at `path`, or creates it, so that at any instant the path holds the whole old file or the whole new one; `check` is
/// handed the bytes that were read back. See [`replace_on`] for the order.
///
/// # Errors
/// One [`WriteError`] per step; [`WriteError::old_file`] tells what the path holds.
pub fn write_atomically<E: Display>(path: &Path, bytes: &[u8], check: impl FnOnce(&[u8]) -> Result<(), E>) -> Result<(), WriteError> {
    replace_on(&Disk, path, bytes, Expected::Anything, check, |_| ()).map(drop)
}

/// Replaces a file that lives for a moment, for the program that reads it next: whole at any instant, after a kill as well, as by
/// [`write_atomically`]. The disk is not asked to hold it through a loss of power, which is most of the time of a save.
///
/// # Errors
/// One [`WriteError`] per step; [`WriteError::old_file`] tells what the path holds.
pub fn hand_over(path: &Path, bytes: &[u8], expected: Expected) -> Result<(), WriteError> {
    hand_over_on(&Disk, path, bytes, expected)
}

fn hand_over_on<F: FileSystem>(fs: &F, path: &Path, bytes: &[u8], expected: Expected) -> Result<(), WriteError> {
    let how = How { sweeps: false, is_lasting: false, ..How::from(expected) };
    replace_on(fs, path, bytes, how, |_| Ok::<(), &str>(()), |_| ()).map(drop)
}

/// Removes what dead saves left beside a file; see `temporary.rs`.
pub fn sweep_beside(path: &Path) {
    if let Ok((real, _)) = real_file(&Disk, path) {
        sweep(&Disk, folder_of(&real));
    }
}

/// The replacement of a file on any file system: tests put one here that fails or loses power.
///
/// Order:
/// 1. follow symbolic links to the real file: the links stay, a dangling one gets its target;
/// 2. refuse a folder, a special file, a read-only file, a file this user may not write;
/// 3. remove the temporary files of dead saves in the folder of the real file, and create a hidden one there (a rename is only atomic within a
///    file system), held until it has its name;
/// 4. give it the owner, group, mode, access list and attributes of the file it replaces, or what `how` says of a new one (`rights.rs`);
/// 5. write, `fsync`, read back, compare, hand the bytes read back to `check`;
/// 6. hold the old file, so that from here to the rename no other Papier replaces it; compare it with what is expected; hand it to `keep`;
/// 7. rename over it; on Windows eight attempts while another program holds the file (errors 5, 32, 33);
/// 8. `fsync` the folder (Unix).
///
/// Whatever fails before the rename, a panic of `check` included, the temporary file is removed and the old file is as it was.
///
/// Sources: `rename(2)`, `fsync(2)`; Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014.
///
/// # Errors
/// One [`WriteError`] per step; [`WriteError::old_file`] tells what the path holds.
pub(crate) fn replace_on<'how, F: FileSystem, E: Display>(
    fs: &F,
    path: &Path,
    bytes: &[u8],
    how: impl Into<How<'how>>,
    check: impl FnOnce(&[u8]) -> Result<(), E>,
    keep: impl FnOnce(Old<'_>),
) -> Result<Replaced, WriteError> {
    prepare_on(fs, path, bytes, how, check, keep)?.commit()
}

/// Steps 1 to 6 of [`replace_on`]: several files that belong together are all prepared before the first is replaced.
///
/// # Errors
/// One [`WriteError`] per step; the path holds what it held.
pub(crate) fn prepare_on<'fs, 'how, F: FileSystem, E: Display>(
    fs: &'fs F,
    path: &Path,
    bytes: &[u8],
    how: impl Into<How<'how>>,
    check: impl FnOnce(&[u8]) -> Result<(), E>,
    keep: impl FnOnce(Old<'_>),
) -> Result<Prepared<'fs, F>, WriteError> {
    let How { expected, new, sweeps, through_links, is_lasting } = how.into();
    let found = if through_links { real_file(fs, path) } else { the_file_itself(fs, path) };
    let (target, old) = found.map_err(|source| WriteError::Locate { path: path.to_owned(), source })?;
    if let Some(old) = &old {
        refuse_unwritable(fs, &target, old)?;
    }
    let is_there = old.is_some();
    let failed = |error: WriteError| if is_there { error } else { error.of_new_file() };
    if sweeps {
        sweep(fs, folder_of(&target));
    }
    let (temporary, mut file, kept) = begin(fs, &target, old.as_ref(), new).map_err(failed)?;
    let filled = fill(fs, &mut file, &target, bytes, is_lasting);
    let ready = filled.and_then(|()| verify(fs, &temporary.path, &target, bytes, check)).and_then(|modified| {
        let held = hold(fs, &target)?;
        compare(fs, &target, expected, keep)?;
        Ok((held, FileStamp::of(bytes, modified)))
    });
    match ready {
        Ok((held, stamp)) => {
            let losses = Losses { other_name: old.is_some_and(|old| old.names > 1), attributes: kept == Kept::Some };
            let replaced = Replaced { stamp, losses };
            Ok(Prepared { temporary, written: file, target, held, replaced, is_there, is_new: expected == Expected::Nothing, is_lasting })
        }
        Err(cause) => {
            drop(file);
            Err(failed(temporary.remove_after(cause)))
        }
    }
}

/// A replacement of which only the rename is left: its bytes stand in a checked temporary file, the old file is held and as expected.
/// Dropped, it has changed nothing.
pub(crate) struct Prepared<'fs, F: FileSystem> {
    temporary: Temporary<'fs, F>,
    /// The temporary file, held.
    written: F::Handle,
    target: PathBuf,
    held: Option<F::Handle>,
    replaced: Replaced,
    /// Whether a file stood there.
    is_there: bool,
    /// Whether none may.
    is_new: bool,
    is_lasting: bool,
}

impl<F: FileSystem> Prepared<'_, F> {
    /// Steps 7 and 8 of [`replace_on`].
    ///
    /// # Errors
    /// [`WriteError::old_file`] tells what the path holds.
    pub(crate) fn commit(self) -> Result<Replaced, WriteError> {
        let Self { temporary, written, target, held, replaced, is_there, is_new, is_lasting } = self;
        let fs = temporary.fs;
        let renamed = replace(fs, &temporary.path, &target, &replaced.stamp, is_new);
        drop(written);
        if let Err(cause) = renamed {
            let error = temporary.remove_after(cause);
            return Err(if is_there { error } else { error.of_new_file() });
        }
        temporary.forget();
        drop(held);
        if is_lasting {
            fs.sync_folder(folder_of(&target)).map_err(|source| WriteError::SyncFolder { path: target, source })?;
        }
        Ok(replaced)
    }
}

/// Steps 3 and 4: an empty temporary file with the rights that the file will have, and whether it has all the attributes of the old one.
fn begin<'fs, F: FileSystem>(
    fs: &'fs F,
    target: &Path,
    old: Option<&Facts>,
    new: NewFile<'_>,
) -> Result<(Temporary<'fs, F>, F::Handle, Kept), WriteError> {
    let path = || target.to_owned();
    let create = |mode| Temporary::create(fs, target, mode);
    let usual = old.is_none() && new == NewFile::Usual;
    let (temporary, file) = create(if usual { USUAL } else { PRIVATE })?;
    let given = match (old, new) {
        (Some(Facts { access: Some(access), .. }), _) => rights::keep(fs, &file, &temporary.path, target, *access).map(|kept| (Derived::Done, kept)),
        (None, NewFile::From(sources)) => made_from(fs, &file, &temporary.path, sources).map(|derived| (derived, Kept::All)),
        (Some(_), _) | (None, NewFile::Usual | NewFile::Private) => Ok((Derived::Done, Kept::All)),
    };
    match given {
        Ok((Derived::Done, kept)) => Ok((temporary, file, kept)),
        Ok((Derived::Again(mode), kept)) => {
            drop((file, temporary));
            create(mode).map(|(temporary, file)| (temporary, file, kept))
        }
        Err(source) => Err(temporary.remove_after(WriteError::KeepPermissions { path: path(), source })),
    }
}

/// A source that is gone says nothing any more: the file stays its owner's alone.
fn made_from<F: FileSystem>(fs: &F, file: &F::Handle, path: &Path, sources: &[&Path]) -> io::Result<Derived> {
    let mut found = Vec::new();
    for source in sources {
        match real_file(fs, source)? {
            (source, Some(_)) => found.push(source),
            (_, None) => return Ok(Derived::Done),
        }
    }
    rights::derive(fs, file, path, &found)
}

/// Step 6, the holding: who opened the old file before another Papier replaced it holds a file without a name, and tries again. `None`: there
/// is nothing to hold, or the share knows no locks.
fn hold<F: FileSystem>(fs: &F, target: &Path) -> Result<Option<F::Handle>, WriteError> {
    let failed = |source| WriteError::Hold { path: target.to_owned(), source };
    let mut pauses = RENAME_PAUSES.into_iter();
    loop {
        match fs.hold(target) {
            Ok(Some(held)) => match fs.still_names(target, &held) {
                Ok(true) => return Ok(Some(held)),
                Ok(false) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(failed(error)),
            },
            Ok(None) => {}
            Err(error) if error.kind() == ErrorKind::NotFound || knows_no_locks(&error) => return Ok(None),
            Err(error) => return Err(failed(error)),
        }
        match pauses.next() {
            Some(pause) if fs.wait_while_held(&ErrorKind::WouldBlock.into(), pause) => {}
            _ => return Err(WriteError::Busy { path: target.to_owned() }),
        }
    }
}

/// `ENOLCK`, `ENOSYS`, `EOPNOTSUPP`, `EINVAL`: nothing more can be asked of such a share.
pub(super) fn knows_no_locks(error: &io::Error) -> bool {
    const ENOLCK: i32 = if cfg!(target_os = "macos") { 77 } else { 37 };
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput) || cfg!(unix) && error.raw_os_error() == Some(ENOLCK)
}

/// Step 6, the comparison.
fn compare<F: FileSystem>(fs: &F, target: &Path, expected: Expected, keep: impl FnOnce(Old<'_>)) -> Result<(), WriteError> {
    let changed = |found| WriteError::Changed { path: target.to_owned(), found };
    match (read_capped(fs, target), expected) {
        (Ok((bytes, modified)), expected) => {
            let found = FileStamp::of(&bytes, modified);
            let as_expected = match expected {
                Expected::Anything => true,
                Expected::Nothing => false,
                Expected::Version(stamp) => stamp.same_content(&found),
            };
            if !as_expected {
                return Err(changed(Some(found)));
            }
            keep(Old { bytes: &bytes, modified });
            Ok(())
        }
        (Err(ReadError::Locate { source, .. } | ReadError::Read { source, .. }), _) => Err(WriteError::Hold { path: target.to_owned(), source }),
        (Err(_), Expected::Anything) | (Err(ReadError::Missing { .. }), Expected::Nothing) => Ok(()),
        (Err(_), _) => Err(changed(None)),
    }
}

/// Step 2. The probe opens the old file without changing it: a folder one may write to would let a rename replace a colleague's file that
/// one may not write.
fn refuse_unwritable<F: FileSystem>(fs: &F, target: &Path, old: &Facts) -> Result<(), WriteError> {
    let path = target.to_owned();
    match old.kind {
        Kind::Folder => Err(WriteError::IsFolder { path }),
        Kind::Link | Kind::Other => Err(WriteError::NotRegular { path }),
        Kind::File if old.read_only => Err(WriteError::ReadOnly { path }),
        Kind::File => fs.probe_write(target).map_err(|source| WriteError::NotWritable { path, source }),
    }
}

/// Step 5 as far as the disk's confirmation; the rights come first so that it covers them.
fn fill<F: FileSystem>(fs: &F, file: &mut F::Handle, target: &Path, bytes: &[u8], is_lasting: bool) -> Result<(), WriteError> {
    let path = || target.to_owned();
    fs.write(file, bytes).map_err(|source| WriteError::Write { path: path(), source })?;
    if !is_lasting {
        return Ok(());
    }
    fs.sync_file(file).map_err(|source| WriteError::SyncFile { path: path(), source })
}

/// Step 5 from the reading back on.
fn verify<F: FileSystem, E: Display>(
    fs: &F,
    temporary: &Path,
    target: &Path,
    bytes: &[u8],
    check: impl FnOnce(&[u8]) -> Result<(), E>,
) -> Result<SystemTime, WriteError> {
    let path = || target.to_owned();
    let read = fs.read(temporary, size_of_bytes(bytes).saturating_add(1)).map_err(|source| WriteError::ReadBack { path: path(), source })?;
    if read != bytes {
        return Err(WriteError::Differs { path: path(), written: bytes.len(), read: read.len() });
    }
    check(&read).map_err(|reason| WriteError::Rejected { path: path(), reason: reason.to_string() })?;
    fs.facts(temporary).map(|facts| facts.modified).map_err(|source| WriteError::ReadBack { path: path(), source })
}

/// Step 7. A share may lose the answer to a rename that its server did: then the name that is left tells the truth.
fn replace<F: FileSystem>(fs: &F, temporary: &Path, target: &Path, new: &FileStamp, is_new: bool) -> Result<(), WriteError> {
    let mut pauses = RENAME_PAUSES.into_iter();
    let source = loop {
        match if is_new { fs.rename_new(temporary, target) } else { fs.rename(temporary, target) } {
            Ok(()) => return Ok(()),
            Err(error) if is_new && error.kind() == ErrorKind::AlreadyExists => {
                return Err(WriteError::Changed { path: target.to_owned(), found: None });
            }
            Err(error) => match pauses.next() {
                Some(pause) if fs.wait_while_held(&error, pause) => {}
                _ => break error,
            },
        }
    };
    let path = target.to_owned();
    match fs.facts(temporary) {
        Ok(_) => Err(WriteError::Rename { path, source }),
        Err(error) if error.kind() == ErrorKind::NotFound => match fs.read(target, new.size.saturating_add(1)) {
            Ok(read) if new.is_of(&read) => Ok(()),
            _ => Err(WriteError::RenameUnclear { path, source }),
        },
        Err(_) => Err(WriteError::RenameUnclear { path, source }),
    }
}

/// What bears a name, be it a link.
fn the_file_itself<F: FileSystem>(fs: &F, path: &Path) -> io::Result<(PathBuf, Option<Facts>)> {
    match fs.facts(path) {
        Ok(facts) => Ok((path.to_owned(), Some(facts))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok((path.to_owned(), None)),
        Err(error) => Err(error),
    }
}

/// The folder of a file; the current one for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests;

//! Reads a text file with a limit and replaces a file so that it is always the old one or the new one, whole.
//!
//! Knows paths, bytes, permissions and the order of the calls that make a save safe (RELIABILITY R1, R2, R3, R7). Must not know what the
//! bytes mean: no RON, no document, no format version, no language of the user, no window. Errors carry facts; `lang` makes the sentence.
//! Every call blocks: never call it from the thread that draws (R5).
//!
//! # Shortcomings
//!
//! * The read-back goes through the operating system, whose cache may answer for the disk: it proves what any reader will see, while the
//!   two `fsync`s are what asks for durability.
//! * Access lists (POSIX ACLs, Windows DACLs), extended attributes and the setuid, setgid and sticky bits are not copied.
//! * A second hard link to the replaced file keeps the old bytes.
//! * A kill between the creation and the rename leaves a hidden `.papier-<process>-<number>.tmp` beside the file; nothing reads it.
//! * The comparison with the old file and the rename are one step for every Papier, by a lock on the old file. A program that asks for no
//!   lock, or a share that grants none, may still write in between.

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use super::disk::{Access, Disk, Facts, FileSystem, Kind};

/// Largest file that is read, in bytes: a RON parser can take 17 times the size of its input in memory (RELIABILITY, known traps).
pub const SIZE_CAP: u64 = 16 * 1024 * 1024;

/// Links followed before giving up, as Linux does (`path_resolution(7)`).
const LINK_LIMIT: usize = 40;

/// Names tried for the temporary file before a folder full of leftovers is reported.
const NAME_ATTEMPTS: usize = 64;

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

/// Read, write and execute for owner, group and others: the bits of a mode that are carried over.
const PERMISSION_BITS: u32 = 0o777;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Why a file could not be read as text.
///
/// `path` is the path the caller gave, `source` the refusal of the operating system.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "`path` and `source` mean the same in every variant")]
pub enum ReadError {
    /// Nothing is there, or a symbolic link points to nothing.
    #[error("{} does not exist", path.display())]
    Missing { path: PathBuf },
    /// The path, or a link on its way, could not be looked at.
    #[error("{} cannot be looked at: {source}", path.display())]
    Locate {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The path names a folder.
    #[error("{} is a folder", path.display())]
    IsFolder { path: PathBuf },
    /// The path names a pipe, a socket or a device, which could block for ever or never end.
    #[error("{} is not a regular file", path.display())]
    NotRegular { path: PathBuf },
    /// The file holds more than `cap` bytes.
    #[error("{} holds at least {size} bytes, the limit is {cap}", path.display())]
    TooLarge {
        path: PathBuf,
        /// Bytes known to be there; a file that grows while it is read may hold more.
        size: u64,
        /// The limit, in bytes: [`SIZE_CAP`].
        cap: u64,
    },
    /// The file could not be opened or read to its end.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The bytes are not UTF-8 text.
    #[error("{} is not UTF-8 at byte {offset} (line {line}, column {column})", path.display())]
    NotUtf8 {
        path: PathBuf,
        /// Bytes of the file before the first wrong one, a byte order mark included.
        offset: usize,
        /// Line of the wrong byte, from 1; lines end with a line feed.
        line: usize,
        /// Column of the wrong byte, from 1, in characters; a byte order mark does not count.
        column: usize,
    },
}

/// What a failed [`write_atomically`] left under the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldFile {
    /// The old file, byte for byte, or no file if there was none.
    Untouched,
    /// The new file, whole and checked; it may not survive a power cut.
    Replaced,
    /// Either the old or the new file, whole: the disk stopped answering at the rename.
    Unclear,
}

/// Why a file could not be replaced: one variant per step, in the order of the steps.
///
/// `path` is the real file behind all links (as the caller gave it for `Locate`), `source` the refusal of the operating system.
/// [`WriteError::old_file`] says what the path holds now.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "`path` and `source` mean the same in every variant")]
pub enum WriteError {
    /// The path, or a link on its way, could not be looked at. Nothing was written.
    #[error("{} cannot be looked at: {source}", path.display())]
    Locate {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The path names a folder. Nothing was written.
    #[error("{} is a folder", path.display())]
    IsFolder { path: PathBuf },
    /// The path names a pipe, a socket or a device. Nothing was written.
    #[error("{} is not a regular file", path.display())]
    NotRegular { path: PathBuf },
    /// Nobody may write to the file (no write bit in its mode, or the Windows read-only attribute). Nothing was written.
    #[error("{} is read-only", path.display())]
    ReadOnly { path: PathBuf },
    /// This user may not write to the file, although the folder would allow replacing it. Nothing was written.
    #[error("{} may not be written: {source}", path.display())]
    NotWritable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// No temporary file could be created in the folder. The old file is untouched.
    #[error("no temporary file can be created beside {}: {source}", path.display())]
    CreateTemporary {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The temporary file could not be given the mode of the old one. The old file is untouched.
    #[error("the permissions of {} cannot be kept: {source}", path.display())]
    KeepPermissions {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The bytes could not be written to the temporary file. The old file is untouched.
    #[error("the new bytes of {} cannot be written: {source}", path.display())]
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The disk did not confirm the temporary file. The old file is untouched.
    #[error("the disk does not confirm the new bytes of {}: {source}", path.display())]
    SyncFile {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The temporary file could not be read back. The old file is untouched.
    #[error("the new bytes of {} cannot be read back: {source}", path.display())]
    ReadBack {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The bytes read back are not those written. The old file is untouched.
    #[error("the disk gives back other bytes than those written for {}", path.display())]
    Differs {
        path: PathBuf,
        /// Bytes written.
        written: usize,
        /// Bytes read back; one more than `written` stands for all that are longer.
        read: usize,
    },
    /// The caller's check refused what was read back. The old file is untouched.
    #[error("the new bytes of {} were refused: {reason}", path.display())]
    Rejected {
        path: PathBuf,
        /// The words of the check.
        reason: String,
    },
    /// Another Papier is replacing the file at this moment. The old file is untouched.
    #[error("{} is being saved by another Papier", path.display())]
    Busy { path: PathBuf },
    /// The old file could not be held against other programs. It is untouched.
    #[error("{} cannot be held: {source}", path.display())]
    Hold {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The path does not hold what the caller expected. What it holds is untouched.
    #[error("{} was changed by somebody else", path.display())]
    Changed {
        path: PathBuf,
        /// What it holds now; `None` if it holds nothing, or nothing that can be read.
        found: Option<FileStamp>,
    },
    /// The temporary file could not take the name of the old one. The old file is untouched.
    #[error("{} cannot be replaced: {source}", path.display())]
    Rename {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The rename reported an error and the disk no longer tells whether it happened (a share that lost its server).
    #[error("{} may or may not have been replaced: {source}", path.display())]
    RenameUnclear {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The file is replaced, but the disk did not confirm its folder: a power cut now may bring the old file back, whole.
    #[error("{} is replaced, but its folder is not confirmed by the disk: {source}", path.display())]
    SyncFolder {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// A step failed, then the temporary file could not be removed either.
    #[error("{cause}; {} is left behind: {removal}", temporary.display())]
    TemporaryLeft {
        /// The file that is left.
        temporary: PathBuf,
        /// Why it could not be removed.
        removal: io::Error,
        /// The step that failed first.
        #[source]
        cause: Box<WriteError>,
    },
}

impl WriteError {
    /// What the path holds after this error, for the sentence shown to the user.
    #[must_use]
    pub fn old_file(&self) -> OldFile {
        match self {
            Self::SyncFolder { .. } => OldFile::Replaced,
            Self::RenameUnclear { .. } => OldFile::Unclear,
            Self::TemporaryLeft { cause, .. } => cause.old_file(),
            Self::Locate { .. }
            | Self::IsFolder { .. }
            | Self::NotRegular { .. }
            | Self::ReadOnly { .. }
            | Self::NotWritable { .. }
            | Self::CreateTemporary { .. }
            | Self::KeepPermissions { .. }
            | Self::Write { .. }
            | Self::SyncFile { .. }
            | Self::ReadBack { .. }
            | Self::Differs { .. }
            | Self::Rejected { .. }
            | Self::Busy { .. }
            | Self::Hold { .. }
            | Self::Changed { .. }
            | Self::Rename { .. } => OldFile::Untouched,
        }
    }
}

/// What a file was at one moment, to notice later that somebody else changed it (R7).
///
/// Decide with [`FileStamp::same_content`]: a synchronising tool may touch `modified` without changing a byte, and a coarse clock (2 s on
/// FAT) may miss a change. `==` compares the time as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileStamp {
    /// Bytes read.
    pub size: u64,
    /// Time of the last change as the file system tells it, looked at just before the bytes were read.
    pub modified: SystemTime,
    /// FNV-1a, 64 bits, of the bytes: stable over releases and machines. It finds accidents, not forgeries.
    pub hash: u64,
}

impl FileStamp {
    /// Whether both stamps are of the same bytes, whatever the times.
    #[must_use]
    pub fn same_content(&self, other: &Self) -> bool {
        self.size == other.size && self.hash == other.hash
    }

    /// Whether this is the stamp of exactly these bytes.
    ///
    /// After a save, ask it of `stamp(path)` and the bytes saved: `false` means that somebody wrote in between, and that the stamp must
    /// not be kept as one's own.
    #[must_use]
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        self.size == size_of_bytes(bytes) && self.hash == fnv1a(bytes)
    }

    pub(super) fn of(bytes: &[u8], modified: SystemTime) -> Self {
        Self { size: size_of_bytes(bytes), modified, hash: fnv1a(bytes) }
    }
}

/// A text and the stamp of the very bytes it was decoded from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StampedText {
    /// The text, without the byte order mark.
    pub text: String,
    /// The stamp of the file, byte order mark included.
    pub stamp: FileStamp,
}

/// Reads a whole text file of at most [`SIZE_CAP`] bytes.
///
/// Order: look through the links, refuse what is not a regular file (before it is opened: opening a pipe blocks), refuse a size above the
/// cap, read at most one byte more than the cap, drop one byte order mark, require UTF-8.
///
/// # Errors
/// One [`ReadError`] per refusal; nothing is ever returned in part.
pub fn read_text(path: &Path) -> Result<String, ReadError> {
    read_stamped_text(path).map(|file| file.text)
}

/// The bytes of a file of at most [`SIZE_CAP`], whatever they are: what an import reads.
///
/// # Errors
/// As [`read_text`], except [`ReadError::NotUtf8`].
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_capped(&Disk, path).map(|(bytes, _)| bytes)
}

/// [`read_text`] with the stamp of the same bytes: a later `stamp(path)` could already be that of a stranger's version.
///
/// # Errors
/// As [`read_text`].
pub fn read_stamped_text(path: &Path) -> Result<StampedText, ReadError> {
    let (bytes, modified) = read_capped(&Disk, path)?;
    let text = text_of(path, &bytes)?.to_owned();
    Ok(StampedText { text, stamp: FileStamp::of(&bytes, modified) })
}

/// The stamp of a file as it is now; reads the whole file, whatever its encoding.
///
/// # Errors
/// As [`read_text`], except [`ReadError::NotUtf8`]. [`ReadError::Missing`] tells that the file was removed or renamed.
pub fn stamp(path: &Path) -> Result<FileStamp, ReadError> {
    let (bytes, modified) = read_capped(&Disk, path)?;
    Ok(FileStamp::of(&bytes, modified))
}

/// The text that [`read_text`] would return for these bytes; `path` only serves the error.
///
/// For the check of a save: what this refuses could not be opened again.
///
/// # Errors
/// [`ReadError::TooLarge`] and [`ReadError::NotUtf8`].
pub fn text_of<'bytes>(path: &Path, bytes: &'bytes [u8]) -> Result<&'bytes str, ReadError> {
    let size = size_of_bytes(bytes);
    if size > SIZE_CAP {
        return Err(ReadError::TooLarge { path: path.to_owned(), size, cap: SIZE_CAP });
    }
    let body = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    std::str::from_utf8(body).map_err(|_| {
        let valid = body.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let (line, column) = end_position(valid);
        let mark = bytes.len().saturating_sub(body.len());
        ReadError::NotUtf8 { path: path.to_owned(), offset: mark.saturating_add(valid.len()), line, column }
    })
}

/// What the path must hold for a replacement to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Whatever it holds was agreed to be replaced.
    Anything,
    Nothing,
    /// These bytes, whatever their time.
    Version(FileStamp),
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

/// The replacement of a file on any file system: tests put one here that fails or loses power.
///
/// Order:
/// 1. follow symbolic links to the real file: the links stay, a dangling one gets its target;
/// 2. refuse a folder, a special file, a read-only file, a file this user may not write;
/// 3. create a hidden temporary file in the folder of the real file (a rename is only atomic within a file system);
/// 4. give it the owner, group and mode of the file it replaces; a new file has the mode of the process's umask;
/// 5. write, `fsync`, close, read back, compare, hand the bytes read back to `check`;
/// 6. hold the old file, so that from here to the rename no other Papier replaces it; compare it with what is expected; hand it to `keep`;
/// 7. rename over it; on Windows eight attempts while another program holds the file (errors 5, 32, 33);
/// 8. `fsync` the folder (Unix).
///
/// Whatever fails before the rename, a panic of `check` included, the temporary file is removed and the old file is as it was.
///
/// Owner and group are kept as far as the system allows. If the group is not, group and others keep only what both had, as the file
/// changed hands: the new file is never open to more people than the old one (Vim does alike, `buf_write` in `bufwrite.c`).
///
/// Sources: `rename(2)`, `fsync(2)`; Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014.
///
/// # Errors
/// One [`WriteError`] per step; [`WriteError::old_file`] tells what the path holds.
pub(crate) fn replace_on<F: FileSystem, E: Display>(
    fs: &F,
    path: &Path,
    bytes: &[u8],
    expected: Expected,
    check: impl FnOnce(&[u8]) -> Result<(), E>,
    keep: impl FnOnce(Old<'_>),
) -> Result<FileStamp, WriteError> {
    let (target, old) = real_file(fs, path).map_err(|source| WriteError::Locate { path: path.to_owned(), source })?;
    if let Some(old) = &old {
        refuse_unwritable(fs, &target, old)?;
    }
    let folder = folder_of(&target);
    let (temporary, file) =
        Temporary::create(fs, folder, old.is_some()).map_err(|source| WriteError::CreateTemporary { path: target.clone(), source })?;
    let access = old.and_then(|old| old.access);
    let replaced = fill(fs, file, access, &target, bytes).and_then(|()| verify(fs, &temporary.path, &target, bytes, check)).and_then(|modified| {
        let _held = hold(fs, &target)?;
        compare(fs, &target, expected, keep)?;
        replace(fs, &temporary.path, &target, bytes, expected == Expected::Nothing).map(|()| FileStamp::of(bytes, modified))
    });
    let stamp = match replaced {
        Ok(stamp) => {
            temporary.forget();
            stamp
        }
        Err(cause) => return Err(temporary.remove_after(cause)),
    };
    fs.sync_folder(folder).map_err(|source| WriteError::SyncFolder { path: target, source })?;
    Ok(stamp)
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

/// Steps 4 and 5 as far as the closing of the temporary file; the mode comes first so that the `fsync` covers it.
fn fill<F: FileSystem>(fs: &F, mut file: F::Handle, access: Option<Access>, target: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let path = || target.to_owned();
    if let Some(access) = access {
        keep_access(fs, &file, access).map_err(|source| WriteError::KeepPermissions { path: path(), source })?;
    }
    fs.write(&mut file, bytes).map_err(|source| WriteError::Write { path: path(), source })?;
    fs.sync_file(&file).map_err(|source| WriteError::SyncFile { path: path(), source })
}

/// Gives the open file the group, the owner if allowed, and the mode of the old one, and asks the system what it really did.
fn keep_access<F: FileSystem>(fs: &F, file: &F::Handle, old: Access) -> io::Result<()> {
    let Some(mut new) = fs.access(file)? else {
        return Ok(());
    };
    if new.owner() != old.owner() {
        // Only the administrator gives files away; a member of the group may still keep the group.
        for user in [Some(old.user), None] {
            match fs.set_owner(file, user, old.group) {
                Ok(()) => break,
                Err(error) if is_not_allowed(&error) => {}
                Err(error) => return Err(error),
            }
        }
        new = fs.access(file)?.unwrap_or(new);
    }
    let kept = old.mode & PERMISSION_BITS;
    let mode = if new.group == old.group { kept } else { mode_for_another_group(kept) };
    // Not asked when it is so already: file systems without modes refuse the call.
    if new.mode & PERMISSION_BITS == mode { Ok(()) } else { fs.set_mode(file, mode) }
}

/// The mode that opens the file to nobody new when its group changes: group and others keep the bits that both had.
fn mode_for_another_group(mode: u32) -> u32 {
    let shared = (mode >> 3) & mode & 0o007;
    (mode & 0o700) | (shared << 3) | shared
}

/// Whether a change of owner was refused by rule (not the administrator, no such notion here), and not by a failing disk.
fn is_not_allowed(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::Unsupported | ErrorKind::InvalidInput)
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
fn replace<F: FileSystem>(fs: &F, temporary: &Path, target: &Path, bytes: &[u8], is_new: bool) -> Result<(), WriteError> {
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
        Err(error) if error.kind() == ErrorKind::NotFound => match fs.read(target, size_of_bytes(bytes).saturating_add(1)) {
            Ok(read) if read == bytes => Ok(()),
            _ => Err(WriteError::RenameUnclear { path, source }),
        },
        Err(_) => Err(WriteError::RenameUnclear { path, source }),
    }
}

/// The temporary file of one save; removed when dropped, unless it took the place of the old file.
struct Temporary<'fs, F: FileSystem> {
    fs: &'fs F,
    path: PathBuf,
    ours: bool,
}

impl<'fs, F: FileSystem> Temporary<'fs, F> {
    /// Creates it under a name nobody has. The name does not hold that of the document, which may be as long as names can be.
    fn create(fs: &'fs F, folder: &Path, private: bool) -> io::Result<(Self, F::Handle)> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let mut taken = io::Error::from(ErrorKind::AlreadyExists);
        for _ in 0..NAME_ATTEMPTS {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!(".papier-{}-{number}.tmp", std::process::id()));
            match fs.create_new(&path, private) {
                Ok(file) => {
                    return Ok((Self { fs, path, ours: true }, file));
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => taken = error,
                Err(error) => return Err(error),
            }
        }
        Err(taken)
    }

    /// The file now bears the name of the document.
    fn forget(mut self) {
        self.ours = false;
    }

    /// Removes it after a step failed; a file that cannot be removed is told as well.
    fn remove_after(mut self, cause: WriteError) -> WriteError {
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
            // Only when `check` panics: there is nobody left to tell.
            drop(self.fs.remove(&self.path));
        }
    }
}

/// The file behind all symbolic links, and what it is; `None` if nothing bears that name yet.
fn real_file<F: FileSystem>(fs: &F, path: &Path) -> io::Result<(PathBuf, Option<Facts>)> {
    let mut real = path.to_owned();
    for _ in 0..=LINK_LIMIT {
        match fs.facts(&real) {
            Ok(facts) if facts.kind == Kind::Link => {
                let target = fs.link_target(&real)?;
                // Windows resolves `..` on the written path: a relative target must start from the real folder.
                real = fs.canonicalize(folder_of(&real))?.join(target);
            }
            Ok(facts) => return Ok((real, Some(facts))),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((real, None)),
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// The bytes of a regular file of at most [`SIZE_CAP`] bytes and its time of change before they were read.
pub(super) fn read_capped<F: FileSystem>(fs: &F, path: &Path) -> Result<(Vec<u8>, SystemTime), ReadError> {
    let given = || path.to_owned();
    let too_large = |size| ReadError::TooLarge { path: given(), size, cap: SIZE_CAP };
    let (real, facts) = real_file(fs, path).map_err(|source| ReadError::Locate { path: given(), source })?;
    let facts = facts.ok_or_else(|| ReadError::Missing { path: given() })?;
    match facts.kind {
        Kind::File if facts.size > SIZE_CAP => return Err(too_large(facts.size)),
        Kind::File => {}
        Kind::Folder => return Err(ReadError::IsFolder { path: given() }),
        Kind::Link | Kind::Other => return Err(ReadError::NotRegular { path: given() }),
    }
    let bytes = fs.read(&real, SIZE_CAP.saturating_add(1)).map_err(|source| match source.kind() {
        ErrorKind::NotFound => ReadError::Missing { path: given() },
        _ => ReadError::Read { path: given(), source },
    })?;
    let size = size_of_bytes(&bytes);
    if size > SIZE_CAP { Err(too_large(size)) } else { Ok((bytes, facts.modified)) }
}

/// The folder of a file; the current one for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Line and column, from 1, of the place after this text; columns count characters.
fn end_position(text: &str) -> (usize, usize) {
    let last_line = text.rsplit('\n').next().unwrap_or_default();
    (text.split('\n').count(), last_line.chars().count().saturating_add(1))
}

fn size_of_bytes(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// FNV-1a, 64 bits: Fowler, Noll, Vo, `draft-eastlake-fnv`. The hasher of `std` may change with a release of Rust.
pub(super) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::super::failing::{Failing, Failure};
    use super::super::proofs;
    use super::*;
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use std::convert::Infallible;
    use std::fs::{self, File};
    use tempfile::TempDir;

    const OLD: &[u8] = b"old version";
    const NEW: &[u8] = b"the new version, which is longer";

    const ENOENT: i32 = 2;
    const EIO: i32 = 5;
    const EACCES: i32 = 13;
    const ENOSPC: i32 = 28;
    const EROFS: i32 = 30;
    const ETIMEDOUT: i32 = 110;

    #[expect(clippy::unnecessary_wraps, reason = "the shape of a check")]
    fn accept(_: &[u8]) -> Result<(), Infallible> {
        Ok(())
    }

    impl Failing {
        fn save(&self, path: &Path) -> Result<FileStamp, WriteError> {
            replace_on(self, path, NEW, Expected::Anything, accept, |_| ())
        }
    }

    /// A folder that holds the old version under the name of the document.
    fn folder_with_document() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pap.ron");
        fs::write(&path, OLD).unwrap();
        (folder, path)
    }

    fn names_in(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    // Reading.

    /// Byte from 0, line and column from 1.
    type Place = (usize, usize, usize);

    #[test]
    fn a_text_is_read_without_its_byte_order_mark() {
        let cases: [(&[u8], &str); 6] = [
            (b"", ""),
            (b"(programme: 143)\r\n", "(programme: 143)\r\n"),
            ("crédits de paiement".as_bytes(), "crédits de paiement"),
            (b"\xEF\xBB\xBF", ""),
            (b"\xEF\xBB\xBF(1)", "(1)"),
            (b"\xEF\xBB\xBF\xEF\xBB\xBF(1)", "\u{FEFF}(1)"),
        ];
        let (_folder, path) = folder_with_document();
        for (bytes, text) in cases {
            fs::write(&path, bytes).unwrap();
            assert_eq!(read_text(&path).unwrap(), text, "{bytes:?}");
        }
    }

    #[test]
    fn wrong_utf8_is_refused_with_its_byte_its_line_and_its_column() {
        let cases: [(&[u8], Place); 9] = [
            (b"\xFF", (0, 1, 1)),
            (b"ab\xFF", (2, 1, 3)),
            (b"\xEF\xBB\xBFab\xFF", (5, 1, 3)),
            (b"a\nb\n\xC0", (4, 3, 1)),
            (b"a\r\nbc\xC0\nd", (5, 2, 3)),
            (b"\xC3\xA9\xC3\xA9\xE9", (4, 1, 3)), // "éé", then a Latin-1 "é"
            (b"cut short \xE2\x82", (10, 1, 11)),
            (b"surrogate \xED\xA0\x80", (10, 1, 11)),
            (b"\xFF\xFEa\0", (0, 1, 1)), // UTF-16
        ];
        let (_folder, file) = folder_with_document();
        for (bytes, expected) in cases {
            fs::write(&file, bytes).unwrap();
            match read_text(&file) {
                Err(ReadError::NotUtf8 { path, offset, line, column }) => {
                    assert_eq!((offset, line, column), expected, "{bytes:?}");
                    assert_eq!(path, file);
                }
                other => panic!("{bytes:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn bytes_are_read_as_they_are() {
        let (_folder, path) = folder_with_document();
        fs::write(&path, b"\xFFno text").unwrap();
        assert_eq!(read_bytes(&path).unwrap(), b"\xFFno text");
    }

    #[test]
    fn a_file_is_read_up_to_the_cap_and_refused_above() {
        let (_folder, path) = folder_with_document();
        for (size, readable) in [(SIZE_CAP - 1, true), (SIZE_CAP, true), (SIZE_CAP + 1, false), (1 << 40, false)] {
            File::create(&path).unwrap().set_len(size).unwrap();
            let outcome = read_text(&path);
            if readable {
                assert_eq!(size_of_bytes(outcome.unwrap().as_bytes()), size);
            } else {
                let error = outcome.unwrap_err();
                assert!(matches!(error, ReadError::TooLarge { size: told, cap: SIZE_CAP, .. } if told == size), "{error}");
            }
        }
    }

    #[test]
    fn a_file_that_grows_while_it_is_read_is_refused() {
        let (_folder, path) = folder_with_document();
        let grown = vec![b'0'; usize::try_from(SIZE_CAP).unwrap() + 1];
        let disk = Failing { gives_back: Some(grown.clone()), ..Failing::new(Failure::Never, 0) };
        assert!(matches!(read_capped(&disk, &path), Err(ReadError::TooLarge { .. })));
        assert!(matches!(text_of(&path, &grown), Err(ReadError::TooLarge { .. })));
        assert_eq!(Disk.read(&path, 3).unwrap(), b"old");
    }

    #[test]
    fn what_is_not_a_file_is_not_read() {
        let (folder, path) = folder_with_document();
        assert!(matches!(read_text(folder.path()), Err(ReadError::IsFolder { .. })));
        assert!(matches!(read_text(&folder.path().join("none")), Err(ReadError::Missing { .. })));
        assert!(matches!(read_text(Path::new("")), Err(ReadError::Missing { .. })));
        assert!(read_text(&path.join("below a file")).is_err());
        assert!(matches!(stamp(folder.path()), Err(ReadError::IsFolder { .. })));
    }

    #[test]
    fn a_failing_disk_never_gives_a_part_of_a_text() {
        let (_folder, path) = folder_with_document();
        for k in 1..=2 {
            let error = read_capped(&Failing::new(Failure::Once(k), EIO), &path).unwrap_err();
            let source = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<io::Error>());
            assert_eq!(source.and_then(io::Error::raw_os_error), Some(EIO), "call {k}");
        }
    }

    #[test]
    fn a_file_that_vanishes_before_it_is_read_is_missing() {
        let (_folder, path) = folder_with_document();
        let outcome = read_capped(&Failing::new(Failure::First("read", 1), ENOENT), &path);
        assert!(matches!(outcome, Err(ReadError::Missing { .. })), "{outcome:?}");
    }

    // Writing.

    #[test]
    fn the_steps_of_a_save_come_in_the_promised_order() {
        let (_folder, path) = folder_with_document();
        let disk = Failing::new(Failure::Never, 0);
        let check = |read: &[u8]| {
            disk.calls.borrow_mut().push("check");
            assert_eq!(read, NEW);
            assert_eq!(fs::read(&path).unwrap(), OLD, "the old file is there until the check has passed");
            Ok::<_, Infallible>(())
        };
        replace_on(&disk, &path, NEW, Expected::Anything, check, |_| ()).unwrap();
        let mut calls = disk.calls.take();
        calls.retain(|call| !matches!(*call, "access" | "set_mode"));
        let expected = [
            "facts",
            "probe_write",
            "create_new",
            "write",
            "sync_file",
            "read",
            "check",
            "facts",
            "hold",
            "still_names",
            "facts",
            "read",
            "rename",
            "sync_folder",
        ];
        assert_eq!(calls, expected);
    }

    #[test]
    fn any_failing_call_leaves_the_old_file_and_no_temporary() {
        let mut failed = 0;
        for code in [EIO, ENOSPC, EACCES, EROFS, ETIMEDOUT] {
            for foreign in [false, true] {
                // A call past the last one does not fail: that save succeeds and ends the loop.
                for k in 1.. {
                    let (folder, path) = folder_with_document();
                    open_to_group(&path);
                    let disk = Failing { foreign, ..Failing::new(Failure::Once(k), code) };
                    let outcome = disk.save(&path);
                    let case = format!("call {k} of {:?}, error {code}: {outcome:?}", disk.calls.borrow());
                    assert_eq!(names_in(folder.path()), ["pap.ron"], "{case}");
                    let after = fs::read(&path).unwrap();
                    match disk.refused.take().first() {
                        None => {
                            assert!(outcome.is_ok() && after == NEW && k > 7, "{case}");
                            break;
                        }
                        // Another owner is a wish, as far as the system allows.
                        Some(&"set_owner") if code == EACCES => {
                            assert!(outcome.is_ok() && after == NEW, "{case}");
                        }
                        Some(&"sync_folder") => {
                            assert!(matches!(outcome, Err(WriteError::SyncFolder { .. })), "{case}");
                            assert_eq!(outcome.unwrap_err().old_file(), OldFile::Replaced, "{case}");
                            assert_eq!(after, NEW, "{case}");
                        }
                        Some(_) => {
                            assert_eq!(outcome.unwrap_err().old_file(), OldFile::Untouched, "{case}");
                            assert_eq!(after, OLD, "{case}");
                        }
                    }
                    failed += 1;
                }
            }
        }
        proofs::report(
            "R3",
            &format!(
                "{failed} failing calls of a save, each of its calls with EIO, ENOSPC, EACCES, EROFS, ETIMEDOUT: the old file whole, or the new one"
            ),
        );
    }

    #[test]
    fn a_disk_that_is_gone_for_good_leaves_the_old_file_and_tells_of_the_temporary() {
        for code in [EIO, ENOSPC, EACCES, EROFS, ETIMEDOUT] {
            for k in 1.. {
                let (folder, path) = folder_with_document();
                let disk = Failing::new(Failure::From(k), code);
                let outcome = disk.save(&path);
                let refused = disk.refused.take();
                let case = format!("from call {k}, error {code}: {refused:?} {outcome:?}");
                let left = names_in(folder.path()).len() - 1;
                match refused.first() {
                    None => {
                        assert!(outcome.is_ok() && left == 0, "{case}");
                        break;
                    }
                    Some(&"sync_folder") => assert_eq!(fs::read(&path).unwrap(), NEW, "{case}"),
                    Some(step) => {
                        assert_eq!(fs::read(&path).unwrap(), OLD, "{case}");
                        let error = outcome.unwrap_err();
                        // At the rename such a disk no longer tells what it did, and the error does not pretend to know.
                        let told = if *step == "rename" { OldFile::Unclear } else { OldFile::Untouched };
                        assert_eq!(error.old_file(), told, "{case}");
                        assert_eq!(matches!(error, WriteError::TemporaryLeft { .. }), left == 1, "{case}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_failing_call_leaves_no_new_file() {
        for k in 1.. {
            let folder = tempfile::tempdir().unwrap();
            let disk = Failing::new(Failure::Once(k), ENOSPC);
            let outcome = disk.save(&folder.path().join("new.ron"));
            let refused = disk.refused.take();
            let replaced = matches!(refused.first(), None | Some(&"sync_folder"));
            assert_eq!(names_in(folder.path()).len(), usize::from(replaced), "call {k}: {outcome:?}");
            assert_eq!(outcome.is_ok(), refused.is_empty());
            if refused.is_empty() {
                break;
            }
        }
    }

    #[test]
    fn a_check_that_refuses_or_panics_leaves_the_old_file_and_no_temporary() {
        let (folder, path) = folder_with_document();
        let error = write_atomically(&path, NEW, |_| Err("line 3: a comma is missing")).unwrap_err();
        assert!(matches!(&error, WriteError::Rejected { reason, .. } if reason == "line 3: a comma is missing"));
        assert_eq!(error.old_file(), OldFile::Untouched);
        let panicking = || write_atomically(&path, NEW, |_| -> Result<(), Infallible> { panic!("a bug in the parser") });
        assert!(std::panic::catch_unwind(panicking).is_err());
        assert_eq!(fs::read(&path).unwrap(), OLD);
        assert_eq!(names_in(folder.path()), ["pap.ron"]);
    }

    #[test]
    fn bytes_that_come_back_changed_are_refused() {
        let (folder, path) = folder_with_document();
        for given_back in [&b""[..], &NEW[..NEW.len() - 1], &[NEW, b"!"].concat(), &NEW.to_ascii_uppercase()] {
            let disk = Failing { gives_back: Some(given_back.to_vec()), ..Failing::new(Failure::Never, 0) };
            assert!(matches!(disk.save(&path), Err(WriteError::Differs { .. })), "{given_back:?}");
            assert_eq!(fs::read(&path).unwrap(), OLD);
            assert_eq!(names_in(folder.path()), ["pap.ron"]);
        }
    }

    #[test]
    fn a_taken_temporary_name_is_passed_over_but_not_for_ever() {
        let (folder, path) = folder_with_document();
        let taken = 17; // EEXIST
        if cfg!(windows) {
            return; // That code means something else there.
        }
        Failing::new(Failure::First("create_new", NAME_ATTEMPTS - 1), taken).save(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), NEW);
        let outcome = Failing::new(Failure::First("create_new", NAME_ATTEMPTS), taken).save(&path);
        assert!(matches!(outcome, Err(WriteError::CreateTemporary { .. })), "{outcome:?}");
        assert_eq!(names_in(folder.path()), ["pap.ron"]);
    }

    #[test]
    fn a_rename_that_another_program_blocks_is_tried_eight_times() {
        let attempts = RENAME_PAUSES.len() + 1;
        for (failures, code, tried, succeeds) in
            [(1, 32, 2, true), (attempts - 1, 33, attempts, true), (attempts, 32, attempts, false), (1, EIO, 1, false)]
        {
            let (folder, path) = folder_with_document();
            let disk = Failing::new(Failure::First("rename", failures), code);
            let outcome = disk.save(&path);
            assert_eq!(disk.calls.take().iter().filter(|&&call| call == "rename").count(), tried);
            assert_eq!(outcome.is_ok(), succeeds, "{outcome:?}");
            assert_eq!(fs::read(&path).unwrap(), if succeeds { NEW } else { OLD });
            assert_eq!(names_in(folder.path()), ["pap.ron"]);
            assert!(disk.pauses.take().iter().sum::<Duration>() < Duration::from_secs(2));
        }
    }

    #[test]
    fn a_file_that_came_at_the_last_moment_is_not_replaced() {
        const EEXIST: i32 = 17;
        if cfg!(windows) {
            return; // That code means something else there.
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pap.ron");
        let create = |code| {
            let disk = Failing::new(Failure::First("rename_new", 1), code);
            replace_on(&disk, &path, NEW, Expected::Nothing, accept, |_| ())
        };
        assert!(matches!(create(EEXIST), Err(WriteError::Changed { found: None, .. })));
        assert!(matches!(create(EIO), Err(WriteError::Rename { .. })));
        assert_eq!(names_in(folder.path()), [""; 0]);
        fs::write(&path, OLD).unwrap();
        let outcome = Failing::new(Failure::First("rename", 1), EEXIST).save(&path);
        assert!(matches!(outcome, Err(WriteError::Rename { .. })), "{outcome:?}");
    }

    #[test]
    fn a_file_that_goes_while_it_is_held_is_not_held_any_more() {
        let (_folder, path) = folder_with_document();
        Failing::new(Failure::First("still_names", 1), ENOENT).save(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), NEW);
        let (_folder, path) = folder_with_document();
        let outcome = Failing::new(Failure::First("still_names", 1), EIO).save(&path);
        assert!(matches!(outcome, Err(WriteError::Hold { .. })), "{outcome:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_another_papier_holds_is_waited_for_before_it_is_told() {
        let (folder, path) = folder_with_document();
        let _held = Disk.hold(&path).unwrap().unwrap();
        let disk = Failing::new(Failure::Never, 0);
        assert!(matches!(disk.save(&path), Err(WriteError::Busy { .. })));
        assert_eq!(disk.pauses.take().len(), 1, "it was asked whether to wait");
        assert_eq!((fs::read(&path).unwrap(), names_in(folder.path())), (OLD.to_vec(), vec!["pap.ron".to_owned()]));
    }

    #[test]
    fn only_a_share_that_knows_no_locks_is_taken_for_one() {
        for kind in [ErrorKind::Unsupported, ErrorKind::InvalidInput] {
            assert!(knows_no_locks(&kind.into()));
        }
        assert_eq!(knows_no_locks(&io::Error::from_raw_os_error(37)), cfg!(all(unix, not(target_os = "macos"))), "ENOLCK");
        assert!(!knows_no_locks(&io::Error::from_raw_os_error(EIO)));
        assert!(!knows_no_locks(&ErrorKind::WouldBlock.into()));
    }

    #[test]
    fn a_temporary_file_that_is_gone_is_not_told_as_left() {
        for (code, is_left) in [(ENOENT, false), (EIO, true)] {
            let (_folder, path) = folder_with_document();
            let disk = Failing { gives_back: Some(b"torn".to_vec()), ..Failing::new(Failure::First("remove", 1), code) };
            let error = disk.save(&path).unwrap_err();
            assert_eq!(matches!(error, WriteError::TemporaryLeft { .. }), is_left, "{error:?}");
        }
    }

    #[test]
    fn a_disk_that_stops_at_the_rename_does_not_tell_what_it_holds() {
        let (_folder, path) = folder_with_document();
        let disk = Failing::new(Failure::Never, 0);
        disk.save(&path).unwrap();
        let rename = disk.calls.take().iter().position(|call| *call == "rename").unwrap() + 1;
        let (_folder, path) = folder_with_document();
        let disk = Failing::new(Failure::Both(rename, rename + 1), EIO);
        disk.answers_late.set(true);
        let outcome = disk.save(&path);
        assert!(matches!(&outcome, Err(error) if error.old_file() == OldFile::Unclear), "{outcome:?}");
    }

    #[test]
    fn a_rename_whose_answer_is_lost_is_judged_by_what_the_disk_holds() {
        let (folder, path) = folder_with_document();
        let disk = Failing::new(Failure::First("rename", 1), ETIMEDOUT);
        disk.answers_late.set(true);
        disk.save(&path).unwrap();
        assert_eq!(disk.calls.take().last(), Some(&"sync_folder"));
        assert_eq!(fs::read(&path).unwrap(), NEW);
        assert_eq!(names_in(folder.path()), ["pap.ron"]);
    }

    #[test]
    fn a_rename_whose_answer_is_lost_and_whose_file_is_another_is_unclear() {
        let (_folder, path) = folder_with_document();
        let disk = Failing { overtaken_by: Some(b"somebody else's".to_vec()), ..Failing::new(Failure::First("rename", 1), ETIMEDOUT) };
        disk.answers_late.set(true);
        assert!(matches!(disk.save(&path), Err(WriteError::RenameUnclear { .. })));
    }

    #[test]
    fn a_document_with_the_longest_name_can_be_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p".repeat(255));
        write_atomically(&path, NEW, accept).unwrap();
        assert_eq!(fs::read(&path).unwrap(), NEW);
    }

    #[test]
    fn a_folder_a_missing_folder_and_an_empty_path_are_refused() {
        let (folder, path) = folder_with_document();
        let save = |path: &Path| write_atomically(path, NEW, accept).unwrap_err();
        assert!(matches!(save(folder.path()), WriteError::IsFolder { .. }));
        assert!(matches!(save(&folder.path().join("..")), WriteError::IsFolder { .. }));
        assert!(matches!(save(&folder.path().join("none/pap.ron")), WriteError::CreateTemporary { .. }));
        assert!(matches!(save(Path::new("/")), WriteError::IsFolder { .. }));
        assert_eq!(save(Path::new("")).old_file(), OldFile::Untouched);
        assert_eq!(save(&path.join("below a file")).old_file(), OldFile::Untouched);
        assert_eq!(fs::read(&path).unwrap(), OLD);
        assert_eq!(names_in(folder.path()), ["pap.ron"]);
    }

    #[test]
    fn a_read_only_file_is_refused_before_anything_is_written() {
        let (_folder, path) = folder_with_document();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let disk = Failing::new(Failure::Never, 0);
        assert!(matches!(disk.save(&path), Err(WriteError::ReadOnly { .. })));
        assert_eq!(disk.calls.take(), ["facts"]);
        assert_eq!(fs::read(&path).unwrap(), OLD);
    }

    #[test]
    fn a_file_this_user_may_not_write_is_refused_before_anything_is_written() {
        let (_folder, path) = folder_with_document();
        let disk = Failing::new(Failure::First("probe_write", 1), EACCES);
        assert!(matches!(disk.save(&path), Err(WriteError::NotWritable { .. })));
        assert_eq!(disk.calls.take(), ["facts", "probe_write"]);
    }

    #[test]
    fn when_the_group_changes_the_file_is_opened_to_nobody_new() {
        for (old, new) in [(0o600, 0o600), (0o640, 0o600), (0o660, 0o600), (0o664, 0o644), (0o666, 0o666), (0o604, 0o600), (0o755, 0o755)] {
            assert_eq!(mode_for_another_group(old), new, "{old:o}");
        }
    }

    #[test]
    fn the_stamp_changes_with_the_bytes_and_not_with_the_time() {
        let (_folder, path) = folder_with_document();
        let before = stamp(&path).unwrap();
        assert_eq!(before, stamp(&path).unwrap());
        assert!(before.is_of(OLD) && !before.is_of(NEW) && !before.is_of(&OLD.to_ascii_uppercase()));

        File::options().write(true).open(&path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        let touched = stamp(&path).unwrap();
        assert!(touched != before && touched.same_content(&before));

        fs::write(&path, b"OLD version").unwrap();
        let changed = stamp(&path).unwrap();
        assert!(changed.size == before.size && !changed.same_content(&before));

        write_atomically(&path, NEW, accept).unwrap();
        assert!(stamp(&path).unwrap().is_of(NEW));
        fs::remove_file(&path).unwrap();
        assert!(matches!(stamp(&path), Err(ReadError::Missing { .. })));
    }

    #[test]
    fn the_stamp_of_a_text_is_that_of_its_file() {
        let (_folder, path) = folder_with_document();
        fs::write(&path, b"\xEF\xBB\xBF(1)").unwrap();
        let file = read_stamped_text(&path).unwrap();
        assert_eq!((file.text.as_str(), file.stamp), ("(1)", stamp(&path).unwrap()));
    }

    #[test]
    fn the_largest_file_is_of_sixteen_mebibytes() {
        assert_eq!(SIZE_CAP, 16_777_216);
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        // Vectors of draft-eastlake-fnv, appendix C.
        for (text, hash) in [("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8)] {
            assert_eq!(fnv1a(text.as_bytes()), hash, "{text}");
        }
    }

    proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        #[test]
        fn any_bytes_written_are_the_bytes_of_the_file(old in any::<Vec<u8>>(), new in any::<Vec<u8>>()) {
            let (folder, path) = folder_with_document();
            fs::write(&path, &old).unwrap();
            write_atomically(&path, &new, accept).unwrap();
            prop_assert_eq!(fs::read(&path).unwrap(), new);
            prop_assert_eq!(names_in(folder.path()), ["pap.ron"]);
        }

        #[test]
        fn the_place_of_wrong_utf8_is_right_in_any_bytes(bytes in any::<Vec<u8>>()) {
            match (text_of(Path::new("p"), &bytes), std::str::from_utf8(&bytes)) {
                (Ok(text), Ok(whole)) => prop_assert_eq!(text, whole.strip_prefix('\u{FEFF}').unwrap_or(whole)),
                (Err(ReadError::NotUtf8 { offset, .. }), Err(error)) => prop_assert_eq!(offset, error.valid_up_to()),
                (ours, theirs) => panic!("{ours:?} {theirs:?}"),
            }
        }
    }

    #[cfg(not(unix))]
    fn open_to_group(_path: &Path) {}

    /// Any mode but that of the temporary file, so that a save has a mode to set.
    #[cfg(unix)]
    fn open_to_group(path: &Path) {
        unix::set_mode(path, 0o660);
    }

    #[cfg(unix)]
    mod unix {
        use super::*;
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};

        pub(super) fn set_mode(path: &Path, mode: u32) {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }

        fn mode_of(path: &Path) -> u32 {
            fs::metadata(path).unwrap().mode() & 0o7777
        }

        #[test]
        fn a_mode_that_is_right_is_not_set() {
            let (_folder, path) = folder_with_document();
            set_mode(&path, 0o600);
            let disk = Failing::new(Failure::Never, 0);
            disk.save(&path).unwrap();
            assert!(!disk.calls.take().contains(&"set_mode"));
        }

        #[test]
        fn the_mode_of_the_old_file_is_kept() {
            for mode in [0o600, 0o640, 0o644, 0o660, 0o664, 0o666, 0o700] {
                let (_folder, path) = folder_with_document();
                set_mode(&path, mode);
                write_atomically(&path, NEW, accept).unwrap();
                assert_eq!(format!("{:o}", mode_of(&path)), format!("{mode:o}"));
                assert_eq!(fs::read(&path).unwrap(), NEW);
            }
        }

        #[test]
        fn the_new_bytes_are_never_readable_by_more_people_than_the_old_ones() {
            let (folder, path) = folder_with_document();
            set_mode(&path, 0o600);
            let check = |_: &[u8]| {
                for name in names_in(folder.path()) {
                    assert_eq!(mode_of(&folder.path().join(name)), 0o600);
                }
                Ok::<_, Infallible>(())
            };
            write_atomically(&path, NEW, check).unwrap();
        }

        #[test]
        fn a_new_file_has_the_mode_of_the_process() {
            let folder = tempfile::tempdir().unwrap();
            let [plain, ours] = ["plain", "ours"].map(|name| folder.path().join(name));
            fs::write(&plain, OLD).unwrap();
            write_atomically(&ours, NEW, accept).unwrap();
            assert_eq!(mode_of(&ours), mode_of(&plain));
            assert_eq!(fs::read(&ours).unwrap(), NEW);
        }

        #[test]
        fn owner_and_group_are_kept_where_the_system_allows_it() {
            let (_folder, path) = folder_with_document();
            set_mode(&path, 0o664);
            if chown(&path, Some(4242), Some(4343)).is_err() {
                return; // Only the administrator can prepare this case.
            }
            write_atomically(&path, NEW, accept).unwrap();
            let metadata = fs::metadata(&path).unwrap();
            assert_eq!((metadata.uid(), metadata.gid(), mode_of(&path)), (4242, 4343, 0o664));
        }

        #[test]
        fn a_group_that_cannot_be_kept_gives_nothing_to_the_new_group() {
            for (refusals, group_kept) in [(1, true), (2, false)] {
                let (_folder, path) = folder_with_document();
                set_mode(&path, 0o660);
                let disk = Failing { foreign: true, ..Failing::new(Failure::First("set_owner", refusals), EACCES) };
                disk.save(&path).unwrap();
                let kept = fs::metadata(&path).unwrap().gid() == 4343;
                assert!(!kept || group_kept);
                assert_eq!(mode_of(&path), if kept { 0o660 } else { 0o600 });
            }
        }

        #[test]
        fn a_link_stays_a_link_and_its_file_is_replaced() {
            let (folder, path) = folder_with_document();
            let elsewhere = folder.path().join("elsewhere");
            fs::create_dir(&elsewhere).unwrap();
            set_mode(&path, 0o640);
            symlink("../pap.ron", elsewhere.join("first")).unwrap();
            symlink("elsewhere/first", folder.path().join("second")).unwrap();
            symlink(folder.path().join("second"), elsewhere.join("third")).unwrap();
            symlink("elsewhere", folder.path().join("folder link")).unwrap();
            for link in ["elsewhere/first", "second", "elsewhere/third", "folder link/first", "folder link/third"] {
                fs::write(&path, OLD).unwrap();
                let link = folder.path().join(link);
                write_atomically(&link, NEW, accept).unwrap();
                assert!(fs::symlink_metadata(&link).unwrap().is_symlink(), "{link:?}");
                assert!(fs::symlink_metadata(&path).unwrap().is_file(), "{link:?}");
                assert_eq!((fs::read(&path).unwrap(), mode_of(&path)), (NEW.to_vec(), 0o640), "{link:?}");
                assert_eq!(read_text(&link).unwrap().as_bytes(), NEW);
            }
            assert_eq!(names_in(&elsewhere), ["first", "third"]);
            assert_eq!(names_in(folder.path()), ["elsewhere", "folder link", "pap.ron", "second"]);
        }

        #[test]
        fn a_dangling_link_gets_its_file() {
            let folder = tempfile::tempdir().unwrap();
            let [link, target] = ["link", "target.ron"].map(|name| folder.path().join(name));
            symlink("target.ron", &link).unwrap();
            assert!(matches!(read_text(&link), Err(ReadError::Missing { .. })));
            write_atomically(&link, NEW, accept).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read(&target).unwrap(), NEW);
            assert_eq!(names_in(folder.path()), ["link", "target.ron"]);
        }

        #[test]
        fn any_failing_call_through_a_link_leaves_the_old_file_and_the_link() {
            for k in 1.. {
                let (folder, path) = folder_with_document();
                let link = folder.path().join("link");
                symlink("pap.ron", &link).unwrap();
                let disk = Failing::new(Failure::Once(k), EIO);
                let outcome = disk.save(&link);
                let refused = disk.refused.take();
                assert_eq!(outcome.is_ok(), refused.is_empty());
                assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
                assert_eq!(names_in(folder.path()), ["link", "pap.ron"]);
                let replaced = matches!(refused.first(), None | Some(&"sync_folder"));
                assert_eq!(fs::read(&path).unwrap(), if replaced { NEW } else { OLD }, "call {k}");
                if refused.is_empty() {
                    break;
                }
            }
        }

        #[test]
        fn links_in_a_circle_are_refused() {
            let folder = tempfile::tempdir().unwrap();
            let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
            symlink(&one, &other).unwrap();
            symlink(&other, &one).unwrap();
            assert!(matches!(read_text(&one), Err(ReadError::Locate { .. })));
            assert!(matches!(write_atomically(&one, NEW, accept), Err(WriteError::Locate { .. })));
            assert_eq!(names_in(folder.path()), ["one", "other"]);
        }

        #[test]
        fn a_link_to_a_folder_is_refused() {
            let folder = tempfile::tempdir().unwrap();
            let link = folder.path().join("link");
            symlink(".", &link).unwrap();
            assert!(matches!(write_atomically(&link, NEW, accept), Err(WriteError::IsFolder { .. })));
        }

        #[test]
        fn a_special_file_is_neither_read_nor_replaced() {
            let folder = tempfile::tempdir().unwrap();
            let socket = folder.path().join("socket");
            let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
            for path in [socket.as_path(), Path::new("/dev/zero")] {
                assert!(matches!(read_text(path), Err(ReadError::NotRegular { .. })));
                assert!(matches!(write_atomically(path, NEW, accept), Err(WriteError::NotRegular { .. })));
            }
        }
    }
}

//! Reads a text file with a limit and replaces a file so that it is always the old one or the new one, whole.
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

/// Largest file that is read, in bytes: a RON parser can take 17 times the size of its input in memory (docs/reliability.md, Traps).
pub const SIZE_CAP: u64 = 16 * 1024 * 1024;

/// Links followed before giving up, as Linux does (`path_resolution(7)`).
const LINK_LIMIT: usize = 40;

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
    /// The old file, byte for byte.
    Untouched,
    /// There is none to speak of: nothing bore the name, no regular file, or nothing that could be looked at. It is as it was.
    NoFile,
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
    /// The temporary file could not be given the mode and the access list of the old one. The old file is untouched.
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
    /// A step failed before the name was given to a file: nothing bore it when the save began.
    #[error(transparent)]
    NewFile {
        /// The step that failed.
        cause: Box<WriteError>,
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
            Self::NewFile { .. } | Self::Locate { .. } | Self::IsFolder { .. } | Self::NotRegular { .. } => OldFile::NoFile,
            Self::ReadOnly { .. }
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

    /// The same, of a file that was not there when the save began.
    fn of_new_file(self) -> Self {
        let somebody_came = matches!(self, Self::Changed { .. } | Self::Busy { .. });
        if self.old_file() == OldFile::Untouched && !somebody_came { Self::NewFile { cause: Box::new(self) } } else { self }
    }
}

/// What a file was at one moment, to notice later that somebody else changed it (P7).
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
    /// Of a document, the version of its shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<u32>,
}

impl FileStamp {
    /// Whether the next save changes the format of the file.
    pub fn is_of_older_format(&self) -> bool {
        self.format.is_some_and(|format| format < super::FORMAT)
    }

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
        Self { size: size_of_bytes(bytes), modified, hash: fnv1a(bytes), format: super::format_of(bytes) }
    }
}

/// Reads a whole text file of at most [`SIZE_CAP`] bytes.
///
/// Order: look through the links, refuse what is not a regular file (before it is opened: opening a pipe blocks), refuse a size above the
/// cap, read at most one byte more than the cap, drop one byte order mark, require UTF-8.
///
/// # Errors
/// One [`ReadError`] per refusal; nothing is ever returned in part.
pub fn read_text(path: &Path) -> Result<String, ReadError> {
    text_of(path, &read_bytes(path)?).map(str::to_owned)
}

/// The bytes of a file of at most [`SIZE_CAP`], whatever they are: what an import reads.
///
/// # Errors
/// As [`read_text`], except [`ReadError::NotUtf8`].
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_capped(&Disk, path).map(|(bytes, _)| bytes)
}

/// [`read_bytes`] with the stamp of the same bytes: a later `stamp(path)` could already be that of a stranger's version.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_stamped(path: &Path) -> Result<(Vec<u8>, FileStamp), ReadError> {
    let (bytes, modified) = read_capped(&Disk, path)?;
    let stamp = FileStamp::of(&bytes, modified);
    Ok((bytes, stamp))
}

/// The stamp of a file as it is now; reads the whole file, whatever its encoding.
///
/// # Errors
/// As [`read_text`], except [`ReadError::NotUtf8`]. [`ReadError::Missing`] tells that the file was removed or renamed.
pub fn stamp(path: &Path) -> Result<FileStamp, ReadError> {
    read_stamped(path).map(|(_, stamp)| stamp)
}

/// The text that [`read_text`] would return for these bytes; `path` only serves the error.
///
/// Opening and saving ask the same: what this refuses could not be opened again.
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
}

impl From<Expected> for How<'_> {
    fn from(expected: Expected) -> Self {
        Self { expected, new: NewFile::Usual, sweeps: true, through_links: true }
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
    let How { expected, new, sweeps, through_links } = how.into();
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
    let filled = fill(fs, &mut file, &target, bytes);
    let ready = filled.and_then(|()| verify(fs, &temporary.path, &target, bytes, check)).and_then(|modified| {
        let held = hold(fs, &target)?;
        compare(fs, &target, expected, keep)?;
        Ok((held, FileStamp::of(bytes, modified)))
    });
    match ready {
        Ok((held, stamp)) => {
            let losses = Losses { other_name: old.is_some_and(|old| old.names > 1), attributes: kept == Kept::Some };
            let replaced = Replaced { stamp, losses };
            Ok(Prepared { temporary, written: file, target, held, replaced, is_there, is_new: expected == Expected::Nothing })
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
}

impl<F: FileSystem> Prepared<'_, F> {
    /// Steps 7 and 8 of [`replace_on`].
    ///
    /// # Errors
    /// [`WriteError::old_file`] tells what the path holds.
    pub(crate) fn commit(self) -> Result<Replaced, WriteError> {
        let Self { temporary, written, target, held, replaced, is_there, is_new } = self;
        let fs = temporary.fs;
        let renamed = replace(fs, &temporary.path, &target, &replaced.stamp, is_new);
        drop(written);
        if let Err(cause) = renamed {
            let error = temporary.remove_after(cause);
            return Err(if is_there { error } else { error.of_new_file() });
        }
        temporary.forget();
        drop(held);
        fs.sync_folder(folder_of(&target)).map_err(|source| WriteError::SyncFolder { path: target, source })?;
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
fn fill<F: FileSystem>(fs: &F, file: &mut F::Handle, target: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let path = || target.to_owned();
    fs.write(file, bytes).map_err(|source| WriteError::Write { path: path(), source })?;
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
mod tests;

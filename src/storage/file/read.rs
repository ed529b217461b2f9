//! Reads a text file with a limit, and says what a file was at one moment.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::folder_of;
use crate::storage::disk::{Disk, Facts, FileSystem, Kind};

/// Largest file that is read, in bytes: a RON parser can take 17 times the size of its input in memory (docs/reliability.md, Traps).
pub const SIZE_CAP: u64 = 16 * 1024 * 1024;

/// Links followed before giving up, as Linux does (`path_resolution(7)`).
const LINK_LIMIT: usize = 40;

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
        self.format.is_some_and(|format| format < crate::storage::FORMAT)
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

    pub(in crate::storage) fn of(bytes: &[u8], modified: SystemTime) -> Self {
        Self { size: size_of_bytes(bytes), modified, hash: fnv1a(bytes), format: crate::storage::format_of(bytes) }
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

/// The file behind all symbolic links, and what it is; `None` if nothing bears that name yet.
pub(super) fn real_file<F: FileSystem>(fs: &F, path: &Path) -> io::Result<(PathBuf, Option<Facts>)> {
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
pub(in crate::storage) fn read_capped<F: FileSystem>(fs: &F, path: &Path) -> Result<(Vec<u8>, SystemTime), ReadError> {
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

/// Line and column, from 1, of the place after this text; columns count characters.
fn end_position(text: &str) -> (usize, usize) {
    let last_line = text.rsplit('\n').next().unwrap_or_default();
    (text.split('\n').count(), last_line.chars().count().saturating_add(1))
}

pub(super) fn size_of_bytes(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// FNV-1a, 64 bits: Fowler, Noll, Vo, `draft-eastlake-fnv`. The hasher of `std` may change with a release of Rust.
pub(in crate::storage) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

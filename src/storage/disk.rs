//! The calls that a save makes, on the real disk or on one that a test breaks.
//!
//! Knows names, bytes, modes, attributes and locks. Must not know in which order they are safe: that is `file.rs`.
//!
//! A folder may be shared, and a colleague may have put anything under any name. No call here opens what a link in the last place of a path
//! points to, and none opens a pipe, a socket or a device: these would answer late, never or by an act.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What bears a name on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    File,
    Folder,
    Link,
    Other,
}

/// What the disk tells about a name, without following a link.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts {
    pub(crate) kind: Kind,
    /// Bytes.
    pub(crate) size: u64,
    pub(crate) modified: SystemTime,
    /// No write bit at all in the mode, or the Windows read-only attribute.
    pub(crate) read_only: bool,
    /// `None` outside Unix.
    pub(crate) access: Option<Access>,
    /// Hard links to it; 1 outside Unix.
    pub(crate) names: u64,
}

/// What stands beside the bytes of a file under names of its own: access lists, labels, notes of other programs (`xattr(7)`).
pub(crate) type Attributes = BTreeMap<OsString, Vec<u8>>;

/// The mode of a new file that is its owner's alone.
pub(crate) const PRIVATE: u32 = 0o600;
/// The mode of a new file of which the umask decides who may read it.
pub(crate) const USUAL: u32 = 0o666;

/// Who may do what with a file, as Unix tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Access {
    pub(crate) mode: u32,
    pub(crate) user: u32,
    pub(crate) group: u32,
}

impl Access {
    pub(crate) fn owner(self) -> (u32, u32) {
        (self.user, self.group)
    }
}

/// The calls a save makes, one method each, so that tests can fail any of them or simulate a power cut between two.
pub(crate) trait FileSystem {
    /// A file open for writing; dropping it closes it, and lets go of it if it was held.
    type Handle;

    /// Describes a name without following a link; `NotFound` if nothing bears it.
    fn facts(&self, path: &Path) -> io::Result<Facts>;
    /// The path written in a symbolic link.
    fn link_target(&self, path: &Path) -> io::Result<PathBuf>;
    /// The absolute path of an existing folder, free of links.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;
    /// Whether this user may write to an existing file; changes nothing.
    fn probe_write(&self, path: &Path) -> io::Result<()>;
    /// Creates an empty file of at most this mode, less what the umask takes; `AlreadyExists` if the name is taken, even by a link.
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Self::Handle>;
    /// Describes an open file.
    fn facts_of(&self, file: &Self::Handle) -> io::Result<Facts>;
    /// Changes the group, and the owner unless `None`.
    fn set_owner(&self, file: &Self::Handle, user: Option<u32>, group: u32) -> io::Result<()>;
    /// Sets the permission bits.
    fn set_mode(&self, file: &Self::Handle, mode: u32) -> io::Result<()>;
    /// The attributes of a file; none where the disk knows none.
    fn attributes(&self, path: &Path) -> io::Result<Attributes>;
    /// Gives an open file an attribute, or takes it away.
    fn set_attribute(&self, file: &Self::Handle, name: &OsStr, value: Option<&[u8]>) -> io::Result<()>;
    /// Writes all the bytes.
    fn write(&self, file: &mut Self::Handle, bytes: &[u8]) -> io::Result<()>;
    /// Returns when the disk holds the bytes and the mode.
    fn sync_file(&self, file: &Self::Handle) -> io::Result<()>;
    /// Puts these bytes in the place of those that an open file holds.
    fn rewrite(&self, file: &mut Self::Handle, bytes: &[u8]) -> io::Result<()>;
    /// Reads a file from its beginning, at most `limit` bytes.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// The same of a file that is held.
    fn read_held(&self, file: &mut Self::Handle, limit: u64) -> io::Result<Vec<u8>>;
    /// Opens an existing file for writing and holds it against every other Papier until the handle is dropped or the process dies;
    /// `None` if another one holds it.
    fn hold(&self, path: &Path) -> io::Result<Option<Self::Handle>>;
    /// The same of a file that this user may read and not write.
    fn hold_unwritable(&self, path: &Path) -> io::Result<Option<Self::Handle>>;
    /// Holds a file that this program just created; false if another one was faster.
    fn hold_created(&self, file: &Self::Handle) -> io::Result<bool>;
    /// Whether a path still names the very file that is held.
    fn still_names(&self, path: &Path, held: &Self::Handle) -> io::Result<bool>;
    /// Gives a file another name in one step, replacing what bore it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file another name; `AlreadyExists` if something bears it.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Waits and returns true if a call failed because another program holds a file; returns false at once otherwise.
    fn wait_while_held(&self, error: &io::Error, pause: Duration) -> bool;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Returns when the disk holds the names of the folder.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// The names in a folder, in no order.
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// Creates a folder, and those above it, where they are missing, with these rights less those that the system withholds.
    fn create_folders(&self, folder: &Path, mode: u32) -> io::Result<()>;
    /// Makes a folder its owner's alone; fails for whoever is not its owner.
    fn close_to_others(&self, folder: &Path) -> io::Result<()>;
}

/// The real disk.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Disk;

impl FileSystem for Disk {
    type Handle = File;

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        facts_in(&fs::symlink_metadata(path)?)
    }

    fn link_target(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    /// On Windows the rename itself asks for the right, and an open file would answer with a sharing violation.
    fn probe_write(&self, path: &Path) -> io::Result<()> {
        if cfg!(unix) { open_file(OpenOptions::new().write(true), path).map(drop) } else { Ok(()) }
    }

    fn create_new(&self, path: &Path, mode: u32) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
        #[cfg(not(unix))]
        let _ = mode; // The access list of the folder decides.
        options.open(path)
    }

    fn facts_of(&self, file: &File) -> io::Result<Facts> {
        facts_in(&file.metadata()?)
    }

    #[cfg(unix)]
    fn set_owner(&self, file: &File, user: Option<u32>, group: u32) -> io::Result<()> {
        std::os::unix::fs::fchown(file, user, Some(group))
    }

    #[cfg(not(unix))]
    fn set_owner(&self, _file: &File, _user: Option<u32>, _group: u32) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    #[cfg(unix)]
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(mode))
    }

    #[cfg(not(unix))]
    fn set_mode(&self, _file: &File, _mode: u32) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    fn attributes(&self, path: &Path) -> io::Result<Attributes> {
        attributes::read(path)
    }

    fn set_attribute(&self, file: &File, name: &OsStr, value: Option<&[u8]>) -> io::Result<()> {
        attributes::set(file, name, value)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn rewrite(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(bytes)
    }

    fn sync_file(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.read_held(&mut open_file(OpenOptions::new().read(true), path)?, limit)
    }

    fn read_held(&self, file: &mut File, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        file.rewind()?;
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// A lock (`flock`) on Unix, which network shares pass on to their server.
    #[cfg(unix)]
    fn hold(&self, path: &Path) -> io::Result<Option<File>> {
        let file = open_file(OpenOptions::new().read(true).write(true), path)?;
        let locked = file.try_lock();
        held(file, locked)
    }

    /// Where a share asks for the right to write before it locks others out, a lock that others may share still tells whether one does.
    #[cfg(unix)]
    fn hold_unwritable(&self, path: &Path) -> io::Result<Option<File>> {
        const EBADF: i32 = 9;
        let file = open_file(OpenOptions::new().read(true), path)?;
        let locked = match file.try_lock() {
            Err(TryLockError::Error(error)) if error.raw_os_error() == Some(EBADF) => file.try_lock_shared(),
            locked => locked,
        };
        held(file, locked)
    }

    /// Who holds a file there has it open for writing.
    #[cfg(windows)]
    fn hold_unwritable(&self, _path: &Path) -> io::Result<Option<File>> {
        Err(ErrorKind::PermissionDenied.into())
    }

    #[cfg(unix)]
    fn hold_created(&self, file: &File) -> io::Result<bool> {
        match file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Nobody opens for writing what is open for writing there.
    #[cfg(windows)]
    fn hold_created(&self, _file: &File) -> io::Result<bool> {
        Ok(true)
    }

    /// Open so that others may read, rename and remove it, but not open it for writing.
    #[cfg(windows)]
    fn hold(&self, path: &Path) -> io::Result<Option<File>> {
        const SHARE_READ_AND_DELETE: u32 = 1 | 4;
        const SHARING_VIOLATION: i32 = 32;
        let mut options = OpenOptions::new();
        std::os::windows::fs::OpenOptionsExt::share_mode(options.read(true).write(true), SHARE_READ_AND_DELETE);
        match options.open(path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(None),
            Err(error) => Err(error),
        }
    }

    #[cfg(unix)]
    fn still_names(&self, path: &Path, held: &File) -> io::Result<bool> {
        use std::os::unix::fs::MetadataExt as _;
        let (named, held) = (fs::symlink_metadata(path)?, held.metadata()?);
        Ok((named.dev(), named.ino()) == (held.dev(), held.ino()))
    }

    /// Nobody replaces a file there without opening it for writing first, which the one who holds it keeps from others.
    #[cfg(windows)]
    fn still_names(&self, _path: &Path, _held: &File) -> io::Result<bool> {
        Ok(true)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// By a hard link, which fails where a rename would replace; file systems without links get a look and a rename.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        match fs::hard_link(from, to) {
            // The first name is left behind when it cannot be removed: a hidden file that nothing reads.
            Ok(()) => fs::remove_file(from).or(Ok(())),
            Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied) => match fs::symlink_metadata(to) {
                Err(missing) if missing.kind() == ErrorKind::NotFound => fs::rename(from, to),
                Ok(_) => Err(ErrorKind::AlreadyExists.into()),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        }
    }

    /// Access denied, sharing violation, lock violation: what an antivirus or an indexer causes for a moment. On Unix 5 is a broken disk.
    fn wait_while_held(&self, error: &io::Error, pause: Duration) -> bool {
        let held = error.kind() == ErrorKind::WouldBlock || cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33));
        if held {
            std::thread::sleep(pause);
        }
        held
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    /// A share that knows no `fsync` of folders says so with EINVAL or ENOTSUP at each save: nothing more can be asked of it.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(not(unix)) {
            return Ok(());
        }
        match File::open(folder)?.sync_all() {
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
            result => result,
        }
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    #[cfg_attr(not(unix), expect(unused_variables, reason = "folders have no mode there"))]
    fn create_folders(&self, folder: &Path, mode: u32) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, mode);
        builder.recursive(true).create(folder)
    }

    #[cfg(unix)]
    fn close_to_others(&self, folder: &Path) -> io::Result<()> {
        use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
        let flags = rustix::fs::OFlags::DIRECTORY | rustix::fs::OFlags::NOFOLLOW;
        let folder = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(folder)?;
        folder.set_permissions(fs::Permissions::from_mode(0o700))
    }

    #[cfg(not(unix))]
    fn close_to_others(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// Opens a regular file and nothing else.
#[cfg(unix)]
fn open_file(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    let only_file = |metadata: &Metadata| if metadata.is_file() { Ok(()) } else { Err(io::Error::other("not a regular file")) };
    // A device may act when it is opened.
    only_file(&fs::symlink_metadata(path)?)?;
    // Whatever took its place since is not followed and not waited for.
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    let file = std::iter::repeat_n((), LEASE_PAUSES)
        .find_map(|()| match options.open(path) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                std::thread::sleep(LEASE_PAUSE);
                None
            }
            opened => Some(opened),
        })
        .unwrap_or_else(|| options.open(path))?;
    only_file(&file.metadata()?)?;
    Ok(file)
}

/// A server that lent a file to a client takes it back before it is opened here (`F_SETLEASE` in `fcntl(2)`): one second in all.
#[cfg(unix)]
const LEASE_PAUSES: usize = 50;
#[cfg(unix)]
const LEASE_PAUSE: Duration = Duration::from_millis(20);

#[cfg(not(unix))]
fn open_file(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    options.open(path)
}

#[cfg(unix)]
fn held(file: File, locked: Result<(), TryLockError>) -> io::Result<Option<File>> {
    match locked {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn facts_in(metadata: &Metadata) -> io::Result<Facts> {
    let kind = match metadata.file_type() {
        kind if kind.is_symlink() => Kind::Link,
        kind if kind.is_dir() => Kind::Folder,
        kind if kind.is_file() => Kind::File,
        _ => Kind::Other,
    };
    Ok(Facts {
        kind,
        size: metadata.len(),
        modified: metadata.modified()?,
        read_only: metadata.permissions().readonly(),
        access: access_of(metadata),
        #[cfg(unix)]
        names: std::os::unix::fs::MetadataExt::nlink(metadata),
        #[cfg(not(unix))]
        names: 1,
    })
}

/// Attributes where the system has them and one call a file reads them.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
mod attributes {
    use std::ffi::{CStr, OsStr};
    use std::fs::File;
    use std::io;
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::Path;

    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr, lgetxattr, lgetxattr_query, llistxattr, llistxattr_query};
    use rustix::io::Errno;

    use super::Attributes;

    #[cfg(target_os = "linux")]
    const NO_SUCH_ATTRIBUTE: Errno = Errno::NODATA;
    #[cfg(target_vendor = "apple")]
    const NO_SUCH_ATTRIBUTE: Errno = Errno::NOATTR;

    /// How often what grows while it is read is read anew.
    const ATTEMPTS: usize = 8;

    pub(super) fn read(path: &Path) -> io::Result<Attributes> {
        let names = match whole(|| llistxattr_query(path), |room| llistxattr(path, room)) {
            Err(error) if are_unknown(error) => return Ok(Attributes::new()),
            names => names?,
        };
        let mut attributes = Attributes::new();
        for name in names.split_inclusive(|byte| *byte == 0).filter_map(|name| CStr::from_bytes_with_nul(name).ok()) {
            let value = match whole(|| lgetxattr_query(path, name), |room| lgetxattr(path, name, room)) {
                // Gone meanwhile, or not this user's to see.
                Err(error) if are_unknown(error) || matches!(error, NO_SUCH_ATTRIBUTE | Errno::PERM | Errno::ACCESS) => continue,
                value => value?,
            };
            attributes.insert(OsStr::from_bytes(name.to_bytes()).to_owned(), value);
        }
        Ok(attributes)
    }

    pub(super) fn set(file: &File, name: &OsStr, value: Option<&[u8]>) -> io::Result<()> {
        match value {
            Some(value) => Ok(fsetxattr(file, name, value, XattrFlags::empty())?),
            None => match fremovexattr(file, name) {
                Err(NO_SUCH_ATTRIBUTE) => Ok(()),
                removed => Ok(removed?),
            },
        }
    }

    /// Whether the disk or the system knows no attributes.
    fn are_unknown(error: Errno) -> bool {
        [Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&error)
    }

    /// What a call gives whose size another one tells.
    fn whole(size: impl Fn() -> Result<usize, Errno>, fill: impl Fn(&mut [u8]) -> Result<usize, Errno>) -> Result<Vec<u8>, Errno> {
        for _ in 0..ATTEMPTS {
            let mut bytes = vec![0; size()?];
            if bytes.is_empty() {
                return Ok(bytes);
            }
            match fill(&mut bytes) {
                Err(Errno::RANGE) => {}
                Err(error) => return Err(error),
                Ok(size) => {
                    bytes.truncate(size);
                    return Ok(bytes);
                }
            }
        }
        Err(Errno::RANGE)
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
mod attributes {
    use std::ffi::OsStr;
    use std::fs::File;
    use std::io::{self, ErrorKind};
    use std::path::Path;

    use super::Attributes;

    #[expect(clippy::unnecessary_wraps, reason = "other systems have attributes that may not be read")]
    pub(super) fn read(_path: &Path) -> io::Result<Attributes> {
        Ok(Attributes::new())
    }

    pub(super) fn set(_file: &File, _name: &OsStr, _value: Option<&[u8]>) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "the other systems have no mode to tell")]
fn access_of(metadata: &Metadata) -> Option<Access> {
    use std::os::unix::fs::MetadataExt as _;
    Some(Access { mode: metadata.mode(), user: metadata.uid(), group: metadata.gid() })
}

#[cfg(not(unix))]
fn access_of(_metadata: &Metadata) -> Option<Access> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind<T>(result: io::Result<T>) -> ErrorKind {
        result.err().map_or(ErrorKind::Other, |error| error.kind())
    }

    #[test]
    fn a_new_name_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("new"), "new").unwrap();
        fs::write(path("old"), "old").unwrap();
        assert_eq!(kind(Disk.rename_new(&path("new"), &path("old"))), ErrorKind::AlreadyExists);
        assert_eq!(kind(Disk.rename_new(&path("none"), &path("old"))), ErrorKind::NotFound);
        Disk.rename_new(&path("new"), &path("free")).unwrap();
        assert_eq!(fs::read(path("free")).unwrap(), b"new");
        assert!(!path("new").exists());
    }

    /// A folder cannot have two names, which is what a file system without links answers for files.
    #[cfg(unix)]
    #[test]
    fn without_links_a_new_name_is_looked_for_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("folder")).unwrap();
        fs::create_dir(path("taken")).unwrap();
        assert_eq!(kind(Disk.rename_new(&path("folder"), &path("taken"))), ErrorKind::AlreadyExists);
        Disk.rename_new(&path("folder"), &path("free")).unwrap();
        assert!(path("free").is_dir() && !path("folder").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_held_is_known_by_itself_and_not_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let [path, other] = ["pap.ron", "other.ron"].map(|name| folder.path().join(name));
        fs::write(&path, "one").unwrap();
        fs::write(&other, "other").unwrap();
        let held = Disk.hold(&path).unwrap().unwrap();
        assert!(Disk.hold(&path).unwrap().is_none(), "held already");
        assert!(Disk.still_names(&path, &held).unwrap());
        fs::rename(&other, &path).unwrap();
        assert!(!Disk.still_names(&path, &held).unwrap());
        assert!(Disk.hold(&path).unwrap().is_some(), "another file");
    }

    #[test]
    fn only_what_another_program_holds_is_waited_for() {
        let wait = |error: io::Error| Disk.wait_while_held(&error, Duration::from_millis(1));
        assert!(wait(ErrorKind::WouldBlock.into()));
        for code in [5, 32, 33] {
            assert_eq!(wait(io::Error::from_raw_os_error(code)), cfg!(windows), "{code}");
        }
        assert!(!wait(ErrorKind::NotFound.into()));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_there_is_neither_written_nor_synced() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(kind(Disk.probe_write(&folder.path().join("none"))), ErrorKind::NotFound);
        assert_eq!(kind(Disk.sync_folder(&folder.path().join("none"))), ErrorKind::NotFound);
        Disk.sync_folder(folder.path()).unwrap();
    }

    /// What cannot be synced says so; of a folder, nothing more can be asked then.
    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_is_asked_for_each_sync() {
        assert_eq!(kind(Disk.sync_file(&File::open("/dev/null").unwrap())), ErrorKind::InvalidInput);
        Disk.sync_folder(Path::new("/proc")).unwrap();
    }
}

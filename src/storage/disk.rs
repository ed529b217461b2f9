//! The calls that a save makes, on the real disk or on one that a test breaks.
//!
//! Knows names, bytes, modes and locks. Must not know in which order they are safe: that is `file.rs`.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
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
}

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
    /// Creates an empty file; `AlreadyExists` if the name is taken, even by a link. `private`: for the owner alone, else by the umask.
    fn create_new(&self, path: &Path, private: bool) -> io::Result<Self::Handle>;
    /// Mode, owner and group of an open file; `None` outside Unix.
    fn access(&self, file: &Self::Handle) -> io::Result<Option<Access>>;
    /// Changes the group, and the owner unless `None`.
    fn set_owner(&self, file: &Self::Handle, user: Option<u32>, group: u32) -> io::Result<()>;
    /// Sets the permission bits.
    fn set_mode(&self, file: &Self::Handle, mode: u32) -> io::Result<()>;
    /// Writes all the bytes.
    fn write(&self, file: &mut Self::Handle, bytes: &[u8]) -> io::Result<()>;
    /// Returns when the disk holds the bytes and the mode.
    fn sync_file(&self, file: &Self::Handle) -> io::Result<()>;
    /// Reads a file from its beginning, at most `limit` bytes.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// Opens an existing file for writing and holds it against every other Papier until the handle is dropped or the process dies;
    /// `None` if another one holds it.
    fn hold(&self, path: &Path) -> io::Result<Option<Self::Handle>>;
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
    /// Creates a folder for its owner alone, and those above it, where they are missing.
    fn create_folders(&self, folder: &Path) -> io::Result<()>;
}

/// The real disk.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Disk;

impl FileSystem for Disk {
    type Handle = File;

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        let metadata = fs::symlink_metadata(path)?;
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
            access: access_of(&metadata),
        })
    }

    fn link_target(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    /// On Windows the rename itself asks for the right, and an open file would answer with a sharing violation.
    fn probe_write(&self, path: &Path) -> io::Result<()> {
        if cfg!(unix) { OpenOptions::new().write(true).open(path).map(drop) } else { Ok(()) }
    }

    fn create_new(&self, path: &Path, private: bool) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = private; // The access list of the folder decides.
        options.open(path)
    }

    fn access(&self, file: &File) -> io::Result<Option<Access>> {
        file.metadata().map(|metadata| access_of(&metadata))
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

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn sync_file(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// A lock (`flock`) on Unix, which network shares pass on to their server.
    #[cfg(unix)]
    fn hold(&self, path: &Path) -> io::Result<Option<File>> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
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
        let (named, held) = (fs::metadata(path)?, held.metadata()?);
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

    fn create_folders(&self, folder: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(folder)
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

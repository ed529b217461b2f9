//! Files for other programs: written by the calls of a save, never over a document of Papier.

use std::io;
use std::path::Path;

use super::disk::{Disk, FileSystem};
use super::file::{self, Expected, FileStamp, ReadError, WriteError};
use super::is_document;

/// Why a file for another program was not written; what was there is as it was, unless the [`WriteError`] says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum ExportWriteError {
    /// A document of Papier stands there, which no export ever replaces.
    #[error("a document of Papier stands there")]
    Document,
    /// A file stands there, and nobody agreed to replace it.
    #[error("a file stands there")]
    Exists,
    /// The folder of several files cannot be made, or is none.
    #[error("no folder: {0}")]
    Folder(io::Error),
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Makes the folder of several files, unless it is there.
///
/// # Errors
/// [`ExportWriteError::Folder`].
pub fn export_folder(path: &Path) -> Result<(), ExportWriteError> {
    std::fs::create_dir_all(path).map_err(ExportWriteError::Folder)
}

/// Writes a file for another program, whole or not at all; a file that is there is replaced only if that was agreed.
///
/// # Errors
/// See [`ExportWriteError`].
pub fn write_export(path: &Path, bytes: &[u8], may_replace: bool) -> Result<(), ExportWriteError> {
    write_on(&Disk, path, bytes, may_replace)
}

fn write_on<F: FileSystem>(fs: &F, path: &Path, bytes: &[u8], may_replace: bool) -> Result<(), ExportWriteError> {
    // The very bytes that were looked at are what may be replaced: a document that comes there meanwhile is not.
    let expected = match file::read_capped(fs, path) {
        Ok((old, _)) if is_document(&old) => return Err(ExportWriteError::Document),
        Ok(_) if !may_replace => return Err(ExportWriteError::Exists),
        Ok((old, modified)) => Expected::Version(FileStamp::of(&old, modified)),
        Err(ReadError::Missing { .. }) => Expected::Nothing,
        // Larger than any document.
        Err(ReadError::TooLarge { .. }) if !may_replace => return Err(ExportWriteError::Exists),
        Err(_) => Expected::Anything,
    };
    let same = |read: &[u8]| if read == bytes { Ok(()) } else { Err("what the disk holds differs") };
    file::replace_on(fs, path, bytes, expected, same, |_| ())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::failing::{Failing, Failure};
    use super::*;

    #[test]
    fn a_file_is_replaced_when_that_was_agreed_and_a_document_never() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.pdf");
        let write = |may_replace| write_export(&path, b"new", may_replace);
        write(false).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        fs::write(&path, "old").unwrap();
        assert!(matches!(write(false), Err(ExportWriteError::Exists)));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        write(true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        for document in ["// papier 1\n(", "\u{feff}// papier 7", "// papier "] {
            fs::write(&path, document).unwrap();
            assert!(matches!(write(true), Err(ExportWriteError::Document)), "{document:?}");
            assert_eq!(fs::read_to_string(&path).unwrap(), document);
        }
        fs::File::create(&path).unwrap().set_len(file::SIZE_CAP + 1).unwrap();
        assert!(matches!(write(false), Err(ExportWriteError::Exists)));
        write(true).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(matches!(write_export(folder.path(), b"new", true), Err(ExportWriteError::Write(WriteError::IsFolder { .. }))));
    }

    #[test]
    fn any_failing_call_leaves_the_old_file_or_the_new_one() {
        for k in 1.. {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("out.pdf");
            fs::write(&path, "old").unwrap();
            let disk = Failing::new(Failure::Once(k), 5);
            let outcome = write_on(&disk, &path, b"new", true);
            let after = fs::read(&path).unwrap();
            assert!(after == b"old" || after == b"new", "call {k}: {after:?}");
            assert!(outcome.is_err() || after == b"new", "call {k}");
            if disk.refused.take().is_empty() {
                break;
            }
        }
    }
}

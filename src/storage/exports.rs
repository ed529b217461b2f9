//! Files for other programs: written by the calls of a save, never over a document of Papier.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, FileSystem};
use super::file::{self, Expected, FileStamp, How, ReadError, WriteError};
use super::is_document;
use super::rights::NewFile;

/// Why a file for another program was not written; what was there is as it was, unless the [`WriteError`] says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum ExportWriteError {
    /// A document of Papier stands there, which no export ever replaces.
    #[error("a document of Papier stands there")]
    Document,
    /// A file stands there, and nobody agreed to replace it.
    #[error("a file stands there")]
    Exists,
    /// Numbered files of another export stand in the folder: with those of this one nobody could tell them apart.
    #[error("files of another export stand there")]
    Mixed,
    /// The folder of several files cannot be made, or is none.
    #[error("no folder: {0}")]
    Folder(io::Error),
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Writes numbered files for other programs into a folder, which is made unless it is there. When one of them stands there and nobody agreed to
/// replace it, or is a document of Papier, or when other numbered files of the same form stand there, nothing is written.
///
/// # Errors
/// See [`ExportWriteError`], with the folder or the file that it is about; those before that one are written.
pub fn write_exports(folder: &Path, files: &[(String, Vec<u8>)], may_replace: bool, new: NewFile<'_>) -> Result<(), (PathBuf, ExportWriteError)> {
    for (name, _) in files {
        let path = folder.join(name);
        replaceable(&Disk, &path, may_replace).map_err(|error| (path, error))?;
    }
    if let Some(other) = other_numbered(folder, files) {
        return Err((other, ExportWriteError::Mixed));
    }
    super::create_folders(folder).map_err(|error| (folder.to_owned(), ExportWriteError::Folder(error)))?;
    files.iter().try_for_each(|(name, bytes)| {
        let path = folder.join(name);
        write_export(&path, bytes, may_replace, new).map_err(|error| (path, error))
    })
}

/// The first file of a folder that is numbered as these are, and none of them.
fn other_numbered(folder: &Path, files: &[(String, Vec<u8>)]) -> Option<PathBuf> {
    let extension = |name: &str| name.rsplit_once('.').map(|(_, extension)| extension.to_owned());
    let form = files.first().and_then(|(name, _)| extension(name))?;
    let standing = std::fs::read_dir(folder).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_numbered = |name: &String| name.starts_with(|first: char| first.is_ascii_digit()) && extension(name).is_some_and(|other| other == form);
    let other = standing.filter(is_numbered).filter(|name| files.iter().all(|(file, _)| file != name)).min()?;
    Some(folder.join(other))
}

/// Writes a file for another program, whole or not at all; a file that is there is replaced only if that was agreed.
///
/// # Errors
/// See [`ExportWriteError`].
pub fn write_export(path: &Path, bytes: &[u8], may_replace: bool, new: NewFile<'_>) -> Result<(), ExportWriteError> {
    write_on(&Disk, path, bytes, may_replace, new)
}

fn write_on<F: FileSystem>(fs: &F, path: &Path, bytes: &[u8], may_replace: bool, new: NewFile<'_>) -> Result<(), ExportWriteError> {
    let expected = replaceable(fs, path, may_replace)?;
    let same = |read: &[u8]| if read == bytes { Ok(()) } else { Err("what the disk holds differs") };
    file::replace_on(fs, path, bytes, How { new, ..How::from(expected) }, same, |_| ())?;
    Ok(())
}

/// What may stand at the path when the file is written: the very bytes that were looked at, so that a document that comes there meanwhile stays.
fn replaceable<F: FileSystem>(fs: &F, path: &Path, may_replace: bool) -> Result<Expected, ExportWriteError> {
    match file::read_capped(fs, path) {
        Ok((old, _)) if is_document(&old) => Err(ExportWriteError::Document),
        Err(ReadError::Missing { .. }) => Ok(Expected::Nothing),
        // Larger than any document.
        Ok(_) | Err(ReadError::TooLarge { .. }) if !may_replace => Err(ExportWriteError::Exists),
        Ok((old, modified)) => Ok(Expected::Version(FileStamp::of(&old, modified))),
        Err(_) => Ok(Expected::Anything),
    }
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
        let write = |may_replace| write_export(&path, b"new", may_replace, NewFile::Usual);
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
        assert!(matches!(write_export(folder.path(), b"new", true, NewFile::Usual), Err(ExportWriteError::Write(WriteError::IsFolder { .. }))));
    }

    #[test]
    fn several_files_are_written_into_a_folder_or_none_when_one_may_not_be_replaced() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a/b");
        let files = ["1.png", "2.png"].map(|name| (name.to_owned(), name.as_bytes().to_vec()));
        write_exports(&folder, &files, false, NewFile::Usual).unwrap();
        assert_eq!(fs::read(folder.join("2.png")).unwrap(), b"2.png");
        fs::remove_file(folder.join("1.png")).unwrap();
        let refused = write_exports(&folder, &files, false, NewFile::Usual).unwrap_err();
        assert!(matches!(&refused, (path, ExportWriteError::Exists) if path.ends_with("2.png")), "{refused:?}");
        assert!(!folder.join("1.png").exists());
        fs::write(folder.join("2.png"), "// papier 1").unwrap();
        let refused = write_exports(&folder, &files, true, NewFile::Usual).unwrap_err();
        assert!(matches!(&refused, (path, ExportWriteError::Document) if path.ends_with("2.png")), "{refused:?}");
        assert!(!folder.join("1.png").exists());
        fs::File::create(folder.join("2.png")).unwrap().set_len(file::SIZE_CAP + 1).unwrap();
        assert!(matches!(write_exports(&folder, &files, false, NewFile::Usual), Err((_, ExportWriteError::Exists))));
        assert!(!folder.join("1.png").exists(), "a file of any size stands there");
        for _ in 0..2 {
            write_exports(&folder, &files, true, NewFile::Usual).unwrap();
            assert_eq!(fs::read(folder.join("2.png")).unwrap(), b"2.png");
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
        fs::write(folder.join("photo.png"), "no slide").unwrap();
        write_exports(&folder, &files, true, NewFile::Usual).unwrap();
        fs::write(folder.join("3.png"), "of another").unwrap();
        let refused = write_exports(&folder, &files, true, NewFile::Usual).unwrap_err();
        assert!(matches!(&refused, (path, ExportWriteError::Mixed) if path.ends_with("3.png")), "{refused:?}");
        let under_a_file = folder.join("1.png/c");
        assert!(
            matches!(write_exports(&under_a_file, &files, true, NewFile::Usual), Err((path, ExportWriteError::Folder(_))) if path == under_a_file)
        );
    }

    #[test]
    fn any_failing_call_leaves_the_old_file_or_the_new_one() {
        for k in 1.. {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("out.pdf");
            fs::write(&path, "old").unwrap();
            let disk = Failing::new(Failure::Once(k), 5);
            let outcome = write_on(&disk, &path, b"new", true, NewFile::Usual);
            let after = fs::read(&path).unwrap();
            assert!(after == b"old" || after == b"new", "call {k}: {after:?}");
            assert!(outcome.is_err() || after == b"new", "call {k}");
            if disk.refused.take().is_empty() {
                break;
            }
        }
    }
}

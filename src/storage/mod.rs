//! Documents on disk: the RON shape of each format version, the one save path, and what keeps work from being lost: the versions that saves
//! replaced, the journal of what is not saved yet, the marks of those who have a file open.
//!
//! Knows no session and no window.

mod backups;
#[cfg(test)]
mod crashing;
mod disk;
mod exports;
#[cfg(test)]
mod failing;
pub mod file;
mod format_1;
mod journal;
mod lane;
mod owner;
mod places;
#[cfg(test)]
mod proofs;
mod sentences;
mod several;

pub use backups::{Backups, KeepError, Version};
pub use exports::{ExportWriteError, write_export, write_exports};
pub use file::{Expected, FileStamp};
pub use journal::{About, Journal, JournalError, Orphan, Recovered, parse as read_journal};
pub use lane::{Flush, Lane};
pub use owner::{Claim, Owner, OwnerMark};
pub use places::Places;
pub use sentences::io_words;
pub use several::{Saves, save_new};

use std::num::NonZero;
use std::path::{Path, PathBuf};

use crate::model::Document;
use disk::{Disk, FileSystem};
use file::{ReadError, WriteError};

/// The version that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;
const FIRST_LINE: &str = "// papier ";

/// A place in a file, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Why a file is not a document of Papier.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("the first line is not `// papier` and a version")]
    NotPapier,
    #[error("format {found} is newer than {FORMAT}")]
    Newer { found: u32 },
    #[error("{position:?}: {fault}")]
    Malformed { position: Position, fault: Fault },
}

/// What is wrong at a position of a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("unknown field {0}")]
    UnknownField(String),
    #[error("missing field {0}")]
    MissingField(String),
    #[error("{0} given twice")]
    DuplicateField(String),
    #[error("expected {0:?}")]
    Expected(Expectation),
    #[error("nested too deep")]
    TooDeep,
    #[error("{what} {found} does not exist")]
    Dangling { what: &'static str, found: String },
    #[error("{what} {found} stands twice")]
    Twice { what: &'static str, found: String },
    #[error("{0}")]
    Syntax(String),
}

/// What should have stood where something else was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Whole euros, or the formula that gives them.
    Euros,
    Year,
    /// The year of a PLF of which Papier knows the layout.
    BillYear,
    ProgrammeNumber,
    Category,
    ActionCode,
    /// The value of an indicator.
    Value,
    /// The name of a rule, as findings bear it.
    Rule,
    /// The place of a figure, by ids and years.
    Place,
    /// A place, `=` and the figure that stood there.
    ShownFigure,
    /// A text without line breaks.
    Line,
    /// One of some names.
    OneOf(String),
    /// In the words of the reader of RON.
    Other(String),
}

/// Why a document could not be saved; the document in memory is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The document would not read back as it is: a fault of the program, found before anything was written.
    #[error("the document does not read back")]
    NotReadBack,
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Reads a document.
pub fn open(path: &Path) -> Result<Document, OpenError> {
    parse(&file::read_text(path)?)
}

/// Reads many documents, on every core; the answers are in the order of the paths.
pub fn open_all(paths: &[PathBuf]) -> Vec<Result<Document, OpenError>> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = paths.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let read = |paths: &'_ [PathBuf]| paths.iter().map(|path| open(path)).collect::<Vec<_>>();
        let readers: Vec<_> = paths.chunks(share).map(|paths| scope.spawn(move || read(paths))).collect();
        readers.into_iter().flat_map(|reader| reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// Reads a document and the stamp of the very bytes that it was read from.
pub fn open_stamped(path: &Path) -> Result<(Document, FileStamp), OpenError> {
    let file = file::read_stamped_text(path)?;
    Ok((parse(&file.text)?, file.stamp))
}

/// A save that the disk confirmed.
#[derive(Debug)]
pub struct Saved {
    /// Of the new file.
    pub stamp: FileStamp,
    /// Whether the version that was replaced is kept; a save is not given up for an older version that cannot be kept.
    pub kept: Result<(), KeepError>,
}

/// Saves a document over whatever the path holds.
pub fn save(path: &Path, document: &Document) -> Result<(), SaveError> {
    save_expecting(path, document, Expected::Anything, None).map(drop)
}

/// Saves a document: serialise, read back and compare, then replace the file as `file::replace_on` does, if it holds what is expected; the
/// version that is replaced goes to `backups` first.
pub fn save_expecting(path: &Path, document: &Document, expected: Expected, backups: Option<&Backups>) -> Result<Saved, SaveError> {
    save_on(&Disk, path, document, expected, backups)
}

fn save_on<F: FileSystem>(fs: &F, path: &Path, document: &Document, expected: Expected, backups: Option<&Backups>) -> Result<Saved, SaveError> {
    let text = write(document);
    let same = |text: &str| parse(text).is_ok_and(|read| read == *document);
    if !same(&text) {
        return Err(SaveError::NotReadBack);
    }
    let check = |bytes: &[u8]| if bytes == text.as_bytes() { Ok(()) } else { Err("what the disk holds differs") };
    let mut kept = Ok(());
    let keep = |old: file::Old<'_>| {
        if let Some(backups) = backups {
            kept = backups.keep_on(fs, old.bytes, old.modified);
        }
    };
    let stamp = file::replace_on(fs, path, text.as_bytes(), expected, check, keep)?;
    Ok(Saved { stamp, kept })
}

/// The text of a document's file; the same document always gives the same text.
pub fn write(document: &Document) -> String {
    format!("{FIRST_LINE}{FORMAT}\n{}\n", format_1::write(document))
}

/// The document in a file's text.
pub fn parse(text: &str) -> Result<Document, OpenError> {
    match version(text).ok_or(OpenError::NotPapier)? {
        1 => format_1::read(text).map_err(|(position, fault)| OpenError::Malformed { position, fault }),
        found => Err(OpenError::Newer { found }),
    }
}

fn version(text: &str) -> Option<u32> {
    let version = text.lines().next()?.trim_end().strip_prefix(FIRST_LINE)?.parse().ok()?;
    (version > 0).then_some(version)
}

/// Whether a file begins as documents do, of any version: nothing but a save may replace it.
fn is_document(bytes: &[u8]) -> bool {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).starts_with(FIRST_LINE.as_bytes())
}

/// The documents of a folder: its files that end in `.ron`, by name.
pub fn documents_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ron") && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Programme, Year};

    #[test]
    fn the_documents_of_a_folder_are_its_ron_files_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let document = |name: &str| Document::new(Year::new(2021).unwrap(), Programme { name: name.into(), ..Programme::default() });
        for name in ["b", "a", "c"] {
            save(&folder.path().join(name).with_extension("ron"), &document(name)).unwrap();
        }
        std::fs::write(folder.path().join("notes.txt"), "no document").unwrap();
        std::fs::create_dir(folder.path().join("folder.ron")).unwrap();
        let paths = documents_in(folder.path()).unwrap();
        assert_eq!(paths, ["a.ron", "b.ron", "c.ron"].map(|name| folder.path().join(name)));
        let read: Vec<Document> = open_all(&paths).into_iter().map(Result::unwrap).collect();
        assert_eq!(read, ["a", "b", "c"].map(document));
        assert!(documents_in(&folder.path().join("none")).is_err());
    }

    #[test]
    fn the_first_line_says_the_version() {
        let document = write(&Document::new(Year::new(2021).unwrap(), Programme::default()));
        let first = |line: &str| parse(&document.replacen("// papier 1", line, 1));
        assert!(first("// papier 1").is_ok());
        for line in ["// papier 0", "// papier -1", "// papier", "// papier 1.0", "// other 1", ""] {
            assert!(matches!(first(line), Err(OpenError::NotPapier)), "{line}");
        }
        assert!(matches!(first("// papier 2"), Err(OpenError::Newer { found: 2 })));
    }
}

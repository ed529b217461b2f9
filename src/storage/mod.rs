//! Documents on disk: the RON shape of each format version, the one save path, and what keeps work from being lost: the versions that saves
//! replaced, the journal of what is not saved yet, the marks of those who have a file open.
//!
//! Knows no session and no window.

mod access_list;
mod backups;
#[cfg(test)]
mod crashing;
mod density;
mod disk;
mod exports;
#[cfg(test)]
mod failing;
pub mod file;
mod format_1;
mod format_2;
mod journal;
mod lane;
mod largest;
#[cfg(test)]
#[cfg(unix)]
mod neighbours;
mod owner;
mod places;
mod private;
#[cfg(test)]
mod proofs;
mod reading;
mod rights;
mod sentences;
mod several;
mod temporary;

pub use backups::{Backups, KeepError, Version};
pub use exports::{ExportWriteError, write_export, write_exports};
pub use file::{Expected, FileStamp, Losses};
pub use format_2::is_unknown_section;
pub use journal::{About, Journal, JournalError, Orphan, Recovered, parse as read_journal};
pub use lane::{Flush, Lane};
pub use largest::{LargestText, TextName};
pub use owner::{Claim, Owner, OwnerMark, Unmarked};
pub use places::Places;
pub use private::PrivateFolder;
pub use rights::NewFile;
pub use sentences::io_words;
pub use several::{Replacement, Saves, Stopped, replace_all, save_all_new};

use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use crate::address;
use crate::model::{ActionCode, Document};
use disk::{Disk, FileSystem};
use file::{How, ReadError, WriteError};

/// The version that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 2;
const FIRST_LINE: &str = "// papier ";
/// The most slides of a presentation.
const MOST_SLIDES: usize = 100_000;

/// Creates a folder for documents or exports, and those above it, where they are missing.
///
/// # Errors
/// What the disk refuses.
pub fn create_folders(folder: &Path) -> io::Result<()> {
    Disk.create_folders(folder, 0o777)
}

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
    /// The marks of a merge of lines stand in it: git could not decide, and nobody has.
    #[error("line {line}: the marks of a merge")]
    Marks { line: usize },
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
    #[error("more than {most} values")]
    TooMany { most: usize },
    #[error("{what} {found} does not exist")]
    Dangling { what: &'static str, found: String },
    /// A sub-action that does not say of which action it is one.
    #[error("sub-action {0} has no parent")]
    NoParent(ActionCode),
    /// What only a sub-action says, of an action.
    #[error("{code} is no sub-action, and has a {field}")]
    NoSubAction { field: &'static str, code: ActionCode },
    /// The parent of a sub-action is a sub-action.
    #[error("sub-action {0} is a parent")]
    UnderSubAction(u64),
    #[error("{what} {found} stands twice")]
    Twice { what: &'static str, found: String },
    #[error("{0:?}")]
    Syntax(Syntax),
}

/// Why a text cannot be read at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// The text ends before it is whole.
    End,
    Missing(char),
    /// Something stands where it has no place.
    Unexpected(String),
    /// The name of a field should stand there.
    Nameless,
    /// A comment does not end.
    Comment,
    /// Something follows the last bracket.
    Trailing,
    Else,
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
    /// A number between quotes.
    Number,
    /// From 1, below 2^48.
    Identity,
    /// The name of a rule, as findings bear it.
    Rule,
    /// The place of a figure, by ids and years.
    Place,
    /// A place, `=` and the figure that stood there.
    ShownFigure,
    /// A text without line breaks.
    Line,
    /// Words of at most [`model::LONGEST_LABEL`](crate::model::LONGEST_LABEL) characters.
    Label,
    /// At most [`model::LONGEST_TEXT`](crate::model::LONGEST_TEXT) characters.
    Text,
    /// At most as many slides as a presentation may have.
    Slides,
    /// What an address of a conflict ends with.
    Key,
    /// Either of them, in a cell.
    NumberOrWords,
    /// An indicator has a row at least.
    RowOfIndicator,
    /// One of some names.
    OneOf(&'static [&'static str]),
    /// Words in quotes.
    Quoted,
    /// A whole number that its field can hold.
    Whole,
    Boolean,
    List,
    /// Fields in brackets.
    Fields,
    /// A value of another shape.
    Else,
}

/// Why a document could not be saved; the document in memory is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file would be larger than one that is opened. Nothing was written.
    #[error("the file would hold {size} bytes, the limit is {cap}")]
    TooLarge {
        /// Bytes.
        size: u64,
        /// Bytes: [`file::SIZE_CAP`].
        cap: u64,
        largest: Option<LargestText>,
    },
    /// The document would not read back as it is: a fault of the program, found before anything was written.
    #[error("the document does not read back")]
    NotReadBack,
    /// A file stands where a new one was to be written, or came in between. Nothing was written.
    #[error("a file stands there")]
    Exists,
    /// A name, a label or a text could not be opened again; its address.
    #[error("{address} has more than {most} characters")]
    TooLong { address: String, most: usize },
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Reads a document.
pub fn open(path: &Path) -> Result<Document, OpenError> {
    open_stamped(path).map(|(document, _)| document)
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
    let (bytes, stamp) = file::read_stamped(path)?;
    Ok((document_of(path, &bytes)?, stamp))
}

/// The same, and what a save over the file would lose.
pub fn open_to_change(path: &Path) -> Result<(Document, FileStamp, Option<Comments>), OpenError> {
    let (bytes, stamp) = file::read_stamped(path)?;
    let text = file::text_of(path, &bytes)?;
    Ok((parse(text)?, stamp, Comments::of(text)))
}

/// Comments that somebody wrote in a file by hand: no save keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comments {
    pub count: usize,
    /// The line of the first, from 1.
    pub first: usize,
}

impl Comments {
    /// Those of a document's text; `None` where there is none.
    pub fn of(text: &str) -> Option<Self> {
        let found: Vec<usize> = match version(text) {
            // It had none of its own but its first line.
            Some(1) => density::comments(text).map(|(at, _)| at).collect(),
            _ => format_2::comments(text),
        };
        let mut by_hand = found.into_iter().filter(|at| *at > 0);
        let first = by_hand.next()?;
        Some(Self { count: by_hand.count() + 1, first: density::position(text, first).line })
    }
}

/// The document in the bytes of a file: whatever this refuses, no save writes. `path` only serves the error.
fn document_of(path: &Path, bytes: &[u8]) -> Result<Document, OpenError> {
    parse(file::text_of(path, bytes)?)
}

/// The identity that a line of a document's text gives: every format writes it first.
fn identity_of_line(line: &str) -> Option<u64> {
    let digits = line.trim_start().strip_prefix("(id: ")?;
    digits.split(',').next()?.parse().ok()
}

/// The version of the shape of a document's bytes.
fn format_of(bytes: &[u8]) -> Option<u32> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let line = bytes.split(|byte| *byte == b'\n').next()?;
    version(std::str::from_utf8(line).ok()?)
}

/// A save that the disk confirmed.
#[derive(Debug)]
pub struct Saved {
    /// Of the new file.
    pub stamp: FileStamp,
    /// What was replaced, if that was of an older format.
    pub former: Option<Former>,
    /// Whether the version that was replaced is kept; a save is not given up for an older version that cannot be kept.
    pub kept: Result<(), KeepError>,
    /// What the replaced file had that the new one has not.
    pub losses: Losses,
}

/// A file of an older format that a save replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Former {
    pub format: u32,
    /// Whether it stands among the earlier versions.
    pub is_kept: bool,
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

/// The same; a file that was not there is open to nobody who could do nothing with `source`, from which the document is.
pub fn save_expecting_from(
    source: Option<&Path>,
    path: &Path,
    document: &Document,
    expected: Expected,
    backups: Option<&Backups>,
) -> Result<Saved, SaveError> {
    let sources: Vec<&Path> = source.into_iter().collect();
    let new = if sources.is_empty() { NewFile::Usual } else { NewFile::From(&sources) };
    prepare_on(&Disk, path, document, How { new, ..How::from(expected) }, backups)?.commit()
}

/// Saves a document where no file is, or an empty one.
///
/// # Errors
/// [`SaveError::Exists`] when one stands there, or comes before the save is done; see [`SaveError`].
pub fn save_new(path: &Path, document: &Document) -> Result<(), SaveError> {
    save_new_with(path, document, NewFile::Usual)
}

/// The same of a document that is made from other files: nobody may do with it what he could not do with each of them.
///
/// # Errors
/// As [`save_new`].
pub fn save_new_from(sources: &[&Path], path: &Path, document: &Document) -> Result<(), SaveError> {
    save_new_with(path, document, NewFile::From(sources))
}

fn save_new_with(path: &Path, document: &Document, new: NewFile<'_>) -> Result<(), SaveError> {
    let expected = match file::stamp(path) {
        Ok(stamp) if stamp.size == 0 => Expected::Version(stamp),
        Ok(_) | Err(ReadError::TooLarge { .. }) => return Err(SaveError::Exists),
        // What else cannot be read, such as a folder, the save itself refuses.
        Err(_) => Expected::Nothing,
    };
    match prepare_on(&Disk, path, document, How { new, ..How::from(expected) }, None).and_then(PreparedSave::commit) {
        Err(SaveError::Write(WriteError::Changed { .. })) => Err(SaveError::Exists),
        saved => saved.map(drop),
    }
}

fn save_on<F: FileSystem>(fs: &F, path: &Path, document: &Document, expected: Expected, backups: Option<&Backups>) -> Result<Saved, SaveError> {
    prepare_on(fs, path, document, expected, backups)?.commit()
}

/// A save of which only the last step is left.
struct PreparedSave<'fs, F: FileSystem> {
    replacement: file::Prepared<'fs, F>,
    former: Option<Former>,
    kept: Result<(), KeepError>,
}

impl<F: FileSystem> PreparedSave<'_, F> {
    fn commit(self) -> Result<Saved, SaveError> {
        let file::Replaced { stamp, losses } = self.replacement.commit()?;
        Ok(Saved { stamp, former: self.former, kept: self.kept, losses })
    }
}

/// A save as far as it changes nothing: the text is held against every refusal of [`open`], then written beside the file, which is held.
fn prepare_on<'fs, 'how, F: FileSystem>(
    fs: &'fs F,
    path: &Path,
    document: &Document,
    how: impl Into<How<'how>>,
    backups: Option<&Backups>,
) -> Result<PreparedSave<'fs, F>, SaveError> {
    if let Some(place) = document.overlong() {
        return Err(SaveError::TooLong { address: address::write(document, place.into()).unwrap_or_default(), most: place.longest() });
    }
    let text = write(document);
    match document_of(path, text.as_bytes()) {
        Ok(read) if read == *document => {}
        Err(OpenError::Read(ReadError::TooLarge { size, cap, .. })) => {
            // A text that is shorter than what is too much is not the one to shorten.
            let largest = largest::largest_text(document).filter(|text| u64::try_from(text.size).is_ok_and(|text| text > size.saturating_sub(cap)));
            return Err(SaveError::TooLarge { size, cap, largest });
        }
        Ok(_) | Err(_) => return Err(SaveError::NotReadBack),
    }
    let check = |bytes: &[u8]| if bytes == text.as_bytes() { Ok(()) } else { Err("what the disk holds differs") };
    let (mut former, mut kept) = (None, Ok(()));
    let keep = |old: file::Old<'_>| {
        former = format_of(old.bytes).filter(|format| *format < FORMAT);
        if let Some(backups) = backups {
            kept = backups.keep_on(fs, old.bytes, old.modified);
        }
    };
    let replacement = file::prepare_on(fs, path, text.as_bytes(), how, check, keep)?;
    let former = former.map(|format| Former { format, is_kept: backups.is_some() && kept.is_ok() });
    Ok(PreparedSave { replacement, former, kept })
}

/// The text of a document's file; the same document always gives the same text.
pub fn write(document: &Document) -> String {
    format!("{FIRST_LINE}{FORMAT}\n{}\n", format_2::write(document))
}

/// The document in a file's text.
pub fn parse(text: &str) -> Result<Document, OpenError> {
    let read = match version(text).ok_or(OpenError::NotPapier)? {
        1 => format_1::read(text),
        2 => format_2::read(text),
        found => return Err(OpenError::Newer { found }),
    };
    read.map_err(|(position, fault)| marks(text).map_or(OpenError::Malformed { position, fault }, |line| OpenError::Marks { line }))
}

/// The document that a file of this text would hold: whatever [`open`] refuses of a file, this refuses.
pub fn reopened(text: &str) -> Result<Document, OpenError> {
    document_of(Path::new(""), text.as_bytes())
}

/// The line of the first mark that git's merge leaves, from 1: no text of a document begins a line so.
fn marks(text: &str) -> Option<usize> {
    let begins = text.lines().position(|line| line.starts_with("<<<<<<< "))?;
    text.lines().skip(begins).any(|line| line.starts_with(">>>>>>> ")).then_some(begins + 1)
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
pub fn documents_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
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
mod tests;

//! What is given to an import, and the bytes of a file as text.

use crate::exchange::workbook::back;
use crate::model::{ProgrammeNumber, Stage, Year};

/// Largest file that is read, in bytes: an open-data file of the whole bill has less than one million.
pub const MAX_BYTES: usize = 16 << 20;
/// Most files that are read together.
pub const MAX_FILES: usize = 64;

/// A file as it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// What messages call it.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What the user said beside the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The only programme wanted.
    pub programme: Option<ProgrammeNumber>,
    /// The year of the PAP.
    pub year: Option<Year>,
    /// The law of amounts of which no file says it: the bill or the act.
    pub law: Option<Stage>,
}

/// How the characters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    /// Of which Latin-1 is a part.
    Windows1252,
}

/// What a file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    OpenData,
    Nomenclature,
    Page,
    Text,
}

/// What holds no text that could be read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    Workbook,
    /// A workbook that Papier exported, which goes back onto its document.
    PapierWorkbook,
    Pdf,
    /// A document of a word processor.
    Word,
    /// A web page saved in one file with its pictures (MHTML).
    WebArchive,
    /// A document of Papier.
    Papier,
    /// A page that Papier exported: its figures without what makes them.
    PapierPage,
    Other,
}

/// A file cut to what its reader needs.
pub(super) struct Source {
    pub name: String,
    pub encoding: Encoding,
    /// Lines of a UTF-8 file that are not, read as Windows-1252.
    pub odd_lines: Vec<usize>,
    pub contents: Contents,
}

pub(super) enum Contents {
    /// An open-data file: credits, one line each.
    OpenData(Separated),
    /// Labels of missions, programmes and actions.
    Nomenclature(Separated),
    /// HTML of the public site.
    Page(String),
    /// The published text, tables with tabs.
    Text(String),
}

/// A text of separated values.
pub(super) struct Separated {
    /// From the line of headings on.
    pub text: String,
    pub separator: u8,
    /// The lines before: what the publisher says of the file.
    pub before: Vec<String>,
}

impl Source {
    pub fn kind(&self) -> Kind {
        match self.contents {
            Contents::OpenData(_) => Kind::OpenData,
            Contents::Nomenclature(_) => Kind::Nomenclature,
            Contents::Page(_) => Kind::Page,
            Contents::Text(_) => Kind::Text,
        }
    }
}

/// What the first bytes say of a file that is no text.
pub(super) fn binary(bytes: &[u8]) -> Option<Binary> {
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    match bytes {
        // A workbook is an archive, or an older container.
        [b'P', b'K', 3, 4, ..] if back::is_ours(bytes) => Some(Binary::PapierWorkbook),
        [b'P', b'K', 3, 4, ..] if is_of_words(bytes) => Some(Binary::Word),
        [0xd0, 0xcf, 0x11, 0xe0, ..] if bytes.windows(OLD_WORD.len()).any(|name| name == OLD_WORD) => Some(Binary::Word),
        [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => Some(Binary::Workbook),
        [b'%', b'P', b'D', b'F', ..] => Some(Binary::Pdf),
        [b'{', b'\\', b'r', b't', b'f', ..] => Some(Binary::Word),
        bytes if is_web_archive(bytes) => Some(Binary::WebArchive),
        bytes if !is_utf16 && bytes.contains(&0) => Some(Binary::Other),
        _ => None,
    }
}

/// How an older container names the stream of a document of words.
const OLD_WORD: &[u8] = b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0";

/// Whether an archive holds a document of a word processor: DOCX, ODT.
fn is_of_words(bytes: &[u8]) -> bool {
    const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.text";
    // An ODT says what it is in its first part, which is not packed.
    let head = bytes.get(..200.min(bytes.len())).unwrap_or_default();
    head.windows(OPEN_DOCUMENT.len()).any(|name| name == OPEN_DOCUMENT) || back::has_part(bytes, "word/document.xml")
}

/// Whether a file begins with the headers of a page saved with its pictures.
fn is_web_archive(bytes: &[u8]) -> bool {
    const HEAD: usize = 4096;
    let head = String::from_utf8_lossy(bytes.get(..HEAD.min(bytes.len())).unwrap_or_default()).to_ascii_lowercase();
    let is_header = |line: &str| {
        line.split_once(':').is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-'))
    };
    head.lines().find(|line| !line.trim().is_empty()).is_some_and(is_header) && head.contains("content-type: multipart/related")
}

/// The characters of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// Its lines end with `\n`, however they did.
    pub text: String,
    pub encoding: Encoding,
    pub odd_lines: Vec<usize>,
}

/// UTF-8 if it is, UTF-16 if its mark says so, or else the code page of Windows in Western Europe; the last one line by line where some lines
/// are UTF-8.
pub(super) fn decoded(bytes: &[u8]) -> Decoded {
    let (text, encoding, odd_lines) = match bytes {
        [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes), Encoding::Utf16, vec![]),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes), Encoding::Utf16, vec![]),
        bytes => {
            let (bytes, has_mark) = bytes.strip_prefix(b"\xef\xbb\xbf").map_or((bytes, false), |body| (body, true));
            let bytes = with_newlines(bytes);
            match std::str::from_utf8(&bytes) {
                Ok(text) => (text.to_owned(), Encoding::Utf8, vec![]),
                Err(_) if has_mark || is_mostly_utf8(&bytes) => {
                    let (text, odd_lines) = mixed(&bytes);
                    (text, Encoding::Utf8, odd_lines)
                }
                Err(_) => (bytes.iter().map(|byte| windows_1252(*byte)).collect(), Encoding::Windows1252, vec![]),
            }
        }
    };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    Decoded { text, encoding, odd_lines }
}

/// Each `\r\n` and each lone `\r` as `\n`.
fn with_newlines(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte == b'\r' {
            rest.next_if_eq(&b'\n');
        }
        out.push(if byte == b'\r' { b'\n' } else { byte });
    }
    out
}

/// Whether a text that is not UTF-8 was meant to be: a line of it is, letters with accents and all, or such letters are more than stray bytes.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let has_utf8_line = bytes.split(|byte| *byte == b'\n').any(|line| std::str::from_utf8(line).is_ok_and(|line| !line.is_ascii()));
    let (letters, strays) = bytes.utf8_chunks().fold((0, 0), |(letters, strays), chunk| {
        (letters + chunk.valid().chars().filter(|letter| !letter.is_ascii()).count(), strays + chunk.invalid().len())
    });
    has_utf8_line || letters > strays
}

/// A text of which some bytes are not UTF-8, and the lines, from 1, where they stand: those bytes are read as Windows-1252.
fn mixed(bytes: &[u8]) -> (String, Vec<usize>) {
    let (mut text, mut odd) = (String::with_capacity(bytes.len()), vec![]);
    for (line, number) in bytes.split_inclusive(|byte| *byte == b'\n').zip(1..) {
        for chunk in line.utf8_chunks() {
            text.push_str(chunk.valid());
            text.extend(chunk.invalid().iter().map(|byte| windows_1252(*byte)));
            if !chunk.invalid().is_empty() && odd.last() != Some(&number) {
                odd.push(number);
            }
        }
    }
    (text, odd)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// What Windows-1252 has where Latin-1 has controls, from 0x80 on; five codes have no character.
const BETWEEN: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    byte.checked_sub(0x80).and_then(|index| BETWEEN.get(usize::from(index))).copied().unwrap_or(char::from(byte))
}

//! The PAP as PDF: an A4 document in the official order and the layout of its year, tagged as PDF/UA-1.
//!
//! `content` says in plain data what stands in the document (`walk` the page of each node), `pap.typ` lays it out, the typesetting library breaks lines and pages. What users
//! wrote reaches the library as data, never as markup. Knows no path; the fonts and the layout are compiled in, nothing else is read.

mod columns;
mod content;
pub mod deck;
mod drawing;
mod heights;
mod pages;
mod pieces;
mod setter;
mod sheets;
mod typography;
mod undrawn;
mod walk;

use std::sync::LazyLock;
use std::thread;

pub use sheets::{Picture, Sheets};
pub use undrawn::{Undrawn, sentences as undrawn_sentences, undrawn};

use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use self::content::Content;
use self::drawing::Brush;
use super::export::{ExportError, PrintedCharts};
use super::progress::Progress;
use crate::charts::fonts;
use crate::tables::{Part, Tables};

const LAYOUT: &str = include_str!("pap.typ");
const SLIDES: &str = include_str!("slides.typ");
/// Results of the typesetting library that so many documents did not use are dropped: what is kept grows no further.
const KEPT_FOR: usize = 4;
/// Beyond so many nothing is kept from one file to the next.
const MANY_PAGES: usize = 150;
/// Beyond so many bytes of content a document is large.
const MANY_BYTES: usize = 1 << 20;

/// What is printed: the whole document or one of its parts, which charts, and whether the change from the act to the bill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    pub part: Option<Part>,
    pub charts: PrintedCharts,
    pub variation: bool,
}

/// The pages as a file. The library cannot be stopped while it lays out: who gives up is heard before and after.
///
/// # Errors
/// [`ExportError::Typesetting`] is a fault of the program; [`ExportError::GivenUp`].
pub fn bytes(tables: Tables<'_>, printed: Printed, progress: &Progress) -> Result<Vec<u8>, ExportError> {
    progress.begin(2);
    progress.step()?;
    let document = typeset(tables, printed, Keeping::WhileSmall)?;
    if document.pages().len() > MANY_PAGES {
        // The file is made in the room of what the library keeps for the next layout, more than a megabyte a page.
        comemo::evict(0);
    }
    progress.step()?;
    written(&document)
}

/// Laid out pages as a file, which is PDF/UA-1.
fn written(document: &PagedDocument) -> Result<Vec<u8>, ExportError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| ExportError::Typesetting(error.message().to_string()))?;
    let creator = Smart::Custom(Some(format!("Papier {}", env!("CARGO_PKG_VERSION"))));
    let options = PdfOptions { standards, creator, ..PdfOptions::default() };
    typst_pdf::pdf(document, &options).map_err(|faults| first_of(faults.iter()))
}

/// What the library may keep for the next layout.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeping {
    /// All: an edit lays out again what it changes.
    All,
    /// All of a document that is not large.
    WhileSmall,
}

/// The pages, laid out.
fn typeset(tables: Tables<'_>, printed: Printed, keeping: Keeping) -> Result<PagedDocument, ExportError> {
    let (front, body) = content::of(tables, printed).split();
    let desk = Desk::of(&body)?;
    let is_kept = keeping == Keeping::All || desk.content.len() < MANY_BYTES;
    let brush = Brush::of(tables.lang);
    let mut pages = pages::body(&desk, body.into_drawings(), &brush, is_kept);
    if let (Some(content), Some(layout)) = (front, &PRESS.front) {
        let desk = Desk::of(&content)?;
        pages = pages.and_then(|body| pages::with_front(&desk, layout, body));
    }
    // Beside what is done with the pages.
    thread::spawn(|| comemo::evict(KEPT_FOR));
    pages.map(|pages| pages::numbered(pages, &brush)).map_err(|faults| first_of(faults.iter()))
}

fn first_of<'a>(mut faults: impl Iterator<Item = &'a SourceDiagnostic>) -> ExportError {
    ExportError::Typesetting(faults.next().map_or_else(String::new, |fault| fault.message.to_string()))
}

/// What never changes: the functions of the library, the fonts, the layout.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// The characters for which every weight has a glyph, in their order.
    drawn: Vec<u32>,
    layout: Option<Source>,
    /// The same, of which cover and contents are made: what stands in one of the two stands in no place of the other.
    front: Option<Source>,
    /// The layout of slides.
    slides: Option<Source>,
    content: Option<FileId>,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let fonts: Vec<Font> = fonts::FILES.iter().filter_map(|font| Font::new(Bytes::new(*font), 0)).collect();
    let coverages: Vec<_> = fonts.iter().map(|font| &font.info().coverage).collect();
    let drawn = coverages.first().into_iter().flat_map(|first| first.iter()).filter(|point| coverages.iter().all(|font| font.contains(*point)));
    let file = |name| Some(FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?)));
    Press {
        library: LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        drawn: drawn.collect(),
        fonts,
        layout: file("pap.typ").map(|id| Source::new(id, LAYOUT.to_owned())),
        front: file("front.typ").map(|id| Source::new(id, LAYOUT.to_owned())),
        slides: file("slides.typ").map(|id| Source::new(id, SLIDES.to_owned())),
        content: file("pap.json"),
    }
});

impl Press {
    /// Whether every weight has a glyph for a character.
    fn draws(&self, character: char) -> bool {
        self.drawn.binary_search(&u32::from(character)).is_ok()
    }
}

/// One document being typeset.
struct Desk {
    /// `pap.json`.
    content: Bytes,
    /// What lays it out.
    layout: &'static Option<Source>,
}

impl Desk {
    fn of(content: &Content) -> Result<Self, ExportError> {
        let json = serde_json::to_vec(content).map_err(|error| ExportError::Typesetting(error.to_string()))?;
        Ok(Self { content: Bytes::new(json), layout: &PRESS.layout })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        // Its name is a valid path: a test typesets a document.
        self.layout.as_ref().map_or_else(|| Source::detached("").id(), Source::id)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.layout.clone().filter(|layout| layout.id() == id).ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if PRESS.content == Some(id) { Ok(self.content.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests;

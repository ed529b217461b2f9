//! What a section is beside its shape: its page, its tables, their words, as the document prints them.

use crate::lang::Lang;
use crate::model::{Document, Shape, Year};

/// A section of a PAP that is a room: everything that tells it from the others.
pub trait Section: Sync {
    /// The key of its page: that of its first table.
    fn key(&self) -> &'static str {
        self.tables().first().map_or("", |table| table.shape.key)
    }

    /// The title of its page, as the document prints it.
    fn title(&self, lang: Lang) -> &'static str;

    /// The short title of its page, for the outline.
    fn name(&self, lang: Lang) -> &'static str {
        self.title(lang)
    }

    /// After which page it stands.
    fn stands_after(&self) -> Anchor;

    /// Its tables in their order, each under a heading of its own.
    fn tables(&self) -> &'static [TableDef];

    /// What publications write otherwise than its tables do, table by table; most need nothing here.
    fn published(&self) -> &'static [Published] {
        &[]
    }
}

/// How a published PAP words a table, where that is not what Papier prints. Titles, headings and names of rows of the [`TableDef`] are known without it.
///
/// In words, `{N}` and `{N-1}` stand for the year of the bill and the one before; case, accents, dashes and spaces do not count.
#[derive(Clone, Copy, Debug, Default)]
pub struct Published {
    /// The key of its table.
    pub table: &'static str,
    /// Other lines that stand above it.
    pub titles: &'static [&'static str],
    /// Other headings, each with its column: of a cell, or `code`, the code of a listed row.
    pub headings: &'static [(&'static str, &'static str)],
    /// Other names of rows that every document has, each with its key.
    pub rows: &'static [(&'static str, &'static str)],
    /// The row that sums up the others, where it is not called a total: it stands above them, and tells tables apart that are printed as one.
    pub total: &'static [&'static str],
}

/// The page after which sections stand, in the order of `sections::ALL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The synthesis of the programme, which opens the justification.
    Synthesis,
}

/// How a table stands on the printed page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Over the whole page, under its headings.
    Page,
    /// Labels that lead to one figure each, in the measure of texts: its title is the only heading.
    List,
}

/// A table of a section.
pub struct TableDef {
    pub shape: &'static Shape,
    /// Its title, as the document prints it.
    pub title: fn(Lang) -> &'static str,
    /// The name of its sheet in a workbook, at most 31 characters.
    pub sheet: fn(Lang) -> &'static str,
    /// The heading of the labels.
    pub row_header: fn(Lang) -> &'static str,
    /// What is added to it, as a menu says it; empty where no rows are listed.
    pub added: fn(Lang) -> &'static str,
    /// What a row that every document has is called in the layout of a year, as the document prints it.
    pub row_name: fn(&'static str, Year, Lang) -> String,
    /// Its columns in the layout of a year.
    pub columns: fn(Year, Lang) -> Vec<Heading>,
    pub setting: Setting,
    /// The heading of the comment under it; none where nothing is written there.
    pub comment: Option<fn(Lang) -> &'static str>,
}

/// A column of a table of a section.
pub struct Heading {
    pub column: &'static str,
    pub year: Option<Year>,
    /// As the document prints it.
    pub title: String,
    /// Whether it closes the columns before it: what is asked, a sum.
    pub is_total: bool,
}

impl Heading {
    pub fn new(column: &'static str, year: Year, title: impl Into<String>) -> Self {
        Self { column, year: Some(year), title: title.into(), is_total: false }
    }

    pub fn total(self) -> Self {
        Self { is_total: true, ..self }
    }
}

/// Whether a document has anything to show in a section.
pub fn has_facts(section: &dyn Section, document: &Document) -> bool {
    section.tables().iter().any(|table| {
        let comment = crate::model::Narrative::Section(table.shape.key);
        document.sections.has(table.shape.key) || !document.text(comment).is_empty()
    })
}

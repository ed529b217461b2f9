//! What a workbook says of itself for the day it comes back: on a hidden sheet, for each column and row of a table a reference, which spreadsheets
//! rewrite where rows are inserted and sheets renamed, and what Papier wrote in the cells of that row.
//!
//! Knows how these lines are spelt, for those who write them and those who read them.

use rust_xlsxwriter::{Formula, Worksheet, XlsxError};
use serde::{Deserialize, Serialize};

use super::formulas::{cell_name, quoted};
use super::plan::Spot;
use super::sheet::Sheet;
use super::styles::Styles;
use crate::model::{Document, ProgrammeNumber};

/// The name of the hidden sheet, and of the property that says which program wrote the workbook.
pub(super) const SHEET: &str = "papier";
pub(super) const PROPERTY: &str = "Papier";
/// Of these lines.
pub(super) const VERSION: u32 = 1;
/// The longest piece of a line in one cell, in units of UTF-16: a cell holds 32 767.
const LONGEST: usize = 30_000;

/// What a line is, in its first cell; what it says is JSON in the second, references stand from the third on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// A programme, before its tables.
    Document,
    /// A table, with a reference for each of its columns.
    Table,
    /// A row of the table before, with a reference to its first label.
    Row,
    /// What the line before says goes on.
    More,
}

impl LineKind {
    const ALL: [Self; 4] = [Self::Document, Self::Table, Self::Row, Self::More];

    fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Table => "table",
            Self::Row => "row",
            Self::More => "more",
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The column of what a line says, and that of its first reference.
pub(super) const SAID: u16 = 1;
pub(super) const REFERENCES: u16 = 2;

/// Of which document a workbook was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OfDocument {
    pub version: u32,
    pub programme: Option<u16>,
    pub year: u16,
}

impl OfDocument {
    pub fn of(document: &Document) -> Self {
        let programme = document.programme.number.map(ProgrammeNumber::get);
        Self { version: VERSION, programme, year: document.year.get() }
    }
}

/// A table where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OfTable {
    pub title: String,
    pub sheet: String,
    /// The columns of its cells.
    pub columns: Vec<u16>,
    /// Of the first table of a sheet: what else is written there, titles, headings and notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Whether its rows are the paragraphs of texts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub texts: bool,
}

/// A row where it was written, with its labels from the first column on and a cell for each column of its table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OfRow {
    pub row: u32,
    pub labels: Vec<String>,
    /// The first label, where it says a text of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Written>,
    pub cells: Vec<Option<Written>>,
}

/// What was written in a cell. Nothing but a place: it was left blank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The place that it shows, as files spell it.
    #[serde(rename = "p")]
    pub place: String,
    /// The number that stands there, or that a formula gave.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Without its `=`.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// What a drafter typed, where the cell says it in another way: a formula, a number of more digits, a paragraph with its marks.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
}

/// A table that was written, with its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AnchoredTable {
    pub of: OfTable,
    /// The row whose cells the references to columns name.
    pub head: u32,
    pub rows: Vec<OfRow>,
}

/// A line of the hidden sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    kind: LineKind,
    said: String,
    references: Vec<String>,
}

impl Line {
    fn new(kind: LineKind, said: &impl Serialize, references: Vec<String>) -> Result<Self, XlsxError> {
        let said = serde_json::to_string(said).map_err(|error| XlsxError::ParameterError(error.to_string()))?;
        Ok(Self { kind, said, references })
    }
}

/// What a workbook says of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Anchors {
    of: OfDocument,
    lines: Vec<Line>,
}

impl Anchors {
    pub fn new(document: &Document, tables: &[AnchoredTable]) -> Result<Self, XlsxError> {
        let of = OfDocument::of(document);
        let mut lines = vec![Line::new(LineKind::Document, &of, vec![])?];
        for table in tables {
            lines.extend(table.lines()?);
        }
        Ok(Self { of, lines })
    }

    /// Adds tables that are of no programme.
    pub fn with(mut self, tables: &[AnchoredTable]) -> Result<Self, XlsxError> {
        for table in tables {
            self.lines.extend(table.lines()?);
        }
        Ok(self)
    }
}

impl AnchoredTable {
    fn lines(&self) -> Result<Vec<Line>, XlsxError> {
        let Self { of, head, rows } = self;
        let sheet = quoted(&of.sheet);
        let reference = |row: u32, column: u16| format!("{sheet}!{}", cell_name(Spot { sheet: 0, row, column }));
        let columns = of.columns.iter().map(|column| reference(*head, *column)).collect();
        let rows = rows.iter().map(|row| Line::new(LineKind::Row, row, vec![reference(row.row, 0)]));
        [Line::new(LineKind::Table, of, columns)].into_iter().chain(rows).collect()
    }
}

/// What the property says: the programme and the year of each document, "352 PLF 2021".
pub(super) fn described(programmes: &[Anchors]) -> String {
    let each = |Anchors { of, .. }: &Anchors| {
        let number = of.programme.map_or_else(String::new, |number| format!("{number} "));
        format!("{number}PLF {}", of.year)
    };
    // A property of a whole bill would be longer than some programs keep.
    programmes.iter().take(8).map(each).collect::<Vec<_>>().join(", ")
}

/// The hidden sheet.
pub(super) fn sheet(programmes: &[Anchors]) -> Result<Worksheet, XlsxError> {
    let mut styles = Styles::default();
    let mut sheet = Sheet::new(SHEET, &mut styles)?;
    sheet.worksheet.set_hidden(true);
    let mut row = 0;
    for Line { kind, said, references } in programmes.iter().flat_map(|programme| &programme.lines) {
        for (reference, column) in references.iter().zip(REFERENCES..) {
            sheet.worksheet.write_formula(row, column, Formula::new(reference))?;
        }
        for (piece, rank) in pieces(said).into_iter().zip(0..) {
            let kind = if rank == 0 { *kind } else { LineKind::More };
            sheet.worksheet.write_string(row, 0, kind.word())?.write_string(row, SAID, piece)?;
            row += 1;
        }
    }
    Ok(sheet.end()?.worksheet)
}

/// A text in pieces that fit into a cell.
fn pieces(text: &str) -> Vec<&str> {
    if text.len() <= LONGEST {
        return vec![text];
    }
    let (mut pieces, mut from, mut length) = (Vec::new(), 0, 0);
    for (at, character) in text.char_indices() {
        if length + character.len_utf16() > LONGEST {
            pieces.extend(text.get(from..at));
            (from, length) = (at, 0);
        }
        length += character.len_utf16();
    }
    pieces.extend(text.get(from..));
    pieces
}

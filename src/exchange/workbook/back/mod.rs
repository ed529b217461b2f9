//! A workbook that comes back: what each cell that Papier wrote says now, wherever its row and its sheet went.
//!
//! Bytes in, changed cells out; knows no document and changes none. What spreadsheets computed in the cells of Papier is never read: a file may hold
//! results of another day. The numbers of a workbook become decimals here, and words in the grammar of drafters.

mod follow;
mod names;
mod package;
mod references;
mod sentences;
mod sheets;
mod xml;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::anchors;
pub use super::anchors::Written;
use crate::model::{ProgrammeNumber, Year};
use package::Package;

/// Why a workbook is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackRefusal {
    #[error("no workbook in the XLSX format")]
    NotAWorkbook,
    /// Bytes, parts or cells.
    #[error("beyond what is read")]
    TooLarge,
    #[error("{part} cannot be read")]
    Damaged { part: String },
    /// Papier wrote no such workbook.
    #[error("not written by Papier")]
    NotOurs,
    /// The hidden sheet is gone, or holds no references any more.
    #[error("the hidden sheet is gone")]
    AnchorsLost,
    /// A later Papier wrote it.
    #[error("anchors of version {0}")]
    Later(u32),
}

/// What stands now in a cell, where it is not what Papier wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Now {
    Empty,
    Number {
        number: Decimal,
        /// Whether it is shown as a percentage: 0.689 as 68.9 %.
        is_percent: bool,
    },
    Words(String),
    Formula(Box<FormulaNow>),
    /// A day or a time.
    Date,
    Truth,
    /// `#DIV/0!`.
    Error(String),
    /// A number beyond what is kept exactly.
    TooLarge(String),
}

/// A formula that Papier did not write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaNow {
    /// As spreadsheets write it, with its `=`.
    pub formula: String,
    /// In the grammar of drafters, where it refers to no cell and Papier has its functions.
    pub typed: Option<String>,
    pub has_references: bool,
    /// What it gave when the file was saved.
    pub value: Now,
}

/// A cell that says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub written: Written,
    /// Where it stands now: "PLF 2021 AE!B5".
    pub at: String,
    pub now: Now,
}

/// A text that says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedText {
    /// As files spell it.
    pub place: String,
    pub at: String,
    /// As it was kept, with its bold runs and its links.
    pub source: String,
    pub paragraphs: Vec<Paragraph>,
    /// Whether all of its rows were removed.
    pub is_gone: bool,
}

/// A paragraph of a text, bullets and headings as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Where Papier wrote one: as it was kept, after the empty lines before it, and as it was written, without its marks.
    pub kept: Option<(String, String)>,
    pub now: String,
}

/// A row that Papier did not write, among those of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedRow {
    pub table: String,
    pub at: String,
    pub label: String,
    /// What stands in it, each beside what Papier wrote in the same column of the row before.
    pub cells: Vec<(Written, Now)>,
}

/// A row that Papier wrote and that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedRow {
    pub table: String,
    pub label: String,
    pub cells: Vec<Written>,
}

/// What is to be said, and changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The hidden sheet is gone: what would be written today was looked for by names and labels.
    ByNames,
    /// The rows of a table stand in another order: they were followed by their labels.
    Sorted { table: String },
    /// They cannot be told apart by their labels: nothing of the table is read.
    Unfollowed { table: String },
    /// Its sheet, its headings or all of its rows are gone.
    TableGone { table: String },
    /// A label that says no text of the document.
    Label { at: String, was: String, now: String },
    /// Beside what Papier wrote.
    Beside { at: String, words: String },
    /// The same, that many more.
    MoreBeside { count: usize },
    /// A sheet that Papier did not write.
    Sheet { name: String },
}

/// What came back of one programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    pub programme: Option<ProgrammeNumber>,
    pub year: Year,
    pub changed: Vec<Changed>,
    pub texts: Vec<ChangedText>,
    pub added: Vec<AddedRow>,
    pub removed: Vec<RemovedRow>,
    pub remarks: Vec<Remark>,
}

/// What each programme of a workbook says otherwise.
///
/// # Errors
/// [`BackRefusal`].
pub fn read(bytes: &[u8]) -> Result<Vec<Returned>, BackRefusal> {
    let mut package = Package::open(bytes)?;
    let sheets = sheets::read(&mut package)?;
    let Some(anchors) = hidden(&sheets) else {
        return Err(if is_marked(&mut package) { BackRefusal::AnchorsLost } else { BackRefusal::NotOurs });
    };
    follow::follow(&sheets, &follow::programmes(&sheets, anchors)?, Some(anchors))
}

/// The same of a workbook without its hidden sheet, by what Papier would write today: names of sheets and labels of rows say where cells are.
///
/// # Errors
/// [`BackRefusal`]; [`BackRefusal::AnchorsLost`] when the sheets are not those that would be written.
pub fn read_by_names(bytes: &[u8], exported: &[u8]) -> Result<Vec<Returned>, BackRefusal> {
    let written = sheets::read(&mut Package::open(exported)?)?;
    let sheets = sheets::read(&mut Package::open(bytes)?)?;
    let anchors = hidden(&written).ok_or(BackRefusal::AnchorsLost)?;
    let programmes = follow::programmes(&written, anchors)?;
    let programmes = names::moved(programmes, &written, &sheets, anchors).ok_or(BackRefusal::AnchorsLost)?;
    let mut returned = follow::follow(&sheets, &programmes, hidden(&sheets))?;
    for of in &mut returned {
        of.remarks.insert(0, Remark::ByNames);
    }
    Ok(returned)
}

/// A sheet of any workbook: the rows that hold something, each with its number from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainSheet {
    pub name: String,
    pub rows: Vec<(usize, Vec<String>)>,
}

/// What the sheets of any workbook say, cell by cell. Of a formula, what was typed: what it gave may be of another day.
///
/// # Errors
/// [`BackRefusal`]; [`BackRefusal::TooLarge`] when cells stand further apart than in any table.
pub fn plain_sheets(bytes: &[u8]) -> Result<Vec<PlainSheet>, BackRefusal> {
    /// Widest table that is read.
    const COLUMNS: u16 = 200;
    let sheets = sheets::read(&mut Package::open(bytes)?)?;
    let plain = |sheet: sheets::Sheet| {
        let mut rows: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for ((row, column), cell) in sheet.cells {
            if column >= COLUMNS {
                return Err(BackRefusal::TooLarge);
            }
            let number = usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
            let (column, cells) = (usize::from(column), rows.entry(number).or_default());
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if let Some(place) = cells.get_mut(column) {
                *place = follow::shown(&cell);
            }
        }
        Ok(PlainSheet { name: sheet.name, rows: rows.into_iter().collect() })
    };
    sheets.into_iter().map(plain).collect()
}

fn hidden(sheets: &[sheets::Sheet]) -> Option<usize> {
    sheets.iter().position(|sheet| sheet.name == anchors::SHEET)
}

/// Whether Papier wrote a workbook.
pub fn is_ours(bytes: &[u8]) -> bool {
    Package::open(bytes).is_ok_and(|mut package| is_marked(&mut package))
}

/// Whether an archive holds a part of this name.
pub fn has_part(bytes: &[u8], name: &str) -> bool {
    Package::open(bytes).is_ok_and(|package| package.has(name))
}

fn is_marked(package: &mut Package<'_>) -> bool {
    let mark = format!("name=\"{}\"", anchors::PROPERTY);
    package.part("docProps/custom.xml").ok().flatten().is_some_and(|properties| properties.contains(&mark))
}

//! Workbooks (XLSX) that a colleague can go on with: every number typed once, every other one a formula that follows it.
//!
//! A programme becomes one sheet for each of its tables, in the order of the document; a bill one sheet for each programme, under a summary.
//! Knows how a spreadsheet refers, sums and rounds. Must not know rules: `calc::calculation` says how a figure follows from others.

mod anchors;
pub mod back;
mod floats;
mod formulas;
mod front;
mod names;
mod paint;
mod plan;
mod sentences;
mod sheet;
mod styles;
mod summary;
mod texts;
mod typed;

use std::thread;

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

pub use names::details_name;

use crate::calc::{Figure, magnitude};
use crate::model::{Entry, Euros, Place};
use crate::tables::Tables;
use anchors::Anchors;
use formulas::Formulas;
use plan::{Arrangement, Plan};
use sheet::{Finished, Sheet};
use styles::Styles;

/// The largest amount that every spreadsheet keeps and shows digit by digit.
const LARGEST: i128 = 999_999_999_999_999;

/// Why there is no workbook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkbookError {
    /// The amounts that a spreadsheet would add up need more digits than it keeps; the largest one, and what it is.
    #[error("{amount:?} is beyond what a spreadsheet keeps exactly")]
    TooLarge { amount: Euros, name: String },
    /// A limit of the format that no document reaches: sheets, rows, characters.
    #[error("{0}")]
    Format(String),
}

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> Self {
        Self::Format(error.to_string())
    }
}

/// One programme: a cover, a sheet for each table, that of the change from act to bill by choice, the texts, and the amounts that no table shows by
/// themselves.
///
/// # Errors
/// [`WorkbookError`].
pub fn programme(tables: Tables<'_>, variation: bool) -> Result<Vec<u8>, WorkbookError> {
    let plan = Plan::new(tables, variation, Arrangement::SheetForEach { first: 1 });
    check(tables, &plan)?;
    let mut names = vec![names::cover(tables.lang)];
    names.extend(plan.tables.iter().map(|placed| placed.table.look.sheet.clone()));
    if !plan.details.is_empty() {
        names.push(details_name(tables.lang));
    }
    let formulas = Formulas::new(tables, &plan, &names);
    let mut styles = Styles::default();
    let mut worksheets = vec![front::cover(tables, &plan, &names, &mut styles)?];
    for (placed, name) in plan.tables.iter().zip(names.iter().skip(1)) {
        let mut sheet = Sheet::new(name, &mut styles)?;
        sheet.one_table(&formulas, placed)?;
        worksheets.push(sheet.end()?);
    }
    if let (false, Some(name)) = (plan.details.is_empty(), names.last()) {
        let mut sheet = Sheet::new(name, &mut styles)?;
        sheet.details(&formulas)?;
        worksheets.push(sheet.end()?);
    }
    worksheets.extend(texts::sheet(tables, &mut styles)?);
    let (worksheets, tables_of_each): (Vec<Worksheet>, Vec<_>) = worksheets.into_iter().map(|sheet| (sheet.worksheet, sheet.tables)).unzip();
    let anchors = Anchors::new(tables.document, &tables_of_each.concat())?;
    file(worksheets, &[anchors], &tables.document_name())
}

/// Several programmes: a summary by mission, then a sheet for each programme with its tables.
///
/// # Errors
/// [`WorkbookError`].
pub fn bill(programmes: &[Tables<'_>], variation: bool) -> Result<Vec<u8>, WorkbookError> {
    let Some(first) = programmes.first() else { return Err(WorkbookError::Format(String::new())) };
    let names = names::of_bill(programmes);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let each = programmes.len().div_ceil(threads);
    let numbered: Vec<(usize, Tables<'_>)> = programmes.iter().copied().enumerate().map(|(index, tables)| (index + 1, tables)).collect();
    let written: Vec<Result<Vec<Programme>, WorkbookError>> = thread::scope(|scope| {
        let threads: Vec<_> = numbered.chunks(each.max(1)).map(|part| scope.spawn(|| of_programmes(part, variation, &names))).collect();
        let stopped = || Err(WorkbookError::Format("a thread stopped".into()));
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| stopped())).collect()
    });
    let (mut lines, mut worksheets, mut anchors) = (Vec::new(), Vec::new(), Vec::new());
    for part in written {
        for Programme { line, worksheet, anchors: of } in part? {
            lines.push(line);
            worksheets.push(worksheet);
            anchors.push(of);
        }
    }
    let summary = summary::sheet(first.lang, &lines, &names, &mut Styles::default())?;
    worksheets.insert(0, summary.worksheet);
    if let Some(last) = anchors.pop() {
        anchors.push(last.with(&summary.tables)?);
    }
    file(worksheets, &anchors, &summary::title(*first))
}

/// A programme of a bill: its sheet, with what the summary and the hidden sheet say of it.
struct Programme {
    line: summary::Line,
    worksheet: Worksheet,
    anchors: Anchors,
}

/// The sheets of some programmes.
fn of_programmes(programmes: &[(usize, Tables<'_>)], variation: bool, names: &[String]) -> Result<Vec<Programme>, WorkbookError> {
    let mut styles = Styles::default();
    let mut written = Vec::new();
    for (index, tables) in programmes {
        let plan = Plan::new(*tables, variation, Arrangement::OneSheet { sheet: *index });
        check(*tables, &plan)?;
        let formulas = Formulas::new(*tables, &plan, names);
        let mut sheet = Sheet::new(names.get(*index).map_or("", String::as_str), &mut styles)?;
        sheet.programme(&formulas, &plan)?;
        let Finished { worksheet, tables: anchored } = sheet.end()?;
        let anchors = Anchors::new(tables.document, &anchored)?;
        written.push(Programme { line: summary::Line::of(*tables, &plan, *index), worksheet, anchors });
    }
    Ok(written)
}

/// Every amount and every sum of amounts must be kept exactly.
fn check(tables: Tables<'_>, plan: &Plan) -> Result<(), WorkbookError> {
    let amounts = || plan.places().filter_map(|place| amount(tables, place).map(|euros| (euros, place)));
    if magnitude(amounts().map(|(euros, _)| euros)) <= LARGEST {
        return Ok(());
    }
    let largest = amounts().max_by_key(|(euros, _)| euros.get().unsigned_abs());
    let (amount, name) = largest.map_or((Euros::ZERO, String::new()), |(euros, place)| (euros, tables.place_name(place)));
    Err(WorkbookError::TooLarge { amount, name })
}

fn amount(tables: Tables<'_>, place: Place) -> Option<Euros> {
    match tables.document.entry(place)? {
        Entry::Amount(entry) => tables.document.amount(entry).map(|amount| amount.euros),
        Entry::Cell(cell) => match tables.figures.figure(tables.document, Place::Cell(cell)) {
            Figure::Amount(euros) => Some(euros),
            Figure::Effect(number) if number.scale() == 0 => i64::try_from(number).ok().map(Euros::new),
            _ => None,
        },
        Entry::Value { .. } | Entry::Text(_) => None,
    }
}

/// The next one makes the file of a bill a fifteenth smaller, and is slower.
const COMPRESSION: u8 = 2;

/// The sheets, then what they say of themselves, out of sight.
fn file(worksheets: Vec<Worksheet>, anchors: &[Anchors], title: &str) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(title).set_custom_property(anchors::PROPERTY, anchors::described(anchors).as_str());
    workbook.set_properties(&properties).set_zip_compression_level(COMPRESSION);
    for worksheet in worksheets {
        workbook.push_worksheet(worksheet);
    }
    workbook.push_worksheet(anchors::sheet(anchors)?);
    let bytes = workbook.save_to_buffer()?;
    // A hundred thousand cells take as long to give back as to compress: nobody waits for it.
    thread::spawn(move || drop(workbook));
    Ok(bytes)
}

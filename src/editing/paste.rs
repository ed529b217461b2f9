//! A paste: rows of cells written over a table, all of them or none.
//!
//! Knows the table shown and the one door of typed text. Must not know where the cells come from: `exchange` reads the clipboard.

mod matching;

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::grid::{Range, Spot};
use super::{Change, Command, Structure, Typed, TypedRefusal, Unread, read_or};
use crate::address;
use crate::calc::{Figure, Figures};
use crate::lang::{Lang, number, writing};
use crate::model::{Category, CellValue, Document, IndicatorValue};
use crate::tables::{Cell, Content, Row, Table, Tables};

/// What a paste writes, and the cells that it covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Paste {
    /// One step; it writes nothing when the table shows already what is pasted.
    pub command: Command,
    pub range: Range,
    /// What is to be seen before it is done; nothing where every cell goes where anybody expects it.
    pub preview: Option<PastePreview>,
}

/// Where a paste goes that is not obvious.
#[derive(Clone, Debug, PartialEq)]
pub struct PastePreview {
    pub added: Vec<Category>,
    /// The entries that are written, with what they show before and after.
    pub written: Vec<PastedCell>,
    /// Computed cells that show something else than what is pasted, and stay so: what was pasted, and what they will show.
    pub passed_over: Vec<PastedCell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedCell {
    /// "62 Transferts aux entreprises".
    pub row: String,
    pub heading: String,
    pub before: String,
    pub after: String,
}

/// Why nothing is pasted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PasteRefusal {
    #[error("nothing to paste")]
    Nothing,
    /// The rows of a table by nature have codes, by which they are found.
    #[error("{rows} × {columns} cells do not fit")]
    DoesNotFit { rows: usize, columns: usize, is_coded: bool },
    /// A table pasted with its headings has other rows than this one. `row` counts from 1, headings left out.
    #[error("row {row} is {expected:?}, not {found:?}")]
    OtherRow { row: usize, expected: String, found: String },
    /// What stands before the figures of a row says no row of the table, and no category.
    #[error("row {row} is {found:?}")]
    UnknownRow { row: usize, found: String },
    #[error("rows {first} and {row} are both {found:?}")]
    TwiceRow { first: usize, row: usize, found: String },
    /// A heading says no column of the table.
    #[error("no column is {found:?}")]
    OtherColumn { found: String },
    #[error("{0:?}")]
    Cell(Box<RefusedCell>),
}

impl PasteRefusal {
    /// Whether a computed cell stands in the way.
    fn is_of_computed(&self) -> bool {
        match self {
            Self::Cell(cell) => matches!(cell.reason, CellReason::Differs { .. }),
            Self::DoesNotFit { .. } => true,
            Self::Nothing | Self::OtherRow { .. } | Self::UnknownRow { .. } | Self::TwiceRow { .. } | Self::OtherColumn { .. } => false,
        }
    }

    /// Whether a cell is no value of an indicator, and may be kept as words.
    pub fn asks_of_words(&self) -> bool {
        matches!(self, Self::Cell(cell) if matches!(cell.reason, CellReason::Typed(TypedRefusal::NotAValue(_))))
    }
}

/// The first cell that refuses what is pasted on it.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusedCell {
    /// `None` for a blank that denotes nothing.
    pub address: Option<String>,
    pub label: String,
    pub heading: String,
    pub reason: CellReason,
}

#[derive(Clone, Debug, PartialEq)]
pub enum CellReason {
    Typed(TypedRefusal),
    /// The cell is computed and shows something else, before and after the paste.
    Differs {
        pasted: String,
        shown: String,
    },
}

/// Writes rows of cells from the first cell of the selection on, tiled over a selection that they divide.
///
/// Rows that carry the headings and labels of the table itself, as a copy of the whole table has them, go where these say; cells that show
/// already what is pasted are then left as they are, with their formulas. A computed cell accepts what it shows, before or after the paste.
///
/// Rows with codes or labels before their figures go where these say, categories that are missing are added, sums are stepped over; rows without, to
/// the entries from the cell on, where these are enough.
pub fn paste(tables: Tables<'_>, table: &Table, at: Range, rows: &[Vec<String>]) -> Result<Paste, PasteRefusal> {
    paste_or(tables, table, at, rows, Unread::Refused)
}

/// The same, where it was asked what becomes of values of indicators that read as nothing.
pub fn paste_or(tables: Tables<'_>, table: &Table, at: Range, rows: &[Vec<String>], unread: Unread) -> Result<Paste, PasteRefusal> {
    let whole = Block::whole(table, rows)?;
    if whole.is_none()
        && let Some(matched) = matching::matched(tables, table, at, rows)?
    {
        let after = Tables { document: &matched.document, figures: &matched.figures, lang: tables.lang };
        return placed(tables, after, &matched.table, (matched.cells, matched.added), unread);
    }
    let block = whole.unwrap_or_else(|| Block::of(rows));
    match in_place(tables, table, at, block, unread) {
        Err(refusal) if !block.is_whole && at.is_single() && refusal.is_of_computed() => match matching::over_sums(tables, table, at, rows) {
            Some(cells) => placed(tables, tables, table, (cells, vec![]), unread),
            None => Err(refusal),
        },
        done => done,
    }
}

/// Writes cells at their spots, `after` categories were added; what is pasted on computed cells is passed over.
fn placed(
    tables: Tables<'_>,
    after: Tables<'_>,
    table: &Table,
    (cells, added): (Vec<(Spot, String)>, Vec<Category>),
    unread: Unread,
) -> Result<Paste, PasteRefusal> {
    let mut changes = Vec::new();
    let mut computed = Vec::new();
    let mut written = Vec::new();
    let mut range: Option<Range> = None;
    let said = |spot: Spot, before: String, after: String| PastedCell {
        row: table.rows.get(spot.row).map_or_else(String::new, Row::name),
        heading: table.heading(spot.column),
        before,
        after,
    };
    for (spot, typed) in &cells {
        let Some(cell) = table.cell(spot.row, spot.column) else { continue };
        let widened = |range: Range| {
            Range::between(
                Spot { row: range.first.row.min(spot.row), column: range.first.column.min(spot.column) },
                Spot { row: range.last.row.max(spot.row), column: range.last.column.max(spot.column) },
            )
        };
        match cell.place.ok_or(TypedRefusal::Computed).and_then(|place| read_or(after.document, place, typed, unread)) {
            Ok(change) => {
                range = Some(range.map_or_else(|| Range::between(*spot, *spot), widened));
                written.push(said(*spot, cell.text(tables.lang), written_text(&change)));
                changes.push(change);
            }
            Err(TypedRefusal::Computed) => computed.push((*spot, cell, typed.as_str())),
            Err(refusal) => return Err(refused(after.document, table, *spot, CellReason::Typed(refusal))),
        }
    }
    let mut document = Document::clone(after.document);
    // What cannot be written changes nothing.
    let _ = Command::Write(changes.clone()).apply(&mut document);
    let figures = Figures::of(&document);
    let last = Tables { document: &document, figures: &figures, lang: tables.lang };
    let shown = |cell: &Cell| cell.place.map(|place| last.cell(place));
    let differs = |(spot, cell, typed): (Spot, &Cell, &str)| {
        let shown =
            shown(cell).map_or_else(String::new, |shown| if shows(&shown, typed, tables.lang) { typed.to_owned() } else { shown.text(tables.lang) });
        (shown != typed).then(|| (spot, typed.to_owned(), shown))
    };
    let differing: Vec<(Spot, String, String)> = computed.into_iter().filter_map(differs).collect();
    // Where nothing can be typed at all, there is nothing to look at.
    let range = match (range, differing.first()) {
        (Some(range), _) => range,
        (None, Some((spot, pasted, shown))) => {
            return Err(refused(after.document, table, *spot, CellReason::Differs { pasted: pasted.clone(), shown: shown.clone() }));
        }
        (None, None) => Range::between(Spot::default(), Spot::default()),
    };
    let passed_over: Vec<PastedCell> = differing.into_iter().map(|(spot, pasted, shown)| said(spot, pasted, shown)).collect();
    let additions = added.iter().map(|category| Command::Structure(Structure::AddCategory(*category)));
    let write = Command::Write(changes);
    let command = if added.is_empty() { write } else { Command::Batch(additions.chain([write]).collect()) };
    let is_obvious = added.is_empty() && passed_over.is_empty();
    Ok(Paste { command, range, preview: (!is_obvious).then_some(PastePreview { added, written, passed_over }) })
}

/// What an entry will show.
fn written_text(change: &Change) -> String {
    match &change.content {
        Some(Typed::Amount(amount)) => writing::euros(amount.euros),
        Some(Typed::Value(value)) => writing::value(value),
        Some(Typed::Words(words)) => words.clone(),
        Some(Typed::Cell(content)) => match &content.value {
            CellValue::Number(number) => writing::decimal(*number),
            CellValue::Words(words) => words.clone(),
        },
        None => String::new(),
    }
}

/// Writes a block where the cursor is, or over its whole table.
fn in_place(tables: Tables<'_>, table: &Table, at: Range, block: Block<'_>, unread: Unread) -> Result<Paste, PasteRefusal> {
    let range = if block.is_whole {
        Range { first: Spot::default(), last: Spot { row: table.rows.len().saturating_sub(1), column: last_column(table) } }
    } else {
        let range = block.cover(at).filter(|range| range.last.row < table.rows.len() && range.last.column < table.columns.len());
        range.ok_or_else(|| block.does_not_fit(table))?
    };
    let mut changes = Vec::new();
    let mut computed = Vec::new();
    for spot in range.spots() {
        let (Some(typed), Some(cell)) = (block.cell(range.first, spot), table.cell(spot.row, spot.column)) else { continue };
        if block.is_whole && shows(cell, typed, tables.lang) {
            continue;
        }
        match cell.place.ok_or(TypedRefusal::Computed).and_then(|place| read_or(tables.document, place, typed, unread)) {
            Ok(change) => changes.push(change),
            Err(TypedRefusal::Computed) if shows(cell, typed, tables.lang) => {}
            Err(TypedRefusal::Computed) => computed.push((spot, cell, typed)),
            Err(refusal) => return Err(refused(tables.document, table, spot, CellReason::Typed(refusal))),
        }
    }
    if let Some((spot, cell, typed)) = first_that_differs(tables, &changes, computed) {
        let reason = CellReason::Differs { pasted: typed.to_owned(), shown: cell.text(tables.lang) };
        return Err(refused(tables.document, table, spot, reason));
    }
    Ok(Paste { command: Command::Write(changes), range, preview: None })
}

/// The first computed cell that will not show what is pasted on it once the rest is written.
fn first_that_differs<'a>(tables: Tables<'_>, changes: &[Change], computed: Vec<(Spot, &'a Cell, &'a str)>) -> Option<(Spot, &'a Cell, &'a str)> {
    if computed.is_empty() {
        return None;
    }
    let mut document = Document::clone(tables.document);
    // What cannot be written changes nothing, and the figures stay what they were.
    let _ = Command::Write(changes.to_vec()).apply(&mut document);
    let figures = Figures::of(&document);
    let after = Tables { document: &document, figures: &figures, lang: tables.lang };
    computed.into_iter().find(|(_, cell, typed)| !cell.place.is_some_and(|place| shows(&after.cell(place), typed, tables.lang)))
}

fn refused(document: &Document, table: &Table, spot: Spot, reason: CellReason) -> PasteRefusal {
    PasteRefusal::Cell(Box::new(RefusedCell {
        address: table.cell(spot.row, spot.column).and_then(|cell| address::write(document, cell.place?)),
        label: table.rows.get(spot.row).map_or_else(String::new, |row| row.label.clone()),
        heading: table.heading(spot.column),
        reason,
    }))
}

/// Whether a cell shows what is pasted, however that is written: "7 300 000", "7300000", "7,3 M€".
fn shows(cell: &Cell, typed: &str, lang: Lang) -> bool {
    let same_number = match &cell.content {
        Content::Figure(Figure::Amount(euros)) => number::parse_amount(typed).ok().map(|amount| amount.euros == *euros),
        // A spreadsheet may show a percentage as the fraction that it is.
        Content::Figure(Figure::Percent(shown) | Figure::Variation(shown)) => {
            value(typed, "%").map(|value| value == *shown || value.checked_mul(Decimal::ONE_HUNDRED) == Some(*shown))
        }
        Content::Figure(Figure::Number(shown) | Figure::Effect(shown)) | Content::Value(IndicatorValue::Number { value: shown, .. }) => {
            value(typed, "").map(|value| value == *shown)
        }
        _ => None,
    };
    same_number.unwrap_or_else(|| folded(typed) == folded(&cell.text(lang)))
}

/// The number that is pasted, if it is one.
fn value(typed: &str, unit: &str) -> Option<Decimal> {
    match number::parse_value(typed, unit) {
        Ok(IndicatorValue::Number { value, .. }) => Some(value),
        _ => None,
    }
}

/// Words with one space between them, whatever spaces another program made of U+00A0 and U+202F.
fn folded(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_whitespace) { text.split_whitespace().collect::<Vec<_>>().join(" ").into() } else { text.into() }
}

fn last_column(table: &Table) -> usize {
    table.columns.len().saturating_sub(1)
}

/// The cells of a paste, without headings and labels.
#[derive(Clone, Copy)]
struct Block<'a> {
    rows: &'a [Vec<String>],
    /// How many columns of labels stand before the cells.
    labels: usize,
    is_whole: bool,
}

impl<'a> Block<'a> {
    fn of(rows: &'a [Vec<String>]) -> Self {
        Self { rows, labels: 0, is_whole: false }
    }

    /// A copy of the whole table with its headings; refused when its rows are not those of the table.
    fn whole(table: &Table, rows: &'a [Vec<String>]) -> Result<Option<Self>, PasteRefusal> {
        let groups = rows.iter().take_while(|row| is_group_line(table, row)).count();
        let Some(([headings], rows)) = rows.split_at_checked(groups).and_then(|(_, rows)| rows.split_at_checked(1)) else { return Ok(None) };
        // Of a table without labels, some programs keep the empty column, some do not.
        let is_bare = !table.is_labelled() && headings.len() == table.columns.len();
        let labels = usize::from(!is_bare);
        if !is_heading_line(table, headings, labels) {
            return Ok(None);
        }
        for row in 0..rows.len().max(table.rows.len()) {
            let expected = table.rows.get(row).map_or("", |row| row.label.as_str());
            let found = rows.get(row).and_then(|row| row.first()).filter(|_| !is_bare).map_or("", String::as_str);
            if rows.len() <= row || table.rows.len() <= row || folded(expected) != folded(found) {
                return Err(PasteRefusal::OtherRow { row: row + 1, expected: expected.into(), found: found.into() });
            }
        }
        Ok(Some(Self { rows, labels, is_whole: true }))
    }

    fn height(&self) -> usize {
        self.rows.len()
    }

    fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or_default()
    }

    fn does_not_fit(&self, table: &Table) -> PasteRefusal {
        if self.height() == 0 || self.width() == 0 {
            return PasteRefusal::Nothing;
        }
        let is_coded = table.rows.iter().any(|row| row.code().is_some()) && table.rows.iter().any(|row| row.cells.iter().any(Cell::is_entry));
        PasteRefusal::DoesNotFit { rows: self.height(), columns: self.width(), is_coded }
    }

    /// The cells covered from the first of the selection on; `None` when nothing is pasted.
    fn cover(&self, at: Range) -> Option<Range> {
        let covered = |selected: usize, pasted: usize| if selected.is_multiple_of(pasted) { selected } else { pasted }.checked_sub(1);
        if self.height() == 0 || self.width() == 0 {
            return None;
        }
        let row = at.first.row.checked_add(covered(at.rows(), self.height())?)?;
        let column = at.first.column.checked_add(covered(at.columns(), self.width())?)?;
        Some(Range { first: at.first, last: Spot { row, column } })
    }

    /// What goes to a spot; nothing where a row is shorter than the others.
    fn cell(&self, first: Spot, spot: Spot) -> Option<&'a str> {
        let row = spot.row.checked_sub(first.row)?.checked_rem(self.height())?;
        let width = self.width().checked_sub(self.labels)?;
        let column = spot.column.checked_sub(first.column)?.checked_rem(width)?;
        self.rows.get(row)?.get(column + self.labels).map(String::as_str)
    }
}

/// The heading of the labels, if they have a column, then that of each column, with or without its group.
fn is_heading_line(table: &Table, line: &[String], labels: usize) -> bool {
    let Some((first, headings)) = line.split_at_checked(labels) else { return false };
    first.iter().all(|first| folded(first) == folded(&table.row_header))
        && headings.len() == table.columns.len()
        && headings.iter().zip(table.columns.iter().enumerate()).all(|(heading, (index, column))| {
            let heading = folded(heading);
            [&column.title, &column.rest, &table.heading(index)].into_iter().any(|of_table| heading == folded(of_table))
        })
}

/// Headings over several columns: nothing but groups of the table, and blanks.
fn is_group_line(table: &Table, line: &[String]) -> bool {
    let mut titles = line.iter().map(|cell| folded(cell)).filter(|cell| !cell.is_empty() && *cell != folded(&table.row_header)).peekable();
    titles.peek().is_some() && titles.all(|title| table.groups.iter().any(|group| folded(&group.title) == title))
}

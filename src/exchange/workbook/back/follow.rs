//! Follows what was written to where it stands now, by the references of the hidden sheet; rows that were sorted, by their labels.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::de::DeserializeOwned;

use super::references::{Named, Reference, Token, as_typed, only_reference, tokens};
use super::sheets::{Cell, Sheet, Value};
use super::{AddedRow, BackRefusal, Changed, ChangedText, FormulaNow, Now, Paragraph, Remark, RemovedRow, Returned};
use crate::exchange::workbook::anchors::{LineKind, OfDocument, OfRow, OfTable, REFERENCES, SAID, VERSION, Written};
use crate::exchange::workbook::formulas::cell_name;
use crate::exchange::workbook::plan::Spot;
use crate::lang::writing;
use crate::model::{BlockKind, DEEPEST_ITEM, ProgrammeNumber, Year};

/// Most cells beside the tables that are listed one by one.
const LISTED: usize = 50;

/// Most rows that are added at once to a table.
const ADDED: usize = 1_000;

/// A cell of the workbook as it is now.
pub(super) type At = (usize, u32, u16);

/// A row where it stands now; none when it is gone.
pub(super) struct Row {
    of: OfRow,
    pub now: Option<At>,
}

pub(super) struct Table {
    of: OfTable,
    pub columns: Vec<Option<At>>,
    pub rows: Vec<Row>,
}

impl Table {
    /// The last column of its rows.
    fn last(&self) -> u16 {
        let labels = self.rows.iter().filter_map(|row| Some(row.now?.2 + u16::try_from(row.of.labels.len()).ok()?.saturating_sub(1)));
        self.columns.iter().flatten().map(|(_, _, column)| *column).chain(labels).max().unwrap_or_default()
    }
}

/// Rows that were looked at, each up to a column.
type Seen = FxHashMap<(usize, u32), u16>;

pub(super) struct Programme {
    of: OfDocument,
    pub tables: Vec<Table>,
}

/// What every programme says otherwise; `anchors` is the hidden sheet.
pub(super) fn follow(sheets: &[Sheet], programmes: &[Programme], anchors: Option<usize>) -> Result<Vec<Returned>, BackRefusal> {
    let mut seen = Seen::default();
    for table in programmes.iter().flat_map(|programme| &programme.tables) {
        let last = table.last();
        seen.extend(table.rows.iter().filter_map(|row| row.now).map(|(sheet, row, _)| ((sheet, row), last)));
    }
    let anchored: FxHashSet<(usize, u32)> = seen.keys().copied().collect();
    let titles: FxHashSet<&str> = programmes.iter().flat_map(|programme| &programme.tables).map(|table| table.of.title.as_str()).collect();
    let filled: Vec<Vec<u32>> = sheets.iter().map(Sheet::filled_rows).collect();
    let mut returned = Vec::new();
    for programme in programmes {
        let following = Following { sheets, filled: &filled, layout: Layout::of(sheets, programme), anchored: &anchored, titles: &titles };
        returned.push(following.programme(programme, &mut seen)?);
    }
    if let Some(first) = returned.first_mut() {
        first.remarks.extend(beside(sheets, anchors, programmes, &seen));
    }
    Ok(returned)
}

// The lines of the hidden sheet

/// What the hidden sheet says.
pub(super) fn programmes(sheets: &[Sheet], anchors: usize) -> Result<Vec<Programme>, BackRefusal> {
    let Some(sheet) = sheets.get(anchors) else { return Err(BackRefusal::AnchorsLost) };
    let by_name: FxHashMap<&str, usize> = sheets.iter().enumerate().map(|(index, sheet)| (sheet.name.as_str(), index)).collect();
    let reference = |row: u32, column: u16| -> Result<Option<At>, BackRefusal> {
        let formula = sheet.cell(row, column).and_then(|cell| cell.formula.as_deref()).ok_or(BackRefusal::AnchorsLost)?;
        let found = only_reference(formula)
            .and_then(|reference| Some((*by_name.get(reference.sheet.as_deref()?)?, reference.from.row, reference.from.column)));
        Ok(found)
    };
    let mut programmes: Vec<Programme> = Vec::new();
    let mut row = 0;
    while let Some(kind) = LineKind::of_word(sheet.words(row, 0)) {
        let mut said = sheet.words(row, SAID).to_owned();
        let mut next = row + 1;
        while LineKind::of_word(sheet.words(next, 0)) == Some(LineKind::More) {
            said.push_str(sheet.words(next, SAID));
            next += 1;
        }
        match kind {
            LineKind::Document => {
                let of: OfDocument = parsed(&said)?;
                if of.version > VERSION {
                    return Err(BackRefusal::Later(of.version));
                }
                programmes.push(Programme { of, tables: vec![] });
            }
            LineKind::Table => {
                let of: OfTable = parsed(&said)?;
                let columns = of.columns.iter().zip(REFERENCES..).map(|(_, column)| reference(row, column)).collect::<Result<_, _>>()?;
                let programme = programmes.last_mut().ok_or(BackRefusal::AnchorsLost)?;
                programme.tables.push(Table { of, columns, rows: vec![] });
            }
            LineKind::Row => {
                let of: OfRow = parsed(&said)?;
                let now = reference(row, REFERENCES)?;
                let table = programmes.last_mut().and_then(|programme| programme.tables.last_mut()).ok_or(BackRefusal::AnchorsLost)?;
                table.rows.push(Row { of, now });
            }
            LineKind::More => return Err(BackRefusal::AnchorsLost),
        }
        row = next;
    }
    if programmes.is_empty() { Err(BackRefusal::AnchorsLost) } else { Ok(programmes) }
}

fn parsed<T: DeserializeOwned>(said: &str) -> Result<T, BackRefusal> {
    serde_json::from_str(said).map_err(|_| BackRefusal::AnchorsLost)
}

// Where things went

/// Where the rows and columns that were written stand now; `None` for what is gone.
#[derive(Default)]
struct Layout {
    /// By the name that the sheet had.
    sheets: FxHashMap<String, usize>,
    rows: FxHashMap<(usize, u32), Option<(usize, u32)>>,
    columns: FxHashMap<(usize, u16), Option<u16>>,
    /// Whether anything stands elsewhere.
    is_moved: bool,
}

impl Layout {
    fn of(sheets: &[Sheet], programme: &Programme) -> Self {
        let mut layout = Self::default();
        for table in &programme.tables {
            let next = layout.sheets.len();
            let was = *layout.sheets.entry(table.of.sheet.clone()).or_insert(next);
            let mut stay = |now: Option<At>, (row, column): (Option<u32>, u16)| {
                let stays = now.is_some_and(|(sheet, at, of)| {
                    sheets.get(sheet).is_some_and(|sheet| sheet.name == table.of.sheet) && row.is_none_or(|row| row == at) && column == of
                });
                layout.is_moved |= !stays;
            };
            for row in &table.rows {
                stay(row.now, (Some(row.of.row), 0));
                layout.rows.insert((was, row.of.row), row.now.map(|(sheet, row, _)| (sheet, row)));
            }
            for (column, now) in table.of.columns.iter().zip(&table.columns) {
                stay(*now, (None, *column));
                let now = now.map(|(_, _, column)| column);
                let known = layout.columns.entry((was, *column)).or_insert(now);
                *known = known.or(now);
            }
        }
        layout
    }

    /// Where a cell of a formula that was written on `sheet` stands now.
    fn moved(&self, reference: &Reference, named: Named, sheet: &str) -> Moved {
        let name = reference.sheet.as_deref().unwrap_or(sheet);
        let Some(was) = self.sheets.get(name).copied() else { return Moved::Unknown };
        match (self.rows.get(&(was, named.row)), self.columns.get(&(was, named.column))) {
            (Some(Some((sheet, row))), Some(Some(column))) => Moved::To((*sheet, *row, *column)),
            (Some(None), _) | (_, Some(None)) => Moved::Gone,
            (None, _) | (_, None) => Moved::Unknown,
        }
    }
}

enum Moved {
    To(At),
    Gone,
    /// It was no cell of a table.
    Unknown,
}

struct Following<'a> {
    sheets: &'a [Sheet],
    /// Of each sheet, the rows that hold something.
    filled: &'a [Vec<u32>],
    layout: Layout,
    /// The rows that Papier wrote.
    anchored: &'a FxHashSet<(usize, u32)>,
    titles: &'a FxHashSet<&'a str>,
}

impl Following<'_> {
    /// What a programme says otherwise; `seen` gains the rows that were added.
    fn programme(&self, programme: &Programme, seen: &mut Seen) -> Result<Returned, BackRefusal> {
        let year = Year::new(programme.of.year).ok_or(BackRefusal::AnchorsLost)?;
        let number = programme.of.programme.and_then(ProgrammeNumber::new);
        let mut returned = Returned { programme: number, year, changed: vec![], texts: vec![], added: vec![], removed: vec![], remarks: vec![] };
        for table in &programme.tables {
            if table.of.texts {
                self.texts(table, &mut returned);
            } else {
                self.table(table, &mut returned, seen);
            }
        }
        Ok(returned)
    }

    fn table(&self, table: &Table, returned: &mut Returned, seen: &mut Seen) {
        let title = || table.of.title.clone();
        if table.rows.is_empty() {
            return;
        }
        if table.rows.iter().all(|row| row.now.is_none()) || table.columns.iter().all(Option::is_none) {
            returned.remarks.push(Remark::TableGone { table: title() });
            return;
        }
        let Some(places) = self.by_labels(table) else {
            returned.remarks.push(Remark::Unfollowed { table: title() });
            return;
        };
        let is_sorted = table.rows.iter().zip(&places).any(|(row, place)| row.now != *place);
        if is_sorted {
            returned.remarks.push(Remark::Sorted { table: title() });
        }
        for (row, place) in table.rows.iter().zip(&places) {
            let Some((sheet, at, label)) = *place else {
                let cells = row.of.cells.iter().flatten().cloned().collect();
                returned.removed.push(RemovedRow { table: title(), label: row.of.labels.first().cloned().unwrap_or_default(), cells });
                continue;
            };
            self.label(row, (sheet, at, label), returned);
            for (written, column) in row.of.cells.iter().zip(&table.columns) {
                if let (Some(written), Some((_, _, column))) = (written, column) {
                    returned.changed.extend(self.changed(written, (sheet, at, *column), &table.of.sheet, is_sorted));
                }
            }
        }
        self.added(table, &places, returned, seen);
    }

    fn words_at(&self, (sheet, row, column): At) -> &str {
        self.sheets.get(sheet).map_or("", |sheet| sheet.words(row, column))
    }

    fn labels_at(&self, row: &Row, (sheet, at, column): At) -> Vec<String> {
        row.of.labels.iter().zip(column..).map(|(_, column)| plain(self.words_at((sheet, at, column)))).collect()
    }

    /// Where each row stands by its labels, which a sort has taken elsewhere; where its reference says when they are there, or were changed there.
    /// `None` where they may be those of several rows.
    fn by_labels(&self, table: &Table) -> Option<Vec<Option<At>>> {
        let written = |row: &Row| row.of.labels.iter().map(|label| plain(label)).collect::<Vec<String>>();
        let found: Vec<Option<Vec<String>>> = table.rows.iter().map(|row| row.now.map(|at| self.labels_at(row, at))).collect();
        let strange: Vec<usize> = (0..table.rows.len())
            .filter(|index| match (table.rows.get(*index), found.get(*index)) {
                (Some(row), Some(Some(found))) => *found != written(row),
                _ => false,
            })
            .collect();
        let mut places: Vec<Option<At>> = table.rows.iter().map(|row| row.now).collect();
        if strange.is_empty() {
            return Some(places);
        }
        // A label that no row had was changed where it stands.
        let known: FxHashSet<Vec<String>> = table.rows.iter().map(written).collect();
        let is_known = |index: &&usize| found.get(**index).and_then(Option::as_ref).is_some_and(|found| known.contains(found));
        let taken: Vec<usize> = strange.iter().filter(is_known).copied().collect();
        if taken.is_empty() {
            return Some(places);
        }
        // Rows that went elsewhere have each other's labels, each once.
        let mut sources: BTreeMap<Vec<String>, Option<At>> = BTreeMap::new();
        for index in &taken {
            let labels = found.get(*index).cloned().flatten()?;
            if sources.insert(labels, places.get(*index).copied().flatten()).is_some() {
                return None;
            }
        }
        if taken.len() != strange.len() {
            return None;
        }
        let moved: Vec<(usize, Option<At>)> =
            taken.iter().map(|index| Some((*index, sources.remove(&written(table.rows.get(*index)?))?))).collect::<Option<_>>()?;
        for (index, place) in moved {
            *places.get_mut(index)? = place;
        }
        Some(places)
    }

    fn label(&self, row: &Row, at: At, returned: &mut Returned) {
        let (Some(was), now) = (row.of.labels.first(), self.words_at(at)) else { return };
        if plain(was) == plain(now) {
            return;
        }
        let at = self.name(at);
        match &row.of.label {
            Some(written) if !now.trim().is_empty() => {
                returned.changed.push(Changed { written: written.clone(), at, now: Now::Words(now.to_owned()) });
            }
            Some(_) | None => returned.remarks.push(Remark::Label { at, was: was.clone(), now: now.to_owned() }),
        }
    }

    /// "PLF 2021 AE!B5".
    fn name(&self, (sheet, row, column): At) -> String {
        let name = self.sheets.get(sheet).map_or("", |sheet| sheet.name.as_str());
        format!("{name}!{}", cell_name(Spot { sheet, row, column }))
    }

    /// What a cell says, where it is not what was written there.
    fn changed(&self, written: &Written, at: At, sheet: &str, is_sorted: bool) -> Option<Changed> {
        let (index, row, column) = at;
        let cell = self.sheets.get(index).and_then(|sheet| sheet.cell(row, column));
        let is_same = match (cell.and_then(|cell| cell.formula.as_deref()), &written.formula) {
            // A sort leaves formulas that lead elsewhere.
            (Some(_), Some(_)) if is_sorted => true,
            (Some(now), Some(was)) => self.is_same_formula(was, now, sheet, index),
            (Some(_), None) | (None, Some(_)) => false,
            (None, None) => match (cell.map(|cell| &cell.value), &written.number, &written.words) {
                (Some(Value::Number { number, .. }), Some(was), _) => was.parse::<Decimal>() == Ok(*number),
                (Some(Value::Words(words)), None, Some(was)) => plain(words) == plain(was),
                (None | Some(Value::Empty), None, was) => was.as_deref().is_none_or(|was| plain(was).is_empty()),
                _ => false,
            },
        };
        (!is_same).then(|| Changed { written: written.clone(), at: self.name(at), now: cell.map_or(Now::Empty, now) })
    }

    /// Whether a formula is the one that was written on a sheet, whatever moved since. One whose cells are gone was rewritten by that.
    fn is_same_formula(&self, was: &str, now: &str, sheet: &str, own: usize) -> bool {
        if !self.layout.is_moved && was == now {
            return true;
        }
        let (was, now) = (tokens(was), tokens(now));
        let is_gone = |token: &Token| match token {
            Token::Reference(reference) => [Some(reference.from), reference.to]
                .into_iter()
                .flatten()
                .any(|named| matches!(self.layout.moved(reference, named, sheet), Moved::Gone)),
            Token::Gone | Token::Other(_) => false,
        };
        if was.iter().any(is_gone) {
            return true;
        }
        was.len() == now.len() && was.iter().zip(&now).all(|(was, now)| self.is_same_token(was, now, sheet, own))
    }

    fn is_same_token(&self, was: &Token, now: &Token, sheet: &str, own: usize) -> bool {
        let (was, now) = match (was, now) {
            (Token::Reference(was), Token::Reference(now)) => (was, now),
            (was, now) => return was == now,
        };
        let on = match &now.sheet {
            Some(name) => self.sheets.iter().position(|sheet| sheet.name == *name),
            None => Some(own),
        };
        let is_at = |from: Named, to: Named| match self.layout.moved(was, from, sheet) {
            Moved::To((sheet, row, column)) => (on == Some(sheet)).then_some((to, row, column)),
            Moved::Gone => None,
            Moved::Unknown => Some((to, from.row, from.column)),
        };
        let is_exactly = |(to, row, column): (Named, u32, u16)| (to.row, to.column) == (row, column);
        // Rows that were added at the edge of a range may have made it longer.
        let is_added = |rows: std::ops::Range<u32>| {
            rows.len() <= ADDED && on.is_some_and(|sheet| rows.into_iter().all(|row| !self.anchored.contains(&(sheet, row))))
        };
        match (was.to, now.to) {
            (None, None) => is_at(was.from, now.from).is_some_and(is_exactly),
            (Some(was_to), Some(now_to)) => {
                let from = is_at(was.from, now.from)
                    .is_some_and(|(to, row, column)| to.column == column && (to.row == row || to.row < row && is_added(to.row..row)));
                from && is_at(was_to, now_to)
                    .is_some_and(|(to, row, column)| to.column == column && (to.row == row || to.row > row && is_added(row + 1..to.row + 1)))
            }
            (None, Some(_)) | (Some(_), None) => false,
        }
    }

    /// Rows that were not written, between those of a table and right after them.
    fn added(&self, table: &Table, places: &[Option<At>], returned: &mut Returned, seen: &mut Seen) {
        let head = table.columns.iter().flatten().map(|(_, row, _)| *row).max().unwrap_or_default();
        let mut standing: Vec<(u32, usize)> =
            places.iter().zip(0..).filter_map(|(place, index)| place.map(|(_, row, _)| (row, index))).filter(|(row, _)| *row > head).collect();
        standing.sort_unstable();
        let (Some((first, _)), Some((last, _))) = (standing.first().copied(), standing.last().copied()) else { return };
        let Some((sheet, _, label)) = places.iter().flatten().next().copied() else { return };
        let Some(cells) = self.sheets.get(sheet) else { return };
        let columns: Vec<Option<u16>> = table.columns.iter().map(|column| column.map(|(_, _, column)| column)).collect();
        let holds = |row: u32| cells.cell(row, label).is_some() || columns.iter().flatten().any(|column| cells.cell(row, *column).is_some());
        let last_column = table.last();
        let is_free = |row: u32| !self.anchored.contains(&(sheet, row)) && holds(row);
        let after = (last + 1..).take_while(|row| is_free(*row) && !self.titles.contains(cells.words(*row, label)));
        // However far apart they stand.
        let filled = self.filled.get(sheet).map(Vec::as_slice).unwrap_or_default();
        let between = filled.partition_point(|row| *row < first)..filled.partition_point(|row| *row < last);
        let between = filled.get(between).unwrap_or_default().iter().copied();
        for at in between.filter(|row| is_free(*row)).chain(after) {
            let before = standing.partition_point(|(row, _)| *row < at).checked_sub(1).and_then(|rank| standing.get(rank));
            let before = before.and_then(|(_, index)| table.rows.get(*index));
            let Some(before) = before else { continue };
            seen.insert((sheet, at), last_column);
            let of_column = |(written, column): (&Option<Written>, &Option<u16>)| {
                let cell = cells.cell(at, (*column)?)?;
                Some((written.clone()?, now(cell)))
            };
            returned.added.push(AddedRow {
                table: table.of.title.clone(),
                at: self.name((sheet, at, label)),
                label: cells.words(at, label).trim().to_owned(),
                cells: before.of.cells.iter().zip(&columns).filter_map(of_column).collect(),
            });
        }
    }

    // Texts

    fn texts(&self, table: &Table, returned: &mut Returned) {
        let standing: Vec<u32> = table.rows.iter().filter_map(|row| row.now).map(|(_, row, _)| row).collect();
        let (Some(Some((_, _, column))), Some((sheet, _, _))) = (table.columns.first(), table.rows.iter().find_map(|row| row.now)) else {
            returned.remarks.push(Remark::TableGone { table: table.of.title.clone() });
            return;
        };
        if !standing.is_sorted() {
            returned.remarks.push(Remark::Unfollowed { table: table.of.title.clone() });
            return;
        }
        let Some(cells) = self.sheets.get(sheet) else { return };
        let end = cells.cells.keys().filter(|(_, at)| at == column).map(|(row, _)| row + 1).max().unwrap_or_default();
        let place = |row: &Row| row.of.cells.first().cloned().flatten().map(|written| written.place).unwrap_or_default();
        let texts: Vec<&[Row]> = table.rows.chunk_by(|a, b| place(a) == place(b)).collect();
        let first_of = |rows: &[Row]| rows.iter().find_map(|row| row.now).map(|(_, row, _)| row);
        for (index, rows) in texts.iter().enumerate() {
            let from = first_of(rows);
            let to = texts.iter().skip(index + 1).find_map(|rows| first_of(rows)).unwrap_or(end);
            let heads: FxHashMap<u32, &Written> = rows.iter().filter_map(|row| Some((row.now?.1, row.of.cells.first()?.as_ref()?))).collect();
            let lines = from.map_or(0..0, |from| from..to.max(from)).map(|row| (heads.get(&row).copied(), cells.words(row, *column)));
            let paragraphs = paragraphs(lines);
            let sources: Vec<&str> = rows.iter().filter_map(|row| row.of.cells.first()?.as_ref()?.typed.as_deref()).collect();
            let stays = |paragraph: &Paragraph| paragraph.kept.as_ref().is_some_and(|(_, written)| plain(written) == plain(&paragraph.now));
            if paragraphs.len() == sources.len() && paragraphs.iter().all(stays) {
                continue;
            }
            returned.texts.push(ChangedText {
                place: rows.first().map(place).unwrap_or_default(),
                at: self.name((sheet, from.unwrap_or_default(), *column)),
                source: sources.join("\n"),
                paragraphs,
                is_gone: from.is_none(),
            });
        }
    }
}

/// The paragraphs that lines of a sheet make, each with what was written there.
fn paragraphs<'a>(lines: impl Iterator<Item = (Option<&'a Written>, &'a str)>) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (written, words) in lines {
        let was = written.and_then(|written| written.words.as_deref()).unwrap_or_default();
        let source = written.and_then(|written| written.typed.as_deref());
        // A paragraph that no cell holds goes on in the next one.
        if let (Some(_), None, Some(last)) = (written, source, paragraphs.last_mut()) {
            last.now.push_str(words);
            if let Some((_, written)) = &mut last.kept {
                written.push_str(was);
            }
            continue;
        }
        let kind = source.and_then(|source| source.lines().last()).map_or(BlockKind::Paragraph, |line| BlockKind::of(line).0);
        let mut kept = source.map(|source| (source.to_owned(), as_line(was, kind)));
        let lines = words.lines().map(str::trim_end).filter(|line| !line.trim().is_empty());
        paragraphs.extend(lines.map(|line| Paragraph { kept: kept.take(), now: as_line(line, kind) }));
    }
    paragraphs
}

/// A line of a sheet as it is typed: an item of a list, a heading, a row, a note, as what stood in its cell was.
fn as_line(line: &str, kind: BlockKind) -> String {
    let words = line.trim_start();
    let indent = line.chars().take_while(|c| *c == '\u{a0}').count();
    let level = u8::try_from(indent / 4).unwrap_or(u8::MAX).min(DEEPEST_ITEM);
    if let Some(bullet) = words.strip_prefix('•') {
        return BlockKind::Bullet(level).mark() + bullet.trim_start();
    }
    match kind {
        BlockKind::Heading(_) => kind.mark() + line,
        BlockKind::Number(..) => match words.split_once(".\u{a0}").and_then(|(number, words)| Some((number.parse().ok()?, words))) {
            Some((number, words)) => BlockKind::Number(level, number).mark() + words,
            None => line.to_owned(),
        },
        BlockKind::Row => format!("| {line} |"),
        BlockKind::Note(_) => match words.split_once('\u{a0}') {
            Some((number, words)) if !number.contains(char::is_alphabetic) => kind.mark() + words,
            _ => line.to_owned(),
        },
        BlockKind::Paragraph | BlockKind::Bullet(_) | BlockKind::Rule => line.to_owned(),
    }
}

/// What a cell says.
fn now(cell: &Cell) -> Now {
    let value = match &cell.value {
        Value::Empty => Now::Empty,
        Value::Number { number, is_percent } => Now::Number { number: *number, is_percent: *is_percent },
        Value::Words(words) => Now::Words(words.to_string()),
        Value::Date => Now::Date,
        Value::Truth(_) => Now::Truth,
        Value::Error(error) => Now::Error(error.clone()),
        Value::TooLarge(number) => Now::TooLarge(number.clone()),
    };
    match &cell.formula {
        None => value,
        Some(formula) => {
            let tokens = tokens(formula);
            let has_references = tokens.iter().any(|token| !matches!(token, Token::Other(_)));
            Now::Formula(Box::new(FormulaNow { formula: format!("={formula}"), typed: as_typed(&tokens), has_references, value }))
        }
    }
}

/// What a cell says, as it would be typed.
pub(super) fn shown(cell: &Cell) -> String {
    match now(cell) {
        Now::Number { number, is_percent: false } => writing::plain(number).replace('.', ","),
        Now::Date | Now::Truth => "(?)".to_owned(),
        other => other.text(),
    }
}

/// Words with one space where a program may have put another.
pub(super) fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands on sheets that Papier did not write, and beside what it wrote on its own.
fn beside(sheets: &[Sheet], anchors: Option<usize>, programmes: &[Programme], seen: &Seen) -> Vec<Remark> {
    let mut own: FxHashMap<usize, OwnSheet> = FxHashMap::default();
    let mut names: FxHashSet<&str> = FxHashSet::default();
    for table in programmes.iter().flat_map(|programme| &programme.tables) {
        names.insert(&table.of.sheet);
        let cells = table.columns.iter().flatten().copied().chain(table.rows.iter().filter_map(|row| row.now));
        for (sheet, row, column) in cells.clone() {
            let own = own.entry(sheet).or_default();
            own.width = own.width.max(column);
            if table.of.texts {
                own.texts = own.texts.min(row);
            }
        }
        if let Some(own) = cells.clone().next().and_then(|(sheet, _, _)| own.get_mut(&sheet)) {
            own.words.extend(table.of.words.iter().map(|words| plain(words)));
        }
    }
    let (mut remarks, mut cells) = (Vec::new(), Vec::new());
    for (index, sheet) in sheets.iter().enumerate().filter(|(index, _)| Some(*index) != anchors) {
        match own.get(&index) {
            Some(own) => {
                let mut beside: Vec<(&(u32, u16), &Cell)> =
                    sheet.cells.iter().filter(|((row, column), cell)| !own.holds((*row, *column), cell, seen.get(&(index, *row)).copied())).collect();
                beside.sort_unstable_by_key(|(at, _)| **at);
                cells.extend(beside.into_iter().map(|((row, column), cell)| {
                    let at = format!("{}!{}", sheet.name, cell_name(Spot { sheet: index, row: *row, column: *column }));
                    Remark::Beside { at, words: now(cell).text() }
                }));
            }
            None if names.contains(sheet.name.as_str()) => {}
            None => remarks.push(Remark::Sheet { name: sheet.name.clone() }),
        }
    }
    let more = cells.len().saturating_sub(LISTED);
    remarks.extend(cells.into_iter().take(LISTED));
    remarks.extend((more > 0).then_some(Remark::MoreBeside { count: more }));
    remarks
}

/// What Papier wrote on a sheet beside the rows of its tables.
struct OwnSheet {
    /// The last column of its tables.
    width: u16,
    /// Titles, headings, notes.
    words: FxHashSet<String>,
    /// The first row of texts, under which paragraphs are added.
    texts: u32,
}

impl Default for OwnSheet {
    fn default() -> Self {
        Self { width: 0, words: FxHashSet::default(), texts: u32::MAX }
    }
}

impl OwnSheet {
    /// Whether a cell is of Papier, or was looked at with its row, up to a column.
    fn holds(&self, (row, column): (u32, u16), cell: &Cell, seen: Option<u16>) -> bool {
        let is_said = || match &cell.value {
            Value::Words(words) => self.words.contains(&plain(words)),
            Value::Empty | Value::Number { .. } | Value::Date | Value::Truth(_) | Value::Error(_) | Value::TooLarge(_) => false,
        };
        let is_seen = seen.is_some_and(|last| column <= last);
        is_seen || cell.is_empty() || column <= self.width && (row >= self.texts || cell.formula.is_some() || is_said())
    }
}

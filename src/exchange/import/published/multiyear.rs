//! Outstanding commitments, payment schedule, opening keys.

use super::cells::{At, Fate};
use super::grid::{Grid, filled_width, holds_figure, is_figure, is_percent, two_amounts};
use super::marks::years;
use super::words::{begins_official, is_total};
use super::{Target, Walk};
use crate::calc::{Tally, sole_choice};
use crate::exchange::import::blocks::{Row, folded};
use crate::exchange::import::draft::PrintedFigure;
use crate::exchange::import::report::Told;
use crate::lang::{number, writing};
use crate::model::{Euros, Horizon, Layout, Opening, Origin, OutstandingItem};

/// What a column of the schedule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// AE of the bill and of contributions, in one cell.
    Ae,
    AeContributions,
    /// CP of the year, of the bill and of contributions, in one cell.
    Current,
    One(Opening),
}

/// The columns of a published schedule, in their order.
const OFFICIAL: [Column; 5] =
    [Column::Ae, Column::Current, Column::One(Opening::Next), Column::One(Opening::AfterNext), Column::One(Opening::Beyond)];

impl Column {
    fn horizon(self) -> Option<Horizon> {
        match self {
            Self::Ae | Self::AeContributions => None,
            Self::Current => Some(Horizon::Current),
            Self::One(opening) => Some(opening.horizon()),
        }
    }
}

/// A way to read a cell: one amount, or one of the bill and one of contributions.
type Way = (Euros, Option<Euros>);

/// A cell of the schedule, with the ways to read it.
#[derive(Clone, Debug)]
struct Cell {
    origin: Origin,
    column: Column,
    at: At,
    ways: Vec<Way>,
}

/// The schedule so far: its headings stand again above each of its rows.
#[derive(Clone, Debug, Default)]
pub(super) struct ScheduleTables {
    columns: Vec<Option<Column>>,
    origin: Option<Origin>,
    cells: Vec<Cell>,
}

impl Walk<'_> {
    /// A table of the multi-year part, told by its headings; whether it is one.
    pub(super) fn take_multiyear(&mut self, grid: &Grid) -> bool {
        let says = |said: &dyn Fn(&str) -> bool| grid.said().any(|words| said(&words));
        let are_percents = self.target == Target::ScheduleComment && !grid.rows.is_empty() && grid.rows.iter().all(is_of_percents);
        if are_percents || says(&|words| words.contains(" / ae ") || words.contains("/ ae 2")) {
            self.take_keys(grid);
        } else if says(&|words| words.starts_with("engagements sur annees")) {
            self.take_outstanding(grid);
        } else if self.is_schedule(grid) {
            self.take_schedule(grid);
        } else {
            return false;
        }
        true
    }

    /// Whether a table says of which commitments its rows are, and of which year its CP.
    fn is_schedule(&self, grid: &Grid) -> bool {
        let names_origin = grid.heads.iter().chain(&grid.rows).any(|row| origin(row.cell(0)).is_some());
        let has_columns = |columns: &[Option<Column>]| columns.iter().flatten().any(|column| column.horizon().is_some());
        names_origin && (has_columns(&self.schedule_columns(grid)) || has_columns(&self.schedule.columns))
    }

    fn take_outstanding(&mut self, grid: &Grid) {
        let mut items: Vec<Option<OutstandingItem>> = Vec::new();
        for heading in &grid.headings {
            // Cut short, both columns on earlier years say the same: the second one is restated.
            let item = outstanding_item(&heading.own);
            let is_second = item == Some(OutstandingItem::Rap) && items.contains(&item);
            items.push(if is_second { Some(OutstandingItem::RapRestated) } else { item });
        }
        for row in &grid.rows {
            if !grid.is_whole(row) {
                self.tell_row(grid, row, Told::Cells { found: row.cells.len(), columns: grid.headings.len() });
                continue;
            }
            for (column, item) in items.iter().enumerate() {
                let Some(item) = *item else { continue };
                if let Some(euros) = self.amount(grid, row, column) {
                    let kept = *self.draft.outstanding.entry(item).or_insert(euros);
                    self.keep_amount(&grid.at(row, column), kept, euros);
                }
            }
        }
    }

    /// A figure that is kept, or stands beside the one that was kept before.
    fn keep_amount(&mut self, at: &At, kept: Euros, euros: Euros) {
        if kept != euros {
            self.report.tell(&at.spot, Told::OtherAmount { kept: writing::euros(kept) }, &writing::euros(euros));
        }
        self.cells.set(at, if kept == euros { Fate::Read } else { Fate::Unread });
    }

    /// Rows of words say of which commitments the figures below them are, or stand in the same cells.
    fn take_schedule(&mut self, grid: &Grid) {
        let origin_said = grid.heads.iter().rev().find_map(|head| origin(head.cell(0)));
        self.schedule.origin = origin_said.or(self.schedule.origin);
        let columns = self.schedule_columns(grid);
        let known = |columns: &[Option<Column>]| columns.iter().flatten().filter(|column| column.horizon().is_some()).count();
        // Headings that stand again may be cut shorter.
        if known(&columns) >= known(&self.schedule.columns).max(1) {
            self.schedule.columns = columns;
        }
        for row in &grid.rows {
            if is_of_percents(row) {
                self.take_key_row(grid, row);
                continue;
            }
            let label = row.cell(0);
            if is_total(label) {
                self.finish_schedule(Some((grid, row)));
                continue;
            }
            self.schedule.origin = origin(label).or(self.schedule.origin);
            let has_figures = row.cells.iter().any(|cell| holds_figure(cell));
            if let Some(origin) = self.schedule.origin.filter(|_| has_figures) {
                self.collect_schedule(grid, row, origin);
            }
        }
    }

    fn collect_schedule(&mut self, grid: &Grid, row: &Row, origin: Origin) {
        let columns = self.schedule.columns.clone();
        if row.cells.len() < columns.len() {
            return self.tell_row(grid, row, Told::Cells { found: row.cells.len(), columns: columns.len() });
        }
        for (index, column) in columns.into_iter().enumerate() {
            let (Some(column), text, at) = (column, row.cell(index), grid.at(row, index)) else { continue };
            let ways = ways(text);
            match ways.is_empty() {
                false => {
                    // What becomes of it is known at the end of the schedule.
                    self.cells.set(&at, Fate::Unread);
                    self.schedule.cells.push(Cell { origin, column, at, ways });
                }
                true if holds_figure(text) => drop(self.amount(grid, row, index)),
                true => {}
            }
        }
    }

    /// What each column holds: by its year, or by its place among the five of every published schedule where its words are cut short.
    fn schedule_columns(&self, grid: &Grid) -> Vec<Option<Column>> {
        let width = grid.heads.iter().map(filled_width).max().unwrap_or(0);
        let said = |column: usize| {
            let mut said: Vec<Column> = grid.heads.iter().filter_map(|head| self.schedule_column(head.cell(column))).collect();
            // CP are of some AE: the words of their column may say both.
            if said.iter().any(|column| column.horizon().is_some()) {
                said.retain(|column| column.horizon().is_some());
            }
            said.dedup();
            said
        };
        let columns: Vec<Vec<Column>> = (0..width).map(said).collect();
        let is_official = columns.len() == OFFICIAL.len()
            && columns.iter().zip(OFFICIAL).all(|(said, official)| said.iter().all(|column| *column == official))
            && columns.get(1).is_some_and(|said| !said.is_empty());
        if is_official {
            return OFFICIAL.map(Some).into();
        }
        columns.into_iter().map(|said| if let [only] = said.as_slice() { Some(*only) } else { None }).collect()
    }

    /// The column that a heading names with its year; `None` for words that are cut short of it.
    fn schedule_column(&self, words: &str) -> Option<Column> {
        let layout = Layout::of(self.year);
        let words = folded(words);
        let of_contributions = words.contains("fdc");
        if words == "ae" || words.starts_with("ae ") || origin(&words).is_some() {
            let is_alone = of_contributions && !words.contains("plf");
            return Some(if is_alone { Column::AeContributions } else { Column::Ae });
        }
        let words = words.strip_prefix("estimation des ").unwrap_or(&words);
        if words.starts_with("cp au-dela") || words.starts_with("cp au dela") {
            return Some(Column::One(Opening::Beyond));
        }
        let rest = words.strip_prefix("cp")?;
        if rest.starts_with(" demandes") {
            return Some(Column::Current);
        }
        let year = years(rest).next()?;
        let horizon =
            [Horizon::Current, Horizon::Next, Horizon::AfterNext].into_iter().find(|horizon| layout.horizon_year(*horizon) == Some(year))?;
        Some(match horizon {
            Horizon::Current if of_contributions => Column::One(Opening::Contributions),
            Horizon::Current if words.ends_with(" plf") => Column::One(Opening::Plf),
            Horizon::Current => Column::Current,
            Horizon::Next => Column::One(Opening::Next),
            _ => Column::One(Opening::AfterNext),
        })
    }

    /// The schedule ends with its totals, or with the file.
    pub(super) fn end_schedule(&mut self) {
        self.finish_schedule(None);
        self.schedule = ScheduleTables::default();
    }

    /// The cells of the schedule with the printed total of each year, which parts two amounts where nothing else does.
    fn finish_schedule(&mut self, totals: Option<(&Grid, &Row)>) {
        let columns = self.schedule.columns.clone();
        let cells = std::mem::take(&mut self.schedule.cells);
        let total = totals.and_then(|(_, row)| {
            let column = columns.iter().position(|column| *column == Some(Column::Current))?;
            number::parse_amount(row.cell(column)).ok().map(|amount| amount.euros)
        });
        let (current, others): (Vec<Cell>, Vec<Cell>) = cells.into_iter().partition(|cell| cell.column == Column::Current);
        let (ae, others): (Vec<Cell>, Vec<Cell>) = others.into_iter().partition(|cell| cell.column == Column::Ae);
        // Where one cell surely holds two amounts, each of them does.
        let are_two = current.iter().chain(&ae).any(|cell| cell.ways.iter().all(|(_, contributions)| contributions.is_some()));
        for cell in others {
            self.take_one(cell);
        }
        self.take_current(current, total, are_two);
        for cell in ae {
            self.take_ae(cell, are_two);
        }
        let Some((grid, row)) = totals else { return };
        self.schedule.origin = None;
        for (index, column) in columns.iter().enumerate() {
            let Some(horizon) = column.and_then(Column::horizon) else { continue };
            if let Some(euros) = self.amount(grid, row, index) {
                self.print(grid.at(row, index), PrintedFigure::ScheduleTotal(horizon), euros);
            }
        }
    }

    /// A column of one amount.
    fn take_one(&mut self, cell: Cell) {
        match (only_one(&cell.ways), cell.column) {
            (None, _) => self.report.tell(&cell.at.spot, Told::SeveralAmounts, &all_written(&cell.ways)),
            (Some(euros), Column::One(opening)) => self.take_opening(&cell, opening, euros),
            (Some(euros), Column::AeContributions) if cell.origin == Origin::New => {
                self.print(cell.at, PrintedFigure::NewAe { contributions: true }, euros);
            }
            // Earlier commitments have no contributions of their own.
            (Some(euros), _) => self.report.tell(&cell.at.spot, Told::Figures, &writing::euros(euros)),
        }
    }

    fn take_opening(&mut self, cell: &Cell, opening: Opening, euros: Euros) {
        let kept = *self.draft.schedule.entry((cell.origin, opening)).or_insert(euros);
        self.keep_amount(&cell.at, kept, euros);
    }

    /// CP of the year: one amount, or one of the bill and one of contributions. Where a cell reads in several ways, the printed total of the
    /// column may leave one; else a cell that reads as one amount is one, unless others surely hold two.
    fn take_current(&mut self, cells: Vec<Cell>, total: Option<Euros>, are_two: bool) {
        let sums: Vec<Vec<(Euros, Euros)>> =
            cells.iter().map(|cell| cell.ways.iter().map(|(plf, contributions)| (*plf, contributions.unwrap_or(Euros::ZERO))).collect()).collect();
        let known = sole_choice(&sums, total);
        for (index, cell) in cells.into_iter().enumerate() {
            let by_total = known.as_ref().and_then(|known| known.get(index)).and_then(|way| cell.ways.get(*way)).copied();
            let whole = || only_one(&cell.ways).filter(|_| !are_two).map(|euros| (euros, None));
            let chosen = match cell.ways.as_slice() {
                [only] => Some(*only),
                _ => by_total.or_else(whole),
            };
            let Some((plf, contributions)) = chosen else {
                self.report.tell(&cell.at.spot, Told::SeveralAmounts, &all_written(&cell.ways));
                continue;
            };
            if cell.ways.len() > 1 && contributions.is_some() {
                self.report.tell(&cell.at.spot, Told::PartedByTotal, &written(&(plf, contributions)));
            }
            self.take_opening(&cell, Opening::Plf, plf);
            if let Some(contributions) = contributions {
                self.take_opening(&cell, Opening::Contributions, contributions);
            }
        }
    }

    /// AE are computed: what is printed is compared. Where a cell reads in several ways, that is taken which the CP of its row make, if one is.
    fn take_ae(&mut self, cell: Cell, are_two: bool) {
        let sum =
            Opening::ALL.iter().filter_map(|opening| self.draft.schedule.get(&(cell.origin, *opening)).copied()).collect::<Tally>().total().ok();
        let makes_sum = |(plf, contributions): &&Way| [Some(*plf), *contributions].into_iter().flatten().collect::<Tally>().total().ok() == sum;
        let mut fitting = cell.ways.iter().filter(|way| are_two == way.1.is_some()).filter(makes_sum);
        let whole = || only_one(&cell.ways).map(|euros| (euros, None));
        let chosen = match cell.ways.as_slice() {
            [only] => Some(*only),
            _ => fitting.next().filter(|_| fitting.next().is_none()).copied().or_else(whole),
        };
        match (cell.origin, chosen) {
            (Origin::Earlier, Some((euros, None))) => self.print(cell.at, PrintedFigure::EarlierAe, euros),
            (Origin::New, Some((plf, contributions))) => {
                self.print(cell.at.clone(), PrintedFigure::NewAe { contributions: false }, plf);
                if let Some(contributions) = contributions {
                    self.print(cell.at, PrintedFigure::NewAe { contributions: true }, contributions);
                }
            }
            (Origin::Earlier, Some((_, Some(_)))) | (_, None) => self.report.tell(&cell.at.spot, Told::SeveralAmounts, &all_written(&cell.ways)),
        }
    }

    /// Keys are computed: what is printed is compared.
    fn take_keys(&mut self, grid: &Grid) {
        for row in &grid.rows {
            self.take_key_row(grid, row);
        }
    }

    /// The four keys of a row: by the year of each heading, or in their order where no heading names one.
    fn take_key_row(&mut self, grid: &Grid, row: &Row) {
        let named: Vec<Option<Horizon>> = (0..row.cells.len()).map(|column| self.key_horizon(grid.heading(column))).collect();
        let filled: Vec<usize> = (0..row.cells.len()).filter(|column| holds_figure(row.cell(*column))).collect();
        let is_named = is_keys_heading(grid) && named.iter().any(Option::is_some);
        let places: Vec<(usize, Horizon)> = if is_named {
            named.into_iter().enumerate().filter_map(|(column, horizon)| Some((column, horizon?))).collect()
        } else if filled.len() == Horizon::ALL.len() {
            filled.into_iter().zip(Horizon::ALL).collect()
        } else {
            vec![]
        };
        for (column, horizon) in places {
            self.print_percent(grid, row, column, row.cell(column), PrintedFigure::Key(horizon));
        }
    }

    fn key_horizon(&self, heading: &str) -> Option<Horizon> {
        if heading.starts_with("cp au-dela") || heading.starts_with("cp au dela") {
            return Some(Horizon::Beyond);
        }
        let (year, layout) = (years(heading.strip_prefix("cp")?).next()?, Layout::of(self.year));
        Horizon::ALL.into_iter().find(|horizon| layout.horizon_year(*horizon) == Some(year))
    }
}

/// Whether the headings are those of the keys alone, and not of the schedule above them.
fn is_keys_heading(grid: &Grid) -> bool {
    !grid.said().any(|words| words == "ae" || origin(&words).is_some())
}

/// Whether the figures of a row are percentages alone.
fn is_of_percents(row: &Row) -> bool {
    let mut figures = row.cells.iter().filter(|cell| holds_figure(cell)).peekable();
    figures.peek().is_some() && figures.all(|cell| is_percent(cell))
}

/// The commitments that a row or a heading names.
fn origin(words: &str) -> Option<Origin> {
    let words = folded(words);
    let is_earlier = words.starts_with("evaluation des engagements") || begins_official(&words, "evaluation des engagements", 10);
    if words.starts_with("ae nouvelles") {
        Some(Origin::New)
    } else if is_earlier || words.starts_with("engagements non couverts") || words.starts_with("engagements sur annees") {
        Some(Origin::Earlier)
    } else {
        None
    }
}

fn outstanding_item(heading: &str) -> Option<OutstandingItem> {
    if heading.starts_with("engagements sur annees") {
        let is_restated = heading.contains("y.c.") || heading.contains("y compris");
        Some(if is_restated { OutstandingItem::RapRestated } else { OutstandingItem::Rap })
    } else if heading.starts_with("ae ") {
        Some(OutstandingItem::Ae)
    } else if heading.starts_with("cp ") {
        Some(OutstandingItem::Cp)
    } else if heading.starts_with("evaluation des") {
        Some(OutstandingItem::Estimate)
    } else {
        None
    }
}

/// The ways to read the figures of a cell: on two lines they are two amounts; on one line one amount, or two in as many ways as groups of three
/// leave. Lines of words beside them do not count.
fn ways(cell: &str) -> Vec<Way> {
    let figures: Vec<&str> = cell.lines().map(str::trim).filter(|line| is_figure(line)).collect();
    let one = |text: &str| number::parse_amount(text).ok().map(|amount| amount.euros);
    match figures.as_slice() {
        [line] => {
            let whole = one(line).map(|euros| (euros, None));
            whole.into_iter().chain(two_amounts(line).map(|(plf, contributions)| (plf, Some(contributions)))).collect()
        }
        [plf, contributions] => one(plf).zip(one(contributions)).map(|(plf, contributions)| (plf, Some(contributions))).into_iter().collect(),
        _ => vec![],
    }
}

/// Where one amount is due: the reading as one.
fn only_one(ways: &[Way]) -> Option<Euros> {
    ways.iter().find(|(_, contributions)| contributions.is_none()).map(|(euros, _)| *euros)
}

fn all_written(ways: &[Way]) -> String {
    ways.iter().map(written).collect::<Vec<_>>().join(" ; ")
}

fn written((plf, contributions): &Way) -> String {
    let contributions = contributions.map_or_else(String::new, |contributions| format!(" | {}", writing::euros(contributions)));
    format!("{}{contributions}", writing::euros(*plf))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_reads_as_one_amount_or_two_and_never_as_a_joined_one_alone() {
        let two = |plf, contributions| (Euros::new(plf), Some(Euros::new(contributions)));
        let one = |plf| (Euros::new(plf), None);
        let cases = [
            ("2 444 661\n0", vec![two(2_444_661, 0)]),
            ("2 444 661 0", vec![two(2_444_661, 0)]),
            ("5 155 339 4 000 000", vec![two(5_155_339, 4_000_000)]),
            ("AE PLF\n7 600 000\nAE FdC et AdP\n4 000 000", vec![two(7_600_000, 4_000_000)]),
            ("0", vec![one(0)]),
            ("7 300 000", vec![one(7_300_000), two(7, 300_000)]),
            ("7 600 000 400 000", vec![one(7_600_000_400_000), two(7, 600_000_400_000), two(7_600_000, 400_000)]),
            ("1\n2\n3", vec![]),
            ("CP PLF", vec![]),
            ("", vec![]),
        ];
        for (cell, expected) in cases {
            assert_eq!(ways(cell), expected, "{cell:?}");
        }
    }
}

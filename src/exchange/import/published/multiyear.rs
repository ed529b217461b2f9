//! Outstanding commitments, payment schedule, opening keys.

use super::Walk;
use super::grid::{Grid, is_figure, is_heading, is_none, two_amounts};
use super::marks::years;
use crate::calc::sole_choice;
use crate::exchange::import::blocks::{Row, folded};
use crate::exchange::import::draft::{PrintedFigure, PrintedValue};
use crate::exchange::import::report::{Spot, Told};
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

/// A way to read a cell: one amount, or one of the bill and one of contributions.
type Way = (Euros, Option<Euros>);

impl Walk<'_> {
    pub(super) fn take_outstanding(&mut self, rows: &[Row]) {
        let grid = Grid::of(self.file, rows, is_heading);
        for row in grid.rows {
            for (column, heading) in grid.headings.iter().enumerate() {
                let Some(item) = outstanding_item(&heading.own) else { continue };
                if let Some(euros) = grid.amount(row, column, self.report) {
                    self.draft.outstanding.entry(item).or_insert(euros);
                }
            }
        }
    }

    /// Rows of words say of which commitments the figures below them are, or stand in the same cells.
    pub(super) fn take_schedule(&mut self, rows: &[Row]) {
        let Some((head, rows)) = rows.split_first() else { return };
        let heads = std::slice::from_ref(head);
        let grid = Grid { rows, ..Grid::of(self.file, heads, |_| true) };
        let columns: Vec<Option<Column>> = self.schedule_columns(head);
        let mut origin = None;
        let mut taken: Vec<(Origin, Row)> = Vec::new();
        for row in grid.rows {
            let label = folded(row.cell(0));
            if label.starts_with("totaux") || label.starts_with("total") {
                self.finish_schedule(&grid, &columns, std::mem::take(&mut taken), Some(row));
                continue;
            }
            origin = if label.starts_with("ae nouvelles") {
                Some(Origin::New)
            } else if label.starts_with("evaluation") || label.starts_with("engagements") {
                Some(Origin::Earlier)
            } else {
                origin
            };
            let has_figures = row.cells.iter().any(|cell| cell.lines().any(|line| is_figure(line) || two_amounts(line).next().is_some()));
            if let Some(origin) = origin.filter(|_| has_figures) {
                taken.push((origin, row.clone()));
            }
        }
        self.finish_schedule(&grid, &columns, taken, None);
    }

    fn schedule_columns(&self, head: &Row) -> Vec<Option<Column>> {
        let layout = Layout::of(self.year);
        let column = |words: &str| {
            let words = folded(words);
            let of_contributions = words.contains("fdc");
            if words.starts_with("ae") {
                return Some(if of_contributions { Column::AeContributions } else { Column::Ae });
            }
            if words.starts_with("cp au-dela") || words.starts_with("cp au dela") {
                return Some(Column::One(Opening::Beyond));
            }
            let year = years(words.strip_prefix("cp")?).next()?;
            let horizon =
                [Horizon::Current, Horizon::Next, Horizon::AfterNext].into_iter().find(|horizon| layout.horizon_year(*horizon) == Some(year))?;
            Some(match horizon {
                Horizon::Current if of_contributions => Column::One(Opening::Contributions),
                Horizon::Current if words.ends_with(" plf") => Column::One(Opening::Plf),
                Horizon::Current => Column::Current,
                Horizon::Next => Column::One(Opening::Next),
                _ => Column::One(Opening::AfterNext),
            })
        };
        head.cells.iter().map(|cell| column(cell)).collect()
    }

    /// The rows of the schedule with the printed total of each year, which parts two amounts where nothing else does.
    fn finish_schedule(&mut self, grid: &Grid<'_>, columns: &[Option<Column>], taken: Vec<(Origin, Row)>, totals: Option<&Row>) {
        let total = totals.and_then(|row| {
            let column = columns.iter().position(|column| *column == Some(Column::Current))?;
            number::parse_amount(row.cell(column)).ok().map(|amount| amount.euros)
        });
        let mut current: Vec<(Origin, Spot, Vec<Way>)> = Vec::new();
        for (origin, row) in &taken {
            for (index, column) in columns.iter().enumerate() {
                let (Some(column), spot) = (*column, grid.spot(row, index)) else { continue };
                let ways = ways(row.cell(index));
                match column {
                    _ if ways.is_empty() => self.tell_words(grid, row, index),
                    Column::Current => current.push((*origin, spot, ways)),
                    Column::Ae => self.take_ae(*origin, spot, &ways),
                    Column::AeContributions => {
                        if let (Origin::New, Some(euros)) = (origin, only_one(&ways)) {
                            self.print(spot, PrintedFigure::NewAe { contributions: true }, euros);
                        }
                    }
                    Column::One(opening) => match only_one(&ways) {
                        Some(euros) => self.take_opening(*origin, opening, euros),
                        None => self.report.tell(&spot, Told::SeveralAmounts, row.cell(index)),
                    },
                }
            }
        }
        self.take_current(current, total);
        for (index, column) in columns.iter().enumerate().filter(|_| !taken.is_empty()) {
            let (Some(row), Some(column)) = (totals, column) else { continue };
            let horizon = match column {
                Column::Current => Horizon::Current,
                Column::One(opening) => opening.horizon(),
                Column::Ae | Column::AeContributions => continue,
            };
            if let Some(euros) = grid.amount(row, index, self.report) {
                self.print(grid.spot(row, index), PrintedFigure::ScheduleTotal(horizon), euros);
            }
        }
    }

    /// A cell of figures whose words are no figure.
    fn tell_words(&mut self, grid: &Grid<'_>, row: &Row, index: usize) {
        if index > 0 && !is_none(row.cell(index)) {
            let _ = grid.amount(row, index, self.report);
        }
    }

    /// AE are computed: what is printed is compared, unless it can be read in several ways.
    fn take_ae(&mut self, origin: Origin, spot: Spot, ways: &[Way]) {
        match (origin, ways) {
            (Origin::Earlier, _) => {
                if let Some(euros) = only_one(ways) {
                    self.print(spot, PrintedFigure::EarlierAe, euros);
                }
            }
            (Origin::New, [(plf, contributions)]) => {
                self.print(spot.clone(), PrintedFigure::NewAe { contributions: false }, *plf);
                if let Some(contributions) = *contributions {
                    self.print(spot, PrintedFigure::NewAe { contributions: true }, contributions);
                }
            }
            (Origin::New, _) => {}
        }
    }

    fn take_opening(&mut self, origin: Origin, opening: Opening, euros: Euros) {
        self.draft.schedule.entry((origin, opening)).or_insert(euros);
    }

    /// CP of the year: two amounts a cell; where a cell reads in several ways, the printed total of the column may leave one.
    fn take_current(&mut self, cells: Vec<(Origin, Spot, Vec<Way>)>, total: Option<Euros>) {
        let sums: Vec<Vec<(Euros, Euros)>> =
            cells.iter().map(|(.., ways)| ways.iter().map(|(plf, contributions)| (*plf, contributions.unwrap_or(Euros::ZERO))).collect()).collect();
        let known = sole_choice(&sums, total);
        for (index, (origin, spot, ways)) in cells.into_iter().enumerate() {
            let chosen = match ways.as_slice() {
                [only] => Some(*only),
                _ => known.as_ref().and_then(|known| known.get(index)).and_then(|way| ways.get(*way)).copied(),
            };
            let Some((plf, contributions)) = chosen else {
                self.report.tell(&spot, Told::SeveralAmounts, &ways.iter().map(written).collect::<Vec<_>>().join(" ; "));
                continue;
            };
            if ways.len() > 1 && contributions.is_some() {
                self.report.tell(&spot, Told::PartedByTotal, &written(&(plf, contributions)));
            }
            self.take_opening(origin, Opening::Plf, plf);
            if let Some(contributions) = contributions {
                self.take_opening(origin, Opening::Contributions, contributions);
            }
        }
    }

    /// Keys are computed: what is printed is compared.
    pub(super) fn take_keys(&mut self, rows: &[Row]) {
        let grid = Grid::of(self.file, rows, is_heading);
        for row in grid.rows {
            for column in 0..grid.headings.len() {
                let Some(horizon) = self.key_horizon(grid.heading(column)) else { continue };
                if let Some(percent) = grid.percent(row, column, self.report) {
                    self.print(grid.spot(row, column), PrintedFigure::Key(horizon), PrintedValue::Percent(percent));
                }
            }
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

fn outstanding_item(heading: &str) -> Option<OutstandingItem> {
    if heading.starts_with("engagements sur annees anterieures") {
        let is_restated = heading.contains("y.c.") || heading.contains("y compris");
        Some(if is_restated { OutstandingItem::RapRestated } else { OutstandingItem::Rap })
    } else if heading.starts_with("ae ") {
        Some(OutstandingItem::Ae)
    } else if heading.starts_with("cp ") {
        Some(OutstandingItem::Cp)
    } else if heading.starts_with("evaluation des engagements") {
        Some(OutstandingItem::Estimate)
    } else {
        None
    }
}

/// The ways to read the figures of a cell: on two lines they are two amounts; on one line one amount, or two in as many ways as groups of three
/// leave. Lines of words beside them do not count.
fn ways(cell: &str) -> Vec<Way> {
    let figures: Vec<&str> = cell.lines().map(str::trim).filter(|line| is_figure(line) || two_amounts(line).next().is_some()).collect();
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

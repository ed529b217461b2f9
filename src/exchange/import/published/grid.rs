//! A table of a published PAP: what its headings say, its rows of figures, and the reading of one figure.

use rust_decimal::Decimal;

use crate::exchange::import::blocks::{Row, folded};
use crate::exchange::import::report::{Report, Spot, Told};
use crate::lang::number;
use crate::model::{Euros, IndicatorValue};

/// A column as its headings say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// The lowest heading of the column, folded.
    pub own: String,
    /// What stands above it, over several columns perhaps, folded.
    pub group: String,
    /// As printed, for messages.
    pub words: String,
}

/// A table cut into headings and rows.
#[derive(Clone, Debug)]
pub(super) struct Grid<'a> {
    pub file: usize,
    pub headings: Vec<Heading>,
    pub rows: &'a [Row],
}

impl<'a> Grid<'a> {
    /// The first rows are headings as long as they hold no figure; `is_heading` may know better.
    pub fn of(file: usize, rows: &'a [Row], is_heading: impl Fn(&Row) -> bool) -> Self {
        let count = rows.iter().take_while(|row| is_heading(row)).count();
        let (heads, rows) = rows.split_at_checked(count).unwrap_or((&[], rows));
        let width = heads.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let headings = (0..width).map(|column| Heading::of(heads, column)).collect();
        Self { file, headings, rows }
    }

    pub fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map(|heading| heading.own.as_str()).unwrap_or_default()
    }

    pub fn spot(&self, row: &Row, column: usize) -> Spot {
        let words = self.headings.get(column).map(|heading| heading.words.clone()).filter(|words| !words.is_empty());
        Spot { file: self.file, line: row.line, column: words.unwrap_or_else(|| (column + 1).to_string()) }
    }

    /// The amount of a cell; blank and a lone dash are none. What is no amount is told.
    pub fn amount(&self, row: &Row, column: usize, report: &mut Report) -> Option<Euros> {
        self.amount_in(row, column, row.cell(column), report)
    }

    /// The same, of one line of a cell.
    pub fn amount_in(&self, row: &Row, column: usize, text: &str, report: &mut Report) -> Option<Euros> {
        if is_none(text) {
            return None;
        }
        match number::parse_amount(text) {
            Ok(amount) => Some(amount.euros),
            Err(refusal) => {
                report.tell(&self.spot(row, column), Told::Number(refusal), text);
                None
            }
        }
    }

    /// The percentage of a cell.
    pub fn percent(&self, row: &Row, column: usize, report: &mut Report) -> Option<Decimal> {
        let text = row.cell(column);
        if is_none(text) {
            return None;
        }
        match number::parse_value(text, "%") {
            Ok(IndicatorValue::Number { value, .. }) => Some(value),
            Ok(_) => None,
            Err(refusal) => {
                report.tell(&self.spot(row, column), Told::Number(refusal), text);
                None
            }
        }
    }
}

impl Heading {
    fn of(heads: &[Row], column: usize) -> Self {
        let cell = |row: &Row, column: usize| row.cell(column).trim().to_owned();
        let lowest = heads.iter().rposition(|row| !cell(row, column).is_empty());
        let own = lowest.and_then(|lowest| heads.get(lowest)).map(|row| cell(row, column)).unwrap_or_default();
        // A heading over several columns stands in the first of them.
        let above = heads.get(..lowest.unwrap_or(0)).unwrap_or_default();
        let group = above.iter().rev().find_map(|row| (1..=column).rev().map(|left| cell(row, left)).find(|words| !words.is_empty()));
        Self { own: folded(&own), group: folded(&group.unwrap_or_default()), words: own.replace('\n', " ") }
    }
}

/// Blank, or the dash that stands for nothing.
pub(super) fn is_none(text: &str) -> bool {
    matches!(text.trim(), "" | "-" | "–" | "—")
}

/// Whether a line of a cell is a figure.
pub(super) fn is_figure(text: &str) -> bool {
    number::parse_amount(text).is_ok() || matches!(number::parse_value(text, "%"), Ok(IndicatorValue::Number { .. }))
}

/// A row of headings: words over columns, no figures. A label with nothing beside it is a row of the table.
pub(super) fn is_heading(row: &Row) -> bool {
    let mut others = row.cells.iter().skip(1).filter(|cell| !cell.trim().is_empty()).peekable();
    others.peek().is_some() && !others.any(|cell| cell.lines().any(is_figure) || two_amounts(cell).next().is_some())
}

/// The ways in which a line parts into two amounts, each written in whole groups of three: `7 600 000 4 000 000` in one way, `7 600 000 400 000`
/// in two. Nothing for what is one amount only, or no amounts.
pub(super) fn two_amounts(text: &str) -> impl Iterator<Item = (Euros, Euros)> {
    let is_space = |c: char| c.is_whitespace();
    text.match_indices(is_space).filter_map(move |(at, space)| {
        let (first, second) = (text.get(..at)?.trim(), text.get(at + space.len()..)?.trim());
        // A group of digits that begins with 0 is the middle of a number.
        let is_whole = |number: &str| number == "0" || !number.starts_with('0');
        let amount = |number: &str| number::parse_amount(number).ok().filter(|_| is_whole(number)).map(|amount| amount.euros);
        Some((amount(first)?, amount(second)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_amounts_are_parted_where_groups_of_three_leave_a_choice_or_not() {
        let cases: [(&str, &[(i64, i64)]); 7] = [
            ("2 444 661 0", &[(2_444_661, 0)]),
            ("7 600 000 4 000 000", &[(7_600_000, 4_000_000)]),
            ("5 155 339 4 000 000", &[(5_155_339, 4_000_000)]),
            ("7 600 000 400 000", &[(7, 600_000_400_000), (7_600_000, 400_000)]),
            ("0 0", &[(0, 0)]),
            ("7 300 000", &[(7, 300_000)]),
            ("CP PLF CP FdC et AdP", &[]),
        ];
        for (text, expected) in cases {
            let parted: Vec<(i64, i64)> = two_amounts(text).map(|(first, second)| (first.get(), second.get())).collect();
            assert_eq!(parted, expected, "{text}");
        }
    }

    #[test]
    fn headings_are_read_over_one_column_and_over_several() {
        let row = |cells: &[&str]| Row { line: 1, cells: cells.iter().map(ToString::to_string).collect() };
        let rows = [
            row(&["Titre ou catégorie", "Autorisations d'engagement", "", "Crédits de paiement", ""]),
            row(&["", "Ouvertes en LFI pour 2020", "Demandées pour 2021", "Ouverts en LFI pour 2020", "Demandés pour 2021"]),
            row(&["Total", "9 200 000", "10 600 000", "", ""]),
        ];
        let grid = Grid::of(0, &rows, is_heading);
        let seen: Vec<(&str, &str)> = grid.headings.iter().map(|heading| (heading.group.as_str(), heading.own.as_str())).collect();
        assert_eq!(
            seen,
            [
                ("", "titre ou categorie"),
                ("autorisations d'engagement", "ouvertes en lfi pour 2020"),
                ("autorisations d'engagement", "demandees pour 2021"),
                ("credits de paiement", "ouverts en lfi pour 2020"),
                ("credits de paiement", "demandes pour 2021"),
            ]
        );
        assert_eq!(grid.rows.len(), 1);
    }
}

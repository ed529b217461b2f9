//! A table of a published PAP: what its headings say of each column, its rows, and the reading of one figure.
//!
//! Headings may be cut short, broken over lines, or stand over several columns, in their own places or side by side.

use rust_decimal::Decimal;

use super::cells::At;
use super::words::{begins_official, is_total, names_nature};
use crate::exchange::import::blocks::{Row, folded};
use crate::exchange::import::coded;
use crate::exchange::import::report::{Report, Spot, Told};
use crate::lang::number;
use crate::model::{Euros, IndicatorValue, Measure};

/// A column as its headings say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// What is said of the column alone, from top to bottom, folded.
    pub own: String,
    /// What stands above it, over several columns perhaps, folded.
    pub group: String,
    /// AE or CP, from its own words or from those above.
    pub measure: Option<Measure>,
    /// As printed, for messages.
    pub words: String,
}

/// A table cut into headings and rows.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub file: usize,
    pub heads: Vec<Row>,
    pub headings: Vec<Heading>,
    pub rows: Vec<Row>,
}

/// What a row is, from its cells alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Heading,
    Figures,
    /// A label with nothing beside it.
    Label,
}

impl RowKind {
    pub fn of(row: &Row) -> Self {
        let filled: Vec<(usize, &str)> = row.cells.iter().map(|cell| cell.trim()).enumerate().filter(|(_, cell)| !cell.is_empty()).collect();
        let first = filled.first().map(|(_, cell)| *cell).unwrap_or_default();
        let names_columns = filled.iter().skip(1).any(|(_, cell)| names_column(&folded(cell)));
        let is_labelled = is_row_label(first) && !names_columns;
        let others = filled.get(usize::from(is_labelled)..).unwrap_or_default();
        // A year alone is a heading; beside a label it is an amount.
        let is_heading = |cell: &str| is_year(cell) || (is_number_of_column(cell) && !is_figure(cell.lines().next().unwrap_or_default()));
        if others.iter().any(|(_, cell)| holds_figure(cell) && (is_labelled || !is_heading(cell))) {
            return Self::Figures;
        }
        match filled.as_slice() {
            _ if is_labelled => Self::Label,
            _ => Self::Heading,
        }
    }
}

impl Grid {
    /// The first rows are headings as long as they hold no figure. Blank columns before the labels are left out, and a heading that has no
    /// cell over the labels gets one.
    pub fn of(file: usize, rows: &[Row]) -> Self {
        let count = rows.iter().take_while(|row| RowKind::of(row) == RowKind::Heading).count();
        let margin = rows.iter().filter(|row| !row.is_blank()).map(margin).min().unwrap_or(0);
        let (heads, rows) = rows.split_at_checked(count).unwrap_or((&[], rows));
        let rows: Vec<Row> =
            rows.iter().map(|row| without_margin(row, if is_row_label(first_filled(row)) { self::margin(row) } else { margin })).collect();
        let is_labelled = rows.iter().any(|row| !row.cell(0).trim().is_empty() && !holds_figure(row.cell(0)));
        let widest = rows.iter().map(filled_width).max().unwrap_or(0);
        let heads: Vec<Row> = heads
            .iter()
            .map(|row| without_margin(row, margin))
            .map(|row| {
                let begins_late = is_labelled && filled_width(&row) + 1 == widest && !heads_labels(&folded(row.cell(0))) && !row.cell(0).is_empty();
                if begins_late { Row { cells: std::iter::once(String::new()).chain(row.cells).collect(), ..row } } else { row }
            })
            .collect();
        let headings = headings(&heads, widest, is_labelled);
        Self { file, heads, headings, rows }
    }

    /// The same for a table whose headings are known otherwise: the lowest one is that of the column.
    pub fn split(file: usize, rows: &[Row], is_heading: impl FnMut(&Row) -> bool) -> Self {
        let mut is_heading = is_heading;
        let count = rows.iter().take_while(|row| is_heading(row)).count();
        let (heads, rows) = rows.split_at_checked(count).unwrap_or((&[], rows));
        let width = heads.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let headings = (0..width).map(|column| Heading::lowest(heads, column)).collect();
        Self { file, heads: heads.to_vec(), headings, rows: rows.to_vec() }
    }

    pub fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map(|heading| heading.own.as_str()).unwrap_or_default()
    }

    /// Every word of the headings, folded, cell by cell.
    pub fn said(&self) -> impl Iterator<Item = String> + '_ {
        self.heads.iter().flat_map(|row| &row.cells).filter(|cell| !cell.trim().is_empty()).map(|cell| folded(cell))
    }

    /// Whether it holds figures, and every one is a percentage.
    pub fn is_of_percents(&self) -> bool {
        let mut figures = self.rows.iter().flat_map(|row| &row.cells).filter(|cell| holds_figure(cell)).peekable();
        figures.peek().is_some() && figures.all(|cell| is_percent(cell))
    }

    /// Whether a row has a cell under each heading, blank or not, and none beside them: a cell that is left out moves those behind it.
    pub fn is_whole(&self, row: &Row) -> bool {
        row.cells.len() >= self.headings.len() && filled_width(row) <= self.headings.len()
    }

    pub fn at(&self, row: &Row, column: usize) -> At {
        At { spot: self.spot(row, column), row: row.rank, index: column }
    }

    pub fn spot(&self, row: &Row, column: usize) -> Spot {
        let words = self.headings.get(column).map(|heading| heading.words.clone()).filter(|words| !words.is_empty());
        Spot { file: self.file, line: row.line, column: words.unwrap_or_else(|| (column + 1).to_string()) }
    }

    /// The amount of a text in a cell; blank and a lone dash are none. What is no amount is told.
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

    /// The percentage of a text in a cell.
    pub fn percent_in(&self, row: &Row, column: usize, text: &str, report: &mut Report) -> Option<Decimal> {
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
    fn lowest(heads: &[Row], column: usize) -> Self {
        let cell = |row: &Row, column: usize| row.cell(column).trim().to_owned();
        let lowest = heads.iter().rposition(|row| !cell(row, column).is_empty());
        let own = lowest.and_then(|lowest| heads.get(lowest)).map(|row| cell(row, column)).unwrap_or_default();
        // A heading over several columns stands in the first of them.
        let above = heads.get(..lowest.unwrap_or(0)).unwrap_or_default();
        let group = above.iter().rev().find_map(|row| (1..=column).rev().map(|left| cell(row, left)).find(|words| !words.is_empty()));
        Self { own: folded(&own), group: folded(&group.unwrap_or_default()), measure: None, words: own.replace('\n', " ") }
    }
}

/// The columns of a table of credits. A row of headings that says AE and CP alone, in fewer cells than there are columns, stands over groups.
fn headings(heads: &[Row], widest: usize, is_labelled: bool) -> Vec<Heading> {
    let first = usize::from(is_labelled);
    let columns = heads.iter().map(filled_width).chain([widest]).max().unwrap_or(0).saturating_sub(first);
    let is_group = |row: &&Row| {
        let said = row.cells.iter().map(|cell| folded(cell)).filter(|words| !words.is_empty() && !heads_labels(words));
        let said: Vec<Option<Measure>> = said.map(|words| pure_measure(&words)).collect();
        !said.is_empty() && said.len() < columns && said.iter().all(Option::is_some)
    };
    let (groups, own): (Vec<&Row>, Vec<&Row>) = heads.iter().partition(is_group);
    let width = own.iter().map(|row| filled_width(row)).max().unwrap_or(0);
    let mut headings: Vec<Heading> = (0..width)
        .map(|column| {
            let words: Vec<&str> = own.iter().map(|row| row.cell(column).trim()).filter(|words| !words.is_empty()).collect();
            let words = words.join(" ").replace('\n', " ");
            let own = folded(&words);
            Heading { measure: pure_measure(&own).or_else(|| leading_measure(&own)), own, words, group: String::new() }
        })
        .collect();
    group(&mut headings, &groups, first);
    headings
}

/// Gives each column the measure that stands over it. Where the same headings come twice, the first half is of the first measure, wherever the
/// words stand; elsewhere a measure holds from its own column on, unless two stand side by side over more columns than two.
fn group(headings: &mut [Heading], groups: &[&Row], first: usize) {
    let mut over: Vec<(usize, Measure, String)> = Vec::new();
    for (column, cell) in groups.iter().flat_map(|row| row.cells.iter().enumerate()) {
        if let Some(measure) = pure_measure(&folded(cell)).filter(|measure| over.iter().all(|(_, other, _)| other != measure)) {
            over.push((column, measure, folded(cell)));
        }
    }
    over.sort_by_key(|(column, ..)| *column);
    let Some(columns) = headings.get_mut(first..) else { return };
    let half = columns.len() / 2;
    match over.as_slice() {
        [(_, measure, words)] => columns.iter_mut().for_each(|heading| heading.set_group(*measure, words)),
        [(one, ae, ae_words), (other, cp, cp_words)] => {
            let (before, after) = columns.split_at(half);
            let is_twice = before.len() == after.len() && before.iter().zip(after).all(|(one, other)| ungendered(&one.own) == ungendered(&other.own));
            let from = if is_twice {
                half
            } else if other - one > 1 {
                other.saturating_sub(first)
            } else {
                return;
            };
            for (heading, column) in columns.iter_mut().zip(0..) {
                let (measure, words) = if column < from { (ae, ae_words) } else { (cp, cp_words) };
                heading.set_group(*measure, words);
            }
        }
        _ => {}
    }
}

impl Heading {
    fn set_group(&mut self, measure: Measure, words: &str) {
        self.measure = self.measure.or(Some(measure));
        self.group = words.to_owned();
    }
}

/// AE are feminine and CP masculine: "ouvertes", "ouverts".
fn ungendered(words: &str) -> String {
    let both = [("ouvertes", "ouverts"), ("demandees", "demandes"), ("votees", "votes"), ("prevues", "prevus"), ("attendues", "attendus")];
    both.iter().fold(words.to_owned(), |words, (feminine, masculine)| words.replace(feminine, masculine))
}

/// A measure and nothing else, whole or cut short, or a line of it: "Autorisations d'engagement", "Crédits", "de paiements", "AE".
pub(super) fn pure_measure(words: &str) -> Option<Measure> {
    let words = words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | ':' | '*' | ' '));
    let words = words.trim_end_matches("(ae)").trim_end_matches("(cp)").trim_end();
    match words {
        "ae" | "d'engagement" | "d'engagements" | "engagement" => Some(Measure::Ae),
        "cp" | "de paiement" | "de paiements" | "paiement" | "paiements" => Some(Measure::Cp),
        _ if begins_official(words, "autorisations d'engagements", 7) => Some(Measure::Ae),
        _ if begins_official(words, "credits de paiements", 6) => Some(Measure::Cp),
        _ => None,
    }
}

/// "AE Titre 2", "Crédits de paiement Total": a measure before what its column holds.
fn leading_measure(words: &str) -> Option<Measure> {
    let is = |measure: &str| words.strip_prefix(measure).is_some_and(|rest| rest.starts_with([' ', '-']));
    if is("ae") || is("autorisations d'engagement") {
        Some(Measure::Ae)
    } else if is("cp") || is("credits de paiement") || is("credits de paiements") {
        Some(Measure::Cp)
    } else {
        None
    }
}

/// Headings that stand over the labels of rows.
pub(super) fn heads_labels(words: &str) -> bool {
    const BEGINNINGS: [&str; 8] = ["numero et", "action /", "action/", "action ou", "titre et", "titre ou", "titre /", "titres et"];
    matches!(words, "numero" | "action" | "actions" | "titre" | "titres") || BEGINNINGS.iter().any(|beginning| words.starts_with(beginning))
}

/// Words that stand over a column of amounts.
fn names_column(words: &str) -> bool {
    const BEGINNINGS: [&str; 14] =
        ["titre ", "t2", "ht2", "autres", "hors", "total", "fdc", "fonds de concours", "ae ", "cp ", "lfi", "plf", "ouvert", "demande"];
    pure_measure(words).is_some() || BEGINNINGS.iter().any(|beginning| words.starts_with(beginning))
}

/// Whether a cell names what its row is of: an action, a title or category, a measure, a total.
pub(super) fn is_row_label(cell: &str) -> bool {
    is_total(cell) || coded::action_label(cell).is_some() || names_nature(cell) || pure_measure(&folded(cell)).is_some()
}

fn first_filled(row: &Row) -> &str {
    row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default()
}

fn margin(row: &Row) -> usize {
    row.cells.iter().take_while(|cell| cell.trim().is_empty()).count()
}

fn without_margin(row: &Row, margin: usize) -> Row {
    Row { cells: row.cells.iter().skip(margin).cloned().collect(), ..*row }
}

/// Cells up to the last one that is not blank.
pub(super) fn filled_width(row: &Row) -> usize {
    row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
}

/// Blank, or the dash that stands for nothing.
pub(super) fn is_none(text: &str) -> bool {
    matches!(text.trim(), "" | "-" | "–" | "—")
}

/// Whether a cell holds a figure.
pub(super) fn holds_figure(cell: &str) -> bool {
    cell.lines().any(is_figure)
}

/// Whether a line of a cell is written as a figure, be it one that can be read or not: digits, with signs and a unit at most.
pub(super) fn is_figure(line: &str) -> bool {
    const UNIT: usize = 3;
    let line = line.trim();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let is_label = letters > 0 && coded::numbered(line).is_some();
    line.contains(|c: char| c.is_ascii_digit()) && !line.starts_with(char::is_alphabetic) && letters <= UNIT && !is_label
}

/// "(5) = 6-1-2-3-4": the number of a column, which formulas name; alone, or below the words of a heading.
pub(super) fn is_number_of_column(cell: &str) -> bool {
    let is_number = |line: &str| {
        let number = line.trim().strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or("", |(number, _)| number);
        (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut figures = cell.lines().filter(|line| is_figure(line)).peekable();
    figures.peek().is_some() && figures.all(is_number)
}

/// "2021", without the space that an amount of thousands has.
pub(super) fn is_year(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20")) && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// "67,83 %".
pub(super) fn is_percent(cell: &str) -> bool {
    cell.trim_end().ends_with('%') && is_figure(cell)
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

    fn rows(text: &str) -> Vec<Row> {
        text.lines().zip(1..).map(|(line, number)| Row::new(number, line.split('|').map(|cell| cell.trim().to_owned()).collect())).collect()
    }

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
    fn figures_are_told_from_words_even_where_they_cannot_be_read() {
        let figures = ["0", "7 300 000", "-5", "(300 000)", "67,83 %", "7.300.000", "7 300 OOO", "+437 313", "12 M€", "2021", "*7 300", "1 2 3"];
        let words = ["", "–", "CP 2021", "T2", "NA", "2018 Réalisation", "01 – SNU", "01.02 – A", "PLF 2021", "31 – Dépenses", "1er janvier"];
        for figure in figures {
            assert!(is_figure(figure), "{figure}");
        }
        for words in words {
            assert!(!is_figure(words), "{words}");
        }
    }

    #[test]
    fn each_column_has_its_measure_wherever_the_words_stand() {
        let own = "Numéro et intitulé | Titre 2 | Autres titres | Total | Titre 2 | Autres titres | Total\n01 – Fonds | 1 | 2 | 3 | 4 | 5 | 6";
        let twice = "- ae ae ae cp cp cp";
        let cases = [
            (format!(" | Autorisations d'engagement | | | Crédits de paiement | |\n{own}"), twice),
            (format!(" | Autorisations d'engagement | Crédits de paiement\n{own}"), twice),
            (format!("Autorisations d'engagement | Crédits de paiement\n{own}"), twice),
            (format!(" | Autorisations | | | Crédits | |\n | d'engagement | | | de paiements | |\n{own}"), twice),
            (format!(" | Crédits | Autorisations\n{own}"), "- cp cp cp ae ae ae"),
            (own.to_owned(), "- - - - - - -"),
            ("Titre et catégorie | Autorisations | Crédits\nTotal | 1 | 2".into(), "- ae cp"),
            ("Autorisations d'engagement | Crédits de paiement\nTotal | 1 | 2".into(), "- ae cp"),
            (" | Autorisations | Crédits\nTitre et | d'engagement | de paiement\nTotal | 1 | 2".into(), "- ae cp"),
            (" | Autorisations d'engagement | | Crédits de paiement\nTitre | a | b | a | c\nTotal | 1 | 2 | 3 | 4".into(), "- ae ae cp cp"),
            (" | Autorisations d'engagement | Crédits de paiement\nTitre | a | b | a | c\nTotal | 1 | 2 | 3 | 4".into(), "- - - - -"),
        ];
        for (table, expected) in cases {
            let grid = Grid::of(0, &rows(&table));
            let measure = |heading: &Heading| match heading.measure {
                Some(Measure::Ae) => "ae",
                Some(Measure::Cp) => "cp",
                None => "-",
            };
            let seen: Vec<&str> = grid.headings.iter().map(measure).collect();
            assert_eq!(seen.join(" "), expected, "{table}");
        }
    }

    #[test]
    fn blank_cells_before_labels_move_nothing() {
        let plain = "Titre et catégorie | Autorisations d'engagement | Crédits de paiement\nTotal | 1 | 2";
        let margins = [
            plain.to_owned(),
            plain.lines().map(|line| format!(" | {line}")).collect::<Vec<_>>().join("\n"),
            plain.replace("Total", " | Total"),
            "Autorisations d'engagement | Crédits de paiement\nTotal | 1 | 2".into(),
        ];
        for table in margins {
            let grid = Grid::of(0, &rows(&table));
            let cells: Vec<&str> = grid.rows.iter().flat_map(|row| &row.cells).map(String::as_str).collect();
            assert_eq!((grid.headings.len(), cells), (3, vec!["Total", "1", "2"]), "{table}");
        }
    }
}

//! The outstanding commitments at the end of the year of a report: one amount beside the words that name it, held against the two that make it.

use super::Left;
use crate::exchange::import::blocks::{Block, Content, Row, folded};
use crate::exchange::import::coded;
use crate::exchange::import::published::grid::holds_figure;
use crate::exchange::import::published::marks::mark;
use crate::exchange::import::units::{UnitSaid, unit_said};
use crate::lang::number;
use crate::model::{Euros, Year};

/// Most lines on which words may be broken.
const BROKEN: usize = 6;
/// What stands between the words before and the day.
const WORDS: &str = "non couverts par des paiements au";

/// Which of the amounts it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// Of commitments of earlier years (R4).
    Earlier,
    /// Of commitments of the year (R5).
    OfYear,
    /// Of all (R6 = R4 + R5).
    All,
}

/// One of them where it is printed.
#[derive(Clone, Debug)]
struct Printed {
    which: Which,
    year: Year,
    at: String,
    /// Whether a code stands behind, which no PAP prints.
    has_code: bool,
    /// The unit above, where it is not the euro.
    unit: Option<String>,
    euros: Option<Euros>,
}

#[derive(Default)]
pub(super) struct Found {
    printed: Vec<Printed>,
    /// Whether the heading of such tables stands above one of them.
    is_titled: bool,
}

/// Words that name one of the amounts.
struct Named<'a> {
    which: Which,
    year: Year,
    has_code: bool,
    /// What follows.
    rest: &'a str,
}

impl Found {
    /// Looks through the lines and cells of a part.
    pub fn look(&mut self, part: &str, blocks: &[&Block]) {
        let mut unit: Option<String> = None;
        for (index, block) in blocks.iter().enumerate() {
            let at = |line: usize| format!("{part}:{line}");
            match &block.content {
                Content::Line(line) => {
                    let words = folded(&line.text);
                    let is_title = words.starts_with("suivi des credits de paiement");
                    self.is_titled |= is_title;
                    if is_title || mark(&line.text).is_some() {
                        unit = None;
                    }
                    if unit_said(&line.text) == Some(UnitSaid::Scaled) {
                        unit = Some(line.text.clone());
                    }
                    let before = index.checked_sub(1).and_then(|before| blocks.get(before)).and_then(|block| block.as_line());
                    if before.is_some_and(|line| folded(&line.text).ends_with(" des")) {
                        continue;
                    }
                    let lines: Vec<&str> =
                        blocks.iter().skip(index).map_while(|block| block.as_line()).take(BROKEN).map(|line| line.text.as_str()).collect();
                    let text = lines.join("\n");
                    let Some(named) = named(&text) else { continue };
                    let below = || match blocks.get(index + named.lines(&text)).map(|block| &block.content) {
                        Some(Content::Table(rows)) => rows.first().and_then(|row| amount_in(&row.cells)),
                        Some(Content::Line(_)) | None => None,
                    };
                    let euros = if named.rest.trim().is_empty() { below() } else { amount(named.rest) };
                    self.push(&named, at(block.line), unit.clone(), euros);
                }
                Content::Table(rows) => self.look_in(rows, unit.as_ref(), at),
            }
        }
    }

    fn look_in(&mut self, rows: &[Row], unit: Option<&String>, at: impl Fn(usize) -> String) {
        let mut own = unit.cloned();
        for (index, row) in rows.iter().enumerate() {
            if let Some(words) = row.cells.iter().find(|cell| unit_said(cell) == Some(UnitSaid::Scaled)) {
                own = Some(words.replace('\n', " "));
            }
            for (column, cell) in row.cells.iter().enumerate() {
                let Some(named) = named(cell) else { continue };
                let beside = || row.cells.get(column + 1..).and_then(amount_in);
                let below = || rows.get(index + 1).and_then(|row| amount(row.cell(column)));
                let euros = if named.rest.trim().is_empty() { beside().or_else(below) } else { amount(named.rest) };
                self.push(&named, at(row.line), own.clone(), euros);
            }
        }
    }

    fn push(&mut self, named: &Named<'_>, at: String, unit: Option<String>, euros: Option<Euros>) {
        let Named { which, year, has_code, .. } = *named;
        self.printed.push(Printed { which, year, at, has_code, unit, euros });
    }

    /// Whether they are those of a report: a PAP calls none of its amounts so, and has no codes.
    pub fn is_of_report(&self) -> bool {
        self.printed.iter().any(|printed| printed.which == Which::All && (printed.has_code || self.is_titled))
    }

    pub fn year(&self) -> Option<Year> {
        self.printed.iter().filter(|printed| printed.which == Which::All).map(|printed| printed.year).max()
    }

    /// The amount of all commitments at the end of a year, with where it stands. Why none is sure, where words name one, is left.
    pub fn of(&self, year: Year, left: &mut Vec<(String, Left)>) -> Option<(String, Euros)> {
        let of = |which: Which| self.printed.iter().filter(move |printed| printed.which == which && printed.year == year);
        let mut all = of(Which::All);
        let Some(first) = all.next() else {
            let other = self.printed.iter().find(|printed| printed.which == Which::All);
            left.extend(other.map(|other| (other.at.clone(), Left::OutstandingYear { year: other.year })));
            return None;
        };
        let part = |which: Which| of(which).find_map(|printed| printed.euros);
        let made =
            part(Which::Earlier).zip(part(Which::OfYear)).and_then(|(earlier, of_year)| earlier.get().checked_add(of_year.get())).map(Euros::new);
        let found = match (&first.unit, first.euros) {
            (Some(words), _) => Err(Left::OutstandingUnit { words: words.clone() }),
            (None, None) => Err(Left::NoOutstanding),
            (None, Some(printed)) => match (all.filter_map(|other| other.euros).find(|other| *other != printed), made) {
                (Some(second), _) => Err(Left::OutstandingTwice { first: printed, second }),
                (None, Some(made)) if made != printed => Err(Left::OutstandingSum { printed, made }),
                (None, _) => Ok(printed),
            },
        };
        found.map_err(|why| left.push((first.at.clone(), why))).ok().map(|euros| (first.at.clone(), euros))
    }
}

impl Named<'_> {
    /// On how many lines of a text they stand.
    fn lines(&self, text: &str) -> usize {
        let said = text.len() - self.rest.len();
        text.get(..said).unwrap_or_default().trim_end().lines().count()
    }
}

/// The words of one amount at the beginning of a text: "Engagements ≤ 2022 non couverts par des paiements au 31/12/2023 (R4 = R3 – P3)".
fn named(text: &str) -> Option<Named<'_>> {
    const DAY: &str = "31/12/";
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '+' | '–' | '-' | '*'));
    let (words, rest) = text.split_once(DAY)?;
    let words = folded(words);
    let which = match words.strip_prefix("engagements")?.strip_suffix(WORDS)?.trim() {
        "" => Which::All,
        year if coded::year(year).is_some() => Which::OfYear,
        years if years.starts_with(['≤', '<']) => Which::Earlier,
        _ => return None,
    };
    let (year, rest) = rest.split_at_checked(4)?;
    let year = coded::year(year).filter(|_| !rest.starts_with(|c: char| c.is_ascii_digit()))?;
    // What nets the first of them, which is of the year before.
    let rest = rest.trim_start();
    let rest = ["brut", "net"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim_start();
    let code = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).filter(|(code, _)| code.trim_start().starts_with(['R', 'r']));
    Some(Named { which, year, has_code: code.is_some(), rest: code.map_or(rest, |(_, rest)| rest) })
}

/// The first line of a text, where it is an amount in euros and nothing else.
fn amount(text: &str) -> Option<Euros> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let is_plain = line.chars().all(|c| !c.is_alphabetic() && c != '%' && c != '/');
    number::parse_amount(line).ok().filter(|amount| is_plain && amount.formula.is_none()).map(|amount| amount.euros)
}

/// The amount of the next filled cell.
fn amount_in(cells: &[String]) -> Option<Euros> {
    let next = cells.iter().find(|cell| !cell.trim().is_empty() && cell.trim() != "=")?;
    if holds_figure(next) { amount(next) } else { None }
}

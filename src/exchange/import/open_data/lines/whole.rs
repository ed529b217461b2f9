//! What stands around the lines of a file, or in all of them: quotes, units, headings, columns that are broken, a year above them.

use std::collections::{BTreeMap, BTreeSet};

use super::{File, SUSPECT};
use crate::calc::Tally;
use crate::exchange::import::blocks::folded;
use crate::exchange::import::coded;
use crate::exchange::import::open_data::amounts::Amounts;
use crate::exchange::import::open_data::columns::Columns;
use crate::exchange::import::open_data::headings::{self, AmountHeading, Holds, Part, Role};
use crate::exchange::import::report::{ImportRefusal, Report, Spot, Told};
use crate::exchange::import::units::{self, Unit};
use crate::lang::writing::{self, excerpt};
use crate::model::{Euros, Stage, Year};

/// So many separators within one cell are those of a line that an open quote took in.
const SWALLOWED: usize = 3;

impl File<'_> {
    /// A quote that nobody closes takes the lines below into its cell.
    pub(super) fn check_quotes(&self) -> Result<(), ImportRefusal> {
        let is_swallowed = |cell: &str| {
            let mut lines = cell.split('\n').skip(1);
            lines.any(|line| line.bytes().filter(|byte| *byte == self.separator).count() >= SWALLOWED)
        };
        match self.records.iter().find(|(_, record)| record.iter().any(is_swallowed)) {
            Some((line, _)) => Err(ImportRefusal::OpenQuote { file: self.name.into(), line: *line }),
            None => Ok(()),
        }
    }

    /// A unit that stands above or under the columns, or in one of its own, and that is not the one of every heading: amounts are never guessed.
    pub(super) fn check_unit(&self) -> Result<(), ImportRefusal> {
        let powers: BTreeSet<u32> = self.columns.amounts().map(|(_, amount)| amount.power).collect();
        let is_other = |words: &str| Some(units::unit(words)).filter(|unit| !unit.powers.is_empty() && unit.powers != powers);
        let before = self.before.iter().zip(1..).find_map(|(line, number)| {
            let mut cells = line.split(char::from(self.separator)).enumerate();
            let (_, words) = cells.find(|(column, cell)| is_other(cell).or_else(|| is_other(&self.as_unit(*column, cell))).is_some())?;
            Some((words, number))
        });
        let heading =
            || self.columns.unknown().filter_map(|column| self.columns.words(column)).find(|words| is_other(words).is_some_and(|unit| unit.is_alone));
        let among = || self.records.iter().find_map(|(line, record)| Some((self.unit_among(record, &is_other)?, *line)));
        match before.or_else(|| heading().map(|words| (words, self.heading_line))).or_else(among) {
            Some((words, line)) => {
                let words = excerpt(words.trim_matches(['"', ' '])).into_owned();
                Err(ImportRefusal::UnitApart { file: self.name.into(), line, words })
            }
            None => Ok(()),
        }
    }

    /// A cell as the unit of its column: in one of amounts, "K" is "K€".
    fn as_unit(&self, column: usize, cell: &str) -> String {
        let is_amount = self.columns.amounts().any(|(own, _)| own == column);
        if is_amount && cell.chars().all(|c| !c.is_ascii_digit()) { format!("{cell} €") } else { String::new() }
    }

    /// The cell of a line that says a unit: one that says nothing else, or a short one under no heading, or any of a line of no amount.
    fn unit_among<'r>(&self, record: &'r csv::StringRecord, is_other: &impl Fn(&str) -> Option<Unit>) -> Option<&'r str> {
        let is_number = |cell: &str| !cell.chars().any(|c| c.is_alphabetic() || matches!(c, '€' | '×' | '*' | '/'));
        let says = |column: usize, cell: &str| is_other(cell).or_else(|| is_other(&self.as_unit(column, cell)));
        let cells = record.iter().enumerate().filter(|(_, cell)| !is_number(cell));
        let mut units = cells.filter_map(|(column, cell)| Some((column, cell, says(column, cell)?))).peekable();
        units.peek()?;
        let codes = |cell| record.get(cell).is_some_and(|cell| coded::programme(cell).is_some());
        let is_note = !self.columns.of_role(Role::Programme).any(codes) && Amounts::of(record, &self.columns).read.is_empty();
        let is_short = |cell: &str| cell.trim().len() <= "milliers d’euros".len();
        let is_unknown = |column: usize| self.columns.unknown().any(|unknown| unknown == column);
        let is_unit = |(column, cell, unit): &(usize, &str, Unit)| {
            is_note || (unit.is_alone && is_other(cell).is_some()) || (is_short(cell) && is_unknown(*column))
        };
        let (_, cell, _) = units.find(is_unit)?;
        // Headings that come again are compared as such.
        let is_heading = Columns::of(&record.iter().map(ToOwned::to_owned).collect::<Vec<_>>()).are_credits();
        (!is_heading).then_some(cell)
    }

    /// What stands before the headings, and every column that is not known and holds something.
    pub(super) fn tell_columns(&self, report: &mut Report) {
        let said = self.before.iter().map(|line| line.trim_matches([';', ',', '\t', '|', ' '])).zip(1..).filter(|(line, _)| !line.is_empty());
        let is_mark = |line: &str| line.trim_matches('"').get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="));
        let (words, lines): (Vec<&str>, Vec<usize>) = said.filter(|(line, _)| !is_mark(line)).unzip();
        if let Some(line) = lines.first().copied() {
            report.tell(&Spot { file: self.file, line, column: String::new() }, Told::BeforeHeadings, &words.join("\n"));
        }
        let mut held: BTreeSet<usize> = BTreeSet::new();
        for (_, record) in &self.records {
            held.extend(record.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).map(|(column, _)| column));
        }
        for column in self.columns.unknown().filter(|column| held.contains(column)) {
            report.tell(&self.spot(self.heading_line, column), Told::Column, "");
        }
        let power = |(_, amount): &(usize, &AmountHeading)| amount.power;
        let (least, most) = (self.columns.amounts().min_by_key(power), self.columns.amounts().max_by_key(power));
        if let (Some((column, least)), Some((other, most))) = (least, most)
            && least.power != most.power
        {
            report.tell(&self.spot(self.heading_line, column), Told::OtherUnit { other: self.columns.heading(other) }, "");
        }
    }

    /// The columns of the act of the published LFI 2023 hold 4 in every line, beside a bill and amendments that are right.
    pub(super) fn leave_broken_columns(&mut self, report: &mut Report) {
        let has = |wanted, measure| self.columns.amounts().any(|(_, amount)| amount.stage == Some(wanted) && amount.measure == measure);
        let parted = |measure| has(Stage::Bill, measure) && has(Stage::Amendment, measure);
        let is_act = |amount: &AmountHeading| amount.stage == Some(Stage::InitialAct) && !amount.contributions && parted(amount.measure);
        let acts: BTreeMap<usize, Part> =
            self.columns.amounts().filter(|(_, amount)| is_act(amount)).map(|(column, amount)| (column, amount.part)).collect();
        if acts.is_empty() {
            return;
        }
        let mut tallies: BTreeMap<usize, Tally> = BTreeMap::new();
        let mut others = Tally::default();
        for (_, record) in &self.records {
            for (column, euros) in Amounts::of(record, &self.columns).read {
                if acts.contains_key(&column) { tallies.entry(column).or_default().add(euros) } else { others.add(euros) }
            }
        }
        for (column, tally) in tallies {
            // A part may well be 0 everywhere: a programme without staff.
            let is_wrong = |value: &Euros| *value != Euros::ZERO || acts.get(&column) == Some(&Part::Whole);
            let suspect = tally.sole_value().filter(|_| tally.count() >= SUSPECT && others.sole_value().is_none());
            let Some(value) = suspect.filter(is_wrong) else { continue };
            let told = Told::SameValue { value: writing::euros(value), count: tally.count() };
            report.tell(&self.spot(self.heading_line, column), told, "");
            self.columns.leave(column);
        }
    }
}

/// The year in words that speak of a budget and of no other year: "PLF 2021 – dépenses", "Année : 2021".
fn year_in_words(line: &str) -> Option<Year> {
    let words = folded(line);
    let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).collect();
    let is_said = words.iter().any(|word| ["plf", "lfi", "exercice", "annee", "gestion", "budget"].contains(word));
    let mut years: Vec<Year> = words.iter().filter(|word| word.len() == 4).filter_map(|word| coded::year(word)).collect();
    years.dedup();
    if let ([year], true) = (years.as_slice(), is_said) { Some(*year) } else { None }
}

/// A year that stands above the headings, with the words that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct YearBefore {
    pub(super) year: Year,
    pub(super) words: String,
}

/// The year in the lines before the headings, if they say one: "Gestion;2015", "PLF 2021 – dépenses".
pub(super) fn year_before(before: &[String], separator: u8) -> Option<YearBefore> {
    let said = before.iter().filter_map(|line| {
        let mut cells = line.split(char::from(separator)).map(|cell| cell.trim_matches(['"', ' ']));
        let is_year = matches!(headings::read(&[cells.next()?]).as_slice(), [Holds::Role(Role::Year)]);
        let year = cells.next().filter(|_| is_year).and_then(coded::year).or_else(|| year_in_words(line))?;
        let words = line.split(char::from(separator)).map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ");
        Some(YearBefore { year, words: excerpt(&words).into_owned() })
    });
    let said: Vec<YearBefore> = said.collect();
    let is_one = said.iter().all(|other| Some(other.year) == said.first().map(|first| first.year));
    said.into_iter().next().filter(|_| is_one)
}

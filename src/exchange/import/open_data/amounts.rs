//! The amounts of one line: each cell as whole euros, and of the columns that give one amount the amount itself, once.

use super::columns::{Columns, Group, Places, Target};
use super::headings::Part;
use crate::calc::Tally;
use crate::lang::number::{self, NumberRefusal};
use crate::model::{Category, Euros, Stage, Title};

/// The amounts of a line, by column.
#[derive(Default)]
pub(super) struct Amounts {
    pub read: Vec<(usize, Euros)>,
    /// What is no amount, with its words.
    pub refused: Vec<(usize, NumberRefusal, String)>,
    /// The first column of amounts that the line does not reach.
    pub missing: Option<usize>,
}

/// Columns that give one amount otherwise, with what they give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Differing {
    pub columns: [Vec<usize>; 2],
    pub amounts: [Euros; 2],
}

/// An amount of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub target: Target,
    /// Which part of it the line gives.
    pub part: Part,
    /// Where it stands.
    pub column: usize,
    pub euros: Euros,
}

/// Why a line gives no amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Differing(Differing),
    /// An amount in the column of title 2 on a line of another title, or the other way round.
    OtherTitle {
        column: usize,
    },
    TooLarge {
        column: usize,
    },
}

impl Amounts {
    /// A lone dash is what spreadsheets write for none.
    pub fn of(record: &csv::StringRecord, columns: &Columns) -> Self {
        let mut amounts = Self::default();
        for (column, heading) in columns.amounts() {
            let Some(cell) = record.get(column) else {
                amounts.missing = amounts.missing.or(Some(column));
                continue;
            };
            if matches!(cell.trim(), "" | "-" | "–" | "—") {
                continue;
            }
            match euros(cell, heading.power) {
                Ok(euros) => amounts.read.push((column, euros)),
                Err(refusal) => amounts.refused.push((column, refusal, cell.to_owned())),
            }
        }
        amounts
    }

    fn get(&self, column: usize) -> Option<Euros> {
        self.read.iter().find(|(own, _)| *own == column).map(|(_, euros)| *euros)
    }

    /// The amount that several columns give; those that are blank say nothing.
    fn agreed(&self, columns: &[usize]) -> Result<Option<Euros>, Fault> {
        let mut said = columns.iter().filter_map(|column| self.get(*column).map(|euros| (*column, euros)));
        let Some((first, euros)) = said.next() else { return Ok(None) };
        match said.find(|(_, other)| *other != euros) {
            Some((other, otherwise)) => Err(Fault::Differing(Differing { columns: [vec![first], vec![other]], amounts: [euros, otherwise] })),
            None => Ok(Some(euros)),
        }
    }

    /// The amount that a group gives on a line of a category; `None` when nothing of it is said, or not all of it can be read.
    fn of_group(&self, group: &Group, category: Category) -> Result<Option<Placed>, Fault> {
        let [first, second] = &group.parts;
        let all = || [&group.whole, first, second].into_iter().flatten().copied();
        if all().any(|column| self.refused.iter().any(|(refused, ..)| *refused == column)) {
            return Ok(None);
        }
        let whole = self.agreed(&group.whole)?;
        let parts = [self.agreed(first)?, self.agreed(second)?];
        let column = all().find(|column| self.get(*column).is_some()).unwrap_or_default();
        let of_parts = if group.target.contributions { sum(parts, column)? } else { of_title(group, parts, category)? };
        let part = match parts {
            [Some(_), None] if group.target.contributions && whole.is_none() => Part::First,
            [None, Some(_)] if group.target.contributions && whole.is_none() => Part::Second,
            _ => Part::Whole,
        };
        // Of contributions, one part alone is less than the whole.
        let makes_whole = !group.target.contributions || parts.iter().all(Option::is_some);
        match (whole, of_parts) {
            (Some(whole), Some(parted)) if whole != parted && makes_whole => {
                let said = |columns: &[usize]| columns.iter().copied().filter(|column| self.get(*column).is_some()).collect::<Vec<_>>();
                let columns = [said(&group.whole), said(&[first.as_slice(), second.as_slice()].concat())];
                Err(Fault::Differing(Differing { columns, amounts: [whole, parted] }))
            }
            (whole, parted) => {
                // The column that holds it, rather than one that holds nothing of it.
                let holder = |euros| all().find(|column| self.get(*column) == Some(euros)).unwrap_or(column);
                Ok(whole.or(parted).map(|euros| Placed { target: group.target, part, column: holder(euros), euros }))
            }
        }
    }

    /// Every amount that the columns give on a line of a category.
    ///
    /// # Errors
    /// [`Fault`] when columns contradict each other: two that give one amount, a whole and its parts, an act and the bill with its amendments.
    pub fn placed(&self, places: &Places, category: Category) -> Result<Vec<Placed>, Fault> {
        let mut placed = Vec::new();
        for group in &places.groups {
            placed.extend(self.of_group(group, category)?);
        }
        for group in places.groups.iter().filter(|group| group.target.stage == Stage::InitialAct) {
            self.check_act(places, group, &placed)?;
        }
        Ok(placed)
    }

    /// R17: the act is the bill of its year with the amendments.
    fn check_act(&self, places: &Places, act: &Group, placed: &[Placed]) -> Result<(), Fault> {
        let of = |stage| Target { stage, ..act.target };
        let said = |stage| placed.iter().find(|placed| placed.target == of(stage)).map(|placed| (placed.column, placed.euros));
        let (Some((act_column, act)), Some((bill_column, bill))) = (said(Stage::InitialAct), said(Stage::Bill)) else { return Ok(()) };
        let Some(amendments) = places.group(of(Stage::Amendment)) else { return Ok(()) };
        let amended = said(Stage::Amendment);
        let is_refused = |(refused, ..): &(usize, NumberRefusal, String)| {
            let [first, second] = &amendments.parts;
            [&amendments.whole, first, second].iter().any(|columns| columns.contains(refused))
        };
        if self.refused.iter().any(is_refused) {
            return Ok(());
        }
        let total = [bill].into_iter().chain(amended.map(|(_, euros)| euros)).collect::<Tally>().total();
        let expected = total.map_err(|_| Fault::TooLarge { column: bill_column })?;
        if act == expected {
            return Ok(());
        }
        let terms = [bill_column].into_iter().chain(amended.map(|(column, _)| column)).collect();
        Err(Fault::Differing(Differing { columns: [vec![act_column], terms], amounts: [act, expected] }))
    }
}

/// What the columns of title 2 and of the others give on a line: one of them, by its category; the other holds nothing.
fn of_title(group: &Group, parts: [Option<Euros>; 2], category: Category) -> Result<Option<Euros>, Fault> {
    let ([first, second], [of_staff, of_others]) = (&group.parts, parts);
    let (own, other, others) = if category.title() == Title::STAFF { (of_staff, of_others, second) } else { (of_others, of_staff, first) };
    match other {
        Some(euros) if euros != Euros::ZERO => Err(Fault::OtherTitle { column: others.first().copied().unwrap_or_default() }),
        _ => Ok(own),
    }
}

fn sum(parts: [Option<Euros>; 2], column: usize) -> Result<Option<Euros>, Fault> {
    let tally: Tally = parts.into_iter().flatten().collect();
    if tally.count() == 0 { Ok(None) } else { tally.total().map(Some).map_err(|_| Fault::TooLarge { column }) }
}

/// An amount in whole euros, in a column that counts in `10^power` of them; a cell with a unit of its own says it itself. A program that took
/// an amount for a decimal wrote `7300000.0`.
fn euros(cell: &str, power: u32) -> Result<Euros, NumberRefusal> {
    let unit = match power {
        3 => " k€",
        6 => " M€",
        9 => " Md€",
        _ => "",
    };
    let unit = if cell.contains('€') { "" } else { unit };
    number::parse_amount(&format!("{}{unit}", cell.trim())).map(|amount| amount.euros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_whole_euros_by_the_unit_of_their_heading() {
        let cases = [
            ("7300000", 0, Some(7_300_000)),
            ("7300000.0", 0, Some(7_300_000)),
            ("7 300 000,00", 0, Some(7_300_000)),
            ("-5", 0, Some(-5)),
            ("(5)", 0, Some(-5)),
            ("7,3", 6, Some(7_300_000)),
            ("7.3", 6, Some(7_300_000)),
            ("(7,3)", 6, Some(-7_300_000)),
            ("7 300", 3, Some(7_300_000)),
            ("1,5", 9, Some(1_500_000_000)),
            ("7 300 000 €", 6, Some(7_300_000)),
            ("9007199254740993", 0, Some(9_007_199_254_740_993)),
            ("12,5", 0, None),
            ("0,0005", 3, None),
            ("2 444 661 0", 0, None),
            ("7.300.000", 0, None),
            ("7,3E+06", 0, None),
            ("NA", 0, None),
        ];
        for (cell, power, expected) in cases {
            assert_eq!(euros(cell, power).ok().map(Euros::get), expected, "{cell}");
        }
    }
}

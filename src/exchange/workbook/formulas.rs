//! The formula of each figure: where its parts stand, or where it stands already.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::plan::{Plan, Spot};
use crate::calc::{Calculation, Figure, NumberFormat, calculation, terms};
use crate::lang::writing;
use crate::model::{Entry, Place};
use crate::tables::{Tables, shown_place};

/// A function takes at most 255 arguments.
const ARGUMENTS: usize = 250;

/// Makes formulas over the cells of one document.
pub(super) struct Formulas<'a> {
    pub tables: Tables<'a>,
    pub plan: &'a Plan,
    sheets: &'a [String],
}

/// The cell that asks for its formula.
pub(super) struct Asking<'a> {
    pub at: Spot,
    /// The cells of its own table.
    pub around: &'a FxHashMap<Place, Spot>,
    /// Whether it stays empty while all that it shows or sums is.
    pub may_be_blank: bool,
}

/// What a cell computes, and how its number is written.
pub(super) struct CellFormula {
    /// Without its `=`.
    pub text: String,
    pub format: NumberFormat,
}

impl<'a> Formulas<'a> {
    pub fn new(tables: Tables<'a>, plan: &'a Plan, sheets: &'a [String]) -> Self {
        Self { tables, plan, sheets }
    }

    /// The formula of a cell; `None` where a value is typed.
    pub fn of(&self, place: Place, asking: &Asking<'_>) -> Option<CellFormula> {
        match calculation(self.tables.document, self.tables.figures, place) {
            Some(calculation) => Some(CellFormula { text: self.computed(place, &calculation, asking)?, format: calculation.format() }),
            None => self.home(place, asking).map(|home| CellFormula { text: self.sum(&[home], asking), format: NumberFormat::OfParts }),
        }
    }

    /// The cell that shows a figure first, unless it is the one that asks.
    fn home(&self, place: Place, asking: &Asking<'_>) -> Option<Spot> {
        self.plan.home(place).filter(|home| *home != asking.at)
    }

    fn computed(&self, place: Place, calculation: &Calculation, asking: &Asking<'_>) -> Option<String> {
        let spot = |place: &Place| self.spot(*place, asking.around);
        let spots = |places: &[Place]| places.iter().filter_map(spot).collect::<Vec<_>>();
        Some(match calculation {
            Calculation::Repeat(part) => match self.parts(place, &[vec![*part]], asking).as_slice() {
                [] => self.number(place)?,
                parts => self.sum(parts, asking),
            },
            Calculation::Sum(ways) => self.sum(&self.parts(place, ways, asking), asking),
            Calculation::Difference { plus, minus } => {
                let all = |places: &[Place]| places.iter().map(|place| self.spots(*place, asking.around)).collect::<Option<Vec<_>>>();
                let (plus, minus) = (all(plus)?.concat(), all(minus)?.concat());
                let entered = self.call("COUNT", &[plus.as_slice(), &minus].concat(), asking.at.sheet);
                let total = self.total(&plus, asking.at.sheet);
                // A figure that is printed beside others is 0, not blank.
                let is_blank = self.tables.figures.figure(self.tables.document, place) == Figure::Blank;
                let less = if minus.is_empty() { String::new() } else { format!("-{}", self.total(&minus, asking.at.sheet)) };
                if is_blank { format!("IF({entered}=0,\"\",{total}{less})") } else { format!("{total}{less}") }
            }
            Calculation::Quotient { part, whole, unless_nil, decimals } => {
                let [part, whole] = [part, whole].map(|places| self.total(&spots(places), asking.at.sheet));
                let is_undefined = match spots(unless_nil).as_slice() {
                    [] => format!("{whole}=0"),
                    // All are nil when their squares are.
                    entries => format!("OR({whole}=0,{}=0)", self.call("SUMSQ", entries, asking.at.sheet)),
                };
                format!("IF({is_undefined},\"–\",ROUND({part}/{whole},{}))", decimals + 2)
            }
            Calculation::Change { new, old, decimals } => {
                let [new, old] = [spot(new)?, spot(old)?].map(|spot| self.reference(spot, asking.at.sheet));
                // Not new/old-1, in which halves are lost before they are rounded.
                format!("IF({old}=0,\"–\",ROUND(({new}-{old})/{old},{}))", decimals + 2)
            }
            Calculation::Balance { opening, restated, plus, minus } => {
                let [opening, restated, plus, minus] =
                    [spot(opening)?, spot(restated)?, spot(plus)?, spot(minus)?].map(|spot| self.reference(spot, asking.at.sheet));
                let is_blank = format!("AND(COUNT({opening},{plus},{minus})=0,{restated}=0)");
                format!("IF({is_blank},\"\",IF({restated}<>0,{restated},{opening})+{plus}-{minus})")
            }
        })
    }

    /// The number of a figure of last year that stands in no table of this one; `None` where it is blank.
    fn number(&self, place: Place) -> Option<String> {
        match self.tables.figures.figure(self.tables.document, place) {
            Figure::Amount(euros) => Some(euros.get().to_string()),
            Figure::Number(number) | Figure::Effect(number) => Some(writing::plain(number)),
            Figure::Blank | Figure::Percent(_) | Figure::Variation(_) | Figure::Undefined | Figure::Overflow => None,
        }
    }

    /// Where a figure stands: in the same table, else where it stands first; an action's title as its only category, whose cell is a number or empty
    /// where that of the title may be an empty text, with which Calc does not count.
    fn spot(&self, place: Place, around: &FxHashMap<Place, Spot>) -> Option<Spot> {
        let shown = shown_place(self.tables.document, self.tables.figures, place);
        let near = around.get(&place).or_else(|| around.get(&shown)).copied();
        near.or_else(|| self.plan.home(shown)).or_else(|| self.plan.home(place))
    }

    /// Where a part of a difference stands, else where the parts of that part do; `None` where nothing shows it.
    fn spots(&self, place: Place, around: &FxHashMap<Place, Spot>) -> Option<Vec<Spot>> {
        let parts = || match calculation(self.tables.document, self.tables.figures, place) {
            Some(Calculation::Sum(ways)) => Some(self.elsewhere(place, &ways)),
            _ => None,
        };
        self.spot(place, around).map(|spot| vec![spot]).or_else(parts)
    }

    /// The cells of a sum: its parts in the same table, else the cell that shows it first, else its parts elsewhere.
    fn parts(&self, place: Place, ways: &[Vec<Place>], asking: &Asking<'_>) -> Vec<Spot> {
        let here = self.beside(ways, asking).or_else(|| self.home(place, asking).map(|home| vec![home]));
        here.unwrap_or_else(|| self.elsewhere(place, ways))
    }

    /// The parts of a sum, of the first way in which all stand in the same table.
    fn beside(&self, ways: &[Vec<Place>], asking: &Asking<'_>) -> Option<Vec<Spot>> {
        let near = |place: &Place| {
            let shown = || shown_place(self.tables.document, self.tables.figures, *place);
            let found = asking.around.get(place).or_else(|| asking.around.get(&shown()));
            found.copied().filter(|spot| *spot != asking.at)
        };
        ways.iter().find_map(|way| way.iter().map(near).collect())
    }

    /// The parts of a sum, of the first way in which each stands somewhere; else its entries.
    fn elsewhere(&self, place: Place, ways: &[Vec<Place>]) -> Vec<Spot> {
        let nothing = FxHashMap::default();
        let found = ways.iter().find_map(|way| way.iter().map(|part| self.spot(*part, &nothing)).collect());
        found.unwrap_or_else(|| {
            let entries = terms(self.tables.document, self.tables.figures, place).unwrap_or_default();
            entries.into_iter().flat_map(|term| self.entry_spots(term.entry)).collect()
        })
    }

    /// The cell of an entry, or those of what stands for an amount of the act that nobody entered; none where there is no amount.
    fn entry_spots(&self, entry: Entry) -> Vec<Spot> {
        let place = Place::from(entry);
        if let Some(home) = self.plan.home(place) {
            return vec![home];
        }
        match calculation(self.tables.document, self.tables.figures, place) {
            Some(Calculation::Sum(ways)) => ways.iter().flatten().filter_map(|source| self.plan.home(*source)).collect(),
            _ => vec![],
        }
    }

    /// A sum as a cell shows it.
    fn sum(&self, parts: &[Spot], asking: &Asking<'_>) -> String {
        let sheet = asking.at.sheet;
        match parts {
            [one] if asking.may_be_blank => {
                let one = self.reference(*one, sheet);
                format!("IF({one}=\"\",\"\",{one})")
            }
            [_, ..] if asking.may_be_blank => format!("IF({}=0,\"\",{})", self.call("COUNT", parts, sheet), self.total(parts, sheet)),
            _ => self.total(parts, sheet),
        }
    }

    fn total(&self, parts: &[Spot], sheet: usize) -> String {
        match parts {
            [] => "0".into(),
            [one] if !self.plan.may_be_blank(*one) => self.reference(*one, sheet),
            parts => self.call("SUM", parts, sheet),
        }
    }

    /// A function over cells; cells that follow each other are one range.
    fn call(&self, function: &str, spots: &[Spot], sheet: usize) -> String {
        let ranges = ranges(spots);
        let mut text = String::new();
        for some in ranges.chunks(ARGUMENTS) {
            text.push_str(if text.is_empty() { "" } else { "+" });
            text.push_str(function);
            for (index, (from, to)) in some.iter().enumerate() {
                text.push(if index == 0 { '(' } else { ',' });
                self.write_reference(&mut text, *from, sheet);
                if from != to {
                    text.push(':');
                    write_cell_name(&mut text, *to);
                }
            }
            text.push(')');
        }
        if ranges.len() > ARGUMENTS { format!("({text})") } else { text }
    }

    /// `B5`, or `'PLF 2021 AE'!B5` from another sheet.
    pub fn reference(&self, spot: Spot, sheet: usize) -> String {
        let mut text = String::new();
        self.write_reference(&mut text, spot, sheet);
        text
    }

    fn write_reference(&self, text: &mut String, spot: Spot, sheet: usize) {
        if let Some(name) = self.sheets.get(spot.sheet).filter(|_| spot.sheet != sheet) {
            text.push_str(&quoted(name));
            text.push('!');
        }
        write_cell_name(text, spot);
    }
}

/// A name of a sheet as formulas and links write it.
pub(super) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// `B5`: rows count from 1.
pub(super) fn cell_name(spot: Spot) -> String {
    let mut name = String::new();
    write_cell_name(&mut name, spot);
    name
}

fn write_cell_name(text: &mut String, Spot { row, column, .. }: Spot) {
    write_column(text, u32::from(column) + 1);
    // Writing to a string cannot fail.
    let _ = write!(text, "{}", row + 1);
}

/// A column by its number, from 1: A to Z, then AA.
fn write_column(text: &mut String, number: u32) {
    let before = (number - 1) / 26;
    if before > 0 {
        write_column(text, before);
    }
    text.push(char::from(b'A' + u8::try_from((number - 1) % 26).unwrap_or_default()));
}

/// Runs of cells that follow each other in a column or a row, in the order given.
fn ranges(spots: &[Spot]) -> Vec<(Spot, Spot)> {
    let mut ranges: Vec<(Spot, Spot)> = Vec::new();
    for spot in spots {
        match ranges.last_mut() {
            Some((from, to)) if follows(*from, *to, *spot) => *to = *spot,
            _ => ranges.push((*spot, *spot)),
        }
    }
    ranges
}

/// Whether a cell goes on a run, down or to the right.
fn follows(from: Spot, to: Spot, next: Spot) -> bool {
    let down = Spot { row: to.row + 1, ..to };
    let right = Spot { column: to.column + 1, ..to };
    (next == down && from.column == to.column) || (next == right && from.row == to.row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(row: u32, column: u16) -> Spot {
        Spot { sheet: 0, row, column }
    }

    #[test]
    fn cells_have_the_names_that_spreadsheets_give_them() {
        for (row, column, name) in [(0, 0, "A1"), (4, 1, "B5"), (9, 25, "Z10"), (0, 26, "AA1"), (0, 701, "ZZ1"), (1_048_575, 702, "AAA1048576")] {
            assert_eq!(cell_name(spot(row, column)), name);
        }
        assert_eq!(quoted("Nature de l'État"), "'Nature de l''État'");
    }

    #[test]
    fn cells_that_follow_each_other_are_one_range() {
        let cases: [(&[(u32, u16)], &[&str]); 5] = [
            (&[(1, 1), (2, 1), (3, 1)], &["B2:B4"]),
            (&[(1, 1), (1, 2), (1, 3)], &["B2:D2"]),
            (&[(1, 1), (3, 1), (4, 1)], &["B2:B2", "B4:B5"]),
            (&[(1, 1), (2, 1), (2, 2)], &["B2:B3", "C3:C3"]),
            (&[(1, 1), (2, 2)], &["B2:B2", "C3:C3"]),
        ];
        for (cells, expected) in cases {
            let spots: Vec<Spot> = cells.iter().map(|(row, column)| spot(*row, *column)).collect();
            let found: Vec<String> = ranges(&spots).into_iter().map(|(from, to)| format!("{}:{}", cell_name(from), cell_name(to))).collect();
            assert_eq!(found, expected);
        }
    }
}

//! R19 between documents: what one programme gives, the other receives. Of documents of one folder, or open together.

use rust_decimal::Decimal;

use super::shape::{MOVES_IN, MOVES_OUT};
use super::words;
use crate::address;
use crate::calc::checks::Severity;
use crate::lang::{Lang, writing};
use crate::model::{CellHolds, CellRow, CellValue, Document, Place, ProgrammeNumber, Shape, Year};

/// As the field numbers it.
pub const RULE: &str = "R19";

/// A transfer may change of title on its way, and one of two documents may be older: it is to be looked at.
pub const SEVERITY: Severity = Severity::Warning;

/// What both sides of a transfer type. Of ETPT outside the State the other side may be an operator, which has no document.
const COLUMNS: [&str; 5] = ["t2", "cas", "ae", "cp", "etpt"];

/// A document with the name of its file.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    pub name: &'a str,
    pub document: &'a Document,
}

/// What two programmes say otherwise of what one gives the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    pub year: Year,
    /// Of both shapes.
    pub column: &'static str,
    pub given: Side,
    pub received: Side,
}

/// What the lines of one of them make.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The name of its file.
    pub name: String,
    pub programme: ProgrammeNumber,
    /// Above zero where the transfer has its direction.
    pub amount: Decimal,
    /// The cells that make it; none where nothing is typed of the other programme.
    pub addresses: Vec<String>,
}

/// Where two documents of a year do not agree, in their order.
pub fn gaps(documents: &[Named<'_>]) -> Vec<Gap> {
    let pairs = documents.iter().enumerate().flat_map(|(from, giver)| {
        let others = documents.iter().enumerate().filter(move |(to, taker)| *to != from && taker.document.year == giver.document.year);
        others.map(move |(_, taker)| (giver, taker))
    });
    pairs.flat_map(|(giver, taker)| between(giver, taker)).collect()
}

fn between(giver: &Named<'_>, taker: &Named<'_>) -> Vec<Gap> {
    let (Some(from), Some(to)) = (giver.document.programme.number, taker.document.programme.number) else { return vec![] };
    let gap = |column| {
        let given = Side::of(giver, from, &MOVES_OUT, to, column)?;
        let received = Side::of(taker, to, &MOVES_IN, from, column)?;
        (given.amount != received.amount).then_some(Gap { year: giver.document.year, column, given, received })
    };
    if from == to { vec![] } else { COLUMNS.into_iter().filter_map(gap).collect() }
}

impl Side {
    /// What is typed in a column of the lines of another programme; `None` beyond what is held exactly.
    fn of(named: &Named<'_>, programme: ProgrammeNumber, shape: &Shape, other: ProgrammeNumber, column: &'static str) -> Option<Self> {
        let Named { name, document } = *named;
        let rows = document.sections.rows(shape.key).iter().filter(|row| number(&row.code) == Some(other));
        let cells = rows.map(|row| shape.cell(CellRow::Listed(row.id), Some(document.year), column));
        let typed: Vec<(Decimal, Place)> = cells
            .filter_map(|cell| match document.sections.cell(cell)?.value {
                CellValue::Number(number) => Some((number, Place::Cell(cell))),
                CellValue::Words(_) => None,
            })
            .collect();
        let sum = typed.iter().try_fold(Decimal::ZERO, |sum, (number, _)| sum.checked_add(*number))?;
        let amount = if shape.key == MOVES_OUT.key { -sum } else { sum };
        let addresses = typed.iter().filter_map(|(_, place)| address::write(document, *place)).collect();
        Some(Self { name: name.to_owned(), programme, amount, addresses })
    }

    /// "p343.ron, moves-in/2/2024/ae".
    fn stands(&self, lang: Lang) -> String {
        let cells = if self.addresses.is_empty() { lang.pick("rien de saisi", "nothing typed").to_owned() } else { self.addresses.join(" + ") };
        format!("{}, {cells}", self.name)
    }
}

/// "0169" is programme 169.
fn number(code: &str) -> Option<ProgrammeNumber> {
    code.parse().ok().and_then(ProgrammeNumber::new)
}

impl Gap {
    /// What, where, and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        let Self { year, column, given, received } = self;
        let what = words::heading(column, *year, lang);
        let (from, to) = (given.programme, received.programme);
        let (gives, takes) = (given.stands(lang), received.stands(lang));
        let unit = if MOVES_OUT.column(column).is_some_and(|column| column.holds == CellHolds::Euros) { "€" } else { "ETPT" };
        let [out, of] = [given.amount, received.amount].map(|amount| format!("{}\u{a0}{unit}", writing::decimal(amount.normalize())));
        lang.pick(
            format!(
                "{what} {year}\u{a0}: le programme {from} donne {out} au programme {to} ({gives}), qui en reçoit {of} ({takes}). Corriger l’un ou l’autre."
            ),
            format!("{what} {year}: programme {from} gives {out} to programme {to} ({gives}), which receives {of} ({takes}). Correct one or the other."),
        )
    }
}

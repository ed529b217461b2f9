//! What the table of tax expenditures holds: what each costs, in whole millions of euros, or the words that stand for it.

use crate::model::{CellHolds, CellUnit, Choice, CodeWords, ColumnShape, HintTerm, Rows, Shape, Year};
use crate::sections::shapes::Data;

const MILLIONS: CellHolds = CellHolds::Decimal(CellUnit::MillionEuros);

/// What may be said in the place of a cost: ε is less than half a million.
const WORDS: &[&str] = &["-", "ε", "nc", "Non borné"];

/// The rank of an expenditure that enters into the cost.
const PRINCIPAL: &str = "principal";

fn decimals(_: Year) -> u32 {
    0
}

/// Dépenses fiscales, by the number of six digits that the State's lists give them.
pub const TAX: Shape = Shape {
    key: "tax",
    rows: Rows::Numbered(CodeWords {
        key: "rank",
        around: ["", ""],
        choices: &[Choice { key: PRINCIPAL, names: ["Principale", "Principal"] }, Choice { key: "subsidiary", names: ["Subsidiaire", "Subsidiary"] }],
        counted: Some(PRINCIPAL),
    }),
    columns: &[
        // Of N-2, N-1 and N: what was foreseen last year is no value of this one.
        cost("actual", &[hint("forecast-before")]),
        cost("forecast-before", &[hint("forecast")]),
        cost("forecast", &[]),
    ],
    years: &[0],
    has_total: true,
    decimals,
};

const fn cost(key: &'static str, before: &'static [HintTerm]) -> ColumnShape {
    ColumnShape::typed(key, MILLIONS).or_words(WORDS).blank().hinted(before)
}

const fn hint(column: &'static str) -> HintTerm {
    HintTerm::column("tax", column)
}

pub const DATA: Data = Data { shapes: &[&TAX], texts: &[] };

//! What the tables of operators hold: what the budget of the State gives to each, in thousands of euros.

use crate::model::{CellHolds, CellUnit, ColumnShape, Level, RowShape, Rows, Shape, Term, Year};
use crate::sections::shapes::Data;

const THOUSANDS: CellHolds = CellHolds::Decimal(CellUnit::ThousandEuros);

fn decimals(_: Year) -> u32 {
    0
}

/// Financement apporté à l'opérateur par le budget de l'État: categories 32; 61 to 64; 53; 72.
pub const OPERATORS: Shape = Shape {
    key: "operators",
    rows: Rows::ListedTimes {
        rows: &[
            RowShape::summed(Level::Main, "total", &[Term::plus("scsp"), Term::plus("transfers"), Term::plus("investment"), Term::plus("equity")]),
            RowShape::typed(Level::Sub, "scsp"),
            RowShape::typed(Level::Sub, "transfers"),
            RowShape::typed(Level::Sub, "investment"),
            RowShape::typed(Level::Sub, "equity"),
        ],
        texts: &[MISSIONS, GOVERNANCE],
    },
    columns: &[
        // The act of N-1 is the bill of N-1 as it was voted.
        ColumnShape::typed("lfi-ae", THOUSANDS).carrying("plf-ae"),
        ColumnShape::typed("lfi-cp", THOUSANDS).carrying("plf-cp"),
        ColumnShape::typed("plf-ae", THOUSANDS),
        ColumnShape::typed("plf-cp", THOUSANDS),
    ],
    years: &[0],
    has_total: true,
    decimals,
};

/// What an operator is for.
pub const MISSIONS: &str = "missions";

/// Gouvernance et pilotage stratégique.
pub const GOVERNANCE: &str = "governance";

pub const DATA: Data = Data { shapes: &[&OPERATORS], texts: &[] };

//! What the table of toys holds: how many, row by row.

use crate::model::{CellHolds, CellUnit, ColumnShape, HintTerm, Rows, Shape, Term, Year};
use crate::sections::shapes::Data;

const ETPT: CellHolds = CellHolds::Decimal(CellUnit::Etpt);

/// A text under the table.
pub const RULES: &str = "toy-rules";

fn decimals(_: Year) -> u32 {
    2
}

pub const TOYS: Shape = Shape {
    key: "toy",
    rows: Rows::Listed,
    columns: &[
        ColumnShape::typed("kept", ETPT).carrying("all"),
        ColumnShape::typed("given", ETPT).signed().hinted(&[HintTerm::column("toy", "given")]),
        ColumnShape::summed("all", ETPT, &[Term::plus("kept"), Term::plus("given")]).spread_on(&["given"]),
    ],
    years: &[0],
    has_total: true,
    decimals,
};

pub const DATA: Data = Data { shapes: &[&TOYS], texts: &[RULES] };

//! What the table of pay holds: factors in millions of euros of the year N, of which those that are parts are typed.

use crate::model::{CellHolds, CellUnit, ColumnShape, HintTerm, Level, RowShape, Rows, Shape, Term};
use crate::sections::shapes::Data;

const fn factor(key: &'static str, sum: &'static [Term]) -> RowShape {
    RowShape::summed(Level::Main, key, sum)
}

const fn part(key: &'static str) -> RowShape {
    RowShape::typed(Level::Sub, key)
}

const fn detail(key: &'static str) -> RowShape {
    RowShape::typed(Level::Detail, key)
}

/// Principaux facteurs d'évolution de la masse salariale. The State's application rounds each figure from euros, so that a printed sum may be 0,01
/// away from its printed parts: here sums are those of what is typed.
pub const PAY: Shape = Shape {
    key: "pay",
    rows: Rows::Fixed(&[
        factor("base", &[Term::plus("base-forecast"), Term::plus("base-transfers"), Term::plus("unwind")]),
        part("base-forecast").hinted(&[HintTerm::row("pay", "total")]),
        part("base-transfers"),
        RowShape::summed(
            Level::Sub,
            "unwind",
            &[Term::plus("unwind-gipa"), Term::plus("unwind-cet"), Term::plus("unwind-restructuring"), Term::plus("unwind-other")],
        ),
        detail("unwind-gipa"),
        detail("unwind-cet"),
        detail("unwind-restructuring"),
        detail("unwind-other"),
        factor("schema", &[Term::plus("schema-extension"), Term::plus("schema-new")]),
        // What last year's plan costs once it holds for a whole year, by the jobs that it still brings to those that it has brought.
        part("schema-extension")
            .hinted(&[HintTerm::row("pay", "schema-new")])
            .in_proportion(&[HintTerm::total("flows", "net"), HintTerm::total("jobs", "new").subtracted()], &[HintTerm::total("jobs", "new")]),
        part("schema-new"),
        factor("category-measures", &[]),
        factor("general", &[Term::plus("general-gipa"), Term::plus("general-point"), Term::plus("general-low-wages")]),
        part("general-gipa"),
        part("general-point"),
        part("general-low-wages"),
        factor("gvt", &[Term::plus("gvt-plus"), Term::plus("gvt-minus")]),
        part("gvt-plus"),
        part("gvt-minus"),
        factor("rewind", &[Term::plus("rewind-cet"), Term::plus("rewind-restructuring"), Term::plus("rewind-other")]),
        part("rewind-cet"),
        part("rewind-restructuring"),
        part("rewind-other"),
        factor("other", &[Term::plus("other-cat23"), Term::plus("other-other")]),
        part("other-cat23"),
        part("other-other"),
        RowShape::summed(
            Level::Total,
            "total",
            &[
                Term::plus("base"),
                Term::plus("schema"),
                Term::plus("category-measures"),
                Term::plus("general"),
                Term::plus("gvt"),
                Term::plus("rewind"),
                Term::plus("other"),
            ],
        ),
    ]),
    columns: &[ColumnShape::typed("", CellHolds::Decimal(CellUnit::MillionEuros))],
    years: &[0],
    has_total: false,
    decimals: |_| 2,
};

pub const DATA: Data = Data { shapes: &[&PAY], texts: &[] };

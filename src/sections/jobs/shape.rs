//! What the tables of jobs hold: ETPT by category of jobs, and the flows of ETP behind them.

use crate::model::{CellHolds, CellUnit, ColumnShape, HintTerm, Rows, Shape, Term, Year};
use crate::sections::shapes::Data;

const ETPT: CellHolds = CellHolds::Decimal(CellUnit::Etpt);
const ETP: CellHolds = CellHolds::Decimal(CellUnit::Etp);
const MONTH: CellHolds = CellHolds::Decimal(CellUnit::Month);

/// None are printed in PLF 2020, two from PLF 2022 on; of PLF 2021 nothing was seen, and what was typed is printed.
pub fn decimals(year: Year) -> u32 {
    if year.get() >= 2022 { 2 } else { 0 }
}

/// Emplois rémunérés par le programme, in ETPT of the year N.
pub const JOBS: Shape = Shape {
    key: "jobs",
    rows: Rows::Listed,
    columns: &[
        // (1) of N is (6) of N-1 as it was voted.
        ColumnShape::typed("ceiling", ETPT).carrying("asked"),
        ColumnShape::typed("scope", ETPT).signed(),
        ColumnShape::typed("transfer", ETPT).signed(),
        ColumnShape::typed("technical", ETPT).signed(),
        ColumnShape::summed("impact", ETPT, &[Term::plus("extension"), Term::plus("new")]).signed().spread_on(&["extension", "new"]),
        ColumnShape::typed("extension", ETPT).signed().hinted(&[HintTerm::column("flows", "net"), HintTerm::column("jobs", "new").subtracted()]),
        ColumnShape::typed("new", ETPT).signed(),
        // (6) = 1+2+3+4+5, so that (5) = 6-1-2-3-4 as it is printed.
        ColumnShape::summed(
            "asked",
            ETPT,
            &[
                Term::plus("ceiling"),
                Term::plus("scope"),
                Term::plus("transfer"),
                Term::plus("technical"),
                Term::plus("extension"),
                Term::plus("new"),
            ],
        )
        .spread_on(&["extension", "new"]),
    ],
    years: &[0],
    has_total: true,
    decimals,
};

/// Évolution des emplois, in ETP of the year N.
pub const FLOWS: Shape = Shape {
    key: "flows",
    rows: Rows::ListedIn("jobs"),
    columns: &[
        ColumnShape::typed("exits", ETP),
        ColumnShape::typed("retirements", ETP),
        ColumnShape::typed("exit-month", MONTH).untotalled(),
        ColumnShape::typed("entries", ETP),
        ColumnShape::typed("first-hires", ETP),
        ColumnShape::typed("entry-month", MONTH).untotalled(),
        ColumnShape::summed("net", ETP, &[Term::plus("entries"), Term::minus("exits")]).signed(),
    ],
    years: &[0],
    has_total: true,
    decimals,
};

pub const DATA: Data = Data { shapes: &[&JOBS, &FLOWS], texts: &[] };

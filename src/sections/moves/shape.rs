//! What the tables of transfers hold: credits in euros and jobs in ETPT, line by line, from and to other programmes.

use crate::model::{CellHolds, CellUnit, CodeWords, ColumnShape, HintTerm, Rows, Shape, Term, Year};
use crate::sections::shapes::Data;

/// Principales évolutions, a text over the tables.
pub const CHANGES: &str = "moves";

/// Mesures de périmètre, a text under the tables.
pub const SCOPE: &str = "scope";

const EUROS: CellHolds = CellHolds::Euros;
const ETPT: CellHolds = CellHolds::Decimal(CellUnit::Etpt);

/// As those of jobs: two from PLF 2022 on.
fn decimals(year: Year) -> u32 {
    if year.get() >= 2022 { 2 } else { 0 }
}

/// What comes from other programmes, above zero. Two lines may have the same programme and the same label.
pub const MOVES_IN: Shape = Shape {
    key: "moves-in",
    rows: Rows::ListedWith(CodeWords::any("programme", ["", " ►"])),
    columns: &[
        typed("t2", EUROS, &[hint("moves-in", "t2")]),
        typed("cas", EUROS, &[hint("moves-in", "cas")]),
        T2_TOTAL,
        typed("ae", EUROS, &[hint("moves-in", "ae")]),
        typed("cp", EUROS, &[hint("moves-in", "cp")]),
        AE_TOTAL,
        CP_TOTAL,
        typed("etpt", ETPT, &[hint("moves-in", "etpt")]),
        typed("etpt-outside", ETPT, &[hint("moves-in", "etpt-outside")]),
    ],
    years: &[0],
    has_total: true,
    decimals,
};

/// What goes to other programmes, below zero.
pub const MOVES_OUT: Shape = Shape {
    key: "moves-out",
    rows: Rows::ListedWith(CodeWords::any("programme", ["► ", ""])),
    columns: &[
        typed("t2", EUROS, &[hint("moves-out", "t2")]),
        typed("cas", EUROS, &[hint("moves-out", "cas")]),
        T2_TOTAL,
        typed("ae", EUROS, &[hint("moves-out", "ae")]),
        typed("cp", EUROS, &[hint("moves-out", "cp")]),
        AE_TOTAL,
        CP_TOTAL,
        typed("etpt", ETPT, &[hint("moves-out", "etpt")]),
        typed("etpt-outside", ETPT, &[hint("moves-out", "etpt-outside")]),
    ],
    years: &[0],
    has_total: true,
    decimals,
};

const T2_TOTAL: ColumnShape = summed("t2-total", &[Term::plus("t2"), Term::plus("cas")], &["t2", "cas"]);
const AE_TOTAL: ColumnShape = summed("ae-total", &[Term::plus("t2-total"), Term::plus("ae")], &["t2", "cas", "ae"]);
const CP_TOTAL: ColumnShape = summed("cp-total", &[Term::plus("t2-total"), Term::plus("cp")], &["t2", "cas", "cp"]);

/// What was transferred the year before is offered for the same line.
const fn typed(key: &'static str, holds: CellHolds, before: &'static [HintTerm]) -> ColumnShape {
    ColumnShape::typed(key, holds).signed().blank().hinted(before)
}

const fn summed(key: &'static str, sum: &'static [Term], on: &'static [&'static str]) -> ColumnShape {
    ColumnShape::summed(key, EUROS, sum).signed().blank().spread_on(on)
}

const fn hint(section: &'static str, column: &'static str) -> HintTerm {
    HintTerm::column(section, column)
}

pub const DATA: Data = Data { shapes: &[&MOVES_IN, &MOVES_OUT], texts: &[CHANGES, SCOPE] };

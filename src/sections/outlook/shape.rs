//! What the table by title and year holds: the act and the bill of the tables of credits, and what the PAP announces of the two years after.

use crate::model::{CellHolds, ColumnShape, CreditsOf, HintTerm, Measure, Rows, SaidAs, Shape, Stage, Term};
use crate::sections::shapes::Data;

/// The columns of each year, as they stand beside each other: openings and contributions, in AE and in CP.
pub const ACT: [&str; 4] = ["lfi-ae", "lfi-contributions-ae", "lfi-cp", "lfi-contributions-cp"];
pub const BILL: [&str; 4] = ["plf-ae", "plf-contributions-ae", "plf-cp", "plf-contributions-cp"];
pub const NEXT: [&str; 4] = ["next-ae", "next-contributions-ae", "next-cp", "next-contributions-cp"];
pub const LATER: [&str; 4] = ["later-ae", "later-contributions-ae", "later-cp", "later-contributions-cp"];

/// From PLF 2023 on, with the act over the bill.
const fn said(after: i16, word: &'static str) -> SaidAs {
    SaidAs { after, word, since: 2023 }
}

const OF_TITLE: &[Term] = &[Term::credits_of_row()];

/// Of the act of N-1 or the bill of N.
const fn computed(stage: Stage, key: &'static str, word: &'static str, contributions: bool, measure: Measure) -> ColumnShape {
    let after = if matches!(stage, Stage::InitialAct) { -1 } else { 0 };
    let credits = CreditsOf { stage, contributions, measure, year: after };
    ColumnShape::summed(key, CellHolds::Euros, OF_TITLE).of_credits(credits).said(said(after, word))
}

const fn openings(stage: Stage, key: &'static str, word: &'static str, measure: Measure) -> ColumnShape {
    computed(stage, key, word, false, measure)
}

/// Blank where none are expected, as the PAP prints them.
const fn contributions(stage: Stage, key: &'static str, word: &'static str, measure: Measure) -> ColumnShape {
    computed(stage, key, word, true, measure).blank()
}

/// What the PAP announces of N+1; last year it was of N+2, which suggests it.
const fn next(key: &'static str, word: &'static str, last: &'static [HintTerm]) -> ColumnShape {
    ColumnShape::typed(key, CellHolds::Euros).said(said(1, word)).hinted(last)
}

/// The same of N+2.
const fn later(key: &'static str, word: &'static str) -> ColumnShape {
    ColumnShape::typed(key, CellHolds::Euros).said(said(2, word))
}

/// What was announced of a year and what is asked or announced of it now stand in columns of their own: nothing that a PAP printed is lost.
pub const OUTLOOK: Shape = Shape {
    key: "outlook",
    rows: Rows::Titles,
    columns: &[
        openings(Stage::InitialAct, "lfi-ae", "ae", Measure::Ae),
        contributions(Stage::InitialAct, "lfi-contributions-ae", "contributions-ae", Measure::Ae),
        openings(Stage::InitialAct, "lfi-cp", "cp", Measure::Cp),
        contributions(Stage::InitialAct, "lfi-contributions-cp", "contributions-cp", Measure::Cp),
        openings(Stage::Bill, "plf-ae", "ae", Measure::Ae).hinted(&[HintTerm::column("outlook", "next-ae")]),
        contributions(Stage::Bill, "plf-contributions-ae", "contributions-ae", Measure::Ae)
            .hinted(&[HintTerm::column("outlook", "next-contributions-ae")]),
        openings(Stage::Bill, "plf-cp", "cp", Measure::Cp).hinted(&[HintTerm::column("outlook", "next-cp")]),
        contributions(Stage::Bill, "plf-contributions-cp", "contributions-cp", Measure::Cp)
            .hinted(&[HintTerm::column("outlook", "next-contributions-cp")]),
        next("next-ae", "ae", &[HintTerm::column("outlook", "later-ae")]),
        next("next-contributions-ae", "contributions-ae", &[HintTerm::column("outlook", "later-contributions-ae")]),
        next("next-cp", "cp", &[HintTerm::column("outlook", "later-cp")]),
        next("next-contributions-cp", "contributions-cp", &[HintTerm::column("outlook", "later-contributions-cp")]),
        later("later-ae", "ae"),
        later("later-contributions-ae", "contributions-ae"),
        later("later-cp", "cp"),
        later("later-contributions-cp", "contributions-cp"),
    ],
    years: &[0],
    has_total: true,
    decimals: |_| 0,
};

pub const DATA: Data = Data { shapes: &[&OUTLOOK], texts: &[] };

//! What the table of title 2 holds: the credits of its three categories, and the part of category 22 that goes to the CAS Pensions.

use crate::model::{Category, CellHolds, ColumnShape, CreditsOf, Level, Measure, NatureScope, RowShape, Rows, Shape, Stage, Term};
use crate::sections::shapes::Data;

/// The credits of a year: in title 2 AE and CP are equal (R6).
const fn credits(stage: Stage, year: i16) -> CreditsOf {
    CreditsOf { stage, contributions: false, measure: Measure::Ae, year }
}

const fn category(key: &'static str, sum: &'static [Term]) -> RowShape {
    RowShape::summed(Level::Main, key, sum)
}

/// The contributions to the CAS Pensions are typed; all else follows from the credits.
pub const STAFF: Shape = Shape {
    key: "staff",
    rows: Rows::Fixed(&[
        category("21", &[Term::credits(NatureScope::Category(Category::PAY))]),
        category("22", &[Term::credits(NatureScope::Category(Category::SOCIAL_CONTRIBUTIONS))]),
        RowShape::typed(Level::Sub, "22-cas"),
        RowShape::summed(Level::Sub, "22-other", &[Term::plus("22"), Term::minus("22-cas")]),
        category("23", &[Term::credits(NatureScope::Category(Category::SOCIAL_BENEFITS))]),
        RowShape::summed(Level::Total, "total", &[Term::plus("21"), Term::plus("22"), Term::plus("23")]),
        RowShape::summed(Level::Total, "total-without-cas", &[Term::plus("total"), Term::minus("22-cas")]),
    ]),
    columns: &[
        ColumnShape::typed("lfi", CellHolds::Euros).of_credits(credits(Stage::InitialAct, -1)).carrying("plf"),
        ColumnShape::typed("plf", CellHolds::Euros).of_credits(credits(Stage::Bill, 0)),
    ],
    years: &[0],
    has_total: false,
    decimals: |_| 0,
};

pub const DATA: Data = Data { shapes: &[&STAFF], texts: &[] };

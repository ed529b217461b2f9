//! The acts and bills of the years that a document knows.

use super::Figures;
use crate::model::{ActionScope, CreditPlace, Document, Measure, NatureScope, Stage, Year};

/// How many years before that of the bill are told.
const BEFORE: i16 = 5;

/// A measure of the whole programme at each stage of each year that was entered, in the order of time: of a year the bill, then the act.
pub fn known(document: &Document, figures: &Figures, measure: Measure) -> Vec<CreditPlace> {
    let years = (-BEFORE..=0).map(|offset| document.year.offset(offset));
    let place = |year: Year, stage| CreditPlace { year, stage, contributions: false, action: ActionScope::All, nature: NatureScope::All, measure };
    let stages = |year: Year| [Stage::Bill, Stage::InitialAct].into_iter().filter(move |stage| *stage == Stage::Bill || year < document.year);
    let places = years.flat_map(|year| stages(year).map(move |stage| place(year, stage)));
    places.filter(|place| figures.is_entered(document, place)).collect()
}

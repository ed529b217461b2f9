//! What toys are held to.

use rust_decimal::Decimal;

use super::shape::TOYS;
use crate::calc::checks::Severity;
use crate::calc::{Compared, Figures};
use crate::model::{Document, Place};
use crate::sections::checks::{SectionCheck, number, place};

pub const CHECKS: [SectionCheck; 1] = [SectionCheck {
    key: "toy-negative",
    severity: Severity::Warning,
    find: negative,
    sentence: ["Il ne peut y avoir {0} jouets.", "There cannot be {0} toys."],
    compares: [["jouets", ""], ["toys", ""]],
}];

fn negative(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let all = |row| Some((place(document, &TOYS, row, "all"), number(document, figures, &TOYS, row, "all")?));
    let wrong = TOYS.rows(document).into_iter().filter_map(all).filter(|(_, number)| *number < Decimal::ZERO);
    wrong.map(|(place, number)| (place, vec![Compared::Number(number)])).collect()
}

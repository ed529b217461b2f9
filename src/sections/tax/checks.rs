//! What tax expenditures are held to.

use super::shape::TAX;
use crate::calc::checks::Severity;
use crate::calc::{Compared, Figures};
use crate::model::{Document, Place, SectionRowField, TextPlace};
use crate::sections::checks::SectionCheck;

pub const CHECKS: [SectionCheck; 1] = [SectionCheck {
    key: "tax-rank",
    severity: Severity::Warning,
    find: without_rank,
    sentence: [
        "La dépense fiscale {0} n'est ni principale ni subsidiaire : elle n'entre pas dans le coût total. Dire son rang.",
        "Tax expenditure {0} is neither principal nor subsidiary: it does not enter into the total cost. Say its rank.",
    ],
    compares: [["dépense", ""], ["expenditure", ""]],
}];

/// Who does not say whether an expenditure is principal leaves it out of the cost.
fn without_rank(document: &Document, _: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let nameless = document.sections.rows(TAX.key).iter().filter(|row| row.code.is_empty());
    let finding = |id: crate::model::SectionRowId| {
        let place = Place::Text(TextPlace::SectionRow { section: TAX.key, row: id, field: SectionRowField::Code });
        (place, vec![Compared::Words(TAX.number(id).unwrap_or_default())])
    };
    nameless.map(|row| finding(row.id)).collect()
}

//! What the table of title 2 is held to.

use super::shape::STAFF;
use crate::calc::checks::Severity;
use crate::calc::{Compared, Figures};
use crate::model::{CellRow, Document, Place};
use crate::sections::checks::{SectionCheck, number, place};

pub const CHECKS: [SectionCheck; 1] = [SectionCheck {
    key: "staff-cas",
    severity: Severity::Error,
    find: part_over_category,
    sentence: [
        "Les contributions au CAS Pensions ({0} €) dépassent les crédits de la catégorie 22 ({1} €), dont elles sont une part. Corriger les unes ou les autres.",
        "The contributions to the CAS Pensions ({0} €) are more than the credits of category 22 ({1} €), of which they are a part. Correct one or the other.",
    ],
    compares: [["CAS Pensions", "catégorie 22"], ["CAS Pensions", "category 22"]],
}];

fn part_over_category(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let over = STAFF.columns.iter().filter_map(|column| {
        let of = |key| number(document, figures, &STAFF, CellRow::Key(key), column.key);
        let (part, whole) = (of("22-cas")?, of("22").unwrap_or_default());
        let compared = vec![Compared::Number(part), Compared::Number(whole)];
        (part > whole).then(|| (place(document, &STAFF, CellRow::Key("22-cas"), column.key), compared))
    });
    over.collect()
}

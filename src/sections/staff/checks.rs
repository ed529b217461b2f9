//! What the table of title 2 is held to.

use rust_decimal::Decimal;

use super::shape::STAFF;
use crate::calc::checks::Severity;
use crate::calc::{Compared, Figures};
use crate::model::{CellRow, Document, Place};
use crate::sections::checks::{SectionCheck, number, place};

pub const CHECKS: [SectionCheck; 2] = [
    SectionCheck {
        key: "staff-cas",
        severity: Severity::Error,
        find: part_over_category,
        sentence: [
            "Les contributions au CAS Pensions ({0} €) dépassent les crédits de la catégorie 22 ({1} €), dont elles sont une part. Corriger les unes ou les autres.",
            "The contributions to the CAS Pensions ({0} €) are more than the credits of category 22 ({1} €), of which they are a part. Correct one or the other.",
        ],
        compares: [["CAS Pensions", "catégorie 22"], ["CAS Pensions", "category 22"]],
    },
    SectionCheck {
        key: "staff-negative",
        severity: Severity::Error,
        find: below_zero,
        sentence: [
            "{0} € en titre 2 : ni les crédits d'une catégorie ni les contributions au CAS Pensions ne sont en dessous de zéro, comme peut le faire un total réparti. Corriger ce montant.",
            "{0} € in title 2: neither the credits of a category nor the contributions to the CAS Pensions are below zero, as a total that was spread may make them. Correct this amount.",
        ],
        compares: [["montant", ""], ["amount", ""]],
    },
];

fn part_over_category(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let over = STAFF.columns.iter().filter_map(|column| {
        let of = |key| number(document, figures, &STAFF, CellRow::Key(key), column.key);
        let (part, whole) = (of("22-cas")?, of("22").unwrap_or_default());
        let compared = vec![Compared::Number(part), Compared::Number(whole)];
        (part > whole).then(|| (place(document, &STAFF, CellRow::Key("22-cas"), column.key), compared))
    });
    over.collect()
}

/// What the totals are made of, once the part of the CAS is known: with and without it they are none at least.
fn below_zero(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let of = |key, column| number(document, figures, &STAFF, CellRow::Key(key), column);
    let known = STAFF.columns.iter().filter(|column| of("22-cas", column.key).is_some());
    let cells = known.flat_map(|column| ["21", "22", "22-cas", "23"].map(|key| (key, column.key)));
    let negative = cells.filter_map(|(key, column)| {
        let number = of(key, column).filter(|number| *number < Decimal::ZERO)?;
        Some((place(document, &STAFF, CellRow::Key(key), column), vec![Compared::Number(number)]))
    });
    negative.collect()
}

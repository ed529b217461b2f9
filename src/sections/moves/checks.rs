//! What the tables of transfers are held to.

use rust_decimal::Decimal;

use super::shape::{MOVES_IN, MOVES_OUT};
use crate::calc::checks::Severity;
use crate::calc::{Compared, Figure, Figures};
use crate::model::{CellRow, CellValue, Document, Place, Shape};
use crate::sections::checks::SectionCheck;
use crate::sections::jobs::shape::JOBS;

pub const CHECKS: [SectionCheck; 3] = [
    SectionCheck {
        key: "moves-in-sign",
        severity: Severity::Error,
        find: incoming_below_zero,
        sentence: [
            "Un transfert entrant ajoute au programme, et ce montant ({0}) lui retire. Changer le signe, ou en faire un transfert sortant.",
            "An incoming transfer adds to the programme, and this figure ({0}) takes away from it. Change its sign, or make it an outgoing transfer.",
        ],
        compares: [["saisi", ""], ["entered", ""]],
    },
    SectionCheck {
        key: "moves-out-sign",
        severity: Severity::Error,
        find: outgoing_above_zero,
        sentence: [
            "Un transfert sortant retire au programme, et ce montant ({0}) lui ajoute. Changer le signe, ou en faire un transfert entrant.",
            "An outgoing transfer takes away from the programme, and this figure ({0}) adds to it. Change its sign, or make it an incoming transfer.",
        ],
        compares: [["saisi", ""], ["entered", ""]],
    },
    SectionCheck {
        key: "moves-jobs",
        severity: Severity::Warning,
        find: jobs_of_transfers,
        sentence: [
            "Les transferts font {0} ETPT ministériels ; le tableau des emplois a {1} ETPT pour effet des mesures de transfert. Corriger l'un ou l'autre, ou justifier.",
            "The transfers make {0} ETPT of ministries; the table of jobs has {1} ETPT as effect of transfers. Correct one or the other, or justify it.",
        ],
        compares: [["transferts", "emplois"], ["transfers", "jobs"]],
    },
];

fn incoming_below_zero(document: &Document, _: &Figures) -> Vec<(Place, Vec<Compared>)> {
    against(document, &MOVES_IN, Decimal::is_sign_negative)
}

fn outgoing_above_zero(document: &Document, _: &Figures) -> Vec<(Place, Vec<Compared>)> {
    against(document, &MOVES_OUT, Decimal::is_sign_positive)
}

/// What was typed for the year of the bill with the sign of the other direction.
fn against(document: &Document, shape: &'static Shape, is_wrong: fn(&Decimal) -> bool) -> Vec<(Place, Vec<Compared>)> {
    let typed = document.sections.cells_of(shape.key).filter(|(place, _)| place.year == Some(document.year));
    let wrong = typed.filter_map(|(place, content)| match content.value {
        CellValue::Number(number) if !number.is_zero() && is_wrong(&number) => Some((Place::Cell(*place), vec![Compared::Number(number)])),
        CellValue::Number(_) | CellValue::Words(_) => None,
    });
    wrong.collect()
}

/// What the transfers move in ETPT is the effect of transfers on the ceiling of jobs, once both are typed.
fn jobs_of_transfers(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let is_typed = |shape: &Shape, column: &str| {
        document.sections.cells_of(shape.key).any(|(place, _)| (place.year, place.column) == (Some(document.year), column))
    };
    if !(is_typed(&MOVES_IN, "etpt") || is_typed(&MOVES_OUT, "etpt")) || !is_typed(&JOBS, "transfer") {
        return vec![];
    }
    let total = |shape: &Shape, column| match figures.figure(document, Place::Cell(shape.cell(CellRow::Total, Some(document.year), column))) {
        Figure::Number(number) | Figure::Effect(number) => Some(number),
        Figure::Blank => Some(Decimal::ZERO),
        Figure::Amount(_) | Figure::Percent(_) | Figure::Variation(_) | Figure::Undefined | Figure::Overflow => None,
    };
    let moved = [&MOVES_IN, &MOVES_OUT].into_iter().try_fold(Decimal::ZERO, |sum, shape| sum.checked_add(total(shape, "etpt")?));
    let (Some(moved), Some(effect)) = (moved, total(&JOBS, "transfer")) else { return vec![] };
    let place = Place::Cell(JOBS.cell(CellRow::Total, Some(document.year), "transfer"));
    if moved == effect { vec![] } else { vec![(place, vec![Compared::Number(moved), Compared::Number(effect)])] }
}

//! The cells of sections that are computed, by the shape of their section.

use rust_decimal::Decimal;

use super::exact::Exact;
use super::{Calculation, Figure, Incalculable, Value};
use crate::model::{
    ActionScope, CellHolds, CellPlace, CellRow, CellValue, ColumnShape, CreditPlace, CreditsOf, Document, Euros, NatureScope, Part, Place, Shape,
    Term,
};
use crate::sections::shapes;

/// How a cell is computed; `None` for one that is typed, or that its section has not.
pub(super) fn calculation(document: &Document, place: CellPlace) -> Option<Calculation> {
    let shape = shapes::of(place.section)?;
    let column = shape.column(place.column)?;
    if let Some(before) = shape.carried(document, place) {
        return Some(Calculation::Repeat(Place::Cell(before)));
    }
    match place.row {
        CellRow::Total if !column.is_totalled || !shape.has_total => None,
        CellRow::Total => {
            let rows = shape.rows(document).into_iter().filter(|row| !shape.is_sum(*row) && shape.is_counted(document, *row));
            Some(Calculation::Difference { plus: rows.map(|row| Place::Cell(CellPlace { row, ..place })).collect(), minus: vec![] })
        }
        CellRow::Key(key) | CellRow::Part(_, key) if shape.is_sum(place.row) => {
            Some(sum(shape.fixed_row(key)?.sum, column, place, |key| CellPlace { row: place.row.beside(key), ..place }))
        }
        CellRow::Listed(_)
        | CellRow::Action(_)
        | CellRow::Title(_)
        | CellRow::Key(_)
        | CellRow::Number(_)
        | CellRow::Under(..)
        | CellRow::Part(..) => {
            let is_summed = !column.sum.is_empty() && shape.has_row(document, place.row);
            is_summed.then(|| sum(column.sum, column, place, |column| CellPlace { column, ..place }))
        }
    }
}

/// The sum of the parts of a cell: other cells, where `at` puts their keys, and credits of the programme.
fn sum(terms: &'static [Term], column: &ColumnShape, place: CellPlace, at: impl Fn(&'static str) -> CellPlace) -> Calculation {
    let credits = |nature| {
        let CreditsOf { stage, contributions, measure, year } = column.credits?;
        let year = place.year?.offset(year);
        Some(Place::Credit(CreditPlace { year, stage, contributions, action: ActionScope::All, nature, measure }))
    };
    let part = |term: &Term| match (term.part, place.row) {
        (Part::Cell(key), _) => Some(Place::Cell(at(key))),
        (Part::Credits(nature), _) => credits(nature),
        (Part::CreditsOfRow, CellRow::Title(title)) => credits(NatureScope::Title(title)),
        (Part::CreditsOfRow, _) => None,
    };
    let of = |is_subtracted| terms.iter().filter(|term| term.is_subtracted == is_subtracted).filter_map(part).collect();
    Calculation::Difference { plus: of(false), minus: of(true) }
}

/// Whether a cell without a number stands beside numbers, and is a decimal that a total would count.
fn is_printed(document: &Document, shape: &Shape, column: &ColumnShape, place: CellPlace) -> bool {
    let prints_zero = matches!(column.holds, CellHolds::Decimal(_)) && !column.stays_blank;
    let Some(year) = place.year.filter(|_| prints_zero) else { return false };
    let has_typed = || shape.rows(document).into_iter().any(|row| document.sections.has_year(shape.key, row, year));
    match place.row {
        CellRow::Total => column.is_totalled && has_typed(),
        // Rows that every document has are printed all or none.
        CellRow::Key(_) => shape.has_row(document, place.row) && has_typed(),
        // A sum is printed with what it sums up.
        CellRow::Part(_, key) if shape.is_sum(place.row) => {
            let mut parts = shape.fixed_row(key).map_or(&[][..], |row| row.sum).iter().filter_map(Term::cell);
            parts.any(|part| document.sections.has_year(shape.key, place.row.beside(part), year))
        }
        row => document.sections.has_year(shape.key, row, year) && shape.has_row(document, row),
    }
}

/// Whether a cell shows what the year before makes of it until somebody confirms it.
pub(super) fn is_unconfirmed(document: &Document, place: CellPlace) -> bool {
    let carried = shapes::of(place.section).and_then(|shape| shape.carried(document, place));
    carried.is_some_and(|before| figure(document, before, value(document, Place::Cell(before))) != Figure::Blank)
}

/// The number of a cell that rests on cells of sections alone; `None` where it is blank, or is none.
pub(super) fn number(document: &Document, place: CellPlace) -> Option<Decimal> {
    value(document, Place::Cell(place)).ok().flatten()?.decimal().ok()
}

fn value(document: &Document, place: Place) -> Value {
    let Place::Cell(cell) = place else { return Ok(None) };
    match calculation(document, cell) {
        Some(calculation) => calculation.value(|part| value(document, part)),
        None => Ok(document.sections.cell(cell).and_then(|content| match content.value {
            CellValue::Number(number) => Some(number.into()),
            CellValue::Words(_) => None,
        })),
    }
}

/// The figure of a cell, with the decimals that the layout of the document prints at least.
pub(super) fn figure(document: &Document, place: CellPlace, value: Value) -> Figure {
    let shape = shapes::of(place.section);
    let Some((shape, column)) = shape.and_then(|shape| Some((shape, shape.column(place.column)?))) else { return Figure::Blank };
    let number = match value {
        Ok(Some(number)) => number,
        // As it is printed: 0,00 beside what was typed in the row.
        Ok(None) if is_printed(document, shape, column, place) => Exact::default(),
        Ok(None) => return Figure::Blank,
        Err(Incalculable::Undefined) => return Figure::Undefined,
        Err(Incalculable::Overflow) => return Figure::Overflow,
    };
    match column.holds {
        CellHolds::Words => Figure::Blank,
        CellHolds::Euros => match number.sum().and_then(|sum| sum.euros().ok()) {
            Some(Euros::ZERO) if column.stays_blank && column.credits.is_some() => Figure::Blank,
            Some(euros) if column.is_signed => Figure::Effect(euros.get().into()),
            Some(euros) => Figure::Amount(euros),
            None => Figure::Overflow,
        },
        CellHolds::Decimal(_) => {
            let Ok(mut number) = number.decimal() else { return Figure::Overflow };
            number.rescale(number.scale().max((shape.decimals)(document.year)));
            if column.is_signed { Figure::Effect(number) } else { Figure::Number(number) }
        }
    }
}

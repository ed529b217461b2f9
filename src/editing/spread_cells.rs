//! A figure typed over a computed cell of a section, put on one cell that makes it: the ceiling asked moves the extension or the new scheme.
//!
//! Cells of sections are decimals of several natures: no proportion is guessed, the one who types says which cell takes the difference.

use std::collections::BTreeSet;

use super::typed::{self, Change, Typed};
use super::{Command, SpreadRefusal, Spreading};
use crate::address;
use crate::calc::{Calculation, Figure, Figures, calculation};
use crate::model::{CellContent, CellPlace, CellRow, CellValue, Document, Entry, Place};
use crate::sections::shapes;

/// What puts the wanted number in a computed cell.
///
/// # Errors
/// [`SpreadRefusal`]: no cell is named, the one that is enters into another figure, or what was typed is no number.
pub fn spread_cell(
    document: &Document,
    figures: &Figures,
    place: CellPlace,
    wanted: &str,
    how: Spreading,
    locked: &BTreeSet<Entry>,
) -> Result<Command, SpreadRefusal> {
    let Spreading::On(Entry::Cell(on)) = how else { return Err(SpreadRefusal::OnWhich { choices: choices(document, figures, place) }) };
    let address = || address::write(document, Place::Cell(on)).unwrap_or_default();
    let may_take = shapes::of(place.section).and_then(|shape| shape.column(place.column)).is_some_and(|column| {
        // A column that is typed takes what its total takes.
        column.sum.is_empty() || column.spread_on.contains(&on.column)
    });
    let is_subtracted = sign(document, figures, place, on).filter(|_| may_take).ok_or_else(|| SpreadRefusal::NotALeaf { address: address() })?;
    if locked.contains(&Entry::Cell(on)) {
        return Err(SpreadRefusal::Locked { address: address() });
    }
    let Ok(CellContent { value: CellValue::Number(wanted), .. }) = typed::typed_cell(place, wanted) else {
        return Err(SpreadRefusal::NoNumber { typed: crate::lang::writing::excerpt(wanted).into_owned() });
    };
    let number = |place| match figures.figure(document, Place::Cell(place)) {
        Figure::Number(number) | Figure::Effect(number) => Ok(number),
        Figure::Amount(euros) => Ok(euros.get().into()),
        Figure::Blank => Ok(rust_decimal::Decimal::ZERO),
        Figure::Percent(_) | Figure::Variation(_) | Figure::Undefined | Figure::Overflow => Err(SpreadRefusal::Overflow),
    };
    let gap = wanted.checked_sub(number(place)?).ok_or(SpreadRefusal::Overflow)?;
    let before = number(on)?;
    let after = if is_subtracted { before.checked_sub(gap) } else { before.checked_add(gap) }.ok_or(SpreadRefusal::Overflow)?;
    let content = Some(Typed::Cell(CellContent::number(after)));
    Ok(Command::Write(vec![Change { entry: Entry::Cell(on), content }]))
}

/// Whether a typed cell is taken away from a computed one rather than added to it; `None` where it does not enter, or is computed.
fn sign(document: &Document, figures: &Figures, into: CellPlace, from: CellPlace) -> Option<bool> {
    if into == from {
        return document.entry(Place::Cell(from)).map(|_| false);
    }
    if document.entry(Place::Cell(into)).is_some() {
        return None;
    }
    let Some(Calculation::Difference { plus, minus }) = calculation(document, figures, Place::Cell(into)) else { return None };
    let of = |places: Vec<Place>, is_subtracted: bool| {
        let cells = places.into_iter().filter_map(|place| if let Place::Cell(cell) = place { Some(cell) } else { None });
        cells.into_iter().find_map(|cell| sign(document, figures, cell, from)).map(|sign| sign != is_subtracted)
    };
    of(plus, false).or_else(|| of(minus, true))
}

/// The addresses of the cells that may take the difference: of its row those that its column names, else the parts of a sum of rows.
fn choices(document: &Document, figures: &Figures, place: CellPlace) -> Vec<String> {
    let of_row = shapes::of(place.section).and_then(|shape| shape.column(place.column)).map_or(&[][..], |column| column.spread_on);
    let cells: Vec<Place> = match calculation(document, figures, Place::Cell(place)) {
        Some(Calculation::Difference { plus, minus }) if of_row.is_empty() && matches!(place.row, CellRow::Key(_)) => [plus, minus].concat(),
        _ => of_row.iter().map(|column| Place::Cell(CellPlace { column, ..place })).collect(),
    };
    cells.into_iter().filter(|cell| document.entry(*cell).is_some()).filter_map(|cell| address::write(document, cell)).collect()
}

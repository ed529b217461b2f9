//! What a bridge over the columns of a section rests on: its totals, and whether they are entered.

use rust_decimal::Decimal;

use super::{Figure, Figures, cells};
use crate::model::{Bridge, CellPlace, CellRow, Document, Place};
use crate::sections::shapes;

/// How much of a bridge was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// No row has a step.
    Nothing,
    /// A row lacks what the bridge starts from, or every step: this cell is the first one.
    Partly(CellPlace),
    Whole,
}

/// The columns of a bridge from its start to its end.
pub fn columns(bridge: &Bridge) -> impl Iterator<Item = &'static str> + use<> {
    [bridge.from].into_iter().chain(bridge.steps.iter().copied()).chain([bridge.to])
}

/// The total of a column in the year of the bill.
pub fn total(document: &Document, bridge: &Bridge, column: &'static str) -> Option<CellPlace> {
    Some(shapes::of(bridge.section)?.cell(CellRow::Total, Some(document.year), column))
}

/// The exact number of a cell; `None` where it is blank or beyond what a number can hold.
pub fn exact(document: &Document, figures: &Figures, place: CellPlace) -> Option<Decimal> {
    match figures.figure(document, Place::Cell(place)) {
        Figure::Number(number) | Figure::Effect(number) => Some(number),
        _ => None,
    }
}

/// Whether a row has a figure in a column, of its own or of the year before.
pub fn is_entered(document: &Document, bridge: &Bridge, column: &'static str) -> bool {
    let Some(shape) = shapes::of(bridge.section) else { return false };
    shape.rows(document).into_iter().any(|row| cells::number(document, shape.cell(row, Some(document.year), column)).is_some())
}

/// How much was entered: a row counts with what it starts from, which the year before may give, and with one step at least.
pub fn entered(document: &Document, bridge: &Bridge) -> Entered {
    let Some(shape) = shapes::of(bridge.section) else { return Entered::Nothing };
    let cell = |row, column| shape.cell(row, Some(document.year), column);
    let is_known = |row, column| cells::number(document, cell(row, column)).is_some();
    let has_step = |row: CellRow| bridge.steps.iter().any(|step| is_known(row, *step));
    let rows: Vec<CellRow> = shape.rows(document).into_iter().filter(|row| !shape.is_sum(*row)).collect();
    if !rows.iter().any(|row| has_step(*row)) {
        return Entered::Nothing;
    }
    let missing = rows.into_iter().find_map(|row| {
        let lacking = if is_known(row, bridge.from) { (!has_step(row)).then_some(bridge.to) } else { Some(bridge.from) };
        lacking.map(|column| cell(row, column))
    });
    missing.map_or(Entered::Whole, Entered::Partly)
}

//! What a bridge over the columns of a section rests on: its totals, and whether they are entered.

use rust_decimal::Decimal;

use super::{Figure, Figures, cells};
use crate::model::{Along, Bridge, CellPlace, CellRow, Document, Place};
use crate::sections::shapes;

/// How much of a bridge was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// No row has a step.
    Nothing,
    /// What the bridge starts from is missing, of a row or as a whole, or every step of a row: this cell is the first one.
    Partly(CellPlace),
    Whole,
}

/// The columns, or rows, of a bridge from its start to its end.
pub fn columns(bridge: &Bridge) -> impl Iterator<Item = &'static str> + use<> {
    [bridge.from].into_iter().chain(bridge.steps.iter().copied()).chain([bridge.to])
}

/// The total of a column in the year of the bill, or a row of that year.
pub fn total(document: &Document, bridge: &Bridge, column: &'static str) -> Option<CellPlace> {
    let (row, column) = match bridge.along {
        Along::Columns => (CellRow::Total, column),
        Along::Rows => (CellRow::Key(column), ""),
    };
    Some(shapes::of(bridge.section)?.cell(row, Some(document.year), column))
}

/// The exact number of a cell; `None` where it is blank or beyond what a number can hold.
pub fn exact(document: &Document, figures: &Figures, place: CellPlace) -> Option<Decimal> {
    match figures.figure(document, Place::Cell(place)) {
        Figure::Number(number) | Figure::Effect(number) => Some(number),
        _ => None,
    }
}

/// Whether a row has a figure in a column, of its own or of the year before; of a bridge along rows, whether the row has.
pub fn is_entered(document: &Document, bridge: &Bridge, column: &'static str) -> bool {
    let Some(shape) = shapes::of(bridge.section) else { return false };
    if bridge.along == Along::Rows {
        return total(document, bridge, column).is_some_and(|place| cells::number(document, place).is_some());
    }
    shape.rows(document).into_iter().any(|row| cells::number(document, shape.cell(row, Some(document.year), column)).is_some())
}

/// How much was entered: a row counts with what it starts from, which the year before may give, and with one step at least.
pub fn entered(document: &Document, bridge: &Bridge) -> Entered {
    let Some(shape) = shapes::of(bridge.section) else { return Entered::Nothing };
    if bridge.along == Along::Rows {
        let has = |row| is_entered(document, bridge, row);
        return match (bridge.steps.iter().any(|step| has(step)), has(bridge.from)) {
            (false, _) => Entered::Nothing,
            (true, true) => Entered::Whole,
            (true, false) => total(document, bridge, bridge.from).map_or(Entered::Nothing, Entered::Partly),
        };
    }
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

/// The step that weighs most in the direction of a change, and whether it alone is not 0; `None` where two weigh as much.
pub fn leading(change: Decimal, steps: &[(&'static str, Decimal)]) -> Option<(&'static str, bool)> {
    let moved = steps.iter().filter(|(_, step)| !step.is_zero()).count();
    let along = steps.iter().filter(|(_, step)| !step.is_zero() && step.is_sign_negative() == change.is_sign_negative());
    let most = along.clone().map(|(_, step)| step.abs()).max();
    let mut leading = along.filter(|(_, step)| Some(step.abs()) == most);
    match (leading.next(), leading.next()) {
        (Some((step, _)), None) => Some((step, moved == 1)),
        _ => None,
    }
}

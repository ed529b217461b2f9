//! What last year suggests for an empty cell of this year's tables (docs/domain.md, The passing of the year).

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Figures, cells};
use crate::model::{
    ActionScope, CellPlace, CellRow, ColumnShape, CreditPlace, CreditsOf, Document, Euros, HintTerm, IndicatorValue, NatureScope, Opening, Origin,
    OutstandingItem, Place, Proportion, Rows, Shape, ValueKind,
};
use crate::sections::shapes;

/// A value that is shown in an empty cell and typed only by whoever takes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Hint {
    Amount(Euros),
    Value(IndicatorValue),
    /// A decimal of a section, in the unit of its column.
    Number(Decimal),
}

/// The hint of a place; `None` for a cell that is filled or that last year says nothing of.
pub fn hint(document: &Document, place: Place) -> Option<Hint> {
    match place {
        Place::Value { row, year, kind } if !document.values.contains_key(&(row, year, kind)) => {
            let before = match kind {
                ValueKind::Actual => ValueKind::RevisedForecast,
                ValueKind::RevisedForecast => ValueKind::Forecast,
                ValueKind::Forecast | ValueKind::Target => return None,
            };
            let value = |kind| document.values.get(&(row, year, kind)).cloned();
            value(before).or_else(|| (kind == ValueKind::Actual).then(|| value(ValueKind::Forecast)).flatten()).map(Hint::Value)
        }
        Place::Outstanding { year, item: OutstandingItem::Rap } if !document.outstanding.contains_key(&(year, OutstandingItem::Rap)) => {
            document.outstanding.get(&(year.offset(-1), OutstandingItem::Estimate)).map(|amount| Hint::Amount(amount.euros))
        }
        Place::Schedule { year, origin: Origin::Earlier, opening } if !document.schedule.contains_key(&(year, Origin::Earlier, opening)) => {
            // Both rows of last year are commitments of earlier years by now. What stood "beyond" may be of any later year.
            let before = match opening {
                Opening::Plf => Opening::Next,
                Opening::Next => Opening::AfterNext,
                Opening::Beyond => Opening::Beyond,
                Opening::Contributions | Opening::AfterNext => return None,
            };
            let mut last = document.clone();
            last.year = year.offset(-1);
            let known = last.schedule.keys().any(|(of, _, opening)| (*of, *opening) == (last.year, before));
            let sum = Figures::scheduled(&last, |_, opening| opening == before);
            known.then(|| sum.euros().ok().map(Hint::Amount)).flatten()
        }
        Place::Cell(cell) if document.sections.cell(cell).is_none() => of_cell(document, cell).map(Hint::Number),
        _ => None,
    }
}

/// What the year before suggests for a cell of a section; `None` while all of it is blank.
fn of_cell(document: &Document, place: CellPlace) -> Option<Decimal> {
    let shape = shapes::of(place.section).filter(|shape| shape.is_typed(document, place))?;
    let sum = summed(document, place, shape.hint(place))?;
    let Some(Proportion { part, whole }) = shape.proportion(place) else { return Some(sum) };
    let [part, whole] = [summed(document, place, part)?, summed(document, place, whole)?];
    // A part against its whole says nothing of what it costs.
    let is_told = !part.is_zero() && !whole.is_zero() && part.is_sign_negative() == whole.is_sign_negative();
    let taken = sum.checked_mul(part).filter(|_| is_told)?.checked_div(whole)?;
    Some(taken.round_dp_with_strategy((shape.decimals)(document.year), RoundingStrategy::MidpointAwayFromZero))
}

/// What the PAP before announced of a cell that is computed now; `None` where it said nothing.
pub fn announced(document: &Document, place: CellPlace) -> Option<Decimal> {
    let shape = shapes::of(place.section).filter(|shape| !shape.is_typed(document, place))?;
    summed(document, place, shape.hint(place))
}

/// The cell of a section that shows an amount of the bill of which the PAP before announced something.
pub fn announced_cell(document: &Document, credit: &CreditPlace) -> Option<CellPlace> {
    let row = match (credit.action, credit.nature) {
        (ActionScope::All, NatureScope::Title(title)) => CellRow::Title(title),
        (ActionScope::All, NatureScope::All) => CellRow::Total,
        _ => return None,
    };
    let is_it = |column: &&ColumnShape| {
        let of = |of: CreditsOf| (of.stage, of.contributions, of.measure) == (credit.stage, credit.contributions, credit.measure) && of.year == 0;
        !column.hint.is_empty() && column.credits.is_some_and(of)
    };
    let titles = shapes::all().filter(|shape| matches!(shape.rows, Rows::Titles));
    let cell = |shape: &'static Shape| Some(shape.cell(row, Some(credit.year), shape.columns.iter().find(is_it)?.key));
    titles.filter_map(cell).find(|cell| announced(document, *cell).is_some())
}

/// What the cells of the year before make together; `None` while all are blank.
fn summed(document: &Document, place: CellPlace, terms: &[HintTerm]) -> Option<Decimal> {
    let before = Some(place.year?.offset(-1));
    let mut sum: Option<Decimal> = None;
    for HintTerm { is_subtracted, section, row, column } in terms {
        let part = CellPlace { section, row: row.unwrap_or(place.row), year: before, column };
        if let Some(number) = cells::number(document, part) {
            let signed = if *is_subtracted { -number } else { number };
            sum = Some(sum.unwrap_or_default().checked_add(signed)?);
        }
    }
    sum
}

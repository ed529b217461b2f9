//! How far the targets of indicators are reached: the last actual against the last target, in the direction that the drafter gave.

use rust_decimal::Decimal;

use crate::model::{Better, Document, Indicator, IndicatorValue, RowId, ValueKind, Year};

/// Which value of a row.
pub type Column = (Year, ValueKind);

/// The columns of a layout that are held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The last actual.
    pub actual: Column,
    /// What was announced for the year between: the last of these that a row has.
    pub announced: [Option<Column>; 2],
    pub target: Column,
}

pub fn columns(document: &Document) -> Columns {
    let (layout, before) = (document.layout(), document.previous_year());
    let columns = layout.indicator_columns();
    let announced = |kinds: [ValueKind; 2]| kinds.into_iter().map(|kind| (before, kind)).find(|column| columns.contains(column));
    Columns {
        actual: (document.year.offset(-2), ValueKind::Actual),
        announced: [announced([ValueKind::Forecast, ValueKind::Target]), announced([ValueKind::RevisedForecast; 2])],
        target: (layout.target_year(), ValueKind::Target),
    }
}

/// What was announced of a row for the year between.
pub fn announced(document: &Document, row: RowId) -> Option<Column> {
    let has = |(year, kind): &Column| document.values.contains_key(&(row, *year, *kind));
    let columns = columns(document).announced;
    columns.into_iter().flatten().rev().find(has).or_else(|| columns.into_iter().flatten().last())
}

/// Where a row stands: judged, or why nobody can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Met,
    /// Its year is still to come.
    NotYet,
    Missed,
    TargetNotEntered,
    /// A trend, or other words.
    NoNumericTarget,
    /// From a number to another one.
    RangeOfTarget,
    ActualNotEntered,
    NoNumericActual,
    NoDirection,
}

impl Standing {
    pub fn is_judged(self) -> bool {
        matches!(self, Self::Met | Self::NotYet | Self::Missed)
    }
}

fn value(document: &Document, row: RowId, (year, kind): Column) -> Option<&IndicatorValue> {
    document.values.get(&(row, year, kind))
}

/// A value that is one number.
pub fn number(document: &Document, row: RowId, column: Column) -> Option<Decimal> {
    value(document, row, column)?.as_number()
}

pub fn standing(document: &Document, indicator: &Indicator, row: RowId) -> Standing {
    let Columns { actual, target, .. } = columns(document);
    let (aim, reached) = match (number(document, row, target), number(document, row, actual)) {
        (Some(aim), Some(reached)) => (aim, reached),
        (None, _) => {
            return match value(document, row, target) {
                None => Standing::TargetNotEntered,
                Some(IndicatorValue::Range { .. }) => Standing::RangeOfTarget,
                Some(_) => Standing::NoNumericTarget,
            };
        }
        (Some(_), None) if value(document, row, actual).is_none() => return Standing::ActualNotEntered,
        (Some(_), None) => return Standing::NoNumericActual,
    };
    let is_met = match indicator.better {
        None => return Standing::NoDirection,
        Some(Better::Higher) => reached >= aim,
        Some(Better::Lower) => reached <= aim,
    };
    match is_met {
        true => Standing::Met,
        false if target.0 <= actual.0 => Standing::Missed,
        false => Standing::NotYet,
    }
}

/// The actual less the target; `None` without both numbers, or beyond what a number can hold.
pub fn gap(document: &Document, row: RowId) -> Option<Decimal> {
    let Columns { actual, target, .. } = columns(document);
    number(document, row, actual)?.checked_sub(number(document, row, target)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::sample::sample_with;
    use crate::model::{IndicatorId, Objective, ObjectiveId};

    fn typed(text: &str) -> Option<IndicatorValue> {
        match text {
            "" => None,
            "NA" => Some(IndicatorValue::NotAvailable),
            "15-25" => Some(IndicatorValue::Range { low: Decimal::from(15), high: Decimal::from(25) }),
            "stable" => Some(crate::model::Trend::Stable.into()),
            text => Some(IndicatorValue::number(text.parse().unwrap())),
        }
    }

    #[test]
    fn a_target_is_judged_in_the_direction_that_was_given_and_never_without() {
        use Standing::{ActualNotEntered, Met, NoDirection, NoNumericActual, NoNumericTarget, NotYet, RangeOfTarget, TargetNotEntered};
        let (higher, lower) = (Some(Better::Higher), Some(Better::Lower));
        let cases = [
            ("412", "420", lower, Met),
            ("412", "420", higher, NotYet),
            ("412", "420", None, NoDirection),
            ("420", "420.0", higher, Met),
            ("420", "420", lower, Met),
            ("-3", "-2", lower, Met),
            ("-3", "-2", higher, NotYet),
            ("0", "0", higher, Met),
            ("NA", "50", higher, NoNumericActual),
            ("15-25", "50", higher, NoNumericActual),
            ("", "50", higher, ActualNotEntered),
            ("8", "", higher, TargetNotEntered),
            ("8", "stable", higher, NoNumericTarget),
            ("8", "15-25", higher, RangeOfTarget),
            ("", "", None, TargetNotEntered),
        ];
        for (actual, target, better, expected) in cases {
            let mut document = sample_with(&[]);
            let indicator = Indicator::new(IndicatorId(1), RowId(2), "Taux".into());
            let objective = Objective { indicators: vec![indicator], ..Objective::new(ObjectiveId(3), "Objectif".into()) };
            document.objectives = std::sync::Arc::new(vec![objective].into());
            let indicator = document.indicators().next().unwrap();
            let (id, row) = (indicator.id, indicator.rows[0].id);
            let columns = columns(&document);
            for ((year, kind), text) in [(columns.actual, actual), (columns.target, target)] {
                document.set_value((row, year, kind), typed(text));
            }
            document.set_better(id, better).unwrap();
            assert_eq!(standing(&document, document.indicator(id).unwrap(), row), expected, "{actual} for {target}, {better:?}");
        }
    }
}

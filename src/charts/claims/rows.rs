//! Claims about indicators: what a row has to do to reach its target, and how many targets lie above what they start from.

use rust_decimal::Decimal;

use super::{Against, Claim, Count, Mark, Operand, Relation, RowRelation, Scope, Subject, Way};
use crate::calc::Compared;
use crate::calc::{Course, Movement, Nearness, Size, course, percent_between, points};
use crate::lang::RowName;
use crate::model::{Document, IndicatorValue, Place, RowId, ValueKind, Year};

/// Which value of a row.
type Column = (Year, ValueKind);

/// What a row starts from: the revised forecast of N-1, else the initial one, else the last actual shown.
pub fn base(document: &Document, row: RowId) -> Option<(Column, &IndicatorValue)> {
    let last = document.previous_year();
    let mut actuals: Vec<Column> = document.layout().indicator_columns().into_iter().filter(|(_, kind)| *kind == ValueKind::Actual).collect();
    actuals.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
    [(last, ValueKind::RevisedForecast), (last, ValueKind::Forecast)]
        .into_iter()
        .chain(actuals)
        .find_map(|(year, kind)| document.values.get(&(row, year, kind)).map(|value| ((year, kind), value)))
}

/// The year that a row leads to: the last one whose target is a number, as those of later years may still be missing.
pub fn target_year(document: &Document, row: RowId) -> Year {
    let layout = document.layout();
    let rank = |year: &Year| {
        let target = document.values.get(&(row, *year, ValueKind::Target));
        let is_range = matches!(target, Some(IndicatorValue::Range { .. }));
        (number(target).is_some(), is_range, target.is_some(), *year)
    };
    layout.target_years().max_by_key(rank).unwrap_or(layout.target_year())
}

fn number(value: Option<&IndicatorValue>) -> Option<Decimal> {
    match value {
        Some(IndicatorValue::Number { value, .. }) => Some(*value),
        _ => None,
    }
}

/// The last target after a year that says where the row goes without being a number: a range, or a trend in words.
fn target_after(document: &Document, row: RowId, year: Year) -> Option<(Year, &IndicatorValue)> {
    let later = document.layout().target_years().filter(|later| *later > year);
    let targets = later.filter_map(|later| Some((later, document.values.get(&(row, later, ValueKind::Target))?)));
    targets.filter(|(_, value)| matches!(value, IndicatorValue::Range { .. } | IndicatorValue::Trend { .. })).last()
}

/// Whether any value shown is a number or a range.
fn has_number(document: &Document, row: RowId) -> bool {
    let columns = document.layout().indicator_columns();
    let mut values = columns.iter().filter_map(|(year, kind)| document.values.get(&(row, *year, *kind)));
    values.any(|value| matches!(value, IndicatorValue::Number { .. } | IndicatorValue::Range { .. }))
}

fn operand(document: &Document, row: RowId, (year, kind): Column) -> Operand {
    let value = document.values.get(&(row, year, kind)).map(Compared::from);
    Operand { place: Place::Value { row, year, kind }, value }
}

/// What the trend of a row says: its finding, where one can be said, then the same in figures alone.
pub fn of_row(document: &Document, name: &RowName) -> Vec<Claim> {
    let row = name.row;
    let year = target_year(document, row);
    let (target, actual) = ((year, ValueKind::Target), (year, ValueKind::Actual));
    let typed = document.values.get(&(row, year, ValueKind::Target));
    let base = base(document, row);
    let from = base.and_then(|(key, value)| Some((key, number(Some(value))?)));
    let claim = |relation, columns: &[Column]| {
        let operands = columns.iter().map(|column| operand(document, row, *column)).collect();
        Claim::new(Subject::Row(name.clone()), Relation::Row(relation), year, operands)
    };
    let outcome = number(document.values.get(&(row, year, ValueKind::Actual))).zip(number(typed));
    if let Some((value, aim)) = outcome {
        return vec![claim(RowRelation::Outcome { actual: value, target: aim }, &[actual, target])];
    }
    if let (Some(aim), Some((later, value))) = (number(typed), target_after(document, row, year)) {
        return vec![claim(RowRelation::TargetThen(aim, later, value.clone()), &[target, (later, ValueKind::Target)])];
    }
    match (typed, from) {
        (Some(IndicatorValue::Number { value: to, .. }), Some((key, from))) if !from.is_zero() => {
            let columns = [key, target];
            let must = name
                .french_subject()
                .and_then(|_| course_of(name, from, *to))
                .map(|course| claim(RowRelation::Must { course, target: *to }, &columns));
            must.into_iter().chain([claim(RowRelation::FromTo(from, *to), &columns)]).collect()
        }
        (Some(aim @ (IndicatorValue::Number { .. } | IndicatorValue::Range { .. })), _) => vec![claim(RowRelation::Target(aim.clone()), &[target])],
        (_, Some((key, from))) => vec![claim(RowRelation::NoTarget(Some((key.0, from))), &[key, target])],
        (_, None) if has_number(document, row) => vec![claim(RowRelation::NoTarget(None), &[target])],
        (_, None) => vec![claim(RowRelation::NoFigure, &[target])],
    }
}

fn course_of(name: &RowName, from: Decimal, to: Decimal) -> Option<Course> {
    match course(from, to) {
        Some(Course::Stay) => Some(Course::Stay),
        _ if name.is_in_points => points(from, to).map(Course::Points),
        course => course,
    }
}

/// The target of a row against what it starts from, with the year of that target; `None` when that means nothing.
pub fn mark(document: &Document, name: &RowName) -> Option<(Year, Mark)> {
    let year = target_year(document, name.row);
    let from = number(base(document, name.row).map(|(_, value)| value))?;
    let to = number(document.values.get(&(name.row, year, ValueKind::Target)))?;
    mark_between(name, from, to).map(|mark| (year, mark))
}

fn mark_between(name: &RowName, from: Decimal, to: Decimal) -> Option<Mark> {
    if name.is_in_points {
        return points(from, to).map(Mark::Points);
    }
    match course(from, to) {
        Some(Course::Times(times, nearness)) => Some(Mark::Times { factor: times.into(), is_about: nearness != Nearness::Exactly }),
        Some(Course::Multiplied(factor)) => Some(Mark::Times { factor, is_about: false }),
        _ if to.is_sign_negative() && !to.is_zero() => None,
        _ => percent_between(from, to).map(Mark::Percent),
    }
}

/// How many targets of the layout's last year lie above or under what their rows start from; nothing where fewer than two do, of several.
pub fn of_rows(document: &Document, names: &[RowName]) -> Vec<Claim> {
    let layout = document.layout();
    let (year, before) = (layout.target_year(), document.previous_year());
    let has_forecast =
        layout.indicator_columns().iter().any(|(of, kind)| *of == before && matches!(kind, ValueKind::Forecast | ValueKind::RevisedForecast));
    let against = if has_forecast { Against::Forecast(before) } else { Against::LastActual };
    let numeric: Vec<(&RowName, Decimal)> =
        names.iter().filter_map(|name| Some((name, number(document.values.get(&(name.row, year, ValueKind::Target)))?))).collect();
    let pairs: Vec<(&RowName, Column, Decimal, Decimal)> = numeric
        .iter()
        .filter_map(|(name, to)| {
            let (key, value) = base(document, name.row)?;
            let is_forecast = key.1 != ValueKind::Actual;
            let from = number(Some(value)).filter(|_| is_forecast == has_forecast)?;
            Some((*name, key, from, *to))
        })
        .collect();
    let of = pairs.len();
    let counted = |way: Way| {
        let is_counted = |from: &Decimal, to: &Decimal| match way {
            Way::Above => to > from,
            Way::Under => to < from,
        };
        pairs.iter().filter(|(_, _, from, to)| is_counted(from, to)).count()
    };
    let (above, under) = (counted(Way::Above), counted(Way::Under));
    let (way, count) = match (above, under) {
        (0, under) if under == of => (Way::Under, under),
        (above, _) if above == of || above > 1 => (Way::Above, above),
        _ => return Vec::new(),
    };
    if of == 0 {
        return Vec::new();
    }
    let scope = match numeric.len() {
        _ if of == names.len() => Scope::Every,
        numeric if of == numeric => Scope::Numeric,
        _ => Scope::Comparable,
    };
    let marks: Option<Vec<Mark>> = pairs.iter().map(|(name, _, from, to)| mark_between(name, *from, *to)).collect();
    let span = marks.filter(|_| count == of).and_then(|marks| span(&marks));
    let operands = pairs.iter().flat_map(|(name, key, ..)| [*key, (year, ValueKind::Target)].map(|column| operand(document, name.row, column)));
    vec![Claim::new(Subject::Rows, Relation::Count(Count { way, count, of, scope, against, span }), year, operands.collect())]
}

/// The least and the most of marks that can be ordered.
fn span(marks: &[Mark]) -> Option<(Mark, Mark)> {
    let ranked: Option<Vec<((u8, Decimal), Mark)>> = marks.iter().map(|mark| Some((rank(*mark)?, *mark))).collect();
    let ranked = ranked?;
    let is_points = |rank: u8| rank == 2;
    let mixes_points = ranked.iter().any(|((kind, _), _)| is_points(*kind)) && ranked.iter().any(|((kind, _), _)| !is_points(*kind));
    let of = |chosen: Option<&((u8, Decimal), Mark)>| chosen.map(|(_, mark)| *mark);
    (!mixes_points).then_some((of(ranked.iter().min_by_key(|(rank, _)| *rank))?, of(ranked.iter().max_by_key(|(rank, _)| *rank))?))
}

/// Its place among others: percentages, then factors, which start at 1,5; points by themselves.
fn rank(mark: Mark) -> Option<(u8, Decimal)> {
    let signed = |movement| match movement {
        Movement::None => Some(Decimal::ZERO),
        Movement::Rise(Size::Rounded(size)) => Some(size),
        Movement::Fall(Size::Rounded(size)) => Some(-size),
        Movement::Rise(_) | Movement::Fall(_) => None,
    };
    Some(match mark {
        Mark::Percent(movement) => (0, signed(movement)?),
        Mark::Times { factor, .. } => (1, factor),
        Mark::Points(movement) => (2, signed(movement)?),
    })
}

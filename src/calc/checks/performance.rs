//! Rules of indicators: targets, explanations, published values, units, jumps.

use rust_decimal::Decimal;

use super::{Compared, Finding};
use crate::calc::Figures;
use crate::model::{Document, IndicatorValue, Narrative, Order, Place, Row, RowId, Rule, TextPlace, ValueKind, Year};

/// Each year that wants a target has a number for it, unless the row stands "pour information".
pub(super) fn target(document: &Document, _: &Figures) -> Vec<Finding> {
    let years: Vec<Year> = document.layout().target_years().collect();
    let kind = ValueKind::Target;
    let is_number = |row: RowId, year: Year| matches!(document.values.get(&(row, year, kind)), Some(IndicatorValue::Number { .. }));
    let missing = |row: RowId| {
        let years = years.iter().filter(move |year| !is_number(row, **year));
        years.map(move |year| Finding::new(Rule::Target, Place::Value { row, year: *year, kind }, [Compared::Year(*year)])).collect::<Vec<_>>()
    };
    let asked = document.indicators().flat_map(|indicator| indicator.rows.iter().map(move |row| (indicator, row)));
    let asked = asked.filter(|(indicator, row)| ![indicator.label_of(row), &indicator.label].into_iter().any(is_for_information));
    asked.flat_map(|(_, row)| missing(row.id)).collect()
}

/// "Pour information : nombre de décrets".
fn is_for_information(label: &str) -> bool {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().contains("pour information")
}

/// An indicator says where its data come from, how it is computed and why its forecasts and target are what they are.
pub(super) fn unexplained(document: &Document, _: &Figures) -> Vec<Finding> {
    let mut findings = Vec::new();
    for indicator in document.indicators() {
        let texts = [
            (Rule::IndicatorSource, Narrative::Source(indicator.id)),
            (Rule::IndicatorMethod, Narrative::Method(indicator.id)),
            (Rule::IndicatorJustification, Narrative::Justification(indicator.id)),
        ];
        let missing = texts.into_iter().filter(|(_, narrative)| document.text(*narrative).trim().is_empty());
        findings.extend(missing.map(|(rule, narrative)| Finding::bare(rule, Place::Text(TextPlace::Narrative(narrative)))));
    }
    findings
}

/// What the PAP of last year published as done, or as its forecast for a year that is past, is not rewritten.
pub(super) fn published_value(document: &Document, _: &Figures) -> Vec<Finding> {
    let shown = document.layout().indicator_columns();
    let changed = document.published.values.iter().filter(|((row, year, kind), value)| {
        let is_past = *kind == ValueKind::Actual || (matches!(kind, ValueKind::Forecast | ValueKind::Target) && *year < document.year);
        let key = (*row, *year, *kind);
        is_past
            && shown.contains(&(*year, *kind))
            && document.indicator_of_row(*row).is_some()
            && document.values.get(&key).map(IndicatorValue::unmarked) != Some(value.unmarked())
    });
    let finding = |((row, year, kind), value): (&(RowId, Year, ValueKind), &IndicatorValue)| {
        let now = document.values.get(&(*row, *year, *kind));
        Finding::new(Rule::PublishedValue, Place::Value { row: *row, year: *year, kind: *kind }, [compared(Some(value)), compared(now)])
    };
    let order = Order::of(document);
    let mut findings: Vec<Finding> = changed.map(finding).collect();
    findings.sort_by_key(|finding| order.place(finding.place));
    findings
}

/// A percentage above 100, a decimal in a number of things.
pub(super) fn unit_against_value(document: &Document, _: &Figures) -> Vec<Finding> {
    let columns = document.layout().indicator_columns();
    let mut findings = Vec::new();
    for (unit, row) in rows(document) {
        let is_odd: fn(&Decimal) -> bool = match unit.trim() {
            "%" => |value| *value > Decimal::ONE_HUNDRED,
            "Nb" | "nb" => |value| !value.is_integer(),
            _ => continue,
        };
        for (year, kind) in columns {
            let odd = number(document, row.id, year, kind).filter(is_odd);
            findings.extend(odd.map(|value| {
                Finding::new(
                    Rule::UnitAgainstValue,
                    Place::Value { row: row.id, year, kind },
                    [Compared::Number(value), Compared::Words(unit.trim().to_owned())],
                )
            }));
        }
    }
    findings
}

/// A change of more than three times the largest earlier one, after at least three actuals.
///
/// Actuals, then what the layout announces for N-1 and N: each against the last actual before it.
pub(super) fn jump(document: &Document, _: &Figures) -> Vec<Finding> {
    const EARLIER: usize = 3;
    let announced = document.layout().indicator_columns();
    let (last, current) = (document.previous_year(), document.year);
    let announced = announced.into_iter().filter(|(year, kind)| *kind != ValueKind::Actual && (*year == last || *year == current));
    let announced: Vec<(Year, ValueKind)> = announced.collect();
    let mut findings = Vec::new();
    for (_, row) in rows(document) {
        let of_row = (row.id, Year::FIRST, ValueKind::Actual)..=(row.id, Year::LAST, ValueKind::Target);
        let actuals: Vec<(Year, Decimal)> = document
            .values
            .range(of_row)
            .filter(|((_, _, kind), _)| *kind == ValueKind::Actual)
            .filter_map(|((row, year, kind), _)| Some((*year, number(document, *row, *year, *kind)?)))
            .collect();
        let later = announced.iter().filter_map(|(year, kind)| Some((*year, *kind, number(document, row.id, *year, *kind)?)));
        let tested = actuals.iter().map(|(year, value)| (*year, ValueKind::Actual, *value)).chain(later);
        for (year, kind, value) in tested {
            let earlier: Vec<Decimal> = actuals.iter().filter(|(of, _)| *of < year).map(|(_, value)| *value).collect();
            let shown = document.layout().shows(year, kind);
            let jump = (shown && earlier.len() >= EARLIER).then(|| leap(&earlier, value)).flatten();
            findings.extend(jump.map(|before| {
                Finding::new(Rule::Jump, Place::Value { row: row.id, year, kind }, [Compared::Number(before), Compared::Number(value)])
            }));
        }
    }
    findings
}

/// The value before, when the change from it is more than three times the largest change among the earlier ones.
fn leap(earlier: &[Decimal], value: Decimal) -> Option<Decimal> {
    let change = |from: Decimal, to: Decimal| to.checked_sub(from).map(|change| change.abs());
    let largest = earlier.iter().zip(earlier.iter().skip(1)).filter_map(|(from, to)| change(*from, *to)).max()?;
    let before = *earlier.last()?;
    (change(before, value)? > largest.checked_mul(Decimal::from(3))?).then_some(before)
}

/// Every row with its unit.
fn rows(document: &Document) -> impl Iterator<Item = (&str, &Row)> {
    document.indicators().flat_map(|indicator| indicator.rows.iter().map(|row| (indicator.unit_of(row), row)))
}

fn number(document: &Document, row: RowId, year: Year, kind: ValueKind) -> Option<Decimal> {
    match document.values.get(&(row, year, kind)) {
        Some(IndicatorValue::Number { value, .. }) => Some(*value),
        _ => None,
    }
}

fn compared(value: Option<&IndicatorValue>) -> Compared {
    value.map_or_else(|| Compared::Words(String::new()), Compared::from)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::calc::checks::Check;
    use crate::model::{Indicator, IndicatorId, Objective, ObjectiveId, Programme, Published, Text};

    const ROW: RowId = RowId(3);

    /// A document of a year with one explained indicator in a unit, and these values: year, kind, number.
    fn with(year: u16, unit: &str, values: &[(u16, ValueKind, &str)]) -> Document {
        let mut document = Document::new(Year::new(year).unwrap(), Programme::default());
        let id = IndicatorId(2);
        let indicator = Indicator { unit: unit.into(), ..Indicator::new(id, ROW, "Nombre de projets".into()) };
        document.objectives = Arc::new(vec![Objective { indicators: vec![indicator], ..Objective::new(ObjectiveId(1), "Aider".into()) }].into());
        for narrative in [Narrative::Source(id), Narrative::Method(id), Narrative::Justification(id)] {
            document.set_text(narrative, Text::new("Dit."));
        }
        for (year, kind, value) in values {
            document.set_value((ROW, Year::new(*year).unwrap(), *kind), Some(value_of(value)));
        }
        document
    }

    fn value_of(text: &str) -> IndicatorValue {
        text.parse().map_or(IndicatorValue::NotAvailable, IndicatorValue::number)
    }

    fn found(check: Check, document: &Document) -> Vec<(u16, ValueKind, Vec<String>)> {
        let findings = check(document, &Figures::of(document));
        let place = |finding: &Finding| match finding.place {
            Place::Value { year, kind, .. } => (year.get(), kind),
            _ => (0, ValueKind::Actual),
        };
        findings
            .iter()
            .map(|finding| {
                let (year, kind) = place(finding);
                (year, kind, finding.figures.iter().map(Compared::exact).collect())
            })
            .collect()
    }

    #[test]
    fn each_year_that_wants_a_target_has_a_number() {
        use ValueKind::{Forecast, Target};
        let missing = |document: &Document| found(target, document).into_iter().map(|(year, _, _)| year).collect::<Vec<_>>();
        assert_eq!(missing(&with(2021, "Nb", &[(2023, Target, "5")])), [0_u16; 0]);
        assert_eq!(missing(&with(2021, "Nb", &[(2023, Target, "NA"), (2021, Forecast, "4")])), [2023]);
        assert_eq!(missing(&with(2023, "Nb", &[(2024, Target, "5"), (2022, Forecast, "4")])), [2023, 2025]);
        let mut for_information = with(2021, "", &[]);
        assert_eq!(missing(&for_information), [2023], "a row without unit wants a target");
        let objectives = Arc::make_mut(&mut for_information.objectives);
        *objectives.row_words(ROW).unwrap().label = Some("Pour\u{a0}information : nombre de décrets".into());
        assert_eq!(missing(&for_information), [0_u16; 0]);
        let objectives = Arc::make_mut(&mut for_information.objectives);
        *objectives.row_words(ROW).unwrap().label = Some("Nombre de décrets".into());
        *objectives.indicator_words(IndicatorId(2)).unwrap().label = "Décrets (pour information)".into();
        assert_eq!(missing(&for_information), [0_u16; 0]);
    }

    #[test]
    fn an_indicator_is_explained() {
        let mut document = with(2021, "Nb", &[]);
        assert_eq!(unexplained(&document, &Figures::of(&document)), []);
        document.set_text(Narrative::Method(IndicatorId(2)), Text::new(" "));
        let rules: Vec<Rule> = unexplained(&document, &Figures::of(&document)).into_iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [Rule::IndicatorMethod]);
    }

    #[test]
    fn what_was_published_is_not_rewritten() {
        use ValueKind::{Actual, Forecast, RevisedForecast, Target};
        let shown = [(2019, Actual, "47"), (2021, Forecast, "140"), (2021, RevisedForecast, "1"), (2023, Target, "200")];
        let mut document = with(2022, "Nb", &shown);
        document.published = Arc::new(Published { values: document.values.as_ref().clone(), ..Published::default() });
        assert_eq!(found(published_value, &document), []);
        let mut change = |year, kind, value: &str| document.set_value((ROW, Year::new(year).unwrap(), kind), Some(value_of(value)));
        change(2019, Actual, "48");
        change(2021, Forecast, "NA");
        change(2021, RevisedForecast, "2");
        change(2023, Target, "250");
        let expected = [(2019, Actual, vec!["47".to_owned(), "48".into()]), (2021, Forecast, vec!["140".into(), "NA".into()])];
        assert_eq!(found(published_value, &document), expected, "a revised forecast and a target may change");
    }

    #[test]
    fn a_value_fits_its_unit() {
        use ValueKind::{Actual, Target};
        let odd = |unit, value| !found(unit_against_value, &with(2021, unit, &[(2019, Actual, value), (2017, Target, "99.5")])).is_empty();
        let cases =
            [("%", "100", false), ("%", "100.1", true), ("Nb", "12", false), ("Nb", "12.0", false), ("Nb", "12.5", true), ("M€", "120.5", false)];
        for (unit, value, expected) in cases {
            assert_eq!(odd(unit, value), expected, "{value} {unit}");
        }
    }

    #[test]
    fn a_jump_is_three_times_the_largest_change_of_three_actuals() {
        use ValueKind::{Actual, Forecast, RevisedForecast};
        let series = |values: &[&str], last: (u16, ValueKind, &str)| {
            let actuals = (2015..).zip(values).map(|(year, value)| (year, Actual, *value));
            let values: Vec<(u16, ValueKind, &str)> = actuals.chain([last]).collect();
            found(jump, &with(2021, "Nb", &values))
        };
        let jumps = |from: &str, to: &str| vec![from.to_owned(), to.to_owned()];
        assert_eq!(series(&["10", "12", "11"], (2020, RevisedForecast, "17")), [], "exactly three times");
        assert_eq!(series(&["10", "12", "11"], (2020, RevisedForecast, "18")), [(2020, RevisedForecast, jumps("11", "18"))]);
        assert_eq!(series(&["10", "12", "11"], (2021, Forecast, "4")), [(2021, Forecast, jumps("11", "4"))]);
        assert_eq!(series(&["10", "12", "11"], (2019, Actual, "30")), [(2019, Actual, jumps("11", "30"))]);
        assert_eq!(series(&["10", "12"], (2021, Forecast, "900")), [], "two actuals say nothing");
        assert_eq!(series(&["10", "12", "NA"], (2021, Forecast, "900")), [], "NA is no number");
    }
}

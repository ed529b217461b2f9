//! The trend of one row of an indicator: its actuals, forecasts and target over the years of the layout.

use super::{Chart, Data, colon, semicolon, source, titles, typographic};
use crate::lang::{Lang, writing};
use crate::model::{ChartName, Document, Indicator, IndicatorValue, RowId, Trend as Word, ValueKind, Year};

/// What the years of the layout show of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Every year from the first to the last of the layout.
    pub years: Vec<TrendYear>,
    /// In the order of the layout, without the cells that are empty.
    pub points: Vec<Point>,
    /// What stands under the years instead of a legend.
    pub spans: Vec<Span>,
    /// "non demandé".
    pub not_asked: &'static str,
    /// What stands in the plot when no point has a number.
    pub no_number: &'static str,
    /// What it was before a trial: its points that differ stand as ghosts.
    pub former: Option<Box<Trend>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrendYear {
    pub year: Year,
    pub role: YearRole,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearRole {
    Actual,
    Forecast,
    Target,
    /// The layout has no column for it.
    NotAsked,
}

/// Years of one role, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub first: Year,
    pub last: Year,
    pub role: YearRole,
    pub name: &'static str,
}

/// A filled cell of the row.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub year: Year,
    pub kind: ValueKind,
    pub value: IndicatorValue,
    /// The value as the chart writes it: "47", "68,9 %", "15-25", "en hausse".
    pub text: String,
    /// "Cible 2023 : 200" for a target; the same as `text` for the others.
    pub label: String,
    /// What stands after it where there is room.
    pub words: &'static str,
}

/// The chart of a row; `None` when the document has no such row.
pub fn trend(document: &Document, lang: Lang, row: RowId) -> Option<Chart> {
    let (indicator, _) = document.indicator_of_row(row)?;
    let (objective, number) = document.indicator_number(indicator.id)?;
    let unit = indicator.row_unit(row);
    let trend = Trend::of(document, lang, row);
    let names = Names { name: name(indicator, row), unit, number: format!("{objective}.{number}"), line: line_number(indicator, row) };
    let titles = titles::trend(document, lang, row, &names.name, unit);
    let summary = summary(&trend, lang, titles.finding.as_ref().unwrap_or(&titles.neutral), &names);
    let abbreviations = if trend.points.iter().any(|point| point.value == IndicatorValue::NotAvailable) {
        lang.pick(" NA\u{a0}: non disponible.", " NA: not available.")
    } else {
        ""
    };
    let part = lang.pick(format!("indicateur {}", names.number), format!("indicator {}", names.number));
    Some(Chart {
        name: ChartName::Trend(row),
        neutral_title: titles.finding.is_some().then(|| titles.neutral.clone()),
        title: titles.finding.unwrap_or(titles.neutral),
        subtitle: subtitle(document, lang, row, &names),
        source: format!("{}{abbreviations}", source(document, lang, &part)),
        summary,
        data: Data::Trend(trend),
    })
}

/// How the row is called.
struct Names<'a> {
    name: String,
    unit: &'a str,
    number: String,
    /// Its number among several rows.
    line: Option<usize>,
}

pub(super) fn name(indicator: &Indicator, row: RowId) -> String {
    let own = indicator.row_label(row).trim();
    typographic(if own.is_empty() { &indicator.label } else { own })
}

fn line_number(indicator: &Indicator, row: RowId) -> Option<usize> {
    let line = indicator.rows.iter().position(|other| other.id == row)?;
    (indicator.rows.len() > 1).then_some(line + 1)
}

impl Trend {
    /// Whether a point has a place on the axis.
    pub fn has_number(&self) -> bool {
        self.points.iter().any(|point| matches!(point.value, IndicatorValue::Number { .. } | IndicatorValue::Range { .. }))
    }

    pub(super) fn of(document: &Document, lang: Lang, row: RowId) -> Self {
        let columns = columns(document, row);
        let points = columns.iter().filter_map(|(year, kind)| {
            let value = document.values.get(&(row, *year, *kind))?;
            let unit = document.indicator_of_row(row).map_or("", |(indicator, _)| indicator.row_unit(row));
            let text = text(value, unit, lang);
            let label =
                if *kind == ValueKind::Target { format!("{} {year}{}{text}", lang.pick("Cible", "Target"), colon(lang)) } else { text.clone() };
            Some(Point { year: *year, kind: *kind, value: value.clone(), text, label, words: "" })
        });
        let mut points: Vec<Point> = points.collect();
        let forecasts: Vec<(Year, ValueKind)> = points.iter().map(|point| (point.year, point.kind)).collect();
        for point in &mut points {
            point.words = match point.kind {
                ValueKind::Forecast if forecasts.contains(&(point.year, ValueKind::RevisedForecast)) => {
                    lang.pick("prévision initiale", "initial forecast")
                }
                ValueKind::RevisedForecast => lang.pick("prévision actualisée", "revised forecast"),
                _ => "",
            };
        }
        let years = years(&columns);
        Self {
            spans: spans(&years, lang),
            years,
            points,
            not_asked: lang.pick("non demandé", "not requested"),
            no_number: lang.pick("Aucune valeur chiffrée", "No figures"),
            former: None,
        }
    }

    pub fn point(&self, year: Year, kind: ValueKind) -> Option<&Point> {
        self.points.iter().find(|point| (point.year, point.kind) == (year, kind))
    }
}

/// The columns of the layout, and the actual of the target's year once it is known.
fn columns(document: &Document, row: RowId) -> Vec<(Year, ValueKind)> {
    let layout = document.layout();
    let mut columns: Vec<(Year, ValueKind)> = layout.indicator_columns().into();
    let outcome = (layout.target_year(), ValueKind::Actual);
    if !columns.contains(&outcome) && document.values.contains_key(&(row, outcome.0, outcome.1)) {
        columns.push(outcome);
    }
    columns
}

/// Every year that the layout shows.
pub(super) fn years_of(document: &Document) -> Vec<TrendYear> {
    years(&document.layout().indicator_columns())
}

fn years(columns: &[(Year, ValueKind)]) -> Vec<TrendYear> {
    let Some(first) = columns.iter().map(|(year, _)| *year).min() else { return Vec::new() };
    let last = columns.iter().map(|(year, _)| *year).max().unwrap_or(first);
    let has = |year: Year, kind: ValueKind| columns.contains(&(year, kind));
    let role = |year| {
        if has(year, ValueKind::Actual) {
            YearRole::Actual
        } else if has(year, ValueKind::Forecast) || has(year, ValueKind::RevisedForecast) {
            YearRole::Forecast
        } else if has(year, ValueKind::Target) {
            YearRole::Target
        } else {
            YearRole::NotAsked
        }
    };
    (first.get()..=last.get()).filter_map(Year::new).map(|year| TrendYear { year, role: role(year) }).collect()
}

fn spans(years: &[TrendYear], lang: Lang) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut before = None;
    for TrendYear { year, role } in years {
        let name = match role {
            YearRole::Actual => lang.pick("Réalisations", "Actuals"),
            YearRole::Forecast => lang.pick("Prévisions", "Forecasts"),
            YearRole::Target => lang.pick("Cible", "Target"),
            YearRole::NotAsked => "",
        };
        match spans.last_mut() {
            Some(span) if before == Some(*role) && span.role == *role => span.last = *year,
            _ if *role != YearRole::NotAsked => spans.push(Span { first: *year, last: *year, role: *role, name }),
            _ => {}
        }
        before = Some(*role);
    }
    spans
}

/// A value as a chart writes it: with the sign of a percentage, words in the language of the chart.
fn text(value: &IndicatorValue, unit: &str, lang: Lang) -> String {
    match value {
        IndicatorValue::Number { value, .. } if unit.trim() == "%" => writing::percent(*value),
        IndicatorValue::Number { .. } | IndicatorValue::Range { .. } | IndicatorValue::NotAvailable => writing::value(value),
        IndicatorValue::Undetermined => lang.pick("Non déterminé", "Not determined").into(),
        IndicatorValue::NotApplicable => lang.pick("Sans objet", "Not applicable").into(),
        IndicatorValue::Trend(Word::Rising) => lang.pick("en hausse", "rising").into(),
        IndicatorValue::Trend(Word::Falling) => lang.pick("en baisse", "falling").into(),
        IndicatorValue::Trend(Word::Stable) => "stable".into(),
        IndicatorValue::Trend(Word::Monitored) => lang.pick("suivi", "monitored").into(),
    }
}

/// "nombre" for "Nb", other units as typed.
fn unit_words(unit: &str, lang: Lang) -> String {
    match unit.trim() {
        "" => lang.pick("sans unité", "no unit").into(),
        "Nb" | "nb" => lang.pick("nombre", "number").into(),
        other => other.into(),
    }
}

pub(in crate::charts) fn kind_words(kind: ValueKind, lang: Lang) -> &'static str {
    match kind {
        ValueKind::Actual => lang.pick("réalisation", "actual"),
        ValueKind::Forecast => lang.pick("prévision", "forecast"),
        ValueKind::RevisedForecast => lang.pick("prévision actualisée", "revised forecast"),
        ValueKind::Target => lang.pick("cible", "target"),
    }
}

/// "Indicateur 1.1, nombre. De 50 en 2020 (prévision actualisée) à 200 en 2023 (cible)."
fn subtitle(document: &Document, lang: Lang, row: RowId, names: &Names<'_>) -> String {
    let line = names.line.map(|line| lang.pick(format!(", ligne {line}"), format!(", row {line}"))).unwrap_or_default();
    let unit = unit_words(names.unit, lang);
    let number = &names.number;
    let head = lang.pick(format!("Indicateur {number}{line}, {unit}."), format!("Indicator {number}{line}, {unit}."));
    let write = |(year, kind): (Year, ValueKind), value: &IndicatorValue| {
        let (value, kind) = (text(value, names.unit, lang), kind_words(kind, lang));
        lang.pick(format!("{value} en {year} ({kind})"), format!("{value} in {year} ({kind})"))
    };
    let target_year = titles::target_year(document, row);
    let target = document.values.get(&(row, target_year, ValueKind::Target));
    let base = titles::base(document, row);
    let is_figure = |value: &IndicatorValue| matches!(value, IndicatorValue::Number { .. } | IndicatorValue::Range { .. });
    let is_course = base.is_some_and(|(_, value)| is_figure(value)) && target.is_some_and(is_figure);
    let target = target.map(|value| write((target_year, ValueKind::Target), value));
    let base = base.map(|(key, value)| write(key, value));
    let course = match (base, target) {
        (Some(base), Some(target)) if !is_course => format!(" {base}, {target}."),
        (Some(base), Some(target)) => lang.pick(format!(" De {base} à {target}."), format!(" From {base} to {target}.")),
        (Some(only), None) | (None, Some(only)) => format!(" {only}."),
        (None, None) => String::new(),
    };
    format!("{head}{course}")
}

/// "{Title}. Graphique en lignes, {unit}. 2018, réalisation : NA ; … 2022 : non demandé ; Cible 2023 : 200."
fn summary(trend: &Trend, lang: Lang, title: &str, names: &Names<'_>) -> String {
    let colon = colon(lang);
    let mut parts = Vec::new();
    for TrendYear { year, role } in &trend.years {
        if *role == YearRole::NotAsked {
            parts.push(format!("{year}{colon}{}", trend.not_asked));
        }
        for point in trend.points.iter().filter(|point| point.year == *year) {
            let value = &point.text;
            parts.push(match point.kind {
                ValueKind::Target => point.label.clone(),
                kind => {
                    let words = if point.words.is_empty() { kind_words(kind, lang) } else { point.words };
                    format!("{year}, {words}{colon}{value}")
                }
            });
        }
    }
    let unit = unit_words(names.unit, lang);
    let head = lang.pick(format!("{title}. Graphique en lignes, {unit}."), format!("{title}. Line chart, {unit}."));
    if parts.is_empty() { head } else { format!("{head} {}.", parts.join(semicolon(lang))) }
}

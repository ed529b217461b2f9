//! The trend of one row of an indicator: its actuals, forecasts and target over the years of the layout.

use super::claims;
use super::data_table::{DataCell, DataTable, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Kind, Plot};
use super::slides::{self, Page};
use super::{Chart, Data, colon, semicolon, source, trend_scene};
use crate::calc::Figures;
use crate::lang::{Lang, RowName, writing};
use crate::model::{About, ChartName, Document, IndicatorValue, RowId, Trend as Word, ValueKind, Year};

/// What the years of the layout show of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// "Délai de traitement des réclamations, médiane": of an indicator with several rows; empty for one alone.
    pub row: String,
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
    /// Values are written with "%".
    pub is_percentage: bool,
    /// "l’axe commence à", of one that leaves zero out.
    pub begins_at: &'static str,
    /// What it was before a trial: its points that differ stand as ghosts.
    pub former: Option<Box<Trend>>,
    pub id: RowId,
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
    /// "réalisation".
    pub kind_words: &'static str,
}

/// A row of an indicator.
pub struct OneTrend;

impl Kind for OneTrend {
    fn chart(&self, document: &Document, _figures: &Figures, lang: Lang, name: ChartName) -> Option<Chart> {
        match name.about {
            About::Row(row) => trend(document, lang, row),
            About::Document | About::Indicator(_) | About::Sheet(_) => None,
        }
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Indicateur", "Indicator")
    }

    fn page(&self, source: slides::Source<'_>, name: ChartName) -> Page {
        slides::trend(source, name)
    }
}

impl Plot for Trend {
    fn has_figures(&self) -> bool {
        self.has_number()
    }

    fn draw(&self, pen: &mut Pen, highlighted: Highlighted) {
        trend_scene::draw(pen, self, highlighted);
    }

    fn table(&self, lang: Lang) -> DataTable {
        let value = if self.row.is_empty() { lang.pick("Valeur", "Value") } else { &self.row };
        table(&[lang.pick("Année", "Year"), lang.pick("Nature", "Kind"), value], self.rows(lang))
    }
}

impl Trend {
    /// Year, kind and value.
    pub(super) fn rows(&self, lang: Lang) -> Vec<Vec<DataCell>> {
        let words = DataCell::words;
        let mut rows = Vec::new();
        for year in &self.years {
            if year.role == YearRole::NotAsked {
                rows.push(vec![words(&year.year.to_string()), words(self.not_asked), words("")]);
            }
            for point in self.points.iter().filter(|point| point.year == year.year) {
                let kind = if point.words.is_empty() { kind_words(point.kind, lang) } else { point.words };
                rows.push(vec![words(&point.year.to_string()), words(kind), DataCell::value(&point.text, &point.value)]);
            }
        }
        rows
    }
}

/// The chart of a row; `None` when the document has no such row.
pub fn trend(document: &Document, lang: Lang, row: RowId) -> Option<Chart> {
    let (indicator, _) = document.indicator_of_row(row)?;
    let (objective, number) = document.indicator_number(indicator.id)?;
    let unit = indicator.row_unit(row);
    let trend = Trend::of(document, lang, row);
    let names = Names { name: RowName::of(indicator, row, lang), unit, number: format!("{objective}.{number}") };
    let claims = claims::of_row(document, &names.name);
    let mut sentences = claims.iter().map(|claim| claim.sentence(lang));
    let (title, neutral_title) = (sentences.next().unwrap_or_else(|| names.name.text()), sentences.next());
    let summary = summary(&trend, lang, &title, &names);
    let abbreviations = abbreviations(trend.points.iter(), lang);
    let part = lang.pick(format!("indicateur {}", names.number), format!("indicator {}", names.number));
    Some(Chart {
        name: ChartName::trend(row),
        title,
        neutral_title,
        claims,
        subtitle: subtitle(document, lang, row, &names),
        source: format!("{}{abbreviations}", source(document, lang, &part)),
        summary,
        data: Data::of(trend),
    })
}

/// How the row is called.
struct Names<'a> {
    name: RowName,
    unit: &'a str,
    /// "1.1".
    number: String,
}

impl Trend {
    /// Whether a point has a place on the axis.
    pub fn has_number(&self) -> bool {
        self.points.iter().any(|point| matches!(point.value, IndicatorValue::Number { .. } | IndicatorValue::Range { .. }))
    }

    pub(super) fn of(document: &Document, lang: Lang, row: RowId) -> Self {
        let columns = columns(document, row);
        let name = document.indicator_of_row(row).map(|(indicator, _)| RowName::of(indicator, row, lang));
        let is_percentage = name.as_ref().is_some_and(|name| name.is_percentage);
        let points = columns.iter().filter_map(|(year, kind)| {
            let value = document.values.get(&(row, *year, *kind))?;
            let text = text(value, is_percentage, lang);
            let label =
                if *kind == ValueKind::Target { format!("{} {year}{}{text}", lang.pick("Cible", "Target"), colon(lang)) } else { text.clone() };
            Some(Point { year: *year, kind: *kind, value: value.clone(), text, label, words: "", kind_words: kind_words(*kind, lang) })
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
            row: name.filter(|name| name.parts().is_some()).map_or_else(String::new, |name| name.text()),
            spans: spans(&years, lang),
            years,
            points,
            not_asked: lang.pick("non demandé", "not requested"),
            no_number: lang.pick("Aucune valeur chiffrée", "No figures"),
            is_percentage,
            begins_at: lang.pick("l’axe commence à", "the axis begins at"),
            former: None,
            id: row,
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
            Some(span) if before == Some(*role) && span.role == *role => {
                span.last = *year;
                if *role == YearRole::Target {
                    span.name = lang.pick("Cibles", "Targets");
                }
            }
            _ if *role != YearRole::NotAsked => spans.push(Span { first: *year, last: *year, role: *role, name }),
            _ => {}
        }
        before = Some(*role);
    }
    spans
}

/// A value as a chart writes it: with the sign of a percentage, words in the language of the chart.
pub(in crate::charts) fn text(value: &IndicatorValue, is_percentage: bool, lang: Lang) -> String {
    match value {
        IndicatorValue::Number { value, marks, .. } if is_percentage => writing::marked(writing::percent(*value), *marks),
        IndicatorValue::Range { .. } if is_percentage => format!("{}\u{202f}%", writing::value(value)),
        IndicatorValue::Number { .. } | IndicatorValue::Range { .. } | IndicatorValue::NotAvailable => writing::value(value),
        IndicatorValue::Undetermined => lang.pick("Non déterminé", "Not determined").into(),
        IndicatorValue::NotApplicable => lang.pick("Sans objet", "Not applicable").into(),
        IndicatorValue::Words(words) => words.to_string(),
        IndicatorValue::Trend { written: Some(words), .. } if lang == Lang::French => words.to_string(),
        IndicatorValue::Trend { trend: Word::Rising, .. } => lang.pick("en hausse", "rising").into(),
        IndicatorValue::Trend { trend: Word::Falling, .. } => lang.pick("en baisse", "falling").into(),
        IndicatorValue::Trend { trend: Word::Stable, .. } => "stable".into(),
        IndicatorValue::Trend { trend: Word::Monitored, .. } => lang.pick("suivi", "monitored").into(),
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

/// A value in a sentence: a word between the quotation marks of a language, which say that it was typed.
pub(in crate::charts) fn quoted(value: &IndicatorValue, text: &str, lang: Lang) -> String {
    match value {
        IndicatorValue::Number { .. } | IndicatorValue::Range { .. } | IndicatorValue::NotAvailable => text.to_owned(),
        IndicatorValue::Undetermined | IndicatorValue::NotApplicable | IndicatorValue::Trend { .. } => in_marks(&text.to_lowercase(), lang),
        IndicatorValue::Words(_) => in_marks(text, lang),
    }
}

fn in_marks(words: &str, lang: Lang) -> String {
    lang.pick(format!("«\u{a0}{words}\u{a0}»"), format!("“{words}”"))
}

/// What the abbreviations of a chart mean, behind its source.
pub(super) fn abbreviations<'a>(points: impl Iterator<Item = &'a Point>, lang: Lang) -> String {
    let (mut has_na, mut has_provisional) = (false, false);
    for point in points {
        has_na |= point.value == IndicatorValue::NotAvailable;
        has_provisional |= matches!(&point.value, IndicatorValue::Number { marks, .. } if marks.is_provisional);
    }
    let na = if has_na { lang.pick(" NA\u{a0}: non disponible.", " NA: not available.") } else { "" };
    let provisional = if has_provisional { lang.pick(" (p)\u{a0}: provisoire.", " (p): provisional.") } else { "" };
    format!("{na}{provisional}")
}

/// "Indicateur 1.1, nombre. De 50 en 2020 (prévision actualisée) à 200 en 2023 (cible)."
fn subtitle(document: &Document, lang: Lang, row: RowId, names: &Names<'_>) -> String {
    let Names { name, unit, number } = names;
    let unit = unit_words(unit, lang);
    let own = name.own().map(|own| format!(", {own}")).unwrap_or_default();
    let head = lang.pick(format!("Indicateur {number}{own}, {unit}."), format!("Indicator {number}{own}, {unit}."));
    let write = |(year, kind): (Year, ValueKind), value: &IndicatorValue| {
        let (value, kind) = (quoted(value, &text(value, name.is_percentage, lang), lang), kind_words(kind, lang));
        lang.pick(format!("{value} en {year} ({kind})"), format!("{value} in {year} ({kind})"))
    };
    let target_year = claims::target_year(document, row);
    let target = document.values.get(&(row, target_year, ValueKind::Target));
    let outcome = document.values.get(&(row, target_year, ValueKind::Actual));
    let base = outcome.map(|value| ((target_year, ValueKind::Actual), value)).or_else(|| claims::base(document, row));
    let is_figure = |value: &IndicatorValue| matches!(value, IndicatorValue::Number { .. } | IndicatorValue::Range { .. });
    let is_course = outcome.is_none() && base.is_some_and(|(_, value)| is_figure(value)) && target.is_some_and(is_figure);
    let target = target.map(|value| write((target_year, ValueKind::Target), value));
    let base = base.map(|(key, value)| write(key, value));
    let course = match (base, target) {
        (Some(base), Some(target)) if !is_course => format!(" {}, {target}.", sentence_start(&base)),
        (Some(base), Some(target)) => lang.pick(format!(" De {base} à {target}."), format!(" From {base} to {target}.")),
        (Some(only), None) | (None, Some(only)) => format!(" {}.", sentence_start(&only)),
        (None, None) => String::new(),
    };
    format!("{head}{course}")
}

/// A capital for the first letter, behind a quotation mark as well.
fn sentence_start(text: &str) -> String {
    let mark = text.find(|c: char| c.is_alphanumeric()).unwrap_or_default();
    let (open, rest) = text.split_at_checked(mark).unwrap_or_default();
    let mut letters = rest.chars();
    let capital: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{open}{capital}{}", letters.as_str())
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
    let row = if trend.row.is_empty() { String::new() } else { format!("{}, ", trend.row) };
    let head = lang.pick(format!("{title}. Graphique en lignes, {row}{unit}."), format!("{title}. Line chart, {row}{unit}."));
    if parts.is_empty() { head } else { format!("{head} {}.", parts.join(semicolon(lang))) }
}

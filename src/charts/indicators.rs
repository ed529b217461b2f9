//! Every row of every indicator as a small trend: in the official order, each on its own scale from zero.

use rust_decimal::Decimal;

use super::trend::{self, Trend};
use super::{Chart, Data, colon, semicolon, source, titles, typographic};
use crate::calc::{Reach, reach};
use crate::lang::{Lang, writing};
use crate::model::{ChartName, Document, IndicatorValue, RowId, ValueKind, indicator_sheets};

#[derive(Clone, Debug, PartialEq)]
pub struct Indicators {
    pub objectives: Vec<ObjectiveTrends>,
    /// What the marks mean.
    pub key: Key,
    /// What stands there without any indicator.
    pub no_indicator: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ObjectiveTrends {
    /// "Objectif 1 – Favoriser…".
    pub name: String,
    pub panels: Vec<Panel>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// "1.1".
    pub number: String,
    pub name: String,
    /// "×4", "+7 %": the target against what it starts from; empty when that means nothing.
    pub reach: String,
    pub trend: Trend,
}

/// The words of the key, in the order of its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub title: &'static str,
    pub actual: &'static str,
    pub forecast: &'static str,
    /// Empty where the layout has no initial forecast.
    pub initial: String,
    pub target: String,
    pub not_available: &'static str,
    /// Empty where the layout asks for every year.
    pub not_asked: &'static str,
}

/// A sheet of small trends; `None` when the document has fewer. Its title is about all of them.
pub fn indicators(document: &Document, lang: Lang, sheet: u8) -> Option<Chart> {
    let sheets = indicator_sheets(document);
    let objectives: Vec<ObjectiveTrends> = objectives(document, lang, sheets.get(usize::from(sheet))?);
    let panels = || objectives.iter().flat_map(|objective| &objective.panels);
    let target_year = document.layout().target_year();
    let courses: Vec<titles::TargetCourse> = document
        .indicators()
        .flat_map(|indicator| &indicator.rows)
        .map(|row| {
            let target = number(document.values.get(&(row.id, target_year, ValueKind::Target)));
            let base = titles::base(document, row.id);
            titles::TargetCourse {
                base: base.map(|(key, _)| key),
                reach: number(base.map(|(_, value)| value)).zip(target).and_then(|(from, to)| reach(from, to)),
            }
        })
        .collect();
    let titles = titles::indicators(document, lang, &courses);
    let of_several = match sheets.len() {
        1 => String::new(),
        count => format!(" ({}\u{202f}/\u{202f}{count})", u16::from(sheet) + 1),
    };
    let titles = titles::Titles {
        finding: titles.finding.map(|finding| format!("{finding}{of_several}")),
        neutral: format!("{}{of_several}", titles.neutral),
    };
    let title = titles.finding.clone().unwrap_or_else(|| titles.neutral.clone());
    let (first, last) = (panels().next().map(|panel| panel.number.clone()), panels().last().map(|panel| panel.number.clone()));
    let part = match (first, last) {
        (Some(first), Some(last)) if first != last => lang.pick(format!("indicateurs {first} à {last}"), format!("indicators {first} to {last}")),
        (Some(only), _) => lang.pick(format!("indicateur {only}"), format!("indicator {only}")),
        _ => lang.pick("indicateurs", "indicators").into(),
    };
    let has_na = panels().flat_map(|panel| &panel.trend.points).any(|point| point.value == IndicatorValue::NotAvailable);
    let abbreviations = if has_na { lang.pick(" NA\u{a0}: non disponible.", " NA: not available.") } else { "" };
    let indicators = Indicators { objectives, key: key(document, lang), no_indicator: lang.pick("Aucun indicateur", "No indicator") };
    Some(Chart {
        name: ChartName::Indicators(sheet),
        summary: summary(&indicators, &title, lang),
        title,
        neutral_title: titles.finding.is_some().then_some(titles.neutral),
        subtitle: subtitle(document, lang),
        source: format!("{}{abbreviations}", source(document, lang, &part)),
        data: Data::Indicators(indicators),
    })
}

fn number(value: Option<&IndicatorValue>) -> Option<Decimal> {
    match value {
        Some(IndicatorValue::Number { value, .. }) => Some(*value),
        _ => None,
    }
}

/// The objectives with the panels of these rows.
fn objectives(document: &Document, lang: Lang, rows: &[RowId]) -> Vec<ObjectiveTrends> {
    let target_year = document.layout().target_year();
    let objectives = document.objectives.iter().zip(1..).map(|(objective, number_of_objective)| {
        let panels = objective.indicators.iter().zip(1..).flat_map(|(indicator, number_of_indicator)| {
            indicator.rows.iter().filter(|row| rows.contains(&row.id)).map(move |row| {
                let target = number(document.values.get(&(row.id, target_year, ValueKind::Target)));
                let base = number(titles::base(document, row.id).map(|(_, value)| value));
                let reached = base.zip(target).and_then(|(from, to)| reach(from, to));
                Panel {
                    number: format!("{number_of_objective}.{number_of_indicator}"),
                    name: short_name(&trend::name(indicator, row.id), indicator.row_unit(row.id)),
                    reach: reached.map(reach_text).unwrap_or_default(),
                    trend: Trend::of(document, lang, row.id),
                }
            })
        });
        let label = typographic(&objective.label);
        let first = objective.indicators.iter().flat_map(|indicator| &indicator.rows).next();
        let is_continued = first.is_some_and(|row| !rows.contains(&row.id));
        let label = if is_continued { format!("{label} {}", lang.pick("(suite)", "(continued)")) } else { label };
        ObjectiveTrends {
            name: lang.pick(format!("Objectif {number_of_objective} – {label}"), format!("Objective {number_of_objective} – {label}")),
            panels: panels.collect(),
        }
    });
    objectives.filter(|objective| !objective.panels.is_empty()).collect()
}

/// A name among others: what is counted, without "Nombre de".
fn short_name(name: &str, unit: &str) -> String {
    let is_count = unit.trim().eq_ignore_ascii_case("nb");
    let counted = ["Nombre de ", "Nombre d’", "Nombre des "].into_iter().find_map(|head| name.strip_prefix(head)).filter(|_| is_count);
    let Some(counted) = counted else { return name.to_owned() };
    let mut letters = counted.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// "×2,5", "+7 %", "−20 %".
pub fn reach_text(reach: Reach) -> String {
    match reach {
        Reach::Times(factor) => format!("×{}", writing::decimal(factor.normalize())),
        Reach::Percent(percent) => writing::signed_percent(percent.normalize()),
    }
}

/// Beside the name stands the target against what `titles::base` says.
fn subtitle(document: &Document, lang: Lang) -> String {
    let (target, before) = (document.layout().target_year(), document.previous_year());
    lang.pick(
        format!(
            "Échelle propre à chaque indicateur, à partir de zéro. En regard du nom\u{a0}: cible {target} / prévision {before}, à défaut dernière réalisation."
        ),
        format!("One scale for each indicator, from zero. Beside the name: target {target} / forecast {before}, else last actual."),
    )
}

fn key(document: &Document, lang: Lang) -> Key {
    let layout = document.layout();
    let columns = layout.indicator_columns();
    let revised = columns.iter().find(|(_, kind)| *kind == ValueKind::RevisedForecast).map(|(year, _)| *year);
    let has_gap = trend::years_of(document).iter().any(|year| year.role == trend::YearRole::NotAsked);
    let target = layout.target_year();
    Key {
        title: lang.pick("Comment lire", "How to read"),
        actual: lang.pick("réalisation, trait plein", "actual, solid line"),
        forecast: lang.pick("prévision, tirets", "forecast, dashes"),
        initial: revised
            .map(|year| lang.pick(format!("prévision initiale de {year}, révisée depuis"), format!("initial forecast of {year}, revised since")))
            .unwrap_or_default(),
        target: if layout.target_years().count() > 1 {
            lang.pick("cible".into(), "target".into())
        } else {
            lang.pick(format!("cible {target}"), format!("target {target}"))
        },
        not_available: lang.pick("valeur non disponible", "value not available"),
        not_asked: if has_gap { lang.pick("année non demandée", "year not requested") } else { "" },
    }
}

/// "{Title}. Graphiques en lignes. 1.1, Nombre… : 2018, NA ; 2019, 47 ; … ; ×4. 1.2, …."
fn summary(indicators: &Indicators, title: &str, lang: Lang) -> String {
    let of_panel = |panel: &Panel| {
        let values: Vec<String> =
            panel.trend.points.iter().map(|point| format!("{}, {} {}", point.year, trend::kind_words(point.kind, lang), point.text)).collect();
        let reach = if panel.reach.is_empty() { String::new() } else { format!("{}{}", semicolon(lang), panel.reach) };
        let values = if values.is_empty() { lang.pick("vide", "empty").into() } else { values.join(semicolon(lang)) };
        format!(" {}, {}{}{values}{reach}.", panel.number, panel.name, colon(lang))
    };
    let panels: String = indicators.objectives.iter().flat_map(|objective| &objective.panels).map(of_panel).collect();
    format!("{title}. {}.{panels}", lang.pick("Graphiques en lignes", "Line charts"))
}

//! Every row of every indicator as a small trend: in the official order, each on its own scale from zero.

use super::claims::{self, Titles};
use super::data_table::{DataCell, DataTable, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Kind, Plot};
use super::trend::{self, Trend};
use super::{Chart, Data, colon, indicators_scene, semicolon, source, typographic};
use crate::calc::Figures;
use crate::lang::{Lang, RowName, Word};
use crate::model::{About, ChartName, Document, RowId, ValueKind, indicator_sheets};

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
    /// The indicator and its row, of an indicator that has several: each keeps a line.
    pub parts: Option<[String; 2]>,
    /// "×4", "+7,1 %", "+8 pts": the target against what it starts from, with its year where that is not the last; empty when it means nothing.
    pub mark: String,
    pub trend: Trend,
}

/// The words of the key, in the order of its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub title: &'static str,
    pub actual: &'static str,
    /// Empty where the layout has none.
    pub forecast: &'static str,
    /// Empty where the layout has no initial forecast.
    pub initial: String,
    pub target: String,
    pub not_available: &'static str,
    /// Empty where the layout asks for every year.
    pub not_asked: &'static str,
}

/// Every row, small.
pub struct AllIndicators;

impl Kind for AllIndicators {
    fn chart(&self, document: &Document, _figures: &Figures, lang: Lang, name: ChartName) -> Option<Chart> {
        match name.about {
            About::Sheet(sheet) => indicators(document, lang, sheet),
            About::Document | About::Row(_) | About::Indicator(_) => None,
        }
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Objectifs et indicateurs de performance", "Objectives and performance indicators")
    }
}

impl Indicators {
    fn panels(&self) -> impl Iterator<Item = &Panel> {
        self.objectives.iter().flat_map(|objective| &objective.panels)
    }
}

impl Plot for Indicators {
    fn has_figures(&self) -> bool {
        self.panels().any(|panel| panel.trend.has_number())
    }

    fn draw(&self, pen: &mut Pen, _highlighted: Highlighted) {
        indicators_scene::draw(pen, self);
    }

    fn table(&self, lang: Lang) -> DataTable {
        let rows = self.panels().flat_map(|panel| {
            let name = DataCell::words(&format!("{} – {}", panel.number, panel.name));
            panel.trend.rows(lang).into_iter().map(move |row| [vec![name.clone()], row].concat())
        });
        let headings = [lang.word(Word::Indicator), lang.pick("Année", "Year"), lang.pick("Nature", "Kind"), lang.pick("Valeur", "Value")];
        table(&headings, rows.collect())
    }
}

/// A sheet of small trends; `None` when the document has fewer. Its title is about all of them.
pub fn indicators(document: &Document, lang: Lang, sheet: u8) -> Option<Chart> {
    let sheets = indicator_sheets(document);
    let objectives: Vec<ObjectiveTrends> = objectives(document, lang, sheets.get(usize::from(sheet))?);
    let panels = || objectives.iter().flat_map(|objective| &objective.panels);
    let names: Vec<RowName> =
        document.indicators().flat_map(|indicator| indicator.rows.iter().map(move |row| RowName::of(indicator, row.id, lang))).collect();
    let mut claims = claims::of_rows(document, &names);
    let target_year = document.layout().target_year();
    let heading = if names.is_empty() {
        lang.pick("Aucun indicateur".into(), "No indicator".into())
    } else {
        lang.pick(format!("Les indicateurs et leurs cibles de {target_year}"), format!("The indicators and their targets for {target_year}"))
    };
    let of_several = match sheets.len() {
        1 => String::new(),
        count => format!(" ({}\u{202f}/\u{202f}{count})", u16::from(sheet) + 1),
    };
    let titles = claims::titles(&claims, heading, lang);
    let Titles { title, neutral: neutral_title } =
        Titles { title: format!("{}{of_several}", titles.title), neutral: titles.neutral.map(|neutral| format!("{neutral}{of_several}")) };
    let rows = sheets.get(usize::from(sheet)).into_iter().flatten();
    claims.extend(rows.filter_map(|row| names.iter().find(|name| name.row == *row)).flat_map(|name| claims::of_row(document, name)));
    let (first, last) = (panels().next().map(|panel| panel.number.clone()), panels().last().map(|panel| panel.number.clone()));
    let part = match (first, last) {
        (Some(first), Some(last)) if first != last => lang.pick(format!("indicateurs {first} à {last}"), format!("indicators {first} to {last}")),
        (Some(only), _) => lang.pick(format!("indicateur {only}"), format!("indicator {only}")),
        _ => lang.pick("indicateurs", "indicators").into(),
    };
    let abbreviations = trend::abbreviations(panels().flat_map(|panel| &panel.trend.points), lang);
    let indicators = Indicators { objectives, key: key(document, lang), no_indicator: lang.pick("Aucun indicateur", "No indicator") };
    Some(Chart {
        name: ChartName::indicators(sheet),
        summary: summary(&indicators, &title, lang),
        title,
        neutral_title,
        claims,
        subtitle: subtitle(document, lang),
        source: format!("{}{abbreviations}", source(document, lang, &part)),
        data: Data::of(indicators),
    })
}

/// The objectives with the panels of these rows.
fn objectives(document: &Document, lang: Lang, rows: &[RowId]) -> Vec<ObjectiveTrends> {
    let objectives = document.objectives.iter().zip(1..).map(|(objective, number_of_objective)| {
        let panels = objective.indicators.iter().zip(1..).flat_map(|(indicator, number_of_indicator)| {
            indicator.rows.iter().filter(|row| rows.contains(&row.id)).map(move |row| {
                let name = RowName::of(indicator, row.id, lang);
                Panel {
                    number: format!("{number_of_objective}.{number_of_indicator}"),
                    name: name.short(indicator.row_unit(row.id)),
                    parts: name.parts(),
                    mark: mark(document, &name, lang),
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

/// The target against what the row starts from; the year of a target that is not the last of the layout stands behind it.
fn mark(document: &Document, name: &RowName, lang: Lang) -> String {
    let Some((year, mark)) = claims::mark(document, name) else { return String::new() };
    let mark = claims::mark_text(mark, lang);
    if year == document.layout().target_year() { mark } else { format!("{mark} ({year})") }
}

/// Whether the layout has a column for the forecast of N-1.
fn has_forecast(document: &Document) -> bool {
    let before = document.previous_year();
    document
        .layout()
        .indicator_columns()
        .iter()
        .any(|(year, kind)| *year == before && matches!(kind, ValueKind::Forecast | ValueKind::RevisedForecast))
}

/// Beside the name stands the target against what `claims::base` says.
fn subtitle(document: &Document, lang: Lang) -> String {
    let (target, before) = (document.layout().target_year(), document.previous_year());
    let target = if document.layout().target_years().count() > 1 {
        lang.pick("dernière cible chiffrée".into(), "last numeric target".into())
    } else {
        lang.pick(format!("cible {target}"), format!("target {target}"))
    };
    let base = if has_forecast(document) {
        lang.pick(format!("prévision {before}, à défaut dernière réalisation"), format!("forecast {before}, else last actual"))
    } else {
        lang.pick("dernière réalisation".into(), "last actual".into())
    };
    lang.pick(
        format!("Échelle propre à chaque indicateur, à partir de zéro. En regard du nom\u{a0}: {target} / {base}."),
        format!("One scale for each indicator, from zero. Beside the name: {target} / {base}."),
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
        forecast: if columns.iter().any(|(_, kind)| matches!(kind, ValueKind::Forecast | ValueKind::RevisedForecast)) {
            lang.pick("prévision, tirets", "forecast, dashes")
        } else {
            ""
        },
        initial: revised
            .map(|year| lang.pick(format!("prévision initiale de {year}, révisée depuis"), format!("initial forecast of {year}, revised since")))
            .unwrap_or_default(),
        target: if layout.target_years().count() > 1 {
            lang.pick("cible, tirets".into(), "target, dashes".into())
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
        let mark = if panel.mark.is_empty() { String::new() } else { format!("{}{}", semicolon(lang), panel.mark) };
        let values = if values.is_empty() { lang.pick("vide", "empty").into() } else { values.join(semicolon(lang)) };
        format!(" {}, {}{}{values}{mark}.", panel.number, panel.name, colon(lang))
    };
    let panels: String = indicators.objectives.iter().flat_map(|objective| &objective.panels).map(of_panel).collect();
    format!("{title}. {}.{panels}", lang.pick("Graphiques en lignes", "Line charts"))
}

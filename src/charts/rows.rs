//! The rows of an indicator in one chart, on one scale: what is compared is the indicator, not the row.

use super::claims::{self, Claim, Titles};
use super::data_table::{DataCell, DataTable, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Kind, Plot};
use super::trend::Trend;
use super::{Chart, Data, Hue, colon, rows_scene, semicolon, source, trend, typographic};
use crate::address;
use crate::calc::Figures;
use crate::lang::{Lang, RowName, capitalised};
use crate::model::{About, ChartName, Document, Indicator};

/// So many rows are told apart.
pub(super) const MOST_ROWS: usize = 6;

#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// In the official order.
    pub rows: Vec<RowTrend>,
    /// "l’axe commence à".
    pub begins_at: &'static str,
    /// What stands there without any number.
    pub no_number: &'static str,
    pub is_percentage: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RowTrend {
    /// "Médiane".
    pub name: String,
    pub hue: Hue,
    pub trend: Trend,
}

/// The rows of an indicator together.
pub struct RowsOfIndicator;

impl Kind for RowsOfIndicator {
    fn chart(&self, document: &Document, _figures: &Figures, lang: Lang, name: ChartName) -> Option<Chart> {
        match name.about {
            About::Indicator(id) => {
                let indicator = document.indicator(id).filter(|_| name.exists(document))?;
                Some(Builder { document, indicator, lang }.chart(name))
            }
            About::Document | About::Row(_) | About::Sheet(_) => None,
        }
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Les lignes d’un indicateur", "The rows of an indicator")
    }
}

impl Rows {
    /// Those that are drawn.
    pub fn drawn(&self) -> &[RowTrend] {
        self.rows.get(..MOST_ROWS).unwrap_or(&self.rows)
    }
}

impl Plot for Rows {
    fn has_figures(&self) -> bool {
        self.rows.iter().any(|row| row.trend.has_number())
    }

    fn draw(&self, pen: &mut Pen, _highlighted: Highlighted) {
        rows_scene::draw(pen, self);
    }

    fn table(&self, lang: Lang) -> DataTable {
        let rows = self.rows.iter().flat_map(|row| {
            let name = DataCell::words(&row.name);
            row.trend.rows(lang).into_iter().map(move |cells| [vec![name.clone()], cells].concat())
        });
        let headings = [lang.pick("Ligne", "Row"), lang.pick("Année", "Year"), lang.pick("Nature", "Kind"), lang.pick("Valeur", "Value")];
        table(&headings, rows.collect())
    }
}

const HUES: [Hue; MOST_ROWS] = [Hue::Blue, Hue::Orange, Hue::Teal, Hue::Plum, Hue::Violet, Hue::Ochre];

#[derive(Clone, Copy)]
struct Builder<'a> {
    document: &'a Document,
    indicator: &'a Indicator,
    lang: Lang,
}

impl Builder<'_> {
    fn chart(self, chart: ChartName) -> Chart {
        let (document, indicator, lang) = (self.document, self.indicator, self.lang);
        let names: Vec<RowName> = indicator.rows.iter().map(|row| RowName::of(indicator, row.id, lang)).collect();
        let mut claims: Vec<Claim> = claims::of_rows(document, &names);
        let year = document.layout().target_year();
        let heading = lang
            .pick(format!("Les lignes de l’indicateur et leurs cibles de {year}"), format!("The rows of the indicator and their targets for {year}"));
        let Titles { title, neutral } = claims::titles(&claims, heading, lang);
        claims.extend(names.iter().flat_map(|name| claims::of_row(document, name)));
        let rows = self.rows(&names);
        let number = address::indicator_number(document, indicator.id).unwrap_or_default();
        let label = typographic(&indicator.label);
        let unit = indicator.rows.first().map_or("", |row| indicator.unit_of(row)).trim();
        let unit = if unit.is_empty() { String::new() } else { format!(", {unit}") };
        let more = match rows.rows.len() {
            count if count > MOST_ROWS => lang.pick(
                format!(" Les {MOST_ROWS} premières lignes sur {count}\u{202f}; toutes sont dans les données."),
                format!(" The first {MOST_ROWS} rows of {count}; all are among the data."),
            ),
            _ => String::new(),
        };
        let abbreviations = trend::abbreviations(rows.rows.iter().flat_map(|row| &row.trend.points), lang);
        Chart {
            name: chart,
            summary: summary(&rows, &title, lang),
            title,
            neutral_title: neutral,
            claims,
            subtitle: lang.pick(format!("Indicateur {number} – {label}{unit}.{more}"), format!("Indicator {number} – {label}{unit}.{more}")),
            source: format!("{}{abbreviations}", source(document, lang, &lang.pick(format!("indicateur {number}"), format!("indicator {number}")))),
            data: Data::of(rows),
        }
    }

    fn rows(self, names: &[RowName]) -> Rows {
        let lang = self.lang;
        let row = |(name, index): (&RowName, usize)| {
            let own = name.own().map_or_else(|| name.text(), capitalised);
            RowTrend { name: own, hue: HUES.get(index).copied().unwrap_or(Hue::Grey), trend: Trend::of(self.document, lang, name.row) }
        };
        Rows {
            rows: names.iter().zip(0..).map(row).collect(),
            begins_at: lang.pick("l’axe commence à", "the axis begins at"),
            no_number: lang.pick("Aucune valeur chiffrée", "No figures"),
            is_percentage: names.iter().any(|name| name.is_percentage),
        }
    }
}

fn summary(rows: &Rows, title: &str, lang: Lang) -> String {
    let of_row = |row: &RowTrend| {
        let values: Vec<String> =
            row.trend.points.iter().map(|point| format!("{}, {} {}", point.year, trend::kind_words(point.kind, lang), point.text)).collect();
        let values = if values.is_empty() { lang.pick("vide", "empty").into() } else { values.join(semicolon(lang)) };
        format!(" {}{}{values}.", row.name, colon(lang))
    };
    let all: String = rows.rows.iter().map(of_row).collect();
    format!("{title}. {}.{all}", lang.pick("Graphique en lignes", "Line chart"))
}

//! The payment schedule: CP to open by year, stacked by the commitments that they pay for, and the opening keys.

use rust_decimal::Decimal;

use super::bars::{exact, so_far, total};
use super::claims::{self, Titles};
use super::data_table::{DataCell, DataTable, bar_rows, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Kind, Plot};
use super::unit::AmountUnit;
use super::{Bar, Chart, Data, Hue, Segment, Total, colon, schedule_scene, semicolon, source};
use crate::calc::{Figure, Figures, has_new_ae, missing_opening};
use crate::lang::{Lang, Word, writing};
use crate::model::{ChartName, Document, Euros, Horizon, Opening, Origin, Place, Sum};

#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// N, N+1, N+2, beyond; totals in the unit of the axis, segments by the commitments that they pay for.
    pub rows: [Bar; 4],
    pub unit: AmountUnit,
    pub keys_title: String,
    /// Those that are not 0; none without AE, while these are entered in part only, or of keys that are no parts of a whole.
    pub keys: Vec<Key>,
    /// What stands in the plot when nothing was entered.
    pub no_figure: &'static str,
}

/// An opening key: "78,93 %", "en 2021, FdC et AdP compris".
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub percent: Decimal,
    /// "78,93 %".
    pub text: String,
    pub words: String,
}

/// CP to open.
pub struct PaymentSchedule;

impl Kind for PaymentSchedule {
    fn chart(&self, document: &Document, figures: &Figures, lang: Lang, _name: ChartName) -> Option<Chart> {
        Some(schedule(document, figures, lang))
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Échéancier des CP à ouvrir, hors titre 2", "Schedule of CP to open, other than title 2")
    }
}

impl Plot for Schedule {
    fn has_figures(&self) -> bool {
        self.rows.iter().any(|bar| !bar.segments.is_empty())
    }

    fn draw(&self, pen: &mut Pen, _highlighted: Highlighted) {
        schedule_scene::draw(pen, self);
    }

    fn table(&self, lang: Lang) -> DataTable {
        let words = DataCell::words;
        let mut rows: Vec<Vec<DataCell>> = self.rows.iter().flat_map(|bar| bar_rows(bar, lang)).collect();
        rows.extend(self.keys.iter().map(|key| vec![words(&self.keys_title), words(&key.words), DataCell::percent(&key.text, Some(key.percent))]));
        table(&[lang.pick("Année", "Year"), lang.pick("Origine", "Origin"), lang.pick("Montant", "Amount")], rows)
    }
}

pub fn schedule(document: &Document, figures: &Figures, lang: Lang) -> Chart {
    let (has_new_ae, is_partly_entered) = (has_new_ae(document), missing_opening(document, figures).is_some());
    let builder = Builder { document, figures, has_new_ae, is_partly_entered, lang };
    let totals = Horizon::ALL.map(|horizon| Figures::scheduled(document, |_, opening| opening.horizon() == horizon));
    let unit = AmountUnit::of(totals.iter().filter_map(|sum| sum.euros().ok()));
    let claims = claims::schedule(document, figures);
    let heading = lang.pick("Échéancier des CP à ouvrir", "Schedule of CP to open");
    let Titles { title, neutral: neutral_title } = claims::titles(&claims, heading.into(), lang);
    let schedule = Schedule {
        rows: Horizon::ALL.map(|horizon| builder.bar(horizon, unit)),
        unit,
        keys_title: lang.pick(format!("Clés d’ouverture des CP sur AE {}", document.year), format!("Opening keys of CP on AE {}", document.year)),
        keys: builder.keys(),
        no_figure: lang.pick("Aucun CP dans l’échéancier", "No CP in the schedule"),
    };
    Chart {
        name: ChartName::SCHEDULE,
        summary: summary(&schedule, &title, lang),
        title,
        neutral_title,
        claims,
        subtitle: lang.pick(
            "Crédits de paiement (CP) hors titre 2, par année d’ouverture et par origine.".into(),
            "Payment appropriations (CP) other than title 2, by year of opening and by origin.".into(),
        ),
        source: source(document, lang, lang.pick("échéancier des CP à ouvrir", "schedule of CP to open")),
        data: Data::of(schedule),
    }
}

#[derive(Clone, Copy)]
struct Builder<'a> {
    document: &'a Document,
    figures: &'a Figures,
    /// Whether the AE that keys are parts of are entered.
    has_new_ae: bool,
    /// Whether the schedule is entered in part only.
    is_partly_entered: bool,
    lang: Lang,
}

impl Builder<'_> {
    /// Outstanding commitments, new AE, FdC et AdP, in this order.
    fn bar(self, horizon: Horizon, unit: AmountUnit) -> Bar {
        let lang = self.lang;
        let (year, before) = (self.document.year, self.document.previous_year());
        let of_bill = |origin| {
            Figures::scheduled(self.document, |other, opening| other == origin && opening.horizon() == horizon && opening != Opening::Contributions)
        };
        let contributions = Figures::scheduled(self.document, |_, opening| opening.horizon() == horizon && opening == Opening::Contributions);
        let place = Place::ScheduleTotal { year, horizon };
        let segment = |sum: Sum, hue: Hue, name: String, detail: String| {
            let amount = sum.euros().ok().filter(|amount| *amount != Euros::ZERO)?;
            Some(Segment { name, detail, hue, amount, text: exact(amount), is_hatched: hue == Hue::Ochre, place: Some(place) })
        };
        let segments = [
            segment(
                of_bill(Origin::Earlier),
                Hue::Plum,
                lang.pick("Restes à payer", "Outstanding commitments").into(),
                lang.pick(format!("au 31/12/{before}"), format!("at 31/12/{before}")),
            ),
            segment(
                of_bill(Origin::New),
                Hue::Blue,
                lang.pick(format!("AE nouvelles {year}"), format!("New AE {year}")),
                lang.pick("crédits du PLF", "credits of the PLF").into(),
            ),
            segment(
                contributions,
                Hue::Ochre,
                lang.word(Word::Contributions).into(),
                lang.pick("fonds de concours", "earmarked contributions").into(),
            ),
        ];
        let (total, total_text) = self.row_total(horizon, unit);
        Bar { name: self.row_name(horizon), total, total_text, segments: segments.into_iter().flatten().collect() }
    }

    fn row_name(self, horizon: Horizon) -> String {
        match self.document.layout().horizon_year(horizon) {
            Some(year) => format!("CP {year}"),
            None => self.lang.pick("Au-delà", "Beyond").into(),
        }
    }

    fn row_total(self, horizon: Horizon, unit: AmountUnit) -> (Total, String) {
        let is_entered = self.document.schedule.keys().any(|(year, _, opening)| *year == self.document.year && opening.horizon() == horizon);
        if !is_entered {
            return (Total::Empty, String::new());
        }
        let sum = Figures::scheduled(self.document, |_, opening| opening.horizon() == horizon);
        let so_far = if self.is_partly_entered { so_far(self.lang) } else { "" };
        let write = |amount| if amount == Euros::ZERO { "0".into() } else { unit.write(amount) };
        total(sum, self.lang, |amount| format!("{}{so_far}", write(amount)))
    }

    /// None where they are no parts of a whole: one is under 0, or all are over 100 %.
    fn keys(self) -> Vec<Key> {
        let keys: Vec<Key> = Horizon::ALL.into_iter().filter_map(|horizon| self.key(horizon)).collect();
        let sum = keys.iter().try_fold(Decimal::ZERO, |sum, key| sum.checked_add(key.percent));
        let are_parts = sum.is_some_and(|sum| sum <= Decimal::ONE_HUNDRED) && keys.iter().all(|key| key.percent > Decimal::ZERO);
        if are_parts { keys } else { Vec::new() }
    }

    fn key(self, horizon: Horizon) -> Option<Key> {
        let Figure::Percent(percent) = self.figures.figure(self.document, Place::Key { year: self.document.year, horizon }) else { return None };
        if percent.is_zero() || !self.has_new_ae {
            return None;
        }
        let words = match self.document.layout().horizon_year(horizon) {
            Some(year) if horizon == Horizon::Current => {
                self.lang.pick(format!("en {year}, FdC et AdP compris"), format!("in {year}, FdC and AdP included"))
            }
            Some(year) => self.lang.pick(format!("en {year}"), format!("in {year}")),
            None => self.lang.pick("au-delà", "beyond").into(),
        };
        Some(Key { percent, text: writing::percent(percent), words })
    }
}

/// "{Title}. Graphique en barres. CP 2021 : 11,6 M€, dont Restes à payer 2 444 661 €, …; CP 2023 : 0."
fn summary(schedule: &Schedule, title: &str, lang: Lang) -> String {
    let of_row = |bar: &Bar| {
        let parts: Vec<String> = bar.segments.iter().map(|segment| format!("{} {}", segment.name, segment.text)).collect();
        let parts = if parts.is_empty() { String::new() } else { format!(", {} {}", lang.pick("dont", "of which"), parts.join(", ")) };
        let total = if bar.total == Total::Empty { lang.pick("vide", "empty") } else { &bar.total_text };
        format!("{}{}{total}{parts}", bar.name, colon(lang))
    };
    let rows = schedule.rows.each_ref().map(of_row).join(semicolon(lang));
    let keys: Vec<String> = schedule.keys.iter().map(|key| format!("{} {}", key.text, key.words)).collect();
    let keys = if keys.is_empty() { String::new() } else { format!(" {}{}{}.", schedule.keys_title, colon(lang), keys.join(semicolon(lang))) };
    format!("{title}. {}. {rows}.{keys}", lang.pick("Graphique en barres", "Bar chart"))
}

//! Each title in the act of N-1 and in the bill of N, in AE and in CP.

use rust_decimal::Decimal;

use super::bars::{Amounts, measure_name, title_hue, title_name};
use super::claims::{self, Titles};
use super::credits::variation;
use super::data_table::{DataCell, DataTable, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Kind, Plot};
use super::unit::AmountUnit;
use super::{Chart, Data, Hue, by_title_scene, colon, semicolon, source};
use crate::calc::Figures;
use crate::lang::{Lang, Word};
use crate::model::{ActionScope, ChartName, Document, Euros, Measure, NatureScope, Place, Stage, Sum, Title};

#[derive(Clone, Debug, PartialEq)]
pub struct ByTitle {
    /// AE, then CP.
    pub measures: [TitlesOf; 2],
    /// "LFI 2020" and "PLF 2021".
    pub stages: [String; 2],
    /// What stands there when no title has an amount.
    pub no_figure: &'static str,
    /// What stands under a measure without any.
    pub no_amount: &'static str,
}

/// The titles in one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct TitlesOf {
    /// "Autorisations d’engagement".
    pub name: &'static str,
    /// In their order; those without any amount are left out.
    pub rows: Vec<TitleRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TitleRow {
    /// "Titre 3, fonctionnement".
    pub name: String,
    pub hue: Hue,
    /// In the act and in the bill; `None` where nothing was entered, and beyond what an amount can hold.
    pub amounts: [Option<Euros>; 2],
    /// "–" where nothing was entered.
    pub texts: [String; 2],
    pub places: [Place; 2],
    /// "−1,3 %"; empty without both amounts or a denominator.
    pub variation: String,
    /// The same as a number, rounded as it is written.
    pub percent: Option<Decimal>,
}

/// Each title, bill against act.
pub struct CreditsByTitle;

impl Kind for CreditsByTitle {
    fn chart(&self, document: &Document, figures: &Figures, lang: Lang, _name: ChartName) -> Option<Chart> {
        Some(by_title(document, figures, lang))
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Crédits par titre, demandés et votés", "Appropriations by title, requested and voted")
    }
}

impl Plot for ByTitle {
    fn has_figures(&self) -> bool {
        self.measures.iter().any(|of| !of.rows.is_empty())
    }

    fn draw(&self, pen: &mut Pen, _highlighted: Highlighted) {
        by_title_scene::draw(pen, self);
    }

    fn table(&self, lang: Lang) -> DataTable {
        let words = DataCell::words;
        let rows = self.measures.iter().flat_map(|titles| {
            titles.rows.iter().map(|row| {
                let ([before, now], [of_act, of_bill]) = (&row.texts, row.amounts);
                let [before, now] = [DataCell::euros(before, of_act), DataCell::euros(now, of_bill)];
                vec![words(titles.name), words(&row.name), before, now, DataCell::percent(&row.variation, row.percent)]
            })
        });
        let [act, bill] = &self.stages;
        table(&[lang.pick("Mesure", "Measure"), lang.pick("Titre", "Title"), act, bill, lang.pick("Variation", "Change")], rows.collect())
    }
}

pub fn by_title(document: &Document, figures: &Figures, lang: Lang) -> Chart {
    let builder = Builder { amounts: Amounts::of(document, figures), lang };
    let unit = builder.unit();
    let (year, before) = (document.year, document.previous_year());
    let by_title = ByTitle {
        measures: Measure::BOTH.map(|measure| builder.of_measure(measure, unit)),
        stages: [format!("LFI {before}"), format!("PLF {year}")],
        no_figure: builder.amounts.no_credit(lang),
        no_amount: lang.pick("Aucun montant", "No amount"),
    };
    let mut claims = claims::title_shares(builder.amounts);
    let heading = lang.pick(
        format!("Crédits par titre\u{a0}: votés pour {before}, demandés pour {year}"),
        format!("Appropriations by title: voted for {before}, requested for {year}"),
    );
    let Titles { title, neutral: neutral_title } = claims::titles(&claims, heading, lang);
    claims.extend(claims::variations(builder.amounts));
    let scale = unit.words(lang);
    Chart {
        name: ChartName::TITLES,
        summary: summary(&by_title, &title, lang),
        title,
        neutral_title,
        claims,
        subtitle: lang.pick(
            format!("Crédits votés pour {before} et demandés pour {year}, {scale}, hors FdC et AdP."),
            format!("Appropriations voted for {before} and requested for {year}, {scale}, FdC and AdP excluded."),
        ),
        source: source(document, lang, lang.pick("présentation des crédits par titre et catégorie", "appropriations by title and category")),
        data: Data::of(by_title),
    }
}

const STAGES: [Stage; 2] = [Stage::InitialAct, Stage::Bill];

#[derive(Clone, Copy)]
struct Builder<'a> {
    amounts: Amounts<'a>,
    lang: Lang,
}

impl Builder<'_> {
    fn sum(self, stage: Stage, title: Title, measure: Measure) -> Sum {
        self.amounts.sum(stage, ActionScope::All, NatureScope::Title(title), measure)
    }

    /// The unit of every amount of the chart: that of its largest.
    fn unit(self) -> AmountUnit {
        let titles = self.amounts.figures.used_titles();
        let places = titles.into_iter().flat_map(|title| Measure::BOTH.map(|measure| (title, measure)));
        AmountUnit::of(places.flat_map(|(title, measure)| STAGES.map(|stage| self.sum(stage, title, measure))).filter_map(|sum| sum.euros().ok()))
    }

    fn of_measure(self, measure: Measure, unit: AmountUnit) -> TitlesOf {
        let row = |title: Title| {
            let [act, bill] = STAGES.map(|stage| self.amounts.entered(stage, ActionScope::All, NatureScope::Title(title), measure));
            let is_nil = |stage| self.amounts.is_nil(&self.amounts.place(stage, ActionScope::All, NatureScope::Title(title), measure));
            if STAGES.into_iter().all(is_nil) {
                return None;
            }
            let write = |(stage, sum): (Stage, Option<Sum>)| match sum.map(Sum::euros) {
                None => "–".into(),
                Some(Ok(Euros::ZERO)) => self.amounts.so_far(stage, measure, "0".into(), self.lang),
                Some(Ok(amount)) => self.amounts.so_far(stage, measure, unit.write(amount), self.lang),
                Some(Err(_)) => self.lang.word(Word::Overflow).into(),
            };
            let (variation, percent) = variation(self.amounts, NatureScope::Title(title), measure, self.lang);
            Some(TitleRow {
                name: title_name(title, self.lang),
                hue: title_hue(title),
                amounts: [act, bill].map(|sum| sum.and_then(|sum| sum.euros().ok())),
                texts: [(Stage::InitialAct, act), (Stage::Bill, bill)].map(write),
                places: STAGES.map(|stage| Place::Credit(self.amounts.place(stage, ActionScope::All, NatureScope::Title(title), measure))),
                variation,
                percent,
            })
        };
        TitlesOf { name: measure_name(measure, self.lang), rows: self.amounts.figures.used_titles().into_iter().filter_map(row).collect() }
    }
}

/// "{Title}. Graphique en barres. Autorisations d’engagement : Titre 2, personnel, LFI 2020 1,5 M€, PLF 2021 3 M€, variation +100 % ; …."
fn summary(by_title: &ByTitle, title: &str, lang: Lang) -> String {
    let [act, bill] = &by_title.stages;
    let of_row = |row: &TitleRow| {
        let [before, now] = &row.texts;
        let variation = if row.variation.is_empty() { String::new() } else { format!(", {} {}", lang.pick("variation", "change"), row.variation) };
        format!("{}, {act} {before}, {bill} {now}{variation}", row.name)
    };
    let of_measure = |titles: &TitlesOf| {
        let rows: Vec<String> = titles.rows.iter().map(of_row).collect();
        let rows = if rows.is_empty() { lang.pick("vide", "empty").into() } else { rows.join(semicolon(lang)) };
        format!("{}{}{rows}.", titles.name, colon(lang))
    };
    format!("{title}. {}. {}", lang.pick("Graphique en barres", "Bar chart"), by_title.measures.each_ref().map(of_measure).join(" "))
}

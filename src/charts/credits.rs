//! Credits of the act of N-1 against those of the bill of N, in AE and in CP, by title.

use rust_decimal::Decimal;

use super::bars::{Amounts, measure_name, not_entered, title_segment, total};
use super::claims::{self, Mark, Titles};
use super::data_table::{DataCell, DataTable, bar_total, segment_amount, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Kind, Plot};
use super::unit::AmountUnit;
use super::{Bar, Chart, Data, Total, colon, credits_scene, semicolon, source};
use crate::calc::{Figures, change};
use crate::lang::{Lang, Word, nature};
use crate::model::{ActionScope, ChartName, Document, Euros, Measure, NatureScope, Stage, Title};

#[derive(Clone, Debug, PartialEq)]
pub struct Credits {
    /// AE, then CP.
    pub comparisons: [Comparison; 2],
    /// What stands there without any amount.
    pub no_figure: &'static str,
}

/// One measure in the act and in the bill.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// "Autorisations d’engagement".
    pub name: &'static str,
    pub act: Bar,
    pub bill: Bar,
    /// "+15,2 %"; empty where nothing was entered in one of both, or without a denominator.
    pub variation: String,
    /// The same as a number, rounded as it is written.
    pub percent: Option<Decimal>,
    /// "+1,4 M€", when it is not 0.
    pub change: Option<String>,
    /// ", dont": between the change and its parts.
    pub of_which: &'static str,
    /// "titre 2 : +1,5", the titles that changed.
    pub parts: Vec<String>,
    /// Between two parts.
    pub separator: &'static str,
}

/// Act against bill.
pub struct ActAndBill;

impl Kind for ActAndBill {
    fn chart(&self, document: &Document, figures: &Figures, lang: Lang, _name: ChartName) -> Option<Chart> {
        Some(credits(document, figures, lang))
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Crédits par titre, demandés et votés", "Appropriations by title, requested and voted")
    }
}

impl Plot for Credits {
    fn has_figures(&self) -> bool {
        self.comparisons.iter().any(|of| !of.act.segments.is_empty() || !of.bill.segments.is_empty())
    }

    fn draw(&self, pen: &mut Pen, _highlighted: Highlighted) {
        credits_scene::draw(pen, self);
    }

    fn table(&self, lang: Lang) -> DataTable {
        let headings = [
            lang.pick("Mesure", "Measure"),
            lang.pick("Étape", "Stage"),
            lang.pick("Titre", "Title"),
            lang.pick("Montant", "Amount"),
            lang.pick("Variation", "Change"),
        ];
        table(&headings, self.comparisons.iter().flat_map(|comparison| rows(comparison, lang)).collect())
    }
}

fn rows(comparison: &Comparison, lang: Lang) -> Vec<Vec<DataCell>> {
    let words = DataCell::words;
    let of_bar = |bar: &Bar, variation: DataCell| {
        let row = |name: &str, amount: DataCell, variation: DataCell| vec![words(comparison.name), words(&bar.name), words(name), amount, variation];
        let parts = bar.segments.iter().map(|segment| row(&segment.name, segment_amount(segment), words("")));
        parts.chain([row(lang.word(Word::Total), bar_total(bar), variation)]).collect::<Vec<_>>()
    };
    [of_bar(&comparison.act, words("")), of_bar(&comparison.bill, DataCell::percent(&comparison.variation, comparison.percent))].concat()
}

pub fn credits(document: &Document, figures: &Figures, lang: Lang) -> Chart {
    let builder = Builder { amounts: Amounts::of(document, figures), lang };
    let unit = builder.unit();
    let comparisons = Measure::BOTH.map(|measure| builder.comparison(measure, unit));
    let mut claims = claims::credits(builder.amounts);
    let (year, before) = (document.year, document.previous_year());
    let heading = lang
        .pick(format!("Crédits demandés pour {year} et votés pour {before}"), format!("Appropriations requested for {year} and voted for {before}"));
    let Titles { title, neutral: neutral_title } = claims::titles(&claims, heading, lang);
    claims.extend(claims::variations(builder.amounts));
    let scale = unit.words(lang);
    let part = lang.pick("présentation des crédits par titre et catégorie", "appropriations by title and category");
    let subtitle = if neutral_title.is_some() {
        lang.pick(
            format!("Crédits demandés pour {year} et votés pour {before}, par titre, {scale}, hors FdC et AdP."),
            format!("Appropriations requested for {year} and voted for {before}, by title, {scale}, FdC and AdP excluded."),
        )
    } else {
        lang.pick(format!("Par titre, {scale}, hors FdC et AdP."), format!("By title, {scale}, FdC and AdP excluded."))
    };
    Chart {
        name: ChartName::CREDITS,
        summary: summary(&comparisons, &title, lang),
        title,
        neutral_title,
        claims,
        subtitle,
        source: source(document, lang, part),
        data: Data::of(Credits { comparisons, no_figure: builder.amounts.no_credit(lang) }),
    }
}

#[derive(Clone, Copy)]
struct Builder<'a> {
    amounts: Amounts<'a>,
    lang: Lang,
}

impl Builder<'_> {
    /// The unit of every amount of the chart: that of its largest total.
    fn unit(self) -> AmountUnit {
        let totals = Measure::BOTH.into_iter().flat_map(|measure| {
            [Stage::InitialAct, Stage::Bill]
                .into_iter()
                .filter_map(move |stage| self.amounts.sum(stage, ActionScope::All, NatureScope::All, measure).euros().ok())
        });
        AmountUnit::of(totals)
    }

    fn comparison(self, measure: Measure, unit: AmountUnit) -> Comparison {
        let lang = self.lang;
        let entered = |stage, nature| self.amounts.entered(stage, ActionScope::All, nature, measure);
        // Between what nobody entered, or not whole, and an amount there is no change.
        let change_of = |nature| {
            let (bill, act) = (entered(Stage::Bill, nature)?, entered(Stage::InitialAct, nature)?);
            if !self.amounts.is_comparable(measure) {
                return None;
            }
            change(bill, act).euros().ok().filter(|change| *change != Euros::ZERO)
        };
        let part = |title: Title| {
            let change = change_of(NatureScope::Title(title)).filter(|change| !unit.is_nil(*change))?;
            let part = format!("{}{}{}", nature::title_number(title, lang).to_lowercase(), colon(lang), unit.signed(change));
            // A part stays on one line.
            Some(part.replace(' ', "\u{a0}"))
        };
        let titles = self.amounts.figures.used_titles();
        let (variation, percent) = variation(self.amounts, NatureScope::All, measure, lang);
        Comparison {
            name: measure_name(measure, lang),
            act: self.bar(Stage::InitialAct, measure, unit),
            bill: self.bar(Stage::Bill, measure, unit),
            variation,
            percent,
            change: change_of(NatureScope::All).map(|change| unit.write_signed(change)),
            separator: semicolon(lang),
            of_which: lang.pick(", dont", ", of which"),
            parts: titles.into_iter().filter_map(part).collect(),
        }
    }

    fn bar(self, stage: Stage, measure: Measure, unit: AmountUnit) -> Bar {
        let name = match stage {
            Stage::InitialAct => format!("LFI {}", self.amounts.document.previous_year()),
            _ => format!("PLF {}", self.amounts.document.year),
        };
        let segments = self.amounts.titles(stage, ActionScope::All, measure);
        let place = |title| Some(self.amounts.place(stage, ActionScope::All, NatureScope::Title(title), measure));
        let segments = segments.into_iter().map(|(title, amount)| title_segment(title, amount, unit.bare(amount), place(title), self.lang)).collect();
        let (total, total_text) = match self.amounts.entered(stage, ActionScope::All, NatureScope::All, measure) {
            Some(sum) => total(sum, self.lang, |amount| self.amounts.so_far(stage, measure, unit.write(amount), self.lang)),
            None => (Total::Empty, not_entered(self.lang).into()),
        };
        Bar { name, total, total_text, segments }
    }
}

/// "+15,2 %" and its number: a measure against the act; empty where that was not entered or means nothing.
pub(super) fn variation(amounts: Amounts<'_>, nature: NatureScope, measure: Measure, lang: Lang) -> (String, Option<Decimal>) {
    match claims::movement_of(amounts, nature, measure) {
        Some(movement) => (claims::mark_text(Mark::Percent(movement), lang), Some(movement.rounded())),
        None => (String::new(), None),
    }
}

/// "{Title}. Graphique en barres. AE : LFI 2020 9,2 M€, dont titre 2 1,5 ; PLF 2021 …; variation +15,2 %."
fn summary(comparisons: &[Comparison; 2], title: &str, lang: Lang) -> String {
    let of_bar = |bar: &Bar| {
        let parts: Vec<String> = bar.segments.iter().map(|segment| format!("{} {}", segment.name, segment.text)).collect();
        let parts = if parts.is_empty() { String::new() } else { format!(", {} {}", lang.pick("dont", "of which"), parts.join(", ")) };
        format!("{} {}{parts}", bar.name, bar.total_text)
    };
    let semicolon = semicolon(lang);
    let of_measure = |comparison: &Comparison| {
        let Comparison { name, act, bill, variation, .. } = comparison;
        let variation = if variation.is_empty() { String::new() } else { format!("{semicolon}{} {variation}", lang.pick("variation", "change")) };
        format!("{name}{}{}{semicolon}{}{variation}.", colon(lang), of_bar(act), of_bar(bill))
    };
    let kind = lang.pick("Graphique en barres", "Bar chart");
    format!("{title}. {kind}. {}", comparisons.each_ref().map(of_measure).join(" "))
}

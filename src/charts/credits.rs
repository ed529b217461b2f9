//! Credits of the act of N-1 against those of the bill of N, in AE and in CP, by title.

use super::bars::{Amounts, title_segment, total};
use super::by_title::measure_name;
use super::unit::AmountUnit;
use super::{Bar, Chart, Data, colon, semicolon, source, titles};
use crate::calc::{Figure, Figures, change};
use crate::lang::{Lang, Word, nature, writing};
use crate::model::{ActionScope, ChartName, Document, Euros, Measure, NatureScope, Place, Stage, Title};

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
    /// "+15,2 %"; "–" without a denominator.
    pub variation: String,
    /// "+1,4 M€", when it is not 0.
    pub change: Option<String>,
    /// ", dont": between the change and its parts.
    pub of_which: &'static str,
    /// "titre 2 : +1,5", the titles that changed.
    pub parts: Vec<String>,
    /// Between two parts.
    pub separator: &'static str,
}

pub fn credits(document: &Document, figures: &Figures, lang: Lang) -> Chart {
    let builder = Builder { amounts: Amounts { document, figures }, lang };
    let unit = builder.unit();
    let comparisons = Measure::BOTH.map(|measure| builder.comparison(measure, unit));
    let titles = builder.titles();
    let title = titles.finding.clone().unwrap_or_else(|| titles.neutral.clone());
    let (year, before) = (document.year, document.previous_year());
    let scale = unit.words(lang);
    let part = lang.pick("présentation des crédits par titre et catégorie", "appropriations by title and category");
    let subtitle = if titles.finding.is_some() {
        lang.pick(
            format!("Crédits demandés pour {year} et votés pour {before}, par titre, {scale}, hors FdC et AdP."),
            format!("Appropriations requested for {year} and voted for {before}, by title, {scale}, FdC and AdP excluded."),
        )
    } else {
        lang.pick(format!("Par titre, {scale}, hors FdC et AdP."), format!("By title, {scale}, FdC and AdP excluded."))
    };
    Chart {
        name: ChartName::Credits,
        summary: summary(&comparisons, &title, lang),
        title,
        neutral_title: titles.finding.map(|_| titles.neutral),
        subtitle,
        source: source(document, lang, part),
        data: Data::Credits(Credits { comparisons, no_figure: lang.pick("Aucun crédit voté ni demandé", "No appropriations voted or requested") }),
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
        let document = self.amounts.document;
        let sum = |stage, nature| self.amounts.sum(stage, ActionScope::All, nature, measure);
        let change_of =
            |nature| change(sum(Stage::Bill, nature), sum(Stage::InitialAct, nature)).euros().ok().filter(|change| *change != Euros::ZERO);
        let part = |title: Title| {
            let change = change_of(NatureScope::Title(title)).filter(|change| !unit.is_nil(*change))?;
            let part = format!("{}{}{}", nature::title_number(title, lang).to_lowercase(), colon(lang), unit.signed(change));
            // A part stays on one line.
            Some(part.replace(' ', "\u{a0}"))
        };
        let titles = self.amounts.figures.used_titles();
        Comparison {
            name: measure_name(measure, lang),
            act: self.bar(Stage::InitialAct, measure, unit),
            bill: self.bar(Stage::Bill, measure, unit),
            variation: match self.amounts.figures.figure(document, Place::programme_variation(document.year, measure)) {
                Figure::Variation(percent) => writing::signed_percent(percent.normalize()),
                Figure::Overflow => lang.word(Word::Overflow).into(),
                _ => "–".into(),
            },
            change: change_of(NatureScope::All).map(|change| {
                let plus = if change > Euros::ZERO { "+" } else { "" };
                format!("{plus}{}", unit.write(change))
            }),
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
        let segments = segments.into_iter().map(|(title, amount)| title_segment(title, amount, unit.bare(amount), self.lang)).collect();
        let (total, total_text) = total(self.amounts.sum(stage, ActionScope::All, NatureScope::All, measure), self.lang, |amount| unit.write(amount));
        Bar { name, total, total_text, segments }
    }

    fn titles(self) -> titles::Titles {
        let document = self.amounts.document;
        let variation = |measure| match self.amounts.figures.figure(document, Place::programme_variation(document.year, measure)) {
            Figure::Variation(percent) => Some(percent),
            _ => None,
        };
        let sum = |stage, measure| self.amounts.sum(stage, ActionScope::All, NatureScope::All, measure);
        let change = titles::CreditChange {
            ae: variation(Measure::Ae),
            cp: variation(Measure::Cp),
            act_ae: sum(Stage::InitialAct, Measure::Ae),
            act_cp: sum(Stage::InitialAct, Measure::Cp),
            asked_ae: sum(Stage::Bill, Measure::Ae).euros().ok(),
        };
        titles::credits(document.year, self.lang, &change)
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
        let word = lang.pick("variation", "change");
        format!("{name}{}{}{semicolon}{}{semicolon}{word} {variation}.", colon(lang), of_bar(act), of_bar(bill))
    };
    let kind = lang.pick("Graphique en barres", "Bar chart");
    format!("{title}. {kind}. {}", comparisons.each_ref().map(of_measure).join(" "))
}

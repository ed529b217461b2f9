//! Outstanding commitments over the years: observed and estimated by each PAP that the document holds, then what its payment schedule leaves.

use rust_decimal::Decimal;

use super::bars::total;
use super::unit::AmountUnit;
use super::{Chart, Data, colon, semicolon, source, titles};
use crate::calc::{Figures, variation_percent};
use crate::lang::{Lang, writing};
use crate::model::{ChartName, Document, Euros, Horizon, OutstandingItem, Sum, Year};

#[derive(Clone, Debug, PartialEq)]
pub struct Outstanding {
    /// Every year from the first known to the last, those that nobody knows without a level.
    pub years: Vec<YearEnd>,
    pub unit: AmountUnit,
    /// What stands in the plot when nothing was entered.
    pub no_figure: &'static str,
}

/// What was left to pay on 31 December.
#[derive(Clone, Debug, PartialEq)]
pub struct YearEnd {
    pub year: Year,
    pub level: Option<Level>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    pub nature: LevelNature,
    /// `None` beyond what an amount can hold.
    pub amount: Option<Euros>,
    /// "2,4 M€".
    pub text: String,
    /// "Constaté".
    pub name: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LevelNature {
    /// CP that the schedule opens later: what will be left if it holds.
    Scheduled,
    /// The published estimate of a PAP.
    Estimated,
    /// At the end of N-2, known.
    Observed,
}

pub fn outstanding(document: &Document, lang: Lang) -> Chart {
    let levels = levels(document);
    let unit = AmountUnit::of(levels.iter().filter_map(|(_, _, sum)| sum.euros().ok()));
    let of_year = |year: Year| {
        // What is known better stands before what was known worse.
        let (_, nature, sum) = levels.iter().filter(|(other, _, _)| *other == year).max_by_key(|(_, nature, _)| *nature)?;
        let (_, text) = total(*sum, lang, |amount| if amount == Euros::ZERO { "0".into() } else { unit.write(amount) });
        Some(Level { nature: *nature, amount: sum.euros().ok(), text, name: nature_name(*nature, lang) })
    };
    let (first, last) = (levels.iter().map(|(year, ..)| *year).min(), levels.iter().map(|(year, ..)| *year).max());
    let span = first.zip(last).map(|(first, last)| (first.get()..=last.get()).filter_map(Year::new)).into_iter().flatten();
    let outstanding = Outstanding {
        years: span.map(|year| YearEnd { year, level: of_year(year) }).collect(),
        unit,
        no_figure: lang.pick("Aucun reste à payer saisi", "No outstanding commitments entered"),
    };
    let titles = titles::outstanding(lang, &course(document, &outstanding));
    let title = titles.finding.clone().unwrap_or_else(|| titles.neutral.clone());
    let scale = unit.words(lang);
    Chart {
        name: ChartName::Outstanding,
        summary: summary(&outstanding, &title, lang),
        title,
        neutral_title: titles.finding.map(|_| titles.neutral),
        subtitle: lang.pick(
            format!("Restes à payer au 31 décembre, {scale}\u{202f}; après {}, CP que l’échéancier ouvre plus tard.", document.previous_year()),
            format!("Outstanding commitments at 31 December, {scale}; after {}, CP that the schedule opens later.", document.previous_year()),
        ),
        source: source(document, lang, lang.pick("restes à payer et échéancier des CP", "outstanding commitments and schedule of CP")),
        data: Data::Outstanding(outstanding),
    }
}

/// Everything that the document says of the end of a year.
fn levels(document: &Document) -> Vec<(Year, LevelNature, Sum)> {
    let mut levels = Vec::new();
    let years: std::collections::BTreeSet<Year> = document.outstanding.keys().map(|(year, _)| *year).filter(|year| *year <= document.year).collect();
    for year in years {
        let entered = |item| document.outstanding.get(&(year, item)).map(|amount| amount.euros);
        let restated = entered(OutstandingItem::RapRestated).filter(|amount| *amount != Euros::ZERO);
        if let Some(observed) = restated.or(entered(OutstandingItem::Rap)) {
            levels.push((year.offset(-2), LevelNature::Observed, Sum::from(observed)));
        }
        if let Some(estimate) = entered(OutstandingItem::Estimate) {
            levels.push((year.offset(-1), LevelNature::Estimated, Sum::from(estimate)));
        }
    }
    let has_schedule = document.schedule.keys().any(|(year, ..)| *year == document.year);
    let ends =
        [(0, [Horizon::Next, Horizon::AfterNext, Horizon::Beyond].as_slice()), (1, &[Horizon::AfterNext, Horizon::Beyond]), (2, &[Horizon::Beyond])];
    for (after, left) in ends.into_iter().filter(|_| has_schedule) {
        let sum = Figures::scheduled(document, |_, opening| left.contains(&opening.horizon()));
        levels.push((document.year.offset(after), LevelNature::Scheduled, sum));
    }
    levels
}

fn nature_name(nature: LevelNature, lang: Lang) -> &'static str {
    match nature {
        LevelNature::Observed => lang.pick("Constaté", "Observed"),
        LevelNature::Estimated => lang.pick("Estimé", "Estimated"),
        LevelNature::Scheduled => lang.pick("Échéancier", "Schedule"),
    }
}

/// What the ends of N-2 and N-1 say together.
fn course(document: &Document, outstanding: &Outstanding) -> titles::OutstandingCourse {
    let at = |year: Year| {
        outstanding
            .years
            .iter()
            .find(|end| end.year == year)
            .and_then(|end| end.level.as_ref())
            .filter(|level| level.nature != LevelNature::Scheduled)
    };
    let (before, last) = (document.year.offset(-2), document.previous_year());
    let (from, to) = (at(before), at(last));
    let amounts = from.and_then(|level| level.amount).zip(to.and_then(|level| level.amount));
    let is_sound = amounts.is_some_and(|(from, to)| from > Euros::ZERO && to >= Euros::ZERO);
    let variation: Option<Decimal> = amounts.filter(|_| is_sound).and_then(|(from, to)| variation_percent(to, from, 1).ok().flatten());
    // Beside a bar 0 needs no unit, in a sentence it does.
    let said = |level: &Level| if level.amount == Some(Euros::ZERO) { writing::with_unit(Decimal::ZERO, "€") } else { level.text.clone() };
    let known = to.or(from).map(|level| (if to.is_some() { last } else { before }, said(level)));
    titles::OutstandingCourse { from: before, to: last, variation, known }
}

/// "{Title}. Graphique en barres. Fin 2019, constaté : 2,2 M€ ; …."
fn summary(outstanding: &Outstanding, title: &str, lang: Lang) -> String {
    let of_end = |end: &YearEnd| {
        let head = lang.pick(format!("Fin {}", end.year), format!("End of {}", end.year));
        match &end.level {
            Some(level) => format!("{head}, {}{}{}", level.name.to_lowercase(), colon(lang), level.text),
            None => format!("{head}{}{}", colon(lang), lang.pick("inconnu", "unknown")),
        }
    };
    let ends: Vec<String> = outstanding.years.iter().map(of_end).collect();
    let head = format!("{title}. {}.", lang.pick("Graphique en barres", "Bar chart"));
    if ends.is_empty() { head } else { format!("{head} {}.", ends.join(semicolon(lang))) }
}

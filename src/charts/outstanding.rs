//! Outstanding commitments over the years: observed and estimated by each PAP that the document holds, then what its payment schedule leaves.

use super::bars::total;
use super::claims::{self, Known};
use super::data_table::{DataCell, DataTable, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Kind, Plot};
use super::unit::AmountUnit;
use super::{Chart, Data, colon, outstanding_scene, semicolon, source};
use crate::calc::{Figures, missing_opening};
use crate::lang::{Lang, Word};
use crate::model::{ChartName, Document, Euros, Horizon, Opening, OutstandingItem, Place, Sum, Year};

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
    /// "Constaté", "Constaté, retraité".
    pub name: &'static str,
    /// The figure that it is, where it is one alone.
    pub place: Option<Place>,
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

/// What is left to pay at the end of each year.
pub struct OutstandingCommitments;

impl Kind for OutstandingCommitments {
    fn chart(&self, document: &Document, figures: &Figures, lang: Lang, _name: ChartName) -> Option<Chart> {
        Some(outstanding(document, figures, lang))
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.word(Word::MultiyearExpenditure)
    }
}

impl Plot for Outstanding {
    fn has_figures(&self) -> bool {
        self.years.iter().any(|year| year.level.is_some())
    }

    fn draw(&self, pen: &mut Pen, _highlighted: Highlighted) {
        outstanding_scene::draw(pen, self);
    }

    fn table(&self, lang: Lang) -> DataTable {
        let row = |end: &YearEnd| {
            let (name, text) = end.level.as_ref().map_or(("", ""), |level| (level.name, level.text.as_str()));
            let amount = end.level.as_ref().and_then(|level| level.amount);
            vec![DataCell::words(&format!("31/12/{}", end.year)), DataCell::words(name), DataCell::euros(text, amount)]
        };
        let headings = [lang.pick("Année", "Year"), lang.pick("Nature", "Kind"), lang.pick("Montant", "Amount")];
        table(&headings, self.years.iter().map(row).collect())
    }
}

pub fn outstanding(document: &Document, figures: &Figures, lang: Lang) -> Chart {
    let levels = levels(document, figures);
    let unit = AmountUnit::of(levels.iter().filter_map(|level| level.sum.euros().ok()));
    let of_year = |year: Year| {
        // What is known better stands before what was known worse.
        let Source { nature, sum, place, .. } = best(&levels, year)?;
        let (_, text) = total(*sum, lang, |amount| if amount == Euros::ZERO { "0".into() } else { unit.write(amount) });
        let is_restated = matches!(place, Some(Place::Outstanding { item: OutstandingItem::RapRestated, .. }));
        Some(Level { nature: *nature, amount: sum.euros().ok(), text, name: nature_name(*nature, is_restated, lang), place: *place })
    };
    let (first, last) = (levels.iter().map(|level| level.year).min(), levels.iter().map(|level| level.year).max());
    let span = first.zip(last).map(|(first, last)| (first.get()..=last.get()).filter_map(Year::new)).into_iter().flatten();
    let outstanding = Outstanding {
        years: span.map(|year| YearEnd { year, level: of_year(year) }).collect(),
        unit,
        no_figure: lang.pick("Aucun reste à payer saisi", "No outstanding commitments entered"),
    };
    let known = |year: Year| {
        let Source { nature, sum, place, .. } = best(&levels, year).filter(|level| level.nature != LevelNature::Scheduled)?;
        Some(Known { year, amount: sum.euros().ok()?, place: (*place)?, is_estimate: *nature == LevelNature::Estimated })
    };
    let before = document.previous_year();
    let claims = claims::outstanding(document, figures, known(before.offset(-1)), known(before));
    let mut sentences = claims.iter().map(|claim| claim.sentence(lang));
    let heading = lang.pick("Restes à payer au 31 décembre", "Outstanding commitments at 31 December");
    let (title, neutral_title) = (sentences.next().unwrap_or_else(|| heading.into()), sentences.next());
    let scale = unit.words(lang);
    Chart {
        name: ChartName::OUTSTANDING,
        summary: summary(&outstanding, &title, lang),
        title,
        neutral_title,
        claims,
        subtitle: lang.pick(
            format!("Au 31 décembre, {scale}\u{202f}; après {before}, CP que l’échéancier ouvre plus tard, hors AE à venir."),
            format!("At 31 December, {scale}; after {before}, CP that the schedule opens later, without future AE."),
        ),
        source: source(document, lang, lang.pick("restes à payer et échéancier des CP", "outstanding commitments and schedule of CP")),
        data: Data::of(outstanding),
    }
}

/// What the document says of the end of a year.
struct Source {
    year: Year,
    nature: LevelNature,
    sum: Sum,
    /// Where it was entered; `None` of a sum.
    place: Option<Place>,
}

/// What is known better stands before what was known worse.
fn best(levels: &[Source], year: Year) -> Option<&Source> {
    levels.iter().filter(|level| level.year == year).max_by_key(|level| level.nature)
}

/// Everything that the document says of the ends of years.
fn levels(document: &Document, figures: &Figures) -> Vec<Source> {
    let mut levels = Vec::new();
    let years: std::collections::BTreeSet<Year> = document.outstanding.keys().map(|(year, _)| *year).filter(|year| *year <= document.year).collect();
    for year in years {
        let entered = |item| document.outstanding.get(&(year, item)).map(|amount| (item, amount.euros));
        let mut add = |back: i16, nature, (item, amount): (OutstandingItem, Euros)| {
            let place = Some(Place::Outstanding { year, item });
            levels.push(Source { year: year.offset(-back), nature, sum: Sum::from(amount), place });
        };
        let restated = entered(OutstandingItem::RapRestated).filter(|(_, amount)| *amount != Euros::ZERO);
        if let Some(observed) = restated.or(entered(OutstandingItem::Rap)) {
            add(2, LevelNature::Observed, observed);
        }
        if let Some(estimate) = entered(OutstandingItem::Estimate) {
            add(1, LevelNature::Estimated, estimate);
        }
    }
    // What is left after a schedule that is entered in part nobody knows.
    if missing_opening(document, figures).is_some() {
        return levels;
    }
    let ends =
        [(0, [Horizon::Next, Horizon::AfterNext, Horizon::Beyond].as_slice()), (1, &[Horizon::AfterNext, Horizon::Beyond]), (2, &[Horizon::Beyond])];
    for (after, left) in ends {
        let is_left = |opening: Opening| left.contains(&opening.horizon());
        let is_entered = document.schedule.keys().any(|(year, _, opening)| *year == document.year && is_left(*opening));
        if is_entered {
            let sum = Figures::scheduled(document, |_, opening| is_left(opening));
            levels.push(Source { year: document.year.offset(after), nature: LevelNature::Scheduled, sum, place: None });
        }
    }
    levels
}

fn nature_name(nature: LevelNature, is_restated: bool, lang: Lang) -> &'static str {
    match nature {
        LevelNature::Observed if is_restated => lang.pick("Constaté, retraité", "Observed, restated"),
        LevelNature::Observed => lang.pick("Constaté", "Observed"),
        LevelNature::Estimated => lang.pick("Estimé", "Estimated"),
        LevelNature::Scheduled => lang.pick("Échéancier", "Schedule"),
    }
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

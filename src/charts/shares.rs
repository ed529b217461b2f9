//! Shares of the actions in the AE of the bill (R9), and the titles of each.

use rust_decimal::Decimal;

use super::bars::{Amounts, exact, not_entered, title_segment};
use super::claims::{self, Relation, Subject, Threshold, Titles};
use super::{Chart, Data, Hue, Segment, colon, semicolon, source, typographic};
use crate::calc::{Figure, Figures, change, is_over};
use crate::lang::{Lang, Word};
use crate::model::{Action, ActionScope, ChartName, Document, Euros, Measure, NatureScope, Place, Stage, Sum};

#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// In the official order.
    pub actions: Vec<ActionShare>,
    /// Whether one strip to 100 % holds them all: six actions at most, each of 6 % at least.
    pub is_strip: bool,
    /// AE of the programme, that the strip stands for.
    pub whole: Euros,
    /// "deux tiers": the threshold that the title speaks of and that the strip shows.
    pub threshold: Option<&'static str>,
    /// Between the name of a title and its amount.
    pub colon: &'static str,
    /// "et 4 autres actions, plus petites…": those that have no room; empty where all stand.
    pub more: String,
    /// What stands there without any action or AE.
    pub no_figure: &'static str,
    /// In which the rest is said, where actions have no room.
    pub lang: Lang,
}

impl Shares {
    /// So many of the largest actions, in their order, and how many others there are.
    pub fn largest(&self, count: usize) -> Self {
        let mut kept: Vec<(usize, &ActionShare)> = self.actions.iter().enumerate().collect();
        kept.sort_by_key(|(_, action)| std::cmp::Reverse(action.amount));
        kept.truncate(count);
        kept.sort_unstable_by_key(|(index, _)| *index);
        let lang = self.lang;
        let more = match self.actions.len() - kept.len() {
            0 => String::new(),
            1 => lang
                .pick("et une autre action, plus petite que chacune de celles-ci".into(), "and one more action, smaller than each of these".into()),
            more => lang.pick(
                format!("et {more} autres actions, plus petites que chacune de celles-ci"),
                format!("and {more} more actions, smaller than each of these"),
            ),
        };
        Self { actions: kept.into_iter().map(|(_, action)| action.clone()).collect(), more, ..self.clone() }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct ActionShare {
    /// "01 – Fonds pour…".
    pub name: String,
    /// "68,9 %"; "–" without AE.
    pub share: String,
    /// The same as a number, rounded as it is written.
    pub percent: Option<Decimal>,
    pub hue: Hue,
    /// `None` where nothing was entered, and beyond what an amount can hold.
    pub amount: Option<Euros>,
    /// "7 300 000 €"; empty where nothing was entered.
    pub text: String,
    pub titles: Vec<Segment>,
}

pub fn shares(document: &Document, figures: &Figures, lang: Lang) -> Chart {
    let amounts = Amounts { document, figures };
    let whole = amounts.sum(Stage::Bill, ActionScope::All, NatureScope::All, Measure::Ae);
    let standing: Vec<&Action> =
        document.actions.iter().filter(|action| !action.code.is_sub_action() && document.stands(action, document.year, Stage::Bill)).collect();
    let ae = |action: &Action| amounts.sum(Stage::Bill, ActionScope::One(action.id), NatureScope::All, Measure::Ae);
    // At least 6 %: what the others hold is not over 94 %.
    let is_large = |action: &&Action| whole > Sum::ZERO && !is_over(change(whole, ae(action)), whole, 94, 100);
    let claims = claims::shares(amounts);
    let year = document.year;
    let heading =
        lang.pick(format!("Part de chaque action dans les AE demandées pour {year}"), format!("Share of each action in the AE requested for {year}"));
    let Titles { title, neutral: neutral_title } = claims::titles(&claims, heading, lang);
    let first = standing.first().map(|action| Subject::Action(action.code));
    // The strip shows the threshold when it begins with the action that is over it.
    let is_shown = claims.iter().any(|claim| claim.relation == Relation::HoldsOver(Threshold::TwoThirds) && Some(&claim.subject) == first.as_ref());
    let is_entered = amounts.entered(Stage::Bill, ActionScope::All, NatureScope::All, Measure::Ae).is_some();
    let shares = Shares {
        actions: standing.iter().map(|action| share(amounts, action, lang)).collect(),
        is_strip: !standing.is_empty() && standing.len() <= 6 && standing.iter().all(is_large),
        whole: whole.euros().unwrap_or(Euros::ZERO),
        colon: colon(lang),
        more: String::new(),
        no_figure: if is_entered {
            lang.pick("Aucune AE dans le projet de loi de finances", "No AE in the finance bill")
        } else {
            lang.pick("AE du projet de loi de finances à saisir", "AE of the finance bill not entered yet")
        },
        lang,
        threshold: is_shown.then(|| lang.pick("deux tiers", "two thirds")),
    };
    let total = match whole.euros() {
        _ if !is_entered => not_entered(lang).into(),
        Ok(whole) => exact(whole),
        Err(_) => lang.word(Word::Overflow).into(),
    };
    Chart {
        name: ChartName::Shares,
        summary: summary(&shares, &title, lang),
        title,
        neutral_title,
        claims,
        subtitle: lang.pick(
            format!("Part de chaque action dans les autorisations d’engagement (AE) demandées pour {year} ({total})."),
            format!("Share of each action in the commitment authorisations (AE) requested for {year} ({total})."),
        ),
        source: source(document, lang, lang.pick("justification par action", "justification by action")),
        data: Data::Shares(shares),
    }
}

fn percent(amounts: Amounts<'_>, action: &Action) -> Option<Decimal> {
    match amounts.figures.figure(amounts.document, Place::Share { year: amounts.document.year, action: action.id }) {
        Figure::Percent(percent) => Some(percent),
        _ => None,
    }
}

fn share(amounts: Amounts<'_>, action: &Action, lang: Lang) -> ActionShare {
    let entered = amounts.entered(Stage::Bill, ActionScope::One(action.id), NatureScope::All, Measure::Ae);
    let amount = entered.and_then(|sum| sum.euros().ok());
    let percent = percent(amounts, action).filter(|_| entered.is_some());
    let titles = amounts.titles(Stage::Bill, ActionScope::One(action.id), Measure::Ae);
    ActionShare {
        name: format!("{} – {}", action.code, typographic(&action.label)),
        share: percent.map_or_else(|| "–".into(), crate::lang::writing::percent),
        percent,
        hue: Hue::Teal,
        amount,
        text: match (entered, amount) {
            (None, _) => String::new(),
            (Some(_), Some(amount)) => exact(amount),
            (Some(_), None) => lang.word(Word::Overflow).into(),
        },
        titles: titles.into_iter().map(|(title, amount)| title_segment(title, amount, exact(amount), lang)).collect(),
    }
}

/// "{Title}. Graphique en barres. 01 – Fonds… : 68,9 %, 7 300 000 €, dont titre 3… ; 02 – …"
fn summary(shares: &Shares, title: &str, lang: Lang) -> String {
    let of_action = |action: &ActionShare| {
        let titles: Vec<String> = action.titles.iter().map(|segment| format!("{} {}", segment.name, segment.text)).collect();
        let titles = if titles.is_empty() { String::new() } else { format!(", {} {}", lang.pick("dont", "of which"), titles.join(", ")) };
        let text = if action.text.is_empty() { lang.pick("vide", "empty") } else { &action.text };
        format!("{}{}{}, {text}{titles}", action.name, colon(lang), action.share)
    };
    let actions: Vec<String> = shares.actions.iter().map(of_action).collect();
    let head = format!("{title}. {}.", lang.pick("Graphique en barres", "Bar chart"));
    if actions.is_empty() { head } else { format!("{head} {}.", actions.join(semicolon(lang))) }
}

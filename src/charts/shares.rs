//! Shares of the actions in the AE of the bill (R9), and the titles of each.

use rust_decimal::Decimal;

use super::bars::{Amounts, exact, title_segment};
use super::titles::Part;
use super::{Chart, Data, Hue, Segment, colon, semicolon, source, titles, typographic};
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
    pub hue: Hue,
    /// `None` beyond what an amount can hold.
    pub amount: Option<Euros>,
    /// "7 300 000 €".
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
    let top = standing.iter().max_by_key(|action| (ae(action), std::cmp::Reverse(action.code)));
    // Of two that hold as much none comes first.
    let top = top.filter(|top| !standing.iter().any(|other| other.id != top.id && ae(other) == ae(top)));
    let part = top.and_then(|action| part(amounts, action, ae(action), whole));
    let titles = titles::shares(document.year, lang, whole != Sum::ZERO, top.zip(part).map(|(action, part)| (action.code, part)));
    let is_top_first = top.map(|action| action.code) == standing.first().map(|action| action.code);
    let shares = Shares {
        actions: standing.iter().map(|action| share(amounts, action, lang)).collect(),
        is_strip: !standing.is_empty() && standing.len() <= 6 && standing.iter().all(is_large),
        whole: whole.euros().unwrap_or(Euros::ZERO),
        colon: colon(lang),
        more: String::new(),
        no_figure: lang.pick("Aucune AE dans le projet de loi de finances", "No AE in the finance bill"),
        lang,
        threshold: (part == Some(Part::TwoThirds) && is_top_first).then(|| lang.pick("deux tiers", "two thirds")),
    };
    let neutral_title = titles.finding.is_some().then(|| titles.neutral.clone());
    let title = titles.finding.unwrap_or(titles.neutral);
    let total = whole.euros().map_or_else(|_| lang.word(Word::Overflow).into(), exact);
    let year = document.year;
    Chart {
        name: ChartName::Shares,
        summary: summary(&shares, &title, lang),
        title,
        neutral_title,
        subtitle: lang.pick(
            format!("Part de chaque action dans les AE demandées pour {year} ({total})."),
            format!("Share of each action in the AE requested for {year} ({total})."),
        ),
        source: source(document, lang, lang.pick("justification par action", "justification by action")),
        data: Data::Shares(shares),
    }
}

/// How much of the AE the first action holds; nothing without AE.
fn part(amounts: Amounts<'_>, action: &Action, ae: Sum, whole: Sum) -> Option<Part> {
    let percent = percent(amounts, action)?;
    if ae <= Sum::ZERO || whole <= Sum::ZERO {
        return None;
    }
    let thresholds = [(3, 4, Part::ThreeQuarters), (2, 3, Part::TwoThirds), (1, 2, Part::Half)];
    let over = thresholds.into_iter().find(|(numerator, denominator, _)| is_over(ae, whole, *numerator, *denominator));
    Some(over.map_or(Part::Percent(percent), |(_, _, part)| part))
}

fn percent(amounts: Amounts<'_>, action: &Action) -> Option<Decimal> {
    match amounts.figures.figure(amounts.document, Place::Share { year: amounts.document.year, action: action.id }) {
        Figure::Percent(percent) => Some(percent),
        _ => None,
    }
}

fn share(amounts: Amounts<'_>, action: &Action, lang: Lang) -> ActionShare {
    let amount = amounts.sum(Stage::Bill, ActionScope::One(action.id), NatureScope::All, Measure::Ae).euros().ok();
    let titles = amounts.titles(Stage::Bill, ActionScope::One(action.id), Measure::Ae);
    ActionShare {
        name: format!("{} – {}", action.code, typographic(&action.label)),
        share: percent(amounts, action).map_or_else(|| "–".into(), crate::lang::writing::percent),
        hue: Hue::Teal,
        amount,
        text: amount.map_or_else(|| lang.word(Word::Overflow).into(), exact),
        titles: titles.into_iter().map(|(title, amount)| title_segment(title, amount, exact(amount), lang)).collect(),
    }
}

/// "{Title}. Graphique en barres. 01 – Fonds… : 68,9 %, 7 300 000 €, dont titre 3… ; 02 – …"
fn summary(shares: &Shares, title: &str, lang: Lang) -> String {
    let of_action = |action: &ActionShare| {
        let titles: Vec<String> = action.titles.iter().map(|segment| format!("{} {}", segment.name, segment.text)).collect();
        let titles = if titles.is_empty() { String::new() } else { format!(", {} {}", lang.pick("dont", "of which"), titles.join(", ")) };
        format!("{}{}{}, {}{titles}", action.name, colon(lang), action.share, action.text)
    };
    let actions: Vec<String> = shares.actions.iter().map(of_action).collect();
    let head = format!("{title}. {}.", lang.pick("Graphique en barres", "Bar chart"));
    if actions.is_empty() { head } else { format!("{head} {}.", actions.join(semicolon(lang))) }
}

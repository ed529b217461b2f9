//! Shares of the actions in the AE of the bill (R9), and the titles of each.

use rust_decimal::Decimal;

use super::arranged::Arrangement;
use super::bars::{Amounts, cancelled, exact, not_entered, title_segment};
use super::claims::{self, Relation, Subject, Threshold, Titles};
use super::data_table::{DataCell, DataTable, segment_amount, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Kind, Plot};
use super::slides::{self, Page};
use super::{Chart, Data, Hue, Segment, colon, semicolon, shares_scene, source, typographic};
use crate::calc::{Figure, Figures, Size, change, is_over};
use crate::lang::{Lang, Word, writing};
use crate::model::{Action, ActionScope, ChartName, Document, Euros, Measure, NatureScope, Place, Stage, Sum};

#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// In the official order.
    pub actions: Vec<ActionShare>,
    /// Whether one strip to 100 % holds them all: six actions at most, each of 6 % at least, no amount under 0.
    pub is_strip: bool,
    /// Whether AE are entered in part only: amounts stand without their shares.
    pub is_partly_entered: bool,
    /// AE of the programme, that the strip stands for.
    pub whole: Euros,
    /// The least and the most that a bar reaches, 0 and the whole among them.
    pub span: (Euros, Euros),
    /// "deux tiers": the threshold that the title speaks of and that the strip shows.
    pub threshold: Option<&'static str>,
    /// Between the name of a title and its amount.
    pub colon: &'static str,
    /// "et 4 autres actions : 2 400 000 €": those that have no room; empty where all stand.
    pub more: String,
    /// What stands there without any action or AE.
    pub no_figure: &'static str,
    /// In which the rest is said, where actions have no room.
    pub lang: Lang,
}

/// Each action's part.
pub struct SharesOfActions;

impl Kind for SharesOfActions {
    fn chart(&self, document: &Document, figures: &Figures, lang: Lang, _name: ChartName) -> Option<Chart> {
        Some(shares(document, figures, lang))
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Parts des actions dans les autorisations d’engagement (AE)", "Shares of the actions in commitment authorisations (AE)")
    }

    fn page(&self, source: slides::Source<'_>, name: ChartName) -> Page {
        slides::shares(slides::charted(source, name, self.kicker(source.lang)))
    }
}

impl Plot for Shares {
    fn has_figures(&self) -> bool {
        self.actions.iter().any(|action| !action.titles.is_empty())
    }

    fn draw(&self, pen: &mut Pen, _highlighted: Highlighted) {
        shares_scene::draw(pen, self);
    }

    fn arranged(&self, arrangement: Arrangement) -> Option<Data> {
        let mut actions = self.actions.clone();
        let size = |action: &ActionShare| action.amount.map(|amount| amount.get().unsigned_abs());
        arrangement.sort(&mut actions, size, size, |_| false);
        for action in &mut actions {
            action.hue = arrangement.hue(&action.name, action.hue);
            let ActionShare { name, titles, .. } = action;
            titles.iter_mut().for_each(|segment| segment.hue = arrangement.hue(name, segment.hue));
        }
        Some(Data::of(Self { actions, ..self.clone() }))
    }

    fn table(&self, lang: Lang) -> DataTable {
        let words = DataCell::words;
        let rows = self.actions.iter().flat_map(|action| {
            let name = words(&action.name);
            let amounts = [DataCell::euros(&action.text, action.amount), DataCell::percent(&action.share, action.percent)];
            let whole = [name.clone(), words("")].into_iter().chain(amounts).collect();
            let of_title = |segment: &Segment| vec![name.clone(), words(&segment.name), segment_amount(segment), words("")];
            [whole].into_iter().chain(action.titles.iter().map(of_title)).collect::<Vec<_>>()
        });
        let headings = [lang.word(Word::Action), lang.pick("Titre", "Title"), lang.pick("Montant", "Amount"), lang.pick("Part", "Share")];
        table(&headings, rows.collect())
    }

    fn largest(&self, count: usize) -> Option<Data> {
        (count < self.actions.len()).then(|| Data::of(Self::largest(self, count)))
    }
}

impl Shares {
    /// So many of the largest actions, in their order, and how many others there are.
    pub fn largest(&self, count: usize) -> Self {
        let mut kept: Vec<(usize, &ActionShare)> = self.actions.iter().enumerate().collect();
        kept.sort_by_key(|(_, action)| std::cmp::Reverse(action.amount));
        let others: Vec<&ActionShare> = kept.split_off(count.min(kept.len())).into_iter().map(|(_, action)| action).collect();
        kept.sort_unstable_by_key(|(index, _)| *index);
        let more = self.others(&others);
        Self { actions: kept.into_iter().map(|(_, action)| action.clone()).collect(), more, ..self.clone() }
    }

    /// "et 4 autres actions : 2 400 000 € (3,1 %)": what has no room, with its sum; how many of them nobody entered.
    fn others(&self, others: &[&ActionShare]) -> String {
        let lang = self.lang;
        let head = match others.len() {
            0 => return String::new(),
            1 => lang.pick("et une autre action".into(), "and one more action".into()),
            more => lang.pick(format!("et {more} autres actions"), format!("and {more} more actions")),
        };
        let empty = others.iter().filter(|action| action.text.is_empty()).count();
        let missing = match empty {
            0 => String::new(),
            all if all == others.len() => return format!("{head}{}", lang.pick(", sans AE saisie", ", no AE entered")),
            empty => lang.pick(format!(", dont {empty} sans AE saisie"), format!(", {empty} of them with no AE entered")),
        };
        let sum: Sum = others.iter().filter_map(|action| action.amount).sum();
        let entered = others.len() - empty;
        let Some(sum) = sum.euros().ok().filter(|_| others.iter().filter(|action| action.amount.is_some()).count() == entered) else { return head };
        let share = Size::of(sum.get().into(), self.whole.get().into()).filter(|_| !self.is_partly_entered);
        let share = share.map_or_else(String::new, |share| format!(" ({})", claims::size_text(share, lang)));
        format!("{head}{}{}{share}{missing}", colon(lang), exact(sum))
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
    /// Its AE in the bill.
    pub place: Option<Place>,
}

pub fn shares(document: &Document, figures: &Figures, lang: Lang) -> Chart {
    let amounts = Amounts::of(document, figures);
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
    let bill = amounts.place(Stage::Bill, ActionScope::All, NatureScope::All, Measure::Ae);
    let is_entered = amounts.at(&bill).is_some();
    let is_partly_entered = amounts.progress(Stage::Bill, Measure::Ae).is_partly();
    let actions: Vec<ActionShare> = standing.iter().map(|action| share(amounts, action, lang)).collect();
    let has_negative = actions.iter().flat_map(|action| &action.titles).any(|title| title.amount < Euros::ZERO);
    let is_strip = !standing.is_empty() && standing.len() <= 6 && standing.iter().all(is_large) && !has_negative && !is_partly_entered;
    let reached = || actions.iter().filter_map(|action| action.amount).chain([Euros::ZERO]).chain(whole.euros());
    let span = (reached().min().unwrap_or_default(), reached().max().unwrap_or_default());
    let shares = Shares {
        actions,
        is_strip,
        is_partly_entered,
        whole: whole.euros().unwrap_or(Euros::ZERO),
        span,
        colon: colon(lang),
        more: String::new(),
        no_figure: if !is_entered {
            lang.pick("AE du projet de loi de finances à saisir", "AE of the finance bill not entered yet")
        } else if amounts.is_nil(&bill) {
            lang.pick("Aucune AE dans le projet de loi de finances", "No AE in the finance bill")
        } else {
            cancelled(lang)
        },
        lang,
        threshold: is_shown.then(|| lang.pick("deux tiers", "two thirds")),
    };
    let total = match whole.euros() {
        _ if !is_entered => not_entered(lang).into(),
        Ok(whole) => amounts.so_far(Stage::Bill, Measure::Ae, exact(whole), lang),
        Err(_) => lang.word(Word::Overflow).into(),
    };
    let subtitle = if is_partly_entered {
        lang.pick(
            format!("Autorisations d’engagement (AE) saisies pour {year}, par action ({total})."),
            format!("Commitment authorisations (AE) entered for {year}, by action ({total})."),
        )
    } else {
        lang.pick(
            format!("Part de chaque action dans les autorisations d’engagement (AE) demandées pour {year} ({total})."),
            format!("Share of each action in the commitment authorisations (AE) requested for {year} ({total})."),
        )
    };
    Chart {
        name: ChartName::SHARES,
        summary: summary(&shares, &title, lang),
        title,
        neutral_title,
        claims,
        subtitle,
        source: source(document, lang, lang.pick("justification par action", "justification by action")),
        data: Data::of(shares),
    }
}

/// The share of an action in the AE of the bill; none while those are entered in part only.
fn share_of(amounts: Amounts<'_>, action: &Action) -> Option<Decimal> {
    if amounts.progress(Stage::Bill, Measure::Ae).is_partly() {
        return None;
    }
    match amounts.figures.figure(amounts.document, Place::Share { year: amounts.document.year, action: action.id }) {
        Figure::Percent(percent) => Some(percent),
        _ => None,
    }
}

fn share(amounts: Amounts<'_>, action: &Action, lang: Lang) -> ActionShare {
    let entered = amounts.entered(Stage::Bill, ActionScope::One(action.id), NatureScope::All, Measure::Ae);
    let amount = entered.and_then(|sum| sum.euros().ok());
    let percent = share_of(amounts, action).filter(|_| entered.is_some());
    let place = |nature| Some(amounts.place(Stage::Bill, ActionScope::One(action.id), nature, Measure::Ae));
    let titles = amounts.titles(Stage::Bill, ActionScope::One(action.id), Measure::Ae);
    ActionShare {
        name: format!("{} – {}", action.code, typographic(&action.label)),
        share: percent.map_or_else(|| "–".into(), writing::percent),
        percent,
        hue: Hue::Teal,
        amount,
        text: match (entered, amount) {
            (None, _) => String::new(),
            (Some(_), Some(amount)) => exact(amount),
            (Some(_), None) => lang.word(Word::Overflow).into(),
        },
        titles: titles
            .into_iter()
            .map(|(title, amount)| title_segment(title, amount, exact(amount), place(NatureScope::Title(title)), lang))
            .collect(),
        place: place(NatureScope::All).map(Place::Credit),
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

//! How a computed figure follows from others, as data: for formulas that other programs recompute.
//!
//! Beside `terms`, which goes straight to the entries, this goes one step, to figures that a table may show.

use super::terms::{has_amount, terms};
use crate::calc::Figures;
use crate::model::{
    Action, ActionId, ActionScope, AmountEntry, CreditPlace, Document, Entry, Horizon, Measure, NatureScope, Opening, Origin, OutstandingItem, Place,
    Stage, Title, Year,
};

/// What a figure is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Calculation {
    /// A sum that falls into parts in several ways, each of them whole; the most telling first. Its entries are [`super::terms`].
    Sum(Vec<Vec<Place>>),
    /// Σ `part` / Σ `whole`, a percentage rounded to so many decimals; "–" when the whole is 0, or when each of `unless_nil` is.
    Quotient { part: Vec<Place>, whole: Vec<Place>, unless_nil: Vec<Place>, decimals: u32 },
    /// `new` / `old` − 1, rounded likewise; "–" when the old one is 0.
    Change { new: Place, old: Place, decimals: u32 },
    /// The opening, or what restates it unless that is 0, plus and minus; blank when all are.
    Balance { opening: Place, restated: Place, plus: Place, minus: Place },
}

/// How the figure of a place is computed; `None` for what is typed.
///
/// An amount of the act that nobody entered is computed: the bill of its year with the amendments (R17).
pub fn calculation(document: &Document, figures: &Figures, place: Place) -> Option<Calculation> {
    Some(match place {
        Place::Credit(credit) => match document.entry(place) {
            None => Calculation::Sum(ways(document, figures, &credit)),
            Some(Entry::Amount(entry)) if document.unconfirmed(entry) => Calculation::Sum(vec![sources(document, entry)]),
            Some(_) => return None,
        },
        Place::Share { year, action } => {
            let ae = |action| credit_place(year, false, action, NatureScope::All, Measure::Ae);
            let (part, whole) = (vec![ae(ActionScope::One(action))], vec![ae(ActionScope::All)]);
            Calculation::Quotient { part, whole, unless_nil: vec![], decimals: 1 }
        }
        Place::Variation { year, action, nature, measure } => {
            let new = CreditPlace { year, stage: Stage::Bill, contributions: false, action, nature, measure };
            let old = CreditPlace { year: year.offset(-1), stage: Stage::InitialAct, ..new };
            Calculation::Change { new: Place::Credit(new), old: Place::Credit(old), decimals: 1 }
        }
        Place::OutstandingComputed { year } => {
            use OutstandingItem::{Ae, Cp, Rap, RapRestated};
            let [opening, restated, plus, minus] = [Rap, RapRestated, Ae, Cp].map(|item| Place::Outstanding { year, item });
            Calculation::Balance { opening, restated, plus, minus }
        }
        Place::ScheduleEarlierAe { year } => Calculation::Sum(vec![vec![Place::Outstanding { year, item: OutstandingItem::Estimate }]]),
        Place::ScheduleNewAe { year, contributions } => {
            let nature = if contributions { NatureScope::All } else { NatureScope::OtherThanStaff };
            Calculation::Sum(vec![vec![credit_place(year, contributions, ActionScope::All, nature, Measure::Ae)]])
        }
        Place::ScheduleTotal { year, horizon } => {
            Calculation::Sum(vec![Origin::BOTH.into_iter().flat_map(|origin| opened(year, origin, horizon)).collect()])
        }
        Place::Key { year, horizon } => Calculation::Quotient {
            part: opened(year, Origin::New, horizon).collect(),
            whole: [false, true].map(|contributions| Place::ScheduleNewAe { year, contributions }).into(),
            unless_nil: Horizon::ALL.into_iter().flat_map(|horizon| opened(year, Origin::New, horizon)).collect(),
            decimals: 2,
        },
        Place::Outstanding { .. } | Place::Schedule { .. } | Place::Value { .. } | Place::Text(_) => return None,
    })
}

/// The place under which a table of actions shows a figure: an action's title is its only category, its contributions those of their category.
pub fn shown_place(document: &Document, figures: &Figures, place: Place) -> Place {
    let Place::Credit(credit) = place else { return place };
    let ActionScope::One(action) = credit.action else { return place };
    if !document.is_leaf(action) {
        return place;
    }
    let category = match credit.nature {
        NatureScope::Title(title) if !credit.contributions => Document::sole_category(figures.used_categories(), title),
        NatureScope::All if credit.contributions => document.contributions_category(credit.year, credit.stage, action),
        _ => None,
    };
    category.map_or(place, |category| Place::Credit(CreditPlace { nature: NatureScope::Category(category), ..credit }))
}

/// The facts that an amount of the act is while nobody entered it.
fn sources(document: &Document, entry: AmountEntry) -> Vec<Place> {
    let AmountEntry::Credit { year, contributions, action, category, measure, .. } = entry else { return vec![] };
    let source = |stage| AmountEntry::Credit { year, stage, contributions, action, category, measure };
    let facts = [Stage::Bill, Stage::Amendment].map(source).into_iter().filter(|entry| document.amount(*entry).is_some());
    facts.map(|entry| Entry::Amount(entry).into()).collect()
}

fn credit_place(year: Year, contributions: bool, action: ActionScope, nature: NatureScope, measure: Measure) -> Place {
    Place::Credit(CreditPlace { year, stage: Stage::Bill, contributions, action, nature, measure })
}

/// The entries of a row of the schedule in one year.
fn opened(year: Year, origin: Origin, horizon: Horizon) -> impl Iterator<Item = Place> {
    horizon.openings().map(move |opening: Opening| Place::Schedule { year, origin, opening })
}

/// By nature, then by action.
fn ways(document: &Document, figures: &Figures, credit: &CreditPlace) -> Vec<Vec<Place>> {
    let titles = |except: Option<Title>| -> Vec<NatureScope> {
        figures.used_titles().into_iter().filter(|title| Some(*title) != except).map(NatureScope::Title).collect()
    };
    let by_nature = match credit.nature {
        NatureScope::All => vec![titles(None), vec![NatureScope::Title(Title::STAFF), NatureScope::OtherThanStaff]],
        NatureScope::OtherThanStaff => vec![titles(Some(Title::STAFF))],
        NatureScope::Title(title) => vec![figures.used_categories().of_title(title).map(NatureScope::Category).collect()],
        NatureScope::Category(_) => vec![],
    };
    let mut ways: Vec<Vec<Place>> =
        by_nature.into_iter().map(|natures| natures.into_iter().map(|nature| Place::Credit(CreditPlace { nature, ..*credit })).collect()).collect();
    ways.extend(by_action(document, figures, credit));
    ways
}

/// The actions of the programme, or the sub-actions of an action, that have a line or an amount at this stage.
fn by_action(document: &Document, figures: &Figures, credit: &CreditPlace) -> Option<Vec<Place>> {
    let of = |id: ActionId| Place::Credit(CreditPlace { action: ActionScope::One(id), ..*credit });
    let has = |entry| has_amount(document, figures, entry);
    let counts = |action: &&Action| {
        document.stands(action, credit.year, credit.stage)
            || match document.entry(of(action.id)) {
                Some(Entry::Amount(entry)) => has(entry),
                _ => terms(document, figures, of(action.id)).is_some_and(|entries| entries.into_iter().any(has)),
            }
    };
    match credit.action {
        ActionScope::All => {
            let actions = document.actions.iter().filter(|action| !action.code.is_sub_action());
            Some(actions.filter(counts).map(|action| of(action.id)).collect())
        }
        ActionScope::One(id) if !document.is_leaf(id) => Some(document.sub_actions(id).filter(counts).map(|action| of(action.id)).collect()),
        ActionScope::One(_) => None,
    }
}

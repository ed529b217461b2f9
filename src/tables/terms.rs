//! The entries that a computed figure is the sum of: the way back of `explain`.

use crate::calc::{Figure, Figures};
use crate::model::{
    ActionId, ActionScope, AmountEntry, Category, CreditPlace, Document, Entry, Euros, Measure, NatureScope, Origin, OutstandingItem, Place, Stage,
    Title,
};

/// The entries whose sum a computed figure shows, in the order of the document; those that are still empty are among them.
///
/// `None` when the figure is entered, or is no sum of entries: a share, a key, a variation, the control of outstanding commitments.
pub fn terms(document: &Document, figures: &Figures, place: Place) -> Option<Vec<AmountEntry>> {
    match place {
        Place::Credit(credit) if document.entry(place).is_none() => Some(credit_terms(document, figures, &credit)),
        Place::ScheduleNewAe { year, contributions } => {
            let nature = if contributions { NatureScope::All } else { NatureScope::OtherThanStaff };
            let (stage, action) = (Stage::Bill, ActionScope::All);
            Some(credit_terms(document, figures, &CreditPlace { year, stage, contributions, action, nature, measure: Measure::Ae }))
        }
        Place::ScheduleTotal { year, horizon } => {
            let entries = |origin| horizon.openings().map(move |opening| AmountEntry::Schedule { year, origin, opening });
            Some(Origin::BOTH.into_iter().flat_map(entries).collect())
        }
        Place::ScheduleEarlierAe { year } => Some(vec![AmountEntry::Outstanding { year, item: OutstandingItem::Estimate }]),
        Place::Credit(_)
        | Place::Share { .. }
        | Place::Variation { .. }
        | Place::Outstanding { .. }
        | Place::OutstandingComputed { .. }
        | Place::Schedule { .. }
        | Place::Key { .. }
        | Place::Value { .. }
        | Place::Text(_) => None,
    }
}

/// What an entry counts for in the sums: of the act, the amount of the bill while nobody entered another.
pub fn counted(document: &Document, figures: &Figures, entry: AmountEntry) -> Figure {
    figures.figure(document, Entry::Amount(entry).into())
}

fn credit_terms(document: &Document, figures: &Figures, total: &CreditPlace) -> Vec<AmountEntry> {
    let CreditPlace { year, stage, contributions, measure, .. } = *total;
    let entry = |action, category| AmountEntry::Credit { year, stage, contributions, action, category, measure };
    let mut entries = Vec::new();
    for action in actions(document, total) {
        let stands = document.action(action).is_some_and(|action| document.stands(action, year, stage));
        let sole = contributions.then(|| document.contributions_category(year, stage, action)).flatten();
        let is_term = |category: &Category| {
            let counts = || has_amount(document, figures, entry(action, *category));
            // Contributions of an action are entered in one category while they stand in no other.
            total.nature.contains(*category) && if contributions { sole == Some(*category) || counts() } else { stands || counts() }
        };
        let mut categories = figures.used_categories();
        categories.extend(document.ledger(contributions).of_action(year, stage, action).map(|(category, _)| category));
        categories.extend(sole);
        entries.extend(categories.iter().filter(is_term).map(|category| entry(action, category)));
    }
    entries
}

/// The actions without sub-actions within a scope.
fn actions(document: &Document, total: &CreditPlace) -> Vec<ActionId> {
    match total.action {
        ActionScope::All => document.leaves().map(|action| action.id).collect(),
        ActionScope::One(id) if document.is_leaf(id) => vec![id],
        ActionScope::One(id) => document.sub_actions(id).map(|action| action.id).collect(),
    }
}

/// Whether an entry has a fact, or counts for something without one.
pub fn has_amount(document: &Document, figures: &Figures, entry: AmountEntry) -> bool {
    document.amount(entry).is_some() || !matches!(counted(document, figures, entry), Figure::Blank | Figure::Amount(Euros::ZERO))
}

/// The same entry in the other measure, where the two must be equal: in title 2 (R6).
pub fn equal_entry(entry: AmountEntry) -> Option<AmountEntry> {
    match entry {
        AmountEntry::Credit { year, stage, contributions: false, action, category, measure } if category.title() == Title::STAFF => {
            let measure = if measure == Measure::Ae { Measure::Cp } else { Measure::Ae };
            Some(AmountEntry::Credit { year, stage, contributions: false, action, category, measure })
        }
        _ => None,
    }
}

//! Actions as lines give them, whatever was merged, and what the merge left to choose about them.
//!
//! Two drafters who part one action, who part it and give it an amount, who remove it and say more of it: git merges their lines. Each amount then
//! counts where it can only stand, or is kept as a conflict.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::sync::Arc;

use super::words::TextOf;
use super::{ActionLine, Credit, Ids, Paragraph};
use crate::model::{
    self, ActionCode, ActionId, AeCp, Amount, AmountEntry, Conflict, CreditKey, Document, Entry, Given, Ledger, Measure, Place, Standing, Sum,
    TextPlace, Unplaced, come_back, standing,
};
use crate::storage::Fault;
use crate::storage::reading::{Misplaced, dangling, twice};

const SECTION: &str = "actions";

/// The actions of a file.
pub(super) struct Actions {
    pub standing: Standing,
    /// Sub-actions that took over the amounts of their action: two of one action where two drafters parted it.
    pub took_over: BTreeSet<ActionId>,
    /// Those without a line of their own, which others speak of.
    pub back: BTreeSet<ActionId>,
}

/// The actions that other lines speak of.
pub(super) fn spoken_of(credits: &[&[Credit]], texts: &[Paragraph]) -> BTreeSet<ActionId> {
    let of_credits = credits.iter().copied().flatten().map(|line| line.action.0);
    let of_texts = texts.iter().filter_map(|line| match &line.of {
        TextOf::Action(id) | TextOf::Nature(id) => Some(id.0),
        _ => None,
    });
    of_credits.chain(of_texts).map(ActionId).collect()
}

/// The actions where they stand: of two lines with one code, as a merge of lines makes them, both are there; so is what a line speaks of.
pub(super) fn read(lines: Vec<ActionLine>, spoken_of: BTreeSet<ActionId>) -> Result<Actions, Misplaced> {
    let mut ids = Ids::none();
    let mut given: Vec<Given> = Vec::new();
    // The place of each among the lines.
    let mut places = Vec::new();
    let mut took_over = BTreeSet::new();
    for (index, line) in lines.into_iter().enumerate() {
        let code = line.code.0;
        let misplaced = |fault| Misplaced { section: SECTION, index, fault };
        let fields = [("parent", line.parent.is_some()), ("took_over", line.took_over.is_some())];
        if code.is_sub_action() && line.parent.is_none() {
            return Err(misplaced(Fault::NoParent(code)));
        }
        if let Some((field, _)) = fields.into_iter().find(|(_, is_there)| *is_there && !code.is_sub_action()) {
            return Err(misplaced(Fault::NoSubAction { field, code }));
        }
        let (parent, label, ended) = (line.parent.map(|id| ActionId(id.0)), line.label.0, line.ended.map(|year| year.0));
        if line.took_over == Some(true) {
            took_over.insert(ActionId(line.id.0));
        }
        if ids.gives(SECTION, index, &line.id, (parent, code.number(), label.clone(), ended))? {
            given.push(Given { action: model::Action { id: ActionId(line.id.0), code, label, ended }, parent });
            places.push(index);
        }
    }
    let lines: Vec<(ActionCode, Option<ActionId>)> = given.iter().map(|given| (given.action.code, given.parent)).collect();
    let back = come_back(&mut given, spoken_of);
    let known: BTreeSet<ActionId> = given.iter().map(|given| given.action.id).collect();
    let place = |index: usize| places.get(index).copied().unwrap_or(index);
    let standing = standing(given).map_err(|unplaced| match unplaced {
        Unplaced::NoAction(index) => match lines.get(index).and_then(|(_, parent)| *parent) {
            Some(parent) if known.contains(&parent) => Misplaced { section: SECTION, index: place(index), fault: Fault::UnderSubAction(parent.0) },
            parent => dangling(SECTION, place(index), "action", parent.map_or(0, |parent| parent.0)),
        },
        Unplaced::NoCode(index) => twice(SECTION, place(index), "action", lines.get(index).map(|(code, _)| code.to_string()).unwrap_or_default()),
    })?;
    Ok(Actions { standing, took_over, back })
}

/// Amounts that lines give to actions with sub-actions.
pub(super) type Parted = Vec<(AmountEntry, Amount)>;

/// The amounts of leaves as a ledger, and those of other actions.
pub(super) fn apart(document: &Document, contributions: bool, rows: BTreeMap<CreditKey, AeCp>) -> (Ledger, Parted) {
    let leaves: BTreeSet<ActionId> = document.leaves().map(|action| action.id).collect();
    let (own, parted): (BTreeMap<_, _>, BTreeMap<_, _>) = rows.into_iter().partition(|((_, _, action, _), _)| leaves.contains(action));
    (own.into(), parted.iter().flat_map(|(key, row)| amounts(contributions, *key, row)).collect())
}

fn amounts(contributions: bool, (year, stage, action, category): CreditKey, row: &AeCp) -> impl Iterator<Item = (AmountEntry, Amount)> + '_ {
    Measure::BOTH.into_iter().filter_map(move |measure| {
        let entry = AmountEntry::Credit { year, stage, contributions, action, category, measure };
        row.get(measure).map(|amount| (entry, amount.clone()))
    })
}

/// Makes conflicts of what the lines of actions leave to choose; each is the same whichever side was merged into the other.
pub(super) fn leave_to_choose(document: &mut Document, parted: Parted, back: &BTreeSet<ActionId>) {
    if !document.conflicts.is_empty() {
        let heirs: BTreeMap<ActionId, ActionId> =
            document.actions.iter().filter_map(|action| Some((action.id, heir(document, action.id)?))).collect();
        document.move_conflicts(|action| heirs.get(&action).copied());
    }
    let mut left: Vec<(String, Conflict)> = back.iter().map(|id| gone(*id)).collect();
    let again = twins(document);
    left.extend(again.iter().flat_map(|id| taken(document, *id)));
    for (entry, amount) in parted {
        let Some((cell, conflict)) = of_parted(document, entry, &amount) else { continue };
        left.push((format!("{}/{}", code(entry), amount.euros.get()), conflict));
        // The column in which it is to be chosen.
        if let AmountEntry::Credit { category, .. } = cell {
            document.categories.insert(category);
        }
    }
    if !again.is_empty() {
        Arc::make_mut(&mut document.took_over).retain(|id| !again.contains(id));
    }
    for (key, conflict) in left {
        let conflicts = Arc::make_mut(&mut document.conflicts);
        let mut keys = iter::once(key.clone()).chain((2..).map(|number: u32| format!("{key}/{number}")));
        let free = keys.find(|key| conflicts.get(key).is_none_or(|known| *known == conflict));
        conflicts.extend(free.map(|key| (key, conflict)));
    }
}

/// An action that one side removed and the other spoke of.
fn gone(id: ActionId) -> (String, Conflict) {
    let place = Place::Text(TextPlace::ActionLabel(id)).code();
    (place.clone(), Conflict { kind: Conflict::ACTION.into(), place: Some(place), base: None, ours: None, theirs: None })
}

/// Of the sub-actions of an action that took over its amounts, all but the first.
fn twins(document: &Document) -> BTreeSet<ActionId> {
    let took_over = |id| document.sub_actions(id).map(|sub_action| sub_action.id).filter(|id| document.took_over.contains(id));
    document.actions.iter().flat_map(|action| took_over(action.id).skip(1)).collect()
}

/// The amounts of a sub-action that took over what another one did, or its label when it has none.
fn taken(document: &Document, id: ActionId) -> Vec<(String, Conflict)> {
    let ledgers = [(false, &document.credits), (true, &document.contributions)];
    let rows = ledgers.into_iter().flat_map(|(contributions, ledger)| ledger.rows().map(move |row| (contributions, row)));
    let own = rows.filter(|(_, (_, _, action, ..))| *action == id);
    let amounts = own.flat_map(|(contributions, (year, stage, action, category, row))| amounts(contributions, (year, stage, action, category), row));
    let taken = |(place, ours): (String, String)| {
        (place.clone(), Conflict { kind: Conflict::TAKEN.into(), place: Some(place), base: None, ours: Some(ours), theirs: None })
    };
    let of_amounts: Vec<_> = amounts.map(|(entry, amount)| taken((code(entry), spelt(&amount)))).collect();
    let of_label = || {
        let label = document.action(id).map(|action| action.label.clone()).unwrap_or_default();
        vec![taken((Place::Text(TextPlace::ActionLabel(id)).code(), label))]
    };
    if of_amounts.is_empty() { of_label() } else { of_amounts }
}

/// The sub-action that has the amounts of an action: the one that took them over, else the first.
fn heir(document: &Document, action: ActionId) -> Option<ActionId> {
    let took_over = document.sub_actions(action).find(|sub_action| document.took_over.contains(&sub_action.id));
    took_over.or_else(|| document.sub_actions(action).next()).map(|sub_action| sub_action.id)
}

/// What an amount of an action with sub-actions leaves to choose, at the cell of the one that took over, else of the first. None where that says
/// the same.
fn of_parted(document: &Document, entry: AmountEntry, amount: &Amount) -> Option<(AmountEntry, Conflict)> {
    let AmountEntry::Credit { year, stage, contributions, action, category, measure } = entry else { return None };
    let at = |action| AmountEntry::Credit { year, stage, contributions, action, category, measure };
    let divided: Sum = document.sub_actions(action).filter_map(|sub_action| Some(document.amount(at(sub_action.id))?.euros)).sum();
    let cell = at(heir(document, action)?);
    let ours = document.amount(cell);
    // It says what the sub-action has, or what was divided among all of them.
    if ours.is_some_and(|ours| ours.euros == amount.euros || divided == Sum::from(amount.euros)) {
        return None;
    }
    let (ours, theirs) = (ours.map(spelt), Some(spelt(amount)));
    Some((cell, Conflict { kind: Conflict::PARTED.into(), place: Some(code(cell)), base: None, ours, theirs }))
}

fn code(entry: AmountEntry) -> String {
    Place::from(Entry::Amount(entry)).code()
}

/// The formula of an amount, or its euros.
fn spelt(amount: &Amount) -> String {
    amount.formula.as_ref().map_or_else(|| amount.euros.get().to_string(), ToString::to_string)
}

//! The amounts that an action hands to its first sub-action, so that they never move without a word, and never count twice after a merge.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::lang::Lang;
use crate::model::{ActionCode, ActionId, Conflict, Document, Entry, Ledger, Measure, Place, TextPlace};

/// Gives the amounts of an action to its first sub-action, which bears that it took them over: a drafter who parts the same action elsewhere gives
/// them to another one.
pub(super) fn hand_over(document: &mut Document, from: ActionId, to: ActionId) {
    if amounts(document, from) > 0 {
        document.credits.move_action(from, to);
        document.contributions.move_action(from, to);
        if document.sections.count_of_action(from) > 0 {
            Arc::make_mut(&mut document.sections).move_action(from, to);
        }
        Arc::make_mut(&mut document.took_over).insert(to);
    }
    document.move_conflicts(|action| (action == from).then_some(to));
}

/// Forgets what is said of actions and rows that are gone, and that a sub-action without another beside it might count twice.
pub(super) fn settle(document: &mut Document) {
    let is_gone = |id: &ActionId| document.action(*id).is_none();
    if document.took_over.iter().any(is_gone) {
        let took_over = document.took_over.iter().copied().filter(|id| !is_gone(id)).collect();
        document.took_over = Arc::new(took_over);
    }
    let is_open = |conflict: &Conflict| {
        let place = conflict.known_place();
        // Of what has a label: as long as it stands.
        if let Some(Place::Text(text)) = place.filter(|place| place.action().is_none()) {
            let is_own_title = matches!(text, TextPlace::ChartTitle(_) | TextPlace::SlideTitle(_));
            return is_own_title || document.has_entry(Entry::Text(text));
        }
        let Some(id) = place.and_then(Place::action) else { return true };
        let Some(action) = document.action(id) else { return false };
        let parent = action.code.parent().and_then(|parent| document.action_by_code(parent));
        conflict.kind != Conflict::TAKEN || parent.is_some_and(|parent| document.sub_actions(parent.id).nth(1).is_some())
    };
    if !document.conflicts.values().all(is_open) {
        let open = document.conflicts.iter().filter(|(_, conflict)| is_open(conflict));
        document.conflicts = Arc::new(open.map(|(key, conflict)| (key.clone(), conflict.clone())).collect());
    }
}

/// Amounts that went from an action to its first sub-action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenOver {
    pub from: ActionCode,
    pub to: ActionCode,
    pub amounts: usize,
    /// How many of them the same change replaced by others.
    pub replaced: usize,
}

/// What actions with amounts of their own handed over because they have sub-actions `after` a change.
pub fn taken_over(before: &Document, after: &Document) -> Vec<TakenOver> {
    let of = |id: ActionId| {
        let first = after.sub_actions(id).max_by_key(|action| (kept(before, id, after, action.id), Reverse(action.code)))?;
        let amounts = Some(amounts(before, id)).filter(|amounts| *amounts > 0)?;
        Some(TakenOver { from: after.action(id)?.code, to: first.code, amounts, replaced: replaced(before, id, after, first.id) })
    };
    // Each of them reads every row: only those that were parted.
    let parted = before.actions.iter().filter(|action| before.is_leaf(action.id) && after.sub_actions(action.id).next().is_some());
    parted.filter_map(|action| of(action.id)).collect()
}

/// How many rows of an action a sub-action has after a change.
fn kept(before: &Document, id: ActionId, after: &Document, sub_action: ActionId) -> usize {
    let ledgers = [(&before.credits, &after.credits), (&before.contributions, &after.contributions)];
    let of = |(before, after): (&Ledger, &Ledger)| {
        let own = before.rows().filter(|(_, _, action, ..)| *action == id);
        own.filter(|(year, stage, _, category, _)| after.get(*year, *stage, sub_action, *category).is_some()).count()
    };
    ledgers.into_iter().map(of).sum()
}

/// How many amounts an action has itself, AE and CP apart, and figures of sections, which are told by action.
fn amounts(document: &Document, id: ActionId) -> usize {
    let rows = [&document.credits, &document.contributions].into_iter().flat_map(Ledger::rows).filter(|(_, _, action, ..)| *action == id);
    let amounts: usize = rows.map(|(.., row)| usize::from(row.ae.is_some()) + usize::from(row.cp.is_some())).sum();
    amounts + document.sections.count_of_action(id)
}

/// How many amounts of an action are others in the sub-action that has taken them.
fn replaced(before: &Document, id: ActionId, after: &Document, sub_action: ActionId) -> usize {
    let ledgers = [(&before.credits, &after.credits), (&before.contributions, &after.contributions)];
    let of = |(before, after): (&Ledger, &Ledger)| {
        let own = before.rows().filter(|(_, _, action, ..)| *action == id);
        let others = own.map(|(year, stage, _, category, row)| {
            let now = after.get(year, stage, sub_action, category);
            let is_other = |measure: &Measure| row.get(*measure).is_some_and(|amount| now.and_then(|now| now.get(*measure)) != Some(amount));
            Measure::BOTH.iter().filter(|measure| is_other(measure)).count()
        });
        others.sum::<usize>()
    };
    ledgers.into_iter().map(of).sum()
}

impl TakenOver {
    /// True of what is about to happen and of what has happened.
    pub fn sentence(&self, lang: Lang) -> String {
        let moved = self.moved(lang);
        match self.replaced {
            0 => moved,
            1 => lang.pick(
                format!("{moved} Attention : 1 de ces montants est remplacé par la valeur donnée."),
                format!("{moved} Note: 1 of these amounts is replaced by the value given."),
            ),
            many => lang.pick(
                format!("{moved} Attention : {many} de ces montants sont remplacés par les valeurs données."),
                format!("{moved} Note: {many} of these amounts are replaced by the values given."),
            ),
        }
    }

    fn moved(&self, lang: Lang) -> String {
        let Self { from, to, amounts, replaced: _ } = self;
        match amounts {
            1 => lang.pick(
                format!("Le montant de l’action {from} passe à sa première sous-action, {to}\u{a0}: une action est la somme de ses sous-actions."),
                format!("The amount of action {from} goes to its first sub-action, {to}: an action is the sum of its sub-actions."),
            ),
            _ => lang.pick(
                format!("Les {amounts} montants de l’action {from} passent à sa première sous-action, {to}\u{a0}: une action est la somme de ses sous-actions."),
                format!("The {amounts} amounts of action {from} go to its first sub-action, {to}: an action is the sum of its sub-actions."),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editing::{Assignment, Command, assign};
    use crate::model::{Programme, Year};

    fn after(document: &Document, assignments: &[(&str, &str)]) -> Document {
        let list: Vec<Assignment> =
            assignments.iter().map(|(address, value)| Assignment { address: (*address).into(), value: (*value).into() }).collect();
        let command: Command = assign(document, &list).unwrap();
        let mut document = document.clone();
        command.apply(&mut document).unwrap();
        document
    }

    #[test]
    fn amounts_that_go_to_a_first_sub_action_are_told() {
        let empty = Document::new(Year::new(2021).unwrap(), Programme::default());
        let document = after(
            &empty,
            &[("action/01/label", "A"), ("plf/01/31/ae", "5"), ("plf/01/31/cp", "6"), ("plf/01/31/contributions/ae", "7"), ("action/02/label", "B")],
        );
        let cases: [(&[(&str, &str)], &[&str]); 8] = [
            (&[("action/01.02/label", "x")], &["01 01.02 3 0"]),
            // The one that is there first, whatever is said first.
            (&[("action/01.03/label", "x"), ("action/01.02/label", "y")], &["01 01.02 3 0"]),
            (&[("action/01.02/label", "x"), ("plf/01.02/31/ae", "9")], &["01 01.02 3 1"]),
            (&[("action/01.02/label", "x"), ("plf/01.02/31/ae", ""), ("plf/01.02/31/cp", "1")], &["01 01.02 3 2"]),
            (&[("action/01.02/label", "x"), ("plf/01.02/31/ae", "5")], &["01 01.02 3 0"]),
            (&[("action/02.01/label", "x")], &[]),
            (&[("action/03/label", "x")], &[]),
            (&[("plf/01/31/ae", "8")], &[]),
        ];
        for (assignments, expected) in cases {
            let told: Vec<String> = taken_over(&document, &after(&document, assignments))
                .iter()
                .map(|TakenOver { from, to, amounts, replaced }| format!("{from} {to} {amounts} {replaced}"))
                .collect();
            assert_eq!(told, expected, "{assignments:?}");
        }
        // A second sub-action takes nothing.
        let parted = after(&document, &[("action/01.02/label", "x")]);
        assert_eq!(taken_over(&parted, &after(&parted, &[("action/01.01/label", "y")])), []);
    }
}

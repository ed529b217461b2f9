//! The amounts that an action hands to its first sub-action, so that they never move without a word.

use std::cmp::Reverse;

use crate::lang::Lang;
use crate::model::{ActionCode, ActionId, Document, Ledger};

/// Amounts that went from an action to its first sub-action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenOver {
    pub from: ActionCode,
    pub to: ActionCode,
    pub amounts: usize,
}

/// What actions with amounts of their own handed over because they have sub-actions `after` a change.
pub fn taken_over(before: &Document, after: &Document) -> Vec<TakenOver> {
    let of = |id: ActionId| {
        let amounts = amounts(before, id);
        let first = after.sub_actions(id).max_by_key(|action| (kept(before, id, after, action.id), Reverse(action.code)))?;
        let has_handed_over = amounts > 0 && before.is_leaf(id);
        Some(TakenOver { from: after.action(id)?.code, to: first.code, amounts }).filter(|_| has_handed_over)
    };
    before.actions.iter().filter_map(|action| of(action.id)).collect()
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

/// How many amounts an action has itself, AE and CP apart.
fn amounts(document: &Document, id: ActionId) -> usize {
    let rows = [&document.credits, &document.contributions].into_iter().flat_map(Ledger::rows);
    rows.filter(|(_, _, action, ..)| *action == id).map(|(.., row)| usize::from(row.ae.is_some()) + usize::from(row.cp.is_some())).sum()
}

impl TakenOver {
    /// True of what is about to happen and of what has happened.
    pub fn sentence(&self, lang: Lang) -> String {
        let Self { from, to, amounts } = self;
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
        let cases: [(&[(&str, &str)], &[&str]); 6] = [
            (&[("action/01.02/label", "x")], &["01 01.02 3"]),
            // The one that is there first, whatever is said first.
            (&[("action/01.03/label", "x"), ("action/01.02/label", "y")], &["01 01.02 3"]),
            (&[("action/01.02/label", "x"), ("plf/01.02/31/ae", "9")], &["01 01.02 3"]),
            (&[("action/02.01/label", "x")], &[]),
            (&[("action/03/label", "x")], &[]),
            (&[("plf/01/31/ae", "8")], &[]),
        ];
        for (assignments, expected) in cases {
            let told: Vec<String> = taken_over(&document, &after(&document, assignments))
                .iter()
                .map(|TakenOver { from, to, amounts }| format!("{from} {to} {amounts}"))
                .collect();
            assert_eq!(told, expected, "{assignments:?}");
        }
        // A second sub-action takes nothing.
        let parted = after(&document, &[("action/01.02/label", "x")]);
        assert_eq!(taken_over(&parted, &after(&parted, &[("action/01.01/label", "y")])), []);
    }
}

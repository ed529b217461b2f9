//! The codes at which actions stand: those that they were given, or, where two were given the same, the next free one for the second.
//!
//! Two drafters who each add action 03 give it the same code. Both stand, whoever merges first: which of them is the second follows from their
//! identities, so that every copy shows the same. A sub-action goes by the identity of its action, whatever the code of that becomes.

use std::collections::{BTreeMap, BTreeSet};

use super::{Action, ActionCode, ActionId, Document};

/// Actions with the codes at which they stand, and the codes that those were given which stand elsewhere.
pub type Standing = (Vec<Action>, BTreeMap<ActionId, ActionCode>);

/// An action with the code that it was given. Of the code of a sub-action its own number counts, the last one: its action says the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub action: Action,
    /// The action of a sub-action.
    pub parent: Option<ActionId>,
}

/// Which of the given actions cannot stand, by its place among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// The parent of a sub-action is no action.
    NoAction(usize),
    /// Every code is taken.
    NoCode(usize),
}

struct Group {
    index: usize,
    action: Action,
    sub_actions: Vec<(usize, Action)>,
}

/// Where actions stand that bear the codes that they were given, in any order; a sub-action follows its action.
///
/// # Errors
/// [`Unplaced`].
pub fn standing(given: Vec<Given>) -> Result<Standing, Unplaced> {
    let (sub_actions, actions): (Vec<_>, Vec<_>) = given.into_iter().enumerate().partition(|(_, given)| given.parent.is_some());
    let mut groups: Vec<Group> = actions.into_iter().map(|(index, given)| Group { index, action: given.action, sub_actions: vec![] }).collect();
    groups.sort_by_key(|group| (group.action.code, group.action.id));
    let places: BTreeMap<ActionId, usize> = groups.iter().zip(0..).map(|(group, place)| (group.action.id, place)).collect();
    for (index, Given { action, parent }) in sub_actions {
        let group = parent.and_then(|parent| groups.get_mut(*places.get(&parent)?)).ok_or(Unplaced::NoAction(index))?;
        group.sub_actions.push((index, action));
    }
    let mut displaced = BTreeMap::new();
    let mut actions = Vec::new();
    let mut codes = Codes::given(groups.iter().map(|group| group.action.code));
    for Group { index, mut action, mut sub_actions } in groups {
        let code = codes.take(action.code).ok_or(Unplaced::NoCode(index))?;
        if code != action.code {
            displaced.insert(action.id, action.code);
        }
        action.code = code;
        actions.push(action);
        for (_, sub_action) in &mut sub_actions {
            sub_action.code = code.sub_action(sub_action.code.number()).unwrap_or(sub_action.code);
        }
        sub_actions.sort_by_key(|(_, sub_action)| (sub_action.code, sub_action.id));
        let mut codes = Codes::given(sub_actions.iter().map(|(_, sub_action)| sub_action.code));
        for (index, mut sub_action) in sub_actions {
            let code = codes.take(sub_action.code).ok_or(Unplaced::NoCode(index))?;
            if code != sub_action.code {
                displaced.insert(sub_action.id, sub_action.code);
            }
            sub_action.code = code;
            actions.push(sub_action);
        }
    }
    actions.sort_by_key(|action| action.code);
    Ok((actions, displaced))
}

/// Gives again, without a label, the actions that are spoken of and that nobody gives: at the code that their sub-actions bear, else at the first
/// free one after the last. Those for which no code is left do not come back.
pub fn come_back(given: &mut Vec<Given>, spoken_of: impl IntoIterator<Item = ActionId>) -> BTreeSet<ActionId> {
    let known: BTreeSet<ActionId> = given.iter().map(|given| given.action.id).collect();
    let mut gone: BTreeMap<ActionId, Option<ActionCode>> = spoken_of.into_iter().filter(|id| !known.contains(id)).map(|id| (id, None)).collect();
    for Given { action, parent } in given.iter() {
        if let Some(parent) = parent.filter(|parent| !known.contains(parent)) {
            let code = gone.entry(parent).or_default();
            *code = [*code, action.code.parent()].into_iter().flatten().min();
        }
    }
    let of_actions = given.iter().filter(|given| given.parent.is_none()).map(|given| given.action.code);
    let mut codes: BTreeSet<ActionCode> = of_actions.chain(gone.values().copied().flatten()).collect();
    let mut back = BTreeSet::new();
    for (id, code) in gone {
        let last = codes.last().map_or(0, |code| code.number());
        let free = || (last + 1..=99).chain(1..=last).filter_map(ActionCode::action).find(|code| !codes.contains(code));
        let Some(code) = code.or_else(free) else { continue };
        codes.insert(code);
        back.insert(id);
        given.push(Given { action: Action { id, code, label: String::new(), ended: None }, parent: None });
    }
    back
}

/// The codes of actions beside each other.
struct Codes {
    given: BTreeSet<ActionCode>,
    taken: BTreeSet<ActionCode>,
}

impl Codes {
    fn given(given: impl Iterator<Item = ActionCode>) -> Self {
        Self { given: given.collect(), taken: BTreeSet::new() }
    }

    /// The code that was given, or the first after it that is nobody's, or the first of all.
    fn take(&mut self, code: ActionCode) -> Option<ActionCode> {
        let beside = |number: u8| code.parent().map_or_else(|| ActionCode::action(number), |parent| parent.sub_action(number));
        let is_free = |other: &ActionCode| !self.given.contains(other) && !self.taken.contains(other);
        let free = if self.taken.contains(&code) { (code.number()..=99).chain(1..code.number()).filter_map(beside).find(is_free)? } else { code };
        self.taken.insert(free);
        Some(free)
    }
}

impl Document {
    /// The code after the last action's, or else the first that is free.
    pub fn next_action_code(&self) -> Option<ActionCode> {
        self.next_code(None, ActionCode::action)
    }

    /// The code after the last sub-action's of an action, or of the action that a sub-action belongs to.
    pub fn next_sub_action_code(&self, id: ActionId) -> Option<ActionCode> {
        let code = self.action(id)?.code;
        let parent = code.parent().unwrap_or(code);
        self.next_code(Some(parent), |number| parent.sub_action(number))
    }

    fn next_code(&self, parent: Option<ActionCode>, of: impl Fn(u8) -> Option<ActionCode>) -> Option<ActionCode> {
        let last = self.actions.iter().filter(|action| action.code.parent() == parent).map(|action| action.code.number()).max().unwrap_or(0);
        (last.saturating_add(1)..=99).chain(1..=last).filter_map(of).find(|code| self.action_by_code(*code).is_none())
    }

    /// The actions with the codes that they were given: what a file holds, sub-actions after their action.
    pub fn given_actions(&self) -> Vec<Given> {
        let given = |action: &Action| self.displaced.get(&action.id).copied().unwrap_or(action.code);
        let mut groups: Vec<Vec<Given>> = Vec::new();
        for action in self.actions.iter() {
            let code = given(action);
            match groups.last_mut().filter(|_| action.code.is_sub_action()) {
                // Its number under the code that its action was given.
                Some(group) => {
                    let parent = group.first().map(|parent| &parent.action);
                    let code = parent.and_then(|parent| parent.code.sub_action(code.number())).unwrap_or(code);
                    let parent = parent.map(|parent| parent.id);
                    group.push(Given { action: Action { code, ..action.clone() }, parent });
                }
                None => groups.push(vec![Given { action: Action { code, ..action.clone() }, parent: None }]),
            }
        }
        let key = |given: &Given| (given.action.code, given.action.id);
        groups.sort_by_key(|group| group.first().map(key));
        for sub_actions in groups.iter_mut().filter_map(|group| group.get_mut(1..)) {
            sub_actions.sort_by_key(key);
        }
        groups.concat()
    }

    /// Puts every action where it stands, after one that had its code is gone or has another.
    pub fn settle_codes(&mut self) {
        if self.displaced.is_empty() {
            return;
        }
        if let Ok((actions, displaced)) = standing(self.given_actions()) {
            self.actions = std::sync::Arc::new(actions.into());
            self.displaced = std::sync::Arc::new(displaced);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Programme, Year};
    use std::sync::Arc;

    /// Each with its identity, its code, and for a sub-action the identity of its action.
    fn given(given: &[(u64, &str, Option<u64>)]) -> Vec<Given> {
        let action = |id: u64, code: &str| Action { id: ActionId(id), code: code.parse().unwrap(), label: String::new(), ended: None };
        given.iter().map(|(id, code, parent)| Given { action: action(*id, code), parent: parent.map(ActionId) }).collect()
    }

    /// "20 03", "21 04 for 03".
    fn words((actions, displaced): &Standing) -> Vec<String> {
        let words = |action: &Action| {
            let given = displaced.get(&action.id).map(|code| format!(" for {code}")).unwrap_or_default();
            format!("{} {}{given}", action.id.0, action.code)
        };
        actions.iter().map(words).collect()
    }

    /// Whatever the order of the lines.
    #[test]
    fn of_two_actions_with_one_code_the_second_stands_at_the_next_free_one() {
        let cases: [(&[(u64, &str, Option<u64>)], &[&str]); 10] = [
            (&[(1, "01", None), (2, "02", None), (3, "02.01", Some(2))], &["1 01", "2 02", "3 02.01"]),
            (&[(20, "03", None), (21, "03", None)], &["20 03", "21 04 for 03"]),
            // Each with a sub-action, which goes with it.
            (
                &[(20, "03", None), (30, "03.01", Some(20)), (21, "03", None), (31, "03.01", Some(21))],
                &["20 03", "30 03.01", "21 04 for 03", "31 04.01"],
            ),
            // The code of an action changed, that of its sub-action did not yet.
            (&[(1, "02", None), (2, "01", None), (3, "01.04", Some(1)), (4, "02.01", Some(2))], &["2 01", "4 01.01", "1 02", "3 02.04"]),
            (&[(1, "01", None), (3, "09.02", Some(1)), (4, "01.02", Some(1))], &["1 01", "3 01.02", "4 01.03 for 01.02"]),
            // 04 is another one's.
            (&[(20, "03", None), (21, "03", None), (22, "04", None)], &["20 03", "22 04", "21 05 for 03"]),
            (&[(1, "01", None), (20, "99", None), (21, "99", None)], &["1 01", "21 02 for 99", "20 99"]),
            (&[(20, "03", None), (31, "03.01", Some(20)), (30, "03.01", Some(20))], &["20 03", "30 03.01", "31 03.02 for 03.01"]),
            (&[(22, "03", None), (20, "03", None), (21, "03", None)], &["20 03", "21 04 for 03", "22 05 for 03"]),
            (&[], &[]),
        ];
        for (lines, expected) in cases {
            let mut turned = given(lines);
            for _ in 0..lines.len() {
                turned.rotate_left(1);
                let reversed: Vec<Given> = turned.iter().rev().cloned().collect();
                for lines in [turned.clone(), reversed] {
                    let standing = standing(lines).unwrap();
                    assert_eq!(words(&standing), expected, "{turned:?}");
                    // What a document writes stands as it stood.
                    let mut document = Document::new(Year::new(2021).unwrap(), Programme::default());
                    document.actions = Arc::new(standing.0.clone().into());
                    document.displaced = Arc::new(standing.1.clone());
                    assert_eq!(super::standing(document.given_actions()), Ok(standing), "{turned:?}");
                }
            }
        }
    }

    #[test]
    fn what_cannot_stand_is_told_by_its_place() {
        assert_eq!(standing(given(&[(1, "01", None), (2, "02.01", Some(9))])), Err(Unplaced::NoAction(1)));
        assert_eq!(standing(given(&[(1, "01", None), (2, "01.01", Some(1)), (3, "01.02", Some(2))])), Err(Unplaced::NoAction(2)));
        let all: Vec<String> = (1..=99).map(|number| format!("{number:02}")).collect();
        let mut lines: Vec<(u64, &str, Option<u64>)> = all.iter().map(String::as_str).zip(1..).map(|(code, id)| (id, code, None)).collect();
        lines.push((100, "05", None));
        assert_eq!(standing(given(&lines)), Err(Unplaced::NoCode(99)));
    }

    #[test]
    fn what_is_spoken_of_and_gone_comes_back() {
        let cases: [(&[(u64, &str, Option<u64>)], &[u64], &[&str]); 6] = [
            (&[(1, "01", None), (3, "01.01", Some(1))], &[1, 3], &[]),
            (&[(1, "01", None), (3, "02.01", Some(2)), (4, "02.02", Some(2))], &[2], &["2 02"]),
            // The smallest code that its sub-actions bear.
            (&[(3, "04.01", Some(2)), (4, "03.02", Some(2))], &[], &["2 03"]),
            // An amount or a text says no code.
            (&[(1, "01", None), (5, "07", None)], &[9, 8, 1], &["8 08", "9 09"]),
            (&[(5, "99", None)], &[8], &["8 01"]),
            (&[(3, "01.01", Some(2))], &[8], &["2 01", "8 02"]),
        ];
        for (lines, spoken_of, expected) in cases {
            let mut lines = given(lines);
            let known = lines.len();
            let back = come_back(&mut lines, spoken_of.iter().copied().map(ActionId));
            let told: Vec<String> = lines[known..].iter().map(|given| format!("{} {}", given.action.id.0, given.action.code)).collect();
            assert_eq!(told, expected, "{lines:?}");
            assert_eq!(back.len(), expected.len());
            assert!(standing(lines).is_ok_and(|(_, displaced)| displaced.is_empty()));
        }
        let all: Vec<String> = (1..=99).map(|number| format!("{number:02}")).collect();
        let lines: Vec<(u64, &str, Option<u64>)> = all.iter().map(String::as_str).zip(1..).map(|(code, id)| (id, code, None)).collect();
        assert_eq!(come_back(&mut given(&lines), [ActionId(100)]), BTreeSet::new(), "no code is left");
    }

    #[test]
    fn who_had_the_code_gone_the_other_has_it() {
        let mut document = Document::new(Year::new(2021).unwrap(), Programme::default());
        let (stand, displaced) = standing(given(&[(20, "03", None), (21, "03", None), (22, "03", None)])).unwrap();
        (document.actions, document.displaced) = (Arc::new(stand.into()), Arc::new(displaced));
        Arc::make_mut(&mut document.actions).retain(|action| action.id != ActionId(20));
        document.settle_codes();
        assert_eq!(words(&(document.actions.to_vec(), (*document.displaced).clone())), ["21 03", "22 04 for 03"]);
    }
}

//! The codes at which actions stand: those that they were given, or, where two were given the same, the next free one for the second.
//!
//! Two drafters who each add action 03 give it the same code. Both stand, whoever merges first: which of them is the second follows from their
//! identities, so that every copy shows the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{Action, ActionCode, ActionId, Document};

/// Actions with the codes at which they stand, and the codes that those were given which stand elsewhere.
pub type Standing = (Vec<Action>, BTreeMap<ActionId, ActionCode>);

/// Which of the given actions cannot stand, by its place among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// No action of this code stands before its sub-action.
    NoAction(usize, ActionCode),
    /// Every code is taken.
    NoCode(usize),
}

struct Group {
    index: usize,
    action: Action,
    sub_actions: Vec<(usize, Action)>,
}

/// Where actions stand that bear the codes that they were given; a sub-action follows its action.
///
/// # Errors
/// [`Unplaced`].
pub fn standing(given: Vec<Action>) -> Result<Standing, Unplaced> {
    let mut groups: Vec<Group> = Vec::new();
    // The last action of each code.
    let mut last: BTreeMap<ActionCode, usize> = BTreeMap::new();
    for (index, action) in given.into_iter().enumerate() {
        match action.code.parent() {
            None => {
                last.insert(action.code, groups.len());
                groups.push(Group { index, action, sub_actions: vec![] });
            }
            Some(parent) => {
                let group = last.get(&parent).and_then(|at| groups.get_mut(*at)).ok_or(Unplaced::NoAction(index, parent))?;
                group.sub_actions.push((index, action));
            }
        }
    }
    let mut displaced = BTreeMap::new();
    let mut actions = Vec::new();
    groups.sort_by_key(|group| (group.action.code, group.action.id));
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
    /// The actions with the codes that they were given: what a file holds, sub-actions after their action.
    pub fn given_actions(&self) -> Vec<Action> {
        let given = |action: &Action| self.displaced.get(&action.id).copied().unwrap_or(action.code);
        let mut groups: Vec<Vec<Action>> = Vec::new();
        for action in self.actions.iter() {
            let code = given(action);
            match groups.last_mut().filter(|_| action.code.is_sub_action()) {
                // Its number under the code that its action was given.
                Some(group) => {
                    let code = group.first().and_then(|parent| parent.code.sub_action(code.number())).unwrap_or(code);
                    group.push(Action { code, ..action.clone() });
                }
                None => groups.push(vec![Action { code, ..action.clone() }]),
            }
        }
        groups.sort_by_key(|group| group.first().map(|action| (action.code, action.id)));
        for sub_actions in groups.iter_mut().filter_map(|group| group.get_mut(1..)) {
            sub_actions.sort_by_key(|action| (action.code, action.id));
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

    fn actions(given: &[(u64, &str)]) -> Vec<Action> {
        given.iter().map(|(id, code)| Action { id: ActionId(*id), code: code.parse().unwrap(), label: String::new(), ended: None }).collect()
    }

    /// "20 03", "21 04 for 03".
    fn words((actions, displaced): &Standing) -> Vec<String> {
        let words = |action: &Action| {
            let given = displaced.get(&action.id).map(|code| format!(" for {code}")).unwrap_or_default();
            format!("{} {}{given}", action.id.0, action.code)
        };
        actions.iter().map(words).collect()
    }

    #[test]
    fn of_two_actions_with_one_code_the_second_stands_at_the_next_free_one() {
        let cases: [(&[(u64, &str)], &[&str]); 8] = [
            (&[(1, "01"), (2, "02"), (3, "02.01")], &["1 01", "2 02", "3 02.01"]),
            (&[(20, "03"), (21, "03")], &["20 03", "21 04 for 03"]),
            // Whichever line comes first.
            (&[(21, "03"), (20, "03")], &["20 03", "21 04 for 03"]),
            // Each with a sub-action, which goes with it.
            (&[(21, "03"), (31, "03.01"), (20, "03"), (30, "03.01")], &["20 03", "30 03.01", "21 04 for 03", "31 04.01"]),
            // 04 is another one's.
            (&[(20, "03"), (21, "03"), (22, "04")], &["20 03", "22 04", "21 05 for 03"]),
            (&[(1, "01"), (20, "99"), (21, "99")], &["1 01", "21 02 for 99", "20 99"]),
            (&[(20, "03"), (31, "03.01"), (30, "03.01")], &["20 03", "30 03.01", "31 03.02 for 03.01"]),
            (&[(22, "03"), (20, "03"), (21, "03")], &["20 03", "21 04 for 03", "22 05 for 03"]),
        ];
        for (given, expected) in cases {
            let standing = standing(actions(given)).unwrap();
            assert_eq!(words(&standing), expected, "{given:?}");
            // What a document writes stands as it stood.
            let mut document = Document::new(Year::new(2021).unwrap(), Programme::default());
            document.actions = Arc::new(standing.0.clone().into());
            document.displaced = Arc::new(standing.1.clone());
            assert_eq!(super::standing(document.given_actions()), Ok(standing), "{given:?}");
        }
    }

    #[test]
    fn what_cannot_stand_is_told_by_its_place() {
        assert_eq!(standing(actions(&[(1, "01"), (2, "02.01")])), Err(Unplaced::NoAction(1, "02".parse().unwrap())));
        let all: Vec<String> = (1..=99).map(|number| format!("{number:02}")).collect();
        let mut given: Vec<(u64, &str)> = all.iter().map(String::as_str).zip(1..).map(|(code, id)| (id, code)).collect();
        given.push((100, "05"));
        assert_eq!(standing(actions(&given)), Err(Unplaced::NoCode(99)));
    }

    #[test]
    fn who_had_the_code_gone_the_other_has_it() {
        let mut document = Document::new(Year::new(2021).unwrap(), Programme::default());
        let (stand, displaced) = standing(actions(&[(20, "03"), (21, "03"), (22, "03")])).unwrap();
        (document.actions, document.displaced) = (Arc::new(stand.into()), Arc::new(displaced));
        Arc::make_mut(&mut document.actions).retain(|action| action.id != ActionId(20));
        document.settle_codes();
        assert_eq!(words(&(document.actions.to_vec(), (*document.displaced).clone())), ["21 03", "22 04 for 03"]);
    }
}

//! Budget actions and sub-actions.

use std::fmt;
use std::str::FromStr;

use super::listed::{List, Listed, Positions};
use super::{ActionId, Year};

/// The code of an action (`01`) or sub-action (`01.02`), as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActionCode {
    action: u8,
    sub_action: Option<u8>,
}

impl ActionCode {
    pub fn action(number: u8) -> Option<Self> {
        (1..=99).contains(&number).then_some(Self { action: number, sub_action: None })
    }

    pub fn sub_action(self, number: u8) -> Option<Self> {
        (self.sub_action.is_none() && (1..=99).contains(&number)).then_some(Self { sub_action: Some(number), ..self })
    }

    pub fn is_sub_action(self) -> bool {
        self.sub_action.is_some()
    }

    /// The code of the action that holds this sub-action.
    pub fn parent(self) -> Option<Self> {
        self.sub_action.map(|_| Self { sub_action: None, ..self })
    }

    /// The last number of the code: 2 for `01.02`.
    pub fn number(self) -> u8 {
        self.sub_action.unwrap_or(self.action)
    }
}

impl fmt::Display for ActionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sub_action {
            None => write!(f, "{:02}", self.action),
            Some(sub_action) => write!(f, "{:02}.{sub_action:02}", self.action),
        }
    }
}

/// What was read is neither `01` nor `01.02`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnActionCode;

impl FromStr for ActionCode {
    type Err = NotAnActionCode;

    fn from_str(text: &str) -> Result<Self, NotAnActionCode> {
        let number = |digits: &str| match digits.as_bytes() {
            [b'0'..=b'9', b'0'..=b'9'] => digits.parse().map_err(|_| NotAnActionCode),
            _ => Err(NotAnActionCode),
        };
        let (action, sub_action) = match text.split_once('.') {
            None => (text, None),
            Some((action, sub_action)) => (action, Some(sub_action)),
        };
        let code = Self::action(number(action)?).ok_or(NotAnActionCode)?;
        match sub_action {
            None => Ok(code),
            Some(digits) => code.sub_action(number(digits)?).ok_or(NotAnActionCode),
        }
    }
}

/// An action, or a sub-action: its code tells which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub id: ActionId,
    pub code: ActionCode,
    pub label: String,
    /// The last year in which it exists; it is not shown in the tables of later bills.
    pub ended: Option<Year>,
}

/// Where actions stand in their list.
#[derive(Debug)]
pub struct ActionIndex {
    by_id: Positions<ActionId, usize>,
    by_code: Positions<ActionCode, usize>,
}

impl Listed for Action {
    type Index = ActionIndex;

    fn index(list: &[Self]) -> ActionIndex {
        ActionIndex {
            by_id: list.iter().enumerate().map(|(position, action)| (action.id, position)).collect(),
            by_code: list.iter().enumerate().map(|(position, action)| (action.code, position)).collect(),
        }
    }
}

impl List<Action> {
    /// Where an action stands among the others.
    pub fn position(&self, id: ActionId) -> Option<usize> {
        self.index().by_id.of(id)
    }

    pub fn by_id(&self, id: ActionId) -> Option<&Action> {
        self.get(self.position(id)?)
    }

    pub fn by_code(&self, code: ActionCode) -> Option<&Action> {
        self.get(self.index().by_code.of(code)?)
    }

    /// Adds an action in the order of codes.
    pub fn add(&mut self, action: Action) {
        let (actions, index) = self.parts_mut();
        let at = actions.partition_point(|other| other.code < action.code);
        if let Some(ActionIndex { by_id, by_code }) = index {
            if at < actions.len() {
                let moved = |position| if position < at { position } else { position + 1 };
                by_id.shift(moved);
                by_code.shift(moved);
            }
            by_id.add(action.id, at);
            by_code.add(action.code, at);
        }
        actions.insert(at, action);
    }

    /// The label of an action, to be written.
    pub fn label_mut(&mut self, id: ActionId) -> Option<&mut String> {
        let position = self.position(id)?;
        self.parts_mut().0.get_mut(position).map(|action| &mut action.label)
    }

    /// The sub-actions of an action, which follow it.
    pub fn under(&self, id: ActionId) -> &[Action] {
        let from = self.position(id).and_then(|position| self.get(position..)).and_then(<[Action]>::split_first);
        from.map_or(&[], |(action, rest)| {
            let count = rest.iter().take_while(|other| other.code.parent() == Some(action.code)).count();
            rest.split_at_checked(count).map_or(rest, |(sub_actions, _)| sub_actions)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_whatever_the_order_of_identities() {
        for ids in [vec![], vec![1], vec![1, 2, 3], vec![3, 2, 1], vec![2, 9, 1, 7, 3], vec![1, 2, 9, 3, 4, 5]] {
            let code = ActionCode::action(1).unwrap();
            let mut actions: List<Action> = ids.iter().map(|id| Action { id: ActionId(*id), code, label: String::new(), ended: None }).collect();
            for id in 0..11 {
                assert_eq!(actions.position(ActionId(id)), ids.iter().position(|other| *other == id), "{id} in {ids:?}");
            }
            // What changes the list is seen by what is looked for next.
            actions.reverse();
            for id in 0..11 {
                assert_eq!(actions.position(ActionId(id)), ids.iter().rev().position(|other| *other == id), "{id} in {ids:?}, reversed");
            }
        }
    }

    #[test]
    fn the_sub_actions_of_an_action_follow_it() {
        let codes = ["01", "02", "02.01", "02.03", "03", "04", "04.01"];
        let action = |(code, id): (&str, u64)| Action { id: ActionId(id), code: code.parse().unwrap(), label: String::new(), ended: None };
        let actions: List<Action> = codes.into_iter().zip((0..7).rev()).map(action).collect();
        let under = |id| actions.under(ActionId(id)).iter().map(|action| action.code.to_string()).collect::<Vec<_>>();
        for (id, expected) in [(6, &[][..]), (5, &["02.01", "02.03"]), (4, &[]), (1, &["04.01"]), (0, &[]), (9, &[])] {
            assert_eq!(under(id), expected, "{id}");
        }
        assert_eq!(actions.by_code("04".parse().unwrap()).map(|action| action.id), Some(ActionId(1)));
    }

    /// What is added or renamed keeps the index that is there: it finds what a new one would.
    #[test]
    fn an_action_that_is_added_is_found_and_so_are_the_others() {
        let action = |code: &str, id| Action { id: ActionId(id), code: code.parse().unwrap(), label: String::new(), ended: None };
        for looked_for_before in [false, true] {
            let mut actions: List<Action> = vec![action("01", 7), action("03", 2), action("03.01", 9)].into();
            for (added, id) in [("02", 10), ("04", 11), ("03.02", 12), ("01.01", 1)] {
                if looked_for_before {
                    actions.index();
                }
                actions.add(action(added, id));
                let codes: Vec<String> = actions.iter().map(|action| action.code.to_string()).collect();
                assert!(codes.is_sorted(), "{codes:?}");
                for (at, action) in actions.iter().enumerate() {
                    assert_eq!((actions.position(action.id), actions.by_code(action.code)), (Some(at), Some(action)), "{added}");
                }
            }
            *actions.label_mut(ActionId(9)).unwrap() = "Nom".into();
            assert_eq!(actions.by_id(ActionId(9)).map(|action| action.label.as_str()), Some("Nom"));
            assert!(actions.label_mut(ActionId(99)).is_none());
        }
    }

    #[test]
    fn codes_read_back_as_written_and_others_are_refused() {
        for code in ["01", "10", "99", "01.02", "12.34"] {
            assert_eq!(code.parse::<ActionCode>().map(|code| code.to_string()), Ok(code.to_owned()));
        }
        for text in ["", "1", "00", "001", "1.2", "01.", "01.2", "01.00", "01.02.03", "0a", "total"] {
            assert_eq!(text.parse::<ActionCode>(), Err(NotAnActionCode), "{text}");
        }
    }
}

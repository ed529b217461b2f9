//! Budget actions and sub-actions.

use std::fmt;
use std::str::FromStr;

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

impl Action {
    /// Where an action stands among others. Identities mostly ascend as codes do: what a search by halves misses is looked for one by one.
    pub fn index(actions: &[Self], id: ActionId) -> Option<usize> {
        let found = actions.binary_search_by_key(&id, |action| action.id);
        found.ok().or_else(|| actions.iter().position(|action| action.id == id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_whatever_the_order_of_identities() {
        for ids in [vec![], vec![1], vec![1, 2, 3], vec![3, 2, 1], vec![2, 9, 1, 7, 3], vec![1, 2, 9, 3, 4, 5]] {
            let code = ActionCode::action(1).unwrap();
            let actions: Vec<Action> = ids.iter().map(|id| Action { id: ActionId(*id), code, label: String::new(), ended: None }).collect();
            for id in 0..11 {
                assert_eq!(Action::index(&actions, ActionId(id)), ids.iter().position(|other| *other == id), "{id} in {ids:?}");
            }
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

//! Codes as files write them: `352`, `352.0`, `P352`, `01`, `1.0`, `352-01-02`, and the names of nature by their labels.

use super::blocks::folded;
use crate::lang::{Lang, nature};
use crate::model::{ActionCode, Category, ProgrammeNumber, Title, Year};

/// A whole number, perhaps written by a program that took it for a decimal: `352.0` is 352.
pub(super) fn whole(text: &str) -> Option<u32> {
    let text = text.trim();
    let (digits, decimals) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_whole = !digits.is_empty() && digits.len() <= 9 && !decimals.is_empty() && decimals.bytes().all(|byte| byte == b'0');
    if is_whole && digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

pub(super) fn programme(text: &str) -> Option<ProgrammeNumber> {
    let text = text.trim();
    let number = whole(text.strip_prefix(['P', 'p']).unwrap_or(text))?;
    u16::try_from(number).ok().and_then(ProgrammeNumber::new)
}

pub(super) fn year(text: &str) -> Option<Year> {
    let number = whole(text)?;
    u16::try_from(number).ok().and_then(Year::new)
}

pub(super) fn category(text: &str) -> Option<Category> {
    whole(text).and_then(|code| u8::try_from(code).ok()).and_then(Category::new)
}

pub(super) fn title(text: &str) -> Option<Title> {
    let text = text.trim();
    let digits = text.strip_prefix(['T', 't']).unwrap_or(text);
    whole(digits).and_then(|code| u8::try_from(code).ok()).and_then(Title::new)
}

/// The code of an action and of its sub-action, each in its own column. A sub-action may repeat its action: `02` or `01.02` or `01-02` in action
/// 01. None, zero and blank are no sub-action.
pub(super) fn action(action: &str, sub_action: &str) -> Option<ActionCode> {
    let code = action_alone(action)?;
    let sub_action = sub_action.trim();
    if sub_action.is_empty() || sub_action == "-" {
        return Some(code);
    }
    let number = match whole(sub_action) {
        Some(number) => number,
        None => {
            let (repeated, number) = sub_action.rsplit_once(['.', '-'])?;
            let repeated = repeated.rsplit(['.', '-']).next().and_then(action_alone)?;
            if repeated != code.parent().unwrap_or(code) {
                return None;
            }
            whole(number)?
        }
    };
    match u8::try_from(number).ok()? {
        0 => Some(code),
        number => code.sub_action(number),
    }
}

/// `01`, `1`, `1.0`; also `01.02`, `352-01` and `352-01-02`.
fn action_alone(text: &str) -> Option<ActionCode> {
    let text = text.trim();
    if let Some(number) = whole(text) {
        return u8::try_from(number).ok().and_then(ActionCode::action);
    }
    match of_a_programme(text) {
        Some((_, code)) => code,
        None => text.parse().ok(),
    }
}

/// A code that begins with its programme: `352-01`, `352-01-02`, `P352-01`; the programme alone has no action.
pub(super) fn of_a_programme(text: &str) -> Option<(ProgrammeNumber, Option<ActionCode>)> {
    let mut parts = text.trim().split('-').map(str::trim);
    let number = programme(parts.next()?)?;
    let mut small = || parts.next().map(|part| whole(part).and_then(|number| u8::try_from(number).ok()));
    let code = match small() {
        None => None,
        Some(number) => {
            let code = ActionCode::action(number?)?;
            match small() {
                None | Some(Some(0)) => Some(code),
                Some(number) => Some(code.sub_action(number?)?),
            }
        }
    };
    parts.next().is_none().then_some((number, code))
}

/// "01 – Fonds…", "1.1 – Nombre…": the code before a dash or colon, and what follows.
pub(super) fn numbered(line: &str) -> Option<(Vec<u32>, &str)> {
    let line = line.trim();
    let end = line.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (code, rest) = line.split_at_checked(end)?;
    let rest = rest.trim_start().strip_prefix(['–', '-', '—', '‑', ':'])?;
    let numbers: Option<Vec<u32>> = code.trim_end_matches('.').split('.').map(whole).collect();
    let label = rest.trim();
    numbers.filter(|_| !label.is_empty()).map(|numbers| (numbers, label))
}

/// The action of a row of a table, with its label: "01 – Fonds…", "01.02 – Sous-action".
pub(super) fn action_label(line: &str) -> Option<(ActionCode, &str)> {
    let (numbers, label) = numbered(line)?;
    Some((action_numbers(&numbers)?, label))
}

fn action_numbers(numbers: &[u32]) -> Option<ActionCode> {
    let small = |number: &u32| u8::try_from(*number).ok();
    match numbers {
        [action] => ActionCode::action(small(action)?),
        [action, sub_action] => ActionCode::action(small(action)?)?.sub_action(small(sub_action)?),
        _ => None,
    }
}

/// The title of a heading: "Titre 2 Dépenses de personnel", "Titre 2 – Dépenses de personnel".
pub(super) fn titled(words: &str) -> Option<Title> {
    let words = folded(words);
    let rest = words.strip_prefix("titre ")?;
    let digit = rest.chars().next().filter(char::is_ascii_digit)?;
    let follows = rest.chars().nth(1);
    (!follows.is_some_and(|c| c.is_ascii_digit()))
        .then(|| digit.to_digit(10))
        .flatten()
        .and_then(|digit| u8::try_from(digit).ok())
        .and_then(Title::new)
}

/// What a row of a table by nature is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    Title(Title),
    Category(Category),
    Total,
}

/// A row of a table by nature, below a row of `above`: titles and categories go by their official names, a title perhaps by its number too.
pub(super) fn nature(label: &str, above: Option<Nature>) -> Option<Nature> {
    let words = folded(label);
    if words == "total" || words.starts_with("total ") {
        return Some(Nature::Total);
    }
    if let Some(title) = titled(label) {
        return Some(Nature::Title(title));
    }
    let named = match numbered(label) {
        Some((numbers, rest)) => match numbers.as_slice() {
            [code] if u8::try_from(*code).ok().and_then(Category::new).is_some() => {
                return u8::try_from(*code).ok().and_then(Category::new).map(Nature::Category);
            }
            _ => folded(rest),
        },
        None => words,
    };
    let is = |official: &str| folded(official) == named;
    let title = Title::all().find(|title| is(nature::title(*title, Lang::French)));
    let category = Category::all().find(|category| is(nature::category(*category, Lang::French)));
    match (title, category) {
        // Title 1 and its category have one name: the title comes first.
        (Some(title), Some(category)) => Some(if above == Some(Nature::Title(title)) { Nature::Category(category) } else { Nature::Title(title) }),
        (Some(title), None) => Some(Nature::Title(title)),
        (None, category) => category.map(Nature::Category),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_programs_write_them_and_nothing_else_is() {
        let number = |text| programme(text).map(ProgrammeNumber::get);
        let cases = [("352", Some(352)), ("352.0", Some(352)), ("352,00", Some(352)), ("0352", Some(352)), ("P352", Some(352)), (" 7 ", Some(7))];
        for (text, expected) in cases {
            assert_eq!(number(text), expected, "{text}");
        }
        for text in ["", "0", "1000", "352.1", "3 52", "352.", ".0", "-352", "35A", "1e2", "99999999999"] {
            assert_eq!(number(text), None, "{text}");
        }
        let code = |action_text, sub_action| action(action_text, sub_action).map(|code| code.to_string());
        let cases = [
            ("01", "", Some("01")),
            ("1", "", Some("01")),
            ("1.0", "0.0", Some("01")),
            ("12", "00", Some("12")),
            ("01", "02", Some("01.02")),
            ("1.0", "2.0", Some("01.02")),
            ("01", "01.02", Some("01.02")),
            ("01", "01-02", Some("01.02")),
            ("352-01", "352-01-02", Some("01.02")),
            ("01", "02.02", None),
            ("01.02", "", Some("01.02")),
            ("0", "", None),
            ("100", "", None),
            ("x", "", None),
            ("", "02", None),
            ("01", "x", None),
        ];
        for (text, sub_action, expected) in cases {
            assert_eq!(code(text, sub_action).as_deref(), expected, "{text} {sub_action}");
        }
    }

    #[test]
    fn labels_follow_their_number() {
        let cases = [
            ("01 – Fonds", Some((vec![1], "Fonds"))),
            ("1.1 – Nombre de produits", Some((vec![1, 1], "Nombre de produits"))),
            ("01.02 - Sous-action", Some((vec![1, 2], "Sous-action"))),
            ("2 : Objectif", Some((vec![2], "Objectif"))),
            ("1 200 – mille deux cents", None),
            ("01", None),
            ("01 –", None),
            ("Titre 2 – Personnel", None),
            ("7 300 000", None),
        ];
        for (line, expected) in cases {
            assert_eq!(numbered(line), expected, "{line}");
        }
    }

    #[test]
    fn titles_and_categories_go_by_number_or_by_official_name() {
        let title = |code| Nature::Title(Title::new(code).unwrap());
        let category = |code| Nature::Category(Category::new(code).unwrap());
        let cases = [
            ("Titre 2 – Dépenses de personnel", None, Some(title(2))),
            ("Dépenses de personnel", None, Some(title(2))),
            ("DÉPENSES DE PERSONNEL", None, Some(title(2))),
            ("Rémunérations d’activité", Some(title(2)), Some(category(21))),
            ("Dépenses de fonctionnement autres que celles de personnel", None, Some(category(31))),
            ("31 – Dépenses de fonctionnement autres que celles de personnel", None, Some(category(31))),
            ("Dotations des pouvoirs publics", None, Some(title(1))),
            ("Dotations des pouvoirs publics", Some(title(1)), Some(category(11))),
            ("Total", None, Some(Nature::Total)),
            ("Dépenses imprévues", None, None),
        ];
        for (label, above, expected) in cases {
            assert_eq!(nature(label, above), expected, "{label}");
        }
    }
}

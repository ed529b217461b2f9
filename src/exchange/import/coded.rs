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

/// Why a text is no category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NatureFault {
    Unknown,
    /// It is a title.
    Title,
    /// Beside its code stands the name of another one.
    OtherName,
}

/// `31`, `31.0`, `31 - Fonctionnement`. The files of every year write 10 for the only category of title 1.
///
/// # Errors
/// [`NatureFault`] for anything else.
pub(super) fn category(text: &str) -> Result<Category, NatureFault> {
    let (code, label) = match numbered(text) {
        Some((numbers, label)) => (if let [code] = numbers.as_slice() { Some(*code) } else { None }, label),
        None => (whole(text), ""),
    };
    let code = code.and_then(|code| u8::try_from(code).ok());
    let category = code.and_then(|code| Category::new(if code == 10 { 11 } else { code }));
    let Some(category) = category else {
        let is_title = code.and_then(Title::new).or_else(|| title(text)).or_else(|| titled(text)).is_some();
        return Err(if is_title { NatureFault::Title } else { NatureFault::Unknown });
    };
    match named(&folded(label)) {
        (None, None) => Ok(category),
        (_, Some(other)) if other == category => Ok(category),
        (Some(title), None) if title == category.title() => Ok(category),
        _ => Err(NatureFault::OtherName),
    }
}

pub(super) fn title(text: &str) -> Option<Title> {
    let text = text.trim();
    let digits = text.strip_prefix(['T', 't']).unwrap_or(text);
    whole(digits).and_then(|code| u8::try_from(code).ok()).and_then(Title::new)
}

/// Why a text is the code of no action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeFault {
    Unknown,
    /// It begins with the number of another programme.
    OtherProgramme,
}

/// The code of an action and of its sub-action, each in its own column, on a line of a programme. A sub-action may repeat its action: `02` or
/// `01.02` or `01-02` in action 01, and then the action may be blank. None, zero and blank are no sub-action.
///
/// # Errors
/// [`CodeFault`] for anything else, and for codes of another programme or action.
pub(super) fn action(action: &str, sub_action: &str, programme: Option<ProgrammeNumber>) -> Result<ActionCode, CodeFault> {
    let (action, sub_action) = (action.trim(), sub_action.trim());
    let has_none = |text: &str| matches!(text, "" | "-");
    if has_none(sub_action) {
        return action_alone(action, programme);
    }
    if let Some(number) = whole(sub_action) {
        let code = action_alone(action, programme)?;
        let number = u8::try_from(number).map_err(|_| CodeFault::Unknown)?;
        return if number == 0 { Ok(code) } else { code.sub_action(number).ok_or(CodeFault::Unknown) };
    }
    let code = action_alone(sub_action, programme)?;
    if has_none(action) {
        return Ok(code);
    }
    let above = action_alone(action, programme)?;
    if above == code || Some(above) == code.parent() { Ok(code) } else { Err(CodeFault::Unknown) }
}

/// `01`, `1`, `1.0`; also `01.02`, `01-02`, `352-01` and `352-01-02`.
fn action_alone(text: &str, own: Option<ProgrammeNumber>) -> Result<ActionCode, CodeFault> {
    let code = |number: u32| u8::try_from(number).ok().and_then(ActionCode::action).ok_or(CodeFault::Unknown);
    if let Some(number) = whole(text) {
        return code(number);
    }
    if !text.contains('-') {
        return text.parse().map_err(|_| CodeFault::Unknown);
    }
    // Two short numbers are an action and its sub-action: programmes have three digits.
    if let Some((Some(action), Some(number))) = text.split_once('-').map(|(action, number)| (whole(action), whole(number)))
        && action < 100
    {
        let number = u8::try_from(number).map_err(|_| CodeFault::Unknown)?;
        return if number == 0 { code(action) } else { code(action)?.sub_action(number).ok_or(CodeFault::Unknown) };
    }
    match of_a_programme(text) {
        Some((programme, _)) if own.is_some_and(|own| own != programme) => Err(CodeFault::OtherProgramme),
        Some((_, code)) => code.ok_or(CodeFault::Unknown),
        None => Err(CodeFault::Unknown),
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

/// "01 – Fonds…", "1.1 – Nombre…", "01-02 – Écoles": the code before a dash or colon, and what follows. A dash between two numbers without
/// spaces belongs to the code.
pub(super) fn numbered(line: &str) -> Option<(Vec<u32>, &str)> {
    let line = line.trim();
    let is_dash = |c: char| matches!(c, '–' | '-' | '—' | '‑');
    let is_code = |c: char| c.is_ascii_digit() || c == '.';
    let mut end = line.find(|c: char| !is_code(c))?;
    while let Some((_, rest)) = line.split_at_checked(end)
        && let Some(rest) = rest.strip_prefix(is_dash)
        && rest.starts_with(|c: char| c.is_ascii_digit())
    {
        end = line.len() - rest.trim_start_matches(is_code).len();
    }
    let (code, rest) = line.split_at_checked(end)?;
    let rest = rest.trim_start().strip_prefix(|c| is_dash(c) || c == ':')?;
    let numbers: Option<Vec<u32>> = code.trim_end_matches('.').split(|c| is_dash(c) || c == '.').map(whole).collect();
    let label = rest.trim();
    numbers.filter(|_| !label.is_empty()).map(|numbers| (numbers, label))
}

/// The action of a row of a table, with its label: "01 – Fonds…", "01.02 – Sous-action". A label that begins with a number and a dash may be
/// the rest of a code: such a row names no action.
pub(super) fn action_label(line: &str) -> Option<(ActionCode, &str)> {
    let (numbers, label) = numbered(line)?;
    if numbered(label).is_some() {
        return None;
    }
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
        let name = words.trim_start_matches("titre ").trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | ':' | '.'));
        return Some(Nature::Title(title)).filter(|_| named(name).0.is_none_or(|named| named == title));
    }
    let name = match numbered(label) {
        Some((numbers, rest)) => {
            let name = folded(rest);
            let code = if let [code] = numbers.as_slice() { u8::try_from(*code).ok() } else { None };
            // A code beside the name of another one says neither.
            if let Some(category) = code.and_then(Category::new) {
                return Some(Nature::Category(category)).filter(|_| named(&name).1.is_none_or(|named| named == category));
            }
            if code.and_then(Title::new).is_some_and(|title| named(&name).0.is_some_and(|named| named != title)) {
                return None;
            }
            name
        }
        None => words,
    };
    match named(&name) {
        // Title 1 and its category have one name: the title comes first.
        (Some(title), Some(category)) => Some(if above == Some(Nature::Title(title)) { Nature::Category(category) } else { Nature::Title(title) }),
        (Some(title), None) => Some(Nature::Title(title)),
        (None, category) => category.map(Nature::Category),
    }
}

/// The title and the category that have an official name, folded.
fn named(name: &str) -> (Option<Title>, Option<Category>) {
    let is = |official: &str| folded(official) == name;
    let title = Title::all().find(|title| is(nature::title(*title, Lang::French)));
    (title, Category::all().find(|category| is(nature::category(*category, Lang::French))))
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
        let own = ProgrammeNumber::new(352);
        let code = |action_text, sub_action| action(action_text, sub_action, own).map(|code| code.to_string());
        let unknown = Err(CodeFault::Unknown);
        let cases = [
            ("01", "", Ok("01")),
            ("1", "", Ok("01")),
            ("1.0", "0.0", Ok("01")),
            ("12", "00", Ok("12")),
            ("01", "02", Ok("01.02")),
            ("1.0", "2.0", Ok("01.02")),
            ("01", "01.02", Ok("01.02")),
            ("01", "01-02", Ok("01.02")),
            ("352-01", "352-01-02", Ok("01.02")),
            ("P352-01", "02", Ok("01.02")),
            ("", "352-01-02", Ok("01.02")),
            ("-", "01.02", Ok("01.02")),
            ("01-02", "", Ok("01.02")),
            ("01.02", "", Ok("01.02")),
            ("01.02", "01.02", Ok("01.02")),
            ("01", "02.02", unknown),
            ("352-01", "352-02-01", unknown),
            ("0", "", unknown),
            ("100", "", unknown),
            ("x", "", unknown),
            ("", "02", unknown),
            ("", "", unknown),
            ("01", "x", unknown),
            ("353-01", "", Err(CodeFault::OtherProgramme)),
            ("353-01", "353-01-02", Err(CodeFault::OtherProgramme)),
            ("01", "353-01-02", Err(CodeFault::OtherProgramme)),
            ("", "353-01-02", Err(CodeFault::OtherProgramme)),
        ];
        for (text, sub_action, expected) in cases {
            assert_eq!(code(text, sub_action), expected.map(str::to_owned), "{text} {sub_action}");
        }
    }

    #[test]
    fn categories_go_by_their_code_and_the_only_one_of_title_1_by_10_too() {
        use NatureFault::{OtherName, Title, Unknown};
        let cases = [
            ("31", Ok(31)),
            ("31.0", Ok(31)),
            ("10", Ok(11)),
            ("10.0", Ok(11)),
            ("11", Ok(11)),
            ("31 - Fonctionnement", Ok(31)),
            ("31-Fonctionnement", Ok(31)),
            ("31 – Dépenses de fonctionnement autres que celles de personnel", Ok(31)),
            ("10 : Dotations des pouvoirs publics", Ok(11)),
            ("31 - Rémunérations d'activité", Err(OtherName)),
            ("31 - Dépenses d'investissement", Err(OtherName)),
            ("3", Err(Title)),
            ("3.0", Err(Title)),
            ("T3", Err(Title)),
            ("Titre 3", Err(Title)),
            ("3 - Fonctionnement", Err(Title)),
            ("99", Err(Unknown)),
            ("99 - Autres", Err(Unknown)),
            ("31-32", Err(Unknown)),
            ("31-32 - x", Err(Unknown)),
            ("31 -", Err(Unknown)),
            ("31 Fonctionnement", Err(Unknown)),
            ("Fonctionnement", Err(Unknown)),
            ("", Err(Unknown)),
        ];
        for (text, expected) in cases {
            assert_eq!(category(text).map(Category::code), expected, "{text}");
        }
    }

    #[test]
    fn labels_follow_their_number() {
        let cases = [
            ("01 – Fonds", Some((vec![1], "Fonds"))),
            ("1.1 – Nombre de produits", Some((vec![1, 1], "Nombre de produits"))),
            ("01.02 - Sous-action", Some((vec![1, 2], "Sous-action"))),
            ("2 : Objectif", Some((vec![2], "Objectif"))),
            ("01-02 – Écoles", Some((vec![1, 2], "Écoles"))),
            ("01–02 : Écoles", Some((vec![1, 2], "Écoles"))),
            ("1-2 - Écoles", Some((vec![1, 2], "Écoles"))),
            ("352-01-02 – Écoles", Some((vec![352, 1, 2], "Écoles"))),
            ("01-Fonds", Some((vec![1], "Fonds"))),
            ("01 – 2e plan", Some((vec![1], "2e plan"))),
            ("01-02", None),
            ("01-02 Écoles", None),
            ("01-", None),
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
    fn the_action_of_a_label_is_the_one_of_its_whole_code() {
        let cases = [
            ("01 – Fonds", Some("01")),
            ("01.02 – Écoles", Some("01.02")),
            ("01-02 – Écoles", Some("01.02")),
            ("1‑2 — Écoles", Some("01.02")),
            ("01 – 2e plan", Some("01")),
            // A code with spaces, of a programme, or of too many parts is not cut short.
            ("01 – 02 – Écoles", None),
            ("01 - 02 : Écoles", None),
            ("352-01 – Fonds", None),
            ("01-02-03 – Écoles", None),
            ("01-02 Écoles", None),
        ];
        for (line, expected) in cases {
            assert_eq!(action_label(line).map(|(code, _)| code.to_string()).as_deref(), expected, "{line}");
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
            ("31 – Frais de fonctionnement", None, Some(category(31))),
            // A code beside the name of another title or category.
            ("31 – Rémunérations d'activité", None, None),
            ("Titre 2 – Dépenses de fonctionnement", None, None),
            ("2 – Dépenses de fonctionnement", None, None),
            ("3 – Dépenses de fonctionnement", None, Some(title(3))),
            ("Titre 2 Dépenses de personnel", None, Some(title(2))),
        ];
        for (label, above, expected) in cases {
            assert_eq!(nature(label, above), expected, "{label}");
        }
    }
}

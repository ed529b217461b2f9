//! What a user typed in a place, read as a change: the one door of the grid, of a paste and of `papier set`.

use std::cell::OnceCell;

use crate::calc::Figures;
use crate::lang::number::{self, NumberRefusal};
use crate::lang::writing::excerpt;
use crate::lang::{Lang, links, writing};
use crate::model::{
    ActionCode, Amount, Better, CellContent, CellHolds, CellPlace, CellValue, CodeWords, Document, Entry, IndicatorValue, Place, ProgrammeField,
    ProgrammeNumber, SectionRowField, Shape, TextPlace, ValueKey, Viewpoint, Year,
};
use crate::sections::shapes;
use crate::tables::{self, MISSION};

/// New content of an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    Amount(Amount),
    Value(IndicatorValue),
    Words(String),
    Cell(CellContent),
}

/// One entry and its new content; `None` clears it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub entry: Entry,
    pub content: Option<Typed>,
}

/// What becomes of what reads as no value of an indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unread {
    #[default]
    Refused,
    /// It stands as words, which somebody said to want.
    KeptAsWords,
}

/// Why what was typed cannot stand there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypedRefusal {
    #[error("the place is computed")]
    Computed,
    /// A forecast as the PAP of its year published it.
    #[error("published with PAP {0}")]
    Locked(Year),
    /// A cell of a year that neither this PAP nor the one before shows.
    #[error("no table shows {0}")]
    OtherYear(Year),
    #[error("not a number")]
    Number(#[from] NumberRefusal),
    /// No value of an indicator; the same may stand as words.
    #[error("no value")]
    NotAValue(NumberRefusal),
    /// What is none of the few words that a place takes; beside them, where it says so, it takes a number.
    #[error("not one of the words that it takes")]
    NotAChoice(Box<ChoiceRefusal>),
    #[error("a programme number has one to three digits")]
    ProgrammeNumber(String),
    /// No code of an action, or of a sub-action of its own.
    #[error("not a code of an action")]
    ActionCode { typed: String, parent: Option<ActionCode> },
    #[error("unknown viewpoint")]
    Viewpoint(String),
    #[error("unknown direction")]
    Direction(String),
    /// Anything but the flag of what is one of the mission.
    #[error("unknown flag")]
    Mission(String),
    /// A name or a label holds a character that is not shown but steers how others are: the `position`th, counted from 1.
    #[error("U+{:04X} cannot stand in a name", u32::from(*character))]
    Unshowable { character: char, position: usize },
}

/// What is none of the few words that a place takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceRefusal {
    pub typed: String,
    pub words: Vec<&'static str>,
    /// Whether the place takes a number beside them.
    pub takes_number: bool,
}

/// Reads what was typed in a place; spaces around it do not count, and nothing clears the entry.
pub fn read(document: &Document, place: Place, typed: &str) -> Result<Change, TypedRefusal> {
    read_or(document, place, typed, Unread::Refused)
}

/// The same, where it was asked what becomes of a value that reads as nothing.
pub fn read_or(document: &Document, place: Place, typed: &str, unread: Unread) -> Result<Change, TypedRefusal> {
    read_over(document, &OnceCell::new(), place, typed, unread)
}

/// The same for one of many places: the figures of the document are made once, for the first text that has a link.
pub(super) fn read_over(document: &Document, figures: &OnceCell<Figures>, place: Place, typed: &str, unread: Unread) -> Result<Change, TypedRefusal> {
    let entry = document.entry(place).ok_or(TypedRefusal::Computed)?;
    if let Entry::Cell(CellPlace { section, year: Some(year), .. }) = entry {
        let years = shapes::of(section).map_or(&[][..], |shape| shape.years);
        // Those that its tables show, and those of the PAP before, which they carry on.
        let is_known = years.iter().any(|offset| [document.year, document.previous_year()].iter().any(|pap| pap.offset(*offset) == year));
        if !is_known {
            return Err(TypedRefusal::OtherYear(year));
        }
    }
    if let Entry::Value { row, year, kind } = entry
        && document.is_locked((row, year, kind))
    {
        return Err(TypedRefusal::Locked(year));
    }
    let trimmed = typed.trim();
    if trimmed.is_empty() && !matches!(entry, Entry::Text(TextPlace::ActionCode(_))) {
        return Ok(Change { entry, content: None });
    }
    let content = match entry {
        Entry::Text(TextPlace::ActionCode(id)) => {
            let parent = document.action(id).and_then(|action| action.code.parent());
            Typed::Words(typed_code(parent, trimmed)?.to_string())
        }
        Entry::Amount(_) => Typed::Amount(number::parse_amount(trimmed)?),
        Entry::Value { row, year, kind } => Typed::Value(typed_value(document, (row, year, kind), trimmed, unread)?),
        Entry::Cell(cell) => Typed::Cell(typed_cell(cell, trimmed)?),
        Entry::Text(TextPlace::Narrative(_)) => Typed::Words(links::stored_over(document, figures, typed)),
        Entry::Text(TextPlace::Programme(ProgrammeField::Number)) => {
            let number = trimmed.parse().ok().and_then(ProgrammeNumber::new);
            Typed::Words(number.ok_or_else(|| TypedRefusal::ProgrammeNumber(excerpt(trimmed).into_owned()))?.to_string())
        }
        Entry::Text(TextPlace::Viewpoint(_)) => {
            let viewpoint = viewpoint(trimmed).ok_or_else(|| TypedRefusal::Viewpoint(excerpt(trimmed).into_owned()))?;
            Typed::Words(crate::lang::viewpoint(viewpoint, Lang::French).into())
        }
        Entry::Text(TextPlace::Direction(_)) => {
            let better = better(trimmed).ok_or_else(|| TypedRefusal::Direction(excerpt(trimmed).into_owned()))?;
            Typed::Words(crate::lang::better(better, Lang::French).into())
        }
        Entry::Text(TextPlace::SectionRow { section, field: SectionRowField::Code, .. }) => {
            let words = shapes::of(section).and_then(Shape::code_words);
            match words {
                Some(words) if !words.choices.is_empty() => Typed::Words(chosen(words, trimmed)?.into()),
                Some(words) => Typed::Words(typed_name(words.bare(trimmed))?),
                None => Typed::Words(typed_name(trimmed)?),
            }
        }
        Entry::Text(TextPlace::ObjectiveMission(_) | TextPlace::IndicatorMission(_)) if trimmed.to_lowercase() == MISSION => {
            Typed::Words(MISSION.into())
        }
        Entry::Text(TextPlace::ObjectiveMission(_) | TextPlace::IndicatorMission(_)) => {
            return Err(TypedRefusal::Mission(excerpt(trimmed).into_owned()));
        }
        Entry::Text(_) => Typed::Words(typed_name(trimmed)?),
    };
    Ok(Change { entry, content: Some(content) })
}

/// What was typed as the value of an indicator. What stands there already, as it is printed, stays what it is.
fn typed_value(document: &Document, key: ValueKey, typed: &str, unread: Unread) -> Result<IndicatorValue, TypedRefusal> {
    let unit = document.indicator_of_row(key.0).map_or("", |(indicator, row)| indicator.unit_of(row));
    let standing = document.values.get(&key).filter(|value| !matches!(value, IndicatorValue::Number { formula: Some(_), .. }));
    if let Some(value) = standing.filter(|value| writing::value(value) == typed) {
        return Ok(value.clone());
    }
    let refusal = match number::parse_value(typed, unit) {
        Ok(value) => return Ok(value),
        // A formula is meant to compute.
        Err(refusal) if typed.starts_with('=') => return Err(refusal.into()),
        Err(refusal) => refusal,
    };
    let words = IndicatorValue::Words(typed_name(typed)?.into());
    if unread == Unread::KeptAsWords { Ok(words) } else { Err(TypedRefusal::NotAValue(refusal)) }
}

/// The code of an action that was typed: "8" is 08, and beside the sub-actions of 02 "1" is 02.01.
pub fn typed_code(parent: Option<ActionCode>, typed: &str) -> Result<ActionCode, TypedRefusal> {
    let number = |digits: &str| digits.parse::<u8>().ok().filter(|_| digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    let code = match (parent, typed.trim().split_once('.')) {
        (None, None) => number(typed.trim()).and_then(ActionCode::action),
        (Some(parent), None) => number(typed.trim()).and_then(|own| parent.sub_action(own)),
        (Some(parent), Some((first, own))) if number(first) == Some(parent.number()) => number(own).and_then(|own| parent.sub_action(own)),
        (Some(_) | None, Some(_)) => None,
    };
    code.ok_or_else(|| TypedRefusal::ActionCode { typed: excerpt(typed.trim()).into_owned(), parent })
}

/// The key of one of a few words.
fn chosen(words: &CodeWords, typed: &str) -> Result<&'static str, TypedRefusal> {
    let names = || words.choices.iter().flat_map(|choice| choice.names).collect();
    let refusal = || TypedRefusal::NotAChoice(Box::new(ChoiceRefusal { typed: excerpt(typed).into_owned(), words: names(), takes_number: false }));
    words.choice(typed).map(|choice| choice.key).ok_or_else(refusal)
}

/// What was typed in a cell of a section, by what its column holds.
pub(super) fn typed_cell(place: CellPlace, typed: &str) -> Result<CellContent, TypedRefusal> {
    let column = shapes::of(place.section).and_then(|shape| shape.column(place.column)).ok_or(TypedRefusal::Computed)?;
    let folded = typed.to_lowercase();
    if let Some(words) = column.words.iter().find(|words| words.to_lowercase() == folded) {
        return Ok(CellContent::words(*words));
    }
    match column.holds {
        CellHolds::Words => Ok(CellContent::words(typed_name(typed)?)),
        CellHolds::Euros => {
            let Amount { euros, formula } = number::parse_amount(typed)?;
            Ok(CellContent { value: CellValue::Number(euros.get().into()), formula: formula.map(|formula| formula.to_string()) })
        }
        CellHolds::Decimal(unit) => number::parse_decimal(typed, unit).map_err(|refusal| match column.words {
            [] => refusal.into(),
            words => {
                TypedRefusal::NotAChoice(Box::new(ChoiceRefusal { typed: excerpt(typed).into_owned(), words: words.to_vec(), takes_number: true }))
            }
        }),
    }
}

/// The viewpoint that a word of either language means.
pub(super) fn viewpoint(word: &str) -> Option<Viewpoint> {
    let means = |viewpoint: &Viewpoint| Lang::ALL.into_iter().any(|lang| crate::lang::viewpoint(*viewpoint, lang).eq_ignore_ascii_case(word));
    Viewpoint::ALL.into_iter().find(means)
}

/// The direction that a word of either language means.
pub(super) fn better(word: &str) -> Option<Better> {
    let means = |better: &Better| Lang::ALL.into_iter().any(|lang| crate::lang::better(*better, lang).eq_ignore_ascii_case(word));
    Better::BOTH.into_iter().find(means)
}

/// A name or a label on its line; refused where it holds a control or an order of direction, which a terminal or a reader would obey.
pub fn typed_name(typed: &str) -> Result<String, TypedRefusal> {
    let words = one_line(typed);
    let orders = |c: &char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match words.chars().zip(1..).find(|(character, _)| orders(character)) {
        Some((character, position)) => Err(TypedRefusal::Unshowable { character, position }),
        None => Ok(words),
    }
}

/// A label stands on one line: line breaks and runs of spaces become one space; U+00A0 and U+202F stay.
pub(super) fn one_line(text: &str) -> String {
    const BREAKS: [char; 9] = [' ', '\t', '\r', '\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split(BREAKS).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What an entry shows when it is edited: its formula, or what it prints.
pub fn typed_text(document: &Document, entry: Entry) -> String {
    match entry {
        Entry::Amount(entry) => document.amount(entry).map_or_else(String::new, amount_text),
        Entry::Value { row, year, kind } => document.values.get(&(row, year, kind)).map_or_else(String::new, value_text),
        Entry::Text(place) => tables::words(document, place),
        Entry::Cell(place) => document.sections.cell(place).map_or_else(String::new, cell_text),
    }
}

impl Typed {
    /// The same of content that stands nowhere yet.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Amount(amount) => amount_text(amount),
            Self::Value(value) => value_text(value),
            Self::Words(words) => words.clone(),
            Self::Cell(content) => cell_text(content),
        }
    }
}

fn amount_text(amount: &Amount) -> String {
    amount.formula.as_ref().map_or_else(|| writing::euros(amount.euros), ToString::to_string)
}

fn value_text(value: &IndicatorValue) -> String {
    match value {
        IndicatorValue::Number { formula: Some(formula), marks, .. } => writing::marked(formula.to_string(), *marks),
        value => writing::value(value),
    }
}

fn cell_text(content: &CellContent) -> String {
    match (&content.formula, &content.value) {
        (Some(formula), _) => formula.clone(),
        (None, CellValue::Number(number)) => writing::decimal(*number),
        (None, CellValue::Words(words)) => words.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_with_one_digit_or_two_and_beside_its_like() {
        let parent = ActionCode::action(2);
        let cases = [
            (None, "8", Some("08")),
            (None, " 08 ", Some("08")),
            (None, "99", Some("99")),
            (parent, "1", Some("02.01")),
            (parent, "02.01", Some("02.01")),
            (parent, "2.1", Some("02.01")),
            (parent, "03.01", None),
            (parent, "0", None),
            (None, "02.01", None),
        ];
        let refused = ["", "0", "00", "100", "+8", "-1", "8a", "008", "1.2.3", "٨"].map(|typed| (None, typed, None));
        for (parent, typed, expected) in cases.into_iter().chain(refused) {
            let read = typed_code(parent, typed).ok().map(|code| code.to_string());
            assert_eq!(read.as_deref(), expected, "{typed:?} beside {parent:?}");
        }
    }

    #[test]
    fn a_name_stands_on_one_line_and_holds_nothing_that_is_obeyed() {
        let refused = |character, position| Err(TypedRefusal::Unshowable { character, position });
        let cases = [
            ("Fonds pour l’accélération", Ok("Fonds pour l’accélération")),
            ("a\r\n b\t\u{b}c\u{2028}d\u{85}e", Ok("a b c d e")),
            ("7\u{202f}300\u{a0}€ \u{200b}", Ok("7\u{202f}300\u{a0}€ \u{200b}")),
            ("avant \u{1b}[31mrouge", refused('\u{1b}', 7)),
            ("\u{7}", refused('\u{7}', 1)),
            ("a\u{0}", refused('\u{0}', 2)),
            ("a\u{8}", refused('\u{8}', 2)),
            ("a\u{7f}", refused('\u{7f}', 2)),
            ("a\u{9b}31m", refused('\u{9b}', 2)),
            ("a\u{202e}b", refused('\u{202e}', 2)),
            ("a\u{2066}b", refused('\u{2066}', 2)),
        ];
        for (typed, expected) in cases {
            assert_eq!(typed_name(typed), expected.map(str::to_owned), "{typed:?}");
        }
    }
}

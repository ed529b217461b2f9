//! How the shapes of files are read, whatever their version: by RON and serde, with each fault at its line.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::format_2::named::Named;
use super::{Expectation, Fault, Position, Syntax, density};
use crate::model::{LONGEST_TEXT, Text};

/// Every shape is four levels deep; anything deeper is not a document.
const DEPTH: usize = 12;

pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(DEPTH)
}

/// The shape of a text whose first line is a comment.
pub(super) fn shape<F: DeserializeOwned>(text: &str) -> Result<F, (Position, Fault)> {
    density::check(text, density::MOST_VALUES)?;
    counted_shape(text)
}

/// The same of a text whose values were counted.
pub(super) fn counted_shape<F: DeserializeOwned>(text: &str) -> Result<F, (Position, Fault)> {
    options().from_str(text).map_err(|error| (Position { line: error.span.start.line, column: error.span.start.col }, fault(error.code)))
}

/// Expectations travel through serde as words.
const KEYS: [(Expectation, &str); 17] = [
    (Expectation::Euros, "euros"),
    (Expectation::Year, "year"),
    (Expectation::BillYear, "bill-year"),
    (Expectation::ProgrammeNumber, "programme-number"),
    (Expectation::Category, "category"),
    (Expectation::ActionCode, "action-code"),
    (Expectation::Value, "indicator-value"),
    (Expectation::Rule, "rule"),
    (Expectation::Place, "place"),
    (Expectation::ShownFigure, "shown-figure"),
    (Expectation::Label, "label"),
    (Expectation::Text, "text"),
    (Expectation::Slides, "slides"),
    (Expectation::Line, "line"),
    (Expectation::Key, "key"),
    (Expectation::Number, "number"),
    (Expectation::Identity, "identity"),
];

pub(super) fn key(expectation: &Expectation) -> &'static str {
    KEYS.iter().find(|(known, _)| known == expectation).map_or("", |(_, key)| key)
}

/// What was expected, in the words of serde: one of the keys, or a shape.
fn expectation(words: &str) -> Expectation {
    if let Some((expectation, _)) = KEYS.into_iter().find(|(_, key)| *key == words) {
        return expectation;
    }
    match words {
        "a string" | "a borrowed string" => Expectation::Quoted,
        "a sequence" => Expectation::List,
        "a boolean" => Expectation::Boolean,
        "u8" | "u16" | "u32" | "u64" | "i64" => Expectation::Whole,
        words if words.starts_with("struct ") => Expectation::Fields,
        _ => Expectation::Else,
    }
}

pub(super) fn fault(error: ron::Error) -> Fault {
    use ron::Error as E;
    match error {
        E::NoSuchStructField { found, .. } => Fault::UnknownField(found),
        E::MissingStructField { field, .. } => Fault::MissingField(field.into()),
        E::DuplicateStructField { field, .. } => Fault::DuplicateField(field.into()),
        E::ExceededRecursionLimit => Fault::TooDeep,
        E::NoSuchEnumVariant { expected, .. } => Fault::Expected(Expectation::OneOf(expected)),
        E::Message(expected) | E::InvalidValueForType { expected, .. } | E::ExpectedDifferentLength { expected, .. } => {
            Fault::Expected(expectation(&expected))
        }
        E::ExpectedString | E::ExpectedStringEnd | E::InvalidEscape(_) => Fault::Expected(Expectation::Quoted),
        E::ExpectedBoolean => Fault::Expected(Expectation::Boolean),
        E::ExpectedInteger
        | E::ExpectedFloat
        | E::IntegerOutOfBounds
        | E::InvalidIntegerDigit { .. }
        | E::UnderscoreAtBeginning
        | E::FloatUnderscore => Fault::Expected(Expectation::Whole),
        E::ExpectedArray => Fault::Expected(Expectation::List),
        E::ExpectedStructLike | E::ExpectedNamedStructLike(_) => Fault::Expected(Expectation::Fields),
        E::ExpectedArrayEnd => Fault::Syntax(Syntax::Missing(']')),
        E::ExpectedStructLikeEnd | E::ExpectedOptionEnd => Fault::Syntax(Syntax::Missing(')')),
        E::ExpectedMapColon => Fault::Syntax(Syntax::Missing(':')),
        E::ExpectedComma => Fault::Syntax(Syntax::Missing(',')),
        E::UnexpectedChar(character) => Fault::Syntax(Syntax::Unexpected(character.to_string())),
        E::InvalidIdentifier(found) | E::SuggestRawIdentifier(found) | E::ExpectedDifferentStructName { found, .. } => {
            Fault::Syntax(Syntax::Unexpected(found))
        }
        E::ExpectedIdentifier => Fault::Syntax(Syntax::Nameless),
        E::Eof => Fault::Syntax(Syntax::End),
        E::UnclosedBlockComment => Fault::Syntax(Syntax::Comment),
        E::TrailingCharacters => Fault::Syntax(Syntax::Trailing),
        _ => Fault::Syntax(Syntax::Else),
    }
}

/// A fault of an item of a section.
pub(super) struct Misplaced {
    pub section: &'static str,
    pub index: usize,
    pub fault: Fault,
}

impl Misplaced {
    /// The line of the item: sections are written one item a line. The first line when the file is laid out otherwise.
    pub fn position(&self, text: &str) -> Position {
        let opening = format!("{}: [", self.section);
        let section = text.lines().position(|line| line.trim() == opening);
        Position { line: section.map_or(1, |line| line + 2 + self.index), column: 1 }
    }
}

pub(super) fn dangling(section: &'static str, index: usize, what: &'static str, id: u64) -> Misplaced {
    Misplaced { section, index, fault: Fault::Dangling { what, found: id.to_string() } }
}

pub(super) fn twice(section: &'static str, index: usize, what: &'static str, found: impl fmt::Display) -> Misplaced {
    Misplaced { section, index, fault: Fault::Twice { what, found: found.to_string() } }
}

pub(super) fn unique<K: Ord + Named, V>(section: &'static str, items: impl Iterator<Item = (K, V)>) -> Result<BTreeMap<K, V>, Misplaced> {
    let mut map = BTreeMap::new();
    for (index, (key, value)) in items.enumerate() {
        match map.entry(key) {
            Entry::Vacant(free) => free.insert(value),
            Entry::Occupied(taken) => return Err(twice(section, index, K::WHAT, taken.key().named())),
        };
    }
    Ok(map)
}

/// The lines of a text that were read so far.
#[derive(Default)]
pub(super) struct Joined {
    lines: Option<String>,
    characters: usize,
}

impl Joined {
    /// Adds a line, and says whether the text is still no longer than a text may be.
    pub fn push(&mut self, line: &str) -> bool {
        match &mut self.lines {
            None => self.lines = Some(line.to_owned()),
            Some(lines) => {
                lines.push('\n');
                lines.push_str(line);
                self.characters += 1;
            }
        }
        self.characters += line.chars().count();
        self.characters <= LONGEST_TEXT
    }

    pub fn text(&self) -> Text {
        Text::new(self.lines.as_deref().unwrap_or_default())
    }
}

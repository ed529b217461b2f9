//! The sections of a file of format 2 that this Papier does not know: taken out before the others are read, and kept as they are written.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::de::IgnoredAny;

use crate::model::UnknownSection;
use crate::storage::density::{Bare, MOST_VALUES, position};
use crate::storage::{Fault, Position, reading};

/// More than any version will have: each takes memory of its own.
const MOST_SECTIONS: usize = 1_000;

/// The text with unknown sections blanked, so that lines and columns hold, and these sections in their order; its values are counted. A section is a list; an unknown
/// field of another shape is left, for who reads the rest refuses it.
pub(super) fn apart<'a>(text: &'a str, known: &[&str]) -> Result<(Cow<'a, str>, Vec<UnknownSection>), (Position, Fault)> {
    let unknown: Vec<Span<'_>> = fields(text)?.into_iter().filter(|span| !known.contains(&span.name)).collect();
    if unknown.is_empty() {
        return Ok((Cow::Borrowed(text), vec![]));
    }
    let (mut rest, mut end) = (String::with_capacity(text.len()), 0);
    let mut sections: Vec<UnknownSection> = Vec::new();
    let mut names = BTreeSet::new();
    for Span { name, start, list } in unknown {
        let written = text.get(list.clone()).unwrap_or_default();
        if !names.insert(name) {
            return Err((position(text, start), Fault::DuplicateField(name.to_owned())));
        }
        if names.len() > MOST_SECTIONS {
            return Err((position(text, start), Fault::UnknownField(name.to_owned())));
        }
        if let Err(error) = reading::options().from_str::<IgnoredAny>(written) {
            let (opening, within) = (position(text, list.start), error.span.start);
            let column = if within.line == 1 { opening.column + within.col - 1 } else { within.col };
            return Err((Position { line: opening.line + within.line - 1, column }, reading::fault(error.code)));
        }
        sections.push(UnknownSection { name: name.to_owned(), list: written.replace("\r\n", "\n") });
        rest.push_str(text.get(end..start).unwrap_or_default());
        // With the comma behind it.
        let after = text.get(list.end..).unwrap_or_default();
        end = list.end
            + after.find(',').filter(|comma| after.get(..*comma).is_some_and(|between| between.trim().is_empty())).map_or(0, |comma| comma + 1);
        rest.extend(text.get(start..end).unwrap_or_default().chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
    }
    rest.push_str(text.get(end..).unwrap_or_default());
    Ok((Cow::Owned(rest), sections))
}

/// A field of the outermost level whose value is a list.
struct Span<'a> {
    name: &'a str,
    /// The byte where its name begins.
    start: usize,
    /// From the opening bracket to the closing one.
    list: std::ops::Range<usize>,
}

/// Each field of the outermost level whose value is a list, in order; the values of the text are counted on the way.
fn fields(text: &str) -> Result<Vec<Span<'_>>, (Position, Fault)> {
    let mut fields = Vec::new();
    let mut values = 0;
    let mut depth = 0_usize;
    // Where a name began and where it ended, at the outermost level.
    let mut name: Option<std::ops::Range<usize>> = None;
    let mut is_value = false;
    let mut list: Option<usize> = None;
    for (at, character) in Bare::of(text) {
        if character == ',' {
            values += 1;
            if values > MOST_VALUES {
                return Err((position(text, at), Fault::TooMany { most: MOST_VALUES }));
            }
        }
        match character {
            '(' | '[' | '{' => {
                depth += 1;
                if depth == 2 && is_value && character == '[' {
                    list = Some(at);
                }
                is_value = false;
            }
            ')' | ']' | '}' => {
                depth = depth.saturating_sub(1);
                if depth == 1
                    && let (Some(name), Some(start)) = (name.take(), list.take())
                {
                    fields.push(Span { name: text.get(name.clone()).unwrap_or_default(), start: name.start, list: start..at + 1 });
                }
            }
            _ if depth != 1 => {}
            ',' => (name, is_value) = (None, false),
            ':' => is_value = name.is_some(),
            character if character.is_whitespace() => {}
            character if is_value || !(character.is_ascii_alphanumeric() || character == '_') => (name, is_value) = (None, false),
            // What stands before a space is no part of it, and is refused with the rest.
            _ => name = Some(name.filter(|name| name.end == at).map_or(at, |name| name.start)..at + 1),
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is taken from a text of which `a` and `b` are known.
    fn taken(text: &str) -> Vec<(String, String)> {
        let (rest, sections) = apart(text, &["a", "b"]).unwrap();
        assert_eq!(rest.chars().count(), text.chars().count());
        assert_eq!(rest.lines().count(), text.lines().count());
        sections.into_iter().map(|section| (section.name, section.list)).collect()
    }

    #[test]
    fn unknown_lists_of_the_outermost_level_are_taken_and_nothing_else() {
        for (text, expected) in [
            ("(a: [], b: [1])", &[][..]),
            ("(a: [], c: [1], b: [])", &[("c", "[1]")]),
            (
                "// x: [\n(\n    c: [\n        (id: 1, of: Bill, row: Id(3)),\n    ],\n)\n",
                &[("c", "[\n        (id: 1, of: Bill, row: Id(3)),\n    ]")],
            ),
            ("(a: (c: [1]), b: [(c: [2])])", &[]),
            ("(a: \"c: [1],\", d: [\"]\", 'x', /* ] */ 2 // ]\n], e: [[3], []])", &[("d", "[\"]\", 'x', /* ] */ 2 // ]\n]"), ("e", "[[3], []]")]),
            ("(c: 1, d: \"x\", e: (1), a: [])", &[]),
            ("(c: [é], d: [1.5])", &[("c", "[é]"), ("d", "[1.5]")]),
            ("(c: [\r\n1\r\n])", &[("c", "[\n1\n]")]),
            ("(rare: [1])", &[("rare", "[1]")]),
            ("(a c: [1])", &[("c", "[1]")]),
        ] {
            let expected: Vec<(String, String)> = expected.iter().map(|(name, list)| ((*name).into(), (*list).into())).collect();
            assert_eq!(taken(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_list_of_values_or_stands_twice_is_refused_where_it_stands() {
        let refused = |text: &str| apart(text, &[]).unwrap_err();
        assert_eq!(refused("(\nc: [1],\nc: [2])"), (Position { line: 3, column: 1 }, Fault::DuplicateField("c".into())));
        assert_eq!(refused("(\n  c: [1,\n  = ])").0.line, 3);
        let many: String = (0..=MOST_SECTIONS).map(|number| format!("c{number}: [],\n")).collect();
        assert_eq!(
            refused(&format!("(\n{many})")),
            (Position { line: MOST_SECTIONS + 2, column: 1 }, Fault::UnknownField(format!("c{MOST_SECTIONS}")))
        );
        let deep = format!("(c: {}{})", "[".repeat(50), "]".repeat(50));
        assert_eq!(refused(&deep).1, Fault::TooDeep);
    }
}

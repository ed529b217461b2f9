//! What a file holds outside its strings and comments, and how many values: they are counted before any of them takes memory, since a list of
//! empty strings takes ten times its length in a file.

use std::iter::Peekable;
use std::str::CharIndices;

use super::{Fault, Position};

/// Papier writes at least 12 bytes for each value: no file of 16 MiB that it wrote has as many.
pub(super) const MOST_VALUES: usize = 1_500_000;

/// Refuses a text with more than so many values, at the first that is too many. What separates values is counted, outside strings and comments.
pub(super) fn check(text: &str, most: usize) -> Result<(), (Position, Fault)> {
    // Hardly any file has as many even with those of its strings, and these are counted fast.
    if text.bytes().filter(|byte| *byte == b',').count() <= most {
        return Ok(());
    }
    match Bare::of(text).filter(|(_, character)| *character == ',').nth(most) {
        Some((at, _)) => Err((position(text, at), Fault::TooMany { most })),
        None => Ok(()),
    }
}

/// The characters of a text outside strings and comments, each with its byte; of a string, what opens it.
pub(super) struct Bare<'a>(Characters<'a>);

impl<'a> Bare<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self(text.char_indices().peekable())
    }
}

impl Iterator for Bare<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<(usize, char)> {
        let characters = &mut self.0;
        let (at, character) = characters.next()?;
        match character {
            '"' => skip_string(characters),
            'r' => skip_raw_string(characters),
            '\'' => skip_character(characters),
            '/' => skip_comment(characters),
            _ => {}
        }
        Some((at, character))
    }
}

type Characters<'a> = Peekable<CharIndices<'a>>;

fn next_is(characters: &mut Characters<'_>, wanted: char) -> bool {
    characters.next_if(|(_, character)| *character == wanted).is_some()
}

/// After its opening quote.
fn skip_string(characters: &mut Characters<'_>) {
    while let Some((_, character)) = characters.next() {
        match character {
            '"' => return,
            '\\' => drop(characters.next()),
            _ => {}
        }
    }
}

/// After an `r`: `r#"…"#`, which ends with as many marks as it begins with. Anything else is left as it is.
fn skip_raw_string(characters: &mut Characters<'_>) {
    let mut marks = 0;
    while next_is(characters, '#') {
        marks += 1;
    }
    if !next_is(characters, '"') {
        return;
    }
    while let Some((_, character)) = characters.next() {
        if character == '"' && (0..marks).all(|_| next_is(characters, '#')) {
            return;
        }
    }
}

/// After its opening apostrophe: `','` and `'\''`.
fn skip_character(characters: &mut Characters<'_>) {
    if next_is(characters, '\\') {
        characters.next();
    }
    characters.next();
    next_is(characters, '\'');
}

/// After a slash: to the end of the line, or to the end of a comment that may hold others.
fn skip_comment(characters: &mut Characters<'_>) {
    if next_is(characters, '/') {
        characters.by_ref().find(|(_, character)| *character == '\n');
    } else if next_is(characters, '*') {
        let mut depth = 1_usize;
        while depth > 0
            && let Some((_, character)) = characters.next()
        {
            match character {
                '*' if next_is(characters, '/') => depth -= 1,
                '/' if next_is(characters, '*') => depth += 1,
                _ => {}
            }
        }
    }
}

/// The comments of a text: where each begins, and from its slash to the end of its first line.
pub(super) fn comments(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let slashes = Bare::of(text).filter(|(_, character)| *character == '/');
    slashes.filter_map(|(at, _)| Some((at, text.get(at..)?.lines().next()?)))
}

/// The line and column of a byte, from 1.
pub(super) fn position(text: &str, at: usize) -> Position {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    Position { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each text with how many values it separates.
    #[test]
    fn what_separates_values_is_counted_outside_strings_and_comments() {
        for (text, count) in [
            ("", 0),
            ("(year: 2021, list: [1, 2])", 2),
            (r#"["a, b", "\",", "c"]"#, 2),
            (r##"[r"a\", r#"b," , c"#, r"", r]"##, 3),
            ("['\"', ',', '\\'', 1]", 3),
            ("[1, // 2, 3\n 4]", 1),
            ("[1, /* 2, /* 3, */ 4, */ 5]", 1),
            ("[1 / 2, 3]", 1),
            ("\"never closed, ", 0),
            ("/* never closed, ", 0),
        ] {
            assert_eq!(check(text, count), Ok(()), "{text}");
            if let Some(less) = count.checked_sub(1) {
                assert!(check(text, less).is_err(), "{text}");
            }
        }
    }

    #[test]
    fn the_first_value_too_many_is_told_by_its_place() {
        let refused = check("// papier 1\n[\n  1,\n  2, 3,\n]", 2);
        assert_eq!(refused, Err((Position { line: 4, column: 7 }, Fault::TooMany { most: 2 })));
    }

    /// The shortest lines of each section, as they are written.
    #[test]
    fn no_file_that_is_written_is_as_dense() {
        let lines = [
            "        (year: 2021, stage: Bill, action: 1, category: 31, ae: 1, cp: 1),\n",
            "        (year: 2021, stage: Bill, action: 1, category: 31, ae: 1),\n",
            "        (row: 1, year: 2021, kind: Actual, value: \"1\"),\n",
            "        (id: 1, code: \"01\", label: \"\"),\n",
            "        (id: 1, label: \"\"),\n",
            "        (id: 1, objective: 1, label: \"\", unit: \"\"),\n",
            "        (id: 1, indicator: 1),\n",
            "        (of: Cover),\n",
            "        (of: Strategy, line: \"a\"),\n",
            "        (of: Row(1), number: \"\", label: \"\"),\n",
        ];
        for line in lines {
            let of_file = 16 * 1024 * 1024 / line.len() * line.matches(',').count();
            assert!(of_file < MOST_VALUES, "{line}: {of_file}");
        }
    }
}

//! Words that no spreadsheet computes, whatever delimiter it splits a line at.
//!
//! A spreadsheet computes a cell that begins with `=`, `+`, `-` or `@`, or with one of them in full width. Which cells a line has follows from the
//! delimiter that its user chose, and quotation marks hold together only what stands at the beginning of a cell: so each part of the words that
//! some delimiter would make a cell of is looked at.

use std::borrow::Cow;

use crate::lang::escaping::is_unshowable;

/// Where some spreadsheet splits a line of words, spaces apart.
pub(super) fn is_delimiter(character: char) -> bool {
    matches!(character, ',' | ';' | '|' | ':' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The words, an apostrophe before each sign with which a part of them would be computed.
pub(super) fn harmless(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    let mut part = Part::FIRST;
    for (at, character) in words.char_indices() {
        if part.is_computed(character, words.get(at + character.len_utf8()..).unwrap_or_default()) {
            written.push('\'');
        }
        written.push(character);
        part = part.after(character);
    }
    written
}

/// The words of a cell without the apostrophes that [`harmless`] put into them.
pub(super) fn without_apostrophes(cell: &str) -> Cow<'_, str> {
    if !cell.contains('\'') {
        return Cow::Borrowed(cell);
    }
    let mut words = String::with_capacity(cell.len());
    let mut part = Part::FIRST;
    for (at, character) in cell.char_indices() {
        let mut rest = cell.get(at + character.len_utf8()..).unwrap_or_default().chars();
        let is_added = character == '\'' && rest.next().is_some_and(|next| part.is_computed(next, rest.as_str()));
        if !is_added {
            words.push(character);
        }
        part = part.after(character);
    }
    Cow::Owned(words)
}

/// Where in its words a character stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Nothing visible stands before it since what begins a part.
    Start(Since),
    Within,
}

/// What begins a part of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Since {
    Cell,
    /// The delimiter or space with which a spreadsheet begins a cell here; `None` for a line break, or several in a row.
    Delimiter(Option<char>),
}

impl Part {
    const FIRST: Self = Self::Start(Since::Cell);

    fn after(self, character: char) -> Self {
        let is_break = character.is_whitespace() && !matches!(character, ' ' | '\t');
        match self {
            Self::Start(Since::Cell) if character.is_whitespace() => self,
            Self::Start(Since::Delimiter(Some(delimiter))) if character == delimiter => self,
            Self::Start(Since::Delimiter(_)) if is_delimiter(character) || character.is_whitespace() => Self::Start(Since::Delimiter(None)),
            _ if is_delimiter(character) || character.is_whitespace() => Self::Start(Since::Delimiter((!is_break).then_some(character))),
            Self::Start(_) if is_transparent(character) => self,
            _ => Self::Within,
        }
    }

    /// Whether a spreadsheet would compute what begins with a sign here.
    fn is_computed(self, sign: char, rest: &str) -> bool {
        let Self::Start(since) = self else { return false };
        let is_signed = match sign {
            '=' | '@' | '\u{ff1d}' | '\u{ff20}' => false,
            '+' | '-' | '\u{ff0b}' | '\u{ff0d}' => true,
            _ => return false,
        };
        // The cell ends where the next one begins. A sign alone is a word ("AE = CP"), a signed number a number.
        let cell = match since {
            Since::Cell => return true,
            Since::Delimiter(Some(delimiter)) => rest.split(delimiter).next(),
            Since::Delimiter(None) => Some(rest),
        };
        let cell = cell.unwrap_or_default();
        let is_number = cell.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '%'));
        !(cell.trim().is_empty() || is_signed && is_number)
    }
}

/// What stands before a formula without keeping it from being one.
fn is_transparent(character: char) -> bool {
    matches!(character, '"' | '\'') || is_unshowable(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_part_that_a_delimiter_would_make_a_formula_of_has_an_apostrophe() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+33", "'+33"),
            ("-5", "'-5"),
            ("@SOMME(1)", "'@SOMME(1)"),
            ("＝1+1", "'＝1+1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠A1", "'＠A1"),
            ("  =1", "  '=1"),
            ("\t=1", "\t'=1"),
            ("\r=1", "\r'=1"),
            ("\u{a0}=1", "\u{a0}'=1"),
            ("\u{200b}=1", "\u{200b}'=1"),
            ("\"=1\"", "\"'=1\""),
            ("'=1", "''=1"),
            ("x,=cmd|' /C calc'!A0,y", "x,'=cmd|' /C calc'!A0,y"),
            ("x;=1;y", "x;'=1;y"),
            ("x\t=1", "x\t'=1"),
            ("x\n=1", "x\n'=1"),
            ("x\r\n=1", "x\r\n'=1"),
            ("x|=1", "x|'=1"),
            ("x:=1", "x:'=1"),
            ("x, = 1", "x, '= 1"),
            ("x,\"=1\"", "x,\"'=1\""),
            ("x =1", "x '=1"),
            ("x @A1", "x '@A1"),
            ("x,-A1", "x,'-A1"),
            ("x, - A1", "x, '- A1"),
            ("x -cmd|a", "x '-cmd|a"),
            ("x,＝1", "x,'＝1"),
            ("un, +3 % et -5,4 %", "un, '+3 % et -5,4 %"),
            ("x -5+cmd|a", "x '-5+cmd|a"),
            // What stays as it is written.
            ("", ""),
            ("l'État", "l'État"),
            ("AE = CP", "AE = CP"),
            ("Programme 352 - Numérique", "Programme 352 - Numérique"),
            ("un ; -5,4 %", "un ; -5,4 %"),
            ("n=1,m=2", "n=1,m=2"),
            ("a@b.fr", "a@b.fr"),
            ("2019-2021 ; 15-25", "2019-2021 ; 15-25"),
        ];
        for (words, expected) in cases {
            assert_eq!(harmless(words), expected, "{words:?}");
            assert_eq!(without_apostrophes(&harmless(words)), words, "{words:?} comes back");
        }
    }

    /// Whether a spreadsheet would compute a field: an independent judge.
    fn is_formula(field: &str) -> bool {
        let field = field.trim_matches(|c: char| c.is_whitespace() || c == '"' || is_unshowable(c));
        let mut rest = field.chars();
        match rest.next() {
            Some('=' | '@' | '＝' | '＠') => rest.next().is_some(),
            Some('+' | '-' | '＋' | '－') => rest.any(|c| !c.is_ascii_digit() && !c.is_whitespace() && !matches!(c, '.' | ',' | '%')),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn no_delimiter_makes_a_formula_of_words(words in "[-=+@＝＋－＠,;|:\t\r\n \"'ax1!%.\u{200b}]{0,24}") {
            let written = harmless(&words);
            for delimiter in [',', ';', '|', ':', '\t', '\n', '\r', ' ', '\u{0}'] {
                for field in written.split(delimiter) {
                    prop_assert!(!is_formula(field), "{words:?} is written {written:?}: {field:?} at {delimiter:?}");
                }
            }
            prop_assert_eq!(without_apostrophes(&written), words.as_str());
        }
    }
}

//! Narrative text: Markdown-like, one paragraph per line.
//!
//! What its lines say is read in `blocks`.

use std::ops::Range;
use std::sync::Arc;

use super::blocks::{Block, TextPart, blocks, parts};

/// The most characters of a text: some hundred and fifty printed pages.
pub const LONGEST_TEXT: usize = 500_000;
/// The most characters of what stands on one line: a label, a name, a title, a unit.
pub const LONGEST_LABEL: usize = 1_000;

/// Whether words have at most so many characters.
pub fn fits(words: &str, most: usize) -> bool {
    words.len() <= most || words.chars().nth(most).is_none()
}

/// A narrative, a Markdown spelling of it: each line is a paragraph, a heading (`## `, `### `), an item of a list (`- `, `1. `, two spaces before it
/// for each level), a row of a table (`| a | b |`) or a note (`[^1]: `); `**` opens and closes bold, `*` italics, `[^1]` calls a note.
///
/// Nothing else is markup, and what has no partner is kept as typed, so that what a drafter pastes keeps every character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Arc<str>);

impl Text {
    /// Line ends become `\n`; spaces and empty lines at the end go.
    pub fn new(source: &str) -> Self {
        let source = source.trim_end();
        if source.contains('\r') { Self(source.replace("\r\n", "\n").replace('\r', "\n").into()) } else { Self(source.into()) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Lines without their ends; none for an empty text.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }

    /// What stands on each line; empty lines are not blocks.
    pub fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        blocks(&self.0)
    }

    /// The text as it is printed: rows together as tables, notes last in the order of their calls.
    pub fn parts(&self) -> Vec<TextPart<'_>> {
        parts(self.blocks())
    }
}

/// How a text became another: what stood between its first and its last characters that are the same gave way to something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Splice {
    start: usize,
    end_before: usize,
    end_after: usize,
}

impl Splice {
    pub fn between(before: &str, after: &str) -> Self {
        let alike = before.char_indices().zip(after.chars()).find(|((_, old), new)| old != new);
        let start = alike.map_or(before.len().min(after.len()), |((at, _), _)| at);
        let (old, new) = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
        let tail: usize = old.chars().rev().zip(new.chars().rev()).take_while(|(old, new)| old == new).map(|(c, _)| c.len_utf8()).sum();
        Self { start, end_before: before.len() - tail, end_after: after.len() - tail }
    }

    /// Where what came ends, in the text after.
    pub fn end(self) -> usize {
        self.end_after
    }

    /// Where a passage of the text before stands in the one after; `None` when it changed itself.
    pub fn carried(self, passage: &Range<usize>) -> Option<Range<usize>> {
        if passage.end <= self.start {
            Some(passage.clone())
        } else if passage.start >= self.end_before {
            let moved = |at: usize| at - self.end_before + self.end_after;
            Some(moved(passage.start)..moved(passage.end))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters() {
        for (words, most, expected) in [("", 0, true), ("a", 0, false), ("éé", 2, true), ("ééé", 2, false), ("abc", 3, true), ("€€€€", 5, true)]
        {
            assert_eq!(fits(words, most), expected, "{words} {most}");
        }
    }

    #[test]
    fn a_passage_is_carried_past_what_changed_beside_it() {
        let cases = [
            ("un deux trois", "un **deux** trois", "trois", true),
            ("un deux trois", "un deux trois quatre", "trois", true),
            ("un deux trois", "zéro un deux trois", "un", true),
            ("un deux trois", "un trois", "trois", true),
            ("un deux trois", "un dix trois", "deux", false),
            ("éa", "éb", "é", true),
            ("aaa", "aa", "aaa", false),
            ("un", "un", "un", true),
        ];
        for (before, after, passage, is_carried) in cases {
            let at = before.find(passage).unwrap();
            let carried = Splice::between(before, after).carried(&(at..at + passage.len()));
            assert_eq!(carried.and_then(|range| after.get(range)), is_carried.then_some(passage), "{before:?} to {after:?}");
        }
    }

    #[test]
    fn line_ends_of_every_system_are_the_same() {
        assert_eq!(Text::new("a\r\nb\rc\n\n").as_str(), "a\nb\nc");
    }
}

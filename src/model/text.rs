//! Narrative text: Markdown-like, one paragraph per line.

use std::ops::Range;
use std::sync::Arc;

/// The most characters of a text: some hundred and fifty printed pages.
pub const LONGEST_TEXT: usize = 500_000;
/// The most characters of what stands on one line: a label, a name, a title, a unit.
pub const LONGEST_LABEL: usize = 1_000;

/// Whether words have at most so many characters.
pub fn fits(words: &str, most: usize) -> bool {
    words.len() <= most || words.chars().nth(most).is_none()
}

/// A narrative: each line is a paragraph, a bullet (`- `) or a heading (`## `); `**` opens and closes bold.
///
/// Nothing else is markup, so that what a drafter pastes keeps every character.
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

    /// The paragraphs, bullets and headings; empty lines are not blocks.
    pub fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        let mut next = 0;
        let lines = self.0.split_inclusive('\n').map(move |line| {
            let at = next;
            next += line.len();
            (at, line.trim_end_matches('\n'))
        });
        lines.filter(|(_, line)| !line.trim().is_empty()).map(|(at, line)| Block::of(at, line))
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    Bullet,
    Heading,
}

/// One line of a narrative without its mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block<'a> {
    pub kind: BlockKind,
    pub spans: Vec<Span<'a>>,
}

impl<'a> Block<'a> {
    /// The block of a line that begins at a byte of its text.
    fn of(at: usize, line: &'a str) -> Self {
        let (kind, mark) = BlockKind::of(line);
        Self { kind, spans: Span::of(at + mark, line.get(mark..).unwrap_or_default()) }
    }
}

impl BlockKind {
    /// The kind of a line and the length in bytes of the mark that makes it so.
    pub fn of(line: &str) -> (Self, usize) {
        if line.starts_with("- ") {
            (Self::Bullet, 2)
        } else if line.starts_with("## ") {
            (Self::Heading, 3)
        } else {
            (Self::Paragraph, 0)
        }
    }
}

/// A run of characters of one weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<'a> {
    pub text: &'a str,
    pub bold: bool,
    /// The byte of the whole text at which it begins.
    pub at: usize,
}

impl<'a> Span<'a> {
    /// A `**` without its partner is kept as typed.
    fn of(mut at: usize, body: &'a str) -> Vec<Self> {
        const MARK: usize = "**".len();
        let mut spans = Vec::new();
        let mut rest = body;
        while let Some((before, after)) = rest.split_once("**") {
            let Some((bold, after)) = after.split_once("**") else { break };
            let bold_at = at + before.len() + MARK;
            spans.extend([Span { text: before, bold: false, at }, Span { text: bold, bold: true, at: bold_at }]);
            at = bold_at + bold.len() + MARK;
            rest = after;
        }
        spans.push(Span { text: rest, bold: false, at });
        spans.retain(|span| !span.text.is_empty());
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_paragraphs_bullets_or_headings_with_bold_runs() {
        let text = Text::new("## Titre\nà hauteur de **7,3 M€** en 2021\n\n- un **deux\n");
        let blocks: Vec<_> =
            text.blocks().map(|block| (block.kind, block.spans.iter().map(|span| (span.text, span.bold)).collect::<Vec<_>>())).collect();
        assert_eq!(
            blocks,
            [
                (BlockKind::Heading, vec![("Titre", false)]),
                (BlockKind::Paragraph, vec![("à hauteur de ", false), ("7,3 M€", true), (" en 2021", false)]),
                (BlockKind::Bullet, vec![("un **deux", false)]),
            ]
        );
    }

    #[test]
    fn length_is_counted_in_characters() {
        for (words, most, expected) in [("", 0, true), ("a", 0, false), ("éé", 2, true), ("ééé", 2, false), ("abc", 3, true), ("€€€€", 5, true)]
        {
            assert_eq!(fits(words, most), expected, "{words} {most}");
        }
    }

    #[test]
    fn a_span_says_where_it_stands() {
        let text = Text::new("## Titre\n\n- un **deux** trois\nà **é** ");
        for block in text.blocks() {
            for span in &block.spans {
                assert_eq!(text.as_str().get(span.at..span.at + span.text.len()), Some(span.text));
            }
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

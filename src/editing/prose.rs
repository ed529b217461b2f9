//! What keys and a paste do in a narrative being typed: lists that go on, marks that stay at the beginning of their line, bold.
//!
//! Works on the text as it is typed, by bytes. Knows no toolkit and no document.

use std::ops::Range;

use crate::lang::typography::{self, Rules};
use crate::model::{BlockKind, Text};

/// A change of a text being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub at: Range<usize>,
    /// What comes in their place.
    pub by: String,
    /// What is selected afterwards; empty for a caret.
    pub selected: Range<usize>,
}

impl Edit {
    fn put(at: Range<usize>, by: String) -> Self {
        let caret = at.start + by.len();
        Self { at, by, selected: caret..caret }
    }

    pub fn applied(&self, text: &str) -> String {
        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        format!("{}{}{}", part(0..self.at.start), self.by, part(self.at.end..text.len()))
    }
}

/// What typing or pasting does at a caret: the line after a bullet is a bullet, an empty bullet ends the list, pasted marks stand at the beginning
/// of a line. With `sets_spaces`, French spaces are set around what was just typed.
pub fn inserted(text: &str, caret: usize, typed: &str, sets_spaces: bool) -> Edit {
    match typed {
        "\n" => line_ended(text, caret),
        _ if typed.contains('\n') || BlockKind::of(typed).0 != BlockKind::Paragraph => pasted(text, caret, typed),
        _ if sets_spaces => spaces_set(text, caret, typed),
        _ => Edit::put(caret..caret, typed.into()),
    }
}

/// The line around a byte.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |length| at + length);
    start..end
}

fn line_ended(text: &str, caret: usize) -> Edit {
    let line = line_at(text, caret);
    let (kind, mark) = BlockKind::of(text.get(line.clone()).unwrap_or_default());
    let content = line.start + mark;
    if kind != BlockKind::Bullet || caret < content {
        return Edit::put(caret..caret, "\n".into());
    }
    if text.get(content..line.end).is_some_and(|words| words.trim().is_empty()) {
        return Edit::put(line, String::new());
    }
    Edit::put(caret..caret, "\n- ".into())
}

fn pasted(text: &str, caret: usize, typed: &str) -> Edit {
    let line = line_at(text, caret);
    let (_, mark) = BlockKind::of(text.get(line.clone()).unwrap_or_default());
    let has_mark = |line: Option<&str>| line.is_some_and(|line| BlockKind::of(line).0 != BlockKind::Paragraph);
    let before = text.get(line.start..caret).unwrap_or_default();
    let after = text.get(caret..line.end).unwrap_or_default();
    let mut at = caret..caret;
    let mut by = String::new();
    if has_mark(typed.lines().next()) {
        if mark > 0 && before.len() == mark {
            // The mark that is there makes room for the one that comes.
            at.start = line.start;
        } else if !before.is_empty() {
            by.push('\n');
        }
    }
    by.push_str(typed);
    if has_mark(typed.lines().last()) && !typed.ends_with('\n') && !after.trim().is_empty() {
        by.push('\n');
    }
    Edit::put(at, by)
}

/// Sets the spaces around what was typed just now, never those that are not complete yet: after "14:" may come "30".
fn spaces_set(text: &str, caret: usize, typed: &str) -> Edit {
    const NEAR: usize = 6;
    let plain = Edit::put(caret..caret, typed.into());
    let after = plain.applied(text);
    let (line, end) = (line_at(&after, caret), caret + typed.len());
    let Some(source) = after.get(line.start..end) else { return plain };
    let is_near = |at: &Range<usize>| at.end + NEAR >= source.len() && (!at.is_empty() || at.end + typed.len() < source.len());
    let corrections: Vec<_> = typography::corrections(source, Rules::SPACES).into_iter().filter(|correction| is_near(&correction.at)).collect();
    let Some(first) = corrections.first() else { return plain };
    let start = line.start + first.at.start.min(caret - line.start);
    let set = typography::corrected(source, &corrections);
    Edit::put(start..caret, set.get(start - line.start..).unwrap_or_default().into())
}

/// Makes what is selected bold, or takes that back when all of it is; without a selection the word at the caret.
pub fn bold(text: &str, selected: Range<usize>) -> Edit {
    let chosen = if selected.is_empty() { word_at(text, selected.start) } else { selected.clone() };
    if chosen.is_empty() {
        let caret = chosen.start + BOLD.len();
        return Edit { selected: caret..caret, ..Edit::put(chosen, BOLD.repeat(2)) };
    }
    let lines = line_at(text, chosen.start).start..line_at(text, chosen.end).end;
    let is_meant = |letter: &Letter| chosen.contains(&letter.at) && !letter.is_mark && !letter.char.is_whitespace();
    let is_all_bold = letters(text, &lines).filter(is_meant).all(|letter| letter.is_bold);
    let mut by = Written::default();
    for letter in letters(text, &lines) {
        let is_chosen = chosen.contains(&letter.at);
        by.push(letter.char, if is_chosen { !is_all_bold } else { letter.is_bold }, is_chosen, letter.is_mark);
    }
    by.end_bold();
    let at = lines.start;
    let shown = by.chosen.map_or(at..at, |chosen| at + chosen.start..at + chosen.end);
    // A caret stays a caret, within its word.
    let selected = if selected.is_empty() { shown.end..shown.end } else { shown };
    Edit { at: lines, by: by.text, selected }
}

const BOLD: &str = "**";

fn word_at(text: &str, at: usize) -> Range<usize> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at..).unwrap_or_default();
    let start = before.len() - before.chars().rev().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    let length = after.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    start..at + length
}

/// A character of a text without its marks of bold.
struct Letter {
    at: usize,
    char: char,
    is_bold: bool,
    /// It belongs to the mark of a list or heading, or ends the line.
    is_mark: bool,
}

fn letters(text: &str, lines: &Range<usize>) -> impl Iterator<Item = Letter> {
    let mut at = lines.start;
    let lines = text.get(lines.clone()).unwrap_or_default().split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    });
    lines.flat_map(|(at, line)| {
        let words = line.trim_end_matches('\n');
        let (_, mark) = BlockKind::of(words);
        let chars = |from: usize, part: &str, is_bold: bool, is_mark: bool| {
            part.char_indices().map(|(byte, char)| Letter { at: from + byte, char, is_bold, is_mark }).collect::<Vec<_>>()
        };
        let mut letters = chars(at, line.get(..mark).unwrap_or_default(), false, true);
        if words.get(mark..).is_none_or(|words| words.trim().is_empty()) {
            letters.extend(chars(at + mark, line.get(mark..).unwrap_or_default(), false, true));
            return letters;
        }
        // A line by itself is a text: its blocks say what is bold.
        let source = Text::new(words);
        let spans: Vec<_> = source.blocks().flat_map(|block| block.spans).map(|span| (span.at, span.text.to_owned(), span.bold)).collect();
        let end = spans.iter().map(|(at, text, _)| at + text.len()).max().unwrap_or(mark);
        letters.extend(spans.into_iter().flat_map(|(from, text, bold)| chars(at + from, &text, bold, false)));
        // Spaces at the end, which a text does not keep while it is being typed.
        let rest = words.get(end..).unwrap_or_default().trim_start_matches('*');
        letters.extend(chars(at + words.len() - rest.len(), rest, false, false));
        letters.extend(chars(at + words.len(), line.get(words.len()..).unwrap_or_default(), false, true));
        letters
    })
}

/// A text being written with its marks of bold, spaces outside them.
#[derive(Default)]
struct Written {
    text: String,
    is_bold: bool,
    chosen: Option<Range<usize>>,
}

impl Written {
    fn push(&mut self, char: char, is_bold: bool, is_chosen: bool, is_mark: bool) {
        let wants_bold = is_bold && !is_mark && (self.is_bold || !char.is_whitespace());
        if self.is_bold && !wants_bold {
            self.end_bold();
        }
        if wants_bold && !self.is_bold {
            self.text.push_str(BOLD);
            self.is_bold = true;
        }
        let start = self.text.len();
        self.text.push(char);
        if is_chosen && !is_mark {
            let chosen = self.chosen.get_or_insert(start..start);
            chosen.end = self.text.len();
        }
    }

    fn end_bold(&mut self) {
        if std::mem::take(&mut self.is_bold) {
            let end = self.text.trim_end().len();
            self.text.insert_str(end, BOLD);
            if let Some(chosen) = &mut self.chosen
                && chosen.end > end
            {
                chosen.end += BOLD.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text whose caret or selection is `|`.
    fn placed(text: &str) -> (String, Range<usize>) {
        let first = text.find('|').unwrap();
        let last = text.rfind('|').unwrap();
        (text.replace('|', ""), first..last.saturating_sub(usize::from(last > first)))
    }

    fn shown(text: &str, edit: &Edit) -> String {
        let mut shown = edit.applied(text);
        if !edit.selected.is_empty() {
            shown.insert(edit.selected.end, '|');
        }
        shown.insert(edit.selected.start, '|');
        shown
    }

    #[test]
    fn lists_go_on_and_marks_stand_at_the_beginning_of_lines() {
        let cases = [
            ("un|", "\n", "un\n|"),
            ("- un|", "\n", "- un\n- |"),
            ("- un|deux", "\n", "- un\n- |deux"),
            ("- un\n- |", "\n", "- un\n|"),
            ("- |", "\n", "|"),
            ("|- un", "\n", "\n|- un"),
            ("## Titre|", "\n", "## Titre\n|"),
            ("un|deux", "x", "unx|deux"),
            ("|", "- un\n- deux", "- un\n- deux|"),
            ("un|", "- un\n- deux", "un\n- un\n- deux|"),
            ("- |", "- un\n- deux", "- un\n- deux|"),
            ("## |", "- un", "- un|"),
            ("un| deux", "- x\n- y", "un\n- x\n- y\n| deux"),
            ("un|deux", "x\ny", "unx\ny|deux"),
            ("- un|", "## T\nsuite", "- un\n## T\nsuite|"),
        ];
        for (before, typed, expected) in cases {
            let (text, caret) = placed(before);
            assert_eq!(shown(&text, &inserted(&text, caret.start, typed, true)), expected, "{before:?} and {typed:?}");
        }
    }

    #[test]
    fn spaces_are_set_once_the_mark_is_complete() {
        let typed = |keys: &str| {
            keys.chars().fold((String::new(), 0), |(text, caret), key| {
                let edit = inserted(&text, caret, &key.to_string(), true);
                (edit.applied(&text), edit.selected.start)
            })
        };
        let cases = [
            ("Oui ; non ! ", "Oui_; non_! "),
            ("Oui; non: fin", "Oui_; non~: fin"),
            ("à 14:30, 5 % et 5% de", "à 14:30, 5_% et 5_% de"),
            ("« mot » et «mot» fin", "«~mot~» et «~mot~» fin"),
            ("7 300 000 € ici", "7_300_000_€ ici"),
            ("l'État dit \"oui\"", "l'État dit \"oui\""),
        ];
        for (keys, expected) in cases {
            let (text, caret) = typed(keys);
            assert_eq!(text.replace('\u{202f}', "_").replace('\u{a0}', "~"), expected);
            assert_eq!(caret, text.len());
            let plain = keys.chars().fold(String::new(), |text, key| inserted(&text, text.len(), &key.to_string(), false).applied(&text));
            assert_eq!(plain, keys, "never forced");
        }
        let far = inserted("un ; deux", "un ; deux".len(), "x", true);
        assert_eq!(far.applied("un ; deux"), "un ; deuxx", "what was typed long ago stays");
    }

    #[test]
    fn bold_is_put_on_and_taken_off() {
        let cases = [
            ("un |mot| ici", "un **|mot|** ici"),
            ("un **|mot|** ici", "un |mot| ici"),
            ("un |**mot**| ici", "un |mot| ici"),
            ("un mo|t ici", "un **mot|** ici"),
            ("un |", "un **|**"),
            ("un| mot |ici", "un| **mot** |ici"),
            ("**un |mot| ici**", "**un** |mot| **ici**"),
            ("**un** |mot|", "**un** **|mot|**"),
            ("**un|** mot| ici", "**un| mot|** ici"),
            ("- |un\n- deux|\nfin", "- **|un**\n- **deux|**\nfin"),
            ("- **|un**\n- **deux|**", "- |un\n- deux|"),
            ("l'|État|", "l'**|État|**"),
        ];
        for (before, expected) in cases {
            let (text, selected) = placed(before);
            let edit = bold(&text, selected);
            assert_eq!(edit.applied(&text), expected.replace('|', ""), "{before:?}");
        }
    }

    proptest! {
            /// Bold changes its own marks alone.
        #[test]
        fn bold_keeps_every_word(lines in proptest::collection::vec("(- |## )?([a-zé ]{1,6}|\\*\\*[a-zé]{1,4}\\*\\*){0,4}", 1..4), from in 0_usize..40, length in 0_usize..20) {
            let text = lines.join("\n");
            let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let selected = boundary(from)..boundary(from + length).max(boundary(from));
            let edit = bold(&text, selected);
            let bare = |text: &str| text.replace('*', "");
            let after = edit.applied(&text);
            prop_assert_eq!(bare(&after), bare(&text));
            prop_assert!(after.get(edit.selected.clone()).is_some());
        }

        #[test]
        fn no_caret_panics(text in "[a-zé *\n#-]{0,20}", typed in "[a-z;: \n-]{0,6}", at in 0_usize..30) {
            let caret = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let edit = inserted(&text, caret, &typed, true);
            prop_assert!(edit.applied(&text).get(edit.selected.clone()).is_some());
        }
    }
}

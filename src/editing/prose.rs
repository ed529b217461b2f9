//! What keys do in a text that is seen as it is printed: no mark is typed, none is seen, and the text stays lines of our spelling.
//!
//! A caret is a byte of the text as it is typed, at a letter; what lies between letters is no place of its own. Knows no toolkit and no document.

mod lines;
mod tables;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::lang::typography::{self, Rules};
use crate::model::{BlockKind, DEEPEST_ITEM, calls};
use lines::{Lines, New, Place, tidied};

/// What is selected, from where it began to where the caret is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub anchor: usize,
    pub head: usize,
    /// How the next letter looks, when that was chosen and nothing typed yet, or goes on over a space.
    pub look: Option<Look>,
}

impl Selection {
    pub fn caret(head: usize) -> Self {
        Self { anchor: head, head, look: None }
    }

    pub fn of(range: Range<usize>) -> Self {
        Self { anchor: range.start, head: range.end, look: None }
    }

    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    pub fn is_empty(self) -> bool {
        self.anchor == self.head
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
}

/// What somebody does in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key<'a> {
    Type(&'a str),
    Enter,
    Backspace {
        word: bool,
    },
    Delete {
        word: bool,
    },
    Tab {
        back: bool,
    },
    /// What other programs gave, in our spelling, or bare.
    Paste(&'a str),
    Do(Deed),
}

/// What a key with Ctrl, the bar or the menu does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Bold,
    Italic,
    /// Capitals, small letters, a capital first.
    Case,
    Style(Style),
    /// A level deeper in the list, or less deep.
    Deeper,
    LessDeep,
    Note,
    Table,
    RowAbove,
    RowBelow,
    ColumnBefore,
    ColumnAfter,
    DeleteRow,
    DeleteColumn,
    DeleteTable,
    /// The first row of the table is its heading, or is not.
    HeadingRow,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Paragraph,
    Heading(u8),
    Bullets,
    Numbers,
}

/// Where the caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    Left,
    Right,
    WordLeft,
    WordRight,
    Start,
    End,
}

/// The text after a key, and what is selected in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub text: String,
    pub selection: Selection,
}

impl Typed {
    fn at(text: String, caret: usize) -> Self {
        Self { text, selection: Selection::caret(caret) }
    }
}

/// What a key does; `None` when it is not for the text. With `sets_spaces`, French spaces are set around what was just typed.
pub fn pressed(text: &str, selection: Selection, key: Key<'_>, sets_spaces: bool) -> Option<Typed> {
    match key {
        Key::Do(deed) => Some(done(text, selection, deed)),
        Key::Tab { back } => tables::tabbed(text, selection, back),
        Key::Backspace { .. } | Key::Delete { .. } if !selection.is_empty() => Some(removed(text, selection.range())),
        Key::Type(_) | Key::Enter | Key::Paste(_) if !selection.is_empty() => {
            let left = removed(text, selection.range());
            pressed(&left.text, left.selection, key, sets_spaces)
        }
        Key::Type(words) => Some(typed(text, selection, words, sets_spaces)),
        Key::Enter => Some(entered(text, selection.head)),
        Key::Backspace { word } => Some(erased_before(text, selection.head, word)),
        Key::Delete { word } => Some(erased_after(text, selection.head, word)),
        Key::Paste(words) => Some(pasted(text, selection.head, words)),
    }
}

/// Where a motion leads.
pub fn moved(text: &str, from: usize, motion: Motion) -> usize {
    let lines = Lines::of(text);
    let place = lines.place(from);
    let to = match motion {
        Motion::Left => lines.step(place, false),
        Motion::Right => lines.step(place, true),
        Motion::WordLeft => lines.word_step(place, false),
        Motion::WordRight => lines.word_step(place, true),
        Motion::Start => return lines.byte(lines.first()),
        Motion::End => return lines.byte(lines.last()),
    };
    lines.byte(to)
}

/// The word at a byte, as a double click selects it.
pub fn word_at(text: &str, at: usize) -> Range<usize> {
    let lines = Lines::of(text);
    let place = lines.place(at);
    let word = lines.word(place);
    lines.byte(Place { letter: word.start, ..place })..lines.byte(Place { letter: word.end, ..place })
}

/// The words of the line or cell at a byte, as a third click selects them.
pub fn passage_at(text: &str, at: usize) -> Range<usize> {
    let lines = Lines::of(text);
    let place = lines.place(at);
    lines.byte(Place { letter: 0, ..place })..lines.byte(Place { letter: usize::MAX, ..place })
}

/// The nearest byte at which a caret may stand.
pub fn snapped(text: &str, at: usize) -> usize {
    let lines = Lines::of(text);
    lines.byte(lines.place(at))
}

/// How what is selected, or the letter before the caret, looks; and what its paragraph is.
pub fn look_at(text: &str, selection: Selection) -> (Look, BlockKind) {
    let lines = Lines::of(text);
    let place = lines.place(selection.head);
    let look = if selection.is_empty() { selection.look.unwrap_or_else(|| lines.look(place)) } else { lines.common_look(&selection.range()) };
    (look, lines.kind(place.line))
}

/// What is selected, in our spelling, with the notes that it calls.
pub fn selected(text: &str, range: &Range<usize>) -> String {
    Lines::of(text).copied(range)
}

fn typed(text: &str, selection: Selection, words: &str, sets_spaces: bool) -> Typed {
    let lines = Lines::of(text);
    let place = lines.place(selection.head);
    let look = selection.look.unwrap_or_else(|| lines.look(place));
    let (text, caret) = lines.with_words(place, words, look);
    let (text, caret) = if sets_spaces { spaces_set(text, caret, words) } else { (text, caret) };
    Typed { text, selection: Selection { look: Some(look), ..Selection::caret(caret) } }
}

/// Sets the spaces around what was typed just now, never those that are not complete yet: after "14:" may come "30".
fn spaces_set(text: String, caret: usize, typed: &str) -> (String, usize) {
    const NEAR: usize = 6;
    let start = text.get(..caret).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let Some(source) = text.get(start..caret) else { return (text, caret) };
    let is_near = |at: &Range<usize>| at.end + NEAR >= source.len() && (!at.is_empty() || at.end + typed.len() < source.len());
    let corrections: Vec<_> = typography::corrections(source, Rules::SPACES).into_iter().filter(|correction| is_near(&correction.at)).collect();
    if corrections.is_empty() {
        return (text, caret);
    }
    let set = typography::corrected(source, &corrections);
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    (format!("{}{set}{}", part(0..start), part(caret..text.len())), start + set.len())
}

fn removed(text: &str, range: Range<usize>) -> Typed {
    let lines = Lines::of(text);
    let (left, caret) = lines.without(&range);
    let (text, caret) = tidied(text, left, caret);
    Typed::at(text, caret)
}

fn entered(text: &str, caret: usize) -> Typed {
    let lines = Lines::of(text);
    let place = lines.place(caret);
    let kind = lines.kind(place.line);
    let words = lines.letters(place);
    let at_end = place.letter >= words.len();
    let (left, caret) = match kind {
        BlockKind::Row | BlockKind::Rule => return tables::entered(&lines, place),
        BlockKind::Note(_) => return Typed::at(text.to_owned(), lines.after_call(place)),
        BlockKind::Bullet(level) | BlockKind::Number(level, _) if words.is_empty() => {
            let kind = if level > 0 { lines.at_level(place.line, level - 1) } else { BlockKind::Paragraph };
            lines.replaced(place.line..place.line + 1, vec![New::line(kind, vec![])], Place::new(0, 0))
        }
        BlockKind::Heading(_) if at_end && !words.is_empty() => {
            lines.replaced(place.line + 1..place.line + 1, vec![New::line(BlockKind::Paragraph, vec![])], Place::new(0, 0))
        }
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Bullet(_) | BlockKind::Number(..) => {
            let (before, after) = words.split_at_checked(place.letter).unwrap_or((&words, &[]));
            let first = New { cells: vec![before.to_vec()], ..lines.new_line(place.line) };
            let next = match kind {
                BlockKind::Number(level, number) => BlockKind::Number(level, number.saturating_add(1)),
                kind => kind,
            };
            lines.replaced(place.line..place.line + 1, vec![first, New::line(next, after.to_vec())], Place::new(1, 0))
        }
    };
    let (text, caret) = tidied(text, left, caret);
    Typed::at(text, caret)
}

fn erased_before(text: &str, caret: usize, word: bool) -> Typed {
    let lines = Lines::of(text);
    let place = lines.place(caret);
    if place.letter > 0 {
        let from = if word { lines.word_step(place, false) } else { Place { letter: place.letter - 1, ..place } };
        return removed(text, lines.byte(from)..lines.byte(place));
    }
    let kind = lines.kind(place.line);
    let words = lines.letters(place);
    let (left, caret) = match kind {
        BlockKind::Row | BlockKind::Rule => return tables::erased_before(&lines, place),
        BlockKind::Note(_) => return Typed::at(text.to_owned(), lines.after_call(place)),
        BlockKind::Bullet(level) | BlockKind::Number(level, _) if level > 0 => {
            let kind = lines.at_level(place.line, level - 1);
            lines.replaced(place.line..place.line + 1, vec![New::line(kind, words)], Place::new(0, 0))
        }
        BlockKind::Heading(_) | BlockKind::Bullet(_) | BlockKind::Number(..) => {
            lines.replaced(place.line..place.line + 1, vec![New::line(BlockKind::Paragraph, words)], Place::new(0, 0))
        }
        BlockKind::Paragraph => match lines.shown_before(place.line) {
            None => lines.replaced(0..place.line, vec![], Place::new(0, 0)),
            Some(before) => lines.joined(before, place.line),
        },
    };
    let (text, caret) = tidied(text, left, caret);
    Typed::at(text, caret)
}

fn erased_after(text: &str, caret: usize, word: bool) -> Typed {
    let lines = Lines::of(text);
    let place = lines.place(caret);
    let length = lines.letters(place).len();
    if place.letter < length {
        let to = if word { lines.word_step(place, true) } else { Place { letter: place.letter + 1, ..place } };
        return removed(text, lines.byte(place)..lines.byte(to));
    }
    let is_whole = !matches!(lines.kind(place.line), BlockKind::Row | BlockKind::Rule | BlockKind::Note(_));
    match lines.shown_after(place.line).filter(|_| is_whole) {
        Some(after) if !matches!(lines.kind(after), BlockKind::Note(_)) => {
            let (left, caret) = lines.joined(place.line, after);
            let (text, caret) = tidied(text, left, caret);
            Typed::at(text, caret)
        }
        _ => Typed::at(text.to_owned(), caret),
    }
}

fn pasted(text: &str, caret: usize, words: &str) -> Typed {
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    let words = renumbered_notes(text, words.trim_matches('\n'));
    let source = Lines::of(&words);
    let lines = Lines::of(text);
    let place = lines.place(caret);
    if let BlockKind::Row | BlockKind::Rule | BlockKind::Note(_) = lines.kind(place.line) {
        return tables::pasted_into_cell(&lines, place, &source);
    }
    let is_definition = |line: usize| matches!(BlockKind::of(source.raw(line)).0, BlockKind::Note(_));
    let (notes, body): (Vec<usize>, Vec<usize>) = (0..source.count()).partition(|line| is_definition(*line));
    let own = lines.new_line(place.line);
    let letters = lines.letters(place);
    let (before, after) = letters.split_at_checked(place.letter).unwrap_or((&letters, &[]));
    let is_plain = |line: usize| source.kind(line) == BlockKind::Paragraph;
    let mut by: Vec<New<'_>> = Vec::new();
    for (index, line) in body.iter().enumerate() {
        let new = source.new_line(*line);
        if index > 0 {
            by.push(new);
        } else if is_plain(*line) {
            let cells = vec![before.iter().copied().chain(source.letters(Place::new(*line, 0))).collect()];
            by.push(New { cells, ..own.clone() });
        } else if before.is_empty() {
            by.push(new);
        } else {
            by.extend([New { cells: vec![before.to_vec()], ..own.clone() }, new]);
        }
    }
    let ends_plain = body.last().is_none_or(|last| is_plain(*last));
    if by.is_empty() {
        by.push(New { cells: vec![before.to_vec()], ..own });
    }
    let last = by.len() - 1;
    let caret = match by.last_mut() {
        // A row ends with its bar: what follows stands below.
        Some(new) if new.is_row => {
            by.push(New::line(BlockKind::Paragraph, after.to_vec()));
            Place::new(last + 1, 0)
        }
        Some(new) => {
            let length = new.cells.first().map_or(0, Vec::len);
            if ends_plain || after.iter().all(|letter| letter.text.trim().is_empty()) {
                new.cells.iter_mut().take(1).for_each(|cell| cell.extend(after));
                Place { line: last, cell: 0, letter: length }
            } else {
                by.push(New::line(BlockKind::Paragraph, after.to_vec()));
                Place::new(last + 1, 0)
            }
        }
        None => Place::new(0, 0),
    };
    let (mut left, caret) = lines.replaced(place.line..place.line + 1, by, caret);
    for note in notes {
        left.push('\n');
        left.push_str(source.raw(note));
    }
    let (text, caret) = tidied(text, left, caret);
    Typed::at(text, caret)
}

/// What is pasted, its notes under labels that the text does not have.
fn renumbered_notes(text: &str, words: &str) -> String {
    let highest = calls(text).map(|(_, label)| label).max().unwrap_or(0);
    if highest == 0 {
        return words.to_owned();
    }
    let (mut renumbered, mut from) = (String::with_capacity(words.len()), 0);
    for (call, label) in calls(words) {
        renumbered.push_str(words.get(from..call.start).unwrap_or_default());
        renumbered.extend([format!("[^{}]", label.saturating_add(highest))]);
        from = call.end;
    }
    renumbered.push_str(words.get(from..).unwrap_or_default());
    renumbered
}

fn done(text: &str, selection: Selection, deed: Deed) -> Typed {
    match deed {
        Deed::Bold => turned(text, selection, |look, on| look.bold = on, |look| look.bold),
        Deed::Italic => turned(text, selection, |look, on| look.italic = on, |look| look.italic),
        Deed::Case => cased(text, selection),
        Deed::Style(style) => styled(text, selection, style),
        Deed::Deeper => levelled(text, selection, false).unwrap_or_else(|| Typed { text: text.to_owned(), selection }),
        Deed::LessDeep => levelled(text, selection, true).unwrap_or_else(|| Typed { text: text.to_owned(), selection }),
        Deed::Note => noted(text, selection.range().end),
        Deed::Table => tables::inserted(text, selection.range().end),
        Deed::RowAbove
        | Deed::RowBelow
        | Deed::ColumnBefore
        | Deed::ColumnAfter
        | Deed::DeleteRow
        | Deed::DeleteColumn
        | Deed::DeleteTable
        | Deed::HeadingRow => tables::changed(text, selection.head, deed).unwrap_or_else(|| Typed { text: text.to_owned(), selection }),
    }
}

/// Bold or italics put on what is selected, or taken off when all of it has them; without a selection the word around the caret, or what is typed
/// next.
fn turned(text: &str, selection: Selection, set: impl Fn(&mut Look, bool), has: impl Fn(Look) -> bool) -> Typed {
    let lines = Lines::of(text);
    let place = lines.place(selection.head);
    let word = lines.word(place);
    let is_within = selection.is_empty() && word.start < place.letter && place.letter < word.end;
    if selection.is_empty() && !is_within {
        let mut look = selection.look.unwrap_or_else(|| lines.look(place));
        let on = !has(look);
        set(&mut look, on);
        return Typed { text: text.to_owned(), selection: Selection { look: Some(look), ..selection } };
    }
    let chosen = if is_within {
        lines.byte(Place { letter: word.start, ..place })..lines.byte(Place { letter: word.end, ..place })
    } else {
        selection.range()
    };
    let on = !has(lines.common_look(&chosen));
    lines.relooked(&chosen, selection, |letter| {
        let mut look = Look { bold: letter.bold, italic: letter.italic };
        set(&mut look, on);
        (letter.bold, letter.italic) = (look.bold, look.italic);
    })
}

/// Small letters become a capital and small ones, these capitals, and capitals small letters.
fn cased(text: &str, selection: Selection) -> Typed {
    let lines = Lines::of(text);
    let chosen = if selection.is_empty() { word_at(text, selection.head) } else { selection.range() };
    let words = lines.words(&chosen);
    let letters: Vec<char> = words.chars().filter(|c| c.is_alphabetic()).collect();
    let is_upper = |c: &char| c.is_uppercase();
    let to = if letters.iter().all(is_upper) && letters.len() > 1 {
        Case::Small
    } else if letters.first().is_some_and(is_upper) {
        Case::Capitals
    } else {
        Case::First
    };
    let mut begins = true;
    let change = |c: char| {
        let is_first = std::mem::replace(&mut begins, !(c.is_alphanumeric() || matches!(c, '’' | '\'')));
        match to {
            Case::Small => c.to_lowercase().collect::<String>(),
            Case::Capitals => c.to_uppercase().collect(),
            Case::First if is_first => c.to_uppercase().collect(),
            Case::First => c.to_lowercase().collect(),
        }
    };
    lines.rewritten(&chosen, selection, change)
}

enum Case {
    Small,
    Capitals,
    First,
}

/// Makes paragraphs of this kind, or plain ones when all of them are.
fn styled(text: &str, selection: Selection, style: Style) -> Typed {
    let lines = Lines::of(text);
    let range = selection.range();
    let (first, last) = (lines.place(range.start).line, lines.place(range.end).line);
    let is_such = |kind: BlockKind| match style {
        Style::Paragraph => false,
        Style::Heading(level) => kind == BlockKind::Heading(level),
        Style::Bullets => matches!(kind, BlockKind::Bullet(_)),
        Style::Numbers => matches!(kind, BlockKind::Number(..)),
    };
    let may = |line: &usize| !lines.is_blank(*line) || first == last;
    let meant: Vec<usize> =
        (first..=last).filter(may).filter(|line| !matches!(lines.kind(*line), BlockKind::Row | BlockKind::Rule | BlockKind::Note(_))).collect();
    let takes_off = !meant.is_empty() && meant.iter().all(|line| is_such(lines.kind(*line)));
    let mut number = 0;
    lines.relined(first..last + 1, selection, |line, kind| {
        if !meant.contains(&line) {
            return None;
        }
        let level = kind.item_level().unwrap_or(0);
        Some(match style {
            _ if takes_off => BlockKind::Paragraph,
            Style::Paragraph => BlockKind::Paragraph,
            Style::Heading(level) => BlockKind::Heading(level),
            Style::Bullets => BlockKind::Bullet(level),
            Style::Numbers => {
                number += 1;
                BlockKind::Number(level, number)
            }
        })
    })
}

/// Moves items of a list a level; `None` when none of what is selected is one that can be moved.
fn levelled(text: &str, selection: Selection, back: bool) -> Option<Typed> {
    let lines = Lines::of(text);
    let range = selection.range();
    let (first, last) = (lines.place(range.start).line, lines.place(range.end).line);
    let items = (first..=last).filter(|line| lines.kind(*line).item_level().is_some()).count();
    // An item stands at most a level under the one before it.
    let above = lines.shown_before(first).and_then(|line| lines.kind(line).item_level());
    let deepest = above.map_or(0, |level| level.saturating_add(1)).min(DEEPEST_ITEM);
    let can_move = |level: u8| if back { level > 0 } else { level < DEEPEST_ITEM };
    let first_level = lines.kind(first).item_level().unwrap_or(0);
    if items == 0 || (!back && first_level >= deepest && items == 1) {
        return (items > 0).then(|| Typed { text: text.to_owned(), selection });
    }
    Some(lines.relined(first..last + 1, selection, |_, kind| {
        let level = kind.item_level().filter(|level| can_move(*level))?;
        let level = if back { level - 1 } else { level + 1 };
        Some(match kind {
            BlockKind::Number(..) => BlockKind::Number(level, 1),
            _ => BlockKind::Bullet(level),
        })
    }))
}

/// Calls a note at the caret, which goes to its words at the end of the text.
fn noted(text: &str, caret: usize) -> Typed {
    let lines = Lines::of(text);
    let place = lines.place(caret);
    if matches!(lines.kind(place.line), BlockKind::Note(_)) {
        return Typed::at(text.to_owned(), caret);
    }
    let label = calls(text).map(|(_, label)| label).max().unwrap_or(0).saturating_add(1);
    let (called, _) = lines.with_words(place, &format!("[^{label}]"), Look::default());
    let text = format!("{}\n[^{label}]: ", called.trim_end_matches('\n'));
    let caret = text.len();
    Typed::at(text, caret)
}

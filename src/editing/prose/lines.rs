//! The lines of a text being typed, the places in them where a caret stands, and lines written anew.

use std::borrow::Cow;
use std::ops::Range;

use super::{Look, Selection, Typed};
use crate::model::{Block, BlockKind, Letter, calls, spelled, typed_lines};

/// A caret before a letter of a cell, or after the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub line: usize,
    pub cell: usize,
    pub letter: usize,
}

impl Place {
    /// The beginning of a cell.
    pub fn new(line: usize, cell: usize) -> Self {
        Self { line, cell, letter: 0 }
    }
}

/// A line to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct New<'a> {
    pub mark: Cow<'a, str>,
    pub cells: Vec<Vec<Letter<'a>>>,
    pub is_row: bool,
}

impl<'a> New<'a> {
    pub fn line(kind: BlockKind, letters: Vec<Letter<'a>>) -> Self {
        Self { mark: kind.mark().into(), cells: vec![letters], is_row: false }
    }

    pub fn row(cells: Vec<Vec<Letter<'a>>>) -> Self {
        Self { mark: "".into(), cells, is_row: true }
    }

    /// `|---|---|`
    pub fn rule(columns: usize) -> Self {
        Self { mark: format!("|{}", "---|".repeat(columns.max(1))).into(), cells: vec![vec![]], is_row: false }
    }

    /// The line, and the byte of it at each letter of a cell and after the last.
    fn spelled(&self, cell: usize) -> (String, Vec<usize>) {
        let mut line = self.mark.to_string();
        let mut of_cell = Vec::new();
        if self.is_row {
            line.push('|');
        }
        for (index, letters) in self.cells.iter().enumerate() {
            if self.is_row {
                line.push(' ');
            }
            let (words, at) = spelled(letters, self.is_row);
            if index == cell {
                of_cell = at.into_iter().map(|at| at + line.len()).collect();
            }
            line.push_str(&words);
            if self.is_row {
                line.push_str(" |");
            }
        }
        (line, of_cell)
    }
}

pub(super) struct Lines<'a> {
    source: &'a str,
    blocks: Vec<Block<'a>>,
}

impl<'a> Lines<'a> {
    pub fn of(source: &'a str) -> Self {
        Self { source, blocks: typed_lines(source) }
    }

    pub fn source(&self) -> &'a str {
        self.source
    }

    pub fn count(&self) -> usize {
        self.blocks.len()
    }

    pub fn kind(&self, line: usize) -> BlockKind {
        self.blocks.get(line).map_or(BlockKind::Paragraph, |block| block.kind)
    }

    /// The line as it is spelled.
    pub fn raw(&self, line: usize) -> &'a str {
        self.blocks.get(line).and_then(|block| self.source.get(block.line.clone())).unwrap_or_default()
    }

    pub fn is_blank(&self, line: usize) -> bool {
        self.raw(line).trim().is_empty()
    }

    pub fn cells(&self, line: usize) -> usize {
        self.blocks.get(line).map_or(0, |block| block.cells.len())
    }

    pub fn letters(&self, place: Place) -> Vec<Letter<'a>> {
        let passage = self.blocks.get(place.line).and_then(|block| block.cells.get(place.cell));
        passage.map_or_else(Vec::new, |passage| passage.letters().collect())
    }

    /// The kind of a line in another level.
    pub fn at_level(&self, line: usize, level: u8) -> BlockKind {
        match self.kind(line) {
            BlockKind::Number(..) => BlockKind::Number(level, 1),
            _ => BlockKind::Bullet(level),
        }
    }

    /// The place of a byte.
    pub fn place(&self, byte: usize) -> Place {
        let mut line = self.blocks.partition_point(|block| block.line.start <= byte).saturating_sub(1);
        if self.kind(line) == BlockKind::Rule {
            line = if self.kind(line + 1) == BlockKind::Row { line + 1 } else { line.saturating_sub(1) };
        }
        let Some(block) = self.blocks.get(line) else { return Place::new(0, 0) };
        let cell = block.cells.partition_point(|cell| cell.at.start <= byte).saturating_sub(1);
        let letters = block.cells.get(cell).map_or(0, |cell| cell.letters().take_while(|letter| letter.at < byte).count());
        Place { line, cell, letter: letters }
    }

    /// The byte of a place; of a letter beyond the last, the end.
    pub fn byte(&self, place: Place) -> usize {
        let Some(passage) = self.blocks.get(place.line).and_then(|block| block.cells.get(place.cell)) else { return self.source.len() };
        passage.letters().nth(place.letter).map_or(passage.at.end, |letter| letter.at)
    }

    fn is_stop(&self, line: usize) -> bool {
        self.kind(line) != BlockKind::Rule && !self.is_blank(line)
    }

    /// The line before that is shown.
    pub fn shown_before(&self, line: usize) -> Option<usize> {
        (0..line).rev().find(|line| self.is_stop(*line))
    }

    pub fn shown_after(&self, line: usize) -> Option<usize> {
        (line + 1..self.count()).find(|line| self.is_stop(*line))
    }

    pub fn first(&self) -> Place {
        Place::new((0..self.count()).find(|line| self.is_stop(*line)).unwrap_or(0), 0)
    }

    pub fn last(&self) -> Place {
        let line = (0..self.count()).rev().find(|line| self.is_stop(*line)).unwrap_or(0);
        self.end_of(line)
    }

    pub fn end_of(&self, line: usize) -> Place {
        let place = Place::new(line, self.cells(line).saturating_sub(1));
        Place { letter: self.letters(place).len(), ..place }
    }

    /// A letter further, into the next cell or line.
    pub fn step(&self, place: Place, forward: bool) -> Place {
        let length = self.letters(place).len();
        if forward {
            if place.letter < length {
                Place { letter: place.letter + 1, ..place }
            } else if place.cell + 1 < self.cells(place.line) {
                Place::new(place.line, place.cell + 1)
            } else {
                self.shown_after(place.line).map_or(place, |line| Place::new(line, 0))
            }
        } else if place.letter > 0 {
            Place { letter: place.letter - 1, ..place }
        } else if place.cell > 0 {
            let before = Place::new(place.line, place.cell - 1);
            Place { letter: self.letters(before).len(), ..before }
        } else {
            self.shown_before(place.line).map_or(place, |line| self.end_of(line))
        }
    }

    /// The beginning of the word before, or of the one after.
    pub fn word_step(&self, place: Place, forward: bool) -> Place {
        let letters = self.letters(place);
        let is_word = |letter: &Letter<'_>| is_word(letter);
        let is_blank = |letter: &Letter<'_>| letter.text.trim().is_empty();
        if forward {
            let rest = letters.get(place.letter..).unwrap_or_default();
            let Some(first) = rest.first() else { return self.step(place, true) };
            let word = rest.iter().take_while(|letter| is_word(letter) == is_word(first) && !is_blank(letter)).count();
            let blanks = rest.iter().skip(word).take_while(|letter| is_blank(letter)).count();
            Place { letter: place.letter + word + blanks, ..place }
        } else {
            let before = letters.get(..place.letter.min(letters.len())).unwrap_or_default();
            if before.is_empty() {
                return self.step(place, false);
            }
            let blanks = before.iter().rev().take_while(|letter| is_blank(letter)).count();
            let last = before.iter().rev().nth(blanks);
            let word = before
                .iter()
                .rev()
                .skip(blanks)
                .take_while(|letter| last.is_some_and(|last| is_word(letter) == is_word(last)) && !is_blank(letter))
                .count();
            Place { letter: before.len() - blanks - word, ..place }
        }
    }

    /// The letters of the word around a place.
    pub fn word(&self, place: Place) -> Range<usize> {
        let letters = self.letters(place);
        let at = place.letter.min(letters.len());
        let before = letters.iter().take(at).rev().take_while(|letter| is_word(letter)).count();
        let after = letters.iter().skip(at).take_while(|letter| is_word(letter)).count();
        at - before..at + after
    }

    /// How what is typed at a place looks: as the letter before it, else as the one after.
    pub fn look(&self, place: Place) -> Look {
        let letters = self.letters(place);
        let near = place.letter.checked_sub(1).and_then(|before| letters.get(before)).or(letters.first());
        near.filter(|letter| letter.note.is_none()).map_or_else(Look::default, |letter| Look { bold: letter.bold, italic: letter.italic })
    }

    /// A line to be written as it is.
    pub fn new_line(&self, line: usize) -> New<'a> {
        let Some(block) = self.blocks.get(line) else { return New::line(BlockKind::Paragraph, vec![]) };
        let raw = self.raw(line);
        if block.kind == BlockKind::Rule {
            return New { mark: raw.into(), cells: vec![vec![]], is_row: false };
        }
        let cells: Vec<Vec<Letter<'a>>> = block.cells.iter().map(|cell| cell.letters().collect()).collect();
        let is_row = block.kind == BlockKind::Row;
        let mark = block.cells.first().map_or(0, |cell| cell.at.start - block.line.start);
        let mark = if is_row { "" } else { raw.get(..mark).unwrap_or_default() };
        New { mark: mark.into(), cells, is_row }
    }

    /// The text with other lines in the place of some, and the byte of a place in them; of a place in none, where they stand.
    pub fn replaced(&self, lines: Range<usize>, by: Vec<New<'_>>, caret: Place) -> (String, usize) {
        let length = self.source.len();
        let is_at_end = lines.start >= self.count();
        let start = self.blocks.get(lines.start).map_or(length, |block| block.line.start);
        let end = self.blocks.get(lines.end).map_or(length, |block| block.line.start);
        let mut text = self.source.get(..start).unwrap_or_default().to_owned();
        if is_at_end && !text.is_empty() {
            text.push('\n');
        }
        let mut at = text.len();
        for (index, new) in by.iter().enumerate() {
            let (line, letters) = new.spelled(caret.cell);
            if index == caret.line {
                at = text.len() + letters.get(caret.letter).or(letters.last()).copied().unwrap_or(0);
            }
            text.push_str(&line);
            text.push('\n');
        }
        text.push_str(self.source.get(end..).unwrap_or_default());
        if lines.end >= self.count() && text.ends_with('\n') {
            text.pop();
        }
        let at = at.min(text.len());
        (text, at)
    }

    /// The text with words put in at a place.
    pub fn with_words(&self, place: Place, words: &str, look: Look) -> (String, usize) {
        let mut new = self.new_line(place.line);
        let inner = crate::model::braces(words).map(|(range, _)| range).chain(calls(words).map(|(range, _)| range)).collect::<Vec<_>>();
        let mut letters = Vec::new();
        let mut from = 0;
        while let Some(next) = words.get(from..).and_then(|rest| rest.chars().next()) {
            let end = inner.iter().find(|range| range.start == from).map_or(from + next.len_utf8(), |range| range.end);
            let text = words.get(from..end).unwrap_or_default();
            letters.push(Letter { text, bold: look.bold, italic: look.italic, note: None, at: 0 });
            from = end;
        }
        let count = letters.len();
        let Some(cell) = new.cells.get_mut(place.cell) else { return (self.source.to_owned(), self.byte(place)) };
        let at = place.letter.min(cell.len());
        // A space between two words of one look has it too.
        let blanks = cell.iter().take(at).rev().take_while(|letter| letter.text.trim().is_empty()).count();
        let before = at.checked_sub(blanks + 1).and_then(|index| cell.get(index)).copied();
        for blank in cell.iter_mut().take(at).skip(at - blanks) {
            blank.bold |= look.bold && before.is_some_and(|before| before.bold);
            blank.italic |= look.italic && before.is_some_and(|before| before.italic);
        }
        cell.splice(at..at, letters);
        self.replaced(place.line..place.line + 1, vec![new], Place { line: 0, cell: place.cell, letter: at + count })
    }

    /// The cells and letters that a selection covers; between two cells of a table, those of a rectangle.
    fn covered(&self, range: &Range<usize>) -> Vec<(Place, Range<usize>)> {
        let (from, to) = (self.place(range.start), self.place(range.end));
        if (from.line, from.cell) == (to.line, to.cell) {
            return vec![(from, from.letter..to.letter)];
        }
        let mut covered = Vec::new();
        let columns = self.is_of_one_table(from, to).then(|| from.cell.min(to.cell)..from.cell.max(to.cell) + 1);
        for line in (from.line..=to.line).filter(|line| self.kind(*line) != BlockKind::Rule) {
            for cell in 0..self.cells(line) {
                let place = Place::new(line, cell);
                let length = self.letters(place).len();
                let is_row = self.kind(line) == BlockKind::Row;
                match &columns {
                    Some(columns) if columns.contains(&cell) => covered.push((place, 0..length)),
                    Some(_) => {}
                    None if !is_row && line == from.line => covered.push((place, from.letter.min(length)..length)),
                    None if !is_row && line == to.line => covered.push((place, 0..to.letter.min(length))),
                    None => covered.push((place, 0..length)),
                }
            }
        }
        covered
    }

    fn is_of_one_table(&self, from: Place, to: Place) -> bool {
        (from.line..=to.line).all(|line| matches!(self.kind(line), BlockKind::Row | BlockKind::Rule))
    }

    /// The look that all that is covered has.
    pub fn common_look(&self, range: &Range<usize>) -> Look {
        let mut all = Look { bold: true, italic: true };
        let mut is_any = false;
        for (place, letters) in self.covered(range) {
            for letter in
                self.letters(place).get(letters).unwrap_or_default().iter().filter(|letter| !letter.text.trim().is_empty() && letter.note.is_none())
            {
                is_any = true;
                all.bold &= letter.bold;
                all.italic &= letter.italic;
            }
        }
        if is_any { all } else { Look::default() }
    }

    /// What is read of what is covered.
    pub fn words(&self, range: &Range<usize>) -> String {
        let covered = self.covered(range).into_iter();
        covered
            .flat_map(|(place, letters)| {
                self.letters(place).get(letters).unwrap_or_default().iter().map(|letter| letter.text.to_owned()).collect::<Vec<_>>()
            })
            .collect()
    }

    /// The text without what is covered: lines that it crosses become one, rows that it leaves half are emptied or go whole.
    pub fn without(&self, range: &Range<usize>) -> (String, usize) {
        let (from, to) = (self.place(range.start), self.place(range.end));
        let [starts_in_row, ends_in_row] = [from, to].map(|place| self.kind(place.line) == BlockKind::Row);
        if (from.line, from.cell) == (to.line, to.cell) || self.is_of_one_table(from, to) {
            let mut by: Vec<New<'_>> = (from.line..=to.line).map(|line| self.new_line(line)).collect();
            for (place, letters) in self.covered(range) {
                if let Some(cell) = by.get_mut(place.line - from.line).and_then(|new| new.cells.get_mut(place.cell)) {
                    let end = letters.end.min(cell.len());
                    cell.drain(letters.start.min(end)..end);
                }
            }
            let letter = if from.cell == to.cell && from.line == to.line { from.letter } else { 0 };
            return self.replaced(from.line..to.line + 1, by, Place { line: 0, cell: from.cell.min(to.cell), letter });
        }
        let head = (!starts_in_row).then(|| {
            let mut new = self.new_line(from.line);
            new.cells.iter_mut().for_each(|cell| cell.truncate(from.letter));
            new
        });
        let tail: Vec<Letter<'_>> = if ends_in_row { vec![] } else { self.letters(to).split_off(to.letter) };
        let new = match head {
            Some(mut head) => {
                head.cells.iter_mut().take(1).for_each(|cell| cell.extend(&tail));
                head
            }
            None if ends_in_row => New::line(BlockKind::Paragraph, vec![]),
            None => New { cells: vec![tail], ..self.new_line(to.line) },
        };
        let letter = if starts_in_row { 0 } else { from.letter };
        self.replaced(from.line..to.line + 1, vec![new], Place { line: 0, cell: 0, letter })
    }

    /// A line at the end of the one before it; a row keeps its cells, and an empty line beside it goes.
    pub fn joined(&self, before: usize, after: usize) -> (String, usize) {
        let is_row = |line: usize| matches!(self.kind(line), BlockKind::Row | BlockKind::Rule);
        if is_row(before) || is_row(after) {
            let [first, second] = [before, after].map(|line| !is_row(line) && self.is_blank(line));
            let place = if is_row(before) { self.end_of(before) } else { Place::new(after, 0) };
            return match (first, second) {
                (true, _) => {
                    let (text, _) = self.replaced(before..after, vec![], Place::new(0, 0));
                    let start = self.blocks.get(before).map_or(0, |block| block.line.start);
                    (text, start + 2)
                }
                (_, true) => {
                    let (text, _) = self.replaced(before + 1..after + 1, vec![], Place::new(0, 0));
                    (text, self.byte(place))
                }
                (false, false) => (self.source.to_owned(), self.byte(place)),
            };
        }
        let mut new = self.new_line(before);
        let end = self.end_of(before);
        // An empty line becomes what follows.
        if self.is_blank(before) {
            new = self.new_line(after);
        } else {
            let tail = self.letters(Place::new(after, 0));
            new.cells.iter_mut().take(1).for_each(|cell| cell.extend(&tail));
        }
        let letter = if self.is_blank(before) { 0 } else { end.letter };
        self.replaced(before..after + 1, vec![new], Place { line: 0, cell: 0, letter })
    }

    /// Lines written anew with each covered letter changed; what is selected stays so.
    pub fn relooked(&self, range: &Range<usize>, selection: Selection, change: impl Fn(&mut Letter<'_>)) -> Typed {
        let (from, to) = (self.place(range.start), self.place(range.end));
        let mut by: Vec<New<'_>> = (from.line..=to.line).map(|line| self.new_line(line)).collect();
        for (place, letters) in self.covered(range) {
            let cell = by.get_mut(place.line - from.line).and_then(|new| new.cells.get_mut(place.cell));
            cell.into_iter().flatten().skip(letters.start).take(letters.len()).for_each(&change);
        }
        self.kept(from.line..to.line + 1, by, selection)
    }

    /// The same with other characters.
    pub fn rewritten(&self, range: &Range<usize>, selection: Selection, mut change: impl FnMut(char) -> String) -> Typed {
        let (from, to) = (self.place(range.start), self.place(range.end));
        let covered = self.covered(range);
        let changed: Vec<Vec<String>> = covered
            .iter()
            .map(|(place, letters)| {
                let of = |letter: &Letter<'_>| match (letter.note, letter.text.chars().count()) {
                    (None, 1) => letter.text.chars().map(&mut change).collect(),
                    _ => letter.text.to_owned(),
                };
                self.letters(*place).get(letters.clone()).unwrap_or_default().iter().map(of).collect()
            })
            .collect();
        let mut by: Vec<New<'_>> = (from.line..=to.line).map(|line| self.new_line(line)).collect();
        for ((place, letters), words) in covered.iter().zip(&changed) {
            let cell = by.get_mut(place.line - from.line).and_then(|new| new.cells.get_mut(place.cell));
            for (letter, words) in cell.into_iter().flatten().skip(letters.start).take(letters.len()).zip(words) {
                letter.text = words;
            }
        }
        self.kept(from.line..to.line + 1, by, selection)
    }

    /// Lines of another kind; `None` leaves one as it is.
    pub fn relined(&self, lines: Range<usize>, selection: Selection, mut kind: impl FnMut(usize, BlockKind) -> Option<BlockKind>) -> Typed {
        let by = lines.clone().map(|line| match kind(line, self.kind(line)) {
            Some(kind) => New::line(kind, self.letters(Place::new(line, 0))),
            None => self.new_line(line),
        });
        self.kept(lines.clone(), by.collect(), selection)
    }

    /// The text with lines written anew, letter by letter what they were: the selection stays where it is.
    fn kept(&self, lines: Range<usize>, by: Vec<New<'_>>, selection: Selection) -> Typed {
        let [anchor, head] = [selection.anchor, selection.head].map(|byte| self.place(byte));
        let (text, _) = self.replaced(lines, by, Place::new(0, 0));
        let after = Lines::of(&text);
        let [anchor, head] = [anchor, head].map(|place| after.byte(place));
        let (text, head) = tidied(self.source, text.clone(), head);
        Typed { selection: Selection { anchor: if selection.is_empty() { head } else { anchor.min(text.len()) }, head, look: None }, text }
    }

    /// Where the caret goes from the words of a note: behind its call.
    pub fn after_call(&self, place: Place) -> usize {
        let BlockKind::Note(label) = BlockKind::of(self.raw(place.line)).0 else { return self.byte(place) };
        calls(self.source)
            .find(|(call, other)| *other == label && self.place(call.start).line != place.line)
            .map_or(self.byte(place), |(call, _)| call.end)
    }

    /// What is covered as lines of our spelling, with the notes that it calls.
    pub fn copied(&self, range: &Range<usize>) -> String {
        let (from, to) = (self.place(range.start), self.place(range.end));
        let mut lines: Vec<(usize, New<'a>)> = Vec::new();
        for (place, letters) in self.covered(range) {
            let words = self.letters(place).get(letters.clone()).unwrap_or_default().to_vec();
            let is_row = self.kind(place.line) == BlockKind::Row;
            match lines.last_mut() {
                Some((line, new)) if *line == place.line => new.cells.push(words),
                _ => {
                    let is_whole = letters.start == 0 && from.line != to.line;
                    let is_part_of_cell = from.line == to.line && from.cell == to.cell;
                    let mark = if is_whole && !is_row { self.new_line(place.line).mark } else { "".into() };
                    lines.push((place.line, New { mark, cells: vec![words], is_row: is_row && !is_part_of_cell }));
                }
            }
        }
        let mut copied = Vec::new();
        for (line, new) in &lines {
            copied.push(new.spelled(0).0);
            if self.kind(line + 1) == BlockKind::Rule && lines.iter().any(|(other, _)| *other > line + 1) {
                copied.push(New::rule(new.cells.len()).spelled(0).0);
            }
        }
        let body = copied.join("\n");
        let is_defined =
            |label: u16| (0..self.count()).find(|line| matches!(BlockKind::of(self.raw(*line)).0, BlockKind::Note(other) if other == label));
        let mut notes: Vec<usize> =
            calls(&body).filter_map(|(_, label)| is_defined(label)).filter(|line| !lines.iter().any(|(other, _)| other == line)).collect();
        notes.dedup();
        notes.into_iter().fold(body, |body, line| format!("{body}\n{}", self.raw(line)))
    }
}

pub(super) fn is_word(letter: &Letter<'_>) -> bool {
    letter.text.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '{'))
}

/// The text after a change with what follows from it: numbers of the list at the caret, no rule without its heading, no note that nothing calls any
/// more.
pub(super) fn tidied(before: &str, text: String, caret: usize) -> (String, usize) {
    let lost: Vec<u16> = if before.contains("[^") {
        let kept: Vec<u16> = calls_of(&text);
        calls_of(before).into_iter().filter(|label| !kept.contains(label)).collect()
    } else {
        vec![]
    };
    let lines = Lines::of(&text);
    let here = lines.place(caret).line;
    let is_item = |line: usize| lines.kind(line).item_level().is_some() || (line < lines.count() && lines.is_blank(line));
    let first = (0..=here).rev().take_while(|line| is_item(*line) || *line == here).last().unwrap_or(here);
    let last = (here..lines.count()).take_while(|line| is_item(*line) || *line == here).last().unwrap_or(here);
    let mut numbers: Vec<Option<u16>> = Vec::new();
    let (mut tidy, mut at) = (String::with_capacity(text.len()), caret);
    let mut is_first = true;
    for line in 0..lines.count() {
        let raw = lines.raw(line);
        let kind = BlockKind::of(raw).0;
        let start = lines.byte_of_line(line);
        let is_heading_rule = line > 0
            && BlockKind::of(lines.raw(line - 1)).0 == BlockKind::Row
            && !(line > 1 && matches!(BlockKind::of(lines.raw(line - 2)).0, BlockKind::Row | BlockKind::Rule));
        let goes = match kind {
            BlockKind::Rule => !is_heading_rule,
            BlockKind::Note(label) => lost.contains(&label) && line != here,
            _ => false,
        };
        if goes {
            if start < caret {
                at = at.saturating_sub(raw.len() + 1);
            }
            continue;
        }
        if !std::mem::take(&mut is_first) {
            tidy.push('\n');
        }
        let item = kind.item_level().filter(|_| (first..=last).contains(&line));
        numbers.resize(item.map_or(if lines.is_blank(line) { numbers.len() } else { 0 }, |level| usize::from(level) + 1), None);
        match (kind, item.and_then(|level| numbers.get_mut(usize::from(level)))) {
            (BlockKind::Number(level, spelled), Some(last)) => {
                let number = last.map_or(spelled, |last| last.saturating_add(1));
                *last = Some(number);
                let (old, new) = (kind.mark().len(), BlockKind::Number(level, number).mark());
                if start < caret {
                    at = (at + new.len()).saturating_sub(old);
                }
                tidy.push_str(&new);
                tidy.push_str(raw.get(old..).unwrap_or_default());
            }
            (_, last) => {
                if let Some(last) = last {
                    *last = None;
                }
                tidy.push_str(raw);
            }
        }
    }
    let at = at.min(tidy.len());
    (tidy, at)
}

/// The labels of the notes that a text calls.
fn calls_of(text: &str) -> Vec<u16> {
    let is_definition = |line: &str| matches!(BlockKind::of(line).0, BlockKind::Note(_));
    text.lines().filter(|line| !is_definition(line)).flat_map(|line| calls(line).map(|(_, label)| label).collect::<Vec<_>>()).collect()
}

impl Lines<'_> {
    fn byte_of_line(&self, line: usize) -> usize {
        self.blocks.get(line).map_or(self.source.len(), |block| block.line.start)
    }
}

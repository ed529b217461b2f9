//! One line of text being typed, with its caret: the editor of a cell, without a toolkit.

use super::grid::{Held, Key};

/// Text, caret and selection; positions count characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    caret: usize,
    /// The other end of the selection; equal to the caret when nothing is selected.
    anchor: usize,
}

impl Line {
    /// A text with the caret at its end.
    pub fn new(text: String) -> Self {
        let end = text.chars().count();
        Self { text, caret: end, anchor: end }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn caret(&self) -> usize {
        self.caret
    }

    /// The selected characters, from and to.
    pub fn selection(&self) -> (usize, usize) {
        (self.caret.min(self.anchor), self.caret.max(self.anchor))
    }

    pub fn selected(&self) -> String {
        let (from, to) = self.selection();
        self.text.chars().skip(from).take(to - from).collect()
    }

    /// Replaces the selection; line breaks and tabs become spaces.
    pub fn insert(&mut self, text: &str) {
        let (from, to) = self.selection();
        let inserted: String = text.trim_end_matches(['\r', '\n']).replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
        self.replace(from, to, &inserted);
    }

    /// Puts the caret at a character; the selection extends when `extend`.
    pub fn place(&mut self, at: usize, extend: bool) {
        self.caret = at.min(self.len());
        if !extend {
            self.anchor = self.caret;
        }
    }

    /// Does what a key does in a line; keys of no meaning here change nothing.
    pub fn key(&mut self, key: Key, held: Held) {
        let (from, to) = self.selection();
        match key {
            Key::Backspace if from != to => self.replace(from, to, ""),
            Key::Backspace => self.replace(self.step_left(held.ctrl), self.caret, ""),
            Key::Delete if from != to => self.replace(from, to, ""),
            Key::Delete => self.replace(self.caret, self.step_right(held.ctrl), ""),
            Key::Left if from != to && !held.shift => self.place(from, false),
            Key::Right if from != to && !held.shift => self.place(to, false),
            Key::Left => self.place(self.step_left(held.ctrl), held.shift),
            Key::Right => self.place(self.step_right(held.ctrl), held.shift),
            Key::Home | Key::Up => self.place(0, held.shift),
            Key::End | Key::Down => self.place(self.len(), held.shift),
            Key::A if held.ctrl => {
                self.anchor = 0;
                self.caret = self.len();
            }
            _ => {}
        }
    }

    fn len(&self) -> usize {
        self.text.chars().count()
    }

    fn replace(&mut self, from: usize, to: usize, with: &str) {
        let before = self.text.chars().take(from);
        let after = self.text.chars().skip(to);
        self.text = before.chain(with.chars()).chain(after).collect();
        self.place(from + with.chars().count(), false);
    }

    /// One character to the left, or to the start of a word.
    fn step_left(&self, by_word: bool) -> usize {
        if !by_word {
            return self.caret.saturating_sub(1);
        }
        let before: Vec<char> = self.text.chars().take(self.caret).collect();
        let spaces = before.iter().rev().take_while(|character| character.is_whitespace()).count();
        let word = before.iter().rev().skip(spaces).take_while(|character| !character.is_whitespace()).count();
        self.caret.saturating_sub(spaces + word)
    }

    fn step_right(&self, by_word: bool) -> usize {
        if !by_word {
            return (self.caret + 1).min(self.len());
        }
        let word = self.text.chars().skip(self.caret).take_while(|character| !character.is_whitespace()).count();
        let spaces = self.text.chars().skip(self.caret + word).take_while(|character| character.is_whitespace()).count();
        self.caret + word + spaces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Held = Held { shift: false, ctrl: false };
    const SHIFT: Held = Held { shift: true, ctrl: false };
    const CTRL: Held = Held { shift: false, ctrl: true };

    #[test]
    fn keys_move_the_caret_and_change_the_line() {
        type Case<'a> = (&'a str, &'a [(Key, Held)], &'a str, usize);
        let cases: [Case<'_>; 10] = [
            ("été 7", &[(Key::Backspace, NONE)], "été ", 4),
            ("été 7", &[(Key::Home, NONE), (Key::Delete, NONE)], "té 7", 0),
            ("été 7", &[(Key::Left, NONE), (Key::Left, NONE), (Key::Backspace, NONE)], "ét 7", 2),
            ("été 7", &[(Key::Left, CTRL)], "été 7", 4),
            ("été 7", &[(Key::Left, CTRL), (Key::Left, CTRL)], "été 7", 0),
            ("été 7", &[(Key::Home, NONE), (Key::Right, CTRL)], "été 7", 4),
            ("été 7", &[(Key::Home, SHIFT), (Key::Delete, NONE)], "", 0),
            ("été 7", &[(Key::A, CTRL), (Key::Backspace, NONE)], "", 0),
            ("été 7", &[(Key::Left, SHIFT), (Key::Left, NONE)], "été 7", 4),
            ("", &[(Key::Backspace, NONE), (Key::Delete, NONE), (Key::Right, NONE)], "", 0),
        ];
        for (text, keys, expected, caret) in cases {
            let mut line = Line::new(text.into());
            keys.iter().for_each(|(key, held)| line.key(*key, *held));
            assert_eq!((line.text(), line.caret()), (expected, caret), "{text:?} {keys:?}");
        }
    }

    #[test]
    fn what_is_inserted_replaces_the_selection_and_stays_on_one_line() {
        let mut line = Line::new("12 34".into());
        line.place(0, false);
        line.place(2, true);
        line.insert("5\r\n6\t7\n");
        assert_eq!((line.text(), line.caret()), ("5 6 7 34", 5));
    }
}

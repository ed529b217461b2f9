//! How many lines words take, in whole thousandths of the size of their letters: for who divides texts without laying them out.

use num_traits::ToPrimitive as _;

use super::fonts;
use super::scene::{Font, Weight};

/// Words of one weight.
pub struct Run<'a> {
    pub text: &'a str,
    pub weight: Weight,
    /// 1000 for letters of the size that all is told in.
    pub size: u16,
}

/// The lines of runs that follow each other, as many words on each as a line holds. A line ends after a space, a hyphen or a slash.
pub fn count<'a>(runs: impl IntoIterator<Item = Run<'a>>, room: u32) -> u32 {
    let mut lines = Lines { room: room.to_f32().unwrap_or(f32::MAX), count: 1, line: 0.0, word: 0.0 };
    for Run { text, weight, size } in runs {
        let font = Font::new(f32::from(size), weight);
        for piece in text.split_inclusive(BREAKS) {
            let words = piece.trim_end_matches([' ', '\u{200b}']);
            lines.word += fonts::width(words, font);
            if piece.ends_with(BREAKS) {
                lines.end_word(if piece.ends_with(' ') { fonts::width(" ", font) } else { 0.0 });
            }
        }
    }
    lines.end_word(0.0);
    lines.count
}

const BREAKS: [char; 4] = [' ', '-', '/', '\u{200b}'];

struct Lines {
    room: f32,
    count: u32,
    line: f32,
    word: f32,
}

impl Lines {
    fn end_word(&mut self, space: f32) {
        if self.line > 0.0 && self.line + self.word > self.room {
            self.count = self.count.saturating_add(1);
            self.line = 0.0;
        }
        self.line += self.word + space;
        self.word = 0.0;
    }
}

//! Text as a search sees it: without case, accents, or the spaces that group digits.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text that remembers where each of its characters comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    characters: Vec<char>,
    /// For each character, where the one it comes from begins and ends in the text, in bytes.
    origins: Vec<(usize, usize)>,
}

impl Folded {
    /// "7 300 000" is "7300000", "Été" is "ete", "œuvre" is "oeuvre".
    pub fn of(text: &str) -> Self {
        let mut folded = Self { characters: Vec::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
        let mut rest = text.char_indices().peekable();
        while let Some((start, character)) = rest.next() {
            let end = start + character.len_utf8();
            let next_is_digit = rest.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            let after_digit = folded.characters.last().is_some_and(char::is_ascii_digit);
            if character.is_whitespace() && after_digit && next_is_digit {
                continue;
            }
            let mut push = |character: char| {
                folded.characters.push(character);
                folded.origins.push((start, end));
            };
            match character {
                'œ' | 'Œ' => ['o', 'e'].into_iter().for_each(push),
                'æ' | 'Æ' => ['a', 'e'].into_iter().for_each(push),
                '’' | '‘' => push('\''),
                '−' | '–' | '\u{2011}' => push('-'),
                space if space.is_whitespace() => push(' '),
                // Invisible: they may stand inside a word.
                '\u{ad}' | '\u{200b}' | '\u{2060}' => {}
                mark if is_combining_mark(mark) => {
                    if let Some((_, last_end)) = folded.origins.last_mut() {
                        *last_end = end;
                    }
                }
                letter => letter.nfd().filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase).for_each(push),
            }
        }
        folded
    }

    pub fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// The folded characters as a text.
    pub fn text(&self) -> String {
        self.characters.iter().collect()
    }

    /// Where another folded text occurs, in bytes of this one's text; occurrences do not overlap.
    pub fn occurrences(&self, wanted: &Self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(window) = self.characters.get(at..).and_then(|rest| rest.get(..wanted.characters.len())).filter(|_| !wanted.is_empty()) {
            if window == wanted.characters {
                let last = at + wanted.characters.len() - 1;
                if let (Some((start, _)), Some((_, end))) = (self.origins.get(at), self.origins.get(last)) {
                    found.push((*start, *end));
                }
                at += wanted.characters.len();
            } else {
                at += 1;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_the_spaces_of_figures_do_not_matter() {
        let cases: [(&str, &str, &[&str]); 14] = [
            ("L’Été des problèmes", "ete", &["Été"]),
            ("L’Été des problèmes", "l'été", &["L’Été"]),
            ("problèmes", "PROBLEME", &["problème"]),
            ("7\u{202f}300\u{202f}000 €", "7300000", &["7\u{202f}300\u{202f}000"]),
            ("7300000", "7 300 000", &["7300000"]),
            ("17 300 000", "7300000", &["7 300 000"]),
            ("œuvre", "oeuv", &["œuv"]),
            ("une cœur un", "coeur", &["cœur"]),
            ("aaaa", "aa", &["aa", "aa"]),
            ("e\u{301}te\u{301}", "été", &["e\u{301}te\u{301}"]),
            ("68,9\u{202f}%", "68,9 %", &["68,9\u{202f}%"]),
            ("en 2021", "en 2021", &["en 2021"]),
            ("rien", "", &[]),
            ("court", "plus long que le texte", &[]),
        ];
        for (text, wanted, expected) in cases {
            let found = Folded::of(text).occurrences(&Folded::of(wanted));
            let found: Vec<&str> = found.iter().filter_map(|(start, end)| text.get(*start..*end)).collect();
            assert_eq!(found, expected, "{wanted:?} in {text:?}");
        }
    }
}

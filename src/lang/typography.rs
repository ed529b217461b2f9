//! French typography of running text: the spaces that never break a line, apostrophes and quotation marks.
//!
//! Knows where a mark wants which space. Must not know texts of documents, nor decide: it says what would change, a drafter does it.

use std::ops::Range;

use super::Lang;
use crate::model::{BlockKind, braces};

const NARROW: &str = "\u{202f}";
const WIDE: &str = "\u{a0}";
const OPENING: &str = "«\u{a0}";
const CLOSING: &str = "\u{a0}»";

/// A passage that is set otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Bytes of the text as it is; empty where something is put in.
    pub at: Range<usize>,
    pub by: &'static str,
}

/// What is corrected, beside the spaces within numbers and before their units, which are the same in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The spaces of French marks.
    pub marks: bool,
    /// Curly apostrophes and French quotation marks in the place of straight ones.
    pub quotes: bool,
}

impl Rules {
    /// Spaces alone, as a drafter may have them set while typing.
    pub const SPACES: Self = Self { marks: true, quotes: false };
}

/// What typography changes in a text, in its order: U+202F before `%` and units and within numbers; with [`Rules::marks`] before `;`, `!` and `?`,
/// and U+00A0 before `:` and within « »; with [`Rules::quotes`] ’ and « ». What stands between braces is left alone: a link is no prose; so are addresses of the web.
pub fn corrections(source: &str, rules: Rules) -> Vec<Correction> {
    let mut corrections = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let (_, mark) = BlockKind::of(line);
        Line::new(line, at, mark).correct(rules, &mut corrections);
        at += line.len();
    }
    corrections
}

/// The text with these passages corrected, which rise and do not overlap.
pub fn corrected(source: &str, corrections: &[Correction]) -> String {
    let mut text = String::with_capacity(source.len() + corrections.len() * NARROW.len());
    let mut from = 0;
    for correction in corrections {
        text.push_str(source.get(from..correction.at.start).unwrap_or_default());
        text.push_str(correction.by);
        from = correction.at.end;
    }
    text.push_str(source.get(from..).unwrap_or_default());
    text
}

/// A text whose spaces hold together what belongs together: those that are there, as its language has them.
pub fn held(text: &str, lang: Lang) -> String {
    let mut corrections = corrections(text, Rules { marks: lang == Lang::French, quotes: false });
    corrections.retain(|correction| !correction.at.is_empty());
    corrected(text, &corrections)
}

/// A line of a text, character by character.
struct Line<'a> {
    text: &'a str,
    /// The byte of the text at which it begins.
    at: usize,
    chars: Vec<(usize, char)>,
    /// Which characters are words of the drafter's: not the mark of a list, a link or an address of the web.
    is_prose: Vec<bool>,
}

impl<'a> Line<'a> {
    fn new(text: &'a str, at: usize, mark: usize) -> Self {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let mut hidden: Vec<Range<usize>> = braces(text).map(|(range, _)| range).collect();
        hidden.push(0..mark);
        hidden.extend(addresses(text));
        let is_prose = chars.iter().map(|(byte, _)| !hidden.iter().any(|range| range.contains(byte))).collect();
        Self { text, at, chars, is_prose }
    }

    fn char(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|(_, c)| *c)
    }

    fn before(&self, index: usize) -> Option<char> {
        self.char(index.checked_sub(1)?)
    }

    fn byte(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.text.len(), |(byte, _)| *byte)
    }

    /// The first of the spaces that end at a place.
    fn spaces_before(&self, index: usize) -> usize {
        (0..index)
            .rev()
            .take_while(|before| self.char(*before).is_some_and(is_space) && self.is_prose.get(*before) == Some(&true))
            .last()
            .unwrap_or(index)
    }

    fn spaces_after(&self, index: usize) -> usize {
        (index..self.chars.len()).take_while(|after| self.char(*after).is_some_and(is_space)).last().map_or(index, |last| last + 1)
    }

    /// The spaces between two characters become this one, unless they are it already.
    fn set(&self, from: usize, to: usize, by: &'static str, corrections: &mut Vec<Correction>) {
        let (start, end) = (self.byte(from), self.byte(to));
        if self.text.get(start..end) != Some(by) {
            corrections.push(Correction { at: self.at + start..self.at + end, by });
        }
    }

    fn correct(&self, rules: Rules, corrections: &mut Vec<Correction>) {
        let quotes = self.quotes();
        for index in 0..self.chars.len() {
            if self.is_prose.get(index) != Some(&true) {
                continue;
            }
            match self.char(index) {
                Some(mark @ (';' | '!' | '?' | ':')) if rules.marks && self.wants_space(index, &quotes) => {
                    self.set(self.spaces_before(index), index, if mark == ':' { WIDE } else { NARROW }, corrections);
                }
                Some('%' | '‰' | '€') if self.follows_number(index) => self.set(self.spaces_before(index), index, NARROW, corrections),
                Some('k' | 'K' | 'M') if self.is_unit(index) && self.follows_number(index) => {
                    self.set(self.spaces_before(index), index, NARROW, corrections);
                }
                Some('»') if rules.marks && self.before(self.spaces_before(index)).is_some_and(|before| before != '«') => {
                    self.set(self.spaces_before(index), index, WIDE, corrections);
                }
                Some('«') if rules.marks && self.char(self.spaces_after(index + 1)).is_some_and(|next| next != '\n') => {
                    self.set(index + 1, self.spaces_after(index + 1), WIDE, corrections);
                }
                Some('0'..='9') if self.parts_thousands(index) => self.set(index.saturating_sub(1), index, NARROW, corrections),
                Some('\'') if rules.quotes && self.is_apostrophe(index) => self.replace(index, "’", corrections),
                Some('"') if rules.quotes => {
                    if let Some((_, by)) = quotes.iter().find(|(at, _)| *at == index) {
                        self.replace(index, by, corrections);
                    }
                }
                _ => {}
            }
        }
    }

    fn replace(&self, index: usize, by: &'static str, corrections: &mut Vec<Correction>) {
        corrections.push(Correction { at: self.at + self.byte(index)..self.at + self.byte(index + 1), by });
    }

    /// A mark that ends words: a space stands before it already, or none does and nothing goes on after it, as "14:30" does. After a quotation
    /// mark that opens there are no words yet.
    fn wants_space(&self, index: usize, quotes: &[(usize, &str)]) -> bool {
        let first = self.spaces_before(index);
        if quotes.iter().any(|(at, by)| at + 1 == first && *by == OPENING) {
            return false;
        }
        let has_words =
            self.before(first).is_some_and(|before| !matches!(before, ';' | '!' | '?' | ':' | ',' | '(' | '[' | '«' | '…') && !is_space(before));
        let ends = self
            .char(index + 1)
            .is_none_or(|next| next.is_whitespace() || matches!(next, ')' | ']' | '»' | '"' | '”' | '’' | '*' | '!' | '?' | '.' | '…'));
        has_words && (first < index || ends)
    }

    fn follows_number(&self, index: usize) -> bool {
        self.before(self.spaces_before(index)).is_some_and(|before| before.is_ascii_digit())
    }

    /// "k€", "M€", "Md€" at a place.
    fn is_unit(&self, index: usize) -> bool {
        let rest = self.text.get(self.byte(index)..).unwrap_or_default();
        ["k€", "K€", "M€", "Md€"].iter().any(|unit| rest.starts_with(unit))
    }

    /// One space before three digits of a number whose first group has at most three: "7 300 000", never "2021 300".
    fn parts_thousands(&self, index: usize) -> bool {
        let digit = |index: usize| self.char(index).is_some_and(|c| c.is_ascii_digit());
        let run_before = |end: usize| (0..end).rev().take_while(|at| digit(*at)).count();
        let three = (index..index + 3).all(digit) && !digit(index + 3);
        let Some(space) = index.checked_sub(1).filter(|space| three && self.char(*space).is_some_and(is_space)) else { return false };
        let mut group = run_before(space);
        let mut start = space - group;
        // Every group but the first has three digits.
        while group == 3 && start.checked_sub(1).is_some_and(|space| self.char(space).is_some_and(is_space)) && run_before(start - 1) > 0 {
            group = run_before(start - 1);
            start = start - 1 - group;
        }
        (1..=3).contains(&group) && !self.before(start).is_some_and(|before| before.is_alphanumeric() || matches!(before, ',' | '.' | '/' | '-'))
    }

    /// Between two letters, as in "l'État".
    fn is_apostrophe(&self, index: usize) -> bool {
        self.before(index).is_some_and(char::is_alphabetic) && self.char(index + 1).is_some_and(|next| next.is_alphanumeric() || next == '*')
    }

    /// The straight quotation marks of a line with what takes their place, when they stand in pairs.
    fn quotes(&self) -> Vec<(usize, &'static str)> {
        let at: Vec<usize> =
            (0..self.chars.len()).filter(|index| self.char(*index) == Some('"') && self.is_prose.get(*index) == Some(&true)).collect();
        if !at.len().is_multiple_of(2) {
            return vec![];
        }
        let is_opening = |index: usize| self.char(index + 1).is_some_and(|next| !next.is_whitespace() && next != '»');
        let is_closing = |index: usize| self.before(index).is_some_and(|before| !before.is_whitespace() && before != '«');
        let pairs = at.chunks_exact(2).filter_map(|pair| match pair {
            [open, close] if open + 1 < *close && is_opening(*open) && is_closing(*close) => Some([(*open, OPENING), (*close, CLOSING)]),
            _ => None,
        });
        pairs.flatten().collect()
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Where addresses of the web stand, up to the next space.
fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    ["http://", "https://", "www."].into_iter().flat_map(move |start| {
        text.match_indices(start).map(move |(at, _)| {
            let rest = text.get(at..).unwrap_or_default();
            at..at + rest.find(char::is_whitespace).unwrap_or(rest.len())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLAIN: Rules = Rules::SPACES;
    const QUOTES: Rules = Rules { quotes: true, ..PLAIN };

    /// `_` is U+202F, `~` U+00A0.
    fn set(source: &str, rules: Rules) -> String {
        let source = source.replace('_', NARROW).replace('~', WIDE);
        corrected(&source, &corrections(&source, rules)).replace(NARROW, "_").replace(WIDE, "~")
    }

    #[test]
    fn each_mark_has_its_space() {
        let cases = [
            ("Oui ; non ! quoi ? fin : ici", "Oui_; non_! quoi_? fin~: ici"),
            ("Oui; non! quoi? fin: ici", "Oui_; non_! quoi_? fin~: ici"),
            ("Oui~; non_: fin", "Oui_; non~: fin"),
            ("Oui  ;", "Oui_;"),
            ("68,9 % et 5%, +15,2~%", "68,9_% et 5_%, +15,2_%"),
            ("« mot » et «mot»", "«~mot~» et «~mot~»"),
            ("«_mot_»", "«~mot~»"),
            ("7 300 000 € et 7,3 M€, 300k€, 1,2 Md€", "7_300_000_€ et 7,3_M€, 300_k€, 1,2_Md€"),
            ("en 2021 300 agents, 12 300 euros, 2 1234, 021 300", "en 2021 300 agents, 12_300 euros, 2 1234, 021_300"),
            ("à 14:30, ratio 1:2, (?), ?!, a;b, fin:suite", "à 14:30, ratio 1:2, (?), ?!, a;b, fin:suite"),
            ("Quoi ?! Non… !", "Quoi_?! Non… !"),
            ("**Enjeu :** oui **non**; (vrai ?)", "**Enjeu~:** oui **non**_; (vrai_?)"),
            ("- ; rien\n## ! rien\n: rien", "- ; rien\n## ! rien\n: rien"),
            ("- un ;\n- deux !", "- un_;\n- deux_!"),
            ("voir https://a.fr/x?y=1;z: oui", "voir https://a.fr/x?y=1;z: oui"),
            ("soit {bill/2021/1/31/ae|M€|7,3 M€} ; fin", "soit {bill/2021/1/31/ae|M€|7,3 M€}_; fin"),
            ("l'État dit \"oui\"", "l'État dit \"oui\""),
            ("M€ ; %", "M€_; %"),
        ];
        for (source, expected) in cases {
            assert_eq!(set(source, PLAIN), expected, "{source}");
        }
    }

    #[test]
    fn numbers_have_their_spaces_in_any_language() {
        let rules = Rules { marks: false, ..PLAIN };
        assert_eq!(set("Why ? 7 300 000 €; 68,9 %: « so »", rules), "Why ? 7_300_000_€; 68,9_%: « so »");
    }

    #[test]
    fn straight_marks_become_curly_only_when_asked() {
        let cases = [
            ("l'État, aujourd'hui, 'mot'", "l’État, aujourd’hui, 'mot'"),
            ("il dit \"oui\" et \"non\" ;", "il dit «~oui~» et «~non~»_;"),
            ("un seul \" ici", "un seul \" ici"),
            ("5\" et 6\"", "5\" et 6\""),
            ("\"?.\"", "«~?.~»"),
            ("d'{bill/2021/1/31/ae|M€|l'7}", "d'{bill/2021/1/31/ae|M€|l'7}"),
        ];
        for (source, expected) in cases {
            assert_eq!(set(source, QUOTES), expected, "{source}");
        }
    }

    proptest! {
        /// Nothing but spaces and the two straight marks changes, and what is set is set for good.
        #[test]
        fn it_changes_spaces_only_and_once(source in "([a-zé0-9:;!?%€«»\"'*(){}|/.,_ ~\n-]|M€|\\{a\\|b\\|c\\}){0,30}", quotes in any::<bool>()) {
            let source = source.replace('_', NARROW).replace('~', WIDE);
            let rules = Rules { quotes, ..PLAIN };
            let once = corrected(&source, &corrections(&source, rules));
            prop_assert_eq!(corrections(&once, rules), vec![], "{:?}", once);
            let bare = |text: &str| text.replace([' ', '\u{a0}', '\u{202f}'], "").replace('’', "'").replace(['«', '»'], "\"");
            prop_assert_eq!(bare(&once), bare(&source));
            let links = |text: &str| braces(text).map(|(_, token)| token.to_owned()).collect::<Vec<_>>();
            prop_assert_eq!(links(&once), links(&source));
        }
    }
}

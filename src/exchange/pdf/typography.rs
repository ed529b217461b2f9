//! What users typed, as a printer would set it: apostrophes, spaces that no line may break, words that no column can hold, characters that the
//! fonts cannot draw. Adds no word and takes none away; which space belongs where is said by `lang::typography`, which puts in none here.

use crate::lang::Lang;
use crate::lang::typography::held;

const NARROW: char = '\u{202f}';
const NO_BREAK: char = '\u{a0}';
/// A place where a line may break, without a hyphen.
const MAY_BREAK: char = '\u{200b}';
/// Letters in a row without a place to break that the narrowest column still holds.
const LONGEST: usize = 32;
const BREAK_EVERY: usize = 16;
/// What stands for a character that the fonts cannot draw.
const UNKNOWN: char = '\u{fffd}';

/// A text ready for the page; `draws` says whether the fonts have a character.
pub fn set(text: &str, lang: Lang, draws: impl Fn(char) -> bool) -> String {
    let mut drawn = Vec::with_capacity(text.len() + 8);
    held(text, lang).chars().for_each(|character| draw(character, &draws, &mut drawn));
    let mut set = String::with_capacity(text.len() + 8);
    let mut run = 0;
    for (index, &character) in drawn.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| drawn.get(index)).copied();
        let after = drawn.get(index + 1).copied();
        let character = match character {
            '\'' if before.is_some_and(char::is_alphanumeric) && after.is_some_and(|after| after.is_alphanumeric() || after == '«') => '\u{2019}',
            ' ' if matches!(before, Some('°' | '§')) => NO_BREAK,
            character => character,
        };
        run = if may_break_after(character) { 0 } else { run + 1 };
        if run > LONGEST && (run - LONGEST) % BREAK_EVERY == 1 {
            set.push(MAY_BREAK);
        }
        set.push(character);
    }
    set
}

/// Where lines break anyway.
fn may_break_after(character: char) -> bool {
    character == MAY_BREAK
        || character == '-'
        || character == '/'
        || character == '\u{ad}'
        || (character.is_whitespace() && character != NARROW && character != NO_BREAK)
}

/// Adds the character, what is drawn for it, or nothing for what has no form.
fn draw(character: char, draws: &impl Fn(char) -> bool, drawn: &mut Vec<char>) {
    match character {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => drawn.push(' '),
        // Orders without a form: of direction, of joining, of another alphabet's writing.
        character
            if character.is_control()
                || matches!(character, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}') =>
            {}
        character if draws(character) => drawn.push(character),
        character if character.is_whitespace() => drawn.push(' '),
        // What word processors make of a hyphen and of the sign of a list.
        '\u{2010}' | '\u{2011}' | '\u{2043}' | '\u{f02d}' => drawn.push('-'),
        '\u{f0b7}' | '\u{f0a7}' => drawn.push('\u{2022}'),
        '\u{27a2}' | '\u{2794}' | '\u{f0d8}' | '\u{f0e0}' => drawn.push('\u{2192}'),
        character => {
            use unicode_normalization::UnicodeNormalization as _;
            let before = drawn.len();
            drawn.extend(std::iter::once(character).nfkd().filter(|part| draws(*part)));
            if drawn.len() == before {
                drawn.push(UNKNOWN);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn french(text: &str) -> String {
        set(text, Lang::French, |character| character.is_ascii_graphic() || " àéœ«»’€°→\u{a0}\u{202f}\u{2022}\u{fffd}".contains(character))
    }

    #[test]
    fn spaces_hold_together_what_belongs_together() {
        let cases = [
            ("l'été d'Europe", "l’été d’Europe"),
            ("'guillemets'", "'guillemets'"),
            ("Pourquoi ? Oui ; non !", "Pourquoi\u{202f}? Oui\u{202f}; non\u{202f}!"),
            ("ainsi : « mot »", "ainsi\u{a0}: «\u{a0}mot\u{a0}»"),
            ("10 600 000 euros en 2021", "10\u{202f}600\u{202f}000 euros en 2021"),
            ("7,3 M€, 30 %, 5 €, 2 Md€", "7,3\u{202f}M€, 30\u{202f}%, 5\u{202f}€, 2\u{202f}Md€"),
            ("en 2021 300 agents", "en 2021 300 agents"),
            ("Quoi? 30% (l'un:l'autre)", "Quoi? 30% (l’un:l’autre)"),
            ("n° 352", "n°\u{a0}352"),
        ];
        for (typed, expected) in cases {
            assert_eq!(french(typed), expected);
        }
        assert_eq!(set("Why ? 7 300 000 €", Lang::English, |_| true), "Why ? 7\u{202f}300\u{202f}000\u{202f}€");
    }

    #[test]
    fn what_cannot_be_drawn_is_replaced_and_what_has_no_form_is_left_out() {
        let cases = [
            ("a\u{0}b\u{202e}c", "abc"),
            ("a\tb\r\nc", "a b  c"),
            ("\u{f0b7} un", "\u{2022} un"),
            ("➢ ici", "→ ici"),
            ("ﬁn", "fin"),
            ("漢字", "\u{fffd}\u{fffd}"),
        ];
        for (typed, expected) in cases {
            assert_eq!(french(typed), expected);
        }
    }

    #[test]
    fn a_word_that_no_column_holds_may_break() {
        let word = "a".repeat(200);
        let set = french(&word);
        assert!(set.split(MAY_BREAK).all(|part| part.chars().count() <= LONGEST), "{set}");
        assert_eq!(set.replace(MAY_BREAK, ""), word);
        assert!(!french("anticonstitutionnellement").contains(MAY_BREAK));
    }
}

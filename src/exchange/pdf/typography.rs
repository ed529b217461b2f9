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
    match print(character, draws) {
        Print::Itself => drawn.push(character),
        Print::Nothing => {}
        Print::Instead(instead) => drawn.push(instead),
        Print::Parts(parts) | Print::Lost(parts) => drawn.extend(parts),
    }
}

/// What the page has for a character.
enum Print {
    Itself,
    /// It has no form.
    Nothing,
    /// A sign that says the same.
    Instead(char),
    /// The signs that it is made of.
    Parts(Vec<char>),
    /// The page does not say what it is: the parts that can be drawn, or [`UNKNOWN`].
    Lost(Vec<char>),
}

/// What is printed for a character that the page cannot say; `None` for one that it can.
pub fn lost(character: char, draws: impl Fn(char) -> bool) -> Option<String> {
    match print(character, &draws) {
        Print::Lost(parts) => Some(parts.into_iter().collect()),
        // A sign of what another program could not read.
        Print::Itself if character == UNKNOWN => Some(UNKNOWN.to_string()),
        Print::Itself | Print::Nothing | Print::Instead(_) | Print::Parts(_) => None,
    }
}

fn print(character: char, draws: &impl Fn(char) -> bool) -> Print {
    use unicode_normalization::UnicodeNormalization as _;
    match character {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => return Print::Instead(' '),
        character if is_formless(character) => return Print::Nothing,
        character if draws(character) => return Print::Itself,
        character if character.is_whitespace() => return Print::Instead(' '),
        _ => {}
    }
    if let Some(instead) = instead(character).filter(|instead| draws(*instead)) {
        return Print::Instead(instead);
    }
    let (parts, missing): (Vec<char>, Vec<char>) = std::iter::once(character).nfkd().partition(|part| draws(*part));
    match (parts.is_empty(), missing.is_empty()) {
        (false, true) => Print::Parts(parts),
        (false, false) if parts.iter().any(|part| !part.is_whitespace()) => Print::Lost(parts),
        _ => Print::Lost(vec![UNKNOWN]),
    }
}

/// Orders without a form: of direction, of joining, of another alphabet's writing, of the colour of a sign.
fn is_formless(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// A sign of the fonts that says the same. Those from U+F000 are of Word's fonts of symbols.
fn instead(character: char) -> Option<char> {
    Some(match character {
        '\u{2010}' | '\u{2011}' | '\u{2043}' | '\u{f02d}' => '-',
        '\u{f0b7}' | '\u{f0a7}' | '\u{26ab}' | '\u{2b24}' => '\u{2022}',
        '\u{279c}'..='\u{27a1}' | '\u{2794}' | '\u{2798}'..='\u{279b}' | '\u{27a2}' | '\u{27f6}' | '\u{2b95}' => '\u{2192}',
        '\u{f0d8}' | '\u{f0e0}' | '\u{f0e8}' | '\u{f0f0}' => '\u{2192}',
        '\u{27a4}' => '\u{25ba}',
        '\u{2b05}' => '\u{2190}',
        '\u{2b06}' => '\u{2191}',
        '\u{2b07}' => '\u{2193}',
        '\u{21e8}' | '\u{27f9}' => '\u{21d2}',
        '\u{f0fc}' | '\u{2705}' => '\u{2713}',
        '\u{f0fb}' | '\u{2715}' | '\u{2716}' | '\u{274c}' => '\u{2717}',
        '\u{f0fe}' => '\u{2611}',
        '\u{f0a8}' | '\u{f06f}' | '\u{f071}' => '\u{2610}',
        '\u{f076}' | '\u{2756}' => '\u{25c6}',
        '\u{25c7}' => '\u{25ca}',
        '\u{25fc}' | '\u{25fe}' | '\u{2b1b}' => '\u{25a0}',
        '\u{25fb}' | '\u{25fd}' | '\u{2b1c}' => '\u{25a1}',
        '\u{274f}' | '\u{2750}' | '\u{2751}' => '\u{2752}',
        '\u{22c5}' => '\u{b7}',
        '\u{2a7d}' => '\u{2264}',
        '\u{2a7e}' => '\u{2265}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::fonts::draws as charts_draw;

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
            ("ỻ ḁ", "\u{fffd} a"),
            ("\u{61c}a\u{fe0f}\u{e0061}", "a"),
        ];
        for (typed, expected) in cases {
            assert_eq!(french(typed), expected);
        }
    }

    /// The Basic Multilingual Plane and the one after it: whatever is not drawn as itself has no form, is a space, is drawn as another sign, or is
    /// lost and told.
    #[test]
    fn every_character_is_drawn_or_told() {
        let mut told = 0;
        for character in (0..=0x1_ffff).filter_map(char::from_u32) {
            let mut printed = Vec::new();
            draw(character, &charts_draw, &mut printed);
            assert!(printed.iter().all(|part| charts_draw(*part)), "U+{:04X} is set as {printed:?}", u32::from(character));
            let is_told = lost(character, charts_draw).is_some();
            assert!(is_told || !printed.contains(&UNKNOWN), "U+{:04X} is lost without a word", u32::from(character));
            assert!(!character.is_alphanumeric() || !printed.is_empty(), "U+{:04X} is a letter and vanishes", u32::from(character));
            told += usize::from(is_told);
        }
        assert!(told > 60_000, "{told}: the fonts are Latin, Greek and Cyrillic");
    }

    #[test]
    fn signs_of_other_programs_are_drawn_or_told_by_name() {
        let cases = [
            ('\u{f0b7}', None),
            ('\u{f0fc}', None),
            ('➢', None),
            ('➤', None),
            ('❖', None),
            ('◇', None),
            ('℃', None),
            ('①', None),
            ('é', None),
            ('\u{301}', None),
            ('⚠', Some("\u{fffd}")),
            ('☒', Some("\u{fffd}")),
            ('★', Some("\u{fffd}")),
            ('☎', Some("\u{fffd}")),
            ('₿', Some("\u{fffd}")),
            ('💩', Some("\u{fffd}")),
            ('ع', Some("\u{fffd}")),
            ('א', Some("\u{fffd}")),
            ('漢', Some("\u{fffd}")),
            ('\u{e000}', Some("\u{fffd}")),
            ('\u{fffd}', Some("\u{fffd}")),
            ('\u{1e12}', Some("D")),
        ];
        for (character, expected) in cases {
            assert_eq!(lost(character, charts_draw).as_deref(), expected, "{character}");
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

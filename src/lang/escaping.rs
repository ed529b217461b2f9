//! Characters that are not shown but steer how others are: controls, orders of direction, spaces without width.
//!
//! A file or a name may hold them. A terminal would obey them, and a sentence that quotes them would say something else than what is there.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character never reaches a terminal, nor a quotation, as itself.
pub fn is_unshowable(character: char) -> bool {
    let steers = |c| {
        matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    };
    character.is_control() || steers(character)
}

/// A text as a terminal may show it, line feeds and tabs apart: `\u{1b}` for each character that it would obey.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_unshowable(c) && !matches!(c, '\n' | '\t'), |written, c| write!(written, "\\u{{{:x}}}", u32::from(c)))
}

/// JSON that says the same, with `\u001b` for such characters: they stand within its strings alone.
pub fn for_json(text: &str) -> Cow<'_, str> {
    let escape = |written: &mut String, c: char| {
        let mut units = [0; 2];
        c.encode_utf16(&mut units).iter().try_for_each(|unit| write!(written, "\\u{unit:04x}"))
    };
    escaped(text, |c| is_unshowable(c) && c != '\n', escape)
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool, escape: impl Fn(&mut String, char) -> std::fmt::Result) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        // Writing into a string does not fail.
        if !is_escaped(character) || escape(&mut written, character).is_err() {
            written.push(character);
        }
    }
    Cow::Owned(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        let cases = [
            ("l’été : 7\u{202f}300\u{a0}€\n\tfin", "l’été : 7\u{202f}300\u{a0}€\n\tfin"),
            ("a\u{1b}[31mb", "a\\u{1b}[31mb"),
            ("\u{0}\u{7}\u{8}\r\u{7f}\u{9b}\u{85}", "\\u{0}\\u{7}\\u{8}\\u{d}\\u{7f}\\u{9b}\\u{85}"),
            ("\u{202e}\u{2066}\u{200e}\u{200b}\u{2028}\u{feff}", "\\u{202e}\\u{2066}\\u{200e}\\u{200b}\\u{2028}\\u{feff}"),
            ("\\u{1b}", "\\u{1b}"),
        ];
        for (text, expected) in cases {
            assert_eq!(for_terminal(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_reaches_a_terminal_with_an_order(text in "(?s).{0,40}", near in "[\u{0}-\u{a0}\u{2000}-\u{2070}\u{e0000}-\u{e007f}]{0,20}") {
            for text in [text, near] {
                prop_assert!(for_terminal(&text).chars().all(|c| matches!(c, '\n' | '\t') || !is_unshowable(c)));
                let json = serde_json::to_string(&text).unwrap();
                let shown = for_json(&json);
                prop_assert!(shown.chars().all(|c| c == '\n' || !is_unshowable(c)));
                prop_assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), text);
            }
        }
    }
}

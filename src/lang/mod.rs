//! Every word that a user reads, in French and English; numbers in and out.
//!
//! A word without its translation does not compile: the table gives both forms of each. Figures are written in the French form in both languages.

pub mod escaping;
pub mod folding;
pub mod links;
pub mod nature;
pub mod number;
mod number_sentences;
mod row_name;
pub mod sentences;
mod slides;
pub mod typography;
pub mod words;
pub mod writing;

pub use row_name::RowName;
pub use slides::slide_name;
pub use words::Word;

use crate::model::{Better, Viewpoint};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    French,
    English,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// The language of a locale such as `en_GB.UTF-8`; French unless it is English.
    pub fn of_locale(locale: Option<&str>) -> Self {
        let is_english = locale.is_some_and(|locale| locale.split(['-', '_', '.']).next().is_some_and(|lang| lang.eq_ignore_ascii_case("en")));
        if is_english { Self::English } else { Self::French }
    }

    /// The language of the machine's user.
    pub fn of_system() -> Self {
        Self::of_locale(sys_locale::get_locale().as_deref())
    }

    pub fn code(self) -> &'static str {
        self.pick("fr", "en")
    }

    /// The form of this language.
    pub fn pick<T>(self, french: T, english: T) -> T {
        match self {
            Self::French => french,
            Self::English => english,
        }
    }

    pub fn word(self, word: Word) -> &'static str {
        word.text(self)
    }
}

/// A sentence that begins on its own line.
pub fn capitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// "citoyen": after "du point de vue du".
pub fn viewpoint(viewpoint: Viewpoint, lang: Lang) -> &'static str {
    match viewpoint {
        Viewpoint::Citizen => lang.pick("citoyen", "citizen"),
        Viewpoint::User => lang.pick("usager", "user"),
        Viewpoint::Taxpayer => lang.pick("contribuable", "taxpayer"),
    }
}

/// "plus haut": after "mieux si".
pub fn better(better: Better, lang: Lang) -> &'static str {
    match better {
        Better::Higher => lang.pick("plus haut", "higher"),
        Better::Lower => lang.pick("plus bas", "lower"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_french_unless_the_locale_is_english() {
        let cases = [
            (None, Lang::French),
            (Some("C"), Lang::French),
            (Some("fr-FR"), Lang::French),
            (Some("de_DE.UTF-8"), Lang::French),
            (Some("en-GB"), Lang::English),
            (Some("en_US.UTF-8"), Lang::English),
            (Some("EN"), Lang::English),
        ];
        for (locale, expected) in cases {
            assert_eq!(Lang::of_locale(locale), expected, "{locale:?}");
        }
    }
}

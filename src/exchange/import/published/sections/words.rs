//! The words by which tables of sections are told: their letters, however they are printed, and the titles that stand above them.

use std::sync::LazyLock;

use crate::exchange::import::blocks::folded;
use crate::exchange::import::published::marks::Mark;
use crate::lang::Lang;
use crate::model::Year;
use crate::sections::{self, in_year};

/// Fewest letters of a heading or a row that is cut short.
pub(super) const LEAST: usize = 10;
/// The same where every heading of the table stands in its place.
pub(super) const LEAST_IN_PLACE: usize = 4;

/// The letters and digits of words: case, accents, dashes, and the spaces that a paste loses, do not count, nor the number of a column, "(1)".
pub(super) fn letters(words: &str) -> String {
    let words = folded(words);
    let is_numbered = |(at, _): &(usize, &str)| words.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let end = words.match_indices('(').find(is_numbered).map_or(words.len(), |(at, _)| at);
    words.get(..end).unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters of a title, its years alike: what stands in parentheses behind it, its unit, may be printed on the next line.
fn letters_of_title(words: &str) -> String {
    let words = in_year(words, Year::FIRST);
    letters_of_row(words.split('(').next().unwrap_or_default())
}

/// The letters of the name of a row, the year of the bill and the one before alike: no two rows differ by their year alone.
pub(super) fn letters_of_row(words: &str) -> String {
    let words = folded(words).replace(" n-1", " n");
    let mut said = String::new();
    let mut digits = String::new();
    for c in letters(&words).chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            if digits.len() == 4 {
                let is_year = digits.starts_with("19") || digits.starts_with("20");
                said.push_str(if is_year { "n" } else { &digits });
                digits.clear();
            }
        } else {
            said.push_str(&std::mem::take(&mut digits));
            said.extend(Some(c).filter(|c| *c != '\0'));
        }
    }
    said
}

/// Whether printed letters are official ones, or their beginning, of `least` letters or more.
pub(super) fn begins(printed: &str, official: &str, least: usize) -> bool {
    printed.chars().count() >= least && official.starts_with(printed)
}

/// The titles of the JPE part: of pages, tables and texts of sections, and of what Papier does not hold.
static TITLES: LazyLock<Vec<(String, Mark)>> = LazyLock::new(|| {
    const NOT_HELD: [&str; 10] = [
        "Perspectives {N}",
        "Participation de l'opérateur au plan de relance",
        "Participation de l'opérateur au plan France 2030",
        "Indicateurs de gestion RH",
        "Indicateurs de gestion des ressources humaines",
        "Action sociale",
        "Coûts synthétiques",
        "Grands projets informatiques",
        "Marchés de partenariat",
        "Contrats de projets État-Région (CPER)",
    ];
    let tables = sections::ALL.into_iter().flat_map(sections::Section::tables).flat_map(|table| {
        let others = table.shapes().flat_map(|shape| sections::published(shape.key).titles.iter().copied());
        let titles = std::iter::once((table.title)(Lang::French)).chain(others);
        titles.map(|title| (letters_of_title(title), Mark::SectionTable(table.key)))
    });
    let texts = sections::ALL.into_iter().flat_map(sections::Section::texts);
    let texts = texts.map(|text| (letters_of_title((text.heading)(Lang::French)), Mark::SectionTable(text.key)));
    let of_rows = sections::ALL.into_iter().flat_map(|section| {
        let list = sections::list(section);
        section.row_texts().iter().map(move |text| (letters_of_title((text.heading)(Lang::French)), Mark::RowText { list, text: text.key }))
    });
    let own = sections::ALL.into_iter().flat_map(sections::Section::tables);
    let own = own.filter_map(|table| Some((letters_of_title((table.of_row?)(Lang::French)), Mark::SectionTable(table.key))));
    let pages = sections::ALL.into_iter().map(|section| section.title(Lang::French)).chain(NOT_HELD);
    tables.chain(texts).chain(of_rows).chain(own).chain(pages.map(|title| (letters_of_title(title), Mark::SectionPage))).collect()
});

/// Whether a line is of the words that the page of a section in the PAP of a year says of itself, whole or cut short.
pub(in super::super) fn is_notice(words: &str, year: Year) -> bool {
    let said = letters(words);
    let notices = sections::ALL.into_iter().filter_map(|section| section.notice(year, Lang::French));
    let mut known = notices.flat_map(|notice| [notice.heading.map(letters), Some(letters(&notice.text))]).flatten();
    known.any(|official| begins(&said, &official, LEAST))
}

/// The title of a table or page of the JPE part.
pub(in super::super) fn title(words: &str) -> Option<Mark> {
    let words = letters_of_title(words);
    TITLES.iter().find(|(title, _)| *title == words).map(|(_, mark)| mark.clone())
}

//! Names of the sheets that hold no table: short, unique, in the language of the reader.

use crate::lang::{Lang, Word};
use crate::tables::Tables;

pub(super) fn cover(lang: Lang) -> String {
    lang.pick("Sommaire", "Contents").into()
}

pub(super) fn texts(lang: Lang) -> String {
    lang.pick("Textes", "Texts").into()
}

/// The sheet of the amounts that no table shows by themselves.
pub fn details_name(lang: Lang) -> String {
    lang.pick("Par catégorie", "By category").into()
}

/// The first sheet of a bill.
pub(super) fn summary(lang: Lang) -> &'static str {
    lang.pick("Récapitulatif", "Summary")
}

/// The summary, then the number of each programme; a number that comes twice is told by its year, then by its rank.
pub(super) fn of_bill(programmes: &[Tables<'_>]) -> Vec<String> {
    let lang = programmes.first().map_or(Lang::French, |tables| tables.lang);
    let mut names = vec![summary(lang).to_owned()];
    for (index, tables) in programmes.iter().enumerate() {
        let document = tables.document;
        let number = document.programme.number.map_or_else(|| lang.word(Word::Programme).to_owned(), |number| number.to_string());
        let of_year = format!("{number} PLF {}", document.year);
        let ranked = format!("{of_year} ({})", index + 1);
        let free = [number, of_year].into_iter().find(|name| !names.contains(name));
        names.push(free.unwrap_or(ranked));
    }
    names
}

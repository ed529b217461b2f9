//! Names of sheets: short, unique, in the language of the reader.

use crate::lang::{Lang, Word};
use crate::model::Measure;
use crate::tables::{TableName, Tables};

/// "PLF 2021 AE", "Indicateur 1.1", "Échéancier": at most 31 characters, none of those that a name of a sheet cannot have.
pub fn sheet_name(tables: Tables<'_>, name: TableName) -> String {
    let (document, lang) = (tables.document, tables.lang);
    let (year, previous) = (document.year, document.previous_year());
    let measured = |measure| if measure == Measure::Ae { "AE" } else { "CP" };
    let code = |id| document.action(id).map_or_else(String::new, |action| action.code.to_string());
    match name {
        TableName::Objectives => lang.pick("Objectifs", "Objectives").into(),
        TableName::Indicator(id) => {
            format!("{} {}", lang.word(Word::Indicator), crate::address::indicator_number(document, id).unwrap_or_default())
        }
        TableName::Bill(measure) if document.layout().is_stacked() => format!("LFI {previous} PLF {year} {}", measured(measure)),
        TableName::Bill(measure) => format!("PLF {year} {}", measured(measure)),
        TableName::InitialAct(measure) => format!("LFI {previous} {}", measured(measure)),
        TableName::Titles => lang.pick("Titres et catégories", "Titles and categories").into(),
        TableName::Variation => lang.pick("LFI à PLF", "LFI to PLF").into(),
        TableName::Synthesis => lang.pick("Synthèse", "Summary").into(),
        TableName::Outstanding => lang.pick("Restes à payer", "Outstanding").into(),
        TableName::Schedule => lang.pick("Échéancier", "Schedule").into(),
        TableName::Keys => lang.pick("Clés d’ouverture", "Opening keys").into(),
        TableName::Action(id) => format!("{} {}", lang.word(Word::Action), code(id)),
        TableName::Nature(id) => format!("Nature {}", code(id)),
    }
}

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

//! A new document from what a user typed: the one door of `papier new` and of the dialog.

use super::Refusal;
use super::command::bounded;
use super::typed::{TypedRefusal, typed_name};
use crate::lang::Lang;
use crate::model::{Document, LONGEST_LABEL, Layout, Programme, ProgrammeNumber, Year};

/// Why no document can be created.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreateRefusal {
    #[error("{0:?} is no programme number")]
    Number(String),
    #[error("{0:?} is no year of a PLF with a known layout")]
    Year(String),
    #[error(transparent)]
    Name(#[from] TypedRefusal),
    #[error(transparent)]
    Long(Refusal),
}

/// An empty document for the PLF of a year.
pub fn create(number: &str, title: &str, year: &str) -> Result<Document, CreateRefusal> {
    let number = digits(number).and_then(ProgrammeNumber::new).ok_or_else(|| CreateRefusal::Number(number.trim().into()))?;
    let year = digits(year).and_then(Year::new).filter(|year| Layout::is_known(*year)).ok_or_else(|| CreateRefusal::Year(year.trim().into()))?;
    let name = typed_name(title)?;
    bounded(&name, LONGEST_LABEL).map_err(CreateRefusal::Long)?;
    Ok(Document::new(year, Programme { number: Some(number), name, ..Programme::default() }))
}

fn digits(typed: &str) -> Option<u16> {
    let typed = typed.trim();
    typed.bytes().all(|byte| byte.is_ascii_digit()).then(|| typed.parse().ok()).flatten()
}

impl CreateRefusal {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Number(typed) => lang
                .pick(format!("« {typed} » : un numéro de programme va de 1 à 999."), format!("“{typed}”: a programme number goes from 1 to 999.")),
            Self::Name(refusal) => refusal.sentence(lang),
            Self::Long(refusal) => refusal.sentence(lang),
            Self::Year(typed) => {
                let (first, last) = (Layout::YEARS.start(), Layout::YEARS.end());
                lang.pick(
                    format!("« {typed} » : l'année du PLF va de {first} à {last}."),
                    format!("“{typed}”: the year of the PLF goes from {first} to {last}."),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = include_str!("../../saves/programme-352-plf-2021.ron");

    #[test]
    fn a_document_is_created_for_a_programme_and_a_year_or_the_wrong_one_is_named() {
        let number = |typed: &str| Err(CreateRefusal::Number(typed.into()));
        let year = |typed: &str| Err(CreateRefusal::Year(typed.into()));
        let cases = [
            ("363", "Compétitivité", "2022", Ok("Compétitivité")),
            (" 1 ", "a\n b ", "2019", Ok("a b")),
            ("999", "", "2099", Ok("")),
            ("0", "a", "2022", number("0")),
            ("+5", "a", "2022", number("+5")),
            ("1000", "a", "2022", number("1000")),
            ("363", "a\u{1b}", "2022", Err(CreateRefusal::Name(TypedRefusal::Unshowable { character: '\u{1b}', position: 2 }))),
            ("363", LONG, "2022", Err(CreateRefusal::Long(Refusal::TooLong { most: LONGEST_LABEL }))),
            ("363", "a", "2018", year("2018")),
            ("363", "a", "2100", year("2100")),
            ("363", "a", "deux mille", year("deux mille")),
        ];
        for (number, name, year, expected) in cases {
            let created = create(number, name, year);
            assert_eq!(created.as_ref().map(|document| document.programme.name.as_str()).map_err(Clone::clone), expected, "{number} {name:?} {year}");
        }
    }
}

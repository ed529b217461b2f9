//! Titles and headings of tax expenditures: those of the cards of *Voies et moyens*, tome II, PLF 2020 to 2025.

use super::shape::TAX;
use crate::lang::Lang;
use crate::model::Year;
use crate::sections::{Heading, Setting, TableDef, TablePart};

pub(super) static TABLES: [TableDef; 1] = [TableDef {
    key: TAX.key,
    parts: &[TablePart::of(&TAX)
        .adding(|lang| lang.pick("Dépense fiscale…", "Tax expenditure…"))
        .printed_by("forecast")
        .summed_as(|lang| lang.pick("Coût total des dépenses fiscales principales", "Total cost of principal tax expenditures"))],
    title: |lang| {
        lang.pick("Dépenses fiscales sur impôts d’État (en millions d’euros)", "Tax expenditures on taxes of the State (in millions of euros)")
    },
    of_row: None,
    sheet: |lang| lang.pick("Dépenses fiscales", "Tax expenditures"),
    row_header: |lang| lang.pick("Numéro et intitulé", "Number and name"),
    row_name: |key, _, _| key.into(),
    columns,
    setting: Setting::Page,
    comment: None,
}];

fn columns(year: Year, lang: Lang) -> Vec<Heading> {
    let (actual, before) = (year.offset(-2), year.offset(-1));
    let of = |column, french: String, english: String| Heading::new(column, year, lang.pick(french, english));
    vec![
        Heading::of_words("rank", lang.pick("Rang", "Rank")),
        of("actual", format!("Réalisation {actual}"), format!("Actual {actual}")),
        of("forecast-before", format!("Prévision {before}"), format!("Forecast {before}")),
        of("forecast", format!("Prévision {year}"), format!("Forecast {year}")),
    ]
}

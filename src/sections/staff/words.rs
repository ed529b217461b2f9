//! Titles and headings of the table of title 2.
//!
//! Both totals are printed in these words; of the other rows the nomenclature says them, and no printed table was seen.

use super::shape::STAFF;
use crate::lang::Lang;
use crate::model::Year;
use crate::sections::{Heading, Setting, TableDef, TablePart};

pub(super) static TABLES: [TableDef; 1] = [TableDef {
    key: STAFF.key,
    parts: &[TablePart::of(&STAFF)],
    of_row: None,
    title: |lang| lang.pick("Titre 2, avec et hors CAS Pensions", "Title 2, with and without CAS Pensions"),
    sheet: |lang| lang.pick("Titre 2 et CAS Pensions", "Title 2 and CAS Pensions"),
    row_header: |lang| lang.pick("Catégorie", "Category"),
    row_name,
    columns,
    setting: Setting::Page,
    comment: Some(|lang| lang.pick("Commentaire", "Comment")),
}];

fn row_name(key: &'static str, _: Year, lang: Lang) -> String {
    let (french, english) = match key {
        "21" => ("21 – Rémunérations d’activité", "21 – Salaries"),
        "22" => ("22 – Cotisations et contributions sociales", "22 – Social contributions"),
        "22-cas" => ("dont contributions au CAS Pensions", "of which contributions to the CAS Pensions"),
        "22-other" => ("dont autres cotisations et contributions", "of which other contributions"),
        "23" => ("23 – Prestations sociales et allocations diverses", "23 – Social benefits and allowances"),
        "total" => ("Total en titre 2", "Total of title 2"),
        "total-without-cas" => ("Total en titre 2 hors CAS Pensions", "Total of title 2 without CAS Pensions"),
        other => (other, other),
    };
    lang.pick(french, english).into()
}

fn columns(year: Year, _: Lang) -> Vec<Heading> {
    vec![Heading::new("lfi", year, format!("LFI {}", year.offset(-1))), Heading::new("plf", year, format!("PLF {year}"))]
}

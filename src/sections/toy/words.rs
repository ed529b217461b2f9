//! Title and headings of the table of toys.

use super::shape::TOYS;
use crate::lang::Lang;
use crate::model::Year;
use crate::sections::{Heading, Setting, TableDef, TablePart};

pub(super) static TABLES: [TableDef; 1] = [TableDef {
    key: TOYS.key,
    parts: &[TablePart::of(&TOYS).adding(|lang| lang.pick("Jouet…", "Toy…"))],
    title: |lang| lang.pick("Jouets du programme (en ETPT)", "Toys of the programme (in ETPT)"),
    of_row: None,
    sheet: |lang| lang.pick("Jouets", "Toys"),
    row_header: |lang| lang.pick("Jouet", "Toy"),
    row_name: |key, _, _| key.into(),
    columns,
    setting: Setting::Page,
    comment: Some(|lang| lang.pick("Commentaire", "Comment")),
}];

fn columns(year: Year, lang: Lang) -> Vec<Heading> {
    vec![
        Heading::new("kept", year, lang.pick(format!("Jouets gardés en {year}"), format!("Toys kept in {year}"))),
        Heading::new("given", year, lang.pick(format!("Jouets donnés en {year}"), format!("Toys given in {year}"))),
        Heading::new("all", year, lang.pick(format!("Tous les jouets de {year}"), format!("All toys of {year}"))).total(),
    ]
}

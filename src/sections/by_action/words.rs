//! Titles and headings of the table of jobs by action. No printed table was seen: they are those by which the field knows it.

use super::shape::BY_ACTION;
use crate::lang::Lang;
use crate::sections::{Heading, Setting, TableDef, TablePart};

pub(super) static TABLES: [TableDef; 1] = [TableDef {
    key: BY_ACTION.key,
    parts: &[TablePart::of(&BY_ACTION)],
    of_row: None,
    title: |lang| lang.pick("Répartition du plafond d’emplois par action (en ETPT)", "The ceiling of jobs by action (in ETPT)"),
    sheet: |lang| lang.pick("Emplois par action", "Jobs by action"),
    row_header: |lang| lang.pick("Action / Sous-action", "Action / Sub-action"),
    row_name: |key, _, _| key.into(),
    columns: |year, _: Lang| vec![Heading::new("", year, format!("ETPT {year}"))],
    setting: Setting::Page,
    comment: Some(|lang| lang.pick("Commentaire", "Comment")),
}];

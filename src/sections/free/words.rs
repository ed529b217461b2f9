//! The printed tables of which no PAP is known, as the list of [`super::shape`] says them.

use super::shape::{self, every_free_table};
use crate::model::Year;
use crate::sections::{Heading, Setting, TableDef, TablePart};

macro_rules! tables {
    ($($shape:ident: $key:literal {
        title: [$title:literal, $english_title:literal],
        name: [$name:literal, $english_name:literal],
        rows: [$rows:literal, $english_rows:literal],
        columns: { $($column:literal [$heading:literal, $english_heading:literal],)* },
    })*) => {
        &[$(TableDef {
            key: $key,
            parts: &[TablePart::of(&shape::$shape).adding(|lang| lang.pick(concat!($rows, "…"), concat!($english_rows, "…")))],
            title: |lang| lang.pick($title, $english_title),
            of_row: None,
            sheet: |lang| lang.pick($name, $english_name),
            row_header: |lang| lang.pick($rows, $english_rows),
            row_name: |key, _, _| key.into(),
            columns: |year, lang| vec![$(Heading::new($column, year, dated(lang.pick($heading, $english_heading), year))),*],
            setting: Setting::Page,
            comment: None,
        }),*]
    };
}

pub(super) static TABLES: &[TableDef] = every_free_table!(tables);

/// A heading with its years.
fn dated(heading: &str, year: Year) -> String {
    heading.replace("{N-1}", &year.offset(-1).to_string()).replace("{N}", &year.to_string())
}

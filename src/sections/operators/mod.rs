//! Opérateurs: what they are for, how they are led, what the budget of the State gives them. Their financial statements left the PAP in PLF 2020.

pub mod checks;
pub mod shape;
mod words;

use super::{Notice, RowTextDef, Section, TableDef};
use crate::lang::Lang;
use crate::model::Year;

pub struct Operators;

impl Section for Operators {
    fn title(&self, lang: Lang) -> &'static str {
        lang.pick("Opérateurs", "Operators")
    }

    fn tables(&self) -> &'static [TableDef] {
        &words::TABLES
    }

    fn notice(&self, year: Year, lang: Lang) -> Option<Notice> {
        Some(words::notice(year, lang))
    }

    fn row_texts(&self) -> &'static [RowTextDef] {
        &words::ROW_TEXTS
    }
}

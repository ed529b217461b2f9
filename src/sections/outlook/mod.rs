//! Présentation des crédits par titre pour N-1, N, N+1 et N+2: what the bill asks for between the act before it and the two years after.

pub mod checks;
pub mod shape;
mod words;

use super::{Published, Section, TableDef};
use crate::lang::Lang;

pub struct Outlook;

impl Section for Outlook {
    fn title(&self, lang: Lang) -> &'static str {
        words::title(lang)
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Par titre et année", "By title and year")
    }

    fn tables(&self) -> &'static [TableDef] {
        &words::TABLES
    }

    fn published(&self) -> &'static [Published] {
        &words::PUBLISHED
    }
}

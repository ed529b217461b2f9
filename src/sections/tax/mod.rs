//! Dépenses fiscales: what the exceptions to taxes cost that serve the programme, as the lists of the State number them.

pub mod checks;
pub mod shape;
mod words;

use super::{Section, TableDef};
use crate::lang::Lang;

pub struct Tax;

impl Section for Tax {
    fn title(&self, lang: Lang) -> &'static str {
        lang.pick("Évaluation des dépenses fiscales", "Estimate of tax expenditures")
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Dépenses fiscales", "Tax expenditures")
    }

    fn tables(&self) -> &'static [TableDef] {
        &words::TABLES
    }
}

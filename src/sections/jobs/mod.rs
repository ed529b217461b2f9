//! Emplois: the jobs that the programme pays for, in ETPT, and the flows of ETP behind them (PLF 2020 and later).

pub mod checks;
pub mod shape;
mod words;

use super::{Section, TableDef};
use crate::lang::Lang;

pub struct Jobs;

impl Section for Jobs {
    fn title(&self, lang: Lang) -> &'static str {
        lang.pick("Emplois et dépenses de personnel", "Jobs and staff expenditure")
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Emplois", "Jobs")
    }

    fn tables(&self) -> &'static [TableDef] {
        &words::TABLES
    }
}

//! Effectifs et activités des services: the jobs of the programme by action, in ETPT.

pub mod checks;
pub mod shape;
mod words;

use super::{Section, TableDef};
use crate::lang::Lang;

pub struct JobsByAction;

impl Section for JobsByAction {
    fn title(&self, lang: Lang) -> &'static str {
        lang.pick("Effectifs et activités des services", "Staff and activities of services")
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Emplois par action", "Jobs by action")
    }

    fn tables(&self) -> &'static [TableDef] {
        &words::TABLES
    }
}

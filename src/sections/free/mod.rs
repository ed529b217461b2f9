//! Free tables: those that the field knows and of which no published PAP shows the layout. They are typed as one likes, and printed by choice alone.

pub mod checks;
pub mod shape;
mod words;

use super::{Section, TableDef};
use crate::lang::Lang;

pub struct Free;

impl Section for Free {
    fn title(&self, lang: Lang) -> &'static str {
        lang.pick("Autres tableaux (disposition non vérifiée)", "Other tables (unverified layout)")
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Autres tableaux", "Other tables")
    }

    fn tables(&self) -> &'static [TableDef] {
        words::TABLES
    }

    fn is_free(&self) -> bool {
        true
    }
}

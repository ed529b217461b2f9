//! Évolution du périmètre: what moves between programmes, in credits and in ETPT, and the measures of scope (PLF 2020 and later).

pub mod between;
pub mod checks;
pub mod shape;
mod words;

use super::{Section, TableDef, TextDef};
use crate::lang::Lang;

pub struct Moves;

impl Section for Moves {
    fn title(&self, lang: Lang) -> &'static str {
        lang.pick("Évolution du périmètre du programme", "Changes of the scope of the programme")
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Évolution du périmètre", "Changes of scope")
    }

    fn tables(&self) -> &'static [TableDef] {
        &words::TABLES
    }

    fn texts(&self) -> &'static [TextDef] {
        &words::TEXTS
    }
}

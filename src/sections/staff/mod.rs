//! Titre 2: its categories, with and without what goes to the CAS Pensions (PLF 2027, figures as read by others from the PAP).

pub mod checks;
pub mod shape;
mod words;

use super::{Section, TableDef};
use crate::lang::Lang;

pub struct Staff;

impl Section for Staff {
    fn title(&self, lang: Lang) -> &'static str {
        lang.pick("Présentation des crédits par catégorie et contributions employeurs", "Appropriations by category and employer contributions")
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Titre 2 et CAS Pensions", "Title 2 and CAS Pensions")
    }

    fn tables(&self) -> &'static [TableDef] {
        &words::TABLES
    }
}

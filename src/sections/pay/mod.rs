//! Éléments salariaux: what makes pay change from one year to the next, in millions of euros without the CAS Pensions (PLF 2021 to 2024 as others
//! transcribed them).

pub mod checks;
pub mod shape;
mod words;

use super::{Published, Section, TableDef};
use crate::lang::Lang;

pub struct Pay;

impl Section for Pay {
    fn title(&self, lang: Lang) -> &'static str {
        lang.pick("Éléments salariaux", "Elements of pay")
    }

    fn tables(&self) -> &'static [TableDef] {
        &words::TABLES
    }

    fn published(&self) -> &'static [Published] {
        const PAY: Published =
            Published { table: shape::PAY.key, titles: &["Principaux facteurs d'évolution"], headings: &[], rows: &[], total: &[] };
        &[PAY]
    }
}

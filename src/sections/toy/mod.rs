//! A section that no program has: what the recipe of CONTRIBUTING.md asks for, and not a line more, is held to the contract.

pub mod checks;
pub mod shape;
#[cfg(test)]
mod tests;
mod words;

use super::{Section, TableDef, TextDef};
use crate::lang::Lang;

pub struct Toy;

impl Section for Toy {
    fn title(&self, lang: Lang) -> &'static str {
        lang.pick("Jouets et règles du jeu", "Toys and rules of the game")
    }

    fn tables(&self) -> &'static [TableDef] {
        &words::TABLES
    }

    fn texts(&self) -> &'static [TextDef] {
        &[TextDef { key: shape::RULES, heading: |lang| lang.pick("Règles du jeu", "Rules of the game"), is_above: false }]
    }
}

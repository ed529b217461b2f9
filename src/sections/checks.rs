//! The checks of every section, in the order of the document. Knows model and calc alone: `calc::checks` runs them.

use rust_decimal::Decimal;

use super::shapes::every_section;
use crate::calc::checks::Severity;
use crate::calc::{Compared, Figure, Figures};
use crate::model::{CellRow, Document, Place, Rule, Shape};

/// A rule that the cells of a section are held to.
pub struct SectionCheck {
    /// Its name in JSON and in files, which never changes.
    pub key: &'static str,
    pub severity: Severity,
    /// Where it does not hold, with the figures compared.
    pub find: fn(&Document, &Figures) -> Vec<(Place, Vec<Compared>)>,
    /// What does not hold, in French and English; `{0}` and `{1}` are the figures compared.
    pub sentence: [&'static str; 2],
    /// What the figures are, in French and English.
    pub compares: [[&'static str; 2]; 2],
}

/// Figures that a rule holds against each other, at a place.
pub struct Comparison {
    pub place: Place,
    pub figures: Vec<Compared>,
    pub holds: bool,
}

/// A rule of the field's list that a section holds: [`Rule`] names and numbers it.
pub struct NumberedCheck {
    pub rule: Rule,
    /// Wherever there is something to compare.
    pub compare: fn(&Document, &Figures) -> Vec<Comparison>,
    /// What does not hold at a place, in French and English; `{0}` and `{1}` are the figures compared.
    pub sentence: fn(Place) -> [&'static str; 2],
    /// What the figures are, in French and English.
    pub compares: [[&'static str; 2]; 2],
}

/// Every check of the field's list that is a section's, in the order in which findings are told.
pub fn numbered() -> &'static [NumberedCheck] {
    &super::multiyear::checks::NUMBERED
}

/// The same of a rule.
pub fn of_rule(rule: Rule) -> Option<&'static NumberedCheck> {
    numbered().iter().find(|check| check.rule == rule)
}

/// Every other check.
pub fn all() -> impl Iterator<Item = &'static SectionCheck> {
    CHECKS.iter().copied().flatten()
}

macro_rules! checks {
    ($($(#[$meta:meta])* $folder:ident::$section:ident,)*) => { &[$($(#[$meta])* &super::$folder::checks::CHECKS),*] };
}

static CHECKS: &[&[SectionCheck]] = every_section!(checks);

/// The number at a row and column of a section in the year of the bill; `None` where it is blank.
pub(super) fn number(document: &Document, figures: &Figures, shape: &Shape, row: CellRow, column: &'static str) -> Option<Decimal> {
    match figures.figure(document, place(document, shape, row, column)) {
        Figure::Number(number) | Figure::Effect(number) => Some(number),
        Figure::Amount(euros) => Some(euros.get().into()),
        Figure::Blank | Figure::Percent(_) | Figure::Variation(_) | Figure::Undefined | Figure::Overflow => None,
    }
}

/// The cell at a row and column of a section in the year of the bill.
pub(super) fn place(document: &Document, shape: &Shape, row: CellRow, column: &'static str) -> Place {
    Place::Cell(shape.cell(row, Some(document.year), column))
}

/// The check of a name.
pub fn of(key: &str) -> Option<&'static SectionCheck> {
    all().find(|check| check.key == key)
}

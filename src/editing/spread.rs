//! A typed total spread over the entries that make it.
//!
//! Knows which entries are kept as they are and what a spread would change; nothing is written before its command is applied. The arithmetic is
//! `calc::spread`, the entries of a total are `calc::terms`.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Change, Command, Typed};
use crate::address;
use crate::calc::spread::{self, Part, Sharing, Unspreadable};
use crate::calc::{Calculation, Figure, Figures, calculation, counted, has_amount, terms};
use crate::model::{Amount, AmountEntry, Document, Entry, Euros, Place, Sum};

/// How a wanted total is spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spreading {
    /// Each amount keeps its part of the total; those that are zero stay so.
    Proportional,
    /// The same difference for each amount that is there, or for each entry when there is none.
    Equal,
    /// The whole difference on one entry, which may be empty.
    On(Entry),
}

/// An entry that a total is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    pub entry: AmountEntry,
    /// What it counts for in the total.
    pub before: Euros,
    /// Whether an amount is there, were it zero.
    pub has_amount: bool,
    /// What was typed: a spread replaces it by an amount.
    pub formula: Option<Arc<str>>,
}

impl Leaf {
    pub fn place(&self) -> Place {
        Entry::Amount(self.entry).into()
    }
}

/// What a spread would do to one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafPreview {
    pub leaf: Leaf,
    pub after: Euros,
    /// Before it is rounded to whole euros, to the cent.
    pub unrounded: Decimal,
    /// Whether it takes one of the euros that are left when every part is rounded down.
    pub takes_remainder: bool,
    /// The user keeps this entry as it is.
    pub is_locked: bool,
    /// In title 2, what the other of AE and CP holds when it would differ: R6 asks that they be equal.
    pub unequal: Option<Euros>,
}

impl LeafPreview {
    pub fn is_changed(&self) -> bool {
        self.after != self.leaf.before
    }

    /// Whether a formula gives way to an amount.
    pub fn replaces_formula(&self) -> bool {
        self.is_changed() && self.leaf.formula.is_some()
    }
}

/// A spread before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    pub place: Place,
    pub before: Euros,
    pub wanted: Euros,
    /// In the order of the document: the amounts that are there, and what else would change.
    pub leaves: Vec<LeafPreview>,
}

impl Preview {
    /// What the spread writes, as one step.
    pub fn command(&self) -> Command {
        let changed = self.leaves.iter().filter(|leaf| leaf.is_changed());
        let change = |leaf: &LeafPreview| Change { entry: Entry::Amount(leaf.leaf.entry), content: Some(Typed::Amount(Amount::plain(leaf.after))) };
        Command::Write(changed.map(change).collect())
    }
}

/// Why a total is not spread; nothing changes then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpreadRefusal {
    /// The cell is an entry: it is typed in.
    #[error("the place is entered")]
    Entered,
    /// A share, a key or a variation.
    #[error("the place is a quotient")]
    Quotient,
    /// What the formula gives for outstanding commitments: a control of the estimate.
    #[error("the place is a control")]
    Control,
    /// The total, present or wanted, is beyond what is kept exactly.
    #[error("an amount is too large")]
    Overflow,
    /// No entry makes this total, or all that do are kept as they are.
    #[error("no entry is free")]
    NoneFree { locked: usize },
    /// Amounts whose sum is zero have no part of it.
    #[error("the amounts are zero")]
    NoProportion,
    /// An entry would become negative; `kept` is the sum of what the spread leaves as it is.
    #[error("{address} would become negative")]
    Negative { entry: AmountEntry, address: String, after: Euros, kept: Sum },
    /// The entry that should take the difference does not make this total.
    #[error("{address} is not part of the total")]
    NotALeaf { address: String },
    /// The entry that should take the difference is kept as it is.
    #[error("{address} is kept as it is")]
    Locked { address: String },
    /// A computed cell of a section: one cell takes the difference, and nobody said which.
    #[error("one of {choices:?} takes the difference")]
    OnWhich { choices: Vec<String> },
    #[error("{typed} is no number")]
    NoNumber { typed: String },
}

/// The entries that make a computed cell, in the order of the document.
///
/// # Errors
/// [`SpreadRefusal`], when the cell is no sum of entries.
pub fn leaves(document: &Document, figures: &Figures, place: Place) -> Result<Vec<Leaf>, SpreadRefusal> {
    let entries = terms(document, figures, place).ok_or_else(|| match calculation(document, figures, place) {
        Some(Calculation::Quotient { .. } | Calculation::Change { .. }) => SpreadRefusal::Quotient,
        Some(Calculation::Balance { .. } | Calculation::Difference { .. }) => SpreadRefusal::Control,
        Some(Calculation::Repeat(_) | Calculation::Sum(_)) | None => SpreadRefusal::Entered,
    })?;
    let leaf = |entry| {
        Ok(Leaf {
            entry,
            before: euros(counted(document, figures, entry))?,
            has_amount: has_amount(document, figures, entry),
            formula: document.amount(entry).and_then(|amount| amount.formula.clone()),
        })
    };
    entries.into_iter().map(leaf).collect()
}

/// An amount; a blank counts for nothing.
fn euros(figure: Figure) -> Result<Euros, SpreadRefusal> {
    match figure {
        Figure::Amount(euros) => Ok(euros),
        Figure::Blank => Ok(Euros::ZERO),
        Figure::Percent(_) | Figure::Variation(_) | Figure::Number(_) | Figure::Effect(_) | Figure::Undefined | Figure::Overflow => {
            Err(SpreadRefusal::Overflow)
        }
    }
}

/// What it takes for a computed cell to show a wanted total. Locked entries are kept as they are; a total of AE changes no CP.
///
/// # Errors
/// [`SpreadRefusal`], when the cell is no sum of entries or the entries cannot make the wanted total.
pub fn spread(
    document: &Document,
    figures: &Figures,
    place: Place,
    wanted: Euros,
    how: Spreading,
    locked: &BTreeSet<Entry>,
) -> Result<Preview, SpreadRefusal> {
    let leaves = leaves(document, figures, place)?;
    let before = euros(figures.figure(document, place))?;
    let mut difference = Sum::from(wanted);
    difference -= before;
    let free = free_leaves(document, &leaves, how, locked)?;
    let (indices, terms): (Vec<usize>, Vec<Euros>) = free.iter().map(|(index, leaf)| (*index, leaf.before)).unzip();
    let sharing = match how {
        Spreading::Proportional => Sharing::Proportional,
        Spreading::Equal => Sharing::Equal,
        Spreading::On(_) => Sharing::One(0),
    };
    let parts = spread::spread(&terms, difference, sharing).map_err(|refusal| match refusal {
        Unspreadable::NoTerm => SpreadRefusal::NoneFree { locked: locked.len() },
        Unspreadable::NoProportion => SpreadRefusal::NoProportion,
        Unspreadable::Overflow => SpreadRefusal::Overflow,
        Unspreadable::Negative { term, after } => match free.get(term) {
            Some((_, leaf)) => {
                let address = address_of(document, Entry::Amount(leaf.entry));
                SpreadRefusal::Negative { entry: leaf.entry, address, after, kept: kept(before, &terms) }
            }
            None => SpreadRefusal::Overflow,
        },
    })?;
    let mut part_of = vec![None; leaves.len()];
    for (index, part) in indices.into_iter().zip(parts) {
        if let Some(slot) = part_of.get_mut(index) {
            *slot = Some(part);
        }
    }
    let shown = leaves.into_iter().zip(part_of).filter(|(leaf, part)| leaf.has_amount || part.is_some());
    let leaves = shown.map(|(leaf, part)| preview(document, figures, leaf, part, locked)).collect();
    Ok(Preview { place, before, wanted, leaves })
}

fn address_of(document: &Document, entry: Entry) -> String {
    address::write(document, entry.into()).unwrap_or_default()
}

/// The part of a total that the terms do not make.
fn kept(total: Euros, terms: &[Euros]) -> Sum {
    let mut kept = Sum::from(total);
    kept -= terms.iter().copied().sum::<Sum>();
    kept
}

/// The leaves that take the difference, with their indices.
fn free_leaves<'a>(
    document: &Document,
    leaves: &'a [Leaf],
    how: Spreading,
    locked: &BTreeSet<Entry>,
) -> Result<Vec<(usize, &'a Leaf)>, SpreadRefusal> {
    let is_locked = |leaf: &Leaf| locked.contains(&Entry::Amount(leaf.entry));
    let none_there = !leaves.iter().any(|leaf| leaf.has_amount);
    let takes = |leaf: &Leaf| match how {
        Spreading::On(chosen) => Entry::Amount(leaf.entry) == chosen,
        Spreading::Proportional | Spreading::Equal => !is_locked(leaf) && (leaf.has_amount || none_there),
    };
    let free: Vec<(usize, &Leaf)> = leaves.iter().enumerate().filter(|(_, leaf)| takes(leaf)).collect();
    match how {
        Spreading::On(chosen) if free.is_empty() => Err(SpreadRefusal::NotALeaf { address: address_of(document, chosen) }),
        Spreading::On(chosen) if locked.contains(&chosen) => Err(SpreadRefusal::Locked { address: address_of(document, chosen) }),
        _ => Ok(free),
    }
}

fn preview(document: &Document, figures: &Figures, leaf: Leaf, part: Option<Part>, locked: &BTreeSet<Entry>) -> LeafPreview {
    let unchanged = Part { after: leaf.before, unrounded: Decimal::from(leaf.before.get()), takes_remainder: false };
    let Part { after, unrounded, takes_remainder } = part.unwrap_or(unchanged);
    let other = leaf.entry.equal().and_then(|entry| euros(counted(document, figures, entry)).ok());
    let unequal = other.filter(|other| after != leaf.before && *other != after);
    let is_locked = locked.contains(&Entry::Amount(leaf.entry));
    LeafPreview { leaf, after, unrounded, takes_remainder, is_locked, unequal }
}

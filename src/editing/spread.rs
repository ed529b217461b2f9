//! A typed total spread over the entries that make it.
//!
//! Knows which entries are kept as they are and what a spread would change; nothing is written before its command is applied. The arithmetic is
//! `calc::spread`, the entries of a total are `calc::terms`.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Change, Command, Typed, TypedRefusal, typed};
use crate::address;
use crate::calc::spread::{self, Part, Sharing, Unspreadable};
use crate::calc::{Calculation, EntryTerm, Exact, Figure, Figures, calculation, counted, has_amount, terms};
use crate::lang::number as numbers;
use crate::model::{Amount, AmountEntry, CellContent, CellPlace, CellRow, CellValue, Document, Entry, Euros, Overflow, Place, Sum, Term};
use crate::sections::shapes;

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
    pub entry: Entry,
    /// Whether the total takes it away rather than adding it.
    pub is_subtracted: bool,
    /// Whether it may take a part of what is typed over the total: each amount, and of cells those that their section names.
    pub may_take: bool,
    /// What it counts for in the total: euros, or a decimal of a section.
    pub before: Decimal,
    /// Whether a number is there, were it zero.
    pub has_amount: bool,
    /// What was typed: a spread replaces it by a number.
    pub formula: Option<String>,
}

impl Leaf {
    pub fn place(&self) -> Place {
        self.entry.into()
    }
}

/// What a spread would do to one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafPreview {
    pub leaf: Leaf,
    pub after: Decimal,
    /// Before it is rounded to whole euros, to the cent.
    pub unrounded: Decimal,
    /// Whether it takes one of the euros that are left when every part is rounded down.
    pub takes_remainder: bool,
    /// The user keeps this entry as it is.
    pub is_locked: bool,
    /// In title 2, where AE and CP are to be equal (R6): the other of the two.
    pub other: Option<Other>,
}

/// The other of AE and CP of an entry in title 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// It stays, and would differ: what it holds.
    Unequal(Decimal),
    /// It takes the same amount: the total stands for both.
    Follows(AmountEntry),
}

impl LeafPreview {
    pub fn is_changed(&self) -> bool {
        self.after != self.leaf.before
    }

    /// Whether a formula gives way to a number.
    pub fn replaces_formula(&self) -> bool {
        self.is_changed() && self.leaf.formula.is_some()
    }
}

/// A spread before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    pub place: Place,
    pub before: Decimal,
    pub wanted: Decimal,
    /// In the order of the document: the numbers that are there, and what else would change.
    pub leaves: Vec<LeafPreview>,
}

impl Preview {
    /// Whether the computed cell shows what was wanted.
    pub(super) fn is_done(&self, document: &Document, figures: &Figures) -> bool {
        number(figures.figure(document, self.place)) == Ok(self.wanted)
    }

    /// What the spread writes, as one step.
    pub fn command(&self) -> Command {
        let content = |leaf: &LeafPreview| match leaf.leaf.entry {
            Entry::Amount(_) => Some(Typed::Amount(Amount::plain(whole_euros(leaf.after)?))),
            Entry::Cell(_) => Some(Typed::Cell(CellContent::number(leaf.after))),
            Entry::Value { .. } | Entry::Text(_) => None,
        };
        let changes = |leaf: &LeafPreview| {
            let following = if let Some(Other::Follows(entry)) = leaf.other { Some(Entry::Amount(entry)) } else { None };
            let content = content(leaf);
            let entries = [Some(leaf.leaf.entry), following].into_iter().flatten();
            entries.filter_map(move |entry| Some(Change { entry, content: Some(content.clone()?) }))
        };
        Command::Write(self.leaves.iter().filter(|leaf| leaf.is_changed()).flat_map(changes).collect())
    }
}

fn whole_euros(number: Decimal) -> Option<Euros> {
    Exact::from(number).sum()?.euros().ok()
}

/// The number that is wanted of a computed cell, as it is typed there: euros, or what the column of a section holds.
pub fn wanted(place: Place, typed: &str) -> Result<Decimal, TypedRefusal> {
    match place {
        Place::Cell(cell) => match typed::typed_cell(cell, typed.trim())?.value {
            CellValue::Number(number) => Ok(number),
            CellValue::Words(_) => Err(TypedRefusal::Computed),
        },
        _ => Ok(numbers::parse_amount(typed)?.euros.into()),
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
    Negative { entry: Box<Entry>, address: String, after: Euros, kept: Sum },
    /// The entry that should take the difference does not make this total.
    #[error("{address} is not part of the total")]
    NotALeaf { address: String },
    /// The entry that should take the difference is kept as it is.
    #[error("{address} is kept as it is")]
    Locked { address: String },
    /// A computed cell of a section: one cell takes the difference, and nobody said which.
    #[error("one of {choices:?} takes the difference")]
    OnWhich { choices: Vec<String> },
}

/// The entries that make a computed cell, in the order of the document.
///
/// # Errors
/// [`SpreadRefusal`], when the cell is no sum of entries.
pub fn leaves(document: &Document, figures: &Figures, place: Place) -> Result<Vec<Leaf>, SpreadRefusal> {
    let entries = terms(document, figures, place).ok_or_else(|| match calculation(document, figures, place) {
        Some(Calculation::Quotient { .. } | Calculation::Change { .. }) => SpreadRefusal::Quotient,
        Some(Calculation::Balance { .. }) => SpreadRefusal::Control,
        Some(Calculation::Repeat(_) | Calculation::Sum(_) | Calculation::Difference { .. }) | None => SpreadRefusal::Entered,
    })?;
    let leaf = |EntryTerm { entry, is_subtracted }| {
        Ok(Leaf {
            entry,
            is_subtracted,
            may_take: may_take(place, entry),
            before: number(counted(document, figures, entry))?,
            has_amount: has_amount(document, figures, entry),
            formula: formula(document, entry),
        })
    };
    entries.into_iter().map(leaf).collect()
}

fn formula(document: &Document, entry: Entry) -> Option<String> {
    match entry {
        Entry::Amount(entry) => document.amount(entry)?.formula.as_ref().map(ToString::to_string),
        Entry::Cell(place) => document.sections.cell(place)?.formula.clone(),
        Entry::Value { .. } | Entry::Text(_) => None,
    }
}

/// A number; a blank counts for nothing.
fn number(figure: Figure) -> Result<Decimal, SpreadRefusal> {
    match figure {
        Figure::Amount(euros) => Ok(euros.into()),
        Figure::Number(number) | Figure::Effect(number) => Ok(number),
        Figure::Blank => Ok(Decimal::ZERO),
        Figure::Percent(_) | Figure::Variation(_) | Figure::Undefined | Figure::Overflow => Err(SpreadRefusal::Overflow),
    }
}

/// What it takes for a computed cell to show a wanted total. Locked entries are kept as they are; a total of AE changes no CP.
///
/// Cells of sections are of several natures: no proportion is guessed, whoever types says which cell takes the difference.
///
/// # Errors
/// [`SpreadRefusal`], when the cell is no sum of entries or the entries cannot make the wanted total.
pub fn spread(
    document: &Document,
    figures: &Figures,
    place: Place,
    wanted: impl Into<Decimal>,
    how: Spreading,
    locked: &BTreeSet<Entry>,
) -> Result<Preview, SpreadRefusal> {
    let wanted = wanted.into();
    let leaves = leaves(document, figures, place)?;
    let before = number(figures.figure(document, place))?;
    if let (Place::Cell(cell), false) = (place, matches!(how, Spreading::On(_))) {
        return Err(SpreadRefusal::OnWhich { choices: choices(document, cell) });
    }
    let free = free_leaves(document, place, &leaves, how, locked)?;
    let parts = match place {
        Place::Cell(_) => free.iter().map(|(_, leaf)| on_one(leaf, before, wanted)).collect::<Result<Vec<NewPart>, _>>()?,
        _ => shared(document, &free, (before, wanted), how, locked)?,
    };
    let mut part_of = vec![None; leaves.len()];
    for ((index, _), part) in free.iter().zip(parts) {
        if let Some(slot) = part_of.get_mut(*index) {
            *slot = Some(part);
        }
    }
    let shown = leaves.into_iter().zip(part_of).filter(|(leaf, part)| leaf.has_amount || part.is_some());
    let leaves = shown.map(|(leaf, part)| preview(document, figures, place, leaf, part, locked)).collect();
    Ok(Preview { place, before, wanted, leaves })
}

/// What an entry becomes.
#[derive(Clone, Copy, Debug)]
struct NewPart {
    after: Decimal,
    unrounded: Decimal,
    takes_remainder: bool,
}

/// The whole difference on a cell of a section.
fn on_one(leaf: &Leaf, before: Decimal, wanted: Decimal) -> Result<NewPart, SpreadRefusal> {
    let gap = Exact::from(wanted).minus(before.into());
    let gap = gap.map_err(|Overflow| SpreadRefusal::Overflow)?;
    let own = Exact::from(leaf.before);
    let after = if leaf.is_subtracted { own.minus(gap) } else { own.plus(gap) };
    let after = after.and_then(Exact::decimal).map_err(|Overflow| SpreadRefusal::Overflow)?;
    Ok(NewPart { after, unrounded: after, takes_remainder: false })
}

/// A difference shared among amounts, in whole euros.
fn shared(
    document: &Document,
    free: &[(usize, &Leaf)],
    (before, wanted): (Decimal, Decimal),
    how: Spreading,
    locked: &BTreeSet<Entry>,
) -> Result<Vec<NewPart>, SpreadRefusal> {
    let euros = |number: Decimal| whole_euros(number).ok_or(SpreadRefusal::Overflow);
    let terms = free.iter().map(|(_, leaf)| euros(leaf.before)).collect::<Result<Vec<Euros>, _>>()?;
    let before = euros(before)?;
    let mut difference = Sum::from(euros(wanted)?);
    difference -= before;
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
                let address = address_of(document, leaf.entry);
                SpreadRefusal::Negative { entry: Box::new(leaf.entry), address, after, kept: kept(before, &terms) }
            }
            None => SpreadRefusal::Overflow,
        },
    })?;
    let part = |part: Part| NewPart { after: part.after.into(), unrounded: part.unrounded, takes_remainder: part.takes_remainder };
    Ok(parts.into_iter().map(part).collect())
}

/// The addresses of the cells that may take the difference: of its row those that its column names, else the parts of a sum of rows.
pub(super) fn choices(document: &Document, place: CellPlace) -> Vec<String> {
    let Some(shape) = shapes::of(place.section) else { return vec![] };
    let of_row = shape.column(place.column).map_or(&[][..], |column| column.spread_on);
    let cells: Vec<CellPlace> = match place.row {
        CellRow::Key(key) if of_row.is_empty() => {
            let parts = shape.fixed_row(key).map_or(&[][..], |row| row.sum).iter();
            parts.filter_map(Term::cell).map(|key| CellPlace { row: CellRow::Key(key), ..place }).collect()
        }
        _ => of_row.iter().map(|column| CellPlace { column, ..place }).collect(),
    };
    let typed = cells.into_iter().map(Place::Cell).filter(|cell| document.entry(*cell).is_some());
    typed.filter_map(|cell| address::write(document, cell)).collect()
}

/// Whether an entry may take a part of what is typed over a computed cell: each amount, and of cells those of a typed column under its total, or of
/// the columns that their section names.
fn may_take(place: Place, entry: Entry) -> bool {
    let (Place::Cell(into), Entry::Cell(from)) = (place, entry) else { return true };
    let column = shapes::of(into.section).and_then(|shape| shape.column(into.column));
    column.is_some_and(|column| column.sum.is_empty() || column.spread_on.contains(&from.column))
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
    place: Place,
    leaves: &'a [Leaf],
    how: Spreading,
    locked: &BTreeSet<Entry>,
) -> Result<Vec<(usize, &'a Leaf)>, SpreadRefusal> {
    let is_locked = |leaf: &Leaf| locked.contains(&leaf.entry);
    let none_there = !leaves.iter().any(|leaf| leaf.has_amount);
    let takes = |leaf: &Leaf| match how {
        Spreading::On(chosen) => leaf.entry == chosen && leaf.may_take,
        Spreading::Proportional | Spreading::Equal => !is_locked(leaf) && (leaf.has_amount || none_there),
    };
    let free: Vec<(usize, &Leaf)> = leaves.iter().enumerate().filter(|(_, leaf)| takes(leaf)).collect();
    match how {
        Spreading::On(chosen) if free.is_empty() => Err(SpreadRefusal::NotALeaf { address: address_of(document, chosen) }),
        Spreading::On(chosen) => {
            let written = [Some(chosen), following(place, chosen).map(Entry::Amount)];
            let kept = written.into_iter().flatten().find(|entry| locked.contains(entry));
            kept.map_or(Ok(free), |entry| Err(SpreadRefusal::Locked { address: address_of(document, entry) }))
        }
        Spreading::Proportional | Spreading::Equal => Ok(free),
    }
}

/// The other of AE and CP in title 2, where a cell of a section stands for both.
fn following(place: Place, entry: Entry) -> Option<AmountEntry> {
    match (place, entry) {
        (Place::Cell(_), Entry::Amount(entry)) => entry.equal(),
        _ => None,
    }
}

fn preview(document: &Document, figures: &Figures, place: Place, leaf: Leaf, part: Option<NewPart>, locked: &BTreeSet<Entry>) -> LeafPreview {
    let unchanged = NewPart { after: leaf.before, unrounded: leaf.before, takes_remainder: false };
    let NewPart { after, unrounded, takes_remainder } = part.unwrap_or(unchanged);
    let equal = if let Entry::Amount(entry) = leaf.entry { entry.equal() } else { None };
    let holds = equal.and_then(|entry| number(counted(document, figures, Entry::Amount(entry))).ok());
    let unequal = holds.filter(|other| *other != after).map(Other::Unequal);
    let other = following(place, leaf.entry).map(Other::Follows).or(unequal).filter(|_| after != leaf.before);
    let is_locked = locked.contains(&leaf.entry);
    LeafPreview { leaf, after, unrounded, takes_remainder, is_locked, other }
}

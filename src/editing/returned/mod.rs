//! What a workbook that came back, or an annual performance report, would change: each cell or text that says otherwise is a proposal, told by what it was when it was exported, what the
//! workbook says and what the document says now.
//!
//! Nothing is written here: proposals that are taken become the assignments that `papier set` makes.

mod actuals;
mod rows;
mod sentences;
mod texts;

use std::collections::BTreeMap;

use super::typed::{self, Change, Typed};
use super::{
    Assignment, AssignmentRefusal, Command, SpreadRefusal, Spreading, Structure, TypedRefusal, Unread, assign_or, assign_spreading, spread, wanted,
};
pub use actuals::{Unmatched, reported};

use crate::address;
use crate::calc::Figures;
use crate::exchange::import::Left;
use crate::exchange::workbook::back::{Changed, Now, Remark, Returned, Written};
use crate::lang::writing;
use crate::model::{Amount, CellContent, CellValue, Document, Entry, IndicatorValue, NumberMarks, Place, TextPlace};

/// What changes come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Workbook,
    AnnualReport,
}

/// What a proposal would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Another value of an entry.
    Entry,
    /// A formula without references, which is kept.
    Formula,
    /// What a formula gave that cannot be kept: its references are those of the workbook.
    Value,
    Emptied,
    /// A number over a computed cell, spread over what it is made of.
    Spread,
    /// A name, or a text word by word.
    Text,
    RowAdded,
    /// What the row was about goes with all that is said of it: never taken with all others.
    RowRemoved,
    /// What a report says was achieved.
    Actual,
    /// Outstanding commitments as a report says them.
    Outstanding,
}

impl Kind {
    /// As programs read it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Formula => "formula",
            Self::Value => "value",
            Self::Emptied => "emptied",
            Self::Spread => "spread",
            Self::Text => "text",
            Self::RowAdded => "row-added",
            Self::RowRemoved => "row-removed",
            Self::Actual => "actual",
            Self::Outstanding => "outstanding",
        }
    }
}

/// What taking a proposal writes.
#[derive(Clone, Debug, PartialEq)]
enum Act {
    Assign(Vec<Assignment>),
    /// As it was published.
    Write(Change),
    Spread(Assignment),
    Remove(Structure),
}

/// One change that somebody may take.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The same each time that this workbook is read onto this document.
    pub key: String,
    pub kind: Kind,
    pub address: String,
    pub place: Option<Place>,
    /// Where the workbook or the report says it: "PLF 2021 AE!B5", "rap.txt:80".
    pub at: String,
    /// As exported, as the document says now, as the workbook says: as they would be typed.
    pub base: String,
    pub ours: String,
    pub theirs: String,
    /// Whether the document has changed there since, to something else.
    pub is_conflict: bool,
    /// The formula of the workbook, of which the value alone is proposed.
    pub formula: Option<String>,
    act: Act,
}

impl Proposal {
    /// Whether it goes with all others: a conflict and a removal are chosen by name.
    pub fn is_taken_with_all(&self) -> bool {
        !self.is_conflict && self.kind != Kind::RowRemoved
    }
}

/// What is said of the workbook, and not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Where it is in the workbook, where it is in one cell.
    pub at: Option<String>,
    /// What it is about in the document.
    pub place: Option<Place>,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Remark(Remark),
    /// The document has no such thing any more.
    Gone,
    /// What was typed there does not read.
    Refused {
        typed: String,
        refusal: TypedRefusal,
    },
    /// A day, a truth, an error, a number that is too large: no content of a document.
    Unreadable {
        typed: String,
    },
    /// A formula that the file gives no value for.
    NoValue {
        formula: String,
    },
    /// A number over a computed cell that cannot be spread.
    Unspread {
        typed: String,
        refusal: SpreadRefusal,
    },
    /// The formula of a computed cell was written otherwise.
    FormulaChanged {
        formula: String,
    },
    /// A computed cell holds its own value, or words, or nothing: it is computed as before.
    ComputedOver {
        typed: String,
    },
    /// Two cells say two things of one entry.
    Twice {
        address: String,
        others: Vec<String>,
    },
    /// A row that was added to a table whose rows nobody adds, or does not say what it is.
    RowNotTaken {
        table: String,
        label: String,
    },
    /// The same, where what it would make is refused.
    RowRefused {
        table: String,
        label: String,
        refusals: Vec<AssignmentRefusal>,
    },
    /// A row that was removed, of what cannot be removed from the document.
    RowKept {
        table: String,
        label: String,
    },
    /// A figure of a report that is of nothing here.
    Unmatched(Unmatched),
    /// What a report says and is not read.
    Left(Left),
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposals {
    pub proposals: Vec<Proposal>,
    pub told: Vec<Told>,
}

/// What a workbook changes in a document.
pub fn proposals(document: &Document, returned: &Returned) -> Proposals {
    let figures = Figures::of(document);
    let mut found = Proposals::default();
    let mut cells: BTreeMap<&str, Vec<&Changed>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for changed in &returned.changed {
        let place = changed.written.place.as_str();
        let of_place = cells.entry(place).or_insert_with(|| {
            order.push(place);
            vec![]
        });
        of_place.push(changed);
    }
    let proposing = Proposing { document, figures: &figures };
    for place in order {
        for one in proposing.cells(cells.get(place).map_or(&[][..], Vec::as_slice)) {
            found.put(one);
        }
    }
    for text in &returned.texts {
        if let Some(one) = texts::proposal(document, text) {
            found.put(one);
        }
    }
    for one in rows::added(document, &returned.added).into_iter().chain(rows::removed(document, &returned.removed)) {
        found.put(one);
    }
    found.told.extend(returned.remarks.iter().map(|remark| Told { at: None, place: None, what: What::Remark(remark.clone()) }));
    found
}

/// What becomes of a cell, a text or a row.
enum Found {
    Proposed(Proposal),
    Told(Told),
}

impl Proposals {
    fn put(&mut self, found: Found) {
        match found {
            Found::Proposed(proposal) => self.proposals.push(proposal),
            Found::Told(told) => self.told.push(told),
        }
    }
}

/// What takes some proposals, as one step: what `papier set` would write, then removals, which change numbers.
///
/// # Errors
/// Why one of them cannot be written.
pub fn taken(document: &Document, proposals: &[&Proposal]) -> Result<Command, Vec<AssignmentRefusal>> {
    let (mut assignments, mut changes, mut removals, mut is_spreading) = (Vec::new(), Vec::new(), Vec::new(), false);
    for proposal in proposals {
        match &proposal.act {
            Act::Assign(own) => assignments.extend(own.iter().cloned()),
            Act::Write(change) => changes.push(change.clone()),
            Act::Spread(own) => {
                assignments.push(own.clone());
                is_spreading = true;
            }
            Act::Remove(structure) => removals.push(Command::Structure(structure.clone())),
        }
    }
    let written = if is_spreading {
        assign_spreading(document, &assignments, Spreading::Proportional, Unread::Refused)?.0
    } else {
        assign_or(document, &assignments, Unread::Refused)?
    };
    let published = (!changes.is_empty()).then_some(Command::Write(changes));
    Ok(Command::Batch([written].into_iter().chain(published).chain(removals).collect()))
}

struct Proposing<'a> {
    document: &'a Document,
    figures: &'a Figures,
}

/// What was typed in a cell, in the grammar of drafters.
struct TypedThere {
    typed: String,
    kind: Kind,
    formula: Option<String>,
}

impl Proposing<'_> {
    /// The cells that say otherwise of one place: its home, and those that repeat it.
    fn cells(&self, cells: &[&Changed]) -> Vec<Found> {
        let Some(first) = cells.first() else { return vec![] };
        let place = Place::from_code(&first.written.place);
        let address = place.and_then(|place| address::write(self.document, place));
        let (Some(place), Some(address)) = (place, address) else {
            return cells.iter().map(|changed| Found::Told(told(changed, What::Gone))).collect();
        };
        let found: Vec<Found> = match self.document.entry(place) {
            Some(entry) => cells.iter().filter_map(|changed| self.entry(changed, (place, &address), entry)).collect(),
            None => cells.iter().filter_map(|changed| self.computed(changed, (place, &address))).collect(),
        };
        let (mut proposed, mut rest) = (Vec::new(), Vec::new());
        for one in found {
            match one {
                Found::Proposed(proposal) => proposed.push(proposal),
                Found::Told(told) => rest.push(Found::Told(told)),
            }
        }
        proposed.dedup_by(|a, b| a.theirs == b.theirs);
        let mut ats = proposed.iter().map(|proposal| proposal.at.clone());
        match (ats.next(), ats.collect::<Vec<String>>()) {
            (at @ Some(_), others) if !others.is_empty() => {
                rest.push(Found::Told(Told { at, place: Some(place), what: What::Twice { address, others } }));
            }
            _ => rest.extend(proposed.into_iter().map(Found::Proposed)),
        }
        rest
    }

    fn entry(&self, changed: &Changed, (place, address): (Place, &str), entry: Entry) -> Option<Found> {
        let Changed { written, at, now } = changed;
        // A cell that repeats an entry is computed: nothing there, or another formula, says nothing of it.
        let repeats = written.formula.is_some() && written.typed.is_none();
        match now {
            Now::Empty if repeats => return Some(Found::Told(told(changed, What::ComputedOver { typed: String::new() }))),
            Now::Formula(formula) if repeats => return Some(Found::Told(told(changed, What::FormulaChanged { formula: formula.formula.clone() }))),
            _ => {}
        }
        let base = written.typed.clone().or_else(|| written.number.as_deref().map(with_comma)).or_else(|| written.words.clone()).unwrap_or_default();
        let base = self.read(place, &base).ok();
        let typed = match self.typed(written, now, base.as_ref()) {
            Ok(typed) => typed,
            Err(what) => return Some(Found::Told(told(changed, *what))),
        };
        let theirs = match self.read(place, &typed.typed) {
            Ok(change) => change.content,
            Err(refusal) => return Some(Found::Told(told(changed, What::Refused { typed: typed.typed, refusal }))),
        };
        let base = base.and_then(|change| change.content);
        let ours = self.read(place, &typed::typed_text(self.document, entry)).ok().and_then(|change| change.content);
        if says(theirs.as_ref(), base.as_ref()) || says(theirs.as_ref(), ours.as_ref()) {
            return None;
        }
        let kind = match (&theirs, entry) {
            (None, _) => Kind::Emptied,
            (Some(_), Entry::Text(_)) => Kind::Text,
            (Some(_), Entry::Amount(_) | Entry::Value { .. } | Entry::Cell(_)) => typed.kind,
        };
        let text = |content: &Option<Typed>| content.as_ref().map_or_else(String::new, Typed::text);
        Some(Found::Proposed(Proposal {
            key: address.to_owned(),
            kind,
            address: address.to_owned(),
            place: Some(place),
            at: at.clone(),
            base: text(&base),
            ours: text(&ours),
            theirs: text(&theirs),
            is_conflict: !says(ours.as_ref(), base.as_ref()) && !says(base.as_ref(), ours.as_ref()),
            formula: typed.formula,
            act: Act::Assign(vec![Assignment { address: address.to_owned(), value: typed.typed }]),
        }))
    }

    fn read(&self, place: Place, typed: &str) -> Result<Change, TypedRefusal> {
        typed::read(self.document, place, typed)
    }

    /// What stands in a cell as a drafter would type it.
    fn typed(&self, written: &Written, now: &Now, base: Option<&Change>) -> Result<TypedThere, Box<What>> {
        let plain = |typed: String| TypedThere { typed, kind: Kind::Entry, formula: None };
        let marks = match base.and_then(|change| change.content.as_ref()) {
            Some(Typed::Value(IndicatorValue::Number { marks, .. })) => *marks,
            _ => NumberMarks::default(),
        };
        match now {
            Now::Empty => Ok(plain(String::new())),
            Now::Number { is_percent: false, number } => Ok(plain(writing::marked(with_comma(&writing::plain(*number)), marks))),
            Now::Number { is_percent: true, .. } => Ok(plain(writing::marked(now.text(), marks))),
            Now::Words(words) => Ok(plain(without_number(written, words))),
            Now::Formula(formula) => match (&formula.typed, formula.has_references) {
                (Some(typed), false) => Ok(TypedThere { typed: typed.clone(), kind: Kind::Formula, formula: None }),
                _ => match &formula.value {
                    Now::Number { .. } | Now::Words(_) => {
                        let value = self.typed(written, &formula.value, base)?;
                        Ok(TypedThere { kind: Kind::Value, formula: Some(formula.formula.clone()), ..value })
                    }
                    Now::Empty => Err(Box::new(What::NoValue { formula: formula.formula.clone() })),
                    Now::Formula(_) | Now::Date | Now::Truth | Now::Error(_) | Now::TooLarge(_) => {
                        Err(Box::new(What::Unreadable { typed: formula.formula.clone() }))
                    }
                },
            },
            Now::Date | Now::Truth | Now::Error(_) | Now::TooLarge(_) => Err(Box::new(What::Unreadable { typed: now.text() })),
        }
    }

    /// A cell that Papier computes and somebody wrote over.
    fn computed(&self, changed: &Changed, (place, address): (Place, &str)) -> Option<Found> {
        let Changed { written, at, now } = changed;
        let over = |typed: String| Some(Found::Told(told(changed, What::ComputedOver { typed })));
        let (number, is_percent) = match now {
            Now::Number { number, is_percent } => (*number, *is_percent),
            Now::Formula(formula) => {
                return Some(Found::Told(told(changed, What::FormulaChanged { formula: formula.formula.clone() })));
            }
            Now::Empty => return over(String::new()),
            Now::Words(_) | Now::Date | Now::Truth | Now::Error(_) | Now::TooLarge(_) => return over(now.text()),
        };
        let base = written.number.as_deref().and_then(|number| number.parse::<rust_decimal::Decimal>().ok());
        if is_percent || base == Some(number) {
            return over(now.text());
        }
        let typed = with_comma(&writing::plain(number));
        let wanted = match wanted(place, &typed) {
            Ok(wanted) => wanted,
            Err(refusal) => return Some(Found::Told(told(changed, What::Refused { typed, refusal }))),
        };
        match spread(self.document, self.figures, place, wanted, Spreading::Proportional, &std::collections::BTreeSet::new()) {
            Ok(preview) if preview.before == wanted => None,
            Ok(preview) => Some(Found::Proposed(Proposal {
                key: address.to_owned(),
                kind: Kind::Spread,
                address: address.to_owned(),
                place: Some(place),
                at: at.clone(),
                base: base.map_or_else(String::new, writing::decimal),
                ours: writing::decimal(preview.before),
                theirs: writing::decimal(wanted),
                is_conflict: base.is_some_and(|base| base != preview.before),
                formula: None,
                act: Act::Spread(Assignment { address: address.to_owned(), value: typed }),
            })),
            Err(refusal) => Some(Found::Told(told(changed, What::Unspread { typed, refusal }))),
        }
    }
}

fn told(changed: &Changed, what: What) -> Told {
    Told { at: Some(changed.at.clone()), place: Place::from_code(&changed.written.place), what }
}

/// The number of a file with the comma of drafters.
fn with_comma(number: &str) -> String {
    number.replace('.', ",")
}

/// Words in a cell; of a label that says a text behind a number, the text alone: "01 – Fonds", of which "Fonds" is the name.
fn without_number(written: &Written, words: &str) -> String {
    let number = match (&written.words, &written.typed) {
        (Some(label), Some(text)) if !text.is_empty() => label.strip_suffix(text.as_str()).unwrap_or_default(),
        _ => "",
    };
    words.strip_prefix(number).unwrap_or(words).to_owned()
}

/// Whether one content says what another does: a number the value of a formula too, but no formula what a number says.
fn says(one: Option<&Typed>, other: Option<&Typed>) -> bool {
    if one == other {
        return true;
    }
    match (one, other) {
        (Some(Typed::Amount(Amount { euros, formula: None })), Some(Typed::Amount(other))) => *euros == other.euros,
        (Some(Typed::Value(one)), Some(Typed::Value(other))) => match (one, other) {
            (IndicatorValue::Number { value, formula: None, marks }, IndicatorValue::Number { value: of, marks: with, .. }) => {
                (value, marks) == (of, with)
            }
            _ => false,
        },
        (Some(Typed::Cell(CellContent { value: one @ CellValue::Number(_), formula: None })), Some(Typed::Cell(other))) => *one == other.value,
        _ => false,
    }
}

/// The place of a text, where a file spells one.
fn text_place(code: &str) -> Option<TextPlace> {
    match Place::from_code(code) {
        Some(Place::Text(place)) => Some(place),
        _ => None,
    }
}

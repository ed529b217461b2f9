//! Rows that a workbook adds to a table or takes away: actions and the rows that drafters list, by the addresses of the row before.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Assignment, Structure, assign};
use super::{Act, Found, Kind, Proposal, Told, What, with_comma};
use crate::address;
use crate::exchange::workbook::back::{AddedRow, Now, RemovedRow, Written};
use crate::lang::writing;
use crate::model::{ActionCode, ActionId, ActionScope, CellRow, Document, NatureScope, Place, RowId, Rows, SectionRowId, TextPlace};
use crate::sections::shapes;

/// What the rows of a table are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Action(ActionId),
    IndicatorRow(RowId),
    /// A row of the list of a section.
    SectionRow(&'static str, SectionRowId),
}

impl Thing {
    /// What all the cells of a row are about.
    fn of(cells: &[Written]) -> Option<Self> {
        let things: BTreeSet<Option<Self>> = cells.iter().map(|written| Place::from_code(&written.place).and_then(Self::of_place)).collect();
        match things.into_iter().collect::<Vec<_>>().as_slice() {
            [Some(one)] => Some(*one),
            _ => None,
        }
    }

    fn of_place(place: Place) -> Option<Self> {
        match place {
            Place::Credit(credit) => match credit.action {
                ActionScope::One(id) => Some(Self::Action(id)),
                ActionScope::All => None,
            },
            Place::Variation { action: ActionScope::One(id), .. } | Place::Share { action: id, .. } => Some(Self::Action(id)),
            Place::Value { row, .. } => Some(Self::IndicatorRow(row)),
            Place::Cell(cell) => match cell.row {
                CellRow::Listed(id) => Some(Self::SectionRow(shapes::of(cell.section)?.list()?, id)),
                CellRow::Action(_)
                | CellRow::Title(_)
                | CellRow::Key(_)
                | CellRow::Number(_)
                | CellRow::Under(..)
                | CellRow::Part(..)
                | CellRow::Total => None,
            },
            Place::Text(TextPlace::SectionRow { section, row, .. }) => Some(Self::SectionRow(section, row)),
            Place::Text(_)
            | Place::Variation { .. }
            | Place::Outstanding { .. }
            | Place::OutstandingComputed { .. }
            | Place::Schedule { .. }
            | Place::ScheduleEarlierAe { .. }
            | Place::ScheduleNewAe { .. }
            | Place::ScheduleTotal { .. }
            | Place::Key { .. } => None,
        }
    }

    /// The text by which it is called.
    fn label(self) -> TextPlace {
        match self {
            Self::Action(id) => TextPlace::ActionLabel(id),
            Self::IndicatorRow(id) => TextPlace::RowLabel(id),
            Self::SectionRow(section, row) => TextPlace::SectionRow { section, row, field: crate::model::SectionRowField::Label },
        }
    }

    fn removal(self) -> Structure {
        match self {
            Self::Action(id) => Structure::RemoveAction(id),
            Self::IndicatorRow(id) => Structure::RemoveRow(id),
            Self::SectionRow(section, row) => Structure::RemoveSectionRow { section, row },
        }
    }
}

/// Rows that are gone: each thing once, in however many tables it stood.
pub(super) fn removed(document: &Document, removed: &[RemovedRow]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut things = BTreeSet::new();
    for RemovedRow { table, label, cells } in removed {
        let kept = || Found::Told(Told { at: None, place: None, what: What::RowKept { table: table.clone(), label: label.clone() } });
        let Some(thing) = Thing::of(cells) else {
            found.push(kept());
            continue;
        };
        if !things.insert(thing) {
            continue;
        }
        let place = Place::Text(thing.label());
        // What the document has no more is removed already.
        let Some(address) = address::write(document, place) else { continue };
        let of = address.strip_suffix("/label").unwrap_or(&address);
        found.push(Found::Proposed(Proposal {
            key: format!("remove/{of}"),
            kind: Kind::RowRemoved,
            address: of.to_owned(),
            place: Some(place),
            at: table.clone(),
            base: label.clone(),
            ours: label.clone(),
            theirs: String::new(),
            is_conflict: false,
            formula: None,
            act: Act::Remove(thing.removal()),
        }));
    }
    found
}

/// A thing that rows of one or several tables would add.
struct Added<'a> {
    first: &'a AddedRow,
    assignments: Vec<Assignment>,
}

/// Rows that were added: a thing that several tables say is one.
pub(super) fn added(document: &Document, rows: &[AddedRow]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut things: BTreeMap<String, Added<'_>> = BTreeMap::new();
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for row in rows {
        let Some((key, assignments)) = assignments(document, row, &mut counts) else {
            found.push(Found::Told(Told {
                at: Some(row.at.clone()),
                place: None,
                what: What::RowNotTaken { table: row.table.clone(), label: row.label.clone() },
            }));
            continue;
        };
        let added = things.entry(key).or_insert_with(|| Added { first: row, assignments: vec![] });
        added.assignments.extend(assignments);
    }
    for (key, Added { first, assignments }) in things {
        let AddedRow { table, at, label, .. } = first;
        if let Err(refusals) = assign(document, &assignments) {
            found.push(Found::Told(Told {
                at: Some(at.clone()),
                place: None,
                what: What::RowRefused { table: table.clone(), label: label.clone(), refusals },
            }));
            continue;
        }
        let cells: Vec<String> = assignments.iter().map(|assignment| format!("{}={}", assignment.address, assignment.value)).collect();
        let address = key.strip_prefix("add/").unwrap_or(&key).to_owned();
        found.push(Found::Proposed(Proposal {
            key,
            kind: Kind::RowAdded,
            address,
            place: None,
            at: at.clone(),
            base: String::new(),
            ours: String::new(),
            theirs: cells.join("\n"),
            is_conflict: false,
            formula: None,
            act: Act::Assign(assignments),
        }));
    }
    found
}

/// What a row would write: the label of a new thing, and its cells at the addresses of the row before, with its number for that one's.
fn assignments(document: &Document, row: &AddedRow, counts: &mut BTreeMap<&'static str, usize>) -> Option<(String, Vec<Assignment>)> {
    let written: Vec<Written> = row.cells.iter().map(|(written, _)| written.clone()).collect();
    let (of, was, new, label) = match Thing::of(&written)? {
        Thing::Action(id) => {
            let (code, label) = numbered(&row.label)?;
            if document.action_by_code(code).is_some() {
                return None;
            }
            ("action", document.action(id)?.code.to_string(), code.to_string(), label)
        }
        Thing::SectionRow(section, id) => {
            let shape = shapes::of(section)?;
            if matches!(shape.rows, Rows::Numbered(_)) || row.label.is_empty() {
                return None;
            }
            let count = counts.entry(section).or_default();
            *count += 1;
            let number = document.sections.rows(section).len() + *count;
            (section, document.sections.number(section, id)?.to_string(), number.to_string(), row.label.clone())
        }
        Thing::IndicatorRow(_) => return None,
    };
    let mut assignments = vec![Assignment { address: format!("{of}/{new}/label"), value: label }];
    for (written, now) in &row.cells {
        let place = Place::from_code(&written.place)?;
        if is_total(document, place) {
            continue;
        }
        let value = match now {
            Now::Number { number, is_percent: false } => with_comma(&writing::plain(*number)),
            Now::Number { .. } | Now::Words(_) => now.text(),
            Now::Formula(formula) if !formula.has_references => formula.typed.clone()?,
            // A sum that was copied from the row before.
            Now::Formula(_) | Now::Empty => continue,
            Now::Date | Now::Truth | Now::Error(_) | Now::TooLarge(_) => return None,
        };
        let mut parts: Vec<String> = address::write(document, place)?.split('/').map(str::to_owned).collect();
        let part = parts.iter_mut().find(|part| **part == was)?;
        part.clone_from(&new);
        assignments.push(Assignment { address: parts.join("/"), value });
    }
    Some((format!("add/{of}/{new}"), assignments))
}

/// Whether a cell of a row follows from others of it.
fn is_total(document: &Document, place: Place) -> bool {
    match place {
        Place::Credit(credit) => matches!(credit.nature, NatureScope::All | NatureScope::OtherThanStaff),
        place => document.entry(place).is_none(),
    }
}

/// "04 – Nouvelle action".
fn numbered(label: &str) -> Option<(ActionCode, String)> {
    let (code, rest) = label.trim().split_once(|c: char| c.is_whitespace() || matches!(c, '–' | '-' | '—'))?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '–' | '-' | '—' | ':'));
    (!rest.is_empty()).then_some((code.parse().ok()?, rest.to_owned()))
}

//! What a merge of two files left for somebody to choose or to put right.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Finding;
use crate::calc::{Compared, Figures};
use crate::model::{
    ActionId, Conflict, Document, IndicatorId, KeptCellRow, KeptRow, ObjectiveId, Place, ProgrammeField, RowId, Rows, Rule, SectionRowId, Shape,
    Side, TextPlace,
};
use crate::sections::shapes;

/// Where a finding stands that is about nothing a page shows.
const COVER: Place = Place::Text(TextPlace::Programme(ProgrammeField::Name));

impl Finding {
    /// The key of the conflict that it is about.
    pub fn conflict(&self) -> Option<&str> {
        match (self.rule, self.figures.get(2)) {
            (Rule::Conflict | Rule::ActionGone | Rule::RowGone | Rule::TakenTwice, Some(Compared::Words(key))) => Some(key),
            _ => None,
        }
    }

    /// Where it is; `None` for what stands on the cover since no page shows it.
    pub fn shown_place(&self) -> Option<Place> {
        (!matches!(self.rule, Rule::RowParent | Rule::CellRow)).then_some(self.place)
    }
}

/// An action whose code another one has stands at another code until somebody chooses.
pub(super) fn code_twice(document: &Document, _: &Figures) -> Vec<Finding> {
    let twice = document.actions.iter().filter_map(|action| {
        let wanted = *document.displaced.get(&action.id)?;
        document.action_by_code(wanted)?;
        let figures = [wanted, action.code].map(|code| Compared::Words(code.to_string()));
        Some(Finding::new(Rule::CodeTwice, Place::Text(TextPlace::ActionLabel(action.id)), figures))
    });
    twice.collect()
}

/// A conflict stands at its place, or on the cover when the document has no such place. It compares ours, theirs, its key, and the base.
pub(super) fn conflict(document: &Document, figures: &Figures) -> Vec<Finding> {
    let is_there = |place: &Place| match document.entry(*place) {
        Some(entry) => document.has_entry(entry),
        None => figures.is_live(document, *place),
    };
    let finding = |(key, conflict): (&String, &Conflict)| {
        let words = |side| conflict.side(side).map_or_else(String::new, |words| called(document, conflict, words));
        // How it is told: as words at a place, or in a way of its own.
        let is_of_its_own = !conflict.is_of_words() || matches!(conflict.kind.as_str(), Conflict::PARTED | Conflict::REMOVED);
        let told = if is_of_its_own { conflict.kind.clone() } else { String::new() };
        let figures = [words(Side::Ours), words(Side::Theirs), key.clone(), words(Side::Base), told];
        Finding::new(Rule::Conflict, conflict.known_place().filter(is_there).unwrap_or(COVER), figures.map(Compared::Words))
    };
    let of_kind = |(key, conflict): (&String, &Conflict)| of_action(document, key, conflict).or_else(|| of_row(document, key, conflict));
    document.conflicts.iter().map(|conflict| of_kind(conflict).unwrap_or_else(|| finding(conflict))).collect()
}

/// What a side says, in words: an identity by the label of what bears it.
fn called(document: &Document, conflict: &Conflict, words: &str) -> String {
    let id = words.parse().ok();
    let label = match (conflict.kind.as_str(), conflict.known_place(), id) {
        (Conflict::UNDER, Some(_), Some(id)) => document.objective(ObjectiveId(id)).map(|objective| objective.label.clone()),
        (Conflict::ORDER, Some(Place::Text(place)), Some(id)) => match place {
            TextPlace::ObjectiveLabel(_) => document.objective(ObjectiveId(id)).map(|objective| objective.label.clone()),
            TextPlace::IndicatorLabel(_) => document.indicator(IndicatorId(id)).map(|indicator| indicator.label.clone()),
            TextPlace::RowLabel(_) => document.indicator_of_row(RowId(id)).map(|(indicator, row)| indicator.label_of(row).to_owned()),
            TextPlace::SectionRow { section, .. } => document.sections.row(section, SectionRowId(id)).map(|row| row.label.clone()),
            _ => None,
        },
        _ => None,
    };
    label.unwrap_or_else(|| words.to_owned())
}

/// What a merge of lines left to choose about actions.
fn of_action(document: &Document, key: &str, conflict: &Conflict) -> Option<Finding> {
    let place = Place::from_code(conflict.place.as_deref()?)?;
    let code = document.action(place.action()?)?.code;
    match conflict.kind.as_str() {
        Conflict::ACTION => Some(Finding::new(Rule::ActionGone, place, [code.to_string(), String::new(), key.to_owned()].map(Compared::Words))),
        Conflict::TAKEN => {
            let amount = match document.entry(place) {
                Some(crate::model::Entry::Amount(entry)) => document.amount(entry).map(|amount| Compared::Euros(amount.euros.into())),
                _ => None,
            };
            let taken = amount.or_else(|| conflict.ours.clone().map(Compared::Words))?;
            Some(Finding::new(Rule::TakenTwice, place, [taken, Compared::Words(code.parent()?.to_string()), Compared::Words(key.to_owned())]))
        }
        _ => None,
    }
}

/// A row of a section that one side of a merge removed, where it stands again.
fn of_row(document: &Document, key: &str, conflict: &Conflict) -> Option<Finding> {
    let place = conflict.known_place().filter(|_| conflict.kind == Conflict::ROW)?;
    let Place::Text(TextPlace::SectionRow { section, row, .. }) = place else { return None };
    let number = document.sections.number(section, row)?;
    Some(Finding::new(Rule::RowGone, place, [section.to_owned(), number.to_string(), key.to_owned()].map(Compared::Words)))
}

/// Each row of a section stands under one that is there, and under itself by no way: one of each circle is found.
pub(super) fn row_parent(document: &Document, _: &Figures) -> Vec<Finding> {
    let listed = document.section_rows();
    let mut sections: BTreeMap<&str, BTreeMap<u64, &KeptRow>> = BTreeMap::new();
    for ((section, id), row) in &listed {
        sections.entry(section).or_default().insert(*id, row);
    }
    let mut found = Vec::new();
    for (section, rows) in sections {
        let is_missing = |parent: &u64| !rows.contains_key(parent);
        let orphans = rows.iter().filter_map(|(id, row)| Some((id, row, row.parent.filter(is_missing)?)));
        found.extend(orphans.map(|(id, row, parent)| row_finding(section, row, *id, Some(parent))));
        // Each row that was walked through, with the row from which the walk began.
        let mut walked: BTreeMap<u64, u64> = BTreeMap::new();
        for start in rows.keys() {
            let mut next = Some(*start);
            while let Some((id, row)) = next.and_then(|id| Some((id, rows.get(&id)?))) {
                match walked.entry(id) {
                    Entry::Vacant(new) => drop(new.insert(*start)),
                    Entry::Occupied(before) => {
                        if before.get() == start {
                            found.push(row_finding(section, row, id, None));
                        }
                        break;
                    }
                }
                next = row.parent;
            }
        }
    }
    found
}

/// A row whose parent is missing; or, without one, that stands under itself.
fn row_finding(section: &str, row: &KeptRow, id: u64, missing: Option<u64>) -> Finding {
    let name = if row.label.is_empty() { id.to_string() } else { format!("{} ({id})", row.label) };
    let figures = [section.to_owned(), name, missing.map_or_else(String::new, |id| id.to_string())];
    Finding::new(Rule::RowParent, COVER, figures.map(Compared::Words))
}

/// The cells of a section are about rows and actions that are there; those that lack the same one are one finding.
pub(super) fn cell_row(document: &Document, _: &Figures) -> Vec<Finding> {
    if document.kept.cells.is_empty() {
        return vec![];
    }
    let rows = document.section_rows();
    let mut lacking: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for key in document.kept.cells.keys() {
        if let Some(missing) = missing_row(document, &rows, &key.section, &key.row) {
            *lacking.entry((&key.section, missing)).or_default() += 1;
        }
    }
    let finding = |((section, missing), count): ((&str, String), usize)| {
        Finding::new(Rule::CellRow, COVER, [section.to_owned(), missing, count.to_string()].map(Compared::Words))
    };
    lacking.into_iter().map(finding).collect()
}

/// What a row of cells is about and the document lacks, as a file spells it.
fn missing_row(document: &Document, rows: &BTreeMap<(String, u64), KeptRow>, section: &str, row: &KeptCellRow) -> Option<String> {
    let shape = shapes::of(section);
    // A section may show the rows of another one.
    let list = shape.and_then(Shape::list).unwrap_or(section);
    // Figures by action are those of actions without sub-actions, where a section is known to have them.
    let has_action = |id: ActionId| match shape {
        Some(shape) if matches!(shape.rows, Rows::Actions) => document.is_leaf(id),
        _ => document.action(id).is_some(),
    };
    let has = |id: u64| rows.contains_key(&(list.to_owned(), id));
    match *row {
        KeptCellRow::Id(id) => (!has(id)).then(|| format!("Id({id})")),
        KeptCellRow::Action(id) => (!has_action(ActionId(id))).then(|| format!("Action({id})")),
        KeptCellRow::Under(parent, id) => (!has(parent) || !has(id)).then(|| format!("Under({parent}, {id})")),
        KeptCellRow::Part(id, ref key) => (!has(id)).then(|| format!("Part({id}, \"{key}\")")),
        KeptCellRow::Number(number) if shapes::of(section).is_some_and(|shape| shape.list().is_some()) => {
            (!has(number.into())).then(|| format!("Number({number})"))
        }
        KeptCellRow::Title(_) | KeptCellRow::Key(_) | KeptCellRow::Number(_) => None,
    }
}

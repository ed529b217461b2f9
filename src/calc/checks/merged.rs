//! What a merge of two files left for somebody to choose or to put right.

use std::collections::BTreeMap;
use std::collections::btree_map;

use super::Finding;
use crate::calc::{Compared, CountedIn, Figures};
use crate::model::{
    ActionId, CellHolds, Conflict, Document, Entry, KeptCellRow, KeptRow, Place, ProgrammeField, Rows, Rule, Shape, Side, TextPlace, links,
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
        let said = |side| conflict.side(side).map_or_else(|| Compared::Words(String::new()), |words| said(document, conflict, words));
        // How it is told: as words at a place, or in a way of its own.
        let is_of_its_own = !conflict.is_of_words() || matches!(conflict.kind.as_str(), Conflict::PARTED | Conflict::REMOVED);
        let told = if is_of_its_own { conflict.kind.clone() } else { String::new() };
        let figures = [said(Side::Ours), said(Side::Theirs), Compared::Words(key.clone()), said(Side::Base), Compared::Words(told)];
        Finding::new(Rule::Conflict, conflict.known_place().filter(is_there).unwrap_or(COVER), figures)
    };
    let of_kind = |(key, conflict): (&String, &Conflict)| of_action(document, key, conflict).or_else(|| of_row(document, key, conflict));
    document.conflicts.iter().map(|conflict| of_kind(conflict).unwrap_or_else(|| finding(conflict))).collect()
}

/// What a side says: a figure with what it counts, the label of the thing whose identity it is, or words with their links as figures.
fn said(document: &Document, conflict: &Conflict, words: &str) -> Compared {
    let place = conflict.known_place();
    let counted = place.filter(|_| conflict.is_of_figures()).and_then(|place| counted_in(document, place));
    if let Some(counted) = counted {
        return Compared::Written(words.to_owned(), counted);
    }
    if conflict.is_of_things() {
        let label = conflict.thing(words).and_then(|thing| label(document, thing)).filter(|label| !label.is_empty());
        return Compared::Words(label.unwrap_or_else(|| "–".into()));
    }
    Compared::Words(with_figures(words))
}

/// What the figures of a place count; `None` where words stand.
fn counted_in(document: &Document, place: Place) -> Option<CountedIn> {
    match document.entry(place)? {
        Entry::Amount(_) => Some(CountedIn::Euros),
        Entry::Value { row, .. } => {
            let unit = document.indicator_of_row(row).map_or("", |(indicator, row)| indicator.unit_of(row));
            Some(CountedIn::Row(unit.to_owned()))
        }
        Entry::Cell(cell) => match shapes::of(cell.section)?.column(cell.column)?.holds {
            CellHolds::Euros => Some(CountedIn::Euros),
            CellHolds::Decimal(unit) => Some(CountedIn::Unit(unit)),
            CellHolds::Words => None,
        },
        Entry::Text(_) => None,
    }
}

/// What a thing is called.
fn label(document: &Document, thing: TextPlace) -> Option<String> {
    match thing {
        TextPlace::ActionLabel(id) => document.action(id).map(|action| action.label.clone()),
        TextPlace::ObjectiveLabel(id) => document.objective(id).map(|objective| objective.label.clone()),
        TextPlace::IndicatorLabel(id) => document.indicator(id).map(|indicator| indicator.label.clone()),
        TextPlace::RowLabel(id) => document.indicator_of_row(id).map(|(indicator, row)| indicator.label_of(row).to_owned()),
        TextPlace::SectionRow { section, row, .. } => document.sections.row(section, row).map(|row| row.label.clone()),
        TextPlace::SlideTitle(slide) => document.deck.title(slide).map(|title| title.words.clone()),
        _ => None,
    }
}

/// Words with each link as the figure that it showed last.
fn with_figures(words: &str) -> String {
    let mut shown = String::with_capacity(words.len());
    let mut from = 0;
    for (range, link) in links(words) {
        shown.push_str(words.get(from..range.start).unwrap_or_default());
        shown.push_str(&link.last);
        from = range.end;
    }
    shown + words.get(from..).unwrap_or_default()
}

/// What a merge of lines left to choose about actions.
fn of_action(document: &Document, key: &str, conflict: &Conflict) -> Option<Finding> {
    let place = Place::from_code(conflict.place.as_deref()?)?;
    let code = document.action(place.action()?)?.code;
    match conflict.kind.as_str() {
        Conflict::ACTION => Some(Finding::new(Rule::ActionGone, place, [code.to_string(), String::new(), key.to_owned()].map(Compared::Words))),
        Conflict::TAKEN => {
            let amount = match document.entry(place) {
                Some(Entry::Amount(entry)) => document.amount(entry).map(|amount| Compared::Euros(amount.euros.into())),
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
                    btree_map::Entry::Vacant(new) => drop(new.insert(*start)),
                    btree_map::Entry::Occupied(before) => {
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

//! Atoms as conflicts and choices spell them: the code of their place, what they say as it is typed.

use super::atoms::{Atom, Content, Item, KeptAtom, Listing, Parts, Thing};
use super::twins;
use crate::lang::writing;
use crate::model::{
    ActionId, AmountEntry, CellContent, CellPlace, CellRow, CellValue, Entry, Euros, IndicatorId, IndicatorValue, Labelled, ObjectiveId, Place,
    RowId, SectionRowId, TextPlace,
};

/// The code of the place of an atom, for a conflict.
pub fn code(atom: &Atom) -> Option<String> {
    let place = match atom {
        Atom::Entry(entry) => Place::from(*entry),
        Atom::Code(id) => Place::Text(TextPlace::ActionLabel(*id)),
        Atom::Stands(thing) => Place::Text(thing.label()),
        Atom::Slide(slide) | Atom::Notes(slide) => Place::Text(TextPlace::SlideTitle(*slide)),
        Atom::Justified(justified) => justified.place,
        Atom::PublishedValue((row, year, kind)) => Place::Value { row: *row, year: *year, kind: *kind },
        Atom::PublishedLabel(of) => Place::Text(match *of {
            Labelled::Objective(id) => TextPlace::ObjectiveLabel(id),
            Labelled::Indicator(id) => TextPlace::IndicatorLabel(id),
            Labelled::Row(id) => TextPlace::RowLabel(id),
            Labelled::Action(id) => TextPlace::ActionLabel(id),
        }),
        Atom::Kept(KeptAtom::Mark(mark)) => return Some(mark.place.clone()),
        Atom::Year
        | Atom::Ended(_)
        | Atom::TookOver(_)
        | Atom::Rank(..)
        | Atom::Category(_)
        | Atom::Inherited(_)
        | Atom::Conflict(_)
        | Atom::Kept(_) => return None,
    };
    Some(place.code())
}

/// The atom that says that one of a list is there.
pub fn atom_of(listing: Listing, item: &Item) -> Option<Atom> {
    Some(match (listing, item) {
        (Listing::Objectives, Item::Id(id)) => Atom::Stands(Thing::Objective(ObjectiveId(*id))),
        (Listing::Indicators, Item::Id(id)) => Atom::Stands(Thing::Indicator(IndicatorId(*id))),
        (Listing::Rows, Item::Id(id)) => Atom::Stands(Thing::Row(RowId(*id))),
        (Listing::SectionRows(section), Item::Id(id)) => Atom::Stands(Thing::SectionRow(section, SectionRowId(*id))),
        (Listing::Slides, Item::Slide(slide)) => Atom::Slide(*slide),
        (Listing::KeptSlides, Item::Name(chart)) => Atom::Kept(KeptAtom::Slide(chart.clone())),
        (Listing::Sections, Item::Name(name)) => Atom::Kept(KeptAtom::Section(name.clone())),
        _ => return None,
    })
}

pub fn named(item: &Item) -> String {
    match item {
        Item::Id(id) => id.to_string(),
        Item::Slide(slide) => Place::Text(TextPlace::SlideTitle(*slide)).code(),
        Item::Name(name) => name.clone(),
    }
}

/// The action whose figure an atom is, where it is one of an action without sub-actions.
pub fn of_action(atom: &Atom) -> Option<ActionId> {
    match atom {
        Atom::Entry(Entry::Amount(AmountEntry::Credit { action, .. })) => Some(*action),
        Atom::Entry(Entry::Cell(place)) => {
            if let CellRow::Action(id) = place.row {
                Some(id)
            } else {
                None
            }
        }
        _ => None,
    }
}

/// The same figure of another action.
pub fn at_action(atom: &Atom, action: ActionId) -> Option<Atom> {
    match atom {
        Atom::Entry(Entry::Amount(AmountEntry::Credit { year, stage, contributions, action: _, category, measure })) => {
            let (year, stage, contributions, category, measure) = (*year, *stage, *contributions, *category, *measure);
            Some(Atom::Entry(Entry::Amount(AmountEntry::Credit { year, stage, contributions, action, category, measure })))
        }
        Atom::Entry(Entry::Cell(place)) => Some(Atom::Entry(Entry::Cell(CellPlace { row: CellRow::Action(action), ..*place }))),
        _ => None,
    }
}

/// The sub-actions of an action in the order of their codes.
pub fn sub_actions(parts: &Parts, action: ActionId) -> Vec<ActionId> {
    let under = parts.things().filter(|thing| parts.parent(*thing) == Some(Thing::Action(action)));
    let under = under.filter_map(|thing| if let Thing::Action(id) = thing { Some(id) } else { None });
    let number = |id: &ActionId| if let Some(Content::Number(number)) = parts.atoms.get(&Atom::Code(*id)) { *number } else { 0 };
    let mut found: Vec<ActionId> = under.collect();
    found.sort_by_key(|id| (number(id), *id));
    found
}

pub fn euros(content: &Content) -> Option<Euros> {
    if let Content::Amount(amount) = content { Some(amount.euros) } else { None }
}

/// What an atom says, as it is typed: what a choice writes.
pub fn spelt(content: &Content) -> String {
    match content {
        Content::Set => "x".into(),
        Content::Shown(is_shown) => is_shown.to_string(),
        Content::Year(year) => year.to_string(),
        Content::Number(number) => format!("{number:02}"),
        Content::Under(parent) => parent.map(|thing| twins::identity(thing).to_string()).unwrap_or_default(),
        Content::Amount(amount) => amount.formula.as_ref().map_or_else(|| amount.euros.get().to_string(), ToString::to_string),
        Content::Value(IndicatorValue::Number { formula: Some(formula), marks, .. }) => writing::marked(formula.to_string(), *marks),
        Content::Value(value) => writing::value(value),
        Content::Cell(CellContent { formula: Some(formula), .. }) => formula.clone(),
        Content::Cell(CellContent { value: CellValue::Number(number), .. }) => writing::decimal(*number),
        Content::Cell(CellContent { value: CellValue::Words(words), .. }) | Content::Words(words) => words.clone(),
        Content::Text(text) => text.as_str().to_owned(),
        Content::Title(title) => title.words.clone(),
        Content::Label(label) => format!("{} {}", label.number, label.label),
        Content::Conflict(conflict) => conflict.kind.clone(),
        Content::Row(row) => format!("{} {}", row.code, row.label),
        Content::Slide(slide) => slide.chart.clone(),
        Content::KeptTitle(title) => title.words.clone(),
    }
}

//! Things that one side removed: they go with all that is said of them, unless the other side said more of them. Then they stand, and are left to choose.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::atoms::{Atom, Content, Item, Listing, Parts, Thing, owner};
use super::order;
use super::spelling::atom_of;
use crate::model::{Entry, Place, links};

/// Gives back to a side what it removed and the other side changed, as it was in `base`: the merge then takes what the other side says. Returns the
/// things removed, without those that stand under another one of them. What stands in the other because it was `chosen` there is changed as well.
pub fn give_back(base: &Parts, side: &mut Cow<'_, Parts>, other: &Parts, chosen: &BTreeSet<Thing>) -> Vec<Thing> {
    let is_removed = |thing: &Thing| !side.stands(*thing) && other.stands(*thing);
    let removed: BTreeSet<Thing> = base.things().filter(is_removed).collect();
    if removed.is_empty() {
        return vec![];
    }
    let (before, after) = (by_thing(base), by_thing(other));
    let (pointed_at, moved) = (pointed_at(base, other), moved(base, other));
    let newcomers: BTreeSet<Thing> = other.things().filter(|thing| !base.stands(*thing) || base.parent(*thing) != other.parent(*thing)).collect();
    let holds_newcomer: BTreeSet<Thing> = newcomers.iter().filter_map(|thing| other.parent(*thing)).collect();
    let is_changed = |thing: &Thing| {
        chosen.contains(thing)
            || before.get(thing) != after.get(thing)
            || holds_newcomer.contains(thing)
            || newcomers.contains(thing)
            || pointed_at.contains(thing)
            || moved.contains(thing)
    };
    let mut roots = Vec::new();
    for root in removed.iter().filter(|thing| base.parent(**thing).is_none_or(|parent| !removed.contains(&parent))) {
        let under: Vec<Thing> = removed.iter().copied().filter(|thing| stands_under(base, *thing, *root)).collect();
        if under.iter().any(is_changed) {
            roots.push(*root);
            let back = base.atoms.iter().filter(|(atom, _)| owner(atom).is_some_and(|thing| under.contains(&thing)));
            side.to_mut().atoms.extend(back.map(|(atom, content)| (atom.clone(), content.clone())));
        }
    }
    roots
}

/// The rows of indicators of which each side removed some or put some elsewhere, so that none is left: an indicator keeps one.
pub fn last_rows(base: &Parts, ours: &Parts, theirs: &Parts) -> BTreeSet<Thing> {
    let is_row = |thing: &Thing| matches!(thing, Thing::Row(_));
    let stands_alike = |row: Thing| ours.stands(row) && theirs.stands(row) && ours.parent(row) == theirs.parent(row);
    let is_kept = |row: &Thing| !base.stands(*row) || stands_alike(*row);
    let above = |parts: &Parts| parts.things().filter(is_row).filter(is_kept).map(|row| parts.parent(row)).collect::<Vec<_>>();
    let kept: BTreeSet<Option<Thing>> = [ours, theirs].into_iter().flat_map(above).collect();
    let is_last = |row: &Thing| {
        let indicator = base.parent(*row).filter(|indicator| ours.stands(*indicator) && theirs.stands(*indicator));
        indicator.is_some() && !kept.contains(&indicator)
    };
    base.things().filter(is_row).filter(is_last).collect()
}

/// Whether a thing is another one, or stands under it.
pub fn stands_under(parts: &Parts, thing: Thing, root: Thing) -> bool {
    // Rows of sections may stand under each other in a circle.
    std::iter::successors(Some(thing), |thing| parts.parent(*thing)).take(100).any(|thing| thing == root)
}

/// What is said of each thing, but for the order of rows.
fn by_thing(parts: &Parts) -> BTreeMap<Thing, Vec<(&Atom, &Content)>> {
    let mut said: BTreeMap<Thing, Vec<(&Atom, &Content)>> = BTreeMap::new();
    for (atom, content) in &parts.atoms {
        if let Some(thing) = owner(atom).filter(|_| !matches!(atom, Atom::Rank(..))) {
            said.entry(thing).or_default().push((atom, content));
        }
    }
    said
}

/// The things to which texts of a state link, and texts of the one before do not.
fn pointed_at(before: &Parts, after: &Parts) -> BTreeSet<Thing> {
    let of = |parts: &Parts| -> BTreeSet<Thing> {
        let texts = parts.atoms.values().filter_map(|content| if let Content::Text(text) = content { Some(text) } else { None });
        texts.flat_map(|text| links(text.as_str()).filter_map(|(_, link)| of_place(link.place)).collect::<Vec<_>>()).collect()
    };
    of(after).difference(&of(before)).copied().collect()
}

/// The things that stand elsewhere among those under the same.
fn moved(before: &Parts, after: &Parts) -> BTreeSet<Thing> {
    let (before, after) = (families(before), families(after));
    let moved = before.iter().filter_map(|(family, items)| Some((family, order::moved(items, after.get(family)?))));
    let things = moved.flat_map(|((listing, _), items)| items.into_iter().filter_map(|item| thing_of(*listing, &item)));
    things.collect()
}

/// The things of each list that stand under the same, in their order.
fn families(parts: &Parts) -> BTreeMap<(Listing, Option<Thing>), Vec<Item>> {
    let mut families: BTreeMap<_, Vec<Item>> = BTreeMap::new();
    for (listing, items) in &parts.orders {
        for item in items {
            if let Some(thing) = thing_of(*listing, item) {
                families.entry((*listing, parts.parent(thing))).or_default().push(item.clone());
            }
        }
    }
    families
}

/// The thing of an item of a list.
pub fn thing_of(listing: Listing, item: &Item) -> Option<Thing> {
    if let Atom::Stands(thing) = atom_of(listing, item)? { Some(thing) } else { None }
}

/// The thing that a place is about.
pub fn of_place(place: Place) -> Option<Thing> {
    match place {
        Place::Text(text) => super::atoms::of_text(text),
        Place::Value { row, .. } => Some(Thing::Row(row)),
        Place::Cell(cell) => owner(&Atom::Entry(Entry::Cell(cell))),
        place => place.action().map(Thing::Action),
    }
}

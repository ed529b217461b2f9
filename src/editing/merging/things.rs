//! Things that one side removed: they go with all that is said of them, unless the other side said more of them. Then they stand, and are left to choose.

use std::collections::{BTreeMap, BTreeSet};

use super::atoms::{Atom, Content, Parts, Thing, owner};
use crate::model::{Entry, Place, links};

/// Gives back to a side what it removed and the other side changed, as it was in `base`: the merge then takes what the other side says. Returns the
/// things removed, without those that stand under another one of them. What stands in the other because it was `chosen` there is changed as well.
pub fn give_back(base: &Parts, side: &mut Parts, other: &Parts, chosen: &BTreeSet<Thing>) -> Vec<Thing> {
    let is_removed = |thing: &Thing| !side.stands(*thing) && other.stands(*thing);
    let removed: BTreeSet<Thing> = things(base).filter(is_removed).collect();
    if removed.is_empty() {
        return vec![];
    }
    let (before, after) = (by_thing(base), by_thing(other));
    let pointed_at = pointed_at(base, other);
    let newcomers: BTreeSet<Thing> = things(other).filter(|thing| !base.stands(*thing) || base.parent(*thing) != other.parent(*thing)).collect();
    let holds_newcomer: BTreeSet<Thing> = newcomers.iter().filter_map(|thing| other.parent(*thing)).collect();
    let is_changed = |thing: &Thing| {
        chosen.contains(thing)
            || before.get(thing) != after.get(thing)
            || holds_newcomer.contains(thing)
            || newcomers.contains(thing)
            || pointed_at.contains(thing)
    };
    let mut roots = Vec::new();
    for root in removed.iter().filter(|thing| base.parent(**thing).is_none_or(|parent| !removed.contains(&parent))) {
        let under: Vec<Thing> = removed.iter().copied().filter(|thing| stands_under(base, *thing, *root)).collect();
        if under.iter().any(is_changed) {
            roots.push(*root);
            let back = base.atoms.iter().filter(|(atom, _)| owner(atom).is_some_and(|thing| under.contains(&thing)));
            side.atoms.extend(back.map(|(atom, content)| (atom.clone(), content.clone())));
        }
    }
    roots
}

fn things(parts: &Parts) -> impl Iterator<Item = Thing> {
    parts.atoms.keys().filter_map(|atom| if let Atom::Stands(thing) = atom { Some(*thing) } else { None })
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

/// The thing that a place is about.
pub fn of_place(place: Place) -> Option<Thing> {
    match place {
        Place::Text(text) => super::atoms::of_text(text),
        Place::Value { row, .. } => Some(Thing::Row(row)),
        Place::Cell(cell) => owner(&Atom::Entry(Entry::Cell(cell))),
        place => place.action().map(Thing::Action),
    }
}

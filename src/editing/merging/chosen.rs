//! What is chosen of a merge that no typing writes: a thing that goes, its code, its place in a list, a reason, notes, what was published.

use std::collections::BTreeSet;

use super::atoms::{Atom, Content, Item, Listing, Parts, Thing, of_text, owner};
use super::spelling::{named, spelt};
use super::things::stands_under;
use super::twins::identity;
use crate::editing::presenting;
use crate::editing::settle::{own_paragraphs, replaced};
use crate::lang::number;
use crate::model::{
    ActionId, Conflict, Document, IndicatorId, IndicatorValue, Labelled, ObjectiveId, Place, PublishedLabel, SectionRowId, Side, Text, TextPlace,
};

/// Whether a side of a conflict is chosen here.
pub fn is_of_structure(conflict: &Conflict) -> bool {
    match conflict.kind.as_str() {
        // One of a merge of lines says nothing of its sides.
        Conflict::ACTION | Conflict::ROW => conflict.ours.is_some() || conflict.theirs.is_some(),
        Conflict::REMOVED | Conflict::CODE | Conflict::ORDER | Conflict::UNDER | Conflict::REASON | Conflict::NOTES | Conflict::PUBLISHED => true,
        _ => false,
    }
}

/// Whether two conflicts of one place are about one thing that stands there as a whole: a choice of one is what the other chooses against.
pub fn is_of_one_matter(one: &Conflict, other: &Conflict) -> bool {
    let is_of_entry = |conflict: &Conflict| matches!(conflict.kind.as_str(), "cell" | "label" | Conflict::PARTED | Conflict::TAKEN);
    one.kind == other.kind || (is_of_entry(one) && is_of_entry(other))
}

/// What stands in a document where a conflict is about one thing as a whole, as its sides say it; `None` where its sides say something else: that a
/// thing is removed, a passage.
pub fn standing(document: &Document, conflict: &Conflict) -> Option<Option<String>> {
    if conflict.kind == "section" {
        let section = document.kept.sections.iter().find(|section| Some(&section.name) == conflict.place.as_ref());
        return Some(section.map(|section| section.list.clone()));
    }
    let place = conflict.known_place()?;
    let said = |atom: Atom| Some(Parts::of(document).atoms.get(&atom).map(spelt));
    match (conflict.kind.as_str(), place) {
        ("cell" | "label" | Conflict::PARTED | Conflict::TAKEN, _) => said(Atom::Entry(document.entry(place)?)),
        (Conflict::PUBLISHED, _) => said(published(place)?),
        (Conflict::REASON, _) => {
            let reasons: Vec<&String> = document.justified.iter().filter(|(of, _)| of.place == place).map(|(_, reason)| reason).collect();
            let own = reasons.iter().find(|reason| Some(**reason) == conflict.ours.as_ref());
            match (own, reasons.as_slice()) {
                (Some(own), _) => Some(Some((**own).clone())),
                (None, [reason]) => Some(Some((*reason).clone())),
                (None, []) => Some(None),
                // Those of other findings of the place.
                (None, _) => None,
            }
        }
        (Conflict::ORDER, Place::Text(TextPlace::SlideTitle(slide))) => before(&Parts::of(document), Listing::Slides, &Item::Slide(slide)),
        (kind, Place::Text(text)) => {
            let thing = of_text(text)?;
            match (kind, thing) {
                (Conflict::CODE, Thing::Action(id)) => said(Atom::Code(id)),
                (Conflict::UNDER, _) => said(Atom::Stands(thing)),
                (Conflict::ORDER, _) => before(&Parts::of(document), listing(thing)?, &Item::Id(identity(thing))),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What one of a list follows there, of its like: indicators of one objective, rows of one indicator.
fn before(parts: &Parts, listing: Listing, item: &Item) -> Option<Option<String>> {
    let family = |item: &Item| super::things::thing_of(listing, item).and_then(|thing| parts.parent(thing));
    let own = family(item);
    let items: Vec<&Item> = parts.orders.get(&listing)?.iter().filter(|other| family(other) == own).collect();
    let at = items.iter().position(|other| *other == item)?;
    Some(at.checked_sub(1).and_then(|before| items.get(before)).map(|before| named(before)))
}

/// What the PAP of last year announced at a place.
fn published(place: Place) -> Option<Atom> {
    Some(match place {
        Place::Value { row, year, kind } => Atom::PublishedValue((row, year, kind)),
        Place::Text(TextPlace::ObjectiveLabel(id)) => Atom::PublishedLabel(Labelled::Objective(id)),
        Place::Text(TextPlace::IndicatorLabel(id)) => Atom::PublishedLabel(Labelled::Indicator(id)),
        Place::Text(TextPlace::RowLabel(id)) => Atom::PublishedLabel(Labelled::Row(id)),
        Place::Text(TextPlace::ActionLabel(id)) => Atom::PublishedLabel(Labelled::Action(id)),
        _ => return None,
    })
}

/// What was announced there, in the words of a side.
fn announced(atom: &Atom, words: &str) -> Option<Content> {
    match atom {
        Atom::PublishedLabel(_) => {
            let (number, label) = words.split_once(' ')?;
            Some(Content::Label(PublishedLabel { number: number.to_owned(), label: label.to_owned() }))
        }
        // What was announced bears no marks.
        _ => Some(Content::Value(number::parse_value(words, "").map_or_else(|_| IndicatorValue::Words(words.into()), |value| value.unmarked()))),
    }
}

/// The document with a side of a conflict; `None` where the document has no more what the side speaks of.
pub fn with(document: &Document, conflict: &Conflict, side: Side) -> Option<Document> {
    let mut parts = Parts::of(document);
    write(&mut parts, conflict, side)?;
    let mut document = parts.document().ok()?;
    presenting::prune(&mut document);
    Some(document)
}

fn write(parts: &mut Parts, conflict: &Conflict, side: Side) -> Option<()> {
    let place = conflict.known_place()?;
    let said = conflict.side(side);
    match (conflict.kind.as_str(), place) {
        (Conflict::REASON, _) => {
            let own = |content: &Content| if let Content::Words(words) = content { Some(words.as_str()) == conflict.ours.as_deref() } else { false };
            let is_it = |(atom, content): &(&Atom, &Content)| matches!(atom, Atom::Justified(of) if of.place == place) && own(content);
            let atom = parts.atoms.iter().find(is_it).map(|(atom, _)| atom.clone())?;
            match said {
                Some(reason) => drop(parts.atoms.insert(atom, Content::Words(reason.to_owned()))),
                None => drop(parts.atoms.remove(&atom)),
            }
        }
        (Conflict::PUBLISHED, _) => {
            let atom = published(place)?;
            match said {
                Some(words) => {
                    let content = announced(&atom, words)?;
                    parts.put(atom, content);
                }
                None => drop(parts.atoms.remove(&atom)),
            }
        }
        (Conflict::NOTES, Place::Text(TextPlace::SlideTitle(slide))) => {
            let notes = if let Some(Content::Text(notes)) = parts.atoms.get(&Atom::Notes(slide)) { notes.as_str() } else { "" };
            let own = own_paragraphs(notes, conflict)?;
            let notes = Text::new(&replaced(notes, own, said.unwrap_or_default()));
            parts.put(Atom::Notes(slide), Content::Text(notes));
        }
        (Conflict::ORDER, Place::Text(TextPlace::SlideTitle(slide))) => {
            let after =
                said.map(|code| if let Some(Place::Text(TextPlace::SlideTitle(slide))) = Place::from_code(code) { Some(slide) } else { None });
            move_after(parts, Listing::Slides, &Item::Slide(slide), after.map(|after| after.map(Item::Slide)))?;
        }
        (kind, Place::Text(text)) => of_thing(parts, kind, of_text(text)?, said)?,
        _ => return None,
    }
    Some(())
}

fn of_thing(parts: &mut Parts, kind: &str, thing: Thing, said: Option<&str>) -> Option<()> {
    parts.stands(thing).then_some(())?;
    // An indicator keeps a row.
    let is_last_row = matches!(thing, Thing::Row(_)) && parts.things().filter(|other| parts.parent(*other) == parts.parent(thing)).count() < 2;
    match (kind, thing) {
        (Conflict::ACTION | Conflict::ROW | Conflict::REMOVED, _) => {
            if said.is_none() {
                (!is_last_row).then(|| remove(parts, thing))?;
            }
        }
        (Conflict::UNDER, _) if is_last_row => (parts.parent(thing) == above(thing, said?.parse().ok()?)).then_some(())?,
        (Conflict::CODE, Thing::Action(id)) => parts.put(Atom::Code(id), Content::Number(said?.parse().ok()?)),
        (Conflict::UNDER, _) => put_under(parts, thing, said?)?,
        (Conflict::ORDER, _) => {
            let after = said.map(|said| said.parse().ok().map(Item::Id));
            move_after(parts, listing(thing)?, &Item::Id(identity(thing)), after)?;
        }
        _ => return None,
    }
    Some(())
}

/// Puts a thing under another one, by identity, or under none. What stood under an action goes along with it.
fn put_under(parts: &mut Parts, thing: Thing, identity: &str) -> Option<()> {
    let parent = if identity.is_empty() { None } else { Some(above(thing, identity.parse().ok()?)?) };
    parent.is_none_or(|parent| parts.stands(parent) && parent != thing).then_some(())?;
    let is_action = matches!(thing, Thing::Action(_));
    let along: Vec<Thing> = parts.things().filter(|other| is_action && parent.is_some() && parts.parent(*other) == Some(thing)).collect();
    for thing in along.into_iter().chain([thing]) {
        // The two change places.
        let parent = parent.filter(|parent| *parent != thing);
        parts.put(Atom::Stands(thing), Content::Under(parent));
        if let (Thing::Action(id), None) = (thing, parent) {
            parts.atoms.remove(&Atom::TookOver(id));
        }
    }
    Some(())
}

/// The thing of an identity under which another thing may stand.
fn above(thing: Thing, id: u64) -> Option<Thing> {
    match thing {
        Thing::Action(_) => Some(Thing::Action(ActionId(id))),
        Thing::Objective(_) => None,
        Thing::Indicator(_) => Some(Thing::Objective(ObjectiveId(id))),
        Thing::Row(_) => Some(Thing::Indicator(IndicatorId(id))),
        Thing::SectionRow(section, _) => Some(Thing::SectionRow(section, SectionRowId(id))),
    }
}

/// The list in which a thing has a place; actions stand by their codes.
fn listing(thing: Thing) -> Option<Listing> {
    match thing {
        Thing::Action(_) => None,
        Thing::Objective(_) => Some(Listing::Objectives),
        Thing::Indicator(_) => Some(Listing::Indicators),
        Thing::Row(_) => Some(Listing::Rows),
        Thing::SectionRow(section, _) => Some(Listing::SectionRows(section)),
    }
}

/// Puts one of a list after another one, first after nothing; `None` where the other is not there.
fn move_after(parts: &mut Parts, listing: Listing, item: &Item, after: Option<Option<Item>>) -> Option<()> {
    let items = parts.orders.get_mut(&listing)?;
    let at = items.iter().position(|other| other == item)?;
    let moved = items.remove(at);
    let place = match after {
        None => Some(0),
        Some(after) => items.iter().position(|other| Some(other) == after.as_ref()).map(|place| place + 1),
    };
    items.insert(place.unwrap_or(at), moved);
    place.map(|_| ())
}

/// Takes a thing out, with what stands under it and all that is said of these.
fn remove(parts: &mut Parts, thing: Thing) {
    let gone: BTreeSet<Thing> = parts.things().filter(|other| stands_under(parts, *other, thing)).collect();
    parts.atoms.retain(|atom, _| owner(atom).is_none_or(|thing| !gone.contains(&thing)));
    for (listing, items) in &mut parts.orders {
        let is_gone =
            |item: &Item| matches!(item, Item::Id(id) if gone.iter().any(|thing| self::listing(*thing) == Some(*listing) && identity(*thing) == *id));
        items.retain(|item| !is_gone(item));
    }
}

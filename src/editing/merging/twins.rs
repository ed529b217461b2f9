//! Things that both sides added: one thing that two people created alike is one, two things that bear one identity are two.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::atoms::{Atom, Content, Item, KeptAtom, Listing, Parts, Thing, owner};
use crate::model::{
    ActionId, AmountEntry, Conflict, Draw, Entry, IndicatorId, Justified, KeptCellKey, KeptCellRow, KeptMark, Link, ObjectiveId, Order, OwnTitle,
    Place, Renamed, RowId, SectionRowField, SectionRowId, Slide, Text, TextPlace, links,
};

/// Identities below are from a counter of format 1, which two people drew alike; a drawn one is hardly ever so small.
const COUNTED: u64 = 1 << 32;

/// Makes the identities of both sides mean one thing each. Returns the things of `theirs` that were given others.
pub fn settle(base: &Parts, ours: &mut Cow<'_, Parts>, theirs: &mut Cow<'_, Parts>) -> usize {
    let redrawn = redraw(base, ours, theirs);
    unite(base, ours, theirs);
    redrawn
}

// Two things, one identity

/// Gives other identities to what theirs added under one that ours gave to something else.
fn redraw(base: &Parts, ours: &Parts, theirs: &mut Cow<'_, Parts>) -> usize {
    // Format 1 has no rows of sections, some of which are numbers of the State's lists.
    let is_counted = |thing: &Thing| identity(*thing) < COUNTED && !matches!(thing, Thing::SectionRow(..));
    let twins: Vec<Thing> = added(base, theirs).filter(|thing| is_counted(thing) && is_other([base, ours, theirs], *thing)).collect();
    if twins.is_empty() {
        return 0;
    }
    let words = twins.iter().flat_map(|thing| [format!("{thing:?}"), theirs.said(thing.label())]);
    let mut draw = Draw::of(words);
    draw.remember([base, ours, theirs].into_iter().flat_map(Parts::things).map(identity));
    let mut names = Names::default();
    for thing in &twins {
        names.give(*thing, draw.any());
    }
    names.rename(theirs);
    twins.len()
}

/// Whether both have a thing that is not the same: it stands elsewhere, under another one that is not, or is called otherwise.
fn is_other([base, ours, theirs]: [&Parts; 3], thing: Thing) -> bool {
    let told = |parts: &Parts| {
        let code = match thing {
            Thing::Action(id) => parts.atoms.get(&Atom::Code(id)).cloned(),
            Thing::Objective(_) | Thing::Indicator(_) | Thing::Row(_) | Thing::SectionRow(..) => None,
        };
        (parts.parent(thing), code, parts.said(thing.label()))
    };
    let is_under_other = || theirs.parent(thing).is_some_and(|parent| !base.stands(parent) && is_other([base, ours, theirs], parent));
    ours.stands(thing) && (told(ours) != told(theirs) || is_under_other())
}

// One thing, two identities

/// Gives one identity, the smaller, to an action or row that both sides added at one code and called alike, where nothing said of it contradicts.
fn unite(base: &Parts, ours: &mut Cow<'_, Parts>, theirs: &mut Cow<'_, Parts>) {
    let by_name = |parts: &Parts, other: &Parts| -> BTreeMap<(Option<Thing>, Name), Thing> {
        let own = added(base, parts).filter(|thing| !other.stands(*thing));
        own.filter_map(|thing| Some(((parts.parent(thing), name(parts, thing)?), thing))).collect()
    };
    let (here, there) = (by_name(ours, theirs), by_name(theirs, ours));
    let (mut of_ours, mut of_theirs) = (Names::default(), Names::default());
    for (name, thing) in here {
        let Some(twin) = there.get(&name).copied() else { continue };
        if has_others_under(ours, thing) || has_others_under(theirs, twin) || contradicts(ours, thing, theirs, twin) {
            continue;
        }
        if identity(thing) < identity(twin) {
            of_theirs.give(twin, identity(thing));
        } else {
            of_ours.give(thing, identity(twin));
        }
    }
    of_ours.rename(ours);
    of_theirs.rename(theirs);
}

/// What tells one added thing from another to its reader.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Action { number: u32, label: String },
    SectionRow { section: &'static str, code: String, label: String },
}

fn name(parts: &Parts, thing: Thing) -> Option<Name> {
    let label = Some(parts.said(thing.label())).filter(|label| !label.is_empty())?;
    match thing {
        Thing::Action(id) => match parts.atoms.get(&Atom::Code(id)) {
            Some(Content::Number(number)) => Some(Name::Action { number: *number, label }),
            _ => None,
        },
        Thing::SectionRow(section, row) => {
            let code = parts.said(TextPlace::SectionRow { section, row, field: SectionRowField::Code });
            (!code.is_empty()).then_some(Name::SectionRow { section, code, label })
        }
        Thing::Objective(_) | Thing::Indicator(_) | Thing::Row(_) => None,
    }
}

fn has_others_under(parts: &Parts, thing: Thing) -> bool {
    parts.things().any(|other| parts.parent(other) == Some(thing))
}

/// Whether both say different things of what would be one.
fn contradicts(ours: &Parts, thing: Thing, theirs: &Parts, twin: Thing) -> bool {
    let mut names = Names::default();
    names.give(twin, identity(thing));
    let order = names.order();
    let said = theirs.atoms.iter().filter(|(atom, _)| owner(atom) == Some(twin) && !matches!(atom, Atom::Rank(..)));
    said.map(|(atom, content)| (renamed(&order, atom.clone()), content)).any(|(atom, content)| {
        let own = ours.atoms.get(&atom);
        own.is_some_and(|own| own != content)
    })
}

// Identities

fn added<'a>(base: &'a Parts, parts: &'a Parts) -> impl Iterator<Item = Thing> + 'a {
    parts.things().filter(|thing| !base.stands(*thing))
}

pub fn identity(thing: Thing) -> u64 {
    match thing {
        Thing::Action(ActionId(id))
        | Thing::Objective(ObjectiveId(id))
        | Thing::Indicator(IndicatorId(id))
        | Thing::Row(RowId(id))
        | Thing::SectionRow(_, SectionRowId(id)) => id,
    }
}

/// Other identities for things, wherever these are spoken of.
#[derive(Default)]
struct Names(Renamed);

impl Names {
    fn give(&mut self, thing: Thing, identity: u64) {
        match thing {
            Thing::Action(id) => drop(self.0.actions.insert(id, identity)),
            Thing::Objective(id) => drop(self.0.objectives.insert(id, identity)),
            Thing::Indicator(id) => drop(self.0.indicators.insert(id, identity)),
            Thing::Row(id) => drop(self.0.rows.insert(id, identity)),
            Thing::SectionRow(section, id) => drop(self.0.section_rows.insert((section, id), identity)),
        }
    }

    fn order(&self) -> Order {
        Order::renaming(self.0.clone())
    }

    fn rename(&self, parts: &mut Cow<'_, Parts>) {
        if self.0 == Renamed::default() {
            return;
        }
        let parts = parts.to_mut();
        let order = self.order();
        let atoms = std::mem::take(&mut parts.atoms);
        parts.atoms = atoms.into_iter().map(|(atom, content)| (renamed(&order, atom), said_anew(&order, content))).collect();
        for (listing, items) in &mut parts.orders {
            for item in items {
                *item = match (*listing, &item) {
                    (Listing::Objectives, Item::Id(id)) => Item::Id(order.objective(ObjectiveId(*id)).0),
                    (Listing::Indicators, Item::Id(id)) => Item::Id(order.indicator(IndicatorId(*id)).0),
                    (Listing::Rows, Item::Id(id)) => Item::Id(order.row(RowId(*id)).0),
                    (Listing::SectionRows(section), Item::Id(id)) => Item::Id(order.section_row(section, SectionRowId(*id)).0),
                    (Listing::Slides | Listing::KeptSlides, Item::Slide(slide)) => Item::Slide(of_slide(&order, *slide)),
                    (_, other) => (*other).clone(),
                };
            }
        }
    }
}

fn of_thing(order: &Order, thing: Thing) -> Thing {
    match thing {
        Thing::Action(id) => Thing::Action(order.action(id)),
        Thing::Objective(id) => Thing::Objective(order.objective(id)),
        Thing::Indicator(id) => Thing::Indicator(order.indicator(id)),
        Thing::Row(id) => Thing::Row(order.row(id)),
        Thing::SectionRow(section, id) => Thing::SectionRow(section, order.section_row(section, id)),
    }
}

fn of_slide(order: &Order, slide: Slide) -> Slide {
    slide.chart().map_or(slide, |chart| Slide::Chart(order.named(chart)))
}

fn of_entry(order: &Order, entry: Entry) -> Entry {
    match entry {
        Entry::Amount(AmountEntry::Credit { year, stage, contributions, action, category, measure }) => {
            Entry::Amount(AmountEntry::Credit { year, stage, contributions, action: order.action(action), category, measure })
        }
        Entry::Amount(AmountEntry::Outstanding { .. } | AmountEntry::Schedule { .. }) => entry,
        Entry::Value { row, year, kind } => Entry::Value { row: order.row(row), year, kind },
        Entry::Text(place) => Entry::Text(order.text(place)),
        Entry::Cell(place) => Entry::Cell(order.cell(place)),
    }
}

/// The same atom about what bears another identity.
fn renamed(order: &Order, atom: Atom) -> Atom {
    match atom {
        Atom::Year | Atom::Category(_) | Atom::Conflict(_) => atom,
        Atom::Stands(thing) => Atom::Stands(of_thing(order, thing)),
        Atom::Code(id) => Atom::Code(order.action(id)),
        Atom::Ended(id) => Atom::Ended(order.action(id)),
        Atom::TookOver(id) => Atom::TookOver(order.action(id)),
        Atom::Rank(section, id) => Atom::Rank(section, order.section_row(section, id)),
        Atom::Entry(entry) => Atom::Entry(of_entry(order, entry)),
        Atom::Inherited(narrative) => Atom::Inherited(order.narrative(narrative)),
        Atom::Justified(justified) => Atom::Justified(Justified { place: order.place(justified.place), ..justified }),
        Atom::PublishedLabel(of) => Atom::PublishedLabel(order.labelled(of)),
        Atom::PublishedValue((row, year, kind)) => Atom::PublishedValue((order.row(row), year, kind)),
        Atom::Slide(slide) => Atom::Slide(of_slide(order, slide)),
        Atom::Notes(slide) => Atom::Notes(of_slide(order, slide)),
        Atom::Kept(kept) => Atom::Kept(match kept {
            KeptAtom::Mark(mark) => KeptAtom::Mark(KeptMark { place: code(order, &mark.place), ..mark }),
            KeptAtom::Cell(key) => KeptAtom::Cell(match key.row {
                KeptCellRow::Action(id) => KeptCellKey { row: KeptCellRow::Action(order.action(ActionId(id)).0), ..key },
                _ => key,
            }),
            KeptAtom::Remark(mut remark) => {
                remark.place = code(order, &remark.place);
                KeptAtom::Remark(remark)
            }
            kept @ (KeptAtom::Text(_) | KeptAtom::Row(..) | KeptAtom::Title(_) | KeptAtom::Slide(_) | KeptAtom::Section(_)) => kept,
        }),
    }
}

/// The code of the same place; one that this Papier does not know stays.
fn code(order: &Order, code: &str) -> String {
    Place::from_code(code).map_or_else(|| code.to_owned(), |place| order.place(place).code())
}

fn said_anew(order: &Order, content: Content) -> Content {
    match content {
        Content::Under(parent) => Content::Under(parent.map(|thing| of_thing(order, thing))),
        Content::Text(text) => Content::Text(linked_anew(order, &text)),
        Content::Title(OwnTitle { words, over }) => {
            let over = over.map(|over| over.into_iter().map(|(place, figure)| (order.place(place), figure)).collect());
            Content::Title(OwnTitle { words, over })
        }
        Content::Conflict(conflict) => {
            let place = conflict.place.as_deref().map(|place| code(order, place));
            Content::Conflict(Conflict { place, ..conflict })
        }
        other => other,
    }
}

fn linked_anew(order: &Order, text: &Text) -> Text {
    let source = text.as_str();
    let (mut anew, mut from) = (String::new(), 0);
    for (range, link) in links(source) {
        anew.push_str(source.get(from..range.start).unwrap_or_default());
        anew.push_str(&Link { place: order.place(link.place), ..link }.to_string());
        from = range.end;
    }
    if from == 0 {
        return text.clone();
    }
    anew.push_str(source.get(from..).unwrap_or_default());
    Text::new(&anew)
}

//! What a document is made of, by identity: what came, went, or stands elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Difference, DifferenceKind, States};
use crate::address;
use crate::lang::Word;
use crate::model::{ActionId, Document, IndicatorId, ObjectiveId, Place, RowId, SectionRowField, SectionRowId, TextPlace};
use crate::tables::{Tables, words};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Id {
    Action(ActionId),
    Objective(ObjectiveId),
    Indicator(IndicatorId),
    Row(RowId),
    SectionRow(&'static str, SectionRowId),
}

/// A thing as one state has it.
struct Thing {
    id: Id,
    /// Under what it stands.
    parent: Option<Id>,
    /// The code or number that pages give it.
    number: String,
    /// The code is its own: it follows from no position.
    is_coded: bool,
    label: String,
    /// A row that is the whole of its indicator is no thing to readers.
    is_told: bool,
}

impl Id {
    /// Its label.
    fn place(self) -> TextPlace {
        match self {
            Self::Action(id) => TextPlace::ActionLabel(id),
            Self::Objective(id) => TextPlace::ObjectiveLabel(id),
            Self::Indicator(id) => TextPlace::IndicatorLabel(id),
            Self::Row(id) => TextPlace::RowLabel(id),
            Self::SectionRow(section, row) => TextPlace::SectionRow { section, row, field: SectionRowField::Label },
        }
    }
}

fn things(document: &Document) -> Vec<Thing> {
    let actions = document.actions.iter().map(|action| Thing {
        id: Id::Action(action.id),
        parent: action.code.parent().and_then(|code| document.action_by_code(code)).map(|parent| Id::Action(parent.id)),
        number: action.code.to_string(),
        is_coded: true,
        label: action.label.clone(),
        is_told: true,
    });
    let mut things: Vec<Thing> = actions.collect();
    let thing = |id, parent, number: String, label: &str| Thing { id, parent, number, is_coded: false, label: label.to_owned(), is_told: true };
    for (objective, number) in document.objectives.iter().zip(1..) {
        let of = Id::Objective(objective.id);
        things.push(thing(of, None, number.to_string(), &objective.label));
        for (indicator, rank) in objective.indicators.iter().zip(1..) {
            let under = Id::Indicator(indicator.id);
            things.push(thing(under, Some(of), format!("{number}.{rank}"), &indicator.label));
            things.extend(indicator.rows.iter().zip(1..).map(|(row, rank)| {
                let is_told = indicator.rows.len() > 1 || row.label.is_some();
                Thing { is_told, ..thing(Id::Row(row.id), Some(under), rank.to_string(), indicator.label_of(row)) }
            }));
        }
    }
    things.extend(document.sections.all_rows().map(|(section, row)| {
        let parent = row.parent.map(|parent| Id::SectionRow(section, parent));
        let number = document.sections.number(section, row.id).unwrap_or_default();
        thing(Id::SectionRow(section, row.id), parent, number.to_string(), &row.label)
    }));
    things
}

pub(super) fn compare(states: States<'_>) -> Vec<Difference> {
    let [before, after] = states.documents().map(things);
    let [had, has] = [&before, &after].map(|things| things.iter().map(|thing| (thing.id, thing)).collect::<BTreeMap<_, _>>());
    let told = |tables: Tables<'_>, kind, thing: &Thing, [before, after]: [&str; 2]| {
        let place = Place::Text(thing.id.place());
        let [address_old, address] = states.documents().map(|document| address::write(document, place));
        let (before, after) = (before.to_owned(), after.to_owned());
        Difference { kind, name: name(tables, thing.id), address, address_old, place: Some(place), before, after }
    };
    let removed = before.iter().filter(|thing| thing.is_told && !has.contains_key(&thing.id));
    let mut differences: Vec<Difference> = removed.map(|thing| told(states.before, DifferenceKind::Removed, thing, [&thing.label, ""])).collect();
    let added = after.iter().filter(|thing| thing.is_told && !had.contains_key(&thing.id));
    differences.extend(added.map(|thing| told(states.after, DifferenceKind::Added, thing, ["", &thing.label])));
    let moved = moved(&before, &after);
    for thing in after.iter().filter(|thing| moved.contains(&thing.id)) {
        if let Some(former) = had.get(&thing.id) {
            differences.push(told(states.after, DifferenceKind::Moved, thing, [&former.number, &thing.number]));
        }
    }
    differences
}

/// The things that stand elsewhere: with another code, under another thing, or out of the order that most of its like keep.
fn moved(before: &[Thing], after: &[Thing]) -> BTreeSet<Id> {
    let had: BTreeMap<Id, &Thing> = before.iter().map(|thing| (thing.id, thing)).collect();
    let mut moved = BTreeSet::new();
    let mut siblings: BTreeMap<Option<Id>, [Vec<Id>; 2]> = BTreeMap::new();
    for thing in after {
        let Some(former) = had.get(&thing.id) else { continue };
        let last = |number: &str| number.rsplit('.').next().map(str::to_owned);
        if former.parent != thing.parent || thing.is_coded && last(&former.number) != last(&thing.number) {
            moved.insert(thing.id);
        }
    }
    for (things, state) in [(before, 0), (after, 1)] {
        for thing in things.iter().filter(|thing| !thing.is_coded) {
            if let Some(list) = siblings.entry(thing.parent).or_default().get_mut(state) {
                list.push(thing.id);
            }
        }
    }
    for [former, present] in siblings.into_values() {
        let [former, present] =
            [(&former, &present), (&present, &former)].map(|(list, other)| list.iter().filter(|id| other.contains(id)).copied().collect::<Vec<_>>());
        if former != present {
            for operation in capture_diff_slices(Algorithm::Myers, &former, &present) {
                if let DiffOp::Insert { new_index, new_len, .. } | DiffOp::Replace { new_index, new_len, .. } = operation {
                    moved.extend(present.iter().skip(new_index).take(new_len));
                }
            }
        }
    }
    moved
}

/// "Action 03": the title of its label without the word for a label.
fn name(tables: Tables<'_>, id: Id) -> String {
    let title = tables.text_title(id.place());
    let label = tables.lang.word(Word::Label);
    let is_label = |word: &str| word.to_lowercase() == label.to_lowercase();
    title.rsplit_once(", ").filter(|(_, word)| is_label(word)).map_or_else(|| title.clone(), |(name, _)| name.to_owned())
}

/// Every thing that readers are told of, with its label.
pub(super) fn told(tables: Tables<'_>) -> Vec<super::Told> {
    let document = tables.document;
    let told = |thing: Thing| {
        let place = thing.id.place();
        super::Told { name: name(tables, thing.id), address: address::write(document, place.into()), value: words(document, place) }
    };
    things(document).into_iter().filter(|thing| thing.is_told).map(told).collect()
}

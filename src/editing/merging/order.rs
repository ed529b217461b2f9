//! Orders of lists merged: each thing stands where the side that moved it wants it, and is left to choose when both moved it to different places.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::atoms::Item;

/// A list in its order, and what both sides moved to different places: these stand where ours has them.
#[derive(Debug, PartialEq, Eq)]
pub struct MergedOrder {
    pub items: Vec<Item>,
    pub moved_twice: Vec<Item>,
}

/// Merges the orders of a list; `stays` tells which of its things the merged document has.
pub fn merge(base: &[Item], ours: &[Item], theirs: &[Item], stays: impl Fn(&Item) -> bool) -> MergedOrder {
    let [base, ours, theirs] = [base, ours, theirs].map(|items| items.iter().filter(|item| stays(item)).cloned().collect::<Vec<_>>());
    let [moved_here, moved_there] = [&ours, &theirs].map(|side| moved(&base, side));
    let stable: Vec<&Item> = base.iter().filter(|item| !moved_here.contains(item) && !moved_there.contains(item)).collect();
    let is_stable: BTreeSet<&Item> = stable.iter().copied().collect();
    let (own, other) = (anchors(&ours, &is_stable), anchors(&theirs, &is_stable));
    let is_moved_twice = |item: &&Item| moved_here.contains(item) && moved_there.contains(item) && own.get(item) != other.get(item);
    let moved_twice: Vec<Item> = moved_here.iter().filter(is_moved_twice).cloned().collect();
    // What follows each stable item: each other item where the side has it that moved or added it, both of them if they agree.
    let places = |item: &Item, moved_by_other: &BTreeSet<Item>, is_ours: bool| match (own.get(item), other.get(item)) {
        (Some(here), Some(there)) if here == there => true,
        (Some(_), Some(_)) if moved_here.contains(item) && moved_there.contains(item) => is_ours,
        (Some(here), Some(there)) if !moved_here.contains(item) && !moved_there.contains(item) => (here < there) == is_ours,
        (Some(_), Some(_)) => !moved_by_other.contains(item),
        (Some(_), None) | (None, Some(_) | None) => true,
    };
    let mut runs: BTreeMap<Option<&Item>, [Vec<&Item>; 2]> = BTreeMap::new();
    for (item, anchor) in ours.iter().filter_map(|item| Some((item, own.get(item)?))).filter(|(item, _)| places(item, &moved_there, true)) {
        let [here, _] = runs.entry(*anchor).or_default();
        here.push(item);
    }
    for (item, anchor) in theirs.iter().filter_map(|item| Some((item, other.get(item)?))).filter(|(item, _)| places(item, &moved_here, false)) {
        let [_, there] = runs.entry(*anchor).or_default();
        there.push(item);
    }
    let mut items: Vec<Item> = Vec::new();
    for anchor in std::iter::once(None).chain(stable.into_iter().map(Some)) {
        items.extend(anchor.cloned());
        if let Some([here, there]) = runs.remove(&anchor) {
            items.extend(woven(&here, &there).into_iter().cloned());
        }
    }
    MergedOrder { items, moved_twice }
}

/// Two runs at one place as one: what both have stands in its order, what one has after the same of it as there. The same whichever side is which.
fn woven<'a>(here: &[&'a Item], there: &[&'a Item]) -> Vec<&'a Item> {
    let common = |side: &[&'a Item], other: &[&'a Item]| side.iter().copied().filter(|item| other.contains(item)).collect::<Vec<_>>();
    let shared = common(here, there).min(common(there, here));
    let after = |side: &[&'a Item]| -> BTreeMap<Option<&'a Item>, Vec<&'a Item>> {
        let mut last = None;
        let mut after: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for item in side {
            if shared.contains(item) { last = Some(*item) } else { after.entry(last).or_default().push(*item) }
        }
        after
    };
    let (mut here, mut there) = (after(here), after(there));
    let mut items = Vec::new();
    for shared in std::iter::once(None).chain(shared.iter().copied().map(Some)) {
        items.extend(shared);
        let [one, two] = [&mut here, &mut there].map(|side| side.remove(&shared).unwrap_or_default());
        let (first, second) = if one.first() <= two.first() { (one, two) } else { (two, one) };
        items.extend(first);
        items.extend(second);
    }
    items
}

/// What stands elsewhere in a side than in the list that it was, of what both have: as few as tell the two orders apart.
pub fn moved(base: &[Item], side: &[Item]) -> BTreeSet<Item> {
    let [known, common]: [BTreeSet<&Item>; 2] = [base, side].map(|items| items.iter().collect());
    let before: Vec<&Item> = base.iter().filter(|item| common.contains(item)).collect();
    let after: Vec<&Item> = side.iter().filter(|item| known.contains(item)).collect();
    let mut moved: BTreeSet<Item> = before.iter().map(|item| (*item).clone()).collect();
    for operation in capture_diff_slices(Algorithm::Myers, &before, &after) {
        if let DiffOp::Equal { old_index, len, .. } = operation {
            for item in before.iter().skip(old_index).take(len) {
                moved.remove(*item);
            }
        }
    }
    moved
}

/// The stable item that each other item follows; none at the beginning.
fn anchors<'a>(side: &'a [Item], is_stable: &BTreeSet<&'a Item>) -> BTreeMap<&'a Item, Option<&'a Item>> {
    let mut anchor = None;
    let mut anchors = BTreeMap::new();
    for item in side {
        if is_stable.contains(item) {
            anchor = Some(item);
        } else {
            anchors.insert(item, anchor);
        }
    }
    anchors
}

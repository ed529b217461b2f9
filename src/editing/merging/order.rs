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
    let moved_twice = moved_here.intersection(&moved_there).filter(|item| own.get(item) != other.get(item)).cloned().collect();
    // Each item follows a stable one: where the side has it that moved or added it.
    let mut runs: BTreeMap<Option<&Item>, [Vec<&Item>; 3]> = BTreeMap::new();
    let mut placed = BTreeSet::new();
    for item in ours.iter().chain(&theirs).filter(|item| !is_stable.contains(item)) {
        if !placed.insert(item) {
            continue;
        }
        let (here, there) = (own.get(item).copied(), other.get(item).copied());
        let (anchor, of) = match (here, there) {
            // Both added it.
            (Some(here), Some(there)) if !moved_here.contains(item) && !moved_there.contains(item) => (here.min(there), 0),
            (Some(here), _) if moved_here.contains(item) || there.is_none() || !moved_there.contains(item) => (here, 1),
            (_, Some(there)) => (there, 2),
            (here, None) => (here.flatten(), 1),
        };
        if let Some(run) = runs.entry(anchor).or_default().get_mut(of) {
            run.push(item);
        }
    }
    let mut items: Vec<Item> = Vec::new();
    for anchor in std::iter::once(None).chain(stable.into_iter().map(Some)) {
        items.extend(anchor.cloned());
        if let Some([both, here, there]) = runs.remove(&anchor) {
            // The same whichever side is which.
            let (first, second) = if here.first() <= there.first() { (here, there) } else { (there, here) };
            items.extend([both, first, second].into_iter().flatten().cloned());
        }
    }
    MergedOrder { items, moved_twice }
}

/// What stands elsewhere in a side than in the list that it was, of what both have: as few as tell the two orders apart.
fn moved(base: &[Item], side: &[Item]) -> BTreeSet<Item> {
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

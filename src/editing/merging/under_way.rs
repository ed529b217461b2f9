//! A merge under way: what each side removed, what becomes of each atom, which order lists have, and what is left to choose.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::atoms::{Atom, Content, Item, Listing, Parts, Thing};
use super::decided::{Decided, Left, decide};
use super::settled::{Before, Settled, agree, unturned};
use super::spelling::{at_action, atom_of, code, euros, named, of_action, spelt, sub_actions};
use super::{MergeRefusal, Taken, order, refuse_others, things, twins};
use crate::model::{ActionId, Conflict, Euros, Place, Sum};

/// A merge under way.
pub struct Merge<'a> {
    base: &'a Parts,
    ours: Cow<'a, Parts>,
    theirs: Cow<'a, Parts>,
    /// Where theirs says what ours does since both left that to choose of each other.
    agreed: BTreeSet<Atom>,
    /// What becomes of them.
    pub parts: Parts,
    pub taken: Taken,
    pub redrawn: usize,
}

impl<'a> Merge<'a> {
    pub fn of(base: &'a Parts, ours: &'a Parts, theirs: &'a Parts) -> Result<Self, MergeRefusal> {
        refuse_others(base, ours, theirs)?;
        let [mut ours, mut theirs] = [ours, theirs].map(Cow::Borrowed);
        let redrawn = twins::settle(base, &mut ours, &mut theirs);
        let agreed = agree(base, &ours, &mut theirs);
        let mut settled = Settled::twice(base, &ours, &theirs);
        settled.things.extend(things::last_rows(base, &ours, &theirs));
        // Each side as it was: what one is given back is no change of the other.
        let (own, other) = (ours.clone(), theirs.clone());
        let back = things::give_back(base, &mut ours, &other, &settled.things).into_iter().map(|thing| (Whose::Ours, thing));
        let there = things::give_back(base, &mut theirs, &own, &settled.things).into_iter().map(|thing| (Whose::Theirs, thing));
        let mut left: Vec<Left> = back.chain(there).map(|(side, thing)| removed(base, [&ours, &theirs], side, thing)).collect();
        let mut merge = Self { base, ours, theirs, agreed, parts: Parts::default(), taken: Taken::default(), redrawn };
        merge.decide_all(&settled, &mut left);
        merge.decide_orders(&mut left);
        merge.put(left);
        Ok(merge)
    }

    /// Base, ours, theirs.
    fn sides(&self) -> [&Parts; 3] {
        [self.base, &self.ours, &self.theirs]
    }

    /// First what stands where: who has the figures of an action follows from it.
    fn decide_all(&mut self, settled: &Settled, left: &mut Vec<Left>) {
        self.decide_these(|atom| matches!(atom, Atom::Stands(_)), settled, left);
        let freed = self.untangle(left);
        self.keep_rows(left);
        let divided = self.divided();
        let is_divided = |atom: &Atom| of_action(atom).is_some_and(|id| divided.iter().any(|(_, action)| *action == id));
        self.decide_these(|atom| !matches!(atom, Atom::Stands(_)) && !is_divided(atom), settled, left);
        for (whose, action) in divided {
            self.hand_over(whose, action, left);
        }
        // Each with the number that it had by itself.
        let codes = freed.into_iter().filter_map(|thing| if let Thing::Action(id) = thing { Some(Atom::Code(id)) } else { None });
        for code in codes {
            if let Some(number) = self.base.atoms.get(&code) {
                self.parts.put(code, number.clone());
            }
        }
        // What stands by itself took nothing over.
        let is_alone = |atom: &&Atom| matches!(atom, Atom::TookOver(id) if self.parts.parent(Thing::Action(*id)).is_none());
        let alone: Vec<Atom> = self.parts.atoms.keys().filter(is_alone).cloned().collect();
        for atom in alone {
            self.parts.atoms.remove(&atom);
        }
    }

    fn decide_these(&mut self, is_meant: impl Fn(&Atom) -> bool, settled: &Settled, left: &mut Vec<Left>) {
        let mut taken = self.taken;
        let mut decided = Vec::new();
        for (atom, [was, own, other]) in beside(self.sides()).filter(|(atom, _)| is_meant(atom)) {
            // What both left to choose of each other was taken of neither.
            let is_counted = !matches!(atom, Atom::Conflict(_)) && !self.agreed.contains(atom);
            if is_counted && own != was && other == was {
                taken.ours += 1;
            } else if is_counted && other != was && own == was {
                taken.theirs += 1;
            }
            let before = settled.before(atom, was);
            let was = if let Before::Text(text) = &before { Some(text) } else { was };
            let content = match decide(atom, [was, own, other], &before) {
                Decided::Take(content) => content,
                Decided::Left(content, more) => {
                    left.extend(more);
                    content
                }
            };
            decided.extend(content.map(|content| (atom.clone(), content)));
        }
        self.taken = taken;
        self.parts.atoms.extend(decided);
    }

    /// A sub-action stands under an action that is none itself. Where one side put an action under another one, and the other side put something
    /// under that action, it stands by itself until somebody chooses. Returns what stands so.
    fn untangle(&mut self, left: &mut Vec<Left>) -> Vec<Thing> {
        let mut alone = Vec::new();
        let base = self.base;
        let is_moved = |parts: &Parts, thing: Thing| parts.parent(thing) != base.parent(thing);
        let tangled = |parts: &Parts| {
            let actions = parts.things().filter(|thing| matches!(thing, Thing::Action(_)));
            let mut under = actions.filter_map(|thing| Some([parts.parent(thing)?, thing]));
            under.find(|[parent, _]| parts.parent(*parent).is_some() || !parts.stands(*parent))
        };
        while let Some([parent, thing]) = tangled(&self.parts) {
            let freed = if self.parts.parent(parent).is_some() && is_moved(&self.parts, parent) { parent } else { thing };
            let (atom, label) = (Atom::Stands(freed), Some(Place::Text(freed.label()).code()));
            if !left.iter().any(|left| left.kind == Conflict::UNDER && left.place == label) {
                left.push(Left { kind: Conflict::UNDER, place: label, sides: self.sides().map(|parts| parts.atoms.get(&atom).map(spelt)) });
            }
            self.parts.put(atom, Content::Under(None));
            alone.push(freed);
        }
        alone
    }

    /// An indicator keeps a row: where each side put some elsewhere, so that none is left, one that a state has there is back until somebody chooses.
    fn keep_rows(&mut self, left: &mut Vec<Left>) {
        let without = |parts: &Parts| {
            let above: BTreeSet<Thing> = parts.things().filter(|thing| matches!(thing, Thing::Row(_))).filter_map(|row| parts.parent(row)).collect();
            parts.things().find(|thing| matches!(thing, Thing::Indicator(_)) && !above.contains(thing))
        };
        let mut back = BTreeSet::new();
        while let Some(indicator) = without(&self.parts) {
            let was_there = |row: &Thing| self.sides().into_iter().any(|parts| parts.parent(*row) == Some(indicator));
            let is_free = |row: &Thing| matches!(row, Thing::Row(_)) && !back.contains(row);
            let Some(row) = self.parts.things().filter(is_free).find(was_there) else { return };
            back.insert(row);
            let (atom, place) = (Atom::Stands(row), Some(Place::Text(row.label()).code()));
            if !left.iter().any(|left| left.kind == Conflict::UNDER && left.place == place) {
                left.push(Left { kind: Conflict::UNDER, place, sides: self.sides().map(|parts| parts.atoms.get(&atom).map(spelt)) });
            }
            self.parts.put(atom, Content::Under(Some(indicator)));
        }
    }

    /// The actions that one side alone parted into sub-actions, and that the other left whole.
    fn divided(&self) -> Vec<(Whose, ActionId)> {
        let parents = |parts: &Parts| -> BTreeSet<ActionId> {
            let under = parts.things().filter_map(|thing| parts.parent(thing));
            under.filter_map(|parent| if let Thing::Action(id) = parent { Some(id) } else { None }).collect()
        };
        let [before, ours, theirs] = self.sides().map(parents);
        let by_ours = ours.iter().filter(|id| !before.contains(id) && !theirs.contains(id)).map(|id| (Whose::Ours, *id));
        let by_theirs = theirs.iter().filter(|id| !before.contains(id) && !ours.contains(id)).map(|id| (Whose::Theirs, *id));
        let is_parted = |id: &ActionId| !sub_actions(&self.parts, *id).is_empty();
        by_ours.chain(by_theirs).filter(|(_, id)| self.base.stands(Thing::Action(*id)) && is_parted(id)).collect()
    }

    /// The amounts of an action that one side parted are those of the sub-action that took them over; where the other side changed one, it is left to
    /// choose there.
    fn hand_over(&mut self, parted_by: Whose, action: ActionId, left: &mut Vec<Left>) {
        let other: &Parts = match parted_by {
            Whose::Ours => &self.theirs,
            Whose::Theirs => &self.ours,
        };
        let sub_actions = sub_actions(&self.parts, action);
        let took_over = sub_actions.iter().find(|id| self.parts.atoms.contains_key(&Atom::TookOver(**id)));
        let Some(heir) = took_over.or(sub_actions.first()).copied() else { return };
        let keys: BTreeSet<&Atom> = self.base.atoms.keys().chain(other.atoms.keys()).filter(|atom| of_action(atom) == Some(action)).collect();
        for atom in keys {
            let (was, said) = (self.base.atoms.get(atom), other.atoms.get(atom));
            let Some(place) = at_action(atom, heir).filter(|_| said != was) else { continue };
            let stands = self.parts.atoms.get(&place).cloned();
            let divided: Vec<Euros> = sub_actions.iter().filter_map(|id| euros(self.parts.atoms.get(&at_action(atom, *id)?)?)).collect();
            // Nothing is not zero.
            let is_divided = |said: Euros| !divided.is_empty() && divided.iter().copied().sum::<Sum>() == Sum::from(said);
            let is_said = said.and_then(euros).is_some_and(|said| stands.as_ref().and_then(euros) == Some(said) || is_divided(said));
            if is_said || said == stands.as_ref() {
                continue;
            }
            let (own, theirs) = match parted_by {
                Whose::Ours => (stands.as_ref(), said),
                Whose::Theirs => (said, stands.as_ref()),
            };
            left.push(Left { kind: "cell", place: code(&place), sides: [was, own, theirs].map(|content| content.map(spelt)) });
            if parted_by == Whose::Theirs {
                match said {
                    Some(content) => drop(self.parts.atoms.insert(place, content.clone())),
                    None => drop(self.parts.atoms.remove(&place)),
                }
            }
        }
    }

    fn decide_orders(&mut self, left: &mut Vec<Left>) {
        let all = self.sides();
        let listings: BTreeSet<Listing> = all.iter().flat_map(|parts| parts.orders.keys().copied()).collect();
        let mut orders = BTreeMap::new();
        for listing in listings {
            let [base, ours, theirs] = all.map(|parts| parts.orders.get(&listing).map(Vec::as_slice).unwrap_or_default());
            if base == ours && base == theirs {
                orders.insert(listing, base.to_vec());
                continue;
            }
            // A presentation that one side did not arrange is as it was before.
            let [ours, theirs] = [ours, theirs].map(|side| if listing == Listing::Slides && side.is_empty() { base } else { side });
            let stays = |item: &Item| atom_of(listing, item).is_some_and(|atom| self.parts.atoms.contains_key(&atom));
            let mut items = Vec::new();
            for [base, ours, theirs] in self.families(listing, [base, ours, theirs]) {
                let merged = order::merge(&base, &ours, &theirs, stays);
                for item in &merged.moved_twice {
                    let after =
                        |side: &[Item]| side.iter().position(|other| other == item)?.checked_sub(1).and_then(|before| side.get(before)).map(named);
                    let place = atom_of(listing, item).as_ref().and_then(code);
                    left.push(Left { kind: Conflict::ORDER, place, sides: [&base, &ours, &theirs].map(|side| after(side)) });
                }
                items.extend(merged.items);
            }
            orders.insert(listing, items);
        }
        self.parts.orders = orders;
    }

    /// A list of three states in parts that have an order of their own: indicators of one objective, rows of one indicator. What goes with the thing
    /// under which it stands has not moved.
    fn families(&self, listing: Listing, states: [&[Item]; 3]) -> Vec<[Vec<Item>; 3]> {
        let family = |item: &Item| match listing {
            Listing::Indicators | Listing::Rows => things::thing_of(listing, item).and_then(|thing| self.parts.parent(thing)),
            Listing::Objectives | Listing::SectionRows(_) | Listing::Slides | Listing::KeptSlides | Listing::Sections => None,
        };
        let mut families: BTreeMap<Option<Thing>, [Vec<Item>; 3]> = BTreeMap::new();
        for (state, items) in states.into_iter().enumerate() {
            for item in items {
                if let Some(items) = families.entry(family(item)).or_default().get_mut(state) {
                    items.push(item.clone());
                }
            }
        }
        families.into_values().collect()
    }

    /// Puts what is left to choose among the conflicts, each under the code of its place. One that stands there already is not put again, nor one
    /// that both sides have of each other: it stands as ours has it.
    fn put(&mut self, left: Vec<Left>) {
        let mut keys: BTreeMap<Conflict, Atom> = BTreeMap::new();
        for (atom, conflict) in self.parts.conflicts().map(|(atom, conflict)| (atom.clone(), conflict.clone())).collect::<Vec<_>>() {
            let known = keys.get(&unturned(&conflict)).cloned();
            if known.is_some() && self.ours.conflicts().all(|(_, own)| *own != conflict) {
                self.parts.atoms.remove(&atom);
                continue;
            }
            known.iter().for_each(|known| drop(self.parts.atoms.remove(known)));
            keys.insert(unturned(&conflict), atom);
        }
        for Left { kind, place, sides: [base, ours, theirs] } in left {
            let key = place.clone().unwrap_or_else(|| kind.to_owned());
            let conflict = Conflict { kind: kind.to_owned(), place, base, ours, theirs };
            let atom = keys.get(&unturned(&conflict)).cloned().or_else(|| {
                let mut free = std::iter::once(key.clone()).chain((2..).map(|number: u32| format!("{key}/{number}"))).map(Atom::Conflict);
                free.find(|atom| !self.parts.atoms.contains_key(atom))
            });
            let Some(atom) = atom else { continue };
            keys.insert(unturned(&conflict), atom.clone());
            self.parts.atoms.insert(atom, Content::Conflict(conflict));
        }
    }
}
/// What three states say, one atom after the other.
fn beside(states: [&Parts; 3]) -> impl Iterator<Item = (&Atom, [Option<&Content>; 3])> {
    let mut states = states.map(|parts| parts.atoms.iter().peekable());
    std::iter::from_fn(move || {
        let next = states.iter_mut().filter_map(|state| state.peek().map(|(atom, _)| *atom)).min()?;
        Some((next, states.each_mut().map(|state| state.next_if(|(atom, _)| *atom == next).map(|(_, content)| content))))
    })
}

/// Of two sides, which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Ours,
    Theirs,
}

/// A thing that one side removed, of which the other says more.
fn removed(base: &Parts, [ours, theirs]: [&Parts; 2], by: Whose, thing: Thing) -> Left {
    let label = |parts: &Parts| Some(parts.said(thing.label()));
    let (own, other) = match by {
        Whose::Ours => (None, label(theirs)),
        Whose::Theirs => (label(ours), None),
    };
    let kind = match thing {
        Thing::Action(_) => Conflict::ACTION,
        Thing::SectionRow(..) => Conflict::ROW,
        Thing::Objective(_) | Thing::Indicator(_) | Thing::Row(_) => Conflict::REMOVED,
    };
    Left { kind, place: Some(Place::Text(thing.label()).code()), sides: [label(base), own, other] }
}

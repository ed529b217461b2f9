//! Two states of a document that became of a third, made one again: what only one of them changed is taken, what both changed is left to choose.
//!
//! A document falls into atoms, each under what it is about (`atoms`): a credit, a label, a cell, that a thing stands. Every section merges by the
//! same code. What cannot be decided becomes a conflict of the document, ours standing meanwhile. The result is what a file of it says when it is
//! read: it always opens.

mod atoms;
pub(super) mod chosen;
mod order;
mod things;
mod twins;
pub mod words;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use atoms::{Atom, Content, Item, KeptAtom, Listing, Parts, Thing};

use super::presenting;
use crate::calc::Figures;
use crate::calc::checks::{Finding, findings};
use crate::lang::{Lang, links, writing};
use crate::model::{
    ActionId, Amount, AmountEntry, CellContent, CellRow, CellValue, Conflict, Document, Entry, Euros, IndicatorValue, Link, Narrative, Place,
    Programme, ProgrammeField, ProgrammeNumber, Sum, Text, TextPlace, Unplaced, Year,
};
use crate::storage;

/// What became of two states.
#[derive(Clone, Debug)]
pub struct Merged {
    /// It holds what is left to choose, as `conflicts`.
    pub document: Document,
    pub taken: Taken,
    /// Things of theirs that were given another identity, for ours had given it to something else: in files of format 1.
    pub redrawn: usize,
    /// Findings of the merged document that neither side has; the conflicts are not among them.
    pub findings: Vec<Finding>,
}

/// What became of two states, without what it makes wrong.
#[derive(Clone, Debug)]
pub struct United {
    pub document: Document,
    pub taken: Taken,
    pub redrawn: usize,
}

/// A document taken apart for merges.
#[derive(Clone, Debug)]
pub struct State<'a> {
    document: Cow<'a, Document>,
    parts: Parts,
}

impl<'a> State<'a> {
    pub fn of(document: &'a Document) -> Self {
        Self { document: Cow::Borrowed(document), parts: Parts::of(document) }
    }

    /// What stood before a document that both sides began.
    pub fn empty(year: Year) -> Self {
        let document = Document::new(year, Programme::default());
        Self { parts: Parts::of(&document), document: Cow::Owned(document) }
    }
}

/// How many changes were taken of one side alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub ours: usize,
    pub theirs: usize,
}

/// Why two documents are not merged at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeRefusal {
    #[error("programme {ours} is not programme {theirs}")]
    OtherProgramme { ours: ProgrammeNumber, theirs: ProgrammeNumber },
    #[error("a bill of {ours} is not one of {theirs}")]
    OtherYear { ours: Year, theirs: Year },
    /// There are fewer codes than actions.
    #[error("both together have more actions than there are codes")]
    TooManyActions,
    /// What was made of them would not open again.
    #[error("the result would not open: {0}")]
    Unreadable(String),
}

impl MergeRefusal {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::OtherProgramme { ours, theirs } => lang.pick(
                format!("Ce sont les documents de deux programmes, {ours} et {theirs}\u{a0}: on ne fusionne que les états d’un même programme."),
                format!("These are the documents of two programmes, {ours} and {theirs}: only states of one programme are merged."),
            ),
            Self::OtherYear { ours, theirs } => lang.pick(
                format!("Ces documents sont passés tous deux à une autre année, {ours} et {theirs}\u{a0}: fusionnez-les avant le passage d’année."),
                format!("Both documents passed to another year, {ours} and {theirs}: merge them before the passing of the year."),
            ),
            Self::TooManyActions => lang.pick(
                "Les deux états ont ensemble plus d’actions, ou une action plus de sous-actions, qu’il n’y a de codes (99)\u{a0}: retirez-en dans l’un, puis fusionnez.".into(),
                "Both states together have more actions, or an action more sub-actions, than there are codes (99): remove some in one of them, then merge.".into(),
            ),
            Self::Unreadable(why) => lang.pick(
                format!("Le résultat de la fusion ne se rouvrirait pas ({why})\u{a0}: rien n’est écrit."),
                format!("The result of the merge would not open ({why}): nothing is written."),
            ),
        }
    }
}

/// Merges what `ours` and `theirs` made of `base`; without one, of an empty document.
///
/// # Errors
/// [`MergeRefusal`] for documents of different programmes, or that passed to different years.
pub fn merge(base: Option<&Document>, ours: &Document, theirs: &Document) -> Result<Merged, MergeRefusal> {
    let base = base.map_or_else(|| State::empty(ours.year), State::of);
    let United { document, taken, redrawn } = unite(&base, &State::of(ours), &State::of(theirs))?;
    let findings = new_findings(&document, [ours, theirs]);
    Ok(Merged { document, taken, redrawn, findings })
}

/// The same of states that are taken apart, without the findings.
///
/// # Errors
/// As [`merge`].
pub fn unite(base: &State<'_>, ours: &State<'_>, theirs: &State<'_>) -> Result<United, MergeRefusal> {
    let Merge { parts, taken, redrawn, .. } = Merge::of(&base.parts, &ours.parts, &theirs.parts)?;
    let mut document = parts.document().map_err(|unplaced| match unplaced {
        Unplaced::NoCode(_) => MergeRefusal::TooManyActions,
        Unplaced::NoAction(_) => MergeRefusal::Unreadable(format!("{unplaced:?}")),
    })?;
    presenting::prune(&mut document);
    show_last_figures(&mut document, [base, ours, theirs].map(|state| state.document.as_ref()));
    let document = storage::parse(&storage::write(&document)).map_err(|error| MergeRefusal::Unreadable(error.to_string()))?;
    Ok(United { document, taken, redrawn })
}

/// What is left to choose, of one place.
struct Left {
    kind: &'static str,
    place: Option<String>,
    /// Base, ours, theirs; none where nothing stood.
    sides: [Option<String>; 3],
}

/// A merge under way.
struct Merge<'a> {
    base: &'a Parts,
    ours: Cow<'a, Parts>,
    theirs: Cow<'a, Parts>,
    /// What becomes of them.
    parts: Parts,
    taken: Taken,
    redrawn: usize,
}

/// What becomes of an atom.
enum Decided {
    Take(Option<Content>),
    /// What stands meanwhile, and what is left to choose.
    Left(Option<Content>, Vec<Left>),
}

impl<'a> Merge<'a> {
    fn of(base: &'a Parts, ours: &'a Parts, theirs: &'a Parts) -> Result<Self, MergeRefusal> {
        refuse_others(base, ours, theirs)?;
        let [mut ours, mut theirs] = [ours, theirs].map(Cow::Borrowed);
        let redrawn = twins::settle(base, &mut ours, &mut theirs);
        agree(base, &ours, &mut theirs);
        let mut settled = Settled::twice(base, &ours, &theirs);
        settled.things.extend(things::last_rows(base, &ours, &theirs));
        // Each side as it was: what one is given back is no change of the other.
        let (own, other) = (ours.clone(), theirs.clone());
        let back = things::give_back(base, &mut ours, &other, &settled.things).into_iter().map(|thing| (Whose::Ours, thing));
        let there = things::give_back(base, &mut theirs, &own, &settled.things).into_iter().map(|thing| (Whose::Theirs, thing));
        let mut left: Vec<Left> = back.chain(there).map(|(side, thing)| removed(base, [&ours, &theirs], side, thing)).collect();
        let mut merge = Self { base, ours, theirs, parts: Parts::default(), taken: Taken::default(), redrawn };
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
    }

    fn decide_these(&mut self, is_meant: impl Fn(&Atom) -> bool, settled: &Settled, left: &mut Vec<Left>) {
        let mut taken = self.taken;
        let mut decided = Vec::new();
        for (atom, [was, own, other]) in beside(self.sides()).filter(|(atom, _)| is_meant(atom)) {
            if own != was && other == was {
                taken.ours += 1;
            } else if other != was && own == was {
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

/// What both sides left to choose of each other stands in theirs as it does in ours.
fn agree(base: &Parts, ours: &Parts, theirs: &mut Cow<'_, Parts>) {
    let is_known = |conflict: &Conflict| base.conflicts().any(|(_, known)| unturned(known) == unturned(conflict));
    let turned: Vec<(Atom, Conflict, Conflict)> = theirs
        .conflicts()
        .filter_map(|(atom, conflict)| {
            let is_own = |own: &Conflict| own != conflict && unturned(own) == unturned(conflict);
            let (_, own) = ours.conflicts().find(|(_, own)| is_own(own)).filter(|(_, own)| !is_known(own))?;
            Some((atom.clone(), conflict.clone(), own.clone()))
        })
        .collect();
    for (atom, conflict, own) in turned {
        let Some(place) = own.known_place() else { continue };
        let standing = match (own.kind.as_str(), things::of_place(place)) {
            (Conflict::CODE, Some(Thing::Action(id))) => Some(Atom::Code(id)),
            ("cell" | "label" | "text", _) => {
                ours.atoms.keys().chain(theirs.atoms.keys()).find(|atom| code(atom) == own.place && is_entry(atom)).cloned()
            }
            _ => None,
        };
        let Some(standing) = standing else { continue };
        let said = match (theirs.atoms.get(&standing), own.kind.as_str()) {
            (text, "text") => {
                let text = if let Some(Content::Text(text)) = text { text.as_str() } else { "" };
                let Some(range) = super::settle::own_paragraphs(text, &conflict) else { continue };
                Some(Content::Text(Text::new(&super::settle::replaced(text, range, own.ours.as_deref().unwrap_or_default()))))
            }
            _ => ours.atoms.get(&standing).cloned(),
        };
        let theirs = theirs.to_mut();
        match said {
            Some(content) => theirs.put(standing, content),
            None => drop(theirs.atoms.remove(&standing)),
        }
        theirs.put(atom, Content::Conflict(own));
    }
}

fn is_entry(atom: &Atom) -> bool {
    matches!(atom, Atom::Entry(_))
}

/// The same conflict, whichever side is which.
fn unturned(conflict: &Conflict) -> Conflict {
    let [ours, theirs] = if conflict.ours <= conflict.theirs { [&conflict.ours, &conflict.theirs] } else { [&conflict.theirs, &conflict.ours] };
    Conflict { kind: conflict.kind.clone(), place: conflict.place.clone(), base: conflict.base.clone(), ours: ours.clone(), theirs: theirs.clone() }
}

/// What three states say, one atom after the other.
fn beside(states: [&Parts; 3]) -> impl Iterator<Item = (&Atom, [Option<&Content>; 3])> {
    let mut states = states.map(|parts| parts.atoms.iter().peekable());
    std::iter::from_fn(move || {
        let next = states.iter_mut().filter_map(|state| state.peek().map(|(atom, _)| *atom)).min()?;
        Some((next, states.each_mut().map(|state| state.next_if(|(atom, _)| *atom == next).map(|(_, content)| content))))
    })
}

/// Conflicts of the base that both sides settled: what stands in one as in the base was chosen there, and is no less a choice than the other.
#[derive(Default)]
struct Settled {
    /// Of entries, by the code of their place.
    entries: BTreeMap<String, Conflict>,
    /// What the codes of actions were before.
    codes: BTreeMap<ActionId, Option<String>>,
    /// Things that one side of an earlier merge had removed; with them those without which another thing cannot be.
    things: BTreeSet<Thing>,
}

/// What an atom was before two choices.
#[derive(PartialEq, Eq)]
enum Before {
    AsInBase,
    /// Something else than either choice: what stood before the earlier merge.
    Chosen(Option<String>),
    /// A text as it was before the earlier merge.
    Text(Content),
}

impl Settled {
    fn twice(base: &Parts, ours: &Parts, theirs: &Parts) -> Self {
        let mut settled = Self::default();
        for (atom, conflict) in base.conflicts() {
            if [ours, theirs].iter().any(|side| matches!(side.atoms.get(atom), Some(Content::Conflict(kept)) if kept == conflict)) {
                continue;
            }
            let thing = conflict.known_place().and_then(things::of_place);
            match (conflict.kind.as_str(), thing, &conflict.place) {
                ("cell" | "label" | "text" | Conflict::PARTED, _, Some(place)) => drop(settled.entries.insert(place.clone(), conflict.clone())),
                (Conflict::CODE, Some(Thing::Action(id)), _) => drop(settled.codes.insert(id, conflict.base.clone())),
                (Conflict::ACTION | Conflict::ROW | Conflict::REMOVED, Some(thing), _) => drop(settled.things.insert(thing)),
                _ => {}
            }
        }
        settled
    }

    fn before(&self, atom: &Atom, was: Option<&Content>) -> Before {
        match atom {
            Atom::Code(id) => self.codes.get(id).map_or(Before::AsInBase, |code| Before::Chosen(code.clone())),
            Atom::Entry(entry) => match (self.entries.get(&Place::from(*entry).code()), was) {
                (None, _) => Before::AsInBase,
                (Some(conflict), Some(Content::Text(text))) => {
                    let own = super::settle::own_paragraphs(text.as_str(), conflict);
                    let before = own.map(|own| super::settle::replaced(text.as_str(), own, conflict.base.as_deref().unwrap_or_default()));
                    Before::Text(Content::Text(Text::new(&before.unwrap_or_default())))
                }
                (Some(conflict), _) => Before::Chosen(conflict.base.clone()),
            },
            _ => Before::AsInBase,
        }
    }
}

/// Of two sides, which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Ours,
    Theirs,
}

/// Two programmes are not mixed, nor documents that passed to two years. Who corrects the number of a programme keeps what it is made of.
fn refuse_others(base: &Parts, ours: &Parts, theirs: &Parts) -> Result<(), MergeRefusal> {
    let number = |parts: &Parts| parts.said(TextPlace::Programme(ProgrammeField::Number)).parse().ok().and_then(ProgrammeNumber::new);
    let is_same = |thing: Thing, parts: &Parts| parts.stands(thing) && base.said(thing.label()) == parts.said(thing.label());
    let became_of = |parts: &Parts| base.things().any(|thing| is_same(thing, parts));
    if let (Some(ours_number), Some(theirs_number)) = (number(ours), number(theirs))
        && ours_number != theirs_number
        && !(became_of(ours) && became_of(theirs))
    {
        return Err(MergeRefusal::OtherProgramme { ours: ours_number, theirs: theirs_number });
    }
    let year = |parts: &Parts| if let Some(Content::Year(year)) = parts.atoms.get(&Atom::Year) { Some(*year) } else { None };
    match [base, ours, theirs].map(year) {
        [was, Some(ours), Some(theirs)] if ours != theirs && was != Some(ours) && was != Some(theirs) => {
            Err(MergeRefusal::OtherYear { ours, theirs })
        }
        _ => Ok(()),
    }
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

/// What becomes of an atom of which base, ours and theirs say this. What was chosen twice is on neither side what it was before.
fn decide(atom: &Atom, [was, own, other]: [Option<&Content>; 3], before: &Before) -> Decided {
    let is_chosen_twice = matches!(before, Before::Chosen(_));
    let take = |content: Option<&Content>| Decided::Take(content.cloned());
    if own == other || (other == was && !is_chosen_twice) {
        return take(own);
    }
    if own == was && !is_chosen_twice {
        return take(other);
    }
    if let (Some(own), Some(other)) = (own, other)
        && let Some(same) = same_value(own, other)
    {
        return Decided::Take(Some(same.clone()));
    }
    let left = |kind, place: Option<String>| {
        let was = if let Before::Chosen(before) = before { before.clone() } else { was.map(spelt) };
        Decided::Left(own.cloned(), vec![Left { kind, place, sides: [was, own.map(spelt), other.map(spelt)] }])
    };
    match atom {
        Atom::Entry(Entry::Text(TextPlace::Narrative(_))) | Atom::Notes(_) => texts(atom, [was, own, other]),
        Atom::Entry(Entry::Text(_)) => left("label", code(atom)),
        Atom::Entry(Entry::Amount(_) | Entry::Value { .. } | Entry::Cell(_)) => left("cell", code(atom)),
        Atom::Code(_) => left(Conflict::CODE, code(atom)),
        Atom::Stands(_) => left(Conflict::UNDER, code(atom)),
        Atom::Justified(_) => left(Conflict::REASON, code(atom)),
        Atom::PublishedLabel(_) | Atom::PublishedValue(_) => left(Conflict::PUBLISHED, code(atom)),
        Atom::Kept(KeptAtom::Section(name)) => left("section", Some(name.clone())),
        Atom::Kept(_) => left("kept", code(atom)),
        // Whichever side is which, the same: an earlier conflict stands beside the other, ranks and years are the smaller, a slide is as it is not usually.
        Atom::Conflict(_) => both_conflicts(own, other),
        Atom::Slide(slide) => Decided::Take(Some(Content::Shown(!slide.is_usual()))),
        Atom::Rank(..) | Atom::Ended(_) | Atom::Year => take(smaller(own, other)),
        Atom::TookOver(_) | Atom::Category(_) | Atom::Inherited(_) => take(own.or(other)),
    }
}

fn smaller<'a>(own: Option<&'a Content>, other: Option<&'a Content>) -> Option<&'a Content> {
    match (own, other) {
        (Some(Content::Number(a)), Some(Content::Number(b))) => {
            if a <= b {
                own
            } else {
                other
            }
        }
        (Some(Content::Year(a)), Some(Content::Year(b))) => {
            if a <= b {
                own
            } else {
                other
            }
        }
        _ => own.or(other),
    }
}

/// Two conflicts of earlier merges under one key: the smaller keeps it, whichever side is which, and the other stands beside it.
fn both_conflicts(own: Option<&Content>, other: Option<&Content>) -> Decided {
    match (own, other) {
        (Some(Content::Conflict(one)), Some(Content::Conflict(two))) if unturned(one) == unturned(two) => Decided::Take(own.cloned()),
        (Some(Content::Conflict(one)), Some(Content::Conflict(two))) => {
            let (first, second) = if one <= two { (one, two) } else { (two, one) };
            let kind = EARLIER.iter().find(|kind| **kind == second.kind).copied().unwrap_or("earlier");
            let Conflict { place, base, ours, theirs, .. } = second.clone();
            Decided::Left(Some(Content::Conflict(first.clone())), vec![Left { kind, place, sides: [base, ours, theirs] }])
        }
        _ => Decided::Take(own.or(other).cloned()),
    }
}

/// The kinds of conflicts that may stand in a file.
const EARLIER: [&str; 15] = [
    "cell",
    "label",
    "text",
    "section",
    Conflict::PARTED,
    Conflict::ACTION,
    Conflict::ROW,
    Conflict::TAKEN,
    Conflict::REMOVED,
    Conflict::CODE,
    Conflict::ORDER,
    Conflict::UNDER,
    Conflict::REASON,
    Conflict::PUBLISHED,
    Conflict::NOTES,
];

/// A text, by paragraphs and words.
fn texts(atom: &Atom, sides: [Option<&Content>; 3]) -> Decided {
    let [base, ours, theirs] = sides.map(|content| if let Some(Content::Text(text)) = content { text.as_str() } else { "" });
    let merged = words::merge(base, ours, theirs);
    let text = Text::new(&merged.text);
    let left = merged.conflicts.into_iter().map(|versions| Left {
        kind: if matches!(atom, Atom::Notes(_)) { Conflict::NOTES } else { "text" },
        place: code(atom),
        sides: [versions.base, versions.ours, versions.theirs],
    });
    Decided::Left((!text.is_empty()).then_some(Content::Text(text)), left.collect())
}

/// Of two that give one value, the one with a formula; none where they differ otherwise.
fn same_value<'a>(own: &'a Content, other: &'a Content) -> Option<&'a Content> {
    let formula = |content: &Content| match content {
        Content::Amount(amount) => amount.formula.is_some(),
        Content::Value(IndicatorValue::Number { formula, .. }) => formula.is_some(),
        Content::Cell(cell) => cell.formula.is_some(),
        _ => false,
    };
    let plain = |content: &Content| match content {
        Content::Amount(amount) => Some(Content::Amount(Amount::plain(amount.euros))),
        Content::Value(IndicatorValue::Number { value, marks, formula: _ }) => {
            Some(Content::Value(IndicatorValue::Number { value: *value, marks: *marks, formula: None }))
        }
        Content::Cell(cell) => Some(Content::Cell(CellContent { value: cell.value.clone(), formula: None })),
        // Titles of the same words: over the figures of whichever.
        Content::Title(title) => Some(Content::Words(title.words.clone())),
        _ => None,
    };
    if plain(own)? != plain(other)? {
        return None;
    }
    match (own, other) {
        (Content::Title(one), Content::Title(two)) => Some(if one.over <= two.over { own } else { other }),
        _ => match (formula(own), formula(other)) {
            (true, false) => Some(own),
            (false, true) => Some(other),
            (true, true) | (false, false) => None,
        },
    }
}

// Places

/// The code of the place of an atom, for a conflict.
fn code(atom: &Atom) -> Option<String> {
    let place = match atom {
        Atom::Entry(entry) => Place::from(*entry),
        Atom::Code(id) => Place::Text(TextPlace::ActionLabel(*id)),
        Atom::Stands(thing) => Place::Text(thing.label()),
        Atom::Slide(slide) | Atom::Notes(slide) => Place::Text(TextPlace::SlideTitle(*slide)),
        Atom::Justified(justified) => justified.place,
        Atom::PublishedValue((row, year, kind)) => Place::Value { row: *row, year: *year, kind: *kind },
        Atom::PublishedLabel(of) => Place::Text(match *of {
            crate::model::Labelled::Objective(id) => TextPlace::ObjectiveLabel(id),
            crate::model::Labelled::Indicator(id) => TextPlace::IndicatorLabel(id),
            crate::model::Labelled::Row(id) => TextPlace::RowLabel(id),
            crate::model::Labelled::Action(id) => TextPlace::ActionLabel(id),
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
fn atom_of(listing: Listing, item: &Item) -> Option<Atom> {
    use crate::model::{IndicatorId, ObjectiveId, RowId, SectionRowId};
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

fn named(item: &Item) -> String {
    match item {
        Item::Id(id) => id.to_string(),
        Item::Slide(slide) => Place::Text(TextPlace::SlideTitle(*slide)).code(),
        Item::Name(name) => name.clone(),
    }
}

/// The action whose figure an atom is, where it is one of an action without sub-actions.
fn of_action(atom: &Atom) -> Option<ActionId> {
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
fn at_action(atom: &Atom, action: ActionId) -> Option<Atom> {
    match atom {
        Atom::Entry(Entry::Amount(AmountEntry::Credit { year, stage, contributions, action: _, category, measure })) => {
            let (year, stage, contributions, category, measure) = (*year, *stage, *contributions, *category, *measure);
            Some(Atom::Entry(Entry::Amount(AmountEntry::Credit { year, stage, contributions, action, category, measure })))
        }
        Atom::Entry(Entry::Cell(place)) => Some(Atom::Entry(Entry::Cell(crate::model::CellPlace { row: CellRow::Action(action), ..*place }))),
        _ => None,
    }
}

/// The sub-actions of an action in the order of their codes.
fn sub_actions(parts: &Parts, action: ActionId) -> Vec<ActionId> {
    let under = parts.things().filter(|thing| parts.parent(*thing) == Some(Thing::Action(action)));
    let under = under.filter_map(|thing| if let Thing::Action(id) = thing { Some(id) } else { None });
    let number = |id: &ActionId| if let Some(Content::Number(number)) = parts.atoms.get(&Atom::Code(*id)) { *number } else { 0 };
    let mut found: Vec<ActionId> = under.collect();
    found.sort_by_key(|id| (number(id), *id));
    found
}

fn euros(content: &Content) -> Option<Euros> {
    if let Content::Amount(amount) = content { Some(amount.euros) } else { None }
}

/// What an atom says, as it is typed: what a choice writes.
fn spelt(content: &Content) -> String {
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

// After the merge

/// Writes the last figures of links anew in the texts that the sides changed otherwise: each side knew those of its own cells.
fn show_last_figures(document: &mut Document, [base, ours, theirs]: [&Document; 3]) {
    let was_changed = |narrative: &Narrative| {
        let [was, own, other] = [base, ours, theirs].map(|document| document.texts.get(narrative));
        own != was && other != was && own != other
    };
    let both: Vec<Narrative> = document.texts.keys().copied().filter(was_changed).collect();
    let figures = OnceCell::new();
    for narrative in both {
        let text = document.text(narrative).to_owned();
        let anew = links::rewritten(&text, |token| {
            let link = Link::parse(token)?;
            let last = links::figure(document, figures.get_or_init(|| Figures::of(document)), link.place, link.form)?;
            Some(Link { last, ..link }.to_string())
        });
        if anew != text {
            document.retouch(narrative, Text::new(&anew));
        }
    }
}

/// What does not hold in the merged document and did in both sides.
pub fn new_findings(document: &Document, sides: [&Document; 2]) -> Vec<Finding> {
    let of = |document: &Document| findings(document, &Figures::of(document));
    let known: BTreeSet<_> = sides.into_iter().flat_map(of).map(|finding| (finding.rule, finding.place)).collect();
    of(document).into_iter().filter(|finding| finding.conflict().is_none() && !known.contains(&(finding.rule, finding.place))).collect()
}

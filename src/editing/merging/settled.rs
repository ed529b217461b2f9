//! What earlier merges left to choose, in the states of a merge: settled on both sides, or left on both.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::atoms::{Atom, Content, Parts, Thing};
use super::spelling::code;
use super::things;
use crate::editing::settle::{own_paragraphs, replaced};
use crate::model::{Conflict, Text};

/// What both sides left to choose of each other stands in theirs as it does in ours. Returns where.
pub fn agree(base: &Parts, ours: &Parts, theirs: &mut Cow<'_, Parts>) -> BTreeSet<Atom> {
    let is_known = |conflict: &Conflict| base.conflicts().any(|(_, known)| unturned(known) == unturned(conflict));
    let turned: Vec<(Atom, Conflict, Conflict)> = theirs
        .conflicts()
        .filter_map(|(atom, conflict)| {
            let is_own = |own: &Conflict| own != conflict && unturned(own) == unturned(conflict);
            let (_, own) = ours.conflicts().find(|(_, own)| is_own(own)).filter(|(_, own)| !is_known(own))?;
            Some((atom.clone(), conflict.clone(), own.clone()))
        })
        .collect();
    let mut agreed = BTreeSet::new();
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
                let Some(range) = own_paragraphs(text, &conflict) else { continue };
                Some(Content::Text(Text::new(&replaced(text, range, own.ours.as_deref().unwrap_or_default()))))
            }
            _ => ours.atoms.get(&standing).cloned(),
        };
        let theirs = theirs.to_mut();
        agreed.insert(standing.clone());
        match said {
            Some(content) => theirs.put(standing, content),
            None => drop(theirs.atoms.remove(&standing)),
        }
        theirs.put(atom, Content::Conflict(own));
    }
    agreed
}

fn is_entry(atom: &Atom) -> bool {
    matches!(atom, Atom::Entry(_))
}

/// The same conflict, whichever side is which.
pub fn unturned(conflict: &Conflict) -> Conflict {
    let [ours, theirs] = if conflict.ours <= conflict.theirs { [&conflict.ours, &conflict.theirs] } else { [&conflict.theirs, &conflict.ours] };
    Conflict { kind: conflict.kind.clone(), place: conflict.place.clone(), base: conflict.base.clone(), ours: ours.clone(), theirs: theirs.clone() }
}

/// Conflicts of the base that both sides settled: what stands in one as in the base was chosen there, and is no less a choice than the other.
#[derive(Default)]
pub struct Settled {
    /// By what they are about and the code of their place.
    of_places: BTreeMap<(Matter, String), Vec<Conflict>>,
    /// Things that one side of an earlier merge had removed; with them those without which another thing cannot be.
    pub things: BTreeSet<Thing>,
}

/// What of a place a conflict is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    Entry,
    Code,
    Under,
    Reason,
    Published,
    Notes,
}

impl Matter {
    fn of(atom: &Atom) -> Option<Self> {
        match atom {
            Atom::Entry(_) => Some(Self::Entry),
            Atom::Code(_) => Some(Self::Code),
            Atom::Stands(_) => Some(Self::Under),
            Atom::Justified(_) => Some(Self::Reason),
            Atom::PublishedLabel(_) | Atom::PublishedValue(_) => Some(Self::Published),
            Atom::Notes(_) => Some(Self::Notes),
            Atom::Year
            | Atom::Ended(_)
            | Atom::TookOver(_)
            | Atom::Rank(..)
            | Atom::Category(_)
            | Atom::Inherited(_)
            | Atom::Slide(_)
            | Atom::Conflict(_)
            | Atom::Kept(_) => None,
        }
    }

    fn of_kind(kind: &str) -> Option<Self> {
        match kind {
            "cell" | "label" | "text" | Conflict::PARTED => Some(Self::Entry),
            Conflict::CODE => Some(Self::Code),
            Conflict::UNDER => Some(Self::Under),
            Conflict::REASON => Some(Self::Reason),
            Conflict::PUBLISHED => Some(Self::Published),
            Conflict::NOTES => Some(Self::Notes),
            _ => None,
        }
    }
}

/// What an atom was before two choices.
#[derive(PartialEq, Eq)]
pub enum Before {
    AsInBase,
    /// Something else than either choice: what stood before the earlier merge.
    Chosen(Option<String>),
    /// A text as it was before the earlier merge.
    Text(Content),
}

impl Settled {
    pub fn twice(base: &Parts, ours: &Parts, theirs: &Parts) -> Self {
        let mut settled = Self::default();
        for (atom, conflict) in base.conflicts() {
            if [ours, theirs].iter().any(|side| matches!(side.atoms.get(atom), Some(Content::Conflict(kept)) if kept == conflict)) {
                continue;
            }
            let thing = conflict.known_place().and_then(things::of_place);
            match (conflict.kind.as_str(), thing, &conflict.place) {
                (Conflict::ACTION | Conflict::ROW | Conflict::REMOVED, Some(thing), _) => drop(settled.things.insert(thing)),
                (kind, _, Some(place)) => {
                    let matter = Matter::of_kind(kind).map(|matter| (matter, place.clone()));
                    matter.into_iter().for_each(|matter| settled.of_places.entry(matter).or_default().push(conflict.clone()));
                }
                _ => {}
            }
        }
        settled
    }

    pub fn before(&self, atom: &Atom, was: Option<&Content>) -> Before {
        if self.of_places.is_empty() {
            return Before::AsInBase;
        }
        let place = Matter::of(atom).zip(code(atom));
        let Some(conflicts) = place.and_then(|place| self.of_places.get(&place)) else { return Before::AsInBase };
        match (was, conflicts.as_slice()) {
            (Some(Content::Text(text)), conflicts) => {
                let before = conflicts.iter().try_fold(text.as_str().to_owned(), |text, conflict| {
                    let own = own_paragraphs(&text, conflict)?;
                    Some(replaced(&text, own, conflict.base.as_deref().unwrap_or_default()))
                });
                Before::Text(Content::Text(Text::new(&before.unwrap_or_default())))
            }
            (_, [first, ..]) => Before::Chosen(first.base.clone()),
            (_, []) => Before::AsInBase,
        }
    }
}

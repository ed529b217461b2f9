//! Identities for new things, drawn so that two drafters who start from one document never give the same.
//!
//! An identity is a hash of a seed, a kind and a number. Who wants the same identities again gives the same seed; a window gives it entropy.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};

use super::{ActionId, Document, IDENTITIES, IndicatorId, ObjectiveId, RowId, SectionRowId};

/// Draws identities one after the other, none of them twice.
#[derive(Clone, Debug)]
pub struct Draw {
    seed: u128,
    /// How many were drawn, those that were taken included.
    count: u64,
    given: BTreeSet<u64>,
}

/// What bears an identity; each kind has a space of its own.
#[derive(Clone, Copy)]
enum Kind {
    Action,
    Objective,
    Indicator,
    Row,
    SectionRow,
}

impl Draw {
    /// The draw of these words: the same words give the same identities in the same order.
    pub fn of<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> Self {
        let seed = words.into_iter().fold(BASIS, |seed, words| {
            let words = words.as_ref();
            // With their length, "ab" and "c" are not "a" and "bc".
            absorb(absorb(seed, &length(words)), words.as_bytes())
        });
        Self { seed, count: 0, given: BTreeSet::new() }
    }

    /// A draw that nobody else makes.
    pub fn by_chance() -> Self {
        let chance = || RandomState::new().hash_one(std::process::id());
        let moment = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        Self::of([format!("{:016x}{:016x}{moment}", chance(), chance())])
    }

    /// Never gives one of these, whatever bore it.
    pub fn remember(&mut self, given: impl IntoIterator<Item = u64>) {
        self.given.extend(given);
    }

    /// An identity for a new action.
    pub fn action(&mut self, document: &Document) -> ActionId {
        ActionId(self.next(Kind::Action, |id| document.action(ActionId(id)).is_some()))
    }

    pub fn objective(&mut self, document: &Document) -> ObjectiveId {
        ObjectiveId(self.next(Kind::Objective, |id| document.objective(ObjectiveId(id)).is_some()))
    }

    pub fn indicator(&mut self, document: &Document) -> IndicatorId {
        IndicatorId(self.next(Kind::Indicator, |id| document.indicator(IndicatorId(id)).is_some()))
    }

    pub fn row(&mut self, document: &Document) -> RowId {
        RowId(self.next(Kind::Row, |id| document.indicator_of_row(RowId(id)).is_some()))
    }

    /// An identity for a new row of a section, which no row of any section bears.
    pub fn section_row(&mut self, document: &Document) -> SectionRowId {
        SectionRowId(self.next(Kind::SectionRow, |id| document.sections.all_rows().any(|(_, row)| row.id.0 == id)))
    }

    /// An identity that nothing bears which was remembered, for a thing of any kind.
    pub fn any(&mut self) -> u64 {
        self.next(Kind::SectionRow, |_| false)
    }

    /// The next one that is not taken.
    fn next(&mut self, kind: Kind, is_taken: impl Fn(u64) -> bool) -> u64 {
        let seed = absorb(self.seed, &[kind as u8]);
        let first = self.count;
        let mut drawn = (first..).map(|number| (number, mixed(absorb(seed, &number.to_le_bytes()))));
        let free = drawn.find(|(_, id)| *id != 0 && !is_taken(*id) && !self.given.contains(id));
        let (number, id) = free.unwrap_or((first, 0));
        self.count = number.saturating_add(1);
        self.given.insert(id);
        id
    }
}

/// FNV-1a of 128 bits.
const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The same bytes on every machine.
fn length(words: &str) -> [u8; 8] {
    u64::try_from(words.len()).unwrap_or(u64::MAX).to_le_bytes()
}

fn absorb(hash: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

/// 48 bits in which each bit of the hash counts.
fn mixed(hash: u128) -> u64 {
    let [low, high] = [hash & u128::from(u64::MAX), hash >> 64].map(|half| u64::try_from(half).unwrap_or_default());
    let stirred = |word: u64, by: u64| (word ^ (word >> 32)).wrapping_mul(by);
    let word = stirred(stirred(low ^ high.rotate_left(29), 0xd6e8_feb8_6659_fd93), 0xd6e8_feb8_6659_fd93);
    (word ^ (word >> 32)) % IDENTITIES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, ActionCode, Programme, Year};
    use std::sync::Arc;

    fn empty() -> Document {
        Document::new(Year::new(2021).unwrap(), Programme::default())
    }

    fn drawn(mut draw: Draw) -> Vec<u64> {
        let document = empty();
        (0..50).flat_map(|_| [draw.action(&document).0, draw.objective(&document).0, draw.indicator(&document).0, draw.row(&document).0]).collect()
    }

    #[test]
    fn the_same_words_give_the_same_identities_and_other_words_give_others() {
        let alike = || Draw::of(["document", "action/03/label", "Alpha"]);
        assert_eq!(drawn(alike()), drawn(alike()));
        let all: Vec<Draw> = vec![
            alike(),
            Draw::of(["document", "action/03/label", "Beta"]),
            Draw::of(["document", "action/03/labelAlpha"]),
            Draw::of(["document", "action/03/labe", "lAlpha"]),
            Draw::by_chance(),
            Draw::by_chance(),
        ];
        let count = all.len() * 200;
        let ids: BTreeSet<u64> = all.into_iter().flat_map(drawn).collect();
        assert_eq!(ids.len(), count);
        assert!(ids.iter().all(|id| (1..IDENTITIES).contains(id)));
        assert!(ids.iter().any(|id| id >> 47 == 1), "every bit is used");
    }

    /// The identities themselves: files and scripts hold them, and the same command gives them in every version.
    #[test]
    fn what_a_seed_gives_never_changes() {
        let document = empty();
        let mut draw = Draw::of(["a", "b"]);
        assert_eq!([draw.action(&document).0, draw.action(&document).0, draw.row(&document).0], [148946911605945, 97478359208001, 108433044134167]);
    }

    #[test]
    fn what_is_in_the_document_or_was_given_is_passed_over() {
        let seed = || Draw::of(["seed"]);
        let [first, second, third] = {
            let mut draw = seed();
            [(); 3].map(|()| draw.action(&empty()))
        };
        let mut document = empty();
        let code = ActionCode::action(1).unwrap();
        document.actions = Arc::new(vec![Action { id: first, code, label: String::new(), ended: None }].into());
        let mut draw = seed();
        assert_eq!(draw.action(&document), second);
        let mut draw = seed();
        draw.remember([first.0, second.0]);
        assert_eq!(draw.action(&empty()), third);
        // Another kind has a space of its own.
        assert_ne!(seed().objective(&empty()).0, first.0);
    }
}

//! The documents that are open, in the order of their tabs, and which of them is in front.

use super::desk::Desk;

#[derive(Default)]
pub(super) struct Desks {
    open: Vec<Desk>,
    /// The rank of the one in front.
    front: usize,
    /// How many documents were opened so far.
    opened: u64,
}

impl Desks {
    pub fn front(&self) -> Option<&Desk> {
        self.open.get(self.front)
    }

    pub fn front_mut(&mut self) -> Option<&mut Desk> {
        self.open.get_mut(self.front)
    }

    /// The document with this rank among those opened so far, while it is open.
    pub fn get_mut(&mut self, id: u64) -> Option<&mut Desk> {
        self.open.iter_mut().find(|desk| desk.id == id)
    }

    pub fn is_front(&self, id: u64) -> bool {
        self.front().is_some_and(|desk| desk.id == id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Desk> {
        self.open.iter()
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Desk> {
        self.open.iter_mut()
    }

    /// Puts a document in front, after the others, and gives it its rank.
    pub fn add(&mut self, desk: Desk) {
        self.opened += 1;
        self.front = self.open.len();
        self.open.push(Desk { id: self.opened, ..desk });
    }

    /// Puts an open document in front; whether it is open.
    pub fn bring(&mut self, id: u64) -> bool {
        let at = self.open.iter().position(|desk| desk.id == id);
        self.front = at.unwrap_or(self.front);
        at.is_some()
    }

    /// The document after the one in front, or before it, in a circle.
    pub fn next(&self, forward: bool) -> Option<u64> {
        let count = self.open.len();
        let step = if forward { 1 } else { count.checked_sub(1)? };
        self.open.get((self.front + step).checked_rem(count)?).map(|desk| desk.id)
    }

    /// Takes a document away. When it was in front, the one after it comes in its place, or else the last.
    pub fn remove(&mut self, id: u64) -> Option<Desk> {
        let at = self.open.iter().position(|desk| desk.id == id)?;
        let removed = self.open.remove(at);
        if at < self.front {
            self.front -= 1;
        }
        self.front = self.front.min(self.open.len().saturating_sub(1));
        Some(removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::disk::DeskFile;
    use crate::editing::{Session, create};

    /// Documents 1, 2 and 3, this one in front.
    fn three(front: u64) -> Desks {
        let mut desks = Desks::default();
        for _ in 0..3 {
            let document = create("352", "Innovation", "2021").ok().unwrap();
            desks.add(Desk::new(Session::created(document), DeskFile::default()));
        }
        assert!(desks.bring(front));
        desks
    }

    #[test]
    fn who_is_in_front_stays_there_while_others_close_and_gives_way_to_the_next() {
        // In front, closed, in front then.
        for (front, closed, then) in [(1, 3, 1), (3, 1, 3), (2, 1, 2), (1, 1, 2), (2, 2, 3), (3, 3, 2), (2, 9, 2)] {
            let mut desks = three(front);
            assert_eq!(desks.remove(closed).map(|desk| desk.id), (closed < 9).then_some(closed));
            assert!(desks.is_front(then), "{closed} closed while {front} was in front");
        }
        let mut desks = three(1);
        (1..=3).for_each(|id| drop(desks.remove(id)));
        assert!(desks.front().is_none() && desks.next(true).is_none() && !desks.bring(1));
    }

    #[test]
    fn documents_are_gone_round_both_ways() {
        let next = |front, forward| three(front).next(forward);
        assert_eq!([1, 2, 3].map(|front| next(front, true)), [Some(2), Some(3), Some(1)]);
        assert_eq!([1, 2, 3].map(|front| next(front, false)), [Some(3), Some(1), Some(2)]);
    }
}

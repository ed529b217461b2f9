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

    /// Takes the document in front away; the one after it comes in its place, or else the last.
    pub fn remove_front(&mut self) -> Option<Desk> {
        let removed = (self.front < self.open.len()).then(|| self.open.remove(self.front));
        self.front = self.front.min(self.open.len().saturating_sub(1));
        removed
    }
}

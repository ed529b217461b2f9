//! What became of every cell of figures: none is dropped without a word, none counts twice.

use std::collections::BTreeMap;

use crate::exchange::import::report::{CellCounts, Spot};

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct At {
    pub spot: Spot,
    /// The rank of its row in the file.
    pub row: usize,
    /// Its rank in the row, from 0: headings that are cut short may say the same of two columns.
    pub index: usize,
}

/// What became of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// An amount or a value of the document.
    Read,
    /// Beside the figure that the amounts make.
    Compared,
    /// Told, with its line.
    Unread,
}

/// The cells so far, by file, row and rank.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells(BTreeMap<(usize, usize, usize), Fate>);

impl Cells {
    /// The last word counts: an amount that was to be compared may turn out to be one of the document.
    pub fn set(&mut self, at: &At, fate: Fate) {
        self.0.insert((at.spot.file, at.row, at.index), fate);
    }

    pub fn has(&self, at: &At) -> bool {
        self.0.contains_key(&(at.spot.file, at.row, at.index))
    }

    pub fn counts(&self) -> CellCounts {
        let count = |wanted: Fate| self.0.values().filter(|fate| **fate == wanted).count();
        CellCounts { read: count(Fate::Read), compared: count(Fate::Compared), unread: count(Fate::Unread) }
    }
}

//! Search over the whole document: titles, headings of rows, figures and texts, in the official order.

use super::search::texts_of;
use super::{Block, Node, TableName, Tables};
use crate::lang::folding::Folded;
use crate::model::TextPlace;

/// What is searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    typed: String,
    folded: Folded,
}

impl Query {
    pub fn new(typed: &str) -> Self {
        Self { typed: typed.to_owned(), folded: Folded::of(typed.trim()) }
    }

    /// As it was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// Where it occurs in a text, in bytes.
    pub fn occurrences(&self, text: &str) -> Vec<(usize, usize)> {
        if self.is_empty() { vec![] } else { Folded::of(text).occurrences(&self.folded) }
    }

    pub fn occurs_in(&self, text: &str) -> bool {
        !self.occurrences(text).is_empty()
    }
}

/// One place where a query occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The page that shows it.
    pub node: Node,
    pub at: MatchAt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchAt {
    /// The title of the page.
    Title,
    /// A cell.
    Cell { table: TableName, row: usize, column: usize },
    /// The label of a row.
    Label { table: TableName, row: usize },
    /// A text, and which of the occurrences in it, from 0.
    Text { place: TextPlace, nth: usize },
}

impl Tables<'_> {
    /// Everything that a query finds, as a reader meets it from the cover to the last page.
    pub fn find(self, query: &Query) -> Vec<Match> {
        if query.is_empty() {
            return vec![];
        }
        self.outline().into_iter().flat_map(|branch| self.find_in_page(branch.node, query)).collect()
    }

    fn find_in_page(self, node: Node, query: &Query) -> Vec<Match> {
        let mut found = Vec::new();
        if query.occurs_in(&self.node_title(node)) {
            found.push(Match { node, at: MatchAt::Title });
        }
        for block in self.page(node) {
            self.find_in_block(node, &block, query, &mut found);
        }
        found
    }

    fn find_in_block(self, node: Node, block: &Block, query: &Query, found: &mut Vec<Match>) {
        let mut text = |place: TextPlace| {
            let count = query.occurrences(&self.words(place)).len();
            found.extend((0..count).map(|nth| Match { node, at: MatchAt::Text { place, nth } }));
        };
        texts_of(block).into_iter().for_each(&mut text);
        if let Block::Table { name, .. } = block {
            for (row, cells) in self.table(*name).iter().flat_map(|table| table.rows.iter().enumerate()) {
                if query.occurs_in(&cells.label) {
                    found.push(Match { node, at: MatchAt::Label { table: *name, row } });
                }
                let cells = cells.cells.iter().enumerate().filter(|(_, cell)| query.occurs_in(&cell.text(self.lang)));
                found.extend(cells.map(|(column, _)| Match { node, at: MatchAt::Cell { table: *name, row, column } }));
            }
        }
    }
}

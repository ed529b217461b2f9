//! What a file may hold that no page shows yet: it is kept, told and saved.
//!
//! Places and sections are words here: what they denote may be known to another version of Papier alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{CellContent, ObjectiveId, Text, Year};

/// Everything of the kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub texts: BTreeMap<KeptTextOf, Text>,
    /// By section and identity.
    pub rows: BTreeMap<(String, u64), KeptRow>,
    pub cells: BTreeMap<KeptCellKey, CellContent>,
    pub marks: BTreeSet<KeptMark>,
    pub remarks: BTreeSet<Remark>,
    /// Sections that this Papier does not know, in the order of the file.
    pub sections: Vec<UnknownSection>,
}

/// What a text is about that no page shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeptTextOf {
    Objective(ObjectiveId),
    /// The comment of a section that this Papier does not know.
    Section(String),
}

/// A row of a section that is a table of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRow {
    pub parent: Option<u64>,
    pub code: String,
    pub label: String,
    /// Its rank among the rows of its section.
    pub order: u32,
}

/// Which cell of which section.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptCellKey {
    /// The first word of its address.
    pub section: String,
    pub row: KeptCellRow,
    pub year: Option<Year>,
    pub column: String,
}

/// What a row of cells is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeptCellRow {
    /// A row of the section.
    Id(u64),
    Action(u64),
    Title(u8),
    Key(String),
    Number(u32),
    /// A row under a parent: both by identity.
    Under(u64, u64),
}

/// A word said of a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptMark {
    pub place: String,
    pub word: MarkWord,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkWord {
    /// The figure is that of a mission, not of the programme alone.
    Mission,
    Provisional,
    /// More is better.
    Higher,
    Lower,
}

/// What somebody said of a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// As text that sorts: "2026-11-30T16:09:10Z".
    pub when: String,
    pub who: String,
    pub place: String,
    pub text: String,
}

/// A section of a file as it was written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSection {
    pub name: String,
    /// From its opening bracket to the closing one, with `\n` for every line end.
    pub list: String,
}

/// What a merge could not decide: the document holds ours until somebody chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// "cell", "text", "section"…
    pub kind: String,
    pub place: Option<String>,
    /// Each `None` where nothing stood.
    pub base: Option<String>,
    pub ours: Option<String>,
    pub theirs: Option<String>,
}

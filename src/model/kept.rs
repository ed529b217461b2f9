//! What a file may hold that no page shows yet: it is kept, told and saved.
//!
//! Places and sections are words here: what they denote may be known to another version of Papier alone.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{ObjectiveId, Text, Year};

/// Everything of the kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub objective_texts: BTreeMap<ObjectiveId, Text>,
    /// By section and identity.
    pub rows: BTreeMap<(String, u64), KeptRow>,
    pub cells: BTreeMap<CellKey, CellContent>,
    pub marks: BTreeSet<KeptMark>,
    pub remarks: BTreeSet<Remark>,
    /// Sections that this Papier does not know, in the order of the file.
    pub sections: Vec<UnknownSection>,
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
pub struct CellKey {
    /// The first word of its address.
    pub section: String,
    pub row: CellRow,
    pub year: Option<Year>,
    pub column: String,
}

/// What a row of cells is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellRow {
    /// A row of the section.
    Id(u64),
    Action(u64),
    Title(u8),
    Key(String),
    Number(u32),
    /// A row under a parent: both by identity.
    Under(u64, u64),
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellContent {
    pub value: CellValue,
    /// As typed, with its leading `=`; the number that it gave stands beside it.
    pub formula: Option<String>,
}

#[derive(Clone, Debug)]
pub enum CellValue {
    /// With its decimals as written: 12,50 is not 12,5.
    Number(Decimal),
    Words(String),
}

impl PartialEq for CellValue {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one == other && one.scale() == other.scale(),
            (Self::Words(one), Self::Words(other)) => one == other,
            (Self::Number(_), Self::Words(_)) | (Self::Words(_), Self::Number(_)) => false,
        }
    }
}

impl Eq for CellValue {}

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
    /// [`Conflict::CELL`], "text", "section"…
    pub kind: String,
    pub place: Option<String>,
    /// Each `None` where nothing stood.
    pub base: Option<String>,
    pub ours: Option<String>,
    pub theirs: Option<String>,
}

impl Conflict {
    /// Two contents of one cell.
    pub const CELL: &str = "cell";
    /// An action that one side removed, of which the other says more: it stands until it is named or removed.
    pub const ACTION: &str = "action";
    /// What a sub-action took over from its action, as another sub-action did: it may count twice.
    pub const TAKEN: &str = "taken";
}

//! What a file may hold that no page shows yet: it is kept, told and saved.
//!
//! Places and sections are words here: what they denote may be known to another version of Papier alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{ActionId, CellContent, Deck, Document, IndicatorId, ObjectiveId, Place, RowId, SectionRow, SectionRowId, Slide, Text, TextPlace, Year};

/// Everything of the kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub texts: BTreeMap<KeptTextOf, Text>,
    /// By section and identity.
    pub rows: BTreeMap<(String, u64), KeptRow>,
    pub cells: BTreeMap<KeptCellKey, CellContent>,
    pub marks: BTreeSet<KeptMark>,
    pub remarks: BTreeSet<Remark>,
    /// Titles of charts that this Papier does not know, by the code of the chart.
    pub chart_titles: BTreeMap<String, KeptTitle>,
    /// Slides of such charts, in the order of the presentation.
    pub slides: Vec<KeptSlide>,
    /// Sections that this Papier does not know, in the order of the file.
    pub sections: Vec<UnknownSection>,
}

impl Kept {
    /// Puts a list in the place of that of an unknown section, after the others where it is new; without a list the section goes.
    pub fn set_section(&mut self, name: &str, list: Option<String>) {
        match (list, self.sections.iter_mut().find(|section| section.name == name)) {
            (Some(list), Some(section)) => section.list = list,
            (Some(list), None) => self.sections.push(UnknownSection { name: name.to_owned(), list }),
            (None, _) => self.sections.retain(|section| section.name != name),
        }
    }
}

impl Kept {
    /// Puts the slides after those that they follow in a deck that was arranged anew; at the beginning where it has these no more.
    pub fn follow(&mut self, deck: &Deck) {
        for slide in &mut self.slides {
            slide.after = slide.after.filter(|after| deck.rank(*after).is_some());
        }
        self.slides.sort_by_key(|slide| slide.after.and_then(|after| deck.rank(after)));
    }
}

impl Document {
    /// Arranges the presentation.
    pub fn arrange(&mut self, deck: Deck) {
        if !self.kept.slides.is_empty() {
            Arc::make_mut(&mut self.kept).follow(&deck);
        }
        self.deck = Arc::new(deck);
    }

    /// Every row of every section by section and identity, those of sections that pages show among them.
    pub fn section_rows(&self) -> BTreeMap<(String, u64), KeptRow> {
        let shown = self.sections.all_rows().map(|(section, row)| {
            let SectionRow { id, parent, code, label, order } = row;
            let row = KeptRow { parent: parent.map(|id| id.0), code: code.clone(), label: label.clone(), order: *order };
            ((section.to_owned(), id.0), row)
        });
        self.kept.rows.clone().into_iter().chain(shown).collect()
    }
}

/// What a text is about that no page shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeptTextOf {
    /// The comment of a section that this Papier does not know.
    Section(String),
    /// The text of a row of a section that this Papier does not know, or of a row that is not there.
    SectionRow { section: String, row: u64, text: String },
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
    /// One of the rows that stand under each row of the section.
    Part(u64, String),
}

/// A word said of a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptMark {
    pub place: String,
    pub word: MarkWord,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkWord {
    /// The objective or indicator is one of the mission, not of the programme alone.
    Mission,
    Provisional,
    /// A number published without groups of three digits.
    Ungrouped,
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

/// A title of one's own, and the figures over which it was written as the file says them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptTitle {
    pub words: String,
    pub figures: Option<Vec<String>>,
}

/// A slide as the presenter wants it, of a chart that this Papier does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSlide {
    /// The slide after which it stands; none at the beginning, where it also stands when that slide is arranged no more.
    pub after: Option<Slide>,
    /// The code of its chart.
    pub chart: String,
    pub is_shown: bool,
    pub title: Option<KeptTitle>,
    pub notes: Text,
}

/// A section of a file as it was written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSection {
    pub name: String,
    /// From its opening bracket to the closing one, with `\n` for every line end.
    pub list: String,
}

/// What a merge could not decide: the document holds ours until somebody chooses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// "cell", "text", "section"…, or one of the constants of [`Conflict`].
    pub kind: String,
    pub place: Option<String>,
    /// Each `None` where nothing stood.
    pub base: Option<String>,
    pub ours: Option<String>,
    pub theirs: Option<String>,
}

/// Whose words of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Ours,
    Theirs,
    Base,
}

impl Side {
    pub const ALL: [Self; 3] = [Self::Ours, Self::Theirs, Self::Base];
}

impl Conflict {
    /// An amount of an action that the other side parted: what its sub-action has, and what was typed at the action. What stood before is not known.
    pub const PARTED: &str = "parted";
    /// An action that one side removed, of which the other says more: it stands until it is named or removed.
    pub const ACTION: &str = "action";
    /// A row of a section that one side removed, of which the other says more: it stands until it is named or removed.
    pub const ROW: &str = "row";
    /// What a sub-action took over from its action, as another sub-action did: it may count twice.
    pub const TAKEN: &str = "taken";
    /// An objective, indicator or row that one side removed and the other changed: it stands. Its place is its label, which the side that removed it has not.
    pub const REMOVED: &str = "removed";
    /// The number of an action or sub-action, the last of its code, that both sides changed. Its place is the label of the action.
    pub const CODE: &str = "code";
    /// What both sides moved. Its place is its label; the sides say the identity of what it follows, of nothing at the beginning.
    pub const ORDER: &str = "order";
    /// A thing that each side moved under another one. Its place is its label; the sides say the identity of the other.
    pub const UNDER: &str = "under";
    /// Why a finding is justified, at its place.
    pub const REASON: &str = "reason";
    /// What the PAP of last year announced, at the place of the value or label.
    pub const PUBLISHED: &str = "published";
    /// The notes of a slide, at the place of its title.
    pub const NOTES: &str = "notes";

    /// Whether its sides are figures, where its place takes such.
    pub fn is_of_figures(&self) -> bool {
        matches!(self.kind.as_str(), "cell" | Self::PARTED | Self::PUBLISHED)
    }

    /// Whether its sides are identities of other things.
    pub fn is_of_things(&self) -> bool {
        matches!(self.kind.as_str(), Self::ORDER | Self::UNDER)
    }

    /// Its place, where this Papier knows it; the document may no longer have what it is about.
    pub fn known_place(&self) -> Option<Place> {
        Place::from_code(self.place.as_deref()?)
    }

    /// Whether who types at its place has chosen: not where the place only says which thing it is about.
    pub fn is_of_words(&self) -> bool {
        !matches!(self.kind.as_str(), Self::CODE | Self::ORDER | Self::UNDER | Self::REASON | Self::PUBLISHED | Self::NOTES)
    }

    /// The thing whose identity a side says: one of the same list, or one under which the thing of the conflict stands.
    pub fn thing(&self, identity: &str) -> Option<TextPlace> {
        let Place::Text(of) = self.known_place()? else { return None };
        if !self.is_of_things() {
            return None;
        }
        let is_under = self.kind == Self::UNDER;
        let id = || identity.parse::<u64>().ok();
        Some(match of {
            TextPlace::SlideTitle(_) => match Place::from_code(identity)? {
                Place::Text(of) => of,
                _ => return None,
            },
            TextPlace::ActionLabel(_) => TextPlace::ActionLabel(ActionId(id()?)),
            TextPlace::ObjectiveLabel(_) => TextPlace::ObjectiveLabel(ObjectiveId(id()?)),
            TextPlace::IndicatorLabel(_) if is_under => TextPlace::ObjectiveLabel(ObjectiveId(id()?)),
            TextPlace::RowLabel(_) if is_under => TextPlace::IndicatorLabel(IndicatorId(id()?)),
            TextPlace::IndicatorLabel(_) => TextPlace::IndicatorLabel(IndicatorId(id()?)),
            TextPlace::RowLabel(_) => TextPlace::RowLabel(RowId(id()?)),
            TextPlace::SectionRow { section, field, .. } => TextPlace::SectionRow { section, row: SectionRowId(id()?), field },
            _ => return None,
        })
    }

    /// The words of a side; `None` where nothing stood.
    pub fn side(&self, side: Side) -> Option<&str> {
        let words = match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
            Side::Base => &self.base,
        };
        words.as_deref()
    }
}

/// That conflicts are open: the document is not whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{count} conflicts are open")]
pub struct OpenConflicts {
    pub count: usize,
    /// The key of one of them.
    pub first: String,
}

//! Cells of sections: the tables of a document that are rooms of their own, each a folder of `sections`.
//!
//! Knows what a cell is about and what stands in it. Which rows and columns a section has is said by its [`super::Shape`].

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;

use super::{ActionId, Title, Year};

/// Where a row, a year and a column of a section meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellPlace {
    /// The first word of its address: `jobs`.
    pub section: &'static str,
    pub row: CellRow,
    /// None where the section says the same for every year.
    pub year: Option<Year>,
    /// Empty where the section has one column.
    pub column: &'static str,
}

/// What a row of cells is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellRow {
    /// A row that a drafter added to the section.
    Listed(SectionRowId),
    Action(ActionId),
    Title(Title),
    /// A row that every document has.
    Key(&'static str),
    Number(u32),
    /// A row under another one of the section.
    Under(SectionRowId, SectionRowId),
    /// A row that stands under each row that a drafter added.
    Part(SectionRowId, &'static str),
    /// The sum of the others.
    Total,
}

impl CellRow {
    /// The row that a drafter added, for one that is about it alone.
    pub fn listed(self) -> Option<SectionRowId> {
        match self {
            Self::Listed(id) | Self::Part(id, _) => Some(id),
            Self::Number(number) => Some(SectionRowId(number.into())),
            Self::Action(_) | Self::Title(_) | Self::Key(_) | Self::Under(..) | Self::Total => None,
        }
    }

    /// The row of another key beside this one.
    #[must_use]
    pub fn beside(self, key: &'static str) -> Self {
        match self {
            Self::Key(_) => Self::Key(key),
            Self::Part(id, _) => Self::Part(id, key),
            Self::Listed(_) | Self::Action(_) | Self::Title(_) | Self::Number(_) | Self::Under(..) | Self::Total => self,
        }
    }
}

/// A row that a drafter added to a section; rows of different sections may bear the same identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionRowId(pub u64);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionRow {
    pub id: SectionRowId,
    pub parent: Option<SectionRowId>,
    /// As the State's lists number it, "1036"; empty where it has none.
    pub code: String,
    pub label: String,
    /// Its rank among the rows of its section; of two with one rank the code decides, then the identity.
    pub order: u32,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellContent {
    pub value: CellValue,
    /// As typed, with its leading `=`; the number that it gave stands beside it.
    pub formula: Option<String>,
}

impl CellContent {
    pub fn number(value: Decimal) -> Self {
        Self { value: CellValue::Number(value), formula: None }
    }

    pub fn words(words: impl Into<String>) -> Self {
        Self { value: CellValue::Words(words.into()), formula: None }
    }
}

#[derive(Clone)]
pub enum CellValue {
    /// With its decimals as typed: 12,50 is not 12,5.
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

impl fmt::Debug for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Words(words) => words.fmt(f),
        }
    }
}

/// The sections of a document that are rooms: the rows that drafters added, and what stands in their cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sections {
    /// In their order; a section without a row is not there.
    rows: BTreeMap<&'static str, Vec<SectionRow>>,
    cells: BTreeMap<CellPlace, CellContent>,
}

impl Sections {
    /// The rows of a section in their order.
    pub fn rows(&self, section: &str) -> &[SectionRow] {
        self.rows.get(section).map_or(&[], Vec::as_slice)
    }

    /// Every row with the section that it belongs to.
    pub fn all_rows(&self) -> impl Iterator<Item = (&'static str, &SectionRow)> {
        self.rows.iter().flat_map(|(section, rows)| rows.iter().map(|row| (*section, row)))
    }

    pub fn row(&self, section: &str, id: SectionRowId) -> Option<&SectionRow> {
        self.rows(section).iter().find(|row| row.id == id)
    }

    pub fn row_mut(&mut self, section: &str, id: SectionRowId) -> Option<&mut SectionRow> {
        self.rows.get_mut(section)?.iter_mut().find(|row| row.id == id)
    }

    /// The number of a row in its section, from 1.
    pub fn number(&self, section: &str, id: SectionRowId) -> Option<usize> {
        self.rows(section).iter().position(|row| row.id == id).map(|index| index + 1)
    }

    /// Adds a row where its order says.
    pub fn add(&mut self, section: &'static str, row: SectionRow) {
        let rows = self.rows.entry(section).or_default();
        rows.push(row);
        rows.sort_by(|one, other| (one.order, &one.code, one.id).cmp(&(other.order, &other.code, other.id)));
    }

    /// The order of a row that comes last.
    pub fn next_order(&self, section: &str) -> u32 {
        self.rows(section).last().map_or(1, |row| row.order.saturating_add(1))
    }

    /// Gives two neighbours each other's place; false when there is no neighbour on that side.
    pub fn exchange(&mut self, section: &str, id: SectionRowId, is_up: bool) -> bool {
        let Some(rows) = self.rows.get_mut(section) else { return false };
        let Some(index) = rows.iter().position(|row| row.id == id) else { return false };
        let Some(other) = (if is_up { index.checked_sub(1) } else { Some(index + 1).filter(|next| *next < rows.len()) }) else { return false };
        rows.swap(index, other);
        // Ranks may be equal or have gaps: each stands at its place now.
        for (row, order) in rows.iter_mut().zip(1..) {
            row.order = order;
        }
        true
    }

    /// Removes a row with its cells, in every section whose rows it is.
    pub fn remove(&mut self, sections: &[&'static str], id: SectionRowId) {
        for section in sections {
            if let Some(rows) = self.rows.get_mut(section) {
                rows.retain(|row| row.id != id);
            }
        }
        self.rows.retain(|_, rows| !rows.is_empty());
        let is_of = |row: CellRow| match row {
            CellRow::Listed(_) | CellRow::Part(..) | CellRow::Number(_) => row.listed() == Some(id),
            CellRow::Under(parent, of) => parent == id || of == id,
            CellRow::Action(_) | CellRow::Title(_) | CellRow::Key(_) | CellRow::Total => false,
        };
        self.cells.retain(|place, _| !(sections.contains(&place.section) && is_of(place.row)));
    }

    /// Removes the rows and cells of a section.
    pub fn forget(&mut self, section: &str) {
        self.rows.remove(section);
        self.cells.retain(|place, _| place.section != section);
    }

    /// Removes every cell about an action.
    pub fn forget_action(&mut self, action: ActionId) {
        self.cells.retain(|place, _| place.row != CellRow::Action(action));
    }

    /// Gives every cell about `from` to `to`, which has none of its own.
    pub fn move_action(&mut self, from: ActionId, to: ActionId) {
        for (place, content) in self.cells.extract_if(.., |place, _| place.row == CellRow::Action(from)).collect::<Vec<_>>() {
            self.cells.insert(CellPlace { row: CellRow::Action(to), ..place }, content);
        }
    }

    /// How many cells are about an action.
    pub fn count_of_action(&self, action: ActionId) -> usize {
        self.cells.keys().filter(|place| place.row == CellRow::Action(action)).count()
    }

    pub fn cell(&self, place: CellPlace) -> Option<&CellContent> {
        self.cells.get(&place)
    }

    pub fn cells(&self) -> impl Iterator<Item = (&CellPlace, &CellContent)> {
        self.cells.iter()
    }

    /// The cells of a section.
    pub fn cells_of<'a>(&'a self, section: &'a str) -> impl Iterator<Item = (&'a CellPlace, &'a CellContent)> {
        self.cells.iter().filter(move |(place, _)| place.section == section)
    }

    /// Whether anything is typed in a row of a section for a year.
    pub fn has_year(&self, section: &'static str, row: CellRow, year: Year) -> bool {
        let first = CellPlace { section, row, year: Some(year), column: "" };
        let found = self.cells.range(first..).next();
        found.is_some_and(|(place, _)| (place.section, place.row, place.year) == (section, row, Some(year)))
    }

    /// Whether anything is typed in a row of a section for a year or one before it.
    pub fn has_year_until(&self, section: &'static str, row: CellRow, year: Year) -> bool {
        let first = CellPlace { section, row, year: Some(Year::FIRST), column: "" };
        let found = self.cells.range(first..).next();
        found.is_some_and(|(place, _)| (place.section, place.row) == (section, row) && place.year <= Some(year))
    }

    pub fn set(&mut self, place: CellPlace, content: Option<CellContent>) {
        match content {
            Some(content) => self.cells.insert(place, content),
            None => self.cells.remove(&place),
        };
    }

    /// Whether a section holds a row or a cell.
    pub fn has(&self, section: &str) -> bool {
        self.rows.contains_key(section) || self.cells_of(section).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: u64, code: &str, order: u32) -> SectionRow {
        SectionRow { id: SectionRowId(id), parent: None, code: code.into(), label: format!("Ligne {id}"), order }
    }

    fn ids(sections: &Sections) -> Vec<u64> {
        sections.rows("jobs").iter().map(|row| row.id.0).collect()
    }

    #[test]
    fn rows_stand_by_order_code_and_identity() {
        let mut sections = Sections::default();
        for (id, code, order) in [(5, "b", 2), (7, "a", 2), (9, "", 1), (8, "a", 2)] {
            sections.add("jobs", row(id, code, order));
        }
        assert_eq!(ids(&sections), [9, 7, 8, 5]);
        assert_eq!(sections.next_order("jobs"), 3);
        assert!(sections.exchange("jobs", SectionRowId(8), true));
        assert_eq!(ids(&sections), [9, 8, 7, 5]);
        assert!(!sections.exchange("jobs", SectionRowId(9), true) && !sections.exchange("jobs", SectionRowId(5), false));
        let orders: Vec<u32> = sections.rows("jobs").iter().map(|row| row.order).collect();
        assert_eq!(orders, [1, 2, 3, 4], "who reads the file finds the same order");
    }

    #[test]
    fn a_row_goes_with_its_cells_in_every_section_whose_rows_it_is() {
        let mut sections = Sections::default();
        sections.add("jobs", row(1, "", 1));
        let at = |section, id| CellPlace { section, row: CellRow::Listed(SectionRowId(id)), year: Year::new(2024), column: "ceiling" };
        for place in [at("jobs", 1), at("flows", 1), at("moves-in", 1), at("jobs", 2)] {
            sections.set(place, Some(CellContent::number(Decimal::ONE)));
        }
        sections.remove(&["jobs", "flows"], SectionRowId(1));
        assert_eq!(sections.cells().map(|(place, _)| *place).collect::<Vec<_>>(), [at("jobs", 2), at("moves-in", 1)]);
        assert!(ids(&sections).is_empty() && sections.has("jobs") && !sections.has("flows"));
    }

    #[test]
    fn numbers_are_equal_when_they_print_the_same() {
        let number = |mantissa, scale| CellContent::number(Decimal::new(mantissa, scale));
        assert_ne!(number(125, 1), number(1250, 2));
        assert_eq!(number(125, 1), number(125, 1));
        assert_ne!(number(1, 0), CellContent::words("1"));
    }
}

//! The widths that a user gave to columns: a preference of the person, kept between runs, never in a document.

use std::collections::BTreeMap;

use ron::value::RawValue;
use serde::{Deserialize, Deserializer, Serialize};

use crate::tables::TableKind;
use crate::ui::theme;

/// A column that can be made wider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    Labels,
    /// A column of cells, from 0.
    Cells(usize),
}

/// Widths in points, by kind of table and column; the others are chosen by the grid.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Widths(BTreeMap<TableKind, BTreeMap<Column, f32>>);

impl<'de> Deserialize<'de> for Widths {
    /// Leaves out those of tables that this Papier does not know: the other settings are read all the same.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let widths = BTreeMap::<Box<RawValue>, BTreeMap<Column, f32>>::deserialize(deserializer)?;
        Ok(Self(widths.into_iter().filter_map(|(kind, widths)| Some((kind.into_rust().ok()?, widths))).collect()))
    }
}

/// The narrowest and the widest that a user can make a column.
const RANGE: std::ops::RangeInclusive<f32> = theme::COLUMN_LEAST..=900.0;

impl Widths {
    pub fn get(&self, kind: TableKind, column: Column) -> Option<f32> {
        // A file that somebody edited may hold anything.
        let width = self.0.get(&kind)?.get(&column)?;
        width.is_finite().then(|| width.clamp(*RANGE.start(), *RANGE.end()))
    }

    /// Sets a width; `None` leaves it to the grid again.
    pub fn set(&mut self, kind: TableKind, column: Column, width: Option<f32>) {
        let columns = self.0.entry(kind).or_default();
        match width {
            Some(width) => {
                columns.insert(column, width.clamp(*RANGE.start(), *RANGE.end()).round());
            }
            None => {
                columns.remove(&column);
            }
        }
        if columns.is_empty() {
            self.0.remove(&kind);
        }
    }

    /// The widths of one kind of table, as a value that tells whether they changed.
    pub(super) fn of(&self, kind: TableKind) -> BTreeMap<Column, f32> {
        self.0.get(&kind).cloned().unwrap_or_default()
    }

    /// Leaves every column of a table to the grid again.
    pub fn reset(&mut self, kind: TableKind) {
        self.0.remove(&kind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_holds_for_the_kind_within_bounds_until_it_is_left_to_the_grid() {
        let mut widths = Widths::default();
        widths.set(TableKind::Credits, Column::Cells(1), Some(140.4));
        widths.set(TableKind::Credits, Column::Labels, Some(4.0));
        assert_eq!(widths.get(TableKind::Credits, Column::Cells(1)), Some(140.0));
        assert_eq!(widths.get(TableKind::Credits, Column::Labels), Some(*RANGE.start()));
        assert_eq!(widths.get(TableKind::Titles, Column::Cells(1)), None);
        widths.set(TableKind::Credits, Column::Cells(1), None);
        widths.reset(TableKind::Credits);
        assert_eq!(widths, Widths::default());
    }

    #[test]
    fn they_are_read_back_as_written() {
        let mut widths = Widths::default();
        widths.set(TableKind::Indicator, Column::Labels, Some(300.0));
        widths.set(TableKind::Indicator, Column::Cells(3), Some(90.0));
        let text = ron::to_string(&widths).expect("widths as text");
        assert_eq!(ron::from_str::<Widths>(&text).expect("widths"), widths);
    }

    #[test]
    fn those_of_an_unknown_table_are_left_out() {
        let text = "{Keys: {Labels: 300.0}, Section(\"jobs\"): {Cells(1): 90.0}, Section(\"later\"): {Labels: 80.0}, Titles: {Labels: 200.0}}";
        let widths = ron::from_str::<Widths>(text).expect("widths");
        assert_eq!(widths.get(TableKind::Titles, Column::Labels), Some(200.0));
        assert_eq!(widths.get(crate::tables::TableName::Section("jobs").kind(), Column::Cells(1)), Some(90.0));
        assert_eq!(widths.0.len(), 2);
    }
}

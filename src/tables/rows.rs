//! What a row of a table is about, where that is something that drafters add, name, number, move or remove.

use super::{Node, Table, TableName};
use crate::model::{ActionId, Category, Document, NatureScope, RowId, SectionRowField, SectionRowId, Shape, TextPlace};
use crate::sections::shapes;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowOf {
    Indicator(RowId),
    Section { section: &'static str, row: SectionRowId },
    Action(ActionId),
    Category(Category),
}

impl RowOf {
    /// What a row of a table is about.
    pub fn of(document: &Document, table: &Table, row: usize) -> Option<Self> {
        if let TableName::Indicator(id) = table.name {
            return document.indicator(id)?.rows.get(row).map(|row| Self::Indicator(row.id));
        }
        let row = table.rows.get(row)?;
        // The rows of several sections may stand in one table: its label says whose one is.
        match (row.label_place, row.nature) {
            (Some(TextPlace::SectionRow { section, row, .. }), _) => Some(Self::Section { section, row }),
            (Some(TextPlace::ActionLabel(id)), _) => Some(Self::Action(id)),
            (_, Some(NatureScope::Category(category))) => Some(Self::Category(category)),
            (_, Some(NatureScope::All | NatureScope::OtherThanStaff | NatureScope::Title(_)) | None) => None,
        }
    }

    pub fn label(self) -> Option<TextPlace> {
        match self {
            Self::Indicator(row) => Some(TextPlace::RowLabel(row)),
            Self::Section { section, row } => Some(TextPlace::SectionRow { section, row, field: SectionRowField::Label }),
            Self::Action(id) => Some(TextPlace::ActionLabel(id)),
            Self::Category(_) => None,
        }
    }

    /// Its code, where that stands before its label and is typed.
    pub fn code(self) -> Option<TextPlace> {
        match self {
            Self::Section { section, row } if shapes::of(section).is_some_and(Shape::has_leading_code) => {
                Some(TextPlace::SectionRow { section, row, field: SectionRowField::Code })
            }
            Self::Action(id) => Some(TextPlace::ActionCode(id)),
            Self::Indicator(_) | Self::Section { .. } | Self::Category(_) => None,
        }
    }

    /// Whether it has a place of its own among the others; codes say the order of actions and categories.
    pub fn is_movable(self) -> bool {
        match self {
            Self::Indicator(_) | Self::Section { .. } => true,
            Self::Action(_) | Self::Category(_) => false,
        }
    }

    /// The page that is about it alone.
    pub fn node(self) -> Option<Node> {
        match self {
            Self::Action(id) => Some(Node::Action(id)),
            Self::Indicator(_) | Self::Section { .. } | Self::Category(_) => None,
        }
    }
}

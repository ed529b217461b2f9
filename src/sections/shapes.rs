//! The shapes of every section, in the order of the document. Knows the model alone.

use crate::model::Shape;

pub const ALL: [&Shape; 5] = [
    &super::jobs::shape::JOBS,
    &super::jobs::shape::FLOWS,
    &super::by_action::shape::BY_ACTION,
    &super::staff::shape::STAFF,
    &super::pay::shape::PAY,
];

/// The shape of a section; `None` for one that this Papier does not know.
pub fn of(section: &str) -> Option<&'static Shape> {
    ALL.into_iter().find(|shape| shape.key == section)
}

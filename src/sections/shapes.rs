//! The shapes of every section, in the order of the document. Knows the model alone.

use super::{by_action, free, jobs, moves, operators, outlook, pay, staff, tax};
use crate::model::Shape;

pub const ALL: [&Shape; 19] = [
    &outlook::shape::OUTLOOK,
    &tax::shape::TAX,
    &moves::shape::MOVES_IN,
    &moves::shape::MOVES_OUT,
    &jobs::shape::JOBS,
    &jobs::shape::FLOWS,
    &by_action::shape::BY_ACTION,
    &staff::shape::STAFF,
    &pay::shape::PAY,
    &operators::shape::OPERATORS,
    &free::shape::SERVICES,
    &free::shape::MOVING_COSTS,
    &free::shape::MEASURES,
    &free::shape::WELFARE,
    &free::shape::PROJECT_COST,
    &free::shape::PROJECT_CHANGE,
    &free::shape::CPER,
    &free::shape::OPERATOR_JOBS,
    &free::shape::OPERATOR_CEILING,
];

/// The texts of sections beside the comments of shapes.
pub const TEXTS: [&str; 2] = [moves::shape::CHANGES, moves::shape::SCOPE];

/// The shape of a section; `None` for one that this Papier does not know.
pub fn of(section: &str) -> Option<&'static Shape> {
    ALL.into_iter().find(|shape| shape.key == section)
}

/// The key of a text of a section: that of a shape, or one of its own.
pub fn text(key: &str) -> Option<&'static str> {
    let keys = ALL.into_iter().map(|shape| shape.key).chain(TEXTS);
    keys.into_iter().find(|known| *known == key)
}

//! What the table of jobs by action holds: the ETPT of each action without sub-actions.

use crate::model::{CellHolds, CellUnit, ColumnShape, Rows, Shape};
use crate::sections::jobs::shape::decimals;
use crate::sections::shapes::Data;

pub const BY_ACTION: Shape = Shape {
    key: "jobs-by-action",
    rows: Rows::Actions,
    columns: &[ColumnShape::typed("", CellHolds::Decimal(CellUnit::Etpt))],
    years: &[0],
    has_total: true,
    decimals,
};

pub const DATA: Data = Data { shapes: &[&BY_ACTION], texts: &[] };

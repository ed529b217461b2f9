//! What the PAP of last year announced, kept when a document is rolled over: what it is compared with.

use std::collections::BTreeMap;

use super::{ActionId, IndicatorId, IndicatorValue, ObjectiveId, RowId, ValueKey};

/// Something that has a number or code and a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Labelled {
    Objective(ObjectiveId),
    Indicator(IndicatorId),
    Row(RowId),
    Action(ActionId),
}

/// The number or code and the label that it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedLabel {
    pub number: String,
    pub label: String,
}

/// What was published with the PAP of the year before; empty in a document that was not rolled over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Every value that its tables showed.
    pub values: BTreeMap<ValueKey, IndicatorValue>,
    pub labels: BTreeMap<Labelled, PublishedLabel>,
}

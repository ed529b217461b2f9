//! Objectives, indicators and their rows. Values stand in the document, by (row, year, kind).

use super::{IndicatorId, ObjectiveId, RowId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    pub id: ObjectiveId,
    pub label: String,
    pub indicators: Vec<Indicator>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    pub id: IndicatorId,
    pub label: String,
    /// As typed: Nb, %, €, k€, M€, jours…
    pub unit: String,
    pub viewpoint: Option<Viewpoint>,
    /// At least one.
    pub rows: Vec<Row>,
}

impl Indicator {
    pub fn new(id: IndicatorId, row: RowId, label: String) -> Self {
        Self { id, label, unit: String::new(), viewpoint: None, rows: vec![Row { id: row, label: None, unit: None }] }
    }

    /// The label of a row: its own, or the indicator's for the first row.
    pub fn row_label(&self, row: RowId) -> &str {
        self.own_or(row, |row| row.label.as_deref(), &self.label)
    }

    /// The unit of a row: its own, or the indicator's for the first row.
    pub fn row_unit(&self, row: RowId) -> &str {
        self.own_or(row, |row| row.unit.as_deref(), &self.unit)
    }

    pub fn row(&self, row: RowId) -> Option<&Row> {
        self.rows.iter().find(|other| other.id == row)
    }

    /// Whether the row is the first: the one that takes the indicator's label and unit until it has its own.
    pub fn is_first_row(&self, row: RowId) -> bool {
        self.rows.first().is_some_and(|first| first.id == row)
    }

    fn own_or<'a>(&'a self, row: RowId, own: impl Fn(&'a Row) -> Option<&'a str>, indicators: &'a str) -> &'a str {
        let inherited = if self.is_first_row(row) { indicators } else { "" };
        self.row(row).and_then(own).unwrap_or(inherited)
    }
}

/// A sub-indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: RowId,
    pub label: Option<String>,
    pub unit: Option<String>,
}

/// Whose interest an indicator speaks for (LOLF: effectiveness, service quality, efficiency).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Viewpoint {
    Citizen,
    User,
    Taxpayer,
}

impl Viewpoint {
    pub const ALL: [Self; 3] = [Self::Citizen, Self::User, Self::Taxpayer];
}

/// What an indicator's value of a year is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueKind {
    /// Réalisation.
    Actual,
    /// What the PAP of that year announced for it.
    Forecast,
    /// Prévision actualisée.
    RevisedForecast,
    /// Cible.
    Target,
}

impl ValueKind {
    pub const ALL: [Self; 4] = [Self::Actual, Self::Forecast, Self::RevisedForecast, Self::Target];
}

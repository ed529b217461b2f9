//! Objectives, indicators and their rows. Values stand in the document, by (row, year, kind).

use super::listed::{List, Listed, Positions};
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

    /// The label of one of its rows: the row's own, or the indicator's for the first.
    pub fn label_of<'a>(&'a self, row: &'a Row) -> &'a str {
        row.label.as_deref().unwrap_or(if self.is_first_row(row.id) { &self.label } else { "" })
    }

    /// The unit of one of its rows: the row's own, or the indicator's for the first.
    pub fn unit_of<'a>(&'a self, row: &'a Row) -> &'a str {
        row.unit.as_deref().unwrap_or(if self.is_first_row(row.id) { &self.unit } else { "" })
    }

    /// The same of a row that is looked for; empty where there is none.
    pub fn row_label(&self, row: RowId) -> &str {
        self.row(row).map_or("", |row| self.label_of(row))
    }

    /// The same of a row that is looked for; empty where there is none.
    pub fn row_unit(&self, row: RowId) -> &str {
        self.row(row).map_or("", |row| self.unit_of(row))
    }

    pub fn row(&self, row: RowId) -> Option<&Row> {
        self.rows.iter().find(|other| other.id == row)
    }

    /// Whether the row is the first: the one that takes the indicator's label and unit until it has its own.
    pub fn is_first_row(&self, row: RowId) -> bool {
        self.rows.first().is_some_and(|first| first.id == row)
    }
}

/// Where objectives, their indicators and the rows of these stand.
#[derive(Debug)]
pub struct PerformanceIndex {
    objectives: Positions<ObjectiveId, usize>,
    indicators: Positions<IndicatorId, (usize, usize)>,
    rows: Positions<RowId, (usize, usize, usize)>,
}

impl Listed for Objective {
    type Index = PerformanceIndex;

    fn index(list: &[Self]) -> PerformanceIndex {
        let numbered = || list.iter().enumerate();
        let indicators = || {
            numbered().flat_map(|(objective, Self { indicators, .. })| {
                indicators.iter().enumerate().map(move |(indicator, of)| ((objective, indicator), of))
            })
        };
        let rows = indicators()
            .flat_map(|((objective, indicator), of)| of.rows.iter().enumerate().map(move |(row, of)| (of.id, (objective, indicator, row))));
        PerformanceIndex {
            objectives: numbered().map(|(position, objective)| (objective.id, position)).collect(),
            indicators: indicators().map(|(position, indicator)| (indicator.id, position)).collect(),
            rows: rows.collect(),
        }
    }
}

/// The numbers of a row, each from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowNumber {
    pub objective: usize,
    pub indicator: usize,
    pub row: usize,
}

impl List<Objective> {
    pub fn objective(&self, id: ObjectiveId) -> Option<&Objective> {
        self.get(self.index().objectives.of(id)?)
    }

    pub fn indicator(&self, id: IndicatorId) -> Option<&Indicator> {
        let (objective, indicator) = self.index().indicators.of(id)?;
        self.get(objective)?.indicators.get(indicator)
    }

    pub fn row(&self, id: RowId) -> Option<(&Indicator, &Row)> {
        let (objective, indicator, row) = self.index().rows.of(id)?;
        let indicator = self.get(objective)?.indicators.get(indicator)?;
        Some((indicator, indicator.rows.get(row)?))
    }

    /// The number of an objective, from 1.
    pub fn objective_number(&self, id: ObjectiveId) -> Option<usize> {
        Some(self.index().objectives.of(id)? + 1)
    }

    /// The numbers of an indicator: of its objective and within it, from 1.
    pub fn indicator_number(&self, id: IndicatorId) -> Option<(usize, usize)> {
        let (objective, indicator) = self.index().indicators.of(id)?;
        Some((objective + 1, indicator + 1))
    }

    pub fn row_number(&self, id: RowId) -> Option<RowNumber> {
        let (objective, indicator, row) = self.index().rows.of(id)?;
        Some(RowNumber { objective: objective + 1, indicator: indicator + 1, row: row + 1 })
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

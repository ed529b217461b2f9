//! Objectives, indicators and their rows. Values stand in the document, by (row, year, kind).

use super::listed::{List, Listed, Positions};
use super::{IndicatorId, ObjectiveId, RowId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    pub id: ObjectiveId,
    pub label: String,
    /// It is one of the mission, not of the programme alone.
    pub is_mission: bool,
    pub indicators: Vec<Indicator>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    pub id: IndicatorId,
    pub label: String,
    /// As typed: Nb, %, €, k€, M€, jours…
    pub unit: String,
    pub viewpoint: Option<Viewpoint>,
    /// It is one of the mission, not of the programme alone.
    pub is_mission: bool,
    /// Which values are better; nobody judges what its drafter did not say.
    pub better: Option<Better>,
    /// At least one.
    pub rows: Vec<Row>,
}

impl Objective {
    pub fn new(id: ObjectiveId, label: String) -> Self {
        Self { id, label, is_mission: false, indicators: vec![] }
    }
}

impl Indicator {
    pub fn new(id: IndicatorId, row: RowId, label: String) -> Self {
        Self {
            id,
            label,
            unit: String::new(),
            viewpoint: None,
            is_mission: false,
            better: None,
            rows: vec![Row { id: row, label: None, unit: None }],
        }
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

    /// Whether the values of all its rows stand on one scale.
    pub fn has_one_unit(&self) -> bool {
        let mut units = self.rows.iter().map(|row| self.unit_of(row).trim());
        units.next().is_none_or(|first| units.all(|unit| unit == first))
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

/// What is written of an objective; its identity stays.
pub struct ObjectiveWords<'a> {
    pub label: &'a mut String,
    pub is_mission: &'a mut bool,
}

/// What is written of an indicator; its identity stays.
pub struct IndicatorWords<'a> {
    pub label: &'a mut String,
    pub unit: &'a mut String,
    pub viewpoint: &'a mut Option<Viewpoint>,
    pub is_mission: &'a mut bool,
    pub better: &'a mut Option<Better>,
}

/// What is written of a row; its identity stays.
pub struct RowWords<'a> {
    pub label: &'a mut Option<String>,
    pub unit: &'a mut Option<String>,
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

    /// Adds an objective after the others, without indicators.
    pub fn add(&mut self, id: ObjectiveId, label: String) {
        let (list, index) = self.parts_mut();
        if let Some(index) = index {
            index.objectives.add(id, list.len());
        }
        list.push(Objective::new(id, label));
    }

    /// Adds an indicator after the others of its objective; `None` where there is no such objective.
    pub fn add_indicator(&mut self, objective: ObjectiveId, indicator: Indicator) -> Option<()> {
        let at = self.index().objectives.of(objective)?;
        let (list, index) = self.parts_mut();
        let indicators = &mut list.get_mut(at)?.indicators;
        if let Some(index) = index {
            index.indicators.add(indicator.id, (at, indicators.len()));
            indicator.rows.iter().zip(0..).for_each(|(row, number)| index.rows.add(row.id, (at, indicators.len(), number)));
        }
        indicators.push(indicator);
        Some(())
    }

    /// Adds a row after the others of its indicator; `None` where there is no such indicator.
    pub fn add_row(&mut self, indicator: IndicatorId, row: Row) -> Option<()> {
        let (objective, at) = self.index().indicators.of(indicator)?;
        let (list, index) = self.parts_mut();
        let rows = &mut list.get_mut(objective)?.indicators.get_mut(at)?.rows;
        if let Some(index) = index {
            index.rows.add(row.id, (objective, at, rows.len()));
        }
        rows.push(row);
        Some(())
    }

    pub fn objective_words(&mut self, id: ObjectiveId) -> Option<ObjectiveWords<'_>> {
        let at = self.index().objectives.of(id)?;
        let Objective { label, is_mission, .. } = self.parts_mut().0.get_mut(at)?;
        Some(ObjectiveWords { label, is_mission })
    }

    pub fn indicator_words(&mut self, id: IndicatorId) -> Option<IndicatorWords<'_>> {
        let (objective, at) = self.index().indicators.of(id)?;
        let Indicator { label, unit, viewpoint, is_mission, better, .. } = self.parts_mut().0.get_mut(objective)?.indicators.get_mut(at)?;
        Some(IndicatorWords { label, unit, viewpoint, is_mission, better })
    }

    pub fn row_words(&mut self, id: RowId) -> Option<RowWords<'_>> {
        let (objective, indicator, at) = self.index().rows.of(id)?;
        let Row { label, unit, .. } = self.parts_mut().0.get_mut(objective)?.indicators.get_mut(indicator)?.rows.get_mut(at)?;
        Some(RowWords { label, unit })
    }

    /// An indicator, to be changed with its rows.
    pub fn indicator_mut(&mut self, id: IndicatorId) -> Option<&mut Indicator> {
        let (objective, at) = self.index().indicators.of(id)?;
        self.get_mut(objective)?.indicators.get_mut(at)
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

/// Which values of an indicator are better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Better {
    Higher,
    Lower,
}

impl Better {
    pub const BOTH: [Self; 2] = [Self::Higher, Self::Lower];
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything is found where it stands.
    fn check(objectives: &List<Objective>) {
        for (objective, number) in objectives.iter().zip(1..) {
            assert_eq!(objectives.objective_number(objective.id), Some(number));
            for (indicator, within) in objective.indicators.iter().zip(1..) {
                assert_eq!(objectives.indicator_number(indicator.id), Some((number, within)));
                for (row, at) in indicator.rows.iter().zip(1..) {
                    assert_eq!(objectives.row_number(row.id), Some(RowNumber { objective: number, indicator: within, row: at }));
                }
            }
        }
    }

    /// What is added or reworded keeps the index that is there: it finds what a new one would.
    #[test]
    fn what_is_added_is_found_and_so_is_the_rest() {
        for looked_for_before in [false, true] {
            let mut objectives: List<Objective> = List::default();
            let look = |objectives: &List<Objective>| {
                if looked_for_before {
                    check(objectives);
                }
            };
            let indicator = |id| Indicator::new(IndicatorId(id), RowId(id + 1), String::new());
            let row = |id| Row { id: RowId(id), label: None, unit: None };
            for (id, objective) in [(10, 1), (20, 2), (5, 1)] {
                look(&objectives);
                if objectives.objective(ObjectiveId(objective)).is_none() {
                    objectives.add(ObjectiveId(objective), "Objectif".into());
                }
                look(&objectives);
                assert_eq!(objectives.add_indicator(ObjectiveId(objective), indicator(id)), Some(()));
                look(&objectives);
                assert_eq!(objectives.add_row(IndicatorId(id), row(id + 2)), Some(()));
                check(&objectives);
            }
            assert_eq!(objectives.add_indicator(ObjectiveId(9), indicator(30)), None);
            assert_eq!(objectives.add_row(IndicatorId(9), row(30)), None);
            *objectives.objective_words(ObjectiveId(2)).unwrap().label = "Autre".into();
            *objectives.indicator_words(IndicatorId(5)).unwrap().unit = "%".into();
            *objectives.row_words(RowId(7)).unwrap().label = Some("Ligne".into());
            check(&objectives);
            let (indicator, row) = objectives.row(RowId(7)).unwrap();
            assert_eq!((indicator.unit.as_str(), indicator.label_of(row)), ("%", "Ligne"));
            assert_eq!(objectives.objective(ObjectiveId(2)).map(|objective| objective.label.as_str()), Some("Autre"));
        }
    }
}

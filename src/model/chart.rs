//! The charts of a document by name, and the titles that people give to charts and slides in their own words.

use std::collections::BTreeMap;

use super::{Document, Place, RowId, Slide};

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChartName {
    /// The values of a row of an indicator over the years.
    Trend(RowId),
    /// The rows of every indicator, small: one of the sheets that hold them all, counted from 0.
    Indicators(u8),
    Credits,
    Shares,
    Titles,
    Schedule,
    Outstanding,
}

impl ChartName {
    /// Every chart of a document: the sheets of all indicators, each row, then the credits.
    pub fn all(document: &Document) -> Vec<Self> {
        let rows = document.indicators().flat_map(|indicator| indicator.rows.iter().map(|row| Self::Trend(row.id)));
        let credits = [Self::Credits, Self::Shares, Self::Titles, Self::Schedule, Self::Outstanding];
        sheets(document).map(Self::Indicators).chain(rows).chain(credits).collect()
    }

    /// The slide that shows it.
    pub fn slide(self) -> Slide {
        match self {
            Self::Trend(row) => Slide::Trend(row),
            Self::Credits => Slide::Credits,
            Self::Shares => Slide::Shares,
            Self::Titles => Slide::Titles,
            Self::Schedule => Slide::Schedule,
            Self::Outstanding => Slide::Outstanding,
            Self::Indicators(sheet) => Slide::Indicators(sheet),
        }
    }

    /// Whether a document has what the chart is about.
    pub fn exists(self, document: &Document) -> bool {
        match self {
            Self::Trend(row) => document.indicator_of_row(row).is_some(),
            Self::Indicators(sheet) => usize::from(sheet) < indicator_sheets(document).len(),
            _ => true,
        }
    }
}

/// Small trends stand beside each other, and under each other, as many as are read from the back of a room.
pub const TRENDS_ACROSS: usize = 4;
const TRENDS_DOWN: usize = 2;

/// The rows of every indicator, in the official order, by the sheets that show them; one sheet of none without any indicator. An objective stands
/// on one sheet, where it has no more rows than a sheet holds: else on several of its own.
pub fn indicator_sheets(document: &Document) -> Vec<Vec<RowId>> {
    let mut sheets: Vec<Vec<RowId>> = Vec::new();
    let mut free = 0;
    for objective in document.objectives.iter() {
        let rows: Vec<RowId> = objective.indicators.iter().flat_map(|indicator| indicator.rows.iter().map(|row| row.id)).collect();
        let lines: Vec<&[RowId]> = rows.chunks(TRENDS_ACROSS).collect();
        let count = lines.len().div_ceil(TRENDS_DOWN);
        match sheets.last_mut().filter(|_| lines.len() <= free) {
            Some(sheet) => {
                sheet.extend(&rows);
                free -= lines.len();
            }
            None => {
                // As evenly as whole lines allow.
                let end = |parts: usize| (lines.len() * parts).div_ceil(count);
                sheets.extend((0..count).filter_map(|number| Some(lines.get(end(number)..end(number + 1))?.concat())));
                free = if count == 1 { TRENDS_DOWN - lines.len() } else { 0 };
            }
        }
    }
    if sheets.is_empty() {
        sheets.push(Vec::new());
    }
    sheets
}

/// The numbers of the sheets, from 0.
pub(super) fn sheets(document: &Document) -> impl Iterator<Item = u8> + use<> {
    let count = indicator_sheets(document).len();
    (0..=u8::MAX).take(count)
}

/// Figures that were shown, each as exact text under its place; what shows nothing is not among them.
pub type Shown = BTreeMap<Place, String>;

/// A title in somebody's own words, and the figures that were shown when it was written: when they change, it may no longer be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTitle {
    pub words: String,
    /// `None` in a file of before, which did not say.
    pub over: Option<Shown>,
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Indicator, IndicatorId, Objective, ObjectiveId, Programme, Year};

    /// How many rows each sheet holds, for objectives of so many.
    fn sheets_of(objectives: &[u32]) -> Vec<usize> {
        let mut document = Document::new(Year::new(2021).unwrap(), Programme::default());
        let mut rows = 0..;
        let indicator = |row: u64| Indicator::new(IndicatorId(row + 10_000), RowId(row), String::new());
        let objectives = objectives.iter().zip(1..).map(|(count, id)| Objective {
            indicators: rows.by_ref().take(usize::try_from(*count).unwrap()).map(indicator).collect(),
            ..Objective::new(ObjectiveId(id), String::new())
        });
        document.objectives = Arc::new(objectives.collect());
        let sheets = indicator_sheets(&document);
        let all: Vec<RowId> = document.indicators().flat_map(|indicator| &indicator.rows).map(|row| row.id).collect();
        assert_eq!(sheets.concat(), all, "every row stands once, in its order");
        sheets.iter().map(Vec::len).collect()
    }

    #[test]
    fn a_sheet_holds_two_lines_and_whole_objectives_where_it_can() {
        let cases: [(&[u32], &[usize]); 10] = [
            (&[], &[0]),
            (&[0, 0], &[0]),
            (&[4, 3], &[7]),
            (&[4, 4, 4], &[8, 4]),
            (&[1, 1, 1, 1], &[2, 2]),
            (&[4, 8, 4], &[4, 8, 4]),
            (&[5, 0, 6], &[5, 6]),
            (&[8, 8, 8], &[8, 8, 8]),
            (&[24], &[8, 8, 8]),
            (&[1, 26, 1], &[1, 8, 8, 8, 2, 1]),
        ];
        for (objectives, expected) in cases {
            assert_eq!(sheets_of(objectives), expected, "{objectives:?}");
        }
    }
}

//! The charts of a document by name, and the titles that people give to charts and slides in their own words.

use std::collections::BTreeMap;

use super::{Document, Place, RowId, Slide};

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChartName {
    /// The values of a row of an indicator over the years.
    Trend(RowId),
    /// Every row of every indicator, small.
    Indicators,
    Credits,
    Shares,
    Titles,
    Schedule,
    Outstanding,
}

impl ChartName {
    /// Every chart of a document: all indicators, each row, then the credits.
    pub fn all(document: &Document) -> Vec<Self> {
        let rows = document.indicators().flat_map(|indicator| indicator.rows.iter().map(|row| Self::Trend(row.id)));
        let credits = [Self::Credits, Self::Shares, Self::Titles, Self::Schedule, Self::Outstanding];
        [Self::Indicators].into_iter().chain(rows).chain(credits).collect()
    }

    /// The slide that shows it; all indicators are too many for one.
    pub fn slide(self) -> Option<Slide> {
        Some(match self {
            Self::Trend(row) => Slide::Trend(row),
            Self::Credits => Slide::Credits,
            Self::Shares => Slide::Shares,
            Self::Titles => Slide::Titles,
            Self::Schedule => Slide::Schedule,
            Self::Outstanding => Slide::Outstanding,
            Self::Indicators => return None,
        })
    }

    /// Whether a document has what the chart is about.
    pub fn exists(self, document: &Document) -> bool {
        match self {
            Self::Trend(row) => document.indicator_of_row(row).is_some(),
            _ => true,
        }
    }
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

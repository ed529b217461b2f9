//! The charts of a document by name, what they are as data, and the titles that people give to charts and slides in their own words.

use std::collections::BTreeMap;

use super::{Document, IDENTITIES, IndicatorId, Measure, Place, RowId, Slide};
use crate::charts::shapes;

/// Which chart: of which kind, and what it is about.
///
/// Its kind is the key of a [`ChartShape`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChartName {
    pub key: &'static str,
    pub about: About,
}

/// What one chart is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// The whole document.
    Document,
    /// A row of an indicator.
    Row(RowId),
    /// An indicator of several rows, all in one unit.
    Indicator(IndicatorId),
    /// The rows of every indicator: one of the sheets that hold them all, counted from 0.
    Sheet(u8),
}

/// A kind of chart as data: what addresses, files, pages, figures and the presentation rest on. Who makes it stands beside it in `charts`.
#[derive(Debug)]
pub struct ChartShape {
    /// Its name in files and in places; it never changes.
    pub key: &'static str,
    /// The first word of its addresses.
    pub address: &'static str,
    /// What lists call it, in French and in English; a chart of a row is called after its row.
    pub name: [&'static str; 2],
    /// There is one for each of these.
    pub each: Each,
    pub figures: ChartFigures,
    pub page: ChartPage,
    /// Its rank among the slides: those of a lower rank come first.
    pub slide: u8,
    /// Whether the usual presentation shows it.
    pub is_usual: bool,
}

/// What a document has as many charts of a kind as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Each {
    Row,
    /// Each indicator that has several rows in one unit.
    Indicator,
    Sheet(Sheets),
    Document,
}

/// How the rows of all indicators are parted into sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheets {
    /// Small trends beside and under each other.
    Trends,
    /// A line for each row.
    Lines,
}

impl Sheets {
    /// The rows of every indicator, in the official order, by the sheets that show them; one sheet of none without any indicator.
    pub fn of(self, document: &Document) -> Vec<Vec<RowId>> {
        match self {
            Self::Trends => indicator_sheets(document),
            Self::Lines => line_sheets(document),
        }
    }
}

/// The figures that a chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartFigures {
    /// The values of what it is about: of a row, of the rows of an indicator, or of those of a sheet.
    Values,
    /// The last actual, the forecast and the last target of each row of a sheet, and the direction of its indicator.
    Attainment,
    /// Act and bill, by title.
    Credits,
    /// AE of the bill, by action and title.
    Shares,
    /// AE and CP of the bill, by action and title.
    ActionTitles,
    /// Acts and bills of every year that the document knows, whole.
    Years,
    /// Act and bill in one measure, whole and by action or title.
    Changes {
        by: ChangeBy,
        measure: Measure,
    },
    Schedule,
    Outstanding,
    /// The totals of a section, or its rows.
    Bridge(&'static Bridge),
}

/// What a change is parted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeBy {
    Action,
    Title,
}

/// From one column or row of a section to another one, which is the first and the steps between both.
#[derive(Debug, PartialEq, Eq)]
pub struct Bridge {
    pub section: &'static str,
    pub along: Along,
    pub from: &'static str,
    pub steps: &'static [&'static str],
    pub to: &'static str,
}

/// What the steps of a bridge are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// Columns: of each its total.
    Columns,
    /// Fixed rows, of one column.
    Rows,
}

/// The page on which a chart stands beside its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartPage {
    Bill,
    /// On that of the bill, under the table of variations.
    Variation,
    Titles,
    /// Of the indicator whose row it shows.
    Indicator,
    /// Under the table of a section, by its key.
    Section(&'static str),
    /// With the other charts alone.
    Charts,
}

impl ChartShape {
    /// The chart about something; `None` where charts of this kind are about something else.
    pub fn chart(&self, about: About) -> Option<ChartName> {
        let fits = match about {
            About::Document => self.each == Each::Document,
            About::Row(_) => self.each == Each::Row,
            About::Indicator(_) => self.each == Each::Indicator,
            About::Sheet(_) => matches!(self.each, Each::Sheet(_)),
        };
        fits.then_some(ChartName { key: self.key, about })
    }

    /// Those that a document has, in its order.
    pub fn charts(&self, document: &Document) -> Vec<ChartName> {
        let about: Vec<About> = match self.each {
            Each::Document => vec![About::Document],
            Each::Row => document.indicators().flat_map(|indicator| indicator.rows.iter().map(|row| About::Row(row.id))).collect(),
            Each::Indicator => document.indicators().map(|indicator| About::Indicator(indicator.id)).collect(),
            Each::Sheet(sheets) => (0..=u8::MAX).take(sheets.of(document).len()).map(About::Sheet).collect(),
        };
        about.into_iter().filter_map(|about| self.chart(about)).filter(|chart| chart.exists(document)).collect()
    }
}

impl ChartName {
    pub const CREDITS: Self = Self::of_document("credits");
    pub const SHARES: Self = Self::of_document("shares");
    pub const TITLES: Self = Self::of_document("titles");
    pub const SCHEDULE: Self = Self::of_document("schedule");
    pub const OUTSTANDING: Self = Self::of_document("outstanding");

    /// A chart about the whole document.
    pub const fn of_document(key: &'static str) -> Self {
        Self { key, about: About::Document }
    }

    /// The values of a row of an indicator over the years.
    pub const fn trend(row: RowId) -> Self {
        Self { key: "trend", about: About::Row(row) }
    }

    /// A sheet of small trends.
    pub const fn indicators(sheet: u8) -> Self {
        Self { key: "indicators", about: About::Sheet(sheet) }
    }

    /// Every chart of a document: the sheets of all indicators, each row, then the credits and sections.
    pub fn all(document: &Document) -> Vec<Self> {
        shapes::ALL.iter().flat_map(|shape| shape.charts(document)).collect()
    }

    /// What it is as data; `None` for a key that no chart has.
    pub fn shape(self) -> Option<&'static ChartShape> {
        shapes::of(self.key)
    }

    /// The row that it is about.
    pub fn row(self) -> Option<RowId> {
        match self.about {
            About::Row(row) => Some(row),
            About::Document | About::Indicator(_) | About::Sheet(_) => None,
        }
    }

    /// The sheets of its kind, with the rows of each; none of a chart that is no sheet.
    pub fn sheets(self, document: &Document) -> Vec<Vec<RowId>> {
        match self.shape().map(|shape| shape.each) {
            Some(Each::Sheet(sheets)) => sheets.of(document),
            Some(Each::Row | Each::Indicator | Each::Document) | None => Vec::new(),
        }
    }

    /// The rows of indicators that it is about.
    pub fn rows(self, document: &Document) -> Vec<RowId> {
        match self.about {
            About::Document => Vec::new(),
            About::Row(row) => vec![row],
            About::Indicator(id) => document.indicator(id).map_or_else(Vec::new, |indicator| indicator.rows.iter().map(|row| row.id).collect()),
            About::Sheet(sheet) => self.sheets(document).into_iter().nth(usize::from(sheet)).unwrap_or_default(),
        }
    }

    /// The slide that shows it.
    pub fn slide(self) -> Slide {
        Slide::Chart(self)
    }

    /// Whether a document has what the chart is about.
    pub fn exists(self, document: &Document) -> bool {
        match (self.about, self.shape().map(|shape| shape.figures)) {
            (About::Document, Some(ChartFigures::Bridge(bridge))) => document.sections.has(bridge.section),
            (About::Document, _) => true,
            (About::Row(row), _) => document.indicator_of_row(row).is_some(),
            (About::Indicator(id), _) => document.indicator(id).is_some_and(|indicator| indicator.rows.len() > 1 && indicator.has_one_unit()),
            (About::Sheet(sheet), _) => usize::from(sheet) < self.sheets(document).len(),
        }
    }

    /// Its name in files and places: "credits", "trend/6", "indicators", "indicators/1".
    pub fn code(self) -> String {
        match self.about {
            About::Document | About::Sheet(0) => self.key.to_owned(),
            About::Row(row) => format!("{}/{}", self.key, row.0),
            About::Indicator(id) => format!("{}/{}", self.key, id.0),
            About::Sheet(sheet) => format!("{}/{sheet}", self.key),
        }
    }

    /// The chart of a code; `None` for one that this Papier does not know.
    pub fn from_code(code: &str) -> Option<Self> {
        let (key, about) = code.split_once('/').map_or((code, None), |(key, about)| (key, Some(about)));
        let shape = shapes::of(key)?;
        let about = match (shape.each, about) {
            (Each::Document, None) => About::Document,
            (Each::Sheet(_), None) => About::Sheet(0),
            (Each::Sheet(_), Some(sheet)) => About::Sheet(sheet.parse().ok()?),
            (Each::Row, Some(row)) => About::Row(RowId(identity(row)?)),
            (Each::Indicator, Some(id)) => About::Indicator(IndicatorId(identity(id)?)),
            (Each::Document, Some(_)) | (Each::Row | Each::Indicator, None) => return None,
        };
        shape.chart(about).filter(|chart| chart.code() == code)
    }
}

fn identity(text: &str) -> Option<u64> {
    text.parse().ok().filter(|id| *id < IDENTITIES)
}

/// The most lines of a sheet that are read from the back of a room.
const MOST_LINES: usize = 10;

/// Every row, by sheets of lines: an objective stands on one, where it has no more than a sheet holds, else on several as even as can be.
fn line_sheets(document: &Document) -> Vec<Vec<RowId>> {
    let mut sheets: Vec<Vec<RowId>> = Vec::new();
    for objective in document.objectives.iter() {
        let rows: Vec<RowId> = objective.indicators.iter().flat_map(|indicator| indicator.rows.iter().map(|row| row.id)).collect();
        if rows.is_empty() {
            continue;
        }
        match sheets.last_mut().filter(|sheet| sheet.len() + rows.len() <= MOST_LINES) {
            Some(sheet) => sheet.extend(rows),
            None => sheets.extend(rows.chunks(rows.len().div_ceil(rows.len().div_ceil(MOST_LINES))).map(<[RowId]>::to_vec)),
        }
    }
    if sheets.is_empty() {
        sheets.push(Vec::new());
    }
    sheets
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

//! Charts: what each one says and shows, from the document and its figures.
//!
//! A [`Chart`] holds exact values and finished words in one language. A [`scene`] is the same in plain numbers, on a page, as a picture or inside a
//! slide: marks and measured text, which every renderer only paints. No toolkit and no file; an exact value becomes a float only where a mark is
//! placed.

mod action_titles;
pub mod arranged;
mod attainment;
mod axis;
mod bars;
mod by_title;
pub mod claims;
mod credits;
mod credits_waterfall;
mod data_table;
pub mod drawn;
pub mod fonts;
mod indicators;
mod jobs;
pub mod lines;
mod outstanding;
pub mod palette;
mod pay;
mod pen;
pub mod placement;
mod plot;
mod rows;
mod rows_scene;
pub mod scene;
mod schedule;
pub mod shapes;
mod shares;
pub mod slides;
mod stack;
mod trend;
mod unit;
mod waterfall;
mod years;

mod action_titles_scene;
mod attainment_scene;
mod by_title_scene;
mod credits_scene;
mod indicators_scene;
mod outstanding_scene;
mod schedule_scene;
mod shares_scene;
mod trend_labels;
mod trend_scene;
mod waterfall_scene;
mod years_scene;

#[cfg(test)]
mod tests;

pub use crate::address::charts::{name, names, parse as parse_name};
pub use action_titles::{ActionRow, ActionTitles};
pub use attainment::{Attainment, BoardRow};
pub use by_title::{ByTitle, TitleRow, TitlesOf, by_title};
pub use credits::{Comparison, Credits, credits};
pub use data_table::{DataCell, DataTable, data_table};
pub use indicators::{Indicators, ObjectiveTrends, Panel, indicators};
pub use outstanding::{Level, LevelNature, Outstanding, YearEnd, outstanding};
pub use plot::{Data, Plot};
pub use schedule::{Key, Schedule, schedule};
pub use shares::{ActionShare, Shares, shares};
pub use trend::{Point, Span, Trend, TrendYear, YearRole, trend};
pub use waterfall::{End, Step, Waterfall};
pub use years::{YearRow, Years};

use plot::Kind;
use shapes::every_chart;

use crate::calc::{Figures, shown};
use crate::lang::Lang;
use crate::model::{ChartName, Document, Euros, Place};

/// One chart of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub name: ChartName,
    /// The finding, when the figures support one.
    pub title: String,
    /// What stands instead where the finding does not hold on two lines.
    pub neutral_title: Option<String>,
    pub subtitle: String,
    /// Where the figures come from, and the abbreviations.
    pub source: String,
    /// All of it in words, for a screen reader, in the order of the data.
    pub summary: String,
    /// What its title and marks state of figures; the title is that of the first, unless it is a heading or somebody's own.
    pub claims: Vec<claims::Claim>,
    pub data: Data,
}

/// The colour of a series: one for each title, action or origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hue {
    Blue,
    Orange,
    Teal,
    Plum,
    Ochre,
    Violet,
    Grey,
}

/// A part of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    pub name: String,
    /// What stands under the name, smaller.
    pub detail: String,
    pub hue: Hue,
    pub amount: Euros,
    /// The amount as the bar prints it.
    pub text: String,
    /// FdC et AdP, which are never part of a total of credits.
    pub is_hatched: bool,
    /// The figure of the document that it is; `None` of what is no figure alone.
    pub place: Option<Place>,
}

/// A bar of segments, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub name: String,
    pub total: Total,
    pub total_text: String,
    /// Without those of 0.
    pub segments: Vec<Segment>,
}

/// What a bar amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// Nothing was entered.
    Empty,
    Amount(Euros),
    /// Beyond what an amount can hold.
    Overflow,
}

/// The chart of a name; `None` when what it is about is not in the document.
///
/// Its title is the drafter's own while the figures are those over which it was written. When they changed it is the one that they give, on the
/// screen, projected and in every file alike: a picture outlives the mark beside it, and must not say what its figures do not. The drafter's words
/// stay in the document, and the window and the findings ask about them.
pub fn chart(document: &Document, figures: &Figures, lang: Lang, name: ChartName) -> Option<Chart> {
    let mut chart = generated(document, figures, lang, name)?;
    if let Some(own) = document.chart_titles.get(&name).filter(|own| shown::holds(own, &shown::of_chart(document, figures, name))) {
        let words = typographic(&own.words);
        chart.summary = retitled(&chart.summary, &chart.title, &words);
        chart.title = words;
        chart.neutral_title = None;
    }
    Some(chart)
}

/// What a chart is called in a list, whatever its figures say: as its slide.
pub fn words(document: &Document, lang: Lang, chart: ChartName) -> String {
    slides::name(document, lang, chart.slide())
}

/// A summary that begins with another title: it says first what is shown first.
fn retitled(summary: &str, title: &str, own: &str) -> String {
    match summary.strip_prefix(title) {
        Some(rest) => format!("{own}{rest}"),
        None => format!("{own}. {summary}"),
    }
}

/// The chart with the title that its figures give.
pub fn generated(document: &Document, figures: &Figures, lang: Lang, name: ChartName) -> Option<Chart> {
    kind(name)?.chart(document, figures, lang, name)
}

macro_rules! kinds {
    ($($kind:path => $shape:expr,)*) => { &[$(&$kind),*] };
}

/// Who makes the charts of each shape, in the order of the shapes.
static KINDS: &[&dyn Kind] = every_chart!(kinds);

/// Who makes a chart.
fn kind(name: ChartName) -> Option<&'static dyn Kind> {
    shapes::ALL.iter().zip(KINDS).find(|(shape, _)| shape.key == name.key).map(|(_, kind)| *kind)
}

/// "Source : programme 352, PAP annexé au PLF 2021, {part}."
fn source(document: &Document, lang: Lang, part: &str) -> String {
    let programme =
        document.programme.number.map(|number| lang.pick(format!("programme {number}, "), format!("programme {number}, "))).unwrap_or_default();
    let year = document.year;
    lang.pick(
        format!("Source\u{a0}: {programme}PAP annexé au PLF {year}, {part}."),
        format!("Source: {programme}PAP annexed to the PLF {year}, {part}."),
    )
}

/// The separator of a language between a name and its value.
fn colon(lang: Lang) -> &'static str {
    lang.pick("\u{a0}: ", ": ")
}

/// The separator of a language between two values.
fn semicolon(lang: Lang) -> &'static str {
    lang.pick("\u{202f}; ", "; ")
}

/// A name as charts print it, with typographic apostrophes.
fn typographic(name: &str) -> String {
    name.trim().replace('\'', "’")
}

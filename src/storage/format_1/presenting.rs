//! The presentation in a file of format 1: the titles of charts, and the slides.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Label, Words};
use crate::model::{self, Document, RowId};
use crate::storage::format_2::named::Named as _;
use crate::storage::reading::{Joined, Misplaced, dangling, key, twice, unique};
use crate::storage::{Expectation, Fault, MOST_SLIDES};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SlideLine {
    of: SlideOf,
    #[serde(default)]
    hidden: bool,
    #[serde(default)]
    title: Label,
    /// Those that the title was written over, where it says so.
    #[serde(default)]
    figures: Option<Vec<FigureOf>>,
    /// Its paragraphs.
    #[serde(default)]
    notes: Vec<Words>,
}

/// The title of a chart, and the figures that it was written over.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChartTitleLine {
    of: ChartOf,
    title: Label,
    figures: Vec<FigureOf>,
}

#[derive(Clone, Copy, Deserialize)]
enum ChartOf {
    /// The row of an indicator.
    Trend(u32),
    Indicators,
    /// Where one sheet does not hold every indicator: which of the others, from 1.
    IndicatorsSheet(u8),
    Credits,
    Shares,
    Titles,
    Schedule,
    Outstanding,
}

impl From<ChartOf> for model::ChartName {
    fn from(of: ChartOf) -> Self {
        match of {
            ChartOf::Trend(row) => Self::trend(RowId(row.into())),
            ChartOf::Indicators => Self::indicators(0),
            ChartOf::IndicatorsSheet(sheet) => Self::indicators(sheet),
            ChartOf::Credits => Self::CREDITS,
            ChartOf::Shares => Self::SHARES,
            ChartOf::Titles => Self::TITLES,
            ChartOf::Schedule => Self::SCHEDULE,
            ChartOf::Outstanding => Self::OUTSTANDING,
        }
    }
}

/// A figure that was shown, as exact text: "bill/2021/all/all/ae=10600000". It stays text until its file is known to be whole: a list of places is
/// several times as large.
struct FigureOf(Box<str>);

impl FigureOf {
    fn read(text: &str) -> Option<(model::Place, String)> {
        let (code, figure) = text.split_once('=')?;
        Some((model::Place::from_code(code)?, figure.to_owned()))
    }
}

impl<'de> Deserialize<'de> for FigureOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| de::Error::custom(key(&Expectation::ShownFigure)))?;
        Ok(Self(text.into()))
    }
}

fn shown(figures: Vec<FigureOf>) -> model::Shown {
    figures.iter().filter_map(|FigureOf(text)| FigureOf::read(text)).collect()
}

#[derive(Clone, Copy, Deserialize)]
enum SlideOf {
    Cover,
    Figures,
    Shares,
    Titles,
    Credits,
    Schedule,
    Outstanding,
    /// The sheet of all indicators, from 0.
    Indicators(u8),
    /// The row of an indicator.
    Trend(u32),
    Findings,
}

impl From<SlideOf> for model::Slide {
    fn from(of: SlideOf) -> Self {
        let chart = match of {
            SlideOf::Cover => return Self::Cover,
            SlideOf::Figures => return Self::Figures,
            SlideOf::Findings => return Self::Findings,
            SlideOf::Shares => model::ChartName::SHARES,
            SlideOf::Titles => model::ChartName::TITLES,
            SlideOf::Credits => model::ChartName::CREDITS,
            SlideOf::Schedule => model::ChartName::SCHEDULE,
            SlideOf::Outstanding => model::ChartName::OUTSTANDING,
            SlideOf::Indicators(sheet) => model::ChartName::indicators(sheet),
            SlideOf::Trend(row) => model::ChartName::trend(RowId(row.into())),
        };
        Self::Chart(chart)
    }
}

/// Titles of one line, each of a chart that the document has.
pub(super) fn chart_titles(document: &Document, lines: Vec<ChartTitleLine>) -> Result<BTreeMap<model::ChartName, model::OwnTitle>, Misplaced> {
    const SECTION: &str = "chart_titles";
    for (index, line) in lines.iter().enumerate() {
        if let ChartOf::Trend(row) = line.of
            && !model::ChartName::from(line.of).exists(document)
        {
            return Err(dangling(SECTION, index, "row", row.into()));
        }
        if line.title.is_empty() || line.title.0.contains(['\n', '\r']) {
            return Err(Misplaced { section: SECTION, index, fault: Fault::Expected(Expectation::Line) });
        }
    }
    unique(SECTION, lines.into_iter().map(|line| (line.of.into(), model::OwnTitle { words: line.title.0, over: Some(shown(line.figures)) })))
}

/// A list of slides no longer than a presentation may be: one of a few letters takes a hundred bytes.
pub(super) fn slides<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<SlideLine>, D::Error> {
    struct Slides;

    impl<'de> Visitor<'de> for Slides {
        type Value = Vec<SlideLine>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(key(&Expectation::Slides))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<SlideLine>, A::Error> {
            let mut slides = Vec::new();
            while let Some(slide) = list.next_element()? {
                if slides.len() == MOST_SLIDES {
                    return Err(de::Error::custom(key(&Expectation::Slides)));
                }
                slides.push(slide);
            }
            Ok(slides)
        }
    }

    deserializer.deserialize_seq(Slides)
}

/// The presentation: each slide once, of rows that the document has.
pub(super) fn deck(document: &Document, lines: Vec<SlideLine>) -> Result<model::Deck, Misplaced> {
    const SECTION: &str = "slides";
    let misplaced = |index, what| Misplaced { section: SECTION, index, fault: Fault::Expected(what) };
    let mut planned: Vec<model::Planned> = Vec::new();
    let mut known = BTreeSet::new();
    for (index, line) in lines.into_iter().enumerate() {
        let slide = model::Slide::from(line.of);
        if let Some(row) = slide.chart().and_then(model::ChartName::row)
            && !slide.exists(document)
        {
            return Err(dangling(SECTION, index, "row", row.0));
        }
        if !known.insert(slide) {
            return Err(twice(SECTION, index, model::Slide::WHAT, slide.named()));
        }
        if line.title.0.contains(['\n', '\r']) || line.notes.iter().any(|line| line.0.contains(['\n', '\r'])) {
            return Err(misplaced(index, Expectation::Line));
        }
        let mut notes = Joined::default();
        if !line.notes.iter().all(|line| notes.push(&line.0)) {
            return Err(misplaced(index, Expectation::Text));
        }
        let over = line.figures.map(shown);
        let title = (!line.title.is_empty()).then_some(model::OwnTitle { words: line.title.0, over });
        planned.push(model::Planned { slide, is_shown: !line.hidden, title, notes: notes.text() });
    }
    Ok(model::Deck::new(planned))
}

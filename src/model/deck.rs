//! The presentation made from a document: which slides, in which order, with the titles and notes of the presenter.
//!
//! A deck is what the presenter made of it, no more: an empty one is the usual presentation, and a slide that the document gained since (an
//! indicator, say) stands in it where the usual presentation has it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{ChartName, Document, OwnTitle, RowId, Text, chart};

/// What a slide is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slide {
    Cover,
    /// The figures of the year: AE and CP of the bill against those of the act.
    Figures,
    /// Shares of the actions.
    Shares,
    /// Each title, bill against act.
    Titles,
    /// AE and CP of the act and of the bill, their titles stacked.
    Credits,
    /// The payment schedule.
    Schedule,
    /// Outstanding commitments over the years.
    Outstanding,
    /// One of the sheets on which the rows of every indicator stand small, counted from 0.
    Indicators(u8),
    /// The trend of one row of an indicator.
    Trend(RowId),
    /// What does not hold.
    Findings,
}

impl Slide {
    /// Whether a document has what the slide is about.
    pub fn exists(self, document: &Document) -> bool {
        self.chart().is_none_or(|chart| chart.exists(document))
    }

    /// The chart that the slide is, when it is one.
    pub fn chart(self) -> Option<ChartName> {
        Some(match self {
            Self::Shares => ChartName::Shares,
            Self::Titles => ChartName::Titles,
            Self::Credits => ChartName::Credits,
            Self::Schedule => ChartName::Schedule,
            Self::Outstanding => ChartName::Outstanding,
            Self::Indicators(sheet) => ChartName::Indicators(sheet),
            Self::Trend(row) => ChartName::Trend(row),
            Self::Cover | Self::Figures | Self::Findings => return None,
        })
    }

    /// Whether the usual presentation shows it.
    pub fn is_usual(self) -> bool {
        !matches!(self, Self::Credits | Self::Outstanding | Self::Indicators(_) | Self::Findings)
    }
}

/// A slide as the presenter wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub slide: Slide,
    pub is_shown: bool,
    /// The presenter's own title; none for the finding that the figures give.
    pub title: Option<OwnTitle>,
    /// For the presenter alone.
    pub notes: Text,
}

impl Planned {
    /// The slide of the usual presentation.
    pub fn usual(slide: Slide) -> Self {
        Self { slide, is_shown: slide.is_usual(), title: None, notes: Text::default() }
    }
}

/// The slides that a presenter arranged, in order; empty for the usual presentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deck {
    planned: Vec<Planned>,
    /// Where each slide stands.
    ranks: BTreeMap<Slide, usize>,
}

impl Deck {
    /// A deck of slides in this order, each once: a slide that comes again is left out.
    pub fn new(slides: impl IntoIterator<Item = Planned>) -> Self {
        let mut deck = Self::default();
        for slide in slides {
            if let Entry::Vacant(free) = deck.ranks.entry(slide.slide) {
                free.insert(deck.planned.len());
                deck.planned.push(slide);
            }
        }
        deck
    }

    /// The presenter's own title of a slide.
    pub fn title(&self, slide: Slide) -> Option<&OwnTitle> {
        self.planned.get(*self.ranks.get(&slide)?)?.title.as_ref()
    }

    /// What was arranged, without the slides that follow from the document.
    pub fn arranged(&self) -> &[Planned] {
        &self.planned
    }

    pub fn is_empty(&self) -> bool {
        self.planned.is_empty()
    }

    /// The slides of the usual presentation, in its order.
    pub fn usual(document: &Document) -> Vec<Planned> {
        let head = [Slide::Cover, Slide::Figures, Slide::Shares, Slide::Titles, Slide::Credits, Slide::Schedule, Slide::Outstanding];
        let trends = document.indicators().flat_map(|indicator| &indicator.rows).map(|row| Slide::Trend(row.id));
        let sheets = chart::sheets(document).map(Slide::Indicators);
        head.into_iter().chain(sheets).chain(trends).chain([Slide::Findings]).map(Planned::usual).collect()
    }

    /// Every slide of a document in the order of the presentation, those that are not shown as well.
    pub fn slides(&self, document: &Document) -> Vec<Planned> {
        let usual = Self::usual(document);
        if self.planned.is_empty() {
            return usual;
        }
        // Runs of slides that the document gained, by the arranged slide that each follows.
        let mut gained: BTreeMap<Option<Slide>, Vec<Planned>> = BTreeMap::new();
        let mut before = None;
        for planned in usual {
            if self.ranks.contains_key(&planned.slide) {
                before = Some(planned.slide);
            } else {
                gained.entry(before).or_default().push(planned);
            }
        }
        let mut slides = gained.remove(&None).unwrap_or_default();
        for planned in self.planned.iter().filter(|planned| planned.slide.exists(document)) {
            slides.push(planned.clone());
            slides.extend(gained.remove(&Some(planned.slide)).unwrap_or_default());
        }
        slides
    }

    /// The slides that are shown, in order.
    pub fn shown(&self, document: &Document) -> Vec<Planned> {
        let mut slides = self.slides(document);
        slides.retain(|planned| planned.is_shown);
        slides
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Indicator, IndicatorId, Objective, ObjectiveId, Programme, Year};

    fn document(rows: &[u64]) -> Document {
        let mut document = Document::new(Year::new(2021).unwrap(), Programme::default());
        let indicators = rows.iter().map(|row| Indicator::new(IndicatorId(row + 100), RowId(*row), String::new())).collect();
        document.objectives = Arc::new(vec![Objective { indicators, ..Objective::new(ObjectiveId(1), String::new()) }].into());
        document
    }

    fn order(deck: &Deck, document: &Document) -> Vec<Slide> {
        deck.slides(document).into_iter().map(|planned| planned.slide).collect()
    }

    const SHOWN: [Slide; 5] = [Slide::Cover, Slide::Figures, Slide::Shares, Slide::Titles, Slide::Schedule];

    #[test]
    fn the_usual_presentation_follows_the_document_and_leaves_the_findings_out() {
        let document = document(&[2, 3]);
        let shown: Vec<Slide> = Deck::default().shown(&document).into_iter().map(|planned| planned.slide).collect();
        assert_eq!(shown, [&SHOWN[..], &[Slide::Trend(RowId(2)), Slide::Trend(RowId(3))]].concat());
        assert_eq!(order(&Deck::default(), &document).last(), Some(&Slide::Findings));
    }

    #[test]
    fn an_arranged_deck_keeps_its_order_and_takes_what_the_document_gained_and_lost() {
        let deck = Deck::new([Slide::Trend(RowId(3)), Slide::Cover, Slide::Trend(RowId(9)), Slide::Trend(RowId(3))].map(Planned::usual));
        assert_eq!(deck.arranged().len(), 3, "a slide stands once");
        let expected = [
            Slide::Trend(RowId(3)),
            Slide::Findings,
            Slide::Cover,
            Slide::Figures,
            Slide::Shares,
            Slide::Titles,
            Slide::Credits,
            Slide::Schedule,
            Slide::Outstanding,
            Slide::Indicators(0),
            Slide::Trend(RowId(2)),
        ];
        assert_eq!(order(&deck, &document(&[2, 3])), expected);
        assert!(!order(&deck, &document(&[2])).contains(&Slide::Trend(RowId(3))));
    }
}

//! The presentation made from a document: which slides, in which order, with the titles and notes of the presenter.
//!
//! A deck is what the presenter made of it, no more: an empty one is the usual presentation, and a slide that the document gained since (an
//! indicator, say) stands in it where the usual presentation has it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{ChartName, Document, OwnTitle, Text};
use crate::charts::shapes;

/// What a slide is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slide {
    Cover,
    /// The figures of the year: AE and CP of the bill against those of the act.
    Figures,
    Chart(ChartName),
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
        match self {
            Self::Chart(chart) => Some(chart),
            Self::Cover | Self::Figures | Self::Findings => None,
        }
    }

    /// Whether the usual presentation shows it.
    pub fn is_usual(self) -> bool {
        match self {
            Self::Cover | Self::Figures => true,
            Self::Chart(chart) => chart.shape().is_some_and(|shape| shape.is_usual),
            Self::Findings => false,
        }
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

    /// Where a slide stands among those that were arranged.
    pub fn rank(&self, slide: Slide) -> Option<usize> {
        self.ranks.get(&slide).copied()
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
        let mut shapes: Vec<_> = shapes::ALL.iter().collect();
        shapes.sort_by_key(|shape| shape.slide);
        let charts = shapes.into_iter().flat_map(|shape| shape.charts(document)).map(Slide::Chart);
        [Slide::Cover, Slide::Figures].into_iter().chain(charts).chain([Slide::Findings]).map(Planned::usual).collect()
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
    use crate::model::{Indicator, IndicatorId, Objective, ObjectiveId, Programme, RowId, Year};

    fn document(rows: &[u64]) -> Document {
        let mut document = Document::new(Year::new(2021).unwrap(), Programme::default());
        let indicators = rows.iter().map(|row| Indicator::new(IndicatorId(row + 100), RowId(*row), String::new())).collect();
        document.objectives = Arc::new(vec![Objective { indicators, ..Objective::new(ObjectiveId(1), String::new()) }].into());
        document
    }

    fn order(deck: &Deck, document: &Document) -> Vec<Slide> {
        deck.slides(document).into_iter().map(|planned| planned.slide).collect()
    }

    const SHOWN: [Slide; 5] =
        [Slide::Cover, Slide::Figures, Slide::Chart(ChartName::SHARES), Slide::Chart(ChartName::TITLES), Slide::Chart(ChartName::SCHEDULE)];

    #[test]
    fn the_usual_presentation_follows_the_document_and_leaves_the_findings_out() {
        let document = document(&[2, 3]);
        let shown: Vec<Slide> = Deck::default().shown(&document).into_iter().map(|planned| planned.slide).collect();
        assert_eq!(shown, [&SHOWN[..], &[Slide::Chart(ChartName::trend(RowId(2))), Slide::Chart(ChartName::trend(RowId(3)))]].concat());
        assert_eq!(order(&Deck::default(), &document).last(), Some(&Slide::Findings));
    }

    #[test]
    fn an_arranged_deck_keeps_its_order_and_takes_what_the_document_gained_and_lost() {
        let deck = Deck::new(
            [
                Slide::Chart(ChartName::trend(RowId(3))),
                Slide::Cover,
                Slide::Chart(ChartName::trend(RowId(9))),
                Slide::Chart(ChartName::trend(RowId(3))),
            ]
            .map(Planned::usual),
        );
        assert_eq!(deck.arranged().len(), 3, "a slide stands once");
        let expected = [
            Slide::Chart(ChartName::trend(RowId(3))),
            Slide::Findings,
            Slide::Cover,
            Slide::Figures,
            Slide::Chart(ChartName::SHARES),
            Slide::Chart(ChartName::TITLES),
            Slide::Chart(ChartName::of_document("action-titles")),
            Slide::Chart(ChartName::CREDITS),
            Slide::Chart(ChartName::of_document("years")),
            Slide::Chart(ChartName::of_document("waterfall-actions-ae")),
            Slide::Chart(ChartName::of_document("waterfall-actions-cp")),
            Slide::Chart(ChartName::of_document("waterfall-titles-ae")),
            Slide::Chart(ChartName::of_document("waterfall-titles-cp")),
            Slide::Chart(ChartName::SCHEDULE),
            Slide::Chart(ChartName::OUTSTANDING),
            Slide::Chart(ChartName::indicators(0)),
            Slide::Chart(ChartName { key: "attainment", about: crate::model::About::Sheet(0) }),
            Slide::Chart(ChartName::trend(RowId(2))),
        ];
        assert_eq!(order(&deck, &document(&[2, 3])), expected);
        assert!(!order(&deck, &document(&[2])).contains(&Slide::Chart(ChartName::trend(RowId(3)))));
    }
}

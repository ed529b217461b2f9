//! Titles that people wrote over figures that have changed since.

use super::{Compared, Finding};
use crate::calc::{Figures, shown};
use crate::model::{Document, OwnTitle, Place, Rule, Shown, TextPlace};

/// Each is named by its words and by how many figures changed; what these are now follows, so that a justification holds for them alone.
pub(super) fn own_title(document: &Document, figures: &Figures) -> Vec<Finding> {
    let charts = document.chart_titles.iter();
    let charts = charts.filter_map(|(chart, title)| finding(TextPlace::ChartTitle(*chart), title, &shown::of_chart(document, figures, *chart)));
    let slides = document.deck.arranged().iter().filter_map(|planned| {
        let title = planned.title.as_ref()?;
        finding(TextPlace::SlideTitle(planned.slide), title, &shown::of_slide(document, figures, planned.slide))
    });
    charts.chain(slides).collect()
}

fn finding(place: TextPlace, title: &OwnTitle, now: &Shown) -> Option<Finding> {
    let changed = shown::changed(title, now);
    let head = [Compared::Words(title.words.clone()), Compared::Number(changed.len().into())];
    let figures = changed.iter().map(|changed| Compared::Words(format!("{} = {}", changed.place.code(), changed.now)));
    (!changed.is_empty()).then(|| Finding::new(Rule::OwnTitle, Place::Text(place), head.into_iter().chain(figures)))
}

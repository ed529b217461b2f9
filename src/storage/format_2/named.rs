//! What a line is about, in the words of the file: a refusal names a line so.

use super::words::{self, Opening, Origin, OutstandingItem, Stage, ValueKind};
use super::written::Line;
use crate::model::{self, ChartName, CreditKey, Justified, KeptCellKey, Labelled, Slide, ValueKey, Year};

/// The key of a fact, or of a thing that stands once.
pub(in crate::storage) trait Named {
    /// What it is the key of, as `sentences` knows it.
    const WHAT: &'static str;

    /// The fields that tell it from others, as a line has them.
    fn named(&self) -> String;
}

impl Named for CreditKey {
    const WHAT: &'static str = "credit";

    fn named(&self) -> String {
        let (year, stage, action, category) = *self;
        let line = Line::year(year).bare("stage", Stage::of(stage)).bare("action", &action.0.to_string());
        line.bare("category", &category.to_string()).fields()
    }
}

impl Named for (Year, model::OutstandingItem) {
    const WHAT: &'static str = "outstanding";

    fn named(&self) -> String {
        Line::year(self.0).bare("item", OutstandingItem::of(self.1)).fields()
    }
}

impl Named for (Year, model::Origin, model::Opening) {
    const WHAT: &'static str = "schedule";

    fn named(&self) -> String {
        Line::year(self.0).bare("origin", Origin::of(self.1)).bare("opening", Opening::of(self.2)).fields()
    }
}

impl Named for ValueKey {
    const WHAT: &'static str = "value";

    fn named(&self) -> String {
        Line::of("row", self.0.0).bare("year", &self.1.to_string()).bare("kind", ValueKind::of(self.2)).fields()
    }
}

impl Named for Justified {
    const WHAT: &'static str = "justification";

    fn named(&self) -> String {
        let line = Line::words_of("rule", words::rule(self.rule)).words("place", &self.place.code());
        line.list("figures", self.figures.iter().map(String::as_str)).fields()
    }
}

impl Named for Labelled {
    const WHAT: &'static str = "label";

    fn named(&self) -> String {
        Line::begun().bare("of", &words::labelled(*self)).fields()
    }
}

impl Named for ChartName {
    const WHAT: &'static str = "title";

    fn named(&self) -> String {
        Line::begun().bare("of", &words::chart(*self)).fields()
    }
}

/// A chart, or the code of one that this Papier does not know.
impl Named for Result<ChartName, String> {
    const WHAT: &'static str = ChartName::WHAT;

    fn named(&self) -> String {
        match self {
            Ok(chart) => chart.named(),
            Err(code) => Line::begun().bare("of", &words::chart_of_code(code)).fields(),
        }
    }
}

impl Named for Slide {
    const WHAT: &'static str = "slide";

    fn named(&self) -> String {
        Line::begun().bare("of", &words::slide(*self)).fields()
    }
}

impl Named for KeptCellKey {
    const WHAT: &'static str = "cell";

    fn named(&self) -> String {
        let line = Line::words_of("section", &self.section).bare("row", &words::cell_row(&self.row));
        line.maybe_bare("year", self.year.map(|year| year.to_string())).words("column", &self.column).fields()
    }
}

/// The key of a conflict.
impl Named for String {
    const WHAT: &'static str = "conflict";

    fn named(&self) -> String {
        Line::words_of("key", self).fields()
    }
}

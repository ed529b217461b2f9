//! What of the checks is told besides what is wrong: what is still to be typed, and what holds.

use super::{Compared, Finding};
use crate::calc::Figures;
use crate::model::{Document, Place, Rule, Sum};
use crate::sections::checks::numbered;

impl Rule {
    /// Whether it finds that something is missing which every draft misses at first.
    fn is_of_missing(self) -> bool {
        match self {
            Self::Target
            | Self::IndicatorJustification
            | Self::IndicatorSource
            | Self::IndicatorMethod
            | Self::Minister
            | Self::Manager
            | Self::Mission
            | Self::ActionNarrative => true,
            Self::StaffAeCp
            | Self::ScheduleAsked
            | Self::Overflow
            | Self::BrokenLink
            | Self::ProgrammeNumber
            | Self::ProgrammeName
            | Self::CodeTwice
            | Self::ActionGone
            | Self::RowGone
            | Self::TakenTwice
            | Self::Conflict
            | Self::RowParent
            | Self::CellRow
            | Self::OutstandingEstimate
            | Self::ScheduleEarlier
            | Self::ScheduleNew
            | Self::KeySum
            | Self::ActOfBill
            | Self::PublishedValue
            | Self::OwnTitle
            | Self::ShareSum
            | Self::UnitAgainstValue
            | Self::Jump
            | Self::UnheldAmount
            | Self::StatedSum
            | Self::StaleYear
            | Self::Wording
            | Self::OfSection(_) => false,
        }
    }
}

impl Finding {
    /// Whether it only waits for something to be typed: nothing that was typed is wrong.
    pub fn is_expected(&self, document: &Document) -> bool {
        let is_blank = match self.place {
            // A target may be typed and be no number.
            Place::Value { row, year, kind } => !document.values.contains_key(&(row, year, kind)),
            Place::Credit(_)
            | Place::Share { .. }
            | Place::Variation { .. }
            | Place::Outstanding { .. }
            | Place::OutstandingComputed { .. }
            | Place::Schedule { .. }
            | Place::ScheduleTotal { .. }
            | Place::ScheduleEarlierAe { .. }
            | Place::ScheduleNewAe { .. }
            | Place::Key { .. }
            | Place::Cell(_)
            | Place::Text(_) => true,
        };
        self.rule.is_of_missing() && is_blank
    }
}

/// The checks of sums that hold, each as the finding that it would be; those of which nothing is typed yet say nothing.
pub fn held(document: &Document, figures: &Figures) -> Vec<Finding> {
    let says = |figure: &Compared| *figure != Compared::Euros(Sum::ZERO);
    let held = numbered().iter().flat_map(|check| {
        let compared = (check.compare)(document, figures).into_iter().filter(|comparison| comparison.holds);
        compared.map(|comparison| Finding::new(check.rule, comparison.place, comparison.figures))
    });
    held.filter(|finding| finding.figures.iter().any(says)).collect()
}

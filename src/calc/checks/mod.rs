//! What can be wrong in a document: one function per rule, each giving findings with the figures compared.
//!
//! R1 to R5, R7, R8 and R14 hold by construction, since tables are derived, and are property tests. Knows no words: `lang` says what a finding
//! means.

mod cover;
mod credits;
mod merged;
mod performance;
mod texts;
mod titles;
mod told;

use std::ops::Range;
use std::sync::Arc;

use super::{Compared, Figures};
use crate::model::{Document, Justified, Place, Rule, Sum};
use crate::sections::checks::{self as section_checks, NumberedCheck};
use texts::ReadText;
pub use told::held;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

impl Rule {
    pub fn severity(self) -> Severity {
        match self {
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
            | Self::CellRow => Severity::Error,
            Self::OutstandingEstimate
            | Self::ScheduleEarlier
            | Self::ScheduleNew
            | Self::KeySum
            | Self::ActOfBill
            | Self::Target
            | Self::IndicatorJustification
            | Self::IndicatorSource
            | Self::IndicatorMethod
            | Self::Minister
            | Self::Manager
            | Self::ActionNarrative
            | Self::PublishedValue
            | Self::OwnTitle => Severity::Warning,
            Self::ShareSum
            | Self::UnitAgainstValue
            | Self::Jump
            | Self::Mission
            | Self::UnheldAmount
            | Self::StatedSum
            | Self::StaleYear
            | Self::Wording => Severity::Note,
            Self::OfSection(key) => section_checks::of(key).map_or(Severity::Note, |check| check.severity),
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: Rule,
    pub place: Place,
    /// In a text, the bytes of its source that are meant.
    pub span: Option<Range<usize>>,
    /// What was compared, in the order in which the rule names it.
    pub figures: Vec<Compared>,
    /// Why it is right as it is, when a drafter said so of these very figures.
    pub justification: Option<Arc<str>>,
}

impl Finding {
    fn new(rule: Rule, place: Place, figures: impl IntoIterator<Item = impl Into<Compared>>) -> Self {
        Self { rule, place, span: None, figures: figures.into_iter().map(Into::into).collect(), justification: None }
    }

    /// A finding that compares nothing.
    fn bare(rule: Rule, place: Place) -> Self {
        Self::new(rule, place, [Sum::ZERO; 0])
    }

    fn within(self, span: Range<usize>) -> Self {
        Self { span: Some(span), ..self }
    }

    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// The finding as a justification names it.
    pub fn justified(&self) -> Justified {
        Justified { rule: self.rule, place: self.place, figures: self.figures.iter().map(Compared::exact).collect() }
    }
}

type Check = fn(&Document, &Figures) -> Vec<Finding>;
type TextCheck = fn(&Document, &Figures, &[ReadText]) -> Vec<Finding>;

/// Every rule of figures and structure, in the order in which findings of one severity are told.
const CHECKS: [Check; 21] = [
    cover::programme_number,
    cover::programme_name,
    merged::code_twice,
    merged::conflict,
    merged::row_parent,
    merged::cell_row,
    credits::staff_ae_cp,
    of_sections,
    credits::overflow,
    credits::act_of_bill,
    performance::target,
    performance::unexplained,
    performance::published_value,
    titles::own_title,
    cover::minister_and_manager,
    texts::action_narrative,
    credits::share_sum,
    performance::unit_against_value,
    performance::jump,
    cover::mission,
    texts::row_wording,
];

/// Every rule of texts.
const TEXT_CHECKS: [TextCheck; 5] = [texts::broken_link, texts::unheld_amount, texts::stated_sum, texts::stale_year, texts::wording];

/// Every finding, those justified as well; gravest first, then in the order of the rules.
pub fn findings(document: &Document, figures: &Figures) -> Vec<Finding> {
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check(document, figures)).collect();
    findings.extend(section_checks::all().flat_map(|check| {
        let found = (check.find)(document, figures).into_iter();
        found.map(|(place, figures)| Finding::new(Rule::OfSection(check.key), place, figures))
    }));
    let texts = texts::read(document, figures);
    findings.extend(TEXT_CHECKS.iter().flat_map(|check| check(document, figures, &texts)));
    findings.sort_by_key(Finding::severity);
    if !document.justified.is_empty() {
        for finding in &mut findings {
            finding.justification = document.justified.get(&finding.justified()).map(|reason| reason.as_str().into());
        }
    }
    findings
}

/// The rules of the field's list that are a section's.
fn of_sections(document: &Document, figures: &Figures) -> Vec<Finding> {
    section_checks::numbered().iter().flat_map(|check| numbered(check, document, figures)).collect()
}

fn numbered(check: &NumberedCheck, document: &Document, figures: &Figures) -> impl Iterator<Item = Finding> + use<> {
    let rule = check.rule;
    let broken = (check.compare)(document, figures).into_iter().filter(|comparison| !comparison.holds);
    broken.map(move |comparison| Finding::new(rule, comparison.place, comparison.figures))
}

/// Whether one of these rules of a section finds something that nobody justified: nothing is concluded from such sums.
pub fn contradicts(document: &Document, figures: &Figures, rules: &[Rule]) -> bool {
    let checks = section_checks::numbered().iter().filter(|check| rules.contains(&check.rule));
    let mut findings = checks.flat_map(|check| numbered(check, document, figures));
    findings.any(|finding| !document.justified.contains_key(&finding.justified()))
}

#[cfg(test)]
mod tests;

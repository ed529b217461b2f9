//! The rules that a document is held to, by name: findings and their justifications say which.
//!
//! What each checks stands in `calc::checks`, its words in `lang`.

use super::Place;

/// A rule of consistency, by its number in the field's own list where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// R6: in title 2, AE and CP are equal.
    StaffAeCp,
    /// R13: both rows of the schedule open the CP asked for.
    ScheduleAsked,
    /// A sum beyond what an amount can hold.
    Overflow,
    /// A linked figure whose cell is gone.
    BrokenLink,
    ProgrammeNumber,
    ProgrammeName,
    /// Two actions were given one code, as a merge of lines gives it.
    CodeTwice,
    /// One side of a merge removed an action, and the other says more of it.
    ActionGone,
    /// A row of a section that one side of a merge removed.
    RowGone,
    /// Two sub-actions each took over the amounts of their action.
    TakenTwice,
    /// A merge left something else to choose.
    Conflict,
    /// A row of a section stands under one that is missing, or under itself.
    RowParent,
    /// Cells of a section are of a row or an action that is missing.
    CellRow,
    /// R10: the estimate of outstanding commitments follows from its inputs.
    OutstandingEstimate,
    /// R11: the first row of the schedule pays for the outstanding commitments.
    ScheduleEarlier,
    /// R12: the second row pays for the new AE.
    ScheduleNew,
    /// R15: opening keys sum to 100,00.
    KeySum,
    /// R17: the act is the bill of its year with the amendments.
    ActOfBill,
    /// A target is missing or is no number.
    Target,
    IndicatorJustification,
    IndicatorSource,
    IndicatorMethod,
    Minister,
    Manager,
    /// An action without any narrative.
    ActionNarrative,
    /// A published actual or a past forecast was changed.
    PublishedValue,
    /// The title that somebody wrote over a chart or slide whose figures have changed since.
    OwnTitle,
    /// R9: shares sum to 100,0 after rounding.
    ShareSum,
    /// A value that its unit hardly allows.
    UnitAgainstValue,
    /// A change far beyond the earlier ones.
    Jump,
    Mission,
    /// An amount of a text that no table holds.
    UnheldAmount,
    /// A sum stated in a text that does not hold.
    StatedSum,
    /// A text speaks of the PLF of another year.
    StaleYear,
    /// A label written otherwise than where it is defined.
    Wording,
    /// A rule of a section that is a room, by its name.
    OfSection(&'static str),
}

impl Rule {
    /// Those that are no section's.
    pub const ALL: [Self; 35] = [
        Self::StaffAeCp,
        Self::ScheduleAsked,
        Self::Overflow,
        Self::BrokenLink,
        Self::ProgrammeNumber,
        Self::ProgrammeName,
        Self::CodeTwice,
        Self::ActionGone,
        Self::RowGone,
        Self::TakenTwice,
        Self::Conflict,
        Self::RowParent,
        Self::CellRow,
        Self::OutstandingEstimate,
        Self::ScheduleEarlier,
        Self::ScheduleNew,
        Self::KeySum,
        Self::ActOfBill,
        Self::Target,
        Self::IndicatorJustification,
        Self::IndicatorSource,
        Self::IndicatorMethod,
        Self::Minister,
        Self::Manager,
        Self::ActionNarrative,
        Self::PublishedValue,
        Self::OwnTitle,
        Self::ShareSum,
        Self::UnitAgainstValue,
        Self::Jump,
        Self::Mission,
        Self::UnheldAmount,
        Self::StatedSum,
        Self::StaleYear,
        Self::Wording,
    ];
}

/// A finding as a justification remembers it: it no longer holds when a figure compared has changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Justified {
    pub rule: Rule,
    pub place: Place,
    /// The figures compared, each as exact text.
    pub figures: Vec<String>,
}

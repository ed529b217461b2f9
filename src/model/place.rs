//! Places: the identity of anything in a document that can be pointed at.
//!
//! A place holds ids and years, never positions or codes: renaming, moving and the passing of a year change no place.

use super::{
    ActionId, Category, CellPlace, ChartName, Horizon, IndicatorId, LONGEST_LABEL, LONGEST_TEXT, Measure, ObjectiveId, Opening, Origin,
    OutstandingItem, RowId, SectionRowId, Slide, Stage, Title, ValueKind, Year,
};

/// An entered cell, a computed figure, or a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    Credit(CreditPlace),
    /// Share of an action in the AE of the bill.
    Share {
        year: Year,
        action: ActionId,
    },
    /// Variation of the bill against the act of the year before.
    Variation {
        year: Year,
        action: ActionScope,
        nature: NatureScope,
        measure: Measure,
    },
    Outstanding {
        year: Year,
        item: OutstandingItem,
    },
    /// What the formula gives for the estimate of outstanding commitments.
    OutstandingComputed {
        year: Year,
    },
    Schedule {
        year: Year,
        origin: Origin,
        opening: Opening,
    },
    /// Outstanding commitments repeated as the AE of the first row.
    ScheduleEarlierAe {
        year: Year,
    },
    /// AE of the second row: of the bill, or of contributions.
    ScheduleNewAe {
        year: Year,
        contributions: bool,
    },
    ScheduleTotal {
        year: Year,
        horizon: Horizon,
    },
    /// Opening key: CP of a year on new AE, by these AE.
    Key {
        year: Year,
        horizon: Horizon,
    },
    Value {
        row: RowId,
        year: Year,
        kind: ValueKind,
    },
    Text(TextPlace),
    /// A cell of a section that is a room.
    Cell(CellPlace),
}

/// Credits or contributions, of one category or summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditPlace {
    pub year: Year,
    pub stage: Stage,
    /// Contributions (FdC et AdP) instead of credits.
    pub contributions: bool,
    pub action: ActionScope,
    pub nature: NatureScope,
    pub measure: Measure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionScope {
    All,
    One(ActionId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NatureScope {
    All,
    /// Hors titre 2.
    OtherThanStaff,
    Title(Title),
    Category(Category),
}

impl NatureScope {
    pub fn contains(self, category: Category) -> bool {
        match self {
            Self::All => true,
            Self::OtherThanStaff => category.title() != Title::STAFF,
            Self::Title(title) => category.title() == title,
            Self::Category(only) => category == only,
        }
    }
}

/// Anything that is written in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextPlace {
    Programme(ProgrammeField),
    ActionLabel(ActionId),
    /// The code of an action (`01`) or sub-action (`01.02`), which its drafter chooses.
    ActionCode(ActionId),
    ObjectiveLabel(ObjectiveId),
    /// Whether it is one of the mission: "mission", or nothing.
    ObjectiveMission(ObjectiveId),
    IndicatorLabel(IndicatorId),
    IndicatorUnit(IndicatorId),
    Viewpoint(IndicatorId),
    /// Whether it is one of the mission: "mission", or nothing.
    IndicatorMission(IndicatorId),
    /// Which of its values are better: higher, lower, or nothing.
    Direction(IndicatorId),
    RowLabel(RowId),
    RowUnit(RowId),
    /// What a row of a section is called.
    SectionRow {
        section: &'static str,
        row: SectionRowId,
        field: SectionRowField,
    },
    Narrative(Narrative),
    /// The drafter's own title of a chart.
    ChartTitle(ChartName),
    /// The presenter's own title of a slide.
    SlideTitle(Slide),
}

impl TextPlace {
    /// The most characters that it may have.
    pub fn longest(self) -> usize {
        match self {
            Self::Narrative(_) => LONGEST_TEXT,
            Self::Programme(_)
            | Self::ActionLabel(_)
            | Self::ActionCode(_)
            | Self::ObjectiveLabel(_)
            | Self::IndicatorLabel(_)
            | Self::IndicatorUnit(_)
            | Self::Viewpoint(_)
            | Self::ObjectiveMission(_)
            | Self::IndicatorMission(_)
            | Self::Direction(_)
            | Self::RowLabel(_)
            | Self::RowUnit(_)
            | Self::SectionRow { .. }
            | Self::ChartTitle(_)
            | Self::SlideTitle(_) => LONGEST_LABEL,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProgrammeField {
    Number,
    Name,
    Mission,
    Minister,
    Manager,
    ManagerTitle,
}

impl Place {
    /// The one action that it is about.
    pub fn action(self) -> Option<ActionId> {
        match self {
            Self::Credit(CreditPlace { action: ActionScope::One(id), .. })
            | Self::Variation { action: ActionScope::One(id), .. }
            | Self::Share { action: id, .. }
            | Self::Text(
                TextPlace::ActionLabel(id) | TextPlace::ActionCode(id) | TextPlace::Narrative(Narrative::Action(id) | Narrative::Nature(id)),
            ) => Some(id),
            _ => None,
        }
    }

    /// The variation of the whole programme.
    pub fn programme_variation(year: Year, measure: Measure) -> Self {
        Self::Variation { year, action: ActionScope::All, nature: NatureScope::All, measure }
    }
}

impl ProgrammeField {
    pub const ALL: [Self; 6] = [Self::Number, Self::Name, Self::Mission, Self::Minister, Self::Manager, Self::ManagerTitle];
}

/// A text of several paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Narrative {
    Strategy,
    /// "Évolution de la maquette de performance": what was created, renamed, deleted since last year.
    LayoutChanges,
    OutstandingJustification,
    /// Under the synthesis of the programme, which opens the justification.
    SynthesisComment,
    ScheduleComment,
    Action(ActionId),
    /// After "Éléments de la dépense par nature".
    Nature(ActionId),
    /// Source of an indicator's data.
    Source(IndicatorId),
    /// Method of calculation of an indicator.
    Method(IndicatorId),
    /// Justification of an indicator's forecasts and target.
    Justification(IndicatorId),
    /// The comment under the tables of a section, by its key.
    Section(&'static str),
    /// A text of a row that drafters list, by its key: the missions of an operator.
    SectionRow {
        section: &'static str,
        row: SectionRowId,
        text: &'static str,
    },
    /// What an objective is about, under its label.
    Objective(ObjectiveId),
}

/// What a row of a section is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionRowField {
    Code,
    Label,
}

/// The fact that a place writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    Amount(AmountEntry),
    Value { row: RowId, year: Year, kind: ValueKind },
    Text(TextPlace),
    Cell(CellPlace),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AmountEntry {
    Credit { year: Year, stage: Stage, contributions: bool, action: ActionId, category: Category, measure: Measure },
    Outstanding { year: Year, item: OutstandingItem },
    Schedule { year: Year, origin: Origin, opening: Opening },
}

impl AmountEntry {
    /// The same entry in the other measure, where the two must be equal: in title 2 (R6).
    pub fn equal(self) -> Option<Self> {
        match self {
            Self::Credit { year, stage, contributions: false, action, category, measure } if category.title() == Title::STAFF => {
                let measure = if measure == Measure::Ae { Measure::Cp } else { Measure::Ae };
                Some(Self::Credit { year, stage, contributions: false, action, category, measure })
            }
            _ => None,
        }
    }
}

impl From<Entry> for Place {
    fn from(entry: Entry) -> Self {
        match entry {
            Entry::Amount(AmountEntry::Credit { year, stage, contributions, action, category, measure }) => Self::Credit(CreditPlace {
                year,
                stage,
                contributions,
                action: ActionScope::One(action),
                nature: NatureScope::Category(category),
                measure,
            }),
            Entry::Amount(AmountEntry::Outstanding { year, item }) => Self::Outstanding { year, item },
            Entry::Amount(AmountEntry::Schedule { year, origin, opening }) => Self::Schedule { year, origin, opening },
            Entry::Value { row, year, kind } => Self::Value { row, year, kind },
            Entry::Text(text) => Self::Text(text),
            Entry::Cell(cell) => Self::Cell(cell),
        }
    }
}

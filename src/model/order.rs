//! The order in which a document shows its things: that of codes and numbers, which no identity follows.

use rustc_hash::FxHashMap;

use crate::charts::shapes as chart_shapes;
use crate::sections::shapes;

use super::{
    About, ActionId, ActionScope, CellPlace, CellRow, ChartName, CreditPlace, Document, Each, IndicatorId, Labelled, Narrative, ObjectiveId, Place,
    RowId, SectionRowId, Slide, TextPlace,
};

/// Where the things of a document stand. What it is asked about bears positions in the place of identities and is compared with its like only;
/// what the document has no more comes last, by its identity.
pub struct Order {
    actions: FxHashMap<ActionId, u64>,
    objectives: FxHashMap<ObjectiveId, u64>,
    indicators: FxHashMap<IndicatorId, u64>,
    rows: FxHashMap<RowId, u64>,
    section_rows: FxHashMap<(&'static str, SectionRowId), u64>,
    /// What is added to the identity of a thing that is not listed.
    beyond: u64,
}

/// Other identities for things, by what they bear now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renamed {
    pub actions: FxHashMap<ActionId, u64>,
    pub objectives: FxHashMap<ObjectiveId, u64>,
    pub indicators: FxHashMap<IndicatorId, u64>,
    pub rows: FxHashMap<RowId, u64>,
    pub section_rows: FxHashMap<(&'static str, SectionRowId), u64>,
}

impl Order {
    pub fn of(document: &Document) -> Self {
        let indicators = || document.indicators();
        Self {
            actions: document.actions.iter().map(|action| action.id).zip(0..).collect(),
            objectives: document.objectives.iter().map(|objective| objective.id).zip(0..).collect(),
            indicators: indicators().map(|indicator| indicator.id).zip(0..).collect(),
            rows: indicators().flat_map(|indicator| indicator.rows.iter().map(|row| row.id)).zip(0..).collect(),
            section_rows: document.sections.all_rows().map(|(section, row)| (section, row.id)).zip(0..).collect(),
            beyond: super::IDENTITIES,
        }
    }

    /// Gives things other identities in the place of positions; the others keep theirs.
    pub fn renaming(renamed: Renamed) -> Self {
        let Renamed { actions, objectives, indicators, rows, section_rows } = renamed;
        Self { actions, objectives, indicators, rows, section_rows, beyond: 0 }
    }

    pub fn action(&self, id: ActionId) -> ActionId {
        ActionId(self.position(&self.actions, id, id.0))
    }

    pub fn objective(&self, id: ObjectiveId) -> ObjectiveId {
        ObjectiveId(self.position(&self.objectives, id, id.0))
    }

    pub fn indicator(&self, id: IndicatorId) -> IndicatorId {
        IndicatorId(self.position(&self.indicators, id, id.0))
    }

    pub fn row(&self, id: RowId) -> RowId {
        RowId(self.position(&self.rows, id, id.0))
    }

    pub fn section_row(&self, section: &'static str, id: SectionRowId) -> SectionRowId {
        SectionRowId(self.position(&self.section_rows, (section, id), id.0))
    }

    fn position<I: std::hash::Hash + Eq>(&self, positions: &FxHashMap<I, u64>, id: I, number: u64) -> u64 {
        positions.get(&id).copied().unwrap_or_else(|| number.saturating_add(self.beyond))
    }

    pub fn cell(&self, place: CellPlace) -> CellPlace {
        let list = shapes::of(place.section).and_then(super::Shape::list).unwrap_or(place.section);
        let row = match place.row {
            CellRow::Listed(id) => CellRow::Listed(self.section_row(list, id)),
            CellRow::Action(id) => CellRow::Action(self.action(id)),
            CellRow::Part(id, key) => CellRow::Part(self.section_row(list, id), key),
            CellRow::Under(parent, id) => CellRow::Under(self.section_row(list, parent), self.section_row(list, id)),
            CellRow::Title(_) | CellRow::Key(_) | CellRow::Number(_) | CellRow::Total => place.row,
        };
        CellPlace { row, ..place }
    }

    pub fn narrative(&self, narrative: Narrative) -> Narrative {
        match narrative {
            Narrative::Strategy
            | Narrative::LayoutChanges
            | Narrative::OutstandingJustification
            | Narrative::SynthesisComment
            | Narrative::ScheduleComment
            | Narrative::Section(_) => narrative,
            Narrative::SectionRow { section, row, text } => Narrative::SectionRow { section, row: self.section_row(section, row), text },
            Narrative::Action(id) => Narrative::Action(self.action(id)),
            Narrative::Nature(id) => Narrative::Nature(self.action(id)),
            Narrative::Source(id) => Narrative::Source(self.indicator(id)),
            Narrative::Method(id) => Narrative::Method(self.indicator(id)),
            Narrative::Justification(id) => Narrative::Justification(self.indicator(id)),
            Narrative::Objective(id) => Narrative::Objective(self.objective(id)),
        }
    }

    /// Charts of rows by their row, sheets, then charts of the document.
    pub fn chart(&self, chart: ChartName) -> (Option<Each>, usize, About) {
        let rank = chart_shapes::ALL.iter().position(|shape| shape.key == chart.key).unwrap_or(usize::MAX);
        (chart.shape().map(|shape| shape.each), rank, self.about(chart))
    }

    fn about(&self, chart: ChartName) -> About {
        match chart.about {
            About::Row(row) => About::Row(self.row(row)),
            About::Indicator(id) => About::Indicator(self.indicator(id)),
            About::Document | About::Sheet(_) => chart.about,
        }
    }

    pub fn named(&self, chart: ChartName) -> ChartName {
        ChartName { about: self.about(chart), ..chart }
    }

    pub fn labelled(&self, of: Labelled) -> Labelled {
        match of {
            Labelled::Objective(id) => Labelled::Objective(self.objective(id)),
            Labelled::Indicator(id) => Labelled::Indicator(self.indicator(id)),
            Labelled::Row(id) => Labelled::Row(self.row(id)),
            Labelled::Action(id) => Labelled::Action(self.action(id)),
        }
    }

    pub fn text(&self, place: TextPlace) -> TextPlace {
        match place {
            TextPlace::Programme(_) => place,
            TextPlace::ActionLabel(id) => TextPlace::ActionLabel(self.action(id)),
            TextPlace::ActionCode(id) => TextPlace::ActionCode(self.action(id)),
            TextPlace::ObjectiveLabel(id) => TextPlace::ObjectiveLabel(self.objective(id)),
            TextPlace::IndicatorLabel(id) => TextPlace::IndicatorLabel(self.indicator(id)),
            TextPlace::IndicatorUnit(id) => TextPlace::IndicatorUnit(self.indicator(id)),
            TextPlace::Viewpoint(id) => TextPlace::Viewpoint(self.indicator(id)),
            TextPlace::ObjectiveMission(id) => TextPlace::ObjectiveMission(self.objective(id)),
            TextPlace::IndicatorMission(id) => TextPlace::IndicatorMission(self.indicator(id)),
            TextPlace::Direction(id) => TextPlace::Direction(self.indicator(id)),
            TextPlace::RowLabel(id) => TextPlace::RowLabel(self.row(id)),
            TextPlace::RowUnit(id) => TextPlace::RowUnit(self.row(id)),
            TextPlace::SectionRow { section, row, field } => TextPlace::SectionRow { section, row: self.section_row(section, row), field },
            TextPlace::Narrative(narrative) => TextPlace::Narrative(self.narrative(narrative)),
            TextPlace::ChartTitle(chart) => TextPlace::ChartTitle(self.named(chart)),
            TextPlace::SlideTitle(slide) => TextPlace::SlideTitle(slide.chart().map_or(slide, |chart| Slide::Chart(self.named(chart)))),
        }
    }

    fn scope(&self, scope: ActionScope) -> ActionScope {
        match scope {
            ActionScope::All => scope,
            ActionScope::One(id) => ActionScope::One(self.action(id)),
        }
    }

    pub fn place(&self, place: Place) -> Place {
        match place {
            Place::Credit(credit) => Place::Credit(CreditPlace { action: self.scope(credit.action), ..credit }),
            Place::Share { year, action } => Place::Share { year, action: self.action(action) },
            Place::Variation { year, action, nature, measure } => Place::Variation { year, action: self.scope(action), nature, measure },
            Place::Value { row, year, kind } => Place::Value { row: self.row(row), year, kind },
            Place::Text(text) => Place::Text(self.text(text)),
            Place::Cell(cell) => Place::Cell(self.cell(cell)),
            Place::Outstanding { .. }
            | Place::OutstandingComputed { .. }
            | Place::Schedule { .. }
            | Place::ScheduleEarlierAe { .. }
            | Place::ScheduleNewAe { .. }
            | Place::ScheduleTotal { .. }
            | Place::Key { .. } => place,
        }
    }
}

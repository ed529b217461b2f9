//! What another document of the same programme holds, written into this one: the way in of an import.
//!
//! Actions go by their code, objectives and indicators by their number. What the other document does not hold stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Command, Refusal, Structure, Typed};
use crate::model::{
    ActionId, AmountEntry, CellPlace, CellRow, Document, Draw, Entry, IndicatorId, Measure, Narrative, ObjectiveId, ProgrammeField, RowId,
    SectionRow, SectionRowField, SectionRowId, TextPlace,
};
use crate::sections::shapes;
use crate::tables::words;

/// Which of this document's things are which of the other's.
#[derive(Default)]
struct Twins {
    actions: BTreeMap<ActionId, ActionId>,
    objectives: BTreeMap<ObjectiveId, ObjectiveId>,
    indicators: BTreeMap<IndicatorId, IndicatorId>,
    rows: BTreeMap<RowId, RowId>,
    section_rows: BTreeMap<(&'static str, SectionRowId), SectionRowId>,
}

/// The command that writes every amount, value and text of `other` into `document`, and adds what is missing for them. A batch without
/// commands when there is nothing to change.
///
/// # Errors
/// [`Refusal`] when something that is missing cannot be added.
pub fn take_in(document: &Document, other: &Document, draw: &mut Draw) -> Result<Command, Refusal> {
    let mut grown = document.clone();
    let mut commands = Vec::new();
    let twins = grow(&mut grown, other, draw, &mut commands)?;
    let changes: Vec<Change> = changes(&grown, other, &twins).collect();
    if !changes.is_empty() {
        commands.push(Command::Write(changes));
    }
    Ok(Command::Batch(commands))
}

/// Adds the actions, objectives, indicators and rows that are missing.
fn grow(document: &mut Document, other: &Document, draw: &mut Draw, commands: &mut Vec<Command>) -> Result<Twins, Refusal> {
    let mut twins = Twins::default();
    let mut add = |document: &mut Document, structure: Structure| {
        let command = Command::Structure(structure);
        command.apply(document)?;
        commands.push(command);
        Ok(())
    };
    for action in other.actions.iter() {
        if document.action_by_code(action.code).is_none() {
            let id = draw.action(document);
            add(document, Structure::AddAction { id, code: action.code, label: action.label.clone() })?;
        }
        twins.actions.extend(document.action_by_code(action.code).map(|own| (action.id, own.id)));
    }
    for (index, objective) in other.objectives.iter().enumerate() {
        if document.objectives.len() <= index {
            let id = draw.objective(document);
            add(document, Structure::AddObjective { id, label: objective.label.clone() })?;
        }
        let Some(own) = document.objectives.get(index).map(|own| own.id) else { continue };
        twins.objectives.insert(objective.id, own);
        for (index, indicator) in objective.indicators.iter().enumerate() {
            let known = |document: &Document| document.objective(own).and_then(|own| own.indicators.get(index)).cloned();
            if known(document).is_none() {
                let (id, row) = (draw.indicator(document), draw.row(document));
                add(document, Structure::AddIndicator { id, row, objective: own, label: indicator.label.clone() })?;
            }
            let Some(own) = known(document) else { continue };
            twins.indicators.insert(indicator.id, own.id);
            for (index, row) in indicator.rows.iter().enumerate() {
                let known = |document: &Document| document.indicator(own.id).and_then(|own| own.rows.get(index)).map(|row| row.id);
                if known(document).is_none() {
                    let id = draw.row(document);
                    add(document, Structure::AddRow { id, indicator: own.id, label: row.label.clone().unwrap_or_default() })?;
                }
                twins.rows.extend(known(document).map(|own| (row.id, own)));
            }
        }
    }
    // Rows that say the same are as many here as there.
    let mut taken = BTreeSet::new();
    for (section, row) in other.sections.all_rows() {
        let numbered = shapes::of(section).and_then(|shape| shape.number(row.id)).map(|_| row.id);
        let is_whole = |own: &&SectionRow| numbered.map_or_else(|| (&own.code, &own.label) == (&row.code, &row.label), |id| own.id == id);
        let mut free = document.sections.rows(section).iter().filter(|own| !taken.contains(&(section, own.id)));
        let whole = free.clone().find(is_whole);
        let own = match whole.or_else(|| free.find(|own| numbered.is_none() && is_same_row(section, own, row))) {
            Some(own) => own.id,
            None => {
                let id = numbered.unwrap_or_else(|| draw.section_row(document));
                add(document, Structure::AddSectionRow { section, id, label: row.label.clone() })?;
                id
            }
        };
        taken.insert((section, own));
        twins.section_rows.insert((section, row.id), own);
    }
    Ok(twins)
}

/// Rows of sections go by their code, those without one by their label; where the code is words that several may say, by both.
fn is_same_row(section: &str, own: &SectionRow, other: &SectionRow) -> bool {
    if shapes::of(section).is_some_and(|shape| shape.code_words().is_some()) {
        return (&own.code, &own.label) == (&other.code, &other.label);
    }
    if own.code.is_empty() || other.code.is_empty() { own.label == other.label } else { own.code == other.code }
}

/// Every entry of the other document that this one writes otherwise, but for forecasts that were published.
fn changes<'a>(document: &'a Document, other: &'a Document, twins: &'a Twins) -> impl Iterator<Item = Change> + 'a {
    let amounts = amounts(other).filter_map(|(entry, amount)| {
        let entry = twins.amount(entry)?;
        let is_leaf = match entry {
            AmountEntry::Credit { action, .. } => document.is_leaf(action),
            AmountEntry::Outstanding { .. } | AmountEntry::Schedule { .. } => true,
        };
        let differs = document.amount(entry) != Some(&amount);
        (is_leaf && differs).then_some(Change { entry: Entry::Amount(entry), content: Some(Typed::Amount(amount)) })
    });
    let values = other.values.iter().filter_map(|((row, year, kind), value)| {
        let key = (*twins.rows.get(row)?, *year, *kind);
        let differs = document.values.get(&key) != Some(value) && !document.is_locked(key);
        let (row, year, kind) = key;
        differs.then(|| Change { entry: Entry::Value { row, year, kind }, content: Some(Typed::Value(value.clone())) })
    });
    let texts = texts(other).into_iter().filter_map(|place| {
        let (own, said) = (twins.text(place)?, source(other, place));
        let differs = !said.is_empty() && source(document, own) != said;
        differs.then_some(Change { entry: Entry::Text(own), content: Some(Typed::Words(said)) })
    });
    let cells = other.sections.cells().filter_map(|(place, content)| {
        let place = twins.cell(*place)?;
        let differs = document.has_entry(Entry::Cell(place)) && document.sections.cell(place) != Some(content);
        differs.then(|| Change { entry: Entry::Cell(place), content: Some(Typed::Cell(content.clone())) })
    });
    texts.chain(amounts).chain(values).chain(cells)
}

fn amounts(document: &Document) -> impl Iterator<Item = (AmountEntry, crate::model::Amount)> + '_ {
    let credits = [(false, &document.credits), (true, &document.contributions)].into_iter().flat_map(|(contributions, ledger)| {
        ledger.rows().flat_map(move |(year, stage, action, category, row)| {
            Measure::BOTH.into_iter().filter_map(move |measure| {
                let entry = AmountEntry::Credit { year, stage, contributions, action, category, measure };
                row.get(measure).map(|amount| (entry, amount.clone()))
            })
        })
    });
    let outstanding =
        document.outstanding.iter().map(|((year, item), amount)| (AmountEntry::Outstanding { year: *year, item: *item }, amount.clone()));
    let schedule = document
        .schedule
        .iter()
        .map(|((year, origin, opening), amount)| (AmountEntry::Schedule { year: *year, origin: *origin, opening: *opening }, amount.clone()));
    credits.chain(outstanding).chain(schedule)
}

/// Every text and name of a document.
fn texts(document: &Document) -> Vec<TextPlace> {
    let mut places: Vec<TextPlace> = ProgrammeField::ALL.map(TextPlace::Programme).into();
    places.extend(document.actions.iter().map(|action| TextPlace::ActionLabel(action.id)));
    for objective in document.objectives.iter() {
        places.extend([TextPlace::ObjectiveLabel(objective.id), TextPlace::ObjectiveMission(objective.id)]);
        for indicator in &objective.indicators {
            let id = indicator.id;
            places.extend([TextPlace::IndicatorLabel(id), TextPlace::IndicatorUnit(id), TextPlace::Viewpoint(id)]);
            places.extend([TextPlace::IndicatorMission(id), TextPlace::Direction(id)]);
            places.extend(indicator.rows.iter().flat_map(|row| [TextPlace::RowLabel(row.id), TextPlace::RowUnit(row.id)]));
        }
    }
    for (section, row) in document.sections.all_rows() {
        let place = |field| TextPlace::SectionRow { section, row: row.id, field };
        places.extend([SectionRowField::Code, SectionRowField::Label].map(place));
    }
    places.extend(document.texts.keys().map(|narrative| TextPlace::Narrative(*narrative)));
    places
}

/// What a place holds, a narrative as it is stored.
fn source(document: &Document, place: TextPlace) -> String {
    match place {
        TextPlace::Narrative(narrative) => document.text(narrative).to_owned(),
        place => words(document, place),
    }
}

impl Twins {
    fn amount(&self, entry: AmountEntry) -> Option<AmountEntry> {
        Some(match entry {
            AmountEntry::Credit { year, stage, contributions, action, category, measure } => {
                AmountEntry::Credit { year, stage, contributions, action: *self.actions.get(&action)?, category, measure }
            }
            other => other,
        })
    }

    fn cell(&self, place: CellPlace) -> Option<CellPlace> {
        let list = shapes::of(place.section)?.list().unwrap_or(place.section);
        let listed = |id| self.section_rows.get(&(list, id)).copied();
        let row = match place.row {
            CellRow::Listed(id) => CellRow::Listed(listed(id)?),
            CellRow::Part(id, key) => CellRow::Part(listed(id)?, key),
            CellRow::Under(parent, id) => CellRow::Under(listed(parent)?, listed(id)?),
            CellRow::Action(id) => CellRow::Action(*self.actions.get(&id)?),
            CellRow::Title(_) | CellRow::Key(_) | CellRow::Number(_) | CellRow::Total => place.row,
        };
        Some(CellPlace { row, ..place })
    }

    fn text(&self, place: TextPlace) -> Option<TextPlace> {
        let (action, indicator, row) =
            (|id| self.actions.get(&id).copied(), |id| self.indicators.get(&id).copied(), |id| self.rows.get(&id).copied());
        Some(match place {
            TextPlace::Programme(_) => place,
            TextPlace::ActionLabel(id) => TextPlace::ActionLabel(action(id)?),
            TextPlace::ActionCode(id) => TextPlace::ActionCode(action(id)?),
            TextPlace::ObjectiveLabel(id) => TextPlace::ObjectiveLabel(*self.objectives.get(&id)?),
            TextPlace::IndicatorLabel(id) => TextPlace::IndicatorLabel(indicator(id)?),
            TextPlace::IndicatorUnit(id) => TextPlace::IndicatorUnit(indicator(id)?),
            TextPlace::Viewpoint(id) => TextPlace::Viewpoint(indicator(id)?),
            TextPlace::ObjectiveMission(id) => TextPlace::ObjectiveMission(*self.objectives.get(&id)?),
            TextPlace::IndicatorMission(id) => TextPlace::IndicatorMission(indicator(id)?),
            TextPlace::Direction(id) => TextPlace::Direction(indicator(id)?),
            TextPlace::RowLabel(id) => TextPlace::RowLabel(row(id)?),
            TextPlace::RowUnit(id) => TextPlace::RowUnit(row(id)?),
            TextPlace::SectionRow { section, row, field } => TextPlace::SectionRow { section, row: *self.section_rows.get(&(section, row))?, field },
            // What somebody wrote over the other's figures says nothing of these.
            TextPlace::ChartTitle(_) | TextPlace::SlideTitle(_) => return None,
            TextPlace::Narrative(narrative) => TextPlace::Narrative(match narrative {
                Narrative::SectionRow { section, row, text } => {
                    Narrative::SectionRow { section, row: *self.section_rows.get(&(section, row))?, text }
                }
                Narrative::Action(id) => Narrative::Action(action(id)?),
                Narrative::Nature(id) => Narrative::Nature(action(id)?),
                Narrative::Source(id) => Narrative::Source(indicator(id)?),
                Narrative::Method(id) => Narrative::Method(indicator(id)?),
                Narrative::Justification(id) => Narrative::Justification(indicator(id)?),
                Narrative::Objective(id) => Narrative::Objective(*self.objectives.get(&id)?),
                Narrative::Strategy
                | Narrative::LayoutChanges
                | Narrative::OutstandingJustification
                | Narrative::SynthesisComment
                | Narrative::ScheduleComment
                | Narrative::Section(_) => narrative,
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editing::Session;
    use crate::model::{Programme, Year};
    use crate::storage;

    fn sample() -> Document {
        storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap()
    }

    /// All that a document shows, by addresses.
    fn shown(document: &Document) -> String {
        let figures = crate::calc::Figures::of(document);
        let tables = crate::tables::Tables { document, figures: &figures, lang: crate::lang::Lang::French };
        crate::exchange::show_json(document, || tables.all().into_iter(), &tables.texts(), crate::lang::Lang::French).unwrap()
    }

    #[test]
    fn a_document_merged_into_an_empty_one_is_all_there_and_again_changes_nothing() {
        let sample = sample();
        let empty = Document::new(Year::new(2021).unwrap(), Programme::default());
        let mut session = Session::opened(empty.clone());
        let command = session.draw(|draw, document| take_in(document, &sample, draw)).unwrap();
        session.apply(&command).unwrap();
        assert_eq!(shown(session.document()), shown(&sample));
        let again = session.draw(|draw, document| take_in(document, &sample, draw)).unwrap();
        assert_eq!(again, Command::Batch(vec![]));
        assert!(session.undo() && **session.document() == empty, "one step");
    }

    #[test]
    fn what_the_other_document_does_not_hold_stays() {
        let mut other = sample();
        let action = other.actions[0].id;
        other.credits.remove_action(action);
        other.set_text(Narrative::Strategy, crate::model::Text::default());
        other.programme.name = "Autre nom".into();
        let mut session = Session::opened(sample());
        let command = session.draw(|draw, document| take_in(document, &other, draw)).unwrap();
        session.apply(&command).unwrap();
        let mut expected = sample();
        expected.programme.name = "Autre nom".into();
        assert!(**session.document() == expected);
    }

    /// Lines that print the same are as many in both: none is written over the other.
    #[test]
    fn rows_of_sections_that_say_the_same_stay_apart() {
        let empty = Document::new(Year::new(2024).unwrap(), Programme::default());
        let list = [
            ("jobs/1/label", "Autres"),
            ("jobs/1/2024/ceiling", "1"),
            ("jobs/2/label", "Autres"),
            ("jobs/2/2024/ceiling", "2"),
            ("jobs/3/label", "Autres"),
            ("jobs/3/code", "1036"),
            ("jobs/3/2024/ceiling", "3"),
        ];
        let list: Vec<crate::editing::Assignment> =
            list.iter().map(|(address, value)| crate::editing::Assignment { address: (*address).into(), value: (*value).into() }).collect();
        let mut other = empty.clone();
        crate::editing::assign(&empty, &list).unwrap().apply(&mut other).unwrap();
        let mut session = Session::opened(empty);
        let command = session.draw(|draw, document| take_in(document, &other, draw)).unwrap();
        session.apply(&command).unwrap();
        assert_eq!(shown(session.document()), shown(&other));
        let again = session.draw(|draw, document| take_in(document, &other, draw)).unwrap();
        assert_eq!(again, Command::Batch(vec![]), "once more, nothing changes");
    }

    #[test]
    fn published_forecasts_are_not_written_over() {
        let mut session = Session::opened(sample());
        session.apply(&Command::Rollover { copy_credits: false }).unwrap();
        let mut other = Document::clone(session.document());
        let key = *other.values.keys().find(|key| other.is_locked(**key)).unwrap();
        other.published = std::sync::Arc::default();
        other.set_value(key, Some(crate::model::IndicatorValue::NotAvailable));
        assert_eq!(session.draw(|draw, document| take_in(document, &other, draw)), Ok(Command::Batch(vec![])));
    }
}

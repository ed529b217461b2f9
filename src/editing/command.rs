//! Commands: plain data, the only writers of a document.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::presenting::{self, Presenting};
use super::review::Review;
use super::rollover;
use super::settle::{self, Settled};
use super::taken_over;
use super::typed::{Change, Typed, better, viewpoint};
use crate::calc::Figures;
use crate::model::{
    Action, ActionCode, ActionId, Amount, AmountEntry, Category, CellValue, Document, Entry, Indicator, IndicatorId, IndicatorValue, IndicatorWords,
    LONGEST_LABEL, LONGEST_TEXT, Narrative, ObjectiveId, OpenConflicts, ProgrammeField, Row, RowId, RowWords, SectionRow, SectionRowField,
    SectionRowId, Stage, Text, TextPlace, Year, fits,
};
use crate::sections::shapes;

/// A change that a user asks for; undone as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// New content of entries: one typed cell, a paste, a deletion.
    Write(Vec<Change>),
    /// Narratives written otherwise without being read again, as they are stored: links, spaces. They stay inherited.
    Retouch(Vec<(Narrative, String)>),
    Structure(Structure),
    Review(Review),
    /// A choice that a merge left.
    Settle(Settled),
    Presenting(Presenting),
    /// The document becomes that of the next bill.
    Rollover {
        copy_credits: bool,
    },
    /// Several, in order, as one gesture.
    Batch(Vec<Command>),
}

/// A change of what the document is made of. What is added bears an identity that was drawn for it: the same change makes the same document.
#[derive(Clone, Debug, PartialEq)]
pub enum Structure {
    AddAction {
        id: ActionId,
        code: ActionCode,
        label: String,
    },
    /// An action whose code another one had keeps the one at which it stands.
    KeepCode(ActionId),
    RemoveAction(ActionId),
    AddCategory(Category),
    RemoveCategory(Category),
    AddObjective {
        id: ObjectiveId,
        label: String,
    },
    MoveObjective {
        objective: ObjectiveId,
        direction: Direction,
    },
    RemoveObjective(ObjectiveId),
    /// An indicator comes with its first row.
    AddIndicator {
        id: IndicatorId,
        row: RowId,
        objective: ObjectiveId,
        label: String,
    },
    MoveIndicator {
        indicator: IndicatorId,
        direction: Direction,
    },
    RemoveIndicator(IndicatorId),
    AddRow {
        id: RowId,
        indicator: IndicatorId,
        label: String,
    },
    MoveRow {
        row: RowId,
        direction: Direction,
    },
    RemoveRow(RowId),
    /// A row of a section whose rows drafters list.
    AddSectionRow {
        section: &'static str,
        id: SectionRowId,
        label: String,
    },
    MoveSectionRow {
        section: &'static str,
        row: SectionRowId,
        direction: Direction,
    },
    /// With its cells, in every section that shows the same rows.
    RemoveSectionRow {
        section: &'static str,
        row: SectionRowId,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// Why a command cannot be done; nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("action {0} exists already")]
    ActionExists(ActionCode),
    /// No code, or one that would put a sub-action under another action.
    #[error("an action keeps a code")]
    NoCode,
    #[error("sub-action {0} has no action")]
    NoParent(ActionCode),
    #[error("what the command is about is no longer in the document")]
    Gone,
    #[error("it is the first or the last already")]
    AtTheEnd,
    #[error("an indicator keeps at least one row")]
    LastRow,
    #[error("the document is only looked at")]
    ReadOnly,
    #[error("no layout is known after PLF {0}")]
    LastYear(Year),
    #[error("what would be added is in the document")]
    Added,
    /// A merge left something to choose: nobody takes the document further as if it were whole.
    #[error(transparent)]
    Conflicts(OpenConflicts),
    /// A row of a section whose rows bear a number of six digits.
    #[error("rows of this section bear a number of six digits")]
    NoNumber,
    /// Words that a file does not keep.
    #[error("more than {most} characters")]
    TooLong { most: usize },
}

impl Command {
    /// Applies the command to a copy that the caller throws away on a refusal.
    pub fn apply(&self, document: &mut Document) -> Result<(), Refusal> {
        match self {
            Self::Write(changes) => write(document, changes),
            Self::Retouch(texts) => texts.iter().try_for_each(|(narrative, text)| {
                bounded(text, LONGEST_TEXT)?;
                document.has_narrative(*narrative).then(|| document.retouch(*narrative, Text::new(text))).ok_or(Refusal::Gone)
            }),
            Self::Structure(structure) => {
                structure.apply(document)?;
                document.settle_codes();
                taken_over::settle(document);
                presenting::prune(document);
                Ok(())
            }
            Self::Presenting(presenting) => presenting.apply(document),
            Self::Review(review) => review.apply(document),
            Self::Settle(settled) => settled.apply(document),
            Self::Rollover { copy_credits } => rollover::roll_over(document, *copy_credits),
            Self::Batch(commands) => commands.iter().try_for_each(|command| command.apply(document)),
        }
    }

    /// The entry that a command of one entry writes: typing in it again is the same gesture.
    pub fn sole_entry(&self) -> Option<Entry> {
        match self {
            Self::Write(changes) => match changes.as_slice() {
                [change] => Some(change.entry),
                _ => None,
            },
            Self::Retouch(_)
            | Self::Structure(_)
            | Self::Review(_)
            | Self::Settle(_)
            | Self::Presenting(_)
            | Self::Rollover { .. }
            | Self::Batch(_) => None,
        }
    }
}

/// Amounts are put in place together, but before a title that follows them: it stands over the figures of its moment, which are made once.
pub(super) fn write(document: &mut Document, changes: &[Change]) -> Result<(), Refusal> {
    let mut amounts: BTreeMap<AmountEntry, Option<Amount>> = BTreeMap::new();
    let mut figures = OnceCell::new();
    for change in changes {
        match (change.entry, &change.content) {
            (Entry::Amount(entry), Some(Typed::Amount(amount))) => {
                if !document.has_entry(change.entry) {
                    return Err(Refusal::Gone);
                }
                // No table shows amendments: only the list of categories can hold theirs.
                if let AmountEntry::Credit { category, stage: Stage::Amendment, .. } = entry {
                    document.categories.insert(category);
                }
                settle::by_typing(document, change);
                amounts.insert(entry, Some(amount.clone()));
            }
            (Entry::Amount(entry), None) => {
                settle::by_typing(document, change);
                let had_amount = amounts.get(&entry).map_or_else(|| document.amount(entry).is_some(), Option::is_some);
                // The column of a category does not vanish under the cursor with its last amount; it is removed by name.
                if let (AmountEntry::Credit { category, .. }, true) = (entry, had_amount) {
                    document.categories.insert(category);
                }
                amounts.insert(entry, None);
            }
            (Entry::Amount(_), Some(Typed::Value(_) | Typed::Words(_) | Typed::Cell(_))) => return Err(Refusal::Gone),
            (Entry::Value { .. } | Entry::Text(_) | Entry::Cell(_), _) => {
                if is_title(change.entry) && !amounts.is_empty() {
                    document.set_amounts(std::mem::take(&mut amounts));
                    figures = OnceCell::new();
                }
                write_other(document, &figures, change)?;
            }
        }
    }
    document.set_amounts(amounts);
    Ok(())
}

/// Writes a value or words; `figures` are those of the document, made when the first title needs them.
pub(super) fn write_other(document: &mut Document, figures: &OnceCell<Figures>, change: &Change) -> Result<(), Refusal> {
    if change.content.is_some() && !document.has_entry(change.entry) {
        return Err(Refusal::Gone);
    }
    settle::by_typing(document, change);
    match (change.entry, &change.content) {
        (Entry::Value { row, year, kind }, Some(Typed::Value(value))) => {
            if let IndicatorValue::Words(words) = value {
                bounded(words, LONGEST_LABEL)?;
            }
            document.set_value((row, year, kind), Some(value.clone()));
        }
        (Entry::Value { row, year, kind }, None) => document.set_value((row, year, kind), None),
        (Entry::Text(place), Some(Typed::Words(words))) => {
            bounded(words, place.longest())?;
            write_words(document, figures, place, words)?;
        }
        (Entry::Text(place), None) => write_words(document, figures, place, "")?,
        (Entry::Cell(place), Some(Typed::Cell(content))) => {
            if let CellValue::Words(words) = &content.value {
                bounded(words, LONGEST_LABEL)?;
            }
            Arc::make_mut(&mut document.sections).set(place, Some(content.clone()));
        }
        (Entry::Cell(place), None) => Arc::make_mut(&mut document.sections).set(place, None),
        (Entry::Value { .. } | Entry::Text(_) | Entry::Cell(_) | Entry::Amount(_), _) => return Err(Refusal::Gone),
    }
    Ok(())
}

/// Refuses words that could be saved and not be opened again.
pub(super) fn bounded(words: &str, most: usize) -> Result<(), Refusal> {
    if fits(words, most) { Ok(()) } else { Err(Refusal::TooLong { most }) }
}

fn is_title(entry: Entry) -> bool {
    matches!(entry, Entry::Text(TextPlace::ChartTitle(_) | TextPlace::SlideTitle(_)))
}

fn write_words(document: &mut Document, figures: &OnceCell<Figures>, place: TextPlace, words: &str) -> Result<(), Refusal> {
    match place {
        TextPlace::Programme(field) => write_field(document, field, words),
        TextPlace::ActionLabel(id) => *Arc::make_mut(&mut document.actions).label_mut(id).ok_or(Refusal::Gone)? = words.into(),
        TextPlace::ActionCode(id) => renumber(document, id, words.parse().map_err(|_| Refusal::NoCode)?)?,
        TextPlace::ObjectiveLabel(id) => *Arc::make_mut(&mut document.objectives).objective_words(id).ok_or(Refusal::Gone)?.label = words.into(),
        TextPlace::ObjectiveMission(id) => {
            *Arc::make_mut(&mut document.objectives).objective_words(id).ok_or(Refusal::Gone)?.is_mission = !words.is_empty();
        }
        TextPlace::IndicatorMission(id) => *indicator_words(document, id)?.is_mission = !words.is_empty(),
        TextPlace::Direction(id) => document.set_better(id, better(words)).ok_or(Refusal::Gone)?,
        TextPlace::IndicatorLabel(id) => *indicator_words(document, id)?.label = words.into(),
        TextPlace::IndicatorUnit(id) => *indicator_words(document, id)?.unit = words.into(),
        TextPlace::Viewpoint(id) => *indicator_words(document, id)?.viewpoint = viewpoint(words),
        TextPlace::RowLabel(id) => *row_words(document, id)?.label = own(words),
        TextPlace::RowUnit(id) => *row_words(document, id)?.unit = own(words),
        TextPlace::SectionRow { section, row, field } => {
            let row = Arc::make_mut(&mut document.sections).row_mut(section, row).ok_or(Refusal::Gone)?;
            match field {
                SectionRowField::Code => row.code = words.into(),
                SectionRowField::Label => row.label = words.into(),
            }
        }
        TextPlace::ChartTitle(chart) => presenting::title_chart(document, figures, chart, words)?,
        TextPlace::SlideTitle(slide) => presenting::title_slide(document, figures, slide, words)?,
        TextPlace::Narrative(narrative) => document.set_text(narrative, Text::new(words)),
    }
    Ok(())
}

/// What a row has of its own: no words are none, never empty ones.
fn own(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}

fn write_field(document: &mut Document, field: ProgrammeField, words: &str) {
    let programme = &mut document.programme;
    match field {
        ProgrammeField::Number => programme.number = words.parse().ok().and_then(crate::model::ProgrammeNumber::new),
        ProgrammeField::Name => programme.name = words.into(),
        ProgrammeField::Mission => programme.mission = words.into(),
        ProgrammeField::Minister => programme.minister = words.into(),
        ProgrammeField::Manager => programme.manager = words.into(),
        ProgrammeField::ManagerTitle => programme.manager_title = words.into(),
    }
}

impl Structure {
    fn apply(&self, document: &mut Document) -> Result<(), Refusal> {
        match self {
            Self::AddAction { id, code, label } => {
                bounded(label, LONGEST_LABEL)?;
                add_action(document, *id, *code, label)
            }
            Self::KeepCode(action) => {
                Arc::make_mut(&mut document.displaced).remove(action).ok_or(Refusal::Gone)?;
                Ok(())
            }
            Self::RemoveAction(action) => remove_action(document, *action),
            Self::AddCategory(category) => {
                document.categories.insert(*category);
                Ok(())
            }
            Self::RemoveCategory(category) => {
                document.categories.remove(category);
                document.credits.remove_category(*category);
                document.contributions.remove_category(*category);
                Ok(())
            }
            Self::AddObjective { id, label } => {
                bounded(label, LONGEST_LABEL)?;
                new(document.objective(*id))?;
                Arc::make_mut(&mut document.objectives).add(*id, label.clone());
                Ok(())
            }
            Self::MoveObjective { objective, direction } => {
                swap(Arc::make_mut(&mut document.objectives).as_mut_slice(), |other| other.id == *objective, *direction)
            }
            Self::RemoveObjective(id) => remove_objective(document, *id),
            Self::AddIndicator { id, row, objective, label } => {
                bounded(label, LONGEST_LABEL)?;
                new(document.indicator(*id))?;
                new(document.indicator_of_row(*row))?;
                Arc::make_mut(&mut document.objectives).add_indicator(*objective, Indicator::new(*id, *row, label.clone())).ok_or(Refusal::Gone)
            }
            Self::MoveIndicator { indicator, direction } => move_indicator(document, *indicator, *direction),
            Self::RemoveIndicator(id) => remove_indicator(document, *id),
            Self::AddRow { id, indicator, label } => {
                bounded(label, LONGEST_LABEL)?;
                new(document.indicator_of_row(*id))?;
                let row = Row { id: *id, label: own(label), unit: None };
                Arc::make_mut(&mut document.objectives).add_row(*indicator, row).ok_or(Refusal::Gone)
            }
            Self::MoveRow { row, direction } => {
                let (indicator, _) = document.indicator_of_row(*row).ok_or(Refusal::Gone)?;
                let id = indicator.id;
                let indicator = indicator_mut(document, id)?;
                own_first_row(indicator);
                swap(&mut indicator.rows, |other| other.id == *row, *direction)
            }
            Self::RemoveRow(id) => remove_row(document, *id),
            Self::AddSectionRow { section, id, label } => {
                bounded(label, LONGEST_LABEL)?;
                shapes::of(section).is_some_and(|shape| shape.allows(*id)).then_some(()).ok_or(Refusal::NoNumber)?;
                new(document.sections.row(section, *id))?;
                let sections = Arc::make_mut(&mut document.sections);
                let order = sections.next_order(section);
                sections.add(section, SectionRow { id: *id, parent: None, code: String::new(), label: label.clone(), order });
                Ok(())
            }
            Self::MoveSectionRow { section, row, direction } => {
                document.sections.row(section, *row).ok_or(Refusal::Gone)?;
                let is_moved = Arc::make_mut(&mut document.sections).exchange(section, *row, *direction == Direction::Up);
                if is_moved { Ok(()) } else { Err(Refusal::AtTheEnd) }
            }
            Self::RemoveSectionRow { section, row } => {
                document.sections.row(section, *row).ok_or(Refusal::Gone)?;
                let sharing: Vec<&'static str> = shapes::all().filter(|shape| shape.list() == Some(*section)).map(|shape| shape.key).collect();
                Arc::make_mut(&mut document.sections).remove(&sharing, *row);
                document.forget_row(section, *row);
                Ok(())
            }
        }
    }
}

// Actions

/// The first sub-action of an action takes over its amounts, so that the action stays the sum of its sub-actions.
fn add_action(document: &mut Document, id: ActionId, code: ActionCode, label: &str) -> Result<(), Refusal> {
    if document.action_by_code(code).is_some() {
        return Err(Refusal::ActionExists(code));
    }
    new(document.action(id))?;
    if let Some(parent) = code.parent() {
        let parent = document.action_by_code(parent).ok_or(Refusal::NoParent(code))?.id;
        if document.is_leaf(parent) {
            taken_over::hand_over(document, parent, id);
        }
    }
    Arc::make_mut(&mut document.actions).add(Action { id, code, label: label.into(), ended: None });
    Ok(())
}

/// Gives an action another code, which its sub-actions follow; what it bears goes by its identity.
fn renumber(document: &mut Document, id: ActionId, code: ActionCode) -> Result<(), Refusal> {
    let former = document.action(id).ok_or(Refusal::Gone)?.code;
    if code.parent() != former.parent() {
        return Err(Refusal::NoCode);
    }
    if document.action_by_code(code).is_some_and(|other| other.id != id) {
        return Err(Refusal::ActionExists(code));
    }
    let renumbered = |other: ActionCode| match other {
        other if other == former => code,
        other if other.parent() == Some(former) => code.sub_action(other.number()).unwrap_or(other),
        other => other,
    };
    let actions = Arc::make_mut(&mut document.actions);
    for action in actions.iter_mut() {
        action.code = renumbered(action.code);
    }
    actions.sort_by_key(|action| action.code);
    // Who gives an action a code chose it.
    forget_displaced(document, &[id]);
    document.settle_codes();
    Ok(())
}

/// With its sub-actions, their amounts and their texts.
fn remove_action(document: &mut Document, id: ActionId) -> Result<(), Refusal> {
    document.action(id).ok_or(Refusal::Gone)?;
    let mut removed: BTreeSet<ActionId> = document.sub_actions(id).map(|action| action.id).collect();
    removed.insert(id);
    Arc::make_mut(&mut document.actions).retain(|action| !removed.contains(&action.id));
    forget_displaced(document, &removed.iter().copied().collect::<Vec<_>>());
    for id in removed {
        document.credits.remove_action(id);
        document.contributions.remove_action(id);
        Arc::make_mut(&mut document.sections).forget_action(id);
        for narrative in [Narrative::Action(id), Narrative::Nature(id)] {
            document.set_text(narrative, Text::default());
        }
    }
    Ok(())
}

fn forget_displaced(document: &mut Document, actions: &[ActionId]) {
    if actions.iter().any(|action| document.displaced.contains_key(action)) {
        Arc::make_mut(&mut document.displaced).retain(|action, _| !actions.contains(action));
    }
}

// Performance

/// Within its objective; from its end, to the neighbouring objective.
fn move_indicator(document: &mut Document, id: IndicatorId, direction: Direction) -> Result<(), Refusal> {
    let (objective, _) = document.indicator_number(id).ok_or(Refusal::Gone)?;
    let objectives = Arc::make_mut(&mut document.objectives);
    let index = objective.checked_sub(1).ok_or(Refusal::Gone)?;
    let list = &mut objectives.get_mut(index).ok_or(Refusal::Gone)?.indicators;
    if swap(list, |other| other.id == id, direction).is_ok() {
        return Ok(());
    }
    let place = list.iter().position(|other| other.id == id).ok_or(Refusal::Gone)?;
    let neighbour = match direction {
        Direction::Up => index.checked_sub(1),
        Direction::Down => Some(index + 1).filter(|next| *next < objectives.len()),
    };
    let neighbour = neighbour.ok_or(Refusal::AtTheEnd)?;
    let moved = objectives.get_mut(index).ok_or(Refusal::Gone)?.indicators.remove(place);
    let list = &mut objectives.get_mut(neighbour).ok_or(Refusal::Gone)?.indicators;
    match direction {
        Direction::Up => list.push(moved),
        Direction::Down => list.insert(0, moved),
    }
    Ok(())
}

fn remove_objective(document: &mut Document, id: ObjectiveId) -> Result<(), Refusal> {
    let indicators: Vec<IndicatorId> = document.objective(id).ok_or(Refusal::Gone)?.indicators.iter().map(|indicator| indicator.id).collect();
    indicators.into_iter().try_for_each(|indicator| remove_indicator(document, indicator))?;
    Arc::make_mut(&mut document.objectives).retain(|objective| objective.id != id);
    document.set_text(Narrative::Objective(id), Text::default());
    Ok(())
}

fn remove_indicator(document: &mut Document, id: IndicatorId) -> Result<(), Refusal> {
    let rows: BTreeSet<RowId> = document.indicator(id).ok_or(Refusal::Gone)?.rows.iter().map(|row| row.id).collect();
    Arc::make_mut(&mut document.values).retain(|(row, _, _), _| !rows.contains(row));
    for objective in Arc::make_mut(&mut document.objectives) {
        objective.indicators.retain(|indicator| indicator.id != id);
    }
    for narrative in [Narrative::Source(id), Narrative::Method(id), Narrative::Justification(id)] {
        document.set_text(narrative, Text::default());
    }
    Ok(())
}

fn remove_row(document: &mut Document, id: RowId) -> Result<(), Refusal> {
    let (indicator, _) = document.indicator_of_row(id).ok_or(Refusal::Gone)?;
    let indicator = indicator.id;
    let indicator = indicator_mut(document, indicator)?;
    if indicator.rows.len() < 2 {
        return Err(Refusal::LastRow);
    }
    indicator.rows.retain(|row| row.id != id);
    Arc::make_mut(&mut document.values).retain(|(row, _, _), _| *row != id);
    Ok(())
}

/// Gives the first row the label and unit that it takes from the indicator, before another row takes its place.
fn own_first_row(indicator: &mut Indicator) {
    if let Some(first) = indicator.rows.first_mut() {
        first.label = first.label.take().or_else(|| own(&indicator.label));
        first.unit = first.unit.take().or_else(|| own(&indicator.unit));
    }
}

// Looking up

/// Refuses to add what bears an identity that stands already.
fn new<T>(found: Option<T>) -> Result<(), Refusal> {
    if found.is_none() { Ok(()) } else { Err(Refusal::Added) }
}

fn indicator_mut(document: &mut Document, id: IndicatorId) -> Result<&mut Indicator, Refusal> {
    Arc::make_mut(&mut document.objectives).indicator_mut(id).ok_or(Refusal::Gone)
}

fn indicator_words(document: &mut Document, id: IndicatorId) -> Result<IndicatorWords<'_>, Refusal> {
    Arc::make_mut(&mut document.objectives).indicator_words(id).ok_or(Refusal::Gone)
}

fn row_words(document: &mut Document, id: RowId) -> Result<RowWords<'_>, Refusal> {
    Arc::make_mut(&mut document.objectives).row_words(id).ok_or(Refusal::Gone)
}

fn swap<T>(list: &mut [T], is: impl Fn(&T) -> bool, direction: Direction) -> Result<(), Refusal> {
    let index = list.iter().position(is).ok_or(Refusal::Gone)?;
    let other = match direction {
        Direction::Up => index.checked_sub(1),
        Direction::Down => index.checked_add(1).filter(|other| *other < list.len()),
    };
    list.swap(index, other.ok_or(Refusal::AtTheEnd)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::checks::findings;
    use crate::calc::sample::sample_with;
    use crate::model::{ChartName, Slide};
    use crate::model::{Euros, Measure, ValueKind};
    use crate::storage;

    /// Whatever writes words: the longest are kept, and one character more is refused.
    #[test]
    fn words_longer_than_a_file_keeps_are_refused() {
        let mut document = sample_with(&[]);
        for structure in [
            |_: &Document, label: String| Structure::AddObjective { id: ObjectiveId(1), label },
            |document: &Document, label| Structure::AddIndicator { id: IndicatorId(1), row: RowId(1), objective: document.objectives[0].id, label },
        ] {
            Command::Structure(structure(&document, "Nom".into())).apply(&mut document).unwrap();
        }
        let (objective, indicator) = (document.objectives[0].id, document.objectives[0].indicators[0].id);
        let row = document.objectives[0].indicators[0].rows[0].id;
        let finding = findings(&document, &Figures::of(&document)).remove(0).justified();
        let code = ActionCode::action(9).unwrap();
        let write = |place| move |words: String| Command::Write(vec![Change { entry: Entry::Text(place), content: Some(Typed::Words(words)) }]);
        let labels: Vec<Box<dyn Fn(String) -> Command>> = vec![
            Box::new(move |label| Command::Structure(Structure::AddAction { id: ActionId(9), code, label })),
            Box::new(|label| Command::Structure(Structure::AddObjective { id: ObjectiveId(9), label })),
            Box::new(move |label| Command::Structure(Structure::AddIndicator { id: IndicatorId(9), row: RowId(8), objective, label })),
            Box::new(move |label| Command::Structure(Structure::AddRow { id: RowId(9), indicator, label })),
            Box::new(write(TextPlace::Programme(ProgrammeField::Name))),
            Box::new(write(TextPlace::ActionLabel(ActionId(1)))),
            Box::new(write(TextPlace::IndicatorUnit(indicator))),
            Box::new(write(TextPlace::RowLabel(row))),
            Box::new(write(TextPlace::ChartTitle(ChartName::CREDITS))),
            Box::new(write(TextPlace::SlideTitle(Slide::Chart(ChartName::SHARES)))),
        ];
        let texts: Vec<Box<dyn Fn(String) -> Command>> = vec![
            Box::new(write(TextPlace::Narrative(Narrative::Strategy))),
            Box::new(|text| Command::Retouch(vec![(Narrative::Strategy, text)])),
            Box::new(|notes| Command::Presenting(Presenting::Notes { slide: Slide::Cover, notes })),
            Box::new(move |reason| Command::Review(Review::Justify { finding: finding.clone(), reason })),
        ];
        let all = labels.into_iter().map(|command| (command, LONGEST_LABEL)).chain(texts.into_iter().map(|command| (command, LONGEST_TEXT)));
        for (command, most) in all {
            let mut after = document.clone();
            assert_eq!(command("é".repeat(most)).apply(&mut after), Ok(()), "{most}");
            assert!(after.overlong().is_none() && storage::parse(&storage::write(&after)).is_ok_and(|read| read == after), "{most}");
            assert_eq!(command("é".repeat(most + 1)).apply(&mut after), Err(Refusal::TooLong { most }));
        }
    }

    fn renumbered(id: ActionId, code: &str) -> Command {
        Command::Write(vec![Change { entry: Entry::Text(TextPlace::ActionCode(id)), content: Some(Typed::Words(code.into())) }])
    }

    /// Whatever an action bears goes by its identity; its sub-actions follow it, and whoever had to give way stands where it may.
    #[test]
    fn the_code_of_an_action_is_what_was_chosen() {
        let mut document = sample_with(&[]);
        for (id, code) in [(3, "08"), (4, "08.01"), (5, "08.02")] {
            let code = code.parse().unwrap();
            Command::Structure(Structure::AddAction { id: ActionId(id), code, label: format!("n° {id}") }).apply(&mut document).unwrap();
        }
        document.set_text(Narrative::Action(ActionId(1)), Text::new("Soit {bill/2021/1/31/ae|M€|5}."));
        let cases: [(u64, &str, Result<&[&str], Refusal>); 10] = [
            (1, "23", Ok(&["2 02", "3 08", "4 08.01", "5 08.02", "1 23"])),
            (3, "01", Err(Refusal::ActionExists("01".parse().unwrap()))),
            (3, "24", Ok(&["1 01", "2 02", "3 24", "4 24.01", "5 24.02"])),
            (3, "08", Ok(&["1 01", "2 02", "3 08", "4 08.01", "5 08.02"])),
            (4, "08.03", Ok(&["1 01", "2 02", "3 08", "5 08.02", "4 08.03"])),
            (4, "08.02", Err(Refusal::ActionExists("08.02".parse().unwrap()))),
            // Under another action, or none.
            (4, "02.01", Err(Refusal::NoCode)),
            (4, "09", Err(Refusal::NoCode)),
            (1, "", Err(Refusal::NoCode)),
            (9, "09", Err(Refusal::Gone)),
        ];
        for (id, code, expected) in cases {
            let mut after = document.clone();
            let done = renumbered(ActionId(id), code).apply(&mut after);
            let codes = || after.actions.iter().map(|action| format!("{} {}", action.id.0, action.code)).collect::<Vec<_>>();
            match expected {
                Ok(expected) => {
                    assert_eq!((done, codes()), (Ok(()), expected.iter().map(|code| (*code).to_owned()).collect()), "{id} {code}");
                    assert_eq!((&after.credits, &after.contributions, &after.texts), (&document.credits, &document.contributions, &document.texts));
                    assert_eq!(storage::parse(&storage::write(&after)).unwrap(), after, "{id} {code}");
                }
                Err(refusal) => assert_eq!(done, Err(refusal), "{id} {code}"),
            }
        }
    }

    /// Two actions of one code, as a merge of lines leaves them: the second keeps the code at which it stands, or is given one, or the first goes.
    #[test]
    fn who_chooses_a_code_ends_its_being_given_twice() {
        use crate::editing::review::fix;
        use crate::model::Rule;
        let twice = || {
            let text = storage::write(&sample_with(&[])).replace("code: \"02\"", "code: \"01\"");
            storage::parse(&text).unwrap()
        };
        let found = |document: &Document| findings(document, &Figures::of(document)).into_iter().find(|finding| finding.rule == Rule::CodeTwice);
        let finding = found(&twice()).expect("two actions with code 01");
        let second = ActionId(2);
        let keep = fix(&twice(), &finding).expect("what puts it right");
        let choices = [
            (keep, "02"),
            (renumbered(second, "03"), "03"),
            (renumbered(second, "02"), "02"),
            (Command::Structure(Structure::RemoveAction(ActionId(1))), "01"),
        ];
        for (command, code) in choices {
            let mut document = twice();
            assert_eq!(document.action(second).map(|action| action.code.to_string()).as_deref(), Some("02"), "the next free one");
            command.apply(&mut document).unwrap();
            assert_eq!(found(&document), None, "{command:?}");
            assert_eq!(document.action(second).map(|action| action.code.to_string()).as_deref(), Some(code), "{command:?}");
            assert_eq!(storage::parse(&storage::write(&document)).unwrap(), document);
        }
        assert_eq!(Command::Structure(Structure::KeepCode(ActionId(1))).apply(&mut twice()), Err(Refusal::Gone));
    }

    /// A command made for a document that has changed since, as one of a batch may be: what it would write could not be opened again.
    #[test]
    fn nothing_is_written_about_what_is_gone() {
        let mut document = sample_with(&[]);
        let sub_action = ActionCode::action(2).unwrap().sub_action(1).unwrap();
        let id = ActionId(3);
        Command::Structure(Structure::AddAction { id, code: sub_action, label: String::new() }).apply(&mut document).unwrap();
        let year = document.year;
        let amount = |action| {
            let category = Category::new(31).unwrap();
            let entry =
                AmountEntry::Credit { year, stage: Stage::Bill, contributions: false, action: ActionId(action), category, measure: Measure::Ae };
            Change { entry: Entry::Amount(entry), content: Some(Typed::Amount(Amount::plain(Euros::new(5)))) }
        };
        let words = |place| Change { entry: Entry::Text(place), content: Some(Typed::Words("mots".into())) };
        let value = Typed::Value(IndicatorValue::NotAvailable);
        let gone = [
            amount(99),
            // The action has a sub-action now, which holds its facts.
            amount(2),
            Change { entry: Entry::Value { row: RowId(99), year, kind: ValueKind::Actual }, content: Some(value) },
            words(TextPlace::Narrative(Narrative::Action(ActionId(99)))),
            words(TextPlace::Narrative(Narrative::Nature(ActionId(99)))),
            words(TextPlace::Narrative(Narrative::Source(IndicatorId(99)))),
            words(TextPlace::ActionLabel(ActionId(99))),
            words(TextPlace::ActionCode(ActionId(99))),
        ];
        for change in gone {
            let mut after = document.clone();
            assert_eq!(Command::Write(vec![change.clone()]).apply(&mut after), Err(Refusal::Gone), "{change:?}");
            let cleared = Change { content: None, ..change };
            drop(Command::Write(vec![cleared]).apply(&mut after));
            assert!(storage::parse(&storage::write(&after)).is_ok_and(|read| read == after));
        }
        let retouch = |narrative| Command::Retouch(vec![(narrative, "mots".into())]).apply(&mut document.clone());
        assert_eq!(retouch(Narrative::Method(IndicatorId(99))), Err(Refusal::Gone));
        assert_eq!(retouch(Narrative::Strategy), Ok(()));
        assert_eq!(Command::Write(vec![amount(1)]).apply(&mut document), Ok(()));
    }
}

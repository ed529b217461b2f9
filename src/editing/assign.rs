//! Assignments `address=value`, all or nothing: what `papier set` does.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::spread::choices;
use super::typed::{self, TypedRefusal, Unread};
use super::{
    Change, Choice, Command, Preview, Refusal, SettleRefusal, Settled, SpreadRefusal, Spreading, Structure, Typed, Written, command, settle, spread,
    wanted,
};
use crate::address::{self, AddressError};
use crate::calc::{self, Figures};
use crate::lang::links::stored_over;
use crate::model::{ActionCode, ActionId, AmountEntry, Category, Conflict, Document, Draw, Entry, Place, Rows, SectionRowId, TextPlace, links};
use crate::sections::shapes;
use crate::storage;

/// A value for an address, both as written by the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub address: String,
    pub value: String,
}

/// Why one assignment is refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{assignment:?}: {reason}")]
pub struct AssignmentRefusal {
    pub assignment: Assignment,
    pub reason: Reason,
}

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Reason {
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error(transparent)]
    Typed(#[from] TypedRefusal),
    #[error(transparent)]
    Structure(#[from] Refusal),
    #[error(transparent)]
    Settle(#[from] SettleRefusal),
    #[error("given twice with different values")]
    Twice,
    #[error(transparent)]
    Spread(#[from] SpreadRefusal),
    #[error("another spread changes this total")]
    SpreadAgain,
    #[error("the next number is {0}")]
    NotNext(String),
    #[error("nothing can be created without a name")]
    NamelessCreation,
}

/// One command that does every assignment, or the refusals of those that cannot be done.
///
/// Labels of actions, objectives, indicators and rows that do not exist create them first, then choices are made, whatever the order of the
/// assignments.
pub fn assign(document: &Document, assignments: &[Assignment]) -> Result<Command, Vec<AssignmentRefusal>> {
    assign_or(document, assignments, Unread::Refused)
}

/// The same, where it was said what becomes of values of indicators that read as nothing.
pub fn assign_or(document: &Document, assignments: &[Assignment], unread: Unread) -> Result<Command, Vec<AssignmentRefusal>> {
    let mut refusals = Vec::new();
    let mut document = document.clone();
    let mut commands = Vec::new();
    let mut creations: Vec<(Creation, &Assignment)> =
        assignments.iter().filter_map(|assignment| Some((Creation::of(&document, &assignment.address)?, assignment))).collect();
    creations.sort_by_key(|(creation, _)| *creation);
    creations.dedup_by_key(|(creation, _)| *creation);
    let mut draw = draw(&document, if creations.is_empty() { &[] } else { assignments });
    for (creation, assignment) in creations {
        // A new indicator brings its first row.
        if creation.exists(&document) {
            continue;
        }
        match creation
            .command(&document, assignment.value.trim(), &mut draw)
            .and_then(|command| command.apply(&mut document).map(|()| command).map_err(Reason::from))
        {
            Ok(command) => commands.push(command),
            Err(reason) => refusals.push(AssignmentRefusal { assignment: assignment.clone(), reason }),
        }
    }
    let not_created: BTreeSet<String> = refusals.iter().map(|refusal| refusal.assignment.address.clone()).collect();
    let (choices, typed): (Vec<&Assignment>, Vec<&Assignment>) = assignments.iter().partition(|assignment| is_choice(&document, assignment));
    let (settling, chosen, refused) = settle_all(&mut document, &choices);
    commands.extend(settling);
    refusals.extend(refused);
    let placed: Vec<(&Assignment, Result<Place, Reason>)> = typed
        .into_iter()
        .filter(|assignment| !not_created.contains(&assignment.address))
        .map(|assignment| (assignment, address::parse(&document, &assignment.address).map_err(Reason::from)))
        .collect();
    // Texts first: the unit of a row tells how its values read.
    let (texts, figures): (Vec<_>, Vec<_>) = placed.into_iter().partition(|(_, place)| matches!(place, Ok(Place::Text(_))));
    let mut writing = Writing { document, figures: OnceCell::new(), given: BTreeMap::new(), chosen, unread };
    let mut changes: Vec<Change> = Vec::new();
    for (assignment, place) in texts.into_iter().chain(figures) {
        match place.and_then(|place| writing.write(place, &assignment.value)) {
            Ok(change) => changes.push(change),
            Err(reason) => refusals.push(AssignmentRefusal { assignment: assignment.clone(), reason }),
        }
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    commands.push(Command::Write(with_last_figures(writing.document, changes)));
    Ok(Command::Batch(commands))
}

/// The changes with the last figures of links in texts as all the changes together make them: a cell may be written beside the text that links it.
fn with_last_figures(mut document: Document, mut changes: Vec<Change>) -> Vec<Change> {
    let is_linking = |change: &Change| matches!((change.entry, &change.content), (Entry::Text(TextPlace::Narrative(_)), Some(Typed::Words(words))) if links(words).next().is_some());
    let is_only_texts = changes.iter().all(|change| matches!(change.entry, Entry::Text(_)));
    // They were applied one by one when they were read.
    if is_only_texts || !changes.iter().any(is_linking) || command::write(&mut document, &changes).is_err() {
        return changes;
    }
    let figures = OnceCell::new();
    for change in changes.iter_mut().filter(|change| is_linking(change)) {
        if let Some(Typed::Words(words)) = &mut change.content {
            *words = stored_over(&document, &figures, words);
        }
    }
    changes
}

/// Whether an assignment chooses what a merge left open, or tries to.
fn is_choice(document: &Document, assignment: &Assignment) -> bool {
    !matches!(address::conflict(document, &assignment.address), Ok(None))
}

/// Settles conflicts in a document: the commands, the entries that they write, and the refusals. Texts come first, as for what is typed.
fn settle_all(document: &mut Document, choices: &[&Assignment]) -> (Vec<Command>, BTreeSet<Entry>, Vec<AssignmentRefusal>) {
    let (mut commands, mut refusals) = (Vec::new(), Vec::new());
    let mut written: BTreeMap<Entry, Option<Typed>> = BTreeMap::new();
    let mut wanted: BTreeMap<String, (Choice, &Assignment)> = BTreeMap::new();
    let refused = |assignment: &Assignment, reason| AssignmentRefusal { assignment: assignment.clone(), reason };
    for assignment in choices {
        match wanted_choice(document, assignment) {
            Ok((key, choice)) => {
                let (first, _) = *wanted.entry(key).or_insert((choice, assignment));
                if first != choice {
                    refusals.push(refused(assignment, Reason::Twice));
                }
            }
            Err(reason) => refusals.push(refused(assignment, reason)),
        }
    }
    let is_text = |key: &String| document.conflicts.get(key).and_then(Conflict::known_place).is_some_and(|place| matches!(place, Place::Text(_)));
    let (texts, figures): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|(key, _)| is_text(key));
    for (key, (choice, assignment)) in texts.into_iter().chain(figures) {
        let settled = settle(document, &key, choice).map_err(Reason::from);
        match settled.and_then(|command| command.apply(document).map(|()| command).map_err(Reason::from)) {
            Ok(command) => {
                if let Command::Settle(Settled { written: Written::Entry(Change { entry, content }), .. }) = &command {
                    // Choices of one text are each of paragraphs of their own; of anything else the last one would win.
                    let is_other = written.insert(*entry, content.clone()).is_some_and(|before| before != *content);
                    if is_other && !matches!(entry, Entry::Text(TextPlace::Narrative(_))) {
                        refusals.push(refused(assignment, Reason::Twice));
                    }
                }
                commands.push(command);
            }
            Err(reason) => refusals.push(refused(assignment, reason)),
        }
    }
    (commands, written.into_keys().collect(), refusals)
}

/// The key of the conflict that an assignment settles, and how.
fn wanted_choice(document: &Document, assignment: &Assignment) -> Result<(String, Choice), Reason> {
    let key = address::conflict(document, &assignment.address)?.ok_or(AddressError::Form)?;
    let choice = Choice::of_word(&assignment.value).ok_or_else(|| SettleRefusal::Word(assignment.value.clone()))?;
    Ok((key.to_owned(), choice))
}

/// A document in which assignments are tried, one after the other.
struct Writing {
    document: Document,
    /// Of the document when its texts are read, which no text changes.
    figures: OnceCell<Figures>,
    given: BTreeMap<Entry, Option<Typed>>,
    /// What choices have written.
    chosen: BTreeSet<Entry>,
    unread: Unread,
}

impl Writing {
    /// A computed cell of a section is refused with the cells that may take what is typed over it.
    fn refused(&self, refusal: TypedRefusal, place: Place) -> Reason {
        match (&refusal, place) {
            (TypedRefusal::Computed, Place::Cell(cell)) => match choices(&self.document, cell) {
                choices if choices.is_empty() => refusal.into(),
                choices => SpreadRefusal::OnWhich { choices }.into(),
            },
            _ => refusal.into(),
        }
    }

    /// What is given twice with two values says nothing, however its addresses are spelt: `352:plf/01/31/ae` is `plf/01/31/ae`.
    fn write(&mut self, place: Place, value: &str) -> Result<Change, Reason> {
        let change = typed::read_over(&self.document, &self.figures, place, value, self.unread).map_err(|refusal| self.refused(refusal, place))?;
        if self.chosen.contains(&change.entry) {
            return Err(Reason::Twice);
        }
        match self.given.get(&change.entry) {
            Some(content) if *content != change.content => return Err(Reason::Twice),
            Some(_) => return Ok(change),
            None => {}
        }
        // How one amount reads depends on no other: the command puts them all in place.
        if !matches!(change.entry, Entry::Amount(_)) {
            command::write_other(&mut self.document, &self.figures, &change)?;
        }
        self.given.insert(change.entry, change.content.clone());
        Ok(change)
    }
}

/// The identities of what assignments create: the same assignments to the same document give the same bytes, whatever their order, the paths and
/// the line ends.
fn draw(document: &Document, assignments: &[Assignment]) -> Draw {
    // The text of a large document takes its time: none is made where nothing is created.
    let document = (!assignments.is_empty()).then(|| storage::write(document));
    let assigned: BTreeSet<(&str, &str)> = assignments.iter().map(|Assignment { address, value }| (address.as_str(), value.as_str())).collect();
    Draw::of(document.into_iter().chain(assigned.into_iter().flat_map(|(address, value)| [address.to_owned(), value.to_owned()])))
}

/// The same, where a total that is given is spread over the entries that make it; what is assigned beside it stays as it is given.
pub fn assign_spreading(
    document: &Document,
    assignments: &[Assignment],
    how: Spreading,
    unread: Unread,
) -> Result<(Command, Vec<Preview>), Vec<AssignmentRefusal>> {
    let figures = Figures::of(document);
    let total = |assignment: &Assignment| {
        let place = address::parse(document, &assignment.address).ok()?;
        document.entry(place).is_none().then_some(place)
    };
    let (totals, entries): (Vec<_>, Vec<_>) =
        assignments.iter().map(|assignment| (assignment, total(assignment))).partition(|(_, total)| total.is_some());
    let entries: Vec<Assignment> = entries.into_iter().map(|(assignment, _)| assignment.clone()).collect();
    let command = assign_or(document, &entries, unread)?;
    let mut document = document.clone();
    let mut refusals = Vec::new();
    // It was applied to a copy when it was made.
    let _ = command.apply(&mut document);
    let given = |assignment: &Assignment| document.entry(address::parse(&document, &assignment.address).ok()?);
    let locked: BTreeSet<Entry> = entries.iter().filter_map(given).collect();
    let mut commands = vec![command];
    let mut previews: Vec<(Preview, &Assignment)> = Vec::new();
    let mut figures = if entries.is_empty() { figures } else { Figures::of(&document) };
    // What was written since the figures were made, at whatever stage.
    let mut written: BTreeSet<(ActionId, Category)> = BTreeSet::new();
    for (assignment, place) in totals {
        let Some(place) = place else { continue };
        let terms = calc::terms(&document, &figures, place).unwrap_or_default();
        if terms.into_iter().filter_map(|term| credited(term.entry)).any(|of| written.contains(&of)) {
            figures = Figures::of(&document);
            written.clear();
        }
        let wanted = wanted(place, &assignment.value).map_err(Reason::Typed);
        let preview = wanted.and_then(|wanted| Ok(spread(&document, &figures, place, wanted, how, &locked)?));
        match preview {
            Ok(preview) => {
                let command = preview.command();
                // Entries that were found in the document can be written.
                let _ = command.apply(&mut document);
                let changed: Vec<(ActionId, Category)> =
                    preview.leaves.iter().filter(|leaf| leaf.is_changed()).filter_map(|leaf| credited(leaf.leaf.entry)).collect();
                if changed.iter().all(|(_, category)| figures.used_categories().contains(*category)) {
                    written.extend(changed);
                } else {
                    // Every table has a column more.
                    figures = Figures::of(&document);
                    written.clear();
                }
                commands.push(command);
                previews.push((preview, assignment));
            }
            Err(reason) => refusals.push(AssignmentRefusal { assignment: assignment.clone(), reason }),
        }
    }
    let figures = Figures::of(&document);
    let undone = |(preview, _): &&(Preview, &Assignment)| !preview.is_done(&document, &figures);
    let again =
        previews.iter().filter(undone).map(|(_, assignment)| AssignmentRefusal { assignment: (*assignment).clone(), reason: Reason::SpreadAgain });
    refusals.extend(again);
    if refusals.is_empty() { Ok((Command::Batch(commands), previews.into_iter().map(|(preview, _)| preview).collect())) } else { Err(refusals) }
}

/// The credit whose amount an entry is, at whatever stage.
fn credited(entry: Entry) -> Option<(ActionId, Category)> {
    match entry {
        Entry::Amount(AmountEntry::Credit { action, category, .. }) => Some((action, category)),
        Entry::Amount(AmountEntry::Outstanding { .. } | AmountEntry::Schedule { .. }) | Entry::Value { .. } | Entry::Text(_) | Entry::Cell(_) => None,
    }
}

/// What the label at an address would create, in the order in which things can be created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Creation {
    Action(ActionCode),
    Objective(usize),
    Indicator(usize, usize),
    Row(usize, usize, usize),
    SectionRow(&'static str, usize),
    /// A row whose number is its identity.
    NumberedRow(&'static str, SectionRowId),
}

impl Creation {
    fn of(document: &Document, address: &str) -> Option<Self> {
        let (programme, address) = address::split_qualifier(address.trim()).ok()?;
        if programme.is_some() && programme != document.programme.number {
            return None;
        }
        let creation = match address.split('/').collect::<Vec<_>>().as_slice() {
            ["action", code, "label"] => Self::Action(code.parse().ok()?),
            ["objective", number, "label"] => Self::Objective(address::number(number)?),
            ["indicator", number, "label"] => {
                address::indicator_numbers(number).map(|(objective, indicator)| Self::Indicator(objective, indicator))?
            }
            [section, row, "label"] if let Some(shape) = shapes::of(section).filter(|shape| shape.list() == Some(shape.key)) => match shape.rows {
                Rows::Numbered(_) => Self::NumberedRow(shape.key, shape.numbered(row)?),
                _ => Self::SectionRow(shape.key, address::number(row)?),
            },
            ["indicator", number, row, "label"] => {
                let (objective, indicator) = address::indicator_numbers(number)?;
                Self::Row(objective, indicator, address::number(row)?)
            }
            _ => return None,
        };
        (!creation.exists(document)).then_some(creation)
    }

    fn exists(self, document: &Document) -> bool {
        let indicator = |objective, indicator: usize| {
            let objective = address::objective_by_number(document, objective)?;
            objective.indicators.get(indicator.checked_sub(1)?)
        };
        match self {
            Self::Action(code) => document.action_by_code(code).is_some(),
            Self::Objective(number) => address::objective_by_number(document, number).is_some(),
            Self::Indicator(objective, number) => indicator(objective, number).is_some(),
            Self::SectionRow(section, number) => document.sections.rows(section).len() >= number,
            Self::NumberedRow(section, id) => document.sections.row(section, id).is_some(),
            Self::Row(objective, number, row) => indicator(objective, number).is_some_and(|indicator| indicator.rows.len() >= row),
        }
    }

    /// Numbers follow each other: only the next one can be created.
    fn command(self, document: &Document, label: &str, draw: &mut Draw) -> Result<Command, Reason> {
        let label = typed::typed_name(label)?;
        if label.is_empty() {
            return Err(Reason::NamelessCreation);
        }
        let next = |number: usize, count: usize, before: &str| {
            if number == count + 1 { Ok(()) } else { Err(Reason::NotNext(format!("{before}{}", count + 1))) }
        };
        let objective_of = |number: usize| {
            address::objective_by_number(document, number).ok_or_else(|| Reason::Address(AddressError::UnknownObjective(number.to_string())))
        };
        let structure = match self {
            Self::Action(code) => Structure::AddAction { id: draw.action(document), code, label },
            Self::Objective(number) => {
                next(number, document.objectives.len(), "")?;
                Structure::AddObjective { id: draw.objective(document), label }
            }
            Self::Indicator(objective_number, number) => {
                let objective = objective_of(objective_number)?;
                next(number, objective.indicators.len(), &format!("{objective_number}."))?;
                Structure::AddIndicator { id: draw.indicator(document), row: draw.row(document), objective: objective.id, label }
            }
            Self::NumberedRow(section, id) => Structure::AddSectionRow { section, id, label },
            Self::SectionRow(section, number) => {
                next(number, document.sections.rows(section).len(), &format!("{section}/"))?;
                Structure::AddSectionRow { section, id: draw.section_row(document), label }
            }
            Self::Row(objective_number, number, row) => {
                let indicators = &objective_of(objective_number)?.indicators;
                let name = format!("{objective_number}.{number}");
                let indicator = number.checked_sub(1).and_then(|index| indicators.get(index));
                let indicator = indicator.ok_or_else(|| Reason::Address(AddressError::UnknownIndicator(name.clone())))?;
                next(row, indicator.rows.len(), &format!("{name}/"))?;
                Structure::AddRow { id: draw.row(document), indicator: indicator.id, label }
            }
        };
        Ok(Command::Structure(structure))
    }
}

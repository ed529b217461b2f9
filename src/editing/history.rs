//! Undo and redo without limit, by snapshots that share what did not change.

use std::sync::Arc;

use super::review::Review;
use super::{Command, Presenting, Structure};
use crate::model::{Document, Entry};

/// What a step did, for "Annuler : …"; `sentences` makes the words.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    /// Typing in one entry.
    Typing(Entry),
    /// Clearing entries.
    Clearing(usize),
    /// A gesture that wrote so many entries.
    Gesture(Gesture, usize),
    Structure(Structure),
    /// Justifying a finding, or taking that back; reading a text again.
    Review(Review),
    /// Choosing what a merge left open.
    Settling,
    /// Arranging the presentation.
    Presenting(Presenting),
    /// Making the document that of the next bill.
    Rollover,
    /// Another whole state of the document in the place of this one.
    Restored(Restored),
}

/// Where a state came back from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restored {
    /// An earlier version that a save had replaced.
    Version,
    /// The journal of a Papier that ended with unsaved work.
    Journal,
    /// The file, after somebody else changed it.
    File,
    /// Both, after somebody else changed the file.
    Merge,
}

/// What a user did to write several entries at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// Several assignments, or anything without a name of its own.
    Write,
    Paste,
    Fill,
    Spread,
    Replace,
    /// Figures of texts made links, or links moved on with the year.
    Link,
    /// The spaces and marks of French typography set.
    Typography,
    /// An action put into the tables of the act.
    AddToAct,
    /// Figures tried on a slide and kept.
    Trial,
    /// Several choices that a merge left, made at once.
    Merge,
    /// What other files hold, written into the document.
    Import,
}

impl Label {
    /// What a command did, as the gesture that it was; `None` when it does nothing.
    pub(super) fn of(command: &Command, gesture: Gesture) -> Option<Self> {
        match command {
            Command::Write(changes) => match changes.as_slice() {
                [] => None,
                changes if gesture != Gesture::Write => Some(Self::Gesture(gesture, changes.len())),
                changes if changes.iter().all(|change| change.content.is_none()) => Some(Self::Clearing(changes.len())),
                [change] => Some(Self::Typing(change.entry)),
                changes => Some(Self::Gesture(gesture, changes.len())),
            },
            Command::Retouch(texts) => (!texts.is_empty()).then_some(Self::Gesture(gesture, texts.len())),
            Command::Structure(structure) => Some(Self::Structure(structure.clone())),
            Command::Review(review) => Some(Self::Review(review.clone())),
            Command::Settle(_) => Some(Self::Settling),
            Command::Presenting(presenting) => Some(Self::Presenting(presenting.clone())),
            Command::Rollover { .. } => Some(Self::Rollover),
            Command::Batch(commands) => match commands.as_slice() {
                [command] => Self::of(command, gesture),
                commands => Some(Self::Gesture(gesture, commands.iter().map(Command::count).sum())),
            },
        }
    }
}

impl Command {
    /// How many entries and parts it changes.
    pub fn count(&self) -> usize {
        match self {
            Self::Write(changes) => changes.len(),
            Self::Retouch(texts) => texts.len(),
            Self::Structure(_) | Self::Review(_) | Self::Settle(_) | Self::Presenting(_) | Self::Rollover { .. } => 1,
            Self::Batch(commands) => commands.iter().map(Self::count).sum(),
        }
    }
}

struct Step {
    label: Label,
    before: Arc<Document>,
    after: Arc<Document>,
    /// The entry that the next typing may continue.
    open: Option<Entry>,
}

/// The steps done and undone, and which state is on disk.
#[derive(Default)]
pub(super) struct History {
    steps: Vec<Step>,
    /// How many steps are done; those after are undone.
    done: usize,
    /// How many steps were done when the file was last saved; `None` once that state can no longer be reached.
    saved: Option<usize>,
}

impl History {
    /// A history whose present state is on disk, or is not.
    pub fn new(saved: bool) -> Self {
        Self { steps: Vec::new(), done: 0, saved: saved.then_some(0) }
    }

    /// Remembers a step; typing that continues the last step of the same entry merges into it, never across a save.
    pub fn push(&mut self, label: Label, before: Arc<Document>, after: Arc<Document>, continues: Option<Entry>) {
        if self.saved.is_some_and(|saved| saved > self.done) {
            self.saved = None;
        }
        self.steps.truncate(self.done);
        match self.steps.last_mut() {
            Some(last) if continues.is_some() && last.open == continues && self.saved != Some(self.done) => last.after = after,
            _ => {
                self.steps.push(Step { label, before, after, open: continues });
                self.done = self.steps.len();
            }
        }
    }

    /// Ends the gesture: the next typing is a step of its own.
    pub fn close(&mut self) {
        if let Some(last) = self.steps.last_mut() {
            last.open = None;
        }
    }

    pub fn undo(&mut self) -> Option<Arc<Document>> {
        self.go_to(self.done.checked_sub(1)?)
    }

    pub fn redo(&mut self) -> Option<Arc<Document>> {
        self.go_to(self.done + 1)
    }

    pub fn undo_label(&self) -> Option<&Label> {
        self.steps.get(self.done.checked_sub(1)?).map(|step| &step.label)
    }

    pub fn redo_label(&self) -> Option<&Label> {
        self.steps.get(self.done).map(|step| &step.label)
    }

    /// Every step, the oldest first, and how many are done.
    pub fn steps(&self) -> (impl DoubleEndedIterator<Item = &Label>, usize) {
        (self.steps.iter().map(|step| &step.label), self.done)
    }

    /// How many steps are done in the state that is on disk.
    pub fn saved(&self) -> Option<usize> {
        self.saved
    }

    /// The state after so many steps; `None` when it is the present one or there are not so many.
    pub fn go_to(&mut self, done: usize) -> Option<Arc<Document>> {
        let document = match done.cmp(&self.done) {
            std::cmp::Ordering::Less => Arc::clone(&self.steps.get(done)?.before),
            std::cmp::Ordering::Equal => return None,
            std::cmp::Ordering::Greater => Arc::clone(&self.steps.get(done.checked_sub(1)?)?.after),
        };
        self.done = done;
        Some(document)
    }

    /// The state that is on disk now, which may be one that the history has left since: the save took its time.
    pub fn mark_saved(&mut self, document: &Arc<Document>, present: &Arc<Document>) {
        self.saved = if Arc::ptr_eq(document, present) {
            Some(self.done)
        } else {
            let states = self.steps.first().map(|step| &step.before).into_iter().chain(self.steps.iter().map(|step| &step.after));
            states.into_iter().position(|state| Arc::ptr_eq(state, document))
        };
        self.close();
    }

    pub fn is_saved(&self) -> bool {
        self.saved == Some(self.done)
    }

    /// Steps between the saved state and the present one; `None` when the saved state can no longer be reached.
    pub fn unsaved_steps(&self) -> Option<usize> {
        self.saved.map(|saved| saved.abs_diff(self.done))
    }
}

//! A document being worked on: its present state, figures, findings and history.

use std::sync::Arc;

use super::history::{Gesture, History, Label};
use super::{Command, Refusal, review};
use crate::calc::Figures;
use crate::calc::checks::{self, Finding};
use crate::lang::Lang;
use crate::model::Document;
use crate::tables::Tables;

/// One open document. Many may be open: nothing is shared between sessions.
pub struct Session {
    document: Arc<Document>,
    figures: Figures,
    findings: Vec<Finding>,
    justified: Vec<Finding>,
    history: History,
    /// Counts every change of the present state: what depends on it is computed again when this differs.
    revision: u64,
    /// Whether every command is refused.
    read_only: bool,
}

impl Session {
    /// A session on a document read from disk.
    pub fn opened(document: Document) -> Self {
        Self::start(document, true)
    }

    /// A session on a document that is on no disk yet.
    pub fn created(document: Document) -> Self {
        Self::start(document, false)
    }

    /// A session on a document that is only looked at.
    pub fn read_only(document: Document) -> Self {
        Self { read_only: true, ..Self::opened(document) }
    }

    fn start(document: Document, saved: bool) -> Self {
        let figures = Figures::of(&document);
        let (justified, findings) = checks::findings(&document, &figures).into_iter().partition(|finding| finding.justification.is_some());
        Self { document: Arc::new(document), figures, findings, justified, history: History::new(saved), revision: 0, read_only: false }
    }

    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    pub fn figures(&self) -> &Figures {
        &self.figures
    }

    /// What is wrong and nobody has justified.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Findings that a drafter justified, and whose figures have not changed since.
    pub fn justified(&self) -> &[Finding] {
        &self.justified
    }

    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub fn tables(&self, lang: Lang) -> Tables<'_> {
        Tables { document: &self.document, figures: &self.figures, lang }
    }

    /// Does a command as one step of the history, or refuses it and changes nothing. A command without effect is no step.
    pub fn apply(&mut self, command: &Command) -> Result<(), Refusal> {
        self.apply_as(command, Gesture::Write)
    }

    /// The same, named in the history as the gesture that it was.
    pub fn apply_as(&mut self, command: &Command, gesture: Gesture) -> Result<(), Refusal> {
        self.run(command, gesture, None)
    }

    /// The same, for typing that goes on: it joins the last step when that wrote the same entry.
    pub fn apply_typing(&mut self, command: &Command) -> Result<(), Refusal> {
        self.run(command, Gesture::Write, command.sole_entry())
    }

    fn run(&mut self, command: &Command, gesture: Gesture, continues: Option<crate::model::Entry>) -> Result<(), Refusal> {
        if self.read_only {
            return Err(Refusal::ReadOnly);
        }
        let mut document = Document::clone(&self.document);
        command.apply(&mut document)?;
        review::keep_last_figures(&self.document, &self.figures, &mut document);
        let Some(label) = Label::of(command, gesture).filter(|_| document != *self.document) else { return Ok(()) };
        let document = Arc::new(document);
        self.history.push(label, Arc::clone(&self.document), Arc::clone(&document), continues);
        self.show(document);
        Ok(())
    }

    /// Puts another state of the document in the place of the present one, as one step.
    pub fn replace(&mut self, document: Document, label: Label) {
        if document != *self.document {
            let document = Arc::new(document);
            self.history.push(label, Arc::clone(&self.document), Arc::clone(&document), None);
            self.show(document);
        }
    }

    fn show(&mut self, document: Arc<Document>) {
        self.figures = Figures::of(&document);
        let findings = checks::findings(&document, &self.figures).into_iter();
        (self.justified, self.findings) = findings.partition(|finding| finding.justification.is_some());
        self.document = document;
        self.revision += 1;
    }

    /// Ends a gesture of typing.
    pub fn close_gesture(&mut self) {
        self.history.close();
    }

    /// Whether there was a step to undo.
    pub fn undo(&mut self) -> bool {
        self.history.undo().map(|document| self.show(document)).is_some()
    }

    /// Whether there was a step to do again.
    pub fn redo(&mut self) -> bool {
        self.history.redo().map(|document| self.show(document)).is_some()
    }

    /// Every step of the history, the oldest first, and how many of them are done.
    pub fn steps(&self) -> (impl DoubleEndedIterator<Item = &Label>, usize) {
        self.history.steps()
    }

    /// How many steps are done in the state that is on disk; `None` when it can no longer be reached.
    pub fn saved_steps(&self) -> Option<usize> {
        self.history.saved()
    }

    /// Undoes or does again until so many steps are done; whether that changed anything.
    pub fn go_to_step(&mut self, done: usize) -> bool {
        self.history.go_to(done).map(|document| self.show(document)).is_some()
    }

    pub fn undo_label(&self) -> Option<&Label> {
        self.history.undo_label()
    }

    pub fn redo_label(&self) -> Option<&Label> {
        self.history.redo_label()
    }

    /// This state, the present one or an earlier one, is on disk.
    pub fn mark_saved(&mut self, document: &Arc<Document>) {
        self.history.mark_saved(document, &self.document);
    }

    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The document has a file of its own now.
    pub fn allow_changes(&mut self) {
        self.read_only = false;
    }

    pub fn is_modified(&self) -> bool {
        !self.history.is_saved()
    }

    /// Steps since the last save; `None` when the saved state can no longer be reached.
    pub fn unsaved_steps(&self) -> Option<usize> {
        self.history.unsaved_steps()
    }
}

//! A document being worked on: its present state, figures, findings and history.

use std::sync::Arc;

use super::history::{Gesture, History, Label};
use super::{Command, Refusal, review};
use crate::calc::Figures;
use crate::calc::checks::{self, Finding};
use crate::lang::Lang;
use crate::model::{Document, Draw, Place, Splice, TextPlace};
use crate::tables::Tables;

/// One open document. Many may be open: nothing is shared between sessions.
pub struct Session {
    document: Arc<Document>,
    figures: Figures,
    findings: Vec<Finding>,
    justified: Vec<Finding>,
    /// Whether findings come from elsewhere, and are those of the present state.
    checks: Checks,
    history: History,
    /// Where identities come from. No undo takes it back: what was drawn once is never drawn again.
    draw: Draw,
    /// Counts every change of the present state: what depends on it is computed again when this differs.
    revision: u64,
    /// Whether every command is refused.
    read_only: bool,
}

/// Who looks for findings after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Checks {
    /// Each change does, before it ends.
    Here,
    /// Somebody else, who was told or not yet: findings are those of an earlier state until then.
    Elsewhere { are_present: bool },
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
        let (justified, findings) = checks::findings(&document, &figures).into_iter().partition(is_justified);
        let (document, history) = (Arc::new(document), History::new(saved));
        Self { document, figures, findings, justified, checks: Checks::Here, history, draw: Draw::by_chance(), revision: 0, read_only: false }
    }

    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// Identities for what is to be added to the document.
    pub fn draw<T>(&mut self, draw: impl FnOnce(&mut Draw, &Document) -> T) -> T {
        draw(&mut self.draw, &self.document)
    }

    /// Identities that were drawn before this session: no other thing gets them.
    pub fn remember(&mut self, drawn: impl IntoIterator<Item = u64>) {
        self.draw.remember(drawn);
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
        match self.checks {
            Checks::Here => {
                (self.justified, self.findings) = checks::findings(&document, &self.figures).into_iter().partition(is_justified);
            }
            Checks::Elsewhere { .. } => {
                let carry = |findings: &mut Vec<Finding>| {
                    *findings = std::mem::take(findings).into_iter().filter_map(|finding| carried(finding, &self.document, &document)).collect();
                };
                carry(&mut self.findings);
                carry(&mut self.justified);
                self.checks = Checks::Elsewhere { are_present: false };
            }
        }
        self.document = document;
        self.revision += 1;
    }

    /// From now on no change waits for its findings: who calls this takes the states to check and gives their findings back.
    pub fn check_elsewhere(&mut self) {
        self.checks = Checks::Elsewhere { are_present: true };
    }

    /// The present state, while its findings are not known.
    pub fn unchecked(&self) -> Option<&Arc<Document>> {
        (self.checks == Checks::Elsewhere { are_present: false }).then_some(&self.document)
    }

    /// The findings of a state, those justified as well; whether it is the present one: of any other they say nothing any more.
    pub fn take_findings(&mut self, of: &Arc<Document>, findings: Vec<Finding>) -> bool {
        let is_present = Arc::ptr_eq(of, &self.document);
        if is_present {
            (self.justified, self.findings) = findings.into_iter().partition(is_justified);
            self.checks = Checks::Elsewhere { are_present: true };
        }
        is_present
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

fn is_justified(finding: &Finding) -> bool {
    finding.justification.is_some()
}

/// A finding of a state in the next one, until that is checked: its passage where it stands now. `None` when what it is about is gone or changed.
fn carried(finding: Finding, before: &Document, after: &Document) -> Option<Finding> {
    crate::address::write(after, finding.place)?;
    let (Place::Text(TextPlace::Narrative(narrative)), Some(span)) = (finding.place, &finding.span) else { return Some(finding) };
    let (old, new) = (before.text(narrative), after.text(narrative));
    let span = if old == new { span.clone() } else { Splice::between(old, new).carried(span)? };
    Some(Finding { span: Some(span), ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::sample::sample_with;
    use crate::editing::{Change, Typed};
    use crate::model::{Entry, Narrative, Rule};

    fn write(text: &str) -> Command {
        Command::Write(vec![Change { entry: Entry::Text(TextPlace::Narrative(Narrative::Strategy)), content: Some(Typed::Words(text.into())) }])
    }

    /// The passages that amounts without a table underline.
    fn underlined(session: &Session) -> Vec<&str> {
        let text = session.document().text(Narrative::Strategy);
        let unheld = session.findings().iter().filter(|finding| finding.rule == Rule::UnheldAmount);
        unheld.filter_map(|finding| text.get(finding.span.clone()?)).collect()
    }

    /// Undo gives the former bytes back, and not what was drawn.
    #[test]
    fn what_was_drawn_is_never_drawn_again() {
        let mut session = Session::opened(sample_with(&[]));
        session.remember([7]);
        let before = crate::storage::write(session.document());
        let code = crate::model::ActionCode::action(3).unwrap();
        let mut drawn = std::collections::BTreeSet::new();
        for _ in 0..20 {
            let id = session.draw(Draw::action);
            let add = Command::Structure(crate::editing::Structure::AddAction { id, code, label: "Alpha".into() });
            session.apply(&add).unwrap();
            assert!(session.document().action(id).is_some() && drawn.insert(id));
            assert_eq!(session.apply(&add), Err(Refusal::ActionExists(code)));
            assert!(session.undo());
            assert_eq!(crate::storage::write(session.document()), before);
        }
    }

    #[test]
    fn findings_that_come_from_elsewhere_follow_their_passage_until_they_come() {
        let mut session = Session::opened(sample_with(&[]));
        session.apply(&write("Soit 99 M€.")).unwrap();
        assert_eq!(underlined(&session), ["99 M€"], "here, at once");
        session.check_elsewhere();
        assert_eq!(session.unchecked(), None);

        session.apply(&write("Donc soit 99 M€.")).unwrap();
        assert_eq!(underlined(&session), ["99 M€"], "moved");
        session.apply(&write("Donc soit 99 M€ et 98 M€.")).unwrap();
        assert_eq!(underlined(&session), ["99 M€"], "nothing new yet");
        let of = Arc::clone(session.unchecked().unwrap());
        let findings = checks::findings(&of, &Figures::of(&of));
        session.apply(&write("Donc soit 9 M€ et 98 M€.")).unwrap();
        assert_eq!(underlined(&session), [""; 0], "the passage itself changed");
        assert!(!session.take_findings(&of, findings), "of a state that is gone");
        assert_eq!(underlined(&session), [""; 0]);

        let of = Arc::clone(session.unchecked().unwrap());
        assert!(session.take_findings(&of, checks::findings(&of, &Figures::of(&of))));
        assert_eq!((underlined(&session), session.unchecked()), (vec!["9 M€", "98 M€"], None));
    }
}

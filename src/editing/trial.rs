//! A trial during a presentation: figures typed over in a session of its own, which nothing outside sees until it is kept.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::grid::{self, Held};
use super::{Change, Command, Line, Session, Typed, TypedRefusal, read, typed_text};
use crate::charts::slides::{Field, TrialState, cells};
use crate::lang::Lang;
use crate::model::{Document, Entry, Place, Slide};

/// Figures of one slide being tried.
pub struct Trial {
    /// The document as it would be.
    session: Session,
    base: Session,
    cells: Vec<Place>,
    chosen: usize,
    /// What is typed; `None` between two figures.
    line: Option<Line>,
    /// What the cell held when the typing began.
    start: Option<Typed>,
    refusal: Option<TypedRefusal>,
    touched: BTreeSet<Entry>,
    asking: bool,
}

/// What a key does to a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Of the line that is typed.
    Line(grid::Key, Held),
    Next,
    Previous,
    Accept,
    /// Opens the figure for a change of its text.
    Edit,
    Escape,
    Delete,
    Keep,
    Discard,
}

/// How a trial ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Nothing differs, or what does is thrown away.
    Left,
    /// As one command over the document that it began with.
    Kept(Command),
}

impl Trial {
    /// A trial of the figures of a slide; `None` when it shows none that is entered.
    pub fn start(document: &Arc<Document>, slide: Slide) -> Option<Self> {
        let cells = cells(document, slide);
        if cells.is_empty() {
            return None;
        }
        let session = || Session::opened(Document::clone(document));
        Some(Self {
            session: session(),
            base: session(),
            cells,
            chosen: 0,
            line: None,
            start: None,
            refusal: None,
            touched: BTreeSet::new(),
            asking: false,
        })
    }

    /// The document as it would be, with its figures and findings.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The document as it is.
    pub fn base(&self) -> &Session {
        &self.base
    }

    /// The figure that is chosen.
    pub fn place(&self) -> Option<Place> {
        self.cells.get(self.chosen).copied()
    }

    pub fn is_changed(&self) -> bool {
        self.session.document() != self.base.document()
    }

    pub fn state(&self) -> TrialState {
        match (self.asking, &self.line) {
            (true, _) => TrialState::Asking,
            (false, Some(_)) => TrialState::Typing,
            (false, None) => TrialState::Choosing { is_changed: self.is_changed() },
        }
    }

    /// What the field shows.
    pub fn field(&self, lang: Lang) -> Field {
        let entry = self.entry();
        let of = |session: &Session| entry.map_or_else(String::new, |entry| typed_text(session.document(), entry));
        let (text, caret, selection) = match &self.line {
            Some(line) => grouped(line),
            None => (of(&self.session), None, (0, 0)),
        };
        Field {
            text,
            caret,
            selection,
            former: of(&self.base),
            refusal: self.refusal.as_ref().map_or_else(String::new, |refusal| refusal.sentence(lang)),
            ..Field::default()
        }
    }

    /// Characters typed or pasted: they replace the figure, then follow the caret.
    pub fn text(&mut self, text: &str) {
        if self.asking {
            return;
        }
        if self.line.is_none() {
            self.open(String::new());
        }
        if let Some(line) = &mut self.line {
            line.insert(text);
        }
        self.try_line();
    }

    pub fn key(&mut self, key: Key) -> Option<Outcome> {
        if self.asking {
            return self.answer(key);
        }
        match key {
            Key::Line(key, held) => self.line_key(key, held),
            Key::Next => self.step(true),
            Key::Previous => self.step(false),
            Key::Accept if self.line.is_some() => {
                self.accept();
            }
            Key::Accept | Key::Edit => self.open(self.text_of()),
            Key::Delete => {
                self.open(String::new());
                self.try_line();
                self.line = None;
            }
            Key::Escape if self.line.is_some() => self.give_back(),
            Key::Escape if self.is_changed() => self.asking = true,
            Key::Escape | Key::Discard => return Some(Outcome::Left),
            Key::Keep => return self.accept().then(|| self.kept()),
        }
        None
    }

    fn answer(&mut self, key: Key) -> Option<Outcome> {
        match key {
            Key::Accept | Key::Keep => Some(self.kept()),
            Key::Delete | Key::Discard => Some(Outcome::Left),
            Key::Escape => {
                self.asking = false;
                None
            }
            _ => None,
        }
    }

    fn entry(&self) -> Option<Entry> {
        self.base.document().entry(self.place()?)
    }

    fn text_of(&self) -> String {
        let text = self.entry().map_or_else(String::new, |entry| typed_text(self.session.document(), entry));
        // A group that loses a digit is no figure any more.
        if text.starts_with('=') { text } else { text.replace('\u{202f}', "") }
    }

    fn open(&mut self, text: String) {
        self.start = self.entry().and_then(|entry| content(self.session.document(), entry));
        self.line = Some(Line::new(text));
        self.refusal = None;
    }

    fn line_key(&mut self, key: grid::Key, held: Held) {
        if self.line.is_none() {
            self.open(self.text_of());
        }
        if let Some(line) = &mut self.line {
            let before = line.text().to_owned();
            line.key(key, held);
            if line.text() != before {
                self.try_line();
            }
        }
    }

    /// Tries what is typed, as far as it can be read; what cannot leaves the last figure that could.
    fn try_line(&mut self) -> Option<TypedRefusal> {
        self.refusal = None;
        let (place, line) = (self.place()?, self.line.as_ref()?);
        match read(self.base.document(), place, line.text()) {
            Ok(change) => {
                self.touched.insert(change.entry);
                // A command of one entry that exists is never refused.
                let _ = self.session.apply_typing(&Command::Write(vec![change]));
                None
            }
            Err(refusal) => Some(refusal),
        }
    }

    /// Ends the typing; whether what was typed could be read.
    fn accept(&mut self) -> bool {
        if self.line.is_none() {
            return true;
        }
        self.refusal = self.try_line();
        if self.refusal.is_none() {
            self.line = None;
            self.session.close_gesture();
        }
        self.refusal.is_none()
    }

    /// The figure as it was before it was typed over.
    fn give_back(&mut self) {
        self.line = None;
        self.refusal = None;
        if let Some(entry) = self.entry() {
            let change = Change { entry, content: self.start.take() };
            let _ = self.session.apply_typing(&Command::Write(vec![change]));
        }
    }

    fn step(&mut self, forward: bool) {
        if !self.accept() {
            return;
        }
        let count = self.cells.len().max(1);
        self.chosen = if forward { (self.chosen + 1) % count } else { (self.chosen + count - 1) % count };
    }

    fn kept(&self) -> Outcome {
        let changes = self.touched.iter().filter_map(|entry| {
            let [before, now] = [&self.base, &self.session].map(|session| content(session.document(), *entry));
            (before != now).then_some(Change { entry: *entry, content: now })
        });
        let changes: Vec<Change> = changes.collect();
        if changes.is_empty() { Outcome::Left } else { Outcome::Kept(Command::Write(changes)) }
    }
}

/// A line of digits in groups of three, as figures are read, with its caret and selection; any other line as it is typed.
fn grouped(line: &Line) -> (String, Option<usize>, (usize, usize)) {
    let text = line.text();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return (text.to_owned(), Some(line.caret()), line.selection());
    }
    let count = text.len();
    let has_space_before = |at: usize| at > 0 && at < count && (count - at).is_multiple_of(3);
    let moved = |at: usize| at + (0..at).filter(|place| has_space_before(*place)).count();
    let mut shown = String::new();
    for (at, digit) in text.chars().enumerate() {
        if has_space_before(at) {
            shown.push('\u{202f}');
        }
        shown.push(digit);
    }
    let (from, to) = line.selection();
    (shown, Some(moved(line.caret())), (moved(from), moved(to)))
}

/// What an entry holds.
fn content(document: &Document, entry: Entry) -> Option<Typed> {
    match entry {
        Entry::Amount(entry) => document.amount(entry).cloned().map(Typed::Amount),
        Entry::Value { row, year, kind } => document.values.get(&(row, year, kind)).cloned().map(Typed::Value),
        Entry::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address;
    use crate::editing::Gesture;
    use crate::storage;

    fn document() -> Arc<Document> {
        Arc::new(storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap())
    }

    fn amount(session: &Session, address: &str) -> String {
        let place = address::parse(session.document(), address).unwrap();
        session.tables(Lang::French).cell(place).text(Lang::French).replace('\u{202f}', " ")
    }

    fn trial() -> Trial {
        Trial::start(&document(), Slide::Shares).unwrap()
    }

    #[test]
    fn figures_move_with_each_character_and_the_document_does_not() {
        let document = document();
        let mut trial = Trial::start(&document, Slide::Shares).unwrap();
        assert_eq!(trial.field(Lang::French).text.replace('\u{202f}', " "), "7 300 000");
        for (typed, ae, share) in [("8", "8", "0,0 %"), ("000000", "8 000 000", "70,8 %"), (",", "8 000 000", "70,8 %")] {
            trial.text(typed);
            assert_eq!((amount(trial.session(), "plf/01/31/ae"), amount(trial.session(), "action/01/share")), (ae.into(), share.into()), "{typed}");
        }
        assert_eq!(amount(trial.base(), "plf/01/31/ae"), "7 300 000");
        assert!(trial.field(Lang::French).refusal.is_empty(), "nothing is refused while it is typed");
        assert_eq!(trial.key(Key::Accept), None);
        assert_eq!(trial.state(), TrialState::Typing, "an unreadable figure is not accepted");
        assert!(!trial.field(Lang::French).refusal.is_empty());
        trial.key(Key::Escape);
        assert_eq!(amount(trial.session(), "plf/01/31/ae"), "7 300 000");
        assert_eq!(trial.key(Key::Escape), Some(Outcome::Left), "nothing differs: nothing is asked");
        assert_eq!(*document, **trial.base().document());
    }

    #[test]
    fn what_is_kept_is_one_step_that_can_be_undone() {
        let mut session = Session::opened(Document::clone(&document()));
        let mut trial = Trial::start(session.document(), Slide::Shares).unwrap();
        trial.text("8000000");
        trial.key(Key::Next);
        trial.text("1");
        let Some(Outcome::Kept(command)) = trial.key(Key::Keep) else { panic!("kept") };
        session.apply_as(&command, Gesture::Trial).unwrap();
        assert_eq!(session.document(), trial.session().document());
        let words: Vec<String> = session.steps().0.map(|label| label.sentence(session.document(), Lang::French)).collect();
        assert_eq!(words, ["garder un essai\u{a0}: 2 cellules"]);
        session.undo();
        assert_eq!(**session.document(), *document());
    }

    #[test]
    fn leaving_with_a_changed_figure_asks() {
        let cases: &[(&[Key], Option<bool>, TrialState)] = &[
            (&[Key::Escape], None, TrialState::Asking),
            (&[Key::Escape, Key::Escape], None, TrialState::Choosing { is_changed: true }),
            (&[Key::Escape, Key::Next], None, TrialState::Asking),
            (&[Key::Escape, Key::Accept], Some(true), TrialState::Asking),
            (&[Key::Escape, Key::Delete], Some(false), TrialState::Asking),
            (&[Key::Discard], Some(false), TrialState::Choosing { is_changed: true }),
            (&[Key::Keep], Some(true), TrialState::Choosing { is_changed: true }),
        ];
        for (keys, kept, state) in cases {
            let mut trial = trial();
            trial.text("8");
            trial.key(Key::Accept);
            let last = keys.iter().fold(None, |_, key| trial.key(*key));
            assert_eq!(last.map(|outcome| matches!(outcome, Outcome::Kept(_))), *kept, "{keys:?}");
            assert_eq!(trial.state(), *state, "{keys:?}");
        }
    }

    #[test]
    fn the_figures_of_a_slide_go_round() {
        let mut trial = trial();
        let places: Vec<Option<Place>> = (0..3)
            .map(|_| {
                let place = trial.place();
                trial.key(Key::Next);
                place
            })
            .collect();
        assert_ne!(places[0], places[1]);
        let count = cells(&document(), Slide::Shares).len();
        let mut back = Trial::start(&document(), Slide::Shares).unwrap();
        (0..count).for_each(|_| drop(back.key(Key::Previous)));
        assert_eq!(back.place(), places[0]);
        assert!(Trial::start(&document(), Slide::Cover).is_none());
    }

    #[test]
    fn digits_stand_in_groups_and_the_caret_stays_beside_its_digit() {
        let cases = [
            ("8000000", 7, "8_000_000", 9),
            ("8000000", 1, "8_000_000", 1),
            ("8000000", 2, "8_000_000", 3),
            ("800", 3, "800", 3),
            ("7,3 M€", 2, "7,3 M€", 2),
            ("", 0, "", 0),
        ];
        for (typed, caret, shown, expected) in cases {
            let mut line = Line::new(typed.into());
            line.place(caret, false);
            let (text, at, _) = grouped(&line);
            assert_eq!((text.replace('\u{202f}', "_").as_str(), at), (shown, Some(expected)), "{typed}");
        }
    }

    #[test]
    fn a_deleted_figure_is_empty_and_an_edited_one_keeps_its_text() {
        let mut trial = trial();
        trial.key(Key::Line(grid::Key::Backspace, Held::default()));
        assert_eq!(amount(trial.session(), "plf/01/31/ae"), "730 000");
        trial.key(Key::Escape);
        trial.key(Key::Delete);
        assert_eq!(trial.field(Lang::French).text, "");
        assert!(trial.is_changed());
    }
}

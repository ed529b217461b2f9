//! A trial during a presentation: figures typed over in a session of its own, which nothing outside sees until it is kept.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::grid::{self, Held};
use super::{Change, Command, Line, Session, Typed, TypedRefusal, read, typed_text};
use crate::calc::Figures;
use crate::charts::slides::{Field, Source, TrialState, Typing, asked, cells, page};
use crate::lang::Lang;
use crate::model::{Document, Entry, Place, Planned, Slide};

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
    /// What is typed was neither tried nor refused yet.
    is_pending: bool,
    touched: BTreeSet<Entry>,
    asking: bool,
    /// The one unit in which the slide prints its amounts; `None` where it prints euros, or several units.
    unit: Option<&'static str>,
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
        // A meeting asks where it leads.
        let asked = asked(document, slide);
        let chosen = cells.iter().position(|place| Some(*place) == asked).unwrap_or_default();
        let session = || Session::opened(Document::clone(document));
        Some(Self {
            session: session(),
            base: session(),
            cells,
            chosen,
            line: None,
            start: None,
            refusal: None,
            is_pending: false,
            touched: BTreeSet::new(),
            asking: false,
            unit: unit_of(document, slide),
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
            (false, Some(line)) => TrialState::Typing { entry: self.typing(line) },
            (false, None) => TrialState::Choosing { is_changed: self.is_changed() },
        }
    }

    /// What Enter would do with what is typed.
    fn typing(&self, line: &Line) -> Typing {
        match self.place().map(|place| read(self.base.document(), place, &self.meant(line.text()))) {
            Some(Ok(Change { content: Some(_), .. })) => Typing::Figure,
            Some(Ok(Change { content: None, .. })) => Typing::Nothing,
            Some(Err(_)) | None => Typing::Unreadable,
        }
    }

    /// Whether something was typed since a figure was tried or refused: a pause tries it.
    pub fn is_pending(&self) -> bool {
        self.is_pending
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
            unit: self.line.as_ref().and_then(|line| self.unit_meant(line.text())).unwrap_or_default().to_owned(),
            ..Field::default()
        }
    }

    /// Characters typed or pasted: they replace the figure, then follow the caret. What is drawn stays until a pause or Enter.
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
        self.wait();
    }

    /// Nobody has typed for a while: a figure is tried, anything else is refused. An emptied field waits for Enter, which says that it is meant.
    pub fn pause(&mut self) {
        if std::mem::take(&mut self.is_pending) && self.line.as_ref().is_some_and(|line| !line.text().trim().is_empty()) {
            self.refusal = self.try_line();
        }
    }

    /// What goes on being typed. A figure that a pause tried is none any more once what follows it makes the whole unreadable.
    fn wait(&mut self) {
        (self.refusal, self.is_pending) = (None, true);
        if self.line.as_ref().is_some_and(|line| self.typing(line) == Typing::Unreadable) {
            self.restore();
        }
    }

    /// Draws the figure as it was before it was typed over.
    fn restore(&mut self) {
        if let Some(entry) = self.entry() {
            let change = Change { entry, content: self.start.clone() };
            // A command of one entry that exists is never refused.
            let _ = self.session.apply_typing(&Command::Write(vec![change]));
        }
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

    /// What is typed as a room says it: "12M" is 12 M€, and "7,9" is in the unit of the slide, for no amount has cents.
    fn meant(&self, text: &str) -> String {
        if !matches!(self.entry(), Some(Entry::Amount(_))) {
            return text.to_owned();
        }
        let bare = text.trim();
        let is_number = |number: &str| number.ends_with(|last: char| last.is_ascii_digit());
        let short = ["Md", "M", "k"].into_iter().find(|unit| bare.strip_suffix(unit).is_some_and(|number| is_number(number.trim_end())));
        match (short, self.unit_meant(text)) {
            (Some(_), _) => format!("{bare}€"),
            (None, Some(unit)) => format!("{bare} {unit}"),
            (None, None) => text.to_owned(),
        }
    }

    /// The unit of a number with decimals of an amount.
    fn unit_meant(&self, text: &str) -> Option<&'static str> {
        let (whole, decimals) = text.trim().split_once(',')?;
        let is_plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_decimal = is_plain(whole.trim_start_matches(['-', '−'])) && is_plain(decimals);
        self.unit.filter(|_| is_decimal && matches!(self.entry(), Some(Entry::Amount(_))))
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
        self.is_pending = false;
    }

    fn line_key(&mut self, key: grid::Key, held: Held) {
        if self.line.is_none() {
            self.open(self.text_of());
        }
        if let Some(line) = &mut self.line {
            let before = line.text().to_owned();
            line.key(key, held);
            if line.text() != before {
                self.wait();
            }
        }
    }

    /// Tries what is typed; what cannot be read leaves the figure as it was before it was typed over, and is refused.
    fn try_line(&mut self) -> Option<TypedRefusal> {
        (self.refusal, self.is_pending) = (None, false);
        let (place, line) = (self.place()?, self.line.as_ref()?);
        match read(self.base.document(), place, &self.meant(line.text())) {
            Ok(change) => {
                self.touched.insert(change.entry);
                // A command of one entry that exists is never refused.
                let _ = self.session.apply_typing(&Command::Write(vec![change]));
                None
            }
            Err(refusal) => {
                self.restore();
                Some(refusal)
            }
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
        (self.refusal, self.is_pending) = (None, false);
        self.restore();
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

/// The one unit other than euros that stands behind the amounts of a slide.
fn unit_of(document: &Document, slide: Slide) -> Option<&'static str> {
    let figures = Figures::of(document);
    let source = Source { document, figures: &figures, findings: &[], lang: Lang::French, saved: "" };
    let summary = page(source, &Planned::usual(slide), 1, 1).summary;
    let mut printed = ["k€", "M€", "Md€"].into_iter().filter(|unit| summary.contains(&format!("\u{202f}{unit}")));
    match (printed.next(), printed.next()) {
        (Some(unit), None) if !summary.contains("\u{202f}€") => Some(unit),
        _ => None,
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
        Entry::Cell(place) => document.sections.cell(place).cloned().map(Typed::Cell),
        Entry::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address;
    use crate::editing::Gesture;
    use crate::model::ChartName;
    use crate::storage;

    fn document() -> Arc<Document> {
        Arc::new(storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap())
    }

    fn amount(session: &Session, address: &str) -> String {
        let place = address::parse(session.document(), address).unwrap();
        session.tables(Lang::French).cell(place).text(Lang::French).replace('\u{202f}', " ")
    }

    fn trial() -> Trial {
        Trial::start(&document(), Slide::Chart(ChartName::SHARES)).unwrap()
    }

    /// What the slide draws, and whether the field is refused.
    fn drawn(trial: &Trial) -> (String, String, bool) {
        let session = trial.session();
        (amount(session, "plf/01/31/ae"), amount(session, "action/01/share"), !trial.field(Lang::French).refusal.is_empty())
    }

    #[test]
    fn figures_move_after_a_pause_or_enter_and_the_document_does_not() {
        let document = document();
        let mut trial = Trial::start(&document, Slide::Chart(ChartName::SHARES)).unwrap();
        assert_eq!(trial.field(Lang::French).text.replace('\u{202f}', " "), "7 300 000");
        let steps: [(&str, &str, &str); 6] = [
            ("8", "7 300 000", "68,9 %"),
            ("000000", "7 300 000", "68,9 %"),
            ("pause", "8 000 000", "70,8 %"),
            ("0", "8 000 000", "70,8 %"),
            (",", "7 300 000", "68,9 %"),
            ("€", "7 300 000", "68,9 %"),
        ];
        for (typed, ae, share) in steps {
            if typed == "pause" {
                trial.pause();
            } else {
                trial.text(typed);
            }
            assert_eq!(drawn(&trial), (ae.into(), share.into(), false), "{typed}: nothing is refused while it is typed");
            assert_eq!(trial.is_pending(), typed != "pause", "{typed}");
        }
        assert_eq!(amount(trial.base(), "plf/01/31/ae"), "7 300 000");
        assert_eq!(trial.key(Key::Accept), None);
        assert_eq!(trial.state(), TrialState::Typing { entry: Typing::Unreadable }, "an unreadable figure is not accepted");
        assert_eq!(drawn(&trial), ("7 300 000".into(), "68,9 %".into(), true));
        trial.text("x");
        assert_eq!(drawn(&trial), ("7 300 000".into(), "68,9 %".into(), false), "it goes on");
        trial.pause();
        assert_eq!(drawn(&trial), ("7 300 000".into(), "68,9 %".into(), true));
        trial.key(Key::Escape);
        assert_eq!(amount(trial.session(), "plf/01/31/ae"), "7 300 000");
        assert_eq!(trial.key(Key::Escape), Some(Outcome::Left), "nothing differs: nothing is asked");
        assert_eq!(*document, **trial.base().document());
    }

    /// What is no figure, or none in whole euros, moves nothing: neither by Enter, nor by a pause, nor by going to another figure.
    #[test]
    fn a_refused_figure_is_never_a_result() {
        for typed in ["12Mx", "7,9", "7,000", "12 %", "-", "=1/3", "NA", "8000000x"] {
            for key in [None, Some(Key::Accept), Some(Key::Next), Some(Key::Previous), Some(Key::Keep)] {
                let mut trial = trial();
                trial.text(typed);
                assert_eq!(trial.state(), TrialState::Typing { entry: Typing::Unreadable }, "{typed}");
                match key {
                    Some(key) => assert_eq!(trial.key(key), None),
                    None => trial.pause(),
                }
                assert_eq!(drawn(&trial), ("7 300 000".into(), "68,9 %".into(), true), "{typed} {key:?}");
                assert!(!trial.is_changed(), "{typed} {key:?}");
            }
        }
    }

    /// Whoever types slowly sees 12 euros for a moment, and never again once it is 12 millions in a writing that cannot be read.
    #[test]
    fn what_a_pause_tried_goes_with_what_makes_it_unreadable() {
        let mut trial = trial();
        trial.text("12");
        trial.pause();
        assert_eq!(amount(trial.session(), "plf/01/31/ae"), "12");
        trial.text("M");
        trial.pause();
        assert_eq!(amount(trial.session(), "plf/01/31/ae"), "12 000 000");
        trial.text("x");
        assert_eq!(drawn(&trial), ("7 300 000".into(), "68,9 %".into(), false));
        trial.key(Key::Accept);
        assert_eq!((drawn(&trial), trial.is_changed()), (("7 300 000".into(), "68,9 %".into(), true), false));
        trial.key(Key::Line(grid::Key::Backspace, Held::default()));
        trial.text("€");
        trial.key(Key::Accept);
        assert_eq!(amount(trial.session(), "plf/01/31/ae"), "12 000 000");
    }

    #[test]
    fn a_trial_of_an_indicator_begins_at_the_target_to_which_it_leads() {
        let document = document();
        let row = document.indicators().next().unwrap().rows[0].id;
        let trial = Trial::start(&document, ChartName::trend(row).slide()).unwrap();
        assert_eq!(trial.place().and_then(|place| address::write(&document, place)).as_deref(), Some("indicator/1.1/2023/target"));
    }

    /// A slide that prints M€ is answered in M€; one that prints euros takes whole ones.
    #[test]
    fn what_a_room_says_is_read_in_the_unit_of_the_slide() {
        let cases = [
            (ChartName::TITLES, "7,9", Some(("7 900 000", "M€"))),
            (ChartName::TITLES, "12M", Some(("12 000 000", ""))),
            (ChartName::TITLES, "1,2Md", Some(("1 200 000 000", ""))),
            (ChartName::TITLES, "40k", Some(("40 000", ""))),
            (ChartName::TITLES, "7,9x", None),
            (ChartName::SHARES, "7,9", None),
            (ChartName::SHARES, "7,9 M€", Some(("7 900 000", ""))),
        ];
        for (chart, typed, expected) in cases {
            let mut trial = Trial::start(&document(), chart.slide()).unwrap();
            trial.text(typed);
            assert_eq!(trial.field(Lang::French).unit, expected.map_or("", |(_, unit)| unit), "{typed}");
            trial.key(Key::Accept);
            let amount = amount(trial.session(), "plf/01/31/ae");
            assert_eq!((amount.as_str(), trial.is_changed()), expected.map_or(("7 300 000", false), |(amount, _)| (amount, true)), "{typed}");
        }
    }

    #[test]
    fn an_emptied_field_waits_for_enter() {
        let mut trial = trial();
        trial.text("8");
        trial.key(Key::Line(grid::Key::Backspace, Held::default()));
        trial.pause();
        assert_eq!((drawn(&trial), trial.state()), (("7 300 000".into(), "68,9 %".into(), false), TrialState::Typing { entry: Typing::Nothing }));
        trial.key(Key::Accept);
        assert_eq!((amount(trial.session(), "plf/01/31/ae"), trial.is_changed()), ("0".into(), true));
    }

    #[test]
    fn what_is_kept_is_one_step_that_can_be_undone() {
        let mut session = Session::opened(Document::clone(&document()));
        let mut trial = Trial::start(session.document(), Slide::Chart(ChartName::SHARES)).unwrap();
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
        let count = cells(&document(), Slide::Chart(ChartName::SHARES)).len();
        let mut back = Trial::start(&document(), Slide::Chart(ChartName::SHARES)).unwrap();
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
        assert_eq!(amount(trial.session(), "plf/01/31/ae"), "7 300 000");
        trial.pause();
        assert_eq!(amount(trial.session(), "plf/01/31/ae"), "730 000");
        trial.key(Key::Escape);
        assert_eq!(amount(trial.session(), "plf/01/31/ae"), "7 300 000");
        trial.key(Key::Delete);
        assert_eq!(trial.field(Lang::French).text, "");
        assert!(trial.is_changed());
    }
}

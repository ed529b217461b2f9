//! Random walks of a thousand operations of every kind (P9, P10). After each of them the figures are those of the facts, summed a second time
//! here; what was saved opens as it was and saves byte for byte; undoing everything gives the first bytes back, redoing everything the last.
//!
//! Short here; a million operations with `PAPIER_PROOFS=full`. The figures of a session are computed whole after each change: what is proved is
//! that nothing, neither a command nor the history, shows a document beside the figures and findings of another.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::documents::{self, Size, document, gesture, read, sum_of_facts};
use crate::proofs;
use papier::calc::{Figure, Figures, checks};
use papier::editing::grid::{Range, Spot};
use papier::editing::{self, Choice, Command, Direction, Gesture, Label, Presenting, Restored, Session, Spreading, Structure, replace, review};
use papier::exchange::tsv;
use papier::lang::Lang;
use papier::model::{ChartName, Conflict, Document, Draw, Entry, Euros, Place, Side, TextPlace};
use papier::storage::{self, Expected, FileStamp};
use papier::tables::{Query, TableName};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const STEPS: usize = 1_000;

/// Of a hundred operations, the one that settles a conflict.
const SETTLE: usize = 98;

fn walks() -> u16 {
    proofs::count(4, 1_000)
}

/// The kinds of commands; what has no name here does not compile, what no walk does fails the test.
fn kind(command: &Command) -> &'static str {
    match command {
        Command::Write(changes) if changes.iter().all(|change| matches!(change.entry, Entry::Text(TextPlace::ChartTitle(_)))) => "title a chart",
        Command::Write(changes) if changes.iter().all(|change| matches!(change.entry, Entry::Text(TextPlace::SlideTitle(_)))) => "title a slide",
        Command::Write(changes) if changes.iter().all(|change| matches!(change.entry, Entry::Text(TextPlace::ActionCode(_)))) => "code an action",
        Command::Write(changes) if changes.iter().all(|change| matches!(change.entry, Entry::Text(_))) => "write texts",
        Command::Write(_) => "write figures",
        Command::Structure(structure) => match structure {
            Structure::AddAction { .. } => "add an action",
            Structure::KeepCode(_) => "keep a code",
            Structure::RemoveAction(_) => "remove an action",
            Structure::AddCategory(_) => "add a category",
            Structure::RemoveCategory(_) => "remove a category",
            Structure::AddObjective { .. } => "add an objective",
            Structure::MoveObjective { .. } => "move an objective",
            Structure::RemoveObjective(_) => "remove an objective",
            Structure::AddIndicator { .. } => "add an indicator",
            Structure::MoveIndicator { .. } => "move an indicator",
            Structure::RemoveIndicator(_) => "remove an indicator",
            Structure::AddRow { .. } => "add a row",
            Structure::MoveRow { .. } => "move a row",
            Structure::RemoveRow(_) => "remove a row",
            Structure::AddSectionRow { .. } => "add a row of a section",
            Structure::MoveSectionRow { .. } => "move a row of a section",
            Structure::RemoveSectionRow { .. } => "remove a row of a section",
        },
        Command::Retouch(_) => "retouch texts",
        Command::Presenting(presenting) => match presenting {
            Presenting::Show { .. } => "show or hide a slide",
            Presenting::Move { .. } => "move a slide",
            Presenting::Notes { .. } => "annotate a slide",
            Presenting::Reset => "reset the slides",
        },
        Command::Review(review::Review::Justify { .. }) => "justify",
        Command::Review(review::Review::Read(_)) => "read again",
        Command::Settle(_) => "settle",
        Command::Rollover { .. } => "roll over",
        Command::Batch(_) => "batch",
    }
}

const KINDS: [&str; 40] = [
    "write texts",
    "write figures",
    "add an action",
    "code an action",
    "remove an action",
    "add a category",
    "remove a category",
    "add an objective",
    "move an objective",
    "remove an objective",
    "add an indicator",
    "move an indicator",
    "remove an indicator",
    "add a row",
    "move a row",
    "remove a row",
    "add a row of a section",
    "move a row of a section",
    "remove a row of a section",
    "retouch texts",
    "show or hide a slide",
    "move a slide",
    "title a chart",
    "title a slide",
    "annotate a slide",
    "reset the slides",
    "justify",
    "read again",
    "settle",
    "roll over",
    "batch",
    "paste",
    "spread",
    "replace",
    "link",
    "undo",
    "redo",
    "go to a step",
    "save",
    "open",
];

/// A session in which random operations are done.
pub struct Walk {
    session: Session,
    runner: TestRunner,
    file: PathBuf,
    saved: Option<FileStamp>,
    done: BTreeMap<&'static str, usize>,
}

impl Walk {
    /// The same walk on every machine.
    fn new(number: u16, folder: &Path) -> Self {
        let [high, low] = number.to_be_bytes();
        let seed: [u8; 32] = std::array::from_fn(|index| if index == 0 { high } else { low });
        let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
        let size = if number % 4 == 3 { Size::Extreme } else { Size::Usual };
        let document = document(size).new_tree(&mut runner).expect("a document").current();
        Self::on(document, runner, folder.join(format!("{number}.ron")))
    }

    fn on(document: Document, runner: TestRunner, file: PathBuf) -> Self {
        Self { session: Session::opened(document), runner, file, saved: None, done: BTreeMap::new() }
    }

    /// A walk from a document, the same for one seed; its file stays in the folder.
    pub fn from(document: Document, seed: u64, folder: &Path) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
        Self::on(document, runner, folder.join(format!("{seed}.ron")))
    }

    /// A document of any kind, for a seed.
    pub fn any_document(seed: u64, folder: &Path) -> Document {
        let mut walk = Self::from(Document::new(papier::model::Year::FIRST, papier::model::Programme::default()), seed, folder);
        let drawn = walk.any(&document(Size::Usual));
        storage::parse(&storage::write(&drawn)).expect("a document that opens")
    }

    /// Does so many operations, of those that need no file.
    pub fn changes(&mut self, count: usize) -> Document {
        for _ in 0..count {
            let operation = self.below(96);
            self.operation(if operation == 95 { SETTLE } else { operation });
        }
        Document::clone(self.session.document())
    }

    fn any<S: Strategy>(&mut self, strategy: &S) -> S::Value {
        strategy.new_tree(&mut self.runner).expect("a value").current()
    }

    fn below(&mut self, limit: usize) -> usize {
        self.any(&(0..limit.max(1)))
    }

    /// One of these, as often as the other.
    fn one_of<T: Clone>(&mut self, things: &[T]) -> Option<T> {
        let index = self.below(things.len());
        things.get(index).cloned()
    }

    fn count(&mut self, kind: &'static str) {
        *self.done.entry(kind).or_default() += 1;
    }

    fn apply(&mut self, command: &Command, gesture: Gesture) {
        let before = Arc::clone(self.session.document());
        match self.session.apply_as(command, gesture) {
            Ok(()) => self.count(kind(command)),
            Err(_) => assert!(Arc::ptr_eq(&before, self.session.document()), "a refusal changes nothing"),
        }
    }

    fn step(&mut self) {
        let operation = self.below(100);
        self.operation(operation);
    }

    fn operation(&mut self, operation: usize) {
        match operation {
            0..42 => self.gesture(),
            42..47 => self.present(),
            47..50 => self.retouch(),
            50..57 => self.paste(),
            57..64 => self.spread(),
            64..68 => self.review(),
            68..70 => self.section(),
            70 => {
                let copy_credits = self.any(&any::<bool>());
                self.apply(&Command::Rollover { copy_credits }, Gesture::Write);
            }
            71..74 => self.replace(),
            74..78 => self.link(),
            78..88 => {
                if self.session.undo() {
                    self.count("undo");
                }
            }
            88..94 => {
                if self.session.redo() {
                    self.count("redo");
                }
            }
            94 => {
                let steps = self.session.steps().0.count();
                let done = self.below(steps + 1);
                if self.session.go_to_step(done) {
                    self.count("go to a step");
                }
            }
            95..98 => self.save(),
            SETTLE => self.settle(),
            _ => self.open(),
        }
    }

    /// A conflict of an entry is settled; where there is none, a merge leaves some.
    fn settle(&mut self) {
        let document = Arc::clone(self.session.document());
        let keys: Vec<String> = document.conflicts.keys().cloned().collect();
        if let Some(key) = self.one_of(&keys) {
            let choices = [Choice::Side(Side::Ours), Choice::Side(Side::Theirs), Choice::Side(Side::Base), Choice::Standing];
            let choice = self.one_of(&choices).unwrap_or(Choice::Standing);
            let Ok(command) = editing::settle(&document, &key, choice) else { return };
            self.apply(&command, Gesture::Write);
            return;
        }
        let words = self.any(&documents::words());
        let conflict = |kind: &str, place: &str, ours: &str| Conflict {
            kind: kind.into(),
            place: Some(place.into()),
            base: None,
            ours: Some(ours.into()),
            theirs: Some(words.clone()),
        };
        let mut merged = Document::clone(&document);
        merged.conflicts = Arc::new(
            [
                ("1".into(), conflict("cell", &format!("outstanding/{}/rap", document.year), "7 300 000")),
                ("2".into(), conflict("text", "text/strategy", document.text(papier::model::Narrative::Strategy))),
                ("3".into(), conflict("section", "later", "[1]")),
            ]
            .into(),
        );
        self.session.replace(merged, Label::Restored(Restored::File));
    }

    /// Structure, figures and texts, one by one or several in a batch, typing that goes on among them.
    fn gesture(&mut self) {
        let gesture = self.any(&gesture());
        let Some(command) = gesture.command(self.session.document()) else { return };
        match self.below(10) {
            0 => {
                let other = self.any(&documents::gesture());
                let commands = [Some(command), other.command(self.session.document())].into_iter().flatten().collect();
                self.apply(&Command::Batch(commands), Gesture::Write);
            }
            _ if gesture.typing => {
                if self.session.apply_typing(&command).is_ok() {
                    self.count(kind(&command));
                }
            }
            _ => self.apply(&command, Gesture::Write),
        }
    }

    fn table(&mut self) -> Option<papier::tables::Table> {
        let names = TableName::all(self.session.document());
        let name = self.one_of(&names)?;
        self.session.tables(Lang::French).table(name)
    }

    fn paste(&mut self) {
        const CELLS: [&str; 12] = ["", "0", "7 300 000", "-300000", "=1+1", "12", "NA", "stable", "15-25", "à refuser", "1,5", "9223372036854775807"];
        let Some(table) = self.table() else { return };
        let (rows, columns) = (table.rows.len(), table.columns.len());
        let spot = |row, column| Spot { row, column };
        let first = spot(self.below(rows), self.below(columns));
        let last = spot(self.below(rows), self.below(columns));
        let (height, width) = (1 + self.below(2), 1 + self.below(3));
        let rows: Vec<Vec<String>> = (0..height).map(|_| (0..width).map(|_| self.one_of(&CELLS).unwrap_or_default().to_owned()).collect()).collect();
        let rows = tsv::read(&tsv::write(rows));
        if let Ok(paste) = editing::paste(self.session.tables(Lang::French), &table, Range::between(first, last), &rows) {
            self.apply(&paste.command, Gesture::Paste);
            self.count("paste");
        }
    }

    fn spread(&mut self) {
        let places: Vec<Place> =
            self.table().into_iter().flat_map(|table| table.rows).flat_map(|row| row.cells).filter_map(|cell| cell.place).collect();
        let Some(place) = self.one_of(&places) else { return };
        let wanted = Euros::new(self.any(&(0..200_000_000_i64)));
        let how = if self.any(&any::<bool>()) { Spreading::Proportional } else { Spreading::Equal };
        let (document, figures) = (self.session.document(), self.session.figures());
        if let Ok(preview) = editing::spread(document, figures, place, wanted, how, &std::collections::BTreeSet::new()) {
            self.apply(&preview.command(), Gesture::Spread);
            assert_eq!(self.session.figures().figure(self.session.document(), place), Figure::Amount(wanted), "{place:?}");
            self.count("spread");
        }
    }

    fn present(&mut self) {
        let slides = self.session.document().deck.slides(self.session.document());
        let Some(slide) = self.one_of(&slides).map(|planned| planned.slide) else { return };
        let words = self.any(&documents::words());
        let direction = if self.any(&any::<bool>()) { Direction::Up } else { Direction::Down };
        let charts = ChartName::all(self.session.document());
        let presenting = match self.below(10) {
            0..2 => Presenting::Show { slide, is_shown: self.any(&any::<bool>()) },
            2..4 => Presenting::Move { slide, direction },
            4 => return self.apply(&review::write_title(TextPlace::SlideTitle(slide), &words), Gesture::Write),
            5..7 => {
                let Some(chart) = self.one_of(&charts) else { return };
                return self.apply(&review::write_title(TextPlace::ChartTitle(chart), &words), Gesture::Write);
            }
            7..9 => Presenting::Notes { slide, notes: format!("{words}\n\n- {words}") },
            _ => Presenting::Reset,
        };
        self.apply(&Command::Presenting(presenting), Gesture::Write);
    }

    /// As typography and links write a text: it stays inherited.
    fn retouch(&mut self) {
        let narratives = documents::narratives(self.session.document());
        let Some(narrative) = self.one_of(&narratives) else { return };
        let text = self.session.document().text(narrative).replace(' ', "\u{a0}");
        self.apply(&Command::Retouch(vec![(narrative, text)]), Gesture::Write);
    }

    fn review(&mut self) {
        let document = Arc::clone(self.session.document());
        let findings = self.session.findings().to_vec();
        let finding = self.one_of(&findings);
        let inherited: Vec<_> = document.inherited.iter().copied().collect();
        let command = match self.below(4) {
            0 => finding.map(|finding| Command::Review(review::Review::Justify { finding: finding.justified(), reason: "voir  le\ntexte".into() })),
            1 => finding.and_then(|finding| review::fix(&document, &finding)),
            2 => self.one_of(&inherited).map(|narrative| Command::Review(review::Review::Read(narrative))),
            _ => review::confirm(&document, self.session.figures(), &review::unconfirmed(&document)),
        };
        if let Some(command) = command {
            self.apply(&command, Gesture::Write);
        }
    }

    /// Rows of a section, which its tables show from then on: a paste types in them.
    fn section(&mut self) {
        // Mostly one that has rows: they are moved and removed too.
        let filled: Vec<&str> = papier::sections::shapes::listed().filter(|list| !self.session.document().sections.rows(list).is_empty()).collect();
        let lists = if filled.is_empty() || self.below(4) == 0 { papier::sections::shapes::listed().collect() } else { filled };
        let Some(section) = self.one_of(&lists) else { return };
        let rows: Vec<_> = self.session.document().sections.rows(section).iter().map(|row| row.id).collect();
        let direction = if self.any(&any::<bool>()) { Direction::Up } else { Direction::Down };
        let label = self.any(&documents::words());
        // Rows that bear a number are added by it.
        let is_numbered = papier::sections::shapes::of(section).is_some_and(papier::model::Shape::is_numbered);
        let number = papier::model::SectionRowId(800_000 + u64::try_from(self.below(200_000)).expect("a number"));
        let id = if is_numbered { number } else { self.session.draw(Draw::section_row) };
        let structure = match (self.below(6), self.one_of(&rows)) {
            _ if rows.len() < 2 => Structure::AddSectionRow { section, id, label },
            (0..2, _) | (_, None) => Structure::AddSectionRow { section, id, label },
            (2..5, Some(row)) => Structure::MoveSectionRow { section, row, direction },
            (_, Some(row)) => Structure::RemoveSectionRow { section, row },
        };
        self.apply(&Command::Structure(structure), Gesture::Write);
    }

    fn replace(&mut self) {
        let query = Query::new(self.one_of(&["a", "é", "e", "1"]).unwrap_or_default());
        let places: Vec<TextPlace> = documents::narratives(self.session.document()).into_iter().map(TextPlace::Narrative).collect();
        let found = replace::replace(self.session.tables(Lang::French), &query, "été \u{a0}«", &replace::Scope::All(&places));
        if let Some((command, _)) = found {
            self.apply(&command, Gesture::Replace);
            self.count("replace");
        }
    }

    /// A text with a figure that follows a cell.
    fn link(&mut self) {
        let places: Vec<Place> =
            self.table().into_iter().flat_map(|table| table.rows).flat_map(|row| row.cells).filter_map(|cell| cell.place).collect();
        let document = Arc::clone(self.session.document());
        let address = self.one_of(&places).and_then(|place| papier::address::write(&document, place));
        let Some(address) = address else { return };
        let form = self.one_of(&["M€", "M€2", "k€", "€", "%", "nb"]).unwrap_or_default();
        let narratives = documents::narratives(&document);
        let Some(narrative) = self.one_of(&narratives) else { return };
        let typed = format!("Soit {{{address}|{form}}}, {} M€.\n- {{{address}|{form}}}", self.below(100));
        if let Ok(change) = editing::read(&document, Place::Text(TextPlace::Narrative(narrative)), &typed) {
            self.apply(&Command::Write(vec![change]), Gesture::Write);
            self.count("link");
        }
    }

    fn save(&mut self) {
        let document = Arc::clone(self.session.document());
        let expected = self.saved.map_or(Expected::Nothing, Expected::Version);
        let saved = storage::save_expecting(&self.file, &document, expected, None).expect("saved");
        self.saved = Some(saved.stamp);
        self.session.mark_saved(&document);
        assert!(!self.session.is_modified());
        self.count("save");
    }

    /// The file as it was saved last takes the place of what is open, as one step.
    fn open(&mut self) {
        if self.saved.is_none() {
            return;
        }
        let (document, stamp) = storage::open_stamped(&self.file).expect("opened");
        assert_eq!(Some(stamp.hash), self.saved.map(|saved| saved.hash));
        let bytes = std::fs::read(&self.file).expect("its bytes");
        assert!(storage::write(&document).as_bytes() == bytes, "what Papier wrote it writes again, byte for byte");
        self.session.replace(document, Label::Restored(Restored::File));
        self.count("open");
    }

    fn check(&self, number: usize) {
        let document = self.session.document();
        assert!(*self.session.figures() == Figures::of(document), "step {number}");
        // Some totals of some tables, each made again from the facts.
        let names = TableName::all(document);
        let table = names.get(number % names.len().max(1)).and_then(|name| self.session.tables(Lang::French).table(*name));
        let cells: Vec<_> = table.into_iter().flat_map(|table| table.rows).flat_map(|row| row.cells).collect();
        for cell in cells.iter().cycle().skip(number * 3).take(cells.len().min(3)) {
            let Some(Place::Credit(place)) = cell.place else { continue };
            let sum = sum_of_facts(document, &place);
            let expected = i64::try_from(sum).map_or(Figure::Overflow, |euros| Figure::Amount(Euros::new(euros)));
            assert_eq!(self.session.figures().figure(document, Place::Credit(place)), expected, "step {number}: {place:?}");
        }
        if number.is_multiple_of(10) {
            self.check_file(number);
        }
    }

    fn check_file(&self, number: usize) {
        let document: &Document = self.session.document();
        let text = storage::write(document);
        let opened = read(&text);
        assert!(opened == *document, "step {number}: what is saved opens as it was");
        assert!(storage::write(&opened) == text, "step {number}: byte for byte");
        let figures = Figures::of(&opened);
        assert!(figures == *self.session.figures(), "step {number}");
        let (justified, findings): (Vec<_>, Vec<_>) =
            checks::findings(&opened, &figures).into_iter().partition(|finding| finding.justification.is_some());
        assert!(findings == self.session.findings() && justified == self.session.justified(), "step {number}: the findings are of this state");
    }
}

#[test]
fn a_walk_of_a_thousand_operations_saves_opens_and_is_undone_to_the_first_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut done: BTreeMap<&str, usize> = BTreeMap::new();
    for number in 0..walks() {
        let mut walk = Walk::new(number, folder.path());
        let first = storage::write(walk.session.document());
        for step in 0..STEPS {
            walk.step();
            walk.check(step);
        }
        while walk.session.redo() {}
        let last = storage::write(walk.session.document());
        while walk.session.undo() {}
        assert!(storage::write(walk.session.document()) == first, "walk {number}: undoing everything gives the first bytes");
        walk.check_file(STEPS);
        while walk.session.redo() {}
        assert!(storage::write(walk.session.document()) == last, "walk {number}: redoing everything gives the last bytes");
        walk.check_file(STEPS);
        for (kind, count) in walk.done {
            *done.entry(kind).or_default() += count;
        }
    }
    let missing: Vec<&&str> = KINDS.iter().filter(|kind| !done.contains_key(**kind)).collect();
    assert!(missing.is_empty(), "no walk did: {missing:?}");
    let operations = usize::from(walks()) * STEPS;
    let changes: usize = done.values().sum();
    println!(
        "proof P10: {operations} operations in walks of {STEPS}, of {} kinds, {changes} done: saved, opened, undone, redone byte for byte",
        KINDS.len()
    );
    println!("proof P9: the figures after each of {operations} operations equal to sums made again from the facts");
}

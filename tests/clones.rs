//! Four drafters, each with a clone of one repository, who merge with git alone: whatever each adds stands in the end, once, with its figures and
//! texts; no two things share an identity. Where git conflicts, both lines are taken.
//!
//! A few rounds here; two hundred with `PAPIER_PROOFS=full`.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command as Process, Output};

use papier::editing::{Assignment, Session, assign};
use papier::model::{Amount, AmountEntry, Category, Document, Entry, Euros, Measure, Narrative, Stage, ValueKind};
use papier::storage;

const DRAFTERS: [&str; 4] = ["Ava", "Bo", "Cyr", "Dan"];
const FILE: &str = "pap.ron";
const SAMPLES: [&str; 2] = ["saves/programme-352-plf-2021.ron", "saves/programme-352-plf-2022.ron"];

fn rounds() -> usize {
    if std::env::var_os("PAPIER_PROOFS").is_some_and(|value| value == "full") { 200 } else { 3 }
}

/// A repository in a folder of its own.
struct Clone {
    folder: PathBuf,
}

impl Clone {
    fn git(&self, arguments: &[&str]) -> Output {
        let git = Process::new("git")
            .current_dir(&self.folder)
            .args(["-c", "user.name=Papier", "-c", "user.email=papier@localhost", "-c", "commit.gpgsign=false", "-c", "core.fsync=none"])
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output();
        git.expect("git runs")
    }

    fn does(&self, arguments: &[&str]) {
        let output = self.git(arguments);
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn text(&self) -> String {
        fs::read_to_string(self.folder.join(FILE)).expect("the file")
    }

    fn document(&self) -> Document {
        let text = self.text();
        let numbered = || text.lines().zip(1..).map(|(line, number)| format!("{number} {}\n", line.chars().take(90).collect::<String>()));
        storage::parse(&text).unwrap_or_else(|error| panic!("{error:?} in\n{}", numbered().collect::<String>()))
    }

    fn commit(&self, document: &Document) {
        fs::write(self.folder.join(FILE), storage::write(document)).expect("written");
        self.does(&["add", FILE]);
        self.does(&["commit", "-q", "--allow-empty", "-m", "A change"]);
    }

    /// Merges what another clone has, under a name; conflicts take both sides, line after line. Whether there were any.
    fn merge(&self, other: &Self, revision: &str) -> bool {
        self.does(&["fetch", "-q", other.folder.to_str().expect("UTF-8"), revision]);
        let is_clean = self.git(&["merge", "-q", "--no-edit", "FETCH_HEAD"]).status.success();
        if !is_clean {
            let marks = ["<<<<<<<", "=======", ">>>>>>>"];
            let text = self.text();
            assert!(text.contains("<<<<<<<"), "a conflict of lines");
            let both: String = text.split_inclusive('\n').filter(|line| !marks.iter().any(|mark| line.starts_with(mark))).collect();
            fs::write(self.folder.join(FILE), both).expect("written");
        }
        self.commit(&self.document());
        !is_clean
    }
}

/// What was added in a round: the label of each thing, with a figure that it alone has.
type Added = BTreeMap<String, i64>;

fn set(session: &mut Session, assignments: &[(String, String)]) {
    let assignments: Vec<Assignment> =
        assignments.iter().map(|(address, value)| Assignment { address: address.clone(), value: value.clone() }).collect();
    let command = assign(session.document(), &assignments).unwrap_or_else(|refusals| panic!("{refusals:?}"));
    session.apply(&command).expect("the change");
}

/// An action, an objective with an indicator, and a row, each with figures and texts that say whose they are.
fn add(clone: &Clone, who: &str, turn: usize, added: &mut Added) {
    let document = clone.document();
    let year = document.year;
    let code = (1..=99_u8).rev().find(|number| document.actions.iter().any(|action| action.code.number() == *number && !action.code.is_sub_action()));
    let code = format!("{:02}", code.unwrap_or(0) + 1);
    let objective = document.objectives.len() + 1;
    let row = document.objectives[0].indicators[0].rows.len() + 1;
    let mut label = |kind: &str| {
        let label = format!("{who} {kind} {turn}");
        let figure = 1_000 + i64::try_from(added.len()).expect("few");
        added.insert(label.clone(), figure);
        (label, figure.to_string())
    };
    let ((action, euros), (indicator, value), (row_label, row_value)) = (label("action"), label("indicateur"), label("ligne"));
    let assignments = [
        (format!("action/{code}/label"), action.clone()),
        (format!("plf/{code}/31/ae"), euros.clone()),
        (format!("plf/{code}/31/cp"), euros),
        (format!("action/{code}/narrative"), format!("Début.\n{action}.")),
        (format!("objective/{objective}/label"), format!("{who} objectif {turn}")),
        (format!("indicator/{objective}.1/label"), indicator.clone()),
        (format!("indicator/{objective}.1/{year}/forecast"), value),
        (format!("indicator/{objective}.1/source"), format!("{indicator}.")),
        (format!("indicator/1.1/{row}/label"), row_label),
        (format!("indicator/1.1/{row}/{year}/forecast"), row_value),
    ];
    let mut session = Session::opened(document);
    set(&mut session, &assignments);
    clone.commit(session.document());
}

/// Every thing of the round that the document has is whole: its figure and its text are its own. How many of them there are.
fn whole(document: &Document, added: &Added) -> usize {
    let year = document.year;
    let mut found = 0;
    for action in document.actions.iter() {
        let Some(figure) = added.get(&action.label) else { continue };
        for measure in Measure::BOTH {
            let category = Category::OPERATING;
            let entry = AmountEntry::Credit { year, stage: Stage::Bill, contributions: false, action: action.id, category, measure };
            assert_eq!(document.amount(entry), Some(&Amount::plain(Euros::new(*figure))), "{}", action.label);
        }
        assert_eq!(document.text(Narrative::Action(action.id)), format!("Début.\n{}.", action.label));
        found += 1;
    }
    for indicator in document.indicators() {
        for row in &indicator.rows {
            let label = indicator.label_of(row);
            let Some(figure) = added.get(label) else { continue };
            let value = document.values.get(&(row.id, year, ValueKind::Forecast)).map(papier::lang::writing::value);
            assert_eq!(value.map(|value| value.replace('\u{202f}', "")), Some(figure.to_string()), "{label}");
            found += 1;
        }
        if added.contains_key(&indicator.label) {
            assert_eq!(document.text(Narrative::Source(indicator.id)), format!("{}.", indicator.label));
        }
    }
    found
}

#[test]
fn four_clones_merge_by_lines_and_nothing_stands_under_another_thing() {
    let mut conflicts = 0;
    for round in 0..rounds() {
        let folder = tempfile::tempdir().expect("a folder");
        let base = Clone { folder: folder.path().join("base") };
        fs::create_dir(&base.folder).expect("a folder");
        base.does(&["init", "-q", "-b", "main"]);
        let sample = fs::read_to_string(SAMPLES[round % 2]).expect("a sample");
        base.commit(&storage::parse(&sample).expect("a document"));
        let clones = DRAFTERS.map(|name| {
            let clone = Clone { folder: folder.path().join(name) };
            base.does(&["clone", "-q", ".", clone.folder.to_str().expect("UTF-8")]);
            clone
        });
        let [ava, bo, cyr, dan] = &clones;
        let mut added = Added::new();
        let mut merge = |one: &Clone, other: &Clone, revision: &str, added: &Added| {
            conflicts += usize::from(one.merge(other, revision));
            whole(&one.document(), added)
        };
        for (clone, who) in clones.iter().zip(DRAFTERS) {
            // As many additions as the round says, so that clones differ by one or by several commits.
            for turn in 0..=(round + who.len()) % 2 {
                add(clone, who, turn, &mut added);
            }
            clone.does(&["branch", "first"]);
        }
        // Criss-cross: each takes what the other had before it merged.
        merge(ava, bo, "first", &added);
        merge(bo, ava, "first", &added);
        merge(cyr, dan, "main", &added);
        add(dan, "Dan", 7, &mut added);
        add(bo, "Bo", 7, &mut added);
        merge(dan, cyr, "first", &added);
        merge(ava, cyr, "main", &added);
        merge(bo, dan, "main", &added);
        add(ava, "Ava", 7, &mut added);
        merge(bo, ava, "main", &added);
        merge(ava, bo, "main", &added);
        merge(ava, dan, "main", &added);
        let document = ava.document();
        assert_eq!(whole(&document, &added), added.len(), "round {round}: everything stands, once");
        assert_eq!(storage::parse(&storage::write(&document)).expect("it opens"), document);
    }
    println!(
        "proof merges: {} rounds of four clones, {conflicts} conflicts of lines of which both were taken: 0 things lost, doubled or mixed",
        rounds()
    );
}

/// "The code changed" and "the amount changed" are two lines: both are kept, or git says that they conflict.
#[test]
fn a_changed_code_and_a_changed_amount_are_both_kept_or_conflict() {
    for sample in SAMPLES {
        let folder = tempfile::tempdir().expect("a folder");
        let [one, other] = ["one", "other"].map(|name| Clone { folder: folder.path().join(name) });
        fs::create_dir(&one.folder).expect("a folder");
        one.does(&["init", "-q", "-b", "main"]);
        let document = storage::parse(&fs::read_to_string(sample).expect("a sample")).expect("a document");
        let (year, id) = (document.year, document.actions[0].id);
        one.commit(&document);
        one.does(&["clone", "-q", ".", other.folder.to_str().expect("UTF-8")]);
        let mut session = Session::opened(document.clone());
        let direction = papier::editing::Direction::Down;
        session.apply(&papier::editing::Command::Structure(papier::editing::Structure::MoveAction { action: id, direction })).expect("moved");
        one.commit(session.document());
        let mut session = Session::opened(document);
        let entry =
            |measure| AmountEntry::Credit { year, stage: Stage::Bill, contributions: false, action: id, category: Category::OPERATING, measure };
        let content = Some(papier::editing::Typed::Amount(Amount::plain(Euros::new(77))));
        let change = papier::editing::Change { entry: Entry::Amount(entry(Measure::Ae)), content };
        session.apply(&papier::editing::Command::Write(vec![change])).expect("written");
        other.commit(session.document());
        one.does(&["fetch", "-q", other.folder.to_str().expect("UTF-8"), "main"]);
        let is_clean = one.git(&["merge", "-q", "--no-edit", "FETCH_HEAD"]).status.success();
        if is_clean {
            let merged = one.document();
            assert_eq!(merged.amount(entry(Measure::Ae)), Some(&Amount::plain(Euros::new(77))));
            assert_eq!(merged.action(id).map(|action| action.code.to_string()).as_deref(), Some("02"));
        } else {
            assert!(one.text().contains("<<<<<<<"), "a conflict that is told");
            assert!(storage::parse(&one.text()).is_err(), "no file with marks opens as if it were whole");
        }
    }
}

//! Four drafters, each with a clone of one repository, who merge with git alone, or with Papier as git's driver: whatever each adds stands in the
//! end, once, with its figures and texts; no two things share an identity. Where git alone conflicts, both lines are taken; with the driver nothing
//! conflicts where nothing is to decide.
//!
//! A few rounds here; two hundred with `PAPIER_PROOFS=full`.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command as Process, Output};

use papier::calc::Figures;
use papier::calc::checks::{Severity, findings};
use papier::editing::{Assignment, Command, Session, Structure, assign};
use papier::exchange::export::refuse_conflicts;
use papier::model::{
    Amount, AmountEntry, Category, Document, Entry, Euros, Measure, Narrative, Programme, ProgrammeNumber, Rule, Stage, ValueKind, Year,
};
use papier::{address, storage};

use crate::documents::exchanged;

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
            .args(["-c", "gc.auto=0", "-c", "maintenance.auto=false"])
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

    /// Lets git merge by Papier.
    fn arm(&self) {
        let mut setup = Process::new(env!("CARGO_BIN_EXE_papier"));
        setup.arg("git-setup").current_dir(&self.folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let output = setup.output().expect("papier runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Merges what another clone has, under a name, by git and Papier: nothing is left to choose.
    fn merge_by_papier(&self, other: &Self, revision: &str) {
        self.does(&["fetch", "-q", other.folder.to_str().expect("UTF-8"), revision]);
        let output = self.git(&["merge", "-q", "--no-edit", "FETCH_HEAD"]);
        let document = self.document();
        assert!(document.conflicts.is_empty(), "{:?}", document.conflicts);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Merges what another clone has, under a name; conflicts take both sides, line after line. Whether there were any.
    fn merge(&self, other: &Self, revision: &str) -> bool {
        let had_conflicts = self.take_lines(other, revision, Taken::Both);
        self.commit(&self.document());
        had_conflicts
    }

    /// The same, in the file alone.
    fn take_lines(&self, other: &Self, revision: &str, taken: Taken) -> bool {
        self.does(&["fetch", "-q", other.folder.to_str().expect("UTF-8"), revision]);
        let is_clean = self.git(&["-c", "merge.conflictStyle=diff3", "merge", "-q", "--no-edit", "FETCH_HEAD"]).status.success();
        if !is_clean {
            let text = self.text();
            assert!(text.contains("<<<<<<<"), "a conflict of lines");
            fs::write(self.folder.join(FILE), taken.of(&text)).expect("written");
        }
        !is_clean
    }
}

/// Which lines somebody takes where git conflicts.
#[derive(Clone, Copy, Debug)]
enum Taken {
    /// Those of both sides.
    Both,
    /// The same without those that one side removed.
    Kept,
}

impl Taken {
    fn of(self, text: &str) -> String {
        let mut result = String::new();
        let mut sides: Vec<Vec<&str>> = vec![];
        for line in text.split_inclusive('\n') {
            // Those of nine and more are within a base that was merged itself.
            let mark = line.split_whitespace().next().filter(|word| word.len() == 7 && line.starts_with(word));
            match (mark, sides.last_mut()) {
                (Some("<<<<<<<" | "|||||||" | "======="), _) => sides.push(vec![]),
                (Some(">>>>>>>"), _) => {
                    let [ours, base, theirs] = <[_; 3]>::try_from(std::mem::take(&mut sides)).expect("three sides");
                    let is_kept = |line: &&str, other: &[&str]| matches!(self, Self::Both) || !base.contains(line) || other.contains(line);
                    result.extend(ours.iter().copied().filter(|line| is_kept(line, &theirs)));
                    result.extend(theirs.iter().copied().filter(|line| is_kept(line, &ours)));
                }
                (_, Some(side)) => side.push(line),
                (_, None) => result.push_str(line),
            }
        }
        result
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
    let drafter = DRAFTERS.iter().position(|name| *name == who).expect("a drafter");
    let mut figures = (1_000 + 100 * turn + 10 * drafter)..;
    let mut label = |kind: &str| {
        let label = format!("{who} {kind} {turn}");
        let figure = figures.next().map(|figure| i64::try_from(figure).expect("few")).expect("a figure");
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
        assert_eq!(once(document.text(Narrative::Action(action.id))), format!("Début.\n{}.", action.label));
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
            assert_eq!(once(document.text(Narrative::Source(indicator.id))), format!("{}.", indicator.label));
        }
    }
    found
}

/// A text that stands several times in a row, once: who takes both lines where two clones meet may take some that both have, and nothing in a file
/// tells them from what somebody wrote twice.
fn once(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_repeated = |count: &usize| lines.chunks(*count).all(|chunk| chunk == &lines[..*count]);
    let count = (1..=lines.len()).find(is_repeated).unwrap_or(lines.len());
    lines[..count].join("\n")
}

/// Who merges the documents of the clones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Lines,
    Papier,
}

#[test]
fn four_clones_merge_by_lines_and_nothing_stands_under_another_thing() {
    let conflicts: usize = (0..rounds()).map(|round| four_clones(round, By::Lines)).sum();
    println!(
        "proof merges: {} rounds of four clones, {conflicts} conflicts of lines of which both were taken: 0 things lost, doubled or mixed",
        rounds()
    );
}

#[test]
fn four_clones_merge_by_papier_and_nothing_is_left_to_choose() {
    for round in 0..rounds() {
        assert_eq!(four_clones(round, By::Papier), 0, "round {round}");
    }
    println!("proof teams: {} rounds of four clones with the driver: 0 conflicts, 0 things lost, doubled or mixed", rounds());
}

/// What a drafter of a random round has: things that nobody else touches, a paragraph of the text that all write.
#[derive(Default)]
struct Own {
    things: Added,
    removed: Vec<String>,
    paragraph: String,
}

#[test]
fn clones_that_add_change_remove_and_merge_at_random_have_nothing_to_choose() {
    let (mut turns, mut merges) = (0, 0);
    for round in 0..rounds() {
        let (done, merged) = random_clones(u64::try_from(round).expect("few"));
        (turns, merges) = (turns + done, merges + merged);
    }
    println!(
        "proof teams: {} rounds of four clones at random with the driver, {turns} changes, {merges} merges: 0 conflicts, 0 things lost, doubled or mixed",
        rounds()
    );
}

/// Four drafters who add, change and remove things of their own, and merge whom they like, whenever they like. In the end everybody's is there.
fn random_clones(round: u64) -> (usize, usize) {
    let mut chance = Chance(round.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let folder = tempfile::tempdir().expect("a folder");
    let base = Clone { folder: folder.path().join("base") };
    fs::create_dir(&base.folder).expect("a folder");
    base.does(&["init", "-q", "-b", "main"]);
    base.arm();
    base.does(&["add", ".gitattributes"]);
    let paragraphs = DRAFTERS.map(|who| format!("Le paragraphe de {who}, au début.")).join("\nUne ligne de tous.\n");
    let steps = [("action/03/label", "Reste"), ("objective/1/label", "Un"), ("indicator/1.1/label", "I"), ("text/strategy", &paragraphs)];
    let mut session = Session::opened(two_actions());
    set(&mut session, &steps.map(|(address, value)| (address.to_owned(), value.to_owned())));
    base.commit(session.document());
    let clones = DRAFTERS.map(|name| {
        let clone = Clone { folder: folder.path().join(name) };
        base.does(&["clone", "-q", ".", clone.folder.to_str().expect("UTF-8")]);
        clone.arm();
        clone.does(&["config", "user.name", name]);
        clone.does(&["config", "user.email", "papier@localhost"]);
        clone
    });
    let mut own: [Own; 4] = std::array::from_fn(|_| Own::default());
    let (mut turns, mut merges) = (0, 0);
    for turn in 0..14 {
        let who = chance.below(4);
        if chance.below(5) < 2 {
            let other = (who + 1 + chance.below(3)) % 4;
            clones[who].merge_by_papier(&clones[other], "main");
            merges += 1;
        } else {
            change(&clones[who], DRAFTERS[who], turn, &mut own[who], &mut chance);
            turns += 1;
        }
    }
    for who in 1..4 {
        clones[0].merge_by_papier(&clones[who], "main");
    }
    let document = clones[0].document();
    let everything: Added = own.iter().flat_map(|own| own.things.clone()).collect();
    assert_eq!(whole(&document, &everything), everything.len(), "round {round}: everything stands, once");
    let text = storage::write(&document);
    for own in &own {
        assert!(own.removed.iter().all(|label| !text.contains(&format!("\"{label}\""))), "round {round}: what was removed is gone");
        assert!(
            document.text(Narrative::Strategy).contains(&own.paragraph),
            "round {round}: {} in {}",
            own.paragraph,
            document.text(Narrative::Strategy)
        );
    }
    assert_eq!(document.text(Narrative::Strategy).lines().count(), 7, "round {round}");
    // Whoever merges last has the same.
    clones[1].merge_by_papier(&clones[0], "main");
    assert_eq!(clones[1].document(), document, "round {round}");
    (turns, merges + 4)
}

/// A change of a drafter's own: what is added, changed or removed is nobody else's.
fn change(clone: &Clone, who: &str, turn: usize, own: &mut Own, chance: &mut Chance) {
    let document = clone.document();
    let actions: Vec<(String, String)> = document
        .actions
        .iter()
        .filter(|action| own.things.contains_key(&action.label))
        .map(|action| (action.label.clone(), action.code.to_string()))
        .collect();
    let mut session = Session::opened(document.clone());
    match (chance.below(5), actions.get(chance.below(actions.len()))) {
        (0, Some((label, code))) => {
            let figure = own.things[label] + 100_000;
            own.things.insert(label.clone(), figure);
            set(&mut session, &[(format!("plf/{code}/31/ae"), figure.to_string()), (format!("plf/{code}/31/cp"), figure.to_string())]);
        }
        (1, Some((label, code))) => {
            let id = document.action_by_code(code.parse().expect("a code")).expect("an action").id;
            session.apply(&Command::Structure(Structure::RemoveAction(id))).expect("removed");
            own.things.remove(label);
            own.removed.push(label.clone());
        }
        (2, _) => {
            let text = document.text(Narrative::Strategy);
            let paragraph = format!("Le paragraphe de {who}, au tour {turn}.");
            let anew: Vec<&str> =
                text.lines().map(|line| if line.starts_with(&format!("Le paragraphe de {who},")) { &paragraph } else { line }).collect();
            let anew = anew.join("\n");
            set(&mut session, &[("text/strategy".into(), anew)]);
            own.paragraph = paragraph;
        }
        _ => {
            add(clone, who, turn, &mut own.things);
            return;
        }
    }
    clone.commit(session.document());
}

/// Four drafters who add and merge, crosswise; in the end everything stands, once. How many merges had conflicts.
fn four_clones(round: usize, by: By) -> usize {
    let mut conflicts = 0;
    let folder = tempfile::tempdir().expect("a folder");
    let base = Clone { folder: folder.path().join("base") };
    fs::create_dir(&base.folder).expect("a folder");
    base.does(&["init", "-q", "-b", "main"]);
    if by == By::Papier {
        base.arm();
        base.does(&["add", ".gitattributes"]);
    }
    let sample = fs::read_to_string(SAMPLES[round % 2]).expect("a sample");
    base.commit(&storage::parse(&sample).expect("a document"));
    let clones = DRAFTERS.map(|name| {
        let clone = Clone { folder: folder.path().join(name) };
        base.does(&["clone", "-q", ".", clone.folder.to_str().expect("UTF-8")]);
        if by == By::Papier {
            clone.arm();
            // A merge is a commit of git's own.
            clone.does(&["config", "user.name", name]);
            clone.does(&["config", "user.email", "papier@localhost"]);
        }
        clone
    });
    let [ava, bo, cyr, dan] = &clones;
    let mut added = Added::new();
    let mut merge = |one: &Clone, other: &Clone, revision: &str, added: &Added| {
        match by {
            By::Lines => conflicts += usize::from(one.merge(other, revision)),
            By::Papier => one.merge_by_papier(other, revision),
        }
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
    conflicts
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
        session.apply(&exchanged(session.document(), id).expect("an action after it")).expect("moved");
        one.commit(session.document());
        let mut session = Session::opened(document);
        let entry =
            |measure| AmountEntry::Credit { year, stage: Stage::Bill, contributions: false, action: id, category: Category::OPERATING, measure };
        let content = Some(papier::editing::Typed::Amount(Amount::plain(Euros::new(77))));
        let change = papier::editing::Change { entry: Entry::Amount(entry(Measure::Ae)), content };
        session.apply(&Command::Write(vec![change])).expect("written");
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

/// What a drafter does.
#[derive(Clone, Debug)]
enum Step {
    Set(&'static str, &'static str),
    Remove(&'static str),
    /// A row of jobs by its number.
    RemoveJobs(usize),
    /// The code of an action and that of the next one exchanged.
    Down(&'static str),
}

use Step::{Down, Remove, RemoveJobs, Set};

fn done(document: &Document, steps: &[Step]) -> Document {
    let mut session = Session::opened(document.clone());
    for step in steps {
        let action = |code: &str| session.document().action_by_code(code.parse().expect("a code")).expect("an action").id;
        let command = match step {
            Set(address, value) => {
                set(&mut session, &[((*address).to_owned(), (*value).to_owned())]);
                continue;
            }
            Remove(code) => Structure::RemoveAction(action(code)),
            RemoveJobs(number) => {
                let row = session.document().sections.rows("jobs").get(number - 1).expect("a row").id;
                Structure::RemoveSectionRow { section: "jobs", row }
            }
            Down(code) => {
                let command = exchanged(session.document(), action(code)).expect("an action after it");
                session.apply(&command).expect("exchanged");
                continue;
            }
        };
        session.apply(&Command::Structure(command)).expect("a change");
    }
    session.document().as_ref().clone()
}

/// What a merge of two changed documents gives.
struct Merged {
    /// None where two lines say different things of one fact.
    document: Option<Document>,
    had_conflicts: bool,
}

/// Two clones, each changed, the second merged into the first.
fn merged(base: &Document, ours: &Document, theirs: &Document, taken: Taken) -> Merged {
    let folder = tempfile::tempdir().expect("a folder");
    let [one, other] = ["one", "other"].map(|name| Clone { folder: folder.path().join(name) });
    fs::create_dir(&one.folder).expect("a folder");
    one.does(&["init", "-q", "-b", "main"]);
    one.commit(base);
    one.does(&["clone", "-q", ".", other.folder.to_str().expect("UTF-8")]);
    one.commit(ours);
    other.commit(theirs);
    let had_conflicts = one.take_lines(&other, "main", taken);
    let document = match storage::parse(&one.text()) {
        Ok(document) => Some(document),
        Err(storage::OpenError::Malformed { fault: storage::Fault::Twice { .. }, .. }) if had_conflicts => None,
        Err(error) => panic!("{error:?} in\n{}", one.text()),
    };
    if let Some(document) = &document {
        assert_eq!(&storage::parse(&storage::write(document)).expect("what a save writes"), document);
    }
    Merged { document, had_conflicts }
}

/// A programme with two actions and their bill.
fn two_actions() -> Document {
    let programme = Programme { number: ProgrammeNumber::new(352), name: "Innovation".into(), ..Programme::default() };
    let document = Document::new(Year::new(2021).expect("a year"), programme);
    let first = [Set("action/01/label", "Fonds"), Set("plf/01/31/ae", "7 300 000"), Set("plf/01/31/cp", "7 300 000")];
    let second = [Set("action/02/label", "Recrutement"), Set("plf/02/21/ae", "3 000 000"), Set("plf/02/21/cp", "3 000 000")];
    done(&document, &[first, second].concat())
}

/// What the merge left, as `check` tells it: "taken-twice plf/01.02/31/ae 7300000 01".
fn errors(document: &Document) -> Vec<String> {
    let rules = [Rule::CodeTwice, Rule::ActionGone, Rule::RowGone, Rule::TakenTwice, Rule::Conflict];
    assert!(rules.iter().all(|rule| rule.severity() == Severity::Error));
    let found = findings(document, &Figures::of(document)).into_iter().filter(|finding| rules.contains(&finding.rule));
    let words = found.map(|finding| {
        let address = address::write(document, finding.place).expect("a place of the document");
        let figures: Vec<String> = finding.figures.iter().map(papier::calc::Compared::exact).take(2).collect();
        format!("{} {address} {}", finding.rule.code(), figures.join(" ")).trim_end().to_owned()
    });
    words.collect()
}

/// AE and CP, credits and contributions.
fn money(document: &Document) -> i128 {
    let rows = [&document.credits, &document.contributions].into_iter().flat_map(papier::model::Ledger::rows);
    rows.flat_map(|(.., row)| Measure::BOTH.map(|measure| row.get(measure).map_or(0, |amount| i128::from(amount.euros.get())))).sum()
}

/// What one drafter and another did, the errors of the merge, and its amounts of the bill as code, category, AE and CP.
struct Case {
    name: &'static str,
    base: &'static [Step],
    sides: [&'static [Step]; 2],
    errors: &'static [&'static str],
    bill: &'static [&'static str],
}

/// Each of these was a silent loss, money counted twice, or a file that did not open.
const CASES: [Case; 15] = [
    Case {
        name: "both part an action",
        base: &[],
        sides: [&[Set("action/01.01/label", "A")], &[Set("action/01.02/label", "B")]],
        errors: &["taken-twice plf/01.02/31/ae 7300000 01", "taken-twice plf/01.02/31/cp 7300000 01"],
        bill: &["01.01 31 7300000 7300000", "01.02 31 7300000 7300000", "02 21 3000000 3000000"],
    },
    Case {
        name: "both part an action, and one divides it further",
        base: &[],
        sides: [
            &[Set("action/01.01/label", "A"), Set("plf/01.01/31/ae", "1"), Set("action/01.03/label", "C"), Set("plf/01.03/31/ae", "2")],
            &[Set("action/01.02/label", "B"), Set("plf/01.02/31/cp", "5")],
        ],
        errors: &["taken-twice plf/01.02/31/ae 7300000 01", "taken-twice plf/01.02/31/cp 5 01"],
        bill: &["01.01 31 1 7300000", "01.02 31 7300000 5", "01.03 31 2 ", "02 21 3000000 3000000"],
    },
    Case {
        name: "an amount of another category",
        base: &[],
        sides: [&[Set("action/01.02/label", "A")], &[Set("plf/01/62/ae", "=40+2")]],
        errors: &["conflict plf/01.02/62/ae  =40+2"],
        bill: &["01.02 31 7300000 7300000", "02 21 3000000 3000000"],
    },
    Case {
        name: "another amount of the same category",
        base: &[],
        sides: [&[Set("action/01.02/label", "A")], &[Set("plf/01/31/ae", "8")]],
        errors: &["conflict plf/01.02/31/ae 7300000 8"],
        bill: &["01.02 31 7300000 7300000", "02 21 3000000 3000000"],
    },
    Case {
        name: "the same amount on both sides",
        base: &[],
        sides: [&[Set("action/01.02/label", "A"), Set("plf/01.02/62/ae", "8")], &[Set("plf/01/62/ae", "8")]],
        errors: &[],
        bill: &["01.02 31 7300000 7300000", "01.02 62 8 ", "02 21 3000000 3000000"],
    },
    Case {
        name: "a contribution of an action that took nothing over",
        base: &[Set("action/03/label", "Neuve")],
        sides: [&[Set("action/03.01/label", "A")], &[Set("plf/03/31/contributions/cp", "9")]],
        errors: &["conflict plf/03.01/31/contributions/cp  9"],
        bill: &["01 31 7300000 7300000", "02 21 3000000 3000000"],
    },
    Case {
        name: "the action of a new sub-action is removed",
        base: &[Set("action/03/label", "Neuve")],
        sides: [&[Remove("03")], &[Set("action/03.04/label", "B"), Set("plf/03.04/31/ae", "6")]],
        errors: &["action-gone action/03/label 03"],
        bill: &["01 31 7300000 7300000", "02 21 3000000 3000000", "03.04 31 6 "],
    },
    Case {
        name: "an action with another amount is removed",
        base: &[Set("action/03/label", "Neuve"), Set("action/04/label", "Autre")],
        sides: [&[Remove("03")], &[Set("plf/03/62/ae", "6")]],
        errors: &["action-gone action/05/label 05"],
        bill: &["01 31 7300000 7300000", "02 21 3000000 3000000", "05 62 6 "],
    },
    Case {
        name: "an action with another text is removed",
        base: &[Set("action/03/label", "Neuve")],
        sides: [&[Remove("03")], &[Set("action/03/narrative", "Des mots.")]],
        errors: &["action-gone action/03/label 03"],
        bill: &["01 31 7300000 7300000", "02 21 3000000 3000000"],
    },
    Case {
        name: "a sub-action with another amount is removed",
        base: &[Set("action/01.01/label", "A"), Set("action/01.02/label", "B")],
        sides: [&[Remove("01.02")], &[Set("plf/01.02/62/ae", "6")]],
        errors: &["action-gone action/03/label 03"],
        bill: &["01.01 31 7300000 7300000", "02 21 3000000 3000000", "03 62 6 "],
    },
    Case {
        name: "codes are exchanged, a sub-action is added",
        base: &[Set("action/02.01/label", "A")],
        sides: [&[Down("01")], &[Set("action/02.02/label", "B"), Set("plf/02.02/62/ae", "6")]],
        errors: &[],
        bill: &["01.01 21 3000000 3000000", "01.02 62 6 ", "02 31 7300000 7300000"],
    },
    Case {
        name: "both add an action of one code, each with sub-actions",
        base: &[],
        sides: [
            &[Set("action/03/label", "A"), Set("action/03.01/label", "Aa"), Set("plf/03.01/31/ae", "5")],
            &[Set("action/03/label", "B"), Set("action/03.01/label", "Bb"), Set("plf/03.01/31/ae", "6")],
        ],
        errors: &["code-twice action/04/label 03 04"],
        bill: &["01 31 7300000 7300000", "02 21 3000000 3000000", "03.01 31 5 ", "04.01 31 6 "],
    },
    Case {
        name: "the last sub-action is removed, the other side divides further",
        base: &[Set("action/01.01/label", "A")],
        sides: [&[Remove("01.01"), Set("plf/01/31/ae", "5")], &[Set("action/01.02/label", "B"), Set("plf/01.02/62/ae", "6")]],
        errors: &["conflict plf/01.02/31/ae  5"],
        bill: &["01.02 62 6 ", "02 21 3000000 3000000"],
    },
    Case {
        name: "a row with another figure is removed",
        base: &[Set("jobs/1/label", "Magistrats"), Set("jobs/2/label", "Greffiers")],
        sides: [&[RemoveJobs(1)], &[Set("jobs/1/2021/ceiling", "12,50"), Set("flows/1/2021/exits", "3")]],
        errors: &["row-gone jobs/2/label jobs 2"],
        bill: &["01 31 7300000 7300000", "02 21 3000000 3000000"],
    },
    Case {
        name: "the only row is removed, and its flows are typed",
        base: &[Set("jobs/1/label", "Magistrats")],
        sides: [&[Set("flows/1/2021/exits", "3")], &[RemoveJobs(1)]],
        errors: &["row-gone jobs/1/label jobs 1"],
        bill: &["01 31 7300000 7300000", "02 21 3000000 3000000"],
    },
];

fn bill(document: &Document) -> Vec<String> {
    let amount = |amount: Option<&Amount>| amount.map(|amount| amount.euros.get().to_string()).unwrap_or_default();
    let rows = document.credits.stage(document.year, Stage::Bill);
    let mut bill: Vec<String> = rows
        .map(|(action, category, row)| {
            let code = document.action(action).expect("an action").code;
            format!("{code} {category} {} {}", amount(row.ae.as_ref()), amount(row.cp.as_ref()))
        })
        .collect();
    bill.sort();
    bill
}

#[test]
fn what_two_drafters_do_to_an_action_and_its_sub_actions_is_kept_or_told() {
    let programme = two_actions();
    for Case { name, base, sides: [ours, theirs], errors: expected, bill: amounts } in CASES {
        let base = done(&programme, base);
        let [ours, theirs] = [ours, theirs].map(|steps| done(&base, steps));
        let document = merged(&base, &ours, &theirs, Taken::Kept).document.unwrap_or_else(|| panic!("{name}: it opens"));
        let swapped = merged(&base, &theirs, &ours, Taken::Kept).document.unwrap_or_else(|| panic!("{name}: it opens"));
        assert_eq!(document, swapped, "{name}: the sides swapped");
        assert_eq!(errors(&document), expected, "{name}");
        assert_eq!(bill(&document), amounts, "{name}");
        let is_open = expected.iter().any(|error| !error.starts_with("code-twice"));
        assert_eq!(refuse_conflicts(&document).is_err(), is_open, "{name}: nothing leaves it");
        // Neither merges what was saved with what is saved again, nor finds more there.
        let again = merged(&document, &document, &document, Taken::Kept).document.expect("it opens");
        assert_eq!((errors(&again), &again), (errors(&document), &document), "{name}");
    }
}

/// What ends each of them: the place written, the thing removed.
#[test]
fn what_a_merge_left_of_actions_is_settled_as_it_says() {
    let programme = two_actions();
    let settled: [(usize, &[Step]); 14] = [
        (0, &[Set("plf/01.02/31/ae", ""), Set("plf/01.02/31/cp", "7 300 000")]),
        (0, &[Remove("01.02")]),
        (0, &[Remove("01.01")]),
        (2, &[Set("plf/01.02/62/ae", "42")]),
        (2, &[Remove("01.02")]),
        (6, &[Set("action/03/label", "Elle reste")]),
        (6, &[Remove("03")]),
        (7, &[Set("action/05/label", "Elle reste")]),
        (7, &[Remove("05")]),
        (9, &[Set("action/03/label", "Elle reste")]),
        (9, &[Remove("03")]),
        (13, &[Set("jobs/2/label", "Elle reste")]),
        (13, &[RemoveJobs(2)]),
        (14, &[Set("jobs/1/label", "Elle reste")]),
    ];
    for (case, steps) in settled {
        let Case { name, base, sides: [ours, theirs], .. } = &CASES[case];
        let base = done(&programme, base);
        let open = merged(&base, &done(&base, ours), &done(&base, theirs), Taken::Kept).document.expect("it opens");
        let chosen = done(&open, steps);
        assert!(!errors(&open).is_empty() && errors(&chosen).is_empty(), "{name}, {steps:?}: {:?}", errors(&chosen));
        assert_eq!(storage::parse(&storage::write(&chosen)).expect("it opens"), chosen);
    }
}

/// The fix that a finding proposes takes away what counts twice, and nothing else.
#[test]
fn what_counts_twice_is_cleared_by_its_fix() {
    let programme = two_actions();
    for (case, expected) in [(0, "01.01 31 7300000 7300000"), (1, "01.02 31 7300000 5")] {
        let [ours, theirs] = CASES[case].sides.map(|steps| done(&programme, steps));
        let mut session = Session::opened(merged(&programme, &ours, &theirs, Taken::Both).document.expect("it opens"));
        let before = errors(session.document());
        for finding in findings(session.document(), &Figures::of(session.document())) {
            if let Some(fix) = papier::editing::review::fix(session.document(), &finding) {
                session.apply(&fix).expect("the fix");
            }
        }
        let fixed = errors(session.document()).len() < before.len();
        assert_eq!(fixed, money(session.document()) == money(&programme), "{case}: amounts that differ are somebody's to choose");
        assert!(bill(session.document()).contains(&expected.to_owned()), "{:?}", bill(session.document()));
    }
}

/// One small number after another, the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }
}

/// What a drafter does at random. Codes of actions are exchanged, or things are removed: git takes a line that one side moved and the other removed
/// for one that was moved.
fn drafted(document: &Document, chance: &mut Chance, who: i64, moves: bool) -> (Document, bool) {
    let mut session = Session::opened(document.clone());
    let mut removes = false;
    for turn in 0..=chance.below(3) {
        let document = session.document().clone();
        let actions: Vec<_> = document.actions.iter().filter(|action| !action.code.is_sub_action()).cloned().collect();
        let leaves: Vec<_> = document.leaves().cloned().collect();
        let (action, leaf) = (&actions[chance.below(actions.len())], &leaves[chance.below(leaves.len())]);
        // No two drafters choose one amount.
        let euros = 1_000_000 * who + i64::try_from(turn).expect("few") * 1_000 + i64::try_from(chance.below(1_000)).expect("few");
        let category = [21, 31, 62][chance.below(3)];
        let measure = ["ae", "cp"][chance.below(2)];
        let ledger = ["", "contributions/"][chance.below(2)];
        let cell = format!("plf/{}/{category}/{ledger}{measure}", leaf.code);
        let number = chance.below(8) + 1;
        match chance.below(8) {
            0..=2 => set(&mut session, &[(cell, euros.to_string())]),
            3 | 4 => {
                let code = format!("{}.{number:02}", action.code);
                set(&mut session, &[(format!("action/{code}/label"), format!("{who} {turn} {code}"))]);
            }
            5 => set(&mut session, &[(format!("action/{:02}/label", 20 + number), format!("{who} {turn}"))]),
            6 if moves => drop(exchanged(&document, action.id).map(|command| session.apply(&command))),
            6 => {
                removes = true;
                set(&mut session, &[(cell, String::new())]);
            }
            // One drafter alone: what both removed is removed once.
            _ if moves || who == 1 => set(&mut session, &[(format!("action/{}/narrative", leaf.code), format!("{who} {turn}."))]),
            _ => {
                removes = true;
                let removed = if chance.below(2) == 0 { action.id } else { leaf.id };
                session.apply(&Command::Structure(Structure::RemoveAction(removed))).expect("removed");
            }
        }
        if session.document().actions.is_empty() {
            break;
        }
    }
    (session.document().as_ref().clone(), removes)
}

/// Two drafters at random over a base with sub-actions: money is that of the base with both changes, or an error names where it is not.
#[test]
fn no_money_is_lost_or_doubled_without_an_error() {
    let sample = storage::parse(&fs::read_to_string(SAMPLES[0]).expect("a sample")).expect("a document");
    let base = done(
        &sample,
        &[
            Set("action/02.01/label", "A"),
            Set("action/02.03/label", "B"),
            Set("plf/02.03/31/ae", "11"),
            Set("action/04/label", "C"),
            Set("plf/04/31/cp", "13"),
        ],
    );
    let rounds = if rounds() > 3 { 2_000 } else { 60 };
    let (mut refused, mut told, mut clean) = (0, 0, 0);
    for round in 0..rounds {
        let mut chance = Chance(round);
        let moves = chance.below(3) == 0;
        let (ours, we_remove) = drafted(&base, &mut chance, 1, moves);
        let (theirs, they_remove) = drafted(&base, &mut chance, 2, moves);
        let taken = if round % 2 == 0 { Taken::Both } else { Taken::Kept };
        let Merged { document, had_conflicts } = merged(&base, &ours, &theirs, taken);
        clean += usize::from(!had_conflicts);
        let Some(document) = document else {
            refused += 1;
            continue;
        };
        let expected = money(&ours) + money(&theirs) - money(&base);
        let is_told = refuse_conflicts(&document).is_err();
        assert!(!is_told || !errors(&document).is_empty());
        told += usize::from(is_told);
        // Who takes both sides of a conflict takes the lines of the one that removed none.
        let is_decided = had_conflicts && (we_remove || they_remove);
        assert!(money(&document) == expected || is_told || is_decided, "round {round}: {} and not {expected}", money(&document));
    }
    assert!(clean > 0 && told > 0);
    println!(
        "proof parted: {rounds} merges of two drafters, {clean} clean, {told} with an error, {refused} refused: 0 amounts lost or doubled in silence"
    );
}

//! Merges of three states: what each side alone changed is taken, what both changed is left to choose, nothing else stands in the result.
//!
//! Random triples of all commands, some thousands here; a million with `PAPIER_PROOFS=full`. The cases below them are the rules, one by one.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use crate::walks::Walk;
use papier::calc::Figures;
use papier::editing::merging::{self, Merged, words};
use papier::editing::{Assignment, Choice, Command, Session, assign, settle, typed_text};
use papier::model::{Conflict, Document, Entry, Ledger, Measure, Place, Side, Stage, Year};
use papier::storage;

const SAMPLE: &str = include_str!("../saves/programme-352-plf-2021.ron");

/// How many bases, of which every two of some states are merged.
fn bases() -> u64 {
    if std::env::var_os("PAPIER_PROOFS").is_some_and(|value| value == "full") { 1_000_000 / (SIDES * (SIDES - 1) / 2) + 1 } else { 5 }
}

/// How many states of each base.
const SIDES: u64 = 10;

fn merge(base: &Document, ours: &Document, theirs: &Document) -> Merged {
    merging::merge(Some(base), ours, theirs).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// A document as its file says it.
fn reopened(document: &Document) -> Document {
    storage::parse(&storage::write(document)).expect("a document that opens")
}

fn lines(document: &Document) -> Vec<String> {
    storage::write(document).lines().map(str::to_owned).collect()
}

/// What two documents write otherwise.
fn difference(one: &Document, other: &Document) -> String {
    let (one, other): (Vec<String>, Vec<String>) = (lines(one), lines(other));
    let missing = one.iter().filter(|line| !other.contains(line)).map(|line| format!("- {line}"));
    let new = other.iter().filter(|line| !one.contains(line)).map(|line| format!("+ {line}"));
    missing.chain(new).take(30).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn assert_same(one: &Document, other: &Document, what: &str) {
    assert!(storage::write(one) == storage::write(other), "{what}\n{}", difference(one, other));
}

/// Every entry of figures that a document holds, as it is typed.
fn figures(document: &Document) -> BTreeMap<Entry, String> {
    let mut entries: Vec<Entry> = Vec::new();
    for (contributions, ledger) in [(false, &document.credits), (true, &document.contributions)] {
        entries.extend(ledger.rows().flat_map(|(year, stage, action, category, row)| {
            let has = move |measure: &Measure| row.get(*measure).is_some();
            let entry = move |measure| papier::model::AmountEntry::Credit { year, stage, contributions, action, category, measure };
            Measure::BOTH.into_iter().filter(has).map(entry).map(Entry::Amount).collect::<Vec<_>>()
        }));
    }
    entries.extend(document.values.keys().map(|(row, year, kind)| Entry::Value { row: *row, year: *year, kind: *kind }));
    entries.extend(document.sections.cells().map(|(place, _)| Entry::Cell(*place)));
    entries.into_iter().map(|entry| (entry, typed_text(document, entry))).collect()
}

fn sums(document: &Document) -> BTreeMap<(bool, Stage, Measure), i128> {
    let mut sums = BTreeMap::new();
    for (contributions, ledger) in [(false, &document.credits), (true, &document.contributions)] {
        for (_, stage, _, _, row) in Ledger::rows(ledger) {
            for measure in Measure::BOTH {
                let euros = row.get(measure).map_or(0, |amount| i128::from(amount.euros.get()));
                *sums.entry((contributions, stage, measure)).or_default() += euros;
            }
        }
    }
    sums
}

/// A base in which there is something to change, sometimes with conflicts of before, and states that became of it.
fn states(seed: u64, folder: &std::path::Path) -> (Document, Vec<Document>) {
    let base = reopened(&Walk::from(Walk::any_document(seed, folder), seed ^ 0x5eed, folder).steps(20));
    let state = |part: u64| {
        let length = usize::try_from(part % 7).expect("a length") + 1;
        reopened(&Walk::from(base.clone(), seed.wrapping_mul(31).wrapping_add(part), folder).steps(length))
    };
    let states = (0..SIDES).map(state).collect();
    (base, states)
}

#[test]
fn of_random_triples_nothing_is_lost_and_nothing_invented() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut conflicts, mut clean, mut refused) = (0, 0, 0);
    for seed in 0..bases() {
        let (base, states) = states(seed, folder.path());
        for (number, state) in states.iter().enumerate() {
            for (ours, theirs, what) in [(state, &base, "ours alone"), (&base, state, "theirs alone"), (state, state, "both alike")] {
                assert_same(&merge(&base, ours, theirs).document, state, &format!("seed {seed}, {number}: {what}"));
            }
        }
        for (number, ours) in states.iter().enumerate() {
            for (other, theirs) in states.iter().enumerate().skip(number + 1) {
                let triple = format!("seed {seed}, {number} and {other}");
                let Ok(merged) = merging::merge(Some(&base), ours, theirs) else {
                    refused += 1;
                    continue;
                };
                assert_same(&reopened(&merged.document), &merged.document, &format!("{triple}: what is saved opens as it was"));
                drop(Figures::of(&merged.document));
                swapped(&base, ours, theirs, &merged, &triple);
                known(&base, ours, theirs, &merged, &triple);
                listed(&base, ours, theirs, &merged, &triple);
                if merged.document.conflicts.len() > base.conflicts.len() { conflicts += 1 } else { clean += 1 }
            }
        }
    }
    println!("proof M1: random triples merged, {clean} clean, {conflicts} with something to choose, {refused} refused, 0 wrong");
    assert!(conflicts > 0 && clean > 0);
}

/// Sides swapped are the same but for who is who.
fn swapped(base: &Document, ours: &Document, theirs: &Document, merged: &Merged, triple: &str) {
    let other = merge(base, theirs, ours);
    let turned = |(key, conflict): (&String, &Conflict)| {
        let Conflict { kind, place, base, ours, theirs } = conflict.clone();
        (key.clone(), Conflict { kind, place, base, ours: theirs, theirs: ours })
    };
    // Those of earlier merges have sides of their own.
    let earlier: BTreeSet<&Conflict> = [base, ours, theirs].iter().flat_map(|document| document.conflicts.values()).collect();
    let new = |merged: &Merged| {
        let new = merged.document.conflicts.clone();
        new.iter()
            .filter(|(_, conflict)| !earlier.contains(conflict))
            .map(|(key, conflict)| (key.clone(), conflict.clone()))
            .collect::<BTreeMap<_, _>>()
    };
    let (one, two) = (new(merged), new(&other).iter().map(turned).collect::<BTreeMap<_, _>>());
    // Derived from the lines of the file, they have sides of their own.
    let of_merge = |conflicts: &BTreeMap<String, Conflict>| {
        let own = conflicts.iter().filter(|(_, conflict)| conflict.kind != Conflict::PARTED && conflict.kind != Conflict::TAKEN);
        own.map(|(key, conflict)| (key.clone(), format!("{conflict:?}"))).collect::<Vec<_>>()
    };
    assert_eq!(of_merge(&one), of_merge(&two), "{triple}: sides swapped");
    if merged.document.conflicts.is_empty() {
        assert_same(&merged.document, &other.document, &format!("{triple}: sides swapped"));
    }
    assert_eq!((merged.taken.ours, merged.taken.theirs), (other.taken.theirs, other.taken.ours), "{triple}");
}

/// Each figure and each word of the result stands in one of the three.
fn known(base: &Document, ours: &Document, theirs: &Document, merged: &Merged, triple: &str) {
    let all = [base, ours, theirs].map(figures);
    for (entry, said) in figures(&merged.document) {
        let is_there = all.iter().any(|of| of.get(&entry) == Some(&said));
        // What an action had, its sub-action may have.
        let is_of_another = || all.iter().any(|of| of.values().any(|other| *other == said));
        let is_choice = || merged.document.conflicts.values().any(|conflict| conflict.place == Some(Place::from(entry).code()));
        assert!(is_there || (is_choice() && is_of_another()), "{triple}: {entry:?} says {said}");
    }
    for (narrative, text) in &merged.document.texts {
        let known: BTreeSet<String> = [base, ours, theirs].iter().flat_map(|of| words::words(of.text(*narrative)).into_iter().map(bare)).collect();
        for word in words::words(text.as_str()) {
            assert!(known.contains(&bare(word)), "{triple}: {word:?} of {narrative:?}");
        }
    }
}

/// A word without the figure that its link showed last and without the spaces after it.
fn bare(word: &str) -> String {
    let link = papier::model::links(word).next();
    link.map_or_else(|| word.trim().to_owned(), |(_, link)| format!("{:?} {:?}", link.place, link.form))
}

/// Each change of figures of each side is in the result, or listed.
fn listed(base: &Document, ours: &Document, theirs: &Document, merged: &Merged, triple: &str) {
    let result = figures(&merged.document);
    let [was, own, other] = [base, ours, theirs].map(figures);
    let mut is_disjoint = merged.document.conflicts.is_empty();
    for (side, beside) in [(&own, &other), (&other, &own)] {
        let changed: BTreeSet<&Entry> = was.keys().chain(side.keys()).filter(|entry| was.get(entry) != side.get(entry)).collect();
        for entry in changed {
            if was.get(entry) != beside.get(entry) {
                is_disjoint = false;
            }
            let is_taken = result.get(entry) == side.get(entry);
            // Both gave one value, one of them by a formula.
            let is_formula = beside.get(entry) == result.get(entry) && was.get(entry) != beside.get(entry);
            assert!(
                is_taken || is_formula || !merged.document.conflicts.is_empty(),
                "{triple}: {entry:?} was {:?}, is {:?}, not {:?}",
                was.get(entry),
                result.get(entry),
                side.get(entry)
            );
        }
    }
    if is_disjoint {
        let [was, own, other, result] = [base, ours, theirs, &merged.document].map(sums);
        let keys: BTreeSet<_> = was.keys().chain(own.keys()).chain(other.keys()).collect();
        for key in keys {
            let of = |sums: &BTreeMap<_, i128>| sums.get(key).copied().unwrap_or_default();
            assert_eq!(of(&result), of(&own) + of(&other) - of(&was), "{triple}: {key:?}");
        }
    }
}

// The rules, one by one

fn sample() -> Document {
    storage::parse(SAMPLE).expect("the sample")
}

/// A document after assignments, as `set` makes them.
fn after(document: &Document, assignments: &[&str]) -> Document {
    let list: Vec<Assignment> = assignments
        .iter()
        .filter_map(|assignment| assignment.split_once('='))
        .map(|(address, value)| Assignment { address: address.into(), value: value.into() })
        .collect();
    let command: Command = assign(document, &list).unwrap_or_else(|refusals| panic!("{assignments:?}: {refusals:?}"));
    let mut session = Session::opened(document.clone());
    session.apply(&command).expect("applied");
    reopened(session.document())
}

fn value(document: &Document, address: &str) -> String {
    let place = papier::address::parse(document, address).unwrap_or_else(|error| panic!("{address}: {error:?}"));
    document.entry(place).map_or_else(String::new, |entry| typed_text(document, entry)).replace(['\u{a0}', '\u{202f}'], " ")
}

/// "kind place base | ours | theirs" of each conflict.
fn left(document: &Document) -> Vec<String> {
    let words = |words: &Option<String>| words.clone().unwrap_or_else(|| "-".into());
    let conflicts = document.conflicts.values();
    conflicts
        .map(|conflict| {
            let place = conflict.known_place().and_then(|place| papier::address::write(document, place)).or(conflict.place.clone());
            format!(
                "{} {}: {} | {} | {}",
                conflict.kind,
                place.unwrap_or_default(),
                words(&conflict.base),
                words(&conflict.ours),
                words(&conflict.theirs)
            )
        })
        .collect()
}

/// Base, ours, theirs as assignments to the one before; what then stands at addresses; what is left to choose.
type Rule<'a> = (&'a [&'a str], &'a [&'a str], &'a [&'a str], &'a [(&'a str, &'a str)], &'a [&'a str]);

#[test]
fn what_one_side_changed_is_taken_and_what_both_changed_is_left() {
    let rules: [Rule<'_>; 14] = [
        // AE by one, CP by the other; neighbouring cells.
        (&[], &["plf/01/31/ae=8000000"], &["plf/01/31/cp=9000000"], &[("plf/01/31/ae", "8 000 000"), ("plf/01/31/cp", "9 000 000")], &[]),
        (
            &[],
            &["plf/01/31/ae=8000000"],
            &["plf/01/31/ae=9000000"],
            &[("plf/01/31/ae", "8 000 000")],
            &["cell plf/01/31/ae: 7300000 | 8000000 | 9000000"],
        ),
        (&[], &["plf/01/31/ae="], &["plf/01/31/ae=9000000"], &[("plf/01/31/ae", "")], &["cell plf/01/31/ae: 7300000 | - | 9000000"]),
        (&[], &["plf/01/31/ae=0"], &["plf/01/31/ae="], &[("plf/01/31/ae", "0")], &["cell plf/01/31/ae: 7300000 | 0 | -"]),
        // One value, one of them a formula.
        (&[], &["plf/01/31/ae==4000000+4000000"], &["plf/01/31/ae=8000000"], &[("plf/01/31/ae", "=4000000+4000000")], &[]),
        // Names as a whole.
        (
            &[],
            &["action/01/label=Fonds A"],
            &["action/01/label=Fonds B"],
            &[("action/01/label", "Fonds A")],
            &["label action/01/label: Fonds pour l'accélération du financement des start-up d'État | Fonds A | Fonds B"],
        ),
        // One thing that both added, and two of one code.
        (
            &[],
            &["action/03/label=Neuve", "plf/03/31/ae=5"],
            &["action/03/label=Neuve", "plf/03/31/cp=6"],
            &[("plf/03/31/ae", "5"), ("plf/03/31/cp", "6")],
            &[],
        ),
        // A text by its paragraphs and words.
        (
            &["text/strategy=Un.\nDeux mots ici, puis trois.\nQuatre."],
            &["text/strategy=Un.\nDeux mots là, puis trois.\nQuatre."],
            &["text/strategy=Un.\nDeux mots ici, puis cinq.\nQuatre.\nSix."],
            &[("text/strategy", "Un.\nDeux mots là, puis cinq.\nQuatre.\nSix.")],
            &[],
        ),
        (
            &["text/strategy=Un.\nSoit 7,3 M€ en 2021.\nQuatre."],
            &["text/strategy=Un.\nSoit 8,3 M€ en 2021.\nQuatre."],
            &["text/strategy=Un.\nSoit 7,5 M€ en 2021.\nQuatre et plus."],
            &[("text/strategy", "Un.\nSoit 8,3 M€ en 2021.\nQuatre et plus.")],
            &["text text/strategy: Soit 7,3 M€ en 2021. | Soit 8,3 M€ en 2021. | Soit 7,5 M€ en 2021."],
        ),
        (
            &["text/strategy=Un.\nDeux."],
            &["text/strategy="],
            &["text/strategy=Un.\nDeux fois."],
            &[("text/strategy", "")],
            &["text text/strategy: Un.\nDeux. | - | Un.\nDeux fois."],
        ),
        // An action that one parted while the other changed its amount.
        (&[], &["action/02.01/label=Volet"], &["plf/02/21/ae=9"], &[], &["cell plf/02.01/21/ae: 3000000 | 3000000 | 9"]),
        (&[], &["plf/02/21/ae=9"], &["action/02.01/label=Volet"], &[("plf/02.01/21/ae", "9")], &["cell plf/02.01/21/ae: 3000000 | 9 | 3000000"]),
        (&[], &["action/02.01/label=Volet"], &["plf/01/31/ae=9"], &[("plf/01/31/ae", "9")], &[]),
        // Cells of sections.
        (
            &["jobs/1/label=A", "jobs/1/2021/ceiling=10"],
            &["jobs/1/2021/ceiling=11"],
            &["jobs/1/2021/ceiling=12", "jobs/1/2021/new=1"],
            &[("jobs/1/2021/ceiling", "11"), ("jobs/1/2021/new", "1")],
            &["cell jobs/1/2021/ceiling: 10 | 11 | 12"],
        ),
    ];
    for (before, ours, theirs, stands, conflicts) in rules {
        let base = after(&sample(), before);
        let merged = merge(&base, &after(&base, ours), &after(&base, theirs));
        let context = format!("{before:?}: {ours:?} and {theirs:?}");
        assert_eq!(left(&merged.document), conflicts, "{context}");
        for (address, expected) in stands {
            assert_eq!(value(&merged.document, address), *expected, "{context}: {address}");
        }
        // Each choice can be made, and leaves nothing to choose.
        for side in Side::ALL {
            let mut session = Session::opened(merged.document.clone());
            for key in merged.document.conflicts.keys() {
                let command = settle(session.document(), key, Choice::Side(side)).unwrap_or_else(|refusal| panic!("{context}, {side:?}: {refusal}"));
                session.apply(&command).expect("settled");
            }
            assert!(session.document().conflicts.is_empty(), "{context}, {side:?}");
            assert!(storage::parse(&storage::write(session.document())).is_ok());
        }
    }
}

/// What choosing a side of everything gives is what that side has, where the other changed nothing else.
#[test]
fn a_side_that_is_chosen_stands() {
    let cases: [(&[&str], &[&str], &[&str]); 3] = [
        (&[], &["plf/01/31/ae=8000000"], &["plf/01/31/ae=9000000"]),
        (&["text/strategy=Un.\nDeux."], &["text/strategy="], &["text/strategy=Un.\nDeux fois."]),
        (&["text/strategy=Un.\nSoit 7 M€."], &["text/strategy=Un.\nSoit 8 M€."], &["text/strategy=Un.\nSoit 9 M€."]),
    ];
    for (before, ours, theirs) in cases {
        let base = after(&sample(), before);
        let (ours, theirs) = (after(&base, ours), after(&base, theirs));
        for (side, expected) in [(Side::Ours, &ours), (Side::Theirs, &theirs)] {
            let mut session = Session::opened(merge(&base, &ours, &theirs).document);
            while let Some(key) = session.document().conflicts.keys().next().cloned() {
                let command = settle(session.document(), &key, Choice::Side(side)).expect("a choice");
                session.apply(&command).expect("settled");
            }
            assert_same(session.document(), expected, &format!("{before:?}, {side:?}"));
        }
    }
}

/// What one side removes goes, unless the other changed it or gave it something: then it stands whole, and each choice is that side.
#[test]
fn what_one_removed_and_the_other_changed_stands_whole() {
    use papier::editing::Structure;
    let base = after(
        &sample(),
        &[
            "action/03/label=Neuve",
            "plf/03/31/ae=5",
            "plf/03/31/cp=5",
            "action/03/narrative=Pourquoi.",
            "jobs/1/label=A",
            "jobs/1/2021/ceiling=10",
            "jobs/1/2021/new=2",
        ],
    );
    let base = after(&base, &["action/03.01/label=Volet"]);
    let action = base.actions.last().expect("03.01").code.parent().and_then(|code| base.action_by_code(code)).expect("03").id;
    let objective = base.objectives[0].id;
    let indicator = base.objectives[0].indicators[0].id;
    let row = base.sections.rows("jobs")[0].id;
    let cases: [(Structure, &[&str], &str); 10] = [
        (Structure::RemoveAction(action), &["plf/03.01/31/ae=6"], "action"),
        (Structure::RemoveAction(action), &["action/03/narrative=Parce que."], "action"),
        (Structure::RemoveAction(action), &["action/03/label=Nouvelle"], "action"),
        (Structure::RemoveAction(action), &["action/03.02/label=Autre volet"], "action"),
        (Structure::RemoveAction(action), &["plf/01/31/ae=6"], ""),
        (Structure::RemoveObjective(objective), &["indicator/1.1/2023/target=17"], "removed"),
        (Structure::RemoveIndicator(indicator), &["indicator/1.1/source=Insee."], "removed"),
        (Structure::RemoveIndicator(indicator), &["plf/01/31/ae=6"], ""),
        (Structure::RemoveSectionRow { section: "jobs", row }, &["jobs/1/2021/new=3"], "row"),
        (Structure::RemoveSectionRow { section: "jobs", row }, &["plf/01/31/ae=6"], ""),
    ];
    for (removal, assignments, kind) in cases {
        let mut session = Session::opened(base.clone());
        session.apply(&Command::Structure(removal.clone())).expect("removed");
        let (removed, changed) = (reopened(session.document()), after(&base, assignments));
        for (ours, theirs, who) in [(&removed, &changed, Side::Theirs), (&changed, &removed, Side::Ours)] {
            let context = format!("{removal:?} against {assignments:?}, changed by {who:?}");
            let merged = merge(&base, ours, theirs).document;
            let kinds: Vec<&str> = merged.conflicts.values().map(|conflict| conflict.kind.as_str()).collect();
            assert_eq!(kinds.concat(), kind, "{context}");
            if kind.is_empty() {
                assert_same(&merge(&base, theirs, ours).document, &merged, &context);
                continue;
            }
            let key = merged.conflicts.keys().next().cloned().expect("a conflict");
            let chosen = |side| {
                let mut session = Session::opened(merged.clone());
                session.apply(&settle(&merged, &key, Choice::Side(side)).expect("a choice")).expect("settled");
                assert!(session.undo() && **session.document() == merged && session.redo());
                Document::clone(session.document())
            };
            assert_same(&chosen(who), &changed, &context);
            let other = if who == Side::Ours { Side::Theirs } else { Side::Ours };
            assert_same(&chosen(other), &removed, &context);
        }
    }
}

/// Both move things of a list: each stands where it was moved, one that both moved elsewhere is left to choose.
#[test]
fn orders_merge_by_what_was_moved() {
    use papier::editing::{Direction, Structure};
    let base = (1..=4)
        .fold(sample(), |document, number| after(&document, &[&format!("objective/{}/label=Objectif {number}", document.objectives.len() + 1)]));
    let ids: Vec<_> = base.objectives.iter().map(|objective| objective.id).collect();
    let moved = |moves: &[(usize, Direction, usize)]| {
        let mut session = Session::opened(base.clone());
        for (index, direction, times) in moves {
            for _ in 0..*times {
                let command = Command::Structure(Structure::MoveObjective { objective: ids[*index], direction: *direction });
                session.apply(&command).expect("moved");
            }
        }
        reopened(session.document())
    };
    let places = |document: &Document| {
        let places = document.objectives.iter().filter_map(|objective| ids.iter().position(|id| *id == objective.id));
        places.map(|place| place.to_string()).collect::<Vec<_>>().concat()
    };
    let last = ids.len() - 1;
    let cases: [(&[(usize, Direction, usize)], &[(usize, Direction, usize)], usize); 4] = [
        (&[(last, Direction::Up, last)], &[], 0),
        (&[(last, Direction::Up, last)], &[(0, Direction::Down, 2)], 0),
        (&[(1, Direction::Down, 1)], &[(1, Direction::Down, 1)], 0),
        (&[(last, Direction::Up, last)], &[(last, Direction::Up, 2)], 1),
    ];
    for (here, there, conflicts) in cases {
        let (ours, theirs) = (moved(here), moved(there));
        let merged = merge(&base, &ours, &theirs).document;
        assert_eq!(merged.conflicts.len(), conflicts, "{here:?} {there:?}: {}", places(&merged));
        if conflicts == 0 {
            assert_same(&merge(&base, &theirs, &ours).document, &merged, "swapped");
        } else {
            assert_eq!(places(&merged), places(&ours), "{here:?} {there:?}");
        }
        for (key, _) in merged.conflicts.iter() {
            for (side, expected) in [(Side::Ours, &ours), (Side::Theirs, &theirs), (Side::Base, &base)] {
                let mut session = Session::opened(merged.clone());
                session.apply(&settle(&merged, key, Choice::Side(side)).expect("a choice")).expect("settled");
                assert_same(session.document(), expected, &format!("{side:?}"));
            }
        }
    }
}

/// Files of format 1 count: two people give one identity to two things.
#[test]
fn identities_that_two_people_counted_alike_are_kept_apart() {
    use papier::editing::Structure;
    use papier::model::{ActionCode, ActionId, IndicatorId, ObjectiveId, RowId};
    let base = sample();
    let added = |label: &str, number: u8| {
        let mut session = Session::opened(base.clone());
        let (id, code) = (ActionId(19), ActionCode::action(number).expect("a code"));
        let objective = ObjectiveId(20);
        for structure in [
            Structure::AddAction { id, code, label: label.into() },
            Structure::AddObjective { id: objective, label: label.into() },
            Structure::AddIndicator { id: IndicatorId(21), row: RowId(22), objective, label: label.into() },
        ] {
            session.apply(&Command::Structure(structure)).expect("added");
        }
        let number = format!("{number:02}");
        after(
            session.document(),
            &[&format!("plf/{number}/31/ae={number}"), &format!("action/{number}/narrative={label}."), "indicator/3.1/2023/target=5"],
        )
    };
    let (ours, theirs) = (added("Alpha", 3), added("Bêta", 4));
    let merged = merge(&base, &ours, &theirs);
    assert!(merged.redrawn >= 3, "{}", merged.redrawn);
    assert_eq!(left(&merged.document), [""; 0]);
    for (address, expected) in [
        ("action/03/label", "Alpha"),
        ("action/04/label", "Bêta"),
        ("plf/03/31/ae", "3"),
        ("plf/04/31/ae", "4"),
        ("action/03/narrative", "Alpha."),
        ("action/04/narrative", "Bêta."),
    ] {
        assert_eq!(value(&merged.document, address), expected, "{address}");
    }
    let labels: Vec<&str> = merged.document.objectives.iter().map(|objective| objective.label.as_str()).collect();
    assert!(labels.contains(&"Alpha") && labels.contains(&"Bêta"), "{labels:?}");
    assert!(
        merged
            .document
            .objectives
            .iter()
            .filter(|objective| ["Alpha", "Bêta"].contains(&objective.label.as_str()))
            .all(|objective| objective.indicators.len() == 1)
    );
}

/// What two people chose of one earlier conflict is left to choose again where they chose otherwise, also the one who kept what stood.
#[test]
fn two_choices_of_one_conflict_are_a_conflict() {
    use papier::editing::Structure;
    let removed = |document: &Document| {
        let mut session = Session::opened(document.clone());
        session.apply(&Command::Structure(Structure::RemoveAction(document.actions[1].id))).expect("removed");
        reopened(session.document())
    };
    let cases: [(&[&str], Option<&[&str]>, &[&str]); 5] = [
        (&[], Some(&["plf/01/31/ae=1"]), &["plf/01/31/ae=2"]),
        (&[], Some(&["plf/01/31/ae="]), &["plf/01/31/ae=2"]),
        (&[], Some(&["action/01/label=A"]), &["action/01/label=B"]),
        (&["text/strategy=Un.\nSoit 7 M€."], Some(&["text/strategy=Un.\nSoit 8 M€."]), &["text/strategy=Un.\nSoit 9 M€."]),
        // Against the removal of action 02.
        (&[], None, &["plf/02/21/ae=9"]),
    ];
    for (before, ours, theirs) in cases {
        let start = after(&sample(), before);
        let one = ours.map_or_else(|| removed(&start), |ours| after(&start, ours));
        let base = merge(&start, &one, &after(&start, theirs)).document;
        let key = base.conflicts.keys().next().cloned().expect("a conflict");
        let chosen = |side| {
            let mut session = Session::opened(base.clone());
            session.apply(&settle(&base, &key, Choice::Side(side)).expect("a choice")).expect("settled");
            reopened(session.document())
        };
        let (first, second) = (chosen(Side::Ours), chosen(Side::Theirs));
        for (ours, theirs) in [(&first, &second), (&second, &first)] {
            assert_eq!(merge(&base, ours, theirs).document.conflicts.len(), 1, "{before:?}: {}", difference(ours, theirs));
        }
        assert_same(&merge(&base, &first, &first).document, &first, "both chose alike");
        // Who has not chosen yet takes the choice.
        for (ours, theirs) in [(&first, &base), (&base, &first)] {
            assert_same(&merge(&base, ours, theirs).document, &first, "one chose");
        }
    }
}

/// One passes the year while the other still types.
#[test]
fn the_passing_of_the_year_merges_with_what_is_typed_meanwhile() {
    let base = sample();
    let rolled = |document: &Document| {
        let mut session = Session::opened(document.clone());
        session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
        reopened(session.document())
    };
    let typed = after(&base, &["plf/01/31/ae=8000000", "text/strategy=Neuf.", "action/03/label=Neuve", "plf/03/31/ae=5"]);
    let merged = merge(&base, &rolled(&base), &typed).document;
    let mut expected = rolled(&typed);
    assert_eq!(merged.year, Year::new(2022).expect("a year"));
    // What was announced was announced before.
    expected.published = merged.published.clone();
    assert_same(&merged, &expected, "passed and typed");
}

#[test]
fn documents_of_two_programmes_are_not_mixed() {
    let other = storage::parse(&SAMPLE.replace("number: 352", "number: 129")).expect("another");
    let mut unlike = other;
    unlike.actions = std::sync::Arc::default();
    unlike.objectives = std::sync::Arc::default();
    let base = sample();
    assert!(merging::merge(None, &base, &unlike).is_err());
    // Somebody corrects the number.
    let corrected = after(&base, &["programme/number=353"]);
    assert_eq!(value(&merge(&base, &corrected, &after(&base, &["plf/01/31/ae=1"])).document, "programme/number"), "353");
}

/// Texts: paragraphs, then words; a figure with its unit, a link and a mark are words.
#[test]
fn texts_merge_by_paragraphs_and_words() {
    let cases = [
        ("a b c d e f", "a X c d e f", "a b c d Y f", "a X c d Y f", 0),
        ("a b c d e f", "a X c d e f", "a Y c d e f", "a X c d e f", 1),
        // Nothing unchanged between two changes.
        ("a b c d e f", "a X c d e f", "a b Y d e f", "a X c d e f", 1),
        ("un\ndeux\ntrois", "un\ntrois", "un\ndeux\ntrois et demi", "un\ntrois", 1),
        ("un\ndeux", "un\ndeux\ntrois", "un\ndeux\nquatre", "un\ndeux\ntrois", 1),
        ("un\ndeux", "zéro\nun\ndeux", "un\ndeux\nquatre", "zéro\nun\ndeux\nquatre", 0),
        ("de 7,3 M€ à 8 k€ ici", "de 8,3 M€ à 8 k€ ici", "de 7,5 M€ à 8 k€ ici", "de 8,3 M€ à 8 k€ ici", 1),
        ("soit 8 M€ de plus ici", "soit 8 k€ de plus ici", "soit 9 M€ de plus ici", "soit 8 k€ de plus ici", 1),
        ("un **mot** gras de plus", "un mot gras de plus", "un **mot gras** de plus", "un mot gras de plus", 1),
        ("", "un", "deux", "un", 1),
        ("", "un", "un", "un", 0),
        ("un", "", "un", "", 0),
        ("un", "", "deux", "", 1),
        ("x\nx\nun\nx", "x\nx\ndeux\nx", "x\nx\ntrois\nx", "x\nx\ndeux\nx", 1),
        ("x\nun\nx", "x\nx", "x\ntrois\nx", "x\nx", 1),
    ];
    for (base, ours, theirs, expected, conflicts) in cases {
        let merged = words::merge(base, ours, theirs);
        assert_eq!((merged.text.as_str(), merged.conflicts.len()), (expected, conflicts), "{base:?}, {ours:?}, {theirs:?}: {:?}", merged.conflicts);
        for versions in &merged.conflicts {
            let own = versions.ours.clone().unwrap_or_default();
            let times = merged.text.match_indices(&own).count();
            assert!(own.is_empty() == merged.text.is_empty() && (own.is_empty() || times >= 1), "{base:?}: {versions:?}");
        }
    }
    let tokens = [
        ("soit 7,3 M€ et 12 300 € (p)", vec!["soit ", "7,3 M€ ", "et ", "12 300 € ", "(p)"]),
        ("un **mot** ici", vec!["un ", "**", "mot", "**", " ", "ici"]),
        ("a\n- b 15-25 %\n", vec!["a", "\n", "- ", "b ", "15-25 %", "\n"]),
        ("en 2021, 3 % de 4", vec!["en ", "2021, ", "3 % ", "de ", "4"]),
    ];
    for (text, expected) in tokens {
        assert_eq!(words::words(text).concat(), text);
        assert_eq!(words::words(text), expected, "{text}");
    }
}

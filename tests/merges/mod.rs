//! Merges of three states: what each side alone changed is taken, what both changed is left to choose, nothing else stands in the result.
//!
//! The rules, one by one; `random` holds what is true of any three states.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod random;

use papier::editing::merging::{self, Merged, words};
use papier::editing::{Assignment, Choice, Command, Session, assign, settle, typed_text};
use papier::model::{Document, Side, Year};
use papier::storage;

const SAMPLE: &str = include_str!("../../saves/programme-352-plf-2021.ron");

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
    let rules: [Rule<'_>; 16] = [
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
        // Rows of a table and items of a list by themselves.
        (
            &["text/strategy=| a | b |\n|---|---|\n| un | 1 |\n| deux | 2 |\nSoit\n1. x\n2. y\nFin."],
            &["text/strategy=| a | b |\n|---|---|\n| un | *10* |\n| deux | 2 |\nSoit\n1. x\n2. y\n3. z\nFin."],
            &["text/strategy=| a | b |\n|---|---|\n| un | 1 |\n| deux | 2 |\n| trois | 3 |\nSoit\n1. x[^1]\n2. y\nFin.\n[^1]: n"],
            &[("text/strategy", "| a | b |\n|---|---|\n| un | *10* |\n| deux | 2 |\n| trois | 3 |\nSoit\n1. x[^1]\n2. y\n3. z\nFin.\n[^1]: n")],
            &[],
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
        (&[], &["action/02.01/label=Volet"], &["plf/02/62/ae=0"], &[("plf/02.01/62/ae", "")], &["cell plf/02.01/62/ae: - | - | 0"]),
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
    let base = (3..=6).fold(sample(), |document, number| {
        let assignments = [format!("objective/{number}/label=Objectif {number}"), format!("indicator/{number}.1/label=Indicateur {number}.1")];
        after(&document, &assignments.each_ref().map(String::as_str))
    });
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
    let cases: [(&[(usize, Direction, usize)], &[(usize, Direction, usize)], usize); 5] = [
        (&[(last, Direction::Up, last)], &[], 0),
        (&[(last, Direction::Up, last)], &[(0, Direction::Down, 2)], 0),
        (&[(1, Direction::Down, 1)], &[(1, Direction::Down, 1)], 0),
        (&[(last, Direction::Up, last)], &[(last, Direction::Up, 2)], 1),
        // Its indicators and their rows go with it.
        (&[(0, Direction::Down, 2)], &[(0, Direction::Down, 4)], 1),
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
            let again = merge(&base, ours, theirs).document;
            assert_eq!(again.conflicts.len(), 1, "{before:?}: {}", difference(ours, theirs));
            let was = |document: &Document| document.conflicts.values().next().and_then(|conflict| conflict.base.clone());
            assert_eq!(was(&again), was(&base), "what stood before both merges");
        }
        assert_same(&merge(&base, &first, &first).document, &first, "both chose alike");
        // Who has not chosen yet takes the choice.
        for (ours, theirs) in [(&first, &base), (&base, &first)] {
            assert_same(&merge(&base, ours, theirs).document, &first, "one chose");
        }
    }
}

/// The same of each kind of conflict that is chosen, and of several in one text: nobody's choice goes without a word.
#[test]
fn two_choices_of_any_kind_of_conflict_are_a_conflict() {
    let with = |document: &Document, lines: &[String]| {
        let lines: String = lines.iter().map(|line| format!("        ({line}),\n")).collect();
        let text = storage::write(document);
        storage::parse(&text.replacen("    conflicts: [\n", &format!("    conflicts: [\n{lines}"), 1)).expect("conflicts of a file")
    };
    let all = |document: &Document, side| {
        let mut session = Session::opened(document.clone());
        while let Some(key) = session.document().conflicts.keys().next().cloned() {
            session.apply(&settle(session.document(), &key, Choice::Side(side)).expect("a choice")).expect("settled");
        }
        reopened(session.document())
    };
    let line = |key: &str, kind: &str, place: &str, [before, ours, theirs]: [&str; 3]| {
        format!("key: \"{key}\", kind: \"{kind}\", place: \"{place}\", base: \"{before}\", ours: \"{ours}\", theirs: \"{theirs}\"")
    };
    let announced = all(&with(&sample(), &[line("1", "published", "value/6/2021/forecast", ["4", "5", "5"])]), Side::Ours);
    let written = after(&sample(), &["text/strategy=Un.\nDeux.\nTrois.\nQuatre."]);
    let notes = {
        let mut session = Session::opened(sample());
        let slide = papier::model::Slide::Cover;
        let command = papier::editing::Presenting::Notes { slide, notes: "Une note.".into() };
        session.apply(&Command::Presenting(command)).expect("annotated");
        reopened(session.document())
    };
    let cover = papier::model::Place::Text(papier::model::TextPlace::SlideTitle(papier::model::Slide::Cover)).code();
    let cases: [(&str, Document, Vec<String>); 6] = [
        ("cell", sample(), vec![line("1", "cell", "bill/2021/1/31/ae", ["1", "7300000", "2"])]),
        ("code", sample(), vec![line("1", "code", "text/action-label/1", ["05", "01", "06"])]),
        ("under", sample(), vec![line("1", "under", "text/indicator-label/5", ["", "3", "4"])]),
        ("published", announced, vec![line("1", "published", "value/6/2021/forecast", ["4", "5", "6"])]),
        ("notes", notes, vec![line("1", "notes", &cover, ["", "Une note.", "Deux notes."])]),
        (
            "two of a text",
            written,
            vec![
                line("1", "text", "text/strategy", ["1.", "Un.", "Un un."]),
                line("2", "text", "text/strategy", ["4.", "Quatre.", "Quatre quatre."]),
            ],
        ),
    ];
    for (name, document, lines) in cases {
        let base = with(&document, &lines);
        assert_eq!(base.conflicts.len(), lines.len(), "{name}");
        let (first, second) = (all(&base, Side::Ours), all(&base, Side::Theirs));
        for (ours, theirs) in [(&first, &second), (&second, &first)] {
            let again = merge(&base, ours, theirs).document;
            assert_eq!(again.conflicts.len(), lines.len(), "{name}: {}", difference(ours, theirs));
        }
        for (ours, theirs) in [(&second, &base), (&base, &second)] {
            assert_same(&merge(&base, ours, theirs).document, &second, name);
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
        // A bullet that one joins to the paragraph before, while the other swaps it with its neighbour.
        ("p\n- le chat\n- le chien", "p le chat\n- le chien", "p\n- le chien\n- le chat", "p le chat\n- le chien", 1),
        ("p\n- le chat\n- le chien", "p\n- oui le chat\n- le chien", "p\n- le chien\n- le chat", "p\n- oui le chat\n- le chien", 1),
        ("- le chat\nq\n- le chien", "- oui le chat\nq\n- le chien", "- le chien\nq\n- le chat", "- oui le chat\nq\n- le chien", 1),
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

/// Sub-actions come by hand of files: of two actions that each side put under the other, both stand by themselves until somebody chooses.
#[test]
fn actions_put_under_each_other_are_left_to_choose() {
    let base = after(&sample(), &["action/03/label=A", "action/04/label=B"]);
    let [first, second] = ["03", "04"].map(|code| base.action_by_code(code.parse().expect("a code")).expect("an action").id);
    let line = |id: papier::model::ActionId, code: &str, parent: Option<papier::model::ActionId>| {
        let parent = parent.map_or_else(String::new, |parent| format!(", parent: {}", parent.0));
        format!("(id: {}, code: \"{code}\"{parent}, ", id.0)
    };
    let under = |child, code, parent, as_sub_action| {
        let text = storage::write(&base);
        let moved = text.replacen(&line(child, code, None), &line(child, as_sub_action, Some(parent)), 1);
        assert_ne!(moved, text);
        storage::parse(&moved).expect("a document that opens")
    };
    let one = under(first, "03", second, "04.01");
    let other = under(second, "04", first, "03.01");
    let further = after(&base, &["action/03.07/label=Volet"]);
    for (ours, theirs) in [(&one, &other), (&other, &one), (&one, &further), (&further, &one)] {
        let merged = merge(&base, ours, theirs).document;
        let kinds: Vec<&str> = merged.conflicts.values().map(|conflict| conflict.kind.as_str()).collect();
        assert_eq!(kinds, ["under"], "{:?}", left(&merged));
        let (key, conflict) = merged.conflicts.iter().next().expect("a conflict");
        for side in Side::ALL {
            let mut session = Session::opened(merged.clone());
            session.apply(&settle(&merged, key, Choice::Side(side)).expect("a choice")).expect("settled");
            let chosen = reopened(session.document());
            let is_of_conflict = |id: papier::model::ActionId| conflict.place.as_ref().is_some_and(|place| place.ends_with(&format!("/{}", id.0)));
            let id = [first, second].into_iter().find(|id| is_of_conflict(*id)).expect("one of the two");
            let is_under = chosen.action(id).expect("it stands").code.is_sub_action();
            assert_eq!(is_under, conflict.side(side) != Some(""), "{side:?} of {conflict:?}");
            assert_eq!(chosen.actions.len(), merged.actions.len());
        }
    }
}

/// Who moves a thing wants it to stand, whatever list it is of.
#[test]
fn what_one_moved_and_the_other_removed_is_left_to_choose() {
    use papier::editing::{Direction, Structure};
    let base = after(&sample(), &["jobs/1/label=A", "jobs/2/label=B", "jobs/3/label=C", "objective/3/label=Trois", "indicator/1.1/2/label=Deux"]);
    let base = after(&base, &["indicator/1.1/3/label=Trois"]);
    let row = base.sections.rows("jobs")[2].id;
    let objective = base.objectives[2].id;
    let rows = &base.objectives[0].indicators[0].rows;
    let done = |structures: &[Structure]| {
        let mut session = Session::opened(base.clone());
        structures.iter().for_each(|structure| session.apply(&Command::Structure(structure.clone())).expect("a change"));
        reopened(session.document())
    };
    // What stands where; ranks of rows may have gaps.
    let places = |document: &Document| {
        let jobs = document.sections.rows("jobs").iter().map(|row| row.id.0).collect::<Vec<_>>();
        let objectives = document.objectives.iter().map(|objective| objective.id.0).collect::<Vec<_>>();
        let rows = document.indicators().flat_map(|indicator| indicator.rows.iter().map(|row| row.id.0)).collect::<Vec<_>>();
        [jobs, objectives, rows]
    };
    let direction = Direction::Up;
    for (moved, removed, kind) in [
        (Structure::MoveSectionRow { section: "jobs", row, direction }, Structure::RemoveSectionRow { section: "jobs", row }, "row"),
        (Structure::MoveObjective { objective, direction }, Structure::RemoveObjective(objective), "removed"),
        (Structure::MoveRow { row: rows[2].id, direction }, Structure::RemoveRow(rows[2].id), "removed"),
    ] {
        let (moved, removed) = (done(&[moved.clone(), moved]), done(&[removed]));
        for (ours, theirs) in [(&moved, &removed), (&removed, &moved)] {
            let merged = merge(&base, ours, theirs).document;
            let kinds: Vec<&str> = merged.conflicts.values().map(|conflict| conflict.kind.as_str()).collect();
            assert_eq!(kinds, [kind]);
            for (side, expected) in [(Side::Ours, ours), (Side::Theirs, theirs)] {
                let mut session = Session::opened(merged.clone());
                let key = merged.conflicts.keys().next().expect("a conflict");
                session.apply(&settle(&merged, key, Choice::Side(side)).expect("a choice")).expect("settled");
                assert_eq!(places(session.document()), places(expected), "{kind}, {side:?}");
            }
        }
    }
    // One moves, the other removes something else.
    let moved = done(&[Structure::MoveObjective { objective, direction }]);
    let removed = done(&[Structure::RemoveObjective(base.objectives[0].id)]);
    assert_eq!(left(&merge(&base, &moved, &removed).document), [""; 0]);
}

/// Two who merged the same, each into the own state, left one choice, not two or three.
#[test]
fn a_choice_that_two_merges_left_stands_once() {
    for (one, other) in [
        (&["plf/01/31/ae=8", "action/01/label=A"][..], &["plf/01/31/ae=9", "action/01/label=B"][..]),
        (&["text/strategy=Un.\nSoit 8 M€."], &["text/strategy=Un.\nSoit 9 M€."]),
        (&["plf/01/31/ae="], &["plf/01/31/ae=9"]),
    ] {
        let base = after(&sample(), &["text/strategy=Un.\nSoit 7 M€."]);
        let (one, other) = (after(&base, one), after(&base, other));
        let (here, there) = (merge(&base, &one, &other).document, merge(&base, &other, &one).document);
        for (ours, theirs) in [(&here, &there), (&there, &here)] {
            for base in [&base, &one, &other] {
                let merged = merge(base, ours, theirs).document;
                assert_eq!(left(&merged), left(ours));
                assert_same(&merged, ours, "what stands here");
            }
        }
    }
}

/// Of what counts twice, each amount stays or goes, and who lets all of them go has the money of before.
#[test]
fn what_two_sub_actions_took_over_is_kept_or_goes() {
    let base = sample();
    let merged = merge(&base, &after(&base, &["action/01.01/label=A"]), &after(&base, &["action/01.02/label=B"])).document;
    assert!(!merged.conflicts.is_empty() && merged.conflicts.values().all(|conflict| conflict.kind == "taken"), "{:?}", left(&merged));
    let money = |document: &Document| document.credits.rows().filter_map(|(.., row)| row.ae.as_ref()).map(|amount| amount.euros.get()).sum::<i64>();
    let mut chosen = merged.clone();
    for key in merged.conflicts.keys() {
        let offered: Vec<Choice> = papier::editing::choices(&chosen, key).into_iter().map(|(choice, _)| choice).collect();
        assert_eq!(offered, [Choice::Side(Side::Ours), Choice::Side(Side::Theirs)]);
        let mut session = Session::opened(chosen);
        session.apply(&settle(session.document(), key, Choice::Side(Side::Theirs)).expect("a choice")).expect("settled");
        chosen = Document::clone(session.document());
    }
    assert!(chosen.conflicts.is_empty());
    assert_eq!(money(&chosen), money(&base));
    assert!(money(&merged) > money(&base));
}

#[test]
fn more_actions_than_codes_are_refused_in_a_sentence() {
    let side = |label: &str| {
        let all: Vec<String> = (3..=60).map(|number| format!("action/{number:02}/label={label} {number}")).collect();
        after(&sample(), &all.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let refusal = merging::merge(Some(&sample()), &side("A"), &side("B")).expect_err("116 actions");
    assert!(refusal.sentence(papier::lang::Lang::French).contains("(99)"), "{refusal}");
}

/// An indicator keeps a row: of two that each side removed, both stand, and one of them can go.
#[test]
fn the_last_rows_of_an_indicator_do_not_go_both() {
    use papier::editing::Structure;
    let base = after(&sample(), &["indicator/1.1/2/label=Deux"]);
    let rows: Vec<_> = base.objectives[0].indicators[0].rows.iter().map(|row| row.id).collect();
    let without = |row| {
        let mut session = Session::opened(base.clone());
        session.apply(&Command::Structure(Structure::RemoveRow(row))).expect("removed");
        reopened(session.document())
    };
    let merged = merge(&base, &without(rows[0]), &without(rows[1])).document;
    let kinds: Vec<&str> = merged.conflicts.values().map(|conflict| conflict.kind.as_str()).collect();
    assert_eq!((kinds.as_slice(), merged.objectives[0].indicators[0].rows.len()), (&["removed"; 2][..], 2));
    let mut session = Session::opened(merged.clone());
    for (key, conflict) in merged.conflicts.iter() {
        let gone = if conflict.ours.is_none() { Side::Ours } else { Side::Theirs };
        let command = settle(session.document(), key, Choice::Side(gone));
        let stays = if gone == Side::Ours { Side::Theirs } else { Side::Ours };
        assert_eq!(command.is_err(), session.document().objectives[0].indicators[0].rows.len() == 1);
        let command = command.or_else(|_| settle(session.document(), key, Choice::Side(stays)));
        session.apply(&command.expect("a choice")).expect("settled");
    }
    assert_eq!((session.document().conflicts.len(), session.document().objectives[0].indicators[0].rows.len()), (0, 1));
}

/// The same of two rows of which each side put another one under the other indicator, which files do, and of what a sub-action took over that is none any more.
#[test]
fn what_cannot_stand_so_is_left_to_choose() {
    let base = after(&sample(), &["indicator/1.1/2/label=Deux", "indicator/1.1/1/label=Un"]);
    let text = storage::write(&base);
    let rows: Vec<_> = base.objectives[0].indicators[0].rows.iter().map(|row| row.id.0).collect();
    let put = |id: u64| {
        let moved = text.replacen(&format!("(id: {id}, indicator: 5"), &format!("(id: {id}, indicator: 7"), 1);
        assert_ne!(moved, text);
        storage::parse(&moved).expect("a document that opens")
    };
    let (one, other) = (put(rows[0]), put(rows[1]));
    for (ours, theirs) in [(&one, &other), (&other, &one)] {
        let merged = merge(&base, ours, theirs).document;
        let kinds: Vec<&str> = merged.conflicts.values().map(|conflict| conflict.kind.as_str()).collect();
        assert_eq!((kinds.as_slice(), merged.objectives[0].indicators[0].rows.len()), (&["under"][..], 1));
        let key = merged.conflicts.keys().next().expect("a conflict");
        for (side, is_possible) in [(Side::Base, true), (Side::Ours, false), (Side::Theirs, false)] {
            let is_elsewhere = merged.conflicts[key].side(side) == Some("7");
            let settled = settle(&merged, key, Choice::Side(side));
            assert_eq!(settled.is_ok(), is_possible || !is_elsewhere, "{side:?}: an indicator keeps a row");
        }
    }
}

/// What both wrote alike stands as it is, also a link that shows a figure of before.
#[test]
fn a_text_that_both_wrote_alike_stands_as_it_is() {
    let linked = after(&sample(), &["text/strategy=Soit {plf/01/31/ae|M€} en tout."]);
    let text = storage::write(&linked);
    let stale = text.replacen("|M€|7,3", "|M€|9,9", 1);
    assert_ne!(stale, text);
    let stale = storage::parse(&stale).expect("a document");
    assert_same(&merge(&sample(), &stale, &stale).document, &stale, "both alike");
}

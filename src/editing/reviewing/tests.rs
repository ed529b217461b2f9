//! Matters gone through: what is left, what is said of each side, what is taken and given back.

use super::*;
use crate::calc::sample::sample_with;
use crate::editing::typed::read;
use crate::storage;

fn merged(conflicts: &[&str]) -> Session {
    let lines: String = conflicts.iter().map(|line| format!("        ({line}),\n")).collect();
    let text = storage::write(&sample_with(&[])).replacen("    conflicts: [\n", &format!("    conflicts: [\n{lines}"), 1);
    Session::opened(storage::parse(&text).unwrap_or_else(|error| panic!("{conflicts:?}: {error:?}")))
}

fn reviewing(session: &Session) -> Reviewing {
    Reviewing::of_conflicts(session.document(), session.figures())
}

fn plain(words: &str) -> String {
    words.replace(['\u{a0}', '\u{202f}'], " ")
}

const AE: &str = "key: \"1\", kind: \"cell\", place: \"bill/2021/1/31/ae\", base: \"1\", ours: \"7300000\", theirs: \"=2+3\"";
const LABEL: &str = "key: \"2\", kind: \"label\", place: \"text/action-label/1\", base: \"Fonds\", ours: \"Un\", theirs: \"Deux\"";

/// Each kind of conflict: its group, its title, and what the sides say: ours, theirs, base.
#[test]
fn each_kind_is_said_in_words() {
    let cases: [(&str, Group, &str, [&str; 3]); 9] = [
        (AE, Group::Amounts, "AE 2021 (PLF), action 01, catégorie 31", ["7 300 000", "5", "1"]),
        (LABEL, Group::Labels, "Action 01, intitulé", ["Un", "Deux", "Fonds"]),
        (
            "key: \"1\", kind: \"action\", place: \"text/action-label/1\", ours: \"Un\"",
            Group::Structure,
            "Action 01, retrait",
            ["garder « Un »", "retirer", "retirer"],
        ),
        (
            "key: \"1\", kind: \"code\", place: \"text/action-label/1\", base: \"01\", ours: \"02\", theirs: \"03\"",
            Group::Structure,
            "Action 01, numéro",
            ["02", "03", "01"],
        ),
        (
            "key: \"1\", kind: \"order\", place: \"text/action-label/1\", theirs: \"99\"",
            Group::Structure,
            "Action 01, place",
            ["en tête", "ailleurs", "en tête"],
        ),
        (
            "key: \"1\", kind: \"order\", place: \"text/action-label/1\", ours: \"2\", base: \"99\"",
            Group::Structure,
            "Action 01, place",
            ["après « Action 02 »", "en tête", "ailleurs"],
        ),
        ("key: \"1\", kind: \"numbering\", ours: \"01\"", Group::Structure, "Numérotation des actions", ["01", "vide", "vide"]),
        ("key: \"1\", kind: \"section\", place: \"later\", ours: \"[1]\"", Group::Structure, "Section inconnue « later »", ["[1]", "vide", "vide"]),
        (
            "key: \"1\", kind: \"text\", place: \"text/strategy\", theirs: \"Un texte.\"",
            Group::Texts,
            "Présentation stratégique",
            ["vide", "Un texte.", "vide"],
        ),
    ];
    for (line, group, title, sides) in cases {
        let session = merged(&[line]);
        let reviewing = reviewing(&session);
        let matter = &reviewing.matters()[0];
        let tables = session.tables(Lang::French);
        assert_eq!(matter.group, group, "{line}");
        assert!(plain(&matter.title(tables)).starts_with(title), "{line}: {}", matter.title(tables));
        assert_eq!(Side::ALL.map(|side| plain(&matter.words(tables, side))), sides, "{line}");
        for lang in Lang::ALL {
            assert!(Side::ALL.iter().all(|side| !matter.words(session.tables(lang), *side).is_empty()), "{line}");
        }
    }
}

/// A choice stands until it is undone; it may be made anew, and one for all leaves nothing.
#[test]
fn a_matter_is_as_the_document_says() {
    let mut session = merged(&[AE, LABEL]);
    let mut reviewing = reviewing(&session);
    let amount = reviewing.matters().iter().find(|matter| matter.key == "1").unwrap().clone();
    let value = |session: &Session| plain(&typed_text(session.document(), amount.entry(session.document()).unwrap()));
    for (choice, expected) in [(Side::Theirs, "=2+3"), (Side::Ours, "7 300 000"), (Side::Base, "1"), (Side::Theirs, "=2+3")] {
        let choice = Choice::Side(choice);
        let command = reviewing.command(session.document(), &amount, choice).unwrap();
        reviewing.choose("1", Taken::Choice(choice));
        session.apply(&command).unwrap();
        assert_eq!(value(&session), expected);
        assert_eq!(reviewing.standing(session.document(), &amount), Standing::Chosen(choice));
        assert_eq!(reviewing.left(session.document()), 1);
    }
    while session.undo() {}
    assert_eq!(reviewing.standing(session.document(), &amount), Standing::Left);
    let (commands, keys) = reviewing.command_for_all(session.document(), Side::Theirs, |_| true);
    session.apply(&Command::Batch(commands)).unwrap();
    assert_eq!((keys.len(), reviewing.left(session.document()), session.steps().1), (2, 0, 1));
}

/// What a merge took is seen, and given back one by one, as a step that is undone: a figure, a name, a paragraph, single words.
#[test]
fn what_a_merge_took_is_given_back() {
    let written = |document: &Document, assignments: &[(&str, &str)]| {
        let mut session = Session::opened(document.clone());
        for (address, typed) in assignments {
            let change = read(session.document(), address::parse(session.document(), address).unwrap(), typed).unwrap();
            session.apply(&Command::Write(vec![change])).unwrap();
        }
        storage::parse(&storage::write(session.document())).unwrap()
    };
    let strategy = "Un mot est ici.\nDeux mots là.\nEt puis.\nTrois.\nQuatre.";
    let base = written(&sample_with(&[]), &[("text/strategy", strategy)]);
    let mine =
        written(&base, &[("plf/01/31/cp", "9 000 000"), ("text/strategy", "Un mot est ici.\nDeux mots là.\nEt puis.\nTrois.\nQuatre et cinq.")]);
    let theirs = written(
        &base,
        &[
            ("plf/01/31/ae", "8 000 000"),
            ("action/01/label", "Autre"),
            ("text/strategy", "Un verbe est donc ici.\nDeux mots là.\nEt puis.\nEncore.\nTrois.\nQuatre ou six."),
        ],
    );
    let merged = super::super::merging::merge(Some(&base), &mine, &theirs).unwrap().document;
    let mut session = Session::opened(merged.clone());
    let mut reviewing = Reviewing::of_conflicts(session.document(), session.figures());
    reviewing.add_taken(session.document(), session.figures(), taken(&mine, &merged, Side::Theirs, Lang::French));
    let told = |reviewing: &Reviewing, session: &Session| -> Vec<String> {
        let tables = session.tables(Lang::French);
        let matters = reviewing.matters().iter().skip(reviewing.choices_count());
        matters
            .map(|matter| {
                let [mine, other] = [Side::Ours, Side::Theirs].map(|side| plain(&matter.words(tables, side)));
                format!("{}: {mine} → {other}", matter.title(tables))
            })
            .collect()
    };
    let expected = [
        "Action 01, intitulé: Action 01 → Autre",
        "AE 2021 (PLF), action 01, catégorie 31: 7 300 000 → 8 000 000",
        "Présentation stratégique, paragraphe 1: Un mot est ici. → Un verbe est donc ici.",
        "Présentation stratégique, paragraphe 3: Et puis. → Et puis.\nEncore.",
    ];
    assert_eq!(told(&reviewing, &session), expected, "what both wrote is left to choose, not taken");
    assert_eq!((reviewing.choices_count(), reviewing.left(session.document())), (1, 1));
    // Each alone, then taken again, then all.
    let give_back = Choice::Side(Side::Ours);
    let matters: Vec<Matter> = reviewing.matters().iter().skip(1).cloned().collect();
    for matter in &matters {
        assert_eq!(reviewing.standing(session.document(), matter), Standing::Chosen(Choice::Side(Side::Theirs)));
        let steps = session.steps().1;
        session.apply(&reviewing.command(session.document(), matter, give_back).unwrap()).unwrap();
        reviewing.choose(&matter.key, Taken::Choice(give_back));
        assert_eq!(reviewing.standing(session.document(), matter), Standing::Chosen(give_back), "{}", matter.key);
        assert_eq!(session.document().conflicts.len(), 1, "what is left to choose is another matter");
        session.apply(&reviewing.command(session.document(), matter, Choice::Side(Side::Theirs)).unwrap()).unwrap();
        assert!(**session.document() == merged, "{}", matter.key);
        assert!(session.undo() && session.undo() && session.steps().1 == steps);
        assert_eq!(reviewing.standing(session.document(), matter), Standing::Chosen(Choice::Side(Side::Theirs)), "undone: {}", matter.key);
    }
    for matter in &matters {
        session.apply(&reviewing.command(session.document(), matter, give_back).unwrap()).unwrap();
    }
    assert_eq!(session.document().text(Narrative::Strategy), mine.text(Narrative::Strategy));
    while session.undo() {}
    // Single words.
    let words = &matters[2];
    let run = words.runs().iter().position(|[was, _, other]| was != other).unwrap();
    let (command, taken) = reviewing.command_for_run(session.document(), words, Choice::Side(Side::Theirs), run, Side::Ours).unwrap();
    session.apply(&command).unwrap();
    reviewing.choose(&words.key, taken);
    assert!(session.document().text(Narrative::Strategy).starts_with("Un mot est donc ici.\n"), "{}", session.document().text(Narrative::Strategy));
    assert_eq!(reviewing.standing(session.document(), words), Standing::Mixed);
    assert!(reviewing.paragraphs(session.document(), words).is_some());
}

/// A thing that another state lacks goes by what removes it; what that has more, or elsewhere, comes with it as a whole: no number becomes a label.
#[test]
fn things_of_another_state_are_no_words() {
    let written = |document: &Document, assignments: &[(&str, &str)]| {
        let assignments: Vec<_> =
            assignments.iter().map(|(address, value)| super::super::Assignment { address: (*address).into(), value: (*value).into() }).collect();
        let mut session = Session::opened(document.clone());
        session.apply(&super::super::assign(document, &assignments).unwrap()).unwrap();
        Document::clone(session.document())
    };
    let document = written(&sample_with(&[]), &[("action/03/label", "Trois"), ("action/04/label", "Quatre")]);
    let third = document.action_by_code("03".parse().unwrap()).unwrap().id;
    let mut other = Session::opened(written(&document, &[("action/04/code", "05"), ("action/06/label", "Six")]));
    other.apply(&Command::Structure(Structure::RemoveAction(third))).unwrap();
    let mut session = Session::opened(document.clone());
    let reviewing = Reviewing::of_other(session.document(), session.figures(), Arc::clone(other.document()), Lang::French);
    let take = Choice::Side(Side::Theirs);
    let told: Vec<String> = reviewing
        .matters()
        .iter()
        .map(|matter| {
            let words = [Side::Ours, Side::Theirs].map(|side| plain(&matter.words(session.tables(Lang::French), side))).join(" → ");
            let can = reviewing.command(session.document(), matter, take).is_ok();
            format!("{}: {words}, {can}", matter.title(session.tables(Lang::French)))
        })
        .collect();
    let expected = [
        "Action 03, retrait: présent « Trois » → absent, true",
        "Action 05, place: 04 → 05, false",
        "Action 06, ajout: absent → présent « Six », false",
    ];
    assert_eq!(told.iter().collect::<BTreeSet<_>>(), expected.map(str::to_owned).iter().collect());
    assert_eq!(reviewing.left(session.document()), 3);
    let removed = reviewing.matters().iter().find(|matter| matter.title(session.tables(Lang::French)).contains("retrait")).unwrap().clone();
    session.apply(&reviewing.command(session.document(), &removed, take).unwrap()).unwrap();
    assert!(session.document().action(third).is_none());
    assert_eq!(reviewing.standing(session.document(), &removed), Standing::Chosen(take));
    let (commands, _) = reviewing.command_for_all(session.document(), Side::Theirs, |_| true);
    assert!(commands.is_empty(), "{commands:?}");
    // The same of what a merge took: what it added is removed again.
    let merged = written(&document, &[("action/06/label", "Six"), ("plf/06/31/ae", "5")]);
    let mut session = Session::opened(merged.clone());
    let mut reviewing = Reviewing::of_conflicts(session.document(), session.figures());
    reviewing.add_taken(session.document(), session.figures(), taken(&document, &merged, Side::Theirs, Lang::French));
    let added = reviewing.matters().iter().find(|matter| matter.is_of_things()).unwrap().clone();
    assert_eq!(reviewing.standing(session.document(), &added), Standing::Chosen(take));
    session.apply(&reviewing.command(session.document(), &added, Choice::Side(Side::Ours)).unwrap()).unwrap();
    assert!(**session.document() == document);
    assert_eq!(reviewing.standing(session.document(), &added), Standing::Chosen(Choice::Side(Side::Ours)));
}

/// What the current branch changed is told as well, from the other side.
#[test]
fn what_was_taken_is_told_of_each_side() {
    let mut mine = Session::opened(sample_with(&[]));
    for (address, typed) in [("plf/01/31/ae", "8 000 000"), ("plf/01/31/cp", "1")] {
        let change = read(mine.document(), address::parse(mine.document(), address).unwrap(), typed).unwrap();
        mine.apply(&Command::Write(vec![change])).unwrap();
    }
    let base = sample_with(&[]);
    let mut theirs = Session::opened(base.clone());
    let change = read(theirs.document(), address::parse(theirs.document(), "plf/01/31/cp").unwrap(), "2").unwrap();
    theirs.apply(&Command::Write(vec![change])).unwrap();
    let merged = super::super::merging::merge(Some(&base), mine.document(), theirs.document()).unwrap().document;
    let of = |other: &Document, from| taken(other, &merged, from, Lang::French);
    assert_eq!(of(mine.document(), Side::Theirs), [], "what is left to choose was not taken");
    let own = of(theirs.document(), Side::Ours);
    assert_eq!(own.iter().map(|matter| plain(matter.conflict.side(Side::Ours).unwrap())).collect::<Vec<_>>(), ["8 000 000"]);
    let mut session = Session::opened(merged.clone());
    let mut reviewing = Reviewing::of_conflicts(session.document(), session.figures());
    reviewing.add_taken(session.document(), session.figures(), own);
    let matter = reviewing.matters()[1].clone();
    assert_eq!(reviewing.standing(session.document(), &matter), Standing::Chosen(Choice::Side(Side::Ours)));
    session.apply(&reviewing.command(session.document(), &matter, Choice::Side(Side::Theirs)).unwrap()).unwrap();
    assert_eq!(reviewing.standing(session.document(), &matter), Standing::Chosen(Choice::Side(Side::Theirs)));
}

/// Another state: its words are taken one by one, and given back.
#[test]
fn another_state_is_taken_word_by_word() {
    let mut other = Session::opened(sample_with(&[]));
    for (address, typed) in [("plf/01/31/ae", "8 000 000"), ("text/strategy", "Un.\nDeux."), ("action/01/label", "Autre")] {
        let change = read(other.document(), address::parse(other.document(), address).unwrap(), typed).unwrap();
        other.apply(&Command::Write(vec![change])).unwrap();
    }
    let mut session = Session::opened(sample_with(&[]));
    let mut reviewing = Reviewing::of_other(session.document(), session.figures(), Arc::clone(other.document()), Lang::French);
    assert_eq!((reviewing.matters().len(), reviewing.left(session.document())), (3, 3));
    let before = Arc::clone(session.document());
    for (done, matter) in reviewing.matters().to_vec().iter().enumerate() {
        let take = Choice::Side(Side::Theirs);
        session.apply(&reviewing.command(session.document(), matter, take).unwrap()).unwrap();
        reviewing.choose(&matter.key, Taken::Choice(take));
        assert_eq!(reviewing.left(session.document()), 2 - done, "{}", matter.key);
    }
    assert!(session.document() == other.document());
    for matter in reviewing.matters().to_vec() {
        let give_back = Choice::Side(Side::Ours);
        session.apply(&reviewing.command(session.document(), &matter, give_back).unwrap()).unwrap();
    }
    assert!(*session.document() == before);
}

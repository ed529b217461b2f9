//! `diff`, `merge`, `conflicts`, `resolve`, `facts`: exit codes, JSON, what is written and what is not.

use papier::model::{Document, ProgrammeNumber};
use papier::storage;
use serde_json::{Value, json};

use super::{Desk, PAPIER, Run, SAMPLE, another_programme, sample, value, with};

/// The sample with what a merge left, as a file has it.
fn with_conflicts(lines: &[&str]) -> Document {
    let conflicts: String = lines.iter().map(|line| format!("        ({line}),\n")).collect();
    let text = SAMPLE.replacen("    conflicts: [\n", &format!("    conflicts: [\n{conflicts}"), 1);
    assert_ne!(text, SAMPLE, "the sample has its list of conflicts");
    storage::parse(&text).expect("the conflicts")
}

const CELL: &str = "key: \"a1\", kind: \"cell\", place: \"bill/2021/1/31/ae\", base: \"7300000\", ours: \"7300000\", theirs: \"8000000\"";
const NUMBERING: &str = "key: \"b2\", kind: \"numbering\"";

#[test]
fn differences_are_listed_and_the_exit_code_tells() {
    let desk = Desk::new();
    desk.save("a.ron", &sample());
    desk.save("b.ron", &with(&sample(), &[("plf/01/31/ae", "8000000"), ("action/03/label", "Neuve"), ("schedule/comment", "Un <mot>.")]));
    desk.papier(&["diff", "a.ron", "a.ron"]).gives(0, "same");
    let run = desk.papier(&["diff", "a.ron", "b.ron"]).gives(1, "differ");
    for line in ["ajouté", "action/03/label", "AE 2021 (PLF), action 01, catégorie 31 : 7 300 000 → 8 000 000", "{+<mot>.+}", "3 différences"] {
        assert!(run.stdout.contains(line), "{line} in\n{}", run.stdout);
    }
    let found = desk.papier(&["diff", "a.ron", "b.ron", "--format", "json"]).gives(1, "differ").json();
    let changes: Vec<Value> = found["changes"].as_array().expect("changes").clone();
    let cell = changes.iter().find(|change| change["address"] == "plf/01/31/ae").expect("the cell");
    let expected = json!({"kind": "changed", "address": "plf/01/31/ae", "address_old": "plf/01/31/ae", "old": "7300000", "new": "8000000",
        "name": "AE 2021 (PLF), action 01, catégorie 31"});
    assert_eq!(*cell, expected);
    let added = changes.iter().find(|change| change["kind"] == "added").expect("the action");
    assert_eq!(
        (&added["address"], &added["address_old"], &added["old"], &added["new"]),
        (&json!("action/03/label"), &Value::Null, &Value::Null, &json!("Neuve"))
    );
    assert_eq!(found["counts"], json!({"added": 1, "removed": 0, "changed": 1, "renamed": 0, "moved": 0, "text": 1}));
    let same = desk.papier(&["diff", "a.ron", "a.ron", "--format", "json"]).gives(0, "same").json();
    assert_eq!(same["changes"], json!([]));
    let english = Run::of(desk.command(PAPIER).args(["diff", "a.ron", "b.ron", "--lang", "en"])).gives(1, "differ");
    assert!(english.stdout.contains("AE 2021 (PLF), action 01, category 31") && english.stdout.contains("3 differences"), "{}", english.stdout);
}

#[test]
fn a_page_of_differences_runs_nothing_and_escapes_everything() {
    let desk = Desk::new();
    let label = "<script>alert('x')</script>";
    desk.save("a.ron", &with(&sample(), &[("strategy/text", "Ancien.")].map(|(_, words)| ("text/strategy", words))));
    desk.save("b.ron", &with(&sample(), &[("action/03/label", label), ("text/strategy", "<b>Neuf</b> & net."), ("plf/01/31/ae", "8000000")]));
    let page = desk.papier(&["diff", "a.ron", "b.ron", "--format", "html"]).gives(1, "differ").stdout;
    assert!(page.starts_with("<!DOCTYPE html>\n") && page.ends_with("</html>\n"));
    assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("http"), "{page}");
    for shown in [
        "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;",
        "<del>Ancien.</del><ins>&lt;b&gt;Neuf&lt;/b&gt; &amp; net.</ins>",
        "<del>7 300 000</del><ins>8 000 000</ins>",
        // The total that follows.
        "<del>10 600 000</del><ins>11 300 000</ins>",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
}

#[test]
fn folders_are_compared_by_programme_and_year() {
    let desk = Desk::new();
    let programme = |number: u16, typed: &[(&str, &str)]| {
        let mut document = with(&sample(), typed);
        document.programme.number = ProgrammeNumber::new(number);
        document
    };
    desk.save("old/one.ron", &programme(352, &[]));
    desk.save("old/two.ron", &programme(353, &[]));
    desk.save("new/another name.ron", &programme(352, &[("plf/01/31/ae", "8000000")]));
    desk.save("new/three.ron", &programme(354, &[]));
    let found = desk.papier(&["diff", "old", "new", "--format", "json"]).gives(1, "differ").json();
    let told: Vec<(&str, &Value)> =
        found["changes"].as_array().expect("changes").iter().map(|change| (change["kind"].as_str().expect("a kind"), &change["address"])).collect();
    assert_eq!(told, [("changed", &json!("352:plf/01/31/ae")), ("removed", &Value::Null), ("added", &Value::Null)]);
    desk.papier(&["diff", "old", "old"]).gives(0, "same");
    desk.papier(&["diff", "old", "new/three.ron"]).gives(2, "a folder and a file");
    desk.papier(&["diff", "old", "none"]).gives(2, "nothing there");
    desk.save("new/again.ron", &programme(352, &[]));
    let twice = desk.papier(&["diff", "old", "new"]).gives(2, "twice");
    assert!(twice.stderr.contains("352"), "{}", twice.stderr);
}

#[test]
fn a_merge_is_written_once_it_is_asked_for() {
    let desk = Desk::new();
    desk.save("base.ron", &sample());
    desk.save("ours.ron", &with(&sample(), &[("plf/01/31/ae", "8000000")]));
    desk.save("theirs.ron", &with(&sample(), &[("plf/01/31/cp", "8100000")]));
    let files = ["base.ron", "ours.ron", "theirs.ron"];
    let texts = files.map(|name| desk.text(name));
    desk.papier(&["merge", files[0], files[1], files[2]]).gives(0, "clean");
    assert_eq!((files.map(|name| desk.text(name)), desk.files().len()), (texts.clone(), 3), "without -o nothing is written");
    let found = desk.papier(&["merge", files[0], files[1], files[2], "-o", "out.ron", "--format", "json"]).gives(0, "clean").json();
    assert_eq!(found["conflicts"], json!([]));
    assert_eq!(found["taken"], json!({"ours": 1, "theirs": 1}));
    assert_eq!(files.map(|name| desk.text(name)), texts);
    let document = desk.document("out.ron");
    assert_eq!((value(&document, "plf/01/31/ae"), value(&document, "plf/01/31/cp")), ("8 000 000".into(), "8 100 000".into()));
    // Over ours, whose version is kept; and again, over what was written.
    desk.papier(&["merge", files[0], files[1], files[2], "-o", files[1]]).gives(0, "over ours");
    assert_eq!(desk.text(files[1]), desk.text("out.ron"));
    assert!(desk.home.path().join("state").exists(), "the version that was replaced is kept");
    // Without a base: an empty file.
    desk.write("empty.ron", "");
    desk.papier(&["merge", "empty.ron", "theirs.ron", "theirs.ron", "-o", "union.ron"]).gives(0, "the same twice");
    assert_eq!(desk.document("union.ron"), desk.document("theirs.ron"));
}

#[test]
fn what_is_left_to_choose_is_written_listed_and_chosen() {
    let desk = Desk::new();
    desk.save("base.ron", &sample());
    desk.save("ours.ron", &with(&sample(), &[("plf/01/31/ae", "8000000")]));
    desk.save("theirs.ron", &with(&sample(), &[("plf/01/31/ae", "9000000")]));
    let merge = ["merge", "base.ron", "ours.ron", "theirs.ron", "-o", "out.ron", "--format", "json"];
    let found = desk.papier(&merge).gives(1, "a choice").json();
    let conflict = &found["conflicts"][0];
    let key = conflict["key"].as_str().expect("a key").to_owned();
    let expected = json!({"key": key, "kind": "cell", "address": "plf/01/31/ae", "base": "7300000", "ours": "8000000", "theirs": "9000000"});
    assert_eq!(*conflict, expected);
    assert_eq!(value(&desk.document("out.ron"), "plf/01/31/ae"), "8 000 000", "the state here stands");
    let text = desk.papier(&["merge", "base.ron", "ours.ron", "theirs.ron"]).gives(1, "a choice").stdout;
    for words in ["Un choix à faire", "plf/01/31/ae", "avant", "7300000", "ici", "8000000", "autre", "9000000"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    for (side, expected) in [("ours", "8 000 000"), ("theirs", "9 000 000"), ("base", "7 300 000"), ("autre", "9 000 000")] {
        let take = format!("{key}={side}");
        desk.papier(&[&merge[..], &["--take", &take]].concat()).gives(0, side);
        assert_eq!(value(&desk.document("out.ron"), "plf/01/31/ae"), expected, "{side}");
    }
    for take in ["9z9=ours", "nothing", &format!("{key}=mine"), "=ours"] {
        let before = desk.text("out.ron");
        desk.papier(&[&merge[..], &["--take", take]].concat()).gives(2, take);
        assert_eq!(desk.text("out.ron"), before, "{take}: nothing is written");
    }
}

/// Two rises that each hold with their own schedule, and not together.
#[test]
fn what_the_merge_makes_wrong_is_told_apart() {
    let desk = Desk::new();
    let cell = "schedule/new/2021/plf";
    let now: i64 = value(&sample(), cell).replace(' ', "").parse().expect("euros");
    desk.save("base.ron", &sample());
    desk.save("ours.ron", &with(&sample(), &[("plf/01/31/cp", "7300100"), (cell, &(now + 100).to_string())]));
    desk.save("theirs.ron", &with(&sample(), &[("plf/02/31/cp", "300050"), (cell, &(now + 50).to_string())]));
    for side in ["ours.ron", "theirs.ron"] {
        desk.papier(&["check", side]).gives(0, side);
    }
    let merge = ["merge", "base.ron", "ours.ron", "theirs.ron"];
    let found = desk.papier(&[&merge[..], &["--format", "json"]].concat()).gives(1, "a choice").json();
    let rules: Vec<&Value> = found["findings"].as_array().expect("findings").iter().map(|finding| &finding["rule"]).collect();
    assert!(rules.contains(&&json!("R13")), "{found}");
    let key = found["conflicts"][0]["key"].as_str().expect("a key");
    // The right figure is neither: it is typed, or one of them taken and the finding stays.
    let taken =
        desk.papier(&[&merge[..], &["--format", "json", "--take", &format!("{key}=theirs")]].concat()).gives(0, "a finding is no conflict").json();
    assert!(
        taken["findings"].as_array().expect("findings").iter().any(|finding| finding["rule"] == "R13" && finding["severity"] == "error"),
        "{taken}"
    );
    let text = desk.papier(&merge).gives(1, "a choice").stdout;
    assert!(text.contains("Constats que la fusion fait naître") && text.contains("R13"), "{text}");
}

/// Command lines that are refused, each with its sentence in French and in English, spaces made plain.
const REFUSED: &str = include_str!("../corpus/refused_merges.txt");

#[test]
fn what_is_refused_is_said_in_a_sentence_and_writes_nothing() {
    let desk = Desk::new();
    desk.save("base.ron", &sample());
    desk.save("other.ron", &another_programme());
    let years = [1, 2].map(|years| {
        let mut later = sample();
        later.year = later.year.offset(years);
        later
    });
    desk.save("next.ron", &years[0]);
    desk.save("later.ron", &years[1]);
    desk.write("newer.ron", SAMPLE.replacen("papier 2", "papier 3", 1));
    desk.write("notes.txt", "des notes");
    desk.save("folder/one.ron", &sample());
    desk.save("twice/one.ron", &sample());
    desk.save("twice/two.ron", &sample());
    let files = desk.files();
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut wrong = String::new();
    for case in REFUSED.split("\n\n").map(|case| case.trim_matches('\n')).filter(|case| !case.is_empty()) {
        let mut lines = case.lines();
        let line = lines.next().expect("a command line");
        for (language, expected) in ["fr_FR.UTF-8", "en_GB.UTF-8"].into_iter().zip(lines) {
            let run = Run::of(desk.command(PAPIER).args(line.split(' ')).env("LC_ALL", language)).gives(2, line);
            let said = plain(&run.stderr);
            if said != expected.trim() {
                wrong.extend([line, "\n  ", &said, "\n"]);
            }
            assert_eq!((desk.files(), desk.text("base.ron"), desk.text("notes.txt")), (files.clone(), SAMPLE.into(), "des notes".into()), "{line}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn conflicts_are_listed_and_chosen_one_by_one() {
    let desk = Desk::new();
    desk.save("none.ron", &sample());
    desk.papier(&["conflicts", "none.ron"]).gives(0, "none");
    desk.save("some.ron", &with_conflicts(&[CELL, NUMBERING]));
    let listed = desk.papier(&["conflicts", "some.ron", "--format", "json"]).gives(1, "two").json();
    assert_eq!(
        listed,
        json!({"conflicts": [
            {"key": "a1", "kind": "cell", "address": "plf/01/31/ae", "base": "7300000", "ours": "7300000", "theirs": "8000000"},
            {"key": "b2", "kind": "numbering", "address": null, "base": null, "ours": null, "theirs": null},
        ]})
    );
    let text = desk.papier(&["conflicts", "some.ron"]).gives(1, "two").stdout;
    assert!(text.contains("2 choix à faire") && text.contains("AE 2021 (PLF), action 01, catégorie 31"), "{text}");
    assert!(text.contains("choix  : --take b2=garder\n") && !text.contains("(rien)"), "only what can be taken is offered: {text}");
    desk.papier(&["resolve", "some.ron", "--take", "a1=theirs", "--take", "b2=ours"]).gives(2, "one of them cannot be written");
    assert_eq!(desk.document("some.ron").conflicts.len(), 2, "all or none");
    desk.papier(&["resolve", "some.ron", "--take", "conflict/a1=autre"]).gives(1, "one is left");
    assert_eq!(value(&desk.document("some.ron"), "plf/01/31/ae"), "8 000 000");
    desk.papier(&["resolve", "some.ron", "--take", "b2=garder"]).gives(0, "none is left");
    desk.papier(&["check", "some.ron"]).gives(0, "no error");
}

/// Choices that another one makes moot are told, those that say two things of one place are refused.
#[test]
fn several_choices_are_made_at_once() {
    let gone = "key: \"gone\", kind: \"action\", place: \"text/action-label/1\", base: \"Fonds\", ours: \"Fonds\"";
    let again = CELL.replace("a1", "a2").replace("8000000", "9000000");
    let taken = CELL.replace("a1", "t1").replace("cell", "taken").replace(", base: \"7300000\"", "").replace(", theirs: \"8000000\"", "");
    let desk = Desk::new();
    let save = || desk.save("some.ron", &with_conflicts(&[CELL, &again, gone]));
    save();
    let run = desk.papier(&["resolve", "some.ron", "--take", "a1=theirs", "--take", "a2=base", "--take", "gone=theirs"]).gives(0, "all are settled");
    assert!(run.stdout.contains("Sans objet") && run.stdout.contains("conflict/a1, conflict/a2"), "{}", run.stdout);
    assert!(desk.document("some.ron").action_by_code("01".parse().expect("a code")).is_none_or(|action| !action.label.starts_with("Fonds")));
    save();
    let before = desk.text("some.ron");
    let run = desk.papier(&["resolve", "some.ron", "--take", "a1=theirs", "--take", "a2=theirs"]).gives(2, "two amounts of one cell");
    assert!(run.stderr.contains("conflict/a2") && desk.text("some.ron") == before, "{}", run.stderr);
    desk.papier(&["resolve", "some.ron", "--take", "a1=ours", "--take", "a1=theirs"]).gives(2, "two sides of one");
    let run = desk.papier(&["resolve", "some.ron", "--take", "a1=base", "--take", "a2=ours"]).gives(1, "one amount");
    assert!(!run.stdout.contains("Sans objet"), "{}", run.stdout);
    // What was taken over twice: it stays or goes.
    desk.save("some.ron", &with_conflicts(&[&taken]));
    let text = desk.papier(&["conflicts", "some.ron"]).gives(1, "one").stdout;
    assert!(text.contains("choix  : --take t1=ici ou --take t1=autre ou --take t1=garder") && !text.contains("avant"), "{text}");
}

/// Of several choices of one place the next is between what stands and another version, however the first was made.
#[test]
fn a_second_choice_of_a_place_is_against_what_stands() {
    let again = |key: &str, theirs: &str| CELL.replace("a1", key).replace("8000000", theirs);
    let conflicts = [CELL.to_owned(), again("a2", "9000000"), again("a3", "8 000 000")];
    let desk = Desk::new();
    desk.save("some.ron", &with_conflicts(&conflicts.each_ref().map(String::as_str)));
    desk.papier(&["resolve", "some.ron", "--take", "a1=theirs"]).gives(1, "one is left");
    let left = desk.papier(&["conflicts", "some.ron", "--format", "json"]).gives(1, "one is left").json();
    let expected = json!({"key": "a2", "kind": "cell", "address": "plf/01/31/ae", "base": "7300000", "ours": "8000000", "theirs": "9000000"});
    assert_eq!(left["conflicts"], json!([expected]));
    let resolved = desk.text("some.ron");
    // The same by `set`.
    desk.save("other.ron", &with_conflicts(&conflicts.each_ref().map(String::as_str)));
    desk.papier(&["set", "other.ron", "conflict/a1=theirs"]).gives(0, "set");
    assert_eq!(desk.text("other.ron"), resolved);
    desk.papier(&["set", "other.ron", "plf/01/31/ae=8000000"]).gives(0, "typed");
    desk.papier(&["resolve", "some.ron", "--take", "a2=ours"]).gives(0, "none is left");
    assert_eq!(desk.text("other.ron"), desk.text("some.ron"), "who types has chosen");
}

/// What no cell shows is said in words as well: an identity is nothing to read.
#[test]
fn conflicts_of_structure_are_listed_in_words() {
    let desk = Desk::new();
    for (fields, expected) in [
        (
            "kind: \"order\", place: \"text/objective-label/4\", base: \"3\", theirs: \"3\"",
            &["ordre", "ici : (en premier)", "autre : après « Favoriser l'émergence"][..],
        ),
        ("kind: \"under\", place: \"text/indicator-label/5\", base: \"3\", ours: \"3\", theirs: \"4\"", &["autre : sous « Développer des méthodes"]),
        (
            "kind: \"removed\", place: \"text/indicator-label/5\", base: \"Nombre\", theirs: \"Nombre\"",
            &["retiré par l’un", "ici : (retiré)", "autre : Nombre"],
        ),
        ("kind: \"code\", place: \"text/action-label/1\", base: \"1\", ours: \"3\", theirs: \"4\"", &["code", "autre : 4"]),
        ("kind: \"kept\", ours: \"a\", theirs: \"b\"", &["ce que cette version de Papier ne montre pas", "choix : --take 1=garder"]),
        ("kind: \"later\", ours: \"a\", theirs: \"b\"", &["later"]),
    ] {
        desk.save("some.ron", &with_conflicts(&[&format!("key: \"1\", {fields}")]));
        let text = desk.papier(&["conflicts", "some.ron"]).gives(1, fields).stdout;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in expected {
            assert!(text.contains(words), "{words} in {text}");
        }
    }
}

#[test]
fn each_fact_stands_on_a_line_and_what_is_no_document_as_it_is() {
    let desk = Desk::new();
    desk.save("a.ron", &sample());
    let text = desk.papier(&["facts", "a.ron"]).gives(0, "facts").stdout;
    assert!(text.lines().any(|line| line == "plf/01/31/ae · AE 2021 (PLF), action 01, catégorie 31 : 7 300 000"), "{text}");
    desk.write("marks.ron", "<<<<<<< ours\n");
    let run = desk.papier(&["facts", "marks.ron"]).gives(0, "no document");
    assert!(run.stdout == "<<<<<<< ours\n" && run.stderr.contains("marks.ron"), "{}{}", run.stdout, run.stderr);
}

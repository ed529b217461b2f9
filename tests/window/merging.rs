//! The review of a merge: what a merge left to choose, each version in its place, by keys and by clicks.

use super::*;

const CONFLICTS: [&str; 4] = [
    r#"(key: "a", kind: "cell", place: "bill/2021/1/31/ae", base: "7000000", ours: "7300000", theirs: "8000000")"#,
    r#"(key: "b", kind: "label", place: "text/action-label/2", base: "Soutien", ours: "Soutien au recrutement de profils rares dédiés à l'innovation numérique", theirs: "Profils rares")"#,
    r#"(key: "c", kind: "cell", place: "bill/2021/1/31/cp", ours: "7300000", theirs: "=7000000+500000")"#,
    r#"(key: "d", kind: "numbering", ours: "01", theirs: "02")"#,
];

fn merged(conflicts: &[&str]) -> Window {
    let folder = tempfile::tempdir().expect("a folder");
    let lines: String = conflicts.iter().map(|line| format!("        {line},\n")).collect();
    let text = fs::read_to_string(SAMPLE).expect("the sample").replacen("    conflicts: [\n", &format!("    conflicts: [\n{lines}"), 1);
    let file = folder.path().join("pap.ron");
    fs::write(&file, text).expect("a merged document");
    let document = storage::open(&file).expect("it opens");
    Window::of_size(App::for_test(Some(document), Some(file), Lang::French), folder, [1280.0, 800.0])
}

impl Window {
    fn left(&self) -> String {
        self.session().document().conflicts.keys().cloned().collect::<Vec<_>>().concat()
    }

    fn rows(&self) -> Vec<String> {
        let rows = self.all(|node| node.role() == egui::accesskit::Role::ListItem);
        rows.iter().map(|row| words(&row.accesskit_node())).collect()
    }
}

/// A document that holds conflicts says so over its page; the review lists them by what they are about.
#[test]
fn a_document_with_conflicts_calls_for_their_review() {
    let mut window = merged(&CONFLICTS);
    window.says("Une fusion a laissé 4 choix à faire").clicks("Décider").says("1 sur 4").says("0 réglé, 4 à décider");
    let rows = window.rows();
    assert_eq!(rows.len(), 4, "{rows:?}");
    let starts = ["Numérotation des actions, à décider", "Action 02, intitulé, à décider", "AE 2021, action 01", "CP 2021, action 01"];
    for (row, start) in rows.iter().zip(starts) {
        assert!(row.starts_with(start), "{row}, not {start}");
    }
    window.says("Version commune").says("Vous").says("L’autre").does_not_say("Ours").does_not_say("Theirs");
    window.presses("Escape").does_not_say("1 sur 4").says("Une fusion a laissé 4 choix à faire");
}

/// Each key, at each kind of matter: what is left, and what stands then at an address.
#[test]
fn each_key_makes_its_choice_as_one_step() {
    let cases = [
        ("N N 1", "bcd", "plf/01/31/ae", "7 300 000"),
        ("N N 2", "bcd", "plf/01/31/ae", "8 000 000"),
        ("N N 0", "bcd", "plf/01/31/ae", "7 000 000"),
        ("N N N 2", "abd", "plf/01/31/cp", "=7000000+500000"),
        ("N N N 0", "abd", "plf/01/31/cp", ""),
        ("N 2", "acd", "action/02/label", "Profils rares"),
        ("N 0", "acd", "action/02/label", "Soutien"),
        // Both have no place in a cell; Enter takes what is looked at.
        ("N N 3", "abcd", "plf/01/31/ae", "7 300 000"),
        ("N N Enter", "bcd", "plf/01/31/ae", "8 000 000"),
        ("N N ArrowDown Enter", "bcd", "plf/01/31/ae", "7 000 000"),
        ("N N ArrowUp Enter", "bcd", "plf/01/31/ae", "7 300 000"),
        ("P P 2", "bcd", "plf/01/31/ae", "8 000 000"),
    ];
    for (keys, left, address, expected) in cases {
        let mut window = merged(&CONFLICTS);
        window.clicks("Décider");
        let steps = window.session().steps().1;
        for key in keys.split(' ') {
            window.presses(if key.len() == 1 && key.as_bytes()[0].is_ascii_digit() { digit(key) } else { key });
        }
        assert_eq!(window.left(), left, "{keys}");
        let document = window.session().document();
        let entry = document.entry(papier::address::parse(document, address).expect("an address")).expect("an entry");
        assert_eq!(plain(&papier::editing::typed_text(document, entry)), expected, "{keys}");
        assert_eq!(window.session().steps().1 - steps, usize::from(left.len() < 4), "{keys}");
        window.presses("Ctrl+Z");
        assert_eq!(window.left(), "abcd", "{keys}, undone");
    }
}

fn digit(key: &str) -> &'static str {
    match key {
        "0" => "0",
        "1" => "1",
        "2" => "2",
        _ => "3",
    }
}

/// One choice may be changed; all that is left is taken at once; the last one ends the review.
#[test]
fn what_is_left_is_taken_at_once_and_taken_back() {
    let mut window = merged(&CONFLICTS);
    window.clicks("Décider").presses("N N 2").says("1 réglé, 3 à décider").presses("1");
    window.goes_to("plf/01/31/ae");
    assert_eq!(window.left(), "bcd");
    let mut window = merged(&CONFLICTS);
    window.clicks("Décider").presses("N N").clicks("L’autre");
    assert_eq!(window.left(), "bd", "those of the page");
    window.presses("Ctrl+Z");
    assert_eq!(window.left(), "abcd");
}

/// Typing in the cell settles it; Escape leads back to the list.
#[test]
fn the_cell_is_typed_in_where_its_versions_stand() {
    let mut window = merged(&CONFLICTS);
    window.clicks("Décider").presses("N N E").types("9 000 000").presses("Enter");
    assert_eq!(window.left(), "bcd");
    window.presses("Escape N").says("1 réglé, 3 à décider");
    window.says("saisi : 9 000 000");
}

/// A paragraph: words struck and added in the text itself; both may stay.
#[test]
fn a_paragraph_is_chosen_where_it_stands() {
    let text = fs::read_to_string(SAMPLE).expect("the sample");
    let document = storage::parse(&text).expect("the sample");
    let own = document.text(papier::model::Narrative::Strategy).lines().next().expect("a paragraph").to_owned();
    let theirs = own.replacen("le", "un", 1);
    let line = format!(r#"(key: "t", kind: "text", place: "text/strategy", base: "Avant.", ours: {own:?}, theirs: {theirs:?})"#);
    let cases = [("1", own.clone()), ("2", theirs.clone()), ("0", "Avant.".to_owned()), ("3", format!("{own}\n{theirs}"))];
    for (key, expected) in cases {
        let mut window = merged(&[&line]);
        window.clicks("Décider").says("paragraphe 1").says("Tel qu’il s’imprimerait avec 2").presses(digit(key));
        let text = window.text(papier::model::Narrative::Strategy);
        assert!(text.starts_with(&plain(&expected)) || text.starts_with(&expected), "{key}: {text}");
        assert_eq!(window.left(), "");
        window.shows("Terminer");
    }
}

/// Both themes paint the review, at every size that a window may have.
#[test]
fn the_review_is_painted_at_every_size_and_in_both_themes() {
    for size in [[1280.0, 800.0], [800.0, 600.0], [640.0, 480.0]] {
        let mut window = merged(&CONFLICTS);
        window.harness.set_size(egui::Vec2::from(size));
        window.frame(vec![]).clicks("Décider").presses("N").says("2 sur 4").chooses("Affichage", "Thème clair ou sombre").says("2 sur 4");
    }
}

/// A colleague's save met at saving is merged as one step, and what contradicts is gone through.
#[test]
fn a_colleagues_save_is_merged_with_ones_own() {
    let mut window = Window::without_a_document();
    let file = window.path("pap.ron");
    fs::copy(SAMPLE, &file).expect("a copy");
    window
        .drops(file.clone())
        .goes_to("plf/01/31/ae")
        .types("7 400 000")
        .presses("Enter")
        .goes_to("plf/02/21/ae")
        .types("1 000 000")
        .presses("Enter");
    let mut theirs = papier::editing::Session::opened(storage::open(&file).expect("it opens"));
    for (address, typed) in [("plf/01/31/ae", "7 500 000"), ("plf/02/31/ae", "400 000")] {
        let place = papier::address::parse(theirs.document(), address).expect("an address");
        let change = papier::editing::read(theirs.document(), place, typed).expect("a figure");
        theirs.apply(&papier::editing::Command::Write(vec![change])).expect("it applies");
    }
    storage::save(&file, theirs.document()).expect("it is saved");
    window.presses("Ctrl+S").says("Quelqu’un a changé ce fichier").clicks("Fusionner");
    window.says("1 sur 1").says("Version enregistrée").says("1 choix à faire");
    window.presses("2").presses("Escape");
    let value = |window: &Window, address: &str| {
        let document = window.session().document();
        plain(&papier::editing::typed_text(document, document.entry(papier::address::parse(document, address).expect("one")).expect("one")))
    };
    assert_eq!(
        [value(&window, "plf/01/31/ae"), value(&window, "plf/02/31/ae"), value(&window, "plf/02/21/ae")],
        ["7 500 000", "400 000", "1 000 000"]
    );
    window.presses("Ctrl+S").says("Enregistré à");
    window.presses("Ctrl+Z Ctrl+Z");
    assert_eq!([value(&window, "plf/01/31/ae"), value(&window, "plf/02/31/ae")], ["7 400 000", "300 000"], "choice and merge undone");
}

/// What changed since the user had the document is told at opening, once, and shown.
#[test]
fn what_changed_since_is_told_at_opening() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pap.ron");
    fs::copy(SAMPLE, &file).expect("a copy");
    let app = || App::for_test_in(None, None, Lang::French, Some(folder.path()));
    let opened = |window: &mut Window| {
        window.drops(file.clone());
    };
    let mut window = Window::of_size(app(), tempfile::tempdir().expect("one"), [1280.0, 800.0]);
    opened(&mut window);
    window.does_not_say("depuis que vous avez eu").presses("Ctrl+W");
    let changed = fs::read_to_string(&file).expect("the file").replacen("7300000", "7300001", 1);
    fs::write(&file, changed).expect("a damage");
    opened(&mut window);
    window.says("1 changement depuis que vous avez eu ce document").clicks("Voir ce qui a changé").says("1 sur 1").says("7 300 000 → 7 300 001");
    window.clicks("J’ai vu").does_not_say("depuis que vous avez eu").presses("Ctrl+W");
    opened(&mut window);
    window.does_not_say("depuis que vous avez eu");
}

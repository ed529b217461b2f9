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
        window.frame(vec![]).clicks("Décider").presses("N").says("2 sur 4").chooses("Affichage", "Thème sombre").says("2 sur 4");
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

/// What a finding of a conflict says is for readers, in both languages: no key, no side, no figure that is not grouped.
#[test]
fn findings_of_conflicts_name_no_side_and_no_key() {
    let line = r#"(key: "objective/9", kind: "order", place: "text/objective-label/3", ours: "4", theirs: "99")"#;
    let value = r#"(key: "v", kind: "cell", place: "value/6/2023/target", ours: "200", theirs: "1234")"#;
    let text = r#"(key: "t", kind: "text", place: "text/strategy", ours: "Il y a {bill/2021/1/31/ae|M€|7,3 M€}.", theirs: "Rien.")"#;
    for (lang, says) in [(Lang::French, "« 7 300 000 € » dans cette version"), (Lang::English, "“7 300 000 €” in this version")] {
        let mut window = merged(&[CONFLICTS[0], CONFLICTS[1], line, value, text]);
        if lang == Lang::English {
            window.chooses("Affichage", "English");
        }
        window.presses("Shift+F7").says(says).says("7,3 M€").says("1 234 Nb");
        for hidden in ["bill/", "conflict/", "objective/9", "=ours", "theirs", "Ours", "Theirs", "8000000", "{"] {
            window.does_not_say(hidden);
        }
    }
}

/// Two conflicts of one cell: a choice of one shows in the other what stands now, and one for all leaves what contradicts.
#[test]
fn of_two_conflicts_of_one_cell_the_second_is_chosen_over_the_first() {
    const SECOND: &str = r#"(key: "b", kind: "cell", place: "bill/2021/1/31/ae", base: "7000000", ours: "7300000", theirs: "9000000")"#;
    const THIRD: &str = r#"(key: "c", kind: "cell", place: "bill/2021/1/31/ae", base: "7000000", ours: "7300000", theirs: "8 000 000")"#;
    let value = |window: &Window| {
        let document = window.session().document();
        let entry = document.entry(papier::address::parse(document, "plf/01/31/ae").expect("an address")).expect("an entry");
        plain(&papier::editing::typed_text(document, entry))
    };
    let cases = [("2", "2 N 1", "8 000 000"), ("2", "2 N 2", "9 000 000"), ("1", "1 N 1 N 1", "7 300 000")];
    for (first, keys, expected) in cases {
        let mut window = merged(&[CONFLICTS[0], SECOND, THIRD]);
        window.clicks("Décider").presses(digit(first));
        // What says the same as the choice is settled with it.
        assert_eq!(window.left(), if first == "2" { "b" } else { "bc" });
        if first == "2" {
            window.says("Vous 8 000 000 ; L’autre 9 000 000");
        }
        window.presses("Ctrl+Z").says("Vous 7 300 000 ; L’autre 9 000 000");
        for key in keys.split(' ') {
            window.presses(if key == "N" { key } else { digit(key) });
        }
        assert_eq!((window.left().as_str(), value(&window).as_str()), ("", expected), "{keys}");
    }
    let mut window = merged(&[CONFLICTS[0], SECOND]);
    window.clicks("Décider").clicks("L’autre").says("il en reste 1");
    assert_eq!((window.left().as_str(), value(&window).as_str()), ("b", "8 000 000"));
}

/// A menu and a shortcut lead to the review, and back; without a conflict they say so.
#[test]
fn the_review_opens_from_the_menu_and_by_its_keys() {
    let mut window = merged(&CONFLICTS);
    window.presses("Ctrl+F7").says("1 sur 4").presses("Ctrl+F7").does_not_say("1 sur 4");
    window.chooses("Affichage", "Choix laissés par une fusion").says("1 sur 4");
    Window::on_the_sample().presses("Ctrl+F7").says("Aucune fusion n’a laissé de choix");
}

/// A save keeps what is left to choose, and n of m stays in sight.
#[test]
fn a_save_is_never_blocked_by_what_is_left() {
    let mut window = merged(&CONFLICTS);
    window.clicks("Décider").presses("N N 2").presses("Ctrl+S").says("Enregistré à").says("3 sur 4");
    let file = window.path("pap.ron");
    let saved = storage::open(&file).expect("it opens");
    assert_eq!(saved.conflicts.keys().cloned().collect::<Vec<_>>().concat(), "bcd");
    window.presses("Ctrl+Z").says("0 réglé, 4 à décider");
}

/// Words of a paragraph are taken one by one, over a choice or before one, and given back.
#[test]
fn words_of_a_paragraph_are_taken_one_by_one() {
    let text = fs::read_to_string(SAMPLE).expect("the sample");
    let document = storage::parse(&text).expect("the sample");
    let own = document.text(papier::model::Narrative::Strategy).lines().next().expect("a paragraph").to_owned();
    let spoken: Vec<&str> = own.split(' ').collect();
    let with = |changed: &[(usize, &'static str)]| {
        let mut spoken = spoken.clone();
        changed.iter().for_each(|(rank, word)| spoken[*rank] = word);
        spoken.join(" ")
    };
    // Ours changed the third word of the base, theirs the tenth.
    let base = with(&[(2, "jadis")]);
    let theirs = with(&[(2, "jadis"), (9, "autrement")]);
    let line = format!(r#"(key: "t", kind: "text", place: "text/strategy", base: {base:?}, ours: {own:?}, theirs: {theirs:?})"#);
    let first = |window: &Window| window.text(papier::model::Narrative::Strategy).lines().next().unwrap_or_default().to_owned();
    let mut window = merged(&[&line]);
    // Over what Enter would take, the other's words: ours comes back as well.
    window.clicks("Décider").says("Mot à mot").clicks("Reprendre");
    assert_eq!(first(&window), plain(&with(&[(9, "autrement")])));
    window.says("mots des deux versions").says("Tout est réglé");
    let at = window.all(|node| words(node) == "Rendre l’ancien")[1].rect().center();
    window.clicks_at(at);
    assert_eq!(first(&window), plain(&own));
    window.presses("Ctrl+Z Ctrl+Z").says("0 réglé, 1 à décider");
}

/// What other files hold is gone through over the open document, entry by entry or as a whole.
#[test]
fn an_import_onto_the_open_document_is_gone_through() {
    let csv = "exercice;loi;programme;action;categorie;ae;cp\n2021;PLF;352;01;31;8000000;7300000\n2021;PLF;352;02;31;300000;350000\n";
    let begins = |window: &mut Window| {
        let file = window.path("budget.csv");
        fs::write(&file, csv).expect("a file");
        window.drops(file).clicks("Écrire dans le document ouvert…").clicks("Choisir case par case…");
        window.says("1 sur 2").says("0 repris sur 2").says("Fichiers importés");
    };
    let value = |window: &Window, address: &str| {
        let document = window.session().document();
        plain(&papier::editing::typed_text(document, document.entry(papier::address::parse(document, address).expect("one")).expect("one")))
    };
    let both = |window: &Window| [value(window, "plf/01/31/ae"), value(window, "plf/02/31/cp")];
    let mut window = Window::on_the_sample();
    begins(&mut window);
    window.presses("2").says("1 repris sur 2").presses("Escape");
    assert_eq!(both(&window), ["8 000 000", "300 000"]);
    window.presses("Ctrl+Z");
    begins(&mut window);
    window.clicks("Tout reprendre").does_not_say("sur 2");
    assert_eq!(both(&window), ["8 000 000", "350 000"]);
    window.presses("Ctrl+Z");
    assert_eq!(both(&window), ["7 300 000", "300 000"], "one step");
}

/// A repository with a merge that git made by lines, without Papier: its file.
fn unmerged(window: &Window) -> PathBuf {
    unmerged_of(window, ["A", "A"])
}

/// The same, with who changed the file on the branch `main` and on the other one, `autre`.
fn unmerged_of(window: &Window, [mine, other]: [&str; 2]) -> PathBuf {
    let folder = window.path("dépôt");
    fs::create_dir(&folder).expect("a folder");
    let file = folder.join("pap.ron");
    let git = |arguments: &[&str]| {
        let run = std::process::Command::new("git").arg("-C").arg(&folder).args(arguments).output().expect("git runs");
        run.status.success()
    };
    let text = fs::read_to_string(SAMPLE).expect("the sample");
    let commit = |amount: &str, author: &str| {
        fs::write(&file, text.replacen("31, ae: 7300000", &format!("31, ae: {amount}"), 1)).expect("it is written");
        let (name, email) = (format!("user.name={author}"), format!("user.email={}@b", author.to_lowercase()));
        assert!(git(&["add", "."]) && git(&["-c", &name, "-c", &email, "commit", "-q", "-m", "x"]));
    };
    assert!(git(&["init", "-q", "-b", "main"]));
    commit("7300000", "A");
    assert!(git(&["checkout", "-q", "-b", "autre"]));
    commit("8000000", other);
    assert!(git(&["checkout", "-q", "main"]));
    commit("9000000", mine);
    assert!(!git(&["-c", "user.name=A", "-c", "user.email=a@b", "merge", "-q", "autre"]), "git leaves a conflict of lines");
    assert!(fs::read_to_string(&file).expect("the file").contains("<<<<<<<"));
    file
}

/// A file with git's marks: the window offers to merge its versions anew, and opens what is left to choose.
#[test]
fn a_file_with_marks_of_git_is_mended_from_the_window() {
    let mut window = Window::without_a_document();
    let file = unmerged(&window);
    let marked = fs::read_to_string(&file).expect("the file");
    window.drops(file.clone()).says("git a laissé ses marques dans ce fichier").says("Rien n’est perdu").clicks("Plus tard");
    assert_eq!(fs::read_to_string(&file).expect("the file"), marked, "nothing was touched");
    window.drops(file.clone()).clicks("Fusionner par Papier").says("Une fusion a laissé 1 choix à faire").clicks("Décider");
    window.says("9 000 000").says("8 000 000").presses("2").presses("Ctrl+S").says("Enregistré à");
    assert!(storage::open(&file).expect("it opens").conflicts.is_empty());
    // Marks that no merge of git explains: it is said why nothing can be done.
    let alone = window.path("seul.ron");
    fs::write(&alone, marked).expect("it is written");
    window.drops(alone).clicks("Fusionner par Papier").says("Ce fichier n’a pas pu être ouvert");
}

/// Where git merged, the versions are called by who changed the file and when; where that is one person or nobody, by their branches.
#[test]
fn versions_of_a_merge_by_git_are_called_by_their_people() {
    let of = |people, before: &dyn Fn(&[&str])| {
        let mut window = Window::without_a_document();
        let file = unmerged_of(&window, people);
        let folder = file.parent().expect("a folder").to_owned();
        before(&[folder.to_str().expect("a path")]);
        window.drops(file).clicks("Fusionner par Papier").clicks("Décider");
        window
    };
    of(["Zoe", "Yanis"], &|_| {}).says("Version commune").says("Zoe, aujourd’hui").says("Yanis, aujourd’hui").says("main").does_not_say("L’autre");
    let configured = |folder: &[&str]| {
        let run = std::process::Command::new("git").args(["-C", folder[0], "config", "user.email", "Zoe@b"]).status();
        assert!(run.expect("git runs").success());
    };
    of(["Zoe", "Yanis"], &configured).says("Vous, aujourd’hui").says("Yanis, aujourd’hui").does_not_say("Zoe");
    of(["Zoe", "Zoe"], &|_| {}).says("Branche main").says("Branche autre").does_not_say("Zoe");
}

/// What a merge took without a choice is told, seen in its place, and given back, each as a step.
#[test]
fn what_a_merge_took_is_seen_and_given_back() {
    let mut window = Window::without_a_document();
    let file = window.path("pap.ron");
    fs::copy(SAMPLE, &file).expect("a copy");
    window.drops(file.clone()).goes_to("plf/01/31/ae").types("7 400 000").presses("Enter");
    let mut theirs = papier::editing::Session::opened(storage::open(&file).expect("it opens"));
    for (address, typed) in [("plf/02/31/ae", "400 000"), ("action/02/label", "Autre nom")] {
        let place = papier::address::parse(theirs.document(), address).expect("an address");
        let change = papier::editing::read(theirs.document(), place, typed).expect("it reads");
        theirs.apply(&papier::editing::Command::Write(vec![change])).expect("it applies");
    }
    storage::save(&file, theirs.document()).expect("it is saved");
    window.presses("Ctrl+S").clicks("Fusionner").says("2 changements repris sans conflit");
    window.clicks("Voir").says("1 sur 2").says("Rien à décider").says("Repris : Version enregistrée");
    let rows = window.rows();
    let starts = ["Action 02, intitulé, repris", "AE 2021, action 02, cat. 31, repris, 300 000 → 400 000"];
    assert!(rows.len() == 2 && rows.iter().zip(starts).all(|(row, start)| plain(row).starts_with(start)), "{rows:?}");
    let value = |window: &Window, address: &str| {
        let document = window.session().document();
        plain(&papier::editing::typed_text(document, document.entry(papier::address::parse(document, address).expect("one")).expect("one")))
    };
    let steps = window.session().steps().1;
    window.presses("N").says("changé d’un seul côté").presses("1").says("rendu : 300 000");
    assert_eq!((value(&window, "plf/02/31/ae").as_str(), window.session().steps().1), ("300 000", steps + 1));
    assert_eq!((value(&window, "action/02/label").as_str(), value(&window, "plf/01/31/ae").as_str()), ("Autre nom", "7 400 000"));
    window.presses("Ctrl+Z").says("300 000 → 400 000").presses("1").presses("2");
    assert_eq!(value(&window, "plf/02/31/ae"), "400 000", "taken again");
    window.presses("Escape").does_not_say("repris sans conflit").presses("Ctrl+F7").says("1 sur 2");
}

/// Attributes that name Papier where git does not know it: said loudly, and mended on the spot.
#[test]
fn a_driver_that_is_missing_is_said_and_set_up() {
    let mut window = Window::without_a_document();
    let folder = window.path("dépôt");
    fs::create_dir(&folder).expect("a folder");
    let git = |arguments: &[&str]| std::process::Command::new("git").arg("-C").arg(&folder).args(arguments).output().expect("git runs");
    assert!(git(&["init", "-q"]).status.success());
    let file = folder.join("pap.ron");
    fs::copy(SAMPLE, &file).expect("a copy");
    window.drops(file.clone()).does_not_say("ligne à ligne").presses("Ctrl+W");
    fs::write(folder.join(".gitattributes"), "*.ron merge=papier diff=papier eol=lf\n").expect("attributes");
    window.drops(file.clone()).says("ce poste ne sait pas l’appeler").clicks("Plus tard").does_not_say("ligne à ligne").presses("Ctrl+W");
    window.drops(file.clone()).says("ligne à ligne").clicks("Régler git").says("git fusionne désormais ces documents par Papier");
    assert!(String::from_utf8_lossy(&git(&["config", "merge.papier.driver"]).stdout).contains("merge --driver"));
    window.does_not_say("ligne à ligne").presses("Ctrl+W").drops(file).does_not_say("ligne à ligne");
}

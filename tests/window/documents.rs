//! Several documents in one window: each has its own work, and none is lost for another.

use super::*;
use papier::editing::{Assignment, Session, assign};

const FIRST: &str = "Programme 352, PLF 2021";
const SECOND: &str = "Programme 363, PLF 2021";

impl Window {
    /// The sample, and beside it, in front, the same as programme 363; both from files, with journals in a folder of state.
    fn with_two() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("pap.ron");
        fs::copy(SAMPLE, &file).expect("a copy of the sample");
        let text = fs::read_to_string(SAMPLE).expect("the sample").replace("number: 352", "number: 363");
        fs::write(folder.path().join("autre.ron"), text).expect("another programme");
        let document = storage::open(&file).expect("the sample opens");
        let state = folder.path().join("state");
        let app = App::for_test_in(Some(document), Some(file), Lang::French, Some(&state));
        let mut window = Self::new(app, folder);
        let other = window.path("autre.ron");
        window.drops(other).is_titled(&format!("{SECOND} — Papier"));
        window
    }

    /// What the tabs say, from left to right; the one in front begins with ">".
    fn tabs(&self) -> Vec<String> {
        let tabs = self.all(|node| node.role() == egui::accesskit::Role::Tab);
        let front = |node: &AccessKitNode<'_>| if node.is_selected() == Some(true) { ">" } else { "" };
        tabs.iter().map(|tab| format!("{}{}", front(&tab.accesskit_node()), words(&tab.accesskit_node()))).collect()
    }

    #[track_caller]
    fn has_tabs(&mut self, expected: &[&str]) -> &mut Self {
        assert_eq!(self.tabs(), expected, "{}", self.names());
        self
    }

    /// The states that the journals hold.
    fn journaled(&self) -> Vec<String> {
        let journals = fs::read_dir(self.path("state/journals")).into_iter().flatten();
        let texts = journals.map(|entry| storage::read_journal(&fs::read(entry.expect("an entry").path()).expect("read")).expect("a state").text);
        texts.collect()
    }

    fn other_file(&self) -> String {
        fs::read_to_string(self.path("autre.ron")).expect("the other document's file")
    }

    fn types_at(&mut self, address: &str, typed: &str) -> &mut Self {
        self.goes_to(address).types(typed).presses("Enter")
    }
}

#[test]
fn a_second_document_opens_beside_the_first_and_ctrl_tab_goes_round() {
    let mut window = Window::with_two();
    window.has_tabs(&[FIRST, &format!(">{SECOND}")]);
    window.presses("Ctrl+Tab").is_titled(&format!("{FIRST} — Papier")).has_tabs(&[&format!(">{FIRST}"), SECOND]);
    window.presses("Ctrl+N").types("364").presses("Tab").types("Cohésion").presses("Enter").says("Programme 364");
    let third = window.tabs().pop().expect("a third tab");
    assert!(third.starts_with(">Programme 364") && third.ends_with(", non enregistré"), "{third}");
    window.presses("Ctrl+Shift+Tab").is_titled(&format!("{SECOND} — Papier"));
    window.presses("Ctrl+Tab Ctrl+Tab").is_titled(&format!("{FIRST} — Papier"));
    window.clicks(SECOND).is_titled(&format!("{SECOND} — Papier"));
}

/// What the document in front gives, and the other that is open does not receive, stands under its findings.
#[test]
fn transfers_of_open_documents_are_held_against_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, typed: &[(&str, &str)]| {
        let assignment = |(address, value): &(&str, &str)| Assignment { address: (*address).into(), value: (*value).into() };
        let mut session = Session::opened(storage::open(Path::new(SAMPLE)).expect("the sample"));
        let command = assign(session.document(), &typed.iter().map(assignment).collect::<Vec<_>>()).expect("assigned");
        session.apply(&command).expect("applied");
        fs::write(folder.path().join(name), storage::write(session.document())).expect("written");
    };
    write("a.ron", &[("moves-out/1/label", "Vers le 363"), ("moves-out/1/programme", "363"), ("moves-out/1/2021/ae", "-5 000")]);
    write("b.ron", &[("programme/number", "363")]);
    let (file, state) = (folder.path().join("a.ron"), folder.path().join("state"));
    let document = storage::open(&file).expect("it opens");
    let app = App::for_test_in(Some(document), Some(file), Lang::French, Some(&state));
    let mut window = Window::new(app, folder);
    let other = window.path("b.ron");
    window.presses("Shift+F7").says("pour revenir à la page").does_not_say("Avec les autres documents ouverts");
    window.drops(other).presses("Shift+F7").says("a.ron, moves-out/1/2021/ae").says("b.ron, rien de saisi");
    window.presses("Ctrl+Tab").says("b.ron, rien de saisi");
    window.presses("Escape").goes_to("moves-out/1/2021/ae").presses("Delete").presses("Shift+F7");
    window.says("pour revenir à la page").does_not_say("rien de saisi");
}

#[test]
fn one_document_has_no_tabs_and_ctrl_w_closes_the_one_in_front() {
    let mut window = Window::with_two();
    window.presses("Ctrl+W").is_titled(&format!("{FIRST} — Papier")).has_tabs(&[]);
    window.goes_to("plf/01/31/ae").prints([AE, FONDS, OPERATING], "7 300 000");
    window.presses("Ctrl+Tab").is_titled(&format!("{FIRST} — Papier"));
    window.presses("Ctrl+W").shows("Découvrir avec l’exemple").is_titled("Papier");
}

#[test]
fn edits_undo_and_cursors_of_two_documents_are_apart() {
    let mut window = Window::with_two();
    window.types_at("plf/01/31/ae", "8000000").has_tabs(&[FIRST, &format!(">{SECOND}, non enregistré")]);
    window.presses("Ctrl+Tab").prints([AE, FONDS, OPERATING], "7 300 000").shows("Aucune modification");
    window
        .types_at("plf/02/21/ae", "5")
        .prints([AE, SOUTIEN, STAFF], "5")
        .has_tabs(&[&format!(">{FIRST}, non enregistré"), &format!("{SECOND}, non enregistré")]);
    window.presses("Ctrl+Z").has_tabs(&[&format!(">{FIRST}"), &format!("{SECOND}, non enregistré")]);
    window.presses("Ctrl+Tab").prints([AE, FONDS, OPERATING], "8 000 000").prints([AE, SOUTIEN, STAFF], "3 000 000");
    // The keyboard is where it was in this document, below the figure that was typed.
    window.is_on([AE, SOUTIEN, OPERATING]).types("6").presses("Enter").prints([AE, SOUTIEN, OPERATING], "6");
    window.presses("Ctrl+Z Ctrl+Z").prints([AE, FONDS, OPERATING], "7 300 000").has_tabs(&[FIRST, &format!(">{SECOND}")]);
}

#[test]
fn a_figure_being_typed_is_written_before_another_document_comes_in_front_and_what_cannot_be_read_stays() {
    let mut window = Window::with_two();
    window.goes_to("plf/01/31/ae").types("8000000").presses("Ctrl+Tab").is_titled(&format!("{FIRST} — Papier"));
    window.presses("Ctrl+Tab").prints([AE, FONDS, OPERATING], "8 000 000");
    window.goes_to("plf/01/31/ae").types("12,5").presses("Ctrl+Tab").is_titled(&format!("● {SECOND} — Papier")).shows("Saisie");
    // Nor is it lost for a document that is opened.
    let third = window.path("tiers.ron");
    fs::copy(SAMPLE, &third).expect("copied");
    window.drops(third).asks_to_close().is_titled(&format!("● {SECOND} — Papier")).shows("Saisie");
    assert!(!window.is_closed);
}

#[test]
fn a_save_writes_the_document_in_front() {
    let mut window = Window::with_two();
    window.types_at("plf/01/31/ae", "8000000").presses("Ctrl+Tab").types_at("plf/01/31/ae", "9000000").presses("Ctrl+S").says("Enregistré à");
    assert!(window.file().contains("9000000") && !window.other_file().contains("8000000"));
    window.has_tabs(&[&format!(">{FIRST}"), &format!("{SECOND}, non enregistré")]);
}

#[test]
fn quitting_asks_for_each_document_with_unsaved_changes() {
    let question = |title: &str| format!("Enregistrer « {title} » ?");
    let changed = || {
        let mut window = Window::with_two();
        window.types_at("plf/01/31/ae", "8000000").presses("Ctrl+Tab").types_at("plf/01/31/ae", "9000000");
        window
            .presses("Ctrl+N")
            .types("364")
            .presses("Tab")
            .types("Cohésion")
            .presses("Enter Ctrl+W")
            .clicks("Ne pas enregistrer")
            .clicks(&format!("{SECOND}, non enregistré"));
        window.asks_to_close().shows(&question(FIRST)).is_titled(&format!("● {FIRST} — Papier"));
        assert!(!window.is_closed);
        window
    };
    let mut window = changed();
    window.presses("Enter").shows(&question(SECOND)).is_titled(&format!("● {SECOND} — Papier"));
    assert!(!window.is_closed && window.file().contains("9000000") && !window.other_file().contains("8000000"));
    window.presses("Enter");
    assert!(window.is_closed && window.other_file().contains("8000000"));

    let mut window = changed();
    window.clicks("Ne pas enregistrer").shows(&question(SECOND)).clicks("Ne pas enregistrer");
    assert!(window.is_closed && !window.file().contains("9000000") && !window.other_file().contains("8000000"));
    assert!(window.journaled().is_empty(), "what was given up is not offered again");

    // Who changes his mind has lost nothing, and is asked about both again.
    let mut window = changed();
    window.clicks("Ne pas enregistrer").shows(&question(SECOND)).presses("Escape").clicks(&format!("{FIRST}, non enregistré"));
    window.prints([AE, FONDS, OPERATING], "9 000 000").asks_to_close().shows(&question(FIRST));
    assert!(!window.is_closed);
}

#[test]
fn a_tab_closes_its_document_and_asks_about_changes_first() {
    let mut window = Window::with_two();
    window.clicks(&format!("Fermer {FIRST}")).is_titled(&format!("{SECOND} — Papier")).has_tabs(&[]);
    let mut window = Window::with_two();
    window.presses("Ctrl+Tab").types_at("plf/01/31/ae", "9000000").presses("Ctrl+Tab").clicks(&format!("Fermer {FIRST}"));
    window
        .shows(&format!("Enregistrer « {FIRST} » ?"))
        .is_titled(&format!("● {FIRST} — Papier"))
        .presses("Enter")
        .is_titled(&format!("{SECOND} — Papier"));
    assert!(window.file().contains("9000000"));
}

#[test]
fn a_file_that_is_open_is_shown_and_not_opened_twice() {
    let mut window = Window::with_two();
    let file = window.path("pap.ron");
    window.types_at("plf/01/31/ae", "8000000").drops(file).is_titled(&format!("{FIRST} — Papier"));
    assert_eq!(window.tabs().len(), 2);
    #[cfg(unix)]
    {
        let link = window.path("lien.ron");
        std::os::unix::fs::symlink(window.path("autre.ron"), &link).expect("a link");
        window.drops(link).is_titled(&format!("● {SECOND} — Papier"));
        assert_eq!(window.tabs().len(), 2, "by whatever name");
    }
    // Nor is it saved over from another tab.
    let before = window.file();
    let open = window.path("pap.ron").display().to_string();
    window.chooses("Fichier", "Enregistrer sous…").presses("Ctrl+A").types(&open).presses("Enter");
    window.clicks("Remplacer").says("est ouvert dans un autre onglet");
    assert_eq!(window.file(), before);
}

#[test]
fn every_document_has_its_journal_and_a_crash_gives_all_back() {
    let mut window = Window::with_two();
    window.types_at("plf/01/31/ae", "8000000").presses("Ctrl+Tab").types_at("plf/01/31/ae", "9000000");
    let journaled = window.journaled();
    assert_eq!(journaled.len(), 2);
    assert!(["8000000", "9000000"].iter().all(|amount| journaled.iter().any(|text| text.contains(amount))));
    // Saving one ends its journal and no other.
    window.presses("Ctrl+S");
    assert!(matches!(window.journaled().as_slice(), [text] if text.contains("8000000")));
    window.types_at("plf/01/31/ae", "9500000");

    // Killed, and started again on one of the files.
    let Window { harness, folder, .. } = window;
    drop(harness);
    let (file, state) = (folder.path().join("pap.ron"), folder.path().join("state"));
    let app = App::for_test_in(Some(storage::open(&file).expect("it opens")), Some(file), Lang::French, Some(&state));
    let mut window = Window::new(app, folder);
    let found = "Du travail non enregistré a été retrouvé";
    window.shows(found).presses("Enter").shows(found).presses("Enter").does_not_show(found);
    assert_eq!(window.tabs().len(), 2, "the file that was open already has its work in its own tab: {:?}", window.tabs());
    let amounts: Vec<String> = (0..2)
        .map(|_| {
            window.presses("Ctrl+Tab");
            window.cell([AE, FONDS, OPERATING])
        })
        .collect();
    assert!(amounts.contains(&"8 000 000".to_owned()) && amounts.contains(&"9 500 000".to_owned()), "{amounts:?}");
    assert_eq!(window.journaled().len(), 2, "each is in the journal of this window now");
}

#[test]
fn automatic_saves_go_on_for_documents_that_are_not_in_front() {
    let mut window = Window::with_two();
    window.chooses("Fichier", "Enregistrement automatique").types_at("plf/01/31/ae", "8000000").presses("Ctrl+Tab");
    for _ in 0..30 {
        window.pauses().frame(vec![]);
    }
    assert!(window.other_file().contains("8000000"));
    window.has_tabs(&[&format!(">{FIRST}"), SECOND]);
}

/// A save that failed while another document is in front is said at once, and asked about once its document is seen.
#[test]
fn what_somebody_else_changed_is_asked_about_when_its_document_is_in_front() {
    let mut window = Window::with_two();
    let theirs = window.other_file().replace("7300000", "7300001");
    window.presses("Ctrl+Tab");
    fs::write(window.path("autre.ron"), theirs).expect("written");
    for focused in [false, true] {
        window.frame_of(|input| input.focused = focused);
    }
    let asked = "Quelqu’un a changé ce fichier";
    window.does_not_show(asked).has_tabs(&[&format!(">{FIRST}"), &format!("{SECOND}, à regarder")]);
    window.presses("Ctrl+Tab").shows(asked).clicks("Prendre leur version").prints([AE, FONDS, OPERATING], "7 300 001");
}

#[test]
fn search_findings_and_presentation_belong_to_their_document() {
    let mut window = Window::with_two();
    window.presses("Ctrl+H").types("introuvable").shows("Aucun résultat");
    window.presses("Ctrl+Tab").does_not_show("Aucun résultat").presses("Shift+F7").says("pour revenir à la page");
    window.presses("Ctrl+Tab").shows("Aucun résultat").does_not_say("pour revenir à la page");
    window.presses("Escape F5").does_not_show("Fichier").presses("Escape").shows("Fichier").is_titled(&format!("{SECOND} — Papier"));
    window.presses("Ctrl+Tab").says("pour revenir à la page");
}

#[test]
fn a_text_being_edited_is_that_of_its_document_alone() {
    let mut window = Window::with_two();
    let before = window.strategy();
    window.goes_to("text/strategy").presses("Ctrl+Home").types("Bon").presses("Ctrl+Tab");
    assert_eq!(window.strategy(), before);
    window.goes_to("text/strategy").presses("Ctrl+Home").types("Autre ");
    assert_eq!(window.strategy(), format!("Autre {before}"));
    window.presses("Ctrl+Tab");
    assert_eq!(window.strategy(), format!("Bon{before}"));
    // Nor does what is typed next go into the same text of the other document.
    window.goes_to("text/strategy").presses("Ctrl+Tab").types("perdu");
    assert_eq!(window.strategy(), format!("Autre {before}"));
}

#[test]
fn an_import_and_the_next_year_open_beside_what_is_open() {
    let mut window = Window::on_the_sample();
    window.types_at("plf/01/31/ae", "8000000");
    let text = window.path("pap.txt");
    fs::copy(TEXT, &text).expect("a copy");
    window.drops(text).clicks("Ouvrir comme nouveau document");
    assert_eq!(window.tabs().len(), 2);
    window.presses("Ctrl+Tab").prints([AE, FONDS, OPERATING], "8 000 000");
    window.chooses("Fichier", "Préparer le PAP de l’année suivante…").presses("Enter").is_titled("● Programme 352, PLF 2022 — Papier");
    assert_eq!(window.tabs().len(), 3);
    window.presses("Ctrl+W").clicks("Ne pas enregistrer").presses("Ctrl+Shift+Tab").is_titled(&format!("● {FIRST} — Papier"));
}

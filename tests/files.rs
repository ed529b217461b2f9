//! What becomes of work when something goes wrong: a crash, a colleague, a full folder, a wrong decision. The whole window, without a display.

#![cfg(feature = "gui")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _};
use papier::app::App;
use papier::lang::Lang;
use papier::storage::{self, Claim, Owner, OwnerMark};
use tempfile::TempDir;

const SAMPLE: &str = "saves/programme-352-plf-2021.ron";
const SURE: &str = "Jeter un travail jamais enregistré ?";
const FOUND: &str = "Du travail non enregistré a été retrouvé";
const CHANGED: &str = "Quelqu’un a changé ce fichier";

/// One user's machine: a folder of documents and a folder of state that outlive the windows.
struct Machine {
    folder: TempDir,
}

struct Window {
    harness: Harness<'static, App>,
}

impl Machine {
    fn with_the_sample() -> Self {
        let machine = Self { folder: tempfile::tempdir().expect("a folder") };
        fs::copy(SAMPLE, machine.file()).expect("a copy of the sample");
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self) -> PathBuf {
        self.path("pap.ron")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("the document's file")
    }

    fn state(&self) -> PathBuf {
        self.path("state")
    }

    fn journals(&self) -> usize {
        fs::read_dir(self.state().join("journals")).map_or(0, Iterator::count)
    }

    fn puts_a_file_in_the_way_of_versions(&self) {
        fs::write(self.state().join("versions"), "").expect("a file");
    }

    /// A window without a document.
    fn start(&self) -> Window {
        Window::new(App::for_test_in(None, None, Lang::French, Some(&self.state())))
    }

    /// A window on the file.
    fn open(&self) -> Window {
        let document = storage::open(&self.file()).expect("a document");
        Window::new(App::for_test_in(Some(document), Some(self.file()), Lang::French, Some(&self.state())))
    }

    /// Somebody else saves the file.
    fn changes_elsewhere(&self, from: &str, to: &str) {
        let text = self.text();
        let changed = text.replacen(from, to, 1);
        assert!(changed != text, "{from} is in the file");
        fs::write(self.file(), changed).expect("written");
    }
}

impl Window {
    fn new(app: App) -> Self {
        let harness = Harness::builder()
            .with_size([1600.0, 1400.0])
            .with_step_dt(0.25)
            .with_context_setup(papier::ui::theme::install)
            .build_ui_state(|ui, app: &mut App| app.frame_ui(ui), app);
        let mut window = Self { harness };
        window.frame(vec![]);
        window
    }

    fn frame(&mut self, events: Vec<Event>) -> &mut Self {
        self.harness.input_mut().events.extend(events);
        self.harness.run();
        self
    }

    fn presses(&mut self, keys: &str) -> &mut Self {
        for word in keys.split(' ') {
            let ctrl = word.strip_prefix("Ctrl+");
            let modifiers = if ctrl.is_some() { Modifiers::CTRL | Modifiers::COMMAND } else { Modifiers::NONE };
            let key = Key::from_name(ctrl.unwrap_or(word)).unwrap_or_else(|| panic!("no key {word:?}"));
            self.frame(vec![Event::ModifiersChanged(modifiers), Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }]);
            self.frame(vec![Event::ModifiersChanged(Modifiers::NONE)]);
        }
        self
    }

    fn types(&mut self, text: &str) -> &mut Self {
        self.frame(vec![Event::Text(text.into())])
    }

    /// Types a figure at an address.
    fn writes(&mut self, address: &str, typed: &str) -> &mut Self {
        self.presses("Ctrl+G").types(address).presses("Enter").types(typed).presses("Enter")
    }

    fn clicks(&mut self, name: &str) -> &mut Self {
        let at = {
            let nodes = self.harness.root().children_recursive();
            let found = nodes.into_iter().find(|node| words(&node.accesskit_node()) == name);
            found.unwrap_or_else(|| panic!("no {name:?} among:\n{}", self.names())).rect().center()
        };
        let button = |pressed| Event::PointerButton { pos: at, button: egui::PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
        self.frame(vec![Event::PointerMoved(at)]);
        self.harness.input_mut().events.push(button(true));
        self.harness.step();
        self.frame(vec![button(false)])
    }

    fn drops(&mut self, path: PathBuf) -> &mut Self {
        self.harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
        self.frame(vec![])
    }

    /// Frames of half a minute, during which nobody does anything.
    fn waits(&mut self) -> &mut Self {
        for _ in 0..120 {
            self.harness.step();
        }
        self.frame(vec![])
    }

    fn leaves_and_comes_back(&mut self) -> &mut Self {
        self.harness.input_mut().focused = false;
        self.frame(vec![]);
        self.harness.input_mut().focused = true;
        self.frame(vec![])
    }

    fn names(&self) -> String {
        let nodes = self.harness.root().children_recursive();
        nodes.map(|node| words(&node.accesskit_node())).filter(|name| !name.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Something in the window is named so or has this in its name.
    fn says(&mut self, part: &str) -> &mut Self {
        assert!(self.names().contains(part), "expected {part:?} among:\n{}", self.names());
        self
    }

    fn does_not_say(&mut self, part: &str) -> &mut Self {
        assert!(!self.names().contains(part), "{part:?} among:\n{}", self.names());
        self
    }
}

fn words(node: &AccessKitNode<'_>) -> String {
    let text = if node.role() == egui::accesskit::Role::Label { node.value() } else { node.label() };
    text.unwrap_or_default().replace(['\u{202f}', '\u{a0}'], " ")
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}

// After a crash

#[test]
fn work_that_was_not_saved_is_found_compared_and_restored_as_one_step() {
    let machine = Machine::with_the_sample();
    let before = machine.text();
    let mut window = machine.open();
    window.writes("plf/01/31/ae", "8000000").writes("plf/02/21/cp", "5");
    drop(window);
    assert_eq!((machine.text(), machine.journals()), (before.clone(), 1), "the crash left the file and the journal");

    let mut window = machine.start();
    window.says(FOUND).says("Le fichier n’a pas changé depuis").says("plf/01/31/ae, 7 300 000, 8 000 000").says("plf/02/21/cp, 3 000 000, 5");
    window.presses("Enter").does_not_say(FOUND).says("8 000 000").says("1 modification non enregistrée");
    assert_eq!(machine.text(), before, "restoring writes nothing");
    window.presses("Ctrl+Z").says("Aucune modification").presses("Ctrl+Y").presses("Ctrl+S").says("Enregistré à");
    assert!(machine.text().contains("8000000") && machine.journals() == 0);
    drop(window);
    machine.start().does_not_say(FOUND);
}

/// P4: a kill between any two frames finds in the journal what the window shows.
#[test]
fn after_every_frame_the_journal_holds_what_the_window_shows() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    let addresses = ["plf/01/31/ae", "plf/02/21/cp", "lfi/01/31/cp", "indicator/1.1/2021/forecast", "schedule/new/2021/plf"];
    let mut number = 0x9E37_79B9_u32;
    for _ in 0..40 {
        number ^= number << 13;
        number ^= number >> 17;
        number ^= number << 5;
        let address = addresses[usize::try_from(number).expect("small") % addresses.len()];
        match number % 7 {
            0 => window.presses("Ctrl+Z"),
            1 => window.presses("Ctrl+Y"),
            _ => window.writes(address, &(number % 1_000_000).to_string()),
        };
        let session = window.harness.state().session().expect("a document");
        if session.is_modified() {
            let journal = fs::read_dir(machine.state().join("journals")).expect("journals").next().expect("one").expect("an entry").path();
            let recovered = storage::read_journal(&fs::read(journal).expect("read")).expect("a state");
            assert!(recovered.text == storage::write(session.document()) && !recovered.torn);
        } else {
            assert_eq!(machine.journals(), 0);
        }
    }
}

#[test]
fn what_was_undone_before_the_crash_is_not_restored() {
    let machine = Machine::with_the_sample();
    machine.open().writes("plf/01/31/ae", "8000000").writes("plf/01/31/cp", "1").presses("Ctrl+Z");
    machine.start().says("AE 2021 (PLF), action 01, catégorie 31, plf/01/31/ae, 7 300 000, 8 000 000").does_not_say("plf/01/31/cp");
    let machine = Machine::with_the_sample();
    machine.open().writes("plf/01/31/ae", "8000000").presses("Ctrl+Z");
    machine.start().does_not_say(FOUND);
}

#[test]
fn a_file_that_somebody_saved_since_is_not_replaced_without_asking() {
    let machine = Machine::with_the_sample();
    machine.open().writes("plf/01/31/ae", "8000000");
    machine.changes_elsewhere("7300000", "7300001");
    let theirs = machine.text();
    let mut window = machine.start();
    window.says(FOUND).says("il ne sera pas remplacé sans le demander").says("plf/01/31/ae, 7 300 001, 8 000 000").presses("Enter");
    window.presses("Ctrl+S").says(CHANGED).presses("Escape");
    assert_eq!(machine.text(), theirs);
}

#[test]
fn a_new_document_that_was_never_saved_is_found() {
    let machine = Machine::with_the_sample();
    let mut window = machine.start();
    window.presses("Ctrl+N").types("363").presses("Tab").types("Compétitivité").presses("Enter");
    window.says("Programme 363");
    drop(window);
    let mut window = machine.start();
    window.says(FOUND).says("avant que ce document soit enregistré").presses("Enter").says("Programme 363").says("Pas encore enregistré");
}

#[test]
fn work_can_be_left_for_later_or_thrown_away_among_the_earlier_versions() {
    let machine = Machine::with_the_sample();
    machine.open().writes("plf/01/31/ae", "8000000");
    machine.start().says(FOUND).presses("Escape").does_not_say(FOUND);
    machine.start().says(FOUND).clicks("Plus tard").does_not_say(FOUND);
    machine.start().says(FOUND).clicks("Jeter").does_not_say(FOUND).says("ce travail reste parmi les versions précédentes");
    machine.start().does_not_say(FOUND);
    assert_eq!(machine.journals(), 0);
    let mut window = machine.open();
    window.clicks("Fichier").clicks("Versions précédentes…").says("plf/01/31/ae, 7 300 000, 8 000 000").clicks("Restaurer cette version");
    window.says("1 modification non enregistrée");
}

#[test]
fn work_that_cannot_be_kept_among_the_earlier_versions_is_offered_again() {
    let machine = Machine::with_the_sample();
    machine.open().writes("plf/01/31/ae", "8000000");
    machine.puts_a_file_in_the_way_of_versions();
    machine.start().says(FOUND).clicks("Jeter").says("il sera proposé au prochain démarrage");
    machine.start().says(FOUND);
}

#[test]
fn work_that_was_never_saved_is_thrown_away_only_after_a_second_question() {
    let machine = Machine::with_the_sample();
    let mut window = machine.start();
    window.presses("Ctrl+N").types("363").presses("Tab").types("Compétitivité").presses("Enter").says("Programme 363");
    drop(window);
    machine.start().says(FOUND).clicks("Jeter").says(SURE).presses("Enter").says(FOUND);
    machine.start().says(FOUND).clicks("Jeter").says(SURE).presses("Escape").says(FOUND);
    machine.start().says(FOUND).clicks("Jeter").says(SURE).clicks("Jeter pour toujours").does_not_say(FOUND);
    machine.start().does_not_say(FOUND);
}

#[test]
fn a_document_given_up_at_closing_leaves_no_journal() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    window.writes("plf/01/31/ae", "8000000").presses("Ctrl+W").clicks("Ne pas enregistrer");
    assert_eq!(machine.journals(), 0);
    drop(window);
    machine.start().does_not_say(FOUND);
}

// Somebody else

#[test]
fn a_save_over_somebody_elses_writes_nothing_and_shows_both() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    window.writes("plf/01/31/ae", "8000000");
    machine.changes_elsewhere("7300000", "7300001");
    let theirs = machine.text();
    window.presses("Ctrl+S").says(CHANGED).says("plf/01/31/ae, 8 000 000, 7 300 001").says("Échec : quelqu'un d'autre a changé ce fichier");
    assert_eq!(machine.text(), theirs);
    window
        .clicks("Garder la mienne dans une copie…")
        .says("Chemin du fichier")
        .presses("Ctrl+A")
        .types(&machine.path("copie.ron").display().to_string());
    window.presses("Enter").says("Enregistré à");
    assert!(machine.text() == theirs && fs::read_to_string(machine.path("copie.ron")).expect("the copy").contains("8000000"));
}

#[test]
fn a_change_on_the_disk_is_seen_when_the_window_comes_back_and_taken_as_one_step() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    window.leaves_and_comes_back().does_not_say(CHANGED);
    machine.changes_elsewhere("7300000", "7300001");
    window.leaves_and_comes_back().says(CHANGED).clicks("Prendre leur version").says("7 300 001").says("Aucune modification");
    window.presses("Ctrl+Z").does_not_say("7 300 001").says("1 modification non enregistrée").presses("Ctrl+S").says("Enregistré à");
    assert!(!machine.text().contains("7300001"));
}

#[test]
fn a_file_that_somebody_has_open_opens_read_only_by_enter() {
    let machine = Machine::with_the_sample();
    let anne = Owner { user: "Anne Martin".into(), machine: "B-214".into(), process: 1, since: 1_600_000_000 };
    let mark = OwnerMark::claim(&machine.file(), &anne, false);
    assert!(matches!(mark, Claim::Ours(_)));
    let mut window = machine.start();
    window.drops(machine.file()).says("Ce fichier est déjà ouvert").says("Anne Martin").says("B-214");
    window.presses("Enter").says("Lecture seule").writes("plf/01/31/ae", "8000000").says("Ce document est ouvert en lecture seule");
    window.presses("Escape Ctrl+W");
    window.drops(machine.file()).clicks("Ouvrir une copie").says("Pas encore enregistré").presses("Ctrl+W").clicks("Ne pas enregistrer");
    window.drops(machine.file()).clicks("Ouvrir quand même").says("Aucune modification").presses("Ctrl+W");
    drop(mark);
    window.drops(machine.file()).does_not_say("Ce fichier est déjà ouvert").says("Aucune modification");
}

/// What bears the name of the mark is a link that a colleague put there: it is not followed, and the window says that it cannot tell.
#[cfg(unix)]
#[test]
fn what_is_no_mark_is_left_alone_and_told() {
    let machine = Machine::with_the_sample();
    let theirs = machine.path("theirs");
    fs::write(&theirs, "their text").expect("written");
    std::os::unix::fs::symlink(&theirs, machine.path(".~pap.ron.papier")).expect("a link");
    let mut window = machine.start();
    window.drops(machine.file()).says("Impossible de savoir si un collègue a ce fichier ouvert : « .~pap.ron.papier »");
    window.says("Aucune modification").writes("plf/01/31/ae", "8000000").presses("Ctrl+S").says("Enregistré à");
    window.presses("Ctrl+W");
    assert_eq!(fs::read_to_string(&theirs).expect("their text"), "their text");
    assert!(machine.path(".~pap.ron.papier").is_symlink() && machine.text().contains("8000000"));
}

#[cfg(unix)]
#[test]
fn another_name_of_the_file_that_keeps_the_earlier_version_is_told() {
    let machine = Machine::with_the_sample();
    let before = machine.text();
    fs::hard_link(machine.file(), machine.path("other.ron")).expect("a hard link");
    let mut window = machine.open();
    window.writes("plf/01/31/ae", "8000000").presses("Ctrl+S").says("Enregistré à").says("lien physique");
    assert_eq!(fs::read_to_string(machine.path("other.ron")).expect("a text"), before);
    window.writes("plf/01/31/ae", "9000000").presses("Ctrl+S").does_not_say("lien physique");
}

/// P4: a journal is where it is looked for as long as something is unsaved, whether one types on or not.
#[test]
fn a_journal_whose_folder_is_removed_is_begun_anew() {
    for types_on in [true, false] {
        let machine = Machine::with_the_sample();
        let mut window = machine.open();
        window.writes("plf/01/31/ae", "8000000");
        assert_eq!(machine.journals(), 1);
        fs::remove_dir_all(machine.state()).expect("removed");
        if types_on {
            window.writes("plf/02/21/cp", "5");
        } else {
            window.waits();
        }
        assert_eq!(machine.journals(), 1, "types on {types_on}");
        drop(window);
        machine.start().says(FOUND).says("plf/01/31/ae, 7 300 000, 8 000 000");
    }
}

#[cfg(unix)]
#[test]
fn a_journal_that_cannot_be_begun_anew_is_told() {
    let machine = Machine::with_the_sample();
    let elsewhere = machine.path("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    let mut window = machine.open();
    window.writes("plf/01/31/ae", "8000000");
    fs::remove_dir_all(machine.state()).expect("removed");
    std::os::unix::fs::symlink(&elsewhere, machine.state()).expect("a link");
    window.writes("plf/02/21/cp", "5").says("Le journal de secours ne s’écrit pas");
    assert_eq!(fs::read_dir(&elsewhere).expect("the folder").count(), 0);
}

// Earlier versions

#[test]
fn an_earlier_version_is_looked_at_and_restored_as_one_step() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    window.writes("plf/01/31/ae", "8000000").presses("Ctrl+S").says("Enregistré à").writes("plf/01/31/ae", "9000000");
    window.clicks("Fichier").clicks("Versions précédentes…").says("Restaurer cette version").clicks_on_the_first_version();
    window.says("plf/01/31/ae, 9 000 000, 7 300 000").clicks("Restaurer cette version").says("2 modifications non enregistrées");
    window.presses("Ctrl+Z").says("1 modification non enregistrée");
}

/// Of an earlier version single entries come back, through the review, each as one step.
#[test]
fn an_earlier_version_is_gone_through_entry_by_entry() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    window.writes("plf/01/31/ae", "8000000").writes("plf/02/31/cp", "400000").presses("Ctrl+S").says("Enregistré à");
    window.clicks("Fichier").clicks("Versions précédentes…").clicks_on_the_first_version().clicks("Choisir ce qui revient…");
    window.says("1 sur 2").says("0 repris sur 2").says("Version précédente").says("Diffère");
    window.presses("2").says("1 repris sur 2").says("1 modification non enregistrée");
    window.presses("Ctrl+Z").says("0 repris sur 2").presses("Enter N").clicks("Tout reprendre").does_not_say("sur 2");
    window.presses("Ctrl+S").says("Enregistré à");
    assert!(machine.text().contains("category: 31, ae: 7300000") && !machine.text().contains("cp: 400000)"), "{}", machine.text());
}

#[test]
fn versions_are_chosen_with_the_arrows_and_restored_by_enter() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    for amount in ["8000000", "9000000"] {
        window.writes("plf/01/31/ae", amount).presses("Ctrl+S").says("Enregistré à");
    }
    window.clicks("Fichier").clicks("Versions précédentes…");
    // Saved within one second, the two stand in either order.
    let [first, second] =
        if window.names().contains("plf/01/31/ae, 9 000 000, 8 000 000") { ["8 000 000", "7 300 000"] } else { ["7 300 000", "8 000 000"] };
    window.says(&format!("plf/01/31/ae, 9 000 000, {first}")).presses("ArrowDown").says(&format!("plf/01/31/ae, 9 000 000, {second}"));
    window.presses("Enter").does_not_say("Restaurer cette version").says("1 modification non enregistrée").presses("Ctrl+S");
    assert!(machine.text().contains(&format!("category: 31, ae: {}, cp: 7300000", second.replace(' ', ""))));
}

impl Window {
    fn clicks_on_the_first_version(&mut self) -> &mut Self {
        let name = {
            let mut nodes = self.harness.root().children_recursive();
            let radio = nodes.find(|node| node.accesskit_node().role() == egui::accesskit::Role::RadioButton);
            radio.and_then(|node| node.accesskit_node().label()).unwrap_or_else(|| panic!("no version among:\n{}", self.names()))
        };
        self.clicks(&name.replace(['\u{202f}', '\u{a0}'], " "))
    }
}

// The state of the file in words

#[test]
fn an_automatic_save_is_a_choice_and_never_replaces_what_somebody_else_saved() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    window.writes("plf/01/31/ae", "8000000").waits().says("1 modification non enregistrée");
    assert!(!machine.text().contains("8000000"), "nobody chose it");
    window.clicks("Fichier").clicks("Enregistrement automatique").waits().says("Enregistré à").says("(automatique)");
    assert!(machine.text().contains("8000000"));
    machine.changes_elsewhere("8000000", "8000001");
    let theirs = machine.text();
    window.writes("plf/01/31/ae", "9000000").waits().says(CHANGED);
    assert_eq!(machine.text(), theirs);
}

#[test]
fn a_save_that_fails_says_so_and_the_next_one_that_succeeds_too() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    window.says("Aucune modification").writes("plf/01/31/ae", "8000000").says("1 modification non enregistrée");
    let aside = machine.path("aside");
    fs::rename(machine.file(), &aside).and_then(|()| fs::create_dir(machine.file())).expect("a folder in the file's place");
    window.presses("Ctrl+S").says("Échec : c'est un dossier, rien n’a été écrit").presses("Escape");
    fs::remove_dir(machine.file()).and_then(|()| fs::rename(&aside, machine.file())).expect("the file is back");
    window.presses("Ctrl+S").says("Enregistré à");
    assert!(machine.text().contains("8000000"));
}

// Exports

#[cfg(feature = "pdf")]
#[test]
fn an_export_asks_before_it_replaces_a_file_and_never_replaces_or_changes_a_document() {
    let machine = Machine::with_the_sample();
    let (before, pdf) = (machine.text(), machine.path("programme-352-plf-2021.pdf"));
    let mut window = machine.open();
    // The whole document as PDF, beside the document: what is offered first.
    window.presses("Ctrl+E").says("Le document n’est pas modifié.").presses("Enter").says("Exporter dans").presses("Enter");
    window.says("Exporté : programme-352-plf-2021.pdf").says("Aucune modification");
    assert!(fs::read(&pdf).expect("the export").starts_with(b"%PDF-"));

    fs::write(&pdf, "autre chose").expect("written");
    window.presses("Ctrl+E Enter Enter").says("Un fichier de ce nom existe déjà");
    assert_eq!(fs::read(&pdf).expect("the file"), b"autre chose");
    window.clicks("Remplacer").says("Exporté : programme-352-plf-2021.pdf");
    assert!(fs::read(&pdf).expect("the export").starts_with(b"%PDF-"));

    fs::write(&pdf, &before).expect("written");
    window.presses("Ctrl+E Enter Enter").clicks("Remplacer").says("L’export n’a pas été fait").says("document de Papier");
    assert_eq!((fs::read_to_string(&pdf).expect("the document"), machine.text()), (before.clone(), before));
}

#[test]
fn a_path_is_typed_over_the_one_that_is_suggested() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    window.presses("Ctrl+E").clicks("Page HTML (.html)").clicks("Choisir le fichier…").says("Exporter dans").types("autre nom").presses("Enter");
    window.says("Exporté : autre nom.html");
    assert!(machine.path("autre nom.html").exists(), "beside the document, with the ending of its form");

    let text = machine.path("credits.csv");
    fs::write(&text, "exercice;loi;programme;action;categorie;ae;cp\n2021;PLF;352;01;31;5;6\n").expect("written");
    window
        .clicks("Fichier")
        .clicks("Importer…")
        .says("écrire le chemin")
        .types("/nulle/part.csv")
        .presses("Enter")
        .says("/nulle/part.csv : ce fichier n'existe pas.");
    window.presses("Ctrl+A").types(&format!("file://{}", text.display())).presses("Enter").says("Ce qui a été lu").says("credits.csv");
}

/// The size of a PNG picture.
fn png(path: &Path) -> (u32, u32) {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let side = |at: usize| u32::from_be_bytes(bytes.get(at..at + 4).and_then(|side| side.try_into().ok()).expect("a PNG"));
    (side(16), side(20))
}

#[test]
fn whatever_can_leave_does_so_from_one_dialog_that_remembers() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    window.presses("Ctrl+E").clicks("Un graphique").clicks("Sombre").clicks("Autre").types("10 x 10");
    window.says("de 240 à 8192 pixels").presses("Ctrl+A").types("480 x 270").does_not_say("de 240 à 8192").presses("Enter");
    window.says("Exporter dans").presses("Enter").says("Exporté : programme-352-plf-2021-indicators.png");
    assert_eq!(png(&machine.path("programme-352-plf-2021-indicators.png")), (480, 270));

    // The same chart, form, size and ground again, until something else is chosen.
    window.presses("Ctrl+E Enter Enter").says("Un fichier de ce nom existe déjà").clicks("Remplacer");
    window.presses("Ctrl+E").clicks("Les diapositives").clicks("Choisir le dossier…");
    window.says("Chemin du dossier").presses("Enter").says("Exporté : programme-352-plf-2021-slides");
    let folder = machine.path("programme-352-plf-2021-slides");
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 12);
    assert_eq!(png(&folder.join("06-indicator-1-1.png")), (480, 270));
    fs::write(folder.join("02-figures.png"), "autre").expect("written");
    window.presses("Ctrl+E Enter Enter").says("existe déjà");
    assert_eq!(fs::read(folder.join("02-figures.png")).expect("the file"), b"autre");
    window.clicks("Remplacer").says("Exporté : programme-352-plf-2021-slides");
    assert_eq!(png(&folder.join("02-figures.png")), (480, 270));

    window.presses("Ctrl+E").clicks("Un tableau").clicks("Page HTML (.html)").clicks("English").clicks("Choisir le fichier…");
    window.presses("Enter").says("Exporté : programme-352-plf-2021-objectives.html");
    let html = fs::read_to_string(machine.path("programme-352-plf-2021-objectives.html")).expect("the table");
    assert!(html.contains("lang=\"en\"") && html.contains("<table"), "{html}");
}

#[cfg(feature = "pdf")]
#[test]
fn the_preview_shows_the_page_that_is_edited() {
    let machine = Machine::with_the_sample();
    let mut window = machine.open();
    window.presses("F7").says("15 pages").says("Page 11 sur 15").does_not_say("Page 1 sur 15");
    window.writes("plf/01/31/ae", "8000000").says("Page 11 sur 15");
    // It shows the charts that were exported last.
    window.presses("Ctrl+E").clicks("Tous, près de leurs tableaux").clicks("Choisir le fichier…").presses("Enter").says("18 pages").presses("F7 F7");
    window.presses("F7").does_not_say("Page 11 sur 15").says("8 000 000");
}

//! The whole window, driven by keys, clicks and accessible names as a user and a screen reader have them. No display, no renderer.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::identities::counted;
use egui::{Event, Key, Modifiers, OutputCommand, RawInput, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::{AccessKitNode, NodeT as _};
use egui_kittest::{Harness, Node};
use papier::app::App;
use papier::lang::Lang;
use papier::storage;
use tempfile::TempDir;

mod access;
mod adding;
mod arriving;
mod beside;
mod charts;
mod documents;
mod entering;
mod formats;
mod keyboard;
mod merging;
mod returned;
mod search;
mod texts;
mod told;
mod tried;

const SAMPLE: &str = "saves/programme-352-plf-2021.ron";

const AE: &str = "2021 / Autorisations d'engagement";
const CP: &str = "2021 / Crédits de paiement";
const FONDS: &str = "01 – Fonds pour l'accélération du financement des start-up d'État";
const SOUTIEN: &str = "02 – Soutien au recrutement de profils rares dédiés à l'innovation numérique";
const STAFF: &str = "Titre 2 Dépenses de personnel";
const OPERATING: &str = "Titre 3 Dépenses de fonctionnement";
const TOTAL_2021: &str = "Total pour 2021";

/// The window on a copy of the sample, or on nothing.
struct Window {
    harness: Harness<'static, App>,
    folder: TempDir,
    /// The last title that the window asked for; empty before the first change.
    title: String,
    /// What the clipboard holds.
    clipboard: String,
    is_closed: bool,
}

/// A cell by what its name begins with: table, row, column.
type Headers<'a> = [&'a str; 3];

impl Window {
    fn on_the_sample() -> Self {
        Self::on_the_sample_in(Lang::French)
    }

    fn on_the_sample_in(lang: Lang) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("pap.ron");
        fs::copy(SAMPLE, &file).expect("a copy of the sample");
        let document = storage::open(&file).expect("the sample opens");
        Self::new(App::for_test(Some(document), Some(file), lang), folder)
    }

    /// The sample as it comes from the program itself, without a file.
    fn on_the_sample_without_a_file() -> Self {
        let document = storage::open(Path::new(SAMPLE)).expect("the sample opens");
        Self::new(App::for_test(Some(document), None, Lang::French), tempfile::tempdir().expect("a folder"))
    }

    fn without_a_document() -> Self {
        Self::new(App::for_test(None, None, Lang::French), tempfile::tempdir().expect("a folder"))
    }

    fn new(app: App, folder: TempDir) -> Self {
        Self::of_size(app, folder, [1600.0, 1400.0])
    }

    fn of_size(app: App, folder: TempDir, size: [f32; 2]) -> Self {
        let harness = Harness::builder()
            .with_size(size)
            .with_step_dt(1.0 / 60.0)
            .with_context_setup(papier::ui::theme::install)
            .build_ui_state(|ui, app: &mut App| app.frame_ui(ui), app.asking(papier::cli::GIT));
        let mut window = Self { harness, folder, title: String::new(), clipboard: String::new(), is_closed: false };
        window.settle();
        window
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self) -> String {
        fs::read_to_string(self.path("pap.ron")).expect("the document's file")
    }

    // What the user does

    /// These events in one frame, then as many frames as the window asks for.
    fn frame(&mut self, events: Vec<Event>) -> &mut Self {
        self.frame_of(|input| input.events.extend(events))
    }

    fn frame_of(&mut self, change: impl FnOnce(&mut RawInput)) -> &mut Self {
        change(self.harness.input_mut());
        self.step();
        self.settle();
        self
    }

    /// Half a second passes before the next frame: time to look.
    fn pauses(&mut self) -> &mut Self {
        let now = self.harness.ctx.input(|input| input.time);
        self.harness.input_mut().time = Some(now + 0.5);
        self
    }

    fn step(&mut self) {
        self.harness.step();
        self.harness.input_mut().time = None;
        let output = self.harness.output();
        for command in output.viewport_output.get(&ViewportId::ROOT).into_iter().flat_map(|viewport| &viewport.commands) {
            match command {
                ViewportCommand::Title(title) => self.title.clone_from(title),
                ViewportCommand::Close => self.is_closed = true,
                ViewportCommand::CancelClose => self.is_closed = false,
                _ => {}
            }
        }
        for command in &output.platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                self.clipboard.clone_from(text);
            }
        }
    }

    /// Frames until nothing is left to paint; every control then has a name.
    fn settle(&mut self) {
        for _ in 0..200 {
            self.step();
            let output = self.harness.output().viewport_output.get(&ViewportId::ROOT);
            if output.is_some_and(|viewport| !viewport.repaint_delay.is_zero()) {
                self.harness.run();
                return;
            }
        }
        panic!("the window asks for frames without end");
    }

    /// Nothing is done for a second.
    fn rests(&mut self) -> &mut Self {
        (0..60).for_each(|_| self.step());
        self
    }

    /// Presses keys one after the other, looking at the window before each: "Ctrl+G", "Tab Tab Enter".
    fn presses(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            let (modifiers, key) = parsed(key);
            self.pauses().frame(vec![Event::ModifiersChanged(modifiers), pressed(key, modifiers)]);
            self.frame(vec![Event::ModifiersChanged(Modifiers::NONE)]);
        }
        self
    }

    fn types(&mut self, text: &str) -> &mut Self {
        self.pauses().frame(vec![Event::Text(text.into())])
    }

    fn goes_to(&mut self, address: &str) -> &mut Self {
        self.presses("Ctrl+G").types(address).presses("Enter")
    }

    fn copies(&mut self) -> &mut Self {
        self.frame(vec![Event::Copy])
    }

    fn pastes(&mut self, text: &str) -> &mut Self {
        self.frame(vec![Event::Paste(text.into())])
    }

    /// Clicks on the control that has this name.
    fn clicks(&mut self, name: &str) -> &mut Self {
        let is_text = |role| matches!(role, egui::accesskit::Role::Label | egui::accesskit::Role::Heading);
        let at = match self.all(|node| !is_text(node.role()) && words(node) == name).as_slice() {
            [node] => node.rect().center(),
            [] => panic!("nothing is called {name:?}; there is:\n{}", self.names()),
            nodes => panic!("{} things are called {name:?}", nodes.len()),
        };
        self.clicks_at(at)
    }

    /// Clicks on the first thing whose name begins so.
    fn clicks_on_what_begins(&mut self, start: &str) -> &mut Self {
        let node = self.all(|node| words(node).starts_with(start)).into_iter().next();
        let at = node.unwrap_or_else(|| panic!("nothing begins with {start:?}; there is:\n{}", self.names())).rect().center();
        self.clicks_at(at)
    }

    fn clicks_at(&mut self, pos: egui::Pos2) -> &mut Self {
        let button = |pressed| Event::PointerButton { pos, button: egui::PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
        self.frame(vec![Event::PointerMoved(pos)]);
        // Not settled between the two: a long press is no click.
        self.harness.input_mut().events.push(button(true));
        self.step();
        self.frame(vec![button(false)])
    }

    /// Opens a menu and chooses an item of it, or of a menu within it, named without what it is about; what has the same name elsewhere is not meant.
    fn chooses(&mut self, menu: &str, item: &str) -> &mut Self {
        let before: Vec<_> = self.all(|_| true).iter().map(|node| node.accesskit_node().id()).collect();
        self.clicks(menu);
        let within = self.all(|node| !before.contains(&node.id()) && node.data().has_popup().is_some());
        let within: Vec<egui::Pos2> = within.iter().map(|row| row.rect().center()).collect();
        let is_item = |name: &str| name.strip_prefix(item).is_some_and(|rest| rest.is_empty() || rest.starts_with(" «"));
        let is_new = |node: &AccessKitNode<'_>| !before.contains(&node.id());
        let found = |window: &Self| window.all(|node| is_new(node) && is_item(&words(node))).first().map(|node| node.rect().center());
        let at = found(self).or_else(|| within.into_iter().find_map(|row| found(self.clicks_at(row))));
        let at = at.unwrap_or_else(|| panic!("the menu {menu:?} has no {item:?}; there is:\n{}", self.names()));
        self.clicks_at(at)
    }

    fn drops(&mut self, path: PathBuf) -> &mut Self {
        self.frame_of(|input| input.dropped_files.push(Arc::new(Dropped(path))))
    }

    fn asks_to_close(&mut self) -> &mut Self {
        self.is_closed = true;
        self.frame_of(|input| {
            if let Some(viewport) = input.viewports.get_mut(&ViewportId::ROOT) {
                viewport.events.push(ViewportEvent::Close);
            }
        })
    }

    // What the window shows

    fn all<'a>(&'a self, matches: impl Fn(&AccessKitNode<'_>) -> bool + 'a) -> Vec<Node<'a>> {
        let nodes = self.harness.root().children_recursive();
        nodes.filter(|node| matches(&node.accesskit_node())).collect()
    }

    /// Every name in the window, one a line.
    fn names(&self) -> String {
        let names = self.all(|node| !words(node).is_empty());
        names.iter().map(|node| format!("  {:?} {}\n", node.accesskit_node().role(), words(&node.accesskit_node()))).collect()
    }

    fn has(&self, name: &str) -> bool {
        !self.all(|node| words(node) == name).is_empty()
    }

    #[track_caller]
    fn shows(&mut self, name: &str) -> &mut Self {
        assert!(self.has(name), "expected {name:?} among:\n{}", self.names());
        self
    }

    /// Something says these words, among others.
    #[track_caller]
    fn says(&mut self, part: &str) -> &mut Self {
        assert!(!self.all(|node| words(node).contains(part)).is_empty(), "expected words with {part:?} among:\n{}", self.names());
        self
    }

    #[track_caller]
    fn does_not_say(&mut self, part: &str) -> &mut Self {
        assert!(self.all(|node| words(node).contains(part)).is_empty(), "{part:?} should not be said:\n{}", self.names());
        self
    }

    #[track_caller]
    fn does_not_show(&mut self, name: &str) -> &mut Self {
        assert!(!self.has(name), "{name:?} should not be there");
        self
    }

    /// What a cell prints, with plain spaces.
    #[track_caller]
    fn cell(&self, headers: Headers<'_>) -> String {
        let start = headers.join(", ") + ", ";
        match self.all(|node| node.role() == egui::accesskit::Role::GridCell && words(node).starts_with(&start)).as_slice() {
            [cell] => plain(&cell.value().unwrap_or_default()),
            cells => panic!("{} cells are called {start:?}; there is:\n{}", cells.len(), self.names()),
        }
    }

    #[track_caller]
    fn prints(&mut self, headers: Headers<'_>, expected: &str) -> &mut Self {
        assert_eq!(self.cell(headers), expected, "{headers:?}");
        self
    }

    /// The name of the active cell.
    fn active(&self) -> String {
        let selected = self.all(|node| node.role() == egui::accesskit::Role::GridCell && node.is_selected() == Some(true));
        selected.first().map_or_else(String::new, |cell| words(&cell.accesskit_node()))
    }

    #[track_caller]
    fn is_on(&mut self, headers: Headers<'_>) -> &mut Self {
        let active = self.active();
        assert!(active.starts_with(&(headers.join(", ") + ", ")), "expected the active cell {headers:?}, it is {active:?}");
        self
    }

    #[track_caller]
    fn is_titled(&mut self, title: &str) -> &mut Self {
        assert_eq!(self.title, title);
        self
    }
}

/// A file dropped on the window.
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

/// The name of a node; a text is its own name.
fn words(node: &AccessKitNode<'_>) -> String {
    let text = if node.role() == egui::accesskit::Role::Label { node.value() } else { node.label() };
    plain(&text.unwrap_or_default())
}

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

fn parsed(keys: &str) -> (Modifiers, Key) {
    let mut modifiers = Modifiers::NONE;
    let mut key = None;
    for word in keys.split('+') {
        match word {
            "Ctrl" => modifiers = modifiers | Modifiers::CTRL | Modifiers::COMMAND,
            "Shift" => modifiers |= Modifiers::SHIFT,
            "Alt" => modifiers |= Modifiers::ALT,
            name => key = Key::from_name(name),
        }
    }
    (modifiers, key.unwrap_or_else(|| panic!("no key {keys:?}")))
}

fn pressed(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

fn enter() -> Event {
    pressed(Key::Enter, Modifiers::NONE)
}

// Figures

#[test]
fn a_figure_typed_after_ctrl_g_moves_every_table_in_the_same_frame() {
    let document = storage::open(Path::new(SAMPLE)).expect("the sample opens");
    let app = App::for_test(Some(document), None, Lang::French);
    // Every table of the page is in sight.
    let mut window = Window::of_size(app, tempfile::tempdir().expect("a folder"), [1280.0, 2400.0]);
    window.goes_to("plf/01/31/ae").is_on([AE, FONDS, OPERATING]);
    window.types("8 000 000").frame(vec![enter()]);
    window
        .prints([AE, FONDS, OPERATING], "8 000 000")
        .prints([AE, FONDS, TOTAL_2021], "8 000 000")
        .prints([AE, "Total", OPERATING], "8 300 000")
        .prints([AE, "Total", TOTAL_2021], "11 300 000")
        .prints([AE, "Total", "FdC et AdP attendus en 2021"], "4 000 000")
        .prints([CP, "Total", TOTAL_2021], "10 600 000")
        .prints(["Évolution de la LFI 2020 au PLF 2021", "Autorisations d'engagement", "Variation"], "+22,8 %");
    let synthesis = "Éléments de synthèse du programme";
    window
        .clicks("Éléments de synthèse")
        .prints([synthesis, FONDS, "Autorisations d'engagement, Autres titres"], "8 000 000")
        .prints([synthesis, "Total", "Autorisations d'engagement, Total"], "11 300 000");
    window.clicks(FONDS).shows("ACTION 70,8 %").clicks(SOUTIEN).shows("ACTION 29,2 %");
}

#[test]
fn keys_typed_faster_than_frames_lose_nothing() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae");
    window.frame(vec![Event::Text("8".into()), Event::Text("000000".into()), enter(), Event::Text("4".into()), Event::Text("00000".into())]);
    window.prints([AE, FONDS, OPERATING], "8 000 000").shows("Saisie").frame(vec![enter()]);
    window.prints([AE, SOUTIEN, OPERATING], "400 000").prints([AE, "Total", OPERATING], "8 400 000");
}

#[test]
fn the_address_and_what_follows_may_come_in_one_frame() {
    let mut window = Window::on_the_sample();
    let ctrl_g = pressed(Key::G, Modifiers::CTRL | Modifiers::COMMAND);
    window.frame(vec![ctrl_g]).frame(vec![Event::Text("plf/01/31/ae".into()), enter()]);
    window.frame(vec![Event::Text("8000000".into()), enter()]);
    window.prints([AE, FONDS, OPERATING], "8 000 000");
}

#[test]
fn an_address_that_does_not_exist_is_refused_where_it_was_typed() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/09/31/ae").says("existe pas dans ce document").shows("Recherche");
    window.presses("Escape").does_not_say("pas dans ce document").does_not_show("Recherche");
}

#[test]
fn f2_edits_and_escape_restores() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").presses("F2").shows("Modification");
    window.presses("Backspace Backspace Backspace").types("500").presses("Escape").shows("Prêt").prints([AE, FONDS, OPERATING], "7 300 000");
    window.presses("F2 Home Delete").types("8").presses("Enter").prints([AE, FONDS, OPERATING], "8 300 000");
    window.presses("Up").types("9").shows("Saisie").presses("Escape").prints([AE, FONDS, OPERATING], "8 300 000");
    window.says("1 modification non enregistrée");
}

#[test]
fn a_formula_is_kept_and_comes_back_with_f2() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("=3000000+300000").presses("Enter").prints([AE, FONDS, OPERATING], "3 300 000");
    window.presses("Up").says("=3000000+300000");
    window.presses("F2 Backspace").types("1").presses("Enter").prints([AE, FONDS, OPERATING], "3 300 001");
}

#[test]
fn enter_and_tab_move_and_enter_returns_to_where_the_tabs_began() {
    let mut window = Window::on_the_sample();
    let steps = [
        ("Enter", [AE, SOUTIEN, STAFF]),
        ("Shift+Enter", [AE, FONDS, STAFF]),
        ("Tab", [AE, FONDS, OPERATING]),
        ("Tab", [AE, FONDS, TOTAL_2021]),
        ("Shift+Tab", [AE, FONDS, OPERATING]),
        ("Enter", [AE, SOUTIEN, STAFF]),
        ("Right", [AE, SOUTIEN, OPERATING]),
        ("Enter", [AE, "Total", OPERATING]),
    ];
    window.goes_to("plf/01/21/ae");
    for (key, headers) in steps {
        window.presses(key).is_on(headers);
    }
}

#[test]
fn within_a_selection_enter_and_tab_cycle() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/21/ae").presses("Shift+Right Shift+Down");
    let rounds = [
        ("Tab", [[AE, FONDS, OPERATING], [AE, SOUTIEN, STAFF], [AE, SOUTIEN, OPERATING], [AE, FONDS, STAFF]]),
        ("Enter", [[AE, SOUTIEN, STAFF], [AE, FONDS, OPERATING], [AE, SOUTIEN, OPERATING], [AE, FONDS, STAFF]]),
        ("Shift+Tab", [[AE, SOUTIEN, OPERATING], [AE, SOUTIEN, STAFF], [AE, FONDS, OPERATING], [AE, FONDS, STAFF]]),
    ];
    for (key, round) in rounds {
        for headers in round {
            window.presses(key).is_on(headers);
        }
    }
}

#[test]
fn what_is_typed_in_a_selection_goes_to_its_cells_in_turn() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/21/ae").presses("Shift+Right Shift+Down");
    for amount in ["1", "2", "3", "4"] {
        window.types(amount).presses("Tab");
    }
    window
        .prints([AE, FONDS, STAFF], "1")
        .prints([AE, FONDS, OPERATING], "2")
        .prints([AE, SOUTIEN, STAFF], "3")
        .prints([AE, SOUTIEN, OPERATING], "4");
    window.is_on([AE, FONDS, STAFF]);
}

#[test]
fn a_number_that_is_refused_keeps_the_editor_open_with_a_sentence_and_changes_nothing() {
    for typed in ["12,5", "2 444 661 0", "1.000", "bonjour", "=1/0"] {
        let mut window = Window::on_the_sample();
        window.goes_to("plf/01/31/ae").types(typed).presses("Enter").shows("Saisie").is_on([AE, FONDS, OPERATING]);
        let sentence = window.message();
        assert!(sentence.split(' ').count() > 3, "{typed:?}: a sentence, not {sentence:?}");
        window.prints([AE, "Total", OPERATING], "7 600 000").shows("Aucune modification");
        window.presses("Escape").shows("Prêt").prints([AE, FONDS, OPERATING], "7 300 000");
        assert_eq!(window.message(), "", "{typed:?}: the sentence goes once the typing is given up");
    }
}

#[test]
fn typing_on_a_computed_cell_is_refused_with_its_rule() {
    let cases = [("keys/2021", "CP de la ligne 2 / AE nouvelles"), ("variation/ae", "PLF / LFI de l'année précédente − 1")];
    for (address, rule) in cases {
        let mut window = Window::on_the_sample();
        window.goes_to(address).types("5").shows("Prêt").shows("Aucune modification");
        let sentence = window.message();
        assert!(sentence.contains("calculée") && sentence.contains(rule), "{address}: {rule:?} in {sentence:?}");
    }
}

#[test]
fn a_copied_range_is_pasted_elsewhere_as_one_step() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter");
    window.goes_to("plf/01/21/ae").presses("Shift+Right Shift+Down").copies();
    assert_eq!(window.clipboard, "0\t8000000\n3000000\t300000\n");
    let copied = window.clipboard.clone();
    window.goes_to("plf/01/21/cp").pastes(&copied);
    window.prints([CP, FONDS, OPERATING], "8 000 000").prints([CP, "Total", TOTAL_2021], "11 300 000");
    window.says("2 modifications non enregistrées").shows("Annuler : coller 4 cellules");
    window.presses("Ctrl+Z").prints([CP, FONDS, OPERATING], "7 300 000").says("1 modification non enregistrée");
}

#[test]
fn a_paste_tiles_over_a_larger_selection() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/21/cp").presses("Shift+Right Shift+Down").pastes("1\t2\r\n");
    window.prints([CP, FONDS, STAFF], "1").prints([CP, SOUTIEN, STAFF], "1").prints([CP, SOUTIEN, OPERATING], "2");
}

#[test]
fn a_paste_that_meets_a_refusal_changes_nothing_and_names_the_cell() {
    let cases = [
        ("1\t2\t4", [FONDS, "Total pour 2021", "calculée"]),
        ("1\t2\n3\tbeaucoup", [SOUTIEN, OPERATING, "beaucoup"]),
        ("1\n2\n4", ["Total", STAFF, "calculée"]),
    ];
    for (pasted, named) in cases {
        let mut window = Window::on_the_sample();
        window.goes_to("plf/01/21/cp").pastes(pasted).shows("Aucune modification").prints([CP, FONDS, OPERATING], "7 300 000");
        let sentence = window.message();
        assert!(named.iter().all(|part| sentence.contains(part)), "{pasted:?}: {named:?} in {sentence:?}");
    }
}

#[test]
fn delete_clears_the_selection_as_one_step() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/02/21/ae").presses("Shift+Right Delete").prints([AE, "Total", TOTAL_2021], "7 300 000");
    window.shows("Annuler : effacer 2 cellules").presses("Ctrl+Z").prints([AE, "Total", TOTAL_2021], "10 600 000").shows("Aucune modification");
}

#[test]
fn cut_copies_and_clears() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/02/31/ae").frame(vec![Event::Cut]).prints([AE, "Total", OPERATING], "7 300 000");
    assert_eq!(window.clipboard, "300000");
}

#[test]
fn the_whole_table_is_copied_with_its_headings() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/02/31/ae").presses("Ctrl+A").copies();
    let copied = plain(&window.clipboard);
    let lines: Vec<&str> = copied.lines().collect();
    assert!(lines.first().is_some_and(|line| line.contains("Titre 2") && line.contains(TOTAL_2021)), "{copied}");
    assert!(lines.last().is_some_and(|line| line.starts_with("Total\t3000000\t7600000\t10600000\t4000000")), "{copied}");
}

#[test]
fn undo_and_redo_say_in_the_menu_what_they_do() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter");
    window.chooses("Édition", "Annuler : saisie de plf/01/31/ae").prints([AE, FONDS, OPERATING], "7 300 000");
    window.chooses("Édition", "Rétablir : saisie de plf/01/31/ae").prints([AE, FONDS, OPERATING], "8 000 000");
    window.presses("Ctrl+Z").prints([AE, FONDS, OPERATING], "7 300 000");
    window.presses("Ctrl+Shift+Z").prints([AE, FONDS, OPERATING], "8 000 000");
    window.presses("Ctrl+Z Ctrl+Y").prints([AE, FONDS, OPERATING], "8 000 000");
}

#[test]
fn undo_while_typing_gives_up_the_typing_only() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter").types("5").presses("Ctrl+Z");
    window.shows("Prêt").prints([AE, FONDS, OPERATING], "8 000 000").prints([AE, SOUTIEN, OPERATING], "300 000");
}

#[test]
fn f6_leaves_the_grid() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").presses("F6").is_on([CP, FONDS, STAFF]);
    window.presses("Shift+F6 Shift+F6").types("9").shows("Prêt").shows("Aucune modification");
}

#[test]
fn indicator_values_are_typed_as_they_are_printed() {
    let table = "1.1 – Nombre de problèmes investigués";
    let row = "Nombre de problèmes investigués";
    for (typed, printed) in [("NA", "NA"), ("15-25", "15-25"), ("150", "150"), ("12,5", "12,5"), ("Sans objet", "Sans objet")] {
        let mut window = Window::on_the_sample();
        window.goes_to("indicator/1.1/2021/forecast").types(typed).presses("Enter").prints([table, row, "2021 Prévision"], printed);
    }
}

// Files

#[test]
fn the_title_carries_the_mark_until_the_document_is_saved() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter");
    window.is_titled("● Programme 352, PLF 2021 — Papier").shows("1 modification non enregistrée");
    window.presses("Ctrl+S").is_titled("Programme 352, PLF 2021 — Papier").says("Enregistré à");
    assert!(window.file().contains("8000000"), "the file holds what was typed");
    window.types("400000").presses("Enter").is_titled("● Programme 352, PLF 2021 — Papier");
}

#[test]
fn undo_back_to_the_saved_state_takes_the_mark_away() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter").presses("Ctrl+Z").is_titled("Programme 352, PLF 2021 — Papier");
    window.presses("Ctrl+Y Ctrl+S").is_titled("Programme 352, PLF 2021 — Papier");
    window.presses("Ctrl+Z").is_titled("● Programme 352, PLF 2021 — Papier").presses("Ctrl+Y").is_titled("Programme 352, PLF 2021 — Papier");
}

#[test]
fn saving_writes_the_cell_that_is_being_typed() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("8000000").presses("Ctrl+S").shows("Prêt");
    assert!(window.file().contains("8000000"));
}

#[test]
fn closing_without_changes_asks_nothing() {
    let mut window = Window::on_the_sample();
    window.asks_to_close();
    assert!(window.is_closed);
}

#[test]
fn closing_asks_first_and_enter_never_destroys() {
    let question = "Enregistrer « Programme 352, PLF 2021 » ?";
    let changed = || {
        let mut window = Window::on_the_sample();
        window.goes_to("plf/01/31/ae").types("8000000").presses("Enter").asks_to_close().shows(question);
        assert!(!window.is_closed, "the window waits for the answer");
        window
    };

    let mut window = changed();
    window.presses("Enter");
    assert!(window.is_closed && window.file().contains("8000000"), "Enter saves, then closes");

    let mut window = changed();
    window.presses("Escape").does_not_show(question).prints([AE, FONDS, OPERATING], "8 000 000");
    assert!(!window.is_closed && !window.file().contains("8000000"), "Escape stays");

    let mut window = changed();
    window.clicks("Ne pas enregistrer");
    assert!(window.is_closed && !window.file().contains("8000000"), "the file is as it was");
}

#[test]
fn closing_does_not_lose_the_cell_that_is_being_typed() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("8000000").asks_to_close();
    assert!(!window.is_closed, "what is being typed is asked about");
    window.presses("Enter");
    assert!(window.is_closed && window.file().contains("8000000"));

    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("12,5").asks_to_close().shows("Saisie");
    assert!(!window.is_closed, "what cannot be read is not thrown away");
}

#[test]
fn a_broken_file_is_refused_with_a_sentence_and_the_open_document_stays() {
    let mut window = Window::on_the_sample();
    fs::write(window.path("broken.ron"), "// papier 1\n(year: \"deux mille\")\n").expect("written");
    let broken = window.path("broken.ron");
    window.drops(broken).shows("Ce fichier n’a pas pu être ouvert").says("igne 2");
    window.presses("Enter").does_not_show("Ce fichier n’a pas pu être ouvert").shows("Programme 352, PLF 2021");
    window.goes_to("plf/01/31/ae").prints([AE, FONDS, OPERATING], "7 300 000");
}

#[test]
fn a_dropped_file_opens_beside_unsaved_work() {
    let mut window = Window::on_the_sample();
    let other = window.path("other.ron");
    fs::copy(SAMPLE, &other).expect("copied");
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter").drops(other).prints([AE, FONDS, OPERATING], "7 300 000");
    window.presses("Ctrl+Tab").prints([AE, FONDS, OPERATING], "8 000 000");
    assert!(!window.file().contains("8000000"), "nothing was asked, nothing was saved");
}

#[test]
fn the_picker_in_the_window_saves_and_opens() {
    let mut window = Window::on_the_sample_without_a_file();
    let target = window.path("copie.ron").display().to_string();
    window.presses("Ctrl+S").shows("Chemin du fichier");
    window.presses("Ctrl+A").types("/nulle/part/copie.ron").presses("Enter").says("Ce dossier n’existe pas.");
    window.presses("Ctrl+A").types(&target).presses("Enter").does_not_show("Chemin du fichier").says("Enregistré à");
    assert_eq!(fs::read_to_string(&target).expect("saved"), fs::read_to_string(SAMPLE).expect("the sample"), "byte for byte");

    window.presses("Ctrl+W").presses("Ctrl+O").presses("Ctrl+A").types("/nulle/part.ron").presses("Enter").says("Ce fichier n’existe pas.");
    window.presses("Ctrl+A").types(&target).presses("Enter").shows("Programme 352, PLF 2021");
}

#[test]
fn a_save_that_fails_says_why_keeps_the_mark_and_offers_another_place() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter");
    let file = window.path("pap.ron");
    fs::remove_file(&file).and_then(|()| fs::create_dir(&file)).expect("a folder in the file's place");
    window.presses("Ctrl+S").shows("Le document n’a pas été enregistré").presses("Escape").is_titled("● Programme 352, PLF 2021 — Papier");
    let elsewhere = window.path("ailleurs.ron");
    window.presses("Ctrl+S").presses("Enter").shows("Chemin du fichier").presses("Ctrl+A").types(&elsewhere.display().to_string()).presses("Enter");
    window.says("Enregistré à").is_titled("Programme 352, PLF 2021 — Papier");
    assert!(fs::read_to_string(&elsewhere).expect("saved").contains("8000000"));
}

// Texts

#[test]
fn a_text_is_edited_and_undone_as_one_step() {
    let mut window = Window::on_the_sample();
    let before = window.strategy();
    window.goes_to("text/strategy").presses("Ctrl+Home").types("Bon").types("jour. ").presses("Escape");
    assert_eq!(window.strategy(), format!("Bonjour. {before}"));
    window.shows("1 modification non enregistrée").shows("Annuler : rédaction de text/strategy");
    window.presses("Ctrl+Z");
    assert_eq!(window.strategy(), before);
    window.shows("Aucune modification");
}

#[test]
fn a_field_of_the_cover_is_edited() {
    let mut window = Window::on_the_sample();
    window.goes_to("programme/mission").types("Transformation").presses("Enter").says("Mission ministérielle Transformation");
    window.presses("Ctrl+Z").shows("Aucune modification");
}

// Language, start page, structure

#[test]
fn the_language_changes_at_run_time() {
    let mut window = Window::on_the_sample();
    window.chooses("Affichage", "English").does_not_show("Fichier");
    for name in ["File", "Edit", "View", "Help", "No change", "Cover"] {
        window.shows(name);
    }
    window.prints(["2021 / Commitment authorisations", FONDS, "Total for 2021"], "7 300 000");
    window.chooses("View", "Français").shows("Fichier").prints([AE, FONDS, TOTAL_2021], "7 300 000");
    let mut window = Window::on_the_sample_in(Lang::English);
    window.shows("File").does_not_show("Fichier");
}

#[test]
fn without_a_document_there_is_a_start_page() {
    let mut window = Window::without_a_document();
    for name in ["Ouvrir…", "Nouveau programme…", "Découvrir avec l’exemple", "Fichiers récents", "Fichier", "Affichage", "Aide"] {
        window.shows(name);
    }
    window.does_not_show("Édition").presses("Ctrl+G").does_not_show("Adresse");
    window.clicks("Découvrir avec l’exemple").shows("Programme 352, PLF 2021").prints([AE, FONDS, OPERATING], "7 300 000");
    window.presses("Ctrl+W").shows("Découvrir avec l’exemple");
}

#[test]
fn a_new_programme_is_created_from_the_start_page() {
    let mut window = Window::without_a_document();
    window.clicks("Nouveau programme…");
    window.clicks("Numéro du programme").types("1000").clicks("Nom du programme").types("Transition").presses("Enter").says("va de 1 à 999");
    window.clicks("Numéro du programme").presses("Ctrl+A").types("363");
    window.clicks("Année du PLF").presses("Ctrl+A").types("2022").presses("Enter");
    window.shows("Programme 363, PLF 2022").shows("Transition").is_titled("● Programme 363, PLF 2022 — Papier").says("Pas encore enregistré");
}

#[test]
fn an_action_is_added_renamed_coded_and_removed() {
    let mut window = Window::on_the_sample();
    window.chooses("Insertion", "Action…").shows("Nouvelle action").presses("Tab").types("Outils").presses("Enter");
    window.shows("03 – Outils").says("Annuler : ajouter l'action 03");
    window.chooses("Édition", "Renommer…").presses("Ctrl+A").types("Outils communs").presses("Enter").shows("03 – Outils communs");
    window.presses("Alt+Up").says("Les actions se suivent par leur code");
    assert_eq!(window.outline("0"), [FONDS, SOUTIEN, "03 – Outils communs"]);
    window.chooses("Édition", "Code de l’action…").types("1").presses("Enter").says("action 01 existe déjà");
    window.presses("Ctrl+A").types("cent").presses("Enter").says("va de 01 à 99");
    window.presses("Ctrl+A").types("23").presses("Enter").shows("23 – Outils communs");
    window.chooses("Édition", "Supprimer").shows("Supprimer « 23 – Outils communs » ?").clicks("Supprimer").does_not_show("23 – Outils communs");
    assert_eq!(window.outline("0"), [FONDS, SOUTIEN]);
    window.presses("Ctrl+Z").shows("23 – Outils communs");
    for _ in 0..3 {
        window.presses("Ctrl+Z");
    }
    window.shows("Aucune modification");
}

/// Programme 134 has the actions 08, 23 and 24.
#[test]
fn the_code_of_a_new_action_is_chosen() {
    let mut window = Window::on_the_sample();
    for (code, label) in [("08", "Expertise"), ("24", "Régulation"), ("23", "Industrie")] {
        window.chooses("Insertion", "Action…").types(code).presses("Tab").types(label).presses("Enter").shows(&format!("{code} – {label}"));
    }
    assert_eq!(window.outline("0"), [FONDS, SOUTIEN, "08 – Expertise"]);
    assert_eq!([window.outline("23"), window.outline("24")].concat(), ["23 – Industrie", "24 – Régulation"]);
    // What is refused stays to be corrected.
    window.chooses("Insertion", "Action…").types("23").presses("Tab").types("Autre").presses("Enter").says("action 23 existe déjà");
    window.presses("Shift+Tab").presses("Ctrl+A").types("20").presses("Enter").shows("20 – Autre");
}

/// The amounts of an action go to its first sub-action: it is said before and after; a second one takes none.
#[test]
fn a_first_sub_action_says_which_amounts_it_takes_over() {
    let said = "montants de l’action 01 passent à sa première sous-action, 01.01";
    let mut window = Window::on_the_sample();
    window.clicks(FONDS).chooses("Insertion", "Sous-action…").says(said).presses("Tab").types("Écoles").presses("Enter");
    window.shows("01.01 – Écoles").says(said);
    window.chooses("Insertion", "Sous-action…").presses("Tab").types("Lycées").presses("Enter").shows("01.02 – Lycées");
    assert!(!window.names().contains("passent à sa première"), "{}", window.names());
}

#[test]
fn an_indicator_is_added_renamed_moved_and_removed() {
    let mut window = Window::on_the_sample();
    let second = "2 – Développer des méthodes de recrutement innovantes pour résoudre des défis publics";
    let third = "2.3 – Nombre d'intrapreneurs formés à la méthode Startup d'État";
    window
        .clicks(second)
        .chooses("Insertion", "Indicateur…")
        .shows("Nouvel indicateur")
        .types("Délai moyen")
        .presses("Enter")
        .shows("2.4 – Délai moyen");
    window.chooses("Édition", "Renommer…").presses("Ctrl+A").types("Délai médian").presses("Enter").shows("2.4 – Délai médian");
    window.chooses("Édition", "Monter").shows("2.3 – Délai médian").does_not_show(third);
    window.chooses("Insertion", "Sous-indicateur…").types("dont Paris").presses("Enter").says("dont Paris");
    window.chooses("Édition", "Supprimer").clicks("Supprimer").does_not_show("2.3 – Délai médian").shows(third);
    for _ in 0..5 {
        window.presses("Ctrl+Z");
    }
    window.shows("Aucune modification");
}

#[test]
fn a_category_is_added_and_removed() {
    let mut window = Window::on_the_sample();
    window.chooses("Insertion", "Titre ou catégorie…").types("61").presses("Enter Enter");
    window.prints([AE, FONDS, "Titre 6 Dépenses d'intervention"], "0");
    window.chooses("Insertion", "Retirer une catégorie…").clicks_on_what_begins("61 –").clicks("Retirer").shows("Annuler : retirer la catégorie 61");
    window.prints([AE, FONDS, TOTAL_2021], "7 300 000");
}

impl Window {
    /// The sentence in the status bar; empty when there is none.
    fn message(&self) -> String {
        let live = self.all(|node| node.live() == egui::accesskit::Live::Polite && node.role() == egui::accesskit::Role::Label);
        live.first().map_or_else(String::new, |node| words(&node.accesskit_node()))
    }

    fn strategy(&self) -> String {
        let session = self.harness.state().session().expect("a document");
        session.document().texts.get(&papier::model::Narrative::Strategy).map_or_else(String::new, |text| text.as_str().to_owned())
    }

    /// Names in the outline that begin so, from top to bottom.
    fn outline(&self, start: &str) -> Vec<String> {
        let rows = self.all(|node| node.role() == egui::accesskit::Role::TreeItem && words(node).starts_with(start));
        rows.iter().map(|row| words(&row.accesskit_node())).collect()
    }
}

// Totals that are typed

#[test]
fn a_total_that_is_typed_is_spread_over_its_entries() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/total/total/ae");
    window.types("11000000").presses("Enter");
    window.shows("Répartir un total").says("De 10 600 000 à 11 000 000").says("Cellule calculée").presses("Enter");
    window.prints([AE, "Total", TOTAL_2021], "11 000 000").does_not_show("Répartir un total");
    // 400 000 in proportion to 7 300 000, 3 000 000 and 300 000: 275 471,7; 113 207,5; 11 320,8.
    window.prints([AE, FONDS, OPERATING], "7 575 472").prints([AE, SOUTIEN, STAFF], "3 113 207").prints([AE, SOUTIEN, OPERATING], "311 321");
    window.prints([CP, "Total", TOTAL_2021], "10 600 000").shows("Annuler : répartir sur 3 cellules");
    window.presses("Ctrl+Z").prints([AE, FONDS, OPERATING], "7 300 000").shows("Aucune modification");
}

#[test]
fn a_total_is_spread_in_equal_parts_or_on_one_entry() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/02/total/ae").types("3500000").presses("Enter").clicks("En parts égales").clicks("Répartir");
    window.prints([AE, SOUTIEN, STAFF], "3 100 000").prints([AE, SOUTIEN, OPERATING], "400 000");
    window.goes_to("plf/02/total/ae").types("3600000").presses("Enter").clicks("Sur une seule cellule");
    window.clicks_on_what_begins("02 – Soutien au recrutement de profils rares dédiés à l'innovation numérique · 31").clicks("Répartir");
    window.prints([AE, SOUTIEN, STAFF], "3 100 000").prints([AE, SOUTIEN, OPERATING], "500 000");
}

#[test]
fn the_way_to_spread_is_chosen_by_arrows() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/02/total/ae").types("3500000").presses("Enter ArrowRight Enter");
    window.prints([AE, SOUTIEN, STAFF], "3 100 000").prints([AE, SOUTIEN, OPERATING], "400 000");
}

#[test]
fn an_entry_that_is_not_ticked_keeps_its_amount() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/02/total/ae").types("3500000").presses("Enter");
    window.clicks_on_what_begins("02 – Soutien au recrutement de profils rares dédiés à l'innovation numérique · 21").clicks("Répartir");
    window.prints([AE, SOUTIEN, STAFF], "3 000 000").prints([AE, SOUTIEN, OPERATING], "500 000");
}

#[test]
fn a_spread_that_is_given_up_changes_nothing() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/total/total/ae").types("11000000").presses("Enter").presses("Escape").does_not_show("Répartir un total");
    window.prints([AE, "Total", TOTAL_2021], "10 600 000").shows("Aucune modification").shows("Prêt");
    // A total that is no number keeps its editor, with the reason.
    window.goes_to("plf/total/total/ae").types("onze").presses("Enter").shows("Saisie").says("onze");
}

// Filling

#[test]
fn cells_are_filled_by_keys_as_one_step() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").presses("Shift+ArrowDown Ctrl+D");
    window.prints([AE, SOUTIEN, OPERATING], "7 300 000").shows("Annuler : recopier dans une cellule").presses("Ctrl+Z");
    window.goes_to("plf/02/21/ae").presses("Shift+ArrowRight Ctrl+R").prints([AE, SOUTIEN, OPERATING], "3 000 000").presses("Ctrl+Z");
    window.goes_to("plf/01/21/ae").presses("Shift+ArrowRight Shift+ArrowDown").types("5").presses("Ctrl+Enter");
    window.prints([AE, FONDS, STAFF], "5").prints([AE, SOUTIEN, OPERATING], "5").shows("Annuler : recopier dans 4 cellules");
}

#[test]
fn a_formula_is_filled_as_it_was_typed() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("=7000000+1").presses("Enter").goes_to("plf/01/31/ae").presses("Shift+ArrowDown Ctrl+D");
    window.goes_to("plf/02/31/ae").presses("F2").presses("Ctrl+S");
    assert!(window.file().matches("=7000000+1").count() == 2, "{}", window.file());
}

#[test]
fn a_fill_that_meets_a_computed_cell_changes_nothing() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/02/31/ae").presses("Shift+ArrowRight Ctrl+R").shows("Aucune modification").says("Rien n’est recopié");
}

// Finding

#[test]
fn everything_in_the_document_is_found_without_case_accents_or_spaces() {
    let mut window = Window::on_the_sample();
    window.presses("Ctrl+F").types("PROBLEMES INVESTIGUES").says("Nombre de problèmes").presses("Escape");
    window.presses("Ctrl+F").types("7300000").presses("Enter").is_on([AE, FONDS, OPERATING]).does_not_say("1 sur ");
    // F3 goes on from there, in the bar that says how many there are.
    window.presses("F3").says("1 sur ").presses("F3").is_on([AE, FONDS, TOTAL_2021]).says("2 sur ");
    window.presses("Shift+F3").is_on([AE, FONDS, OPERATING]);
    window.presses("Ctrl+F").types("introuvable").shows("Aucun résultat");
    window.presses("Escape").does_not_show("Aucun résultat").is_on([AE, FONDS, OPERATING]).types("8000000").presses("Enter");
    window.prints([AE, FONDS, OPERATING], "8 000 000");
}

#[test]
fn words_are_replaced_in_texts_only_as_one_step() {
    let mut window = Window::on_the_sample();
    let before = window.strategy();
    let count = before.matches("numérique").count();
    assert!(count > 1, "the strategy says it often");
    window.presses("Ctrl+H").types("numérique").presses("Tab").types("digital").clicks("Tout remplacer").says("remplacements.");
    assert_eq!(window.strategy().matches("numérique").count(), 0);
    assert_eq!(window.strategy().matches("digital").count(), before.matches("digital").count() + count);
    window.presses("Ctrl+Z");
    assert_eq!(window.strategy(), before);
    window.shows("Aucune modification");
    // Figures are never replaced.
    window.presses("Ctrl+H").presses("Ctrl+A").types("7 300 000").clicks("Tout remplacer").prints([AE, FONDS, OPERATING], "7 300 000");
}

// Commands, history, zoom, areas

#[test]
fn every_command_is_run_by_its_name() {
    let mut window = Window::on_the_sample();
    window.presses("Ctrl+Shift+P").says("Annuler").types("atteindre").presses("Enter").says("son adresse").presses("Escape");
    window.presses("Ctrl+Shift+P").types("english").presses("Enter").shows("File");
    window.presses("Ctrl+Shift+P").types("zzz").says("No command").presses("Escape").does_not_say("No command");
}

#[test]
fn the_history_goes_back_and_forth_by_its_list() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").types("1").presses("Enter").goes_to("plf/01/31/ae").types("2").presses("Enter");
    window.goes_to("plf/02/31/ae").types("3").presses("Enter").clicks("Historique").shows("Document tel qu’il a été ouvert");
    window.clicks("Document tel qu’il a été ouvert").prints([AE, FONDS, OPERATING], "7 300 000").shows("Aucune modification");
    window.clicks("Saisie de plf/02/31/ae").prints([AE, FONDS, OPERATING], "2").prints([AE, SOUTIEN, OPERATING], "3");
}

#[test]
fn the_window_is_zoomed_in_steps_and_back() {
    let mut window = Window::on_the_sample();
    window.presses("Ctrl+Plus").shows("Zoom 110 %").presses("Ctrl+Minus Ctrl+Minus").shows("Zoom 90 %").presses("Ctrl+0").shows("Zoom 100 %");
}

#[test]
fn pages_follow_each_other_by_ctrl_page_down() {
    let mut window = Window::on_the_sample();
    window.presses("Ctrl+PageDown").says("2020 / Présentation par action").presses("Ctrl+PageUp").is_on([AE, FONDS, STAFF]);
}

#[test]
fn f6_goes_round_tables_and_outline_and_arrows_choose_a_page() {
    let mut window = Window::on_the_sample();
    // Into the page, its second and third tables, the inspector, the status bar, menus, toolbar and outline.
    window.presses("F6 F6 F6 F6 F6 F6 F6 F6 ArrowDown Enter").says("2020 / Présentation par action");
}

#[test]
fn a_category_is_chosen_by_keys() {
    let mut window = Window::on_the_sample();
    window.chooses("Insertion", "Retirer une catégorie…").presses("Enter").clicks("Retirer").shows("Annuler : retirer la catégorie 21");
}

#[test]
fn a_column_is_made_wider_by_keys() {
    let mut window = Window::on_the_sample();
    let width =
        |window: &Window| window.all(|node| words(node).starts_with(&[AE, FONDS, OPERATING].join(", "))).first().map(|cell| cell.rect().width());
    let before = width(&window).expect("a cell");
    window.goes_to("plf/01/31/ae").presses("Alt+Shift+ArrowRight Alt+Shift+ArrowRight");
    assert!(width(&window).expect("a cell") > before + 20.0);
    window.chooses("Tableau", "Largeurs automatiques");
    assert_eq!(width(&window), Some(before));
}

// The whole of it with keys

#[test]
fn a_whole_credit_table_is_typed_with_keys_alone() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/21/cp");
    for row in [["1 000 000", "2,5 M€"], ["=3000000+300000", "(250 000)"]] {
        for cell in row {
            window.types(cell).presses("Tab");
        }
        window.presses("Enter");
    }
    window.prints([CP, FONDS, STAFF], "1 000 000").prints([CP, FONDS, OPERATING], "2 500 000").prints([CP, SOUTIEN, STAFF], "3 300 000");
    window.prints([CP, SOUTIEN, OPERATING], "−250 000").prints([CP, "Total", TOTAL_2021], "6 550 000");
}

#[test]
fn a_whole_indicator_is_typed_with_keys_alone() {
    let mut window = Window::on_the_sample();
    window.goes_to("indicator/1.1/2018/actual").presses("Home");
    let typed = ["Nombre", "12", "15-25", "NA", "suivi", "1 000,5", "Sans objet"];
    for value in typed {
        window.types(value).presses("Tab");
    }
    window.presses("Ctrl+Home");
    let row: Vec<String> = window
        .all(|node| node.role() == egui::accesskit::Role::GridCell && words(node).contains("1.1"))
        .iter()
        .map(|cell| plain(&cell.value().unwrap_or_default()))
        .collect();
    assert_eq!(row.get(..7).unwrap_or_default(), typed);
}

#[test]
fn letters_composed_by_dead_keys_are_typed_in_cells_and_texts() {
    let mut window = Window::on_the_sample();
    window.goes_to("indicator/1.1/unit").frame(vec![Event::Ime(egui::ImeEvent::Commit("ê".into()))]).types("ï").presses("Enter");
    window.says("êï");
    window.goes_to("text/strategy").presses("Ctrl+Home").types("ê").types("ï").presses("Escape");
    assert!(window.strategy().starts_with("êï"));
}

#[test]
fn cells_hang_under_their_table_in_the_accessibility_tree() {
    let window = Window::on_the_sample();
    let grids = window.all(|node| node.role() == egui::accesskit::Role::Grid && words(node) == AE);
    let grid = grids.first().expect("the grid");
    let cells = grid.children_recursive().filter(|node| node.accesskit_node().role() == egui::accesskit::Role::GridCell).count();
    assert_eq!(cells, 3 * 4);
}

#[test]
fn every_page_and_the_outline_are_painted_in_any_window() {
    // The least is a window of 1280 × 800 enlarged four times.
    for size in [[320.0, 200.0], [480.0, 360.0], [640.0, 480.0], [960.0, 600.0], [1280.0, 800.0]] {
        let document = storage::open(Path::new(SAMPLE)).expect("the sample opens");
        let app = App::for_test(Some(document), None, Lang::French);
        let mut window = Window::of_size(app, tempfile::tempdir().expect("a folder"), size);
        for _ in 0..24 {
            window.presses("Ctrl+PageDown");
        }
        window.presses("F8").presses("Ctrl+F").presses("Escape").presses("F8");
        window.presses("Ctrl+Shift+P Escape").presses("F1 Escape").presses("Ctrl+G Escape");
    }
}

#[test]
fn the_outline_stands_over_the_page_of_a_narrow_window() {
    let document = storage::open(Path::new(SAMPLE)).expect("the sample opens");
    let app = App::for_test(Some(document), None, Lang::French);
    let mut window = Window::of_size(app, tempfile::tempdir().expect("a folder"), [600.0, 800.0]);
    window.does_not_show("Par titre et catégorie").presses("F8").clicks("Par titre et catégorie");
    window.does_not_show("Par titre et catégorie").says("titre et catégorie");
}

#[test]
fn the_selection_and_the_total_that_changed_are_announced() {
    let announced = |window: &Window| {
        let status = window.all(|node| node.role() == egui::accesskit::Role::Status);
        status.first().map_or_else(String::new, |node| words(&node.accesskit_node()))
    };
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").presses("Shift+ArrowDown").rests();
    assert!(announced(&window).starts_with("Somme 7 600 000"), "{}", announced(&window));
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter").rests();
    assert_eq!(announced(&window), "Total 8 300 000");
}

#[test]
fn alt_enter_breaks_a_line_of_a_text() {
    let mut window = Window::on_the_sample();
    let before = window.strategy();
    window.goes_to("text/strategy").presses("Ctrl+Home").types("Un").presses("Alt+Enter").types("Deux").presses("Enter").presses("Escape");
    assert_eq!(window.strategy(), format!("Un\nDeux\n{before}"));
}

// Imports

const TEXT: &str = "tests/published/pap-352-plf-2021.txt";
const CSV: &str =
    "exercice;loi;programme;action;categorie;ae;cp\n2021;PLF;352;01;31;8000000;8000000\n2021;PLF;352;03;31;5;6\n2021;PLF;352;04;99;5;6\n";

#[test]
fn a_dropped_text_is_shown_before_it_opens_as_a_new_document() {
    let mut window = Window::without_a_document();
    let text = window.path("pap.txt");
    fs::copy(TEXT, &text).expect("a copy");
    window.drops(text).says("2 actions").says("chiffres imprimés sont ceux");
    assert!(window.harness.state().session().is_none(), "nothing is open yet");
    window.clicks("Ouvrir comme nouveau document").is_titled("● Programme 352, PLF 2021 — Papier");
    let opened = window.harness.state().session().expect("a document").document();
    let sample = storage::open(Path::new(SAMPLE)).expect("the sample");
    assert_eq!(counted(&storage::write(opened)), counted(&storage::write(&sample)));
}

#[test]
fn figures_are_written_into_the_open_document_as_one_step_after_they_are_shown() {
    let mut window = Window::on_the_sample();
    let csv = window.path("credits.csv");
    fs::write(&csv, CSV).expect("the file is written");
    let before = window.harness.state().session().map(|session| Arc::clone(session.document())).expect("a document");
    window.drops(csv).says("ni titre ni catégorie").clicks("Écrire dans le document ouvert…").says("plf/01/31/ae, 7 300 000, 8 000 000");
    assert!(window.harness.state().session().is_some_and(|session| *session.document() == before), "nothing is written yet");
    window.clicks("Écrire");
    let session = window.harness.state().session().expect("a document");
    assert_eq!(session.steps().1, 1);
    assert_eq!(session.document().actions.len(), 3);
    window.presses("Ctrl+Z");
    assert!(window.harness.state().session().is_some_and(|session| *session.document() == before));
}

#[test]
fn a_file_of_one_value_opens_only_once_it_is_confirmed() {
    let mut window = Window::without_a_document();
    let csv = window.path("lfi.csv");
    let lines: String = (1..9).map(|action| format!("2023;LFI;352;{action:02};31;4;4\n")).collect();
    fs::write(&csv, format!("exercice;loi;programme;action;categorie;ae;cp\n{lines}")).expect("the file is written");
    window.drops(csv).says("valent tous 4").clicks("Ouvrir comme nouveau document");
    assert!(window.harness.state().session().is_none());
    window.clicks("Le fichier est le bon : continuer").clicks("Ouvrir comme nouveau document");
    assert!(window.harness.state().session().is_some());
}

#[test]
fn an_import_that_is_refused_says_why_and_changes_nothing() {
    let mut window = Window::on_the_sample();
    let other = window.path("autre.txt");
    fs::write(&other, "Bonjour").expect("the file is written");
    window.drops(other).says("aucun titre de PAP").clicks("Fermer");
    let session = window.harness.state().session().expect("a document");
    assert!(!session.is_modified() && **session.document() == storage::open(Path::new(SAMPLE)).expect("the sample"));
}

#[test]
fn what_the_files_do_not_say_is_asked() {
    let mut window = Window::without_a_document();
    let csv = window.path("credits.csv");
    fs::write(&csv, "loi;programme;action;categorie;ae;cp\nPLF;352;01;31;5;6\n").expect("the file is written");
    window.drops(csv).says("ne disent pas l'année").presses("Tab").types("2021").presses("Enter").says("1 action").presses("Escape");
    assert!(window.harness.state().session().is_none());
}

#[test]
fn the_law_and_the_year_that_a_file_does_not_say_are_asked_one_after_the_other() {
    let mut window = Window::without_a_document();
    let csv = window.path("credits.csv");
    fs::write(&csv, "programme;action;categorie;ae;cp\n352;01;31;5;6\n").expect("the file is written");
    window.drops(csv).says("--law").clicks("Montants de la LFI").clicks("Lire").says("ne disent pas l'année");
    // What was said before stays said.
    window.clicks("Année du PLF").types("2021").presses("Enter").says("LFI 2020").presses("Escape");
    assert!(window.harness.state().session().is_none());
}

/// A synthesis without tables by nature: the category of its total is asked before the report, and only a category of that total is taken.
#[test]
fn a_total_without_its_category_is_asked_before_it_is_read() {
    let mut window = Window::without_a_document();
    let part = window.path("part.txt");
    let heading = "PROGRAMME 352\nANNEXE AU PROJET DE LOI DE FINANCES POUR 2021\nJustification au premier euro\n\tAutorisations d'engagement\tCrédits de paiement\n";
    let table = "Numéro et intitulé\tTitre 2\tAutres titres\tTotal\tTitre 2\tAutres titres\tTotal\n01 – Fonds\t0\t7 300 000\t7 300 000\t0\t7 000 000\t7 000 000\n";
    fs::write(&part, format!("{heading}{table}")).expect("the file is written");
    // The proposed category is selected: what is typed replaces it.
    window.drops(part).says("Autres titres de l'action 01 : catégorie 31").types("21").presses("Enter").says("pas une catégorie de ce total");
    assert!(window.harness.state().session().is_none());
    window.presses("Ctrl+A").types("62").presses("Enter").says("en catégorie 62, comme demandé").clicks("Ouvrir comme nouveau document");
    let opened = Arc::clone(window.harness.state().session().expect("a document").document());
    let credits: Vec<u8> = opened.credits.rows().map(|(_, _, _, category, _)| category.code()).collect();
    assert_eq!(credits, [62]);
}

/// A section whose rows are there by themselves begins on its page, from the menu; while nothing is typed, the outline has it as long as it is shown.
#[test]
fn pay_is_drafted_from_nothing() {
    const PAY: &str = "Principaux facteurs d’évolution de la masse salariale hors CAS Pensions";
    let mut window = Window::on_the_sample();
    window.does_not_show("Éléments salariaux").chooses("Insertion", "Éléments salariaux").shows("Éléments salariaux");
    window.goes_to("pay/gvt-plus/2021").types("4,29").presses("Enter").types("-1,7").presses("Enter");
    window.prints([PAY, "GVT solde", "En millions d’euros"], "2,59").prints([PAY, "Total", "En millions d’euros"], "2,59");
    window.presses("Ctrl+Z").presses("Ctrl+Z").shows("Aucune modification").shows("Éléments salariaux");
    window.clicks("Éléments de synthèse").does_not_show("Éléments salariaux");
}

/// A section begins with its first row, from the menu; its cells are typed as any others, and undone to a document without it.
#[test]
fn jobs_are_drafted_from_nothing() {
    const JOBS: &str = "Emplois rémunérés par le programme (en ETPT)";
    let mut window = Window::on_the_sample();
    window.does_not_show("Emplois").chooses("Insertion", "Catégorie d’emplois…").shows("Nouvelle ligne").types("Catégorie A").presses("Enter");
    window.shows("Emplois").chooses("Insertion", "Catégorie d’emplois…").types("Catégorie B").presses("Enter");
    window.goes_to("jobs/1/2021/ceiling").types("412").presses("Tab").types("+4").presses("Tab").types("-3,5").presses("Enter");
    window.prints([JOBS, "Catégorie A", "Plafond demandé pour 2021 (6)"], "412,5").prints([JOBS, "Total", "Plafond demandé pour 2021 (6)"], "412,5");
    window.prints([JOBS, "Catégorie A", "Effet des mesures de périmètre pour 2021 (2)"], "+4");
    // A ceiling that is computed is put on one of the cells that make it, or left as it is.
    window.goes_to("jobs/1/2021/asked").types("420").presses("Enter").shows("Répartir un total").says("De 412,5 à 420");
    window.presses("Escape").does_not_show("Répartir un total").prints([JOBS, "Catégorie A", "Plafond demandé pour 2021 (6)"], "412,5");
    // The code stands before the label, and goes with it.
    let coded = [JOBS, "1036 - Catégorie A", "Plafond demandé pour 2021 (6)"];
    window.goes_to("jobs/1/2021/ceiling").chooses("Édition", "Code de la ligne…").types("1036").presses("Enter").prints(coded, "412,5");
    window.chooses("Édition", "Code de la ligne…").presses("Ctrl+A Delete Enter").prints([JOBS, "Catégorie A", coded[2]], "412,5");
    window.presses("Ctrl+Z").prints(coded, "412,5").presses("Ctrl+Z").prints([JOBS, "Catégorie A", coded[2]], "412,5");
    window.goes_to("jobs/2/2021/ceiling").chooses("Édition", "Monter la ligne");
    window.goes_to("jobs/1/2021/ceiling").types("10").presses("Enter").prints([JOBS, "Catégorie B", "Plafond demandé pour 2021 (6)"], "10");
    window.goes_to("jobs/1/2021/ceiling").chooses("Édition", "Supprimer la ligne").prints([JOBS, "Total", "Plafond demandé pour 2021 (6)"], "412,5");
    for _ in 0..8 {
        window.presses("Ctrl+Z");
    }
    window.shows("Aucune modification").does_not_show("Emplois");
}

//! The presentation in the window: from F5 to a figure kept, by keys and accessible names. No display, no renderer.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use papier::app::App;
use papier::lang::Lang;
use papier::storage;

struct Window(Harness<'static, App>);

impl Window {
    fn new(lang: Lang) -> Self {
        let document = storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample opens");
        let app = App::for_test(Some(document), None, lang);
        let harness = Harness::builder()
            .with_size([1280.0, 720.0])
            .with_context_setup(papier::ui::theme::install)
            .build_ui_state(|ui, app: &mut App| app.frame_ui(ui), app);
        let mut window = Self(harness);
        window.0.run_steps(4);
        window
    }

    /// Presses keys in one frame each; letters and digits write themselves.
    fn presses(&mut self, keys: &str) -> &mut Self {
        for word in keys.split(' ') {
            let (modifiers, name) = match word.split_once('+') {
                Some(("Ctrl", name)) => (Modifiers::COMMAND, name),
                Some(("Shift", name)) => (Modifiers::SHIFT, name),
                _ => (Modifiers::NONE, word),
            };
            let key = Key::from_name(name).unwrap_or_else(|| panic!("no key {name}"));
            self.0.input_mut().events.push(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
            if modifiers == Modifiers::NONE && name.len() == 1 {
                self.0.input_mut().events.push(Event::Text(name.to_lowercase()));
            }
            self.0.step();
        }
        self
    }

    fn types(&mut self, text: &str) -> &mut Self {
        self.0.input_mut().events.push(Event::Text(text.into()));
        self.0.step();
        self
    }

    /// What a screen reader says of what is shown: the name that begins so.
    fn says(&self, beginning: &str) -> String {
        let found: Vec<String> = self
            .0
            .get_all_by(|node| node.label().is_some_and(|label| label.starts_with(beginning)))
            .filter_map(|node| node.accesskit_node().label())
            .collect();
        found.first().unwrap_or_else(|| panic!("nothing says {beginning}")).replace(['\u{202f}', '\u{a0}'], " ")
    }

    fn shows(&self, beginning: &str) -> bool {
        self.0.query_all_by(|node| node.label().is_some_and(|label| label.starts_with(beginning))).next().is_some()
    }

    fn figure(&self, address: &str) -> String {
        let session = self.0.state().session().expect("a document");
        let place = papier::address::parse(session.document(), address).expect("an address");
        session.tables(Lang::French).cell(place).text(Lang::French).replace('\u{202f}', " ")
    }
}

#[test]
fn slides_are_named_with_their_position_and_summary() {
    let mut window = Window::new(Lang::French);
    window.presses("F5");
    assert!(window.says("Diapositive 1 sur 12").contains("Innovation et transformation numériques"));
    window.presses("PageDown");
    assert!(window.says("Diapositive 2 sur 12").contains("10,6 M€ demandés pour 2021"));
    window.presses("6 Enter");
    let words = window.says("Diapositive 6 sur 12");
    assert!(words.contains("doit quadrupler d’ici 2023") && words.contains("2022 : non demandé"), "{words}");
    window.presses("B");
    assert!(window.shows("Écran noir") && !window.shows("Diapositive"));
    window.presses("PageUp");
    assert!(window.shows("Diapositive 6 sur 12"));
    window.presses("Tab");
    assert!(window.shows("Diapositive 12 sur 12") && window.shows("Diapositive 1 sur 12"), "the overview names every slide");
    window.presses("Escape Escape");
    assert!(!window.shows("Diapositive"), "the window is itself again");
}

#[test]
fn shift_f5_begins_with_the_slide_of_the_page() {
    let mut window = Window::new(Lang::English);
    window.presses("Ctrl+G");
    window.0.run_steps(3);
    window.types("indicator/1.1/2021/forecast");
    window.presses("Enter");
    window.0.run_steps(3);
    window.presses("Shift+F5");
    assert!(window.shows("Slide 6 of 12"));
}

#[test]
fn a_figure_is_tried_on_its_slide_in_the_frame_of_enter_and_kept_as_one_step() {
    let mut window = Window::new(Lang::French);
    window.presses("F5 3 Enter E");
    window.types("8000000");
    assert!(!window.shows("L’action 01 porterait"), "what is typed is no result yet");
    window.presses("Enter");
    let words = window.says("L’action 01 porterait");
    assert!(words.contains("70,8 %") && words.contains("avant 10 600 000, maintenant 11 300 000"), "{words}");
    assert!(words.contains("Il manque 700 000 € à l’échéancier"), "{words}");
    assert_eq!(window.figure("plf/01/31/ae"), "7 300 000", "nothing is in the document");
    let session = |window: &Window| {
        let session = window.0.state().session().expect("a document");
        (session.is_modified(), session.steps().1)
    };
    assert_eq!(session(&window), (false, 0));
    window.presses("Ctrl+Enter");
    assert_eq!(window.figure("plf/01/31/ae"), "8 000 000");
    assert_eq!(session(&window), (true, 1));
    assert!(window.says("Diapositive 3 sur 12").contains("70,8 %"), "the slide has the figure that was kept");
    window.presses("Escape Ctrl+Z");
    assert_eq!(window.figure("plf/01/31/ae"), "7 300 000");
}

#[test]
fn what_is_half_typed_or_refused_is_never_a_result() {
    let mut window = Window::new(Lang::French);
    window.presses("F5 3 Enter E");
    window.types("12");
    assert!(!window.shows("L’action 01 porterait"), "nobody has paused");
    window.types("Mx");
    window.presses("Enter");
    assert!(!window.shows("L’action 01 porterait") && window.says("AE 2021, titre 3, 12Mx").contains("n'est pas une unité connue"));
    window.presses("Escape");
    window.types("7,9");
    window.0.run_steps(8);
    assert!(!window.shows("L’action 01 porterait") && window.says("AE 2021, titre 3, 7,9").contains("nombre entier d'euros"));
    window.presses("Escape");
    window.types("8000000");
    window.0.run_steps(8);
    assert!(window.says("L’action 01 porterait").contains("70,8 %"), "a pause tries what is a figure");
    window.types("x");
    window.0.run_steps(8);
    assert!(!window.shows("L’action 01 porterait"), "the figure that nobody accepted goes with what makes it unreadable");
}

#[test]
fn a_trial_thrown_away_leaves_nothing() {
    let mut window = Window::new(Lang::French);
    window.presses("F5 3 Enter E");
    window.types("1");
    window.presses("Enter Escape");
    assert!(window.shows("Garder l’essai") && window.shows("Jeter l’essai"));
    window.0.get_by_label("Jeter l’essai").click();
    window.0.run_steps(3);
    assert!(window.says("Diapositive 3 sur 12").contains("68,9 %"));
    assert!(!window.0.state().session().expect("a document").is_modified());
    window.presses("1 Enter E");
    assert!(window.shows("Diapositive 1 sur 12"), "the cover has no figure to try");
}

#[test]
fn the_dialog_arranges_the_slides_by_keys_and_names() {
    let mut window = Window::new(Lang::French);
    window.0.get_by_label("Affichage").click();
    window.0.run_steps(3);
    window.0.get_by(|node| node.label().is_some_and(|label| label.starts_with("Préparer la présentation"))).click();
    window.0.run_steps(4);
    window.0.get_by_label("Montrer Couverture").click();
    window.0.run_steps(3);
    let document = |window: &Window| std::sync::Arc::clone(window.0.state().session().expect("a document").document());
    let shown = document(&window).deck.shown(&document(&window)).len();
    assert_eq!(shown, 11);
    // Numbers are those that the room sees.
    assert!(window.shows("1. Les chiffres de l’année") && window.shows("Couverture"));
    // The button of the dialog, over that of the toolbar.
    window.0.get_all_by_label("Présenter").last().expect("the button").click();
    window.0.run_steps(3);
    assert!(window.says("Diapositive 1 sur 11").contains("10,6 M€"));
}

#[test]
fn a_title_of_ones_own_is_written_over_its_chart_and_asked_about_when_its_figures_change() {
    let mut window = Window::new(Lang::French);
    let goes_to = |window: &mut Window, address: &str| {
        window.presses("Ctrl+G");
        window.0.run_steps(3);
        window.types(address).presses("Enter");
        window.0.run_steps(8);
    };
    goes_to(&mut window, "chart/credits/title");
    window.presses("F2");
    window.0.run_steps(2);
    window.types("Un effort mesuré").presses("Enter");
    assert!(window.says("Un effort mesuré").contains("LFI 2020"), "the chart says it first");
    assert!(!window.shows("Garder ce titre"));

    goes_to(&mut window, "plf/02/31/ae");
    window.types("400000").presses("Enter");
    goes_to(&mut window, "chart/credits/title");
    assert!(window.says("Les AE augmentent de 16,3").contains("LFI 2020"), "what the figures of now say");
    assert!(window.shows("Garder ce titre"), "asked");
    // Left as it is, a title is not said to stand for these figures.
    window.presses("F2");
    window.0.run_steps(2);
    window.presses("Escape");
    assert!(window.shows("Garder ce titre"));
    window.0.get_by_label("Garder ce titre").click();
    window.0.run_steps(3);
    assert!(!window.shows("Garder ce titre"));
    assert!(window.says("Un effort mesuré").contains("LFI 2020"));
    window.presses("Ctrl+Z");
    window.0.run_steps(2);
    window.0.get_by_label("Prendre le titre proposé").click();
    window.0.run_steps(3);
    assert!(window.says("Les AE augmentent de 16,3").contains("LFI 2020") && !window.shows("Prendre le titre proposé"));
}

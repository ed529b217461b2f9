//! Typing lists of figures, figures that have no room, and the file of the PAP of the next year.

use papier::address;
use papier::editing::{self, Session};

use super::*;

/// The sample with two categories under the titles 3 and 6 of its first action: these titles are computed.
fn with_titles() -> Window {
    let mut session = Session::opened(storage::open(Path::new(SAMPLE)).expect("the sample opens"));
    let figures = ["plf/01/31/ae", "plf/01/32/ae", "plf/01/61/ae", "plf/01/62/ae"];
    let assignments = figures.map(|address| editing::Assignment { address: address.into(), value: "1".into() });
    let command = editing::assign(session.document(), &assignments).expect("figures of four categories");
    session.apply(&command).expect("they are written");
    let document = (**session.document()).clone();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pap.ron");
    fs::write(&file, storage::write(&document)).expect("a file");
    Window::new(App::for_test(Some(document), Some(file), Lang::French), folder)
}

impl Window {
    /// A field proposes this name of a file.
    #[track_caller]
    fn proposes(&mut self, name: &str) -> &mut Self {
        let fields = self.all(|node| node.role() == egui::accesskit::Role::TextInput && node.value().is_some_and(|value| value.ends_with(name)));
        assert_eq!(fields.len(), 1, "a field with {name:?} among:\n{}", self.names());
        self
    }

    /// What is entered there, as it was typed.
    #[track_caller]
    pub(super) fn holds(&mut self, address: &str, expected: &str) -> &mut Self {
        let document = self.harness.state().session().expect("a document").document();
        let entry = address::parse(document, address).ok().and_then(|place| document.entry(place)).expect("an entry");
        assert_eq!(editing::typed_text(document, entry), expected, "{address}");
        self
    }
}

// Lists

#[test]
fn a_list_of_pairs_goes_down_the_categories_of_an_action() {
    let lists = [
        // Value Tab value Enter, as spreadsheets are filled; Tab alone; Enter down one column and then the other.
        "plf/01/31/ae: 1 Tab 2 Enter 3 Tab 4 Enter 5 Tab 6 Enter 7 Tab 8 Enter",
        "plf/01/31/ae: 1 Tab 2 Tab 3 Tab 4 Tab 5 Tab 6 Tab 7 Tab 8 Tab",
        "plf/01/31/ae: 1 Enter 3 Enter 5 Enter 7 Enter | plf/01/31/cp: 2 Enter 4 Enter 6 Enter 8 Enter",
        "plf/01/62/cp: 8 Shift+Tab 7 Shift+Tab 6 Shift+Tab 5 Shift+Tab 4 Shift+Tab 3 Shift+Tab 2 Shift+Tab 1 Enter",
    ];
    let cells = ["plf/01/31/ae", "plf/01/31/cp", "plf/01/32/ae", "plf/01/32/cp", "plf/01/61/ae", "plf/01/61/cp", "plf/01/62/ae", "plf/01/62/cp"];
    for list in lists {
        let mut window = with_titles();
        for part in list.split(" | ") {
            let (start, typed) = part.split_once(": ").expect("a cell and what is typed");
            window.goes_to(start);
            // All of it in one frame.
            let events = typed.split(' ').flat_map(|word| match word.parse::<u8>() {
                Ok(_) => vec![Event::Text(word.into())],
                Err(_) => {
                    let (modifiers, key) = parsed(word);
                    vec![Event::ModifiersChanged(modifiers), pressed(key, modifiers), Event::ModifiersChanged(Modifiers::NONE)]
                }
            });
            window.frame(events.collect()).does_not_show("Répartir un total");
        }
        for (cell, value) in cells.iter().zip(1..) {
            window.holds(cell, &value.to_string());
        }
    }
}

#[test]
fn arrows_reach_a_computed_title() {
    let mut window = with_titles();
    window.goes_to("plf/01/32/ae").types("5").presses("Down").types("10").presses("Enter").shows("Répartir un total");
}

/// Where one cell takes the whole difference, another may be chosen instead: the empty ones stay in the list.
#[test]
fn each_category_is_offered_to_take_a_difference_until_it_is_spread() {
    let mut window = with_titles();
    window.goes_to("plf/total/3/ae").types("10").presses("Enter").shows("Répartir un total").clicks("Sur une seule cellule");
    let empty = format!("{SOUTIEN} · 32 ");
    window.says(&empty).clicks_on_what_begins(&format!("{FONDS} · 31 ")).says(&empty);
}

// The file of the next year

const NEXT: &str = "Préparer le PAP de l’année suivante…";

#[test]
fn a_pap_that_passed_to_the_next_year_has_no_file_until_it_is_named() {
    let mut window = Window::on_the_sample();
    let before = window.file();
    window.chooses("Fichier", NEXT).presses("Enter").is_titled("● Programme 352, PLF 2022 — Papier").shows("Pas encore enregistré");
    window.says("pap.ron reste tel quel");
    // Ctrl+S asks, and proposes a name beside the file of last year.
    window.presses("Ctrl+S").proposes("programme-352-plf-2022.ron").presses("Escape");
    assert_eq!(window.file(), before, "the file of last year is as it was");
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter").presses("Ctrl+S").presses("Enter").says("Enregistré à");
    assert_eq!(window.file(), before, "the file of last year is as it was");
    let next = fs::read_to_string(window.path("programme-352-plf-2022.ron")).expect("the file of the next year");
    assert!(next.contains("year: 2022") && next.contains("8000000"), "{next}");
    // From now on that is its file.
    window.types("400000").presses("Enter").presses("Ctrl+S").is_titled("Programme 352, PLF 2022 — Papier");
    assert!(fs::read_to_string(window.path("programme-352-plf-2022.ron")).expect("the file").contains("400000"));
    assert_eq!(window.file(), before, "the file of last year is as it was");
}

#[test]
fn the_pap_of_the_next_year_stands_beside_that_of_the_last_and_each_has_its_own_file() {
    let mut window = Window::on_the_sample();
    window.chooses("Fichier", NEXT).presses("Enter").presses("Ctrl+Z").is_titled("● Programme 352, PLF 2022 — Papier");
    window.presses("Ctrl+S").proposes("programme-352-plf-2022.ron").presses("Enter").says("Enregistré à");
    let next = fs::read_to_string(window.path("programme-352-plf-2022.ron")).expect("the file of the next year");
    window.presses("Ctrl+Tab").is_titled("Programme 352, PLF 2021 — Papier").shows("Aucune modification");
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter").presses("Ctrl+S").says("Enregistré à");
    assert!(window.file().contains("year: 2021") && window.file().contains("8000000"));
    assert_eq!(fs::read_to_string(window.path("programme-352-plf-2022.ron")).expect("the file"), next);
}

#[test]
fn an_automatic_save_does_not_write_the_next_year_over_the_last() {
    let mut window = Window::on_the_sample();
    let before = window.file();
    window.chooses("Fichier", "Enregistrement automatique").chooses("Fichier", NEXT).presses("Enter");
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter");
    for _ in 0..30 {
        window.pauses().frame(vec![]);
    }
    assert_eq!(window.file(), before);
    window.shows("Pas encore enregistré");
}

#[test]
fn a_killed_window_gives_the_next_year_back_without_the_file_of_the_last() {
    let state = tempfile::tempdir().expect("a folder of state");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pap.ron");
    fs::copy(SAMPLE, &file).expect("a copy of the sample");
    let open = || App::for_test_in(Some(storage::open(&file).expect("the file opens")), Some(file.clone()), Lang::French, Some(state.path()));
    let before = fs::read_to_string(&file).expect("the file");
    let mut window = Window::new(open(), tempfile::tempdir().expect("a folder"));
    window.chooses("Fichier", NEXT).presses("Enter");
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter");
    drop(window);
    let app = App::for_test_in(None, None, Lang::French, Some(state.path()));
    let mut window = Window::new(app, folder);
    window.says("PLF 2022").presses("Enter").is_titled("● Programme 352, PLF 2022 — Papier").shows("Pas encore enregistré");
    window.presses("Ctrl+S").proposes("programme-352-plf-2022.ron").presses("Escape");
    assert_eq!(window.file(), before);
}

// Words where a value is due

#[test]
fn words_in_an_indicator_are_asked_about_once() {
    const FORECAST: &str = "indicator/1.1/2021/forecast";
    const QUESTION: &str = "Garder « ND » comme valeur ?";
    let mut window = Window::on_the_sample();
    // Enter corrects: the editor is where it was.
    window.goes_to(FORECAST).types("ND").presses("Enter").says(QUESTION).presses("Enter").does_not_say(QUESTION);
    window.shows("Aucune modification").presses("Escape").holds(FORECAST, "140");
    window.types("ND").presses("Enter").says(QUESTION).clicks("Garder ces mots").holds(FORECAST, "ND").shows("1 modification non enregistrée");
    window.presses("Ctrl+Z").holds(FORECAST, "140");
    // Pasted cells, in one question.
    window.goes_to("indicator/1.1/2019/actual").pastes("ND\t≥ 95").says("Garder des mots comme valeurs ?").clicks("Garder tels quels");
    window.holds("indicator/1.1/2019/actual", "ND").presses("Ctrl+Z").holds("indicator/1.1/2019/actual", "47");
    window.types("82 (p)").presses("Enter").holds("indicator/1.1/2019/actual", "82\u{a0}(p)");
}

#[test]
fn an_objective_and_an_indicator_are_ticked_as_of_the_mission() {
    for (address, words) in [("objective/1/mission", "Objectif de la mission"), ("indicator/1.1/mission", "Indicateur de la mission")] {
        let mut window = Window::on_the_sample();
        window.goes_to(address).holds(address, "").clicks(words).holds(address, "mission").shows("1 modification non enregistrée");
        window.clicks(words).holds(address, "").presses("Ctrl+Z Ctrl+Z").shows("Aucune modification");
    }
}

/// What is added from the menu waits for its first figure.
#[test]
fn a_row_that_is_added_to_a_section_has_the_cursor() {
    let mut window = Window::on_the_sample();
    window.chooses("Insertion", "Transfert entrant…").types("Reçu du programme 169").presses("Enter");
    window.is_on(["Transferts en crédits", "Reçu du programme 169", "Prog Source / Cible"]);
    window.types("169").presses("Tab").types("5").presses("Enter");
    window.prints(["Transferts en crédits", "Reçu du programme 169", "Prog Source / Cible"], "169 ►");
    window.prints(["Transferts en crédits", "Transferts entrants", "T2 Hors Cas pensions"], "+5");
    window.chooses("Insertion", "Opérateur…").types("ASP").presses("Enter");
    assert!(window.active().contains("Subventions pour charges de service public, LFI 2020"), "{}", window.active());
}

/// A total of many rows has a rule as long as their names: it goes on under itself, and the page keeps its width.
#[test]
fn a_rule_that_is_longer_than_the_inspector_goes_on_under_itself() {
    let document = storage::open(Path::new(SAMPLE)).expect("the sample opens");
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Window::of_size(App::for_test(Some(document), None, Lang::French), folder, [1280.0, 800.0]);
    window.goes_to("pay/total/2021");
    let rules = window.all(|node| words(node).starts_with("Socle Exécution 2020 retraitée + "));
    let rect = rules.first().expect("the rule").rect();
    assert!(rect.left() > 900.0 && rect.right() <= 1280.0 && rect.height() > 40.0, "{rect:?}");
}

/// Tables of which no published PAP is known begin on their page, and are printed when they are asked for.
#[test]
fn a_free_table_is_begun_on_its_page() {
    let mut window = Window::on_the_sample();
    window.chooses("Insertion", "Autres tableaux").says("aucun de ces tableaux n’a été lu dans un PAP publié");
    window.clicks("Ajouter : type de dépense").types("Logement").presses("Enter");
    window.is_on(["Action sociale – hors titre 2", "Logement", "Effectif concerné"]);
    window.types("environ 12").presses("Enter").prints(["Action sociale – hors titre 2", "Logement", "Effectif concerné"], "environ 12");
    window.presses("Ctrl+E").shows("Tableaux à la disposition non vérifiée").shows("Action sociale");
}

//! Texts and what is found in them: typing, pasting, links, typography, the list of findings, next year.

use papier::editing::Session;
use papier::editing::review::unconfirmed;
use papier::model::{Narrative, Rule};

use super::*;

impl Window {
    pub(super) fn session(&self) -> &Session {
        self.harness.state().session().expect("a document")
    }

    pub(super) fn text(&self, narrative: Narrative) -> String {
        self.session().document().text(narrative).to_owned()
    }

    /// A paste of what another program copied.
    fn pastes_from_elsewhere(&mut self, text: &str, html: &str) -> &mut Self {
        self.harness.state_mut().copied_elsewhere(text, html);
        self.pastes(text)
    }

    /// The strategy with nothing but these words, the editor open at their end.
    fn writes_the_strategy(&mut self, words: &str) -> &mut Self {
        self.goes_to("text/strategy").presses("Ctrl+A").types(words)
    }

    fn clicks_on_the_button(&mut self, name: &str) -> &mut Self {
        let at = self.all(|node| node.role() == egui::accesskit::Role::Button && words(node) == name).first().expect("a button").rect().center();
        self.clicks_at(at)
    }

    fn findings(&self, rule: Rule) -> usize {
        self.session().findings().iter().filter(|finding| finding.rule == rule).count()
    }
}

#[test]
fn what_a_word_processor_gives_keeps_its_form_and_is_one_step() {
    let mut window = Window::on_the_sample();
    let html = "<html><body><!--StartFragment--><h1>Enjeux</h1><p>Un <b>grand</b> mot&nbsp;:</p><ul><li>un</li><li>deux</li></ul></body></html>";
    window.writes_the_strategy("Début ").pastes_from_elsewhere("Enjeux\nUn grand mot\u{a0}:\nun\ndeux", html);
    assert_eq!(window.strategy(), "Début \n## Enjeux\nUn **grand** mot\u{a0}:\n- un\n- deux");
    window.presses("Ctrl+Z");
    assert_eq!(window.strategy(), "Début", "the paste alone is undone");
    window.pastes_from_elsewhere("a\n  b ; c", "<p>a</p><p>b ; c</p>");
    assert_eq!(window.strategy(), "Débuta\n  b ; c", "without form, the text as it is");
}

#[test]
fn lists_go_on_and_words_become_bold_by_keys() {
    let mut window = Window::on_the_sample();
    window
        .writes_the_strategy("- un")
        .presses("Enter")
        .types("deux")
        .presses("Enter Enter")
        .presses("Ctrl+B")
        .types("fin")
        .presses("Ctrl+B")
        .types(" fin")
        .presses("Escape");
    assert_eq!(window.strategy(), "- un\n- deux\n**fin** fin");
}

#[test]
fn a_table_is_filled_by_tab_and_the_capitals_of_a_word_change_by_a_key() {
    let mut window = Window::on_the_sample();
    window.writes_the_strategy("| Poste | AE |").presses("Tab").types("fonds").presses("Tab").types("7,3 M€").presses("Shift+Tab Shift+F3 Shift+F3");
    assert_eq!(window.strategy(), "| Poste | AE |\n| FONDS | 7,3 M€ |");
    window.presses("Tab Enter").types("8").presses("Ctrl+Z Escape").says("FONDS").says("7,3 M€");
    assert_eq!(window.strategy(), "| Poste | AE |\n| FONDS | 7,3 M€ |", "the row and what was typed in it are one step");
}

#[test]
fn the_caret_goes_from_line_to_line_of_the_screen() {
    let mut window = Window::on_the_sample();
    let words = "mot ".repeat(80);
    window.writes_the_strategy(words.trim()).presses("Ctrl+Home Down Down").types("X").presses("End").types("Y").presses("Up Home").types("Z");
    let text = window.strategy();
    let [x, y, z] = ["X", "Y", "Z"].map(|mark| text.find(mark).expect("typed"));
    assert!(z > 40 && x > z + 40 && y > x + 40, "{text}");
}

#[test]
fn what_a_paste_could_not_keep_is_told() {
    let mut window = Window::on_the_sample();
    let html = "<table><tr><td colspan=2><img src='x'>a</td></tr><tr><td>b</td><td><i>c</i></td></tr></table>";
    window.writes_the_strategy("Début").presses("Enter").pastes_from_elsewhere("a b c", html);
    assert_eq!(window.strategy(), "Début\n| a |  |\n| b | *c* |");
    window.says("Collé sans : 1 image.").says("1 cellule fusionnée");
}

#[test]
fn typing_after_the_caret_went_elsewhere_is_a_step_of_its_own() {
    let mut window = Window::on_the_sample();
    window.writes_the_strategy("un").types(" deux").presses("Home").types("zéro ").presses("Ctrl+Z");
    assert_eq!(window.strategy(), "un deux");
    window.types("trois");
    assert_eq!(window.strategy(), "troisun deux", "the caret is where the text changed");
}

#[test]
fn french_spaces_are_set_while_typing_only_when_asked() {
    let mut window = Window::on_the_sample();
    window.writes_the_strategy("Oui ").types("; ");
    assert_eq!(window.strategy(), "Oui ;");
    window.presses("Escape").chooses("Édition", "Espaces insécables à la frappe");
    window.goes_to("text/strategy").presses("Ctrl+End").types(" et non").types(" ").types("!").types(" ");
    assert_eq!(window.strategy(), "Oui ; et non\u{202f}!", "what was typed before stays");
}

#[test]
fn typography_is_previewed_and_done_as_one_step() {
    let mut window = Window::on_the_sample();
    window.writes_the_strategy("Oui ; non ?").presses("Escape").chooses("Édition", "Typographie française…");
    window.says("2 passages").says("Oui ;");
    window.presses("Escape");
    assert_eq!(window.strategy(), "Oui ; non ?", "nothing changed");
    window.chooses("Édition", "Typographie française…").presses("Enter");
    assert_eq!(window.strategy(), "Oui\u{202f}; non\u{202f}?");
    window.shows("Annuler : typographie d’un texte").presses("Ctrl+Z");
    assert_eq!(window.strategy(), "Oui ; non ?");
}

#[test]
fn a_figure_that_one_cell_holds_is_linked_by_a_key_and_follows_it() {
    let mut window = Window::on_the_sample();
    window.writes_the_strategy("La part est de 68,9 %").says("Part de l'action 01").presses("Ctrl+K");
    assert!(window.strategy().starts_with("La part est de {share/2021/"), "{}", window.strategy());
    window.shows("Annuler : relier les chiffres d’un texte").goes_to("plf/01/31/ae").types("3 300 000").presses("Enter");
    window.goes_to("text/strategy").presses("Escape").says("La part est de 50,0");
}

#[test]
fn of_several_cells_the_drafter_chooses_one() {
    let mut window = Window::on_the_sample();
    window.writes_the_strategy("Soit 7,3 M€").says("cellules").presses("Ctrl+K").says("ou ");
    window.says("Lier 0 chiffre").presses("Escape");
    assert_eq!(window.strategy(), "Soit 7,3 M€");
    window.goes_to("text/strategy").presses("Ctrl+End Ctrl+K").clicks("7,3 M€").presses("Escape");
    window.goes_to("text/strategy").presses("Ctrl+End Ctrl+K").clicks("7,3 M€").clicks("Lier 1 chiffre");
    assert!(window.strategy().starts_with("Soit {bill/2021/"), "{}", window.strategy());
}

#[test]
fn the_list_of_findings_leads_to_the_passage_which_is_selected() {
    let mut window = Window::on_the_sample();
    window.presses("Shift+F7").says("Aucune erreur, rien à vérifier, 3 notes, 1 à saisir").says("aucun tableau ne porte ce montant");
    assert_eq!(window.findings(Rule::UnheldAmount), 2);
    window.presses("Enter").types("2,4 M€").presses("Escape");
    assert_eq!(window.findings(Rule::UnheldAmount), 1, "{}", window.text(Narrative::ScheduleComment));
    assert!(!window.text(Narrative::ScheduleComment).contains("10,7 M€"));
}

#[test]
fn a_finding_is_put_right_or_justified_in_the_list() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/02/21/cp").types("2 900 000").presses("Enter").presses("Shift+F7").says("1 erreur, ");
    window.presses("C").says("Aucune erreur").presses("Shift+F7").prints([CP, SOUTIEN, STAFF], "3 000 000");
    window.presses("Shift+F7 J").types("Voulu.").presses("Enter").says("Justification");
    assert_eq!(window.session().justified().len(), 1);
    window.presses("Enter").types("2,4 M€").presses("Escape");
    assert_eq!(window.findings(Rule::UnheldAmount), 0, "the keyboard is back in the list after a dialog");
}

/// What a merge left to choose: the findings lead to its review, or typing at its place settles it; undo brings the choice back.
#[test]
fn a_choice_is_made_in_the_list_and_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = "\
        (key: \"1\", kind: \"cell\", place: \"bill/2021/1/31/ae\", base: \"1\", ours: \"7300000\", theirs: \"8000000\"),\n\
        (key: \"2\", kind: \"numbering\", ours: \"01\"),\n";
    let text = fs::read_to_string(SAMPLE).expect("the sample").replacen("    conflicts: [\n", &format!("    conflicts: [\n{lines}"), 1);
    let file = folder.path().join("pap.ron");
    fs::write(&file, text).expect("a merged document");
    let document = storage::open(&file).expect("it opens");
    let mut window = Window::new(App::for_test(Some(document), Some(file), Lang::French), folder);
    let open = |window: &Window| window.session().document().conflicts.keys().cloned().collect::<Vec<_>>().concat();
    let decides = |window: &mut Window| {
        let at = window.all(|node| node.role() == egui::accesskit::Role::Button && words(node) == "Voir les versions")[0].rect().center();
        window.clicks_at(at);
    };
    window.presses("Shift+F7").says("2 erreurs").says("« 7 300 000 € » dans cette version, « 8 000 000 € » dans l’autre, « 1 € »");
    decides(&mut window);
    window.says("AE 2021 (PLF), action 01, catégorie 31").says("2 sur 2").presses("2 Escape");
    assert_eq!(open(&window), "2");
    window.presses("Shift+F7").says("1 erreur");
    decides(&mut window);
    window.says("Garder ce qui est là").presses("G Escape");
    assert_eq!(open(&window), "");
    window.presses("Shift+F7").says("Aucune erreur").presses("Shift+F7");
    window.goes_to("plf/01/31/ae").prints([AE, FONDS, OPERATING], "8 000 000");
    window.presses("Ctrl+Z Ctrl+Z");
    assert_eq!(open(&window), "12");
    window.goes_to("plf/02/31/cp").goes_to("conflict/1").types("9 000 000").presses("Enter");
    assert_eq!(open(&window), "2", "Ctrl+G goes to its cell, and typing there settles it");
    window.goes_to("conflict/2").presses("Ctrl+F7 Enter").says("Tout est réglé").presses("Escape Shift+F7").says("Aucune erreur");
}

#[test]
fn the_list_is_filtered_and_left_for_the_page() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").presses("Shift+F7").clicks("Justifiés 0").says("Aucun constat ne répond à ce filtre.").clicks("Tous 4");
    window.clicks("Filtrer les constats").types("10,7").says("10,7 M€");
    assert_eq!(window.all(|node| node.role() == egui::accesskit::Role::ListItem).len(), 1);
    window.presses("Shift+F7").is_on([AE, FONDS, OPERATING]);
}

#[test]
fn next_year_is_shown_beside_this_one_before_it_is_made() {
    let mut window = Window::on_the_sample();
    window.chooses("Fichier", "Préparer le PAP de l’année suivante…").says("LFI 2021").says("10 600 000 en AE et en CP").says("PLF 2022 à saisir");
    window.clicks("Partir des montants du PLF 2021").says("PLF 2022 repris du PLF 2021").clicks_on_the_button("Préparer le PAP 2022");
    assert_eq!(window.session().document().year.get(), 2022);
    assert_eq!(unconfirmed(window.session().document()).len(), 8);
    // The PAP that passes stays beside it as it is.
    window.presses("Ctrl+Tab").shows("Aucune modification");
    assert_eq!(window.session().document().year.get(), 2021);
}

#[test]
fn what_a_rollover_left_to_answer_is_answered_by_a_click() {
    let mut window = Window::on_the_sample();
    window.chooses("Fichier", "Préparer le PAP de l’année suivante…").clicks_on_the_button("Préparer le PAP 2022");
    let waiting = |window: &Window| unconfirmed(window.session().document()).len();
    window.goes_to("lfi/01/31/ae").clicks("Confirmer ce montant");
    assert_eq!(waiting(&window), 7);
    window.shows("7 montants à confirmer").clicks("Confirmer toute la LFI");
    assert_eq!(waiting(&window), 0);
    window.goes_to("outstanding/rap").clicks("Prendre l’indice").shows("2 444 661");
    let inherited = window.session().document().inherited.len();
    window.goes_to("text/strategy").presses("Escape").clicks("Marquer comme relu");
    assert_eq!(window.session().document().inherited.len(), inherited - 1);
}

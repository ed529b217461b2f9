//! One field searches words, amounts, addresses and commands.

use egui::accesskit::Role;

use super::*;

impl Window {
    /// The rows that a search shows, as they are read aloud.
    fn hits(&self) -> Vec<String> {
        self.all(|node| node.role() == Role::ListBoxOption).iter().map(|node| words(&node.accesskit_node())).collect()
    }
}

#[test]
fn words_lead_to_a_cell_and_enter_goes_there() {
    let mut window = Window::on_the_sample();
    window.presses("Ctrl+F").types("titre 3 action 02");
    assert!(window.hits().first().is_some_and(|first| first.contains("action 02") && first.contains("300 000")), "{:?}", window.hits());
    window.presses("Enter").is_on([AE, SOUTIEN, OPERATING]).types("5").presses("Enter").prints([AE, SOUTIEN, OPERATING], "5");
}

#[test]
fn shift_and_enter_edit_what_is_found() {
    let mut window = Window::on_the_sample();
    window.presses("Ctrl+F").types("plf/02/31/ae").presses("Shift+Enter").is_on([AE, SOUTIEN, OPERATING]).shows("Modification");
    window.presses("Escape").shows("Prêt").prints([AE, SOUTIEN, OPERATING], "300 000");
}

#[test]
fn tab_goes_from_kind_to_kind_and_commands_are_among_them() {
    let mut window = Window::on_the_sample();
    window.presses("Ctrl+F").types("ajouter");
    assert!(window.hits().iter().any(|hit| hit.starts_with("Action…, Insertion")), "{:?}", window.hits());
    window.presses("Escape").goes_to("indicator/1.1/2021/forecast").presses("Ctrl+Shift+P").types("ajouter indic");
    assert!(window.hits().first().is_some_and(|hit| hit.starts_with("Indicateur…")), "{:?}", window.hits());
    window.presses("Escape").presses("Ctrl+F").types("01 fonds");
    let all = window.hits().len();
    window.presses("Tab");
    let cells = window.hits();
    assert!(!cells.is_empty() && cells != window.presses("Tab").hits(), "{all}");
    assert!(window.hits().iter().any(|hit| hit.starts_with(FONDS)), "{:?}", window.hits());
    window.presses("Enter").shows("ACTION 68,9 %");
}

#[test]
fn a_text_is_found_by_its_words_and_opens_at_them() {
    let mut window = Window::on_the_sample();
    window.presses("Ctrl+F").types("numérique").presses("Tab Tab Tab");
    let hits = window.hits();
    assert!(hits.first().is_some_and(|hit| hit.to_lowercase().contains("numérique")), "{hits:?}");
    window.does_not_say("digital").presses("Enter").types("digital").presses("Escape").says("digital");
}

#[test]
fn an_address_that_denotes_nothing_is_refused_in_the_field() {
    let mut window = Window::on_the_sample();
    window.presses("Ctrl+G").types("plf/09/31/ae").presses("Enter").says("09");
    window.presses("Ctrl+A").types("plf/02/31/ae").presses("Enter").is_on([AE, SOUTIEN, OPERATING]);
}

#[test]
fn the_presentation_stands_beside_the_search() {
    let mut window = Window::on_the_sample();
    let field = window.all(|node| words(node) == "Mot, montant, cellule, commande").first().expect("the field").rect();
    let present = window.all(|node| words(node) == "Présenter").first().expect("the button").rect();
    assert!((0.0..=16.0).contains(&(present.left() - field.right())), "{field:?} {present:?}");
    window.clicks("Présenter").does_not_show("Fichier").presses("Escape").shows("Fichier");
}

#[test]
fn a_click_elsewhere_leaves_the_search() {
    let mut window = Window::on_the_sample();
    window.presses("Ctrl+F").types("fonds");
    assert!(!window.hits().is_empty());
    window.clicks_at(egui::pos2(900.0, 1300.0));
    assert_eq!(window.hits(), [""; 0]);
    window.clicks("Mot, montant, cellule, commande").says("une adresse (plf").presses("Escape").does_not_say("une adresse (plf");
}

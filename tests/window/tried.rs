//! What is being typed shows what it changes before it is written.

use super::*;

const TOTAL: &str = "Total de l'action 01, 7 300 000 → ";

#[test]
fn while_a_figure_is_typed_its_consequences_stand_in_the_inspector_until_escape() {
    let mut window = Window::on_the_sample();
    let before = window.file();
    window.goes_to("plf/01/31/ae").does_not_say("Ce que cette saisie change").says("Entre dans");
    window
        .types("7800000")
        .shows("Ce que cette saisie change")
        .shows(&format!("{TOTAL}7 800 000"))
        .says("Total du programme, 10 600 000 → 11 100 000");
    window.says("Part de l'action 01 dans les AE, 68,9 % → 70,3 %").says("+500 000, soit +6,8 %").shows("Constats après cette saisie");
    // Tables keep what is written.
    window.prints([AE, FONDS, TOTAL_2021], "7 300 000").does_not_say("Entre dans");
    window.types("0").shows(&format!("{TOTAL}78 000 000"));
    window.types("x").does_not_say("Ce que cette saisie change").says("Entre dans");
    window.presses("Backspace").shows(&format!("{TOTAL}78 000 000"));
    window.presses("Escape").does_not_say("Ce que cette saisie change").says("Entre dans").prints([AE, FONDS, OPERATING], "7 300 000");
    assert_eq!(window.file(), before);
    assert!(!window.harness.state().session().expect("a document").is_modified());
}

#[test]
fn findings_that_it_ends_or_makes_are_told() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/02/21/ae").types("3000001").says("Nouveau : ").presses("Enter").rests();
    window.goes_to("plf/02/21/ae").types("3000002").says("Change : ").says("au lieu de : ");
    window.presses("Escape").types("3000000").says("Fini : ").presses("Escape").does_not_say("Fini : ");
}

#[test]
fn the_status_bar_says_where_enter_and_tab_lead() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae").does_not_say("Tab : ").types("1").shows("Entrée : 02 Titre 3, Tab : 01 FdC et AdP");
    window.presses("Escape").does_not_say("Tab : ");
}

// Of what a total is made

#[test]
fn a_term_of_a_total_leads_to_its_cell() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/total/total/ae").shows("Vient de").shows("Action 01, 7 300 000");
    window.clicks_on_what_begins("+ Action 02, 3 300 000").is_on([AE, SOUTIEN, TOTAL_2021]);
    window.shows("Titre 2, 3 000 000").shows("+ Titre 3, 300 000");
    window.goes_to("plf/02/31/ae").does_not_say("Vient de");
}

#[test]
fn of_many_terms_eight_are_shown_until_the_others_are_asked_for() {
    let (_, large) = crate::frozen::six::documents().pop().expect("the large document");
    let mut window = Window::new(App::for_test(Some(large), None, Lang::French), tempfile::tempdir().expect("a folder"));
    let terms = |window: &Window| {
        let is_term =
            |node: &AccessKitNode<'_>| node.role() == egui::accesskit::Role::Link && words(node).trim_start_matches("+ ").starts_with("Action ");
        window.all(is_term).len()
    };
    window.goes_to("plf/total/total/ae").shows("Vient de");
    assert_eq!(terms(&window), 8);
    let others = window.all(|node| words(node).ends_with(" autres")).first().map(|node| words(&node.accesskit_node())).expect("others");
    let count: usize = others.trim_end_matches(" autres").parse().expect("a number");
    window.clicks(&others).does_not_show(&others);
    assert_eq!(terms(&window), 8 + count);
}

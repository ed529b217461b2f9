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

//! What changes from the act to the bill, beside their table when the user wants it: from PLF 2023 on.

use papier::editing::{Command, Session};

use super::*;

/// The sample as the PAP of a later year.
fn in_year(year: u16) -> Window {
    let mut session = Session::opened(storage::open(Path::new(SAMPLE)).expect("the sample opens"));
    for _ in 2021..year {
        session.apply(&Command::Rollover { copy_credits: true }).expect("rolled over");
    }
    let document = papier::model::Document::clone(session.document());
    Window::new(App::for_test(Some(document), None, Lang::French), tempfile::tempdir().expect("a folder"))
}

const CHANGE: &str = "Variation PLF 2023 sur LFI 2022, Totaux, LFI 2022, ";

#[test]
fn the_change_stands_beside_the_table_until_it_is_hidden() {
    let mut window = in_year(2023);
    window.does_not_say("Variation PLF 2023");
    window.clicks_on_what_begins("Afficher la variation").says(&format!("{CHANGE}0,0 %")).says("Variation PLF 2023 sur LFI 2022, PLF 2023, 0");
    // Both tables have it, and neither has another column.
    assert_eq!(window.all(|node| words(node).starts_with(CHANGE)).len(), 2);
    window.goes_to("plf/01/31/ae").types("14600000").presses("Enter").says("+");
    window.chooses("Affichage", "Variation à côté du tableau").does_not_say("Variation PLF 2023 sur").shows("Afficher la variation");
}

#[test]
fn before_it_there_is_no_table_to_stand_beside() {
    let mut window = in_year(2022);
    window.does_not_say("Afficher la variation");
}

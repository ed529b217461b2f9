//! What the checks say besides what is wrong: what is to be typed, and what holds.

use super::*;

#[test]
fn checks_that_hold_have_a_tick_and_are_listed() {
    let mut window = Window::on_the_sample();
    window.clicks("Dépenses pluriannuelles").says("Contrôle : RAP + AE − CP = 2 444 661, le tableau s’accorde avec ce calcul");
    window.presses("Shift+F7").says("Tenus 6").says("Échéancier 7 600 000 = demandés 7 600 000");
    window.goes_to("outstanding/rap").types("1").presses("Enter").rests();
    window.says("le tableau dit autre chose").presses("Shift+F7").says("Tenus 5");
}

#[test]
fn the_list_of_findings_is_copied_as_it_is_shown() {
    let mut window = Window::on_the_sample();
    window.presses("Shift+F7").clicks("Copier la liste pour un tableur");
    let rows: Vec<Vec<&str>> = window.clipboard.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), 10, "{rows:?}");
    assert!(rows.iter().all(|row| row.len() >= 4), "{rows:?}");
    assert!(rows.iter().any(|row| row.starts_with(&["À saisir"]) && row.get(2) == Some(&"programme/mission")), "{rows:?}");
    assert!(rows.iter().any(|row| row.starts_with(&["Tenus"]) && row.len() == 8), "{rows:?}");
}

/// What a fresh indicator lacks is to be typed: nothing is wrong with it.
#[test]
fn what_is_not_typed_yet_is_no_warning() {
    let mut window = Window::on_the_sample();
    window.goes_to("indicator/1.1/source");
    let session = |window: &Window| window.harness.state().session().expect("a document").findings().len();
    assert_eq!(session(&window), 4);
    window.says("0 erreur, 0 à vérifier").presses("Shift+F7").says("Aucune erreur, rien à vérifier, 3 notes, 1 à saisir");
}

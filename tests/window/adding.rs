//! The table of entry of an action, and what is added in place.

use super::*;

const ENTRY: &str = "Saisie des crédits";

#[test]
fn every_fact_of_an_action_is_typed_in_its_table_of_entry() {
    let mut window = Window::on_the_sample();
    window.clicks(FONDS).clicks("Saisie").is_on([ENTRY, "21 Rémunérations d'activité", "LFI 2020, AE"]);
    window.presses("Ctrl+Shift+K").types("62 63").presses("Enter Enter").is_on([ENTRY, "62 Transferts aux entreprises", "LFI 2020, AE"]);
    let facts = ["lfi/01/C/ae", "lfi/01/C/cp", "plf/01/C/ae", "plf/01/C/cp"].into_iter();
    let expected = ["plf/01/C/contributions/ae", "plf/01/C/contributions/cp", "lfi/01/C/contributions/ae", "lfi/01/C/contributions/cp"];
    let facts: Vec<&str> = facts.chain(expected).collect();
    for first in [10, 20] {
        for value in first..first + 8 {
            window.types(&value.to_string()).presses(if value == first + 7 { "Enter" } else { "Tab" });
        }
    }
    for (category, first) in [("62", 10), ("63", 20)] {
        for (fact, value) in facts.iter().zip(first..) {
            window.holds(&fact.replace('C', category), &value.to_string());
        }
    }
    window.prints([ENTRY, "6 Dépenses d'intervention", "PLF 2021, AE"], "34");
    // The page as it is printed, and back, by the cell that only one of them has.
    window.clicks("Page imprimée").does_not_show(ENTRY).goes_to("lfi/01/62/cp").is_on([ENTRY, "62 Transferts aux entreprises", "LFI 2020, CP"]);
}

/// What is typed in the field under a table, the categories that it uses then, and what is said.
#[test]
fn categories_are_added_by_their_codes_as_one_step() {
    let cases = [
        ("62 Enter 61 Enter Ctrl+Enter", "21 31 61 62", ""),
        ("61, Enter Enter", "21 31 61", ""),
        ("ménages Enter Enter", "21 31 61", ""),
        ("62 Ctrl+Enter", "21 31 62", ""),
        ("transferts ArrowDown Enter Enter", "21 31 62", ""),
        ("99 Enter", "21 31", "n’est pas une catégorie"),
        ("31 Ctrl+Enter", "21 31", "est déjà dans les tableaux"),
        ("62 Enter Backspace 61 Enter Ctrl+Enter", "21 31 61", ""),
        ("62 Enter Escape Ctrl+Enter", "21 31", ""),
    ];
    for (keys, expected, said) in cases {
        let mut window = Window::on_the_sample();
        window.clicks(FONDS).clicks("Saisie").presses("Ctrl+Shift+K");
        for word in keys.split(' ') {
            match word.chars().all(|character| character.is_lowercase() || character.is_ascii_digit() || character == ',') {
                true => window.types(word),
                false => window.presses(word),
            };
        }
        let used = |window: &Window| {
            let session = window.harness.state().session().expect("a document");
            session.figures().used_categories().iter().map(|category| category.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(used(&window), expected, "{keys}");
        window.says(said);
        if expected != "21 31" {
            let first = expected.split(' ').nth(2).expect("one that is added");
            assert!(window.active().starts_with(&format!("{ENTRY}, {first} ")), "{keys}: {}", window.active());
            window.presses("Ctrl+Z");
            assert_eq!(used(&window), "21 31", "one step: {keys}");
        }
    }
}

/// The field stands at the foot of its page: what may be meant comes into sight with what is typed.
#[test]
fn what_may_be_meant_is_in_sight_below_the_field() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = storage::open(Path::new(SAMPLE)).expect("the sample");
    let mut window = Window::of_size(App::for_test(Some(document), None, Lang::French), folder, [1280.0, 800.0]);
    window.goes_to("plf/01/31/ae").presses("Ctrl+Shift+K").types("transferts");
    let status = window.all(|node| words(node).starts_with("Zoom")).first().expect("the status bar").rect().top();
    let proposed: Vec<f32> = window.all(|node| words(node).contains(" Transferts aux ")).iter().map(|node| node.rect().bottom()).collect();
    assert!(proposed.len() > 1 && proposed.iter().all(|bottom| *bottom < status), "{proposed:?} above {status}");
}

#[test]
fn actions_are_added_one_after_the_other_under_their_table() {
    let mut window = Window::on_the_sample();
    window.clicks("Ajouter : action").types("Outils").presses("Enter").shows("03 – Outils");
    // The page stays, and so does the keyboard; the next code is proposed.
    window.types("Lieux").presses("Enter").shows("04 – Lieux");
    window.types("Industrie").presses("Shift+Tab").types("23").presses("Enter").shows("23 – Industrie");
    window.types("Autre").presses("Shift+Tab").types("23").presses("Enter").says("action 23 existe déjà");
    window.presses("Shift+Tab").presses("Ctrl+A").types("24").presses("Enter").shows("24 – Autre");
    assert_eq!(window.outline("0"), [FONDS, SOUTIEN, "03 – Outils", "04 – Lieux"]);
    assert_eq!([window.outline("23"), window.outline("24")].concat(), ["23 – Industrie", "24 – Autre"]);
}

#[test]
fn rows_of_actions_and_categories_have_their_commands() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/02/31/ae").chooses("Édition", "Code de la ligne…").presses("Ctrl+A").types("24").presses("Enter");
    let soutien = SOUTIEN.replace("02", "24");
    window.shows(&soutien).chooses("Édition", "Page de la ligne").shows("Éléments de la dépense par nature");
    // What goes with a category is asked about.
    window.clicks("Saisie").chooses("Édition", "Supprimer la ligne").shows("Retirer une catégorie et ses montants");
    window.clicks("Retirer").says("Annuler : retirer la catégorie");
    // A row of an action asks too.
    window.goes_to("plf/01/31/ae").chooses("Édition", "Supprimer la ligne").says("Supprimer « 01 – Fonds").presses("Escape");
}

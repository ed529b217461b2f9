//! Whatever is typed belongs to what the keys before it opened, whether it comes key by key, in one frame, in two, or an event a frame.

use egui::accesskit::Role;

use super::*;

/// The events of each key that is pressed. A word is a key with what is held, "Ctrl+G"; after an apostrophe, characters, `_` for a space.
fn keys(typed: &str) -> Vec<Vec<Event>> {
    typed.split(' ').flat_map(|word| word.strip_prefix('\'').map_or_else(|| vec![held(word)], |text| text.chars().map(character).collect())).collect()
}

/// Where a burst is cut: nowhere, before each word, and within those of several characters.
fn cuts(typed: &str) -> Vec<usize> {
    let mut cuts = vec![0];
    let mut count = 0;
    for word in typed.split(' ') {
        let characters = word.strip_prefix('\'').map_or(1, |text| text.chars().count());
        cuts.extend([count + 1, count + characters]);
        count += characters;
    }
    cuts.retain(|cut| *cut < count);
    cuts.dedup();
    cuts
}

fn held(word: &str) -> Vec<Event> {
    let (modifiers, key) = parsed(word);
    let mut events = vec![pressed(key, modifiers), released(key, modifiers)];
    // X11 says what a letter writes under Alt as well.
    if modifiers == Modifiers::ALT && key.name().len() == 1 {
        events.insert(1, Event::Text(key.name().to_lowercase()));
    }
    if modifiers != Modifiers::NONE {
        events.insert(0, Event::ModifiersChanged(modifiers));
        events.push(Event::ModifiersChanged(Modifiers::NONE));
    }
    events
}

/// The key that writes a character, as a system reports it: pressed, then what it writes, then let go.
fn character(character: char) -> Vec<Event> {
    let character = if character == '_' { ' ' } else { character };
    let name = if character == ' ' { "Space".to_owned() } else { character.to_uppercase().to_string() };
    let text = Event::Text(character.to_string());
    match Key::from_name(&name) {
        Some(key) => vec![pressed(key, Modifiers::NONE), text, released(key, Modifiers::NONE)],
        None => vec![text],
    }
}

fn released(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: false, repeat: false, modifiers }
}

/// Everything that the window shows, what stands in its fields, and its document.
fn state(window: &Window) -> String {
    let nodes = window.all(|node| node.role() != Role::Status);
    let shown: String = nodes
        .iter()
        .map(egui_kittest::kittest::NodeT::accesskit_node)
        .map(|node| format!("{:?} {} = {} {:?}\n", node.role(), words(&node), plain(&node.value().unwrap_or_default()), node.is_selected()))
        .collect();
    let document = window.harness.state().session().map(|session| counted(&storage::write(session.document())));
    let files: Vec<String> = fs::read_dir(window.folder.path())
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| !name.starts_with('.'))
        .collect();
    format!("{shown}{files:?}\n{}\n{}", window.title, document.unwrap_or_default())
}

fn window() -> Window {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pap.ron");
    fs::copy(SAMPLE, &file).expect("a copy of the sample");
    let document = storage::open(&file).expect("the sample opens");
    let mut window = Window::of_size(App::for_test(Some(document), Some(file), Lang::French), folder, [1280.0, 720.0]);
    window.goes_to("plf/01/31/ae");
    window
}

/// A sentence that the two states differ in, for the reader of a failure.
fn difference(one: &str, other: &str) -> String {
    let lines = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    lines.map_or_else(|| "one is longer".into(), |(one, other)| format!("key by key {one:?}, here {other:?}"))
}

/// What is typed in a burst does what it does key by key: in one frame, in two, and an event a frame.
#[track_caller]
fn comes_to_the_same(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (typed, said) in cases {
        let keys = keys(typed);
        let mut slow = window();
        for key in &keys {
            slow.pauses().frame(key.clone());
        }
        slow.says(said);
        let expected = state(&slow);
        let mut compare = |mut burst: Window, how: String| {
            burst.settle();
            let state = state(&burst);
            if state != expected {
                wrong.push(format!("{typed} {how}: {}", difference(&expected, &state)));
            }
        };
        for cut in cuts(typed) {
            let mut burst = window();
            for part in [keys.get(..cut), keys.get(cut..)].into_iter().flatten().filter(|part| !part.is_empty()) {
                burst.harness.input_mut().events.extend(part.concat());
                burst.step();
            }
            compare(burst, format!("cut after {cut} keys"));
        }
        let mut burst = window();
        for event in keys.concat() {
            burst.harness.input_mut().events.push(event);
            burst.step();
        }
        compare(burst, "an event a frame".into());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_field_that_a_shortcut_opens_takes_what_is_typed_after_it() {
    comes_to_the_same(&[
        ("Ctrl+F '756", "Aucun résultat"),
        ("Ctrl+F '756 Enter", "Aucun résultat"),
        ("Ctrl+H '756 Tab '12", "Remplacer par (textes)"),
        ("Ctrl+G 'plf/09", "Aucun résultat"),
        ("Ctrl+F 'titre_3_action_02", "AE 2021 (PLF), action 02"),
        ("Ctrl+F Tab Tab 'fonds", "Pages et libellés"),
        ("Ctrl+Shift+P 'titre_ou", "Titre ou catégorie"),
        ("Shift+F7 '756", "à vérifier"),
        ("Ctrl+E '756", "Exporter"),
        ("F1 '756", "Raccourcis clavier"),
        ("Ctrl+N '134 Tab 'Entreprises", "Nouveau programme"),
    ]);
}

#[test]
fn after_the_key_that_closes_it_the_cell_has_the_keyboard_again() {
    comes_to_the_same(&[
        ("Ctrl+F '756 Escape '12 Enter", "1 modification non enregistrée"),
        ("Ctrl+F '7300000 Enter '12 Enter", "Annuler : saisie de plf/01/31/ae"),
        ("Ctrl+F 'plf/02/31/ae Enter '12 Enter", "Annuler : saisie de plf/02/31/ae"),
        ("Ctrl+F 'plf/02/31/ae Shift+Enter Escape '5 Enter", "Annuler : saisie de plf/02/31/ae"),
        ("Ctrl+H '756 Tab '9 Escape '12 Enter", "1 modification non enregistrée"),
        ("Ctrl+G 'plf/02/31/ae Enter '12 Enter", "Annuler : saisie de plf/02/31/ae"),
        ("Ctrl+G 'plf/09 Escape '12 Enter", "1 modification non enregistrée"),
        ("Ctrl+Shift+P 'xyz Escape '12 Enter", "1 modification non enregistrée"),
        ("Shift+F7 '756 Escape '12 Enter", "1 modification non enregistrée"),
        ("Shift+F7 Shift+F7 '12 Enter", "1 modification non enregistrée"),
        ("Ctrl+E '756 Escape '12 Enter", "1 modification non enregistrée"),
        ("F1 '756 Escape '12 Enter", "1 modification non enregistrée"),
        ("F5 Right Escape '12 Enter", "1 modification non enregistrée"),
        ("Ctrl+N '134 Escape '12 Enter", "1 modification non enregistrée"),
        ("Alt+F Escape '12 Enter", "Annuler : saisie de plf/01/31/ae"),
        ("Alt+E Down Down Escape '12 Enter", "Annuler : saisie de plf/01/31/ae"),
        ("F10 Right Escape '12 Enter", "Annuler : saisie de plf/01/31/ae"),
        ("Alt+E 't 'e '12 Enter", "Annuler : saisie de plf/01/31/ae"),
    ]);
}

/// The arrows, by which egui moves its focus from widget to widget when no cell has it.
#[test]
fn arrows_after_the_key_that_closes_it_move_in_the_cells() {
    comes_to_the_same(&[
        ("Ctrl+F '756 Escape Down '12 Enter", "Annuler : saisie de plf/02/31/ae"),
        ("Ctrl+G 'plf/01/31/ae Enter Down '12 Enter", "Annuler : saisie de plf/02/31/ae"),
        ("Ctrl+Shift+P 'xyz Escape Down '12 Enter", "Annuler : saisie de plf/02/31/ae"),
        ("Shift+F7 Escape Down '12 Enter", "Annuler : saisie de plf/02/31/ae"),
        ("Ctrl+E Escape Down '12 Enter", "Annuler : saisie de plf/02/31/ae"),
        ("Ctrl+E '756 Escape F2 Enter Up '12 Enter", "Annuler : saisie de plf/01/31/ae"),
        ("F1 Escape Down '12 Enter", "Annuler : saisie de plf/02/31/ae"),
    ]);
}

#[test]
fn one_thing_may_open_the_next() {
    comes_to_the_same(&[
        ("Ctrl+G 'plf/09 Enter Ctrl+A 'plf/02/31/ae Enter '12 Enter", "Annuler : saisie de plf/02/31/ae"),
        ("Ctrl+Shift+P 'atteindre Enter 'plf/02/31/ae Enter '12 Enter", "Annuler : saisie de plf/02/31/ae"),
        ("Ctrl+Shift+P 'action Down Up Enter Tab 'Industrie Enter", "03 – Industrie"),
        ("'12 Ctrl+F '7300000 Enter", "Annuler : saisie de plf/01/31/ae"),
        ("Ctrl+F 'strat Ctrl+G 'plf/02/31/ae Enter '12 Enter", "Annuler : saisie de plf/02/31/ae"),
        ("Shift+F7 Down Up Down Enter", "Prêt"),
        ("Ctrl+G 'text/strategy Enter Ctrl+Home 'Bonjour Escape", "Bonjour"),
        ("Ctrl+G 'chart/credits/title Enter F2 'Des_crédits Enter", "Des crédits"),
        ("Ctrl+G 'action/01/label Enter Ctrl+A 'Industrie Enter", "01 – Industrie"),
        ("Ctrl+E Enter Ctrl+A 'pap.json Enter", "Aucune modification"),
        ("'12 Enter Ctrl+W 'x Escape '13 Enter", "2 modifications non enregistrées"),
        ("Ctrl+PageDown '5 Enter Ctrl+PageUp", "1 modification non enregistrée"),
    ]);
}

#[test]
fn a_click_and_what_is_typed_after_it_may_come_in_one_frame() {
    let mut window = window();
    let start = [AE, SOUTIEN, OPERATING].join(", ");
    let at = window.all(|node| words(node).starts_with(&start)).first().expect("the cell").rect().center();
    let button = |pressed| Event::PointerButton { pos: at, button: egui::PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    let click = [Event::PointerMoved(at), button(true), button(false)];
    window.frame(click.into_iter().chain(keys("'12 Enter").concat()).collect()).rests();
    window.prints([AE, SOUTIEN, OPERATING], "12").prints([AE, FONDS, OPERATING], "7 300 000");
}

// Dialogs that nobody asked for

#[test]
fn a_dialog_that_a_total_opens_takes_no_key_that_was_meant_for_the_cells() {
    let total = keys("'3500000 Enter '12 Enter '13 Enter");
    for cut in 0..=total.len() {
        let mut window = Window::on_the_sample();
        window.goes_to("plf/01/total/ae");
        for part in [total.get(..cut), total.get(cut..)].into_iter().flatten() {
            window.harness.input_mut().events.extend(part.concat());
            window.step();
        }
        window.settle();
        window.rests().shows("Répartir un total").shows("Aucune modification");
        // Once it was looked at, Enter answers it; then the cells get what was typed for them.
        window.presses("Enter").prints([AE, FONDS, TOTAL_2021], "3 500 000");
        window.rests().shows("Répartir un total").says("De 3 300 000 à 12");
        window.presses("Escape").rests().shows("Répartir un total").says("De 6 800 000 à 13");
        window.presses("Escape").does_not_show("Répartir un total").says("1 modification");
    }
}

#[test]
fn who_goes_on_typing_at_a_human_pace_has_not_seen_the_dialog() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/total/ae");
    // A key every 50 ms.
    for key in keys("'3500000 Enter '12 Enter") {
        window.harness.input_mut().events.extend(key);
        (0..3).for_each(|_| window.step());
    }
    window.rests().shows("Répartir un total").says("3 500 000").shows("Aucune modification");
    window.presses("Enter").rests().prints([AE, FONDS, TOTAL_2021], "3 500 000").says("De 3 300 000 à 12");
}

#[test]
fn a_dialog_that_the_disk_opens_takes_no_key_that_was_meant_for_the_cell() {
    let mut window = window();
    let broken = window.path("broken.ron");
    fs::write(&broken, "// papier 1\n(").expect("written");
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(broken)));
    window.frame(keys("'12 Enter").concat()).rests().shows("Ce fichier n’a pas pu être ouvert");
    window.presses("Enter").does_not_show("Ce fichier n’a pas pu être ouvert").rests().prints([AE, FONDS, OPERATING], "12");
}

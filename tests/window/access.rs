//! What keys alone and a screen reader find: menus and their letters, regions, headings, the tree of each page.

use egui::accesskit::Role;

use super::*;

/// A key with what is held, as a system sends it: with the letter that it writes, where it is one.
fn sent(keys: &str) -> Vec<Event> {
    keys.split(' ')
        .flat_map(|word| match word.strip_prefix('\'') {
            Some(text) => vec![Event::Text(text.into())],
            None => {
                let (modifiers, key) = parsed(word);
                let mut events = vec![Event::ModifiersChanged(modifiers), pressed(key, modifiers)];
                let name = key.name();
                if !modifiers.command && name.len() == 1 {
                    events.push(Event::Text(name.to_lowercase()));
                }
                let released = Event::Key { key, physical_key: None, pressed: false, repeat: false, modifiers };
                events.extend([released, Event::ModifiersChanged(Modifiers::NONE)]);
                events
            }
        })
        .collect()
}

impl Window {
    /// The names of what is open of menus, from the bar outwards.
    fn open_menus(&self) -> Vec<String> {
        let open = self.all(|node| node.role() == Role::MenuItem && node.data().is_expanded() == Some(true));
        open.iter().map(|node| words(&node.accesskit_node())).collect()
    }

    fn focused(&self) -> String {
        let focused = self.all(|node| node.is_focused());
        focused.first().map_or_else(String::new, |node| words(&node.accesskit_node()))
    }

    fn is_off(&self, name: &str) -> bool {
        let rows = self.all(|node| words(node) == name);
        rows.iter().all(|node| node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::False))
    }
}

#[test]
fn alt_and_a_letter_open_a_menu_and_write_nothing_in_the_cell() {
    let cases = [
        ("Alt+F", "Fichier"),
        ("Alt+E", "Édition"),
        ("Alt+A", "Affichage"),
        ("Alt+I", "Insertion"),
        ("Alt+T", "Tableau"),
        ("Alt+D", "Aide"),
        ("F10 'f", "Fichier"),
        ("F10 Right Down", "Édition"),
        ("F10 Down", "Fichier"),
        ("F10 Left Down", "Aide"),
        ("Alt+F Right", "Édition"),
        ("Alt+F Left", "Aide"),
    ];
    for (keys, menu) in cases {
        let mut window = Window::on_the_sample();
        window.goes_to("plf/01/31/ae").frame(sent(keys)).rests();
        assert_eq!(window.open_menus(), [menu], "{keys}");
        assert!(!window.focused().is_empty() && window.focused() != menu, "{keys}: the keyboard is on the first row, not on {:?}", window.focused());
        window.presses("Escape").types("12").frame(vec![enter()]).prints([AE, FONDS, OPERATING], "12");
        assert_eq!(window.open_menus(), [""; 0], "{keys}");
    }
}

#[test]
fn what_a_letter_of_another_key_writes_opens_its_menu_too() {
    let alt = Modifiers::ALT;
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae");
    window.frame(vec![Event::ModifiersChanged(alt), pressed(Key::Num2, alt), Event::Text("é".into()), Event::ModifiersChanged(Modifiers::NONE)]);
    assert_eq!(window.rests().open_menus(), ["Édition"]);
    window.presses("Escape").prints([AE, FONDS, OPERATING], "7 300 000").does_not_say("Modification");
}

#[test]
fn alt_gr_writes_and_alt_alone_goes_to_the_menus() {
    let mut window = Window::on_the_sample();
    let alt_gr = Modifiers::ALT | Modifiers::CTRL | Modifiers::COMMAND;
    // Windows says AltGr so, X11 says nothing.
    window.goes_to("plf/01/31/ae").frame(vec![Event::ModifiersChanged(alt_gr), pressed(Key::Num5, alt_gr), Event::Text("5".into())]);
    window.frame(vec![Event::ModifiersChanged(Modifiers::NONE), enter()]).prints([AE, FONDS, OPERATING], "5");
    window.frame(vec![Event::ModifiersChanged(Modifiers::ALT)]).frame(vec![Event::ModifiersChanged(Modifiers::NONE)]).rests();
    assert_eq!(window.focused(), "Fichier");
    window.presses("F10").rests();
    assert_eq!(window.focused(), window.active(), "F10 goes back");
}

#[test]
fn letters_choose_in_an_open_menu_and_in_the_one_beside_it() {
    let mut window = Window::on_the_sample();
    // Affichage, Thème sombre; Édition, Textes, Espaces insécables.
    window.goes_to("plf/01/31/ae").frame(sent("Alt+A 't")).rests().clicks("Affichage");
    assert!(!window.is_off("Thème sombre"), "{}", window.names());
    window.presses("Escape").frame(sent("Alt+E 't")).rests();
    assert_eq!(window.open_menus(), ["Édition", "Textes"]);
    assert!(window.is_off("Espaces insécables à la frappe"));
    window.frame(sent("'e")).rests().clicks("Édition").clicks("Textes");
    assert!(!window.is_off("Espaces insécables à la frappe"), "{}", window.names());
    window.presses("Escape").prints([AE, FONDS, OPERATING], "7 300 000");
}

#[test]
fn what_a_menu_turns_on_has_a_tick_and_what_it_chooses_a_dot() {
    let mut window = Window::on_the_sample();
    let roles = |window: &Window, role| -> Vec<(String, bool)> {
        let rows = window.all(move |node| node.role() == role);
        rows.iter().map(|row| (words(&row.accesskit_node()), row.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True))).collect()
    };
    let named = |pairs: &[(&str, bool)]| pairs.iter().map(|(name, is_on)| ((*name).to_owned(), *is_on)).collect::<Vec<_>>();
    window.clicks("Affichage");
    assert_eq!(
        roles(&window, Role::MenuItemCheckBox),
        named(&[
            ("Plan", true),
            ("Inspecteur", true),
            ("Aperçu PDF", false),
            ("Table de saisie de l’action", false),
            ("Variation à côté du tableau", false),
            ("Thème sombre", false),
        ])
    );
    assert_eq!(roles(&window, Role::MenuItemRadio), named(&[("Français", true), ("English", false)]));
    window.presses("Escape").presses("F8").does_not_show("Justification au premier euro").clicks("Affichage");
    assert_eq!(roles(&window, Role::MenuItemCheckBox).first(), named(&[("Plan", false)]).first());
    window.presses("Escape").presses("F8").says("Justification");
}

#[test]
fn what_is_deleted_is_named_and_enter_keeps_it() {
    let mut window = Window::on_the_sample();
    window.clicks(SOUTIEN).clicks("Édition").clicks("Cette page").says("Supprimer « 02 – Soutien au recrutement de profils ra");
    window.clicks_on_what_begins("Supprimer « 02").shows("Annuler").rests();
    assert_eq!(window.focused(), "Annuler");
    window.presses("Enter").does_not_show("Annuler").shows(SOUTIEN);
}

#[test]
fn every_menu_stands_within_the_window() {
    for height in [800.0, 400.0] {
        let folder = tempfile::tempdir().expect("a folder");
        let document = storage::open(Path::new(SAMPLE)).expect("the sample opens");
        let mut window = Window::of_size(App::for_test(Some(document), None, Lang::French), folder, [1280.0, height]);
        for menu in ["Fichier", "Édition", "Affichage", "Insertion", "Tableau", "Aide"] {
            window.clicks(menu);
            let rows = window.all(|node| matches!(node.role(), Role::MenuItem | Role::MenuItemCheckBox | Role::MenuItemRadio));
            let first = rows.iter().map(|row| row.rect()).find(|rect| rect.top() > 20.0).expect("a row");
            assert!(first.top() < 60.0, "{menu} begins under its name: {first:?}");
            let last = window.all(|node| node.role() == Role::Menu).first().map_or(0.0, |menu| menu.rect().bottom());
            assert!(last > 60.0 && last <= height, "{menu} ends at {last} of {height}");
            window.presses("Escape");
        }
    }
}

//! What keys alone and a screen reader find: menus and their letters, regions, headings, the tree of each page.

use egui::accesskit::Role;

use super::*;
use papier::editing::{Assignment, Session, assign};

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
        let nodes = self.all(|_| true);
        nodes.iter().find(|node| node.accesskit_node().is_focused()).map_or_else(String::new, |node| words(&node.accesskit_node()))
    }

    fn is_off(&self, name: &str) -> bool {
        let rows = self.all(|node| node.role() == Role::MenuItemCheckBox && words(node) == name);
        rows.first().expect("a row that is on or off").accesskit_node().toggled() == Some(egui::accesskit::Toggled::False)
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
    window.presses("F10").rests().types("7").presses("Enter").prints([AE, SOUTIEN, OPERATING], "7");
}

#[test]
fn letters_choose_in_an_open_menu_and_in_the_one_beside_it() {
    let mut window = Window::on_the_sample();
    let letter = |window: &Window, name: &str| {
        let rows = window.all(|node| words(node) == name && node.data().access_key().is_some());
        format!("'{}", rows.first().and_then(|row| row.accesskit_node().data().access_key().map(str::to_lowercase)).expect("a letter"))
    };
    let (dark, spaces) = ("Thème sombre", "Espaces insécables à la frappe");
    window.goes_to("plf/01/31/ae").frame(sent("Alt+A")).rests();
    let key = letter(&window, dark);
    window.frame(sent(&key)).rests();
    assert_eq!(window.open_menus(), [""; 0]);
    assert!(window.clicks("Affichage").is_off(dark), "{}", window.names());
    window.presses("Escape").frame(sent("Alt+E")).rests();
    let key = letter(&window, "Textes");
    window.frame(sent(&key)).rests();
    assert_eq!(window.open_menus(), ["Édition", "Textes"]);
    assert!(window.is_off(spaces));
    let key = letter(&window, spaces);
    window.frame(sent(&key)).rests().clicks("Édition").clicks("Textes");
    assert!(!window.is_off(spaces), "{}", window.names());
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
            ("Thème sombre", true),
        ])
    );
    assert_eq!(roles(&window, Role::MenuItemRadio), named(&[("Français", true), ("English", false)]));
    window.presses("Escape").presses("F8");
    assert!(window.all(|node| node.role() == Role::TreeItem).is_empty(), "F8 hides the outline");
    window.clicks("Affichage");
    assert_eq!(roles(&window, Role::MenuItemCheckBox).first(), named(&[("Plan", false)]).first());
    window.presses("Escape").presses("F8");
    assert!(!window.all(|node| node.role() == Role::TreeItem).is_empty(), "F8 brings it back");
}

#[test]
fn what_is_deleted_is_named_and_enter_keeps_it() {
    let mut window = Window::on_the_sample();
    window.clicks(SOUTIEN).clicks("Édition").clicks("Cette page").says("Supprimer « 02 – Soutien au recrutement de profils r");
    window.clicks_on_what_begins("Supprimer « 02").says("Ses montants").rests();
    assert_eq!(window.focused(), "Annuler");
    window.presses("Enter").does_not_say("Ses montants").shows(SOUTIEN);
}

#[test]
fn every_menu_stands_within_the_window() {
    for height in [800.0, 720.0] {
        let folder = tempfile::tempdir().expect("a folder");
        let document = storage::open(Path::new(SAMPLE)).expect("the sample opens");
        let mut window = Window::of_size(App::for_test(Some(document), None, Lang::French), folder, [1280.0, height]);
        for menu in ["Fichier", "Édition", "Affichage", "Insertion", "Tableau", "Aide"] {
            window.clicks(menu);
            let is_row = |role| matches!(role, Role::MenuItem | Role::MenuItemCheckBox | Role::MenuItemRadio);
            let rows = window.all(|node| is_row(node.role()));
            let rows: Vec<egui::Rect> = rows.iter().map(Node::rect).filter(|rect| rect.top() > 20.0).collect();
            assert!(!rows.is_empty() && rows.iter().all(|row| row.bottom() <= height), "{menu} goes beyond {height}: {rows:?}");
            window.presses("Escape");
        }
    }
}

// Regions, headings, the tree

impl Window {
    /// The role and name of what has the keyboard.
    fn keyboard_on(&self) -> String {
        let nodes = self.all(|_| true);
        nodes
            .iter()
            .find(|node| node.accesskit_node().is_focused())
            .map_or_else(String::new, |node| format!("{:?} {}", node.accesskit_node().role(), words(&node.accesskit_node())))
    }
}

#[test]
fn f6_goes_round_every_region_and_back() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae");
    while !window.keyboard_on().starts_with("TreeItem") {
        window.presses("F6");
    }
    let start = window.presses("F6").keyboard_on();
    let mut round = Vec::new();
    for _ in 0..20 {
        window.presses("F6");
        if window.keyboard_on() == start {
            break;
        }
        round.push(window.keyboard_on());
    }
    let is_there = |part: &str| round.iter().any(|on| on.starts_with(part));
    for part in ["Grid", "Group Inspecteur", "Group Barre d’état", "MenuItem Fichier", "Group Barre d’outils", "TreeItem "] {
        assert!(is_there(part), "{part}: {round:#?}");
    }
    let mut back = Vec::new();
    for _ in 0..round.len() {
        window.presses("Shift+F6");
        back.push(window.keyboard_on());
    }
    back.reverse();
    assert_eq!(back, round);
}

#[test]
fn a_page_without_tables_is_a_region_too() {
    let mut window = Window::on_the_sample();
    window.goes_to("text/strategy").presses("Escape").presses("F6");
    for _ in 0..8 {
        if window.keyboard_on() == "Group Page" {
            return;
        }
        window.presses("F6");
    }
    panic!("the page is never reached");
}

#[test]
fn the_outline_is_one_stop_of_tab() {
    let mut window = Window::on_the_sample();
    window.goes_to("plf/01/31/ae");
    while !window.keyboard_on().starts_with("TreeItem") {
        window.presses("F6");
    }
    let first = window.keyboard_on();
    window.presses("Down");
    let second = window.keyboard_on();
    assert!(second.starts_with("TreeItem") && second != first, "{first} {second}");
    window.presses("Tab");
    assert!(!window.keyboard_on().starts_with("TreeItem"), "{}", window.keyboard_on());
    window.presses("Shift+Tab");
    assert!(window.keyboard_on().starts_with("TreeItem"), "{}", window.keyboard_on());
}

/// The tree of a window as a screen reader has it: cells are counted, the rest is told line by line.
fn tree(node: &Node<'_>, depth: usize, lines: &mut Vec<String>) {
    let of = node.accesskit_node();
    let data = of.data();
    let mut states = Vec::new();
    states.extend(data.level().map(|level| format!("level {level}")));
    states.extend(data.is_expanded().map(|is_open| if is_open { "open" } else { "closed" }.to_owned()));
    states.extend((of.is_selected() == Some(true)).then(|| "chosen".to_owned()));
    states.extend(of.toggled().map(|toggled| format!("{toggled:?}")));
    states.extend(of.is_disabled().then(|| "off".to_owned()));
    let states = if states.is_empty() { String::new() } else { format!(" [{}]", states.join(", ")) };
    let name = words(&of);
    let value = if of.role() == Role::Label { String::new() } else { of.value().map_or_else(String::new, |value| format!(" = {}", plain(&value))) };
    let is_plain = of.role() == Role::GenericContainer && name.is_empty();
    let within = if is_plain { depth } else { depth + 1 };
    if !is_plain {
        lines.push(format!("{}{:?} {name}{value}{states}", "  ".repeat(depth), of.role()).trim_end().to_owned());
    }
    let (cells, others): (Vec<Node<'_>>, Vec<Node<'_>>) = node.children().partition(|child| child.accesskit_node().role() == Role::GridCell);
    if !cells.is_empty() {
        lines.push(format!("{}{} cells", "  ".repeat(within), cells.len()));
    }
    others.iter().for_each(|child| tree(child, within, lines));
}

const PAGES: [(&str, &str); 4] =
    [("credits", "plf/01/31/ae"), ("indicator", "indicator/1.1/2021/forecast"), ("action", "action/01/share"), ("strategy", "text/strategy")];

/// The trees are kept; one that changes on purpose is accepted by `PAPIER_TREE=accept`.
#[test]
fn the_tree_of_the_pages_in_both_languages() {
    let mut changed = Vec::new();
    for lang in Lang::ALL {
        for (page, address) in PAGES {
            let folder = tempfile::tempdir().expect("a folder");
            let document = storage::open(Path::new(SAMPLE)).expect("the sample opens");
            let mut window = Window::of_size(App::for_test(Some(document), None, lang), folder, [1280.0, 800.0]);
            window.goes_to(address).presses("Escape");
            let mut lines = Vec::new();
            tree(&window.harness.root(), 0, &mut lines);
            let text = lines.join("\n") + "\n";
            let kept = format!("tests/window/tree/{page}-{}.txt", lang.code());
            if std::env::var("PAPIER_TREE").as_deref() == Ok("accept") {
                fs::create_dir_all("tests/window/tree").expect("a folder");
                fs::write(&kept, &text).expect("written");
            }
            if fs::read_to_string(&kept).unwrap_or_default() != text {
                changed.push(kept);
            }
        }
    }
    assert!(changed.is_empty(), "other trees than those kept: {changed:?}");
}

#[test]
fn nothing_that_can_be_reached_is_without_a_name() {
    for lang in Lang::ALL {
        for (page, address) in PAGES {
            let mut window = Window::on_the_sample_in(lang);
            window.goes_to(address).presses("Escape");
            // A scroll bar says its direction and nothing else.
            let is_reached = |node: &AccessKitNode<'_>| {
                let data = node.data();
                node.role() != Role::ScrollBar
                    && (data.supports_action(egui::accesskit::Action::Focus) || data.supports_action(egui::accesskit::Action::Click))
            };
            let nameless = window.all(|node| is_reached(node) && words(node).trim().is_empty());
            let told: Vec<String> = nameless.iter().map(|node| format!("{:?} {:?}", node.accesskit_node().role(), node.rect())).collect();
            assert_eq!(told, [""; 0], "{page} in {lang:?}");
            let english = window.all(|node| words(node) == "Resize panel").len();
            assert_eq!(english, 0, "{page} in {lang:?}");
        }
    }
}

/// A window on a programme of 60 actions.
fn on_a_large_programme() -> Window {
    let folder = tempfile::tempdir().expect("a folder");
    let typed = (3..61).map(|code| Assignment { address: format!("action/{code:02}/label"), value: format!("Action {code}") });
    let mut session = Session::opened(storage::open(Path::new(SAMPLE)).expect("the sample opens"));
    let command = assign(session.document(), &typed.collect::<Vec<_>>()).expect("assigned");
    session.apply(&command).expect("applied");
    let document = session.document().as_ref().clone();
    Window::of_size(App::for_test(Some(document), None, Lang::French), folder, [1280.0, 800.0])
}

#[test]
fn a_long_outline_has_a_field_that_filters_it() {
    let mut window = on_a_large_programme();
    let rows = |window: &Window| window.all(|node| node.role() == Role::TreeItem).len();
    let all = rows(&window);
    assert!(all >= 60, "{all}");
    window.clicks("Filtrer le plan").types("action 27");
    assert!(rows(&window) < 5, "{}", window.names());
    window.presses("Enter").says("27 – Action 27");
    window.clicks("Filtrer le plan").presses("Escape");
    assert_eq!(rows(&window), all);
    Window::on_the_sample().does_not_show("Filtrer le plan");
}

#[test]
fn the_next_page_of_a_large_programme_is_painted_in_one_frame() {
    let mut window = on_a_large_programme();
    let title = |window: &Window| window.all(|node| node.role() == Role::Heading).first().map(|node| words(&node.accesskit_node()));
    window.goes_to("plf/27/31/ae");
    let (modifiers, key) = parsed("Ctrl+PageDown");
    for _ in 0..5 {
        let before = title(&window);
        window.harness.input_mut().events.extend([Event::ModifiersChanged(modifiers), pressed(key, modifiers)]);
        window.step();
        assert_ne!(title(&window), before, "another page after one frame");
        window.settle();
    }
}

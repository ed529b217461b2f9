//! A file of format 1 in the window: when it becomes one of format 2, and what is said of it.

use super::*;

const OLD: &str = include_str!("../formats/format-1.ron");

fn has_the_old_file(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.into_iter().any(|path| if path.is_dir() { has_the_old_file(&path) } else { fs::read_to_string(&path).is_ok_and(|text| text == OLD) })
}

#[test]
fn the_first_save_over_an_old_file_is_asked_for_told_once_and_keeps_the_old_one() {
    let state = tempfile::tempdir().expect("a folder of state");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pap.ron");
    fs::write(&file, OLD).expect("the old file");
    let app = App::for_test_in(Some(storage::open(&file).expect("it opens")), Some(file), Lang::French, Some(state.path()));
    let mut window = Window::new(app, folder);
    let waits = |window: &mut Window| {
        for _ in 0..30 {
            window.pauses().frame(vec![]);
        }
    };
    window.chooses("Fichier", "Enregistrement automatique");
    window.goes_to("plf/01/31/ae").types("8000000").presses("Enter");
    waits(&mut window);
    assert_eq!(window.file(), OLD, "no automatic save changes the format");

    window.presses("Ctrl+S").says("enregistré au format 2 de Papier");
    assert!(window.file().starts_with("// papier 2\n") && window.file().contains("8000000"));
    assert!(has_the_old_file(state.path()), "the old file stands among the earlier versions");

    // No key went to the notice, and the next saves are as any other.
    window.types("9000000").presses("Enter");
    waits(&mut window);
    assert!(window.file().contains("9000000"), "automatic saves go on");
    window.does_not_say("enregistré au format 2");
}

//! The table of entry of an action: every fact of its credits is there to be typed, and nothing of it leaves the window.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use papier::editing::{Assignment, Command, Session, Structure, assign, read, typed_text};
use papier::lang::Lang;
use papier::model::{Category, Place};
use papier::storage;
use papier::tables::{CellKind, Row, TableName};

/// The sample, with a sub-action and categories, and in the layout of 2023.
fn sessions() -> Vec<Session> {
    let sample = || Session::opened(storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample"));
    let mut parted = sample();
    for (address, value) in [("action/02.01/label", "Lieux"), ("plf/01/62/ae", "5"), ("lfi/01/63/contributions/ae", "6")] {
        let assignment = Assignment { address: address.into(), value: value.into() };
        let command = assign(parted.document(), &[assignment]).expect("an assignment");
        parted.apply(&command).expect("done");
    }
    let mut stacked = sample();
    for _ in 0..2 {
        stacked.apply(&Command::Rollover { copy_credits: true }).expect("the next year");
    }
    vec![sample(), parted, stacked]
}

#[test]
fn each_cell_of_a_category_is_an_entry_that_is_typed_saved_and_undone() {
    for mut session in sessions() {
        let before = storage::write(session.document());
        let mut typed = 0;
        let leaves: Vec<_> = session.document().leaves().map(|action| action.id).collect();
        for id in leaves {
            let table = session.tables(Lang::French).table(TableName::Entry(id)).expect("a table");
            let used = session.figures().used_categories().len();
            assert_eq!(table.rows.iter().filter(|row| row.cells.iter().all(|cell| cell.kind != CellKind::Computed)).count(), used);
            assert!(table.columns.len() >= 6 && table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
            let places: Vec<Place> = table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.place).collect();
            for (place, value) in places.into_iter().zip(7_000..) {
                let Some(entry) = session.document().entry(place) else { continue };
                let change = read(session.document(), place, &value.to_string()).expect("an amount");
                session.apply(&Command::Write(vec![change])).expect("written");
                typed += 1;
                let saved = storage::parse(&storage::write(session.document())).expect("a document");
                assert_eq!(typed_text(&saved, entry).replace('\u{202f}', ""), value.to_string(), "{place:?}");
            }
        }
        for _ in 0..typed {
            session.undo();
        }
        assert_eq!(storage::write(session.document()), before, "what was typed is undone");
    }
}

#[test]
fn it_has_a_name_and_is_no_table_of_the_document() {
    for session in sessions() {
        let (document, tables) = (session.document(), session.tables(Lang::French));
        for action in document.actions.iter() {
            let name = TableName::Entry(action.id);
            assert_eq!(name.write(document).and_then(|written| TableName::parse(document, &written)), Some(name));
            assert!(!tables.is_printed(name) && !TableName::all(document).contains(&name) && tables.printed(name).is_none());
        }
    }
}

/// One row for each title and category; their codes are said, and a short name of each in both languages.
#[test]
fn its_rows_are_the_titles_and_categories_in_use() {
    let mut session = sessions().remove(0);
    let adding = Category::all().map(|category| Command::Structure(Structure::AddCategory(category))).collect();
    session.apply(&Command::Batch(adding)).expect("every category");
    let action = session.document().actions[0].id;
    for lang in Lang::ALL {
        let table = session.tables(lang).table(TableName::Entry(action)).expect("a table");
        let codes: Vec<String> = table.rows.iter().filter_map(Row::code).collect();
        let categories: Vec<String> = Category::all().map(|category| category.to_string()).collect();
        assert_eq!(codes.iter().filter(|code| code.len() == 2).cloned().collect::<Vec<_>>(), categories);
        assert_eq!(codes.iter().filter(|code| code.len() == 1).cloned().collect::<Vec<_>>().concat(), "1234567");
        assert!(table.rows.iter().all(|row| row.label.chars().count() <= 35), "{:?}", table.rows.iter().map(|row| &row.label).collect::<Vec<_>>());
    }
}

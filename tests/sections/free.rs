//! Free tables: typed as one likes, said to be unverified, and printed by choice alone.

use papier::exchange::export::{Export, Format, Output, Subject};
use papier::exchange::progress::Progress;
use papier::tables::{Block, Part};

use super::*;

fn filled() -> Document {
    set(
        &empty(2027),
        &[
            ("free-welfare/1/label", "Logement"),
            ("free-welfare/1/2027/title-3", "12,5 k€ (p)"),
            ("free-cper/1/label", "01 – Une action"),
            ("free-cper/1/2027/ae", "≥ 3"),
            ("free-measures/1/label", "Sans un chiffre"),
        ],
    )
}

fn said(block: &Block) -> String {
    if let Block::Notes(notes) = block { notes.join(" ") } else { String::new() }
}

/// What is typed stays as it is, and enters into nothing.
#[test]
fn a_free_cell_holds_what_is_typed() {
    let document = filled();
    for (address, shown) in [("free-welfare/1/2027/title-3", "12,5 k€ (p)"), ("free-cper/1/2027/ae", "≥ 3"), ("free-welfare/1/2027/total", "")] {
        assert_eq!(text(&document, address), shown, "{address}");
    }
    assert_eq!(storage::parse(&storage::write(&document)).expect("opened"), document);
    assert_eq!(checks::findings(&document, &Figures::of(&document)), checks::findings(&empty(2027), &Figures::of(&empty(2027))));
}

/// Its page says that no published PAP shows these tables, and holds all of them.
#[test]
fn the_page_of_free_tables_says_that_they_are_unverified() {
    let session = Session::opened(empty(2027));
    for (lang, words) in [(Lang::French, "Disposition non vérifiée"), (Lang::English, "Unverified layout")] {
        let tables = session.tables(lang);
        let node = Node::Section("free-services");
        let blocks = tables.page(node);
        assert!(said(&blocks[0]).starts_with(words), "{blocks:?}");
        assert!(tables.node_title(node).to_lowercase().contains(&words.to_lowercase()));
        assert_eq!(tables.page_tables(node).count(), 9);
        let headings: Vec<String> =
            tables.table(TableName::Section("free-services")).expect("a table").columns.into_iter().map(|of| of.title).collect();
        assert!(
            headings[0].contains("2026") && headings[1].contains("2027") && headings.iter().all(|heading| !heading.contains('{')),
            "{headings:?}"
        );
    }
}

/// Print and exports leave free tables out and say which; asked for, they are there. A table that is named is wanted.
#[test]
fn free_tables_leave_by_choice() {
    let document = filled();
    let figures = Figures::of(&document);
    let made = |export: Export| match export.output(&document, &figures, Lang::French, &Progress::default()) {
        Ok(Output::File(bytes)) => bytes,
        other => panic!("{other:?}"),
    };
    for format in [Format::Html, Format::Csv, Format::Tsv] {
        let mut export = Export::new(Subject::Document, format).expect("a form");
        let left_out = export.left_out(&document, Lang::French);
        assert_eq!(left_out.names, ["Action sociale", "CPER"], "in the order of the page, those in which something is typed");
        let sentence = plain(&left_out.sentence(Lang::French).expect("a sentence"));
        assert_eq!(sentence, "2 tableaux laissés de côté, leur disposition n’étant pas vérifiée : Action sociale, CPER.");
        let without = String::from_utf8(made(export)).expect("UTF-8");
        export.free_tables = true;
        let with = String::from_utf8(made(export)).expect("UTF-8");
        assert!(!without.contains("≥ 3") && with.contains("≥ 3") && with.contains("12,5 k€ (p)"), "{format:?}");
        assert!(export.left_out(&document, Lang::French).sentence(Lang::French).is_none());
    }
    let named = Export::new(Subject::Table(TableName::Section("free-cper")), Format::Tsv).expect("a form");
    assert!(String::from_utf8(made(named)).expect("UTF-8").contains("≥ 3") && named.left_out(&document, Lang::French).names.is_empty());
    // Pages and sheets.
    for subject in [Subject::Document, Subject::Part(Part::Justification)] {
        for format in subject.formats().iter().filter(|format| matches!(format, Format::Pdf | Format::Xlsx)) {
            let mut export = Export::new(subject, *format).expect("a form");
            let without = made(export);
            export.free_tables = true;
            assert!(made(export).len() > without.len() + 200, "{format:?}");
        }
    }
    // A document without one leaves as it is.
    let bare = empty(2027);
    assert!(Export::new(Subject::Document, Format::Html).expect("a form").left_out(&bare, Lang::French).names.is_empty());
}

/// The year passes: nothing of last year stands for this one.
#[test]
fn a_free_table_begins_the_next_year_empty() {
    let mut session = Session::opened(filled());
    session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    assert_eq!(text(session.document(), "free-welfare/1/2028/title-3"), "");
    assert_eq!(text(session.document(), "free-welfare/1/2027/title-3"), "12,5 k€ (p)");
}

/// The command says what it leaves out, and by which option it would not.
#[test]
fn the_command_says_which_tables_it_leaves_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, out) = (folder.path().join("pap.ron"), folder.path().join("out.html"));
    std::fs::write(&file, storage::write(&filled())).expect("a file");
    let said = |more: &[&str]| {
        let mut export = std::process::Command::new(env!("CARGO_BIN_EXE_papier"));
        let output = export.arg("export").arg(&file).arg("-o").arg(&out).args(more).env("LC_ALL", "fr_FR.UTF-8").output().expect("papier starts");
        assert!(output.status.success());
        (String::from_utf8(output.stderr).expect("UTF-8"), std::fs::read_to_string(&out).expect("the page").contains("≥ 3"))
    };
    let (told, is_there) = said(&[]);
    assert!(told.contains("Action sociale, CPER") && told.contains("--free-tables") && !is_there, "{told}");
    assert_eq!(said(&["--free-tables"]), (String::new(), true));
}

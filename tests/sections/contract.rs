//! The contract that each cell of a section keeps. The tests of the program hold its sections to it, those of the library the toy, which no program has.

use papier::address;
use papier::calc::{Calculation, Figure, Figures, calculation};
use papier::editing::grid::{Range, Spot};
use papier::editing::{self, Assignment, Command, Session, assign, typed_text};
use papier::exchange::import::{self, File, Options};
use papier::exchange::workbook;
use papier::lang::Lang;
use papier::model::{CellHolds, CellPlace, CellRow, Document, Entry, Place, Programme, ProgrammeNumber, Shape, Year};
use papier::sections::{self, shapes};
use papier::storage;
use papier::tables::{Node, Table, TableName};
use rust_decimal::Decimal;

pub fn assignments(list: &[(&str, &str)]) -> Vec<Assignment> {
    list.iter().map(|(address, value)| Assignment { address: (*address).into(), value: (*value).into() }).collect()
}

pub fn empty(year: u16) -> Document {
    let programme = Programme { number: ProgrammeNumber::new(335), name: "Conseil".into(), ..Programme::default() };
    Document::new(Year::new(year).expect("a year"), programme)
}

pub fn set(document: &Document, list: &[(&str, &str)]) -> Document {
    let mut session = Session::opened(document.clone());
    let command = assign(document, &assignments(list)).unwrap_or_else(|refusals| panic!("{}", refusals[0].sentence(Lang::English)));
    session.apply(&command).expect("applied");
    Document::clone(session.document())
}

/// A document of a year with two rows in every section whose rows are listed, two actions and a category of each title.
pub fn with_rows(year: u16) -> Document {
    let listed = shapes::listed().flat_map(|section| {
        let rows = if shapes::of(section).expect("a shape").is_numbered() { ["800201", "800202"] } else { ["1", "2"] };
        let named = rows.map(|row| Assignment { address: format!("{section}/{row}/label"), value: format!("Ligne {row} de {section}") });
        // A total counts those that are said to count.
        let words = shapes::of(section).and_then(|shape| shape.code_words()).and_then(|words| Some((words.key, words.counted?)));
        let ranks = words.map(|(key, counted)| rows.map(|row| Assignment { address: format!("{section}/{row}/{key}"), value: counted.into() }));
        named.into_iter().chain(ranks.into_iter().flatten())
    });
    let others = assignments(&[("action/01/label", "Une"), ("action/02/label", "Deux"), ("plf/01/21/ae", "5"), ("plf/01/31/ae", "7")]);
    let all: Vec<Assignment> = others.into_iter().chain(listed).collect();
    let document = empty(year);
    let mut session = Session::opened(document.clone());
    session.apply(&assign(&document, &all).expect("assigned")).expect("applied");
    Document::clone(session.document())
}

/// Every cell of a section, typed and computed.
pub fn cells(document: &Document, shape: &'static Shape) -> Vec<CellPlace> {
    let years: Vec<Option<Year>> =
        if shape.years.is_empty() { vec![None] } else { shape.years.iter().map(|offset| Some(document.year.offset(*offset))).collect() };
    let rows = shape.rows(document).into_iter().chain(shape.has_total.then_some(CellRow::Total));
    let rows: Vec<CellRow> = rows.collect();
    let columns = shape.columns.iter().map(|column| column.key);
    columns.flat_map(|column| rows.iter().flat_map(|row| years.iter().map(|year| shape.cell(*row, *year, column))).collect::<Vec<_>>()).collect()
}

/// What is typed in a cell, and what it then shows in PLF 2024.
pub fn typed(shape: &Shape, place: CellPlace) -> (&'static str, &'static [&'static str]) {
    match shape.column(place.column).expect("a column").holds {
        CellHolds::Euros => ("1 234", &["1 234", "+1 234"]),
        CellHolds::Decimal(_) => ("3,5", &["3,50", "+3,50", "3,5"]),
        CellHolds::Words => ("Des mots", &["Des mots"]),
    }
}

pub fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// The cell of a table that shows a place.
pub fn shown(document: &Document, place: CellPlace) -> (Table, Spot) {
    let figures = Figures::of(document);
    let tables = papier::tables::Tables { document, figures: &figures, lang: Lang::French };
    let table = tables.table(TableName::Section(place.section)).expect("its table");
    let (row, column) = table.find(Place::Cell(place)).unwrap_or_else(|| panic!("{place:?} stands in no table"));
    (table, Spot { row, column })
}

/// Each cell parses, prints, saves, is pasted and undone, stays when the year passes, and has a page.
pub fn every_cell(shapes: &[&'static Shape]) {
    let document = with_rows(2024);
    for shape in shapes {
        for place in cells(&document, shape) {
            let spelt = address::write(&document, Place::Cell(place)).unwrap_or_else(|| panic!("{place:?} has no address"));
            assert_eq!(address::parse(&document, &spelt), Ok(Place::Cell(place)), "Ctrl+G finds {spelt}");
            assert_eq!(Place::from_code(&Place::Cell(place).code()), Some(Place::Cell(place)), "{spelt} in a file");
            assert_eq!(address::parse(&document, &format!("335:{spelt}")), Ok(Place::Cell(place)));
            let (table, spot) = shown(&document, place);
            let is_typed = document.entry(Place::Cell(place)) == Some(Entry::Cell(place));
            let computed = calculation(&document, &Figures::of(&document), Place::Cell(place));
            if !is_typed {
                let column = shape.column(place.column).expect("a column");
                assert_eq!(computed.is_none(), place.row == CellRow::Total && !column.is_totalled, "{spelt} is typed, computed, or blank in totals");
                assert!(assign(&document, &assignments(&[(&spelt, "1")])).is_err(), "{spelt} is computed");
                continue;
            }
            let (words, prints) = typed(shape, place);
            let filled = set(&document, &[(&spelt, words)]);
            assert!(
                prints.contains(&plain(&shown(&filled, place).0.cell(spot.row, spot.column).expect("a cell").text(Lang::French)).as_str()),
                "{spelt}"
            );
            // Saved and opened again.
            let written = storage::write(&filled);
            assert_eq!(storage::parse(&written).expect("opened"), filled, "{spelt}");
            // Pasted, and undone to the bytes before.
            let mut session = Session::opened(document.clone());
            let rows = vec![vec![words.to_owned()]];
            let paste = editing::paste(session.tables(Lang::French), &table, Range::between(spot, spot), &rows).expect("pasted");
            session.apply(&paste.command).expect("applied");
            assert_eq!(**session.document(), filled, "{spelt} pasted");
            assert!(session.undo() && storage::write(session.document()) == storage::write(&document), "{spelt} undone");
            // The year passes: what was typed stays where it was.
            let mut session = Session::opened(filled.clone());
            session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
            assert_eq!(session.document().sections.cell(place), filled.sections.cell(place), "{spelt} a year later");
            // It has a page, which shows it.
            let node = Node::of(&filled, Place::Cell(place));
            assert_eq!(node.standing(&filled), node, "{spelt} has a page");
        }
    }
}

/// Every cell that is typed, with a number of its own.
fn filled(document: &Document, shape: &'static Shape) -> (Document, Vec<CellPlace>) {
    let typed: Vec<CellPlace> = cells(document, shape).into_iter().filter(|place| document.entry(Place::Cell(*place)).is_some()).collect();
    let value = |place: &CellPlace, rank: usize| match shape.column(place.column).expect("a column").holds {
        CellHolds::Euros => format!("{}", 1_000 + rank),
        CellHolds::Decimal(_) => format!("{rank},25"),
        CellHolds::Words => format!("Mots {rank}"),
    };
    let list: Vec<(String, String)> =
        typed.iter().zip(1..).map(|(place, rank)| (address::write(document, Place::Cell(*place)).expect("an address"), value(place, rank))).collect();
    let list: Vec<(&str, &str)> = list.iter().map(|(address, value)| (address.as_str(), value.as_str())).collect();
    (set(document, &list), typed)
}

/// What two drafters change in two cells, git merges by itself, line by line.
pub fn merges_by_line(shapes: &[&'static Shape]) {
    let document = with_rows(2024);
    for shape in shapes {
        let (base, typed) = filled(&document, shape);
        // The first and the last in the file, where a line stands between them: git takes neighbours for one change.
        let written = storage::write(&base);
        let line = |place: &&CellPlace| {
            let said = format!("\"{}\"", plain(&typed_text(&base, Entry::Cell(**place))).replace(' ', ""));
            written.lines().position(|line| line.contains("section: ") && line.replace(' ', "").contains(&said)).expect("a line")
        };
        let (Some(first), Some(last)) = (typed.iter().min_by_key(line), typed.iter().max_by_key(line)) else { continue };
        if line(&last) - line(&first) < 2 {
            continue;
        }
        let changed = |place: &CellPlace| {
            let words = match shape.column(place.column).expect("a column").holds {
                CellHolds::Euros => "77",
                CellHolds::Decimal(_) => "77,75",
                CellHolds::Words => "Autres mots",
            };
            let address = address::write(&base, Place::Cell(*place)).expect("an address");
            set(&base, &[(&address, words)])
        };
        let (ours, theirs) = (changed(first), changed(last));
        let folder = tempfile::tempdir().expect("a folder");
        let files: Vec<std::path::PathBuf> = [&ours, &base, &theirs]
            .iter()
            .zip(["ours.ron", "base.ron", "theirs.ron"])
            .map(|(document, name)| {
                let path = folder.path().join(name);
                std::fs::write(&path, storage::write(document)).expect("written");
                path
            })
            .collect();
        let git = std::process::Command::new("git").args(["merge-file", "-p"]).args(&files).output().expect("git");
        assert!(git.status.success(), "{}: {} conflicts", shape.key, git.status);
        let merged = storage::parse(&String::from_utf8(git.stdout).expect("UTF-8")).expect("opened");
        let mut expected = papier::model::Sections::clone(&ours.sections);
        expected.set(*last, theirs.sections.cell(*last).cloned());
        assert_eq!(*merged.sections, expected, "{}", shape.key);
    }
}

/// A table as Papier prints it is read by an import, cell by cell.
pub fn is_imported_as_printed(shapes: &[&'static Shape]) {
    let document = with_rows(2024);
    for shape in shapes {
        let (filled, typed) = filled(&document, shape);
        let session = Session::opened(filled);
        let mut lines = vec!["Justification au premier euro".to_owned()];
        // A shape may stand in several printed tables, with some of its columns in each.
        for (printed, _) in sections::tables_of(shape.key) {
            let table = session.tables(Lang::French).table(TableName::Section(printed.key)).expect("its table");
            let headings = (0..table.columns.len()).map(|column| table.heading(column));
            lines.extend([table.title.clone(), std::iter::once(table.row_header.clone()).chain(headings).collect::<Vec<_>>().join("\t")]);
            // Rows of the other shapes are blank.
            let filled = table.rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.text(Lang::French).is_empty()));
            lines.extend(filled.map(|row| {
                let cells = row.cells.iter().map(|cell| cell.text(Lang::French));
                std::iter::once(row.label.clone()).chain(cells).collect::<Vec<_>>().join("\t")
            }));
        }
        let file = File { name: "part.txt".into(), bytes: (lines.join("\n") + "\n").into() };
        let options = Options { programme: ProgrammeNumber::new(335), year: Year::new(2024), law: None };
        let import = import::read(&[file], options).unwrap_or_else(|refusal| panic!("{}\n{lines:?}", refusal.sentence(Lang::English)));
        let read = &import.documents[0];
        let words = |document: &Document| -> Vec<(String, String)> {
            let cells = document.sections.cells().filter(|(place, _)| place.section == shape.key).map(|(place, _)| *place);
            let spelt = |place| (address::write(document, Place::Cell(place)).expect("an address"), typed_text(document, Entry::Cell(place)));
            let mut all: Vec<(String, String)> = cells.map(spelt).collect();
            all.sort();
            all
        };
        let (expected, found) = (words(session.document()), words(read));
        assert_eq!(found, expected, "{}\n{}", lines.join("\n"), import.text(Lang::English));
        // What follows from credits differs where these are not imported beside it.
        let of_credits = shape.columns.iter().any(|column| column.credits.is_some());
        let differences = if of_credits { 0 } else { import.report.differences.len() };
        assert_eq!((found.len(), import.report.losses().count(), differences), (typed.len(), 0, 0), "{}", import.text(Lang::English));
    }
}

/// What is computed follows what is typed, and leaves as a formula.
pub fn follows_what_is_typed(shapes: &[&'static Shape]) {
    for shape in shapes {
        let document = with_rows(2024);
        let figures = Figures::of(&document);
        let mut computed = 0;
        for place in cells(&document, shape) {
            let Some(Calculation::Difference { plus, minus }) = calculation(&document, &figures, Place::Cell(place)) else { continue };
            computed += 1;
            let typed_parts = |places: &[Place]| places.iter().filter(|place| document.entry(**place).is_some()).count();
            // Euros are whole.
            let (value, exact) = match shape.column(place.column).expect("a column").holds {
                CellHolds::Euros => ("3", Decimal::from(3)),
                CellHolds::Decimal(_) | CellHolds::Words => ("1,5", Decimal::new(15, 1)),
            };
            let all: Vec<(String, &str)> = plus
                .iter()
                .chain(&minus)
                .filter(|place| document.entry(**place).is_some())
                .filter_map(|place| Some((address::write(&document, *place)?, value)))
                .collect();
            let list: Vec<(&str, &str)> = all.iter().map(|(address, value)| (address.as_str(), *value)).collect();
            if list.is_empty() {
                continue;
            }
            let filled = set(&document, &list);
            let expected = exact * Decimal::from(typed_parts(&plus)) - exact * Decimal::from(typed_parts(&minus));
            if typed_parts(&plus) + typed_parts(&minus) < plus.len() + minus.len() {
                continue;
            }
            let shown = match Figures::of(&filled).figure(&filled, Place::Cell(place)) {
                Figure::Number(shown) | Figure::Effect(shown) => shown,
                Figure::Amount(euros) => euros.get().into(),
                other => panic!("{place:?} shows no number: {other:?}"),
            };
            assert_eq!(shown, expected, "{place:?}");
            let session = Session::opened(filled);
            assert!(workbook::programme(session.tables(Lang::French), true).is_ok(), "{place:?}");
        }
        let computes = shape.columns.iter().any(|column| column.holds != CellHolds::Words);
        assert_eq!(computed > 0, computes, "{}", shape.key);
    }
}

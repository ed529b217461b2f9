//! What every section that is a room is held to: each of its cells parses, prints, saves, is found, pasted, undone, rolled over and followed by
//! what is computed of it. A new section is in the list of `papier::sections`, and so here.

#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use papier::address;
use papier::calc::{Calculation, Figure, Figures, calculation, checks};
use papier::editing::grid::{Range, Spot};
use papier::editing::{self, Assignment, AssignmentRefusal, Command, Session, Spreading, Unread, assign, assign_spreading};
use papier::exchange::workbook;
use papier::lang::Lang;
use papier::model::{CellContent, CellHolds, CellPlace, CellRow, Document, Entry, Place, Programme, ProgrammeNumber, Shape, Year};
use papier::sections::{self, shapes};
use papier::storage;
use papier::tables::{Node, Table, TableName};

fn assignments(list: &[(&str, &str)]) -> Vec<Assignment> {
    list.iter().map(|(address, value)| Assignment { address: (*address).into(), value: (*value).into() }).collect()
}

fn empty(year: u16) -> Document {
    let programme = Programme { number: ProgrammeNumber::new(335), name: "Conseil".into(), ..Programme::default() };
    Document::new(Year::new(year).expect("a year"), programme)
}

fn set(document: &Document, list: &[(&str, &str)]) -> Document {
    let mut session = Session::opened(document.clone());
    let command = assign(document, &assignments(list)).unwrap_or_else(|refusals| panic!("{}", refusals[0].sentence(Lang::English)));
    session.apply(&command).expect("applied");
    Document::clone(session.document())
}

/// A document of a year with two rows in every section whose rows are listed, two actions and a category of each title.
fn with_rows(year: u16) -> Document {
    let listed = sections::LISTED.iter().flat_map(|section| {
        ["1", "2"].map(|row| Assignment { address: format!("{section}/{row}/label"), value: format!("Ligne {row} de {section}") })
    });
    let others = assignments(&[("action/01/label", "Une"), ("action/02/label", "Deux"), ("plf/01/21/ae", "5"), ("plf/01/31/ae", "7")]);
    let all: Vec<Assignment> = others.into_iter().chain(listed).collect();
    let document = empty(year);
    let mut session = Session::opened(document.clone());
    session.apply(&assign(&document, &all).expect("assigned")).expect("applied");
    Document::clone(session.document())
}

/// Every cell of a section, typed and computed.
fn cells(document: &Document, shape: &'static Shape) -> Vec<CellPlace> {
    let years: Vec<Option<Year>> =
        if shape.years.is_empty() { vec![None] } else { shape.years.iter().map(|offset| Some(document.year.offset(*offset))).collect() };
    let rows = shape.rows(document).into_iter().chain(shape.has_total.then_some(CellRow::Total));
    let rows: Vec<CellRow> = rows.collect();
    let columns = shape.columns.iter().map(|column| column.key);
    columns.flat_map(|column| rows.iter().flat_map(|row| years.iter().map(|year| shape.cell(*row, *year, column))).collect::<Vec<_>>()).collect()
}

/// What is typed in a cell, and what it then shows in PLF 2024.
fn typed(shape: &Shape, place: CellPlace) -> (&'static str, &'static [&'static str]) {
    match shape.column(place.column).expect("a column").holds {
        CellHolds::Euros => ("1 234", &["1 234"]),
        CellHolds::Decimal(_) => ("3,5", &["3,50", "+3,50", "3,5"]),
        CellHolds::Words => ("Des mots", &["Des mots"]),
    }
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// The cell of a table that shows a place.
fn shown(document: &Document, place: CellPlace) -> (Table, Spot) {
    let figures = Figures::of(document);
    let tables = papier::tables::Tables { document, figures: &figures, lang: Lang::French };
    let table = tables.table(TableName::Section(place.section)).expect("its table");
    let (row, column) = table.find(Place::Cell(place)).unwrap_or_else(|| panic!("{place:?} stands in no table"));
    (table, Spot { row, column })
}

#[test]
fn every_cell_keeps_the_contract_of_sections() {
    let document = with_rows(2024);
    for shape in shapes::ALL {
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

#[test]
fn what_is_computed_follows_what_is_typed_and_leaves_as_a_formula() {
    for shape in shapes::ALL {
        let document = with_rows(2024);
        let figures = Figures::of(&document);
        let mut computed = 0;
        for place in cells(&document, shape) {
            let Some(Calculation::Difference { plus, minus }) = calculation(&document, &figures, Place::Cell(place)) else { continue };
            computed += 1;
            let typed_parts = |places: &[Place]| places.iter().filter(|place| document.entry(**place).is_some()).count();
            let all: Vec<(String, &str)> = plus
                .iter()
                .chain(&minus)
                .filter(|place| document.entry(**place).is_some())
                .filter_map(|place| Some((address::write(&document, *place)?, "1,5")))
                .collect();
            let list: Vec<(&str, &str)> = all.iter().map(|(address, value)| (address.as_str(), *value)).collect();
            if list.is_empty() {
                continue;
            }
            let filled = set(&document, &list);
            let expected = rust_decimal::Decimal::new(15, 1) * rust_decimal::Decimal::from(typed_parts(&plus))
                - rust_decimal::Decimal::new(15, 1) * rust_decimal::Decimal::from(typed_parts(&minus));
            if typed_parts(&plus) + typed_parts(&minus) < plus.len() + minus.len() {
                continue;
            }
            let (Figure::Number(shown) | Figure::Effect(shown)) = Figures::of(&filled).figure(&filled, Place::Cell(place)) else {
                panic!("{place:?} shows no number")
            };
            assert_eq!(shown, expected, "{place:?}");
            let session = Session::opened(filled);
            assert!(workbook::programme(session.tables(Lang::French)).is_ok(), "{place:?}");
        }
        assert!(computed > 0, "{}", shape.key);
    }
}

/// Published for PLF 2024, programme 335, and for PLF 2022 in the flows of another one: every total and effect as printed.
#[test]
fn the_published_tables_of_jobs_give_their_figures() {
    let mut list = Vec::new();
    // Label, ceiling, technical corrections, ceiling asked.
    let rows = [
        ("1036", "5,00", "", "5,00"),
        ("1037", "1,00", "+1,00", "2,00"),
        ("1039", "5,00", "", "5,00"),
        ("1041", "9,00", "-2,00", "7,00"),
        ("1043", "4,00", "+1,00", "5,00"),
    ];
    for ((code, ceiling, technical, _), number) in rows.iter().zip(1..) {
        list.push((format!("jobs/{number}/label"), "Emplois".to_owned()));
        list.push((format!("jobs/{number}/code"), (*code).to_owned()));
        list.push((format!("jobs/{number}/2024/ceiling"), (*ceiling).to_owned()));
        list.push((format!("jobs/{number}/2024/technical"), (*technical).to_owned()));
    }
    let list: Vec<(&str, &str)> = list.iter().map(|(address, value)| (address.as_str(), value.as_str())).collect();
    let document = set(&empty(2024), &list);
    let figures = Figures::of(&document);
    let tables = papier::tables::Tables { document: &document, figures: &figures, lang: Lang::French };
    let text = |address: &str| plain(&tables.cell(address::parse(&document, address).expect("an address")).text(Lang::French));
    for ((_, _, _, asked), number) in rows.iter().zip(1..) {
        assert_eq!(text(&format!("jobs/{number}/2024/asked")), *asked);
        assert_eq!(text(&format!("jobs/{number}/2024/scope")), "0,00", "printed beside what was typed");
    }
    for (address, shown) in [
        ("jobs/total/2024/ceiling", "24,00"),
        ("jobs/total/2024/technical", "0,00"),
        ("jobs/total/2024/impact", "0,00"),
        ("jobs/total/2024/asked", "24,00"),
        ("jobs/2/2024/technical", "+1,00"),
        ("jobs/4/2024/technical", "−2,00"),
        ("flows/total/2024/exit-month", ""),
    ] {
        assert_eq!(text(address), shown, "{address}");
    }
}

/// None were printed in PLF 2020 and two from PLF 2022 on; of 2021 what was typed is printed; a decimal that was typed is printed everywhere.
#[test]
fn each_layout_prints_its_decimals() {
    for (year, typed, shown) in [
        (2020, "397", "397"),
        (2020, "397,98", "397,98"),
        (2021, "397", "397"),
        (2021, "397,5", "397,5"),
        (2022, "397", "397,00"),
        (2024, "397,5", "397,50"),
        (2027, "397,985", "397,985"),
    ] {
        let document = set(&empty(year), &[("jobs/1/label", "A"), (&format!("jobs/1/{year}/ceiling"), typed)]);
        let figures = Figures::of(&document);
        let tables = papier::tables::Tables { document: &document, figures: &figures, lang: Lang::French };
        let place = address::parse(&document, &format!("jobs/total/{year}/asked")).expect("an address");
        assert_eq!(plain(&tables.cell(place).text(Lang::French)), shown, "{year} {typed}");
    }
}

/// A ceiling is typed over: the one who types says on which scheme the difference goes.
#[test]
fn a_ceiling_asked_is_a_spread_onto_a_scheme() {
    let document = set(&empty(2024), &[("jobs/1/label", "A"), ("jobs/1/2024/ceiling", "10"), ("jobs/1/2024/new", "1,5")]);
    let on = |address: &str| Spreading::On(document.entry(address::parse(&document, address).expect("an address")).expect("an entry"));
    let spread = |address: &str, value: &str, how: Spreading| {
        let made: Result<_, Vec<AssignmentRefusal>> = assign_spreading(&document, &assignments(&[(address, value)]), how, Unread::Refused);
        match made {
            Ok((command, _)) => {
                let mut session = Session::opened(document.clone());
                session.apply(&command).expect("applied");
                let number = |column: &str| {
                    let place = address::parse(session.document(), &format!("jobs/1/2024/{column}")).expect("an address");
                    plain(&session.tables(Lang::French).cell(place).text(Lang::French))
                };
                format!("{} {} {}", number("extension"), number("new"), number("asked"))
            }
            Err(refusals) => refusals[0].sentence(Lang::French),
        }
    };
    let cases = [
        ("jobs/1/2024/asked", "13", on("jobs/1/2024/new"), "0,00 +3,00 13,00"),
        ("jobs/1/2024/asked", "9,25", on("jobs/1/2024/extension"), "−2,25 +1,50 9,25"),
        ("jobs/total/2024/asked", "12", on("jobs/1/2024/new"), "0,00 +2,00 12,00"),
        ("jobs/1/2024/impact", "-1", on("jobs/1/2024/new"), "0,00 −1,00 9,00"),
    ];
    for (address, value, how, expected) in cases {
        assert_eq!(spread(address, value, how), expected, "{address} {value}");
    }
    let refused = spread("jobs/1/2024/asked", "13", Spreading::Equal);
    assert!(refused.contains("jobs/1/2024/extension ou jobs/1/2024/new"), "{refused}");
    assert!(spread("jobs/1/2024/asked", "13-15", on("jobs/1/2024/new")).contains("n'est pas un nombre"));
    for on_other in ["jobs/1/2024/ceiling", "jobs/1/2024/technical"] {
        assert!(spread("jobs/1/2024/asked", "1", on(on_other)).contains("n’entre pas dans ce total"), "{on_other} is no scheme");
    }
    let both =
        assign_spreading(&document, &assignments(&[("jobs/1/2024/asked", "13"), ("jobs/1/2024/new", "5")]), on("jobs/1/2024/new"), Unread::Refused);
    assert!(both.is_err_and(|refusals| refusals[0].sentence(Lang::French).contains("verrouillé")), "what is given beside it stays as it is given");
}

/// The ceiling of the next year is what was asked, to be confirmed; what the flows leave is the hint of the extension.
#[test]
fn the_year_passes_and_the_ceiling_is_what_was_asked() {
    let document = set(
        &empty(2024),
        &[
            ("jobs/1/label", "A"),
            ("jobs/1/2024/ceiling", "10"),
            ("jobs/1/2024/new", "-0,48"),
            ("flows/1/2024/exits", "6"),
            ("flows/1/2024/exit-month", "6"),
            ("flows/1/2024/entries", "5"),
            ("flows/1/2024/entry-month", "6,04"),
        ],
    );
    // The published identity: (5 × 6,96 − 6 × 7) / 12 = −0,60; −0,48 is another programme's figure.
    let rules = |document: &Document| -> Vec<&'static str> {
        let findings = checks::findings(document, &Figures::of(document));
        findings.iter().map(|finding| finding.rule.code()).filter(|rule| rule.starts_with("jobs")).collect()
    };
    assert_eq!(rules(&document), ["jobs-impact"]);
    let mut session = Session::opened(document);
    session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    let text = |session: &Session, address: &str| {
        let place = address::parse(session.document(), address).expect("an address");
        let tables = session.tables(Lang::French);
        (plain(&tables.cell(place).text(Lang::French)), tables.mark(place).is_some(), tables.hint(place).map(|hint| plain(&hint)))
    };
    assert_eq!(text(&session, "jobs/1/2025/ceiling"), ("9,52".into(), true, None), "as it was asked, to be confirmed");
    assert_eq!(text(&session, "jobs/1/2025/asked").0, "9,52");
    assert_eq!(text(&session, "jobs/1/2025/extension").2.as_deref(), Some("−0,52"), "what the flows of 2024 leave");
    // Nothing is typed in 2025: what is carried goes on.
    let mut later = Session::opened(Document::clone(session.document()));
    later.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    assert_eq!(text(&later, "jobs/1/2026/ceiling"), ("9,52".into(), true, None), "through a year in which nothing was typed");
    assert_eq!(text(&later, "jobs/total/2026/asked").0, "9,52");
    let amended = set(session.document(), &[("jobs/1/2025/ceiling", "9")]);
    assert_eq!(rules(&amended), ["jobs-ceiling"]);
    assert_eq!(text(&Session::opened(amended), "jobs/1/2025/ceiling"), ("9,00".into(), false, None));
}

#[test]
fn what_the_tables_of_jobs_are_held_to() {
    let base: &[(&str, &str)] = &[("jobs/1/label", "A"), ("jobs/1/2024/ceiling", "10")];
    let cases: [(&[(&str, &str)], &[&str]); 8] = [
        (&[], &[]),
        (&[("flows/1/2024/exits", "2"), ("flows/1/2024/exit-month", "6,96"), ("flows/1/2024/retirements", "2,00")], &[]),
        (&[("flows/1/2024/exits", "2"), ("flows/1/2024/exit-month", "12"), ("flows/1/2024/retirements", "2,01")], &["jobs-part"]),
        // Somebody goes, and no month says when.
        (&[("flows/1/2024/exits", "2")], &["jobs-month"]),
        (&[("flows/1/2024/first-hires", "1")], &["jobs-part"]),
        (&[("flows/1/2024/exits", "2"), ("flows/1/2024/exit-month", "13")], &["jobs-month"]),
        (&[("flows/1/2024/exit-month", "0")], &[]),
        (&[("action/01/label", "Une"), ("plf/01/31/ae", "5")], &["jobs-without-staff"]),
    ];
    for (more, expected) in cases {
        let document = set(&empty(2024), &[base, more].concat());
        let findings = checks::findings(&document, &Figures::of(&document));
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule.code()).filter(|rule| rule.starts_with("jobs")).collect();
        assert_eq!(rules, expected, "{more:?}");
        for finding in findings.iter().filter(|finding| finding.rule.code().starts_with("jobs")) {
            for lang in Lang::ALL {
                let sentence = finding.sentence(lang);
                assert!(!sentence.is_empty() && !sentence.contains('{'), "{sentence}");
            }
        }
    }
}

/// Two drafters who add one category, each in a file, have it twice once both lines are taken.
#[test]
fn a_category_of_jobs_stands_once() {
    let cases: [(&[(&str, &str)], &[&str]); 5] = [
        (&[("jobs/1/label", "A"), ("jobs/2/label", "B")], &[]),
        (&[("jobs/1/label", "A"), ("jobs/2/label", "A")], &["jobs-twice"]),
        (&[("jobs/1/label", "A"), ("jobs/1/code", "1"), ("jobs/2/label", "A"), ("jobs/2/code", "2")], &[]),
        (&[("jobs/1/label", "A"), ("jobs/1/code", "1"), ("jobs/2/label", "B"), ("jobs/2/code", "1")], &["jobs-twice"]),
        (&[("jobs/1/label", "A"), ("jobs/1/code", "1"), ("jobs/2/label", "A")], &[]),
    ];
    for (list, expected) in cases {
        let document = set(&empty(2024), list);
        let findings = checks::findings(&document, &Figures::of(&document));
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule.code()).filter(|rule| rule.starts_with("jobs")).collect();
        assert_eq!(rules, expected, "{list:?}");
    }
}

/// A year that neither this PAP nor the one before shows is a slip: its figure would be seen nowhere.
#[test]
fn a_cell_of_another_year_is_refused() {
    let document = set(&empty(2024), &[("jobs/1/label", "A")]);
    for (year, is_read) in [(2024, true), (2023, true), (2022, false), (2025, false), (1999, false)] {
        let made = assign(&document, &assignments(&[(&format!("jobs/1/{year}/new"), "1")]));
        assert_eq!(made.is_ok(), is_read, "{year}");
        if let Err(refusals) = made {
            assert!(refusals[0].sentence(Lang::French).contains(&format!("l'année {year}")));
        }
    }
}

/// A section without a fact is neither shown nor printed; the sample has none.
#[test]
fn a_section_without_a_fact_is_not_there() {
    let is_there = |document: &Document| {
        let session = Session::opened(document.clone());
        let tables = session.tables(Lang::French);
        tables.outline().into_iter().any(|branch| matches!(branch.node, Node::Section(_)))
    };
    assert!(!is_there(&empty(2024)) && !is_there(&storage::open(std::path::Path::new("saves/programme-352-plf-2021.ron")).expect("the sample")));
    assert!(is_there(&with_rows(2024)));
    let filled = set(&with_rows(2024), &[("jobs/1/2024/ceiling", "1")]);
    let session = Session::opened(filled);
    let names: Vec<TableName> = TableName::all(session.document()).into_iter().filter(|name| matches!(name, TableName::Section(_))).collect();
    assert_eq!(names, [TableName::Section("jobs")], "a table in which nothing is typed is left out of exports");
}

/// Cells that a later Papier knows stay in the file, and are told.
#[test]
fn a_cell_that_no_section_has_is_kept() {
    let filled = set(&with_rows(2024), &[("jobs/1/2024/ceiling", "1,50")]);
    let text = storage::write(&filled);
    let id = filled.sections.rows("jobs")[0].id.0;
    let line = format!("(section: \"jobs\", row: Id({id}), year: 2024, column: \"ceiling\", number: \"1,50\"),");
    assert!(text.contains(&line), "{text}");
    let later = text.replace(&line, &format!("{line}\n        (section: \"jobs\", row: Id({id}), year: 2024, column: \"later\", number: \"2\"),"));
    let read = storage::parse(&later).expect("opened");
    assert_eq!(read.kept.cells.len(), 1);
    assert_eq!(read.sections, filled.sections);
    let again = storage::write(&read);
    assert_eq!(storage::parse(&again).expect("opened"), read, "saved");
    assert!(matches!(read.kept.cells.values().next(), Some(CellContent { .. })));
}

//! What every section that is a room is held to: each of its cells parses, prints, saves, is found, pasted, undone, rolled over and followed by
//! what is computed of it. A new section is in the list of `papier::sections`, and so here.

#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod by_action;
mod contract;
mod excerpts;
mod free;
mod moves;
mod operators;
mod outlook;
mod pay;
mod presence;
mod published;
mod staff;
mod tax;

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use papier::address;
use papier::calc::{Calculation, Figure, Figures, calculation, checks};
use papier::editing::{self, AssignmentRefusal, Command, Session, Spreading, Unread, assign, assign_spreading, review, rollover};
use papier::exchange::workbook;
use papier::lang::Lang;
use papier::model::{CellContent, CellPlace, CellRow, Document, Entry, Place, Shape};
use papier::sections::{self, shapes};
use papier::storage;
use papier::tables::{Node, TableName};
use rust_decimal::Decimal;

use contract::{assignments, empty, plain, set, with_rows};

#[test]
fn every_cell_keeps_the_contract_of_sections() {
    contract::every_cell(&shapes::all().collect::<Vec<_>>());
}

#[test]
fn cells_that_two_drafters_change_merge_by_line() {
    contract::merges_by_line(&shapes::all().collect::<Vec<_>>());
}

#[test]
fn what_a_section_prints_is_what_an_import_reads() {
    // Of free tables no publication is known, and none is guessed to be one.
    let is_printed = |shape: &&'static Shape| sections::of_key(shape.key).is_some_and(|section| !section.is_free());
    contract::is_imported_as_printed(&shapes::all().filter(is_printed).collect::<Vec<_>>());
}

#[test]
fn what_is_computed_follows_what_is_typed_and_leaves_as_a_formula() {
    contract::follows_what_is_typed(&shapes::all().collect::<Vec<_>>());
}

/// Whoever reads a table without its groups tells its columns apart: from PLF 2023 on, before which names are those of the published document.
#[test]
fn no_two_columns_of_a_table_have_one_name() {
    for year in [2023, 2024, 2027] {
        let session =
            Session::opened(set(&with_rows(year), &[("objective/1/label", "A"), ("indicator/1.1/label", "B"), ("indicator/1.1/1/label", "C")]));
        let tables = session.tables(Lang::French);
        for name in TableName::all(session.document()).into_iter().chain(shapes::all().map(|shape| TableName::Section(shape.key))) {
            let Some(table) = tables.table(name) else { continue };
            let names: BTreeSet<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
            assert_eq!(names.len(), table.columns.len(), "{year} {name:?}: {names:?}");
        }
        let titles = tables.table(TableName::Titles).expect("a table");
        assert_eq!((titles.columns[2].title.as_str(), titles.columns[2].rest.as_str()), ("Crédits de paiement Ouvertures", "Ouvertures"));
    }
}

fn figure(document: &Document, address: &str) -> Decimal {
    let place = address::parse(document, address).expect("an address");
    match Figures::of(document).figure(document, place) {
        Figure::Number(number) | Figure::Effect(number) => number,
        Figure::Amount(euros) => euros.get().into(),
        other => panic!("{address}: {other:?}"),
    }
}

fn text(document: &Document, address: &str) -> String {
    let place = address::parse(document, address).expect("an address");
    plain(&Session::opened(document.clone()).tables(Lang::French).cell(place).text(Lang::French))
}

fn rules(document: &Document, prefix: &str) -> Vec<&'static str> {
    let findings = checks::findings(document, &Figures::of(document));
    let of = findings.iter().filter(|finding| finding.rule.code().starts_with(prefix));
    of.map(|finding| {
        for lang in Lang::ALL {
            let sentence = finding.sentence(lang);
            assert!(!sentence.is_empty() && !sentence.contains('{'), "{sentence}");
        }
        finding.rule.code()
    })
    .collect()
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
    let plainly = assign(&document, &assignments(&[("jobs/1/2024/asked", "13")])).expect_err("it is computed");
    let sentence = plainly[0].sentence(Lang::French);
    assert!(sentence.contains("jobs/1/2024/extension ou jobs/1/2024/new") && sentence.contains("--spread"), "{sentence}");
    let refused = spread("jobs/1/2024/asked", "13", Spreading::Equal);
    assert!(refused.contains("jobs/1/2024/extension ou jobs/1/2024/new"), "{refused}");
    assert!(spread("jobs/1/2024/asked", "13-15", on("jobs/1/2024/new")).contains("un nombre d’ETPT"));
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
    // It is counted among what waits, in the report of the rollover and everywhere else.
    let ceiling = Entry::Cell(jobs_cell(session.document(), "jobs/1/2025/ceiling"));
    assert_eq!(review::unconfirmed(session.document()), [ceiling]);
    let before = before_rollover(&session);
    let report = rollover::report(&before, session.document());
    let own = report.iter().find(|part| part.part == rollover::Part::Section("jobs")).expect("a part of the report");
    assert_eq!(own.counts(), [1, 1, 5, 0], "the ceiling; a scheme and four flows");
    let said = plain(&rollover::report_text(&before, session.document(), Lang::French));
    let lines: Vec<&str> = said.lines().skip_while(|line| !line.contains("Emplois")).take(2).collect();
    assert_eq!(
        lines,
        [
            "  Emplois : 1 repris, 1 à confirmer, 5 vides, 0 verrouillés",
            "    Plafond demandé pour 2024 (6) : 9,52 ; Schéma d’emplois : −1,00 → Plafond autorisé pour 2024 (1) : 9,52, à confirmer. Indice : Emplois, A, dont extension en année pleine des schémas d’emplois 2024 sur 2025, −0,52."
        ]
    );
    let confirm = review::confirm(session.document(), session.figures(), &review::unconfirmed(session.document())).expect("a ceiling");
    let mut confirmed = Session::opened(Document::clone(session.document()));
    confirmed.apply(&confirm).expect("confirmed");
    assert_eq!(text(&confirmed, "jobs/1/2025/ceiling"), ("9,52".into(), false, None), "it stands there now");
    assert!(review::unconfirmed(confirmed.document()).is_empty());
    let page = papier::exchange::html::page(
        session.tables(Lang::French),
        &[session.tables(Lang::French).table(TableName::Section("jobs")).expect("its table")],
    );
    assert!(page.contains("repris de ce que le PAP précédent demandait"), "the page says it");
    // Nothing is typed in 2025: what is carried goes on.
    let mut later = Session::opened(Document::clone(session.document()));
    later.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    assert_eq!(text(&later, "jobs/1/2026/ceiling"), ("9,52".into(), true, None), "through a year in which nothing was typed");
    assert_eq!(text(&later, "jobs/total/2026/asked").0, "9,52");
    let amended = set(session.document(), &[("jobs/1/2025/ceiling", "9")]);
    assert_eq!(rules(&amended), ["jobs-ceiling"]);
    assert_eq!(text(&Session::opened(amended), "jobs/1/2025/ceiling"), ("9,00".into(), false, None));
}

/// The document before the year passed: no fact moves.
fn before_rollover(session: &Session) -> Document {
    let mut document = Document::clone(session.document());
    document.year = document.previous_year();
    document
}

fn jobs_cell(document: &Document, address: &str) -> CellPlace {
    match address::parse(document, address) {
        Ok(Place::Cell(place)) => place,
        other => panic!("{address}: {other:?}"),
    }
}

#[test]
fn what_the_tables_of_jobs_are_held_to() {
    let base: &[(&str, &str)] = &[("jobs/1/label", "A"), ("jobs/1/2024/ceiling", "10")];
    let cases: [(&[(&str, &str)], &[&str]); 12] = [
        (&[], &[]),
        // Only an effect may be below zero.
        (&[("jobs/1/2024/technical", "-10")], &[]),
        (&[("jobs/1/2024/technical", "-10,01")], &["jobs-negative"]),
        (&[("jobs/2/label", "B"), ("jobs/2/2024/ceiling", "-1")], &["jobs-negative", "jobs-negative"]),
        (&[("flows/1/2024/entries", "-1"), ("flows/1/2024/entry-month", "2")], &["jobs-negative", "jobs-part"]),
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

/// More than is held exactly is told where it is shown, and found; nothing stops.
#[test]
fn a_sum_beyond_what_is_held_is_told() {
    let most = "9999999999999999999999999999";
    let rows: Vec<(String, String)> = (1..=9)
        .flat_map(|row| [(format!("jobs/{row}/label"), format!("Ligne {row}")), (format!("jobs/{row}/2024/ceiling"), most.to_owned())])
        .collect();
    let rows: Vec<(&str, &str)> = rows.iter().map(|(address, value)| (address.as_str(), value.as_str())).collect();
    let session = Session::opened(set(&empty(2024), &rows));
    let document = session.document();
    let places: Vec<String> = checks::findings(document, session.figures())
        .into_iter()
        .filter(|finding| finding.rule.code() == "overflow")
        .filter_map(|finding| address::write(document, finding.place))
        .collect();
    assert_eq!(places, ["jobs/total/2024/ceiling", "jobs/total/2024/asked"]);
    let place = Place::Cell(jobs_cell(document, "jobs/total/2024/asked"));
    assert_eq!(session.figures().figure(document, place), Figure::Overflow);
    assert_eq!(session.tables(Lang::French).cell(place).text(Lang::French), Lang::French.word(papier::lang::Word::Overflow));
    assert!(workbook::programme(session.tables(Lang::French), true).is_ok(), "a workbook has what a spreadsheet keeps of it");
    let mut later = Session::opened(Document::clone(document));
    later.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
}

/// What is no number is refused with what the cell takes.
#[test]
fn a_word_in_a_cell_of_numbers_is_refused_with_what_goes_there() {
    let document = set(&empty(2024), &[("jobs/1/label", "A")]);
    let cases =
        [("jobs/1/2024/ceiling", "un nombre d’ETPT"), ("flows/1/2024/exits", "un nombre d’ETP,"), ("flows/1/2024/exit-month", "un mois de 1 à 12")];
    for (address, takes) in cases {
        for typed in ["beaucoup", "NA", "Sans objet", "stable", "10-12", "10 à 12", "12-10"] {
            let refusals = assign(&document, &assignments(&[(address, typed)])).expect_err("refused");
            let sentence = refusals[0].sentence(Lang::French);
            assert!(sentence.contains(takes) && !sentence.contains("Non déterminé"), "{sentence}");
        }
    }
}

/// Who names a row or a column that is not there is told which are.
#[test]
fn an_address_of_a_section_that_denotes_nothing_says_what_would() {
    let document = set(&empty(2024), &[("jobs/1/label", "A"), ("operators/1/label", "ASP")]);
    for (address, says) in [
        (
            "jobs/9/code",
            "« jobs » n’a pas de ligne « 9 ». Ses lignes sont numérotées à partir de 1 ; donner un intitulé à la prochaine la crée (jobs/2/label).",
        ),
        ("jobs/x/label", "la crée (jobs/2/label)"),
        ("jobs/0/label", "la crée (jobs/2/label)"),
        ("jobs/3/label", "le prochain est jobs/2"),
        ("flows/2/2024/exits", "« flows » n’a pas de ligne « 2 »."),
        ("flows/2/label", "la crée (jobs/2/label)"),
        ("operators/2/scsp/2024/plf-ae", "la crée (operators/2/label)"),
        ("operators/scsp/2024/plf-ae", "« operators » n’a pas de ligne « scsp »"),
        ("operators/1/2024/plf-ae", "Ses lignes : total, scsp, transfers, investment, equity."),
        ("moves-in/1/2024/ae", "la crée (moves-in/1/label)"),
        ("jobs/1/2024", "il manque une colonne de « jobs ». Ses colonnes : ceiling, scope, transfer"),
        ("jobs/1/2024/plafond", "« jobs » n’a pas de colonne « plafond ». Ses colonnes : ceiling"),
        ("pay/gvt-plus/2024/plf", "« pay » n’a pas de colonne « plf »."),
        ("tax/12/label", "il a six chiffres"),
    ] {
        let refusals = assign(&document, &assignments(&[(address, "5")])).expect_err(address);
        let sentence = plain(&refusals[0].sentence(Lang::French));
        assert!(sentence.contains(says), "{address}: {sentence}");
        assert!(!refusals[0].sentence(Lang::English).is_empty());
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
        let has_cells = |key| sections::of_key(key).is_some_and(|section| !section.tables().is_empty());
        tables.outline().into_iter().any(|branch| matches!(branch.node, Node::Section(key) if has_cells(key)))
    };
    assert!(!is_there(&empty(2024)) && !is_there(&storage::open(std::path::Path::new("saves/programme-352-plf-2021.ron")).expect("the sample")));
    assert!(is_there(&with_rows(2024)));
    let filled = set(&with_rows(2024), &[("jobs/1/2024/ceiling", "1")]);
    let session = Session::opened(filled);
    let is_of_cells = |name: &TableName| matches!(name, TableName::Section(key) if sections::table(key).is_some());
    let names: Vec<TableName> = TableName::all(session.document()).into_iter().filter(is_of_cells).collect();
    assert_eq!(names, [TableName::Section("jobs")], "a table in which nothing is typed is left out of exports");
}

/// In the window a section whose rows are there by themselves has a page to begin on; without a fact it is not in print and exports.
#[test]
fn a_section_begins_on_its_page() {
    for section in sections::ALL {
        let node = Node::Section(section.key());
        if sections::prints_empty(section, empty(2024).year) {
            assert!(sections::is_shown(section.key(), &empty(2024)), "it is there by itself");
            continue;
        }
        if node.begins_with_a_row() {
            assert_ne!(node.standing(&empty(2024)), node, "there is nothing to type in");
            continue;
        }
        let session = Session::opened(empty(2024));
        let tables = session.tables(Lang::French);
        assert_eq!(node.standing(session.document()), node);
        let around: Vec<Node> = tables.outline_around(node).into_iter().map(|branch| branch.node).collect();
        assert!(around.contains(&node) && !tables.outline().into_iter().any(|branch| branch.node == node), "{}", section.key());
        let before = match section.key() {
            _ if section.is_free() => Node::Section("multiyear"),
            key if sections::is_of_credits(key) => Node::Bill,
            _ => Node::Synthesis,
        };
        let before = around.iter().position(|other| *other == before).expect("the page before");
        assert_eq!(around.get(before + 1), Some(&node), "where it will stand");
    }
    let order: Vec<&str> = sections::ALL.into_iter().map(sections::Section::key).collect();
    let official = ["jobs", "jobs-by-action", "staff", "pay"];
    assert_eq!(order.into_iter().filter(|key| official.contains(key)).collect::<Vec<_>>(), official);
}

/// What stands for a cell until it is confirmed is in no table of its year: its workbook holds the number, which a spreadsheet that computes all anew
/// keeps.
#[test]
fn a_figure_of_last_year_is_a_number_in_the_workbook_of_this_one() {
    let typed: &[(&str, &str)] = &[
        ("action/01/label", "Une"),
        ("plf/01/22/ae", "100"),
        ("plf/01/22/cp", "100"),
        ("staff/22-cas/2026/plf", "61"),
        ("jobs/1/label", "A"),
        ("jobs/1/2026/ceiling", "41,98"),
    ];
    let mut session = Session::opened(set(&empty(2026), typed));
    session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    let bytes = workbook::programme(session.tables(Lang::French), true).expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut sheets = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        if file.name().expect("UTF-8").starts_with("xl/worksheets/sheet") {
            file.read_to_string(&mut sheets).expect("a sheet");
        }
    }
    for (number, formula) in [("61", "61"), ("41.98", "41.98"), ("39", "B6-SUM(B7)")] {
        assert!(sheets.contains(&format!("<f>{formula}</f><v>{number}</v>")), "{formula} gives {number}");
    }
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

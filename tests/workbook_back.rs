//! A workbook that comes back: what was changed in it is proposed, told or refused, onto the document as it is now, and taken as `papier set` would.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, reason = "a test fails by panicking")]

pub mod book;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use papier::editing::returned::{Kind, Proposal, Proposals, proposals, taken};
use papier::editing::{Assignment, Command as Edit, Session, assign};
use papier::exchange::workbook;
use papier::exchange::workbook::back::{self, BackRefusal, Returned};
use papier::lang::Lang;
use papier::model::Document;
use papier::storage;

use book::{Book, Content};
use serde_json::Value;
use tempfile::TempDir;

const LANG: Lang = Lang::French;

fn sample() -> Session {
    Session::opened(storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample"))
}

fn write(session: &mut Session, assignments: &[(&str, &str)]) {
    let assignments: Vec<Assignment> =
        assignments.iter().map(|(address, value)| Assignment { address: (*address).into(), value: (*value).into() }).collect();
    let command = assign(session.document(), &assignments).unwrap_or_else(|refusals| panic!("{}", refusals[0].sentence(LANG)));
    session.apply(&command).expect("applied");
}

fn with(assignments: &[(&str, &str)]) -> Session {
    let mut session = sample();
    write(&mut session, assignments);
    session
}

/// The sample with what makes a workbook long: sub-actions, formulas, words, sections with rows of their own, texts with marks and links.
fn many_sided() -> Session {
    with(&[
        ("action/03/label", "=Hors l'État; \"cité\""),
        ("action/03.01/label", "Première"),
        ("action/03.02/label", "Seconde"),
        ("plf/03.01/31/ae", "=3000000+300000"),
        ("plf/03.01/32/ae", "=7,3*10^6"),
        ("plf/03.02/31/cp", "=SOMME(1,5;2)*10^6"),
        ("plf/03.02/51/ae", "0"),
        ("plf/03.02/61/cp", "-250000"),
        ("lfi/03.01/32/ae", "2000000"),
        ("plf/01/31/contributions/ae", "4000000"),
        ("outstanding/rap-restated", "3000000"),
        ("schedule/earlier/beyond", "999999999999"),
        ("indicator/1.1/2018/actual", "10-12"),
        ("indicator/1.1/2019/actual", "12,50"),
        ("indicator/1.1/2020/forecast", "=1/8"),
        ("indicator/1.1/2021/forecast", "NA"),
        ("indicator/1.1/2023/target", "en hausse"),
        ("indicator/1.2/2021/forecast", "0,12345678901234567"),
        ("jobs/1/label", "Magistrats"),
        ("jobs/2/label", "Greffiers"),
        ("operators/1/label", "ASP"),
        ("text/strategy", "## Un titre\n\nLe programme demande {plf/01/31/ae|M€} en **2021**.\n- un point\n- un autre point"),
    ])
}

fn years_later(years: usize) -> Session {
    let mut session = sample();
    for _ in 0..years {
        session.apply(&Edit::Rollover { copy_credits: true }).expect("the next year");
    }
    session
}

fn exported(session: &Session) -> Vec<u8> {
    workbook::programme(session.tables(LANG), false).unwrap_or_else(|error| panic!("{}", error.sentence(LANG)))
}

fn returned(bytes: &[u8]) -> Returned {
    let mut read = back::read(bytes).unwrap_or_else(|refusal| panic!("{}", refusal.sentence(LANG)));
    assert_eq!(read.len(), 1, "one programme");
    read.remove(0)
}

fn onto(document: &Document, book: &Book) -> Proposals {
    proposals(document, &returned(&book.bytes()))
}

fn sentences(found: &Proposals) -> Vec<String> {
    found.told.iter().map(|told| told.sentence(LANG)).collect()
}

/// A document in which proposals were taken.
fn after(session: &Session, chosen: &[&Proposal]) -> Document {
    let mut session = Session::opened(Document::clone(session.document()));
    let command = taken(session.document(), chosen).unwrap_or_else(|refusals| panic!("{}", refusals[0].sentence(LANG)));
    session.apply(&command).expect("applied");
    Document::clone(session.document())
}

#[test]
fn an_unedited_workbook_changes_nothing() {
    let documents = [
        ("the sample", sample()),
        ("many-sided", many_sided()),
        ("the large programme", Session::opened(crate::large::document::document())),
        ("2022", years_later(1)),
        ("2027", years_later(6)),
    ];
    for (name, session) in documents {
        for lang in Lang::ALL {
            let bytes = workbook::programme(session.tables(lang), false).expect("a workbook");
            let found = proposals(session.document(), &returned(&bytes));
            assert_eq!(found, Proposals::default(), "{name}, {lang:?}");
        }
    }
}

/// What is typed in one cell, and what is proposed: its key, kind, base and theirs; or what is told.
#[test]
fn each_class_of_change_is_proposed_or_told() {
    use Content::{Date, Error, Formula, Nothing, Number, Truth, Words};
    type Expected = Result<(&'static str, Kind, &'static str, &'static str), &'static str>;
    let proposed = |key, kind, base, theirs| -> Expected { Ok((key, kind, base, theirs)) };
    let ae = "PLF 2021 AE";
    let cases: [(&str, &str, &str, Content, Expected); 19] = [
        (ae, "01", "C", Number("8000000"), proposed("plf/01/31/ae", Kind::Entry, "7 300 000", "8 000 000")),
        (ae, "01", "C", Number("8.0000000000000001E6"), proposed("plf/01/31/ae", Kind::Entry, "7 300 000", "8 000 000")),
        (ae, "01", "C", Words("8,5 M€"), proposed("plf/01/31/ae", Kind::Entry, "7 300 000", "8 500 000")),
        (ae, "01", "C", Words("7300000"), Err("")),
        (ae, "01", "C", Formula("7000000+500000", "0"), proposed("plf/01/31/ae", Kind::Formula, "7 300 000", "=7000000+500000")),
        (ae, "01", "C", Formula("ROUND(7.5*10^6,0)", "0"), proposed("plf/01/31/ae", Kind::Formula, "7 300 000", "=7,5*10^6")),
        (ae, "01", "C", Formula("B9*2", "9000000"), proposed("plf/01/31/ae", Kind::Value, "7 300 000", "9 000 000")),
        (ae, "01", "C", Formula("MAX(1,2)", "2"), proposed("plf/01/31/ae", Kind::Value, "7 300 000", "2")),
        (ae, "01", "C", Formula("B9*2", ""), Err("ne donne pas la valeur")),
        (ae, "01", "C", Nothing, proposed("plf/01/31/ae", Kind::Emptied, "7 300 000", "")),
        (ae, "01", "C", Date("2021-01-01"), Err("une date")),
        (ae, "01", "C", Truth, Err("une date ou une valeur logique")),
        (ae, "01", "C", Error("#DIV/0!"), Err("#DIV/0!")),
        (ae, "01", "C", Words("beaucoup"), Err("« beaucoup » n’est pas repris")),
        (ae, "01", "C", Number("7300000.5"), Err("n’est pas repris")),
        (ae, "Total", "C", Number("20000000"), proposed("plf/total/3/ae", Kind::Spread, "7 600 000", "20 000 000")),
        (ae, "Total", "C", Formula("SUM(1,2)", "3"), Err("la formule d’une cellule calculée")),
        (ae, "Total", "C", Nothing, Err("a été vidée")),
        (ae, "Total", "C", Words("voir note"), Err("par-dessus une cellule calculée")),
    ];
    let session = sample();
    let bytes = exported(&session);
    for (sheet, label, column, typed, expected) in cases {
        let mut book = Book::of(&bytes);
        let row = book.row_of(sheet, label);
        let cell = format!("{column}{row}");
        book.put(sheet, &cell, &typed);
        let found = onto(session.document(), &book);
        let case = format!("{cell}: {found:?}");
        match expected {
            Ok((key, kind, base, theirs)) => {
                let [proposal] = found.proposals.as_slice() else { panic!("{case}") };
                let said = |words: &str| words.replace(['\u{a0}', '\u{202f}'], " ");
                assert_eq!((proposal.key.as_str(), proposal.kind), (key, kind), "{case}");
                assert_eq!((said(&proposal.base).as_str(), said(&proposal.theirs).as_str()), (base, theirs), "{case}");
                assert_eq!((proposal.at.clone(), proposal.is_conflict), (format!("{sheet}!{cell}"), false), "{case}");
                assert_eq!(found.told, [], "{case}");
            }
            Err("") => assert_eq!(found, Proposals::default(), "{case}"),
            Err(words) => {
                assert_eq!(found.proposals, [], "{case}");
                let said = sentences(&found).join("\n").replace('\u{a0}', " ");
                assert!(said.contains(words), "{said}");
                assert!(said.contains(&cell), "{said}");
            }
        }
    }
}

/// Each column and row of every kind of table, typed over at once: what is taken is what `papier set` makes of the same values, byte for byte.
#[test]
fn what_is_accepted_is_what_set_writes() {
    let session = many_sided();
    let cells = [
        ("PLF 2021 AE", "01", "B", Content::Number("8000000"), "plf/01/21/ae", "8000000"),
        ("PLF 2021 CP", "02", "B", Content::Nothing, "plf/02/21/cp", ""),
        ("Restes à payer", "Programme 352=", "B", Content::Number("5"), "outstanding/rap", "5"),
        ("Échéancier", "AE nouvelles", "D", Content::Formula("1+2", "3"), "schedule/new/2021/plf", "=1+2"),
        ("Indicateur 1.1", "Nombre", "E", Content::Words("82 (p)"), "indicator/1.1/2020/forecast", "82 (p)"),
        ("Indicateur 1.1", "Nombre", "B", Content::Words("%"), "indicator/1.1/unit", "%"),
        ("Objectifs", "OBJECTIF 1", "B", Content::Words("Autre objectif"), "objective/1/label", "Autre objectif"),
    ];
    let mut book = Book::of(&exported(&session));
    let mut assignments = Vec::new();
    for (sheet, label, column, typed, address, value) in cells {
        let row = book.row_of(sheet, label);
        book.put(sheet, &format!("{column}{row}"), &typed);
        assignments.push((address, value));
    }
    let found = onto(session.document(), &book);
    assert_eq!(found.told, [], "{:?}", sentences(&found));
    assert_eq!(found.proposals.len(), assignments.len(), "{:?}", found.proposals);
    let mut expected = many_sided();
    write(&mut expected, &assignments);
    let chosen: Vec<&Proposal> = found.proposals.iter().collect();
    assert_eq!(storage::write(&after(&session, &chosen)), storage::write(expected.document()));
    assert_eq!(onto(expected.document(), &book).proposals, [], "once more, nothing is left");
}

/// What the document became since, and what the workbook says then: nothing, a proposal or a conflict.
#[test]
fn the_document_may_have_changed_since() {
    let cases: [(&[(&str, &str)], &str, &[(&str, bool)]); 5] = [
        (&[], "8000000", &[("plf/01/31/ae", false)]),
        (&[("plf/01/31/ae", "8000000")], "8000000", &[]),
        (&[("plf/01/31/ae", "=4000000+4000000")], "8000000", &[]),
        (&[("plf/01/31/ae", "9000000")], "8000000", &[("plf/01/31/ae", true)]),
        (&[("plf/01/31/cp", "9000000"), ("action/01/label", "Autre"), ("plf/02/31/ae", "1")], "8000000", &[("plf/01/31/ae", false)]),
    ];
    let bytes = exported(&sample());
    for (since, typed, expected) in cases {
        let mut book = Book::of(&bytes);
        let cell = format!("C{}", book.row_of("PLF 2021 AE", "01"));
        book.put("PLF 2021 AE", &cell, &Content::Number(typed));
        let session = with(since);
        let found = onto(session.document(), &book);
        let keys: Vec<(&str, bool)> = found.proposals.iter().map(|proposal| (proposal.key.as_str(), proposal.is_conflict)).collect();
        assert_eq!(keys, expected, "{since:?}");
        let taken: Vec<&Proposal> = found.proposals.iter().collect();
        let all: Vec<&Proposal> = found.proposals.iter().filter(|proposal| proposal.is_taken_with_all()).collect();
        assert_eq!(all.len(), keys.iter().filter(|(_, is_conflict)| !is_conflict).count());
        let mut wanted = with(since);
        write(&mut wanted, &taken.iter().map(|_| ("plf/01/31/ae", typed)).collect::<Vec<_>>());
        assert_eq!(after(&session, &taken), **wanted.document(), "{since:?}");
    }
    // Moved to another number meanwhile: the amount follows its action.
    let mut session = sample();
    let first = session.document().actions[0].id;
    write(&mut session, &[("action/01/code", "09")]);
    let mut book = Book::of(&bytes);
    let cell = format!("C{}", book.row_of("PLF 2021 AE", "01"));
    book.put("PLF 2021 AE", &cell, &Content::Number("8000000"));
    let found = onto(session.document(), &book);
    let label = session.document().action(first).expect("the action").code.to_string();
    assert_eq!(found.proposals[0].key, format!("plf/{label}/31/ae"));
}

/// Rows inserted anywhere, sheets renamed: every cell is still found; a row that is gone is told or proposed by name alone.
#[test]
fn insertions_and_names_are_followed() {
    for session in [sample(), many_sided(), years_later(6)] {
        let bytes = exported(&session);
        let year = session.document().year;
        let mut book = Book::of(&bytes);
        let ae = book.named("AE");
        for sheet in [ae.as_str(), "Échéancier", "Indicateur 1.1"] {
            book.insert_row(sheet, 1);
        }
        let second = book.row_of(&ae, "02");
        book.insert_row(&ae, second);
        book.rename("Échéancier", "Rythme");
        let found = onto(session.document(), &book);
        assert_eq!(found, Proposals::default(), "{year}: {:?}", sentences(&found));
        // A number typed in a followed cell is that of its entry.
        let row = book.row_of(&ae, "01");
        let column = if year.get() == 2021 { "C" } else { "B" };
        book.put(&ae, &format!("{column}{row}"), &Content::Number("8000001"));
        let found = onto(session.document(), &book);
        assert_eq!(found.told.len() + found.proposals.len(), 1, "{year}: {found:?}");
    }
}

#[test]
fn rows_that_were_sorted_go_by_their_labels() {
    let session = sample();
    let mut book = Book::of(&exported(&session));
    let (one, two) = (book.row_of("PLF 2021 AE", "01"), book.row_of("PLF 2021 AE", "02"));
    book.swap_rows("PLF 2021 AE", one, two);
    book.put("PLF 2021 AE", &format!("C{two}"), &Content::Number("8000000"));
    let found = onto(session.document(), &book);
    let keys: Vec<&str> = found.proposals.iter().map(|proposal| proposal.key.as_str()).collect();
    assert_eq!(keys, ["plf/01/31/ae"], "{found:?}");
    assert!(sentences(&found).join("\n").contains("triées"), "{:?}", sentences(&found));
    // A label that was mended is no sort.
    let mut book = Book::of(&exported(&session));
    book.put("PLF 2021 AE", &format!("A{one}"), &Content::Words("01 – Fonds"));
    let found = onto(session.document(), &book);
    let found: Vec<(&str, &str)> = found.proposals.iter().map(|proposal| (proposal.key.as_str(), proposal.theirs.as_str())).collect();
    assert_eq!(found, [("action/01/label", "Fonds")]);
    // Two rows that say the same are told apart no more.
    let mut book = Book::of(&exported(&session));
    let label = format!("02 – {}", session.document().actions[1].label);
    book.put("PLF 2021 AE", &format!("A{one}"), &Content::Words(Box::leak(label.into_boxed_str())));
    book.put("PLF 2021 AE", &format!("C{one}"), &Content::Number("8000000"));
    let found = onto(session.document(), &book);
    assert_eq!(found.proposals, []);
    assert!(sentences(&found).join("\n").contains("ne les distinguent plus"), "{:?}", sentences(&found));
}

#[test]
fn rows_are_added_and_removed() {
    let session = sample();
    let mut book = Book::of(&exported(&session));
    for sheet in ["PLF 2021 AE", "PLF 2021 CP"] {
        let total = book.row_of(sheet, "Total");
        book.insert_row(sheet, total);
        book.put(sheet, &format!("A{total}"), &Content::Words("03 – Nouvelle action"));
        book.put(sheet, &format!("C{total}"), &Content::Number("1000000"));
    }
    let found = onto(session.document(), &book);
    let [added] = found.proposals.as_slice() else { panic!("{found:?}") };
    assert_eq!((added.key.as_str(), added.kind), ("add/action/03", Kind::RowAdded));
    let expected = with(&[("action/03/label", "Nouvelle action"), ("plf/03/31/ae", "1000000"), ("plf/03/31/cp", "1000000")]);
    assert_eq!(after(&session, &[added]), **expected.document());
    assert_eq!(onto(expected.document(), &book).proposals, [], "once more, nothing is left");

    let mut book = Book::of(&exported(&session));
    for sheet in ["PLF 2021 AE", "PLF 2021 CP"] {
        let row = book.row_of(sheet, "02");
        book.remove_row(sheet, row);
    }
    let found = onto(session.document(), &book);
    let [removed] = found.proposals.as_slice() else { panic!("{found:?}") };
    assert_eq!((removed.key.as_str(), removed.kind, removed.is_taken_with_all()), ("remove/action/02", Kind::RowRemoved, false));
    assert_eq!(after(&session, &[removed]).actions.len(), 1);

    let mut book = Book::of(&exported(&session));
    let row = book.row_of("Échéancier", "AE nouvelles");
    book.remove_row("Échéancier", row);
    let found = onto(session.document(), &book);
    assert_eq!(found.proposals, []);
    assert!(sentences(&found).join("\n").contains("le document la garde"), "{:?}", sentences(&found));
}

/// Words changed in a paragraph go into the text as it is kept: its bold words and its links stay.
#[test]
fn texts_go_word_by_word() {
    let session = many_sided();
    let bytes = exported(&session);
    let heading = Book::of(&bytes).row_of("Textes", "Présentation stratégique");
    let at = |row: u32| format!("B{row}");
    let mut book = Book::of(&bytes);
    book.put("Textes", &at(heading + 1), &Content::Words("Le programme demande 7,3 M€ en 2021, comme prévu."));
    book.put("Textes", &at(heading + 3), &Content::Words("•\u{a0}un dernier point"));
    book.insert_row("Textes", heading + 3);
    book.put("Textes", &at(heading + 3), &Content::Words("Un paragraphe de plus."));
    let found = onto(session.document(), &book);
    let [text] = found.proposals.as_slice() else { panic!("{found:?}") };
    assert_eq!((text.key.as_str(), text.kind, text.is_conflict), ("text/strategy", Kind::Text, false));
    let document = after(&session, &[text]);
    let written = document.text(papier::model::Narrative::Strategy);
    let shown = papier::lang::links::spelled(&document, written);
    assert_eq!(
        shown.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(),
        [
            "## Un titre",
            "Le programme demande {plf/01/31/ae|M€} en **2021**, comme prévu.",
            "- un point",
            "Un paragraphe de plus.",
            "- un dernier point"
        ]
    );
    // Other words of the same text, written here meanwhile, stay.
    let mut session = many_sided();
    write(&mut session, &[("text/strategy", "## Un titre\n\nLe programme 352 demande {plf/01/31/ae|M€} en **2021**.\n- un point\n- un autre point")]);
    let found = onto(session.document(), &book);
    assert!(!found.proposals[0].is_conflict, "{found:?}");
    assert!(found.proposals[0].theirs.contains("programme 352 demande") && found.proposals[0].theirs.contains("comme prévu"), "{found:?}");
    // The same words written otherwise are a conflict.
    write(
        &mut session,
        &[("text/strategy", "## Un titre\n\nLe programme demande {plf/01/31/ae|M€} en **2021**.\n- un point\n- un tout autre point")],
    );
    let found = onto(session.document(), &book);
    assert!(found.proposals[0].is_conflict, "{found:?}");
}

#[test]
fn what_stands_beside_the_tables_is_listed() {
    let session = sample();
    let mut book = Book::of(&exported(&session));
    let row = book.row_of("PLF 2021 AE", "01");
    let cells = [format!("H{row}"), "C2".to_owned(), "B1".to_owned()];
    for cell in &cells {
        book.put("PLF 2021 AE", cell, &Content::Words("à revoir avec le cabinet"));
    }
    let found = onto(session.document(), &book);
    assert_eq!(found.proposals, []);
    let mut said: Vec<String> = sentences(&found).iter().map(|said| said.replace('\u{a0}', " ")).collect();
    let sentence =
        |cell: &String| format!("PLF 2021 AE!{cell} : « à revoir avec le cabinet » est à côté des tableaux de Papier et n’est pas repris.");
    let mut expected: Vec<String> = cells.iter().map(sentence).collect();
    said.sort_unstable();
    expected.sort_unstable();
    assert_eq!(said, expected);
}

#[test]
fn what_is_no_workbook_of_papier_is_refused() {
    let session = sample();
    let bytes = exported(&session);
    let edited = |edit: &dyn Fn(&mut Book)| {
        let mut book = Book::of(&bytes);
        edit(&mut book);
        back::read(&book.bytes())
    };
    let cases: [(Result<Vec<Returned>, BackRefusal>, BackRefusal); 7] = [
        (back::read(b"PK\x03\x04"), BackRefusal::NotAWorkbook),
        (back::read(b"%PDF-1.7"), BackRefusal::NotAWorkbook),
        (edited(&|book| book.rename("papier", "autre")), BackRefusal::AnchorsLost),
        (
            edited(&|book| {
                book.rename("papier", "autre");
                book.drop_part("docProps/custom.xml");
            }),
            BackRefusal::NotOurs,
        ),
        (
            edited(&|book| *book.part("xl/workbook.xml") = "<workbook><sheets><sheet name=\"a\"".into()),
            BackRefusal::Damaged { part: "xl/workbook.xml".into() },
        ),
        (
            edited(&|book| {
                let text = book.part("xl/sharedStrings.xml");
                *text = format!("<!DOCTYPE a [<!ENTITY a \"aaaa\">]>{}", text.replacen("<t>", "<t>&a;", 1));
            }),
            BackRefusal::Damaged { part: "xl/sharedStrings.xml".into() },
        ),
        (
            edited(&|book| {
                let text = book.part("xl/sharedStrings.xml");
                *text = text.replace("{&quot;version&quot;:1", "{&quot;version&quot;:2").replace("{\"version\":1", "{\"version\":2");
            }),
            BackRefusal::Later(2),
        ),
    ];
    for (read, expected) in cases {
        assert_eq!(read.map(|read| read.len()), Err(expected.clone()));
        for lang in Lang::ALL {
            assert!(expected.sentence(lang).ends_with('.'), "{expected:?}");
        }
    }
    assert!(back::is_ours(&bytes));
}

/// Without its hidden sheet a workbook is read by names and labels, against the document as it is.
#[test]
fn a_workbook_without_its_hidden_sheet_goes_by_names_and_labels() {
    for session in [sample(), many_sided(), years_later(6)] {
        let bytes = exported(&session);
        let mut book = Book::of(&bytes);
        let ae = book.named("AE");
        book.rename("papier", "autre");
        let read = |book: &Book| {
            let mut read = back::read_by_names(&book.bytes(), &bytes).expect("read");
            assert_eq!(read.len(), 1);
            proposals(session.document(), &read.remove(0))
        };
        let found = read(&book);
        assert_eq!(found.proposals, [], "{ae}");
        assert_eq!(found.told.len(), 2, "the hidden sheet, and one that is not of Papier: {:?}", sentences(&found));
        // However far down something stands.
        let mut far = Book::of(&book.bytes());
        *far.sheet(&ae) = far.sheet(&ae).replace("</sheetData>", "<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row></sheetData>");
        let found = read(&far);
        assert_eq!((found.proposals.len(), found.told.len()), (0, 3), "{ae}: {:?}", sentences(&found));
        book.insert_row(&ae, 1);
        let second = book.row_of(&ae, "02");
        book.insert_row(&ae, second);
        let row = book.row_of(&ae, "02");
        let column = if session.document().year.get() == 2021 { "C" } else { "B" };
        book.put(&ae, &format!("{column}{row}"), &Content::Number("8000001"));
        let found = read(&book);
        assert_eq!(found.proposals.len() + found.told.len() - 2, 1, "{ae}: {:?} {:?}", found.proposals, sentences(&found));
    }
}

/// Bytes that anything may have changed are read or refused, and nothing else.
#[test]
fn damaged_workbooks_are_read_or_refused() {
    let bytes = exported(&many_sided());
    let whole = Book::of(&bytes);
    let names: Vec<String> = whole.names();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % limit as u64).expect("small")
    };
    let runs = crate::proofs::count(60, 20_000);
    for _ in 0..runs {
        let mut book = Book::of(&bytes);
        for _ in 0..3 {
            let part = book.part(&names[below(names.len())]);
            let at = (0..=below(part.len().max(1))).rev().find(|at| part.is_char_boundary(*at)).expect("a start");
            match below(4) {
                0 => part.truncate(at),
                1 => part.insert_str(at, ["<", "&", "\"", "</c>", "-1", "9999999999", "#REF!", "\u{0}"][below(8)]),
                2 => {
                    let end = (at..=part.len()).find(|end| *end > at + 5 && part.is_char_boundary(*end)).unwrap_or(part.len());
                    part.replace_range(at..end, "");
                }
                _ => {
                    let copy = part[at..].to_owned();
                    part.push_str(&copy);
                }
            }
        }
        if let Ok(read) = back::read(&book.bytes()) {
            for returned in read {
                let _ = proposals(sample().document(), &returned);
            }
        }
        let at = below(bytes.len());
        let mut torn = bytes.clone();
        torn[at] ^= 0x55;
        let _ = back::read(&torn).map(|read| read.len());
        let _ = back::read(&bytes[..at]).map(|read| read.len());
        let _ = back::plain_sheets(&torn).map(|sheets| sheets.len());
    }
    println!("proof P8: workbooks damaged in their parts and bytes, read or refused: {}", runs * 3);
}

// The command line

/// A document, and the workbook of it that came back.
struct Desk {
    folder: TempDir,
    file: PathBuf,
    workbook: PathBuf,
}

impl Desk {
    fn new(edit: impl FnOnce(&mut Book)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, workbook) = (folder.path().join("pap.ron"), folder.path().join("pap.xlsx"));
        let session = sample();
        fs::write(&file, storage::write(session.document())).expect("written");
        let mut book = Book::of(&exported(&session));
        edit(&mut book);
        fs::write(&workbook, book.bytes()).expect("written");
        Self { folder, file, workbook }
    }

    /// Two amounts changed.
    fn with_two() -> Self {
        Self::new(|book| {
            for (label, typed) in [("01", "8000000"), ("02", "400000")] {
                let cell = format!("C{}", book.row_of("PLF 2021 AE", label));
                book.put("PLF 2021 AE", &cell, &Content::Number(typed));
            }
        })
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_papier"));
        command.env("LC_ALL", "fr_FR.UTF-8").arg("import").arg(&self.workbook).args(["--onto"]).arg(&self.file).args(arguments);
        let output = command.output().expect("run");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.file).expect("the document")
    }
}

#[test]
fn without_accept_nothing_is_written_and_the_code_says_what_is_left() {
    let unchanged = Desk::new(|_| {});
    assert_eq!(unchanged.run(&[]).0, Some(0));
    let desk = Desk::with_two();
    let before = desk.text();
    let (code, stdout, stderr) = desk.run(&["--format", "json"]);
    assert_eq!((code, stderr.as_str()), (Some(1), ""));
    let json: Value = serde_json::from_str(&stdout).expect("JSON");
    let keys: Vec<&str> = json["proposals"].as_array().expect("a list").iter().map(|proposal| proposal["key"].as_str().expect("a key")).collect();
    assert_eq!(keys, ["plf/01/31/ae", "plf/02/31/ae"]);
    let first = &json["proposals"][0];
    assert_eq!((&first["kind"], &first["address"], &first["conflict"]), (&"entry".into(), &"plf/01/31/ae".into(), &false.into()));
    assert_eq!(json["told"], serde_json::json!([]));
    assert!(desk.run(&[]).1.contains("plf/02/31/ae (PLF 2021 AE!C"));
    assert_eq!(desk.text(), before);
}

/// Options, the exit code, and what the document is then.
#[test]
fn what_is_accepted_is_written_and_what_is_left_is_said() {
    let (first, second) = (("plf/01/31/ae", "8000000"), ("plf/02/31/ae", "400000"));
    let cases: [(&[&str], &str, i32, &[(&str, &str)]); 7] = [
        (&["--accept", "all"], "", 0, &[first, second]),
        (&["--accept", "plf/01/31/ae"], "", 1, &[first]),
        (&["--accept", "plf/01/31/ae,plf/02/31/ae"], "", 0, &[first, second]),
        (&["--from", "REVIEW"], "plf/01/31/ae\ttake\nplf/02/31/ae\tleave\n", 0, &[first]),
        (&["--accept", "all", "--from", "REVIEW"], "plf/02/31/ae\tleave\n", 0, &[first]),
        (&["--accept", "plf/09/31/ae"], "", 2, &[]),
        (&["--from", "REVIEW"], "plf/01/31/ae\tperhaps\n", 2, &[]),
    ];
    for (options, review, expected, written) in cases {
        let desk = Desk::with_two();
        let path = desk.folder.path().join("review.tsv");
        fs::write(&path, review).expect("written");
        let options: Vec<&str> = options.iter().map(|option| if *option == "REVIEW" { path.to_str().expect("UTF-8") } else { option }).collect();
        let (code, stdout, stderr) = desk.run(&options);
        assert_eq!(code, Some(expected), "{options:?}: {stdout}{stderr}");
        assert_eq!(stderr.is_empty(), expected != 2, "{options:?}: {stderr}");
        assert_eq!(desk.text(), storage::write(with(written).document()), "{options:?}");
    }
    // Elsewhere, the document stays.
    let desk = Desk::with_two();
    let (before, out) = (desk.text(), desk.folder.path().join("out.ron"));
    assert_eq!(desk.run(&["--accept", "all", "-o", out.to_str().expect("UTF-8")]).0, Some(0));
    assert_eq!((desk.text(), fs::read_to_string(&out).expect("written")), (before, storage::write(with(&[first, second]).document())));
}

#[test]
fn another_document_is_refused_and_a_plain_import_names_the_option() {
    let desk = Desk::with_two();
    let other = storage::write(years_later(1).document());
    fs::write(&desk.file, &other).expect("written");
    let (code, _, stderr) = desk.run(&["--accept", "all"]);
    assert_eq!(code, Some(2));
    assert!(stderr.contains("352 PLF 2021") && stderr.contains("pap.ron"), "{stderr}");
    assert_eq!(desk.text(), other);
    let output = Command::new(env!("CARGO_BIN_EXE_papier")).arg("import").arg(&desk.workbook).output().expect("run");
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.contains("--onto"), "{stderr}");
}

/// The workbook of a bill onto its folder: each amount goes into its document, all or none.
#[test]
fn a_bill_goes_onto_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sessions = [sample(), sample()];
    write(&mut sessions[1], &[("programme/number", "129"), ("programme/name", "Coordination")]);
    for (session, name) in sessions.iter().zip(["a.ron", "b.ron"]) {
        fs::write(folder.path().join(name), storage::write(session.document())).expect("written");
    }
    let programmes: Vec<_> = sessions.iter().map(|session| session.tables(LANG)).collect();
    let bytes = workbook::bill(&programmes, false).expect("a workbook");
    for returned in back::read(&bytes).expect("read") {
        let session = sessions.iter().find(|session| session.document().programme.number == returned.programme).expect("its document");
        assert_eq!(proposals(session.document(), &returned), Proposals::default());
    }
    let mut book = Book::of(&bytes);
    book.insert_row("129", 1);
    for (sheet, typed) in [("352", "8000000"), ("129", "9000000")] {
        let cell = format!("C{}", book.row_of(sheet, "01"));
        book.put(sheet, &cell, &Content::Number(typed));
    }
    let path = folder.path().join("bill.xlsx");
    fs::write(&path, book.bytes()).expect("written");
    let run = |options: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_papier")).arg("import").arg(&path).arg("--onto").arg(folder.path()).args(options).output().expect("run");
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (code, stdout, stderr) = run(&["--format", "json"]);
    assert_eq!((code, stderr.as_str()), (Some(1), ""), "{stdout}");
    let json: Value = serde_json::from_str(&stdout).expect("JSON");
    let mut keys: Vec<&str> = json["proposals"].as_array().expect("a list").iter().map(|proposal| proposal["key"].as_str().expect("a key")).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["129:plf/01/31/ae", "352:plf/01/31/ae"]);
    assert_eq!(run(&["--accept", "all"]).0, Some(0));
    for ((session, name), typed) in sessions.iter_mut().zip(["a.ron", "b.ron"]).zip(["8000000", "9000000"]) {
        write(session, &[("plf/01/31/ae", typed)]);
        assert_eq!(fs::read_to_string(folder.path().join(name)).expect("a document"), storage::write(session.document()));
    }
    // Onto one of its documents, the other is said and left.
    let output =
        Command::new(env!("CARGO_BIN_EXE_papier")).arg("import").arg(&path).arg("--onto").arg(folder.path().join("a.ron")).output().expect("run");
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("129 PLF 2021"));
}

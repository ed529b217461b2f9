//! A workbook is recomputed by LibreOffice to the figures of Papier, and follows what is typed into it as Papier does.

use std::collections::BTreeMap;
use std::path::Path;

use papier::calc::Figures;
use papier::editing::{Assignment, Command as Edit, Session, assign};
use papier::exchange::workbook;
use papier::lang::Lang;
use papier::model::{Document, Place};
use papier::storage;
use papier::tables::{Cell, Table, Tables};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::bridge::{Calc, number, words};

const LANG: Lang = Lang::French;

/// The cells of each sheet, from its first row on.
type Sheets = BTreeMap<String, Vec<Vec<Value>>>;

pub(super) fn sample() -> Session {
    Session::opened(storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample"))
}

fn write(session: &mut Session, assignments: &[(&str, &str)]) {
    let assignments: Vec<Assignment> =
        assignments.iter().map(|(address, value)| Assignment { address: (*address).into(), value: (*value).into() }).collect();
    let command = assign(session.document(), &assignments).unwrap_or_else(|refusals| panic!("{}", refusals[0].sentence(LANG)));
    session.apply(&command).expect("applied");
}

/// A document with everything that makes a formula long: sub-actions, categories of one title, contributions in two categories, formulas, words.
pub(super) fn many_sided() -> Session {
    let mut session = sample();
    let own = [
        ("action/03/label", "=Hors l'État; \"cité\""),
        ("action/03.01/label", "Première"),
        ("action/03.02/label", "Seconde"),
        ("action/04/label", "Sans montant"),
        ("plf/03.01/31/ae", "=3000000+300000"),
        ("plf/03.01/32/ae", "=7,3*10^6"),
        ("plf/03.02/31/cp", "=SOMME(1,5;2)*10^6"),
        ("plf/03.02/51/ae", "0"),
        ("plf/03.02/61/cp", "-250000"),
        ("plf/01/32/ae", "1"),
        ("lfi/03.01/32/ae", "2000000"),
        ("lfi/03.01/31/cp", "5"),
        ("lfi/02/32/ae", "7"),
        ("plf/01/31/contributions/ae", "4000000"),
        ("plf/01/32/contributions/ae", "12"),
        ("plf/03.02/61/contributions/cp", "9"),
        ("lfi/03.01/31/contributions/ae", "3"),
        ("lfi/03.01/32/contributions/ae", "4"),
        ("outstanding/rap-restated", "3000000"),
        ("schedule/earlier/beyond", "999999999999"),
        ("indicator/1.1/2018/actual", "10-12"),
        ("indicator/1.1/2019/actual", "12,50"),
        ("indicator/1.1/2020/forecast", "=1/8"),
        ("indicator/1.1/2021/forecast", "NA"),
        ("indicator/1.1/2023/target", "en hausse"),
        ("indicator/1.2/2021/forecast", "0,12345678901234567"),
    ];
    write(&mut session, &own);
    session
}

/// The shares of thirty actions and the changes of their total that fall half-way between two decimals.
fn halves() -> Session {
    let mut session = Session::opened(storage::parse(&empty(2021)).expect("an empty document"));
    for number in 1..=40 {
        write(&mut session, &[(&format!("action/{number:02}/label"), "Moitié"), (&format!("plf/{number:02}/31/ae"), &(2 * number - 1).to_string())]);
    }
    // 2000 in all: an odd number of 2000 is so many thousandths and a half.
    write(&mut session, &[("plf/40/32/ae", "400"), ("lfi/01/31/ae", "20000"), ("plf/40/31/cp", "20010"), ("lfi/01/31/cp", "20000")]);
    for (opening, amount) in [("2021/plf", 1), ("2022", 3), ("2023", 5), ("beyond", 7)] {
        write(&mut session, &[(&format!("schedule/new/{opening}"), &(amount * 100).to_string())]);
    }
    session
}

fn empty(year: u16) -> String {
    let programme = papier::model::Programme { number: papier::model::ProgrammeNumber::new(9), ..papier::model::Programme::default() };
    let document = Document::new(papier::model::Year::new(year).expect("a year"), programme);
    storage::write(&document)
}

/// The same programme one and two years later: an act to confirm, then tables that stack act and bill.
pub(super) fn next_year(session: &Session, years: usize) -> Session {
    let mut session = Session::opened(Document::clone(session.document()));
    for _ in 0..years {
        session.apply(&Edit::Rollover { copy_credits: true }).expect("rolled over");
    }
    session
}

/// A document of amounts at random, always the same for a seed.
fn random(seed: u64) -> Session {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut below = |limit: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % limit
    };
    let mut session = Session::opened(storage::parse(&empty(2021 + u16::try_from(seed % 4).expect("small"))).expect("an empty document"));
    let mut leaves = Vec::new();
    for action in 1..=1 + below(5) {
        write(&mut session, &[(&format!("action/{action:02}/label"), &format!("Action {action}"))]);
        let subs = below(3);
        leaves.extend((1..=subs).map(|sub| format!("{action:02}.{sub:02}")));
        if subs == 0 {
            leaves.push(format!("{action:02}"));
        }
    }
    for leaf in leaves.iter().filter(|leaf| leaf.contains('.')) {
        write(&mut session, &[(&format!("action/{leaf}/label"), "Sous-action")]);
    }
    let categories = ["21", "22", "31", "32", "51", "61", "62", "72"];
    for _ in 0..below(60) {
        let pick = |options: &[String], at: u64| options[usize::try_from(at).expect("small") % options.len()].clone();
        let stages: Vec<String> = ["plf", "lfi", "plf", "lfi", "amendment"].map(String::from).into();
        let (stage, leaf) = (pick(&stages, below(5)), pick(&leaves, below(100)));
        let category = pick(&categories.map(String::from), below(8));
        let contributions = if below(4) == 0 { "contributions/" } else { "" };
        let measure = if below(2) == 0 { "ae" } else { "cp" };
        let amount = below(3) * below(90_000_000);
        write(&mut session, &[(&format!("{stage}/{leaf}/{category}/{contributions}{measure}"), &amount.to_string())]);
    }
    session
}

fn answered(calc: &mut Calc, bytes: &[u8]) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("exported.xlsx");
    std::fs::write(&path, bytes).expect("written");
    calc.ask(&json!({ "do": "open", "path": path }))
}

fn opened(calc: &mut Calc, bytes: &[u8]) -> Sheets {
    sheets(&answered(calc, bytes))
}

fn sheets(answer: &Value) -> Sheets {
    let sheets = answer["sheets"].as_array().expect("sheets").iter();
    sheets.map(|sheet| (sheet["name"].as_str().expect("a name").to_owned(), serde_json::from_value(sheet["rows"].clone()).expect("rows"))).collect()
}

/// The row of a sheet where the rows of a table begin, from some row on; each of its labels stands there in order.
fn body(table: &Table, label: &str, rows: &[Vec<Value>], from: usize) -> usize {
    let labels: Vec<&str> = table.rows.iter().map(|row| if table.is_labelled() { row.label.as_str() } else { label }).collect();
    let stands = |at: &usize| labels.iter().zip(&rows[*at..]).all(|(label, row)| row[0].as_str().is_some_and(|shown| words(shown) == words(label)));
    (from..rows.len().saturating_sub(labels.len()) + 1)
        .find(stands)
        .unwrap_or_else(|| panic!("{:?}: no rows {labels:?} after {from} in {rows:?}", table.name))
}

/// What is wrong with a cell of the workbook. An entry without a fact is empty, whatever the table prints.
fn differs(cell: &Cell, found: &Value) -> Option<String> {
    let shown = cell.text(LANG);
    let is = |expected: Decimal| {
        let read = found.as_f64().and_then(Decimal::from_f64_retain).and_then(|decimal| decimal.round_sf(15));
        read == Some(expected.normalize()) || read.map(|read| read.normalize()) == Some(expected.normalize())
    };
    let fits = match number(cell) {
        Some(number) if number.is_zero() && cell.kind == papier::tables::CellKind::Empty => found == "" || is(number),
        Some(number) if number.normalize().mantissa().unsigned_abs() > 10_u128.pow(15) => {
            found.as_str().is_some_and(|text| words(text) == words(&shown))
        }
        Some(number) => is(number),
        None => found.as_str().is_some_and(|text| words(text) == words(&shown)),
    };
    (!fits).then(|| format!("{shown:?} is {found}"))
}

fn programme_name(tables: Tables<'_>) -> String {
    let number = tables.document.programme.number.map_or_else(String::new, |number| format!(" {number}"));
    format!("Programme{number}")
}

/// Every figure of a document that does not stand in its workbook.
fn wrong(document: &Document, sheets: &Sheets) -> Vec<String> {
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang: LANG };
    let mut wrong = Vec::new();
    for table in tables.all() {
        let name = table.look.sheet.clone();
        let rows = sheets.get(&name).unwrap_or_else(|| panic!("no sheet {name} among {:?}", sheets.keys()));
        wrong.extend(wrong_in(&table, &name, rows, body(&table, &programme_name(tables), rows, 2)));
        if let Some(share) = &table.share {
            wrong.extend(differs(share, &rows[2][1]).map(|what| format!("{name}, share: {what}")));
        }
    }
    let outstanding = &sheets["Restes à payer"];
    let control = outstanding.iter().find(|row| row[0].as_str().is_some_and(|label| label.starts_with("Contrôle"))).expect("the control");
    let computed = tables.cell(Place::OutstandingComputed { year: document.year });
    wrong.extend(differs(&computed, control.last().expect("cells")).map(|what| format!("control: {what}")));
    wrong
}

fn wrong_in(table: &Table, sheet: &str, rows: &[Vec<Value>], body: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    for (row, found) in table.rows.iter().zip(&rows[body..]) {
        for (index, cell) in row.cells.iter().enumerate() {
            let found = found.get(index + 1).unwrap_or(&Value::Null);
            let found = if found.is_null() { &json!("") } else { found };
            wrong.extend(differs(cell, found).map(|what| format!("{sheet}, {}, {}: {what}", row.label, table.heading(index))));
        }
    }
    wrong
}

/// Where a place is typed: the first cell of the tables that shows it.
fn typed_at(document: &Document, place: Place, sheets: &Sheets) -> (String, usize, usize) {
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang: LANG };
    for table in tables.all() {
        if let Some((row, column)) = table.find(place) {
            let name = table.look.sheet.clone();
            let top = body(&table, &programme_name(tables), &sheets[&name], 2);
            return (name, top + row, column + 1);
        }
    }
    panic!("{place:?} stands nowhere")
}

fn exported(session: &Session) -> Vec<u8> {
    workbook::programme(session.tables(LANG), true).unwrap_or_else(|error| panic!("{}", error.sentence(LANG)))
}

#[test]
#[ignore = "needs LibreOffice: run .ci/calc"]
fn calc_recomputes_every_figure_of_a_workbook() {
    let mut calc = Calc::start("fr-FR");
    let many_sided = many_sided();
    let mut documents = vec![("the sample", sample()), ("halves", halves())];
    documents.extend([1, 2, 3].map(|years| ("years later", next_year(&many_sided, years))));
    documents.push(("many-sided", many_sided));
    documents.extend((0..16).map(|seed| ("random", random(seed))));
    for (name, session) in documents {
        let sheets = opened(&mut calc, &exported(&session));
        let wrong = wrong(session.document(), &sheets);
        assert!(wrong.is_empty(), "{name}, PLF {}:\n{}", session.document().year, wrong.join("\n"));
    }
}

#[test]
#[ignore = "needs LibreOffice: run .ci/calc"]
fn what_is_typed_in_a_workbook_changes_there_what_it_changes_in_papier() {
    let mut calc = Calc::start("fr-FR");
    let mut session = many_sided();
    let mut sheets = opened(&mut calc, &exported(&session));
    let typed = [
        ("plf/01/31/ae", "8000000"),
        ("plf/03.01/31/ae", "1"),
        ("plf/03.02/51/cp", "77"),
        ("plf/03.02/21/ae", "123456"),
        ("lfi/01/21/cp", "5"),
        ("plf/02/31/contributions/ae", "6"),
        ("outstanding/rap-restated", "0"),
        ("outstanding/estimate", "1000"),
        ("schedule/new/2021/plf", "0"),
        ("schedule/new/beyond", "333"),
        ("indicator/1.1/2019/actual", "3"),
    ];
    for (address, value) in typed {
        let place = papier::address::parse(session.document(), address).expect("an address");
        let (sheet, row, column) = typed_at(session.document(), place, &sheets);
        sheets = self::sheets(&calc.ask(&json!({ "do": "type", "sheet": sheet, "row": row, "column": column, "value": value })));
        write(&mut session, &[(address, value)]);
        let wrong = wrong(session.document(), &sheets);
        assert!(wrong.is_empty(), "{address}={value} in {sheet}:\n{}", wrong.join("\n"));
    }
}

#[test]
#[ignore = "needs LibreOffice: run .ci/calc"]
fn calc_recomputes_every_figure_of_a_bill() {
    let sessions: Vec<Session> = (0..6).map(random).chain([sample(), many_sided(), next_year(&many_sided(), 2)]).collect();
    let programmes: Vec<Tables<'_>> = sessions.iter().map(|session| session.tables(LANG)).collect();
    let mut calc = Calc::start("fr-FR");
    let answer = answered(&mut calc, &workbook::bill(&programmes, true).expect("a workbook"));
    let found: Vec<Vec<Vec<Value>>> =
        answer["sheets"].as_array().expect("sheets").iter().map(|sheet| serde_json::from_value(sheet["rows"].clone()).expect("rows")).collect();
    assert_eq!(found.len(), programmes.len() + 2);
    let mut asked = 0_i64;
    for (tables, rows) in programmes.iter().zip(&found[1..]) {
        let mut from = 1;
        for table in tables.all() {
            from = body(&table, &programme_name(*tables), rows, from);
            let wrong = wrong_in(&table, "", rows, from);
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            from += table.rows.len();
        }
        if tables.document.year.get() == 2021 {
            let variation = tables.table(papier::tables::TableName::Variation).expect("a table");
            asked += variation.cell(0, 1).and_then(Cell::value).and_then(|value| value.parse::<i64>().ok()).expect("AE");
        }
    }
    let total = found[0].iter().find(|row| row[0] == "Total PLF 2021").expect("the total");
    assert_eq!(total[3].as_f64(), Some(asked as f64));
}

#[test]
#[ignore = "needs LibreOffice: run .ci/calc"]
fn printed_sheets_are_a_page_wide_and_repeat_headings_only() {
    let mut calc = Calc::start("fr-FR");
    let session = sample();
    let programme = answered(&mut calc, &exported(&session));
    let bill = answered(&mut calc, &workbook::bill(&[session.tables(LANG)], true).expect("a workbook"));
    let sheets: Vec<&Value> = [&programme, &bill].into_iter().flat_map(|answer| answer["sheets"].as_array().expect("sheets")).collect();
    for sheet in &sheets {
        let (name, print) = (&sheet["name"], &sheet["print"]);
        assert_eq!(print["across"], 1, "{name}");
        // For rows and columns at once, Calc takes a time that grows as the square of the sheets: over a minute for a bill.
        assert_eq!(print["columns"], false, "{name}");
    }
    let repeating = sheets.iter().filter(|sheet| sheet["print"]["rows"] == true).count();
    assert!(repeating >= 20, "{repeating} of {}", sheets.len());
}

//! What Papier copies stands in LibreOffice Calc as it stands here, and the other way round.

use std::path::Path;

use papier::editing::grid::{Range, Spot};
use papier::editing::{Assignment, Command as Edit, Session, assign, paste, typed_text};
use papier::exchange::clipboard::{self, Clip};
use papier::lang::Lang;
use papier::model::Place;
use papier::storage;
use papier::tables::{Cell, Table, TableName};
use rust_decimal::Decimal;
use serde_json::json;

use super::bridge::{Calc, CalcCell, number, words};

/// The sample with everything that a spreadsheet could take for something else; its numbers have 15 digits, as those of any spreadsheet.
fn document() -> Session {
    let mut session = Session::opened(storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample"));
    let assignments = [
        ("plf/02/31/ae", "-300000"),
        ("plf/02/31/cp", "=3*100000"),
        ("plf/01/21/ae", "999999999999"),
        ("action/02/label", "=1+1"),
        ("objective/1/label", "@SOMME(1;2)"),
        ("indicator/1.1/label", "+33 <b>\"&\" 'x'</b>"),
        ("indicator/1.1/unit", "-5"),
        ("indicator/1.1/2018/actual", "10-12"),
        ("indicator/1.1/2019/actual", "12,50"),
        ("indicator/1.1/2020/forecast", "-0,125"),
        ("indicator/1.1/2021/forecast", "NA"),
        ("indicator/1.1/2023/target", "en hausse"),
    ];
    let assignments = assignments.map(|(address, value)| Assignment { address: address.into(), value: value.into() });
    session.apply(&assign(session.document(), &assignments).expect("assigned")).expect("applied");
    session
}

fn tables(session: &Session) -> Vec<Table> {
    session.tables(Lang::French).all()
}

/// What is wrong with a cell that Calc made of one of ours; it prints a number with 17 digits, of which 15 count.
fn differs(cell: &Cell, calc: &CalcCell, form: &str) -> Option<String> {
    let shown = cell.text(Lang::French);
    let read = || Decimal::from_scientific(&calc.value).or_else(|_| calc.value.parse()).expect("a number").round_sf(15).expect("a number");
    let fits = match number(cell) {
        Some(number) => calc.kind == "VALUE" && read() == number.normalize(),
        None if shown.is_empty() => calc.kind == "EMPTY",
        // In the text, what would be computed has an apostrophe, and a range its long dash.
        None if form == "text" => {
            calc.kind == "TEXT" && words(calc.text.trim_start_matches('\'')).replace('–', "-") == words(&shown).replace('–', "-")
        }
        None => calc.kind == "TEXT" && words(&calc.text) == words(&shown),
    };
    (!fits).then(|| format!("{shown:?} is {calc:?}"))
}

fn check_table(calc: &mut Calc, table: &Table) -> Vec<String> {
    let clip = Clip::table(table, Lang::French);
    let mut wrong = Vec::new();
    for (form, data) in [("html", &clip.html), ("text", &clip.text)] {
        let rows = calc.takes(form, data);
        let place = format!("{:?} as {form}", table.name);
        let headings = rows.len() - table.rows.len();
        let titles: Vec<String> = rows[headings - 1].iter().map(|cell| words(&cell.text)).collect();
        let labels = usize::from(table.is_labelled());
        // HTML has the groups in a row above, text has one line for both.
        let headings_here: Vec<&str> = match form {
            "html" => table.headings_under_groups().collect(),
            _ => table.columns.iter().map(|column| column.title.as_str()).collect(),
        };
        let row_header = table.is_labelled().then_some(table.row_header.as_str());
        let expected: Vec<String> = row_header.into_iter().chain(headings_here).map(words).collect();
        if titles != expected {
            wrong.push(format!("{place}: headings {titles:?}, expected {expected:?}"));
        }
        for (row, calc_row) in table.rows.iter().zip(&rows[headings..]) {
            // An apostrophe stands before each part that some delimiter would make a formula of.
            let label = calc_row.first().map(|cell| cell.text.trim_start_matches('\'').replace("'=", "=")).unwrap_or_default();
            if labels > 0 && (words(&label) != words(&row.label) || !["TEXT", "EMPTY"].contains(&calc_row[0].kind.as_str())) {
                wrong.push(format!("{place}: label {:?} is {:?}", row.label, calc_row[0]));
            }
            let blank = CalcCell { kind: "EMPTY".into(), value: "0.0".into(), text: String::new() };
            let calc_cells = calc_row[labels..].iter().chain(std::iter::repeat(&blank));
            wrong
                .extend(row.cells.iter().zip(calc_cells).filter_map(|(cell, calc)| differs(cell, calc, form)).map(|what| format!("{place}: {what}")));
        }
    }
    wrong
}

#[test]
#[ignore = "needs LibreOffice Calc: run .ci/calc"]
fn every_table_copied_by_papier_stands_in_calc_as_it_stands_here() {
    let session = document();
    let mut calc = Calc::start("fr-FR");
    let wrong: Vec<String> = tables(&session).iter().flat_map(|table| check_table(&mut calc, table)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "needs LibreOffice Calc: run .ci/calc"]
fn a_table_copied_into_calc_and_back_from_it_changes_nothing() {
    let session = document();
    let at = Range::between(Spot::default(), Spot::default());
    for locale in ["fr-FR", "en-US"] {
        let mut calc = Calc::start(locale);
        for table in tables(&session) {
            calc.takes("html", &Clip::table(&table, Lang::French).html);
            for how in ["copy", "export"] {
                // The text of an English Calc has points that may be either: only HTML tells.
                let forms = calc.gives(how).into_iter().filter(|(form, _)| locale == "fr-FR" || *form == "html");
                for (form, data) in forms {
                    let (text, html) = if form == "html" { (None, Some(data.as_str())) } else { (Some(data.as_str()), None) };
                    let rows = clipboard::cells(text, html).expect("a short text");
                    let case = || format!("{locale}, {how}, {form}, {:?}\n{data}", table.name);
                    let done = paste(session.tables(Lang::French), &table, at, &rows);
                    let done = done.unwrap_or_else(|refusal| panic!("{}\n{}", refusal.sentence(Lang::French), case()));
                    assert_eq!(done.command, Edit::Write(vec![]), "{}", case());
                }
            }
        }
    }
}

#[test]
#[ignore = "needs LibreOffice Calc: run .ci/calc"]
fn cells_of_calc_are_pasted_with_their_exact_values() {
    let rows = json!([
        [{ "value": "8000000", "format": "# ##0" }, { "value": "-5", "format": "# ##0" }],
        [{ "formula": "=3000000+300000" }, { "value": "7300000", "format": "0,0  \" M€\"" }],
    ]);
    let expected = "plf/01/21/ae=8 000 000, plf/01/31/ae=−5, plf/02/21/ae=3 300 000, plf/02/31/ae=7 300 000";
    for locale in ["fr-FR", "en-US"] {
        let mut calc = Calc::start(locale);
        calc.ask(&json!({ "do": "fill", "rows": rows }));
        for how in ["copy", "export"] {
            let [(_, html), (_, text)] = calc.gives(how);
            assert_eq!(written(Some(&text), Some(&html), "plf-ae"), expected, "{locale}, {how}");
            // The text alone shows what the formats show.
            if locale == "fr-FR" {
                assert_eq!(written(Some(&text), None, "plf-ae"), expected, "{locale}, {how}, text");
            }
        }
        let rounded = json!([[{ "value": "0.689339622641509", "format": "0,0%" }, { "value": "12.5", "format": "0,00" }, { "text": "15-25" }]]);
        calc.ask(&json!({ "do": "fill", "rows": rounded }));
        let [(_, html), _] = calc.gives("copy");
        let rows = clipboard::cells(None, Some(&html)).expect("a short text");
        assert_eq!(rows, [["68,9339622641509%", "12,50", "15-25"]], "{locale}");
        // A figure that is shown as a whole number, and is none.
        calc.ask(&json!({ "do": "fill", "rows": [[{ "value": "7300000.4", "format": "# ##0" }]] }));
        let [(_, html), _] = calc.gives("copy");
        assert!(written(None, Some(&html), "plf-ae").contains("7300000,4"), "{locale}");
    }
}

/// What a paste at the first cell of a table writes, or why not.
fn written(text: Option<&str>, html: Option<&str>, table: &str) -> String {
    let mut session = document();
    let table = session.tables(Lang::French).table(TableName::parse(session.document(), table).expect("a name")).expect("a table");
    let rows = clipboard::cells(text, html).expect("a short text");
    let at = Range::between(Spot::default(), Spot::default());
    let done = match paste(session.tables(Lang::French), &table, at, &rows) {
        Ok(done) => done,
        Err(refusal) => return refusal.sentence(Lang::French),
    };
    session.apply(&done.command).expect("applied");
    let Edit::Write(changes) = &done.command else { panic!("{:?}", done.command) };
    let address = |place: Place| papier::address::write(session.document(), place).expect("an address");
    let change = |change: &papier::editing::Change| {
        format!("{}={}", address(change.entry.into()), typed_text(session.document(), change.entry).replace('\u{202f}', " "))
    };
    changes.iter().map(change).collect::<Vec<_>>().join(", ")
}

//! CSV that LibreOffice Calc reads as the table stands, and texts that Writer reads with their structure.

use std::path::Path;
use std::process::Command;

use papier::editing::{Assignment, Session, assign};
use papier::exchange::export::{Export, Format, Output, Subject};
use papier::exchange::progress::Progress;
use papier::exchange::{csv, pasted_text, rich_text, tsv};
use papier::lang::Lang;
use papier::model::{Measure, Narrative};
use papier::storage;
use papier::tables::{Table, TableName};
use serde_json::json;

use super::bridge::{Calc, CalcCell, number, words};

fn session(assignments: &[(&str, &str)]) -> Session {
    let mut session = Session::opened(storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample"));
    let assignments: Vec<Assignment> =
        assignments.iter().map(|(address, value)| Assignment { address: (*address).into(), value: (*value).into() }).collect();
    session.apply(&assign(session.document(), &assignments).expect("assigned")).expect("applied");
    session
}

/// R12: words that begin as a formula stay words, numbers stay numbers.
#[test]
#[ignore = "needs LibreOffice: run .ci/calc"]
fn calc_reads_every_csv_as_the_table_stands() {
    let session = session(&[
        ("plf/02/31/ae", "-300000"),
        ("action/02/label", "=HYPERLINK(\"http://example.org\";\"cliquer\")"),
        ("objective/1/label", "@SOMME(1;2)"),
        ("objective/2/label", "+33"),
        ("indicator/1.1/label", "-2+3 \"x\"; y"),
        ("indicator/1.2/label", "=1+1"),
        ("indicator/1.1/2018/actual", "10-12"),
        ("indicator/1.1/2019/actual", "12,50"),
        ("indicator/1.1/2020/forecast", "-0,125"),
        ("indicator/1.1/2021/forecast", "NA"),
    ]);
    let mut calc = Calc::start("fr-FR");
    for table in session.tables(Lang::French).all() {
        let rows = calc.takes("csv", &csv::table(&table, Lang::French));
        let labels = usize::from(table.is_labelled());
        let headings: Vec<String> = rows[0].iter().skip(labels).map(|cell| words(&cell.text)).collect();
        let expected: Vec<String> = (0..table.columns.len()).map(|column| words(&table.heading(column))).collect();
        assert_eq!(headings, expected, "{:?}", table.name);
        assert_eq!(rows.len(), table.rows.len() + 1, "{:?}", table.name);
        for (row, found) in table.rows.iter().zip(&rows[1..]) {
            let blank = CalcCell { kind: "EMPTY".into(), value: String::new(), text: String::new() };
            if labels > 0 {
                assert_ne!(found[0].kind, "FORMULA", "{:?}", table.name);
                assert_eq!(words(&found[0].text).replace('\'', ""), words(&row.label).replace('\'', ""));
            }
            for (cell, calc) in row.cells.iter().zip(found.iter().skip(labels).chain(std::iter::repeat(&blank))) {
                let shown = cell.text(Lang::French);
                let fits = match number(cell) {
                    Some(number) => {
                        let read: f64 = calc.value.parse().expect("a number");
                        calc.kind == "VALUE"
                            && rust_decimal::Decimal::from_f64_retain(read).and_then(|read| read.round_sf(15)).map(|read| read.normalize())
                                == Some(number.normalize())
                    }
                    None if shown.is_empty() => calc.kind == "EMPTY",
                    None => calc.kind == "TEXT" && words(calc.text.trim_start_matches('\'')).replace('–', "-") == words(&shown).replace('–', "-"),
                };
                assert!(fits, "{:?}: {shown:?} is {calc:?}", table.name);
            }
        }
    }
}

/// Whichever delimiter its user chose, Calc computes nothing of a file that Papier wrote.
#[test]
#[ignore = "needs LibreOffice: run .ci/calc"]
fn calc_computes_no_text_of_a_csv_at_any_delimiter() {
    let labels = [
        "x,=1+1,y",
        "x;=1+1;y",
        "x\t=1+1",
        "x|=1+1|y",
        "x =1+1 y",
        "x:=1+1",
        "=1+1",
        "  =1+1",
        "\"=1+1\"",
        "x,\"=1+1\"",
        "x\",=1+1,\"y",
        "\u{200b}=1+1",
        "＝1+1",
        "x,＝1+1",
        "+1+1",
        "-1+1",
        "x,+A1",
        "x,-A1+1",
        "@SOMME(1;2)",
        "x,@SOMME(1;2)",
        "x,=cmd|' /C calc'!A0,y",
        "x,=HYPERLINK(\"http://example.org\";\"cliquer\"),y",
    ];
    let mut calc = Calc::start("fr-FR");
    assert_eq!(calc.splits("x,=1+1\n", ',')[0][1].kind, "FORMULA", "Calc computes what begins as a formula");
    // An action each: the first cell of a line, after which others follow.
    let addresses: Vec<String> = (2..).take(labels.len()).map(|code| format!("action/{code:02}/label")).collect();
    let mut assignments: Vec<(&str, &str)> = addresses.iter().map(String::as_str).zip(labels).collect();
    assignments.extend([("indicator/1.1/unit", labels[0]), ("indicator/1.2/unit", labels[9]), ("objective/1/label", labels[6])]);
    let session = session(&assignments);
    let tables = session.tables(Lang::French);
    let shown: Vec<Table> = [TableName::Bill(Measure::Ae), TableName::Objectives].into_iter().filter_map(|name| tables.table(name)).collect();
    let units = session.document().indicators().take(2).filter_map(|indicator| tables.table(TableName::Indicator(indicator.id)));
    let shown: Vec<Table> = shown.into_iter().chain(units).collect();
    for text in [csv::tables(tables, &shown), shown.iter().map(|table| tsv::table(table, Lang::French)).collect()] {
        for delimiter in [',', ';', '\t', '|', ' ', ':'] {
            for cell in calc.splits(&text, delimiter).iter().flatten() {
                assert_ne!(cell.kind, "FORMULA", "split at {delimiter:?}: {cell:?}");
            }
        }
    }
}

#[test]
#[ignore = "needs LibreOffice: run .ci/calc"]
fn writer_reads_a_copied_text_with_its_headings_bullets_and_bold() {
    let session =
        session(&[("text/strategy", "## Les crédits\nÀ hauteur de **{plf/01/31/ae|M€}** en 2021\u{a0}: a < b & c\n- un\n- **deux** et trois\nFin.")]);
    let text = session.tables(Lang::French).texts().into_iter().find(|text| text.title == "Présentation stratégique").expect("a text");
    let mut writer = Calc::start("fr-FR");
    let answer = writer.ask(&json!({ "do": "write", "data": rich_text::clip(&text.text, Lang::French).html }));
    let shown: Vec<String> = answer["paragraphs"]
        .as_array()
        .expect("paragraphs")
        .iter()
        .map(|paragraph| {
            let runs = paragraph["runs"].as_array().expect("runs").iter();
            let runs: String = runs
                .map(|run| if run[1] == true { format!("<{}>", run[0].as_str().expect("words")) } else { run[0].as_str().expect("words").to_owned() })
                .collect();
            let bullet = if paragraph["bullet"] == true { "- " } else { "" };
            format!("{}: {bullet}{runs}", paragraph["style"].as_str().expect("a style"))
        })
        .filter(|paragraph| !paragraph.ends_with(": "))
        .collect();
    let expected = [
        "Heading 3: <Les crédits>",
        "Text body: À hauteur de <7,3\u{202f}M€> en 2021\u{a0}: a < b & c",
        "Text body: - un",
        "Text body: - <deux> et trois",
        "Text body: Fin.",
    ];
    assert_eq!(shown, expected);
}

/// A text given to a word processor, and what that gives of it, are the same.
#[test]
#[ignore = "needs LibreOffice: run .ci/calc"]
fn writer_opens_a_word_document_with_its_headings_lists_tables_and_notes() {
    let written = "Premier *mot*[^1]\u{a0}: **deux** & trois\n## Les crédits\n- un\n  - deux[^2]\n- trois\n1. un\n2. deux\n\
        | **Poste** | **AE** |\n|---|---|\n| Un | 1 300 000 |\n| **Total** | **7 300 000** |\nFin.\n[^1]: Première note.\n[^2]: Seconde.";
    let session = session(&[("text/strategy", written)]);
    let export = Export::new(Subject::Text(Narrative::Strategy), Format::Docx).expect("a form of texts");
    let made = export.output(session.document(), session.figures(), Lang::French, &Progress::default()).expect("exported");
    let Output::File(bytes) = made else { panic!("a file") };
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("texte.docx"), bytes).expect("written");
    let office = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", "html", "--outdir"])
        .arg(folder.path())
        .arg(folder.path().join("texte.docx"))
        .output()
        .expect("LibreOffice");
    let html = std::fs::read_to_string(folder.path().join("texte.html")).unwrap_or_else(|error| panic!("{error}: {office:?}"));
    let read = pasted_text::read(&html).expect("short enough").expect("its form").text;
    let figures = |text: &str| text.replace('\u{202f}', " ");
    assert_eq!(figures(&read), figures(&format!("## Présentation stratégique\n{}", written.replace("\n## ", "\n### "))));
}

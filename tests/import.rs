//! What exists already comes in whole: the published text of the sample, its parts as HTML, open-data files of every year.
//!
//! The sample is compared with `saves/programme-352-plf-2021.ron` field by field; other documents are printed in the published form by this
//! file and read back.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::identities::counted;
use crate::proofs;
use papier::calc::Figures;
use papier::editing::{Assignment, Session, assign};
use papier::exchange::import::{self, Compared, File, Import, ImportRefusal, MAX_BYTES, Options, Question, Remark, Told};
use papier::exchange::markup::escaped;
use papier::lang::Lang;
use papier::lang::writing;
use papier::model::{ActionCode, Category, Document, Measure, Narrative, Programme, ProgrammeNumber, Stage, Viewpoint, Year};
use papier::tables::{CellKind, Table, TableName, Tables};
use papier::{address, storage};
use proptest::prelude::*;

const PUBLISHED: &str = include_str!("published/pap-352-plf-2021.txt");

/// The document with its identities counted.
fn with_counted(document: &Document) -> Document {
    storage::parse(&counted(&storage::write(document))).expect("it opens")
}

fn sample() -> Document {
    with_counted(&storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample"))
}

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> File {
    File { name: name.into(), bytes: bytes.into() }
}

/// What is imported, its identities counted as those of the sample.
fn read(files: &[File]) -> Import {
    let import = import::read(files, Options::default()).unwrap_or_else(|refusal| panic!("{}", refusal.sentence(Lang::English)));
    Import { documents: import.documents.iter().map(with_counted).collect(), ..import }
}

fn only(files: &[File]) -> (Document, Import) {
    let import = read(files);
    let [document] = import.documents.as_slice() else { panic!("{} documents", import.documents.len()) };
    (document.clone(), import.clone())
}

/// Fails with the lines of the two files that differ.
fn same(imported: &Document, expected: &Document) {
    // What was read from a file has the identities that were drawn.
    let imported = &with_counted(imported);
    let (imported_text, expected_text) = (storage::write(imported), storage::write(expected));
    let only_in = |of: &str, other: &str| -> Vec<String> {
        let other: Vec<&str> = other.lines().collect();
        of.lines().filter(|line| !other.contains(line)).map(ToOwned::to_owned).collect()
    };
    let (extra, missing) = (only_in(&imported_text, &expected_text), only_in(&expected_text, &imported_text));
    assert!(extra.is_empty() && missing.is_empty(), "imported\n{}\nexpected\n{}", extra.join("\n"), missing.join("\n"));
    assert!(imported == expected, "the same lines in another order, or another hidden field");
}

/// "line 12: Capitals", of everything that is told.
fn told(import: &Import) -> Vec<String> {
    let name = |told: &Told| format!("{told:?}").split([' ', '(', '{']).next().unwrap_or_default().to_owned();
    import.report.remarks.iter().map(|remark: &Remark| format!("line {}: {}", remark.spot.line, name(&remark.told))).collect()
}

fn differences(import: &Import) -> Vec<String> {
    let said = |difference: &Compared| format!("{} {} / {}", difference.address, difference.printed, difference.computed);
    import.report.differences.iter().map(said).collect()
}

#[test]
fn the_published_text_of_the_sample_is_the_sample() {
    let (document, import) = only(&[file("pap.txt", PUBLISHED)]);
    same(&document, &sample());
    // The name of the minister is printed in capitals alone. No table gives the category of the contributions of the act.
    assert_eq!(told(&import), ["line 18: Capitals", "line 263: UsualCategory", "line 269: UsualCategory"]);
    assert_eq!(differences(&import), [""; 0]);
    // The amounts read are not compared with themselves.
    assert!(import.report.equal > 120, "{} printed figures compared", import.report.equal);
    assert_eq!(import.report.cells.unread, 0);
    assert_eq!(import.report.questions, []);
}

#[test]
fn the_sample_is_read_whatever_its_encoding_and_line_ends() {
    let windows: String = PUBLISHED.replace('\n', "\r\n");
    let with_mark = format!("\u{feff}{PUBLISHED}");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(PUBLISHED.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    // What is drawn follows from what is said, not from how, nor from the name of the file.
    let drawn = |name: &str, bytes: Vec<u8>| {
        let import = import::read(&[file(name, bytes)], Options::default()).expect("the sample");
        storage::write(&import.documents[0])
    };
    let plain = drawn("pap.txt", PUBLISHED.into());
    for bytes in [windows.into_bytes(), with_mark.into_bytes(), utf16] {
        same(&only(&[file("pap.txt", bytes.clone())]).0, &sample());
        assert!(drawn("other.txt", bytes) == plain, "the same bytes");
    }
}

/// Nothing is known by the number of its line.
#[test]
fn blank_lines_and_other_heads_of_pages_change_nothing() {
    let spaced = PUBLISHED.replace("\n\n", "\n\n\n");
    let headed = spaced.replace(
        "\nJUSTIFICATION DES PRÉVISIONS ET DE LA CIBLE\n",
        "\nPLF 2021    12\n\nInnovation et transformation numériques\n\nProgramme n° 352 | OBJECTIFS ET INDICATEURS DE PERFORMANCE\n\nJUSTIFICATION DES PRÉVISIONS ET DE LA CIBLE\n",
    );
    assert_ne!(headed, spaced);
    same(&only(&[file("pap.txt", headed)]).0, &sample());
}

#[test]
fn what_was_changed_in_the_text_is_told_where_it_stands() {
    let cases = [
        // A total that its terms do not make.
        (
            "Total\t3 000 000\t7 600 000\t10 600 000\t4 000 000",
            "Total\t3 000 000\t7 600 000\t10 600 001\t4 000 000",
            "",
            "plf/total/total/ae 10 600 001 / 10 600 000",
        ),
        ("78,93 %\t21,07 %", "78,94 %\t21,07 %", "", "keys/2021 78,94 % / 78,93 %"),
        ("ACTION 68,9 %**01", "ACTION 68,8 %**01", "", "action/01/share 68,8 % / 68,9 %"),
        ("Totaux\t11 600 000\t2 444 661", "Totaux\t11 600 000\t2 444 660", "", "schedule/total/2022 2 444 660 / 2 444 661"),
        // What is no number.
        ("2 203 176\t0\t15 300 948", "2 203 176 0\t0\t15 300 948", "Number", ""),
        // What Papier does not hold.
        ("DÉPENSES PLURIANNUELLES", "ÉVOLUTION DU PÉRIMÈTRE DU PROGRAMME\n\nUne ligne.\n\na\tb\n1\t2\n\nDÉPENSES PLURIANNUELLES", "Part", ""),
        ("Titre 3 – Dépenses de fonctionnement\t7 700 000", "Titre 3 – Dépenses de fonctionnement\t7 700 000", "", ""),
    ];
    for (before, after, remark, difference) in cases {
        let changed = PUBLISHED.replacen(before, after, 1);
        let (_, import) = only(&[file("pap.txt", changed)]);
        let losses: Vec<String> = told(&import).into_iter().filter(|line| !line.contains("Capitals") && !line.contains("UsualCategory")).collect();
        match remark {
            "" => assert_eq!(losses, [""; 0], "{after}"),
            remark => assert!(losses.len() == 1 && losses[0].ends_with(remark), "{after}: {losses:?}"),
        }
        let differences: Vec<String> = differences(&import).iter().map(|line| line.replace('\u{202f}', " ")).collect();
        match difference {
            "" => {}
            difference => assert_eq!(differences, [difference], "{after}"),
        }
    }
}

/// What is too long for a name is a text, or is cut and told: what is read can be saved.
#[test]
fn names_that_no_document_holds_are_cut_and_told() {
    let line = PUBLISHED.lines().find(|line| line.starts_with("Responsable du programme")).expect("the line of the manager");
    let late = PUBLISHED.replacen(line, "", 1).replacen("La stratégie de performance", &format!("{line}\n\nLa stratégie de performance"), 1);
    let long = PUBLISHED.replace("Favoriser l'émergence", &"Favoriser l'émergence ".repeat(60));
    for (text, is_told) in [(late, false), (long, true)] {
        let (document, import) = only(&[file("pap.txt", text)]);
        assert!(storage::parse(&storage::write(&document)).is_ok_and(|read| read == document));
        assert_eq!(told(&import).iter().any(|told| told.ends_with("CutShort")), is_told, "{:?}", told(&import));
        assert!(document.text(Narrative::Strategy).lines().any(|line| line.starts_with("Le programme 352 cofinance")));
    }
}

/// A text that is given twice is read once, and it is said.
#[test]
fn a_published_text_given_twice_is_read_once() {
    let (document, import) = only(&[file("a.txt", PUBLISHED), file("b.txt", format!("\n\n{}", PUBLISHED.replace('\n', "\r\n")))]);
    same(&document, &sample());
    assert!(
        import
            .report
            .notices()
            .any(|remark| remark.sentence(&import.report, Lang::French) == "b.txt, ligne 1 : le même texte que a.txt, lu une fois.")
    );
    let pages = pages();
    let (document, _) = only(&[pages.clone(), pages].concat());
    assert_eq!((document.objectives.len(), &document.values), (2, &sample().values));
}

/// The whole text beside its pages: what both give stands once, and where they differ the first one is kept, once somebody says so.
#[test]
fn a_published_text_beside_its_pages_stands_once() {
    let text = file("pap.txt", PUBLISHED);
    let (document, import) = only(&[vec![text.clone()], pages()].concat());
    same(&document, &sample());
    assert_eq!(import.report.questions, []);
    let told = told(&import);
    assert!(told.iter().any(|told| told.contains("SameTexts")), "{told:?}");
    let cases = [("Le programme 352 cofinance", "Le programme 352 finance", 1), ("Tableau de suivi de l'incubateur", "Tableau d’un incubateur", 1)];
    for (from, to, count) in cases {
        assert!(PUBLISHED.contains(from), "{from}");
        let other = file("autre.txt", PUBLISHED.replacen(from, to, 1));
        let (document, import) = only(&[text.clone(), other]);
        same(&document, &sample());
        let expected = Question::TwoTexts { file: "autre.txt".into(), kept: "pap.txt".into(), count };
        assert_eq!(import.report.questions, [expected], "{to}");
        assert_eq!(import.report.losses().filter(|remark| matches!(remark.told, Told::OtherText { .. })).count(), count, "{to}");
    }
}

/// What a page holds and does not show is left, and told.
#[test]
fn hidden_paragraphs_are_left_and_told() {
    let hidden = [
        "<p style=\"display: none\">Un ancien texte.</p>",
        "<div hidden><p>Un ancien</p><p>texte.</p></div>",
        "<p style='visibility:hidden'>Un ancien <b>texte</b>.</p>",
        "<table style=\"display:none\"><tr><td>Un ancien</td><td>7 300 000</td></tr></table>",
    ];
    for hidden in hidden {
        let mut pages = pages();
        let html = String::from_utf8(pages[0].bytes.clone()).expect("UTF-8");
        let (before, after) = html.split_once("</p>").expect("a paragraph");
        pages[0].bytes = format!("{before}</p>{hidden}{hidden}{after}").into_bytes();
        let (document, import) = only(&pages);
        assert!(document.texts.values().all(|text| !text.as_str().contains("ancien")), "{hidden}");
        let told: Vec<String> = import.report.losses().map(|remark| remark.sentence(&import.report, Lang::French)).collect();
        let of_hidden: Vec<&String> = told.iter().filter(|told| told.contains("masqués")).collect();
        assert!(matches!(of_hidden.as_slice(), [one] if one.contains("Un ancien") && one.contains("2 passages masqués")), "{hidden}: {told:?}");
    }
}

// HTML parts

/// The published text as the parts of the public site: marker lines, headings, lists, tables with spans, two amounts on two lines.
fn pages() -> Vec<File> {
    let starts = [
        ("STRAT", "PRÉSENTATION STRATÉGIQUE DU PROJET ANNUEL DE PERFORMANCES"),
        ("PERF", "OBJECTIFS ET INDICATEURS DE PERFORMANCE"),
        ("CREDITS", "PRÉSENTATION DES CRÉDITS ET DES DÉPENSES FISCALES"),
        ("JPE", "JUSTIFICATION AU PREMIER EURO"),
    ];
    let lines: Vec<&str> = PUBLISHED.lines().collect();
    let begin = |heading: &str| lines.iter().position(|line| *line == heading).expect("a part");
    let bounds: Vec<usize> = starts.iter().map(|(_, heading)| begin(heading)).chain([lines.len()]).collect();
    let parts = starts.iter().zip(bounds.windows(2));
    parts.map(|((name, _), bounds)| file(&format!("BG_2021_352_{name}.html"), page(&lines[bounds[0]..bounds[1]]))).collect()
}

fn page(lines: &[&str]) -> String {
    let mut html = String::from(
        "$@FwLOVariable(PAP,2021)\n<!DOCTYPE html>\n<html><head><title>PAP</title><style>td { x: y }</style></head><body>\n<div class=\"c\">\n",
    );
    let blocks = lines.chunk_by(|above, below| above.contains('\t') && below.contains('\t'));
    let mut paragraph = String::new();
    for block in blocks {
        if block[0].contains('\t') {
            html.push_str(&html_table(block));
            continue;
        }
        for line in block.iter().filter(|line| !line.is_empty()) {
            let line = match (*line, paragraph.as_str()) {
                // A page cut the paragraph in the text alone.
                (line, before) if line.starts_with("programme beta.gouv.fr.") => format!("{before} {line}"),
                (line, _) => line.to_owned(),
            };
            if line.ends_with("la dernière phase d'accompagnement du") {
                paragraph = line;
                continue;
            }
            html.push_str(&html_line(&line));
        }
    }
    html + "</div>\n$@FwLOVariable(FIN)\n</body></html>\n"
}

fn html_line(line: &str) -> String {
    let bold = |text: &str| {
        let mut parts = text.split("**");
        let first = escaped(parts.next().unwrap_or_default());
        parts
            .zip([true, false].into_iter().cycle())
            .fold(first, |html, (part, is_bold)| if is_bold { format!("{html}<b>{}</b>", escaped(part)) } else { html + &escaped(part) })
    };
    let is_heading = line.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        || line.starts_with("Les orientations")
        || line.starts_with("La stratégie de");
    match line.strip_prefix("- ") {
        Some(item) => format!("<ul>\n<li><p>{}</p></li></ul>\n", bold(item)),
        None if line.starts_with("ACTION ") => {
            let (share, label) = line.split_once("%").expect("a share");
            format!("<h3>{share}%</h3>\n<h3>{}</h3>\n", escaped(&label.replace("**", "")))
        }
        None if is_heading => format!("<h2><span>{}</span></h2>\n", escaped(line)),
        None => format!("<p>{}&nbsp;</p>\n", bold(line)),
    }
}

fn html_table(rows: &[&str]) -> String {
    // Two lines of headings: a year over its kinds, a group over its columns.
    let is_indicator = rows[0].contains("Unité");
    let mut html = String::from("<table border=1>\n");
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<&str> = row.split('\t').collect();
        if is_indicator && index == 0 {
            html.push_str(
                "<tr><th rowspan=2></th><th rowspan=2>Unité</th><th>2018</th><th>2019</th><th colspan=2>2020</th><th>2021</th><th>2023</th></tr>\n\
                 <tr><th>Réalisation</th><th>Réalisation</th><th>Prévision<br>PAP 2020</th><th>Prévision actualisée</th><th>Prévision</th><th>Cible</th></tr>\n",
            );
            continue;
        }
        html.push_str("<tr>");
        let mut at = 0;
        while at < cells.len() {
            let blanks = if index == 0 && !cells[at].is_empty() { cells[at + 1..].iter().take_while(|cell| cell.is_empty()).count() } else { 0 };
            let span = if blanks > 0 { format!(" colspan={}", blanks + 1) } else { String::new() };
            let two = ["2 444 661 0", "7 600 000 4 000 000", "5 155 339 4 000 000"];
            let cell = if two.contains(&cells[at]) {
                let groups: Vec<&str> = cells[at].splitn(4, ' ').collect();
                format!("<p>{}</p><p>{}</p>", groups[..3].join("&nbsp;"), groups[3].replace(' ', "&nbsp;"))
            } else {
                escaped(cells[at]).replace(" 000", "&#x202f;000")
            };
            html.extend(["<td", &span, ">", &cell, "</td>"]);
            at += blanks + 1;
        }
        html.push_str("</tr>\n");
    }
    html + "</table>\n"
}

/// The parts have no cover: all but the minister is there.
#[test]
fn the_html_parts_of_the_sample_are_the_sample_in_any_order() {
    let mut pages = pages();
    let mut expected = sample();
    expected.programme.minister = String::new();
    for _ in 0..pages.len() {
        pages.rotate_left(1);
        let (document, import) = only(&pages);
        same(&document, &expected);
        assert_eq!(differences(&import), [""; 0]);
        assert_eq!(import.report.losses().map(|remark| remark.words.clone()).collect::<Vec<_>>(), [""; 0]);
    }
}

/// What browsers show alike and files write differently.
type Writing = fn(&str) -> Vec<u8>;

/// Each character that is not ASCII by its number.
fn by_number(html: &str) -> String {
    html.chars().map(|character| if character.is_ascii() { character.to_string() } else { format!("&#{};", u32::from(character)) }).collect()
}

/// The bytes of Windows-1252, other characters by their number.
fn windows(html: &str) -> Vec<u8> {
    let special = |character| match character {
        '€' => Some(0x80),
        '…' => Some(0x85),
        '’' => Some(0x92),
        '–' => Some(0x96),
        'œ' => Some(0x9c),
        _ => u8::try_from(u32::from(character)).ok(),
    };
    html.chars().flat_map(|character| special(character).map_or_else(|| by_number(&character.to_string()).into_bytes(), |byte| vec![byte])).collect()
}

const WRITINGS: [(&str, Writing); 13] = [
    ("capitals, no tag closed", |html| html.replace("<td", "<TD").replace("</td>", "").replace("</tr>", "").replace("<table", "<TABLE").into_bytes()),
    ("Windows-1252", |html| windows(&html.replace("<title>", "<meta charset=\"windows-1252\"><title>"))),
    ("every letter by its number", |html| by_number(html).into_bytes()),
    ("named letters", |html| {
        html.replace('é', "&eacute;").replace('à', "&agrave;").replace("'", "&apos;").replace("&#x202f;", "&nbsp;").into_bytes()
    }),
    ("thin spaces", |html| html.replace("&#x202f;", "&thinsp;").into_bytes()),
    ("plain spaces", |html| html.replace("&#x202f;", " ").replace("&nbsp;", " ").into_bytes()),
    ("a table around each table", |html| {
        let around = html.replace("<table border=1>", "<table width=100%><tr><td><table border=1>");
        around.replace("</table>", "</table></td></tr></table>").into_bytes()
    }),
    ("a table around the page", |html| {
        html.replace("<div class=\"c\">", "<table><tr><td>").replace("</div>\n$@", "</td></tr></table>\n$@").into_bytes()
    }),
    ("marks within figures", |html| html.replace("&#x202f;000", "<span class=x>&#x202f;0</span><i>00</i>").into_bytes()),
    ("what word processors leave", |html| {
        let left = "<td><!--[if gte mso 9]><xml>9</xml><![endif]--><p class=MsoNormal><o:p></o:p>";
        html.replace("<td>", left).replace("</body>", "<script>var a = \"<td>7</td>\";</script><style>p { margin: 9 }</style></body>").into_bytes()
    }),
    ("sections of tables", |html| {
        html.replace("<table border=1>", "<table><colgroup><col><col></colgroup><tbody>").replace("</table>", "</tbody></table>").into_bytes()
    }),
    ("heading cells", |html| html.replace("<td", "<th scope=row").replace("</td>", "</th>").into_bytes()),
    ("lines of Windows, indented", |html| html.replace('\n', "\r\n\t  ").replace("\t  $@", "$@").into_bytes()),
];

#[test]
fn the_html_parts_are_read_however_they_are_written() {
    let mut expected = sample();
    expected.programme.minister = String::new();
    for (writing, rewritten) in WRITINGS {
        let pages: Vec<File> =
            pages().into_iter().map(|page| File { bytes: rewritten(std::str::from_utf8(&page.bytes).expect("UTF-8")), ..page }).collect();
        let (document, import) = only(&pages);
        let losses: Vec<String> = import.report.losses().map(|remark| remark.words.clone()).collect();
        assert_eq!((losses, differences(&import)), (vec![], vec![]), "{writing}");
        assert!(document.credits == expected.credits && document.schedule == expected.schedule && document.values == expected.values, "{writing}");
        same(&document, &expected);
    }
}

/// However a page sets two numbers apart in a cell, neither is lost into a longer one.
#[test]
fn two_numbers_in_a_cell_are_told_however_they_are_set_apart() {
    let apart = [
        "300&#x202f;000<br>7",
        "<p>300&#x202f;000</p><p>7</p>",
        "<div>300&#x202f;000</div>7",
        "<ul><li>300&#x202f;000</li><li>7</li></ul>",
        "300&#x202f;000 7",
    ];
    for cell in apart {
        let mut pages = pages();
        let html = String::from_utf8(pages[3].bytes.clone()).expect("UTF-8");
        pages[3].bytes = html.replacen("<td>300&#x202f;000</td>", &format!("<td>{cell}</td>"), 1).into_bytes();
        let (document, import) = only(&pages);
        assert!(import.report.losses().count() > 0, "{cell}");
        let amounts = document.credits.rows().flat_map(|(.., row)| [row.ae.clone(), row.cp.clone()]).flatten();
        assert!(amounts.into_iter().all(|amount| !amount.euros.get().to_string().contains("3000007")), "{cell}");
    }
}

#[test]
fn a_part_alone_is_read_for_what_it_holds() {
    let pages = pages();
    let of = |index: usize, programme: Option<u16>| {
        let options = Options { programme: programme.and_then(ProgrammeNumber::new), year: Year::new(2021), law: None };
        import::read(&pages[index..=index], options).map(|import| with_counted(&import.documents[0]))
    };
    let strategy = of(0, None).expect("STRAT");
    assert_eq!((strategy.objectives.len(), strategy.indicators().count(), strategy.text(Narrative::Strategy).lines().count()), (2, 7, 13));
    let performance = of(1, Some(352)).expect("PERF");
    assert!(performance.values.len() == 42 && performance.actions.is_empty());
    let credits = of(2, Some(352)).expect("CREDITS");
    assert_eq!(credits.credits, sample().credits);
    assert_eq!(of(1, None), Err(ImportRefusal::NoNumber));
}

#[test]
fn two_amounts_on_two_lines_of_a_cell_are_never_joined() {
    let mut pages = pages();
    let html = String::from_utf8(pages[3].bytes.clone()).expect("UTF-8");
    // One more amount in a cell of the table by nature of action 02.
    let changed = html.replacen("<td>300&#x202f;000</td>", "<td>300&#x202f;000<br>7</td>", 1);
    assert_ne!(changed, html);
    pages[3].bytes = changed.into_bytes();
    let (document, import) = only(&pages);
    let losses: Vec<String> = import.report.losses().map(|remark| remark.sentence(&import.report, Lang::French)).collect();
    assert!(losses.len() == 1 && losses[0].contains("300\u{202f}000 ¶ 7") || losses[0].contains("pas un seul nombre"), "{losses:?}");
    let amounts = document.credits.rows().flat_map(|(.., row)| [row.ae.clone(), row.cp.clone()]).flatten();
    assert!(amounts.into_iter().all(|amount| amount.euros.get() != 3_000_007));
}

// Open data

/// The facts of the sample's bill as an open-data file of a year's columns.
fn open_data(columns: &str, line: impl Fn(&Row) -> String) -> String {
    let sample = sample();
    let mut text = format!("{columns}\n");
    for row in rows(&sample) {
        text.push_str(&line(&row));
        text.push('\n');
    }
    text
}

struct Row {
    year: Year,
    stage: Stage,
    code: ActionCode,
    label: String,
    category: Category,
    ae: i64,
    cp: i64,
    contributions: [i64; 2],
}

fn rows(document: &Document) -> Vec<Row> {
    let euros = |amount: Option<&papier::model::Amount>| amount.map_or(0, |amount| amount.euros.get());
    let row = |(year, stage, action, category, row): (Year, Stage, papier::model::ActionId, Category, &papier::model::AeCp)| {
        let action = document.action(action).expect("an action");
        let contributions = document.contributions.get(year, stage, action.id, category);
        Row {
            year,
            stage,
            code: action.code,
            label: action.label.clone(),
            category,
            ae: euros(row.get(Measure::Ae)),
            cp: euros(row.get(Measure::Cp)),
            contributions: Measure::BOTH.map(|measure| euros(contributions.and_then(|row| row.get(measure)))),
        }
    };
    document.credits.rows().map(row).collect()
}

fn law(stage: Stage) -> &'static str {
    if stage == Stage::InitialAct { "LFI" } else { "PLF" }
}

fn spaced(euros: i64) -> String {
    writing::euros(papier::model::Euros::new(euros)).replace('\u{202f}', " ")
}

#[test]
fn open_data_of_every_year_gives_the_facts_of_the_sample() {
    let of_2021 = open_data("exercice;loi;typeBudget;ministere;mission;programme;action;sous_action;categorie;titre;AE PLF;CP PLF", |row| {
        format!(
            "{};{};BG;05;TA;352.0;{};;{}.0;{}.0;{};{}",
            row.year,
            law(row.stage),
            row.code,
            row.category,
            row.category.title(),
            spaced(row.ae),
            spaced(row.cp)
        )
    });
    let of_2022 = open_data("exercice;loi;typeBudget;ministere;mission;programme;action;sous_action;categorie;titre;ae;cp", |row| {
        format!(
            "{}.0;{};BG;05;TA;352;{}.0;0.0;{};{};{}.0;{}.0",
            row.year,
            law(row.stage),
            row.code.number(),
            row.category,
            row.category.title(),
            row.ae,
            row.cp
        )
    });
    let of_2024 = open_data(
        "exercice;loi;type_mission;code_mission;mission;ministere;programme;libelle_programme;action;libelle_action;sous_action;libelle_sousaction;categorie;titre;ae_plf;cp_plf;ae_prev_fdc_adp;cp_prev_fdc_adp",
        |row| {
            let [ae, cp] = row.contributions;
            format!(
                "{};{};BG;TA;Transformation et fonction publiques;05;352;\"Innovation et transformation numériques\";{};\"{}\";;;{};{};{};{};{};{}",
                row.year,
                law(row.stage),
                row.code,
                row.label,
                row.category,
                row.category.title(),
                row.ae,
                row.cp,
                ae,
                cp
            )
        },
    );
    let commas = of_2022.replace(';', ",");
    let latin: Vec<u8> = of_2024.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let files = [
        of_2021.clone().into_bytes(),
        of_2022.into_bytes(),
        commas.into_bytes(),
        of_2024.clone().into_bytes(),
        latin,
        format!("\u{feff}{of_2021}").into_bytes(),
    ];
    for (bytes, has_labels) in files.into_iter().zip([false, false, false, true, true, false]) {
        let (document, import) = only(&[file("credits.csv", bytes)]);
        assert_eq!(document.credits, sample().credits);
        assert_eq!(document.year, sample().year);
        assert_eq!(import.report.losses().count(), 0, "{:?}", told(&import));
        if has_labels {
            assert_eq!(document.contributions, sample().contributions);
            assert_eq!(
                (document.programme.name.as_str(), document.programme.mission.as_str()),
                ("Innovation et transformation numériques", "Transformation et fonction publiques")
            );
            assert_eq!(*document.actions, *sample().actions);
        }
    }
}

#[test]
fn a_nomenclature_file_beside_names_programme_mission_and_actions() {
    let credits = "exercice;loi;mission;programme;action;sous_action;categorie;ae;cp\n2021;PLF;TA;352;01;;31;5;6\n2021;PLF;TA;352;02;01;21;7;7\n";
    let names = "Type ligne;code;Libelle;Mission\nMSN;TA;Transformation;\nPGM;352;Innovation;TA\nACT;352-01;Fonds;TA\nACT;352-02;Soutien;TA\nSSA;352-02-01;Écoles;TA\n";
    let (document, import) = only(&[file("credits.csv", credits), file("noms.csv", names)]);
    let actions: Vec<String> = document.actions.iter().map(|action| format!("{} {}", action.code, action.label)).collect();
    assert_eq!(actions, ["01 Fonds", "02 Soutien", "02.01 Écoles"]);
    assert_eq!((document.programme.name.as_str(), document.programme.mission.as_str()), ("Innovation", "Transformation"));
    assert_eq!(told(&import), [""; 0]);
    let (unnamed, import) = only(&[file("credits.csv", credits)]);
    assert!(unnamed.actions.iter().all(|action| action.label.is_empty()));
    assert_eq!(told(&import), ["line 0: Unnamed"]);
}

#[test]
fn the_law_of_each_line_decides_its_stage_and_the_newest_bill_the_year() {
    let csv = "exercice;loi;programme;action;categorie;ae;cp\n2024;PLF;352;01;31;5;6\n2023;LFI;352;01;31;7;8\n2022;LFI;352;01;31;9;9\n2024;Loi X;352;01;31;1;1\n2024;;352;01;31;1;1\n";
    let (document, import) = only(&[file("c.csv", csv)]);
    let facts: Vec<String> = rows(&document).iter().map(|row| format!("{} {} {} {}", law(row.stage), row.year, row.ae, row.cp)).collect();
    assert_eq!((document.year.get(), facts), (2024, vec!["LFI 2023 7 8".to_owned(), "PLF 2024 5 6".into()]));
    assert_eq!(told(&import), ["line 5: Law", "line 6: Law", "line 4: OtherYear", "line 0: Unnamed"]);
    // The act alone is shown by the PAP of the year after.
    let act = only(&[file("c.csv", "exercice;loi;programme;action;categorie;ae;cp\n2023;LFI;352;01;31;7;8\n")]).0;
    assert_eq!(act.year.get(), 2024);
}

#[test]
fn lines_of_several_ministries_are_added_up_and_equal_lines_are_a_question() {
    let head = "exercice;loi;ministere;programme;action;categorie;ae;cp\n";
    let (document, import) = only(&[file("c.csv", format!("{head}2021;PLF;01;352;01;31;5;6\n2021;PLF;02;352;01;31;7;8\n"))]);
    assert_eq!((rows(&document)[0].ae, rows(&document)[0].cp), (12, 14));
    assert_eq!(told(&import), ["line 2: Summed", "line 0: Unnamed"]);
    assert_eq!(import.report.questions, []);
    let (_, import) = only(&[file(
        "c.csv",
        format!("{head}2021;PLF;01;352;01;31;5;6\n2021;PLF;02;352;02;31;0;0\n2021;PLF;02;352;02;31;0;0\n2021;PLF;01;352;01;31;5;6\n"),
    )]);
    assert_eq!(import.report.questions, [Question::Doubled { file: "c.csv".into(), lines: [2, 5], count: 1 }]);
}

/// The published file of the LFI 2023 holds 4 in every amount.
#[test]
fn a_file_of_one_same_value_is_a_question() {
    let lines = |value: &str| (1..9).map(|action| format!("2023;LFI;352;{action:02};31;{value};{value}\n")).collect::<String>();
    let head = "exercice;loi;programme;action;categorie;ae;cp\n";
    let questions = |text: String| only(&[file("lfi.csv", text)]).1.report.questions;
    let same = |value: &str| vec![Question::SameValue { file: "lfi.csv".into(), value: value.into(), count: 16 }];
    assert_eq!(questions(format!("{head}{}", lines("4"))), same("4"));
    assert_eq!(questions(format!("{head}{}", lines("0"))), same("0"));
    assert_eq!(questions(format!("{head}{}2023;LFI;352;09;31;4;5\n", lines("4"))), []);
    // One programme of a file is not the file.
    let options = Options { programme: ProgrammeNumber::new(352), year: None, law: None };
    let text = format!("{head}{}2023;LFI;349;09;31;4;5\n", lines("4"));
    assert_eq!(import::read(&[file("lfi.csv", text)], options).expect("read").report.questions, []);
}

#[test]
fn printed_totals_of_a_file_are_compared() {
    let csv =
        "exercice;loi;programme;action;categorie;ae;cp\n2021;PLF;352;01;31;5;6\n2021;PLF;352;02;31;7;8\n2021;PLF;352;;;12;15\nTotal;;;;;12;14\n";
    let (_, import) = only(&[file("c.csv", csv)]);
    assert_eq!(import.report.equal, 3);
    assert_eq!(differences(&import), ["plf/total/total/cp 15 / 14"]);
}

#[test]
fn what_cannot_be_read_of_a_line_is_told_with_its_place() {
    let csv = "exercice;loi;programme;action;sous_action;categorie;titre;etpt;ae;cp\n2021;PLF;abc;01;;31;3;1;5;5\n2021;PLF;352;x;;31;3;;5;5\n2021;PLF;352;01;;24;2;;5;5\n2021;PLF;352;01;;31;6;;1 2;2 444 661 0\nn;PLF;352;01;;31;3;;5;5\n2021;PLF;352;02;;31;3;;5\n2021;PLF;352;03;1;31;3;;5;5\n2021;PLF;352;03;;31;3;;-;5\n";
    let (document, import) = only(&[file("c.csv", csv)]);
    let lines: Vec<String> = import.report.remarks.iter().map(|remark| remark.sentence(&import.report, Lang::French)).collect();
    let expected = [
        "c.csv, ligne 1, colonne « etpt »",
        "c.csv, ligne 2, colonne « programme »",
        "c.csv, ligne 3, colonne « action »",
        "c.csv, ligne 4, colonne « categorie »",
        "c.csv, ligne 5, colonne « ae »",
        "c.csv, ligne 5, colonne « cp »",
        "c.csv, ligne 5, colonne « titre »",
        "c.csv, ligne 6, colonne « exercice »",
        "c.csv, ligne 7, colonne « cp »",
        "« 352 »",
        "action 03",
    ];
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line} / {expected}");
    }
    assert_eq!(rows(&document).len(), 2);
}

#[test]
fn a_whole_bill_is_a_document_for_each_programme() {
    let mut csv = "exercice;loi;programme;action;categorie;ae;cp\n".to_owned();
    for programme in 101..=130 {
        csv.extend([format!("2021;PLF;{programme};01;31;{programme};5\n")]);
    }
    let import = read(&[file("bill.csv", csv.clone())]);
    assert_eq!(import.documents.len(), 30);
    assert!(import.documents.iter().zip(101..).all(|(document, number)| document.programme.number.map(ProgrammeNumber::get) == Some(number)));
    let wanted = |number| Options { programme: ProgrammeNumber::new(number), year: None, law: None };
    assert_eq!(import::read(&[file("bill.csv", csv.clone())], wanted(105)).expect("read").documents.len(), 1);
    let refusal = import::read(&[file("bill.csv", csv)], wanted(99)).expect_err("no such programme");
    assert!(matches!(refusal, ImportRefusal::NoSuchProgramme { ref known, .. } if known.len() == 30), "{refusal:?}");
}

/// The file of figures beside the text fills what the text prints as totals alone.
#[test]
fn open_data_beside_a_text_fills_the_act() {
    let mixed = PUBLISHED.replace(
        "Dépenses de fonctionnement autres que celles de personnel\t7 700 000\t7 600 000\t4 000 000\t9 700 000\t7 600 000\t4 000 000",
        "Dépenses de fonctionnement autres que celles de personnel\t7 700 000\t7 600 000\t4 000 000\t9 700 000\t7 600 000\t4 000 000\nSubventions pour charges de service public\t0\t0\t0\t0\t0\t0",
    );
    let act = "exercice;loi;programme;action;categorie;ae;cp\n2020;LFI;352;01;21;1500000;1500000\n2020;LFI;352;01;31;7700000;9700000\n2020;LFI;349;01;31;1;1\n";
    let (document, import) = only(&[file("pap.txt", mixed), file("lfi.csv", act)]);
    assert_eq!(document.credits, sample().credits);
    assert_eq!(differences(&import), [""; 0]);
    assert!(document.categories.contains(&Category::new(32).expect("a category")), "a category that is printed stays in the tables");
}

#[test]
fn totals_that_leave_a_choice_are_told_and_not_guessed() {
    // Two actions in two categories of title 3 in the act: only totals are printed.
    let text = PUBLISHED
        .replace(
            "01 – Fonds pour l'accélération du financement des start-up d'État\t1 500 000\t7 700 000\t9 200 000\t4 000 000\nTotal",
            "01 – Fonds pour l'accélération du financement des start-up d'État\t1 500 000\t7 000 000\t8 500 000\t4 000 000\n02 – Soutien au recrutement de profils rares dédiés à l'innovation numérique\t0\t700 000\t700 000\t0\nTotal",
        )
        .replace(
            "Dépenses de fonctionnement autres que celles de personnel\t7 700 000\t7 600 000",
            "Subventions pour charges de service public\t1 000 000\t0\t0\t0\t0\t0\nDépenses de fonctionnement autres que celles de personnel\t6 700 000\t7 600 000",
        );
    let (document, import) = only(&[file("pap.txt", text)]);
    let told: Vec<String> = import.report.losses().map(|remark| remark.sentence(&import.report, Lang::French)).collect();
    assert!(told.len() == 1 && told[0].contains("LFI 2020, Titre 3, actions 01, 02"), "{told:?}");
    let ae = |row: &&Row| row.stage == Stage::InitialAct && row.ae != 0;
    assert_eq!(rows(&document).iter().filter(ae).map(|row| row.category.code()).collect::<Vec<_>>(), [21]);
}

// Refusals

#[test]
fn hostile_files_are_refused_with_a_sentence() {
    let cases: [(Vec<File>, &str); 12] = [
        (vec![], "aucun fichier"),
        (vec![file("a.xlsx", b"PK\x03\x04")], "classeur"),
        (vec![file("a.pdf", b"%PDF-1.7")], "PDF"),
        (vec![file("a.ron", storage::write(&sample()))], "document de Papier"),
        (vec![file("a.txt", "Bonjour")], "aucun titre"),
        (vec![file("a.csv", "loi;programme;action;ae;cp\n")], "categorie"),
        (vec![file("a.csv", "programme;action;categorie;ae;cp\n1;1;31;1;1\n")], "PLF ou de la LFI"),
        (vec![file("a.csv", "loi;programme;action;categorie;ae;cp\nPLF;1;1;31;1;1\n")], "année"),
        (vec![file("a.csv", "exercice;loi;programme;action;categorie;ae;cp\n2021;PLF;x;1;31;1;1\n")], "numéro de programme attendu"),
        (vec![file("a.csv", "exercice;loi;programme;action;categorie;ae;cp\n1950;PLF;1;1;31;1;1\n")], "1950"),
        (vec![file("a.txt", PUBLISHED), file("b.txt", PUBLISHED.replace("352", "349"))], "programmes différents"),
        (vec![file("a.txt", vec![b'a'; MAX_BYTES + 1])], "16 Mo"),
    ];
    for (files, expected) in cases {
        let refusal = import::read(&files, Options::default()).expect_err(expected).sentence(Lang::French);
        assert!(refusal.contains(expected), "{refusal} / {expected}");
    }
    let other_year = Options { programme: None, year: Year::new(2022), law: None };
    let refusal = import::read(&[file("a.txt", PUBLISHED)], other_year).expect_err("another year");
    assert!(refusal.sentence(Lang::French).contains("PLF 2021, et non 2022"));
}

// Any document, printed and read back

/// A document as it is published: headings, tables with tabs, texts.
fn printed(document: &Document) -> String {
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang: Lang::French };
    let mut lines: Vec<String> = Vec::new();
    let programme = &document.programme;
    let number = programme.number.expect("a number");
    lines.extend([
        "MISSION MINISTÉRIELLE".into(),
        programme.mission.clone(),
        "ANNEXE AU PROJET DE LOI DE FINANCES POUR".into(),
        document.year.to_string(),
        format!("PROGRAMME {number}"),
        programme.name.to_uppercase(),
        format!("MINISTRE CONCERNÉ : {}", programme.minister),
        "PRÉSENTATION STRATÉGIQUE DU PROJET ANNUEL DE PERFORMANCES".into(),
        programme.manager.clone(),
        programme.manager_title.clone(),
        format!("Responsable du programme n° {number} : {}", programme.name),
    ]);
    let said = |narrative: Narrative| document.text(narrative).lines().map(|line| line.trim_start_matches("## ").to_owned()).collect::<Vec<_>>();
    lines.extend(said(Narrative::Strategy));
    lines.push("RÉCAPITULATION DES OBJECTIFS ET DES INDICATEURS DE PERFORMANCE".into());
    let table = |name: TableName| tables.table(name).map(|table| cells(&table)).unwrap_or_default();
    lines.push("OBJECTIFS ET INDICATEURS DE PERFORMANCE".into());
    for (objective, number) in document.objectives.iter().zip(1..) {
        lines.extend(["OBJECTIF".into(), format!("{number} – {}", objective.label)]);
        for (indicator, sub) in objective.indicators.iter().zip(1..) {
            lines.extend(["INDICATEUR".into(), format!("{number}.{sub} – {}", indicator.label)]);
            if let Some(viewpoint) = indicator.viewpoint {
                lines.push(match viewpoint {
                    Viewpoint::Citizen => "(du point de vue du citoyen)".into(),
                    Viewpoint::User => "(du point de vue de l'usager)".into(),
                    Viewpoint::Taxpayer => "(du point de vue du contribuable)".into(),
                });
            }
            lines.push(table(TableName::Indicator(indicator.id)));
            lines.push("Précisions méthodologiques".into());
            for (heading, narrative) in
                [("Source des données : ", Narrative::Source(indicator.id)), ("Mode de calcul : ", Narrative::Method(indicator.id))]
            {
                lines.push(format!("{heading}{}", said(narrative).join("\n")));
            }
            lines.push(if document.layout().is_stacked() {
                "JUSTIFICATION DES CIBLES".into()
            } else {
                "JUSTIFICATION DES PRÉVISIONS ET DE LA CIBLE".into()
            });
            lines.extend(said(Narrative::Justification(indicator.id)));
        }
    }
    lines.push("PRÉSENTATION DES CRÉDITS ET DES DÉPENSES FISCALES".into());
    for name in [TableName::Bill(Measure::Ae), TableName::Bill(Measure::Cp), TableName::InitialAct(Measure::Ae), TableName::InitialAct(Measure::Cp)] {
        if let Some(shown) = tables.table(name) {
            lines.extend([shown.title.to_uppercase(), cells(&shown)]);
        }
    }
    lines.extend(["PRÉSENTATION DES CRÉDITS PAR TITRE ET CATÉGORIE".into(), table(TableName::Titles)]);
    lines.extend(["JUSTIFICATION AU PREMIER EURO".into(), "ÉLÉMENTS DE SYNTHÈSE DU PROGRAMME".into(), table(TableName::Synthesis)]);
    lines.extend(["DÉPENSES PLURIANNUELLES".into(), "ESTIMATION DES RESTES À PAYER AU 31/12".into(), table(TableName::Section("outstanding"))]);
    lines.extend(["ÉCHÉANCIER DES CP À OUVRIR".into(), table(TableName::Section("schedule")), table(TableName::Section("keys"))]);
    lines.extend(said(Narrative::ScheduleComment));
    lines.push("JUSTIFICATION PAR ACTION".into());
    for action in document.actions.iter() {
        lines.push(format!("ACTION {}", papier::tables::action_line(action)));
        lines.push(table(TableName::Action(action.id)));
        lines.extend(said(Narrative::Action(action.id)));
        lines.extend(["ÉLÉMENTS DE LA DÉPENSE PAR NATURE".into(), table(TableName::Nature(action.id))]);
        lines.extend(said(Narrative::Nature(action.id)));
    }
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn cells(table: &Table) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let is_grouped = table.groups.iter().any(|group| !group.title.is_empty());
    let first = |label: &str| if table.is_labelled() { vec![label.to_owned()] } else { vec![] };
    if is_grouped {
        let groups =
            table.groups.iter().flat_map(|group| std::iter::once(group.title.clone()).chain(std::iter::repeat_n(String::new(), group.span - 1)));
        rows.push(first("").into_iter().chain(groups).collect());
    }
    rows.push(first(&table.row_header).into_iter().chain(table.columns.iter().map(|column| column.title.clone())).collect());
    rows.extend(table.rows.iter().map(|row| first(&row.label).into_iter().chain(row.cells.iter().map(|cell| cell.text(Lang::French))).collect()));
    rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")
}

/// Every entry of the tables and every text, by its address; what is empty is left out.
fn shown(document: &Document) -> BTreeMap<String, String> {
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang: Lang::French };
    let cells = tables.all().into_iter().flat_map(|table| table.rows).flat_map(|row| row.cells);
    let entered = cells.filter(|cell| cell.kind == CellKind::Entered).filter_map(|cell| Some((cell.place?, cell.text(Lang::French))));
    let texts = tables.texts().into_iter().map(|text| (text.place.into(), text.text)).filter(|(_, text)| !text.is_empty());
    entered.chain(texts).filter_map(|(place, text)| Some((address::write(document, place)?, text))).collect()
}

#[derive(Clone, Debug)]
struct Plan {
    year: u16,
    /// Of each action, its amounts by category: bill AE and CP.
    actions: Vec<Vec<(usize, i64, i64)>>,
    act: Vec<i64>,
    contributions: Vec<i64>,
    multiyear: Vec<i64>,
    indicators: Vec<(bool, Vec<i64>)>,
    texts: Vec<String>,
}

fn plans() -> impl Strategy<Value = Plan> {
    let amount = || prop_oneof![0..99_i64, 1_000..9_999_999_999_i64, -5_000..0_i64];
    let actions = proptest::collection::vec(proptest::collection::vec((0..6_usize, amount(), amount()), 1..4), 1..4);
    let some = |most: usize| proptest::collection::vec(amount(), most);
    let indicators = proptest::collection::vec((any::<bool>(), proptest::collection::vec(0..5_000_i64, 1..7)), 0..4);
    let texts = proptest::collection::vec("[A-Z][a-zéè ,']{3,30}\\.", 8);
    (2020_u16..=2027, actions, some(3), some(3), some(10), indicators, texts).prop_map(
        |(year, actions, act, contributions, multiyear, indicators, texts)| Plan { year, actions, act, contributions, multiyear, indicators, texts },
    )
}

/// The document of a plan, made as a drafter would: by addresses.
fn planned(plan: &Plan) -> Document {
    let categories = ["21", "22", "31", "32", "51", "63"];
    let year = Year::new(plan.year).expect("a year");
    let programme =
        Programme { number: ProgrammeNumber::new(352), name: "Innovation".into(), mission: "Transformation".into(), ..Programme::default() };
    let mut session = Session::created(Document::new(year, programme));
    let mut list: Vec<(String, String)> = Vec::new();
    let mut set = |address: String, value: String| list.push((address, value));
    for (action, natures) in plan.actions.iter().enumerate() {
        let code = format!("{:02}", action + 1);
        set(format!("action/{code}/label"), format!("Action de {code}"));
        for (category, ae, cp) in natures {
            set(format!("plf/{code}/{}/ae", categories[*category]), ae.to_string());
            set(format!("plf/{code}/{}/cp", categories[*category]), cp.to_string());
        }
        // One category a title, so that totals leave no choice; zero would be no fact in print.
        for (measure, euros) in ["ae", "cp"].into_iter().zip(&plan.act) {
            set(format!("lfi/{code}/31/{measure}"), (euros.abs() + 1).to_string());
        }
        for (measure, euros) in ["ae", "cp"].into_iter().zip(&plan.contributions) {
            set(format!("plf/{code}/31/contributions/{measure}"), (euros.abs() + 1).to_string());
        }
        set(format!("action/{code}/narrative"), plan.texts[0].clone());
        set(format!("nature/{code}/narrative"), plan.texts[1].clone());
    }
    let openings = ["earlier", "new"].into_iter().flat_map(|row| ["plf", "contributions"].map(|part| format!("schedule/{row}/{year}/{part}")));
    for (address, euros) in openings.chain(["outstanding/rap".into(), "outstanding/ae".into(), "outstanding/estimate".into()]).zip(&plan.multiyear) {
        set(address, euros.to_string());
    }
    set("schedule/comment".into(), plan.texts[2].clone());
    set("text/strategy".into(), plan.texts[3].clone());
    let columns = papier::model::Layout::of(year).indicator_columns();
    if !plan.indicators.is_empty() {
        set("objective/1/label".into(), "Améliorer le service".into());
    }
    for ((two_rows, values), number) in plan.indicators.iter().zip(1..) {
        let name = format!("indicator/1.{number}");
        set(format!("{name}/label"), format!("Indicateur de rang {number}"));
        set(format!("{name}/unit"), "%".into());
        set(format!("{name}/viewpoint"), ["citoyen", "usager", "contribuable"][number % 3].into());
        for (field, text) in ["source", "method", "justification"].into_iter().zip(&plan.texts[4..]) {
            set(format!("{name}/{field}"), text.clone());
        }
        let rows = if *two_rows { vec!["1", "2"] } else { vec!["1"] };
        if *two_rows {
            set(format!("{name}/2/label"), "Seconde ligne".into());
            set(format!("{name}/2/unit"), "Nb".into());
        }
        for row in rows {
            for ((year, kind), value) in columns.into_iter().zip(values) {
                let kind = format!("{kind:?}").replace("RevisedForecast", "revised-forecast").to_lowercase();
                set(format!("{name}/{row}/{year}/{kind}"), format!("{},{}", value / 10, value % 10));
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    let list: Vec<Assignment> =
        list.into_iter().filter(|(address, _)| seen.insert(address.clone())).map(|(address, value)| Assignment { address, value }).collect();
    let command = assign(session.document(), &list).unwrap_or_else(|refusals| panic!("{}", refusals[0].sentence(Lang::English)));
    session.apply(&command).expect("applied");
    Arc::unwrap_or_clone(Arc::clone(session.document()))
}

fn round_trip(plan: &Plan) -> Result<(), TestCaseError> {
    let document = planned(plan);
    let text = printed(&document);
    let (read, import) = only(&[file("pap.txt", text.clone())]);
    let (made, again) = (shown(&document), shown(&read));
    let differ: Vec<(&String, Option<&String>)> =
        made.iter().map(|(address, text)| (address, Some(text))).filter(|(address, text)| again.get(*address) != *text).collect();
    prop_assert!(differ.is_empty() && made.len() == again.len(), "{differ:?}\n{:?}\n{text}", told(&import));
    prop_assert_eq!(differences(&import), Vec::<String>::new());
    Ok(())
}

proptest! {
    #![proptest_config(proofs::cases(16, 3_000))]

    /// Both layouts, negative amounts, several rows: what Papier prints, an import reads.
    #[test]
    fn a_document_printed_as_published_reads_back(plan in plans()) {
        round_trip(&plan)?;
    }

    /// Whatever is broken in a text, what is read can be saved, and no figure is made of two.
    #[test]
    fn a_damaged_text_is_read_or_refused_and_what_is_read_can_be_saved(
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
        junk in "[\t\n 0-9–%A-Zé|;<>*{}$@]{0,12}",
    ) {
        let mut lines: Vec<String> = PUBLISHED.lines().map(ToOwned::to_owned).collect();
        for (from, to) in cuts {
            let line = lines.remove(from.index(lines.len()));
            let at = to.index(lines.len());
            lines.insert(at, format!("{line}{junk}"));
        }
        if let Ok(import) = import::read(&[file("pap.txt", lines.join("\n"))], Options { programme: ProgrammeNumber::new(352), year: None, law: None }) {
            for document in &import.documents {
                let written = storage::write(document);
                prop_assert!(storage::parse(&written).is_ok_and(|read| read == *document), "what is read can be saved");
            }
            let _ = Lang::ALL.map(|lang| import.text(lang));
        }
    }

    #[test]
    fn any_table_of_values_is_read_or_refused(
        head in "(exercice|loi|programme|action|sous_action|categorie|titre|ae|cp|libelle_action|[a-z]{1,4}|;){4,14}",
        lines in proptest::collection::vec("(2021|PLF|LFI|352|352.0|01|31|7 300 000|2 444 661 0|\"|-|;|;|;|é|\n){0,20}", 0..8),
    ) {
        let text = format!("exercice;loi;programme;action;categorie;ae;cp;{head}\n{}", lines.join("\n"));
        if let Ok(import) = import::read(&[file("c.csv", text)], Options::default()) {
            for document in &import.documents {
                prop_assert!(storage::parse(&storage::write(document)).is_ok_and(|read| read == *document));
                let joined = document.credits.rows().flat_map(|(.., row)| [row.ae.clone(), row.cp.clone()]).flatten().any(|amount| amount.euros.get() == 24_446_610);
                prop_assert!(!joined, "two numbers in one cell");
            }
            let _ = Lang::ALL.map(|lang| import.text(lang));
        }
    }
}

// On the program itself

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn papier(arguments: &[&str]) -> Run {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_papier"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("LC_ALL", "fr_FR.UTF-8")
        .env("LANG", "fr_FR.UTF-8")
        .output()
        .expect("papier starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

/// A folder with one file in it, and the paths of both as arguments.
fn desk(name: &str, content: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("the file is written");
    let path = path.to_str().expect("UTF-8").to_owned();
    (folder, path)
}

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const TEXT: &str = "tests/published/pap-352-plf-2021.txt";

#[test]
fn the_program_shows_what_it_reads_and_writes_only_where_it_is_told() {
    let (folder, _) = desk("a", "");
    let output = folder.path().join("352.ron");
    let path = output.to_str().expect("UTF-8");
    for arguments in [&["import", TEXT][..], &["import", TEXT, "-o", path, "--dry-run"]] {
        let run = papier(arguments);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
        for said in ["Lu\n", "2 actions", "7 indicateurs", "42 valeurs", "Amélie de Montchalin", "chiffres imprimés"] {
            assert!(run.stdout.contains(said), "{said}\n{}", run.stdout);
        }
        assert!(!output.exists());
    }
    let run = papier(&["import", TEXT, "-o", path]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    same(&storage::open(&output).expect("it opens"), &sample());
    let written = std::fs::read(&output).expect("the file");
    let again = papier(&["import", TEXT, "-o", path]);
    assert_eq!(again.code, Some(2));
    assert!(again.stderr.contains("existe déjà"), "{}", again.stderr);
    assert_eq!(std::fs::read(&output).expect("the file"), written, "OUT is never replaced");
    assert_eq!(papier(&["check", path]).code, Some(0));
}

#[test]
fn what_is_questionable_is_refused_until_it_is_confirmed() {
    let lines: String = (1..9).map(|action| format!("2023;LFI;352;{action:02};31;4;4\n")).collect();
    let cases = [
        (format!("exercice;loi;programme;action;categorie;ae;cp\n{lines}"), "--even-if-same", "valent tous 4"),
        (
            "exercice;loi;programme;action;categorie;ae;cp\n2021;PLF;352;01;31;5;6\n2021;PLF;352;01;31;5;6\n".to_owned(),
            "--even-if-doubled",
            "ligne 3",
        ),
    ];
    for (text, option, said) in cases {
        let (folder, csv) = desk("credits.csv", &text);
        let output = folder.path().join("352.ron");
        let path = output.to_str().expect("UTF-8");
        let run = papier(&["import", &csv, "-o", path]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains(said) && run.stderr.contains(option), "{}", run.stderr);
        assert_eq!(entries(folder.path()), ["credits.csv"]);
        assert_eq!(papier(&["import", &csv, "-o", path, option]).code, Some(0));
        assert!(output.exists());
    }
}

#[test]
fn a_whole_bill_goes_into_a_folder_and_replaces_nothing_there() {
    let text: String = ["exercice;loi;programme;action;categorie;ae;cp\n".to_owned()]
        .into_iter()
        .chain((101..=130).map(|programme| format!("2021;PLF;{programme};01;31;{programme};5\n")))
        .collect();
    let (folder, csv) = desk("bill.csv", &text);
    let bill = folder.path().join("bill");
    let path = bill.to_str().expect("UTF-8");
    let refused = papier(&["import", &csv, "-o", folder.path().join("one.ron").to_str().expect("UTF-8")]);
    assert!(refused.code == Some(2) && refused.stderr.contains("30 programmes"), "{}", refused.stderr);
    assert_eq!(papier(&["import", &csv, "-o", path]).code, Some(0));
    let names = entries(&bill);
    assert_eq!((names.len(), names[0].as_str()), (30, "programme-101-plf-2021.ron"));
    // One of them is there already: none is written.
    std::fs::remove_file(bill.join(&names[3])).expect("removed");
    let again = papier(&["import", &csv, "-o", path]);
    assert!(again.code == Some(2) && again.stderr.contains("existe déjà"), "{}", again.stderr);
    assert_eq!(entries(&bill).len(), 29);
    let one = papier(&["import", &csv, "-o", path, "--programme", "104"]);
    assert_eq!((one.code, entries(&bill).len()), (Some(0), 30), "{}", one.stderr);
}

#[test]
fn misuse_is_refused_with_a_sentence() {
    let (folder, other) = desk("other.txt", "Bonjour");
    let cases: [(&[&str], &str); 5] = [
        (&["import", "/nowhere.csv"], "n'existe pas"),
        (&["import", &other], "aucun titre"),
        (&["import", TEXT, "--programme", "abc"], "1 à 999"),
        (&["import", TEXT, "--year", "2022"], "PLF 2021, et non 2022"),
        (&["import", TEXT, "--programme", "349"], "349"),
    ];
    for (arguments, said) in cases {
        let run = papier(arguments);
        assert!(run.code == Some(2) && run.stderr.contains(said), "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(entries(folder.path()), ["other.txt"]);
}

//! The sample file shows what the published document prints: every cell of every table, and every text.
//!
//! `published/pap-352-plf-2021.txt` is the PAP of programme 352 as it was published, its tables as tab-separated lines. This test
//! reads it by itself and knows of the engine only what `papier show --format json` prints.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

const PUBLISHED: &str = include_str!("published/pap-352-plf-2021.txt");
const SAMPLE: &str = "saves/programme-352-plf-2021.ron";

/// How a table stands in the published file.
enum Shape {
    /// So many header lines, of which the last names the columns, then a label and its cells per line.
    Labelled { header_lines: usize },
    /// One header line and one line of figures, without a label.
    Unlabelled,
    /// Two header lines stand inside the table, and four of its cells print two amounts.
    Schedule,
}
use Shape::{Labelled, Schedule, Unlabelled};

/// Every table of the published document, in its order. `variation` (R16) is the only shown table that this layout does not print.
const TABLES: [(&str, Shape); 21] = [
    ("objectives", Labelled { header_lines: 0 }),
    ("indicator/1.1", Labelled { header_lines: 1 }),
    ("indicator/1.2", Labelled { header_lines: 1 }),
    ("indicator/1.3", Labelled { header_lines: 1 }),
    ("indicator/1.4", Labelled { header_lines: 1 }),
    ("indicator/2.1", Labelled { header_lines: 1 }),
    ("indicator/2.2", Labelled { header_lines: 1 }),
    ("indicator/2.3", Labelled { header_lines: 1 }),
    ("plf-ae", Labelled { header_lines: 1 }),
    ("plf-cp", Labelled { header_lines: 1 }),
    ("lfi-ae", Labelled { header_lines: 1 }),
    ("lfi-cp", Labelled { header_lines: 1 }),
    ("titles", Labelled { header_lines: 2 }),
    ("synthesis", Labelled { header_lines: 2 }),
    ("outstanding", Unlabelled),
    ("schedule", Schedule),
    ("keys", Unlabelled),
    ("action/01", Labelled { header_lines: 1 }),
    ("nature/01", Labelled { header_lines: 1 }),
    ("action/02", Labelled { header_lines: 1 }),
    ("nature/02", Labelled { header_lines: 1 }),
];
const NOT_PUBLISHED: &str = "variation";

/// The schedule prints PLF and contributions in one cell; Papier shows two cells.
const SCHEDULE_COLUMNS: [&str; 7] = ["AE PLF", "AE FdC et AdP", "CP 2021 PLF", "CP 2021 FdC et AdP", "CP 2022", "CP 2023", "CP au-delà de 2023"];
const TWO_AMOUNTS: [(&str, [&str; 2]); 3] =
    [("2 444 661 0", ["2 444 661", "0"]), ("7 600 000 4 000 000", ["7 600 000", "4 000 000"]), ("5 155 339 4 000 000", ["5 155 339", "4 000 000"])];

/// Pages end in the middle of the document: these lines are no narrative …
const RUNNING_HEADS: [&str; 3] = [
    "Innovation et transformation numériques",
    "Programme n° 352 | PRÉSENTATION DES CRÉDITS ET DES DÉPENSES FISCALES",
    "Programme n° 352 | JUSTIFICATION AU PREMIER EURO",
];
/// … and this paragraph of indicator 1.4 is one: how its first page ends, how the next one begins.
const CUT_BY_A_PAGE: (&str, &str) = ("la dernière phase d'accompagnement du", "programme beta.gouv.fr. Elle a pour objectif");

const INDICATORS: [&str; 7] = ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3"];
const OUTSIDE_TEXT: &str = "PRÉSENTATION DES CRÉDITS";
const BY_NATURE: &str = "ÉLÉMENTS DE LA DÉPENSE PAR NATURE";

/// A text: its address, the beginnings of lines that lead to it (it begins after the last one), the beginnings that end it.
type Passage = (String, Vec<String>, &'static [&'static str]);

fn passages() -> Vec<Passage> {
    let fixed: [(&str, &[&str], &[&str]); 5] = [
        ("text/strategy", &["Responsable du programme n° 352 : Innovation et transformation numériques"], &["RÉCAPITULATION DES OBJECTIFS"]),
        ("schedule/comment", &["CLÉS D'OUVERTURE DES CRÉDITS DE PAIEMENT SUR AE 2021"], &["JUSTIFICATION PAR ACTION"]),
        ("action/01/narrative", &["ACTION 68,9 %**01 – Fonds pour l'accélération du financement des start-up d'État**"], &[BY_NATURE]),
        ("nature/01/narrative", &["ACTION 68,9 %", BY_NATURE], &["ACTION 31,1 %"]),
        ("nature/02/narrative", &["ACTION 31,1 %", BY_NATURE], &[]),
    ];
    let of_the_programme =
        fixed.into_iter().map(|(address, anchors, until)| (address.to_owned(), anchors.iter().map(ToString::to_string).collect(), until));
    let of_an_indicator: [(&str, &str, &[&str]); 3] = [
        ("source", "Source des données : ", &["Mode de calcul : "]),
        ("method", "Mode de calcul : ", &["JUSTIFICATION DES PRÉVISIONS"]),
        ("justification", "JUSTIFICATION DES PRÉVISIONS ET DE LA CIBLE", &["INDICATEUR", "OBJECTIF", OUTSIDE_TEXT]),
    ];
    let of_the_indicators = INDICATORS.into_iter().flat_map(|code| {
        of_an_indicator.map(|(field, heading, until)| (format!("indicator/{code}/{field}"), vec![format!("{code} – "), heading.to_owned()], until))
    });
    of_the_programme.chain(of_the_indicators).collect()
}

/// What the layout prints in every PAP of the year, or what another test of this file compares.
const FURNITURE: [&str; 38] = [
    // Cover.
    "R É P U B L I Q U E F R A N Ç A I S E",
    "BUDGET GÉNÉRAL",
    "MISSION MINISTÉRIELLE",
    "PROJETS ANNUELS DE PERFORMANCES",
    "ANNEXE AU PROJET DE LOI DE FINANCES POUR",
    "2021",
    "PROGRAMME 352",
    // Headings.
    "PRÉSENTATION STRATÉGIQUE DU PROJET ANNUEL DE PERFORMANCES",
    "RÉCAPITULATION DES OBJECTIFS ET DES INDICATEURS DE PERFORMANCE",
    "OBJECTIFS ET INDICATEURS DE PERFORMANCE",
    "OBJECTIF",
    "INDICATEUR",
    "Précisions méthodologiques",
    "JUSTIFICATION DES PRÉVISIONS ET DE LA CIBLE",
    "PRÉSENTATION DES CRÉDITS ET DES DÉPENSES FISCALES",
    "2021 / PRÉSENTATION PAR ACTION ET TITRE DES CRÉDITS DEMANDÉS",
    "2021 / AUTORISATIONS D'ENGAGEMENT",
    "2021 / CRÉDITS DE PAIEMENT",
    "2020 / PRÉSENTATION PAR ACTION ET TITRE DES CRÉDITS VOTÉS (LOI DE FINANCES INITIALE)",
    "2020 / AUTORISATIONS D'ENGAGEMENT",
    "2020 / CRÉDITS DE PAIEMENT",
    "PRÉSENTATION DES CRÉDITS PAR TITRE ET CATÉGORIE",
    "JUSTIFICATION AU PREMIER EURO",
    "ÉLÉMENTS TRANSVERSAUX AU PROGRAMME",
    "ÉLÉMENTS DE SYNTHÈSE DU PROGRAMME",
    "DÉPENSES PLURIANNUELLES",
    "ÉCHÉANCIER DES CRÉDITS DE PAIEMENT (HORS TITRE 2)",
    "ESTIMATION DES RESTES À PAYER AU 31/12/2020",
    "ÉCHÉANCIER DES CP À OUVRIR",
    "CLÉS D'OUVERTURE DES CRÉDITS DE PAIEMENT SUR AE 2021",
    "JUSTIFICATION PAR ACTION",
    BY_NATURE,
    // Compared by `the_cover_and_the_viewpoints_are_those_published` and by `each_action_carries_its_title_and_share`.
    "(du point de vue du citoyen)",
    "ACTION 68,9 %**01 – Fonds pour l'accélération du financement des start-up d'État**",
    "ACTION 31,1 %**02 – Soutien au recrutement de profils rares dédiés à l'innovation numérique**",
    RUNNING_HEADS[0],
    RUNNING_HEADS[1],
    RUNNING_HEADS[2],
];
/// What the layout prints before a text or a label.
const PREFIXES: [&str; 4] = ["MINISTRE CONCERNÉE : ", "Responsable du programme n° 352 : ", "Source des données : ", "Mode de calcul : "];

/// A published table; `columns` is its bottom header row without the label's, absent where none is printed.
struct Published {
    table: &'static str,
    columns: Option<Vec<String>>,
    rows: Vec<(String, Vec<String>)>,
}

/// Consecutive tab-separated lines are one table.
fn published_tables() -> Vec<Published> {
    let lines: Vec<&str> = PUBLISHED.lines().collect();
    let blocks: Vec<Vec<Vec<&str>>> = lines
        .chunk_by(|above, below| above.contains('\t') == below.contains('\t'))
        .filter(|lines| lines[0].contains('\t'))
        .map(|lines| lines.iter().map(|line| line.split('\t').collect()).collect())
        .collect();
    assert_eq!(blocks.len(), TABLES.len(), "tables in the published document");
    TABLES.iter().zip(blocks).map(|((table, shape), block)| published_table(table, shape, &block)).collect()
}

fn published_table(table: &'static str, shape: &Shape, block: &[Vec<&str>]) -> Published {
    let cells = |line: &[&str]| -> Vec<String> { line.iter().copied().map(plain).collect() };
    let (columns, rows) = match shape {
        Labelled { header_lines } => {
            let (headers, rows) = block.split_at(*header_lines);
            let rows = rows.iter().map(|line| (plain(line[0]), cells(&line[1..]))).collect();
            (headers.last().map(|line| cells(&line[1..])), rows)
        }
        Unlabelled => (Some(cells(&block[0])), block[1..].iter().map(|line| (String::new(), cells(line))).collect()),
        Schedule => {
            let [_years, earlier_header, earlier, new_header, new, totals] = block else {
                panic!("the schedule has six lines, here {}", block.len())
            };
            let new_label = new_header[0].strip_suffix(" AE PLF AE FdC et AdP").expect("the first header of row 2");
            let rows = vec![
                (plain(earlier_header[0]), schedule_cells(earlier[0], &earlier[1..])),
                (plain(new_label), schedule_cells(new[0], &new[1..])),
                (plain(totals[0]), schedule_cells("", &totals[1..])),
            ];
            (Some(SCHEDULE_COLUMNS.map(str::to_owned).to_vec()), rows)
        }
    };
    Published { table, columns, rows }
}

fn schedule_cells(ae: &str, cp: &[&str]) -> Vec<String> {
    let two = |printed| TWO_AMOUNTS.into_iter().find(|(both, _)| *both == printed).map_or([printed, ""], |(_, two)| two);
    [&two(ae)[..], &two(cp[0])[..], &cp[1..]].concat().into_iter().map(str::to_owned).collect()
}

/// The paragraphs of a text, without tables and running heads, a paragraph cut by a page made whole.
fn paragraphs(anchors: &[String], until: &[&str]) -> Vec<String> {
    let mut lines = PUBLISHED.lines();
    let mut first = "";
    for anchor in anchors {
        first = lines.find_map(|line| line.strip_prefix(anchor.as_str())).unwrap_or_else(|| panic!("not published: {anchor}"));
    }
    let mut paragraphs: Vec<String> = Vec::new();
    let rest = lines.take_while(|line| !until.iter().any(|end| line.starts_with(end)));
    for line in std::iter::once(first).chain(rest) {
        let cut = paragraphs.last_mut().filter(|last| last.ends_with(CUT_BY_A_PAGE.0) && line.starts_with(CUT_BY_A_PAGE.1));
        match cut {
            Some(last) => *last = format!("{last} {line}"),
            None if line.is_empty() || line.contains('\t') || RUNNING_HEADS.contains(&line) => {}
            None => paragraphs.push(plain(line)),
        }
    }
    paragraphs
}

/// Any run of white space, U+202F and U+00A0 included, is one space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `7 300 000`, `78,93 %`, `+15,2 %`, `−5,4 %`; nothing for a text, `NA` or a blank.
fn figure(printed: &str) -> Option<Decimal> {
    let digits: String = printed.chars().filter(|c| !c.is_whitespace() && *c != '+').collect();
    digits.trim_end_matches('%').replace('−', "-").replace(',', ".").parse().ok()
}

#[derive(Deserialize)]
struct Shown {
    tables: Vec<ShownTable>,
    texts: Vec<ShownText>,
}

#[derive(Deserialize)]
struct ShownTable {
    table: String,
    title: String,
    columns: Vec<String>,
    rows: Vec<ShownRow>,
    share: Option<Share>,
}

#[derive(Deserialize)]
struct ShownRow {
    label: String,
    cells: Vec<Cell>,
}

#[derive(Deserialize)]
struct Cell {
    text: String,
    value: Option<String>,
    kind: Kind,
    address: Option<String>,
}

/// A cell of any other kind fails the reading of the whole output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Entered,
    Computed,
    Empty,
}

#[derive(Deserialize)]
struct Share {
    text: String,
    value: Option<String>,
}

#[derive(Deserialize)]
struct ShownText {
    address: String,
    #[serde(rename = "title")]
    _title: String,
    text: String,
}

static SHOWN: LazyLock<Shown> = LazyLock::new(|| {
    let output = Command::new(env!("CARGO_BIN_EXE_papier"))
        .args(["show", SAMPLE, "--format", "json", "--lang", "fr"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("papier starts");
    assert!(output.status.success(), "papier show: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the JSON of the contract")
});

impl Shown {
    fn table(&self, name: &str) -> &ShownTable {
        self.tables.iter().find(|table| table.table == name).unwrap_or_else(|| panic!("table {name} is not shown"))
    }

    /// The text at an address, empty when it is not shown.
    fn text(&self, address: &str) -> &str {
        self.texts.iter().find(|text| text.address == address).map_or("", |text| &text.text)
    }

    fn cells(&self) -> impl Iterator<Item = (&ShownTable, &ShownRow, usize, &Cell)> {
        self.tables.iter().flat_map(|table| {
            table.rows.iter().flat_map(move |row| row.cells.iter().enumerate().map(move |(column, cell)| (table, row, column, cell)))
        })
    }
}

/// `table plf-ae, row "Total", column "Total pour 2021"`.
fn place(table: &str, row: &str, column: &str) -> String {
    format!("table {table}, row {row:?}, column {column:?}")
}

fn place_of(table: &ShownTable, row: &ShownRow, column: usize) -> String {
    place(&table.table, &row.label, table.columns.get(column).map_or("?", String::as_str))
}

/// Fails with every difference at once, one a line.
fn report(differences: &[String]) {
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
}

fn differ(place: &str, expected: Option<&str>, got: Option<&str>) -> Option<String> {
    (expected != got).then(|| format!("{place}: expected {expected:?}, got {got:?}"))
}

#[test]
fn every_table_is_shown_once_and_no_other() {
    let mut expected: Vec<&str> = TABLES.iter().map(|(table, _)| *table).chain([NOT_PUBLISHED]).collect();
    let mut shown: Vec<&str> = SHOWN.tables.iter().map(|table| table.table.as_str()).collect();
    expected.sort_unstable();
    shown.sort_unstable();
    assert_eq!(shown, expected);
}

#[test]
fn every_cell_of_every_table_is_the_published_one() {
    let mut differences = Vec::new();
    for published in published_tables() {
        let shown = SHOWN.table(published.table);
        if let Some(columns) = &published.columns {
            for index in 0..columns.len().max(shown.columns.len()) {
                let got = shown.columns.get(index).map(|column| plain(column));
                let place = place(published.table, "(header)", &(index + 1).to_string());
                differences.extend(differ(&place, columns.get(index).map(String::as_str), got.as_deref()));
            }
        }
        for index in 0..published.rows.len().max(shown.rows.len()) {
            differences.extend(row_differences(&published, published.rows.get(index), shown.rows.get(index)));
        }
    }
    report(&differences);
}

fn row_differences(published: &Published, row: Option<&(String, Vec<String>)>, shown: Option<&ShownRow>) -> Vec<String> {
    let label = row.map(|(label, _)| label.as_str());
    let shown_label = shown.map(|shown| plain(&shown.label));
    let row_name = label.or(shown_label.as_deref()).unwrap_or_default();
    let expected = row.map_or(&[][..], |(_, cells)| cells);
    let got = shown.map_or(&[][..], |shown| &shown.cells);
    let mut differences = Vec::from_iter(differ(&place(published.table, row_name, "(label)"), label, shown_label.as_deref()));
    for index in 0..expected.len().max(got.len()) {
        let column = published.columns.as_ref().and_then(|columns| columns.get(index)).map_or("?", String::as_str);
        let got = got.get(index).map(|cell| plain(&cell.text));
        let place = place(published.table, row_name, column);
        differences.extend(differ(&place, expected.get(index).map(String::as_str), got.as_deref()));
    }
    differences
}

#[test]
fn no_published_amount_is_missing() {
    let mut shown: BTreeMap<Decimal, usize> = BTreeMap::new();
    for amount in SHOWN.cells().filter_map(|(_, _, _, cell)| figure(&cell.text)) {
        *shown.entry(amount).or_default() += 1;
    }
    let mut missing = Vec::new();
    for published in published_tables() {
        for (row, cells) in &published.rows {
            for amount in cells.iter().filter_map(|cell| figure(cell)) {
                match shown.get_mut(&amount) {
                    Some(left @ 1..) => *left -= 1,
                    _ => missing.push(format!("{}: {amount} is shown too few times", place(published.table, row, "?"))),
                }
            }
        }
    }
    report(&missing);
}

#[test]
fn every_value_is_the_decimal_of_the_printed_figure() {
    let mut differences = Vec::new();
    for (table, row, column, cell) in SHOWN.cells() {
        let value = cell.value.as_ref().map(|value| value.parse::<Decimal>().expect("a decimal"));
        if value != figure(&cell.text) {
            differences.push(format!("{}: printed {:?}, value {value:?}", place_of(table, row, column), cell.text));
        }
    }
    report(&differences);
}

#[test]
fn every_printed_cell_has_an_address() {
    let without = SHOWN.cells().filter(|(.., cell)| !cell.text.is_empty() && cell.address.as_deref().is_none_or(str::is_empty));
    report(&without.map(|(table, row, column, _)| place_of(table, row, column)).collect::<Vec<_>>());
}

/// An action × title cell is entered, even while it is empty; its total is computed; so is each total of the programme.
#[test]
fn entered_computed_and_empty_cells_are_told_apart() {
    let cases = [
        (
            0,
            [
                (Kind::Empty, "plf/01/21/ae"),
                (Kind::Entered, "plf/01/31/ae"),
                (Kind::Computed, "plf/01/total/ae"),
                (Kind::Entered, "plf/01/31/contributions/ae"),
            ],
        ),
        (
            1,
            [
                (Kind::Entered, "plf/02/21/ae"),
                (Kind::Entered, "plf/02/31/ae"),
                (Kind::Computed, "plf/02/total/ae"),
                (Kind::Empty, "plf/02/31/contributions/ae"),
            ],
        ),
    ];
    for (row, expected) in cases {
        let row = &SHOWN.table("plf-ae").rows[row];
        let got: Vec<_> = row.cells.iter().map(|cell| (cell.kind, cell.address.as_deref().unwrap_or_default())).collect();
        assert_eq!(got, expected, "table plf-ae, row {:?}", row.label);
    }
    for table in ["keys", NOT_PUBLISHED] {
        let mut cells = SHOWN.table(table).rows.iter().flat_map(|row| &row.cells);
        assert!(cells.all(|cell| cell.kind == Kind::Computed), "a cell of {table} is not computed");
    }
}

#[test]
fn each_action_carries_its_title_and_share() {
    let headings = PUBLISHED.lines().filter_map(|line| line.strip_prefix("ACTION ")?.strip_suffix("**")?.split_once("**"));
    let mut actions = 0;
    for (share, title) in headings {
        let shown = SHOWN.table(&format!("action/{}", &title[..2]));
        assert_eq!(plain(&shown.title), title);
        let shown = shown.share.as_ref().unwrap_or_else(|| panic!("{title} has no share"));
        assert_eq!(plain(&shown.text), share, "{title}");
        let value = shown.value.as_ref().map(|value| value.parse::<Decimal>().expect("a decimal"));
        assert_eq!(value, figure(share), "{title}");
        actions += 1;
    }
    assert_eq!(actions, 2);
}

/// R16: 10 600 000 / 9 200 000 and 10 600 000 / 11 200 000.
#[test]
fn the_variation_is_that_of_the_published_totals() {
    for (address, expected) in [("variation/ae", "15.2"), ("variation/cp", "-5.4")] {
        let cell = SHOWN.cells().map(|(.., cell)| cell).find(|cell| cell.address.as_deref() == Some(address));
        assert_eq!(cell.and_then(|cell| cell.value.as_deref()), Some(expected), "{address}");
    }
}

#[test]
fn every_text_is_the_published_one() {
    let mut differences = Vec::new();
    for (address, anchors, until) in passages() {
        let published = paragraphs(&anchors, until);
        assert!(!published.is_empty(), "{address}: nothing found in the published document");
        let lines = SHOWN.text(&address).lines().filter(|line| !line.trim().is_empty());
        let shown: Vec<String> = lines.map(|line| plain(line.trim_start_matches('#'))).collect();
        for index in 0..published.len().max(shown.len()) {
            let place = format!("{address}, paragraph {}", index + 1);
            differences.extend(differ(&place, published.get(index).map(String::as_str), shown.get(index).map(String::as_str)));
        }
    }
    report(&differences);
}

#[test]
fn the_strategy_keeps_its_two_headings() {
    let headings: Vec<&str> = SHOWN.text("text/strategy").lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(headings, ["Les orientations principales du programme 352", "La stratégie de performance du programme 352"]);
}

/// The cover is printed in capitals; Papier keeps names as papers write them.
#[test]
fn the_cover_and_the_viewpoints_are_those_published() {
    let after = |anchor: &str, until: &'static str| paragraphs(&[anchor.to_owned()], &[until]);
    let strategy = "PRÉSENTATION STRATÉGIQUE DU PROJET ANNUEL DE PERFORMANCES";
    let manager = after(strategy, "Responsable du programme");
    let mut expected = vec![
        ("programme/name".to_owned(), after("PROGRAMME 352", "MINISTRE CONCERNÉE").join(" ")),
        ("programme/mission".to_owned(), after("MISSION MINISTÉRIELLE", "PROJETS ANNUELS DE PERFORMANCES").join(" ")),
        ("programme/minister".to_owned(), after("MINISTRE CONCERNÉE : ", strategy).join(" ")),
        ("programme/manager".to_owned(), manager[0].clone()),
        ("programme/manager-title".to_owned(), manager[1].clone()),
    ];
    expected.extend(INDICATORS.map(|code| (format!("indicator/{code}/viewpoint"), "citoyen".to_owned())));
    let differences: Vec<String> = expected
        .iter()
        .filter_map(|(address, printed)| {
            let shown = plain(SHOWN.text(address));
            differ(address, Some(&printed.to_uppercase()), Some(&shown.to_uppercase()))
        })
        .collect();
    report(&differences);
    let viewpoints = PUBLISHED.lines().filter(|line| *line == "(du point de vue du citoyen)").count();
    assert_eq!(viewpoints, INDICATORS.len());
}

/// Every line outside the tables is in a shown text, label or title, or belongs to the layout.
#[test]
fn no_published_line_is_missing() {
    let cells = SHOWN.cells().map(|(.., cell)| &cell.text);
    let texts = SHOWN.texts.iter().map(|text| &text.text);
    let shown: Vec<String> = cells.chain(texts).map(|text| plain(text).to_uppercase()).collect();
    let missing: Vec<String> = PUBLISHED
        .lines()
        .filter(|line| !line.is_empty() && !line.contains('\t') && !FURNITURE.contains(line))
        .map(without_prefix)
        .filter(|line| !shown.iter().any(|text| text.contains(&plain(line).to_uppercase())))
        .map(|line| format!("not shown: {line}"))
        .collect();
    report(&missing);
}

/// Without the words of the layout and the code of an objective or indicator.
fn without_prefix(line: &str) -> &str {
    let line = PREFIXES.iter().find_map(|prefix| line.strip_prefix(prefix)).unwrap_or(line);
    match line.split_once(" – ") {
        Some((code, label)) if code.chars().all(|c| c.is_ascii_digit() || c == '.') => label,
        _ => line,
    }
}

/// Every text shown stands in the published document, so that nothing was made up, whatever its address.
#[test]
fn no_text_is_invented() {
    let lines = PUBLISHED.lines().filter(|line| !RUNNING_HEADS.contains(line));
    let published = plain(&lines.collect::<Vec<_>>().join(" ")).to_uppercase();
    let invented: Vec<String> = SHOWN
        .texts
        .iter()
        .filter(|text| {
            let paragraphs = text.text.lines().map(|line| plain(line.trim_start_matches('#')));
            !published.contains(&plain(&paragraphs.collect::<Vec<_>>().join(" ")).to_uppercase())
        })
        .map(|text| format!("not published: {} {:?}", text.address, text.text))
        .collect();
    report(&invented);
}

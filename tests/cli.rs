//! The contract of the command line: `show`, `set`, `addresses`, `check`, `new`, their JSON and their exit codes.
//!
//! Each test works on a copy of the sample in its own folder and reads figures back by `show` alone.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

mod docs;

/// Exit code of a refusal, and of a file that cannot be read.
const REFUSED: i32 = 2;
const NAME: &str = "Innovation et transformation numériques";

/// A folder of its own with one document in it.
struct Desk {
    folder: TempDir,
    file: PathBuf,
}

/// What a run of the program left.
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// A cell as `show` prints it, its text with plain spaces.
#[derive(Debug, Clone, PartialEq)]
struct Cell {
    text: String,
    value: Option<String>,
    kind: String,
    address: String,
}

impl Desk {
    fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("pap.ron");
        Self { folder, file }
    }

    fn with(content: impl AsRef<[u8]>) -> Self {
        let desk = Self::empty();
        fs::write(&desk.file, content).expect("the document is written");
        desk
    }

    fn with_sample() -> Self {
        Self::with(sample())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `command FILE arguments…`
    fn run(&self, command: &str, arguments: &[&str]) -> Run {
        run(Command::new(env!("CARGO_BIN_EXE_papier")).arg(command).arg(&self.file).args(arguments))
    }

    fn set(&self, assignments: &[&str]) -> Run {
        self.run("set", assignments)
    }

    fn set_from(&self, tsv: &str, assignments: &[&str]) -> Run {
        let from = self.path("cells.tsv");
        fs::write(&from, tsv).expect("the cells are written");
        self.run("set", &[&["--from", from.to_str().expect("UTF-8")], assignments].concat())
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(&self.file).expect("the document")
    }

    fn files(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(self.folder.path()).expect("the folder");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }

    fn show(&self) -> Document {
        show(&self.file)
    }

    /// `set` refuses, names each of `named`, and leaves the file and its folder as they were.
    fn refuses(&self, run: impl FnOnce(&Self) -> Run, named: &[&str], case: &str) {
        let before = self.bytes();
        let run = run(self);
        assert_eq!(run.code, Some(REFUSED), "{case}: exit code\n{}{}", run.stdout, run.stderr);
        for name in named {
            assert!(run.stderr.contains(name), "{case}: {name} is not named in: {}", run.stderr);
        }
        assert!(self.bytes() == before, "{case}: the file changed");
        assert!(self.files().iter().all(|name| ["pap.ron", "cells.tsv"].contains(&name.as_str())), "{case}: {:?}", self.files());
    }
}

impl Run {
    fn succeeds(self, case: &str) -> Self {
        assert_eq!(self.code, Some(0), "{case}\n{}{}", self.stdout, self.stderr);
        self
    }
}

fn sample() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/programme-352-plf-2021.ron");
    fs::read(&path).expect("the sample")
}

fn run(command: &mut Command) -> Run {
    let state = tempfile::tempdir().expect("a folder of state");
    let output = command.env("LC_ALL", "fr_FR.UTF-8").env("XDG_STATE_HOME", state.path()).output().expect("papier starts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    Run { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

fn show(file: &Path) -> Document {
    show_with(file, &["--lang", "fr"])
}

fn show_with(file: &Path, arguments: &[&str]) -> Document {
    let mut command = Command::new(env!("CARGO_BIN_EXE_papier"));
    let run = run(command.arg("show").arg(file).args(["--format", "json"]).args(arguments)).succeeds("show");
    Document(serde_json::from_str(&run.stdout).expect("JSON"))
}

/// Any run of white space, U+202F included, is one space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The JSON of `show`.
#[derive(PartialEq)]
struct Document(Value);

impl Document {
    fn tables(&self) -> &[Value] {
        self.0["tables"].as_array().expect("tables")
    }

    fn names(&self) -> Vec<&str> {
        self.tables().iter().map(|table| table["table"].as_str().expect("a name")).collect()
    }

    fn table(&self, name: &str) -> &Value {
        self.tables().iter().find(|table| table["table"] == name).unwrap_or_else(|| panic!("no table {name}: {:?}", self.names()))
    }

    fn labels(&self, table: &str) -> Vec<String> {
        rows(self.table(table)).iter().map(|row| plain(row["label"].as_str().expect("a label"))).collect()
    }

    fn columns(&self, table: &str) -> Vec<String> {
        let columns = self.table(table)["columns"].as_array().expect("columns");
        columns.iter().map(|column| plain(column.as_str().expect("a column"))).collect()
    }

    /// The cell of the first row whose label begins so, columns from 0.
    fn cell(&self, table: &str, label: &str, column: usize) -> Cell {
        let rows = rows(self.table(table));
        let row = rows.iter().find(|row| plain(row["label"].as_str().expect("a label")).starts_with(label));
        let row = row.unwrap_or_else(|| panic!("table {table} has no row {label:?}"));
        cell(row["cells"].get(column).unwrap_or_else(|| panic!("table {table}, row {label:?} has no column {column}")))
    }

    /// Every cell with its table.
    fn cells(&self) -> Vec<(&str, Cell)> {
        let rows = self.tables().iter().flat_map(|table| rows(table).iter().map(move |row| (table, row)));
        rows.flat_map(|(table, row)| {
            let cells = row["cells"].as_array().expect("cells").iter().map(cell);
            cells.map(move |cell| (table["table"].as_str().expect("a name"), cell))
        })
        .collect()
    }

    /// The first cell with this address in any table.
    fn at(&self, address: &str) -> Cell {
        let found = self.cells().into_iter().map(|(_, cell)| cell).find(|cell| cell.address == address);
        found.unwrap_or_else(|| panic!("no cell has the address {address}"))
    }

    fn share(&self, action: &str) -> String {
        plain(self.table(action)["share"]["text"].as_str().expect("a share"))
    }

    fn text(&self, address: &str) -> &str {
        let texts = self.0["texts"].as_array().expect("texts");
        texts.iter().find(|text| text["address"] == address).map_or("", |text| text["text"].as_str().expect("a text"))
    }
}

fn rows(table: &Value) -> &[Value] {
    table["rows"].as_array().expect("rows")
}

fn cell(cell: &Value) -> Cell {
    let string = |field: &str| cell[field].as_str().unwrap_or_default().to_owned();
    Cell { text: plain(&string("text")), value: cell["value"].as_str().map(str::to_owned), kind: string("kind"), address: string("address") }
}

/// 8 000 000 instead of 7 300 000: totals R1–R4, synthesis R5, R8, shares R9, schedule and keys R12, R15, variation R16.
#[test]
fn show_prints_accessible_html() {
    let desk = Desk::with_sample();
    desk.set(&["action/02/label=<b>R&D</b>"]).succeeds("a label");
    let html = desk.run("show", &["--table", "plf-ae", "--format", "html", "--lang", "fr"]).succeeds("html").stdout;
    let parts = [
        "<html lang=\"fr\">",
        "<h1>Programme 352 – Innovation et transformation numériques, PLF 2021</h1>",
        "<p>Montants en euros.</p>",
        "<caption>2021 / Autorisations d&#39;engagement</caption>",
        "scope=\"colgroup\"",
        "scope=\"col\"",
        "scope=\"row\"",
        // Under the heading of its group.
        ">Dépenses de personnel</th>",
        // An amount stands on one line.
        "<td align=\"right\" nowrap sdval=\"7300000\"",
        "&lt;b&gt;R&amp;D&lt;/b&gt;",
    ];
    for part in parts {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("<b>"), "{html}");
    let html = desk.run("show", &["--table", "nature/01", "--format", "html", "--lang", "en"]).succeeds("html").stdout;
    assert!(html.contains("start-up d&#39;État: "), "a table of an action names it: {html}");
    let html = desk.run("show", &["--table", "action/01", "--format", "html", "--lang", "fr"]).succeeds("html").stdout;
    assert!(plain(&html).contains("<p>Part de l’action dans les AE du programme : 68,9 %</p>"), "{html}");
}

#[test]
fn set_spreads_a_total_and_prints_what_changed() {
    let desk = Desk::with_sample();
    let run = desk.set(&["plf/total/3/ae=8 M€", "--spread", "proportional"]).succeeds("in proportion");
    for line in ["7 600 000 → 8 000 000", "7 300 000 → 7 684 211", "300 000 → 315 789"] {
        assert!(plain(&run.stdout).contains(line), "{line} in {}", run.stdout);
    }
    let value = |address: &str| desk.show().at(address).value.expect("a number");
    assert_eq!(value("plf/01/31/ae"), "7684211");
    desk.set(&["plf/total/3/ae=7600000", "--spread", "on:plf/01/31/ae"]).succeeds("on one entry");
    assert_eq!([value("plf/01/31/ae"), value("plf/02/31/ae")], ["7284211", "315789"]);
    // What is assigned beside a total is kept as it is given.
    desk.set(&["plf/total/3/cp=8000000", "plf/02/31/cp=1000000", "--spread", "equal"]).succeeds("beside an entry");
    assert_eq!([value("plf/01/31/cp"), value("plf/02/31/cp")], ["7000000", "1000000"]);
    let refused: [(&[&str], &[&str]); 6] = [
        (&["plf/total/3/ae=8 M€"], &["plf/total/3/ae"]),
        (&["keys/2021=5", "--spread", "equal"], &["keys/2021"]),
        (&["plf/total/3/ae=abc", "--spread", "equal"], &["abc"]),
        (&["plf/total/3/ae=5", "--spread", "on:plf/02/21/ae"], &["plf/02/21/ae"]),
        (&["plf/total/3/ae=5", "plf/total/total/ae=500", "--spread", "proportional"], &["plf/total/3/ae"]),
        (&["plf/total/3/ae=5", "--spread", "sideways"], &["sideways"]),
    ];
    for (arguments, named) in refused {
        desk.refuses(|desk| desk.set(arguments), named, &arguments.join(" "));
    }
}

/// The amounts of an action go to its first sub-action, and it is said.
#[test]
fn set_says_which_amounts_a_first_sub_action_takes_over() {
    let desk = Desk::with_sample();
    let run = desk.set(&["action/01.02/label=Écoles"]).succeeds("a sub-action of an action with amounts");
    assert!(plain(&run.stdout).contains("montants de l’action 01 passent à sa première sous-action, 01.02"), "{}", run.stdout);
    assert_eq!(desk.show().at("plf/01.02/31/ae").value.expect("a number"), "7300000");
    for (assignment, case) in [("action/01.03/label=Lycées", "a second one"), ("action/03/label=Autre", "an action"), ("plf/02/31/ae=5", "an amount")]
    {
        assert_eq!(desk.set(&[assignment]).succeeds(case).stdout, "", "{case}");
    }
}

#[test]
fn one_typed_number_moves_every_figure_made_from_it() {
    let desk = Desk::with_sample();
    let before = desk.show();
    desk.set(&["plf/01/31/ae=8 000 000"]).succeeds("set");
    let shown = desk.show();
    let moved = [
        ("plf-ae", "01 –", 1, "7 300 000", "8 000 000"),
        ("plf-ae", "01 –", 2, "7 300 000", "8 000 000"),
        ("plf-ae", "Total", 1, "7 600 000", "8 300 000"),
        ("plf-ae", "Total", 2, "10 600 000", "11 300 000"),
        ("titles", "Titre 3", 1, "7 600 000", "8 300 000"),
        ("titles", "Dépenses de fonctionnement autres", 1, "7 600 000", "8 300 000"),
        ("titles", "Total", 1, "10 600 000", "11 300 000"),
        ("synthesis", "01 –", 1, "7 300 000", "8 000 000"),
        ("synthesis", "01 –", 2, "7 300 000", "8 000 000"),
        ("synthesis", "Total", 1, "7 600 000", "8 300 000"),
        ("synthesis", "Total", 2, "10 600 000", "11 300 000"),
        ("action/01", "Autorisations", 1, "7 300 000", "8 000 000"),
        ("action/01", "Autorisations", 2, "7 300 000", "8 000 000"),
        ("nature/01", "Dépenses de fonctionnement", 0, "7 300 000", "8 000 000"),
        ("nature/01", "Dépenses de fonctionnement autres", 0, "7 300 000", "8 000 000"),
        ("nature/01", "Total", 0, "7 300 000", "8 000 000"),
        ("schedule", "AE nouvelles", 0, "7 600 000", "8 300 000"),
        // 9 155 339 / 12 300 000 and 2 444 661 / 12 300 000.
        ("keys", "", 0, "78,93 %", "74,43 %"),
        ("keys", "", 1, "21,07 %", "19,88 %"),
    ];
    for (table, row, column, old, new) in moved {
        let case = format!("table {table}, row {row:?}, column {column}");
        assert_eq!(before.cell(table, row, column).text, old, "{case}, before");
        assert_eq!(shown.cell(table, row, column).text, new, "{case}, after");
    }
    for (action, old, new) in [("action/01", "68,9 %", "70,8 %"), ("action/02", "31,1 %", "29,2 %")] {
        assert_eq!((before.share(action).as_str(), shown.share(action).as_str()), (old, new), "share of {action}");
    }
    assert_eq!(shown.at("variation/ae").value.as_deref(), Some("22.8"), "11 300 000 / 9 200 000");
    for table in ["plf-cp", "lfi-ae", "lfi-cp", "outstanding", "action/02", "nature/02", "objectives", "indicator/1.1"] {
        assert_eq!(before.table(table)["rows"], shown.table(table)["rows"], "{table} has nothing to do with it");
    }
    assert_eq!(desk.files(), BTreeSet::from(["pap.ron".to_owned()]), "nothing is left beside the file");
}

/// Numbers and arithmetic as the window takes them; the value of the fact after `plf/01/31/ae=…`.
#[test]
fn a_number_is_understood_in_every_form_of_the_grammar() {
    let cases = [
        ("8000000", "8000000"),
        ("8 000 000", "8000000"),
        ("8\u{a0}000\u{a0}000", "8000000"),
        ("8\u{202f}000\u{202f}000", "8000000"),
        ("8\u{2009}000\u{2009}000", "8000000"),
        ("8\u{2007}000\u{2007}000", "8000000"),
        ("8 000 000 €", "8000000"),
        ("8 000 k€", "8000000"),
        ("7,3 M€", "7300000"),
        ("0,008 Md€", "8000000"),
        ("(300 000)", "-300000"),
        ("−300 000", "-300000"),
        ("-300 000", "-300000"),
        ("0", "0"),
        ("=3000000+300000", "3300000"),
        ("=7,3*10^6", "7300000"),
        ("=SOMME(3000000;300000)", "3300000"),
        ("=(3000000+300000)*50%", "1650000"),
    ];
    let desk = Desk::with_sample();
    for (typed, value) in cases {
        desk.set(&[&format!("plf/01/31/ae={typed}")]).succeeds(typed);
        let cell = desk.show().cell("plf-ae", "01 –", 1);
        assert_eq!((cell.value.as_deref(), cell.kind.as_str()), (Some(value), "entered"), "{typed}");
    }
}

#[test]
fn an_indicator_keeps_what_is_typed() {
    let desk = Desk::with_sample();
    for typed in ["12", "78,93", "15-25", "NA", "Non déterminé", "Sans objet", "en hausse", "en baisse", "stable", "suivi"] {
        desk.set(&[&format!("indicator/1.1/2021/forecast={typed}")]).succeeds(typed);
        assert_eq!(desk.show().at("indicator/1.1/2021/forecast").text, typed);
    }
}

#[test]
fn a_value_is_split_at_the_first_equals_sign_and_keeps_its_lines() {
    let desk = Desk::with_sample();
    desk.set(&["schedule/comment=a = b\n- **c**"]).succeeds("set");
    assert_eq!(desk.show().text("schedule/comment"), "a = b\n- **c**");
}

#[test]
fn an_empty_value_clears() {
    let desk = Desk::with_sample();
    desk.set(&["plf/01/31/ae=", "indicator/1.1/2019/actual=", "schedule/comment="]).succeeds("set");
    let shown = desk.show();
    let cases = [
        // Credit tables print 0 where there is no fact, nature tables and indicators nothing.
        ("plf-ae", "01 –", 1, "0", "empty"),
        ("plf-ae", "01 –", 2, "0", "computed"),
        ("plf-cp", "01 –", 1, "7 300 000", "entered"),
        ("nature/01", "Dépenses de fonctionnement autres", 0, "", "empty"),
        ("indicator/1.1", "Nombre de problèmes", 2, "", "empty"),
        ("indicator/1.1", "Nombre de problèmes", 3, "80", "entered"),
    ];
    for (table, row, column, text, kind) in cases {
        let cell = shown.cell(table, row, column);
        assert_eq!((cell.text.as_str(), cell.kind.as_str()), (text, kind), "table {table}, row {row:?}, column {column}");
    }
    assert_eq!(shown.text("schedule/comment"), "");
    desk.set(&["plf/01/31/ae=0"]).succeeds("set");
    assert_eq!(desk.show().cell("plf-ae", "01 –", 1).kind, "entered", "0 is not empty");
}

#[test]
fn no_assignment_is_no_change() {
    let desk = Desk::with_sample();
    desk.set(&[]).succeeds("set");
    assert!(desk.bytes() == sample());
    desk.set_from("", &[]).succeeds("set --from an empty file");
    assert!(desk.bytes() == sample());
}

#[test]
fn a_change_undone_gives_back_the_same_file() {
    let desk = Desk::with_sample();
    desk.set(&["plf/01/31/ae=8000000"]).succeeds("set");
    assert!(desk.bytes() != sample());
    desk.set(&["plf/01/31/ae=7300000"]).succeeds("set back");
    assert!(desk.bytes() == sample());
}

#[test]
fn another_output_leaves_the_file_alone() {
    let desk = Desk::with_sample();
    let out = desk.path("out.ron");
    desk.set(&["plf/01/31/ae=8000000", "-o", out.to_str().expect("UTF-8")]).succeeds("set -o");
    assert!(desk.bytes() == sample());
    assert_eq!(show(&out).cell("plf-ae", "Total", 2).text, "11 300 000");
}

#[test]
fn cells_come_from_a_file() {
    let desk = Desk::with_sample();
    let tsv = "plf/01/31/ae\t8\u{202f}000\u{202f}000\nindicator/1.1/2021/forecast\tNA\nplf/01/31/contributions/ae\t\n";
    desk.set_from(tsv, &["plf/01/31/cp=8 M€"]).succeeds("set --from");
    let shown = desk.show();
    assert_eq!(shown.cell("plf-ae", "01 –", 1).text, "8 000 000");
    assert_eq!(shown.cell("plf-cp", "01 –", 1).text, "8 000 000");
    assert_eq!(shown.cell("plf-ae", "01 –", 3).kind, "empty");
    assert_eq!(shown.at("indicator/1.1/2021/forecast").text, "NA");
}

#[test]
fn an_address_may_be_qualified_by_its_programme() {
    let desk = Desk::with_sample();
    desk.set(&["352:plf/01/31/ae=8000000"]).succeeds("set");
    assert_eq!(desk.show().cell("plf-ae", "01 –", 1).text, "8 000 000");
}

/// What `show` prints is what `set` takes: every entered cell typed again changes nothing.
#[test]
fn every_entered_cell_takes_its_own_printed_text() {
    let desk = Desk::with_sample();
    let shown = desk.show();
    let entered: BTreeMap<String, String> =
        shown.cells().into_iter().filter(|(_, cell)| cell.kind == "entered").map(|(_, cell)| (cell.address, cell.text)).collect();
    assert!(entered.len() > 70, "entered cells of the sample: {}", entered.len());
    let assignments: Vec<String> = entered.iter().map(|(address, text)| format!("{address}={text}")).collect();
    desk.set(&assignments.iter().map(String::as_str).collect::<Vec<_>>()).succeeds("set");
    assert!(desk.show() == shown);
}

#[test]
fn a_refused_assignment_is_named_and_changes_nothing() {
    let cases: &[(&str, &str)] = &[
        // Computed.
        ("plf/01/total/ae", "1"),
        ("plf/total/3/ae", "1"),
        ("plf/total/total/ae", "1"),
        ("action/01/share", "50"),
        ("variation/ae", "1"),
        ("keys/2021", "50"),
        ("keys/beyond", "50"),
        ("schedule/total/2021", "1"),
        // Nothing of that name.
        ("plf/09/31/ae", "1"),
        ("action/09/narrative", "Texte"),
        ("indicator/9.1/2021/forecast", "1"),
        ("indicator/1.1/2/2021/forecast", "1"),
        ("indicator/1.1/3/label", "Troisième ligne avant la deuxième"),
        ("plf/01/31/autre", "1"),
        ("plafond/01/31/ae", "1"),
        ("353:plf/01/31/ae", "1"),
        // A category outside the nomenclature.
        ("plf/01/33/ae", "1"),
        ("plf/01/99/ae", "1"),
        // A year outside the layout.
        ("schedule/earlier/2020/plf", "1"),
        ("schedule/new/2030", "1"),
        ("indicator/1.1/2017/actual", "1"),
        ("indicator/1.1/2030/target", "1"),
        // Amounts that are no whole number of euros, or not certainly one.
        ("plf/01/31/ae", "12,5"),
        ("plf/01/31/ae", "1.000"),
        ("plf/01/31/ae", "29 00"),
        ("plf/01/31/ae", "2 444 661 0"),
        ("plf/01/31/ae", "1,2,3"),
        ("plf/01/31/ae", "douze"),
        ("plf/01/31/ae", "NA"),
        ("plf/01/31/ae", "15-25"),
        ("plf/01/31/ae", "NaN"),
        ("plf/01/31/ae", "99999999999999999999999999999999"),
        ("plf/01/31/ae", "=1/0"),
        ("plf/01/31/ae", "=10/3"),
        ("plf/01/31/ae", "=7,3*"),
        ("plf/01/31/ae", "=9^9^9^9"),
    ];
    let desk = Desk::with_sample();
    for (address, value) in cases {
        let assignment = format!("{address}={value}");
        desk.refuses(|desk| desk.set(&[&assignment]), &[address], &assignment);
    }
}

#[test]
fn one_refused_value_refuses_all() {
    let desk = Desk::with_sample();
    desk.refuses(|desk| desk.set(&["plf/01/31/cp=1", "plf/02/31/ae=29 00"]), &["plf/02/31/ae"], "good, then bad");
    desk.refuses(|desk| desk.set(&["plf/02/31/ae=29 00", "plf/01/31/cp=1"]), &["plf/02/31/ae"], "bad, then good");
    desk.refuses(|desk| desk.set_from("plf/01/31/cp\t1\nplf/02/31/ae\t29 00\n", &[]), &["plf/02/31/ae"], "from a file");
}

/// The place counts, not its spelling; the same value twice says nothing new.
#[test]
fn a_place_given_twice_with_two_values_is_refused() {
    let desk = Desk::with_sample();
    let twice: [&[&str]; 3] =
        [&["plf/01/31/ae=1", "plf/01/31/ae=2"], &["plf/01/31/ae=1", "plf/01/31/ae="], &["plf/01/31/ae=1", "352:plf/01/31/ae=2"]];
    for assignments in twice {
        desk.refuses(|desk| desk.set(assignments), &["plf/01/31/ae"], &assignments.join(" "));
    }
    desk.refuses(|desk| desk.set_from("plf/01/31/ae\t1\n", &["plf/01/31/ae=2"]), &["plf/01/31/ae"], "in a file and as argument");
    desk.refuses(|desk| desk.set(&["indicator/1.1/2021/forecast=1", "indicator/1.1/1/2021/forecast=2"]), &["2021/forecast"], "row 1");
    desk.refuses(|desk| desk.set(&["action/03/label=Un", "action/03/label=Deux"]), &["action/03/label"], "two names of what is created");
    desk.set(&["plf/01/31/ae=8 M€", "352:plf/01/31/ae=8 000 000"]).succeeds("the same value twice");
    assert_eq!(desk.show().cell("plf-ae", "01 –", 1).text, "8 000 000");
}

#[test]
fn what_is_no_assignment_is_refused() {
    let desk = Desk::with_sample();
    for argument in ["plf/01/31/ae", "", "=1"] {
        desk.refuses(|desk| desk.set(&[argument]), &[], argument);
    }
    desk.refuses(|desk| desk.set_from("plf/01/31/ae 8000000\n", &[]), &["plf/01/31/ae"], "a line without a tab");
    desk.refuses(|desk| desk.run("set", &["--from", "no-such-file.tsv"]), &["no-such-file.tsv"], "no such file");
}

#[test]
fn a_refusal_writes_no_other_output() {
    let desk = Desk::with_sample();
    let out = desk.path("out.ron");
    let run = desk.set(&["plf/01/31/ae=29 00", "-o", out.to_str().expect("UTF-8")]);
    assert_eq!(run.code, Some(REFUSED));
    assert!(!out.exists());
}

/// Where `set -o` may write: nowhere else than into FILE, a new file, or the same PAP.
#[test]
fn set_writes_into_another_file_only_when_that_is_free_or_the_same_pap() {
    let text = String::from_utf8(sample()).expect("UTF-8");
    let of = |from: &str, to: &str| text.replacen(from, to, 1);
    let another_amount = of("ae: 7300000", "ae: 1");
    let cases: [(&str, Option<String>, &str); 9] = [
        ("nothing", None, ""),
        ("an empty file", Some(String::new()), ""),
        ("the same bytes", Some(text.clone()), ""),
        ("the same PAP", Some(another_amount), ""),
        ("another programme", Some(of("number: 352", "number: 363")), "programme 363 pour 2021"),
        ("another year", Some(of("year: 2021", "year: 2022")), "programme 352 pour 2022"),
        ("no number", Some(of("number: 352,", "")), "programme sans numéro pour 2021"),
        ("another format", Some(of("papier 2", "papier 3")), "format 3"),
        ("no document", Some("notes".into()), "n'est pas un fichier de Papier"),
    ];
    for (case, there, named) in cases {
        let desk = Desk::with_sample();
        let out = desk.path("out.ron");
        there.iter().for_each(|there| fs::write(&out, there).expect("written"));
        let run = desk.set(&["plf/01/31/ae=8000000", "-o", out.to_str().expect("UTF-8")]);
        assert!(desk.bytes() == sample(), "{case}: FILE changed");
        if named.is_empty() {
            run.succeeds(case);
            assert_eq!(show(&out).cell("plf-ae", "Total", 2).text, "11 300 000", "{case}");
        } else {
            assert_eq!(run.code, Some(REFUSED), "{case}");
            assert!(run.stderr.contains(named) && run.stderr.contains("choisir un autre nom"), "{case}: {}", run.stderr);
            assert_eq!(fs::read_to_string(&out).ok(), there, "{case}");
        }
    }
}

/// By whatever name: FILE is compared, and its version kept, as without `-o`.
#[cfg(unix)]
#[test]
fn set_knows_its_own_file_by_every_name() {
    let desk = Desk::with(String::from_utf8(sample()).expect("UTF-8").replacen("number: 352,", "", 1));
    let own = |name: &str| desk.path(name).to_str().expect("UTF-8").to_owned();
    std::os::unix::fs::symlink("pap.ron", desk.path("link.ron")).expect("a link");
    std::os::unix::fs::symlink(".", desk.path("folder")).expect("a link to the folder");
    let state = desk.path("state");
    let names = ["pap.ron", "./pap.ron", "link.ron", "folder/pap.ron", "folder/folder/link.ron"];
    for (value, name) in names.into_iter().enumerate() {
        let mut command = Command::new(env!("CARGO_BIN_EXE_papier"));
        command.arg("set").arg(&desk.file).arg(format!("plf/01/31/ae={value}")).args(["-o", &own(name)]);
        let output = command.env("XDG_STATE_HOME", &state).output().expect("papier starts");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{name}");
        assert_eq!(desk.show().cell("plf-ae", "01 –", 1).text, value.to_string(), "{name}");
    }
    let versions: Vec<_> = fs::read_dir(state.join("papier/versions")).expect("versions").map(|folder| folder.expect("one").path()).collect();
    assert_eq!(versions.len(), 1, "one document by five names");
    assert_eq!(fs::read_dir(&versions[0]).expect("its versions").count(), names.len());
    assert!(fs::symlink_metadata(desk.path("link.ron")).expect("the link").is_symlink());
}

#[test]
fn what_could_not_be_opened_again_is_not_written() {
    // Each text is as long as it may be, of a character that takes five bytes in a file.
    let places =
        ["text/strategy", "schedule/comment", "outstanding/justification", "action/01/narrative", "action/02/narrative", "nature/01/narrative"];
    let words = "\u{1}".repeat(500_000);
    let six: String = places.iter().map(|address| format!("{address}\t{words}\n")).collect();
    for elsewhere in [false, true] {
        let desk = Desk::with_sample();
        let out = desk.path("out.ron");
        let arguments = if elsewhere { &["-o", out.to_str().expect("UTF-8")][..] } else { &[] };
        assert_eq!(desk.set_from(&six, &[]).code, Some(0), "six such texts may be opened again");
        let one_more = format!("nature/02/narrative\t{words}\n");
        let code = desk.set_from(&one_more, arguments);
        assert_eq!(code.code, Some(REFUSED), "{}", code.stderr);
        for named in ["nature/02/narrative (2,4", "Mio", "Rien n’a été écrit"] {
            assert!(code.stderr.contains(named), "{named}: {}", code.stderr);
        }
        assert!(!out.exists());
    }
}

/// What is refused is quoted by its first words, however long it is.
#[test]
fn a_refusal_quotes_no_more_than_is_read() {
    for (address, words) in [("text/strategy", "m".repeat(500_001)), ("plf/01/31/ae", "7".repeat(90_000)), ("programme/name", "n".repeat(90_000))] {
        let desk = Desk::with_sample();
        let run = desk.set_from(&format!("{address}\t{words}\n"), &[]);
        assert_eq!(run.code, Some(REFUSED), "{address}");
        assert!(run.stderr.contains(address) && run.stderr.len() < 1_000, "{address}: {} bytes: {:.300}", run.stderr.len(), run.stderr);
    }
}

/// The state of the user cannot be written: the save is done, and the version that is not kept is told once.
#[test]
fn a_version_that_cannot_be_kept_is_told() {
    let desk = Desk::with_sample();
    fs::write(desk.path("state"), "a file where a folder is wanted").expect("written");
    let out = desk.path("out.ron");
    fs::write(&out, sample()).expect("written");
    let set = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_papier"));
        command.arg("set").args(arguments).env("XDG_STATE_HOME", desk.path("state")).env("LC_ALL", "C.UTF-8").env("LANG", "en_GB.UTF-8");
        let output = command.output().expect("papier starts");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let file = desk.file.to_str().expect("UTF-8");
    for arguments in [&[file, "plf/01/31/ae=1"][..], &[file, "plf/01/31/ae=2", "-o", out.to_str().expect("UTF-8")]] {
        let (code, said) = set(arguments);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!((said.matches("could not be kept").count() + said.matches("pas pu être gardée").count(), said.lines().count()), (1, 1), "{said}");
    }
    let new = desk.path("new.ron");
    assert_eq!(set(&[file, "plf/01/31/ae=3", "-o", new.to_str().expect("UTF-8")]), (Some(0), String::new()), "nothing was replaced");
    assert_eq!(set(&[file]), (Some(0), String::new()), "nothing was written");
}

/// A folder of two programmes, 352 and 363.
fn desk_of_two() -> Desk {
    let desk = Desk::with_sample();
    let other = String::from_utf8(sample()).expect("UTF-8").replacen("number: 352", "number: 363", 1);
    fs::write(desk.path("zzz.ron"), other).expect("the second document");
    desk
}

fn set_in(folder: &Path, assignments: &[&str]) -> Run {
    run(Command::new(env!("CARGO_BIN_EXE_papier")).arg("set").arg(folder).args(assignments))
}

#[test]
fn the_documents_of_a_folder_change_together_or_not_at_all() {
    let desk = desk_of_two();
    let both = ["352:plf/01/31/ae=1", "363:plf/01/31/ae=1"];
    let values = || ["pap.ron", "zzz.ron"].map(|name| show(&desk.path(name)).cell("plf-ae", "01 –", 1).text);
    let before = values();
    let refused = |case: &str, named: &str| {
        let run = set_in(desk.folder.path(), &both);
        assert_eq!(run.code, Some(REFUSED), "{case}");
        assert!(run.stderr.contains(named) && run.stderr.contains("zzz.ron"), "{case}: {}", run.stderr);
        assert_eq!(values(), before, "{case}");
        assert_eq!(desk.files(), BTreeSet::from(["pap.ron".into(), "zzz.ron".into()]), "{case}");
    };
    let read_only = |is: bool| {
        let mut permissions = fs::metadata(desk.path("zzz.ron")).expect("the second").permissions();
        permissions.set_readonly(is);
        fs::set_permissions(desk.path("zzz.ron"), permissions).expect("its permissions");
    };
    read_only(true);
    refused("a file that is read-only", "Aucun fichier n’a été changé");
    read_only(false);
    set_in(desk.folder.path(), &both).succeeds("both");
    assert_eq!(values(), ["1", "1"]);
    let out = desk.path("out.ron");
    let run = set_in(desk.folder.path(), &[both[0], "-o", out.to_str().expect("UTF-8")]);
    assert!(run.code == Some(REFUSED) && run.stderr.contains("sans -o"), "{}", run.stderr);
}

/// The exit code says whether the document is written; a report that cannot be printed is told.
#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_printed_does_not_unsay_what_is_written() {
    let full = || fs::File::options().write(true).open("/dev/full").expect("/dev/full");
    let to = |desk: &Desk, command: &str, arguments: &[&str]| {
        let mut papier = Command::new(env!("CARGO_BIN_EXE_papier"));
        papier.arg(command).arg(&desk.file).args(arguments).env("LC_ALL", "fr_FR.UTF-8").env("XDG_STATE_HOME", desk.path("state"));
        let output = papier.stdout(full()).output().expect("papier starts");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let desk = desk_of_two();
    let next = desk.path("next.ron");
    let spread = ["--spread", "equal", "plf/total/31/ae=12 M€"];
    let written: [(&str, &[&str]); 2] = [("set", &spread), ("rollover", &["-o", next.to_str().expect("UTF-8")])];
    for (command, arguments) in written {
        let before = desk.bytes();
        let (code, said) = to(&desk, command, arguments);
        assert_eq!(code, Some(0), "{command}: {said}");
        assert!(said.contains("tout est écrit") && said.contains("disque plein"), "{command}: {said}");
        assert!(desk.bytes() != before || next.exists(), "{command}");
    }
    for (command, arguments) in [("show", &[][..]), ("addresses", &[]), ("check", &[]), ("show", &["--format", "json"])] {
        let (code, said) = to(&desk, command, arguments);
        assert_eq!(code, Some(REFUSED), "{command}: {said}");
        assert!(said.contains("imprimée (disque plein)"), "{command}: {said}");
    }
    let mut papier = Command::new(env!("CARGO_BIN_EXE_papier"));
    let mut child =
        papier.arg("show").arg(&desk.file).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().expect("papier starts");
    // A reader that has seen enough.
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ended");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What can stand where a document is read or written and is none: each sentence is true, nothing waits for a pipe.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_neither_read_nor_written() {
    let desk = Desk::with_sample();
    let path = |name: &str| desk.path(name).to_str().expect("UTF-8").to_owned();
    let pipe = path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("socket")).expect("a socket");
    fs::create_dir(desk.path("folder")).expect("a folder");
    let file = desk.file.to_str().expect("UTF-8").to_owned();
    let no_file = "ce n'est pas un fichier ordinaire";
    let cases = [
        (pipe, no_file),
        (path("socket"), no_file),
        ("/dev/null".into(), no_file),
        (path("folder"), "c'est un dossier"),
        (path("none/x.ron"), "dossier introuvable"),
        (path("pap.ron/x.ron"), ""),
    ];
    for (there, why) in &cases {
        let there = there.as_str();
        let mut writing: Vec<Vec<&str>> = vec![
            vec!["set", &file, "plf/01/31/ae=1", "-o", there],
            vec!["rollover", &file, "-o", there],
            vec!["new", "--programme", "363", "--name", "N", "--year", "2022", "-o", there],
        ];
        if !there.ends_with("folder") {
            writing.push(vec!["import", "tests/published/pap-352-plf-2021.txt", "-o", there]);
        }
        for arguments in writing {
            let run = run(Command::new(env!("CARGO_BIN_EXE_papier")).args(&arguments));
            assert_eq!(run.code, Some(REFUSED), "{arguments:?}: {}", run.stderr);
            assert!(run.stderr.to_lowercase().contains(why) && !run.stderr.contains("intact"), "{arguments:?}: {}", run.stderr);
        }
        for command in ["show", "check", "addresses", "set"] {
            let run = run(Command::new(env!("CARGO_BIN_EXE_papier")).args([command, there]));
            assert_eq!(run.code, Some(REFUSED), "{command} {there}: {}", run.stderr);
        }
    }
    assert!(desk.bytes() == sample());
}

/// Format 1 counted identities: a file whose counter is spent takes additions like any other.
#[test]
fn an_old_file_whose_counter_is_spent_takes_additions() {
    let text = include_str!("formats/format-1.ron");
    assert!(text.contains("last_id: 18,"));
    for addition in ["action/09/label=Neuf", "objective/3/label=Trois", "indicator/1.5/label=Cinq", "indicator/1.1/2/label=Ligne"] {
        let desk = Desk::with(text.replacen("last_id: 18,", &format!("last_id: {},", u32::MAX), 1));
        let first = desk.set(&[addition]).succeeds(addition);
        assert!(String::from_utf8(desk.bytes()).expect("UTF-8").starts_with("// papier 2\n"));
        // The change of format is told once, when it is done.
        assert!(first.stderr.contains("enregistré au format 2") && first.stderr.contains("format 1 reste parmi"), "{}", first.stderr);
        let second = desk.set(&["plf/01/31/ae=8000000"]).succeeds(addition);
        assert_eq!(second.stderr, "", "{addition}");
    }
}

#[test]
fn labels_create_actions_objectives_and_indicators_in_any_order() {
    let mut assignments = vec![
        "action/03/label=Appui aux territoires",
        "plf/03/31/ae=100 000",
        "action/03/narrative=Texte de l'action 03.",
        "objective/3/label=Mesurer l'impact",
        "indicator/3.1/label=Nombre d'évaluations",
        "indicator/3.1/unit=Nb",
        "indicator/3.1/2021/forecast=12",
        "indicator/3.1/method=Comptage.",
    ];
    for order in ["labels first", "labels last"] {
        let desk = Desk::with_sample();
        desk.set(&assignments).succeeds(order);
        let shown = desk.show();
        let cases = [
            ("plf-ae", "03 – Appui aux territoires", 1, "100 000"),
            ("plf-ae", "Total", 2, "10 700 000"),
            ("synthesis", "03 – Appui aux territoires", 2, "100 000"),
            ("action/03", "Autorisations", 2, "100 000"),
            ("nature/03", "Total", 0, "100 000"),
            ("objectives", "OBJECTIF 3", 0, "Mesurer l'impact"),
            ("objectives", "INDICATEUR 3.1", 0, "Nombre d'évaluations"),
            ("indicator/3.1", "Nombre d'évaluations", 0, "Nb"),
            ("indicator/3.1", "Nombre d'évaluations", 5, "12"),
        ];
        for (table, row, column, text) in cases {
            assert_eq!(shown.cell(table, row, column).text, text, "{order}: table {table}, row {row:?}, column {column}");
        }
        assert_eq!(shown.text("action/03/narrative"), "Texte de l'action 03.", "{order}");
        assert_eq!(shown.text("indicator/3.1/method"), "Comptage.", "{order}");
        assert_eq!(shown.labels("lfi-ae").len(), 2, "{order}: an action without a fact in LFI 2020 is not in its tables");
        assignments.reverse();
    }
}

#[test]
fn the_next_row_of_an_indicator_is_created_by_its_label() {
    let mut assignments = ["indicator/2.1/2/label=dont femmes", "indicator/2.1/2/unit=%", "indicator/2.1/2/2021/forecast=45,5"];
    for order in ["label first", "label last"] {
        let desk = Desk::with_sample();
        desk.set(&assignments).succeeds(order);
        let shown = desk.show();
        let first = "Nombre d'entrepreneurs d'intérêt général sélectionnés dans l'année";
        assert_eq!(shown.labels("indicator/2.1"), [first, "dont femmes"], "{order}: row 1 has the indicator's label");
        let row: Vec<String> = (0..7).map(|column| shown.cell("indicator/2.1", "dont femmes", column).text).collect();
        assert_eq!(row, ["%", "", "", "", "", "45,5", ""], "{order}");
        let no_row = "indicator/2.1/2021/forecast";
        desk.refuses(|desk| desk.set(&[&format!("{no_row}=61")]), &[no_row], "two rows, none named");
        desk.set(&["indicator/2.1/1/2021/forecast=61"]).succeeds("row 1");
        assert_eq!(desk.show().cell("indicator/2.1", first, 5).text, "61");
        assignments.reverse();
    }
}

#[test]
fn a_category_of_the_nomenclature_is_added_by_its_first_fact() {
    let desk = Desk::with_sample();
    desk.set(&["plf/01/63/ae=500 000", "plf/02/32/ae=1 000"]).succeeds("set");
    let shown = desk.show();
    assert_eq!(shown.columns("plf-ae").len(), 5, "titles 2, 3, 6, total, contributions");
    let cases = [
        // Two categories of title 3 from now on: its cells are sums.
        ("plf-ae", "01 –", 1, "7 300 000", "computed"),
        ("plf-ae", "02 –", 1, "301 000", "computed"),
        ("plf-ae", "01 –", 2, "500 000", "entered"),
        ("plf-ae", "Total", 3, "11 101 000", "computed"),
        ("titles", "Transferts aux collectivités territoriales", 1, "500 000", "computed"),
        ("titles", "Subventions pour charges de service public", 1, "1 000", "computed"),
        ("nature/02", "Subventions pour charges de service public", 0, "1 000", "entered"),
        ("nature/02", "Transferts aux collectivités territoriales", 0, "", "empty"),
        ("nature/01", "Transferts aux collectivités territoriales", 0, "500 000", "entered"),
    ];
    for (table, row, column, text, kind) in cases {
        let cell = shown.cell(table, row, column);
        assert_eq!((cell.text.as_str(), cell.kind.as_str()), (text, kind), "table {table}, row {row:?}, column {column}");
    }
    assert_eq!(shown.cell("plf-ae", "01 –", 1).address, "plf/01/3/ae");
}

#[test]
fn each_table_is_shown_alone_as_in_the_whole() {
    let desk = Desk::with_sample();
    let whole = desk.show();
    for name in whole.names() {
        let alone = show_with(&desk.file, &["--lang", "fr", "--table", name]);
        assert_eq!(alone.tables(), [whole.table(name).clone()], "--table {name}");
    }
    let run = desk.run("show", &["--table", "plf-xx"]);
    assert_eq!(run.code, Some(REFUSED), "an unknown table");
    assert!(run.stderr.contains("plf-xx"), "{}", run.stderr);
}

#[test]
fn figures_are_the_same_in_english() {
    let desk = Desk::with_sample();
    let cells = |lang| {
        let shown = show_with(&desk.file, &["--lang", lang]);
        shown.cells().into_iter().map(|(table, cell)| (table.to_owned(), cell)).collect::<Vec<_>>()
    };
    assert_eq!(cells("fr"), cells("en"));
}

#[test]
fn a_table_is_printed_as_text_and_as_tsv() {
    let desk = Desk::with_sample();
    for format in ["text", "tsv"] {
        let run = desk.run("show", &["--table", "plf-ae", "--format", format, "--lang", "fr"]).succeeds(format);
        // The text stands in columns, headings and long labels on several lines.
        let headings: &[&str] =
            if format == "tsv" { &["Titre 3 Dépenses de fonctionnement", "Total pour 2021"] } else { &["Titre 3", "Total pour"] };
        for printed in headings.iter().chain(&["01 – Fonds pour l'accélération"]) {
            assert!(plain(&run.stdout).contains(printed), "{format}: {printed} in\n{}", run.stdout);
        }
        let total = run.stdout.lines().find(|line| plain(line).starts_with("Total ") && line.contains('3')).expect("a total");
        let digits: String = total.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(digits, "30000007600000106000004000000", "{format}: {total}");
        if format == "tsv" {
            assert_eq!(total.split('\t').count(), 5, "a label and four cells: {total}");
        }
    }
}

#[test]
fn addresses_lists_what_exists_entered_and_computed() {
    let desk = Desk::with_sample();
    let run = desk.run("addresses", &[]).succeeds("addresses");
    let listed: Vec<&str> = run.stdout.lines().collect();
    let set: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(set.len(), listed.len(), "each once");
    assert!(listed.iter().all(|address| !address.is_empty() && !address.contains(char::is_whitespace)), "one a line");
    let expected = [
        "programme/number",
        "programme/name",
        "programme/mission",
        "programme/minister",
        "programme/manager",
        "programme/manager-title",
        "text/strategy",
        "objective/1/label",
        "indicator/1.1/label",
        "indicator/1.1/unit",
        "indicator/1.1/viewpoint",
        "indicator/1.1/source",
        "indicator/1.1/method",
        "indicator/1.1/justification",
        "indicator/1.1/2018/actual",
        "indicator/1.1/2020/forecast",
        "indicator/1.1/2020/revised-forecast",
        "indicator/1.1/2023/target",
        "plf/01/31/ae",
        "plf/01/31/cp",
        "plf/01/31/contributions/ae",
        "plf/01/total/ae",
        "plf/total/3/ae",
        "plf/total/total/cp",
        "lfi/01/21/cp",
        "variation/ae",
        "variation/cp",
        "outstanding/rap",
        "outstanding/rap-restated",
        "outstanding/ae",
        "outstanding/cp",
        "outstanding/estimate",
        "outstanding/justification",
        "schedule/earlier/2021/plf",
        "schedule/earlier/2021/contributions",
        "schedule/new/2022",
        "schedule/new/beyond",
        "schedule/total/2021",
        "schedule/comment",
        "keys/2021",
        "keys/beyond",
        "action/01/label",
        "action/01/share",
        "action/01/narrative",
        "nature/01/narrative",
    ];
    let missing: Vec<&str> = expected.into_iter().filter(|address| !set.contains(address)).collect();
    assert_eq!(missing, [""; 0], "not listed");
    let shown = desk.show();
    let unlisted: BTreeSet<String> = shown.cells().into_iter().map(|(_, cell)| cell.address).collect();
    let unlisted: Vec<String> = unlisted.into_iter().filter(|address| !address.is_empty() && !set.contains(address.as_str())).collect();
    assert_eq!(unlisted, [""; 0], "shown, but not listed");
}

/// `show` says which cells are computed, `set` refuses exactly those.
#[test]
fn every_computed_figure_is_refused_by_its_address() {
    let desk = Desk::with_sample();
    let shown = desk.show();
    let figures = shown.cells().into_iter().filter(|(table, _)| *table != "objectives").map(|(_, cell)| cell);
    let computed: BTreeSet<String> = figures.filter(|cell| cell.kind == "computed" && !cell.address.is_empty()).map(|cell| cell.address).collect();
    assert!(computed.len() > 40, "computed figures of the sample: {}", computed.len());
    for address in computed {
        desk.refuses(|desk| desk.set(&[&format!("{address}=1")]), &[&address], &address);
    }
}

/// The findings of `papier check --format json` that are no notes.
fn check(desk: &Desk) -> (Option<i32>, Vec<Value>) {
    let run = desk.run("check", &["--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", run.stdout, run.stderr));
    let findings = report["findings"].as_array().expect("findings").clone();
    for finding in &findings {
        assert!(["error", "warning", "note"].contains(&finding["severity"].as_str().expect("a severity")), "{finding}");
        assert!(finding["message"].as_str().is_some_and(|message| !message.is_empty()), "{finding}");
    }
    (run.code, findings.into_iter().filter(|finding| finding["severity"] != "note").collect())
}

#[test]
fn the_sample_has_neither_errors_nor_warnings() {
    let (code, findings) = check(&Desk::with_sample());
    assert_eq!((code, findings), (Some(0), vec![]));
}

#[test]
fn check_finds_what_breaks_a_rule_with_its_figures() {
    /// Severity, rule, the two figures that should be equal, in any order.
    type Finding = (&'static str, &'static str, [&'static str; 2]);
    let cases: [(&str, i32, &[Finding]); 7] = [
        ("plf/02/21/cp=2900000", 1, &[("error", "R6", ["3000000", "2900000"])]),
        // The estimate leaves both the formula and row 1 of the schedule.
        ("outstanding/estimate=2444662", 0, &[("warning", "R10", ["2444661", "2444662"]), ("warning", "R11", ["2444661", "2444662"])]),
        ("schedule/earlier/2022=1", 0, &[("warning", "R11", ["2444662", "2444661"])]),
        ("schedule/new/2022=2444660", 0, &[("warning", "R12", ["11599999", "11600000"])]),
        ("schedule/new/2021/plf=5155338", 1, &[("error", "R13", ["7599999", "7600000"]), ("warning", "R12", ["11599999", "11600000"])]),
        ("schedule/new/2021/contributions=3999999", 1, &[("error", "R13", ["3999999", "4000000"]), ("warning", "R12", ["11599999", "11600000"])]),
        ("outstanding/ae=15300949", 0, &[("warning", "R10", ["2444662", "2444661"])]),
    ];
    for (assignment, code, expected) in cases {
        let desk = Desk::with_sample();
        desk.set(&[assignment]).succeeds(assignment);
        let (got_code, findings) = check(&desk);
        assert_eq!(got_code, Some(code), "{assignment}: exit code");
        for (severity, rule, figures) in expected {
            let found = findings.iter().any(|finding| {
                let got: BTreeSet<&str> = finding["figures"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                finding["severity"] == *severity && finding["rule"] == *rule && got.is_superset(&BTreeSet::from(*figures))
            });
            assert!(found, "{assignment}: no {severity} {rule} {figures:?} in {findings:#?}");
        }
        let rules: BTreeSet<&str> = findings.iter().filter_map(|finding| finding["rule"].as_str()).collect();
        let expected: BTreeSet<&str> = expected.iter().map(|(_, rule, _)| *rule).collect();
        assert_eq!(rules, expected, "{assignment}: no other rule is broken");
        let text = desk.run("check", &["--format", "text"]);
        assert_eq!(text.code, Some(code), "{assignment}: exit code of the text");
        assert!(rules.iter().all(|rule| text.stdout.contains(rule)), "{assignment}: {}", text.stdout);
    }
}

#[test]
fn a_programme_without_a_name_is_an_error() {
    let desk = Desk::with_sample();
    desk.set(&["programme/name="]).succeeds("set");
    let (code, findings) = check(&desk);
    assert_eq!(code, Some(1));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!((&findings[0]["severity"], &findings[0]["address"]), (&"error".into(), &"programme/name".into()));
}

fn new(out: &Path, year: &str) -> Run {
    let arguments = ["new", "--programme", "363", "--name", "Compétitivité", "--year", year, "-o"];
    run(Command::new(env!("CARGO_BIN_EXE_papier")).args(arguments).arg(out))
}

#[test]
fn a_new_document_is_empty_valid_and_ready_to_fill() {
    let desk = Desk::empty();
    new(&desk.file, "2022").succeeds("new");
    let shown = desk.show();
    assert_eq!(shown.labels("plf-ae"), ["Total"]);
    assert!(shown.cells().iter().all(|(_, cell)| cell.kind != "entered" || cell.address.starts_with("programme/")));
    let (code, findings) = check(&desk);
    let missing: Vec<&str> = findings.iter().filter_map(|finding| finding["address"].as_str()).collect();
    assert_eq!((code, missing), (Some(0), vec!["programme/minister", "programme/manager"]), "what nobody has named yet");

    let fill = ["action/01/label=Relance", "plf/01/64/ae=5 M€", "objective/1/label=Investir", "indicator/1.1/label=Projets aidés"];
    desk.set(&fill).succeeds("set");
    let shown = desk.show();
    assert_eq!(shown.cell("plf-ae", "01 – Relance", 0).text, "5 000 000", "the only title in use is the sixth");
    assert_eq!(shown.share("action/01"), "100,0 %");
    // The layout of PLF 2022 and before.
    let columns =
        ["Unité", "2019 Réalisation", "2020 Réalisation", "2021 Prévision PAP 2021", "2021 Prévision actualisée", "2022 Prévision", "2023 Cible"];
    assert_eq!(shown.columns("indicator/1.1"), columns);
    assert_eq!(desk.set(&["352:plf/01/64/ae=1"]).code, Some(REFUSED), "it is programme 363");
}

#[test]
fn a_new_document_is_for_a_year_from_2019_to_2099() {
    for (year, code) in [("2018", REFUSED), ("2019", 0), ("2021", 0), ("2023", 0), ("2099", 0), ("2100", REFUSED), ("deux mille", REFUSED)] {
        let desk = Desk::empty();
        let run = new(&desk.file, year);
        assert_eq!(run.code, Some(code), "{year}: {}", run.stderr);
        assert_eq!(desk.file.exists(), code == 0, "{year}");
        if code == 0 {
            desk.show();
        }
    }
}

/// `show`, `check`, `addresses` and `set` all refuse the file in a sentence and leave it as it is.
fn unreadable(desk: &Desk, case: &str) -> String {
    let before = fs::read(&desk.file).ok();
    let mut sentence = String::new();
    for (command, arguments) in [("show", &[][..]), ("check", &[]), ("addresses", &[]), ("set", &["plf/01/31/ae=1"]), ("set", &[])] {
        let run = desk.run(command, arguments);
        assert_eq!(run.code, Some(REFUSED), "{case}: exit code of {command}\n{}", run.stderr);
        assert!(!run.stderr.is_empty() && !run.stderr.contains("panicked"), "{case}: {command} says {:?}", run.stderr);
        sentence = run.stderr;
    }
    assert!(fs::read(&desk.file).ok() == before, "{case}: the file changed");
    sentence
}

#[test]
fn a_file_that_is_no_document_is_refused() {
    let sample = sample();
    let cases: [(&str, &[u8]); 7] = [
        ("empty", b""),
        ("a text", b"Bonjour"),
        ("half a document", &sample[..sample.len() / 2]),
        ("not UTF-8", b"\xff\xfe\x00\x01"),
        ("zeros", &[0; 4096]),
        ("ten thousand brackets", &[b'('; 10_000]),
        ("two documents", &[&sample[..], &sample[..]].concat()),
    ];
    for (case, content) in cases {
        unreadable(&Desk::with(content), case);
    }
    unreadable(&Desk::empty(), "no file");
    let desk = Desk::empty();
    fs::create_dir(&desk.file).expect("a folder in its place");
    unreadable(&desk, "a folder");
}

/// The line of the sample's name, damaged; the refusal tells that line and a column.
#[test]
fn an_unknown_field_and_a_wrong_type_are_refused_with_line_and_column() {
    let sample = String::from_utf8(sample()).expect("UTF-8");
    let quoted = format!("\"{NAME}\"");
    let line = sample.lines().position(|line| line.contains(&quoted)).expect("the name of the programme");
    let (before, name) = sample.split_at(sample.lines().take(line).map(|line| line.len() + 1).sum());
    let cases = [
        ("an unknown field", format!("{before}unknown_field: 1,\n{name}"), "unknown_field"),
        ("a wrong type", sample.replacen(&quoted, "12", 1), ""),
    ];
    for (case, content, named) in cases {
        let desk = Desk::with(content);
        let sentence = unreadable(&desk, case).replace(desk.file.to_str().expect("UTF-8"), "");
        let numbers: Vec<usize> = sentence.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
        let place = numbers.iter().position(|number| *number == line + 1);
        assert!(place.is_some_and(|place| numbers.len() > place + 1), "{case}: line {} and a column in: {sentence}", line + 1);
        assert!(sentence.contains(named), "{case}: {named} in: {sentence}");
    }
}

#[test]
fn an_export_holds_what_show_prints() {
    let desk = Desk::with_sample();
    for (format, arguments) in [
        ("html", &[][..]),
        ("tsv", &[]),
        ("html", &["--table", "action/01"]),
        ("tsv", &["--table", "titles"]),
        ("csv", &[]),
        ("csv", &["--table", "plf-ae"]),
    ] {
        let out = desk.path(&format!("out.{format}"));
        let out_text = out.to_str().expect("UTF-8");
        // What published PAP have not, `show` prints as well.
        desk.run("export", &[arguments, &["--variation", "-o", out_text, "--lang", "en"]].concat()).succeeds(out_text);
        let shown = desk.run("show", &[arguments, &["--format", format, "--lang", "en"]].concat()).stdout;
        // `show` prints the tables one after the other; a file says once that it is a page.
        assert_eq!(fs::read_to_string(&out).expect("the export"), shown, "{format} {arguments:?}");
    }
    assert_eq!(desk.bytes(), sample());
}

#[test]
fn an_export_replaces_another_export_and_never_a_document() {
    let desk = Desk::with_sample();
    let out = desk.path("out.html");
    fs::write(&out, "an earlier export").expect("a file");
    let text = out.to_str().expect("UTF-8").to_owned();
    desk.run("export", &["-o", &text]).succeeds("in a script, the option has said it");
    assert!(fs::read_to_string(&out).expect("the export").starts_with("<!DOCTYPE html>"));

    let document = desk.path("autre.html");
    fs::write(&document, sample()).expect("a document under another name");
    let ron = desk.file.to_str().expect("UTF-8");
    let cases: [(&str, &[&str], &str); 5] = [
        ("the document itself", &["-o", ron], ".html"),
        ("another document", &["-o", document.to_str().expect("UTF-8")], "document de Papier"),
        ("an ending that says nothing", &["-o", "out.doc"], ".html"),
        ("a folder that is not there", &["-o", "nowhere/out.html"], "dossier introuvable"),
        ("a table that is not there", &["--table", "action/99", "-o", &text], "action/99"),
    ];
    for (case, arguments, named) in cases {
        let run = desk.run("export", arguments);
        assert_eq!(run.code, Some(REFUSED), "{case}");
        assert!(run.stderr.contains(named), "{case}: {}", run.stderr);
        assert_eq!((desk.bytes(), fs::read(&document).expect("the other document")), (sample(), sample()), "{case}");
    }
}

#[test]
fn every_chart_is_exported_as_a_drawing_and_as_pixels() {
    let desk = Desk::with_sample();
    for name in ["indicators", "indicator/1.1", "credits", "shares", "titles", "schedule", "outstanding"] {
        let out = desk.path("out.svg");
        let text = out.to_str().expect("UTF-8");
        desk.run("export", &["--chart", name, "-o", text, "--size", "1280x720", "--lang", "en", "--theme", "dark"]).succeeds(name);
        let svg = fs::read_to_string(&out).expect("the drawing");
        assert!(svg.starts_with("<svg") && svg.contains("width=\"1280\" height=\"720\"") && svg.contains("xml:lang=\"en\""), "{name}");
        assert!(svg.contains("Source: programme 352, PAP annexed to the PLF 2021") && svg.contains(">file of "), "{name}: {svg}");
    }
    let out = desk.path("out.png");
    let text = out.to_str().expect("UTF-8");
    desk.run("export", &["--chart", "indicator/1.1", "-o", text, "--size", "640x360"]).succeeds("a PNG");
    let png = fs::read(&out).expect("the pixels");
    assert_eq!((&png[..8], &png[16..24]), (&b"\x89PNG\r\n\x1a\n"[..], &[0, 0, 2, 128, 0, 0, 1, 104][..]));
    for (case, arguments, named) in [
        ("no such chart", &["--chart", "pie", "-o", text][..], "indicator/1.1"),
        ("no such row", &["--chart", "indicator/1.1/2", "-o", text], "outstanding"),
        ("a size too small", &["--chart", "credits", "-o", text, "--size", "10x10"], "1920x1080"),
        ("an ending of no picture", &["--chart", "credits", "-o", "out.html"], ".svg"),
    ] {
        let run = desk.run("export", arguments);
        assert_eq!(run.code, Some(REFUSED), "{case}");
        assert!(run.stderr.contains(named), "{case}: {}", run.stderr);
    }
    assert_eq!((desk.bytes(), fs::read(&out).expect("the pixels")), (sample(), png));
}

#[test]
fn a_chart_is_exported_as_its_data_and_what_it_states() {
    let desk = Desk::with_sample();
    let out = desk.path("out.json");
    let text = out.to_str().expect("UTF-8");
    let exported = |name: &str| -> Value {
        desk.run("export", &["--chart", name, "-o", text]).succeeds(name);
        serde_json::from_slice(&fs::read(&out).expect("the data")).expect("JSON")
    };
    for name in ["indicators", "indicator/1.1", "credits", "shares", "titles", "schedule", "outstanding"] {
        let chart = exported(name);
        assert_eq!(chart["title"], chart["claims"][0]["sentence"], "{name}: the title is the first claim");
        let columns = chart["data"]["columns"].as_array().expect("columns").len();
        let rows = chart["data"]["rows"].as_array().expect("rows");
        assert!(!rows.is_empty() && rows.iter().all(|row| row.as_array().is_some_and(|row| row.len() == columns)), "{name}");
    }
    let trend = exported("indicator/1.1");
    assert_eq!(trend["claims"][0]["relation"], "multiple");
    let operands = serde_json::json!([
        {"address": "indicator/1.1/2020/revised-forecast", "value": "50"},
        {"address": "indicator/1.1/2023/target", "value": "200"},
    ]);
    assert_eq!(trend["claims"][0]["operands"], operands);
    let credits = exported("credits");
    assert_eq!(credits["claims"][0]["operands"][0], serde_json::json!({"address": "lfi/total/total/ae", "value": "9200000"}));
    let total = credits["data"]["rows"].as_array().expect("rows").iter().find(|row| row[1] == "PLF 2021" && row[2] == "Total").expect("the total");
    assert_eq!((&total[3], &total[4]), (&"10600000".into(), &"15.2".into()));
    // The PAP of next year, of which nobody entered anything.
    let next = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/programme-352-plf-2022.ron");
    run(Command::new(env!("CARGO_BIN_EXE_papier")).args(["export", next, "--chart", "credits", "-o", text])).succeeds("an empty bill");
    let empty: Value = serde_json::from_slice(&fs::read(&out).expect("the data")).expect("JSON");
    assert_eq!((&empty["title"], &empty["claims"][0]["relation"]), (&"PLF 2022 à saisir".into(), &"not-entered".into()));
    let rows = empty["data"]["rows"].as_array().expect("rows");
    assert!(rows.iter().filter(|row| row[1] == "PLF 2022").all(|row| row[3].is_null() && row[4].is_null()), "{rows:?}");
}

#[test]
fn slides_are_exported_into_a_folder_that_loses_no_document() {
    let desk = Desk::with_sample();
    let folder = desk.path("new/slides");
    let text = folder.to_str().expect("UTF-8");
    let arguments = ["--slides", "-o", text, "--size", "480x270"];
    desk.run("export", &arguments).succeeds("a folder that is not there");
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 12);
    desk.run("export", &arguments).succeeds("in a script, the option has said it");
    fs::write(folder.join("02-figures.png"), sample()).expect("a document under another name");
    fs::remove_file(folder.join("01-cover.png")).expect("removed");
    let run = desk.run("export", &arguments);
    assert_eq!(run.code, Some(REFUSED));
    assert!(run.stderr.contains("02-figures.png") && run.stderr.contains("document de Papier"), "{}", run.stderr);
    assert!(!folder.join("01-cover.png").exists(), "nothing is written");
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_has_the_charts_that_are_wanted() {
    let desk = Desk::with_sample();
    let size = |charts: &[&str]| {
        let out = desk.path("out.pdf");
        desk.run("export", &[&["-o", out.to_str().expect("UTF-8")], charts].concat()).succeeds("a PDF");
        fs::read(&out).expect("the pages").len()
    };
    let [none, usual, indicators, all] = [&["--charts", "none"][..], &[], &["--charts", "indicators"], &["--charts", "all"]].map(size);
    assert!(none < usual && usual == indicators && indicators < all, "{none} {usual} {indicators} {all}");
    let run = desk.run("export", &["-o", "out.pdf", "--charts", "some"]);
    assert_eq!(run.code, Some(REFUSED));
}

/// P12: what a spreadsheet would compute has an apostrophe before it, numbers have nothing but digits and a comma.
#[test]
fn a_csv_has_numbers_and_harmless_words() {
    let desk = Desk::with_sample();
    desk.run("set", &["action/02/label==1+1", "plf/02/31/ae=-300000", "objective/1/label=@SOMME(1;\"2\")"]).succeeds("set");
    let csv = |table: &str| {
        let out = desk.path("out.csv");
        desk.run("export", &["--table", table, "-o", out.to_str().expect("UTF-8")]).succeeds(table);
        let text = fs::read_to_string(&out).expect("the export");
        text.strip_prefix('\u{feff}').expect("the mark that Excel looks for").to_owned()
    };
    let bill = csv("plf-ae");
    assert!(bill.contains("\r\n02 – '=1+1;3000000;-300000;2700000;0\r\n"), "{bill}");
    assert!(csv("objectives").contains("\"'@SOMME(1;\"\"2\"\")\""), "{}", csv("objectives"));
    assert!(csv("keys").contains("83,23%;22,22%"), "{}", csv("keys"));
    assert!(csv("titles").contains(";\"Autorisations d'engagement, Demandées pour 2021\";"), "{}", csv("titles"));
}

/// Whatever delimiter a spreadsheet takes, no part of a label begins as a formula.
#[test]
fn no_delimiter_makes_a_formula_of_a_label() {
    let desk = Desk::with_sample();
    let labels = ["action/02/label=x,=cmd|' /C calc'!A0,y", "objective/1/label=a;@b\t+c|-d \u{ff1d}1", "indicator/1.1/unit=Nb, =1+1"];
    desk.run("set", &labels).succeeds("set");
    for ending in ["csv", "tsv"] {
        let out = desk.path(&format!("out.{ending}"));
        desk.run("export", &["-o", out.to_str().expect("UTF-8")]).succeeds(ending);
        let text = fs::read_to_string(&out).expect("the export");
        for delimiter in [',', ';', '\t', '|', ' '] {
            for field in text.lines().flat_map(|line| line.split(delimiter)) {
                let field = field.trim_start_matches([' ', '"']);
                let begins = field.starts_with(['=', '@', '\u{ff1d}']) || (field.starts_with(['+', '-']) && field.contains(char::is_alphabetic));
                assert!(!begins || field.len() == 1, "{ending} at {delimiter:?}: {field}");
            }
        }
    }
}

/// A terminal obeys such characters; they may come from a file, a label, an argument, a name of a file.
#[test]
fn no_order_to_a_terminal_leaves_by_standard_output_or_standard_error() {
    const ORDERS: &str = "\u{1b}]0;titre\u{7}\u{1b}[31m\u{8}\u{7f}\u{9b}31m\u{85}\u{202e}\u{2066}\u{200f}\u{200b}\u{2028}\u{feff}";
    let text = String::from_utf8(sample()).expect("UTF-8");
    let desk = Desk::with(text.replacen("Fonds pour", &format!("Fonds{} pour", ron_escaped(ORDERS)), 1).replacen(NAME, &ron_escaped(ORDERS), 1));
    let strange = desk.path(&format!("nom{ORDERS}.ron"));
    fs::copy(&desk.file, &strange).expect("a copy");
    let strange = strange.to_str().expect("UTF-8");
    let from = desk.path("cells.tsv");
    fs::write(&from, format!("{ORDERS}\n")).expect("the cells are written");
    let cells = from.to_str().expect("UTF-8");
    let csv = desk.path("table.csv");
    fs::write(&csv, format!("exercice;programme;action;categorie;ae;cp;libelle_action\n2021;352;01;31;{ORDERS};7;a{ORDERS}\n")).expect("a table");
    let csv = csv.to_str().expect("UTF-8");
    let assigned = format!("plf/01/31/ae={ORDERS}");
    let (address, unknown, wanted) = (format!("{ORDERS}=1"), format!("--{ORDERS}"), format!("table{ORDERS}"));
    let commands: [&[&str]; 17] = [
        &["show", strange],
        &["show", strange, "--format", "json"],
        &["show", strange, "--table", &wanted],
        &["check", strange],
        &["check", strange, "--format", "json"],
        &["addresses", strange],
        &["set", strange, &assigned],
        &["set", strange, &address],
        &["set", strange, ORDERS],
        &["set", strange, "--from", cells],
        &["set", strange, &unknown],
        &["export", strange, "--chart", &wanted, "-o", "a.svg"],
        &["export", strange, "-o", &wanted],
        &["import", csv],
        &["import", csv, "-o", &wanted, "--programme", ORDERS],
        &["new", "--programme", "363", "--name", ORDERS, "--year", "2022", "-o", &wanted],
        &[ORDERS, ORDERS],
    ];
    let is_order = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    for arguments in commands {
        for lang in ["fr_FR.UTF-8", "en_GB.UTF-8"] {
            let output = Command::new(env!("CARGO_BIN_EXE_papier")).args(arguments).env("LC_ALL", lang).current_dir(desk.folder.path()).output();
            let output = output.expect("papier starts");
            for said in [output.stdout, output.stderr] {
                let said = String::from_utf8(said).expect("UTF-8");
                assert_eq!(said.chars().find(is_order), None, "{arguments:?}: {said:?}");
            }
        }
    }
    let shown = run(Command::new(env!("CARGO_BIN_EXE_papier")).args(["show", strange])).stdout;
    assert!(shown.contains("\\u{1b}]0;titre\\u{7}"), "what is there is said: {shown}");
    let json = run(Command::new(env!("CARGO_BIN_EXE_papier")).args(["show", strange, "--format", "json"])).stdout;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert!(json["texts"].as_array().expect("texts").iter().any(|text| text["text"] == ORDERS), "JSON says the same");
}

/// As a file writes it between quotation marks.
fn ron_escaped(text: &str) -> String {
    text.chars().map(|c| format!("\\u{{{:x}}}", u32::from(c))).collect()
}

#[test]
fn a_name_with_an_order_to_a_terminal_is_refused_where_it_is_typed() {
    let desk = Desk::with_sample();
    for address in ["programme/name", "action/01/label", "objective/1/label", "indicator/1.1/label", "indicator/1.1/unit", "chart/credits/title"] {
        for order in ['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}'] {
            let assigned = format!("{address}=avant {order}après");
            desk.refuses(|desk| desk.set(&[&assigned]), &["caractère 7"], &assigned);
        }
    }
}

/// What the font of a PDF lacks is said with its place, before the PDF is there; what it can say otherwise is not.
#[test]
fn characters_that_a_pdf_cannot_say_are_named() {
    let desk = Desk::with_sample();
    desk.set(&["text/strategy=Un point.\nAvant ⚠ après ⚠ \u{f0fc} ➤ é", "action/01/label=Fonds 💩"]).succeeds("set");
    for (part, named) in [("a.pdf", true), ("a.html", false)] {
        let out = desk.path(part);
        let run = desk.run("export", &["-o", out.to_str().expect("UTF-8")]).succeeds(part);
        let remarks: Vec<String> = run.stderr.lines().map(|line| line.replace('\u{a0}', " ")).collect();
        let expected = [
            "papier : Présentation stratégique (text/strategy), ligne 2, caractère 7 : « ⚠ » (U+26A0, 2 fois) n’est pas dans la police du PDF, qui aura « \u{fffd} » à sa place.",
            "papier : Action 01, intitulé (action/01/label), ligne 1, caractère 7 : « 💩 » (U+1F4A9) n’est pas dans la police du PDF, qui aura « \u{fffd} » à sa place.",
        ];
        assert_eq!(remarks, if named { expected.to_vec() } else { vec![] }, "{part}");
    }
}

#[test]
fn a_folder_is_exported_as_one_workbook_and_as_nothing_else() {
    let desk = Desk::with_sample();
    let folder = desk.folder.path();
    let out = desk.path("bill.xlsx");
    let out_text = out.to_str().expect("UTF-8");
    let export = |arguments: &[&str]| run(Command::new(env!("CARGO_BIN_EXE_papier")).arg("export").arg(folder).args(arguments));
    export(&["-o", out_text]).succeeds("a folder");
    assert!(fs::read(&out).expect("the workbook").starts_with(b"PK"));
    for arguments in [&["-o", "bill.pdf"][..], &["--table", "plf-ae", "-o", out_text]] {
        let run = export(arguments);
        assert_eq!(run.code, Some(REFUSED));
        assert!(run.stderr.contains(".xlsx"), "{}", run.stderr);
    }
}

#[test]
fn a_workbook_whose_amounts_a_spreadsheet_would_change_is_refused_by_name() {
    let desk = Desk::with_sample();
    desk.run("set", &["plf/01/31/ae=1234567890123456"]).succeeds("set");
    let out = desk.path("out.xlsx");
    let run = desk.run("export", &["-o", out.to_str().expect("UTF-8"), "--lang", "fr"]);
    assert_eq!(run.code, Some(REFUSED));
    assert!(run.stderr.contains("action 01, catégorie 31") && run.stderr.contains("15 chiffres"), "{}", run.stderr);
    assert!(!out.exists());
}

/// Identities are drawn from the document and the assignments, and from nothing else: neither their order, paths, options, nor ends of lines.
#[test]
fn the_same_assignments_to_the_same_document_give_the_same_bytes() {
    let assignments = ["action/03/label=Alpha", "objective/3/label=Trois", "indicator/3.1/label=Un", "indicator/1.1/2/label=Ligne", "plf/03/31/ae=5"];
    let lines = |end: &str| assignments.map(|assignment| assignment.replacen('=', "\t", 1) + end).concat();
    let (here, there, from, from_windows) = (Desk::with_sample(), Desk::with_sample(), Desk::with_sample(), Desk::with_sample());
    here.set(&assignments).succeeds("in place");
    let out = there.path("other name.ron");
    there.set(&[&assignments[..], &["-o", out.to_str().expect("UTF-8"), "--spread", "equal"]].concat()).succeeds("elsewhere");
    from.set_from(&lines("\n"), &[]).succeeds("from a file");
    from_windows.set_from(&lines("\r\n"), &[]).succeeds("from a file of Windows");
    let bytes = here.bytes();
    assert!(bytes == fs::read(out).expect("the other file") && bytes == from.bytes() && bytes == from_windows.bytes());
    for turned in 1..=assignments.len() {
        let mut other = assignments;
        other.rotate_left(turned);
        other.swap(0, 1);
        let desk = Desk::with_sample();
        desk.set(&[&other[..], &other[..1]].concat()).succeeds("in another order");
        assert!(desk.bytes() == bytes, "{other:?}");
    }
    // Another word, or another document, and every identity is another one.
    let identity = |desk: &Desk| {
        let text = String::from_utf8(desk.bytes()).expect("UTF-8");
        text.lines().find(|line| line.contains("code: \"03\"")).and_then(|line| line.split(',').next().map(str::to_owned)).expect("action 03")
    };
    let (beta, later) = (Desk::with_sample(), Desk::with_sample());
    beta.set(&["action/03/label=Beta"]).succeeds("another word");
    later.set(&["plf/01/31/ae=8000000"]).succeeds("another document");
    later.set(&assignments).succeeds("another document");
    assert_eq!(BTreeSet::from([identity(&here), identity(&beta), identity(&later)]).len(), 3);
}

/// What this Papier does not know is told and kept, whatever is done to the file.
#[test]
fn what_no_page_shows_is_told_and_kept() {
    let text = String::from_utf8(sample()).expect("UTF-8");
    let remark = "        (who: \"Une lectrice\", when: \"2026-11-30\", place: \"text/strategy\", text: \"À relire\"),\n";
    let later = "    // Of another version of Papier\n    later: [\n        (id: 1, of: Something(\"x\")),\n    ],\n)\n";
    let text = text.replacen("    remarks: [\n", &format!("    remarks: [\n{remark}"), 1);
    let desk = Desk::with(text.strip_suffix(")\n").expect("the end").to_owned() + "\n" + later);
    let before = String::from_utf8(desk.bytes()).expect("UTF-8");
    for (command, arguments) in [("show", vec![]), ("check", vec![]), ("set", vec!["plf/01/31/ae=8000000"])] {
        let run = desk.run(command, &arguments);
        assert!(run.stderr.contains("1 remarque, la section") && run.stderr.contains("later"), "{command}: {}", run.stderr);
    }
    let after = String::from_utf8(desk.bytes()).expect("UTF-8");
    assert_eq!(after, before.replacen("ae: 7300000", "ae: 8000000", 1));
    let next = desk.path("next.ron");
    desk.run("rollover", &["-o", next.to_str().expect("UTF-8")]).succeeds("the next year");
    let next = fs::read_to_string(next).expect("the next year");
    assert!(next.contains(remark) && next.ends_with(later), "{next}");
}

/// Comments that somebody wrote are told before a save loses them, and once each time the file is opened.
#[test]
fn comments_written_by_hand_are_told_before_a_save_loses_them() {
    let text = String::from_utf8(sample()).expect("UTF-8");
    let desk = Desk::with(text.replacen("    credits: [\n", "    credits: [ // voir la DB\n", 1));
    for (command, arguments) in [("check", vec![]), ("set", vec!["plf/01/31/ae=8000000"])] {
        let run = desk.run(command, &arguments);
        assert_eq!(run.stderr.matches("commentaires écrits à la main (1, le premier à la ligne 24)").count(), 1, "{command}: {}", run.stderr);
    }
    assert!(!desk.run("check", &[]).stderr.contains("commentaire"), "gone, as it was said");
}

/// What a merge left to choose, by its address: each line of a conflict with what is set, and what is said or written.
#[test]
fn a_conflict_is_settled_by_its_address() {
    let text = String::from_utf8(sample()).expect("UTF-8");
    let lines = "\
        (key: \"1\", kind: \"cell\", place: \"bill/2021/1/31/ae\", base: \"1\", ours: \"7300000\", theirs: \"8000000\"),\n\
        (key: \"2\", kind: \"cell\", place: \"bill/2021/99/31/ae\", ours: \"2\"),\n\
        (key: \"n/3\", kind: \"numbering\", ours: \"01\", theirs: \"02\"),\n";
    let desk = Desk::with(text.replacen("    conflicts: [\n", &format!("    conflicts: [\n{lines}"), 1));
    let before = desk.bytes();
    let check = desk.run("check", &[]);
    for told in [
        "(conflict/1, plf/01/31/ae)",
        "« 7 300 000 € » dans cette version",
        "conflict/1=ours, theirs, base",
        "(conflict/2)",
        "(conflict/n/3)",
        "« 01 » dans cette version, « 02 » dans l’autre, rien dans",
    ] {
        assert!(check.stdout.replace(['\u{a0}', '\u{202f}'], " ").contains(told), "{told}: {}", check.stdout);
    }
    let json: Value = serde_json::from_str(&desk.run("check", &["--format", "json"]).stdout).expect("JSON");
    let told: Vec<_> = json["findings"].as_array().expect("a list").iter().filter(|finding| finding["rule"] == "conflict").collect();
    assert_eq!((&told[0]["address"], &told[1]["address"]), (&serde_json::json!("plf/01/31/ae"), &Value::Null));
    let second = serde_json::json!({"address": "conflict/2", "key": "2", "kind": "cell", "base": null, "ours": "2", "theirs": null});
    assert_eq!(told[1]["conflict"], second);
    let refused: [(&[&str], &str); 7] = [
        (&["conflict/4=ours"], "aucun choix « 4 »"),
        (&["conflict/1=Ours"], "un choix se dit ours"),
        (&["conflict/1="], "un choix se dit ours"),
        (&["conflict/2=ours", "conflict/1=theirs"], "conflict/2=keep"),
        (&["conflict/n/3=theirs"], "nature « numbering »"),
        (&["conflict/1=theirs", "conflict/1=base"], "deux valeurs"),
        (&["conflict/1=theirs", "plf/01/31/ae=9"], "deux valeurs"),
    ];
    for (assignments, says) in refused {
        let run = desk.set(assignments);
        assert!(run.code == Some(REFUSED) && run.stderr.replace('\u{a0}', " ").contains(says), "{assignments:?}: {}", run.stderr);
        assert!(desk.bytes() == before, "nothing was changed");
    }
    desk.set(&["352:conflict/n/3=garder", "conflict/2=keep", "conflict/1=theirs"]).succeeds("settled");
    assert_eq!(String::from_utf8(desk.bytes()).expect("UTF-8"), text.replacen("31, ae: 7300000", "31, ae: 8000000", 1));
    assert_eq!(desk.run("check", &[]).code, Some(0));
}

/// Two conflicts of one cell, each chosen otherwise in one command: nothing is written, for the last of them would win.
#[test]
fn choices_of_one_place_that_contradict_are_refused() {
    let text = String::from_utf8(sample()).expect("UTF-8");
    let line = |key: &str, theirs: &str| {
        format!("        (key: \"{key}\", kind: \"cell\", place: \"bill/2021/1/31/ae\", base: \"1\", ours: \"7300000\", theirs: \"{theirs}\"),\n")
    };
    let lines = [("1", "8000000"), ("2", "9000000"), ("3", "8 000 000")].map(|(key, theirs)| line(key, theirs)).concat();
    let desk = Desk::with(text.replacen("    conflicts: [\n", &format!("    conflicts: [\n{lines}"), 1));
    let before = desk.bytes();
    let run = desk.set(&["conflict/1=theirs", "conflict/2=theirs"]);
    assert!(run.code == Some(REFUSED) && run.stderr.contains("deux valeurs"), "{}", run.stderr);
    assert!(desk.bytes() == before);
    desk.set(&["conflict/1=theirs", "conflict/3=theirs", "conflict/2=keep"]).succeeds("they agree");
    assert_eq!(String::from_utf8(desk.bytes()).expect("UTF-8"), text.replacen("31, ae: 7300000", "31, ae: 8000000", 1));
}

/// A conflict is an error; nothing leaves the document while it stands, and who types at its place has chosen.
#[test]
fn a_conflict_is_an_error_and_nothing_leaves_the_document_until_it_is_settled() {
    let text = String::from_utf8(sample()).expect("UTF-8");
    let conflict = "        (key: \"1\", kind: \"cell\", place: \"outstanding/2021/rap\", base: \"1\", ours: \"2\", theirs: \"3\"),\n";
    let desk = Desk::with(text.replacen("    conflicts: [\n", &format!("    conflicts: [\n{conflict}"), 1));
    let check = desk.run("check", &[]);
    assert!(check.code == Some(1) && check.stdout.contains("conflict (conflict/1, outstanding/rap)"), "{}", check.stdout);
    let out = |name: &str| desk.path(name).to_str().expect("UTF-8").to_owned();
    let (next, page, book) = (out("next.ron"), out("pap.html"), out("all.xlsx"));
    let folder = desk.folder.path().to_str().expect("UTF-8").to_owned();
    let refused = [desk.run("rollover", &["-o", &next]), desk.run("export", &["-o", &page]), {
        run(Command::new(env!("CARGO_BIN_EXE_papier")).args(["export", &folder, "-o", &book]))
    }];
    for run in refused {
        let says = |words: &str| run.stderr.contains(words);
        assert!(run.code == Some(REFUSED) && says("1 choix à faire") && says("papier set FICHIER conflict/1=ours"), "{}", run.stderr);
    }
    assert_eq!(desk.files(), BTreeSet::from(["pap.ron".to_owned()]));
    desk.set(&["outstanding/rap=2203176"]).succeeds("settled");
    assert_eq!(desk.run("check", &[]).code, Some(0));
    assert!(desk.bytes() == sample());
}

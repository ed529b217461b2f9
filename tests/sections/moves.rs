//! Transfers between programmes, as PLF 2024 prints them for programme 148, and what they are held to.

use papier::calc::{Figures, checks};
use papier::editing::{Command, Session};
use papier::lang::Lang;
use papier::model::{Document, Draw, Place};
use papier::sections::moves::between::{self, Named};
use papier::tables::{Cell, Level, Table, TableName, Tables};
use papier::{address, editing, storage};

use super::{empty, plain, published, set};

/// The four incoming lines that were read of programme 148, PLF 2024, two of them alike, and a line of another direction.
const PUBLISHED: [(&str, &str); 20] = [
    ("moves-in/1/label", "Transferts en crédits du programme 169 vers le programme 148"),
    ("moves-in/1/programme", "169"),
    ("moves-in/1/2024/ae", "+3 773"),
    ("moves-in/1/2024/cp", "+3 773"),
    ("moves-in/2/label", "Transferts en crédits du programme 212 vers le programme 148"),
    ("moves-in/2/programme", "212 ►"),
    ("moves-in/2/2024/ae", "+30 023"),
    ("moves-in/2/2024/cp", "+30 023"),
    ("moves-in/3/label", "Transferts en crédits du programme 144 vers le programme 148"),
    ("moves-in/3/programme", "144"),
    ("moves-in/3/2024/ae", "+2 367"),
    ("moves-in/3/2024/cp", "+2 367"),
    ("moves-in/4/label", "Transferts en crédits du programme 144 vers le programme 148"),
    ("moves-in/4/programme", "144"),
    ("moves-in/4/2024/ae", "+4 062"),
    ("moves-in/4/2024/cp", "+4 062"),
    ("moves-out/1/label", "Transfert vers le programme 343"),
    ("moves-out/1/programme", "► 343"),
    ("moves-out/1/2024/t2", "-41 800 000"),
    ("moves-out/1/2024/etpt", "-12,5"),
];

fn row(table: &Table, index: usize) -> String {
    let row = &table.rows[index];
    let cells = row.cells.iter().map(|cell| plain(&cell.text(Lang::French))).collect::<Vec<_>>().join(" | ");
    format!("{:?} {} | {cells}", row.level, row.label)
}

fn table(document: &Document, name: &'static str, is_printed: bool) -> Vec<String> {
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang: Lang::French };
    let name = TableName::Section(name);
    let table = if is_printed { tables.printed(name) } else { tables.table(name) };
    table.map_or_else(Vec::new, |table| (0..table.rows.len()).map(|index| row(&table, index)).collect())
}

#[test]
fn the_published_tables_of_transfers_give_their_figures() {
    let document = set(&empty(2024), &PUBLISHED);
    let from = |programme: u16| format!("Transferts en crédits du programme {programme} vers le programme 148");
    assert_eq!(
        table(&document, "moves-credits", true),
        [
            "Main Transferts entrants |  |  |  |  | +40 225 | +40 225 | +40 225 | +40 225".to_owned(),
            format!("Sub {} | 169 ► |  |  |  | +3 773 | +3 773 | +3 773 | +3 773", from(169)),
            format!("Sub {} | 212 ► |  |  |  | +30 023 | +30 023 | +30 023 | +30 023", from(212)),
            format!("Sub {} | 144 ► |  |  |  | +2 367 | +2 367 | +2 367 | +2 367", from(144)),
            format!("Sub {} | 144 ► |  |  |  | +4 062 | +4 062 | +4 062 | +4 062", from(144)),
            "Main Transferts sortants |  | −41 800 000 |  | −41 800 000 |  |  | −41 800 000 | −41 800 000".to_owned(),
            "Sub Transfert vers le programme 343 | ► 343 | −41 800 000 |  | −41 800 000 |  |  | −41 800 000 | −41 800 000".to_owned(),
        ]
    );
    assert_eq!(
        table(&document, "moves-etpt", true),
        ["Main Transferts entrants |  |  | ", "Main Transferts sortants |  | −12,50 | ", "Sub Transfert vers le programme 343 | ► 343 | −12,50 | "],
        "lines without ETPT are not printed there"
    );
    assert_eq!(table(&document, "moves-etpt", false).len(), 7, "and stand in the window to be filled");
    let incoming = table(&document, "moves-in", false);
    assert_eq!(incoming.len(), 5);
    assert_eq!(incoming[0], "Main Transferts entrants |  |  |  |  | +40 225 | +40 225 | +40 225 | +40 225 |  | ");
}

/// As programme 148 prints them for PLF 2024, without the lines and the sum of which the rest was not read.
const EXCERPT: &str = "\
Justification au premier euro
Évolution du périmètre du programme
Transferts en crédits
 | Prog Source / Cible | T2 Hors Cas pensions | T2 CAS pensions | Total T2 | AE Hors T2 | CP Hors T2 | Total AE | Total CP
Transferts entrants | | | | | +40 225 | +40 225 | +40 225 | +40 225
Transferts en crédits du programme 169 vers le programme 148 | 169 ► | | | | +3 773 | +3 773 | +3 773 | +3 773
Transferts en crédits du programme 212 vers le programme 148 | 212 ► | | | | +30 023 | +30 023 | +30 023 | +30 023
Transferts en crédits du programme 144 vers le programme 148 | 144 ► | | | | +2 367 | +2 367 | +2 367 | +2 367
Transferts en crédits du programme 144 vers le programme 148 | 144 ► | | | | +4 062 | +4 062 | +4 062 | +4 062
Transferts sortants | | -41 800 000 | | -41 800 000 | | | -41 800 000 | -41 800 000
Transfert vers le programme 343 | ► 343 | -41 800 000 | | -41 800 000 | | | -41 800 000 | -41 800 000
Transferts en ETPT
 | Prog Source / Cible | ETPT ministériels | ETPT hors État
Transferts entrants | | |
Transferts sortants | | -12,50 |
Transfert vers le programme 343 | ► 343 | -12,50 |
";

#[test]
fn what_is_imported_is_what_is_typed() {
    let import = published::read_all(&[&published::tabbed(EXCERPT)], Some(2024));
    let document = &import.documents[0];
    let typed = set(&empty(2024), &PUBLISHED);
    for name in ["moves-credits", "moves-etpt", "moves-in", "moves-out"] {
        assert_eq!(table(document, name, true), table(&typed, name, true), "{name}");
    }
    let losses: Vec<String> = import.report.losses().map(|remark| remark.sentence(&import.report, Lang::French)).collect();
    assert_eq!(losses, [""; 0]);
    assert!(import.report.differences.is_empty());
}

/// What stands over the tables and under them comes with them.
#[test]
fn the_texts_of_the_page_are_imported() {
    let [before, after] = EXCERPT.split("Transferts en ETPT").collect::<Vec<_>>().try_into().expect("two tables");
    let (first, tables) = before.split_once("Transferts en crédits\n").expect("a title");
    let text = format!(
        "{first}Principales évolutions\nCe qui change.\nEt pourquoi.\nTransferts en crédits\n{tables}Transferts en ETPT{after}Mesures de périmètre\nUne mesure.\n"
    );
    for text in [published::tabbed(&text), published::page(&text)] {
        let import = published::read_all(&[&text], Some(2024));
        let texts = ["moves/comment", "scope/comment"].map(|address| {
            let Ok(Place::Text(place)) = address::parse(&import.documents[0], address) else { panic!("{address}") };
            Session::opened(import.documents[0].clone()).tables(Lang::French).words(place)
        });
        assert_eq!(texts, ["Ce qui change.\nEt pourquoi.", "Une mesure."], "{text}");
        assert_eq!(import.report.losses().count(), 0, "{}", import.text(Lang::English));
    }
}

/// What a line says of its programme is typed in its column, with or without the arrow; empty outside the State.
#[test]
fn the_programme_of_a_line_is_words_in_a_column() {
    for (typed, stored, printed) in [("169", "169", "169 ►"), ("0169 ►", "0169", "0169 ►"), (" 169► ", "169", "169 ►"), ("", "", "")] {
        let document = set(&empty(2024), &[("moves-in/1/label", "A"), ("moves-in/1/programme", typed)]);
        assert_eq!(document.sections.rows("moves-in")[0].code, stored, "{typed:?}");
        assert_eq!(table(&document, "moves-in", false)[1].split(" | ").nth(1), Some(printed), "{typed:?}");
        let place = address::parse(&document, "moves-in/1/programme").expect("an address");
        assert_eq!(address::write(&document, place).as_deref(), Some("moves-in/1/programme"));
        assert_eq!(storage::parse(&storage::write(&document)).expect("opened"), document);
    }
    let document = set(&empty(2024), &[("moves-in/1/label", "A")]);
    for wrong in ["moves-in/1/code", "jobs/1/programme", "moves-in/2/programme"] {
        assert!(address::parse(&document, wrong).is_err(), "{wrong}");
    }
}

/// A published table is pasted over the one of the window, computed cells with their figures.
#[test]
fn a_table_of_transfers_is_pasted_whole() {
    let document = set(&empty(2024), &PUBLISHED);
    let labels: Vec<(&str, &str)> = PUBLISHED.iter().copied().filter(|(address, _)| address.ends_with("label")).collect();
    let mut session = Session::opened(set(&empty(2024), &labels));
    let filled = Session::opened(document.clone());
    let source = filled.tables(Lang::French).table(TableName::Section("moves-credits")).expect("a table");
    let cells = |cells: &[Cell]| cells.iter().map(|cell| plain(&cell.text(Lang::French))).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = source.rows.iter().map(|row| cells(&row.cells)).collect();
    let shown = session.tables(Lang::French).table(TableName::Section("moves-credits")).expect("a table");
    let at = editing::grid::Range::between(editing::grid::Spot { row: 0, column: 0 }, editing::grid::Spot { row: 0, column: 0 });
    let paste = editing::paste(session.tables(Lang::French), &shown, at, &rows).expect("pasted");
    session.apply(&paste.command).expect("applied");
    assert_eq!(table(session.document(), "moves-credits", true), table(&document, "moves-credits", true));
}

#[test]
fn what_transfers_are_held_to() {
    let jobs: &[(&str, &str)] = &[("jobs/1/label", "A"), ("jobs/1/2024/ceiling", "10"), ("jobs/1/2024/transfer", "-12,5")];
    let lines: &[(&str, &str)] = &[("moves-in/1/label", "A"), ("moves-out/1/label", "B")];
    let cases: [(&[(&str, &str)], &[&str]); 10] = [
        (&[], &[]),
        (&[("moves-in/1/2024/ae", "5"), ("moves-out/1/2024/ae", "-5")], &[]),
        (&[("moves-in/1/2024/ae", "0"), ("moves-out/1/2024/ae", "0")], &[]),
        (&[("moves-in/1/2024/ae", "-5")], &["moves-in-sign"]),
        (&[("moves-in/1/2024/etpt-outside", "-0,5")], &["moves-in-sign"]),
        (&[("moves-out/1/2024/cas", "5"), ("moves-out/1/2024/t2", "5")], &["moves-out-sign", "moves-out-sign"]),
        (&[("moves-out/1/2023/cas", "5")], &[]),
        (&[("moves-out/1/2024/etpt", "-12,50")], &[]),
        (&[("moves-out/1/2024/etpt", "-12")], &["moves-jobs"]),
        (&[("moves-out/1/2024/etpt", "-13"), ("moves-in/1/2024/etpt", "0,5")], &[]),
    ];
    for (more, expected) in cases {
        let document = set(&empty(2024), &[jobs, lines, more].concat());
        let findings = checks::findings(&document, &Figures::of(&document));
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule.code()).filter(|rule| rule.starts_with("moves")).collect();
        assert_eq!(rules, expected, "{more:?}");
        for finding in findings.iter().filter(|finding| finding.rule.code().starts_with("moves")) {
            for lang in Lang::ALL {
                let sentence = finding.sentence(lang);
                assert!(!sentence.is_empty() && !sentence.contains('{'), "{sentence}");
            }
        }
    }
    // Nothing to compare while one side is not typed.
    let document = set(&empty(2024), &[lines, &[("moves-out/1/2024/etpt", "-12")]].concat());
    assert!(checks::findings(&document, &Figures::of(&document)).iter().all(|finding| finding.rule.code() != "moves-jobs"));
}

/// The lines of last year stay as an offer: empty, with what they moved as a hint, and printed once they are filled.
#[test]
fn the_year_passes_and_lines_are_offered() {
    let mut session = Session::opened(set(&empty(2024), &PUBLISHED));
    session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    let place = address::parse(session.document(), "moves-in/2/2025/ae").expect("an address");
    let tables = session.tables(Lang::French);
    assert_eq!(plain(&tables.cell(place).text(Lang::French)), "");
    assert_eq!(tables.hint(place).map(|hint| plain(&hint)).as_deref(), Some("30 023"));
    assert!(tables.printed(TableName::Section("moves-credits")).is_none(), "nothing moves in 2025 yet");
    assert!(!TableName::all(session.document()).contains(&TableName::Section("moves-credits")));
    let filled = set(session.document(), &[("moves-in/2/2025/ae", "1")]);
    assert_eq!(table(&filled, "moves-credits", true).len(), 3, "two sums and the line that is filled");
}

/// PLF 2020 prints tables without a line; later layouts leave the page out.
#[test]
fn an_empty_page_is_printed_in_2020_alone() {
    for (year, is_printed) in [(2020, true), (2021, false), (2024, false), (2027, false)] {
        let session = Session::opened(empty(year));
        let tables = session.tables(Lang::French);
        let printed = tables.printed(TableName::Section("moves-credits"));
        assert_eq!(printed.is_some(), is_printed, "{year}");
        assert!(printed.is_none_or(|table| table.rows.iter().all(|row| row.level == Level::Main)));
        let is_there = tables.outline().iter().any(|branch| branch.title == "Évolution du périmètre du programme");
        assert_eq!(is_there, is_printed, "{year}");
    }
}

/// Two lines that are called alike in two files are two lines in both.
#[test]
fn lines_that_are_called_alike_are_paired_one_by_one() {
    let theirs = set(&empty(2024), &PUBLISHED);
    let ours = empty(2024);
    let merged = editing::take_in(&ours, &theirs, &mut Draw::of(["ours".to_owned()])).expect("merged");
    let mut session = Session::opened(ours);
    session.apply(&merged).expect("applied");
    assert_eq!(table(session.document(), "moves-credits", true), table(&theirs, "moves-credits", true));
    let again = editing::take_in(session.document(), &theirs, &mut Draw::of(["again".to_owned()])).expect("merged");
    session.apply(&again).expect("applied");
    assert_eq!(session.document().sections.rows("moves-in").len(), 4, "a second merge adds nothing");
    // Two lines of one programme that are called otherwise are two.
    let line = |label| set(&empty(2024), &[("moves-in/1/label", label), ("moves-in/1/programme", "144")]);
    let (ours, theirs) = (line("Reçu"), line("Reçu aussi"));
    let merged = editing::take_in(&ours, &theirs, &mut Draw::of(["apart".to_owned()])).expect("merged");
    let mut session = Session::opened(ours);
    session.apply(&merged).expect("applied");
    assert_eq!(session.document().sections.rows("moves-in").len(), 2);
}

/// The texts of the page are addressed, saved and printed where they stand.
#[test]
fn the_texts_of_the_page_stand_over_and_under_the_tables() {
    let document = set(&empty(2024), &[("moves/comment", "Ce qui change."), ("scope/comment", "Une mesure.")]);
    assert_eq!(storage::parse(&storage::write(&document)).expect("opened"), document);
    let session = Session::opened(document);
    let tables = session.tables(Lang::French);
    let branch = tables.outline().into_iter().find(|branch| branch.title == "Évolution du périmètre du programme").expect("its page");
    let titles: Vec<String> = tables.page_texts(branch.node).into_iter().map(|text| format!("{} : {}", text.title, text.text)).collect();
    assert_eq!(titles, ["Principales évolutions : Ce qui change.", "Mesures de périmètre : Une mesure."]);
    for address in ["moves/comment", "scope/comment"] {
        let place = address::parse(session.document(), address).expect("an address");
        assert_eq!(address::write(session.document(), place).as_deref(), Some(address));
        assert_eq!(Place::from_code(&place.code()), Some(place));
    }
}

/// R19: what P349 gives P343 is what P343 receives of it, in AE, CP, title 2 and ETPT, whatever the number and the labels of the lines.
#[test]
fn what_one_programme_gives_the_other_receives() {
    type Typed = &'static [(&'static str, &'static str)];
    let document = |year, number: &'static str, typed: Typed| set(&empty(year), &[typed, &[("programme/number", number)]].concat());
    let given: Typed = &[
        ("moves-out/1/label", "Vers le 343"),
        ("moves-out/1/programme", "343"),
        ("moves-out/1/2024/ae", "-41 800 000"),
        ("moves-out/1/2024/cp", "-41 800 000"),
        ("moves-out/1/2024/etpt-outside", "-3"),
        ("moves-out/2/label", "Vers un autre"),
        ("moves-out/2/programme", "148"),
        ("moves-out/2/2024/ae", "-5"),
    ];
    let line: Typed = &[("moves-in/1/label", "Du 349"), ("moves-in/1/programme", "0349")];
    let in_two: Typed = &[
        ("moves-in/1/2024/ae", "41 000 000"),
        ("moves-in/1/2024/cp", "41 800 000"),
        ("moves-in/2/label", "Encore"),
        ("moves-in/2/programme", "349 ►"),
        ("moves-in/2/2024/ae", "800 000"),
    ];
    let cases: [(Vec<(&str, &str)>, &[&str]); 6] = [
        ([line, in_two].concat(), &[]),
        (vec![], &["ae 41800000 0", "cp 41800000 0"]),
        ([line, &[("moves-in/1/2024/ae", "41 800 000")]].concat(), &["cp 41800000 0"]),
        ([line, in_two, &[("moves-in/2/2024/cp", "1")]].concat(), &["cp 41800000 41800001"]),
        // What is said of another title, of staff, of no one's lines.
        ([line, in_two, &[("moves-in/1/2024/t2", "7"), ("moves-in/1/2024/etpt", "0,5")]].concat(), &["t2 0 7", "etpt 0 0.5"]),
        ([line, in_two, &[("moves-in/1/2024/cas", "2"), ("moves-in/1/2024/etpt-outside", "9")]].concat(), &["cas 0 2"]),
    ];
    let giver = document(2024, "349", given);
    for (received, expected) in cases {
        let taker = set(&empty(2024), &[received.as_slice(), &[("programme/number", "343")]].concat());
        let gaps = |named: &[Named<'_>]| {
            let found = between::gaps(named);
            found.iter().map(|gap| format!("{} {} {}", gap.column, gap.given.amount.normalize(), gap.received.amount.normalize())).collect::<Vec<_>>()
        };
        let (first, second) = (Named { name: "p349.ron", document: &giver }, Named { name: "p343.ron", document: &taker });
        assert_eq!(gaps(&[first, second]), expected);
        assert_eq!(gaps(&[second, first]), expected, "in either order");
    }
    // Neither a document of another year, nor another state of the same programme, nor one that is not there is its other side.
    let to_itself: Typed = &[("moves-out/1/label", "De soi"), ("moves-out/1/programme", "349"), ("moves-out/1/2024/ae", "-5")];
    let (later, same) = (document(2025, "343", &[]), document(2024, "349", to_itself));
    for other in [&later, &same] {
        assert!(between::gaps(&[Named { name: "a", document: &giver }, Named { name: "b", document: other }]).is_empty());
    }
    let taker = document(2024, "343", &[("moves-in/1/label", "Du 349"), ("moves-in/1/programme", "349"), ("moves-in/1/2024/ae", "41 000 000")]);
    let gaps = between::gaps(&[Named { name: "p343.ron", document: &taker }, Named { name: "p349.ron", document: &giver }]);
    assert_eq!(
        gaps.iter().map(|gap| plain(&gap.sentence(Lang::French))).collect::<Vec<_>>(),
        [
            "AE Hors T2 2024 : le programme 349 donne 41 800 000 € au programme 343 (p349.ron, moves-out/1/2024/ae), qui en reçoit 41 000 000 € (p343.ron, moves-in/1/2024/ae). Corriger l’un ou l’autre.",
            "CP Hors T2 2024 : le programme 349 donne 41 800 000 € au programme 343 (p349.ron, moves-out/1/2024/cp), qui en reçoit 0 € (p343.ron, rien de saisi). Corriger l’un ou l’autre.",
        ]
    );
    assert!(gaps[0].sentence(Lang::English).contains("which receives 41\u{202f}000\u{202f}000\u{a0}€"), "{}", gaps[0].sentence(Lang::English));
}

/// The command checks every document of a folder, then each pair of them.
#[test]
fn a_folder_is_checked_pair_by_pair() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, typed: &[(&str, &str)]| std::fs::write(folder.path().join(name), storage::write(&set(&empty(2024), typed))).expect("written");
    write("a.ron", &[("programme/number", "349"), ("moves-out/1/label", "A"), ("moves-out/1/programme", "343"), ("moves-out/1/2024/etpt", "-2,5")]);
    write("b.ron", &[("programme/number", "343"), ("moves-in/1/label", "A"), ("moves-in/1/programme", "349"), ("moves-in/1/2024/etpt", "2,50")]);
    let run = |more: &[&str]| {
        let mut check = std::process::Command::new(env!("CARGO_BIN_EXE_papier"));
        let output = check.arg("check").arg(folder.path()).args(more).env("LC_ALL", "fr_FR.UTF-8").output().expect("papier starts");
        (output.status.code(), plain(&String::from_utf8(output.stdout).expect("UTF-8")))
    };
    let (code, told) = run(&[]);
    assert!(code == Some(0) && told.contains("a.ron : À vérifier minister") && !told.contains("R19"), "{told}");
    write("b.ron", &[("programme/number", "343"), ("moves-in/1/label", "A"), ("moves-in/1/programme", "349"), ("moves-in/1/2024/etpt", "-2,50")]);
    let (code, told) = run(&[]);
    assert_eq!(code, Some(1), "a transfer against its direction is an error of its document");
    let last = told.lines().last().expect("a line");
    assert_eq!(
        last,
        "À vérifier R19 : ETPT ministériels 2024 : le programme 349 donne 2,5 ETPT au programme 343 (a.ron, moves-out/1/2024/etpt), qui en reçoit −2,5 ETPT (b.ron, moves-in/1/2024/etpt). Corriger l’un ou l’autre."
    );
    let (code, told) = run(&["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(
        (code, &json["transfers"][0]["given"]["file"], &json["transfers"][0]["received"]["figure"]),
        (Some(1), &"a.ron".into(), &"-2.50".into())
    );
    assert_eq!((&json["documents"][1]["programme"], &json["documents"][1]["findings"][0]["rule"]), (&343.into(), &"moves-in-sign".into()));
    std::fs::write(folder.path().join("c.ron"), "no document").expect("written");
    assert_eq!(run(&[]).0, Some(2));
}

//! Transfers between programmes, as PLF 2024 prints them for programme 148, and what they are held to.

use papier::calc::{Figures, checks};
use papier::editing::{Command, Session};
use papier::lang::Lang;
use papier::model::{Document, Draw, Place};
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

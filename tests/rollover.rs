//! Next year's PAP: what becomes of each field, 2021 to 2022 and 2022 to 2023, from the sample.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

use papier::calc::Figures;
use papier::editing::review::{confirm, take_hint, unconfirmed};
use papier::editing::rollover::{Part, PartReport, PreviewCell, draft_changes, layout_changes, preview, report, report_text};
use papier::editing::{Assignment, Command, Session, TypedRefusal, assign, read};
use papier::lang::{Lang, links};
use papier::model::{Document, Narrative, Place};
use papier::tables::{CellKind, Mark, TableName};
use papier::{address, storage};

const SAMPLE: &str = "saves/programme-352-plf-2021.ron";
const ROLLED_OVER: &str = "saves/programme-352-plf-2022.ron";

fn sample() -> Session {
    Session::opened(storage::open(Path::new(SAMPLE)).expect("the sample"))
}

/// The sample in the PLF of a year.
fn at(year: u16, copy_credits: bool) -> Session {
    let mut session = sample();
    while session.document().year.get() < year {
        session.apply(&Command::Rollover { copy_credits }).expect("a known layout");
    }
    session
}

fn set(session: &mut Session, address: &str, value: &str) {
    let command = assign(session.document(), &[Assignment { address: address.into(), value: value.into() }]).expect("an assignment");
    session.apply(&command).expect("a command");
}

fn place(document: &Document, address: &str) -> Place {
    address::parse(document, address).unwrap_or_else(|error| panic!("{address}: {error}"))
}

/// What a cell shows, its mark and its hint: "7 300 000 to confirm", "(50)".
fn shown(session: &Session, address: &str) -> String {
    let tables = session.tables(Lang::French);
    let place = place(session.document(), address);
    let cell = TableName::all(session.document())
        .into_iter()
        .filter_map(|name| tables.table(name))
        .find_map(|table| table.find(place).and_then(|(row, column)| table.cell(row, column).cloned()))
        .unwrap_or_else(|| panic!("{address} is in no table"));
    let text = if cell.kind == CellKind::Empty && tables.mark(place).is_none() { String::new() } else { cell.text(Lang::French) };
    let mark = match tables.mark(place) {
        Some(Mark::ToConfirm) => " to confirm",
        Some(Mark::Locked) => " locked",
        Some(Mark::Inherited) | None => "",
    };
    let hint = tables.hint(place).map_or_else(String::new, |hint| format!("({hint})"));
    format!("{text}{mark}{hint}").replace('\u{202f}', " ")
}

/// docs/domain.md, *The passing of the year*, line by line.
#[test]
fn each_field_becomes_what_the_table_of_the_field_says() {
    let rules: [(u16, &[(&str, &str)]); 2] = [
        (
            2022,
            &[
                // Facts: the bill of 2021 is the act of 2021 until somebody confirms it; the bill of 2022 is empty.
                ("lfi/01/31/ae", "7 300 000 to confirm"),
                ("lfi/02/21/cp", "3 000 000 to confirm"),
                ("plf/01/31/ae", ""),
                // Contributions: "attendus" becomes "prévus".
                ("lfi/01/31/contributions/ae", "4 000 000 to confirm"),
                ("plf/01/31/contributions/ae", ""),
                // Indicators.
                ("indicator/1.1/2019/actual", "47"),
                ("indicator/1.1/2020/actual", "(50)"),
                ("indicator/1.1/2021/forecast", "140 locked"),
                ("indicator/1.1/2021/revised-forecast", "(140)"),
                ("indicator/1.1/2022/forecast", ""),
                ("indicator/1.1/2023/target", "200"),
                // Outstanding commitments: last year's estimate is a hint only.
                ("outstanding/rap", "(2 444 661)"),
                ("outstanding/ae", ""),
                ("outstanding/estimate", ""),
                // Schedule: row 1 takes up what both rows opened for that year.
                ("schedule/earlier/2022/plf", "(2 444 661)"),
                ("schedule/earlier/2022/contributions", ""),
                ("schedule/earlier/2023", "(0)"),
                ("schedule/new/2022/plf", ""),
            ],
        ),
        (
            2023,
            &[
                ("indicator/1.1/2020/actual", "(50)"),
                ("indicator/1.1/2021/actual", "(140)"),
                ("indicator/1.1/2022/forecast", "150 locked"),
                ("indicator/1.1/2023/target", "200"),
                ("indicator/1.1/2024/target", ""),
                ("indicator/1.1/2025/target", ""),
                ("lfi/01/31/ae", "8 000 000 to confirm"),
                ("plf/01/31/ae", ""),
            ],
        ),
    ];
    for (year, rules) in rules {
        let mut session = at(2022, false);
        if year == 2023 {
            set(&mut session, "indicator/1.1/2022/forecast", "150");
            set(&mut session, "plf/01/31/ae", "8 M€");
            session.apply(&Command::Rollover { copy_credits: false }).expect("2023");
        }
        for (address, expected) in rules {
            assert_eq!(shown(&session, address), *expected, "PLF {year}, {address}");
        }
    }
}

#[test]
fn columns_are_headed_as_the_year_prints_them() {
    let headings = |year| {
        let session = at(year, false);
        let tables = session.tables(Lang::French);
        let indicator = session.document().indicators().next().expect("an indicator").id;
        let table = tables.table(TableName::Indicator(indicator)).expect("its table");
        table.columns.iter().map(|column| column.title.clone()).collect::<Vec<_>>()
    };
    let of_2022 =
        ["Unité", "2019 Réalisation", "2020 Réalisation", "2021 Prévision PAP 2021", "2021 Prévision actualisée", "2022 Prévision", "2023 Cible"];
    assert_eq!(headings(2022), of_2022);
    let of_2023 = ["Unité", "2020 Réalisation", "2021 Réalisation", "2022 (Cible PAP 2022)", "2023 (Cible)", "2024 (Cible)", "2025 (Cible)"];
    assert_eq!(headings(2023), of_2023);
}

/// From PLF 2023 on the act stands over the bill, with the change, and every cell is typed in as before.
#[test]
fn the_layout_of_2023_stacks_act_and_bill() {
    let mut session = at(2023, true);
    set(&mut session, "plf/01/31/ae", "8 030 000");
    let tables = session.tables(Lang::French);
    let table = tables.table(TableName::parse(session.document(), "plf-ae").expect("a table")).expect("its rows");
    let rows: Vec<(String, String)> = table
        .rows
        .iter()
        .map(|row| (row.label.clone(), row.cells.iter().map(|cell| cell.text(Lang::French).replace('\u{202f}', " ")).collect::<Vec<_>>().join(" | ")))
        .collect();
    let expected = [
        (", LFI 2022", "0 | 7 300 000 | 7 300 000 | 4 000 000"),
        ("PLF 2023", "0 | 8 030 000 | 8 030 000 | 4 000 000"),
        (", LFI 2022", "3 000 000 | 300 000 | 3 300 000 | 0"),
        ("PLF 2023", "3 000 000 | 300 000 | 3 300 000 | 0"),
        ("Totaux, LFI 2022", "3 000 000 | 7 600 000 | 10 600 000 | 4 000 000"),
        ("PLF 2023", "3 000 000 | 8 330 000 | 11 330 000 | 4 000 000"),
    ];
    for ((label, cells), (end, figures)) in rows.iter().zip(expected) {
        assert!(label.ends_with(end) && cells == figures, "{label}: {cells}, and not {end}: {figures}");
    }
    assert_eq!(rows.len(), expected.len());
    assert_eq!(table.columns.iter().map(|column| column.title.as_str()).next_back(), Some("FdC et AdP attendus"));
    let title = |name: &str| tables.table(TableName::parse(session.document(), name).expect("a table")).expect("its rows").title;
    let titles = ["plf-ae", "plf-cp", "titles"].map(title);
    let expected = ["Autorisations d'engagement", "Crédits de paiements", "Présentation des crédits par titre et catégorie pour 2022 et 2023"];
    assert_eq!(titles, expected);
    // What changed stands by itself, by action and title.
    let changes = tables.table(TableName::Variation).expect("changes");
    let changes: Vec<String> = changes
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.text(Lang::French).replace('\u{202f}', " ")).collect::<Vec<_>>().join(" | "))
        .collect();
    assert_eq!(changes[0], "10 600 000 | 11 330 000 | +6,9 % | 0,0 % | +9,6 %");
    assert_eq!(changes[1], "7 300 000 | 8 030 000 | +10,0 % | – | +10,0 %");
    assert_eq!(changes.len(), 6);
    assert_eq!(tables.table(TableName::Synthesis).expect("synthesis").row_header, "Action / Sous-action");
}

/// PAP 2027 of programme 105 prints the act of an action that has ended over an explicit 0.
#[test]
fn an_action_that_has_ended_asks_for_nothing() {
    let mut session = at(2023, true);
    for cell in ["21/ae", "21/cp", "31/ae", "31/cp"] {
        set(&mut session, &format!("plf/02/{cell}"), "");
    }
    let text = storage::write(session.document());
    let line = text.lines().find(|line| line.contains("code: \"02\"")).expect("its line");
    let ended = text.replace(line, &line.replace("),", ", ended: 2022),"));
    let session = Session::opened(storage::parse(&ended).expect("it opens"));
    let tables = session.tables(Lang::French);
    let table = tables.table(TableName::parse(session.document(), "plf-ae").expect("a table")).expect("its rows");
    let row =
        |index: usize| table.rows[index].cells.iter().map(|cell| cell.text(Lang::French).replace('\u{202f}', " ")).collect::<Vec<_>>().join(" | ");
    assert_eq!([row(2), row(3)], ["3 000 000 | 300 000 | 3 300 000 | 0", "0 | 0 | 0 | 0"]);
}

#[test]
fn the_report_counts_what_was_carried_emptied_locked_and_waits() {
    let (before, after) = (sample(), at(2022, false));
    let report = report(before.document(), after.document());
    let counts: Vec<(Part, [usize; 4])> = report.iter().map(|part| (part.part, [part.carried, part.to_confirm, part.emptied, part.locked])).collect();
    let texts = before.document().texts.len();
    let expected = [
        (Part::Credits, [6, 6, 6, 0]),
        (Part::Contributions, [2, 2, 2, 0]),
        (Part::Indicators, [14, 0, 21, 7]),
        (Part::Emptied("outstanding"), [0, 0, 5, 0]),
        (Part::Emptied("schedule"), [0, 0, 10, 0]),
        (Part::Texts, [texts, 0, 0, 0]),
        (Part::Structure, [11, 0, 0, 0]),
    ];
    assert_eq!(counts, expected);
    assert_eq!(PartReport::total(&report), [33 + texts, 8, 44, 7]);
}

/// Each part in both years, in words, as `papier rollover` and the window say them.
#[test]
fn the_report_says_what_was_there_and_what_is() {
    let (before, after, copied) = (sample(), at(2022, false), at(2022, true));
    let words = |part: Part, after: &Session| {
        let [said, rest] = part.after(after.document(), Lang::French);
        format!("{} → {said}. {rest}", part.before(before.document(), Lang::French)).replace(['\u{a0}', '\u{202f}'], " ").trim_end().to_owned()
    };
    let cases = [
        (Part::Credits, "PLF 2021 : 10 600 000 en AE et en CP → LFI 2021 : 10 600 000 en AE et en CP, à confirmer. PLF 2022 à saisir."),
        (
            Part::Contributions,
            "Attendus en 2021 : 4 000 000 en AE et en CP → Prévus en 2021 : 4 000 000 en AE et en CP, à confirmer. Attendus en 2022 à saisir.",
        ),
        (Part::Indicators, "6 colonnes, de 2018 à 2023 → 6 colonnes, de 2019 à 2023. Les autres valeurs restent dans le fichier."),
        (Part::Emptied("outstanding"), "Évaluation à fin 2020 : 2 444 661 → Vide. Indice : 2 444 661."),
        (Part::Emptied("schedule"), "CP 2022 : 0 + 2 444 661 → Vide. Indice : 2 444 661 (CP 2022)."),
        (Part::Structure, "2 actions, 2 objectifs, 7 indicateurs → Gardée. Ce qui changera rédigera l’évolution de la maquette."),
    ];
    for (part, expected) in cases {
        assert_eq!(words(part, &after), expected);
    }
    assert!(words(Part::Credits, &copied).ends_with("PLF 2022 repris du PLF 2021."));
    let text = report_text(before.document(), after.document(), Lang::French);
    assert!(text.starts_with("PAP 2021 → PAP 2022\n  Crédits") && text.contains("6 repris, 6 à confirmer, 6 vides, 0 verrouillés"), "{text}");
}

/// Each value of a row stays in its column: what leaves the layout, what is locked, what is hinted.
#[test]
fn a_row_is_seen_in_both_layouts() {
    let rows = |year: u16| {
        let (before, after) = (at(year, false), at(year + 1, false));
        let row = before.document().indicators().next().expect("1.1").rows.first().expect("a row").id;
        let cell = |cell: &PreviewCell| match cell {
            PreviewCell::Outside => "–".to_owned(),
            PreviewCell::Filled(value) => value.clone(),
            PreviewCell::Locked(value) => format!("[{value}]"),
            PreviewCell::Hinted(hint) => format!("({hint})"),
            PreviewCell::Empty => "○".to_owned(),
        };
        let columns = preview(before.document(), after.document(), row);
        columns.iter().map(|column| format!("{} {:?} {} {}", column.year, column.kind, cell(&column.before), cell(&column.after))).collect::<Vec<_>>()
    };
    let of_2022 = [
        "2018 Actual NA –",
        "2019 Actual 47 47",
        "2020 Forecast 80 –",
        "2020 RevisedForecast 50 –",
        "2020 Actual – (50)",
        "2021 Forecast 140 [140]",
        "2021 RevisedForecast – (140)",
        "2022 Forecast – ○",
        "2023 Target 200 200",
    ];
    assert_eq!(rows(2021), of_2022);
    let of_2023 = [
        "2019 Actual 47 –",
        "2020 Actual (50) (50)",
        "2021 Forecast [140] –",
        "2021 RevisedForecast (140) –",
        "2021 Actual – (140)",
        "2022 Forecast ○ ○",
        "2023 Target 200 200",
        "2024 Target – ○",
        "2025 Target – ○",
    ];
    assert_eq!(rows(2022), of_2023);
}

#[test]
fn a_target_that_changes_is_traced() {
    let mut session = at(2022, false);
    let id = session.document().indicators().next().expect("1.1").id;
    let traced = |session: &Session| session.tables(Lang::French).traced(id);
    assert_eq!(traced(&session), [""; 0]);
    set(&mut session, "indicator/1.1/2023/target", "180");
    assert_eq!(traced(&session), ["Cible 2023\u{a0}: 180, au lieu de 200 au PAP 2021."]);
}

#[test]
fn undoing_a_rollover_gives_back_the_same_bytes() {
    let mut session = sample();
    let before = storage::write(session.document());
    for copy_credits in [false, true] {
        session.apply(&Command::Rollover { copy_credits }).expect("2022");
        assert_ne!(storage::write(session.document()), before);
        assert!(session.undo() && !session.undo(), "one step");
        assert_eq!(storage::write(session.document()), before);
    }
}

#[test]
fn the_sample_of_2022_is_the_sample_of_2021_rolled_over() {
    let committed = std::fs::read_to_string(ROLLED_OVER).expect("the sample of 2022");
    assert_eq!(storage::write(at(2022, false).document()), committed);
}

#[test]
fn marks_go_by_an_answer_or_by_typing() {
    let mut session = at(2022, false);
    assert_eq!(unconfirmed(session.document()).len(), 8);
    set(&mut session, "lfi/01/31/ae", "7 200 000");
    assert_eq!((shown(&session, "lfi/01/31/ae"), unconfirmed(session.document()).len()), ("7 200 000".into(), 7));
    let command = confirm(session.document(), session.figures(), &unconfirmed(session.document())).expect("seven amounts");
    session.apply(&command).expect("one step");
    assert_eq!((shown(&session, "lfi/02/21/cp"), unconfirmed(session.document()).len()), ("3 000 000".into(), 0));

    assert!(session.document().inherited.contains(&Narrative::Strategy));
    set(&mut session, "text/strategy", "Un texte nouveau.");
    assert!(!session.document().inherited.contains(&Narrative::Strategy));

    let locked = place(session.document(), "indicator/1.1/2021/forecast");
    let refusal = read(session.document(), locked, "150").expect_err("locked");
    assert!(matches!(refusal, TypedRefusal::Locked(year) if year.get() == 2021));
    let hinted = place(session.document(), "outstanding/rap");
    session.apply(&take_hint(session.document(), hinted).expect("a hint")).expect("one cell");
    assert_eq!(shown(&session, "outstanding/rap"), "2 444 661");
    assert_eq!(take_hint(session.document(), hinted), None, "the cell is filled");
}

#[test]
fn changes_of_the_layout_are_listed_from_what_changed() {
    let mut session = at(2022, false);
    assert_eq!((layout_changes(session.document()), draft_changes(session.document())), (vec![], None));
    set(&mut session, "indicator/1.1/label", "Nombre de problèmes étudiés");
    set(&mut session, "indicator/2.4/label", "Nombre de défis");
    let id = session.document().indicators().nth(1).expect("1.2").id;
    session.apply(&Command::Structure(papier::editing::Structure::RemoveIndicator(id))).expect("removed");
    session.apply(&draft_changes(session.document()).expect("changes")).expect("written");
    let text = session.document().text(Narrative::LayoutChanges).replace('\u{a0}', " ");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 5, "{text}");
    assert_eq!(lines[0], "- Indicateur 1.1 « Nombre de problèmes investigués » : nouvel intitulé « Nombre de problèmes étudiés »");
    assert_eq!(lines[1], "- Indicateur 1.2 « Nombre de produits lancés par an » : suppression");
    assert!(lines[2].ends_with("nouveau numéro 1.2") && lines[3].ends_with("nouveau numéro 1.3"), "{text}");
    assert_eq!(lines[4], "- Indicateur 2.4 « Nombre de défis » : création");
}

/// What a link denotes does not change by renaming, renumbering, moving and rolling over; what removes it leaves its last figure.
#[test]
fn a_link_survives_everything_but_the_end_of_its_cell() {
    let mut session = sample();
    set(&mut session, "text/strategy", "Soit {plf/02/21/ae|M€} et {indicator/1.2/2021/forecast|nb}, {action/02/share|%}.");
    let read = |session: &Session| {
        let document = session.document();
        links::write(document, &Figures::of(document), document.text(Narrative::Strategy)).text.replace('\u{202f}', " ")
    };
    let before = read(&session);
    let action = session.document().actions[1].id;
    let indicator = session.document().indicators().nth(1).expect("1.2").id;
    use papier::editing::{Direction, Structure};
    let code = |code: &str| crate::documents::coded(action, code.parse().expect("a code"));
    let steps = [
        code("24"),
        Command::Structure(Structure::MoveIndicator { indicator, direction: Direction::Up }),
        Command::Rollover { copy_credits: false },
        Command::Rollover { copy_credits: true },
        code("08"),
    ];
    for step in steps {
        session.apply(&step).expect("a step");
        assert_eq!(read(&session), before, "{step:?}");
    }
    session.apply(&Command::Structure(Structure::RemoveAction(action))).expect("removed");
    assert_eq!(read(&session), before, "the last figures");
    let broken = session.findings().iter().filter(|finding| finding.rule == papier::model::Rule::BrokenLink).count();
    assert_eq!(broken, 2, "the amount and the share of the action");
}

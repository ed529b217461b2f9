//! Tax expenditures by their number, their costs in figures or words, and the total of the principal ones.

use papier::calc::{Figures, checks};
use papier::editing::{self, AssignmentRefusal, Command, Session};
use papier::lang::Lang;
use papier::model::{Document, Draw};
use papier::tables::{Node, Part, TableName, Tables};
use papier::{address, storage};

use super::{assignments, empty, plain, set};

const LISTED: [(&str, &str); 16] = [
    ("tax/800201/label", "Tarif réduit des gazoles non routiers"),
    ("tax/800201/rank", "Principale"),
    ("tax/800201/2024/actual", "1 238"),
    ("tax/800201/2024/forecast-before", "1 050"),
    ("tax/800201/2024/forecast", "862"),
    ("tax/120401/label", "Déduction"),
    ("tax/120401/rank", "principal"),
    ("tax/120401/2024/actual", "nc"),
    ("tax/120401/2024/forecast-before", "Ε"),
    ("tax/120401/2024/forecast", "-"),
    ("tax/050102/label", "Exonération"),
    ("tax/050102/rank", "subsidiaire"),
    ("tax/050102/2024/forecast", "400"),
    ("tax/210313/label", "Sans rang"),
    ("tax/210313/2024/forecast", "7"),
    ("tax/210313/2024/actual", "non borné"),
];

fn rows(document: &Document) -> Vec<String> {
    shown(document, |tables| tables.table(TableName::Section("tax")))
}

fn shown(document: &Document, table: impl Fn(Tables<'_>) -> Option<papier::tables::Table>) -> Vec<String> {
    let figures = Figures::of(document);
    let table = table(Tables { document, figures: &figures, lang: Lang::French }).expect("its table");
    let text = |row: &papier::tables::Row| row.cells.iter().map(|cell| plain(&cell.text(Lang::French))).collect::<Vec<_>>().join(" | ");
    table.rows.iter().map(|row| format!("{} | {}", row.label, text(row))).collect()
}

#[test]
fn the_total_counts_the_numbers_of_principal_expenditures() {
    let document = set(&empty(2024), &LISTED);
    assert_eq!(
        rows(&document),
        [
            "050102 – Exonération | Subsidiaire |  |  | 400",
            "120401 – Déduction | Principale | nc | ε | -",
            "210313 – Sans rang |  | Non borné |  | 7",
            "800201 – Tarif réduit des gazoles non routiers | Principale | 1 238 | 1 050 | 862",
            "Coût total des dépenses fiscales principales |  | 1 238 | 1 050 | 862",
        ]
    );
    let total = address::parse(&document, "tax/total/2024/forecast").expect("an address");
    for (lang, rule) in [(Lang::French, "somme des lignes « Principale »"), (Lang::English, "sum of the rows “Principal”")] {
        assert_eq!(plain(&Session::opened(document.clone()).tables(lang).rule(total)), rule);
    }
    let written = storage::write(&document);
    assert_eq!(storage::parse(&written).expect("opened"), document);
    assert!(written.contains("(section: \"tax\", row: Number(800201), year: 2024, column: \"forecast\", number: \"862\")"), "{written}");
    for spelt in ["tax/050102/2024/forecast", "tax/050102/label", "tax/050102/rank", "tax/total/2024/actual"] {
        let place = address::parse(&document, spelt).expect(spelt);
        assert_eq!(address::write(&document, place).as_deref(), Some(spelt));
    }
    for wrong in ["tax/50102/2024/forecast", "tax/1/label", "tax/999999/rank", "tax/+50102/label", "tax/800201/code"] {
        assert!(address::parse(&document, wrong).is_err(), "{wrong}");
    }
}

/// Print sorts them as the document does: principal ones, then subsidiary ones, each by decreasing cost; the window as they were added.
#[test]
fn expenditures_are_printed_by_decreasing_cost() {
    let more: &[(&str, &str)] = &[
        ("tax/120402/label", "Plus chère"),
        ("tax/120402/rank", "principal"),
        ("tax/120402/2024/forecast", "1 000"),
        ("tax/050101/label", "Peu"),
        ("tax/050101/rank", "subsidiaire"),
        ("tax/050101/2024/forecast", "3"),
    ];
    let document = set(&set(&empty(2024), &LISTED), more);
    let numbers = |rows: Vec<String>| -> Vec<String> { rows.into_iter().map(|row| row.split(' ').next().unwrap_or_default().to_owned()).collect() };
    let printed = numbers(shown(&document, |tables| tables.printed(TableName::Section("tax"))));
    assert_eq!(printed, ["120402", "800201", "120401", "050102", "050101", "210313", "Coût"]);
    assert_eq!(numbers(rows(&document)), ["050102", "120401", "210313", "800201", "050101", "120402", "Coût"]);
}

#[test]
fn what_is_neither_a_cost_nor_a_word_for_one_is_refused() {
    let document = set(&empty(2024), &LISTED);
    for (address, typed, said) in [
        ("tax/800201/2024/forecast", "beaucoup", "un nombre, ou un de ces mots : -, ε, nc, Non borné"),
        ("tax/800201/2024/forecast", "1-2", "un nombre, ou un de ces mots"),
        ("tax/800201/rank", "moyenne", "Principale, Principal, Subsidiaire, Subsidiary"),
        ("tax/80020/label", "Trop court", "« 80020 » n’est pas un numéro de « tax » : il a six chiffres"),
        ("tax/12/2024/forecast", "5", "il a six chiffres"),
        ("tax/120499/2024/forecast", "5", "« tax » n’a pas de ligne 120499. La créer en lui donnant un intitulé (tax/120499/label)."),
    ] {
        let refused: Vec<AssignmentRefusal> = editing::assign(&document, &assignments(&[(address, typed)])).expect_err("refused");
        let sentence = plain(&refused[0].sentence(Lang::French));
        assert!(sentence.contains(said), "{address} {typed}: {sentence}");
    }
}

/// The number is the identity: what two files say of one expenditure is said of one.
#[test]
fn an_expenditure_is_the_same_in_every_file() {
    let theirs = set(&empty(2024), &LISTED);
    let ours = set(&empty(2024), &[("tax/800201/label", "Autre intitulé"), ("tax/800201/rank", "principal")]);
    let merged = editing::take_in(&ours, &theirs, &mut Draw::of(["m"])).expect("merged");
    let mut session = Session::opened(ours);
    session.apply(&merged).expect("applied");
    assert_eq!(session.document().sections.rows("tax").len(), 4);
    assert!(rows(session.document()).iter().any(|row| row.starts_with("800201 – Tarif réduit")));
}

#[test]
fn a_forecast_of_last_year_is_the_hint_of_this_one() {
    let mut session = Session::opened(set(&empty(2024), &LISTED));
    session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    let tables = session.tables(Lang::French);
    let hint = |address: &str| tables.hint(address::parse(session.document(), address).expect("an address")).map(|hint| plain(&hint));
    assert_eq!(hint("tax/800201/2025/actual").as_deref(), Some("1 050"));
    assert_eq!(hint("tax/800201/2025/forecast-before").as_deref(), Some("862"));
    assert_eq!(hint("tax/800201/2025/forecast"), None);
    assert_eq!(hint("tax/120401/2025/forecast-before"), None, "a word suggests nothing");
}

#[test]
fn an_expenditure_without_a_rank_is_found_and_the_page_is_one_of_credits() {
    let document = set(&empty(2024), &LISTED);
    let findings = checks::findings(&document, &Figures::of(&document));
    let found: Vec<String> =
        findings.iter().filter(|finding| finding.rule.code() == "tax-rank").map(|finding| finding.sentence(Lang::French)).collect();
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("210313"), "{found:?}");
    let session = Session::opened(document);
    let tables = session.tables(Lang::French);
    assert_eq!(tables.of_part(Part::Credits).last(), Some(&TableName::Section("tax")));
    let nodes: Vec<Node> = tables.outline().into_iter().map(|branch| branch.node).collect();
    let at = |node| nodes.iter().position(|other| *other == node);
    assert!(at(Node::Titles) < at(Node::Section("tax")) && at(Node::Section("tax")) < at(Node::JustificationPart));
}

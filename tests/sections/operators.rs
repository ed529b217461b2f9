//! What the State gives to operators, and what it is held to.

use papier::calc::{Figures, checks};
use papier::editing::{Command, Session, Structure};
use papier::lang::Lang;
use papier::model::{Document, Narrative, Place, Stage, TextPlace};
use papier::tables::{Block, Node, Part, TableName, Tables};
use papier::{address, storage};

use super::{empty, plain, published, set};

const FUNDED: [(&str, &str); 13] = [
    ("action/01/label", "Une"),
    ("plf/01/32/ae", "12 345 678"),
    ("plf/01/32/cp", "12 000 000"),
    ("operators/1/label", "ASP - Agence de services et de paiement"),
    ("operators/1/scsp/2024/lfi-ae", "11 000"),
    ("operators/1/scsp/2024/lfi-cp", "11 000"),
    ("operators/1/scsp/2024/plf-ae", "12 346"),
    ("operators/1/scsp/2024/plf-cp", "12 000"),
    ("operators/1/equity/2024/plf-ae", "4"),
    ("operators/2/label", "ENSTA Bretagne"),
    ("operators/2/transfers/2024/plf-ae", "100"),
    ("operators/1/missions", "L’agence **paie**."),
    ("operators/2/governance", "Un conseil."),
];

fn rows(document: &Document) -> Vec<String> {
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang: Lang::French };
    let table = tables.table(TableName::Section("operators")).expect("its table");
    let text = |row: &papier::tables::Row| row.cells.iter().map(|cell| plain(&cell.text(Lang::French))).collect::<Vec<_>>().join(" | ");
    table.rows.iter().map(|row| format!("{:?} {} | {}", row.level, row.label, text(row))).collect()
}

#[test]
fn what_the_state_gives_stands_under_each_operator() {
    let document = set(&empty(2024), &FUNDED);
    assert_eq!(
        rows(&document),
        [
            "Main ASP - Agence de services et de paiement | 11 000 | 11 000 | 12 350 | 12 000",
            "Sub Subventions pour charges de service public | 11 000 | 11 000 | 12 346 | 12 000",
            "Sub Transferts |  |  |  | ",
            "Sub Subventions pour charges d’investissement |  |  |  | ",
            "Sub Dotations en fonds propres | 0 | 0 | 4 | 0",
            "Main ENSTA Bretagne | 0 | 0 | 100 | 0",
            "Sub Subventions pour charges de service public |  |  |  | ",
            "Sub Transferts | 0 | 0 | 100 | 0",
            "Sub Subventions pour charges d’investissement |  |  |  | ",
            "Sub Dotations en fonds propres |  |  |  | ",
            "Total Total | 11 000 | 11 000 | 12 450 | 12 000",
        ]
    );
    assert_eq!(storage::parse(&storage::write(&document)).expect("opened"), document);
    for (spelt, is_entry) in [
        ("operators/1/scsp/2024/lfi-ae", true),
        ("operators/2/total/2024/plf-cp", false),
        ("operators/total/2024/plf-cp", false),
        ("operators/1/missions", true),
        ("operators/2/governance", true),
        ("operators/1/label", true),
    ] {
        let place = address::parse(&document, spelt).expect(spelt);
        assert_eq!(address::write(&document, place).as_deref(), Some(spelt));
        assert_eq!(Place::from_code(&place.code()), Some(place), "{spelt}");
        assert_eq!(document.entry(place).is_some(), is_entry, "{spelt}");
    }
    for wrong in
        ["operators/3/scsp/2024/lfi-ae", "operators/1/2024/lfi-ae", "operators/1/purchases/2024/lfi-ae", "operators/1/scsp", "jobs/1/missions"]
    {
        assert!(address::parse(&document, wrong).is_err(), "{wrong}");
    }
}

/// The act of N-1 is the bill of N-1, to be confirmed.
#[test]
fn the_year_passes_and_the_act_is_to_confirm() {
    let mut session = Session::opened(set(&empty(2024), &FUNDED));
    session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    let place = |address: &str| address::parse(session.document(), address).expect("an address");
    let tables = session.tables(Lang::French);
    let shown = |address: &str| (plain(&tables.cell(place(address)).text(Lang::French)), tables.mark(place(address)).is_some());
    assert_eq!(shown("operators/1/scsp/2025/lfi-ae"), ("12 346".into(), true));
    assert_eq!(shown("operators/1/total/2025/lfi-ae"), ("12 350".into(), false));
    assert_eq!(shown("operators/1/scsp/2025/plf-ae").0, "");
}

/// An operator goes with its cells and texts, and comes back with them.
#[test]
fn an_operator_goes_with_all_that_is_said_of_it() {
    let document = set(&empty(2024), &FUNDED);
    let before = storage::write(&document);
    let row = document.sections.rows("operators")[0].id;
    let mut session = Session::opened(document);
    session.apply(&Command::Structure(Structure::RemoveSectionRow { section: "operators", row })).expect("removed");
    let left = storage::write(session.document());
    assert!(!left.contains(&row.0.to_string()), "{left}");
    assert!(session.undo() && storage::write(session.document()) == before);
    // Removed in one file, written about in another: the row stands again, to be named or removed.
    let text_line = before.lines().find(|line| line.contains(&format!("SectionRow(\"operators\", {}", row.0))).expect("its text");
    let merged = left.replace("    texts: [\n", &format!("    texts: [\n{text_line}\n"));
    assert_ne!(merged, left);
    let read = storage::parse(&merged).expect("opened");
    assert!(read.sections.row("operators", row).is_some() && read.open_conflicts().is_some());
    assert!(storage::write(&read).contains(text_line), "saved");
}

#[test]
fn subsidies_are_held_against_category_32() {
    let cases: [(&[(&str, &str)], &[&str]); 6] = [
        (&[], &[]),
        // Two operators: two thousand euros.
        (&[("operators/1/scsp/2024/plf-ae", "12 347")], &[]),
        (&[("operators/1/scsp/2024/plf-ae", "12 348")], &["operators-scsp"]),
        (&[("operators/2/scsp/2024/plf-cp", "-3")], &["operators-scsp"]),
        (&[("operators/1/scsp/2024/lfi-ae", "1")], &[]),
        (&[("operators/1/scsp/2024/plf-ae", ""), ("operators/1/scsp/2024/plf-cp", "")], &[]),
    ];
    for (more, expected) in cases {
        let document = set(&set(&empty(2024), &FUNDED), more);
        let findings = checks::findings(&document, &Figures::of(&document));
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule.code()).filter(|rule| rule.starts_with("operators")).collect();
        assert_eq!(rules, expected, "{more:?}");
        for finding in findings.iter().filter(|finding| finding.rule.code().starts_with("operators")) {
            assert!(Lang::ALL.into_iter().all(|lang| !finding.sentence(lang).contains('{')));
        }
    }
}

/// The page opens with the official words, which name the year before, then says each operator.
#[test]
fn the_page_opens_with_the_warning_of_its_year() {
    for (year, has_heading, says) in [
        (2020, false, "évolue au PLF 2020. Ainsi, les états financiers des opérateurs (budget initial 2019 par destination"),
        (2021, true, "ne seront plus publiés dans le PAP"),
        (2024, true, "Les états financiers des opérateurs (budget initial 2023 par destination pour tous les opérateurs"),
        (2027, true, "budget initial 2026 en comptabilité générale"),
    ] {
        let document = set(&empty(year), &[("operators/1/label", "ASP"), ("operators/1/missions", "Payer.")]);
        let session = Session::opened(document);
        let tables = session.tables(Lang::French);
        let blocks = tables.page(Node::Section("operators"));
        let statement = blocks.iter().find_map(|block| if let Block::Statement(words) = block { Some(words) } else { None }).expect("the warning");
        assert!(statement.contains(says), "{year}: {statement}");
        let titles: Vec<&str> =
            blocks.iter().filter_map(|block| if let Block::Section(heading) = block { Some(heading.text.as_str()) } else { None }).collect();
        assert_eq!(titles, if has_heading { vec!["Avertissement", "ASP"] } else { vec!["ASP"] });
        let row = session.document().sections.rows("operators")[0].id;
        let narratives: Vec<Narrative> = tables.page_narratives(Node::Section("operators"));
        assert_eq!(narratives, ["missions", "governance"].map(|text| Narrative::SectionRow { section: "operators", row, text }));
        let title = tables.text_title(TextPlace::Narrative(narratives[0]));
        assert_eq!(title, "Opérateurs, ASP, missions");
    }
}

/// They are the last part of a document that has some, and of no other.
#[test]
fn operators_are_a_part_of_their_own() {
    let with = set(&empty(2024), &FUNDED);
    let parts = |document: &Document| Part::all(document).map(Part::code).collect::<Vec<_>>();
    assert_eq!(parts(&with), ["STRAT", "PERF", "CREDITS", "JPE", "OPE"]);
    assert_eq!(parts(&empty(2024)), ["STRAT", "PERF", "CREDITS", "JPE"]);
    let session = Session::opened(with);
    let tables = session.tables(Lang::French);
    // Each has a table of its own on the page; the whole one leaves as one table.
    let of = |index: usize| TableName::SectionRow("operators", session.document().sections.rows("operators")[index].id);
    assert_eq!(tables.of_part(Part::Operators), [of(0), of(1)]);
    assert_eq!(TableName::parse(session.document(), "operators/2"), Some(of(1)));
    assert_eq!(of(1).write(session.document()).as_deref(), Some("operators/2"));
    assert_eq!(TableName::parse(session.document(), "operators/3"), None);
    let table = tables.table(of(0)).expect("a table");
    let labels: Vec<&str> = table.rows.iter().map(|row| row.label.as_str()).collect();
    let expected = [
        "Subventions pour charges de service public",
        "Transferts",
        "Subventions pour charges d’investissement",
        "Dotations en fonds propres",
        "Total",
    ];
    assert_eq!(labels, expected);
    assert_eq!(plain(&table.rows[4].cells[2].text(Lang::French)), "12 350");
    assert_eq!(
        plain(&tables.title_alone(&table)),
        "ASP - Agence de services et de paiement : Financement apporté à l’opérateur par le budget de l’État (en milliers d’euros)"
    );
    assert_eq!(tables.outline().last().map(|branch| (branch.node, branch.depth)), Some((Node::Section("operators"), 0)));
    assert_eq!(TableName::all(session.document()).last(), Some(&TableName::Section("operators")));
    assert_eq!(session.document().actions.iter().filter(|action| session.document().stands(action, session.document().year, Stage::Bill)).count(), 1);
}

/// As PLF 2024 prints them for programme 129, the funding as the jaune prints it; and as PLF 2021, without a line over the name.
const PUBLISHED: &str = "\
Opérateurs
Avertissement
Les états financiers des opérateurs (budget initial 2023 par destination pour tous les opérateurs, budget initial 2023 en comptabilité budgétaire pour les opérateurs soumis à la comptabilité budgétaire et budget initial 2023 en comptabilité générale pour les opérateurs non soumis à la comptabilité budgétaire) sont publiés sans commentaires dans le « jaune opérateurs » et les fichiers plats correspondants en open data sur le site « data.gouv.fr ».
OPÉRATEUR
Grande Chancellerie de la Légion d'Honneur
Missions
L’Ordre de la Légion d’honneur bénéficie de la qualité d’opérateur de l’État depuis 2008.
Il dépend du programme 129.
Gouvernance et pilotage stratégique
L’Ordre est placé sous l’autorité du Grand chancelier.
FINANCEMENT APPORTÉ À L'OPÉRATEUR PAR LE BUDGET DE L'ÉTAT (en milliers d'euros)
Nature du financement | LFI 2023 Autorisations d'engagement | LFI 2023 Crédits de paiement | PLF 2024 Autorisations d'engagement | PLF 2024 Crédits de paiement
Subventions pour charges de service public | 27 000 | 27 000 | 28 500 | 28 400
Transferts | 0 | 0 | 12 | 12
Total | 27 000 | 27 000 | 28 512 | 28 412
OPÉRATEUR
ASP - Agence de services et de paiement
Missions
Établissement public national.
FINANCEMENT APPORTÉ À L'OPÉRATEUR PAR LE BUDGET DE L'ÉTAT (en milliers d'euros)
Nature du financement | LFI 2023 Autorisations d'engagement | LFI 2023 Crédits de paiement | PLF 2024 Autorisations d'engagement | PLF 2024 Crédits de paiement
Subventions pour charges de service public | 5 | 5 | 7 | 7
Total | 5 | 5 | 7 | 7
";

#[test]
fn what_a_publication_says_of_operators_is_read() {
    let typed: &[(&str, &str)] = &[
        ("operators/1/label", "Grande Chancellerie de la Légion d'Honneur"),
        (
            "operators/1/missions",
            "L’Ordre de la Légion d’honneur bénéficie de la qualité d’opérateur de l’État depuis 2008.\nIl dépend du programme 129.",
        ),
        ("operators/1/governance", "L’Ordre est placé sous l’autorité du Grand chancelier."),
        ("operators/1/scsp/2024/lfi-ae", "27 000"),
        ("operators/1/scsp/2024/lfi-cp", "27 000"),
        ("operators/1/scsp/2024/plf-ae", "28 500"),
        ("operators/1/scsp/2024/plf-cp", "28 400"),
        ("operators/1/transfers/2024/lfi-ae", "0"),
        ("operators/1/transfers/2024/lfi-cp", "0"),
        ("operators/1/transfers/2024/plf-ae", "12"),
        ("operators/1/transfers/2024/plf-cp", "12"),
        ("operators/2/label", "ASP - Agence de services et de paiement"),
        ("operators/2/missions", "Établissement public national."),
        ("operators/2/scsp/2024/lfi-ae", "5"),
        ("operators/2/scsp/2024/lfi-cp", "5"),
        ("operators/2/scsp/2024/plf-ae", "7"),
        ("operators/2/scsp/2024/plf-cp", "7"),
    ];
    let typed = set(&empty(2024), typed);
    let texts = |document: &Document| {
        let texts = ["operators/1/missions", "operators/1/governance", "operators/2/missions", "operators/2/governance"].map(|address| {
            let Ok(Place::Text(TextPlace::Narrative(narrative))) = address::parse(document, address) else { panic!("{address}") };
            document.text(narrative).to_owned()
        });
        (texts, published::contents(document))
    };
    for text in [PUBLISHED.to_owned(), PUBLISHED.replace("OPÉRATEUR\n", "")] {
        for text in [published::tabbed(&text), published::page(&text)] {
            let import = published::read_all(&[&text], Some(2024));
            assert_eq!(texts(&import.documents[0]), texts(&typed), "{text}\n{}", import.text(Lang::English));
            assert_eq!(import.report.losses().map(|remark| remark.sentence(&import.report, Lang::English)).collect::<Vec<_>>(), [""; 0], "{text}");
            assert!(import.report.differences.is_empty() && import.report.equal == 8, "{}", import.text(Lang::English));
        }
    }
}

//! The six documents: the sample; layouts of 2020, 2022, 2023 and 2027, each with something in every cell; one of 60 actions and 22 categories.

use std::path::Path;

use papier::editing::{Assignment, Command, Session, assign, create, read};
use papier::lang::Lang;
use papier::model::{Category, Document, Place};
use papier::tables::NamedText;
use papier::{address, storage};

const SAMPLE: &str = "saves/programme-352-plf-2021.ron";

pub fn documents() -> Vec<(&'static str, Document)> {
    vec![
        ("sample", sample()),
        ("plf-2020", filled(small(2020))),
        ("plf-2022", rolled_over(2022)),
        ("plf-2023", filled(rolled_over(2023))),
        ("plf-2027", filled(rolled_over(2027))),
        ("large", large()),
    ]
}

fn sample() -> Document {
    storage::open(Path::new(SAMPLE)).expect("the sample")
}

fn assigned(document: Document, assignments: impl IntoIterator<Item = (String, String)>) -> Document {
    let assignments: Vec<Assignment> = assignments.into_iter().map(|(address, value)| Assignment { address, value }).collect();
    let mut session = Session::opened(document);
    let command = assign(session.document(), &assignments).unwrap_or_else(|refusals| panic!("{refusals:?}"));
    session.apply(&command).expect("assignments");
    Document::clone(session.document())
}

/// A programme of three actions, one of them with sub-actions, and two objectives.
fn small(year: u16) -> Document {
    let document = create("134", "Développement des entreprises et régulations", &year.to_string()).expect("a document");
    let labels = [
        ("action/08/label", "Expertise, conseil et inspection"),
        ("action/23/label", "Industrie et services"),
        ("action/23.01/label", "Industrie"),
        ("action/23.02/label", "Services"),
        ("objective/1/label", "Améliorer l’accès au financement"),
        ("indicator/1.1/label", "Délai de traitement des réclamations"),
        ("indicator/1.1/unit", "jours"),
        ("indicator/1.1/2/label", "Médiane"),
        ("indicator/1.1/2/unit", "jours"),
        ("objective/2/label", "Maîtriser les coûts"),
        ("indicator/2.1/label", "Part des dossiers dématérialisés"),
        ("indicator/2.1/unit", "%"),
    ];
    let amounts = ["08/21", "08/31", "23.01/62", "23.02/64"].into_iter().map(|place| format!("plf/{place}/ae"));
    let labels = labels.into_iter().map(|(address, label)| (address.to_owned(), label.to_owned()));
    assigned(document, labels.chain(amounts.map(|address| (address, "1000".into()))))
}

/// The sample in the PLF of a later year.
fn rolled_over(year: u16) -> Document {
    let mut session = Session::opened(sample());
    while session.document().year.get() < year {
        session.apply(&Command::Rollover { copy_credits: false }).expect("a known layout");
    }
    Document::clone(session.document())
}

/// Sixty actions and sub-actions, every category of the nomenclature, twenty indicators of two rows.
fn large() -> Document {
    let document = create("999", "Programme le plus grand", "2021").expect("a document");
    let mut assignments = Vec::new();
    let mut leaves = Vec::new();
    for action in 1..=40 {
        assignments.push((format!("action/{action:02}/label"), format!("Action de politique publique n° {action}")));
        if action % 4 == 0 {
            for sub_action in 1..=2 {
                let code = format!("{action:02}.{sub_action:02}");
                assignments.push((format!("action/{code}/label"), format!("Sous-action {code}")));
                leaves.push(code);
            }
        } else {
            leaves.push(format!("{action:02}"));
        }
    }
    for (leaf, row) in leaves.iter().zip(0_u64..) {
        for (category, column) in Category::all().zip(0_u64..) {
            let amount = (row * 7_919 + column * 104_729) % 90_000 * 1_000;
            let year = if (row + column) % 5 == 0 { "lfi" } else { "plf" };
            for measure in ["ae", "cp"] {
                assignments.push((format!("{year}/{leaf}/{}/{measure}", category.code()), amount.to_string()));
            }
        }
    }
    for objective in 1..=5 {
        assignments.push((format!("objective/{objective}/label"), format!("Objectif de performance n° {objective}")));
        for indicator in 1..=4 {
            let address = format!("indicator/{objective}.{indicator}");
            assignments.push((format!("{address}/label"), format!("Taux de réalisation n° {objective}.{indicator}")));
            assignments.push((format!("{address}/2/label"), "Médiane".into()));
            assignments.push((format!("{address}/1/2021/forecast"), (objective * 10 + indicator).to_string()));
            assignments.push((format!("{address}/2/2023/target"), (objective * 13 + indicator).to_string()));
        }
    }
    assigned(document, assignments)
}

/// The document with something in every entry of every table and in every text.
fn filled(document: Document) -> Document {
    let mut session = Session::opened(document);
    let tables = session.tables(Lang::French);
    let cells = tables.all().into_iter().flat_map(|table| table.rows).flat_map(|row| row.cells);
    let entries: Vec<Place> =
        cells.filter(|cell| cell.is_entry() && cell.text(Lang::French).trim_matches('0').is_empty()).filter_map(|cell| cell.place).collect();
    let texts: Vec<NamedText> = tables.texts().into_iter().filter(|text| text.text.is_empty()).collect();
    let words = "Les crédits demandés s’élèvent à {plf/total/total/ae|M€}.\n- 12 M€ pour **la réforme** ;\n- le reste en 2019.";
    let typed = entries.into_iter().chain(texts.into_iter().map(|text| Place::Text(text.place))).zip(0_u64..);
    for (place, number) in typed.collect::<Vec<_>>() {
        let document = session.document();
        let Some(address) = address::write(document, place) else { continue };
        let typed = match (place, number % 9) {
            (Place::Text(_), _) => words.to_owned(),
            (Place::Value { .. }, 0) => "NA".into(),
            (Place::Value { .. }, 1) => "15-25".into(),
            (Place::Value { .. }, 2) => "en hausse".into(),
            (Place::Value { .. }, rank) => format!("{},{rank}", 10 + number % 50),
            (_, 3) => "=3000000+300000".into(),
            (_, 4) => "0".into(),
            (_, rank) => format!("{}", (number + 1) * 1_250_000 + rank),
        };
        let Ok(change) = read(document, place, &typed) else { continue };
        session.apply(&Command::Write(vec![change])).unwrap_or_else(|refusal| panic!("{address}: {refusal}"));
    }
    Document::clone(session.document())
}

//! The toy is in reach of all that Papier does with a section.

#[path = "../../../tests/sections/contract.rs"]
mod contract;

use contract::{empty, set};

use super::shape::DATA;
use crate::address;
use crate::calc::checks;
use crate::editing::{Command, Session, review, rollover};
use crate::lang::Lang;
use crate::model::{Entry, Narrative, TextPlace};
use crate::tables::{Node, TableName};

const TYPED: [(&str, &str); 5] = [
    ("toy/1/label", "Toupie"),
    ("toy/1/2024/kept", "2"),
    ("toy/1/2024/given", "-3"),
    ("toy/comment", "Elle tourne."),
    ("toy-rules/comment", "Chacun son tour."),
];

#[test]
fn it_keeps_the_contract() {
    let shapes: Vec<_> = DATA.shapes.to_vec();
    contract::every_cell(&shapes);
    contract::merges_by_line(&shapes);
    contract::is_imported_as_printed(&shapes);
    contract::follows_what_is_typed(&shapes);
}

#[test]
fn its_page_its_texts_and_its_check_are_there() {
    let document = set(&empty(2024), &TYPED);
    let session = Session::opened(document);
    let tables = session.tables(Lang::French);
    let node = Node::Section("toy");
    assert!(tables.outline().into_iter().any(|branch| branch.node == node && branch.title == "Jouets et règles du jeu"));
    assert_eq!(tables.page_tables(node).collect::<Vec<_>>(), [TableName::Section("toy")]);
    let texts: Vec<(Narrative, String)> = tables
        .page_texts(node)
        .into_iter()
        .map(|text| match text.place {
            TextPlace::Narrative(narrative) => (narrative, text.title),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [(Narrative::Section("toy"), "Jouets, commentaire"), (Narrative::Section("toy-rules"), "Règles du jeu")];
    assert_eq!(texts, expected.map(|(narrative, title)| (narrative, title.to_owned())));
    let findings = checks::findings(session.document(), session.figures());
    let own: Vec<String> =
        findings.iter().filter(|finding| finding.rule.code() == "toy-negative").map(|finding| finding.sentence(Lang::French)).collect();
    assert_eq!(own, ["Il ne peut y avoir −1,00 jouets."]);
}

#[test]
fn the_year_passes_over_it() {
    let mut session = Session::opened(set(&empty(2024), &TYPED));
    let before = session.document().clone();
    session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    let place = address::parse(session.document(), "toy/1/2025/kept").expect("an address");
    assert_eq!(session.tables(Lang::French).cell(place).text(Lang::French), "−1,00", "what it had in all");
    assert_eq!(review::unconfirmed(session.document()), [session.document().entry(place).expect("an entry")]);
    let report = rollover::report(&before, session.document());
    let own = report.iter().find(|part| part.part == rollover::Part::Section("toy")).expect("a part of the report");
    assert_eq!(own.counts(), [1, 1, 1, 0]);
    assert!(session.document().inherited.contains(&Narrative::Section("toy-rules")));
    assert!(matches!(session.document().entry(place), Some(Entry::Cell(_))));
}

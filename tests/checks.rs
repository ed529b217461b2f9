//! What `papier check` finds, as a whole: in the untouched sample exactly what is known to be wrong with it.

#![expect(clippy::expect_used, clippy::panic, clippy::string_slice, reason = "a test fails by panicking")]

use std::path::Path;

use papier::calc::Figures;
use papier::calc::checks::{Severity, findings, held};
use papier::editing::{Assignment, Command, Session, assign};
use papier::lang::{Lang, links};
use papier::model::{Document, Narrative, Place, Rule, TextPlace};
use papier::{address, storage};

use crate::frozen::six;

const SAMPLE: &str = "saves/programme-352-plf-2021.ron";

fn sample() -> Document {
    storage::open(Path::new(SAMPLE)).expect("the sample")
}

/// Severity, address, rule and the words of the text that are meant.
fn found(document: &Document) -> Vec<(Severity, String, &'static str, String)> {
    let figures = Figures::of(document);
    let found = findings(document, &figures).into_iter().map(|finding| {
        let address = address::write(document, finding.place).unwrap_or_else(|| panic!("{:?} at {:?}", finding.rule, finding.place));
        let words = match (finding.place, &finding.span) {
            (Place::Text(TextPlace::Narrative(narrative)), Some(span)) => {
                let written = links::write(document, &figures, document.text(narrative));
                written.text[written.shown(span)].to_owned()
            }
            _ => String::new(),
        };
        assert!(Lang::ALL.iter().all(|lang| !finding.sentence(*lang).is_empty()));
        (finding.severity(), address, finding.rule.code(), words)
    });
    found.collect()
}

/// The comment of the schedule adds carry-overs that no table of a PAP holds; the strategy and the objective are worded apart; the mission is
/// not named on the cover of the published document.
#[test]
fn the_untouched_sample_has_these_findings_and_no_others() {
    let note = |address: &str, rule, words: &str| (Severity::Note, address.to_owned(), rule, words.to_owned());
    let expected = [
        note("programme/mission", "mission", ""),
        note("schedule/comment", "amount", "10,7 M€"),
        note("schedule/comment", "amount", "8 M€"),
        note("text/strategy", "wording", "Développer des méthodes de recrutement innovantes pour résoudre les défis publics."),
    ];
    assert_eq!(found(&sample()), expected);
}

enum Step {
    Set(&'static str, &'static str),
    /// Words of the file, and those in their place.
    Edit(&'static str, &'static str),
    NextYear,
}

use Step::{Edit, NextYear, Set};

/// What breaks each rule, from a document that breaks none.
const BREAKS: [(Rule, &[Step]); 35] = [
    (Rule::StaffAeCp, &[Set("plf/02/21/cp", "2 900 000")]),
    (Rule::ScheduleAsked, &[Set("plf/02/31/cp", "300 001")]),
    (Rule::Overflow, &[Set("plf/01/31/ae", "9 000 000 000 000 000 000"), Set("plf/02/31/ae", "9 000 000 000 000 000 000")]),
    (Rule::BrokenLink, &[Set("text/strategy", "De {indicator/1.1/2021/forecast|nb}"), Set("indicator/1.1/2021/forecast", "")]),
    (Rule::ProgrammeNumber, &[Set("programme/number", "")]),
    (Rule::ProgrammeName, &[Set("programme/name", "")]),
    (Rule::CodeTwice, &[Edit("code: \"02\"", "code: \"01\"")]),
    (Rule::ActionGone, &[Edit("action: 2, category: 31", "action: 99, category: 31")]),
    (Rule::RowGone, &[Edit("cells: [", "cells: [(section: \"jobs\", row: Id(7), year: 2021, column: \"ceiling\", number: \"1\"),")]),
    (
        Rule::TakenTwice,
        &[
            Set("action/01.01/label", "A"),
            Edit("        (id: 2, code", "        (id: 50, parent: 1, code: \"01.02\", label: \"B\", took_over: true),\n        (id: 2, code"),
        ],
    ),
    (Rule::Conflict, &[Edit("conflicts: [", "conflicts: [(key: \"1\", kind: \"cell\", place: \"outstanding/2021/rap\", ours: \"1\"),")]),
    (Rule::RowParent, &[Edit("rows: [", "rows: [(section: \"later\", id: 1, parent: 7, code: \"a\", label: \"A\", order: 1),")]),
    (Rule::CellRow, &[Edit("cells: [", "cells: [(section: \"later\", row: Id(7), column: \"asked\", number: \"1\"),")]),
    (Rule::OutstandingEstimate, &[Set("outstanding/rap", "1")]),
    (Rule::ScheduleEarlier, &[Set("schedule/earlier/2022", "1")]),
    (Rule::ScheduleNew, &[Set("schedule/new/2022", "1")]),
    (Rule::KeySum, &[Set("schedule/new/2022", "0")]),
    (Rule::ActOfBill, &[NextYear, Set("lfi/01/31/ae", "7 000 000")]),
    (Rule::Target, &[Set("indicator/1.1/2023/target", "NA")]),
    (Rule::IndicatorJustification, &[Set("indicator/1.1/justification", "")]),
    (Rule::IndicatorSource, &[Set("indicator/1.1/source", "")]),
    (Rule::IndicatorMethod, &[Set("indicator/1.1/method", "")]),
    (Rule::Minister, &[Set("programme/minister", "")]),
    (Rule::Manager, &[Set("programme/manager", "")]),
    (Rule::ActionNarrative, &[Set("action/01/narrative", ""), Set("nature/01/narrative", "")]),
    (Rule::PublishedValue, &[NextYear, Set("indicator/1.1/2019/actual", "48")]),
    (Rule::OwnTitle, &[Set("chart/credits/title", "Un effort mesuré"), Set("plf/01/31/ae", "7 400 000")]),
    (Rule::ShareSum, &[Set("plf/01/31/ae", "1225"), Set("plf/02/31/ae", "8775"), Set("plf/02/21/ae", "0"), Set("plf/02/21/cp", "0")]),
    (Rule::UnitAgainstValue, &[Set("indicator/1.1/2021/forecast", "12,5")]),
    (
        Rule::Jump,
        &[
            Set("indicator/1.1/2018/actual", "10"),
            Set("indicator/1.1/2019/actual", "12"),
            NextYear,
            Set("indicator/1.1/2020/actual", "11"),
            Set("indicator/1.1/2021/revised-forecast", "900"),
        ],
    ),
    (Rule::Mission, &[Set("programme/mission", "")]),
    (Rule::UnheldAmount, &[Set("text/strategy", "Soit 99 M€.")]),
    (Rule::StatedSum, &[Set("text/strategy", "1 M€ + 1 M€ = 3 M€")]),
    (Rule::StaleYear, &[Set("text/strategy", "Le PLF 2020")]),
    (Rule::Wording, &[Set("text/strategy", "- Développer des méthodes de travail")]),
];

fn run(session: &mut Session, steps: &[Step]) {
    for step in steps {
        let command = match step {
            Set(address, value) => {
                let assignment = Assignment { address: (*address).into(), value: (*value).into() };
                assign(session.document(), &[assignment]).unwrap_or_else(|refusals| panic!("{address}: {refusals:?}"))
            }
            Edit(from, to) => {
                let text = storage::write(session.document());
                assert_eq!(text.matches(from).count(), 1, "{from}");
                *session = Session::opened(storage::parse(&text.replace(from, to)).expect("it opens"));
                continue;
            }
            NextYear => Command::Rollover { copy_credits: true },
        };
        session.apply(&command).expect("a command");
    }
}

/// Every rule of the list, each in the whole document: what breaks it is found, and nothing is before.
#[test]
fn each_rule_is_broken_by_a_document_and_by_no_other() {
    assert_eq!(BREAKS.map(|(rule, _)| rule), Rule::ALL, "one case for each");
    let clean = [Set("programme/mission", "Transformation"), Set("schedule/comment", ""), Set("text/strategy", "")];
    for (rule, steps) in BREAKS {
        let mut session = Session::opened(sample());
        run(&mut session, &clean);
        assert_eq!(found(session.document()), []);
        run(&mut session, steps);
        let found = found(session.document());
        assert!(found.iter().any(|(severity, _, code, _)| (*severity, *code) == (rule.severity(), rule.code())), "{rule:?}: {found:?}");
        // What a merge left to choose says the key that settles it.
        let findings = findings(session.document(), session.figures());
        let is_choice = matches!(rule, Rule::Conflict | Rule::ActionGone | Rule::RowGone | Rule::TakenTwice);
        assert_eq!(findings.iter().any(|finding| finding.rule == rule && finding.conflict().is_some()), is_choice, "{rule:?}");
    }
}

/// What is typed as a link and is the address of nothing stays as it is typed, and is told.
#[test]
fn a_link_that_names_nothing_is_told() {
    for (text, expected) in [("De {plf/01/31/ae|M€}.", &[][..]), ("De {plf/09/31/ae|M€}.", &["{plf/09/31/ae|M€}"][..]), ("{x} ou {y}", &[])] {
        let mut session = Session::opened(sample());
        run(&mut session, &[Set("text/strategy", text)]);
        let findings = findings(session.document(), session.figures());
        let told = findings.iter().filter(|finding| finding.rule == Rule::BrokenLink);
        let words: Vec<String> = told.flat_map(|finding| finding.justified().figures).collect();
        assert_eq!(words, expected, "{text}");
    }
}

/// The last figure of a link is that of its cell, whatever is written first: it is what stays to be read when the cell goes.
#[test]
fn a_link_and_its_cell_are_written_together() {
    let list = [("text/strategy", "De {plf/09/31/ae|€}."), ("action/09/label", "Neuve"), ("plf/09/31/ae", "12")];
    let assignments: Vec<Assignment> =
        list.iter().map(|(address, value)| Assignment { address: (*address).into(), value: (*value).into() }).collect();
    let mut session = Session::opened(sample());
    session.apply(&assign(session.document(), &assignments).expect("assigned")).expect("applied");
    let text = session.document().text(Narrative::Strategy);
    assert!(text.contains("|€|12\u{a0}€}") || text.contains("|€|12\u{202f}€}"), "{text}");
}

/// Rows and cells of sections that lack what they refer to, as a merge of lines leaves them: told, and kept as they are.
#[test]
fn rows_and_cells_without_what_they_refer_to_are_found_and_kept() {
    let row = |id: u64, parent: &str| format!("        (section: \"later\", id: {id}, {parent}code: \"{id}\", label: \"L{id}\", order: {id}),\n");
    let cell = |row: &str, column: &str| format!("        (section: \"later\", row: {row}, column: \"{column}\", number: \"1\"),\n");
    type Told<'a> = &'a [(&'a str, [&'a str; 3])];
    let cases: [(Vec<String>, Vec<String>, Told<'_>); 8] = [
        (vec![row(1, ""), row(2, "parent: 1, "), row(3, "parent: 2, ")], vec![cell("Id(3)", "a"), cell("Under(1, 2)", "a")], &[]),
        (vec![row(2, "parent: 1, ")], vec![], &[("row-parent", ["later", "L2 (2)", "1"])]),
        (vec![row(1, "parent: 1, ")], vec![], &[("row-parent", ["later", "L1 (1)", ""])]),
        (
            vec![row(1, "parent: 3, "), row(2, "parent: 1, "), row(3, "parent: 2, "), row(4, "parent: 3, ")],
            vec![],
            &[("row-parent", ["later", "L1 (1)", ""])],
        ),
        (vec![], vec![cell("Id(7)", "a"), cell("Id(7)", "b")], &[("cell-row", ["later", "Id(7)", "2"])]),
        (vec![], vec![cell("Action(1)", "a"), cell("Action(7)", "a")], &[("cell-row", ["later", "Action(7)", "1"])]),
        (
            vec![row(1, "")],
            vec![cell("Under(1, 7)", "a"), cell("Under(7, 1)", "a")],
            &[("cell-row", ["later", "Under(1, 7)", "1"]), ("cell-row", ["later", "Under(7, 1)", "1"])],
        ),
        (vec![], vec![cell("Title(2)", "a"), cell("Key(\"x\")", "a"), cell("Number(4)", "a")], &[]),
    ];
    let text = storage::write(&sample());
    for (rows, cells, expected) in cases {
        let with = |text: &str, section: &str, lines: &[String]| {
            // After those of indicators, as they are written.
            let (before, after) = text.split_once(&format!("    {section}: [\n")).expect("the section");
            let (own, after) = after.split_once("    ],\n").expect("its end");
            format!("{before}    {section}: [\n{own}{}    ],\n{after}", lines.concat())
        };
        let text = with(&with(&text, "rows", &rows), "cells", &cells);
        let document = storage::parse(&text).expect("it opens");
        assert_eq!(storage::write(&document), text, "nothing is lost");
        let found = findings(&document, &Figures::of(&document)).into_iter().filter(|finding| finding.severity() == Severity::Error);
        let found: Vec<(&str, Vec<String>)> = found.map(|finding| (finding.rule.code(), finding.justified().figures)).collect();
        let expected: Vec<(&str, Vec<String>)> = expected.iter().map(|(rule, figures)| (*rule, figures.map(str::to_owned).into())).collect();
        assert_eq!(found, expected, "{rows:?} {cells:?}");
    }
}

/// What a fresh indicator still lacks is expected of it: `papier check` warns of it, the window says that it is to be typed.
#[test]
fn what_is_not_typed_yet_is_expected_and_what_was_typed_is_not() {
    let mut session = Session::opened(sample());
    let known = findings(session.document(), session.figures());
    run(&mut session, &[Set("indicator/2.4/label", "Nombre de jours"), Set("indicator/2.4/unit", "Nb")]);
    let fresh = |session: &Session| -> Vec<(Rule, bool)> {
        let found = findings(session.document(), session.figures()).into_iter().filter(|finding| !known.contains(finding));
        found.map(|finding| (finding.rule, finding.is_expected(session.document()))).collect()
    };
    let missing = [Rule::Target, Rule::IndicatorSource, Rule::IndicatorMethod, Rule::IndicatorJustification];
    assert_eq!(fresh(&session), missing.map(|rule| (rule, true)));
    assert!(missing.iter().all(|rule| rule.severity() == Severity::Warning), "the command line tells them as before");
    run(&mut session, &[Set("indicator/2.4/2023/target", "NA")]);
    assert!(fresh(&session).contains(&(Rule::Target, false)), "a target that is no number is wrong");
    for (rule, steps) in BREAKS {
        let mut session = Session::opened(sample());
        run(&mut session, &[Set("programme/mission", "Transformation")]);
        run(&mut session, steps);
        let found = findings(session.document(), session.figures()).into_iter().filter(|finding| finding.rule == rule);
        let is_missing = missing[1..].contains(&rule) || matches!(rule, Rule::Minister | Rule::Manager | Rule::Mission | Rule::ActionNarrative);
        for finding in found {
            assert_eq!(finding.is_expected(session.document()), is_missing, "{rule:?}");
        }
    }
}

/// A check of sums holds, or finds something: never both of one place; where nothing is typed it says nothing.
#[test]
fn a_check_that_holds_finds_nothing_there() {
    let of = |session: &Session| {
        let (document, figures) = (session.document(), session.figures());
        let held: Vec<(Rule, Place)> = held(document, figures).into_iter().map(|held| (held.rule, held.place)).collect();
        let found: Vec<(Rule, Place)> = findings(document, figures).into_iter().map(|found| (found.rule, found.place)).collect();
        assert!(!held.iter().any(|held| found.contains(held)), "{held:?} {found:?}");
        held.into_iter().map(|(rule, _)| rule).collect::<Vec<_>>()
    };
    let all = [Rule::ScheduleAsked, Rule::ScheduleAsked, Rule::OutstandingEstimate, Rule::ScheduleEarlier, Rule::ScheduleNew, Rule::KeySum];
    assert_eq!(of(&Session::opened(sample())), all);
    for (rule, steps) in BREAKS {
        let mut session = Session::opened(sample());
        run(&mut session, steps);
        let held = of(&session).into_iter().filter(|held| *held == rule).count();
        let before = all.iter().filter(|held| **held == rule).count();
        assert!(held < before || !all.contains(&rule), "{rule:?} no longer holds");
    }
    for (_, document) in six::documents() {
        of(&Session::opened(document));
    }
    let empty = papier::editing::create("352", "Neuf", "2027").expect("a document");
    assert_eq!(of(&Session::opened(empty)), []);
}

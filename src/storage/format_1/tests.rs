//! The file of format 1: everything that it can hold, and everything that it refuses.

use crate::model::{LONGEST_LABEL, LONGEST_TEXT};
use crate::storage::density::MOST_VALUES;
use crate::storage::{Expectation, Fault, MOST_SLIDES, OpenError, parse, write};

/// A document with something in each of its sections.
const WHOLE: &str = include_str!("../../../tests/formats/format-1-whole.ron");

/// Everything of an old file stands in the new one: what a save writes in its place is this.
#[test]
fn everything_that_an_old_file_holds_is_written_in_the_new_format() {
    let document = parse(WHOLE).unwrap();
    same_lines(&write(&document), include_str!("../../../tests/formats/format-1-whole-saved.ron"));
    assert_eq!(parse(&write(&document)).unwrap(), document);
    let real = include_str!("../../../tests/formats/format-1.ron");
    same_lines(&write(&parse(real).unwrap()), include_str!("../../../saves/programme-352-plf-2021.ron"));
}

/// Else says the first line that differs.
fn same_lines(found: &str, expected: &str) {
    for (line, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "line {}", line + 1);
    }
    assert_eq!(found.len(), expected.len());
}

/// Each change is refused at the line where it stands, with what is wrong.
#[test]
fn what_no_document_can_be_is_refused_at_its_line() {
    let twice = |what, found: &str| Fault::Twice { what, found: found.into() };
    let dangling = |what, found: &str| Fault::Dangling { what, found: found.into() };
    let cases = [
        // The shape.
        ("year: 2021,\n    programme", "year: 2006,\n    programme", Fault::Expected(Expectation::BillYear)),
        ("year: 2021,\n    programme", "an: 2021,\n    programme", Fault::UnknownField("an".into())),
        ("number: 352", "number: 0", Fault::Expected(Expectation::ProgrammeNumber)),
        ("(id: 1, code: \"01\"", "(id: 1, code: \"1.2.3\"", Fault::Expected(Expectation::ActionCode)),
        ("        31,\n", "        30,\n", Fault::Expected(Expectation::Category)),
        ("(year: 2020, stage: InitialAct", "(year: 0, stage: InitialAct", Fault::Expected(Expectation::Year)),
        ("ae: 9700000", "ae: 1.5", Fault::Expected(Expectation::Euros)),
        ("ae: 9700000", "ae: \"neuf\"", Fault::Expected(Expectation::Euros)),
        ("ae: 9700000", "ae: 99999999999999999999", Fault::Expected(Expectation::Euros)),
        ("ae: 9700000", "ae: true", Fault::Expected(Expectation::Euros)),
        ("value: \"80,50\"", "value: \"1.000\"", Fault::Expected(Expectation::Value)),
        // Identities.
        ("(id: 2, code", "(id: 1, code", twice("id", "1")),
        ("(id: 2, code", "(id: 0, code", dangling("id", "0")),
        ("(id: 2, code", "(id: 10, code", dangling("id", "10")),
        ("(id: 4, label", "(id: 3, label", twice("id", "3")),
        ("(id: 7, objective", "(id: 5, objective", twice("id", "5")),
        ("(id: 8, indicator", "(id: 6, indicator", twice("id", "6")),
        ("code: \"02\"", "code: \"01\"", twice("action", "01")),
        ("code: \"02.01\"", "code: \"03.01\"", dangling("action", "03")),
        ("objective: 4, label: \"Autre\"", "objective: 5, label: \"Autre\"", dangling("objective", "5")),
        ("indicator: 7)", "indicator: 4)", dangling("indicator", "4")),
        // Facts.
        ("stage: Bill, action: 1", "stage: Bill, action: 2", dangling("action", "2")),
        ("stage: Bill, action: 3", "stage: Bill, action: 4", dangling("action", "4")),
        ("stage: InitialAct, action: 1", "stage: Amendment, action: 1", twice("credit", "year: 2020, stage: Amendment, action: 1, category: 31")),
        (", cp: -5)", ")", Fault::MissingField("ae".into())),
        ("item: Estimate", "item: Rap", twice("outstanding", "year: 2021, item: Rap")),
        ("origin: New", "origin: Earlier", twice("schedule", "year: 2021, origin: Earlier, opening: Plf")),
        ("(row: 8", "(row: 7", dangling("row", "7")),
        // Texts.
        ("Action(1), line", "Action(9), line", dangling("action", "9")),
        ("Source(5), line", "Source(6), line", dangling("indicator", "6")),
        ("line: \"- un\"", "line: \"- un\\ndeux\"", Fault::Expected(Expectation::Line)),
        ("line: \"- un\"", "line: \"- un\\rdeux\"", Fault::Expected(Expectation::Line)),
        // Justifications and the presentation.
        ("rule: \"R15\"", "rule: \"R99\"", Fault::Expected(Expectation::Rule)),
        ("place: \"bill/2021/all/all/ae\"", "place: \"bill/2021/all\"", Fault::Expected(Expectation::Place)),
        ("ae=7300000\"", "ae\"", Fault::Expected(Expectation::ShownFigure)),
        ("(of: Trend(6), title", "(of: Trend(5), title", dangling("row", "5")),
        ("title: \"La tendance\"", "title: \"La\\ntendance\"", Fault::Expected(Expectation::Line)),
        ("title: \"La tendance\"", "title: \"\"", Fault::Expected(Expectation::Line)),
        ("(of: Trend(6), hidden", "(of: Trend(5), hidden", dangling("row", "5")),
        ("(of: Trend(6), hidden", "(of: Cover, hidden", twice("slide", "of: Cover")),
        ("title: \"Un titre\"", "title: \"Un\\rtitre\"", Fault::Expected(Expectation::Line)),
        ("\"ensuite\"", "\"en\\nsuite\"", Fault::Expected(Expectation::Line)),
    ];
    for (from, to, expected) in cases {
        assert_eq!(WHOLE.matches(from).count(), 1, "{from}");
        let line = WHOLE.split_once(from).unwrap().0.matches('\n').count() + 1;
        let text = WHOLE.replacen(from, to, 1);
        match parse(&text) {
            Err(OpenError::Malformed { position, fault }) => assert_eq!((position.line, fault), (line, expected), "{to}"),
            other => panic!("{to}: {other:?}"),
        }
    }
}

#[test]
fn a_file_that_is_laid_out_otherwise_is_refused_at_its_first_line() {
    let text = WHOLE.replace("values: [", "values : [").replace("(row: 8", "(row: 7");
    match parse(&text) {
        Err(OpenError::Malformed { position, fault: Fault::Dangling { what: "row", .. } }) => assert_eq!(position.line, 1),
        other => panic!("{other:?}"),
    }
}

/// What stands in a file, with more characters than may stand there, and what is told of it.
#[test]
fn what_is_too_long_or_too_much_is_refused_where_it_stands() {
    let (label, text) = ("é".repeat(LONGEST_LABEL), "é".repeat(LONGEST_TEXT));
    let labels = [
        "name: \"Innovation",
        "mission: \"Économie",
        "minister: \"La ministre",
        "manager: \"Le directeur",
        "manager_title: \"Directeur",
        "label: \"Recrutement",
        "label: \"Objectif",
        "label: \"Indicateur",
        "unit: \"Nb",
        "label: \"Ligne",
        "unit: \"M€",
        "label: \"L'an dernier",
        "title: \"La tendance",
        "title: \"Un titre",
    ];
    let texts = ["line: \"- un", "reason: \"Explication"];
    let cases = labels.map(|of| (of, &label, Expectation::Label)).into_iter().chain(texts.map(|of| (of, &text, Expectation::Text)));
    for (of, longest, expected) in cases {
        assert_eq!(WHOLE.matches(&format!("{of}\"")).count(), 1, "{of}");
        let line = WHOLE.split_once(of).unwrap().0.matches('\n').count() + 1;
        let begin = of.split_once('"').unwrap().0;
        let with = |words: &str| parse(&WHOLE.replacen(&format!("{of}\""), &format!("{begin}\"{words}\""), 1));
        let document = with(longest).unwrap_or_else(|error| panic!("{of}: {error}"));
        assert_eq!(parse(&write(&document)).unwrap(), document, "{of}");
        match with(&format!("{longest}a")) {
            Err(OpenError::Malformed { position, fault }) => assert_eq!((position.line, fault), (line, Fault::Expected(expected)), "{of}"),
            other => panic!("{of}: {other:?}"),
        }
    }
}

/// A text is as long as its lines together; so are the notes of a slide.
#[test]
fn the_lines_of_a_text_are_counted_together() {
    let half = "é".repeat(LONGEST_TEXT / 2);
    let lines = |from: &str, to: &str| WHOLE.replacen(from, to, 1);
    let refused_at = |text: &str| match parse(text) {
        Err(OpenError::Malformed { position, fault: Fault::Expected(Expectation::Text) }) => Some(text.lines().nth(position.line - 1).unwrap().len()),
        other => other.map(|_| None).unwrap(),
    };
    let strategy = |second: &str| {
        lines("(of: Strategy, line: \"\"),", &format!("(of: Strategy, line: \"{half}\"),\n        (of: Strategy, line: \"{second}\"),"))
    };
    assert_eq!(refused_at(&strategy("a")), None);
    let refused = strategy(&half);
    assert_eq!(refused_at(&refused), Some(refused.lines().map(str::len).max().unwrap()), "at the line that is too much");
    let notes = |second: &str| lines("\"à dire\"", &format!("\"{half}\", \"{second}\""));
    assert_eq!(refused_at(&notes("a")), None);
    assert!(refused_at(&notes(&half)).is_some());
}

#[test]
fn a_file_of_too_many_values_or_slides_is_refused_before_they_take_memory() {
    let refused = |text: &str| match parse(text) {
        Err(OpenError::Malformed { position, fault }) => (position.line, fault),
        other => panic!("{other:?}"),
    };
    let line = |of: &str| WHOLE.split_once(of).unwrap().0.matches('\n').count() + 1;
    let many = WHOLE.replacen("figures: [\"1\",", &format!("figures: [{}", "\"\",".repeat(MOST_VALUES)), 1);
    assert_eq!(refused(&many), (line("figures: [\"1\","), Fault::TooMany { most: MOST_VALUES }));
    let slides = WHOLE.replacen("        (of: Cover),\n", &format!("        {}\n", "(of:Cover),".repeat(MOST_SLIDES + 1)), 1);
    assert_eq!(refused(&slides), (line("(of: Cover)"), Fault::Expected(Expectation::Slides)));
}

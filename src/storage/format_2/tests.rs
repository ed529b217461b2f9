//! The file of format 2: everything that it can hold, everything that it refuses, and what a merge of lines makes of it.

use crate::lang::Lang;
use crate::model::{LONGEST_LABEL, LONGEST_TEXT};
use crate::storage::density::MOST_VALUES;
use crate::storage::{Comments, Expectation, Fault, MOST_SLIDES, OpenError, Syntax, parse, write};

/// A document with something in each of its sections.
const WHOLE: &str = include_str!("../../../tests/formats/format-2.ron");

#[test]
fn everything_that_a_document_holds_is_written_as_it_was_read() {
    let document = parse(WHOLE).unwrap();
    same_lines(&write(&document), WHOLE);
    assert_eq!(parse(&write(&document)).unwrap(), document);
    let real = include_str!("../../../saves/programme-352-plf-2021.ron");
    same_lines(&write(&parse(real).unwrap()), real);
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
        ("(id: 187649984473770, code: \"01\"", "(id: 187649984473770, code: \"1.2.3\"", Fault::Expected(Expectation::ActionCode)),
        ("        31,\n", "        30,\n", Fault::Expected(Expectation::Category)),
        ("(year: 2020, stage: InitialAct", "(year: 0, stage: InitialAct", Fault::Expected(Expectation::Year)),
        ("ae: 9700000", "ae: 1.5", Fault::Expected(Expectation::Euros)),
        ("ae: 9700000", "ae: \"neuf\"", Fault::Expected(Expectation::Euros)),
        ("ae: 9700000", "ae: 99999999999999999999", Fault::Expected(Expectation::Euros)),
        ("ae: 9700000", "ae: true", Fault::Expected(Expectation::Euros)),
        ("value: \"80,50\"", "value: \"1.000\"", Fault::Expected(Expectation::Value)),
        // Identities.
        ("(id: 2, code", "(id: 187649984473770, code", twice("id", "187649984473770")),
        ("(id: 2, code", "(id: 0, code", Fault::Expected(Expectation::Identity)),
        ("(id: 2, code", "(id: 281474976710656, code", Fault::Expected(Expectation::Identity)),
        ("(id: 7, objective", "(id: 5, objective", twice("id", "5")),
        ("(id: 8, indicator", "(id: 271371208106166, indicator", twice("id", "271371208106166")),
        ("\"jobs\", id: 12", "\"jobs\", id: 8", twice("id", "8")),
        ("parent: 2, code: \"02.01\"", "code: \"02.01\"", Fault::NoParent("02.01".parse().unwrap())),
        ("parent: 2, code: \"02.01\"", "parent: 40926266145774, code: \"02.01\"", Fault::UnderSubAction(40926266145774)),
        ("(id: 9, code", "(id: 9, parent: 2, code", Fault::NoSubAction { field: "parent", code: "03".parse().unwrap() }),
        (
            "Autre\"),\n        (id: 10",
            "Autre\", took_over: true),\n        (id: 10",
            Fault::NoSubAction { field: "took_over", code: "03".parse().unwrap() },
        ),
        ("objective: 4, label: \"Autre\"", "objective: 5, label: \"Autre\"", dangling("objective", "5")),
        ("indicator: 7)", "indicator: 4)", dangling("indicator", "4")),
        // Facts.
        (
            "stage: InitialAct, action: 187649984473770",
            "stage: Amendment, action: 187649984473770",
            twice("credit", "year: 2020, stage: Amendment, action: 187649984473770, category: 31"),
        ),
        (", cp: -5)", ")", Fault::MissingField("ae".into())),
        ("item: Estimate", "item: Rap", twice("outstanding", "year: 2021, item: Rap")),
        ("origin: New", "origin: Earlier", twice("schedule", "year: 2021, origin: Earlier, opening: Plf")),
        ("(row: 8", "(row: 7", dangling("row", "7")),
        ("(id: 8, indicator: 7)", "(id: 8, code: \"a\", indicator: 7)", Fault::UnknownField("code".into())),
        ("parent: 8, code", "parent: 8, indicator: 7, code", Fault::UnknownField("indicator".into())),
        (", order: 2)", ")", Fault::MissingField("order".into())),
        ("number: \"-3\"", "number: \"-3.5\"", Fault::Expected(Expectation::Number)),
        ("column: \"asked\", number: \"1\"", "column: \"asked\"", Fault::MissingField("number".into())),
        ("number: \"0\"", "number: \"0\", words: \"x\"", Fault::Expected(Expectation::NumberOrWords)),
        (
            "row: Key(\"total\"), year: 2021",
            "row: Title(2), year: 2021",
            twice("cell", "section: \"jobs\", row: Title(2), year: 2021, column: \"asked\""),
        ),
        ("key: \"2\"", "key: \"1\"", twice("conflict", "key: \"1\"")),
        ("key: \"2\"", "key: \"\"", Fault::Expected(Expectation::Key)),
        ("key: \"2\"", "key: \"a b\"", Fault::Expected(Expectation::Key)),
        ("key: \"2\"", "key: \"a=b\"", Fault::Expected(Expectation::Key)),
        ("key: \"2\"", "key: \"a:b\"", Fault::Expected(Expectation::Key)),
        ("key: \"2\"", "key: \"a\u{200b}\"", Fault::Expected(Expectation::Key)),
        ("later: [", "later: [=", Fault::Syntax(Syntax::Unexpected("=".into()))),
        ("last: []", "later: []", Fault::DuplicateField("later".into())),
        ("last: []", "a last: []", Fault::UnknownField("a".into())),
        ("last: []", "last: 1", Fault::UnknownField("last".into())),
        // Texts.
        ("Objective(4), line: \"|", "Objective(5), line: \"|", dangling("objective", "5")),
        ("Source(5), line", "Source(6), line", dangling("indicator", "6")),
        ("line: \"- un\"", "line: \"- un\\ndeux\"", Fault::Expected(Expectation::Line)),
        ("line: \"- un\"", "line: \"- un\\rdeux\"", Fault::Expected(Expectation::Line)),
        // Justifications and the presentation.
        ("rule: \"R15\"", "rule: \"R99\"", Fault::Expected(Expectation::Rule)),
        ("place: \"bill/2021/all/all/ae\", figures", "place: \"bill/2021/all\", figures", Fault::Expected(Expectation::Place)),
        ("ae=7300000\"", "ae\"", Fault::Expected(Expectation::ShownFigure)),
        ("(of: Trend(271371208106166), title", "(of: Trend(5), title", dangling("row", "5")),
        ("title: \"La tendance\"", "title: \"La\\ntendance\"", Fault::Expected(Expectation::Line)),
        ("title: \"La tendance\"", "title: \"\"", Fault::Expected(Expectation::Line)),
        ("(of: Trend(271371208106166), hidden", "(of: Trend(5), hidden", dangling("row", "5")),
        ("(of: Trend(271371208106166), hidden", "(of: Cover, hidden", twice("slide", "of: Cover")),
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

/// A sentence without what it quotes: the words of the file.
fn own_words(sentence: &str) -> String {
    let mut own = String::new();
    let mut ends = None;
    for character in sentence.chars() {
        match (ends, character) {
            (Some(end), character) if character == end => ends = None,
            (Some(_), _) => {}
            (None, '«') => ends = Some('»'),
            (None, '“') => ends = Some('”'),
            (None, '"') => ends = Some('"'),
            (None, character) => own.push(character),
        }
    }
    own
}

/// Whether a word is spelled as a name of a program: with an underscore, or a capital after a small letter.
fn is_of_a_program(word: &str) -> bool {
    const NAMES: [&str; 11] = ["struct", "enum", "variant", "tuple", "Option", "u8", "u16", "u32", "u64", "i64", "RON"];
    let hump = word.chars().zip(word.chars().skip(1)).any(|(one, next)| one.is_lowercase() && next.is_uppercase());
    hump || word.contains('_') || NAMES.contains(&word)
}

/// Ways to spoil a line: some of its characters gone or others, another value in the place of each, the line again with another figure.
#[expect(clippy::string_slice, reason = "the places are those of characters of the line")]
fn spoiled(line: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for (at, character) in line.char_indices().filter(|(_, character)| !character.is_whitespace()).step_by(7) {
        let (before, after) = (&line[..at], &line[at + character.len_utf8()..]);
        texts.extend(["", "x", "7", "\"", "(", "]", "=", "\\", "/*"].map(|other| format!("{before}{other}{after}")));
    }
    for (at, _) in line.match_indices(": ") {
        let value = line[at + 2..].split([',', ')']).next().unwrap();
        let others = [
            "true",
            "\"mots\"",
            "99999999999999999999",
            "-1",
            "1.5",
            "[1]",
            "(1)",
            "(a: 1)",
            "Autre",
            "Rap(1)",
            "'a'",
            "()",
            "Under(1)",
            "Id(\"x\")",
        ];
        texts.extend(others.map(|other| format!("{}: {other}{}", &line[..at], &line[at + 2 + value.len()..])));
    }
    for (digit, other) in [("1", "2"), ("2", "3"), ("\"", "\"z")] {
        texts.extend(line.rmatch_indices(digit).map(|(at, _)| format!("{line}\n{}{other}{}", &line[..at], &line[at + 1..])));
    }
    texts
}

/// Whatever is wrong with a file is said in words of the user, or quoted from the file: never in those of the program or its libraries.
#[test]
fn every_refusal_speaks_the_words_of_the_file() {
    let lines: Vec<&str> = WHOLE.lines().collect();
    let (mut said, mut twice) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    for (number, line) in lines.iter().enumerate().skip(1) {
        for spoiled in spoiled(line) {
            let text = [&lines[..number], &[spoiled.as_str()], &lines[number + 1..]].concat().join("\n");
            let Err(error) = parse(&text) else { continue };
            if let OpenError::Malformed { fault: Fault::Twice { found, .. }, .. } = &error {
                assert!(text.contains(found.as_str()), "{found}: no words of the file");
                twice.insert(found.clone());
            }
            said.extend(Lang::ALL.map(|lang| error.sentence(lang)));
        }
    }
    assert!(said.len() > 500 && twice.len() > 20, "{} {twice:?}", said.len());
    for sentence in &said {
        let own = own_words(sentence);
        let words = own.split(|character: char| !(character.is_alphanumeric() || character == '_'));
        let strange: Vec<&str> = words.filter(|word| is_of_a_program(word)).collect();
        assert!(strange.is_empty() && !own.contains(['{', '}', '`']) && !own.contains("Id("), "{sentence}: {strange:?}");
    }
}

/// Comments that somebody wrote, with the line of the first: those that Papier writes, and what is kept as it is, do not count.
#[test]
fn comments_written_by_hand_are_counted() {
    let later = "        (id: 1, of: Something";
    let cases: [(&str, &str, Option<(usize, &str)>); 7] = [
        ("(\n    year", "(\n    year", None),
        ("(\n    year", "(\n    // à voir\n    year", Some((1, "// à voir"))),
        ("    // Marks\n", "    // Marks\n    // Mes marques /* a */\n", Some((1, "// Mes marques"))),
        ("ae: 9700000,", "ae: 9700000, // voir la DB\n /* et\n // là */", Some((2, "// voir la DB"))),
        ("label: \"Autre\")", "label: \"// Autre\")", None),
        (later, "        // gardé\n        (id: 1, of: Something", None),
        ("    // Marks\n", "", None),
    ];
    for (from, to, expected) in cases {
        let text = WHOLE.replacen(from, to, 1);
        let line = |words: &str| text.split_once(words).unwrap().0.matches('\n').count() + 1;
        assert_eq!(Comments::of(&text), expected.map(|(count, words)| Comments { count, first: line(words) }), "{to}");
        assert_eq!(parse(&text).unwrap().kept.sections[0].list.contains("gardé"), to.contains("gardé"));
    }
    let former = include_str!("../../../tests/formats/format-1.ron");
    assert_eq!(Comments::of(former), None);
    assert_eq!(Comments::of(&former.replacen("(\n", "( // ici\n", 1)), Some(Comments { count: 1, first: 2 }));
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

/// One of the sections is gone, as a merge may lose it: its facts are not lost in silence.
#[test]
fn a_section_that_is_missing_is_refused() {
    for section in super::KNOWN.iter().filter(|name| !["year", "programme"].contains(name)) {
        let (before, after) = WHOLE.split_once(&format!("    {section}: [\n")).unwrap();
        let after = after.split_once("    ],\n").unwrap().1;
        match parse(&format!("{before}{after}")) {
            Err(OpenError::Malformed { fault, .. }) => assert_eq!(fault, Fault::MissingField((*section).into())),
            other => panic!("{section}: {other:?}"),
        }
    }
}

/// A place in the order of codes, whatever the identities are.
#[test]
fn lines_stand_in_the_order_of_codes() {
    let swapped = |text: &str, one: &str, other: &str| text.replace(one, "#").replace(other, one).replace('#', other);
    let sections = ["credits", "contributions", "values", "texts", "published_values", "inherited"];
    let sample = include_str!("../../../saves/programme-352-plf-2022.ron");
    let read = parse(sample).unwrap();
    let [first, second] = [0, 1].map(|index| read.indicators().nth(index).unwrap().rows[0].id.0);
    // Other identities in the same order of things: the same lines, with these identities.
    let renamed = swapped(
        &swapped(sample, &format!("row: {first},"), &format!("row: {second},")),
        &format!("(id: {first}, ind"),
        &format!("(id: {second}, ind"),
    );
    let renamed = swapped(&renamed, &format!("Trend({first})"), &format!("Trend({second})"));
    same_lines(&write(&parse(&renamed).unwrap()), &renamed);
    assert!(sections.iter().all(|section| renamed.contains(&format!("    {section}: [\n"))));
}

/// Who takes both sides of a merge may take lines twice: they say nothing new. One that says something else is refused, as above.
#[test]
fn lines_that_stand_twice_as_they_are_count_once() {
    let document = parse(WHOLE).unwrap();
    let again = |lines: &[&str], last: &str| {
        // At the end of their section.
        let (before, after) = WHOLE.split_once(last).unwrap();
        let (rest, after) = after.split_once("    ],\n").unwrap();
        let text = format!("{before}{last}{rest}{}\n    ],\n{after}", lines.join("\n"));
        assert!(parse(&text).unwrap_or_else(|error| panic!("{lines:?}: {error:?}")) == document, "{lines:?}");
    };
    let lines: Vec<&str> = WHOLE.lines().filter(|line| line.starts_with("        (") && !line.contains("line: ")).collect();
    // What nobody knows is kept as it is.
    let known: Vec<&&str> = lines.iter().filter(|line| !line.contains("Something")).collect();
    assert!(known.len() > 30);
    known.into_iter().for_each(|line| again(&[line], line));
    let strategy: Vec<&str> = WHOLE.lines().filter(|line| line.contains("(of: Strategy, line")).collect();
    assert_eq!(strategy.len(), 3);
    again(&strategy, strategy[2]);
}

/// The document with these changes to its text, and its conflicts as lines.
fn merged(changes: &[(&str, &str)]) -> (crate::model::Document, Vec<String>) {
    let mut text = WHOLE.to_owned();
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replacen(from, to, 1);
    }
    let document = parse(&text).unwrap_or_else(|error| panic!("{changes:?}: {error:?}"));
    let written = write(&document);
    assert_eq!(parse(&written).unwrap(), document, "{changes:?}: what a save writes opens as it is");
    assert_eq!(write(&parse(&written).unwrap()), written);
    let conflicts = written.split_once("    conflicts: [\n").unwrap().1.split_once("    ],").unwrap().0;
    let known = |line: &&str| !line.contains("key: \"1\"") && !line.contains("key: \"2\"");
    (document, conflicts.lines().filter(known).map(|line| line.trim().trim_end_matches(',').to_owned()).collect())
}

/// The code of each action, with those that stand elsewhere.
fn codes(document: &crate::model::Document) -> Vec<String> {
    document.actions.iter().map(|action| format!("{} {}", action.id.0, action.code)).collect()
}

const SUB_ACTION: &str = "        (id: 40926266145774, parent: 2, code: \"02.01\", label: \"Sous-action\", took_over: true),\n";
const CREDIT: &str = "(year: 2021, stage: Bill, action: 187649984473770, category: 31, ae: 7300000, cp: 7300000)";

#[test]
fn a_sub_action_follows_its_action_whatever_codes_say_and_wherever_its_line_stands() {
    let first = "    actions: [\n";
    let moved = format!("{first}{SUB_ACTION}");
    let cases: [(&[(&str, &str)], &str); 4] = [
        (&[(SUB_ACTION, ""), (first, &moved)], "02.01"),
        (&[("code: \"02.01\"", "code: \"01.01\"")], "02.01"),
        (&[("code: \"02.01\"", "code: \"01.07\"")], "02.07"),
        (&[("(id: 2, code: \"02\"", "(id: 2, code: \"05\"")], "05.01"),
    ];
    for (changes, expected) in cases {
        let (document, conflicts) = merged(changes);
        assert!(codes(&document).contains(&format!("40926266145774 {expected}")), "{changes:?}: {:?}", codes(&document));
        assert_eq!(conflicts, [""; 0]);
        assert_eq!(document.took_over.len(), 1);
    }
    // Said twice with another code, as both sides of a conflict may: its number counts, and its action.
    let again = format!("{SUB_ACTION}{}", SUB_ACTION.replace("02.01", "04.01").replace(", took_over: true", ""));
    assert_eq!(merged(&[(SUB_ACTION, &again)]).0, parse(WHOLE).unwrap());
}

#[test]
fn an_action_that_others_speak_of_comes_back_and_is_a_conflict() {
    let line = "        (id: 2, code: \"02\", label: \"Recrutement\", ended: 2020),\n";
    let text = "(of: Action(187649984473770), line";
    let gone = |id: u64| format!("(key: \"text/action-label/{id}\", kind: \"action\", place: \"text/action-label/{id}\")");
    let cases: [(&[(&str, &str)], &[&str]); 5] = [
        (&[(line, "")], &["2 02"]),
        (&[(line, ""), (SUB_ACTION, "")], &["40926266145774 04"]),
        (&[("stage: Bill, action: 187649984473770", "stage: Bill, action: 3")], &["3 04"]),
        (&[(text, "(of: Nature(99), line")], &["99 04"]),
        (&[("stage: Bill, action: 187649984473770", "stage: Bill, action: 98"), (text, "(of: Action(99), line")], &["98 04", "99 05"]),
    ];
    for (changes, expected) in cases {
        let (document, conflicts) = merged(changes);
        for back in expected {
            assert!(codes(&document).contains(&(*back).to_owned()), "{changes:?}: {:?}", codes(&document));
        }
        let gone: Vec<String> = expected.iter().map(|back| gone(back.split_once(' ').unwrap().0.parse().unwrap())).collect();
        assert_eq!(conflicts, gone, "{changes:?}");
    }
}

/// Where no code is left for it, it is refused as anything unknown is.
#[test]
fn what_is_unknown_and_cannot_come_back_is_refused_at_its_line() {
    let all: String = (4..=99).map(|code| format!("        (id: {}, code: \"{code:02}\", label: \"\"),\n", 1000 + code)).collect();
    let text = WHOLE.replacen("    actions: [\n", &format!("    actions: [\n{all}"), 1).replacen("(id: 10, code: \"03\"", "(id: 10, code: \"04\"", 1);
    let text = text.replacen("        (id: 1004, code: \"04\", label: \"\"),\n", "", 1).replacen(
        "stage: Bill, action: 187649984473770",
        "stage: Bill, action: 3",
        1,
    );
    match parse(&text) {
        Err(OpenError::Malformed { position, fault }) => {
            assert_eq!(fault, Fault::Dangling { what: "action", found: "3".into() });
            assert!(text.lines().nth(position.line - 1).unwrap().contains("action: 3,"));
        }
        other => panic!("{other:?}"),
    }
}

/// An amount of an action that has sub-actions is a conflict at the cell of the one that took over, else of the first; never a sum, never lost.
#[test]
fn an_amount_of_a_parted_action_is_a_conflict() {
    let of_2 = |amounts: &str| format!("(year: 2021, stage: Bill, action: 2, category: 31, {amounts})");
    let of_sub = |amounts: &str| format!("(year: 2021, stage: Bill, action: 40926266145774, category: 31, {amounts})");
    let conflict = |measure: &str, ours: &str, theirs: &str| {
        // A key says what a formula gives.
        let euros = if theirs == "=3+4" { "7" } else { theirs };
        format!(
            "(key: \"bill/2021/2/31/{measure}/{euros}\", kind: \"parted\", place: \"bill/2021/40926266145774/31/{measure}\"{ours}, theirs: \"{theirs}\")"
        )
    };
    let cases = [
        (of_2("ae: 5, cp: \"=3+4\""), vec![conflict("ae", "", "5"), conflict("cp", "", "=3+4")]),
        (format!("{},\n        {}", of_2("ae: 5, cp: 6"), of_sub("ae: 4, cp: 6")), vec![conflict("ae", ", ours: \"4\"", "5")]),
        // Both say one amount: it counts once.
        (format!("{},\n        {}", of_2("ae: 5"), of_sub("ae: \"=2+3\"")), vec![]),
    ];
    for (lines, expected) in cases {
        let (document, conflicts) = merged(&[(CREDIT, &lines)]);
        assert_eq!(conflicts, expected, "{lines}");
        assert!(document.credits.rows().all(|(_, _, action, ..)| document.is_leaf(action)));
    }
    // A first sub-action that took nothing over.
    let other = format!("{SUB_ACTION}        (id: 50, parent: 2, code: \"02.02\", label: \"B\"),\n").replace(", took_over: true", "");
    let (_, conflicts) = merged(&[(CREDIT, &of_2("ae: 5")), (SUB_ACTION, &other)]);
    assert_eq!(conflicts, [conflict("ae", "", "5")]);
    // What is to be chosen already goes where it can be chosen.
    let open = "place: \"bill/2021/2/31/ae\", base: \"1\"";
    let (document, _) = merged(&[("place: \"outstanding/2021/rap\", base: \"1\"", open)]);
    assert_eq!(document.conflicts["1"].place.as_deref(), Some("bill/2021/40926266145774/31/ae"));
}

/// Two sub-actions that took over one action: the amounts of the second are conflicts, whichever line comes first.
#[test]
fn what_two_sub_actions_took_over_is_a_conflict() {
    let line = |id: u64, code: &str| format!("        (id: {id}, parent: 2, code: \"{code}\", label: \"B\", took_over: true),\n");
    let credit = "(year: 2021, stage: Bill, action: 50, category: 31, ae: 5, cp: \"=3+4\")";
    let taken = |place: &str, ours: &str| format!("(key: \"{place}\", kind: \"taken\", place: \"{place}\", ours: \"{ours}\")");
    let of_50 = [taken("bill/2021/50/31/ae", "5"), taken("bill/2021/50/31/cp", "=3+4")];
    for (own, amounts, expected) in [
        (line(50, "02.02"), credit, of_50.to_vec()),
        // The one that stands first keeps what it took over.
        (line(50, "02.01"), credit, vec![taken("bill/2021/40926266145774/21/contributions/ae", "4000000")]),
        // Its amounts may stand elsewhere since.
        (line(50, "02.02"), CREDIT, vec![taken("text/action-label/50", "B")]),
    ] {
        let [before, after] =
            [format!("{own}{SUB_ACTION}"), format!("{SUB_ACTION}{own}")].map(|lines| merged(&[(SUB_ACTION, &lines), (CREDIT, amounts)]));
        assert_eq!(before, after);
        let mut expected = expected;
        expected.sort();
        assert_eq!(before.1, expected, "{own}");
        assert_eq!(before.0.took_over.len(), 1);
    }
}

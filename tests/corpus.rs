//! What is refused, and how it is said: every malformed number and paste of `corpus/refused.txt` with its sentence.
//!
//! The file reads: a section (`== amount`, `== value in %`, `== text plf-ae A1`, `== html plf-ae A1`), then for each case what is typed or
//! pasted, escaped as in Rust, the French sentence and, for some, the English one. Sentences have plain spaces there.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use crate::proofs;
use std::path::Path;

use papier::editing::grid::{Range, Spot};
use papier::editing::{Session, paste};
use papier::exchange::clipboard::{self, Clip};
use papier::lang::number::{parse_amount, parse_value};
use papier::lang::{Lang, writing};
use papier::model::{Amount, IndicatorValue};
use papier::storage;
use papier::tables::TableName;
use proptest::prelude::*;

const CORPUS: &str = include_str!("corpus/refused.txt");
const LANGUAGES: [Lang; 2] = [Lang::French, Lang::English];

/// A case of the corpus; English only where it says so.
struct Case<'a> {
    section: &'a str,
    input: &'a str,
    sentences: Vec<&'a str>,
}

fn cases() -> Vec<Case<'static>> {
    let mut section = "";
    let mut cases = Vec::new();
    for block in CORPUS.split("\n\n").map(|block| block.trim_matches('\n')).filter(|block| !block.is_empty()) {
        match block.strip_prefix("== ") {
            Some(name) => section = name,
            None => {
                let mut lines = block.lines();
                let input = lines.next().expect("a line");
                cases.push(Case { section, input, sentences: lines.map(|line| line.strip_prefix("  ").expect("a sentence, set in")).collect() });
            }
        }
    }
    cases
}

/// `\t`, `\n`, `\r`, `\\`, `\u{202f}`.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        plain.push(match character {
            '\\' => match rest.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('u') => {
                    let code: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                    u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).expect("a character")
                }
                other => other.expect("an escape"),
            },
            character => character,
        });
    }
    plain
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn sample() -> Session {
    Session::opened(storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample"))
}

fn at(cell: &str) -> Range {
    let mut characters = cell.chars();
    let column = "ABCDEFGHIJ".find(characters.next().expect("a letter")).expect("a column");
    let spot = Spot { row: characters.as_str().parse::<usize>().expect("a row") - 1, column };
    Range::between(spot, spot)
}

/// The sentence by which a case is refused; what it reads as when it is not.
fn refusal(session: &Session, section: &str, input: &str, lang: Lang) -> String {
    let said = match section.split_once(' ') {
        None => parse_amount(input).map_or_else(|refusal| refusal.sentence(lang), |amount| format!("reads as {}", amount.euros.get())),
        Some(("value", unit)) => {
            let unit = unit.strip_prefix("in ").expect("a unit");
            parse_value(input, unit).map_or_else(|refusal| refusal.sentence(lang), |value| format!("reads as {}", writing::value(&value)))
        }
        Some((form, target)) => {
            let (name, cell) = target.split_once(' ').expect("a table and a cell");
            let table = session.tables(lang).table(TableName::parse(session.document(), name).expect("a name")).expect("a table");
            let (text, html) = if form == "html" { (None, Some(input)) } else { (Some(input), None) };
            let rows = clipboard::cells(text, html).expect("a short text");
            paste(session.tables(lang), &table, at(cell), &rows)
                .map_or_else(|refusal| refusal.sentence(lang), |done| format!("writes {:?}", done.command))
        }
    };
    plain(&said)
}

#[test]
fn every_malformed_number_and_paste_is_refused_with_its_sentence() {
    let session = sample();
    let cases = cases();
    assert!(cases.len() >= 200, "{}", cases.len());
    let mut wrong = String::new();
    for Case { section, input, sentences } in &cases {
        assert!(!sentences.is_empty(), "{section}: {input} has no sentence");
        for (lang, expected) in LANGUAGES.into_iter().zip(sentences) {
            let said = refusal(&session, section, &unescaped(input), lang);
            if said != *expected {
                wrong.extend(["== ", section, "\n", input, "\n  ", &said, "\n  expected: ", expected, "\n\n"]);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Near what people type and paste: digits, marks, units, words of the field, cells of tables.
fn near() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[0-9]{1,3}".boxed(),
        2 => prop::sample::select(vec![" ", "\u{a0}", "\u{202f}", ",", ".", "-", "−", "–", "(", ")", "=", "+", "*", "/", "^", ";", "\t", "\n", "\""]).prop_map(str::to_owned).boxed(),
        1 => prop::sample::select(vec!["€", "k€", "M€", "Md€", "%", "NA", "SOMME(", "à", "stable", "<td>", "</td>", "<br>", "\u{200b}"]).prop_map(str::to_owned).boxed(),
        1 => any::<char>().prop_map(String::from).boxed(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// As it is written when it is edited again.
fn edited(amount: &Amount) -> String {
    amount.formula.as_ref().map_or_else(|| writing::euros(amount.euros), ToString::to_string)
}

proptest! {
    #![proptest_config(proofs::cases(256, 30_000))]

    #[test]
    fn what_is_read_is_written_back_to_the_same_and_what_is_not_has_a_sentence(typed in near(), unit in prop::sample::select(vec!["", "Nb", "%", "M€"])) {
        match parse_amount(&typed) {
            Ok(amount) => prop_assert_eq!(parse_amount(&edited(&amount)), Ok(amount)),
            Err(refusal) => prop_assert!(LANGUAGES.iter().all(|lang| refusal.sentence(*lang).ends_with('.'))),
        }
        match parse_value(&typed, unit) {
            Ok(value) => {
                let written = match &value {
                    IndicatorValue::Number { formula: Some(formula), .. } => formula.to_string(),
                    value => writing::value(value),
                };
                prop_assert_eq!(parse_value(&written, unit), Ok(value));
            }
            Err(refusal) => prop_assert!(LANGUAGES.iter().all(|lang| refusal.sentence(*lang).ends_with('.'))),
        }
    }

    #[test]
    fn a_paste_that_is_taken_is_copied_out_as_the_same_and_one_that_is_not_changes_nothing(
        text in near(), html in prop::option::of(near().prop_map(|cells| format!("<table><tr><td>{cells}</table>"))),
        row in 0..3_usize, column in 0..4_usize,
    ) {
        let mut session = sample();
        let name = TableName::parse(session.document(), "plf-ae").expect("a name");
        let table = session.tables(Lang::French).table(name).expect("a table");
        let rows = clipboard::cells(Some(&text), html.as_deref()).expect("a short text");
        let spot = Spot { row, column };
        let Ok(done) = paste(session.tables(Lang::French), &table, Range::between(spot, spot), &rows) else { return Ok(()) };
        session.apply(&done.command).expect("applied");
        let table = session.tables(Lang::French).table(name).expect("a table");
        let clip = Clip::table(&table, Lang::French);
        for rows in [clipboard::cells(Some(&clip.text), None), clipboard::cells(None, Some(&clip.html))] {
            let again = paste(session.tables(Lang::French), &table, Range::between(spot, spot), &rows.expect("a short text")).expect("it came from here");
            prop_assert_eq!(again.command.count(), 0);
        }
    }
}

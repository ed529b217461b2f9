//! Keys and the text that they make, a row for each case. `‸` is the caret, `<` and `>` stand around what is selected.

use proptest::prelude::*;

use super::*;

/// A text whose caret or selection is marked.
fn placed(marked: &str) -> (String, Selection) {
    if let Some(caret) = marked.find('‸') {
        return (marked.replacen('‸', "", 1), Selection::caret(caret));
    }
    let (start, end) = (marked.find('<').unwrap(), marked.find('>').unwrap() - 1);
    (marked.replacen('<', "", 1).replacen('>', "", 1), Selection::of(start..end))
}

fn shown(typed: &Typed) -> String {
    let mut text = typed.text.clone();
    let range = typed.selection.range();
    if range.is_empty() {
        text.insert(range.start, '‸');
    } else {
        text.insert(range.end, '>');
        text.insert(range.start, '<');
    }
    text
}

/// Keys by their names; anything else is typed letter by letter.
fn press(typed: Typed, keys: &str) -> Typed {
    let mut typed = typed;
    let keys: Vec<Key<'_>> = match keys {
        "Enter" => vec![Key::Enter],
        "Back" => vec![Key::Backspace { word: false }],
        "C-Back" => vec![Key::Backspace { word: true }],
        "Del" => vec![Key::Delete { word: false }],
        "C-Del" => vec![Key::Delete { word: true }],
        "Tab" => vec![Key::Tab { back: false }],
        "S-Tab" => vec![Key::Tab { back: true }],
        "C-B" => vec![Key::Do(Deed::Bold)],
        "C-I" => vec![Key::Do(Deed::Italic)],
        "S-F3" => vec![Key::Do(Deed::Case)],
        "bullets" => vec![Key::Do(Deed::Style(Style::Bullets))],
        "numbers" => vec![Key::Do(Deed::Style(Style::Numbers))],
        "heading" => vec![Key::Do(Deed::Style(Style::Heading(1)))],
        "paragraph" => vec![Key::Do(Deed::Style(Style::Paragraph))],
        "table" => vec![Key::Do(Deed::Table)],
        "note" => vec![Key::Do(Deed::Note)],
        "row-above" => vec![Key::Do(Deed::RowAbove)],
        "row-below" => vec![Key::Do(Deed::RowBelow)],
        "column-before" => vec![Key::Do(Deed::ColumnBefore)],
        "column-after" => vec![Key::Do(Deed::ColumnAfter)],
        "no-row" => vec![Key::Do(Deed::DeleteRow)],
        "no-column" => vec![Key::Do(Deed::DeleteColumn)],
        "no-table" => vec![Key::Do(Deed::DeleteTable)],
        "heading-row" => vec![Key::Do(Deed::HeadingRow)],
        words => match words.strip_prefix("paste:") {
            Some(words) => vec![Key::Paste(words)],
            None => words.split_inclusive(|_: char| true).map(Key::Type).collect(),
        },
    };
    for key in keys {
        if let Some(next) = pressed(&typed.text, typed.selection, key, false) {
            typed = next;
        }
    }
    typed
}

#[test]
fn keys_make_texts() {
    let cases: &[(&str, &[&str], &str)] = &[
        // Letters look like those before them.
        ("un‸", &[" deux"], "un deux‸"),
        ("**un‸** deux", &["x"], "**unx**‸ deux"),
        ("**un**‸ deux", &["x"], "**unx**‸ deux"),
        ("un ‸", &["C-B", "mot", "C-B", " fin"], "un **mot** fin‸"),
        ("‸", &["C-B", "un mot", "C-B", " ici"], "**un mot** ici‸"),
        ("un ‸", &["C-I", "mot"], "un *mot*‸"),
        ("‸", &["- un", "Enter", "deux"], "- un\n- deux‸"),
        ("‸", &["## Titre", "Enter", "suite"], "## Titre\nsuite‸"),
        // Enter.
        ("un‸deux", &["Enter"], "un\n‸deux"),
        ("- un‸", &["Enter"], "- un\n- ‸"),
        ("- un‸deux", &["Enter"], "- un\n- ‸deux"),
        ("- un\n- ‸", &["Enter"], "- un\n‸"),
        ("- un\n  - ‸", &["Enter"], "- un\n- ‸"),
        ("- ‸", &["Enter"], "‸"),
        ("1. un‸\n2. deux", &["Enter"], "1. un\n2. ‸\n3. deux"),
        ("## Titre‸", &["Enter"], "## Titre\n‸"),
        ("## Ti‸tre", &["Enter"], "## Ti\n## ‸tre"),
        ("un **de‸ux** trois", &["Enter"], "un **de**\n**‸ux** trois"),
        ("un[^1] deux\n[^1]: note‸", &["Enter"], "un[^1]‸ deux\n[^1]: note"),
        // Backspace at the beginning of a block takes its mark, then joins.
        ("- ‸un", &["Back"], "‸un"),
        ("  - ‸un", &["Back"], "- ‸un"),
        ("## ‸un", &["Back"], "‸un"),
        ("zéro\n- ‸un", &["Back", "Back"], "zéro‸un"),
        ("zéro\n\n‸un", &["Back"], "zéro‸un"),
        ("**zéro**\n‸un", &["Back"], "**zéro**‸un"),
        ("1. a\n2. b\n3. ‸c", &["Back"], "1. a\n2. b\n‸c"),
        ("un mo‸t", &["Back"], "un m‸t"),
        ("un {plf/01/31/ae|M€}‸", &["Back"], "un ‸"),
        ("un deux‸", &["C-Back"], "un ‸"),
        ("‸un deux", &["C-Del"], "‸deux"),
        ("un‸\n- deux", &["Del"], "un‸deux"),
        ("un‸\n\ndeux", &["Del"], "un‸deux"),
        ("1. un\n2. ‸\n3. trois", &["Back", "Back"], "1. un‸\n2. trois"),
        // What is selected goes, over blocks too.
        ("u<n\n- de>ux", &["Back"], "u‸ux"),
        ("<un>", &["x"], "x‸"),
        ("u<n\n| a | b |\n| c | d |\nde>ux", &["Del"], "u‸ux"),
        ("u<n\n| a | b |\n| c> | d |\n| e | f |", &["Del"], "u‸\n| e | f |"),
        ("| a<a | b |\n| c | d>d |", &["Del"], "| ‸ |  |\n|  |  |"),
        // Lists and their levels.
        ("- a\n- ‸b", &["Tab"], "- a\n  - ‸b"),
        ("- a\n  - ‸b", &["S-Tab"], "- a\n- ‸b"),
        ("- ‸a", &["Tab"], "- ‸a"),
        ("1. a\n2. ‸b\n3. c", &["Tab"], "1. a\n  1. ‸b\n2. c"),
        ("- a\n- <b\n- c>", &["Tab"], "- a\n  - <b\n  - c>"),
        ("un‸", &["Tab"], "un‸"),
        ("u<n\nde>ux", &["bullets"], "- u<n\n- de>ux"),
        ("- u<n\n- de>ux", &["bullets"], "u<n\nde>ux"),
        ("- u<n\n- de>ux", &["numbers"], "1. u<n\n2. de>ux"),
        ("u‸n", &["heading"], "## u‸n"),
        ("## u‸n", &["heading"], "u‸n"),
        ("- u‸n", &["paragraph"], "u‸n"),
        // Bold, italics, capitals.
        ("un <mot> ici", &["C-B"], "un **<mot**> ici"),
        ("un **<mot>** ici", &["C-B"], "un <mot> ici"),
        ("un m‸ot ici", &["C-B"], "un **m‸ot** ici"),
        ("**un <mot> ici**", &["C-B"], "**un** <mot> **ici**"),
        ("- <un\n- deux>\nfin", &["C-B"], "- **<un**\n- **deux**>\nfin"),
        ("un **<mot>**", &["C-I"], "un ***<mot***>"),
        ("<un mot>", &["S-F3"], "<Un Mot>"),
        ("<Un Mot>", &["S-F3"], "<UN MOT>"),
        ("<UN MOT>", &["S-F3"], "<un mot>"),
        ("l’**é‸tat**", &["S-F3"], "L’**é‸tat**"),
        // Tables.
        ("un‸", &["table"], "un\n| ‸ |  |  |\n|---|---|---|\n|  |  |  |\n|  |  |  |"),
        ("un\n‸\ndeux", &["table"], "un\n| ‸ |  |  |\n|---|---|---|\n|  |  |  |\n|  |  |  |\ndeux"),
        ("| ‸a | b |\n|---|---|\n| c | d |", &["Tab", "x"], "| a | x‸ |\n|---|---|\n| c | d |"),
        ("| a | ‸b |\n|---|---|\n| c | d |", &["Tab"], "| a | b |\n|---|---|\n| <c> | d |"),
        ("| a | b |\n|---|---|\n| c | d‸ |", &["Tab", "e f"], "| a | b |\n|---|---|\n| c | d |\n| e f‸ |  |"),
        ("| a | b |\n| ‸c | d |", &["S-Tab"], "| a | <b> |\n| c | d |"),
        ("| a‸ | b |\n| c | d |", &["Enter"], "| a | b |\n| c‸ | d |"),
        ("| a | b |\n| c | d‸ |", &["Enter", "Enter"], "| a | b |\n| c | d |\n‸"),
        ("| a | ‸ |", &["x|y"], "| a | x\\|y‸ |"),
        ("| a ‸ |", &["b"], "| a b‸ |"),
        ("| ‸a |", &["C-B", "x"], "| **x**‸a |"),
        ("| ‸a |\n| b |", &["row-above"], "| ‸ |\n| a |\n| b |"),
        ("| ‸a |\n|---|\n| b |", &["row-below"], "| a |\n|---|\n| ‸ |\n| b |"),
        ("| ‸a |\n|---|\n| b |", &["column-after"], "| a | ‸ |\n|---|---|\n| b |  |"),
        ("| ‸a |\n| b |", &["column-before"], "| ‸ | a |\n|  | b |"),
        ("| a | ‸b |\n|---|---|\n| c | d |", &["no-column"], "| ‸a |\n|---|\n| c |"),
        ("| ‸a |\n|---|\n| b |\n| c |", &["no-row"], "| ‸b |\n| c |"),
        ("un\n| ‸a |\n| b |\ndeux", &["no-table"], "un\n‸\ndeux"),
        ("| ‸a |\n| b |", &["heading-row"], "| ‸a |\n|---|\n| b |"),
        ("| a |\n|---|\n| ‸b |", &["heading-row"], "| a |\n| ‸b |"),
        ("un\n| ‸ |  |\n|---|---|\n|  |  |", &["Back"], "un\n‸"),
        ("| a |\n‸un", &["Back"], "| a‸ |\nun"),
        ("| a |\n‸", &["Back"], "| a‸ |"),
        // Notes.
        ("un‸ deux", &["note", "x"], "un[^1] deux\n[^1]: x‸"),
        ("un[^1] deux‸\n[^1]: A", &["note"], "un[^1] deux[^2]\n[^1]: A\n[^2]: ‸"),
        ("un[^1]‸ deux\n[^1]: A\n[^2]: B", &["Back"], "un‸ deux\n[^2]: B"),
        // Pastes.
        ("‸", &["paste:- un\n- deux"], "- un\n- deux‸"),
        ("un‸", &["paste:- un\n- deux"], "un\n- un\n- deux‸"),
        ("- ‸", &["paste:- un\n- deux"], "- un\n- deux‸"),
        ("## ‸", &["paste:- un"], "- un‸"),
        ("un‸ deux", &["paste:- x\n- y"], "un\n- x\n- y\n‸ deux"),
        ("un‸deux", &["paste:x\ny"], "unx\ny‸deux"),
        ("- un‸", &["paste:## T\nsuite"], "- un\n## T\nsuite‸"),
        ("un‸deux", &["paste:**x** y"], "un**x** y‸deux"),
        ("un‸", &["paste:| a | b |\n|---|---|\n| c | d |"], "un\n| a | b |\n|---|---|\n| c | d |\n‸"),
        ("| ‸a | b |\n| c | d |", &["paste:| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |"], "| 1 | 2 |\n| 3 | 4 |\n| 5 | 6‸ |"),
        ("| ‸a | b |", &["paste:un\n- deux"], "| un deux‸a | b |"),
        ("un[^1] ‸\n[^1]: A", &["paste:deux[^1]\n[^1]: B"], "un[^1] deux[^2]‸\n[^1]: A\n[^2]: B"),
    ];
    let mut failed = Vec::new();
    for (before, keys, expected) in cases {
        let (text, selection) = placed(before);
        let typed = keys.iter().fold(Typed { text, selection }, |typed, keys| press(typed, keys));
        if shown(&typed) != *expected {
            failed.push(format!("{before:?} and {keys:?}: {:?}, not {expected:?}", shown(&typed)));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn a_caret_goes_over_marks_rules_and_empty_lines() {
    let text = "un **deux**\n\n| a | b |\n|---|---|\n| c | d |\nfin";
    let mut at = 0;
    let mut places = vec![at];
    loop {
        let next = moved(text, at, Motion::Right);
        if next == at {
            break;
        }
        at = next;
        places.push(at);
    }
    let letters = "un deux".chars().count() + 1 + 4 * 2 + 4;
    assert_eq!((places.len(), at), (letters, text.len()));
    let mut back = vec![at];
    while moved(text, at, Motion::Left) != at {
        at = moved(text, at, Motion::Left);
        back.push(at);
    }
    back.reverse();
    assert_eq!(back, places);
    assert_eq!(text.get(word_at(text, 6)), Some("deux**"));
    assert_eq!(moved("un deux, trois", 0, Motion::WordRight), 3);
    assert_eq!(moved("un deux, trois", 14, Motion::WordLeft), 9);
}

#[test]
fn what_is_copied_is_a_text_of_its_own() {
    let cases = [
        ("un **m<ot** i>ci", "**ot** i"),
        ("- u<n\n- de>ux", "n\n- de"),
        ("<- un\n- deux>", "- un\n- deux"),
        ("| a | <b |\n|---|---|\n| c | d> |", "| b |\n|---|\n| d |"),
        ("| a | <b> |", "b"),
        ("un<[^2]> x\n[^2]: B", "[^2]\n[^2]: B"),
    ];
    for (marked, expected) in cases {
        let (text, selection) = placed(marked);
        assert_eq!(selected(&text, &selection.range()), expected, "{marked}");
    }
}

#[test]
fn spaces_are_set_once_the_mark_is_complete() {
    let typed = |keys: &str, sets: bool| {
        keys.chars().fold(Typed::at(String::new(), 0), |typed, key| pressed(&typed.text, typed.selection, Key::Type(&key.to_string()), sets).unwrap())
    };
    let cases = [
        ("Oui ; non ! ", "Oui_; non_! "),
        ("Oui; non: fin", "Oui_; non~: fin"),
        ("à 14:30, 5 % et 5% de", "à 14:30, 5_% et 5_% de"),
        ("« mot » et «mot» fin", "«~mot~» et «~mot~» fin"),
        ("7 300 000 € ici", "7_300_000_€ ici"),
        ("l'État dit \"oui\"", "l'État dit \"oui\""),
    ];
    for (keys, expected) in cases {
        let set = typed(keys, true);
        assert_eq!(set.text.replace('\u{202f}', "_").replace('\u{a0}', "~"), expected);
        assert_eq!(set.selection.head, set.text.len());
        assert_eq!(typed(keys, false).text, keys, "never forced");
    }
}

fn any_key() -> impl Strategy<Value = String> {
    let named = prop::sample::select(vec![
        "Enter",
        "Enter",
        "Back",
        "Back",
        "C-Back",
        "Del",
        "C-Del",
        "Tab",
        "S-Tab",
        "C-B",
        "C-I",
        "S-F3",
        "bullets",
        "numbers",
        "heading",
        "paragraph",
        "table",
        "note",
        "row-above",
        "row-below",
        "column-before",
        "column-after",
        "no-row",
        "no-column",
        "no-table",
        "heading-row",
        "paste:- un\n- deux",
        "paste:| a | b |\n| c | d |",
        "paste:x[^1]\n[^1]: y",
        "Left",
        "Right",
        "WordLeft",
        "WordRight",
        "Start",
        "End",
        "All",
        "ShiftLeft",
        "ShiftRight",
        "ShiftStart",
    ]);
    prop_oneof![3 => named.prop_map(str::to_owned), 2 => "[a-zé]{1,3}", 1 => "[ *|#.1{}\\[\\]^:-]{1,2}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A thousand keys leave a text whose caret stands at a letter, and which is read as it was typed.
    #[test]
    fn no_keys_break_a_text(keys in prop::collection::vec(any_key(), 1000)) {
        let mut typed = Typed::at(String::new(), 0);
        for key in &keys {
            let head = typed.selection.head;
            let motion = |motion| moved(&typed.text, head, motion);
            typed = match key.as_str() {
                "Left" => Typed::at(typed.text.clone(), motion(Motion::Left)),
                "Right" => Typed::at(typed.text.clone(), motion(Motion::Right)),
                "WordLeft" => Typed::at(typed.text.clone(), motion(Motion::WordLeft)),
                "WordRight" => Typed::at(typed.text.clone(), motion(Motion::WordRight)),
                "Start" => Typed::at(typed.text.clone(), motion(Motion::Start)),
                "End" => Typed::at(typed.text.clone(), motion(Motion::End)),
                "All" => Typed { selection: Selection::of(0..typed.text.len()), ..typed },
                "ShiftLeft" => Typed { selection: Selection { head: motion(Motion::Left), ..typed.selection }, text: typed.text.clone() },
                "ShiftRight" => Typed { selection: Selection { head: motion(Motion::WordRight), ..typed.selection }, text: typed.text.clone() },
                "ShiftStart" => Typed { selection: Selection { head: motion(Motion::Start), ..typed.selection }, text: typed.text.clone() },
                key => press(typed, key),
            };
            let range = typed.selection.range();
            prop_assert!(typed.text.get(range.clone()).is_some(), "{key}: {:?} in {:?}", range, typed.text);
            if typed.text.len() > 4000 {
                typed = Typed::at(String::new(), 0);
            }
        }
    }
}

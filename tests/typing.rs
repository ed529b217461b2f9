//! Whatever is typed in a text is saved, opened and printed the same, and undone key by key.

use papier::address;
use papier::editing::prose::{Deed, Key, Motion, Selection, Style, Typed, moved, pressed};
use papier::editing::{Command, Session, read};
use papier::exchange::{plain_text, rich_text};
use papier::lang::Lang;
use papier::model::{Document, Narrative, Place, TextPlace};
use papier::storage;
use proptest::prelude::*;

const SAMPLE: &str = include_str!("../saves/programme-352-plf-2021.ron");
const PLACE: TextPlace = TextPlace::Narrative(Narrative::Strategy);
const DEEDS: [Deed; 18] = [
    Deed::Bold,
    Deed::Italic,
    Deed::Case,
    Deed::Style(Style::Paragraph),
    Deed::Style(Style::Heading(1)),
    Deed::Style(Style::Bullets),
    Deed::Style(Style::Numbers),
    Deed::Deeper,
    Deed::LessDeep,
    Deed::Note,
    Deed::Table,
    Deed::RowAbove,
    Deed::RowBelow,
    Deed::ColumnAfter,
    Deed::DeleteRow,
    Deed::DeleteColumn,
    Deed::DeleteTable,
    Deed::HeadingRow,
];
const MOTIONS: [Motion; 6] = [Motion::Left, Motion::Right, Motion::WordLeft, Motion::WordRight, Motion::Start, Motion::End];

#[derive(Clone, Debug)]
enum Press {
    Words(String),
    Enter,
    Back(bool),
    Delete,
    Tab(bool),
    Do(Deed),
    Go(Motion, bool),
}

fn press() -> impl Strategy<Value = Press> {
    prop_oneof![
        6 => "[a-zé]{1,3} ?".prop_map(Press::Words),
        2 => prop::sample::select(vec!["**", "*", "- ", "1. ", "## ", "| a |", "{plf/01/31/ae|M€}", "7,3 M€ ", ": ", "« "]).prop_map(|words: &str| Press::Words(words.into())),
        2 => Just(Press::Enter),
        2 => any::<bool>().prop_map(Press::Back),
        1 => Just(Press::Delete),
        1 => any::<bool>().prop_map(Press::Tab),
        3 => prop::sample::select(DEEDS.to_vec()).prop_map(Press::Do),
        3 => (prop::sample::select(MOTIONS.to_vec()), any::<bool>()).prop_map(|(motion, extends)| Press::Go(motion, extends)),
    ]
}

fn after(typed: Typed, press: &Press) -> Typed {
    let key = match press {
        Press::Words(words) => Key::Type(words),
        Press::Enter => Key::Enter,
        Press::Back(word) => Key::Backspace { word: *word },
        Press::Delete => Key::Delete { word: false },
        Press::Tab(back) => Key::Tab { back: *back },
        Press::Do(deed) => Key::Do(*deed),
        Press::Go(motion, extends) => {
            let head = moved(&typed.text, typed.selection.head, *motion);
            let anchor = if *extends { typed.selection.anchor } else { head };
            return Typed { selection: Selection { anchor, head, look: None }, ..typed };
        }
    };
    pressed(&typed.text, typed.selection, key, true).unwrap_or(typed)
}

/// What leaves of the text: on a terminal, and for a word processor.
fn printed(session: &Session) -> Option<(String, String)> {
    let text = session.tables(Lang::French).texts().into_iter().find(|text| text.place == PLACE)?;
    Some((plain_text(&text), rich_text::clip(&text.text, Lang::French).html))
}

fn strategy(document: &Document) -> &str {
    document.text(Narrative::Strategy)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn a_thousand_keys_leave_a_text_that_saves_opens_prints_the_same_and_is_undone(keys in prop::collection::vec(press(), 1000)) {
        let mut session = Session::opened(storage::parse(SAMPLE).expect("the sample"));
        let mut typed = Typed { text: String::new(), selection: Selection::default() };
        let mut states = vec![strategy(session.document()).to_owned()];
        for key in &keys {
            typed = after(typed, key);
            let change = read(session.document(), Place::Text(PLACE), &typed.text).expect("a text takes any words");
            session.apply(&Command::Write(vec![change])).expect("applied");
            if states.last().map(String::as_str) != Some(strategy(session.document())) {
                states.push(strategy(session.document()).to_owned());
            }
        }
        let reopened = Session::opened(storage::parse(&storage::write(session.document())).expect("it opens"));
        prop_assert_eq!(strategy(reopened.document()), strategy(session.document()));
        prop_assert!(printed(&session).is_some());
        prop_assert_eq!(printed(&reopened), printed(&session));
        // What is typed by address is what was stored.
        let spelled = papier::lang::links::spelled(session.document(), strategy(session.document()));
        prop_assert_eq!(papier::lang::links::stored(session.document(), &spelled), strategy(session.document()));
        prop_assert!(address::write(session.document(), Place::Text(PLACE)).is_some());
        for state in states.iter().rev() {
            prop_assert_eq!(strategy(session.document()), state);
            session.undo();
        }
    }
}

//! Find and replace over the sample, without a window.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use papier::editing::replace::{Scope, replace};
use papier::editing::{Gesture, Session};
use papier::lang::Lang;
use papier::model::{Narrative, ProgrammeField, TextPlace};
use papier::storage;
use papier::tables::{Match, MatchAt, Node, Query, words};

fn sample() -> Session {
    Session::opened(storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample opens"))
}

fn found(session: &Session, typed: &str) -> Vec<Match> {
    session.tables(Lang::French).find(&Query::new(typed))
}

#[test]
fn figures_and_words_are_found_however_they_are_written() {
    let session = sample();
    let same = [
        ["7300000", "7 300 000", "7\u{202f}300\u{202f}000"],
        ["problèmes investigués", "PROBLEMES INVESTIGUES", "Problemes investigués"],
        ["l'innovation", "l’innovation", "L'INNOVATION"],
    ];
    for spellings in same {
        let [first, second, third] = spellings.map(|typed| found(&session, typed));
        assert!(!first.is_empty(), "{spellings:?}");
        assert_eq!((&second, &third), (&first, &first), "{spellings:?}");
    }
    assert_eq!(found(&session, ""), []);
    assert_eq!(found(&session, "   "), []);
    assert_eq!(found(&session, "introuvable"), []);
}

#[test]
fn matches_come_in_the_order_of_the_document() {
    let session = sample();
    let pages: Vec<Node> = session.tables(Lang::French).outline().into_iter().map(|branch| branch.node).collect();
    for typed in ["numérique", "7300000", "2021", "e"] {
        let ranks: Vec<_> = found(&session, typed).iter().map(|found| pages.iter().position(|page| *page == found.node)).collect();
        assert!(ranks.iter().all(Option::is_some) && ranks.is_sorted(), "{typed}");
    }
}

#[test]
fn every_occurrence_in_a_text_is_a_match_of_its_own() {
    let session = sample();
    let strategy = TextPlace::Narrative(Narrative::Strategy);
    let count = words(session.document(), strategy).matches("numérique").count();
    let of_strategy = found(&session, "numerique").into_iter().filter_map(|found| match found.at {
        MatchAt::Text { place, nth } if place == strategy => Some(nth),
        _ => None,
    });
    assert_eq!(of_strategy.collect::<Vec<_>>(), (0..count).collect::<Vec<_>>());
    assert!(count > 1);
}

#[test]
fn one_occurrence_or_all_are_replaced_and_undone_as_one_step() {
    let mut session = sample();
    let strategy = TextPlace::Narrative(Narrative::Strategy);
    let before = words(session.document(), strategy);
    let query = Query::new("NUMERIQUE");
    let count = query.occurrences(&before).len();
    let (command, replaced) = replace(session.tables(Lang::French), &query, "digital", &Scope::One(strategy, 1)).expect("the second occurrence");
    session.apply_as(&command, Gesture::Replace).expect("a replacement");
    let after = words(session.document(), strategy);
    assert_eq!((replaced, query.occurrences(&after).len(), after.matches("digital").count()), (1, count - 1, 1));
    assert!(after.find("digital") > after.find("numérique"), "the first occurrence stays");
    session.undo();
    let (command, replaced) = replace(session.tables(Lang::French), &query, "digital", &Scope::All(&[strategy])).expect("all occurrences");
    session.apply_as(&command, Gesture::Replace).expect("a replacement");
    assert_eq!((replaced, query.occurrences(&words(session.document(), strategy)).len()), (count, 0));
    session.undo();
    assert_eq!(words(session.document(), strategy), before);
    assert!(!session.is_modified());
}

#[test]
fn a_text_that_would_refuse_what_it_becomes_stays_as_it_is() {
    let session = sample();
    let number = TextPlace::Programme(ProgrammeField::Number);
    assert_eq!(replace(session.tables(Lang::French), &Query::new("352"), "trois cent", &Scope::All(&[number])), None);
    assert!(replace(session.tables(Lang::French), &Query::new("352"), "353", &Scope::All(&[number])).is_some());
    assert_eq!(replace(session.tables(Lang::French), &Query::new("introuvable"), "x", &Scope::All(&[number])), None);
}

#[test]
fn linked_figures_are_found_as_they_read_and_never_replaced() {
    let mut session = sample();
    let strategy = TextPlace::Narrative(Narrative::Strategy);
    let typed = "Des crédits AE de {plf/01/31/ae|M€} pour l'AE, soit {action/01/share|%} des AE du programme.";
    let change = papier::editing::read(session.document(), strategy.into(), typed).expect("a text");
    session.apply(&papier::editing::Command::Write(vec![change])).expect("a text with links");
    let nths = |session: &Session, typed: &str| {
        found(session, typed).iter().filter(|found| matches!(found.at, MatchAt::Text { place, .. } if place == strategy)).count()
    };
    assert_eq!((nths(&session, "7,3 M€"), nths(&session, "plf"), nths(&session, "ae")), (1, 0, 3));
    let all = |by: &str, wanted: &str| replace(session.tables(Lang::French), &Query::new(wanted), by, &Scope::All(&[strategy]));
    assert_eq!(all("8 M€", "7,3 M€"), None);
    assert_eq!(all("x", "plf"), None);
    let (second, _) = replace(session.tables(Lang::French), &Query::new("AE"), "engagement", &Scope::One(strategy, 1)).expect("the second");
    let (every, count) = all("engagement", "ae").expect("three");
    assert_eq!(count, 3);
    for (command, expected) in [
        (second, "Des crédits AE de {plf/01/31/ae|M€} pour l'engagement, soit {action/01/share|%} des AE du programme."),
        (every, "Des crédits engagement de {plf/01/31/ae|M€} pour l'engagement, soit {action/01/share|%} des engagement du programme."),
    ] {
        session.apply_as(&command, Gesture::Replace).expect("a replacement");
        assert_eq!(words(session.document(), strategy), expected);
        session.undo();
    }
}

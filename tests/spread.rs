//! A typed total spread over the entries of the sample that make it, and what cannot be spread.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use papier::address;
use papier::calc::Figures;
use papier::editing::{Assignment, Session, SpreadRefusal, Spreading, assign, leaves, spread};
use papier::lang::Lang;
use papier::model::{Document, Entry, Euros, Place};
use papier::storage;

fn sample() -> Document {
    storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample")
}

fn with(assignments: &[(&str, &str)]) -> Document {
    let assignments: Vec<Assignment> =
        assignments.iter().map(|(address, value)| Assignment { address: (*address).into(), value: (*value).into() }).collect();
    let mut session = Session::opened(sample());
    session.apply(&assign(session.document(), &assignments).expect("assigned")).expect("applied");
    Document::clone(session.document())
}

fn place(document: &Document, address: &str) -> Place {
    address::parse(document, address).unwrap_or_else(|error| panic!("{address}: {error}"))
}

fn entry(document: &Document, address: &str) -> Entry {
    document.entry(place(document, address)).unwrap_or_else(|| panic!("{address} is no entry"))
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// "proportional", "equal, plf/01/31/ae locked", "on plf/01/31/ae".
fn how(document: &Document, text: &str) -> (Spreading, BTreeSet<Entry>) {
    let (how, locked) = text.split_once(", ").unwrap_or((text, ""));
    let locked = locked.strip_suffix(" locked").map(|addresses| addresses.split(' ').map(|address| entry(document, address)).collect());
    let spreading = match how {
        "proportional" => Spreading::Proportional,
        "equal" => Spreading::Equal,
        on => Spreading::On(entry(document, on.strip_prefix("on ").expect("a way to spread"))),
    };
    (spreading, locked.unwrap_or_default())
}

/// What the summary says, or the refusal.
fn spreads(document: &Document, total: &str, wanted: i64, text: &str) -> String {
    let (how, locked) = how(document, text);
    let figures = Figures::of(document);
    match spread(document, &figures, place(document, total), Euros::new(wanted), how, &locked) {
        Ok(preview) => {
            let mut session = Session::opened(document.clone());
            session.apply(&preview.command()).expect("a spread is applied");
            let after = session.figures().figure(session.document(), preview.place);
            assert_eq!(after, papier::calc::Figure::Amount(Euros::new(wanted)), "{total} {text}");
            plain(&preview.summary(document, Lang::French)).trim_end().replace("\n  ", " | ")
        }
        Err(refusal) => plain(&refusal.sentence(Lang::French)),
    }
}

#[track_caller]
fn check(document: &Document, cases: &[(&str, i64, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(total, wanted, how, expected)| {
            let said = spreads(document, total, *wanted, how);
            (said != *expected).then(|| format!("{total} = {wanted}, {how}:\n  expected {expected}\n  is       {said}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_total_names_the_entries_that_make_it() {
    let document = with(&[("plf/02/31/contributions/ae", "5"), ("action/03/label", "A"), ("action/03.01/label", "B"), ("plf/03.01/32/ae", "7")]);
    let figures = Figures::of(&document);
    let bill = "plf/01/31/ae plf/02/21/ae plf/02/31/ae plf/03.01/32/ae";
    let cases = [
        ("a row total", "plf/02/total/ae", "plf/02/21/ae plf/02/31/ae"),
        ("hors titre 2", "plf/02/ht2/ae", "plf/02/31/ae"),
        ("a title of an action in two categories", "plf/02/3/ae", "plf/02/31/ae"),
        ("a column total", "plf/total/3/ae", "plf/01/31/ae plf/02/31/ae plf/03.01/32/ae"),
        ("a category", "plf/total/31/ae", "plf/01/31/ae plf/02/31/ae"),
        ("title 2", "plf/total/2/ae", "plf/02/21/ae"),
        ("other titles", "plf/total/ht2/ae", "plf/01/31/ae plf/02/31/ae plf/03.01/32/ae"),
        ("the programme", "plf/total/total/ae", bill),
        ("an action with sub-actions", "plf/03/total/ae", "plf/03.01/32/ae"),
        ("its category", "plf/03/32/ae", "plf/03.01/32/ae"),
        ("contributions", "plf/total/total/contributions/ae", "plf/01/31/contributions/ae plf/02/31/contributions/ae"),
        ("contributions of an action", "plf/01/total/contributions/ae", "plf/01/31/contributions/ae"),
        ("the act", "lfi/total/total/cp", "lfi/01/21/cp lfi/01/31/cp"),
        ("new AE", "schedule/new/ae/plf", "plf/01/31/ae plf/02/31/ae plf/03.01/32/ae"),
        ("new AE of contributions", "schedule/new/ae/contributions", "plf/01/31/contributions/ae plf/02/31/contributions/ae"),
        ("earlier AE", "schedule/earlier/ae", "outstanding/estimate"),
        (
            "a year of the schedule",
            "schedule/total/2021",
            "schedule/earlier/2021/plf schedule/earlier/2021/contributions schedule/new/2021/plf schedule/new/2021/contributions",
        ),
        ("a later year", "schedule/total/2022", "schedule/earlier/2022 schedule/new/2022"),
    ];
    for (what, total, expected) in cases {
        let leaves = leaves(&document, &figures, place(&document, total)).unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
        let there = leaves.iter().filter(|leaf| leaf.has_amount);
        let named: Vec<String> = there.map(|leaf| address::write(&document, leaf.place()).expect("an address")).collect();
        assert_eq!(named.join(" "), expected, "{what}");
    }
}

#[test]
fn what_is_no_sum_of_entries_is_refused_with_its_reason() {
    let document = sample();
    let figures = Figures::of(&document);
    let cases = [
        ("action/01/share", SpreadRefusal::Quotient),
        ("keys/2021", SpreadRefusal::Quotient),
        ("variation/ae", SpreadRefusal::Quotient),
        ("outstanding/computed", SpreadRefusal::Control),
        ("outstanding/estimate", SpreadRefusal::Entered),
        ("schedule/new/2022", SpreadRefusal::Entered),
        ("plf/01/31/ae", SpreadRefusal::Entered),
        ("indicator/1.1/2021/forecast", SpreadRefusal::Entered),
        ("action/01/label", SpreadRefusal::Entered),
    ];
    for (address, expected) in cases {
        assert_eq!(leaves(&document, &figures, place(&document, address)), Err(expected), "{address}");
    }
}

#[test]
fn a_total_is_spread_to_the_euro_and_says_what_changes() {
    check(
        &sample(),
        &[
            (
                "plf/total/3/ae",
                8_000_000,
                "proportional",
                "plf/total/3/ae : 7 600 000 → 8 000 000 | plf/01/31/ae : 7 300 000 → 7 684 211 (l’euro de l’arrondi compris) | \
                 plf/02/31/ae : 300 000 → 315 789",
            ),
            (
                "plf/total/3/ae",
                8_000_000,
                "equal",
                "plf/total/3/ae : 7 600 000 → 8 000 000 | plf/01/31/ae : 7 300 000 → 7 500 000 | plf/02/31/ae : 300 000 → 500 000",
            ),
            ("plf/total/3/ae", 8_000_000, "on plf/02/31/ae", "plf/total/3/ae : 7 600 000 → 8 000 000 | plf/02/31/ae : 300 000 → 700 000"),
            ("plf/total/3/ae", 7_600_000, "proportional", "plf/total/3/ae : 7 600 000 → 7 600 000"),
            // What the user keeps.
            (
                "plf/total/3/ae",
                8_000_000,
                "proportional, plf/01/31/ae locked",
                "plf/total/3/ae : 7 600 000 → 8 000 000 | plf/02/31/ae : 300 000 → 700 000",
            ),
            // An empty entry is there to be chosen; a share of the act may still be that of its bill.
            (
                "plf/01/total/ae",
                7_400_000,
                "on plf/01/21/ae",
                "plf/01/total/ae : 7 300 000 → 7 400 000 | plf/01/21/ae : 0 → 100 000 (en titre 2, AE et CP doivent être égaux : l’autre montant est 0)",
            ),
            (
                "schedule/total/2021",
                11_600_001,
                "proportional",
                "schedule/total/2021 : 11 600 000 → 11 600 001 | schedule/new/2021/plf : 5 155 339 → 5 155 340 (l’euro de l’arrondi compris)",
            ),
            ("schedule/earlier/ae", 3, "equal", "schedule/earlier/ae : 2 444 661 → 3 | outstanding/estimate : 2 444 661 → 3"),
        ],
    );
}

#[test]
fn title_2_and_formulas_are_told() {
    check(
        &with(&[("plf/02/31/ae", "=3*100000")]),
        &[(
            "plf/02/total/ae",
            6_600_000,
            "proportional",
            "plf/02/total/ae : 3 300 000 → 6 600 000 | plf/02/21/ae : 3 000 000 → 6 000 000 (en titre 2, AE et CP doivent être égaux : l’autre \
             montant est 3 000 000) | plf/02/31/ae : 300 000 → 600 000 (remplace la formule =3*100000)",
        )],
    );
}

#[test]
fn a_total_that_cannot_be_met_is_refused_with_its_reason() {
    check(
        &sample(),
        &[
            (
                "plf/total/3/ae",
                0,
                "equal",
                "plf/02/31/ae deviendrait négatif (−3 500 000), 0 étant gardés tels quels : vouloir un total plus grand, ou répartir autrement.",
            ),
            (
                "plf/total/3/ae",
                -1,
                "proportional",
                "plf/01/31/ae deviendrait négatif (−1), 0 étant gardés tels quels : vouloir un total plus grand, ou répartir autrement.",
            ),
            (
                "plf/total/3/ae",
                7_000_000,
                "proportional, plf/01/31/ae locked",
                "plf/02/31/ae deviendrait négatif (−300 000), 7 300 000 étant gardés tels quels : vouloir un total plus grand, ou répartir autrement.",
            ),
            (
                "plf/total/3/ae",
                8_000_000,
                "equal, plf/01/31/ae plf/02/31/ae locked",
                "tous les montants de ce total sont verrouillés : en libérer un.",
            ),
            ("plf/total/3/ae", 8_000_000, "on plf/02/21/ae", "plf/02/21/ae n’entre pas dans ce total : choisir un montant dont il est la somme."),
            (
                "plf/total/3/ae",
                8_000_000,
                "on plf/01/31/ae, plf/01/31/ae locked",
                "plf/01/31/ae est verrouillé : le libérer, ou choisir un autre montant.",
            ),
            (
                "schedule/total/2023",
                5,
                "proportional",
                "les montants à répartir sont nuls, aucun n’a de part du total : répartir à parts égales ou sur une seule ligne.",
            ),
            ("plf/total/6/ae", 5, "equal", "aucune cellule saisie ne compose ce total : ajouter une action ou une catégorie."),
            ("keys/2021", 5, "equal", "cette cellule est un rapport de deux montants et ne se répartit pas : changer les montants."),
        ],
    );
    check(
        &with(&[("plf/01/31/ae", "9223372036854775807")]),
        &[("plf/total/3/ae", 5, "equal", "ce total, ou un montant réparti, dépasse ce qui se conserve exactement.")],
    );
}

#[test]
fn entries_without_any_amount_take_equal_parts() {
    check(
        &sample(),
        &[(
            "schedule/total/2023",
            5,
            "equal",
            "schedule/total/2023 : 0 → 5 | schedule/earlier/2023 : 0 → 3 (l’euro de l’arrondi compris) | schedule/new/2023 : 0 → 2",
        )],
    );
}

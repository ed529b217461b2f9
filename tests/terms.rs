//! A computed figure and the terms that are shown of it.

use std::path::Path;

use papier::calc::{Figure, Figures};
use papier::lang::Lang;
use papier::model::{Document, Place};
use papier::tables::{Cell, CellKind, Content, Sign, TableName, Tables, Term};
use papier::{address, storage};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::frozen::six;

fn number(cell: &Cell) -> Decimal {
    cell.value().and_then(|value| value.parse().ok()).unwrap_or_default()
}

/// What the terms make together; `None` where they are divided by nothing.
fn together(figure: &Figure, terms: &[Term]) -> Option<Decimal> {
    let sum = |sign| terms.iter().filter(|term| term.sign == sign).map(|term| number(&term.cell)).sum::<Decimal>();
    let sum = (sum(Sign::Plus) - sum(Sign::Minus), sum(Sign::Over));
    let hundred = Decimal::ONE_HUNDRED;
    let rounded = |value: Decimal, like: &Decimal| value.round_dp_with_strategy(like.scale(), RoundingStrategy::MidpointAwayFromZero);
    match figure {
        Figure::Percent(printed) => Some(rounded(sum.0.checked_div(sum.1)? * hundred, printed)),
        Figure::Variation(printed) => Some(rounded(sum.0.checked_div(sum.1)? * hundred - hundred, printed)),
        Figure::Blank | Figure::Amount(_) | Figure::Number(_) | Figure::Effect(_) | Figure::Undefined | Figure::Overflow => Some(sum.0),
    }
}

fn tables(document: &Document) -> impl Iterator<Item = TableName> {
    TableName::all(document).into_iter().chain(document.actions.iter().map(|action| TableName::Entry(action.id)))
}

#[test]
fn the_terms_of_each_computed_figure_add_up_to_it() {
    let mut seen = [0_usize; 2];
    for (name, document) in six::documents() {
        let figures = Figures::of(&document);
        let of = Tables { document: &document, figures: &figures, lang: Lang::French };
        let cells = tables(&document).filter_map(|table| of.table(table)).flat_map(|table| table.rows).flat_map(|row| row.cells);
        for cell in cells.filter(|cell| cell.kind == CellKind::Computed) {
            let (Some(place), Content::Figure(figure)) = (cell.place, &cell.content) else { continue };
            if matches!(figure, Figure::Undefined | Figure::Overflow) {
                continue;
            }
            let terms = of.made_of(place);
            let whose = || format!("{name}, {}, of {terms:#?}", address::write(&document, place).unwrap_or_default());
            assert!(terms.iter().all(|term| !term.name.is_empty() && term.cell.place != Some(place)), "{}", whose());
            assert_eq!(together(figure, &terms).unwrap_or_default(), number(&cell), "{}", whose());
            seen[usize::from(terms.len() > 1)] += 1;
        }
    }
    assert!(seen[1] > 1_000 && seen[0] > 100, "{seen:?}");
}

#[test]
fn terms_have_the_names_that_tell_them_apart() {
    let document = storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample");
    let figures = Figures::of(&document);
    let cases = [
        ("plf/total/3/ae", "Action 01 7 300 000 + Action 02 300 000"),
        ("plf/01/total/ae", "Titre 3 7 300 000"),
        ("plf/02/total/ae", "Titre 2 3 000 000 + Titre 3 300 000"),
        ("plf/total/total/ae", "Action 01 7 300 000 + Action 02 3 300 000"),
        ("plf/01/31/ae", ""),
        ("action/01/share", "Action 01 7 300 000 / Programme 10 600 000"),
    ];
    for (typed, expected) in cases {
        let place: Place = address::parse(&document, typed).unwrap_or_else(|_| panic!("{typed}"));
        let terms = Tables { document: &document, figures: &figures, lang: Lang::French }.made_of(place);
        let said = terms.iter().enumerate().map(|(rank, term)| {
            let sign = match term.sign {
                Sign::Minus => " − ",
                Sign::Over => " / ",
                Sign::Plus if rank > 0 => " + ",
                Sign::Plus => "",
            };
            format!("{sign}{} {}", term.name, term.cell.text(Lang::French).replace(['\u{a0}', '\u{202f}'], " "))
        });
        assert_eq!(said.collect::<String>(), expected, "{typed}");
    }
}

#[test]
fn a_value_is_held_against_the_last_actual_and_the_target() {
    let document = storage::open(Path::new("saves/programme-352-plf-2021.ron")).expect("the sample");
    let figures = Figures::of(&document);
    let cases = [
        ("indicator/1.1/2021/forecast", "Réalisation 2019 : 47, évolution +93; Cible 2023 : 200, reste +60"),
        ("indicator/1.1/2023/target", "Réalisation 2019 : 47, évolution +153"),
        ("indicator/1.1/2019/actual", "Cible 2023 : 200, reste +153"),
        ("indicator/1.1/2018/actual", ""),
        ("indicator/2.1/2021/forecast", "Réalisation 2019 : 53, évolution +7; Cible 2023 : 60, atteinte"),
        ("plf/01/31/ae", ""),
    ];
    for (typed, expected) in cases {
        let place: Place = address::parse(&document, typed).unwrap_or_else(|_| panic!("{typed}"));
        let words = Tables { document: &document, figures: &figures, lang: Lang::French }.course_words(place).join("; ");
        assert_eq!(words.replace(['\u{a0}', '\u{202f}'], " "), expected, "{typed}");
    }
}

//! What tables of sections are told by: words, headings, rows, as publications print them.

use super::columns::{ColumnOf, Printed, Wording, among, heads};
use super::rows::{RowsSoFar, coded_label};
use super::words::letters;
use crate::exchange::import::blocks::Row;
use crate::model::{CellHolds, CellUnit, ColumnShape, Level, RowShape, Rows, Shape, Term, Year};
use crate::sections::{Heading, Published, Setting, TableDef, TablePart};

const fn typed(key: &'static str) -> RowShape {
    RowShape::typed(Level::Sub, key)
}

const fn summed(key: &'static str, sum: &'static [Term]) -> RowShape {
    RowShape::summed(Level::Main, key, sum)
}

/// Rows of which three have one name.
static SHAPE: Shape = Shape {
    key: "pay",
    rows: Rows::Fixed(&[
        summed("unwind", &[Term::plus("unwind-cet"), Term::plus("unwind-other")]),
        typed("unwind-cet"),
        typed("unwind-other"),
        typed("measures"),
        summed("rewind", &[Term::plus("rewind-cet"), Term::plus("rewind-other")]),
        typed("rewind-cet"),
        typed("rewind-other"),
        summed("total", &[Term::plus("unwind"), Term::plus("measures"), Term::plus("rewind")]),
    ]),
    columns: &[ColumnShape::typed("", CellHolds::Decimal(CellUnit::MillionEuros))],
    years: &[0],
    has_total: false,
    decimals: |_| 2,
};

const PART: TablePart = TablePart::of(&SHAPE);

static TABLE: TableDef = TableDef {
    key: SHAPE.key,
    parts: &[PART],
    of_row: None,
    title: |_| "Principaux facteurs d'évolution (en M€)",
    sheet: |_| "Paie",
    row_header: |_| "",
    row_name: |key, year, _| {
        let name = match key {
            "unwind" => "Débasage de dépenses au profil atypique",
            "unwind-cet" | "rewind-cet" => "Indemnisation des jours de CET",
            "unwind-other" | "rewind-other" => "Autres",
            "measures" => return format!("Impact des mesures de transfert et de périmètre {}–{year}", year.offset(-1)),
            "rewind" => "Rebasage de dépenses au profil atypique – hors GIPA",
            _ => "Total",
        };
        name.into()
    },
    columns: |year, _| vec![Heading::new("", year, format!("PLF {year}"))],
    setting: Setting::List,
    comment: None,
};

fn wording(headings: &'static [(&'static str, &'static str)]) -> Wording {
    Wording::new(&TABLE, &PART, Published { table: "pay", headings, ..Published::default() }, Year::new(2024).unwrap())
}

/// As they are printed, perhaps with spaces that a paste lost; one that is printed without its sum may be of several and is of none.
#[test]
fn a_row_is_known_by_the_sum_that_stands_above_it() {
    let cases: [(&[&str], &[Option<&str>]); 4] = [
        (
            &[
                "Débasage de dépenses au profil atypique :",
                "– Indemnisation des jours de CET",
                "– Autres",
                "Impact des mesures de transfert et de périmètre 2022–2023",
                "Rebasage de dépenses auprofilatypique –hors GIPA",
                "Indemnisation des jours de CET",
                "Autres",
                "Total",
            ],
            &[
                Some("unwind"),
                Some("unwind-cet"),
                Some("unwind-other"),
                Some("measures"),
                Some("rewind"),
                Some("rewind-cet"),
                Some("rewind-other"),
                Some("total"),
            ],
        ),
        (&["Autres", "Indemnisation des jours de CET"], &[None, None]),
        (&["Rebasage de dépenses au profil…", "Autres", "Autres"], &[Some("rewind"), Some("rewind-other"), None]),
        (&["Mesures", "Totalement"], &[None, None]),
    ];
    for (printed, expected) in cases {
        let mut so_far = RowsSoFar::default();
        let found: Vec<Option<&str>> = printed.iter().map(|name| so_far.fixed(&wording(&[]), name)).collect();
        assert_eq!(found, expected, "{printed:?}");
    }
}

#[test]
fn a_heading_is_known_by_its_words_by_its_beginning_and_by_another_spelling() {
    let spelt = wording(&[("Crédits prévus pour {N} (après {N-1})", "")]);
    let cases = [
        ("PLF 2024", true),
        ("P L F  2024 (1)", true),
        ("plf 2023", false),
        ("PLF", false),
        ("Crédits prévus pour 2024 (après 2023)", true),
        ("Crédits prévus…", true),
        ("Crédits prévus pour 2023 (après 2022)", false),
        ("", false),
    ];
    for (words, is_known) in cases {
        let printed = [Printed::default(), Printed { own: letters(words), grouped: letters(words) }];
        assert_eq!(spelt.columns(&printed), [None, is_known.then_some(ColumnOf::Heading(0))], "{words}");
    }
}

#[test]
fn a_listed_row_has_a_code_where_digits_stand_before_a_dash() {
    let cases = [
        ("1036 - Magistrats de l'ordre judiciaire", ("1036", "Magistrats de l'ordre judiciaire")),
        ("1037 – Personnels\nd'encadrement", ("1037", "Personnels d'encadrement")),
        ("Catégorie A+", ("", "Catégorie A+")),
        ("A - Cadres", ("", "A - Cadres")),
        ("12 mois", ("", "12 mois")),
    ];
    for (words, (code, label)) in cases {
        assert_eq!(coded_label(words), (code.to_owned(), label.to_owned()));
    }
}

fn rows(text: &str) -> Vec<Row> {
    text.lines().zip(1..).map(|(line, number)| Row::new(number, line.split('|').map(|cell| cell.trim().to_owned()).collect())).collect()
}

#[test]
fn a_table_of_one_column_is_known_by_its_rows() {
    let wordings: &'static [Wording] = Box::leak(Box::new([wording(&[])]));
    let year = Year::new(2024).unwrap();
    let pay = "Débasage de dépenses au profil atypique | -2,00\n– Indemnisation des jours de CET | -1,26\n– Autres | -0,74\nTotal | -2,00";
    let cases = [
        (pay.to_owned(), 1),
        (format!(" | PLF 2024\n{pay}"), 1),
        // Of another year, of other rows, of words alone.
        (format!(" | PLF 2023\n{pay}"), 0),
        ("Équipements | 5,00\nVéhicules | 6,00\nTotal | 11,00".into(), 0),
        ("Total | voir\nAutres | ci-dessus".into(), 0),
        (pay.replace(" | ", " | 5,00 | "), 0),
    ];
    for (text, expected) in cases {
        assert_eq!(among(wordings, &rows(&text), year, None).len(), expected, "{text}");
    }
}

#[test]
fn headings_end_where_a_row_begins_be_it_blank() {
    let cases = [
        ("Catégorie | PLF 2024\n | (1)\nA | 5,00", 2),
        ("Catégorie | 2024\nTransferts entrants | \nA | 5,00", 1),
        ("A | 5,00", 0),
        ("Catégorie | Plafond (1)\nA | (300)", 1),
    ];
    for (text, expected) in cases {
        assert_eq!(heads(&rows(text)).len(), expected, "{text}");
    }
}

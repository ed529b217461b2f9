//! Title, headings and lines of the table by title and year: P174, PLF 2024.
//!
//! The words of the lines for N+1 and N+2 were not read there: each says the year that it is about.

use super::shape::{ACT, BILL, LATER, NEXT, OUTLOOK};
use crate::lang::{Lang, Word};
use crate::model::Year;
use crate::sections::{Heading, Line, Published, Setting, TableDef, TablePart};

pub(super) static TABLES: [TableDef; 1] = [TableDef {
    key: OUTLOOK.key,
    parts: &[TablePart::of(&OUTLOOK).summed_as(|lang| lang.pick("Totaux", "Totals")).in_lines(&LINES)],
    of_row: None,
    title,
    sheet: |lang| lang.pick("Par titre et année", "By title and year"),
    row_header: |lang| lang.pick("Titre", "Title"),
    row_name: |key, _, _| key.into(),
    columns,
    setting: Setting::Page,
    comment: Some(|lang| lang.pick("Commentaire", "Comment")),
}];

/// The plural and the last word are those of the table by action and title.
pub(super) static PUBLISHED: [Published; 1] = [Published {
    table: OUTLOOK.key,
    titles: &[],
    headings: &[
        ("Autorisations d'engagement FdC et AdP attendus", "contributions-ae"),
        ("Crédits de paiement FdC et AdP attendus", "contributions-cp"),
        ("Crédits de paiements Ouvertures", "cp"),
        ("Crédits de paiements FdC et AdP", "contributions-cp"),
        ("Crédits de paiements FdC et AdP attendus", "contributions-cp"),
    ],
    rows: &[],
    total: &[],
}];

pub(super) fn title(lang: Lang) -> &'static str {
    lang.pick("Présentation des crédits par titre pour {N-1}, {N}, {N+1} et {N+2}", "Appropriations by title for {N-1}, {N}, {N+1} and {N+2}")
}

static LINES: [Line; 4] = [
    Line { after: -1, label: |year, _| format!("LFI {year}"), columns: &ACT },
    Line { after: 0, label: |year, _| format!("PLF {year}"), columns: &BILL },
    Line { after: 1, label: announced, columns: &NEXT },
    Line { after: 2, label: announced, columns: &LATER },
];

fn announced(year: Year, lang: Lang) -> String {
    lang.pick(format!("Prévision indicative {year}"), format!("Indicative forecast {year}"))
}

fn columns(year: Year, lang: Lang) -> Vec<Heading> {
    let measures = [("ae", "contributions-ae", Word::CommitmentAuthorisations), ("cp", "contributions-cp", Word::PaymentAppropriations)];
    let of = |(openings, contributions, measure)| {
        let group = lang.word(measure);
        [
            Heading::new(openings, year, lang.pick("Ouvertures", "Openings")).under(group).total(),
            Heading::new(contributions, year, lang.word(Word::Contributions)).under(group),
        ]
    };
    measures.into_iter().flat_map(of).collect()
}

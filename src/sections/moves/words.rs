//! Titles, headings and texts of the page of transfers.

use super::shape::{CHANGES, MOVES_IN, MOVES_OUT, SCOPE};
use crate::lang::Lang;
use crate::model::Year;
use crate::sections::{Heading, Setting, TableDef, TablePart, TextDef};

pub(super) static TEXTS: [TextDef; 2] = [
    TextDef { key: CHANGES, heading: |lang| lang.pick("Principales évolutions", "Main changes"), is_above: true },
    TextDef { key: SCOPE, heading: |lang| lang.pick("Mesures de périmètre", "Measures of scope"), is_above: false },
];

/// The same two parts in both tables, which show other columns of them.
const PARTS: [TablePart; 2] = [
    TablePart::of(&MOVES_IN)
        .adding(|lang| lang.pick("Transfert entrant…", "Incoming transfer…"))
        .summed_above(|lang| lang.pick("Transferts entrants", "Incoming transfers"))
        .dropping_blank_rows(),
    TablePart::of(&MOVES_OUT)
        .adding(|lang| lang.pick("Transfert sortant…", "Outgoing transfer…"))
        .summed_above(|lang| lang.pick("Transferts sortants", "Outgoing transfers"))
        .dropping_blank_rows(),
];

pub(super) static TABLES: [TableDef; 2] = [
    TableDef {
        key: "moves-credits",
        parts: &PARTS,
        title: |lang| lang.pick("Transferts en crédits", "Transfers of credits"),
        of_row: None,
        sheet: |lang| lang.pick("Transferts en crédits", "Transfers of credits"),
        row_header: |_| "",
        row_name: |key, _, _| key.into(),
        columns: credits,
        setting: Setting::Page,
        comment: None,
    },
    TableDef {
        key: "moves-etpt",
        parts: &PARTS,
        title: |lang| lang.pick("Transferts en ETPT", "Transfers of ETPT"),
        of_row: None,
        sheet: |lang| lang.pick("Transferts en ETPT", "Transfers of ETPT"),
        row_header: |_| "",
        row_name: |key, _, _| key.into(),
        columns: etpt,
        setting: Setting::Page,
        comment: None,
    },
];

fn programme(lang: Lang) -> Heading {
    Heading::of_words("programme", lang.pick("Prog Source / Cible", "Programme from / to"))
}

/// The same from PLF 2020 to PLF 2024.
fn credits(year: Year, lang: Lang) -> Vec<Heading> {
    let of = |column, french: &'static str, english: &'static str| Heading::new(column, year, lang.pick(french, english));
    vec![
        programme(lang),
        of("t2", "T2 Hors Cas pensions", "T2 without CAS pensions"),
        of("cas", "T2 CAS pensions", "T2 CAS pensions"),
        of("t2-total", "Total T2", "Total T2").total(),
        of("ae", "AE Hors T2", "AE without T2"),
        of("cp", "CP Hors T2", "CP without T2"),
        of("ae-total", "Total AE", "Total AE").total(),
        of("cp-total", "Total CP", "Total CP").total(),
    ]
}

/// The heading of a column in either table.
pub(super) fn heading(column: &str, year: Year, lang: Lang) -> String {
    let mut headings = credits(year, lang).into_iter().chain(etpt(year, lang));
    headings.find(|heading| heading.column == column).map_or_else(String::new, |heading| heading.title)
}

fn etpt(year: Year, lang: Lang) -> Vec<Heading> {
    let of = |column, french: &'static str, english: &'static str| Heading::new(column, year, lang.pick(french, english));
    vec![programme(lang), of("etpt", "ETPT ministériels", "ETPT of ministries"), of("etpt-outside", "ETPT hors État", "ETPT outside the State")]
}

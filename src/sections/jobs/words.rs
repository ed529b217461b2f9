//! Titles, headings and decimals of the tables of jobs, by the layout of the year.

use super::shape::{FLOWS, JOBS};
use crate::lang::Lang;
use crate::model::Year;
use crate::sections::{Heading, Setting, TableDef, TablePart};

pub(super) static TABLES: [TableDef; 2] = [
    TableDef {
        key: JOBS.key,
        parts: &[TablePart::of(&JOBS).adding(|lang| lang.pick("Catégorie d’emplois…", "Category of jobs…"))],
        title: |lang| lang.pick("Emplois rémunérés par le programme (en ETPT)", "Jobs paid by the programme (in ETPT)"),
        of_row: None,
        sheet: |lang| lang.pick("Emplois", "Jobs"),
        row_header: category,
        row_name: |key, _, _| key.into(),
        columns: jobs,
        setting: Setting::Page,
        comment: Some(comment),
    },
    TableDef {
        key: FLOWS.key,
        parts: &[TablePart::of(&FLOWS)],
        title: |lang| lang.pick("Évolution des emplois (en ETP)", "Changes of jobs (in ETP)"),
        of_row: None,
        sheet: |lang| lang.pick("Flux d’emplois", "Flows of jobs"),
        row_header: category,
        row_name: |key, _, _| key.into(),
        columns: flows,
        setting: Setting::Page,
        comment: Some(comment),
    },
];

fn category(lang: Lang) -> &'static str {
    lang.pick("Catégorie d’emplois", "Category of jobs")
}

fn comment(lang: Lang) -> &'static str {
    lang.pick("Commentaire", "Comment")
}

/// The same set in PLF 2020, 2022 and 2024.
fn jobs(year: Year, lang: Lang) -> Vec<Heading> {
    let last = year.offset(-1);
    let of = |column, french: String, english: String| Heading::new(column, year, lang.pick(french, english));
    vec![
        of("ceiling", format!("Plafond autorisé pour {last} (1)"), format!("Ceiling authorised for {last} (1)")),
        of("scope", format!("Effet des mesures de périmètre pour {year} (2)"), format!("Effect of scope measures for {year} (2)")),
        of("transfer", format!("Effet des mesures de transfert pour {year} (3)"), format!("Effect of transfers for {year} (3)")),
        of("technical", format!("Effet des corrections techniques pour {year} (4)"), format!("Effect of technical corrections for {year} (4)")),
        of(
            "impact",
            format!("Impact des schémas d’emplois pour {year} (5) = 6-1-2-3-4"),
            format!("Impact of staffing plans for {year} (5) = 6-1-2-3-4"),
        ),
        of(
            "extension",
            format!("dont extension en année pleine des schémas d’emplois {last} sur {year}"),
            format!("of which full-year effect of staffing plans {last} on {year}"),
        ),
        of("new", format!("dont impact des schémas d’emplois {year} sur {year}"), format!("of which impact of staffing plans {year} on {year}")),
        of("asked", format!("Plafond demandé pour {year} (6)"), format!("Ceiling asked for {year} (6)")).total(),
    ]
}

fn flows(year: Year, lang: Lang) -> Vec<Heading> {
    let of = |column, french: &'static str, english: &'static str| Heading::new(column, year, lang.pick(french, english));
    vec![
        of("exits", "Sorties prévues", "Exits planned"),
        of("retirements", "dont départs en retraite", "of which retirements"),
        of("exit-month", "Mois moyen des sorties", "Mean month of exits"),
        of("entries", "Entrées prévues", "Entries planned"),
        of("first-hires", "dont primo recrutements", "of which first hires"),
        of("entry-month", "Mois moyen des entrées", "Mean month of entries"),
        of("net", "Schéma d’emplois", "Staffing plan").total(),
    ]
}

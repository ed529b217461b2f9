//! What the tables of jobs are held to.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::shape::{FLOWS, JOBS};
use crate::calc::checks::Severity;
use crate::calc::{Compared, Figure, Figures};
use crate::model::{ActionScope, CellPlace, CellRow, CreditPlace, Document, Measure, NatureScope, Place, SectionRowField, Stage, TextPlace, Title};
use crate::sections::checks::{SectionCheck, number, place};

pub const CHECKS: [SectionCheck; 7] = [
    SectionCheck {
        key: "jobs-twice",
        severity: Severity::Error,
        find: category_twice,
        sentence: [
            "La catégorie d'emplois « {0} » est déjà là, à la ligne {1} : ses emplois comptent peut-être deux fois. Supprimer une des deux lignes, ou changer son code ou son intitulé.",
            "The category of jobs “{0}” is there already, in row {1}: its jobs may count twice. Delete one of the two rows, or change its code or label.",
        ],
        compares: [["catégorie", "ligne"], ["category", "row"]],
    },
    SectionCheck {
        key: "jobs-negative",
        severity: Severity::Error,
        find: fewer_than_none,
        sentence: [
            "Un nombre d'emplois de {0} est en dessous de zéro. Corriger ce chiffre, ou l'un de ceux qui le composent.",
            "A number of jobs of {0} is below zero. Correct this figure, or one of those that make it.",
        ],
        compares: [["emplois", ""], ["jobs", ""]],
    },
    SectionCheck {
        key: "jobs-part",
        severity: Severity::Error,
        find: part_over_whole,
        sentence: [
            "La part ({0} ETP) dépasse le tout ({1} ETP). Corriger l'un ou l'autre.",
            "The part ({0} ETP) is more than the whole ({1} ETP). Correct one or the other.",
        ],
        compares: [["dont", "en tout"], ["of which", "in all"]],
    },
    SectionCheck {
        key: "jobs-month",
        severity: Severity::Warning,
        find: month_of_no_year,
        sentence: [
            "Le mois moyen {0} n'est pas entre 1 et 12 alors que {1} ETP bougent. Le corriger.",
            "The mean month {0} is not between 1 and 12 while {1} ETP move. Correct it.",
        ],
        compares: [["mois", "ETP"], ["month", "ETP"]],
    },
    SectionCheck {
        key: "jobs-impact",
        severity: Severity::Warning,
        find: impact_of_flows,
        sentence: [
            "L'impact du schéma d'emplois est de {0} ETPT ; les flux en donnent {1}, un mois 7 comptant à partir de juillet. Vérifier, ou justifier.",
            "The impact of the staffing plan is {0} ETPT; the flows make {1}, a month 7 counting from July on. Check it, or justify it.",
        ],
        compares: [["saisi", "des flux"], ["entered", "from flows"]],
    },
    SectionCheck {
        key: "jobs-ceiling",
        severity: Severity::Note,
        find: ceiling_of_last_year,
        sentence: [
            "Le plafond autorisé est de {0} ETPT ; le PAP précédent en demandait {1}. Un amendement explique cet écart, ou une erreur.",
            "The ceiling authorised is {0} ETPT; the PAP before asked for {1}. An amendment explains the gap, or a mistake.",
        ],
        compares: [["autorisé", "demandé"], ["authorised", "asked"]],
    },
    SectionCheck {
        key: "jobs-without-staff",
        severity: Severity::Note,
        find: jobs_without_staff,
        sentence: ["Le programme demande {0} ETPT et aucun crédit de titre 2.", "The programme asks for {0} ETPT and for no credit of title 2."],
        compares: [["ETPT", ""], ["ETPT", ""]],
    },
];

/// A category stands once: by its code, or by its label where it has none. Two drafters who add the same one, each in a file, merge to two.
fn category_twice(document: &Document, _: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let rows = document.sections.rows(JOBS.key);
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut twice = Vec::new();
    for (row, number) in rows.iter().zip(1..) {
        let name = if row.code.is_empty() { ("", row.label.as_str()) } else { (row.code.as_str(), "") };
        match known.get(&name) {
            _ if name == ("", "") => {}
            Some(first) => {
                let place = Place::Text(TextPlace::SectionRow { section: JOBS.key, row: row.id, field: SectionRowField::Label });
                let said = if row.code.is_empty() { row.label.clone() } else { row.code.clone() };
                twice.push((place, vec![Compared::Words(said), Compared::Words(first.to_string())]));
            }
            None => drop(known.insert(name, number)),
        }
    }
    twice
}

/// Jobs that are there, and people who come or go, are none at least: only an effect may be below zero.
fn fewer_than_none(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let counts = [(&JOBS, &["ceiling", "asked"][..]), (&FLOWS, &["exits", "retirements", "entries", "first-hires"][..])];
    let cells = counts
        .into_iter()
        .flat_map(|(shape, columns)| shape.rows(document).into_iter().flat_map(move |row| columns.iter().map(move |column| (shape, row, *column))));
    let negative = cells.filter_map(|(shape, row, column)| {
        let number = number(document, figures, shape, row, column).filter(Decimal::is_sign_negative).filter(|number| !number.is_zero())?;
        Some((place(document, shape, row, column), vec![Compared::Number(number)]))
    });
    negative.collect()
}

/// A "dont" is at most its whole.
fn part_over_whole(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let pairs = FLOWS.rows(document).into_iter().flat_map(|row| [(row, "retirements", "exits"), (row, "first-hires", "entries")]);
    let over = pairs.filter_map(|(row, part, whole)| {
        let [part_number, whole_number] = [part, whole].map(|column| number(document, figures, &FLOWS, row, column));
        let (part_number, whole_number) = (part_number?, whole_number.unwrap_or_default());
        let compared = vec![Compared::Number(part_number), Compared::Number(whole_number)];
        (part_number > whole_number).then(|| (place(document, &FLOWS, row, part), compared))
    });
    over.collect()
}

/// A mean month is one of the year wherever somebody comes or goes.
fn month_of_no_year(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let pairs = FLOWS.rows(document).into_iter().flat_map(|row| [(row, "exit-month", "exits"), (row, "entry-month", "entries")]);
    let wrong = pairs.filter_map(|(row, month, flow)| {
        let [month_number, flow_number] = [month, flow].map(|column| number(document, figures, &FLOWS, row, column));
        let (month_number, flow_number) = (month_number?, flow_number.unwrap_or_default());
        let is_wrong = !flow_number.is_zero() && !(Decimal::ONE..=Decimal::from(12)).contains(&month_number);
        is_wrong.then(|| (place(document, &FLOWS, row, month), vec![Compared::Number(month_number), Compared::Number(flow_number)]))
    });
    wrong.collect()
}

/// New ETPT of the year: entries × (13 − month) − exits × (13 − month), by twelve, to two decimals.
fn impact_of_flows(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let differs = JOBS.rows(document).into_iter().filter_map(|row| {
        document.sections.cell(JOBS.cell(row, Some(document.year), "new"))?;
        let entered = number(document, figures, &JOBS, row, "new")?;
        let of = |column| number(document, figures, &FLOWS, row, column);
        let (exits, entries) = (of("exits"), of("entries"));
        exits.or(entries)?;
        let part = |flow: Option<Decimal>, month: Option<Decimal>| match flow.filter(|flow| !flow.is_zero()) {
            None => Some(Decimal::ZERO),
            Some(flow) => flow.checked_mul(Decimal::from(13).checked_sub(month?)?),
        };
        let twelfths = part(entries, of("entry-month"))?.checked_sub(part(exits, of("exit-month"))?)?;
        let rounded = |number: Decimal| number.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        let flowing = rounded(twelfths.checked_div(Decimal::from(12))?);
        let compared = vec![Compared::Number(entered), Compared::Number(flowing)];
        (rounded(entered) != flowing).then(|| (place(document, &JOBS, row, "new"), compared))
    });
    differs.collect()
}

/// The ceiling that the act authorised is what the PAP before asked for, unless it was amended.
fn ceiling_of_last_year(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let last = document.previous_year();
    let differs = JOBS.rows(document).into_iter().filter_map(|row| {
        let authorised = number(document, figures, &JOBS, row, "ceiling")?;
        let asked = CellPlace { year: Some(last), ..JOBS.cell(row, None, "asked") };
        let Figure::Number(asked) = figures.figure(document, Place::Cell(asked)) else { return None };
        let compared = vec![Compared::Number(authorised), Compared::Number(asked)];
        (authorised != asked).then(|| (place(document, &JOBS, row, "ceiling"), compared))
    });
    differs.collect()
}

fn jobs_without_staff(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let nature = NatureScope::Title(Title::STAFF);
    let staff = CreditPlace { year: document.year, stage: Stage::Bill, contributions: false, action: ActionScope::All, nature, measure: Measure::Ae };
    let asked = number(document, figures, &JOBS, CellRow::Total, "asked").filter(|asked| !asked.is_zero());
    let is_unpaid = figures.is_entered(document, &CreditPlace { nature: NatureScope::All, ..staff })
        && figures.credit(document, &staff) == crate::model::Sum::ZERO;
    let found = asked.filter(|_| is_unpaid);
    found.map(|asked| (place(document, &JOBS, CellRow::Total, "asked"), vec![Compared::Number(asked)])).into_iter().collect()
}

//! What the table of pay is held to. None of these rules is published: they warn.

use rust_decimal::Decimal;

use super::shape::PAY;
use crate::calc::checks::Severity;
use crate::calc::{Compared, Figures};
use crate::model::{CellRow, Document, Place};
use crate::sections::checks::{SectionCheck, number, place};
use crate::sections::jobs::shape::JOBS;
use crate::sections::moves::shape::{MOVES_IN, MOVES_OUT};
use crate::sections::staff::shape::STAFF;

pub const CHECKS: [SectionCheck; 4] = [
    SectionCheck {
        key: "pay-total",
        severity: Severity::Warning,
        find: total_of_title_two,
        sentence: [
            "Les éléments salariaux donnent {0} € ; le titre 2 hors CAS Pensions demandé est de {1} €. Corriger, ou justifier cet écart.",
            "The elements of pay make {0} €; the title 2 asked without CAS Pensions is {1} €. Correct it, or justify the gap.",
        ],
        compares: [["éléments salariaux", "titre 2 hors CAS"], ["elements of pay", "title 2 without CAS"]],
    },
    SectionCheck {
        key: "pay-transfers",
        severity: Severity::Warning,
        find: impact_of_transfers,
        sentence: [
            "Les mesures de transfert et de périmètre changent la masse salariale de {0} € ; les transferts de titre 2 hors CAS Pensions font {1} €. Corriger l'un ou l'autre, ou justifier cet écart par les mesures de périmètre.",
            "Transfers and scope measures change pay by {0} €; the transfers of title 2 without CAS Pensions make {1} €. Correct one or the other, or justify the gap by the measures of scope.",
        ],
        compares: [["éléments salariaux", "transferts"], ["elements of pay", "transfers"]],
    },
    SectionCheck {
        key: "pay-schema",
        severity: Severity::Warning,
        find: schema_against_jobs,
        sentence: [
            "Le schéma d'emplois coûte {0} M€ quand il change les emplois de {1} ETPT : les signes s'opposent. Corriger l'un ou l'autre, ou justifier.",
            "The staffing plan costs {0} M€ while it changes jobs by {1} ETPT: their signs differ. Correct one or the other, or justify it.",
        ],
        compares: [["coût en M€", "ETPT"], ["cost in M€", "ETPT"]],
    },
    SectionCheck {
        key: "pay-sign",
        severity: Severity::Warning,
        find: above_zero,
        sentence: [
            "{0} M€ : un débasage et un GVT négatif se retranchent, leur signe est moins. Corriger le signe.",
            "{0} M€: what is removed and a downward GVT are taken away, with a minus sign. Correct the sign.",
        ],
        compares: [["M€", ""], ["M€", ""]],
    },
];

const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Half of a hundredth of a million, in euros: that far a printed figure may be from the amount that it stands for.
const TOLERANCE: Decimal = Decimal::from_parts(5000, 0, 0, false, 0);

/// The total of pay is title 2 without CAS of the bill, where the part of the CAS is known.
fn total_of_title_two(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let found = || {
        let of_staff = |key| number(document, figures, &STAFF, CellRow::Key(key), "plf");
        of_staff("22-cas")?;
        let asked = of_staff("total-without-cas")?;
        let pay = number(document, figures, &PAY, CellRow::Key("total"), "")?.checked_mul(MILLION)?.normalize();
        let is_far = pay.checked_sub(asked)?.abs() > TOLERANCE;
        is_far.then(|| (place(document, &PAY, CellRow::Key("total"), ""), vec![Compared::Number(pay), Compared::Number(asked)]))
    };
    found().into_iter().collect()
}

/// What transfers change of pay is what they move in title 2 without CAS, where they move some. Measures of scope, a text, may make the rest.
fn impact_of_transfers(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let found = || {
        let impact = CellRow::Key("base-transfers");
        let said = number(document, figures, &PAY, impact, "")?.checked_mul(MILLION)?.normalize();
        let [incoming, outgoing] = [&MOVES_IN, &MOVES_OUT].map(|shape| number(document, figures, shape, CellRow::Total, "t2"));
        incoming.or(outgoing)?;
        let moved = incoming.unwrap_or_default().checked_add(outgoing.unwrap_or_default())?;
        let is_far = said.checked_sub(moved)?.abs() > TOLERANCE;
        is_far.then(|| (place(document, &PAY, impact, ""), vec![Compared::Number(said), Compared::Number(moved)]))
    };
    found().into_iter().collect()
}

/// What a staffing plan costs has the sign of the jobs that it makes.
fn schema_against_jobs(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let differs = [("schema-extension", "extension"), ("schema-new", "new")].into_iter().filter_map(|(factor, column)| {
        let cost = number(document, figures, &PAY, CellRow::Key(factor), "")?;
        let jobs = number(document, figures, &JOBS, CellRow::Total, column)?;
        let is_opposed = !cost.is_zero() && !jobs.is_zero() && cost.is_sign_negative() != jobs.is_sign_negative();
        is_opposed.then(|| (place(document, &PAY, CellRow::Key(factor), ""), vec![Compared::Number(cost), Compared::Number(jobs)]))
    });
    differs.collect()
}

fn above_zero(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let taken_away = ["unwind-gipa", "unwind-cet", "unwind-restructuring", "unwind-other", "gvt-minus"];
    let wrong = taken_away.into_iter().filter_map(|key| {
        let number = number(document, figures, &PAY, CellRow::Key(key), "")?;
        let is_above = !number.is_zero() && number.is_sign_positive();
        is_above.then(|| (place(document, &PAY, CellRow::Key(key), ""), vec![Compared::Number(number)]))
    });
    wrong.collect()
}

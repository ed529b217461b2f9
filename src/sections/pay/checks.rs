//! What the table of pay is held to. None of these rules is published: they warn.

use rust_decimal::Decimal;

use super::shape::PAY;
use crate::calc::checks::Severity;
use crate::calc::{Compared, Figures};
use crate::model::{CellRow, Document, Place};
use crate::sections::checks::{SectionCheck, number, place};
use crate::sections::jobs::shape::JOBS;
use crate::sections::staff::shape::STAFF;

pub const CHECKS: [SectionCheck; 3] = [
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

/// The total, printed in hundredths of a million, may be half of one away, and 0,01 of each sum that it is made of.
const TOLERANCE: Decimal = Decimal::from_parts(5000, 0, 0, false, 0);

/// The total of pay is title 2 without CAS of the bill, where the part of the CAS is known.
fn total_of_title_two(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let found = || {
        let of_staff = |key| number(document, figures, &STAFF, CellRow::Key(key), "plf");
        of_staff("22-cas")?;
        let asked = of_staff("total-without-cas")?;
        let pay = number(document, figures, &PAY, CellRow::Key("total"), "")?.checked_mul(Decimal::from(1_000_000))?.normalize();
        let is_far = pay.checked_sub(asked)?.abs() > TOLERANCE;
        is_far.then(|| (place(document, &PAY, CellRow::Key("total"), ""), vec![Compared::Number(pay), Compared::Number(asked)]))
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

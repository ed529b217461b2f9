//! What the table of jobs by action is held to.

use super::shape::BY_ACTION;
use crate::calc::checks::Severity;
use crate::calc::{Compared, Figures};
use crate::model::{ActionScope, CellRow, CreditPlace, Document, Measure, NatureScope, Place, Stage, Sum, Title};
use crate::sections::checks::{SectionCheck, number, place};
use crate::sections::jobs::shape::JOBS;

pub const CHECKS: [SectionCheck; 2] = [
    SectionCheck {
        key: "jobs-by-action-sum",
        severity: Severity::Warning,
        find: sum_of_ceiling,
        sentence: [
            "Les actions ont {0} ETPT en tout ; le plafond demandé est de {1} ETPT. Corriger l'un ou l'autre.",
            "The actions have {0} ETPT in all; the ceiling asked is {1} ETPT. Correct one or the other.",
        ],
        compares: [["actions", "plafond"], ["actions", "ceiling"]],
    },
    SectionCheck {
        key: "jobs-by-action-none",
        severity: Severity::Note,
        find: staff_without_jobs,
        sentence: [
            "Cette action demande {0} € de titre 2 et n'a pas d'ETPT. Les saisir, ou mettre 0.",
            "This action asks for {0} € of title 2 and has no ETPT. Type them, or 0.",
        ],
        compares: [["titre 2", ""], ["title 2", ""]],
    },
];

fn sum_of_ceiling(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let found = || {
        let actions = number(document, figures, &BY_ACTION, CellRow::Total, "")?;
        let asked = number(document, figures, &JOBS, CellRow::Total, "asked")?;
        let compared = vec![Compared::Number(actions), Compared::Number(asked)];
        (actions != asked).then(|| (place(document, &BY_ACTION, CellRow::Total, ""), compared))
    };
    found().into_iter().collect()
}

/// Once jobs are told by action, an action that pays staff has some.
fn staff_without_jobs(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    if number(document, figures, &BY_ACTION, CellRow::Total, "").is_none() {
        return vec![];
    }
    let (year, nature) = (document.year, NatureScope::Title(Title::STAFF));
    let without = BY_ACTION.rows(document).into_iter().filter_map(|row| {
        let CellRow::Action(action) = row else { return None };
        let staff = CreditPlace { year, stage: Stage::Bill, contributions: false, action: ActionScope::One(action), nature, measure: Measure::Ae };
        let credits = figures.credit(document, &staff);
        let is_bare = credits > Sum::ZERO && document.sections.cell(BY_ACTION.cell(row, Some(year), "")).is_none();
        is_bare.then(|| (place(document, &BY_ACTION, row, ""), vec![Compared::Euros(credits)]))
    });
    without.collect()
}

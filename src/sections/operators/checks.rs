//! What the funding of operators is held to.

use rust_decimal::Decimal;

use super::shape::OPERATORS;
use crate::calc::checks::Severity;
use crate::calc::{Compared, Figure, Figures};
use crate::model::{ActionScope, Category, CellRow, CreditPlace, Document, Measure, NatureScope, Place, Stage};
use crate::sections::checks::SectionCheck;

pub const CHECKS: [SectionCheck; 1] = [SectionCheck {
    key: "operators-scsp",
    severity: Severity::Warning,
    find: subsidies,
    sentence: [
        "Les subventions pour charges de service public des opérateurs font {0} k€ ; la catégorie 32 du PLF, qui leur est réservée, demande {1} k€. Corriger l'une ou l'autre, ou justifier : un opérateur peut être présenté par un autre programme.",
        "The subsidies for public service charges of operators make {0} k€; category 32 of the bill, which is for them alone, asks for {1} k€. Correct one or the other, or justify it: another programme may present an operator.",
    ],
    compares: [["opérateurs", "catégorie 32"], ["operators", "category 32"]],
}];

/// Category 32 of the bill is what operators get as subsidies, to a thousand euros for each of them, once one is typed.
fn subsidies(document: &Document, figures: &Figures) -> Vec<(Place, Vec<Compared>)> {
    let Some(category) = Category::new(32) else { return vec![] };
    let differs = [(Measure::Ae, "plf-ae"), (Measure::Cp, "plf-cp")].into_iter().filter_map(|(measure, column)| {
        let rows = document.sections.rows(OPERATORS.key);
        let place = |id| OPERATORS.cell(CellRow::Part(id, "scsp"), Some(document.year), column);
        let typed: Vec<Decimal> = rows.iter().filter_map(|row| number(figures.figure(document, Place::Cell(place(row.id))))).collect();
        let first = rows.iter().map(|row| place(row.id)).find(|cell| document.sections.cell(*cell).is_some())?;
        let given = typed.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number))?;
        let credit = CreditPlace {
            year: document.year,
            stage: Stage::Bill,
            contributions: false,
            action: ActionScope::All,
            nature: NatureScope::Category(category),
            measure,
        };
        let asked = Decimal::from(figures.credit(document, &credit).euros().ok()?.get()).checked_div(Decimal::ONE_THOUSAND)?;
        let gap = given.checked_sub(asked)?.abs();
        let compared = vec![Compared::Number(given), Compared::Number(asked)];
        (gap > Decimal::from(rows.len())).then_some((Place::Cell(first), compared))
    });
    differs.collect()
}

fn number(figure: Figure) -> Option<Decimal> {
    match figure {
        Figure::Number(number) | Figure::Effect(number) => Some(number),
        Figure::Blank | Figure::Amount(_) | Figure::Percent(_) | Figure::Variation(_) | Figure::Undefined | Figure::Overflow => None,
    }
}

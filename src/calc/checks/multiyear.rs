//! Rules of multi-year expenditure: R10 to R13 and R15.

use rust_decimal::Decimal;

use super::{Compared, Finding, unequal};
use crate::calc::{Figure, Figures};
use crate::model::{Document, Horizon, Narrative, Opening, Origin, OutstandingItem, Place, Rule, Sum};

/// R10: warns on a gap that no written justification explains; without an estimate there is nothing to compare.
pub(super) fn outstanding_estimate(document: &Document, figures: &Figures) -> Vec<Finding> {
    let year = document.year;
    let estimate = document.outstanding.get(&(year, OutstandingItem::Estimate)).map(|amount| Sum::from(amount.euros));
    let written = Narrative::OutstandingJustification;
    let justified = !document.text(written).trim().is_empty() && !document.inherited.contains(&written);
    match (figures.sum(document, Place::OutstandingComputed { year }), estimate) {
        (Some(computed), Some(estimate)) if computed != estimate && !justified => {
            let place = Place::Outstanding { year, item: OutstandingItem::Estimate };
            vec![Finding::new(Rule::OutstandingEstimate, place, [computed, estimate])]
        }
        _ => vec![],
    }
}

/// R11.
pub(super) fn schedule_earlier(document: &Document, _: &Figures) -> Vec<Finding> {
    let year = document.year;
    let estimate = document.outstanding.get(&(year, OutstandingItem::Estimate)).map_or_else(Sum::default, |amount| Sum::from(amount.euros));
    let scheduled = Figures::scheduled(document, |origin, _| origin == Origin::Earlier);
    let place = Place::Schedule { year, origin: Origin::Earlier, opening: Opening::Plf };
    unequal(Rule::ScheduleEarlier, place, scheduled, estimate)
}

/// R12.
pub(super) fn schedule_new(document: &Document, figures: &Figures) -> Vec<Finding> {
    let place = Place::Schedule { year: document.year, origin: Origin::New, opening: Opening::Plf };
    let mut ae = figures.new_ae(false);
    ae += figures.new_ae(true);
    unequal(Rule::ScheduleNew, place, Figures::scheduled(document, |origin, _| origin == Origin::New), ae)
}

/// R13, for the CP of the bill and for those of contributions.
pub(super) fn schedule_asked(document: &Document, figures: &Figures) -> Vec<Finding> {
    let compare = |contributions, column| {
        let place = Place::Schedule { year: document.year, origin: Origin::New, opening: column };
        let scheduled = Figures::scheduled(document, |_, opening| opening == column);
        unequal(Rule::ScheduleAsked, place, scheduled, figures.asked_cp(contributions))
    };
    [compare(false, Opening::Plf), compare(true, Opening::Contributions)].concat()
}

/// R15: the keys, as they are printed, make 100,00.
pub(super) fn key_sum(document: &Document, figures: &Figures) -> Vec<Finding> {
    let year = document.year;
    let keys = Horizon::ALL.map(|horizon| match figures.figure(document, Place::Key { year, horizon }) {
        Figure::Percent(key) => Some(key),
        _ => None,
    });
    let sum = keys.into_iter().try_fold(Decimal::ZERO, |sum, key| sum.checked_add(key?));
    let place = Place::Key { year, horizon: Horizon::Current };
    sum.filter(|sum| *sum != Decimal::ONE_HUNDRED).map(|sum| Finding::new(Rule::KeySum, place, [Compared::Number(sum)])).into_iter().collect()
}

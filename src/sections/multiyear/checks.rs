//! What multi-year expenditure is held to: R10 to R13 and R15 of the field's list.

use rust_decimal::Decimal;

use crate::calc::{Compared, Figure, Figures};
use crate::model::{Document, Horizon, Narrative, Opening, Origin, OutstandingItem, Place, Rule, Sum};
use crate::sections::checks::{Comparison, NumberedCheck, SectionCheck};

pub const CHECKS: [SectionCheck; 0] = [];

pub const NUMBERED: [NumberedCheck; 5] = [
    NumberedCheck {
        rule: Rule::ScheduleAsked,
        compare: schedule_asked,
        sentence: |place| match place {
            Place::Schedule { opening: Opening::Contributions, .. } => [
                "L'échéancier ouvre {0} de CP sur FdC et AdP pour l'année ; les tableaux de crédits en attendent {1}.",
                "The schedule opens {0} of CP on FdC et AdP for the year; the tables of credits expect {1}.",
            ],
            _ => [
                "L'échéancier ouvre {0} de CP pour l'année ; les tableaux de crédits en demandent {1}, hors titre 2.",
                "The schedule opens {0} of CP for the year; the tables of credits ask for {1}, other than title 2.",
            ],
        },
        compares: [["échéancier", "demandés"], ["schedule", "asked"]],
    },
    NumberedCheck {
        rule: Rule::OutstandingEstimate,
        compare: outstanding_estimate,
        sentence: |_| {
            [
                "L'évaluation des restes à payer est de {1} ; le calcul donne {0}. Corriger, ou justifier l'écart par écrit.",
                "The estimate of outstanding commitments is {1}; the formula gives {0}. Correct it, or justify the gap in writing.",
            ]
        },
        compares: [["calcul", "saisi"], ["computed", "entered"]],
    },
    NumberedCheck {
        rule: Rule::ScheduleEarlier,
        compare: schedule_earlier,
        sentence: |_| {
            [
                "L'échéancier ouvre {0} de CP sur AE antérieures ; les restes à payer sont évalués à {1}.",
                "The schedule opens {0} of CP on earlier AE; outstanding commitments are estimated at {1}.",
            ]
        },
        compares: [["échéancier", "évaluation"], ["schedule", "estimate"]],
    },
    NumberedCheck {
        rule: Rule::ScheduleNew,
        compare: schedule_new,
        sentence: |_| {
            [
                "L'échéancier ouvre {0} de CP sur AE nouvelles ; ces AE sont de {1}, fonds de concours compris.",
                "The schedule opens {0} of CP on new AE; these AE are {1}, contributions included.",
            ]
        },
        compares: [["échéancier", "AE nouvelles"], ["schedule", "new AE"]],
    },
    NumberedCheck {
        rule: Rule::KeySum,
        compare: key_sum,
        sentence: |_| ["La somme des clés d'ouverture est {0} %, et non 100,00 %.", "The opening keys sum to {0} %, not 100,00 %."],
        compares: [["somme", ""], ["sum", ""]],
    },
];

/// R10: warns on a gap that no written justification explains; without an estimate there is nothing to compare.
fn outstanding_estimate(document: &Document, figures: &Figures) -> Vec<Comparison> {
    let year = document.year;
    let estimate = document.outstanding.get(&(year, OutstandingItem::Estimate)).map(|amount| Sum::from(amount.euros));
    let written = Narrative::OutstandingJustification;
    let justified = !document.text(written).trim().is_empty() && !document.inherited.contains(&written);
    match (figures.sum(document, Place::OutstandingComputed { year }), estimate) {
        (Some(computed), Some(estimate)) if !justified => equal(Place::Outstanding { year, item: OutstandingItem::Estimate }, computed, estimate),
        _ => vec![],
    }
}

/// R11.
fn schedule_earlier(document: &Document, _: &Figures) -> Vec<Comparison> {
    let year = document.year;
    let estimate = document.outstanding.get(&(year, OutstandingItem::Estimate)).map_or_else(Sum::default, |amount| Sum::from(amount.euros));
    let scheduled = Figures::scheduled(document, |origin, _| origin == Origin::Earlier);
    equal(Place::Schedule { year, origin: Origin::Earlier, opening: Opening::Plf }, scheduled, estimate)
}

/// R12.
fn schedule_new(document: &Document, figures: &Figures) -> Vec<Comparison> {
    let place = Place::Schedule { year: document.year, origin: Origin::New, opening: Opening::Plf };
    let mut ae = figures.new_ae(false);
    ae += figures.new_ae(true);
    equal(place, Figures::scheduled(document, |origin, _| origin == Origin::New), ae)
}

/// R13, for the CP of the bill and for those of contributions.
fn schedule_asked(document: &Document, figures: &Figures) -> Vec<Comparison> {
    let compare = |contributions, column| {
        let place = Place::Schedule { year: document.year, origin: Origin::New, opening: column };
        let scheduled = Figures::scheduled(document, |_, opening| opening == column);
        equal(place, scheduled, figures.asked_cp(contributions))
    };
    [compare(false, Opening::Plf), compare(true, Opening::Contributions)].into_iter().flatten().collect()
}

/// R15: the keys, as they are printed, make 100,00.
fn key_sum(document: &Document, figures: &Figures) -> Vec<Comparison> {
    let year = document.year;
    let keys = Horizon::ALL.map(|horizon| match figures.figure(document, Place::Key { year, horizon }) {
        Figure::Percent(key) => Some(key),
        _ => None,
    });
    let sum = keys.into_iter().try_fold(Decimal::ZERO, |sum, key| sum.checked_add(key?));
    let place = Place::Key { year, horizon: Horizon::Current };
    sum.map(|sum| Comparison { place, figures: vec![Compared::Number(sum)], holds: sum == Decimal::ONE_HUNDRED }).into_iter().collect()
}

fn equal(place: Place, found: Sum, expected: Sum) -> Vec<Comparison> {
    vec![Comparison { place, figures: [found, expected].map(Compared::from).into(), holds: found == expected }]
}

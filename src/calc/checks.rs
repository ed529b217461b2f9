//! What can be wrong in a document: one function per rule, each giving findings with the figures compared.
//!
//! R1 to R5, R7, R8 and R14 hold by construction, since tables are derived, and are property tests.

use super::{Figure, Figures};
use crate::model::{
    ActionScope, CreditPlace, Document, Horizon, Measure, Narrative, NatureScope, Opening, Origin, OutstandingItem, Place, ProgrammeField, Stage,
    Sum, TextPlace, Title, Year,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// A rule of consistency, by its number in the field's own list where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// R6: in title 2, AE and CP are equal.
    StaffAeCp,
    /// R10: the estimate of outstanding commitments follows from its inputs.
    OutstandingEstimate,
    /// R11: the first row of the schedule pays for the outstanding commitments.
    ScheduleEarlier,
    /// R12: the second row pays for the new AE.
    ScheduleNew,
    /// R13: both rows open the CP asked for.
    ScheduleAsked,
    ProgrammeName,
    /// A sum beyond what an amount can hold.
    Overflow,
}

impl Rule {
    pub fn severity(self) -> Severity {
        match self {
            Self::StaffAeCp | Self::ScheduleAsked | Self::ProgrammeName | Self::Overflow => Severity::Error,
            Self::OutstandingEstimate | Self::ScheduleEarlier | Self::ScheduleNew => Severity::Warning,
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: Rule,
    pub place: Place,
    /// The figures compared, in euros, in the order in which the rule names them.
    pub figures: Vec<Sum>,
}

/// Every finding, gravest first, then in the order of the document.
pub fn findings(document: &Document, figures: &Figures) -> Vec<Finding> {
    let mut findings = programme_name(document);
    findings.extend(staff_ae_cp(document, figures, document.year, Stage::Bill));
    findings.extend(staff_ae_cp(document, figures, document.previous_year(), Stage::InitialAct));
    findings.extend(schedule_asked(document, figures));
    findings.extend(overflow(document, figures));
    findings.extend(outstanding_estimate(document));
    findings.extend(schedule_earlier(document));
    findings.extend(schedule_new(document, figures));
    findings
}

fn programme_name(document: &Document) -> Vec<Finding> {
    let missing = document.programme.name.trim().is_empty();
    let place = Place::Text(TextPlace::Programme(ProgrammeField::Name));
    missing.then(|| Finding { rule: Rule::ProgrammeName, place, figures: vec![] }).into_iter().collect()
}

/// R6, for each action or sub-action in which amounts are entered.
fn staff_ae_cp(document: &Document, figures: &Figures, year: Year, stage: Stage) -> Vec<Finding> {
    let finding = |action| {
        let place = |nature, measure| CreditPlace { year, stage, contributions: false, action: ActionScope::One(action), nature, measure };
        let staff = NatureScope::Title(Title::STAFF);
        let [ae, cp] = Measure::BOTH.map(|measure| figures.credit(document, &place(staff, measure)));
        let nature = Document::sole_category(figures.used_categories(), Title::STAFF).map_or(staff, NatureScope::Category);
        (ae != cp).then(|| Finding { rule: Rule::StaffAeCp, place: Place::Credit(place(nature, Measure::Ae)), figures: vec![ae, cp] })
    };
    document.leaves().filter_map(|action| finding(action.id)).collect()
}

/// R10: warns on a gap that no written justification explains; without an estimate there is nothing to compare.
fn outstanding_estimate(document: &Document) -> Vec<Finding> {
    let year = document.year;
    let estimate = document.outstanding.get(&(year, OutstandingItem::Estimate)).map(|amount| Sum::from(amount.euros));
    let justified = !document.text(Narrative::OutstandingJustification).trim().is_empty();
    match (Figures::outstanding(document), estimate) {
        (Some(computed), Some(estimate)) if computed != estimate && !justified => {
            let place = Place::Outstanding { year, item: OutstandingItem::Estimate };
            vec![Finding { rule: Rule::OutstandingEstimate, place, figures: vec![computed, estimate] }]
        }
        _ => vec![],
    }
}

/// R11.
fn schedule_earlier(document: &Document) -> Vec<Finding> {
    let year = document.year;
    let estimate = document.outstanding.get(&(year, OutstandingItem::Estimate)).map_or_else(Sum::default, |amount| Sum::from(amount.euros));
    let scheduled = Figures::scheduled(document, |origin, _| origin == Origin::Earlier);
    let place = Place::Schedule { year, origin: Origin::Earlier, opening: Opening::Plf };
    unequal(Rule::ScheduleEarlier, place, scheduled, estimate)
}

/// R12.
fn schedule_new(document: &Document, figures: &Figures) -> Vec<Finding> {
    let place = Place::Schedule { year: document.year, origin: Origin::New, opening: Opening::Plf };
    let mut ae = figures.new_ae(false);
    ae += figures.new_ae(true);
    unequal(Rule::ScheduleNew, place, Figures::scheduled(document, |origin, _| origin == Origin::New), ae)
}

/// R13, for the CP of the bill and for those of contributions.
fn schedule_asked(document: &Document, figures: &Figures) -> Vec<Finding> {
    let compare = |contributions, column| {
        let place = Place::Schedule { year: document.year, origin: Origin::New, opening: column };
        let scheduled = Figures::scheduled(document, |_, opening| opening == column);
        unequal(Rule::ScheduleAsked, place, scheduled, figures.asked_cp(contributions))
    };
    [compare(false, Opening::Plf), compare(true, Opening::Contributions)].concat()
}

/// Every sum that a table shows: of each action and of the programme, by title and in all.
fn overflow(document: &Document, figures: &Figures) -> Vec<Finding> {
    let scopes = || document.actions.iter().map(|action| ActionScope::One(action.id)).chain([ActionScope::All]);
    let natures = || Title::all().map(NatureScope::Title).chain([NatureScope::OtherThanStaff, NatureScope::All]);
    let mut places = Vec::new();
    for (year, stage) in [(document.year, Stage::Bill), (document.previous_year(), Stage::InitialAct)] {
        for contributions in [false, true] {
            for action in scopes() {
                let of_nature = |nature| Measure::BOTH.map(|measure| CreditPlace { year, stage, contributions, action, nature, measure });
                places.extend(natures().flat_map(of_nature).map(Place::Credit));
            }
        }
    }
    places.push(Place::OutstandingComputed { year: document.year });
    places.extend([false, true].map(|contributions| Place::ScheduleNewAe { year: document.year, contributions }));
    places.extend(Horizon::ALL.map(|horizon| Place::ScheduleTotal { year: document.year, horizon }));
    places
        .into_iter()
        .filter(|place| figures.figure(document, *place) == Figure::Overflow)
        .map(|place| Finding { rule: Rule::Overflow, place, figures: vec![] })
        .collect()
}

fn unequal(rule: Rule, place: Place, found: Sum, expected: Sum) -> Vec<Finding> {
    (found != expected).then(|| Finding { rule, place, figures: vec![found, expected] }).into_iter().collect()
}

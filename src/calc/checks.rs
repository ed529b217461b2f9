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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::sample::{Fact, contribution, credit, outstanding, sample_with, scheduled};
    use crate::model::{ActionId, Category, Programme, Text};

    /// The rules that a document breaks, with the figures compared.
    fn broken(document: &Document) -> Vec<(Rule, Vec<i128>)> {
        let findings = findings(document, &Figures::of(document));
        findings.into_iter().map(|finding| (finding.rule, finding.figures.into_iter().map(Sum::get).collect())).collect()
    }

    #[test]
    fn the_sample_breaks_no_rule() {
        assert_eq!(broken(&sample_with(&[])), []);
    }

    /// Each rule with facts that break it and the figures that it then compares, and with facts that do not.
    #[test]
    fn a_rule_is_broken_by_its_own_figures_and_by_no_others() {
        use OutstandingItem::{Ae, Cp, Estimate, Rap, RapRestated};
        let [ae, cp] = Measure::BOTH;
        let (earlier, new) = (|opening| scheduled(Origin::Earlier, opening), |opening| scheduled(Origin::New, opening));
        type Broken = Vec<(Rule, Vec<i128>)>;
        let cases: Vec<(&str, Vec<Fact>, Broken)> = vec![
            ("R6 in the bill", vec![(credit(Stage::Bill, 2, 21, cp), 2_900_000)], vec![(Rule::StaffAeCp, vec![3_000_000, 2_900_000])]),
            ("R6 in the act", vec![(credit(Stage::InitialAct, 1, 21, ae), 1_600_000)], vec![(Rule::StaffAeCp, vec![1_600_000, 1_500_000])]),
            (
                "R6 holds over the categories of title 2",
                vec![(credit(Stage::Bill, 2, 22, ae), 1), (credit(Stage::Bill, 2, 21, ae), 2_999_999), (credit(Stage::Bill, 2, 21, cp), 3_000_000)],
                vec![],
            ),
            (
                "R6 is for each action, not for the programme",
                vec![(credit(Stage::Bill, 1, 21, ae), 5), (credit(Stage::Bill, 1, 21, cp), 0), (credit(Stage::Bill, 2, 21, cp), 3_000_005)],
                vec![(Rule::StaffAeCp, vec![5, 0]), (Rule::StaffAeCp, vec![3_000_000, 3_000_005])],
            ),
            (
                "R6 is about title 2 only, which R12 and R13 leave out",
                vec![(credit(Stage::Bill, 2, 21, ae), 9), (credit(Stage::Bill, 2, 21, cp), 9)],
                vec![],
            ),
            ("R10: AE", vec![(outstanding(Ae), 15_300_949)], vec![(Rule::OutstandingEstimate, vec![2_444_662, 2_444_661])]),
            ("R10: RAP", vec![(outstanding(Rap), 2_203_175)], vec![(Rule::OutstandingEstimate, vec![2_444_660, 2_444_661])]),
            ("R10: RAP restated takes its place", vec![(outstanding(Rap), 7), (outstanding(RapRestated), 2_203_176)], vec![]),
            ("R10: all move together", vec![(outstanding(Ae), 15_300_949), (outstanding(Cp), 15_059_464)], vec![]),
            (
                "R10 and R11: the estimate",
                vec![(outstanding(Estimate), 2_444_662)],
                vec![(Rule::OutstandingEstimate, vec![2_444_661, 2_444_662]), (Rule::ScheduleEarlier, vec![2_444_661, 2_444_662])],
            ),
            ("R11: later CP", vec![(earlier(Opening::Next), 1)], vec![(Rule::ScheduleEarlier, vec![2_444_662, 2_444_661])]),
            (
                "R11 holds when CP move to a later year, R13 does not",
                vec![(earlier(Opening::Plf), 2_444_660), (earlier(Opening::Beyond), 1)],
                vec![(Rule::ScheduleAsked, vec![7_599_999, 7_600_000])],
            ),
            ("R12: later CP", vec![(new(Opening::Next), 2_444_660)], vec![(Rule::ScheduleNew, vec![11_599_999, 11_600_000])]),
            ("R12 holds when CP move between later years", vec![(new(Opening::Next), 0), (new(Opening::AfterNext), 2_444_661)], vec![]),
            (
                "R12: the AE of contributions",
                vec![(contribution(Stage::Bill, 1, 31, ae), 4_000_001)],
                vec![(Rule::ScheduleNew, vec![11_600_000, 11_600_001])],
            ),
            (
                "R12 and R13: CP of the bill",
                vec![(new(Opening::Plf), 5_155_338)],
                vec![(Rule::ScheduleAsked, vec![7_599_999, 7_600_000]), (Rule::ScheduleNew, vec![11_599_999, 11_600_000])],
            ),
            ("R13: CP asked", vec![(credit(Stage::Bill, 2, 31, cp), 300_001)], vec![(Rule::ScheduleAsked, vec![7_600_000, 7_600_001])]),
            (
                "R13: CP of contributions, whatever their category",
                vec![(contribution(Stage::Bill, 2, 21, cp), 1)],
                vec![(Rule::ScheduleAsked, vec![4_000_000, 4_000_001])],
            ),
            (
                "R13 holds over both rows",
                vec![
                    (earlier(Opening::Contributions), 1),
                    (new(Opening::Contributions), 3_999_999),
                    (earlier(Opening::Plf), 2_444_660),
                    (new(Opening::Plf), 5_155_340),
                ],
                vec![],
            ),
        ];
        for (case, facts, expected) in cases {
            assert_eq!(broken(&sample_with(&facts)), expected, "{case}");
        }
    }

    #[test]
    fn a_gap_in_outstanding_commitments_may_be_justified_in_writing() {
        let mut document = sample_with(&[(outstanding(OutstandingItem::Rap), 0)]);
        assert_eq!(broken(&document), [(Rule::OutstandingEstimate, vec![241_485, 2_444_661])]);
        document.set_text(Narrative::OutstandingJustification, Text::new("Reports corrigés en gestion."));
        assert_eq!(broken(&document), []);
    }

    #[test]
    fn a_programme_has_a_name() {
        let mut document = sample_with(&[]);
        document.programme.name = " \u{a0}".into();
        assert_eq!(broken(&document), [(Rule::ProgrammeName, vec![])]);
    }

    #[test]
    fn an_empty_document_breaks_no_rule_but_its_name() {
        let programme = Programme { name: "Compétitivité".into(), ..Programme::default() };
        assert_eq!(broken(&Document::new(crate::calc::sample::year(), programme)), []);
    }

    /// A total of an action is found even when another action brings that of the programme back into range.
    #[test]
    fn an_overflow_is_an_error_where_it_stands() {
        let cp = |action, category, euros| (credit(Stage::InitialAct, action, category, Measure::Cp), euros);
        let overflows = |facts: &[Fact]| -> Vec<ActionScope> {
            let document = sample_with(facts);
            let findings = findings(&document, &Figures::of(&document));
            let places = findings.into_iter().filter(|finding| finding.rule == Rule::Overflow).map(|finding| finding.place);
            let mut actions: Vec<_> = places.filter_map(|place| if let Place::Credit(place) = place { Some(place.action) } else { None }).collect();
            actions.dedup();
            actions
        };
        let (one, all) = (ActionScope::One(ActionId(1)), ActionScope::All);
        assert_eq!(overflows(&[cp(1, 31, i64::MAX - 1_500_000)]), []);
        assert_eq!(overflows(&[cp(1, 31, i64::MAX - 1_499_999)]), [one, all]);
        assert_eq!(overflows(&[cp(1, 31, i64::MAX), cp(2, 31, -2_000_000)]), [one]);
        assert_eq!(overflows(&[cp(1, 31, i64::MIN), cp(1, 21, 0), cp(2, 31, -1)]), [all]);
    }

    #[test]
    fn findings_stand_where_the_figure_is_typed() {
        let place = |facts: &[Fact]| {
            let document = sample_with(facts);
            findings(&document, &Figures::of(&document)).first().and_then(|finding| document.entry(finding.place))
        };
        let [ae, cp] = Measure::BOTH.map(|measure| credit(Stage::Bill, 2, 21, measure));
        assert_eq!(place(&[(cp, 1)]), Some(crate::model::Entry::Amount(ae)));
        let several = place(&[(cp, 1), (credit(Stage::Bill, 2, Category::new(22).unwrap().code(), Measure::Ae), 5)]);
        assert_eq!(several, None, "a title of two categories is computed");
    }
}

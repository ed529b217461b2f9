//! The rules of figures, each with facts that break it and facts that do not.

use super::*;
use crate::calc::sample::{Fact, contribution, credit, outstanding, sample_with, scheduled};
use crate::model::{ActionId, ActionScope, AmountEntry, Category, Measure, Narrative, Opening, Origin, OutstandingItem, Programme, Stage, Text};

fn euros(figure: &Compared) -> i128 {
    match figure {
        Compared::Euros(sum) => sum.get(),
        other => panic!("{other:?} is no amount"),
    }
}

/// The rules that a document breaks, with the figures compared.
fn broken(document: &Document) -> Vec<(Rule, Vec<i128>)> {
    let findings = findings(document, &Figures::of(document));
    // Keys and shares follow the amounts: their own test compares them.
    let own = findings.into_iter().filter(|finding| !matches!(finding.rule, Rule::KeySum | Rule::ShareSum));
    own.map(|finding| (finding.rule, finding.figures.iter().map(euros).collect())).collect()
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
fn an_empty_document_breaks_only_what_its_cover_must_say() {
    let programme = Programme { name: "Compétitivité".into(), ..Programme::default() };
    let document = Document::new(crate::calc::sample::year(), programme);
    let rules: Vec<Rule> = broken(&document).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, [Rule::ProgrammeNumber, Rule::Minister, Rule::Manager, Rule::Mission]);
}

#[test]
fn keys_and_shares_make_a_hundred_as_they_are_printed() {
    let of = |facts: &[Fact], rule: Rule| -> Vec<String> {
        let document = sample_with(facts);
        let findings = findings(&document, &Figures::of(&document)).into_iter().filter(|finding| finding.rule == rule);
        findings.flat_map(|finding| finding.figures).map(|figure| figure.exact()).collect()
    };
    let new = |opening, euros| (scheduled(Origin::New, opening), euros);
    let ae = |action, category, euros| (credit(Stage::Bill, action, category, Measure::Ae), euros);
    assert_eq!(of(&[], Rule::KeySum), [""; 0]);
    assert_eq!(of(&[new(Opening::Next, 0)], Rule::KeySum), ["78.93"]);
    assert_eq!(of(&[new(Opening::Plf, 0), new(Opening::Contributions, 0), new(Opening::Next, 0)], Rule::KeySum), [""; 0], "no key at all");
    assert_eq!(of(&[], Rule::ShareSum), [""; 0]);
    let thirds = [ae(1, 31, 5), ae(2, 31, 1995), ae(2, 21, 0)];
    assert_eq!(of(&thirds, Rule::ShareSum), ["100.1"], "0,25 and 99,75 are both rounded up");
    assert_eq!(of(&[ae(1, 31, 0), ae(2, 31, 0), ae(2, 21, 0)], Rule::ShareSum), [""; 0], "no share at all");
}

#[test]
fn r17_an_act_that_was_entered_is_its_bill_with_the_amendments() {
    let act = credit(Stage::InitialAct, 1, 31, Measure::Ae);
    let of = |stage, euros| match act {
        AmountEntry::Credit { year, contributions, action, category, measure, .. } => {
            (AmountEntry::Credit { year, stage, contributions, action, category, measure }, euros)
        }
        other => (other, euros),
    };
    // What the sample voted beside, as the bill of 2020 had it.
    let beside = |entry| match entry {
        AmountEntry::Credit { year, contributions, action, category, measure, .. } => {
            AmountEntry::Credit { year, stage: Stage::Bill, contributions, action, category, measure }
        }
        other => other,
    };
    let same = [
        (beside(credit(Stage::InitialAct, 1, 31, Measure::Cp)), 9_700_000),
        (beside(credit(Stage::InitialAct, 1, 21, Measure::Ae)), 1_500_000),
        (beside(credit(Stage::InitialAct, 1, 21, Measure::Cp)), 1_500_000),
        (beside(contribution(Stage::InitialAct, 1, 31, Measure::Ae)), 4_000_000),
        (beside(contribution(Stage::InitialAct, 1, 31, Measure::Cp)), 4_000_000),
    ];
    let check = |facts: &[Fact]| {
        let document = sample_with(&[&same, facts].concat());
        credits::act_of_bill(&document, &Figures::of(&document))
            .iter()
            .map(|finding| finding.figures.iter().map(euros).collect())
            .collect::<Vec<Vec<i128>>>()
    };
    assert_eq!(check(&[of(Stage::Bill, 7_700_000)]), [[0; 2]; 0]);
    assert_eq!(check(&[of(Stage::Bill, 7_000_000), of(Stage::Amendment, 700_000)]), [[0; 2]; 0]);
    assert_eq!(check(&[of(Stage::Bill, 7_000_000)]), [[7_700_000, 7_000_000]]);
    let unknown = sample_with(&[]);
    assert_eq!(credits::act_of_bill(&unknown, &Figures::of(&unknown)), [], "no bill of that year is known");
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

#[test]
fn a_justified_finding_comes_back_when_its_figures_change() {
    let rap = |euros| sample_with(&[(outstanding(OutstandingItem::Rap), euros)]);
    let estimate = |document: &Document| {
        findings(document, &Figures::of(document)).into_iter().find(|finding| finding.rule == Rule::OutstandingEstimate).unwrap()
    };
    let mut document = rap(0);
    let finding = estimate(&document);
    assert_eq!(finding.justification, None);
    Arc::make_mut(&mut document.justified).insert(finding.justified(), "Reports corrigés en gestion.".into());
    assert_eq!(estimate(&document).justification.as_deref(), Some("Reports corrigés en gestion."));
    let justified = Arc::clone(&document.justified);
    let mut changed = rap(1);
    changed.justified = justified;
    assert_eq!(estimate(&changed).justification, None);
}

#[test]
fn every_rule_has_a_severity_and_each_is_listed_once() {
    let mut rules = Rule::ALL.to_vec();
    rules.dedup();
    assert_eq!(rules.len(), Rule::ALL.len());
    assert!(Rule::ALL.is_sorted_by_key(|rule| rule.severity()), "the order of the rules is that of their severity");
}

//! What every figure of a document is, in cases.

use super::*;
use crate::calc::sample::{ACTIONS, Fact, contribution, credit, outstanding, sample_with, scheduled, year};
use crate::model::{
    ActionCode, Amount, AmountEntry, Horizon, Indicator, IndicatorId, Objective, ObjectiveId, OutstandingItem, RowId, TextPlace, Trend, ValueKind,
};

/// A figure without the writing of `lang`.
fn shown(document: &Document, place: Place) -> String {
    match Figures::of(document).figure(document, place) {
        Figure::Blank => String::new(),
        Figure::Amount(euros) => euros.get().to_string(),
        Figure::Percent(value) | Figure::Variation(value) => format!("{value} %"),
        Figure::Number(value) | Figure::Effect(value) => value.to_string(),
        Figure::Undefined => "–".into(),
        Figure::Overflow => "overflow".into(),
    }
}

fn shares(facts: &[Fact]) -> [String; 2] {
    let document = sample_with(facts);
    ACTIONS.map(|action| shown(&document, Place::Share { year: year(), action }))
}

#[test]
fn r9_a_share_is_on_ae_alone_with_one_decimal() {
    let ae = |action, category, euros| (credit(Stage::Bill, action, category, Measure::Ae), euros);
    let cases: [(&str, &[Fact], [&str; 2]); 6] = [
        ("the sample", &[], ["68.9 %", "31.1 %"]),
        ("8 000 000 in action 01", &[ae(1, 31, 8_000_000)], ["70.8 %", "29.2 %"]),
        (
            "CP and contributions move none",
            &[(credit(Stage::Bill, 1, 31, Measure::Cp), 0), (contribution(Stage::Bill, 2, 31, Measure::Ae), 9)],
            ["68.9 %", "31.1 %"],
        ),
        ("AE 0 and CP > 0, as published once", &[ae(2, 21, 0), ae(2, 31, 0)], ["100.0 %", "0.0 %"]),
        ("half away from zero: 0,05 %", &[ae(1, 31, 1_999), ae(2, 21, 1), ae(2, 31, 0)], ["100.0 %", "0.1 %"]),
        ("no AE at all", &[ae(1, 31, 0), ae(2, 21, 0), ae(2, 31, 0)], ["–", "–"]),
    ];
    for (case, facts, expected) in cases {
        assert_eq!(shares(facts), expected, "{case}");
    }
}

#[test]
fn r10_outstanding_commitments_are_rap_and_ae_less_cp() {
    use OutstandingItem::{Ae, Cp, Estimate, Rap, RapRestated};
    let cases: [(&str, &[(OutstandingItem, i64)], &str); 6] = [
        ("the sample", &[], "2444661"),
        ("a restated RAP replaces the first", &[(RapRestated, 3_000_000)], "3241485"),
        ("a negative one as well", &[(RapRestated, -1)], "241484"),
        ("more paid than committed", &[(Rap, 0), (Ae, 0)], "-15059463"),
        ("the estimate is an input", &[(Estimate, 5)], "2444661"),
        ("beyond an amount", &[(Rap, i64::MAX), (Cp, 0)], "overflow"),
    ];
    for (case, facts, expected) in cases {
        let facts: Vec<Fact> = facts.iter().map(|(item, euros)| (outstanding(*item), *euros)).collect();
        assert_eq!(shown(&sample_with(&facts), Place::OutstandingComputed { year: year() }), expected, "{case}");
    }
    let mut empty = sample_with(&[]);
    empty.outstanding.clear();
    assert_eq!(shown(&empty, Place::OutstandingComputed { year: year() }), "", "without any input");
    for (item, expected) in [(Rap, "7"), (RapRestated, "7"), (Ae, "7"), (Cp, "-7"), (Estimate, "")] {
        let mut alone = empty.clone();
        alone.set_amount(outstanding(item), Some(Amount::plain(Euros::new(7))));
        assert_eq!(shown(&alone, Place::OutstandingComputed { year: year() }), expected, "{item:?} alone");
    }
}

#[test]
fn the_totals_of_the_schedule_are_by_horizon() {
    let facts = [(Opening::AfterNext, 40), (Opening::Beyond, 500)].map(|(opening, euros)| (scheduled(Origin::Earlier, opening), euros));
    let total = |horizon| shown(&sample_with(&facts), Place::ScheduleTotal { year: year(), horizon });
    assert_eq!(Horizon::ALL.map(total), ["11600000", "2444661", "40", "500"]);
}

#[test]
fn the_titles_of_the_tables_are_those_that_have_a_category() {
    let titles = |document: &Document| Figures::of(document).used_titles().iter().map(|title| title.code()).collect::<Vec<_>>();
    assert_eq!(titles(&sample_with(&[])), [2, 3]);
    assert_eq!(titles(&sample_with(&[(credit(Stage::Bill, 1, 61, Measure::Ae), 1)])), [2, 3, 6]);
}

/// The figures kept are those of one bill and one act; every other sum is made when it is asked for.
#[test]
fn a_sum_of_any_year_and_stage_is_that_of_its_own_facts() {
    let years = [-2, -1, 0, 1].map(|years| year().offset(years));
    let stages = [Stage::Bill, Stage::Amendment, Stage::InitialAct];
    let mut document = sample_with(&[]);
    document.credits = Default::default();
    let mut amounts = Vec::new();
    for (amount, (of, stage)) in (1..).zip(years.iter().flat_map(|year| stages.map(|stage| (*year, stage)))) {
        if let AmountEntry::Credit { contributions, action, category, measure, .. } = credit(stage, 1, 31, Measure::Ae) {
            let entry = AmountEntry::Credit { year: of, stage, contributions, action, category, measure };
            document.set_amount(entry, Some(Amount::plain(Euros::new(amount))));
            amounts.push((of, stage, amount));
        }
    }
    let figures = Figures::of(&document);
    for (of, stage, amount) in amounts {
        let place = CreditPlace { year: of, stage, contributions: false, action: ActionScope::All, nature: NatureScope::All, measure: Measure::Ae };
        assert_eq!(figures.credit(&document, &place).get(), i128::from(amount), "{of} {stage:?}");
    }
}

/// R17 holds for every year, of the programme and of an action, and so does what was entered.
#[test]
fn the_act_of_another_year_is_what_was_entered_or_else_its_bill_with_the_amendments() {
    let mut document = sample_with(&[]);
    let of = year().offset(-4);
    let mut set = |stage, action, category, euros| {
        if let AmountEntry::Credit { contributions, action, category, measure, .. } = credit(stage, action, category, Measure::Ae) {
            let entry = AmountEntry::Credit { year: of, stage, contributions, action, category, measure };
            document.set_amount(entry, Some(Amount::plain(Euros::new(euros))));
        }
    };
    for (stage, action, category, euros) in [
        (Stage::InitialAct, 1, 31, 5),
        (Stage::Bill, 1, 31, 100),
        (Stage::Bill, 1, 62, 20),
        (Stage::Amendment, 1, 62, -3),
        (Stage::Amendment, 2, 31, 1000),
    ] {
        set(stage, action, category, euros);
    }
    let figures = Figures::of(&document);
    let place = |stage, action, nature| CreditPlace { year: of, stage, contributions: false, action, nature, measure: Measure::Ae };
    let category = |code| NatureScope::Category(Category::new(code).unwrap());
    let one = |id| ActionScope::One(ActionId(id));
    let cases = [
        (Stage::InitialAct, ActionScope::All, NatureScope::All, 1022, true),
        (Stage::InitialAct, one(1), NatureScope::All, 22, true),
        (Stage::InitialAct, one(1), category(62), 17, true),
        (Stage::InitialAct, one(2), category(62), 0, false),
        (Stage::Bill, ActionScope::All, category(31), 100, true),
        (Stage::Bill, one(2), NatureScope::All, 0, false),
        (Stage::Amendment, ActionScope::All, NatureScope::All, 997, true),
        (Stage::Bill, ActionScope::All, category(21), 0, false),
    ];
    for (stage, action, nature, sum, is_entered) in cases {
        let place = place(stage, action, nature);
        // Twice: as it is made, and as it is kept.
        for _ in 0..2 {
            let found = (figures.credit(&document, &place).get(), figures.is_entered(&document, &place));
            assert_eq!(found, (sum, is_entered), "{place:?}");
        }
    }
    let lives = |stage, action, code| figures.is_live(&document, Place::Credit(place(stage, action, category(code))));
    let live = [lives(Stage::InitialAct, one(2), 62), lives(Stage::Bill, ActionScope::All, 21), lives(Stage::Bill, one(9), 31)];
    assert_eq!(live, [true, false, false], "a category lives at the stages where it has a fact");
}

#[test]
fn a_figure_of_another_year_is_what_the_pap_of_that_year_computes() {
    let mut document = sample_with(&[]);
    let last = year().offset(-1);
    for (item, euros) in [(OutstandingItem::Rap, 90), (OutstandingItem::Cp, 20)] {
        document.set_amount(AmountEntry::Outstanding { year: last, item }, Some(Amount::plain(Euros::new(euros))));
    }
    let shown = |document: &Document, year| shown(document, Place::OutstandingComputed { year });
    assert_eq!((shown(&document, last), shown(&document, year())), ("70".into(), "2444661".into()));
    let mut earlier = document.clone();
    earlier.year = last;
    let share = |document: &Document, year| Figures::of(document).figure(document, Place::Share { year, action: ACTIONS[0] });
    assert_eq!(share(&document, last), share(&earlier, last));
    assert!(share(&document, last) != share(&document, year()));
}

/// What a link of a text may denote.
#[test]
fn a_place_is_live_while_it_stands_and_has_a_figure() {
    let mut document = sample_with(&[]);
    let (row, missing) = (RowId(8), ActionId(9));
    let indicator = Indicator::new(IndicatorId(7), row, "Délai".into());
    document.objectives = Arc::new(vec![Objective { indicators: vec![indicator], ..Objective::new(ObjectiveId(6), String::new()) }].into());
    let value = Place::Value { row, year: year(), kind: ValueKind::Actual };
    document.set_value((row, year(), ValueKind::Actual), Some(Trend::Rising.into()));
    let gone = Place::Value { row: RowId(10), year: year(), kind: ValueKind::Actual };
    document.set_value((RowId(10), year(), ValueKind::Actual), Some(Trend::Rising.into()));
    let credit = |action, category| {
        let nature = NatureScope::Category(Category::new(category).unwrap());
        Place::Credit(CreditPlace { year: year(), stage: Stage::Bill, contributions: false, action, nature, measure: Measure::Ae })
    };
    let share = |action| Place::Share { year: year(), action };
    let variation = |action| Place::Variation { year: year(), action, nature: NatureScope::All, measure: Measure::Ae };
    let [one, other] = ACTIONS.map(ActionScope::One);
    let cases = [
        (credit(one, 31), true),
        (credit(one, 61), false),
        (credit(ActionScope::One(missing), 31), false),
        (credit(ActionScope::All, 31), true),
        (share(ACTIONS[0]), true),
        (share(missing), false),
        (variation(one), true),
        // Nothing in the act: no quotient.
        (variation(other), false),
        (variation(ActionScope::One(missing)), false),
        (variation(ActionScope::All), true),
        (value, true),
        (Place::Value { row, year: year(), kind: ValueKind::Target }, false),
        (gone, false),
        (Place::Text(TextPlace::ActionLabel(ACTIONS[0])), false),
        (Place::Outstanding { year: year(), item: OutstandingItem::Rap }, true),
        (Place::Outstanding { year: year().offset(1), item: OutstandingItem::Rap }, false),
        (Place::Key { year: year(), horizon: Horizon::ALL[0] }, true),
        (Place::ScheduleTotal { year: year(), horizon: Horizon::ALL[0] }, true),
    ];
    let figures = Figures::of(&document);
    for (place, expected) in cases {
        assert_eq!(figures.is_live(&document, place), expected, "{place:?}");
    }
    document.credits = Default::default();
    let empty = Figures::of(&document);
    assert!(!empty.is_live(&document, share(ACTIONS[0])), "without any amount there is no share");
}

fn keys(document: &Document) -> [String; 4] {
    Horizon::ALL.map(|horizon| shown(document, Place::Key { year: year(), horizon }))
}

#[test]
fn r15_a_key_is_cp_on_new_ae_contributions_included_with_two_decimals() {
    let new = |opening, euros| (scheduled(Origin::New, opening), euros);
    let ae = |category, euros| (credit(Stage::Bill, 1, category, Measure::Ae), euros);
    let no_ae = [ae(31, 0), (credit(Stage::Bill, 2, 31, Measure::Ae), 0), (contribution(Stage::Bill, 1, 31, Measure::Ae), 0)];
    let no_cp = [new(Opening::Plf, 0), new(Opening::Contributions, 0), new(Opening::Next, 0)];
    let cases: [(&str, &[Fact], [&str; 4]); 7] = [
        ("the sample", &[], ["78.93 %", "21.07 %", "0.00 %", "0.00 %"]),
        ("8 000 000 in action 01", &[ae(31, 8_000_000)], ["74.43 %", "19.88 %", "0.00 %", "0.00 %"]),
        ("title 2 moves none", &[ae(21, 8_000_000)], ["78.93 %", "21.07 %", "0.00 %", "0.00 %"]),
        ("row 1 moves none", &[(scheduled(Origin::Earlier, Opening::Next), 9)], ["78.93 %", "21.07 %", "0.00 %", "0.00 %"]),
        ("beyond", &[new(Opening::Next, 0), new(Opening::Beyond, 2_444_661)], ["78.93 %", "0.00 %", "0.00 %", "21.07 %"]),
        ("no AE", &no_ae, ["–"; 4]),
        ("no CP at all", &no_cp, ["–"; 4]),
    ];
    for (case, facts, expected) in cases {
        assert_eq!(keys(&sample_with(facts)), expected, "{case}");
    }
}

#[test]
fn r16_a_variation_is_the_bill_by_the_act_less_one() {
    let cases: [(&str, &[Fact], [&str; 2]); 4] = [
        ("the sample", &[], ["15.2 %", "-5.4 %"]),
        ("contributions move none", &[(contribution(Stage::Bill, 2, 31, Measure::Ae), 9_000_000)], ["15.2 %", "-5.4 %"]),
        ("unchanged", &[(credit(Stage::InitialAct, 1, 31, Measure::Ae), 9_100_000)], ["0.0 %", "-5.4 %"]),
        ("no act", &[(credit(Stage::InitialAct, 1, 21, Measure::Ae), 0), (credit(Stage::InitialAct, 1, 31, Measure::Ae), 0)], ["–", "-5.4 %"]),
    ];
    for (case, facts, expected) in cases {
        let document = sample_with(facts);
        assert_eq!(Measure::BOTH.map(|measure| shown(&document, Place::programme_variation(year(), measure))), expected, "{case}");
    }
}

/// An entry of credits of 2020, at any stage.
fn of_2020(stage: Stage, action: u64, category: u8, measure: Measure) -> AmountEntry {
    match credit(Stage::InitialAct, action, category, measure) {
        AmountEntry::Credit { year, contributions, action, category, measure, .. } => {
            AmountEntry::Credit { year, stage, contributions, action, category, measure }
        }
        other => other,
    }
}

#[test]
fn r17_the_act_is_what_was_entered_or_else_the_bill_of_its_year_with_the_amendments() {
    let [ae, cp] = Measure::BOTH;
    let cases: [(&str, &[Fact], [&str; 2]); 6] = [
        ("the sample: entered", &[], ["9200000", "11200000"]),
        (
            "what was entered hides bill and amendments",
            &[(of_2020(Stage::Bill, 1, 31, ae), 5), (of_2020(Stage::Amendment, 1, 31, ae), 5)],
            ["9200000", "11200000"],
        ),
        ("a bill of its own category counts", &[(of_2020(Stage::Bill, 1, 32, ae), 100)], ["9200100", "11200000"]),
        ("with its amendments", &[(of_2020(Stage::Bill, 1, 32, cp), 100), (of_2020(Stage::Amendment, 1, 32, cp), -30)], ["9200000", "11200070"]),
        ("an amendment alone", &[(of_2020(Stage::Amendment, 2, 32, ae), 7)], ["9200007", "11200000"]),
        (
            "AE entered, CP of the bill",
            &[(of_2020(Stage::InitialAct, 2, 31, ae), 1), (of_2020(Stage::Bill, 2, 31, ae), 50), (of_2020(Stage::Bill, 2, 31, cp), 50)],
            ["9200001", "11200050"],
        ),
    ];
    let total = |measure| {
        let (year, stage, action, nature) = (year().offset(-1), Stage::InitialAct, ActionScope::All, NatureScope::All);
        Place::Credit(CreditPlace { year, stage, contributions: false, action, nature, measure })
    };
    for (case, facts, expected) in cases {
        let document = sample_with(facts);
        assert_eq!(Measure::BOTH.map(|measure| shown(&document, total(measure))), expected, "{case}");
    }
}

/// R2, beside the property test: an amount enters its own line, its action's and the programme's, each once.
#[test]
fn r2_an_action_is_the_sum_of_its_sub_actions() {
    let mut document = sample_with(&[]);
    let code = ActionCode::action(3).unwrap();
    let mut actions = document.actions.to_vec();
    for (id, code) in [(3, code), (4, code.sub_action(1).unwrap()), (5, code.sub_action(2).unwrap())] {
        actions.push(Action { id: ActionId(id), code, label: String::new(), ended: None });
    }
    document.actions = Arc::new(actions.into());
    for (action, euros) in [(4, 20), (5, 3)] {
        document.set_amount(credit(Stage::Bill, action, 31, Measure::Ae), Some(Amount::plain(Euros::new(euros))));
    }
    let total =
        |action| CreditPlace { year: year(), stage: Stage::Bill, contributions: false, action, nature: NatureScope::All, measure: Measure::Ae };
    let shown = |action| shown(&document, Place::Credit(total(action)));
    assert_eq!([3, 4, 5].map(|id| shown(ActionScope::One(ActionId(id)))), ["23", "20", "3"]);
    assert_eq!(shown(ActionScope::All), "10600023");
    assert_eq!(shown(ActionScope::One(ActionId(9))), "0", "an action that does not exist");
}

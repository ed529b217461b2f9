//! What the payment schedule and the outstanding commitments say.

use super::*;

#[test]
fn outstanding_commitments_of_nothing_are_zero_euros() {
    let mut document = sample();
    for item in OutstandingItem::ALL {
        let entry = crate::model::AmountEntry::Outstanding { year: document.year, item };
        document.set_amount(entry, Some(Amount::plain(Euros::ZERO)));
    }
    let titles: Vec<String> = all(&document, Lang::French).iter().map(|chart| seen(&chart.title)).collect();
    assert!(titles.contains(&"Restes à payer~: 0_€ fin 2020".into()), "{titles:?}");
}

#[test]
fn what_is_left_to_pay_is_never_under_0_and_a_restated_amount_says_so() {
    let mut document = sample();
    for (item, euros) in [(OutstandingItem::RapRestated, 2_203_177), (OutstandingItem::Estimate, -2_000_000)] {
        let entry = crate::model::AmountEntry::Outstanding { year: document.year, item };
        document.set_amount(entry, Some(Amount::plain(Euros::new(euros))));
    }
    for (lang, title, name) in [
        (Lang::French, "Restes à payer au 31 décembre", "Constaté, retraité"),
        (Lang::English, "Outstanding commitments at 31 December", "Observed, restated"),
    ] {
        let chart = outstanding(&document, &Figures::of(&document), lang);
        assert_eq!((chart.title.as_str(), chart.claims.len()), (title, 0));
        let outstanding = chart.data.get::<Outstanding>().unwrap();
        assert_eq!(outstanding.years[0].level.as_ref().unwrap().name, name);
        frames(&chart).iter().for_each(|scene| assert_scene_legible(&chart, scene));
    }
}

#[test]
fn the_title_of_the_schedule_says_what_is_cleared_or_covered() {
    let mut without = sample();
    without.outstanding.retain(|(_, item), _| *item != OutstandingItem::Estimate);
    let without = schedule(&without, &Figures::of(&without), Lang::French).title;
    assert!(!without.contains("soldés"), "what nobody estimated is not cleared: {without}");
    let schedule_of = |changes: &[(Origin, Opening, Option<i64>)], estimate: Option<i64>| {
        let mut document = sample();
        for (origin, opening, euros) in changes {
            let key = (document.year, *origin, *opening);
            match euros {
                Some(euros) => document.schedule.insert(key, Amount::plain(Euros::new(*euros))),
                None => document.schedule.remove(&key),
            };
        }
        if let Some(euros) = estimate {
            document.outstanding.insert((document.year, OutstandingItem::Estimate), Amount::plain(Euros::new(euros)));
        }
        seen(&schedule(&document, &Figures::of(&document), Lang::French).title)
    };
    use Opening::{Beyond, Contributions, Next, Plf};
    use Origin::{Earlier, New};
    let cleared = "Les restes à payer de 2020 sont soldés en 2021";
    let covered = "78,9_% des AE nouvelles sont couvertes dès 2021";
    assert_eq!(schedule_of(&[(New, Next, Some(0))], None), cleared);
    assert_eq!(schedule_of(&[(Earlier, Beyond, Some(1))], None), covered, "something is left");
    assert_eq!(schedule_of(&[], Some(3_000_000)), covered, "less than the estimate is paid");
    let neutral = "Échéancier des CP à ouvrir";
    assert_eq!(schedule_of(&[(Earlier, Next, Some(1)), (New, Next, Some(1))], None), neutral, "the second row does not pay for its AE");
    assert_eq!(schedule_of(&[(Earlier, Next, Some(1)), (New, Plf, Some(9_000_000)), (New, Next, Some(-1_400_000))], None), neutral, "over 100 %");
    assert_eq!(schedule_of(&[(Earlier, Plf, None), (New, Plf, None), (New, Contributions, None)], None), "Échéancier des CP à ouvrir");
}

#[test]
fn keys_that_are_no_parts_of_a_whole_are_not_drawn() {
    for (euros, count) in [(2_444_661, 2), (2_444_662, 2), (3_000_000, 0), (-500_000, 0), (0, 1)] {
        let mut document = sample();
        document.schedule.insert((document.year, Origin::New, Opening::Next), Amount::plain(Euros::new(euros)));
        let chart = schedule(&document, &Figures::of(&document), Lang::French);
        let schedule = chart.data.get::<Schedule>().unwrap();
        assert_eq!(schedule.keys.len(), count, "{euros}");
    }
}

//! What the charts of credits say: by title, by action, from the act to the bill.

use super::*;

/// A programme of one action with these AE and CP in the act and in the bill, category 31.
fn with_credits(act: (i64, i64), bill: (i64, i64)) -> Document {
    let mut document = sample();
    document.credits = crate::model::Ledger::default();
    document.actions = std::sync::Arc::new(document.actions.iter().take(1).cloned().collect());
    let action = document.actions[0].id;
    for (year, stage, (ae, cp)) in [(2020, Stage::InitialAct, act), (2021, Stage::Bill, bill)] {
        for (measure, euros) in [(Credit::Ae, ae), (Credit::Cp, cp)] {
            let amount = (euros != 0).then(|| Amount::plain(Euros::new(euros)));
            document.credits.set(Year::new(year).unwrap(), stage, action, Category::OPERATING, measure, amount);
        }
    }
    document
}

#[test]
fn the_title_of_the_credits_says_both_changes() {
    let cases = [
        ((100, 100), (110, 105), "Les AE et les CP augmentent (10_% et 5_%)", "AE and CP both rise (10_% and 5_%)"),
        ((100, 100), (110, 110), "Les AE et les CP augmentent de 10_%", "AE and CP both rise by 10_%"),
        ((100, 100), (90, 90), "Les AE et les CP reculent de 10_%", "AE and CP both fall by 10_%"),
        ((100, 100), (90, 95), "Les AE et les CP reculent (10_% et 5_%)", "AE and CP both fall (10_% and 5_%)"),
        ((100, 100), (90, 105), "Les AE reculent de 10_%, les CP augmentent de 5_%", "AE fall by 10_%, CP rise by 5_%"),
        ((10_000, 10_000), (10_004, 9_996), "Les crédits sont stables", "Appropriations are stable"),
        ((100, 100), (110, 100), "Les AE augmentent de 10_%, les CP sont stables", "AE rise by 10_%, CP are stable"),
        ((0, 0), (2_000_000, 0), "2_M€ d’AE demandés", "2_M€ of AE requested"),
        ((0, 0), (1_000_000, 0), "1_M€ d’AE demandé", "1_M€ of AE requested"),
        ((0, 100), (100, 100), "100_€ d’AE demandés", "100_€ of AE requested"),
        ((100, 100), (110, 0), "Les AE augmentent de 10_%, CP du PLF 2021 à saisir", "AE rise by 10_%, CP of the PLF 2021 not entered yet"),
        ((100, 100), (0, 0), "PLF 2021 à saisir", "PLF 2021 not entered yet"),
        ((0, 0), (0, 0), "PLF 2021 à saisir", "PLF 2021 not entered yet"),
        ((1_000_000, 1), (1, 1), "Les AE reculent de presque 100_%, les CP sont stables", "AE fall by nearly 100_%, CP are stable"),
    ];
    for (act, bill, french, english) in cases {
        let document = with_credits(act, bill);
        let title = |lang| seen(&credits(&document, &Figures::of(&document), lang).title);
        assert_eq!((title(Lang::French), title(Lang::English)), (french.into(), english.into()), "{act:?} {bill:?}");
    }
}

#[test]
fn the_title_of_the_shares_says_how_much_the_first_action_holds() {
    let cases = [
        ([760, 240], "L’action 01 porte plus des trois quarts des AE", "Action 01 holds over three quarters of AE"),
        ([750, 250], "L’action 01 porte plus des deux tiers des AE", "Action 01 holds over two thirds of AE"),
        ([400, 600], "L’action 02 porte plus de la moitié des AE", "Action 02 holds over half of AE"),
        ([500, 500], "Part de chaque action dans les AE demandées pour 2021", "Share of each action in the AE requested for 2021"),
        ([900, 0], "L’action 01 porte toutes les AE", "Action 01 holds all AE"),
        ([900, -100], "Part de chaque action dans les AE demandées pour 2021", "Share of each action in the AE requested for 2021"),
        ([0, 0], "Aucune AE demandée pour 2021", "No AE requested for 2021"),
    ];
    for (amounts, french, english) in cases {
        let mut document = Document { credits: crate::model::Ledger::default(), ..sample() };
        let ids: Vec<_> = document.actions.iter().map(|action| action.id).collect();
        for (action, euros) in ids.into_iter().zip(amounts) {
            let amount = Some(Amount::plain(Euros::new(euros)));
            document.credits.set(document.year, Stage::Bill, action, Category::OPERATING, Credit::Ae, amount);
        }
        let title = |lang| seen(&shares(&document, &Figures::of(&document), lang).title);
        assert_eq!((title(Lang::French), title(Lang::English)), (french.into(), english.into()), "{amounts:?}");
    }
}

/// The sample in the year after, of whose bill only these rows are typed, each (action, category, AE, CP); its act is the bill of the sample.
fn rolled_over(rows: &[(usize, u8, Option<i64>, Option<i64>)]) -> Document {
    let mut document = sample();
    document.year = document.year.offset(1);
    let ids: Vec<_> = document.actions.iter().map(|action| action.id).collect();
    for (action, category, ae, cp) in rows {
        for (measure, euros) in [(Credit::Ae, ae), (Credit::Cp, cp)] {
            let amount = euros.map(|euros| Amount::plain(Euros::new(euros)));
            document.credits.set(document.year, Stage::Bill, ids[*action], Category::new(*category).unwrap(), measure, amount);
        }
    }
    document
}

/// Told as a fall of 31,1 % and as an action that holds all AE.
#[test]
fn a_bill_typed_in_part_is_told_as_such_and_compared_with_nothing() {
    let one = (0, 31, Some(7_300_000), Some(7_300_000));
    let cases: [(&[(usize, u8, Option<i64>, Option<i64>)], &str, &str); 6] = [
        (&[one], "PLF 2022 en cours de saisie~: AE de l’action 02 à saisir", "PLF 2022 partly entered: AE of action 02 not entered yet"),
        (
            &[one, (1, 31, Some(300_000), Some(300_000))],
            "PLF 2022 en cours de saisie~: AE de la catégorie 21 à saisir",
            "PLF 2022 partly entered: AE of category 21 not entered yet",
        ),
        (
            &[one, (1, 21, Some(3_000_000), Some(3_000_000)), (1, 31, Some(300_000), None)],
            "PLF 2022 en cours de saisie~: CP de l’action 02, cat. 31, à saisir",
            "PLF 2022 partly entered: CP of action 02, cat. 31, not entered yet",
        ),
        (
            &[(0, 31, Some(7_300_000), None), (1, 21, Some(3_000_000), None), (1, 31, Some(0), None)],
            "Les AE reculent de 2,8_%, CP du PLF 2022 à saisir",
            "AE fall by 2,8_%, CP of the PLF 2022 not entered yet",
        ),
        (
            &[one, (1, 21, Some(3_000_000), Some(3_000_000))],
            "PLF 2022 en cours de saisie~: AE de l’action 02, cat. 31, à saisir",
            "PLF 2022 partly entered: AE of action 02, cat. 31, not entered yet",
        ),
        (
            &[one, (1, 21, Some(3_000_000), Some(3_000_000)), (1, 22, Some(300_000), Some(300_000))],
            "Les crédits sont stables",
            "Appropriations are stable",
        ),
    ];
    for (rows, french, english) in cases {
        let document = rolled_over(rows);
        let title = |lang| seen(&credits(&document, &Figures::of(&document), lang).title);
        assert_eq!((title(Lang::French), title(Lang::English)), (french.into(), english.into()), "{rows:?}");
    }
    let document = rolled_over(&[one]);
    let charts = all(&document, Lang::French);
    let of = |name: ChartName| charts.iter().find(|chart| chart.name == name).unwrap();
    for name in [ChartName::CREDITS, ChartName::SHARES, ChartName::TITLES] {
        let chart = of(name);
        assert!(chart.title.starts_with("PLF 2022 en cours de saisie") && !chart.summary.contains('%'), "{}", chart.summary);
        assert!(chart.claims.iter().all(|claim| claim.relation_name() == "partly-entered"), "{name:?}");
        assert!(name != ChartName::CREDITS || seen(&chart.summary).contains("7,3_M€ à ce jour"), "{}", chart.summary);
        frames(chart).iter().for_each(|scene| assert_scene_legible(chart, scene));
    }
    let shares = of(ChartName::SHARES).data.get::<Shares>().unwrap();
    assert!(!shares.is_strip && shares.actions.iter().all(|action| action.share == "–"), "{shares:?}");
}

/// "toutes les AE" must be proved by what the other actions hold.
#[test]
fn a_claim_of_the_first_part_rests_on_every_part() {
    let sample = sample();
    let charts = all(&sample, Lang::French);
    let claim = &charts.iter().find(|chart| chart.name == ChartName::SHARES).unwrap().claims[0];
    let values: Vec<String> = claim.operands.iter().map(|operand| operand.value.as_ref().unwrap().exact()).collect();
    assert_eq!(values, ["7300000", "10600000", "3300000"]);
}

#[test]
fn amounts_that_cancel_out_are_asked_for_all_the_same() {
    let document = rolled_over(&[(0, 31, Some(2), Some(2)), (0, 21, Some(-2), Some(-2)), (1, 21, Some(0), Some(0))]);
    for lang in Lang::ALL {
        for chart in all(&document, lang).iter().filter(|chart| matches!(chart.name, ChartName::CREDITS | ChartName::SHARES | ChartName::TITLES)) {
            assert!(!chart.title.contains("Aucun") && !chart.title.contains("No "), "{}", chart.title);
        }
    }
}

#[test]
fn actions_that_have_no_room_are_told_with_their_sum() {
    let mut document = Document { credits: crate::model::Ledger::default(), ..sample() };
    let codes = (1..=5).map(|number| crate::model::ActionCode::action(number).unwrap());
    let action = |(code, id): (crate::model::ActionCode, u64)| crate::model::Action {
        id: crate::model::ActionId(id),
        code,
        label: format!("Action {id}"),
        ended: None,
    };
    document.actions = std::sync::Arc::new(codes.zip(101..).map(action).collect());
    let more = |document: &Document, count: usize, lang: Lang| {
        let chart = shares(document, &Figures::of(document), lang);
        seen(&chart.data.get::<Shares>().unwrap().largest(count).more)
    };
    let set = |document: &mut Document, amounts: &[i64]| {
        for (id, euros) in (101..).zip(amounts) {
            let amount = Some(Amount::plain(Euros::new(*euros)));
            document.credits.set(document.year, Stage::Bill, crate::model::ActionId(id), Category::OPERATING, Credit::Ae, amount);
        }
    };
    set(&mut document, &[10, 10, 10]);
    assert_eq!(more(&document, 2, Lang::French), "et 3 autres actions~: 10_€, dont 2 sans AE saisie", "no share of AE typed in part");
    assert_eq!(more(&document, 3, Lang::French), "et 2 autres actions, sans AE saisie");
    set(&mut document, &[10, 10, 10, 10, 60]);
    assert_eq!(more(&document, 5, Lang::French), "");
    assert_eq!(more(&document, 4, Lang::French), "et une autre action~: 10_€ (10_%)", "it is as large as the others");
    assert_eq!(more(&document, 2, Lang::English), "and 3 more actions: 30_€ (30_%)");
    set(&mut document, &[1, 1, 1, 1, 10_000]);
    assert_eq!(more(&document, 4, Lang::French), "et une autre action~: 1_€ (moins de 0,1_%)");
}

#[test]
fn an_action_with_an_amount_under_0_stays_in_its_frame() {
    for (other, rest) in [(-3_000_000, 8_000_000), (-3_000_000, 300_000), (9_000_000, -8_000_000)] {
        let mut document = sample();
        let action = document.actions[1].id;
        for (category, euros) in [(21, other), (31, rest)] {
            let amount = Some(Amount::plain(Euros::new(euros)));
            document.credits.set(document.year, Stage::Bill, action, Category::new(category).unwrap(), Credit::Ae, amount);
        }
        let chart = shares(&document, &Figures::of(&document), Lang::French);
        for scene in frames(&chart) {
            assert_scene_legible(&chart, &scene);
            let frame = Area::new(0.0, 0.0, scene.width, scene.height).grown(0.5, 0.5);
            let fills = scene.marks.iter().filter_map(|mark| match mark {
                scene::Mark::Fill { area, .. } => Some(*area),
                _ => None,
            });
            fills.for_each(|area| assert!(frame.encloses(area), "{area:?} of {}×{}", scene.width, scene.height));
        }
    }
}

#[test]
fn a_change_too_small_for_its_unit_has_one_sign() {
    let unit = unit::AmountUnit::of([Euros::new(9_000_000)].into_iter());
    let cases = [(1_400_000, "+1,4_M€"), (20, "<_+0,1_M€"), (-20, ">_−0,1_M€"), (-600_000, "−0,6_M€"), (0, "0_M€")];
    for (euros, expected) in cases {
        assert_eq!(seen(&unit.write_signed(Euros::new(euros))), expected);
    }
}

#[test]
fn the_bars_of_the_sample_hold_its_figures() {
    let charts = all(&sample(), Lang::French);
    let summaries: Vec<String> = charts[7..].iter().map(|chart| seen(&chart.summary)).collect();
    assert!(
        summaries[0].contains(
            "Autorisations d’engagement (AE)~: LFI 2020 9,2_M€, dont Titre 2, personnel 1,5, Titre 3, fonctionnement 7,7_; PLF 2021 10,6_M€"
        )
    );
    assert!(summaries[1].contains("01 – Fonds pour l’accélération du financement des start-up d’État~: 68,9_%, 7_300_000_€"));
    assert!(
        summaries[2]
            .contains("CP 2021~: 11,6_M€, dont Restes à payer 2_444_661_€, AE nouvelles 2021 5_155_339_€, FdC et AdP 4_000_000_€_; CP 2022~: 2,4_M€")
    );
    assert!(summaries[2].ends_with("Clés d’ouverture des CP sur AE 2021~: 78,93_% en 2021, FdC et AdP compris_; 21,07_% en 2022."));
    let credits = charts[7].data.get::<Credits>().unwrap();
    assert_eq!(credits.comparisons.each_ref().map(|comparison| seen(&comparison.variation)), ["+15,2_%", "−5,4_%"]);
    assert_eq!(
        credits.comparisons.each_ref().map(|comparison| comparison.change.as_deref().map(seen)),
        [Some("+1,4_M€".into()), Some("−0,6_M€".into())]
    );
}

#[test]
fn a_sum_beyond_any_amount_is_said_not_drawn() {
    let mut document = Document { actions: sample().actions, ..with_credits((1, 1), (i64::MAX, i64::MAX)) };
    let other = document.actions[1].id;
    for measure in Credit::BOTH {
        document.credits.set(document.year, Stage::Bill, other, Category::OPERATING, measure, Some(Amount::plain(Euros::new(i64::MAX))));
    }
    for chart in &all(&document, Lang::French)[7..9] {
        assert!(chart.summary.contains("dépassement") || chart.subtitle.contains("dépassement"), "{}", chart.summary);
        laid_out(chart, 700.0);
    }
}

proptest! {
    #[test]
    fn no_two_words_of_random_bars_meet(amounts in prop::collection::vec((11..80_u8, -5_i64..50_000_000, 0_i64..50_000_000), 1..12), width in 400.0..1000.0_f32) {
        let mut document = sample();
        let ids: Vec<_> = document.actions.iter().map(|action| action.id).collect();
        for (index, (code, ae, cp)) in amounts.iter().enumerate() {
            let Some(category) = Category::new(*code) else { continue };
            let (year, stage) = if index % 3 == 0 { (document.previous_year(), Stage::InitialAct) } else { (document.year, Stage::Bill) };
            for (measure, euros) in [(Credit::Ae, ae), (Credit::Cp, cp)] {
                document.credits.set(year, stage, ids[index % 2], category, measure, Some(Amount::plain(Euros::new(*euros))));
            }
            let key = (document.year, Origin::BOTH[index % 2], Opening::ALL[index % 5]);
            document.schedule.insert(key, Amount::plain(Euros::new(*cp)));
        }
        for chart in all(&document, Lang::French)[7..].iter().chain(&waterfalls(&document, Lang::French)) {
            assert_legible(chart, width);
            assert_scene_legible(chart, &drawn::on_canvas(chart, 960.0, 540.0, None));
        }
    }
}

/// By action and by title, in AE and in CP.
fn waterfalls(document: &Document, lang: Lang) -> Vec<Chart> {
    let figures = Figures::of(document);
    let keys = ["waterfall-actions-ae", "waterfall-actions-cp", "waterfall-titles-ae", "waterfall-titles-cp"];
    keys.map(|key| chart(document, &figures, lang, ChartName::of_document(key)).unwrap()).into()
}

/// A document whose actions have these AE in the act and in the bill.
fn with_changes(actions: &[(i64, i64)]) -> Document {
    let mut document = Document { credits: crate::model::Ledger::default(), ..sample() };
    let action = |number: u8| crate::model::Action {
        id: crate::model::ActionId(100 + u64::from(number)),
        code: crate::model::ActionCode::action(number).unwrap(),
        label: "Développement de l'offre de services numériques communs et des données".into(),
        ended: None,
    };
    document.actions = std::sync::Arc::new((1..).take(actions.len()).map(action).collect());
    for ((act, bill), id) in actions.iter().zip(101..) {
        for (year, stage, euros) in [(2020, Stage::InitialAct, act), (2021, Stage::Bill, bill)] {
            let amount = Some(Amount::plain(Euros::new(*euros)));
            document.credits.set(Year::new(year).unwrap(), stage, crate::model::ActionId(id), Category::OPERATING, Credit::Ae, amount);
        }
    }
    document
}

#[test]
fn the_title_of_a_waterfall_says_what_made_the_change() {
    const M: i64 = 1_000_000;
    let cases: &[(&[(i64, i64)], &str, &str)] = &[
        (&[(5 * M, 5 * M), (3 * M, 3 * M)], "Les AE restent à 8_M€", "AE stay at 8_M€"),
        (&[(5 * M, 7 * M), (3 * M, M)], "Les AE restent à 8_M€, 2_M€ changent d’action", "AE stay at 8_M€, 2_M€ move between actions"),
        (&[(5 * M, 6 * M), (3 * M, 2 * M)], "Les AE restent à 8_M€, 1_M€ change d’action", "AE stay at 8_M€, 1_M€ move between actions"),
        (&[(5 * M, 7 * M), (3 * M, 3 * M)], "L’action 01 fait toute la hausse des AE", "Action 01 makes the whole rise of AE"),
        (&[(5 * M, 5 * M), (3 * M, M)], "L’action 02 fait toute la baisse des AE", "Action 02 makes the whole fall of AE"),
        (
            &[(5 * M, 9 * M), (3 * M, 2 * M)],
            "L’action 01 gagne 4_M€ d’AE, plus que tout le programme (+3_M€)",
            "Action 01 gains 4_M€ of AE, more than the programme (+3_M€)",
        ),
        (
            &[(5 * M, 6 * M), (9 * M, 3 * M)],
            "L’action 02 perd 6_M€ d’AE, plus que tout le programme (−5_M€)",
            "Action 02 loses 6_M€ of AE, more than the programme (−5_M€)",
        ),
        (&[(5 * M, 6 * M), (3 * M, 4 * M)], "Les AE augmentent de 2_M€", "AE rise by 2_M€"),
        // Written alike, it is not more.
        (&[(5 * M, 9 * M), (3 * M, 3 * M - 1)], "Les AE augmentent de 4_M€~: +4_M€, −1_€", "AE rise by 4_M€: +4_M€, −1_€"),
        (&[(5 * M, 7 * M), (3 * M, 5 * M), (2 * M, M)], "Les AE augmentent de 3_M€~: +4_M€, −1_M€", "AE rise by 3_M€: +4_M€, −1_M€"),
    ];
    for (actions, french, english) in cases {
        let document = with_changes(actions);
        let title = |lang| seen(&waterfalls(&document, lang)[0].title);
        assert_eq!((title(Lang::French), title(Lang::English)), ((*french).into(), (*english).into()), "{actions:?}");
    }
    let title = |document: &Document, chart: usize| seen(&waterfalls(document, Lang::French)[chart].title);
    assert_eq!(title(&with_credits((100, 100), (0, 0)), 0), "PLF 2021 à saisir");
    assert_eq!(title(&with_credits((100, 100), (110, 0)), 1), "CP du PLF 2021 à saisir");
    assert_eq!(title(&with_credits((0, 0), (110, 110)), 0), "Autorisations d’engagement (AE) de la LFI 2020 au PLF 2021, par action");
    let part = rolled_over(&[(0, 31, Some(7_300_000), Some(7_300_000))]);
    assert!((0..4).all(|chart| title(&part, chart).starts_with("PLF 2022 en cours de saisie")));
}

#[test]
fn many_steps_are_the_largest_and_the_others_with_their_sum() {
    let actions: Vec<(i64, i64)> =
        (1..=15).map(|number| (1_000_000 * number, 1_000_000 * number + if number % 2 == 0 { 1_000 } else { 10_000 })).collect();
    let document = with_changes(&actions);
    let chart = &waterfalls(&document, Lang::French)[0];
    let waterfall = chart.data.get::<Waterfall>().unwrap();
    assert_eq!(waterfall.steps.len(), 12);
    let last = waterfall.steps.last().unwrap();
    assert_eq!((last.name.as_str(), last.value), ("4 autres", Some(4_000.into())));
    assert_eq!(waterfall.levels().unwrap().last(), waterfall.end.value.as_ref(), "nothing is left out");
    for chart in
        Lang::ALL.iter().flat_map(|lang| [document.clone(), sample(), with_changes(&[(0, 0)])].map(|document| waterfalls(&document, *lang))).flatten()
    {
        frames(&chart).iter().for_each(|scene| assert_scene_legible(&chart, scene));
    }
}

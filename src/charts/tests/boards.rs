//! The board of attainment, AE against CP of actions, credits over the years, the rows of an indicator.

use super::*;
use crate::model::{Better, Indicator, Title};

fn named(key: &'static str) -> ChartName {
    ChartName::of_document(key)
}

fn board(document: &Document, lang: Lang) -> Chart {
    let name = ChartName { key: "attainment", about: crate::model::About::Sheet(0) };
    chart(document, &Figures::of(document), lang, name).unwrap()
}

/// The sample with an actual, a target and a direction for each of its first indicators.
fn judged(values: &[(&str, &str, Option<Better>)]) -> Document {
    let mut document = sample();
    let rows: Vec<(IndicatorId, RowId)> = document.indicators().map(|indicator| (indicator.id, indicator.rows[0].id)).collect();
    let columns = crate::calc::attainment::columns(&document);
    for ((id, row), (actual, target, better)) in rows.into_iter().zip(values) {
        for ((year, kind), text) in [(columns.actual, actual), (columns.target, target)] {
            document.set_value((row, year, kind), value(text));
        }
        document.set_better(id, *better).unwrap();
    }
    document
}

#[test]
fn a_board_says_met_and_not_yet_only_where_a_direction_was_given() {
    let (higher, lower) = (Some(Better::Higher), Some(Better::Lower));
    let cases: [(&[(&str, &str, Option<Better>)], &str, &str); 5] = [
        (&[], "Réalisations et cibles de 2023", "Sept sous-indicateurs ne s’évaluent pas~: sans sens donné."),
        (
            &[("72", "80", higher), ("412", "420", lower), ("61", "60", higher)],
            "Deux des trois cibles évaluables de 2023 sont déjà atteintes",
            "Quatre sous-indicateurs ne s’évaluent pas~: sans sens donné.",
        ),
        (
            &[("72", "80", higher), ("430", "420", lower)],
            "Aucune des deux cibles évaluables de 2023 n’est déjà atteinte",
            "Cinq sous-indicateurs ne s’évaluent pas~: sans sens donné.",
        ),
        (
            &[("80", "80", higher), ("420", "420", lower)],
            "Les deux cibles évaluables de 2023 sont déjà atteintes",
            "Cinq sous-indicateurs ne s’évaluent pas~: sans sens donné.",
        ),
        (
            &[("80", "en hausse", higher), ("NA", "420", lower), ("7", "15-25", higher), ("7", "8", higher)],
            "Réalisations et cibles de 2023",
            "Six sous-indicateurs ne s’évaluent pas~: sans cible chiffrée, sans sens donné ou sans réalisation.",
        ),
    ];
    for (values, title, subtitle) in cases {
        let chart = board(&judged(values), Lang::French);
        assert_eq!((seen(&chart.title).as_str(), seen(&chart.subtitle).as_str()), (title, subtitle), "{values:?}");
    }
    let chart = board(&judged(&[("72", "80", higher), ("412", "420", lower)]), Lang::English);
    assert_eq!(chart.title, "One of the two assessable targets of 2023 is met already");
    let words: Vec<String> = chart.claims.iter().skip(1).map(|claim| seen(&claim.sentence(Lang::English))).collect();
    assert_eq!(words[0], "Nombre de problèmes investigués: target of 2023 not met yet in 2019 (72 against 80)");
    assert_eq!(words[1], "Nombre de produits lancés par an: target of 2023 met in 2019 (412 against 420)");
    let unjudged = board(&sample(), Lang::French).claims;
    assert!(unjudged.iter().all(|claim| claim.relation_name() == "actual-and-target"), "{unjudged:?}");
}

#[test]
fn what_is_not_judged_says_why_and_how_far_it_is() {
    let higher = Some(Better::Higher);
    let document = judged(&[
        ("8", "21", None),
        ("8", "en hausse", higher),
        ("NA", "50", higher),
        ("", "50", higher),
        ("8", "", higher),
        ("7.5", "15-25", higher),
        ("-3", "-2.5", higher),
    ]);
    let chart = board(&document, Lang::French);
    let board = chart.data.get::<Attainment>().unwrap();
    let told: Vec<(String, &str)> = board.rows.iter().map(|row| (seen(&row.gap_text), row.standing_text.as_str())).collect();
    let expected = [
        ("−13", "sens non donné"),
        ("–", "sans cible chiffrée"),
        ("–", "sans réalisation"),
        ("–", "réalisation à saisir"),
        ("–", "cible à saisir"),
        ("–", "cible en intervalle"),
        ("−0,5", "pas encore"),
    ];
    assert_eq!(told, expected.map(|(gap, words)| (gap.to_owned(), words)));
}

/// Sheets hold at most ten lines and whole objectives where they can.
#[test]
fn a_board_of_many_rows_has_sheets() {
    let mut document = sample();
    let objectives = std::sync::Arc::make_mut(&mut document.objectives);
    let indicator = |id: u64| Indicator::new(IndicatorId(id), RowId(id + 1_000_000), format!("Nombre {id}"));
    objectives[0].indicators.extend((500..523).map(indicator));
    let counts: Vec<usize> = crate::model::Sheets::Lines.of(&document).iter().map(Vec::len).collect();
    assert_eq!(counts, [9, 9, 9, 3]);
    let title = board(&document, Lang::French).title;
    assert_eq!(seen(&title), "Réalisations et cibles de 2023 (1_/_4)");
}

/// So many actions and titles, and amounts that are tiny, huge, negative, or cancel out.
fn asked(actions: u64, titles: &[u8], amount: impl Fn(u64, u8, Credit) -> i64) -> Document {
    let mut document = sample();
    let all = (1..=actions).map(|id| crate::model::Action {
        id: crate::model::ActionId(900 + id),
        code: crate::model::ActionCode::action(u8::try_from(id).unwrap()).unwrap(),
        label: format!("Accompagnement des ministères et des opérateurs, {id}"),
        ended: None,
    });
    document.actions = std::sync::Arc::new(all.collect::<Vec<_>>().into());
    document.credits = crate::model::Ledger::default();
    let category = |title: u8| Category::all().find(|category| category.title() == Title::new(title).unwrap()).unwrap();
    for id in 1..=actions {
        for title in titles {
            for measure in Credit::BOTH {
                let euros = amount(id, *title, measure);
                for (year, stage) in [(document.year, Stage::Bill), (document.previous_year(), Stage::InitialAct)] {
                    let amount = Some(Amount::plain(Euros::new(euros)));
                    document.credits.set(year, stage, crate::model::ActionId(900 + id), category(*title), measure, amount);
                }
            }
        }
    }
    document
}

fn rare() -> Vec<Document> {
    let all: Vec<u8> = (1..=7).collect();
    let sign = |measure| if measure == Credit::Ae { 1 } else { -1 };
    vec![
        asked(12, &all, |action, title, _| i64::try_from(action).unwrap() * 1_000_000_000 * i64::from(title) * i64::from(title)),
        asked(6, &[2, 3, 5, 6], |action, title, measure| {
            10_i64.pow(u32::from(title)) * 90_000 + i64::try_from(action).unwrap() * sign(measure) * 40_000
        }),
        asked(3, &[2, 3], |action, title, _| if title == 2 { -7_000_000 } else { 3_000_000 * i64::try_from(action).unwrap() }),
        asked(4, &[3, 5, 7], |action, title, _| if title == 3 { 28_900_000_000 } else { i64::try_from(action).unwrap() * i64::from(title) }),
        asked(2, &[3], |_, _, _| 0),
        asked(2, &[3, 5], |_, _, _| i64::MAX),
        asked(1, &[3], |_, _, measure| if measure == Credit::Ae { 1 } else { 900_000_000_000 }),
        asked(0, &[3], |_, _, _| 0),
        sample(),
        Document::new(Year::new(2027).unwrap(), crate::model::Programme::default()),
    ]
}

#[test]
fn actions_by_title_and_years_are_legible_whatever_their_amounts() {
    for document in rare() {
        for lang in Lang::ALL {
            for key in ["action-titles", "years"] {
                let chart = chart(&document, &Figures::of(&document), lang, named(key)).unwrap();
                for scene in frames(&chart) {
                    assert_scene_legible(&chart, &scene);
                }
                assert_12_u(&chart);
            }
        }
    }
}

/// Inside its segment or after the total: each amount, or the sum of those that have no room.
#[test]
fn no_amount_of_an_action_disappears_without_its_sum() {
    for document in rare() {
        let chart = chart(&document, &Figures::of(&document), Lang::French, named("action-titles")).unwrap();
        let plot = chart.data.get::<ActionTitles>().unwrap();
        for scene in frames(&chart) {
            for bar in plot.rows.iter().flat_map(|row| &row.bars).filter(|bar| bar.segments.len() > 1) {
                for segment in &bar.segments {
                    let number = stack::numbered(segment);
                    let is_said =
                        scene.words.iter().any(|words| words.text == segment.text || words.text.contains(&number) && words.text != segment.name);
                    assert!(is_said, "{} {} of {}", segment.name, segment.text, bar.total_text);
                }
            }
        }
    }
}

#[test]
fn ae_and_cp_of_actions_are_told_as_they_differ() {
    let cases: [(Document, &str); 4] = [
        (sample(), "10,6_M€ d’AE, 10,6_M€ de CP"),
        (asked(2, &[3], |_, _, _| 5_000_000), "AE et CP égaux dans chaque action"),
        (
            asked(2, &[3], |action, _, measure| if (action == 1) == (measure == Credit::Ae) { 7 } else { 5 }),
            "L’action 01 demande plus d’AE que de CP, l’action 02 l’inverse",
        ),
        (asked(2, &[3], |_, _, measure| if measure == Credit::Ae { 9_000_000 } else { 8_000_000 }), "18_M€ d’AE, 16_M€ de CP"),
    ];
    for (document, expected) in cases.into_iter().skip(1) {
        let chart = chart(&document, &Figures::of(&document), Lang::French, named("action-titles")).unwrap();
        assert_eq!(seen(&chart.title), expected);
    }
}

#[test]
fn a_board_is_legible_whatever_its_values() {
    let (higher, lower) = (Some(Better::Higher), Some(Better::Lower));
    let large: Vec<(&str, &str, Option<Better>)> = vec![
        ("-1234567.89", "-9876543.21", lower),
        ("99.2", "99.5", higher),
        ("0", "0", higher),
        ("0.0001", "90000000", None),
        ("en hausse", "15-25", higher),
    ];
    for document in [judged(&large), judged(&[]), Document::new(Year::new(2022).unwrap(), crate::model::Programme::default())] {
        for lang in Lang::ALL {
            let chart = board(&document, lang);
            for scene in frames(&chart) {
                assert_scene_legible(&chart, &scene);
            }
            assert_12_u(&chart);
        }
    }
}

/// An indicator of many rows that end close to each other.
#[test]
fn the_rows_of_an_indicator_are_legible_together() {
    for (count, gap) in [(2, "40"), (6, "1"), (9, "0"), (3, "-25")] {
        let mut document = sample();
        let id = document.indicators().next().unwrap().id;
        let objectives = std::sync::Arc::make_mut(&mut document.objectives);
        let own = (1..count).map(|row| crate::model::Row {
            id: RowId(7_000 + row),
            label: Some(format!("Administrations déconcentrées et opérateurs, {row}")),
            unit: Some("Nb".into()),
        });
        objectives[0].indicators[0].rows.extend(own);
        let gap: Decimal = gap.parse().unwrap();
        let rows: Vec<RowId> = document.indicator(id).unwrap().rows.iter().map(|row| row.id).collect();
        for (row, number) in rows.into_iter().zip(0_u32..) {
            for (year, kind) in document.layout().indicator_columns() {
                let value = Decimal::from(50) + gap * Decimal::from(number) + Decimal::from(year.get() % 7);
                document.set_value((row, year, kind), Some(IndicatorValue::number(value)));
            }
        }
        for lang in Lang::ALL {
            let name = ChartName { key: "rows", about: crate::model::About::Indicator(id) };
            let chart = chart(&document, &Figures::of(&document), lang, name).unwrap();
            for scene in frames(&chart) {
                assert_scene_legible(&chart, &scene);
            }
            assert_12_u(&chart);
        }
    }
}

/// A thin line that leads to something goes through no words, unless they stand on a plate over it.
fn struck(scene: &Scene) -> Option<&str> {
    let plates = |from: usize, area: Area| {
        scene.marks.iter().skip(from).any(|mark| matches!(mark, scene::Mark::Fill { area: plate, ink: scene::Ink::Ground | scene::Ink::Panel } if plate.grown(1.5, 1.5).encloses(area)))
    };
    scene.marks.iter().enumerate().find_map(|(index, mark)| {
        let scene::Mark::Line { from, to, ink: scene::Ink::Axis, .. } = mark else { return None };
        let on_line = |words: &&scene::Words| {
            let area = letters(words).grown(-1.5, -1.5);
            let point = |part: u8| {
                let part = f32::from(part) / 60.0;
                scene::Spot { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
            };
            !words.text.is_empty() && (0..=60).any(|part| area.holds(point(part))) && !plates(index + 1, area)
        };
        scene.words.iter().find(on_line).map(|words| words.text.as_str())
    })
}

#[test]
fn no_leader_strikes_words() {
    for document in rare() {
        let figures = Figures::of(&document);
        for name in ChartName::all(&document) {
            let chart = chart(&document, &figures, Lang::French, name).unwrap();
            for scene in frames(&chart) {
                assert_eq!(struck(&scene), None, "{name:?} at {}", scene.width);
            }
        }
    }
}

/// From the left the stem of the second amount would go through the first one: from the right both have their place.
#[test]
fn amounts_under_a_bar_find_their_place_from_either_side() {
    let mut document = sample();
    let year = document.year;
    for (origin, opening, euros) in [
        (Origin::Earlier, Opening::Plf, 6_000_000_000),
        (Origin::New, Opening::Plf, 54_673_405_418),
        (Origin::Earlier, Opening::Next, 5_500_000_000),
        (Origin::New, Opening::Next, 7_751_738_209),
        (Origin::Earlier, Opening::Beyond, 3_608_285_766),
        (Origin::New, Opening::Beyond, 1_291_956_369),
    ] {
        document.schedule.insert((year, origin, opening), Amount::plain(Euros::new(euros)));
    }
    let chart = chart(&document, &Figures::of(&document), Lang::French, ChartName::SCHEDULE).unwrap();
    let scene = drawn::in_area(&chart, 1728.0, 756.0, 2.0, None);
    for amount in ["5_500_000_000_€", "7_751_738_209_€", "3_608_285_766_€", "1_291_956_369_€"] {
        assert!(scene.words.iter().any(|words| seen(&words.text) == amount), "{amount}");
    }
    assert_scene_legible(&chart, &scene);
}

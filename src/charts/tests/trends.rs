//! What trends and sheets of indicators say, and how they are drawn.

use super::*;

#[test]
fn the_title_of_a_trend_is_the_first_that_is_true() {
    // 2018, 2019, 2020 initial, 2020 revised, 2021, target; name; unit; title
    let cases = [
        (["1", "", "", "50", "", "100"], "Délai moyen", "jours", "Le délai moyen doit doubler d’ici 2023", "“Délai moyen” must double by 2023"),
        (["1", "", "", "50", "", "150"], "Coût", "€", "Le coût doit tripler d’ici 2023", "“Coût” must triple by 2023"),
        (["1", "", "", "50", "", "250"], "Nombre", "Nb", "Le nombre doit quintupler d’ici 2023", "“Nombre” must grow fivefold by 2023"),
        (["1", "", "", "50", "", "500"], "Nombre", "Nb", "Le nombre doit décupler d’ici 2023", "“Nombre” must grow tenfold by 2023"),
        (
            ["1", "", "", "50", "", "80"],
            "Durée",
            "mois",
            "La durée doit être multipliée par 1,6 d’ici 2023",
            "“Durée” must be multiplied by 1,6 by 2023",
        ),
        (["1", "", "", "50", "", "25"], "Durée", "mois", "La durée doit être divisée par deux d’ici 2023", "“Durée” must halve by 2023"),
        (["1", "", "", "50", "", "20"], "Délai", "jours", "Le délai doit être divisé par 2,5 d’ici 2023", "“Délai” must be divided by 2,5 by 2023"),
        (["1", "", "", "50", "", "45"], "Délai", "jours", "Le délai doit reculer de 10_% d’ici 2023", "“Délai” must fall by 10_% by 2023"),
        (["1", "", "", "50", "", "50"], "Délai", "jours", "Le délai doit rester à 50 jusqu’en 2023", "“Délai” must stay at 50 until 2023"),
        (["1", "", "", "68.9", "", "71.15"], "Taux", "%", "Le taux doit gagner 2,3 points d’ici 2023", "“Taux” must gain 2,3 points by 2023"),
        (["1", "", "", "70", "", "68.5"], "Part", "%", "La part doit perdre 1,5 point d’ici 2023", "“Part” must lose 1,5 points by 2023"),
        (["1", "", "", "70", "", "70"], "Taux", "%", "Le taux doit rester à 70_% jusqu’en 2023", "“Taux” must stay at 70_% until 2023"),
        (["1", "", "40", "", "", "80"], "Nombre", "Nb", "Le nombre doit doubler d’ici 2023", "“Nombre” must double by 2023"),
        (["", "40", "", "", "", "80"], "Nombre", "Nb", "Le nombre doit doubler d’ici 2023", "“Nombre” must double by 2023"),
        (["1", "", "80", "NA", "", "80"], "Nombre", "Nb", "Nombre~: cible de 80 en 2023", "Nombre: target of 80 by 2023"),
        (["1", "", "", "0", "", "80"], "Nombre", "Nb", "Nombre~: cible de 80 en 2023", "Nombre: target of 80 by 2023"),
        (["1", "", "", "50", "", "NA"], "Nombre", "Nb", "Nombre~: 50 en 2020, sans cible chiffrée", "Nombre: 50 in 2020, no numeric target"),
        (["1", "", "", "50", "", "15-25"], "Nombre", "Nb", "Nombre~: cible de 15-25 en 2023", "Nombre: target of 15-25 by 2023"),
        (["1", "", "", "1000", "", "1004"], "Nombre", "Nb", "Le nombre doit augmenter de 0,4_% d’ici 2023", "“Nombre” must rise by 0,4_% by 2023"),
        (
            ["1", "", "", "1000", "", "1000.4"],
            "Nombre",
            "Nb",
            "Le nombre doit augmenter de moins de 0,1_% d’ici 2023",
            "“Nombre” must rise by less than 0,1_% by 2023",
        ),
        (["1", "", "", "100", "", "195"], "Nombre", "Nb", "Le nombre doit presque doubler d’ici 2023", "“Nombre” must nearly double by 2023"),
        (
            ["1", "", "", "100", "", "1004"],
            "Nombre",
            "Nb",
            "Le nombre doit plus que décupler d’ici 2023",
            "“Nombre” must grow more than tenfold by 2023",
        ),
        (
            ["1", "", "", "100", "", "51"],
            "Durée",
            "mois",
            "La durée doit être presque divisée par deux d’ici 2023",
            "“Durée” must nearly halve by 2023",
        ),
        (
            ["1", "", "", "50", "", "60"],
            "Taux de recours",
            "en %",
            "Le taux de recours doit gagner 10 points d’ici 2023",
            "“Taux de recours” must gain 10 points by 2023",
        ),
        (
            ["1", "", "", "5", "", "5.04"],
            "Taux",
            "%",
            "Le taux doit gagner moins de 0,1 point d’ici 2023",
            "“Taux” must gain less than 0,1 points by 2023",
        ),
        (
            ["1", "", "", "50", "", "100"],
            "Nombre de dossiers.",
            "Nb",
            "Le nombre de dossiers doit doubler d’ici 2023",
            "“Nombre de dossiers” must double by 2023",
        ),
        (["", "", "", "", "12", ""], "Nombre", "Nb", "Nombre~: sans cible chiffrée", "Nombre: no numeric target"),
        (["NA", "", "", "", "", "en hausse"], "Nombre", "Nb", "Nombre~: aucune valeur chiffrée", "Nombre: no figures"),
        (["1", "", "", "50", "", "200"], "Satisfaction", "Nb", "Satisfaction~: de 50 à 200 d’ici 2023", "Satisfaction: from 50 to 200 by 2023"),
        (["1", "", "", "-5", "", "5"], "Nombre", "Nb", "Nombre~: de −5 à 5 d’ici 2023", "Nombre: from −5 to 5 by 2023"),
    ];
    for (values, name, unit, french, english) in cases {
        let document = with_values(values, name, unit);
        assert_eq!(seen(&first_trend(&document, Lang::French).title), french, "{values:?}");
        assert_eq!(seen(&first_trend(&document, Lang::English).title), english, "{values:?}");
    }
}

/// A target is counted where both numbers are known, and compared before anything is rounded.
#[test]
fn targets_are_counted_over_the_rows_that_have_both_numbers() {
    // The revised forecast and the target of each of three rows.
    let cases = [
        ([("1000", "1004"), ("50", "100"), ("7", "70")], "Les trois cibles de 2023 dépassent la prévision de 2020~: de +0,4_% à ×10"),
        ([("45", "45.04"), ("0", "8"), ("50", "40")], "Deux des trois cibles de 2023 dépassent la prévision de 2020"),
        ([("1", "2"), ("1", "2"), ("5", "")], "Les deux cibles chiffrées de 2023 dépassent la prévision de 2020~: ×2"),
        (
            [("1", "2"), ("", "2"), ("5", "6")],
            "Les deux cibles chiffrées de 2023 qui ont une prévision chiffrée pour 2020 la dépassent~: de +20_% à ×2",
        ),
        ([("1", "0.5"), ("2", "1"), ("4", "")], "Les deux cibles chiffrées de 2023 sont sous la prévision de 2020~: −50_%"),
        ([("5", ""), ("5", ""), ("5", "")], "Les indicateurs et leurs cibles de 2023"),
    ];
    for (rows, expected) in cases {
        let mut document = sample();
        let objectives = std::sync::Arc::make_mut(&mut document.objectives);
        objectives.truncate(1);
        objectives[0].indicators.truncate(3);
        document.values = std::sync::Arc::default();
        let ids: Vec<RowId> = document.indicators().map(|indicator| indicator.rows[0].id).collect();
        for (row, (from, to)) in ids.into_iter().zip(rows) {
            document.set_value((row, Year::new(2020).unwrap(), ValueKind::RevisedForecast), value(from));
            document.set_value((row, Year::new(2023).unwrap(), ValueKind::Target), value(to));
        }
        assert_eq!(seen(&indicators(&document, Lang::French, 0).unwrap().title), expected, "{rows:?}");
    }
}

#[test]
fn of_three_targets_the_last_that_is_a_number_is_the_end_of_the_course() {
    // Of PLF 2023: forecast of 2022; targets of 2023, 2024, 2025.
    let cases = [
        (["50", "100", "200", "150"], "Le nombre doit tripler d’ici 2025"),
        (["50", "100", "200", ""], "Le nombre doit quadrupler d’ici 2024"),
        (["50", "100", "", ""], "Le nombre doit doubler d’ici 2023"),
        (["50", "100", "", "NA"], "Le nombre doit doubler d’ici 2023"),
        (["50", "", "", ""], "Nombre~: 50 en 2022, sans cible chiffrée"),
    ];
    for (values, french) in cases {
        let mut document = with_values([""; 6], "Nombre", "Nb");
        document.year = Year::new(2023).unwrap();
        let row = document.indicators().next().unwrap().rows[0].id;
        for target in 2023..=2025 {
            document.set_value((row, Year::new(target).unwrap(), ValueKind::Target), None);
        }
        let columns = [(2022, ValueKind::Forecast), (2023, ValueKind::Target), (2024, ValueKind::Target), (2025, ValueKind::Target)];
        for ((year, kind), typed) in columns.into_iter().zip(values) {
            document.set_value((row, Year::new(year).unwrap(), kind), value(typed));
        }
        let chart = first_trend(&document, Lang::French);
        assert_eq!(seen(&chart.title), french, "{values:?}");
    }
}

/// Whether more is better nobody has said: an outcome is told, not judged.
#[test]
fn a_known_outcome_comes_before_the_target() {
    for (outcome, french, english) in [
        ("210", "Nombre~: 210 en 2023, pour une cible de 200", "Nombre: 210 in 2023, against a target of 200"),
        ("190", "Nombre~: 190 en 2023, pour une cible de 200", "Nombre: 190 in 2023, against a target of 200"),
    ] {
        let mut document = with_values(["47", "", "", "50", "", "200"], "Nombre", "Nb");
        let row = document.indicators().next().unwrap().rows[0].id;
        document.set_value((row, Year::new(2023).unwrap(), ValueKind::Actual), value(outcome));
        assert_eq!(seen(&first_trend(&document, Lang::French).title), french);
        assert_eq!(seen(&first_trend(&document, Lang::English).title), english);
        assert_eq!(
            seen(&first_trend(&document, Lang::French).subtitle),
            format!("Indicateur 1.1, nombre. {outcome} en 2023 (réalisation), 200 en 2023 (cible).")
        );
    }
}

/// "doit rester à 5", where the last target is « en baisse ».
#[test]
fn a_last_target_in_words_is_said_after_the_last_number() {
    let mut document = with_values([""; 6], "Nombre", "Nb");
    document.year = Year::new(2023).unwrap();
    let row = document.indicators().next().unwrap().rows[0].id;
    for target in 2023..=2025 {
        document.set_value((row, Year::new(target).unwrap(), ValueKind::Target), None);
    }
    let cases = [
        (Word::Falling.into(), "Nombre~: cible de 5 en 2024, puis «~en baisse~» en 2025", "Nombre: target of 5 by 2024, then “falling” in 2025"),
        (value("15-25").unwrap(), "Nombre~: cible de 5 en 2024, puis 15-25 en 2025", "Nombre: target of 5 by 2024, then 15-25 in 2025"),
        (IndicatorValue::NotAvailable, "Le nombre doit rester à 5 jusqu’en 2024", "“Nombre” must stay at 5 until 2024"),
    ];
    for (last, french, english) in cases {
        for (year, kind, value) in [
            (2022, ValueKind::Forecast, number("5")),
            (2022, ValueKind::RevisedForecast, number("5")),
            (2024, ValueKind::Target, number("5")),
            (2025, ValueKind::Target, last),
        ] {
            document.set_value((row, Year::new(year).unwrap(), kind), Some(value));
        }
        assert_eq!(seen(&first_trend(&document, Lang::French).title), french);
        assert_eq!(seen(&first_trend(&document, Lang::English).title), english);
    }
}

#[test]
fn the_trend_of_the_sample_holds_every_year_and_value() {
    let chart = first_trend(&sample(), Lang::French);
    let trend = chart.data.get::<Trend>().unwrap();
    let roles: Vec<_> = trend.years.iter().map(|year| (year.year.get(), year.role)).collect();
    use YearRole::{Actual, Forecast, NotAsked, Target};
    assert_eq!(roles, [(2018, Actual), (2019, Actual), (2020, Forecast), (2021, Forecast), (2022, NotAsked), (2023, Target)]);
    let points: Vec<_> = trend.points.iter().map(|point| (point.year.get(), seen(&point.label), point.words)).collect();
    assert_eq!(
        points,
        [
            (2018, "NA".into(), ""),
            (2019, "47".into(), ""),
            (2020, "80".into(), "prévision initiale"),
            (2020, "50".into(), "prévision actualisée"),
            (2021, "140".into(), ""),
            (2023, "Cible 2023~: 200".into(), "")
        ]
    );
    assert_eq!(seen(&chart.subtitle), "Indicateur 1.1, nombre. De 50 en 2020 (prévision actualisée) à 200 en 2023 (cible).");
    assert_eq!(seen(&chart.source), "Source~: programme 352, PAP annexé au PLF 2021, indicateur 1.1. NA~: non disponible.");
    assert_eq!(
        seen(&chart.summary),
        "Le nombre de problèmes investigués doit quadrupler d’ici 2023. Graphique en lignes, nombre. 2018, réalisation~: NA_; 2019, réalisation~: 47_; \
         2020, prévision initiale~: 80_; 2020, prévision actualisée~: 50_; 2021, prévision~: 140_; 2022~: non demandé_; Cible 2023~: 200."
    );
}

/// The sample with objectives of so many indicators, each with a long name and a value in every column.
fn with_indicators(objectives: &[u32]) -> Document {
    const NAME: &str = "Part des établissements d’enseignement supérieur dont les systèmes respectent le référentiel de sécurité de l’État";
    let mut document = sample();
    let mut ids = 10_000..;
    let mut indicator = || {
        let row = RowId(ids.next().unwrap());
        Indicator::new(IndicatorId(ids.next().unwrap()), row, NAME.into())
    };
    let objective = |count: &u32| (0..*count).map(|_| indicator()).collect::<Vec<_>>();
    let indicators: Vec<Vec<Indicator>> = objectives.iter().map(objective).collect();
    let objectives = indicators.into_iter().zip(1..).map(|(indicators, id)| Objective { indicators, ..Objective::new(ObjectiveId(id), NAME.into()) });
    document.objectives = std::sync::Arc::new(objectives.collect());
    let rows: Vec<RowId> = document.indicators().flat_map(|indicator| &indicator.rows).map(|row| row.id).collect();
    for (row, step) in rows.into_iter().zip(1..) {
        for ((year, kind), value) in document.layout().indicator_columns().into_iter().zip([47, 52, 80, 50, 140, 200]) {
            document.set_value((row, year, kind), Some(number(&(value * step).to_string())));
        }
    }
    document
}

/// However many there are: on sheets, each one readable from the back of a room, in a picture and on a slide.
#[test]
fn many_indicators_stand_on_sheets_that_are_read() {
    let cases: [(&[u32], usize); 7] = [(&[4, 3], 1), (&[12], 2), (&[3, 3, 3], 2), (&[4, 4], 1), (&[8, 8, 8], 3), (&[24], 3), (&[2, 4, 1, 60], 10)];
    for (objectives, count) in cases {
        for lang in Lang::ALL {
            let charts = all(&with_indicators(objectives), lang);
            let sheets: Vec<&Chart> = charts.iter().filter(|chart| chart.name.key == "indicators").collect();
            assert_eq!(sheets.len(), count, "{objectives:?}");
            for (sheet, number) in sheets.into_iter().zip(1..) {
                assert_eq!(sheet.title.ends_with(&format!(" ({number}\u{202f}/\u{202f}{count})")), count > 1, "{}", sheet.title);
                assert_12_u(sheet);
                assert!(drawn::in_area(sheet, 1728.0, 660.0, 2.0, None).words.iter().all(|words| words.font.size >= 24.0 - 0.01), "{objectives:?}");
                frames(sheet).iter().for_each(|scene| assert_scene_legible(sheet, scene));
            }
        }
    }
}

#[test]
fn an_objective_on_several_sheets_is_said_to_go_on() {
    let document = with_indicators(&[24]);
    let heads: Vec<bool> = [0, 1, 2]
        .map(|sheet| {
            let chart = indicators(&document, Lang::French, sheet).unwrap();
            let sheet = chart.data.get::<Indicators>().unwrap();
            sheet.objectives[0].name.ends_with("(suite)")
        })
        .into();
    assert_eq!(heads, [false, true, true]);
    assert_eq!(indicators(&document, Lang::French, 3), None);
}

#[test]
fn segments_are_solid_between_actuals_only_and_stop_where_a_year_has_no_number() {
    use scene::{Dash, Ink, Mark};
    let cases = [
        (["10", "12", "14", "15", "20", "30"], 1, 2, "2022 is not asked for"),
        (["NA", "12", "14", "15", "20", "30"], 0, 2, "NA"),
        (["10", "12", "14", "NA", "20", "30"], 1, 0, "NA instead of the revised forecast"),
        (["10", "", "", "15", "", "30"], 0, 0, "empty"),
        (["10", "15-25", "", "15", "20", ""], 0, 1, "a range"),
    ];
    for (values, solid, dashed, why) in cases {
        let scene = laid_out(&first_trend(&with_values(values, "Nombre", "Nb"), Lang::French), 990.0);
        let count = |wanted: bool| {
            scene
                .marks
                .iter()
                .filter(|mark| matches!(mark, Mark::Line { ink: Ink::Series(Hue::Blue), dash, .. } if (*dash == Dash::Solid) == wanted))
                .count()
        };
        assert_eq!((count(true), count(false)), (solid, dashed), "{why}");
    }
}

fn any_value() -> impl Strategy<Value = Option<IndicatorValue>> {
    let figure = prop_oneof![(0..100_i64, Just(0)), (-500..500_i64, Just(1)), (0..2_000_000_000_i64, Just(0))];
    prop_oneof![
        8 => figure.prop_map(|(mantissa, scale)| Some(IndicatorValue::number(Decimal::new(mantissa, scale)))),
        1 => (0..50_i64, 0..50_i64).prop_map(|(low, more)| Some(IndicatorValue::Range { low: low.into(), high: (low + more).into() })),
        1 => Just(Some(IndicatorValue::NotAvailable)),
        1 => Just(Some(Word::Rising.into())),
        1 => Just(Some(IndicatorValue::Undetermined)),
        1 => Just(None),
    ]
}

/// A word and its kind, three lines, stood over a range that reaches the top of the plot: in the subtitle.
#[test]
fn a_word_over_a_tall_range_stays_in_the_plot() {
    let number = |value: i64| Some(IndicatorValue::number(value.into()));
    let range = |low: i64, high: i64| Some(IndicatorValue::Range { low: low.into(), high: high.into() });
    for tall in [range(38, 60), range(0, 60), range(0, 25)] {
        let values = [number(0), number(0), Some(Word::Rising.into()), tall, number(0), range(0, 0)];
        let mut document = sample();
        let row = document.indicators().next().unwrap().rows[0].id;
        for ((year, kind), value) in document.layout().indicator_columns().into_iter().zip(values) {
            document.set_value((row, year, kind), value);
        }
        let chart = first_trend(&document, Lang::French);
        for width in [480.0, 580.0, 780.0] {
            assert_legible(&chart, width);
        }
        assert_scene_legible(&chart, &drawn::on_canvas(&chart, 960.0, 540.0, None));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn no_two_words_of_a_random_trend_meet(values in prop::array::uniform6(any_value()), width in 480.0..1000.0_f32) {
        let mut document = sample();
        let row = document.indicators().next().unwrap().rows[0].id;
        for ((year, kind), value) in document.layout().indicator_columns().into_iter().zip(values) {
            document.set_value((row, year, kind), value);
        }
        let chart = first_trend(&document, Lang::French);
        assert_legible(&chart, width);
        assert_scene_legible(&chart, &drawn::on_canvas(&chart, 960.0, 540.0, None));
    }
}

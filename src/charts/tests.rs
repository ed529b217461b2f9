//! What charts say of the sample and of figures that are rare, and that no two words of any chart meet.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::scene::{Area, Scene};
use super::*;
use crate::model::{
    Amount, Category, Entry, Indicator, IndicatorId, IndicatorValue, Measure as Credit, Objective, ObjectiveId, Opening, Origin, OutstandingItem,
    Place, RowId, Stage, Trend as Word, ValueKind, Year,
};
use crate::storage;
use crate::tables::Tables;

const SAMPLE: &str = include_str!("../../saves/programme-352-plf-2021.ron");

fn sample() -> Document {
    storage::parse(SAMPLE).unwrap()
}

/// U+202F shown as "_" and U+00A0 as "~".
fn seen(text: &str) -> String {
    text.replace('\u{202f}', "_").replace('\u{a0}', "~")
}

fn number(text: &str) -> IndicatorValue {
    IndicatorValue::number(text.parse().unwrap())
}

/// A value as it stands in the tables below: "NA", "15-25", "en hausse", "" for an empty cell, else a number.
fn value(text: &str) -> Option<IndicatorValue> {
    match text {
        "" => None,
        "NA" => Some(IndicatorValue::NotAvailable),
        "15-25" => Some(IndicatorValue::Range { low: Decimal::from(15), high: Decimal::from(25) }),
        "en hausse" => Some(Word::Rising.into()),
        text => Some(number(text)),
    }
}

/// The sample with other values in the columns of its first indicator.
fn with_values(values: [&str; 6], name: &str, unit: &str) -> Document {
    let mut document = sample();
    let row = document.indicators().next().unwrap().rows[0].id;
    for ((year, kind), text) in document.layout().indicator_columns().into_iter().zip(values) {
        document.set_value((row, year, kind), value(text));
    }
    let objectives = std::sync::Arc::make_mut(&mut document.objectives);
    objectives[0].indicators[0].label = name.into();
    objectives[0].indicators[0].unit = unit.into();
    document
}

fn first_trend(document: &Document, lang: Lang) -> Chart {
    let indicator = document.indicators().next().unwrap();
    trend(document, lang, indicator.rows[0].id).unwrap()
}

fn all(document: &Document, lang: Lang) -> Vec<Chart> {
    let figures = Figures::of(document);
    let trends = document.indicators().flat_map(|indicator| indicator.rows.iter().map(|row| ChartName::trend(row.id)));
    let others = [ChartName::CREDITS, ChartName::SHARES, ChartName::SCHEDULE, ChartName::TITLES, ChartName::OUTSTANDING];
    let sheets = (0..=u8::MAX).map(ChartName::indicators).take_while(|sheet| sheet.exists(document));
    let names = trends.chain(others).chain(sheets);
    names.map(|name| chart(document, &figures, lang, name).unwrap()).collect()
}

// ---------------------------------------------------------------- titles

#[test]
fn the_titles_of_the_sample_say_its_findings() {
    let french: Vec<String> = all(&sample(), Lang::French).iter().map(|chart| seen(&chart.title)).collect();
    assert_eq!(
        french,
        [
            "Le nombre de problèmes investigués doit quadrupler d’ici 2023",
            "Le nombre de produits lancés par an doit être multiplié par 2,2 d’ici 2023",
            "Le nombre de produits abandonnés par an doit être multiplié par 2,6 d’ici 2023",
            "Le nombre de produits devenus des services public à impact national majeur au cours de l’année doit être multiplié par 2,5 d’ici 2023",
            "Le nombre d’entrepreneurs d’intérêt général sélectionnés dans l’année doit augmenter de 7,1_% d’ici 2023",
            "Le nombre d’entrepreneurs d’intérêt général recrutés dans l’administration à la suite de leur défi doit augmenter de 20_% d’ici 2023",
            "Le nombre d’intrapreneurs formés à la méthode Startup d’État doit être multiplié par 2,4 d’ici 2023",
            "Les AE augmentent de 15,2_%, les CP reculent de 5,4_%",
            "L’action 01 porte plus des deux tiers des AE",
            "Les restes à payer de 2020 sont soldés en 2021_; 2,4_M€ restent à ouvrir en 2022",
            "Le titre 3 porte plus des deux tiers des AE",
            "Les restes à payer augmentent de 11_% entre fin 2019 et fin 2020",
            "Les sept cibles de 2023 dépassent la prévision de 2020~: de +7,1_% à ×4",
        ]
    );
    let english: Vec<String> = all(&sample(), Lang::English).iter().map(|chart| seen(&chart.title)).collect();
    assert_eq!(english[0], "“Nombre de problèmes investigués” must quadruple by 2023");
    assert_eq!(
        english[7..],
        [
            "AE rise by 15,2_%, CP fall by 5,4_%",
            "Action 01 holds over two thirds of AE",
            "Outstanding commitments of 2020 are cleared in 2021; 2,4_M€ left for 2022",
            "Title 3 holds over two thirds of AE",
            "Outstanding commitments rise by 11_% from the end of 2019 to the end of 2020",
            "The seven targets of 2023 exceed the forecasts of 2020: from +7,1_% to ×4",
        ]
    );
}

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
fn a_change_too_small_for_its_unit_has_one_sign() {
    let unit = unit::AmountUnit::of([Euros::new(9_000_000)].into_iter());
    let cases = [(1_400_000, "+1,4_M€"), (20, "<_+0,1_M€"), (-20, ">_−0,1_M€"), (-600_000, "−0,6_M€"), (0, "0_M€")];
    for (euros, expected) in cases {
        assert_eq!(seen(&unit.write_signed(Euros::new(euros))), expected);
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

// ---------------------------------------------------------------- data and words

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

// ---------------------------------------------------------------- layout

fn laid_out(chart: &Chart, width: f32) -> Scene {
    drawn::on_page(chart, width, None)
}

/// The letters of a line of words, without the air above and below.
fn letters(words: &scene::Words) -> Area {
    Area::around(words.area.centre(), words.area.width() / 2.0, words.font.size * 0.45)
}

/// Every frame in which a chart is shown: pages of several widths, pictures of three sizes, the plot of a slide.
fn frames(chart: &Chart) -> Vec<Scene> {
    let pages = [400.0, 700.0, 990.0].map(|width| laid_out(chart, width));
    let pictures = [(960.0, 540.0), (1920.0, 1080.0), (640.0, 480.0)]
        .map(|(width, height)| drawn::on_canvas(chart, width, height, Some("fichier du 24/11/2026")));
    let slide = drawn::in_area(chart, 1141.0, 756.0, 2.0, None);
    pages.into_iter().chain(pictures).chain([slide]).collect()
}

/// No two words meet, and none leaves the picture.
fn assert_legible(chart: &Chart, width: f32) {
    assert_scene_legible(chart, &laid_out(chart, width));
}

fn assert_scene_legible(chart: &Chart, scene: &Scene) {
    let width = scene.width;
    for (index, words) in scene.words.iter().enumerate() {
        let area = letters(words);
        let picture = Area::new(0.0, 0.0, scene.width, scene.height).grown(0.5, 0.5);
        assert!(picture.encloses(area), "{:?} at {width}: « {} » {area:?}", chart.name, words.text);
        for other in scene.words.iter().skip(index + 1) {
            assert!(!area.meets(letters(other)), "{:?} at {width}: « {} » and « {} »", chart.name, words.text, other.text);
        }
    }
}

#[test]
fn the_charts_of_the_sample_and_of_an_empty_programme_are_legible() {
    let empty = Document::new(Year::new(2022).unwrap(), crate::model::Programme::default());
    for document in [sample(), empty] {
        for chart in Lang::ALL.into_iter().flat_map(|lang| all(&document, lang)) {
            for scene in frames(&chart) {
                assert_scene_legible(&chart, &scene);
            }
        }
    }
}

/// 2,2 % of the height of a picture.
fn assert_12_u(chart: &Chart) {
    for (width, height) in [(960.0, 540.0), (1280.0, 720.0), (3840.0, 2160.0)] {
        let least = 12.0 * height / drawn::CANVAS_HEIGHT;
        let scene = drawn::on_canvas(chart, width, height, None);
        for words in &scene.words {
            assert!(words.font.size >= least - 0.01, "{:?} at {height}: « {} » {}", chart.name, words.text, words.font.size);
        }
    }
}

#[test]
fn no_words_of_a_picture_are_smaller_than_12_u() {
    all(&sample(), Lang::French).iter().for_each(assert_12_u);
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
fn a_picture_is_filled_and_the_same_at_every_size() {
    for chart in all(&sample(), Lang::French) {
        let [small, large] = [1.0, 4.0].map(|u| drawn::on_canvas(&chart, 960.0 * u, 540.0 * u, None));
        assert_eq!((small.words.len(), small.marks.len()), (large.words.len(), large.marks.len()), "{:?}", chart.name);
        for (one, four) in small.words.iter().zip(&large.words) {
            assert_eq!(one.text, four.text);
            assert!((one.area.left * 4.0 - four.area.left).abs() < 0.1 && (one.area.top * 4.0 - four.area.top).abs() < 0.1, "{}", one.text);
        }
        // The plot ends near the source, not in the middle of the picture.
        let lowest = small.words.iter().filter(|words| words.area.bottom < 505.0).map(|words| words.area.bottom).fold(0.0, f32::max);
        assert!(lowest > 400.0, "{:?}: {lowest}", chart.name);
    }
}

#[test]
fn a_title_over_two_lines_gives_way_to_its_neutral_form() {
    let name = format!("Nombre {}", "de très longues choses ".repeat(5));
    let chart = first_trend(&with_values(["1", "", "", "50", "", "200"], &name, "Nb"), Lang::French);
    let written = |width| laid_out(&chart, width).words.iter().map(|words| words.text.clone()).collect::<Vec<_>>().join(" ");
    assert!(written(990.0).contains("doit quadrupler"));
    assert!(written(330.0).contains("de 50 à 200"), "{}", written(330.0));
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

// ---------------------------------------------------------------- waterfalls

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

// ---------------------------------------------------------------- jobs

/// The sample with categories of jobs: ceiling, scope, transfers, technical corrections, extension, new schemes, as they are typed.
fn with_jobs(rows: &[[&str; 6]]) -> Document {
    use crate::model::{CellContent, CellRow, SectionRow, SectionRowId};
    use crate::sections::jobs::shape::JOBS;
    let mut document = sample();
    let sections = std::sync::Arc::make_mut(&mut document.sections);
    for (typed, number) in rows.iter().zip(1_u32..) {
        let id = SectionRowId(number.into());
        sections.add(JOBS.key, SectionRow { id, parent: None, code: format!("10{number}"), label: "Catégorie".into(), order: number });
        for (column, typed) in ["ceiling", "scope", "transfer", "technical", "extension", "new"].into_iter().zip(typed) {
            let place = JOBS.cell(CellRow::Listed(id), Some(document.year), JOBS.column(column).unwrap().key);
            sections.set(place, (!typed.is_empty()).then(|| CellContent::number(typed.parse().unwrap())));
        }
    }
    document
}

fn jobs(rows: &[[&str; 6]], lang: Lang) -> Chart {
    let document = with_jobs(rows);
    chart(&document, &Figures::of(&document), lang, ChartName::of_document("jobs")).unwrap()
}

#[test]
fn the_bridge_of_jobs_says_what_changed_and_nothing_of_what_nobody_typed() {
    const NOT_ENTERED: &str = "Plafond d’emplois demandé pour 2021 à saisir";
    const HEADING: &str = "Du plafond d’emplois autorisé pour 2020 au plafond demandé pour 2021";
    const MOST: &str = "9999999999999999999999999999";
    let cases: &[(&[[&str; 6]], &str)] = &[
        (&[["412", "4", "-5", "0", "3", "8.94"]], "Le plafond demandé gagne 10,94 ETPT, d’abord par les schémas de 2021"),
        (&[["412", "4", "-5", "0", "-3", "-8"]], "Le plafond demandé perd 12 ETPT, d’abord par les schémas de 2021"),
        (&[["412", "", "", "", "-3.5", ""]], "Le plafond demandé perd 3,5 ETPT, par la seule extension des schémas de 2020"),
        (&[["412", "", "2.00", "", "", ""]], "Le plafond demandé gagne 2,00 ETPT, par les seuls transferts"),
        (&[["412", "2", "2", "-1", "", ""]], "Le plafond demandé gagne 3 ETPT"),
        (&[["412", "", "2", "", "", "-2"]], "Le plafond demandé reste à 412 ETPT~: les effets se compensent"),
        (&[["412", "", "", "", "", "0"]], "Le plafond demandé reste à 412 ETPT"),
        // Of one category what another one loses.
        (&[["10", "1", "", "", "", ""], ["10", "-1", "", "", "", ""]], "Le plafond demandé reste à 20 ETPT"),
        (&[["3", "", "-10", "", "", "2"]], "Le plafond demandé perd 8 ETPT, d’abord par les transferts"),
        (&[["0.01", "", "", "", "", "0.01"]], "Le plafond demandé gagne 0,01 ETPT, par les seuls schémas de 2021"),
        (&[["", "", "", "", "", ""]], NOT_ENTERED),
        (&[["412", "", "", "", "", ""]], NOT_ENTERED),
        (&[["", "", "", "", "", "5"]], "Emplois de 2021 en cours de saisie~: plafond autorisé de «~101 – Catégorie~» à saisir"),
        (&[["9", "", "", "", "", "5"], ["8", "", "", "", "", ""]], "Emplois de 2021 en cours de saisie~: effets de «~102 – Catégorie~» à saisir"),
        (&[[MOST, MOST, "", MOST, "", "0.01"]], HEADING),
    ];
    for (rows, title) in cases {
        let chart = jobs(rows, Lang::French);
        assert_eq!(seen(&chart.title), *title);
        assert_eq!(chart.claims.is_empty(), *title == HEADING);
        for chart in Lang::ALL.map(|lang| jobs(rows, lang)) {
            frames(&chart).iter().for_each(|scene| assert_scene_legible(&chart, scene));
            assert_12_u(&chart);
        }
    }
}

#[test]
fn the_axis_of_a_bridge_begins_where_it_says() {
    let near = jobs(&[["4360.75", "4", "-5", "0", "3", "8.94"]], Lang::French);
    assert_eq!(seen(&near.subtitle), "Du plafond autorisé pour 2020 au plafond demandé pour 2021, en ETPT_; l’axe commence à 4_354.");
    assert_eq!(near.data.get::<Waterfall>().unwrap().axis().begins_at, Some(4354.into()));
    let far = jobs(&[["10", "4", "-5", "0", "3", "8.94"]], Lang::French);
    assert_eq!(seen(&far.subtitle), "Du plafond autorisé pour 2020 au plafond demandé pour 2021, en ETPT.");
    assert_eq!(far.data.get::<Waterfall>().unwrap().axis().begins_at, None);
}

#[test]
fn the_figures_of_a_bridge_have_the_decimals_of_the_finest() {
    let chart = jobs(&[["412", "4", "-5", "0", "1.5", "8.94"]], Lang::French);
    let texts: Vec<String> = data_table(&chart, Lang::French).rows.iter().map(|row| format!("{} {}", row[0].text, seen(&row[1].text))).collect();
    let expected = [
        "Autorisé 412,00",
        "Périmètre +4,00",
        "Transferts −5,00",
        "Corrections 0,00",
        "Extension 2020 +1,50",
        "Schémas 2021 +8,94",
        "Demandé 421,44",
    ];
    assert_eq!(texts, expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Levels near each other, negative, huge and tiny, in columns and in rows.
    #[test]
    fn no_two_words_of_a_random_bridge_meet(
        start in -1_000_000_i64..10_000_000_000,
        steps in prop::array::uniform5(prop_oneof![Just(0_i64), -300_i64..300, -10_000_000_000_i64..10_000_000_000]),
        width in 400.0..1000.0_f32,
    ) {
        let text = |hundredths: i64| Decimal::new(hundredths, 2).to_string();
        let [a, b, c, d, e] = steps.map(text);
        let chart = jobs(&[[&text(start), &a, &b, &c, &d, &e]], Lang::French);
        assert_legible(&chart, width);
        for (width, height) in [(960.0, 540.0), (640.0, 480.0)] {
            assert_scene_legible(&chart, &drawn::on_canvas(&chart, width, height, None));
        }
    }
}

/// A title written over a chart must notice every figure that the chart draws, and no other.
#[test]
fn what_a_title_stands_over_is_what_its_chart_draws() {
    let before = with_jobs(&[["412", "4", "-5", "0", "3", "8.94"], ["10", "", "1", "", "", "2"]]);
    let tables = Tables { document: &before, figures: &Figures::of(&before), lang: Lang::French };
    let places: BTreeSet<Place> =
        tables.all().iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).filter_map(|cell| cell.place).collect();
    let entries: Vec<Entry> = places.iter().filter_map(|place| before.entry(*place)).collect();
    assert!(entries.len() > 80, "{}", entries.len());
    let mut noticed = BTreeSet::new();
    for entry in entries {
        let mut after = before.clone();
        match entry {
            Entry::Amount(entry) => {
                let euros = before.amount(entry).map_or(0, |amount| amount.euros.get());
                after.set_amount(entry, Some(Amount::plain(Euros::new(euros * 2 + 1_000_000))));
            }
            Entry::Value { row, year, kind } => after.set_value((row, year, kind), Some(IndicatorValue::Range { low: 7.into(), high: 9.into() })),
            Entry::Cell(place) => {
                let number = crate::model::CellContent::number(Decimal::new(777, 2));
                std::sync::Arc::make_mut(&mut after.sections).set(place, Some(number));
            }
            Entry::Text(_) => continue,
        }
        let figures = [&before, &after].map(Figures::of);
        for chart in ChartName::all(&before) {
            let drawn = [&before, &after].map(|document| generated(document, &Figures::of(document), Lang::French, chart).map(|chart| chart.data));
            let [then, now] = [(&before, &figures[0]), (&after, &figures[1])].map(|(document, figures)| shown::of_chart(document, figures, chart));
            assert_eq!(drawn[0] != drawn[1], then != now, "{chart:?} after {entry:?}");
            noticed.extend((then != now).then_some(chart));
        }
    }
    assert_eq!(noticed.len(), ChartName::all(&before).len());
}

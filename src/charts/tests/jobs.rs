//! What the bridge of jobs says.

use super::*;

/// The sample with categories of jobs: ceiling, scope, transfers, technical corrections, extension, new schemes, as they are typed.
pub(super) fn with_jobs(rows: &[[&str; 6]]) -> Document {
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

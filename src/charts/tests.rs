//! What charts say of the sample and of figures that are rare, and that no two words of any chart meet.

mod boards;
mod credits;
mod jobs;
mod multiyear;
mod trends;

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

/// A title written over a chart must notice every figure that the chart draws, and no other.
#[test]
fn what_a_title_stands_over_is_what_its_chart_draws() {
    let before = jobs::with_jobs(&[["412", "4", "-5", "0", "3", "8.94"], ["10", "", "1", "", "", "2"]]);
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

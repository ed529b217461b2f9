//! What every slide must be, whatever the document; and what the sample's slides say.

use std::sync::Arc;

use super::*;
use crate::calc::checks;
use crate::charts::scene::{Area, Scene, Words};
use crate::model::{
    About, Action, ActionCode, ActionId, Amount, AmountEntry, Category, ChartName, Deck, Entry, Euros, Indicator, IndicatorId, IndicatorValue,
    Measure, Narrative, Objective, ObjectiveId, Opening, Origin, OutstandingItem, OwnTitle, Place, Planned, Programme, RowId, Stage, Text, ValueKind,
    Year,
};
use crate::storage;

struct State {
    document: Document,
    figures: Figures,
    findings: Vec<Finding>,
}

impl State {
    fn of(document: Document) -> Self {
        let figures = Figures::of(&document);
        let findings = checks::findings(&document, &figures);
        Self { document, figures, findings }
    }

    fn source(&self, lang: Lang) -> Source<'_> {
        Source { document: &self.document, figures: &self.figures, findings: &self.findings, lang, saved: "fichier du 24/11/2020" }
    }

    fn page(&self, lang: Lang, slide: Slide) -> Page {
        page(self.source(lang), &Planned::usual(slide), 3, 12)
    }

    fn with(&self, entry: Entry, value: i64) -> Self {
        let mut document = self.document.clone();
        match entry {
            Entry::Amount(entry) => document.set_amount(entry, Some(Amount::plain(Euros::new(value)))),
            Entry::Value { row, year, kind } => document.set_value((row, year, kind), Some(number(value))),
            Entry::Text(_) | Entry::Cell(_) => {}
        }
        Self::of(document)
    }

    /// The trial of the `index`th figure of a slide.
    fn trial(&self, lang: Lang, slide: Slide, index: usize, value: i64) -> Trial {
        let cells = cells(&self.document, slide);
        let place = cells[index % cells.len()];
        let tried = self.with(self.document.entry(place).unwrap(), value);
        let field = Field { text: value.to_string(), caret: Some(1), former: "7\u{202f}300\u{202f}000".into(), ..Field::default() };
        trial(self.source(lang), tried.source(lang), &Planned::usual(slide), (3, 12), place, field, TrialState::Typing { entry: Typing::Figure })
    }
}

fn number(value: i64) -> IndicatorValue {
    IndicatorValue::number(value.into())
}

fn sample() -> State {
    State::of(storage::parse(include_str!("../../../saves/programme-352-plf-2021.ron")).unwrap())
}

const LONG: &str = "Part des établissements d’enseignement supérieur dont les systèmes d’information respectent le référentiel de sécurité";

/// A programme of so many actions and indicators, with amounts of that size.
fn made(actions: u64, indicators: u64, euros: i64, label: &str) -> State {
    let year = Year::new(2021).unwrap();
    let mut document = Document::new(year, Programme { name: label.into(), minister: label.into(), manager: label.into(), ..Programme::default() });
    let category = |code| Category::new(code).unwrap();
    document.actions = Arc::new(
        (1..=actions)
            .map(|index| Action {
                id: ActionId(index),
                code: ActionCode::action(u8::try_from(index).unwrap()).unwrap(),
                label: label.into(),
                ended: None,
            })
            .collect(),
    );
    for action in 1..=actions {
        let few = [(21, 3), (31, 7), (62, 1), (72, 2)];
        let every = [(11, 1), (21, 3), (31, 7), (41, 1), (51, 2), (62, 1), (72, 2)];
        for (code, part) in if actions > 9 { &every[..] } else { &few[..] }.iter().copied() {
            for (stage, year) in [(Stage::Bill, year), (Stage::InitialAct, year.offset(-1))] {
                for measure in Measure::BOTH {
                    let entry =
                        AmountEntry::Credit { year, stage, contributions: false, action: ActionId(action), category: category(code), measure };
                    let amount = euros.saturating_mul(part).saturating_add(i64::try_from(action).unwrap());
                    document.set_amount(entry, Some(Amount::plain(Euros::new(amount))));
                }
            }
        }
    }
    for opening in Opening::ALL {
        for origin in Origin::BOTH {
            document.set_amount(AmountEntry::Schedule { year, origin, opening }, Some(Amount::plain(Euros::new(euros))));
        }
    }
    document.set_amount(AmountEntry::Outstanding { year, item: OutstandingItem::Estimate }, Some(Amount::plain(Euros::new(euros))));
    let first = actions + 1;
    let indicator = |index: u64| Indicator::new(IndicatorId(first + 2 * index), RowId(first + 2 * index + 1), label.into());
    document.objectives =
        Arc::new(vec![Objective { indicators: (0..indicators).map(indicator).collect(), ..Objective::new(ObjectiveId(9999), label.into()) }].into());
    State::of(document)
}

fn with_values(mut state: State, values: &[(u16, ValueKind, IndicatorValue)]) -> State {
    let rows: Vec<RowId> = state.document.indicators().map(|indicator| indicator.rows[0].id).collect();
    for row in rows {
        for (year, kind, value) in values {
            state.document.set_value((row, Year::new(*year).unwrap(), *kind), Some(value.clone()));
        }
    }
    State::of(state.document)
}

/// A document of which the bill, its contributions and the schedule are typed in part.
fn typed_in_part(actions: u64, euros: i64) -> State {
    let mut document = made(actions, 1, euros, LONG).document;
    let year = document.year;
    document.set_amount(AmountEntry::Schedule { year, origin: Origin::New, opening: Opening::Beyond }, None);
    for (action, stage, year) in [(1, Stage::InitialAct, year.offset(-1)), (2, Stage::InitialAct, year.offset(-1)), (2, Stage::Bill, year)] {
        for (measure, euros) in Measure::BOTH.into_iter().zip([euros, euros / 4]) {
            let entry = AmountEntry::Credit { year, stage, contributions: true, action: ActionId(action), category: Category::OPERATING, measure };
            document.set_amount(entry, Some(Amount::plain(Euros::new(euros))));
        }
    }
    for measure in Measure::BOTH {
        document.credits.set(year, Stage::Bill, ActionId(1), Category::OPERATING, measure, None);
    }
    State::of(document)
}

/// Every kind of document that a slide must bear.
fn states() -> Vec<(&'static str, State)> {
    use ValueKind::{Actual, Forecast, RevisedForecast, Target};
    let range = IndicatorValue::Range { low: 15.into(), high: 25.into() };
    let many = [
        (2018, Actual, number(-40)),
        (2019, Actual, number(-30)),
        (2020, Forecast, number(10)),
        (2020, RevisedForecast, number(-5)),
        (2021, Forecast, number(20)),
        (2023, Target, number(60)),
    ];
    let ranges = [
        (2018, Actual, IndicatorValue::NotAvailable),
        (2019, Actual, range.clone()),
        (2020, RevisedForecast, range),
        (2023, Target, IndicatorValue::NotApplicable),
    ];
    let mut texts = with_values(made(3, 1, 5_000_000_000, "Courte"), &many);
    let indicator = texts.document.indicators().next().unwrap().id;
    let long = format!("En 2020, {LONG}, {LONG}. En 2021, {LONG}. En 2023, {LONG}, {LONG}, {LONG}.");
    texts.document.set_text(Narrative::Justification(indicator), Text::new(&long));
    vec![
        ("sample", sample()),
        ("empty", made(0, 0, 0, "")),
        ("nothing entered", made(2, 2, 0, "Action")),
        ("largest", with_values(made(40, 60, 987_654_321_000, LONG), &many)),
        ("negative", with_values(made(4, 1, -3_000_000, LONG), &many)),
        ("ranges", with_values(made(7, 3, 12_345, "Un nom d’action"), &ranges)),
        ("one point", with_values(made(1, 1, 1, "Une"), &[(2019, Actual, number(1))])),
        ("texts", texts),
        ("typed in part", typed_in_part(3, 7_300_000)),
        ("large, typed in part", typed_in_part(12, 123_456_789_012)),
    ]
}

fn slides(document: &Document) -> Vec<Slide> {
    Deck::usual(document)
        .into_iter()
        .map(|planned| planned.slide)
        .filter(|slide| !matches!(slide.chart().map(|chart| chart.about), Some(About::Sheet(2..))))
        .take(18)
        .collect()
}

/// 2,2 % of the height: what is read from the back of a room.
const LEAST: f32 = 0.022 * HEIGHT;

/// What cannot be read of a scene: too small, beyond the canvas, over other words.
fn unreadable(scene: &Scene, what: &str) -> Vec<String> {
    let canvas = Area::new(0.0, 0.0, WIDTH, HEIGHT).grown(0.5, 0.5);
    // Lines of words stand closer than the height of a line.
    let inner = |words: &Words| Area::around(words.area.centre(), (words.area.width() / 2.0 - 1.0).max(0.0), words.font.size * 0.32);
    let mut faults = Vec::new();
    for (index, words) in scene.words.iter().enumerate() {
        if words.font.size < LEAST {
            faults.push(format!("{what}: « {} » at {}", words.text, words.font.size));
        }
        if !canvas.encloses(words.area) {
            faults.push(format!("{what}: « {} » leaves the slide at {:?}", words.text, words.area));
        }
        let over = scene.words[index + 1..].iter().find(|other| inner(words).meets(inner(other)));
        faults.extend(over.map(|other| format!("{what}: « {} » over « {} » at {:?} and {:?}", words.text, other.text, words.area, other.area)));
    }
    faults
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_slide_is_readable_and_stays_on_its_canvas() {
    let mut faults = Vec::new();
    for (name, state) in states() {
        for lang in Lang::ALL {
            for slide in slides(&state.document) {
                let page = state.page(lang, slide);
                assert!(!page.title.is_empty() && page.summary.starts_with(&page.title) || slide == Slide::Cover, "{name}: {slide:?}");
                faults.extend(unreadable(&scene(&page), &format!("{name}, {lang:?}, {slide:?}")));
            }
        }
    }
    assert_none(&faults);
}

/// What is exported as a picture is read from as far as a slide, whatever the document.
#[test]
fn every_chart_of_every_document_is_readable_as_a_picture() {
    let mut faults = Vec::new();
    for (name, state) in states() {
        for lang in Lang::ALL {
            let charts = ChartName::all(&state.document).into_iter().filter(|chart| chart.row().is_none_or(|row| row.0 <= 60));
            for chart in charts {
                let made = crate::charts::chart(&state.document, &state.figures, lang, chart).unwrap();
                let picture = crate::charts::drawn::on_canvas(&made, WIDTH, HEIGHT, Some("fichier du 24/11/2020"));
                assert!(!picture.words.is_empty(), "{name}");
                faults.extend(unreadable(&picture, &format!("{name}, {lang:?}, {chart:?}")));
            }
        }
    }
    assert_none(&faults);
}

/// Each figure of each slide is tried at one value; the values take turns.
#[test]
fn every_trial_is_readable_and_shows_its_field() {
    let mut faults = Vec::new();
    let mut values = [0, 8_000_000, -700_000, 123_456_789_012].into_iter().cycle();
    // A trial of the large one is that of the largest.
    for (name, state) in states().into_iter().filter(|(name, _)| *name != "large, typed in part") {
        for lang in Lang::ALL {
            for slide in slides(&state.document) {
                let count = cells(&state.document, slide).len();
                for index in [0, 1, count.saturating_sub(1)].into_iter().filter(|index| *index < count) {
                    let Some(value) = values.next() else { continue };
                    let laid = trial_scene(&state.trial(lang, slide, index, value));
                    let what = format!("{name}, {lang:?}, {slide:?}, figure {index} at {value}");
                    faults.extend(unreadable(&laid.scene, &what));
                    let heads =
                        laid.scene.words.iter().filter(|words| words.text.starts_with("Il manque") || words.text.starts_with("The schedule is"));
                    faults.extend(heads.filter(|words| words.text.ends_with('…')).map(|words| format!("{what}: « {} » is cut", words.text)));
                    let canvas = Area::new(0.0, 0.0, WIDTH, HEIGHT);
                    assert!([laid.field, laid.keep, laid.discard].into_iter().all(|area| canvas.encloses(area)), "{what}");
                }
            }
        }
    }
    assert_none(&faults);
}

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

#[test]
fn the_slides_of_the_sample_say_what_its_figures_say() {
    let sample = sample();
    let cases = [
        (Slide::Cover, "Innovation et transformation numériques"),
        (Slide::Figures, "10,6 M€ demandés pour 2021 : les AE augmentent, les CP reculent"),
        (Slide::Chart(ChartName::SHARES), "L’action 01 porte plus des deux tiers des AE"),
        (Slide::Chart(ChartName::trend(RowId(6))), "Le nombre de problèmes investigués doit quadrupler d’ici 2023"),
    ];
    for (slide, title) in cases {
        assert_eq!(plain(&sample.page(Lang::French, slide).title), title);
    }
    let Body::Figures(figures) = sample.page(Lang::French, Slide::Figures).body else { panic!("figures") };
    let facts: Vec<String> = figures.facts.iter().map(|fact| plain(&format!("{} {} {}", fact.name, fact.amount, fact.detail))).collect();
    assert_eq!(
        facts,
        [
            "Titre 2, personnel 3 000 000 € doublé (1 500 000 € en LFI 2020)",
            "FdC et AdP attendus, AE et CP 4 000 000 € inchangés en AE et en CP, hors total",
            "Restes à payer au 31/12/2020 2 444 661 € soldés en 2021",
        ]
    );
    let Body::Trend { facts, .. } = sample.page(Lang::French, Slide::Chart(ChartName::trend(RowId(6)))).body else { panic!("trend") };
    let heads: Vec<String> = facts.iter().map(|fact| plain(&fact.head)).collect();
    assert_eq!(heads, ["2020 : ramenée de 80 à 50", "2021 : prévision de 140", "2023 : cible de 200"]);
    assert!(facts.iter().any(|fact| fact.quotation.starts_with('«')), "{facts:?}");
}

/// The year stood alone under a title that nearly fits.
#[test]
fn a_title_on_two_lines_leaves_no_word_alone() {
    let mut sample = sample();
    let row = sample.document.indicators().next().unwrap().rows[0].id;
    let id = sample.document.indicators().next().unwrap().id;
    let objectives = Arc::make_mut(&mut sample.document.objectives);
    objectives[0]
        .indicators
        .iter_mut()
        .filter(|indicator| indicator.id == id)
        .for_each(|indicator| indicator.label = "Taux de satisfaction 1 du programme".into());
    let page = State::of(sample.document).page(Lang::French, Slide::Chart(ChartName::trend(row)));
    let scene = scene(&page);
    let lines: Vec<&str> = scene.words.iter().filter(|words| words.font.size > 59.0).map(|words| words.text.as_str()).collect();
    assert_eq!(lines.iter().map(|line| line.split(' ').count() > 1).collect::<Vec<_>>(), [true, true], "{lines:?}");
}

#[test]
fn a_presenters_title_stands_instead_of_the_finding_as_long_as_its_figures_do() {
    let sample = sample();
    let over = crate::calc::shown::of_slide(&sample.document, &sample.figures, Slide::Chart(ChartName::SHARES));
    let titled = |over: crate::model::Shown| {
        let title = OwnTitle { words: "À nous".into(), over: Some(over) };
        page(sample.source(Lang::French), &Planned { title: Some(title), ..Planned::usual(Slide::Chart(ChartName::SHARES)) }, 1, 1)
    };
    let own = titled(over.clone());
    assert_eq!((own.title.as_str(), &own.neutral_title), ("À nous", &None));
    assert!(own.summary.starts_with("À nous. "), "{}", own.summary);
    let stale = titled(over.into_iter().skip(1).collect());
    assert_eq!(
        stale,
        page(sample.source(Lang::French), &Planned::usual(Slide::Chart(ChartName::SHARES)), 1, 1),
        "figures have changed since: what they say"
    );
}

#[test]
fn a_trial_tells_what_moved_and_what_no_longer_holds() {
    let sample = sample();
    let Place::Credit(_) = cells(&sample.document, Slide::Chart(ChartName::SHARES))[0] else { panic!("a credit") };
    let trial = sample.trial(Lang::French, Slide::Chart(ChartName::SHARES), 0, 8_000_000);
    assert_eq!(plain(&trial.page.title), "L’action 01 porterait 70,8 % des AE demandées pour 2021");
    let moved: Vec<String> = trial.moved.iter().map(|moved| plain(&format!("{} {} > {}", moved.name, moved.before, moved.now))).collect();
    assert_eq!(
        moved[..5],
        [
            "AE, titre 3 7 600 000 > 8 300 000",
            "Total des AE 10 600 000 > 11 300 000",
            "Part de l’action 01 68,9 % > 70,8 %",
            "Part de l’action 02 31,1 % > 29,2 %",
            "AE, écart à la LFI 2020 +15,2 % > +22,8 %",
        ]
    );
    assert!(moved.iter().any(|moved| moved == "Clé d’ouverture 2021 78,93 % > 74,43 %"), "{moved:?}");
    assert_eq!(plain(&trial.unchanged), "CP inchangés : 10 600 000 €");
    assert_eq!(plain(&trial.broken[0].head), "Il manque 700 000 € à l’échéancier");
    assert_eq!(trial.field.caption, "AE 2021, titre 3");
    let Picture::Bars { tracks, chosen: 0, whole: Some(_) } = &trial.picture else { panic!("bars") };
    assert_eq!(plain(&tracks[0].change), "+700 000");
}

#[test]
fn a_value_of_an_indicator_moves_under_its_name() {
    let trial = sample().trial(Lang::French, Slide::Chart(ChartName::trend(RowId(6))), 4, 250);
    assert_eq!(plain(&trial.page.title), "La prévision 2021 passerait de 140 à 250");
    let english = sample().trial(Lang::English, Slide::Chart(ChartName::trend(RowId(6))), 3, 60);
    assert_eq!(plain(&english.page.title), "The 2020 revised forecast would go from 50 to 60");
    let moved: Vec<String> = trial.moved.iter().map(|moved| format!("{} {} > {}", moved.name, moved.before, moved.now)).collect();
    assert_eq!(moved, ["Prévision 2021 140 > 250"]);
}

/// "Les AE seraient de 7,3 M€ (−31,1 % sur la LFI)", of a bill of which the rest is still to be typed.
#[test]
fn a_trial_over_a_bill_typed_in_part_tells_no_share_and_no_change() {
    let part = typed_in_part(3, 7_300_000);
    for slide in [Slide::Chart(ChartName::SHARES), Slide::Chart(ChartName::CREDITS), Slide::Figures] {
        let trial = part.trial(Lang::French, slide, 0, 8_000_000);
        assert_eq!(plain(&trial.page.title), "PLF 2021 en cours de saisie : AE de l’action 01, cat. 31, à saisir", "{slide:?}");
        let told = trial.moved.iter().map(|moved| format!("{} {} {}", moved.name, moved.before, moved.now));
        assert!(told.into_iter().all(|told| !told.contains('%')), "{:?}", trial.moved);
        let Picture::Bars { tracks, whole, .. } = &trial.picture else { panic!("bars") };
        assert!(whole.is_none() && tracks.iter().all(|track| track.share.is_empty() && track.share_before.is_empty()));
    }
    let Body::Figures(figures) = part.page(Lang::French, Slide::Figures).body else { panic!("figures") };
    assert!(figures.sides.iter().all(|side| side.change.starts_with("en cours de saisie, ")), "{:?}", figures.sides);
    let contributions = figures.facts.iter().find(|fact| fact.name.starts_with("FdC")).unwrap();
    assert_eq!(plain(&contributions.detail), "en cours de saisie, 14 600 000 € et 3 650 000 € en LFI 2020, hors total");
}

#[test]
fn a_trial_that_changes_nothing_says_so_and_keeps_the_title() {
    let sample = sample();
    let trial = sample.trial(Lang::French, Slide::Chart(ChartName::SHARES), 0, 7_300_000);
    assert_eq!(trial.page.title, sample.page(Lang::French, Slide::Chart(ChartName::SHARES)).title);
    assert!(trial.moved.is_empty() && trial.broken.is_empty());
}

#[test]
fn an_amount_of_the_act_is_tried_after_those_of_the_bill() {
    let sample = sample();
    let cells = cells(&sample.document, Slide::Chart(ChartName::CREDITS));
    let act = cells.iter().position(|place| matches!(place, Place::Credit(credit) if credit.stage == Stage::InitialAct)).unwrap();
    assert_eq!((act, cells.len()), (6, 10));
    let trial = sample.trial(Lang::French, Slide::Chart(ChartName::CREDITS), act + 1, 8_700_000);
    assert_eq!(trial.field.caption, "AE LFI 2020, action 01, titre 3");
    assert_eq!(plain(&trial.page.title), "Sur une LFI 2020 de 10,2 M€, l’écart des AE serait de +3,9 %");
    let moved: Vec<String> = trial.moved.iter().map(|moved| plain(&format!("{} {} > {}", moved.name, moved.before, moved.now))).collect();
    assert_eq!(moved[..2], ["AE LFI 2020, titre 3 7 700 000 > 8 700 000", "AE LFI 2020 9 200 000 > 10 200 000"]);
    assert!(moved.contains(&"AE, écart à la LFI 2020 +15,2 % > +3,9 %".into()), "{moved:?}");
    let Picture::Bars { tracks, chosen, .. } = &trial.picture else { panic!("bars") };
    assert_eq!(plain(&tracks[*chosen].change), "+1 000 000");
    let trial = sample.trial(Lang::English, Slide::Figures, act, 2_000_000);
    assert_eq!(plain(&trial.page.title), "Against an LFI 2020 of 9,7 M€, AE would change by +9,3 %");
}

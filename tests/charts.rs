//! What every chart is held to: it has a name in files and addresses, a title, data, claims, a summary and a picture in both languages and themes, a
//! page beside its figures and a slide. A new chart is a row of `papier::charts::shapes`, and so here.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use papier::address;
use papier::calc::{Figures, shown};
use papier::charts::slides::{self, Source};
use papier::charts::{self, data_table, shapes};
use papier::editing::{Assignment, Session, assign};
use papier::exchange::picture::{Look, chart_svg};
use papier::lang::Lang;
use papier::model::{ChartName, Deck, Document, Place, Planned, Slide, TextPlace};
use papier::storage;
use papier::tables::{Block, Node, Tables};

fn set(document: &Document, list: &[(&str, &str)]) -> Document {
    let assignments: Vec<Assignment> =
        list.iter().map(|(address, value)| Assignment { address: (*address).into(), value: (*value).into() }).collect();
    let mut session = Session::opened(document.clone());
    let command = assign(document, &assignments).unwrap_or_else(|refusals| panic!("{}", refusals[0].sentence(Lang::English)));
    session.apply(&command).expect("applied");
    Document::clone(session.document())
}

/// The sample, with jobs.
fn document() -> Document {
    let sample = storage::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/programme-352-plf-2021.ron")).expect("the sample opens");
    let named = set(&sample, &[("jobs/1/label", "A+"), ("jobs/2/label", "A"), ("indicator/1.1/2/label", "Abandonnés")]);
    let typed = [
        ("jobs/1/2021/ceiling", "412"),
        ("jobs/1/2021/new", "+3,58"),
        ("jobs/2/2021/ceiling", "1 936,50"),
        ("jobs/2/2021/transfer", "-3"),
        ("jobs/2/2021/new", "20,98"),
        ("pay/base-forecast/2021", "35,20"),
        ("pay/schema-new/2021", "1,30"),
        ("pay/gvt-minus/2021", "-0,42"),
        ("indicator/1.1/2/unit", "Nb"),
        ("indicator/1.1/2/2019/actual", "12"),
        ("indicator/1.1/2/2020/revised-forecast", "10"),
        ("indicator/1.1/2/2023/target", "20"),
        ("indicator/1.1/direction", "higher"),
        ("indicator/1.2/direction", "higher"),
        ("indicator/1.3/direction", "plus bas"),
    ];
    set(&named, &typed)
}

/// Every kind of chart with the charts that the document has of it.
fn kinds(document: &Document) -> Vec<(&'static str, Vec<ChartName>)> {
    shapes::ALL.iter().map(|shape| (shape.key, shape.charts(document))).collect()
}

#[test]
fn every_kind_has_a_key_and_an_address_of_its_own() {
    let keys: BTreeSet<&str> = shapes::ALL.iter().map(|shape| shape.key).collect();
    let addresses: BTreeSet<&str> = shapes::ALL.iter().map(|shape| shape.address).collect();
    assert_eq!((keys.len(), addresses.len()), (shapes::ALL.len(), shapes::ALL.len()));
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let is_free = |word: &str| !["cover", "figures", "findings"].contains(&word);
    assert!(keys.iter().chain(&addresses).all(|word| is_word(word) && is_free(word)), "{keys:?} {addresses:?}");
}

#[test]
fn every_chart_is_found_by_its_code_and_its_address() {
    let document = document();
    for (kind, all) in kinds(&document) {
        assert!(!all.is_empty(), "the document has a chart of the kind {kind}");
        for chart in all {
            assert_eq!(ChartName::from_code(&chart.code()), Some(chart), "{chart:?}");
            let name = charts::name(&document, chart).unwrap_or_else(|| panic!("{chart:?} has an address"));
            assert_eq!(charts::parse_name(&document, &name), Some(chart), "{name}");
            for place in [TextPlace::ChartTitle(chart), TextPlace::SlideTitle(chart.slide())].map(Place::Text) {
                assert_eq!(Place::from_code(&place.code()), Some(place), "{}", place.code());
                let spelt = address::write(&document, place).expect("an address");
                assert_eq!(address::parse(&document, &spelt), Ok(place), "{spelt}");
            }
        }
    }
}

#[test]
fn a_title_and_a_slide_of_every_chart_are_saved() {
    let document = document();
    for (_, all) in kinds(&document) {
        let name = charts::name(&document, all[0]).expect("an address");
        let titled = set(&document, &[(&format!("chart/{name}/title"), "Un titre"), (&format!("slide/{name}/title"), "Un autre titre")]);
        let written = storage::write(&titled);
        let read = storage::parse(&written).expect("opened");
        assert_eq!(read, titled, "{name}");
        assert_eq!(storage::write(&read), written, "{name}");
        assert_eq!(read.chart_titles[&all[0]].words, "Un titre");
        assert_eq!(read.deck.title(all[0].slide()).expect("a title").words, "Un autre titre");
        assert!(!read.chart_titles[&all[0]].over.as_ref().expect("figures").is_empty(), "{name} notices its figures");
        let figures = Figures::of(&read);
        assert_eq!(charts::chart(&read, &figures, Lang::French, all[0]).expect("a chart").title, "Un titre");
    }
}

#[test]
fn every_chart_says_and_shows_its_figures() {
    let document = document();
    let figures = Figures::of(&document);
    for (kind, all) in kinds(&document) {
        for lang in Lang::ALL {
            for name in &all {
                let chart = charts::chart(&document, &figures, lang, *name).unwrap_or_else(|| panic!("{name:?} is made"));
                assert_eq!(chart.name, *name);
                assert!(!chart.title.is_empty() && !chart.subtitle.is_empty() && !chart.source.is_empty(), "{kind}");
                assert!(chart.summary.starts_with(&chart.title) && chart.summary.len() > chart.title.len() + 20, "{}", chart.summary);
                assert!(!charts::words(&document, lang, *name).is_empty(), "{kind} has a name in lists");
                assert!(chart.data.has_figures(), "{kind}");
                let table = data_table(&chart, lang);
                assert!(table.rows.len() > 1 && table.rows.iter().all(|row| row.len() == table.headings.len()), "{kind}");
                assert!(table.rows.iter().flatten().any(|cell| cell.exact.as_ref().is_some_and(|exact| exact.parse::<f64>().is_ok())), "{kind}");
                assert!(!chart.claims.is_empty(), "{kind} states something");
                for claim in &chart.claims {
                    assert!(!claim.sentence(lang).is_empty() && !claim.relation_name().is_empty() && !claim.operands.is_empty(), "{kind}");
                }
                let [light, dark] = [false, true].map(|is_dark| chart_svg(&chart, Look { is_dark, ..Look::default() }, lang));
                assert!(light.contains("<svg") && light != dark, "{kind}");
                assert!(!shown::of_chart(&document, &figures, *name).is_empty(), "{kind}");
            }
        }
    }
}

#[test]
fn every_chart_stands_on_the_page_of_its_figures_and_among_all_charts() {
    let document = document();
    let figures = Figures::of(&document);
    let tables = Tables { document: &document, figures: &figures, lang: Lang::French };
    let offered = |node: Node| -> Vec<ChartName> {
        let charts = |block| match block {
            Block::Charts(names) | Block::Gallery(names) => names,
            _ => vec![],
        };
        tables.page(node).into_iter().flat_map(charts).collect()
    };
    for (kind, all) in kinds(&document) {
        for chart in all {
            let node = Node::of(&document, Place::Text(TextPlace::ChartTitle(chart)));
            assert!(offered(node).contains(&chart), "{kind} on {node:?}");
            let shown = shown::of_chart(&document, &figures, chart);
            let printed = |name| tables.table(name).is_some_and(|table| shown.keys().any(|place| table.find(*place).is_some()));
            assert!(node == Node::Charts || tables.page_tables(node).any(printed), "{kind} beside its figures on {node:?}");
            assert!(offered(Node::Charts).contains(&chart), "{kind} among all");
        }
    }
}

#[test]
fn every_chart_has_a_slide() {
    let document = document();
    let figures = Figures::of(&document);
    let usual: Vec<Slide> = Deck::usual(&document).into_iter().map(|planned| planned.slide).collect();
    for (kind, all) in kinds(&document) {
        for chart in all {
            assert_eq!(usual.iter().filter(|slide| **slide == Slide::Chart(chart)).count(), 1, "{kind}");
            for lang in Lang::ALL {
                let source = Source { document: &document, figures: &figures, findings: &[], lang, saved: "" };
                let page = slides::page(source, &Planned::usual(chart.slide()), 1, 1);
                assert!(!page.kicker.is_empty() && !page.title.is_empty() && page.summary.starts_with(&page.title), "{kind}");
                assert!(slides::scene(&page).marks.len() > 3, "{kind} is drawn");
            }
        }
    }
}

/// A later Papier has charts that this one does not know: their titles and slides stay in the file, byte for byte, and are told once.
#[test]
fn what_was_typed_for_a_chart_that_this_papier_does_not_know_is_kept() {
    let titled = set(&document(), &[("chart/credits/title", "Un titre"), ("slide/credits/title", "Un titre")]);
    let later = [
        ("(of: Credits, title: ", "(of: Chart(\"pie/7\"), title: \"Une part\", figures: [\"pie/2021/all=7\"])"),
        ("(of: Figures)", "(of: Chart(\"pie/7\"), hidden: true, title: \"Une autre\", figures: [\"pie/2021/all=7\"], notes: [\"Dire\", \"tout\"])"),
        ("(of: Findings, ", "(of: Chart(\"tree\"))"),
    ];
    let mut text = storage::write(&titled);
    for (before, line) in later {
        let at = text.find(before).unwrap_or_else(|| panic!("{before} in\n{text}"));
        let end = at + text[at..].find('\n').expect("a line") + 1;
        text.insert_str(end, &format!("        {line},\n"));
    }
    let read = storage::parse(&text).expect("opened");
    assert_eq!(storage::write(&read), text);
    assert_eq!((read.kept.chart_titles.len(), read.kept.slides.len()), (1, 2));
    assert_eq!(read.deck, titled.deck, "the presentation is that of the charts that are known");
    let told = read.kept.sentence(Lang::French).expect("it is told");
    assert!(told.contains("1 titre de graphique, 2 diapositives"), "{told}");
    // Rearranged, it keeps them still, and reads back as it is.
    let moved = set(&read, &[("slide/credits/title", ""), ("slide/shares/title", "Des parts")]);
    let again = storage::parse(&storage::write(&moved)).expect("opened");
    assert_eq!((&again, again.kept.slides.len()), (&moved, 2));
    let usual = set(&read, &[("slide/credits/title", "")]);
    assert!(usual.deck.is_empty());
    assert_eq!(storage::parse(&storage::write(&usual)).expect("opened"), usual);
    // Said twice alike it is one, said otherwise it is refused with its line.
    let line = "        (of: Chart(\"tree\")),\n";
    let twice = text.replacen(line, &line.repeat(2), 1);
    assert_eq!(storage::parse(&twice).expect("opened"), read);
    let otherwise = text.replacen(line, &format!("{line}        (of: Chart(\"tree\"), hidden: true),\n"), 1);
    assert!(storage::parse(&otherwise).is_err());
}

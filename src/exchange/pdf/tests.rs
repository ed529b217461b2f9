//! What is printed is what the tables say, whatever users wrote.

use std::collections::BTreeSet;

use proptest::prelude::*;
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem};
use typst::model::FigureElem;
use typst::visualize::{CurveItem, Geometry};

use super::*;
use crate::address;
use crate::calc::Figures;
use crate::charts;
use crate::charts::drawn;
use crate::charts::scene;
use crate::editing::{self, Command, Session, create};
use crate::lang::Lang;
use crate::model::{ChartName, Document, Narrative, Place, ProgrammeField, Text, TextPlace};
use crate::tables::TableName;

fn sample() -> Document {
    crate::storage::parse(include_str!("../../../saves/programme-352-plf-2021.ron")).unwrap()
}

/// The sample after so many rollovers: 2 is the layout of PLF 2023.
fn rolled(times: usize) -> Document {
    let mut session = Session::opened(sample());
    for _ in 0..times {
        session.apply(&Command::Rollover { copy_credits: true }).unwrap();
    }
    Document::clone(session.document())
}

/// Without charts, whose words are words of the pages too.
fn pages(document: &Document, part: Option<Part>, lang: Lang) -> PagedDocument {
    let figures = Figures::of(document);
    typeset(Tables { document, figures: &figures, lang }, Printed { part, charts: PrintedCharts::None, variation: true }, Keeping::All).unwrap()
}

/// The words of a frame in the order in which they are drawn, a line break between two runs.
fn read(frame: &Frame, words: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => read(&group.frame, words),
            FrameItem::Text(run) => {
                words.push_str(&run.text);
                words.push('\n');
            }
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(..) => {}
        }
    }
}

/// The words of the pages, without the running head and foot: a paragraph goes on over a page.
fn printed(document: &PagedDocument) -> String {
    let mut words = String::new();
    for page in document.pages() {
        let body = (20.0 / 297.0 * page.frame.height().to_pt())..(280.0 / 297.0 * page.frame.height().to_pt());
        for (at, item) in page.frame.items().filter(|(at, _)| body.contains(&at.y.to_pt())) {
            let mut frame = Frame::soft(page.frame.size());
            frame.push(*at, item.clone());
            read(&frame, &mut words);
        }
    }
    words
}

/// Letters and digits alone, in one case: what no rule of typography changes.
fn bare(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn every_layout_language_and_part_is_printed_and_tagged() {
    let empty = create("363", "Compétitivité", "2024").unwrap();
    for document in [sample(), rolled(1), rolled(2), empty] {
        for lang in Lang::ALL {
            let figures = Figures::of(&document);
            let tables = Tables { document: &document, figures: &figures, lang };
            let bytes = bytes(tables, Printed { charts: PrintedCharts::All, variation: true, ..Printed::default() }, &Progress::default()).unwrap();
            assert!(bytes.starts_with(b"%PDF-1."), "{} {lang:?}", document.year);
        }
    }
    let document = sample();
    let figures = Figures::of(&document);
    for part in Part::ALL {
        let printed = Printed { part: Some(part), ..Printed::default() };
        bytes(Tables { document: &document, figures: &figures, lang: Lang::French }, printed, &Progress::default()).unwrap();
    }
}

/// Every word and figure of every table, and every text, stands in the document.
#[test]
fn every_figure_heading_and_text_is_printed() {
    for document in [sample(), rolled(2)] {
        let figures = Figures::of(&document);
        let tables = Tables { document: &document, figures: &figures, lang: Lang::French };
        let printed = printed(&pages(&document, None, Lang::French));
        let runs: BTreeSet<&str> = printed.lines().collect();
        let all = bare(&printed);
        for table in tables.all() {
            for row in &table.rows {
                assert!(all.contains(&bare(&row.label)), "{:?}: {}", table.name, row.label);
                for cell in &row.cells {
                    let text = cell.text(Lang::French);
                    // A figure is one run: no line breaks within it.
                    assert!(
                        text.is_empty() || runs.contains(text.as_str()) || all.contains(&bare(&text)) && cell.value().is_none(),
                        "{:?}: {text}",
                        table.name
                    );
                }
            }
            // The recapitulation has no line of headings.
            for column in table.columns.iter().filter(|_| table.name != TableName::Objectives) {
                assert!(all.contains(&bare(&column.rest)), "{:?}: {}", table.name, column.title);
            }
        }
        for text in tables.texts() {
            for line in Text::new(&text.text).lines() {
                let line = line.trim_start_matches("## ").trim_start_matches("- ");
                assert!(all.contains(&bare(line)), "{}: {line}", text.title);
            }
        }
    }
}

/// Each figure that was asked for is drawn once, where its figures stand, and says in words what it shows.
#[test]
fn the_charts_that_are_wanted_stand_in_the_pages() {
    fn drawn_in(frame: &Frame) -> usize {
        let of = |item: &FrameItem| match item {
            FrameItem::Group(group) => drawn_in(&group.frame),
            FrameItem::Tag(Tag::Start(content, _)) => usize::from(content.is::<FigureElem>()),
            _ => 0,
        };
        frame.items().map(|(_, item)| of(item)).sum()
    }
    let drawn = |document: &Document, part, charts| -> usize {
        let figures = Figures::of(document);
        let pages =
            typeset(Tables { document, figures: &figures, lang: Lang::French }, Printed { part, charts, variation: true }, Keeping::All).unwrap();
        pages.pages().iter().map(|page| drawn_in(&page.frame)).sum()
    };
    let document = sample();
    let rows = document.indicators().map(|indicator| indicator.rows.len()).sum::<usize>();
    let cases = [
        (Some(Part::Performance), [0, rows, rows]),
        (Some(Part::Credits), [0, 0, 9]),
        (Some(Part::Justification), [0, 0, 2]),
        (None, [0, rows, rows + 11]),
    ];
    for (part, expected) in cases {
        let found = [PrintedCharts::None, PrintedCharts::Indicators, PrintedCharts::All].map(|charts| drawn(&document, part, charts));
        assert_eq!(found, expected, "{part:?}");
    }
    let empty = create("363", "Compétitivité", "2024").unwrap();
    assert_eq!(drawn(&empty, None, PrintedCharts::All), 0, "nothing is drawn without figures");
}

/// What is painted on a page, and where, in points. Lines of one stroke are drawn as one curve: each counts.
fn painted(frame: &Frame, from: [f64; 2], words: &mut Vec<(String, [f64; 2])>, shapes: &mut usize) {
    for (at, item) in frame.items() {
        let at = [from[0] + at.x.to_pt(), from[1] + at.y.to_pt()];
        match item {
            FrameItem::Group(group) => painted(&group.frame, at, words, shapes),
            FrameItem::Text(run) => words.push((run.text.to_string(), at)),
            FrameItem::Shape(shape, _) => {
                *shapes += match &shape.geometry {
                    Geometry::Curve(curve) => curve.0.iter().filter(|item| matches!(item, CurveItem::Move(_))).count(),
                    Geometry::Line(_) | Geometry::Rect(_) => 1,
                };
            }
            FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(..) => {}
        }
    }
}

/// A chart on a page is the chart of the window: each line of words where the layout of the chart has it, each mark once.
#[test]
fn a_printed_chart_is_the_chart() {
    let document = sample();
    let figures = Figures::of(&document);
    let lang = Lang::French;
    let on_pages = |charts| -> Vec<(Vec<(String, [f64; 2])>, usize)> {
        let pages = typeset(
            Tables { document: &document, figures: &figures, lang },
            Printed { part: Some(Part::Credits), charts, variation: true },
            Keeping::All,
        )
        .unwrap();
        let of = |frame| {
            let (mut words, mut shapes) = (Vec::new(), 0);
            painted(frame, [0.0; 2], &mut words, &mut shapes);
            (words, shapes)
        };
        pages.pages().iter().map(|page| of(&page.frame)).collect()
    };
    let with_charts = on_pages(PrintedCharts::All);
    let mut marks = 0;
    let waterfalls = ["waterfall-actions-ae", "waterfall-actions-cp", "waterfall-titles-ae", "waterfall-titles-cp"].map(ChartName::of_document);
    let others = ["action-titles", "years"].map(ChartName::of_document);
    for name in [ChartName::SHARES, ChartName::TITLES, ChartName::CREDITS].into_iter().chain(others).chain(waterfalls) {
        let chart = charts::chart(&document, &figures, lang, name).unwrap();
        let scene = drawn::in_column(&chart, 722.0);
        marks += scene.marks.len();
        let set = |words: &scene::Words| typography::set(&words.text, lang, |character| PRESS.draws(character));
        let title = scene.words.first().unwrap();
        let (words, _) = with_charts.iter().find(|(words, _)| words.iter().any(|(text, _)| *text == set(title))).unwrap();
        let corner = words.iter().find(|(text, _)| *text == set(title)).unwrap().1;
        let scale = 170.0 / 25.4 * 72.0 / 722.0;
        for line in &scene.words {
            let place = [line.area.left - title.area.left, line.baseline() - title.baseline()].map(|pixels| f64::from(pixels) * scale);
            let place = [corner[0] + place[0], corner[1] + place[1]];
            let is_there = |(text, at): &(String, [f64; 2])| *text == set(line) && (at[0] - place[0]).hypot(at[1] - place[1]) < 0.02;
            assert!(words.iter().any(is_there), "{name:?}: {} at {place:?}", line.text);
        }
    }
    let shapes = |pages: &[(Vec<(String, [f64; 2])>, usize)]| pages.iter().map(|(_, shapes)| shapes).sum::<usize>();
    // The running heads of pages that the charts made longer draw a line each.
    let without = on_pages(PrintedCharts::None);
    assert_eq!(shapes(&with_charts) - (with_charts.len() - without.len()), shapes(&without) + marks);
}

/// Each page but the cover ends with its number, on the line of the words at its foot; the contents name the pages on which the parts begin.
#[test]
fn pages_are_numbered_and_the_contents_name_them() {
    for document in [sample(), rolled(2)] {
        let sheets = pages(&document, None, Lang::French);
        for (page, number) in sheets.pages().iter().zip(1..) {
            let mut words = Vec::new();
            painted(&page.frame, [0.0; 2], &mut words, &mut 0);
            let [baseline, end] = [285.7, 190.0].map(|millimetres| millimetres / 25.4 * 72.0);
            let foot: Vec<&(String, [f64; 2])> = words.iter().filter(|(_, at)| at[1] > baseline - 12.0).collect();
            if number == 1 {
                assert!(foot.is_empty(), "{foot:?}");
                continue;
            }
            let found = foot.iter().find(|(text, _)| *text == number.to_string()).unwrap_or_else(|| panic!("page {number}: {foot:?}"));
            let line = foot.iter().find(|(text, _)| text.starts_with("Projet annuel")).unwrap();
            assert!((found.1[1] - line.1[1]).abs() < 0.01 && found.1[0] < end && found.1[0] > end - 16.0, "page {number}: {foot:?}");
        }
        let figures = Figures::of(&document);
        let tables = Tables { document: &document, figures: &figures, lang: Lang::French };
        let begins = Sheets::of(tables, Printed { charts: PrintedCharts::None, ..Printed::default() }).unwrap();
        let mut contents = Vec::new();
        painted(&sheets.pages().get(1).unwrap().frame, [0.0; 2], &mut contents, &mut 0);
        for part in [Part::Performance, Part::Credits] {
            let page = begins.pages().get(&part.first_node()).unwrap() + 1;
            let title = typography::set(&tables.part_title(part.first_node()), Lang::French, |_| true);
            let entry = contents.iter().find(|(text, _)| *text == title).unwrap_or_else(|| panic!("{title}: {contents:?}"));
            let named = contents.iter().find(|(text, at)| *text == page.to_string() && (at[1] - entry.1[1]).abs() < 0.01);
            assert!(named.is_some(), "{title} on {page}: {contents:?}");
        }
    }
}

/// What is dropped while a large document is laid out changes nothing.
#[test]
fn pages_laid_out_without_keeping_anything_are_the_same() {
    let document = rolled(2);
    let figures = Figures::of(&document);
    let tables = Tables { document: &document, figures: &figures, lang: Lang::English };
    let prints = |is_kept| {
        let (_, body) = content::of(tables, Printed { charts: PrintedCharts::All, variation: true, ..Printed::default() }).split();
        let desk = Desk::of(&body).unwrap();
        let pages = pages::body(&desk, body.into_drawings(), &Brush::of(Lang::English), is_kept).unwrap();
        pages.pages().iter().map(typst::utils::hash128).collect::<Vec<u128>>()
    };
    assert_eq!(prints(false), prints(true));
}

#[test]
fn a_part_holds_its_own_pages_alone() {
    let document = sample();
    let credits = printed(&pages(&document, Some(Part::Credits), Lang::French));
    assert!(credits.contains("10\u{202f}600\u{202f}000") && !credits.contains("2\u{202f}203\u{202f}176"), "{credits}");
}

#[test]
fn a_preview_knows_where_nodes_begin_and_which_pages_an_edit_changes() {
    let document = sample();
    let sheets =
        |document: &Document| Sheets::of(Tables { document, figures: &Figures::of(document), lang: Lang::French }, Printed::default()).unwrap();
    let before = sheets(&document);
    let figures = Figures::of(&document);
    let tables = Tables { document: &document, figures: &figures, lang: Lang::French };
    let mut last = 0;
    for branch in tables.outline() {
        let page = before.pages().get(&branch.node).copied().unwrap_or_else(|| panic!("{branch:?} begins nowhere"));
        assert!(page >= last, "{branch:?}");
        last = page;
    }
    let mut edited = document.clone();
    edited.set_text(Narrative::Strategy, Text::new("Un texte plus court."));
    let after = sheets(&edited);
    let [former, later] = [&before, &after].map(Sheets::prints);
    let changed: Vec<usize> = (0..former.len()).filter(|page| former.get(*page) != later.get(*page)).collect();
    assert!(changed.contains(&2) && !changed.contains(&0), "{changed:?}");
    let picture = before.picture(8, 400).unwrap();
    assert_eq!((picture.size, picture.rgba.len()), ([400, 566], 400 * 566 * 4));
    assert!(picture.rgba.chunks(4).all(|pixel| pixel.last() == Some(&255)), "a page is opaque");
    assert!(before.picture(99, 400).is_none());
}

/// What could be markup, orders, or no text at all.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("#panic(\"x\")".to_owned()),
        Just("#set page(width: 1pt)\n".to_owned()),
        Just("#[ ] #{ } $x^2$ *a* _b_ `c` @d <label> [ ] \\ // /* ~ = + - / // https://x.fr".to_owned()),
        Just("\u{0}\u{1b}\u{202e}\u{feff}\u{ad}\u{200b}\u{2028}\u{fffd}".to_owned()),
        Just("مرحبا 漢字 \u{1f600} é\u{301}\u{301}\u{301}".to_owned()),
        "[A-Za-z]{150,300}",
        "\\PC{0,40}",
        ".{0,40}",
    ];
    proptest::collection::vec(piece, 1..5).prop_map(|pieces| pieces.join(" "))
}

#[test]
fn a_heading_without_words_is_left_out() {
    let mut document = sample();
    for heading in ["## ", "##  \u{a0} ", "## \u{200b}", "## ****"] {
        document.set_text(Narrative::Strategy, Text::new(&format!("{heading}\nAprès le titre")));
        let figures = Figures::of(&document);
        let tables = Tables { document: &document, figures: &figures, lang: Lang::French };
        let made = bytes(tables, Printed { part: Some(Part::Strategy), ..Printed::default() }, &Progress::default());
        assert!(made.is_ok(), "{heading:?}: {made:?}");
        assert!(printed(&pages(&document, Some(Part::Strategy), Lang::French)).contains("Après le titre"), "{heading:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, ..ProptestConfig::default() })]

    /// No text stops the layout, and none becomes an order: each stands there, letter by letter, on as many pages of the same size.
    #[test]
    fn no_text_breaks_the_layout_or_is_taken_for_markup(typed in hostile(), label in hostile()) {
        let mut document = sample();
        document.programme.name = label.replace(['\n', '\r'], " ");
        document.programme.manager = label.replace(['\n', '\r'], " ");
        let action = document.actions.first().unwrap().id;
        document.set_text(Narrative::Strategy, Text::new(&typed));
        document.set_text(Narrative::Action(action), Text::new(&format!("## {typed}\n- {typed}\n**{typed}**")));
        let sheets = pages(&document, None, Lang::French);
        for page in sheets.pages() {
            prop_assert!((page.frame.width().to_mm() - 210.0).abs() < 0.1 && (page.frame.height().to_mm() - 297.0).abs() < 0.1);
        }
        let all = bare(&printed(&sheets));
        for word in typed.split(|character: char| !character.is_ascii_alphanumeric()) {
            prop_assert!(all.contains(&bare(word)), "{word}");
        }
        let figures = Figures::of(&document);
        let all = Printed { charts: PrintedCharts::All, variation: true, ..Printed::default() };
        let made = bytes(Tables { document: &document, figures: &figures, lang: Lang::English }, all, &Progress::default());
        prop_assert!(made.is_ok(), "{made:?}");
    }
}

/// Signs that the fonts lack, in every text, label, name and title: what is printed for each is told with its place, and what is told is all.
#[test]
fn what_the_pages_cannot_say_is_told_with_its_place() {
    let mut session = Session::opened(rolled(1));
    let strange = |index: usize| char::from_u32(0xe000 + u32::try_from(index).unwrap()).unwrap();
    let texts = Tables { document: session.document(), figures: session.figures(), lang: Lang::French }.texts();
    let titles = ChartName::all(session.document()).into_iter().map(TextPlace::ChartTitle);
    let places: Vec<TextPlace> = texts.iter().map(|text| text.place).chain(titles).collect();
    let is_free = |place: &TextPlace| {
        !matches!(
            place,
            TextPlace::Programme(ProgrammeField::Number)
                | TextPlace::Viewpoint(_)
                | TextPlace::ObjectiveMission(_)
                | TextPlace::IndicatorMission(_)
                | TextPlace::Direction(_)
        )
    };
    let places: Vec<TextPlace> = places.into_iter().filter(is_free).collect();
    for (index, place) in places.iter().enumerate() {
        let words = format!("Mot\u{a0}: {} et é → {}", strange(index), strange(index));
        let change = editing::read(session.document(), Place::Text(*place), &words).unwrap();
        session.apply(&Command::Write(vec![change])).unwrap();
    }
    let content = |session: &Session| {
        let tables = Tables { document: session.document(), figures: session.figures(), lang: Lang::French };
        let content = content::of(tables, Printed { charts: PrintedCharts::All, variation: true, ..Printed::default() });
        (serde_json::to_string(&content).unwrap(), undrawn(tables))
    };
    let (printed, told) = content(&session);
    assert!(printed.contains('\u{fffd}'));
    for (index, place) in places.iter().enumerate() {
        let own: Vec<_> = told.iter().filter(|undrawn| undrawn.place == *place).collect();
        let [only] = own.as_slice() else { panic!("{place:?}: {own:?}") };
        assert_eq!((only.character, only.line, only.column, only.count), (strange(index), 1, 7, 2), "{place:?}");
        assert!(address::parse(session.document(), &only.address).is_ok_and(|found| found == Place::Text(*place)), "{}", only.address);
    }
    for undrawn in told {
        let change = editing::read(session.document(), Place::Text(undrawn.place), "Mot").unwrap();
        session.apply(&Command::Write(vec![change])).unwrap();
    }
    let (printed, told) = content(&session);
    assert!(!printed.contains('\u{fffd}') && told.is_empty(), "something is printed for a character that was not told");
}

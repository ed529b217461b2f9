//! No digit is ever hidden: a figure is painted whole beside its mark, or `####` stands in its place.

use egui::epaint::ClippedShape;
use egui::{Context, RawInput, Shape};

use super::layout::Layout;
use super::*;
use crate::editing::{Assignment, Command, assign};
use crate::model::{Document, Measure};
use crate::storage;
use crate::tables::Node;
use crate::ui::Shown;
use crate::ui::theme::Theme;
use widths::Widths;

/// The sample; the sample with great amounts, six titles and twelve actions; the PAP of the year after, which is to be confirmed; one of 2027.
fn documents() -> Vec<Document> {
    let sample = storage::parse(include_str!("../../../saves/programme-352-plf-2021.ron")).expect("the sample");
    let large = {
        let mut assignments: Vec<Assignment> = Vec::new();
        let mut set = |address: String, value: String| assignments.push(Assignment { address, value });
        for action in 3..=12 {
            set(format!("action/{action:02}/label"), format!("Action {action}"));
        }
        for action in 1..=12_u64 {
            for (rank, category) in [11, 21, 22, 31, 32, 41, 51, 61, 62, 71].into_iter().enumerate() {
                for measure in ["ae", "cp"] {
                    set(format!("plf/{action:02}/{category}/{measure}"), (action * 123_456_789 + rank as u64).to_string());
                }
            }
        }
        applied(&sample, |document| assign(document, &assignments).expect("figures"))
    };
    let next = |document: &Document| applied(document, |_| Command::Rollover { copy_credits: true });
    let (confirmed, last) = (next(&sample), (2021..2027).fold(large.clone(), |document, _| next(&document)));
    vec![sample, large, confirmed, last]
}

fn applied(document: &Document, command: impl Fn(&Document) -> Command) -> Document {
    let mut session = Session::opened(document.clone());
    let command = command(document);
    session.apply(&command).expect("the command is done");
    (**session.document()).clone()
}

fn view_of<'a>(session: &'a Session, shown: &'a Shown, widths: &'a Widths) -> View<'a> {
    View {
        session,
        lang: Lang::French,
        node: Node::Cover,
        cursor: None,
        shown,
        widths,
        refusal: "",
        find: None,
        sets_spaces: false,
        has_changes: false,
        enters: false,
        opened: 0,
        tabs: &[],
        merge: None,
    }
}

/// A text that is painted, and where.
struct PaintedText {
    words: String,
    rect: Rect,
}

fn texts(shapes: Vec<ClippedShape>) -> Vec<PaintedText> {
    fn add(shape: Shape, texts: &mut Vec<PaintedText>) {
        match shape {
            Shape::Vec(shapes) => shapes.into_iter().for_each(|shape| add(shape, texts)),
            Shape::Text(text) => {
                texts.push(PaintedText { words: text.galley.job.text.clone(), rect: text.galley.rect.translate(text.pos.to_vec2()) });
            }
            _ => {}
        }
    }
    let mut texts = Vec::new();
    shapes.into_iter().for_each(|shape| add(shape.shape, &mut texts));
    texts
}

/// A table on a page of some width, enlarged.
struct Page<'a> {
    session: &'a Session,
    name: TableName,
    width: f32,
    zoom: f32,
    widths: &'a Widths,
}

/// A cell of a figure: where it stands, where its room begins, what it shows.
struct Room {
    cell: Rect,
    left: f32,
    figure: String,
}

impl Page<'_> {
    /// What is wrong on it, and how many figures have no room; what `does` wants of each layout.
    fn painted(&self, ctx: &Context, mut does: impl FnMut(&Ui, &Table, &Layout)) -> (Vec<String>, usize) {
        let shown = Shown::default();
        let view = view_of(self.session, &shown, self.widths);
        let table = view.table(self.name).expect("the table");
        ctx.set_zoom_factor(self.zoom);
        let (mut rooms, mut painted) = (Vec::new(), Vec::new());
        // The zoom is there in the second pass.
        for _ in 0..2 {
            rooms.clear();
            let screen = Rect::from_min_size(Pos2::ZERO, vec2(self.width / self.zoom, 60_000.0));
            let mut output = ctx.run_ui(RawInput { screen_rect: Some(screen), ..RawInput::default() }, |ui| {
                let origin = ui.cursor().min;
                drop(grid_ui(ui, &view, &table));
                let layout = layout::kept(ui.ctx(), self.name).expect("a layout");
                rooms = self.rooms(&Painted::new(ui, &view, &table, &layout, None, origin, false));
                does(ui, &table, &layout);
            });
            painted = texts(std::mem::take(&mut output.shapes));
            output.drop_without_applying_deltas();
        }
        self.compared(&rooms, &painted)
    }

    fn rooms(&self, painted: &Painted<'_>) -> Vec<Room> {
        let theme = Theme::of_ctx(painted.ui.ctx());
        let spots = (0..painted.table.rows.len()).flat_map(|row| (0..painted.table.columns.len()).map(move |column| Spot { row, column }));
        let in_sight = spots.filter(|spot| painted.shows(spot.column));
        let cells = in_sight.filter_map(|spot| Some((painted.rect(spot)?, painted.table.cell(spot.row, spot.column)?)));
        cells
            .filter(|(_, cell)| painted::is_figure(cell))
            .map(|(rect, cell)| {
                let left = painted.mark(&theme, cell).map_or(rect.left(), |(icon, _)| painted::mark_rect(rect, icon).right());
                Room { cell: rect, left, figure: cell.text(painted.view.lang) }
            })
            .collect()
    }

    fn compared(&self, rooms: &[Room], painted: &[PaintedText]) -> (Vec<String>, usize) {
        let (mut wrong, mut hidden) = (Vec::new(), 0);
        for Room { cell, left, figure } in rooms {
            let here: Vec<&PaintedText> = painted.iter().filter(|text| !text.words.is_empty() && cell.contains(text.rect.center())).collect();
            let is_hidden = here.iter().any(|text| text.words.chars().all(|character| character == '#'));
            hidden += usize::from(is_hidden);
            // A pale hint stands in an empty cell.
            let is_whole = is_hidden || figure.is_empty() || here.iter().any(|text| text.words == *figure);
            let fits = here.iter().all(|text| text.rect.left() >= *left && text.rect.right() <= cell.right());
            if !is_whole || !fits || here.len() > 1 {
                let words: Vec<_> = here.iter().map(|text| (&text.words, text.rect)).collect();
                wrong.push(format!("{:?}, {} px, zoom {}: {figure:?} in {cell:?} from {left}: {words:?}", self.name, self.width, self.zoom));
            }
        }
        (wrong, hidden)
    }
}

fn context() -> Context {
    let ctx = Context::default();
    theme::install(&ctx);
    ctx
}

const ZOOMS: [f32; 6] = [0.5, 0.8, 1.0, 1.5, 2.0, 4.0];

#[test]
fn every_figure_is_painted_whole_at_each_zoom() {
    let ctx = context();
    for document in documents() {
        let session = Session::opened(document);
        for name in TableName::all(session.document()) {
            for (width, zoom) in [1280.0, 1920.0].into_iter().flat_map(|width| ZOOMS.map(|zoom| (width, zoom))) {
                let page = Page { session: &session, name, width, zoom, widths: &Widths::default() };
                assert_eq!(page.painted(&ctx, |_, _, _| {}), (vec![], 0));
            }
        }
    }
}

#[test]
fn in_a_column_too_narrow_hashes_stand_for_the_figure() {
    let ctx = context();
    let mut hidden = 0;
    for document in documents() {
        let session = Session::opened(document);
        for name in TableName::all(session.document()) {
            for width in [40.0, 64.0, 72.0, 80.0, 96.0, 120.0] {
                let mut widths = Widths::default();
                (0..40).for_each(|column| widths.set(name.kind(), Column::Cells(column), Some(width)));
                for zoom in [0.5, 1.0, 4.0] {
                    let (wrong, count) = Page { session: &session, name, width: 1920.0, zoom, widths: &widths }.painted(&ctx, |_, _, _| {});
                    assert_eq!(wrong, Vec::<String>::new());
                    hidden += count;
                }
            }
        }
    }
    assert!(hidden > 1000, "figures of many columns have no room: {hidden}");
}

#[test]
fn a_column_that_is_fitted_shows_every_figure_and_has_room_for_its_mark() {
    let ctx = context();
    let mut widths = Widths::default();
    for document in documents() {
        let session = Session::opened(document);
        for name in TableName::all(session.document()).into_iter().filter(|name| *name != TableName::Objectives) {
            let page = Page { session: &session, name, width: 1280.0, zoom: 1.0, widths: &Widths::default() };
            page.painted(&ctx, |ui, table, layout| {
                for column in 0..table.columns.len() {
                    let width = fitting_width(ui, table, layout, Column::Cells(column));
                    widths.set(table.name.kind(), Column::Cells(column), Some(width));
                }
            });
            assert_eq!(Page { widths: &widths, ..page }.painted(&ctx, |_, _, _| {}), (vec![], 0));
        }
    }
}

/// Where six titles have no room, labels keep their usual width; on a small or enlarged page the columns keep most of it.
#[test]
fn labels_keep_their_width_beside_columns_that_scroll() {
    let ctx = context();
    let session = Session::opened(documents().swap_remove(1));
    for (width, zoom) in [1280.0, 900.0, 606.0, 400.0, 240.0].into_iter().flat_map(|width| [1.0, 4.0].map(|zoom| (width, zoom))) {
        let page = Page { session: &session, name: TableName::Bill(Measure::Ae), width, zoom, widths: &Widths::default() };
        page.painted(&ctx, |ui, _, layout| {
            let expected = (ui.available_width() * 0.4).clamp(120.0, 240.0);
            let label = layout.label_width();
            assert!(
                if layout.width > ui.available_width() + 1.0 { label == expected } else { label >= expected },
                "{width} px, zoom {zoom}: {label}"
            );
        });
    }
    // Short labels leave their room to the columns.
    let short = applied(session.document(), |document| {
        let codes = document.actions.iter().map(|action| format!("action/{}/label", action.code));
        let assignments: Vec<Assignment> = codes.map(|address| Assignment { address, value: "A".into() }).collect();
        assign(document, &assignments).expect("labels")
    });
    let page = Page { session: &Session::opened(short), name: TableName::Bill(Measure::Ae), width: 606.0, zoom: 1.0, widths: &Widths::default() };
    page.painted(&ctx, |_, _, layout| assert_eq!(layout.label_width(), 120.0));
}

/// A table of six titles at 606 points: where the headings stand whose words have these, before and after the wheel is turned over one of two tables.
fn scrolled(words: &str) -> [Vec<f32>; 2] {
    let ctx = context();
    let session = Session::opened(documents().swap_remove(1));
    let (shown, widths) = (Shown::default(), Widths::default());
    let view = view_of(&session, &shown, &widths);
    let tables = Measure::BOTH.map(|measure| view.table(TableName::Bill(measure)).expect("the table"));
    let pass = |events: Vec<egui::Event>| -> Vec<f32> {
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(640.0, 60_000.0));
        let mut output = ctx.run_ui(RawInput { screen_rect: Some(screen), events, ..RawInput::default() }, |ui| {
            for table in &tables {
                drop(grid_ui(ui, &view, table));
            }
        });
        let painted = texts(std::mem::take(&mut output.shapes));
        output.drop_without_applying_deltas();
        painted.iter().filter(|text| text.words.replace('\n', " ").contains(words)).map(|text| text.rect.right()).collect()
    };
    let before = pass(vec![]);
    let wheel = egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(-150.0, 0.0),
        phase: egui::TouchPhase::Move,
        modifiers: egui::Modifiers::NONE,
        source: egui::MouseWheelSource::Wheel,
    };
    pass(vec![egui::Event::PointerMoved(pos2(400.0, 200.0))]);
    pass(vec![wheel]);
    for _ in 0..60 {
        pass(vec![]);
    }
    [before, pass(vec![])]
}

/// Total and FdC stand at the right edge of a table that scrolls, whole, wherever it is scrolled to.
#[test]
fn totals_stay_in_sight_while_titles_scroll() {
    for words in ["Total pour", "FdC et AdP"] {
        let [before, after] = scrolled(words);
        assert_eq!((before.len(), &before), (2, &after), "{words}");
        assert!(before.iter().all(|right| *right > 450.0 && *right <= 640.0), "{words}: {before:?}");
    }
    let ctx = context();
    let session = Session::opened(documents().swap_remove(1));
    for (width, zoom, is_held) in
        [(1280.0, 1.0, false), (900.0, 1.0, true), (640.0, 1.0, true), (1280.0, 2.0, true), (1280.0, 4.0, false), (1920.0, 1.0, false)]
    {
        let page = Page { session: &session, name: TableName::Bill(Measure::Ae), width, zoom, widths: &Widths::default() };
        let mut held = None;
        page.painted(&ctx, |ui, table, layout| held = Some(painted::held(ui.clip_rect(), table, layout, ui.clip_rect().min).is_some()));
        assert_eq!(held, Some(is_held), "{width} px, zoom {zoom}");
    }
}

/// One bar under the sheet scrolls the tables of a page: it has room of its own. In a wide window the sheet is as wide as they, and there is no bar.
#[test]
fn the_bar_of_a_page_stands_under_the_sheet() {
    let ctx = context();
    let [sample, six_titles] = [0, 1].map(|rank| Session::opened(documents().swap_remove(rank)));
    for (session, width, has_bar) in [(&six_titles, 700.0, true), (&six_titles, 1900.0, false), (&sample, 1900.0, false)] {
        let (shown, widths) = (Shown::default(), Widths::default());
        let view = View { node: Node::Bill, ..view_of(session, &shown, &widths) };
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(width, 700.0));
        let mut lowest = 0.0_f32;
        for _ in 0..3 {
            let mut output =
                ctx.run_ui(RawInput { screen_rect: Some(screen), ..RawInput::default() }, |ui| drop(crate::ui::page::page_ui(ui, &view)));
            let texts = output.shapes.iter().filter(|shape| matches!(shape.shape, Shape::Text(_)));
            lowest = texts.map(|shape| shape.clip_rect.bottom()).fold(0.0, f32::max);
            output.shapes.clear();
            output.drop_without_applying_deltas();
        }
        let foot = if has_bar { 700.0 - sideways::BAR_HEIGHT } else { 700.0 };
        assert_eq!((lowest, sideways::wider_by(&ctx, &view).is_some()), (foot, has_bar), "{width}");
    }
}

/// AE and CP have the same columns: whoever scrolls one sees the same columns of the other.
#[test]
fn tables_of_one_kind_scroll_together() {
    let [before, after] = scrolled("personnel");
    assert!(before.len() == 2 && before[0] == before[1] && after[0] == after[1] && before[0] - after[0] > 100.0, "{before:?} {after:?}");
}

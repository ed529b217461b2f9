//! One frame of the window, without painting pixels: the egui pass and its tessellation, on the largest programme of a finance bill.

#![expect(clippy::expect_used, reason = "a benchmark stops by panicking")]

#[path = "common/large.rs"]
mod large;

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Context, Event, Key, Modifiers, RawInput, Rect, pos2, vec2};
use papier::app::App;
use papier::calc::Figure;
use papier::editing::Session;
use papier::editing::grid::{Grid, Spot};
use papier::lang::Lang;
use papier::model::{
    Action, ActionCode, ActionId, Amount, AmountEntry, Category, Conflict, Document, Euros, Measure, Programme, ProgrammeNumber, Stage, Year,
};
use papier::tables::{Cell, CellKind, Column, ColumnRole, Content, Level, Row, Table, TableName};
use papier::ui::grid::grid_ui;
use papier::ui::grid::widths::Widths;
use papier::ui::{Cursor, Shown, View};

/// About 60 actions, all twenty categories: the scale of the largest programme.
fn largest_programme() -> Document {
    let year = Year::new(2021).expect("a year");
    let programme = Programme { number: ProgrammeNumber::new(999), name: "Le plus grand programme".into(), ..Programme::default() };
    let mut document = Document::new(year, programme);
    let codes = (1..=60).filter_map(ActionCode::action);
    let actions = codes.zip(1..).map(|(code, id)| Action {
        id: ActionId(id),
        code,
        label: format!("Action dont l'intitulé tient sur deux lignes, numéro {id}"),
        ended: None,
    });
    document.actions = Arc::new(actions.collect());
    for action in (1..=60).map(ActionId) {
        for category in Category::all() {
            for (stage, year) in [(Stage::Bill, year), (Stage::InitialAct, year.offset(-1))] {
                for measure in Measure::BOTH {
                    let euros = i64::try_from(action.0).expect("a small number") * 1_000_003 + i64::from(category.code()) * 7_919;
                    let entry = AmountEntry::Credit { year, stage, contributions: false, action, category, measure };
                    document.set_amount(entry, Some(Amount::plain(Euros::new(euros))));
                }
            }
        }
    }
    document
}

fn input(events: Vec<Event>) -> RawInput {
    RawInput { screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0))), events, ..RawInput::default() }
}

fn frame(ctx: &Context, app: &mut App, events: Vec<Event>) -> usize {
    let mut output = ctx.run_ui(input(events), |ui| app.frame_ui(ui));
    output.textures_delta.clear();
    ctx.tessellate(output.shapes, output.pixels_per_point).len()
}

fn key(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

fn frames(criterion: &mut Criterion) {
    let documents = [
        ("sample", papier::storage::parse(include_str!("../saves/programme-352-plf-2021.ron")).expect("the sample")),
        ("largest", largest_programme()),
        ("large", large::document()),
    ];
    for (name, document) in documents {
        let ctx = Context::default();
        papier::ui::theme::install(&ctx);
        let mut app = App::for_test(Some(document), None, Lang::French);
        for _ in 0..4 {
            frame(&ctx, &mut app, vec![]);
        }
        criterion.bench_function(&format!("frame/{name}/unchanged"), |bencher| bencher.iter(|| black_box(frame(&ctx, &mut app, vec![]))));
        let mut turn = false;
        criterion.bench_function(&format!("frame/{name}/cursor moves"), |bencher| {
            bencher.iter(|| {
                turn = !turn;
                black_box(frame(&ctx, &mut app, vec![key(if turn { Key::ArrowRight } else { Key::ArrowLeft })]))
            });
        });
    }
}

/// The review of a merge of the largest programme that left 18 choices, in the cells of one page.
fn review(criterion: &mut Criterion) {
    let mut document = largest_programme();
    let conflicts = Category::all().take(18).map(|category| {
        let code = category.code();
        let conflict = Conflict {
            kind: "cell".into(),
            place: Some(format!("bill/2021/1/{code}/ae")),
            base: Some("1000000".into()),
            ours: Some(format!("{}", 1_000_003 + i64::from(code) * 7_919)),
            theirs: Some("2000000".into()),
        };
        (format!("{code}"), conflict)
    });
    document.conflicts = Arc::new(conflicts.collect());
    let ctx = Context::default();
    papier::ui::theme::install(&ctx);
    let mut app = App::for_test(Some(document), None, Lang::French);
    let open = Event::Key { key: Key::F7, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::CTRL.plus(Modifiers::COMMAND) };
    frame(&ctx, &mut app, vec![]);
    frame(&ctx, &mut app, vec![open]);
    for _ in 0..4 {
        frame(&ctx, &mut app, vec![]);
    }
    criterion.bench_function("frame/review of 18/unchanged", |bencher| bencher.iter(|| black_box(frame(&ctx, &mut app, vec![]))));
    criterion.bench_function("frame/review of 18/next", |bencher| bencher.iter(|| black_box(frame(&ctx, &mut app, vec![key(Key::N)]))));
}

/// A table of 10 000 rows and 24 columns of amounts, its cells computed from nothing.
fn long_table(session: &Session, turn: i64) -> Arc<Table> {
    let columns = (0..24)
        .map(|column| Column { title: format!("Titre {column}"), lead: String::new(), rest: format!("Titre {column}"), role: ColumnRole::Figures })
        .collect();
    let rows = (0..10_000).map(|row: i64| Row {
        label_place: None,
        nature: None,
        label: format!("{row:05} – Une action dont l'intitulé est assez long"),
        level: Level::Main,
        cells: (0..24)
            .map(|column| Cell {
                place: None,
                kind: CellKind::Entered,
                content: Content::Figure(Figure::Amount(Euros::new(row * 1_000_003 + column * 7_919 + turn))),
            })
            .collect(),
    });
    Arc::new(Table {
        name: TableName::Bill(Measure::Ae),
        look: session.tables(Lang::French).look(TableName::Bill(Measure::Ae)),
        title: "Un très long tableau".into(),
        row_header: "Action".into(),
        groups: vec![],
        columns,
        rows: rows.collect(),
        share: None,
    })
}

/// One egui pass over the grid alone, in a page that scrolls, before anything is painted.
fn long_grid(criterion: &mut Criterion) {
    let document = papier::storage::parse(include_str!("../saves/programme-352-plf-2021.ron")).expect("the sample");
    let session = Session::opened(document);
    let (shown, widths) = (Shown::default(), Widths::default());
    let ctx = Context::default();
    papier::ui::theme::install(&ctx);
    let pass = |table: &Arc<Table>, row: usize| {
        let cursor = Cursor { table: table.name, grid: Grid::at(Spot { row, column: 12 }) };
        let view = View {
            session: &session,
            lang: Lang::French,
            node: papier::tables::Node::Bill,
            cursor: Some(&cursor),
            shown: &shown,
            widths: &widths,
            refusal: "",
            find: None,
            sets_spaces: false,
            has_changes: false,
            enters: false,
            opened: 0,
            tabs: &[],
            merge: None,
        };
        let mut output = ctx.run_ui(input(vec![]), |ui| {
            egui::ScrollArea::both().show(ui, |ui| black_box(grid_ui(ui, &view, table)));
        });
        output.textures_delta.clear();
        black_box(output.shapes.len())
    };
    let tables = [long_table(&session, 0), long_table(&session, 1)];
    let [table, _] = &tables;
    for _ in 0..4 {
        pass(table, 5_000);
    }
    criterion.bench_function("grid/10 000 × 24/unchanged", |bencher| bencher.iter(|| pass(table, 5_000)));
    let mut row = 5_000;
    criterion.bench_function("grid/10 000 × 24/cursor moves", |bencher| {
        bencher.iter(|| {
            row = if row == 5_000 { 5_001 } else { 5_000 };
            pass(table, row)
        });
    });
    let mut turn = 0;
    criterion.bench_function("grid/10 000 × 24/every amount changes", |bencher| {
        bencher.iter(|| {
            turn = 1 - turn;
            tables.get(turn).map(|table| pass(table, 5_000))
        });
    });
}

/// Slides: the heaviest one laid out, painted and tessellated; a change of slide; a character of a trial.
fn slides(criterion: &mut Criterion) {
    let documents = [
        ("sample", papier::storage::parse(include_str!("../saves/programme-352-plf-2021.ron")).expect("the sample")),
        ("largest", largest_programme()),
    ];
    for (name, document) in documents {
        let ctx = Context::default();
        papier::ui::theme::install(&ctx);
        let mut app = App::for_test(Some(document), None, Lang::French);
        for event in [None, Some(key(Key::F5)), None, None] {
            frame(&ctx, &mut app, event.into_iter().collect());
        }
        let mut forward = false;
        criterion.bench_function(&format!("slides/{name}/next and back"), |bencher| {
            bencher.iter(|| {
                forward = !forward;
                black_box(frame(&ctx, &mut app, vec![key(if forward { Key::PageDown } else { Key::PageUp })]))
            });
        });
        let text = |text: &str| Event::Text(text.into());
        for events in [vec![key(Key::Home)], vec![text("3"), key(Key::Enter)], vec![text("e")], vec![text("8000000")]] {
            frame(&ctx, &mut app, events);
        }
        let mut turn = false;
        criterion.bench_function(&format!("slides/{name}/a character of a trial"), |bencher| {
            bencher.iter(|| {
                turn = !turn;
                black_box(frame(&ctx, &mut app, vec![if turn { text("1") } else { key(Key::Backspace) }]))
            });
        });
    }
}

criterion_group!(benches, frames, review, slides, long_grid);
criterion_main!(benches);

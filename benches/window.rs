//! One frame of the window, without painting pixels: the egui pass and its tessellation, on the largest programme of a finance bill.

#![expect(clippy::expect_used, reason = "a benchmark stops by panicking")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Context, Event, Key, Modifiers, RawInput, Rect, pos2, vec2};
use papier::app::App;
use papier::lang::Lang;
use papier::model::{Action, ActionCode, ActionId, Amount, AmountEntry, Category, Document, Euros, Measure, Programme, ProgrammeNumber, Stage, Year};

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
    document.actions = std::sync::Arc::new(actions.collect());
    document.last_id = 60;
    for action in (1..=60).map(ActionId) {
        for category in Category::all() {
            for (stage, year) in [(Stage::Bill, year), (Stage::InitialAct, year.offset(-1))] {
                for measure in Measure::BOTH {
                    let euros = i64::from(action.0) * 1_000_003 + i64::from(category.code()) * 7_919;
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

criterion_group!(benches, frames);
criterion_main!(benches);

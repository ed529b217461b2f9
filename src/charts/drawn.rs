//! Charts laid out as scenes: on a page, in a printed column, as a picture, on a slide. What has no room grows smaller; nothing is left out in silence.

use super::Chart;
use super::pen::Pen;
use super::scene::{Ink, Scene, Sizes, Spot};
use crate::model::{ValueKind, Year};

/// The column that is selected in the table of a trend.
pub type Highlighted = Option<(Year, ValueKind)>;

/// Lays out a chart on a page of the document, as high as it needs.
pub fn on_page(chart: &Chart, width: f32, highlighted: Highlighted) -> Scene {
    let mut pen = Pen::new(width.max(160.0), Sizes::PAGE);
    pen.head(chart);
    chart.data.draw(&mut pen, highlighted);
    pen.y += 8.0;
    pen.paragraph(&chart.source, pen.sizes.note, Ink::Third, 2);
    pen.scene.height = pen.y;
    pen.scene
}

/// Lays out a chart in a column of a printed document, which is itself the source.
pub fn in_column(chart: &Chart, width: f32) -> Scene {
    let mut pen = Pen::new(width.max(160.0), Sizes::PAGE);
    pen.head(chart);
    chart.data.draw(&mut pen, None);
    pen.scene.height = pen.y;
    pen.scene
}

/// The margin of a canvas, in `u`.
const MARGIN: f32 = 32.0;
/// Height of a canvas, in `u`.
pub const CANVAS_HEIGHT: f32 = 540.0;
/// A narrower canvas is laid out for this and made smaller.
const LEAST_WIDTH: f32 = 480.0;

/// Lays out a chart as a picture of that size: title, subtitle, plot over the height that is left, source and, at the right, `dated`.
pub fn on_canvas(chart: &Chart, width: f32, height: f32, dated: Option<&str>) -> Scene {
    let u = (height / CANVAS_HEIGHT).min(width / LEAST_WIDTH);
    let (inner, whole) = (width / u - 2.0 * MARGIN, height / u);
    let mut pen = Pen::new(inner, Sizes::CANVAS);
    pen.y = 18.0;
    pen.head(chart);
    let foot = pen.foot(&chart.source, dated, whole - 20.0);
    let top = pen.y;
    let body = filling(chart, inner, (top, foot - 12.0), None);
    pen.scene.place(body, 1.0, Spot { x: 0.0, y: 0.0 });
    let mut scene = Scene::empty(width, height);
    scene.place(pen.scene, u, Spot { x: MARGIN * u, y: 0.0 });
    scene
}

/// Lays out the plot of a chart alone over an area, for a slide whose unit is `u` pixels: who shows it says its title and its source.
pub fn in_area(chart: &Chart, width: f32, height: f32, u: f32, highlighted: Highlighted) -> Scene {
    let body = filling(chart, width / u, (0.0, height / u), highlighted);
    let mut scene = Scene::empty(width, height);
    scene.place(body, u, Spot { x: 0.0, y: 0.0 });
    scene
}

/// The plot between a top and a bottom: bars and plots grow until it ends there. What has no room is laid out in smaller sizes, and what has
/// none then is made smaller as a whole: nothing is left out but the smallest of many actions, whose number is told.
fn filling(chart: &Chart, width: f32, (top, bottom): (f32, f32), highlighted: Highlighted) -> Scene {
    let mut scene = Scene::empty(width, bottom);
    for sizes in [Sizes::CANVAS, Sizes::DENSE] {
        let drawn = stretched(chart, width, sizes, (top, bottom), highlighted);
        if drawn.y <= bottom + 0.5 {
            // What is left stands above and below.
            scene.place(drawn.scene, 1.0, Spot { x: 0.0, y: (bottom - drawn.y).max(0.0) / 3.0 });
            return scene;
        }
    }
    for data in FEWER_PARTS.into_iter().filter_map(|count| chart.data.largest(count)) {
        let drawn = stretched(&Chart { data, ..chart.clone() }, width, Sizes::DENSE, (top, bottom), highlighted);
        if drawn.y <= bottom + 0.5 {
            scene.place(drawn.scene, 1.0, Spot { x: 0.0, y: 0.0 });
            return scene;
        }
    }
    let mut scale = 1.0;
    for _ in 0..8 {
        scale *= 0.9;
        let end = top + (bottom - top) / scale;
        let drawn = stretched(chart, width / scale, Sizes::DENSE, (top, end), highlighted);
        if drawn.y <= end + 0.5 {
            scene.place(drawn.scene, scale, Spot { x: 0.0, y: top * (1.0 - scale) });
            break;
        }
    }
    scene
}

/// Four columns of actions, then fewer.
const FEWER_PARTS: [usize; 5] = [48, 40, 32, 24, 16];

/// The plot in these sizes, as high as is wished or as near to it as bars may be stretched.
fn stretched(chart: &Chart, width: f32, sizes: Sizes, (top, bottom): (f32, f32), highlighted: Highlighted) -> Pen {
    let drawn = |stretch: f32| {
        let mut pen = Pen::new(width, Sizes { bar: sizes.bar * stretch.max(LEAST_BAR), plot: sizes.plot * stretch, ..sizes });
        pen.y = top;
        chart.data.draw(&mut pen, highlighted);
        pen
    };
    let (one, two) = (drawn(1.0), drawn(2.0));
    let growth = two.y - one.y;
    if growth <= 0.0 {
        return one;
    }
    // Not every height grows with the bars, nor for ever: what a step misses the next one makes up for, and the best of all stays.
    let fits = |pen: &Pen| pen.y <= bottom + 0.5;
    let is_better = |pen: &Pen, than: &Pen| if fits(pen) { !fits(than) || pen.y > than.y } else { !fits(than) && pen.y < than.y };
    let (mut stretch, mut height, mut slope) = (1.0, one.y, growth);
    let mut best = one;
    for _ in 0..6 {
        let next = (stretch + (bottom - height) / slope).clamp(LEAST_STRETCH, MOST_STRETCH);
        if (next - stretch).abs() < 0.005 {
            break;
        }
        let drawn = drawn(next);
        let gained = drawn.y - height;
        if gained.abs() > 0.01 {
            slope = (gained / (next - stretch)).max(1.0);
        }
        (stretch, height) = (next, drawn.y);
        if is_better(&drawn, &best) {
            best = drawn;
        }
    }
    best
}

/// A bar or a plot is never higher than this many times its usual height, nor lower.
const MOST_STRETCH: f32 = 3.0;
const LEAST_BAR: f32 = 0.35;
const LEAST_STRETCH: f32 = 0.2;

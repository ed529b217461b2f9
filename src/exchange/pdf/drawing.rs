//! A chart as shapes and lines of words, which the layout paints where they stand.
//!
//! Not an SVG: the library draws the words of one letter by letter, which took a seventh of the time of a document.

use serde::Serialize;

use crate::charts::Chart;
use crate::charts::drawn;
use crate::charts::palette::Palette;
use crate::charts::scene::{Dash, Ink, Mark, Spot, Weight, Words};

/// How wide a chart is printed. Its 12-pixel words are printed at 8 pt, as the headings of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintedWidth {
    /// One of two columns, 81 mm.
    Column,
    /// 170 mm.
    Page,
}

impl PrintedWidth {
    const fn pixels(self) -> f32 {
        match self {
            Self::Column => 344.0,
            Self::Page => 722.0,
        }
    }
}

/// Lengths are pixels of the chart, from its top left corner, downwards: the layout says how wide it is printed.
#[derive(Serialize)]
pub struct Drawing {
    width: f32,
    height: f32,
    shapes: Vec<Shape>,
    words: Vec<Line>,
    /// What it says to those who cannot see it.
    alt: String,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Shape {
    /// Of one stroke, each from a point to another: the layout paints them at once.
    Lines {
        lines: Vec<[Point; 2]>,
        stroke: Stroke,
    },
    Rectangle {
        at: Point,
        width: f32,
        height: f32,
        fill: Option<String>,
        stroke: Option<Stroke>,
    },
    /// `at` is its centre.
    Circle {
        at: Point,
        radius: f32,
        fill: String,
        stroke: Option<Stroke>,
    },
    Polygon {
        corners: Vec<Point>,
        fill: String,
        stroke: Option<Stroke>,
    },
}

/// From the left, from the top.
type Point = [f32; 2];

#[derive(PartialEq, Serialize)]
struct Stroke {
    colour: String,
    width: f32,
    /// Lengths on and off in turn; empty for a line that is drawn through.
    dash: Vec<f32>,
    is_round: bool,
}

/// Words on one line; `at` is where its baseline begins.
#[derive(Serialize)]
struct Line {
    at: Point,
    text: String,
    size: f32,
    weight: u32,
    is_italic: bool,
    colour: String,
}

/// A chart as it is printed; `set` makes words ready for the page.
pub fn of(chart: &Chart, width: PrintedWidth, set: impl Fn(&str) -> String) -> Drawing {
    let scene = drawn::in_column(chart, width.pixels());
    let palette = Palette::of(false);
    Drawing {
        width: scene.width,
        height: scene.height,
        shapes: shapes(&scene.marks, &palette),
        words: scene.words.iter().map(|words| line(words, set(&words.text), &palette)).collect(),
        alt: chart.summary.clone(),
    }
}

/// In the order in which they are painted; lines of one stroke that follow each other are one shape.
fn shapes(marks: &[Mark], palette: &Palette) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    for mark in marks {
        match (shapes.last_mut(), shape(mark, palette)) {
            (Some(Shape::Lines { lines, stroke }), Shape::Lines { lines: more, stroke: same }) if *stroke == same => lines.extend(more),
            (_, shape) => shapes.push(shape),
        }
    }
    shapes
}

fn shape(mark: &Mark, palette: &Palette) -> Shape {
    let css = |ink: Ink| palette.colour(ink).css();
    let solid = |ink, width| Stroke { colour: css(ink), width, dash: Vec::new(), is_round: false };
    match *mark {
        Mark::Line { from, to, ink, width, dash } => {
            let (dash, is_round) = match dash {
                Dash::Solid => (Vec::new(), false),
                Dash::Dashed(on) => (vec![on, on * Dash::OFF], false),
                Dash::Dotted(step) => (vec![0.0, step], true),
            };
            Shape::Lines { lines: vec![[point(from), point(to)]], stroke: Stroke { colour: css(ink), width, dash, is_round } }
        }
        Mark::Fill { area, ink } => {
            let [width, height] = [area.width(), area.height()].map(|length| length.max(0.0));
            Shape::Rectangle { at: [area.left, area.top], width, height, fill: Some(css(ink)), stroke: None }
        }
        Mark::Outline { area, ink, width: thick } => {
            let area = area.grown(-thick / 2.0, -thick / 2.0);
            let [width, height] = [area.width(), area.height()].map(|length| length.max(0.0));
            Shape::Rectangle { at: [area.left, area.top], width, height, fill: None, stroke: Some(solid(ink, thick)) }
        }
        Mark::Disc { at, radius, ink } => Shape::Circle { at: point(at), radius, fill: css(ink), stroke: None },
        Mark::Ring { at, radius, ink, width, inside } => Shape::Circle { at: point(at), radius, fill: css(inside), stroke: Some(solid(ink, width)) },
        Mark::Diamond { at, radius, ink, width, inside } => {
            Shape::Polygon { corners: at.diamond(radius).map(point).into(), fill: css(inside), stroke: Some(solid(ink, width)) }
        }
        Mark::Arrow { at, side, points_down, ink } => {
            Shape::Polygon { corners: at.arrow(side, points_down).map(point).into(), fill: css(ink), stroke: None }
        }
    }
}

fn point(Spot { x, y }: Spot) -> Point {
    [x, y]
}

fn line(words: &Words, text: String, palette: &Palette) -> Line {
    let (weight, is_italic) = match words.font.weight {
        Weight::Regular => (400, false),
        Weight::Semibold => (600, false),
        Weight::Bold => (700, false),
        Weight::Italic => (400, true),
    };
    let at = [words.area.left, words.baseline()];
    Line { at, text, size: words.font.size, weight, is_italic, colour: palette.colour(words.ink).css() }
}

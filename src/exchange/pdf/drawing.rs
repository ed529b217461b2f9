//! A chart on the pages: the layout leaves room for it, and its scene is painted there once the pages are laid out.
//!
//! As shapes and texts of the layout, charts took half of the time and the memory of a document of many indicators; as an SVG, their words would be
//! drawn letter by letter.

use std::collections::BTreeMap;

use num_traits::ToPrimitive as _;
use serde::Serialize;
use typst::ecow::EcoVec;
use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Abs, Em, Frame, FrameItem, GroupItem, Point, Size};
use typst::syntax::Span;
use typst::text::{FontInstance, FontVariations, Glyph, TextItem, is_default_ignorable};
use typst::visualize::{Color, Curve, DashPattern, FixedStroke, Geometry, LineCap, Shape};
use typst_layout::Page;

use super::PRESS;
use crate::charts::palette::Palette;
use crate::charts::scene::{self, Area, Dash, Ink, Mark, Scene, Spot, Weight};
use crate::charts::{Chart, drawn, fonts};
use crate::lang::Lang;
use crate::model::{Place, TextPlace};

/// The mark at which a page has its number.
const NUMBER: &str = "page";

/// How wide a chart is printed. Its 12-pixel words are printed at 8 pt, as the headings of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintedWidth {
    /// One of two columns.
    Column,
    Page,
    /// A slide, as wide as the page of projectors: 960 points.
    Slide,
}

impl PrintedWidth {
    const fn pixels(self) -> f32 {
        match self {
            Self::Column => 344.0,
            Self::Page => 722.0,
            Self::Slide => 1920.0,
        }
    }

    const fn millimetres(self) -> f32 {
        match self {
            Self::Column => 81.0,
            Self::Page => 170.0,
            Self::Slide => 960.0 * 25.4 / 72.0,
        }
    }
}

/// What the layout knows of a chart: its room, in millimetres, and where that is found again.
#[derive(Serialize)]
pub struct Drawing {
    /// The same whatever stands before the chart: a page that is laid out already is not laid out again.
    mark: String,
    width: f32,
    height: f32,
    /// What it says to those who cannot see it.
    alt: String,
    #[serde(skip)]
    scene: Scene,
}

impl Drawing {
    /// A scene over a width.
    pub fn of_scene(mark: String, width: PrintedWidth, scene: Scene, alt: String) -> Self {
        let width = width.millimetres();
        Self { mark, width, height: scene.height * width / scene.width, alt, scene }
    }
}

/// A chart as it is printed; `set` makes words ready for the page.
pub fn of(chart: &Chart, width: PrintedWidth, set: impl Fn(&str) -> String) -> Drawing {
    let mut scene = drawn::in_column(chart, width.pixels());
    scene.words.iter_mut().for_each(|words| words.text = set(&words.text));
    Drawing::of_scene(Place::Text(TextPlace::ChartTitle(chart.name)).code(), width, scene, chart.summary.clone())
}

/// Paints what stands at each mark.
fn fill(frame: &mut Frame, painted: &impl Fn(&str) -> Option<Frame>) {
    if !has_mark(frame) {
        return;
    }
    frame.retain(|item| {
        if let FrameItem::Group(group) = item {
            fill(&mut group.frame, painted);
        }
        true
    });
    let pieces: Vec<(usize, Point, Frame)> =
        frame.items().enumerate().filter_map(|(layer, (at, item))| Some((layer, *at, painted(mark(item)?)?))).collect();
    for (layer, at, piece) in pieces.into_iter().rev() {
        frame.insert(layer, at, FrameItem::Group(GroupItem::new(piece)));
    }
}

fn has_mark(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_mark(&group.frame),
        item => mark(item).is_some(),
    })
}

/// The mark that an item of a frame is: the corner of the room of a chart, or where a page has its number.
fn mark(item: &FrameItem) -> Option<&str> {
    let FrameItem::Tag(Tag::Start(content, _)) = item else { return None };
    match content.to_packed::<MetadataElem>()?.value {
        Value::Str(ref mark) => Some(mark.as_str()),
        _ => None,
    }
}

/// Paints what the layout leaves room for, with what the typesetting library draws.
pub struct Brush {
    palette: Palette,
    fonts: Vec<FontInstance>,
    lang: Lang,
}

impl Brush {
    pub fn of(lang: Lang) -> Self {
        Self::on(lang, Palette::of(false))
    }

    /// One that paints on the ground of a palette.
    pub fn on(lang: Lang, palette: Palette) -> Self {
        let instance = |font: &typst::text::Font| font.clone().instantiate(font.info().variant, Abs::pt(10.0), &FontVariations::default());
        Self { palette, fonts: PRESS.fonts.iter().map(instance).collect(), lang }
    }

    /// The pages with their charts.
    pub fn with_charts(&self, mut pages: EcoVec<Page>, drawings: impl Iterator<Item = Drawing>) -> EcoVec<Page> {
        let drawings: BTreeMap<String, Drawing> = drawings.map(|drawing| (drawing.mark.clone(), drawing)).collect();
        if !drawings.is_empty() {
            for page in pages.make_mut() {
                fill(&mut page.frame, &|mark| drawings.get(mark).map(|drawing| self.paint(drawing)));
            }
        }
        pages
    }

    /// The pages with their numbers, from 1; those that they had before are gone.
    pub fn numbered(&self, mut pages: EcoVec<Page>) -> EcoVec<Page> {
        for (page, number) in pages.make_mut().iter_mut().zip(1..) {
            page.number = number;
            fill(&mut page.frame, &|mark| (mark == NUMBER).then(|| self.number(number)));
        }
        pages
    }

    /// It ends at its mark.
    fn number(&self, number: u64) -> Frame {
        let mut frame = Frame::soft(Size::zero());
        if let Some(run) = self.run(&number.to_string(), Weight::Semibold, Abs::pt(9.5), Ink::Main) {
            frame.push(Point::with_x(-run.width()), FrameItem::Text(run));
        }
        frame
    }

    /// Lines of one stroke that follow each other are one shape.
    fn paint(&self, Drawing { scene, width, height, .. }: &Drawing) -> Frame {
        let pen = Pen { unit: Abs::mm(f64::from(*width)) / f64::from(scene.width) };
        let mut frame = Frame::soft(Size::new(Abs::mm(f64::from(*width)), Abs::mm(f64::from(*height))));
        let mut lines: Option<(FixedStroke, Curve)> = None;
        let close = |lines: Option<(FixedStroke, Curve)>, frame: &mut Frame| {
            if let Some((stroke, curve)) = lines {
                put(frame, Point::zero(), Geometry::Curve(curve).stroked(stroke));
            }
        };
        for mark in &scene.marks {
            if let Mark::Line { from, to, ink, width, dash } = *mark {
                let stroke = self.stroke(pen, ink, width, dash);
                if lines.as_ref().is_none_or(|(last, _)| *last != stroke) {
                    close(lines.take(), &mut frame);
                }
                let (_, curve) = lines.get_or_insert_with(|| (stroke, Curve::new()));
                curve.move_(pen.point(from));
                curve.line(pen.point(to));
                continue;
            }
            close(lines.take(), &mut frame);
            let (at, shape) = self.shape(pen, mark);
            put(&mut frame, at, shape);
        }
        close(lines, &mut frame);
        for words in &scene.words {
            if let Some(run) = self.words(pen, words) {
                frame.push(pen.point(Spot { x: words.area.left, y: words.baseline() }), FrameItem::Text(run));
            }
        }
        frame
    }

    /// What is no line, and where it stands.
    fn shape(&self, pen: Pen, mark: &Mark) -> (Point, Shape) {
        let solid = |ink, width| self.stroke(pen, ink, width, Dash::Solid);
        match *mark {
            Mark::Line { from, to, ink, width, dash } => {
                (pen.point(from), Geometry::Line(pen.point(to) - pen.point(from)).stroked(self.stroke(pen, ink, width, dash)))
            }
            Mark::Fill { area, ink } => (pen.corner(area), Geometry::Rect(pen.size(area)).filled(self.colour(ink))),
            Mark::Outline { area, ink, width } => {
                let area = area.grown(-width / 2.0, -width / 2.0);
                (pen.corner(area), Geometry::Rect(pen.size(area)).stroked(solid(ink, width)))
            }
            Mark::Disc { at, radius, ink } => {
                let round = Area::around(at, radius, radius);
                (pen.corner(round), Geometry::Curve(Curve::ellipse(pen.size(round))).filled(self.colour(ink)))
            }
            Mark::Ring { at, radius, ink, width, inside } => {
                let round = Area::around(at, radius, radius);
                let ring = Geometry::Curve(Curve::ellipse(pen.size(round)));
                (pen.corner(round), ring.filled_and_stroked(self.colour(inside), solid(ink, width)))
            }
            Mark::Diamond { at, radius, ink, width, inside } => {
                (Point::zero(), pen.polygon(&at.diamond(radius)).filled_and_stroked(self.colour(inside), solid(ink, width)))
            }
            Mark::Arrow { at, side, points_down, ink } => (Point::zero(), pen.polygon(&at.arrow(side, points_down)).filled(self.colour(ink))),
        }
    }

    fn colour(&self, ink: Ink) -> Color {
        let colour = self.palette.colour(ink);
        Color::from_u8(colour.red, colour.green, colour.blue, u8::MAX)
    }

    fn stroke(&self, pen: Pen, ink: Ink, width: f32, dash: Dash) -> FixedStroke {
        let pattern = |lengths: [f32; 2]| Some(DashPattern { array: lengths.map(|length| pen.length(length)).into(), phase: Abs::zero() });
        let (cap, dash) = match dash {
            Dash::Solid => (LineCap::Butt, None),
            Dash::Dashed(on) => (LineCap::Butt, pattern([on, on * Dash::OFF])),
            Dash::Dotted(step) => (LineCap::Round, pattern([0.0, step])),
        };
        FixedStroke { cap, dash, ..FixedStroke::from_pair(self.colour(ink), pen.length(width)) }
    }

    fn words(&self, pen: Pen, words: &scene::Words) -> Option<TextItem> {
        self.run(&words.text, words.font.weight, pen.length(words.font.size), words.ink)
    }

    fn run(&self, text: &str, weight: Weight, size: Abs, ink: Ink) -> Option<TextItem> {
        let font = match weight {
            Weight::Regular => 0,
            Weight::Semibold => 1,
            Weight::Bold => 2,
            Weight::Italic => 3,
        };
        let has_form = |glyph: &fonts::Glyph| text.get(glyph.bytes.clone()).is_some_and(|letter| !letter.chars().all(is_default_ignorable));
        let glyph = |glyph: fonts::Glyph| Glyph {
            id: glyph.id,
            x_advance: Em::new(f64::from(glyph.advance)),
            x_offset: Em::zero(),
            y_advance: Em::zero(),
            y_offset: Em::zero(),
            range: short(glyph.bytes.start)..short(glyph.bytes.end),
            span: (Span::detached(), 0),
        };
        Some(TextItem {
            font: self.fonts.get(font)?.clone(),
            size,
            fill: self.colour(ink).into(),
            stroke: None,
            lang: self.lang.code().parse().ok()?,
            region: super::content::region(self.lang).parse().ok(),
            text: text.into(),
            glyphs: fonts::glyphs(text, weight).into_iter().filter(has_form).map(glyph).collect(),
        })
    }
}

/// A line of words is far shorter.
fn short(byte: usize) -> u16 {
    byte.to_u16().unwrap_or(u16::MAX)
}

fn put(frame: &mut Frame, at: Point, shape: Shape) {
    frame.push(at, FrameItem::Shape(shape, Span::detached()));
}

/// Lengths of a scene on the page.
#[derive(Clone, Copy)]
struct Pen {
    /// A pixel of the scene.
    unit: Abs,
}

impl Pen {
    fn length(self, pixels: f32) -> Abs {
        self.unit * f64::from(pixels)
    }

    fn point(self, Spot { x, y }: Spot) -> Point {
        Point::new(self.length(x), self.length(y))
    }

    fn corner(self, area: Area) -> Point {
        self.point(Spot { x: area.left, y: area.top })
    }

    fn size(self, area: Area) -> Size {
        Size::new(self.length(area.width().max(0.0)), self.length(area.height().max(0.0)))
    }

    fn polygon(self, corners: &[Spot]) -> Geometry {
        let mut curve = Curve::new();
        let (first, others) = corners.split_first().map_or((None, &[][..]), |(first, others)| (Some(first), others));
        first.iter().for_each(|first| curve.move_(self.point(**first)));
        others.iter().for_each(|corner| curve.line(self.point(*corner)));
        curve.close();
        Geometry::Curve(curve)
    }
}

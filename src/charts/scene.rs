//! A chart in plain numbers: marks and measured text at their places, for one width. Every renderer only paints it.
//!
//! Lengths are pixels at 100 %, from the top left corner, downwards. Colours are names; the widths of words come from the caller.

use super::pen::Pen;
use super::{Chart, Data, Hue, credits_scene, schedule_scene, shares_scene, trend_scene};
use crate::model::{ValueKind, Year};

/// A point of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub x: f32,
    pub y: f32,
}

/// A rectangle of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    pub fn new(left: f32, top: f32, width: f32, height: f32) -> Self {
        Self { left, top, right: left + width, bottom: top + height }
    }

    pub fn around(centre: Spot, half_width: f32, half_height: f32) -> Self {
        Self::new(centre.x - half_width, centre.y - half_height, 2.0 * half_width, 2.0 * half_height)
    }

    pub fn width(self) -> f32 {
        self.right - self.left
    }

    pub fn height(self) -> f32 {
        self.bottom - self.top
    }

    pub fn centre(self) -> Spot {
        Spot { x: f32::midpoint(self.left, self.right), y: f32::midpoint(self.top, self.bottom) }
    }

    pub fn grown(self, across: f32, down: f32) -> Self {
        Self { left: self.left - across, top: self.top - down, right: self.right + across, bottom: self.bottom + down }
    }

    pub fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub fn holds(self, spot: Spot) -> bool {
        (self.left..=self.right).contains(&spot.x) && (self.top..=self.bottom).contains(&spot.y)
    }

    pub fn encloses(self, other: Self) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }

    /// How much of this area another covers, from 0 to 1.
    pub fn share_under(self, other: Self) -> f32 {
        let width = (self.right.min(other.right) - self.left.max(other.left)).max(0.0);
        let height = (self.bottom.min(other.bottom) - self.top.max(other.top)).max(0.0);
        let own = self.width() * self.height();
        if own > 0.0 { width * height / own } else { 0.0 }
    }
}

/// A colour by its use; the renderer knows which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Main,
    Second,
    Third,
    Axis,
    Grid,
    Panel,
    /// What the chart stands on.
    Ground,
    /// The selected column.
    Accent,
    /// A line or a fill.
    Series(Hue),
    /// Words of that hue.
    Words(Hue),
    /// The inside of a former year's bar, the ground of a hatch.
    Pale(Hue),
    /// Words inside a fill of that hue.
    On(Hue),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Semibold,
    Bold,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Font {
    pub size: f32,
    pub weight: Weight,
}

impl Font {
    pub const fn new(size: f32, weight: Weight) -> Self {
        Self { size, weight }
    }

    /// The height of a line.
    pub fn line(self) -> f32 {
        if self.size <= 12.0 { (self.size * 4.0 / 3.0).round() } else { (self.size * 10.0 / 7.0).round() }
    }
}

/// The width of a text on one line.
pub type Measure<'a> = &'a dyn Fn(&str, Font) -> f32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    Solid,
    /// So long on; off for 0,618 of it, which is 8 on and 5 off.
    Dashed,
    Dotted,
}

/// What is painted, in this order; words come after all the rest.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    Line {
        from: Spot,
        to: Spot,
        ink: Ink,
        width: f32,
        dash: Dash,
    },
    Fill {
        area: Area,
        ink: Ink,
    },
    /// Inside the area.
    Outline {
        area: Area,
        ink: Ink,
        width: f32,
    },
    Disc {
        at: Spot,
        radius: f32,
        ink: Ink,
    },
    /// Background inside.
    Ring {
        at: Spot,
        radius: f32,
        ink: Ink,
        width: f32,
    },
    /// Background inside; `radius` is half its diagonal.
    Diamond {
        at: Spot,
        radius: f32,
        ink: Ink,
        width: f32,
    },
    /// A head that points down (or up), its tip at `at`.
    Arrow {
        at: Spot,
        side: f32,
        points_down: bool,
        ink: Ink,
    },
}

/// A line of text; it starts at the left of its area, its middle line at the middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub area: Area,
    pub text: String,
    pub font: Font,
    pub ink: Ink,
}

/// A chart, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub width: f32,
    pub height: f32,
    pub marks: Vec<Mark>,
    pub words: Vec<Words>,
}

/// Sizes of a chart, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    pub title: Font,
    pub subtitle: Font,
    /// Values beside marks, totals.
    pub value: Font,
    pub value_plain: Font,
    /// Variations, shares.
    pub figure: Font,
    pub words: Font,
    pub name: Font,
    /// One unit of the marks.
    pub u: f32,
    /// Width of axes, brackets and elbows.
    pub axis: f32,
    pub bar: f32,
    pub plot: f32,
}

impl Sizes {
    /// A chart on a page of the document.
    pub const PAGE: Self = Self {
        title: Font::new(14.0, Weight::Semibold),
        subtitle: Font::new(12.0, Weight::Regular),
        value: Font::new(14.0, Weight::Semibold),
        value_plain: Font::new(14.0, Weight::Regular),
        figure: Font::new(18.0, Weight::Semibold),
        words: Font::new(12.0, Weight::Regular),
        name: Font::new(12.0, Weight::Semibold),
        u: 0.78,
        axis: 1.0,
        bar: 22.0,
        plot: 140.0,
    };
}

/// Lays out a chart for a width; `highlighted` is the column that is selected in the table of a trend.
pub fn scene(chart: &Chart, width: f32, sizes: Sizes, highlighted: Option<(Year, ValueKind)>, measure: Measure<'_>) -> Scene {
    let scene = Scene { width: width.max(160.0), height: 0.0, marks: Vec::new(), words: Vec::new() };
    let mut pen = Pen::new(scene, sizes, measure);
    pen.head(chart);
    match &chart.data {
        Data::Trend(trend) => trend_scene::draw(&mut pen, trend, highlighted),
        Data::Credits(credits) => credits_scene::draw(&mut pen, credits),
        Data::Shares(shares) => shares_scene::draw(&mut pen, shares),
        Data::Schedule(schedule) => schedule_scene::draw(&mut pen, schedule),
    }
    pen.y += 8.0;
    pen.paragraph(&chart.source, sizes.words, Ink::Third, 2);
    pen.scene.height = pen.y;
    pen.scene
}

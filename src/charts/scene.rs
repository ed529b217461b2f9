//! A chart in plain numbers: marks and measured text at their places, for one frame. Every renderer only paints it.
//!
//! Lengths are pixels at 100 %, from the top left corner, downwards. Colours are names ([`palette`](super::palette) says which they are on a
//! ground); words are measured by the bundled typeface ([`fonts`](super::fonts)).

use super::Hue;
use crate::model::Place;

/// A point of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub x: f32,
    pub y: f32,
}

impl Spot {
    fn placed(self, scale: f32, by: Self) -> Self {
        Self { x: self.x * scale + by.x, y: self.y * scale + by.y }
    }

    /// The corners of a diamond around this; `radius` is half its diagonal.
    pub fn diamond(self, radius: f32) -> [Self; 4] {
        let Self { x, y } = self;
        [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)].map(|(x, y)| Self { x, y })
    }

    /// The corners of a head whose tip is here.
    pub fn arrow(self, side: f32, points_down: bool) -> [Self; 3] {
        let back = if points_down { self.y - side } else { self.y + side };
        [self, Self { x: self.x - side / 2.0, y: back }, Self { x: self.x + side / 2.0, y: back }]
    }
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

    /// Enlarged from the corner of the picture, then moved.
    fn placed(self, scale: f32, by: Spot) -> Self {
        let Self { left, top, right, bottom } = self;
        let (start, end) = (Spot { x: left, y: top }.placed(scale, by), Spot { x: right, y: bottom }.placed(scale, by));
        Self { left: start.x, top: start.y, right: end.x, bottom: end.y }
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
    /// The outline of a former value.
    Ghost,
    Grid,
    Panel,
    /// What the chart stands on.
    Ground,
    /// The selected column, the focus on a slide.
    Accent,
    /// The band and the name on the cover.
    Brand,
    /// What no longer holds, and its ground.
    Warning,
    WarningPanel,
    /// The bar of a trial, its mark, its words.
    TrialBar,
    TrialMark,
    OnTrialBar,
    OnTrialBarSecond,
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
    Italic,
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
        let leading = match self.size {
            size if size <= 12.5 => 4.0 / 3.0,
            size if size < 15.0 => 10.0 / 7.0,
            size if size < 24.0 => 1.3,
            _ => 1.16,
        };
        (self.size * leading).round()
    }
}

/// How a line is drawn; lengths as those of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dash {
    Solid,
    /// So long on, and off for [`Dash::OFF`] of it: 8 and 5.
    Dashed(f32),
    /// Dots as wide as the line, their centres so far apart.
    Dotted(f32),
}

impl Dash {
    /// Off for so much of on.
    pub const OFF: f32 = 0.618_034;

    fn placed(self, scale: f32) -> Self {
        match self {
            Self::Solid => Self::Solid,
            Self::Dashed(on) => Self::Dashed(on * scale),
            Self::Dotted(step) => Self::Dotted(step * scale),
        }
    }
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
    /// The line lies on both sides of the radius; `inside` is what it stands on.
    Ring {
        at: Spot,
        radius: f32,
        ink: Ink,
        width: f32,
        inside: Ink,
    },
    /// The same; `radius` is half its diagonal.
    Diamond {
        at: Spot,
        radius: f32,
        ink: Ink,
        width: f32,
        inside: Ink,
    },
    /// A head that points down (or up), its tip at `at`.
    Arrow {
        at: Spot,
        side: f32,
        points_down: bool,
        ink: Ink,
    },
}

impl Mark {
    fn placed(self, scale: f32, by: Spot) -> Self {
        match self {
            Self::Line { from, to, ink, width, dash } => {
                Self::Line { from: from.placed(scale, by), to: to.placed(scale, by), ink, width: width * scale, dash: dash.placed(scale) }
            }
            Self::Fill { area, ink } => Self::Fill { area: area.placed(scale, by), ink },
            Self::Outline { area, ink, width } => Self::Outline { area: area.placed(scale, by), ink, width: width * scale },
            Self::Disc { at, radius, ink } => Self::Disc { at: at.placed(scale, by), radius: radius * scale, ink },
            Self::Ring { at, radius, ink, width, inside } => {
                Self::Ring { at: at.placed(scale, by), radius: radius * scale, ink, width: width * scale, inside }
            }
            Self::Diamond { at, radius, ink, width, inside } => {
                Self::Diamond { at: at.placed(scale, by), radius: radius * scale, ink, width: width * scale, inside }
            }
            Self::Arrow { at, side, points_down, ink } => Self::Arrow { at: at.placed(scale, by), side: side * scale, points_down, ink },
        }
    }
}

/// A line of text; it starts at the left of its area, its middle line at the middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub area: Area,
    pub text: String,
    pub font: Font,
    pub ink: Ink,
}

impl Words {
    /// Where the baseline lies, from the top of the picture.
    pub fn baseline(&self) -> f32 {
        self.area.centre().y + super::fonts::baseline(self.font)
    }
}

/// Where a figure of the document stands in a picture, and what is read there.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub area: Area,
    pub place: Place,
    /// "AE, Titre 3, fonctionnement".
    pub head: String,
    /// "7,3 M€".
    pub text: String,
}

/// A chart, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub width: f32,
    pub height: f32,
    pub marks: Vec<Mark>,
    pub words: Vec<Words>,
    /// In the order of the data.
    pub hits: Vec<Hit>,
}

impl Scene {
    pub const fn empty(width: f32, height: f32) -> Self {
        Self { width, height, marks: Vec::new(), words: Vec::new(), hits: Vec::new() }
    }

    /// Puts all of another scene here, enlarged from its corner, then moved.
    pub fn place(&mut self, other: Self, scale: f32, by: Spot) {
        self.marks.extend(other.marks.into_iter().map(|mark| mark.placed(scale, by)));
        self.words.extend(other.words.into_iter().map(|words| Words {
            area: words.area.placed(scale, by),
            font: Font { size: words.font.size * scale, ..words.font },
            ..words
        }));
        self.hits.extend(other.hits.into_iter().map(|hit| Hit { area: hit.area.placed(scale, by), ..hit }));
    }
}

/// Sizes of a chart, in pixels, or in `u` on a canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    pub title: Font,
    pub subtitle: Font,
    /// The source.
    pub note: Font,
    /// Values beside marks, totals.
    pub value: Font,
    pub value_plain: Font,
    /// Variations.
    pub figure: Font,
    /// Shares of a strip.
    pub share: Font,
    pub words: Font,
    /// Values on an axis.
    pub tick: Font,
    pub name: Font,
    /// The name of a row, and of a row of before.
    pub row: Font,
    pub row_plain: Font,
    /// The name of several rows.
    pub group: Font,
    /// Amounts inside bars.
    pub amount: Font,
    /// One unit of the marks.
    pub u: f32,
    /// Width of a series.
    pub line: f32,
    /// Width of axes, brackets and elbows.
    pub axis: f32,
    pub bar: f32,
    pub plot: f32,
}

impl Sizes {
    /// Whether marks and labels have less room than on a canvas.
    pub fn is_small(&self) -> bool {
        self.u < 1.0
    }

    /// A chart on a page of the document.
    pub const PAGE: Self = Self {
        title: Font::new(14.0, Weight::Semibold),
        subtitle: Font::new(12.0, Weight::Regular),
        note: Font::new(12.0, Weight::Regular),
        value: Font::new(14.0, Weight::Semibold),
        value_plain: Font::new(14.0, Weight::Regular),
        figure: Font::new(18.0, Weight::Semibold),
        share: Font::new(18.0, Weight::Semibold),
        words: Font::new(12.0, Weight::Regular),
        tick: Font::new(12.0, Weight::Regular),
        name: Font::new(12.0, Weight::Semibold),
        row: Font::new(12.0, Weight::Semibold),
        row_plain: Font::new(12.0, Weight::Regular),
        group: Font::new(12.0, Weight::Semibold),
        amount: Font::new(12.0, Weight::Semibold),
        u: 0.78,
        line: 1.95,
        axis: 1.0,
        bar: 22.0,
        plot: 140.0,
    };

    /// A chart on a canvas, in `u`.
    pub const CANVAS: Self = Self {
        title: Font::new(27.0, Weight::Bold),
        subtitle: Font::new(16.0, Weight::Regular),
        note: Font::new(12.5, Weight::Regular),
        value: Font::new(17.0, Weight::Bold),
        value_plain: Font::new(16.0, Weight::Regular),
        figure: Font::new(31.0, Weight::Bold),
        share: Font::new(42.0, Weight::Bold),
        words: Font::new(14.5, Weight::Regular),
        tick: Font::new(14.0, Weight::Regular),
        name: Font::new(14.0, Weight::Semibold),
        row: Font::new(16.0, Weight::Semibold),
        row_plain: Font::new(16.0, Weight::Regular),
        group: Font::new(17.0, Weight::Semibold),
        amount: Font::new(15.5, Weight::Semibold),
        u: 1.0,
        line: 3.0,
        axis: 1.5,
        bar: 34.0,
        plot: 160.0,
    };
}

impl Sizes {
    /// A canvas on which the usual sizes leave no room: as small as may be read.
    pub const DENSE: Self = Self {
        value: Font::new(13.5, Weight::Bold),
        value_plain: Font::new(13.0, Weight::Regular),
        figure: Font::new(22.0, Weight::Bold),
        share: Font::new(24.0, Weight::Bold),
        words: Font::new(12.5, Weight::Regular),
        tick: Font::new(12.0, Weight::Regular),
        name: Font::new(12.5, Weight::Semibold),
        row: Font::new(12.5, Weight::Semibold),
        row_plain: Font::new(12.5, Weight::Regular),
        group: Font::new(14.0, Weight::Semibold),
        amount: Font::new(12.5, Weight::Semibold),
        note: Font::new(12.0, Weight::Regular),
        ..Self::CANVAS
    };
}

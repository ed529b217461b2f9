//! A chart in plain numbers: marks and measured text at their places, for one width. Every renderer only paints it.
//!
//! Lengths are pixels at 100 %, from the top left corner, downwards. Colours are names; the widths of words come from the caller.

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

/// A chart being laid out, from top to bottom.
pub struct Pen<'a> {
    pub scene: Scene,
    pub sizes: Sizes,
    pub y: f32,
    measure: Measure<'a>,
}

/// Lays out a chart for a width; `highlighted` is the column that is selected in the table of a trend.
pub fn scene(chart: &Chart, width: f32, sizes: Sizes, highlighted: Option<(Year, ValueKind)>, measure: Measure<'_>) -> Scene {
    let scene = Scene { width: width.max(160.0), height: 0.0, marks: Vec::new(), words: Vec::new() };
    let mut pen = Pen { scene, sizes, y: 0.0, measure };
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

impl Pen<'_> {
    pub fn width(&self) -> f32 {
        self.scene.width
    }

    pub fn measure(&self, text: &str, font: Font) -> f32 {
        (self.measure)(text, font)
    }

    /// Title and subtitle; the neutral title where the finding passes two lines.
    fn head(&mut self, chart: &Chart) {
        const MOST_LINES: usize = 2;
        let Sizes { title, subtitle, .. } = self.sizes;
        let fits = self.wrapped(&chart.title, title, self.width(), usize::MAX).len() <= MOST_LINES;
        let words = if fits { &chart.title } else { chart.neutral_title.as_ref().unwrap_or(&chart.title) };
        // A name of any length is kept whole.
        self.paragraph(words, title, Ink::Main, usize::MAX);
        self.paragraph(&chart.subtitle, subtitle, Ink::Second, 2);
        self.y += 10.0;
    }

    /// Lines of text over the whole width.
    pub fn paragraph(&mut self, text: &str, font: Font, ink: Ink, most_lines: usize) {
        for line in self.wrapped(text, font, self.width(), most_lines) {
            self.words_at(0.0, self.y, &line, font, ink);
            self.y += font.line();
        }
    }

    /// Words from a left and a top; gives their area.
    pub fn words_at(&mut self, left: f32, top: f32, text: &str, font: Font, ink: Ink) -> Area {
        let area = Area::new(left, top, self.measure(text, font), font.line());
        self.scene.words.push(Words { area, text: text.to_owned(), font, ink });
        area
    }

    /// Words that start at a left, end at a right or stand around a middle, by `anchor` (0, 1 or 0,5), at a middle line.
    pub fn words_by(&mut self, x: f32, middle: f32, anchor: f32, text: &str, font: Font, ink: Ink) -> Area {
        let width = self.measure(text, font);
        self.words_at(x - anchor * width, middle - font.line() / 2.0, text, font, ink)
    }

    pub fn push(&mut self, mark: Mark) {
        self.scene.marks.push(mark);
    }

    pub fn line(&mut self, from: Spot, to: Spot, ink: Ink, width: f32, dash: Dash) {
        let line = if dash == Dash::Solid { self.sharp(from, to, ink, width) } else { Mark::Line { from, to, ink, width, dash } };
        self.push(line);
    }

    /// A solid line; a thin level or upright one stands on the middle of pixels.
    pub fn sharp(&self, mut from: Spot, mut to: Spot, ink: Ink, width: f32) -> Mark {
        let middle = |place: f32| place.floor() + 0.5;
        if width <= 1.0 && from.y.total_cmp(&to.y).is_eq() {
            (from.y, to.y) = (middle(from.y), middle(to.y));
        } else if width <= 1.0 && from.x.total_cmp(&to.x).is_eq() {
            (from.x, to.x) = (middle(from.x), middle(to.x));
        }
        Mark::Line { from, to, ink, width, dash: Dash::Solid }
    }

    /// Lines of a width, broken at spaces; the last ends with "…" when there are more.
    pub fn wrapped(&self, text: &str, font: Font, width: f32, most_lines: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if line.is_empty() || self.measure(&longer, font) <= width {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            }
        }
        lines.push(line);
        if lines.len() > most_lines {
            let rest = lines.split_off(most_lines.saturating_sub(1)).join(" ");
            lines.push(self.elided(&rest, font, width));
        }
        lines.into_iter().map(|line| self.elided(&line, font, width)).collect()
    }

    /// The text, or as much of its beginning as fits with "…".
    pub fn elided(&self, text: &str, font: Font, width: f32) -> String {
        if self.measure(text, font) <= width {
            return text.to_owned();
        }
        let mut kept = text.to_owned();
        while kept.pop().is_some() {
            let shown = format!("{}…", kept.trim_end());
            if self.measure(&shown, font) <= width {
                return shown;
            }
        }
        String::new()
    }

    /// A fill of a series, hatched or plain, or pale with an outline for a former year.
    pub fn bar(&mut self, area: Area, hue: Hue, look: Look) {
        let outline = 2.0 * self.sizes.u;
        match look {
            Look::Full => self.push(Mark::Fill { area, ink: Ink::Series(hue) }),
            Look::Former => {
                self.push(Mark::Fill { area, ink: Ink::Pale(hue) });
                self.push(Mark::Outline { area, ink: Ink::Series(hue), width: outline });
            }
            Look::Hatched => {
                self.push(Mark::Fill { area, ink: Ink::Pale(hue) });
                for (from, to) in hatch(area.grown(-1.0, -1.0), 8.0 * self.sizes.u * std::f32::consts::SQRT_2) {
                    self.line(from, to, Ink::Series(hue), 2.5 * self.sizes.u, Dash::Solid);
                }
                self.push(Mark::Outline { area, ink: Ink::Series(hue), width: outline });
            }
        }
    }
}

/// How a bar is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Full,
    Former,
    Hatched,
}

/// Lines at 45° inside an area, `step` apart along its sides.
fn hatch(area: Area, step: f32) -> Vec<(Spot, Spot)> {
    let mut lines = Vec::new();
    let (width, height) = (area.width(), area.height());
    let mut along = step / 2.0;
    while step > 0.0 && along < width + height {
        let from = Spot { x: area.left + (along - height).max(0.0), y: area.top + along.min(height) };
        let to = Spot { x: area.left + along.min(width), y: area.top + (along - width).max(0.0) };
        lines.push((from, to));
        along += step;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hatch_stays_in_its_area_at_45_degrees() {
        let area = Area::new(10.0, 20.0, 100.0, 22.0);
        let lines = hatch(area, 9.0);
        assert!(lines.len() > 10);
        for (from, to) in lines {
            let inside = area.grown(0.01, 0.01);
            assert!(inside.holds(from) && inside.holds(to), "{from:?} {to:?}");
            assert!((to.x - from.x - (from.y - to.y)).abs() < 0.01, "{from:?} {to:?}");
        }
    }

    #[test]
    fn lines_break_at_spaces_and_the_last_is_elided() {
        let measure: Measure<'_> = &|text, _| text.chars().count() as f32;
        let scene = Scene { width: 10.0, height: 0.0, marks: vec![], words: vec![] };
        let pen = Pen { scene, sizes: Sizes::PAGE, y: 0.0, measure };
        let cases: &[(&str, usize, &[&str])] = &[
            ("un deux trois", 3, &["un deux", "trois"]),
            ("un deux trois quatre cinq", 2, &["un deux", "trois qua…"]),
            ("anticonstitutionnellement", 2, &["anticonst…"]),
            ("", 2, &[""]),
        ];
        for (text, most_lines, expected) in cases {
            assert_eq!(pen.wrapped(text, Sizes::PAGE.words, 10.0, *most_lines), *expected, "{text}");
        }
    }
}

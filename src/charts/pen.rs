//! What lays out a chart: words measured, wrapped and placed, lines and bars, from top to bottom.

use super::scene::{Area, Dash, Font, Hit, Ink, Mark, Scene, Sizes, Spot, Words};
use super::{Chart, Hue, fonts};
use crate::model::Place;

/// A chart being laid out, from top to bottom.
pub struct Pen {
    pub scene: Scene,
    pub sizes: Sizes,
    pub y: f32,
}

impl Pen {
    pub fn new(width: f32, sizes: Sizes) -> Self {
        Self { scene: Scene::empty(width, 0.0), sizes, y: 0.0 }
    }

    pub fn width(&self) -> f32 {
        self.scene.width
    }

    pub fn measure(&self, text: &str, font: Font) -> f32 {
        fonts::width(text, font)
    }

    /// What a chart says in the middle of its plot where it has no figure.
    pub fn nothing(&mut self, words: &str) {
        let height = 2.0 * self.sizes.bar;
        self.words_by(self.width() / 2.0, self.y + height / 2.0, 0.5, words, self.sizes.value_plain, Ink::Third);
        self.y += height;
    }

    /// Title and subtitle; the neutral title where the finding passes two lines.
    pub fn head(&mut self, chart: &Chart) {
        const MOST_LINES: usize = 2;
        let Sizes { mut title, subtitle, .. } = self.sizes;
        let fits = self.wrapped(&chart.title, title, self.width(), usize::MAX).len() <= MOST_LINES;
        let words = if fits { &chart.title } else { chart.neutral_title.as_ref().unwrap_or(&chart.title) };
        // On a canvas no more than two lines: a long name gives way, its figures stay.
        let words = &if self.sizes.is_small() { words.clone() } else { self.shortened(words, title, MOST_LINES) };
        // Rather a little smaller than a last word alone.
        let smaller = Font { size: 0.96 * title.size, ..title };
        if !self.sizes.is_small() && self.measure(words, title) > self.width() && self.measure(words, smaller) <= self.width() {
            title = smaller;
        }
        // A name of any length is kept whole.
        self.paragraph(words, title, Ink::Main, usize::MAX);
        self.paragraph(&chart.subtitle, subtitle, Ink::Second, 2);
        self.y += 10.0;
    }

    /// A title of so many lines at most: words of the name before its last ": " go.
    fn shortened(&self, title: &str, font: Font, most_lines: usize) -> String {
        let fits = |text: &str| self.wrapped(text, font, self.width(), usize::MAX).len() <= most_lines;
        let (mut name, rest) = title.rfind(": ").and_then(|at| title.split_at_checked(at)).unwrap_or((title, ""));
        let mut shown = title.to_owned();
        while !fits(&shown) {
            let Some((shorter, _)) = name.trim_end().rsplit_once(' ') else { break };
            name = shorter;
            shown = format!("{}…{}{rest}", name.trim_end(), if rest.is_empty() { "" } else { "\u{a0}" });
        }
        shown
    }

    /// The source at the left and a date at the right of the last line, whose baseline is given; gives the top of the first line.
    pub fn foot(&mut self, source: &str, dated: Option<&str>, baseline: f32) -> f32 {
        let font = self.sizes.note;
        let last = baseline - fonts::baseline(font) - font.line() / 2.0;
        let mut room = self.width();
        if let Some(dated) = dated {
            let width = self.measure(dated, font);
            self.words_at(self.width() - width, last, dated, font, Ink::Third);
            room -= width + 24.0;
        }
        let lines = self.wrapped(source, font, room, 2);
        let mut top = last + font.line();
        for line in lines.iter().rev() {
            top -= font.line();
            self.words_at(0.0, top, line, font, Ink::Third);
        }
        top
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

    /// Says that a figure stands in an area, and what is read there.
    pub fn hit(&mut self, area: Area, place: Option<Place>, head: &[&str], text: &str) {
        let head: Vec<&str> = head.iter().copied().filter(|words| !words.is_empty()).collect();
        self.scene.hits.extend(place.map(|place| Hit { area, place, head: head.join(", "), text: text.to_owned() }));
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
        let pen = Pen::new(60.0, Sizes::PAGE);
        let room = 60.0;
        for (text, most_lines, first, is_cut) in [
            ("un deux trois", 3, "un deux", false),
            ("un deux trois quatre cinq", 2, "un deux", true),
            ("anticonstitutionnellement", 2, "anticon", true),
            ("", 2, "", false),
        ] {
            let lines = pen.wrapped(text, Sizes::PAGE.words, room, most_lines);
            assert!(lines.len() <= most_lines && lines.iter().all(|line| pen.measure(line, Sizes::PAGE.words) <= room), "{lines:?}");
            assert!(lines[0].starts_with(first) && lines.last().unwrap().ends_with('…') == is_cut, "{lines:?}");
        }
    }
}

//! The canvas of a slide: words by their baselines, plots in their areas, the head and the foot that every slide has.

use super::Page;
use crate::charts::drawn;
use crate::charts::pen::Pen;
use crate::charts::scene::{Area, Dash, Font, Ink, Mark, Scene, Sizes, Spot, Weight, Words};
use crate::charts::stack::{Reach, Scale, Stack, names, numbered};
use crate::charts::{Bar, Chart, Comparison, Segment, fonts};

/// The canvas of a slide, in its own pixels: a renderer scales it.
pub const WIDTH: f32 = 1920.0;
pub const HEIGHT: f32 = 1080.0;
pub const LEFT: f32 = 96.0;
pub const RIGHT: f32 = WIDTH - 96.0;
/// The top of what a slide shows, under a title on one line.
pub const CONTENT_TOP: f32 = 216.0;
pub const CONTENT_BOTTOM: f32 = 972.0;
/// The rule over the foot.
pub const FOOT: f32 = 1000.0;
/// The unit of a chart on a slide, in pixels.
pub const UNIT: f32 = HEIGHT / drawn::CANVAS_HEIGHT;

pub struct Canvas {
    pub scene: Scene,
}

impl Canvas {
    pub fn new() -> Self {
        Self { scene: Scene::empty(WIDTH, HEIGHT) }
    }

    /// Lines of a width; none for no words.
    pub fn wrapped(&self, text: &str, font: Font, width: f32, most_lines: usize) -> Vec<String> {
        if text.is_empty() { Vec::new() } else { Pen::new(width, Sizes::CANVAS).wrapped(text, font, width, most_lines) }
    }

    pub fn elided(&self, text: &str, font: Font, width: f32) -> String {
        Pen::new(width, Sizes::CANVAS).elided(text, font, width)
    }

    /// Words that start at, stand around or end at `x` by `anchor` (0, 0,5 or 1), on a baseline; gives their area.
    pub fn write(&mut self, x: f32, baseline: f32, anchor: f32, text: &str, font: Font, ink: Ink) -> Area {
        let width = fonts::width(text, font);
        let middle = baseline - fonts::baseline(font);
        let area = Area::new(x - anchor * width, middle - font.line() / 2.0, width, font.line());
        if !text.is_empty() {
            self.scene.words.push(Words { area, text: text.to_owned(), font, ink });
        }
        area
    }

    pub fn fill(&mut self, area: Area, ink: Ink) {
        self.scene.marks.push(Mark::Fill { area, ink });
    }

    /// A level line.
    pub fn rule(&mut self, left: f32, right: f32, y: f32, ink: Ink, width: f32) {
        self.line(Spot { x: left, y }, Spot { x: right, y }, ink, width, Dash::Solid);
    }

    pub fn line(&mut self, from: Spot, to: Spot, ink: Ink, width: f32, dash: Dash) {
        self.scene.marks.push(Mark::Line { from, to, ink, width, dash });
    }

    /// The largest font up to a size in which the words are no wider.
    pub fn fitting(&self, text: &str, size: f32, weight: Weight, width: f32) -> Font {
        let font = Font::new(size, weight);
        let measured = fonts::width(text, font);
        if measured <= width { font } else { Font::new((size * width / measured).floor().max(25.0), weight) }
    }

    /// The lines of a quotation; one that is cut ends with "[…]" before its mark.
    pub fn quoted(&self, quotation: &str, font: Font, width: f32, most_lines: usize) -> Vec<String> {
        let lines = |text: &str| self.wrapped(text, font, width, usize::MAX);
        let (mut kept, close) = match quotation.strip_suffix("\u{a0}»") {
            Some(kept) => (kept, "\u{a0}[…]\u{a0}»"),
            None => (quotation.trim_end_matches('”'), "\u{a0}[…]”"),
        };
        let mut shown = quotation.to_owned();
        while lines(&shown).len() > most_lines {
            let Some((shorter, _)) = kept.rsplit_once(' ') else { break };
            kept = shorter;
            shown = format!("{}{close}", kept.trim_end_matches([',', '.', ' ', ';', ':', '\u{a0}', '\u{202f}']));
        }
        lines(&shown)
    }

    /// Kicker, title and subtitle; gives the top of what follows.
    pub fn head(&mut self, page: &Page) -> f32 {
        let (kicker, subtitle) = (Font::new(28.0, Weight::Semibold), Font::new(30.0, Weight::Regular));
        let words = self.elided(&page.kicker, kicker, RIGHT - LEFT);
        self.write(LEFT, 92.0, 0.0, &words, kicker, Ink::Second);
        let (lines, font) = self.title_lines(page);
        let leading = (font.size * 1.14).round();
        let mut y = 164.0 - (60.0 - font.size) * 0.4;
        for line in &lines {
            self.write(LEFT, y, 0.0, line, font, Ink::Main);
            y += leading;
        }
        let down = y - leading - 164.0;
        if page.subtitle.is_empty() {
            return CONTENT_TOP + down;
        }
        let words = self.elided(&page.subtitle, subtitle, RIGHT - LEFT);
        self.write(LEFT, 212.0 + down, 0.0, &words, subtitle, Ink::Second);
        CONTENT_TOP + down + 16.0
    }

    /// The finding on two lines at most, else the neutral title, else smaller on three.
    fn title_lines(&self, page: &Page) -> (Vec<String>, Font) {
        let font = Font::new(60.0, Weight::Bold);
        for title in [Some(&page.title), page.neutral_title.as_ref()].into_iter().flatten() {
            if self.wrapped(title, font, RIGHT - LEFT, usize::MAX).len() <= 2 {
                return (self.balanced(title, font), font);
            }
        }
        let small = Font::new(44.0, Weight::Bold);
        (self.wrapped(page.neutral_title.as_ref().unwrap_or(&page.title), small, RIGHT - LEFT, 3), small)
    }

    /// A title whose lines are about as long as each other: no year or figure alone under the rest.
    fn balanced(&self, title: &str, font: Font) -> Vec<String> {
        let lines = |part: f32| self.wrapped(title, font, part * (RIGHT - LEFT), usize::MAX);
        let whole = lines(1.0);
        let narrower = [0.6, 0.7, 0.8, 0.9].into_iter().map(lines).find(|lines| lines.len() <= whole.len());
        if whole.len() > 1 { narrower.unwrap_or(whole) } else { whole }
    }

    /// Source, date and number of a slide, under a rule.
    pub fn foot(&mut self, page: &Page) {
        let (plain, strong) = (Font::new(25.0, Weight::Regular), Font::new(25.0, Weight::Semibold));
        self.rule(LEFT, RIGHT, FOOT, Ink::Grid, 2.0);
        let number = self.write(RIGHT, 1042.0, 1.0, &page.number, strong, Ink::Third);
        let saved = self.write(number.left - 44.0, 1042.0, 1.0, &page.saved, plain, Ink::Third);
        let source = self.elided(&page.source, plain, saved.left - 32.0 - LEFT);
        self.write(LEFT, 1042.0, 0.0, &source, plain, Ink::Third);
    }

    /// The plot of a chart over an area.
    pub fn chart(&mut self, chart: &Chart, area: Area) {
        let scene = drawn::in_area(chart, area.width(), area.height(), UNIT, None);
        self.scene.place(scene, 1.0, Spot { x: area.left, y: area.top });
    }

    /// The bars of the act and of the bill, the names of their titles above.
    pub fn comparison(&mut self, comparison: &Comparison, reach: Reach, area: Area) {
        const GAP: f32 = 6.0;
        /// What stands under a total takes no more room from the bars.
        const MOST_HIDDEN: f32 = 130.0;
        /// From the left to the baseline of the bars.
        const LABEL: f32 = 75.0;
        let sizes = Sizes { value: Font::new(16.0, Weight::Bold), value_plain: Font::new(16.0, Weight::Regular), ..Sizes::CANVAS };
        let (name, plain) = (Font::new(15.0, Weight::Semibold), Font::new(15.0, Weight::Regular));
        let mut pen = Pen::new(area.width() / UNIT, sizes);
        let bars = [(&comparison.act, true), (&comparison.bill, false)];
        let label = bars.iter().map(|(bar, _)| fonts::width(&bar.name, name) + 10.0).fold(LABEL, f32::max);
        let totals = bars.iter().map(|(bar, _)| fonts::width(&bar.total_text, sizes.value)).fold(0.0, f32::max) + 10.0;
        let (height, limits) = (sizes.bar, (label, pen.width()));
        let note = Font::new(13.0, Weight::Regular);
        let scaled = |totals: f32| Scale::new(label, (pen.width() - totals - label).max(20.0), reach);
        let hidden_in = |scale: Scale, (bar, is_former): (&Bar, bool)| {
            let stack = Stack { segments: &bar.segments, scale, top: 0.0, height, is_former, limits, name: &bar.name };
            hidden(&stack, &pen, sizes.amount)
        };
        // Amounts that have no room in their segments stand under the total, which leaves them theirs.
        let widest = bars.iter().map(|of| fonts::width(&hidden_in(scaled(totals), *of), note) + 10.0).filter(|width| *width <= MOST_HIDDEN);
        let scale = scaled(widest.fold(totals, f32::max));
        let named = if comparison.act.segments.len() >= comparison.bill.segments.len() { &comparison.act } else { &comparison.bill };
        let stack = Stack { segments: &named.segments, scale, top: 0.0, height, is_former: false, limits, name: &named.name };
        let areas = stack.areas(&pen);
        names(&mut pen, areas, limits.1);
        let (top, first_mark) = (pen.y, pen.scene.marks.len());
        for (bar, is_former) in bars {
            let stack = Stack { segments: &bar.segments, scale, top: pen.y, height, is_former, limits, name: &bar.name };
            let middle = pen.y + height / 2.0;
            let (name, ink, value) = if is_former { (plain, Ink::Second, sizes.value_plain) } else { (name, Ink::Main, sizes.value) };
            pen.words_by(0.0, middle, 0.0, &bar.name, name, ink);
            let end = stack.end(&pen);
            let hidden = hidden(&stack, &pen, sizes.amount);
            let has_room = !hidden.is_empty() && end + 10.0 + fonts::width(&hidden, note) <= pen.width();
            let above = if has_room { 7.0 } else { 0.0 };
            pen.words_by(end + 10.0, middle - above, 0.0, &bar.total_text, value, ink);
            if has_room {
                pen.words_by(end + 10.0, middle + 10.0, 0.0, &hidden, note, Ink::Second);
            }
            let bare: Vec<Segment> = bar.segments.iter().map(|segment| Segment { text: String::new(), ..segment.clone() }).collect();
            let stack = Stack { segments: &bare, ..stack };
            let areas = stack.areas(&pen);
            stack.draw(&mut pen, &mut Vec::new(), |_| String::new());
            // An amount that does not fit its segment stands under the total.
            for ((area, _), segment) in areas.iter().zip(&bar.segments) {
                if fonts::width(&segment.text, sizes.amount) + 6.0 <= area.width() {
                    let ink = if is_former { Ink::Main } else { Ink::On(segment.hue) };
                    pen.words_by(area.centre().x, middle, 0.5, &segment.text, sizes.amount, ink);
                }
            }
            pen.y += height + GAP;
        }
        pen.scene.words.retain(|words| !words.text.is_empty());
        let x = scale.zero - 1.0;
        let baseline = pen.sharp(Spot { x, y: top - 3.0 }, Spot { x, y: pen.y - GAP + 3.0 }, Ink::Axis, sizes.axis);
        pen.scene.marks.insert(first_mark, baseline);
        self.scene.place(pen.scene, UNIT, Spot { x: area.left, y: area.top });
    }
}

/// "T5 3,1, T7 < 0,1": the amounts that have no room in their segments; nothing of a bar of one segment, whose total says it.
fn hidden(stack: &Stack<'_>, pen: &Pen, font: Font) -> String {
    let areas = stack.areas(pen);
    let has_no_room = |(area, segment): &(Area, &Segment)| fonts::width(&segment.text, font) + 6.0 > area.width();
    let hidden: Vec<String> = areas
        .iter()
        .filter(|_| areas.len() > 1)
        .filter(|of| has_no_room(of))
        .map(|(_, segment)| format!("{} {}", numbered(segment), segment.text))
        .collect();
    hidden.join(", ")
}

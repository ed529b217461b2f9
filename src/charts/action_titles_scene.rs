//! AE over CP of each action, laid out on one scale: a title is named over its first segment, an amount without room stands after the total.

use super::action_titles::{ActionRow, ActionTitles};
use super::pen::{Look, Pen};
use super::scene::{Area, Dash, Font, Ink, Spot, Weight};
use super::stack::{self, Reach, Scale, Stack};
use super::{Bar, Segment};
use crate::model::{Euros, Sum};

/// From this width on the name of an action stands beside its bars.
const WIDE: f32 = 560.0;
/// Between a bar and what is written after it.
const BESIDE: f32 = 8.0;

pub fn draw(pen: &mut Pen, plot: &ActionTitles) {
    if plot.rows.is_empty() {
        pen.nothing(plot.no_figure);
        return;
    }
    let columns = Columns::of(pen, plot);
    if columns.difference > 0.0 {
        let font = columns.fonts.small;
        let width = pen.width();
        pen.words_by(width, pen.y + font.line() / 2.0, 1.0, plot.difference, font, Ink::Second);
        pen.y += font.line();
    }
    let mut named: Vec<&str> = Vec::new();
    for (index, row) in plot.rows.iter().enumerate() {
        if index > 0 {
            pen.y += 0.4 * pen.sizes.bar;
        }
        columns.row(pen, plot, row, &mut named);
    }
}

#[derive(Clone, Copy)]
struct Fonts {
    name: Font,
    measure: Font,
    inside: Font,
    total: Font,
    total_plain: Font,
    small: Font,
}

struct Columns {
    fonts: Fonts,
    /// The width of the names beside the bars; `None` where they stand above.
    label: Option<f32>,
    scale: Scale,
    /// Where what is written after a bar ends.
    limit: f32,
    /// The width of the column of differences; 0 without one.
    difference: f32,
    height: f32,
}

impl Columns {
    fn of(pen: &Pen, plot: &ActionTitles) -> Self {
        let sizes = pen.sizes;
        let size = sizes.words.size;
        let fonts = Fonts {
            name: Font::new(size, Weight::Regular),
            measure: Font::new(sizes.note.size, Weight::Semibold),
            inside: Font::new(sizes.note.size, Weight::Semibold),
            total: Font::new(size, Weight::Bold),
            total_plain: Font::new(size, Weight::Regular),
            small: sizes.note,
        };
        let width = pen.width();
        let label = (width >= WIDE).then(|| {
            let widest = plot.rows.iter().map(|row| pen.measure(&row.name, fonts.name)).fold(0.0, f32::max);
            widest.min(0.22 * width)
        });
        let measure = pen.measure("AE", fonts.measure) + 10.0;
        let left = label.map_or(0.0, |label| label + 12.0) + measure;
        let difference = plot.rows.iter().map(|row| pen.measure(&row.difference_text, fonts.total)).fold(0.0, f32::max);
        let difference = if difference > 0.0 { difference.max(pen.measure(plot.difference, fonts.small)) + 16.0 } else { 0.0 };
        let limit = width - difference;
        let bars = || plot.rows.iter().flat_map(|row| &row.bars);
        let reach = Reach::of(bars());
        // What stands after a bar leaves it two fifths of the room at least.
        let room = limit - left;
        let mut scale = Scale::new(left, 0.4 * room, reach);
        for part in [0.86, 0.8, 0.74, 0.66, 0.58, 0.5, 0.4] {
            scale = Scale::new(left, part * room, reach);
            let fits = |bar: &Bar| {
                let stack = of_bar(bar, scale, 0.0, 1.0);
                let after = after(pen, plot, &stack, bar, fonts);
                stack.end(pen)
                    + BESIDE
                    + pen.measure(&bar.total_text, fonts.total)
                    + after.first().map_or(0.0, |text| 8.0 + pen.measure(text, fonts.small))
                    <= limit
            };
            if bars().all(fits) {
                break;
            }
        }
        let height = (0.59 * sizes.bar).min(30.0 * sizes.u).max(fonts.inside.size + 2.0);
        Self { fonts, label, scale, limit, difference, height }
    }

    fn row<'a>(&self, pen: &mut Pen, plot: &ActionTitles, row: &'a ActionRow, named: &mut Vec<&'a str>) {
        let fonts = self.fonts;
        if self.label.is_none() {
            let name = pen.elided(&row.name, fonts.name, self.limit);
            pen.words_at(0.0, pen.y, &name, fonts.name, Ink::Main);
            pen.y += fonts.name.line();
        }
        // Titles that no row before had.
        let mut areas: Vec<(Area, &'a Segment)> = Vec::new();
        for bar in &row.bars {
            let stack = of_bar(bar, self.scale, 0.0, self.height);
            for (area, segment) in stack.areas(pen) {
                if !named.contains(&segment.name.as_str()) {
                    named.push(&segment.name);
                    areas.push((area, segment));
                }
            }
        }
        stack::names(pen, areas, self.limit);
        let top = pen.y;
        let gap = 2.0 * pen.sizes.u;
        let axis = self.scale.zero - 1.0;
        for (index, bar) in row.bars.iter().enumerate() {
            self.bar(pen, plot, &row.name, bar, index == 0);
            pen.y += self.height + if index == 0 { gap } else { 0.0 };
        }
        let bottom = pen.y;
        pen.line(Spot { x: axis, y: top - 2.0 }, Spot { x: axis, y: bottom + 2.0 }, Ink::Axis, pen.sizes.axis, Dash::Solid);
        let middle = f32::midpoint(top, bottom);
        if let Some(label) = self.label {
            let lines = pen.wrapped(&row.name, fonts.name, label, 2);
            let step = fonts.name.size * 1.2;
            let count = f32::from(u8::try_from(lines.len()).unwrap_or(2));
            for (line, index) in lines.iter().zip(0_u8..) {
                let y = middle + (f32::from(index) - (count - 1.0) / 2.0) * step;
                pen.words_by(0.0, y, 0.0, line, fonts.name, Ink::Main);
            }
        }
        if !row.difference_text.is_empty() {
            let width = pen.width();
            let is_nil = row.difference == Some(Euros::ZERO);
            let (font, ink) = if is_nil { (fonts.total_plain, Ink::Third) } else { (fonts.total, Ink::Main) };
            pen.words_by(width, middle, 1.0, &row.difference_text, font, ink);
        }
    }

    fn bar(&self, pen: &mut Pen, plot: &ActionTitles, name: &str, bar: &Bar, is_first: bool) {
        let (fonts, top) = (self.fonts, pen.y);
        let middle = top + self.height / 2.0;
        let left = self.label.map_or(0.0, |label| label + 12.0);
        pen.words_by(left, middle, 0.0, &bar.name, fonts.measure, Ink::Second);
        let stack = of_bar(bar, self.scale, top, self.height);
        for (area, segment) in stack.areas(pen) {
            pen.bar(area, segment.hue, Look::Full);
            pen.hit(area, segment.place, &[name, &bar.name, &segment.name], &segment.text);
            if has_room(pen, area, segment, fonts) {
                pen.words_by(area.centre().x, middle, 0.5, &segment.text, fonts.inside, Ink::On(segment.hue));
            }
        }
        let (font, ink) = if is_first { (fonts.total, Ink::Main) } else { (fonts.total_plain, Ink::Second) };
        let total = pen.words_by(stack.end(pen) + BESIDE, middle, 0.0, &bar.total_text, font, ink);
        let texts = after(pen, plot, &stack, bar, fonts);
        let room = self.limit - total.right - 8.0;
        // The last form says them all in one sum.
        if let Some(text) = texts.iter().find(|text| pen.measure(text, fonts.small) <= room).or(texts.last()) {
            pen.words_by(total.right + 8.0, middle + 0.5, 0.0, text, fonts.small, Ink::Second);
        }
    }
}

fn of_bar(bar: &Bar, scale: Scale, top: f32, height: f32) -> Stack<'_> {
    Stack { segments: &bar.segments, scale, top, height, is_former: false, limits: (0.0, 0.0), name: &bar.name }
}

fn has_room(pen: &Pen, area: Area, segment: &Segment, fonts: Fonts) -> bool {
    pen.measure(&segment.text, fonts.inside) + 3.0 * pen.sizes.u <= area.width()
}

/// What stands after the total of a bar: "dont T5 0,3, T6 0,1", then all of them in one.
fn after(pen: &Pen, plot: &ActionTitles, stack: &Stack<'_>, bar: &Bar, fonts: Fonts) -> Vec<String> {
    let hidden: Vec<&Segment> =
        stack.areas(pen).into_iter().filter(|(area, segment)| !has_room(pen, *area, segment, fonts)).map(|(_, segment)| segment).collect();
    if hidden.is_empty() || bar.segments.len() == 1 {
        return Vec::new();
    }
    let each: Vec<String> = hidden.iter().map(|segment| format!("{} {}", stack::numbered(segment), segment.text)).collect();
    let numbers: Vec<String> = hidden.iter().map(|segment| stack::numbered(segment)).collect();
    let sum: Sum = hidden.iter().map(|segment| Sum::from(segment.amount)).sum();
    let sum = sum.euros().map(|amount| plot.unit.bare(amount)).unwrap_or_default();
    vec![each.join(", "), format!("{} {sum}", numbers.join("\u{a0}+ "))]
}

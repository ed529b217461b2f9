//! A waterfall laid out: columns where every name stands under its own, else rows. A rise is full, a fall pale with an outline, 0 a line.

use rust_decimal::Decimal;

use super::Hue;
use super::axis::Axis;
use super::pen::{Look, Pen};
use super::scene::{Area, Dash, Ink, Mark, Spot};
use super::waterfall::Waterfall;
use crate::model::Place;

/// Under what a bar is a line.
const THIN: f32 = 1.5;

pub fn draw(pen: &mut Pen, waterfall: &Waterfall) {
    let Some(levels) = waterfall.levels() else {
        pen.nothing(waterfall.no_figure);
        return;
    };
    let bars = bars(waterfall, &levels);
    let axis = waterfall.axis();
    match Columns::fitting(pen, &bars, &axis).filter(|_| waterfall.details.is_none()) {
        Some(columns) => columns.draw(pen, waterfall),
        None => Rows::of(pen, &bars, &axis, waterfall).draw(pen, waterfall),
    }
}

/// An end or a step.
struct Bar<'a> {
    name: &'a str,
    text: &'a str,
    detail: Option<&'a [String; 2]>,
    place: Option<Place>,
    kind: BarKind,
    is_behind: bool,
    /// Where it starts and ends; an end starts from zero. `None` where it has no figure.
    reach: Option<(Decimal, Decimal)>,
    /// The level from which the next one starts.
    level: Decimal,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum BarKind {
    Start,
    Step,
    End,
}

impl Bar<'_> {
    fn hue(&self, waterfall: &Waterfall) -> Hue {
        match self.kind {
            BarKind::Step if self.is_behind => Hue::Grey,
            BarKind::Step => waterfall.step_hue,
            BarKind::Start | BarKind::End => waterfall.hue,
        }
    }

    /// Whether it goes on from a level: an end that nobody led to stands alone.
    fn follows(&self, level: Decimal) -> bool {
        self.reach.is_some_and(|(_, to)| self.kind == BarKind::Step || to == level)
    }

    /// Its figure stands under it, beside no line that leads to zero.
    fn is_end_below_zero(&self) -> bool {
        self.kind != BarKind::Step && matches!(self.reach, Some((_, to)) if to < Decimal::ZERO)
    }
}

fn bars<'a>(waterfall: &'a Waterfall, levels: &[Decimal]) -> Vec<Bar<'a>> {
    let (start, end) = (&waterfall.start, &waterfall.end);
    let first = levels.first().copied().unwrap_or_default();
    let last = levels.last().copied().unwrap_or_default();
    let mut bars = vec![Bar {
        name: &start.name,
        text: &start.text,
        detail: None,
        place: start.place,
        kind: BarKind::Start,
        is_behind: false,
        reach: start.value.map(|to| (Decimal::ZERO, to)),
        level: first,
    }];
    let steps = waterfall.steps.iter().zip(levels.iter().zip(levels.iter().skip(1)));
    bars.extend(steps.map(|(step, (from, to))| {
        let reach = step.value.map(|_| (*from, *to));
        Bar {
            name: &step.name,
            text: &step.text,
            detail: step.detail.as_ref(),
            place: step.place,
            kind: BarKind::Step,
            is_behind: step.is_behind,
            reach,
            level: *to,
        }
    }));
    bars.push(Bar {
        name: &end.name,
        text: &end.text,
        detail: None,
        place: end.place,
        kind: BarKind::End,
        is_behind: false,
        reach: end.value.map(|to| (Decimal::ZERO, to)),
        level: last,
    });
    bars
}

/// Whether both ends are level marks: what starts above zero has no length.
fn ends_are_levels(waterfall: &Waterfall, axis: &Axis) -> bool {
    waterfall.ends_are_levels || axis.begins_at.is_some()
}

/// How a step is filled, an end of a bar.
fn look(bar: &Bar<'_>) -> Look {
    match (bar.kind, bar.reach) {
        (BarKind::Start, _) => Look::Former,
        (BarKind::Step, Some((from, to))) if to < from => Look::Former,
        (BarKind::Step | BarKind::End, _) => Look::Full,
    }
}

// ---------------------------------------------------------------- columns

/// Between two names, and between two figures.
const GAP: f32 = 6.0;

struct Columns<'a, 'b> {
    bars: &'b [Bar<'a>],
    axis: &'b Axis,
    /// The lines of each name.
    names: Vec<Vec<String>>,
    pitch: f32,
    area: Area,
    /// Under the plot, for the figures of ends below zero.
    foot: f32,
}

impl<'a, 'b> Columns<'a, 'b> {
    /// Columns over the whole width; `None` where a name on two lines or a figure is wider than its column.
    fn fitting(pen: &Pen, bars: &'b [Bar<'a>], axis: &'b Axis) -> Option<Self> {
        let pitch = pen.width() / f32::from(u16::try_from(bars.len()).ok()?);
        let room = pitch - GAP;
        let fits = |text: &str, font| pen.measure(text, font) <= room;
        let name = pen.sizes.tick;
        let has_room = bars.iter().all(|bar| fits(bar.text, pen.sizes.value) && bar.name.split(' ').all(|word| fits(word, name)));
        let names: Vec<Vec<String>> = bars.iter().map(|bar| pen.wrapped(bar.name, name, room, usize::MAX)).collect();
        if !has_room || names.iter().any(|lines| lines.len() > 2) {
            return None;
        }
        let top = pen.y + pen.sizes.value.line() + 4.0;
        let foot = if bars.iter().any(Bar::is_end_below_zero) { pen.sizes.value.line() } else { 0.0 };
        Some(Self { bars, axis, names, pitch, foot, area: Area { left: 0.0, right: pen.width(), top, bottom: top + pen.sizes.plot } })
    }

    fn y(&self, value: Decimal) -> f32 {
        self.area.bottom - self.axis.position(value) * self.area.height()
    }

    /// Where what stands at zero stands: on the baseline, whatever that is.
    fn zero(&self) -> f32 {
        if self.axis.begins_at.is_some() { self.area.bottom } else { self.y(Decimal::ZERO) }
    }

    fn draw(&self, pen: &mut Pen, waterfall: &Waterfall) {
        let half = (0.3 * self.pitch).min(34.0 * pen.sizes.u);
        self.baseline(pen);
        let mut x = self.pitch / 2.0;
        for (index, (bar, name)) in self.bars.iter().zip(&self.names).enumerate() {
            let top = self.mark(pen, waterfall, bar, (x, half));
            let column = Area { left: x - self.pitch / 2.0, right: x + self.pitch / 2.0, ..self.area };
            pen.hit(column, bar.place, &[bar.name], bar.text);
            let font = pen.sizes.value;
            let middle = if bar.is_end_below_zero() { top + font.line() / 2.0 + 6.0 } else { top - font.line() / 2.0 - 3.0 };
            pen.words_by(x, middle, 0.5, bar.text, font, if bar.reach.is_some() { Ink::Main } else { Ink::Third });
            if self.bars.get(index + 1).is_some_and(|next| next.follows(bar.level)) {
                let y = self.y(bar.level);
                pen.line(Spot { x: x + half, y }, Spot { x: x + self.pitch - half, y }, Ink::Axis, 1.0, Dash::Solid);
            }
            let mut line = self.area.bottom + self.foot + 8.0;
            for words in name {
                pen.words_by(x, line + pen.sizes.tick.line() / 2.0, 0.5, words, pen.sizes.tick, Ink::Second);
                line += pen.sizes.tick.line();
            }
            x += self.pitch;
        }
        let lines = self.names.iter().map(Vec::len).max().unwrap_or(1);
        pen.y = self.area.bottom + self.foot + 8.0 + pen.sizes.tick.line() * f32::from(u16::try_from(lines).unwrap_or(2)) + 4.0;
    }

    /// The bar, the level or the line of 0; gives its top.
    fn mark(&self, pen: &mut Pen, waterfall: &Waterfall, bar: &Bar<'_>, (x, half): (f32, f32)) -> f32 {
        let Some((from, to)) = bar.reach else { return self.y(bar.level) };
        if bar.kind != BarKind::Step && ends_are_levels(waterfall, self.axis) {
            let (y, zero, width) = (self.y(to), self.zero(), 3.0 * pen.sizes.u);
            if (zero - y).abs() > width {
                pen.line(Spot { x, y }, Spot { x, y: zero }, Ink::Series(bar.hue(waterfall)), 1.5 * pen.sizes.u, Dash::Dashed(4.0 * pen.sizes.u));
            }
            pen.push(Mark::Fill { area: Area::around(Spot { x, y }, half, width / 2.0), ink: Ink::Series(bar.hue(waterfall)) });
            return y - width / 2.0;
        }
        let from = if bar.kind == BarKind::Step { self.y(from) } else { self.zero() };
        let (top, bottom) = (from.min(self.y(to)), from.max(self.y(to)));
        if bottom - top < THIN {
            let thin = Area::around(Spot { x, y: f32::midpoint(top, bottom) }, half, pen.sizes.u);
            pen.push(Mark::Fill { area: thin, ink: Ink::Series(bar.hue(waterfall)) });
            return thin.top;
        }
        pen.bar(Area { left: x - half, right: x + half, top, bottom }, bar.hue(waterfall), look(bar));
        top
    }

    /// The axis, interrupted by two strokes where it leaves zero out.
    fn baseline(&self, pen: &mut Pen) {
        let (u, axis, y) = (pen.sizes.u, pen.sizes.axis, self.zero());
        let Area { left, right, .. } = self.area;
        if self.axis.begins_at.is_none() {
            pen.line(Spot { x: left, y }, Spot { x: right, y }, Ink::Axis, axis, Dash::Solid);
            return;
        }
        let (from, to) = (left + 8.0 * u, left + 14.0 * u);
        pen.line(Spot { x: left, y }, Spot { x: from, y }, Ink::Axis, axis, Dash::Solid);
        pen.line(Spot { x: to, y }, Spot { x: right, y }, Ink::Axis, axis, Dash::Solid);
        for x in [from, to] {
            pen.line(Spot { x: x - 2.5 * u, y: y + 6.0 * u }, Spot { x: x + 2.5 * u, y: y - 6.0 * u }, Ink::Axis, axis, Dash::Solid);
        }
    }
}

// ---------------------------------------------------------------- rows

/// Between a mark and its figure.
const BESIDE: f32 = 8.0;

/// From this width on what each step was and is stands beside it.
const WIDE: f32 = 560.0;

struct Rows<'a, 'b> {
    bars: &'b [Bar<'a>],
    axis: &'b Axis,
    /// Where the axis stands, and how far the highest level is from it.
    left: f32,
    length: f32,
    /// Whether the names of steps stand right of the axis, before their marks.
    is_inside: bool,
    /// What stands over what each step was and is.
    details: Option<[&'static str; 2]>,
    /// From start to end, beside the end.
    change: &'a str,
}

impl<'a, 'b> Rows<'a, 'b> {
    fn of(pen: &Pen, bars: &'b [Bar<'a>], axis: &'b Axis, waterfall: &'a Waterfall) -> Self {
        let widest = |bars: &mut dyn Iterator<Item = &'b Bar<'a>>, font, text: fn(&'b Bar<'a>) -> &'a str| {
            bars.map(|bar| pen.measure(text(bar), font)).fold(0.0, f32::max)
        };
        let figures = widest(&mut bars.iter(), pen.sizes.value, |bar| bar.text) + BESIDE + 2.0 * pen.sizes.u;
        let details = waterfall.details.filter(|_| pen.width() >= WIDE);
        let rows = |is_inside: bool| {
            let mut named = bars.iter().filter(|bar| !is_inside || bar.kind != BarKind::Step);
            let left = widest(&mut named, pen.sizes.row, |bar| bar.name).min(0.42 * pen.width()) + BESIDE + 2.0;
            let mut rows = Self { bars, axis, left, length: 0.0, is_inside, details, change: &waterfall.change };
            rows.length = (pen.width() - left - figures - rows.details_width(pen)).max(20.0);
            rows
        };
        let inside = rows(true);
        if details.is_some() && bars.iter().all(|bar| inside.has_room(pen, bar)) { inside } else { rows(false) }
    }

    /// Whether the name of a step stands before its mark, and before a figure at the left of it.
    fn has_room(&self, pen: &Pen, bar: &Bar<'_>) -> bool {
        let u = pen.sizes.u;
        let Some((from, to)) = bar.reach.filter(|_| bar.kind == BarKind::Step) else { return true };
        let figure = if to < from { pen.measure(bar.text, pen.sizes.value) + BESIDE } else { 0.0 };
        let start = self.x(from.min(to)) - figure - 16.0 * u;
        self.left + 12.0 * u + pen.measure(bar.name, pen.sizes.row_plain) <= start
    }

    /// The widths of both columns of details.
    fn detail_widths(&self, pen: &Pen) -> [f32; 2] {
        let font = pen.sizes.tick;
        let of = |index: usize| {
            let texts = self.bars.iter().filter_map(|bar| bar.detail?.get(index)).map(String::as_str);
            texts.chain(self.details.iter().filter_map(|heads| heads.get(index).copied())).map(|text| pen.measure(text, font)).fold(0.0, f32::max)
        };
        [of(0), of(1)]
    }

    fn details_width(&self, pen: &Pen) -> f32 {
        let [was, is] = self.detail_widths(pen);
        let change = pen.measure(self.change, pen.sizes.value) + 16.0 * pen.sizes.u;
        if self.details.is_some() { (was + is + 44.0 * pen.sizes.u).max(change) } else { 0.0 }
    }

    /// "8,2 → 9": what a step was and is, with a drawn arrow between; heads stand without one.
    fn detail(&self, pen: &mut Pen, [was, is]: [&str; 2], middle: f32, has_arrow: bool) {
        let ([_, width], u, font) = (self.detail_widths(pen), pen.sizes.u, pen.sizes.tick);
        let right = pen.width();
        pen.words_by(right, middle, 1.0, is, font, Ink::Main);
        let tip = right - width - 8.0 * u;
        pen.words_by(tip - 12.0 * u - 8.0 * u, middle, 1.0, was, font, Ink::Third);
        if has_arrow {
            let end = Spot { x: tip, y: middle };
            pen.line(Spot { x: tip - 12.0 * u, y: middle }, end, Ink::Second, pen.sizes.axis, Dash::Solid);
            for y in [middle - 3.0 * u, middle + 3.0 * u] {
                pen.line(Spot { x: tip - 4.0 * u, y }, end, Ink::Second, pen.sizes.axis, Dash::Solid);
            }
        }
    }

    fn x(&self, value: Decimal) -> f32 {
        self.left + self.axis.position(value) * self.length
    }

    fn zero(&self) -> f32 {
        if self.axis.begins_at.is_some() { self.left } else { self.x(Decimal::ZERO) }
    }

    fn draw(&self, pen: &mut Pen, waterfall: &Waterfall) {
        let (height, gap) = (pen.sizes.bar.min(28.0 * pen.sizes.u), 0.35 * pen.sizes.bar);
        if let Some(heads) = self.details {
            let middle = pen.y + pen.sizes.tick.line() / 2.0;
            self.detail(pen, heads, middle, false);
            pen.y += pen.sizes.tick.line();
        }
        let top = pen.y + 4.0;
        pen.y = top;
        for (index, bar) in self.bars.iter().enumerate() {
            let middle = pen.y + height / 2.0;
            let is_end = bar.kind == BarKind::End;
            let (font, ink) = if is_end { (pen.sizes.row, Ink::Main) } else { (pen.sizes.row_plain, Ink::Second) };
            if self.is_inside && bar.kind == BarKind::Step {
                pen.words_by(self.left + 12.0 * pen.sizes.u, middle, 0.0, bar.name, font, Ink::Main);
            } else {
                let name = pen.elided(bar.name, font, self.left - BESIDE - 2.0);
                pen.words_by(self.left - BESIDE - 2.0, middle, 1.0, &name, font, ink);
            }
            let mark = self.mark(pen, waterfall, bar, Area { left: 0.0, right: 0.0, top: pen.y, bottom: pen.y + height });
            self.figure(pen, bar, mark, middle);
            let row = Area { left: 0.0, right: pen.width(), top: pen.y, bottom: pen.y + height };
            pen.hit(row, bar.place, &[bar.name], bar.text);
            if is_end && self.details.is_some() && !self.change.is_empty() {
                let width = pen.width();
                pen.words_by(width, middle, 1.0, self.change, pen.sizes.value, Ink::Main);
            }
            if let Some([was, is]) = bar.detail.filter(|_| self.details.is_some()) {
                self.detail(pen, [was, is], middle, true);
            }
            if self.bars.get(index + 1).is_some_and(|next| next.follows(bar.level)) {
                let x = self.x(bar.level);
                pen.line(Spot { x, y: pen.y + height }, Spot { x, y: pen.y + height + gap }, Ink::Axis, 1.0, Dash::Solid);
            }
            pen.y += height + gap;
        }
        pen.y -= gap;
        let (x, bottom) = (self.zero(), pen.y + 4.0);
        pen.line(Spot { x, y: top - 4.0 }, Spot { x, y: bottom }, Ink::Axis, pen.sizes.axis, Dash::Solid);
        if self.axis.begins_at.is_some() {
            let u = pen.sizes.u;
            for y in [bottom - 14.0 * u, bottom - 8.0 * u] {
                pen.line(Spot { x: x - 6.0 * u, y: y + 2.5 * u }, Spot { x: x + 6.0 * u, y: y - 2.5 * u }, Ink::Axis, pen.sizes.axis, Dash::Solid);
            }
        }
        pen.y = bottom + 4.0;
    }

    /// The figure beyond the tip of its mark: at the left of a fall that leaves room there.
    fn figure(&self, pen: &mut Pen, bar: &Bar<'_>, mark: Area, middle: f32) {
        let (font, ink) = (pen.sizes.value, if bar.reach.is_some() { Ink::Main } else { Ink::Third });
        let is_fall = matches!(bar.reach, Some((from, to)) if to < from);
        let has_room = mark.left - BESIDE - pen.measure(bar.text, font) > self.left + 4.0;
        let (x, anchor) = if is_fall && has_room { (mark.left - BESIDE, 1.0) } else { (mark.right + BESIDE, 0.0) };
        pen.words_by(x, middle, anchor, bar.text, font, ink);
    }

    /// The bar, the level or the line of 0; gives its area.
    fn mark(&self, pen: &mut Pen, waterfall: &Waterfall, bar: &Bar<'_>, row: Area) -> Area {
        let at = |left: f32, right: f32| Area { left, right, ..row };
        let Some((from, to)) = bar.reach else { return at(self.x(bar.level), self.x(bar.level)) };
        let to = self.x(to);
        if bar.kind != BarKind::Step && ends_are_levels(waterfall, self.axis) {
            let (half, y) = (1.5 * pen.sizes.u, row.centre().y);
            let zero = self.zero();
            if (to - zero).abs() > 2.0 * half {
                pen.line(Spot { x: zero, y }, Spot { x: to, y }, Ink::Series(bar.hue(waterfall)), half, Dash::Dashed(4.0 * pen.sizes.u));
            }
            let mark = at(to - half, to + half);
            pen.push(Mark::Fill { area: mark, ink: Ink::Series(bar.hue(waterfall)) });
            return mark;
        }
        let from = if bar.kind == BarKind::Step { self.x(from) } else { self.zero() };
        let (left, right) = (from.min(to), from.max(to));
        if right - left < THIN {
            let thin = at(f32::midpoint(left, right) - pen.sizes.u, f32::midpoint(left, right) + pen.sizes.u);
            pen.push(Mark::Fill { area: thin, ink: Ink::Series(bar.hue(waterfall)) });
            return thin;
        }
        let mark = at(left, right);
        pen.bar(mark, bar.hue(waterfall), look(bar));
        mark
    }
}

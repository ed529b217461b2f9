//! Outstanding commitments laid out: a column a year, what is known full, what is estimated pale, what is only scheduled in dashes.

use rust_decimal::Decimal;

use super::Hue;
use super::axis::Axis;
use super::outstanding::{Level, LevelNature, Outstanding};
use super::pen::{Look, Pen};
use super::scene::{Area, Dash, Ink, Mark, Spot};
use crate::lang::writing;

const HUE: Hue = Hue::Plum;
/// From the foot of the plot to the years.
const YEARS: f32 = 9.0;

pub fn draw(pen: &mut Pen, outstanding: &Outstanding) {
    let value = |level: &Level| level.amount.map(|amount| Decimal::new(amount.get(), outstanding.unit.power()));
    let levels = || outstanding.years.iter().filter_map(|end| end.level.as_ref());
    let axis = Axis::over(levels().filter_map(value));
    let has_amounts = levels().next().is_some();
    let tick = pen.sizes.tick;
    let texts: Vec<(Decimal, String)> = if has_amounts { tick_texts(&axis, outstanding.unit.symbol()) } else { Vec::new() };
    let widest = texts.iter().map(|(_, text)| pen.measure(text, tick)).fold(0.0, f32::max);
    let left = if widest > 0.0 { widest + 8.0 } else { 0.0 };
    let top = pen.y + pen.sizes.value.line() + 4.0;
    let area = Area { left, right: pen.width(), top, bottom: top + pen.sizes.plot };
    let y = |value: Decimal| area.bottom - axis.position(value) * area.height();
    for (value, text) in &texts {
        pen.words_by(left - 8.0, y(*value), 1.0, text, tick, Ink::Third);
        if !value.is_zero() {
            pen.line(Spot { x: left, y: y(*value) }, Spot { x: area.right, y: y(*value) }, Ink::Grid, 1.0, Dash::Solid);
        }
    }
    let zero = y(Decimal::ZERO);
    let step = area.width() / f32::from(u16::try_from(outstanding.years.len().max(1)).unwrap_or(u16::MAX));
    let half = (0.3 * step).min(60.0 * pen.sizes.u);
    let mut x = left + step / 2.0;
    for end in &outstanding.years {
        if let Some(level) = &end.level {
            let height = value(level).map_or(zero, y);
            draw_level(pen, level, Spot { x, y: height }, (zero, half));
            let column = Area { left: x - half, right: x + half, ..area };
            pen.hit(column, level.place, &[level.name, &end.year.to_string()], &level.text);
        }
        pen.line(Spot { x, y: area.bottom }, Spot { x, y: area.bottom + 5.0 }, Ink::Axis, pen.sizes.axis, Dash::Solid);
        pen.words_by(x, area.bottom + YEARS + tick.line() / 2.0, 0.5, &end.year.to_string(), pen.sizes.name, Ink::Main);
        x += step;
    }
    pen.line(Spot { x: left, y: zero }, Spot { x: area.right, y: zero }, Ink::Axis, pen.sizes.axis, Dash::Solid);
    if !has_amounts {
        let middle = area.centre();
        pen.words_by(middle.x, middle.y, 0.5, outstanding.no_figure, pen.sizes.value_plain, Ink::Third);
    }
    pen.y = area.bottom + YEARS + tick.line() + 4.0;
    draw_spans(pen, outstanding, left, step);
    pen.y += 3.0 + tick.line();
}

/// The unit stands on the last tick.
fn tick_texts(axis: &Axis, unit: &str) -> Vec<(Decimal, String)> {
    let last = axis.ticks.last().copied();
    let text = |tick: Decimal| if Some(tick) == last { writing::with_unit(tick, unit) } else { writing::decimal(tick) };
    axis.ticks.iter().map(|tick| (*tick, text(*tick))).collect()
}

fn draw_level(pen: &mut Pen, level: &Level, at: Spot, (zero, half): (f32, f32)) {
    let (top, bottom) = (at.y.min(zero), at.y.max(zero));
    let bar = Area { left: at.x - half, right: at.x + half, top, bottom };
    if bottom - top > 0.5 {
        match level.nature {
            LevelNature::Observed => pen.bar(bar, HUE, Look::Full),
            LevelNature::Estimated => pen.bar(bar, HUE, Look::Former),
            LevelNature::Scheduled => {
                let (width, dash) = (2.0 * pen.sizes.u, Dash::Dashed(8.0 * pen.sizes.u));
                pen.push(Mark::Fill { area: bar, ink: Ink::Pale(HUE) });
                let (left, right) = (bar.left + width / 2.0, bar.right - width / 2.0);
                let corners = [(left, zero), (left, at.y), (right, at.y), (right, zero)].map(|(x, y)| Spot { x, y });
                for (from, to) in corners.into_iter().zip(corners.into_iter().skip(1)) {
                    pen.line(from, to, Ink::Series(HUE), width, dash);
                }
            }
        }
    }
    let font = if level.nature == LevelNature::Observed { pen.sizes.value } else { pen.sizes.value_plain };
    // An amount under 0 is written over its bar: under it stand the years.
    let middle = top - font.line() / 2.0 - 2.0;
    let area = Area::around(Spot { x: at.x, y: middle }, pen.measure(&level.text, font) / 2.0 + 3.0, font.size / 2.0);
    pen.push(Mark::Fill { area, ink: Ink::Ground });
    pen.words_by(at.x, middle, 0.5, &level.text, font, Ink::Main);
}

/// What each run of years is, under it, instead of a legend.
fn draw_spans(pen: &mut Pen, outstanding: &Outstanding, left: f32, step: f32) {
    let mut spans: Vec<(f32, f32, &'static str)> = Vec::new();
    let mut x = left;
    for end in &outstanding.years {
        if let Some(level) = &end.level {
            match spans.last_mut() {
                Some((_, to, name)) if *name == level.name && (*to - x).abs() < 0.5 => *to = x + step,
                _ => spans.push((x, x + step, level.name)),
            }
        }
        x += step;
    }
    let inset = 0.12 * step;
    for (from, to, name) in spans {
        let y = pen.y;
        pen.line(Spot { x: from + inset, y }, Spot { x: to - inset, y }, Ink::Axis, pen.sizes.axis, Dash::Solid);
        pen.words_by(f32::midpoint(from, to), y + 3.0 + pen.sizes.tick.line() / 2.0, 0.5, name, pen.sizes.tick, Ink::Second);
    }
}

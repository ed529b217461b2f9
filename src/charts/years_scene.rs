//! Credits over the years, laid out: AE and CP beside each other on one scale, what was before pale, the last full.

use super::Hue;
use super::pen::{Look, Pen};
use super::scene::{Area, Dash, Ink, Spot};
use super::stack::{Reach, Scale, float};
use super::years::{MeasureOver, Years};

/// From this width on AE and CP stand beside each other.
const WIDE: f32 = 640.0;
const HUE: Hue = Hue::Blue;

pub fn draw(pen: &mut Pen, years: &Years) {
    if years.measures.iter().all(|of| of.rows.is_empty()) {
        pen.nothing(years.no_figure);
        return;
    }
    let (is_wide, gutter) = (pen.width() >= WIDE, 32.0);
    let width = if is_wide { (pen.width() - gutter) / 2.0 } else { pen.width() };
    let rows = || years.measures.iter().flat_map(|of| &of.rows);
    let label = rows().map(|row| pen.measure(&row.name, pen.sizes.row)).fold(0.0, f32::max) + 10.0;
    let text = rows().map(|row| pen.measure(&row.text, pen.sizes.value)).fold(0.0, f32::max) + 8.0;
    let reach = Reach::over(rows().filter_map(|row| row.amount).map(float));
    let scale = Scale::new(label, (width - label - text).max(20.0), reach);
    let (top, mut bottom) = (pen.y, pen.y);
    for (of, left) in years.measures.iter().zip([0.0, if is_wide { width + gutter } else { 0.0 }]) {
        if is_wide {
            pen.y = top;
        } else if pen.y > top {
            pen.y += 18.0 * pen.sizes.u;
        }
        draw_measure(pen, of, left, label, scale);
        bottom = bottom.max(pen.y);
    }
    pen.y = bottom;
}

fn draw_measure(pen: &mut Pen, of: &MeasureOver, left: f32, label: f32, scale: Scale) {
    let group = pen.sizes.group;
    pen.words_at(left, pen.y, of.name, group, Ink::Main);
    pen.y += group.line() + 6.0 * pen.sizes.u;
    let height = (0.8 * pen.sizes.bar).min(56.0 * pen.sizes.u);
    let top = pen.y;
    let last = of.rows.len().saturating_sub(1);
    for (index, row) in of.rows.iter().enumerate() {
        let step = height.max(pen.sizes.value.line());
        let middle = pen.y + step / 2.0;
        let is_last = index == last;
        let (font, ink) = if is_last { (pen.sizes.row, Ink::Main) } else { (pen.sizes.row_plain, Ink::Second) };
        pen.words_by(left + label - 10.0, middle, 1.0, &row.name, font, ink);
        let zero = left + scale.zero;
        let end = left + row.amount.map_or(scale.zero, |amount| scale.x(float(amount)));
        if row.amount.is_some_and(|amount| amount != crate::model::Euros::ZERO) {
            let (from, to) = (zero.min(end), zero.max(end));
            let area = Area { left: from, right: to.max(from + 1.5), top: middle - height / 2.0, bottom: middle + height / 2.0 };
            pen.bar(area, HUE, if is_last { Look::Full } else { Look::Former });
        }
        let (font, ink) = if is_last { (pen.sizes.value, Ink::Main) } else { (pen.sizes.value_plain, Ink::Second) };
        let written = pen.words_by(zero.max(end) + 8.0, middle, 0.0, &row.text, font, ink);
        let line = Area { left, right: written.right, top: middle - step / 2.0, bottom: middle + step / 2.0 };
        pen.hit(line, Some(row.place), &[of.name, &row.name], &row.text);
        pen.y += step + 0.22 * pen.sizes.bar;
    }
    if !of.rows.is_empty() {
        pen.y -= 0.22 * pen.sizes.bar;
        let x = left + scale.zero - 1.0;
        pen.line(Spot { x, y: top - 3.0 }, Spot { x, y: pen.y + 3.0 }, Ink::Axis, pen.sizes.axis, Dash::Solid);
    }
}

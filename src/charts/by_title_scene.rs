//! Titles laid out: AE and CP beside each other on one scale, the act over the bill for each title.

use super::by_title::{ByTitle, TitleRow, TitlesOf};
use super::pen::{Look, Pen};
use super::scene::{Area, Dash, Ink, Sizes, Spot};
use super::stack::{Reach, Scale, float};

/// From this width on AE and CP stand beside each other.
const WIDE: f32 = 640.0;

pub fn draw(pen: &mut Pen, by_title: &ByTitle) {
    if by_title.measures.iter().all(|titles| titles.rows.is_empty()) {
        pen.nothing(by_title.no_figure);
        return;
    }
    let is_wide = pen.width() >= WIDE;
    let gutter = 32.0;
    let width = if is_wide { (pen.width() - gutter) / 2.0 } else { pen.width() };
    let columns = Columns::of(pen, by_title, width);
    let top = pen.y;
    let mut bottom = top;
    for (titles, left) in by_title.measures.iter().zip([0.0, if is_wide { width + gutter } else { 0.0 }]) {
        if is_wide {
            pen.y = top;
        } else if pen.y > top {
            pen.y += 18.0 * pen.sizes.u;
        }
        draw_measure(pen, by_title, titles, left, columns);
        bottom = bottom.max(pen.y);
    }
    pen.y = bottom;
}

/// What both measures share, from their left.
#[derive(Clone, Copy)]
struct Columns {
    label: f32,
    scale: Scale,
    right: f32,
}

impl Columns {
    fn of(pen: &Pen, by_title: &ByTitle, width: f32) -> Self {
        let label = by_title.stages.iter().map(|stage| pen.measure(stage, pen.sizes.row)).fold(0.0, f32::max) + 10.0;
        let rows = || by_title.measures.iter().flat_map(|titles| &titles.rows);
        let end = |row: &TitleRow| {
            let [act, bill] = &row.texts;
            let variation = if row.variation.is_empty() { 0.0 } else { 10.0 + pen.measure(&row.variation, pen.sizes.words) };
            pen.measure(act, pen.sizes.value_plain).max(pen.measure(bill, pen.sizes.value) + variation)
        };
        let texts = rows().map(end).fold(0.0, f32::max) + 8.0;
        let amounts = || rows().flat_map(|row| row.amounts.into_iter().flatten());
        let reach = Reach::over(amounts().map(float));
        Self { label, scale: Scale::new(label, (width - label - texts).max(20.0), reach), right: width }
    }
}

fn draw_measure(pen: &mut Pen, by_title: &ByTitle, titles: &TitlesOf, left: f32, columns: Columns) {
    let (group, name) = (pen.sizes.group, pen.sizes.name);
    pen.words_at(left, pen.y, titles.name, group, Ink::Main);
    pen.y += group.line() + 4.0 * pen.sizes.u;
    if titles.rows.is_empty() {
        pen.words_at(left, pen.y, by_title.no_amount, pen.sizes.value_plain, Ink::Third);
        pen.y += pen.sizes.value_plain.line();
    }
    for (index, row) in titles.rows.iter().enumerate() {
        if index > 0 {
            pen.y += 0.35 * pen.sizes.bar * air(pen);
        }
        let words = pen.elided(&row.name, name, columns.right - columns.label);
        pen.words_at(left + columns.scale.zero.min(columns.label), pen.y, &words, name, Ink::Words(row.hue));
        pen.y += name.size + (name.line() - name.size + 2.0 * pen.sizes.u) * air(pen);
        draw_row(pen, by_title, titles.name, row, left, columns);
    }
}

/// How much of what usually lies between lines is left: bars that shrink leave less.
fn air(pen: &Pen) -> f32 {
    if pen.sizes.is_small() { 1.0 } else { (pen.sizes.bar / Sizes::CANVAS.bar).min(1.0) }
}

fn draw_row(pen: &mut Pen, by_title: &ByTitle, of: &str, row: &TitleRow, left: f32, columns: Columns) {
    let height = 0.7 * pen.sizes.bar;
    let top = pen.y;
    let [act, bill] = row.amounts;
    let [act_text, bill_text] = &row.texts;
    let [act_name, bill_name] = &by_title.stages;
    let [act_place, bill_place] = row.places;
    let lines = [(act_name, act, act_text, act_place, true), (bill_name, bill, bill_text, bill_place, false)];
    for (name, amount, text, place, is_former) in lines {
        let step = height.max(pen.sizes.row.size + 1.0 + air(pen));
        let middle = pen.y + step / 2.0;
        let (font, ink) = if is_former { (pen.sizes.row_plain, Ink::Second) } else { (pen.sizes.row, Ink::Main) };
        pen.words_by(left + columns.label - 10.0, middle, 1.0, name, font, ink);
        let zero = left + columns.scale.zero;
        let end = left + amount.map_or(columns.scale.zero, |amount| columns.scale.x(float(amount)));
        if amount.is_some_and(|amount| amount != crate::model::Euros::ZERO) {
            let (from, to) = (zero.min(end), zero.max(end));
            let area = Area { left: from, right: to.max(from + 1.5), top: middle - height / 2.0, bottom: middle + height / 2.0 };
            pen.bar(area, row.hue, if is_former { Look::Former } else { Look::Full });
        }
        let font = if is_former { pen.sizes.value_plain } else { pen.sizes.value };
        let ink = if is_former { Ink::Second } else { Ink::Main };
        let written = pen.words_by(zero.max(end) + 8.0, middle, 0.0, text, font, ink);
        let line = Area { left, right: written.right, top: middle - step / 2.0, bottom: middle + step / 2.0 };
        pen.hit(line, Some(place), &[of, &row.name, name], text);
        if !is_former && !row.variation.is_empty() {
            pen.words_by(written.right + 10.0, middle + 0.5, 0.0, &row.variation, pen.sizes.words, Ink::Second);
        }
        pen.y += step + 3.0 * pen.sizes.u * air(pen);
    }
    pen.y -= 3.0 * pen.sizes.u * air(pen);
    let x = left + columns.scale.zero - 1.0;
    pen.line(Spot { x, y: top - 2.0 }, Spot { x, y: pen.y + 2.0 }, Ink::Axis, pen.sizes.axis, Dash::Solid);
}

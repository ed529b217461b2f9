//! The payment schedule, laid out: one row a year, origins stacked, the keys in a panel where there is room.

use super::axis::{Axis, float};
use super::pen::Pen;
use super::scene::{Area, Ink, Mark, Spot};
use super::schedule::Schedule;
use super::stack::{Reach, Scale, Stack, names};
use super::{Bar, Total};
use rust_decimal::Decimal;

/// The height of a row that has no bar, and the gap between rows, by that of a bar.
const LOW_ROW: f32 = 0.7;
const ROW_GAP: f32 = 0.36;

struct Columns {
    label: f32,
    scale: Scale,
}

pub fn draw(pen: &mut Pen, schedule: &Schedule) {
    let label = schedule.rows.iter().flat_map(|row| [pen.measure(&row.name, pen.sizes.row), pen.measure(&row.total_text, pen.sizes.words)]);
    let label = label.fold(0.0, f32::max) + 10.0;
    let ticks = ticks(schedule);
    let right = pen.width() - 12.0;
    let scale = Scale::new(label, right - label, Reach::of(schedule.rows.iter()));
    let columns = Columns { label, scale };
    if let Some(first) = schedule.rows.first() {
        let stack = Stack { segments: &first.segments, scale, top: 0.0, height: 0.0, is_former: false, limits: (label, right), name: &first.name };
        let areas = stack.areas(pen);
        names(pen, areas, pen.width());
    }
    let (top, first_mark) = (pen.y, pen.scene.marks.len());
    let mut ends = Vec::new();
    for (index, row) in schedule.rows.iter().enumerate() {
        let end = draw_row(pen, row, &columns, index > 0);
        ends.push((pen.y, end));
    }
    let bottom = pen.y;
    draw_grid(pen, schedule, &ticks, &columns, (top, bottom), first_mark);
    if schedule.rows.iter().all(|row| row.total == Total::Empty) {
        let x = f32::midpoint(label, pen.width());
        pen.words_by(x, f32::midpoint(top, bottom), 0.5, schedule.no_figure, pen.sizes.value_plain, Ink::Third);
    }
    draw_keys(pen, schedule, &ends, bottom);
}

/// The ticks in the unit of the chart; none where no row has an amount.
fn ticks(schedule: &Schedule) -> Vec<Decimal> {
    let ends = schedule.rows.iter().flat_map(|row| {
        let (positive, negative): (Vec<i64>, Vec<i64>) = row.segments.iter().map(|segment| segment.amount.get()).partition(|amount| *amount >= 0);
        [positive, negative].map(|amounts| amounts.into_iter().fold(0, i64::saturating_add))
    });
    Axis::within(ends.map(|euros| Decimal::new(euros, schedule.unit.power())))
}

/// A row and its label; gives where it ends on the right.
fn draw_row(pen: &mut Pen, row: &Bar, columns: &Columns, is_named: bool) -> f32 {
    let (strong, words) = (pen.sizes.row, pen.sizes.words);
    let x = columns.label - 10.0;
    if row.segments.is_empty() {
        let low = (LOW_ROW * pen.sizes.bar).max(strong.line() + 4.0);
        let middle = pen.y + low / 2.0;
        pen.words_by(x, middle, 1.0, &row.name, strong, Ink::Main);
        let text = pen.words_by(columns.scale.zero + 8.0, middle, 0.0, &row.total_text, strong, Ink::Second);
        pen.y += low;
        return text.right;
    }
    let label = strong.line() + words.line() - 1.0;
    let height = label.max(pen.sizes.bar);
    let top = pen.y + (height - pen.sizes.bar) / 2.0;
    let first = pen.y + (height - label) / 2.0;
    pen.words_at(x - pen.measure(&row.name, strong), first, &row.name, strong, Ink::Main);
    pen.words_at(x - pen.measure(&row.total_text, words), first + strong.line() - 1.0, &row.total_text, words, Ink::Second);
    let stack = Stack {
        segments: &row.segments,
        scale: columns.scale,
        top,
        height: pen.sizes.bar,
        is_former: false,
        limits: (columns.label, pen.width()),
        name: &row.name,
    };
    let mut end = stack.end(pen);
    if is_named {
        for segment in &row.segments {
            let width = pen.measure(&segment.name, strong);
            if end + 10.0 + width > pen.width() {
                break;
            }
            let area = pen.words_by(end + 10.0, top + pen.sizes.bar / 2.0, 0.0, &segment.name, strong, Ink::Words(segment.hue));
            let plate = area.grown(3.0, 0.0);
            pen.push(Mark::Fill { area: plate, ink: Ink::Ground });
            end = area.right;
        }
    }
    let below = stack.draw(pen, &mut Vec::new(), |segment| segment.text.clone());
    pen.y = (pen.y + height).max(top + pen.sizes.bar + below) + ROW_GAP * pen.sizes.bar;
    end
}

/// Grid, ticks and the baseline at zero, under the bars.
fn draw_grid(pen: &mut Pen, schedule: &Schedule, ticks: &[Decimal], columns: &Columns, (top, bottom): (f32, f32), first_mark: usize) {
    let font = pen.sizes.tick;
    let mut grid = Vec::new();
    let last = ticks.last();
    let euros = 10_f64.powi(i32::try_from(schedule.unit.power()).unwrap_or(0));
    for tick in ticks {
        let x = columns.scale.x(float(*tick) * euros);
        if !tick.is_zero() {
            grid.push(pen.sharp(Spot { x, y: top - 2.0 }, Spot { x, y: bottom }, Ink::Grid, 1.0));
        }
        let figure = crate::lang::writing::decimal(*tick);
        let is_last = Some(tick) == last;
        let text = if is_last { format!("{figure}\u{202f}{}", schedule.unit.symbol()) } else { figure };
        let width = pen.measure(&text, font);
        let left = (x - width / 2.0).min(pen.width() - width);
        pen.words_at(left, bottom + 2.0, &text, font, Ink::Third);
    }
    let x = columns.scale.zero - 1.0;
    grid.push(pen.sharp(Spot { x, y: top - 3.0 }, Spot { x, y: bottom }, Ink::Axis, pen.sizes.axis));
    pen.scene.marks.splice(first_mark..first_mark, grid);
    pen.y = bottom + if ticks.is_empty() { 0.0 } else { 2.0 + font.line() };
}

/// The opening keys at the right of the last rows, if those leave room.
fn draw_keys(pen: &mut Pen, schedule: &Schedule, ends: &[(f32, f32)], bottom: f32) {
    const PADDING: f32 = 10.0;
    let (strong, words, value) = (pen.sizes.name, pen.sizes.words, pen.sizes.value);
    if schedule.keys.is_empty() {
        return;
    }
    let percent = schedule.keys.iter().map(|key| pen.measure(&key.text, value)).fold(0.0, f32::max);
    let text =
        schedule.keys.iter().map(|key| percent + 10.0 + pen.measure(&key.words, words)).fold(pen.measure(&schedule.keys_title, strong), f32::max);
    let count = f32::from(u8::try_from(schedule.keys.len()).unwrap_or(u8::MAX));
    let height = 2.0 * PADDING - 4.0 + strong.line() + 2.0 + count * value.line();
    let width = text + 2.0 * PADDING;
    let area = Area { left: pen.width() - width, right: pen.width(), top: bottom - 4.0 - height, bottom: bottom - 4.0 };
    let is_free = ends.iter().filter(|(row_bottom, _)| *row_bottom > area.top).all(|(_, end)| end + 16.0 < area.left);
    if !is_free {
        return;
    }
    pen.push(Mark::Fill { area, ink: Ink::Panel });
    let mut y = area.top + PADDING - 2.0;
    pen.words_at(area.left + PADDING, y, &schedule.keys_title, strong, Ink::Main);
    y += strong.line() + 2.0;
    for key in &schedule.keys {
        let middle = y + value.line() / 2.0;
        pen.words_by(area.left + PADDING + percent, middle, 1.0, &key.text, value, Ink::Main);
        pen.words_by(area.left + PADDING + percent + 10.0, middle + 0.5, 0.0, &key.words, words, Ink::Second);
        y += value.line();
    }
}

//! Act against bill, laid out: AE, then CP; the act over the bill; the variation at the right.

use super::credits::{Comparison, Credits};
use super::pen::Pen;
use super::scene::{Area, Dash, Ink, Spot};
use super::stack::{Reach, Scale, Stack, names};

/// From this width on the variation stands apart, with its parts.
const WIDE: f32 = 600.0;

/// Between the name of a row and its bar.
const LABEL_GAP: f32 = 10.0;

struct Columns {
    label: f32,
    scale: Scale,
    /// Where bars and totals end.
    end: f32,
    is_wide: bool,
}

pub fn draw(pen: &mut Pen, credits: &Credits) {
    let bars = || credits.comparisons.iter().flat_map(|comparison| [&comparison.act, &comparison.bill]);
    if bars().all(|bar| bar.segments.is_empty()) {
        pen.nothing(credits.no_figure);
        return;
    }
    let label = bars().map(|bar| pen.measure(&bar.name, pen.sizes.row)).fold(0.0, f32::max) + LABEL_GAP;
    let totals = bars().map(|bar| pen.measure(&bar.total_text, pen.sizes.value)).fold(0.0, f32::max) + 8.0;
    let is_wide = pen.width() >= WIDE;
    let variation = credits.comparisons.iter().map(|comparison| variation_width(pen, comparison, is_wide)).fold(0.0, f32::max);
    let end = pen.width() - variation - 16.0;
    let scale = Scale::new(label, (end - totals - label).max(20.0), Reach::of(bars()));
    let columns = Columns { label, scale, end, is_wide };
    for (index, comparison) in credits.comparisons.iter().enumerate() {
        if index > 0 {
            pen.y += 18.0 * pen.sizes.u;
        }
        draw_comparison(pen, comparison, &columns);
    }
}

fn variation_width(pen: &Pen, comparison: &Comparison, is_wide: bool) -> f32 {
    if !is_wide {
        return pen.measure(&comparison.variation, pen.sizes.value);
    }
    let lines = details(pen, comparison);
    let widest = lines.iter().map(|line| pen.measure(line, pen.sizes.words)).fold(0.0, f32::max);
    24.0 + widest.max(pen.measure(&comparison.variation, pen.sizes.figure))
}

/// "+1,4 M€, dont", then the parts, on lines of at most 180.
fn details(pen: &Pen, comparison: &Comparison) -> Vec<String> {
    let Some(change) = &comparison.change else { return Vec::new() };
    if comparison.parts.len() < 2 {
        return vec![change.clone()];
    }
    let mut lines = vec![format!("{change}{}", comparison.of_which)];
    lines.extend(pen.wrapped(&comparison.parts.join(comparison.separator), pen.sizes.words, 190.0, 4));
    lines
}

fn draw_comparison(pen: &mut Pen, comparison: &Comparison, columns: &Columns) {
    let group = pen.sizes.group;
    pen.words_at(0.0, pen.y, comparison.name, group, Ink::Main);
    pen.y += group.line() + 2.0;
    let (height, gap) = (pen.sizes.bar, 4.0 * pen.sizes.u);
    let limits = (columns.label, columns.end);
    let scale = columns.scale;
    // Names stand over the bar that has more of them.
    let named = if comparison.act.segments.len() >= comparison.bill.segments.len() { &comparison.act } else { &comparison.bill };
    let areas = Stack { segments: &named.segments, scale, top: 0.0, height, is_former: false, limits, name: &named.name }.areas(pen);
    if areas.is_empty() {
        pen.y += 4.0;
    }
    names(pen, areas, columns.end);
    let (top, first_mark) = (pen.y, pen.scene.marks.len());
    let mut below = 0.0;
    let mut middles = Vec::new();
    for (bar, is_former) in [(&comparison.act, true), (&comparison.bill, false)] {
        let stack = Stack { segments: &bar.segments, scale, top: pen.y, height, is_former, limits, name: &bar.name };
        let middle = pen.y + height / 2.0;
        middles.push(middle);
        let (font, ink) = if is_former { (pen.sizes.row_plain, Ink::Second) } else { (pen.sizes.row, Ink::Main) };
        pen.words_by(columns.label - LABEL_GAP, middle, 1.0, &bar.name, font, ink);
        let font = if is_former { pen.sizes.value_plain } else { pen.sizes.value };
        pen.words_by(stack.end(pen) + 8.0, middle, 0.0, &bar.total_text, font, ink);
        below = stack.draw(pen, &mut Vec::new(), |segment| segment.text.clone());
        pen.y += height + gap + below;
    }
    pen.y -= gap;
    let x = columns.scale.zero - 1.0;
    let baseline = pen.sharp(Spot { x, y: top - 2.0 }, Spot { x, y: pen.y - below + 2.0 }, Ink::Axis, pen.sizes.axis);
    pen.scene.marks.insert(first_mark, baseline);
    // Between an amount and what nobody entered nothing is compared.
    if let [act, bill] = middles.as_slice()
        && !comparison.variation.is_empty()
    {
        draw_variation(pen, comparison, columns, (*act, *bill));
    }
}

fn draw_variation(pen: &mut Pen, comparison: &Comparison, columns: &Columns, (act, bill): (f32, f32)) {
    if !columns.is_wide {
        pen.words_by(pen.width(), bill, 1.0, &comparison.variation, pen.sizes.value, Ink::Main);
        return;
    }
    let (left, right) = (columns.end + 16.0 - 6.0, columns.end + 16.0 + 2.0);
    for y in [act, bill] {
        pen.line(Spot { x: left, y }, Spot { x: right, y }, Ink::Axis, pen.sizes.axis, Dash::Solid);
    }
    pen.line(Spot { x: right, y: act - 0.75 }, Spot { x: right, y: bill + 0.75 }, Ink::Axis, pen.sizes.axis, Dash::Solid);
    let lines = details(pen, comparison);
    let (figure, words) = (pen.sizes.figure, pen.sizes.words);
    let count = f32::from(u16::try_from(lines.len()).unwrap_or(u16::MAX));
    let mut y = f32::midpoint(act, bill) - (figure.line() + count * words.line()) / 2.0;
    let text = right + 14.0;
    pen.words_at(text, y, &comparison.variation, figure, Ink::Main);
    y += figure.line();
    for line in lines {
        let area: Area = pen.words_at(text, y, &line, words, Ink::Second);
        y = area.bottom;
    }
    pen.y = pen.y.max(y);
}

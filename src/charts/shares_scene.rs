//! Shares of the actions, laid out: one strip to 100 % with the titles under it, or a bar for each action.

use super::Hue;
use super::Segment;
use super::pen::Look;
use super::pen::Pen;
use super::scene::{Area, Dash, Ink, Mark, Spot};
use super::shares::{ActionShare, Shares};
use super::stack::{Reach, Scale, Stack, float};
use crate::model::Euros;

/// Height of the titles under the strip.
fn titles_bar(pen: &Pen) -> f32 {
    (0.5 * pen.sizes.bar).max(pen.sizes.amount.line() + 4.0)
}

pub fn draw(pen: &mut Pen, shares: &Shares) {
    if shares.actions.iter().all(|action| action.titles.is_empty()) {
        pen.nothing(shares.no_figure);
        return;
    }
    let names = if shares.is_strip { strip_names(pen, shares) } else { None };
    match names {
        Some(names) => draw_strip(pen, shares, &names),
        None => draw_bars(pen, shares),
    }
}

fn strip_scale(pen: &Pen, shares: &Shares) -> Scale {
    Scale::new(0.0, pen.width() + 2.0 * pen.sizes.u, Reach::default().up_to(float(shares.whole)))
}

/// The actions as the segments of one bar.
fn segments(shares: &Shares) -> Vec<Segment> {
    let of_action = |action: &ActionShare| {
        let amount = action.amount?;
        Some(Segment {
            name: action.name.clone(),
            detail: String::new(),
            hue: action.hue,
            amount,
            text: action.text.clone(),
            is_hatched: false,
            place: action.place,
        })
    };
    shares.actions.iter().filter_map(of_action).collect()
}

fn strip<'a>(pen: &Pen, shares: &Shares, segments: &'a [Segment], top: f32) -> Stack<'a> {
    Stack { segments, scale: strip_scale(pen, shares), top, height: 1.25 * pen.sizes.bar, is_former: false, limits: (0.0, pen.width()), name: "" }
}

/// The name of each action on the lines that its segment leaves; `None` when one needs more than three or does not fit.
fn strip_names(pen: &Pen, shares: &Shares) -> Option<Vec<Vec<String>>> {
    let segments = segments(shares);
    let areas = strip(pen, shares, &segments, 0.0).areas(pen);
    let font = pen.sizes.name;
    let fitted = shares.actions.iter().zip(areas).map(|(action, (area, _))| {
        let width = area.width() - 8.0;
        let lines = pen.wrapped(&action.name, font, width, usize::MAX);
        let fits = lines.len() <= 3 && lines.iter().all(|line| !line.ends_with('…')) && pen.measure(&action.share, pen.sizes.share) <= width;
        (fits && !action.name.contains('…')).then_some(lines)
    });
    fitted.collect()
}

fn draw_strip(pen: &mut Pen, shares: &Shares, names: &[Vec<String>]) {
    let segments = segments(shares);
    let (figure, font) = (pen.sizes.share, pen.sizes.name);
    let areas = strip(pen, shares, &segments, 0.0).areas(pen);
    let mut bottom = pen.y;
    for ((action, (area, _)), lines) in shares.actions.iter().zip(&areas).zip(names) {
        pen.words_at(area.left, pen.y, &action.share, figure, Ink::Words(action.hue));
        let mut y = pen.y + figure.line();
        for line in lines {
            y = pen.words_at(area.left, y, line, font, Ink::Main).bottom;
        }
        bottom = bottom.max(y);
    }
    pen.y = bottom + 4.0;
    let top = pen.y;
    let stack = strip(pen, shares, &segments, top);
    stack.draw(pen, &mut Vec::new(), |segment| segment.text.clone());
    pen.y += stack.height + 3.0;
    let first_mark = pen.scene.marks.len();
    let below = draw_titles(pen, shares, &areas);
    let titles_bottom = pen.y + titles_bar(pen);
    pen.y = titles_bottom + below.max(4.0) + 6.0;
    if let Some(threshold) = shares.threshold {
        draw_threshold(pen, threshold, (top, titles_bottom), first_mark);
    }
    draw_percent_axis(pen);
}

/// The titles of each action under its segment; gives how far below amounts were written.
fn draw_titles(pen: &mut Pen, shares: &Shares, areas: &[(Area, &Segment)]) -> f32 {
    let scale = strip_scale(pen, shares);
    let mut below: f32 = 0.0;
    let mut written = Vec::new();
    for (action, (area, _)) in shares.actions.iter().zip(areas) {
        let shifted = Scale::new(area.left, pen.width() + 2.0 * pen.sizes.u, Reach::default().up_to(float(shares.whole)));
        // Inside there is room for the name, or for the amount, or for neither.
        let room = |segment: &Segment| scale.x(float(segment.amount)) - scale.zero - 18.0 * pen.sizes.u;
        let titles: Vec<Segment> = action.titles.iter().map(|segment| fitted(pen, segment, shares.colon, room(segment))).collect();
        let stack = Stack {
            segments: &titles,
            scale: shifted,
            top: pen.y,
            height: titles_bar(pen),
            is_former: false,
            limits: (0.0, pen.width()),
            name: &action.name,
        };
        below = below.max(stack.draw(pen, &mut written, |segment| {
            let head = segment.name.split(',').next().unwrap_or_default();
            let amount = action.titles.iter().find(|title| title.name == segment.name).map_or("", |title| title.text.as_str());
            format!("{head}{}{amount}", shares.colon)
        }));
    }
    below
}

/// The segment with the longest text that fits: its name and amount, its number and amount, or its amount.
fn fitted(pen: &Pen, segment: &Segment, colon: &str, room: f32) -> Segment {
    let head = segment.name.split(',').next().unwrap_or_default();
    let texts = [format!("{}{colon}{}", segment.name, segment.text), format!("{head}{colon}{}", segment.text)];
    let text = texts.into_iter().find(|text| pen.measure(text, pen.sizes.amount) <= room).unwrap_or_else(|| segment.text.clone());
    Segment { text, ..segment.clone() }
}

/// A dotted mark at two thirds of the strip, under the amounts that stand below it; its name over the axis, on a line of its own if need be.
fn draw_threshold(pen: &mut Pen, name: &str, (top, bottom): (f32, f32), first_mark: usize) {
    let x = pen.width() * 2.0 / 3.0;
    let (width, font) = (2.0 * pen.sizes.u, pen.sizes.words);
    let dots = Dash::Dotted(2.5 * width);
    let measured = pen.measure(name, font);
    let place = |foot: f32| Area::new(x - 6.0 - measured, foot - 2.0 - font.line(), measured, font.line());
    let taken = |area: Area| pen.scene.words.iter().any(|words| words.area.grown(4.0, 0.0).meets(area)) || area.top < bottom;
    if taken(place(pen.y)) {
        pen.y += font.line() + 2.0;
    }
    let area = place(pen.y);
    pen.words_at(area.left, area.top, name, font, Ink::Main);
    pen.line(Spot { x, y: top }, Spot { x, y: bottom }, Ink::Ground, width, dots);
    let below = Mark::Line { from: Spot { x, y: bottom + 3.0 }, to: Spot { x, y: pen.y }, ink: Ink::Main, width, dash: dots };
    pen.scene.marks.insert(first_mark, below);
}

fn draw_percent_axis(pen: &mut Pen) {
    let (y, width) = (pen.y, pen.width());
    pen.line(Spot { x: 0.0, y }, Spot { x: width, y }, Ink::Axis, pen.sizes.axis, Dash::Solid);
    for (quarter, text) in [(0.0, "0"), (0.25, "25"), (0.5, "50"), (0.75, "75"), (1.0, "100\u{202f}%")] {
        let x = (quarter * width).clamp(0.75, width - 0.75);
        pen.line(Spot { x, y }, Spot { x, y: y + 5.0 }, Ink::Axis, pen.sizes.axis, Dash::Solid);
        let anchor = if (0.1..0.9).contains(&quarter) { 0.5 } else { quarter };
        let font = pen.sizes.tick;
        pen.words_by(quarter * width, y + 5.0 + font.line() / 2.0, anchor, text, font, Ink::Third);
    }
    pen.y += 5.0 + pen.sizes.tick.line();
}

/// A bar for each action: its name and amount over it, its share at the end. On a canvas many actions stand in columns, from top to bottom.
fn draw_bars(pen: &mut Pen, shares: &Shares) {
    const GUTTER: f32 = 28.0;
    let count = shares.actions.len();
    let columns = if pen.sizes.is_small() { 1 } else { count.div_ceil(MOST_IN_COLUMN).clamp(1, MOST_COLUMNS) };
    let rows = count.div_ceil(columns).max(1);
    let number = f32::from(u8::try_from(columns).unwrap_or(u8::MAX));
    let width = (pen.width() - (number - 1.0) * GUTTER) / number;
    let top = pen.y;
    let mut bottom = top;
    let mut left = 0.0;
    for actions in shares.actions.chunks(rows) {
        pen.y = top;
        draw_column(pen, shares, actions, (left, width), columns > 1);
        bottom = bottom.max(pen.y);
        left += width + GUTTER;
    }
    pen.y = bottom;
    if !shares.more.is_empty() {
        pen.y = pen.words_at(0.0, bottom + 8.0, &shares.more, pen.sizes.note, Ink::Second).bottom;
    }
}

/// So many bars stand under one another on a canvas before a column begins.
const MOST_IN_COLUMN: usize = 8;
const MOST_COLUMNS: usize = 4;

fn draw_column(pen: &mut Pen, shares: &Shares, actions: &[ActionShare], (left, width): (f32, f32), is_dense: bool) {
    let value = if is_dense { pen.sizes.amount } else { pen.sizes.value };
    let words = if is_dense { pen.sizes.note } else { pen.sizes.words };
    let share_width = shares.actions.iter().map(|action| pen.measure(&action.share, value)).fold(0.0, f32::max);
    let track = (width - share_width - 10.0).max(40.0);
    let (low, high) = shares.span;
    let scale = Scale::new(0.0, track, Reach::over([low, high].into_iter().map(float)));
    let height = if is_dense { 0.5 * pen.sizes.bar } else { (pen.sizes.bar - 4.0).min(40.0) };
    for action in actions {
        let name_width = if is_dense { track } else { track - pen.measure(&action.text, words) - 16.0 };
        for line in &pen.wrapped(&action.name, words, name_width, if is_dense { 1 } else { 2 }) {
            pen.words_at(left, pen.y, line, words, Ink::Main);
            pen.y += words.line();
        }
        if !is_dense {
            pen.words_by(left + track, pen.y - words.line() / 2.0, 1.0, &action.text, words, Ink::Second);
        }
        pen.y += 1.0;
        // The whole, of which the bar is a part.
        let whole = scale.x(float(shares.whole)) - scale.zero;
        if !shares.is_partly_entered && whole > 0.0 {
            pen.push(Mark::Fill { area: Area::new(left + scale.zero, pen.y, whole, height), ink: Ink::Panel });
        }
        if let Some(amount) = action.amount.filter(|amount| *amount != Euros::ZERO) {
            let (from, to) = (scale.zero.min(scale.x(float(amount))), scale.zero.max(scale.x(float(amount))));
            pen.bar(Area { left: left + from, right: left + to.max(from + 1.5), top: pen.y, bottom: pen.y + height }, Hue::Teal, Look::Full);
        }
        pen.words_by(left + track + 10.0, pen.y + height / 2.0, 0.0, &action.share, value, Ink::Main);
        pen.y += height + if is_dense { 6.0 } else { 10.0 };
    }
    pen.y -= 6.0;
}

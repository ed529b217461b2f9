//! The board of attainment laid out: a line for each row; where there is no room for all of it, two lines and no track.

use rust_decimal::Decimal;

use super::Hue;
use super::attainment::{Attainment, BoardRow};
use super::axis::Axis;
use super::pen::Pen;
use super::scene::{Area, Dash, Font, Ink, Mark, Spot, Weight};
use super::trend_scene::TARGET;
use crate::calc::attainment::Standing;
use crate::lang::writing;
use crate::model::{Better, IndicatorValue};

const HUE: Hue = Hue::Blue;
/// Between two columns.
const GAP: f32 = 12.0;
/// From this width on a row has one line, with its track.
const WIDE: f32 = 640.0;
/// Between a track and what stands at its ends: a mark may stand there.
const ENDS: f32 = 13.0;
/// The least that a name keeps.
const LEAST_NAME: f32 = 100.0;
/// Values within so small a part of the highest need a scale that leaves zero out.
const NEAR: u8 = 25;
/// The mark before what is said of a target.
const MARK: f32 = 20.0;

pub fn draw(pen: &mut Pen, board: &Attainment) {
    if board.rows.is_empty() {
        pen.nothing(board.no_indicator);
        return;
    }
    match Columns::fitting(pen, board) {
        Some(columns) => columns.draw(pen, board),
        None => draw_narrow(pen, board),
    }
}

/// The fonts of a row.
#[derive(Clone, Copy)]
struct Fonts {
    name: Font,
    /// The second line of a name.
    second: Font,
    unit: Font,
    value: Font,
    value_plain: Font,
    gap: Font,
    head: Font,
    head_strong: Font,
}

impl Fonts {
    fn of(pen: &Pen) -> Self {
        let size = pen.sizes.name.size;
        let (small, font) = (pen.sizes.note.size, Font::new);
        Self {
            name: font(size, Weight::Semibold),
            second: font(small, Weight::Regular),
            unit: font(small, Weight::Regular),
            value: font(size, Weight::Semibold),
            value_plain: font(size, Weight::Regular),
            gap: font(size + if pen.sizes.is_small() { 0.0 } else { 1.0 }, Weight::Bold),
            head: font(small, Weight::Regular),
            head_strong: font(small, Weight::Semibold),
        }
    }
}

/// Where the columns of one line stand: right ends of figures, lefts of the rest.
struct Columns {
    fonts: Fonts,
    /// Of the number, always 0, and of the name.
    name: f32,
    name_width: f32,
    better: f32,
    /// Right end and width.
    values: [(f32, f32); 3],
    /// `None` where there is no room for it.
    track: Option<Area>,
    gap: (f32, f32),
    standing: f32,
}

/// No column of figures is wider, in `u`.
const WIDEST_FIGURE: f32 = 118.0;

impl Columns {
    /// Without its track where a name keeps too little room beside it; `None` where it keeps too little all the same.
    fn fitting(pen: &Pen, board: &Attainment) -> Option<Self> {
        if pen.width() < WIDE {
            return None;
        }
        [true, false].into_iter().map(|has_track| Self::of(pen, board, has_track)).find(|columns| columns.name_width >= LEAST_NAME)
    }

    /// From the right, so that the names have what is left.
    fn of(pen: &Pen, board: &Attainment, has_track: bool) -> Self {
        let (fonts, u) = (Fonts::of(pen), pen.sizes.u);
        let widest = |texts: &mut dyn Iterator<Item = &str>, font| texts.map(|text| pen.measure(text, font)).fold(0.0, f32::max);
        let head = |index: usize| {
            board.heads.get(index).map_or(0.0, |head| {
                let year = pen.measure(&head.year.to_string(), fonts.head_strong) + 24.0 * u;
                pen.measure(head.kind, fonts.head_strong).max(year)
            })
        };
        let value = |index: usize| {
            let texts = &mut board.rows.iter().filter_map(|row| row.texts.get(index)).map(String::as_str);
            widest(texts, fonts.value).min(WIDEST_FIGURE * u).max(head(index))
        };
        let standing = widest(&mut board.rows.iter().map(|row| row.standing_text.as_str()), fonts.value) + MARK * u;
        let standing = pen.width() - standing.max(pen.measure(&board.words.standing, fonts.head));
        let gap = widest(&mut board.rows.iter().map(|row| row.gap_text.as_str()), fonts.gap).min(WIDEST_FIGURE * u);
        let gap = (standing - GAP - 6.0 * u, gap.max(widest(&mut board.words.gap.into_iter(), fonts.head)));
        // At both ends of a track may stand where it begins and ends.
        let ends = board.rows.iter().filter_map(|row| Track::of(row)?.ends).flatten();
        let end = ends.map(|end| pen.measure(&end, fonts.unit)).fold(0.0, f32::max);
        let end = if end > 0.0 { end + ENDS * u } else { 0.0 };
        // A ring at the end of its track reaches beyond it.
        let right = gap.0 - gap.1 - GAP - 8.0 * u;
        let width = if pen.sizes.is_small() { 110.0 } else { 130.0 };
        let track = has_track.then(|| Area::new(right - end - width, 0.0, width, 0.0));
        let target = track.map_or(right, |track| track.left - end - GAP - 4.0 * u);
        let [actual_width, forecast_width, target_width] = [value(0), value(1), value(2)];
        let forecast = target - target_width - GAP;
        let actual = forecast - forecast_width - GAP;
        let better = pen.measure(board.words.better, fonts.head).max(24.0 * u);
        let better_left = actual - actual_width - GAP - better;
        let number = widest(&mut board.rows.iter().map(|row| row.number.as_str()), fonts.value_plain) + 10.0;
        Self {
            fonts,
            name: number,
            name_width: better_left - GAP - number,
            better: better_left + better / 2.0,
            values: [(actual, actual_width), (forecast, forecast_width), (target, target_width)],
            track,
            gap,
            standing,
        }
    }

    fn draw(&self, pen: &mut Pen, board: &Attainment) {
        self.heads(pen, board);
        let pitch = pitch(pen, board, self.name_width);
        for (index, row) in board.rows.iter().enumerate() {
            if index > 0 {
                rule(pen, row.begins_objective);
            }
            self.row(pen, board, row, (pen.y + pitch / 2.0, pitch / 2.0));
            pen.y += pitch;
        }
    }

    fn heads(&self, pen: &mut Pen, board: &Attainment) {
        let (font, strong, u) = (self.fonts.head, self.fonts.head_strong, pen.sizes.u);
        let (upper, lower) = (pen.y + font.line() / 2.0, pen.y + 1.5 * font.line() + 2.0);
        let marks: [fn(&mut Pen, Spot, f32); 3] = [disc, diamond, ring];
        for (index, ((head, (right, _)), mark)) in board.heads.iter().zip(self.values).zip(marks).enumerate() {
            let is_target = index == 2;
            let ink = if is_target { Ink::Words(TARGET) } else { Ink::Second };
            pen.words_by(right, upper, 1.0, head.kind, if is_target { strong } else { font }, ink);
            let year = pen.words_by(right, lower, 1.0, &head.year.to_string(), strong, if is_target { ink } else { Ink::Main });
            mark(pen, Spot { x: year.left - 12.0 * u, y: lower }, 0.85);
        }
        let words = &board.words;
        let name = pen.elided(words.name, font, self.name_width);
        pen.words_by(self.name, lower, 0.0, &name, font, Ink::Second);
        pen.words_by(self.better, lower, 0.5, words.better, font, Ink::Second);
        if let Some(track) = self.track {
            let words = pen.elided(words.track, font, track.width());
            pen.words_by(track.left, lower, 0.0, &words, font, Ink::Second);
        }
        let [actual, target] = words.gap;
        pen.words_by(self.gap.0, upper, 1.0, actual, font, Ink::Second);
        pen.words_by(self.gap.0, lower, 1.0, target, font, Ink::Second);
        pen.words_by(self.standing, lower, 0.0, &words.standing, font, Ink::Second);
        pen.y += 2.0 * font.line() + 8.0;
        rule(pen, true);
    }

    fn row(&self, pen: &mut Pen, board: &Attainment, row: &BoardRow, (middle, half): (f32, f32)) {
        let fonts = self.fonts;
        pen.words_by(0.0, middle, 0.0, &row.number, fonts.value_plain, Ink::Second);
        named(pen, row, fonts, (self.name, self.name_width), middle);
        better(pen, row.better, Spot { x: self.better, y: middle }, fonts);
        for (index, (text, (right, width))) in row.texts.iter().zip(self.values).enumerate() {
            let (font, ink) = figure(row, index, fonts);
            pen.words_by(right, middle, 1.0, shown(pen, text, font, width), font, ink);
            let cell = Area { left: right - width, right: right + GAP / 2.0, top: middle - half, bottom: middle + half };
            read(pen, board, row, index, cell);
        }
        if let Some((track, area)) = Track::of(row).zip(self.track) {
            track.draw(pen, row, Area { top: middle, bottom: middle, ..area }, fonts.unit);
        }
        let (right, width) = self.gap;
        gap(pen, row, Spot { x: right, y: middle }, width, fonts);
        standing(pen, row, Spot { x: self.standing, y: middle }, fonts);
    }
}

/// Two lines for each row: its name, then its figures and what they say.
fn draw_narrow(pen: &mut Pen, board: &Attainment) {
    let fonts = Fonts::of(pen);
    let (u, name) = (pen.sizes.u, pen.measure("00.00", fonts.value_plain) + 8.0);
    let step = fonts.name.size + fonts.second.size + 6.0;
    let fifth = (pen.width() - name) / 5.0;
    let rights = [1.0, 2.0, 3.0].map(|column| name + column * 0.9 * fifth);
    for (index, row) in board.rows.iter().enumerate() {
        if index > 0 {
            pen.y += 4.0;
            rule(pen, row.begins_objective);
            pen.y += 4.0;
        }
        let middle = pen.y + step / 2.0;
        pen.words_by(0.0, middle, 0.0, &row.number, fonts.value_plain, Ink::Second);
        let right = pen.width() - 18.0 * u;
        named(pen, row, fonts, (name, right - name), middle);
        better(pen, row.better, Spot { x: pen.width() - 8.0 * u, y: middle }, fonts);
        // The heads stand once, over the first figures.
        let heads = index == 0;
        if heads {
            for (head, right) in board.heads.iter().zip(rights) {
                let (kind, year) = (head.kind, head.year);
                let text = pen.elided(&format!("{kind} {year}"), fonts.head, 0.9 * fifth - 6.0);
                pen.words_by(right, middle + step, 1.0, &text, fonts.head, Ink::Third);
            }
        }
        let middle = middle + if heads { 2.0 * step } else { step };
        for (index, (text, right)) in row.texts.iter().zip(rights).enumerate() {
            let (font, ink) = figure(row, index, fonts);
            let text = shown(pen, text, font, 0.9 * fifth - 6.0);
            let area = pen.words_by(right, middle, 1.0, text, font, ink);
            read(pen, board, row, index, area.grown(4.0, 2.0));
        }
        let standing_width = pen.measure(&row.standing_text, fonts.value) + MARK * u;
        let left = pen.width() - standing_width;
        standing(pen, row, Spot { x: left, y: middle }, fonts);
        let [.., last] = rights;
        if left - GAP - pen.measure(&row.gap_text, fonts.gap) > last + 6.0 {
            gap(pen, row, Spot { x: left - GAP, y: middle }, f32::MAX, fonts);
        }
        pen.y = middle + step / 2.0;
    }
}

/// What is read at a figure of a row.
fn read(pen: &mut Pen, board: &Attainment, row: &BoardRow, index: usize, area: Area) {
    if let (Some(place), Some(head), Some(text)) = (row.places.get(index), board.heads.get(index), row.texts.get(index)) {
        pen.hit(area, *place, &[&row.number, &row.name, head.kind, &head.year.to_string()], text);
    }
}

/// The height of a line: as bars, and no lower than its words, which may stand on two.
fn pitch(pen: &Pen, board: &Attainment, width: f32) -> f32 {
    let fonts = Fonts::of(pen);
    let has_two = |row: &BoardRow| row.parts.is_some() || pen.measure(&row.name, fonts.name) > unit_room(pen, row, fonts, width).0;
    let second = if board.rows.iter().any(has_two) { fonts.second.size + 2.0 } else { 0.0 };
    (1.09 * pen.sizes.bar.min(54.0)).max(fonts.name.size + second + 3.0)
}

/// The room that the unit of a row leaves to its name, and whether it is shown.
fn unit_room(pen: &Pen, row: &BoardRow, fonts: Fonts, width: f32) -> (f32, bool) {
    let unit = pen.measure(&row.unit, fonts.unit) + 8.0;
    let is_shown = !row.unit.is_empty() && unit < 0.4 * width;
    (if is_shown { width - unit } else { width }, is_shown)
}

fn rule(pen: &mut Pen, is_strong: bool) {
    let (y, width) = (pen.y, pen.width());
    let (ink, line) = if is_strong { (Ink::Axis, pen.sizes.axis) } else { (Ink::Grid, 1.0) };
    pen.line(Spot { x: 0.0, y }, Spot { x: width, y }, ink, line, Dash::Solid);
}

/// The name of a row, its unit after it where there is room: on two lines where the indicator has several rows, or where one has no room.
fn named(pen: &mut Pen, row: &BoardRow, fonts: Fonts, (left, width): (f32, f32), middle: f32) {
    let (room, is_unit_shown) = unit_room(pen, row, fonts, width);
    let (first, second) = match &row.parts {
        Some([indicator, own]) => (pen.elided(indicator, fonts.second, width), Some((own.clone(), fonts.name))),
        None => (row.name.clone(), None),
    };
    let (lines, font) = match second {
        Some((own, _)) => (vec![(first, fonts.second), (pen.elided(&own, fonts.name, room), fonts.name)], fonts.name),
        None if pen.measure(&first, fonts.name) <= room => (vec![(first, fonts.name)], fonts.name),
        None => {
            let small = Font { size: fonts.second.size, ..fonts.name };
            (pen.wrapped(&first, small, room, 2).into_iter().map(|line| (line, small)).collect(), small)
        }
    };
    let count = f32::from(u8::try_from(lines.len()).unwrap_or(2));
    let step = font.size + 2.0;
    let mut end = left;
    for ((line, font), index) in lines.iter().zip(0_u8..) {
        let y = middle + (f32::from(index) - (count - 1.0) / 2.0) * step;
        let ink = if row.parts.is_some() && index == 0 { Ink::Second } else { Ink::Main };
        end = pen.words_by(left, y, 0.0, line, *font, ink).right;
    }
    if is_unit_shown {
        let y = middle + (count - 1.0) / 2.0 * step;
        pen.words_by(end + 8.0, y + 0.5, 0.0, &row.unit, fonts.unit, Ink::Third);
    }
}

/// An arrow, or a question mark.
fn better(pen: &mut Pen, better: Option<Better>, at: Spot, fonts: Fonts) {
    let u = pen.sizes.u;
    let Some(better) = better else {
        pen.words_by(at.x, at.y, 0.5, "?", fonts.value, Ink::Third);
        return;
    };
    let points_down = better == Better::Lower;
    let towards = if points_down { 1.0 } else { -1.0 };
    let tip = Spot { y: at.y + towards * 7.0 * u, ..at };
    pen.line(Spot { y: at.y - towards * 6.0 * u, ..at }, Spot { y: at.y + towards * 2.0 * u, ..at }, Ink::Second, 2.0 * u, Dash::Solid);
    pen.push(Mark::Arrow { at: tip, side: 8.0 * u, points_down, ink: Ink::Second });
}

/// How a figure is written: the actual strong, the target in its colour, what is none pale.
fn figure(row: &BoardRow, index: usize, fonts: Fonts) -> (Font, Ink) {
    let is_number = matches!(row.values.get(index), Some(Some(IndicatorValue::Number { .. } | IndicatorValue::Range { .. })));
    match (index, is_number) {
        (_, false) => (fonts.value_plain, Ink::Third),
        (0, true) => (fonts.value, Ink::Main),
        (1, true) => (fonts.value_plain, Ink::Main),
        (_, true) => (fonts.value, Ink::Words(TARGET)),
    }
}

fn gap(pen: &mut Pen, row: &BoardRow, at: Spot, width: f32, fonts: Fonts) {
    let (font, ink) = if row.standing.is_judged() { (fonts.gap, Ink::Main) } else { (fonts.value_plain, Ink::Third) };
    pen.words_by(at.x, at.y, 1.0, shown(pen, &row.gap_text, font, width), font, ink);
}

/// What stands where a figure has no room: no digit of it is hidden.
fn shown<'a>(pen: &Pen, text: &'a str, font: Font, width: f32) -> &'a str {
    if pen.measure(text, font) <= width + 0.5 { text } else { "####" }
}

/// A tick, a ring or a dash, then what it means in words.
fn standing(pen: &mut Pen, row: &BoardRow, at: Spot, fonts: Fonts) {
    let u = pen.sizes.u;
    let centre = Spot { x: at.x + 6.0 * u, y: at.y };
    let (font, ink) = match row.standing {
        Standing::Met => {
            let corner = Spot { x: centre.x - 1.5 * u, y: centre.y + 4.5 * u };
            pen.line(Spot { x: centre.x - 5.5 * u, y: centre.y + 0.5 * u }, corner, Ink::Main, 2.2 * u, Dash::Solid);
            pen.line(corner, Spot { x: centre.x + 6.0 * u, y: centre.y - 4.5 * u }, Ink::Main, 2.2 * u, Dash::Solid);
            (fonts.value, Ink::Main)
        }
        Standing::NotYet | Standing::Missed => {
            pen.push(Mark::Ring { at: centre, radius: 4.5 * u, ink: Ink::Second, width: 1.8 * u, inside: Ink::Ground });
            (fonts.value_plain, Ink::Second)
        }
        Standing::TargetNotEntered
        | Standing::NoNumericTarget
        | Standing::RangeOfTarget
        | Standing::ActualNotEntered
        | Standing::NoNumericActual
        | Standing::NoDirection => {
            pen.line(Spot { x: centre.x - 5.0 * u, ..centre }, Spot { x: centre.x + 5.0 * u, ..centre }, Ink::Third, 2.0 * u, Dash::Solid);
            (fonts.value_plain, Ink::Third)
        }
    };
    pen.words_by(at.x + MARK * u, at.y, 0.0, &row.standing_text, font, ink);
}

// ---------------------------------------------------------------- marks

fn disc(pen: &mut Pen, at: Spot, scale: f32) {
    let u = pen.sizes.u * scale;
    pen.push(Mark::Disc { at, radius: 6.6 * u, ink: Ink::Ground });
    pen.push(Mark::Disc { at, radius: 5.0 * u, ink: Ink::Series(HUE) });
}

fn diamond(pen: &mut Pen, at: Spot, scale: f32) {
    let u = pen.sizes.u * scale;
    pen.push(Mark::Diamond { at, radius: 6.5 * u, ink: Ink::Series(HUE), width: 2.0 * u, inside: Ink::Ground });
}

fn ring(pen: &mut Pen, at: Spot, scale: f32) {
    let u = pen.sizes.u * scale;
    pen.push(Mark::Ring { at, radius: 8.0 * u, ink: Ink::Series(TARGET), width: 3.0 * u, inside: Ink::Ground });
}

/// The values of a row on a scale of its own.
struct Track {
    axis: Axis,
    numbers: [Option<Decimal>; 3],
    /// Where it begins and ends, of one that leaves zero out.
    ends: Option<[String; 2]>,
}

impl Track {
    /// `None` of a row without a number.
    fn of(row: &BoardRow) -> Option<Self> {
        let numbers = row.values.each_ref().map(|value| match value {
            Some(IndicatorValue::Number { value, .. }) => Some(*value),
            Some(
                IndicatorValue::Range { .. }
                | IndicatorValue::NotAvailable
                | IndicatorValue::Undetermined
                | IndicatorValue::NotApplicable
                | IndicatorValue::Trend { .. }
                | IndicatorValue::Words(_),
            )
            | None => None,
        });
        let all: Vec<Decimal> = numbers.iter().flatten().copied().collect();
        if all.is_empty() {
            return None;
        }
        // From zero, but where marks that differ would stand on one another.
        let spread = all.iter().max().copied().unwrap_or_default().checked_sub(all.iter().min().copied().unwrap_or_default());
        let is_close =
            spread.and_then(|spread| spread.checked_mul(NEAR.into())).is_some_and(|spread| spread < all.iter().max().copied().unwrap_or_default());
        let axis = if is_close { Axis::of_line(all) } else { Axis::over(all) };
        let write = |end: Decimal| if row.is_percentage { writing::with_unit(end, "%") } else { writing::decimal(end) };
        let ends = axis.begins_at.and_then(|begins| Some([write(begins), write(*axis.ticks.last()?)]));
        Some(Self { axis, numbers, ends })
    }

    fn draw(&self, pen: &mut Pen, row: &BoardRow, area: Area, font: Font) {
        let (u, y) = (pen.sizes.u, area.top);
        let (left, right) = (area.left, area.right);
        pen.line(Spot { x: left, y }, Spot { x: right, y }, Ink::Grid, 2.0 * u, Dash::Solid);
        let x = |value: Decimal| left + self.axis.position(value) * area.width();
        let zero = if self.ends.is_some() { left } else { x(Decimal::ZERO) };
        pen.line(Spot { x: zero, y: y - 5.0 * u }, Spot { x: zero, y: y + 5.0 * u }, Ink::Axis, 2.0 * u, Dash::Solid);
        if let Some([begins, ends]) = &self.ends {
            for stroke in [9.0, 14.0] {
                let x = left + stroke * u;
                pen.line(Spot { x: x - 2.0 * u, y: y + 5.0 * u }, Spot { x: x + 2.0 * u, y: y - 5.0 * u }, Ink::Axis, 1.5 * u, Dash::Solid);
            }
            pen.words_by(left - ENDS * u, y, 1.0, begins, font, Ink::Third);
            pen.words_by(right + ENDS * u, y, 0.0, ends, font, Ink::Third);
        }
        let [actual, forecast, target] = self.numbers.map(|number| number.map(x));
        if let (Some(from), Some(to)) = (actual, target) {
            let (from, to) = (Spot { x: from, y }, Spot { x: to, y });
            match row.standing {
                Standing::Met => pen.line(from, to, Ink::Series(HUE), 2.0 * u, Dash::Solid),
                Standing::NotYet | Standing::Missed => pen.line(from, to, Ink::Series(HUE), 2.5 * u, Dash::Dashed(5.0 * u)),
                Standing::TargetNotEntered
                | Standing::NoNumericTarget
                | Standing::RangeOfTarget
                | Standing::ActualNotEntered
                | Standing::NoNumericActual
                | Standing::NoDirection => pen.line(from, to, Ink::Third, 2.0 * u, Dash::Solid),
            }
        }
        if let Some(x) = target {
            ring(pen, Spot { x, y }, 1.0);
        }
        if let Some(x) = actual {
            disc(pen, Spot { x, y }, 1.0);
        }
        if let Some(x) = forecast {
            let is_near = [actual, target].into_iter().flatten().any(|other| (other - x).abs() < 14.0 * u);
            if is_near {
                diamond(pen, Spot { x, y: y - 11.0 * u }, 0.8);
            } else {
                diamond(pen, Spot { x, y }, 1.0);
            }
        }
    }
}

//! The rows of an indicator, laid out: a line for each on one scale, its name and last value at its right end.

use rust_decimal::Decimal;

use super::axis::Axis;
use super::pen::Pen;
use super::rows::{RowTrend, Rows};
use super::scene::{Area, Dash, Font, Ink, Mark, Spot, Weight};
use super::trend::{Point, TrendYear, YearRole};
use crate::lang::writing;
use crate::model::{IndicatorValue, Place, ValueKind, Year};

/// From the foot of the plot to the years.
const YEARS: f32 = 9.0;

pub fn draw(pen: &mut Pen, rows: &Rows) {
    let lines: Vec<Line<'_>> = rows.drawn().iter().map(Line::of).filter(|line| !line.points.is_empty()).collect();
    if lines.is_empty() {
        pen.nothing(rows.no_number);
        return;
    }
    let plot = Plot::of(pen, rows, &lines);
    plot.ground(pen, rows);
    for line in &lines {
        plot.line(pen, line);
    }
    plot.labels(pen, &lines);
    pen.y = plot.area.bottom + plot.foot;
}

/// A row with the numbers that are drawn: one for each year, what was revised in its last state.
struct Line<'a> {
    row: &'a RowTrend,
    points: Vec<(&'a Point, Decimal)>,
}

impl<'a> Line<'a> {
    fn of(row: &'a RowTrend) -> Self {
        let mut points: Vec<(&Point, Decimal)> = Vec::new();
        for point in &row.trend.points {
            let IndicatorValue::Number { value, .. } = point.value else { continue };
            points.retain(|(other, _)| other.year != point.year);
            points.push((point, value));
        }
        points.sort_by_key(|(point, _)| point.year);
        Self { row, points }
    }
}

struct Plot<'a> {
    axis: Axis,
    area: Area,
    foot: f32,
    step: f32,
    years: &'a [TrendYear],
}

impl<'a> Plot<'a> {
    fn of(pen: &Pen, rows: &'a Rows, lines: &[Line<'_>]) -> Self {
        let numbers: Vec<Decimal> = lines.iter().flat_map(|line| &line.points).map(|(_, value)| *value).collect();
        let axis = Axis::of_line(numbers);
        let (tick, u) = (pen.sizes.tick, pen.sizes.u);
        let widest = axis.ticks.iter().map(|value| pen.measure(&writing::decimal(*value), tick)).fold(0.0, f32::max);
        let (font, strong) = fonts(pen);
        let label = |line: &Line<'_>| pen.measure(&line.row.name, font).max(0.0) + 8.0 + pen.measure(&last_text(line), strong);
        let wished = lines.iter().map(label).fold(0.0, f32::max) + 16.0 * u;
        let right = pen.width() - wished.min(0.36 * pen.width());
        let left = widest + 8.0;
        let top = pen.y + 10.0 * u;
        let years = rows.rows.first().map_or(&[][..], |row| &row.trend.years);
        let count = f32::from(u16::try_from(years.len().max(1)).unwrap_or(u16::MAX));
        let area = Area { left, top, right, bottom: top + 1.15 * pen.sizes.plot };
        let note = if axis.begins_at.is_some() { tick.line() } else { 0.0 };
        Self { axis, area, foot: YEARS + tick.line() + 6.0 + note, step: area.width() / count, years }
    }

    fn x(&self, year: Year) -> f32 {
        let index = self.years.iter().position(|other| other.year == year).unwrap_or_default();
        self.area.left + (f32::from(u16::try_from(index).unwrap_or(u16::MAX)) + 0.5) * self.step
    }

    fn spot(&self, point: &Point, value: Decimal) -> Spot {
        Spot { x: self.x(point.year), y: self.area.bottom - self.axis.position(value) * self.area.height() }
    }

    fn ground(&self, pen: &mut Pen, rows: &Rows) {
        let Area { left, right, top, bottom } = self.area;
        let font = pen.sizes.tick;
        for year in self.years.iter().filter(|year| year.role == YearRole::NotAsked) {
            let x = self.x(year.year);
            let band = Area { left: x - self.step / 2.0, right: x + self.step / 2.0, top, bottom };
            pen.push(Mark::Fill { area: band, ink: Ink::Panel });
        }
        let y_of = |value: Decimal| bottom - self.axis.position(value) * self.area.height();
        for tick in &self.axis.ticks {
            let y = y_of(*tick);
            pen.words_by(left - 8.0, y, 1.0, &writing::decimal(*tick), font, Ink::Third);
            if !tick.is_zero() && Some(*tick) != self.axis.begins_at {
                pen.line(Spot { x: left, y }, Spot { x: right, y }, Ink::Grid, 1.0, Dash::Solid);
            }
        }
        let zero = if self.axis.begins_at.is_some() { bottom } else { y_of(Decimal::ZERO) };
        pen.line(Spot { x: left, y: zero }, Spot { x: right, y: zero }, Ink::Axis, pen.sizes.axis, Dash::Solid);
        let middle = bottom + YEARS + font.line() / 2.0;
        let strong = Font { weight: Weight::Semibold, ..font };
        for year in self.years {
            let x = self.x(year.year);
            pen.line(Spot { x, y: bottom }, Spot { x, y: bottom + 5.0 }, Ink::Axis, pen.sizes.axis, Dash::Solid);
            pen.words_by(x, middle, 0.5, &year.year.to_string(), strong, if year.role == YearRole::NotAsked { Ink::Third } else { Ink::Second });
        }
        if let Some(begins) = self.axis.begins_at {
            let end = if rows.is_percentage { writing::with_unit(begins, "%") } else { writing::decimal(begins) };
            let text = format!("{} {end}", rows.begins_at);
            pen.words_by(left, middle + font.line(), 0.0, &text, font, Ink::Third);
        }
    }

    /// Solid between actuals, dashed to what is announced; what is not there is never bridged.
    fn line(&self, pen: &mut Pen, line: &Line<'_>) {
        let (ink, u) = (Ink::Series(line.row.hue), pen.sizes.u);
        for ((from, value), (to, next)) in line.points.iter().zip(line.points.iter().skip(1)) {
            if from.year.offset(1) != to.year {
                continue;
            }
            let is_known = from.kind == ValueKind::Actual && to.kind == ValueKind::Actual;
            let dash = if is_known { Dash::Solid } else { Dash::Dashed(8.0 * u) };
            pen.line(self.spot(from, *value), self.spot(to, *next), ink, 0.85 * pen.sizes.line, dash);
        }
        for (point, value) in &line.points {
            let at = self.spot(point, *value);
            let place = Place::Value { row: line.row.trend.id, year: point.year, kind: point.kind };
            pen.hit(Area::around(at, 10.0 * u, 10.0 * u), Some(place), &[&line.row.name, point.kind_words, &point.year.to_string()], &point.text);
            match point.kind {
                ValueKind::Actual => {
                    pen.push(Mark::Disc { at, radius: 6.5 * u, ink: Ink::Ground });
                    pen.push(Mark::Disc { at, radius: 5.0 * u, ink });
                }
                ValueKind::Forecast | ValueKind::RevisedForecast => {
                    pen.push(Mark::Diamond { at, radius: 6.5 * u, ink, width: 2.2 * u, inside: Ink::Ground });
                }
                ValueKind::Target => pen.push(Mark::Ring { at, radius: 7.0 * u, ink, width: 2.8 * u, inside: Ink::Ground }),
            }
        }
    }

    /// Names and last values right of the plot, as near to their ends as leaves each its line.
    fn labels(&self, pen: &mut Pen, lines: &[Line<'_>]) {
        let (font, strong) = fonts(pen);
        let height = strong.line().max(font.line()) + 2.0;
        let mut ends: Vec<(&Line<'_>, Spot)> =
            lines.iter().filter_map(|line| line.points.last().map(|(point, value)| (line, self.spot(point, *value)))).collect();
        ends.sort_by(|(_, one), (_, other)| one.y.total_cmp(&other.y));
        let count = f32::from(u8::try_from(ends.len()).unwrap_or(u8::MAX));
        let (top, bottom) = (self.area.top - 6.0, self.area.bottom + self.foot);
        let mut next = top;
        let mut left_over = count;
        for (line, end) in ends {
            left_over -= 1.0;
            // Those under it keep their lines.
            let latest = bottom - (left_over + 1.0) * height;
            let y = (end.y - height / 2.0).clamp(next, latest.max(next));
            next = y + height;
            let middle = y + height / 2.0;
            let left = self.area.right + 14.0 * pen.sizes.u;
            let start = Spot { x: end.x + 9.0 * pen.sizes.u, y: end.y };
            // Of a line that ends before, its colour and its year say whose label it is: a leader would cross the others.
            let is_early = self.area.right - end.x > self.step;
            if !is_early && (middle - end.y).abs() > 4.0 {
                pen.line(start, Spot { x: left - 3.0, y: middle }, Ink::Axis, 1.0, Dash::Solid);
            }
            let value = last_text(line);
            let room = pen.width() - left - pen.measure(&value, strong) - 8.0;
            let name = pen.elided(&line.row.name, font, room.max(0.0));
            let written = pen.words_by(left, middle, 0.0, &value, strong, Ink::Words(line.row.hue));
            pen.words_by(written.right + 8.0, middle, 0.0, &name, font, Ink::Main);
        }
    }
}

fn fonts(pen: &Pen) -> (Font, Font) {
    (pen.sizes.words, Font { weight: Weight::Bold, ..pen.sizes.words })
}

/// The last value that is drawn, as the chart writes it, with its year where that is not the last.
fn last_text(line: &Line<'_>) -> String {
    let last = line.row.trend.years.last().map(|year| year.year);
    line.points.last().map_or_else(String::new, |(point, _)| match last {
        Some(last) if last != point.year => format!("{} ({})", point.text, point.year),
        Some(_) | None => point.text.clone(),
    })
}

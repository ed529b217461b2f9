//! The trend of a row, laid out: axes, marks, segments and their labels.

use rust_decimal::Decimal;

use super::Hue;
use super::axis::Axis;
use super::pen::Pen;
use super::scene::{Area, Dash, Font, Ink, Mark, Spot};
use super::trend::{Point, Trend, YearRole};
use crate::lang::writing;
use crate::model::{IndicatorValue, Place, ValueKind, Year};

const HUE: Hue = Hue::Blue;
pub(super) const TARGET: Hue = Hue::Orange;
/// From the foot of the plot to the years: a mark at zero reaches below it.
const YEARS: f32 = 9.0;

/// Lays out the plot, the years and their spans.
pub fn draw(pen: &mut Pen, trend: &Trend, highlighted: Option<(Year, ValueKind)>) {
    let plot = Plot::of(pen, trend);
    plot.draw(pen, highlighted);
    plot.years(pen, highlighted);
    if trend.points.is_empty() {
        let middle = plot.area.centre();
        pen.words_by(middle.x, middle.y, 0.5, trend.no_number, pen.sizes.value_plain, Ink::Third);
    }
    pen.y = plot.area.bottom + plot.foot;
}

/// Lays out a trend among others: numbers beside the marks instead of ticks, every other year.
pub fn draw_small(pen: &mut Pen, trend: &Trend) {
    let plot = Plot::small(pen, trend);
    plot.draw(pen, None);
    plot.small_years(pen);
    pen.y = plot.area.bottom + plot.foot;
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Target,
    /// Forecast of N.
    Forecast,
    Revised,
    /// Replaced by a revised forecast of another value.
    Initial,
    Actual,
}

/// A number, or a range from low to high, at its place.
pub(super) struct Placed<'a> {
    pub(super) point: &'a Point,
    pub(super) role: Role,
    pub(super) at: Spot,
    /// The high end of a range.
    pub(super) to: Option<Spot>,
}

/// The numbers of a point: one, both ends of a range, or none.
fn numbers(point: &Point) -> Vec<Decimal> {
    match &point.value {
        IndicatorValue::Number { value, .. } => vec![*value],
        IndicatorValue::Range { low, high } => vec![*low, *high],
        _ => vec![],
    }
}

pub(super) struct Plot<'a> {
    pub(super) trend: &'a Trend,
    pub(super) axis: Axis,
    /// From the lowest to the highest tick, over every year.
    pub(super) area: Area,
    /// Room above for labels.
    pub(super) head: f32,
    /// Room below for years and spans.
    foot: f32,
    pub(super) step: f32,
    pub(super) u: f32,
    /// One of several, with less room for words.
    pub(super) is_small: bool,
}

impl<'a> Plot<'a> {
    fn of(pen: &Pen, trend: &'a Trend) -> Self {
        let former = trend.former.iter().flat_map(|former| &former.points);
        let numbers = trend.points.iter().chain(former).flat_map(numbers);
        let mut axis = Axis::of_line(numbers.clone());
        if numbers.count() == 0 {
            axis.ticks.clear();
        }
        let tick = pen.sizes.tick;
        let widest = axis.ticks.iter().map(|tick_value| pen.measure(&writing::decimal(*tick_value), tick)).fold(0.0, f32::max);
        let left = if widest > 0.0 { widest + 8.0 } else { 0.0 };
        let head = pen.sizes.value.line() + 14.0 * pen.sizes.u;
        let count = f32::from(u16::try_from(trend.years.len().max(1)).unwrap_or(u16::MAX));
        let area = Area { left, top: pen.y + head, right: pen.width(), bottom: pen.y + head + pen.sizes.plot };
        let note = if axis.begins_at.is_some() { tick.line() } else { 0.0 };
        let foot = YEARS + 2.0 * tick.line() + 8.0 + note;
        Self { trend, axis, area, head, foot, step: area.width() / count, u: pen.sizes.u, is_small: false }
    }

    /// Without room for ticks, its highest value near the top.
    fn small(pen: &Pen, trend: &'a Trend) -> Self {
        let whole = Self::of(pen, trend);
        let axis = Axis::up_to(trend.points.iter().flat_map(numbers));
        let count = f32::from(u16::try_from(trend.years.len().max(1)).unwrap_or(u16::MAX));
        let area = Area { left: 0.0, ..whole.area };
        // Under zero a mark may stand at the foot of the plot, over a year.
        let below = if axis.has_negatives() { 10.0 * pen.sizes.u } else { 0.0 };
        Self { axis, area, foot: 6.0 + below + pen.sizes.tick.line(), step: area.width() / count, is_small: true, ..whole }
    }

    fn draw(&self, pen: &mut Pen, highlighted: Option<(Year, ValueKind)>) {
        self.ground(pen);
        self.stem(pen, highlighted);
        self.ghosts(pen);
        let words = self.values_in_words(pen);
        let marks = self.marks();
        self.segments(pen, &marks);
        let from = pen.scene.marks.len();
        // What came later stands over what it was measured against.
        let is_under = |mark: &&Placed<'_>| matches!(mark.role, Role::Initial | Role::Target);
        for mark in marks.iter().filter(is_under).chain(marks.iter().filter(|mark| !is_under(mark))) {
            self.mark(pen, mark);
        }
        for point in &self.trend.points {
            if let Some(mark) = marks.iter().find(|mark| mark.point == point) {
                let (place, reach) = (Place::Value { row: self.trend.id, year: point.year, kind: point.kind }, 12.0 * self.u);
                let area = Area::around(mark.at, reach, reach);
                let area = mark.to.map_or(area, |to| Area { top: to.y.min(area.top), ..area });
                pen.hit(area, Some(place), &[&self.trend.row, point.kind_words, &point.year.to_string()], &point.text);
            }
        }
        self.labels(pen, &marks, words, from);
    }

    /// The former values that differ, in outline, joined by their former segments, which are dashed.
    fn ghosts(&self, pen: &mut Pen) {
        let Some(former) = &self.trend.former else { return };
        let plot = Plot { trend: former, axis: self.axis.clone(), ..*self };
        let differs = |point: &Point| self.trend.point(point.year, point.kind).is_none_or(|now| now.value != point.value);
        let marks = plot.marks();
        let (width, ink) = (1.5 * self.u, Ink::Ghost);
        let moved: Vec<Spot> = marks.iter().filter(|mark| differs(mark.point)).map(|mark| mark.at).collect();
        for (from, to, _) in plot.steps(&marks) {
            if moved.contains(&from) || moved.contains(&to) {
                pen.line(from, to, ink, width, Dash::Dashed(5.0 * self.u));
            }
        }
        for mark in marks.iter().filter(|mark| differs(mark.point)) {
            let radius = 0.8 * self.radius(mark.role);
            match (mark.role, mark.to) {
                (_, Some(to)) => {
                    let area = Area { left: mark.at.x - 3.0 * self.u, right: mark.at.x + 3.0 * self.u, top: to.y, bottom: mark.at.y };
                    pen.push(Mark::Outline { area, ink, width });
                }
                (Role::Forecast | Role::Revised, None) => pen.push(Mark::Diamond { at: mark.at, radius, ink, width, inside: Ink::Ground }),
                (Role::Actual | Role::Target, None) => pen.push(Mark::Ring { at: mark.at, radius, ink, width, inside: Ink::Ground }),
                (Role::Initial, None) => pen.push(Mark::Outline { area: Area::around(mark.at, 9.0 * self.u, 2.5 * self.u), ink, width }),
            }
        }
    }

    /// A tick for each year; every other one is written, the last among them.
    fn small_years(&self, pen: &mut Pen) {
        let (bottom, font) = (self.area.bottom, pen.sizes.tick);
        for (index, year) in self.trend.years.iter().rev().enumerate() {
            let x = self.x(year.year);
            pen.line(Spot { x, y: bottom }, Spot { x, y: bottom + 4.0 }, Ink::Axis, pen.sizes.axis, Dash::Solid);
            if index % 2 == 0 {
                pen.words_by(x, bottom + 6.0 + font.line() / 2.0, 0.5, &year.year.to_string(), font, Ink::Third);
            }
        }
    }

    pub(super) fn x(&self, year: Year) -> f32 {
        let index = self.trend.years.iter().position(|other| other.year == year).unwrap_or_default();
        self.area.left + (f32::from(u16::try_from(index).unwrap_or(u16::MAX)) + 0.5) * self.step
    }

    pub(super) fn y(&self, value: Decimal) -> f32 {
        self.area.bottom - self.axis.position(value) * self.area.height()
    }

    /// Bands of the years not asked for, grid, ticks, baseline.
    fn ground(&self, pen: &mut Pen) {
        let Area { left, right, top, bottom } = self.area;
        let font = pen.sizes.tick;
        for year in self.trend.years.iter().filter(|year| year.role == YearRole::NotAsked) {
            let band =
                Area { left: self.x(year.year) - self.step / 2.0, right: self.x(year.year) + self.step / 2.0, top: top - self.head / 2.0, bottom };
            pen.push(Mark::Fill { area: band, ink: Ink::Panel });
        }
        for tick in self.axis.ticks.iter().filter(|_| !self.is_small) {
            let y = self.y(*tick);
            pen.words_by(left - 8.0, y, 1.0, &writing::decimal(*tick), font, Ink::Third);
            if !tick.is_zero() && Some(*tick) != self.axis.begins_at {
                pen.line(Spot { x: left, y }, Spot { x: right, y }, Ink::Grid, 1.0, Dash::Solid);
            }
        }
        let y = self.zero();
        match self.axis.begins_at {
            Some(first) => self.broken_baseline(pen, first, y),
            None => pen.line(Spot { x: left, y }, Spot { x: right, y }, Ink::Axis, pen.sizes.axis, Dash::Solid),
        }
    }

    /// A baseline that is not zero: interrupted by two strokes, and its value said under the years.
    fn broken_baseline(&self, pen: &mut Pen, first: Decimal, y: f32) {
        let (Area { left, right, .. }, u, axis) = (self.area, self.u, pen.sizes.axis);
        let (from, to) = (left + 8.0 * u, left + 14.0 * u);
        pen.line(Spot { x: left, y }, Spot { x: from, y }, Ink::Axis, axis, Dash::Solid);
        pen.line(Spot { x: to, y }, Spot { x: right, y }, Ink::Axis, axis, Dash::Solid);
        for x in [from, to] {
            pen.line(Spot { x: x - 2.5 * u, y: y + 6.0 * u }, Spot { x: x + 2.5 * u, y: y - 6.0 * u }, Ink::Axis, axis, Dash::Solid);
        }
        let font = pen.sizes.tick;
        let value = if self.trend.is_percentage { writing::percent(first) } else { writing::decimal(first) };
        let top = self.area.bottom + self.foot - font.line();
        pen.words_at(left, top, &format!("{} {value}", self.trend.begins_at), font, Ink::Third);
    }

    /// Where what stands at zero stands: on the baseline, whatever that is.
    pub(super) fn zero(&self) -> f32 {
        if self.axis.begins_at.is_some() { self.area.bottom } else { self.y(Decimal::ZERO) }
    }

    /// Each year under its tick, then the spans of roles.
    fn years(&self, pen: &mut Pen, highlighted: Option<(Year, ValueKind)>) {
        let bottom = self.area.bottom;
        let (plain, strong) = (pen.sizes.tick, pen.sizes.name);
        let middle = bottom + YEARS + plain.line() / 2.0;
        for year in &self.trend.years {
            let x = self.x(year.year);
            pen.line(Spot { x, y: bottom }, Spot { x, y: bottom + 5.0 }, Ink::Axis, pen.sizes.axis, Dash::Solid);
            let (font, ink) = match year.role {
                _ if highlighted.is_some_and(|(highlighted, _)| highlighted == year.year) => (strong, Ink::Accent),
                YearRole::NotAsked => (plain, Ink::Third),
                _ => (strong, Ink::Main),
            };
            pen.words_by(x, middle, 0.5, &year.year.to_string(), font, ink);
        }
        let y = bottom + YEARS + plain.line() + 4.0;
        for span in &self.trend.spans {
            let inset = 0.12 * self.step;
            let (from, to) = (self.x(span.first) - self.step / 2.0 + inset, self.x(span.last) + self.step / 2.0 - inset);
            let (line, font, ink) = match span.role {
                YearRole::Target => (Ink::Series(TARGET), strong, Ink::Words(TARGET)),
                _ => (Ink::Axis, plain, Ink::Second),
            };
            pen.line(Spot { x: from, y }, Spot { x: to, y }, line, pen.sizes.axis, Dash::Solid);
            pen.words_by(f32::midpoint(from, to), y + 3.0 + font.line() / 2.0, 0.5, span.name, font, ink);
        }
    }

    /// The selected column: a stem from the baseline to its mark.
    fn stem(&self, pen: &mut Pen, highlighted: Option<(Year, ValueKind)>) {
        let Some((year, kind)) = highlighted else { return };
        if !self.trend.years.iter().any(|other| other.year == year) {
            return;
        }
        let top = match self.trend.point(year, kind).map(|point| &point.value) {
            Some(IndicatorValue::Number { value, .. } | IndicatorValue::Range { high: value, .. }) => self.y(*value),
            _ => self.area.top,
        };
        let x = self.x(year);
        pen.line(Spot { x, y: self.zero() }, Spot { x, y: top }, Ink::Accent, 1.0, Dash::Solid);
    }

    /// "NA" over the axis, other words at mid-height, "non demandé" at the foot of its band; gives where they stand.
    fn values_in_words(&self, pen: &mut Pen) -> Vec<Area> {
        let mut areas: Vec<Area> = Vec::new();
        let marks: Vec<Area> = self.marks().iter().map(|mark| self.mark_area(mark)).collect();
        let mut written: Vec<(Year, &str)> = Vec::new();
        for point in &self.trend.points {
            let is_number = matches!(point.value, IndicatorValue::Number { .. } | IndicatorValue::Range { .. });
            if is_number || written.contains(&(point.year, &point.text)) {
                continue;
            }
            written.push((point.year, &point.text));
            self.value_in_words(pen, point, &mut areas, &marks);
        }
        for year in self.trend.years.iter().filter(|year| year.role == YearRole::NotAsked && !self.is_small) {
            let font = pen.sizes.note;
            let lines = pen.wrapped(self.trend.not_asked, font, self.widest_word(pen, self.trend.not_asked, font), 2);
            let foot = self.area.bottom - 5.0 - font.line() / 2.0;
            for (line, text) in (0_u8..).zip(lines.iter().rev()) {
                areas.push(pen.words_by(self.x(year.year), foot - f32::from(line) * font.line(), 0.5, text, font, Ink::Third));
            }
        }
        areas
    }

    /// Writes a value that is no number, over or under what stands there already; without its kind where that leaves the plot.
    fn value_in_words(&self, pen: &mut Pen, point: &Point, areas: &mut Vec<Area>, marks: &[Area]) {
        let is_na = point.value == IndicatorValue::NotAvailable;
        let is_initial = point.kind == ValueKind::Forecast && !point.words.is_empty();
        let font = if is_na { Font { size: pen.sizes.value.size, ..pen.sizes.name } } else { pen.sizes.words };
        let ink = match point.kind {
            ValueKind::Target => Ink::Words(TARGET),
            _ if is_na => Ink::Third,
            _ => Ink::Second,
        };
        let taken: Vec<Area> = areas.iter().chain(marks).copied().collect();
        let with_kind = (is_initial && !is_na && !self.is_small).then(|| format!("{} ({})", point.text, point.words));
        let blocks = with_kind.iter().chain([&point.text]).map(|text| self.block(pen, text, font, point, is_na)).collect::<Vec<_>>();
        let placed = blocks.iter().find_map(|(lines, block)| Some((lines, self.room(*block, &taken)?)));
        let Some((lines, block)) = placed.or_else(|| blocks.last().map(|(lines, block)| (lines, *block))) else { return };
        let mut middle = block.top + font.line() / 2.0;
        for line in lines {
            let area = pen.words_by(block.centre().x, middle, 0.5, line, font, ink);
            if self.crosses_grid(area) {
                pen.push(Mark::Fill { area: area.grown(4.0 * self.u, -1.0), ink: Ink::Ground });
            }
            areas.push(area);
            middle += font.line();
        }
    }

    /// The room of a year; a word is rather wider than it than cut.
    fn widest_word(&self, pen: &Pen, text: &str, font: Font) -> f32 {
        text.split(' ').map(|word| pen.measure(word, font)).fold(self.step - 4.0, f32::max)
    }

    /// The lines of a value that is no number, and where they stand when nothing is in their way.
    fn block(&self, pen: &Pen, text: &str, font: Font, point: &Point, is_na: bool) -> (Vec<String>, Area) {
        let widest = self.widest_word(pen, text, font);
        let lines = pen.wrapped(text, font, widest, 3);
        let height = f32::from(u8::try_from(lines.len()).unwrap_or(u8::MAX)) * font.line();
        let half = widest / 2.0;
        let x = self.x(point.year).min(self.area.right - half).max(self.area.left + half);
        let bottom = if is_na { self.zero() - 8.0 } else { self.area.centre().y + height / 2.0 };
        (lines, Area { left: x - half, right: x + half, top: bottom - height, bottom })
    }

    /// The nearest place over what is taken, or else under it, within the plot and its head.
    fn room(&self, wished: Area, taken: &[Area]) -> Option<Area> {
        let (top, bottom) = (self.area.top - self.head, self.area.bottom);
        let height = wished.height();
        let over = |other: &Area| Area { top: other.top - height, bottom: other.top, ..wished };
        let under = |other: &Area| Area { top: other.bottom, bottom: other.bottom + height, ..wished };
        let along = |next: &dyn Fn(&Area) -> Area| {
            let mut block = wished;
            while let Some(other) = taken.iter().find(|other| other.meets(block)) {
                block = next(other);
                if block.top < top || block.bottom > bottom {
                    return None;
                }
            }
            Some(block)
        };
        along(&over).or_else(|| along(&under))
    }

    /// The marks in the order in which their labels are placed: target, forecast of N, revised, last actual, initial, older.
    fn marks(&self) -> Vec<Placed<'a>> {
        let mut marks: Vec<Placed<'a>> = self.trend.points.iter().filter_map(|point| self.placed(point)).collect();
        let order = |mark: &Placed<'_>| match mark.role {
            Role::Target => (0, 0),
            Role::Forecast => (1, 0),
            Role::Revised => (2, 0),
            Role::Initial => (4, 0),
            Role::Actual => {
                let later = self.trend.points.iter().filter(|other| other.kind == ValueKind::Actual && other.year > mark.point.year);
                let later = later.filter(|other| self.number(other).is_some()).count();
                if later == 0 { (3, 0) } else { (5, later) }
            }
        };
        marks.sort_by_key(order);
        marks
    }

    fn number(&self, point: &Point) -> Option<Decimal> {
        match &point.value {
            IndicatorValue::Number { value, .. } => Some(*value),
            _ => None,
        }
    }

    /// A mark; `None` for words, and for an initial forecast equal to the revised one.
    pub(super) fn placed(&self, point: &'a Point) -> Option<Placed<'a>> {
        let (low, high) = match &point.value {
            IndicatorValue::Number { value, .. } => (*value, None),
            IndicatorValue::Range { low, high } => (*low, Some(*high)),
            _ => return None,
        };
        let revised = self.trend.point(point.year, ValueKind::RevisedForecast);
        let role = match (point.kind, revised) {
            (ValueKind::Actual, _) => Role::Actual,
            (ValueKind::Target, _) => Role::Target,
            (ValueKind::RevisedForecast, _) => Role::Revised,
            (ValueKind::Forecast, None) => Role::Forecast,
            (ValueKind::Forecast, Some(revised)) if self.number(revised).is_some_and(|value| self.number(point) == Some(value)) => return None,
            (ValueKind::Forecast, Some(_)) => Role::Initial,
        };
        let x = self.x(point.year);
        Some(Placed { point, role, at: Spot { x, y: self.y(low) }, to: high.map(|high| Spot { x, y: self.y(high) }) })
    }

    /// The number of a year through which the line goes.
    fn on_line<'m>(&self, marks: &'m [Placed<'a>], year: Year) -> Option<&'m Placed<'a>> {
        let of_year = || marks.iter().filter(move |mark| mark.point.year == year && mark.to.is_none());
        let has = |kind| self.trend.point(year, kind).is_some();
        let role = if has(ValueKind::Actual) {
            Role::Actual
        } else if has(ValueKind::RevisedForecast) {
            Role::Revised
        } else if has(ValueKind::Forecast) {
            Role::Forecast
        } else {
            Role::Target
        };
        of_year().find(|mark| mark.role == role)
    }

    /// From each year to the next, solid only between two actuals; nothing where either year has no number.
    pub(super) fn steps(&self, marks: &[Placed<'a>]) -> Vec<(Spot, Spot, Dash)> {
        let pairs = self.trend.years.iter().zip(self.trend.years.iter().skip(1));
        let steps = pairs.filter_map(|(one, next)| {
            let (from, to) = (self.on_line(marks, one.year)?, self.on_line(marks, next.year)?);
            let dash = if from.role == Role::Actual && to.role == Role::Actual { Dash::Solid } else { Dash::Dashed(8.0 * self.u) };
            Some((from.at, to.at, dash))
        });
        steps.collect()
    }

    fn segments(&self, pen: &mut Pen, marks: &[Placed<'a>]) {
        for (from, to, dash) in self.steps(marks) {
            pen.line(from, to, Ink::Series(HUE), pen.sizes.line, dash);
        }
    }

    /// The box of a mark.
    pub(super) fn mark_area(&self, mark: &Placed<'a>) -> Area {
        let radius = self.radius(mark.role);
        let down = if mark.role == Role::Initial { 2.0 * self.u } else { radius };
        match mark.to {
            Some(to) => Area { left: mark.at.x - 3.0 * self.u, right: mark.at.x + 3.0 * self.u, top: to.y, bottom: mark.at.y.max(to.y + 1.0) },
            None => Area::around(mark.at, radius, down),
        }
    }

    /// Half the height and width of a mark.
    pub(super) fn radius(&self, role: Role) -> f32 {
        self.u
            * match role {
                Role::Target => 11.75,
                Role::Initial => 9.0,
                Role::Forecast | Role::Revised => 9.25,
                Role::Actual => 8.5,
            }
    }

    fn mark(&self, pen: &mut Pen, mark: &Placed<'a>) {
        let u = self.u;
        let Placed { at, role, .. } = *mark;
        if let Some(to) = mark.to {
            let ink = if role == Role::Target { Ink::Series(TARGET) } else { Ink::Series(HUE) };
            pen.push(Mark::Fill { area: Area { left: at.x - 3.0 * u, right: at.x + 3.0 * u, top: to.y, bottom: at.y.max(to.y + 1.0) }, ink });
            return;
        }
        match role {
            Role::Actual => {
                pen.push(Mark::Disc { at, radius: 8.5 * u, ink: Ink::Ground });
                pen.push(Mark::Disc { at, radius: 6.5 * u, ink: Ink::Series(HUE) });
            }
            Role::Forecast | Role::Revised => {
                pen.push(Mark::Diamond { at, radius: 8.0 * u, ink: Ink::Series(HUE), width: 2.5 * u, inside: Ink::Ground });
            }
            Role::Target => pen.push(Mark::Ring { at, radius: 10.0 * u, ink: Ink::Series(TARGET), width: 3.5 * u, inside: Ink::Ground }),
            Role::Initial => {
                pen.push(Mark::Fill { area: Area::around(at, 9.0 * u, 1.75 * u), ink: Ink::Third });
                self.arrow(pen, mark);
            }
        }
    }

    /// From an initial forecast to the revised one, when they are far enough.
    fn arrow(&self, pen: &mut Pen, mark: &Placed<'a>) {
        let u = self.u;
        let Some(revised) = self.trend.point(mark.point.year, ValueKind::RevisedForecast).and_then(|point| self.placed(point)) else { return };
        let distance = revised.at.y - mark.at.y;
        if revised.to.is_some() || distance.abs() <= 24.0 * u {
            return;
        }
        let way = distance.signum();
        let tip = Spot { x: mark.at.x, y: revised.at.y - way * 12.0 * u };
        let from = Spot { x: mark.at.x, y: mark.at.y + way * 3.0 * u };
        pen.line(from, Spot { y: tip.y - way * 6.0 * u, ..tip }, Ink::Third, 1.75 * u, Dash::Solid);
        pen.push(Mark::Arrow { at: tip, side: 7.0 * u, points_down: way > 0.0, ink: Ink::Third });
    }

    pub(super) fn crosses_grid(&self, area: Area) -> bool {
        !self.is_small && self.axis.ticks.iter().any(|tick| (area.top..area.bottom).contains(&self.y(*tick)))
    }
}

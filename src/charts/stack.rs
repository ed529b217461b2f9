//! Bars of segments laid out: fills, amounts inside or under, names above.

use super::pen::{Look, Pen};
use super::scene::{Area, Dash, Font, Ink, Mark, Spot};
use super::{Bar, Segment};
use crate::model::Euros;

/// Where amounts stand along a row.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    pub zero: f32,
    per_euro: f64,
}

/// The floor and the ceiling of stacked amounts, in euros: only to place marks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reach {
    low: f64,
    high: f64,
}

impl Reach {
    pub fn of<'a>(bars: impl Iterator<Item = &'a Bar>) -> Self {
        let mut reach = Self::default();
        for bar in bars {
            let (mut low, mut high) = (0.0, 0.0);
            for segment in &bar.segments {
                let amount = float(segment.amount);
                if amount < 0.0 { low += amount } else { high += amount }
            }
            reach = Self { low: reach.low.min(low), high: reach.high.max(high) };
        }
        reach
    }

    /// A reach over amounts and zero.
    pub fn over(amounts: impl Iterator<Item = f64>) -> Self {
        amounts.fold(Self::default(), |reach, amount| Self { low: reach.low.min(amount), high: reach.high.max(amount) })
    }

    /// A reach up to a tick.
    pub fn up_to(self, high: f64) -> Self {
        Self { high: self.high.max(high), ..self }
    }
}

impl Scale {
    pub fn new(left: f32, width: f32, reach: Reach) -> Self {
        let whole = reach.high - reach.low;
        let per_euro = if whole > 0.0 { f64::from(width) / whole } else { 0.0 };
        Self { zero: left + length(-reach.low * per_euro), per_euro }
    }

    pub fn x(self, euros: f64) -> f32 {
        self.zero + length(euros * self.per_euro)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a place on the screen")]
pub fn float(amount: Euros) -> f64 {
    amount.get() as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
fn length(pixels: f64) -> f32 {
    pixels as f32
}

/// A bar at its place.
pub struct Stack<'a> {
    pub segments: &'a [Segment],
    pub scale: Scale,
    pub top: f32,
    pub height: f32,
    pub is_former: bool,
    /// Where amounts written under the bar may stand.
    pub limits: (f32, f32),
    /// What it is a bar of.
    pub name: &'a str,
}

impl<'a> Stack<'a> {
    /// The area of each segment: amounts above 0 rightwards, others leftwards, 2 u apart.
    pub fn areas(&self, pen: &Pen) -> Vec<(Area, &'a Segment)> {
        let gap = 2.0 * pen.sizes.u;
        let (mut left, mut right) = (0.0, 0.0);
        let mut areas = Vec::new();
        for segment in self.segments {
            let amount = float(segment.amount);
            let (from, to) = if amount < 0.0 { (left + amount, left) } else { (right, right + amount) };
            if amount < 0.0 {
                left = from;
            } else {
                right = to;
            }
            let (x, end) = (self.scale.x(from), self.scale.x(to));
            // The thinnest segment still shows.
            let area = Area { left: x, right: (end - gap).max(x + 1.5), top: self.top, bottom: self.top + self.height };
            areas.push((area, segment));
        }
        areas
    }

    /// Fills and amounts; gives how far below the bar amounts were written. `below` are the amounts under this row.
    pub fn draw(&self, pen: &mut Pen, below: &mut Vec<Area>, outside: impl Fn(&Segment) -> String) -> f32 {
        let areas = self.areas(pen);
        let font = pen.sizes.amount;
        let margin = 8.0 * pen.sizes.u;
        for (area, segment) in &areas {
            let look = match (segment.is_hatched, self.is_former) {
                (true, _) => Look::Hatched,
                (false, true) => Look::Former,
                (false, false) => Look::Full,
            };
            pen.bar(*area, segment.hue, look);
            pen.hit(*area, segment.place, &[self.name, &segment.name], &segment.text);
            let width = pen.measure(&segment.text, font);
            let centre = area.centre();
            if width + 2.0 * margin <= area.width() {
                if look == Look::Hatched {
                    pen.push(Mark::Fill { area: Area::around(centre, width / 2.0 + 5.0, font.line() / 2.0), ink: Ink::Ground });
                }
                let ink = if look == Look::Full { Ink::On(segment.hue) } else { Ink::Main };
                pen.words_by(centre.x, centre.y, 0.5, &segment.text, font, ink);
            }
        }
        let hidden: Vec<(Area, String)> = areas
            .iter()
            .map(|(area, segment)| (*area, outside(segment), pen.measure(&segment.text, font) + 2.0 * margin > area.width()))
            // No leader ends on nothing.
            .filter(|(_, text, has_no_room)| *has_no_room && !text.is_empty())
            .map(|(area, text, _)| (area, text))
            .collect();
        // From the left, unless an amount finds no place so and finds one from the right.
        let [from_left, from_right] = [false, true].map(|is_from_right| self.under(pen, &hidden, below, is_from_right));
        for label in if from_right.len() > from_left.len() { from_right } else { from_left } {
            label.draw(pen, below);
        }
        below.iter().map(|area| area.bottom - self.top - self.height).fold(0.0, f32::max)
    }

    /// Amounts under the bar, each joined to its segment by an elbow, where it meets no other; without those that find no place.
    fn under<'t>(&self, pen: &Pen, hidden: &'t [(Area, String)], below: &[Area], is_from_right: bool) -> Vec<Label<'t>> {
        let font = pen.sizes.words;
        let arm = 8.0 * pen.sizes.u;
        let mut taken = below.to_vec();
        let mut labels = Vec::new();
        let mut place = |(area, text): &'t (Area, String)| {
            let width = pen.measure(text, font);
            let x = area.centre().x;
            let mut sides = [(x - arm - 4.0 - width, -1.0), (x + arm + 4.0, 1.0)];
            if is_from_right {
                sides.reverse();
            }
            for row in 0..MOST_LINES {
                let top = area.bottom + 3.0 + f32::from(row) * font.line();
                for (left, towards) in sides {
                    let label = Area::new(left, top, width, font.line());
                    let is_inside = self.limits.0 <= label.left && label.right <= self.limits.1;
                    // The stem of one amount may not go through another.
                    let stem = Area { left: x - 3.0, right: x + 3.0, top: area.bottom, bottom: top + font.line() / 2.0 };
                    if !is_inside || taken.iter().any(|other| other.grown(4.0, 0.0).meets(label) || other.meets(stem)) {
                        continue;
                    }
                    taken.extend([label, stem]);
                    labels.push(Label { text, area: label, stem, towards });
                    return;
                }
            }
        };
        if is_from_right {
            hidden.iter().rev().for_each(&mut place);
        } else {
            hidden.iter().for_each(&mut place);
        }
        labels
    }

    /// Where the bar ends on the right.
    pub fn end(&self, pen: &Pen) -> f32 {
        self.areas(pen).iter().map(|(area, _)| area.right).fold(self.scale.zero, f32::max)
    }
}

/// Under a bar amounts stand on so many lines at most.
const MOST_LINES: u8 = 7;

/// An amount under a bar, and what joins it to its segment.
struct Label<'t> {
    text: &'t str,
    area: Area,
    stem: Area,
    /// Which way its arm goes.
    towards: f32,
}

impl Label<'_> {
    fn draw(self, pen: &mut Pen, below: &mut Vec<Area>) {
        let (x, arm) = (self.stem.centre().x, 8.0 * pen.sizes.u);
        let corner = Spot { x, y: self.area.centre().y };
        pen.line(Spot { x, y: self.stem.top + 1.0 }, corner, Ink::Axis, pen.sizes.axis, Dash::Solid);
        pen.line(corner, Spot { x: x + self.towards * arm, ..corner }, Ink::Axis, pen.sizes.axis, Dash::Solid);
        pen.push(Mark::Fill { area: self.area, ink: Ink::Ground });
        pen.words_at(self.area.left, self.area.top, self.text, pen.sizes.words, Ink::Main);
        below.extend([self.area, self.stem]);
    }
}

/// What is said of a segment: its name and a detail.
type Form<'a> = &'a dyn Fn(&Segment) -> (String, String);

/// The names of segments on a line above their bar: each at the start of its segment, pushed right of the one before. When they do not fit they lose
/// their details, then their second half, then all but their number, then they stand one after the other with a patch of their colour.
pub fn names(pen: &mut Pen, mut areas: Vec<(Area, &Segment)>, right: f32) {
    if areas.is_empty() {
        return;
    }
    areas.sort_by(|(one, _), (other, _)| one.left.total_cmp(&other.left));
    let strong = pen.sizes.name;
    let plain = pen.sizes.words;
    let whole = |segment: &Segment| (segment.name.clone(), segment.detail.clone());
    let without_detail = |segment: &Segment| (segment.name.clone(), String::new());
    let head = |segment: &Segment| (segment.name.split(',').next().unwrap_or_default().to_owned(), String::new());
    let number = |segment: &Segment| (numbered(segment), String::new());
    let forms: [Form<'_>; 4] = [&whole, &without_detail, &head, &number];
    let gap = 16.0 * pen.sizes.u;
    for form in forms {
        let texts: Vec<(String, String)> = areas.iter().map(|(_, segment)| form(segment)).collect();
        let mut end = f32::MIN;
        let mut lefts = Vec::new();
        for ((area, _), (name, detail)) in areas.iter().zip(&texts) {
            let left = area.left.max(end + gap);
            end = left + pen.measure(name, strong).max(pen.measure(detail, plain));
            lefts.push(left);
        }
        if end > right {
            continue;
        }
        let has_details = texts.iter().any(|(_, detail)| !detail.is_empty());
        for (((_, segment), (name, detail)), left) in areas.iter().zip(&texts).zip(lefts) {
            pen.words_at(left, pen.y, name, strong, Ink::Words(segment.hue));
            if has_details {
                pen.words_at(left, pen.y + strong.line(), detail, plain, Ink::Second);
            }
        }
        pen.y += strong.line() + if has_details { plain.line() } else { 0.0 } + 2.0;
        return;
    }
    legend(pen, &areas, strong, right);
}

/// "T2" for a title of the budget, as is usual where there is little room; any other name as it is.
pub fn numbered(segment: &Segment) -> String {
    let head = segment.name.split(',').next().unwrap_or_default();
    let number = head.rsplit_once(' ').map(|(_, last)| last).filter(|last| last.chars().all(|letter| letter.is_ascii_digit()));
    number.map_or_else(|| segment.name.clone(), |number| format!("T{number}"))
}

fn legend(pen: &mut Pen, areas: &[(Area, &Segment)], font: Font, right: f32) {
    const PATCH: f32 = 10.0;
    const MOST_LINES: f32 = 2.0;
    let from = areas.first().map_or(0.0, |(area, _)| area.left);
    let whole: f32 = areas.iter().map(|(_, segment)| PATCH + 21.0 + pen.measure(&segment.name, font)).sum();
    let is_short = whole > MOST_LINES * (right - from);
    let text = |segment: &Segment| if is_short { numbered(segment) } else { segment.name.clone() };
    let mut left = from;
    for (_, segment) in areas {
        let text = text(segment);
        let width = PATCH + 5.0 + pen.measure(&text, font);
        if left > from && left + width > right {
            left = from;
            pen.y += font.line();
        }
        let patch = Area::new(left, pen.y + (font.line() - PATCH) / 2.0, PATCH, PATCH);
        pen.bar(patch, segment.hue, if segment.is_hatched { Look::Hatched } else { Look::Full });
        pen.words_at(left + PATCH + 5.0, pen.y, &text, font, Ink::Words(segment.hue));
        left += width + 16.0;
    }
    pen.y += font.line() + 2.0;
}

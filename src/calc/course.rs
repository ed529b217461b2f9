//! How far a target stands from where an indicator is, and an amount from the one before: exact comparisons, for the sentences that say it.
//!
//! Knows numbers and no word. No floating point: what is rounded is rounded once, after every comparison.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::percent;

/// How large something is: one decimal, half away from zero. What is not 0 never becomes it, and only a whole is 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Rounded(Decimal),
    /// Above 0 and rounded to it.
    UnderATenth,
    /// Under 100 and rounded to it.
    NearlyAHundred,
}

impl Size {
    /// A part of a whole above 0, in per cent; `None` of a part that is negative, or beyond exact arithmetic.
    pub fn of(part: i128, whole: i128) -> Option<Self> {
        if part < 0 || whole <= 0 {
            return None;
        }
        let rounded = percent(part, whole, 1).ok().flatten()?;
        Some(match rounded {
            nil if nil.is_zero() && part > 0 => Self::UnderATenth,
            hundred if hundred == Decimal::ONE_HUNDRED && part < whole => Self::NearlyAHundred,
            rounded => Self::Rounded(rounded),
        })
    }
}

/// What became of a number, by how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    None,
    Rise(Size),
    Fall(Size),
}

impl Movement {
    /// With its sign, as it is rounded.
    pub fn rounded(self) -> Decimal {
        let size = |size| match size {
            Size::Rounded(size) => size,
            Size::UnderATenth => Decimal::ZERO,
            Size::NearlyAHundred => Decimal::ONE_HUNDRED,
        };
        match self {
            Self::None => Decimal::ZERO,
            Self::Rise(of) => size(of),
            Self::Fall(of) => -size(of),
        }
    }
}

/// How a factor stands to the whole number by which it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    Exactly,
    /// Less, by 0,05 at most.
    Nearly,
    /// More, by 0,05 at most.
    Over,
}

/// What a number has to do to become another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// The same number.
    Stay,
    /// By points, of what is counted in per cent.
    Points(Movement),
    /// By 2, 3, 4, 5 or 10, or about.
    Times(u8, Nearness),
    /// By another factor from 1,5 up, one decimal.
    Multiplied(Decimal),
    /// By a percentage under 50.
    Rise(Size),
    /// By 2, or about.
    Halved(Nearness),
    /// By another factor, one decimal, down to 0,67 or less.
    Divided(Decimal),
    /// By a percentage, down to over 0,67.
    Fall(Size),
}

/// What `from` has to do to become `to`; `None` when a factor means nothing (not both above 0) or cannot be held exactly.
pub fn course(from: Decimal, to: Decimal) -> Option<Course> {
    if from == to {
        return Some(Course::Stay);
    }
    let (b, t) = same_scale(from, to)?;
    if b <= 0 || t <= 0 {
        return None;
    }
    let factor = |value: i128, base: i128| percent(value, base.checked_mul(100)?, 1).ok().flatten();
    for times in [2_u8, 3, 4, 5, 10] {
        if let Some(nearness) = nearness(t, b, i128::from(times))? {
            return Some(Course::Times(times, nearness));
        }
    }
    if t.checked_mul(2)? >= b.checked_mul(3)? {
        return factor(t, b).map(Course::Multiplied);
    }
    if let Some(nearness) = nearness(b, t, 2)? {
        return Some(Course::Halved(nearness));
    }
    if t.checked_mul(100)? <= b.checked_mul(67)? {
        return factor(b, t).map(Course::Divided);
    }
    Some(match percent_change(b, t)? {
        Movement::None => Course::Stay,
        Movement::Rise(size) => Course::Rise(size),
        Movement::Fall(size) => Course::Fall(size),
    })
}

/// How `value` stands to `times` the base, itself above 0: within 0,05 of it, or `Some(None)`; `None` beyond exact arithmetic.
fn nearness(value: i128, base: i128, times: i128) -> Option<Option<Nearness>> {
    let gap = value.checked_mul(100)?.checked_sub(base.checked_mul(times)?.checked_mul(100)?)?;
    let is_near = gap.checked_abs()? <= base.checked_mul(5)?;
    let nearness = match gap.cmp(&0) {
        Ordering::Less => Nearness::Nearly,
        Ordering::Equal => Nearness::Exactly,
        Ordering::Greater => Nearness::Over,
    };
    Some(is_near.then_some(nearness))
}

/// From a base above 0 to another number, in per cent; `None` on another base, or beyond exact arithmetic.
pub fn percent_change(from: i128, to: i128) -> Option<Movement> {
    if from <= 0 { None } else { movement(from, to, from) }
}

/// From one number to another, in per cent of a whole above 0.
fn movement(from: i128, to: i128, whole: i128) -> Option<Movement> {
    let change = to.checked_sub(from)?;
    let size = Size::of(change.checked_abs()?, whole)?;
    Some(match change.cmp(&0) {
        Ordering::Equal => Movement::None,
        Ordering::Greater => Movement::Rise(size),
        Ordering::Less => Movement::Fall(size),
    })
}

/// From one number to another in per cent, as [`percent_change`].
pub fn percent_between(from: Decimal, to: Decimal) -> Option<Movement> {
    let (from, to) = same_scale(from, to)?;
    percent_change(from, to)
}

/// From one number to another in points; `None` beyond exact arithmetic.
pub fn points(from: Decimal, to: Decimal) -> Option<Movement> {
    let scale = from.scale().max(to.scale());
    let (from, to) = (at_scale(from, scale)?, at_scale(to, scale)?);
    // A hundred points are the whole: the difference is its own percentage of it.
    let whole = 10_i128.checked_pow(scale.checked_add(2)?)?;
    movement(from, to, whole)
}

/// Both numbers as integers of the same power of ten.
fn same_scale(one: Decimal, other: Decimal) -> Option<(i128, i128)> {
    let (one, other) = (one.normalize(), other.normalize());
    let scale = one.scale().max(other.scale());
    Some((at_scale(one, scale)?, at_scale(other, scale)?))
}

/// A number as an integer of so many decimals.
fn at_scale(number: Decimal, scale: u32) -> Option<i128> {
    number.mantissa().checked_mul(10_i128.checked_pow(scale.checked_sub(number.scale())?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn rounded(text: &str) -> Size {
        Size::Rounded(decimal(text))
    }

    #[test]
    fn a_course_is_the_first_that_is_true() {
        use Nearness::{Exactly, Nearly, Over};
        let cases = [
            ("50", "200", Some(Course::Times(4, Exactly)), "1.1"),
            ("23", "50", Some(Course::Multiplied(decimal("2.2"))), "1.2"),
            ("8", "21", Some(Course::Multiplied(decimal("2.6"))), "1.3"),
            ("56", "60", Some(Course::Rise(rounded("7.1"))), "2.1"),
            ("15", "18", Some(Course::Rise(rounded("20.0"))), "2.2"),
            ("200", "200.0", Some(Course::Stay), "the same number"),
            ("1000", "1004", Some(Course::Rise(rounded("0.4"))), "near is not equal"),
            ("1000", "1000.4", Some(Course::Rise(Size::UnderATenth)), "a rise is never one of 0"),
            ("1000", "999.6", Some(Course::Fall(Size::UnderATenth)), "nor a fall"),
            ("100", "195", Some(Course::Times(2, Nearly)), "1,95"),
            ("100", "205", Some(Course::Times(2, Over)), "2,05"),
            ("100", "206", Some(Course::Multiplied(decimal("2.1"))), "2,06"),
            ("100", "995", Some(Course::Times(10, Nearly)), "9,95"),
            ("1", "10", Some(Course::Times(10, Exactly)), "10"),
            ("2", "3", Some(Course::Multiplied(decimal("1.5"))), "1,5"),
            ("100", "149", Some(Course::Rise(rounded("49.0"))), "1,49"),
            ("10", "5", Some(Course::Halved(Exactly)), "a half"),
            ("100", "51", Some(Course::Halved(Nearly)), "1 / 1,96"),
            ("100", "49", Some(Course::Halved(Over)), "1 / 2,04"),
            ("10", "6.7", Some(Course::Divided(decimal("1.5"))), "0,67"),
            ("10", "6.8", Some(Course::Fall(rounded("32.0"))), "0,68"),
            ("0.5", "2.00", Some(Course::Times(4, Exactly)), "other scales"),
            ("0", "5", None, "from nothing"),
            ("5", "0", None, "to nothing"),
            ("0", "0", Some(Course::Stay), "nothing stays"),
            ("-5", "5", None, "a change of sign"),
            ("79228162514264337593543950335", "0.0000000000000000000000000001", None, "beyond exact arithmetic"),
        ];
        for (from, to, expected, why) in cases {
            assert_eq!(course(decimal(from), decimal(to)), expected, "{from} to {to}: {why}");
        }
    }

    #[test]
    fn points_are_rounded_half_away_from_zero_and_never_to_0() {
        use Movement::{Fall, Rise};
        let cases = [
            ("68.9", "70.15", Rise(rounded("1.3"))),
            ("70", "68.95", Fall(rounded("1.1"))),
            ("5", "5.04", Rise(Size::UnderATenth)),
            ("5", "5.0", Movement::None),
            ("-5", "5", Rise(rounded("10.0"))),
        ];
        for (from, to, expected) in cases {
            assert_eq!(points(decimal(from), decimal(to)), Some(expected), "{from} to {to}");
        }
    }

    #[test]
    fn a_change_in_per_cent_starts_above_0() {
        let cases = [
            (100, 110, Some(Movement::Rise(rounded("10.0")))),
            (100, 0, Some(Movement::Fall(rounded("100.0")))),
            (10_000, 10_004, Some(Movement::Rise(Size::UnderATenth))),
            (1_000_000, 100, Some(Movement::Fall(Size::NearlyAHundred))),
            (10_000, 10_005, Some(Movement::Rise(rounded("0.1")))),
            (7, 7, Some(Movement::None)),
            (0, 7, None),
            (-7, 7, None),
        ];
        for (from, to, expected) in cases {
            assert_eq!(percent_change(from, to), expected, "{from} to {to}");
        }
    }
}

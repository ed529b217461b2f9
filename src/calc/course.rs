//! How far a target stands from where an indicator is: exact comparisons, for the sentence that says it.
//!
//! Knows two numbers and no word. No floating point.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{percent, variation_percent};

/// What a number has to do to become another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Within 0,5 % of it.
    Stay,
    /// By 2, 3, 4, 5 or 10, within 0,05.
    Times(u8),
    /// By another factor from 1,5 up, one decimal.
    Multiplied(Decimal),
    /// By a percentage, one decimal.
    Rise(Decimal),
    /// By 2, within 0,05.
    Halved,
    /// By another factor, one decimal, down to 0,67 or less.
    Divided(Decimal),
    /// By a percentage, one decimal, counted above 0.
    Fall(Decimal),
}

/// What `from` has to do to become `to`; `None` when a factor means nothing (not both above 0) or cannot be held exactly.
pub fn course(from: Decimal, to: Decimal) -> Option<Course> {
    let (b, t) = same_scale(from, to)?;
    if b <= 0 || t <= 0 {
        return None;
    }
    let near = |value: i128, base: i128, factor: i128| -> Option<bool> {
        let gap = value.checked_mul(100)?.checked_sub(base.checked_mul(factor)?.checked_mul(100)?)?;
        Some(gap.checked_abs()? <= base.checked_mul(5)?)
    };
    let factor = |value: i128, base: i128| percent(value, base.checked_mul(100)?, 1).ok().flatten();
    let change = || variation_percent(t, b, 1).ok().flatten();
    if t.checked_sub(b)?.checked_abs()?.checked_mul(200)? <= b {
        return Some(Course::Stay);
    }
    for times in [2_u8, 3, 4, 5, 10] {
        if near(t, b, i128::from(times))? {
            return Some(Course::Times(times));
        }
    }
    if t.checked_mul(2)? >= b.checked_mul(3)? {
        return factor(t, b).map(Course::Multiplied);
    }
    if t > b {
        return change().map(Course::Rise);
    }
    if near(b, t, 2)? {
        return Some(Course::Halved);
    }
    if t.checked_mul(100)? <= b.checked_mul(67)? {
        return factor(b, t).map(Course::Divided);
    }
    change().map(|change| Course::Fall(change.abs()))
}

/// A target against what it starts from, short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Up or down by a percentage, whole.
    Percent(Decimal),
    /// From 1,5 times up, one decimal.
    Times(Decimal),
}

/// How `to` stands against `from`; `None` when that means nothing (not both above 0) or cannot be held exactly.
pub fn reach(from: Decimal, to: Decimal) -> Option<Reach> {
    let (b, t) = same_scale(from, to)?;
    if b <= 0 || t < 0 {
        return None;
    }
    if t.checked_mul(2)? >= b.checked_mul(3)? {
        return percent(t, b.checked_mul(100)?, 1).ok().flatten().map(Reach::Times);
    }
    variation_percent(t, b, 0).ok().flatten().map(Reach::Percent)
}

/// `to − from` in points, one decimal, half away from zero; `None` when nothing is left of it.
pub fn points(from: Decimal, to: Decimal) -> Option<Decimal> {
    let points = to.checked_sub(from)?.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    (!points.is_zero()).then_some(points)
}

/// Both numbers as integers of the same power of ten.
fn same_scale(one: Decimal, other: Decimal) -> Option<(i128, i128)> {
    let scale = one.scale().max(other.scale());
    let integer = |number: Decimal| number.mantissa().checked_mul(10_i128.checked_pow(scale.checked_sub(number.scale())?)?);
    Some((integer(one)?, integer(other)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_target_is_so_many_times_or_percent_of_its_start() {
        let times = |text| Some(Reach::Times(decimal(text)));
        let percent = |text| Some(Reach::Percent(decimal(text)));
        for (from, to, expected) in [
            ("50", "200", times("4")),
            ("8", "21", times("2.6")),
            ("56", "60", percent("7")),
            ("15", "18", percent("20")),
            ("10", "14.99", percent("50")),
            ("10", "15", times("1.5")),
            ("10", "8", percent("-20")),
            ("10", "0", percent("-100")),
            ("0", "8", None),
            ("-1", "8", None),
        ] {
            assert_eq!(reach(decimal(from), decimal(to)), expected, "{from} {to}");
        }
        assert!(percent("300") < times("1.5"), "in the order of size");
    }

    #[test]
    fn a_course_is_the_first_that_is_true() {
        let cases = [
            ("50", "200", Some(Course::Times(4)), "1.1"),
            ("23", "50", Some(Course::Multiplied(decimal("2.2"))), "1.2"),
            ("8", "21", Some(Course::Multiplied(decimal("2.6"))), "1.3"),
            ("2", "5", Some(Course::Multiplied(decimal("2.5"))), "1.4"),
            ("56", "60", Some(Course::Rise(decimal("7.1"))), "2.1"),
            ("15", "18", Some(Course::Rise(decimal("20.0"))), "2.2"),
            ("70", "170", Some(Course::Multiplied(decimal("2.4"))), "2.3"),
            ("200", "201", Some(Course::Stay), "within 0,5 %"),
            ("200", "199", Some(Course::Stay), "within 0,5 %"),
            ("1000", "1006", Some(Course::Rise(decimal("0.6"))), "beyond 0,5 %"),
            ("100", "205", Some(Course::Times(2)), "2,05"),
            ("100", "206", Some(Course::Multiplied(decimal("2.1"))), "2,06"),
            ("1", "10", Some(Course::Times(10)), "10"),
            ("2", "3", Some(Course::Multiplied(decimal("1.5"))), "1,5"),
            ("100", "149", Some(Course::Rise(decimal("49.0"))), "1,49"),
            ("10", "5", Some(Course::Halved), "a half"),
            ("10", "6.7", Some(Course::Divided(decimal("1.5"))), "0,67"),
            ("10", "6.8", Some(Course::Fall(decimal("32.0"))), "0,68"),
            ("0.5", "2.00", Some(Course::Times(4)), "other scales"),
            ("0", "5", None, "from nothing"),
            ("5", "0", None, "to nothing"),
            ("-5", "5", None, "a change of sign"),
            ("79228162514264337593543950335", "0.0000000000000000000000000001", None, "beyond exact arithmetic"),
        ];
        for (from, to, expected, why) in cases {
            assert_eq!(course(decimal(from), decimal(to)), expected, "{from} to {to}: {why}");
        }
    }

    #[test]
    fn points_are_rounded_half_away_from_zero() {
        for (from, to, expected) in [("68.9", "70.15", Some("1.3")), ("70", "68.95", Some("-1.1")), ("5", "5.04", None), ("5", "5", None)] {
            assert_eq!(points(decimal(from), decimal(to)), expected.map(decimal), "{from} to {to}");
        }
    }
}

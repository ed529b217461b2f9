//! Axes of values: they start at zero, unless all values of a line lie far from it, and their ticks are round.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A linear axis with its ticks, exact; zero is one of them where it is not broken.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub ticks: Vec<Decimal>,
    /// Where an axis begins that leaves zero out.
    pub begins_at: Option<Decimal>,
    low: f64,
    high: f64,
}

const MOST_TICKS: usize = 6;

impl Axis {
    /// The axis on which every value stands, with the smallest step that gives six ticks at most; whole numbers have whole ticks.
    pub fn over(values: impl IntoIterator<Item = Decimal>) -> Self {
        let (mut low, mut high, mut is_whole) = (Decimal::ZERO, Decimal::ZERO, true);
        for value in values {
            (low, high) = (low.min(value), high.max(value));
            is_whole &= value.fract().is_zero();
        }
        if low == high {
            high = Decimal::ONE;
        }
        steps(low, high, is_whole)
            .find_map(|step| ticks(low, high, step, false))
            .map_or_else(|| Self::without_ticks(low, high), |ticks| Self::of(ticks, low, high))
    }

    /// The axis of a line: where its values differ and all lie within the last fifth of the scale, it begins at a round value under them and spans a
    /// twenty-fifth of the highest at least.
    pub fn of_line(values: impl IntoIterator<Item = Decimal> + Clone) -> Self {
        let whole = Self::over(values.clone());
        Self::broken(&whole, values).unwrap_or(whole)
    }

    fn broken(whole: &Self, values: impl IntoIterator<Item = Decimal> + Clone) -> Option<Self> {
        let (low, high) = (values.clone().into_iter().min()?, values.clone().into_iter().max()?);
        let is_far = low < high && low.checked_mul(5.into())? >= whole.ticks.last()?.checked_mul(4.into())?;
        if !is_far || low <= Decimal::ZERO {
            return None;
        }
        let least = high.checked_mul(Decimal::new(96, 2))?;
        let is_whole = values.into_iter().all(|value| value.fract().is_zero());
        let ticks = steps(low, high, is_whole).find_map(|step| ticks(low.min(least), high, step, false))?;
        let begins_at = ticks.first().copied().filter(|first| *first > Decimal::ZERO)?;
        Some(Self { begins_at: Some(begins_at), ..Self::of(ticks, low, high) })
    }

    /// The ticks that stand between the lowest and the highest value, which are the ends of the axis: for bars that print their amounts.
    pub fn within(values: impl IntoIterator<Item = Decimal>) -> Vec<Decimal> {
        let (low, high) = values.into_iter().fold((Decimal::ZERO, Decimal::ZERO), |(low, high), value| (low.min(value), high.max(value)));
        if low == high {
            return Vec::new();
        }
        steps(low, high, false).find_map(|step| ticks(low, high, step, true)).unwrap_or_default()
    }

    /// The axis of levels that print their values, without ticks: from zero, or, where all lie above it and vary by less than a fifth of the highest,
    /// from a round value under them.
    pub fn of_levels(levels: &[Decimal]) -> Self {
        match Self::begin(levels) {
            Some((begin, high)) => Self { begins_at: Some(begin), ..Self::without_ticks(begin, high) },
            None => Self::up_to(levels.iter().copied()),
        }
    }

    /// Where the axis of levels begins above zero, and the highest of them: a third of what they vary by lies under them.
    fn begin(levels: &[Decimal]) -> Option<(Decimal, Decimal)> {
        let (low, high) = (levels.iter().min().copied()?, levels.iter().max().copied()?);
        let span = high.checked_sub(low).filter(|span| *span > Decimal::ZERO && low > Decimal::ZERO)?;
        if span.checked_mul(5.into())? >= high {
            return None;
        }
        let wanted = low.checked_sub(span.checked_div(3.into())?)?;
        let step = steps(Decimal::ZERO, span, false).find(|step| step.checked_mul(10.into()).is_some_and(|ten| ten >= span))?;
        let begin = wanted.checked_div(step)?.floor().checked_mul(step)?.normalize();
        (begin > Decimal::ZERO).then_some((begin, high))
    }

    fn of(ticks: Vec<Decimal>, low: Decimal, high: Decimal) -> Self {
        let (first, last) = (ticks.first().copied().unwrap_or(low), ticks.last().copied().unwrap_or(high));
        Self { low: float(first), high: float(last), ticks, begins_at: None }
    }

    /// From zero to the highest value, or from the lowest, without ticks: for a plot whose marks say their values.
    pub fn up_to(values: impl IntoIterator<Item = Decimal>) -> Self {
        let (low, high) = values.into_iter().fold((Decimal::ZERO, Decimal::ZERO), |(low, high), value| (low.min(value), high.max(value)));
        Self::without_ticks(low, if low == high { Decimal::ONE } else { high })
    }

    /// For values beyond exact arithmetic.
    fn without_ticks(low: Decimal, high: Decimal) -> Self {
        Self { ticks: vec![Decimal::ZERO], low: float(low), high: float(high), begins_at: None }
    }

    pub fn has_negatives(&self) -> bool {
        self.low < 0.0
    }

    /// Where a value stands, from 0 at the low end to 1 at the high end.
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    pub fn position(&self, value: Decimal) -> f32 {
        ((float(value) - self.low) / (self.high - self.low)) as f32
    }
}

/// The nearest float: only to place marks.
pub fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// Round steps from small to large: 1, 2, 2.5 (from 25 up), 5 × 10ⁿ.
fn steps(low: Decimal, high: Decimal, is_whole: bool) -> impl Iterator<Item = Decimal> {
    let magnitude = float(high).max(-float(low)).log10().floor();
    let from = if magnitude.is_finite() { magnitude.to_i32().unwrap_or(0).saturating_sub(2) } else { -28 };
    let from = if is_whole { from.max(0) } else { from };
    (from..=28).flat_map(|power| [(10, power), (20, power), (25, power), (50, power)]).filter_map(|(tenths, power)| {
        // 2.5 and 0.25 would write more decimals than their neighbours.
        let is_fine = tenths != 25 || power >= 1;
        let exponent = power.checked_sub(1)?;
        let step = match u32::try_from(exponent) {
            Ok(up) => Decimal::try_from_i128_with_scale(10_i128.checked_pow(up)?.checked_mul(tenths)?, 0).ok(),
            Err(_) => Decimal::try_from_i128_with_scale(tenths, exponent.unsigned_abs()).ok(),
        };
        step.filter(|_| is_fine).map(|step| step.normalize())
    })
}

/// The multiples of `step` from under `low` to over `high` (or between them), when they are few enough.
fn ticks(low: Decimal, high: Decimal, step: Decimal, inside: bool) -> Option<Vec<Decimal>> {
    let (first, last) = (low.checked_div(step)?, high.checked_div(step)?);
    let (first, last) = if inside { (first.ceil(), last.floor()) } else { (first.floor(), last.ceil()) };
    let (first, last) = (first.to_i64()?, last.to_i64()?);
    let count = usize::try_from(last.checked_sub(first)?.checked_add(1)?).ok()?;
    if count > MOST_TICKS {
        return None;
    }
    (first..=last).map(|index| step.checked_mul(Decimal::from(index)).map(|tick| tick.normalize())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_start_at_zero_and_are_six_at_most() {
        let cases: &[(&[&str], &[&str])] = &[
            (&["47", "80", "50", "140", "200"], &["0", "50", "100", "150", "200"]),
            (&["34", "50"], &["0", "10", "20", "30", "40", "50"]),
            (&["5", "21"], &["0", "5", "10", "15", "20", "25"]),
            (&["1", "5"], &["0", "1", "2", "3", "4", "5"]),
            (&["60"], &["0", "20", "40", "60"]),
            (&["170"], &["0", "50", "100", "150", "200"]),
            (&["105"], &["0", "25", "50", "75", "100", "125"]),
            (&["0.4"], &["0", "0.1", "0.2", "0.3", "0.4"]),
            (&["12.5"], &["0", "5", "10", "15"]),
            (&["-30", "45"], &["-40", "-20", "0", "20", "40", "60"]),
            (&["-3"], &["-3", "-2", "-1", "0"]),
            (&["0"], &["0", "1"]),
            (&[], &["0", "1"]),
            (&["2500000000"], &["0", "500000000", "1000000000", "1500000000", "2000000000", "2500000000"]),
        ];
        for (values, expected) in cases {
            let axis = Axis::over(values.iter().map(|value| value.parse().unwrap()));
            let expected: Vec<Decimal> = expected.iter().map(|tick| tick.parse().unwrap()).collect();
            assert_eq!(axis.ticks, expected, "{values:?}");
        }
    }

    #[test]
    fn the_axis_of_a_line_far_from_zero_is_broken_and_passes_no_hundred() {
        let cases: &[(&[&str], &[&str], bool)] = &[
            (&["98.2", "99.5"], &["95", "96", "97", "98", "99", "100"], true),
            (&["96", "100"], &["96", "97", "98", "99", "100"], true),
            (&["80", "100"], &["80", "85", "90", "95", "100"], true),
            (&["99.9", "100"], &["96", "97", "98", "99", "100"], true),
            (&["1000", "1004"], &["960", "970", "980", "990", "1000", "1010"], true),
            (&["79", "100"], &["0", "20", "40", "60", "80", "100"], false),
            (&["100", "100"], &["0", "20", "40", "60", "80", "100"], false),
            (&["0", "100"], &["0", "20", "40", "60", "80", "100"], false),
            (&["-98", "-99"], &["-100", "-80", "-60", "-40", "-20", "0"], false),
            (&[], &["0", "1"], false),
        ];
        for (values, expected, is_broken) in cases {
            let decimals: Vec<Decimal> = values.iter().map(|value| value.parse().unwrap()).collect();
            let axis = Axis::of_line(decimals.iter().copied());
            let expected: Vec<Decimal> = expected.iter().map(|tick| tick.parse().unwrap()).collect();
            assert_eq!((&axis.ticks, axis.begins_at), (&expected, is_broken.then(|| expected[0])), "{values:?}");
            assert!(decimals.iter().all(|value| (-0.001..=1.001).contains(&axis.position(*value))), "{values:?}");
        }
    }

    #[test]
    fn the_axis_of_levels_begins_under_them_where_they_hardly_vary() {
        let cases: &[(&[&str], Option<&str>)] = &[
            (&["4360.75", "4364.75", "4359.75", "4371.69"], Some("4354")),
            (&["100", "119"], Some("92")),
            (&["100", "125"], None),
            (&["100", "100"], None),
            (&["0.01", "0.0101"], Some("0.00996")),
            (&["-5", "-5.1"], None),
            (&["0", "3"], None),
            (&["79228162514264337593543950335", "79228162514264337593543950334"], None),
            (&[], None),
        ];
        for (levels, begin) in cases {
            let levels: Vec<Decimal> = levels.iter().map(|level| level.parse().unwrap()).collect();
            let axis = Axis::of_levels(&levels);
            assert_eq!(axis.begins_at, begin.map(|begin| begin.parse().unwrap()), "{levels:?}");
            assert!(levels.iter().all(|level| (-0.001..=1.001).contains(&axis.position(*level))), "{levels:?}");
        }
    }

    #[test]
    fn ticks_of_bars_stay_within_them() {
        for (values, expected) in [
            (&["11.6", "2.4"][..], &["0", "2", "4", "6", "8", "10"][..]),
            (&["10.6"], &["0", "2", "4", "6", "8", "10"]),
            (&["-3", "7"], &["-2", "0", "2", "4", "6"]),
            (&[], &[]),
        ] {
            let expected: Vec<Decimal> = expected.iter().map(|tick| tick.parse().unwrap()).collect();
            assert_eq!(Axis::within(values.iter().map(|value| value.parse().unwrap())), expected, "{values:?}");
        }
    }

    #[test]
    fn an_extreme_value_still_stands_on_its_axis() {
        for value in [Decimal::MAX, Decimal::MIN, Decimal::new(1, 28)] {
            let axis = Axis::over([value]);
            assert!((-0.001..=1.001).contains(&axis.position(value)), "{value}");
        }
    }
}

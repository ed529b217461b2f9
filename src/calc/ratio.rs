//! Exact quotients: shares (R9), keys (R15), variations (R16).
//!
//! Knows one rounding, half away from zero, done once, on integers. Must not know what is divided, nor how the result
//! is written. No floating point, and no operator that can panic.

use rust_decimal::Decimal;

use crate::model::{Overflow, Sum};

/// `part / whole × 100`, rounded to `decimals`, or `None` when `whole` is 0 (printed "–").
///
/// The scale of the result is always `decimals`: a nil key is 0,00.
///
/// # Errors
/// [`Overflow`] when the figure or a step towards it cannot be held exactly, or when `decimals` exceeds 28.
pub fn percent(part: impl Into<Sum>, whole: impl Into<Sum>, decimals: u32) -> Result<Option<Decimal>, Overflow> {
    let percent = percent_units(part.into().get(), whole.into().get(), decimals)?;
    percent.map(|units| Decimal::try_from_i128_with_scale(units, decimals).map_err(|_| Overflow)).transpose()
}

/// The same in units of `10^-decimals` per cent.
pub(super) fn percent_units(part: i128, whole: i128, decimals: u32) -> Result<Option<i128>, Overflow> {
    if whole == 0 {
        return Ok(None);
    }
    let units = decimals.checked_add(2).and_then(|power| 10_i128.checked_pow(power)).ok_or(Overflow)?;
    let numerator = part.checked_mul(units).ok_or(Overflow)?;
    rounded_quotient(numerator, whole).map(Some).ok_or(Overflow)
}

/// `(new / old − 1) × 100`, rounded to `decimals`, or `None` when `old` is 0.
///
/// # Errors
/// [`Overflow`], as [`percent`].
pub fn variation_percent(new: impl Into<Sum>, old: impl Into<Sum>, decimals: u32) -> Result<Option<Decimal>, Overflow> {
    let (new, old) = (new.into().get(), old.into().get());
    let change = new.checked_sub(old).ok_or(Overflow)?;
    percent(change, old, decimals)
}

/// `new − old`.
#[must_use]
pub fn change(new: Sum, old: Sum) -> Sum {
    let mut change = new;
    change -= old;
    change
}

/// Whether `part / whole` is over `numerator / denominator`; never when `whole` or `denominator` is not above 0.
#[must_use]
pub fn is_over(part: Sum, whole: Sum, numerator: i128, denominator: i128) -> bool {
    if whole <= Sum::ZERO || denominator <= 0 {
        return false;
    }
    match (part.get().checked_mul(denominator), whole.get().checked_mul(numerator)) {
        (Some(part), Some(threshold)) => part > threshold,
        _ => false,
    }
}

/// `numerator / denominator` to the nearest integer, half away from zero. `None` when the denominator is 0 or the
/// quotient does not fit.
pub(super) fn rounded_quotient(numerator: i128, denominator: i128) -> Option<i128> {
    let quotient = numerator.checked_div(denominator)?;
    let rest = numerator.checked_rem(denominator)?.unsigned_abs();
    // `2 × rest ≥ |denominator|`, written so that it cannot overflow: |rest| < |denominator|.
    if rest >= denominator.unsigned_abs().saturating_sub(rest) {
        let away = if (numerator < 0) == (denominator < 0) { 1 } else { -1 };
        quotient.checked_add(away)
    } else {
        Some(quotient)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Euros;
    use proptest::prelude::*;

    fn written(result: Result<Option<Decimal>, Overflow>) -> String {
        match result {
            Ok(Some(figure)) => figure.to_string(),
            Ok(None) => "–".into(),
            Err(Overflow) => "overflow".into(),
        }
    }

    #[test]
    fn percent_is_rounded_half_away_from_zero_and_keeps_its_decimals() {
        let cases: &[(i128, i128, u32, &str, &str)] = &[
            (7_300_000, 10_600_000, 1, "68.9", "R9, action 01"),
            (3_300_000, 10_600_000, 1, "31.1", "R9, action 02"),
            (9_155_339, 11_600_000, 2, "78.93", "R15, first year"),
            (2_444_661, 11_600_000, 2, "21.07", "R15, second year"),
            (0, 11_600_000, 2, "0.00", "an empty year counts as 0"),
            (0, 10_600_000, 1, "0.0", "an action with CP only"),
            (5, 0, 1, "–", "no AE at all"),
            (0, 0, 1, "–", "no AE at all"),
            (1, 2000, 1, "0.1", "0,05 goes up"),
            (-1, 2000, 1, "-0.1", "−0,05 goes down"),
            (1, -2000, 1, "-0.1", "−0,05 goes down"),
            (-1, -2000, 1, "0.1", "0,05 goes up"),
            (49, 100_000, 1, "0.0", "0,049"),
            (-49, 100_000, 1, "0.0", "no negative zero"),
            (1, 8, 0, "13", "12,5"),
            (1, 3, 2, "33.33", "a third"),
            (2, 3, 2, "66.67", "two thirds"),
            (i128::from(i64::MIN), i128::from(i64::MIN), 2, "100.00", "extremes"),
            (i128::from(i64::MAX), 1, 2, "922337203685477580700.00", "extremes"),
            (i128::from(i64::MIN), -1, 2, "922337203685477580800.00", "extremes"),
            (i128::MAX, 1, 1, "overflow", "beyond any sum"),
            (i128::MIN, -1, 0, "overflow", "beyond any sum"),
            (1, 1, 26, "100.00000000000000000000000000", "many decimals"),
            (1, 1, 29, "overflow", "more decimals than a Decimal holds"),
            (1, 1, u32::MAX, "overflow", "more decimals than a Decimal holds"),
        ];
        for (part, whole, decimals, expected, why) in cases {
            assert_eq!(written(percent(*part, *whole, *decimals)), *expected, "{part}/{whole}: {why}");
        }
    }

    #[test]
    fn variation_is_new_over_old_minus_one() {
        let cases: &[(i64, i64, &str, &str)] = &[
            (10_600_000, 9_200_000, "15.2", "R16, AE"),
            (10_600_000, 11_200_000, "-5.4", "R16, CP"),
            (5, 5, "0.0", "unchanged"),
            (0, 5, "-100.0", "suppressed"),
            (5, 0, "–", "created"),
            (0, 0, "–", "absent from both"),
            (-5, 5, "-200.0", "sign change"),
            (-10, -5, "100.0", "−10/−5 − 1"),
        ];
        for (new, old, expected, why) in cases {
            assert_eq!(written(variation_percent(Euros::new(*new), Euros::new(*old), 1)), *expected, "{why}");
        }
        assert_eq!(written(variation_percent(i128::MIN, 1, 1)), "overflow");
    }

    #[test]
    fn a_share_is_over_a_threshold_only_strictly() {
        let cases = [
            (7_300_000, 10_600_000, 2, 3, true, "68,9 %, two thirds"),
            (7_300_000, 10_600_000, 3, 4, false, "68,9 %, three quarters"),
            (2, 3, 2, 3, false, "equal"),
            (1, 0, 1, 2, false, "no whole"),
            (-5, -6, 1, 2, false, "a negative whole"),
        ];
        for (part, whole, numerator, denominator, expected, why) in cases {
            assert_eq!(is_over(Sum::from(part), Sum::from(whole), numerator, denominator), expected, "{why}");
        }
        assert_eq!(change(Sum::from(10_600_000), Sum::from(11_200_000)), Sum::from(-600_000));
    }

    proptest! {
        #[test]
        fn the_rounded_quotient_is_the_nearest(n in any::<i64>(), d in any::<i64>().prop_filter("not 0", |d| *d != 0)) {
            let (n, d) = (i128::from(n), i128::from(d));
            let q = rounded_quotient(n, d).unwrap();
            prop_assert!(2 * (n - q * d).abs() <= d.abs());
            if 2 * (n - q * d).abs() == d.abs() {
                prop_assert!((q * d).abs() > n.abs(), "a half goes away from zero");
            }
            prop_assert_eq!(rounded_quotient(-n, d), Some(-q));
        }

        #[test]
        fn no_input_panics_and_the_scale_is_the_one_asked(part in any::<i128>(), whole in any::<i128>(), decimals in 0..40_u32) {
            for figure in [percent(part, whole, decimals), variation_percent(part, whole, decimals)] {
                if let Ok(Some(figure)) = figure {
                    prop_assert_eq!(figure.scale(), decimals);
                }
            }
        }
    }
}

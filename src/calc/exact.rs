//! Exact numbers: euros, and decimals with a unit.
//!
//! Knows one form for both, whole units of a power of ten. What cannot be held exactly is told; nothing wraps, nothing passes through a float.

use rust_decimal::Decimal;

use super::ratio::percent_units;
use crate::model::{Euros, Overflow, Sum};

/// `units × 10^-decimals`: 5,00 ETPT are 500 units of two decimals, euros have none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exact {
    units: i128,
    decimals: u32,
}

impl From<Euros> for Exact {
    fn from(euros: Euros) -> Self {
        Self { units: euros.get().into(), decimals: 0 }
    }
}

impl From<Sum> for Exact {
    fn from(sum: Sum) -> Self {
        Self { units: sum.get(), decimals: 0 }
    }
}

impl From<Decimal> for Exact {
    fn from(decimal: Decimal) -> Self {
        Self { units: decimal.mantissa(), decimals: decimal.scale() }
    }
}

impl Exact {
    pub fn is_zero(self) -> bool {
        self.units == 0
    }

    /// The sum, with the decimals of whichever has more.
    ///
    /// # Errors
    /// [`Overflow`] when it cannot be held exactly.
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        let ([one, two], decimals) = self.aligned(other)?;
        Ok(Self { units: one.checked_add(two).ok_or(Overflow)?, decimals })
    }

    /// The difference, with the decimals of whichever has more.
    ///
    /// # Errors
    /// [`Overflow`], as [`Self::plus`].
    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        let ([one, two], decimals) = self.aligned(other)?;
        Ok(Self { units: one.checked_sub(two).ok_or(Overflow)?, decimals })
    }

    /// `self / whole × 100`, rounded half away from zero to `decimals`; `None` when `whole` is 0.
    ///
    /// # Errors
    /// [`Overflow`] when a step towards it cannot be held exactly.
    pub fn percent_of(self, whole: Self, decimals: u32) -> Result<Option<Self>, Overflow> {
        let ([part, whole], _) = self.aligned(whole)?;
        Ok(percent_units(part, whole, decimals)?.map(|units| Self { units, decimals }))
    }

    /// Whole euros; `None` for a number that is none.
    pub fn sum(self) -> Option<Sum> {
        if self.decimals == 0 {
            return Some(Sum::from(self.units));
        }
        let unit = 10_i128.checked_pow(self.decimals)?;
        (self.units.checked_rem(unit)? == 0).then_some(Sum::from(self.units.checked_div(unit)?))
    }

    /// The same number, with its decimals.
    ///
    /// # Errors
    /// [`Overflow`] when it has more digits than a decimal holds.
    pub fn decimal(self) -> Result<Decimal, Overflow> {
        Decimal::try_from_i128_with_scale(self.units, self.decimals).map_err(|_| Overflow)
    }

    /// Both numbers in units of the same number of decimals.
    fn aligned(self, other: Self) -> Result<([i128; 2], u32), Overflow> {
        if self.decimals == other.decimals {
            return Ok(([self.units, other.units], self.decimals));
        }
        let decimals = self.decimals.max(other.decimals);
        let units = |number: Self| {
            let scale = decimals.checked_sub(number.decimals).and_then(|more| 10_i128.checked_pow(more));
            scale.and_then(|scale| number.units.checked_mul(scale)).ok_or(Overflow)
        };
        Ok(([units(self)?, units(other)?], decimals))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(text: &str) -> Exact {
        Exact::from(text.parse::<Decimal>().unwrap())
    }

    fn shown(number: Result<Exact, Overflow>) -> String {
        number.and_then(Exact::decimal).map_or_else(|Overflow| "overflow".into(), |decimal| decimal.to_string())
    }

    #[test]
    fn sums_and_differences_keep_the_decimals_that_were_typed() {
        let largest = "79228162514264337593543950335";
        let cases = [
            ("5.00", "1.5", "6.50", "3.50"),
            ("397.98", "-0.02", "397.96", "398.00"),
            ("0.1", "0.2", "0.3", "-0.1"),
            ("3", "0", "3", "3"),
            (largest, "1", "overflow", "79228162514264337593543950334"),
            (largest, "0.0000000001", "overflow", "overflow"),
        ];
        for (one, two, sum, difference) in cases {
            assert_eq!([shown(exact(one).plus(exact(two))), shown(exact(one).minus(exact(two)))], [sum, difference], "{one} and {two}");
        }
    }

    #[test]
    fn euros_are_numbers_without_decimals() {
        let cases = [("5", Some(5)), ("5.00", Some(5)), ("-0.0", Some(0)), ("5.01", None), ("0.5", None)];
        for (number, euros) in cases {
            assert_eq!(exact(number).sum().map(Sum::get), euros, "{number}");
        }
        assert_eq!(Exact::from(Euros::new(i64::MIN)).minus(Exact::from(Euros::new(1))).map(Exact::sum), Ok(Some(Sum::from(-(1_i128 << 63) - 1))));
    }

    #[test]
    fn a_percentage_of_decimals_is_rounded_once() {
        let percent = |part, whole, decimals| match exact(part).percent_of(exact(whole), decimals) {
            Ok(Some(number)) => shown(Ok(number)),
            Ok(None) => "–".into(),
            Err(Overflow) => "overflow".into(),
        };
        assert_eq!(percent("0.5", "3", 1), "16.7");
        assert_eq!(percent("7300000", "10600000", 1), "68.9");
        assert_eq!(percent("1.005", "100", 2), "1.01");
        assert_eq!(percent("5", "0.00", 2), "–");
        assert_eq!(percent("79228162514264337593543950335", "0.0000000000000000000000000001", 2), "overflow");
    }

    proptest! {
        #[test]
        fn a_sum_is_that_of_the_units(one in any::<i64>(), two in any::<i64>(), scales in (0..6_u32, 0..6_u32)) {
            let [first, second] = [(one, scales.0), (two, scales.1)].map(|(units, scale)| Exact::from(Decimal::new(units, scale)));
            let units = |units: i64, scale: u32| i128::from(units) * 10_i128.pow(5 - scale);
            let expected = units(one, scales.0) + units(two, scales.1);
            let Ok(sum) = first.plus(second) else { return Err(TestCaseError::fail("overflow")) };
            prop_assert_eq!(sum.units * 10_i128.pow(5 - sum.decimals), expected);
            let back = sum.minus(second).and_then(Exact::decimal);
            prop_assert_eq!(back, Ok(Decimal::new(one, scales.0)));
        }
    }
}

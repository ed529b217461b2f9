//! Amounts of money: whole euros, and sums of them.
//!
//! Knows that an appropriation is an exact whole number of euros (docs/domain.md, Rules of arithmetic). Must not know how an amount is
//! typed or written (`lang`), nor how it is stored (`storage` has its own shapes).

use std::iter;
use std::ops::{AddAssign, SubAssign};
use std::sync::Arc;

use rust_decimal::Decimal;

/// A whole number of euros. No operator: amounts are added only through [`Sum`], which cannot wrap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Euros(i64);

impl Euros {
    pub const ZERO: Self = Self(0);

    #[must_use]
    pub const fn new(euros: i64) -> Self {
        Self(euros)
    }

    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

/// A computed figure left the range in which it can be held exactly. Shown in the cell, never wrapped or clipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("a computed figure is too large to be held exactly")]
pub struct Overflow;

/// An amount as a drafter entered it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Amount {
    pub euros: Euros,
    /// The formula that was typed, with its leading `=` (`=3000000+300000`); `euros` is its value.
    pub formula: Option<Arc<str>>,
}

impl Amount {
    /// An amount typed as a number.
    #[must_use]
    pub const fn plain(euros: Euros) -> Self {
        Self { euros, formula: None }
    }
}

/// A running sum of amounts.
///
/// Wider than [`Euros`], so the order of the terms never matters and only the final figure can overflow. Holding at
/// the bounds of `i128` takes 2⁶⁴ extreme terms, out of reach of any document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Sum(i128);

impl Sum {
    pub const ZERO: Self = Self(0);

    pub const fn add(&mut self, euros: Euros) {
        // `as` widens: `From` is not const.
        self.0 = self.0.saturating_add(euros.0 as i128);
    }

    /// The sum before it is narrowed, in euros: what shares and keys divide.
    #[must_use]
    pub const fn get(self) -> i128 {
        self.0
    }

    /// # Errors
    /// [`Overflow`] when the sum does not fit an amount.
    pub fn euros(self) -> Result<Euros, Overflow> {
        i64::try_from(self.0).map(Euros).map_err(|_| Overflow)
    }
}

impl From<Euros> for Decimal {
    fn from(euros: Euros) -> Self {
        Self::from(euros.get())
    }
}

impl From<Euros> for Sum {
    fn from(euros: Euros) -> Self {
        Self(i128::from(euros.0))
    }
}

impl From<i128> for Sum {
    fn from(euros: i128) -> Self {
        Self(euros)
    }
}

impl AddAssign<Euros> for Sum {
    fn add_assign(&mut self, euros: Euros) {
        self.add(euros);
    }
}

impl AddAssign<Sum> for Sum {
    fn add_assign(&mut self, other: Sum) {
        self.0 = self.0.saturating_add(other.0);
    }
}

impl SubAssign<Euros> for Sum {
    fn sub_assign(&mut self, euros: Euros) {
        self.0 = self.0.saturating_sub(i128::from(euros.0));
    }
}

impl SubAssign<Sum> for Sum {
    fn sub_assign(&mut self, other: Sum) {
        self.0 = self.0.saturating_sub(other.0);
    }
}

impl iter::Sum<Euros> for Sum {
    fn sum<I: Iterator<Item = Euros>>(terms: I) -> Self {
        terms.map(Self::from).sum()
    }
}

impl iter::Sum<Sum> for Sum {
    fn sum<I: Iterator<Item = Sum>>(terms: I) -> Self {
        terms.fold(Self::ZERO, |total, term| Self(total.0.saturating_add(term.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(terms: &[i64]) -> Result<i64, Overflow> {
        terms.iter().copied().map(Euros::new).sum::<Sum>().euros().map(Euros::get)
    }

    #[test]
    fn sums_of_the_sample_document() {
        let cases: &[(&[i64], i64, &str)] = &[
            (&[], 0, "an empty table"),
            (&[7_300_000, 3_000_000, 300_000], 10_600_000, "PLF 2021, R2"),
            (&[1_500_000, 7_700_000], 9_200_000, "LFI 2020, AE, R1"),
            (&[5_155_339, 4_000_000, 2_444_661], 11_600_000, "R12"),
            (&[2_203_176, 15_300_948, -15_059_463], 2_444_661, "R10"),
        ];
        for (terms, expected, rule) in cases {
            assert_eq!(total(terms), Ok(*expected), "{rule}");
        }
    }

    #[test]
    fn only_the_final_figure_can_overflow() {
        assert_eq!(total(&[i64::MAX, 1]), Err(Overflow));
        assert_eq!(total(&[i64::MIN, -1]), Err(Overflow));
        assert_eq!(total(&[i64::MAX, i64::MAX, i64::MIN, i64::MIN, 1, 1]), Ok(0));
        assert_eq!(total(&[i64::MIN]), Ok(i64::MIN));
    }

    #[test]
    fn outstanding_commitments_are_a_sum_with_a_subtraction() {
        let mut outstanding = Sum::from(Euros::new(2_203_176));
        outstanding += Euros::new(15_300_948);
        outstanding -= Euros::new(15_059_463);
        assert_eq!(outstanding.euros(), Ok(Euros::new(2_444_661)));
    }

    #[test]
    fn a_sum_never_wraps_even_beyond_its_own_range() {
        let mut sum = Sum::from(i128::MAX);
        sum += Sum::from(i128::MAX);
        assert_eq!(sum.euros(), Err(Overflow));
        let mut sum = Sum::from(i128::MIN);
        sum -= Euros::new(1);
        assert_eq!(sum.euros(), Err(Overflow));
    }

    #[test]
    fn a_plain_amount_has_no_formula() {
        assert_eq!(Amount::plain(Euros::new(5)), Amount { euros: Euros::new(5), formula: None });
        assert_eq!(Amount::default(), Amount::plain(Euros::ZERO));
    }

    proptest! {
        #[test]
        fn the_order_of_the_terms_does_not_matter(
            (terms, shuffled) in prop::collection::vec(any::<i64>(), 0..20)
                .prop_flat_map(|terms| (Just(terms.clone()), Just(terms).prop_shuffle())),
            cut in 0..20_usize,
        ) {
            prop_assert_eq!(total(&terms), total(&shuffled));
            let (left, right) = terms.split_at(cut.min(terms.len()));
            let mut halves = left.iter().copied().map(Euros::new).sum::<Sum>();
            halves += right.iter().copied().map(Euros::new).sum::<Sum>();
            prop_assert_eq!(halves.euros().map(Euros::get), total(&terms));
        }
    }
}

//! What the status bar says of selected cells.

use rust_decimal::Decimal;

use super::ratio::rounded_quotient;
use crate::model::{Euros, Overflow, Sum};

/// Sum, average, count, least and greatest of some amounts, in euros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    pub sum: Result<Euros, Overflow>,
    /// Rounded to whole euros, half away from zero.
    pub average: Decimal,
    pub count: usize,
    pub least: Euros,
    pub greatest: Euros,
}

impl Summary {
    /// `None` without an amount.
    pub fn of(amounts: impl IntoIterator<Item = Euros>) -> Option<Self> {
        let amounts: Vec<Euros> = amounts.into_iter().collect();
        let sum: Sum = amounts.iter().copied().sum();
        let average = i128::try_from(amounts.len()).ok().and_then(|count| rounded_quotient(sum.get(), count))?;
        Some(Self {
            sum: sum.euros(),
            average: Decimal::try_from_i128_with_scale(average, 0).ok()?,
            count: amounts.len(),
            least: amounts.iter().copied().min()?,
            greatest: amounts.iter().copied().max()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_is_summed_averaged_and_bounded() {
        let summary = Summary::of([3_000_000, 300_000, 7_300_000, 0].map(Euros::new));
        let expected = Summary {
            sum: Ok(Euros::new(10_600_000)),
            average: Decimal::from(2_650_000),
            count: 4,
            least: Euros::ZERO,
            greatest: Euros::new(7_300_000),
        };
        assert_eq!(summary, Some(expected));
        assert_eq!(Summary::of([]), None);
    }
}

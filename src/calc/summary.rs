//! What the status bar says of selected cells.

use rust_decimal::Decimal;

use super::ratio::rounded_quotient;
use crate::model::{Euros, Overflow, Sum};

/// Sum, average, count, least and greatest of some amounts, in euros, and what they add to the year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    pub sum: Result<Euros, Overflow>,
    /// Rounded to whole euros, half away from zero.
    pub average: Decimal,
    pub count: usize,
    pub least: Euros,
    pub greatest: Euros,
    /// The sum less that of the year before, when each amount has its own there.
    pub difference: Option<Result<Euros, Overflow>>,
}

/// A selected amount, and what it is compared with in the year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selected {
    pub amount: Euros,
    pub year_before: Option<Euros>,
}

impl Summary {
    /// `None` without an amount.
    pub fn of(selected: impl IntoIterator<Item = Selected>) -> Option<Self> {
        let selected: Vec<Selected> = selected.into_iter().collect();
        let amounts = || selected.iter().map(|selected| selected.amount);
        let sum: Sum = amounts().sum();
        let average = i128::try_from(selected.len()).ok().and_then(|count| rounded_quotient(sum.get(), count))?;
        let before: Option<Vec<Euros>> = selected.iter().map(|selected| selected.year_before).collect();
        let difference = before.map(|before| {
            let mut difference = sum;
            difference -= before.into_iter().sum::<Sum>();
            difference.euros()
        });
        Some(Self {
            sum: sum.euros(),
            average: Decimal::try_from_i128_with_scale(average, 0).ok()?,
            count: selected.len(),
            least: amounts().min()?,
            greatest: amounts().max()?,
            difference,
        })
    }
}

/// The sum of some amounts.
pub fn total(amounts: impl IntoIterator<Item = Euros>) -> Sum {
    amounts.into_iter().sum()
}

/// The sum of some amounts without their signs, in euros: no sum of any of them, in any order, is further from zero.
pub fn magnitude(amounts: impl IntoIterator<Item = Euros>) -> i128 {
    amounts.into_iter().fold(0, |sum: i128, euros| sum.saturating_add(i128::from(euros.get()).saturating_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(amounts: &[(i64, Option<i64>)]) -> Vec<Selected> {
        amounts.iter().map(|(amount, before)| Selected { amount: Euros::new(*amount), year_before: before.map(Euros::new) }).collect()
    }

    #[test]
    fn a_selection_is_summed_averaged_bounded_and_compared() {
        let with_years = [(3_000_000, Some(1_500_000)), (300_000, Some(0)), (7_300_000, Some(7_700_000)), (0, Some(0))];
        let expected = Summary {
            sum: Ok(Euros::new(10_600_000)),
            average: Decimal::from(2_650_000),
            count: 4,
            least: Euros::ZERO,
            greatest: Euros::new(7_300_000),
            difference: Some(Ok(Euros::new(1_400_000))),
        };
        assert_eq!(Summary::of(selected(&with_years)), Some(expected));
        assert_eq!(Summary::of([]), None);
    }

    #[test]
    fn a_selection_of_which_an_amount_has_no_year_before_is_not_compared() {
        let summary = Summary::of(selected(&[(5, Some(3)), (4, None)])).expect("a summary");
        assert_eq!((summary.sum, summary.difference), (Ok(Euros::new(9)), None));
    }

    #[test]
    fn a_magnitude_bounds_every_sum_whatever_the_signs() {
        let amounts = [5, -9, 3].map(Euros::new);
        assert_eq!((magnitude(amounts), total(amounts).get()), (17, -1));
        assert_eq!(magnitude([i64::MIN, i64::MIN].map(Euros::new)), 1 << 64);
    }
}

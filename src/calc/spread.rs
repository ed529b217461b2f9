//! A difference spread over amounts: whole euros whose sum is exact (largest remainder).
//!
//! Knows terms and their order. Must not know what they are amounts of, nor which of them a user keeps.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::ratio::rounded_quotient;
use crate::model::{Euros, Sum};

/// How a difference is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Each term keeps its part of the sum.
    Proportional,
    /// Each term takes the same difference.
    Equal,
    /// One term takes it all, by its index.
    One(usize),
}

/// What a term becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub after: Euros,
    /// What exact division gives, rounded to the cent: for display.
    pub unrounded: Decimal,
    /// Whether it takes one of the euros that are left when every part is rounded down: the largest remainders do, the first ones among equals.
    pub takes_remainder: bool,
}

/// Why a difference cannot be spread over these terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unspreadable {
    #[error("there is no term")]
    NoTerm,
    /// No term has a part of a sum of zero.
    #[error("the sum is zero")]
    NoProportion,
    /// A term that was not negative would become so; the index of the first one.
    #[error("term {term} would become negative")]
    Negative { term: usize, after: Euros },
    #[error("a part is too large to be held exactly")]
    Overflow,
}

/// Spreads a difference over terms; the sum of the parts is that of the terms and the difference, exactly.
///
/// # Errors
/// [`Unspreadable`], when the terms cannot take it.
pub fn spread(terms: &[Euros], difference: Sum, sharing: Sharing) -> Result<Vec<Part>, Unspreadable> {
    if difference == Sum::ZERO {
        return Ok(terms.iter().map(|term| Part { after: *term, unrounded: Decimal::from(term.get()), takes_remainder: false }).collect());
    }
    let (numerators, denominator) = exact_parts(terms, difference, sharing)?;
    let mut total: Sum = terms.iter().copied().sum();
    total += difference;
    let parts = largest_remainders(&numerators, denominator, total).ok_or(Unspreadable::Overflow)?;
    let turned = terms.iter().zip(&parts).position(|(before, part)| *before >= Euros::ZERO && part.after < Euros::ZERO);
    match turned.and_then(|term| Some((term, parts.get(term)?.after))) {
        Some((term, after)) => Err(Unspreadable::Negative { term, after }),
        None => Ok(parts),
    }
}

/// The parts as fractions: their numerators, and their common denominator, above zero.
fn exact_parts(terms: &[Euros], difference: Sum, sharing: Sharing) -> Result<(Vec<i128>, i128), Unspreadable> {
    let before: Sum = terms.iter().copied().sum();
    let (before, difference) = (before.get(), difference.get());
    let amounts = terms.iter().map(|term| i128::from(term.get()));
    let (numerators, denominator): (Option<Vec<i128>>, i128) = match sharing {
        _ if terms.is_empty() => return Err(Unspreadable::NoTerm),
        Sharing::One(index) if index >= terms.len() => return Err(Unspreadable::NoTerm),
        Sharing::Proportional if before == 0 => return Err(Unspreadable::NoProportion),
        Sharing::Proportional => {
            // A sum below zero changes the sign of both sides.
            let sign = before.signum();
            let after = before.checked_add(difference).and_then(|after| after.checked_mul(sign)).ok_or(Unspreadable::Overflow)?;
            (amounts.map(|amount| amount.checked_mul(after)).collect(), before.saturating_mul(sign))
        }
        Sharing::Equal => {
            let count = i128::try_from(terms.len()).map_err(|_| Unspreadable::Overflow)?;
            (amounts.map(|amount| amount.checked_mul(count)?.checked_add(difference)).collect(), count)
        }
        Sharing::One(index) => {
            let given = |(at, amount): (usize, i128)| if at == index { amount.checked_add(difference) } else { Some(amount) };
            (amounts.enumerate().map(given).collect(), 1)
        }
    };
    numerators.map(|numerators| (numerators, denominator)).ok_or(Unspreadable::Overflow)
}

/// Each fraction rounded down; the euros that are then missing go to the largest remainders. `None` on an overflow.
fn largest_remainders(numerators: &[i128], denominator: i128, total: Sum) -> Option<Vec<Part>> {
    let divided = |numerator: &i128| Some((numerator.checked_div_euclid(denominator)?, numerator.checked_rem_euclid(denominator)?));
    let divided: Vec<(i128, i128)> = numerators.iter().map(divided).collect::<Option<_>>()?;
    let rounded_down = divided.iter().try_fold(0_i128, |sum, (whole, _)| sum.checked_add(*whole))?;
    let missing = usize::try_from(total.get().checked_sub(rounded_down)?).ok()?;
    let mut by_remainder: Vec<usize> = (0..divided.len()).collect();
    // Stable: the first ones among equals.
    by_remainder.sort_by_key(|index| divided.get(*index).map(|(_, remainder)| Reverse(*remainder)));
    let mut takes = vec![false; divided.len()];
    for index in by_remainder.into_iter().take(missing) {
        *takes.get_mut(index)? = true;
    }
    divided.iter().zip(takes).map(|((whole, remainder), takes_remainder)| part(*whole, *remainder, denominator, takes_remainder)).collect()
}

fn part(whole: i128, remainder: i128, denominator: i128, takes_remainder: bool) -> Option<Part> {
    let after = i64::try_from(whole.checked_add(i128::from(takes_remainder))?).ok().map(Euros::new)?;
    let cents = rounded_quotient(remainder.checked_mul(100)?, denominator)?;
    let unrounded = Decimal::try_from_i128_with_scale(whole.checked_mul(100)?.checked_add(cents)?, 2).ok()?;
    Some(Part { after, unrounded, takes_remainder })
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_rational::Ratio;
    use proptest::prelude::*;

    fn euros(terms: &[i64]) -> Vec<Euros> {
        terms.iter().copied().map(Euros::new).collect()
    }

    /// "7684211 +, 315789": a plus where a part takes a remainder; or the refusal.
    fn seen(terms: &[i64], difference: i128, sharing: Sharing) -> String {
        match spread(&euros(terms), Sum::from(difference), sharing) {
            Err(refusal) => refusal.to_string(),
            Ok(parts) => {
                let part = |part: &Part| format!("{}{}", part.after.get(), if part.takes_remainder { "+" } else { "" });
                parts.iter().map(part).collect::<Vec<_>>().join(" ")
            }
        }
    }

    #[test]
    fn a_difference_is_spread_to_the_euro() {
        use Sharing::{Equal, One, Proportional};
        let cases: [(&[i64], i128, Sharing, &str, &str); 27] = [
            (&[7_300_000, 300_000], 400_000, Proportional, "7684211+ 315789", "the sample, title 3 to 8 000 000"),
            (&[7_300_000, 300_000], 400_000, Equal, "7500000 500000", "the same difference"),
            (&[7_300_000, 300_000], 400_000, One(0), "7700000 300000", "one takes it all"),
            (&[7_300_000, 300_000], -400_000, Proportional, "6915789 284211+", "downwards"),
            (&[7_300_000, 300_000], -7_600_000, Proportional, "0 0", "to nothing"),
            (&[1, 1, 1], 1, Proportional, "2+ 1 1", "ties: the first"),
            (&[1, 1, 1], 2, Proportional, "2+ 2+ 1", "ties: the first two"),
            (&[1, 1, 1], 2, Equal, "2+ 2+ 1", "ties"),
            (&[10, 10, 10], -10, Equal, "7+ 7+ 6", "ties downwards: the first ones lose less"),
            (&[100, 0, 50], 75, Proportional, "150 0 75", "a zero stays zero"),
            (&[100, 0, 50], 75, Equal, "125 25 75", "a zero takes its equal part"),
            (&[0, 0], 10, Proportional, "the sum is zero", "all zero"),
            (&[5, -5], 10, Proportional, "the sum is zero", "a sum of zero"),
            (&[0, 0], 11, Equal, "6+ 5", "all zero, in equal parts"),
            (&[0], 11, One(0), "11", "on an empty one"),
            (&[0, 0], 0, Proportional, "0 0", "nothing to spread needs no proportion"),
            (&[], 1, Equal, "there is no term", "no term"),
            (&[5], 1, One(1), "there is no term", "not one of the terms"),
            (&[100, 5], -20, Equal, "term 1 would become negative", "an equal part is more than there is"),
            (&[100, 5], -6, One(1), "term 1 would become negative", "more than there is"),
            (&[100, 5], -106, Proportional, "term 0 would become negative", "a total below zero"),
            (&[-10, -20], -30, Proportional, "-20 -40", "what is negative may stay so"),
            (&[-10, -20], 15, Proportional, "-5 -10", "a sum below zero"),
            (&[-10, -21], -1, Proportional, "-10+ -22", "remainders below zero"),
            (&[100, -50], 50, Proportional, "200 -100", "both signs"),
            (&[i64::MAX, 1], 1, One(0), "a part is too large to be held exactly", "overflow"),
            (&[i64::MAX, i64::MAX], -1, Proportional, "9223372036854775807+ 9223372036854775806", "extremes"),
        ];
        for (terms, difference, sharing, expected, why) in cases {
            assert_eq!(seen(terms, difference, sharing), expected, "{why}");
        }
    }

    #[test]
    fn a_part_shows_what_it_was_before_it_was_rounded() {
        let parts = spread(&euros(&[7_300_000, 300_000]), Sum::from(400_000), Sharing::Proportional).unwrap();
        assert_eq!(parts.iter().map(|part| part.unrounded.to_string()).collect::<Vec<_>>(), ["7684210.53", "315789.47"]);
        let parts = spread(&euros(&[-1, -2]), Sum::from(1), Sharing::Equal).unwrap();
        assert_eq!(parts.iter().map(|part| part.unrounded.to_string()).collect::<Vec<_>>(), ["-0.50", "-1.50"]);
    }

    fn sharings() -> impl Strategy<Value = Sharing> {
        prop_oneof![Just(Sharing::Proportional), Just(Sharing::Equal), (0..12_usize).prop_map(Sharing::One)]
    }

    fn terms() -> impl Strategy<Value = Vec<i64>> {
        prop_oneof![
            prop::collection::vec(0..1_000_000_000_i64, 1..12),
            prop::collection::vec(-1_000_i64..1_000, 1..12),
            prop::collection::vec(0..4_i64, 1..12),
            prop::collection::vec(any::<i64>(), 1..12),
        ]
    }

    /// The exact part of a term, made again with rationals.
    fn exact(terms: &[i64], index: usize, difference: i128, sharing: Sharing) -> Ratio<i128> {
        let (term, sum) = (Ratio::from(i128::from(terms[index])), terms.iter().copied().map(i128::from).sum::<i128>());
        match sharing {
            Sharing::Proportional => term * Ratio::new(sum + difference, sum),
            Sharing::Equal => term + Ratio::new(difference, terms.len() as i128),
            Sharing::One(chosen) if chosen == index => term + difference,
            Sharing::One(_) => term,
        }
    }

    proptest! {
        #[test]
        fn the_sum_is_exact_and_no_part_is_a_euro_off(terms in terms(), difference in -2_000_000_000..2_000_000_000_i128, sharing in sharings()) {
            let Ok(parts) = spread(&euros(&terms), Sum::from(difference), sharing) else { return Ok(()) };
            let before: i128 = terms.iter().copied().map(i128::from).sum();
            prop_assert_eq!(parts.iter().map(|part| i128::from(part.after.get())).sum::<i128>(), before + difference);
            if terms.iter().all(|term| term.unsigned_abs() < 1 << 40) && difference != 0 {
                for (index, part) in parts.iter().enumerate() {
                    let off = Ratio::from(i128::from(part.after.get())) - exact(&terms, index, difference, sharing);
                    prop_assert!(off > Ratio::from(-1) && off < Ratio::from(1), "{index}: {off}");
                    prop_assert!(!part.takes_remainder || off > Ratio::from(0));
                }
            }
            if sharing == Sharing::Proportional {
                prop_assert!(terms.iter().zip(&parts).all(|(term, part)| *term != 0 || part.after == Euros::ZERO), "a zero stays zero");
            }
        }

        /// Only which of equal remainders is rounded up depends on the order.
        #[test]
        fn the_order_of_terms_matters_between_ties_only(
            (terms, shuffled) in terms().prop_flat_map(|terms| (Just(terms.clone()), Just(terms).prop_shuffle())),
            difference in -1_000_000..1_000_000_i128,
            equal in any::<bool>(),
        ) {
            let sharing = if equal { Sharing::Equal } else { Sharing::Proportional };
            let outcome = |terms: &[i64]| {
                let mut parts: Vec<(i64, Euros)> = spread(&euros(terms), Sum::from(difference), sharing)
                    .map(|parts| terms.iter().copied().zip(parts.iter().map(|part| part.after)).collect())
                    .unwrap_or_default();
                parts.sort_unstable();
                parts
            };
            let (ordered, shuffled) = (outcome(&terms), outcome(&shuffled));
            prop_assert_eq!(ordered.len(), shuffled.len());
            prop_assert!(ordered.iter().zip(&shuffled).all(|(one, other)| one.1.get().abs_diff(other.1.get()) <= 1));
            let is_small = terms.iter().all(|term| term.unsigned_abs() < 1 << 40);
            if is_small && !ordered.is_empty() {
                let remainder = |index| { let exact = exact(&terms, index, difference, sharing); exact - exact.floor() };
                let mut remainders: Vec<_> = (0..terms.len()).map(remainder).collect();
                remainders.sort_unstable();
                if remainders.windows(2).all(|pair| pair[0] != pair[1]) {
                    prop_assert_eq!(ordered, shuffled);
                }
            }
        }
    }
}

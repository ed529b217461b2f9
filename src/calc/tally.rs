//! Sums over amounts that other documents print: what lines of a file add up to, and what stands where printed totals cross.

use crate::model::{Euros, Overflow, Sum};

/// Amounts counted and added up, one after another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    sum: Sum,
    count: usize,
    first: Option<Euros>,
    differs: bool,
}

impl Tally {
    pub fn add(&mut self, amount: Euros) {
        self.sum += amount;
        self.count += 1;
        self.differs |= *self.first.get_or_insert(amount) != amount;
    }

    /// Adds the amounts of another one.
    pub fn join(&mut self, other: &Self) {
        self.sum += other.sum;
        self.count += other.count;
        self.differs |= other.differs || other.first.is_some_and(|amount| *self.first.get_or_insert(amount) != amount);
    }

    pub fn count(&self) -> usize {
        self.count
    }

    /// # Errors
    /// [`Overflow`] when the sum does not fit an amount.
    pub fn total(&self) -> Result<Euros, Overflow> {
        self.sum.euros()
    }

    /// The amount that every one of them is, if they are all the same.
    pub fn sole_value(&self) -> Option<Euros> {
        self.first.filter(|_| !self.differs)
    }
}

impl FromIterator<Euros> for Tally {
    fn from_iter<I: IntoIterator<Item = Euros>>(amounts: I) -> Self {
        let mut tally = Self::default();
        amounts.into_iter().for_each(|amount| tally.add(amount));
        tally
    }
}

/// Why the amounts where rows and columns cross are not known from their totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrossingFault {
    /// The rows make another sum than the columns.
    Unequal,
    /// Several amounts fit the totals.
    Several,
}

/// The amounts where rows and columns cross, from the totals of both: known while only one row or only one column is not zero.
///
/// # Errors
/// [`CrossingFault`] when the totals leave no amount, or more than one.
pub fn crossing<R: Copy, C: Copy>(rows: &[(R, Euros)], columns: &[(C, Euros)]) -> Result<Vec<(R, C, Euros)>, CrossingFault> {
    let total = |sum: Sum| sum.get();
    if total(rows.iter().map(|(_, amount)| *amount).sum()) != total(columns.iter().map(|(_, amount)| *amount).sum()) {
        return Err(CrossingFault::Unequal);
    }
    let filled_rows: Vec<&(R, Euros)> = rows.iter().filter(|(_, amount)| *amount != Euros::ZERO).collect();
    let filled_columns: Vec<&(C, Euros)> = columns.iter().filter(|(_, amount)| *amount != Euros::ZERO).collect();
    match (filled_rows.as_slice(), filled_columns.as_slice()) {
        ([], []) => Ok(vec![]),
        ([(row, _)], columns) => Ok(columns.iter().map(|(column, amount)| (*row, *column, *amount)).collect()),
        (rows, [(column, _)]) => Ok(rows.iter().map(|(row, amount)| (*row, *column, *amount)).collect()),
        _ => Err(CrossingFault::Several),
    }
}

/// Combinations that are tried at most.
const MAX_COMBINATIONS: usize = 4_096;

/// Of each cell the rank of the pair it holds, when only one choice of pairs makes the total: cells that read as two amounts in several ways.
///
/// Without a total, known only while no cell leaves a choice.
pub fn sole_choice(cells: &[Vec<(Euros, Euros)>], total: Option<Euros>) -> Option<Vec<usize>> {
    let count = cells.iter().try_fold(1_usize, |count, ways| count.checked_mul(ways.len()).filter(|count| *count <= MAX_COMBINATIONS))?;
    let mut fitting = (0..count).filter_map(|combination| {
        let mut rest = combination;
        let mut chosen = Vec::with_capacity(cells.len());
        let mut sum = Sum::ZERO;
        for ways in cells {
            let rank = rest.checked_rem(ways.len())?;
            let (first, second) = ways.get(rank)?;
            sum += *first;
            sum += *second;
            chosen.push(rank);
            rest = rest.checked_div(ways.len())?;
        }
        (count == 1 || total.is_some_and(|total| sum == total.into())).then_some(chosen)
    });
    let only = fitting.next()?;
    fitting.next().is_none().then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_total_leaves_one_choice_or_none_is_made() {
        let pairs = |of: &[(i64, i64)]| of.iter().map(|(first, second)| (Euros::new(*first), Euros::new(*second))).collect::<Vec<_>>();
        let several = pairs(&[(7, 600), (700, 6)]);
        let cases = [
            (vec![pairs(&[(5, 0)]), pairs(&[(1, 2)])], None, Some(vec![0, 0])),
            (vec![several.clone(), pairs(&[(1, 2)])], Some(709), Some(vec![1, 0])),
            (vec![several.clone(), pairs(&[(1, 2)])], Some(710), None),
            (vec![several.clone()], None, None),
            (vec![several.clone(), several.clone()], Some(1_313), None),
            (vec![several; 40], Some(5), None),
            (vec![vec![]], Some(5), None),
            (vec![], None, Some(vec![])),
        ];
        for (cells, total, expected) in cases {
            assert_eq!(sole_choice(&cells, total.map(Euros::new)), expected, "{cells:?}");
        }
    }

    fn amounts<T: Copy>(of: &[(T, i64)]) -> Vec<(T, Euros)> {
        of.iter().map(|(key, euros)| (*key, Euros::new(*euros))).collect()
    }

    #[test]
    fn a_tally_knows_its_sum_and_whether_every_amount_is_the_same() {
        let tally = |euros: &[i64]| euros.iter().map(|euros| Euros::new(*euros)).collect::<Tally>();
        assert_eq!(tally(&[4, 4, 4]).sole_value(), Some(Euros::new(4)));
        assert_eq!(tally(&[4, 5]).sole_value(), None);
        assert_eq!(tally(&[]).sole_value(), None);
        assert_eq!((tally(&[7, -2]).total(), tally(&[7, -2]).count()), (Ok(Euros::new(5)), 2));
        assert_eq!(tally(&[i64::MAX, 1]).total(), Err(Overflow));
        for (one, other) in [(vec![], vec![4]), (vec![4], vec![]), (vec![4, 4], vec![4]), (vec![4], vec![5]), (vec![1, 2], vec![1])] {
            let mut joined = tally(&one);
            joined.join(&tally(&other));
            assert_eq!(joined, tally(&[one, other].concat()));
        }
    }

    #[test]
    fn amounts_are_known_where_one_row_or_one_column_is_filled() {
        type Known = Result<&'static [(u8, char, i64)], CrossingFault>;
        let cases: [(&[(u8, i64)], &[(char, i64)], Known); 8] = [
            (&[(1, 1_500_000)], &[('a', 1_500_000)], Ok(&[(1, 'a', 1_500_000)])),
            (&[(1, 10), (2, 0)], &[('a', 4), ('b', 6)], Ok(&[(1, 'a', 4), (1, 'b', 6)])),
            (&[(1, 4), (2, 6)], &[('a', 10), ('b', 0)], Ok(&[(1, 'a', 4), (2, 'a', 6)])),
            (&[(1, 4), (2, 6)], &[('a', 3), ('b', 7)], Err(CrossingFault::Several)),
            (&[(1, 4)], &[('a', 5)], Err(CrossingFault::Unequal)),
            (&[(1, 0)], &[('a', 0)], Ok(&[])),
            (&[], &[], Ok(&[])),
            (&[(1, 5)], &[], Err(CrossingFault::Unequal)),
        ];
        for (rows, columns, expected) in cases {
            let expected = expected.map(|known| known.iter().map(|(row, column, euros)| (*row, *column, Euros::new(*euros))).collect());
            assert_eq!(crossing(&amounts(rows), &amounts(columns)), expected, "{rows:?} {columns:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_known_makes_the_totals_again(grid in proptest::collection::vec(proptest::collection::vec(-9..9_i64, 1..4), 1..4)) {
            let width = grid.iter().map(Vec::len).min().unwrap();
            let cut: Vec<Vec<i64>> = grid.iter().map(|row| row[..width].to_vec()).collect();
            let rows: Vec<(usize, i64)> = cut.iter().map(|row| row.iter().sum()).enumerate().collect();
            let columns: Vec<(usize, i64)> = (0..width).map(|column| (column, cut.iter().map(|row| row[column]).sum())).collect();
            if let Ok(known) = crossing(&amounts(&rows), &amounts(&columns)) {
                for (row, total) in rows {
                    prop_assert_eq!(known.iter().filter(|(other, ..)| *other == row).map(|(.., euros)| euros.get()).sum::<i64>(), total);
                }
                for (column, total) in columns {
                    prop_assert_eq!(known.iter().filter(|(_, other, _)| *other == column).map(|(.., euros)| euros.get()).sum::<i64>(), total);
                }
            }
        }
    }
}

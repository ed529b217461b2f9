//! Lists of what a document is made of, in which every identity is found at once.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

/// What is listed, and how it is found.
pub trait Listed: Clone {
    /// Where each identity stands in a list.
    type Index: fmt::Debug;

    fn index(list: &[Self]) -> Self::Index;
}

/// A list with its index. Who changes the list at will forgets the index, which is made again, in one pass, when something is next looked for.
pub struct List<T: Listed> {
    items: Vec<T>,
    index: OnceLock<T::Index>,
}

impl<T: Listed> List<T> {
    pub fn index(&self) -> &T::Index {
        self.index.get_or_init(|| T::index(&self.items))
    }

    /// The list, and its index if there is one: whoever changes the list so keeps the index true.
    pub(super) fn parts_mut(&mut self) -> (&mut Vec<T>, Option<&mut T::Index>) {
        (&mut self.items, self.index.get_mut())
    }
}

impl<T: Listed> Deref for List<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.items
    }
}

impl<T: Listed> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        self.index = OnceLock::new();
        &mut self.items
    }
}

impl<T: Listed> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, index: OnceLock::new() }
    }
}

impl<T: Listed> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<'a, T: Listed> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<'a, T: Listed> IntoIterator for &'a mut List<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<T: Listed> Default for List<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

/// Most copies are made to be changed.
impl<T: Listed> Clone for List<T> {
    fn clone(&self) -> Self {
        self.items.clone().into()
    }
}

impl<T: Listed + PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl<T: Listed + Eq> Eq for List<T> {}

impl<T: Listed + fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

/// Where things stand, by what they are looked up by.
#[derive(Debug)]
pub struct Positions<K, P>(Vec<(K, P)>);

impl<K: Copy + Ord, P: Copy> Positions<K, P> {
    /// The position of a key; of a key that stands several times, the first one.
    pub fn of(&self, key: K) -> Option<P> {
        let first = self.0.partition_point(|(other, _)| *other < key);
        self.0.get(first).filter(|(other, _)| *other == key).map(|(_, position)| *position)
    }

    /// Adds the position of a key that follows those like it; of the largest key, as a new identity is, at no cost.
    pub fn add(&mut self, key: K, position: P) {
        let after = self.0.partition_point(|(other, _)| *other <= key);
        self.0.insert(after, (key, position));
    }

    /// Moves positions, when what they lead to moves.
    pub fn shift(&mut self, moved: impl Fn(P) -> P) {
        self.0.iter_mut().for_each(|(_, position)| *position = moved(*position));
    }
}

impl<K: Copy + Ord, P> FromIterator<(K, P)> for Positions<K, P> {
    fn from_iter<I: IntoIterator<Item = (K, P)>>(positions: I) -> Self {
        let mut positions = Vec::from_iter(positions);
        // A list that is in order, as most are, costs one look at each.
        positions.sort_by_key(|(key, _)| *key);
        Self(positions)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::cmp::Ordering;

    use super::*;

    thread_local! {
        static COMPARISONS: Cell<usize> = const { Cell::new(0) };
    }

    /// A key that counts how often it is compared.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    struct Key(usize);

    impl Ord for Key {
        fn cmp(&self, other: &Self) -> Ordering {
            COMPARISONS.set(COMPARISONS.get() + 1);
            self.0.cmp(&other.0)
        }
    }

    impl PartialOrd for Key {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }

    /// Twice as many look-ups cost twice as much, and little more, whatever the order of the list.
    #[test]
    fn every_position_is_found_in_a_few_comparisons() {
        const COUNT: usize = 4096;
        let orders: [fn(usize) -> usize; 3] = [|at| at, |at| COUNT - 1 - at, |at| at * 2_897 % COUNT];
        for order in orders {
            COMPARISONS.set(0);
            let positions: Positions<Key, usize> = (0..COUNT).map(|at| (Key(order(at)), at)).collect();
            for at in 0..COUNT {
                assert_eq!(positions.of(Key(order(at))), Some(at));
            }
            assert_eq!(positions.of(Key(COUNT)), None);
            // 12 halvings for each look-up and a last look, and as many for each place of a list that is put in order.
            assert!(COMPARISONS.get() <= (COUNT * 2 + 1) * 13, "{}", COMPARISONS.get());
        }
    }
}

//! Lists of what a document is made of, in which every identity is found at once.

use std::collections::BTreeMap;
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

/// Where things stand, by what they are looked up by; of a key that stands several times, where it stands first.
#[derive(Debug)]
pub struct Positions<K, P>(BTreeMap<K, P>);

impl<K: Copy + Ord, P: Copy> Positions<K, P> {
    pub fn of(&self, key: K) -> Option<P> {
        self.0.get(&key).copied()
    }

    /// Adds the position of a key, which follows those like it.
    pub fn add(&mut self, key: K, position: P) {
        self.0.entry(key).or_insert(position);
    }

    /// Moves positions, when what they lead to moves.
    pub fn shift(&mut self, moved: impl Fn(P) -> P) {
        self.0.values_mut().for_each(|position| *position = moved(*position));
    }
}

impl<K: Copy + Ord, P> FromIterator<(K, P)> for Positions<K, P> {
    fn from_iter<I: IntoIterator<Item = (K, P)>>(positions: I) -> Self {
        let mut positions = Vec::from_iter(positions);
        // A list that is in order, as most are, costs one look at each.
        positions.sort_by_key(|(key, _)| *key);
        positions.dedup_by_key(|(key, _)| *key);
        Self(positions.into_iter().collect())
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

    /// How often keys are compared when so many are listed in this order and each is looked for.
    fn compared(count: usize, order: fn(usize, usize) -> usize, list: fn(Vec<(Key, usize)>) -> Positions<Key, usize>) -> usize {
        COMPARISONS.set(0);
        let positions = list((0..count).map(|at| (Key(order(at, count)), at)).collect());
        for at in 0..count {
            assert_eq!(positions.of(Key(order(at, count))), Some(at));
        }
        assert_eq!(positions.of(Key(count)), None);
        COMPARISONS.get()
    }

    /// Twice as many cost twice as much, and little more, whatever their order and whether they are listed together or one by one.
    #[test]
    fn every_position_is_found_in_a_few_comparisons() {
        let orders: [fn(usize, usize) -> usize; 3] = [|at, _| at, |at, count| count - 1 - at, |at, count| at * 2_897 % count];
        let one_by_one = |positions: Vec<(Key, usize)>| {
            let mut list = Positions(BTreeMap::new());
            positions.into_iter().for_each(|(key, position)| list.add(key, position));
            list
        };
        let lists: [fn(Vec<(Key, usize)>) -> Positions<Key, usize>; 2] = [|positions| positions.into_iter().collect(), one_by_one];
        for (order, list) in orders.into_iter().flat_map(|order| lists.map(|list| (order, list))) {
            let [half, whole] = [4096, 8192].map(|count| compared(count, order, list));
            assert!(whole * 4 <= half * 9, "{half} comparisons, then {whole}");
        }
    }

    #[test]
    fn a_key_that_stands_several_times_is_found_where_it_stands_first() {
        let mut positions: Positions<u64, usize> = [(7, 0), (3, 1), (7, 2)].into_iter().collect();
        positions.add(3, 3);
        positions.add(5, 4);
        assert_eq!([7, 3, 5, 4].map(|key| positions.of(key)), [Some(0), Some(1), Some(4), None]);
        positions.shift(|position| position + 1);
        assert_eq!([7, 3, 5].map(|key| positions.of(key)), [Some(1), Some(2), Some(5)]);
    }
}

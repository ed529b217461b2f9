//! The closed list of titles and categories: expenditure by nature (LOLF, article 5).
//!
//! Knows codes only; labels are words, in `lang`.

use std::fmt;

/// One of the seven titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Title(u8);

impl Title {
    /// Title 2, staff: the only one whose AE and CP are equal and that the payment schedule leaves out.
    pub const STAFF: Self = Self(2);

    pub fn new(code: u8) -> Option<Self> {
        (1..=7).contains(&code).then_some(Self(code))
    }

    pub fn all() -> impl Iterator<Item = Self> {
        (1..=7).map(Self)
    }

    /// 1 to 7.
    pub fn code(self) -> u8 {
        self.0
    }

    /// The categories of this title, in the official order.
    pub fn categories(self) -> impl Iterator<Item = Category> {
        Category::all().filter(move |category| category.title() == self)
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One of the twenty categories; the first digit of its code is its title's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Category(u8);

/// Codes of the nomenclature, in the official order.
const CATEGORIES: [u8; Category::COUNT] = [11, 21, 22, 23, 31, 32, 41, 42, 43, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73];

impl Category {
    pub const COUNT: usize = 20;
    pub const FIRST: Self = Self(11);
    pub const LAST: Self = Self(73);
    /// "Dépenses de fonctionnement autres que celles de personnel": where contributions stand until one says otherwise.
    pub const OPERATING: Self = Self(31);

    pub fn new(code: u8) -> Option<Self> {
        CATEGORIES.contains(&code).then_some(Self(code))
    }

    pub fn all() -> impl Iterator<Item = Self> {
        CATEGORIES.into_iter().map(Self)
    }

    /// Two digits, 11 to 73.
    pub fn code(self) -> u8 {
        self.0
    }

    pub fn title(self) -> Title {
        Title(self.0 / 10)
    }

    /// Rank in the official order, from 0 to `COUNT - 1`.
    pub fn rank(self) -> usize {
        CATEGORIES.iter().position(|code| *code == self.0).unwrap_or(0)
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_belongs_to_the_title_of_its_first_digit_and_has_its_rank() {
        for (rank, category) in Category::all().enumerate() {
            assert_eq!(category.rank(), rank);
            assert!(category.title().categories().any(|other| other == category));
        }
        assert_eq!(Category::all().count(), Category::COUNT);
    }

    #[test]
    fn codes_outside_the_list_do_not_exist() {
        for code in [0, 10, 12, 24, 33, 66, 74, 81] {
            assert_eq!(Category::new(code), None, "{code}");
        }
        assert_eq!(Title::new(8), None);
    }
}

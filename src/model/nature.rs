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
    /// How many titles there are.
    pub const COUNT: usize = 7;

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
const CATEGORIES: [u8; 20] = [11, 21, 22, 23, 31, 32, 41, 42, 43, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73];

impl Category {
    pub const FIRST: Self = Self(11);
    pub const LAST: Self = Self(73);
    /// "Rémunérations d'activité", the first of the three of title 2.
    pub const PAY: Self = Self(21);
    /// "Cotisations et contributions sociales", those to the CAS Pensions among them.
    pub const SOCIAL_CONTRIBUTIONS: Self = Self(22);
    /// "Prestations sociales et allocations diverses".
    pub const SOCIAL_BENEFITS: Self = Self(23);
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

    /// From 0, for [`Self::FIRST`].
    fn index(self) -> usize {
        usize::from(self.0 - Self::FIRST.0)
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A set of categories: one bit for each code from [`Category::FIRST`] to [`Category::LAST`].
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Categories(u64);

impl Categories {
    /// The whole nomenclature.
    pub fn all() -> Self {
        Category::all().collect()
    }

    fn bit(category: Category) -> u64 {
        1 << category.index()
    }

    pub fn insert(&mut self, category: Category) {
        self.0 |= Self::bit(category);
    }

    pub fn contains(self, category: Category) -> bool {
        self.0 & Self::bit(category) != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The rank of each category of the set among its members, from 0.
    pub fn ranks(self) -> Ranks {
        let mut ranks = Ranks([None; SPAN]);
        for (category, rank) in self.iter().zip(0..) {
            if let Some(place) = ranks.0.get_mut(category.index()) {
                *place = Some(rank);
            }
        }
        ranks
    }

    /// The members, in the official order.
    pub fn iter(self) -> impl Iterator<Item = Category> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let next = u8::try_from(rest.trailing_zeros()).ok().filter(|_| rest != 0)?;
            rest &= rest - 1;
            Some(Category(Category::FIRST.0 + next))
        })
    }

    /// Those of one title.
    pub fn of_title(self, title: Title) -> impl Iterator<Item = Category> {
        self.iter().filter(move |category| category.title() == title)
    }
}

/// Codes from the first to the last, those that no category has among them.
const SPAN: usize = (Category::LAST.0 - Category::FIRST.0 + 1) as usize;

/// The ranks of the categories of a set, made once for many look-ups.
#[derive(Clone, Copy, Debug)]
pub struct Ranks([Option<u8>; SPAN]);

impl Ranks {
    /// The rank of a category, from 0; `None` outside the set.
    pub fn of(&self, category: Category) -> Option<usize> {
        self.0.get(category.index()).copied().flatten().map(usize::from)
    }
}

impl FromIterator<Category> for Categories {
    fn from_iter<I: IntoIterator<Item = Category>>(categories: I) -> Self {
        let mut set = Self::default();
        set.extend(categories);
        set
    }
}

impl Extend<Category> for Categories {
    fn extend<I: IntoIterator<Item = Category>>(&mut self, categories: I) {
        for category in categories {
            self.insert(category);
        }
    }
}

impl fmt::Debug for Categories {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_belongs_to_the_title_of_its_first_digit() {
        for category in Category::all() {
            assert!(category.title().categories().any(|other| other == category));
        }
        assert!(Category::all().is_sorted(), "the official order is that of the codes");
        assert_eq!((Category::all().next(), Category::all().last()), (Some(Category::FIRST), Some(Category::LAST)));
    }

    #[test]
    fn a_set_of_categories_keeps_what_was_put_in_and_ranks_it() {
        let every_third: Vec<Category> = Category::all().step_by(3).collect();
        let sets = [vec![], vec![Category::FIRST], vec![Category::LAST], every_third, Category::all().collect()];
        for members in sets {
            let set: Categories = members.iter().rev().copied().collect();
            assert_eq!(set.iter().collect::<Vec<_>>(), members);
            assert_eq!((set.len(), set.is_empty()), (members.len(), members.is_empty()));
            let ranks = set.ranks();
            for category in Category::all() {
                assert_eq!(ranks.of(category), members.iter().position(|member| *member == category), "{category}");
                assert_eq!(set.contains(category), members.contains(&category));
            }
            for title in Title::all() {
                assert!(set.of_title(title).eq(members.iter().copied().filter(|member| member.title() == title)));
            }
        }
    }

    #[test]
    fn codes_outside_the_list_do_not_exist() {
        for code in [0, 10, 12, 24, 33, 66, 74, 81] {
            assert_eq!(Category::new(code), None, "{code}");
        }
        assert_eq!(Title::new(8), None);
    }
}

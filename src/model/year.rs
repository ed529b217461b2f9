//! Years of the budget.

use std::fmt;

/// The year of a finance bill or of a value, from 1900 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(u16);

impl Year {
    pub const FIRST: Self = Self(1900);
    pub const LAST: Self = Self(2199);

    /// `None` outside 1900 to 2199, which no document can mean.
    pub fn new(year: u16) -> Option<Self> {
        (1900..=2199).contains(&year).then_some(Self(year))
    }

    pub fn get(self) -> u16 {
        self.0
    }

    /// The year `count` years later (earlier when negative), kept within the range of [`Year::new`].
    pub fn offset(self, count: i16) -> Self {
        Self(self.0.saturating_add_signed(count).clamp(1900, 2199))
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

//! Another order of what a chart shows, and one action of it before the others: what a meeting asks for, which changes no figure and no sentence.

use std::cmp::Reverse;

use super::{Chart, Hue};
use crate::model::ActionCode;

/// The order of actions or titles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Official,
    /// The largest first.
    Size,
    /// What changes most first, whichever way.
    Change,
}

impl Order {
    pub const ALL: [Self; 3] = [Self::Official, Self::Size, Self::Change];
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    pub order: Order,
    /// The others are grey.
    pub highlighted: Option<ActionCode>,
}

impl Arrangement {
    /// Sorts parts by how large each is and by how much it changes; those that are none alone stay last.
    pub(super) fn sort<T, K: Ord>(self, parts: &mut [T], size: impl Fn(&T) -> K, change: impl Fn(&T) -> K, is_rest: impl Fn(&T) -> bool) {
        match self.order {
            Order::Official => {}
            Order::Size => parts.sort_by_key(|part| (is_rest(part), Reverse(size(part)))),
            Order::Change => parts.sort_by_key(|part| (is_rest(part), Reverse(change(part)))),
        }
    }

    /// Whether a part steps back: another one is to be seen. `name` is "02 – Services numériques".
    pub(super) fn is_behind(self, name: &str) -> bool {
        self.highlighted.is_some_and(|code| !name.starts_with(&format!("{code} – ")))
    }

    pub(super) fn hue(self, name: &str, hue: Hue) -> Hue {
        if self.is_behind(name) { Hue::Grey } else { hue }
    }
}

impl Chart {
    /// The chart in that arrangement; as it is where it has no parts to arrange.
    #[must_use]
    pub fn arranged(self, arrangement: Arrangement) -> Self {
        if arrangement == Arrangement::default() {
            return self;
        }
        match self.data.arranged(arrangement) {
            Some(data) => Self { data, ..self },
            None => self,
        }
    }

    /// Whether it has parts to arrange.
    pub fn has_arrangements(&self) -> bool {
        self.data.arranged(Arrangement { order: Order::Size, highlighted: None }).is_some()
    }
}

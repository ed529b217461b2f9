//! The one unit of the amounts of an axis.

use std::cmp::Ordering;

use crate::lang::{Lang, writing};
use crate::model::Euros;

/// Euros under 10 k€, then k€, M€, Md€.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountUnit {
    power: u32,
    symbol: &'static str,
}

impl AmountUnit {
    /// The unit in which the largest amount is short.
    pub fn of(amounts: impl Iterator<Item = Euros>) -> Self {
        let largest = amounts.max_by_key(|amount| amount.get().unsigned_abs()).unwrap_or(Euros::ZERO);
        let (power, symbol) = writing::short_unit(largest);
        Self { power, symbol }
    }

    pub fn power(self) -> u32 {
        self.power
    }

    /// "7,3": without the unit; "< 0,1" for what is too small for it.
    pub fn bare(self, amount: Euros) -> String {
        self.with_plus(amount, "")
    }

    fn with_plus(self, amount: Euros, plus: &str) -> String {
        match (self.is_nil(amount), amount.cmp(&Euros::ZERO)) {
            (true, Ordering::Greater) => format!("<\u{202f}{plus}0,1"),
            (true, Ordering::Less) => ">\u{202f}−0,1".into(),
            (false, Ordering::Greater) => format!("{plus}{}", writing::decimal(writing::shortened(amount, self.power))),
            (true | false, Ordering::Equal) | (false, Ordering::Less) => writing::decimal(writing::shortened(amount, self.power)),
        }
    }

    /// "7,3 M€".
    pub fn write(self, amount: Euros) -> String {
        format!("{}\u{202f}{}", self.bare(amount), self.symbol)
    }

    /// Whether the amount is printed as 0 in this unit.
    pub fn is_nil(self, amount: Euros) -> bool {
        writing::shortened(amount, self.power).is_zero()
    }

    /// "M€" after a tick.
    pub fn symbol(self) -> &'static str {
        self.symbol
    }

    /// "+1,4"; "< +0,1" for what is too small for the unit.
    pub fn signed(self, amount: Euros) -> String {
        self.with_plus(amount, "+")
    }

    /// "+1,4 M€".
    pub fn write_signed(self, amount: Euros) -> String {
        format!("{}\u{202f}{}", self.signed(amount), self.symbol)
    }

    /// "en millions d’euros".
    pub fn words(self, lang: Lang) -> &'static str {
        match self.power {
            0 => lang.pick("en euros", "in euros"),
            3 => lang.pick("en milliers d’euros", "in thousands of euros"),
            6 => lang.pick("en millions d’euros", "in millions of euros"),
            _ => lang.pick("en milliards d’euros", "in billions of euros"),
        }
    }
}

//! The units that stand behind a number: the one list for what is typed and for the amounts of texts.

/// A unit written behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Percent,
    /// `10^power` euros.
    Euros {
        power: u32,
    },
}

impl Unit {
    /// Spaces inside are the reader's to remove. Capitals count: "m€" is no usual writing of a million.
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        match symbol {
            "%" => Some(Self::Percent),
            "€" => Some(Self::Euros { power: 0 }),
            "k€" | "K€" => Some(Self::Euros { power: 3 }),
            "M€" => Some(Self::Euros { power: 6 }),
            "Md€" => Some(Self::Euros { power: 9 }),
            _ => None,
        }
    }

    pub fn symbol(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Euros { power: 0 } => "€",
            Self::Euros { power: 3 } => "k€",
            Self::Euros { power: 6 } => "M€",
            Self::Euros { .. } => "Md€",
        }
    }
}

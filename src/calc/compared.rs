//! What a rule or a title of one's own compares, as exact text: what a justification keeps.

use rust_decimal::Decimal;

use crate::model::{CellUnit, IndicatorValue, Sum, Trend, Year};

/// Something that a rule compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    Euros(Sum),
    Number(Decimal),
    Year(Year),
    Words(String),
    /// A figure as somebody wrote it, which nobody has read yet, and what its place counts in.
    Written(String, CountedIn),
}

/// What the figures of a place count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountedIn {
    Euros,
    Unit(CellUnit),
    /// The unit of the row of an indicator, whatever it is.
    Row(String),
}

impl Compared {
    /// Exact text: a fingerprint, and what JSON says.
    pub fn exact(&self) -> String {
        match self {
            Self::Euros(sum) => sum.get().to_string(),
            Self::Number(number) => number.to_string(),
            Self::Year(year) => year.to_string(),
            Self::Words(words) | Self::Written(words, _) => words.clone(),
        }
    }
}

impl From<Sum> for Compared {
    fn from(sum: Sum) -> Self {
        Self::Euros(sum)
    }
}

impl From<&IndicatorValue> for Compared {
    fn from(value: &IndicatorValue) -> Self {
        match value {
            IndicatorValue::Number { value, .. } => Self::Number(*value),
            IndicatorValue::Range { low, high } => Self::Words(format!("{low}-{high}")),
            IndicatorValue::NotAvailable => Self::Words("NA".into()),
            IndicatorValue::Undetermined => Self::Words("Non déterminé".into()),
            IndicatorValue::NotApplicable => Self::Words("Sans objet".into()),
            IndicatorValue::Trend { written: Some(words), .. } | IndicatorValue::Words(words) => Self::Words(words.to_string()),
            IndicatorValue::Trend { trend: Trend::Rising, .. } => Self::Words("en hausse".into()),
            IndicatorValue::Trend { trend: Trend::Falling, .. } => Self::Words("en baisse".into()),
            IndicatorValue::Trend { trend: Trend::Stable, .. } => Self::Words("stable".into()),
            IndicatorValue::Trend { trend: Trend::Monitored, .. } => Self::Words("suivi".into()),
        }
    }
}

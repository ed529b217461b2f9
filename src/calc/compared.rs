//! What a rule or a title of one's own compares, as exact text: what a justification keeps.

use rust_decimal::Decimal;

use crate::model::{IndicatorValue, Sum, Trend, Year};

/// Something that a rule compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    Euros(Sum),
    Number(Decimal),
    Year(Year),
    Words(String),
}

impl Compared {
    /// Exact text: a fingerprint, and what JSON says.
    pub fn exact(&self) -> String {
        match self {
            Self::Euros(sum) => sum.get().to_string(),
            Self::Number(number) => number.to_string(),
            Self::Year(year) => year.to_string(),
            Self::Words(words) => words.clone(),
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

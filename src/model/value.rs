//! What stands in a filled cell of an indicator table.
//!
//! Knows the kinds of value that published documents print (docs/domain.md, The document). An empty cell is no value at all: the
//! holder says `Option`. Must not know how values are typed or written, nor the unit of their row.

use std::sync::Arc;

use rust_decimal::Decimal;

/// The value of a sub-indicator for one year.
#[derive(Debug, Clone)]
pub enum IndicatorValue {
    /// Any precision; the scale is part of the value, since "12,50" must not be printed as "12,5".
    Number {
        value: Decimal,
        /// The formula that was typed, with its leading `=`; `value` is its result.
        formula: Option<Arc<str>>,
        marks: NumberMarks,
    },
    /// `15-25`, with `0 ≤ low ≤ high`.
    Range { low: Decimal, high: Decimal },
    /// `NA`
    NotAvailable,
    /// `Non déterminé`
    Undetermined,
    /// `Sans objet`
    NotApplicable,
    Trend {
        trend: Trend,
        /// The words as they were typed or published, where their letters are not the usual ones: `En baisse`.
        written: Option<Arc<str>>,
    },
    /// What reads as nothing else, as it was typed or published: `ND`, `≥ 95`.
    Words(Arc<str>),
}

/// What is said of a number beside its value.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NumberMarks {
    /// `82 (p)`
    pub is_provisional: bool,
    /// `1630`: published without its groups, and printed so.
    pub is_ungrouped: bool,
}

impl IndicatorValue {
    /// A number that nobody computed or marked.
    pub fn number(value: Decimal) -> Self {
        Self::Number { value, formula: None, marks: NumberMarks::default() }
    }

    /// The number of a value that is one.
    pub fn as_number(&self) -> Option<Decimal> {
        match self {
            Self::Number { value, .. } => Some(*value),
            Self::Range { .. } | Self::NotAvailable | Self::Undetermined | Self::NotApplicable | Self::Trend { .. } | Self::Words(_) => None,
        }
    }

    /// The same value, a number without its marks.
    #[must_use]
    pub fn unmarked(&self) -> Self {
        match self {
            Self::Number { value, formula, marks: _ } => Self::Number { value: *value, formula: formula.clone(), marks: NumberMarks::default() },
            other => other.clone(),
        }
    }
}

impl From<Trend> for IndicatorValue {
    /// In its usual letters.
    fn from(trend: Trend) -> Self {
        Self::Trend { trend, written: None }
    }
}

/// A direction announced instead of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trend {
    /// `en hausse`
    Rising,
    /// `en baisse`
    Falling,
    /// `stable`
    Stable,
    /// `suivi`: the indicator is followed, nothing is announced.
    Monitored,
}

/// Two values are equal when they print the same and come from the same formula: 12,5 and 12,50 differ, so that a
/// change from one to the other is recorded like any other.
impl PartialEq for IndicatorValue {
    fn eq(&self, other: &Self) -> bool {
        let same = |a: &Decimal, b: &Decimal| a == b && a.scale() == b.scale();
        match (self, other) {
            (Self::Number { value: a, formula: f, marks: m }, Self::Number { value: b, formula: g, marks: n }) => same(a, b) && f == g && m == n,
            (Self::Range { low: a, high: c }, Self::Range { low: b, high: d }) => same(a, b) && same(c, d),
            (Self::Trend { trend: a, written: f }, Self::Trend { trend: b, written: g }) => a == b && f == g,
            (Self::Words(a), Self::Words(b)) => a == b,
            (Self::NotAvailable, Self::NotAvailable) | (Self::Undetermined, Self::Undetermined) | (Self::NotApplicable, Self::NotApplicable) => true,
            _ => false,
        }
    }
}

impl Eq for IndicatorValue {}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(mantissa: i64, scale: u32) -> IndicatorValue {
        IndicatorValue::number(Decimal::new(mantissa, scale))
    }

    fn range(low: Decimal, high: Decimal) -> IndicatorValue {
        IndicatorValue::Range { low, high }
    }

    #[test]
    fn values_are_equal_when_they_print_the_same() {
        use IndicatorValue::{NotApplicable, NotAvailable, Undetermined};
        let (fifteen, fifteen_0) = (Decimal::new(15, 0), Decimal::new(150, 1));
        let marked = |formula: Option<&str>, is_provisional, is_ungrouped| IndicatorValue::Number {
            value: Decimal::new(125, 1),
            formula: formula.map(Into::into),
            marks: NumberMarks { is_provisional, is_ungrouped },
        };
        let distinct = [
            number(125, 1),
            number(1250, 2),
            number(0, 0),
            marked(Some("=25/2"), false, false),
            marked(None, true, false),
            marked(None, false, true),
            range(fifteen, fifteen),
            range(fifteen, fifteen_0),
            range(fifteen_0, fifteen),
            NotAvailable,
            Undetermined,
            NotApplicable,
            Trend::Stable.into(),
            Trend::Rising.into(),
            IndicatorValue::Trend { trend: Trend::Rising, written: Some("En hausse".into()) },
            IndicatorValue::Words("ND".into()),
            IndicatorValue::Words("12,5".into()),
        ];
        for (i, a) in distinct.iter().enumerate() {
            for (j, b) in distinct.iter().enumerate() {
                assert_eq!(a == b, i == j, "{a:?} against {b:?}");
            }
        }
    }
}

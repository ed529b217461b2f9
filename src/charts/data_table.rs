//! The figures behind a chart as a table, in the order of its summary: for those who want to read them, or cannot see the picture.

use rust_decimal::Decimal;

use super::{Bar, Chart, Segment, Total};
use crate::lang::{Lang, Word};
use crate::model::{Euros, IndicatorValue};

/// Cells in rows, under headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataTable {
    pub headings: Vec<String>,
    /// Each as long as the headings.
    pub rows: Vec<Vec<DataCell>>,
}

/// A cell: what people read, and what programs do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataCell {
    pub text: String,
    /// The exact decimal behind a figure, words as they are; `None` where there is nothing.
    pub exact: Option<String>,
}

impl DataCell {
    pub(super) fn words(text: &str) -> Self {
        Self { text: text.to_owned(), exact: (!text.is_empty()).then(|| text.to_owned()) }
    }

    pub(super) fn figure(text: &str, exact: Option<String>) -> Self {
        Self { text: text.to_owned(), exact }
    }

    pub(super) fn euros(text: &str, amount: Option<Euros>) -> Self {
        Self::figure(text, amount.map(|amount| amount.get().to_string()))
    }

    /// A percentage, rounded as it is written.
    pub(super) fn percent(text: &str, percent: Option<Decimal>) -> Self {
        Self::figure(text, percent.map(|percent| percent.to_string()))
    }

    /// A value of an indicator; ranges and words are as they are typed.
    pub(super) fn value(text: &str, value: &IndicatorValue) -> Self {
        let exact = match value {
            IndicatorValue::Number { value, .. } => value.to_string(),
            IndicatorValue::Range { low, high } => format!("{low}-{high}"),
            IndicatorValue::NotAvailable
            | IndicatorValue::Undetermined
            | IndicatorValue::NotApplicable
            | IndicatorValue::Trend { .. }
            | IndicatorValue::Words(_) => text.to_owned(),
        };
        Self::figure(text, Some(exact))
    }
}

/// The data of a chart.
pub fn data_table(chart: &Chart, lang: Lang) -> DataTable {
    chart.data.table(lang)
}

pub(super) fn table(headings: &[&str], rows: Vec<Vec<DataCell>>) -> DataTable {
    DataTable { headings: headings.iter().map(|heading| (*heading).to_owned()).collect(), rows }
}

pub(super) fn bar_rows(bar: &Bar, lang: Lang) -> Vec<Vec<DataCell>> {
    let words = DataCell::words;
    let parts = bar.segments.iter().map(|segment| vec![words(&bar.name), words(&segment.name), segment_amount(segment)]);
    parts.chain([vec![words(&bar.name), words(lang.word(Word::Total)), bar_total(bar)]]).collect()
}

pub(super) fn segment_amount(segment: &Segment) -> DataCell {
    DataCell::euros(&segment.text, Some(segment.amount))
}

pub(super) fn bar_total(bar: &Bar) -> DataCell {
    let amount = match bar.total {
        Total::Amount(amount) => Some(amount),
        Total::Empty | Total::Overflow => None,
    };
    DataCell::euros(&bar.total_text, amount)
}

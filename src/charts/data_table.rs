//! The figures behind a chart as a table, in the order of its summary: for those who want to read them, or cannot see the picture.

use rust_decimal::Decimal;

use super::credits::Comparison;
use super::outstanding::YearEnd;
use super::trend::{self, Trend, YearRole};
use super::{Bar, Chart, Data, Segment, Total};
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
    fn words(text: &str) -> Self {
        Self { text: text.to_owned(), exact: (!text.is_empty()).then(|| text.to_owned()) }
    }

    fn figure(text: &str, exact: Option<String>) -> Self {
        Self { text: text.to_owned(), exact }
    }

    fn euros(text: &str, amount: Option<Euros>) -> Self {
        Self::figure(text, amount.map(|amount| amount.get().to_string()))
    }

    /// A percentage, rounded as it is written.
    fn percent(text: &str, percent: Option<Decimal>) -> Self {
        Self::figure(text, percent.map(|percent| percent.to_string()))
    }

    /// A value of an indicator; ranges and words are as they are typed.
    fn value(text: &str, value: &IndicatorValue) -> Self {
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
    let value = lang.pick("Valeur", "Value");
    let year = lang.pick("Année", "Year");
    let kind = lang.pick("Nature", "Kind");
    let title = lang.pick("Titre", "Title");
    let amount = lang.pick("Montant", "Amount");
    let variation = lang.pick("Variation", "Change");
    let words = DataCell::words;
    match &chart.data {
        Data::Trend(trend) => table(&[year, kind, if trend.row.is_empty() { value } else { &trend.row }], trend_rows(trend, lang)),
        Data::Indicators(indicators) => {
            let panels = indicators.objectives.iter().flat_map(|objective| &objective.panels);
            let rows = panels.flat_map(|panel| {
                let rows = trend_rows(&panel.trend, lang).into_iter();
                rows.map(|row| [vec![words(&format!("{} – {}", panel.number, panel.name))], row].concat()).collect::<Vec<_>>()
            });
            table(&[lang.word(Word::Indicator), year, kind, value], rows.collect())
        }
        Data::Credits(credits) => {
            let measure = lang.pick("Mesure", "Measure");
            let stage = lang.pick("Étape", "Stage");
            let rows = credits.comparisons.iter().flat_map(|comparison| credit_rows(comparison, lang));
            table(&[measure, stage, title, amount, variation], rows.collect())
        }
        Data::Shares(shares) => {
            let rows = shares.actions.iter().flat_map(|action| {
                let name = words(&action.name);
                let whole =
                    vec![name.clone(), words(""), DataCell::euros(&action.text, action.amount), DataCell::percent(&action.share, action.percent)];
                let of_title = |segment: &Segment| vec![name.clone(), words(&segment.name), segment_amount(segment), words("")];
                [whole].into_iter().chain(action.titles.iter().map(of_title)).collect::<Vec<_>>()
            });
            table(&[lang.word(Word::Action), title, amount, lang.pick("Part", "Share")], rows.collect())
        }
        Data::ByTitle(by_title) => {
            let measure = lang.pick("Mesure", "Measure");
            let [act, bill] = &by_title.stages;
            let rows = by_title.measures.iter().flat_map(|titles| {
                titles.rows.iter().map(|row| {
                    let ([before, now], [of_act, of_bill]) = (&row.texts, row.amounts);
                    let amounts = [DataCell::euros(before, of_act), DataCell::euros(now, of_bill)];
                    let [before, now] = amounts;
                    vec![words(titles.name), words(&row.name), before, now, DataCell::percent(&row.variation, row.percent)]
                })
            });
            table(&[measure, title, act, bill, variation], rows.collect())
        }
        Data::Schedule(schedule) => {
            let origin = lang.pick("Origine", "Origin");
            let mut rows: Vec<Vec<DataCell>> = schedule.rows.iter().flat_map(|bar| bar_rows(bar, lang)).collect();
            rows.extend(
                schedule.keys.iter().map(|key| vec![words(&schedule.keys_title), words(&key.words), DataCell::percent(&key.text, Some(key.percent))]),
            );
            table(&[year, origin, amount], rows)
        }
        Data::Outstanding(outstanding) => {
            let row = |end: &YearEnd| {
                let (name, text) = end.level.as_ref().map_or(("", ""), |level| (level.name, level.text.as_str()));
                let amount = end.level.as_ref().and_then(|level| level.amount);
                vec![words(&format!("31/12/{}", end.year)), words(name), DataCell::euros(text, amount)]
            };
            table(&[year, kind, amount], outstanding.years.iter().map(row).collect())
        }
    }
}

fn table(headings: &[&str], rows: Vec<Vec<DataCell>>) -> DataTable {
    DataTable { headings: headings.iter().map(|heading| (*heading).to_owned()).collect(), rows }
}

fn trend_rows(trend: &Trend, lang: Lang) -> Vec<Vec<DataCell>> {
    let mut rows = Vec::new();
    let words = DataCell::words;
    for year in &trend.years {
        if year.role == YearRole::NotAsked {
            rows.push(vec![words(&year.year.to_string()), words(trend.not_asked), words("")]);
        }
        for point in trend.points.iter().filter(|point| point.year == year.year) {
            let kind = if point.words.is_empty() { trend::kind_words(point.kind, lang) } else { point.words };
            rows.push(vec![words(&point.year.to_string()), words(kind), DataCell::value(&point.text, &point.value)]);
        }
    }
    rows
}

fn credit_rows(comparison: &Comparison, lang: Lang) -> Vec<Vec<DataCell>> {
    let words = DataCell::words;
    let of_bar = |bar: &Bar, variation: DataCell| {
        let row = |name: &str, amount: DataCell, variation: DataCell| vec![words(comparison.name), words(&bar.name), words(name), amount, variation];
        let parts = bar.segments.iter().map(|segment| row(&segment.name, segment_amount(segment), words("")));
        parts.chain([row(lang.word(Word::Total), bar_total(bar), variation)]).collect::<Vec<_>>()
    };
    [of_bar(&comparison.act, words("")), of_bar(&comparison.bill, DataCell::percent(&comparison.variation, comparison.percent))].concat()
}

fn bar_rows(bar: &Bar, lang: Lang) -> Vec<Vec<DataCell>> {
    let words = DataCell::words;
    let parts = bar.segments.iter().map(|segment| vec![words(&bar.name), words(&segment.name), segment_amount(segment)]);
    parts.chain([vec![words(&bar.name), words(lang.word(Word::Total)), bar_total(bar)]]).collect()
}

fn segment_amount(segment: &Segment) -> DataCell {
    DataCell::euros(&segment.text, Some(segment.amount))
}

fn bar_total(bar: &Bar) -> DataCell {
    let amount = match bar.total {
        Total::Amount(amount) => Some(amount),
        Total::Empty | Total::Overflow => None,
    };
    DataCell::euros(&bar.total_text, amount)
}

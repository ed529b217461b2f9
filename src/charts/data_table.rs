//! The figures behind a chart as a table, in the order of its summary: for those who want to read them, or cannot see the picture.

use super::credits::Comparison;
use super::outstanding::YearEnd;
use super::trend::{self, Trend, YearRole};
use super::{Bar, Chart, Data, Segment};
use crate::lang::{Lang, Word};

/// Words in rows, under headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataTable {
    pub headings: Vec<String>,
    /// Each as long as the headings.
    pub rows: Vec<Vec<String>>,
}

/// The data of a chart.
pub fn data_table(chart: &Chart, lang: Lang) -> DataTable {
    let value = lang.pick("Valeur", "Value");
    let year = lang.pick("Année", "Year");
    let kind = lang.pick("Nature", "Kind");
    let title = lang.pick("Titre", "Title");
    let amount = lang.pick("Montant", "Amount");
    let variation = lang.pick("Variation", "Change");
    match &chart.data {
        Data::Trend(trend) => table(&[year, kind, value], trend_rows(trend, lang)),
        Data::Indicators(indicators) => {
            let panels = indicators.objectives.iter().flat_map(|objective| &objective.panels);
            let rows = panels.flat_map(|panel| {
                let rows = trend_rows(&panel.trend, lang).into_iter();
                rows.map(|row| [vec![format!("{} – {}", panel.number, panel.name)], row].concat()).collect::<Vec<_>>()
            });
            table(&[lang.word(Word::Indicator), year, kind, value], rows.collect())
        }
        Data::Credits(credits) => {
            let rows = credits.comparisons.iter().flat_map(|comparison| credit_rows(comparison, lang));
            table(&["", "", title, amount, variation], rows.collect())
        }
        Data::Shares(shares) => {
            let rows = shares.actions.iter().flat_map(|action| {
                let whole = vec![action.name.clone(), String::new(), action.text.clone(), action.share.clone()];
                let titles = action.titles.iter().map(|segment| vec![action.name.clone(), segment.name.clone(), segment.text.clone(), String::new()]);
                [whole].into_iter().chain(titles).collect::<Vec<_>>()
            });
            table(&[lang.word(Word::Action), title, amount, lang.pick("Part", "Share")], rows.collect())
        }
        Data::ByTitle(by_title) => {
            let [act, bill] = &by_title.stages;
            let rows = by_title.measures.iter().flat_map(|titles| {
                titles.rows.iter().map(|row| {
                    let [before, now] = row.texts.clone();
                    vec![titles.name.to_owned(), row.name.clone(), before, now, row.variation.clone()]
                })
            });
            table(&["", title, act, bill, variation], rows.collect())
        }
        Data::Schedule(schedule) => {
            let origin = lang.pick("Origine", "Origin");
            let mut rows: Vec<Vec<String>> = schedule.rows.iter().flat_map(|bar| bar_rows(bar, lang)).collect();
            rows.extend(schedule.keys.iter().map(|key| vec![schedule.keys_title.clone(), key.words.clone(), key.percent.clone()]));
            table(&[year, origin, amount], rows)
        }
        Data::Outstanding(outstanding) => {
            let row = |end: &YearEnd| {
                let (name, text) = end.level.as_ref().map_or(("", ""), |level| (level.name, level.text.as_str()));
                vec![format!("31/12/{}", end.year), name.to_owned(), text.to_owned()]
            };
            table(&[year, kind, amount], outstanding.years.iter().map(row).collect())
        }
    }
}

fn table(headings: &[&str], rows: Vec<Vec<String>>) -> DataTable {
    DataTable { headings: headings.iter().map(|heading| (*heading).to_owned()).collect(), rows }
}

fn trend_rows(trend: &Trend, lang: Lang) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for year in &trend.years {
        if year.role == YearRole::NotAsked {
            rows.push(vec![year.year.to_string(), trend.not_asked.to_owned(), String::new()]);
        }
        for point in trend.points.iter().filter(|point| point.year == year.year) {
            let kind = if point.words.is_empty() { trend::kind_words(point.kind, lang) } else { point.words };
            rows.push(vec![point.year.to_string(), kind.to_owned(), point.text.clone()]);
        }
    }
    rows
}

fn credit_rows(comparison: &Comparison, lang: Lang) -> Vec<Vec<String>> {
    let total = lang.word(Word::Total);
    let of_bar = |bar: &Bar, variation: &str| {
        let row = |name: &str, text: &str, variation: &str| {
            vec![comparison.name.to_owned(), bar.name.clone(), name.to_owned(), text.to_owned(), variation.to_owned()]
        };
        let parts = bar.segments.iter().map(|segment: &Segment| row(&segment.name, &segment.text, ""));
        parts.chain([row(total, &bar.total_text, variation)]).collect::<Vec<_>>()
    };
    [of_bar(&comparison.act, ""), of_bar(&comparison.bill, &comparison.variation)].concat()
}

fn bar_rows(bar: &Bar, lang: Lang) -> Vec<Vec<String>> {
    let parts = bar.segments.iter().map(|segment| vec![bar.name.clone(), segment.name.clone(), segment.text.clone()]);
    parts.chain([vec![bar.name.clone(), lang.word(Word::Total).to_owned(), bar.total_text.clone()]]).collect()
}

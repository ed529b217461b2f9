//! The charts and slides of a document by name: `indicator/1.1`, `credits`, `cover`.

use super::{indicator_by_number, indicator_number, number};
use crate::charts::shapes;
use crate::model::{About, ChartName, ChartShape, Document, Each, Indicator, RowId, RowNumber, Slide};

/// Every chart that the document has, in its order, with its name.
pub fn names(document: &Document) -> Vec<(String, ChartName)> {
    ChartName::all(document).into_iter().filter_map(|chart| Some((name(document, chart)?, chart))).collect()
}

/// The name of a chart; `None` when what it is about is not in the document.
pub fn name(document: &Document, chart: ChartName) -> Option<String> {
    let word = chart.shape().filter(|_| chart.exists(document))?.address;
    match chart.about {
        About::Document => Some(word.into()),
        About::Row(row) => Some(format!("{word}/{}", row_number(document, row)?)),
        About::Indicator(id) => Some(format!("{word}/{}", indicator_number(document, id)?)),
        About::Sheet(0) if chart.sheets(document).len() == 1 => Some(word.into()),
        About::Sheet(sheet) => Some(format!("{word}/{}", u16::from(sheet) + 1)),
    }
}

/// "1.1", "2.1/2": the number of a row, that of its line where the indicator has several.
fn row_number(document: &Document, row: RowId) -> Option<String> {
    let (indicator, _) = document.indicator_of_row(row)?;
    let RowNumber { objective, indicator: number, row } = document.row_number(row)?;
    let line = if indicator.rows.len() == 1 { String::new() } else { format!("/{row}") };
    Some(format!("{objective}.{number}{line}"))
}

/// The chart of a name; the first row of an indicator also answers to its number alone, or to line 1, as the first sheet of all indicators does.
pub fn parse(document: &Document, name: &str) -> Option<ChartName> {
    let name = name.trim().to_lowercase();
    let find = |wanted: &str| named(document, wanted);
    find(&name).or_else(|| find(&format!("{name}/1"))).or_else(|| find(name.strip_suffix("/1")?))
}

/// The chart that [`name`] gives this very name.
fn named(document: &Document, wanted: &str) -> Option<ChartName> {
    let (word, rest) = wanted.split_once('/').map_or((wanted, None), |(word, rest)| (word, Some(rest)));
    let chart = |shape: &ChartShape| {
        let about = match (shape.each, rest) {
            (Each::Document, None) => About::Document,
            (Each::Sheet(_), None) => About::Sheet(0),
            (Each::Sheet(_), Some(sheet)) => About::Sheet(u8::try_from(number(sheet)? - 1).ok()?),
            (Each::Row, Some(numbers)) => About::Row(row(document, numbers)?),
            (Each::Indicator, Some(numbers)) => About::Indicator(indicator_by_number(document, numbers)?.id),
            (Each::Document, Some(_)) | (Each::Row | Each::Indicator, None) => return None,
        };
        shape.chart(about)
    };
    let chart = shapes::ALL.iter().filter(|shape| shape.address == word).find_map(chart)?;
    (name(document, chart)? == wanted).then_some(chart)
}

/// The row of "1.1" or "2.1/2".
fn row(document: &Document, numbers: &str) -> Option<RowId> {
    let (indicator, line) = numbers.split_once('/').map_or((numbers, None), |(indicator, line)| (indicator, Some(line)));
    let indicator: &Indicator = indicator_by_number(document, indicator)?;
    let line = line.map_or(Some(1), number)?;
    indicator.rows.get(line.checked_sub(1)?).map(|row| row.id)
}

/// The name of a slide: of its chart, or its own.
pub fn slide_name(document: &Document, slide: Slide) -> Option<String> {
    match slide {
        Slide::Cover => Some("cover".into()),
        Slide::Figures => Some("figures".into()),
        Slide::Chart(chart) => name(document, chart),
        Slide::Findings => Some("findings".into()),
    }
}

/// The slide of a name.
pub(super) fn parse_slide(document: &Document, name: &str) -> Option<Slide> {
    match name {
        "cover" => Some(Slide::Cover),
        "figures" => Some(Slide::Figures),
        "findings" => Some(Slide::Findings),
        name => Some(parse(document, name)?.slide()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ChartName, IndicatorId, Objective, ObjectiveId, Row, RowId, TextPlace};
    use crate::storage;

    /// Sheets have a number where there are several.
    #[test]
    fn every_sheet_of_indicators_has_a_name_that_finds_it() {
        let mut document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let objectives = std::sync::Arc::make_mut(&mut document.objectives);
        objectives[1].indicators[0].rows.extend((9000..9010).map(|id| Row { id: RowId(id), label: None, unit: None }));
        for (named, sheet) in [("indicators/1", 0), ("indicators/2", 1), ("indicators/3", 2)] {
            assert_eq!(parse(&document, named), Some(ChartName::indicators(sheet)), "{named}");
            assert_eq!(name(&document, ChartName::indicators(sheet)).as_deref(), Some(named));
        }
        assert_eq!(parse(&document, "indicators"), Some(ChartName::indicators(0)));
        assert_eq!(parse(&document, "indicators/4"), None);
        assert_eq!(name(&document, ChartName::indicators(3)), None);
    }

    /// Beyond what any programme has: an address is for programs too.
    #[test]
    fn a_document_of_many_objectives_and_rows_has_an_address_for_each() {
        let mut document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let row = |id| Row { id: RowId(id), label: None, unit: None };
        let indicator = |id: u64| Indicator {
            rows: (0..1_100).map(|rank| row(id * 10_000 + rank)).collect(),
            ..Indicator::new(IndicatorId(id), RowId(0), String::new())
        };
        let objective =
            |id| Objective { indicators: if id == 1_200 { vec![indicator(7)] } else { vec![] }, ..Objective::new(ObjectiveId(id), String::new()) };
        document.objectives = std::sync::Arc::new((1..=1_200).map(objective).collect());
        for (place, expected) in [
            (TextPlace::ObjectiveLabel(ObjectiveId(1_200)), "objective/1200/label"),
            (TextPlace::IndicatorUnit(IndicatorId(7)), "indicator/1200.1/unit"),
            (TextPlace::RowLabel(RowId(71_099)), "indicator/1200.1/1100/label"),
            (TextPlace::ChartTitle(ChartName::trend(RowId(71_099))), "chart/indicator/1200.1/1100/title"),
        ] {
            assert_eq!(crate::address::write(&document, place.into()).as_deref(), Some(expected));
            assert_eq!(crate::address::parse(&document, expected), Ok(place.into()));
        }
    }

    #[test]
    fn every_chart_has_a_name_that_finds_it() {
        let mut document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let objectives = std::sync::Arc::make_mut(&mut document.objectives);
        let indicator = &mut objectives[1].indicators[0];
        indicator.rows.push(Row { id: RowId(9000), label: None, unit: None });
        let first = indicator.rows[0].id;
        let names = names(&document);
        let shown: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            shown,
            [
                "indicators",
                "indicator/1.1",
                "indicator/1.2",
                "indicator/1.3",
                "indicator/1.4",
                "indicator/2.1/1",
                "indicator/2.1/2",
                "indicator/2.2",
                "indicator/2.3",
                "attainment",
                "credits",
                "shares",
                "titles",
                "action-titles",
                "years",
                "schedule",
                "outstanding",
                "waterfall-actions-ae",
                "waterfall-actions-cp",
                "waterfall-titles-ae",
                "waterfall-titles-cp",
            ]
        );
        for (name, chart) in &names {
            assert_eq!(parse(&document, name), Some(*chart), "{name}");
        }
        assert_eq!(parse(&document, "Indicator/2.1"), Some(ChartName::trend(first)));
        assert!(parse(&document, "indicator/1.1/1").is_some());
        assert_eq!(parse(&document, "indicators/1"), Some(ChartName::indicators(0)));
        for unknown in ["", "indicator/9.9", "indicator/2.1/3", "pie"] {
            assert_eq!(parse(&document, unknown), None, "{unknown}");
        }
    }
}

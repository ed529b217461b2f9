//! The charts of a document in its order, and how they are named where one is asked for: `indicator/1.1`, `credits`.

use super::slides;
use crate::lang::Lang;
use crate::model::{Document, Slide};
use crate::tables::ChartName;

/// Every chart that the document has, with its name.
pub fn names(document: &Document) -> Vec<(String, ChartName)> {
    ChartName::all(document).into_iter().filter_map(|chart| Some((name(document, chart)?, chart))).collect()
}

/// The name of a chart; `None` when what it is about is not in the document.
pub fn name(document: &Document, chart: ChartName) -> Option<String> {
    let whole = match chart {
        ChartName::Trend(id, row) => {
            let (objective, number) = document.indicator_number(id)?;
            let rows = &document.indicator(id)?.rows;
            let line = rows.iter().position(|other| other.id == row)?.checked_add(1)?;
            let line = if rows.len() == 1 { String::new() } else { format!("/{line}") };
            return Some(format!("indicator/{objective}.{number}{line}"));
        }
        ChartName::Indicators => "indicators",
        ChartName::Credits => "credits",
        ChartName::Shares => "shares",
        ChartName::Titles => "titles",
        ChartName::Schedule => "schedule",
        ChartName::Outstanding => "outstanding",
    };
    Some(whole.into())
}

/// What a chart is called in a list, whatever its figures say: as its slide.
pub fn words(document: &Document, lang: Lang, chart: ChartName) -> String {
    let slide = match chart {
        ChartName::Indicators => return lang.pick("Tous les indicateurs", "Every indicator").into(),
        ChartName::Trend(_, row) => Slide::Trend(row),
        ChartName::Credits => Slide::Credits,
        ChartName::Shares => Slide::Shares,
        ChartName::Titles => Slide::Titles,
        ChartName::Schedule => Slide::Schedule,
        ChartName::Outstanding => Slide::Outstanding,
    };
    slides::name(document, lang, slide)
}

/// The chart of a name; the first row of an indicator also answers to its number alone, or to line 1.
pub fn parse(document: &Document, name: &str) -> Option<ChartName> {
    let name = name.trim().to_lowercase();
    let names = names(document);
    let find = |wanted: &str| names.iter().find(|(other, _)| other == wanted).map(|(_, chart)| *chart);
    find(&name).or_else(|| find(&format!("{name}/1"))).or_else(|| find(name.strip_suffix("/1")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Row, RowId};
    use crate::storage;

    #[test]
    fn every_chart_has_a_name_that_finds_it() {
        let mut document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let objectives = std::sync::Arc::make_mut(&mut document.objectives);
        let indicator = &mut objectives[1].indicators[0];
        indicator.rows.push(Row { id: RowId(9000), label: None, unit: None });
        let (id, first) = (indicator.id, indicator.rows[0].id);
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
                "credits",
                "shares",
                "titles",
                "schedule",
                "outstanding",
            ]
        );
        for (name, chart) in &names {
            assert_eq!(parse(&document, name), Some(*chart), "{name}");
        }
        assert_eq!(parse(&document, "Indicator/2.1"), Some(ChartName::Trend(id, first)));
        assert!(parse(&document, "indicator/1.1/1").is_some());
        for unknown in ["", "indicator/9.9", "indicator/2.1/3", "pie"] {
            assert_eq!(parse(&document, unknown), None, "{unknown}");
        }
    }
}

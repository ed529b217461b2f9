//! What slides and charts are called in a list, whatever their figures say.

use super::{Lang, RowName, Word};
use crate::address;
use crate::model::{About, ChartName, Document, Slide};

/// The name of a slide; empty for an indicator that is gone.
pub fn slide_name(document: &Document, lang: Lang, slide: Slide) -> String {
    let chart = match slide {
        Slide::Cover => return lang.word(Word::Cover).into(),
        Slide::Figures => return lang.pick("Les chiffres de l’année", "The figures of the year").into(),
        Slide::Findings => return lang.pick("Cohérence du document", "Consistency of the document").into(),
        Slide::Chart(chart) => chart,
    };
    let [french, english] = chart.shape().map_or([""; 2], |shape| shape.name);
    let name = lang.pick(french, english);
    match chart.about {
        About::Document => name.into(),
        About::Sheet(sheet) => match chart.sheets(document).len() {
            1 => name.into(),
            count => {
                let name = if chart.key == ChartName::indicators(0).key { lang.pick("Indicateurs", "Indicators") } else { name };
                format!("{name} ({}\u{202f}/\u{202f}{count})", u16::from(sheet) + 1)
            }
        },
        About::Indicator(id) => document.indicator(id).map_or_else(String::new, |indicator| {
            let number = address::indicator_number(document, id).unwrap_or_default();
            format!("{number} – {} ({})", indicator.label.trim().replace('\'', "’"), name.to_lowercase())
        }),
        About::Row(row) => document.indicator_of_row(row).map_or_else(String::new, |(indicator, _)| {
            let number = address::indicator_number(document, indicator.id).unwrap_or_default();
            format!("{number} – {}", RowName::of(indicator, row, lang).text())
        }),
    }
}

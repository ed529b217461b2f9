//! What slides and charts are called in a list, whatever their figures say.

use super::{Lang, RowName, Word};
use crate::address;
use crate::model::{About, Document, Slide, indicator_sheets};

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
        About::Sheet(sheet) => match indicator_sheets(document).len() {
            1 => name.into(),
            count => format!("{} ({}\u{202f}/\u{202f}{count})", lang.pick("Indicateurs", "Indicators"), u16::from(sheet) + 1),
        },
        About::Row(row) => document.indicator_of_row(row).map_or_else(String::new, |(indicator, _)| {
            let number = address::indicator_number(document, indicator.id).unwrap_or_default();
            format!("{number} – {}", RowName::of(indicator, row, lang).text())
        }),
    }
}

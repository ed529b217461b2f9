//! What slides and charts are called in a list, whatever their figures say.

use super::{Lang, RowName, Word};
use crate::address;
use crate::model::{Document, Slide, indicator_sheets};

/// The name of a slide; empty for an indicator that is gone.
pub fn slide_name(document: &Document, lang: Lang, slide: Slide) -> String {
    match slide {
        Slide::Cover => lang.word(Word::Cover).into(),
        Slide::Figures => lang.pick("Les chiffres de l’année", "The figures of the year").into(),
        Slide::Shares => lang.pick("Parts des actions", "Shares of the actions").into(),
        Slide::Titles => lang.pick("Crédits par titre", "Appropriations by title").into(),
        Slide::Credits => lang.pick("PLF et LFI, par titre", "PLF and LFI, by title").into(),
        Slide::Outstanding => lang.pick("Restes à payer", "Outstanding commitments").into(),
        Slide::Schedule => lang.pick("Échéancier", "Payment schedule").into(),
        Slide::Findings => lang.pick("Cohérence du document", "Consistency of the document").into(),
        Slide::Indicators(sheet) => match indicator_sheets(document).len() {
            1 => lang.pick("Tous les indicateurs", "Every indicator").into(),
            count => format!("{} ({}\u{202f}/\u{202f}{count})", lang.pick("Indicateurs", "Indicators"), u16::from(sheet) + 1),
        },
        Slide::Trend(row) => document.indicator_of_row(row).map_or_else(String::new, |(indicator, _)| {
            let number = address::indicator_number(document, indicator.id).unwrap_or_default();
            format!("{number} – {}", RowName::of(indicator, row, lang).text())
        }),
    }
}

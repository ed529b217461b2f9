//! The text of a document that takes most of its file: the one to shorten when the file would be larger than can be opened.

use crate::address;
use crate::model::{Document, Place, ProgrammeField, TextPlace};

/// What a file spends on a line beside its words: "        (of: Strategy, line: \"\"),\n".
const LINE: usize = 32;

/// A text, and what it takes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LargestText {
    pub name: TextName,
    /// Bytes of the file, to within a few for each line.
    pub size: usize,
}

/// How a text is named to the one who is to shorten it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextName {
    Address(String),
    /// The presenter's notes of a slide.
    Notes,
    /// Why a finding was justified.
    Reason,
    /// A label as the PAP of last year had it.
    PublishedLabel,
}

/// `None` for a document without any text.
pub(super) fn largest_text(document: &Document) -> Option<LargestText> {
    let at = |(place, words): (TextPlace, &str)| {
        let address = address::write(document, Place::Text(place))?;
        Some(LargestText { name: TextName::Address(address), size: size_of(words) })
    };
    let largest = texts(document).into_iter().max_by_key(|(_, words)| size_of(words)).and_then(at);
    let named = |name: TextName| move |words: &str| LargestText { name: name.clone(), size: size_of(words) };
    let notes = document.deck.arranged().iter().map(|planned| planned.notes.as_str()).map(named(TextName::Notes));
    let reasons = document.justified.values().map(String::as_str).map(named(TextName::Reason));
    let labels = document.published.labels.values().map(|published| published.label.as_str()).map(named(TextName::PublishedLabel));
    let texts = largest.into_iter().chain(notes).chain(reasons).chain(labels);
    texts.filter(|text| text.size > 0).max_by_key(|text| text.size)
}

/// Every text that has an address.
fn texts(document: &Document) -> Vec<(TextPlace, &str)> {
    let programme = &document.programme;
    let mut texts: Vec<(TextPlace, &str)> = [
        (ProgrammeField::Name, &programme.name),
        (ProgrammeField::Mission, &programme.mission),
        (ProgrammeField::Minister, &programme.minister),
        (ProgrammeField::Manager, &programme.manager),
        (ProgrammeField::ManagerTitle, &programme.manager_title),
    ]
    .map(|(field, words)| (TextPlace::Programme(field), words.as_str()))
    .into();
    texts.extend(document.texts.iter().map(|(narrative, text)| (TextPlace::Narrative(*narrative), text.as_str())));
    texts.extend(document.actions.iter().map(|action| (TextPlace::ActionLabel(action.id), action.label.as_str())));
    texts.extend(document.objectives.iter().map(|objective| (TextPlace::ObjectiveLabel(objective.id), objective.label.as_str())));
    for indicator in document.indicators() {
        texts.push((TextPlace::IndicatorLabel(indicator.id), indicator.label.as_str()));
        texts.push((TextPlace::IndicatorUnit(indicator.id), indicator.unit.as_str()));
        for row in &indicator.rows {
            texts.push((TextPlace::RowLabel(row.id), row.label.as_deref().unwrap_or_default()));
            texts.push((TextPlace::RowUnit(row.id), row.unit.as_deref().unwrap_or_default()));
        }
    }
    texts.extend(document.chart_titles.iter().map(|(chart, title)| (TextPlace::ChartTitle(*chart), title.words.as_str())));
    let slides = document.deck.arranged().iter();
    texts.extend(slides.filter_map(|planned| Some((TextPlace::SlideTitle(planned.slide), planned.title.as_ref()?.words.as_str()))));
    texts
}

/// What words take of a file, in which quotes, backslashes and control characters are escaped, and apostrophes are not.
fn size_of(words: &str) -> usize {
    let escaped = |character: char| if character == '\'' { 1 } else { character.escape_debug().map(char::len_utf8).sum() };
    words.lines().map(|line| LINE + line.chars().map(escaped).sum::<usize>()).sum()
}

#[cfg(test)]
mod tests {
    use super::super::write;
    use super::*;
    use crate::model::{Narrative, Text};

    #[test]
    fn the_largest_text_is_named_with_what_it_takes_of_the_file() {
        let sample = super::super::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let cases = ["a", "é", "'", "\"", "\\", "\u{1b}", "\n", "un paragraphe, « entre guillemets »\n"];
        for words in cases {
            let mut document = sample.clone();
            document.set_text(Narrative::Strategy, Text::default());
            let without = write(&document).len();
            document.set_text(Narrative::Strategy, Text::new(&format!("{}.", words.repeat(20_000))));
            let takes = write(&document).len() - without;
            let largest = largest_text(&document).unwrap();
            assert_eq!(largest.name, TextName::Address("text/strategy".into()), "{words:?}");
            assert!(largest.size.abs_diff(takes) < takes / 8, "{words:?}: {} of {takes}", largest.size);
        }
    }

    #[test]
    fn a_label_may_be_the_largest_text_and_an_empty_document_has_none() {
        let mut document = super::super::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        std::sync::Arc::make_mut(&mut document.actions)[0].label = "l".repeat(100_000);
        assert_eq!(largest_text(&document).unwrap().name, TextName::Address("action/01/label".into()));
        assert_eq!(largest_text(&Document::new(document.year, crate::model::Programme::default())), None);
    }
}

//! Marks that pages show: a file has a line for each, the document what it is said of.

use std::collections::BTreeSet;

use crate::model::{Document, IndicatorValue, KeptMark, MarkWord, NumberMarks, Order, Place};

/// Gives numbers the marks that are said of them, and returns those that no page shows. One of a number that is gone says nothing.
pub(super) fn show(document: &mut Document, marks: impl Iterator<Item = KeptMark>) -> BTreeSet<KeptMark> {
    marks.filter(|mark| !is_shown(document, mark)).collect()
}

fn is_shown(document: &mut Document, mark: &KeptMark) -> bool {
    let Some(Place::Value { row, year, kind }) = Place::from_code(&mark.place) else { return false };
    let said: fn(&mut NumberMarks) -> &mut bool = match mark.word {
        MarkWord::Provisional => |marks| &mut marks.is_provisional,
        MarkWord::Ungrouped => |marks| &mut marks.is_ungrouped,
        MarkWord::Mission | MarkWord::Higher | MarkWord::Lower => return false,
    };
    let key = (row, year, kind);
    if let Some(IndicatorValue::Number { value, formula, mut marks }) = document.values.get(&key).cloned() {
        *said(&mut marks) = true;
        document.set_value(key, Some(IndicatorValue::Number { value, formula, marks }));
    }
    true
}

/// Every mark, in the order of what they are said of.
pub(super) fn of(document: &Document, order: &Order) -> Vec<KeptMark> {
    let of_values = document.values.iter().flat_map(|((row, year, kind), value)| {
        let marks = if let IndicatorValue::Number { marks, .. } = value { *marks } else { NumberMarks::default() };
        let said = [(marks.is_provisional, MarkWord::Provisional), (marks.is_ungrouped, MarkWord::Ungrouped)];
        let place = Place::Value { row: *row, year: *year, kind: *kind };
        said.into_iter().filter(|(is_said, _)| *is_said).map(move |(_, word)| KeptMark { place: place.code(), word })
    });
    let mut marks: Vec<KeptMark> = document.kept.marks.iter().cloned().chain(of_values).collect();
    marks.sort_by_cached_key(|mark| {
        let place = Place::from_code(&mark.place).map(|place| order.place(place));
        (place.is_none(), place, mark.place.clone(), mark.word)
    });
    marks
}

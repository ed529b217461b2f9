//! Marks that pages show: a file has a line for each, the document what it is said of.

use std::collections::BTreeSet;

use std::sync::Arc;

use crate::model::{Better, Document, IndicatorValue, KeptMark, MarkWord, NumberMarks, Order, Place, TextPlace};

/// Gives numbers, objectives and indicators the marks that are said of them, and returns the others, which no page shows.
pub(super) fn show(document: &mut Document, marks: impl Iterator<Item = KeptMark>) -> BTreeSet<KeptMark> {
    let marks: BTreeSet<KeptMark> = marks.collect();
    let opposite = |mark: &KeptMark| {
        let word = match mark.word {
            MarkWord::Higher => MarkWord::Lower,
            MarkWord::Lower => MarkWord::Higher,
            MarkWord::Mission | MarkWord::Provisional | MarkWord::Ungrouped => return None,
        };
        Some(KeptMark { place: mark.place.clone(), word })
    };
    // Two drafters said the contrary, and git merged the lines: nobody knows which holds.
    let is_contradicted = |mark: &KeptMark| opposite(mark).is_some_and(|opposite| marks.contains(&opposite));
    marks.iter().filter(|mark| is_contradicted(mark) || is_shown(document, mark).is_none()).cloned().collect()
}

fn is_shown(document: &mut Document, mark: &KeptMark) -> Option<()> {
    let place = Place::from_code(&mark.place)?;
    let said: fn(&mut NumberMarks) -> &mut bool = match mark.word {
        MarkWord::Provisional => |marks| &mut marks.is_provisional,
        MarkWord::Ungrouped => |marks| &mut marks.is_ungrouped,
        MarkWord::Mission => {
            let objectives = &mut document.objectives;
            let is_mission = match place {
                Place::Text(TextPlace::ObjectiveLabel(id)) => Arc::make_mut(objectives).objective_words(id)?.is_mission,
                Place::Text(TextPlace::IndicatorLabel(id)) => Arc::make_mut(objectives).indicator_words(id)?.is_mission,
                _ => return None,
            };
            *is_mission = true;
            return Some(());
        }
        MarkWord::Higher => return is_better(document, place, Better::Higher),
        MarkWord::Lower => return is_better(document, place, Better::Lower),
    };
    let Place::Value { row, year, kind } = place else { return None };
    let key = (row, year, kind);
    let IndicatorValue::Number { value, formula, mut marks } = document.values.get(&key)?.clone() else { return None };
    *said(&mut marks) = true;
    document.set_value(key, Some(IndicatorValue::Number { value, formula, marks }));
    Some(())
}

fn is_better(document: &mut Document, place: Place, better: Better) -> Option<()> {
    let Place::Text(TextPlace::IndicatorLabel(id)) = place else { return None };
    document.set_better(id, Some(better))
}

/// Every mark, in the order of what they are said of.
pub(super) fn of(document: &Document, order: &Order) -> Vec<KeptMark> {
    let of_values = document.values.iter().flat_map(|((row, year, kind), value)| {
        let marks = if let IndicatorValue::Number { marks, .. } = value { *marks } else { NumberMarks::default() };
        let said = [(marks.is_provisional, MarkWord::Provisional), (marks.is_ungrouped, MarkWord::Ungrouped)];
        let place = Place::Value { row: *row, year: *year, kind: *kind };
        said.into_iter().filter(|(is_said, _)| *is_said).map(move |(_, word)| KeptMark { place: place.code(), word })
    });
    let objectives = document.objectives.iter().filter(|objective| objective.is_mission).map(|objective| TextPlace::ObjectiveLabel(objective.id));
    let indicators = document.indicators().filter(|indicator| indicator.is_mission).map(|indicator| TextPlace::IndicatorLabel(indicator.id));
    let of_mission = objectives.chain(indicators).map(|place| KeptMark { place: Place::Text(place).code(), word: MarkWord::Mission });
    let of_indicators = document.indicators().filter_map(|indicator| {
        let word = match indicator.better? {
            Better::Higher => MarkWord::Higher,
            Better::Lower => MarkWord::Lower,
        };
        Some(KeptMark { place: Place::Text(TextPlace::IndicatorLabel(indicator.id)).code(), word })
    });
    let kept = document.kept.marks.iter().cloned();
    let mut marks: Vec<KeptMark> = kept.chain(of_values).chain(of_mission).chain(of_indicators).collect();
    marks.sort_by_cached_key(|mark| {
        let place = Place::from_code(&mark.place).map(|place| order.place(place));
        (place.is_none(), place, mark.place.clone(), mark.word)
    });
    marks
}

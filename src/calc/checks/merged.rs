//! What a merge of two files left for somebody to choose.

use super::Finding;
use crate::calc::{Compared, Figures};
use crate::model::{Conflict, Document, Entry, Place, ProgrammeField, Rule, TextPlace};

/// An action whose code another one has stands at another code until somebody chooses.
pub(super) fn code_twice(document: &Document, _: &Figures) -> Vec<Finding> {
    let twice = document.actions.iter().filter_map(|action| {
        let wanted = *document.displaced.get(&action.id)?;
        document.action_by_code(wanted)?;
        let figures = [wanted, action.code].map(|code| Compared::Words(code.to_string()));
        Some(Finding::new(Rule::CodeTwice, Place::Text(TextPlace::ActionLabel(action.id)), figures))
    });
    twice.collect()
}

/// A conflict stands at its place, or on the cover when it has none that this Papier knows.
pub(super) fn conflict(document: &Document, _: &Figures) -> Vec<Finding> {
    document.conflicts.iter().map(|(key, conflict)| of_action(document, conflict).unwrap_or_else(|| open(key, conflict))).collect()
}

/// What a merge of lines left to choose about actions.
fn of_action(document: &Document, conflict: &Conflict) -> Option<Finding> {
    let place = Place::from_code(conflict.place.as_deref()?)?;
    let code = document.action(place.action()?)?.code;
    match conflict.kind.as_str() {
        Conflict::ACTION => Some(Finding::new(Rule::ActionGone, place, [Compared::Words(code.to_string())])),
        Conflict::TAKEN => {
            let amount = match document.entry(place) {
                Some(Entry::Amount(entry)) => document.amount(entry).map(|amount| Compared::Euros(amount.euros.into())),
                _ => None,
            };
            let taken = amount.or_else(|| conflict.ours.clone().map(Compared::Words))?;
            Some(Finding::new(Rule::TakenTwice, place, [taken, Compared::Words(code.parent()?.to_string())]))
        }
        _ => None,
    }
}

fn open(key: &str, conflict: &Conflict) -> Finding {
    let cover = Place::Text(TextPlace::Programme(ProgrammeField::Name));
    let sides = [&conflict.ours, &conflict.theirs].map(|side| Compared::Words(side.clone().unwrap_or_default()));
    let figures = sides.into_iter().chain([Compared::Words(key.to_owned())]);
    let place = conflict.place.as_deref().and_then(Place::from_code);
    Finding::new(Rule::Conflict, place.unwrap_or(cover), figures)
}

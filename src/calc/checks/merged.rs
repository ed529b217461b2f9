//! What a merge of two files left for somebody to choose.

use super::Finding;
use crate::calc::{Compared, Figures};
use crate::model::{Document, Place, ProgrammeField, Rule, TextPlace};

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
    let place = |place: &Option<String>| place.as_deref().and_then(Place::from_code);
    let cover = Place::Text(TextPlace::Programme(ProgrammeField::Name));
    let finding = |(key, conflict): (&String, &crate::model::Conflict)| {
        let sides = [&conflict.ours, &conflict.theirs].map(|side| Compared::Words(side.clone().unwrap_or_default()));
        let figures = sides.into_iter().chain([Compared::Words(key.clone())]);
        Finding::new(Rule::Conflict, place(&conflict.place).unwrap_or(cover), figures)
    };
    document.conflicts.iter().map(finding).collect()
}

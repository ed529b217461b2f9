//! Find and replace in texts. Figures are never replaced: a number is typed where it stands.

use super::{Change, Command, typed};
use crate::model::{Document, Place, TextPlace};
use crate::tables::{Query, words};

/// What replacing writes: one occurrence in one text, or all of them in many.
pub enum Scope<'a> {
    /// The text, and which of the occurrences in it, from 0.
    One(TextPlace, usize),
    All(&'a [TextPlace]),
}

/// The command that replaces, and how many occurrences it replaces; `None` when there are none. A text that would refuse what it becomes, as a
/// programme number that is none, stays as it is.
pub fn replace(document: &Document, query: &Query, by: &str, scope: &Scope<'_>) -> Option<(Command, usize)> {
    let mut changes: Vec<Change> = Vec::new();
    let mut count = 0;
    let places: &[TextPlace] = match scope {
        Scope::One(place, _) => &[*place],
        Scope::All(places) => places,
    };
    for place in places {
        let text = words(document, *place);
        let mut occurrences = query.occurrences(&text);
        if let Scope::One(_, nth) = scope {
            occurrences = occurrences.get(*nth).copied().into_iter().collect();
        }
        if occurrences.is_empty() {
            continue;
        }
        let replaced = replaced(&text, &occurrences, by)?;
        let Ok(change) = typed::read(document, Place::Text(*place), &replaced) else { continue };
        count += occurrences.len();
        changes.push(change);
    }
    (count > 0).then_some((Command::Write(changes), count))
}

/// A text with other words at some places, which rise and do not overlap.
fn replaced(text: &str, occurrences: &[(usize, usize)], by: &str) -> Option<String> {
    let mut written = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in occurrences {
        written.push_str(text.get(from..*start)?);
        written.push_str(by);
        from = *end;
    }
    written.push_str(text.get(from..)?);
    Some(written)
}

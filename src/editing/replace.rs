//! Find and replace in texts. Figures are never replaced: a number is typed where it stands, and a linked figure follows its cell.

use std::cell::OnceCell;
use std::ops::Range;

use super::{Change, Command, Unread, typed};
use crate::lang::links::{self, Written};
use crate::model::{Place, TextPlace};
use crate::tables::{Query, Tables, words};

/// What replacing writes: one occurrence in one text, or all of them in many.
pub enum Scope<'a> {
    /// The text, and which of the occurrences in it as it reads, from 0.
    One(TextPlace, usize),
    All(&'a [TextPlace]),
}

/// The command that replaces, and how many occurrences it replaces; `None` when there are none. A text that would refuse what it becomes, as a
/// programme number that is none, stays as it is.
pub fn replace(tables: Tables<'_>, query: &Query, by: &str, scope: &Scope<'_>) -> Option<(Command, usize)> {
    let mut changes: Vec<Change> = Vec::new();
    let mut count = 0;
    let places: &[TextPlace] = match scope {
        Scope::One(place, _) => &[*place],
        Scope::All(places) => places,
    };
    let figures = OnceCell::new();
    for place in places {
        let (source, written) = source(tables, *place);
        let mut found = query.occurrences(&written.text);
        if let Scope::One(_, nth) = scope {
            found = found.get(*nth).copied().into_iter().collect();
        }
        let found: Vec<Range<usize>> = found.into_iter().filter_map(|(start, end)| written.source(&(start..end))).collect();
        if found.is_empty() {
            continue;
        }
        let replaced = replaced(&source, &found, by)?;
        let Ok(change) = typed::read_over(tables.document, &figures, Place::Text(*place), &replaced, Unread::Refused) else { continue };
        count += found.len();
        changes.push(change);
    }
    (count > 0).then_some((Command::Write(changes), count))
}

/// A text as it is kept, and as it reads.
fn source(tables: Tables<'_>, place: TextPlace) -> (String, Written) {
    match place {
        TextPlace::Narrative(narrative) => {
            let source = tables.document.text(narrative);
            (source.to_owned(), links::write(tables.document, tables.figures, source))
        }
        place => {
            let text = words(tables.document, place);
            (text.clone(), Written { text, links: vec![] })
        }
    }
}

/// A text with other words at some places, which rise and do not overlap.
fn replaced(text: &str, places: &[Range<usize>], by: &str) -> Option<String> {
    let mut written = String::with_capacity(text.len());
    let mut from = 0;
    for place in places {
        written.push_str(text.get(from..place.start)?);
        written.push_str(by);
        from = place.end;
    }
    written.push_str(text.get(from..)?);
    Some(written)
}

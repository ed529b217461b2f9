//! What a merge took without a choice, matter by matter.

use std::sync::Arc;

use super::matter::{About, Matter, matter_of};
use crate::editing::compare;
use crate::editing::merging::words;
use crate::lang::Lang;
use crate::model::{Conflict, Document, Place, Side, TextPlace};

/// What a merge took of a side, whose other side said `other` before: each a matter that can be given back. Where something is left to choose, it was
/// not taken.
pub fn taken(other: &Document, merged: &Document, from: Side, lang: Lang) -> Vec<Matter> {
    let [other, plain] = [other, merged].map(|document| {
        let mut document = document.clone();
        document.conflicts = Arc::default();
        document
    });
    let open = |place: &Option<String>| merged.conflicts.values().filter(|conflict| place.is_some() && conflict.place == *place).collect::<Vec<_>>();
    let mut matters = Vec::new();
    for mut matter in compare(&other, &plain, lang).into_iter().map(|difference| matter_of(&plain, difference)) {
        let left = open(&matter.conflict.place);
        let [before, after] = [Side::Ours, Side::Theirs].map(|side| matter.conflict.side(side).unwrap_or_default().to_owned());
        let parts = match matter.place {
            Some(Place::Text(TextPlace::Narrative(narrative))) => {
                let parts = words::changes(other.text(narrative), plain.text(narrative));
                let is_left = |now: &str| left.iter().any(|conflict| conflict.ours.as_deref().is_none_or(|ours| shares_a_line(ours, now)));
                parts.into_iter().filter(|[_, now]| !is_left(now)).collect()
            }
            _ if left.is_empty() => vec![[before, after]],
            _ => vec![],
        };
        let key = std::mem::take(&mut matter.key);
        for (number, [before, after]) in parts.into_iter().enumerate() {
            let [before, after] = [before, after].map(|words| Some(words).filter(|words| !words.is_empty()));
            let (ours, theirs) = if from == Side::Theirs { (before.clone(), after) } else { (after, before.clone()) };
            let about = match matter.about {
                About::Thing { is_ours } if from == Side::Ours => About::Thing { is_ours: !is_ours },
                about => about,
            };
            let conflict = Conflict { base: before, ours, theirs, ..matter.conflict.clone() };
            matters.push(Matter { key: format!("{from:?} {key} {number}"), conflict, about, taken: Some(from), ..matter.clone() });
        }
    }
    matters
}

fn shares_a_line(one: &str, other: &str) -> bool {
    one.lines().any(|line| other.lines().any(|other| other == line))
}

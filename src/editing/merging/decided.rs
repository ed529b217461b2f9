//! What becomes of one atom of which three states say this.

use super::atoms::{Atom, Content, KeptAtom};
use super::settled::{Before, unturned};
use super::spelling::{code, spelt};
use super::words;
use crate::model::{Amount, CellContent, Conflict, Entry, IndicatorValue, Text, TextPlace};

/// What is left to choose, of one place.
pub struct Left {
    pub kind: &'static str,
    pub place: Option<String>,
    /// Base, ours, theirs; none where nothing stood.
    pub sides: [Option<String>; 3],
}

/// What becomes of an atom.
pub enum Decided {
    Take(Option<Content>),
    /// What stands meanwhile, and what is left to choose.
    Left(Option<Content>, Vec<Left>),
}

/// What becomes of an atom of which base, ours and theirs say this. What was chosen twice is on neither side what it was before.
pub fn decide(atom: &Atom, [was, own, other]: [Option<&Content>; 3], before: &Before) -> Decided {
    // A thing that went afterwards stands nowhere.
    let is_gone = matches!(atom, Atom::Stands(_)) && (own.is_none() || other.is_none());
    let is_chosen_twice = matches!(before, Before::Chosen(_)) && !is_gone;
    let take = |content: Option<&Content>| Decided::Take(content.cloned());
    if own == other || (other == was && !is_chosen_twice) {
        return take(own);
    }
    if own == was && !is_chosen_twice {
        return take(other);
    }
    if let (Some(own), Some(other)) = (own, other)
        && let Some(same) = same_value(own, other)
    {
        return Decided::Take(Some(same.clone()));
    }
    let left = |kind, place: Option<String>| {
        let was = if let Before::Chosen(before) = before { before.clone() } else { was.map(spelt) };
        Decided::Left(own.cloned(), vec![Left { kind, place, sides: [was, own.map(spelt), other.map(spelt)] }])
    };
    match atom {
        Atom::Entry(Entry::Text(TextPlace::Narrative(_))) | Atom::Notes(_) => texts(atom, [was, own, other]),
        Atom::Entry(Entry::Text(_)) => left("label", code(atom)),
        Atom::Entry(Entry::Amount(_) | Entry::Value { .. } | Entry::Cell(_)) => left("cell", code(atom)),
        Atom::Code(_) => left(Conflict::CODE, code(atom)),
        Atom::Stands(_) => left(Conflict::UNDER, code(atom)),
        Atom::Justified(_) => left(Conflict::REASON, code(atom)),
        Atom::PublishedLabel(_) | Atom::PublishedValue(_) => left(Conflict::PUBLISHED, code(atom)),
        Atom::Kept(KeptAtom::Section(name)) => left("section", Some(name.clone())),
        Atom::Kept(_) => left("kept", code(atom)),
        // Whichever side is which, the same: an earlier conflict stands beside the other, ranks and years are the smaller, a slide is as it is not usually.
        Atom::Conflict(_) => both_conflicts(own, other),
        Atom::Slide(slide) => Decided::Take(Some(Content::Shown(!slide.is_usual()))),
        Atom::Rank(..) | Atom::Ended(_) | Atom::Year => take(smaller(own, other)),
        Atom::TookOver(_) | Atom::Category(_) | Atom::Inherited(_) => take(own.or(other)),
    }
}

fn smaller<'a>(own: Option<&'a Content>, other: Option<&'a Content>) -> Option<&'a Content> {
    match (own, other) {
        (Some(Content::Number(a)), Some(Content::Number(b))) => {
            if a <= b {
                own
            } else {
                other
            }
        }
        (Some(Content::Year(a)), Some(Content::Year(b))) => {
            if a <= b {
                own
            } else {
                other
            }
        }
        _ => own.or(other),
    }
}

/// Two conflicts of earlier merges under one key: the smaller keeps it, whichever side is which, and the other stands beside it.
fn both_conflicts(own: Option<&Content>, other: Option<&Content>) -> Decided {
    match (own, other) {
        (Some(Content::Conflict(one)), Some(Content::Conflict(two))) if unturned(one) == unturned(two) => Decided::Take(own.cloned()),
        (Some(Content::Conflict(one)), Some(Content::Conflict(two))) => {
            let (first, second) = if one <= two { (one, two) } else { (two, one) };
            let kind = EARLIER.iter().find(|kind| **kind == second.kind).copied().unwrap_or("earlier");
            let Conflict { place, base, ours, theirs, .. } = second.clone();
            Decided::Left(Some(Content::Conflict(first.clone())), vec![Left { kind, place, sides: [base, ours, theirs] }])
        }
        _ => Decided::Take(own.or(other).cloned()),
    }
}

/// The kinds of conflicts that may stand in a file.
const EARLIER: [&str; 15] = [
    "cell",
    "label",
    "text",
    "section",
    Conflict::PARTED,
    Conflict::ACTION,
    Conflict::ROW,
    Conflict::TAKEN,
    Conflict::REMOVED,
    Conflict::CODE,
    Conflict::ORDER,
    Conflict::UNDER,
    Conflict::REASON,
    Conflict::PUBLISHED,
    Conflict::NOTES,
];

/// A text, by paragraphs and words.
fn texts(atom: &Atom, sides: [Option<&Content>; 3]) -> Decided {
    let [base, ours, theirs] = sides.map(|content| if let Some(Content::Text(text)) = content { text.as_str() } else { "" });
    let merged = words::merge(base, ours, theirs);
    let text = Text::new(&merged.text);
    let left = merged.conflicts.into_iter().map(|versions| Left {
        kind: if matches!(atom, Atom::Notes(_)) { Conflict::NOTES } else { "text" },
        place: code(atom),
        sides: [versions.base, versions.ours, versions.theirs],
    });
    Decided::Left((!text.is_empty()).then_some(Content::Text(text)), left.collect())
}

/// Of two that give one value, the one with a formula; none where they differ otherwise.
fn same_value<'a>(own: &'a Content, other: &'a Content) -> Option<&'a Content> {
    let formula = |content: &Content| match content {
        Content::Amount(amount) => amount.formula.is_some(),
        Content::Value(IndicatorValue::Number { formula, .. }) => formula.is_some(),
        Content::Cell(cell) => cell.formula.is_some(),
        _ => false,
    };
    let plain = |content: &Content| match content {
        Content::Amount(amount) => Some(Content::Amount(Amount::plain(amount.euros))),
        Content::Value(IndicatorValue::Number { value, marks, formula: _ }) => {
            Some(Content::Value(IndicatorValue::Number { value: *value, marks: *marks, formula: None }))
        }
        Content::Cell(cell) => Some(Content::Cell(CellContent { value: cell.value.clone(), formula: None })),
        // Titles of the same words: over the figures of whichever.
        Content::Title(title) => Some(Content::Words(title.words.clone())),
        _ => None,
    };
    if plain(own)? != plain(other)? {
        return None;
    }
    match (own, other) {
        (Content::Title(one), Content::Title(two)) => Some(if one.over <= two.over { own } else { other }),
        _ => match (formula(own), formula(other)) {
            (true, false) => Some(own),
            (false, true) => Some(other),
            (true, true) | (false, false) => None,
        },
    }
}

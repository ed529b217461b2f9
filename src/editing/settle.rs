//! What a merge left to choose: a side is written at its place by the door of typing, or what stands is kept. Only the conflict chosen is settled.

use std::ops::Range;
use std::sync::Arc;

use super::merging::chosen;
use super::typed::{self, Change, Typed, TypedRefusal, Unread};
use super::{Command, Refusal, command, taken_over};
use crate::address;
use crate::model::{Conflict, Document, Entry, Place, Side, TextPlace};
use crate::storage;

/// What is chosen of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Side(Side),
    /// The paragraphs of ours, then those of theirs.
    Both,
    /// What stands in the document, whatever the sides say.
    Standing,
}

/// The words of the choices, in English and in French.
const WORDS: [(Choice, [&str; 2]); 5] = [
    (Choice::Side(Side::Ours), ["ours", "ici"]),
    (Choice::Side(Side::Theirs), ["theirs", "autre"]),
    (Choice::Side(Side::Base), ["base", "avant"]),
    (Choice::Both, ["both", "deux"]),
    (Choice::Standing, ["keep", "garder"]),
];

impl Choice {
    /// The choice that a word of either language means.
    pub fn of_word(word: &str) -> Option<Self> {
        WORDS.into_iter().find(|(_, words)| words.contains(&word.trim())).map(|(choice, _)| choice)
    }
}

/// A conflict that is settled, and what is written with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    pub key: String,
    pub written: Written,
}

/// What a choice writes.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    Nothing,
    Entry(Change),
    /// What a side says of the structure: that a thing goes, its code, its place.
    Structure(Side),
    /// A section that this Papier does not know, as a file has it; without a list it goes.
    Section {
        name: String,
        list: Option<String>,
    },
}

/// Why a conflict is not settled so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettleRefusal {
    #[error("{0} is no choice")]
    Word(String),
    #[error("the conflict is settled")]
    Settled,
    /// What its sides mean is not known.
    #[error("conflicts of kind {0} are not known")]
    Kind(String),
    #[error("the document has no such place")]
    NoPlace,
    /// Nothing says what stood there before the merge.
    #[error("what stood before is not known")]
    NoBase,
    /// The paragraph of ours does not stand once in the text.
    #[error("the paragraph does not stand once in {0}")]
    Paragraph(String),
    /// Only paragraphs stand one after the other.
    #[error("both sides have no place there")]
    NotBoth,
    #[error("section {0} cannot be written so")]
    Section(String),
    #[error(transparent)]
    Typed(#[from] TypedRefusal),
}

/// The command that settles a conflict of a document.
///
/// # Errors
/// [`SettleRefusal`] where the side has no place or does not read there.
pub fn settle(document: &Document, key: &str, choice: Choice) -> Result<Command, SettleRefusal> {
    let conflict = document.conflicts.get(key).ok_or(SettleRefusal::Settled)?;
    let written = chosen(document, conflict, choice)?;
    Ok(Command::Settle(Settled { key: key.to_owned(), written }))
}

/// The choices that a conflict leaves, each with its command: the sides that can be written, or else what stands.
pub fn choices(document: &Document, key: &str) -> Vec<(Choice, Command)> {
    let of = |choice| Some((choice, settle(document, key, choice).ok()?));
    let sides: Vec<(Choice, Command)> = Side::ALL.into_iter().filter_map(|side| of(Choice::Side(side))).collect();
    if sides.is_empty() { of(Choice::Standing).into_iter().collect() } else { sides }
}

/// What a choice writes, whether the document has the conflict or not.
///
/// # Errors
/// As [`settle`].
pub(super) fn chosen(document: &Document, conflict: &Conflict, choice: Choice) -> Result<Written, SettleRefusal> {
    match choice {
        Choice::Side(side) => written(document, conflict, side),
        Choice::Both => both(document, conflict),
        Choice::Standing => Ok(Written::Nothing),
    }
}

fn written(document: &Document, conflict: &Conflict, side: Side) -> Result<Written, SettleRefusal> {
    let words = conflict.side(side);
    if chosen::is_of_structure(conflict) {
        return chosen::with(document, conflict, side).map(|_| Written::Structure(side)).ok_or(SettleRefusal::NoPlace);
    }
    match conflict.kind.as_str() {
        "section" => section(conflict, words),
        Conflict::PARTED | Conflict::TAKEN if side == Side::Base => Err(SettleRefusal::NoBase),
        // What a sub-action took over counts there too, or goes: another one took it over.
        Conflict::TAKEN if side == Side::Ours => Ok(Written::Nothing),
        Conflict::TAKEN if matches!(conflict.known_place(), Some(Place::Credit(_))) => entry(document, conflict, words),
        "cell" | "label" | "text" | Conflict::PARTED => entry(document, conflict, words),
        kind => Err(SettleRefusal::Kind(kind.to_owned())),
    }
}

fn both(document: &Document, conflict: &Conflict) -> Result<Written, SettleRefusal> {
    let sides = [Side::Ours, Side::Theirs].map(|side| conflict.side(side));
    match sides {
        [Some(ours), Some(theirs)] if conflict.kind == "text" => entry(document, conflict, Some(&format!("{ours}\n{theirs}"))),
        _ => Err(SettleRefusal::NotBoth),
    }
}

fn entry(document: &Document, conflict: &Conflict, words: Option<&str>) -> Result<Written, SettleRefusal> {
    let place = conflict.known_place().ok_or(SettleRefusal::NoPlace)?;
    let address = address::write(document, place).ok_or(SettleRefusal::NoPlace)?;
    let entry = document.entry(place);
    if entry.is_some_and(|entry| !document.has_entry(entry)) {
        return Err(SettleRefusal::NoPlace);
    }
    let words = words.unwrap_or_default();
    let change = match entry {
        Some(Entry::Text(TextPlace::Narrative(narrative))) if conflict.kind == "text" => {
            let text = document.text(narrative);
            let own = own_paragraphs(text, conflict).ok_or(SettleRefusal::Paragraph(address))?;
            typed::read(document, place, &replaced(text, own, words))?
        }
        // Words that stood in a file were kept as such.
        _ => typed::read_or(document, place, words, Unread::KeptAsWords)?,
    };
    Ok(Written::Entry(change))
}

fn section(conflict: &Conflict, words: Option<&str>) -> Result<Written, SettleRefusal> {
    let name = conflict.place.clone().ok_or(SettleRefusal::NoPlace)?;
    match words {
        Some(list) if !storage::is_unknown_section(&name, list) => Err(SettleRefusal::Section(name)),
        list => Ok(Written::Section { name, list: list.map(str::to_owned) }),
    }
}

/// The text of several paragraphs that a conflict is about.
fn text_of<'a>(document: &'a Document, conflict: &Conflict) -> Option<&'a str> {
    match (conflict.kind.as_str(), conflict.known_place()?) {
        ("text", Place::Text(TextPlace::Narrative(narrative))) => Some(document.text(narrative)),
        (Conflict::NOTES, Place::Text(TextPlace::SlideTitle(slide))) => {
            let planned = document.deck.rank(slide).and_then(|rank| document.deck.arranged().get(rank));
            Some(planned.map_or("", |planned| planned.notes.as_str()))
        }
        _ => None,
    }
}

/// Where the paragraphs of ours stand in a text: whole lines, once. Where ours has none, the text is empty.
pub(super) fn own_paragraphs(text: &str, conflict: &Conflict) -> Option<Range<usize>> {
    let Some(ours) = conflict.ours.as_deref().filter(|ours| !ours.is_empty()) else { return text.is_empty().then_some(0..0) };
    let is_whole = |range: &Range<usize>| {
        let (before, after) = (text.get(..range.start), text.get(range.end..));
        before.is_some_and(|before| before.is_empty() || before.ends_with('\n'))
            && after.is_some_and(|after| after.is_empty() || after.starts_with('\n'))
    };
    let mut found = text.match_indices(ours).map(|(at, _)| at..at + ours.len()).filter(is_whole);
    found.next().filter(|_| found.next().is_none())
}

/// A text with some of its paragraphs replaced; without words they go.
pub(super) fn replaced(text: &str, paragraphs: Range<usize>, words: &str) -> String {
    let (before, after) = (text.get(..paragraphs.start).unwrap_or_default(), text.get(paragraphs.end..).unwrap_or_default());
    match (words, after.strip_prefix('\n')) {
        ("", Some(after)) => format!("{before}{after}"),
        ("", None) => before.strip_suffix('\n').unwrap_or(before).to_owned(),
        (words, _) => format!("{before}{words}{after}"),
    }
}

impl Settled {
    pub(super) fn apply(&self, document: &mut Document) -> Result<(), Refusal> {
        let mut open = Arc::clone(&document.conflicts);
        let conflict = Arc::make_mut(&mut open).remove(&self.key).ok_or(Refusal::Gone)?;
        let passage = Passage::of(document, &conflict);
        match &self.written {
            Written::Nothing => {}
            Written::Structure(side) => {
                *document = chosen::with(document, &conflict, *side).ok_or(Refusal::Gone)?;
                // Those about what is gone are settled with it.
                Arc::make_mut(&mut document.conflicts).remove(&self.key);
                taken_over::settle(document);
                open = Arc::clone(&document.conflicts);
            }
            Written::Entry(change) => command::write(document, std::slice::from_ref(change))?,
            Written::Section { name, list } => Arc::make_mut(&mut document.kept).set_section(name, list.clone()),
        }
        // Another conflict of the same place is another choice.
        document.conflicts = open;
        match passage {
            Some(passage) => passage.carry(document, &conflict),
            None => choose_against_what_stands(document, &conflict),
        }
        Ok(())
    }
}

/// What is left to choose where a choice was made is between what stands there now and the other versions; where one of these stands, nothing is left.
fn choose_against_what_stands(document: &mut Document, settled: &Conflict) {
    let is_beside = |conflict: &Conflict| conflict.place == settled.place && chosen::is_of_one_matter(conflict, settled);
    let beside = document.conflicts.iter().filter(|(_, conflict)| is_beside(conflict));
    let beside: Vec<(String, Conflict)> = beside.map(|(key, conflict)| (key.clone(), conflict.clone())).collect();
    for (key, conflict) in beside {
        let Some(stands) = chosen::standing(document, &conflict) else { continue };
        let is_answered = says_the_same(document, &conflict, stands.as_deref());
        let open = Arc::make_mut(&mut document.conflicts);
        if is_answered {
            open.remove(&key);
        } else if stands != conflict.ours {
            open.insert(key, Conflict { ours: stands, ..conflict });
        }
    }
}

/// Whether what stands is what the other version of a conflict says, however both are written.
fn says_the_same(document: &Document, conflict: &Conflict, stands: Option<&str>) -> bool {
    let theirs = conflict.theirs.as_deref();
    let content = |place, words: Option<&str>| typed::read_or(document, place, words.unwrap_or_default(), Unread::KeptAsWords).ok();
    let is_one_value = |place| content(place, stands).is_some_and(|stands| content(place, theirs) == Some(stands));
    theirs == stands || (!chosen::is_of_structure(conflict) && conflict.known_place().is_some_and(is_one_value))
}

/// A passage of a text that a choice writes: other choices of the same text are found where they stand afterwards.
struct Passage {
    before: Vec<String>,
    /// Its lines.
    own: Range<usize>,
}

impl Passage {
    fn of(document: &Document, conflict: &Conflict) -> Option<Self> {
        let text = text_of(document, conflict)?;
        Some(Self { before: lines(text), own: own_lines(text, conflict)? })
    }

    fn carry(&self, document: &mut Document, settled: &Conflict) {
        let Some(text) = text_of(document, settled).map(str::to_owned) else { return };
        let after = lines(&text);
        let is_here = |conflict: &Conflict| conflict.kind == settled.kind && conflict.place == settled.place;
        if after == self.before || !document.conflicts.values().any(is_here) {
            return;
        }
        let open = Arc::make_mut(&mut document.conflicts);
        for conflict in open.values_mut().filter(|conflict| is_here(conflict)) {
            if let Some(carried) = self.carried(conflict, &text, &after) {
                *conflict = carried;
            }
        }
        open.retain(|_, conflict| !is_here(conflict) || conflict.ours != conflict.theirs);
    }

    /// The conflict as it stands in the text after: one whose paragraphs were written says what became of them.
    fn carried(&self, conflict: &Conflict, text: &str, after: &[String]) -> Option<Conflict> {
        let (own, other) = (&self.own, own_lines(&self.before.join("\n"), conflict)?);
        let is_apart = other.end <= own.start || own.end <= other.start;
        let union = if is_apart { other.clone() } else { own.start.min(other.start)..own.end.max(other.end) };
        let around = |range: Range<usize>| self.before.get(range).unwrap_or_default().to_vec();
        let (first, last) = (around(union.start..other.start), around(other.end..union.end));
        let wider = |side: &Option<String>| [first.clone(), side.as_deref().map(lines).unwrap_or_default(), last.clone()].concat();
        let from_end = |line: usize| after.len().checked_sub(self.before.len() - line);
        let (mut start, mut end) = if other.end <= own.start {
            (other.start, other.end)
        } else if is_apart {
            (from_end(other.start)?, from_end(other.end)?)
        } else {
            (union.start, from_end(union.end)?)
        };
        let mut sides = [wider(&conflict.base), wider(&conflict.theirs)];
        loop {
            let joined = |lines: &[String]| Some(lines.join("\n")).filter(|words| !words.is_empty());
            let [base, theirs] = sides.each_ref().map(|lines| joined(lines));
            let carried = Conflict { base, ours: joined(after.get(start..end)?), theirs, ..conflict.clone() };
            if own_paragraphs(text, &carried).is_some() {
                return Some(carried);
            }
            // With the paragraph beside it, where it stands twice or says nothing.
            if let Some(line) = start.checked_sub(1).and_then(|before| after.get(before)) {
                sides.iter_mut().for_each(|side| side.insert(0, line.clone()));
                start -= 1;
            } else {
                let line = after.get(end)?;
                sides.iter_mut().for_each(|side| side.push(line.clone()));
                end += 1;
            }
        }
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// The lines of a text that are the paragraphs of ours.
fn own_lines(text: &str, conflict: &Conflict) -> Option<Range<usize>> {
    let own = own_paragraphs(text, conflict)?;
    let before = text.get(..own.start)?.matches('\n').count();
    Some(before..before + text.get(own)?.lines().count())
}

/// Who types at a place has chosen what a merge left open there. In a text of several paragraphs, one that stands as it did is not chosen yet.
pub(super) fn by_typing(document: &mut Document, change: &Change) {
    if document.conflicts.is_empty() {
        return;
    }
    let code = Place::from(change.entry).code();
    let is_left = |conflict: &Conflict| match (change.entry, &change.content) {
        (Entry::Text(TextPlace::Narrative(narrative)), Some(Typed::Words(words))) if conflict.kind == "text" => {
            let text = document.text(narrative);
            let is_part = own_paragraphs(text, conflict).is_some_and(|own| own.len() < text.len());
            is_part && own_paragraphs(words, conflict).is_some()
        }
        _ => false,
    };
    // Of a code the conflict stands where the action is called something.
    let label = match change.entry {
        Entry::Text(TextPlace::ActionCode(id)) => Some(Place::Text(TextPlace::ActionLabel(id)).code()),
        _ => None,
    };
    let is_of_code = |conflict: &Conflict| label.is_some() && conflict.place == label && conflict.kind == Conflict::CODE;
    let is_of_place = |conflict: &Conflict| conflict.place.as_ref() == Some(&code) && conflict.is_of_words() && !is_left(conflict);
    let is_chosen = |conflict: &Conflict| is_of_code(conflict) || is_of_place(conflict);
    let chosen = document.conflicts.iter().filter(|(_, conflict)| is_chosen(conflict));
    let chosen: Vec<String> = chosen.map(|(key, _)| key.clone()).collect();
    if !chosen.is_empty() {
        Arc::make_mut(&mut document.conflicts).retain(|key, _| !chosen.contains(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::sample::sample_with;
    use crate::editing::Session;
    use crate::editing::reviewing::Reviewing;
    use crate::lang::Lang;
    use crate::model::Narrative;

    const STRATEGY: &str = "Un.\nDeux.\nTrois.";

    /// The sample with three paragraphs, a section of another Papier, and conflicts as a file has them.
    fn merged(conflicts: &[&str]) -> Document {
        let mut document = sample_with(&[]);
        document.set_text(Narrative::Strategy, crate::model::Text::new(STRATEGY));
        let lines: String = conflicts.iter().map(|line| format!("        ({line}),\n")).collect();
        let text = storage::write(&document).replacen("    conflicts: [\n", &format!("    conflicts: [\n{lines}"), 1);
        let text = format!("{}\n    later: [\n        1,\n    ],\n)\n", text.strip_suffix(")\n").unwrap());
        storage::parse(&text).unwrap_or_else(|error| panic!("{conflicts:?}: {error:?}"))
    }

    fn value(document: &Document, address: &str) -> String {
        if address == "later" {
            return document.kept.sections.iter().map(|section| section.list.as_str()).collect();
        }
        let entry = document.entry(address::parse(document, address).unwrap()).unwrap();
        crate::editing::typed_text(document, entry).replace('\u{202f}', " ")
    }

    /// Each conflict with a choice: what stands then at an address, or why not.
    #[test]
    fn a_choice_writes_its_side_at_the_place_or_says_why_not() {
        const CELL: &str = "kind: \"cell\", place: \"bill/2021/1/31/ae\", base: \"1\", ours: \"7300000\", theirs: \"=2+3\"";
        const EMPTY: &str = "kind: \"cell\", place: \"bill/2021/1/31/ae\", ours: \"7300000\"";
        const LABEL: &str = "kind: \"label\", place: \"text/action-label/1\", ours: \"A\", theirs: \"Autre  nom\"";
        const TEXT: &str = "kind: \"text\", place: \"text/strategy\", base: \"\", ours: \"Deux.\", theirs: \"Deux bis.\\nEt ter.\"";
        const WHOLE: &str = "kind: \"text\", place: \"text/strategy\", ours: \"Un.\\nDeux.\\nTrois.\", theirs: \"Tout.\"";
        const FIRST: &str = "kind: \"text\", place: \"text/strategy\", ours: \"Un.\"";
        const LAST: &str = "kind: \"text\", place: \"text/strategy\", ours: \"Deux.\\nTrois.\"";
        const LIST: &str = "kind: \"section\", place: \"later\", base: \"[1, 2]\", ours: \"[1]\", theirs: \"[2], credits: []\"";
        let (ours, theirs, base) = (Choice::Side(Side::Ours), Choice::Side(Side::Theirs), Choice::Side(Side::Base));
        let refused = |refusal: SettleRefusal| Err(refusal);
        let cases: Vec<(&str, Choice, &str, Result<&str, SettleRefusal>)> = vec![
            (CELL, ours, "plf/01/31/ae", Ok("7 300 000")),
            (CELL, theirs, "plf/01/31/ae", Ok("=2+3")),
            (CELL, base, "plf/01/31/ae", Ok("1")),
            (CELL, Choice::Standing, "plf/01/31/ae", Ok("7 300 000")),
            (EMPTY, theirs, "plf/01/31/ae", Ok("")),
            (LABEL, theirs, "action/01/label", Ok("Autre nom")),
            (TEXT, theirs, "text/strategy", Ok("Un.\nDeux bis.\nEt ter.\nTrois.")),
            (TEXT, ours, "text/strategy", Ok(STRATEGY)),
            (TEXT, base, "text/strategy", Ok("Un.\nTrois.")),
            (FIRST, theirs, "text/strategy", Ok("Deux.\nTrois.")),
            (LAST, theirs, "text/strategy", Ok("Un.")),
            (TEXT, Choice::Both, "text/strategy", Ok("Un.\nDeux.\nDeux bis.\nEt ter.\nTrois.")),
            (FIRST, Choice::Both, "text/strategy", refused(SettleRefusal::NotBoth)),
            (CELL, Choice::Both, "plf/01/31/ae", refused(SettleRefusal::NotBoth)),
            (WHOLE, theirs, "text/strategy", Ok("Tout.")),
            (WHOLE, base, "text/strategy", Ok("")),
            (LIST, base, "later", Ok("[1, 2]")),
            (LIST, Choice::Standing, "later", Ok("[\n        1,\n    ]")),
            ("kind: \"section\", place: \"later\", ours: \"[1]\"", theirs, "later", Ok("")),
            ("kind: \"section\", place: \"more\", theirs: \"[]\"", theirs, "later", Ok("[\n        1,\n    ][]")),
            // What cannot be written.
            (LIST, theirs, "later", refused(SettleRefusal::Section("later".into()))),
            ("kind: \"section\", place: \"credits\", theirs: \"[]\"", theirs, "later", refused(SettleRefusal::Section("credits".into()))),
            ("kind: \"section\", place: \"a b\", theirs: \"[]\"", theirs, "later", refused(SettleRefusal::Section("a b".into()))),
            ("kind: \"section\", theirs: \"[]\"", theirs, "later", refused(SettleRefusal::NoPlace)),
            ("kind: \"code\", place: \"text/action-label/9\", theirs: \"02\"", theirs, "later", refused(SettleRefusal::NoPlace)),
            ("kind: \"numbering\"", ours, "later", refused(SettleRefusal::Kind("numbering".into()))),
            ("kind: \"cell\", theirs: \"1\"", theirs, "later", refused(SettleRefusal::NoPlace)),
            ("kind: \"cell\", place: \"jobs/12/2021\", theirs: \"1\"", theirs, "later", refused(SettleRefusal::NoPlace)),
            ("kind: \"cell\", place: \"bill/2021/9/31/ae\", theirs: \"1\"", theirs, "later", refused(SettleRefusal::NoPlace)),
            ("kind: \"cell\", place: \"value/99/2021/target\", theirs: \"1\"", theirs, "later", refused(SettleRefusal::NoPlace)),
            ("kind: \"label\", place: \"text/action-label/9\", theirs: \"1\"", theirs, "later", refused(SettleRefusal::NoPlace)),
            ("kind: \"text\", place: \"text/action/9\", theirs: \"1\"", theirs, "later", refused(SettleRefusal::NoPlace)),
            ("kind: \"cell\", place: \"bill/2021/all/all/ae\", theirs: \"1\"", theirs, "later", refused(TypedRefusal::Computed.into())),
            (
                "kind: \"text\", place: \"text/strategy\", ours: \"Quatre.\", theirs: \"1\"",
                theirs,
                "later",
                refused(SettleRefusal::Paragraph("text/strategy".into())),
            ),
            (
                "kind: \"text\", place: \"text/strategy\", ours: \"Trois\", theirs: \"1\"",
                theirs,
                "later",
                refused(SettleRefusal::Paragraph("text/strategy".into())),
            ),
            ("kind: \"text\", place: \"text/strategy\", theirs: \"1\"", theirs, "later", refused(SettleRefusal::Paragraph("text/strategy".into()))),
        ];
        for (fields, choice, address, expected) in cases {
            let mut session = Session::opened(merged(&[&format!("key: \"1\", {fields}")]));
            let before = storage::write(session.document());
            match (settle(session.document(), "1", choice), expected) {
                (Ok(command), Ok(expected)) => {
                    session.apply(&command).unwrap();
                    assert!(session.document().conflicts.is_empty(), "{fields}");
                    assert_eq!(value(session.document(), address), expected, "{fields}");
                    let saved = storage::parse(&storage::write(session.document())).unwrap();
                    assert!(saved == **session.document(), "{fields}");
                    assert!(session.undo());
                }
                (Err(refusal), Err(expected)) => {
                    assert_eq!(refusal, expected, "{fields}");
                    for lang in Lang::ALL {
                        assert!(refusal.sentence("conflict/1", lang).contains("conflict/1=keep"), "{fields}");
                    }
                    session.apply(&settle(session.document(), "1", Choice::Standing).unwrap()).unwrap();
                    assert!(session.document().conflicts.is_empty() && session.undo());
                }
                (found, expected) => panic!("{fields}, {choice:?}: {found:?}, not {expected:?}"),
            }
            assert_eq!(storage::write(session.document()), before, "undone: {fields}");
        }
    }

    /// A value that does not read at its place is refused in the words of typing.
    #[test]
    fn a_side_is_read_as_what_is_typed() {
        let document = merged(&["key: \"1\", kind: \"cell\", place: \"bill/2021/1/31/ae\", ours: \"7300000\", theirs: \"beaucoup\""]);
        assert!(matches!(settle(&document, "1", Choice::Side(Side::Theirs)), Err(SettleRefusal::Typed(TypedRefusal::Number(_)))));
        assert_eq!(settle(&document, "2", Choice::Standing), Err(SettleRefusal::Settled));
        let offered: Vec<Choice> = choices(&document, "1").into_iter().map(|(choice, _)| choice).collect();
        assert_eq!(offered, [Choice::Side(Side::Ours), Choice::Side(Side::Base)], "what can be written");
        let offered = choices(&merged(&["key: \"1\", kind: \"numbering\""]), "1");
        assert!(matches!(offered.as_slice(), [(Choice::Standing, _)]));
    }

    #[test]
    fn each_conflict_is_settled_by_itself() {
        let paragraph =
            |key: &str, ours: &str| format!("key: \"{key}\", kind: \"text\", place: \"text/strategy\", ours: \"{ours}\", theirs: \"{ours} bis\"");
        let lines = [paragraph("1", "Un."), paragraph("2", "Trois."), paragraph("3", "Un.\\nDeux.\\nTrois.")];
        let document = merged(&lines.each_ref().map(String::as_str));
        let keys = |document: &Document| document.conflicts.keys().cloned().collect::<Vec<_>>().concat();
        let typed = |document: &Document, words: &str| {
            let change = typed::read(document, address::parse(document, "text/strategy").unwrap(), words).unwrap();
            let mut after = document.clone();
            Command::Write(vec![change]).apply(&mut after).unwrap();
            keys(&after)
        };
        // Typing chooses what it changes, and whatever is about the text as a whole.
        assert_eq!(typed(&document, "Un.\nDeux fois.\nTrois."), "12");
        assert_eq!(typed(&document, "Un et demi.\nDeux.\nTrois."), "2");
        assert_eq!(typed(&document, ""), "");
        // A choice is of one conflict, however many are open at its place.
        let mut chosen = document.clone();
        settle(&chosen, "1", Choice::Side(Side::Theirs)).unwrap().apply(&mut chosen).unwrap();
        assert_eq!((keys(&chosen).as_str(), chosen.text(Narrative::Strategy)), ("23", "Un. bis\nDeux.\nTrois."));
    }

    /// Of several choices of one place each is between what stands there and another version; one whose other version stands is made with it.
    #[test]
    fn what_is_left_at_a_place_is_chosen_against_what_stands() {
        const AE: &str = "kind: \"cell\", place: \"bill/2021/1/31/ae\", base: \"1\", ours: \"7300000\"";
        const LABEL: &str = "kind: \"label\", place: \"text/action-label/1\", base: \"A\", ours: \"B\"";
        const TAKEN: &str = "kind: \"taken\", place: \"bill/2021/1/31/ae\", ours: \"7300000\"";
        const CODE: &str = "kind: \"code\", place: \"text/action-label/1\", base: \"01\", ours: \"01\"";
        const PUBLISHED: &str = "kind: \"published\", place: \"value/6/2021/forecast\"";
        const NAMED: &str = "kind: \"published\", place: \"text/action-label/1\"";
        const LIST: &str = "kind: \"section\", place: \"later\", ours: \"[\\n        1,\\n    ]\"";
        let (theirs, base) = (Choice::Side(Side::Theirs), Choice::Side(Side::Base));
        // The other versions of the conflicts 1, 2, 3; the one chosen; "key: ours" of those that are left.
        let cases: [(&str, &[&str], &str, Choice, &[&str]); 16] = [
            (AE, &["8000000", "9000000"], "1", theirs, &["2: 8000000"]),
            (AE, &["8000000", "9000000"], "2", theirs, &["1: 9000000"]),
            (AE, &["8000000", "9000000"], "1", base, &["2: 1"]),
            (AE, &["8000000", "9000000"], "1", Choice::Side(Side::Ours), &["2: 7300000"]),
            (AE, &["8000000", "9000000"], "1", Choice::Standing, &["2: 7300000"]),
            (AE, &["8000000", "8 000 000", "9000000"], "1", theirs, &["3: 8000000"]),
            (AE, &["=5+3", "9000000"], "1", theirs, &["2: =5+3"]),
            (AE, &["-", "9000000"], "1", theirs, &["2: -"]),
            (AE, &["8000000", "-"], "1", theirs, &["2: 8000000"]),
            (LABEL, &["C", "D", "C"], "1", theirs, &["2: C"]),
            (CODE, &["04", "05"], "1", theirs, &["2: 04"]),
            (PUBLISHED, &["5", "6"], "1", theirs, &["2: 5"]),
            (PUBLISHED, &["en baisse", "6", "en baisse"], "1", theirs, &["2: en baisse"]),
            (NAMED, &["01 Nom d’alors", "02 Autre nom"], "1", theirs, &["2: 01 Nom d’alors"]),
            (NAMED, &["01 Nom d’alors", "02 Autre nom"], "1", base, &["2: -"]),
            (LIST, &["[1, 2]", "[3]", "[1, 2]"], "1", theirs, &["2: [1, 2]"]),
        ];
        let side = |words: &str| if words == "-" { String::new() } else { format!(", theirs: \"{words}\"") };
        let left = |document: &Document| -> Vec<String> {
            document.conflicts.iter().map(|(key, conflict)| format!("{key}: {}", conflict.ours.as_deref().unwrap_or("-"))).collect()
        };
        for (fields, others, key, choice, expected) in cases {
            let lines: Vec<String> = others.iter().zip(1..).map(|(other, number)| format!("key: \"{number}\", {fields}{}", side(other))).collect();
            let document = merged(&lines.iter().map(String::as_str).collect::<Vec<_>>());
            let mut session = Session::opened(document.clone());
            session.apply(&settle(&document, key, choice).unwrap_or_else(|refusal| panic!("{fields}: {refusal}"))).unwrap();
            assert_eq!(left(session.document()), expected, "{fields}, {others:?}");
            assert!(storage::parse(&storage::write(session.document())).unwrap() == **session.document(), "{fields}");
            assert!(session.undo() && **session.document() == document);
        }
        // Another matter of the place is none of its business: what was announced, and what was taken over stays a question as long as something stands.
        let mixed = [format!("key: \"1\", {LABEL}, theirs: \"C\""), format!("key: \"2\", {NAMED}, theirs: \"01 C\"")];
        let mut document = merged(&mixed.each_ref().map(String::as_str));
        settle(&document, "1", theirs).unwrap().apply(&mut document).unwrap();
        assert_eq!(left(&document), ["2: -"]);
        let both = [format!("key: \"1\", {AE}, theirs: \"8000000\""), format!("key: \"2\", {TAKEN}")];
        let document = merged(&both.each_ref().map(String::as_str));
        for (choice, expected) in [(theirs, &["2: 8000000"][..]), (Choice::Side(Side::Ours), &["2: 7300000"])] {
            let mut after = document.clone();
            settle(&after, "1", choice).unwrap().apply(&mut after).unwrap();
            assert_eq!(left(&after), expected);
        }
        // What the window shows of those that are left is what the file says.
        let lines = ["1", "2"].map(|key| format!("key: \"{key}\", {AE}, theirs: \"{key}8000000\""));
        let mut session = Session::opened(merged(&lines.each_ref().map(String::as_str)));
        let mut reviewing = Reviewing::of_conflicts(session.document(), session.figures());
        let command = reviewing.command(session.document(), &reviewing.matters()[0].clone(), theirs).unwrap();
        session.apply(&command).unwrap();
        reviewing.see(session.document(), session.figures());
        assert_eq!(reviewing.matters()[1].conflict, session.document().conflicts["2"]);
    }

    /// What was announced is chosen as each side has it, and said exactly so by a file.
    #[test]
    fn what_was_announced_is_chosen() {
        let line = |place: &str, theirs: &str| format!("key: \"1\", kind: \"published\", place: \"{place}\", theirs: \"{theirs}\"");
        for theirs in ["5", "12345", "12 345", "5,0", "5-6", "NA", "Non déterminé", "en baisse", "82 (p)", "environ 5 %", "=5+1"] {
            let mut document = merged(&[&line("value/6/2021/forecast", theirs)]);
            settle(&document, "1", Choice::Side(Side::Theirs)).unwrap().apply(&mut document).unwrap();
            let file = storage::write(&document);
            assert!(storage::parse(&file).unwrap() == document, "{theirs}");
            assert_eq!(document.published.values.len(), 1, "{theirs}");
        }
        let mut document = merged(&[&line("text/objective-label/3", "1 Un objectif  de l’an dernier")]);
        settle(&document, "1", Choice::Side(Side::Theirs)).unwrap().apply(&mut document).unwrap();
        let label = document.published.labels.values().next().unwrap();
        assert_eq!((label.number.as_str(), label.label.as_str()), ("1", "Un objectif  de l’an dernier"));
    }

    /// Choices in one passage are made in any order: each finds its own as the others left it.
    #[test]
    fn choices_of_one_text_are_made_in_any_order() {
        let conflict = |key: &str, ours: Option<&str>, theirs: &str| {
            let ours = ours.map_or_else(String::new, |ours| format!("ours: \"{ours}\", "));
            format!("key: \"{key}\", kind: \"text\", place: \"text/strategy\", base: \"Avant.\", {ours}theirs: \"{theirs}\"")
        };
        let lines = [
            conflict("1", Some("Deux."), "Trois."),
            conflict("2", Some("Deux."), "Deux ter."),
            conflict("3", Some("Un.\\nDeux."), "Un et deux."),
            conflict("4", Some("Trois."), "Deux."),
        ];
        let document = merged(&lines.each_ref().map(String::as_str));
        let orders = ["1234", "4321", "2143", "3142", "3421", "2314"];
        let sides = [Choice::Side(Side::Ours), Choice::Side(Side::Theirs), Choice::Side(Side::Base), Choice::Both];
        for (order, first, then) in
            orders.into_iter().flat_map(|order| sides.map(|side| (order, side))).flat_map(|(order, first)| sides.map(|side| (order, first, side)))
        {
            let mut session = Session::opened(document.clone());
            for (number, key) in order.chars().enumerate() {
                let key = key.to_string();
                if !session.document().conflicts.contains_key(&key) {
                    continue;
                }
                let choice = if number == 0 { first } else { then };
                let chosen = settle(session.document(), &key, choice).or_else(|refusal| match refusal {
                    SettleRefusal::NotBoth => settle(session.document(), &key, Choice::Side(Side::Ours)),
                    refusal => Err(refusal),
                });
                let command =
                    chosen.unwrap_or_else(|refusal| panic!("{order}, {first:?}, {then:?}, {key}: {refusal}\n{:?}", session.document().conflicts));
                session.apply(&command).unwrap();
            }
            assert!(session.document().conflicts.is_empty(), "{order}");
            while session.undo() {}
            assert!(**session.document() == document, "{order}");
        }
        // What the first says is what the second replaces, with what stood around it.
        let mut chosen = document.clone();
        settle(&chosen, "1", Choice::Side(Side::Theirs)).unwrap().apply(&mut chosen).unwrap();
        assert_eq!(chosen.text(Narrative::Strategy), "Un.\nTrois.\nTrois.");
        assert_eq!(chosen.conflicts["3"].ours.as_deref(), Some("Un.\nTrois."));
        settle(&chosen, "4", Choice::Side(Side::Theirs)).unwrap().apply(&mut chosen).unwrap();
        assert_eq!(chosen.text(Narrative::Strategy), "Un.\nTrois.\nDeux.");
    }

    #[test]
    fn each_choice_has_a_word_in_both_languages() {
        for (choice, words) in WORDS {
            assert!(words.iter().all(|word| Choice::of_word(word) == Some(choice)));
        }
        assert_eq!(Choice::of_word(" ours "), Some(Choice::Side(Side::Ours)));
        assert_eq!(Choice::of_word("Ours"), None);
    }
}

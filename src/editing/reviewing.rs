//! Versions of a document gone through matter by matter: what a merge left to choose and what it took, or where another state of the document says
//! otherwise.
//!
//! A matter stays in the list once it is decided: what became of it is read from the document, so that an undo opens it again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::merging::chosen::is_of_structure;
use super::settle::{self, Choice, SettleRefusal, Settled, Written};
use super::{Command, Session, Structure, compare, typed_text};
use crate::address;
use crate::calc::Figures;
use crate::calc::checks::{self, Finding};
use crate::lang::Lang;
use crate::model::{Conflict, Document, Entry, Narrative, Place, Side, TextPlace};
use crate::tables::{Node, Tables};
use matter::{About, matter_of, words_of};
pub use matter::{Group, Matter};
pub use taken::taken;

mod matter;
mod taken;

/// What became of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has chosen.
    Left,
    Chosen(Choice),
    /// Some of its words are of one version, some of another.
    Mixed,
    /// Something else was typed there, or it went with what it was about.
    Typed,
}

/// What somebody took of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    Choice(Choice),
    /// Each run of its words, in their order, from a side.
    Runs(Vec<Side>),
}

/// Where the matters come from.
#[derive(Clone, Debug)]
enum Source {
    /// The conflicts of the document.
    Merge,
    /// Another state of it: its words are taken one by one, or as a whole.
    Other(Arc<Document>),
}

/// A document with what is to be gone through.
#[derive(Clone, Debug)]
pub struct Reviewing {
    matters: Vec<Matter>,
    chosen: BTreeMap<String, Taken>,
    source: Source,
}

/// What a choice would make of the document.
pub struct Outcome {
    pub document: Document,
    pub figures: Figures,
    pub findings: Vec<Finding>,
}

impl Reviewing {
    /// The conflicts of a document.
    pub fn of_conflicts(document: &Document, figures: &Figures) -> Self {
        let mut reviewing = Self { matters: vec![], chosen: BTreeMap::new(), source: Source::Merge };
        reviewing.see(document, figures);
        reviewing
    }

    /// Where another state says otherwise than the document.
    pub fn of_other(document: &Document, figures: &Figures, other: Arc<Document>, lang: Lang) -> Self {
        let differences = compare(document, &other, lang);
        let matters = differences.into_iter().map(|difference| matter_of(document, difference)).collect();
        let mut reviewing = Self { matters, chosen: BTreeMap::new(), source: Source::Other(other) };
        reviewing.sort(Tables { document, figures, lang });
        reviewing
    }

    /// With what a merge took of a side without a choice: what the document says otherwise than the other side, as it was.
    pub fn add_taken(&mut self, document: &Document, figures: &Figures, matters: Vec<Matter>) {
        self.matters.retain(|matter| matter.taken.is_none());
        self.matters.extend(matters);
        self.sort(Tables { document, figures, lang: Lang::French });
    }

    /// Whether these are the conflicts of the document.
    pub fn is_of_merge(&self) -> bool {
        matches!(self.source, Source::Merge)
    }

    /// The other state as a whole.
    pub fn other(&self) -> Option<&Arc<Document>> {
        match &self.source {
            Source::Merge => None,
            Source::Other(other) => Some(other),
        }
    }

    pub fn matters(&self) -> &[Matter] {
        &self.matters
    }

    /// Sees what the document has become: conflicts that it gained, and between what those that are left choose now.
    pub fn see(&mut self, document: &Document, figures: &Figures) {
        if !self.is_of_merge() {
            return;
        }
        let known = |key: &String| self.matters.iter().any(|matter| matter.key == *key && matter.taken.is_none());
        let new = document.conflicts.iter().filter(|(key, _)| !known(key)).map(|(key, conflict)| {
            let place = conflict.known_place().filter(|place| address::write(document, *place).is_some());
            let is_only_kept = !is_of_structure(conflict) && matches!(settle::choices(document, key).as_slice(), [(Choice::Standing, _)]);
            let (group, conflict) = (Group::of(conflict, place), conflict.clone());
            Matter { key: key.clone(), group, place, conflict, about: About::Fact, name: String::new(), is_only_kept, taken: None }
        });
        let new: Vec<Matter> = new.collect();
        let has_new = !new.is_empty();
        self.matters.extend(new);
        if has_new {
            self.sort(Tables { document, figures, lang: Lang::French });
        }
        for matter in self.matters.iter_mut().filter(|matter| matter.taken.is_none()) {
            if let Some(conflict) = document.conflicts.get(&matter.key) {
                matter.conflict.clone_from(conflict);
            }
        }
    }

    /// What was left to choose before what was taken, by what they are about, then in the order of the pages.
    fn sort(&mut self, tables: Tables<'_>) {
        let pages: Vec<Node> = tables.outline().into_iter().map(|branch| branch.node).collect();
        let rank = |place: Option<Place>| {
            let node = place.map(|place| Node::of(tables.document, place));
            node.and_then(|node| pages.iter().position(|page| *page == node)).unwrap_or(pages.len())
        };
        self.matters.sort_by_cached_key(|matter| (matter.taken, matter.group, rank(matter.place), matter.key.clone()));
    }

    /// Whether a matter is a conflict of the document that nobody settled.
    fn is_open(&self, document: &Document, matter: &Matter) -> bool {
        self.is_of_merge() && matter.taken.is_none() && document.conflicts.contains_key(&matter.key)
    }

    /// What stands of a matter, as far as somebody chose it.
    fn stands(&self, document: &Document, matter: &Matter) -> Option<Taken> {
        let remembered = self.chosen.get(&matter.key).cloned();
        let Some(from) = matter.taken else { return remembered };
        let sides = [Side::Ours, Side::Theirs, from].map(|side| Taken::Choice(Choice::Side(side)));
        let said = sides.into_iter().chain(remembered).filter(|taken| matter.is_said(document, taken));
        // Paragraphs of one side may be some of those of the other.
        said.max_by_key(|taken| words_of(&matter.conflict, taken).map_or(0, |words| words.len()))
    }

    pub fn standing(&self, document: &Document, matter: &Matter) -> Standing {
        let taken = self.chosen.get(&matter.key);
        if matter.taken.is_some() {
            return match self.stands(document, matter) {
                Some(Taken::Choice(choice)) => Standing::Chosen(choice),
                Some(Taken::Runs(_)) => Standing::Mixed,
                None => Standing::Typed,
            };
        }
        if self.is_of_merge() {
            return match taken {
                _ if document.conflicts.contains_key(&matter.key) => Standing::Left,
                Some(Taken::Choice(choice)) => Standing::Chosen(*choice),
                Some(Taken::Runs(_)) => Standing::Mixed,
                None => Standing::Typed,
            };
        }
        if matter.about != About::Fact {
            let is_taken = matter.is_said(document, &Taken::Choice(Choice::Side(Side::Theirs)));
            return if is_taken { Standing::Chosen(Choice::Side(Side::Theirs)) } else { Standing::Left };
        }
        let stands = matter.place.and_then(|place| document.entry(place)).map(|entry| typed_text(document, entry));
        let is = |side| matter.conflict.side(side).unwrap_or_default() == stands.as_deref().unwrap_or_default();
        match taken {
            Some(Taken::Choice(Choice::Side(side))) if is(*side) => Standing::Chosen(Choice::Side(*side)),
            _ if is(Side::Theirs) => Standing::Chosen(Choice::Side(Side::Theirs)),
            _ if is(Side::Ours) => Standing::Left,
            Some(taken @ Taken::Runs(_)) if words_of(&matter.conflict, taken).unwrap_or_default() == stands.unwrap_or_default() => Standing::Mixed,
            _ => Standing::Typed,
        }
    }

    /// Whether nobody has chosen yet; what was taken leaves nothing to choose.
    pub fn is_left(&self, document: &Document, matter: &Matter) -> bool {
        matter.taken.is_none() && self.standing(document, matter) == Standing::Left
    }

    /// How many are left to choose.
    pub fn left(&self, document: &Document) -> usize {
        self.matters.iter().filter(|matter| self.is_left(document, matter)).count()
    }

    /// The choices that a matter may have, whether they can be made or not: its sides, or to keep what stands where none of them can be written.
    pub fn choices(&self, matter: &Matter) -> Vec<Choice> {
        let [ours, theirs, base] = Side::ALL.map(Choice::Side);
        match (&self.source, matter.taken, matter.is_only_kept) {
            (Source::Other(_), ..) | (Source::Merge, Some(_), _) => vec![ours, theirs],
            (Source::Merge, None, true) => vec![Choice::Standing],
            (Source::Merge, None, false) => vec![ours, theirs, base, Choice::Both],
        }
    }

    /// What makes a choice, as one step. One that was made is made anew where words or figures stand.
    ///
    /// # Errors
    /// [`SettleRefusal`] where the side has no place or does not read there.
    pub fn command(&self, document: &Document, matter: &Matter, choice: Choice) -> Result<Command, SettleRefusal> {
        if self.is_open(document, matter) {
            return settle::settle(document, &matter.key, choice);
        }
        match (choice, matter.about) {
            (Choice::Side(_), About::Thing { .. } | About::Move) if matter.is_said(document, &Taken::Choice(choice)) => Ok(Command::Write(vec![])),
            (Choice::Side(side), About::Thing { is_ours }) if (side == Side::Ours) != is_ours => {
                matter.place.and_then(removal).map(Command::Structure).ok_or(SettleRefusal::NoPlace)
            }
            // Only the other state as a whole says what it was made of.
            (_, About::Thing { .. } | About::Move) => Err(SettleRefusal::NoPlace),
            (choice, About::Fact) => self.writing(document, matter, choice),
        }
    }

    fn writing(&self, document: &Document, matter: &Matter, choice: Choice) -> Result<Command, SettleRefusal> {
        match choice {
            Choice::Standing => Ok(Command::Write(vec![])),
            Choice::Both if !matter.is_of_paragraphs() => Err(SettleRefusal::NotBoth),
            choice => self.rewriting(document, matter, words_of(&matter.conflict, &Taken::Choice(choice))),
        }
    }

    /// Writes other words in the place of those that stand for a matter.
    fn rewriting(&self, document: &Document, matter: &Matter, words: Option<String>) -> Result<Command, SettleRefusal> {
        // What stands is looked for under ours, what is to stand is written as theirs.
        let mut conflict = Conflict { theirs: words, ..matter.conflict.clone() };
        if let Some(taken) = self.stands(document, matter) {
            conflict.ours = words_of(&matter.conflict, &taken);
        }
        if self.is_open(document, matter) {
            conflict.ours.clone_from(&matter.conflict.ours);
            let written = settle::chosen(document, &conflict, Choice::Side(Side::Theirs))?;
            return Ok(Command::Settle(Settled { key: matter.key.clone(), written }));
        }
        if !self.is_of_merge() && conflict.kind == "text" {
            // A text is written as a whole.
            conflict.kind = "label".into();
        }
        match settle::chosen(document, &conflict, Choice::Side(Side::Theirs))? {
            Written::Entry(change) => Ok(Command::Write(vec![change])),
            Written::Nothing => Ok(Command::Write(vec![])),
            Written::Structure(_) | Written::Section { .. } => Err(SettleRefusal::Settled),
        }
    }

    /// Remembers what was taken.
    pub fn choose(&mut self, key: &str, taken: Taken) {
        self.chosen.insert(key.to_owned(), taken);
    }

    /// The words that stand for a matter whose words are of both versions.
    pub fn mixed_words(&self, matter: &Matter) -> Option<String> {
        let taken = self.chosen.get(&matter.key).filter(|taken| matches!(taken, Taken::Runs(_)))?;
        words_of(&matter.conflict, taken)
    }

    /// How many are left to choose or were chosen: all but what was taken, which comes after them.
    pub fn choices_count(&self) -> usize {
        self.matters.iter().take_while(|matter| matter.taken.is_none()).count()
    }

    /// From which side each run of the words of a matter stands, or would with a choice; `None` where it is no text in runs.
    pub fn sides_of_runs(&self, document: &Document, matter: &Matter, choice: Choice) -> Option<Vec<Side>> {
        if matter.conflict.kind != "text" {
            return None;
        }
        let count = matter.runs().len();
        match (self.standing(document, matter), self.chosen.get(&matter.key), choice) {
            (Standing::Mixed, Some(Taken::Runs(sides)), _) => Some(sides.clone()),
            (Standing::Left | Standing::Chosen(_), _, Choice::Side(side)) => Some(vec![side; count]),
            _ => None,
        }
    }

    /// What takes one run of words from another side, the others as they stand or would with a choice.
    ///
    /// # Errors
    /// [`SettleRefusal`] where its words are not there any more.
    pub fn command_for_run(
        &self,
        document: &Document,
        matter: &Matter,
        choice: Choice,
        run: usize,
        side: Side,
    ) -> Result<(Command, Taken), SettleRefusal> {
        let mut sides = self.sides_of_runs(document, matter, choice).ok_or(SettleRefusal::Settled)?;
        if let Some(of_run) = sides.get_mut(run) {
            *of_run = side;
        }
        let taken = Taken::Runs(sides);
        let command = self.rewriting(document, matter, words_of(&matter.conflict, &taken))?;
        Ok((command, taken))
    }

    /// One choice for several matters that are left, as one step, with the keys of those that it settles. Of two that would write two things at one
    /// place the second is left.
    pub fn command_for_all(&self, document: &Document, side: Side, is_meant: impl Fn(&Matter) -> bool) -> (Vec<Command>, Vec<String>) {
        let mut after = document.clone();
        let (mut commands, mut keys) = (Vec::new(), Vec::new());
        let mut written: BTreeSet<Entry> = BTreeSet::new();
        for matter in self.matters.iter().filter(|matter| is_meant(matter)) {
            if self.standing(&after, matter) != Standing::Left {
                continue;
            }
            if side != Side::Ours && matter.whole(document).is_some_and(|entry| !written.insert(entry)) {
                continue;
            }
            // What stands is ours where a side cannot be written.
            let made = self.command(&after, matter, Choice::Side(side));
            let made = if side == Side::Ours { made.or_else(|_| self.command(&after, matter, Choice::Standing)) } else { made };
            if let Ok(command) = made
                && command.apply(&mut after).is_ok()
            {
                commands.push(command);
                keys.push(matter.key.clone());
            }
        }
        (commands, keys)
    }

    /// What a choice would make of the document; `None` where it cannot be made.
    pub fn outcome(&self, session: &Session, matter: &Matter, choice: Choice) -> Option<Outcome> {
        let mut document = Document::clone(session.document());
        self.command(session.document(), matter, choice).ok()?.apply(&mut document).ok()?;
        let figures = Figures::of(&document);
        let findings = checks::findings(&document, &figures);
        Some(Outcome { document, figures, findings })
    }

    /// Where the paragraphs of a matter stand in the text of the document: those of ours, or of what was chosen.
    pub fn paragraphs(&self, document: &Document, matter: &Matter) -> Option<(Narrative, Range<usize>)> {
        let Some(Place::Text(TextPlace::Narrative(narrative))) = matter.place.filter(|_| matter.group == Group::Texts) else { return None };
        if matter.conflict.kind != "text" {
            return None;
        }
        let mut conflict = matter.conflict.clone();
        if let Some(taken) = self.stands(document, matter).filter(|_| self.standing(document, matter) != Standing::Left) {
            conflict.ours = words_of(&matter.conflict, &taken);
        }
        let range = settle::own_paragraphs(document.text(narrative), &conflict)?;
        Some((narrative, range))
    }
}

/// What takes out the thing that a label names.
fn removal(place: Place) -> Option<Structure> {
    let Place::Text(label) = place else { return None };
    Some(match label {
        TextPlace::ActionLabel(id) => Structure::RemoveAction(id),
        TextPlace::ObjectiveLabel(id) => Structure::RemoveObjective(id),
        TextPlace::IndicatorLabel(id) => Structure::RemoveIndicator(id),
        TextPlace::RowLabel(id) => Structure::RemoveRow(id),
        TextPlace::SectionRow { section, row, .. } => Structure::RemoveSectionRow { section, row },
        _ => return None,
    })
}

#[cfg(test)]
mod tests;

//! Versions of a document gone through matter by matter: what a merge left to choose and what it took, or where another state of the document says
//! otherwise.
//!
//! A matter stays in the list once it is decided: what became of it is read from the document, so that an undo opens it again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::merging::chosen::is_of_structure;
use super::merging::words;
use super::settle::{self, Choice, SettleRefusal, Settled, Written};
use super::typed::{self, Typed, Unread};
use super::{Command, Difference, DifferenceKind, Session, Structure, compare, typed_text};
use crate::address;
use crate::calc::Figures;
use crate::calc::checks::{self, Finding};
use crate::lang::{Lang, links, writing};
use crate::model::{CellValue, Conflict, Document, Entry, Narrative, Place, Side, TextPlace};
use crate::tables::{Node, Tables};

/// What a matter is about; in this order they are gone through: whoever removes a thing settles all that is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Structure,
    Labels,
    Amounts,
    Indicators,
    Texts,
}

impl Group {
    pub const ALL: [Self; 5] = [Self::Structure, Self::Labels, Self::Amounts, Self::Indicators, Self::Texts];

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Structure => lang.pick("Structure", "Structure"),
            Self::Labels => lang.pick("Libellés", "Labels"),
            Self::Amounts => lang.pick("Montants", "Amounts"),
            Self::Indicators => lang.pick("Indicateurs", "Indicators"),
            Self::Texts => lang.pick("Textes", "Texts"),
        }
    }

    fn of(conflict: &Conflict, place: Option<Place>) -> Self {
        match (conflict.kind.as_str(), place) {
            ("text" | Conflict::NOTES | Conflict::REASON, _) => Self::Texts,
            ("label", _) | (Conflict::PUBLISHED, Some(Place::Text(_))) => Self::Labels,
            ("cell" | Conflict::PARTED | Conflict::PUBLISHED, Some(Place::Value { .. })) => Self::Indicators,
            ("cell" | Conflict::PARTED | Conflict::PUBLISHED | Conflict::TAKEN, Some(_)) => Self::Amounts,
            _ => Self::Structure,
        }
    }
}

/// One thing of which two versions say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// That of the conflict, or the address.
    pub key: String,
    pub group: Group,
    pub place: Option<Place>,
    pub conflict: Conflict,
    about: About,
    /// What it is called where no place says it.
    name: String,
    /// None of its sides can be written: what stands is kept, or changed at its place.
    pub is_only_kept: bool,
    /// Of which side the merge took it without a choice, which can be given back.
    pub taken: Option<Side>,
}

/// What the versions have otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// What is written at a place.
    Fact,
    /// A thing that one of them has: ours, or else theirs.
    Thing { is_ours: bool },
    /// Where a thing stands.
    Move,
}

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

/// The words that are put there; what stands is ours.
fn words_of(conflict: &Conflict, taken: &Taken) -> Option<String> {
    match taken {
        Taken::Choice(Choice::Side(side)) => conflict.side(*side).map(str::to_owned),
        Taken::Choice(Choice::Both) => Some([&conflict.ours, &conflict.theirs].into_iter().flatten().cloned().collect::<Vec<_>>().join("\n")),
        Taken::Choice(Choice::Standing) => conflict.ours.clone(),
        Taken::Runs(sides) => {
            let runs = runs(conflict).into_iter().zip(sides);
            let words: String = runs
                .map(|([base, ours, theirs], side)| match side {
                    Side::Base => base,
                    Side::Ours => ours,
                    Side::Theirs => theirs,
                })
                .collect();
            Some(words.trim_end_matches(' ').to_owned()).filter(|words| !words.is_empty())
        }
    }
}

/// The words of a conflict in runs: base, ours, theirs of each.
fn runs(conflict: &Conflict) -> Vec<[String; 3]> {
    words::runs([Side::Base, Side::Ours, Side::Theirs].map(|side| conflict.side(side).unwrap_or_default()))
}

/// A difference between two states, ours before it and theirs after it.
fn matter_of(document: &Document, difference: Difference) -> Matter {
    let address = difference.shown_address().to_owned();
    let Difference { kind, name, address: _, address_old: _, place: known, before, after } = difference;
    let about = match kind {
        DifferenceKind::Added => About::Thing { is_ours: false },
        DifferenceKind::Removed => About::Thing { is_ours: true },
        DifferenceKind::Moved => About::Move,
        DifferenceKind::Changed | DifferenceKind::Renamed | DifferenceKind::Text => About::Fact,
    };
    let place = known.filter(|place| document.entry(*place).is_some());
    let kind = match known {
        Some(Place::Text(TextPlace::Narrative(_))) => "text",
        Some(Place::Text(_)) => "label",
        _ => "cell",
    };
    let words = |words: String| Some(words).filter(|words| !words.is_empty());
    let (ours, theirs) = (words(before), words(after));
    let conflict = Conflict { kind: kind.into(), place: known.map(Place::code), base: ours.clone(), ours, theirs };
    let group = if known.is_some() && about == About::Fact { Group::of(&conflict, known) } else { Group::Structure };
    let key = if address.is_empty() { name.clone() } else { address };
    Matter { key, group, place, conflict, about, name, is_only_kept: false, taken: None }
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

// In words

impl Matter {
    /// Its words in runs: base, ours, theirs of each.
    pub fn runs(&self) -> Vec<[String; 3]> {
        runs(&self.conflict)
    }

    /// Whether this stands in the document; what no place shows is as it was found.
    fn is_said(&self, document: &Document, taken: &Taken) -> bool {
        let is_side = |side: Side| *taken == Taken::Choice(Choice::Side(side));
        match (self.about, self.place) {
            (About::Thing { is_ours }, place) => {
                let stands = place.and_then(|place| document.entry(place)).is_some_and(|entry| document.has_entry(entry));
                (is_side(Side::Ours) && stands == is_ours) || (is_side(Side::Theirs) && stands != is_ours)
            }
            (About::Move, _) => is_side(self.taken.unwrap_or(Side::Ours)),
            (About::Fact, Some(Place::Text(TextPlace::Narrative(narrative)))) if self.taken.is_some() => {
                let conflict = Conflict { ours: words_of(&self.conflict, taken), ..self.conflict.clone() };
                settle::own_paragraphs(document.text(narrative), &conflict).is_some()
            }
            (About::Fact, Some(place)) => {
                let words = words_of(&self.conflict, taken).unwrap_or_default();
                document.entry(place).is_none_or(|entry| typed_text(document, entry) == words)
            }
            (About::Fact, None) => is_side(self.taken.unwrap_or(Side::Ours)),
        }
    }

    /// Whether the versions have a thing, or its place, otherwise, not what is said of it.
    pub fn is_of_things(&self) -> bool {
        self.about != About::Fact
    }

    /// Whether it is about some paragraphs of a text, not about what stands as a whole.
    fn is_of_paragraphs(&self) -> bool {
        self.conflict.kind == "text"
    }

    /// The thing that it is about, and where the words do not say it what is said of that: "Action 02, numéro".
    pub fn title(&self, tables: Tables<'_>) -> String {
        let lang = tables.lang;
        let theirs_is_new = |is_ours: bool| is_ours == (self.taken == Some(Side::Ours));
        match self.about {
            About::Thing { is_ours } if theirs_is_new(is_ours) => return format!("{}, {}", self.name, lang.pick("ajout", "addition")),
            About::Thing { .. } => return format!("{}, {}", self.name, lang.pick("retrait", "removal")),
            About::Move => return format!("{}, {}", self.name, lang.pick("place", "place")),
            About::Fact => {}
        }
        let Some(place) = self.place else { return self.nameless(lang) };
        let name = tables.place_name(place);
        let thing = || name.rsplit_once(", ").map_or(name.as_str(), |(thing, _)| thing).to_owned();
        match self.conflict.kind.as_str() {
            Conflict::ACTION | Conflict::ROW | Conflict::REMOVED => format!("{}, {}", thing(), lang.pick("retrait", "removal")),
            Conflict::CODE => format!("{}, {}", thing(), lang.pick("numéro", "number")),
            Conflict::ORDER => format!("{}, {}", thing(), lang.pick("place", "place")),
            Conflict::UNDER => format!("{}, {}", thing(), lang.pick("rattachement", "parent")),
            Conflict::REASON => format!("{name}, {}", lang.pick("justification d’un constat", "reason for a finding")),
            Conflict::NOTES => format!("{name}, notes"),
            Conflict::PUBLISHED => format!("{name}, {}", lang.pick("PAP précédent", "PAP before")),
            "text" => match self.paragraph(tables.document) {
                Some(number) => format!("{name}, {} {number}", lang.pick("paragraphe", "paragraph")),
                None => name,
            },
            _ => name,
        }
    }

    fn nameless(&self, lang: Lang) -> String {
        match self.conflict.kind.as_str() {
            _ if !self.name.is_empty() => self.name.clone(),
            Conflict::PUBLISHED => lang.pick("PAP précédent, chose retirée depuis", "PAP before, a thing removed since").into(),
            "kept" => lang.pick("Ce que cette version de Papier ne montre pas", "What this version of Papier does not show").into(),
            "section" => {
                let section = self.conflict.place.as_deref().unwrap_or(&self.key);
                lang.pick(format!("Section inconnue «\u{a0}{section}\u{a0}»"), format!("Unknown section “{section}”"))
            }
            "numbering" => lang.pick("Numérotation des actions", "Numbering of the actions").into(),
            _ => self.key.clone(),
        }
    }

    /// Which paragraph of its text it is, from 1.
    fn paragraph(&self, document: &Document) -> Option<usize> {
        let Some(Place::Text(TextPlace::Narrative(narrative))) = self.place else { return None };
        let text = document.text(narrative);
        let sides = [Side::Ours, Side::Theirs, Side::Base].into_iter().filter_map(|side| self.conflict.side(side));
        let at = sides.filter_map(|words| text.find(words)).next()?;
        Some(text.get(..at)?.matches('\n').count() + 1)
    }

    /// What a side says, as readers have it.
    pub fn words(&self, tables: Tables<'_>, side: Side) -> String {
        let lang = tables.lang;
        let said = self.conflict.side(side);
        if let About::Thing { is_ours } = self.about {
            let label = said.map_or_else(String::new, |label| lang.pick(format!(" «\u{a0}{label}\u{a0}»"), format!(" “{label}”")));
            return if (side == Side::Theirs) == is_ours {
                lang.pick("absent", "not there").into()
            } else {
                lang.pick(format!("présent{label}"), format!("there{label}"))
            };
        }
        match (self.conflict.kind.as_str(), said) {
            (Conflict::ACTION | Conflict::ROW | Conflict::REMOVED, None) => lang.pick("retirer", "remove").into(),
            (Conflict::ACTION | Conflict::ROW | Conflict::REMOVED, Some(label)) => {
                lang.pick(format!("garder «\u{a0}{label}\u{a0}»"), format!("keep “{label}”"))
            }
            (Conflict::ORDER, None) => lang.pick("en tête", "first").into(),
            (Conflict::ORDER, Some(id)) => match self.neighbour(tables, id) {
                Some(label) => lang.pick(format!("après «\u{a0}{label}\u{a0}»"), format!("after “{label}”")),
                None => lang.pick("ailleurs", "elsewhere").into(),
            },
            (Conflict::UNDER, Some(id)) => match self.neighbour(tables, id) {
                Some(label) => lang.pick(format!("sous «\u{a0}{label}\u{a0}»"), format!("under “{label}”")),
                None => lang.pick("ailleurs", "elsewhere").into(),
            },
            (_, None) => lang.pick("vide", "empty").into(),
            ("cell" | Conflict::PARTED | Conflict::PUBLISHED | Conflict::TAKEN, Some(words)) => self.figure(tables.document, words),
            ("text" | "label" | Conflict::NOTES, Some(words)) => links::write(tables.document, tables.figures, words).text,
            (_, Some(words)) => words.to_owned(),
        }
    }

    /// What the thing is called whose identity a side says.
    fn neighbour(&self, tables: Tables<'_>, id: &str) -> Option<String> {
        let place = self.conflict.thing(id).filter(|place| tables.document.has_entry(Entry::Text(*place)))?;
        let label = tables.words(place);
        let name = if label.is_empty() { tables.text_title(place) } else { label };
        Some(name).filter(|name| !name.is_empty())
    }

    /// A figure of a file, as it is printed.
    fn figure(&self, document: &Document, words: &str) -> String {
        let change = self.place.and_then(|place| typed::read_or(document, place, words, Unread::KeptAsWords).ok());
        match change.and_then(|change| change.content) {
            Some(Typed::Amount(amount)) => writing::euros(amount.euros),
            Some(Typed::Value(value)) => writing::value(&value),
            Some(Typed::Words(words)) => words,
            Some(Typed::Cell(content)) => match content.value {
                CellValue::Number(number) => writing::decimal(number),
                CellValue::Words(words) => words,
            },
            None => words.to_owned(),
        }
    }

    /// The fact of which a choice is one for all that stands there: a figure or a label, no paragraph.
    fn whole(&self, document: &Document) -> Option<Entry> {
        let is_whole = matches!(self.conflict.kind.as_str(), "cell" | "label" | Conflict::PARTED);
        document.entry(self.place.filter(|_| is_whole)?)
    }

    /// The fact that is in question, where one cell or text writes it.
    pub fn entry(&self, document: &Document) -> Option<Entry> {
        let is_value = matches!(self.conflict.kind.as_str(), "cell" | Conflict::PARTED);
        document.entry(self.place.filter(|_| is_value)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::sample::sample_with;
    use crate::editing::typed::read;
    use crate::storage;

    fn merged(conflicts: &[&str]) -> Session {
        let lines: String = conflicts.iter().map(|line| format!("        ({line}),\n")).collect();
        let text = storage::write(&sample_with(&[])).replacen("    conflicts: [\n", &format!("    conflicts: [\n{lines}"), 1);
        Session::opened(storage::parse(&text).unwrap_or_else(|error| panic!("{conflicts:?}: {error:?}")))
    }

    fn reviewing(session: &Session) -> Reviewing {
        Reviewing::of_conflicts(session.document(), session.figures())
    }

    fn plain(words: &str) -> String {
        words.replace(['\u{a0}', '\u{202f}'], " ")
    }

    const AE: &str = "key: \"1\", kind: \"cell\", place: \"bill/2021/1/31/ae\", base: \"1\", ours: \"7300000\", theirs: \"=2+3\"";
    const LABEL: &str = "key: \"2\", kind: \"label\", place: \"text/action-label/1\", base: \"Fonds\", ours: \"Un\", theirs: \"Deux\"";

    /// Each kind of conflict: its group, its title, and what the sides say: ours, theirs, base.
    #[test]
    fn each_kind_is_said_in_words() {
        let cases: [(&str, Group, &str, [&str; 3]); 9] = [
            (AE, Group::Amounts, "AE 2021 (PLF), action 01, catégorie 31", ["7 300 000", "5", "1"]),
            (LABEL, Group::Labels, "Action 01, intitulé", ["Un", "Deux", "Fonds"]),
            (
                "key: \"1\", kind: \"action\", place: \"text/action-label/1\", ours: \"Un\"",
                Group::Structure,
                "Action 01, retrait",
                ["garder « Un »", "retirer", "retirer"],
            ),
            (
                "key: \"1\", kind: \"code\", place: \"text/action-label/1\", base: \"01\", ours: \"02\", theirs: \"03\"",
                Group::Structure,
                "Action 01, numéro",
                ["02", "03", "01"],
            ),
            (
                "key: \"1\", kind: \"order\", place: \"text/action-label/1\", theirs: \"99\"",
                Group::Structure,
                "Action 01, place",
                ["en tête", "ailleurs", "en tête"],
            ),
            (
                "key: \"1\", kind: \"order\", place: \"text/action-label/1\", ours: \"2\", base: \"99\"",
                Group::Structure,
                "Action 01, place",
                ["après « Action 02 »", "en tête", "ailleurs"],
            ),
            ("key: \"1\", kind: \"numbering\", ours: \"01\"", Group::Structure, "Numérotation des actions", ["01", "vide", "vide"]),
            (
                "key: \"1\", kind: \"section\", place: \"later\", ours: \"[1]\"",
                Group::Structure,
                "Section inconnue « later »",
                ["[1]", "vide", "vide"],
            ),
            (
                "key: \"1\", kind: \"text\", place: \"text/strategy\", theirs: \"Un texte.\"",
                Group::Texts,
                "Présentation stratégique",
                ["vide", "Un texte.", "vide"],
            ),
        ];
        for (line, group, title, sides) in cases {
            let session = merged(&[line]);
            let reviewing = reviewing(&session);
            let matter = &reviewing.matters()[0];
            let tables = session.tables(Lang::French);
            assert_eq!(matter.group, group, "{line}");
            assert!(plain(&matter.title(tables)).starts_with(title), "{line}: {}", matter.title(tables));
            assert_eq!(Side::ALL.map(|side| plain(&matter.words(tables, side))), sides, "{line}");
            for lang in Lang::ALL {
                assert!(Side::ALL.iter().all(|side| !matter.words(session.tables(lang), *side).is_empty()), "{line}");
            }
        }
    }

    /// A choice stands until it is undone; it may be made anew, and one for all leaves nothing.
    #[test]
    fn a_matter_is_as_the_document_says() {
        let mut session = merged(&[AE, LABEL]);
        let mut reviewing = reviewing(&session);
        let amount = reviewing.matters().iter().find(|matter| matter.key == "1").unwrap().clone();
        let value = |session: &Session| plain(&typed_text(session.document(), amount.entry(session.document()).unwrap()));
        for (choice, expected) in [(Side::Theirs, "=2+3"), (Side::Ours, "7 300 000"), (Side::Base, "1"), (Side::Theirs, "=2+3")] {
            let choice = Choice::Side(choice);
            let command = reviewing.command(session.document(), &amount, choice).unwrap();
            reviewing.choose("1", Taken::Choice(choice));
            session.apply(&command).unwrap();
            assert_eq!(value(&session), expected);
            assert_eq!(reviewing.standing(session.document(), &amount), Standing::Chosen(choice));
            assert_eq!(reviewing.left(session.document()), 1);
        }
        while session.undo() {}
        assert_eq!(reviewing.standing(session.document(), &amount), Standing::Left);
        let (commands, keys) = reviewing.command_for_all(session.document(), Side::Theirs, |_| true);
        session.apply(&Command::Batch(commands)).unwrap();
        assert_eq!((keys.len(), reviewing.left(session.document()), session.steps().1), (2, 0, 1));
    }

    /// What a merge took is seen, and given back one by one, as a step that is undone: a figure, a name, a paragraph, single words.
    #[test]
    fn what_a_merge_took_is_given_back() {
        let written = |document: &Document, assignments: &[(&str, &str)]| {
            let mut session = Session::opened(document.clone());
            for (address, typed) in assignments {
                let change = read(session.document(), address::parse(session.document(), address).unwrap(), typed).unwrap();
                session.apply(&Command::Write(vec![change])).unwrap();
            }
            storage::parse(&storage::write(session.document())).unwrap()
        };
        let strategy = "Un mot est ici.\nDeux mots là.\nEt puis.\nTrois.\nQuatre.";
        let base = written(&sample_with(&[]), &[("text/strategy", strategy)]);
        let mine =
            written(&base, &[("plf/01/31/cp", "9 000 000"), ("text/strategy", "Un mot est ici.\nDeux mots là.\nEt puis.\nTrois.\nQuatre et cinq.")]);
        let theirs = written(
            &base,
            &[
                ("plf/01/31/ae", "8 000 000"),
                ("action/01/label", "Autre"),
                ("text/strategy", "Un verbe est donc ici.\nDeux mots là.\nEt puis.\nEncore.\nTrois.\nQuatre ou six."),
            ],
        );
        let merged = super::super::merging::merge(Some(&base), &mine, &theirs).unwrap().document;
        let mut session = Session::opened(merged.clone());
        let mut reviewing = Reviewing::of_conflicts(session.document(), session.figures());
        reviewing.add_taken(session.document(), session.figures(), taken(&mine, &merged, Side::Theirs, Lang::French));
        let told = |reviewing: &Reviewing, session: &Session| -> Vec<String> {
            let tables = session.tables(Lang::French);
            let matters = reviewing.matters().iter().skip(reviewing.choices_count());
            matters
                .map(|matter| {
                    let [mine, other] = [Side::Ours, Side::Theirs].map(|side| plain(&matter.words(tables, side)));
                    format!("{}: {mine} → {other}", matter.title(tables))
                })
                .collect()
        };
        let expected = [
            "Action 01, intitulé: Action 01 → Autre",
            "AE 2021 (PLF), action 01, catégorie 31: 7 300 000 → 8 000 000",
            "Présentation stratégique, paragraphe 1: Un mot est ici. → Un verbe est donc ici.",
            "Présentation stratégique, paragraphe 3: Et puis. → Et puis.\nEncore.",
        ];
        assert_eq!(told(&reviewing, &session), expected, "what both wrote is left to choose, not taken");
        assert_eq!((reviewing.choices_count(), reviewing.left(session.document())), (1, 1));
        // Each alone, then taken again, then all.
        let give_back = Choice::Side(Side::Ours);
        let matters: Vec<Matter> = reviewing.matters().iter().skip(1).cloned().collect();
        for matter in &matters {
            assert_eq!(reviewing.standing(session.document(), matter), Standing::Chosen(Choice::Side(Side::Theirs)));
            let steps = session.steps().1;
            session.apply(&reviewing.command(session.document(), matter, give_back).unwrap()).unwrap();
            reviewing.choose(&matter.key, Taken::Choice(give_back));
            assert_eq!(reviewing.standing(session.document(), matter), Standing::Chosen(give_back), "{}", matter.key);
            assert_eq!(session.document().conflicts.len(), 1, "what is left to choose is another matter");
            session.apply(&reviewing.command(session.document(), matter, Choice::Side(Side::Theirs)).unwrap()).unwrap();
            assert!(**session.document() == merged, "{}", matter.key);
            assert!(session.undo() && session.undo() && session.steps().1 == steps);
            assert_eq!(reviewing.standing(session.document(), matter), Standing::Chosen(Choice::Side(Side::Theirs)), "undone: {}", matter.key);
        }
        for matter in &matters {
            session.apply(&reviewing.command(session.document(), matter, give_back).unwrap()).unwrap();
        }
        assert_eq!(session.document().text(Narrative::Strategy), mine.text(Narrative::Strategy));
        while session.undo() {}
        // Single words.
        let words = &matters[2];
        let run = words.runs().iter().position(|[was, _, other]| was != other).unwrap();
        let (command, taken) = reviewing.command_for_run(session.document(), words, Choice::Side(Side::Theirs), run, Side::Ours).unwrap();
        session.apply(&command).unwrap();
        reviewing.choose(&words.key, taken);
        assert!(
            session.document().text(Narrative::Strategy).starts_with("Un mot est donc ici.\n"),
            "{}",
            session.document().text(Narrative::Strategy)
        );
        assert_eq!(reviewing.standing(session.document(), words), Standing::Mixed);
        assert!(reviewing.paragraphs(session.document(), words).is_some());
    }

    /// A thing that another state lacks goes by what removes it; what that has more, or elsewhere, comes with it as a whole: no number becomes a label.
    #[test]
    fn things_of_another_state_are_no_words() {
        let written = |document: &Document, assignments: &[(&str, &str)]| {
            let assignments: Vec<_> =
                assignments.iter().map(|(address, value)| super::super::Assignment { address: (*address).into(), value: (*value).into() }).collect();
            let mut session = Session::opened(document.clone());
            session.apply(&super::super::assign(document, &assignments).unwrap()).unwrap();
            Document::clone(session.document())
        };
        let document = written(&sample_with(&[]), &[("action/03/label", "Trois"), ("action/04/label", "Quatre")]);
        let third = document.action_by_code("03".parse().unwrap()).unwrap().id;
        let mut other = Session::opened(written(&document, &[("action/04/code", "05"), ("action/06/label", "Six")]));
        other.apply(&Command::Structure(Structure::RemoveAction(third))).unwrap();
        let mut session = Session::opened(document.clone());
        let reviewing = Reviewing::of_other(session.document(), session.figures(), Arc::clone(other.document()), Lang::French);
        let take = Choice::Side(Side::Theirs);
        let told: Vec<String> = reviewing
            .matters()
            .iter()
            .map(|matter| {
                let words = [Side::Ours, Side::Theirs].map(|side| plain(&matter.words(session.tables(Lang::French), side))).join(" → ");
                let can = reviewing.command(session.document(), matter, take).is_ok();
                format!("{}: {words}, {can}", matter.title(session.tables(Lang::French)))
            })
            .collect();
        let expected = [
            "Action 03, retrait: présent « Trois » → absent, true",
            "Action 05, place: 04 → 05, false",
            "Action 06, ajout: absent → présent « Six », false",
        ];
        assert_eq!(told.iter().collect::<BTreeSet<_>>(), expected.map(str::to_owned).iter().collect());
        assert_eq!(reviewing.left(session.document()), 3);
        let removed = reviewing.matters().iter().find(|matter| matter.title(session.tables(Lang::French)).contains("retrait")).unwrap().clone();
        session.apply(&reviewing.command(session.document(), &removed, take).unwrap()).unwrap();
        assert!(session.document().action(third).is_none());
        assert_eq!(reviewing.standing(session.document(), &removed), Standing::Chosen(take));
        let (commands, _) = reviewing.command_for_all(session.document(), Side::Theirs, |_| true);
        assert!(commands.is_empty(), "{commands:?}");
        // The same of what a merge took: what it added is removed again.
        let merged = written(&document, &[("action/06/label", "Six"), ("plf/06/31/ae", "5")]);
        let mut session = Session::opened(merged.clone());
        let mut reviewing = Reviewing::of_conflicts(session.document(), session.figures());
        reviewing.add_taken(session.document(), session.figures(), taken(&document, &merged, Side::Theirs, Lang::French));
        let added = reviewing.matters().iter().find(|matter| matter.is_of_things()).unwrap().clone();
        assert_eq!(reviewing.standing(session.document(), &added), Standing::Chosen(take));
        session.apply(&reviewing.command(session.document(), &added, Choice::Side(Side::Ours)).unwrap()).unwrap();
        assert!(**session.document() == document);
        assert_eq!(reviewing.standing(session.document(), &added), Standing::Chosen(Choice::Side(Side::Ours)));
    }

    /// What the current branch changed is told as well, from the other side.
    #[test]
    fn what_was_taken_is_told_of_each_side() {
        let mut mine = Session::opened(sample_with(&[]));
        for (address, typed) in [("plf/01/31/ae", "8 000 000"), ("plf/01/31/cp", "1")] {
            let change = read(mine.document(), address::parse(mine.document(), address).unwrap(), typed).unwrap();
            mine.apply(&Command::Write(vec![change])).unwrap();
        }
        let base = sample_with(&[]);
        let mut theirs = Session::opened(base.clone());
        let change = read(theirs.document(), address::parse(theirs.document(), "plf/01/31/cp").unwrap(), "2").unwrap();
        theirs.apply(&Command::Write(vec![change])).unwrap();
        let merged = super::super::merging::merge(Some(&base), mine.document(), theirs.document()).unwrap().document;
        let of = |other: &Document, from| taken(other, &merged, from, Lang::French);
        assert_eq!(of(mine.document(), Side::Theirs), [], "what is left to choose was not taken");
        let own = of(theirs.document(), Side::Ours);
        assert_eq!(own.iter().map(|matter| plain(matter.conflict.side(Side::Ours).unwrap())).collect::<Vec<_>>(), ["8 000 000"]);
        let mut session = Session::opened(merged.clone());
        let mut reviewing = Reviewing::of_conflicts(session.document(), session.figures());
        reviewing.add_taken(session.document(), session.figures(), own);
        let matter = reviewing.matters()[1].clone();
        assert_eq!(reviewing.standing(session.document(), &matter), Standing::Chosen(Choice::Side(Side::Ours)));
        session.apply(&reviewing.command(session.document(), &matter, Choice::Side(Side::Theirs)).unwrap()).unwrap();
        assert_eq!(reviewing.standing(session.document(), &matter), Standing::Chosen(Choice::Side(Side::Theirs)));
    }

    /// Another state: its words are taken one by one, and given back.
    #[test]
    fn another_state_is_taken_word_by_word() {
        let mut other = Session::opened(sample_with(&[]));
        for (address, typed) in [("plf/01/31/ae", "8 000 000"), ("text/strategy", "Un.\nDeux."), ("action/01/label", "Autre")] {
            let change = read(other.document(), address::parse(other.document(), address).unwrap(), typed).unwrap();
            other.apply(&Command::Write(vec![change])).unwrap();
        }
        let mut session = Session::opened(sample_with(&[]));
        let mut reviewing = Reviewing::of_other(session.document(), session.figures(), Arc::clone(other.document()), Lang::French);
        assert_eq!((reviewing.matters().len(), reviewing.left(session.document())), (3, 3));
        let before = Arc::clone(session.document());
        for (done, matter) in reviewing.matters().to_vec().iter().enumerate() {
            let take = Choice::Side(Side::Theirs);
            session.apply(&reviewing.command(session.document(), matter, take).unwrap()).unwrap();
            reviewing.choose(&matter.key, Taken::Choice(take));
            assert_eq!(reviewing.left(session.document()), 2 - done, "{}", matter.key);
        }
        assert!(session.document() == other.document());
        for matter in reviewing.matters().to_vec() {
            let give_back = Choice::Side(Side::Ours);
            session.apply(&reviewing.command(session.document(), &matter, give_back).unwrap()).unwrap();
        }
        assert!(*session.document() == before);
    }
}

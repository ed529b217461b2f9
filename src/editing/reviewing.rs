//! Versions of a document gone through matter by matter: what a merge left to choose, or where another state of the document says otherwise.
//!
//! A matter stays in the list once it is decided: what became of it is read from the document, so that an undo opens it again.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::settle::{self, Choice, SettleRefusal, Written};
use super::typed::{self, Typed, Unread};
use super::{Command, Difference, Session, compare, typed_text};
use crate::address;
use crate::calc::Figures;
use crate::calc::checks::{self, Finding};
use crate::lang::{Lang, links, writing};
use crate::model::{CellValue, Conflict, Document, Entry, IndicatorId, Narrative, ObjectiveId, Place, RowId, SectionRowId, Side, TextPlace};
use crate::tables::{self, Node, Tables};

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
            ("label", _) => Self::Labels,
            ("cell" | Conflict::PARTED | Conflict::PUBLISHED, Some(Place::Value { .. })) => Self::Indicators,
            ("cell" | Conflict::PARTED | Conflict::PUBLISHED, Some(_)) => Self::Amounts,
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
}

/// What became of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has chosen.
    Left,
    Chosen(Choice),
    /// Something else was typed there, or it went with what it was about.
    Typed,
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
    chosen: BTreeMap<String, Choice>,
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

    /// Adds conflicts that the document has gained; whether there were any.
    pub fn see(&mut self, document: &Document, figures: &Figures) -> bool {
        if !self.is_of_merge() {
            return false;
        }
        let known = |key: &String| self.matters.iter().any(|matter| matter.key == *key);
        let new = document.conflicts.iter().filter(|(key, _)| !known(key)).map(|(key, conflict)| {
            let place = conflict.known_place().filter(|place| address::write(document, *place).is_some());
            Matter { key: key.clone(), group: Group::of(conflict, place), place, conflict: conflict.clone() }
        });
        let new: Vec<Matter> = new.collect();
        let has_new = !new.is_empty();
        self.matters.extend(new);
        if has_new {
            self.sort(Tables { document, figures, lang: Lang::French });
        }
        has_new
    }

    /// By what they are about, then in the order of the pages.
    fn sort(&mut self, tables: Tables<'_>) {
        let pages: Vec<Node> = tables.outline().into_iter().map(|branch| branch.node).collect();
        let rank = |place: Option<Place>| {
            let node = place.map(|place| Node::of(tables.document, place));
            node.and_then(|node| pages.iter().position(|page| *page == node)).unwrap_or(pages.len())
        };
        self.matters.sort_by_cached_key(|matter| (matter.group, rank(matter.place), matter.key.clone()));
    }

    pub fn standing(&self, document: &Document, matter: &Matter) -> Standing {
        let chosen = || self.chosen.get(&matter.key).copied();
        if self.is_of_merge() {
            return if document.conflicts.contains_key(&matter.key) { Standing::Left } else { chosen().map_or(Standing::Typed, Standing::Chosen) };
        }
        let stands = matter.place.and_then(|place| document.entry(place)).map(|entry| typed_text(document, entry));
        let is = |side| matter.conflict.side(side).unwrap_or_default() == stands.as_deref().unwrap_or_default();
        match chosen() {
            Some(Choice::Side(side)) if is(side) => Standing::Chosen(Choice::Side(side)),
            _ if is(Side::Theirs) => Standing::Chosen(Choice::Side(Side::Theirs)),
            _ if is(Side::Ours) => Standing::Left,
            _ => Standing::Typed,
        }
    }

    /// How many are left to choose.
    pub fn left(&self, document: &Document) -> usize {
        self.matters.iter().filter(|matter| self.standing(document, matter) == Standing::Left).count()
    }

    /// The choices that each matter may have, whether they can be made or not.
    pub fn choices(&self) -> Vec<Choice> {
        let [ours, theirs, base] = Side::ALL.map(Choice::Side);
        if self.is_of_merge() { vec![ours, theirs, base, Choice::Both] } else { vec![ours, theirs] }
    }

    /// What makes a choice, as one step. One that was made is made anew where words or figures stand.
    ///
    /// # Errors
    /// [`SettleRefusal`] where the side has no place or does not read there.
    pub fn command(&self, document: &Document, matter: &Matter, choice: Choice) -> Result<Command, SettleRefusal> {
        if document.conflicts.contains_key(&matter.key) && self.is_of_merge() {
            return settle::settle(document, &matter.key, choice);
        }
        let mut conflict = matter.conflict.clone();
        if !self.is_of_merge() {
            // A text is written as a whole.
            conflict.kind = if conflict.kind == "text" { "label".into() } else { conflict.kind };
        } else if let Standing::Chosen(standing) = self.standing(document, matter) {
            conflict.ours = words_of(&matter.conflict, standing);
        }
        let again = match choice {
            Choice::Side(Side::Ours) => {
                // What stands is looked for under ours; ours itself is written as theirs.
                conflict.theirs = matter.conflict.ours.clone();
                Choice::Side(Side::Theirs)
            }
            Choice::Both => {
                conflict.theirs = words_of(&matter.conflict, choice);
                Choice::Side(Side::Theirs)
            }
            choice => choice,
        };
        match settle::chosen(document, &conflict, again)? {
            Written::Entry(change) => Ok(Command::Write(vec![change])),
            Written::Nothing => Ok(Command::Write(vec![])),
            Written::Structure(_) | Written::Section { .. } => Err(SettleRefusal::Settled),
        }
    }

    /// Remembers what was chosen.
    pub fn choose(&mut self, key: &str, choice: Choice) {
        self.chosen.insert(key.to_owned(), choice);
    }

    /// One choice for several matters that are left, as one step, with the keys of those that it settles.
    pub fn command_for_all(&self, document: &Document, side: Side, is_meant: impl Fn(&Matter) -> bool) -> (Vec<Command>, Vec<String>) {
        let mut after = document.clone();
        let (mut commands, mut keys) = (Vec::new(), Vec::new());
        for matter in self.matters.iter().filter(|matter| is_meant(matter)) {
            if self.standing(&after, matter) != Standing::Left {
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
        if let Standing::Chosen(choice) = self.standing(document, matter) {
            conflict.ours = words_of(&matter.conflict, choice);
        }
        let range = settle::own_paragraphs(document.text(narrative), &conflict)?;
        Some((narrative, range))
    }
}

/// The words that a choice puts there; what stands is ours.
fn words_of(conflict: &Conflict, choice: Choice) -> Option<String> {
    match choice {
        Choice::Side(side) => conflict.side(side).map(str::to_owned),
        Choice::Both => Some([&conflict.ours, &conflict.theirs].into_iter().flatten().cloned().collect::<Vec<_>>().join("\n")),
        Choice::Standing => conflict.ours.clone(),
    }
}

/// A difference between two states, ours before it and theirs after it.
fn matter_of(document: &Document, difference: Difference) -> Matter {
    let address = difference.shown_address().to_owned();
    let Difference { kind: _, name, address: _, address_old: _, place: known, before, after } = difference;
    let place = known.filter(|place| document.entry(*place).is_some());
    let kind = match known {
        Some(Place::Text(TextPlace::Narrative(_))) => "text",
        Some(Place::Text(_)) => "label",
        _ => "cell",
    };
    let words = |words: String| Some(words).filter(|words| !words.is_empty());
    let (ours, theirs) = (words(before), words(after));
    let conflict = Conflict { kind: kind.into(), place: known.map(Place::code), base: ours.clone(), ours, theirs };
    let group = if known.is_some() { Group::of(&conflict, known) } else { Group::Structure };
    let key = if address.is_empty() { name } else { address };
    Matter { key, group, place, conflict }
}

// In words

impl Matter {
    /// The thing that it is about, and where the words do not say it what is said of that: "Action 02, numéro".
    pub fn title(&self, tables: Tables<'_>) -> String {
        let lang = tables.lang;
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
        match (self.conflict.kind.as_str(), said) {
            (Conflict::ACTION | Conflict::ROW | Conflict::REMOVED, None) => lang.pick("retirer", "remove").into(),
            (Conflict::ACTION | Conflict::ROW | Conflict::REMOVED, Some(label)) => {
                lang.pick(format!("garder «\u{a0}{label}\u{a0}»"), format!("keep “{label}”"))
            }
            (Conflict::ORDER, None) => lang.pick("en tête", "first").into(),
            (Conflict::ORDER, Some(id)) => match self.neighbour(tables.document, id) {
                Some(label) => lang.pick(format!("après «\u{a0}{label}\u{a0}»"), format!("after “{label}”")),
                None => lang.pick("ailleurs", "elsewhere").into(),
            },
            (Conflict::UNDER, Some(id)) => match self.neighbour(tables.document, id) {
                Some(label) => lang.pick(format!("sous «\u{a0}{label}\u{a0}»"), format!("under “{label}”")),
                None => lang.pick("ailleurs", "elsewhere").into(),
            },
            (_, None) => lang.pick("vide", "empty").into(),
            ("cell" | Conflict::PARTED, Some(words)) => self.figure(tables.document, words),
            ("text" | "label" | Conflict::NOTES, Some(words)) => links::write(tables.document, tables.figures, words).text,
            (_, Some(words)) => words.to_owned(),
        }
    }

    /// What a thing of the same kind is called.
    fn neighbour(&self, document: &Document, id: &str) -> Option<String> {
        let Some(Place::Text(text)) = self.place else { return None };
        let id: u64 = id.parse().ok()?;
        let place = match text {
            TextPlace::ObjectiveLabel(_) => TextPlace::ObjectiveLabel(ObjectiveId(id)),
            TextPlace::IndicatorLabel(_) => TextPlace::IndicatorLabel(IndicatorId(id)),
            TextPlace::RowLabel(_) => TextPlace::RowLabel(RowId(id)),
            TextPlace::SectionRow { section, field, .. } => TextPlace::SectionRow { section, row: SectionRowId(id), field },
            _ => return None,
        };
        Some(tables::words(document, place)).filter(|words| !words.is_empty())
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
        let cases: [(&str, Group, &str, [&str; 3]); 8] = [
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
            reviewing.choose("1", choice);
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
            reviewing.choose(&matter.key, take);
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

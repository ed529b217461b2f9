//! One thing of which versions say different things: what it is about, and in which words it is said.

use super::Taken;
use crate::editing::merging::words;
use crate::editing::settle::{self, Choice};
use crate::editing::typed::{self, Typed, Unread};
use crate::editing::{Difference, DifferenceKind, typed_text};
use crate::lang::{Lang, links, writing};
use crate::model::{CellValue, Conflict, Document, Entry, Place, Side, TextPlace};
use crate::tables::Tables;

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

    pub(super) fn of(conflict: &Conflict, place: Option<Place>) -> Self {
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
    pub(super) about: About,
    /// What it is called where no place says it.
    pub(super) name: String,
    /// None of its sides can be written: what stands is kept, or changed at its place.
    pub is_only_kept: bool,
    /// Of which side the merge took it without a choice, which can be given back.
    pub taken: Option<Side>,
}

/// What the versions have otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// What is written at a place.
    Fact,
    /// A thing that one of them has: ours, or else theirs.
    Thing { is_ours: bool },
    /// Where a thing stands.
    Move,
}

/// The words that are put there; what stands is ours.
pub(super) fn words_of(conflict: &Conflict, taken: &Taken) -> Option<String> {
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
pub(super) fn matter_of(document: &Document, difference: Difference) -> Matter {
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

impl Matter {
    /// Its words in runs: base, ours, theirs of each.
    pub fn runs(&self) -> Vec<[String; 3]> {
        runs(&self.conflict)
    }

    /// Whether this stands in the document; what no place shows is as it was found.
    pub(super) fn is_said(&self, document: &Document, taken: &Taken) -> bool {
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
    pub(super) fn is_of_paragraphs(&self) -> bool {
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
    pub(super) fn whole(&self, document: &Document) -> Option<Entry> {
        let is_whole = matches!(self.conflict.kind.as_str(), "cell" | "label" | Conflict::PARTED);
        document.entry(self.place.filter(|_| is_whole)?)
    }

    /// The fact that is in question, where one cell or text writes it.
    pub fn entry(&self, document: &Document) -> Option<Entry> {
        let is_value = matches!(self.conflict.kind.as_str(), "cell" | Conflict::PARTED);
        document.entry(self.place.filter(|_| is_value)?)
    }
}

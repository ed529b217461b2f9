//! What differs between two states of a document: for the one who chooses between them, and for whoever reads what was changed.
//!
//! A document is a list of things, by identity (`things`), and of facts, each under what it is about (`facts`): what two states say otherwise
//! is a difference. Nothing is told twice: what was added is not renamed as well.

mod facts;
mod things;
mod words;

pub use words::{Passage, Passing, passages};

use crate::address;
use crate::calc::Figures;
use crate::lang::Lang;
use crate::model::{Document, Place};
use crate::tables::Tables;

/// One thing or fact that two states write differently; a side without it is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: DifferenceKind,
    /// What differs, in words: "AE 2021 (PLF), action 01, catégorie 31".
    pub name: String,
    /// Its address in the state after; `None` where it is there no more, or nothing addresses it.
    pub address: Option<String>,
    /// Its address in the state before.
    pub address_old: Option<String>,
    /// The cell or text that differs.
    pub place: Option<Place>,
    pub before: String,
    pub after: String,
}

impl Difference {
    /// Where it is, or was; empty where nothing addresses it.
    pub fn shown_address(&self) -> &str {
        self.address.as_deref().or(self.address_old.as_deref()).unwrap_or_default()
    }
}

/// How two states differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// A thing that the state before does not have: an action, an indicator, a row.
    Added,
    Removed,
    /// A figure, or words that are no label.
    Changed,
    /// A label.
    Renamed,
    /// A thing that stands elsewhere among its like, or has another code.
    Moved,
    /// A text of several paragraphs.
    Text,
}

impl DifferenceKind {
    pub const ALL: [Self; 6] = [Self::Added, Self::Removed, Self::Changed, Self::Renamed, Self::Moved, Self::Text];

    /// Its name for other programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Text => "text",
        }
    }

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Added => lang.pick("ajouté", "added"),
            Self::Removed => lang.pick("retiré", "removed"),
            Self::Changed => lang.pick("modifié", "changed"),
            Self::Renamed => lang.pick("renommé", "renamed"),
            Self::Moved => lang.pick("déplacé", "moved"),
            Self::Text => lang.pick("texte", "text"),
        }
    }
}

/// Two states of a document as tables read them.
#[derive(Clone, Copy)]
struct States<'a> {
    before: Tables<'a>,
    after: Tables<'a>,
}

impl States<'_> {
    fn documents(&self) -> [&Document; 2] {
        [self.before.document, self.after.document]
    }

    /// A difference of a cell or text, named as the state after names it where that has it.
    fn at(&self, kind: DifferenceKind, place: Place, [before, after]: [String; 2]) -> Difference {
        let [address_old, address] = self.documents().map(|document| address::write(document, place));
        let named = if address.is_none() && address_old.is_some() { self.before } else { self.after };
        Difference { kind, name: named.place_name(place), address, address_old, place: Some(place), before, after }
    }
}

/// What differs: things that came, went, moved, then facts in their order. Empty for equal documents alone.
pub fn compare(before: &Document, after: &Document, lang: Lang) -> Vec<Difference> {
    if before == after {
        return vec![];
    }
    let (figures_before, figures_after) = (Figures::of(before), Figures::of(after));
    let tables = |document, figures| Tables { document, figures, lang };
    let states = States { before: tables(before, &figures_before), after: tables(after, &figures_after) };
    let mut differences = things::compare(states);
    differences.extend(facts::compare(states));
    if differences.is_empty() {
        // What no page shows, such as the figures over which a title was written.
        let name = lang.pick("Ordre et structure", "Order and structure").into();
        let (before, after) = (String::new(), String::new());
        differences.push(Difference { kind: DifferenceKind::Changed, name, address: None, address_old: None, place: None, before, after });
    }
    differences
}

/// A thing or a fact of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub name: String,
    pub address: Option<String>,
    pub value: String,
}

/// Everything that a document says, in its order.
pub fn told(tables: Tables<'_>) -> Vec<Told> {
    facts::told(tables)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::editing::{Assignment, Command, Direction, Session, Structure, assign};
    use crate::model::{Narrative, Text};
    use crate::storage;

    fn sample() -> Document {
        storage::parse(include_str!("../../../saves/programme-352-plf-2021.ron")).unwrap()
    }

    fn with(document: Document, typed: &[(&str, &str)]) -> Document {
        let assignments: Vec<Assignment> =
            typed.iter().map(|(address, value)| Assignment { address: (*address).into(), value: (*value).into() }).collect();
        let mut session = Session::opened(document);
        session.apply(&assign(session.document(), &assignments).unwrap()).unwrap();
        session.document().as_ref().clone()
    }

    fn done(document: &Document, structure: Structure) -> Document {
        let mut session = Session::opened(document.clone());
        session.apply(&Command::Structure(structure)).unwrap();
        session.document().as_ref().clone()
    }

    /// "kind address (former address): before -> after".
    fn told(before: &Document, after: &Document) -> Vec<String> {
        let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
        let line = |difference: &Difference| {
            let Difference { kind, address, address_old, before, after, .. } = difference;
            let address_old = if address == address_old { String::new() } else { format!(" ({})", address_old.as_deref().unwrap_or("–")) };
            format!("{} {}{address_old}: {} -> {}", kind.code(), address.as_deref().unwrap_or("–"), plain(before), plain(after))
        };
        compare(before, after, Lang::French).iter().map(line).collect()
    }

    #[test]
    fn each_entry_that_differs_is_named_with_both_values() {
        let cases: [(&[(&str, &str)], &[&str]); 8] = [
            (&[], &[]),
            (&[("plf/01/31/ae", "8000000")], &["changed plf/01/31/ae: 7 300 000 -> 8 000 000"]),
            (&[("plf/01/31/ae", "")], &["changed plf/01/31/ae: 7 300 000 -> "]),
            (&[("amendment/01/31/ae", "5")], &["changed amendment/01/31/ae:  -> 5"]),
            (&[("chart/credits/title", "Titre")], &["changed chart/credits/title:  -> Titre"]),
            (
                &[("action/02/label", "Autre"), ("plf/02/21/cp", "=1+1")],
                &[
                    "changed plf/02/21/cp: 3 000 000 -> =1+1",
                    "renamed action/02/label: Soutien au recrutement de profils rares dédiés à l'innovation numérique -> Autre",
                ],
            ),
            (&[("programme/name", "Nom")], &["renamed programme/name: Innovation et transformation numériques -> Nom"]),
            (&[("synthesis/comment", "Un mot.")], &["text synthesis/comment:  -> Un mot."]),
        ];
        for (typed, expected) in cases {
            assert_eq!(told(&sample(), &with(sample(), typed)), expected);
        }
    }

    #[test]
    fn an_entry_is_named_in_the_words_of_the_reader_also_when_only_the_former_state_has_it() {
        let mut less = sample();
        let action = Arc::make_mut(&mut less.actions).pop().unwrap();
        less.credits.remove_action(action.id);
        let names = |lang| compare(&sample(), &less, lang).into_iter().map(|difference| difference.name).collect::<Vec<_>>();
        assert!(names(Lang::French).contains(&"AE 2021 (PLF), action 02, catégorie 21".into()), "{:?}", names(Lang::French));
        assert!(names(Lang::English).contains(&"AE 2021 (PLF), action 02, category 21".into()));
    }

    #[test]
    fn a_thing_that_comes_goes_or_moves_is_told_once_with_what_it_holds() {
        let sample = sample();
        let more = with(
            sample.clone(),
            &[("action/03/label", "Neuve"), ("plf/03/31/ae", "5"), ("objective/3/label", "But"), ("indicator/3.1/label", "Mesure")],
        );
        assert_eq!(
            told(&sample, &more),
            [
                "added action/03/label (–):  -> Neuve",
                "added objective/3/label (–):  -> But",
                "added indicator/3.1/label (–):  -> Mesure",
                "changed plf/03/31/ae (–):  -> 5",
            ]
        );
        let lines = told(&more, &sample);
        assert_eq!(lines.first().map(String::as_str), Some("removed – (action/03/label): Neuve -> "), "{lines:?}");
        assert!(lines.contains(&"changed – (plf/03/31/ae): 5 -> ".into()), "{lines:?}");

        let moved = done(&more, Structure::MoveObjective { objective: more.objectives[0].id, direction: Direction::Down });
        assert_eq!(told(&more, &moved).len(), 1, "the other is where it was among its like: {:?}", told(&more, &moved));
        let coded = with(more.clone(), &[("action/01/code", "24")]);
        assert_eq!(told(&more, &coded), ["moved action/24/label (action/01/label): 01 -> 24"], "no figure changed");
    }

    #[test]
    fn what_no_cell_holds_is_told_as_well() {
        let sample = sample();
        let changed = |change: &dyn Fn(&mut Document)| {
            let mut after = sample.clone();
            change(&mut after);
            let names: Vec<String> = compare(&sample, &after, Lang::French).into_iter().map(|difference| difference.name).collect();
            names.join("; ").replace('\u{a0}', " ")
        };
        let id = sample.actions[0].id;
        assert_eq!(changed(&|after| after.year = after.year.offset(1)), "Année du PLF");
        assert_eq!(changed(&|after| _ = after.categories.insert(crate::model::Category::new(62).unwrap())), "Catégorie 62 des tableaux");
        assert_eq!(changed(&|after| Arc::make_mut(&mut after.actions)[0].ended = Some(after.year)), "Action 01, dernière année");
        assert_eq!(changed(&|after| _ = after.inherited.insert(Narrative::Action(id))), "Action 01, texte, repris du PAP précédent");
        assert_eq!(
            changed(&|after| {
                let unknown = crate::model::KeptTextOf::Section("later".into());
                Arc::make_mut(&mut after.kept).texts.insert(unknown, Text::new("Un mot."));
            }),
            "Ce que le fichier garde et qu’aucune page ne montre"
        );
        assert_eq!(changed(&|after| after.took_over = Arc::new([id].into())), "Ordre et structure", "nothing differs in silence");
    }

    #[test]
    fn a_document_is_told_a_fact_at_a_time() {
        let sample = sample();
        let figures = Figures::of(&sample);
        let told = super::told(Tables { document: &sample, figures: &figures, lang: Lang::French });
        let at =
            |address: &str| told.iter().filter(|told| told.address.as_deref() == Some(address)).map(|told| told.value.as_str()).collect::<Vec<_>>();
        assert_eq!(at("plf/01/31/ae"), ["7\u{202f}300\u{202f}000"]);
        assert_eq!(at("action/02/label").len(), 1);
        assert_eq!(told.first().map(|told| told.name.as_str()), Some("Action 01"));
    }
}

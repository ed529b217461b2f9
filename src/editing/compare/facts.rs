//! What a document says, each fact under what it is about.

use std::collections::BTreeSet;

use super::{Difference, DifferenceKind, States, Told};
use crate::address;
use crate::editing::typed_text;
use crate::lang::{Lang, slide_name, writing};
use crate::model::{
    ActionId, AmountEntry, Category, Document, Entry, Justified, Labelled, Measure, Narrative, Order, Place, ProgrammeField, SectionRowField, Slide,
    TextPlace, ValueKey,
};
use crate::tables::Tables;

/// What a fact is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Year,
    /// By its key.
    Conflict(String),
    /// Whatever is typed: a figure, a label, a text.
    Entry(Entry),
    Ended(ActionId),
    /// Of the tables, whether a fact uses it or not.
    Category(Category),
    /// A text of last year that nobody has read again.
    Inherited(Narrative),
    Justified(Justified),
    PublishedValue(ValueKey),
    PublishedLabel(Labelled),
    /// Whether it is shown.
    Slide(Slide),
    Notes(Slide),
    /// A section that this Papier does not know, by its name.
    Unknown(String),
    /// All else that no page shows.
    Kept,
}

/// What a document says something about.
fn subjects(document: &Document) -> Vec<Subject> {
    let mut subjects = vec![Subject::Year, Subject::Kept];
    subjects.extend(document.conflicts.keys().cloned().map(Subject::Conflict));
    subjects.extend(document.actions.iter().filter(|action| action.ended.is_some()).map(|action| Subject::Ended(action.id)));
    subjects.extend(document.categories.iter().copied().map(Subject::Category));
    subjects.extend(document.inherited.iter().copied().map(Subject::Inherited));
    subjects.extend(document.justified.keys().cloned().map(Subject::Justified));
    subjects.extend(document.published.values.keys().copied().map(Subject::PublishedValue));
    subjects.extend(document.published.labels.keys().copied().map(Subject::PublishedLabel));
    subjects.extend(document.deck.arranged().iter().flat_map(|planned| [Subject::Slide(planned.slide), Subject::Notes(planned.slide)]));
    subjects.extend(document.kept.sections.iter().map(|section| Subject::Unknown(section.name.clone())));
    subjects.extend(amounts(document).map(Entry::Amount).map(Subject::Entry));
    subjects.extend(document.values.keys().map(|(row, year, kind)| Subject::Entry(Entry::Value { row: *row, year: *year, kind: *kind })));
    subjects.extend(document.sections.cells().map(|(place, _)| Subject::Entry(Entry::Cell(*place))));
    subjects.extend(texts(document).into_iter().map(Entry::Text).map(Subject::Entry));
    subjects
}

fn amounts(document: &Document) -> impl Iterator<Item = AmountEntry> {
    let credits = [(false, &document.credits), (true, &document.contributions)].into_iter().flat_map(|(contributions, ledger)| {
        ledger.rows().flat_map(move |(year, stage, action, category, row)| {
            let typed = Measure::BOTH.into_iter().filter(|measure| row.get(*measure).is_some());
            typed.map(move |measure| AmountEntry::Credit { year, stage, contributions, action, category, measure })
        })
    });
    let outstanding = document.outstanding.keys().map(|(year, item)| AmountEntry::Outstanding { year: *year, item: *item });
    let schedule = document.schedule.keys().map(|(year, origin, opening)| AmountEntry::Schedule { year: *year, origin: *origin, opening: *opening });
    credits.chain(outstanding).chain(schedule)
}

fn texts(document: &Document) -> Vec<TextPlace> {
    let mut texts: Vec<TextPlace> = ProgrammeField::ALL.map(TextPlace::Programme).into();
    texts.extend(document.actions.iter().map(|action| TextPlace::ActionLabel(action.id)));
    for objective in document.objectives.iter() {
        texts.extend([TextPlace::ObjectiveLabel(objective.id), TextPlace::ObjectiveMission(objective.id)]);
    }
    for indicator in document.indicators() {
        let id = indicator.id;
        texts.extend([TextPlace::IndicatorLabel(id), TextPlace::IndicatorUnit(id), TextPlace::Viewpoint(id)]);
        texts.extend([TextPlace::IndicatorMission(id), TextPlace::Direction(id)]);
        texts.extend(indicator.rows.iter().flat_map(|row| [TextPlace::RowLabel(row.id), TextPlace::RowUnit(row.id)]));
    }
    for (section, row) in document.sections.all_rows() {
        texts.extend([SectionRowField::Label, SectionRowField::Code].map(|field| TextPlace::SectionRow { section, row: row.id, field }));
    }
    texts.extend(document.texts.keys().copied().map(TextPlace::Narrative));
    texts.extend(document.chart_titles.keys().copied().map(TextPlace::ChartTitle));
    texts.extend(document.deck.arranged().iter().filter(|planned| planned.title.is_some()).map(|planned| TextPlace::SlideTitle(planned.slide)));
    texts
}

/// Whether the document has the thing whose label this is.
fn has_labelled(document: &Document, place: TextPlace) -> bool {
    document.has_entry(Entry::Text(place))
}

fn is_label(place: TextPlace) -> bool {
    matches!(
        place,
        TextPlace::ActionLabel(_)
            | TextPlace::ObjectiveLabel(_)
            | TextPlace::IndicatorLabel(_)
            | TextPlace::RowLabel(_)
            | TextPlace::SectionRow { field: SectionRowField::Label, .. }
    )
}

impl Subject {
    fn place(&self) -> Option<Place> {
        match self {
            Self::Entry(entry) => Some(Place::from(*entry)),
            Self::Inherited(narrative) => Some(Place::Text(TextPlace::Narrative(*narrative))),
            Self::Ended(action) => Some(Place::Text(TextPlace::ActionLabel(*action))),
            Self::Justified(justified) => Some(justified.place),
            Self::PublishedValue((row, year, kind)) => Some(Place::Value { row: *row, year: *year, kind: *kind }),
            Self::PublishedLabel(labelled) => Some(Place::Text(label_of(*labelled))),
            Self::Slide(slide) | Self::Notes(slide) => Some(Place::Text(TextPlace::SlideTitle(*slide))),
            Self::Year | Self::Conflict(_) | Self::Category(_) | Self::Unknown(_) | Self::Kept => None,
        }
    }

    /// The words of the fact; empty where the document says nothing.
    fn value(&self, document: &Document, lang: Lang) -> String {
        let planned = |slide: &Slide| document.deck.rank(*slide).and_then(|rank| document.deck.arranged().get(rank));
        match self {
            Self::Year => document.year.to_string(),
            Self::Conflict(key) => document.conflicts.get(key).map_or_else(String::new, |conflict| {
                let [ours, theirs] = [&conflict.ours, &conflict.theirs].map(|words| words.as_deref().unwrap_or("–"));
                format!("{ours} ≠ {theirs}")
            }),
            Self::Entry(entry) => typed_text(document, *entry),
            Self::Ended(id) => document.action(*id).and_then(|action| action.ended).map_or_else(String::new, |year| year.to_string()),
            Self::Category(category) if document.categories.contains(category) => category.to_string(),
            Self::Inherited(narrative) if document.inherited.contains(narrative) => lang.pick("à relire", "to be read again").into(),
            Self::Inherited(narrative) if !document.text(*narrative).is_empty() => lang.pick("relu", "read again").into(),
            Self::Justified(justified) => document.justified.get(justified).cloned().unwrap_or_default(),
            Self::PublishedValue(key) => document.published.values.get(key).map_or_else(String::new, writing::value),
            Self::PublishedLabel(of) => {
                document.published.labels.get(of).map_or_else(String::new, |published| format!("{} {}", published.number, published.label))
            }
            Self::Slide(slide) if planned(slide).map_or_else(|| slide.is_usual(), |planned| planned.is_shown) => lang.pick("montrée", "shown").into(),
            Self::Slide(_) => lang.pick("masquée", "hidden").into(),
            Self::Notes(slide) => planned(slide).map_or_else(String::new, |planned| planned.notes.as_str().to_owned()),
            Self::Unknown(name) => {
                let section = document.kept.sections.iter().find(|section| section.name == *name);
                section.map_or_else(String::new, |section| section.list.clone())
            }
            Self::Category(_) | Self::Inherited(_) | Self::Kept => String::new(),
        }
    }

    /// Whether two documents say the same: most facts are told apart without a word being written.
    fn is_same(&self, [before, after]: [&Document; 2]) -> bool {
        match self {
            Self::Entry(Entry::Amount(entry)) => before.amount(*entry) == after.amount(*entry),
            Self::Entry(Entry::Value { row, year, kind }) => before.values.get(&(*row, *year, *kind)) == after.values.get(&(*row, *year, *kind)),
            Self::Entry(Entry::Cell(place)) => before.sections.cell(*place) == after.sections.cell(*place),
            Self::Entry(Entry::Text(TextPlace::Narrative(narrative))) => before.text(*narrative) == after.text(*narrative),
            // What came or went with its thing is told as that.
            Self::Entry(Entry::Text(place)) if is_label(*place) && has_labelled(before, *place) != has_labelled(after, *place) => true,
            // What was read again, not what came or went.
            Self::Inherited(narrative) if before.text(*narrative).is_empty() || after.text(*narrative).is_empty() => true,
            // One that a fact uses stands in the tables by that.
            Self::Category(category) if [before, after].iter().all(|document| document.used_categories().contains(*category)) => true,
            Self::Kept if before.kept == after.kept => true,
            Self::Kept => {
                let [before, after] = [before, after].map(|document| crate::model::Kept { sections: vec![], ..document.kept.as_ref().clone() });
                before == after
            }
            Self::Conflict(key) => before.conflicts.get(key) == after.conflicts.get(key),
            _ => self.value(before, Lang::French) == self.value(after, Lang::French),
        }
    }

    fn kind(&self, before: &str, after: &str) -> DifferenceKind {
        match self {
            Self::Conflict(_) | Self::Category(_) if before.is_empty() => DifferenceKind::Added,
            Self::Conflict(_) | Self::Category(_) if after.is_empty() => DifferenceKind::Removed,
            Self::Entry(Entry::Text(TextPlace::Narrative(_))) | Self::Notes(_) => DifferenceKind::Text,
            Self::Entry(Entry::Text(place)) if is_label(*place) || *place == TextPlace::Programme(ProgrammeField::Name) => DifferenceKind::Renamed,
            _ => DifferenceKind::Changed,
        }
    }

    /// What the fact is, in words.
    fn name(&self, tables: Tables<'_>) -> String {
        let lang = tables.lang;
        let of_place = |place| tables.place_name(place);
        let slide = |slide: &Slide| slide_name(tables.document, lang, *slide);
        match self {
            Self::Year => lang.pick("Année du PLF", "Year of the finance bill").into(),
            Self::Conflict(_) => lang.pick("Choix laissé par une fusion", "Choice left by a merge").into(),
            Self::Entry(entry) => of_place(Place::from(*entry)),
            Self::Ended(id) => {
                let code = tables.document.action(*id).map_or_else(String::new, |action| action.code.to_string());
                lang.pick(format!("Action {code}, dernière année"), format!("Action {code}, last year"))
            }
            Self::Category(category) => lang.pick(format!("Catégorie {category} des tableaux"), format!("Category {category} of the tables")),
            Self::Inherited(narrative) => {
                let text = tables.text_title(TextPlace::Narrative(*narrative));
                lang.pick(format!("{text}, repris du PAP précédent"), format!("{text}, taken from the last PAP"))
            }
            Self::Justified(justified) => {
                let place = of_place(justified.place);
                let rule = justified.rule.code();
                lang.pick(format!("Justification de {rule}, {place}"), format!("Justification of {rule}, {place}"))
            }
            Self::PublishedValue(_) | Self::PublishedLabel(_) => {
                let place = self.place().map(of_place).unwrap_or_default();
                lang.pick(format!("PAP précédent\u{a0}: {place}"), format!("Last PAP: {place}"))
            }
            Self::Slide(of) => lang.pick(format!("Diapositive «\u{a0}{}\u{a0}»", slide(of)), format!("Slide “{}”", slide(of))),
            Self::Notes(of) => {
                lang.pick(format!("Notes de la diapositive «\u{a0}{}\u{a0}»", slide(of)), format!("Notes of the slide “{}”", slide(of)))
            }
            Self::Unknown(name) => lang.pick(
                format!("Section «\u{a0}{name}\u{a0}», que cette version de Papier ne montre pas"),
                format!("Section “{name}”, which this version of Papier does not show"),
            ),
            Self::Kept => lang.pick("Ce que le fichier garde et qu’aucune page ne montre", "What the file keeps and no page shows").into(),
        }
    }

    /// The address that its difference has in a document.
    fn address(&self, document: &Document) -> Option<String> {
        match self {
            Self::Entry(entry) => address::write(document, Place::from(*entry)),
            Self::Inherited(_) | Self::Justified(_) => address::write(document, self.place()?),
            Self::Conflict(key) => document.conflicts.contains_key(key).then(|| address::of_conflict(key)),
            _ => None,
        }
    }

    /// Where it stands among others.
    fn rank(&self, order: &Order) -> (bool, Option<Place>) {
        (matches!(self, Self::Unknown(_) | Self::Kept), self.place().map(|place| order.place(place)))
    }
}

fn label_of(labelled: Labelled) -> TextPlace {
    match labelled {
        Labelled::Objective(id) => TextPlace::ObjectiveLabel(id),
        Labelled::Indicator(id) => TextPlace::IndicatorLabel(id),
        Labelled::Row(id) => TextPlace::RowLabel(id),
        Labelled::Action(id) => TextPlace::ActionLabel(id),
    }
}

pub(super) fn compare(states: States<'_>) -> Vec<Difference> {
    let documents = states.documents();
    let [before, after] = documents;
    let lang = states.after.lang;
    let order = Order::of(after);
    // Most are the same: only the others are sorted.
    let changed = documents.into_iter().flat_map(subjects).filter(|subject| !subject.is_same(documents));
    let mut changed: Vec<Subject> = changed.collect::<BTreeSet<_>>().into_iter().collect();
    changed.sort_by_cached_key(|subject| subject.rank(&order));
    let difference = |subject: Subject| {
        let [words, now] = documents.map(|document| subject.value(document, lang));
        let kind = subject.kind(&words, &now);
        match subject {
            Subject::Entry(entry) => states.at(kind, Place::from(entry), [words, now]),
            _ => Difference {
                kind,
                name: subject.name(if now.is_empty() { states.before } else { states.after }),
                address: subject.address(after),
                address_old: subject.address(before),
                place: None,
                before: words,
                after: now,
            },
        }
    };
    changed.into_iter().map(difference).collect()
}

/// Every thing and every fact, in order.
pub(super) fn told(tables: Tables<'_>) -> Vec<Told> {
    let document = tables.document;
    let order = Order::of(document);
    let is_told = |subject: &Subject| match subject {
        Subject::Entry(Entry::Text(place)) => !is_label(*place),
        _ => true,
    };
    let mut listed: Vec<Subject> = subjects(document).into_iter().filter(is_told).collect();
    listed.sort_by_cached_key(|subject| subject.rank(&order));
    let facts = listed.into_iter().filter_map(|subject| {
        let value = subject.value(document, tables.lang);
        (!value.is_empty()).then(|| Told { name: subject.name(tables), address: subject.address(document), value })
    });
    let mut told = super::things::told(tables);
    told.extend(facts);
    told
}

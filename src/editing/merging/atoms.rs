//! What a document says, in atoms: the smallest things that two people can change without meeting, each under what it is about.
//!
//! A document falls into atoms and the orders of its lists, and is put together from them again. Nothing else knows all fields of a document here:
//! a field that is new is one atom more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::lang::{self, Lang};
use crate::model::{
    self, Action, ActionCode, ActionId, AeCp, Amount, AmountEntry, Category, CellContent, CellPlace, Conflict, CreditKey, Deck, Document, Entry,
    Given, Indicator, IndicatorId, IndicatorValue, Justified, Kept, KeptCellKey, KeptMark, KeptRow, KeptSlide, KeptTextOf, KeptTitle, Labelled,
    Ledger, Measure, Narrative, Objective, ObjectiveId, OwnTitle, Planned, Programme, ProgrammeField, ProgrammeNumber, PublishedLabel, Remark, Row,
    RowId, SectionRow, SectionRowField, SectionRowId, Slide, Text, TextPlace, UnknownSection, Unplaced, ValueKey, Year,
};

/// Something that has an identity of its own, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    Action(ActionId),
    Objective(ObjectiveId),
    Indicator(IndicatorId),
    Row(RowId),
    /// A row of a section that lists its own.
    SectionRow(&'static str, SectionRowId),
}

/// What an atom is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Atom {
    /// N, the year of the bill.
    Year,
    /// That a thing stands, and under which.
    Stands(Thing),
    /// The last number of the code of an action.
    Code(ActionId),
    Ended(ActionId),
    TookOver(ActionId),
    /// The rank of a row among those of its section.
    Rank(&'static str, SectionRowId),
    Category(Category),
    /// Whatever somebody types.
    Entry(Entry),
    Inherited(Narrative),
    Justified(Justified),
    PublishedLabel(Labelled),
    PublishedValue(ValueKey),
    /// Whether a slide is shown.
    Slide(Slide),
    Notes(Slide),
    Conflict(String),
    Kept(KeptAtom),
}

/// What a file holds and no page shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeptAtom {
    Text(KeptTextOf),
    Row(String, u64),
    Cell(KeptCellKey),
    Mark(KeptMark),
    Remark(Remark),
    Title(String),
    Slide(String),
    Section(String),
}

/// What an atom says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// That it is so.
    Set,
    Shown(bool),
    Year(Year),
    Under(Option<Thing>),
    Number(u32),
    Amount(Amount),
    Value(IndicatorValue),
    Cell(CellContent),
    Words(String),
    Text(Text),
    Title(OwnTitle),
    Label(PublishedLabel),
    Conflict(Conflict),
    Row(KeptRow),
    Slide(KeptSlide),
    KeptTitle(KeptTitle),
}

/// A list whose order says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Listing {
    Objectives,
    /// Of every objective, one after the other.
    Indicators,
    /// Of every indicator.
    Rows,
    SectionRows(&'static str),
    /// As they were arranged; empty for the usual presentation.
    Slides,
    KeptSlides,
    Sections,
}

/// One of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    Id(u64),
    Slide(Slide),
    Name(String),
}

pub type Atoms = BTreeMap<Atom, Content>;
pub type Orders = BTreeMap<Listing, Vec<Item>>;

/// A document in its atoms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    pub atoms: Atoms,
    pub orders: Orders,
}

impl Parts {
    pub fn of(document: &Document) -> Self {
        let mut parts = Self::default();
        parts.put(Atom::Year, Content::Year(document.year));
        parts.take_programme(&document.programme);
        parts.take_actions(document);
        parts.take_amounts(document);
        parts.take_performance(document);
        parts.take_sections(document);
        parts.take_texts(document);
        parts.take_presentation(document);
        parts.take_kept(&document.kept);
        parts
    }

    pub fn put(&mut self, atom: Atom, content: Content) {
        self.atoms.insert(atom, content);
    }

    fn set(&mut self, atom: Atom, is_set: bool) {
        if is_set {
            self.put(atom, Content::Set);
        }
    }

    /// Words that are not there are no atom.
    fn words(&mut self, place: TextPlace, words: &str) {
        if !words.is_empty() {
            self.put(Atom::Entry(Entry::Text(place)), Content::Words(words.to_owned()));
        }
    }

    fn list(&mut self, listing: Listing, item: Item) {
        self.orders.entry(listing).or_default().push(item);
    }

    fn take_programme(&mut self, programme: &Programme) {
        let number = programme.number.map(|number| number.to_string()).unwrap_or_default();
        let Programme { number: _, name, mission, minister, manager, manager_title } = programme;
        for (field, words) in ProgrammeField::ALL.into_iter().zip([&number, name, mission, minister, manager, manager_title]) {
            self.words(TextPlace::Programme(field), words);
        }
    }

    fn take_actions(&mut self, document: &Document) {
        for Given { action: Action { id, code, label, ended }, parent } in document.given_actions() {
            self.put(Atom::Stands(Thing::Action(id)), Content::Under(parent.map(Thing::Action)));
            self.put(Atom::Code(id), Content::Number(code.number().into()));
            self.words(TextPlace::ActionLabel(id), &label);
            if let Some(year) = ended {
                self.put(Atom::Ended(id), Content::Year(year));
            }
        }
        document.took_over.iter().for_each(|id| self.set(Atom::TookOver(*id), true));
        document.categories.iter().for_each(|category| self.set(Atom::Category(*category), true));
    }

    fn take_amounts(&mut self, document: &Document) {
        for (contributions, ledger) in [(false, &document.credits), (true, &document.contributions)] {
            for (year, stage, action, category, row) in ledger.rows() {
                for measure in Measure::BOTH {
                    if let Some(amount) = row.get(measure) {
                        let entry = AmountEntry::Credit { year, stage, contributions, action, category, measure };
                        self.put(Atom::Entry(Entry::Amount(entry)), Content::Amount(amount.clone()));
                    }
                }
            }
        }
        let outstanding = document.outstanding.iter().map(|((year, item), amount)| (AmountEntry::Outstanding { year: *year, item: *item }, amount));
        let schedule = document.schedule.iter();
        let schedule = schedule.map(|((year, origin, opening), of)| (AmountEntry::Schedule { year: *year, origin: *origin, opening: *opening }, of));
        for (entry, amount) in outstanding.chain(schedule) {
            self.put(Atom::Entry(Entry::Amount(entry)), Content::Amount(amount.clone()));
        }
    }

    fn take_performance(&mut self, document: &Document) {
        for objective in document.objectives.iter() {
            let under = Some(Thing::Objective(objective.id));
            self.list(Listing::Objectives, Item::Id(objective.id.0));
            self.put(Atom::Stands(Thing::Objective(objective.id)), Content::Under(None));
            self.words(TextPlace::ObjectiveLabel(objective.id), &objective.label);
            self.set(Atom::Entry(Entry::Text(TextPlace::ObjectiveMission(objective.id))), objective.is_mission);
            objective.indicators.iter().for_each(|indicator| self.take_indicator(under, indicator));
        }
        for ((row, year, kind), value) in document.values.iter() {
            self.put(Atom::Entry(Entry::Value { row: *row, year: *year, kind: *kind }), Content::Value(value.clone()));
        }
        for (key, value) in &document.published.values {
            self.put(Atom::PublishedValue(*key), Content::Value(value.clone()));
        }
        for (of, label) in &document.published.labels {
            self.put(Atom::PublishedLabel(*of), Content::Label(label.clone()));
        }
    }

    fn take_indicator(&mut self, objective: Option<Thing>, indicator: &Indicator) {
        let Indicator { id, label, unit, viewpoint, is_mission, better, rows } = indicator;
        self.list(Listing::Indicators, Item::Id(id.0));
        self.put(Atom::Stands(Thing::Indicator(*id)), Content::Under(objective));
        self.words(TextPlace::IndicatorLabel(*id), label);
        self.words(TextPlace::IndicatorUnit(*id), unit);
        self.words(TextPlace::Viewpoint(*id), viewpoint.map(|viewpoint| lang::viewpoint(viewpoint, Lang::French)).unwrap_or_default());
        self.set(Atom::Entry(Entry::Text(TextPlace::IndicatorMission(*id))), *is_mission);
        self.words(TextPlace::Direction(*id), better.map(|better| lang::better(better, Lang::French)).unwrap_or_default());
        for Row { id: row, label, unit } in rows {
            self.list(Listing::Rows, Item::Id(row.0));
            self.put(Atom::Stands(Thing::Row(*row)), Content::Under(Some(Thing::Indicator(*id))));
            self.words(TextPlace::RowLabel(*row), label.as_deref().unwrap_or_default());
            self.words(TextPlace::RowUnit(*row), unit.as_deref().unwrap_or_default());
        }
    }

    fn take_sections(&mut self, document: &Document) {
        for (section, SectionRow { id, parent, code, label, order }) in document.sections.all_rows() {
            self.list(Listing::SectionRows(section), Item::Id(id.0));
            self.put(Atom::Stands(Thing::SectionRow(section, *id)), Content::Under(parent.map(|parent| Thing::SectionRow(section, parent))));
            self.put(Atom::Rank(section, *id), Content::Number(*order));
            for (field, words) in [(SectionRowField::Code, code), (SectionRowField::Label, label)] {
                self.words(TextPlace::SectionRow { section, row: *id, field }, words);
            }
        }
        for (place, content) in document.sections.cells() {
            self.put(Atom::Entry(Entry::Cell(*place)), Content::Cell(content.clone()));
        }
    }

    fn take_texts(&mut self, document: &Document) {
        for (narrative, text) in &document.texts {
            self.put(Atom::Entry(Entry::Text(TextPlace::Narrative(*narrative))), Content::Text(text.clone()));
        }
        document.inherited.iter().for_each(|narrative| self.set(Atom::Inherited(*narrative), true));
        for (justified, reason) in document.justified.iter() {
            self.put(Atom::Justified(justified.clone()), Content::Words(reason.clone()));
        }
        for (key, conflict) in document.conflicts.iter() {
            self.put(Atom::Conflict(key.clone()), Content::Conflict(conflict.clone()));
        }
    }

    fn take_presentation(&mut self, document: &Document) {
        for (chart, title) in document.chart_titles.iter() {
            self.put(Atom::Entry(Entry::Text(TextPlace::ChartTitle(*chart))), Content::Title(title.clone()));
        }
        for Planned { slide, is_shown, title, notes } in document.deck.arranged() {
            self.list(Listing::Slides, Item::Slide(*slide));
            self.put(Atom::Slide(*slide), Content::Shown(*is_shown));
            if let Some(title) = title {
                self.put(Atom::Entry(Entry::Text(TextPlace::SlideTitle(*slide))), Content::Title(title.clone()));
            }
            if !notes.is_empty() {
                self.put(Atom::Notes(*slide), Content::Text(notes.clone()));
            }
        }
    }

    fn take_kept(&mut self, kept: &Kept) {
        let Kept { texts, rows, cells, marks, remarks, chart_titles, slides, sections } = kept;
        for (of, text) in texts {
            self.put(Atom::Kept(KeptAtom::Text(of.clone())), Content::Text(text.clone()));
        }
        for ((section, id), row) in rows {
            self.put(Atom::Kept(KeptAtom::Row(section.clone(), *id)), Content::Row(row.clone()));
        }
        for (key, content) in cells {
            self.put(Atom::Kept(KeptAtom::Cell(key.clone())), Content::Cell(content.clone()));
        }
        marks.iter().for_each(|mark| self.set(Atom::Kept(KeptAtom::Mark(mark.clone())), true));
        remarks.iter().for_each(|remark| self.set(Atom::Kept(KeptAtom::Remark(remark.clone())), true));
        for (chart, title) in chart_titles {
            self.put(Atom::Kept(KeptAtom::Title(chart.clone())), Content::KeptTitle(title.clone()));
        }
        for slide in slides {
            self.list(Listing::KeptSlides, Item::Name(slide.chart.clone()));
            self.put(Atom::Kept(KeptAtom::Slide(slide.chart.clone())), Content::Slide(slide.clone()));
        }
        for UnknownSection { name, list } in sections {
            self.list(Listing::Sections, Item::Name(name.clone()));
            self.put(Atom::Kept(KeptAtom::Section(name.clone())), Content::Words(list.clone()));
        }
    }
}

// Put together again

impl Parts {
    /// The document that the atoms make. What no file could hold (an amount of a thing that is not there) is still in it: who reads the file that it
    /// writes has it settled.
    ///
    /// # Errors
    /// [`Unplaced`] for a sub-action without its action, or more actions than there are codes.
    pub fn document(&self) -> Result<Document, Unplaced> {
        let year = match self.atoms.get(&Atom::Year) {
            Some(Content::Year(year)) => *year,
            _ => Year::FIRST,
        };
        let mut document = Document::new(year, Programme::default());
        let mut given = Vec::new();
        let mut amounts: [BTreeMap<CreditKey, AeCp>; 2] = Default::default();
        let mut sections = model::Sections::default();
        let mut justified = BTreeMap::new();
        let mut conflicts = BTreeMap::new();
        let mut took_over = BTreeSet::new();
        let mut values = BTreeMap::new();
        let mut published = model::Published::default();
        let mut chart_titles = BTreeMap::new();
        let mut kept = Kept::default();
        for (atom, content) in &self.atoms {
            match (atom, content) {
                (Atom::Stands(Thing::Action(id)), Content::Under(parent)) => given.extend(self.given(*id, *parent)),
                (Atom::TookOver(id), _) => drop(took_over.insert(*id)),
                (Atom::Category(category), _) => drop(document.categories.insert(*category)),
                (Atom::Entry(entry), content) => match (*entry, content) {
                    (Entry::Amount(entry), Content::Amount(amount)) => put_amount(&mut document, &mut amounts, entry, amount),
                    (Entry::Value { row, year, kind }, Content::Value(value)) => drop(values.insert((row, year, kind), value.clone())),
                    (Entry::Cell(place), Content::Cell(content)) => sections.set(place, Some(content.clone())),
                    (Entry::Text(TextPlace::Programme(field)), Content::Words(words)) => put_field(&mut document.programme, field, words),
                    (Entry::Text(TextPlace::Narrative(narrative)), Content::Text(text)) => drop(document.texts.insert(narrative, text.clone())),
                    (Entry::Text(TextPlace::ChartTitle(chart)), Content::Title(title)) => drop(chart_titles.insert(chart, title.clone())),
                    // Those of things are taken with these.
                    _ => {}
                },
                (Atom::Inherited(narrative), _) => drop(document.inherited.insert(*narrative)),
                (Atom::Justified(of), Content::Words(reason)) => drop(justified.insert(of.clone(), reason.clone())),
                (Atom::Conflict(key), Content::Conflict(conflict)) => drop(conflicts.insert(key.clone(), conflict.clone())),
                (Atom::PublishedLabel(of), Content::Label(label)) => drop(published.labels.insert(*of, label.clone())),
                (Atom::PublishedValue(key), Content::Value(value)) => drop(published.values.insert(*key, value.clone())),
                (Atom::Kept(atom), content) => keep(&mut kept, atom, content),
                _ => {}
            }
        }
        let (actions, displaced) = model::standing(given)?;
        (document.actions, document.displaced) = (Arc::new(actions.into()), Arc::new(displaced));
        let [credits, contributions] = amounts;
        (document.credits, document.contributions) = (Ledger::from(credits), Ledger::from(contributions));
        self.put_section_rows(&mut sections);
        document.objectives = Arc::new(self.objectives().into());
        document.sections = Arc::new(sections);
        document.justified = Arc::new(justified);
        document.conflicts = Arc::new(conflicts);
        document.took_over = Arc::new(took_over);
        document.values = Arc::new(values);
        document.published = Arc::new(published);
        document.chart_titles = Arc::new(chart_titles);
        document.deck = Arc::new(Deck::new(self.planned()));
        kept.slides = self.named(Listing::KeptSlides).filter_map(|chart| self.kept_slide(chart)).collect();
        kept.sections = self.named(Listing::Sections).filter_map(|name| self.unknown_section(name)).collect();
        document.kept = Arc::new(kept);
        Ok(document)
    }

    fn given(&self, id: ActionId, parent: Option<Thing>) -> Option<Given> {
        let number = self.number(&Atom::Code(id)).and_then(|number| u8::try_from(number).ok())?;
        // The first number of a sub-action follows its action.
        let code = ActionCode::action(number).filter(|_| parent.is_none()).or_else(|| ActionCode::action(1)?.sub_action(number))?;
        let ended = match self.atoms.get(&Atom::Ended(id)) {
            Some(Content::Year(year)) => Some(*year),
            _ => None,
        };
        let parent = match parent {
            Some(Thing::Action(parent)) => Some(parent),
            _ => None,
        };
        Some(Given { action: Action { id, code, label: self.said(TextPlace::ActionLabel(id)), ended }, parent })
    }

    fn number(&self, atom: &Atom) -> Option<u32> {
        match self.atoms.get(atom) {
            Some(Content::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// What is written at a place; nothing where no words are.
    pub fn said(&self, place: TextPlace) -> String {
        match self.atoms.get(&Atom::Entry(Entry::Text(place))) {
            Some(Content::Words(words)) => words.clone(),
            _ => String::new(),
        }
    }

    fn own(&self, place: TextPlace) -> Option<String> {
        Some(self.said(place)).filter(|words| !words.is_empty())
    }

    fn has(&self, place: TextPlace) -> bool {
        self.atoms.contains_key(&Atom::Entry(Entry::Text(place)))
    }

    /// The things that it has: of the order of atoms they are the first but for the year.
    pub fn things(&self) -> impl Iterator<Item = Thing> {
        let atoms = self.atoms.keys().skip_while(|atom| matches!(atom, Atom::Year));
        atoms.map_while(|atom| if let Atom::Stands(thing) = atom { Some(*thing) } else { None })
    }

    /// What earlier merges left to choose.
    pub fn conflicts(&self) -> impl Iterator<Item = (&Atom, &Conflict)> {
        let atoms = self.atoms.range(Atom::Conflict(String::new())..);
        atoms.map_while(|(atom, content)| if let Content::Conflict(conflict) = content { Some((atom, conflict)) } else { None })
    }

    /// Whether a thing stands.
    pub fn stands(&self, thing: Thing) -> bool {
        self.atoms.contains_key(&Atom::Stands(thing))
    }

    /// The thing under which another one stands.
    pub fn parent(&self, thing: Thing) -> Option<Thing> {
        match self.atoms.get(&Atom::Stands(thing)) {
            Some(Content::Under(parent)) => *parent,
            _ => None,
        }
    }

    fn ids(&self, listing: Listing) -> impl Iterator<Item = u64> {
        self.orders.get(&listing).into_iter().flatten().filter_map(|item| match item {
            Item::Id(id) => Some(*id),
            Item::Slide(_) | Item::Name(_) => None,
        })
    }

    fn named(&self, listing: Listing) -> impl Iterator<Item = &str> {
        self.orders.get(&listing).into_iter().flatten().filter_map(|item| match item {
            Item::Name(name) => Some(name.as_str()),
            Item::Slide(_) | Item::Id(_) => None,
        })
    }

    fn objectives(&self) -> Vec<Objective> {
        let mut rows: BTreeMap<Option<Thing>, Vec<Row>> = BTreeMap::new();
        for id in self.ids(Listing::Rows).map(RowId) {
            let row = Row { id, label: self.own(TextPlace::RowLabel(id)), unit: self.own(TextPlace::RowUnit(id)) };
            rows.entry(self.parent(Thing::Row(id))).or_default().push(row);
        }
        let mut indicators: BTreeMap<Option<Thing>, Vec<Indicator>> = BTreeMap::new();
        for id in self.ids(Listing::Indicators).map(IndicatorId) {
            let thing = Thing::Indicator(id);
            indicators.entry(self.parent(thing)).or_default().push(Indicator {
                id,
                label: self.said(TextPlace::IndicatorLabel(id)),
                unit: self.said(TextPlace::IndicatorUnit(id)),
                viewpoint: crate::editing::typed::viewpoint(&self.said(TextPlace::Viewpoint(id))),
                is_mission: self.has(TextPlace::IndicatorMission(id)),
                better: crate::editing::typed::better(&self.said(TextPlace::Direction(id))),
                rows: rows.remove(&Some(thing)).unwrap_or_default(),
            });
        }
        let objective = |id| Objective {
            id,
            label: self.said(TextPlace::ObjectiveLabel(id)),
            is_mission: self.has(TextPlace::ObjectiveMission(id)),
            indicators: indicators.remove(&Some(Thing::Objective(id))).unwrap_or_default(),
        };
        self.ids(Listing::Objectives).map(ObjectiveId).map(objective).collect()
    }

    /// Each row at the rank that it has where these make the order of the list, else at its place.
    fn put_section_rows(&self, sections: &mut model::Sections) {
        for (listing, items) in &self.orders {
            let Listing::SectionRows(section) = *listing else { continue };
            let ids: Vec<SectionRowId> =
                items.iter().filter_map(|item| if let Item::Id(id) = item { Some(SectionRowId(*id)) } else { None }).collect();
            let row = |id: SectionRowId, order: u32| {
                let said = |field| self.said(TextPlace::SectionRow { section, row: id, field });
                let parent = match self.parent(Thing::SectionRow(section, id)) {
                    Some(Thing::SectionRow(_, parent)) => Some(parent),
                    _ => None,
                };
                SectionRow { id, parent, code: said(SectionRowField::Code), label: said(SectionRowField::Label), order }
            };
            let rank = |id: &SectionRowId| self.number(&Atom::Rank(section, *id)).unwrap_or_default();
            let rows: Vec<SectionRow> = ids.iter().map(|id| row(*id, rank(id))).collect();
            let key = |row: &SectionRow| (row.order, row.code.clone(), row.id);
            let are_ranked = rows.is_sorted_by_key(key);
            for (row, place) in rows.into_iter().zip(1..) {
                let order = if are_ranked { row.order } else { place };
                sections.add(section, SectionRow { order, ..row });
            }
        }
    }

    fn planned(&self) -> Vec<Planned> {
        let slides = self.orders.get(&Listing::Slides).into_iter().flatten();
        let slides = slides.filter_map(|item| if let Item::Slide(slide) = item { Some(*slide) } else { None });
        let planned = |slide: Slide| Planned {
            slide,
            is_shown: match self.atoms.get(&Atom::Slide(slide)) {
                Some(Content::Shown(is_shown)) => *is_shown,
                _ => slide.is_usual(),
            },
            title: match self.atoms.get(&Atom::Entry(Entry::Text(TextPlace::SlideTitle(slide)))) {
                Some(Content::Title(title)) => Some(title.clone()),
                _ => None,
            },
            notes: match self.atoms.get(&Atom::Notes(slide)) {
                Some(Content::Text(notes)) => notes.clone(),
                _ => Text::default(),
            },
        };
        slides.map(planned).collect()
    }

    fn kept_slide(&self, chart: &str) -> Option<KeptSlide> {
        match self.atoms.get(&Atom::Kept(KeptAtom::Slide(chart.to_owned())))? {
            Content::Slide(slide) => Some(slide.clone()),
            _ => None,
        }
    }

    fn unknown_section(&self, name: &str) -> Option<UnknownSection> {
        match self.atoms.get(&Atom::Kept(KeptAtom::Section(name.to_owned())))? {
            Content::Words(list) => Some(UnknownSection { name: name.to_owned(), list: list.clone() }),
            _ => None,
        }
    }
}

fn put_amount(document: &mut Document, amounts: &mut [BTreeMap<CreditKey, AeCp>; 2], entry: AmountEntry, amount: &Amount) {
    match entry {
        AmountEntry::Credit { year, stage, contributions, action, category, measure } => {
            let [credits, expected] = amounts;
            let row = if contributions { expected } else { credits }.entry((year, stage, action, category)).or_default();
            match measure {
                Measure::Ae => row.ae = Some(amount.clone()),
                Measure::Cp => row.cp = Some(amount.clone()),
            }
        }
        AmountEntry::Outstanding { .. } | AmountEntry::Schedule { .. } => document.set_amount(entry, Some(amount.clone())),
    }
}

fn put_field(programme: &mut Programme, field: ProgrammeField, words: &str) {
    let place = match field {
        ProgrammeField::Number => {
            programme.number = words.parse().ok().and_then(ProgrammeNumber::new);
            return;
        }
        ProgrammeField::Name => &mut programme.name,
        ProgrammeField::Mission => &mut programme.mission,
        ProgrammeField::Minister => &mut programme.minister,
        ProgrammeField::Manager => &mut programme.manager,
        ProgrammeField::ManagerTitle => &mut programme.manager_title,
    };
    words.clone_into(place);
}

/// Slides and sections are kept in their order, by the list of each.
fn keep(kept: &mut Kept, atom: &KeptAtom, content: &Content) {
    match (atom, content) {
        (KeptAtom::Text(of), Content::Text(text)) => drop(kept.texts.insert(of.clone(), text.clone())),
        (KeptAtom::Row(section, id), Content::Row(row)) => drop(kept.rows.insert((section.clone(), *id), row.clone())),
        (KeptAtom::Cell(key), Content::Cell(content)) => drop(kept.cells.insert(key.clone(), content.clone())),
        (KeptAtom::Mark(mark), _) => drop(kept.marks.insert(mark.clone())),
        (KeptAtom::Remark(remark), _) => drop(kept.remarks.insert(remark.clone())),
        (KeptAtom::Title(chart), Content::KeptTitle(title)) => drop(kept.chart_titles.insert(chart.clone(), title.clone())),
        _ => {}
    }
}

/// The thing that an atom says something of: what goes and comes back with it.
pub fn owner(atom: &Atom) -> Option<Thing> {
    match atom {
        Atom::Stands(thing) => Some(*thing),
        Atom::Code(id) | Atom::Ended(id) | Atom::TookOver(id) => Some(Thing::Action(*id)),
        Atom::Rank(section, id) => Some(Thing::SectionRow(section, *id)),
        Atom::Entry(Entry::Amount(AmountEntry::Credit { action, .. })) => Some(Thing::Action(*action)),
        Atom::Entry(Entry::Value { row, .. }) => Some(Thing::Row(*row)),
        Atom::Entry(Entry::Cell(place)) => of_cell(*place),
        Atom::Entry(Entry::Text(place)) => of_text(*place),
        Atom::Inherited(narrative) => of_narrative(*narrative),
        Atom::Entry(Entry::Amount(AmountEntry::Outstanding { .. } | AmountEntry::Schedule { .. }))
        | Atom::Year
        | Atom::Category(_)
        | Atom::Justified(_)
        | Atom::PublishedLabel(_)
        | Atom::PublishedValue(_)
        | Atom::Slide(_)
        | Atom::Notes(_)
        | Atom::Conflict(_)
        | Atom::Kept(_) => None,
    }
}

fn of_cell(place: CellPlace) -> Option<Thing> {
    let list = crate::sections::shapes::of(place.section)?.list();
    match place.row {
        model::CellRow::Action(id) => Some(Thing::Action(id)),
        row => Some(Thing::SectionRow(list?, row.listed()?)),
    }
}

/// The thing that a text is about.
pub fn of_text(place: TextPlace) -> Option<Thing> {
    match place {
        TextPlace::ActionLabel(id) | TextPlace::ActionCode(id) => Some(Thing::Action(id)),
        TextPlace::ObjectiveLabel(id) | TextPlace::ObjectiveMission(id) => Some(Thing::Objective(id)),
        TextPlace::IndicatorLabel(id)
        | TextPlace::IndicatorUnit(id)
        | TextPlace::IndicatorMission(id)
        | TextPlace::Direction(id)
        | TextPlace::Viewpoint(id) => Some(Thing::Indicator(id)),
        TextPlace::RowLabel(id) | TextPlace::RowUnit(id) => Some(Thing::Row(id)),
        TextPlace::SectionRow { section, row, .. } => Some(Thing::SectionRow(section, row)),
        TextPlace::Narrative(narrative) => of_narrative(narrative),
        TextPlace::Programme(_) | TextPlace::ChartTitle(_) | TextPlace::SlideTitle(_) => None,
    }
}

fn of_narrative(narrative: Narrative) -> Option<Thing> {
    match narrative {
        Narrative::Action(id) | Narrative::Nature(id) => Some(Thing::Action(id)),
        Narrative::Source(id) | Narrative::Method(id) | Narrative::Justification(id) => Some(Thing::Indicator(id)),
        Narrative::Objective(id) => Some(Thing::Objective(id)),
        Narrative::SectionRow { section, row, .. } => Some(Thing::SectionRow(section, row)),
        Narrative::Strategy
        | Narrative::LayoutChanges
        | Narrative::OutstandingJustification
        | Narrative::SynthesisComment
        | Narrative::ScheduleComment
        | Narrative::Section(_) => None,
    }
}

impl Thing {
    /// The label of the thing: where it is called something.
    pub fn label(self) -> TextPlace {
        match self {
            Self::Action(id) => TextPlace::ActionLabel(id),
            Self::Objective(id) => TextPlace::ObjectiveLabel(id),
            Self::Indicator(id) => TextPlace::IndicatorLabel(id),
            Self::Row(id) => TextPlace::RowLabel(id),
            Self::SectionRow(section, row) => TextPlace::SectionRow { section, row, field: SectionRowField::Label },
        }
    }
}

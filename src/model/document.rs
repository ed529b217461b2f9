//! One programme in the PLF of one year: everything its PAP says, each fact once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::sections::shapes;

use super::{
    Action, ActionCode, ActionId, ActionScope, Amount, AmountEntry, Better, Categories, Category, ChartName, Conflict, CreditPlace, Deck, Entry,
    Indicator, IndicatorId, IndicatorValue, Justified, Kept, KeptMark, Layout, Ledger, List, MarkWord, Narrative, NatureScope, Objective,
    ObjectiveId, OpenConflicts, Opening, Origin, OutstandingItem, OwnTitle, Place, ProgrammeField, Published, Row, RowId, RowNumber, SectionRowField,
    SectionRowId, Sections, Stage, Text, TextPlace, Title, ValueKind, Year, fits,
};

/// The number of a programme, 1 to 999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProgrammeNumber(u16);

impl ProgrammeNumber {
    pub fn new(number: u16) -> Option<Self> {
        (1..=999).contains(&number).then_some(Self(number))
    }

    pub fn get(self) -> u16 {
        self.0
    }
}

impl std::fmt::Display for ProgrammeNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What the cover and the strategic presentation say of the programme itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programme {
    pub number: Option<ProgrammeNumber>,
    pub name: String,
    pub mission: String,
    pub minister: String,
    pub manager: String,
    pub manager_title: String,
}

pub type ValueKey = (RowId, Year, ValueKind);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// N, the year of the PLF.
    pub year: Year,
    pub programme: Programme,
    /// In the order of their codes; a sub-action follows its action.
    pub actions: Arc<List<Action>>,
    /// Categories that the drafter added to the tables; those that facts use need not be here.
    pub categories: BTreeSet<Category>,
    pub credits: Ledger,
    /// FdC et AdP.
    pub contributions: Ledger,
    pub outstanding: BTreeMap<(Year, OutstandingItem), Amount>,
    pub schedule: BTreeMap<(Year, Origin, Opening), Amount>,
    pub objectives: Arc<List<Objective>>,
    pub values: Arc<BTreeMap<ValueKey, IndicatorValue>>,
    pub texts: BTreeMap<Narrative, Text>,
    /// Texts kept from the PAP of last year that nobody has read again.
    pub inherited: BTreeSet<Narrative>,
    /// Findings that a drafter explained, with the reason.
    pub justified: Arc<BTreeMap<Justified, String>>,
    /// What the PAP of last year announced.
    pub published: Arc<Published>,
    /// The titles that drafters gave to charts in the place of what the figures say.
    pub chart_titles: Arc<BTreeMap<ChartName, OwnTitle>>,
    /// The presentation, as the presenter arranged it.
    pub deck: Arc<Deck>,
    /// Actions whose code another one has, with that code: they stand at the next free one until somebody chooses.
    pub displaced: Arc<BTreeMap<ActionId, ActionCode>>,
    /// Sub-actions that took over the amounts of their action, being its first: one of each action at most.
    pub took_over: Arc<BTreeSet<ActionId>>,
    /// What a merge left to choose, by its key.
    pub conflicts: Arc<BTreeMap<String, Conflict>>,
    /// The sections that are rooms of their own.
    pub sections: Arc<Sections>,
    /// What the file holds and no page shows.
    pub kept: Arc<Kept>,
}

impl Document {
    /// A programme without actions, objectives or figures.
    pub fn new(year: Year, programme: Programme) -> Self {
        Self {
            year,
            programme,
            actions: Arc::default(),
            categories: BTreeSet::new(),
            credits: Ledger::default(),
            contributions: Ledger::default(),
            outstanding: BTreeMap::new(),
            schedule: BTreeMap::new(),
            objectives: Arc::default(),
            values: Arc::default(),
            texts: BTreeMap::new(),
            inherited: BTreeSet::new(),
            justified: Arc::default(),
            published: Arc::default(),
            chart_titles: Arc::default(),
            deck: Arc::default(),
            displaced: Arc::default(),
            took_over: Arc::default(),
            conflicts: Arc::default(),
            sections: Arc::default(),
            kept: Arc::default(),
        }
    }

    /// Whether every table shows the same as in another state of the document: only texts, names of the programme and answers may differ.
    pub fn has_same_figures(&self, other: &Self) -> bool {
        let same_structure =
            (self.year, &self.actions, &self.categories, &self.objectives) == (other.year, &other.actions, &other.categories, &other.objectives);
        let same_credits = (&self.credits, &self.contributions) == (&other.credits, &other.contributions);
        same_structure
            && same_credits
            && self.sections == other.sections
            && (&self.outstanding, &self.schedule, &self.values) == (&other.outstanding, &other.schedule, &other.values)
    }

    pub fn layout(&self) -> Layout {
        Layout::of(self.year)
    }

    /// N-1, the year of the act that the bill is compared with.
    pub fn previous_year(&self) -> Year {
        self.year.offset(-1)
    }

    pub fn ledger(&self, contributions: bool) -> &Ledger {
        if contributions { &self.contributions } else { &self.credits }
    }

    // Actions

    pub fn action(&self, id: ActionId) -> Option<&Action> {
        self.actions.by_id(id)
    }

    pub fn action_by_code(&self, code: ActionCode) -> Option<&Action> {
        self.actions.by_code(code)
    }

    pub fn sub_actions(&self, id: ActionId) -> impl Iterator<Item = &Action> {
        self.actions.under(id).iter()
    }

    /// Whether amounts are entered on the action itself: it is there, and has no sub-actions.
    pub fn is_leaf(&self, id: ActionId) -> bool {
        self.actions.position(id).is_some() && self.actions.under(id).is_empty()
    }

    /// Actions and sub-actions without sub-actions.
    pub fn leaves(&self) -> impl Iterator<Item = &Action> {
        let next = self.actions.iter().skip(1).map(Some).chain([None]);
        let is_leaf = |(action, next): &(&Action, Option<&Action>)| next.is_none_or(|next| next.code.parent() != Some(action.code));
        self.actions.iter().zip(next).filter(is_leaf).map(|(action, _)| action)
    }

    /// Whether the action stands in the tables of this stage: in a bill unless it ended before, in an act if it has a fact there.
    pub fn stands(&self, action: &Action, year: Year, stage: Stage) -> bool {
        match stage {
            Stage::Bill | Stage::Amendment => action.ended.is_none_or(|ended| ended >= year),
            Stage::InitialAct => {
                self.has_fact(action.id, year, stage) || self.sub_actions(action.id).any(|sub_action| self.has_fact(sub_action.id, year, stage))
            }
        }
    }

    /// Whether the action has an amount of its own that a stage shows.
    pub fn has_fact(&self, action: ActionId, year: Year, stage: Stage) -> bool {
        stage.sources().iter().any(|stage| self.credits.has_action(year, *stage, action) || self.contributions.has_action(year, *stage, action))
    }

    // Nature

    /// The categories that stand in the tables: those added, and those of a fact of PLF N or LFI N-1.
    pub fn used_categories(&self) -> Categories {
        let previous = self.previous_year();
        let mut used: Categories = self.categories.iter().copied().collect();
        for ledger in [&self.credits, &self.contributions] {
            for (year, stage) in [(self.year, Stage::Bill), (previous, Stage::InitialAct), (previous, Stage::Bill), (previous, Stage::Amendment)] {
                used.extend(ledger.stage(year, stage).map(|(_, category, _)| category));
            }
        }
        used
    }

    /// The category in which the contributions of an action are entered: the only one that has any, else 31; `None` when several have.
    pub fn contributions_category(&self, year: Year, stage: Stage, action: ActionId) -> Option<Category> {
        let of_stage = |stage: &Stage| self.contributions.of_action(year, *stage, action).map(|(category, _)| category);
        let categories: Categories = stage.sources().iter().flat_map(of_stage).collect();
        let mut categories = categories.iter();
        match (categories.next(), categories.next()) {
            (None, _) => Some(Category::OPERATING),
            (Some(category), None) => Some(category),
            (Some(_), Some(_)) => None,
        }
    }

    // Performance

    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.objectives.iter().flat_map(|objective| objective.indicators.iter())
    }

    pub fn objective(&self, id: ObjectiveId) -> Option<&Objective> {
        self.objectives.objective(id)
    }

    pub fn indicator(&self, id: IndicatorId) -> Option<&Indicator> {
        self.objectives.indicator(id)
    }

    pub fn indicator_of_row(&self, id: RowId) -> Option<(&Indicator, &Row)> {
        self.objectives.row(id)
    }

    /// The number of an objective, from 1.
    pub fn objective_number(&self, id: ObjectiveId) -> Option<usize> {
        self.objectives.objective_number(id)
    }

    /// The numbers of an indicator: of its objective and within it, from 1.
    pub fn indicator_number(&self, id: IndicatorId) -> Option<(usize, usize)> {
        self.objectives.indicator_number(id)
    }

    /// The numbers of a row: of its indicator, and within that.
    pub fn row_number(&self, id: RowId) -> Option<RowNumber> {
        self.objectives.row_number(id)
    }

    // Facts

    /// The fact that a place writes; `None` for a computed figure or what does not exist.
    pub fn entry(&self, place: Place) -> Option<Entry> {
        match place {
            Place::Credit(CreditPlace {
                year,
                stage,
                contributions,
                action: ActionScope::One(action),
                nature: NatureScope::Category(category),
                measure,
            }) if self.is_leaf(action) => Some(Entry::Amount(AmountEntry::Credit { year, stage, contributions, action, category, measure })),
            Place::Outstanding { year, item } => Some(Entry::Amount(AmountEntry::Outstanding { year, item })),
            Place::Schedule { year, origin, opening } => Some(Entry::Amount(AmountEntry::Schedule { year, origin, opening })),
            Place::Value { row, year, kind } => Some(Entry::Value { row, year, kind }),
            Place::Text(text) => Some(Entry::Text(text)),
            Place::Cell(cell) => shapes::of(cell.section).filter(|shape| shape.is_typed(self, cell)).map(|_| Entry::Cell(cell)),
            Place::Credit(_)
            | Place::Share { .. }
            | Place::Variation { .. }
            | Place::OutstandingComputed { .. }
            | Place::ScheduleEarlierAe { .. }
            | Place::ScheduleNewAe { .. }
            | Place::ScheduleTotal { .. }
            | Place::Key { .. } => None,
        }
    }

    /// Whether the document has what an entry is about: a fact about anything else could be saved and not be opened again.
    pub fn has_entry(&self, entry: Entry) -> bool {
        match entry {
            Entry::Amount(AmountEntry::Credit { action, .. }) => self.is_leaf(action),
            Entry::Amount(AmountEntry::Outstanding { .. } | AmountEntry::Schedule { .. }) => true,
            Entry::Value { row, .. } => self.indicator_of_row(row).is_some(),
            Entry::Text(text) => match text {
                TextPlace::Programme(_) => true,
                TextPlace::ActionLabel(id) | TextPlace::ActionCode(id) => self.action(id).is_some(),
                TextPlace::ObjectiveLabel(id) | TextPlace::ObjectiveMission(id) => self.objective(id).is_some(),
                TextPlace::IndicatorLabel(id)
                | TextPlace::IndicatorUnit(id)
                | TextPlace::Viewpoint(id)
                | TextPlace::IndicatorMission(id)
                | TextPlace::Direction(id) => self.indicator(id).is_some(),
                TextPlace::RowLabel(id) | TextPlace::RowUnit(id) => self.indicator_of_row(id).is_some(),
                TextPlace::SectionRow { section, row, .. } => self.sections.row(section, row).is_some(),
                TextPlace::ChartTitle(chart) => chart.exists(self),
                TextPlace::SlideTitle(slide) => slide.exists(self),
                TextPlace::Narrative(narrative) => self.has_narrative(narrative),
            },
            Entry::Cell(cell) => shapes::of(cell.section).is_some_and(|shape| shape.is_typed(self, cell)),
        }
    }

    /// What a merge left to choose; `None` when everything is chosen.
    pub fn open_conflicts(&self) -> Option<OpenConflicts> {
        let (first, _) = self.conflicts.first_key_value()?;
        Some(OpenConflicts { count: self.conflicts.len(), first: first.clone() })
    }

    /// Whether the document has what a text is about.
    pub fn has_narrative(&self, narrative: Narrative) -> bool {
        match narrative {
            Narrative::Strategy
            | Narrative::LayoutChanges
            | Narrative::OutstandingJustification
            | Narrative::SynthesisComment
            | Narrative::ScheduleComment
            | Narrative::Section(_) => true,
            Narrative::SectionRow { section, row, .. } => self.sections.row(section, row).is_some(),
            Narrative::Action(id) | Narrative::Nature(id) => self.action(id).is_some(),
            Narrative::Source(id) | Narrative::Method(id) | Narrative::Justification(id) => self.indicator(id).is_some(),
            Narrative::Objective(id) => self.objective(id).is_some(),
        }
    }

    /// The entry that stands for an action × title cell: its category when the programme uses exactly one of that title.
    pub fn sole_category(used: Categories, title: Title) -> Option<Category> {
        let mut categories = used.of_title(title);
        categories.next().filter(|_| categories.next().is_none())
    }

    pub fn amount(&self, entry: AmountEntry) -> Option<&Amount> {
        match entry {
            AmountEntry::Credit { year, stage, contributions, action, category, measure } => {
                self.ledger(contributions).get(year, stage, action, category)?.get(measure)
            }
            AmountEntry::Outstanding { year, item } => self.outstanding.get(&(year, item)),
            AmountEntry::Schedule { year, origin, opening } => self.schedule.get(&(year, origin, opening)),
        }
    }

    /// The amounts of the schedule of a year.
    pub fn scheduled(&self, year: Year) -> impl Iterator<Item = (&(Year, Origin, Opening), &Amount)> {
        self.schedule.range((year, Origin::Earlier, Opening::Plf)..=(year, Origin::New, Opening::Beyond))
    }

    pub fn set_amount(&mut self, entry: AmountEntry, amount: Option<Amount>) {
        match entry {
            AmountEntry::Credit { year, stage, contributions, action, category, measure } => {
                let ledger = if contributions { &mut self.contributions } else { &mut self.credits };
                ledger.set(year, stage, action, category, measure, amount);
            }
            AmountEntry::Outstanding { year, item } => put(&mut self.outstanding, (year, item), amount),
            AmountEntry::Schedule { year, origin, opening } => put(&mut self.schedule, (year, origin, opening), amount),
        }
    }

    /// Gives the conflicts about amounts of actions to others, who have these amounts now: `to` says whom.
    pub fn move_conflicts(&mut self, to: impl Fn(ActionId) -> Option<ActionId>) {
        let moved = |conflict: &Conflict| match Place::from_code(conflict.place.as_deref()?)? {
            Place::Credit(CreditPlace {
                action: ActionScope::One(action),
                nature: nature @ NatureScope::Category(_),
                year,
                stage,
                contributions,
                measure,
            }) => {
                let action = ActionScope::One(to(action)?);
                Some(Place::Credit(CreditPlace { year, stage, contributions, action, nature, measure }).code())
            }
            _ => None,
        };
        let moved: Vec<(String, String)> = self.conflicts.iter().filter_map(|(key, conflict)| Some((key.clone(), moved(conflict)?))).collect();
        for (key, place) in moved {
            if let Some(conflict) = Arc::make_mut(&mut self.conflicts).get_mut(&key) {
                conflict.place = Some(place);
            }
        }
    }

    /// Writes many amounts, each of an entry of its own.
    pub fn set_amounts(&mut self, amounts: BTreeMap<AmountEntry, Option<Amount>>) {
        let (mut credits, mut expected) = (BTreeMap::new(), BTreeMap::new());
        for (entry, amount) in amounts {
            match entry {
                AmountEntry::Credit { year, stage, contributions, action, category, measure } => {
                    let ledger = if contributions { &mut expected } else { &mut credits };
                    ledger.insert(((year, stage, action, category), measure), amount);
                }
                AmountEntry::Outstanding { .. } | AmountEntry::Schedule { .. } => self.set_amount(entry, amount),
            }
        }
        self.credits.set_all(credits);
        self.contributions.set_all(expected);
    }

    /// Whether an indicator's value is a forecast of a past year as the PAP of that year announced it: it is shown, and typed no more.
    pub fn is_locked(&self, key: ValueKey) -> bool {
        let (_, year, kind) = key;
        let announced = matches!(kind, ValueKind::Forecast | ValueKind::Target) && year < self.year;
        announced
            && self.published.values.get(&key).is_some_and(|value| self.values.get(&key).map(IndicatorValue::unmarked) == Some(value.unmarked()))
    }

    /// R17: the facts of the bill and of its amendments that stand for an act nobody entered; none once it is entered.
    pub fn unconfirmed(&self, entry: AmountEntry) -> bool {
        let AmountEntry::Credit { year, stage: Stage::InitialAct, contributions, action, category, measure } = entry else { return false };
        let has = |stage| self.ledger(contributions).get(year, stage, action, category).is_some_and(|row| row.get(measure).is_some());
        !has(Stage::InitialAct) && (has(Stage::Bill) || has(Stage::Amendment))
    }

    /// Says which values of an indicator are better; marks that are kept of it, of files that say both, go. `None` where there is no such indicator.
    pub fn set_better(&mut self, indicator: IndicatorId, better: Option<Better>) -> Option<()> {
        *Arc::make_mut(&mut self.objectives).indicator_words(indicator)?.better = better;
        let place = Place::Text(TextPlace::IndicatorLabel(indicator)).code();
        let is_of_it = |mark: &KeptMark| mark.place == place && matches!(mark.word, MarkWord::Higher | MarkWord::Lower);
        if self.kept.marks.iter().any(is_of_it) {
            Arc::make_mut(&mut self.kept).marks.retain(|mark| !is_of_it(mark));
        }
        Some(())
    }

    /// Marks that are kept of a number there go: the value says its own.
    pub fn set_value(&mut self, key: ValueKey, value: Option<IndicatorValue>) {
        if !self.kept.marks.is_empty() {
            let (row, year, kind) = key;
            let place = Place::Value { row, year, kind }.code();
            let is_of_number = |mark: &KeptMark| mark.place == place && matches!(mark.word, MarkWord::Provisional | MarkWord::Ungrouped);
            if self.kept.marks.iter().any(is_of_number) {
                Arc::make_mut(&mut self.kept).marks.retain(|mark| !is_of_number(mark));
            }
        }
        put(Arc::make_mut(&mut self.values), key, value);
    }

    /// The first name, label, title or text that is longer than a file keeps.
    pub fn overlong(&self) -> Option<TextPlace> {
        let programme = &self.programme;
        let fields = [
            (ProgrammeField::Name, &programme.name),
            (ProgrammeField::Mission, &programme.mission),
            (ProgrammeField::Minister, &programme.minister),
            (ProgrammeField::Manager, &programme.manager),
            (ProgrammeField::ManagerTitle, &programme.manager_title),
        ];
        let fields = fields.into_iter().map(|(field, words)| (TextPlace::Programme(field), words.as_str()));
        let actions = self.actions.iter().map(|action| (TextPlace::ActionLabel(action.id), action.label.as_str()));
        let objectives = self.objectives.iter().map(|objective| (TextPlace::ObjectiveLabel(objective.id), objective.label.as_str()));
        let indicators = self.indicators().flat_map(|Indicator { id, label, unit, .. }| {
            [(TextPlace::IndicatorLabel(*id), label.as_str()), (TextPlace::IndicatorUnit(*id), unit.as_str())]
        });
        let rows = self.indicators().flat_map(|indicator| &indicator.rows).flat_map(|row| {
            let own = [(TextPlace::RowLabel(row.id), row.label.as_deref()), (TextPlace::RowUnit(row.id), row.unit.as_deref())];
            own.into_iter().filter_map(|(place, words)| Some((place, words?)))
        });
        let sections = self.sections.all_rows().flat_map(|(section, row)| {
            let place = |field| TextPlace::SectionRow { section, row: row.id, field };
            [(place(SectionRowField::Code), row.code.as_str()), (place(SectionRowField::Label), row.label.as_str())]
        });
        let charts = self.chart_titles.iter().map(|(chart, title)| (TextPlace::ChartTitle(*chart), title.words.as_str()));
        let slides = self.deck.arranged().iter();
        let slides = slides.filter_map(|planned| Some((TextPlace::SlideTitle(planned.slide), planned.title.as_ref()?.words.as_str())));
        let texts = self.texts.iter().map(|(narrative, text)| (TextPlace::Narrative(*narrative), text.as_str()));
        let labels = fields.chain(actions).chain(objectives).chain(indicators).chain(rows).chain(sections);
        labels.chain(charts).chain(slides).chain(texts).find(|(place, words)| !fits(words, place.longest())).map(|(place, _)| place)
    }

    pub fn text(&self, narrative: Narrative) -> &str {
        self.texts.get(&narrative).map_or("", Text::as_str)
    }

    /// Writes a text otherwise without its being read again: one that is inherited stays so.
    pub fn retouch(&mut self, narrative: Narrative, text: Text) {
        let is_inherited = self.inherited.contains(&narrative) && !text.is_empty();
        self.set_text(narrative, text);
        if is_inherited {
            self.inherited.insert(narrative);
        }
    }

    /// An empty text does not stay; one that changes is no longer inherited.
    /// Removes the texts of a row of a section that is gone.
    pub fn forget_row(&mut self, section: &str, id: SectionRowId) {
        let is_of = |narrative: &Narrative| matches!(narrative, Narrative::SectionRow { section: of, row, .. } if (*of, *row) == (section, id));
        self.texts.retain(|narrative, _| !is_of(narrative));
        self.inherited.retain(|narrative| !is_of(narrative));
    }

    pub fn set_text(&mut self, narrative: Narrative, text: Text) {
        if self.text(narrative) != text.as_str() {
            self.inherited.remove(&narrative);
        }
        put(&mut self.texts, narrative, (!text.is_empty()).then_some(text));
    }
}

fn put<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}

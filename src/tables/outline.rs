//! The outline of a PAP in its official order, and what stands on the page of each node.

use super::{TableName, Tables, action_line};
use crate::calc::Figure;
use crate::lang::Word;
use crate::model::{
    ActionId, ChartName, CreditPlace, Document, IndicatorId, Measure, Narrative, ObjectiveId, OutstandingItem, Place, ProgrammeField, RowId, Stage,
    TextPlace,
};

/// A node of the outline; each has a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    Cover,
    Strategy,
    /// Summary of objectives and indicators.
    Summary,
    Objectives,
    Objective(ObjectiveId),
    Indicator(IndicatorId),
    CreditsPart,
    /// Credits asked, PLF N.
    Bill,
    /// Credits voted, LFI N-1.
    InitialAct,
    Titles,
    JustificationPart,
    Synthesis,
    Multiyear,
    Action(ActionId),
    /// Every chart: beside the document, no part of it.
    Charts,
}

/// A part of the document, as the public site cuts it; each begins a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Strategy,
    Performance,
    Credits,
    Justification,
}

impl Part {
    /// In the official order.
    pub const ALL: [Self; 4] = [Self::Strategy, Self::Performance, Self::Credits, Self::Justification];

    /// The name that the public site gives it: "PERF".
    pub fn code(self) -> &'static str {
        match self {
            Self::Strategy => "STRAT",
            Self::Performance => "PERF",
            Self::Credits => "CREDITS",
            Self::Justification => "JPE",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code().eq_ignore_ascii_case(code))
    }

    /// The node that opens it, whose title is the part's.
    pub fn first_node(self) -> Node {
        match self {
            Self::Strategy => Node::Strategy,
            Self::Performance => Node::Objectives,
            Self::Credits => Node::CreditsPart,
            Self::Justification => Node::JustificationPart,
        }
    }
}

/// A node with its depth, from 0 for a part of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    pub node: Node,
    pub depth: usize,
    pub title: String,
}

/// What stands on a page, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading within the page.
    Section(String),
    Table(TableName),
    /// A text on one line, with its caption.
    Field(TextPlace),
    /// A narrative, under a heading unless that is empty.
    Narrative {
        place: Narrative,
        heading: String,
    },
    /// Two narratives beside each other.
    Columns(Vec<Block>),
    /// Sentences about the table above them.
    Notes(Vec<String>),
    /// The offer to add an action to the act of N-1 that no table of it shows.
    AddToAct,
    /// Charts beside each other.
    Charts(Vec<ChartName>),
    /// Links to the nodes under this one.
    Contents,
    /// "ACTION 68,9 %", with the share as a bar.
    Share(ActionId),
}

impl Node {
    /// Whether the node is still in the document.
    pub fn exists(self, document: &Document) -> bool {
        match self {
            Self::Objective(id) => document.objective(id).is_some(),
            Self::Indicator(id) => document.indicator(id).is_some(),
            Self::Action(id) => document.action(id).is_some(),
            _ => true,
        }
    }

    /// The part that the node belongs to; none for the cover.
    pub fn part(self) -> Option<Part> {
        match self {
            Self::Cover | Self::Charts => None,
            Self::Strategy | Self::Summary => Some(Part::Strategy),
            Self::Objectives | Self::Objective(_) | Self::Indicator(_) => Some(Part::Performance),
            Self::CreditsPart | Self::Bill | Self::InitialAct | Self::Titles => Some(Part::Credits),
            Self::JustificationPart | Self::Synthesis | Self::Multiyear | Self::Action(_) => Some(Part::Justification),
        }
    }

    /// The node whose page shows a place.
    pub fn of(document: &Document, place: Place) -> Self {
        match place {
            Place::Credit(CreditPlace { stage: Stage::InitialAct, .. }) if !document.layout().is_stacked() => Self::InitialAct,
            Place::Credit(_) | Place::Variation { .. } => Self::Bill,
            Place::Share { action, .. } => Self::Action(action),
            Place::Outstanding { .. }
            | Place::OutstandingComputed { .. }
            | Place::Schedule { .. }
            | Place::ScheduleEarlierAe { .. }
            | Place::ScheduleNewAe { .. }
            | Place::ScheduleTotal { .. }
            | Place::Key { .. } => Self::Multiyear,
            Place::Value { row, .. } => Self::of_row(document, row),
            Place::Text(text) => match text {
                TextPlace::Programme(ProgrammeField::Manager | ProgrammeField::ManagerTitle) => Self::Strategy,
                TextPlace::Programme(_) => Self::Cover,
                TextPlace::ActionLabel(id) => Self::Action(id),
                TextPlace::ObjectiveLabel(id) => Self::Objective(id),
                TextPlace::IndicatorLabel(id) | TextPlace::IndicatorUnit(id) | TextPlace::Viewpoint(id) => Self::Indicator(id),
                TextPlace::RowLabel(id) | TextPlace::RowUnit(id) => Self::of_row(document, id),
                TextPlace::ChartTitle(chart) => Self::of_chart(document, chart),
                TextPlace::SlideTitle(slide) => slide.chart().map_or(Self::Charts, |chart| Self::of_chart(document, chart)),
                TextPlace::Narrative(narrative) => match narrative {
                    Narrative::Strategy => Self::Strategy,
                    Narrative::LayoutChanges => Self::Objectives,
                    Narrative::OutstandingJustification | Narrative::ScheduleComment => Self::Multiyear,
                    Narrative::Action(id) | Narrative::Nature(id) => Self::Action(id),
                    Narrative::Source(id) | Narrative::Method(id) | Narrative::Justification(id) => Self::Indicator(id),
                },
            },
        }
    }

    /// The node whose page shows a chart.
    fn of_chart(document: &Document, chart: ChartName) -> Self {
        match chart {
            ChartName::Trend(row) => Self::of_row(document, row),
            ChartName::Indicators(_) => Self::Charts,
            ChartName::Credits | ChartName::Shares => Self::Bill,
            ChartName::Titles => Self::Titles,
            ChartName::Schedule | ChartName::Outstanding => Self::Multiyear,
        }
    }

    fn of_row(document: &Document, row: RowId) -> Self {
        document.indicator_of_row(row).map_or(Self::Objectives, |(indicator, _)| Self::Indicator(indicator.id))
    }
}

impl Tables<'_> {
    /// Every node, in the order of the document.
    pub fn outline(self) -> Vec<Branch> {
        let branch = |node, depth| Branch { node, depth, title: self.node_title(node) };
        let mut branches = vec![branch(Node::Cover, 0), branch(Node::Strategy, 0), branch(Node::Summary, 1), branch(Node::Objectives, 0)];
        for objective in self.document.objectives.iter() {
            branches.push(branch(Node::Objective(objective.id), 1));
            branches.extend(objective.indicators.iter().map(|indicator| branch(Node::Indicator(indicator.id), 2)));
        }
        let credits = [(Node::CreditsPart, 0), (Node::Bill, 1), (Node::InitialAct, 1), (Node::Titles, 1)];
        // From PLF 2023 on the act stands in the tables of the bill.
        let credits = credits.into_iter().filter(|(node, _)| *node != Node::InitialAct || !self.document.layout().is_stacked());
        let justification = [(Node::JustificationPart, 0), (Node::Synthesis, 1), (Node::Multiyear, 1)];
        branches.extend(credits.chain(justification).map(|(node, depth)| branch(node, depth)));
        let standing = self.document.actions.iter().filter(|action| self.document.stands(action, self.document.year, Stage::Bill));
        branches.extend(standing.map(|action| branch(Node::Action(action.id), if action.code.is_sub_action() { 2 } else { 1 })));
        branches
    }

    /// The tables of a part, in the official order.
    pub fn of_part(self, part: Part) -> Vec<TableName> {
        let nodes = self.outline().into_iter().filter(|branch| branch.node.part() == Some(part));
        let blocks = nodes.flat_map(|branch| self.page(branch.node));
        blocks.filter_map(|block| if let Block::Table(name) = block { Some(name) } else { None }).collect()
    }

    /// The title of a node's page.
    pub fn node_title(self, node: Node) -> String {
        let (year, previous) = (self.document.year, self.document.previous_year());
        match node {
            Node::Cover => self.word(Word::Cover).into(),
            Node::Strategy => self.word(Word::StrategyPart).into(),
            Node::Summary => self.word(Word::ObjectivesSummary).into(),
            Node::Objectives => self.word(Word::ObjectivesPart).into(),
            Node::Objective(id) => {
                let number = self.document.objective_number(id).unwrap_or_default();
                format!("{number} – {}", self.document.objective(id).map_or("", |objective| &objective.label))
            }
            Node::Indicator(id) => {
                let number = crate::address::indicator_number(self.document, id).unwrap_or_default();
                format!("{number} – {}", self.document.indicator(id).map_or("", |indicator| &indicator.label))
            }
            Node::CreditsPart => self.word(Word::CreditsPart).into(),
            Node::Bill => self.lang.pick(
                format!("{year} / Présentation par action et titre des crédits demandés"),
                format!("{year} / Appropriations asked, by action and title"),
            ),
            Node::InitialAct => self.lang.pick(
                format!("{previous} / Présentation par action et titre des crédits votés (loi de finances initiale)"),
                format!("{previous} / Appropriations voted, by action and title (initial budget act)"),
            ),
            Node::Titles => self.word(Word::CreditsByTitleAndCategory).into(),
            Node::JustificationPart => self.word(Word::JustificationPart).into(),
            Node::Synthesis => self.word(Word::Synthesis).into(),
            Node::Multiyear => self.word(Word::MultiyearExpenditure).into(),
            Node::Action(id) => self.document.action(id).map_or_else(String::new, action_line),
            Node::Charts => self.lang.pick("Graphiques", "Charts").into(),
        }
    }

    /// The short title of a node, for the outline.
    pub fn node_name(self, node: Node) -> String {
        let (year, previous) = (self.document.year, self.document.previous_year());
        match node {
            Node::Summary => self.lang.pick("Récapitulation des objectifs et des indicateurs", "Summary of objectives and indicators").into(),
            Node::Objectives => self.lang.pick("Objectifs et indicateurs", "Objectives and indicators").into(),
            Node::CreditsPart => self.lang.pick("Présentation des crédits", "Appropriations").into(),
            Node::Bill => self.lang.pick(format!("{year} : crédits demandés (PLF)"), format!("{year}: asked (PLF)")),
            Node::InitialAct => self.lang.pick(format!("{previous} : crédits votés (LFI)"), format!("{previous}: voted (LFI)")),
            Node::Titles => self.lang.pick("Par titre et catégorie", "By title and category").into(),
            Node::Synthesis => self.lang.pick("Éléments de synthèse", "Summary").into(),
            _ => self.node_title(node),
        }
    }

    /// The part of the document that a node belongs to, for the running head.
    pub fn part_title(self, node: Node) -> String {
        match node.part() {
            Some(part) => self.node_title(part.first_node()),
            None => self.node_title(node),
        }
    }

    /// What stands on the page of a node.
    pub fn page(self, node: Node) -> Vec<Block> {
        match node {
            Node::Cover => {
                use ProgrammeField::{Minister, Mission, Name, Number};
                [Mission, Number, Name, Minister].map(|field| Block::Field(TextPlace::Programme(field))).into()
            }
            Node::Strategy => vec![
                Block::Field(TextPlace::Programme(ProgrammeField::Manager)),
                Block::Field(TextPlace::Programme(ProgrammeField::ManagerTitle)),
                narrative(Narrative::Strategy, ""),
            ],
            Node::Summary => vec![Block::Table(TableName::Objectives)],
            Node::Objectives => self.objectives_page(),
            Node::CreditsPart | Node::JustificationPart => vec![Block::Contents],
            Node::Objective(_) => vec![Block::Contents],
            Node::Indicator(id) => self.indicator_page(id),
            Node::Bill => vec![
                Block::Table(TableName::Bill(Measure::Ae)),
                Block::Table(TableName::Bill(Measure::Cp)),
                Block::Charts(vec![ChartName::Shares, ChartName::Credits]),
                Block::Table(TableName::Variation),
            ],
            Node::InitialAct => self.act_page(),
            Node::Titles => vec![Block::Table(TableName::Titles), Block::Charts(vec![ChartName::Titles])],
            Node::Synthesis => vec![Block::Table(TableName::Synthesis)],
            Node::Multiyear => self.multiyear_page(),
            Node::Charts => vec![Block::Charts(ChartName::all(self.document))],
            Node::Action(id) => vec![
                Block::Share(id),
                Block::Table(TableName::Action(id)),
                narrative(Narrative::Action(id), ""),
                Block::Table(TableName::Nature(id)),
                narrative(Narrative::Nature(id), ""),
            ],
        }
    }

    /// The list of what changed since last year stands here once there is something to compare with, or to say.
    fn objectives_page(self) -> Vec<Block> {
        let compares = !self.document.published.labels.is_empty() || !self.document.text(Narrative::LayoutChanges).is_empty();
        let changes = compares.then(|| narrative(Narrative::LayoutChanges, self.word(Word::LayoutChanges)));
        [Block::Contents].into_iter().chain(changes).collect()
    }

    fn act_page(self) -> Vec<Block> {
        let previous = self.document.previous_year();
        let lacks_one = self.document.leaves().any(|action| !self.document.stands(action, previous, Stage::InitialAct));
        let tables = Measure::BOTH.map(|measure| Block::Table(TableName::InitialAct(measure)));
        tables.into_iter().chain(lacks_one.then_some(Block::AddToAct)).collect()
    }

    fn multiyear_page(self) -> Vec<Block> {
        let year = self.document.year;
        let mut blocks = vec![Block::Section(self.word(Word::PaymentScheduleSection).into()), Block::Table(TableName::Outstanding)];
        let estimate = Place::Outstanding { year, item: OutstandingItem::Estimate };
        let [estimate, computed] = [estimate, Place::OutstandingComputed { year }].map(|place| self.figures.figure(self.document, place));
        let justified = !self.document.text(Narrative::OutstandingJustification).is_empty();
        if justified || (estimate != computed && estimate != Figure::Blank) {
            blocks.push(narrative(Narrative::OutstandingJustification, self.word(Word::OutstandingJustification)));
        }
        blocks.extend([
            Block::Table(TableName::Schedule),
            Block::Table(TableName::Keys),
            Block::Charts(vec![ChartName::Schedule]),
            Block::Charts(vec![ChartName::Outstanding]),
            narrative(Narrative::ScheduleComment, self.word(Word::ScheduleComment)),
        ]);
        blocks
    }

    fn indicator_page(self, id: IndicatorId) -> Vec<Block> {
        let rows = self.document.indicator(id).map_or(&[][..], |indicator| &indicator.rows);
        vec![
            Block::Field(TextPlace::Viewpoint(id)),
            Block::Table(TableName::Indicator(id)),
            Block::Notes(self.traced(id)),
            Block::Charts(rows.iter().map(|row| ChartName::Trend(row.id)).collect()),
            Block::Columns(vec![
                narrative(Narrative::Source(id), self.word(Word::SourceOfData)),
                narrative(Narrative::Method(id), self.word(Word::MethodOfCalculation)),
                narrative(Narrative::Justification(id), self.word(self.justification_word())),
            ]),
        ]
    }
}

fn narrative(place: Narrative, heading: &str) -> Block {
    Block::Narrative { place, heading: heading.into() }
}

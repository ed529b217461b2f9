//! The outline of a PAP in its official order: its nodes, what they are called, and which of them shows a place. What stands on a node's page is
//! in `page`.
//!
//! All that tells one node from another is said in these two files.

use super::{Heading, HeadingStyle, Tables, action_line};
use crate::charts::shapes;
use crate::lang::Word;
use crate::model::{
    About, ActionId, ChartName, ChartPage, CreditPlace, Document, IndicatorId, Narrative, ObjectiveId, Place, ProgrammeField, RowId, Shape, Slide,
    Stage, TextPlace,
};
use crate::sections::{self, PAGES, Page, Section, TableDef};

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
    /// A section that is a room, by its key.
    Section(&'static str),
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
    /// After the actions, where the programme has operators.
    Operators,
}

impl Part {
    /// In the official order.
    pub const ALL: [Self; 5] = [Self::Strategy, Self::Performance, Self::Credits, Self::Justification, Self::Operators];

    /// The name that the public site gives it: "PERF".
    pub fn code(self) -> &'static str {
        match self {
            Self::Strategy => "STRAT",
            Self::Performance => "PERF",
            Self::Credits => "CREDITS",
            Self::Justification => "JPE",
            Self::Operators => "OPE",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code().eq_ignore_ascii_case(code))
    }

    /// The parts of a document, in the official order: those with a page.
    pub fn all(document: &Document) -> impl Iterator<Item = Self> + use<'_> {
        Self::ALL.into_iter().filter(|part| part.first_node().standing(document) == part.first_node())
    }

    /// The node that opens it, whose title is the part's.
    pub fn first_node(self) -> Node {
        match self {
            Self::Strategy => Node::Strategy,
            Self::Performance => Node::Objectives,
            Self::Credits => Node::CreditsPart,
            Self::Justification => Node::JustificationPart,
            Self::Operators => Node::Section("operators"),
        }
    }
}

/// A node as the outline has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    pub node: Node,
    /// From 0 for what opens a part of the document.
    pub depth: usize,
    pub title: String,
    /// The figure beside its name on a screen.
    pub share: Option<Place>,
    /// In print, the heading over this page and the next ones of its kind; it begins a sheet.
    pub chapter: Option<Heading>,
}

impl Node {
    /// The page that is shown when a document opens.
    pub const FIRST: Self = Self::Bill;

    /// The node itself while it is in the document, else the page that led to it.
    pub fn standing(self, document: &Document) -> Self {
        match self {
            Self::Objective(id) if document.objective(id).is_none() => Self::Objectives,
            Self::Indicator(id) if document.indicator(id).is_none() => Self::Objectives,
            Self::Action(id) if document.action(id).is_none() => Self::JustificationPart,
            // Where rows are there by themselves, the page of a section stands while it is empty: it is where the first figure is typed.
            Self::Section(key) if self.begins_with_a_row() && !sections::is_shown(key, document) => Self::JustificationPart,
            _ => self,
        }
    }

    /// The part that the node belongs to; none for the cover.
    pub fn part(self) -> Option<Part> {
        match self {
            Self::Cover | Self::Charts => None,
            Self::Strategy | Self::Summary => Some(Part::Strategy),
            Self::Objectives | Self::Objective(_) | Self::Indicator(_) => Some(Part::Performance),
            Self::CreditsPart | Self::Bill | Self::InitialAct | Self::Titles => Some(Part::Credits),
            Self::Section(key) if sections::is_part(key) => Some(Part::Operators),
            Self::Section(key) if sections::is_of_credits(key) => Some(Part::Credits),
            Self::JustificationPart | Self::Synthesis | Self::Section(_) | Self::Action(_) => Some(Part::Justification),
        }
    }

    /// How deep it stands in the outline, from 0 for what opens a part of the document.
    fn depth(self, document: &Document) -> usize {
        match self {
            Self::Cover | Self::Strategy | Self::Objectives | Self::CreditsPart | Self::JustificationPart | Self::Charts => 0,
            Self::Section(key) if sections::is_part(key) => 0,
            Self::Summary | Self::Objective(_) | Self::Bill | Self::InitialAct | Self::Titles | Self::Synthesis | Self::Section(_) => 1,
            Self::Indicator(_) => 2,
            Self::Action(id) => 1 + usize::from(document.action(id).is_some_and(|action| action.code.is_sub_action())),
        }
    }

    /// Whether it shows a table whose rows drafters list.
    pub fn lists_rows(self) -> bool {
        self.shapes().any(|shape| shape.list() == Some(shape.key))
    }

    fn shapes(self) -> impl Iterator<Item = &'static Shape> {
        let section = if let Self::Section(key) = self { sections::of_key(key) } else { None };
        section.into_iter().flat_map(Section::tables).flat_map(TableDef::shapes)
    }

    /// Whether a row begins it: there is no page to show before. Free tables are several: which one to begin is chosen on their page.
    pub fn begins_with_a_row(self) -> bool {
        let Self::Section(key) = self else { return false };
        self.lists_rows() && sections::of_key(key).is_some_and(|section| !section.is_free())
    }

    /// The text that names it, when users give it its name.
    pub fn label(self) -> Option<TextPlace> {
        match self {
            Self::Action(id) => Some(TextPlace::ActionLabel(id)),
            Self::Objective(id) => Some(TextPlace::ObjectiveLabel(id)),
            Self::Indicator(id) => Some(TextPlace::IndicatorLabel(id)),
            _ => None,
        }
    }

    /// The slide that shows what the page is about.
    pub fn slide(self, document: &Document) -> Slide {
        let trend = |id| {
            document.indicator(id).and_then(|indicator| indicator.rows.first()).map_or(Slide::Figures, |row| Slide::Chart(ChartName::trend(row.id)))
        };
        match self {
            Self::Cover | Self::Strategy => Slide::Cover,
            Self::Indicator(id) => trend(id),
            Self::Objective(id) => {
                let first = document.objective(id).and_then(|objective| objective.indicators.first());
                first.map_or(Slide::Figures, |indicator| trend(indicator.id))
            }
            Self::Bill | Self::Action(_) => Slide::Chart(ChartName::SHARES),
            Self::Titles | Self::InitialAct => Slide::Chart(ChartName::TITLES),
            Self::Summary | Self::Objectives | Self::Charts | Self::CreditsPart | Self::JustificationPart | Self::Synthesis => Slide::Figures,
            Self::Section(section) => Self::section_slide(document, section),
        }
    }

    /// The node on whose page the act of N-1 is typed.
    pub fn of_act(document: &Document) -> Self {
        // From PLF 2023 on the act stands in the tables of the bill.
        if document.layout().is_stacked() { Self::Bill } else { Self::InitialAct }
    }

    /// Whether figures on its page may wait for somebody to confirm them.
    pub fn may_wait(self, document: &Document) -> bool {
        let has_cells = |key| sections::of_key(key).is_some_and(|section| !section.tables().is_empty());
        self == Self::of_act(document) || matches!(self, Self::Section(key) if has_cells(key))
    }

    /// The node whose page shows a place.
    pub fn of(document: &Document, place: Place) -> Self {
        match place {
            Place::Credit(CreditPlace { stage: Stage::InitialAct, .. }) => Self::of_act(document),
            Place::Credit(_) | Place::Variation { .. } => Self::Bill,
            Place::Share { action, .. } => Self::Action(action),
            Place::Value { row, .. } => Self::of_row(document, row),
            Place::Cell(cell) => Self::of_section(cell.section),
            Place::Text(text) => match text {
                TextPlace::Programme(ProgrammeField::Manager | ProgrammeField::ManagerTitle) => Self::Strategy,
                TextPlace::Programme(_) => Self::Cover,
                TextPlace::ActionLabel(id) | TextPlace::ActionCode(id) => Self::Action(id),
                TextPlace::ObjectiveLabel(id) | TextPlace::ObjectiveMission(id) => Self::Objective(id),
                TextPlace::IndicatorLabel(id)
                | TextPlace::IndicatorUnit(id)
                | TextPlace::Viewpoint(id)
                | TextPlace::IndicatorMission(id)
                | TextPlace::Direction(id) => Self::Indicator(id),
                TextPlace::RowLabel(id) | TextPlace::RowUnit(id) => Self::of_row(document, id),
                TextPlace::SectionRow { section, .. } => Self::of_section(section),
                TextPlace::ChartTitle(chart) => Self::of_chart(document, chart),
                TextPlace::SlideTitle(slide) => slide.chart().map_or(Self::Charts, |chart| Self::of_chart(document, chart)),
                TextPlace::Narrative(narrative) => match narrative {
                    Narrative::Strategy => Self::Strategy,
                    Narrative::LayoutChanges => Self::Objectives,
                    Narrative::SynthesisComment => Self::Synthesis,
                    Narrative::Section(section) | Narrative::SectionRow { section, .. } => Self::of_section(section),
                    Narrative::Action(id) | Narrative::Nature(id) => Self::Action(id),
                    Narrative::Objective(id) => Self::Objective(id),
                    Narrative::Source(id) | Narrative::Method(id) | Narrative::Justification(id) => Self::Indicator(id),
                    narrative => Self::of_own(sections::own_text(narrative).map(|(section, _)| section)),
                },
            },
            place => Self::of_own(sections::of_figure(place)),
        }
    }

    /// The first chart under the tables of a section.
    fn section_slide(document: &Document, section: &str) -> Slide {
        let section = sections::of_key(section);
        let cells = section.into_iter().flat_map(Section::tables).map(|table| table.key);
        let tables = cells.chain(section.into_iter().flat_map(sections::own_tables).map(|table| table.key));
        let shapes = tables.flat_map(|table| shapes::on(ChartPage::Section(table)));
        shapes.flat_map(|shape| shape.charts(document)).next().map_or(Slide::Figures, Slide::Chart)
    }

    fn of_section(key: &str) -> Self {
        Self::of_own(sections::of_key(key))
    }

    fn of_own(section: Option<&'static dyn Section>) -> Self {
        section.map_or(Self::JustificationPart, |section| Self::Section(section.key()))
    }

    /// The node whose page shows a chart.
    fn of_chart(document: &Document, chart: ChartName) -> Self {
        match chart.shape().map(|shape| shape.page) {
            Some(ChartPage::Indicator) => match chart.about {
                About::Row(row) => Self::of_row(document, row),
                About::Indicator(id) => Self::Indicator(id),
                About::Document | About::Sheet(_) => Self::Objectives,
            },
            Some(ChartPage::Bill | ChartPage::Variation) => Self::Bill,
            Some(ChartPage::Titles) => Self::Titles,
            Some(ChartPage::Section(section)) => Self::of_section(section),
            Some(ChartPage::Charts) | None => Self::Charts,
        }
    }

    fn of_row(document: &Document, row: RowId) -> Self {
        document.indicator_of_row(row).map_or(Self::Objectives, |(indicator, _)| Self::Indicator(indicator.id))
    }
}

impl Tables<'_> {
    /// Every node, in the order of the document.
    pub fn outline(self) -> Vec<Branch> {
        self.branches(None)
    }

    /// The same with the page that somebody looks at, where that is a section without a fact.
    pub fn outline_around(self, shown: Node) -> Vec<Branch> {
        self.branches(Some(shown))
    }

    fn branches(self, shown: Option<Node>) -> Vec<Branch> {
        let mut branches: Vec<Branch> = self.nodes(shown).into_iter().map(|node| self.branch(node)).collect();
        if let Some(first) = branches.iter_mut().find(|branch| matches!(branch.node, Node::Action(_))) {
            first.chapter = Some(Heading { level: 2, style: HeadingStyle::Part, text: self.word(Word::JustificationOfActions).into() });
        }
        branches
    }

    fn nodes(self, shown: Option<Node>) -> Vec<Node> {
        let document = self.document;
        let mut nodes = vec![Node::Cover, Node::Strategy, Node::Summary, Node::Objectives];
        for objective in document.objectives.iter() {
            nodes.push(Node::Objective(objective.id));
            nodes.extend(objective.indicators.iter().map(|indicator| Node::Indicator(indicator.id)));
        }
        for printed in &PAGES {
            match printed.page {
                Page::CreditsPart => nodes.push(Node::CreditsPart),
                Page::Credits => {
                    nodes.push(Node::Bill);
                    nodes.extend(Some(Node::of_act(document)).filter(|node| *node != Node::Bill));
                }
                Page::Titles => nodes.push(Node::Titles),
                Page::JustificationPart => nodes.push(Node::JustificationPart),
                Page::Synthesis => nodes.push(Node::Synthesis),
                Page::Section(key) => {
                    nodes.extend((sections::is_shown(key, document) || shown == Some(Node::Section(key))).then_some(Node::Section(key)));
                }
                Page::Actions => {
                    let standing = document.actions.iter().filter(|action| document.stands(action, document.year, Stage::Bill));
                    nodes.extend(standing.map(|action| Node::Action(action.id)));
                }
            }
        }
        nodes
    }

    fn branch(self, node: Node) -> Branch {
        let share = match node {
            Node::Action(action) => Some(Place::Share { year: self.document.year, action }),
            _ => None,
        };
        Branch { node, depth: node.depth(self.document), title: self.node_title(node), share, chapter: None }
    }

    /// The title of a node's page as a heading.
    pub fn heading(self, node: Node) -> Heading {
        let style = match node {
            Node::Objective(_) => HeadingStyle::Objective,
            Node::Indicator(_) => HeadingStyle::Indicator,
            Node::Action(_) => HeadingStyle::Action,
            _ if node.depth(self.document) == 0 => HeadingStyle::Part,
            _ => HeadingStyle::Section,
        };
        Heading { level: self.level(node), style, text: self.node_title(node) }
    }

    /// The level of the title of a node's page, from 1.
    pub(super) fn level(self, node: Node) -> usize {
        // Actions stand under the heading of their chapter.
        node.depth(self.document) + 1 + usize::from(matches!(node, Node::Action(_)))
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
            // From PLF 2023 on what the programme does not print is not announced.
            Node::CreditsPart if self.document.layout().is_stacked() && !self.prints_tax_expenditures() => self.node_name(node),
            Node::CreditsPart => self.word(Word::CreditsPart).into(),
            Node::Bill if self.document.layout().is_stacked() => self.lang.pick(
                format!("Présentation des crédits par action et titre pour {previous} et {year}"),
                format!("Appropriations by action and title for {previous} and {year}"),
            ),
            Node::Titles if self.document.layout().is_stacked() => self.lang.pick(
                format!("Présentation des crédits par titre et catégorie pour {previous} et {year}"),
                format!("Appropriations by title and category for {previous} and {year}"),
            ),
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
            Node::Section(key) => sections::of_key(key).map_or_else(String::new, |section| sections::in_year(section.title(self.lang), year)),
            Node::Action(id) => self.document.action(id).map_or_else(String::new, action_line),
            Node::Charts => self.lang.pick("Graphiques", "Charts").into(),
        }
    }

    fn prints_tax_expenditures(self) -> bool {
        sections::of_key("tax").is_some_and(|section| sections::has_facts(section, self.document))
    }

    /// The short title of a node, for the outline.
    pub fn node_name(self, node: Node) -> String {
        let (year, previous) = (self.document.year, self.document.previous_year());
        match node {
            Node::Summary => self.lang.pick("Récapitulation des objectifs et des indicateurs", "Summary of objectives and indicators").into(),
            Node::Objectives => self.lang.pick("Objectifs et indicateurs", "Objectives and indicators").into(),
            Node::CreditsPart => self.lang.pick("Présentation des crédits", "Appropriations").into(),
            Node::Bill if self.document.layout().is_stacked() => {
                self.lang.pick(format!("Par action et titre, {previous} et {year}"), format!("By action and title, {previous} and {year}"))
            }
            Node::Bill => self.lang.pick(format!("{year} : crédits demandés (PLF)"), format!("{year}: asked (PLF)")),
            Node::InitialAct => self.lang.pick(format!("{previous} : crédits votés (LFI)"), format!("{previous}: voted (LFI)")),
            Node::Titles => self.lang.pick("Par titre et catégorie", "By title and category").into(),
            Node::Synthesis => self.lang.pick("Éléments de synthèse", "Summary").into(),
            Node::Section(key) => sections::of_key(key).map_or_else(String::new, |section| section.name(self.lang).into()),
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
}

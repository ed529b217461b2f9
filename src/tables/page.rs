//! What stands on the page of each node, from top to bottom: described once, for the window, for print and for whoever looks for something.

use serde::Serialize;

use super::{NamedText, Node, Part, TableName, Tables};
use crate::charts::shapes;
use crate::lang::Word;
use crate::model::{About, ActionId, ChartName, ChartPage, IndicatorId, Measure, Narrative, ProgrammeField, Stage, TextPlace};
use crate::sections;

/// A heading, by which readers of a printed page find their way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// From 1 for what opens a part of the document.
    pub level: usize,
    pub style: HeadingStyle,
    pub text: String,
}

/// How a heading stands out in print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadingStyle {
    /// Opens a part of the document, or a chapter of one.
    Part,
    /// Under a line over the whole page.
    Section,
    /// Over several tables.
    Group,
    /// Over one table or text.
    Table,
    /// Over a table in the measure of texts.
    List,
    Action,
    /// On a band of colour.
    Objective,
    /// Beside its number; what stands under it is kept with it on one printed page, where there is room.
    Indicator,
    /// Over texts in columns.
    Label,
}

/// What stands on a page, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// What the document says of itself at its beginning, in place of a title.
    Cover,
    /// A heading within the page.
    Section(Heading),
    /// A table; `level` is that of its title, where that stands over it.
    Table { name: TableName, level: usize },
    /// A text on one line, with its caption.
    Field(TextPlace),
    /// Who answers for the programme: two fields on a screen, in print the words of both and of `role`.
    Signature { name: TextPlace, function: TextPlace, role: String },
    /// Whose view an indicator takes: chosen on a screen, in print beside the title.
    Viewpoint(IndicatorId),
    /// Whether an objective or an indicator is one of the mission: ticked on a screen, in print beside the word before its title.
    Mission(TextPlace),
    /// Which values of an indicator are better: chosen on a screen, for the charts that judge its targets; no PAP prints it.
    Direction(IndicatorId),
    /// A text, in print left out with its heading while it is empty.
    Narrative { place: Narrative, heading: Option<Heading> },
    /// Texts in columns beside each other.
    Columns(Vec<TextColumn>),
    /// Words that follow from the document and that nobody types, as a paragraph.
    Statement(String),
    /// Sentences about the table above them; on a screen alone.
    Notes(Vec<String>),
    /// Charts beside each other.
    Charts(Vec<ChartName>),
    /// Charts with all that can be done with them; on a screen alone.
    Gallery(Vec<ChartName>),
    /// Links to the nodes under this one; on a screen alone.
    Contents,
    /// What can be added here; on a screen alone.
    Offer(Offer),
    /// "ACTION 68,9 %", with the share as a bar; in print over the title of the page.
    Share(ActionId),
}

impl Block {
    fn table(self) -> Option<TableName> {
        if let Self::Table { name, .. } = self { Some(name) } else { None }
    }
}

/// Texts under each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextColumn {
    /// In print over all of them; on a screen over those without a caption.
    pub heading: Heading,
    pub texts: Vec<CaptionedText>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptionedText {
    pub place: Narrative,
    /// On a screen a heading, in print the first words: "Source des données :".
    pub caption: Option<String>,
}

/// What can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Offer {
    /// The first one: tables of credits have no row before.
    FirstAction,
    /// The first one: tables of credits have no column before.
    FirstCategory,
    Action,
    /// Titles and categories, by their codes.
    Category,
    Objective,
    Indicator,
    /// A sub-indicator.
    Row,
    /// An action to the act of N-1 that no table of it shows.
    ActionToAct,
    /// A row of a section whose rows drafters list.
    SectionRow(&'static str),
}

impl Tables<'_> {
    /// What stands on the page of a node, under its title.
    pub fn page(self, node: Node) -> Vec<Block> {
        let level = self.level(node) + 1;
        let table = |name| Block::Table { name, level };
        match node {
            Node::Cover => {
                use ProgrammeField::{Minister, Mission, Name, Number};
                let fields = [Mission, Number, Name, Minister].map(|field| Block::Field(TextPlace::Programme(field)));
                [Block::Cover].into_iter().chain(fields).collect()
            }
            Node::Strategy => vec![self.signature(), text(Narrative::Strategy)],
            Node::Summary => vec![table(TableName::Objectives)],
            Node::Objectives => self.objectives_page(level),
            Node::Objective(id) => {
                vec![Block::Mission(TextPlace::ObjectiveMission(id)), text(Narrative::Objective(id)), Block::Contents, Block::Offer(Offer::Indicator)]
            }
            Node::Indicator(id) => self.indicator_page(id, level),
            Node::CreditsPart => vec![Block::Contents],
            Node::Bill => {
                let tables = [Measure::Ae, Measure::Cp].map(|measure| table(TableName::Bill(measure)));
                let variation = [Block::Charts(self.charts(ChartPage::Bill)), table(TableName::Variation)];
                let offers = [Offer::Action, Offer::Category].map(Block::Offer);
                self.of_credits(tables.into_iter().chain(offers).chain(variation).chain(self.charts_apart(ChartPage::Variation)))
            }
            Node::InitialAct => self.act_page(level),
            Node::Titles => self.of_credits([table(TableName::Titles), Block::Offer(Offer::Category), Block::Charts(self.charts(ChartPage::Titles))]),
            Node::JustificationPart => vec![Block::Contents, Block::Offer(Offer::Action)],
            Node::Synthesis => {
                let comment = headed(Narrative::SynthesisComment, self.lang.pick("Commentaire", "Comment"), level);
                self.of_credits([table(TableName::Synthesis), Block::Offer(Offer::Action), comment])
            }
            Node::Action(id) => self.of_credits([
                Block::Share(id),
                table(TableName::Action(id)),
                text(Narrative::Action(id)),
                table(TableName::Nature(id)),
                Block::Offer(Offer::Category),
                text(Narrative::Nature(id)),
            ]),
            Node::Section(key) => sections::of_key(key).map_or_else(Vec::new, |section| self.section_page(section, level)),
            Node::Charts => vec![Block::Gallery(ChartName::all(self.document))],
        }
    }

    /// The action whose page may hold its table of entry: one that holds the amounts itself.
    pub fn entered(self, node: Node) -> Option<ActionId> {
        match node {
            Node::Action(id) if self.document.is_leaf(id) => Some(id),
            _ => None,
        }
    }

    /// What stands on the page of a node on a screen: while somebody enters, the table of entry in the place of those that are printed.
    pub fn page_on_screen(self, node: Node, enters: bool) -> Vec<Block> {
        let Some(id) = self.entered(node).filter(|_| enters) else { return self.page(node) };
        let table = Block::Table { name: TableName::Entry(id), level: self.level(node) + 1 };
        self.of_credits([table, Block::Offer(Offer::Category), text(Narrative::Action(id)), text(Narrative::Nature(id))])
    }

    /// The tables of a page on a screen, from top to bottom.
    pub fn tables_on_screen(self, node: Node, enters: bool) -> impl Iterator<Item = TableName> {
        self.page_on_screen(node, enters).into_iter().filter_map(Block::table)
    }

    /// The tables of a page, from top to bottom.
    pub fn page_tables(self, node: Node) -> impl Iterator<Item = TableName> {
        self.page(node).into_iter().filter_map(Block::table)
    }

    /// The tables of a part, in the official order.
    pub fn of_part(self, part: Part) -> Vec<TableName> {
        let nodes = self.outline().into_iter().filter(|branch| branch.node.part() == Some(part));
        nodes.flat_map(|branch| self.page_tables(branch.node)).filter(|name| self.is_printed(*name)).collect()
    }

    /// Where the narratives of a page stand, from top to bottom, empty ones included.
    pub fn page_narratives(self, node: Node) -> Vec<Narrative> {
        let of_block = |block| match block {
            Block::Narrative { place, .. } => vec![place],
            Block::Columns(columns) => columns.into_iter().flat_map(|column| column.texts).map(|text| text.place).collect(),
            _ => vec![],
        };
        self.page(node).into_iter().flat_map(of_block).collect()
    }

    /// The narratives of a page with their titles, from top to bottom, empty ones included.
    pub fn page_texts(self, node: Node) -> Vec<NamedText> {
        let places = self.page_narratives(node).into_iter().map(TextPlace::Narrative);
        places.map(|place| NamedText { place, title: self.text_title(place), text: self.words(place) }).collect()
    }

    /// What is to be done first stands over the tables of credits.
    fn of_credits(self, blocks: impl IntoIterator<Item = Block>) -> Vec<Block> {
        let first = if self.document.actions.is_empty() {
            Some(Offer::FirstAction)
        } else {
            self.figures.used_categories().is_empty().then_some(Offer::FirstCategory)
        };
        first.map(Block::Offer).into_iter().chain(blocks).collect()
    }

    fn signature(self) -> Block {
        let [name, function] = [ProgrammeField::Manager, ProgrammeField::ManagerTitle].map(TextPlace::Programme);
        let (lang, programme) = (self.lang, &self.document.programme);
        let number = programme.number.map_or_else(String::new, |number| lang.pick(format!(" n°\u{a0}{number}"), format!(" no. {number}")));
        let role = lang
            .pick(format!("Responsable du programme{number}\u{a0}: {}", programme.name), format!("Manager of programme{number}: {}", programme.name));
        Block::Signature { name, function, role }
    }

    /// The list of what changed since last year stands here once there is something to compare with, or to say.
    fn objectives_page(self, level: usize) -> Vec<Block> {
        let compares = !self.document.published.labels.is_empty() || !self.document.text(Narrative::LayoutChanges).is_empty();
        let changes = compares.then(|| headed(Narrative::LayoutChanges, self.word(Word::LayoutChanges), level));
        [Block::Contents, Block::Offer(Offer::Objective)].into_iter().chain(changes).collect()
    }

    fn act_page(self, level: usize) -> Vec<Block> {
        let previous = self.document.previous_year();
        let lacks_one = self.document.leaves().any(|action| !self.document.stands(action, previous, Stage::InitialAct));
        let tables = Measure::BOTH.map(|measure| Block::Table { name: TableName::InitialAct(measure), level });
        tables.into_iter().chain(lacks_one.then_some(Block::Offer(Offer::ActionToAct))).collect()
    }

    /// The charts that stand on a page beside its figures.
    pub(super) fn charts(self, page: ChartPage) -> Vec<ChartName> {
        shapes::on(page).into_iter().flat_map(|shape| shape.charts(self.document)).collect()
    }

    /// The same, each on its own.
    pub(super) fn charts_apart(self, page: ChartPage) -> Vec<Block> {
        self.charts(page).into_iter().map(|chart| Block::Charts(vec![chart])).collect()
    }

    fn indicator_page(self, id: IndicatorId, level: usize) -> Vec<Block> {
        let rows = self.document.indicator(id).map_or(&[][..], |indicator| &indicator.rows);
        let heading = |word| Heading { level, style: HeadingStyle::Label, text: self.word(word).into() };
        let captioned = |place, word| CaptionedText { place, caption: Some(self.word(word).into()) };
        vec![
            Block::Mission(TextPlace::IndicatorMission(id)),
            Block::Viewpoint(id),
            Block::Direction(id),
            Block::Table { name: TableName::Indicator(id), level },
            Block::Offer(Offer::Row),
            Block::Notes(self.traced(id)),
            Block::Charts(
                shapes::on(ChartPage::Indicator)
                    .into_iter()
                    .flat_map(|shape| {
                        [About::Indicator(id)].into_iter().chain(rows.iter().map(|row| About::Row(row.id))).filter_map(|of| shape.chart(of))
                    })
                    .filter(|chart| chart.exists(self.document))
                    .collect(),
            ),
            Block::Columns(vec![
                TextColumn {
                    heading: heading(Word::Methods),
                    texts: vec![captioned(Narrative::Source(id), Word::SourceOfData), captioned(Narrative::Method(id), Word::MethodOfCalculation)],
                },
                TextColumn {
                    heading: heading(self.justification_word()),
                    texts: vec![CaptionedText { place: Narrative::Justification(id), caption: None }],
                },
            ]),
        ]
    }
}

/// A text under a heading of its own.
pub(super) fn headed(place: Narrative, heading: &str, level: usize) -> Block {
    Block::Narrative { place, heading: Some(Heading { level, style: HeadingStyle::Table, text: heading.into() }) }
}

/// A text under the heading before it.
fn text(place: Narrative) -> Block {
    Block::Narrative { place, heading: None }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::editing::{Command, Session};
    use crate::lang::Lang;
    use crate::model::Place;

    /// The sample, and what it is in the layouts of 2022 and 2023.
    fn sessions() -> Vec<Session> {
        let sample = || crate::storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let rolled = |times| {
            let mut session = Session::opened(sample());
            (0..times).for_each(|_| session.apply(&Command::Rollover { copy_credits: true }).unwrap());
            session
        };
        (0..=2).map(rolled).collect()
    }

    #[test]
    fn every_table_and_narrative_stands_on_one_page() {
        for session in sessions() {
            let tables = session.tables(Lang::French);
            let nodes: Vec<Node> = tables.outline().into_iter().map(|branch| branch.node).collect();
            let on_pages: Vec<TableName> = nodes.iter().flat_map(|node| tables.page_tables(*node)).collect();
            let all = TableName::all(session.document());
            assert_eq!(on_pages.len(), all.len(), "{on_pages:?}");
            assert_eq!(on_pages.iter().collect::<BTreeSet<_>>(), all.iter().collect());
            let on_pages: Vec<Narrative> = nodes.iter().flat_map(|node| tables.page_narratives(*node)).collect();
            let of_texts = |place| if let TextPlace::Narrative(narrative) = place { Some(narrative) } else { None };
            let all: Vec<Narrative> = tables.texts().into_iter().filter_map(|text| of_texts(text.place)).collect();
            let justified = |narrative: &&Narrative| **narrative != Narrative::OutstandingJustification && **narrative != Narrative::LayoutChanges;
            let asked = |narratives: &[Narrative]| narratives.iter().filter(justified).copied().collect::<Vec<_>>();
            assert_eq!(asked(&on_pages), asked(&all));
        }
    }

    /// Where something is found it is shown: the home of each figure and text is a node of the outline, and stands there after a look for it.
    #[test]
    fn every_place_has_its_home_in_the_outline() {
        for session in sessions() {
            let tables = session.tables(Lang::French);
            let nodes: BTreeSet<Node> = tables.outline().into_iter().map(|branch| branch.node).collect();
            let cells = tables.all().into_iter().flat_map(|table| table.rows).flat_map(|row| row.cells).filter_map(|cell| cell.place);
            for place in cells.chain(tables.texts().into_iter().map(|text| Place::Text(text.place))) {
                let home = Node::of(session.document(), place);
                assert!(nodes.contains(&home) && home.standing(session.document()) == home, "{place:?} {home:?}");
            }
        }
    }

    #[test]
    fn headings_go_down_by_one_level_at_most() {
        for session in sessions() {
            let tables = session.tables(Lang::French);
            let mut last = 0;
            let mut follows = |heading: &Heading| {
                assert!((1..=last + 1).contains(&heading.level), "{heading:?} after one of level {last}");
                last = heading.level;
            };
            // The cover has none in print.
            for branch in tables.outline().into_iter().skip(1) {
                branch.chapter.iter().for_each(&mut follows);
                follows(&tables.heading(branch.node));
                for block in tables.page(branch.node) {
                    match block {
                        Block::Section(heading) | Block::Narrative { heading: Some(heading), .. } => follows(&heading),
                        Block::Table { name, level } => {
                            if let Some(style) = tables.look(name).title {
                                follows(&Heading { level, style, text: String::new() });
                            }
                        }
                        Block::Columns(columns) => columns.iter().for_each(|column| follows(&column.heading)),
                        _ => {}
                    }
                }
            }
        }
    }
}

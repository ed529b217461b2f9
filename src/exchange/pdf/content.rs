//! What stands in the printed document, in its order, as plain data for the layout: every word printed comes from `tables` and `lang`.

use std::panic::resume_unwind;
use std::thread;

use num_traits::ToPrimitive as _;
use rust_decimal::Decimal;
use serde::Serialize;

use super::columns::{self, Length};
use super::drawing::{self, Drawing, PrintedWidth};
use super::{PRESS, Printed, heights, typography};
use crate::calc::Figure;
use crate::charts;
use crate::exchange::export::PrintedCharts;
use crate::lang::typography::held;
use crate::lang::{Lang, Word, viewpoint};
use crate::model::{ActionId, BlockKind, ChartName, Document, IndicatorId, Narrative, ProgrammeField, Span as TextSpan, Text, TextPlace};
use crate::tables::{Block, Cell, ColumnRole, Content as CellContent, Holds, Level, MainRows, Node, Part, TableName, Tables};

#[derive(Serialize)]
pub struct Content {
    lang: &'static str,
    region: &'static str,
    title: String,
    author: String,
    head: Head,
    foot: String,
    words: Words,
    cover: Option<Cover>,
    contents: bool,
    parts: Vec<PartContent>,
}

#[derive(Clone, Serialize)]
struct Head {
    name: String,
    number: String,
}

#[derive(Clone, Serialize)]
struct Words {
    contents: &'static str,
    objective: &'static str,
    indicator: &'static str,
}

#[derive(Serialize)]
struct Cover {
    state: &'static str,
    budget: &'static str,
    mission: String,
    kind: &'static str,
    annex: &'static str,
    year: String,
    programme: String,
    name: String,
    minister_label: &'static str,
    minister: String,
}

#[derive(Serialize)]
struct PartContent {
    title: String,
    blocks: Vec<Placed>,
}

/// A piece, and the node of the outline that it begins, by its rank there: a preview finds its page by it.
#[derive(Serialize)]
struct Placed {
    anchor: Option<usize>,
    #[serde(flatten)]
    piece: Piece,
}

/// How a heading looks; its level is what a reader navigates by.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Look {
    Part,
    Section,
    Group,
    Table,
    Action,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Piece {
    Heading {
        level: usize,
        look: Look,
        text: String,
        /// At the right of the heading: "en euros".
        unit: &'static str,
        /// Whether it begins a page.
        page: bool,
    },
    Table {
        table: TableContent,
    },
    Narrative {
        level: usize,
        blocks: Vec<Line>,
    },
    Manager {
        name: String,
        function: String,
        role: String,
    },
    Objective {
        level: usize,
        text: String,
    },
    Indicator {
        level: usize,
        title: String,
        viewpoint: String,
        table: TableContent,
        charts: Vec<Drawing>,
        columns: Vec<UnderIndicator>,
    },
    /// Charts over the width of the page, one under the other.
    Charts {
        charts: Vec<Drawing>,
    },
    Share {
        text: String,
        /// Thousandths of the bar that are filled; 0 without AE.
        permille: u32,
        of: &'static str,
    },
}

/// A headed text under an indicator.
#[derive(Serialize)]
struct UnderIndicator {
    heading: String,
    blocks: Vec<Line>,
}

/// A paragraph, a bullet or a heading of a narrative.
#[derive(Serialize)]
pub(super) struct Line {
    kind: &'static str,
    /// Set before the text in a stronger weight: "Source des données :".
    pub lead: String,
    pub spans: Vec<Span>,
    /// Under an indicator.
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<Length>,
}

impl Line {
    pub fn new(kind: &'static str, lead: String, spans: Vec<Span>) -> Self {
        Self { kind, lead, spans, height: None }
    }

    pub fn is_bullet(&self) -> bool {
        self.kind == "bullet"
    }

    pub fn is_heading(&self) -> bool {
        self.kind == "heading"
    }
}

#[derive(Serialize)]
pub(super) struct Span {
    pub kind: &'static str,
    pub text: String,
}

#[derive(Serialize)]
struct TableContent {
    look: &'static str,
    labelled: bool,
    size: Length,
    row_header: String,
    groups: Vec<Group>,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Group {
    title: String,
    span: usize,
}

#[derive(Serialize)]
pub(super) struct Column {
    /// The whole heading, then its two parts: the first is set in a stronger weight.
    #[serde(skip)]
    pub heading: String,
    pub lead: String,
    pub rest: String,
    /// Whether a group stands over it.
    #[serde(skip)]
    pub grouped: bool,
    /// The widest text of its cells, by its characters.
    #[serde(skip)]
    pub longest: String,
    pub role: ColumnRole,
    pub width: Length,
    pub gap: Length,
}

#[derive(Serialize)]
struct Row {
    label: String,
    level: &'static str,
    cells: Vec<String>,
}

/// Where a language is written.
pub(super) fn region(lang: Lang) -> &'static str {
    lang.pick("FR", "GB")
}

impl Content {
    /// The cover and the contents, if any, and the body.
    pub fn split(mut self) -> (Option<Self>, Self) {
        let (cover, contents) = (self.cover.take(), std::mem::take(&mut self.contents));
        let front = (cover.is_some() || contents).then(|| Self {
            title: self.title.clone(),
            author: self.author.clone(),
            head: self.head.clone(),
            foot: self.foot.clone(),
            words: self.words.clone(),
            cover,
            contents,
            parts: vec![],
            ..self
        });
        (front, self)
    }

    /// The charts that stand in it.
    pub fn into_drawings(self) -> impl Iterator<Item = Drawing> {
        self.parts.into_iter().flat_map(|part| part.blocks).flat_map(|placed| match placed.piece {
            Piece::Indicator { charts, .. } | Piece::Charts { charts } => charts,
            Piece::Heading { .. }
            | Piece::Table { .. }
            | Piece::Narrative { .. }
            | Piece::Manager { .. }
            | Piece::Objective { .. }
            | Piece::Share { .. } => vec![],
        })
    }
}

/// What stands in the pages.
pub fn of(tables: Tables<'_>, Printed { part, charts }: Printed) -> Content {
    let setter = Setter { tables, charts };
    let document = tables.document;
    let programme = &document.programme;
    let year = document.year;
    let number = programme.number.map_or_else(String::new, |number| format!("{} {number}", tables.lang.word(Word::Programme)));
    let name = setter.set(&programme.name);
    let title = [number.as_str(), programme.name.as_str()].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" – ");
    let plan = tables.lang.pick(format!("projet annuel de performances, PLF {year}"), format!("annual performance plan, PLF {year}"));
    let title = if title.is_empty() { plan } else { format!("{title}, {plan}") };
    let parts: Vec<Part> = part.map_or_else(|| Part::ALL.into(), |part| vec![part]);
    Content {
        lang: tables.lang.code(),
        region: region(tables.lang),
        title: setter.set(&title),
        author: setter.set(&programme.minister),
        head: Head {
            name: name.clone(),
            number: programme.number.map_or_else(String::new, |number| {
                setter.set(&tables.lang.pick(format!("Programme\u{a0}n° {number}"), format!("Programme\u{a0}no. {number}")))
            }),
        },
        foot: setter.set(&tables.lang.pick(
            format!("Projet annuel de performances, annexe au projet de loi de finances pour {year}"),
            format!("Annual performance plan, annex to the budget bill for {year}"),
        )),
        words: Words {
            contents: tables.lang.pick("Table des matières", "Contents"),
            objective: tables.lang.word(Word::Objective),
            indicator: tables.lang.word(Word::Indicator),
        },
        cover: part.is_none().then(|| setter.cover(number, name)),
        contents: part.is_none(),
        parts: setter.parts(&parts),
    }
}

/// Turns words and tables into what is printed.
#[derive(Clone, Copy)]
struct Setter<'a> {
    tables: Tables<'a>,
    charts: PrintedCharts,
}

impl Setter<'_> {
    fn document(&self) -> &Document {
        self.tables.document
    }

    fn word(&self, word: Word) -> String {
        self.set(self.tables.lang.word(word))
    }

    fn set(&self, text: &str) -> String {
        typography::set(text, self.tables.lang, |character| PRESS.draws(character))
    }

    fn euros(&self) -> &'static str {
        self.tables.lang.pick("en euros", "in euros")
    }

    fn cover(&self, number: String, name: String) -> Cover {
        let (lang, programme) = (self.tables.lang, &self.document().programme);
        let mission = if programme.mission.is_empty() { String::new() } else { format!("{} {}", lang.word(Word::Mission), programme.mission) };
        Cover {
            state: lang.pick("République française", "French Republic"),
            budget: lang.word(Word::BudgetGeneral),
            mission: self.set(&mission),
            kind: lang.pick("Projets annuels de performances", "Annual performance plans"),
            annex: lang.pick("Annexe au projet de loi de finances pour", "Annex to the budget bill for"),
            year: self.document().year.to_string(),
            programme: self.set(&number),
            name,
            minister_label: lang.word(Word::MinisterConcerned),
            minister: self.set(&programme.minister),
        }
    }

    /// Each on a thread of its own.
    fn parts(self, parts: &[Part]) -> Vec<PartContent> {
        thread::scope(|scope| {
            let written: Vec<_> = parts.iter().map(|part| scope.spawn(move || self.part(*part))).collect();
            written.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        })
    }

    fn part(&self, part: Part) -> PartContent {
        let mut blocks = Vec::new();
        let mut actions = false;
        for (rank, branch) in self.tables.outline().into_iter().enumerate().filter(|(_, branch)| branch.node.part() == Some(part)) {
            if matches!(branch.node, Node::Action(_)) && !std::mem::replace(&mut actions, true) {
                let piece = Piece::Heading { level: 2, look: Look::Part, text: self.word(Word::JustificationOfActions), unit: "", page: true };
                blocks.push(Placed { anchor: None, piece });
            }
            let mut pieces = Vec::new();
            self.node(branch.node, &mut pieces);
            blocks.extend(pieces.into_iter().enumerate().map(|(index, piece)| Placed { anchor: (index == 0).then_some(rank), piece }));
        }
        PartContent { title: self.set(&self.tables.part_title(part.first_node())), blocks }
    }

    fn heading(&self, level: usize, look: Look, text: &str, unit: &'static str) -> Piece {
        Piece::Heading { level, look, text: self.set(text), unit, page: false }
    }

    /// What the page of a node holds.
    fn node(&self, node: Node, blocks: &mut Vec<Piece>) {
        let title = self.tables.node_title(node);
        match node {
            // Charts stand beside the document.
            Node::Cover | Node::Charts => {}
            Node::Strategy => {
                blocks.push(self.heading(1, Look::Part, &title, ""));
                blocks.extend(self.manager());
                blocks.extend(self.narrative(Narrative::Strategy, 2));
            }
            Node::Summary => {
                blocks.push(self.heading(2, Look::Section, &title, ""));
                blocks.extend(self.table(TableName::Objectives));
            }
            Node::Objectives => {
                blocks.push(self.heading(1, Look::Part, &title, ""));
                self.page(node, 2, blocks);
            }
            Node::Objective(_) => blocks.push(Piece::Objective { level: 2, text: self.set(&title) }),
            Node::Indicator(id) => blocks.extend(self.indicator(id, &title)),
            Node::CreditsPart | Node::JustificationPart => blocks.push(self.heading(1, Look::Part, &title, "")),
            Node::Bill | Node::InitialAct | Node::Multiyear => {
                blocks.push(self.heading(2, Look::Section, &title, ""));
                self.page(node, 3, blocks);
            }
            Node::Titles => {
                self.headed_table(TableName::Titles, &title, blocks);
                blocks.extend(self.charts(&[ChartName::Titles]));
            }
            Node::Synthesis => self.headed_table(TableName::Synthesis, &title, blocks),
            Node::Action(id) => self.action(id, &title, blocks),
        }
    }

    fn headed_table(&self, name: TableName, title: &str, blocks: &mut Vec<Piece>) {
        blocks.push(self.heading(2, Look::Section, title, self.euros()));
        blocks.extend(self.table(name));
    }

    /// The tables and texts of a page, each under its own heading.
    fn page(&self, node: Node, level: usize, blocks: &mut Vec<Piece>) {
        let mut level = level;
        for block in self.tables.page(node) {
            match block {
                Block::Section(title) => {
                    blocks.push(self.heading(level, Look::Group, &title, ""));
                    level += 1;
                }
                Block::Table(name) => {
                    if let Some(table) = self.tables.table(name) {
                        let unit = match (table.is_in_euros(), self.tables.is_to_confirm(&table)) {
                            (true, true) => {
                                self.tables.lang.pick("en euros, loi de finances initiale à confirmer", "in euros, initial budget act to confirm")
                            }
                            (true, false) => self.euros(),
                            (false, _) => "",
                        };
                        blocks.push(self.heading(level, Look::Table, &table.title, unit));
                        blocks.extend(self.table(name));
                    }
                }
                Block::Narrative { place, heading } => {
                    if self.document().text(place).is_empty() {
                        continue;
                    }
                    blocks.push(self.heading(level, Look::Table, &heading, ""));
                    blocks.extend(self.narrative(place, level + 1));
                }
                Block::Charts(names) => blocks.extend(self.charts(&names)),
                Block::Field(_) | Block::Columns(_) | Block::Contents | Block::Share(_) | Block::Notes(_) | Block::AddToAct => {}
            }
        }
    }

    fn manager(&self) -> Option<Piece> {
        let programme = &self.document().programme;
        let number = programme.number.map_or_else(String::new, |number| format!(" n° {number}"));
        let role = match self.tables.lang {
            Lang::French => format!("Responsable du programme{number} : {}", programme.name),
            Lang::English => format!("Manager of programme{}: {}", number.replace("n°", "no."), programme.name),
        };
        let [name, function] = [ProgrammeField::Manager, ProgrammeField::ManagerTitle].map(|field| self.words(TextPlace::Programme(field)));
        (!name.is_empty() || !function.is_empty()).then(|| Piece::Manager { name, function, role: self.set(&role) })
    }

    fn words(&self, place: TextPlace) -> String {
        self.set(&self.tables.words(place))
    }

    // Texts

    fn narrative(&self, place: Narrative, level: usize) -> Option<Piece> {
        let blocks = self.lines(place, "");
        (!blocks.is_empty()).then_some(Piece::Narrative { level, blocks })
    }

    /// The lines of a text, links as their figures, `lead` before the first.
    fn lines(&self, place: Narrative, lead: &str) -> Vec<Line> {
        // Before it is cut where its weight changes: what holds two words together may stand between two of them.
        let text = Text::new(&held(&self.tables.words(TextPlace::Narrative(place)), self.tables.lang));
        let mut lead = self.set(lead);
        // A heading without words is refused by PDF/UA, and says nothing.
        let says_something = |spans: &[TextSpan<'_>]| spans.iter().any(|span| !self.set(span.text).trim().is_empty());
        text.blocks()
            .filter(|block| block.kind != BlockKind::Heading || says_something(&block.spans))
            .map(|block| {
                let kind = match block.kind {
                    BlockKind::Paragraph => "paragraph",
                    BlockKind::Bullet => "bullet",
                    BlockKind::Heading => "heading",
                };
                Line::new(kind, std::mem::take(&mut lead), self.spans(&block.spans))
            })
            .collect()
    }

    fn spans(&self, spans: &[TextSpan<'_>]) -> Vec<Span> {
        spans.iter().flat_map(|span| weighed(&self.set(span.text), span.bold)).collect()
    }

    // Tables

    /// A table that has rows: the summary of a programme without objectives has none.
    fn table(&self, name: TableName) -> Option<Piece> {
        self.table_content(name).filter(|table| !table.rows.is_empty()).map(|table| Piece::Table { table })
    }

    fn table_content(&self, name: TableName) -> Option<TableContent> {
        let table = self.tables.table(name)?;
        let rows: Vec<Row> = table
            .rows
            .iter()
            .map(|row| Row {
                label: self.set(&row.label),
                level: match (row.level, table.look.main_rows) {
                    (Level::Total, _) => "total",
                    (Level::Sub, _) => "sub",
                    (Level::Main, MainRows::Plain) => "main",
                    (Level::Main, MainRows::StrongLabels | MainRows::StrongFigures) => "strong",
                },
                cells: row.cells.iter().map(|cell| self.cell(cell)).collect(),
            })
            .collect();
        let columns = table.columns.iter().enumerate().map(|(index, column)| Column {
            heading: self.heading_words(&column.title),
            lead: self.heading_words(&column.lead),
            rest: self.heading_words(&column.rest),
            grouped: table.groups.iter().any(|group| !group.title.is_empty()),
            longest: rows.iter().filter_map(|row| row.cells.get(index)).max_by_key(|cell| cell.chars().count()).cloned().unwrap_or_default(),
            role: column.role,
            width: Length::default(),
            gap: Length::default(),
        });
        let mut columns: Vec<Column> = columns.collect();
        let fit = columns::fit(&columns, table.is_labelled().then(|| rows.iter().map(|row| &row.label)));
        for ((column, width), gap) in columns.iter_mut().zip(fit.widths).zip(fit.gaps) {
            (column.width, column.gap) = (width, gap);
            if fit.is_cut {
                [&mut column.lead, &mut column.rest].into_iter().for_each(|words| *words = words.replace('\u{a0}', " "));
            }
        }
        let row_header = table.look.printed_header.as_ref().unwrap_or(&table.row_header);
        Some(TableContent {
            look: if table.look.holds == Holds::Words { "summary" } else { "figures" },
            labelled: table.is_labelled(),
            size: fit.size,
            row_header: self.set(row_header),
            groups: table.groups.iter().map(|group| Group { title: self.set(&group.title), span: group.span }).collect(),
            columns,
            rows,
        })
    }

    /// A figure is written as it is printed; words are set.
    fn cell(&self, cell: &Cell) -> String {
        let text = cell.text(self.tables.lang);
        if cell.value().is_some() { text } else { self.set(&text) }
    }

    /// A heading of a column, in which no line ends with a word that leads to the next.
    fn heading_words(&self, words: &str) -> String {
        const LEADING: [&str; 10] = ["de", "en", "et", "à", "au", "des", "of", "for", "in", "and"];
        let words = self.set(words);
        let mut held = String::with_capacity(words.len() + 8);
        let mut before = None;
        for word in words.split(' ') {
            match before {
                Some(leading) if LEADING.contains(&leading) => held.push('\u{a0}'),
                Some(_) => held.push(' '),
                None => {}
            }
            held.push_str(word);
            before = Some(word);
        }
        held
    }

    // Indicators and actions

    fn indicator(&self, id: IndicatorId, title: &str) -> Option<Piece> {
        let lang = self.tables.lang;
        let of = self.document().indicator(id).and_then(|indicator| indicator.viewpoint);
        let viewpoint = of.map_or_else(String::new, |of| {
            let of = viewpoint(of, lang);
            lang.pick(format!("(du point de vue {}{of})", french_of(of)), format!("({of} viewpoint)"))
        });
        let colon = lang.pick(" :", ":");
        let lead = |word| format!("{}{colon}", lang.word(word));
        let mut methods = self.lines(Narrative::Source(id), &lead(Word::SourceOfData));
        methods.extend(self.lines(Narrative::Method(id), &lead(Word::MethodOfCalculation)));
        let justification = if self.document().layout().is_stacked() { Word::JustificationOfTargets } else { Word::JustificationOfForecasts };
        let columns = [(Word::Methods, methods), (justification, self.lines(Narrative::Justification(id), ""))];
        Some(Piece::Indicator {
            level: 3,
            title: self.set(title),
            viewpoint: self.set(&viewpoint),
            table: self.table_content(TableName::Indicator(id))?,
            charts: self.trends(id),
            columns: columns
                .into_iter()
                .filter(|(_, blocks)| !blocks.is_empty())
                .map(|(heading, mut blocks)| {
                    blocks.iter_mut().for_each(|line| line.height = Some(heights::of(line)));
                    UnderIndicator { heading: self.word(heading), blocks }
                })
                .collect(),
        })
    }

    /// The trend of each row that has a number to draw.
    fn trends(&self, id: IndicatorId) -> Vec<Drawing> {
        if self.charts == PrintedCharts::None {
            return vec![];
        }
        let rows = self.document().indicator(id).into_iter().flat_map(|indicator| &indicator.rows);
        let trends = rows.filter_map(|row| self.chart(ChartName::Trend(row.id)));
        trends.map(|chart| self.drawing(&chart, PrintedWidth::Column)).collect()
    }

    /// Charts of credits, where they are wanted and have something to draw.
    fn charts(&self, names: &[ChartName]) -> Option<Piece> {
        if self.charts != PrintedCharts::All {
            return None;
        }
        let drawn = names.iter().filter_map(|name| self.chart(*name));
        let charts: Vec<_> = drawn.map(|chart| self.drawing(&chart, PrintedWidth::Page)).collect();
        (!charts.is_empty()).then_some(Piece::Charts { charts })
    }

    /// A chart that has something to draw.
    fn chart(&self, name: ChartName) -> Option<charts::Chart> {
        let Tables { document, figures, lang } = self.tables;
        charts::chart(document, figures, lang, name).filter(|chart| chart.data.has_figures())
    }

    fn drawing(&self, chart: &charts::Chart, width: PrintedWidth) -> Drawing {
        drawing::of(chart, width, |words| self.set(words))
    }

    fn action(&self, id: ActionId, title: &str, blocks: &mut Vec<Piece>) {
        let lang = self.tables.lang;
        let is_sub = self.document().action(id).is_some_and(|action| action.code.is_sub_action());
        let level = if is_sub { 4 } else { 3 };
        if let Some(share) = self.tables.table(TableName::Action(id)).and_then(|table| table.share) {
            let permille = permille(&share);
            let word = if is_sub { lang.pick("SOUS-ACTION", "SUB-ACTION") } else { lang.pick("ACTION", "ACTION") };
            let of = lang.pick("du programme, en AE", "of the programme, in AE");
            blocks.push(Piece::Share { text: self.set(&format!("{word} {}", share.text(lang))), permille, of });
        }
        blocks.push(self.heading(level, Look::Action, title, ""));
        blocks.extend(self.table(TableName::Action(id)));
        blocks.extend(self.narrative(Narrative::Action(id), level + 1));
        blocks.push(self.heading(level + 1, Look::Section, lang.word(Word::ExpenditureByNature), ""));
        blocks.extend(self.table(TableName::Nature(id)));
        blocks.extend(self.narrative(Narrative::Nature(id), level + 2));
    }
}

/// "de l'" before a vowel: "du point de vue de l'usager".
fn french_of(viewpoint: &str) -> &'static str {
    if viewpoint.starts_with(['a', 'e', 'i', 'o', 'u']) { "de l'" } else { "du " }
}

/// The spans of one weight, the letters of "1er" raised.
fn weighed(text: &str, bold: bool) -> Vec<Span> {
    let kind = if bold { "bold" } else { "plain" };
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("1er") {
        let stands_alone = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        let raised = if stands_alone { Span { kind: "raised", text: "er".into() } } else { Span { kind, text: "er".into() } };
        spans.extend([Span { kind, text: format!("{before}1") }, raised]);
        rest = after;
    }
    spans.push(Span { kind, text: rest.into() });
    spans.retain(|span| !span.text.is_empty());
    spans
}

/// The thousandths of a printed share, at most the whole; nothing negative is drawn, nor a share that there is not.
fn permille(share: &Cell) -> u32 {
    let tenfold = match &share.content {
        CellContent::Figure(Figure::Percent(percent)) => percent.checked_mul(Decimal::TEN),
        _ => None,
    };
    tenfold.and_then(|thousandths| thousandths.to_u32()).unwrap_or(0).min(1000)
}

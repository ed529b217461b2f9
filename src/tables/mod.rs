//! The derived tables of a PAP, as the document prints them: headings, rows and cells, each cell with its place.
//!
//! Every reader of figures (window, `show`, clipboard, exports) goes through here. Knows no widget and no file; adds nothing up.

mod credits;
mod explain;
mod find;
mod look;
mod outline;
mod own_titles;
mod page;
mod performance;
mod rows;
mod search;
mod sections;
mod terms;
mod texts;

pub use crate::model::Level;
pub use crate::sections::{Column, ColumnRole, ColumnWidth, Control, Holds, Setting};
pub use credits::{action_line, shown_place};
pub use explain::Fed;
pub use find::{Match, MatchAt, Query};
pub use look::{Look, MainRows, StandIn, TableKind};
pub use outline::{Branch, Node, Part};
pub use page::{Block, CaptionedText, Heading, HeadingStyle, Offer, TextColumn};
pub use rows::RowOf;
pub use search::{Index, PageHit, TextHit, Wanted};
pub use terms::{Sign, Term};
pub use texts::{MISSION, NamedText, caption, field_word, words};

use crate::address;
use crate::calc::{Figure, Figures, Hint};
use crate::lang::{Lang, Word, writing};
use crate::model::{
    ActionCode, ActionId, CellValue, Document, Entry, IndicatorId, IndicatorValue, Measure, NatureScope, Place, SectionRowId, Stage, TextPlace,
};
use crate::sections::{self as rooms, PAGES, Page};

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableName {
    /// Credits asked, by action and title.
    Bill(Measure),
    /// Credits voted in the act of N-1, by action and title.
    InitialAct(Measure),
    /// Credits by title and category.
    Titles,
    /// Bill against act.
    Variation,
    Synthesis,
    /// The 2 × 4 table of an action.
    Action(ActionId),
    /// Expenditure of an action by nature.
    Nature(ActionId),
    /// Everything that is typed of the credits of an action, by category: on a screen alone.
    Entry(ActionId),
    /// Summary of objectives and indicators.
    Objectives,
    Indicator(IndicatorId),
    /// A table of a section that is a room, by its key: of cells, or of figures with places of their own.
    Section(&'static str),
    /// The rows of such a table that stand under one listed row.
    SectionRow(&'static str, SectionRowId),
}

impl TableName {
    /// Every table of a document, in the official order.
    pub fn all(document: &Document) -> Vec<Self> {
        let mut names = vec![Self::Objectives];
        names.extend(document.indicators().map(|indicator| Self::Indicator(indicator.id)));
        for printed in &PAGES {
            match printed.page {
                Page::Credits => {
                    names.extend(Measure::BOTH.map(Self::Bill));
                    if !document.layout().is_stacked() {
                        names.extend(Measure::BOTH.map(Self::InitialAct));
                    }
                }
                Page::Titles => names.extend([Self::Titles, Self::Variation]),
                Page::Synthesis => names.push(Self::Synthesis),
                Page::Section(key) => {
                    let Some(section) = rooms::of_key(key) else { continue };
                    let printed = section.tables().iter().filter(|table| rooms::is_printed(table, document));
                    names.extend(printed.map(|table| Self::Section(table.key)));
                    names.extend(rooms::own_tables(section).iter().map(|table| Self::Section(table.key)));
                }
                Page::Actions => {
                    let standing = document.actions.iter().filter(|action| document.stands(action, document.year, Stage::Bill));
                    names.extend(standing.flat_map(|action| [Self::Action(action.id), Self::Nature(action.id)]));
                }
                Page::CreditsPart | Page::JustificationPart => {}
            }
        }
        names
    }

    /// The tables of one shape each whose cells no table of `all` shows by themselves: what goes out and what comes in, which stand in two together.
    pub fn of_shapes(document: &Document) -> impl Iterator<Item = Self> + '_ {
        let shapes = rooms::shapes::all().filter(move |shape| rooms::table(shape.key).is_none() && document.sections.has(shape.key));
        shapes.map(|shape| Self::Section(shape.key))
    }

    /// Whether published PAP have it. What they have not is in `show` and the window, and leaves a document by choice alone.
    pub fn is_official(self) -> bool {
        self != Self::Variation
    }

    /// The table that a name such as `plf-ae`, `action/01` or `indicator/1.1` denotes.
    pub fn parse(document: &Document, name: &str) -> Option<Self> {
        let of_code = |code: &str| document.action_by_code(code.parse::<ActionCode>().ok()?).map(|action| action.id);
        match name.split_once('/') {
            Some(("action", code)) => of_code(code).map(Self::Action),
            Some(("nature", code)) => of_code(code).map(Self::Nature),
            Some(("entry", code)) => of_code(code).map(Self::Entry),
            Some((section, number)) if let Some(table) = rooms::table(section).filter(|table| table.of_row.is_some()) => {
                let index = address::number(number)?.checked_sub(1)?;
                document.sections.rows(table.key).get(index).map(|row| Self::SectionRow(table.key, row.id))
            }
            Some(("indicator", number)) => address::indicator_by_number(document, number).map(|indicator| Self::Indicator(indicator.id)),
            Some(_) => None,
            None => {
                let section = || rooms::table_key(name).map(Self::Section);
                Self::FIXED.into_iter().find(|table| table.fixed_name() == Some(name)).or_else(section)
            }
        }
    }

    /// The name by which `parse` finds it again.
    pub fn write(self, document: &Document) -> Option<String> {
        match self {
            Self::Action(id) => Some(format!("action/{}", document.action(id)?.code)),
            Self::Nature(id) => Some(format!("nature/{}", document.action(id)?.code)),
            Self::Entry(id) => Some(format!("entry/{}", document.action(id)?.code)),
            Self::SectionRow(section, id) => Some(format!("{section}/{}", document.sections.number(section, id)?)),
            Self::Indicator(id) => Some(format!("indicator/{}", address::indicator_number(document, id)?)),
            _ => self.fixed_name().map(str::to_owned),
        }
    }

    const FIXED: [Self; 8] = [
        Self::Bill(Measure::Ae),
        Self::Bill(Measure::Cp),
        Self::InitialAct(Measure::Ae),
        Self::InitialAct(Measure::Cp),
        Self::Titles,
        Self::Variation,
        Self::Synthesis,
        Self::Objectives,
    ];

    fn fixed_name(self) -> Option<&'static str> {
        match self {
            Self::Bill(Measure::Ae) => Some("plf-ae"),
            Self::Bill(Measure::Cp) => Some("plf-cp"),
            Self::InitialAct(Measure::Ae) => Some("lfi-ae"),
            Self::InitialAct(Measure::Cp) => Some("lfi-cp"),
            Self::Titles => Some("titles"),
            Self::Variation => Some("variation"),
            Self::Synthesis => Some("synthesis"),
            Self::Objectives => Some("objectives"),
            Self::Section(key) => Some(key),
            Self::Action(_) | Self::Nature(_) | Self::Entry(_) | Self::Indicator(_) | Self::SectionRow(..) => None,
        }
    }
}

/// A table ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub name: TableName,
    pub look: Look,
    pub title: String,
    /// Heading of the column of labels; empty when rows have no label.
    pub row_header: String,
    /// Headings over several columns, from left to right; none, or one for each run of columns.
    pub groups: Vec<Group>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// "ACTION 68,9 %", above the table of an action.
    pub share: Option<Cell>,
}

impl Table {
    /// Whether its amounts are in euros, which its page then says.
    pub fn is_in_euros(&self) -> bool {
        self.look.holds == Holds::Euros
    }

    /// The unit of its amounts as its page says it: "en euros"; empty where each column or row has one of its own, or its title says it.
    pub fn unit(&self, lang: Lang) -> &'static str {
        let unit = match self.look.holds {
            Holds::Euros => lang.pick("en euros", "in euros"),
            Holds::MillionEuros => lang.pick("en millions d’euros", "in millions of euros"),
            Holds::Figures | Holds::Words => "",
        };
        if self.title.contains(unit) { "" } else { unit }
    }

    /// The unit where its headings are shown: empty too where one of them says it.
    pub fn unit_over_headings(&self, lang: Lang) -> &'static str {
        let unit = self.unit(lang);
        let is_said = self.columns.iter().any(|column| column.title.to_lowercase() == unit);
        if is_said { "" } else { unit }
    }

    /// Whether its rows are told apart by words: the tables of one row have none.
    pub fn is_labelled(&self) -> bool {
        !self.row_header.is_empty() || self.rows.iter().any(|row| !row.label.is_empty())
    }

    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.cells.get(column)
    }

    /// The whole heading of a column, group included: "Autorisations d'engagement, Autres titres".
    pub fn heading(&self, column: usize) -> String {
        let title = self.columns.get(column).map_or("", |column| column.title.as_str());
        match self.group(column).map(|group| group.title.as_str()) {
            Some(group) if !group.is_empty() && !title.starts_with(group) => format!("{group}, {title}"),
            _ => title.to_owned(),
        }
    }

    /// The heading over a column and its neighbours.
    pub fn group(&self, column: usize) -> Option<&Group> {
        let mut end = 0;
        self.groups.iter().find(|group| {
            end += group.span;
            column < end
        })
    }

    /// The heading of each column as it reads under its group, without the words that the group says.
    pub fn headings_under_groups(&self) -> impl Iterator<Item = &str> {
        let groups = self.groups.iter().flat_map(|group| std::iter::repeat_n(group.title.as_str(), group.span)).chain(std::iter::repeat(""));
        self.columns.iter().zip(groups).map(|(column, group)| {
            let is_said = !group.is_empty() && column.title.starts_with(group);
            if is_said { column.rest.as_str() } else { column.title.as_str() }
        })
    }

    /// The places of its cells, row by row.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.place)
    }

    /// The row and column of the cell that shows a place.
    pub fn find(&self, place: Place) -> Option<(usize, usize)> {
        self.rows
            .iter()
            .enumerate()
            .find_map(|(row, cells)| cells.cells.iter().position(|cell| cell.place == Some(place)).map(|column| (row, column)))
    }
}

/// What stands beside a table on a screen, row by row: no part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    pub heading: Column,
    pub cells: Vec<Cell>,
}

/// A heading over `span` columns; empty over columns that have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub title: String,
    pub span: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub label: String,
    /// The text that the label shows, when it is one.
    pub label_place: Option<TextPlace>,
    /// The title or category that the label names without its code, which a screen shows before it.
    pub nature: Option<NatureScope>,
    pub level: Level,
    pub cells: Vec<Cell>,
}

impl Row {
    /// "62": the code before the label on a screen.
    pub fn code(&self) -> Option<String> {
        match self.nature? {
            NatureScope::Title(title) => Some(title.to_string()),
            NatureScope::Category(category) => Some(category.to_string()),
            NatureScope::All | NatureScope::OtherThanStaff => None,
        }
    }

    /// "62 Transferts aux entreprises": the label as it is read aloud.
    pub fn name(&self) -> String {
        self.code().map_or_else(|| self.label.clone(), |code| format!("{code} {}", self.label))
    }
}

/// Whether a cell is typed or computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    Entered,
    Computed,
    /// An entry without a fact, even where 0 is printed.
    Empty,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Figure(Figure),
    Value(IndicatorValue),
    Words(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// `None` for a blank that denotes nothing.
    pub place: Option<Place>,
    pub kind: CellKind,
    pub content: Content,
}

impl Cell {
    /// A cell that denotes nothing.
    fn blank() -> Self {
        Self { place: None, kind: CellKind::Computed, content: Content::Figure(Figure::Blank) }
    }

    /// A cell of a list, which denotes nothing.
    pub fn words(words: String) -> Self {
        Self { content: Content::Words(words), ..Self::blank() }
    }

    /// The same, of a figure.
    pub fn figure(figure: Figure) -> Self {
        Self { content: Content::Figure(figure), ..Self::blank() }
    }

    /// What is printed.
    pub fn text(&self, lang: Lang) -> String {
        match &self.content {
            Content::Figure(figure) => match figure {
                Figure::Blank => String::new(),
                Figure::Amount(euros) => writing::euros(*euros),
                Figure::Percent(percent) => writing::percent(*percent),
                Figure::Variation(percent) => writing::signed_percent(*percent),
                Figure::Number(number) => writing::decimal(*number),
                Figure::Effect(number) => writing::signed_decimal(*number),
                Figure::Undefined => "–".into(),
                Figure::Overflow => lang.word(Word::Overflow).into(),
            },
            Content::Value(value) => writing::value(value),
            Content::Words(words) => words.clone(),
        }
    }

    /// The exact decimal of the printed figure, for machines; `None` when it is no number.
    pub fn value(&self) -> Option<String> {
        match &self.content {
            Content::Figure(Figure::Amount(euros)) => Some(euros.get().to_string()),
            Content::Figure(Figure::Percent(number) | Figure::Variation(number) | Figure::Number(number) | Figure::Effect(number)) => {
                Some(writing::plain(*number))
            }
            Content::Value(IndicatorValue::Number { value, .. }) => Some(writing::plain(*value)),
            _ => None,
        }
    }

    /// Whether typing here writes a fact.
    pub fn is_entry(&self) -> bool {
        matches!(self.kind, CellKind::Entered | CellKind::Empty)
    }
}

/// What a rollover says of a cell or text until somebody answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// An amount of the act that nobody entered: the bill of its year with the amendments.
    ToConfirm,
    /// A text kept from last year.
    Inherited,
    /// A forecast as it was published: typed no more.
    Locked,
}

/// Builds the tables of one document in one language.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    pub document: &'a Document,
    pub figures: &'a Figures,
    pub lang: Lang,
}

impl Tables<'_> {
    /// Every table, in the official order.
    pub fn all(self) -> Vec<Table> {
        TableName::all(self.document).into_iter().filter_map(|name| self.printed(name)).collect()
    }

    /// A table as print and exports show it: without the rows that say nothing of the year, in the printed order; `None` where they leave it out.
    pub fn printed(self, name: TableName) -> Option<Table> {
        let mut table = self.table(name).filter(|_| self.is_printed(name))?;
        if table.look.drops_blank_rows {
            let is_blank = |cell: &Cell| !matches!(cell.place, Some(Place::Cell(_))) || cell.content == Content::Figure(Figure::Blank);
            table.rows.retain(|row| row.level != Level::Sub || !row.cells.iter().all(is_blank));
        }
        self.put_in_printed_order(&mut table);
        Some(table)
    }

    /// A table; `None` when what it is about is not in the document.
    pub fn table(self, name: TableName) -> Option<Table> {
        match name {
            TableName::Bill(measure) if self.document.layout().is_stacked() => Some(self.stacked(measure)),
            TableName::Bill(measure) => Some(self.credits(Stage::Bill, measure)),
            TableName::InitialAct(measure) => Some(self.credits(Stage::InitialAct, measure)),
            TableName::Titles if self.document.layout().is_stacked() => Some(self.stacked_titles()),
            TableName::Titles => Some(self.titles()),
            TableName::Variation => Some(self.variation()),
            TableName::Synthesis => Some(self.synthesis()),
            TableName::Action(id) => self.action(id),
            TableName::Nature(id) => self.nature(id),
            TableName::Entry(id) => self.entry(id),
            TableName::Objectives => Some(self.objectives()),
            TableName::Indicator(id) => self.indicator(id),
            TableName::Section(key) => self.section(key),
            TableName::SectionRow(key, id) => self.section_of_row(key, id),
        }
    }

    /// Whether print and exports show a table: one of a section in which nothing is typed is there to be filled on a screen alone.
    pub fn is_printed(self, name: TableName) -> bool {
        match name {
            TableName::SectionRow(key, id) => {
                let year = Some(self.document.year);
                self.document.sections.cells_of(key).any(|(cell, _)| cell.year == year && cell.row.listed() == Some(id))
            }
            TableName::Section(key) => rooms::table(key).is_none_or(|table| rooms::is_printed(table, self.document)),
            TableName::Entry(_) => false,
            _ => true,
        }
    }

    /// "Programme 352".
    pub fn programme_name(self) -> String {
        let number = self.document.programme.number.map_or_else(String::new, |number| format!(" {number}"));
        format!("{}{number}", self.word(Word::Programme))
    }

    /// "Programme 352 – Innovation et transformation numériques, PLF 2021": what tables away from the window are about.
    pub fn document_name(self) -> String {
        let name = &self.document.programme.name;
        let dash = if name.is_empty() { "" } else { " – " };
        format!("{}{dash}{name}, PLF {}", self.programme_name(), self.document.year)
    }

    /// The title of a table that is read away from the page of its action.
    pub fn title_alone(self, table: &Table) -> String {
        let subject = table.look.subject.as_ref();
        subject.map_or_else(|| table.title.clone(), |subject| format!("{subject}{} {}", self.lang.pick(" :", ":"), table.title))
    }

    /// The cell of a place: entered where typing writes a fact, computed elsewhere.
    pub fn cell(self, place: Place) -> Cell {
        let words = match place {
            Place::Cell(cell) => self.document.sections.cell(cell).and_then(|content| match &content.value {
                CellValue::Words(words) => Some(words.clone()),
                CellValue::Number(_) => None,
            }),
            _ => None,
        };
        let content = words.map_or_else(|| Content::Figure(self.figures.figure(self.document, place)), Content::Words);
        let kind = match self.document.entry(place) {
            Some(Entry::Amount(entry)) if self.document.amount(entry).is_some() => CellKind::Entered,
            Some(Entry::Cell(cell)) if self.document.sections.cell(cell).is_some() => CellKind::Entered,
            Some(_) => CellKind::Empty,
            None => CellKind::Computed,
        };
        Cell { place: Some(place), kind, content }
    }

    /// Whether a cell stands empty where somebody is to type, and nothing else is said of it.
    pub fn is_expected(self, look: &Look, cell: &Cell) -> bool {
        let is_missing = || matches!(cell.place, Some(Place::Credit(place)) if look.expects_rest && crate::calc::is_expected(self.document, &place));
        let is_empty = cell.kind == CellKind::Empty && (look.expects_entries || is_missing());
        is_empty && cell.place.is_none_or(|place| self.hint(place).is_none())
    }

    /// How many cells of a table are.
    pub fn count_expected(self, table: &Table) -> usize {
        table.rows.iter().flat_map(|row| &row.cells).filter(|cell| self.is_expected(&table.look, cell)).count()
    }

    /// What last year suggests for an empty cell, as it would be printed.
    pub fn hint(self, place: Place) -> Option<String> {
        Some(match crate::calc::hint(self.document, place)? {
            Hint::Amount(euros) => writing::euros(euros),
            Hint::Value(value) => writing::value(&value),
            Hint::Number(number) => writing::decimal(number),
        })
    }

    /// What a rollover left to answer at a place.
    pub fn mark(self, place: Place) -> Option<Mark> {
        match self.document.entry(place)? {
            entry @ (Entry::Amount(_) | Entry::Cell(_)) => crate::calc::is_unconfirmed(self.document, entry).then_some(Mark::ToConfirm),
            Entry::Value { row, year, kind } => self.document.is_locked((row, year, kind)).then_some(Mark::Locked),
            Entry::Text(TextPlace::Narrative(narrative)) => self.document.inherited.contains(&narrative).then_some(Mark::Inherited),
            Entry::Text(_) => None,
        }
    }

    fn word(self, word: Word) -> &'static str {
        self.lang.word(word)
    }
}

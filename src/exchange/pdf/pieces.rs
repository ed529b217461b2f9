//! The pieces of which printed pages are made, as the layout reads them.

use serde::Serialize;

use super::columns::Length;
use super::drawing::Drawing;
use crate::tables::{ColumnRole, HeadingStyle};

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Piece {
    Heading {
        level: usize,
        look: HeadingStyle,
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
        /// Of the headings in it.
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
        /// "mission", beside the word before the title, or nothing.
        flag: String,
    },
    Indicator(Card),
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

/// A title and what stands under it on one page, where there is room.
#[derive(Default, Serialize)]
pub(super) struct Card {
    pub level: usize,
    pub title: String,
    /// As that of an objective.
    pub flag: String,
    /// Beside the title.
    pub viewpoint: String,
    pub table: Option<TableContent>,
    pub charts: Vec<Drawing>,
    pub columns: Vec<CardColumn>,
}

/// Headed texts, which the layout divides into two columns.
#[derive(Serialize)]
pub(super) struct CardColumn {
    pub level: usize,
    pub heading: String,
    pub blocks: Vec<Line>,
}

/// A paragraph, an item of a list, a heading, a table or a note of a narrative.
#[derive(Default, Serialize)]
pub(super) struct Line {
    pub kind: &'static str,
    /// Of an item or a heading, from 0.
    #[serde(skip_serializing_if = "is_none")]
    pub level: u8,
    /// Of a numbered item or a note.
    #[serde(skip_serializing_if = "is_none")]
    pub number: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<TextTable>,
    /// Set before the text in a stronger weight: "Source des données :".
    pub lead: String,
    pub spans: Vec<Span>,
    /// In a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<Length>,
}

impl Line {
    pub fn new(kind: &'static str, lead: String, spans: Vec<Span>) -> Self {
        Self { kind, lead, spans, ..Self::default() }
    }

    pub fn is_paragraph(&self) -> bool {
        self.kind == "paragraph"
    }

    pub fn is_item(&self) -> bool {
        matches!(self.kind, "bullet" | "number")
    }

    pub fn is_heading(&self) -> bool {
        self.kind == "heading"
    }
}

fn is_none<T: Default + PartialEq>(number: &T) -> bool {
    *number == T::default()
}

/// A table that drafters wrote.
#[derive(Serialize)]
pub(super) struct TextTable {
    /// The first row says what the columns are.
    pub headed: bool,
    pub rows: Vec<Vec<Vec<Span>>>,
    /// "left", "center", "right".
    pub alignments: Vec<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Span {
    pub kind: &'static str,
    pub text: String,
}

#[derive(Serialize)]
pub(super) struct TableContent {
    pub look: &'static str,
    pub labelled: bool,
    pub size: Length,
    pub row_header: String,
    pub groups: Vec<Group>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Serialize)]
pub(super) struct Group {
    pub title: String,
    pub span: usize,
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
pub(super) struct Row {
    pub label: String,
    pub level: &'static str,
    pub cells: Vec<String>,
}

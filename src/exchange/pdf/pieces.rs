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

/// A paragraph, a bullet or a heading of a narrative.
#[derive(Serialize)]
pub(super) struct Line {
    kind: &'static str,
    /// Set before the text in a stronger weight: "Source des données :".
    pub lead: String,
    pub spans: Vec<Span>,
    /// In a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<Length>,
}

impl Line {
    pub fn new(kind: &'static str, lead: String, spans: Vec<Span>) -> Self {
        Self { kind, lead, spans, height: None }
    }

    pub fn is_paragraph(&self) -> bool {
        self.kind == "paragraph"
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

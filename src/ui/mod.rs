//! The window: panels that paint a read-only view and return what the user wants.
//!
//! Knows egui; adds nothing up, opens no file, and takes every colour from `theme`.

pub mod actions;
pub mod cells;
pub mod controls;
pub mod dialogs;
pub mod grid;
pub mod icons;
pub mod inspector;
pub mod narrative;
pub mod outline;
pub mod page;
pub mod plots;
pub mod shell;
pub mod start;
pub mod theme;

use std::path::PathBuf;

use crate::editing::grid::{Event, Grid};
use crate::editing::{Command, Session};
use crate::lang::Lang;
use crate::model::{Place, TextPlace};
use crate::tables::{Node, TableName, Tables};
use actions::Action;

/// What panels may look at in one frame.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub session: &'a Session,
    pub lang: Lang,
    /// The node whose page is shown.
    pub node: Node,
    /// The grid that has the cursor.
    pub cursor: Option<&'a Cursor>,
}

impl View<'_> {
    pub fn tables(&self) -> Tables<'_> {
        self.session.tables(self.lang)
    }

    /// The place of the active cell.
    pub fn active_place(&self) -> Option<Place> {
        let cursor = self.cursor?;
        let spot = cursor.grid.active();
        self.tables().table(cursor.table)?.cell(spot.row, spot.column)?.place
    }
}

/// The grid that has the cursor, and its state.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    pub table: TableName,
    pub grid: Grid,
}

/// What a panel wants; the app does it after the frame is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    Do(Action),
    /// Show the page of a node.
    Show(Node),
    /// Show a place and put the cursor there.
    GoTo(Place),
    Grid {
        table: TableName,
        event: Event,
    },
    Apply(Command),
    /// Typing in a text, which goes on.
    Write {
        place: TextPlace,
        text: String,
    },
    /// The typing in a text ended.
    EndTyping,
    Open(PathBuf),
    Forget(PathBuf),
}

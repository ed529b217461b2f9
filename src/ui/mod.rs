//! The window: panels that paint a read-only view and return what the user wants.
//!
//! Knows egui; adds nothing up, opens no file, and takes every colour from `theme`.

pub mod access;
pub mod actions;
pub mod adding;
pub mod cells;
pub mod chart;
mod chart_title;
pub mod consequences;
pub mod controls;
pub mod deck;
pub mod dialogs;
pub mod export;
pub mod file_dialogs;
pub mod find;
pub mod findings;
pub mod grid;
pub mod history;
pub mod icons;
pub mod import;
pub mod inspector;
pub mod linking;
pub mod menus;
pub mod merge;
pub mod modal;
pub mod narrative;
pub mod outline;
pub mod page;
pub mod palette;
pub mod paste;
pub mod path_field;
pub mod plots;
pub mod presentation;
pub mod preview;
#[cfg(test)]
#[expect(clippy::cast_sign_loss, reason = "coordinates within the picture")]
mod raster;
pub mod review;
pub mod rollover;
pub mod running;
pub mod search;
pub mod shell;
pub mod shortcuts;
pub mod slides;
pub mod spread;
pub mod start;
pub mod tabs;
pub mod text_dialogs;
pub mod theme;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::calc::Summary;
use crate::charts::arranged::Arrangement;
use crate::editing::grid::{Event, Grid, Range as CellRange};
use crate::editing::links::{Held, Proposal, proposals};
use crate::editing::{Command, Gesture, Session};
use crate::exchange::export::Subject;
use crate::lang::Lang;
use crate::model::{Category, ChartName, Document, Narrative, Place, TextPlace};
use crate::tables::{Beside, Cell, Node, RowOf, Table, TableKind, TableName, Tables};
use actions::Action;
use dialogs::Naming;
use find::{FindState, FindStep};
use grid::widths::{Column, Widths};
use tabs::Tab;

/// What panels may look at in one frame.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub session: &'a Session,
    pub lang: Lang,
    /// The node whose page is shown.
    pub node: Node,
    /// The grid that has the cursor.
    pub cursor: Option<&'a Cursor>,
    pub shown: &'a Shown,
    /// The widths that the user gave to columns.
    pub widths: &'a Widths,
    /// Why what was done last was refused; empty when nothing was.
    pub refusal: &'a str,
    /// What is searched for, while the bar is open.
    pub find: Option<&'a FindState>,
    /// Whether French spaces are set while a text is typed.
    pub sets_spaces: bool,
    /// Which of the documents opened so far: pages of two documents scroll apart.
    pub opened: u64,
    /// Whether what changes stands beside the tables that have the act over the bill.
    pub has_changes: bool,
    /// Whether pages of actions show their table of entry in the place of those that are printed.
    pub enters: bool,
    /// Every document that is open, this one among them.
    pub tabs: &'a [Tab],
    /// What is gone through of a merge, while that stands in the place of the outline.
    pub merge: Option<&'a merge::Merge>,
}

impl View<'_> {
    pub fn tables(&self) -> Tables<'_> {
        self.session.tables(self.lang)
    }

    /// The row that has the cursor, where drafters add and name it.
    pub fn active_row(&self) -> Option<RowOf> {
        let cursor = self.cursor?;
        RowOf::of(self.session.document(), self.table(cursor.table)?.as_ref(), cursor.grid.active().row)
    }

    /// What stands before the row that has the cursor.
    pub fn active_label(&self) -> Option<String> {
        let cursor = self.cursor?;
        let row = self.active_row().and_then(|_| self.table(cursor.table)?.rows.get(cursor.grid.active().row).map(|row| row.label.clone()));
        row.filter(|label| !label.is_empty())
    }

    /// The place of the active cell.
    pub fn active_place(&self) -> Option<Place> {
        let cursor = self.cursor?;
        let spot = cursor.grid.active();
        self.table(cursor.table)?.cell(spot.row, spot.column)?.place
    }

    /// The tables of the page, from top to bottom.
    pub fn page_tables(&self) -> impl Iterator<Item = TableName> {
        self.tables().tables_on_screen(self.node, self.enters)
    }

    /// What may stand beside a table.
    pub fn changes(&self, table: &Table) -> Option<Arc<Beside>> {
        self.shown.changes(self.tables(), table)
    }

    /// What stands beside it, where the user wants it.
    pub fn beside(&self, table: &Table) -> Option<Arc<Beside>> {
        self.has_changes.then(|| self.changes(table)).flatten()
    }

    /// A table of the document as it is now, built once.
    pub fn table(&self, name: TableName) -> Option<Arc<Table>> {
        self.shown.table(self.session, self.lang, name)
    }
}

/// The tables built since the document last changed: a frame builds none again.
#[derive(Default)]
pub struct Shown {
    tables: RefCell<ShownTables>,
    /// Every figure that a table shows, in the state that they were looked up for; texts may have changed since.
    held: RefCell<Option<(Arc<Document>, Arc<Held>)>>,
    /// The links offered last, in which state and text.
    offered: RefCell<Option<(u64, Narrative, Arc<Vec<Proposal>>)>>,
    /// The summary of the cells selected last: a large selection is added up once.
    summary: RefCell<Option<(SelectionShown, Option<Summary>)>>,
    /// The findings of the page shown last.
    findings: RefCell<Option<Arc<inspector::FindingsListed>>>,
    /// What is being typed, tried.
    pub trials: consequences::Trials,
}

/// Which cells of which state of the document a summary is of.
#[derive(Clone, Copy, PartialEq, Eq)]
struct SelectionShown {
    revision: u64,
    table: TableName,
    range: CellRange,
}

#[derive(Default)]
struct ShownTables {
    /// The state of the document and the language they were built for.
    of: Option<(u64, Lang)>,
    tables: BTreeMap<TableName, Arc<Table>>,
    /// What may stand beside them.
    beside: BTreeMap<TableName, Option<Arc<Beside>>>,
}

impl Shown {
    /// The findings of the page and of others, as the inspector lists them.
    pub fn findings(&self, view: &View<'_>) -> Arc<inspector::FindingsListed> {
        let mut kept = self.findings.borrow_mut();
        let listed = inspector::FindingsListed::shown(view, kept.take());
        Arc::clone(kept.insert(listed))
    }

    /// What the selected amounts add up to; `None` when no amount is selected.
    pub fn summary(&self, view: &View<'_>, cursor: &Cursor) -> Option<Summary> {
        let of = SelectionShown { revision: view.session.revision(), table: cursor.table, range: cursor.grid.selection() };
        let mut kept = self.summary.borrow_mut();
        if let Some((_, summary)) = kept.as_ref().filter(|(kept, _)| *kept == of) {
            return *summary;
        }
        let table = view.table(cursor.table)?;
        let tables = view.tables();
        let summary = Summary::of(of.range.spots().filter_map(|spot| tables.selected(table.cell(spot.row, spot.column)?)));
        *kept = Some((of, summary));
        summary
    }

    /// The figures of a narrative that could be links. Only a change of figures looks them up again in the tables.
    pub fn links_offered(&self, session: &Session, lang: Lang, narrative: Narrative) -> Arc<Vec<Proposal>> {
        let mut offered = self.offered.borrow_mut();
        if let Some((_, _, kept)) = offered.as_ref().filter(|(revision, of, _)| (*revision, *of) == (session.revision(), narrative)) {
            return Arc::clone(kept);
        }
        let mut held = self.held.borrow_mut();
        let document = session.document();
        let kept = held.take().filter(|(of, _)| of.has_same_figures(document)).map(|(_, kept)| kept);
        let kept = kept.unwrap_or_else(|| Arc::new(Held::of(session.tables(lang))));
        let proposals = Arc::new(proposals(document, session.figures(), &kept, narrative));
        *held = Some((Arc::clone(document), kept));
        *offered = Some((session.revision(), narrative, Arc::clone(&proposals)));
        proposals
    }

    pub fn table(&self, session: &Session, lang: Lang, name: TableName) -> Option<Arc<Table>> {
        let mut shown = self.tables.borrow_mut();
        let of = Some((session.revision(), lang));
        if shown.of != of {
            *shown = ShownTables { of, ..ShownTables::default() };
        }
        if let Some(table) = shown.tables.get(&name) {
            return Some(Arc::clone(table));
        }
        let table = Arc::new(session.tables(lang).table(name)?);
        shown.tables.insert(name, Arc::clone(&table));
        Some(table)
    }

    /// What changes beside a table that is shown.
    fn changes(&self, tables: Tables<'_>, table: &Table) -> Option<Arc<Beside>> {
        let mut shown = self.tables.borrow_mut();
        shown.beside.entry(table.name).or_insert_with(|| tables.changes(table).map(Arc::new)).clone()
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
    /// The same, named in the history as the gesture that it was.
    ApplyAs(Command, Gesture),
    /// Shows the passage of a narrative, as it is stored, selected in its editor.
    GoToPassage(Narrative, Range<usize>),
    /// Typing in a text, which goes on.
    Write {
        place: TextPlace,
        text: String,
    },
    /// The typing in a text ended.
    EndTyping,
    /// A column made wider or narrower; `is_final` when it is let go.
    ColumnWidth {
        kind: TableKind,
        column: Column,
        width: f32,
        is_final: bool,
    },
    /// Adds categories to the tables, as one step.
    AddCategories(Vec<Category>),
    /// Adds what a name was typed for in this field of the page.
    Name {
        naming: Naming,
        code: Option<String>,
        label: String,
        field: egui::Id,
    },
    /// The keyboard goes back to the table that has the cursor.
    BackToTable,
    CopyTable(TableName),
    /// A list, row by row.
    CopyCells(Vec<Vec<Cell>>),
    /// A chart, as a picture, in the order in which it is looked at.
    CopyChart(ChartName, Arrangement),
    /// A text for a word processor: whole, or what of it is selected as it is typed.
    CopyText {
        place: TextPlace,
        selected: Option<String>,
    },
    /// What is on the clipboard, into the text that is edited; bare without its form.
    PasteText {
        bare: bool,
    },
    /// Asks how to export, this chosen at first.
    Export(Subject),
    /// A step of the review of a merge.
    Merge(merge::MergeStep),
    /// Gives up the work that the status bar tells.
    GiveUp,
    Find(FindStep),
    Search(search::SearchStep),
    /// Go back or forth to the state after so many steps of the history.
    GoToStep(usize),
    /// Asks which figures become links, or where typography is set.
    AskOfTexts(text_dialogs::TextDialog),
    /// Asks why a finding is right, or whether the year may pass.
    Ask(review::ReviewDialog),
    Open(PathBuf),
    Forget(PathBuf),
    /// Puts an open document in front.
    ShowDocument(u64),
    CloseDocument(u64),
}

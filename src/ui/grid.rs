//! The grid: a table painted at its natural height, its headers, cells and editor; and the keys of the grid that has the cursor.
//!
//! Paints and translates only: `editing::grid` decides what each event does. Rows outside the visible part cost nothing.

use std::sync::Arc;

use egui::accesskit::{self, Role};
use egui::{Align, Align2, Color32, EventFilter, Galley, Id, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::cells;
use super::icons::Icon;
use super::outline::severity_mark;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Cursor, Intent, View};
use crate::calc::Figure;
use crate::calc::checks::Severity;
use crate::editing::grid::{Event, Grid, Held, Key, Sheet, Spot};
use crate::editing::typed_text;
use crate::lang::{Lang, Word};
use crate::model::{Document, Place};
use crate::tables::{Cell, CellKind, Content, Level, Row, Table, TableName};

/// A table as the grid's logic sees it.
pub struct TableSheet<'a> {
    pub document: &'a Document,
    pub table: &'a Table,
}

impl TableSheet<'_> {
    pub fn cell(&self, spot: Spot) -> Option<&Cell> {
        self.table.cell(spot.row, spot.column)
    }
}

impl Sheet for TableSheet<'_> {
    fn rows(&self) -> usize {
        self.table.rows.len()
    }

    fn columns(&self) -> usize {
        self.table.columns.len()
    }

    fn is_filled(&self, spot: Spot) -> bool {
        self.cell(spot).is_some_and(|cell| !matches!(&cell.content, Content::Figure(Figure::Blank)))
    }

    fn is_editable(&self, spot: Spot) -> bool {
        self.cell(spot).and_then(|cell| cell.place).is_some_and(|place| self.document.entry(place).is_some())
    }

    fn typed(&self, spot: Spot) -> String {
        let entry = self.cell(spot).and_then(|cell| self.document.entry(cell.place?));
        entry.map_or_else(String::new, |entry| typed_text(self.document, entry))
    }
}

/// The one focusable id of a table's grid.
pub fn grid_id(table: TableName) -> Id {
    Id::unique(("grid", table))
}

/// The key of the grid's logic that an egui key means.
pub fn translated(key: egui::Key) -> Option<Key> {
    Some(match key {
        egui::Key::ArrowUp => Key::Up,
        egui::Key::ArrowDown => Key::Down,
        egui::Key::ArrowLeft => Key::Left,
        egui::Key::ArrowRight => Key::Right,
        egui::Key::Home => Key::Home,
        egui::Key::End => Key::End,
        egui::Key::PageUp => Key::PageUp(ROWS_PER_PAGE),
        egui::Key::PageDown => Key::PageDown(ROWS_PER_PAGE),
        egui::Key::Enter => Key::Enter,
        egui::Key::Tab => Key::Tab,
        egui::Key::Escape => Key::Escape,
        egui::Key::F2 => Key::F2,
        egui::Key::Delete => Key::Delete,
        egui::Key::Backspace => Key::Backspace,
        egui::Key::Space => Key::Space,
        egui::Key::A => Key::A,
        _ => return None,
    })
}

/// How many rows Page Up and Page Down go.
const ROWS_PER_PAGE: usize = 20;

/// The modifiers that the grid's logic knows.
pub fn held(modifiers: egui::Modifiers) -> Held {
    Held { shift: modifiers.shift, ctrl: modifiers.command || modifiers.ctrl }
}

/// The id of a cell in the accessibility tree.
fn cell_id(grid: Id, spot: Spot) -> Id {
    grid.with(("cell", spot))
}

/// Paints a table as a grid and returns what the pointer did.
pub fn grid_ui(ui: &mut Ui, view: &View<'_>, table: &Arc<Table>) -> Vec<Intent> {
    let cursor = view.cursor.filter(|cursor| cursor.table == table.name);
    let layout = laid_out(ui, table);
    let is_wider = layout.width > ui.available_width() + 1.0;
    let size = vec2(layout.width, layout.height + if is_wider { theme::SCROLL_BAR_WIDTH + theme::SCROLL_BAR_MARGIN } else { 0.0 });
    let (mut intents, mut shown) = (Vec::new(), None);
    egui::ScrollArea::horizontal().id_salt(("grid scroll", table.name)).auto_shrink([false, true]).show(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let response = ui.interact(rect, grid_id(table.name), Sense::click_and_drag());
        let painted =
            Painted { ui, view, table, layout: &layout, cursor: cursor.map(|cursor| &cursor.grid), origin: rect.min, focused: response.has_focus() };
        painted.paint();
        painted.announce(&response);
        intents = painted.pointer(&response);
        if let Some(cursor) = cursor.filter(|_| response.has_focus()) {
            keep_keys(ui, response.id);
            shown = to_show(ui, &layout, rect.min, table.name, cursor.grid.head());
            if let Some(rect) = shown {
                ui.scroll_to_rect(rect, None);
            }
        }
    });
    // The area around the grid takes the wish for both directions and scrolls only one; the page gets its own.
    if let Some(rect) = shown {
        ui.scroll_to_rect(rect, None);
    }
    intents
}

/// The grid keeps Tab, arrows and Escape; F6 leaves it.
fn keep_keys(ui: &Ui, id: Id) {
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}

/// The cell to bring in sight: the corner that moves, once for each move.
fn to_show(ui: &Ui, layout: &Layout, origin: Pos2, table: TableName, head: Spot) -> Option<Rect> {
    let id = Id::unique("grid scrolled to");
    if ui.data(|data| data.get_temp(id)) == Some((table, head)) {
        return None;
    }
    ui.data_mut(|data| data.insert_temp(id, (table, head)));
    let cell = layout.cell(head)?.translate(origin.to_vec2()).expand2(vec2(0.0, theme::ROW_HEIGHT * 2.0));
    // The labels stay over the left of a table that is scrolled.
    Some(Rect::from_min_max(pos2(cell.left() - layout.label_width(), cell.top()), cell.max))
}

/// The layout of a table at this width, kept until one of them changes.
fn laid_out(ui: &Ui, table: &Arc<Table>) -> Arc<Layout> {
    let id = grid_id(table.name).with("layout");
    let scale = (ui.available_width(), ui.ctx().pixels_per_point());
    let kept: Option<Kept> = ui.data(|data| data.get_temp(id));
    if let Some(kept) = kept.filter(|kept| Arc::ptr_eq(&kept.table, table) && kept.scale == scale) {
        return kept.layout;
    }
    let layout = Arc::new(Layout::of(ui, table));
    ui.data_mut(|data| data.insert_temp(id, Kept { table: Arc::clone(table), scale, layout: Arc::clone(&layout) }));
    layout
}

/// A layout and what it was made for.
#[derive(Clone)]
struct Kept {
    table: Arc<Table>,
    scale: (f32, f32),
    layout: Arc<Layout>,
}

/// Where everything stands, from the grid's own corner.
struct Layout {
    /// Left edges of the label column and of each column, then the right edge.
    edges: Vec<f32>,
    group_height: f32,
    header_height: f32,
    /// Top of each row, then the bottom.
    tops: Vec<f32>,
    width: f32,
    height: f32,
}

impl Layout {
    fn of(ui: &Ui, table: &Table) -> Self {
        let (label, widths) = widths(ui, table);
        let mut edges = vec![0.0, label];
        for width in widths {
            edges.push(edges.last().copied().unwrap_or(0.0) + width);
        }
        let width = edges.last().copied().unwrap_or(0.0);
        let mut layout = Self { edges, group_height: 0.0, header_height: 0.0, tops: vec![], width, height: 0.0 };
        layout.group_height = if table.groups.iter().any(|group| !group.title.is_empty()) { theme::HEADER_GROUP_HEIGHT } else { 0.0 };
        layout.header_height = layout.measure_headers(ui, table);
        let mut top = layout.group_height + layout.header_height;
        for row in &table.rows {
            layout.tops.push(top);
            let labels = if row.label.is_empty() { 1 } else { label_galley(ui, table, row, label, Color32::PLACEHOLDER).rows.len() };
            let lines = if table.name == TableName::Objectives { labels.max(words_lines(ui, row, width - label)) } else { labels };
            top += if lines > 1 { theme::ROW_HEIGHT_TWO_LINES + (lines.saturating_sub(2)) as f32 * 20.0 } else { theme::ROW_HEIGHT };
        }
        layout.tops.push(top);
        layout.height = top + 1.0;
        layout
    }

    fn measure_headers(&self, ui: &Ui, table: &Table) -> f32 {
        if table.name == TableName::Objectives {
            return 0.0;
        }
        let heights = (0..table.columns.len()).filter_map(|column| {
            let (left, right) = self.column(column)?;
            Some(header_galley(ui, table, column, right - left).size().y)
        });
        let row_header = cells::wrapped(
            ui,
            &table.row_header,
            theme::font(SMALL_12, Weight::Regular),
            Color32::PLACEHOLDER,
            self.label_width() - 16.0,
            15.0,
            Align::Min,
        );
        heights.chain([row_header.size().y]).fold(0.0, f32::max).max(15.0) + 10.0
    }

    fn label_width(&self) -> f32 {
        self.edges.get(1).copied().unwrap_or(0.0)
    }

    fn column(&self, column: usize) -> Option<(f32, f32)> {
        Some((*self.edges.get(column + 1)?, *self.edges.get(column + 2)?))
    }

    fn row(&self, row: usize) -> Option<(f32, f32)> {
        Some((*self.tops.get(row)?, *self.tops.get(row + 1)?))
    }

    fn cell(&self, spot: Spot) -> Option<Rect> {
        let ((left, right), (top, bottom)) = (self.column(spot.column)?, self.row(spot.row)?);
        Some(Rect::from_min_max(pos2(left, top), pos2(right, bottom)))
    }

    /// The cell under a point, the nearest one when `clamp`.
    fn spot(&self, point: Pos2, clamp: bool) -> Option<Spot> {
        let rank = |edges: &[f32], at: f32| edges.windows(2).position(|pair| matches!(pair, [low, high] if (*low..*high).contains(&at)));
        let nearest = |edges: &[f32], at: f32| if edges.first().is_some_and(|first| at < *first) { 0 } else { edges.len().saturating_sub(2) };
        let columns = self.edges.get(1..)?;
        let found = |edges: &[f32], at: f32| rank(edges, at).or_else(|| clamp.then(|| nearest(edges, at)));
        Some(Spot { row: found(&self.tops, point.y)?, column: found(columns, point.x)? })
    }
}

/// The width of the labels and of each column: the usual ones when they fit; else columns shrink to what they hold, then the labels.
fn widths(ui: &Ui, table: &Table) -> (f32, Vec<f32>) {
    let available = ui.available_width();
    let count = table.columns.len();
    if table.name == TableName::Objectives {
        let label = 140.0;
        return (label, vec![(available - label).max(theme::COLUMN_LABEL_MIN); count]);
    }
    if table.rows.iter().all(|row| row.label.is_empty()) {
        return (0.0, vec![available / count.max(1) as f32; count]);
    }
    let usual: Vec<f32> = (0..count).map(|column| column_width(table, column).max(content_width(ui, table, column))).collect();
    let room = available - theme::COLUMN_LABEL_MIN - usual.iter().sum::<f32>();
    if room >= 0.0 {
        return (theme::COLUMN_LABEL_MIN + room, usual);
    }
    let least: Vec<f32> = usual.iter().enumerate().map(|(column, usual)| least_width(ui, table, column).min(*usual)).collect();
    let slack: f32 = usual.iter().zip(&least).map(|(usual, least)| usual - least).sum();
    let kept = if slack > 0.0 { ((slack + room) / slack).clamp(0.0, 1.0) } else { 1.0 };
    let widths: Vec<f32> = usual.iter().zip(&least).map(|(usual, least)| least + (usual - least) * kept).collect();
    let label = (available - widths.iter().sum::<f32>()).max(LABEL_LEAST);
    (label, widths)
}

/// What the narrowest column holds.
const COLUMN_LEAST: f32 = 34.0;
/// The narrowest column of labels, on a window too narrow for the usual one.
const LABEL_LEAST: f32 = 120.0;

/// What a column needs for its figures and for the longest word of its heading.
fn least_width(ui: &Ui, table: &Table, column: usize) -> f32 {
    let heading = table.columns.get(column).map_or("", |column| &column.title);
    let words = heading.split(' ').map(|word| text_width(ui, word, SMALL_12) + theme::CELL_PADDING * 2.0);
    words.fold(content_width(ui, table, column).max(COLUMN_LEAST + theme::CELL_PADDING * 2.0), f32::max)
}

/// What a column needs to show its figures and words whole.
fn content_width(ui: &Ui, table: &Table, column: usize) -> f32 {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| text_width(ui, &cell.text(Lang::French), BODY_14));
    cells.fold(0.0, f32::max) + theme::CELL_PADDING * 2.0
}

fn text_width(ui: &Ui, text: &str, size: f32) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), theme::font(size, Weight::Semibold), Color32::PLACEHOLDER).size().x
}

fn column_width(table: &Table, column: usize) -> f32 {
    match table.name {
        TableName::Indicator(_) if column == 0 => theme::COLUMN_UNIT,
        TableName::Indicator(_) => *theme::COLUMN_YEAR_RANGE.end(),
        TableName::Schedule => 98.0,
        TableName::Titles | TableName::Synthesis => 108.0,
        _ => theme::COLUMN_AMOUNT,
    }
}

fn label_galley(ui: &Ui, table: &Table, row: &Row, width: f32, colour: Color32) -> Arc<Galley> {
    let strong = row.level == Level::Main && matches!(table.name, TableName::Objectives | TableName::Nature(_) | TableName::Titles);
    let weight = if strong || row.level == Level::Total { Weight::Semibold } else { Weight::Regular };
    let indent = label_indent(row.level);
    cells::wrapped(ui, &row.label, theme::font(BODY_14, weight), colour, width - theme::CELL_PADDING * 2.0 - indent, 20.0, Align::Min)
}

/// Words in a cell: whole, on as many lines as they need.
fn words_galley(ui: &Ui, words: &str, width: f32, colour: Color32) -> Arc<Galley> {
    cells::wrapped(ui, words, theme::font(BODY_14, Weight::Regular), colour, width - theme::CELL_PADDING * 2.0, 20.0, Align::Min)
}

/// The most lines that a cell of words needs in a row.
fn words_lines(ui: &Ui, row: &Row, width: f32) -> usize {
    let lines = |cell: &Cell| match &cell.content {
        Content::Words(words) => words_galley(ui, words, width, Color32::PLACEHOLDER).rows.len(),
        Content::Figure(_) | Content::Value(_) => 1,
    };
    row.cells.iter().map(lines).max().unwrap_or(1)
}

fn label_indent(level: Level) -> f32 {
    if level == Level::Sub { 16.0 } else { 0.0 }
}

/// The words of a column's heading: the lead set apart, the rest under it.
fn header_galley(ui: &Ui, table: &Table, column: usize, width: f32) -> Arc<Galley> {
    let theme = Theme::of(ui);
    let mut job = egui::text::LayoutJob::default();
    let format = |weight, colour| egui::TextFormat {
        font_id: theme::font(SMALL_12, weight),
        color: colour,
        line_height: Some(theme::HEADER_LINE_HEIGHT),
        ..egui::TextFormat::default()
    };
    if let Some(column) = table.columns.get(column) {
        if !column.lead.is_empty() {
            job.append(&column.lead, 0.0, format(Weight::Semibold, theme.ink));
        }
        if !column.rest.is_empty() {
            let separator = if column.lead.is_empty() { "" } else { "\n" };
            job.append(&format!("{separator}{}", column.rest), 0.0, format(Weight::Regular, theme.ink2));
        }
    }
    job.wrap.max_width = width - theme::CELL_PADDING * 2.0;
    job.halign = Align::Max;
    ui.painter().layout_job(job)
}

/// One grid being painted.
struct Painted<'a> {
    ui: &'a Ui,
    view: &'a View<'a>,
    table: &'a Table,
    layout: &'a Layout,
    cursor: Option<&'a Grid>,
    origin: Pos2,
    focused: bool,
}

impl Painted<'_> {
    fn paint(&self) {
        let clip = self.ui.clip_rect();
        let theme = Theme::of(self.ui);
        self.headers(&theme);
        for (index, row) in self.visible(clip) {
            let Some((top, _)) = self.layout.row(index) else { continue };
            for (column, cell) in row.cells.iter().enumerate() {
                self.cell(&theme, Spot { row: index, column }, row.level, cell);
            }
            let line = if row.level == Level::Total { theme.line2 } else { theme.line };
            self.horizontal(top + self.origin.y, line);
        }
        let bottom = self.origin.y + self.layout.tops.last().copied().unwrap_or(0.0);
        self.horizontal(bottom, theme.line2);
        self.verticals(&theme, bottom);
        self.selection(&theme);
        self.labels(&theme, clip);
    }

    /// The column of labels, which stays in sight when the table is wider than the page.
    fn labels(&self, theme: &Theme, clip: Rect) {
        let width = self.layout.label_width();
        if width == 0.0 {
            return;
        }
        let left = self.origin.x.max(clip.left());
        let is_held = left > self.origin.x;
        self.row_header(theme, left, is_held);
        for (index, row) in self.visible(clip) {
            let Some((top, bottom)) = self.layout.row(index) else { continue };
            let rect = Rect::from_min_max(pos2(left, top + self.origin.y + 1.0), pos2(left + width, bottom + self.origin.y));
            self.label(theme, row, rect, is_held);
        }
        if is_held {
            let bottom = self.origin.y + self.layout.tops.last().copied().unwrap_or(0.0);
            self.ui.painter().vline(left + width, self.origin.y..=bottom, Stroke::new(theme::LINE_WIDTH, theme.line2));
        }
    }

    fn row_header(&self, theme: &Theme, left: f32, is_held: bool) {
        if self.layout.header_height == 0.0 {
            return;
        }
        let (width, height) = (self.layout.label_width(), self.layout.group_height + self.layout.header_height);
        if is_held {
            let rect = Rect::from_min_size(pos2(left, self.origin.y + 1.0), vec2(width, height - 1.0));
            self.ui.painter().rect_filled(rect, 0, theme.sheet);
        }
        let font = theme::font(SMALL_12, Weight::Regular);
        let room = width - theme::CELL_PADDING * 2.0;
        let galley = cells::wrapped(self.ui, &self.table.row_header, font, theme.ink2, room, theme::HEADER_LINE_HEIGHT, Align::Min);
        let top = self.origin.y + height - 5.0 - galley.size().y;
        self.ui.painter().galley(pos2(left + theme::CELL_PADDING, top), galley, theme.ink2);
    }

    /// The rows that stand in the visible part, with their numbers.
    fn visible(&self, clip: Rect) -> impl Iterator<Item = (usize, &Row)> {
        let first = self.layout.tops.partition_point(|top| top + self.origin.y < clip.top()).saturating_sub(1);
        let last = self.layout.tops.partition_point(|top| top + self.origin.y <= clip.bottom());
        self.table.rows.iter().enumerate().skip(first).take(last.saturating_sub(first))
    }

    fn horizontal(&self, y: f32, colour: Color32) {
        let x = self.origin.x..=self.origin.x + self.layout.width;
        self.ui.painter().hline(x, y.round() + 0.5, Stroke::new(theme::LINE_WIDTH, colour));
    }

    fn verticals(&self, theme: &Theme, bottom: f32) {
        for (column, x) in self.layout.edges.iter().skip(1).enumerate().rev().skip(1).filter(|(_, x)| **x > 0.0) {
            let above = if self.is_within_group(column) { self.layout.group_height } else { 0.0 };
            let top = self.origin.y + if self.layout.group_height > 0.0 { above } else { 1.0 };
            self.ui.painter().vline((self.origin.x + x).round() + 0.5, top..=bottom, Stroke::new(theme::LINE_WIDTH, theme.line));
        }
    }

    /// Whether the left edge of a column stands under the heading of a group that began before it.
    fn is_within_group(&self, column: usize) -> bool {
        let mut first = 0;
        self.table.groups.iter().any(|group| {
            let within = !group.title.is_empty() && (first + 1..first + group.span).contains(&column);
            first += group.span;
            within
        })
    }

    fn headers(&self, theme: &Theme) {
        if self.layout.header_height == 0.0 {
            self.horizontal(self.origin.y, theme.line2);
            return;
        }
        let painter = self.ui.painter();
        let (groups, height) = (self.layout.group_height, self.layout.header_height);
        self.horizontal(self.origin.y, theme.line2);
        let mut column = 0;
        for group in &self.table.groups {
            let (left, right) = (
                self.layout.column(column).map_or(0.0, |(left, _)| left),
                self.layout.column(column + group.span - 1).map_or(0.0, |(_, right)| right),
            );
            column += group.span;
            if group.title.is_empty() {
                continue;
            }
            let middle = pos2(self.origin.x + (left + right) / 2.0, self.origin.y + groups / 2.0);
            painter.text(middle, Align2::CENTER_CENTER, &group.title, theme::font(SMALL_12, Weight::Semibold), theme.ink);
            let y = (self.origin.y + groups).round() + 0.5;
            painter.hline(self.origin.x + left..=self.origin.x + right, y, Stroke::new(theme::LINE_WIDTH, theme.line));
        }
        let bottom = self.origin.y + groups + height - 5.0;
        for column in 0..self.table.columns.len() {
            let Some((left, right)) = self.layout.column(column) else { continue };
            let galley = header_galley(self.ui, self.table, column, right - left);
            painter.galley(pos2(self.origin.x + right - theme::CELL_PADDING, bottom - galley.size().y), galley, theme.ink2);
        }
        self.horizontal(self.origin.y + groups + height, theme.line2);
    }

    fn label(&self, theme: &Theme, row: &Row, rect: Rect, is_held: bool) {
        if row.level == Level::Total || is_held {
            self.ui.painter().rect_filled(rect, 0, if row.level == Level::Total { theme.computed } else { theme.sheet });
        }
        let galley = label_galley(self.ui, self.table, row, rect.width(), theme.ink);
        let left = rect.left() + theme::CELL_PADDING + label_indent(row.level);
        self.ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, theme.ink);
    }

    fn cell(&self, theme: &Theme, spot: Spot, level: Level, cell: &Cell) {
        let Some(rect) = self.rect(spot) else { return };
        let painter = self.ui.painter();
        let editing = self.cursor.is_some_and(|grid| grid.is_editing() && grid.active() == spot);
        let severity = self.severity(cell);
        let words = matches!(cell.content, Content::Words(_)) && self.table.name == TableName::Objectives;
        let ground = match (severity, cell.kind) {
            (Some(Severity::Error), _) => Some(theme.err_tint),
            (Some(Severity::Warning), _) => Some(theme.warn_tint),
            (_, CellKind::Computed) => Some(theme.computed),
            _ => None,
        };
        if let Some(ground) = ground {
            painter.rect_filled(rect, 0, ground);
        }
        if self.cursor.is_some_and(|grid| grid.selection().contains(spot)) && !editing {
            painter.rect_filled(rect, 0, theme.sel);
        }
        if editing {
            return;
        }
        if let Some(severity) = severity {
            let (icon, colour) = severity_mark(severity, theme);
            let mark =
                Rect::from_min_size(pos2(rect.left() + theme::CELL_MARK_MARGIN, rect.center().y - icon.size() / 2.0), vec2(icon.size(), icon.size()));
            icon.paint(painter, mark, colour);
            painter.hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(theme::STRONG_LINE_WIDTH, colour));
        } else if self.is_expected(cell) {
            let icon = Icon::Empty;
            let mark =
                Rect::from_min_size(pos2(rect.left() + theme::CELL_MARK_MARGIN, rect.center().y - icon.size() / 2.0), vec2(icon.size(), icon.size()));
            icon.paint(painter, mark, theme.ctl);
        }
        let colour = if cell.kind == CellKind::Computed { theme.ink } else { theme.entry };
        let main_total = level == Level::Main && matches!(self.table.name, TableName::Nature(_) | TableName::Titles);
        let weight = if level == Level::Total || main_total { Weight::Semibold } else { Weight::Regular };
        let text = cell.text(self.view.lang);
        if words {
            let galley = words_galley(self.ui, &text, rect.width(), colour);
            painter.galley(pos2(rect.left() + theme::CELL_PADDING, rect.center().y - galley.size().y / 2.0), galley, colour);
        } else {
            let galley = cells::truncated(self.ui, &text, theme::font(BODY_14, weight), colour, rect.width() - theme::CELL_PADDING);
            painter.galley(pos2(rect.right() - theme::CELL_PADDING - galley.size().x, rect.center().y - galley.size().y / 2.0), galley, colour);
        }
    }

    /// An entry without a fact where a figure is expected and nothing is printed.
    fn is_expected(&self, cell: &Cell) -> bool {
        let expected = matches!(self.table.name, TableName::Indicator(_) | TableName::Outstanding | TableName::Schedule);
        expected && cell.kind == CellKind::Empty
    }

    fn severity(&self, cell: &Cell) -> Option<Severity> {
        let place = cell.place?;
        let findings = self.view.session.findings().iter().filter(|finding| finding.place == place);
        let found = findings.map(|finding| finding.rule.severity()).min();
        if matches!(cell.content, Content::Figure(Figure::Overflow)) { Some(Severity::Error) } else { found }
    }

    fn rect(&self, spot: Spot) -> Option<Rect> {
        self.layout.cell(spot).map(|rect| rect.translate(self.origin.to_vec2()))
    }

    /// The outline of the selection, the ring of the active cell, the editor.
    fn selection(&self, theme: &Theme) {
        let Some(grid) = self.cursor else { return };
        let range = grid.selection();
        let painter = self.ui.painter();
        if let (Some(first), Some(last)) = (self.rect(range.first), self.rect(range.last)) {
            let rect = first.union(last);
            if !range.is_single() {
                painter.rect_stroke(rect, 0, Stroke::new(theme::LINE_WIDTH, theme.accent), StrokeKind::Inside);
                let handle = Rect::from_center_size(rect.right_bottom(), vec2(theme::SELECTION_HANDLE, theme::SELECTION_HANDLE));
                painter.rect(handle, 0, theme.accent, Stroke::new(1.0, theme.sheet), StrokeKind::Outside);
            }
        }
        let Some(active) = self.rect(grid.active()) else { return };
        if grid.is_editing() {
            self.editor(theme, grid, active);
            return;
        }
        let colour = if self.focused { theme.accent } else { theme.ctl };
        painter.rect_stroke(active.shrink(1.0), 0, Stroke::new(theme::STRONG_LINE_WIDTH, colour), StrokeKind::Middle);
    }

    /// The line being typed, its steady caret, and what a formula gives.
    fn editor(&self, theme: &Theme, grid: &Grid, cell: Rect) {
        let painter = self.ui.painter();
        let line = grid.line();
        let galley = painter.layout_no_wrap(line.text().to_owned(), theme::font(BODY_14, Weight::Regular), theme.ink);
        let width = (galley.size().x + theme::CELL_PADDING * 2.0).max(cell.width());
        let result = super::inspector::formula_result(line.text(), self.view.lang);
        let height = if result.is_some() { cell.height().max(theme::ROW_HEIGHT_TWO_LINES) } else { cell.height() };
        let rect = Rect::from_min_max(pos2(cell.right() - width, cell.top()), pos2(cell.right(), cell.top() + height));
        painter.rect_filled(rect, 0, theme.sheet);
        painter.rect_stroke(rect.shrink(1.0), 0, Stroke::new(theme::STRONG_LINE_WIDTH, theme.accent), StrokeKind::Middle);
        let middle = if result.is_some() { rect.top() + 13.0 } else { rect.center().y };
        let at = pos2(rect.right() - theme::CELL_PADDING - galley.size().x, middle - galley.size().y / 2.0);
        let x_of = |character: usize| at.x + galley.pos_from_cursor(egui::text::CCursor::new(character)).left();
        let (from, to) = line.selection();
        if from != to {
            painter.rect_filled(Rect::from_x_y_ranges(x_of(from)..=x_of(to), at.y..=at.y + galley.size().y), 0, theme.sel);
        }
        let caret = x_of(line.caret());
        painter.galley(at, Arc::clone(&galley), theme.ink);
        painter.vline(caret, at.y..=at.y + galley.size().y, Stroke::new(1.5, theme.ink));
        if let Some(result) = result {
            painter.text(
                pos2(rect.right() - theme::CELL_PADDING, rect.bottom() - 4.0),
                Align2::RIGHT_BOTTOM,
                result,
                theme::font(SMALL_12, Weight::Regular),
                theme.ink2,
            );
        }
    }

    fn pointer(&self, response: &Response) -> Vec<Intent> {
        let spot = |clamp| response.interact_pointer_pos().and_then(|pointer| self.layout.spot((pointer - self.origin).to_pos2(), clamp));
        let shift = self.ui.input(|input| input.modifiers.shift);
        let event = if response.double_clicked() {
            spot(false).map(Event::DoubleClick)
        } else if response.drag_started() || response.clicked() {
            response.request_focus();
            let pressed = self.ui.input(|input| input.pointer.press_origin()).filter(|_| response.drag_started());
            let at = pressed.and_then(|press| self.layout.spot((press - self.origin).to_pos2(), false)).or_else(|| spot(false));
            at.map(|spot| Event::Click { spot, shift })
        } else if response.dragged() {
            spot(true).map(Event::Drag)
        } else {
            None
        };
        event.map(|event| Intent::Grid { table: self.table.name, event }).into_iter().collect()
    }

    /// The grid and its visible cells in the accessibility tree.
    fn announce(&self, response: &Response) {
        let title = self.table.title.clone();
        let ctx = self.ui.ctx();
        let active = self.cursor.map(|grid| cell_id(response.id, grid.active()).accesskit_id());
        ctx.accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Grid);
            node.set_label(title);
            node.set_row_count(self.table.rows.len());
            node.set_column_count(self.table.columns.len());
            node.add_action(accesskit::Action::Focus);
            if let Some(active) = active {
                node.set_active_descendant(active);
            }
        });
        let clip = self.ui.clip_rect();
        for (row, cells) in self.visible(clip) {
            for (column, cell) in cells.cells.iter().enumerate() {
                self.announce_cell(response.id, Spot { row, column }, &cells.label, cell);
            }
        }
    }

    fn announce_cell(&self, grid: Id, spot: Spot, row: &str, cell: &Cell) {
        let Some(rect) = self.rect(spot) else { return };
        let heading = self.table.heading(spot.column);
        let state = if cell.is_entry() { self.view.lang.word(Word::Editable) } else { self.view.lang.word(Word::Computed) };
        let headers: Vec<&str> = [self.table.title.as_str(), row, &heading].into_iter().filter(|text| !text.is_empty()).collect();
        let text = cell.text(self.view.lang);
        let label = format!("{}, {text}, {state}", headers.join(", "));
        let selected = self.cursor.is_some_and(|grid| grid.active() == spot);
        let id = cell_id(grid, spot);
        self.ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::GridCell);
            node.set_label(label);
            node.set_value(text);
            node.set_row_index(spot.row);
            node.set_column_index(spot.column);
            if selected {
                node.set_selected(true);
            }
            if !cell.is_entry() {
                node.set_read_only();
            }
            node.set_bounds(accesskit::Rect { x0: rect.left().into(), y0: rect.top().into(), x1: rect.right().into(), y1: rect.bottom().into() });
        });
    }
}

/// The cursor on a place of a table, when the table shows it.
pub fn cursor_at(table: &Table, place: Place) -> Option<Cursor> {
    table.find(place).map(|(row, column)| Cursor { table: table.name, grid: Grid::at(Spot { row, column }) })
}

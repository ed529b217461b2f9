//! The grid: a table painted at its natural height, its headers, cells and editor; and the keys of the grid that has the cursor.
//!
//! Paints and translates only: `editing::grid` decides what each event does. Rows outside the visible part cost nothing.

mod accessible;
mod beside;
mod layout;
mod painted;
pub mod sideways;
pub mod widths;

use std::ops::RangeInclusive;
use std::sync::Arc;

use egui::scroll_area::ScrollBarVisibility;
use egui::{Align2, CursorIcon, EventFilter, Id, Pos2, Rect, Response, Sense, Stroke, Ui, pos2, vec2};

use super::actions::Action;
use super::modal::appears;
use super::theme::{self, Theme};
use super::{Cursor, Intent, View, menus, merge, shell};
use crate::calc::Figure;
use crate::editing::grid::{Event, Grid, Held, Key, Sheet, Spot};
use crate::editing::{Session, leaves, typed_text};
use crate::lang::Lang;
use crate::model::Place;
use crate::tables::{Beside, Cell, Content, Table, TableName};
use layout::{fitting_width, laid_out};
use painted::Painted;
use widths::Column;

/// A table as the grid's logic sees it.
pub struct TableSheet<'a> {
    pub session: &'a Session,
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
        let document = self.session.document();
        let is_total = |place: Place| leaves(document, self.session.figures(), place).is_ok_and(|leaves| !leaves.is_empty());
        self.cell(spot).and_then(|cell| cell.place).is_some_and(|place| document.entry(place).is_some() || is_total(place))
    }

    fn is_entry(&self, spot: Spot) -> bool {
        self.cell(spot).and_then(|cell| cell.place).is_some_and(|place| self.session.document().entry(place).is_some())
    }

    fn typed(&self, spot: Spot) -> String {
        let document = self.session.document();
        match self.cell(spot).and_then(|cell| document.entry(cell.place?)) {
            Some(entry) => typed_text(document, entry),
            None => self.cell(spot).map_or_else(String::new, |cell| cell.text(Lang::French)),
        }
    }
}

impl TableSheet<'_> {
    /// What a fill repeats: what was typed in an entry, what a computed cell shows.
    pub fn content(&self, row: usize, column: usize, lang: Lang) -> String {
        let document = self.session.document();
        match self.table.cell(row, column) {
            Some(cell) => match cell.place.and_then(|place| document.entry(place)) {
                Some(entry) => typed_text(document, entry),
                None => cell.text(lang),
            },
            None => String::new(),
        }
    }
}

/// The one focusable id of a table's grid.
pub fn grid_id(table: TableName) -> Id {
    Id::unique(("grid", table))
}

/// The key of the grid's logic that an egui key means; Page Up and Page Down go by `page` rows.
pub fn translated(key: egui::Key, page: usize) -> Option<Key> {
    Some(match key {
        egui::Key::ArrowUp => Key::Up,
        egui::Key::ArrowDown => Key::Down,
        egui::Key::ArrowLeft => Key::Left,
        egui::Key::ArrowRight => Key::Right,
        egui::Key::Home => Key::Home,
        egui::Key::End => Key::End,
        egui::Key::PageUp => Key::PageUp(page),
        egui::Key::PageDown => Key::PageDown(page),
        egui::Key::Enter => Key::Enter,
        egui::Key::Tab => Key::Tab,
        egui::Key::Escape => Key::Escape,
        egui::Key::F2 => Key::F2,
        egui::Key::Delete => Key::Delete,
        egui::Key::Backspace => Key::Backspace,
        egui::Key::Space => Key::Space,
        egui::Key::A => Key::A,
        egui::Key::D => Key::D,
        egui::Key::R => Key::R,
        _ => return None,
    })
}

/// How many rows Page Up and Page Down go in a window of this height.
pub fn rows_per_page(height: f32) -> usize {
    // The bars and the headings take about ten rows; a row stays in sight from one page to the next.
    (5..100).take_while(|rows| (*rows + 10_usize) as f32 * theme::ROW_HEIGHT < height).last().unwrap_or(5)
}

/// The modifiers that the grid's logic knows.
pub fn held(modifiers: egui::Modifiers) -> Held {
    Held { shift: modifiers.shift, ctrl: modifiers.command || modifiers.ctrl }
}

/// Paints a table as a grid, with what stands beside it, and returns what the pointer did.
pub fn grid_ui(ui: &mut Ui, view: &View<'_>, table: &Arc<Table>) -> Vec<Intent> {
    let Some(beside) = view.beside(table) else { return table_ui(ui, view, table, None) };
    let with_beside = |ui: &mut Ui| {
        ui.set_max_width(ui.available_width() - beside::WIDTH);
        table_ui(ui, view, table, Some(&beside))
    };
    ui.scope(with_beside).inner
}

fn table_ui(ui: &mut Ui, view: &View<'_>, table: &Arc<Table>, beside: Option<&Beside>) -> Vec<Intent> {
    let cursor = view.cursor.filter(|cursor| cursor.table == table.name);
    let layout = laid_out(ui, table, view.widths, merge::lines_of_rows(view, table));
    let is_wider = layout.width > ui.available_width() + 1.0;
    let size = vec2(layout.width, layout.height);
    let (mut intents, mut shown, mut top) = (Vec::new(), None, None);
    let area = egui::ScrollArea::horizontal().id_salt(("grid scroll", table.name)).auto_shrink([false, true]);
    let area = area.scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
    let most = (size.x - ui.available_width()).max(0.0);
    let besides = if beside.is_some() { beside::WIDTH } else { 0.0 };
    sideways::told(ui.ctx(), view, if is_wider { most } else { 0.0 }, layout.usual_width + besides);
    let offset = sideways::offset(ui.ctx(), view).min(most);
    let scrolled = area.horizontal_scroll_offset(offset).show(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let response = ui.interact(rect, grid_id(table.name), Sense::click_and_drag());
        let grid = cursor.map(|cursor| &cursor.grid);
        let painted = Painted::new(ui, view, table, &layout, grid, rect.min, response.has_focus());
        painted.paint();
        if is_wider {
            cut_columns_ui(ui, &painted);
        }
        top = Some((painted.origin.y, painted.headings_top()));
        intents = pointer(ui, &painted, &response);
        intents.extend(edges_ui(ui, &painted, &response));
        intents.extend(accessible::announce(ui, &painted, &response));
        intents.extend(context_menu_ui(view, &response));
        hidden_figure_ui(&painted, &response);
        if let Some(rect) = painted.at_hand().filter(|_| !response.has_focus() && merge::is_another(ui, view)) {
            shown = Some(rect.expand2(vec2(0.0, theme::ROW_HEIGHT * 2.0)));
            ui.scroll_to_rect(rect, None);
        }
        if let Some(cursor) = cursor.filter(|_| response.has_focus()) {
            keep_keys(ui, response.id);
            shown = to_show(ui, &painted, cursor.grid.head());
            if let Some(rect) = shown {
                ui.scroll_to_rect(rect, None);
            }
        }
    });
    if let (Some(beside), Some(top)) = (beside, top) {
        beside::beside_ui(ui, view.lang, table, &layout, beside, top);
    }
    let scrolled_to = scrolled.state.clamped_offset().x;
    if (scrolled_to - offset).abs() > 0.5 {
        sideways::scroll(ui.ctx(), view, scrolled_to);
    }
    // The area around the grid takes the wish for both directions and scrolls only one; the page gets its own.
    if let Some(rect) = shown {
        ui.scroll_to_rect(rect, None);
    }
    intents
}

/// A column of which only a part is in sight shows none of its figures: the table ends before it, with a sign that it goes on.
fn cut_columns_ui(ui: &Ui, painted: &Painted<'_>) {
    let (from, to) = painted.between();
    let scrolled = painted.held.map_or(painted.table.columns.len(), |held| held.first);
    let columns = || (0..scrolled).filter_map(|column| painted.column_x(column));
    let has_whole = columns().any(|(left, right)| left >= from - 1.0 && right <= to + 1.0);
    if !has_whole && painted.held.is_none() {
        return;
    }
    if let Some((left, _)) = columns().find(|(left, right)| *left < to - 1.0 && *right > to + 1.0) {
        cut_ui(ui, painted, left.max(from)..=to, "›");
    }
    if let Some((_, right)) = columns().find(|(left, right)| *left < from - 1.0 && *right > from + 1.0).filter(|_| painted.held.is_some()) {
        cut_ui(ui, painted, from..=right.min(to), "‹");
    }
}

fn cut_ui(ui: &Ui, painted: &Painted<'_>, x: RangeInclusive<f32>, sign: &str) {
    let theme = Theme::of(ui);
    let part = Rect::from_x_y_ranges(x, painted.headings_top()..=painted.origin.y + painted.layout.height);
    let painter = ui.painter();
    painter.rect_filled(part, 0, theme.sheet);
    for edge in [part.left(), part.right()] {
        painter.vline(edge.round() + 0.5, part.y_range(), Stroke::new(theme::LINE_WIDTH, theme.line2));
    }
    let middle = pos2(part.center().x, part.top() + painted.layout.header_bottom() / 2.0);
    painter.text(middle, Align2::CENTER_CENTER, sign, theme::font(theme::BODY_14, theme::Weight::Semibold), theme.ink2);
}

/// The width that a column of a table has on the page, once it was painted.
pub fn column_width(ctx: &egui::Context, table: TableName, column: Column) -> Option<f32> {
    layout::kept(ctx, table)?.width_of(column)
}

/// A figure that has no room in its cell is told where the pointer is, and the whole name of a category that a label shortens.
fn hidden_figure_ui(painted: &Painted<'_>, response: &Response) {
    if let Some(name) = response.hover_pos().and_then(|at| painted.whole_label(at)) {
        response.clone().on_hover_text_at_pointer(name);
        return;
    }
    let at = response.hover_pos().filter(|at| !painted.is_covered(*at));
    let spot = at.and_then(|at| painted.layout.spot(painted.within(at), false));
    if let Some(figure) = spot.and_then(|spot| painted.hidden_figure(spot)) {
        response.clone().on_hover_text_at_pointer(figure);
    }
}

/// What can be done with the selected cells, under the pointer.
fn context_menu_ui(view: &View<'_>, response: &Response) -> Vec<Intent> {
    let groups: [&[Action]; 4] = [
        &[Action::Cut, Action::Copy, Action::Paste, Action::PasteTransposed, Action::Clear],
        &[Action::FillDown, Action::FillRight],
        &[Action::AddRow, Action::OpenRow, Action::RenameRow, Action::CodeRow, Action::MoveRowUp, Action::MoveRowDown, Action::RemoveRow],
        &[Action::CopyTable, Action::ExportTable, Action::ResetColumns],
    ];
    let menu = egui::Popup::context_menu(response).style(theme::menu_style);
    let shown = menu.show(|ui| {
        ui.set_min_width(240.0);
        let appears = appears(ui, response.id.with("menu"));
        let groups = groups.map(|group| group.iter().filter(|action| shell::is_available(**action, Some(view))).collect::<Vec<_>>());
        let mut intents = Vec::new();
        for (index, group) in groups.iter().filter(|group| !group.is_empty()).enumerate() {
            if index > 0 {
                ui.separator();
            }
            for (rank, action) in group.iter().enumerate() {
                let (item, intent) = menus::item_ui(ui, **action, view);
                if appears && index + rank == 0 {
                    item.request_focus();
                }
                intents.extend(intent);
            }
        }
        intents
    });
    shown.map(|shown| shown.inner).unwrap_or_default()
}

/// The grid keeps Tab, arrows and Escape; F6 leaves it.
fn keep_keys(ui: &Ui, id: Id) {
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}

/// The cell to bring in sight: the corner that moves, once for each move.
fn to_show(ui: &Ui, painted: &Painted<'_>, head: Spot) -> Option<Rect> {
    let layout = painted.layout;
    let id = Id::unique("grid scrolled to");
    // Enlarged, the same cell stands elsewhere.
    let wanted = (painted.table.name, head, ui.ctx().zoom_factor().to_bits());
    if ui.data(|data| data.get_temp(id)) == Some(wanted) {
        return None;
    }
    ui.data_mut(|data| data.insert_temp(id, wanted));
    let cell = painted.rect(head)?;
    // Labels and totals stay over the sides of a table that is scrolled, the headings over its top; in a small window the cell comes first.
    let page = ui.clip_rect();
    let within = |wish: f32, room: f32| wish.min(room.max(0.0));
    let above = within(layout.header_bottom() + theme::ROW_HEIGHT, page.height() - cell.height());
    let below = within(theme::ROW_HEIGHT * 2.0, page.height() - cell.height() - above);
    let is_held = painted.held.is_some_and(|held| head.column >= held.first);
    let after = if is_held { 0.0 } else { within(painted.held_width(), page.width() - cell.width()) };
    let before = if is_held { 0.0 } else { within(layout.label_width(), page.width() - cell.width() - after) };
    Some(Rect::from_min_max(pos2(cell.left() - before, cell.top() - above), cell.max + vec2(after, below)))
}

/// What the pointer does on cells and on the handle of the selection.
fn pointer(ui: &Ui, painted: &Painted<'_>, response: &Response) -> Vec<Intent> {
    let spot = |at: Pos2, clamp| painted.layout.spot(painted.within(at), clamp).filter(|_| clamp || !painted.is_covered(at));
    let pointed = |clamp| response.interact_pointer_pos().and_then(|at| spot(at, clamp));
    let shift = ui.input(|input| input.modifiers.shift);
    let event = if response.double_clicked() {
        pointed(false).map(Event::DoubleClick)
    } else if response.drag_started() || response.clicked() {
        response.request_focus();
        let pressed = ui.input(|input| input.pointer.press_origin()).filter(|_| response.drag_started());
        let at = pressed.or_else(|| response.interact_pointer_pos());
        at.and_then(|at| spot(at, false).map(|spot| Event::Click { spot, shift }).or_else(|| heading_event(painted, at, shift)))
    } else if response.secondary_clicked() {
        // The menu is about the selection: a click within keeps it.
        response.request_focus();
        let within = |spot: &Spot| painted.cursor.is_some_and(|grid| grid.selection().contains(*spot));
        pointed(false).filter(|spot| !within(spot)).map(|spot| Event::Click { spot, shift: false })
    } else if response.dragged() {
        // A drag that began on a heading selects no cell.
        let began = ui.input(|input| input.pointer.press_origin()).and_then(|press| spot(press, false));
        began.and_then(|_| pointed(true)).map(Event::Drag)
    } else {
        None
    };
    let handle = painted.handle().and_then(|handle| {
        let response = ui.interact(handle.expand(HANDLE_REACH), response.id.with("handle"), Sense::DRAG);
        if response.hovered() || response.dragged() {
            ui.set_cursor_icon(CursorIcon::Crosshair);
        }
        if response.drag_stopped() {
            Some(Event::DropHandle)
        } else {
            let at = response.interact_pointer_pos().filter(|_| response.dragged());
            at.and_then(|at| spot(along(at, painted), true)).map(Event::DragHandle)
        }
    });
    handle.or(event).map(|event| Intent::Grid { table: painted.table.name, event }).into_iter().collect()
}

/// A point drawn back to the row or the column of the selection, whichever it has left the less: a fill goes one way.
fn along(at: Pos2, painted: &Painted<'_>) -> Pos2 {
    let Some(selection) = painted.selected_rect() else { return at };
    let nearest = selection.shrink(1.0).clamp(at);
    let (right, down) = ((at.x - nearest.x).abs(), (at.y - nearest.y).abs());
    if right > down { pos2(at.x, nearest.y) } else { pos2(nearest.x, at.y) }
}

/// A press on the heading of a column or on the label of a row.
fn heading_event(painted: &Painted<'_>, at: Pos2, shift: bool) -> Option<Event> {
    let (top, bottom) = (painted.headings_top(), painted.headings_top() + painted.layout.header_bottom());
    let (left, right) = (painted.labels_left(), painted.labels_left() + painted.layout.label_width());
    let from_corner = painted.within(at);
    let within = |low: f32, high: f32, at: f32| (low..high).contains(&at);
    if within(top, bottom, at.y) && at.x > right {
        painted.layout.column_at(from_corner.x).map(|column| Event::ClickColumn { column, shift })
    } else if within(left, right, at.x) && at.y > bottom {
        painted.layout.row_at(from_corner.y).map(|row| Event::ClickRow { row, shift })
    } else {
        None
    }
}

/// How far from the handle of the selection a press takes hold of it.
const HANDLE_REACH: f32 = 4.0;
/// How far from the edge of a column, in its heading, a press takes hold of it.
const EDGE_REACH: f32 = 4.0;

/// The edges of the columns in their headings: dragged, they change a width; clicked twice, they fit it to what the column holds.
fn edges_ui(ui: &Ui, painted: &Painted<'_>, response: &Response) -> Option<Intent> {
    let kind = painted.table.name.kind();
    if painted.layout.header_height == 0.0 || painted.layout.label_width() == 0.0 {
        return None;
    }
    let top = painted.headings_top();
    painted.layout.right_edges().find_map(|(column, right)| {
        let x = painted.edge_x(column, right);
        // Edges go under the columns that stay in sight.
        let is_scrolled = |held: painted::Held| !matches!(column, Column::Cells(column) if column >= held.first);
        if painted.held.is_some_and(|held| is_scrolled(held) && x > held.left + 1.0) {
            return None;
        }
        let rect = Rect::from_x_y_ranges(x - EDGE_REACH..=x + EDGE_REACH, top..=top + painted.layout.header_bottom());
        let edge = ui.interact(rect, response.id.with(("edge", column)), Sense::CLICK | Sense::DRAG);
        if edge.hovered() || edge.dragged() {
            ui.set_cursor_icon(CursorIcon::ResizeColumn);
        }
        let width = if edge.double_clicked() {
            fitting_width(ui, painted.table, painted.layout, column)
        } else if edge.dragged() {
            painted.width_of(column)? + edge.drag_delta().x
        } else if edge.drag_stopped() {
            painted.width_of(column)?
        } else {
            return None;
        };
        Some(Intent::ColumnWidth { kind, column, width, is_final: !edge.dragged() })
    })
}

/// The cursor on a place of a table, when the table shows it.
pub fn cursor_at(table: &Table, place: Place) -> Option<Cursor> {
    table.find(place).map(|(row, column)| Cursor { table: table.name, grid: Grid::at(Spot { row, column }) })
}

#[cfg(test)]
mod tests;

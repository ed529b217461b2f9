//! The grid in the accessibility tree: each visible cell with its headings in its name, its value, and whether it can be typed in. Nothing is
//! built while no reader asks.

use egui::accesskit::{self, Action, Role};
use egui::{Id, Rect, Response, Sense, Ui, UiBuilder};

use super::painted::Painted;
use crate::calc::Figure;
use crate::editing::grid::{Event, Spot};
use crate::lang::Word;
use crate::tables::{Cell, Content};
use crate::ui::{Intent, merge};

/// The id of a cell in the accessibility tree.
fn cell_id(grid: Id, spot: Spot) -> Id {
    grid.with(("cell", spot))
}

/// Names the grid and its visible cells; a click that a reader asks for on one of them.
pub(super) fn announce(ui: &Ui, painted: &Painted<'_>, response: &Response) -> Option<Intent> {
    let active = painted.cursor.map(|grid| cell_id(response.id, grid.active()).accesskit_id());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Grid);
        node.set_label(painted.table.title.as_str());
        node.set_row_count(painted.table.rows.len());
        node.set_column_count(painted.table.columns.len());
        node.set_multiselectable();
        node.add_action(Action::Focus);
        if let Some(active) = active {
            node.set_active_descendant(active);
        }
    })?;
    // Cells hang under their grid: they would otherwise hang under the window.
    let builder = UiBuilder::new().max_rect(response.rect).layer_id(ui.layer_id()).accessibility_parent(response.id);
    let within = Ui::new(ui.ctx().clone(), response.id.with("cells"), builder);
    let mut clicked = None;
    for (row, cells) in painted.visible(ui.clip_rect()) {
        for (column, cell) in cells.cells.iter().enumerate() {
            let spot = Spot { row, column };
            let Some(rect) = painted.rect(spot) else { continue };
            let id = cell_id(response.id, spot);
            within.interact(rect, id, Sense::hover());
            announce_cell(ui, painted, id, spot, &cells.name(), cell, rect);
            if ui.input(|input| input.has_accesskit_action_request(id, Action::Click) || input.has_accesskit_action_request(id, Action::Focus)) {
                clicked = Some(Event::Click { spot, shift: false });
            }
        }
    }
    if clicked.is_some() {
        response.request_focus();
    }
    clicked.map(|event| Intent::Grid { table: painted.table.name, event })
}

fn announce_cell(ui: &Ui, painted: &Painted<'_>, id: Id, spot: Spot, row: &str, cell: &Cell, rect: Rect) {
    let lang = painted.view.lang;
    let heading = painted.table.heading(spot.column);
    let headers: Vec<&str> = [painted.table.title.as_str(), row, &heading].into_iter().filter(|text| !text.is_empty()).collect();
    let state = lang.word(if cell.is_entry() { Word::Editable } else { Word::Computed });
    let text = cell.text(lang);
    let unit = if matches!(cell.content, Content::Figure(Figure::Amount(_))) { " euros" } else { "" };
    let versions = painted.matter(cell).and_then(|(merge, rank)| merge::cell_words(painted.view, merge, rank));
    let versions = versions.map_or_else(String::new, |versions| format!(", {versions}"));
    let label = format!("{}, {text}{unit}, {state}{versions}", headers.join(", "));
    let selected = painted.cursor.is_some_and(|grid| grid.active() == spot);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::GridCell);
        node.set_label(label);
        node.set_value(text);
        node.set_row_index(spot.row);
        node.set_column_index(spot.column);
        node.add_action(Action::Click);
        if selected {
            node.set_selected(true);
        }
        if !cell.is_entry() {
            node.set_read_only();
        }
        node.set_bounds(accesskit::Rect { x0: rect.left().into(), y0: rect.top().into(), x1: rect.right().into(), y1: rect.bottom().into() });
    });
}

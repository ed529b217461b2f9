//! Keys, in the order in which they were typed: shortcuts, then the grid that has the cursor; what remains goes to the widgets.

use eframe::egui;
use egui::{Context, Key, Modifiers};

use super::App;
use crate::editing::grid;
use crate::model::TextPlace;
use crate::tables::TableName;
use crate::ui::Intent;
use crate::ui::actions::Action;
use crate::ui::grid::{grid_id, held, rows_per_page, translated};
use crate::ui::narrative;

impl App {
    /// Takes the events that are shortcuts or belong to the grid out of the frame's input, and does them.
    pub(super) fn take_keys(&mut self, ctx: &Context) {
        let events = ctx.input_mut(|input| std::mem::take(&mut input.events));
        let mut left = Vec::with_capacity(events.len());
        let mut selecting = false;
        // An open menu or list has the keyboard until it closes.
        let menu_open = egui::Popup::is_any_open(ctx);
        let page = rows_per_page(ctx.content_rect().height());
        for event in events {
            // The key that selects a row or a column also writes a space.
            if std::mem::take(&mut selecting) && matches!(&event, egui::Event::Text(text) if text == " ") {
                continue;
            }
            if self.dialog.is_some() || menu_open {
                left.push(event);
            } else if let Some(larger) = zoomed(&event) {
                self.settings.zoom(ctx, Some(larger));
            } else if let Some(action) = shortcut(&event) {
                self.run(ctx, Intent::Do(action));
            } else {
                match self.grid_with_focus(ctx).and_then(|table| Some((table, grid_event(&event, page)?))) {
                    Some((table, event)) => {
                        selecting = matches!(&event, grid::Event::Key(grid::Key::Space, held) if held.shift || held.ctrl);
                        self.run(ctx, Intent::Grid { table, event });
                    }
                    None => left.push(self.with_form(ctx, event)),
                }
            }
        }
        ctx.input_mut(|input| input.events = left);
    }

    /// A paste into a narrative keeps the bullets, headings and bold words that go with its text.
    fn with_form(&mut self, ctx: &Context, event: egui::Event) -> egui::Event {
        match event {
            egui::Event::Paste(text) if matches!(narrative::open_text(ctx), Some(TextPlace::Narrative(_))) => {
                egui::Event::Paste(self.clipboard.words(text))
            }
            event => event,
        }
    }

    /// The table whose grid has the keyboard.
    fn grid_with_focus(&self, ctx: &Context) -> Option<TableName> {
        let table = self.desk.as_ref()?.cursor.as_ref()?.table;
        let id = grid_id(table);
        (self.wanted_focus.is_some_and(|wanted| wanted.id == id) || ctx.memory(|memory| memory.has_focus(id))).then_some(table)
    }
}

fn shortcut(event: &egui::Event) -> Option<Action> {
    let egui::Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
    Action::all()
        .filter(|action| !action.is_key_of_table())
        .find(|action| action.shortcuts().iter().any(|shortcut| shortcut.logical_key == *key && exactly(*modifiers, shortcut.modifiers)))
}

/// Ctrl and a notch of the wheel: larger or smaller. A touchpad sends many small moves, of which only a swift one counts.
fn zoomed(event: &egui::Event) -> Option<bool> {
    const LEAST_POINTS: f32 = 10.0;
    match event {
        egui::Event::MouseWheel { unit, delta, modifiers, .. } if (modifiers.command || modifiers.ctrl) && delta.y != 0.0 => {
            (*unit != egui::MouseWheelUnit::Point || delta.y.abs() >= LEAST_POINTS).then_some(delta.y > 0.0)
        }
        _ => None,
    }
}

fn exactly(pressed: Modifiers, wanted: Modifiers) -> bool {
    let command = |modifiers: Modifiers| modifiers.command || modifiers.ctrl;
    command(pressed) == command(wanted) && pressed.shift == wanted.shift && pressed.alt == wanted.alt
}

/// What an event means to a grid; `None` leaves it to the widgets.
fn grid_event(event: &egui::Event, page: usize) -> Option<grid::Event> {
    match event {
        egui::Event::Text(text) => Some(grid::Event::Text(text.clone())),
        egui::Event::Ime(egui::ImeEvent::Commit(text)) => Some(grid::Event::Text(text.clone())),
        egui::Event::Copy => Some(grid::Event::Copy),
        egui::Event::Cut => Some(grid::Event::Cut),
        egui::Event::Paste(text) => Some(grid::Event::Paste(text.clone())),
        egui::Event::Key { key, pressed: true, modifiers, .. } => {
            let held = held(*modifiers);
            let plain_letter = matches!(key, Key::A | Key::D | Key::R | Key::Space) && !held.ctrl && !(held.shift && *key == Key::Space);
            if plain_letter || modifiers.alt {
                return None;
            }
            translated(*key, page).map(|key| grid::Event::Key(key, held))
        }
        _ => None,
    }
}

/// Whether a place is written in an editor of its own rather than in a grid.
pub(super) fn has_editor(place: TextPlace) -> bool {
    !matches!(
        place,
        TextPlace::RowLabel(_)
            | TextPlace::RowUnit(_)
            | TextPlace::IndicatorUnit(_)
            | TextPlace::Viewpoint(_)
            | TextPlace::ChartTitle(_)
            | TextPlace::SlideTitle(_)
    )
}

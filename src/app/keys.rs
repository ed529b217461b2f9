//! Keys, in the order in which they were typed: shortcuts, then the grid that has the cursor; what remains goes to the widgets.

use eframe::egui;
use egui::{Context, Key, Modifiers};

use super::App;
use super::keyboard::{Keyboard, Owner, is_typed};
use crate::editing::grid::{self, Spot};
use crate::model::TextPlace;
use crate::tables::TableName;
use crate::ui::Intent;
use crate::ui::actions::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::export::ExportDialog;
use crate::ui::grid::{grid_id, held, rows_per_page, translated};
use crate::ui::narrative;

impl App {
    /// Takes the events that are shortcuts or belong to the grid out of the frame's input, and does them.
    pub(super) fn take_keys(&mut self, ctx: &Context) {
        let mut events = ctx.input_mut(|input| std::mem::take(&mut input.events)).into_iter();
        let mut left = Vec::with_capacity(events.len());
        let mut selecting = false;
        let page = rows_per_page(ctx.content_rect().height());
        while let Some(event) = events.next() {
            // The key that selects a row or a column also writes a space.
            if std::mem::take(&mut selecting) && matches!(&event, egui::Event::Text(text) if text == " ") {
                continue;
            }
            if self.program.window.dialog.is_none() && self.menu_key(ctx, &event) {
                keyboard(ctx, |keyboard| keyboard.give_back(events));
                break;
            }
            // An open menu or list has the keyboard until it closes.
            if self.program.window.dialog.is_some() || egui::Popup::is_any_open(ctx) {
                left.push(event);
                continue;
            }
            if let Some(larger) = zoomed(&event) {
                self.program.settings.zoom(ctx, Some(larger));
                continue;
            }
            let is_of_text = narrative::has_keyboard(ctx) && is_key_of_text(&event);
            if let Some(action) = shortcut(&event).filter(|_| !is_of_text) {
                self.run(ctx, Intent::Do(action));
            } else if let Some((table, event)) = self.grid_with_keyboard(ctx).and_then(|table| Some((table, grid_event(&event, page)?))) {
                selecting = matches!(&event, grid::Event::Key(grid::Key::Space, held) if held.shift || held.ctrl);
                self.run(ctx, Intent::Grid { table, event });
            } else {
                left.push(self.with_form(ctx, event));
                continue;
            }
            // What was typed after it belongs to what it opened.
            if self.grid_with_keyboard(ctx).is_none() {
                keyboard(ctx, |keyboard| keyboard.give_back(events));
                break;
            }
        }
        ctx.input_mut(|input| input.events = left);
    }

    /// Keys that came in the pass in which a dialog opens wait for what they are for.
    pub(super) fn put_keys_back(ctx: &Context) {
        let events = ctx.input_mut(|input| std::mem::take(&mut input.events));
        let (typed, others): (Vec<_>, Vec<_>) = events.into_iter().partition(is_typed);
        ctx.input_mut(|input| input.events = others);
        keyboard(ctx, |keyboard| keyboard.give_back(typed.into_iter()));
    }

    /// Who takes the next key.
    fn keyboard_owner(&self, ctx: &Context) -> Owner {
        if self.program.window.asking.is_some() || self.picker.is_opening() {
            Owner::System
        } else if self.program.window.awaits_file {
            Owner::Disk
        } else if self.is_presenting() {
            Owner::Slides
        } else if self.program.window.dialog.is_some() {
            Owner::Dialog
        } else if let Some(wanted) = self.program.window.wanted_focus.filter(|_| !egui::Popup::is_any_open(ctx)) {
            Owner::Coming(wanted.id)
        } else if self.grid_with_keyboard(ctx).is_some() {
            Owner::Grid
        } else {
            Owner::Widget
        }
    }

    /// Gives the keyboard to who has it now; what waits for that is let through in the next pass.
    pub(super) fn hand_over_keyboard(&mut self, ctx: &Context) {
        let owner = self.keyboard_owner(ctx);
        let has_dialog = self.program.window.dialog.is_some();
        let is_still_there = !has_dialog && self.program.window.meant.take().is_some_and(|meant| self.active_cell() == Some(meant));
        keyboard(ctx, |keyboard| {
            if !has_dialog {
                keyboard.resume(is_still_there);
            }
            keyboard.belongs_to(owner);
            keyboard.go_on(ctx);
        });
    }

    /// Does what may open a dialog that no key asked for; keys typed before that was seen go to the cell that has the cursor now.
    pub(super) fn interrupting<T>(&mut self, ctx: &Context, does: impl FnOnce(&mut Self) -> T) -> T {
        let had_dialog = self.program.window.dialog.is_some();
        let done = does(self);
        // The field of a path comes again because of what was typed in it.
        let is_asked = |dialog: &Dialog| matches!(dialog, Dialog::Path { .. } | Dialog::Export(ExportDialog::Path { .. }));
        if !had_dialog && self.program.window.dialog.as_ref().is_some_and(|dialog| !is_asked(dialog)) {
            self.interrupted(ctx);
        }
        done
    }

    pub(super) fn interrupted(&mut self, ctx: &Context) {
        self.program.window.meant = self.active_cell();
        keyboard(ctx, Keyboard::interrupt);
    }

    /// The cell that has the cursor, in which of the documents opened so far.
    fn active_cell(&self) -> Option<ActiveCell> {
        let desk = self.desks.front()?;
        let cursor = desk.cursor.as_ref()?;
        Some((desk.id, cursor.table, cursor.grid.active()))
    }

    /// A paste into a narrative keeps the form that goes with its text, unless Shift is held, and says what of it could not be kept.
    fn with_form(&mut self, ctx: &Context, event: egui::Event) -> egui::Event {
        match event {
            egui::Event::Paste(text) if matches!(narrative::open_text(ctx), Some(TextPlace::Narrative(_))) => {
                let bare = ctx.input(|input| input.modifiers.shift);
                egui::Event::Paste(if bare { text } else { self.program.pasted(text) })
            }
            event => event,
        }
    }

    /// The table whose grid has the keyboard; none while a dialog, a menu or the list of findings stands before it.
    fn grid_with_keyboard(&self, ctx: &Context) -> Option<TableName> {
        let (desk, window) = (self.desks.front()?, &self.program.window);
        let is_covered = window.dialog.is_some() || desk.show.is_some() || desk.panels.findings.is_some() || window.asking.is_some();
        if is_covered || egui::Popup::is_any_open(ctx) {
            return None;
        }
        let table = desk.cursor.as_ref()?.table;
        let id = grid_id(table);
        let has_it = window.wanted_focus.map_or_else(|| ctx.memory(|memory| memory.has_focus(id)), |wanted| wanted.id == id);
        has_it.then_some(table)
    }
}

/// A document, a table and a cell.
pub(super) type ActiveCell = (u64, TableName, Spot);

/// The queue of keys in front of the window.
pub(super) fn keyboard<T>(ctx: &Context, does: impl FnOnce(&mut Keyboard) -> T) -> T {
    does(&mut ctx.plugin_or_default::<Keyboard>().lock())
}

fn shortcut(event: &egui::Event) -> Option<Action> {
    let egui::Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
    Action::all()
        .filter(|action| !action.is_key_of_table())
        .find(|action| action.shortcuts().iter().any(|shortcut| shortcut.logical_key == *key && exactly(*modifiers, shortcut.modifiers)))
}

/// Keys that mean something else in a text that is typed in: Shift+F3 changes capitals there, as in word processors.
fn is_key_of_text(event: &egui::Event) -> bool {
    matches!(event, egui::Event::Key { key: Key::F3, pressed: true, modifiers, .. } if modifiers.shift && !modifiers.ctrl && !modifiers.alt)
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
            | TextPlace::ObjectiveMission(_)
            | TextPlace::IndicatorMission(_)
            | TextPlace::Direction(_)
            | TextPlace::ChartTitle(_)
            | TextPlace::SlideTitle(_)
    )
}

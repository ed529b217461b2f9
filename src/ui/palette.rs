//! Every command by its name, in a window without a document: a few letters, then Enter.

use egui::{Context, Id, Key, Sense, Ui, WidgetInfo, vec2};

use super::actions::{Action, Menu};
use super::controls;
use super::modal::{ModalFrame, Reply, modal};
use super::search::commands;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use crate::lang::{Lang, Word};

/// What was typed, and which of the commands found is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    typed: String,
    chosen: usize,
}

/// What the palette answered.
pub enum PaletteAnswer {
    None,
    Cancel,
    Do(Action),
}

/// Paints the palette; arrows choose, Enter does.
pub fn palette_ui(ctx: &Context, lang: Lang, palette: &mut Palette, available: impl Fn(Action) -> bool) -> PaletteAnswer {
    let cancel = [lang.word(Word::Cancel)];
    let frame = ModalFrame {
        id: "palette",
        title: lang.pick("Toutes les commandes", "All commands"),
        main: lang.pick("Exécuter", "Run"),
        commands: &cancel,
        width: 560.0,
        ..ModalFrame::default()
    };
    let mut answer = None;
    let mut chosen_action = None;
    let hint = lang.pick("Nom d’une commande", "Name of a command");
    let (reply, ()) = modal(ctx, &frame, |ui| {
        let field = controls::search_field(ui, &mut palette.typed, (hint, ""), ui.available_width(), Id::unique("palette field"));
        if !field.has_focus() {
            field.request_focus();
        }
        if field.changed() {
            palette.chosen = 0;
        }
        let found = commands(&palette.typed, lang, &available);
        let presses = |key| ui.input(|input| input.num_presses(key));
        let chosen = (palette.chosen + presses(Key::ArrowDown)).saturating_sub(presses(Key::ArrowUp));
        palette.chosen = chosen.min(found.len().saturating_sub(1));
        chosen_action = found.get(palette.chosen).map(|(_, action)| *action);
        if presses(Key::Enter) > 0 {
            answer = chosen_action;
        }
        ui.add_space(8.0);
        if let Some(clicked) = commands_ui(ui, lang, &found, palette.chosen) {
            answer = Some(clicked);
        }
    });
    match (answer, reply) {
        (Some(action), _) => PaletteAnswer::Do(action),
        (None, Reply::None) => PaletteAnswer::None,
        (None, Reply::Main) => chosen_action.map_or(PaletteAnswer::Cancel, PaletteAnswer::Do),
        (None, Reply::Command(_) | Reply::Escape | Reply::Outside) => PaletteAnswer::Cancel,
    }
}

fn commands_ui(ui: &mut Ui, lang: Lang, commands: &[(Menu, Action)], chosen: usize) -> Option<Action> {
    const HEIGHT: f32 = 320.0;
    let theme = Theme::of(ui);
    if commands.is_empty() {
        ui.label(theme::text(lang.pick("Aucune commande de ce nom ici.", "No command of that name here."), BODY_14, Weight::Regular, theme.ink2));
        return None;
    }
    let mut clicked = None;
    egui::ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, (menu, action)) in commands.iter().enumerate() {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::OUTLINE_ROW_HEIGHT), Sense::CLICK);
            let name = action.name(lang).trim_end_matches('…');
            response.widget_info(|| WidgetInfo::selected(egui::accesskit::Role::ListBoxOption, true, index == chosen, name));
            if index == chosen {
                ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, theme.sel);
                response.scroll_to_me(None);
            } else if response.hovered() {
                ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, theme.hover);
            }
            let inner = rect.shrink2(vec2(8.0, 0.0));
            let font = |size| theme::font(size, Weight::Regular);
            let written = ui.painter().text(inner.left_center(), egui::Align2::LEFT_CENTER, name, font(BODY_14), theme.ink);
            let from = written.right_center() + vec2(10.0, 1.0);
            ui.painter().text(from, egui::Align2::LEFT_CENTER, menu.name(lang), font(SMALL_12), theme.ink2);
            if let Some(shortcut) = action.shortcut_text(lang) {
                ui.painter().text(inner.right_center(), egui::Align2::RIGHT_CENTER, shortcut, font(SMALL_12), theme.ink2);
            }
            if response.clicked() {
                clicked = Some(*action);
            }
        }
    });
    clicked
}

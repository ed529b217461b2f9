//! Every command by its name: a few letters, then Enter.

use egui::{Context, Key, Sense, Ui, WidgetInfo, vec2};

use super::actions::{Action, Menu};
use super::controls;
use super::modal::{ModalFrame, Reply, modal};
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use crate::lang::{Lang, Word};
use crate::tables::Query;

/// What was typed, and which of the commands found is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    typed: String,
    chosen: usize,
}

/// The commands whose menu and name hold every word typed, those whose name begins so first.
fn found(typed: &str, lang: Lang, available: impl Fn(Action) -> bool) -> Vec<(Menu, Action)> {
    let words: Vec<Query> = typed.split_whitespace().map(Query::new).collect();
    let commands = Menu::ALL.into_iter().flat_map(|menu| menu.actions().map(move |action| (menu, action)));
    let holds = |(menu, action): &(Menu, Action)| {
        let name = format!("{} {}", menu.name(lang), action.name(lang));
        available(*action) && words.iter().all(|word| word.occurs_in(&name))
    };
    let mut found: Vec<_> = commands.filter(holds).collect();
    let begins = |action: Action| Query::new(typed).occurrences(action.name(lang)).first().is_some_and(|(start, _)| *start == 0);
    found.sort_by_key(|(_, action)| !begins(*action));
    found
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
    let (reply, ()) = modal(ctx, &frame, |ui| {
        let field = controls::search_field(ui, &mut palette.typed, lang.pick("Nom d’une commande", "Name of a command"), "", ui.available_width());
        if !field.has_focus() {
            field.request_focus();
        }
        if field.changed() {
            palette.chosen = 0;
        }
        let commands = found(&palette.typed, lang, &available);
        let presses = |key| ui.input(|input| input.num_presses(key));
        let chosen = (palette.chosen + presses(Key::ArrowDown)).saturating_sub(presses(Key::ArrowUp));
        palette.chosen = chosen.min(commands.len().saturating_sub(1));
        chosen_action = commands.get(palette.chosen).map(|(_, action)| *action);
        if presses(Key::Enter) > 0 {
            answer = chosen_action;
        }
        ui.add_space(8.0);
        if let Some(clicked) = commands_ui(ui, lang, &commands, palette.chosen) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_letters_find_a_command_without_its_accents() {
        let cases = [
            ("enreg", Some(Action::Save)),
            ("annuler", Some(Action::Undo)),
            ("theme", Some(Action::ToggleTheme)),
            ("tableau bas", Some(Action::FillDown)),
            ("vers le bas", Some(Action::FillDown)),
            ("ENGLISH", Some(Action::English)),
            ("xyz", None),
        ];
        for (typed, expected) in cases {
            let first = found(typed, Lang::French, |_| true).first().map(|(_, action)| *action);
            assert_eq!(first, expected, "{typed}");
        }
    }

    #[test]
    fn every_command_of_the_menus_is_found_by_its_own_name_in_both_languages() {
        for lang in Lang::ALL {
            for action in Action::all() {
                assert!(found(action.name(lang), lang, |_| true).iter().any(|(_, other)| *other == action), "{}", action.name(lang));
            }
            assert!(found("", lang, |action| action != Action::Quit).iter().all(|(_, action)| *action != Action::Quit));
        }
    }
}

//! The sheet of keys: every command that has a shortcut, and the keys of the grid.

use egui::{Context, Ui, vec2};

use super::actions::{Action, Menu};
use super::modal::{Answer, ModalFrame, answered};
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use crate::lang::{Lang, Word};

/// Every action with its shortcut, by menu, and the keys of the grid: in as many columns as there is room for.
pub(super) fn shortcuts_ui(ctx: &Context, lang: Lang) -> Answer {
    const COLUMN: f32 = 290.0;
    const GAP: f32 = 36.0;
    let frame =
        ModalFrame { id: "shortcuts", title: Action::Shortcuts.name(lang), main: lang.word(Word::Close), width: 1000.0, ..ModalFrame::default() };
    answered(ctx, &frame, |ui| {
        let sheets: [&[Menu]; 3] = [&[Menu::File, Menu::Edit], &[Menu::View, Menu::Insert, Menu::Table, Menu::Help], &[]];
        let count = (1..=sheets.len()).rev().find(|count| ui.available_width() >= *count as f32 * (COLUMN + GAP) - GAP).unwrap_or(1);
        ui.spacing_mut().item_spacing = vec2(GAP, 0.0);
        ui.columns(count, |columns| {
            for (index, menus) in sheets.into_iter().enumerate() {
                let Some(column) = columns.get_mut(index.min(count - 1)) else { continue };
                column.spacing_mut().item_spacing = vec2(8.0, 0.0);
                menus.iter().for_each(|menu| menu_keys_ui(column, lang, *menu));
                if menus.is_empty() {
                    heading_ui(column, lang.pick("Dans un tableau", "In a table"));
                    grid_keys(lang).into_iter().for_each(|(what, keys)| pair_ui(column, what, keys));
                    column.add_space(12.0);
                    heading_ui(column, lang.pick("Dans un texte", "In a text"));
                    text_keys(lang).into_iter().for_each(|(what, keys)| pair_ui(column, what, keys));
                    column.add_space(12.0);
                    heading_ui(column, lang.pick("Sur un graphique", "On a chart"));
                    chart_keys(lang).into_iter().for_each(|(what, keys)| pair_ui(column, what, keys));
                }
            }
        });
        false
    })
}

fn menu_keys_ui(ui: &mut Ui, lang: Lang, menu: Menu) {
    let actions: Vec<_> = menu.actions().filter_map(|action| Some((action, action.shortcut_text(lang)?))).collect();
    if actions.is_empty() {
        return;
    }
    heading_ui(ui, menu.name(lang));
    actions.into_iter().for_each(|(action, shortcut)| pair_ui(ui, action.name(lang), &shortcut));
    ui.add_space(12.0);
}

fn heading_ui(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui);
    ui.label(theme::text(words, BODY_14, Weight::Semibold, theme.ink));
    ui.add_space(2.0);
}

fn grid_keys(lang: Lang) -> [(&'static str, &'static str); 15] {
    [
        (lang.pick("Remplacer", "Replace"), lang.pick("taper", "type")),
        (lang.pick("Modifier", "Edit"), "F2"),
        (lang.pick("Calculer", "Calculate"), "=3000000+300000"),
        (lang.pick("Valider vers le bas, le haut", "Commit down, up"), lang.pick("Entrée, Maj+Entrée", "Enter, Shift+Enter")),
        (lang.pick("Valider à droite, à gauche", "Commit right, left"), lang.pick("Tab, Maj+Tab", "Tab, Shift+Tab")),
        (lang.pick("Abandonner", "Give up"), lang.pick("Échap", "Esc")),
        (lang.pick("Valider dans toute la sélection", "Commit in the whole selection"), lang.pick("Ctrl+Entrée", "Ctrl+Enter")),
        (lang.pick("Répartir un total", "Spread a total"), lang.pick("taper sur le total", "type on the total")),
        (lang.pick("Effacer", "Clear"), lang.pick("Suppr", "Delete")),
        (lang.pick("Étendre la sélection", "Extend the selection"), lang.pick("Maj+flèches", "Shift+arrows")),
        (lang.pick("Bord des données", "Edge of the data"), lang.pick("Ctrl+flèches", "Ctrl+arrows")),
        (lang.pick("Ligne, colonne", "Row, column"), lang.pick("Maj+Espace, Ctrl+Espace", "Shift+Space, Ctrl+Space")),
        (lang.pick("Début, fin du tableau", "Start, end of the table"), lang.pick("Ctrl+Origine, Ctrl+Fin", "Ctrl+Home, Ctrl+End")),
        (lang.pick("Page du tableau", "Page of the table"), lang.pick("Page préc., Page suiv.", "Page Up, Page Down")),
        (lang.pick("Quitter le tableau", "Leave the table"), "F6"),
    ]
}

fn text_keys(lang: Lang) -> [(&'static str, &'static str); 4] {
    [
        (lang.pick("Gras", "Bold"), "Ctrl+B"),
        (lang.pick("Lier le chiffre à sa cellule", "Link the figure to its cell"), "Ctrl+K"),
        (lang.pick("Point suivant d’une liste", "Next bullet of a list"), lang.pick("Entrée", "Enter")),
        (lang.pick("Fermer l’éditeur", "Close the editor"), lang.pick("Échap", "Esc")),
    ]
}

fn chart_keys(lang: Lang) -> [(&'static str, &'static str); 4] {
    [
        (lang.pick("Ses données", "Its data"), "T"),
        (lang.pick("Changer son titre", "Change its title"), "F2"),
        (lang.pick("Copier son image", "Copy its picture"), "Ctrl+C"),
        (lang.pick("L’exporter", "Export it"), "Ctrl+E"),
    ]
}

fn pair_ui(ui: &mut Ui, name: &str, keys: &str) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        ui.label(theme::text(name.trim_end_matches('…'), BODY_14, Weight::Regular, theme.ink));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add(egui::Label::new(theme::text(keys, SMALL_12, Weight::Regular, theme.ink2)).truncate());
        });
    });
}

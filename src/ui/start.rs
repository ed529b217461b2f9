//! The start page: recent files, open, new programme, the sample.

use std::path::{Path, PathBuf};

use egui::{Align2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::actions::Action;
use super::icons::Icon;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, cells, controls};
use crate::lang::{Lang, Word};

/// A file opened before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    pub path: PathBuf,
    /// "352 – Innovation et transformation numériques, PLF 2021".
    pub title: String,
    pub exists: bool,
}

/// Paints the start page.
pub fn start_ui(ui: &mut Ui, lang: Lang, recent: &[Recent], message: &str) -> Vec<Intent> {
    let theme = Theme::of(ui);
    ui.painter().rect_filled(ui.max_rect(), 0, theme.canvas);
    let mut intents = Vec::new();
    let narrow = ui.available_width() < theme::START_COMMANDS_WIDTH + theme::START_GAP + 420.0;
    let files = (ui.available_width() - theme::START_COMMANDS_WIDTH - theme::START_GAP - 48.0).min(theme::START_RECENT_WIDTH);
    let total = if narrow { theme::START_COMMANDS_WIDTH } else { theme::START_COMMANDS_WIDTH + theme::START_GAP + files };
    let left = ((ui.available_width() - total) / 2.0).max(24.0);
    ui.add_space((ui.available_height() * 0.14).max(24.0));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        ui.add_space(left);
        ui.vertical(|ui| {
            ui.set_width(theme::START_COMMANDS_WIDTH);
            ui.label(theme::text("Papier", theme::TITLE_28, Weight::Semibold, theme.ink));
            ui.label(theme::text(lang.word(Word::Tagline), BODY_14, Weight::Regular, theme.ink2));
            ui.add_space(32.0);
            let commands =
                [(Icon::Folder, Action::Open), (Icon::Plus, Action::New), (Icon::Download, Action::Import), (Icon::Eye, Action::OpenSample)];
            for (icon, action) in commands {
                if command_ui(ui, icon, action, lang) {
                    intents.push(Intent::Do(action));
                }
            }
            if narrow {
                ui.add_space(24.0);
                intents.extend(recent_ui(ui, lang, recent, message, theme::START_COMMANDS_WIDTH));
            }
        });
        if !narrow {
            ui.add_space(theme::START_GAP);
            ui.vertical(|ui| {
                ui.set_width(files);
                intents.extend(recent_ui(ui, lang, recent, message, files));
            });
        }
    });
    intents
}

fn command_ui(ui: &mut Ui, icon: Icon, action: Action, lang: Lang) -> bool {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, action.name(lang)));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect, theme::RADIUS_CONTROL, theme.hover);
    }
    painter.hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, theme.line2));
    icon.paint(painter, Rect::from_center_size(pos2(rect.left() + 14.0, rect.center().y), vec2(icon.size(), icon.size())), theme.ink2);
    painter.text(
        pos2(rect.left() + 36.0, rect.center().y),
        Align2::LEFT_CENTER,
        action.name(lang),
        theme::font(BODY_14, Weight::Semibold),
        theme.ink,
    );
    if let Some(shortcut) = action.shortcut_text(lang) {
        painter.text(pos2(rect.right() - 4.0, rect.center().y), Align2::RIGHT_CENTER, shortcut, theme::font(SMALL_12, Weight::Regular), theme.ink3);
    }
    theme::focus_ring(ui, &response);
    response.clicked()
}

fn recent_ui(ui: &mut Ui, lang: Lang, recent: &[Recent], message: &str, width: f32) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let mut intents = Vec::new();
    if !message.is_empty() {
        egui::Frame::NONE.fill(theme.err_tint).inner_margin(egui::Margin::symmetric(16, 12)).corner_radius(theme::RADIUS_CONTROL).show(ui, |ui| {
            ui.set_width(width - 32.0);
            ui.add(egui::Label::new(theme::text(message, BODY_14, Weight::Regular, theme.err)).wrap());
        });
        ui.add_space(16.0);
    }
    ui.label(theme::text(lang.word(Word::RecentFiles), theme::SECTION_16, Weight::Semibold, theme.ink));
    ui.add_space(8.0);
    if recent.is_empty() {
        let (rect, _) = ui.allocate_exact_size(vec2(width, theme::RECENT_ROW_HEIGHT), Sense::hover());
        ui.painter().rect_filled(rect, 0, theme.sheet);
        ui.painter().text(
            rect.left_center() + vec2(16.0, 0.0),
            Align2::LEFT_CENTER,
            lang.word(Word::NoRecentFile),
            theme::font(BODY_14, Weight::Regular),
            theme.ink2,
        );
    }
    for file in recent {
        intents.extend(recent_row_ui(ui, lang, file, width));
    }
    ui.add_space(12.0);
    ui.label(theme::text(lang.word(Word::DropHere), BODY_14, Weight::Regular, theme.ink2));
    intents
}

fn recent_row_ui(ui: &mut Ui, lang: Lang, file: &Recent, width: f32) -> Option<Intent> {
    let theme = Theme::of(ui);
    let sense = if file.exists { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(width, theme::RECENT_ROW_HEIGHT), sense);
    let folder = file.path.parent().unwrap_or_else(|| Path::new("")).display().to_string();
    let path = file.path.display().to_string();
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, file.exists, format!("{}, {path}", file.title)));
    let painter = ui.painter();
    painter.rect_filled(rect, 0, if response.hovered() && file.exists { theme.hover } else { theme.sheet });
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
    Icon::File.paint(painter, Rect::from_center_size(pos2(rect.left() + 22.0, rect.center().y), vec2(16.0, 16.0)), theme.ink2);
    let inner = rect.width() - 44.0 - 130.0;
    let colour = if file.exists { theme.ink } else { theme.ink2 };
    let title = cells::truncated(ui, &file.title, theme::font(BODY_14, Weight::Semibold), colour, inner);
    painter.galley(pos2(rect.left() + 44.0, rect.top() + 9.0), title, colour);
    let shown = if folder.is_empty() { path } else { path.replace(&format!("{folder}/"), &format!("{folder} / ")) };
    let path = cells::truncated(ui, &shown, theme::font(SMALL_12, Weight::Regular), theme.ink2, inner);
    painter.galley(pos2(rect.left() + 44.0, rect.top() + 30.0), path, theme.ink2);
    theme::focus_ring(ui, &response);
    if response.clicked() {
        return Some(Intent::Open(file.path.clone()));
    }
    if !file.exists {
        let at = Rect::from_min_max(pos2(rect.right() - 130.0, rect.top()), rect.max);
        let mut intent = None;
        ui.scope_builder(egui::UiBuilder::new().max_rect(at).layout(egui::Layout::right_to_left(egui::Align::Center)), |ui| {
            ui.add_space(12.0);
            if controls::link(ui, lang.pick("retirer", "remove")).clicked() {
                intent = Some(Intent::Forget(file.path.clone()));
            }
            ui.add_space(4.0);
            ui.label(theme::text(lang.pick("introuvable,", "not found,"), SMALL_12, Weight::Regular, theme.ink2));
        });
        return intent;
    }
    None
}

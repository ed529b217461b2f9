//! The list of steps, the latest first: a click goes back or forth to the state after it.

use egui::{ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::icons::Icon;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, View};

/// Paints the steps; the one chosen becomes the last one done.
pub fn history_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    const WIDTH: f32 = 340.0;
    const HEIGHT: f32 = 360.0;
    let theme = Theme::of(ui);
    let (steps, done) = view.session.steps();
    let labels: Vec<String> = steps.map(|label| label.sentence(view.session.document(), view.lang)).collect();
    let first = view.lang.pick("Document tel qu’il a été ouvert", "Document as it was opened").to_owned();
    let states: Vec<String> = std::iter::once(first).chain(labels.iter().map(|label| crate::lang::capitalised(label))).collect();
    let saved = view.session.saved_steps();
    let mut chosen = None;
    ui.set_width(WIDTH);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        for (state, label) in states.iter().enumerate().rev() {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::OUTLINE_ROW_HEIGHT), Sense::click());
            response.widget_info(|| WidgetInfo::selected(egui::accesskit::Role::ListBoxOption, true, state == done, label));
            if state == done {
                ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, theme.sel);
            } else if response.hovered() {
                ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, theme.hover);
            }
            let inner = rect.shrink2(vec2(8.0, 0.0));
            let note = if saved == Some(state) { view.lang.pick("enregistré", "saved") } else { "" };
            let noted = ui.painter().text(inner.right_center(), egui::Align2::RIGHT_CENTER, note, theme::font(SMALL_12, Weight::Regular), theme.ink2);
            let colour = if state > done { theme.ink3 } else { theme.ink };
            let room = noted.left() - inner.left() - 32.0;
            let galley = super::cells::truncated(ui, label, theme::font(BODY_14, Weight::Regular), colour, room);
            if state == done {
                let icon = egui::Rect::from_center_size(inner.left_center() + vec2(8.0, 0.0), vec2(theme::ICON_SIZE, theme::ICON_SIZE));
                Icon::Check.paint(ui.painter(), icon, theme.accent);
            }
            ui.painter().galley(inner.left_center() + vec2(24.0, -galley.size().y / 2.0), galley, colour);
            theme::focus_ring(ui, &response);
            if response.clicked() {
                chosen = Some(state);
            }
        }
    });
    chosen.map(Intent::GoToStep)
}

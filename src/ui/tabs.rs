//! The tabs of the documents that are open, while there are several.

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::icons::Icon;
use super::theme::{self, BODY_14, Theme, Weight};
use super::{Intent, View, cells};
use crate::lang::{Lang, Word};

/// What a tab says of its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Which of the documents opened so far.
    pub opened: u64,
    /// "Programme 352, PLF 2021".
    pub title: String,
    /// The file that a save writes.
    pub path: Option<PathBuf>,
    pub is_unsaved: bool,
    /// Whether something is to be asked about it, or its last save failed.
    pub calls: bool,
}

/// Side of the button that closes a document.
const CLOSE: f32 = 24.0;
/// Radius of the dot of unsaved changes.
const DOT: f32 = 4.0;

/// Paints the tabs in a row as high as the panel; a click shows a document, the cross or the middle button closes it.
pub fn tabs_ui(ui: &mut Ui, view: &View<'_>) -> Vec<Intent> {
    let mut intents = Vec::new();
    #[expect(clippy::cast_precision_loss, reason = "a few documents")]
    let share = ui.available_width() / view.tabs.len().max(1) as f32;
    let size = vec2(share.clamp(*theme::TAB_WIDTH_RANGE.start(), *theme::TAB_WIDTH_RANGE.end()), ui.available_height());
    ScrollArea::horizontal().id_salt("tabs").auto_shrink([false, false]).show(ui, |ui| {
        let row = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            view.tabs.iter().for_each(|tab| intents.extend(tab.ui(ui, view, size)));
        });
        ui.ctx().accesskit_node_builder(row.response.id, |node| {
            node.set_role(Role::TabList);
            node.set_label(view.lang.pick("Documents ouverts", "Open documents"));
        });
    });
    intents
}

impl Tab {
    fn ui(&self, ui: &mut Ui, view: &View<'_>, size: egui::Vec2) -> Option<Intent> {
        let theme = Theme::of(ui);
        let is_front = self.opened == view.opened;
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Tab, true, self.spoken(view)));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(is_front));
        if is_front {
            ui.painter().rect_filled(rect, 0, theme.sheet);
            ui.painter().rect_filled(Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max), 0, theme.accent);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0, theme.hover);
        }
        ui.painter().vline(rect.right(), rect.shrink2(vec2(0.0, 6.0)).y_range(), egui::Stroke::new(theme::LINE_WIDTH, theme.line));
        let mut left = rect.left() + theme::CONTROL_PADDING;
        if self.calls {
            let mark = Rect::from_center_size(pos2(left + theme::MARK_SIZE / 2.0, rect.center().y), egui::Vec2::splat(theme::MARK_SIZE));
            Icon::Warning.paint(ui.painter(), mark, theme.warn);
            left = mark.right() + 6.0;
        }
        if self.is_unsaved {
            ui.painter().circle_filled(pos2(left + DOT, rect.center().y), DOT, theme.ink2);
            left += DOT * 2.0 + 6.0;
        }
        let (weight, ink) = if is_front { (Weight::Semibold, theme.ink) } else { (Weight::Regular, theme.ink2) };
        let room = rect.right() - CLOSE - 4.0 - left;
        let (name, font) = (self.name(view), theme::font(BODY_14, weight));
        // Where there is no room, the number says more than the word before it.
        let is_long = cells::width(ui, &name, font.clone()) > room;
        let short = name.strip_prefix(view.lang.word(Word::Programme)).filter(|_| is_long).map_or(name.as_str(), str::trim_start);
        let words = cells::truncated(ui, short, font, ink, room);
        ui.painter().galley(pos2(left, rect.center().y - words.size().y / 2.0), words, ink);
        theme::focus_ring(ui, &response);
        let closes = self.close_ui(ui, view.lang, rect) || response.middle_clicked();
        let shows = response.clicked();
        if let Some(path) = &self.path {
            response.on_hover_text(path.display().to_string());
        }
        if closes { Some(Intent::CloseDocument(self.opened)) } else { shows.then_some(Intent::ShowDocument(self.opened)) }
    }

    /// The button at the right of the tab that closes its document; whether it was clicked.
    fn close_ui(&self, ui: &Ui, lang: Lang, tab: Rect) -> bool {
        let theme = Theme::of(ui);
        let rect = Rect::from_center_size(pos2(tab.right() - 4.0 - CLOSE / 2.0, tab.center().y), egui::Vec2::splat(CLOSE));
        let response = ui.interact(rect, egui::Id::unique(("close tab", self.opened)), Sense::click());
        let name = lang.pick(format!("Fermer {}", self.title), format!("Close {}", self.title));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.hovered() {
            ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, theme.sel);
        }
        Icon::Close.paint(ui.painter(), rect.shrink(6.0), if response.hovered() { theme.ink } else { theme.ink3 });
        theme::focus_ring(ui, &response);
        response.clicked()
    }

    /// The title, with the name of the file where another open document bears the same one.
    fn name(&self, view: &View<'_>) -> String {
        let is_shared = view.tabs.iter().any(|other| other.opened != self.opened && other.title == self.title);
        match self.path.as_ref().and_then(|path| path.file_name()).filter(|_| is_shared) {
            Some(name) => format!("{} · {}", self.title, name.to_string_lossy()),
            None => self.title.clone(),
        }
    }

    /// What a screen reader says: the name, and in words what the marks say.
    fn spoken(&self, view: &View<'_>) -> String {
        let unsaved = self.is_unsaved.then(|| view.lang.pick("non enregistré", "not saved"));
        let calls = self.calls.then(|| view.lang.pick("à regarder", "to be looked at"));
        [Some(self.name(view).as_str()), unsaved, calls].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

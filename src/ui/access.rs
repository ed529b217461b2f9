//! What the window says of itself to a screen reader besides its controls: the regions that F6 goes round, headings, the bars between panels.

use egui::accesskit::Role;
use egui::{Context, Id, Rect, Response, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::theme::{self, Theme};

/// A region of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    Menus,
    Toolbar,
    Outline,
    Page,
    Inspector,
    Status,
}

impl Area {
    pub const ALL: [Self; 6] = [Self::Menus, Self::Toolbar, Self::Outline, Self::Page, Self::Inspector, Self::Status];

    /// What has the keyboard while the region as a whole has it: Tab goes on to its first control.
    pub fn id(self) -> Id {
        Id::unique(("area", self))
    }

    /// Where it stands, while it is shown.
    pub fn rect(self, ctx: &Context) -> Option<Rect> {
        ctx.read_response(self.id()).map(|response| response.rect)
    }
}

/// Names the part of the window that is painted here.
pub fn name(ui: &Ui, role: Role, name: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
    });
}

/// Makes the part of the window that is painted here a region with a name. It can have the keyboard as a whole, but is no stop of Tab.
pub fn region(ui: &Ui, area: Area, role: Role, words: &str) {
    name(ui, role, words);
    let has_focus = ui.memory(|memory| memory.has_focus(area.id()));
    let sense = if has_focus { Sense::focusable_noninteractive() } else { Sense::hover() };
    let response = ui.interact(ui.max_rect(), area.id(), sense);
    if has_focus {
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, words));
        ring_within(ui, &response);
    }
}

/// The ring of what fills its place: within it.
pub fn ring_within(ui: &Ui, response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(response.rect, 0, Stroke::new(theme::FOCUS_WIDTH, Theme::of(ui).accent), StrokeKind::Inside);
    }
}

/// A heading of this level, from 1 for the title of the page.
pub fn heading_ui(ui: &mut Ui, words: RichText, level: usize) -> Response {
    let text = words.text().to_owned();
    let response = ui.label(words);
    say_heading(ui, &response, &text, level);
    response
}

/// Says that a label is a heading.
pub fn say_heading(ui: &Ui, response: &Response, words: &str, level: usize) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.set_label(words);
        node.clear_value();
        node.set_level(level);
    });
}

/// Names the bar by which a panel is made wider, which egui calls in English.
pub fn splitter(ui: &Ui, panel: &str, words: &str) {
    ui.ctx().accesskit_node_builder(resize_id(ui, panel), |node| node.set_label(words));
}

/// The bar at the side of a panel shown in this part of the window.
fn resize_id(ui: &Ui, panel: &str) -> Id {
    ui.scope_id().with(panel).with("__resize")
}

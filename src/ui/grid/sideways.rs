//! How far the tables of a page are scrolled sideways: all of them together, by one bar under the sheet, which stands over no cell.

use egui::scroll_area::ScrollBarVisibility;
use egui::{Context, Id, Rect, ScrollArea, Sense, Ui, UiBuilder, vec2};

use crate::ui::{View, theme};

/// Height of the bar with its margins.
pub const BAR_HEIGHT: f32 = theme::SCROLL_BAR_WIDTH + theme::SCROLL_BAR_MARGIN * 2.0;

/// By how much the widest table of a page is wider than it, as the tables say in one pass.
#[derive(Clone, Copy)]
struct Wider {
    pass: u64,
    by: f32,
}

fn id_of(what: &str, view: &View<'_>) -> Id {
    Id::unique((what, view.opened, view.node))
}

/// How far the tables of the page are scrolled.
pub(super) fn offset(ctx: &Context, view: &View<'_>) -> f32 {
    ctx.data(|data| data.get_temp(id_of("scrolled sideways", view))).unwrap_or_default()
}

/// Scrolls them; those that were painted before follow.
pub(super) fn scroll(ctx: &Context, view: &View<'_>, to: f32) {
    ctx.data_mut(|data| data.insert_temp(id_of("scrolled sideways", view), to));
    ctx.request_repaint();
}

/// A table of the page is wider than it by so much.
pub(super) fn told(ctx: &Context, view: &View<'_>, by: f32) {
    let (id, pass) = (id_of("wider", view), ctx.cumulative_pass_nr());
    ctx.data_mut(|data| {
        let known = data.get_temp::<Wider>(id).filter(|wider| wider.pass == pass).map_or(0.0, |wider| wider.by);
        data.insert_temp(id, Wider { pass, by: by.max(known) });
    });
}

/// By how much the widest table of the page was wider, in this pass or the one before; `None` where every table has room.
pub fn wider_by(ctx: &Context, view: &View<'_>) -> Option<f32> {
    let pass = ctx.cumulative_pass_nr();
    ctx.data(|data| data.get_temp::<Wider>(id_of("wider", view))).filter(|wider| wider.pass + 1 >= pass).map(|wider| wider.by)
}

/// Whether a table of the page said in this pass that it is wider.
pub fn is_wider_now(ctx: &Context, view: &View<'_>) -> bool {
    let pass = ctx.cumulative_pass_nr();
    ctx.data(|data| data.get_temp::<Wider>(id_of("wider", view))).is_some_and(|wider| wider.pass == pass)
}

/// The bar by which the tables of the page scroll, in its own room under the sheet.
pub fn bar_ui(ui: &mut Ui, view: &View<'_>, rect: Rect, by: f32) {
    let before = offset(ui.ctx(), view).min(by);
    let mut within = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("sideways"));
    let area = ScrollArea::horizontal().id_salt("bar").auto_shrink([false, false]).scroll_bar_visibility(ScrollBarVisibility::AlwaysVisible);
    let shown = area.horizontal_scroll_offset(before).show(&mut within, |ui| {
        ui.allocate_exact_size(vec2(rect.width() + by, 1.0), Sense::hover());
    });
    let after = shown.state.clamped_offset().x;
    if (after - before).abs() > 0.5 {
        scroll(ui.ctx(), view, after);
    }
}

//! How far the tables of a page are scrolled sideways: all of them together, by one bar under the sheet, which stands over no cell.

use egui::scroll_area::ScrollBarVisibility;
use egui::{Context, Id, Rect, ScrollArea, Sense, Ui, UiBuilder, vec2};

use crate::ui::{View, theme};

/// Height of the bar with its margins.
pub const BAR_HEIGHT: f32 = theme::SCROLL_BAR_WIDTH + theme::SCROLL_BAR_MARGIN * 2.0;

/// What the tables of a page say of its width in one pass.
#[derive(Clone, Copy, Default)]
struct Told {
    pass: u64,
    /// By how much the widest of them is wider than the page.
    by: f32,
    /// The width that they would usually have.
    usual: f32,
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

/// A table of the page is wider than it by so much, and would usually be so wide.
pub(super) fn told(ctx: &Context, view: &View<'_>, by: f32, usual: f32) {
    let (id, pass) = (id_of("wider", view), ctx.cumulative_pass_nr());
    ctx.data_mut(|data| {
        let known = data.get_temp::<Told>(id).filter(|told| told.pass == pass).unwrap_or_default();
        data.insert_temp(id, Told { pass, by: by.max(known.by), usual: usual.max(known.usual) });
    });
}

/// What the tables of the page said last, in this pass or the one before.
fn last(ctx: &Context, view: &View<'_>) -> Option<Told> {
    let pass = ctx.cumulative_pass_nr();
    ctx.data(|data| data.get_temp::<Told>(id_of("wider", view))).filter(|told| told.pass + 1 >= pass)
}

/// By how much the widest table of the page is wider than it; `None` where every table has room.
pub fn wider_by(ctx: &Context, view: &View<'_>) -> Option<f32> {
    last(ctx, view).map(|told| told.by).filter(|by| *by > 0.0)
}

/// The width that the tables of the page would usually have.
pub fn usual_width(ctx: &Context, view: &View<'_>) -> f32 {
    last(ctx, view).map_or(0.0, |told| told.usual)
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

//! What stands beside a grid, row by row: outside of what scrolls sideways, so that it is always in sight.

use egui::accesskit::Role;
use egui::{Align2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2};

use super::grid_id;
use super::layout::{Layout, heading_galley};
use crate::lang::Lang;
use crate::tables::{Beside, Cell, Level, Row, Table};
use crate::ui::cells;
use crate::ui::theme::{self, BODY_14, SMALL_12, Theme, Weight};

/// A change in euros, of twelve digits, and the room before it.
pub(super) const WIDTH: f32 = 108.0;

/// Paints it at the right of the table, whose rows begin at the first height; the headings stand at the second.
pub(super) fn beside_ui(ui: &Ui, lang: Lang, table: &Table, layout: &Layout, beside: &Beside, (origin, headings): (f32, f32)) {
    let theme = Theme::of(ui);
    let left = ui.max_rect().right();
    let right = left + WIDTH;
    let bottom = headings + layout.header_bottom();
    let heading = heading_galley(ui, Some(&beside.heading), WIDTH);
    ui.painter().galley(pos2(right - theme::CELL_PADDING, bottom - 5.0 - heading.size().y), heading, theme.ink2);
    let clip = ui.clip_rect();
    // Columns of the table may end behind it.
    ui.painter().vline(left.round() + 0.5, headings..=origin + layout.height, Stroke::new(theme::LINE_WIDTH, theme.line2));
    // Rows go under headings that stay in sight.
    let rows = ui.painter().with_clip_rect(clip.intersect(Rect::everything_below(bottom)));
    let (first, end) = layout.rows_between(clip.top() - origin, clip.bottom() - origin);
    for (index, (row, cell)) in table.rows.iter().zip(&beside.cells).enumerate().skip(first).take(end - first) {
        let Some((top, bottom)) = layout.row(index) else { continue };
        let rect = Rect::from_min_max(pos2(left, origin + top), pos2(right, origin + bottom));
        let (text, size, colour) = (cell.text(lang), size(cell), if cell.place.is_some() { theme.ink } else { theme.ink2 });
        let weight = if row.level == Level::Total && cell.place.is_some() { Weight::Semibold } else { Weight::Regular };
        let galley = cells::figure(ui, &text, theme::font(size, weight), colour, WIDTH - theme::CELL_PADDING);
        let at = Align2::RIGHT_CENTER.align_size_within_rect(galley.size(), rect.shrink2(egui::vec2(theme::CELL_PADDING, 0.0)));
        rows.galley(at.min, galley, colour);
        let response = ui.interact(rect, grid_id(table.name).with(("beside", index)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said(beside, row, &text)));
    }
}

/// Per cent as the figures of the table, in euros smaller.
fn size(cell: &Cell) -> f32 {
    if cell.place.is_some() { BODY_14 } else { SMALL_12 }
}

/// "Variation PLF 2027 sur LFI 2026, 01 – Fonds, LFI 2026, +1,7 %".
fn said(beside: &Beside, row: &Row, text: &str) -> String {
    format!("{}, {}, {text}", beside.heading.title, row.label)
}

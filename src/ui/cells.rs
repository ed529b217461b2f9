//! Text laid out for painted cells and rows.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontId, Galley, Ui};

/// One line, cut with an ellipsis at `width`.
pub fn truncated(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, colour));
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.painter().layout_job(job)
}

/// Lines no wider than `width`, of the given height, set to one side.
pub fn wrapped(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32, line_height: f32, align: Align) -> Arc<Galley> {
    let format = TextFormat { font_id: font, color: colour, line_height: Some(line_height), ..TextFormat::default() };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width.max(0.0);
    job.halign = align;
    ui.painter().layout_job(job)
}

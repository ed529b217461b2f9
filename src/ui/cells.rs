//! Text laid out for painted cells and rows.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontId, Galley, Ui};

use super::theme::{self, Weight};

/// One line, cut with an ellipsis at `width`.
pub fn truncated(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, colour));
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.painter().layout_job(job)
}

/// A figure on one line, whole; `####` in its place where it is wider than `room`: a part of it would be another figure.
pub fn figure(ui: &Ui, text: &str, font: FontId, colour: Color32, room: f32) -> Arc<Galley> {
    let size = font.size;
    let whole = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    if whole.size().x <= room { whole } else { hashes(ui, size, colour, room) }
}

/// A value on one line: words are cut with an ellipsis, a figure or a formula is whole or `####`.
pub fn value(ui: &Ui, text: &str, font: FontId, colour: Color32, room: f32) -> Arc<Galley> {
    let is_figure = text.starts_with('=') || (text.contains(|one: char| one.is_ascii_digit()) && !text.contains(char::is_alphabetic));
    if is_figure { figure(ui, text, font, colour, room) } else { truncated(ui, text, font, colour, room) }
}

/// `####`, or as much of it as there is room for: a figure stands there that is wider.
fn hashes(ui: &Ui, size: f32, colour: Color32, room: f32) -> Arc<Galley> {
    let font = theme::font(size, Weight::Regular);
    let width = ui.fonts_mut(|fonts| fonts.glyph_width(&font, '#'));
    let count = (1_u8..=4).rev().find(|count| f32::from(*count) * width <= room).unwrap_or(0);
    ui.painter().layout_no_wrap("#".repeat(usize::from(count)), font, colour)
}

/// The width of a line.
pub fn width(ui: &Ui, text: &str, font: FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
}

/// Lines no wider than `width`, of the given height, set to one side.
pub fn wrapped(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32, line_height: f32, align: Align) -> Arc<Galley> {
    let format = TextFormat { font_id: font, color: colour, line_height: Some(line_height), ..TextFormat::default() };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width.max(0.0);
    job.halign = align;
    ui.painter().layout_job(job)
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;

    use super::*;

    #[test]
    fn a_value_that_is_a_figure_is_whole_or_hashes_and_words_are_cut() {
        let cases = [
            ("7 300 000", 200.0, "7 300 000"),
            ("−123 456 789 012 345", 60.0, "####"),
            ("=3000000+300000", 60.0, "####"),
            ("38-60", 10.0, "#"),
            ("Nombre de problèmes investigués", 60.0, "Nombre…"),
            ("7 300 000 euros de plus", 200.0, "7 300 000 euros de plus"),
        ];
        for (text, room, expected) in cases {
            let harness = Harness::builder().with_context_setup(theme::install).build_ui_state(
                move |ui, shown: &mut String| {
                    *shown = value(ui, text, theme::font(theme::BODY_14, Weight::Regular), Color32::BLACK, room)
                        .rows
                        .iter()
                        .map(|row| row.text())
                        .collect();
                },
                String::new(),
            );
            assert_eq!(harness.state(), expected, "{text} in {room} points");
        }
    }
}

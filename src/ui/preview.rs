//! The pages of the PDF beside the page that is edited.

use std::collections::BTreeMap;
use std::ops::Range;

use egui::{Align, Layout, Rect, ScrollArea, Sense, TextureHandle, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::Intent;
use super::actions::Action;
use super::controls;
use super::icons::ButtonState;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use crate::exchange::export::Subject;
use crate::lang::Lang;

/// What there is to show.
#[derive(Clone, Copy)]
pub struct Pages<'a> {
    pub count: usize,
    /// Those that are painted, by page from 0.
    pub pictures: &'a BTreeMap<usize, TextureHandle>,
    /// The page to bring into sight.
    pub go_to: Option<usize>,
    /// Why there is no page, or none that is as the document is; empty when all is well.
    pub fault: &'a str,
}

/// What is in sight, and how wide a page is, in pixels of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    pub pages: Range<usize>,
    pub width: u32,
}

const GAP: f32 = 12.0;
const MARGIN: f32 = 12.0;
/// A4: height over width.
const PROPORTION: f32 = 297.0 / 210.0;

/// The head of the preview and its pages, as wide as there is room for.
pub fn preview_ui(ui: &mut Ui, lang: Lang, pages: Pages<'_>) -> (Sight, Vec<Intent>) {
    let intents = head_ui(ui, lang, pages);
    let scale = ui.ctx().pixels_per_point();
    // Whole pixels, so that letters stay sharp.
    let width = ((ui.available_width() - 2.0 * MARGIN).max(80.0) * scale).floor();
    let size = vec2(width, (width * PROPORTION).round()) / scale;
    let step = size.y + GAP;
    let mut sight = Sight { pages: 0..0, width: whole(width) };
    ScrollArea::vertical().id_salt("preview").auto_shrink(false).show_viewport(ui, |ui, viewport| {
        ui.set_height(pages.count as f32 * step + GAP);
        let origin = ui.min_rect().min;
        let page_at = |y: f32| (whole(y / step) as usize).min(pages.count);
        let (first, last) = (page_at(viewport.top()), page_at(viewport.bottom() + step));
        sight.pages = first..last;
        let rect_of = |page: usize| {
            let corner = pos2(origin.x + MARGIN, origin.y + GAP + page as f32 * step);
            Rect::from_min_size(pos2((corner.x * scale).round() / scale, (corner.y * scale).round() / scale), size)
        };
        if let Some(page) = pages.go_to {
            ui.scroll_to_rect(rect_of(page).expand(GAP), Some(Align::Min));
        }
        (first..last).for_each(|page| page_ui(ui, lang, rect_of(page), page, pages));
    });
    (sight, intents)
}

#[expect(clippy::cast_sign_loss, reason = "nothing below zero comes here, and a cast stops at zero")]
fn whole(pixels: f32) -> u32 {
    pixels.max(0.0) as u32
}

fn head_ui(ui: &mut Ui, lang: Lang, pages: Pages<'_>) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let mut intents = Vec::new();
    ui.horizontal(|ui| {
        ui.set_min_height(theme::TOOLBAR_HEIGHT);
        ui.add_space(MARGIN);
        ui.label(theme::text(Action::TogglePreview.name(lang), BODY_14, Weight::Semibold, theme.ink));
        if pages.count > 0 {
            let count = pages.count;
            ui.label(theme::text(format!("{count} page{}", if count > 1 { "s" } else { "" }), SMALL_12, Weight::Regular, theme.ink2));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(MARGIN);
            if controls::quiet_button(ui, lang.pick("Fermer l’aperçu", "Close the preview"), ButtonState::Enabled).clicked() {
                intents.push(Intent::Do(Action::TogglePreview));
            }
            if controls::quiet_button(ui, Action::Export.name(lang), ButtonState::Enabled).clicked() {
                intents.push(Intent::Export(Subject::Document));
            }
        });
    });
    if !pages.fault.is_empty() {
        ui.add(egui::Label::new(theme::text(pages.fault, SMALL_12, Weight::Regular, theme.err)).wrap());
    }
    intents
}

fn page_ui(ui: &Ui, lang: Lang, rect: Rect, page: usize, pages: Pages<'_>) {
    let theme = Theme::of(ui);
    let response = ui.interact(rect, ui.scope_id().with(("page", page)), Sense::hover());
    let (number, count) = (page + 1, pages.count);
    response
        .widget_info(|| WidgetInfo::labeled(Role::Image, true, lang.pick(format!("Page {number} sur {count}"), format!("Page {number} of {count}"))));
    match pages.pictures.get(&page) {
        Some(picture) => theme::paint_picture(ui.painter(), picture.id(), rect),
        None => {
            ui.painter().rect_filled(rect, 0, theme.sheet);
        }
    }
}

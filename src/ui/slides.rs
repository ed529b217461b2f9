//! Slides in the window: a scene is painted over a rectangle of any size.
//!
//! It knows how a mark is painted at a scale, and nothing of what it means.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::plots::font_id;
use super::theme::{self, Theme};
use crate::charts::palette::Palette;
use crate::charts::scene::{Area, Dash, Font, Ink, Mark, Scene, Spot, Words};
use crate::charts::slides::{HEIGHT, WIDTH};

/// The largest rectangle of the shape of a slide in the middle of an area.
pub fn fitted(area: Rect) -> Rect {
    let scale = (area.width() / WIDTH).min(area.height() / HEIGHT);
    Rect::from_center_size(area.center(), vec2(WIDTH * scale, HEIGHT * scale))
}

/// The colours of slides in the theme of the window.
pub fn palette(theme: &Theme) -> Palette {
    Palette::of(theme.dark)
}

/// Paints a scene over a rectangle.
pub fn paint(painter: &Painter, rect: Rect, scene: &Scene, palette: &Palette) {
    let brush =
        Brush { painter: &painter.with_clip_rect(rect.intersect(painter.clip_rect())), origin: rect.min, scale: rect.width() / scene.width, palette };
    brush.painter.rect_filled(rect, 0, brush.colour(Ink::Ground));
    for mark in &scene.marks {
        brush.mark(mark);
    }
    for words in &scene.words {
        brush.words(words);
    }
}

/// Where an area of a slide stands in the rectangle that shows it.
pub fn placed(rect: Rect, area: Area) -> Rect {
    let scale = rect.width() / WIDTH;
    let corner = |x: f32, y: f32| rect.min + vec2(x * scale, y * scale);
    Rect::from_min_max(corner(area.left, area.top), corner(area.right, area.bottom))
}

struct Brush<'a> {
    painter: &'a Painter,
    origin: Pos2,
    scale: f32,
    palette: &'a Palette,
}

impl Brush<'_> {
    fn colour(&self, ink: Ink) -> Color32 {
        theme::of_rgb(self.palette.colour(ink))
    }

    fn at(&self, spot: Spot) -> Pos2 {
        pos2(self.origin.x + spot.x * self.scale, self.origin.y + spot.y * self.scale)
    }

    fn rect(&self, area: Area) -> Rect {
        Rect::from_min_max(self.at(Spot { x: area.left, y: area.top }), self.at(Spot { x: area.right, y: area.bottom }))
    }

    fn mark(&self, mark: &Mark) {
        match *mark {
            Mark::Line { from, to, ink, width, dash } => {
                self.line([self.at(from), self.at(to)], Stroke::new(width * self.scale, self.colour(ink)), dash);
            }
            Mark::Fill { area, ink } => {
                self.painter.rect_filled(self.rect(area), 0, self.colour(ink));
            }
            Mark::Outline { area, ink, width } => {
                let stroke = Stroke::new(width * self.scale, self.colour(ink));
                self.painter.rect_stroke(self.rect(area), 0, stroke, egui::StrokeKind::Inside);
            }
            Mark::Disc { at, radius, ink } => {
                self.painter.circle_filled(self.at(at), radius * self.scale, self.colour(ink));
            }
            Mark::Ring { at, radius, ink, width, inside } => {
                let stroke = Stroke::new(width * self.scale, self.colour(ink));
                // The line of a circle lies outside its radius here.
                self.painter.circle(self.at(at), (radius - width / 2.0) * self.scale, self.colour(inside), stroke);
            }
            Mark::Diamond { at, radius, ink, width, inside } => {
                let corners = at.diamond(radius).map(|spot| self.at(spot));
                let stroke = Stroke::new(width * self.scale, self.colour(ink));
                self.painter.add(Shape::convex_polygon(corners.into(), self.colour(inside), stroke));
            }
            Mark::Arrow { at, side, points_down, ink } => {
                let corners = at.arrow(side, points_down).map(|spot| self.at(spot));
                self.painter.add(Shape::convex_polygon(corners.into(), self.colour(ink), Stroke::NONE));
            }
        }
    }

    fn line(&self, ends: [Pos2; 2], stroke: Stroke, dash: Dash) {
        match dash {
            Dash::Solid => {
                self.painter.line_segment(ends, stroke);
            }
            Dash::Dashed(on) => {
                self.painter.extend(Shape::dashed_line(&ends, stroke, on * self.scale, on * self.scale * Dash::OFF));
            }
            Dash::Dotted(step) => {
                self.painter.extend(Shape::dotted_line(&ends, stroke.color, step * self.scale, stroke.width / 2.0));
            }
        }
    }

    fn words(&self, words: &Words) {
        let ink = self.colour(words.ink);
        let font = font_id(Font { size: words.font.size * self.scale, ..words.font });
        let galley = self.painter.layout_no_wrap(theme::unbroken(&words.text), font, ink);
        let area = self.rect(words.area);
        let at = pos2(area.left(), area.center().y - galley.size().y / 2.0);
        self.painter.galley(at, galley, ink);
    }
}

#[cfg(test)]
mod tests {
    use super::super::raster::{NOTICED, Pixels};
    use super::*;
    use crate::calc::{Figures, checks};
    use crate::charts::slides::{self, Source};
    use crate::exchange::picture::{PictureSize, fitted as pictured, painted};
    use crate::lang::Lang;
    use crate::model::Deck;
    use crate::storage;

    /// The slide exported is the slide shown, pixel by pixel.
    #[test]
    fn every_pixel_of_a_slide_is_exported_as_it_is_shown() {
        let document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let figures = Figures::of(&document);
        let findings = checks::findings(&document, &figures);
        let source = Source { document: &document, figures: &figures, findings: &findings, lang: Lang::French, saved: "fichier du 24/11/2026" };
        let (size, window) = (PictureSize::new(960, 540).unwrap(), vec2(960.0, 540.0));
        for (planned, dark) in Deck::usual(&document).iter().zip([false, true].into_iter().cycle()) {
            let whole = slides::scene(&slides::page(source, planned, 1, 15));
            // Of two neighbours, one with its words, the other without them, by which marks are held closer.
            let (scene, reach) = if dark { (Scene { words: Vec::new(), ..whole }, 1) } else { (whole, 2) };
            let palette = Palette::of(dark);
            let exported = Pixels::of_picture(&painted(&pictured(scene.clone(), size), &palette, size).unwrap());
            let shown = Pixels::shown(window, Color32::BLACK, |ui| {
                paint(ui.painter(), Rect::from_min_size(Pos2::ZERO, window), &scene, &palette);
            });
            let unlike = exported.unlike(&shown, reach);
            assert!(unlike < NOTICED, "{:?} within {reach}: {unlike}", planned.slide);
        }
    }

    #[test]
    fn a_slide_keeps_its_shape_in_any_window() {
        for (width, height) in [(1280.0, 720.0), (1280.0, 800.0), (800.0, 1280.0), (3840.0, 2160.0), (1.0, 1.0)] {
            let area = Rect::from_min_size(pos2(5.0, 7.0), vec2(width, height));
            let slide = fitted(area);
            assert!((slide.width() / slide.height() - WIDTH / HEIGHT).abs() < 1e-3 && area.expand(0.01).contains_rect(slide), "{slide:?}");
            assert!((slide.center() - area.center()).length() < 0.01);
        }
    }
}

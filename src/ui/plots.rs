//! Scenes in the window: marks are drawn by egui_plot, words by our fonts.
//!
//! It knows how a mark of [`charts::scene`](crate::charts::scene) is painted, and nothing of what it means. A picture takes no focus, no wheel and
//! no drag.

use egui::{Color32, Pos2, Rect, Response, Sense, Ui, pos2, vec2};
use egui_plot::{Line, LineStyle, Plot, PlotPoints, PlotUi, Points, Polygon};

use super::theme;
use crate::charts::palette::Palette;
use crate::charts::scene::{self, Area, Dash, Font, Ink, Mark, Scene, Spot, Words};

/// Paints a scene, a pixel of the window for each of its own.
pub fn scene_ui(ui: &mut Ui, id: impl std::hash::Hash + std::fmt::Debug, scene: &Scene, palette: &Palette) -> Response {
    let response = marks_ui(ui, id, scene, palette);
    if ui.is_rect_visible(response.rect) {
        let painter = ui.painter_at(response.rect.expand(1.0));
        for words in &scene.words {
            words_paint(&painter, response.rect.min, words, palette);
        }
    }
    response
}

/// The marks, in a plot whose bounds are the pixels of the scene.
fn marks_ui(ui: &mut Ui, id: impl std::hash::Hash + std::fmt::Debug, scene: &Scene, palette: &Palette) -> Response {
    let plot = Plot::new(id)
        .width(scene.width)
        .height(scene.height)
        .sense(Sense::hover())
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .auto_bounds(false)
        .set_margin_fraction(vec2(0.0, 0.0))
        .invert_y(true);
    let (width, height) = (f64::from(scene.width), f64::from(scene.height));
    let shown = plot.show(ui, |plot_ui| {
        plot_ui.set_plot_bounds_x(0.0..=width);
        plot_ui.set_plot_bounds_y(0.0..=height);
        for mark in &scene.marks {
            mark_paint(plot_ui, mark, palette);
        }
    });
    shown.response
}

fn mark_paint(plot: &mut PlotUi<'_>, mark: &Mark, palette: &Palette) {
    let colour = |ink: Ink| theme::of_rgb(palette.colour(ink));
    match *mark {
        Mark::Line { from, to, ink, width, dash } => {
            let style = match dash {
                Dash::Solid => LineStyle::Solid,
                Dash::Dashed(length) => LineStyle::Dashed { length },
                Dash::Dotted(spacing) => LineStyle::Dotted { spacing },
            };
            // Of dots it is the radius.
            let width = if matches!(dash, Dash::Dotted(_)) { width / 2.0 } else { width };
            plot.line(Line::new("", points(&[from, to])).color(colour(ink)).width(width).style(style));
        }
        Mark::Fill { area, ink } => plot.polygon(Polygon::new("", corners(area)).fill_color(colour(ink)).width(0.0)),
        Mark::Outline { area, ink, width } => {
            let middle = area.grown(-width / 2.0, -width / 2.0);
            let stroke = egui::Stroke::new(width, colour(ink));
            plot.polygon(Polygon::new("", corners(middle)).fill_color(Color32::TRANSPARENT).stroke(stroke));
        }
        Mark::Disc { at, radius, ink } => disc_paint(plot, at, radius, colour(ink)),
        Mark::Ring { at, radius, ink, width, inside } => {
            disc_paint(plot, at, radius + width / 2.0, colour(ink));
            disc_paint(plot, at, radius - width / 2.0, colour(inside));
        }
        Mark::Diamond { at, radius, ink, width, inside } => {
            // The stroke lies on both sides of the edge: √2 of its half along the diagonal.
            let half = width * std::f32::consts::FRAC_1_SQRT_2;
            diamond_paint(plot, at, radius + half, colour(ink));
            diamond_paint(plot, at, radius - half, colour(inside));
        }
        Mark::Arrow { at, side, points_down, ink } => {
            plot.polygon(Polygon::new("", points(&at.arrow(side, points_down))).fill_color(colour(ink)).width(0.0));
        }
    }
}

fn disc_paint(plot: &mut PlotUi<'_>, at: Spot, radius: f32, colour: Color32) {
    plot.points(Points::new("", points(&[at])).radius(radius).color(colour));
}

fn diamond_paint(plot: &mut PlotUi<'_>, at: Spot, radius: f32, colour: Color32) {
    plot.points(Points::new("", points(&[at])).radius(radius).shape(egui_plot::MarkerShape::Diamond).color(colour));
}

fn points<'a>(spots: &[Spot]) -> PlotPoints<'a> {
    spots.iter().map(|spot| [f64::from(spot.x), f64::from(spot.y)]).collect()
}

fn corners<'a>(area: Area) -> PlotPoints<'a> {
    let Area { left, top, right, bottom } = area;
    points(&[Spot { x: left, y: top }, Spot { x: right, y: top }, Spot { x: right, y: bottom }, Spot { x: left, y: bottom }])
}

fn words_paint(painter: &egui::Painter, origin: Pos2, words: &Words, palette: &Palette) {
    let ink = theme::of_rgb(palette.colour(words.ink));
    let galley = painter.layout_no_wrap(theme::unbroken(&words.text), font_id(words.font), ink);
    let middle = origin.y + words.area.centre().y;
    let at = pos2(origin.x + words.area.left, middle - galley.size().y / 2.0);
    let area = Rect::from_min_size(at, galley.size());
    if painter.clip_rect().intersects(area) {
        painter.galley(at, galley, ink);
    }
}

pub(super) fn font_id(font: Font) -> egui::FontId {
    let weight = match font.weight {
        scene::Weight::Regular => theme::Weight::Regular,
        scene::Weight::Semibold => theme::Weight::Semibold,
        scene::Weight::Bold => theme::Weight::Bold,
        scene::Weight::Italic => theme::Weight::Italic,
    };
    theme::font(font.size, weight)
}

#[cfg(test)]
mod tests {
    use crate::charts::drawn;
    use egui_kittest::Harness;

    use super::super::raster::{NOTICED, Pixels};
    use super::*;
    use crate::calc::Figures;
    use crate::charts;
    use crate::exchange::picture::{PictureSize, painted};
    use crate::lang::Lang;
    use crate::storage;

    /// Text laid out by the window and by the charts is as wide, so that the picture exported is the picture shown.
    #[test]
    fn words_are_as_wide_as_in_the_window() {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let texts = [
            "Le nombre de problèmes investigués doit quadrupler d’ici 2023",
            "Tél.",
            "L’État,",
            "7\u{202f}300\u{202f}000",
            "0\u{202f}€",
            "€",
            "fi ff ffi fl",
            "« à »\u{a0}: 68,9\u{202f}%",
            "+15,2\u{202f}%",
        ];
        let mut wrong = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for weight in [scene::Weight::Regular, scene::Weight::Semibold, scene::Weight::Bold, scene::Weight::Italic] {
                for (text, size) in texts.into_iter().flat_map(|text| [12.0, 17.0, 54.0].map(|size| (text, size))) {
                    let font = Font::new(size, weight);
                    let shown = ui.painter().layout_no_wrap(theme::unbroken(text), font_id(font), Color32::PLACEHOLDER).size().x;
                    let measured = charts::fonts::width(text, font);
                    // Ligatures are narrower by a hundredth.
                    if (shown - measured).abs() > 0.015 * measured + 0.5 {
                        wrong.push(format!("« {text} » {font:?}: shown {shown}, measured {measured}"));
                    }
                }
            }
        });
        output.textures_delta.clear();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_picture_takes_neither_focus_nor_wheel() {
        let document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let chart = charts::schedule(&document, &Figures::of(&document), Lang::French);
        let scene = drawn::on_page(&chart, 780.0, None);
        let mut harness = Harness::builder().with_size(vec2(800.0, 200.0)).with_context_setup(theme::install).build_ui_state(
            move |ui, offset: &mut f32| {
                let shown = egui::ScrollArea::vertical().show(ui, |ui| {
                    for row in 0..4 {
                        scene_ui(ui, row, &scene, &theme::Theme::LIGHT.page());
                    }
                });
                *offset = shown.state.clamped_offset().y;
            },
            0.0,
        );
        harness.run_steps(3);
        harness.key_press(egui::Key::Tab);
        harness.hover_at(pos2(400.0, 100.0));
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -60.0),
            modifiers: egui::Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
        });
        harness.run_steps(8);
        assert!(*harness.state() > 30.0, "the page scrolls under the pointer: {}", harness.state());
        assert!(harness.ctx.memory(|memory| memory.focused().is_none()));
    }

    /// A scene of 960 × 540 as pixels: exported, and shown.
    fn exported(scene: &Scene, palette: &Palette) -> Pixels {
        Pixels::of_picture(&painted(scene, palette, PictureSize::new(960, 540).unwrap()).unwrap())
    }

    fn painted_here(scene: &Scene, palette: &Palette) -> Pixels {
        Pixels::shown(vec2(960.0, 540.0), theme::of_rgb(palette.colour(Ink::Ground)), |ui| {
            let whole = egui::UiBuilder::new().max_rect(ui.ctx().content_rect());
            ui.scope_builder(whole, |ui| scene_ui(ui, "scene", scene, palette));
        })
    }

    fn scenes() -> Vec<(String, Scene)> {
        let document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let figures = Figures::of(&document);
        let scene = |name| {
            let chart = charts::chart(&document, &figures, Lang::French, name).unwrap();
            drawn::on_canvas(&chart, 960.0, 540.0, Some("fichier du 24/11/2026"))
        };
        charts::names(&document).into_iter().map(|(name, chart)| (name, scene(chart))).collect()
    }

    /// The picture exported is the picture shown, pixel by pixel.
    #[test]
    fn every_pixel_of_a_chart_is_exported_as_it_is_shown() {
        for (name, scene) in scenes() {
            let marks = Scene { words: Vec::new(), ..scene.clone() };
            for (scene, palette, reach) in [(&scene, Palette::LIGHT, 2), (&marks, Palette::DARK, 1)] {
                let unlike = exported(scene, &palette).unlike(&painted_here(scene, &palette), reach);
                assert!(unlike < NOTICED, "{name} within {reach}: {unlike}");
            }
        }
    }

    /// What the comparison must notice: one bar longer by one per cent of the axis, or one label less.
    #[test]
    fn a_mark_moved_by_one_per_cent_or_a_missing_word_is_noticed() {
        for (name, scene) in scenes() {
            let whole = exported(&scene, &Palette::LIGHT);
            for index in (0..scene.words.len()).step_by(scene.words.len() / 3 + 1) {
                let mut less = scene.clone();
                let word = less.words.remove(index);
                let unlike = whole.unlike(&exported(&less, &Palette::LIGHT), 2);
                assert!(unlike >= NOTICED, "{name} without « {} »: {unlike}", word.text);
            }
            let widest = scene.marks.iter().enumerate().filter_map(|(index, mark)| match mark {
                Mark::Fill { area, ink: Ink::Series(_) } => Some((index, area.width())),
                _ => None,
            });
            let widest = widest.max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(index, _)| index);
            let point = scene.marks.iter().position(|mark| matches!(mark, Mark::Ring { .. } | Mark::Diamond { .. }));
            for index in [widest, point].into_iter().flatten() {
                let mut moved = scene.clone();
                match &mut moved.marks[index] {
                    Mark::Fill { area, .. } => area.right += 960.0 / 100.0,
                    Mark::Ring { at, .. } | Mark::Diamond { at, .. } => at.y -= 540.0 / 100.0,
                    _ => {}
                }
                let unlike = whole.unlike(&exported(&moved, &Palette::LIGHT), 2);
                assert!(unlike >= NOTICED, "{name} with {:?} moved: {unlike}", scene.marks[index]);
            }
        }
    }

    /// What the window paints of a scene: a corner of it, then every shape.
    fn shown(scene: &Scene) -> (Pos2, Vec<egui::Shape>) {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let input = egui::RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1200.0, 800.0))), ..egui::RawInput::default() };
        let mut corner = Pos2::ZERO;
        let mut output = ctx.run_ui(input, |ui| corner = scene_ui(ui, "scene", scene, &Palette::LIGHT).rect.min);
        output.textures_delta.clear();
        let mut shapes = Vec::new();
        let mut left: Vec<egui::Shape> = output.shapes.into_iter().rev().map(|clipped| clipped.shape).collect();
        while let Some(shape) = left.pop() {
            match shape {
                egui::Shape::Vec(inner) => left.extend(inner.into_iter().rev()),
                shape => shapes.push(shape),
            }
        }
        (corner, shapes)
    }

    /// The left and the baseline of every line of words of an SVG, with its text.
    fn written(svg: &str) -> Vec<(f32, f32, String)> {
        let number = |element: &str, name: &str| -> f32 {
            let value = element.split_once(&format!(" {name}=\"")).unwrap().1;
            value.split_once('"').unwrap().0.parse().unwrap()
        };
        let texts = svg.lines().filter_map(|line| line.strip_prefix("<text"));
        let parts = texts.map(|text| text.strip_suffix("</text>").unwrap().split_once('>').unwrap());
        parts.map(|(attributes, text)| (number(attributes, "x"), number(attributes, "y"), text.replace("&lt;", "<"))).collect()
    }

    /// The picture exported is the picture shown: the window and the SVG put every word and every fill of every chart in the same place.
    #[test]
    fn the_picture_exported_is_the_picture_shown() {
        let document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let figures = Figures::of(&document);
        for (name, chart) in charts::names(&document) {
            let chart = charts::chart(&document, &figures, Lang::French, chart).unwrap();
            for scene in [drawn::on_page(&chart, 900.0, None), drawn::on_canvas(&chart, 960.0, 540.0, Some("fichier du 24/11/2026"))] {
                let (corner, shapes) = shown(&scene);
                let texts: Vec<(f32, f32, String)> = shapes
                    .iter()
                    .filter_map(|shape| {
                        let egui::Shape::Text(text) = shape else { return None };
                        let row = &text.galley.rows[0];
                        let baseline = text.pos.y + row.pos.y + row.row.glyphs[0].pos.y;
                        Some((text.pos.x - corner.x, baseline - corner.y, text.galley.text().to_owned()))
                    })
                    .collect();
                let svg = crate::exchange::picture::svg::write(&scene, &Palette::LIGHT, &crate::exchange::picture::svg::About::default());
                let written = written(&svg);
                assert_eq!(texts.len(), written.len(), "{name}");
                for ((x, y, text), (svg_x, svg_y, svg_text)) in texts.iter().zip(&written) {
                    assert_eq!(text, &theme::unbroken(svg_text), "{name}");
                    assert!(
                        (x - svg_x).abs() < 1.0 && (y - svg_y).abs() < 1.0,
                        "{name}, « {text} »: shown at {x}, {y}, exported at {svg_x}, {svg_y}"
                    );
                }
                let boxes: Vec<Rect> = shapes.iter().map(egui::Shape::visual_bounding_rect).collect();
                for mark in &scene.marks {
                    if let Mark::Fill { area, .. } = mark {
                        let expected = Rect::from_min_max(pos2(area.left, area.top), pos2(area.right, area.bottom)).translate(corner.to_vec2());
                        let is_near = |found: &&Rect| (found.min - expected.min).length() < 1.5 && (found.max - expected.max).length() < 1.5;
                        assert!(boxes.iter().any(|found| is_near(&found)), "{name}: nothing shown at {expected:?}");
                    }
                }
            }
        }
    }
}

//! Charts in the window: a chart is laid out for the width at hand, its marks are drawn by egui_plot, its words by our fonts.
//!
//! It knows how a mark of [`charts::scene`](crate::charts::scene) is painted, and nothing of what it means. A chart takes no focus, no wheel and no
//! drag: it is a picture with a name for screen readers.

use egui::accesskit::Role;
use egui::{Color32, Pos2, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{Line, LineStyle, Plot, PlotPoints, PlotUi, Points, Polygon};

use super::theme::{self, Theme};
use crate::charts::scene::{self, Area, Dash, Font, Ink, Mark, Scene, Sizes, Spot, Words};
use crate::charts::{Chart, Hue};
use crate::model::{ValueKind, Year};

/// Draws a chart over the available width. `highlighted` is the cell that is selected in the table of a trend.
pub fn chart_ui(ui: &mut Ui, chart: &Chart, highlighted: Option<(Year, ValueKind)>) -> Response {
    let theme = Theme::of(ui);
    let width = ui.available_width();
    let scene = {
        let painter = ui.painter();
        let measure = |text: &str, font: Font| painter.layout_no_wrap(text.to_owned(), font_id(font), Color32::PLACEHOLDER).size().x;
        scene::scene(chart, width, Sizes::PAGE, highlighted, &measure)
    };
    let response = marks_ui(ui, chart, &scene, &theme);
    if ui.is_rect_visible(response.rect) {
        let painter = ui.painter_at(response.rect.expand(1.0));
        for words in &scene.words {
            words_paint(&painter, response.rect.min, words, &theme);
        }
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &chart.summary));
    response
}

/// The marks, in a plot whose bounds are the pixels of the scene.
fn marks_ui(ui: &mut Ui, chart: &Chart, scene: &Scene, theme: &Theme) -> Response {
    let plot = Plot::new(("chart", chart.name))
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
            mark_paint(plot_ui, mark, theme);
        }
    });
    shown.response
}

fn mark_paint(plot: &mut PlotUi<'_>, mark: &Mark, theme: &Theme) {
    match *mark {
        Mark::Line { from, to, ink, width, dash } => {
            let style = match dash {
                Dash::Solid => LineStyle::Solid,
                Dash::Dashed => LineStyle::Dashed { length: width * DASH },
                Dash::Dotted => LineStyle::Dotted { spacing: width * DOT },
            };
            let width = if dash == Dash::Dotted { width / 2.0 } else { width };
            plot.line(Line::new("", points(&[from, to])).color(colour(theme, ink)).width(width).style(style));
        }
        Mark::Fill { area, ink } => plot.polygon(Polygon::new("", corners(area)).fill_color(colour(theme, ink)).width(0.0)),
        Mark::Outline { area, ink, width } => {
            let middle = area.grown(-width / 2.0, -width / 2.0);
            let stroke = egui::Stroke::new(width, colour(theme, ink));
            plot.polygon(Polygon::new("", corners(middle)).fill_color(Color32::TRANSPARENT).stroke(stroke));
        }
        Mark::Disc { at, radius, ink } => disc_paint(plot, at, radius, colour(theme, ink)),
        Mark::Ring { at, radius, ink, width } => {
            disc_paint(plot, at, radius + width / 2.0, colour(theme, ink));
            disc_paint(plot, at, radius - width / 2.0, colour(theme, Ink::Ground));
        }
        Mark::Diamond { at, radius, ink, width } => {
            // The stroke lies on both sides of the edge: √2 of its half along the diagonal.
            let half = width * std::f32::consts::FRAC_1_SQRT_2;
            diamond_paint(plot, at, radius + half, colour(theme, ink));
            diamond_paint(plot, at, radius - half, colour(theme, Ink::Ground));
        }
        Mark::Arrow { at, side, points_down, ink } => {
            let back = if points_down { at.y - side } else { at.y + side };
            let tail = [Spot { x: at.x - side / 2.0, y: back }, Spot { x: at.x + side / 2.0, y: back }];
            let [left, right] = tail;
            plot.polygon(Polygon::new("", points(&[at, left, right])).fill_color(colour(theme, ink)).width(0.0));
        }
    }
}

/// A dash is 8 long where the line is 2.5 wide.
const DASH: f32 = 3.2;
/// Dots are 3 widths apart.
const DOT: f32 = 3.0;

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

fn words_paint(painter: &egui::Painter, origin: Pos2, words: &Words, theme: &Theme) {
    let ink = colour(theme, words.ink);
    let galley = painter.layout_no_wrap(words.text.clone(), font_id(words.font), ink);
    let middle = origin.y + words.area.centre().y;
    let at = pos2(origin.x + words.area.left, middle - galley.size().y / 2.0);
    let area = Rect::from_min_size(at, galley.size());
    if painter.clip_rect().intersects(area) {
        painter.galley(at, galley, ink);
    }
}

fn font_id(font: Font) -> egui::FontId {
    let weight = match font.weight {
        scene::Weight::Regular => theme::Weight::Regular,
        scene::Weight::Semibold => theme::Weight::Semibold,
        scene::Weight::Bold => theme::Weight::Bold,
    };
    theme::font(font.size, weight)
}

/// The colour of an ink on a page.
fn colour(theme: &Theme, ink: Ink) -> Color32 {
    let chart = &theme.chart;
    let of = |colours: &[Color32; 6], hue: Hue| {
        let [blue, orange, teal, plum, ochre, violet] = *colours;
        match hue {
            Hue::Blue => blue,
            Hue::Orange => orange,
            Hue::Teal => teal,
            Hue::Plum => plum,
            Hue::Ochre => ochre,
            Hue::Violet => violet,
            Hue::Grey => chart.ink3,
        }
    };
    match ink {
        Ink::Main => chart.ink,
        Ink::Second => chart.ink2,
        Ink::Third => chart.ink3,
        Ink::Axis => theme.ctl,
        Ink::Grid => theme.line,
        // The panel of slides is too close to the paper of a page.
        Ink::Panel => theme.computed,
        Ink::Ground => theme.sheet,
        Ink::Accent => theme.accent,
        Ink::Series(hue) => of(&chart.series, hue),
        Ink::Words(hue) => of(&chart.series_text, hue),
        Ink::Pale(Hue::Grey) => chart.panel,
        Ink::Pale(hue) => of(&chart.pale, hue),
        Ink::On(hue) => chart.on_fill(of(&chart.series, hue)),
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::{Harness, kittest::NodeT as _, kittest::Queryable as _};

    use super::*;
    use crate::calc::Figures;
    use crate::charts;
    use crate::lang::Lang;
    use crate::storage;

    #[test]
    fn a_chart_is_a_named_picture_that_takes_neither_focus_nor_wheel() {
        let document = storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let chart = charts::schedule(&document, &Figures::of(&document), Lang::French);
        let summary = chart.summary.clone();
        let mut harness = Harness::builder().with_size(vec2(800.0, 200.0)).with_context_setup(theme::install).build_ui_state(
            move |ui, offset: &mut f32| {
                let shown = egui::ScrollArea::vertical().show(ui, |ui| {
                    for row in 0..4 {
                        ui.push_id(row, |ui| chart_ui(ui, &chart, None));
                    }
                });
                *offset = shown.state.clamped_offset().y;
            },
            0.0,
        );
        harness.run_steps(3);
        let pictures: Vec<_> = harness.get_all_by_label(&summary).collect();
        assert_eq!(pictures.len(), 4);
        assert!(pictures.iter().all(|node| node.accesskit_node().role() == Role::Image));
        drop(pictures);
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
}

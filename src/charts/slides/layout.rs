//! Slides laid out on a canvas of 1920 × 1080 (CHARTS.md, "Sizes"): margins of 96, twelve columns, nothing under 25.

use super::parts::{CONTENT_BOTTOM, CONTENT_TOP, Canvas, LEFT, RIGHT, WIDTH};
use super::{Amount, Body, Cover, Fact, Page, Told, YearFigures};
use crate::charts::scene::{Area, Font, Ink, Scene, Weight};
use crate::charts::stack::{Reach, float};
use crate::charts::{Chart, Hue, fonts};

/// Lays a slide out.
pub fn scene(page: &Page) -> Scene {
    let mut canvas = Canvas::new();
    match &page.body {
        Body::Cover(cover) => draw_cover(&mut canvas, page, cover),
        body => {
            let top = canvas.head(page);
            canvas.foot(page);
            draw_body(&mut canvas, body, top);
        }
    }
    canvas.scene
}

fn draw_body(canvas: &mut Canvas, body: &Body, top: f32) {
    match body {
        Body::Cover(_) => {}
        Body::Figures(figures) => draw_figures(canvas, figures, top),
        Body::Chart(chart) => draw_chart(canvas, chart, top),
        Body::Shares { columns, more } => draw_columns(canvas, columns, more, top),
        Body::Trend { chart, facts } => draw_trend(canvas, chart, facts, top),
        Body::Findings { lines, more } => draw_findings(canvas, lines, more, top),
    }
}

// ---------------------------------------------------------------- cover

fn draw_cover(canvas: &mut Canvas, page: &Page, cover: &Cover) {
    canvas.fill(Area::new(0.0, 0.0, WIDTH, 18.0), Ink::Brand);
    canvas.write(LEFT, 132.0, 0.0, &cover.budget, Font::new(32.0, Weight::Regular), Ink::Second);
    let mission = canvas.elided(&cover.mission, Font::new(32.0, Weight::Regular), RIGHT - LEFT);
    canvas.write(LEFT, 174.0, 0.0, &mission, Font::new(32.0, Weight::Regular), Ink::Second);
    canvas.write(LEFT, 352.0, 0.0, &cover.programme, Font::new(48.0, Weight::Semibold), Ink::Second);
    // A long name is smaller, never cut in its first sizes.
    let sizes = [(120.0, 2), (88.0, 3), (64.0, 4), (48.0, 5)];
    let fitting = sizes.into_iter().find(|(size, lines)| {
        let font = Font::new(*size, Weight::Bold);
        canvas.wrapped(&page.title, font, RIGHT - LEFT, usize::MAX).len() <= *lines
    });
    let (size, most_lines) = fitting.unwrap_or((48.0, 5));
    let font = Font::new(size, Weight::Bold);
    let mut y = 352.0 + size;
    for line in canvas.wrapped(&page.title, font, RIGHT - LEFT, most_lines) {
        canvas.write(LEFT - 4.0, y, 0.0, &line, font, Ink::Brand);
        y += size * 1.034;
    }
    let under = y - size * 1.034 + 104.0;
    canvas.write(LEFT, under.max(576.0), 0.0, &cover.document, Font::new(38.0, Weight::Regular), Ink::Main);
    draw_cover_actions(canvas, cover);
    canvas.rule(LEFT, RIGHT, 976.0, Ink::Grid, 2.0);
    let font = Font::new(28.0, Weight::Regular);
    let manager = canvas.elided(&cover.manager, font, 800.0);
    let manager = canvas.write(RIGHT, 1024.0, 1.0, &manager, font, Ink::Second);
    let minister = canvas.elided(&cover.minister, font, manager.left - 32.0 - LEFT);
    canvas.write(LEFT, 1024.0, 0.0, &minister, font, Ink::Second);
}

/// One strip to 100 %, the actions named under it.
fn draw_cover_actions(canvas: &mut Canvas, cover: &Cover) {
    let whole: f64 = cover.actions.iter().map(|action| float(action.amount)).sum();
    let (strong, plain) = (Font::new(28.0, Weight::Semibold), Font::new(28.0, Weight::Regular));
    let mut left = LEFT;
    for action in &cover.actions {
        let width = share_of(float(action.amount), whole, RIGHT - LEFT);
        canvas.fill(Area::new(left, 784.0, (width - 6.0).max(2.0), 16.0), Ink::Series(Hue::Teal));
        // A segment too narrow for its words has none: the slide of the shares names every action.
        if fonts::width(&action.share, strong) <= width - 12.0 {
            canvas.write(left, 846.0, 0.0, &action.share, strong, Ink::Main);
            for (line, y) in canvas.wrapped(&action.name, plain, width - 24.0, 2).iter().zip([884.0, 920.0]) {
                canvas.write(left, y, 0.0, line, plain, Ink::Second);
            }
        }
        left += width;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
fn share_of(part: f64, whole: f64, length: f32) -> f32 {
    if whole > 0.0 { (part / whole * f64::from(length)) as f32 } else { 0.0 }
}

// ---------------------------------------------------------------- figures of the year

fn draw_figures(canvas: &mut Canvas, figures: &YearFigures, top: f32) {
    const WIDE: f32 = 816.0;
    let down = top - CONTENT_TOP;
    let reach = figures.credits.comparisons.iter().flat_map(|comparison| [&comparison.act, &comparison.bill]);
    let reach = Reach::of(reach);
    for ((comparison, side), left) in figures.credits.comparisons.iter().zip(&figures.sides).zip([LEFT, 1008.0]) {
        canvas.rule(left, left + WIDE, 244.0 + down, Ink::Main, 3.0);
        canvas.write(left, 290.0 + down, 0.0, comparison.name, Font::new(32.0, Weight::Semibold), Ink::Main);
        let amount = canvas.fitting(&side.amount, 100.0, Weight::Bold, WIDE);
        canvas.write(left, 394.0 + down, 0.0, &side.amount, amount, Ink::Main);
        let variation = canvas.write(left, 454.0 + down, 0.0, &comparison.variation, Font::new(40.0, Weight::Bold), Ink::Words(Hue::Blue));
        let start = if comparison.variation.is_empty() { left } else { variation.right + 20.0 };
        let plain = canvas.fitting(&side.change, 30.0, Weight::Regular, left + WIDE - start);
        let change = canvas.elided(&side.change, plain, left + WIDE - start);
        canvas.write(start, 454.0 + down, 0.0, &change, plain, Ink::Second);
        canvas.comparison(comparison, reach, Area::new(left, 490.0 + down, WIDE, 200.0));
    }
    let third = (RIGHT - LEFT - 2.0 * 64.0) / 3.0;
    let mut left = LEFT;
    for fact in &figures.facts {
        draw_amount(canvas, fact, left, third, 752.0 + down * 0.6);
        left += third + 64.0;
    }
}

fn draw_amount(canvas: &mut Canvas, fact: &Amount, left: f32, width: f32, top: f32) {
    canvas.rule(left, left + width, top, Ink::Axis, 2.0);
    let strong = canvas.fitting(&fact.name, 30.0, Weight::Semibold, width);
    let name = canvas.elided(&fact.name, strong, width);
    canvas.write(left, top + 46.0, 0.0, &name, strong, Ink::Main);
    let amount = canvas.fitting(&fact.amount, 62.0, Weight::Bold, width);
    canvas.write(left, top + 118.0, 0.0, &fact.amount, amount, Ink::Main);
    // What is said of an amount is never cut: smaller, then on two lines.
    let plain = canvas.fitting(&fact.detail, 30.0, Weight::Regular, width);
    let lines = canvas.wrapped(&fact.detail, plain, width, 2);
    let first = if lines.len() > 1 { top + 158.0 } else { top + 166.0 };
    for (line, y) in lines.iter().zip([first, first + 32.0]) {
        canvas.write(left, y, 0.0, line, plain, Ink::Second);
    }
}

// ---------------------------------------------------------------- charts

/// A chart over the whole width, its bars as high as there is room for.
fn draw_chart(canvas: &mut Canvas, chart: &Chart, top: f32) {
    let area = Area { left: LEFT, top: top + 12.0, right: RIGHT, bottom: CONTENT_BOTTOM };
    canvas.chart(chart, area);
}

/// The bars of actions in columns beside each other.
fn draw_columns(canvas: &mut Canvas, columns: &[Chart], more: &str, top: f32) {
    const GAP: f32 = 64.0;
    let width = (RIGHT - LEFT - GAP) / 2.0;
    let plain = Font::new(28.0, Weight::Regular);
    let bottom = if more.is_empty() { CONTENT_BOTTOM } else { CONTENT_BOTTOM - 44.0 };
    let mut left = LEFT;
    for chart in columns {
        let area = Area { left, top: top + 12.0, right: left + width, bottom };
        canvas.chart(chart, area);
        left += width + GAP;
    }
    canvas.write(LEFT, CONTENT_BOTTOM - 8.0, 0.0, more, plain, Ink::Second);
}

// ---------------------------------------------------------------- trend

/// The chart on eight columns, at the right its figures with what is written of them.
fn draw_trend(canvas: &mut Canvas, chart: &Chart, facts: &[Fact], top: f32) {
    const CHART_RIGHT: f32 = 1316.0;
    const FACTS_LEFT: f32 = 1400.0;
    let right = if facts.is_empty() { RIGHT } else { CHART_RIGHT };
    let area = Area { left: LEFT, top: top + 8.0, right, bottom: CONTENT_BOTTOM };
    canvas.chart(chart, area);
    let (strong, plain) = (Font::new(30.0, Weight::Bold), Font::new(29.0, Weight::Regular));
    let mut y = top + 54.0;
    // Three facts with a quotation of four lines each fill the height.
    let most_lines = if facts.len() > 3 { 2 } else { 4 };
    for fact in facts {
        let (line, ink) = if fact.is_target { (Ink::Series(Hue::Orange), Ink::Words(Hue::Orange)) } else { (Ink::Axis, Ink::Main) };
        canvas.rule(FACTS_LEFT, RIGHT, y, line, 3.0);
        for head in canvas.wrapped(&fact.head, strong, RIGHT - FACTS_LEFT, 2) {
            canvas.write(FACTS_LEFT, y + 44.0, 0.0, &head, strong, ink);
            y += 38.0;
        }
        for line in canvas.quoted(&fact.quotation, plain, RIGHT - FACTS_LEFT, most_lines) {
            canvas.write(FACTS_LEFT, y + 50.0, 0.0, &line, plain, Ink::Second);
            y += 38.0;
        }
        y += 70.0;
    }
}

// ---------------------------------------------------------------- findings

fn draw_findings(canvas: &mut Canvas, lines: &[Told], more: &str, top: f32) {
    let (strong, plain) = (Font::new(30.0, Weight::Semibold), Font::new(30.0, Weight::Regular));
    let mut y = top + 20.0;
    for line in lines {
        canvas.rule(LEFT, RIGHT, y, Ink::Grid, 2.0);
        let sentence = canvas.wrapped(&line.sentence, plain, RIGHT - LEFT - 560.0, 2);
        let ink = if line.is_error { Ink::Main } else { Ink::Second };
        if line.is_error {
            canvas.fill(Area::new(LEFT, y + 16.0, 12.0, 28.0), Ink::Series(Hue::Orange));
        }
        canvas.write(LEFT + 28.0, y + 42.0, 0.0, &line.severity, strong, ink);
        for (place, offset) in canvas.wrapped(&line.place, plain, 330.0, 2).iter().zip([42.0, 80.0]) {
            canvas.write(LEFT + 200.0, y + offset, 0.0, place, plain, Ink::Second);
        }
        for (sentence, offset) in sentence.iter().zip([42.0, 80.0]) {
            canvas.write(LEFT + 560.0, y + offset, 0.0, sentence, plain, Ink::Main);
        }
        y += 106.0;
    }
    if !lines.is_empty() {
        canvas.rule(LEFT, RIGHT, y, Ink::Grid, 2.0);
    }
    canvas.write(LEFT, y + 46.0, 0.0, more, plain, Ink::Second);
}

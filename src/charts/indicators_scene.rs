//! Small multiples: a panel for each row, rows of panels by objective; the last free cell explains the marks.

use super::Hue;
use super::indicators::{Indicators, Key, ObjectiveTrends, Panel};
use super::pen::Pen;
use super::scene::{Area, Dash, Ink, Mark, Sizes, Spot};
use super::trend_scene;
use crate::model::TRENDS_ACROSS;

/// Between two panels, across and down.
const GUTTER: f32 = 16.0;

pub fn draw(pen: &mut Pen, indicators: &Indicators) {
    if indicators.objectives.is_empty() {
        let middle = pen.width() / 2.0;
        pen.words_by(middle, pen.y + pen.sizes.plot / 2.0, 0.5, indicators.no_indicator, pen.sizes.value_plain, Ink::Third);
        pen.y += pen.sizes.plot;
        return;
    }
    let grid = Grid::of(pen, indicators);
    let mut has_key = false;
    for (index, objective) in indicators.objectives.iter().enumerate() {
        if index > 0 {
            pen.y += 6.0;
        }
        let is_last = index + 1 == indicators.objectives.len();
        let free = grid.free_cells(objective);
        // The cell under which nothing else stands.
        let keeps_cell = is_last && free > 0;
        let right = if keeps_cell { grid.left(objective.panels.len() % grid.columns) - GUTTER } else { pen.width() };
        let head_top = pen.y;
        draw_objective_name(pen, &objective.name, if objective.panels.len() < grid.columns && keeps_cell { right } else { pen.width() });
        let mut row_top = pen.y;
        for (row, panels) in objective.panels.chunks(grid.columns).enumerate() {
            if row > 0 {
                pen.y += 4.0;
            }
            row_top = pen.y;
            draw_row(pen, panels, &grid);
        }
        if keeps_cell {
            let cell = Area {
                left: grid.left(objective.panels.len() % grid.columns),
                right: pen.width(),
                top: if objective.panels.len() < grid.columns { head_top } else { row_top },
                bottom: pen.y,
            };
            has_key = draw_key(pen, &indicators.key, cell);
        }
    }
    if !has_key {
        draw_key_line(pen, &indicators.key);
    }
}

struct Grid {
    columns: usize,
    width: f32,
}

impl Grid {
    /// As many columns as leave each panel wide enough: four on a canvas, more when there are more panels than three rows hold.
    fn of(pen: &Pen, indicators: &Indicators) -> Self {
        let least = if pen.sizes.is_small() { 150.0 } else { 132.0 };
        let most = ((pen.width() + GUTTER) / (least + GUTTER)).floor().max(1.0);
        let rows = |columns: usize| -> usize { indicators.objectives.iter().map(|objective| objective.panels.len().div_ceil(columns)).sum() };
        let longest = indicators.objectives.iter().map(|objective| objective.panels.len()).max().unwrap_or_default();
        // The key takes the place of a panel.
        let wished = (longest + 1).min(if pen.width() < 620.0 { 3 } else { TRENDS_ACROSS });
        let mut columns = wished;
        while f32::from(u8::try_from(columns).unwrap_or(u8::MAX)) < most && rows(columns) > 3 {
            columns += 1;
        }
        while columns > 1 && f32::from(u8::try_from(columns).unwrap_or(u8::MAX)) > most {
            columns -= 1;
        }
        let count = f32::from(u8::try_from(columns).unwrap_or(u8::MAX));
        Self { columns, width: (pen.width() - (count - 1.0) * GUTTER) / count }
    }

    fn left(&self, column: usize) -> f32 {
        f32::from(u8::try_from(column).unwrap_or(u8::MAX)) * (self.width + GUTTER)
    }

    fn free_cells(&self, objective: &ObjectiveTrends) -> usize {
        (self.columns - objective.panels.len() % self.columns) % self.columns
    }
}

fn draw_objective_name(pen: &mut Pen, name: &str, right: f32) {
    let font = pen.sizes.words;
    let text = pen.elided(name, font, right);
    pen.words_at(0.0, pen.y, &text, font, Ink::Second);
    pen.y += font.line() + 2.0;
    let y = pen.y;
    pen.line(Spot { x: 0.0, y }, Spot { x: right, y }, Ink::Axis, 1.0, Dash::Solid);
    pen.y += 4.0;
}

fn draw_row(pen: &mut Pen, panels: &[Panel], grid: &Grid) {
    let name = pen.sizes.name;
    let head = |pen: &Pen, panel: &Panel| {
        let number = pen.measure(&panel.number, name) + 5.0;
        let reach = pen.measure(&panel.mark, name) + 6.0;
        let room = grid.width - number - reach;
        let lines = match &panel.parts {
            // Where only the end of a long name tells rows apart, both are cut by themselves.
            Some(parts) => parts.iter().map(|part| pen.elided(part, name, room)).collect(),
            None => pen.wrapped(&panel.name, name, room, 2),
        };
        (number, lines)
    };
    let lines = panels.iter().map(|panel| head(pen, panel).1.len()).max().unwrap_or(1);
    let (top, plot) = (pen.y, pen.y + f32::from(u8::try_from(lines).unwrap_or(2)) * name.line() - 3.0);
    let mut bottom = plot;
    for (column, panel) in panels.iter().enumerate() {
        let left = grid.left(column);
        let (number, lines) = head(pen, panel);
        pen.words_at(left, top, &panel.number, name, Ink::Third);
        for (row, line) in (0_u8..).zip(&lines) {
            pen.words_at(left + number, top + f32::from(row) * name.line(), line, name, Ink::Main);
        }
        pen.words_by(left + grid.width, top + name.line() / 2.0, 1.0, &panel.mark, name, Ink::Words(trend_scene::TARGET));
        let mut inner = Pen::new(grid.width, sizes(&pen.sizes));
        inner.y = plot;
        trend_scene::draw_small(&mut inner, &panel.trend);
        bottom = bottom.max(inner.y);
        pen.scene.place(inner.scene, 1.0, Spot { x: left, y: 0.0 });
    }
    pen.y = bottom;
}

/// Marks and labels of a panel.
fn sizes(outer: &Sizes) -> Sizes {
    let size = outer.name.size;
    Sizes {
        u: 0.78,
        line: 2.5 * 0.78,
        value: super::scene::Font { size, weight: super::scene::Weight::Bold },
        value_plain: super::scene::Font { size, weight: super::scene::Weight::Regular },
        tick: outer.note,
        words: outer.note,
        axis: 1.0,
        plot: if outer.is_small() { 0.65 * outer.plot } else { outer.plot },
        ..*outer
    }
}

/// A mark of the key and its words.
type Entry<'a> = (&'a str, fn(&mut Pen, Spot));

fn entries(key: &Key) -> Vec<Entry<'_>> {
    const HUE: Hue = Hue::Blue;
    const U: f32 = 0.78;
    let all: [Entry<'_>; 6] = [
        (key.actual, |pen, at| {
            pen.line(Spot { x: at.x - 18.0, ..at }, Spot { x: at.x + 18.0, ..at }, Ink::Series(HUE), 2.5 * U, Dash::Solid);
            pen.push(Mark::Disc { at, radius: 8.5 * U, ink: Ink::Panel });
            pen.push(Mark::Disc { at, radius: 6.5 * U, ink: Ink::Series(HUE) });
        }),
        (key.forecast, |pen, at| {
            pen.line(Spot { x: at.x - 18.0, ..at }, Spot { x: at.x + 18.0, ..at }, Ink::Series(HUE), 2.5 * U, Dash::Dashed(8.0 * U));
            pen.push(Mark::Diamond { at, radius: 8.0 * U, ink: Ink::Series(HUE), width: 2.5 * U, inside: Ink::Panel });
        }),
        (&key.initial, |pen, at| pen.push(Mark::Fill { area: Area::around(at, 9.0 * U, 1.75 * U), ink: Ink::Third })),
        (&key.target, |pen, at| {
            pen.push(Mark::Ring { at, radius: 10.0 * U, ink: Ink::Series(trend_scene::TARGET), width: 3.5 * U, inside: Ink::Panel });
        }),
        (key.not_available, |pen, at| {
            let font = super::scene::Font { weight: super::scene::Weight::Semibold, ..pen.sizes.note };
            pen.words_by(at.x, at.y, 0.5, "NA", font, Ink::Third);
        }),
        (key.not_asked, |pen, at| {
            pen.push(Mark::Fill { area: Area::around(at, 18.0, 8.0), ink: Ink::Grid });
        }),
    ];
    all.into_iter().filter(|(words, _)| !words.is_empty()).collect()
}

/// The key in a free cell; `false` when it does not fit.
fn draw_key(pen: &mut Pen, key: &Key, cell: Area) -> bool {
    const PADDING: f32 = 12.0;
    const MARK: f32 = 46.0;
    let (name, words) = (pen.sizes.name, pen.sizes.note);
    let cell = Area { right: cell.right.min(cell.left + 260.0), ..cell };
    let room = cell.width() - 2.0 * PADDING - MARK;
    let entries: Vec<_> = entries(key).into_iter().map(|(text, mark)| (pen.wrapped(text, words, room, 2), mark)).collect();
    let count: usize = entries.iter().map(|(lines, _)| lines.len()).sum();
    let gaps = f32::from(u8::try_from(entries.len()).unwrap_or(u8::MAX));
    let text = f32::from(u8::try_from(count).unwrap_or(u8::MAX)) * words.line();
    let left = cell.height() - 2.0 * PADDING - name.line() - text;
    if room < 60.0 || left < 0.0 {
        return false;
    }
    let gap = (left / gaps).min(8.0);
    pen.push(Mark::Fill { area: cell, ink: Ink::Panel });
    pen.words_at(cell.left + PADDING, cell.top + PADDING - 2.0, key.title, name, Ink::Main);
    let mut y = cell.top + PADDING + name.line() + gap / 2.0;
    for (lines, mark) in entries {
        mark(pen, Spot { x: cell.left + PADDING + 18.0, y: y + words.line() / 2.0 });
        for line in lines {
            pen.words_at(cell.left + PADDING + MARK, y, &line, words, Ink::Main);
            y += words.line();
        }
        y += gap;
    }
    true
}

/// The key on lines of its own, under the panels.
fn draw_key_line(pen: &mut Pen, key: &Key) {
    const MARK: f32 = 44.0;
    let words = pen.sizes.note;
    let mut x = 0.0;
    pen.y += 6.0;
    for (text, mark) in entries(key) {
        let width = MARK + pen.measure(text, words);
        if x > 0.0 && x + width > pen.width() {
            x = 0.0;
            pen.y += words.line() + 2.0;
        }
        mark(pen, Spot { x: x + 18.0, y: pen.y + words.line() / 2.0 });
        pen.words_at(x + MARK, pen.y, text, words, Ink::Second);
        x += width + 18.0;
    }
    pen.y += words.line();
}

//! One grid being painted: cells, selection, editor; its headings and labels stay in sight while the rest scrolls under them.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use egui::{Align2, Color32, Galley, Id, LayerId, Order, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use super::layout::{Layout, header_galley, label_galley, label_indent, label_left, row_header_galley, words_galley};
use super::widths;
use crate::calc::Figure;
use crate::calc::checks::Severity;
use crate::editing::grid::{Grid, Spot};
use crate::lang::nature;
use crate::model::{NatureScope, Place};
use crate::tables::{Cell, CellKind, Column, ColumnRole, Content, Holds, Level, MainRows, Mark, Row, Table};
use crate::ui::icons::Icon;
use crate::ui::merge::{self, Lines, Merge};
use crate::ui::outline::severity_mark;
use crate::ui::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use crate::ui::{View, cells, consequences};

/// The last columns of a table that scrolls, which stay in sight at its right edge: the total and what stands beside it.
#[derive(Clone, Copy)]
pub(super) struct Held {
    /// The first of them.
    pub first: usize,
    /// Where they begin on the screen.
    pub left: f32,
    /// How far that is to the left of their own place.
    by: f32,
}

pub(super) struct Painted<'a> {
    pub ui: &'a Ui,
    pub view: &'a View<'a>,
    pub table: &'a Table,
    pub layout: &'a Layout,
    pub cursor: Option<&'a Grid>,
    pub origin: Pos2,
    pub held: Option<Held>,
    focused: bool,
    /// The gravest finding of each place.
    severities: HashMap<Place, Severity>,
    /// The cells that show versions of their figure.
    lines: Option<Lines<'a>>,
    /// The cells that what is being typed changes, as they would be.
    changed: Option<Arc<HashMap<Place, Cell>>>,
}

impl<'a> Painted<'a> {
    pub fn new(ui: &'a Ui, view: &'a View<'a>, table: &'a Table, layout: &'a Layout, cursor: Option<&'a Grid>, origin: Pos2, focused: bool) -> Self {
        let mut severities = HashMap::new();
        for finding in view.session.findings() {
            // What is not typed yet is expected, not wrong.
            if finding.is_expected(view.session.document()) {
                continue;
            }
            let severity = finding.rule.severity();
            severities.entry(finding.place).and_modify(|gravest: &mut Severity| *gravest = severity.min(*gravest)).or_insert(severity);
        }
        let held = held(ui.clip_rect(), table, layout, origin);
        Self {
            ui,
            view,
            table,
            layout,
            cursor,
            origin,
            held,
            focused,
            severities,
            lines: Lines::of(view),
            changed: consequences::changed(view, table),
        }
    }

    pub fn paint(&self) {
        let clip = self.ui.clip_rect();
        let theme = Theme::of(self.ui);
        let bottom = self.origin.y + self.layout.tops.last().copied().unwrap_or(0.0);
        let rows = self.origin.y + self.layout.header_bottom()..=bottom;
        let (scrolled, held) = self.parts();
        self.columns(&theme, scrolled, rows.clone());
        if let Some(part) = held {
            let ground = Rect::from_x_y_ranges(part.x.clone(), rows.clone());
            self.ui.painter().rect_filled(ground, 0, theme.sheet);
            self.columns(&theme, part, rows);
        }
        self.labels(&theme, clip);
        self.headings(&theme);
        if let (Some(grid), Some(active)) = (self.cursor, self.cursor.and_then(|grid| self.rect(grid.active()))) {
            if grid.is_editing() {
                self.editor(&theme, grid, active);
            }
            self.refusal(&theme, active);
        }
    }

    /// The columns that scroll, then those that are held.
    fn parts(&self) -> (Columns, Option<Columns>) {
        let clip = self.ui.clip_rect();
        let (all, right) = (self.table.columns.len(), self.origin.x + self.layout.width);
        match self.held {
            Some(held) => {
                let part = Columns { of: held.first..all, x: held.left..=clip.right().min(right) };
                (Columns { of: 0..held.first, x: self.origin.x..=held.left }, Some(part))
            }
            None => (Columns { of: 0..all, x: self.origin.x..=right }, None),
        }
    }

    /// The cells of some columns, with their lines and what is selected of them.
    fn columns(&self, theme: &Theme, part: Columns, rows: RangeInclusive<f32>) {
        let Columns { of, x } = part;
        for (index, row) in self.visible(self.ui.clip_rect()) {
            let Some((top, _)) = self.layout.row(index) else { continue };
            for (column, cell) in row.cells.iter().enumerate().skip(of.start).take(of.len()).filter(|(column, _)| self.shows(*column)) {
                self.cell(theme, Spot { row: index, column }, row.level, cell);
            }
            let line = if row.level == Level::Total { theme.line2 } else { theme.line };
            self.horizontal(top + self.origin.y, x.clone(), line);
        }
        self.horizontal(*rows.end(), x.clone(), theme.line2);
        self.verticals(theme, rows, of);
        self.selection(theme, x);
    }

    // Where things stand on the screen

    /// The rows that stand in the visible part, with their numbers.
    pub fn visible(&self, clip: Rect) -> impl Iterator<Item = (usize, &'a Row)> {
        let (first, end) = self.layout.rows_between(clip.top() - self.origin.y, clip.bottom() - self.origin.y);
        self.table.rows.iter().enumerate().skip(first).take(end - first)
    }

    pub fn rect(&self, spot: Spot) -> Option<Rect> {
        let ((left, right), (top, bottom)) = (self.column_x(spot.column)?, self.layout.row(spot.row)?);
        Some(Rect::from_min_max(pos2(left, top + self.origin.y), pos2(right, bottom + self.origin.y)))
    }

    /// The edges of a column of cells on the screen.
    pub fn column_x(&self, column: usize) -> Option<(f32, f32)> {
        let (left, right) = self.layout.column(column)?;
        let at = self.origin.x - self.held.filter(|held| column >= held.first).map_or(0.0, |held| held.by);
        Some((at + left, at + right))
    }

    /// Where the columns that scroll are in sight: between the labels and those that are held.
    pub fn between(&self) -> (f32, f32) {
        let labels = self.labels_left() + self.layout.label_width();
        (labels, self.held.map_or(self.ui.clip_rect().right(), |held| held.left))
    }

    /// Whether the cells of a column are painted: beside columns that are held, one of which only a part is in sight shows no part of a figure.
    pub fn shows(&self, column: usize) -> bool {
        let (from, to) = self.between();
        let is_whole = |(left, right): (f32, f32)| left >= from - 1.0 && right <= to + 1.0;
        self.held.is_none_or(|held| column >= held.first || self.column_x(column).is_some_and(is_whole))
    }

    /// A point of the screen as a distance from the corner of the table, where the column under it has its own place.
    pub fn within(&self, at: Pos2) -> Pos2 {
        let held = self.held.filter(|held| at.x >= held.left).map_or(0.0, |held| held.by);
        pos2(at.x - self.origin.x + held, at.y - self.origin.y)
    }

    /// The room that held columns take from those that scroll.
    pub fn held_width(&self) -> f32 {
        self.held.and_then(|held| self.layout.column(held.first)).map_or(0.0, |(left, _)| self.layout.width - left)
    }

    /// The top of the headings: that of the grid, or of the page while the grid scrolls under them.
    pub fn headings_top(&self) -> f32 {
        // Headings that would take half of a small window go with the rows.
        if self.layout.header_bottom() > self.ui.clip_rect().height() / 2.0 {
            return self.origin.y;
        }
        let last = self.origin.y + self.layout.tops.last().copied().unwrap_or(0.0) - self.layout.header_bottom() - theme::ROW_HEIGHT;
        self.ui.clip_rect().top().min(last).max(self.origin.y)
    }

    /// Whether the headings stay while the rows move.
    fn headings_are_held(&self) -> bool {
        self.layout.header_height > 0.0 && self.headings_top() > self.origin.y
    }

    /// The selected cells on the screen.
    pub fn selected_rect(&self) -> Option<Rect> {
        let selection = self.cursor?.selection();
        Some(self.rect(selection.first)?.union(self.rect(selection.last)?))
    }

    /// Whether a point lies under headings that stay in sight.
    fn is_under_headings(&self, at: Pos2) -> bool {
        self.headings_are_held() && at.y < self.headings_top() + self.layout.header_bottom()
    }

    /// Whether a point lies under headings or labels that stay in sight.
    pub fn is_covered(&self, at: Pos2) -> bool {
        let labels = self.labels_left() > self.origin.x && at.x < self.labels_left() + self.layout.label_width();
        labels || self.is_under_headings(at)
    }

    /// The left edge of the labels: that of the grid, or of the page while the columns scroll under them.
    pub fn labels_left(&self) -> f32 {
        self.origin.x.max(self.ui.clip_rect().left())
    }

    /// Where the right edge of a column stands.
    pub fn edge_x(&self, column: widths::Column, right: f32) -> f32 {
        match column {
            widths::Column::Labels => self.labels_left() + self.layout.label_width(),
            widths::Column::Cells(column) => self.column_x(column).map_or(self.origin.x + right, |(_, right)| right),
        }
    }

    pub fn width_of(&self, column: widths::Column) -> Option<f32> {
        self.layout.width_of(column)
    }

    /// The handle at the corner of the selection, by which it is filled.
    pub fn handle(&self) -> Option<Rect> {
        let grid = self.cursor.filter(|grid| self.focused && !grid.is_editing())?;
        let corner = self.rect(grid.selection().last)?.right_bottom();
        let is_under_held = self.held.is_some_and(|held| grid.selection().last.column < held.first && corner.x > held.left + 1.0);
        (!self.is_under_headings(corner) && !is_under_held)
            .then(|| Rect::from_center_size(corner, vec2(theme::SELECTION_HANDLE, theme::SELECTION_HANDLE)))
    }

    // Lines and headings

    fn horizontal(&self, y: f32, x: RangeInclusive<f32>, colour: Color32) {
        self.ui.painter().hline(x, y.round() + 0.5, Stroke::new(theme::LINE_WIDTH, colour));
    }

    fn verticals(&self, theme: &Theme, y: RangeInclusive<f32>, columns: Range<usize>) {
        for (column, x) in self.left_edges(columns) {
            let colour = if self.begins_group(column) || self.begins_held(column) { theme.line2 } else { theme.line };
            self.ui.painter().vline(x.round() + 0.5, y.clone(), Stroke::new(theme::LINE_WIDTH, colour));
        }
    }

    /// The left edges of some columns on the screen; that of the table itself is none.
    fn left_edges(&self, columns: Range<usize>) -> impl Iterator<Item = (usize, f32)> {
        let edges = columns.filter(|column| self.layout.column(*column).is_some_and(|(left, _)| left > 0.0));
        edges.filter_map(|column| Some((column, self.column_x(column)?.0)))
    }

    fn begins_held(&self, column: usize) -> bool {
        self.held.is_some_and(|held| held.first == column)
    }

    /// Whether the columns of a group, several of them, begin at this one.
    fn begins_group(&self, column: usize) -> bool {
        let mut first = 0;
        self.table.groups.iter().any(|group| {
            let begins = !group.title.is_empty() && group.span > 1 && first == column;
            first += group.span;
            begins
        })
    }

    /// Whether the left edge of a column stands under the heading of a group that began before it.
    fn is_within_group(&self, column: usize) -> bool {
        let mut first = 0;
        self.table.groups.iter().any(|group| {
            let within = !group.title.is_empty() && (first + 1..first + group.span).contains(&column);
            first += group.span;
            within
        })
    }

    fn headings(&self, theme: &Theme) {
        let top = self.headings_top();
        if self.layout.header_height == 0.0 {
            self.horizontal(self.origin.y, self.origin.x..=self.origin.x + self.layout.width, theme.line2);
            return;
        }
        let painter = self.ui.painter();
        let band = Rect::from_min_size(pos2(self.origin.x, top), vec2(self.layout.width, self.layout.header_bottom()));
        if self.headings_are_held() {
            painter.rect_filled(band, 0, theme.sheet);
        }
        let (scrolled, held) = self.parts();
        self.headings_of(theme, band, scrolled);
        if let Some(part) = held {
            painter.rect_filled(Rect::from_x_y_ranges(part.x.clone(), band.y_range()), 0, theme.sheet);
            self.headings_of(theme, band, part);
        }
        self.row_heading(theme, band);
        self.horizontal(band.bottom(), band.x_range().min..=band.x_range().max, theme.line2);
    }

    /// The headings of some columns.
    fn headings_of(&self, theme: &Theme, band: Rect, part: Columns) {
        let painter = self.ui.painter();
        let Columns { of, x } = part;
        self.horizontal(band.top(), x, theme.line2);
        self.group_headings(theme, band.top(), &of);
        for (column, x) in self.left_edges(of.clone()) {
            let above = if self.is_within_group(column) { self.layout.group_height } else { 1.0 };
            let y = band.top() + above..=band.bottom();
            let colour = if self.begins_group(column) || self.begins_held(column) { theme.line2 } else { theme.line };
            painter.vline(x.round() + 0.5, y, Stroke::new(theme::LINE_WIDTH, colour));
        }
        for column in of {
            let Some((left, right)) = self.column_x(column) else { continue };
            let galley = header_galley(self.ui, self.table, column, right - left);
            painter.galley(pos2(right - theme::CELL_PADDING, band.bottom() - 5.0 - galley.size().y), galley, theme.ink2);
        }
    }

    fn group_headings(&self, theme: &Theme, top: f32, columns: &Range<usize>) {
        let painter = self.ui.painter();
        let height = self.layout.group_height;
        let mut column = 0;
        for group in &self.table.groups {
            let ends = (self.column_x(column), self.column_x(column + group.span - 1));
            let is_there = columns.contains(&column) && !group.title.is_empty();
            column += group.span;
            let (Some((left, _)), Some((_, right)), true) = (ends.0, ends.1, is_there) else { continue };
            let middle = pos2((left + right) / 2.0, top + height / 2.0);
            painter.text(middle, Align2::CENTER_CENTER, &group.title, theme::font(SMALL_12, Weight::Semibold), theme.ink);
            painter.hline(left..=right, (top + height).round() + 0.5, Stroke::new(theme::LINE_WIDTH, theme.line));
        }
    }

    /// The heading of the labels, over those of the columns that scroll under it.
    fn row_heading(&self, theme: &Theme, band: Rect) {
        let (left, width) = (self.labels_left(), self.layout.label_width());
        if left > self.origin.x {
            let rect = Rect::from_x_y_ranges(left..=left + width, band.top() + 1.0..=band.bottom());
            self.ui.painter().rect_filled(rect, 0, theme.sheet);
            self.ui.painter().vline(left + width, rect.y_range(), Stroke::new(theme::LINE_WIDTH, theme.line2));
        }
        let galley = row_header_galley(self.ui, self.table, width);
        self.ui.painter().galley(pos2(left + theme::CELL_PADDING, band.bottom() - 5.0 - galley.size().y), galley, theme.ink2);
    }

    /// The column of labels, which stays in sight when the table is wider than the page.
    fn labels(&self, theme: &Theme, clip: Rect) {
        let width = self.layout.label_width();
        if width == 0.0 {
            return;
        }
        let left = self.labels_left();
        let is_held = left > self.origin.x;
        for (index, row) in self.visible(clip) {
            let Some((top, bottom)) = self.layout.row(index) else { continue };
            let rect = Rect::from_min_max(pos2(left, top + self.origin.y + 1.0), pos2(left + width, bottom + self.origin.y));
            self.label(theme, row, rect, is_held);
        }
        if is_held {
            let rows = self.origin.y + self.layout.header_bottom()..=self.origin.y + self.layout.tops.last().copied().unwrap_or(0.0);
            self.ui.painter().vline(left + width, rows, Stroke::new(theme::LINE_WIDTH, theme.line2));
        }
    }

    fn label(&self, theme: &Theme, row: &Row, rect: Rect, is_held: bool) {
        let is_sum = row.level == Level::Total || matches!(row.nature, Some(NatureScope::Title(_)));
        if is_sum || is_held {
            self.ui.painter().rect_filled(rect, 0, if is_sum { theme.computed } else { theme.sheet });
        }
        if self.is_found(&row.label) {
            self.ui.painter().rect_filled(rect.shrink(2.0), 0, theme.found);
        }
        let galley = label_galley(self.ui, self.table, row, rect.width(), theme.ink);
        let left = rect.left() + theme::CELL_PADDING;
        if let Some(code) = row.code() {
            let (weight, colour) = if is_sum { (Weight::Semibold, theme.ink) } else { (Weight::Regular, theme.ink2) };
            let font = theme::font(BODY_14, weight);
            self.ui.painter().text(pos2(left + label_indent(row.level), rect.center().y), Align2::LEFT_CENTER, code, font, colour);
        }
        self.ui.painter().galley(pos2(left + label_left(row), rect.center().y - galley.size().y / 2.0), Arc::clone(&galley), theme.ink);
        if row.level == Level::Total && self.table.look.expects_rest {
            self.still_expected(theme, rect, left + label_left(row) + galley.size().x);
        }
    }

    /// "6 à saisir", at the right of a label that ends at `left`.
    fn still_expected(&self, theme: &Theme, rect: Rect, left: f32) {
        let count = self.view.tables().count_expected(self.table);
        if count == 0 {
            return;
        }
        let words = self.view.lang.pick(format!("{count} à saisir"), format!("{count} to type"));
        let painter = self.ui.painter();
        let galley = painter.layout_no_wrap(words, theme::font(SMALL_12, Weight::Regular), theme.ink2);
        let at = pos2(rect.right() - theme::CELL_PADDING - galley.size().x, rect.center().y - galley.size().y / 2.0);
        let mark = Rect::from_center_size(pos2(at.x - theme::MARK_SIZE, rect.center().y), vec2(Icon::Empty.size(), Icon::Empty.size()));
        if mark.left() > left + theme::CELL_PADDING {
            Icon::Empty.paint(painter, mark, theme.ctl);
            painter.galley(at, galley, theme.ink2);
        }
    }

    // Cells

    fn cell(&self, theme: &Theme, spot: Spot, level: Level, cell: &Cell) {
        let Some(rect) = self.rect(spot) else { return };
        let painter = self.ui.painter();
        let editing = self.cursor.is_some_and(|grid| grid.is_editing() && grid.active() == spot);
        if let Some((merge, rank)) = self.matter(cell).filter(|_| !editing) {
            return merge::cell_ui(self.ui, self.view, merge, rank, rect);
        }
        let severity = self.severity(cell);
        let ground = match (severity, cell.kind) {
            (Some(Severity::Error), _) => Some(theme.err_tint),
            (Some(Severity::Warning), _) => Some(theme.warn_tint),
            (_, CellKind::Computed) => Some(theme.computed),
            _ => None,
        };
        if let Some(ground) = ground {
            painter.rect_filled(rect, 0, ground);
        }
        if self.cursor.is_some_and(|grid| grid.selection().contains(spot)) && !editing {
            painter.rect_filled(rect, 0, theme.sel);
        }
        if editing {
            return;
        }
        if let Some((icon, colour)) = self.mark(theme, cell) {
            icon.paint(painter, mark_rect(rect, icon), colour);
            if severity.is_some() {
                painter.hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(theme::STRONG_LINE_WIDTH, colour));
            }
        }
        let tried = cell.place.and_then(|place| self.changed.as_ref()?.get(&place));
        let former = match tried {
            Some(_) => Some(cell.text(self.view.lang)),
            None => self.lines.as_ref().and_then(|lines| lines.former(cell, self.view.lang)).map(str::to_owned),
        };
        match former {
            Some(former) => {
                let by = two_lines_by(rect);
                self.content(theme, rect.translate(vec2(0.0, -by)), level, tried.unwrap_or(cell));
                let former = cells::figure(self.ui, &former, theme::font(SMALL_12, Weight::Regular), theme.ink2, rect.width() - theme::CELL_PADDING);
                let left = rect.right() - theme::CELL_PADDING - former.size().x;
                painter.galley(pos2(left, rect.center().y + by - former.size().y / 2.0), former, theme.ink2);
            }
            None => self.content(theme, rect, level, cell),
        }
        if tried.is_some() || self.lines.as_ref().is_some_and(|lines| lines.feeds(cell.place)) {
            painter.hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(theme::STRONG_LINE_WIDTH, theme.accent));
        }
    }

    /// The matter whose versions a cell shows.
    pub fn matter(&self, cell: &Cell) -> Option<(&'a Merge, usize)> {
        self.view.merge.zip(self.lines.as_ref()?.at(cell.place))
    }

    /// The cell of the matter at hand.
    pub fn at_hand(&self) -> Option<Rect> {
        let is_it = |cell: &Cell| self.matter(cell).is_some_and(|(merge, rank)| merge.current == rank);
        let at = |(row, cells): (usize, &Row)| Some(Spot { row, column: cells.cells.iter().position(is_it)? });
        self.rect(self.lines.as_ref().and_then(|_| self.table.rows.iter().enumerate().find_map(at))?)
    }

    /// What stands at the left of a cell: its finding, what is asked of it, or that a figure is expected.
    pub fn mark(&self, theme: &Theme, cell: &Cell) -> Option<(Icon, Color32)> {
        let finding = self.severity(cell).map(|severity| severity_mark(severity, theme));
        finding.or_else(|| self.answer_mark(theme, cell)).or_else(|| self.is_expected(cell).then_some((Icon::Empty, theme.ctl)))
    }

    /// The room of a figure in its cell, beside the mark.
    fn room(&self, theme: &Theme, rect: Rect, cell: &Cell) -> f32 {
        let left = self.mark(theme, cell).map_or(FIGURE_MARGIN, |(icon, _)| mark_rect(rect, icon).right() - rect.left() + FIGURE_MARGIN);
        rect.width() - left - theme::CELL_PADDING
    }

    /// The figure of a cell that has no room to show it.
    pub fn hidden_figure(&self, spot: Spot) -> Option<String> {
        let row = self.table.rows.get(spot.row)?;
        let cell = row.cells.get(spot.column)?;
        let (theme, rect) = (Theme::of(self.ui), self.rect(spot)?);
        let text = cell.text(self.view.lang);
        let galley = self.galley(&text, theme.ink, self.room(&theme, rect, cell), row.level, cell);
        (is_figure(cell) && galley.text() != text).then_some(text)
    }

    /// The whole name of the category whose label is under a point, where it is shortened.
    pub fn whole_label(&self, at: Pos2) -> Option<&'static str> {
        let left = self.labels_left();
        let is_label = (left..left + self.layout.label_width()).contains(&at.x) && !self.is_under_headings(at);
        let row = self.table.rows.get(self.layout.row_at(at.y - self.origin.y).filter(|_| is_label)?)?;
        let Some(NatureScope::Category(category)) = row.nature else { return None };
        Some(nature::category(category, self.view.lang)).filter(|whole| !row.label.starts_with(whole))
    }

    /// What a cell says, on one line: a figure whole or not at all, words as far as they have room.
    fn galley(&self, text: &str, colour: Color32, room: f32, level: Level, cell: &Cell) -> Arc<Galley> {
        let main_total = level == Level::Main && self.table.look.main_rows == MainRows::StrongFigures;
        let font = theme::font(BODY_14, if level == Level::Total || main_total { Weight::Semibold } else { Weight::Regular });
        let laid_out = if is_figure(cell) { cells::figure } else { cells::truncated };
        laid_out(self.ui, text, font, colour, room)
    }

    fn content(&self, theme: &Theme, rect: Rect, level: Level, cell: &Cell) {
        let painter = self.ui.painter();
        let text = cell.text(self.view.lang);
        if text.is_empty() {
            self.hint(theme, rect, cell);
            return;
        }
        let colour = if cell.kind == CellKind::Computed { theme.ink } else { theme.entry };
        if self.is_found(&text) {
            painter.rect_filled(rect.shrink(2.0), 0, theme.found);
        }
        if matches!(cell.content, Content::Words(_)) && self.table.look.holds == Holds::Words {
            let galley = words_galley(self.ui, &text, rect.width(), colour);
            painter.galley(pos2(rect.left() + theme::CELL_PADDING, rect.center().y - galley.size().y / 2.0), galley, colour);
            return;
        }
        let galley = self.galley(&text, colour, self.room(theme, rect, cell), level, cell);
        painter.galley(pos2(rect.right() - theme::CELL_PADDING - galley.size().x, rect.center().y - galley.size().y / 2.0), galley, colour);
    }

    /// Whether a search found these words.
    fn is_found(&self, words: &str) -> bool {
        self.view.find.is_some_and(|find| find.query().occurs_in(words))
    }

    /// What last year suggests for an empty cell, pale: Ctrl+; types it.
    fn hint(&self, theme: &Theme, rect: Rect, cell: &Cell) {
        let Some(hint) = cell.place.filter(|_| cell.kind == CellKind::Empty).and_then(|place| self.view.tables().hint(place)) else { return };
        let font = theme::font(SMALL_12, Weight::Italic);
        let room = self.room(theme, rect, cell);
        let words = self.view.lang.pick(format!("indice {hint}"), format!("hint {hint}"));
        // In a narrow column the figure stands alone: the inspector says what it is.
        let whole = cells::figure(self.ui, &words, font.clone(), theme.ink3, room);
        let galley = if whole.text() == words { whole } else { cells::figure(self.ui, &hint, font, theme.ink3, room) };
        let at = pos2(rect.right() - theme::CELL_PADDING - galley.size().x, rect.center().y - galley.size().y / 2.0);
        self.ui.painter().galley(at, galley, theme.ink3);
    }

    /// An amount of the act to confirm, a forecast that is locked.
    fn answer_mark(&self, theme: &Theme, cell: &Cell) -> Option<(Icon, Color32)> {
        match self.view.tables().mark(cell.place?)? {
            Mark::ToConfirm => Some((Icon::ToConfirm, theme.conf)),
            Mark::Locked => Some((Icon::Lock, theme.ink2)),
            Mark::Inherited => None,
        }
    }

    /// An entry without a fact where a figure is expected and nothing is printed.
    fn is_expected(&self, cell: &Cell) -> bool {
        self.view.tables().is_expected(&self.table.look, cell)
    }

    fn severity(&self, cell: &Cell) -> Option<Severity> {
        if matches!(cell.content, Content::Figure(Figure::Overflow)) {
            return Some(Severity::Error);
        }
        self.severities.get(&cell.place?).copied()
    }

    // Selection and editor

    /// The outline of the selection, the ring of the active cell, the handle, as far as they stand there.
    fn selection(&self, theme: &Theme, x: RangeInclusive<f32>) {
        let Some(grid) = self.cursor else { return };
        let range = grid.selection();
        let clip = self.ui.clip_rect();
        // The handle stands over the edge of the table.
        let x = if *x.end() >= self.origin.x + self.layout.width - 1.0 { *x.start()..=clip.right() } else { x };
        let painter = &self.ui.painter().with_clip_rect(clip.intersect(Rect::from_x_y_ranges(x, clip.y_range())));
        if let (Some(first), Some(last), false) = (self.rect(range.first), self.rect(range.last), range.is_single()) {
            painter.rect_stroke(first.union(last), 0, Stroke::new(theme::LINE_WIDTH, theme.accent), StrokeKind::Inside);
        }
        if let Some((first, last)) = grid.filling().and_then(|filling| Some((self.rect(filling.first)?, self.rect(filling.last)?))) {
            dashed(painter, first.union(last), Stroke::new(theme::LINE_WIDTH, theme.accent));
        }
        if let Some(active) = self.rect(grid.active()).filter(|_| !grid.is_editing()) {
            let colour = if self.focused { theme.accent } else { theme.ctl };
            painter.rect_stroke(active.shrink(1.0), 0, Stroke::new(theme::STRONG_LINE_WIDTH, colour), StrokeKind::Middle);
        }
        if let Some(handle) = self.handle() {
            painter.rect(handle, 0, theme.accent, Stroke::new(1.0, theme.sheet), StrokeKind::Outside);
        }
    }

    /// The line being typed, its steady caret, and under it what a formula gives, or what stood there.
    fn editor(&self, theme: &Theme, grid: &Grid, cell: Rect) {
        let painter = self.ui.painter();
        let line = grid.line();
        let galley = painter.layout_no_wrap(line.text().to_owned(), theme::font(BODY_14, Weight::Regular), theme.ink);
        let width = (galley.size().x + theme::CELL_PADDING * 2.0).max(cell.width());
        let result = crate::ui::inspector::formula_result(line.text(), self.view.lang);
        let height = if result.is_some() { cell.height().max(theme::ROW_HEIGHT_TWO_LINES) } else { cell.height() };
        let under = result.or_else(|| self.former(grid.active()));
        // It grows to the left, as far as the page is in sight, then to the right.
        let right = cell.right().max(self.ui.clip_rect().left() + width);
        let rect = Rect::from_min_max(pos2(right - width, cell.top()), pos2(right, cell.top() + height));
        painter.rect_filled(rect, 0, theme.sheet);
        painter.rect_stroke(rect.shrink(1.0), 0, Stroke::new(theme::STRONG_LINE_WIDTH, theme.accent), StrokeKind::Middle);
        let by = two_lines_by(rect);
        let middle = if under.is_some() { rect.center().y - by } else { rect.center().y };
        let at = pos2(rect.right() - theme::CELL_PADDING - galley.size().x, middle - galley.size().y / 2.0);
        let x_of = |character: usize| at.x + galley.pos_from_cursor(egui::text::CCursor::new(character)).left();
        let (from, to) = line.selection();
        if from != to {
            painter.rect_filled(Rect::from_x_y_ranges(x_of(from)..=x_of(to), at.y..=at.y + galley.size().y), 0, theme.sel);
        }
        let caret = x_of(line.caret());
        painter.galley(at, Arc::clone(&galley), theme.ink);
        painter.vline(caret, at.y..=at.y + galley.size().y, Stroke::new(1.5, theme.ink));
        if let Some(under) = under {
            let at = pos2(rect.right() - theme::CELL_PADDING, rect.center().y + by);
            painter.text(at, Align2::RIGHT_CENTER, under, theme::font(SMALL_12, Weight::Regular), theme.ink2);
        }
    }

    /// The figure that what is being typed would take the place of.
    fn former(&self, spot: Spot) -> Option<String> {
        self.changed.as_ref()?;
        let former = self.table.cell(spot.row, spot.column).filter(|cell| is_figure(cell))?.text(self.view.lang);
        (!former.is_empty()).then_some(former)
    }

    /// What was refused, at the cell: under it, or over it at the foot of the page.
    fn refusal(&self, theme: &Theme, cell: Rect) {
        if self.view.refusal.is_empty() || !self.focused {
            return;
        }
        const WIDEST: f32 = 360.0;
        const PADDING: f32 = 8.0;
        let page = self.ui.clip_rect();
        let painter = self.ui.ctx().layer_painter(LayerId::new(Order::Foreground, Id::unique("refusal")));
        let words = crate::lang::capitalised(self.view.refusal);
        let room = WIDEST.min(page.width() - PADDING * 4.0);
        let galley = cells::wrapped(self.ui, &words, theme::font(SMALL_12, Weight::Regular), theme.ink, room, 16.0, egui::Align::Min);
        let size = galley.size() + vec2(PADDING * 2.0, PADDING);
        let left = (cell.right() - size.x).clamp(page.left(), (page.right() - size.x).max(page.left()));
        let below = cell.bottom() + 6.0;
        let top = if below + size.y <= page.bottom() { below } else { cell.top() - 6.0 - size.y };
        let rect = Rect::from_min_size(pos2(left, top), size);
        painter.rect(rect, theme::RADIUS_CONTROL, theme.sheet, Stroke::new(theme::LINE_WIDTH, theme.err), StrokeKind::Inside);
        painter.rect_filled(rect.shrink(1.0), theme::RADIUS_CONTROL, theme.err_tint);
        painter.galley(rect.min + vec2(PADDING, PADDING / 2.0), galley, theme.ink);
    }
}

/// Some columns of cells, and where they stand in sight.
#[derive(Clone)]
struct Columns {
    of: Range<usize>,
    x: RangeInclusive<f32>,
}

/// The columns that are held: as long as the widest of the others has its room beside them and the labels.
pub(super) fn held(clip: Rect, table: &Table, layout: &Layout, origin: Pos2) -> Option<Held> {
    let is_held = |column: &Column| matches!(column.role, ColumnRole::Total | ColumnRole::Apart);
    let first = table.columns.iter().rposition(|column| !is_held(column))? + 1;
    let (left, _) = layout.column(first).filter(|_| layout.width > clip.width() + 1.0)?;
    let widest = (0..first).filter_map(|column| layout.column(column)).map(|(left, right)| right - left).fold(0.0, f32::max);
    let by = (origin.x + layout.width - clip.right()).max(0.0);
    let room = clip.width() - layout.label_width() - (layout.width - left);
    (room >= widest).then_some(Held { first, left: origin.x + left - by, by })
}

/// How far from the middle of a cell the upper of two lines stands, and the lower.
fn two_lines_by(cell: Rect) -> f32 {
    (cell.height() / 4.0).min(8.0)
}

/// What stays free between the edge of a cell, or its mark, and its figure.
const FIGURE_MARGIN: f32 = 2.0;

/// Where a mark stands in its cell.
pub(super) fn mark_rect(cell: Rect, icon: Icon) -> Rect {
    let corner = pos2(cell.left() + theme::CELL_MARK_MARGIN, cell.center().y - icon.size() / 2.0);
    Rect::from_min_size(corner, vec2(icon.size(), icon.size()))
}

/// Whether a part of what the cell says would be another figure.
pub(super) fn is_figure(cell: &Cell) -> bool {
    match cell.content {
        Content::Figure(_) | Content::Value(_) => true,
        Content::Words(_) => false,
    }
}

fn dashed(painter: &Painter, rect: Rect, stroke: Stroke) {
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(Shape::dashed_line(&corners, stroke, 4.0, 3.0));
}

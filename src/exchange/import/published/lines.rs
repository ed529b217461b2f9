//! Tables of sections whose rows have several lines, each of its year: under each other in one cell, or in rows of their own.

use std::collections::BTreeSet;

use super::Walk;
use super::cells::Fate;
use super::grid::{Grid, holds_figure, is_none};
use super::marks::years;
use super::sections::{Fit, RowsSoFar};
use super::words::{is_total, nature};
use crate::exchange::import::blocks::Row;
use crate::exchange::import::coded::Nature;
use crate::exchange::import::draft::DraftCellRow;
use crate::exchange::import::report::Told;
use crate::model::Year;
use crate::sections::Line;

/// What the cell before the figures of a row says: which row of the section it is, which of its lines, or both.
struct Label {
    /// What it is called; empty where the row goes on from the one above.
    name: String,
    /// The ranks of its lines, in their order.
    lines: Vec<usize>,
}

/// The line that words are about: the one of the only year that they name.
fn line_of(lines: &[Line], pap: Year, words: &str) -> Option<usize> {
    let said: BTreeSet<Year> = years(words).collect();
    let year = said.first().filter(|_| said.len() == 1)?;
    lines.iter().position(|line| pap.offset(line.after) == *year)
}

impl Label {
    fn of(lines: &[Line], pap: Year, words: &str) -> Self {
        let mut label = Self { name: String::new(), lines: vec![] };
        let is_row = |words: &str| is_total(words) || nature(words, None).is_some();
        for words in words.lines().map(str::trim).filter(|words| !words.is_empty()) {
            // "3 - Dépenses de fonctionnement, LFI 2023".
            let (name, line) = words.rsplit_once(',').unwrap_or((words, ""));
            let (name, line) = match (line_of(lines, pap, words), line_of(lines, pap, line)) {
                (_, Some(line)) if is_row(name) => (name, Some(line)),
                (Some(line), _) if !is_row(words) => ("", Some(line)),
                _ => (words, None),
            };
            label.lines.extend(line);
            let parted = if label.name.is_empty() || name.is_empty() { "" } else { " " };
            label.name = format!("{}{parted}{name}", label.name);
        }
        label
    }
}

/// Whether rows are those of a table by title and year: no category among them, and a title or a total.
pub(super) fn are_of_titles(lines: &[Line], pap: Year, rows: &[Row]) -> bool {
    let names: Vec<String> = rows.iter().map(|row| Label::of(lines, pap, row.cell(0)).name).filter(|name| !name.is_empty()).collect();
    let is_title = |name: &String| matches!(nature(name, None), Some(Nature::Title(_) | Nature::Total));
    !names.is_empty() && names.iter().all(is_title)
}

impl Walk<'_> {
    /// The rows of such a table.
    pub(super) fn take_lines(&mut self, fit: &Fit, grid: &Grid) {
        let (lines, year) = (fit.wording.part.lines, self.year);
        // The heading of the labels may name the lines that every cell has.
        let said = grid.heads.iter().flat_map(|row| years(row.cell(0)).collect::<Vec<_>>());
        let of_heads: Vec<usize> = said.filter_map(|said| lines.iter().position(|line| year.offset(line.after) == said)).collect();
        let mut so_far = RowsSoFar::default();
        // The row whose lines go on, and the rank of the next one where each has a row of its own.
        let mut above: Option<(DraftCellRow, Option<usize>)> = None;
        for (index, row) in grid.rows.iter().enumerate() {
            if !grid.is_whole(row) {
                self.tell_cells(grid, row);
                continue;
            }
            let Label { name, lines: of_label } = Label::of(lines, year, row.cell(0));
            if holds_figure(row.cell(0)) && !of_label.is_empty() {
                // A year alone.
                self.cells.set(&grid.at(row, 0), Fate::Read);
            }
            if !name.is_empty() {
                let mut cells = row.cells.clone();
                if let Some(first) = cells.first_mut() {
                    first.clone_from(&name);
                }
                let of = self.section_row(fit, grid, &Row { cells, ..row.clone() }, is_total(&name), &mut so_far);
                let first = (below(grid, index) + 1 == lines.len()).then_some(0);
                above = of.map(|of| (of, first));
            }
            let Some((of, next)) = above else {
                self.tell_row(grid, row, Told::Row { label: name });
                continue;
            };
            above = Some((of, next.map(|next| next + 1)));
            let height = row.cells.iter().skip(1).map(|cell| cell.lines().count()).max().unwrap_or(0);
            let ranks = match (of_label.as_slice(), next) {
                ([_, ..], _) => of_label,
                ([], Some(next)) if height <= 1 => vec![next],
                ([], _) if of_heads.len() == height => of_heads.clone(),
                ([], _) if height == lines.len() => (0..height).collect(),
                // Nothing says of which year the figures are.
                ([], _) => vec![],
            };
            match ranks.as_slice() {
                [] => self.tell_row(grid, row, Told::LinesOfNoYear),
                ranks => self.take_lines_of(fit, grid, row, of, ranks),
            }
        }
    }

    /// The figures of one row, a line of each cell for each rank.
    fn take_lines_of(&mut self, fit: &Fit, grid: &Grid, row: &Row, of: DraftCellRow, ranks: &[usize]) {
        for (index, heading) in fit.headings() {
            let cell = row.cell(index);
            let texts: Vec<&str> = if ranks.len() == 1 { vec![cell] } else { cell.lines().collect() };
            if texts.len() != ranks.len() && !is_none(cell) {
                self.report.tell(&grid.spot(row, index), Told::LinesOfNoYear, cell);
                self.cells.set(&grid.at(row, index), Fate::Unread);
                continue;
            }
            let columns = ranks.iter().map(|rank| fit.wording.part.lines.get(*rank).and_then(|line| line.columns.get(heading)));
            let mut is_read = true;
            for (column, text) in columns.zip(texts) {
                is_read &= column.is_none_or(|column| self.take_section_cell(fit, grid, (row, index), (of, heading, column), text));
            }
            if !is_read && holds_figure(cell) {
                self.cells.set(&grid.at(row, index), Fate::Unread);
            }
        }
    }
}

/// How many rows without a label stand below one.
fn below(grid: &Grid, index: usize) -> usize {
    let is_unlabelled = |row: &&Row| row.cell(0).trim().is_empty() && row.cells.iter().any(|cell| holds_figure(cell));
    grid.rows.iter().skip(index + 1).take_while(is_unlabelled).count()
}

//! Tables of sections, told by the words in which the sections themselves print them: which table, which column, which row.
//!
//! Knows no section by name. What is typed in Papier is read, what follows from it is compared; nothing else is stored.

mod columns;
mod rows;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;

use super::cells::Fate;
use super::grid::{Grid, Heading as GridHeading, holds_figure, is_none};
use super::words::{is_total, nature, one_line};
use super::{Target, Walk};
use crate::exchange::import::blocks::{Row, folded};
use crate::exchange::import::coded::{self, Nature};
use crate::exchange::import::draft::{DraftCell, DraftCellRow, DraftSectionRow, PrintedFigure, PrintedValue};
use crate::exchange::import::report::{Spot, Told};
use crate::exchange::import::units::unit;
use crate::lang::{number, writing};
use crate::model::{CellContent, CellHolds, CellUnit, CellValue, Rows, Shape};
use columns::{ColumnOf, fits, heads, printed};
use rows::coded_label;

pub(super) use columns::{Fit, are_of_section, year};
pub(super) use rows::RowsSoFar;
pub(super) use words::{is_notice, title};

impl Walk<'_> {
    /// A table of a section, told by its headings or by the title above it; whether it is one.
    pub(super) fn take_section_table(&mut self, rows: &[Row], spot: &Spot) -> bool {
        let titled = if let Target::Section(key) = self.target { Some(key) } else { None };
        let fits = fits(rows, self.year, titled);
        let Some(first) = fits.first() else { return false };
        let grid = grid(self.file, rows, first.columns.len());
        let unit = self.units.take_table(&grid.heads, &grid.rows);
        if let Some(words) = unit.filter(|words| !is_unit_of(first.wording.shape, words)) {
            self.report.tell(spot, Told::Unit, &words);
            self.leave(&grid, |_| true);
            return true;
        }
        self.tell_section_columns(&grid, &first.columns);
        if !first.wording.part.lines.is_empty() {
            self.take_lines(first, &grid);
            self.settle(&grid);
            return true;
        }
        let mut fit = if fits.len() == 1 { Some(first) } else { None };
        let mut so_far = RowsSoFar::under(self.row);
        for row in &grid.rows {
            let leads = fits.iter().find(|fit| fit.wording.leads(row));
            fit = leads.or(fit);
            if !grid.is_whole(row) {
                self.tell_cells(&grid, row);
                continue;
            }
            let is_total = leads.is_some() || is_total(row.cell(0)) || fit.is_some_and(|fit| fit.wording.closes(row));
            let of = fit.and_then(|fit| Some((fit, self.section_row(fit, &grid, row, is_total, &mut so_far)?)));
            match of {
                Some((fit, of)) => self.take_section_row(fit, &grid, row, of),
                None => self.tell_row(&grid, row, Told::Row { label: one_line(row.cell(0)) }),
            }
        }
        self.settle(&grid);
        true
    }

    /// Names the columns that the section does not have, with their figures.
    fn tell_section_columns(&mut self, grid: &Grid, columns: &[Option<ColumnOf>]) {
        for (column, heading) in grid.headings.iter().enumerate().skip(1) {
            let figures: Vec<&str> = grid.rows.iter().map(|row| row.cell(column).trim()).filter(|cell| holds_figure(cell)).collect();
            if columns.get(column).copied().flatten().is_none() && !figures.is_empty() {
                let line = grid.rows.first().map_or(0, |row| row.line);
                let words = if heading.words.is_empty() { (column + 1).to_string() } else { heading.words.clone() };
                self.report.tell(&Spot { file: grid.file, line, column: words }, Told::Column, &figures.join(" | "));
                self.leave(grid, |other| other == column);
            }
        }
    }

    /// What a printed row is; `None` for one that its table has not.
    pub(super) fn section_row(&mut self, fit: &Fit, grid: &Grid, row: &Row, is_total: bool, so_far: &mut RowsSoFar) -> Option<DraftCellRow> {
        let (shape, label) = (fit.wording.shape, row.cell(0));
        if let Some(key) = so_far.fixed(fit.wording, label) {
            return Some(DraftCellRow::Key(key));
        }
        if is_total {
            // Under its own heading a row has a table of its own.
            let of_one = |rank| Some(DraftCellRow::Part(rank, shape.fixed_rows().iter().find(|row| !row.sum.is_empty())?.key));
            let is_of_one = matches!(shape.rows, Rows::ListedTimes { .. }) && self.row.is_some() && self.row == so_far.over;
            return if is_of_one { so_far.over.and_then(of_one) } else { shape.has_total.then_some(DraftCellRow::Total) };
        }
        match shape.rows {
            Rows::Fixed(_) => None,
            Rows::ListedTimes { rows, .. } => so_far.part(fit.wording, label).or_else(|| {
                so_far.over = self.listed_row(fit, grid, row, so_far);
                let sum = rows.iter().find(|row| !row.sum.is_empty())?;
                Some(DraftCellRow::Part(so_far.over?, sum.key))
            }),
            Rows::Listed | Rows::ListedWith(_) | Rows::Numbered(_) | Rows::ListedIn(_) => {
                self.listed_row(fit, grid, row, so_far).map(DraftCellRow::Listed)
            }
            Rows::Actions => {
                let label = one_line(label);
                let (code, name) = coded::action_label(&label)?;
                self.name_action(code, name, &grid.spot(row, 0));
                Some(DraftCellRow::Action(code))
            }
            Rows::Titles => match nature(label, None)? {
                Nature::Title(title) => Some(DraftCellRow::Title(title)),
                Nature::Category(_) | Nature::Total => None,
            },
        }
    }

    /// The rank of a listed row, which is added when it is new. A row that a table has twice is two rows, each the one of its rank elsewhere.
    fn listed_row(&mut self, fit: &Fit, grid: &Grid, row: &Row, so_far: &mut RowsSoFar) -> Option<usize> {
        let (shape, list) = (fit.wording.shape, fit.wording.shape.list()?);
        let (mut code, label) = coded_label(row.cell(0));
        let number = shape.numbered(&code);
        if shape.is_numbered() {
            number?;
            code.clear();
        }
        if let Some(column) = fit.columns.iter().position(|of| *of == Some(ColumnOf::Code)) {
            // Arrows stand beside it: "169 ►".
            code = one_line(row.cell(column).trim_matches(|c: char| !c.is_alphanumeric()));
            if holds_figure(row.cell(column)) {
                self.cells.set(&grid.at(row, column), Fate::Read);
            }
        }
        if let Some(choice) = shape.code_words().and_then(|words| words.choice(&code)) {
            code = choice.key.to_owned();
        }
        if code.is_empty() && label.is_empty() {
            return None;
        }
        let is_named = code.is_empty() || fit.wording.shape.code_words().is_some();
        let id = number.map_or_else(String::new, |number| number.0.to_string());
        let name = format!("{list} {id} {code} {}", if is_named { folded(&label) } else { String::new() });
        let met = so_far.listed.entry(name).and_modify(|met| *met += 1).or_default();
        let rows = self.draft.section_rows.entry(list).or_default();
        let has_words = fit.wording.shape.code_words().is_some();
        let is_it = |other: &DraftSectionRow| {
            if number.is_some() {
                return other.number == number;
            }
            if has_words {
                // Several lines are of one programme.
                return other.code == code && folded(&other.label) == folded(&label);
            }
            if code.is_empty() || other.code.is_empty() { folded(&other.label) == folded(&label) } else { other.code == code }
        };
        let known = rows.iter().enumerate().filter(|(_, other)| is_it(other)).nth(*met);
        let Some((rank, known)) = known else {
            rows.push(DraftSectionRow { number, code, label });
            return rows.len().checked_sub(1);
        };
        if folded(&known.label) != folded(&label) {
            let kept = known.label.clone();
            self.report.tell(&grid.spot(row, 0), Told::OtherLabel { kept }, &label);
        }
        Some(rank)
    }

    fn take_section_row(&mut self, fit: &Fit, grid: &Grid, row: &Row, of: DraftCellRow) {
        for (index, rank) in fit.headings() {
            if let Some(heading) = fit.wording.headings.get(rank) {
                self.take_section_cell(fit, grid, (row, index), (of, rank, heading.column), row.cell(index));
            }
        }
    }

    /// What stands in a printed cell, or on a line of it, for a row and column of the section; whether nothing of it had to be told.
    pub(super) fn take_section_cell(
        &mut self,
        fit: &Fit,
        grid: &Grid,
        (row, index): (&Row, usize),
        (of, heading, column): (DraftCellRow, usize, &str),
        text: &str,
    ) -> bool {
        let shape = fit.wording.shape;
        let Some((heading, column)) = fit.wording.headings.get(heading).zip(shape.column(column)) else { return true };
        let said = folded(text.trim());
        let words = column.words.iter().find(|words| folded(words) == said);
        let content = match words.map_or_else(|| read(column.holds, text), |words| Ok(Some(CellContent::words(*words)))) {
            Ok(Some(content)) => content,
            Ok(None) => return true,
            Err(refusal) => {
                self.report.tell(&grid.spot(row, index), Told::Number(refusal), text);
                self.cells.set(&grid.at(row, index), Fate::Unread);
                return false;
            }
        };
        let cell = DraftCell { section: shape.key, row: of, year: heading.year.filter(|_| !shape.years.is_empty()), column: column.key };
        if of.is_typed(shape) && column.sum.is_empty() {
            return self.keep_cell(grid, row, index, cell, content);
        }
        if let CellValue::Number(number) = content.value
            && (of != DraftCellRow::Total || column.is_totalled)
        {
            self.print(grid.at(row, index), PrintedFigure::Cell(cell), PrintedValue::Number(number));
        }
        true
    }

    /// A cell of the document; where the files differ, the first one stays. Whether it is the one that stands.
    fn keep_cell(&mut self, grid: &Grid, row: &Row, index: usize, cell: DraftCell, content: CellContent) -> bool {
        let kept = self.draft.cells.entry(cell).or_insert_with(|| content.clone());
        let is_same = match (&kept.value, &content.value) {
            (CellValue::Number(one), CellValue::Number(other)) => one == other,
            (one, other) => one == other,
        };
        let kept = written(kept);
        if !is_same {
            self.report.tell(&grid.spot(row, index), Told::OtherAmount { kept }, &written(&content));
        }
        if holds_figure(row.cell(index)) {
            self.cells.set(&grid.at(row, index), if is_same { Fate::Read } else { Fate::Unread });
        }
        is_same
    }
}

/// A table cut into its headings, of at least so many columns, and its rows.
fn grid(file: usize, rows: &[Row], columns: usize) -> Grid {
    let heads = heads(rows);
    let said = printed(heads).into_iter().map(|(words, said)| GridHeading { own: said.own, words, ..GridHeading::default() });
    let mut headings: Vec<GridHeading> = said.collect();
    headings.resize(headings.len().max(columns), GridHeading::default());
    Grid { file, heads: heads.to_vec(), headings, rows: rows.get(heads.len()..).unwrap_or_default().to_vec() }
}

/// Whether the unit that words say is the one in which columns are read; columns that hold no money have none.
fn is_unit_of(shape: &Shape, words: &str) -> bool {
    let powers: BTreeSet<u32> = shape
        .columns
        .iter()
        .filter_map(|column| match column.holds {
            CellHolds::Euros => Some(0),
            CellHolds::Decimal(CellUnit::ThousandEuros) => Some(3),
            CellHolds::Decimal(CellUnit::MillionEuros) => Some(6),
            CellHolds::Decimal(CellUnit::Etpt | CellUnit::Etp | CellUnit::Month | CellUnit::Percent) | CellHolds::Words => None,
        })
        .collect();
    powers.is_empty() || powers == unit(words).powers
}

/// What a printed cell holds; blank and a lone dash hold nothing.
fn read(holds: CellHolds, text: &str) -> Result<Option<CellContent>, number::NumberRefusal> {
    if is_none(text) {
        return Ok(None);
    }
    match holds {
        CellHolds::Euros => number::parse_amount(text).map(|amount| Some(CellContent::number(amount.euros.get().into()))),
        CellHolds::Decimal(unit) => number::parse_decimal(text, unit).map(Some),
        // Arrows around the number of a programme: "169 ►".
        CellHolds::Words => Ok(Some(CellContent::words(one_line(text.trim_matches(|c: char| matches!(c, '►' | '◄' | '→' | '←' | ' ')))))),
    }
}

fn written(content: &CellContent) -> String {
    match &content.value {
        CellValue::Number(number) => writing::decimal(*number),
        CellValue::Words(words) => words.clone(),
    }
}

impl DraftCellRow {
    /// Whether its cells are typed, where their column is.
    fn is_typed(self, shape: &Shape) -> bool {
        match self {
            Self::Total => false,
            Self::Key(key) | Self::Part(_, key) => shape.fixed_row(key).is_some_and(|row| row.sum.is_empty()),
            Self::Listed(_) | Self::Action(_) | Self::Title(_) => true,
        }
    }
}

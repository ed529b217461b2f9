//! What a published *rapport annuel de performances* says that the PAP of two years later takes: the actuals of its indicators, and the outstanding
//! commitments at the end of its year.
//!
//! Bytes in, figures with their places out; knows no document. All else of such a report says what was spent, which no PAP holds.

mod outstanding;

use std::collections::BTreeMap;

use super::grid::{Grid, is_none, is_year};
use super::marks::{Mark, is_running_head, mark, years};
use super::performance::{is_heading_of_values, kept_words, kind};
use super::pieces::{Piece, PieceContent, pieces};
use super::words::one_line;
use super::{is_furniture, names};
use crate::exchange::import::blocks::{self, Block, Content, Row, folded};
use crate::exchange::import::report::ImportRefusal;
use crate::exchange::import::source::{Contents, File, MAX_FILES, Source};
use crate::exchange::import::{coded, page, recognised};
use crate::exchange::workbook::back::{self, PlainSheet};
use crate::lang::number::{self, NumberRefusal};
use crate::model::{Euros, IndicatorValue, ProgrammeNumber, ValueKind, Year};

/// Figures of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnualReport {
    /// Where the files say it.
    pub programme: Option<ProgrammeNumber>,
    pub year: Year,
    pub actuals: Vec<Actual>,
    /// At the end of its year, with where it stands.
    pub outstanding: Option<(String, Euros)>,
    /// What is not read, and where it stands.
    pub left: Vec<(String, Left)>,
}

/// The number of an indicator, behind that of its objective, and its label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportedIndicator {
    pub number: [u32; 2],
    pub label: String,
}

/// What was achieved in one year, as one row of an indicator says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Actual {
    /// "rap.txt:80": the file and its line.
    pub at: String,
    pub indicator: ReportedIndicator,
    pub row: String,
    pub unit: String,
    pub year: Year,
    pub value: IndicatorValue,
}

/// What a report says and nothing is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// A row with more or fewer cells than its table has columns: which value is of which year is not known.
    Cells {
        label: String,
        found: usize,
        columns: usize,
    },
    Value {
        typed: String,
        refusal: NumberRefusal,
    },
    /// A table of values under no indicator.
    NoIndicator {
        label: String,
    },
    /// A column whose year or kind is not known.
    Column {
        words: String,
    },
    /// Columns of one year that all say what was achieved in it.
    SameColumn {
        year: Year,
    },
    /// No amount stands beside the words that name outstanding commitments.
    NoOutstanding,
    /// They are counted in another unit than the euro, rounded.
    OutstandingUnit {
        words: String,
    },
    /// They are not what the lines above them make.
    OutstandingSum {
        printed: Euros,
        made: Euros,
    },
    /// Two amounts.
    OutstandingTwice {
        first: Euros,
        second: Euros,
    },
    /// Of the end of another year.
    OutstandingYear {
        year: Year,
    },
}

/// The year of the report that texts are, as far as they say it; `None` when they are none.
pub(super) fn year_of_report(files: &[(usize, Vec<Block>)]) -> Option<Option<Year>> {
    let mut outstanding = outstanding::Found::default();
    files.iter().for_each(|(_, blocks)| outstanding.look("", &blocks.iter().collect::<Vec<_>>()));
    let mut said = outstanding.is_of_report().then(|| outstanding.year());
    for block in files.iter().flat_map(|(_, blocks)| blocks) {
        let one = match &block.content {
            Content::Line(line) => report_said(&line.text),
            Content::Table(rows) => are_values(rows).then(|| Grid::split(0, rows, is_heading_of_values())).and_then(|grid| {
                let unit = grid.headings.iter().position(|heading| heading.own == "unite")?;
                achieved_beside_target(&columns(&grid, unit)).map(Some)
            }),
        };
        said = match (said, one) {
            (Some(year @ Some(_)), _) => Some(year),
            (said, one) => one.or(said),
        };
    }
    said
}

impl Left {
    /// Whether it is about outstanding commitments.
    pub fn is_outstanding(&self) -> bool {
        match self {
            Self::NoOutstanding
            | Self::OutstandingUnit { .. }
            | Self::OutstandingSum { .. }
            | Self::OutstandingTwice { .. }
            | Self::OutstandingYear { .. } => true,
            Self::Cells { .. } | Self::Value { .. } | Self::NoIndicator { .. } | Self::Column { .. } | Self::SameColumn { .. } => false,
        }
    }
}

/// What reports among these files say; `None` when they are none.
///
/// # Errors
/// [`ImportRefusal`] when a file is beyond what is read, or when the reports are of several programmes or years, or do not say their year.
pub fn annual_report(files: &[File]) -> Result<Option<AnnualReport>, ImportRefusal> {
    if files.is_empty() {
        return Err(ImportRefusal::NoFile);
    }
    if files.len() > MAX_FILES {
        return Err(ImportRefusal::TooManyFiles { count: files.len() });
    }
    let mut parts = Vec::new();
    for file in files {
        parts.extend(Part::of_file(file)?);
    }
    let numbered: Vec<(usize, Vec<Block>)> = parts.iter_mut().map(|part| std::mem::take(&mut part.blocks)).enumerate().collect();
    let names = names(&numbered);
    let mut reading = Reading::default();
    for (part, (_, blocks)) in parts.iter().zip(&numbered) {
        reading.part(part, blocks, &names)?;
    }
    reading.finish()
}

/// A text, a page, or a sheet of a workbook.
struct Part {
    /// What messages call it.
    name: String,
    blocks: Vec<Block>,
    /// What the marks of the public site say.
    programme: Option<ProgrammeNumber>,
    year: Option<Year>,
}

impl Part {
    fn of_file(file: &File) -> Result<Vec<Self>, ImportRefusal> {
        if file.bytes.starts_with(b"PK\x03\x04")
            && let Ok(sheets) = back::plain_sheets(&file.bytes)
        {
            return Ok(sheets.into_iter().map(|sheet| Self::of_sheet(&file.name, sheet)).collect());
        }
        let Source { name, contents, .. } = recognised::running_text(file)?;
        let (text, blocks) = match &contents {
            Contents::Page(html) => (html, page::blocks(0, html).ok_or_else(|| ImportRefusal::TooManyLines { file: name.clone() })?),
            Contents::Text(text) => (text, blocks::of_text(0, text)),
            Contents::OpenData(_) | Contents::Nomenclature(_) => return Ok(vec![]),
        };
        let said = |variable| of_site(text, variable);
        let (programme, year) = (said("numProg").and_then(|said| coded::programme(&said)), said("annee").and_then(|said| coded::year(&said)));
        Ok(vec![Self { name, blocks, programme, year }])
    }

    /// Rows of a sheet: one filled cell is a line, more are a row of a table.
    fn of_sheet(file: &str, PlainSheet { name, rows }: PlainSheet) -> Self {
        let mut part = Self { name: format!("{file}, {name}"), blocks: vec![], programme: None, year: None };
        for (line, cells) in rows {
            let filled = cells.iter().filter(|cell| !cell.trim().is_empty());
            match (filled.clone().count(), part.blocks.last_mut()) {
                (0, _) => {}
                (1, _) => {
                    let lines = filled.flat_map(|cell| blocks::of_text(0, &cell.replace('\n', " ")));
                    part.blocks.extend(lines.map(|block| Block { line, ..block }));
                }
                (_, Some(Block { content: Content::Table(rows), .. })) if rows.last().is_some_and(|row| row.line + 1 == line) => {
                    rows.push(Row::new(line, cells));
                }
                _ => part.blocks.push(Block { file: 0, line, content: Content::Table(vec![Row::new(line, cells)]) }),
            }
        }
        part
    }
}

/// What a mark of the public site says: `$@FwLOVariable(numProg#352)`.
fn of_site(text: &str, variable: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("FwLOVariable({variable}"))?;
    let said: String = rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    (rest.starts_with(['#', ',']) && !said.is_empty()).then_some(said)
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    is_report: bool,
    programme: Option<ProgrammeNumber>,
    year: Option<Year>,
    /// The last year of which a table of a report says what was achieved.
    achieved: Option<Year>,
    indicator: Option<ReportedIndicator>,
    /// The label of an indicator stands on the next line.
    awaits_label: bool,
    actuals: Vec<Actual>,
    outstanding: outstanding::Found,
    left: Vec<(String, Left)>,
}

impl Reading {
    fn part(&mut self, part: &Part, blocks: &[Block], names: &[String]) -> Result<(), ImportRefusal> {
        part.programme.map_or(Ok(()), |number| self.take_programme(number))?;
        (self.indicator, self.awaits_label) = (None, false);
        // A part of a page of the site may say its year alone, be it of a report or of a PAP.
        let mut year = part.year;
        for (index, block) in blocks.iter().enumerate() {
            let Some(line) = block.as_line() else { continue };
            if let Some(number) = programme_said(&line.text) {
                self.take_programme(number)?;
            }
            if let Some(said) = report_said(&line.text) {
                self.is_report = true;
                let below = || blocks.get(index + 1).and_then(|block| coded::year(&block.as_line()?.text));
                year = year.or(said).or_else(below);
            }
        }
        if let Some(year) = year {
            let first = *self.year.get_or_insert(year);
            if first != year {
                return Err(ImportRefusal::SeveralReports { first, second: year });
            }
        }
        let printed: Vec<&Block> =
            blocks.iter().enumerate().filter(|(index, _)| !is_furniture(blocks, *index, names)).map(|(_, block)| block).collect();
        for piece in pieces(&printed) {
            self.piece(part, &piece);
        }
        self.outstanding.look(&part.name, &printed);
        Ok(())
    }

    fn take_programme(&mut self, number: ProgrammeNumber) -> Result<(), ImportRefusal> {
        let first = *self.programme.get_or_insert(number);
        if first == number { Ok(()) } else { Err(ImportRefusal::SeveralProgrammes { first, second: number }) }
    }

    fn piece(&mut self, part: &Part, Piece { line, content }: &Piece) {
        match content {
            PieceContent::Table(rows) => {
                if are_values(rows) {
                    self.table(part, *line, rows);
                }
            }
            PieceContent::Line(line, mark) => match mark {
                Some(Mark::Objective(..)) => (self.indicator, self.awaits_label) = (None, false),
                Some(Mark::Indicator(named, _)) => {
                    self.awaits_label = named.is_none();
                    self.indicator = named.as_ref().and_then(|(numbers, label)| ReportedIndicator::of(numbers, label));
                }
                _ if self.awaits_label => {
                    self.awaits_label = false;
                    let words = one_line(&line.text);
                    self.indicator = coded::numbered(&words).and_then(|(numbers, label)| ReportedIndicator::of(&numbers, label));
                }
                _ => {}
            },
        }
    }

    /// The rows of an indicator, of which what was achieved is read.
    fn table(&mut self, part: &Part, line: usize, rows: &[Row]) {
        let grid = Grid::split(0, rows, is_heading_of_values());
        let Some(unit) = grid.headings.iter().position(|heading| heading.own == "unite") else { return };
        let at = |line: usize| format!("{}:{line}", part.name);
        let columns = columns(&grid, unit);
        let mut achieved: BTreeMap<Year, Vec<usize>> = BTreeMap::new();
        for (column, said) in columns.iter().enumerate() {
            match said {
                Column::Of(year, ValueKind::Actual) => achieved.entry(*year).or_default().push(column),
                Column::Of(_, ValueKind::Target | ValueKind::Forecast | ValueKind::RevisedForecast) | Column::None => {}
                Column::Unknown => {
                    let words = grid.headings.get(column).map(|heading| heading.words.clone()).unwrap_or_default();
                    self.left.push((at(line), Left::Column { words }));
                }
            }
        }
        let both = achieved_beside_target(&columns);
        self.is_report |= both.is_some();
        self.achieved = self.achieved.max(both);
        let several = achieved.iter().filter(|(_, columns)| columns.len() > 1).map(|(year, _)| *year);
        self.left.extend(several.map(|year| (at(line), Left::SameColumn { year })));
        let Some(indicator) = self.indicator.clone() else {
            let label = rows.last().map(|row| one_line(row.cell(unit.saturating_sub(1)))).unwrap_or_default();
            self.left.push((at(line), Left::NoIndicator { label }));
            return;
        };
        for row in &grid.rows {
            let label = one_line(row.cell(unit.saturating_sub(1)));
            if !grid.is_whole(row) {
                self.left.push((at(row.line), Left::Cells { label, found: row.cells.len(), columns: grid.headings.len() }));
                continue;
            }
            let unit = one_line(row.cell(unit));
            for (year, columns) in &achieved {
                let [column] = columns.as_slice() else { continue };
                let typed = row.cell(*column).trim();
                if is_none(typed) {
                    continue;
                }
                match number::parse_published(typed, &unit).or_else(|refusal| words(typed).ok_or(refusal)) {
                    Ok(value) => {
                        let (indicator, row_label, unit) = (indicator.clone(), label.clone(), unit.clone());
                        self.actuals.push(Actual { at: at(row.line), indicator, row: row_label, unit, year: *year, value });
                    }
                    Err(refusal) => self.left.push((at(row.line), Left::Value { typed: typed.to_owned(), refusal })),
                }
            }
        }
    }

    fn finish(mut self) -> Result<Option<AnnualReport>, ImportRefusal> {
        if !self.is_report && !self.outstanding.is_of_report() {
            return Ok(None);
        }
        let year = self.year.or(self.achieved).or_else(|| self.outstanding.year()).ok_or(ImportRefusal::NoReportYear)?;
        let outstanding = self.outstanding.of(year, &mut self.left);
        let Self { programme, mut actuals, left, .. } = self;
        actuals.retain(|actual| actual.year <= year);
        Ok(Some(AnnualReport { programme, year, actuals, outstanding, left }))
    }
}

impl ReportedIndicator {
    fn of(numbers: &[u32], label: &str) -> Option<Self> {
        let [objective, indicator] = numbers else { return None };
        Some(Self { number: [*objective, *indicator], label: one_line(label) })
    }
}

/// What a column of an indicator's table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Of(Year, ValueKind),
    /// The label, the unit, whether the target was met.
    None,
    Unknown,
}

/// Whether a table is one of values of an indicator.
fn are_values(rows: &[Row]) -> bool {
    rows.iter().take(3).flat_map(|row| &row.cells).any(|cell| folded(cell) == "unite")
}

/// The last year of which columns say both what was aimed at and what was achieved, which no PAP does.
fn achieved_beside_target(columns: &[Column]) -> Option<Year> {
    let is_achieved = |year: &Year| columns.contains(&Column::Of(*year, ValueKind::Actual));
    let aimed_at = columns.iter().filter_map(|column| match column {
        Column::Of(year, ValueKind::Target | ValueKind::Forecast | ValueKind::RevisedForecast) => Some(*year),
        Column::Of(_, ValueKind::Actual) | Column::None | Column::Unknown => None,
    });
    aimed_at.filter(is_achieved).max()
}

/// Each column by its heading. A year alone says what was achieved in it, where others say what was aimed at.
fn columns(grid: &Grid, unit: usize) -> Vec<Column> {
    let said: Vec<(Column, bool)> = grid
        .headings
        .iter()
        .enumerate()
        .map(|(column, heading)| {
            let words = format!("{} {}", heading.group, heading.own);
            let year = years(&heading.own).next().or_else(|| years(&heading.group).next());
            match (year, kind(&words)) {
                _ if column <= unit || words.contains("atteinte") || words.trim().is_empty() => (Column::None, false),
                (Some(year), Some(kind)) => (Column::Of(year, kind), false),
                (Some(year), None) if is_year(&heading.own) => (Column::Of(year, ValueKind::Actual), true),
                _ => (Column::Unknown, false),
            }
        })
        .collect();
    let has_kinds = said.iter().any(|(column, is_bare)| !is_bare && matches!(column, Column::Of(..)));
    said.into_iter().map(|(column, is_bare)| if is_bare && !has_kinds { Column::Unknown } else { column }).collect()
}

/// Words that stand for a value: `ND`, `≥ 95`. What begins as a number, a formula or an error is none.
fn words(typed: &str) -> Option<IndicatorValue> {
    kept_words(typed).filter(|_| typed.starts_with(|c: char| c.is_alphabetic() || matches!(c, '≥' | '≤' | '>' | '<')))
}

/// The programme that a line of the cover, of the manager or at the head of a page names.
fn programme_said(line: &str) -> Option<ProgrammeNumber> {
    match mark(line) {
        Some(Mark::Programme(number, name)) if name.is_empty() => Some(number),
        Some(Mark::Manager(number, _)) => number,
        _ if is_running_head(line) => {
            let words = folded(line);
            let rest = words.strip_prefix("programme n°")?;
            coded::programme(rest.split('|').next()?.trim())
        }
        _ => None,
    }
}

/// Whether a line is of a report and of nothing else, with the year that it says.
fn report_said(line: &str) -> Option<Option<Year>> {
    let words = folded(&one_line(line));
    let is_annexe = words.starts_with("annexe au projet de loi") && ["reglement", "resultats de la gestion"].iter().any(|law| words.contains(law));
    let is_head = words.strip_prefix("plr ").is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == ' '));
    let is_title = matches!(words.as_str(), "rapports annuels de performances" | "rapport annuel de performances")
        || words.starts_with("bilan strategique du rapport annuel de performances");
    (is_annexe || is_head || is_title).then(|| years(&words).last())
}

//! Objectives, indicators and their tables.

use std::collections::BTreeMap;

use super::cells::Fate;
use super::grid::{Grid, holds_figure, is_none};
use super::marks::years;
use super::words::one_line;
use super::{Target, Walk};
use crate::exchange::import::blocks::{Row, folded};
use crate::exchange::import::coded;
use crate::exchange::import::draft::{Draft, DraftIndicator, DraftObjective, DraftRow};
use crate::exchange::import::report::{Report, Spot, Told};
use crate::lang::number;
use crate::model::{IndicatorValue, LONGEST_LABEL, Layout, ValueKind, Year, fits};

/// A number and a label, as a heading gives them.
type Named = Option<(Vec<u32>, String)>;

impl Walk<'_> {
    /// The indicator that lines and tables are about.
    pub(super) fn indicator(&mut self) -> Option<&mut DraftIndicator> {
        self.draft.objectives.last_mut()?.indicators.last_mut()
    }

    pub(super) fn begin_objective(&mut self, named: Named, is_mission: bool, spot: &Spot) {
        self.go_to(Target::ObjectiveLabel);
        self.is_mission = is_mission;
        if let Some((numbers, label)) = named {
            self.named_objective(&numbers, &label, spot);
        }
    }

    pub(super) fn begin_indicator(&mut self, named: Named, is_mission: bool, spot: &Spot) {
        self.go_to(Target::IndicatorLabel);
        self.is_mission = is_mission;
        if let Some((numbers, label)) = named {
            self.named_indicator(numbers, &label, spot);
        }
    }

    /// The line below "OBJECTIF" or "INDICATEUR".
    pub(super) fn take_label(&mut self, words: &str, spot: &Spot) {
        let words = one_line(words);
        match (coded::numbered(&words), &self.target) {
            (Some((numbers, label)), Target::ObjectiveLabel) if numbers.len() == 1 => self.named_objective(&numbers, label, spot),
            (Some((numbers, label)), Target::IndicatorLabel) if numbers.len() == 2 => self.named_indicator(numbers, label, spot),
            _ => {
                self.report.tell(spot, Told::Part { lines: 1, tables: 0, last: spot.line }, &words);
                self.go_to(Target::Elsewhere);
            }
        }
    }

    fn named_objective(&mut self, numbers: &[u32], label: &str, spot: &Spot) {
        let number = numbers.first().copied().unwrap_or_default();
        self.draft.objectives.push(DraftObjective {
            number,
            label: one_line(label),
            is_mission: self.is_mission,
            spot: spot.clone(),
            ..DraftObjective::default()
        });
        self.go_to(Target::Objective);
    }

    fn named_indicator(&mut self, number: Vec<u32>, label: &str, spot: &Spot) {
        if self.draft.objectives.is_empty() {
            self.report.tell(spot, Told::Part { lines: 1, tables: 0, last: spot.line }, label);
        }
        if let Some(objective) = self.draft.objectives.last_mut() {
            let is_mission = self.is_mission;
            objective.indicators.push(DraftIndicator { number, label: one_line(label), is_mission, ..DraftIndicator::default() });
        }
        self.go_to(Target::Elsewhere);
    }

    /// One row for each sub-indicator: label, unit, and the years.
    pub(super) fn take_indicator_table(&mut self, rows: &[Row], spot: Spot) {
        let grid = Grid::split(self.file, rows, is_heading_of_values());
        if self.indicator().is_none() {
            return self.take_unknown_table(&grid, rows, spot);
        }
        let Some(unit) = grid.headings.iter().position(|heading| heading.own == "unite") else { return };
        let layout = Layout::of(self.year);
        let said: Vec<Option<(Year, ValueKind)>> =
            (0..grid.headings.len()).map(|column| if column > unit { value_column(&grid, column, layout) } else { None }).collect();
        let columns: Vec<Option<(Year, ValueKind)>> = said.iter().map(|key| key.filter(|(year, kind)| layout.shows(*year, *kind))).collect();
        for (column, heading) in grid.headings.iter().enumerate().skip(unit + 1) {
            let at = |keys: &[Option<(Year, ValueKind)>]| keys.get(column).copied().flatten();
            let told = match (at(&said), at(&columns)) {
                (_, Some(key)) if columns.iter().position(|other| *other == Some(key)) != Some(column) => Told::SameHeading,
                (_, Some(_)) => continue,
                (Some(_), None) => Told::NoColumn { year: self.year },
                (None, None) if heading.own.is_empty() => continue,
                (None, None) => Told::Column,
            };
            let spot = Spot { column: heading.words.clone(), ..spot.clone() };
            if told.is_loss() {
                self.tell_column(&grid, column, &spot, told);
            } else {
                self.report.tell(&spot, told, "");
            }
        }
        for row in &grid.rows {
            let mut draft = DraftRow { label: one_line(row.cell(unit.saturating_sub(1))), unit: one_line(row.cell(unit)), values: BTreeMap::new() };
            // A cell that is missing or added would move every value behind it to another year.
            if !grid.is_whole(row) {
                self.tell_row(&grid, row, Told::Cells { found: row.cells.len(), columns: grid.headings.len() });
                if let Some(indicator) = self.indicator() {
                    indicator.rows.push(draft);
                }
                continue;
            }
            let mut kept: BTreeMap<(Year, ValueKind), &str> = BTreeMap::new();
            for (column, key) in columns.iter().enumerate() {
                let (Some(key), text) = (key, row.cell(column)) else { continue };
                if text.trim().is_empty() {
                    continue;
                }
                let read = number::parse_published(text, &draft.unit).or_else(|refusal| kept_words(text).ok_or(refusal));
                if matches!(read, Ok(IndicatorValue::Words(_))) {
                    self.report.tell(&grid.spot(row, column), Told::KeptAsWords, text);
                }
                let fate = match read {
                    // Of two columns with one heading the first one counts.
                    Ok(value) => {
                        let first = *kept.entry(*key).or_insert(text);
                        let is_same = *draft.values.entry(*key).or_insert_with(|| value.clone()) == value;
                        if !is_same {
                            self.report.tell(&grid.spot(row, column), Told::OtherAmount { kept: first.trim().into() }, text);
                        }
                        if is_same { Fate::Read } else { Fate::Unread }
                    }
                    Err(refusal) => {
                        self.report.tell(&grid.spot(row, column), Told::Number(refusal), text);
                        Fate::Unread
                    }
                };
                if holds_figure(text) {
                    self.cells.set(&grid.at(row, column), fate);
                }
            }
            if let Some(indicator) = self.indicator() {
                indicator.rows.push(draft);
            }
            self.tell_row(&grid, row, Told::Figures);
        }
    }
}

/// Tells the headings of a table of values from its rows, one after the other.
pub(super) fn is_heading_of_values() -> impl FnMut(&Row) -> bool {
    let mut has_units = false;
    move |row| {
        // Years may stand above the units, kinds below them.
        let is_head = !has_units || row.cells.iter().all(|cell| is_none(cell) || kind(&folded(cell)).is_some());
        has_units |= row.cells.iter().any(|cell| folded(cell) == "unite");
        is_head
    }
}

/// A cell that is no number as words; none where it holds the lines of several cells, or more than a document keeps.
pub(super) fn kept_words(text: &str) -> Option<IndicatorValue> {
    let words = text.trim();
    (!words.contains(char::is_control) && fits(words, LONGEST_LABEL)).then(|| IndicatorValue::Words(one_line(words).into()))
}

/// The year and kind of a column: "2018 Réalisation", "2020 Prévision PAP 2020", "2023 (Cible)", or the year alone.
fn value_column(grid: &Grid, column: usize, layout: Layout) -> Option<(Year, ValueKind)> {
    let heading = grid.headings.get(column)?;
    let year = years(&heading.own).next().or_else(|| years(&heading.group).next())?;
    let words = format!("{} {}", heading.group, heading.own);
    let of_layout = || layout.indicator_columns().into_iter().find(|(other, _)| *other == year).map(|(_, kind)| kind);
    let kind = match (kind(&words), of_layout().filter(|_| layout.is_stacked())) {
        // Each year has one column; the target that PAP 2022 announced was its forecast. What was achieved is none.
        (Some(said), Some(of_layout)) if (said == ValueKind::Actual) != (of_layout == ValueKind::Actual) => Some(said),
        (_, Some(of_layout)) => Some(of_layout),
        (said, None) => said,
    };
    kind.map(|kind| (year, kind))
}

pub(super) fn kind(words: &str) -> Option<ValueKind> {
    if words.contains("actualisee") {
        Some(ValueKind::RevisedForecast)
    } else if words.contains("realisation") || words.contains("realise") {
        Some(ValueKind::Actual)
    } else if words.contains("prevision") {
        Some(ValueKind::Forecast)
    } else if words.contains("cible") {
        Some(ValueKind::Target)
    } else {
        None
    }
}

/// The recapitulation: what the strategic presentation says the objectives and indicators are.
#[derive(Clone, Debug, Default)]
pub(super) struct Recap {
    names: BTreeMap<Vec<u32>, String>,
}

impl Recap {
    /// Rows "OBJECTIF 1 | label", "INDICATEUR 1.1 | label".
    pub fn rows(&mut self, rows: &[Row]) {
        for row in rows {
            let first = folded(row.cell(0));
            let number = first.trim_start_matches("objectif ").trim_start_matches("indicateur ");
            let numbers: Option<Vec<u32>> = number.split('.').map(coded::whole).collect();
            let label = one_line(row.cell(1));
            if let Some(numbers) = numbers.filter(|_| !label.is_empty()) {
                self.names.insert(numbers, label);
            }
        }
    }

    pub fn objective(&mut self, named: Named) {
        self.names.extend(named);
    }

    pub fn indicator(&mut self, named: Named) {
        self.names.extend(named);
    }

    /// A line that names nothing, but its number does: "1.1 – Nombre".
    pub fn line(&mut self, words: &str) -> bool {
        let words = one_line(words);
        let named = coded::numbered(&words).map(|(numbers, label)| (numbers, label.to_owned()));
        let is_known = named.is_some();
        self.names.extend(named);
        is_known
    }

    /// Names what the part on performance did not; tells where the two differ.
    pub fn finish(self, draft: &mut Draft, report: &mut Report) {
        if draft.objectives.is_empty() {
            self.name_all(draft);
            return;
        }
        for objective in &draft.objectives {
            let named = std::iter::once((vec![objective.number], &objective.label));
            let indicators = objective.indicators.iter().map(|indicator| (indicator.number.clone(), &indicator.label));
            for (number, label) in named.chain(indicators) {
                if let Some(other) = self.names.get(&number).filter(|other| folded(other) != folded(label)) {
                    report.tell(&objective.spot, Told::OtherLabel { kept: label.clone() }, other);
                }
            }
        }
    }

    fn name_all(self, draft: &mut Draft) {
        for (numbers, label) in self.names {
            match (numbers.as_slice(), draft.objectives.last_mut()) {
                ([number], _) => draft.objectives.push(DraftObjective { number: *number, label, ..DraftObjective::default() }),
                ([_, _], Some(objective)) => objective.indicators.push(DraftIndicator { number: numbers, label, ..DraftIndicator::default() }),
                _ => {}
            }
        }
    }
}

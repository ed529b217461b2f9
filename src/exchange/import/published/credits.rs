//! Tables of credits: by action and title, by title and category, synthesis, and the two tables of an action.
//!
//! A PAP prints its facts as action × category for the bill alone; of the act, and of sub-actions, it prints totals by action and title and
//! totals by category, which are solved when every table was read.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, is_heading, is_none};
use super::marks::years;
use super::words::one_line;
use super::{OfActions, Walk};
use crate::calc::Tally;
use crate::exchange::import::blocks::{Row, folded};
use crate::exchange::import::coded::{self, Nature};
use crate::exchange::import::draft::{Crossing, Draft, FactKey, PrintedFigure, PrintedValue};
use crate::exchange::import::report::{Report, Spot, Told};
use crate::model::{ActionCode, Category, Euros, Measure, NatureScope, Stage, Title, Year};

/// What every table of credits said.
#[derive(Default)]
pub(super) struct CreditTables {
    by_title: BTreeMap<(Stage, Measure), ByTitle>,
    by_category: BTreeMap<(Stage, bool, Measure), BTreeMap<Category, Euros>>,
    by_nature: OfActions<BTreeMap<(bool, Category, Measure), Euros>>,
    /// Contributions that the table of an action gives.
    expected: BTreeMap<(ActionCode, Measure), Euros>,
    /// Actions of the synthesis and of tables without the credits of the bill.
    categories: BTreeSet<Category>,
    /// Of credits and of contributions, where the first amount stands.
    spots: BTreeMap<(Stage, bool, Measure), Spot>,
    nature_spots: OfActions<Spot>,
}

/// A table of credits by action and title.
#[derive(Default)]
struct ByTitle {
    actions: OfActions<OfAction>,
}

#[derive(Default)]
struct OfAction {
    titles: BTreeMap<Title, Euros>,
    contributions: Option<Euros>,
}

/// What a column by action and title holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Nature(NatureScope),
    Contributions,
    Variation,
}

impl Column {
    fn of(heading: &str) -> Option<Self> {
        if heading.contains("variation") || heading.contains("evolution") {
            Some(Self::Variation)
        } else if heading.contains("fdc") {
            Some(Self::Contributions)
        } else if let Some(title) = coded::titled(heading) {
            Some(Self::Nature(NatureScope::Title(title)))
        } else if heading.starts_with("autres titres") || heading.starts_with("hors titre 2") {
            Some(Self::Nature(NatureScope::OtherThanStaff))
        } else if heading.starts_with("total") {
            Some(Self::Nature(NatureScope::All))
        } else {
            None
        }
    }
}

/// What the figures of a row are of: a stage, or the change from one to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    Of(Stage),
    Variation,
}

impl Walk<'_> {
    /// Action × title, Total, FdC et AdP; from PLF 2023 on the act over the bill.
    pub(super) fn take_credits(&mut self, rows: &[Row], spot: &Spot) {
        let grid = Grid::of(self.file, rows, is_heading);
        let Some(measure) = self.measure else {
            self.report.tell(spot, Told::Table, grid.headings.first().map(|heading| heading.words.as_str()).unwrap_or_default());
            return;
        };
        let year = grid.headings.iter().flat_map(|heading| years(&heading.own)).next();
        let stage = match year {
            Some(year) if year == self.year.offset(-1) => Stage::InitialAct,
            _ => Stage::Bill,
        };
        if year.is_some_and(|year| year != self.year && year != self.year.offset(-1)) {
            self.report.tell(spot, Told::OtherYear { year: year.unwrap_or(self.year), stage, lines: grid.rows.len() }, "");
            return;
        }
        let columns = self.columns(&grid);
        let mut action = None;
        for row in grid.rows {
            let label = row.cell(0);
            let mut lines = label.lines().map(str::trim).filter(|line| !line.is_empty());
            let first = lines.next().unwrap_or_default();
            let versions: Vec<Version> = lines.filter_map(|line| self.version(line)).collect();
            let own = self.version(first);
            if own.is_none() {
                action = self.row_action(first, &grid.spot(row, 0));
            }
            let Some(action) = action else { continue };
            let versions = match (own.or_else(|| self.version_at_end(first)), versions.is_empty()) {
                (Some(own), _) => vec![own],
                (None, false) => versions,
                // The act over the bill, then perhaps the change.
                (None, true) => match row.cells.iter().skip(1).map(|cell| cell.lines().count()).max() {
                    Some(2) => vec![Version::Of(Stage::InitialAct), Version::Of(Stage::Bill)],
                    Some(3) => vec![Version::Of(Stage::InitialAct), Version::Of(Stage::Bill), Version::Variation],
                    _ => vec![Version::Of(stage)],
                },
            };
            self.take_credit_row(&grid, row, &columns, &versions, (action, measure));
        }
    }

    fn columns(&mut self, grid: &Grid<'_>) -> Vec<Option<Column>> {
        let columns: Vec<Option<Column>> = grid.headings.iter().map(|heading| Column::of(&heading.own)).collect();
        for (heading, column) in grid.headings.iter().zip(&columns).skip(1) {
            if column.is_none() && !heading.own.is_empty() {
                let spot = Spot { file: grid.file, line: grid.rows.first().map_or(0, |row| row.line), column: heading.words.clone() };
                self.report.tell(&spot, Told::Column, "");
            }
        }
        columns
    }

    /// "LFI 2022", "PLF 2023", "Variation 2023/2022 (%)".
    fn version(&self, label: &str) -> Option<Version> {
        let words = folded(label);
        let year = years(&words).next();
        match words.split(' ').next()? {
            "lfi" if year.is_none_or(|year| year == self.year.offset(-1)) => Some(Version::Of(Stage::InitialAct)),
            "plf" if year.is_none_or(|year| year == self.year) => Some(Version::Of(Stage::Bill)),
            "variation" => Some(Version::Variation),
            _ => None,
        }
    }

    /// "01 – Fonds, LFI 2022".
    fn version_at_end(&self, label: &str) -> Option<Version> {
        label.rsplit_once(',').and_then(|(_, end)| self.version(end.trim()))
    }

    /// The action of a row; `Some(None)` for the total; `None` for anything else, which is told.
    fn row_action(&mut self, label: &str, spot: &Spot) -> Option<Option<ActionCode>> {
        let label = match self.version_at_end(label) {
            Some(_) => label.rsplit_once(',').map_or(label, |(label, _)| label),
            None => label,
        };
        if folded(label).starts_with("total") {
            return Some(None);
        }
        let label = one_line(label);
        let Some((code, name)) = coded::action_label(&label) else {
            self.report.tell(spot, Told::Action, &label);
            return None;
        };
        self.name_action(code, name, spot);
        Some(Some(code))
    }

    fn take_credit_row(
        &mut self,
        grid: &Grid<'_>,
        row: &Row,
        columns: &[Option<Column>],
        versions: &[Version],
        (action, measure): (Option<ActionCode>, Measure),
    ) {
        for (index, column) in columns.iter().enumerate().skip(1) {
            let Some(column) = column else { continue };
            let cell = row.cell(index);
            if *column == Column::Variation {
                let figure = PrintedFigure::Variation { action, nature: NatureScope::All, measure };
                self.print_percent(grid, row, index, cell, figure);
                continue;
            }
            let lines: Vec<&str> = if versions.len() == 1 { vec![cell] } else { cell.lines().collect() };
            if lines.len() > versions.len() || (versions.len() > 1 && lines.len() < versions.len() && !is_none(cell)) {
                self.report.tell(&grid.spot(row, index), Told::SeveralAmounts, cell);
                continue;
            }
            for (version, text) in versions.iter().zip(lines) {
                match (version, column) {
                    (Version::Of(stage), _) => {
                        if let Some(euros) = grid.amount_in(row, index, text, self.report) {
                            self.take_credit(*stage, (action, measure), *column, euros, grid.spot(row, index));
                        }
                    }
                    (Version::Variation, Column::Nature(nature)) => {
                        self.print_percent(grid, row, index, text, PrintedFigure::Variation { action, nature: *nature, measure });
                    }
                    (Version::Variation, _) => {}
                }
            }
        }
    }

    fn print_percent(&mut self, grid: &Grid<'_>, row: &Row, index: usize, text: &str, figure: PrintedFigure) {
        let one = Row { line: row.line, cells: std::iter::repeat_n(String::new(), index).chain([text.to_owned()]).collect() };
        if let Some(percent) = grid.percent(&one, index, self.report) {
            self.print(grid.spot(row, index), figure, PrintedValue::Percent(percent));
        }
    }

    fn take_credit(&mut self, stage: Stage, (action, measure): (Option<ActionCode>, Measure), column: Column, euros: Euros, spot: Spot) {
        let year = self.year_of(stage);
        let (contributions, nature) = match column {
            Column::Nature(nature) => (false, nature),
            Column::Contributions => (true, NatureScope::All),
            Column::Variation => return,
        };
        if let Some(code) = action {
            self.credits.spots.entry((stage, contributions, measure)).or_insert_with(|| spot.clone());
            let of_action = self.credits.by_title.entry((stage, measure)).or_default().actions.entry(code).or_default();
            match column {
                Column::Nature(NatureScope::Title(title)) => drop(of_action.titles.insert(title, euros)),
                Column::Contributions => of_action.contributions = Some(euros),
                Column::Nature(_) | Column::Variation => {}
            }
        }
        self.print(spot, PrintedFigure::Credit { year, stage, contributions, action, nature, measure }, euros);
    }

    fn year_of(&self, stage: Stage) -> Year {
        if stage == Stage::InitialAct { self.year.offset(-1) } else { self.year }
    }

    /// Title × category: AE then CP, act of N-1, bill of N, contributions of N.
    pub(super) fn take_titles(&mut self, rows: &[Row]) {
        let grid = Grid::of(self.file, rows, is_heading);
        let columns: Vec<Option<(Stage, bool, Measure)>> =
            grid.headings.iter().map(|heading| self.title_column(&heading.own, &heading.group)).collect();
        for (row, nature) in self.natures(&grid) {
            let scope = scope(nature);
            if let Nature::Category(category) = nature {
                self.credits.categories.insert(category);
            }
            for (index, column) in columns.iter().enumerate().skip(1) {
                let Some((stage, contributions, measure)) = *column else { continue };
                let Some(euros) = grid.amount(row, index, self.report) else { continue };
                if let Nature::Category(category) = nature {
                    self.credits.by_category.entry((stage, contributions, measure)).or_default().insert(category, euros);
                }
                let figure = PrintedFigure::Credit { year: self.year_of(stage), stage, contributions, action: None, nature: scope, measure };
                self.print(grid.spot(row, index), figure, euros);
            }
        }
    }

    fn title_column(&self, own: &str, group: &str) -> Option<(Stage, bool, Measure)> {
        let measure = measure(group).or_else(|| measure(own))?;
        let last = years(own).next().is_some_and(|year| year == self.year.offset(-1));
        if own.contains("fdc") {
            return (!last).then_some((Stage::Bill, true, measure));
        }
        if own.contains("lfi") || own.contains("ouvert") || own.contains("vote") {
            return Some((Stage::InitialAct, false, measure));
        }
        (own.contains("demande") || own.contains("plf")).then_some((Stage::Bill, false, measure))
    }

    /// The rows of a table by nature that say a known title or category; others are told.
    fn natures<'a>(&mut self, grid: &Grid<'a>) -> Vec<(&'a Row, Nature)> {
        let mut above = None;
        let mut natures = Vec::new();
        for row in grid.rows {
            match coded::nature(row.cell(0), above) {
                Some(nature) => {
                    above = Some(nature);
                    natures.push((row, nature));
                }
                None => self.report.tell(&grid.spot(row, 0), Told::Category, row.cell(0)),
            }
        }
        natures
    }

    /// Synthesis: computed, so that what is printed is compared.
    pub(super) fn take_synthesis(&mut self, rows: &[Row]) {
        let grid = Grid::of(self.file, rows, is_heading);
        let columns: Vec<Option<(NatureScope, Measure)>> = grid
            .headings
            .iter()
            .map(|heading| match (Column::of(&heading.own), measure(&heading.group)) {
                (Some(Column::Nature(nature)), Some(measure)) => Some((nature, measure)),
                _ => None,
            })
            .collect();
        for row in grid.rows {
            let Some(action) = self.row_action(row.cell(0), &grid.spot(row, 0)) else { continue };
            for (index, column) in columns.iter().enumerate() {
                let Some((nature, measure)) = *column else { continue };
                if let Some(euros) = grid.amount(row, index, self.report) {
                    let figure = PrintedFigure::Credit { year: self.year, stage: Stage::Bill, contributions: false, action, nature, measure };
                    self.print(grid.spot(row, index), figure, euros);
                }
            }
        }
    }

    /// The 2 × 4 table of an action.
    pub(super) fn take_action_table(&mut self, rows: &[Row], spot: &Spot) {
        let grid = Grid::of(self.file, rows, is_heading);
        let Some(code) = self.action else {
            self.report.tell(spot, Told::Table, rows.get(1).map(|row| row.cell(0)).unwrap_or_default());
            return;
        };
        let columns = self.columns(&grid);
        for row in grid.rows {
            let Some(measure) = measure(&folded(row.cell(0))) else { continue };
            for (index, column) in columns.iter().enumerate().skip(1) {
                let (contributions, nature) = match column {
                    Some(Column::Nature(nature)) => (false, *nature),
                    Some(Column::Contributions) => (true, NatureScope::All),
                    Some(Column::Variation) | None => continue,
                };
                let Some(euros) = grid.amount(row, index, self.report) else { continue };
                if contributions {
                    self.credits.expected.insert((code, measure), euros);
                }
                let figure = PrintedFigure::Credit { year: self.year, stage: Stage::Bill, contributions, action: Some(code), nature, measure };
                self.print(grid.spot(row, index), figure, euros);
            }
        }
    }

    /// Title and category × AE, CP of one action: its facts.
    pub(super) fn take_nature(&mut self, rows: &[Row], spot: &Spot) {
        let grid = Grid::of(self.file, rows, is_heading);
        let Some(code) = self.action else {
            self.report.tell(spot, Told::Table, grid.headings.first().map(|heading| heading.words.as_str()).unwrap_or_default());
            return;
        };
        self.credits.nature_spots.entry(code).or_insert_with(|| spot.clone());
        self.credits.by_nature.entry(code).or_default();
        let columns: Vec<Option<(bool, Measure)>> = grid
            .headings
            .iter()
            .map(|heading| measure(&heading.own).or_else(|| measure(&heading.group)).map(|measure| (heading.own.contains("fdc"), measure)))
            .collect();
        for (row, nature) in self.natures(&grid) {
            if let Nature::Category(category) = nature {
                self.credits.categories.insert(category);
            }
            for (index, column) in columns.iter().enumerate().skip(1) {
                let Some((contributions, measure)) = *column else { continue };
                let Some(euros) = grid.amount(row, index, self.report) else { continue };
                if let Nature::Category(category) = nature {
                    self.credits.by_nature.entry(code).or_default().insert((contributions, category, measure), euros);
                }
                let (year, nature) = (self.year, scope(nature));
                let figure = PrintedFigure::Credit { year, stage: Stage::Bill, contributions, action: Some(code), nature, measure };
                self.print(grid.spot(row, index), figure, euros);
            }
        }
    }
}

fn scope(nature: Nature) -> NatureScope {
    match nature {
        Nature::Title(title) => NatureScope::Title(title),
        Nature::Category(category) => NatureScope::Category(category),
        Nature::Total => NatureScope::All,
    }
}

/// "autorisations d'engagement", "ae", "ouvertes en lfi": of AE, for French makes them feminine.
fn measure(words: &str) -> Option<Measure> {
    let is = |name: &str| words.contains(name) || words.split(' ').any(|word| word == name);
    if is("autorisations d'engagement") || words.split(' ').any(|word| word == "ae") || words.contains("ouvertes") || words.contains("demandees") {
        Some(Measure::Ae)
    } else if is("credits de paiement") || words.split(' ').any(|word| word == "cp") || words.contains("ouverts") || words.contains("demandes") {
        Some(Measure::Cp)
    } else {
        None
    }
}

impl CreditTables {
    /// Puts what the tables say into the draft: facts where they are printed, totals where only these are.
    pub fn finish(self, year: Year, draft: &mut Draft, report: &mut Report) {
        draft.categories.extend(&self.categories);
        let parents: BTreeSet<ActionCode> = draft.labels.keys().filter_map(|code| code.parent()).collect();
        self.take_natures(year, &parents, draft, report);
        for ((stage, measure), table) in &self.by_title {
            let leaves = || table.actions.iter().filter(|(code, _)| !parents.contains(code));
            let of_stage = OfStage { year: if *stage == Stage::InitialAct { year.offset(-1) } else { year }, stage: *stage, measure: *measure };
            match stage {
                Stage::InitialAct => {
                    draft.in_act.extend(leaves().map(|(code, _)| *code));
                    self.cross_titles(of_stage, &leaves().collect::<Vec<_>>(), draft);
                }
                _ => {
                    let unknown = leaves().filter(|(code, _)| !self.has_nature(**code)).collect::<Vec<_>>();
                    self.cross_titles(of_stage, &unknown, draft);
                }
            }
            self.cross_contributions(
                of_stage,
                &leaves().filter_map(|(code, row)| row.contributions.map(|euros| (*code, euros))).collect::<Vec<_>>(),
                draft,
            );
        }
        self.finish_expected(year, &parents, draft);
        self.end_actions(draft);
    }

    /// Whether the table by nature of an action, or of the action it belongs to, was read.
    fn has_nature(&self, code: ActionCode) -> bool {
        self.by_nature.contains_key(&code) || code.parent().is_some_and(|parent| self.by_nature.contains_key(&parent))
    }

    /// The facts of the bill. Of an action with sub-actions, totals by sub-action and title cross totals by category.
    fn take_natures(&self, year: Year, parents: &BTreeSet<ActionCode>, draft: &mut Draft, report: &mut Report) {
        for (code, natures) in &self.by_nature {
            let spot = self.nature_spots.get(code).cloned().unwrap_or_default();
            if !parents.contains(code) {
                for ((contributions, category, measure), euros) in natures {
                    let key =
                        FactKey { year, stage: Stage::Bill, contributions: *contributions, code: *code, category: *category, measure: *measure };
                    draft.fact(key, *euros, &spot, report);
                }
                continue;
            }
            for measure in Measure::BOTH {
                let Some(table) = self.by_title.get(&(Stage::Bill, measure)) else { continue };
                let sub_actions: Vec<_> =
                    table.actions.iter().filter(|(other, _)| other.parent() == Some(*code) && !self.by_nature.contains_key(other)).collect();
                for title in Title::all() {
                    let columns: Vec<(Category, Euros)> = natures
                        .iter()
                        .filter(|((contributions, category, other), _)| !contributions && *other == measure && category.title() == title)
                        .map(|((_, category, _), euros)| (*category, *euros))
                        .collect();
                    if columns.is_empty() {
                        continue;
                    }
                    let rows = sub_actions.iter().filter_map(|(code, row)| row.titles.get(&title).map(|euros| (**code, *euros))).collect();
                    draft.crossings.push(Crossing {
                        year,
                        stage: Stage::Bill,
                        contributions: false,
                        measure,
                        title: Some(title),
                        rows,
                        columns: Some(columns),
                        spot: spot.clone(),
                    });
                }
            }
        }
    }

    /// Totals by action and title cross totals by category. Where the tables by nature of some actions are known, only a title with one
    /// category is left to solve.
    fn cross_titles(&self, OfStage { year, stage, measure }: OfStage, actions: &[(&ActionCode, &OfAction)], draft: &mut Draft) {
        let spot = self.spots.get(&(stage, false, measure)).cloned().unwrap_or_default();
        let printed = self.by_category.get(&(stage, false, measure));
        let is_whole = stage == Stage::InitialAct || self.by_nature.is_empty();
        for title in Title::all() {
            let rows: Vec<(ActionCode, Euros)> =
                actions.iter().filter_map(|(code, row)| row.titles.get(&title).map(|euros| (**code, *euros))).collect();
            if rows.iter().all(|(_, euros)| *euros == Euros::ZERO) {
                continue;
            }
            let of_title: Vec<(Category, Euros)> = printed
                .into_iter()
                .flatten()
                .filter(|(category, _)| category.title() == title)
                .map(|(category, euros)| (*category, *euros))
                .collect();
            let total = || rows.iter().map(|(_, euros)| *euros).collect::<Tally>().total().ok();
            let columns = match of_title.as_slice() {
                _ if is_whole && printed.is_some() => Some(of_title),
                [(only, _)] => total().map(|total| vec![(*only, total)]),
                _ => None,
            };
            draft.crossings.push(Crossing { year, stage, contributions: false, measure, title: Some(title), rows, columns, spot: spot.clone() });
        }
    }

    fn cross_contributions(&self, OfStage { year, stage, measure }: OfStage, rows: &[(ActionCode, Euros)], draft: &mut Draft) {
        let has_own = |code: &ActionCode| self.by_nature.get(code).is_some_and(|natures| natures.keys().any(|(contributions, ..)| *contributions));
        let rows: Vec<(ActionCode, Euros)> = rows.iter().filter(|(code, euros)| *euros != Euros::ZERO && !has_own(code)).copied().collect();
        if rows.is_empty() {
            return;
        }
        let printed = self.by_category.get(&(stage, true, measure));
        let columns = printed.map(|printed| printed.iter().map(|(category, euros)| (*category, *euros)).collect());
        let spot = self.spots.get(&(stage, true, measure)).cloned().unwrap_or_default();
        draft.crossings.push(Crossing { year, stage, contributions: true, measure, title: None, rows, columns, spot });
    }

    /// Contributions that only the tables of actions give: those of a JPE without its CREDITS.
    fn finish_expected(&self, year: Year, parents: &BTreeSet<ActionCode>, draft: &mut Draft) {
        for measure in Measure::BOTH.into_iter().filter(|measure| !self.by_title.contains_key(&(Stage::Bill, *measure))) {
            let rows: Vec<(ActionCode, Euros)> = self
                .expected
                .iter()
                .filter(|((code, other), _)| *other == measure && !parents.contains(code))
                .map(|((code, _), euros)| (*code, *euros))
                .collect();
            self.cross_contributions(OfStage { year, stage: Stage::Bill, measure }, &rows, draft);
        }
    }

    /// What stands in the act and no more in the bill has ended.
    fn end_actions(&self, draft: &mut Draft) {
        let of = |wanted: Stage| -> BTreeSet<ActionCode> {
            let tables = self.by_title.iter().filter(|((stage, _), _)| *stage == wanted);
            tables.flat_map(|(_, table)| table.actions.keys().copied()).collect()
        };
        let (bill, act) = (of(Stage::Bill), of(Stage::InitialAct));
        if !bill.is_empty() {
            draft.ended = act.difference(&bill).filter(|code| !self.has_nature(**code)).copied().collect();
        }
    }
}

#[derive(Clone, Copy)]
struct OfStage {
    year: Year,
    stage: Stage,
    measure: Measure,
}

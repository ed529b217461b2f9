//! Tables of credits: by action and title, by title and category, synthesis, and the two tables of an action.
//!
//! A PAP prints its facts as action × category for the bill alone; of the act, and of sub-actions, it prints totals by action and title and
//! totals by category, which are solved when every table was read. A total by action alone waits for what the user says.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::cells::{At, Fate};
use super::grid::{Grid, holds_figure, is_none, pure_measure};
use super::marks::years;
use super::words::{is_total, names_nature, nature, one_line};
use super::{OfActions, Walk};
use crate::exchange::import::blocks::{Row, folded};
use crate::exchange::import::coded::{self, Nature};
use crate::exchange::import::draft::PrintedFigure;
use crate::exchange::import::report::{Spot, Told};
use crate::model::{ActionCode, Category, Euros, Layout, Measure, NatureScope, Stage, Title, Year};

mod solved;

/// What the headings above a table of credits say of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Under {
    pub year: Option<Year>,
    pub measure: Option<Measure>,
}

/// An amount and the cell where it stands.
#[derive(Clone, Debug)]
struct Found {
    euros: Euros,
    at: At,
}

/// What every table of credits said.
#[derive(Default)]
pub(super) struct CreditTables {
    by_title: BTreeMap<(Stage, Measure), ByTitle>,
    by_category: BTreeMap<(Stage, bool, Measure), BTreeMap<Category, Euros>>,
    by_nature: OfActions<BTreeMap<(bool, Category, Measure), Found>>,
    /// Title 2 and the other titles of each action, as the synthesis or its own table gives them.
    totals: BTreeMap<(ActionCode, NatureScope), BTreeMap<Measure, Found>>,
    /// Contributions that the table of an action gives.
    expected: BTreeMap<(ActionCode, Measure), Euros>,
    /// Categories that a table lists.
    categories: BTreeSet<Category>,
    /// Of credits and of contributions, where the first amount stands.
    spots: BTreeMap<(Stage, bool, Measure), Spot>,
    nature_spots: OfActions<Spot>,
    /// Actions whose table by nature came to its total: another one is only compared.
    closed: BTreeSet<ActionCode>,
}

/// A table of credits by action and title.
#[derive(Default)]
struct ByTitle {
    actions: OfActions<OfAction>,
}

#[derive(Default)]
struct OfAction {
    titles: BTreeMap<Title, Found>,
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
        // "AE Titre 2": the measure stands in the column itself.
        let heading = ["autorisations d'engagement", "credits de paiements", "credits de paiement", "ae ", "cp "]
            .into_iter()
            .find_map(|measure| heading.strip_prefix(measure))
            .map_or(heading, |rest| rest.trim_start_matches([' ', '-', ':']));
        if heading.contains("variation") || heading.contains("evolution") {
            Some(Self::Variation)
        } else if heading.contains("fdc") || heading.starts_with("fonds de concours") {
            Some(Self::Contributions)
        } else if let Some(title) = titled(heading) {
            Some(Self::Nature(NatureScope::Title(title)))
        } else if heading.starts_with("autres") || heading.starts_with("hors") || heading.starts_with("ht2") {
            Some(Self::Nature(NatureScope::OtherThanStaff))
        } else if is_total(heading) {
            Some(Self::Nature(NatureScope::All))
        } else {
            None
        }
    }
}

/// "Titre 2 Dépenses de personnel", "T2".
fn titled(heading: &str) -> Option<Title> {
    coded::titled(heading).or_else(|| {
        let first = heading.split(' ').next().filter(|first| first.len() == 2)?;
        coded::title(first.strip_prefix('t')?)
    })
}

/// What the figures of a row are of: a stage, or the change from one to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    Of(Stage),
    Variation,
}

const ACT_OVER_BILL: [Version; 3] = [Version::Of(Stage::InitialAct), Version::Of(Stage::Bill), Version::Variation];

/// What the rows of a table are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowsOf {
    Actions,
    Natures,
    Measures,
}

impl RowsOf {
    fn of(grid: &Grid) -> Option<Self> {
        let of_label = |label: &str| {
            if is_total(label) {
                None
            } else if pure_measure(&folded(label)).is_some() {
                Some(Self::Measures)
            } else if names_nature(label) {
                Some(Self::Natures)
            } else {
                coded::action_label(&one_line(label)).map(|_| Self::Actions)
            }
        };
        let of_heading = || {
            grid.said().find_map(|words| {
                if words.starts_with("titre et") || words.starts_with("titre ou") || words.starts_with("titre /") {
                    Some(Self::Natures)
                } else if words.starts_with("numero et") || words.starts_with("action") {
                    Some(Self::Actions)
                } else {
                    None
                }
            })
        };
        of_heading().or_else(|| grid.rows.iter().find_map(|row| of_label(row.cell(0))))
    }
}

impl Walk<'_> {
    /// A table of credits, told by its rows and columns; whether it is one.
    pub(super) fn take_credit_table(&mut self, grid: &Grid, spot: &Spot) -> bool {
        let columns: Vec<Option<Column>> = grid.headings.iter().map(|heading| Column::of(&heading.own)).collect();
        let has = |wanted: Column| columns.contains(&Some(wanted));
        let says = |words: &[&str]| grid.headings.iter().any(|heading| words.iter().any(|word| heading.own.contains(word)));
        match (RowsOf::of(grid), self.action) {
            (Some(RowsOf::Actions), _) if has(Column::Nature(NatureScope::OtherThanStaff)) => self.take_synthesis(grid, &columns),
            (Some(RowsOf::Actions), _) if self.under.measure.is_some() || grid.headings.iter().any(|heading| heading.measure.is_some()) => {
                self.take_credits(grid, &columns, spot);
            }
            (Some(RowsOf::Natures), _) if says(&["lfi", "ouvert", "vote"]) => self.take_titles(grid),
            (Some(RowsOf::Natures), Some(code)) => self.take_nature(grid, code, spot),
            (Some(RowsOf::Natures), None) if says(&["demande", "plf"]) => self.take_titles(grid),
            (Some(RowsOf::Measures), Some(code)) => self.take_action_table(grid, &columns, code),
            (Some(RowsOf::Actions | RowsOf::Natures | RowsOf::Measures) | None, _) => return false,
        }
        true
    }

    /// Action × title, Total, FdC et AdP; from PLF 2023 on the act over the bill.
    fn take_credits(&mut self, grid: &Grid, columns: &[Option<Column>], spot: &Spot) {
        let stage = match self.stage(grid) {
            Ok(stage) => stage,
            Err(year) => {
                let stage = if year < self.year { Stage::InitialAct } else { Stage::Bill };
                self.report.tell(spot, Told::OtherYear { year, stage, lines: grid.rows.len() }, "");
                return self.leave(grid, |_| true);
            }
        };
        self.tell_columns(grid, columns);
        let mut action = None;
        for (index, row) in grid.rows.iter().enumerate() {
            let label = row.cell(0).trim();
            let mut lines = label.lines().map(str::trim).filter(|line| !line.is_empty());
            let first = lines.next().unwrap_or_default();
            let below: Vec<Version> = lines.filter_map(|line| self.version(line)).collect();
            let own = self.version(first).or_else(|| self.version_at_end(first));
            if self.version(first).is_none() && !first.is_empty() {
                action = self.row_action(grid, row, first);
            }
            if !grid.is_whole(row) {
                self.tell_cells(grid, row);
                continue;
            }
            let versions = match own {
                Some(own) => vec![own],
                None if below.is_empty() => self.versions(grid, index, stage),
                None => below,
            };
            match action {
                _ if versions.is_empty() => self.tell_row(grid, row, Told::Law),
                Some(action) => self.take_credit_row(grid, row, columns, &versions, action),
                None => {}
            }
        }
    }

    /// The stage that the headings say for a whole table; `None` where they say none or two. A year that this PAP does not show is an error.
    fn stage(&self, grid: &Grid) -> Result<Option<Stage>, Year> {
        let said: BTreeSet<Year> = grid.headings.iter().flat_map(|heading| years(&heading.own)).collect();
        let mut said = said.into_iter();
        let year = match (said.next(), said.next()) {
            (Some(year), None) => Some(year),
            (Some(_), Some(_)) => None,
            (None, _) => self.under.year,
        };
        match year {
            None => Ok(None),
            Some(year) if year == self.year => Ok(Some(Stage::Bill)),
            Some(year) if year == self.year.offset(-1) => Ok(Some(Stage::InitialAct)),
            Some(year) => Err(year),
        }
    }

    /// What the lines of the cells of a row are of, where its label does not say: the act over the bill in one cell, or in a row and the one
    /// without a label below it. Nothing where nothing says it.
    fn versions(&self, grid: &Grid, index: usize, stage: Option<Stage>) -> Vec<Version> {
        let row = |index: Option<usize>| index.and_then(|index| grid.rows.get(index));
        let lines = row(Some(index)).and_then(|row| row.cells.iter().skip(1).map(|cell| cell.lines().count()).max()).unwrap_or(0);
        let is_unlabelled =
            |row: Option<&Row>| row.is_some_and(|row| row.cell(0).trim().is_empty() && row.cells.iter().any(|cell| holds_figure(cell)));
        let is_stacked = Layout::of(self.year).is_stacked();
        let (is_below, has_below) = (is_unlabelled(row(Some(index))), is_unlabelled(row(Some(index + 1))));
        match stage {
            _ if lines > 1 => ACT_OVER_BILL.get(..lines).unwrap_or_default().to_vec(),
            Some(stage) if !is_below => vec![Version::Of(stage)],
            None if is_stacked && is_below && !is_unlabelled(row(index.checked_sub(1))) => vec![Version::Of(Stage::Bill)],
            None if is_stacked && has_below && !is_below => vec![Version::Of(Stage::InitialAct)],
            _ => vec![],
        }
    }

    fn tell_columns(&mut self, grid: &Grid, columns: &[Option<Column>]) {
        for (column, heading) in grid.headings.iter().enumerate().skip(1) {
            if columns.get(column).is_none_or(Option::is_none) && !heading.own.is_empty() {
                let line = grid.rows.first().map_or(0, |row| row.line);
                self.tell_column(grid, column, &Spot { file: grid.file, line, column: heading.words.clone() }, Told::Column);
            }
        }
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

    /// "01 – Fonds" of "01 – Fonds, LFI 2022".
    fn without_version<'l>(&self, label: &'l str) -> &'l str {
        let before = label.rsplit_once(',').map(|(before, _)| before.trim_end());
        before.filter(|_| self.version_at_end(label).is_some()).unwrap_or(label)
    }

    /// The action of a row; `Some(None)` for the total; `None` for anything else, which is told.
    fn row_action(&mut self, grid: &Grid, row: &Row, label: &str) -> Option<Option<ActionCode>> {
        let label = self.without_version(label);
        if is_total(label) {
            return Some(None);
        }
        let label = one_line(label);
        let Some((code, name)) = coded::action_label(&label) else {
            self.report.tell(&grid.spot(row, 0), Told::Action, &label);
            self.leave_row(grid, row);
            return None;
        };
        self.name_action(code, name, &grid.spot(row, 0));
        Some(Some(code))
    }

    fn take_credit_row(&mut self, grid: &Grid, row: &Row, columns: &[Option<Column>], versions: &[Version], action: Option<ActionCode>) {
        for (index, column) in columns.iter().enumerate().skip(1) {
            let Some(column) = column else { continue };
            let Some(measure) = grid.headings.get(index).and_then(|heading| heading.measure).or(self.under.measure) else { continue };
            let cell = row.cell(index);
            if *column == Column::Variation {
                let figure = PrintedFigure::Variation { action, nature: NatureScope::All, measure };
                self.print_percent(grid, row, index, cell, figure);
                continue;
            }
            let lines: Vec<&str> = if versions.len() == 1 { vec![cell] } else { cell.lines().collect() };
            if lines.len() > versions.len() || (versions.len() > 1 && lines.len() < versions.len() && !is_none(cell)) {
                let told = if lines.len() < versions.len() { Told::LinesOfNoYear } else { Told::SeveralAmounts };
                self.report.tell(&grid.spot(row, index), told, cell);
                self.cells.set(&grid.at(row, index), Fate::Unread);
                continue;
            }
            for (version, text) in versions.iter().zip(lines) {
                match (version, column) {
                    (Version::Of(stage), _) => {
                        if let Some(euros) = self.amount_in(grid, row, index, text) {
                            self.take_credit(*stage, (action, measure), *column, Found { euros, at: grid.at(row, index) });
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

    fn take_credit(&mut self, stage: Stage, (action, measure): (Option<ActionCode>, Measure), column: Column, found: Found) {
        let year = self.year_of(stage);
        let (contributions, nature) = match column {
            Column::Nature(nature) => (false, nature),
            Column::Contributions => (true, NatureScope::All),
            Column::Variation => return,
        };
        let Found { euros, at } = found.clone();
        if let Some(code) = action {
            self.credits.spots.entry((stage, contributions, measure)).or_insert_with(|| at.spot.clone());
            let of_action = self.credits.by_title.entry((stage, measure)).or_default().actions.entry(code).or_default();
            match column {
                Column::Nature(NatureScope::Title(title)) => drop(of_action.titles.entry(title).or_insert(found)),
                Column::Contributions => drop(of_action.contributions.get_or_insert(euros)),
                Column::Nature(_) | Column::Variation => {}
            }
        }
        self.print(at, PrintedFigure::Credit { year, stage, contributions, action, nature, measure }, euros);
    }

    fn year_of(&self, stage: Stage) -> Year {
        if stage == Stage::InitialAct { self.year.offset(-1) } else { self.year }
    }

    /// Title × category: AE then CP, act of N-1, bill of N, contributions of N; from PLF 2023 on the act over the bill.
    fn take_titles(&mut self, grid: &Grid) {
        let columns: Vec<Option<(Option<Stage>, bool, Measure)>> = grid
            .headings
            .iter()
            .map(|heading| {
                let measure = heading.measure.or_else(|| measure(&heading.own))?;
                let (stage, contributions) = self.title_column(&heading.own)?;
                Some((stage, contributions, measure))
            })
            .collect();
        let mut above = None;
        for (index, row) in grid.rows.iter().enumerate() {
            let label = row.cell(0).trim();
            let own = self.version(label).or_else(|| self.version_at_end(label));
            if self.version(label).is_none() && !label.is_empty() {
                above = self.row_nature(grid, row, self.without_version(label), above);
            }
            let Some(nature) = above else { continue };
            if !grid.is_whole(row) {
                self.tell_cells(grid, row);
                continue;
            }
            let versions = own.map_or_else(|| self.versions(grid, index, None), |own| vec![own]);
            for (index, column) in columns.iter().enumerate().skip(1) {
                let Some((stage, contributions, measure)) = *column else { continue };
                let (stages, texts): (Vec<Version>, Vec<&str>) = match stage {
                    Some(stage) => (vec![Version::Of(stage)], vec![row.cell(index)]),
                    None if versions.len() == 1 => (versions.clone(), vec![row.cell(index)]),
                    None => (versions.clone(), row.cell(index).lines().collect()),
                };
                if stages.len() != texts.len() && !is_none(row.cell(index)) {
                    continue;
                }
                for (version, text) in stages.into_iter().zip(texts) {
                    let Version::Of(stage) = version else { continue };
                    let Some(euros) = self.amount_in(grid, row, index, text) else { continue };
                    if let Nature::Category(category) = nature {
                        self.credits.by_category.entry((stage, contributions, measure)).or_default().entry(category).or_insert(euros);
                    }
                    let (year, nature) = (self.year_of(stage), scope(nature));
                    self.print(grid.at(row, index), PrintedFigure::Credit { year, stage, contributions, action: None, nature, measure }, euros);
                }
            }
        }
    }

    /// The stage of a column by title, unless each cell says it, and whether it holds contributions; `None` for a column of another year.
    fn title_column(&self, own: &str) -> Option<(Option<Stage>, bool)> {
        let is_stacked = Layout::of(self.year).is_stacked();
        let year = years(own).next();
        let of_year = |stage: Stage| year.is_none_or(|year| year == self.year_of(stage)).then_some(Some(stage));
        if own.contains("fdc") {
            return if is_stacked && year.is_none() { Some((None, true)) } else { of_year(Stage::Bill).map(|stage| (stage, true)) };
        }
        if is_stacked && year.is_none() && own.contains("ouverture") {
            return Some((None, false));
        }
        if own.contains("lfi") || own.contains("ouvert") || own.contains("vote") {
            return of_year(Stage::InitialAct).map(|stage| (stage, false));
        }
        let is_bill = own.contains("demande") || own.contains("plf");
        of_year(Stage::Bill).filter(|_| is_bill).map(|stage| (stage, false))
    }

    /// Whether a heading names the year of the bill, or none.
    fn is_of_bill(&self, own: &str) -> bool {
        let mut years = years(own).peekable();
        years.peek().is_none() || years.any(|year| year == self.year)
    }

    /// The title or category of a row; what is neither is told.
    fn row_nature(&mut self, grid: &Grid, row: &Row, label: &str, above: Option<Nature>) -> Option<Nature> {
        let found = nature(label, above);
        match found {
            Some(Nature::Category(category)) => drop(self.credits.categories.insert(category)),
            Some(Nature::Title(_) | Nature::Total) => {}
            None => {
                self.report.tell(&grid.spot(row, 0), Told::Nature, label);
                self.leave_row(grid, row);
            }
        }
        found
    }

    /// Synthesis: computed, so that what is printed is compared.
    fn take_synthesis(&mut self, grid: &Grid, columns: &[Option<Column>]) {
        for row in &grid.rows {
            let Some(action) = self.row_action(grid, row, row.cell(0)) else { continue };
            if !grid.is_whole(row) {
                self.tell_cells(grid, row);
                continue;
            }
            for (index, (column, heading)) in columns.iter().zip(&grid.headings).enumerate() {
                let (Some(Column::Nature(nature)), Some(measure)) = (*column, heading.measure.or(self.under.measure)) else { continue };
                if !self.is_of_bill(&heading.own) {
                    continue;
                }
                let Some(euros) = self.amount(grid, row, index) else { continue };
                self.take_total(action, nature, measure, Found { euros, at: grid.at(row, index) });
            }
        }
    }

    /// A total of the bill, of an action or of all.
    fn take_total(&mut self, action: Option<ActionCode>, nature: NatureScope, measure: Measure, found: Found) {
        let Found { euros, at } = found.clone();
        if let Some(code) = action.filter(|_| nature != NatureScope::All) {
            self.credits.totals.entry((code, nature)).or_default().entry(measure).or_insert(found);
        }
        self.print(at, PrintedFigure::Credit { year: self.year, stage: Stage::Bill, contributions: false, action, nature, measure }, euros);
    }

    pub(super) fn tell_cells(&mut self, grid: &Grid, row: &Row) {
        self.tell_row(grid, row, Told::Cells { found: row.cells.len(), columns: grid.headings.len() });
    }

    /// The 2 × 4 table of an action.
    fn take_action_table(&mut self, grid: &Grid, columns: &[Option<Column>], code: ActionCode) {
        self.tell_columns(grid, columns);
        for row in &grid.rows {
            let Some(measure) = pure_measure(&folded(row.cell(0))) else { continue };
            if !grid.is_whole(row) {
                self.tell_cells(grid, row);
                continue;
            }
            for (index, column) in columns.iter().enumerate().skip(1) {
                let Some(column) = column.filter(|_| self.is_of_bill(grid.heading(index))) else { continue };
                let Some(euros) = self.amount(grid, row, index) else { continue };
                let at = grid.at(row, index);
                match column {
                    Column::Nature(nature) => self.take_total(Some(code), nature, measure, Found { euros, at }),
                    Column::Contributions => {
                        self.credits.expected.entry((code, measure)).or_insert(euros);
                        let (year, stage, action, nature) = (self.year, Stage::Bill, Some(code), NatureScope::All);
                        self.print(at, PrintedFigure::Credit { year, stage, contributions: true, action, nature, measure }, euros);
                    }
                    Column::Variation => {}
                }
            }
        }
    }

    /// Title and category × AE, CP of one action: its facts.
    fn take_nature(&mut self, grid: &Grid, code: ActionCode, spot: &Spot) {
        self.credits.nature_spots.entry(code).or_insert_with(|| spot.clone());
        self.credits.by_nature.entry(code).or_default();
        let columns: Vec<Option<(bool, Measure)>> = grid
            .headings
            .iter()
            .map(|heading| heading.measure.or_else(|| measure(&heading.own)).map(|measure| (heading.own.contains("fdc"), measure)))
            .zip(&grid.headings)
            .map(|(column, heading)| column.filter(|_| self.is_of_bill(&heading.own)))
            .collect();
        let is_closed = self.credits.closed.contains(&code);
        let mut above = None;
        for row in &grid.rows {
            let found = self.row_nature(grid, row, row.cell(0), above);
            let Some(nature) = found else { continue };
            above = found;
            if nature == Nature::Total {
                self.credits.closed.insert(code);
            }
            if !grid.is_whole(row) {
                self.tell_cells(grid, row);
                continue;
            }
            for (index, column) in columns.iter().enumerate().skip(1) {
                let Some((contributions, measure)) = *column else { continue };
                let Some(euros) = self.amount(grid, row, index) else { continue };
                let at = grid.at(row, index);
                let figure =
                    PrintedFigure::Credit { year: self.year, stage: Stage::Bill, contributions, action: Some(code), nature: scope(nature), measure };
                if let Nature::Category(category) = nature
                    && !is_closed
                    && let Entry::Vacant(free) = self.credits.by_nature.entry(code).or_default().entry((contributions, category, measure))
                {
                    // Whether it is an amount of the document is known when every action is.
                    self.cells.set(&at, Fate::Compared);
                    free.insert(Found { euros, at });
                } else {
                    self.print(at, figure, euros);
                }
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
    let is = |name: &str| words.split(' ').any(|word| word == name);
    if words.contains("autorisations d'engagement") || is("ae") || words.contains("ouvertes") || words.contains("demandees") {
        Some(Measure::Ae)
    } else if words.contains("credits de paiement") || is("cp") || words.contains("ouverts") || words.contains("demandes") {
        Some(Measure::Cp)
    } else {
        None
    }
}

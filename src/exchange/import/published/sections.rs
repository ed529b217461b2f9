//! Tables of sections, told by the words in which the sections themselves print them: which table, which column, which row.
//!
//! Knows no section by name. What is typed in Papier is read, what follows from it is compared; nothing else is stored.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::cells::Fate;
use super::grid::{Grid, Heading as GridHeading, filled_width, holds_figure, is_none, is_number_of_column, is_year};
use super::lines::are_of_titles;
use super::marks::{Mark, years};
use super::words::{is_total, nature, one_line};
use super::{Target, Walk};
use crate::exchange::import::blocks::{Row, folded};
use crate::exchange::import::coded::{self, Nature};
use crate::exchange::import::draft::{DraftCell, DraftCellRow, DraftSectionRow, PrintedFigure, PrintedValue};
use crate::exchange::import::report::{Spot, Told};
use crate::exchange::import::units::unit;
use crate::lang::{Lang, number, writing};
use crate::model::{CellContent, CellHolds, CellUnit, CellValue, Layout, RowShape, Rows, Shape, Year};
use crate::sections::{self, Heading, Published, SumRow, TableDef, TablePart, in_year};

/// Fewest letters of a heading or a row that is cut short.
const LEAST: usize = 10;
/// The same where every heading of the table stands in its place.
const LEAST_IN_PLACE: usize = 4;

// Words

/// The letters and digits of words: case, accents, dashes, and the spaces that a paste loses, do not count, nor the number of a column, "(1)".
fn letters(words: &str) -> String {
    let words = folded(words);
    let is_numbered = |(at, _): &(usize, &str)| words.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let end = words.match_indices('(').find(is_numbered).map_or(words.len(), |(at, _)| at);
    words.get(..end).unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters of a title, its years alike: what stands in parentheses behind it, its unit, may be printed on the next line.
fn letters_of_title(words: &str) -> String {
    let words = in_year(words, Year::FIRST);
    letters_of_row(words.split('(').next().unwrap_or_default())
}

/// The letters of the name of a row, the year of the bill and the one before alike: no two rows differ by their year alone.
fn letters_of_row(words: &str) -> String {
    let words = folded(words).replace(" n-1", " n");
    let mut said = String::new();
    let mut digits = String::new();
    for c in letters(&words).chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            if digits.len() == 4 {
                let is_year = digits.starts_with("19") || digits.starts_with("20");
                said.push_str(if is_year { "n" } else { &digits });
                digits.clear();
            }
        } else {
            said.push_str(&std::mem::take(&mut digits));
            said.extend(Some(c).filter(|c| *c != '\0'));
        }
    }
    said
}

/// Whether printed letters are official ones, or their beginning, of `least` letters or more.
fn begins(printed: &str, official: &str, least: usize) -> bool {
    printed.chars().count() >= least && official.starts_with(printed)
}

/// The titles of the JPE part: of pages and tables of sections, and of what Papier does not hold.
static TITLES: LazyLock<Vec<(String, Mark)>> = LazyLock::new(|| {
    const NOT_HELD: [&str; 11] = [
        "Évolution du périmètre du programme",
        "Transferts en crédits",
        "Transferts en ETPT",
        "Mesures de périmètre",
        "Indicateurs de gestion RH",
        "Indicateurs de gestion des ressources humaines",
        "Action sociale",
        "Coûts synthétiques",
        "Grands projets informatiques",
        "Marchés de partenariat",
        "Contrats de projets État-Région (CPER)",
    ];
    let tables = sections::ALL.into_iter().flat_map(sections::Section::tables).flat_map(|table| {
        let others = table.shapes().flat_map(|shape| sections::published(shape.key).titles.iter().copied());
        let titles = std::iter::once((table.title)(Lang::French)).chain(others);
        titles.map(|title| (letters_of_title(title), Mark::SectionTable(table.key)))
    });
    let pages = sections::ALL.into_iter().map(|section| section.title(Lang::French)).chain(NOT_HELD);
    tables.chain(pages.map(|title| (letters_of_title(title), Mark::SectionPage))).collect()
});

/// The title of a table or page of the JPE part.
pub(super) fn title(words: &str) -> Option<Mark> {
    let words = letters_of_title(words);
    TITLES.iter().find(|(title, _)| *title == words).map(|(_, mark)| mark.clone())
}

// Columns

/// The cells of one shape in a table of a section, as the PAP of a year prints them.
pub(super) struct Wording {
    table: &'static TableDef,
    pub part: &'static TablePart,
    shape: &'static Shape,
    published: Published,
    headings: Vec<Heading>,
    /// Every way to write a heading, in letters, with the column that it is of; those of `headings` first, in their order.
    spellings: Vec<(String, ColumnOf)>,
}

/// Those of every table, by year.
static WORDINGS: LazyLock<BTreeMap<Year, Vec<Wording>>> = LazyLock::new(|| {
    // Of free tables no publication is known: one that has a heading of theirs is not guessed to be one.
    let tables = || sections::ALL.into_iter().filter(|section| !section.is_free()).flat_map(sections::Section::tables);
    let parts = || tables().flat_map(|table| table.parts.iter().map(move |part| (table, part)));
    let of_year = |year| parts().map(|(table, part)| Wording::new(table, part, sections::published(part.shape.key), year)).collect();
    Layout::YEARS.filter_map(Year::new).map(|year| (year, of_year(year))).collect()
});

impl Wording {
    fn new(table: &'static TableDef, part: &'static TablePart, published: Published, year: Year) -> Self {
        let shape = part.shape;
        let headings = (table.columns)(year, Lang::French);
        // What drafters say of a row stands in a column of its own, in the place of a code.
        let is_code = |heading: &Heading| shape.code_words().is_some_and(|words| words.key == heading.column);
        let of = |rank, heading: &Heading| if is_code(heading) { ColumnOf::Code } else { ColumnOf::Heading(rank) };
        let own = headings.iter().enumerate().map(|(rank, heading)| (letters(&heading.whole()), of(rank, heading)));
        let others = published.headings.iter().filter_map(|(words, column)| {
            let rank = headings.iter().position(|heading| heading.column == *column).map(ColumnOf::Heading);
            let of = if *column == "code" { rank.or(Some(ColumnOf::Code)) } else { rank };
            Some((letters(&in_year(words, year)), of?))
        });
        let spellings = own.chain(others).collect();
        Self { table, part, shape, published, headings, spellings }
    }

    /// Whether a title that is that of a table is this one's too.
    fn shares_title(&self, key: &str) -> bool {
        self.table.key == key || sections::published(key).titles.iter().any(|title| self.published.titles.contains(title))
    }

    /// Whether a row is the one that sums up the others and stands below them under a name of its own.
    fn closes(&self, row: &Row) -> bool {
        matches!(self.part.sum, SumRow::BelowAs(name) if letters(name(Lang::French)) == letters(row.cell(0)))
    }

    /// Whether a row is the one that sums up the others and stands above them.
    fn leads(&self, row: &Row) -> bool {
        let label = letters(row.cell(0));
        let own = match self.part.sum {
            SumRow::Above(name) => Some(name(Lang::French)),
            SumRow::Below | SumRow::BelowAs(_) => None,
        };
        self.published.total.iter().copied().chain(own).any(|total| letters(total) == label)
    }

    /// What each column is of: by its words, whole or cut short where one begins so; or by its place, where each of them begins the official ones that
    /// stand there.
    fn columns(&self, printed: &[Printed]) -> Vec<Option<ColumnOf>> {
        let filled: Vec<usize> = (1..printed.len()).filter(|column| printed.get(*column).is_some_and(|said| !said.own.is_empty())).collect();
        let in_place = |(column, (official, _)): (&usize, &(String, ColumnOf))| {
            printed.get(*column).is_some_and(|said| begins(&said.own, official, LEAST_IN_PLACE))
        };
        if filled.len() == self.headings.len() && filled.iter().zip(&self.spellings).all(in_place) {
            let of = |column: usize| self.spellings.get(filled.iter().position(|other| *other == column)?).map(|(_, of)| *of);
            return (0..printed.len()).map(of).collect();
        }
        let mut taken = BTreeSet::new();
        let mut of = |said: &Printed| {
            let whole = self.spellings.iter().find(|(official, _)| *official == said.own || *official == said.grouped);
            let of = whole.map(|(_, of)| *of).or_else(|| {
                let begun = self.spellings.iter().filter(|(official, _)| begins(&said.own, official, LEAST));
                let columns: BTreeSet<ColumnOf> = begun.map(|(_, of)| *of).collect();
                columns.first().copied().filter(|_| columns.len() == 1)
            });
            of.filter(|of| taken.insert(*of))
        };
        printed.iter().enumerate().map(|(column, said)| if column == 0 { None } else { of(said) }).collect()
    }
}

/// What a printed column is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ColumnOf {
    /// A heading of the table, by its rank.
    Heading(usize),
    /// The codes of listed rows.
    Code,
}

/// What stands over a column, in letters.
#[derive(Clone, Debug, Default)]
struct Printed {
    own: String,
    /// With what stands over several columns before it.
    grouped: String,
}

/// Whether a row is one of headings: no figure but years and the numbers of columns.
fn is_heading(row: &Row) -> bool {
    let are_years = |cell: &String| cell.lines().filter(|line| holds_figure(line)).all(is_year);
    row.cells.iter().all(|cell| are_years(cell) || is_number_of_column(cell))
}

/// The headings of a table and how many rows they take: a label alone below them is a row.
fn heads(rows: &[Row]) -> &[Row] {
    let count = rows.iter().take_while(|row| is_heading(row)).count();
    let heads = rows.get(..count).unwrap_or_default();
    let last = heads.iter().rposition(|row| row.cells.iter().skip(1).any(|cell| !cell.trim().is_empty()));
    rows.get(..last.map_or(0, |last| last + 1)).unwrap_or_default()
}

/// The words over each column, from top to bottom.
fn printed(heads: &[Row]) -> Vec<(String, Printed)> {
    let width = heads.iter().map(filled_width).max().unwrap_or(0);
    let said = |column: usize| {
        let own: Vec<&str> = heads.iter().map(|row| row.cell(column).trim()).filter(|words| !words.is_empty()).collect();
        let words = own.join(" ").replace('\n', " ");
        // A group stands over its first column.
        let above = heads.first().and_then(|row| (1..=column).rev().map(|left| row.cell(left).trim()).find(|words| !words.is_empty()));
        let own = letters(&words);
        let grouped = format!("{}{own}", above.map(letters).unwrap_or_default());
        (words, Printed { own, grouped })
    };
    (0..width).map(said).collect()
}

/// A table of a section that a printed one may be, with what each of its columns is of.
pub(super) struct Fit {
    pub wording: &'static Wording,
    columns: Vec<Option<ColumnOf>>,
}

impl Fit {
    /// The printed columns that are of a heading of the table, each with the rank of that.
    pub fn headings(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let of_heading = |of: &Option<ColumnOf>| if let Some(ColumnOf::Heading(rank)) = of { Some(*rank) } else { None };
        let ranks: Vec<Option<usize>> = self.columns.iter().map(of_heading).collect();
        ranks.into_iter().enumerate().filter_map(|(index, rank)| Some((index, rank?)))
    }
}

/// The tables that printed rows are of: several where they are printed as one.
fn fits(rows: &[Row], year: Year, titled: Option<&str>) -> Vec<Fit> {
    among(WORDINGS.get(&year).map_or(&[], Vec::as_slice), rows, year, titled)
}

fn among(wordings: &'static [Wording], rows: &[Row], year: Year, titled: Option<&str>) -> Vec<Fit> {
    let heads = heads(rows);
    let below = rows.get(heads.len()..).unwrap_or_default();
    let printed: Vec<Printed> = printed(heads).into_iter().map(|(_, printed)| printed).collect();
    let label = heads.iter().map(|row| letters(row.cell(0))).collect::<String>();
    let with_figures = below.iter().filter(|row| row.cells.iter().skip(1).any(|cell| holds_figure(cell)));
    let is_pair = with_figures.map(filled_width).max() == Some(2)
        && heads.iter().flat_map(|row| &row.cells).flat_map(|cell| years(cell)).all(|said| said == year);
    if heads.is_empty() && !is_pair {
        return vec![];
    }
    let fit = |wording: &'static Wording| {
        let mut columns = wording.columns(&printed);
        let is_titled = titled.is_some_and(|key| wording.shares_title(key));
        let is_fixed = matches!(wording.shape.rows, Rows::Fixed(_));
        if columns.iter().all(Option::is_none) && is_pair && wording.headings.len() == 1 && (is_titled || is_fixed) {
            // One column needs no heading.
            columns = vec![None, Some(ColumnOf::Heading(0))];
        }
        let known = columns.iter().flatten().count();
        let is_labelled = label == letters((wording.table.row_header)(Lang::French));
        let is_sure = known > 1 || known == 1 && (is_titled || known == wording.headings.len() && (is_labelled || is_fixed));
        let has_rows = if wording.part.lines.is_empty() { has_rows(wording, below) } else { are_of_titles(wording.part.lines, year, below) };
        (is_sure && has_rows && sections::is_in_layout(wording.table.key, year)).then_some(((known, is_titled), Fit { wording, columns }))
    };
    let all: Vec<((usize, bool), Fit)> = wordings.iter().filter_map(fit).collect();
    let best = all.iter().map(|(rank, _)| *rank).max();
    all.into_iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, fit)| fit).collect()
}

/// Whether rows are those of a table: of one whose rows are known, at least half of those with figures.
fn has_rows(wording: &Wording, rows: &[Row]) -> bool {
    let mut so_far = RowsSoFar::default();
    let mut is_known = |row: &&&Row| {
        let label = row.cell(0);
        so_far.fixed(wording, label).is_some()
            || is_total(label)
            || match wording.shape.rows {
                Rows::Listed | Rows::ListedWith(_) | Rows::ListedTimes { .. } | Rows::ListedIn(_) => true,
                Rows::Numbered(_) => wording.shape.numbered(&coded_label(label).0).is_some(),
                Rows::Fixed(_) => false,
                Rows::Actions => coded::action_label(&one_line(label)).is_some(),
                Rows::Titles => matches!(nature(label, None), Some(Nature::Title(_))),
            }
    };
    let rows: Vec<&Row> = rows.iter().filter(|row| row.cells.iter().skip(1).any(|cell| holds_figure(cell))).collect();
    rows.iter().filter(|row| is_known(row)).count() * 2 >= rows.len()
}

/// Whether rows begin with the headings of a section, whatever its year.
pub(super) fn are_of_section(rows: &[Row]) -> bool {
    let heads = heads(rows);
    // Headings that name no year are those of every layout.
    let years = candidates(heads).into_iter().chain(Year::new(2024));
    years.into_iter().any(|year| !fits(heads, year, None).is_empty())
}

/// The years of a PAP that headings may be of: those that they name and the ones after.
fn candidates(heads: &[Row]) -> BTreeSet<Year> {
    let named = heads.iter().flat_map(|row| &row.cells).flat_map(|cell| years(cell).collect::<Vec<_>>());
    named.flat_map(|year| [year, year.offset(1)]).collect()
}

/// The year of the PAP that the headings of a table are of, where they name it.
pub(super) fn year(rows: &[Row]) -> Option<Year> {
    let known = |year: Year| fits(rows, year, None).first().map_or(0, |fit| fit.columns.iter().flatten().count());
    let mut ranked: Vec<(usize, Year)> =
        candidates(heads(rows)).into_iter().map(|year| (known(year), year)).filter(|(known, _)| *known > 1).collect();
    ranked.sort_unstable();
    match ranked.as_slice() {
        [.., (second, _), (first, _)] if first == second => None,
        [.., (_, year)] => Some(*year),
        [] => None,
    }
}

// Rows

/// What the rows of a table of a section are, from top to bottom.
#[derive(Default)]
pub(super) struct RowsSoFar {
    /// Rows that every document has, which were met.
    taken: BTreeSet<&'static str>,
    /// The last of them that sums up others.
    sum: Option<&'static str>,
    /// How often each listed row was met, by its code, or else by its label.
    listed: BTreeMap<String, usize>,
    /// The rank of the listed row under which others stand.
    over: Option<usize>,
}

impl RowsSoFar {
    /// The row that every document has and that a name means here: one of the rows that the sum above it adds up, or else the only one of that name.
    fn fixed(&mut self, wording: &Wording, name: &str) -> Option<&'static str> {
        let Rows::Fixed(rows) = wording.shape.rows else { return None };
        let named = named(wording, rows, name);
        let parts = self.sum.and_then(|sum| wording.shape.fixed_row(sum)).map_or(&[][..], |row| row.sum);
        let of_sum = named.iter().find(|key| parts.iter().any(|term| term.cell() == Some(**key)) && !self.taken.contains(*key));
        let key = of_sum.or(if let [only] = named.as_slice() { Some(only) } else { None }).copied()?;
        self.taken.insert(key);
        if wording.shape.fixed_row(key).is_some_and(|row| !row.sum.is_empty()) {
            self.sum = Some(key);
        }
        Some(key)
    }

    /// The row under the last listed one that a name means, where others stand under each.
    fn part(&self, wording: &Wording, name: &str) -> Option<DraftCellRow> {
        let Rows::ListedTimes { rows, .. } = wording.shape.rows else { return None };
        let parts = named(wording, rows, name);
        let key = parts.into_iter().find(|key| wording.shape.fixed_row(key).is_some_and(|row| row.sum.is_empty()))?;
        self.over.map(|rank| DraftCellRow::Part(rank, key))
    }
}

/// The rows that a name means, whole or else cut short.
fn named(wording: &Wording, rows: &'static [RowShape], name: &str) -> Vec<&'static str> {
    let name = letters_of_row(name);
    let is_named = |key: &'static str, least: Option<usize>| {
        let others = wording.published.rows.iter().filter(|(_, row)| *row == key).map(|(words, _)| *words);
        let mut names = std::iter::once((wording.table.row_name)(key, Year::FIRST, Lang::French))
            .chain(others.map(str::to_owned))
            .map(|name| letters_of_row(&name));
        names.any(|official| official == name || least.is_some_and(|least| begins(&name, &official, least)))
    };
    let of = |least| rows.iter().map(|row| row.key).filter(|key| is_named(key, least)).collect::<Vec<_>>();
    Some(of(None)).filter(|named| !named.is_empty()).unwrap_or_else(|| of(Some(LEAST)))
}

/// The code and the label of a listed row: "1036 - Magistrats de l'ordre judiciaire", "Catégorie A+".
fn coded_label(words: &str) -> (String, String) {
    let words = one_line(words);
    let parted = words.split_once(' ').and_then(|(code, rest)| {
        let label = rest.strip_prefix(['-', '–', '—', '‑', ':'])?.trim();
        let is_code = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
        (is_code && !label.is_empty()).then(|| (code.to_owned(), label.to_owned()))
    });
    parted.unwrap_or((String::new(), words))
}

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
        let mut so_far = RowsSoFar::default();
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
            return shape.has_total.then_some(DraftCellRow::Total);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ColumnShape, Level, RowShape, Term};
    use crate::sections::Setting;

    const fn typed(key: &'static str) -> RowShape {
        RowShape::typed(Level::Sub, key)
    }

    const fn summed(key: &'static str, sum: &'static [Term]) -> RowShape {
        RowShape::summed(Level::Main, key, sum)
    }

    /// Rows of which three have one name.
    static SHAPE: Shape = Shape {
        key: "pay",
        rows: Rows::Fixed(&[
            summed("unwind", &[Term::plus("unwind-cet"), Term::plus("unwind-other")]),
            typed("unwind-cet"),
            typed("unwind-other"),
            typed("measures"),
            summed("rewind", &[Term::plus("rewind-cet"), Term::plus("rewind-other")]),
            typed("rewind-cet"),
            typed("rewind-other"),
            summed("total", &[Term::plus("unwind"), Term::plus("measures"), Term::plus("rewind")]),
        ]),
        columns: &[ColumnShape::typed("", CellHolds::Decimal(CellUnit::MillionEuros))],
        years: &[0],
        has_total: false,
        decimals: |_| 2,
    };

    const PART: TablePart = TablePart::of(&SHAPE);

    static TABLE: TableDef = TableDef {
        key: SHAPE.key,
        parts: &[PART],
        of_row: None,
        title: |_| "Principaux facteurs d'évolution (en M€)",
        sheet: |_| "Paie",
        row_header: |_| "",
        row_name: |key, year, _| {
            let name = match key {
                "unwind" => "Débasage de dépenses au profil atypique",
                "unwind-cet" | "rewind-cet" => "Indemnisation des jours de CET",
                "unwind-other" | "rewind-other" => "Autres",
                "measures" => return format!("Impact des mesures de transfert et de périmètre {}–{year}", year.offset(-1)),
                "rewind" => "Rebasage de dépenses au profil atypique – hors GIPA",
                _ => "Total",
            };
            name.into()
        },
        columns: |year, _| vec![Heading::new("", year, format!("PLF {year}"))],
        setting: Setting::List,
        comment: None,
    };

    fn wording(headings: &'static [(&'static str, &'static str)]) -> Wording {
        Wording::new(&TABLE, &PART, Published { table: "pay", headings, ..Published::default() }, Year::new(2024).unwrap())
    }

    /// As they are printed, perhaps with spaces that a paste lost; one that is printed without its sum may be of several and is of none.
    #[test]
    fn a_row_is_known_by_the_sum_that_stands_above_it() {
        let cases: [(&[&str], &[Option<&str>]); 4] = [
            (
                &[
                    "Débasage de dépenses au profil atypique :",
                    "– Indemnisation des jours de CET",
                    "– Autres",
                    "Impact des mesures de transfert et de périmètre 2022–2023",
                    "Rebasage de dépenses auprofilatypique –hors GIPA",
                    "Indemnisation des jours de CET",
                    "Autres",
                    "Total",
                ],
                &[
                    Some("unwind"),
                    Some("unwind-cet"),
                    Some("unwind-other"),
                    Some("measures"),
                    Some("rewind"),
                    Some("rewind-cet"),
                    Some("rewind-other"),
                    Some("total"),
                ],
            ),
            (&["Autres", "Indemnisation des jours de CET"], &[None, None]),
            (&["Rebasage de dépenses au profil…", "Autres", "Autres"], &[Some("rewind"), Some("rewind-other"), None]),
            (&["Mesures", "Totalement"], &[None, None]),
        ];
        for (printed, expected) in cases {
            let mut so_far = RowsSoFar::default();
            let found: Vec<Option<&str>> = printed.iter().map(|name| so_far.fixed(&wording(&[]), name)).collect();
            assert_eq!(found, expected, "{printed:?}");
        }
    }

    #[test]
    fn a_heading_is_known_by_its_words_by_its_beginning_and_by_another_spelling() {
        let spelt = wording(&[("Crédits prévus pour {N} (après {N-1})", "")]);
        let cases = [
            ("PLF 2024", true),
            ("P L F  2024 (1)", true),
            ("plf 2023", false),
            ("PLF", false),
            ("Crédits prévus pour 2024 (après 2023)", true),
            ("Crédits prévus…", true),
            ("Crédits prévus pour 2023 (après 2022)", false),
            ("", false),
        ];
        for (words, is_known) in cases {
            let printed = [Printed::default(), Printed { own: letters(words), grouped: letters(words) }];
            assert_eq!(spelt.columns(&printed), [None, is_known.then_some(ColumnOf::Heading(0))], "{words}");
        }
    }

    #[test]
    fn a_listed_row_has_a_code_where_digits_stand_before_a_dash() {
        let cases = [
            ("1036 - Magistrats de l'ordre judiciaire", ("1036", "Magistrats de l'ordre judiciaire")),
            ("1037 – Personnels\nd'encadrement", ("1037", "Personnels d'encadrement")),
            ("Catégorie A+", ("", "Catégorie A+")),
            ("A - Cadres", ("", "A - Cadres")),
            ("12 mois", ("", "12 mois")),
        ];
        for (words, (code, label)) in cases {
            assert_eq!(coded_label(words), (code.to_owned(), label.to_owned()));
        }
    }

    fn rows(text: &str) -> Vec<Row> {
        text.lines().zip(1..).map(|(line, number)| Row::new(number, line.split('|').map(|cell| cell.trim().to_owned()).collect())).collect()
    }

    #[test]
    fn a_table_of_one_column_is_known_by_its_rows() {
        let wordings: &'static [Wording] = Box::leak(Box::new([wording(&[])]));
        let year = Year::new(2024).unwrap();
        let pay = "Débasage de dépenses au profil atypique | -2,00\n– Indemnisation des jours de CET | -1,26\n– Autres | -0,74\nTotal | -2,00";
        let cases = [
            (pay.to_owned(), 1),
            (format!(" | PLF 2024\n{pay}"), 1),
            // Of another year, of other rows, of words alone.
            (format!(" | PLF 2023\n{pay}"), 0),
            ("Équipements | 5,00\nVéhicules | 6,00\nTotal | 11,00".into(), 0),
            ("Total | voir\nAutres | ci-dessus".into(), 0),
            (pay.replace(" | ", " | 5,00 | "), 0),
        ];
        for (text, expected) in cases {
            assert_eq!(among(wordings, &rows(&text), year, None).len(), expected, "{text}");
        }
    }

    #[test]
    fn headings_end_where_a_row_begins_be_it_blank() {
        let cases = [
            ("Catégorie | PLF 2024\n | (1)\nA | 5,00", 2),
            ("Catégorie | 2024\nTransferts entrants | \nA | 5,00", 1),
            ("A | 5,00", 0),
            ("Catégorie | Plafond (1)\nA | (300)", 1),
        ];
        for (text, expected) in cases {
            assert_eq!(heads(&rows(text)).len(), expected, "{text}");
        }
    }
}

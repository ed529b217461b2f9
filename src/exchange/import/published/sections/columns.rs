//! Which table of a section a printed one is, and what each of its columns is of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::rows::{RowsSoFar, coded_label};
use super::words::{LEAST, LEAST_IN_PLACE, begins, letters};
use crate::exchange::import::blocks::Row;
use crate::exchange::import::coded::{self, Nature};
use crate::exchange::import::published::grid::{filled_width, holds_figure, is_number_of_column, is_year};
use crate::exchange::import::published::lines::are_of_titles;
use crate::exchange::import::published::marks::years;
use crate::exchange::import::published::words::{is_total, nature, one_line};
use crate::lang::Lang;
use crate::model::{Layout, Rows, Shape, Year};
use crate::sections::{self, Heading, Published, SumRow, TableDef, TablePart, in_year};

/// The cells of one shape in a table of a section, as the PAP of a year prints them.
pub(in super::super) struct Wording {
    pub(super) table: &'static TableDef,
    pub part: &'static TablePart,
    pub(super) shape: &'static Shape,
    pub(super) published: Published,
    pub(super) headings: Vec<Heading>,
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
    pub(super) fn new(table: &'static TableDef, part: &'static TablePart, published: Published, year: Year) -> Self {
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
    pub(super) fn closes(&self, row: &Row) -> bool {
        matches!(self.part.sum, SumRow::BelowAs(name) if letters(name(Lang::French)) == letters(row.cell(0)))
    }

    /// Whether a row is the one that sums up the others and stands above them.
    pub(super) fn leads(&self, row: &Row) -> bool {
        let label = letters(row.cell(0));
        let own = match self.part.sum {
            SumRow::Above(name) => Some(name(Lang::French)),
            SumRow::Below | SumRow::BelowAs(_) => None,
        };
        self.published.total.iter().copied().chain(own).any(|total| letters(total) == label)
    }

    /// What each column is of: by its words, whole or cut short where one begins so; or by its place, where each of them begins the official ones that
    /// stand there.
    pub(super) fn columns(&self, printed: &[Printed]) -> Vec<Option<ColumnOf>> {
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
pub(super) struct Printed {
    pub(super) own: String,
    /// With what stands over several columns before it.
    pub(super) grouped: String,
}

/// Whether a row is one of headings: no figure but years and the numbers of columns.
fn is_heading(row: &Row) -> bool {
    let are_years = |cell: &String| cell.lines().filter(|line| holds_figure(line)).all(is_year);
    row.cells.iter().all(|cell| are_years(cell) || is_number_of_column(cell))
}

/// The headings of a table and how many rows they take: a label alone below them is a row.
pub(super) fn heads(rows: &[Row]) -> &[Row] {
    let count = rows.iter().take_while(|row| is_heading(row)).count();
    let heads = rows.get(..count).unwrap_or_default();
    let last = heads.iter().rposition(|row| row.cells.iter().skip(1).any(|cell| !cell.trim().is_empty()));
    rows.get(..last.map_or(0, |last| last + 1)).unwrap_or_default()
}

/// The words over each column, from top to bottom.
pub(super) fn printed(heads: &[Row]) -> Vec<(String, Printed)> {
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
pub(in super::super) struct Fit {
    pub wording: &'static Wording,
    pub(super) columns: Vec<Option<ColumnOf>>,
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
pub(super) fn fits(rows: &[Row], year: Year, titled: Option<&str>) -> Vec<Fit> {
    among(WORDINGS.get(&year).map_or(&[], Vec::as_slice), rows, year, titled)
}

pub(super) fn among(wordings: &'static [Wording], rows: &[Row], year: Year, titled: Option<&str>) -> Vec<Fit> {
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
pub(in super::super) fn are_of_section(rows: &[Row]) -> bool {
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
pub(in super::super) fn year(rows: &[Row]) -> Option<Year> {
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

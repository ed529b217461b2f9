//! What a section is beside its shape: its page, its tables, their words, as the document prints them.

use std::sync::Arc;

use super::figures::{FigureTable, OwnFigures};
use crate::lang::Lang;
use crate::model::{Document, Entry, Narrative, Shape, Year};

/// A section of a PAP that is a room: everything that tells it from the others.
pub trait Section: Sync {
    /// The key of its page: that of its first table.
    fn key(&self) -> &'static str {
        self.tables().first().map_or("", |table| table.key)
    }

    /// The title of its page, as the document prints it; `{N}`, `{N-1}` and so on stand for years.
    fn title(&self, lang: Lang) -> &'static str;

    /// The short title of its page, for the outline.
    fn name(&self, lang: Lang) -> &'static str {
        self.title(lang)
    }

    /// Its tables in their order, each under a heading of its own.
    fn tables(&self) -> &'static [TableDef];

    /// What publications write otherwise than its tables do, table by table; most need nothing here.
    fn published(&self) -> &'static [Published] {
        &[]
    }

    /// Whether nothing but common knowledge says what its tables are: print and exports leave them out unless somebody wants them.
    fn is_free(&self) -> bool {
        false
    }

    /// What its page says of itself in the layout of a year, which nobody types.
    fn notice(&self, _: Year, _: Lang) -> Option<Notice> {
        None
    }

    /// The texts that each of its listed rows has, under the row's label.
    fn row_texts(&self) -> &'static [RowTextDef] {
        &[]
    }

    /// Its texts beside the comments of its tables.
    fn texts(&self) -> &'static [TextDef] {
        &[]
    }

    /// Its figures with places of their own in the model, where it has some beside cells.
    fn own_figures(&self) -> Option<&'static dyn OwnFigures> {
        None
    }
}

/// How a published PAP words a table, where that is not what Papier prints. Titles, headings and names of rows of the [`TableDef`] are known without it.
///
/// In words, `{N}` and `{N-1}` stand for the year of the bill and the one before; case, accents, dashes and spaces do not count.
#[derive(Clone, Copy, Debug, Default)]
pub struct Published {
    /// The key of its table.
    pub table: &'static str,
    /// Other lines that stand above it.
    pub titles: &'static [&'static str],
    /// Other headings, each with its column: of a cell, or `code`, the code of a listed row.
    pub headings: &'static [(&'static str, &'static str)],
    /// Other names of rows that every document has, each with its key.
    pub rows: &'static [(&'static str, &'static str)],
    /// The row that sums up the others, where it is not called a total: it stands above them, and tells tables apart that are printed as one.
    pub total: &'static [&'static str],
}

/// Words that follow from the year.
pub struct Notice {
    pub heading: Option<&'static str>,
    pub text: String,
}

/// A text of each row that drafters list in a section.
pub struct RowTextDef {
    /// The last word of its address: `operators/1/missions`.
    pub key: &'static str,
    pub heading: fn(Lang) -> &'static str,
}

/// A text of a section beside the comments of its tables.
pub struct TextDef {
    /// The first word of its address, `scope/comment`, and its name in files; it never changes.
    pub key: &'static str,
    pub heading: fn(Lang) -> &'static str,
    /// Whether it stands over the tables, or under them.
    pub is_above: bool,
}

/// How a table stands on the printed page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Over the whole page, under its headings.
    Page,
    /// Labels that lead to one figure each, in the measure of texts: its title is the only heading.
    List,
}

/// A table of a section.
pub struct TableDef {
    /// Its name: that of its shape where it shows one shape alone.
    pub key: &'static str,
    /// The cells that it shows, from top to bottom, in the same columns.
    pub parts: &'static [TablePart],
    /// Its title, as the document prints it; `{N}`, `{N-1}` and so on stand for years.
    pub title: fn(Lang) -> &'static str,
    /// The title of the table of each listed row, where the page has one for each in the place of a single one.
    pub of_row: Option<fn(Lang) -> &'static str>,
    /// The name of its sheet in a workbook, at most 31 characters.
    pub sheet: fn(Lang) -> &'static str,
    /// The heading of the labels.
    pub row_header: fn(Lang) -> &'static str,
    /// What a row that every document has is called in the layout of a year, as the document prints it.
    pub row_name: fn(&'static str, Year, Lang) -> String,
    /// Its columns in the layout of a year.
    pub columns: fn(Year, Lang) -> Vec<Heading>,
    pub setting: Setting,
    /// The heading of the comment under it; none where nothing is written there.
    pub comment: Option<fn(Lang) -> &'static str>,
}

/// The cells of one shape in a table. A shape may stand in several tables, with some of its columns in each.
pub struct TablePart {
    pub shape: &'static Shape,
    pub sum: SumRow,
    /// What is added to it, as a menu says it; none where no rows are listed.
    pub added: Option<fn(Lang) -> &'static str>,
    /// Whether print leaves out the rows without a figure in this table.
    pub drops_blank_rows: bool,
    /// The lines of each row; none where each row is one.
    pub lines: &'static [Line],
    /// The column by whose figures print sorts its rows, the largest first, after what is said of them beside their labels; none where they stand in
    /// their own order.
    pub printed_by: Option<&'static str>,
}

/// A line of a row, where a row takes several: under the same headings, the figures of a year.
pub struct Line {
    /// That year, counted from the one of the bill.
    pub after: i16,
    /// What it is called, by that year.
    pub label: fn(Year, Lang) -> String,
    /// The columns of the shape under the headings of the table, from left to right.
    pub columns: &'static [&'static str],
}

impl Line {
    /// What it is called in the PAP of a year.
    pub fn label_in(&self, pap: Year, lang: Lang) -> String {
        (self.label)(pap.offset(self.after), lang)
    }
}

/// Where the sum of the rows of a shape stands, if it has one.
pub enum SumRow {
    /// Under them, as "Total".
    Below,
    /// Under them, under a name of its own.
    BelowAs(fn(Lang) -> &'static str),
    /// Over them, under a name of its own: "Transferts entrants".
    Above(fn(Lang) -> &'static str),
}

impl TablePart {
    pub const fn of(shape: &'static Shape) -> Self {
        Self { shape, sum: SumRow::Below, added: None, drops_blank_rows: false, lines: &[], printed_by: None }
    }

    pub const fn adding(self, what: fn(Lang) -> &'static str) -> Self {
        Self { added: Some(what), ..self }
    }

    pub const fn summed_as(self, name: fn(Lang) -> &'static str) -> Self {
        Self { sum: SumRow::BelowAs(name), ..self }
    }

    pub const fn summed_above(self, name: fn(Lang) -> &'static str) -> Self {
        Self { sum: SumRow::Above(name), ..self }
    }

    pub const fn dropping_blank_rows(self) -> Self {
        Self { drops_blank_rows: true, ..self }
    }

    pub const fn in_lines(self, lines: &'static [Line]) -> Self {
        Self { lines, ..self }
    }

    /// The column of the shape under a heading, line by line.
    pub fn columns(&self, rank: usize, heading: &Heading) -> Vec<&'static str> {
        match self.lines {
            [] => vec![heading.column],
            lines => lines.iter().filter_map(|line| line.columns.get(rank).copied()).collect(),
        }
    }

    pub const fn printed_by(self, column: &'static str) -> Self {
        Self { printed_by: Some(column), ..self }
    }
}

impl TableDef {
    pub fn shapes(&self) -> impl Iterator<Item = &'static Shape> {
        self.parts.iter().map(|part| part.shape)
    }

    /// Where the comment under it is kept: by its key where that is a shape's.
    pub fn narrative(&self) -> Option<(Narrative, fn(Lang) -> &'static str)> {
        self.comment.map(|heading| (Narrative::Section(self.key), heading))
    }
}

/// A column of a table of a section.
pub struct Heading {
    /// Of the shape; where rows have lines, these say it.
    pub column: &'static str,
    /// None for the words of a row.
    pub year: Option<Year>,
    /// As the document prints it.
    pub title: String,
    /// What stands over it and the columns beside it; empty where nothing does.
    pub group: String,
    /// Whether it closes the columns before it: what is asked, a sum.
    pub is_total: bool,
}

impl Heading {
    pub fn new(column: &'static str, year: Year, title: impl Into<String>) -> Self {
        Self { column, year: Some(year), title: title.into(), group: String::new(), is_total: false }
    }

    /// Over what drafters say of a row beside its label.
    pub fn of_words(key: &'static str, title: impl Into<String>) -> Self {
        Self { column: key, year: None, title: title.into(), group: String::new(), is_total: false }
    }

    pub fn total(self) -> Self {
        Self { is_total: true, ..self }
    }

    /// A column of several under one heading.
    pub fn under(self, group: impl Into<String>) -> Self {
        Self { group: group.into(), ..self }
    }

    /// What stands over it and its own words: "Autorisations d'engagement, Ouvertures".
    pub fn whole(&self) -> String {
        if self.group.is_empty() { self.title.clone() } else { format!("{}, {}", self.group, self.title) }
    }
}

/// "Crédits par titre pour {N-1} et {N}" in the PAP of a year.
pub fn in_year(words: &str, year: Year) -> String {
    let years = [("{N-1}", -1), ("{N}", 0), ("{N+1}", 1), ("{N+2}", 2)];
    years.iter().fold(words.to_owned(), |words, (said, after)| words.replace(said, &year.offset(*after).to_string()))
}

/// The section whose rows the first table of one shows; empty where they are not listed.
pub fn list(section: &dyn Section) -> &'static str {
    section.tables().first().and_then(|table| table.shapes().next()).and_then(Shape::list).unwrap_or_default()
}

/// The texts of the listed rows of a section, row by row.
pub fn row_narratives<'a>(section: &'a dyn Section, document: &'a Document) -> impl Iterator<Item = Narrative> + 'a {
    let list = list(section);
    let rows = document.sections.rows(list).iter();
    rows.flat_map(move |row| section.row_texts().iter().map(move |text| Narrative::SectionRow { section: list, row: row.id, text: text.key }))
}

/// The texts of a section about the whole of it, from top to bottom.
pub fn narratives(section: &dyn Section) -> impl Iterator<Item = Narrative> + '_ {
    let texts = |is_above| section.texts().iter().filter(move |text| text.is_above == is_above).map(|text| Narrative::Section(text.key));
    let comments = section.tables().iter().filter_map(|table| Some(table.narrative()?.0));
    let own = own_tables(section).iter().filter_map(|table| Some(table.text.as_ref()?.narrative));
    texts(true).chain(comments).chain(own).chain(texts(false))
}

/// The tables of figures with places of their own.
pub fn own_tables(section: &dyn Section) -> &'static [FigureTable] {
    section.own_figures().map_or(&[], OwnFigures::tables)
}

/// Whether a document has anything to show in a section.
pub fn has_facts(section: &dyn Section, document: &Document) -> bool {
    let has_cells = section.tables().iter().flat_map(TableDef::shapes).any(|shape| document.sections.has(shape.key));
    let places = || own_tables(section).iter().flat_map(|table| (table.rows)(document.year, Lang::French)).flat_map(|row| row.cells).flatten();
    let has_amount = |place| matches!(document.entry(place), Some(Entry::Amount(entry)) if document.amount(entry).is_some());
    has_cells || places().any(has_amount) || narratives(section).any(|narrative| !document.text(narrative).is_empty())
}

/// A document without the free tables, and the names of those that it has: what is printed of it unless somebody wants them too.
pub fn without_free_tables(document: &Document, lang: Lang) -> (Document, Vec<&'static str>) {
    let mut left = document.clone();
    let free = super::ALL.into_iter().filter(|section| section.is_free()).flat_map(Section::tables);
    let out = free.filter(|table| super::is_printed(table, document));
    let sections = Arc::make_mut(&mut left.sections);
    let names = out.map(|table| {
        table.shapes().for_each(|shape| sections.forget(shape.key));
        (table.sheet)(lang)
    });
    let names = names.collect();
    (left, names)
}

//! Rows that are pasted with their codes or labels: each goes to the row of the table that these say, wherever it stands.

use super::super::{Command, Structure};
use super::{PasteRefusal, folded};
use crate::calc::Figures;
use crate::editing::grid::{Range, Spot};
use crate::lang::folding::Folded;
use crate::lang::{nature, number};
use crate::model::{Category, Document, NatureScope, TextPlace};
use crate::tables::{Level, Row, Table, Tables};

/// Where each cell of a paste goes, in a table that has the categories which were missing.
pub(super) struct Matched {
    /// The document with the categories that are added, and its table.
    pub document: Document,
    pub figures: Figures,
    pub table: Table,
    pub added: Vec<Category>,
    pub cells: Vec<(Spot, String)>,
}

/// The rows of a paste that says codes or labels before its figures; `None` for one that does not.
pub(super) fn matched(tables: Tables<'_>, table: &Table, at: Range, rows: &[Vec<String>]) -> Result<Option<Matched>, PasteRefusal> {
    let Some(block) = Named::of(table, rows) else { return Ok(None) };
    // Plain figures that look like codes are figures.
    let found: Vec<Option<Found>> = block.rows.iter().map(|row| Found::of(tables, table, block.key(row))).collect();
    if found.iter().all(Option::is_none) || (block.rows.len() < 2 && !block.says_words()) {
        return Ok(None);
    }
    // A column of small figures is no column of titles.
    if !block.says_words() && block.rows.iter().any(|row| block.key(row)[0].trim().len() < 2) {
        return Ok(None);
    }
    let columns = block.columns(table, at)?;
    let mut added: Vec<Category> = Vec::new();
    let mut seen: Vec<(Found, usize)> = Vec::new();
    for (found, row) in found.iter().zip(&block.rows) {
        let Some(found) = *found else {
            return Err(PasteRefusal::UnknownRow { row: row.number, found: block.words(row) });
        };
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == found) {
            return Err(PasteRefusal::TwiceRow { first: *first, row: row.number, found: block.words(row) });
        }
        seen.push((found, row.number));
        if let Found::Missing(category) = found {
            added.push(category);
        }
    }
    let mut document = Document::clone(tables.document);
    for category in &added {
        // Adding a category is never refused.
        let _ = Command::Structure(Structure::AddCategory(*category)).apply(&mut document);
    }
    let figures = Figures::of(&document);
    let after = Tables { document: &document, figures: &figures, lang: tables.lang };
    let table = after.table(table.name).ok_or(PasteRefusal::Nothing)?;
    let mut cells = Vec::new();
    for ((found, _), row) in seen.iter().zip(&block.rows) {
        let index = match *found {
            Found::Row(nature, label) => table.rows.iter().position(|row| row.nature == nature && row.label_place == label),
            Found::Total => table.rows.iter().position(|row| row.level == Level::Total),
            Found::Missing(category) => table.rows.iter().position(|row| row.nature == Some(NatureScope::Category(category))),
        };
        let Some(index) = index else { continue };
        let typed = |pasted: usize| row.cells.get(pasted).map(|typed| typed.trim()).filter(|typed| !typed.is_empty());
        cells.extend(columns.iter().filter_map(|(pasted, column)| Some((Spot { row: index, column: *column }, typed(*pasted)?.to_owned()))));
    }
    Ok(Some(Matched { document, figures, table, added, cells }))
}

/// What a row of a paste is, by what stands before its figures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    /// A row of the table, by what it is about.
    Row(Option<NatureScope>, Option<TextPlace>),
    Total,
    /// A category that the tables do not have yet.
    Missing(Category),
}

impl Found {
    fn of(tables: Tables<'_>, table: &Table, [first, second]: [&str; 2]) -> Option<Self> {
        Self::of_words(tables, table, first).or_else(|| Self::of_words(tables, table, second))
    }

    fn of_words(tables: Tables<'_>, table: &Table, words: &str) -> Option<Self> {
        let words = Folded::of(words.trim()).text();
        if words.is_empty() {
            return None;
        }
        let code = leading_code(words.strip_prefix("titre ").or_else(|| words.strip_prefix("title ")).unwrap_or(&words));
        let is_it = |row: &Row| is_said(tables, row, &words, code);
        if let Some(row) =
            table.rows.iter().find(|row| row.level != Level::Total && (row.nature.is_some() || row.label_place.is_some()) && is_it(row))
        {
            return Some(Self::Row(row.nature, row.label_place));
        }
        if words.starts_with("total") && table.rows.iter().any(|row| row.level == Level::Total) {
            return Some(Self::Total);
        }
        // Only tables by nature get rows by categories.
        let is_by_nature =
            table.rows.last().is_some_and(|row| row.nature == Some(NatureScope::All)) || table.rows.iter().any(|row| row.nature.is_some());
        let missing = || Category::all().find(|category| code == Some(category.to_string().as_str()) || names(*category).contains(&words));
        is_by_nature.then(missing).flatten().map(Self::Missing)
    }
}

/// Whether words, or the code with which they begin, say a row.
fn is_said(tables: Tables<'_>, row: &Row, words: &str, code: Option<&str>) -> bool {
    let folded = |text: &str| Folded::of(text).text();
    if folded(&row.label) == words {
        return true;
    }
    match (row.nature, row.label_place) {
        (Some(NatureScope::Category(category)), _) => code == Some(category.to_string().as_str()) || names(category).iter().any(|name| name == words),
        (Some(NatureScope::Title(title)), _) => {
            code == Some(title.to_string().as_str()) || crate::lang::Lang::ALL.iter().any(|lang| folded(nature::title(title, *lang)) == words)
        }
        (_, Some(TextPlace::ActionLabel(id))) => {
            let action = tables.document.action(id);
            let own = action.map(|action| action.code.to_string());
            let written = code.map(|code| code.replace('-', "."));
            action.is_some_and(|action| folded(&action.label) == words) || (own.is_some() && own == written)
        }
        _ => false,
    }
}

/// What a category is called, in both languages, whole and shortened.
fn names(category: Category) -> [String; 4] {
    use crate::lang::Lang::{English, French};
    let [french, english] = [French, English].map(|lang| nature::category(category, lang));
    let [short, short_english] = [French, English].map(|lang| nature::category_short(category, lang));
    [french, english, short, short_english].map(|name| Folded::of(name).text())
}

/// "31" of "31 – Fonctionnement", "23-02" of "23-02 Sous-action": a code of one or two digits, or of two such.
fn leading_code(words: &str) -> Option<&str> {
    let end = words.find(|character: char| !character.is_ascii_digit() && character != '-' && character != '.').unwrap_or(words.len());
    let code = words.get(..end)?.trim_end_matches(['-', '.']);
    let is_part = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_apart = words.get(end..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let mut parts = code.split(['-', '.']);
    let is_code = parts.next().is_some_and(is_part) && parts.next().is_none_or(is_part) && parts.next().is_none();
    (is_apart && is_code).then_some(code)
}

/// A row of figures, with what stands before them.
struct NamedRow<'a> {
    /// Counted from 1, headings and blank rows too.
    number: usize,
    cells: &'a [String],
}

/// A paste with headings over its columns, where it has some, and names before its rows.
struct Named<'a> {
    headings: Vec<&'a [String]>,
    rows: Vec<NamedRow<'a>>,
    /// How many columns stand before the figures.
    before: usize,
}

impl<'a> Named<'a> {
    fn of(table: &Table, rows: &'a [Vec<String>]) -> Option<Self> {
        if !table.is_labelled() {
            return None;
        }
        let is_blank = |row: &[String]| row.iter().all(|cell| cell.trim().is_empty());
        let is_figure = |cell: &String| number::parse_amount(cell.trim()).is_ok();
        let first = rows.iter().position(|row| row.iter().skip(1).any(is_figure))?;
        let numbered = rows.iter().zip(1..).skip(first).map(|(cells, number)| NamedRow { number, cells });
        let named: Vec<NamedRow<'a>> = numbered.filter(|row| !is_blank(row.cells)).collect();
        let width = rows.iter().map(Vec::len).max()?;
        // The first column that holds nothing but figures and blanks, after the first of all.
        let is_of_figures = |column: &usize| {
            let mut cells = named.iter().filter_map(|row| row.cells.get(*column)).filter(|cell| !cell.trim().is_empty()).peekable();
            cells.peek().is_some() && cells.all(is_figure)
        };
        let before = (1..width).find(is_of_figures).filter(|before| *before <= 2)?;
        let headings = rows.iter().take(first).map(Vec::as_slice).filter(|row| !is_blank(row)).collect();
        Some(Self { headings, rows: named, before })
    }

    /// What stands before the figures of a row.
    fn key(&self, row: &NamedRow<'a>) -> [&'a str; 2] {
        let cell = |column: usize| row.cells.get(column).filter(|_| column < self.before).map_or("", String::as_str);
        [cell(0), cell(1)]
    }

    fn words(&self, row: &NamedRow<'a>) -> String {
        self.key(row).into_iter().filter(|words| !words.trim().is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Whether more than digits stands over or before the figures.
    fn says_words(&self) -> bool {
        let has_letter = |cell: &str| cell.chars().any(char::is_alphabetic);
        !self.headings.is_empty() || self.rows.iter().any(|row| self.key(row).into_iter().any(has_letter))
    }

    /// The columns of figures with those of the table to which they go: by their headings, or else one after the other from the cursor on.
    fn columns(&self, table: &Table, at: Range) -> Result<Vec<(usize, usize)>, PasteRefusal> {
        let width = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let by_heading: Vec<Option<usize>> = (self.before..width).map(|column| self.column(table, column)).collect();
        let pasted = (self.before..width).zip(&by_heading);
        if by_heading.iter().any(Option::is_some) {
            let found = |(pasted, column): (usize, &Option<usize>)| column.map(|column| (pasted, column)).ok_or_else(|| self.other(pasted));
            return pasted.map(found).collect();
        }
        let columns: Vec<(usize, usize)> = (self.before..width).zip(at.first.column..).collect();
        let fits = columns.iter().all(|(_, column)| *column < table.columns.len());
        if fits { Ok(columns) } else { Err(PasteRefusal::DoesNotFit { rows: self.rows.len(), columns: columns.len(), is_coded: false }) }
    }

    fn other(&self, pasted: usize) -> PasteRefusal {
        PasteRefusal::OtherColumn { found: folded(&self.heading(pasted)).into_owned() }
    }

    /// The headings over a column: those of groups stand over the first of theirs.
    fn heading(&self, pasted: usize) -> String {
        let over = |(index, line): (usize, &&[String])| {
            let own = line.get(pasted).map_or("", |cell| cell.trim());
            let is_last = index + 1 == self.headings.len();
            let before = || line.iter().take(pasted).rev().map(|cell| cell.trim()).find(|cell| !cell.is_empty());
            if own.is_empty() && !is_last { before().unwrap_or_default().to_owned() } else { own.to_owned() }
        };
        self.headings.iter().enumerate().map(over).collect::<Vec<_>>().join(" ")
    }

    /// The one column of the table that a heading says: its measure, and its group where several have that.
    fn column(&self, table: &Table, pasted: usize) -> Option<usize> {
        let said = Folded::of(&self.heading(pasted)).text();
        let has = |part: &str| !part.is_empty() && format!(" {said} ").contains(&format!(" {part} "));
        let first_word = |words: &str| Folded::of(words).text().split(' ').next().unwrap_or_default().to_owned();
        let is_it = |column: &usize| {
            let heading = table.heading(*column);
            let title = table.columns.get(*column).map_or("", |column| column.title.as_str());
            has(&Folded::of(&heading.replace(", ", " ")).text()) || has(&Folded::of(title).text()) || abbreviation(title).is_some_and(&has)
        };
        let mut columns: Vec<usize> = (0..table.columns.len()).filter(is_it).collect();
        if columns.len() > 1 {
            columns.retain(|column| group(table, *column).is_some_and(|group| has(&first_word(group))));
        }
        if columns.len() > 1 {
            // "FdC et AdP 2027" beside those of 2026.
            columns.retain(|column| group(table, *column).is_some_and(|group| has(&Folded::of(group).text())));
        }
        columns.first().copied().filter(|_| columns.len() == 1)
    }
}

fn abbreviation(title: &str) -> Option<&'static str> {
    match Folded::of(title).text().as_str() {
        "autorisations d'engagement" | "commitment authorisations" => Some("ae"),
        "credits de paiement" | "payment appropriations" => Some("cp"),
        _ => None,
    }
}

/// The heading of the group over a column.
fn group(table: &Table, column: usize) -> Option<&str> {
    let mut groups = table.groups.iter().flat_map(|group| std::iter::repeat_n(group.title.as_str(), group.span));
    groups.nth(column)
}

/// Rows without names, as many as a list of entries that goes on over rows that are computed: from the cursor down, sums left out.
pub(super) fn over_sums(tables: Tables<'_>, table: &Table, at: Range, rows: &[Vec<String>]) -> Option<Vec<(Spot, String)>> {
    let width = rows.iter().map(Vec::len).max().filter(|width| *width > 0)?;
    let columns = at.first.column..at.first.column.checked_add(width)?;
    let is_entry = |cell: &crate::tables::Cell| cell.place.is_some_and(|place| tables.document.entry(place).is_some());
    let entered = |row: &Row| row.cells.get(columns.clone()).is_some_and(|cells| cells.iter().all(is_entry));
    let lines: Vec<usize> = table.rows.iter().enumerate().skip(at.first.row).filter(|(_, row)| entered(row)).map(|(index, _)| index).collect();
    if lines.len() < rows.len() || lines.first() != Some(&at.first.row) {
        return None;
    }
    let cells = lines
        .into_iter()
        .zip(rows)
        .flat_map(|(row, cells)| cells.iter().zip(at.first.column..).map(move |(typed, column)| (Spot { row, column }, typed.clone())));
    Some(cells.collect())
}

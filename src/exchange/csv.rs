//! A table as CSV for French spreadsheets: semicolons, decimal commas, UTF-8 with the mark that Excel looks for.
//!
//! Numbers stay numbers; words that a spreadsheet would compute are made harmless, as in a copy (`harmless`), and quoted where another delimiter
//! would split them.

use super::clipboard::cell_text;
use super::harmless::{harmless, is_delimiter};
use crate::lang::Lang;
use crate::tables::{Table, Tables};

/// Without it Excel reads UTF-8 as the code page of the machine.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A table with its headings and labels, in the official column order; the heading of a group stands before those of its columns.
pub fn table(table: &Table, lang: Lang) -> String {
    format!("{BYTE_ORDER_MARK}{}", rows(table, lang))
}

/// Tables one under the other, each under its title.
pub fn tables(tables: Tables<'_>, shown: &[Table]) -> String {
    let titled = |table: &Table| format!("{}\r\n{}", line(vec![harmless(&tables.title_alone(table))]), rows(table, tables.lang));
    let tables: Vec<String> = shown.iter().map(titled).collect();
    format!("{BYTE_ORDER_MARK}{}", tables.join("\r\n"))
}

fn rows(table: &Table, lang: Lang) -> String {
    let label = |words: &str| table.is_labelled().then(|| harmless(words));
    let headings = label(&table.row_header).into_iter().chain((0..table.columns.len()).map(|column| harmless(&table.heading(column)))).collect();
    let rows = table.rows.iter().map(|row| label(&row.label).into_iter().chain(row.cells.iter().map(|cell| cell_text(cell, lang))).collect());
    [headings].into_iter().chain(rows).map(|row: Vec<String>| line(row) + "\r\n").collect()
}

fn line(cells: Vec<String>) -> String {
    cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(";")
}

/// A number is no words: its comma is a decimal one.
fn quoted(cell: &str) -> String {
    let is_number = cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ',' | '%'));
    let is_split = cell.contains(|c| c == '"' || is_delimiter(c));
    if is_split && !is_number { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

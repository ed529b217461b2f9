//! Tab-separated text, as spreadsheets copy and paste it: cells may be quoted and then hold tabs, line breaks and doubled quotes.

use super::harmless::harmless;
use crate::lang::Lang;
use crate::tables::{Cell, Content, Table};

/// A table with its headings, each with its group, in the official column order; words that a spreadsheet would compute are made harmless.
pub fn table(table: &Table, lang: Lang) -> String {
    let text = |cell: &Cell| match &cell.content {
        Content::Words(words) => harmless(words),
        Content::Figure(_) | Content::Value(_) => cell.text(lang),
    };
    let headings = [harmless(&table.row_header)].into_iter().chain((0..table.columns.len()).map(|column| harmless(&table.heading(column))));
    let rows = table.rows.iter().map(|row| [harmless(&row.label)].into_iter().chain(row.cells.iter().map(text)).collect());
    write([headings.collect()].into_iter().chain(rows))
}

/// Rows of cells, one a line.
pub fn write(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = String::new();
    for row in rows {
        text.push_str(&row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join("\t"));
        text.push('\n');
    }
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains(['\t', '\n', '\r', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// The rows of a pasted text; the line break at its end makes no row.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut characters = text.chars().peekable();
    let mut in_quotes = false;
    while let Some(character) = characters.next() {
        let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) else { break };
        match character {
            '"' if in_quotes && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if in_quotes => in_quotes = false,
            '"' if cell.is_empty() => in_quotes = true,
            _ if in_quotes => cell.push(character),
            '\t' => {
                if let Some(row) = rows.last_mut() {
                    row.push(String::new());
                }
            }
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => rows.push(vec![String::new()]),
            _ => cell.push(character),
        }
    }
    if rows.len() > 1 && rows.last().is_some_and(|row| row.iter().all(String::is_empty) && row.len() == 1) {
        rows.pop();
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn what_spreadsheets_copy_is_read_as_rows_of_cells() {
        let cases: [(&str, &[&[&str]]); 7] = [
            ("7300000", &[&["7300000"]]),
            ("1\t2\r\n3\t4\r\n", &[&["1", "2"], &["3", "4"]]),
            ("1\t2\n3\t4", &[&["1", "2"], &["3", "4"]]),
            ("\"a\tb\"\t\"c \"\"d\"\"\ne\"\n", &[&["a\tb", "c \"d\"\ne"]]),
            ("\t\n\t\n", &[&["", ""], &["", ""]]),
            ("5\"\t6", &[&["5\"", "6"]]),
            ("", &[&[""]]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), cells(expected), "{text:?}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let rows = cells(&[&["a\tb", "c\n\"d\""], &["", "7 300 000"]]);
        assert_eq!(read(&write(rows.clone())), rows);
    }
}

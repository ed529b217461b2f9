//! Tables and texts as plain text in columns, for a terminal.

use crate::lang::Lang;
use crate::model::{Alignment, Passage, Text, TextPart};
use crate::tables::{Holds, NamedText, Table};

const LABEL_WIDTH: usize = 48;

/// A table with aligned columns; long headings and labels are wrapped.
pub fn table(table: &Table, lang: Lang) -> String {
    let mut lines = vec![heading(&table.title)];
    if let Some(share) = &table.share {
        lines.push(format!("ACTION {}", share.text(lang)));
    }
    let rows: Vec<(&str, Vec<String>)> =
        table.rows.iter().map(|row| (row.label.as_str(), row.cells.iter().map(|cell| cell.text(lang)).collect())).collect();
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|column| rows.iter().filter_map(|(_, cells)| cells.get(column)).map(|text| width(text)).max().unwrap_or(0).max(14))
        .collect();
    let label_width = rows.iter().map(|(label, _)| width(label)).chain([width(&table.row_header)]).max().unwrap_or(0).min(LABEL_WIDTH);
    let is_words = table.look.holds == Holds::Words;
    let headings: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    lines.push(line(&table.row_header, &headings, label_width, &widths, is_words));
    lines.extend(rows.iter().map(|(label, cells)| line(label, cells, label_width, &widths, is_words)));
    lines.join("\n") + "\n"
}

/// A text under its title, a blank line between paragraphs, tables with aligned columns.
pub fn text(text: &NamedText) -> String {
    let source = Text::new(&text.text);
    let shown: Vec<String> = source.parts().iter().map(|part| part_of_text(source.as_str(), part)).collect();
    format!("{}\n{}\n", heading(&text.title), shown.join("\n\n"))
}

/// A line stays as it is typed, so that it can be typed again.
fn part_of_text(source: &str, part: &TextPart<'_>) -> String {
    match part {
        TextPart::Block(block) => source.get(block.line.clone()).unwrap_or_default().to_owned(),
        TextPart::Table(table) => {
            let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(Passage::words).collect()).collect();
            let widths: Vec<usize> = (0..table.alignments.len())
                .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0))
                .collect();
            let line = |row: &Vec<String>| {
                let cells = row.iter().zip(&widths).zip(&table.alignments);
                let padded = cells.map(|((cell, width), alignment)| match alignment {
                    Alignment::Right => pad_left(cell, *width),
                    Alignment::Left | Alignment::Center => pad_right(cell, *width),
                });
                padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
            };
            let mut lines: Vec<String> = rows.iter().map(line).collect();
            if table.has_heading {
                lines.insert(1, widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join("  "));
            }
            lines.join("\n")
        }
    }
}

fn heading(title: &str) -> String {
    format!("{title}\n{}", "─".repeat(width(title)))
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// One row of cells, words at the left, on as many lines as its longest wrapped cell needs; figures stand on the last.
fn line(label: &str, cells: &[String], label_width: usize, widths: &[usize], is_words: bool) -> String {
    let label = wrap(label, label_width);
    let cells: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
    let height = cells.iter().map(Vec::len).chain([label.len()]).max().unwrap_or(1);
    let text_at =
        |lines: &[String], row: usize| (row + lines.len()).checked_sub(height).and_then(|index| lines.get(index)).cloned().unwrap_or_default();
    let lines = (0..height).map(|row| {
        let mut line = pad_right(label.get(row).map_or("", String::as_str), label_width);
        for (cell, width) in cells.iter().zip(widths) {
            line.push_str("  ");
            let text = text_at(cell, row);
            line.push_str(&if is_words { pad_right(&text, *width) } else { pad_left(&text, *width) });
        }
        line.trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn wrap(text: &str, limit: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && width(line) + 1 + width(word) > limit {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

fn pad_right(text: &str, to: usize) -> String {
    text.to_owned() + &" ".repeat(to.saturating_sub(width(text)))
}

fn pad_left(text: &str, to: usize) -> String {
    " ".repeat(to.saturating_sub(width(text))) + text
}

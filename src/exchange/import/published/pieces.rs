//! The blocks of a file as the pieces that a walk takes in turn: headings told from text, and runs of rows cut into single tables.
//!
//! In a text, nothing but tabs and line ends says where a table begins: a heading below figures begins another one, whatever stands between.

use super::grid::{RowKind, heads_labels, holds_figure, pure_measure};
use super::marks::{self, Mark, mark};
use super::sections::are_of_section;
use super::untabbed::{Looks, looks};
use super::words::{is_total, names_nature, one_line};
use crate::exchange::import::blocks::{Block, Content, Line, LineKind, Row, folded};
use crate::exchange::import::coded;

/// A line, with the heading that it is if it is one, or a single table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// Where it begins in its file.
    pub line: usize,
    pub content: PieceContent,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum PieceContent {
    Line(Line, Option<Mark>),
    Table(Vec<Row>),
}

/// The pieces of a file, heads of pages left out before.
pub(super) fn pieces(blocks: &[&Block]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut ranks = 1..;
    for (line, content) in joined(blocks) {
        match content {
            Content::Line(text) => pieces.push(piece_of_line(line, text)),
            Content::Table(mut rows) => {
                rows.iter_mut().zip(&mut ranks).for_each(|(row, rank)| row.rank = rank);
                cut(rows, &mut pieces);
            }
        }
    }
    name_actions(&mut pieces);
    pieces
}

fn piece_of_line(line: usize, text: Line) -> Piece {
    let mark = if text.kind == LineKind::Bullet { None } else { mark(&text.text) };
    Piece { line, content: PieceContent::Line(text, mark) }
}

/// Blocks with the tables that blank lines or pages part put together again: rows go on below rows of as many cells, figures below headings.
/// A label without its cells, which editors cut off, is a row of the table around it.
fn joined(blocks: &[&Block]) -> Vec<(usize, Content)> {
    let mut joined: Vec<(usize, Content)> = Vec::new();
    let mut run = Run::default();
    for (index, block) in blocks.iter().enumerate() {
        let above = match joined.last_mut() {
            Some((_, Content::Table(rows))) => Some(rows),
            _ => None,
        };
        let below = blocks.get(index + 1..).unwrap_or_default();
        match (&block.content, above) {
            (Content::Table(rows), Some(above)) if run.goes_on(above, rows) => {
                run.add(rows);
                above.extend(rows.iter().cloned());
            }
            (Content::Line(line), Some(above)) if is_row(line, above, below) || run.is_broken_heading(line, above, below) => {
                above.push(Row::new(block.line, vec![line.text.clone()]));
            }
            (content, _) => {
                run = Run::default();
                if let Content::Table(rows) = content {
                    run.add(rows);
                }
                joined.push((block.line, content.clone()));
            }
        }
    }
    joined
}

/// What the rows of a table had so far.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    has_figures: bool,
    has_labels: bool,
    width: usize,
}

impl Run {
    fn add(&mut self, rows: &[Row]) {
        for row in rows {
            let kind = RowKind::of(row);
            self.has_figures |= kind == RowKind::Figures;
            self.has_labels |= kind == RowKind::Label;
            self.width = self.width.max(row.cells.len());
        }
    }

    fn goes_on(self, above: &[Row], below: &[Row]) -> bool {
        let Some(first) = below.first().filter(|_| !is_whole(above) && !is_whole(below)) else { return false };
        !self.has_figures || (RowKind::of(first) != RowKind::Heading && self.width == first.cells.len())
    }

    /// Words between headings and their figures: the heading over the labels, broken over lines.
    fn is_broken_heading(self, line: &Line, above: &[Row], below: &[&Block]) -> bool {
        let Some(Content::Table(rows)) = below.first().map(|block| &block.content) else { return false };
        let are_headings = !self.has_figures && !self.has_labels && !is_whole(above);
        let has_none = rows.first().is_some_and(|row| RowKind::of(row) != RowKind::Heading);
        line.kind == LineKind::Plain
            && are_headings
            && has_none
            && mark(&line.text).is_none()
            && looks(&line.text).is_none()
            && !ends_a_sentence(&line.text)
            && !is_label(&line.text)
    }
}

/// A title or category on a line of its own.
fn is_label_alone(line: &Line) -> bool {
    line.kind == LineKind::Plain && !is_total(&line.text) && names_nature(&line.text)
}

/// Whether a line is the label of a row in a table by nature: rows without a heading follow, perhaps below more labels.
fn is_row(line: &Line, above: &[Row], below: &[&Block]) -> bool {
    /// More than the categories there are.
    const LABELS: usize = 40;
    let is_by_nature = || above.iter().take(4).chain(above.last()).any(|row| begins_by_nature(row.cell(0)));
    let next = || below.iter().take(LABELS).find(|block| block.as_line().is_none_or(|line| !is_label_alone(line)));
    let has_rows = || match next().map(|block| &block.content) {
        Some(Content::Table(rows)) => rows.first().is_some_and(|row| RowKind::of(row) != RowKind::Heading),
        Some(Content::Line(_)) | None => false,
    };
    is_label_alone(line) && is_by_nature() && has_rows()
}

/// The first cell of a row by nature, or of the headings above one, which may have no cell over the labels.
fn begins_by_nature(cell: &str) -> bool {
    let words = folded(cell);
    names_nature(cell) || heads_labels(&words) || pure_measure(&words).is_some()
}

/// Tables that are no amounts and know their own rows: indicators, whose values may be words, and the recapitulation.
fn is_whole(rows: &[Row]) -> bool {
    let first = rows.first().map(|row| folded(row.cell(0))).unwrap_or_default();
    let heads = || rows.iter().take(3).flat_map(|row| &row.cells);
    first.starts_with("objectif ") || first.starts_with("indicateur ") || heads().any(|cell| folded(cell) == "unite")
}

/// Cuts a run of rows where a heading stands below figures, and takes out what is no row: headings of parts and paragraphs.
fn cut(rows: Vec<Row>, pieces: &mut Vec<Piece>) {
    if is_whole(&rows) {
        push_table(rows, pieces);
        return;
    }
    let mut table: Vec<Row> = Vec::new();
    let mut has_rows = false;
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        if row.is_blank() {
            continue;
        }
        if let Some(content) = line_in(&row, &table, has_rows, rows.peek()) {
            push_table(std::mem::take(&mut table), pieces);
            has_rows = false;
            pieces.push(Piece { line: row.line, content });
            continue;
        }
        let is_heading = RowKind::of(&row) == RowKind::Heading;
        if is_heading && has_rows {
            push_table(std::mem::take(&mut table), pieces);
        }
        has_rows = !is_heading;
        table.push(row);
    }
    push_table(table, pieces);
}

fn push_table(rows: Vec<Row>, pieces: &mut Vec<Piece>) {
    if let Some(first) = rows.first() {
        pieces.push(Piece { line: first.line, content: PieceContent::Table(rows) });
    }
}

/// The heading or paragraph that a row is: one cell with words, or an action and its label in two.
fn line_in(row: &Row, above: &[Row], has_rows: bool, below: Option<&Row>) -> Option<PieceContent> {
    let filled: Vec<(usize, &str)> = row.cells.iter().map(|cell| cell.trim()).enumerate().filter(|(_, cell)| !cell.is_empty()).collect();
    let content = |text: &str, mark| Some(PieceContent::Line(Line { kind: LineKind::Plain, text: text.to_owned() }, mark));
    match filled.as_slice() {
        [(_, share), (_, label)] => {
            let text = format!("{share} {label}");
            mark(&text).filter(|mark| matches!(mark, Mark::Action(..))).and_then(|mark| content(&text, Some(mark)))
        }
        [(index, only)] => match mark(only) {
            // The rows and groups of tables are called so too.
            Some(Mark::Measure(..)) if !has_rows || above.last().is_some_and(|row| pure_measure(&folded(row.cell(0))).is_some()) => None,
            Some(mark) => content(only, Some(mark)),
            None if *index > 0 => ends_a_sentence(only).then(|| content(only, None)).flatten(),
            None if holds_figure(only) => None,
            None => {
                let goes_on = |below: &Row| RowKind::of(below) != RowKind::Heading && filled_count(below) > 1 || is_lone_label(below);
                let is_row = if has_rows && are_of_section(above) {
                    !ends_a_sentence(only)
                } else if is_label(only) {
                    !above.is_empty() && below.is_some_and(goes_on)
                } else {
                    // The rest of a heading that is broken over lines.
                    let is_below_headings = !has_rows && !above.is_empty();
                    (is_below_headings || heads_labels(&folded(only))) && !ends_a_sentence(only) && below.is_some()
                };
                if is_row { None } else { content(only, None) }
            }
        },
        _ => None,
    }
}

fn is_label(cell: &str) -> bool {
    is_total(cell) || coded::action_label(cell).is_some() || names_nature(cell) || pure_measure(&folded(cell)).is_some()
}

fn is_lone_label(row: &Row) -> bool {
    filled_count(row) == 1 && is_label(row.cell(0).trim()) && mark(row.cell(0)).is_none()
}

fn filled_count(row: &Row) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

fn ends_a_sentence(words: &str) -> bool {
    const LONGEST_HEADING: usize = 100;
    words.ends_with(['.', ';', ':', '!', '?']) || words.chars().count() > LONGEST_HEADING
}

/// The label of an action stands below "ACTION 68,9 %", above it, or alone above the table of the action.
fn name_actions(pieces: &mut [Piece]) {
    for index in 0..pieces.len() {
        let follows = pieces.get(index + 1).is_some_and(|piece| piece.label().is_some());
        let is_taken = index.checked_sub(2).and_then(|index| pieces.get(index)).is_some_and(Piece::awaits_label);
        let stands_above = index.checked_sub(1).and_then(|index| pieces.get(index)).is_some_and(Piece::is_heading_label);
        if pieces.get(index).is_some_and(Piece::awaits_label) && !follows && stands_above && !is_taken {
            pieces.swap(index - 1, index);
        }
    }
    for index in 0..pieces.len() {
        let is_awaited = index.checked_sub(1).and_then(|index| pieces.get(index)).is_some_and(Piece::awaits_label);
        let begins_action = pieces.get(index + 1).is_some_and(Piece::begins_action);
        let Some(Piece { content: PieceContent::Line(line, mark @ None), .. }) = pieces.get_mut(index) else { continue };
        if !is_awaited && begins_action && line.kind != LineKind::Bullet && looks(&line.text) != Some(Looks::Row) {
            *mark = marks::action_of_any_case(&line.text);
        }
    }
}

impl Piece {
    /// The words of an action's code and label.
    fn label(&self) -> Option<&str> {
        match &self.content {
            PieceContent::Line(line, None) if line.kind != LineKind::Bullet && looks(&line.text) != Some(Looks::Row) => {
                coded::action_label(&one_line(&line.text)).map(|_| line.text.as_str())
            }
            _ => None,
        }
    }

    /// The same where a text may stand: two digits, as no list has, and no sentence.
    fn is_heading_label(&self) -> bool {
        self.label().is_some_and(|label| !ends_a_sentence(label) && marks::action_of_any_case(label).is_some())
    }

    fn awaits_label(&self) -> bool {
        matches!(&self.content, PieceContent::Line(_, Some(Mark::Action(_, label))) if label.is_empty())
    }

    /// What comes first under an action: its table of AE and CP, or what it spends by nature.
    fn begins_action(&self) -> bool {
        match &self.content {
            PieceContent::Line(_, mark) => *mark == Some(Mark::Nature),
            PieceContent::Table(rows) => {
                let is_of_measures =
                    |row: &Row| RowKind::of(row) == RowKind::Figures && row.cells.iter().any(|cell| pure_measure(&folded(cell)).is_some());
                let says_other = rows.iter().flat_map(|row| &row.cells).any(|cell| folded(cell).starts_with("hors"));
                says_other && rows.iter().any(is_of_measures)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::import::blocks;

    /// `# ` a heading, `- ` another line, the rows of a table with `|` and `/`.
    fn seen(text: &str) -> Vec<String> {
        let blocks = blocks::of_text(0, text);
        let piece = |piece: Piece| match piece.content {
            PieceContent::Line(line, Some(Mark::Action(_, label))) if !label.is_empty() => format!("action {label} ({})", line.text),
            PieceContent::Line(line, Some(_)) => format!("# {}", line.text),
            PieceContent::Line(line, None) => format!("- {}", line.text),
            PieceContent::Table(rows) => rows.iter().map(|row| row.cells.join("|")).collect::<Vec<_>>().join(" / "),
        };
        pieces(&blocks.iter().collect::<Vec<_>>()).into_iter().map(piece).collect()
    }

    #[test]
    fn runs_of_rows_are_cut_into_tables_and_parted_ones_put_together() {
        let cases: [(&str, &[&str]); 11] = [
            ("AE\tCP 2021\n5\t6\n\tClés d'ouverture des CP\n\t10 %\t90 %", &["AE|CP 2021 / 5|6", "# Clés d'ouverture des CP", "|10 %|90 %"]),
            ("AE\tCP 2021\n5\t6\nAE nouvelles\tCP demandés\n7\t8", &["AE|CP 2021 / 5|6", "AE nouvelles|CP demandés / 7|8"]),
            ("Titre et catégorie\tAE\tCP\n\nTotal\t5\t6", &["Titre et catégorie|AE|CP / Total|5|6"]),
            ("Titre et catégorie\tAE\tCP\n\nTotal\t5\t6\n\nAE\tCP 2021\n5\t6", &["Titre et catégorie|AE|CP / Total|5|6", "AE|CP 2021 / 5|6"]),
            (
                "Titre et catégorie\tAE\tCP\nDépenses de personnel\nRémunérations d'activité\nTotal\t5\t6\nDépenses de personnel\nLe texte.",
                &[
                    "Titre et catégorie|AE|CP / Dépenses de personnel / Rémunérations d'activité / Total|5|6",
                    "- Dépenses de personnel",
                    "- Le texte.",
                ],
            ),
            ("Titre et catégorie\tAE\tCP\nTotal\t5\t6\nLe texte.\t\t", &["Titre et catégorie|AE|CP / Total|5|6", "- Le texte."]),
            (
                "Titre et catégorie\tAE\tCP\nTotal\t5\t6\n\tLe texte de l'action.",
                &["Titre et catégorie|AE|CP / Total|5|6", "- Le texte de l'action."],
            ),
            (
                "ACTION 10,0 %\t\n01 – Fonds\t\n\tTitre 2\tHors titre 2\nAE\t5\t6",
                &["# ACTION 10,0 %", "- 01 – Fonds", "|Titre 2|Hors titre 2 / AE|5|6"],
            ),
            ("01 – Fonds\nACTION 10,0 %\n\tTitre 2\tHors titre 2\nAE\t5\t6", &["# ACTION 10,0 %", "- 01 – Fonds", "|Titre 2|Hors titre 2 / AE|5|6"]),
            ("01 – Fonds\n\tTitre 2\tHors titre 2\nAE\t5\t6", &["action 01 – Fonds (01 – Fonds)", "|Titre 2|Hors titre 2 / AE|5|6"]),
            ("ACTION 10,0 %\t01 – Fonds\n\tTitre 2\tHors titre 2", &["action 01 – Fonds (ACTION 10,0 % 01 – Fonds)", "|Titre 2|Hors titre 2"]),
        ];
        for (text, expected) in cases {
            assert_eq!(seen(text), expected, "{text}");
        }
    }
}

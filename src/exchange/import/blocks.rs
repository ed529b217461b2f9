//! A published PAP as a run of blocks: lines of text and tables, each with the line of the file where it begins.
//!
//! Both forms of publication end here: the text, whose tables have tabs between their cells, and the HTML of the public site (`page`).

use crate::lang::folding::Folded;

/// A line or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The rank of the file, and the line in it, from 1.
    pub file: usize,
    pub line: usize,
    pub content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Line(Line),
    Table(Vec<Row>),
}

/// One paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub kind: LineKind,
    /// Bold between `**`.
    pub text: String,
}

/// What a paragraph is, as far as the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Of a plain text, in which headings look like paragraphs and pages cut paragraphs.
    Plain,
    Paragraph,
    Bullet,
    Heading,
}

/// A row of a table; a cell keeps its lines apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub line: usize,
    /// Its rank among the rows of its file, once they are numbered: a page may have all of them on one line.
    pub rank: usize,
    pub cells: Vec<String>,
}

impl Row {
    /// A row that is not numbered yet.
    pub fn new(line: usize, cells: Vec<String>) -> Self {
        Self { line, rank: 0, cells }
    }

    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map(String::as_str).unwrap_or_default()
    }

    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

impl Content {
    /// Whether it says what another one does, wherever both stand.
    pub fn says(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Line(one), Self::Line(other)) => one == other,
            (Self::Table(one), Self::Table(other)) => one.iter().map(|row| &row.cells).eq(other.iter().map(|row| &row.cells)),
            (Self::Line(_), Self::Table(_)) | (Self::Table(_), Self::Line(_)) => false,
        }
    }
}

impl Block {
    pub fn as_line(&self) -> Option<&Line> {
        match &self.content {
            Content::Line(line) => Some(line),
            Content::Table(_) => None,
        }
    }
}

/// Lower case, without accents, any run of white space as one space, dashes and apostrophes as one.
pub(super) fn folded(text: &str) -> String {
    Folded::of(text).text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line that the public site's own program left in its pages.
pub(super) fn is_marker(line: &str) -> bool {
    line.trim_start().starts_with("$@FwLOVariable")
}

/// A paragraph without its bullet, if it has one.
pub(super) fn bullet(line: &str) -> Option<&str> {
    let (mark, rest) = line.split_at_checked(line.chars().next()?.len_utf8())?;
    let is_mark = matches!(mark, "-" | "–" | "—" | "•" | "▪" | "‒" | "·" | "*" | "\u{f0b7}" | "\u{f0a7}");
    (is_mark && rest.starts_with(|c: char| c.is_whitespace())).then(|| rest.trim())
}

/// The blocks of a published text: consecutive lines with tabs are one table.
pub(super) fn of_text(file: usize, text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut table_goes_on = false;
    for (text, line) in text.lines().zip(1..) {
        let text = text.trim_end_matches('\r');
        if text.trim().is_empty() || is_marker(text) {
            table_goes_on = false;
            continue;
        }
        let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
        let content = match cells.as_slice() {
            [only] => Content::Line(line_of(only)),
            // A list, its bullets set off by a tab.
            [mark, words] if mark.chars().count() == 1 && bullet(&format!("{mark} x")).is_some() => {
                Content::Line(Line { kind: LineKind::Bullet, text: (*words).into() })
            }
            cells => {
                let row = Row::new(line, cells.iter().map(ToString::to_string).collect());
                if let (true, Some(Block { content: Content::Table(rows), .. })) = (table_goes_on, blocks.last_mut()) {
                    rows.push(row);
                    continue;
                }
                Content::Table(vec![row])
            }
        };
        table_goes_on = matches!(content, Content::Table(_));
        blocks.push(Block { file, line, content });
    }
    blocks
}

fn line_of(text: &str) -> Line {
    match bullet(text) {
        Some(words) => Line { kind: LineKind::Bullet, text: words.into() },
        None => Line { kind: LineKind::Plain, text: text.into() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_tabs_are_tables_and_others_are_paragraphs() {
        let text = "PROGRAMME 352\r\n\r\n\tUnité\t2021\nLabel\tNb\t5\n\n- un ;\n•\tdeux\n$@FwLOVariable(x)\nTotal\t7 300 000\n";
        let line = |line, kind, text: &str| Block { file: 3, line, content: Content::Line(Line { kind, text: text.into() }) };
        let row = |line, cells: &[&str]| Row::new(line, cells.iter().map(ToString::to_string).collect());
        assert_eq!(
            of_text(3, text),
            [
                line(1, LineKind::Plain, "PROGRAMME 352"),
                Block { file: 3, line: 3, content: Content::Table(vec![row(3, &["", "Unité", "2021"]), row(4, &["Label", "Nb", "5"])]) },
                line(6, LineKind::Bullet, "un ;"),
                line(7, LineKind::Bullet, "deux"),
                Block { file: 3, line: 9, content: Content::Table(vec![row(9, &["Total", "7 300 000"])]) },
            ]
        );
    }

    #[test]
    fn bullets_are_told_from_dashes_and_numbers() {
        let cases =
            [("- un", Some("un")), ("– un", Some("un")), ("•\u{a0}un", Some("un")), ("-5", None), ("1 – un", None), ("un", None), ("-", None)];
        for (line, expected) in cases {
            assert_eq!(bullet(line), expected, "{line}");
        }
    }

    #[test]
    fn folding_hides_what_publications_vary() {
        assert_eq!(folded("CLÉS  D’OUVERTURE\u{a0}DES\tCP"), "cles d'ouverture des cp");
    }
}

//! The HTML parts of the public site, cut into the blocks of a published PAP.
//!
//! Knows paragraphs, headings, lists, bold and tables, spans counted out; a table that only lays out a page is read as the lines in it. Lines of
//! one cell stay apart: two numbers are never joined.

use super::blocks::{Block, Content, Line, LineKind, Row, bullet, is_marker};
use crate::exchange::markup::{self, Piece, Tag};

/// Widest table that is read, in columns; also what a `colspan` can take.
const MAX_COLUMNS: usize = 200;
/// Most cells of one file.
const MAX_CELLS: usize = 1_000_000;
/// Tables within tables that are told apart; deeper ones are words.
const MAX_DEPTH: usize = 32;
/// Tags within a line that are open together; more are not followed.
const MAX_EFFECTS: usize = 100;

/// What a page holds but does not show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Of the first of it.
    pub line: usize,
    pub words: String,
    /// How many paragraphs, or parts of one.
    pub count: usize,
}

/// The blocks of a page; `None` when it has more cells than any PAP.
pub(super) fn blocks(file: usize, html: &str) -> Option<Vec<Block>> {
    read(file, html).map(|(blocks, _)| blocks)
}

/// The blocks of a page, and what it hides.
pub(super) fn read(file: usize, html: &str) -> Option<(Vec<Block>, Hidden)> {
    let html = without_marker_lines(html);
    let mut ends: Vec<usize> = html.match_indices('\n').map(|(at, _)| at).collect();
    ends.push(html.len());
    let mut reader = Reader { file, ..Reader::default() };
    for (at, piece) in markup::pieces_at(&html).ok()? {
        reader.line = ends.partition_point(|end| *end < at) + 1;
        match piece {
            Piece::Open(tag) => reader.open(&tag),
            Piece::Close(name) => reader.close(&name),
            Piece::Words(words) => reader.words(&words),
        }
        if reader.cells > MAX_CELLS {
            return None;
        }
    }
    while !reader.tables.is_empty() {
        reader.end_table();
    }
    reader.end_paragraph();
    Some((reader.blocks, reader.left))
}

/// Markers on a line of their own; others are left out word by word.
fn without_marker_lines(html: &str) -> String {
    let keep = |line: &str| if is_marker(line) && !line.contains('<') { String::new() } else { line.to_owned() };
    html.split('\n').map(keep).collect::<Vec<_>>().join("\n")
}

/// Tags that begin and end on lines of their own.
const BREAKS: [&str; 22] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "ul",
];
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

#[derive(Default)]
struct Reader {
    file: usize,
    line: usize,
    blocks: Vec<Block>,
    paragraph: Paragraph,
    tables: Vec<Table>,
    cells: usize,
    /// Tables beyond the depth that is told apart.
    ignored: usize,
    /// The tag whose words are hidden, and how many of its name are open.
    hidden: Option<(String, usize)>,
    /// What was hidden so far, and whether that of the tag that is open counts already.
    left: Hidden,
    is_counted: bool,
}

/// A paragraph, of the page or of a cell.
#[derive(Default)]
struct Paragraph {
    line: usize,
    /// With the marks of bold.
    text: String,
    /// Without them.
    plain: String,
    kind: Option<LineKind>,
    /// How many tags of bold are open, and whether every word so far is bold.
    bold: usize,
    is_open: bool,
    /// The tags within a line that are open, with what they do to their words.
    effects: Vec<(String, Effect)>,
    /// Struck words that stand behind a digit, until it is known what comes next.
    struck: String,
}

/// What a tag within a line does to its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    None,
    Raised,
    Lowered,
    Struck,
}

impl Effect {
    fn of(tag: &Tag) -> Self {
        let style = style(tag);
        match tag.name() {
            "s" | "strike" | "del" => Self::Struck,
            _ if style.contains("line-through") => Self::Struck,
            "sup" => Self::Raised,
            _ if style.contains("vertical-align:super") => Self::Raised,
            "sub" => Self::Lowered,
            _ if style.contains("vertical-align:sub") => Self::Lowered,
            _ => Self::None,
        }
    }
}

/// Tags within a line.
const INLINE: [&str; 19] =
    ["a", "abbr", "b", "cite", "code", "del", "em", "font", "i", "ins", "mark", "s", "small", "span", "strike", "strong", "sub", "sup", "u"];
/// Tags that have no end and no words.
const VOID: [&str; 13] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Tags whose end may be left out: the next one of the same name ends them.
const SELF_ENDING: [&str; 7] = ["p", "li", "td", "th", "tr", "dd", "dt"];

/// The style of a tag, in lower case and without spaces.
fn style(tag: &Tag) -> String {
    tag.attribute("style").unwrap_or_default().chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Whether a page shows nothing of a tag.
fn is_hidden(tag: &Tag) -> bool {
    let style = style(tag);
    let hides = ["display:none", "visibility:hidden", "visibility:collapse"].iter().any(|hides| style.contains(hides));
    tag.name() == "noscript" || tag.attribute("hidden").is_some() || hides
}

/// A digit above or below its line, which no number is read with.
fn shifted(character: char, effect: Effect) -> char {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let digits = if effect == Effect::Raised { RAISED } else { LOWERED };
    let digit = character.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
    digit.and_then(|digit| digits.get(digit).copied()).unwrap_or(character)
}

/// A line of a cell without the mark of a note behind its number: one digit, or one in brackets. "10⁶" may be a power, and stays.
fn without_note(line: &str) -> &str {
    const MARKS: [char; 18] = ['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let bare = line.strip_suffix([')', ']']).unwrap_or(line);
    let Some(before) = bare.strip_suffix(MARKS) else { return line };
    let before = if bare.len() < line.len() { before.strip_suffix(['(', '[']).unwrap_or(line) } else { before };
    let before = before.trim_end();
    let number = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let is_number = before.len() < line.len() && before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '€' | '%'));
    if is_number && number != "10" { before } else { line }
}

#[derive(Default)]
struct Table {
    line: usize,
    rows: Vec<Row>,
    /// What its cells hold, with its form: what is read when it turns out to lay out the page.
    lines: Vec<Paragraph>,
    /// For each column, how many rows below the present one a cell from above still covers.
    covered: Vec<usize>,
    cell: Option<Cell>,
    /// Whether it only lays out the page: a table stands in it.
    lays_out: bool,
    /// Whether its caption is open: a line above it.
    in_caption: bool,
}

struct Cell {
    columns: usize,
    rows: usize,
    /// What stands before it, while its own words are collected.
    outside: Paragraph,
    lines: Vec<Paragraph>,
}

impl Reader {
    fn open(&mut self, tag: &Tag) {
        let name = tag.name();
        if let Some((hidden, open)) = &mut self.hidden {
            if name != hidden.as_str() {
                return;
            }
            if !SELF_ENDING.contains(&name) {
                *open += 1;
                return;
            }
            self.hidden = None;
        }
        if is_hidden(tag) && !VOID.contains(&name) {
            self.hidden = Some((name.to_owned(), 1));
            self.is_counted = false;
            return;
        }
        if self.ignored > 0 {
            self.ignored += usize::from(name == "table");
            return;
        }
        if INLINE.contains(&name) && self.paragraph.effects.len() < MAX_EFFECTS {
            self.paragraph.effects.push((name.to_owned(), Effect::of(tag)));
        }
        match name {
            "table" if self.tables.len() >= MAX_DEPTH => self.ignored = 1,
            "table" => self.begin_table(),
            "tr" if !self.tables.is_empty() => self.begin_row(),
            "td" | "th" if !self.tables.is_empty() => self.begin_cell(tag),
            "caption" if !self.in_cell() => self.set_caption(true),
            "br" => self.end_line(),
            "li" => {
                self.end_paragraph();
                self.paragraph.kind = Some(LineKind::Bullet);
            }
            "b" | "strong" => self.set_bold(1),
            name if HEADINGS.contains(&name) => {
                self.end_paragraph();
                self.paragraph.kind = Some(LineKind::Heading);
            }
            name if BREAKS.contains(&name) => {
                // The paragraph of a list item is the item.
                let kept = self.paragraph.kind.filter(|_| self.paragraph.text.trim().is_empty());
                self.end_paragraph();
                self.paragraph.kind = kept;
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((hidden, open)) = &mut self.hidden {
            if name == hidden.as_str() {
                *open -= 1;
            }
            // What holds a tag without an end ends it.
            let is_over = *open == 0 || (SELF_ENDING.contains(&hidden.as_str()) && matches!(name, "tr" | "table" | "ul" | "ol" | "div" | "body"));
            if !is_over {
                return;
            }
            let is_its_own = name == hidden.as_str();
            self.hidden = None;
            if is_its_own {
                return;
            }
        }
        if self.ignored > 0 {
            self.ignored -= usize::from(name == "table");
            return;
        }
        let effects = &mut self.paragraph.effects;
        if let Some(open) = effects.iter().rposition(|(other, _)| other == name) {
            effects.truncate(open);
        }
        match name {
            "table" => self.end_table(),
            "td" | "th" | "tr" => self.end_cell(),
            "caption" if !self.in_cell() => self.set_caption(false),
            "b" | "strong" => self.set_bold(-1),
            "li" => self.end_paragraph(),
            name if HEADINGS.contains(&name) || BREAKS.contains(&name) => self.end_paragraph(),
            _ => {}
        }
    }

    fn set_caption(&mut self, is_open: bool) {
        self.end_paragraph();
        if let Some(table) = self.tables.last_mut() {
            table.in_caption = is_open;
        }
    }

    fn in_cell(&self) -> bool {
        self.tables.last().is_some_and(|table| table.cell.is_some())
    }

    fn set_bold(&mut self, by: isize) {
        let paragraph = &mut self.paragraph;
        paragraph.bold = paragraph.bold.saturating_add_signed(by);
    }

    /// White space is one space, as it is shown; U+00A0 and its like stay.
    fn words(&mut self, words: &str) {
        if self.hidden.is_some() {
            return self.hide(words);
        }
        if !self.in_cell() && self.tables.last().is_some_and(|table| !table.lays_out && !table.in_caption) {
            // Words between rows are nowhere.
            return;
        }
        let line = self.line;
        let paragraph = &mut self.paragraph;
        let has = |effect: Effect| paragraph.effects.iter().any(|(_, other)| *other == effect);
        if has(Effect::Struck) {
            if !paragraph.struck.is_empty() || paragraph.plain.trim_end().ends_with(|c: char| c.is_ascii_digit()) {
                paragraph.struck.push_str(words);
            }
            return;
        }
        let shift = [Effect::Raised, Effect::Lowered].into_iter().find(|effect| has(*effect));
        // "m²" and "1er" are words.
        let shift = shift.filter(|_| !paragraph.plain.ends_with(char::is_alphabetic));
        if let Some(first) = words.trim_start().chars().next() {
            let struck = std::mem::take(&mut paragraph.struck);
            if first.is_ascii_digit() && struck.contains(|c: char| c.is_alphanumeric()) {
                // Digits that something struck sets apart are no single number.
                let set_apart = format!("[{}]", struck.trim());
                paragraph.text.push_str(&set_apart);
                paragraph.plain.push_str(&set_apart);
            }
        }
        for character in words.chars() {
            let character = shift.map_or(character, |shift| shifted(character, shift));
            if matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                if !paragraph.text.is_empty() && !paragraph.text.ends_with(' ') {
                    paragraph.text.push(' ');
                    paragraph.plain.push(' ');
                }
                continue;
            }
            if paragraph.text.is_empty() {
                paragraph.line = line;
            }
            if (paragraph.bold > 0) != paragraph.is_open {
                paragraph.toggle_bold();
            }
            paragraph.text.push(character);
            paragraph.plain.push(character);
        }
    }

    /// Words that the page does not show are counted, tag by tag.
    fn hide(&mut self, words: &str) {
        let words = words.trim();
        if words.is_empty() || is_marker(words) || self.is_counted {
            return;
        }
        self.is_counted = true;
        self.left.count += 1;
        if self.left.count == 1 {
            self.left.line = self.line;
            words.clone_into(&mut self.left.words);
        }
    }

    /// `<br>`: within a paragraph of a text, a new one.
    fn end_line(&mut self) {
        let kind = self.paragraph.kind.filter(|kind| *kind == LineKind::Heading);
        self.end_paragraph();
        self.paragraph.kind = kind;
    }

    fn end_paragraph(&mut self) {
        let (bold, effects) = (self.paragraph.bold, std::mem::take(&mut self.paragraph.effects));
        let paragraph = std::mem::take(&mut self.paragraph).ended();
        self.paragraph.bold = bold;
        // Raised words end with their line.
        self.paragraph.effects = effects.into_iter().filter(|(_, effect)| !matches!(effect, Effect::Raised | Effect::Lowered)).collect();
        if paragraph.text.is_empty() || is_marker(&paragraph.plain) {
            return;
        }
        match self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => cell.lines.push(paragraph),
            None => self.push_line(&paragraph),
        }
    }

    fn push_line(&mut self, Paragraph { line, kind, text, .. }: &Paragraph) {
        let (line, kind) = (*line, kind.unwrap_or(LineKind::Paragraph));
        let (kind, text) = match (kind, bullet(text), wholly_bold(text)) {
            (LineKind::Heading, ..) => (kind, text.replace("**", "")),
            (_, Some(words), _) => (LineKind::Bullet, words.to_owned()),
            (LineKind::Paragraph, None, Some(words)) => (LineKind::Heading, words.to_owned()),
            _ => (kind, text.clone()),
        };
        self.blocks.push(Block { file: self.file, line, content: Content::Line(Line { kind, text }) });
    }

    fn begin_table(&mut self) {
        self.end_paragraph();
        if self.in_cell() {
            self.lay_out();
        }
        self.tables.push(Table { line: self.line, ..Table::default() });
    }

    /// The table that is open holds another one: what it holds so far are lines of the page.
    fn lay_out(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        table.lays_out = true;
        table.rows.clear();
        let before = std::mem::take(&mut table.lines);
        let lines = table.cell.as_mut().map(|cell| std::mem::take(&mut cell.lines)).unwrap_or_default();
        before.iter().chain(&lines).for_each(|line| self.push_line(line));
    }

    fn begin_row(&mut self) {
        self.end_cell();
        // A caption that nobody closed ends where the rows begin.
        self.set_caption(false);
        let line = self.line;
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(Row::new(line, vec![]));
        }
        self.cover();
    }

    /// Blanks where cells from above reach into the row.
    fn cover(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let Some(row) = table.rows.last_mut() else { return };
        while let Some(below) = table.covered.get_mut(row.cells.len()).filter(|below| **below > 0) {
            *below -= 1;
            row.cells.push(String::new());
            self.cells += 1;
        }
    }

    fn begin_cell(&mut self, tag: &Tag) {
        self.end_cell();
        if self.tables.last().is_some_and(|table| table.rows.is_empty()) {
            self.begin_row();
        }
        let span = |name| tag.attribute(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1_usize).clamp(1, MAX_COLUMNS);
        let outside = std::mem::take(&mut self.paragraph);
        // A table that is struck has struck cells.
        self.paragraph.effects = outside.effects.iter().filter(|(_, effect)| *effect == Effect::Struck).cloned().collect();
        if let Some(table) = self.tables.last_mut() {
            table.cell = Some(Cell { columns: span("colspan"), rows: span("rowspan"), outside, lines: vec![] });
        }
    }

    fn end_cell(&mut self) {
        if !self.in_cell() {
            return;
        }
        self.end_paragraph();
        let Some(table) = self.tables.last_mut() else { return };
        let Some(cell) = table.cell.take() else { return };
        self.paragraph = cell.outside;
        if table.lays_out {
            cell.lines.iter().for_each(|line| self.push_line(line));
            return;
        }
        let Some(row) = table.rows.last_mut() else { return };
        let mut text = Some(cell.lines.iter().map(|line| without_note(&line.plain)).collect::<Vec<_>>().join("\n"));
        for _ in 0..cell.columns {
            let column = row.cells.len();
            if column >= MAX_COLUMNS {
                break;
            }
            if table.covered.len() <= column {
                table.covered.resize(column + 1, 0);
            }
            if let Some(below) = table.covered.get_mut(column) {
                *below = cell.rows - 1;
            }
            row.cells.push(text.take().unwrap_or_default());
            self.cells += 1;
        }
        table.lines.extend(cell.lines);
        self.cover();
    }

    fn end_table(&mut self) {
        self.end_cell();
        let Some(table) = self.tables.pop() else { return };
        if table.lays_out {
            return;
        }
        let rows: Vec<Row> = table.rows.into_iter().filter(|row| !row.is_blank()).collect();
        if let Some(cell) = self.tables.last_mut().and_then(|outer| outer.cell.as_mut()) {
            // Only reached while the outer table is laid out: its words come before.
            let lines = std::mem::take(&mut cell.lines);
            lines.iter().for_each(|line| self.push_line(line));
        }
        // A box around one paragraph is that paragraph.
        let is_boxes = rows.iter().all(|row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count() <= 1);
        if is_boxes {
            table.lines.iter().for_each(|line| self.push_line(line));
        } else {
            self.blocks.push(Block { file: self.file, line: table.line, content: Content::Table(rows) });
        }
    }
}

impl Paragraph {
    fn toggle_bold(&mut self) {
        let ends_with_space = self.text.ends_with(' ');
        if self.is_open && ends_with_space {
            // The mark stands at the word, the space after it.
            self.text.pop();
            self.text.push_str("** ");
        } else {
            self.text.push_str("**");
        }
        self.is_open = !self.is_open;
    }

    fn ended(mut self) -> Self {
        self.text.truncate(self.text.trim_end().len());
        if self.is_open {
            self.text.push_str("**");
        }
        Self { text: self.text.trim().to_owned(), plain: self.plain.trim().to_owned(), ..self }
    }
}

/// The words of a paragraph that is bold from its first to its last letter.
fn wholly_bold(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("**")?.strip_suffix("**")?;
    (!inner.contains("**") && !inner.is_empty()).then_some(inner)
}

#[cfg(test)]
mod tests;

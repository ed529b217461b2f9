//! HTML as word processors and browsers copy it, read into the form of narratives: lists and their levels, headings, bold, italics, tables, notes.
//!
//! Knows how Word marks its lists and notes, Writer its notes and Google its weights. Must not know where the text goes.
//!
//! Every word is kept; what our form has no mark for is counted, so that somebody may be told.

use super::markup::{Piece, Tag, TooLong, pieces};
use crate::model::{BlockKind, DEEPEST_ITEM, LOWEST_HEADING, Letter, calls, spelled};

/// What was pasted, in the form of narratives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    pub text: String,
    pub lost: Lost,
}

/// What our form has no mark for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    pub pictures: usize,
    /// Calls whose note was not copied.
    pub calls: usize,
    /// Cells that stood over several columns or rows.
    pub merged_cells: usize,
    /// Items of lists, headings and paragraphs that are words of one cell now.
    pub lines_in_cells: usize,
}

impl Lost {
    pub fn is_any(self) -> bool {
        self != Self::default()
    }
}

/// The text of an HTML, one paragraph a line; `None` when it holds nothing that our form marks: its plain text says all.
///
/// # Errors
/// [`TooLong`] when the HTML is longer than any text.
pub fn read(html: &str) -> Result<Option<Read>, TooLong> {
    let mut reader = Reader::default();
    for piece in pieces(html)? {
        match piece {
            Piece::Open(tag) => reader.open(&tag),
            Piece::Close(name) => reader.close(&name),
            Piece::Words(words) => reader.words(&words),
        }
    }
    reader.end_line();
    while !reader.tables.is_empty() {
        reader.end_table();
    }
    Ok(reader.finished())
}

/// A text being read, line by line.
#[derive(Default)]
struct Reader {
    lines: Vec<Finished>,
    line: Line,
    /// Elements whose end gives something back, the innermost last.
    open: Vec<Element>,
    /// The lists that are open, the innermost last.
    lists: Vec<List>,
    /// The tables that are open: the words of an inner one are those of its cell.
    tables: Vec<Table>,
    /// The level that Word gives the item of a list.
    word_level: u8,
    is_formatted: bool,
    lost: Lost,
}

/// A line that was read: what stands before its words, and these as they are spelled.
struct Finished {
    mark: Mark,
    words: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Mark {
    #[default]
    None,
    Bullet(u8),
    /// As it is written: "2. ", "a) ".
    Number(u8, String),
    /// h1 to h6.
    Heading(u8),
    Note(u16),
    /// A row of a table or its rule, spelled already.
    Row,
}

/// A line being read: its mark, which waits for the first words, then runs of words of one look.
#[derive(Default)]
struct Line {
    mark: Mark,
    heading: Option<u8>,
    runs: Vec<(Look, String)>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Look {
    bold: bool,
    italic: bool,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    /// For each column, how many rows below the present one a cell from above still covers.
    covered: Vec<usize>,
    /// The lines of the cell that is open, and over how many columns and rows it stands.
    cell: Option<(Vec<String>, usize, usize)>,
    /// Whether each cell of the first row is a heading.
    heading: Option<bool>,
}

struct Element {
    name: String,
    role: Role,
    /// Not bold within bold: Google wraps a whole copy in `<b style="font-weight:normal">`.
    bold: Option<bool>,
    italic: Option<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    Heading(u8),
    Preformatted,
    /// What Word writes for programs that have no lists: "·", "1."; the number of a note.
    Unread,
    ListMark,
}

enum List {
    Bullets,
    /// The number of the next item.
    Numbers(usize),
}

/// Tags that begin and end on a line of their own.
const BLOCKS: [&str; 24] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "footer",
    "form",
    "header",
    "hr",
    "main",
    "nav",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "thead",
    "tr",
];
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Widest table that is read.
const MAX_COLUMNS: usize = 200;

impl Reader {
    fn open(&mut self, tag: &Tag) {
        match tag.name() {
            "br" => self.end_line(),
            "img" | "svg" | "object" => self.lost.pictures += 1,
            "ul" | "menu" => self.open_list(List::Bullets),
            "ol" => {
                let first = tag.attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                self.open_list(List::Numbers(first));
            }
            "li" => self.item(tag),
            "table" => {
                self.begin_own_cell();
                self.end_line();
                self.tables.push(Table::default());
            }
            "tr" => self.begin_row(),
            "td" | "th" => self.begin_cell(tag),
            "a" => self.anchor(tag),
            name if BLOCKS.contains(&name) || HEADINGS.contains(&name) => self.begin_block(),
            _ => {}
        }
        let element = Element::of(tag);
        if let Role::Heading(level) = element.role {
            self.line.heading = Some(level);
        }
        if let Some(level) = word_level(tag) {
            self.word_level = level;
        }
        if !EMPTY.contains(&tag.name()) {
            self.open.push(element);
        }
    }

    fn close(&mut self, name: &str) {
        // An end without its beginning says nothing; one that comes late ends what it holds.
        if let Some(index) = self.open.iter().rposition(|element| element.name == name) {
            self.open.truncate(index);
        }
        match name {
            "ul" | "menu" | "ol" => {
                self.end_line();
                self.lists.pop();
            }
            "td" | "th" => self.end_cell(),
            "tr" => self.end_cell(),
            "table" => self.end_table(),
            name if name == "li" || BLOCKS.contains(&name) || HEADINGS.contains(&name) => {
                self.end_line();
                self.word_level = 0;
                // An item without words has no line.
                if name == "li" || !self.open.iter().any(|element| element.name == "li") {
                    self.line.mark = Mark::None;
                }
            }
            _ => {}
        }
    }

    /// The call of a note, or the number before its words: those of the number are not read.
    fn anchor(&mut self, tag: &Tag) {
        let Some(target) = tag.attribute("href").and_then(|href| href.split_once('#')).map(|(_, target)| target) else { return };
        let number = |prefixes: &[&str], suffix: &str| {
            let inner = prefixes.iter().find_map(|prefix| target.strip_prefix(prefix))?.strip_suffix(suffix)?;
            inner.parse::<u16>().ok()
        };
        // Notes at the end of a text are numbered apart from those at the foot of a page.
        const APART: u16 = 1000;
        let call = number(&["_ftn", "note"], "").or(number(&["sdfootnote"], "sym"));
        let call = call.or(number(&["_edn"], "").or(number(&["sdendnote"], "sym")).map(|number| number.saturating_add(APART)));
        let words = number(&["_ftnref", "call"], "").or(number(&["sdfootnote"], "anc"));
        let words = words.or(number(&["_ednref"], "").or(number(&["sdendnote"], "anc")).map(|number| number.saturating_add(APART)));
        if let Some(label) = call {
            self.is_formatted = true;
            let look = self.look();
            format!("[^{label}]").chars().for_each(|character| self.line.push(look, character));
        } else if let Some(label) = words {
            self.is_formatted = true;
            self.line.mark = Mark::Note(label);
        }
    }

    fn open_list(&mut self, list: List) {
        self.end_line();
        self.lists.push(list);
    }

    fn level(&self) -> u8 {
        u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(DEEPEST_ITEM).max(self.word_level).min(DEEPEST_ITEM)
    }

    fn item(&mut self, tag: &Tag) {
        self.end_line();
        let level = self.level();
        self.line.mark = match self.lists.last_mut() {
            Some(List::Numbers(next)) => {
                let number = tag.attribute("value").and_then(|value| value.trim().parse().ok()).unwrap_or(*next);
                *next = number.saturating_add(1);
                Mark::Number(level, format!("{number}. "))
            }
            Some(List::Bullets) | None => Mark::Bullet(level),
        };
    }

    /// A paragraph within an item stands on the line of its mark.
    fn begin_block(&mut self) {
        if !self.line.runs.is_empty() {
            self.end_line();
        }
    }

    fn begin_row(&mut self) {
        self.end_cell();
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(vec![]);
        }
    }

    fn begin_cell(&mut self, tag: &Tag) {
        self.end_cell();
        let is_heading = tag.name() == "th" || self.open.iter().any(|element| element.name == "thead");
        let Some(table) = self.tables.last_mut() else {
            if !self.line.runs.is_empty() {
                self.line.push(Look::default(), '\t');
            }
            return;
        };
        let span = |name: &str| tag.attribute(name).and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, MAX_COLUMNS);
        let (columns, rows) = (span("colspan"), span("rowspan"));
        if columns > 1 || rows > 1 {
            self.lost.merged_cells += 1;
        }
        if table.rows.is_empty() {
            table.rows.push(vec![]);
        }
        if table.rows.len() == 1 {
            table.heading = Some(table.heading.unwrap_or(true) && is_heading);
        }
        table.cell = Some((vec![], columns, rows));
    }

    /// Words beside the cells of a table, and a table there, stand in a cell of their own.
    fn begin_own_cell(&mut self) {
        if let Some(table) = self.tables.last_mut().filter(|table| table.cell.is_none()) {
            if table.rows.is_empty() {
                table.rows.push(vec![]);
            }
            table.cell = Some((vec![], 1, 1));
        }
    }

    /// The words of a cell stand on one line.
    fn end_cell(&mut self) {
        if self.tables.is_empty() {
            return;
        }
        self.end_line();
        if let Some(table) = self.tables.last_mut() {
            table.end_cell();
        }
    }

    fn end_table(&mut self) {
        self.end_cell();
        let Some(table) = self.tables.pop() else { return };
        let rows: Vec<&Vec<String>> = table.rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        // The words of a table within a cell, or of one that only lays out a page.
        if let Some(cell) = self.tables.last_mut().and_then(|outer| outer.cell.as_mut()) {
            cell.0.extend(rows.into_iter().map(|row| row.join(" ")));
            return;
        }
        if columns < 2 {
            self.lines.extend(rows.into_iter().flatten().map(|words| Finished { mark: Mark::None, words: words.replace("\\|", "|") }));
            return;
        }
        self.is_formatted = true;
        let is_row = |line: &Finished| line.mark == Mark::Row;
        if self.lines.last().is_some_and(is_row) {
            self.lines.push(Finished { mark: Mark::Row, words: String::new() });
        }
        let is_strong = |row: &&&Vec<String>| row.iter().all(|cell| cell.is_empty() || (cell.starts_with("**") && cell.ends_with("**")));
        let has_heading = table.heading == Some(true) || rows.first().filter(is_strong).is_some();
        for (index, row) in rows.iter().enumerate() {
            let cells: String = (0..columns).map(|column| format!(" {} |", row.get(column).map_or("", String::as_str))).collect();
            self.lines.push(Finished { mark: Mark::Row, words: format!("|{cells}") });
            if index == 0 && has_heading && rows.len() > 1 {
                self.lines.push(Finished { mark: Mark::Row, words: format!("|{}", "---|".repeat(columns)) });
            }
        }
    }

    fn has(&self, role: Role) -> bool {
        self.open.iter().any(|element| element.role == role)
    }

    fn look(&self) -> Look {
        let of = |look: fn(&Element) -> Option<bool>| self.open.iter().rev().find_map(look).unwrap_or(false);
        Look { bold: of(|element| element.bold), italic: of(|element| element.italic) }
    }

    fn words(&mut self, words: &str) {
        if self.has(Role::ListMark) {
            return self.list_mark(words);
        }
        if self.has(Role::Unread) {
            return;
        }
        if !words.trim().is_empty() {
            self.begin_own_cell();
        }
        let look = self.look();
        let is_preformatted = self.has(Role::Preformatted);
        for character in words.chars() {
            match character {
                '\n' if is_preformatted => self.end_line(),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' if !is_preformatted => self.line.space(look),
                '\r' => {}
                character => self.line.push(look, character),
            }
        }
    }

    /// A dash or a dot is a bullet, a number or a letter stays what it is.
    fn list_mark(&mut self, words: &str) {
        let mark = words.trim();
        if mark.is_empty() || !self.line.runs.is_empty() {
            return;
        }
        let is_numbered = mark.chars().any(char::is_alphanumeric) && mark.ends_with(['.', ')', '°', '-']);
        let level = self.level();
        self.line.mark = if is_numbered { Mark::Number(level, format!("{mark} ")) } else { Mark::Bullet(level) };
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        // A block within the heading goes on with it.
        self.line.heading = self.open.iter().rev().find_map(|element| if let Role::Heading(level) = element.role { Some(level) } else { None });
        let cell = self.tables.last_mut().and_then(|table| table.cell.as_mut());
        let (words, has_look) = line.words(cell.is_some());
        if words.is_empty() {
            // The mark of an item waits for the paragraph within it.
            self.line.mark = line.mark;
            return;
        }
        let mark = line.heading.map_or(line.mark, Mark::Heading);
        if let Some((lines, ..)) = cell {
            self.lost.lines_in_cells += usize::from(!lines.is_empty() || mark != Mark::None);
            lines.push(words);
            return;
        }
        self.is_formatted |= has_look || mark != Mark::None;
        self.lines.push(Finished { mark, words });
    }

    /// The lines, headings from the highest that there is; a call without its note goes.
    fn finished(mut self) -> Option<Read> {
        if !self.is_formatted {
            return None;
        }
        let headings = self.lines.iter().filter_map(|line| if let Mark::Heading(level) = line.mark { Some(level) } else { None });
        let highest = headings.min().unwrap_or(1);
        let defined: Vec<u16> = self.lines.iter().filter_map(|line| if let Mark::Note(label) = line.mark { Some(label) } else { None }).collect();
        for line in &mut self.lines {
            let lost: Vec<_> = calls(&line.words).filter(|(_, label)| !defined.contains(label)).map(|(call, _)| call).collect();
            self.lost.calls += lost.len();
            lost.into_iter().rev().for_each(|call| line.words.replace_range(call, ""));
        }
        let line = |line: &Finished| {
            let mark = match &line.mark {
                Mark::None | Mark::Row => String::new(),
                Mark::Bullet(level) => BlockKind::Bullet(*level).mark(),
                Mark::Number(level, number) => format!("{}{number}", "  ".repeat((*level).into())),
                Mark::Heading(level) => BlockKind::Heading((level - highest + 1).min(LOWEST_HEADING)).mark(),
                Mark::Note(label) => BlockKind::Note(*label).mark(),
            };
            mark + &line.words
        };
        let text: Vec<String> = self.lines.iter().map(line).collect();
        Some(Read { text: text.join("\n"), lost: self.lost })
    }
}

impl Table {
    fn end_cell(&mut self) {
        let Some((lines, columns, rows)) = self.cell.take() else { return };
        let Some(row) = self.rows.last_mut() else { return };
        let mut words = lines.join(" ");
        // Columns that a cell from above covers stay empty.
        while self.covered.get(row.len()).is_some_and(|left| *left > 0) && row.len() < MAX_COLUMNS {
            if let Some(left) = self.covered.get_mut(row.len()) {
                *left -= 1;
            }
            row.push(String::new());
        }
        for _ in 0..columns {
            if row.len() >= MAX_COLUMNS {
                // No word is lost with the columns.
                if let Some(last) = row.last_mut().filter(|_| !words.is_empty()) {
                    last.push(' ');
                    last.push_str(&std::mem::take(&mut words));
                }
                break;
            }
            if rows > 1 {
                self.covered.resize(self.covered.len().max(row.len() + 1), 0);
                if let Some(left) = self.covered.get_mut(row.len()) {
                    *left = rows - 1;
                }
            }
            row.push(std::mem::take(&mut words));
        }
    }
}

/// Tags that have no end.
const EMPTY: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

fn declared(style: &str, name: &str) -> Option<String> {
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.filter(|(property, _)| property.trim() == name).map(|(_, value)| value.trim().to_owned()).next_back()
}

fn style(tag: &Tag) -> String {
    tag.attribute("style").unwrap_or_default().to_ascii_lowercase()
}

/// "mso-list:l0 level2 lfo1": the second level.
fn word_level(tag: &Tag) -> Option<u8> {
    let list = declared(&style(tag), "mso-list")?;
    let level: u8 = list.split_whitespace().find_map(|word| word.strip_prefix("level")?.parse().ok())?;
    level.checked_sub(1)
}

impl Element {
    fn of(tag: &Tag) -> Self {
        let style = style(tag);
        let declared = |name: &str| declared(&style, name);
        let bold = match declared("font-weight").as_deref() {
            Some("bold" | "bolder" | "600" | "700" | "800" | "900") => Some(true),
            Some("normal" | "lighter" | "100" | "200" | "300" | "400" | "500") => Some(false),
            _ => ["b", "strong"].contains(&tag.name()).then_some(true),
        };
        let italic = match declared("font-style").as_deref() {
            Some("italic" | "oblique") => Some(true),
            Some("normal") => Some(false),
            _ => ["i", "em", "cite"].contains(&tag.name()).then_some(true),
        };
        Self { name: tag.name().into(), role: Role::of(tag, &style), bold, italic }
    }
}

impl Role {
    fn of(tag: &Tag, style: &str) -> Self {
        if declared(style, "mso-list").is_some_and(|value| value == "ignore") {
            return Self::ListMark;
        }
        let is_title = tag.attribute("class").is_some_and(|class| ["MsoTitle", "MsoSubtitle"].contains(&class));
        let level = HEADINGS.iter().zip(1..).find(|(name, _)| **name == tag.name()).map(|(_, level)| level);
        match (level, tag.name()) {
            (Some(level), _) => Self::Heading(level),
            (None, _) if is_title => Self::Heading(1),
            (None, "pre") => Self::Preformatted,
            (None, "a") if is_note(tag) => Self::Unread,
            (None, _) => Self::Plain,
        }
    }
}

/// Whether an anchor is the call of a note, or leads back to it.
fn is_note(tag: &Tag) -> bool {
    let target = tag.attribute("href").and_then(|href| href.split_once('#')).map_or("", |(_, target)| target);
    let number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    let plain = ["_ftnref", "_ednref", "_ftn", "_edn", "note", "call"].iter().find_map(|prefix| target.strip_prefix(prefix));
    let of_writer = ["sdfootnote", "sdendnote"].iter().find_map(|prefix| target.strip_prefix(prefix));
    plain.is_some_and(number) || of_writer.is_some_and(|rest| rest.strip_suffix("sym").or(rest.strip_suffix("anc")).is_some_and(number))
}

impl Line {
    fn push(&mut self, look: Look, character: char) {
        match self.runs.last_mut() {
            Some((last, run)) if *last == look => run.push(character),
            _ => self.runs.push((look, character.into())),
        }
    }

    /// White space is one space, and none begins a line or a cell.
    fn space(&mut self, look: Look) {
        if self.runs.last().is_some_and(|(_, run)| !run.ends_with([' ', '\t'])) {
            self.push(look, ' ');
        }
    }

    /// The words as they are spelled, and whether any has a look. A heading is bold by itself; words that hold stars get none of theirs.
    fn words(&self, is_cell: bool) -> (String, bool) {
        let has_stars = self.runs.iter().any(|(_, run)| run.contains("**"));
        let look = |look: Look| Look { bold: look.bold && self.heading.is_none() && !has_stars, italic: look.italic && !has_stars };
        let mut letters: Vec<Letter<'_>> = Vec::new();
        for (own, run) in &self.runs {
            let Look { bold, italic } = look(*own);
            let each = run.char_indices().map(|(at, c)| run.get(at..at + c.len_utf8()).unwrap_or_default());
            letters.extend(each.map(|text| Letter { text, bold, italic, note: None, at: 0 }));
        }
        let is_seen = |letter: &Letter<'_>| !letter.text.chars().all(is_blank);
        let start = letters.iter().position(is_seen).unwrap_or(letters.len());
        let end = letters.iter().rposition(is_seen).map_or(start, |last| last + 1);
        let letters = letters.get(start..end).unwrap_or_default();
        let has_look = letters.iter().any(|letter| is_seen(letter) && (letter.bold || letter.italic));
        (spelled(letters, is_cell).0, has_look)
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_has_a_form_of_ours_keeps_it() {
        let cases: [(&str, Option<&str>); 29] = [
            ("", None),
            ("<p>Un</p><p>Deux</p>", None),
            ("<p>Un <i>mot</i></p>", Some("Un *mot*")),
            ("<p>Un <em><b>mot</b></em> <span style='font-style:italic'>ici</span></p>", Some("Un ***mot*** *ici*")),
            ("<p>Un <b>mot</b> ici</p>", Some("Un **mot** ici")),
            ("<p>Un<b> mot </b>ici</p>", Some("Un **mot** ici")),
            ("<b>Un</b><b> mot</b>", Some("**Un mot**")),
            ("<p><strong> </strong>Un</p>", None),
            ("<b style='font-weight:normal'><p>Un <span style=\"font-weight: 700\">mot</span></p></b>", Some("Un **mot**")),
            ("<b>Un <span style='font-weight:400'>mot</span></b>", Some("**Un** mot")),
            ("<b>a**b</b> <h1>c</h1>", Some("a**b\n## c")),
            ("<h2>Le <b>titre</b></h2>Suite", Some("## Le titre\nSuite")),
            ("<h1><p>Titre</p></h1>", Some("## Titre")),
            ("<h1>Titre<br>long</h1><p>x", Some("## Titre\n## long\nx")),
            ("<ul><li>un</li><li><p>deux</p><p>suite</p></li></ul><p>fin</p>", Some("- un\n- deux\nsuite\nfin")),
            ("<ul><li>un<ul><li>un un</ul><li>deux</ul>", Some("- un\n  - un un\n- deux")),
            ("<ol start=3><li>un<li value=7>sept<li>huit</ol>", Some("3. un\n7. sept\n8. huit")),
            ("<li>seul", Some("- seul")),
            ("<p>a<br><b>b<br>c</b></p>", Some("a\n**b**\n**c**")),
            ("<b>T</b><table><tr><td>a</td><td>b</td></tr><tr><td>c<td>d</table>", Some("**T**\n| a | b |\n| c | d |")),
            ("<table><tr><th>a<th>b<tr><td>1 | 2<td><i>d</i></table>", Some("| a | b |\n|---|---|\n| 1 \\| 2 | *d* |")),
            ("<table><tr><td colspan=2>a<td>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>", Some("| a |  | b |\n| c | d | e |\n|  | f | g |")),
            ("<table><tr><td><p>a</p><ul><li>b</ul></td></tr></table><h2>c", Some("a b\n## c")),
            ("<h1>A</h1><h2>B</h2><h4>C</h4>", Some("## A\n### B\n#### C")),
            ("<p>un<a href='#_ftn1'>[1]</a></p><div><p><a href='#_ftnref1'>[1]</a> note", Some("un[^1]\n[^1]: note")),
            ("<p>un<a href='#sdfootnote2sym'><sup>2</sup></a> <b>x</b>", Some("un **x**")),
            ("<b>x</b><pre>a\n  b</pre>", Some("**x**\na\nb")),
            ("<p>Un\n  <b>mot</b>&nbsp;;\n ici</p>", Some("Un **mot**\u{a0}; ici")),
            ("<ul><li></li><li>un</li><li></li></ul><p>fin</p>", Some("- un\nfin")),
        ];
        for (html, expected) in cases {
            assert_eq!(read(html).unwrap().map(|read| read.text).as_deref(), expected, "{html}");
        }
    }

    /// What real word processors give.
    #[test]
    fn texts_of_word_processors_keep_their_form() {
        let writer = read(include_str!("samples/libreoffice-writer-7.4.html")).unwrap().unwrap().text;
        let expected = [
            "## Contexte",
            "Le fonds **accélère** les start-up d'État\u{a0}: il soutient trois **étapes** en *2021*.",
            "- investigation, pour **1,3 M€**\u{a0};",
            "- construction",
            "  - un produit en deux lignes",
            "Puis :",
            "1. un premier point ;",
            "2. un second.",
            "### Montants",
            "Première ligne",
            "seconde ligne",
        ];
        assert_eq!(writer.lines().collect::<Vec<_>>(), expected);
        let word = read(include_str!("samples/word.html")).unwrap().unwrap().text;
        let expected = [
            "## Contexte",
            "Le fonds **accélère** les start-up d’État\u{a0}: il soutient trois **étapes** en *2021*.",
            "- investigation, pour **1,3\u{a0}M€**\u{a0};",
            "  - un produit.",
            "1. un premier point\u{a0};",
            "## Montants",
            "Première ligne",
            "seconde ligne",
        ];
        assert_eq!(word.lines().collect::<Vec<_>>(), expected);
    }

    proptest! {
        /// Tags never take a word away, whatever their order.
        #[test]
        fn every_word_is_kept_in_its_order(parts in proptest::collection::vec(
            ("(</?(b|p|li|ul|ol|h2|td|tr|table|span|strong|div|br|pre)>){0,3}", "[a-zé]{1,4}"), 1..12,
        )) {
            let html: String = parts.iter().map(|(tags, word)| format!("{tags} {word}")).collect();
            let kept = read(&format!("<b>x</b> {html}")).unwrap().unwrap().text;
            let words: Vec<String> = kept.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
            let expected: Vec<String> = ["x".to_owned()].into_iter().chain(parts.into_iter().map(|(_, word)| word)).collect();
            prop_assert_eq!(words, expected);
        }

        #[test]
        fn no_html_panics(html in any::<String>(), near in "(</?(b|p|li|ul|ol|h2|td|pre)>|<li value=|mso-list:ignore|\\*\\*|\n| |é|&nbsp;){0,40}") {
            let _ = read(&html);
            let _ = read(&near);
        }
    }
}

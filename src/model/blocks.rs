//! What the lines of a narrative say: headings, items, rows and notes, and the runs of words in them; and how runs are spelled.
//!
//! Reads and writes one line at a time, so that a file differs by paragraph. Knows nothing of documents.

use std::borrow::Cow;
use std::ops::Range;

use super::braces;

/// The deepest level of an item of a list, from 0.
pub const DEEPEST_ITEM: u8 = 4;
/// The lowest level of a heading, from 1.
pub const LOWEST_HEADING: u8 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    /// `## ` is the first level.
    Heading(u8),
    Bullet(u8),
    /// An item with its number; of a block, the one that is printed.
    Number(u8, u16),
    /// A row of a table.
    Row,
    /// `|---|---:|`: the row before it is the heading, and how columns are aligned.
    Rule,
    /// The words of a note under its number; of a block, the one that is printed.
    Note(u16),
}

/// One line of a narrative without its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block<'a> {
    pub kind: BlockKind,
    /// The bytes of its line in the text, without the end.
    pub line: Range<usize>,
    /// The words of each cell; of what is no row, one. Those of a rule are its dashes.
    pub cells: Vec<Passage<'a>>,
}

/// The words of a cell, or of a line without its mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage<'a> {
    /// Its bytes in the text.
    pub at: Range<usize>,
    pub spans: Vec<Span<'a>>,
}

/// A run of characters of one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<'a> {
    pub text: &'a str,
    pub bold: bool,
    pub italic: bool,
    /// It calls the note of this printed number.
    pub note: Option<u16>,
    /// The byte of the whole text at which it begins.
    pub at: usize,
}

/// A character, a linked figure or the call of a note, with its look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter<'a> {
    pub text: &'a str,
    pub bold: bool,
    pub italic: bool,
    /// It calls the note of this printed number.
    pub note: Option<u16>,
    /// The byte of the whole text at which it begins.
    pub at: usize,
}

/// What is printed: a block that is neither row nor rule, or rows that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPart<'a> {
    Block(Block<'a>),
    Table(Table<'a>),
}

/// Rows of as many cells each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'a> {
    /// The first row says what the columns are.
    pub has_heading: bool,
    pub rows: Vec<Vec<Passage<'a>>>,
    pub alignments: Vec<Alignment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    Left,
    Center,
    Right,
}

impl BlockKind {
    /// The kind of a line as it is spelled, and the length in bytes of the mark that makes it so; a row keeps its bars.
    pub fn of(line: &str) -> (Self, usize) {
        let of_item = |rest: &str, level: u8, indent: usize| {
            if rest.starts_with("- ") {
                return Some((Self::Bullet(level), indent + 2));
            }
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let is_number = (1..=3).contains(&digits) && rest.get(digits..).is_some_and(|rest| rest.starts_with(". "));
            let number = rest.get(..digits)?.parse().ok().filter(|_| is_number)?;
            Some((Self::Number(level, number), indent + digits + 2))
        };
        let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
        let level = u8::try_from(spaces / 2).ok().filter(|level| spaces % 2 == 0 && *level <= DEEPEST_ITEM);
        if let Some(item) = level.and_then(|level| of_item(line.get(spaces..)?, level, spaces)) {
            return item;
        }
        let signs = line.bytes().take_while(|byte| *byte == b'#').count();
        let level = u8::try_from(signs).ok().and_then(|signs| signs.checked_sub(1)).filter(|level| (1..=LOWEST_HEADING).contains(level));
        if let Some(level) = level.filter(|_| line.get(signs..).is_some_and(|rest| rest.starts_with(' '))) {
            return (Self::Heading(level), signs + 1);
        }
        if let Some((label, length)) = note_at(line)
            && let Some(rest) = line.get(length..)
            && (rest.starts_with(": ") || rest == ":")
        {
            return (Self::Note(label), length + rest.len().min(2));
        }
        match is_row(line) {
            true if cells(line).all(|cell| line.get(cell).is_some_and(|cell| rule_of(cell.trim()).is_some())) => (Self::Rule, line.len()),
            true => (Self::Row, 0),
            false => (Self::Paragraph, 0),
        }
    }

    /// The mark before the words of a line of this kind.
    pub fn mark(self) -> String {
        let indent = |level: u8| "  ".repeat(level.into());
        match self {
            Self::Heading(level) => format!("#{} ", "#".repeat(level.into())),
            Self::Bullet(level) => format!("{}- ", indent(level)),
            Self::Number(level, number) => format!("{}{number}. ", indent(level)),
            Self::Note(label) => format!("[^{label}]: "),
            Self::Paragraph | Self::Row | Self::Rule => String::new(),
        }
    }

    /// Its level in a list.
    pub fn item_level(self) -> Option<u8> {
        match self {
            Self::Bullet(level) | Self::Number(level, _) => Some(level),
            Self::Paragraph | Self::Heading(_) | Self::Row | Self::Rule | Self::Note(_) => None,
        }
    }

    pub fn is_heading(self) -> bool {
        matches!(self, Self::Heading(_))
    }
}

impl<'a> Block<'a> {
    /// All of its runs, cell by cell.
    pub fn spans(&self) -> impl Iterator<Item = &Span<'a>> {
        self.cells.iter().flat_map(|cell| &cell.spans)
    }

    /// What is read, a tab between cells.
    pub fn words(&self) -> String {
        self.cells.iter().map(Passage::words).collect::<Vec<_>>().join("\t")
    }
}

impl<'a> Passage<'a> {
    /// What is read.
    pub fn words(&self) -> String {
        self.spans.iter().map(Span::words).collect()
    }

    pub fn letters(&self) -> impl Iterator<Item = Letter<'a>> {
        self.spans.iter().copied().flat_map(Span::letters)
    }
}

impl<'a> Span<'a> {
    /// What is read: of the call of a note its number, raised.
    pub fn words(&self) -> Cow<'a, str> {
        self.note.map_or(Cow::Borrowed(self.text), |number| raised(number).into())
    }

    pub fn letters(self) -> impl Iterator<Item = Letter<'a>> {
        let letter = move |range: Range<usize>| {
            let text = self.text.get(range.clone()).unwrap_or_default();
            Letter { text, bold: self.bold, italic: self.italic, note: self.note, at: self.at + range.start }
        };
        let whole = self.note.map(|_| 0..self.text.len());
        let mut atoms = whole.into_iter().chain(braces(self.text).map(|(range, _)| range)).peekable();
        let mut at = 0;
        std::iter::from_fn(move || {
            let next = self.text.get(at..)?.chars().next()?;
            let end = atoms.next_if(|atom| atom.start == at).map_or(at + next.len_utf8(), |atom| atom.end);
            let range = at..end;
            at = end;
            Some(letter(range))
        })
    }
}

/// A number in raised digits.
pub fn raised(number: u16) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = number.to_string();
    digits.bytes().filter_map(|digit| DIGITS.get(usize::from(digit - b'0'))).collect()
}

/// The bytes of each line, without its end.
pub fn line_ranges(source: &str) -> impl Iterator<Item = Range<usize>> {
    let mut next = 0;
    source.split('\n').map(move |line| {
        let start = next;
        next += line.len() + 1;
        start..start + line.len()
    })
}

/// The blocks of a text.
pub(super) fn blocks(source: &str) -> impl Iterator<Item = Block<'_>> {
    lines_of(source, trimmed).into_iter().filter(|block| !source.get(block.line.clone()).unwrap_or_default().trim().is_empty())
}

/// Every line of a text being typed: empty ones are paragraphs without words, and the spaces at the end of a cell are its own.
pub fn typed_lines(source: &str) -> Vec<Block<'_>> {
    lines_of(source, unpadded)
}

fn lines_of(source: &str, cell: fn(&str, Range<usize>) -> Range<usize>) -> Vec<Block<'_>> {
    let lines = || line_ranges(source).filter_map(|range| Some((range.clone(), source.get(range)?)));
    let notes = if source.contains("[^") { Notes::of(lines().map(|(_, line)| line)) } else { Notes::default() };
    let mut numbers = Numbers::default();
    let mut blocks = Vec::new();
    for (range, line) in lines() {
        let (spelled, mark) = BlockKind::of(line);
        let (kind, mark) = match spelled {
            BlockKind::Note(label) => notes.printed(label).map_or((BlockKind::Paragraph, 0), |number| (BlockKind::Note(number), mark)),
            BlockKind::Paragraph if line.trim().is_empty() => (spelled, mark),
            kind => (numbers.printed(kind), mark),
        };
        let is_row = matches!(kind, BlockKind::Row | BlockKind::Rule);
        let cells: Vec<Range<usize>> = if is_row {
            cells(line).map(|at| cell(source, range.start + at.start..range.start + at.end)).collect()
        } else {
            std::iter::once(range.start + mark..range.end).collect()
        };
        let passage = |at: Range<usize>| Passage { spans: spans(source, at.clone(), is_row, &notes), at };
        blocks.push(Block { kind, line: range, cells: cells.into_iter().map(passage).collect() });
    }
    blocks
}

/// A text being typed as it is seen: the empty line at the caret too, where words will stand.
pub fn seen(source: &str, caret: usize) -> Vec<TextPart<'_>> {
    let is_seen = |block: &Block<'_>| {
        let is_blank = source.get(block.line.clone()).is_none_or(|line| line.trim().is_empty());
        !is_blank || (block.line.start..=block.line.end).contains(&caret)
    };
    parts(typed_lines(source).into_iter().filter(is_seen))
}

/// What is printed of blocks.
pub(super) fn parts<'a>(blocks: impl Iterator<Item = Block<'a>>) -> Vec<TextPart<'a>> {
    let (mut parts, mut notes, mut rows) = (Vec::new(), Vec::new(), Vec::<Block<'_>>::new());
    for block in blocks {
        // An empty line ends a table.
        if rows.last().is_some_and(|last| last.line.end + 1 != block.line.start) {
            parts.extend(Table::of(std::mem::take(&mut rows)).map(TextPart::Table));
        }
        if matches!(block.kind, BlockKind::Row | BlockKind::Rule) {
            rows.push(block);
            continue;
        }
        parts.extend(Table::of(std::mem::take(&mut rows)).map(TextPart::Table));
        match block.kind {
            BlockKind::Note(number) => notes.push((number, block)),
            _ => parts.push(TextPart::Block(block)),
        }
    }
    parts.extend(Table::of(rows).map(TextPart::Table));
    notes.sort_by_key(|(number, _)| *number);
    parts.extend(notes.into_iter().map(|(_, block)| TextPart::Block(block)));
    parts
}

impl<'a> Table<'a> {
    /// `None` of no row but rules.
    fn of(blocks: Vec<Block<'a>>) -> Option<Self> {
        let has_heading = blocks.get(1).is_some_and(|block| block.kind == BlockKind::Rule);
        let rule = blocks.iter().find(|block| block.kind == BlockKind::Rule);
        let asked: Vec<_> = rule.map_or_else(Vec::new, |rule| rule.cells.iter().map(|cell| rule_of(cell.spans.first()?.text)).collect());
        let end = blocks.last()?.line.end;
        let rows: Vec<Vec<Passage<'a>>> = blocks.into_iter().filter(|block| block.kind == BlockKind::Row).map(|block| block.cells).collect();
        let count = rows.iter().map(Vec::len).max()?;
        let padded = |mut row: Vec<Passage<'a>>| {
            let end = row.last().map_or(end, |cell| cell.at.end);
            row.resize_with(count, || Passage { at: end..end, spans: vec![] });
            row
        };
        let rows: Vec<_> = rows.into_iter().map(padded).collect();
        let body = rows.get(usize::from(has_heading)..).unwrap_or_default();
        let cell = |row: &Vec<Passage<'a>>, column: usize| row.get(column).map_or_else(String::new, Passage::words);
        let asked = |column: usize| asked.get(column).copied().flatten().filter(|asked| *asked != Alignment::Left);
        let alignment = |column| asked(column).unwrap_or_else(|| Alignment::of_column(body.iter().map(|row| cell(row, column))));
        let alignments = (0..count).map(alignment).collect();
        Some(Self { has_heading, rows, alignments })
    }
}

impl Alignment {
    /// Amounts and other figures stand at the right.
    fn of_column(cells: impl Iterator<Item = String>) -> Self {
        let says = |cell: &str| !cell.trim().is_empty() && !matches!(cell.trim(), "-" | "–" | "—" | "NA" | "nd" | "ND");
        let mut cells = cells.filter(|cell| says(cell)).peekable();
        if cells.peek().is_some() && cells.all(|cell| is_figure(&cell)) { Self::Right } else { Self::Left }
    }
}

/// "7 300 000", "(1,5 M€)", "+15,2 %", or what stands for one that follows its cell.
fn is_figure(words: &str) -> bool {
    if words.trim().starts_with('{') && words.trim().ends_with('}') {
        return true;
    }
    const UNITS: [&str; 9] = ["€", "k€", "K€", "M€", "Md€", "%", "ETP", "ETPT", "M"];
    let words = words.trim_start_matches(['(', '+', '-', '−', '–', ' ']);
    let figure = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | ',' | '.');
    let unit = words.trim_start_matches(figure).trim_end_matches(|c: char| c == ')' || c.is_whitespace());
    words.starts_with(|c: char| c.is_ascii_digit()) && (unit.is_empty() || UNITS.contains(&unit))
}

/// The numbers of items as they are printed: each follows the one before it in its list, however they are spelled.
#[derive(Default)]
struct Numbers {
    last: Vec<Option<u16>>,
}

impl Numbers {
    fn printed(&mut self, kind: BlockKind) -> BlockKind {
        let kept = kind.item_level().map_or(0, |level| usize::from(level) + 1);
        self.last.resize(kept, None);
        match (kind, self.last.last_mut()) {
            (BlockKind::Number(level, spelled), Some(last)) => {
                let number = last.map_or(spelled, |last| spelled.max(last.saturating_add(1)));
                *last = Some(number);
                BlockKind::Number(level, number)
            }
            (_, Some(last)) => {
                *last = None;
                kind
            }
            (_, None) => kind,
        }
    }
}

/// The notes of a text that are called and have words, in the order of their calls.
#[derive(Default)]
struct Notes {
    labels: Vec<u16>,
}

impl Notes {
    fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let (mut defined, mut called) = (Vec::new(), Vec::new());
        for line in lines {
            match BlockKind::of(line) {
                (BlockKind::Note(label), mark) => {
                    defined.push(label);
                    called.extend(calls(line.get(mark..).unwrap_or_default()).map(|(_, label)| label));
                }
                (_, mark) => called.extend(calls(line.get(mark..).unwrap_or_default()).map(|(_, label)| label)),
            }
        }
        let mut labels: Vec<u16> = Vec::new();
        for label in called {
            if defined.contains(&label) && !labels.contains(&label) {
                labels.push(label);
            }
        }
        Self { labels }
    }

    fn printed(&self, label: u16) -> Option<u16> {
        let rank = self.labels.iter().position(|other| *other == label)?;
        u16::try_from(rank + 1).ok()
    }
}

/// The label of a note and the length of what spells it, at the beginning of some words.
fn note_at(words: &str) -> Option<(u16, usize)> {
    let rest = words.strip_prefix("[^")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let label = rest.get(..digits)?.parse().ok().filter(|_| digits <= 4)?;
    rest.get(digits..)?.starts_with(']').then_some((label, digits + 3))
}

/// The calls of notes in a line, with their labels.
pub fn calls(line: &str) -> impl Iterator<Item = (Range<usize>, u16)> {
    line.match_indices("[^").filter_map(|(at, _)| note_at(line.get(at..)?).map(|(label, length)| (at..at + length, label)))
}

fn is_row(line: &str) -> bool {
    let line = line.trim_end();
    line.len() > 2 && line.starts_with('|') && line.ends_with('|') && !line.ends_with("\\|")
}

/// How a cell of a rule aligns its column.
fn rule_of(cell: &str) -> Option<Alignment> {
    let dashes = cell.trim_start_matches(':').trim_end_matches(':');
    let is_rule = !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-') && cell.len() - dashes.len() <= 2;
    is_rule.then_some(match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => Alignment::Center,
        (false, true) => Alignment::Right,
        (_, false) => Alignment::Left,
    })
}

/// The bytes of the cells of a row: bars within links or after a backslash divide nothing.
fn cells(line: &str) -> impl Iterator<Item = Range<usize>> {
    let line = line.trim_end();
    let inner = 1..line.len().saturating_sub(1).max(1);
    let hidden: Vec<Range<usize>> = braces(line).map(|(range, _)| range).collect();
    let is_bar = |at: &usize| {
        inner.contains(at) && !line.get(..*at).is_some_and(|before| before.ends_with('\\')) && !hidden.iter().any(|range| range.contains(at))
    };
    let bars: Vec<usize> = line.match_indices('|').map(|(at, _)| at).filter(is_bar).collect();
    let ends: Vec<usize> = bars.iter().copied().chain([inner.end]).collect();
    let starts = std::iter::once(inner.start).chain(bars.into_iter().map(|bar| bar + 1));
    starts.zip(ends).map(|(start, end)| start..end).collect::<Vec<_>>().into_iter()
}

/// The bytes without the spaces around them.
fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let words = source.get(range.clone()).unwrap_or_default();
    let start = range.start + words.len() - words.trim_start_matches(' ').len();
    start..start + words.trim_matches(' ').len()
}

/// The bytes without the space before and the one after, which every row has between its bars and its words.
fn unpadded(source: &str, range: Range<usize>) -> Range<usize> {
    let words = source.get(range.clone()).unwrap_or_default();
    let inner = words.strip_prefix(' ').unwrap_or(words);
    let start = range.end - inner.len();
    start..start + inner.strip_suffix(' ').unwrap_or(inner).len()
}

/// What a mark within a line does.
#[derive(Clone, Copy)]
enum Sign {
    Bold,
    Italic,
    /// The backslash before a bar.
    Escape,
    Call(u16),
}

const BOLD: &str = "**";

/// The runs of some bytes of a text; a mark without its partner is kept as typed.
fn spans<'a>(source: &'a str, range: Range<usize>, is_cell: bool, notes: &Notes) -> Vec<Span<'a>> {
    let body = source.get(range.clone()).unwrap_or_default();
    let mut marks = bold_marks(body);
    if body.contains('*') {
        marks.extend(italic_marks(body, &marks));
    }
    if is_cell {
        marks.extend(body.match_indices("\\|").map(|(at, _)| (at..at + 1, Sign::Escape)));
    }
    if !notes.labels.is_empty() {
        marks.extend(calls(body).filter_map(|(call, label)| Some((call, Sign::Call(notes.printed(label)?)))));
    }
    marks.sort_by_key(|(range, _)| range.start);
    let (mut bold, mut italic, mut from) = (false, false, 0);
    let mut spans = Vec::new();
    for (mark, sign) in marks.into_iter().chain([(body.len()..body.len(), Sign::Escape)]) {
        let text = body.get(from..mark.start).unwrap_or_default();
        spans.push(Span { text, bold, italic, note: None, at: range.start + from });
        from = mark.end;
        match sign {
            Sign::Bold => bold = !bold,
            Sign::Italic => italic = !italic,
            Sign::Escape => {}
            Sign::Call(number) => {
                let text = body.get(mark.clone()).unwrap_or_default();
                spans.push(Span { text, bold, italic, note: Some(number), at: range.start + mark.start });
            }
        }
    }
    spans.retain(|span| !span.text.is_empty());
    spans
}

/// `**` and the next one.
fn bold_marks(body: &str) -> Vec<(Range<usize>, Sign)> {
    let mut marks: Vec<_> = body.match_indices(BOLD).map(|(at, mark)| (at..at + mark.len(), Sign::Bold)).collect();
    marks.truncate(marks.len() / 2 * 2);
    marks
}

/// `*` before a word and the next one after a word: those of a product or after a figure are none.
fn italic_marks(body: &str, bold: &[(Range<usize>, Sign)]) -> Vec<(Range<usize>, Sign)> {
    let mut bold = bold.iter().map(|(range, _)| range.clone()).peekable();
    let mut chars = Vec::new();
    for (at, char) in body.char_indices() {
        while bold.next_if(|mark| mark.end <= at).is_some() {}
        if bold.peek().is_none_or(|mark| at < mark.start) {
            chars.push((at, char));
        }
    }
    let char = |index: Option<usize>| index.and_then(|index| chars.get(index)).map(|(_, char)| *char);
    let mut marks = Vec::new();
    let mut opened: Option<usize> = None;
    for (index, (at, _)) in chars.iter().enumerate().filter(|(_, (_, char))| *char == '*') {
        let (before, after) = (char(index.checked_sub(1)), char(Some(index + 1)));
        match opened {
            Some(open) if closes_italics(before, after) && open + 1 < *at => {
                marks.extend([open..open + 1, *at..*at + 1].map(|mark| (mark, Sign::Italic)));
                opened = None;
            }
            _ if opens_italics(before, after) => opened = Some(*at),
            _ => {}
        }
    }
    marks
}

fn opens_italics(before: Option<char>, after: Option<char>) -> bool {
    begins_italics(after) && !before.is_some_and(|before| before.is_alphanumeric() || before == '*')
}

fn closes_italics(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|before| !before.is_whitespace() && before != '*') && !after.is_some_and(|after| after.is_alphanumeric() || after == '*')
}

/// What may be the first character of words in italics.
fn begins_italics(first: Option<char>) -> bool {
    first.is_some_and(|first| first.is_alphanumeric() || matches!(first, '«' | '“' | '"' | '(' | '[' | '{' | '‘' | '’' | '€'))
}

/// Letters as a line spells them, with the byte at which each begins and where the last ends: spaces stand outside of marks, and a word is in
/// italics whole.
pub fn spelled(letters: &[Letter<'_>], is_cell: bool) -> (String, Vec<usize>) {
    let first = |letter: &Letter<'_>| letter.text.chars().next();
    let is_blank = |letter: &Letter<'_>| letter.text.chars().all(char::is_whitespace);
    let is_word = |letter: &Letter<'_>| first(letter).is_some_and(char::is_alphanumeric);
    let mut bold: Vec<bool> = letters.iter().map(|letter| letter.bold).collect();
    let mut italic: Vec<bool> = letters.iter().map(|letter| letter.italic).collect();
    // A word that begins or ends within italics.
    let mut start = 0;
    for run in letters.chunk_by(|a, b| is_word(a) == is_word(b)) {
        let word = italic.get_mut(start..start + run.len()).unwrap_or_default();
        if run.first().is_some_and(is_word) && word.contains(&true) {
            word.fill(true);
        }
        start += run.len();
    }
    trim_runs(
        &mut bold,
        |index| letters.get(index).is_some_and(|letter| !is_blank(letter)),
        |index| letters.get(index).is_some_and(|letter| !is_blank(letter)),
    );
    trim_runs(
        &mut italic,
        |index| letters.get(index).is_some_and(|letter| begins_italics(first(letter))),
        |index| letters.get(index).is_some_and(|letter| !is_blank(letter)),
    );
    let mut text = String::new();
    let mut at = Vec::with_capacity(letters.len() + 1);
    let (mut in_bold, mut in_italic) = (false, false);
    let looks = bold.into_iter().zip(italic).map(Some).chain([None]);
    for (letter, look) in letters.iter().map(Some).chain([None]).zip(looks) {
        let (wants_bold, wants_italic) = look.unwrap_or((false, false));
        if wants_bold != in_bold {
            text.push_str(BOLD);
        }
        if wants_italic != in_italic {
            text.push('*');
        }
        (in_bold, in_italic) = (wants_bold, wants_italic);
        if let Some(letter) = letter {
            if is_cell && letter.text == "|" {
                text.push('\\');
            }
            at.push(text.len());
            text.push_str(letter.text);
        }
    }
    at.push(text.len());
    (text, at)
}

/// Takes from the beginning and the end of each run of `true` what may not stand there.
fn trim_runs(flags: &mut [bool], begins: impl Fn(usize) -> bool, ends: impl Fn(usize) -> bool) {
    let mut index = 0;
    while index < flags.len() {
        let length = flags.iter().skip(index).take_while(|flag| **flag).count();
        let run = index..index + length;
        let start = run.clone().find(|index| begins(*index)).unwrap_or(run.end);
        let end = run.clone().rev().find(|index| ends(*index)).map_or(start, |last| last + 1);
        for at in (run.start..start).chain(end.max(start)..run.end) {
            if let Some(flag) = flags.get_mut(at) {
                *flag = false;
            }
        }
        index += length + 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Text;
    use super::*;

    /// The runs of a text: bold as `B`, italics as `I`, both as `X`, a call as `N`.
    fn shown(text: &str) -> Vec<String> {
        let look = |span: &Span<'_>| match (span.note, span.bold, span.italic) {
            (Some(_), ..) => "N",
            (None, true, true) => "X",
            (None, true, false) => "B",
            (None, false, true) => "I",
            (None, false, false) => "",
        };
        let of = |block: &Block<'_>| {
            let cell = |cell: &Passage<'_>| cell.spans.iter().map(|span| format!("{}({})", look(span), span.words())).collect::<String>();
            format!("{:?} {}", block.kind, block.cells.iter().map(cell).collect::<Vec<_>>().join(" | "))
        };
        Text::new(text).blocks().map(|block| of(&block).trim_end().to_owned()).collect()
    }

    #[test]
    fn lines_say_what_they_are_and_how_their_words_look() {
        let cases: [(&str, &[&str]); 30] = [
            ("## Titre\n### Deux\n#### Trois", &["Heading(1) (Titre)", "Heading(2) (Deux)", "Heading(3) (Trois)"]),
            ("# un\n##### cinq\n##deux", &["Paragraph (# un)", "Paragraph (##### cinq)", "Paragraph (##deux)"]),
            ("à **7,3 M€** en\n\n- un **deux\n", &["Paragraph (à )B(7,3 M€)( en)", "Bullet(0) (un **deux)"]),
            ("- a\n  - b\n    - c\n - d", &["Bullet(0) (a)", "Bullet(1) (b)", "Bullet(2) (c)", "Paragraph ( - d)"]),
            ("1. a\n2. b\n2. c\n9. d", &["Number(0, 1) (a)", "Number(0, 2) (b)", "Number(0, 3) (c)", "Number(0, 9) (d)"]),
            ("3. a\n  1. b\n  1. c\n3. d", &["Number(0, 3) (a)", "Number(1, 1) (b)", "Number(1, 2) (c)", "Number(0, 4) (d)"]),
            ("1. a\nentre\n1. b", &["Number(0, 1) (a)", "Paragraph (entre)", "Number(0, 1) (b)"]),
            ("2021. a\n1.a\n1) a", &["Paragraph (2021. a)", "Paragraph (1.a)", "Paragraph (1) a)"]),
            ("un *mot* ici", &["Paragraph (un )I(mot)( ici)"]),
            ("*un* et **deux** et ***trois***", &["Paragraph I(un)( et )B(deux)( et )X(trois)"]),
            ("**b *x* b** *i **x** i*", &["Paragraph B(b )X(x)B( b)( )I(i )X(x)I( i)"]),
            ("*l’État*, *« mot »*.", &["Paragraph I(l’État)(, )I(« mot »)(.)"]),
            ("5 * 3 * 2 et a*b*c, 2*3*4", &["Paragraph (5 * 3 * 2 et a*b*c, 2*3*4)"]),
            ("(*) Hors titre 2 (*)", &["Paragraph ((*) Hors titre 2 (*))"]),
            ("* un\n*un", &["Paragraph (* un)", "Paragraph (*un)"]),
            ("un ** deux", &["Paragraph (un ** deux)"]),
            ("| a | b |", &["Row (a) | (b)"]),
            ("| a \\| b | **c** |", &["Row (a )(| b) | B(c)"]),
            ("|a||b|", &["Row (a) |  | (b)"]),
            ("| {plf/01/31/ae|M€} | {x|y} |", &["Row ({plf/01/31/ae|M€}) | ({x|y})"]),
            ("| a |\n|---|---:|:-:|", &["Row (a)", "Rule (---) | (---:) | (:-:)"]),
            ("| a\na |\n||\n|", &["Paragraph (| a)", "Paragraph (a |)", "Paragraph (||)", "Paragraph (|)"]),
            ("un[^2] et[^1] et[^2]\n[^1]: A\n[^2]: B", &["Paragraph (un)N(¹)( et)N(²)( et)N(¹)", "Note(2) (A)", "Note(1) (B)"]),
            ("un[^1]", &["Paragraph (un[^1])"]),
            ("un\n[^1]: A", &["Paragraph (un)", "Paragraph ([^1]: A)"]),
            ("un[^a] [^]\n[^a]: A", &["Paragraph (un[^a] [^])", "Paragraph ([^a]: A)"]),
            ("- un[^1]\n[^1]: *A*", &["Bullet(0) (un)N(¹)", "Note(1) I(A)"]),
            ("**un[^1]**\n[^1]: A", &["Paragraph B(un)N(¹)", "Note(1) (A)"]),
            ("*un", &["Paragraph (*un)"]),
            ("**a****b**", &["Paragraph B(a)B(b)"]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn rows_that_follow_one_another_are_a_table_and_notes_stand_last() {
        let text =
            Text::new("Avant[^1]\n[^1]: Note\n| Poste | AE | CP |\n|---|---|---|\n| Un | 1 300 000 | NA |\n| **Total** | **7,3 M€** |\nAprès\n| a |");
        let parts: Vec<String> = text
            .parts()
            .iter()
            .map(|part| match part {
                TextPart::Block(block) => format!("{:?} {}", block.kind, block.words()),
                TextPart::Table(table) => format!("{} {} {:?}", table.has_heading, table.rows.len(), table.alignments),
            })
            .collect();
        assert_eq!(parts, ["Paragraph Avant¹", "true 3 [Left, Right, Left]", "Paragraph Après", "false 1 [Left]", "Note(1) Note"]);
    }

    #[test]
    fn figures_are_told_from_words() {
        let cases = [
            ("7 300 000", true),
            ("7\u{202f}300\u{202f}000", true),
            ("(1,5 M€)", true),
            ("+15,2 %", true),
            ("−3", true),
            ("12 ETPT", true),
            ("{plf/01/31/ae|nb}", true),
            ("12 agents", false),
            ("PLF 2021", false),
            ("", false),
            ("€", false),
        ];
        for (words, expected) in cases {
            assert_eq!(is_figure(words), expected, "{words}");
        }
    }

    #[test]
    fn a_span_says_where_it_stands() {
        let text = Text::new("## Titre\n\n- un **deux** trois\nà ***é*** \n| a \\| b |  *c* |\nx[^1]\n[^1]: z");
        for block in text.blocks() {
            for span in block.spans() {
                assert_eq!(text.as_str().get(span.at..span.at + span.text.len()), Some(span.text));
            }
        }
    }

    /// Letters of a case: bold in `B`, italics in `I` … `.` back to plain.
    fn letters(words: &str) -> Vec<Letter<'_>> {
        let (mut bold, mut italic) = (false, false);
        let mut letters = Vec::new();
        for (at, char) in words.char_indices() {
            match char {
                'B' => bold = !bold,
                'I' => italic = !italic,
                _ => letters.push(Letter { text: words.get(at..at + char.len_utf8()).unwrap(), bold, italic, note: None, at }),
            }
        }
        letters
    }

    #[test]
    fn looks_are_spelled_so_that_they_are_read() {
        let cases = [
            ("un BmotB ici", "un **mot** ici"),
            ("unB mot Bici", "un **mot** ici"),
            ("un ImotI ici", "un *mot* ici"),
            ("un bImoIts", "un *bmots*"),
            ("I, mot I", ", *mot* "),
            ("BImotIB", "***mot***"),
            ("IaBbBI", "*a**b***"),
            ("IaIBbB", "*a**b***"),
            ("Ia bI BcB", "*a b* **c**"),
            ("B B", " "),
        ];
        for (words, expected) in cases {
            assert_eq!(spelled(&letters(words), false).0, expected, "{words}");
        }
        assert_eq!(spelled(&letters("a|b"), true).0, "a\\|b");
    }

    fn words_and_looks(line: &str) -> Vec<(String, bool, bool)> {
        let text = Text::new(line);
        let all = text.blocks().flat_map(|block| block.cells).flat_map(|cell| cell.letters().collect::<Vec<_>>());
        all.map(|letter| (letter.text.to_owned(), letter.bold, letter.italic)).collect()
    }

    proptest! {
        /// A line that is spelled anew reads the same, and is then spelled so for ever.
        #[test]
        fn what_is_spelled_reads_the_same(line in "[a-z ,*é«(]{0,24}|(\\*{1,3}[a-zé ]{1,4}\\*{1,3}[ ,]?){0,4}") {
            let line = format!("x {line}");
            let of = |line: &str| {
                let text = Text::new(line);
                let letters: Vec<_> = text.blocks().flat_map(|block| block.cells).flat_map(|cell| cell.letters().collect::<Vec<_>>()).collect();
                spelled(&letters, false).0.trim_end().to_owned()
            };
            let once = of(&line);
            let without_blanks = |line: &str| words_and_looks(line).into_iter().filter(|(text, ..)| text != " ").collect::<Vec<_>>();
            // Stars without a partner may find one when others are written anew; what was read stays from then on.
            let twice = of(&once);
            if !once.replace('*', "").contains('*') && without_blanks(&once) == without_blanks(&line) {
                prop_assert_eq!(twice, once);
            }
        }

        #[test]
        fn no_text_panics(text in any::<String>(), near in "(\\||\\*|- |## |1\\. |\\[\\^1\\]|: |---|\\\\|\n|a|é|\\{|\\}){0,30}") {
            for text in [text, near] {
                let text = Text::new(&text);
                for part in text.parts() {
                    let _ = format!("{part:?}");
                }
            }
        }
    }
}

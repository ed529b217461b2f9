//! HTML tables as spreadsheets, word processors and browsers copy them, read into rows of cells.
//!
//! Knows the attributes by which programs say the exact value of a cell. Must not know what a cell is written into.

use rust_decimal::Decimal;

use super::markup::{Piece, Tag, TooLong, pieces};
use crate::lang::number::NumberRefusal;
use crate::lang::{number, writing};
use crate::model::IndicatorValue;

/// Widest table that is read, in columns; also what a `colspan` can take.
const MAX_COLUMNS: usize = 1_000;
/// Most cells that are read, spans counted out.
const MAX_CELLS: usize = 1_000_000;

/// The rows of the tables of an HTML text; `None` when it holds no table.
///
/// A cell that several columns or rows share is filled once, the others are blank. Lines of one cell stay lines: two numbers are never joined.
/// Where a program says the exact value of a cell, that is read instead of a rounded or scaled writing of it.
///
/// # Errors
/// [`TooLong`] when the text, or the number of its cells, is beyond any table.
pub fn read(html: &str) -> Result<Option<Vec<Vec<String>>>, TooLong> {
    let mut reader = Reader::default();
    for piece in pieces(html)? {
        match piece {
            Piece::Open(tag) => reader.open(&tag)?,
            Piece::Close(name) => reader.close(&name)?,
            Piece::Words(words) => reader.words(&words),
        }
    }
    reader.end_cell()?;
    Ok(reader.has_table.then_some(reader.rows))
}

/// A table being read. There is no tree: a cell ends where the next begins, as browsers have it.
#[derive(Default)]
struct Reader {
    rows: Vec<Vec<String>>,
    /// For each column, how many rows below the present one a cell from above still covers.
    covered: Vec<usize>,
    count: usize,
    cell: Option<OpenCell>,
    /// Tables within a cell: their words are the cell's.
    nested: usize,
    has_table: bool,
}

struct OpenCell {
    /// What the program says of the value, if it does.
    value: Option<Exact>,
    columns: usize,
    rows: usize,
    text: String,
    /// A line ends before the next words.
    breaks: bool,
}

/// Tags that begin on a line of their own.
const BLOCKS: [&str; 14] = ["blockquote", "caption", "dd", "div", "dl", "dt", "h1", "h2", "h3", "li", "ol", "p", "table", "ul"];

impl Reader {
    fn open(&mut self, tag: &Tag) -> Result<(), TooLong> {
        if self.nested > 0 || (tag.name() == "table" && self.cell.is_some()) {
            self.nested += usize::from(tag.name() == "table");
            self.break_line();
            return Ok(());
        }
        match tag.name() {
            "table" => self.has_table = true,
            "tr" => self.new_row()?,
            "td" | "th" => {
                self.end_cell()?;
                if self.rows.is_empty() {
                    self.new_row()?;
                }
                self.cell = Some(OpenCell::of(tag));
            }
            "br" => self.line(),
            name if BLOCKS.contains(&name) => self.break_line(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), TooLong> {
        if self.nested > 0 {
            self.nested -= usize::from(name == "table");
            self.break_line();
            return Ok(());
        }
        match name {
            "td" | "th" | "tr" | "table" | "thead" | "tbody" | "tfoot" => self.end_cell(),
            name if BLOCKS.contains(&name) => {
                self.break_line();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// White space is one space, as it is shown; U+00A0 and its like stay.
    fn words(&mut self, words: &str) {
        let Some(cell) = &mut self.cell else { return };
        for character in words.chars() {
            if matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                if !cell.breaks && !cell.text.is_empty() && !cell.text.ends_with([' ', '\n']) {
                    cell.text.push(' ');
                }
                continue;
            }
            if std::mem::take(&mut cell.breaks) && !cell.text.is_empty() {
                cell.text.truncate(cell.text.trim_end_matches(' ').len());
                cell.text.push('\n');
            }
            cell.text.push(character);
        }
    }

    /// `<br>`: a line ends, even an empty one.
    fn line(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.text.truncate(cell.text.trim_end_matches(' ').len());
            cell.text.push('\n');
            cell.breaks = false;
        }
    }

    fn break_line(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.breaks = !cell.text.ends_with('\n');
        }
    }

    fn new_row(&mut self) -> Result<(), TooLong> {
        self.end_cell()?;
        self.has_table = true;
        self.rows.push(vec![]);
        self.cover()
    }

    /// Blanks where cells from above reach into the row.
    fn cover(&mut self) -> Result<(), TooLong> {
        while let Some(below) = self.rows.last().and_then(|row| self.covered.get_mut(row.len())).filter(|below| **below > 0) {
            *below -= 1;
            self.put(String::new())?;
        }
        Ok(())
    }

    fn put(&mut self, text: String) -> Result<(), TooLong> {
        self.count += 1;
        match self.rows.last_mut() {
            Some(row) if self.count <= MAX_CELLS && row.len() < MAX_COLUMNS => row.push(text),
            Some(_) if self.count > MAX_CELLS => return Err(TooLong),
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), TooLong> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let (columns, rows) = (cell.columns, cell.rows);
        let mut text = Some(cell.content());
        for _ in 0..columns {
            let column = self.rows.last().map_or(0, Vec::len);
            if column >= MAX_COLUMNS {
                break;
            }
            if self.covered.len() <= column {
                self.covered.resize(column + 1, 0);
            }
            if let Some(below) = self.covered.get_mut(column) {
                *below = rows - 1;
            }
            self.put(text.take().unwrap_or_default())?;
        }
        self.cover()
    }
}

impl OpenCell {
    fn of(tag: &Tag) -> Self {
        let span = |name| tag.attribute(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1_usize);
        Self {
            value: Exact::of(tag),
            columns: span("colspan").clamp(1, MAX_COLUMNS),
            rows: span("rowspan").clamp(1, MAX_CELLS),
            text: String::new(),
            breaks: false,
        }
    }

    /// What is shown, or the exact value when that is another number.
    fn content(self) -> String {
        let text = self.text.trim_matches(['\n', ' ']).to_owned();
        self.value.and_then(|value| value.instead_of(&text)).unwrap_or(text)
    }
}

/// The exact value of a cell, as its program writes it.
struct Exact(String);

impl Exact {
    /// `sdval` of LibreOffice, `x:num` of Excel, `data-sheets-value` of Google.
    fn of(tag: &Tag) -> Option<Self> {
        let number = ["sdval", "x:num"].into_iter().find_map(|name| tag.attribute(name));
        let from_google = || {
            let value: serde_json::Value = serde_json::from_str(tag.attribute("data-sheets-value")?).ok()?;
            value.get("3").map(ToString::to_string)
        };
        // LibreOffice writes the value in the language of its user: with a decimal comma in French.
        number.map(|number| number.replace(',', ".")).or_else(from_google).map(Self)
    }

    fn decimal(&self) -> Option<Decimal> {
        if self.0.contains(['e', 'E']) { Decimal::from_scientific(&self.0).ok() } else { self.0.parse().ok() }
    }

    /// The value, when `shown` is a number that it is not equal to. Dates and words keep their writing, whatever number is behind them.
    fn instead_of(&self, shown: &str) -> Option<String> {
        let is_whole = self.0.chars().all(|c| c.is_ascii_digit() || c == '-');
        if is_whole && shown.chars().filter(|c| !c.is_whitespace()).eq(self.0.chars()) {
            return None;
        }
        let is_number = shown.contains(|c: char| c.is_ascii_digit()) && shown.chars().all(is_of_a_number);
        let has_inner_dash = shown.trim_start_matches(|c: char| !c.is_ascii_digit()).contains(['-', '–', '−']);
        if !is_number || has_inner_dash {
            return None;
        }
        let is_percent = shown.trim_end().ends_with('%');
        let value = self.decimal()?;
        let value = if is_percent { value.checked_mul(Decimal::ONE_HUNDRED)?.normalize() } else { value };
        let same = match number::parse_value(shown, if is_percent { "%" } else { "" }) {
            Ok(IndicatorValue::Number { value: shown, .. }) => shown == value,
            _ => number::parse_amount(shown).is_ok_and(|amount| Decimal::from(amount.euros.get()) == value),
        };
        let unit = if is_percent { "%" } else { "" };
        // "8,000" for 8 is refused in a cell of euros, where it may be eight thousand; its program says that it is not.
        let is_doubtful = matches!(number::parse_amount(shown), Err(NumberRefusal::CommaInAmount { .. })) && value.is_integer();
        let value = if is_doubtful { value.normalize() } else { value };
        (!same || is_doubtful).then(|| format!("{}{unit}", writing::plain(value).replace('.', ",")))
    }
}

/// Digits, what parts or signs them, and the letters of units and powers.
fn is_of_a_number(character: char) -> bool {
    character.is_ascii_digit() || character.is_whitespace() || ",.'’+-−()%€$£kMdEe".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(html: &str) -> Vec<Vec<String>> {
        read(html).unwrap().unwrap_or_default()
    }

    /// "a | b / c" for two rows.
    fn seen(html: &str) -> String {
        rows(html).iter().map(|row| row.join(" | ")).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn tables_are_read_as_programs_copy_them() {
        let cases = [
            (
                "LibreOffice",
                "<table cellspacing=0><colgroup width=85></colgroup>\n\t<tr>\n\t\t<td height=17 align=right sdval=\"7300000\" sdnum=\"1033;1036;#&nbsp;##0\">7&nbsp;300&nbsp;000</td>\n\t\t<td align=left>15-25</td>\n\t</tr>\n\t<tr><td><br></td><td><b><font>-5</font></b></td></tr>\n</table>",
                "7\u{a0}300\u{a0}000 | 15-25 /  | -5",
            ),
            (
                "Excel",
                "Version:1.0\r\nStartHTML:0000000105\r\n<html xmlns:x=\"urn:x\"><head><style>td {mso-number-format:General}</style></head><body><table border=0>\r\n<!--StartFragment-->\r\n <col width=80><tr height=20>\r\n  <td class=xl65 align=right>7&nbsp;300&nbsp;000</td>\r\n  <td>a<br>\r\n    b</td>\r\n </tr>\r\n<!--EndFragment-->\r\n</table></body></html>",
                "7\u{a0}300\u{a0}000 | a\nb",
            ),
            (
                "Word",
                "<table class=MsoTableGrid><tr><td valign=top><p class=MsoNormal>2&nbsp;444&nbsp;661<o:p></o:p></p>\n<p class=MsoNormal>0<o:p></o:p></p></td><td><p><span>x </span><span> y</span></p></td></tr></table>",
                "2\u{a0}444\u{a0}661\n0 | x y",
            ),
            ("a browser, ends left out", "<table><tbody><tr><th>a<td>1<tr><th>b<td>2</table>", "a | 1 / b | 2"),
            ("rows without a table", "<tr><td>1</td><td>2</td></tr>", "1 | 2"),
            ("cells without a row", "<table><td>1</td><td>2</td></table>", "1 | 2"),
            ("columns shared", "<table><tr><td colspan=3>a</td><td>b</td></tr><tr><td>1</td></tr></table>", "a |  |  | b / 1"),
            ("rows shared", "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr></table>", "a | b /  | c / d"),
            (
                "both shared",
                "<table><tr><td>a</td><td rowspan=2 colspan=2>b</td></tr><tr><td>c</td></tr><tr><td>d<td>e<td>f</table>",
                "a | b |  / c |  |  / d | e | f",
            ),
            ("a table in a cell", "<table><tr><td>1<table><tr><td>2</td><td>3</td></tr></table></td><td>4</td></tr></table>", "1\n2\n3 | 4"),
            ("lists", "<table><tr><td><ul><li>a</li><li>b</li></ul></td></tr></table>", "a\nb"),
            ("entities", "<table><tr><td>&lt;b&gt; R&amp;D &eacute;</td></tr></table>", "<b> R&D é"),
            ("captions and words beside", "avant<table><caption>c</caption><tr><td>1</td></tr></table>après", "1"),
            ("an empty table", "<table></table>", ""),
        ];
        for (from, html, expected) in cases {
            assert_eq!(seen(html), expected, "{from}");
        }
        assert_eq!(read("<p>7 300 000</p>").unwrap(), None);
        assert_eq!(read("").unwrap(), None);
    }

    #[test]
    fn the_exact_value_is_read_where_it_is_said() {
        let cases = [
            // The writing as shown stays when it is the same number.
            ("sdval=7300000", "7 300 000", "7 300 000"),
            ("sdval=12.5", "12,50", "12,50"),
            ("sdval=\"12,5\" sdnum=\"1036;1036;0,00\"", "12,50", "12,50"),
            ("sdval=\"0,6893\" sdnum=\"1036;1036;0,0%\"", "68,9%", "68,93%"),
            ("sdval=0.689", "68,9 %", "68,9 %"),
            ("sdval=7300000", "7,3 M€", "7,3 M€"),
            // Rounded, scaled, or in another language.
            ("sdval=7300000.4", "7 300 000", "7300000,4"),
            ("sdval=0.689339622641509", "68,9%", "68,9339622641509%"),
            ("sdval=7300000", "7 300€", "7300000"),
            ("sdval=7300000", "7,300,000", "7300000"),
            ("sdval=1000", "1.000", "1000"),
            ("sdval=1.125", "1.125", "1,125"),
            ("sdval=8", "8,000", "8"),
            ("sdval=8000", "8,000", "8000"),
            ("sdval=3.125", "3,125", "3,125"),
            ("x:num", "8,000", "8,000"),
            ("x:num=\"8000\"", "8,000", "8000"),
            ("sdval=-5", "(5)", "(5)"),
            ("sdval=-5", "($5.00)", "-5"),
            ("sdval=1E+025", "1E+025", "10000000000000000000000000"),
            ("x:num=\"7300000.25\"", "7 300 000", "7300000,25"),
            ("x:num", "7 300 000", "7 300 000"),
            ("data-sheets-value='{\"1\":3,\"3\":7300000}'", "7.3e6", "7300000"),
            ("data-sheets-value='{\"1\":2,\"2\":\"x\"}'", "x", "x"),
            // A date or a truth is no number, whatever is behind it.
            ("sdval=44481", "12/10/2021", "12/10/2021"),
            ("sdval=44481", "2021-10-12", "2021-10-12"),
            ("sdval=1", "VRAI", "VRAI"),
            ("sdval=44481", "###", "###"),
            ("sdval=abc", "5", "5"),
            ("sdval=5", "", ""),
        ];
        for (attribute, shown, expected) in cases {
            let html = format!("<table><tr><td {attribute}>{shown}</td></tr></table>");
            assert_eq!(seen(&html).replace('\u{a0}', " "), expected, "{attribute}: {shown}");
        }
    }

    #[test]
    fn spans_and_depth_take_no_more_than_what_is_there() {
        let huge = "<table><tr><td colspan=1000000000 rowspan=1000000000>a</td><td>b</td></tr><tr><td>c</td></tr></table>";
        assert_eq!(rows(huge).iter().map(Vec::len).collect::<Vec<_>>(), [MAX_COLUMNS, MAX_COLUMNS]);
        let deep = "<table><tr><td>".repeat(100_000);
        assert_eq!(rows(&deep).len(), 1);
        let wide = format!("<table>{}", "<tr><td colspan=1000>a".repeat(MAX_CELLS / MAX_COLUMNS + 1));
        assert_eq!(read(&wide), Err(TooLong));
    }

    proptest! {
        #[test]
        fn no_text_panics(html in "(<|</|table|tr|td|th|br|p|>| colspan=| rowspan=| sdval=|=|\"|0|2|9{9}|-1|&nbsp;|\n|%|,|é){0,60}") {
            let _ = read(&html);
        }
    }
}

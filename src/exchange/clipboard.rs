//! What a copy of cells gives other programs, and what a paste takes from them.
//!
//! Knows the two forms in which spreadsheets exchange cells, tab-separated text and HTML. Must not know the clipboard itself, nor where cells go.

use super::harmless::{harmless, without_apostrophes};
use super::markup::TooLong;
use super::{html, pasted_html, tsv};
use crate::calc::Figure;
use crate::lang::{Lang, writing};
use crate::model::IndicatorValue;
use crate::tables::{Cell, Content, Table};

/// Longest text that is read, in bytes.
pub const MAX_BYTES: usize = super::markup::MAX_BYTES;

/// One copy in both forms; a program takes the one that it reads best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    /// Tab-separated text whose numbers any spreadsheet reads as numbers, in any language.
    pub text: String,
    /// The same cells as HTML, as they are shown.
    pub html: String,
}

impl Clip {
    /// A whole table with its headings, in the official column order; its labels too when it has any.
    pub fn table(table: &Table, lang: Lang) -> Self {
        let label = |words: &str| table.is_labelled().then(|| harmless(words));
        let headings = label(&table.row_header).into_iter().chain(table.columns.iter().map(|column| harmless(&column.title))).collect();
        let rows = table.rows.iter().map(|row| label(&row.label).into_iter().chain(row.cells.iter().map(|cell| cell_text(cell, lang))).collect());
        Self { text: tsv::write([headings].into_iter().chain(rows)), html: html::table(table, lang) }
    }

    /// Cells without headings, row by row.
    pub fn cells(rows: &[Vec<&Cell>], lang: Lang) -> Self {
        let written = tsv::write(rows.iter().map(|row| row.iter().map(|cell| cell_text(cell, lang)).collect()));
        // One cell is pasted into a line of text: no line break follows it.
        let is_single = matches!(rows, [row] if row.len() == 1);
        let text = if is_single { written.trim_end_matches('\n').to_owned() } else { written };
        Self { text, html: html::cells(rows.iter().cloned(), lang) }
    }
}

/// A cell for a spreadsheet: numbers without groups, with an ASCII sign; words that no program takes for a formula, a date or a number.
pub(super) fn cell_text(cell: &Cell, lang: Lang) -> String {
    match &cell.content {
        Content::Figure(Figure::Amount(euros)) => euros.get().to_string(),
        Content::Figure(Figure::Percent(percent) | Figure::Variation(percent)) => format!("{}%", writing::plain(*percent).replace('.', ",")),
        Content::Value(value @ IndicatorValue::Number { marks, .. }) if marks.is_provisional => writing::value(value),
        Content::Value(IndicatorValue::Number { value, .. }) | Content::Figure(Figure::Number(value) | Figure::Effect(value)) => {
            writing::plain(*value).replace('.', ",")
        }
        // With a hyphen, "10-12" would become the tenth of December.
        Content::Value(range @ IndicatorValue::Range { .. }) => writing::value(range).replace('-', "–"),
        Content::Value(_) | Content::Words(_) | Content::Figure(Figure::Blank | Figure::Undefined | Figure::Overflow) => harmless(&cell.text(lang)),
    }
}

/// The cells of a paste: those of the HTML when it holds a table, else those of the text; none when there is neither.
///
/// HTML is the better of the two: it says exact values where the text has rounded ones, and keeps the lines of a cell apart where LibreOffice
/// joins them with a space and Word ends the row.
///
/// # Errors
/// [`TooLong`] when either is beyond any table.
pub fn cells(text: Option<&str>, html: Option<&str>) -> Result<Vec<Vec<String>>, TooLong> {
    if let Some(rows) = html.map_or(Ok(None), pasted_html::read)?.filter(|rows| !rows.is_empty()) {
        return Ok(rows);
    }
    match text {
        Some(text) if text.len() > MAX_BYTES => Err(TooLong),
        Some(text) => {
            Ok(tsv::read(text).into_iter().map(|row| row.into_iter().map(|cell| without_apostrophes(&cell).into_owned()).collect()).collect())
        }
        None => Ok(vec![]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::CellKind;
    use rust_decimal::Decimal;

    fn words(words: &str) -> Cell {
        Cell { place: None, kind: CellKind::Entered, content: Content::Words(words.into()) }
    }

    fn figure(figure: Figure) -> Cell {
        Cell { place: None, kind: CellKind::Computed, content: Content::Figure(figure) }
    }

    fn value(typed: &str) -> Cell {
        let value = crate::lang::number::parse_value(typed, "").unwrap();
        Cell { place: None, kind: CellKind::Entered, content: Content::Value(value) }
    }

    #[test]
    fn numbers_stay_numbers_and_words_are_never_computed() {
        let amount = |euros| figure(Figure::Amount(crate::model::Euros::new(euros)));
        let cases = [
            (amount(7_300_000), "7300000"),
            (amount(-300_000), "-300000"),
            (figure(Figure::Percent(Decimal::new(689, 1))), "68,9%"),
            (figure(Figure::Variation(Decimal::new(-54, 1))), "-5,4%"),
            (figure(Figure::Blank), ""),
            (figure(Figure::Undefined), "–"),
            (value("12,50"), "12,50"),
            (value("-0,5"), "-0,5"),
            (value("10-12"), "10–12"),
            (value("NA"), "NA"),
            (words("Nombre de produits"), "Nombre de produits"),
            (words("=1+1"), "'=1+1"),
            (words("+33"), "'+33"),
            (words("-5"), "'-5"),
            (words("@SOMME(1)"), "'@SOMME(1)"),
            (words("\t=x"), "\"\t'=x\""),
            (words("x,=cmd|' /C calc'!A0,y"), "x,'=cmd|' /C calc'!A0,y"),
            (words("＝1+1"), "'＝1+1"),
            (words("l'État"), "l'État"),
        ];
        for (cell, expected) in cases {
            let clip = Clip::cells(&[vec![&cell]], Lang::French);
            assert_eq!(clip.text, expected, "{cell:?}");
            let from_text = cells(Some(&clip.text), None).unwrap();
            let from_html = cells(Some("x"), Some(&clip.html)).unwrap();
            let shown = cell.text(Lang::French);
            assert_eq!(from_html, [[shown.replace('\t', " ").trim()]], "{cell:?}: HTML is shown as the table shows it");
            if let Content::Words(words) = &cell.content {
                assert_eq!(from_text, [[words.as_str()]], "what was made harmless comes back");
            }
        }
    }

    #[test]
    fn a_paste_takes_the_table_of_the_html_or_else_the_text() {
        let table = "<table><tr><td>2 444 661<br>0</td></tr></table>";
        let cases = [
            (Some("1\t2"), None, vec![vec!["1", "2"]]),
            (Some("2 444 661 0"), Some(table), vec![vec!["2 444 661\n0"]]),
            (Some("1\t2"), Some("<p>1 2</p>"), vec![vec!["1", "2"]]),
            (Some("1"), Some("<table></table>"), vec![vec!["1"]]),
            (None, Some(table), vec![vec!["2 444 661\n0"]]),
            (None, Some("<p>1</p>"), vec![]),
            (None, None, vec![]),
            (Some("'=1+1\t'abc"), None, vec![vec!["=1+1", "'abc"]]),
        ];
        for (text, html, expected) in cases {
            assert_eq!(cells(text, html).unwrap(), expected, "{text:?} {html:?}");
        }
        assert_eq!(cells(Some(&"1".repeat(MAX_BYTES + 1)), None), Err(TooLong));
    }
}

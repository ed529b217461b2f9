//! Tables as HTML: for spreadsheets, word processors and screen readers.
//!
//! Knows the attributes that tell programs a number from a word. Must not know who takes it.
//!
//! Measured with LibreOffice Calc 7.4: `sdval` with `sdnum="1033;…"` is the value, in any language of the program; without them "7 300 000" is a
//! text and "15-25" may become a date; a text that begins with `=` is a formula unless `sdnum` says `@`; the words of a `<caption>` are put into
//! the first cell; a percentage is shown as the fraction that it is, whatever `sdnum` says. Excel has `mso-number-format` and `x:num` for the same ends.

use rust_decimal::Decimal;

use super::markup::escaped;
use crate::calc::Figure;
use crate::lang::{Lang, Word, writing};
use crate::model::IndicatorValue;
use crate::tables::{Cell, Content, Level, StandIn, Table, Tables};

/// A whole table with its headings, in the official column order, for a spreadsheet or a word processor. It has no caption: a spreadsheet would
/// take it for a part of the first cell.
pub fn table(table: &Table, lang: Lang) -> String {
    let mut html = opening(lang, &format!(" aria-label=\"{}\"", escaped(&table.title)));
    html.push('\n');
    sections(&mut html, table, lang);
    html.push_str("</table>\n");
    html
}

/// A page of tables with their captions, for a browser and its screen reader.
pub fn page(tables: Tables<'_>, shown: &[Table]) -> String {
    let lang = tables.lang;
    let name = escaped(&tables.document_name());
    let is_in_euros = shown.iter().any(Table::is_in_euros);
    let unit = if is_in_euros { lang.pick("<p>Montants en euros.</p>\n", "<p>Amounts in euros.</p>\n") } else { "" };
    let head = format!(
        "<meta charset=\"utf-8\">{GENERATOR}<meta name=\"viewport\" content=\"width=device-width\">\n<title>{name}</title>\n<style>\n{STYLE}</style>"
    );
    let mut html = format!("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>{head}</head>\n<body>\n<h1>{name}</h1>\n{unit}", lang.code());
    shown.iter().for_each(|table| captioned(&mut html, tables, table));
    html.push_str("</body>\n</html>\n");
    html
}

/// Writes a table of a page; above that of an action, its share.
fn captioned(html: &mut String, tables: Tables<'_>, table: &Table) {
    let lang = tables.lang;
    let share = table.share.as_ref().map_or_else(String::new, |share| {
        format!("<p>{}{} {}</p>\n", escaped(lang.word(Word::ShareInTheProgramme)), lang.pick(" :", ":"), share.text(lang))
    });
    let to_confirm = match tables.stand_in(table) {
        None => "",
        Some(StandIn::LastPap) => lang.pick(
            "<p>Chiffres à confirmer : repris de ce que le PAP précédent demandait.</p>\n",
            "<p>Figures to confirm: taken from what the PAP before asked for.</p>\n",
        ),
        Some(StandIn::Bill) => lang.pick(
            "<p>LFI à confirmer : reprise du PLF et de ses amendements.</p>\n",
            "<p>LFI to confirm: taken from the bill and its amendments.</p>\n",
        ),
    };
    let caption = escaped(&tables.title_alone(table));
    html.extend([share.as_str(), to_confirm, &opening(lang, ""), "\n<caption>", &caption, "</caption>\n"]);
    sections(html, table, lang);
    html.push_str("</table>\n");
}

/// By which an import knows a page that came from here.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"Papier\">";

/// How a page looks, on screen and on paper.
pub const STYLE: &str = include_str!("html/page.css");

/// Cells without headings.
pub fn cells<'a>(rows: impl IntoIterator<Item = Vec<&'a Cell>>, lang: Lang) -> String {
    let mut html = format!("{}\n<tbody>\n", opening(lang, ""));
    for row in rows {
        html.push_str("<tr>");
        row.into_iter().for_each(|cell| html.push_str(&data_cell(cell, "", lang)));
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
    html
}

fn opening(lang: Lang, attributes: &str) -> String {
    format!("<table lang=\"{}\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"{attributes}>", lang.code())
}

/// Writes headings, then rows, into the text of the whole page: it may be large, and is held once.
fn sections(html: &mut String, table: &Table, lang: Lang) {
    html.push_str(&head(table));
    html.push_str("<tbody>\n");
    for row in &table.rows {
        let is_total = row.level == Level::Total;
        html.push_str(match row.level {
            Level::Main => "<tr>",
            Level::Sub | Level::Detail => "<tr class=\"sub\">",
            Level::Total => "<tr class=\"total\">",
        });
        if table.is_labelled() {
            // A word processor would centre it, in bold.
            let style = match row.level {
                Level::Total => "",
                Level::Main | Level::Sub => "font-weight:normal;",
                Level::Detail => "font-weight:normal;padding-left:2.6rem;",
            };
            html.push_str(&word_cell("th", " scope=\"row\" align=\"left\"", style, &row.label));
        }
        row.cells.iter().for_each(|cell| html.push_str(&data_cell(cell, if is_total { "font-weight:bold;" } else { "" }, lang)));
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n");
}

fn head(table: &Table) -> String {
    let mut html = String::from("<thead>\n");
    let is_grouped = table.groups.iter().any(|group| !group.title.is_empty());
    if is_grouped {
        html.push_str(if table.is_labelled() { "<tr><td></td>" } else { "<tr>" });
        for group in &table.groups {
            let (tag, scope) = if group.title.is_empty() { ("td", "") } else { ("th", " scope=\"colgroup\"") };
            let span = if group.span > 1 { format!(" colspan=\"{}\"", group.span) } else { String::new() };
            html.push_str(&word_cell(tag, &format!("{scope}{span}"), "", &group.title));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("<tr>");
    if table.is_labelled() {
        html.push_str(&word_cell("th", " scope=\"col\" align=\"left\"", "", &table.row_header));
    }
    for (heading, column) in table.headings_under_groups().zip(0..) {
        let align = align(table.cell(0, column));
        html.push_str(&word_cell("th", &format!(" scope=\"col\" align=\"{align}\""), "", heading));
    }
    html.push_str("</tr>\n</thead>\n");
    html
}

/// A cell that no program may take for a number, a date or a formula.
fn word_cell(tag: &str, attributes: &str, style: &str, words: &str) -> String {
    let words = escaped(words).replace('\n', "<br>");
    format!("<{tag}{attributes} sdnum=\"1033;0;@\" style='{style}mso-number-format:\"\\@\"'>{words}</{tag}>")
}

/// NA and – stand where a number would, and the heading over them.
fn align(cell: Option<&Cell>) -> &'static str {
    let is_words = cell.is_some_and(|cell| matches!(cell.content, Content::Words(_)));
    if is_words { "left" } else { "right" }
}

fn data_cell(cell: &Cell, style: &str, lang: Lang) -> String {
    let text = cell.text(lang);
    match Number::of(cell) {
        None if text.is_empty() => "<td></td>".into(),
        None => word_cell("td", &format!(" align=\"{}\"", align(Some(cell))), style, &text),
        Some(Number { value, format }) => {
            let (calc, excel) = format.codes(value.scale());
            let value = writing::plain(value);
            // Word processors break a line at the spaces of an amount.
            format!(
                "<td align=\"right\" nowrap sdval=\"{value}\" sdnum=\"1033;1036;{calc}\" x:num=\"{value}\" style='{style}mso-number-format:\"{excel}\"'>{}</td>",
                escaped(&text)
            )
        }
    }
}

/// The number that a cell holds for a spreadsheet: 0.689 for 68,9 %.
struct Number {
    value: Decimal,
    format: Format,
}

#[derive(Clone, Copy)]
enum Format {
    Plain,
    Percent,
}

impl Number {
    fn of(cell: &Cell) -> Option<Self> {
        match &cell.content {
            Content::Figure(Figure::Amount(euros)) => Some(Self { value: Decimal::from(euros.get()), format: Format::Plain }),
            Content::Figure(Figure::Percent(percent) | Figure::Variation(percent)) => {
                let mut value = *percent;
                value.set_scale(percent.scale().checked_add(2)?).ok()?;
                Some(Self { value, format: Format::Percent })
            }
            // Programs that paste it take the words, which say that it is provisional.
            Content::Value(IndicatorValue::Number { marks, .. }) if marks.is_provisional => None,
            Content::Value(IndicatorValue::Number { value, .. }) | Content::Figure(Figure::Number(value) | Figure::Effect(value)) => {
                Some(Self { value: *value, format: Format::Plain })
            }
            Content::Figure(Figure::Blank | Figure::Undefined | Figure::Overflow) | Content::Value(_) | Content::Words(_) => None,
        }
    }
}

impl Format {
    /// The codes for Calc, in French, and for Excel, in its file language, of a value with so many decimals.
    fn codes(self, scale: u32) -> (String, String) {
        let shown = match self {
            Self::Plain => scale,
            Self::Percent => scale.saturating_sub(2),
        };
        let decimals = usize::try_from(shown).map(|shown| "0".repeat(shown)).unwrap_or_default();
        let (comma, point) = if decimals.is_empty() { ("", "") } else { (",", "\\.") };
        match self {
            Self::Plain => (format!("# ##0{comma}{decimals}"), format!("\\#\\,\\#\\#0{point}{decimals}")),
            Self::Percent => (format!("0{comma}{decimals}%"), format!("0{point}{decimals}%")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::pasted_html::read;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_come_back_and_inject_nothing(cells in proptest::collection::vec("[^\\pC]{0,12}|[<>&\"'=@+a/td! -]{0,12}", 1..6)) {
            let html = format!("<table><tr>{}</tr></table>", cells.iter().map(|cell| word_cell("td", "", "", cell)).collect::<String>());
            let shown = |text: &String| text.split([' ', '\t', '\n', '\r', '\u{c}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            let expected: Vec<String> = cells.iter().map(shown).collect();
            prop_assert_eq!(read(&html), Ok(Some(vec![expected])));
        }
    }
}

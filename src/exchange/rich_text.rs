//! Texts for a word processor: headings, lists, tables, notes, bold and italics as HTML, and the same words without any mark.
//!
//! French spaces stay the characters that they are; linked figures come as they read.

use super::clipboard::Clip;
use super::markup::escaped;
use crate::lang::Lang;
use crate::model::{Alignment, Block, BlockKind, Passage, Span, Table, Text, TextPart, raised};

/// A text as it reads, or a part of it.
pub fn clip(text: &str, lang: Lang) -> Clip {
    let text = Text::new(text);
    let parts = text.parts();
    let plain: Vec<String> = parts.iter().map(plain).collect();
    Clip { text: plain.join("\n"), html: html(&parts, lang) }
}

/// A part as plain words, cells parted by tabs.
fn plain(part: &TextPart<'_>) -> String {
    match part {
        TextPart::Block(block) => match block.kind {
            BlockKind::Bullet(_) | BlockKind::Number(..) => block.kind.mark() + &block.words(),
            BlockKind::Note(number) => format!("{} {}", raised(number), block.words()),
            BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Row | BlockKind::Rule => block.words(),
        },
        TextPart::Table(table) => {
            let rows = table.rows.iter().map(|row| row.iter().map(Passage::words).collect::<Vec<_>>().join("\t"));
            rows.collect::<Vec<_>>().join("\n")
        }
    }
}

fn html(parts: &[TextPart<'_>], lang: Lang) -> String {
    // Programs that take HTML from the clipboard of Linux guess how its bytes are meant unless it says so.
    let mut html = format!("<meta charset=\"utf-8\"><div lang=\"{}\">\n", lang.code());
    html.push_str(&body(parts));
    html.push_str("</div>\n");
    html
}

/// The parts of a text as HTML.
fn body(parts: &[TextPart<'_>]) -> String {
    let mut html = String::new();
    let mut lists = Lists::default();
    for part in parts {
        match part {
            TextPart::Block(block) => match block.kind {
                BlockKind::Bullet(_) | BlockKind::Number(..) => lists.item(&mut html, block),
                BlockKind::Heading(level) => {
                    lists.end(&mut html);
                    let tag = format!("h{}", level + 2);
                    html.extend([format!("<{tag}>{}</{tag}>\n", words_of(block))]);
                }
                BlockKind::Note(number) => {
                    lists.end(&mut html);
                    html.extend([format!("<p id=\"note{number}\"><sup>{number}</sup> {}</p>\n", words_of(block))]);
                }
                BlockKind::Paragraph | BlockKind::Row | BlockKind::Rule => {
                    lists.end(&mut html);
                    html.extend([format!("<p>{}</p>\n", words_of(block))]);
                }
            },
            TextPart::Table(table) => {
                lists.end(&mut html);
                html.push_str(&table_html(table));
            }
        }
    }
    lists.end(&mut html);
    html
}

/// The lists that are open, the innermost last. A line break before or after an item would be a space in it.
#[derive(Default)]
struct Lists {
    open: Vec<&'static str>,
}

impl Lists {
    fn item(&mut self, html: &mut String, block: &Block<'_>) {
        let (level, tag, number) = match block.kind {
            BlockKind::Number(level, number) => (level, "ol", Some(number)),
            _ => (block.kind.item_level().unwrap_or_default(), "ul", None),
        };
        let depth = usize::from(level) + 1;
        while self.open.len() > depth || (self.open.len() == depth && self.open.last() != Some(&tag)) {
            self.close(html);
        }
        if self.open.len() == depth {
            html.push_str("</li>");
        }
        while self.open.len() < depth {
            // A level that no item opened has an item without words of its own.
            if !self.open.is_empty() && html.ends_with("l>") {
                html.push_str("<li>");
            }
            let start = number
                .filter(|number| *number != 1 && self.open.len() + 1 == depth)
                .map_or_else(String::new, |number| format!(" start=\"{number}\""));
            html.extend([format!("<{tag}{start}>")]);
            self.open.push(tag);
        }
        html.push_str("<li>");
        html.push_str(&words_of(block));
    }

    fn close(&mut self, html: &mut String) {
        if let Some(tag) = self.open.pop() {
            html.extend([format!("</li></{tag}>")]);
        }
    }

    fn end(&mut self, html: &mut String) {
        if !self.open.is_empty() {
            while !self.open.is_empty() {
                self.close(html);
            }
            html.push('\n');
        }
    }
}

fn table_html(table: &Table<'_>) -> String {
    let mut html = String::from("<table border=\"1\" style=\"border-collapse:collapse\">\n");
    for (index, row) in table.rows.iter().enumerate() {
        html.push_str("<tr>");
        let tag = if table.has_heading && index == 0 { "th" } else { "td" };
        for (cell, alignment) in row.iter().zip(&table.alignments) {
            let side = match alignment {
                Alignment::Left => "left",
                Alignment::Center => "center",
                Alignment::Right => "right",
            };
            let words: String = cell.spans.iter().map(run_html).collect();
            html.extend([format!("<{tag} align=\"{side}\">{words}</{tag}>")]);
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</table>\n");
    html
}

fn words_of(block: &Block<'_>) -> String {
    block.spans().map(run_html).collect()
}

fn run_html(span: &Span<'_>) -> String {
    if let Some(number) = span.note {
        return format!("<sup><a href=\"#note{number}\">{number}</a></sup>");
    }
    let mut words = escaped(span.text);
    if span.italic {
        words = format!("<i>{words}</i>");
    }
    if span.bold {
        words = format!("<b>{words}</b>");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::markup::{Piece, pieces};
    use proptest::prelude::*;

    const TEXT: &str = "## Les crédits\nÀ hauteur de **7,3\u{202f}M€** en 2021\u{a0}:\n- un\n- **deux** & trois\n\nFin.";

    fn body(html: &str) -> String {
        html.replace('\n', "").replace("<meta charset=\"utf-8\"><div lang=\"fr\">", "").replace("</div>", "")
    }

    #[test]
    fn headings_bullets_and_bold_are_those_of_a_word_processor() {
        let clip = clip(TEXT, Lang::French);
        assert_eq!(
            body(&clip.html),
            "<h3>Les crédits</h3><p>À hauteur de <b>7,3\u{202f}M€</b> en 2021\u{a0}:</p><ul><li>un</li><li><b>deux</b> &amp; trois</li></ul><p>Fin.</p>"
        );
        assert_eq!(clip.text, "Les crédits\nÀ hauteur de 7,3\u{202f}M€ en 2021\u{a0}:\n- un\n- deux & trois\nFin.");
    }

    proptest! {
        #[test]
        fn no_text_injects_markup(lines in proptest::collection::vec("(- |## )?[^\\pC]{0,12}|[<>&\"'*a/b! -]{0,12}", 0..6)) {
            let text = lines.join("\n");
            let clip = clip(&text, Lang::French);
            let mut words = String::new();
            for piece in pieces(&clip.html).unwrap() {
                match piece {
                    Piece::Words(run) => words.push_str(&run),
                    Piece::Open(tag) => prop_assert!(["meta", "div", "p", "h3", "ul", "ol", "li", "b", "i", "table", "tr", "td"].contains(&tag.name()), "{}", tag.name()),
                    Piece::Close(_) => {}
                }
            }
            let seen = |text: &str| text.split_whitespace().collect::<String>();
            let expected: String = Text::new(&text).blocks().flat_map(|block| block.spans().map(|span| seen(span.text)).collect::<Vec<_>>()).collect();
            prop_assert_eq!(seen(&words), expected);
        }
    }
}

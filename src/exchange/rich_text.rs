//! Texts for a word processor: headings, bullets and bold as HTML, and the same words without any mark.
//!
//! French spaces stay the characters that they are; linked figures come as they read.

use super::clipboard::Clip;
use super::markup::escaped;
use crate::lang::Lang;
use crate::model::{Block, BlockKind, Span, Text};

/// A text as it reads, or a part of it.
pub fn clip(text: &str, lang: Lang) -> Clip {
    let text = Text::new(text);
    let blocks: Vec<Block<'_>> = text.blocks().collect();
    let plain: Vec<String> = blocks.iter().map(plain).collect();
    Clip { text: plain.join("\n"), html: html(&blocks, lang) }
}

fn plain(block: &Block<'_>) -> String {
    let words: String = block.spans.iter().map(|span| span.text).collect();
    if block.kind == BlockKind::Bullet { format!("- {words}") } else { words }
}

fn html(blocks: &[Block<'_>], lang: Lang) -> String {
    // Programs that take HTML from the clipboard of Linux guess how its bytes are meant unless it says so.
    let mut html = format!("<meta charset=\"utf-8\"><div lang=\"{}\">\n", lang.code());
    for run in blocks.chunk_by(|a, b| a.kind == BlockKind::Bullet && b.kind == BlockKind::Bullet) {
        let is_list = run.first().is_some_and(|block| block.kind == BlockKind::Bullet);
        if is_list {
            // A line break before or after an item would be a space in it.
            html.push_str("<ul>");
        }
        for block in run {
            let (open, close) = match block.kind {
                BlockKind::Paragraph => ("<p>", "</p>\n"),
                BlockKind::Heading => ("<h3>", "</h3>\n"),
                BlockKind::Bullet => ("<li>", "</li>"),
            };
            html.push_str(open);
            block.spans.iter().for_each(|span| html.push_str(&run_html(span)));
            html.push_str(close);
        }
        if is_list {
            html.push_str("</ul>\n");
        }
    }
    html.push_str("</div>\n");
    html
}

fn run_html(span: &Span<'_>) -> String {
    let words = escaped(span.text);
    if span.bold { format!("<b>{words}</b>") } else { words }
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
                    Piece::Open(tag) => prop_assert!(["meta", "div", "p", "h3", "ul", "li", "b"].contains(&tag.name()), "{}", tag.name()),
                    Piece::Close(_) => {}
                }
            }
            let seen = |text: &str| text.split_whitespace().collect::<String>();
            let expected: String = Text::new(&text).blocks().flat_map(|block| block.spans.iter().map(|span| seen(span.text)).collect::<Vec<_>>()).collect();
            prop_assert_eq!(seen(&words), expected);
        }
    }
}

//! HTML as other programs put it on the clipboard or in a file, cut into tags and words.
//!
//! Knows the frame of the Windows clipboard, entities and what is never shown (styles, scripts, comments). Must not know tables or texts:
//! those who read them put the pieces together. A tokenizer that follows the HTML standard does the cutting: no text makes it fail.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// Longest HTML that is read, in bytes: far more than 10 000 formatted cells.
pub const MAX_BYTES: usize = 32 << 20;

/// The text is longer than [`MAX_BYTES`]: none of it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the HTML is too long to be read")]
pub struct TooLong;

/// One piece, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// `<td colspan=2>`; also a tag that has no end, such as `<br>`.
    Open(Tag),
    /// `</td>`, by its name.
    Close(String),
    /// Text between tags, entities decoded, white space as it stands.
    Words(String),
}

/// A start tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// In lower case.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute, the first one of this name; empty when it has none. Names are in lower case.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// What is between such a tag and its end is never shown.
const UNSEEN: [&str; 6] = ["head", "script", "style", "template", "title", "xml"];
/// A tag that ends a head nobody closed.
const AFTER_HEAD: [&str; 3] = ["body", "table", "p"];

/// The pieces of an HTML text that are shown.
///
/// # Errors
/// [`TooLong`] above [`MAX_BYTES`].
pub fn pieces(html: &str) -> Result<impl Iterator<Item = Piece>, TooLong> {
    pieces_at(html).map(|pieces| pieces.map(|(_, piece)| piece))
}

/// The same, each with the byte of the text at which it begins.
///
/// # Errors
/// [`TooLong`] above [`MAX_BYTES`].
pub fn pieces_at(html: &str) -> Result<impl Iterator<Item = (usize, Piece)>, TooLong> {
    if html.len() > MAX_BYTES {
        return Err(TooLong);
    }
    let body = without_clipboard_header(html);
    let skipped = html.len() - body.len();
    let mut open = Tag::default();
    let mut unseen = None;
    let cut = move |event: CallbackEvent<'_>, span: Span<usize>| {
        let piece = match event {
            CallbackEvent::OpenStartTag { name } => {
                open = Tag { name: text(name), attributes: vec![] };
                return None;
            }
            CallbackEvent::AttributeName { name } => {
                open.attributes.push((text(name), String::new()));
                return None;
            }
            CallbackEvent::AttributeValue { value: part } => {
                if let Some((_, value)) = open.attributes.last_mut() {
                    value.push_str(&text(part));
                }
                return None;
            }
            CallbackEvent::CloseStartTag { .. } => Piece::Open(std::mem::take(&mut open)),
            CallbackEvent::EndTag { name } => {
                // An end tag may carry attributes, which say nothing.
                open = Tag::default();
                Piece::Close(text(name))
            }
            CallbackEvent::String { value } => Piece::Words(text(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => return None,
        };
        shown(piece, &mut unseen).map(|piece| (skipped + span.start, piece))
    };
    let mut emitter = CallbackEmitter::new(cut);
    // What is between <style> or <script> and its end holds no tags.
    emitter.naively_switch_states(true);
    Ok(Tokenizer::new_with_emitter(body, emitter).map_while(Result::ok))
}

/// Lets a piece through unless it stands in a part that is not shown.
fn shown(piece: Piece, unseen: &mut Option<&'static str>) -> Option<Piece> {
    match (&piece, *unseen) {
        (Piece::Open(tag), Some("head")) if AFTER_HEAD.contains(&tag.name()) => *unseen = None,
        (Piece::Close(name), Some(part)) => {
            if name == part {
                *unseen = None;
            }
            return None;
        }
        (_, Some(_)) => return None,
        (Piece::Open(tag), None) => {
            *unseen = UNSEEN.into_iter().find(|part| *part == tag.name());
            if unseen.is_some() {
                return None;
            }
        }
        (_, None) => {}
    }
    Some(piece)
}

/// Windows puts a few lines before HTML on its clipboard: "Version:0.9", "StartHTML:0000000105", and so on; LibreOffice a zero byte after it.
fn without_clipboard_header(html: &str) -> &str {
    let html = html.trim_start_matches(['\u{feff}', '\0']).trim_end_matches('\0');
    match html.find('<') {
        Some(start) if html.starts_with("Version:") => html.get(start..).unwrap_or(html),
        _ => html,
    }
}

/// It is cut out of UTF-8 between characters: nothing is lost.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Text that stands between tags, and in an attribute between double quotes.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // HTML has no other control characters.
            control if control.is_control() && !matches!(control, '\t' | '\n' | '\r') => escaped.push('\u{fffd}'),
            character => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// "<td colspan=2>", "</td>" and words between bars.
    fn seen(html: &str) -> String {
        let piece = |piece: Piece| match piece {
            Piece::Open(tag) => {
                let attributes: String = tag.attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect();
                format!("<{}{attributes}>", tag.name)
            }
            Piece::Close(name) => format!("</{name}>"),
            Piece::Words(words) => format!("|{words}|"),
        };
        pieces(html).unwrap().map(piece).collect()
    }

    #[test]
    fn html_is_cut_into_what_is_shown() {
        let cases = [
            ("", ""),
            ("7 300 000", "|7 300 000|"),
            ("<TD ColSpan=2 align=\"right\">5</TD>", "<td colspan=2 align=right>|5|</td>"),
            ("7&nbsp;300&#x202f;000 &lt;b&gt; &amp;amp; R&D &unknown;", "|7\u{a0}300\u{202f}000 <b> &amp; R&D &unknown;|"),
            ("a<!-- b -->c<![if !vml]>d", "|a||c||d|"),
            ("<style>td { x: \"<td>9</td>\" }</style>5", "|5|"),
            ("<script>'<td>9</td>'</script>5", "|5|"),
            ("<head><title>9</title><meta charset=utf-8></head><body>5", "<body>|5|"),
            ("<html><head><meta charset=utf-8><body>5", "<html><body>|5|"),
            ("<o:p>&nbsp;</o:p>", "<o:p>|\u{a0}|</o:p>"),
            ("<br/><br>", "<br><br>"),
            ("<td a=1 a=2></td b=3><td>", "<td a=1 a=2></td><td>"),
            ("<td a=\"x&amp;y &lt;é\">", "<td a=x&y <é>"),
            ("5 < 6 <", "|5 < 6 <|"),
            ("<td", ""),
            ("</>", ""),
            ("Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:9\r\n<b>5</b>", "<b>|5|</b>"),
            ("\u{feff}5", "|5|"),
            ("<p>5</p>\0", "<p>|5|</p>"),
        ];
        for (html, expected) in cases {
            assert_eq!(seen(html), expected, "{html:?}");
        }
        let long = "5".repeat(MAX_BYTES + 1);
        assert_eq!(pieces(&long).err(), Some(TooLong));
    }

    proptest! {
        #[test]
        fn what_is_escaped_reads_back_and_holds_no_tag(words in "[^\\pC]{0,20}|[<>&\"'a/=! -]{0,20}") {
            let html = format!("<td title=\"{0}\">{0}</td>", escaped(&words));
            let pieces: Vec<Piece> = pieces(&html).unwrap().collect();
            let Some(Piece::Open(tag)) = pieces.first() else { panic!("{pieces:?}") };
            prop_assert_eq!(tag.attribute("title"), Some(words.as_str()));
            prop_assert_eq!(tag.attributes.len(), 1);
            let said: String = pieces.iter().map(|piece| if let Piece::Words(words) = piece { words.as_str() } else { "" }).collect();
            prop_assert_eq!(said, words);
            prop_assert_eq!(pieces.iter().filter(|piece| matches!(piece, Piece::Open(_) | Piece::Close(_))).count(), 2);
        }

        #[test]
        fn no_text_panics(html in any::<String>(), near in "(<|</|!--|-->|td|table|style|&|#x?|;|=|\"|'| |\\[|\\]|7|é){0,40}") {
            let _ = seen(&html);
            let _ = seen(&near);
        }
    }
}

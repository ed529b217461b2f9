//! HTML as word processors and browsers copy it, read into the form of narratives: bullets, headings, bold.
//!
//! Knows how Word marks its lists and Google its weights. Must not know where the text goes.
//!
//! Every word is kept: what our form has no mark for (italics, levels of lists, tables) becomes plain words, lines and tabs.

use super::markup::{Piece, Tag, TooLong, pieces};

/// The text of an HTML, one paragraph a line; `None` when it holds no bullet, number of a list, heading or bold words: its plain text says all.
///
/// # Errors
/// [`TooLong`] when the HTML is longer than any text.
pub fn read(html: &str) -> Result<Option<String>, TooLong> {
    let mut reader = Reader::default();
    for piece in pieces(html)? {
        match piece {
            Piece::Open(tag) => reader.open(&tag),
            Piece::Close(name) => reader.close(&name),
            Piece::Words(words) => reader.words(&words),
        }
    }
    reader.end_line();
    Ok(reader.is_formatted.then(|| reader.lines.join("\n")))
}

/// A text being read, line by line.
#[derive(Default)]
struct Reader {
    lines: Vec<String>,
    line: Line,
    /// Elements whose end gives something back, the innermost last.
    open: Vec<Element>,
    /// The lists that are open, the innermost last.
    lists: Vec<List>,
    is_formatted: bool,
}

/// A line being read: its mark, then runs of words that are bold or not.
#[derive(Default)]
struct Line {
    /// "- ", "## ", "2. ": waits for the first words.
    mark: String,
    is_heading: bool,
    runs: Vec<(bool, String)>,
}

struct Element {
    name: String,
    role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    Bold,
    /// Not bold within bold: Google wraps a whole copy in `<b style="font-weight:normal">`.
    Regular,
    Heading,
    Preformatted,
    /// What Word writes for programs that have no lists: "·", "1.".
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

impl Reader {
    fn open(&mut self, tag: &Tag) {
        match tag.name() {
            "br" => self.end_line(),
            "ul" | "menu" => self.open_list(List::Bullets),
            "ol" => {
                let first = tag.attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                self.open_list(List::Numbers(first));
            }
            "li" => self.item(tag),
            "td" | "th" if !self.line.runs.is_empty() => self.line.runs.push((false, "\t".into())),
            name if BLOCKS.contains(&name) || HEADINGS.contains(&name) => self.begin_block(),
            _ => {}
        }
        let role = Role::of(tag);
        if role == Role::Heading {
            self.line.is_heading = true;
        }
        if !EMPTY.contains(&tag.name()) {
            self.open.push(Element { name: tag.name().into(), role });
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
            name if name == "li" || BLOCKS.contains(&name) || HEADINGS.contains(&name) => {
                self.end_line();
                // An item without words has no line.
                if name == "li" || !self.open.iter().any(|element| element.name == "li") {
                    self.line.mark.clear();
                }
            }
            _ => {}
        }
    }

    fn open_list(&mut self, list: List) {
        self.end_line();
        self.lists.push(list);
    }

    fn item(&mut self, tag: &Tag) {
        self.end_line();
        self.line.mark = match self.lists.last_mut() {
            Some(List::Numbers(next)) => {
                let number = tag.attribute("value").and_then(|value| value.trim().parse().ok()).unwrap_or(*next);
                *next = number.saturating_add(1);
                format!("{number}. ")
            }
            Some(List::Bullets) | None => BULLET.into(),
        };
    }

    /// A paragraph within an item stands on the line of its mark.
    fn begin_block(&mut self) {
        if !self.line.runs.is_empty() {
            self.end_line();
        }
    }

    fn has(&self, role: Role) -> bool {
        self.open.iter().any(|element| element.role == role)
    }

    fn words(&mut self, words: &str) {
        if self.has(Role::ListMark) {
            return self.list_mark(words);
        }
        let weight = self.open.iter().rev().find(|element| matches!(element.role, Role::Bold | Role::Regular));
        let is_bold = weight.is_some_and(|element| element.role == Role::Bold);
        let is_preformatted = self.has(Role::Preformatted);
        for character in words.chars() {
            match character {
                '\n' if is_preformatted => self.end_line(),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' if !is_preformatted => self.line.space(is_bold),
                '\r' => {}
                character => self.line.push(is_bold, character),
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
        self.line.mark = if is_numbered { format!("{mark} ") } else { BULLET.into() };
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        // A block within the heading goes on with it.
        self.line.is_heading = self.has(Role::Heading);
        let (words, has_bold) = line.words();
        if words.is_empty() {
            // The mark of an item waits for the paragraph within it.
            self.line.mark = line.mark;
            return;
        }
        self.is_formatted |= has_bold || !line.mark.is_empty() || line.is_heading;
        let mark = if line.is_heading { HEADING } else { line.mark.as_str() };
        self.lines.push(format!("{mark}{words}"));
    }
}

const BULLET: &str = "- ";
const HEADING: &str = "## ";
/// Tags that have no end.
const EMPTY: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

impl Role {
    fn of(tag: &Tag) -> Self {
        let style = tag.attribute("style").unwrap_or_default().to_ascii_lowercase();
        let declared = |name: &str| {
            let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
            declarations.filter(|(property, _)| property.trim() == name).map(|(_, value)| value.trim().to_owned()).next_back()
        };
        if declared("mso-list").is_some_and(|value| value == "ignore") {
            return Self::ListMark;
        }
        let is_title = tag.attribute("class").is_some_and(|class| ["MsoTitle", "MsoSubtitle"].contains(&class));
        if HEADINGS.contains(&tag.name()) || is_title {
            return Self::Heading;
        }
        match declared("font-weight").as_deref() {
            Some("bold" | "bolder" | "600" | "700" | "800" | "900") => return Self::Bold,
            Some("normal" | "lighter" | "100" | "200" | "300" | "400" | "500") => return Self::Regular,
            _ => {}
        }
        match tag.name() {
            "b" | "strong" => Self::Bold,
            "pre" => Self::Preformatted,
            _ => Self::Plain,
        }
    }
}

impl Line {
    fn push(&mut self, is_bold: bool, character: char) {
        match self.runs.last_mut() {
            Some((bold, run)) if *bold == is_bold => run.push(character),
            _ => self.runs.push((is_bold, character.into())),
        }
    }

    /// White space is one space, and none begins a line or a cell.
    fn space(&mut self, is_bold: bool) {
        if self.runs.last().is_some_and(|(_, run)| !run.ends_with([' ', '\t'])) {
            self.push(is_bold, ' ');
        }
    }

    /// The words with their marks of bold, and whether there are any. Spaces stand outside the marks; words that hold such marks get none.
    fn words(&self) -> (String, bool) {
        let mut words = String::new();
        let mut has_bold = false;
        for (is_bold, run) in &self.runs {
            let inner = run.trim_matches(is_blank);
            if *is_bold && !self.is_heading && !inner.is_empty() && !inner.contains("**") {
                let (before, after) = run.split_once(inner).unwrap_or_default();
                words.extend([before, "**", inner, "**", after]);
                has_bold = true;
            } else {
                words.push_str(run);
            }
        }
        (words.trim_matches(is_blank).to_owned(), has_bold)
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
        let cases: [(&str, Option<&str>); 22] = [
            ("", None),
            ("<p>Un</p><p>Deux</p>", None),
            ("<p>Un <i>mot</i></p>", None),
            ("<p>Un <b>mot</b> ici</p>", Some("Un **mot** ici")),
            ("<p>Un<b> mot </b>ici</p>", Some("Un **mot** ici")),
            ("<b>Un</b><b> mot</b>", Some("**Un mot**")),
            ("<p><strong> </strong>Un</p>", None),
            ("<b style='font-weight:normal'><p>Un <span style=\"font-weight: 700\">mot</span></p></b>", Some("Un **mot**")),
            ("<b>Un <span style='font-weight:400'>mot</span></b>", Some("**Un** mot")),
            ("<b>a**b</b> <b>c</b>", Some("a**b **c**")),
            ("<h2>Le <b>titre</b></h2>Suite", Some("## Le titre\nSuite")),
            ("<h1><p>Titre</p></h1>", Some("## Titre")),
            ("<h1>Titre<br>long</h1><p>x", Some("## Titre\n## long\nx")),
            ("<ul><li>un</li><li><p>deux</p><p>suite</p></li></ul><p>fin</p>", Some("- un\n- deux\nsuite\nfin")),
            ("<ul><li>un<ul><li>un un</ul><li>deux</ul>", Some("- un\n- un un\n- deux")),
            ("<ol start=3><li>un<li value=7>sept<li>huit</ol>", Some("3. un\n7. sept\n8. huit")),
            ("<li>seul", Some("- seul")),
            ("<p>a<br><b>b<br>c</b></p>", Some("a\n**b**\n**c**")),
            ("<b>T</b><table><tr><td>a</td><td>b</td></tr><tr><td>c<td>d</table>", Some("**T**\na\tb\nc\td")),
            ("<b>x</b><pre>a\n  b</pre>", Some("**x**\na\nb")),
            ("<p>Un\n  <b>mot</b>&nbsp;;\n ici</p>", Some("Un **mot**\u{a0}; ici")),
            ("<ul><li></li><li>un</li><li></li></ul><p>fin</p>", Some("- un\nfin")),
        ];
        for (html, expected) in cases {
            assert_eq!(read(html).unwrap().as_deref(), expected, "{html}");
        }
    }

    /// What real word processors give.
    #[test]
    fn texts_of_word_processors_keep_their_form() {
        let writer = read(include_str!("samples/libreoffice-writer-7.4.html")).unwrap().unwrap();
        let expected = [
            "## Contexte",
            "Le fonds **accélère** les start-up d'État\u{a0}: il soutient trois **étapes** en 2021.",
            "- investigation, pour **1,3 M€**\u{a0};",
            "- construction",
            "- un produit en deux lignes",
            "Puis :",
            "1. un premier point ;",
            "2. un second.",
            "## Montants",
            "Première ligne",
            "seconde ligne",
        ];
        assert_eq!(writer.lines().collect::<Vec<_>>(), expected);
        let word = read(include_str!("samples/word.html")).unwrap().unwrap();
        let expected = [
            "## Contexte",
            "Le fonds **accélère** les start-up d’État\u{a0}: il soutient trois **étapes** en 2021.",
            "- investigation, pour **1,3\u{a0}M€**\u{a0};",
            "- un produit.",
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
            let kept = read(&format!("<b>x</b> {html}")).unwrap().unwrap();
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

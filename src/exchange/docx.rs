//! Pages and texts as a document of a word processor (DOCX): headings as styles, lists as lists, tables as tables, notes as footnotes.
//!
//! Walks the blocks of `tables`, as print does; charts stay out, which are exported as pictures. Must not know what stands on a page.

mod package;

use super::markup::escaped;
use crate::lang::Lang;
use crate::lang::Word;
use crate::lang::typography::held;
use crate::model::{Alignment, Block as TextBlock, BlockKind, Narrative, Passage, Span, Text, TextPart, TextPlace};
use crate::tables::{Block, Branch, CaptionedText, Content, Heading, HeadingStyle, Level, Part, Table, TableName, Tables, caption};

/// Why there is no document: a fault of the program, in the words of the library that packs it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct DocxError(String);

impl From<zip::result::ZipError> for DocxError {
    fn from(error: zip::result::ZipError) -> Self {
        Self(error.to_string())
    }
}

impl From<std::io::Error> for DocxError {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    Document,
    Part(Part),
    Text(Narrative),
}

/// The bytes of the document; the table of changes from act to bill is in it by choice.
///
/// # Errors
/// [`DocxError`].
pub fn bytes(tables: Tables<'_>, written: Written, variation: bool) -> Result<Vec<u8>, DocxError> {
    let mut writer = Writer { tables, variation, body: String::new(), notes: Vec::new(), lists: Vec::new(), level: 0 };
    match written {
        Written::Document => {
            writer.cover();
            Part::all(tables.document).for_each(|part| writer.part(part));
        }
        Written::Part(part) => writer.part(part),
        Written::Text(place) => {
            writer.styled("Heading1", &run(&tables.text_title(TextPlace::Narrative(place)), Look::default()));
            writer.level = 1;
            writer.text(place, "");
        }
    }
    package::packed(&package::Content {
        title: tables.document_name(),
        author: tables.document.programme.minister.clone(),
        lang: tables.lang,
        body: writer.body,
        notes: writer.notes,
        lists: writer.lists,
    })
}

#[derive(Clone, Copy, Default)]
struct Look {
    bold: bool,
    italic: bool,
}

/// The first number of a list that begins anew, in its level.
pub(super) struct Start {
    level: u8,
    number: u16,
}

struct Writer<'a> {
    tables: Tables<'a>,
    variation: bool,
    body: String,
    /// The runs of each footnote.
    notes: Vec<String>,
    lists: Vec<Start>,
    /// Of the last heading: those in texts stand under it.
    level: usize,
}

impl Writer<'_> {
    fn cover(&mut self) {
        let (document, lang) = (self.tables.document, self.tables.lang);
        let programme = &document.programme;
        let kind = lang.pick("Projet annuel de performances", "Annual performance plan");
        self.styled("Title", &run(&format!("{kind} {}", document.year), Look::default()));
        let number = programme.number.map_or_else(String::new, |number| format!("{} {number} – ", lang.word(Word::Programme)));
        self.styled("Subtitle", &run(&format!("{number}{}", programme.name), Look::default()));
        for words in [programme.mission.as_str(), programme.minister.as_str()].into_iter().filter(|words| !words.is_empty()) {
            self.paragraph(&run(words, Look::default()));
        }
    }

    fn part(&mut self, part: Part) {
        let tables = self.tables;
        for Branch { node, chapter, .. } in tables.outline().into_iter().filter(|branch| branch.node.part() == Some(part)) {
            chapter.iter().for_each(|heading| self.heading(heading));
            self.heading(&tables.heading(node));
            tables.page(node).into_iter().for_each(|block| self.block(block));
        }
    }

    fn block(&mut self, block: Block) {
        let tables = self.tables;
        match block {
            Block::Section(heading) => self.heading(&heading),
            Block::Table { name, level } => self.printed(name, level),
            Block::Field(place) | Block::Mission(place) => self.field(place),
            Block::Signature { name, function, role } => {
                for words in [tables.words(name), tables.words(function), role].iter().filter(|words| !words.is_empty()) {
                    self.paragraph(&run(words, Look::default()));
                }
            }
            Block::Viewpoint(id) => {
                let words = tables.viewpoint_words(id);
                if !words.is_empty() {
                    self.paragraph(&run(&words, Look { italic: true, ..Look::default() }));
                }
            }
            Block::Narrative { place, heading } => {
                if !tables.document.text(place).trim().is_empty() {
                    heading.iter().for_each(|heading| self.heading(heading));
                    self.text(place, "");
                }
            }
            Block::Columns(columns) => {
                for column in columns {
                    let is_said = |text: &&CaptionedText| !tables.document.text(text.place).trim().is_empty();
                    let said: Vec<&CaptionedText> = column.texts.iter().filter(is_said).collect();
                    if !said.is_empty() {
                        self.heading(&column.heading);
                    }
                    for text in said {
                        let lead = text.caption.as_ref().map_or_else(String::new, |caption| format!("{caption}{}", self.colon()));
                        self.text(text.place, &lead);
                    }
                }
            }
            Block::Statement(words) => self.paragraph(&run(&words, Look::default())),
            Block::Share(action) => {
                let share = tables.cell(crate::model::Place::Share { year: tables.document.year, action });
                let words = format!("{}{} {}", tables.lang.word(Word::ShareInTheProgramme), self.colon(), share.text(tables.lang));
                self.paragraph(&run(&words, Look { bold: true, ..Look::default() }));
            }
            // The cover stands before all pages; the others are a screen's, or pictures.
            Block::Cover | Block::Direction(_) | Block::Notes(_) | Block::Charts(_) | Block::Gallery(_) | Block::Contents | Block::Offer(_) => {}
        }
    }

    fn colon(&self) -> &'static str {
        self.tables.lang.pick("\u{a0}:", ":")
    }

    fn heading(&mut self, heading: &Heading) {
        // No level is left out, which readers by ear go by.
        self.level = heading.level.min(self.level + 1).clamp(1, 9);
        let lang = self.tables.lang;
        let before = match heading.style {
            HeadingStyle::Objective => format!("{}{} ", lang.word(Word::Objective), self.colon()),
            HeadingStyle::Indicator => format!("{}{} ", lang.word(Word::Indicator), self.colon()),
            HeadingStyle::Part
            | HeadingStyle::Section
            | HeadingStyle::Group
            | HeadingStyle::Table
            | HeadingStyle::List
            | HeadingStyle::Action
            | HeadingStyle::Label => String::new(),
        };
        self.styled(&format!("Heading{}", self.level), &run(&format!("{before}{}", heading.text), Look::default()));
    }

    fn field(&mut self, place: TextPlace) {
        let words = self.tables.words(place);
        if !words.is_empty() {
            let lead = format!("{}{} ", self.tables.lang.word(caption(place)), self.colon());
            self.paragraph(&(run(&lead, Look { bold: true, ..Look::default() }) + &run(&words, Look::default())));
        }
    }

    fn paragraph(&mut self, runs: &str) {
        self.body.extend([format!("<w:p>{runs}</w:p>\n")]);
    }

    fn styled(&mut self, style: &str, runs: &str) {
        self.body.extend([format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>\n")]);
    }

    /// A text, links as their figures, after a lead.
    fn text(&mut self, place: Narrative, lead: &str) {
        let lang = self.tables.lang;
        let text = Text::new(&held(&self.tables.words(TextPlace::Narrative(place)), lang));
        let parts = text.parts();
        let notes: Vec<(u16, &Passage<'_>)> = parts
            .iter()
            .filter_map(|part| match part {
                TextPart::Block(TextBlock { kind: BlockKind::Note(number), cells, .. }) => Some((*number, cells.first()?)),
                TextPart::Block(_) | TextPart::Table(_) => None,
            })
            .collect();
        let mut lead = if lead.is_empty() { String::new() } else { run(&format!("{lead} "), Look { bold: true, ..Look::default() }) };
        let under = self.level;
        let mut headings = 0;
        let mut list: Option<usize> = None;
        for part in &parts {
            let TextPart::Block(block) = part else {
                list = None;
                if let TextPart::Table(table) = part {
                    self.written_table(table, &notes);
                }
                continue;
            };
            let runs: String = block.cells.iter().map(|cell| self.runs(cell, &notes, false)).collect();
            list = list.filter(|_| block.kind.item_level().is_some());
            match block.kind {
                BlockKind::Paragraph | BlockKind::Row | BlockKind::Rule => {
                    let lead = std::mem::take(&mut lead);
                    self.paragraph(&(lead + &runs));
                }
                BlockKind::Heading(level) => {
                    let level = usize::from(level).min(headings + 1);
                    headings = level;
                    self.styled(&format!("Heading{}", (under + level).clamp(1, 9)), &runs);
                }
                BlockKind::Bullet(level) => self.item(BULLETS, level, &runs),
                BlockKind::Number(level, number) => {
                    let begins = list.is_none() || number == 1;
                    if begins {
                        self.lists.push(Start { level, number });
                    }
                    let own = list.filter(|_| !begins).unwrap_or(self.lists.len() - 1);
                    list = Some(own);
                    self.item(own + FIRST_LIST, level, &runs);
                }
                BlockKind::Note(_) => {}
            }
        }
    }

    fn item(&mut self, list: usize, level: u8, runs: &str) {
        let properties = format!("<w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        self.body.extend([format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>\n")]);
    }

    fn runs(&mut self, passage: &Passage<'_>, notes: &[(u16, &Passage<'_>)], is_heading: bool) -> String {
        passage.spans.iter().map(|span| self.span(span, notes, is_heading)).collect()
    }

    fn span(&mut self, span: &Span<'_>, notes: &[(u16, &Passage<'_>)], is_heading: bool) -> String {
        let called = span.note.and_then(|number| notes.iter().find(|(other, _)| *other == number));
        match called {
            Some((_, words)) => {
                let runs: String = words.spans.iter().map(|span| run(&span.words(), Look { bold: span.bold, italic: span.italic })).collect();
                self.notes.push(runs);
                let id = self.notes.len();
                format!("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>")
            }
            None => run(span.text, Look { bold: span.bold || is_heading, italic: span.italic }),
        }
    }

    fn written_table(&mut self, table: &crate::model::Table<'_>, notes: &[(u16, &Passage<'_>)]) {
        let size = Size::of(table.alignments.len());
        let mut rows = String::new();
        for (index, row) in table.rows.iter().enumerate() {
            let is_heading = table.has_heading && index == 0;
            let mut cells = String::new();
            for (cell, alignment) in row.iter().zip(&table.alignments) {
                let runs = self.runs(cell, notes, is_heading);
                cells.push_str(&cell_of(&runs, *alignment, 1, size));
            }
            rows.push_str(&row_of(&cells, is_heading));
        }
        self.grid(table.alignments.len(), &rows);
    }

    fn grid(&mut self, columns: usize, rows: &str) {
        // Labels have three shares of the width, figures two.
        let share = WIDTH / (2 * columns + 1);
        let grid: String = (0..columns).map(|column| format!("<w:gridCol w:w=\"{}\"/>", share * if column == 0 { 3 } else { 2 })).collect();
        let properties = "<w:tblPr><w:tblStyle w:val=\"PapierTable\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/>\
            <w:tblLook w:firstRow=\"1\"/></w:tblPr>";
        self.body.extend([format!("<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>\n<w:p/>\n")]);
    }

    /// A table of the document under its title; one without rows is left out, as in print.
    fn printed(&mut self, name: TableName, level: usize) {
        let tables = self.tables;
        if !self.variation && !name.is_official() {
            return;
        }
        let Some(table) = tables.printed(name) else { return };
        if let Some(style) = table.look.title {
            self.heading(&Heading { level, style, text: table.title.clone() });
        }
        if table.rows.is_empty() {
            return;
        }
        let unit = table.unit(tables.lang);
        if !unit.is_empty() {
            self.styled("Unit", &run(unit, Look { italic: true, ..Look::default() }));
        }
        let columns = table.columns.len() + usize::from(table.is_labelled());
        let size = Size::of(columns);
        let rows = heading_rows(&table, size) + &table.rows.iter().map(|row| table_row(&table, row, size, tables.lang)).collect::<String>();
        self.grid(columns, &rows);
    }
}

/// The list of bullets, and the first of those with numbers.
const BULLETS: usize = 1;
const FIRST_LIST: usize = 2;

/// What stands between the margins of a page, in twentieths of a point.
const WIDTH: usize = 9_638;

/// How large the words of a table are, so that its amounts are whole in their columns.
#[derive(Clone, Copy)]
enum Size {
    Usual,
    Small,
    Smallest,
}

impl Size {
    fn of(columns: usize) -> Self {
        match columns {
            0..=5 => Self::Usual,
            6..=9 => Self::Small,
            _ => Self::Smallest,
        }
    }

    /// The style of its paragraphs.
    fn style(self) -> &'static str {
        match self {
            Self::Usual => "TableText",
            Self::Small => "TableTextSmall",
            Self::Smallest => "TableTextSmallest",
        }
    }
}

fn heading_rows(table: &Table, size: Size) -> String {
    let bold = Look { bold: true, ..Look::default() };
    let corner = if table.is_labelled() { 1 } else { 0 };
    let mut rows = String::new();
    if table.groups.iter().any(|group| !group.title.is_empty()) {
        let mut cells: String = (0..corner).map(|_| cell_of("", Alignment::Left, 1, size)).collect();
        cells.extend(table.groups.iter().map(|group| cell_of(&run(&group.title, bold), Alignment::Center, group.span, size)));
        rows.push_str(&row_of(&cells, true));
    }
    let mut cells: String = (0..corner).map(|_| cell_of(&run(&table.row_header, bold), Alignment::Left, 1, size)).collect();
    cells.extend(table.headings_under_groups().map(|heading| cell_of(&run(heading, bold), Alignment::Right, 1, size)));
    rows + &row_of(&cells, true)
}

fn table_row(table: &Table, row: &crate::tables::Row, size: Size, lang: Lang) -> String {
    let look = Look { bold: row.level == Level::Total, ..Look::default() };
    let indent = match row.level {
        Level::Main | Level::Total => "",
        Level::Sub => "\u{a0}\u{a0}",
        Level::Detail => "\u{a0}\u{a0}\u{a0}\u{a0}",
    };
    let label = table.is_labelled().then(|| cell_of(&run(&format!("{indent}{}", row.label), look), Alignment::Left, 1, size));
    let cells = row.cells.iter().map(|cell| {
        let alignment = if matches!(cell.content, Content::Words(_)) { Alignment::Left } else { Alignment::Right };
        cell_of(&run(&cell.text(lang), look), alignment, 1, size)
    });
    row_of(&label.into_iter().chain(cells).collect::<String>(), false)
}

fn row_of(cells: &str, is_heading: bool) -> String {
    let heading = if is_heading { "<w:tblHeader/>" } else { "" };
    format!("<w:tr><w:trPr><w:cantSplit/>{heading}</w:trPr>{cells}</w:tr>")
}

fn cell_of(runs: &str, alignment: Alignment, span: usize, size: Size) -> String {
    let style = size.style();
    let side = match alignment {
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    };
    let span = if span > 1 { format!("<w:gridSpan w:val=\"{span}\"/>") } else { String::new() };
    let paragraph = format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:jc w:val=\"{side}\"/></w:pPr>{runs}</w:p>");
    format!("<w:tc><w:tcPr>{span}<w:vAlign w:val=\"bottom\"/></w:tcPr>{paragraph}</w:tc>")
}

/// Words of one look; their lines are lines of the paragraph.
fn run(words: &str, look: Look) -> String {
    if words.is_empty() {
        return String::new();
    }
    let looks = [(look.bold, "<w:b/>"), (look.italic, "<w:i/>")];
    let properties: String = looks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| mark).collect();
    let properties = if properties.is_empty() { properties } else { format!("<w:rPr>{properties}</w:rPr>") };
    let lines: Vec<String> = words.split('\n').map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", written(line))).collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

/// Words as XML has them, which knows fewer characters.
fn written(words: &str) -> String {
    escaped(words).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;
    use crate::calc::Figures;
    use crate::model::Document;

    const WRITTEN: &str = "## Les crédits\nÀ hauteur de **7,3 M€** et *moins*[^1] : a < b & c\n- un\n  - deux[^2]\n3. trois\n4. quatre\n\
        | Poste | AE |\n|---|---|\n| Un \\| deux | 1 300 000 |\n| **Total** | **7 300 000** |\nFin.\n[^1]: Première *note*.\n[^2]: Seconde.";

    fn sample() -> Document {
        let mut document = crate::storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        document.set_text(Narrative::Strategy, Text::new(WRITTEN));
        document
    }

    /// The files of a document, each of which is well formed.
    fn files(document: &Document, written: Written) -> Vec<(String, String)> {
        let figures = Figures::of(document);
        let bytes = bytes(Tables { document, figures: &figures, lang: Lang::French }, written, true).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut files = Vec::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            let mut reader = Reader::from_str(&text);
            while !matches!(reader.read_event().unwrap(), Event::Eof) {}
            files.push((file.name().unwrap().into_owned(), text));
        }
        files
    }

    fn file(files: &[(String, String)], name: &str) -> String {
        files.iter().find(|(other, _)| other == name).unwrap().1.clone()
    }

    /// Each paragraph as its style, its list and its words.
    fn paragraphs(document: &str) -> Vec<String> {
        let value = |part: &str, before: &str| {
            part.split_once(before).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| format!("{value} ")).unwrap_or_default()
        };
        let words =
            |part: &str| part.split("<w:t xml:space=\"preserve\">").skip(1).map(|run| run.split_once("</w:t>").unwrap().0).collect::<String>();
        let of = |part: &str| {
            let look = |mark: &str, name: &str| if part.contains(mark) { name.to_owned() } else { String::new() };
            let looks = look("<w:b/>", "b ") + &look("<w:i/>", "i ") + &look("footnoteReference w:id", "note ");
            format!("{}{}{looks}{}", value(part, "<w:pStyle w:val=\""), value(part, "<w:ilvl w:val=\""), words(part))
        };
        document.split("<w:p>").skip(1).map(of).filter(|shown| !shown.is_empty()).collect()
    }

    #[test]
    fn a_text_has_headings_lists_tables_and_notes_of_a_word_processor() {
        let files = files(&sample(), Written::Text(Narrative::Strategy));
        let document = file(&files, "word/document.xml");
        let expected = [
            "Heading1 Présentation stratégique",
            "Heading2 Les crédits",
            "b i note À hauteur de 7,3\u{202f}M€ et moins\u{a0}: a &lt; b &amp; c",
            "ListParagraph 0 un",
            "ListParagraph 1 note deux",
            "ListParagraph 0 trois",
            "ListParagraph 0 quatre",
            "TableText b Poste",
            "TableText b AE",
            "TableText Un | deux",
            "TableText 1\u{202f}300\u{202f}000",
            "TableText b Total",
            "TableText b 7\u{202f}300\u{202f}000",
            "Fin.",
        ];
        assert_eq!(paragraphs(&document), expected);
        assert_eq!((document.matches("<w:tblHeader/>").count(), document.matches("<w:jc w:val=\"right\"/>").count()), (1, 3));
        let notes = file(&files, "word/footnotes.xml");
        assert!(
            notes.contains("Première ") && notes.contains("<w:i/></w:rPr><w:t xml:space=\"preserve\">note<") && notes.contains("Seconde."),
            "{notes}"
        );
        assert!(file(&files, "word/numbering.xml").contains("<w:startOverride w:val=\"3\"/>"));
    }

    #[test]
    fn the_whole_document_and_each_part_are_well_formed() {
        let document = sample();
        let whole = file(&files(&document, Written::Document), "word/document.xml");
        for words in ["Innovation et transformation numériques", "Les crédits", "10 600 000"] {
            assert!(whole.replace(['\u{202f}', '\u{a0}'], " ").contains(words), "{words}");
        }
        assert!(whole.matches("<w:tbl>").count() > 10);
        for part in Part::all(&document) {
            let own = file(&files(&document, Written::Part(part)), "word/document.xml");
            assert!(own.len() < whole.len() && own.contains("Heading1"), "{part:?}");
        }
    }

    /// What users write is never markup of the file.
    #[test]
    fn words_are_no_markup() {
        let mut document = sample();
        document.set_text(Narrative::Strategy, Text::new("</w:t><w:b/>&amp; \u{1}\u{fffe}\u{b} \"'"));
        document.programme.name = "<w:p/>]]>".into();
        let whole = file(&files(&document, Written::Document), "word/document.xml");
        assert!(whole.contains("&lt;/w:t&gt;&lt;w:b/&gt;&amp;amp; "), "{whole}");
    }
}

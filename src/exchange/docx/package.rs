//! The files of which a document of a word processor is made, in one archive.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{DocxError, FIRST_LIST, Start, written};
use crate::lang::Lang;

pub(super) struct Content {
    pub title: String,
    pub author: String,
    pub lang: Lang,
    pub body: String,
    pub notes: Vec<String>,
    pub lists: Vec<Start>,
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// A4 with the margins of the printed document, in twentieths of a point.
const PAGE: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
    <w:pgMar w:top=\"1304\" w:right=\"1134\" w:bottom=\"1247\" w:left=\"1134\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr>";

/// The bytes of the archive: the same for the same document.
pub(super) fn packed(content: &Content) -> Result<Vec<u8>, DocxError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(content)),
        ("word/document.xml", document(content)),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/styles.xml", styles(content.lang)),
        ("word/numbering.xml", numbering(&content.lists)),
        ("word/footnotes.xml", footnotes(&content.notes)),
        ("word/settings.xml", settings()),
    ] {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn types() -> String {
    let part = |name: &str, kind: &str| format!("<Override PartName=\"{name}\" ContentType=\"{kind}\"/>");
    let parts = [
        part("/word/document.xml", &format!("{TYPES}.document.main+xml")),
        part("/word/styles.xml", &format!("{TYPES}.styles+xml")),
        part("/word/numbering.xml", &format!("{TYPES}.numbering+xml")),
        part("/word/footnotes.xml", &format!("{TYPES}.footnotes+xml")),
        part("/word/settings.xml", &format!("{TYPES}.settings+xml")),
        part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ];
    format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        parts.concat()
    )
}

fn relations(all: &[(&str, &str)]) -> String {
    let each = all.iter().zip(1..).map(|((kind, target), id)| format!("<Relationship Id=\"r{id}\" Type=\"{kind}\" Target=\"{target}\"/>"));
    format!("{XML}<Relationships xmlns=\"{RELATIONS}\">{}</Relationships>", each.collect::<String>())
}

fn package_relations() -> String {
    let core = format!("{RELATIONS}/metadata/core-properties");
    relations(&[(&format!("{OFFICE}/officeDocument"), "word/document.xml"), (&core, "docProps/core.xml")])
}

fn document_relations() -> String {
    let of = |kind: &str| format!("{OFFICE}/{kind}");
    relations(&[
        (&of("styles"), "styles.xml"),
        (&of("numbering"), "numbering.xml"),
        (&of("footnotes"), "footnotes.xml"),
        (&of("settings"), "settings.xml"),
    ])
}

fn core(content: &Content) -> String {
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language></cp:coreProperties>",
        written(&content.title),
        written(&content.author),
        content.lang.code()
    )
}

fn document(content: &Content) -> String {
    format!("{XML}<w:document xmlns:w=\"{WORDS}\"><w:body>\n{}{PAGE}</w:body></w:document>", content.body)
}

fn settings() -> String {
    let separators = "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>";
    format!("{XML}<w:settings xmlns:w=\"{WORDS}\">{separators}</w:settings>")
}

fn footnotes(notes: &[String]) -> String {
    let line = |kind: &str, id: i32| format!("<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>");
    let mut all = line("separator", -1) + &line("continuationSeparator", 0);
    for (runs, id) in notes.iter().zip(1_usize..) {
        let call = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
        all.extend([format!("<w:footnote w:id=\"{id}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr>{call}{runs}</w:p></w:footnote>")]);
    }
    format!("{XML}<w:footnotes xmlns:w=\"{WORDS}\">{all}</w:footnotes>")
}

/// Bullets, then a list for each that begins anew.
fn numbering(lists: &[Start]) -> String {
    const LEVELS: u32 = 5;
    let level = |level: u32, format: &str, text: &str| {
        let left = 360 * (level + 1);
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
             <w:pPr><w:ind w:left=\"{left}\" w:hanging=\"360\"/></w:pPr></w:lvl>"
        )
    };
    let bullets: String = (0..LEVELS).map(|at| level(at, "bullet", "–")).collect();
    let numbers: String = (0..LEVELS).map(|at| level(at, "decimal", &format!("%{}.", at + 1))).collect();
    let of = |(start, id): (&Start, usize)| {
        let Start { level, number } = start;
        let begins = format!("<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{number}\"/></w:lvlOverride>");
        format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"1\"/>{begins}</w:num>")
    };
    let own: String = lists.iter().zip(FIRST_LIST..).map(of).collect();
    format!(
        "{XML}<w:numbering xmlns:w=\"{WORDS}\"><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{bullets}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{numbers}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>{own}</w:numbering>"
    )
}

/// Those that word processors know by their names, so that a navigation pane and a table of contents find the headings.
fn styles(lang: Lang) -> String {
    let paragraph = |id: &str, name: &str, based: &str, of_paragraph: &str, of_run: &str| {
        let based = if based.is_empty() { String::new() } else { format!("<w:basedOn w:val=\"{based}\"/>") };
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}<w:qFormat/>\
             <w:pPr>{of_paragraph}</w:pPr><w:rPr>{of_run}</w:rPr></w:style>"
        )
    };
    let sized = |size: u32| format!("<w:sz w:val=\"{size}\"/>");
    let heading = |level: u32| {
        let size = match level {
            1 => 30,
            2 => 26,
            3 => 24,
            4 => 22,
            _ => 20,
        };
        let of_paragraph = format!("<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/>", level - 1);
        let name = format!("heading {level}");
        paragraph(&format!("Heading{level}"), &name, "Normal", &of_paragraph, &format!("<w:b/><w:color w:val=\"0A2A66\"/>{}", sized(size)))
    };
    let tongue = lang.pick("fr-FR", "en-GB");
    let defaults = format!(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\"/><w:sz w:val=\"20\"/>\
         <w:lang w:val=\"{tongue}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"100\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    );
    let border = |side: &str, size: u32, colour: &str| format!("<w:{side} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"{colour}\"/>");
    let borders = [border("top", 6, "16191F"), border("bottom", 6, "16191F"), border("insideH", 2, "DFE2E8")].concat();
    let table = format!(
        "<w:style w:type=\"table\" w:styleId=\"PapierTable\"><w:name w:val=\"Papier Table\"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>\
         <w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
    );
    let all = [
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>".to_owned(),
        paragraph(
            "Title",
            "Title",
            "Normal",
            "<w:spacing w:before=\"600\" w:after=\"120\"/>",
            &format!("<w:b/><w:color w:val=\"0A2A66\"/>{}", sized(48)),
        ),
        paragraph("Subtitle", "Subtitle", "Normal", "", &sized(30)),
        (1..=9).map(heading).collect(),
        paragraph("ListParagraph", "List Paragraph", "Normal", "<w:spacing w:after=\"60\"/>", ""),
        paragraph("TableText", "Table Text", "Normal", "<w:spacing w:before=\"20\" w:after=\"20\"/>", &sized(17)),
        paragraph("TableTextSmall", "Table Text Small", "TableText", "", &sized(13)),
        paragraph("TableTextSmallest", "Table Text Smallest", "TableText", "", &sized(10)),
        paragraph("Unit", "Unit", "Normal", "<w:keepNext/><w:spacing w:after=\"40\"/><w:jc w:val=\"right\"/>", &sized(17)),
        paragraph("FootnoteText", "footnote text", "Normal", "<w:spacing w:after=\"0\"/>", &sized(17)),
        "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/>\
         <w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>"
            .to_owned(),
        table,
    ];
    format!("{XML}<w:styles xmlns:w=\"{WORDS}\">{defaults}{}</w:styles>", all.concat())
}

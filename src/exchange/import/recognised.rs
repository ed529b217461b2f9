//! What kind of file each one is, by its beginning, within bounds.
//!
//! Everything that is too large, or no text at all, is refused here, before anything is parsed.

use super::open_data::Columns;
use super::report::ImportRefusal;
use super::source::{Binary, Contents, Decoded, File, MAX_BYTES, MAX_FILES, Separated, Source, binary, decoded};
use super::{blocks::folded, nomenclature};
use crate::exchange::html;

/// Longest line of a text or of a table, in bytes.
const MAX_LINE: usize = 256 << 10;
/// Most lines of a text or of a table.
const MAX_LINES: usize = 400_000;
/// Widest table, in columns.
const MAX_COLUMNS: usize = 200;
/// How far down the headings of a table are looked for, in lines that are not blank.
const MAX_BEFORE: usize = 12;

/// Every file as text, or the first that is refused.
pub(super) fn sources(files: &[File]) -> Result<Vec<Source>, ImportRefusal> {
    if files.is_empty() {
        return Err(ImportRefusal::NoFile);
    }
    if files.len() > MAX_FILES {
        return Err(ImportRefusal::TooManyFiles { count: files.len() });
    }
    files.iter().map(source).collect()
}

fn source(file: &File) -> Result<Source, ImportRefusal> {
    read_as(file, separated)
}

/// A file as running text or a page, be it called a table.
pub(super) fn running_text(file: &File) -> Result<Source, ImportRefusal> {
    read_as(file, |_, text| Ok(Contents::Text(text)))
}

fn read_as(file: &File, text_as: impl Fn(&str, String) -> Result<Contents, ImportRefusal>) -> Result<Source, ImportRefusal> {
    let name = file.name.clone();
    if file.bytes.len() > MAX_BYTES {
        return Err(ImportRefusal::TooLarge { file: name });
    }
    if let Some(binary) = binary(&file.bytes) {
        return Err(ImportRefusal::Binary { file: name, binary });
    }
    let Decoded { text, encoding, odd_lines } = decoded(&file.bytes);
    if text.trim().is_empty() {
        return Err(ImportRefusal::Empty { file: name });
    }
    if text.starts_with("// papier ") {
        return Err(ImportRefusal::Binary { file: name, binary: Binary::Papier });
    }
    // At its head.
    if text.lines().take(5).any(|line| line.contains(html::GENERATOR)) {
        return Err(ImportRefusal::Binary { file: name, binary: Binary::PapierPage });
    }
    let contents = if is_html(&text) {
        Contents::Page(text)
    } else {
        within_bounds(&name, &text)?;
        text_as(&name, text)?
    };
    Ok(Source { name, encoding, odd_lines, contents })
}

/// A table of separated values if one of its first lines has the headings of one, or else running text.
fn separated(name: &str, text: String) -> Result<Contents, ImportRefusal> {
    let Some((before, separator)) = headings(&text) else {
        return if is_named_as_table(name) {
            Err(ImportRefusal::MissingColumns { file: name.into(), missing: "ae" })
        } else {
            Ok(Contents::Text(text))
        };
    };
    let mut lines = text.split_inclusive('\n');
    let before: Vec<String> = lines.by_ref().take(before).map(|line| line.trim_end().to_owned()).collect();
    let text: String = lines.collect();
    let head = text.lines().next().unwrap_or_default();
    if head.bytes().filter(|byte| *byte == separator).count() >= MAX_COLUMNS {
        return Err(ImportRefusal::TooManyColumns { file: name.into() });
    }
    let is_nomenclature = nomenclature::is_header(&folded_all(&cells(head, separator)));
    let separated = Separated { text, separator, before };
    Ok(if is_nomenclature { Contents::Nomenclature(separated) } else { Contents::OpenData(separated) })
}

/// How many lines stand before the headings of a table, and what parts its cells. The files of 2015 to 2018 say their year and their budget
/// before, spreadsheets their separator (`sep=;`).
fn headings(text: &str) -> Option<(usize, u8)> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !is_separator_mark(line)).take(MAX_BEFORE);
    let best = |line: &str| {
        let counted = [b';', b',', b'\t', b'|'].into_iter().map(|separator| (known(line, separator), separator));
        counted.max_by_key(|(known, _)| *known).and_then(|(known, separator)| known.map(|_| separator))
    };
    let (first, head) = lines.next()?;
    if let Some(separator) = best(head) {
        return Some((first, separator));
    }
    // Further down, three known words may be those of any text: the headings of credits are more.
    lines.find_map(|(line, head)| {
        let separator = best(head)?;
        let cells = cells(head, separator);
        let is_table = Columns::of(&cells).are_credits() || nomenclature::is_header(&folded_all(&cells));
        is_table.then_some((line, separator))
    })
}

/// `sep=;`, the line by which spreadsheets say what parts the cells.
fn is_separator_mark(line: &str) -> bool {
    let mark = line.trim().trim_matches(['"', ';', ',', '\t', '|', ' ']);
    mark.len() <= "sep=\\t".len() && mark.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="))
}

/// A table of which no column is known, such as one that Papier exported, is no running text.
fn is_named_as_table(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ["csv", "tsv"].iter().any(|table| ending.eq_ignore_ascii_case(table))
}

/// How many columns of a heading are known; `None` when too few are for a table of credits or labels.
fn known(head: &str, separator: u8) -> Option<usize> {
    let cells = cells(head, separator);
    let count = Columns::of(&cells).known();
    (nomenclature::is_header(&folded_all(&cells)) || count >= 3).then_some(count.max(1))
}

fn cells(head: &str, separator: u8) -> Vec<String> {
    head.split(char::from(separator)).take(MAX_COLUMNS + 1).map(|cell| cell.trim_matches(['"', ' ']).to_owned()).collect()
}

fn folded_all(cells: &[String]) -> Vec<String> {
    cells.iter().map(|cell| folded(cell)).collect()
}

fn within_bounds(name: &str, text: &str) -> Result<(), ImportRefusal> {
    for (line, number) in text.lines().zip(1..) {
        if line.len() > MAX_LINE {
            return Err(ImportRefusal::LongLine { file: name.into(), line: number });
        }
        if number > MAX_LINES {
            return Err(ImportRefusal::TooManyLines { file: name.into() });
        }
    }
    Ok(())
}

/// Whether a text is HTML: it begins with a tag, markers of the public site apart.
fn is_html(text: &str) -> bool {
    const TAGS: [&str; 14] =
        ["<!doctype", "<html", "<head", "<body", "<div", "<p>", "<p ", "<table", "<h1", "<h2", "<h3", "<h4", "<span", "<section"];
    let start = text.lines().map(str::trim_start).find(|line| !line.is_empty() && !super::blocks::is_marker(line)).unwrap_or_default();
    let head: String = start.chars().take(64).collect::<String>().to_lowercase();
    head.starts_with("<?xml") || TAGS.iter().any(|tag| head.starts_with(tag)) || head.starts_with("<!--")
}

#[cfg(test)]
mod tests {
    use super::super::source::{Encoding, Kind};
    use super::*;

    fn file(bytes: &[u8]) -> File {
        File { name: "f".into(), bytes: bytes.to_vec() }
    }

    fn archive(part: &str) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn every_encoding_reads_as_the_same_text() {
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("Évaluation – 5 €".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain("Évaluation – 5 €".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let cases: [(&[u8], Encoding); 5] = [
            ("Évaluation – 5 €".as_bytes(), Encoding::Utf8),
            ("\u{feff}Évaluation – 5 €".as_bytes(), Encoding::Utf8),
            (b"\xc9valuation \x96 5 \x80", Encoding::Windows1252),
            (&utf16, Encoding::Utf16),
            (&big, Encoding::Utf16),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(decoded(bytes), Decoded { text: "Évaluation – 5 €".into(), encoding, odd_lines: vec![] });
        }
    }

    #[test]
    fn stray_bytes_of_a_utf_8_file_are_read_alone_and_their_lines_are_known() {
        let utf8 = Encoding::Utf8;
        let cases: [(&[u8], &str, Encoding, &[usize]); 6] = [
            (b"\xc3\x89t\xc3\xa9\n\xc9lan\n\xc3\x89lan", "Été\nÉlan\nÉlan", utf8, &[2]),
            (b"\xc3\x89t\xc3\xa9;7\xa0300", "Été;7\u{a0}300", utf8, &[1]),
            (b"\xef\xbb\xbf\xc9lan", "Élan", utf8, &[1]),
            (b"\xc9t\xe9\n\xc9lan", "Été\nÉlan", Encoding::Windows1252, &[]),
            (b"a\rb\r\nc\n\r\nd", "a\nb\nc\n\nd", utf8, &[]),
            (b"\xc3\x89\r\xc9\r\xc3\x89", "É\nÉ\nÉ", utf8, &[2]),
        ];
        for (bytes, text, encoding, odd_lines) in cases {
            assert_eq!(decoded(bytes), Decoded { text: text.into(), encoding, odd_lines: odd_lines.into() }, "{text}");
        }
    }

    #[test]
    fn headings_are_found_below_what_is_said_before_them() {
        let heading = "programme;action;categorie;ae_plf;cp_plf";
        let cases = [
            (format!("{heading}\n"), Some((0, b';'))),
            (format!("\n\n{heading}\n"), Some((2, b';'))),
            (format!("sep=;\n{heading}\n"), Some((1, b';'))),
            (format!("\"sep=,\"\n{}\n", heading.replace(';', ",")), Some((1, b','))),
            (format!("SEP=\\t\n{}\n", heading.replace(';', "\t")), Some((1, b'\t'))),
            (format!("Gestion;2015;;\nType Budget;Budget général;;\n;;Données;\n{heading}\n"), Some((3, b';'))),
            ("Placé sous la responsabilité\nprogramme ; action ; mission\n".into(), None),
            (format!("{}{heading}\n", "x\n".repeat(MAX_BEFORE)), None),
        ];
        for (text, expected) in cases {
            assert_eq!(headings(&text), expected, "{text}");
        }
    }

    #[test]
    fn each_kind_of_file_is_told_from_its_beginning() {
        let cases: [(&str, Kind); 9] = [
            ("exercice;loi;typeBudget;ministere;mission;programme;action;sous_action;categorie;titre;AE PLF;CP PLF\n", Kind::OpenData),
            ("exercice,loi,programme,action,categorie,ae,cp\n", Kind::OpenData),
            ("\"programme\"\t\"action\"\t\"ae_plf\"\t\"cp_plf\"\n", Kind::OpenData),
            ("Type ligne;code;Libelle;Mission\n", Kind::Nomenclature),
            ("PROGRAMME 352\n\nINNOVATION\n", Kind::Text),
            ("Placé sous la responsabilité, le programme ; l'action ; la mission\n", Kind::Text),
            ("<p>PROGRAMME 352</p>", Kind::Page),
            ("$@FwLOVariable(1)\n\n<!DOCTYPE html><html>", Kind::Page),
            ("<?xml version=\"1.0\"?><html>", Kind::Page),
        ];
        for (text, kind) in cases {
            assert_eq!(sources(&[file(text.as_bytes())]).map(|sources| sources[0].kind()), Ok(kind), "{text}");
        }
    }

    #[test]
    fn what_is_no_text_or_too_large_is_refused_before_it_is_read() {
        let long = [b"exercice;loi;programme\n".as_slice(), &vec![b'1'; MAX_LINE + 1]].concat();
        let wide = format!("exercice;loi;programme{}\n", ";x".repeat(MAX_COLUMNS));
        let page = format!("<!DOCTYPE html>\n<html>\n<head>{}</head>", html::GENERATOR);
        let mhtml = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n\r\n<html>";
        let old_word = [&[0xd0, 0xcf, 0x11, 0xe0], "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>().as_slice()].concat();
        let of = |binary: Binary| ImportRefusal::Binary { file: "f".into(), binary };
        let cases: [(Vec<u8>, ImportRefusal); 15] = [
            (mhtml.to_vec(), of(Binary::WebArchive)),
            (b"{\\rtf1\\ansi Un texte}".to_vec(), of(Binary::Word)),
            (old_word, of(Binary::Word)),
            (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.textPK".to_vec(), of(Binary::Word)),
            (archive("word/document.xml"), of(Binary::Word)),
            (vec![b'a'; MAX_BYTES + 1], ImportRefusal::TooLarge { file: "f".into() }),
            (b"PK\x03\x04xlsx".to_vec(), ImportRefusal::Binary { file: "f".into(), binary: Binary::Workbook }),
            (b"%PDF-1.7".to_vec(), ImportRefusal::Binary { file: "f".into(), binary: Binary::Pdf }),
            (b"a\0b".to_vec(), ImportRefusal::Binary { file: "f".into(), binary: Binary::Other }),
            (b"// papier 1\n(".to_vec(), ImportRefusal::Binary { file: "f".into(), binary: Binary::Papier }),
            (page.into_bytes(), ImportRefusal::Binary { file: "f".into(), binary: Binary::PapierPage }),
            (b" \n".to_vec(), ImportRefusal::Empty { file: "f".into() }),
            (long, ImportRefusal::LongLine { file: "f".into(), line: 2 }),
            (b"1\n".repeat(MAX_LINES + 1), ImportRefusal::TooManyLines { file: "f".into() }),
            (wide.into_bytes(), ImportRefusal::TooManyColumns { file: "f".into() }),
        ];
        for (bytes, expected) in cases {
            assert_eq!(sources(&[file(&bytes)]).map(|_| ()).err(), Some(expected));
        }
        let exported = File { name: "s.CSV".into(), bytes: "\u{feff}Action;Titre 2\n01;5\n".into() };
        assert_eq!(sources(&[exported]).map(|_| ()).err(), Some(ImportRefusal::MissingColumns { file: "s.CSV".into(), missing: "ae" }));
        assert_eq!(sources(&[]).map(|_| ()).err(), Some(ImportRefusal::NoFile));
        let many = vec![file(b"a"); MAX_FILES + 1];
        assert_eq!(sources(&many).map(|_| ()).err(), Some(ImportRefusal::TooManyFiles { count: MAX_FILES + 1 }));
    }
}

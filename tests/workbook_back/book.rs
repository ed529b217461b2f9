//! A workbook as its parts, edited as a spreadsheet would: cells typed over, rows inserted, removed and swapped, sheets renamed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;

/// The parts of a workbook, sheets by their names.
pub struct Book {
    parts: BTreeMap<String, String>,
    /// The part of each sheet, in order.
    sheets: Vec<(String, String)>,
}

impl Book {
    pub fn of(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).expect("a part");
            let (name, mut text) = (part.name().expect("UTF-8").into_owned(), String::new());
            part.read_to_string(&mut text).expect("text");
            parts.insert(name, text);
        }
        let workbook = &parts["xl/workbook.xml"];
        let names = workbook.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().expect("a name"));
        let sheets = names.zip(1..).map(|(name, number)| (unescaped(name), format!("xl/worksheets/sheet{number}.xml"))).collect();
        Self { parts, sheets }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.parts {
            archive.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
            archive.write_all(text.as_bytes()).expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    }

    pub fn part(&mut self, name: &str) -> &mut String {
        self.parts.get_mut(name).unwrap_or_else(|| panic!("no part {name}"))
    }

    pub fn names(&self) -> Vec<String> {
        self.parts.keys().cloned().collect()
    }

    pub fn drop_part(&mut self, name: &str) {
        self.parts.remove(name);
    }

    pub fn sheet(&mut self, name: &str) -> &mut String {
        let part = self.sheets.iter().find(|(sheet, _)| sheet == name).unwrap_or_else(|| panic!("no sheet {name} in {:?}", self.sheets)).1.clone();
        self.part(&part)
    }

    /// Types in a cell: `<v>5</v>`, or an attribute and content as `t="inlineStr"><is><t>…`; nothing empties it.
    pub fn put(&mut self, sheet: &str, cell: &str, typed: &Content) {
        let text = self.sheet(sheet);
        let start = text.find(&format!("<c r=\"{cell}\""));
        let style =
            |old: &str| old.split(" s=\"").nth(1).and_then(|rest| rest.split('"').next()).map_or(String::new(), |style| format!(" s=\"{style}\""));
        let (range, style) = match start {
            Some(start) => {
                let open = start + text[start..].find('>').expect("an end");
                let end = if text[..open].ends_with('/') { open + 1 } else { start + text[start..].find("</c>").expect("an end") + 4 };
                (start..end, style(&text[start..open]))
            }
            None => {
                let row: String = cell.chars().filter(char::is_ascii_digit).collect();
                let start = text.find(&format!("<row r=\"{row}\"")).unwrap_or_else(|| panic!("no row {row} in {sheet}"));
                let open = start + text[start..].find('>').expect("an end") + 1;
                let end = open + text[open..].find("</row>").expect("an end");
                (end..end, String::new())
            }
        };
        text.replace_range(range, &typed.xml(cell, &style));
    }

    /// Rows from `at` on, counted from 1, go one down; formulas everywhere follow.
    pub fn insert_row(&mut self, sheet: &str, at: u32) {
        self.shift(sheet, |row| if row >= at { Some(row + 1) } else { Some(row) });
        let text = self.sheet(sheet);
        let next = text.match_indices("<row r=\"").find(|(start, _)| number_of(&text[*start..]).is_some_and(|row| row > at)).map(|(start, _)| start);
        let next = next.unwrap_or_else(|| text.find("</sheetData>").expect("an end"));
        text.insert_str(next, &format!("<row r=\"{at}\"></row>"));
    }

    /// A row goes, with what referred to it.
    pub fn remove_row(&mut self, sheet: &str, at: u32) {
        self.shift(sheet, |row| match row.cmp(&at) {
            std::cmp::Ordering::Less => Some(row),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(row - 1),
        });
    }

    /// Two rows change places as a sort has it: references do not follow.
    pub fn swap_rows(&mut self, sheet: &str, one: u32, other: u32) {
        let text = self.sheet(sheet);
        let take = |row: u32| {
            let start = text.find(&format!("<row r=\"{row}\"")).expect("a row");
            let end = start + text[start..].find("</row>").expect("an end") + 6;
            text[start..end].to_owned()
        };
        let (first, second) = (take(one), take(other));
        let renumbered = |row: &str, to: u32| row.split('<').map(|part| moved_cell(part, |_| Some(to))).collect::<Vec<_>>().join("<");
        *text = text.replace(&first, "\u{0}").replace(&second, &renumbered(&first, other)).replace('\u{0}', &renumbered(&second, one));
    }

    fn shift(&mut self, sheet: &str, to: impl Fn(u32) -> Option<u32>) {
        for (name, part) in self.sheets.clone() {
            let text = self.part(&part);
            let is_own = name == sheet;
            let mut rows = String::new();
            let (head, body) = text.split_once("<sheetData>").map_or((text.as_str(), ""), |(head, body)| (head, body));
            let (data, tail) = body.split_once("</sheetData>").unwrap_or((body, ""));
            for row in data.split_inclusive("</row>") {
                let is_gone = is_own && number_of(row).is_some_and(|row| to(row).is_none());
                if is_gone {
                    continue;
                }
                let pieces: Vec<String> = row.split('<').map(|piece| if is_own { moved_cell(piece, &to) } else { piece.to_owned() }).collect();
                let row = pieces.join("<");
                rows.push_str(&with_formulas(&row, |formula| shifted(formula, sheet, is_own, &to)));
            }
            *text = format!("{head}<sheetData>{rows}</sheetData>{tail}");
        }
    }

    /// A sheet bears another name, in formulas too, written without quotes where it can be.
    pub fn rename(&mut self, sheet: &str, to: &str) {
        let workbook = self.part("xl/workbook.xml");
        *workbook = workbook.replace(&format!("name=\"{}\"", escaped(sheet)), &format!("name=\"{}\"", escaped(to)));
        for (_, part) in self.sheets.clone() {
            let text = self.part(&part);
            *text = with_formulas(text, |formula| formula.replace(&format!("'{}'!", sheet.replace('\'', "''")), &format!("{to}!")));
        }
        self.sheets.iter_mut().filter(|(name, _)| name == sheet).for_each(|(name, _)| to.clone_into(name));
    }

    /// The first sheet whose name ends so.
    pub fn named(&self, end: &str) -> String {
        self.sheets.iter().find(|(name, _)| name.ends_with(end)).unwrap_or_else(|| panic!("no sheet {end}")).0.clone()
    }

    /// The row, from 1, whose first cell holds shared words that begin so; that are these when `=` ends them.
    pub fn row_of(&mut self, sheet: &str, label: &str) -> u32 {
        let strings: Vec<String> = self.part("xl/sharedStrings.xml").split("<si>").skip(1).map(|si| unescaped(&texts(si))).collect();
        let text = self.sheet(sheet).clone();
        let row = text.split("<row ").skip(1).find(|row| {
            let first = row.split("<c r=\"A").nth(1).and_then(|cell| cell.split("<v>").nth(1)).and_then(|value| value.split('<').next());
            first.and_then(|index| strings.get(index.parse::<usize>().ok()?)).is_some_and(|words| match label.strip_suffix('=') {
                Some(whole) => words == whole,
                None => words.starts_with(label),
            })
        });
        row.and_then(|row| row.split('"').nth(1)).and_then(|row| row.parse().ok()).unwrap_or_else(|| panic!("no row {label} in {sheet}"))
    }
}

/// What is typed in a cell.
pub enum Content {
    Number(&'static str),
    Words(&'static str),
    /// A formula, and what it gave.
    Formula(&'static str, &'static str),
    Date(&'static str),
    Truth,
    Error(&'static str),
    Nothing,
}

impl Content {
    fn xml(&self, cell: &str, style: &str) -> String {
        match self {
            Self::Number(number) => format!("<c r=\"{cell}\"{style}><v>{number}</v></c>"),
            Self::Words(words) => format!("<c r=\"{cell}\"{style} t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(words)),
            Self::Formula(formula, value) => format!("<c r=\"{cell}\"{style}><f>{}</f><v>{value}</v></c>", escaped(formula)),
            Self::Date(day) => format!("<c r=\"{cell}\"{style} t=\"d\"><v>{day}</v></c>"),
            Self::Truth => format!("<c r=\"{cell}\"{style} t=\"b\"><v>1</v></c>"),
            Self::Error(error) => format!("<c r=\"{cell}\"{style} t=\"e\"><v>{error}</v></c>"),
            Self::Nothing => format!("<c r=\"{cell}\"{style}/>"),
        }
    }
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn unescaped(words: &str) -> String {
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The words of a shared string.
fn texts(si: &str) -> String {
    si.split("<t").skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once("</t>")).map(|(words, _)| words).collect()
}

fn number_of(row: &str) -> Option<u32> {
    row.split("<row r=\"").nth(1)?.split('"').next()?.parse().ok()
}

/// A piece of a row that begins with `row r="5"` or `c r="B5"`, where its row is another one.
fn moved_cell(piece: &str, to: impl Fn(u32) -> Option<u32>) -> String {
    let Some(rest) = piece.strip_prefix("row r=\"").or_else(|| piece.strip_prefix("c r=\"")) else { return piece.to_owned() };
    let (name, after) = rest.split_once('"').expect("an end");
    let letters: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
    let row: u32 = name[letters.len()..].parse().expect("a row");
    let head = &piece[..piece.len() - rest.len()];
    format!("{head}{letters}{}\"{after}", to(row).expect("a row that stays"))
}

fn with_formulas(text: &str, change: impl Fn(&str) -> String) -> String {
    let mut pieces = text.split("<f>");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (formula, rest) = piece.split_once("</f>").expect("an end");
        out.extend(["<f>", &escaped(&change(&unescaped(formula))), "</f>", rest]);
    }
    out
}

/// A formula whose references to a sheet follow its rows.
fn shifted(formula: &str, sheet: &str, is_own: bool, to: &impl Fn(u32) -> Option<u32>) -> String {
    let prefix = format!("'{}'!", sheet.replace('\'', "''"));
    let (mut out, mut rest) = (String::new(), formula);
    let mut on_sheet = is_own;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix(&prefix) {
            (out, rest, on_sheet) = (out + &prefix, after, true);
            continue;
        }
        if first == '\'' || first == '"' {
            let end = 1 + rest[1..].find(first).expect("an end") + 1;
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            on_sheet = if rest.starts_with('!') { false } else { is_own };
            continue;
        }
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        if name.is_empty() {
            on_sheet = if first == '!' || first == ':' { on_sheet } else { is_own };
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let letters: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
        rest = &rest[name.len()..];
        match name[letters.len()..].parse::<u32>() {
            Ok(row) if !letters.is_empty() && on_sheet && !rest.starts_with('(') => match to(row) {
                Some(row) => out.extend([letters, row.to_string()]),
                None => {
                    out.truncate(out.len() - if out.ends_with(&prefix) { prefix.len() } else { 0 });
                    out.push_str("#REF!");
                }
            },
            _ => out.push_str(&name),
        }
    }
    out
}

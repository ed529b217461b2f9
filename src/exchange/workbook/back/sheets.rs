//! The sheets of a workbook as sparse cells: what stands in each, what it computes.

use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::BackRefusal;
use super::package::Package;
use super::references::{COLUMNS, ROWS, Token, position, shifted, tokens, written};
use super::xml::{Next, Xml, unescaped};
use crate::exchange::workbook::floats;

/// Most cells that hold something, in all sheets: a bill has two hundred thousand.
const MAX_CELLS: usize = 2_000_000;
/// Most bytes of formulas that cells share with another one: a short one fills a column, a long one is that of a few.
const MAX_SHARED: usize = 64 << 20;
/// Most sheets, and most relations of a part.
const MAX_SHEETS: usize = 4_096;

/// What may still be read.
struct Room {
    cells: usize,
    shared: usize,
}

/// What stands in a cell, or what its formula gave when the file was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Value {
    #[default]
    Empty,
    Number {
        number: Decimal,
        /// Whether it is shown as a percentage: 0.689 as 68.9 %.
        is_percent: bool,
    },
    Words(Arc<str>),
    /// A day or a time, which a file keeps as a number.
    Date,
    Truth(bool),
    /// `#DIV/0!`.
    Error(String),
    /// A number beyond what is kept exactly.
    TooLarge(String),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Without its `=`.
    pub formula: Option<String>,
    pub value: Value,
}

impl Cell {
    pub fn is_empty(&self) -> bool {
        let is_blank = match &self.value {
            Value::Empty => true,
            Value::Words(words) => words.trim().is_empty(),
            Value::Number { .. } | Value::Date | Value::Truth(_) | Value::Error(_) | Value::TooLarge(_) => false,
        };
        self.formula.is_none() && is_blank
    }
}

pub(super) struct Sheet {
    pub name: String,
    pub cells: FxHashMap<(u32, u16), Cell>,
}

impl Sheet {
    pub fn cell(&self, row: u32, column: u16) -> Option<&Cell> {
        self.cells.get(&(row, column)).filter(|cell| !cell.is_empty())
    }

    /// The rows that hold something, in their order.
    pub fn filled_rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// The words of a cell, or nothing.
    pub fn words(&self, row: u32, column: u16) -> &str {
        match self.cells.get(&(row, column)).map(|cell| &cell.value) {
            Some(Value::Words(words)) => words,
            _ => "",
        }
    }
}

/// Every sheet of a workbook.
pub(super) fn read(package: &mut Package<'_>) -> Result<Vec<Sheet>, BackRefusal> {
    let main = main_part(package)?;
    let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let targets = relations(package, &main)?;
    let of_kind = |kind: &str| targets.iter().find(|relation| relation.kind.ends_with(kind)).map(|relation| relation.target.clone());
    let strings = match of_kind("/sharedStrings") {
        Some(part) => strings(package.part(&part)?.as_deref().unwrap_or_default(), &part, MAX_CELLS)?,
        None => vec![],
    };
    let formats = match of_kind("/styles") {
        Some(part) => formats(package.part(&part)?.as_deref().unwrap_or_default(), &part)?,
        None => vec![],
    };
    let mut sheets = Vec::new();
    let mut room = Room { cells: MAX_CELLS, shared: MAX_SHARED };
    for (name, id) in sheet_names(&package.needed(&main)?, &main)? {
        let Some(relation) = targets.iter().find(|relation| relation.id == id && relation.kind.ends_with("/worksheet")) else { continue };
        let text = package.part(&relation.target)?.ok_or_else(|| BackRefusal::Damaged { part: format!("{folder}{name}") })?;
        let cells = Cells { strings: &strings, formats: &formats, shared: FxHashMap::default() }.read(&text, &relation.target, &mut room)?;
        sheets.push(Sheet { name, cells });
    }
    Ok(sheets)
}

struct Relation {
    id: String,
    kind: String,
    /// From the root of the archive.
    target: String,
}

/// The part that lists the sheets.
fn main_part(package: &mut Package<'_>) -> Result<String, BackRefusal> {
    let root = relations(package, "")?;
    let main = root.into_iter().find(|relation| relation.kind.ends_with("/officeDocument"));
    main.map(|relation| relation.target).ok_or(BackRefusal::NotAWorkbook)
}

/// What a part leads to.
fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, BackRefusal> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let text = package.needed(&name)?;
    let mut xml = Xml::new(&text, &name);
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Next::Start(start) | Next::Empty(start) if start.local_name().as_ref() == "Relationship" => {
                let attribute = |name| xml.attribute(&start, name).map(Option::unwrap_or_default);
                let target = attribute("Target")?;
                let target = match target.strip_prefix('/') {
                    Some(from_root) => from_root.to_owned(),
                    None if folder.is_empty() => target,
                    None => format!("{folder}/{target}"),
                };
                if relations.len() >= MAX_SHEETS {
                    return Err(BackRefusal::TooLarge);
                }
                relations.push(Relation { id: attribute("Id")?, kind: attribute("Type")?, target });
            }
            Next::Eof => return Ok(relations),
            Next::Start(_) | Next::Empty(_) | Next::End(_) | Next::Text(_) => {}
        }
    }
}

/// The sheets in their order, each with the relation that leads to it.
fn sheet_names(text: &str, part: &str) -> Result<Vec<(String, String)>, BackRefusal> {
    let mut xml = Xml::new(text, part);
    let mut sheets = Vec::new();
    loop {
        match xml.next()? {
            Next::Start(start) | Next::Empty(start) if start.local_name().as_ref() == "sheet" => {
                let attribute = |name| xml.attribute(&start, name).map(Option::unwrap_or_default);
                if sheets.len() >= MAX_SHEETS {
                    return Err(BackRefusal::TooLarge);
                }
                sheets.push((attribute("name")?, attribute("id")?));
            }
            Next::Eof => return Ok(sheets),
            Next::Start(_) | Next::Empty(_) | Next::End(_) | Next::Text(_) => {}
        }
    }
}

/// The words that cells share.
fn strings(text: &str, part: &str, most: usize) -> Result<Vec<Arc<str>>, BackRefusal> {
    let mut xml = Xml::new(text, part);
    let mut strings = Vec::new();
    loop {
        if strings.len() > most {
            return Err(BackRefusal::TooLarge);
        }
        match xml.next()? {
            // How words are pronounced is no part of them.
            Next::Start(start) if start.local_name().as_ref() == "si" => strings.push(rich(&mut xml, "si")?),
            Next::Empty(start) if start.local_name().as_ref() == "si" => strings.push("".into()),
            Next::Eof => return Ok(strings),
            Next::Start(_) | Next::Empty(_) | Next::End(_) | Next::Text(_) => {}
        }
    }
}

/// The words of an element whose runs each have a look of their own.
fn rich(xml: &mut Xml<'_>, element: &str) -> Result<Arc<str>, BackRefusal> {
    let mut words = String::new();
    loop {
        match xml.next()? {
            Next::Start(start) if start.local_name().as_ref() == "t" => words.push_str(&xml.words("t")?),
            Next::Start(start) if start.local_name().as_ref() == "rPh" => drop(xml.words("rPh")?),
            Next::End(end) if end.local_name().as_ref() == element => return Ok(unescaped(words).into()),
            Next::Eof => return Err(xml.damaged()),
            Next::Start(_) | Next::Empty(_) | Next::End(_) | Next::Text(_) => {}
        }
    }
}

/// How the numbers of a style are shown, as far as it says what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Plain,
    Percent,
    Date,
}

impl Shown {
    fn of_code(code: &str) -> Self {
        let mut chars = code.chars();
        let mut shown = Self::Plain;
        while let Some(character) = chars.next() {
            match character {
                '"' => drop(chars.by_ref().find(|c| *c == '"')),
                '[' => drop(chars.by_ref().find(|c| *c == ']')),
                '\\' | '_' | '*' => drop(chars.next()),
                '%' => return Self::Percent,
                'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 'j' | 'J' => shown = Self::Date,
                // "General", "Standard".
                'G' | 'S' => return Self::Plain,
                _ => {}
            }
        }
        shown
    }

    /// One of the formats that files name by a number alone.
    fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=22 | 27..=36 | 45..=47 | 50..=58 => Self::Date,
            _ => Self::Plain,
        }
    }
}

/// How each style shows its numbers.
fn formats(text: &str, part: &str) -> Result<Vec<Shown>, BackRefusal> {
    let mut xml = Xml::new(text, part);
    let mut own: FxHashMap<u32, Shown> = FxHashMap::default();
    let (mut formats, mut is_of_cells) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Next::Start(start) | Next::Empty(start) => {
                let number = |name| xml.attribute(&start, name).map(|said| said.and_then(|said| said.parse::<u32>().ok()));
                match start.local_name().as_ref() {
                    "numFmt" => {
                        let code = xml.attribute(&start, "formatCode")?.unwrap_or_default();
                        own.extend(number("numFmtId")?.map(|id| (id, Shown::of_code(&code))));
                    }
                    "cellXfs" => is_of_cells = true,
                    "xf" if is_of_cells => {
                        let id = number("numFmtId")?.unwrap_or_default();
                        formats.push(own.get(&id).copied().unwrap_or_else(|| Shown::built_in(id)));
                    }
                    _ => {}
                }
            }
            Next::End(end) if end.local_name().as_ref() == "cellXfs" => is_of_cells = false,
            Next::Eof => return Ok(formats),
            Next::End(_) | Next::Text(_) => {}
        }
    }
}

/// Reads the cells of one sheet.
struct Cells<'a> {
    strings: &'a [Arc<str>],
    formats: &'a [Shown],
    /// Formulas that several cells share, with the cell that says them.
    shared: FxHashMap<String, (Vec<Token>, (u32, u16))>,
}

impl Cells<'_> {
    fn read(&mut self, text: &str, part: &str, room: &mut Room) -> Result<FxHashMap<(u32, u16), Cell>, BackRefusal> {
        let mut xml = Xml::new(text, part);
        let mut cells = FxHashMap::default();
        let (mut row, mut column) = (0_u32, 0_u16);
        loop {
            match xml.next()? {
                Next::Start(start) | Next::Empty(start) if start.local_name().as_ref() == "row" => {
                    let said = xml.attribute(&start, "r")?.and_then(|said| said.parse::<u32>().ok());
                    row = said.and_then(|said| said.checked_sub(1)).unwrap_or(row);
                    column = 0;
                }
                Next::End(end) if end.local_name().as_ref() == "row" => row = row.saturating_add(1),
                Next::Start(start) if start.local_name().as_ref() == "c" => {
                    let said = xml.attribute(&start, "r")?.and_then(|name| position(&name));
                    let at = said.unwrap_or((row, column));
                    let kind = xml.attribute(&start, "t")?;
                    let style = xml.attribute(&start, "s")?.and_then(|style| style.parse::<usize>().ok());
                    let shown = style.and_then(|style| self.formats.get(style)).copied().unwrap_or_default();
                    let cell = self.cell(&mut xml, at, (kind.as_deref().unwrap_or("n"), shown), &mut room.shared)?;
                    column = at.1.saturating_add(1);
                    if at.0 >= ROWS || at.1 >= COLUMNS {
                        return Err(xml.damaged());
                    }
                    if !cell.is_empty() {
                        room.cells = room.cells.checked_sub(1).ok_or(BackRefusal::TooLarge)?;
                        cells.insert(at, cell);
                    }
                }
                Next::Empty(start) if start.local_name().as_ref() == "c" => {
                    column = xml.attribute(&start, "r")?.and_then(|name| position(&name)).map_or(column, |(_, column)| column).saturating_add(1);
                }
                Next::End(end) if end.local_name().as_ref() == "sheetData" => return Ok(cells),
                Next::Eof => return Ok(cells),
                Next::Start(_) | Next::Empty(_) | Next::End(_) | Next::Text(_) => {}
            }
        }
    }

    fn cell(&mut self, xml: &mut Xml<'_>, at: (u32, u16), (kind, shown): (&str, Shown), room: &mut usize) -> Result<Cell, BackRefusal> {
        let mut cell = Cell::default();
        loop {
            match xml.next()? {
                Next::Start(start) => match start.local_name().as_ref() {
                    "v" => {
                        let said = xml.words("v")?;
                        cell.value = self.value(kind, said, shown);
                    }
                    "is" => cell.value = Value::Words(rich(xml, "is")?),
                    "f" => {
                        let attribute = |name| xml.attribute(&start, name);
                        let shared = if attribute("t")?.as_deref() == Some("shared") { attribute("si")? } else { None };
                        let said = unescaped(xml.words("f")?);
                        cell.formula = Some(self.formula(shared, said, at, room)?);
                    }
                    _ => {}
                },
                Next::Empty(start) if start.local_name().as_ref() == "f" => {
                    let shared = xml.attribute(&start, "si")?;
                    cell.formula = Some(self.formula(shared, String::new(), at, room)?);
                }
                Next::End(end) if end.local_name().as_ref() == "c" => return Ok(cell),
                Next::Eof => return Err(xml.damaged()),
                Next::Empty(_) | Next::End(_) | Next::Text(_) => {}
            }
        }
    }

    /// The formula of a cell; one that it shares reads as it does there.
    fn formula(&mut self, shared: Option<String>, said: String, at: (u32, u16), room: &mut usize) -> Result<String, BackRefusal> {
        let said = said.trim_start_matches('=').to_owned();
        let Some(shared) = shared else { return Ok(said) };
        if !said.is_empty() {
            self.shared.insert(shared, (tokens(&said), at));
            return Ok(said);
        }
        let Some((formula, (row, column))) = self.shared.get(&shared) else { return Ok(said) };
        let formula = written(&shifted(formula, i64::from(at.0) - i64::from(*row), i64::from(at.1) - i64::from(*column)));
        *room = room.checked_sub(formula.len()).ok_or(BackRefusal::TooLarge)?;
        Ok(formula)
    }

    fn value(&self, kind: &str, said: String, shown: Shown) -> Value {
        match kind {
            "s" => {
                let index = said.trim().parse::<usize>().ok();
                index.and_then(|index| self.strings.get(index)).map_or(Value::Empty, |words| Value::Words(Arc::clone(words)))
            }
            "str" | "inlineStr" => Value::Words(unescaped(said).into()),
            "b" => Value::Truth(matches!(said.trim(), "1" | "true")),
            "e" => Value::Error(said),
            "d" => Value::Date,
            _ if said.trim().is_empty() => Value::Empty,
            _ if shown == Shown::Date => Value::Date,
            _ => floats::read(&said).map_or(Value::TooLarge(said), |number| Value::Number { number, is_percent: shown == Shown::Percent }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_whether_its_numbers_are_percentages_or_days() {
        let cases = [
            ("#,##0", Shown::Plain),
            ("+#,##0.0;-#,##0.0;#,##0.0", Shown::Plain),
            ("0.0\\ %", Shown::Percent),
            ("#,##0\"\u{a0}(p)\"", Shown::Plain),
            ("0\" dont\"", Shown::Plain),
            ("[Red]0", Shown::Plain),
            ("dd/mm/yyyy", Shown::Date),
            ("JJ/MM/AAAA", Shown::Date),
            ("[$-40C]d mmm", Shown::Date),
            ("General", Shown::Plain),
            ("Standard", Shown::Plain),
            ("#,##0\\ [$€-40C]", Shown::Plain),
        ];
        for (code, expected) in cases {
            assert_eq!(Shown::of_code(code), expected, "{code}");
        }
    }

    /// What a small file would make large is counted while it is read.
    #[test]
    fn words_cells_and_shared_formulas_have_their_room() {
        let words = |most| strings("<sst><si/><si/><si><t>a</t></si></sst>", "p", most).map(|strings| strings.len());
        assert_eq!([words(3), words(2)], [Ok(3), Err(BackRefusal::TooLarge)]);
        let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"0\">B1+C1</f></c></row>\
                     <row r=\"1048576\"><c r=\"A1048576\"><f t=\"shared\" si=\"0\"/></c></row></sheetData>";
        let read = |cells, shared| {
            let mut reading = Cells { strings: &[], formats: &[], shared: FxHashMap::default() };
            reading.read(sheet, "p", &mut Room { cells, shared }).map(|cells| cells.len())
        };
        let far = "B1048576+C1048576".len();
        assert_eq!([read(2, far), read(1, far), read(2, far - 1)], [Ok(2), Err(BackRefusal::TooLarge), Err(BackRefusal::TooLarge)]);
    }
}

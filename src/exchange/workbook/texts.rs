//! The texts of a programme on a sheet: a line for each paragraph, linked figures as they are now.

use rust_xlsxwriter::XlsxError;

use super::anchors::Written;
use super::names;
use super::sheet::{Finished, Sheet};
use super::styles::{Look, Styles};
use crate::lang::capitalised;
use crate::model::{Block, BlockKind, Place, Span, Text, TextPlace, raised};
use crate::tables::{NamedText, Tables};

const TITLE_WIDTH: u16 = 34;
const TEXT_WIDTH: u16 = 100;
/// The longest text of a cell, in characters.
const LONGEST: usize = 32_767;

fn narratives(tables: Tables<'_>) -> impl Iterator<Item = NamedText> {
    tables.texts().into_iter().filter(|text| matches!(text.place, TextPlace::Narrative(_)) && !text.text.trim().is_empty())
}

/// Whether the programme has any text.
pub(super) fn is_any(tables: Tables<'_>) -> bool {
    narratives(tables).next().is_some()
}

/// None when there is no text.
pub(super) fn sheet(tables: Tables<'_>, styles: &mut Styles) -> Result<Option<Finished>, XlsxError> {
    let lang = tables.lang;
    let mut row = 1;
    let mut sheet = Sheet::new(&names::texts(lang), styles)?;
    sheet.worksheet.set_column_width(0, TITLE_WIDTH)?.set_column_width(1, TEXT_WIDTH)?;
    sheet.words(0, 0, lang.pick("Partie", "Part"), Look::LabelHeading)?;
    sheet.words(0, 1, lang.pick("Texte", "Text"), Look::LabelHeading)?;
    sheet.begin(&names::texts(lang), 0, [1], true);
    for narrative in narratives(tables) {
        let mut title = capitalised(&narrative.title);
        sheet.words(row, 0, &title, Look::Label)?;
        let mut sources = sources(tables, narrative.place);
        let mut before = String::new();
        for block in Text::new(&narrative.text).blocks() {
            let own = sources.next().unwrap_or_default();
            if block.kind == BlockKind::Rule {
                before.push_str(&own);
                before.push('\n');
                continue;
            }
            let mut source = Some(std::mem::take(&mut before) + &own);
            for (runs, is_heading) in lines(&block) {
                line(&mut sheet, row, &runs, is_heading)?;
                sheet.anchor(row, [title.as_str()], vec![Some(written(narrative.place, &runs, source.take()))]);
                let words: String = runs.iter().map(|(run, _)| run.as_str()).collect();
                // The title stands beside the first line.
                sheet.fit(row, [(std::mem::take(&mut title).as_str(), TITLE_WIDTH), (words.as_str(), TEXT_WIDTH)])?;
                row += 1;
            }
        }
    }
    if row == 1 {
        return Ok(None);
    }
    sheet.worksheet.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?;
    Ok(Some(sheet.end()?))
}

/// The paragraphs of a text as they are kept, each after the empty lines before it.
fn sources(tables: Tables<'_>, place: TextPlace) -> impl Iterator<Item = String> {
    let source = if let TextPlace::Narrative(narrative) = place { tables.document.text(narrative) } else { "" };
    let mut before = String::new();
    let paragraph = |line: &str| {
        if line.trim().is_empty() {
            before.push('\n');
            return None;
        }
        Some(std::mem::take(&mut before) + line)
    };
    source.lines().filter_map(paragraph).collect::<Vec<_>>().into_iter()
}

/// A line of a text, with the paragraph that it begins; without one it goes on the line before.
fn written(place: TextPlace, runs: &[Run], source: Option<String>) -> Written {
    let words = runs.iter().map(|(run, _)| run.as_str()).collect();
    Written { place: Place::Text(place).code(), words: Some(words), typed: source, ..Written::default() }
}

/// Words and how they look.
type Run = (String, Look);

/// The mark before the words of a line: a sheet has no lists, no tables and no notes of its own within a column.
fn mark(kind: BlockKind) -> String {
    let indent = |level: u8| "\u{a0}".repeat(4 * usize::from(level));
    match kind {
        BlockKind::Bullet(level) => format!("{}•\u{a0}", indent(level)),
        BlockKind::Number(level, number) => format!("{}{number}.\u{a0}", indent(level)),
        BlockKind::Note(number) => format!("{}\u{a0}", raised(number)),
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Row | BlockKind::Rule => String::new(),
    }
}

fn look(span: &Span<'_>) -> Look {
    match (span.bold, span.italic) {
        (true, _) => Look::Strong,
        (false, true) => Look::Slanted,
        (false, false) => Look::Plain,
    }
}

/// The runs of a paragraph or of a row, each with its look, cut where a cell is full; whether the whole line is a heading.
fn lines(block: &Block<'_>) -> Vec<(Vec<Run>, bool)> {
    const BETWEEN_CELLS: Span<'_> = Span { text: " | ", bold: false, italic: false, note: None, at: 0 };
    let mark = mark(block.kind);
    let mut room = LONGEST - mark.chars().count();
    let mut lines = vec![vec![(mark, Look::Plain)]];
    let cells = block.cells.iter().enumerate();
    for span in cells.flat_map(|(index, cell)| (index > 0).then_some(&BETWEEN_CELLS).into_iter().chain(&cell.spans)) {
        for character in span.words().chars() {
            if room == 0 {
                lines.push(vec![]);
                room = LONGEST;
            }
            // A character beyond the first plane counts twice.
            room = room.saturating_sub(character.len_utf16());
            let Some(line) = lines.last_mut() else { continue };
            match line.last_mut() {
                Some((run, before)) if *before == look(span) => run.push(character),
                _ => line.push((character.to_string(), look(span))),
            }
        }
    }
    let is_heading = block.kind.is_heading();
    lines.into_iter().map(|line| (line.into_iter().filter(|(run, _)| !run.is_empty()).collect(), is_heading)).collect()
}

fn line(sheet: &mut Sheet<'_>, row: u32, runs: &[Run], is_heading: bool) -> Result<(), XlsxError> {
    let whole = runs.iter().map(|(run, _)| run.as_str()).collect::<String>();
    if is_heading {
        return sheet.words(row, 1, &whole, Look::Strong);
    }
    if runs.iter().all(|(_, look)| *look == Look::Plain) {
        return sheet.words(row, 1, &whole, Look::Label);
    }
    let formats: Vec<rust_xlsxwriter::Format> = runs.iter().map(|(_, look)| sheet.styles.words(*look).clone()).collect();
    let cell = sheet.styles.words(Look::Label).clone();
    let runs: Vec<(&rust_xlsxwriter::Format, &str)> = formats.iter().zip(runs).map(|(format, (run, _))| (format, run.as_str())).collect();
    sheet.worksheet.write_rich_string_with_format(row, 1, &runs, &cell)?;
    Ok(())
}

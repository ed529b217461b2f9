//! The texts of a programme on a sheet: a line for each paragraph, linked figures as they are now.

use rust_xlsxwriter::XlsxError;

use super::anchors::Written;
use super::names;
use super::sheet::{Finished, Sheet};
use super::styles::{Look, Styles};
use crate::lang::capitalised;
use crate::model::{Block, BlockKind, Place, Text, TextPlace};
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
        for block in Text::new(&narrative.text).blocks() {
            let mut source = sources.next();
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
fn written(place: TextPlace, runs: &[(String, bool)], source: Option<String>) -> Written {
    let words = runs.iter().map(|(run, _)| run.as_str()).collect();
    Written { place: Place::Text(place).code(), words: Some(words), typed: source, ..Written::default() }
}

/// The runs of a paragraph, each with its weight, cut where a cell is full; whether the whole line is a heading.
fn lines(block: &Block<'_>) -> Vec<(Vec<(String, bool)>, bool)> {
    let bullet = if block.kind == BlockKind::Bullet { "•\u{a0}" } else { "" };
    let mut lines = vec![vec![(bullet.to_owned(), false)]];
    let mut room = LONGEST - 2;
    for span in &block.spans {
        for character in span.text.chars() {
            if room == 0 {
                lines.push(vec![]);
                room = LONGEST;
            }
            // A character beyond the first plane counts twice.
            room = room.saturating_sub(character.len_utf16());
            let Some(line) = lines.last_mut() else { continue };
            match line.last_mut() {
                Some((run, is_bold)) if *is_bold == span.bold => run.push(character),
                _ => line.push((character.to_string(), span.bold)),
            }
        }
    }
    let is_heading = block.kind == BlockKind::Heading;
    lines.into_iter().map(|line| (line.into_iter().filter(|(run, _)| !run.is_empty()).collect(), is_heading)).collect()
}

fn line(sheet: &mut Sheet<'_>, row: u32, runs: &[(String, bool)], is_heading: bool) -> Result<(), XlsxError> {
    let [plain, bold, cell] = [Look::Plain, Look::Strong, Look::Label].map(|look| sheet.styles.words(look).clone());
    let whole = runs.iter().map(|(run, _)| run.as_str()).collect::<String>();
    if is_heading {
        return sheet.words(row, 1, &whole, Look::Strong);
    }
    if runs.iter().all(|(_, is_bold)| !is_bold) {
        return sheet.words(row, 1, &whole, Look::Label);
    }
    let runs: Vec<(&rust_xlsxwriter::Format, &str)> =
        runs.iter().map(|(run, is_bold)| (if *is_bold { &bold } else { &plain }, run.as_str())).collect();
    sheet.worksheet.write_rich_string_with_format(row, 1, &runs, &cell)?;
    Ok(())
}

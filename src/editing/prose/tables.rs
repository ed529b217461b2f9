//! What keys and the menu do in the tables of a text.

use super::lines::{Lines, New, Place, tidied};
use super::{Deed, Selection, Typed, levelled};
use crate::model::{BlockKind, Letter};

/// Columns and rows of a new table, its heading among them.
const COLUMNS: usize = 3;
const ROWS: usize = 3;

/// The lines of the table around a line.
fn table_around(lines: &Lines<'_>, line: usize) -> std::ops::Range<usize> {
    let is_of_table = |line: &usize| matches!(lines.kind(*line), BlockKind::Row | BlockKind::Rule) && *line < lines.count();
    let first = (0..=line).rev().take_while(is_of_table).last().unwrap_or(line);
    let last = (line..lines.count()).take_while(is_of_table).last().unwrap_or(line);
    first..last + 1
}

fn rows(lines: &Lines<'_>, line: usize) -> Vec<usize> {
    table_around(lines, line).filter(|line| lines.kind(*line) == BlockKind::Row).collect()
}

fn columns(lines: &Lines<'_>, line: usize) -> usize {
    rows(lines, line).into_iter().map(|row| lines.cells(row)).max().unwrap_or(1)
}

fn empty_row<'a>(columns: usize) -> New<'a> {
    New::row(vec![vec![]; columns])
}

fn finished(lines: &Lines<'_>, (text, caret): (String, usize)) -> Typed {
    let (text, caret) = tidied(lines.source(), text, caret);
    Typed::at(text, caret)
}

/// Tab goes to the next cell, and makes a row after the last one; in a list it moves items. `None` elsewhere.
pub(super) fn tabbed(text: &str, selection: Selection, back: bool) -> Option<Typed> {
    let lines = Lines::of(text);
    let place = lines.place(selection.head);
    match lines.kind(place.line) {
        BlockKind::Row | BlockKind::Rule => {
            let in_row = if back { place.cell.checked_sub(1) } else { Some(place.cell + 1).filter(|cell| *cell < lines.cells(place.line)) };
            if let Some(cell) = in_row {
                return Some(whole_cell(&lines, Place::new(place.line, cell)));
            }
            let rows = rows(&lines, place.line);
            let rank = rows.iter().position(|row| *row == place.line)?;
            match (back, rank.checked_sub(1).and_then(|before| rows.get(before)), rows.get(rank + 1)) {
                (true, Some(row), _) => Some(whole_cell(&lines, Place::new(*row, lines.cells(*row).saturating_sub(1)))),
                (true, None, _) => Some(Typed { text: text.to_owned(), selection }),
                (false, _, Some(row)) => Some(whole_cell(&lines, Place::new(*row, 0))),
                (false, _, None) => Some(row_after(&lines, place.line, 0)),
            }
        }
        BlockKind::Bullet(_) | BlockKind::Number(..) => levelled(text, selection, back),
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Note(_) => levelled(text, selection, back).filter(|_| !selection.is_empty()),
    }
}

/// What a key that goes to a cell selects: all of it.
fn whole_cell(lines: &Lines<'_>, place: Place) -> Typed {
    let selected = lines.byte(place)..lines.byte(Place { letter: usize::MAX, ..place });
    Typed { text: lines.source().to_owned(), selection: Selection::of(selected) }
}

fn row_after(lines: &Lines<'_>, line: usize, cell: usize) -> Typed {
    // The heading of a table comes with its rule.
    let after = if lines.kind(line + 1) == BlockKind::Rule { line + 2 } else { line + 1 };
    finished(lines, lines.replaced(after..after, vec![empty_row(columns(lines, line))], Place::new(0, cell)))
}

/// Enter goes a row down, and makes one after the last; from an empty last row it leaves the table.
pub(super) fn entered(lines: &Lines<'_>, place: Place) -> Typed {
    let rows = rows(lines, place.line);
    let rank = rows.iter().position(|row| *row == place.line).unwrap_or(0);
    if let Some(next) = rows.get(rank + 1) {
        let cell = place.cell.min(lines.cells(*next).saturating_sub(1));
        return Typed::at(lines.source().to_owned(), lines.byte(Place { line: *next, cell, letter: usize::MAX }));
    }
    if rank > 0 && is_empty(lines, place.line) {
        return finished(lines, lines.replaced(place.line..place.line + 1, vec![New::line(BlockKind::Paragraph, vec![])], Place::new(0, 0)));
    }
    row_after(lines, place.line, place.cell)
}

fn is_empty(lines: &Lines<'_>, row: usize) -> bool {
    (0..lines.cells(row)).all(|cell| lines.letters(Place::new(row, cell)).iter().all(|letter| letter.text.trim().is_empty()))
}

/// Backspace at the beginning of a cell goes to the one before; an empty table goes.
pub(super) fn erased_before(lines: &Lines<'_>, place: Place) -> Typed {
    let table = table_around(lines, place.line);
    if table.clone().all(|line| lines.kind(line) == BlockKind::Rule || is_empty(lines, line)) {
        return finished(lines, lines.replaced(table, vec![New::line(BlockKind::Paragraph, vec![])], Place::new(0, 0)));
    }
    let to = if place.line == table.start && place.cell == 0 { place } else { lines.step(place, false) };
    Typed::at(lines.source().to_owned(), lines.byte(to))
}

/// A table under the paragraph of a caret, or in the place of an empty one.
pub(super) fn inserted(text: &str, caret: usize) -> Typed {
    let lines = Lines::of(text);
    let place = lines.place(caret);
    let (at, own) = match lines.kind(place.line) {
        BlockKind::Row | BlockKind::Rule => return Typed::at(text.to_owned(), caret),
        BlockKind::Note(_) => (lines.place(lines.after_call(place)).line + 1, None),
        _ if lines.is_blank(place.line) => (place.line, Some(place.line)),
        _ => (place.line + 1, None),
    };
    let is_row = |line: usize| line < lines.count() && matches!(lines.kind(line), BlockKind::Row | BlockKind::Rule);
    let mut by = vec![empty_row(COLUMNS), New::rule(COLUMNS)];
    by.extend((1..ROWS).map(|_| empty_row(COLUMNS)));
    let mut caret = Place::new(0, 0);
    // An empty line keeps two tables apart.
    if at.checked_sub(1).is_some_and(is_row) {
        by.insert(0, New::line(BlockKind::Paragraph, vec![]));
        caret.line = 1;
    }
    let end = own.map_or(at, |own| own + 1);
    if is_row(end) {
        by.push(New::line(BlockKind::Paragraph, vec![]));
    }
    finished(&lines, lines.replaced(at..end, by, caret))
}

/// Rows and columns put in or taken away; `None` outside of a table.
pub(super) fn changed(text: &str, caret: usize, deed: Deed) -> Option<Typed> {
    let lines = Lines::of(text);
    let place = lines.place(caret);
    if !matches!(lines.kind(place.line), BlockKind::Row) {
        return None;
    }
    let table = table_around(&lines, place.line);
    let count = columns(&lines, place.line);
    let has_heading = lines.kind(table.start + 1) == BlockKind::Rule && table.len() > 1;
    let columns_changed = |change: &dyn Fn(&mut Vec<Vec<Letter<'_>>>), cell: usize, count: usize| {
        let by: Vec<New<'_>> = table
            .clone()
            .map(|line| {
                if lines.kind(line) == BlockKind::Rule {
                    return New::rule(count);
                }
                let mut new = lines.new_line(line);
                new.cells.resize(columns(&lines, line), vec![]);
                change(&mut new.cells);
                new
            })
            .collect();
        finished(&lines, lines.replaced(table.clone(), by, Place::new(place.line - table.start, cell)))
    };
    let gone = || finished(&lines, lines.replaced(table.clone(), vec![New::line(BlockKind::Paragraph, vec![])], Place::new(0, 0)));
    Some(match deed {
        Deed::RowAbove if has_heading && place.line == table.start => row_after(&lines, place.line, place.cell),
        Deed::RowAbove => finished(&lines, lines.replaced(place.line..place.line, vec![empty_row(count)], Place::new(0, place.cell))),
        Deed::RowBelow => row_after(&lines, place.line, place.cell),
        Deed::ColumnBefore => columns_changed(&|cells| cells.insert(place.cell.min(cells.len()), vec![]), place.cell, count + 1),
        Deed::ColumnAfter => columns_changed(&|cells| cells.insert((place.cell + 1).min(cells.len()), vec![]), place.cell + 1, count + 1),
        Deed::DeleteRow if rows(&lines, place.line).len() == 1 => gone(),
        Deed::DeleteRow => {
            let (text, caret) = lines.replaced(place.line..place.line + 1, vec![], Place::new(0, 0));
            let (text, caret) = tidied(lines.source(), text, caret);
            let after = Lines::of(&text);
            let line = after.place(caret).line;
            let line = if after.kind(line) == BlockKind::Row { line } else { line.saturating_sub(1) };
            let cell = place.cell.min(after.cells(line).saturating_sub(1));
            let caret = after.byte(Place::new(line, cell));
            Typed::at(text, caret)
        }
        Deed::DeleteColumn if count == 1 => gone(),
        Deed::DeleteColumn => columns_changed(
            &|cells| {
                cells.remove(place.cell.min(cells.len().saturating_sub(1)));
            },
            place.cell.saturating_sub(usize::from(place.cell + 1 == count)),
            count - 1,
        ),
        Deed::DeleteTable => gone(),
        Deed::HeadingRow if has_heading => {
            let (text, _) = lines.replaced(table.start + 1..table.start + 2, vec![], Place::new(0, 0));
            let after = Lines::of(&text);
            let line = if place.line > table.start { place.line - 1 } else { place.line };
            let caret = after.byte(Place { line, ..place });
            Typed::at(text, caret)
        }
        Deed::HeadingRow => {
            let (text, _) = lines.replaced(table.start + 1..table.start + 1, vec![New::rule(count)], Place::new(0, 0));
            let after = Lines::of(&text);
            let line = if place.line > table.start { place.line + 1 } else { place.line };
            let caret = after.byte(Place { line, ..place });
            Typed::at(text, caret)
        }
        Deed::Bold | Deed::Italic | Deed::Case | Deed::Style(_) | Deed::Deeper | Deed::LessDeep | Deed::Note | Deed::Table => return None,
    })
}

/// Rows fill cells from the caret on; other lines become words of one cell.
pub(super) fn pasted_into_cell(lines: &Lines<'_>, place: Place, source: &Lines<'_>) -> Typed {
    let pasted: Vec<usize> = (0..source.count()).filter(|line| source.kind(*line) != BlockKind::Rule && !source.is_blank(*line)).collect();
    let is_row = lines.kind(place.line) == BlockKind::Row;
    if is_row
        && pasted.len() + pasted.first().map_or(0, |line| source.cells(*line)) > 2
        && pasted.iter().all(|line| source.kind(*line) == BlockKind::Row)
    {
        return cells_filled(lines, place, source, &pasted);
    }
    const SPACE: Letter<'_> = Letter { text: " ", bold: false, italic: false, note: None, at: 0 };
    let mut letters: Vec<Letter<'_>> = Vec::new();
    for line in pasted {
        for cell in 0..source.cells(line) {
            if !letters.is_empty() {
                letters.push(SPACE);
            }
            letters.extend(source.letters(Place::new(line, cell)));
        }
    }
    let mut new = lines.new_line(place.line);
    let count = letters.len();
    if let Some(cell) = new.cells.get_mut(place.cell) {
        let at = place.letter.min(cell.len());
        cell.splice(at..at, letters);
    }
    finished(lines, lines.replaced(place.line..place.line + 1, vec![new], Place { line: 0, cell: place.cell, letter: place.letter + count }))
}

fn cells_filled(lines: &Lines<'_>, place: Place, source: &Lines<'_>, pasted: &[usize]) -> Typed {
    let table = table_around(lines, place.line);
    let wanted = pasted.iter().map(|line| place.cell + source.cells(*line)).max().unwrap_or(0);
    let count = columns(lines, place.line).max(wanted);
    let mut next = pasted.iter();
    let mut by = Vec::new();
    let mut caret = Place::new(place.line - table.start, place.cell);
    for line in table.clone() {
        if lines.kind(line) == BlockKind::Rule {
            by.push(New::rule(count));
            continue;
        }
        let mut new = lines.new_line(line);
        new.cells.resize(count, vec![]);
        if line >= place.line
            && let Some(pasted) = next.next()
        {
            fill(&mut new, place.cell, source, *pasted);
            caret = last_filled(&new, by.len(), place.cell + source.cells(*pasted) - 1);
        }
        by.push(new);
    }
    for pasted in next {
        let mut new = empty_row(count);
        fill(&mut new, place.cell, source, *pasted);
        caret = last_filled(&new, by.len(), place.cell + source.cells(*pasted) - 1);
        by.push(new);
    }
    finished(lines, lines.replaced(table, by, caret))
}

fn fill<'a>(new: &mut New<'a>, from: usize, source: &Lines<'a>, line: usize) {
    for cell in 0..source.cells(line) {
        if let Some(target) = new.cells.get_mut(from + cell) {
            *target = source.letters(Place::new(line, cell));
        }
    }
}

fn last_filled(new: &New<'_>, line: usize, cell: usize) -> Place {
    Place { line, cell, letter: new.cells.get(cell).map_or(0, Vec::len) }
}

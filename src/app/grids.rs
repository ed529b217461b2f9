//! What is done in the table that has the cursor: copying, pasting, filling, and the widths of its columns.

use egui::Context;

use super::{Desk, Program, Wanted};
use crate::editing::grid::{Effect, Event, Grid, Key, Move, Range, Spot};
use crate::editing::{Change, Command, Gesture, Paste, Session, TypedRefusal, Unread, paste_or, read_or, typed_text, wanted};
use crate::exchange::clipboard::Clip;
use crate::exchange::rich_text;
use crate::lang::{Lang, capitalised, links};
use crate::model::{Place, TextPlace};
use crate::tables::TableName;
use crate::ui::dialogs::{Dialog, Doubtful, DoubtfulWords};
use crate::ui::grid::widths::Column;
use crate::ui::grid::{TableSheet, column_width, grid_id};
use crate::ui::paste::PasteDialog;
use crate::ui::spread::SpreadDialog;
use crate::ui::{Cursor, narrative};

impl Desk {
    pub(super) fn grid_event(&mut self, program: &mut Program, ctx: &Context, name: TableName, event: Event) {
        let lang = program.lang();
        if self.cursor.as_ref().is_some_and(|cursor| cursor.table != name) && !self.commit_editing(program) {
            return;
        }
        // Escape leads back to the list of a review, once nothing is being typed.
        let is_ready = self.cursor.as_ref().is_some_and(|cursor| !cursor.grid.is_editing());
        if is_ready && self.panels.merge.is_some() && matches!(event, Event::Key(Key::Escape, _)) {
            self.cursor = None;
            return self.focus_matter(program);
        }
        let Some(table) = self.table(name, lang) else { return };
        let mut cursor = self.cursor.take().filter(|cursor| cursor.table == name).unwrap_or_else(|| Cursor { table: name, grid: Grid::default() });
        let sheet = TableSheet { session: &self.session, table: &table };
        cursor.grid.fit(&sheet);
        let is_click = matches!(event, Event::Click { .. } | Event::DoubleClick(_));
        let effect = cursor.grid.handle(event, &sheet);
        self.cursor = Some(cursor);
        if is_click {
            narrative::close_editor(ctx);
            program.window.wanted_focus = Some(Wanted::new(grid_id(name)));
        }
        program.window.message.clear();
        program.window.notice.clear();
        if let Some(effect) = effect {
            self.effect(program, ctx, name, effect);
        }
    }

    pub(super) fn effect(&mut self, program: &mut Program, ctx: &Context, table: TableName, effect: Effect) {
        match effect {
            Effect::Commit { spot, typed, then } => {
                self.commit(program, table, spot, &typed, then);
            }
            Effect::CommitAll { range, typed } => self.commit_all(program, table, range, &typed),
            Effect::Fill { from, to } => self.fill(program, table, from, to),
            Effect::Clear(range) => self.clear(program, table, range),
            Effect::Copy(range) => self.copy(program, ctx, table, range),
            Effect::CopyText(text) => program.clipboard.copy_text(ctx, text),
            Effect::Cut(range) => {
                self.copy(program, ctx, table, range);
                self.clear(program, table, range);
            }
            Effect::Paste { at, text } => self.paste(program, table, at, &text),
            Effect::Refuse(spot) => self.refuse(program, table, spot),
        }
    }

    /// Writes what was typed in a cell; the editor stays open, with a sentence, when it is refused.
    pub(super) fn commit(&mut self, program: &mut Program, name: TableName, spot: Spot, typed: &str, then: Move) -> bool {
        self.commit_or(program, name, (spot, typed), then, Unread::Refused)
    }

    /// The same; what reads as no value of an indicator is asked about, unless it was.
    fn commit_or(&mut self, program: &mut Program, name: TableName, (spot, typed): (Spot, &str), then: Move, unread: Unread) -> bool {
        let lang = program.lang();
        let Some(table) = self.table(name, lang) else { return true };
        let place = table.cell(spot.row, spot.column).and_then(|cell| cell.place);
        let Some(place) = place else { return true };
        if self.session.document().entry(place).is_none() {
            return self.commit_total(program, name, spot, place, typed, then);
        }
        let unchanged = self.session.document().entry(place).is_some_and(|entry| typed_text(self.session.document(), entry) == typed);
        let done = if unchanged { Ok(()) } else { write_cell(&mut self.session, place, typed, lang, unread) };
        match done {
            Ok(()) => {
                self.accept(name, then, lang);
                program.window.message.clear();
                true
            }
            Err(Unwritten { sentence, asks_of_words }) => {
                if asks_of_words {
                    let words = DoubtfulWords::Cell { spot, typed: typed.to_owned(), then };
                    program.window.dialog = Some(Dialog::Doubtful(Doubtful { table: name, words, sentence }));
                } else {
                    program.window.message = sentence;
                }
                false
            }
        }
    }

    /// Words that were asked about are kept as the values of indicators.
    pub(super) fn keep_words(&mut self, program: &mut Program, Doubtful { table, words, .. }: &Doubtful) {
        match words {
            DoubtfulWords::Cell { spot, typed, then } => {
                self.commit_or(program, *table, (*spot, typed), *then, Unread::KeptAsWords);
            }
            DoubtfulWords::Cells { at, rows, gesture } => {
                let is_done = self.write_rows_or(program, *table, (*at, rows), *gesture, Unread::KeptAsWords);
                if is_done && self.cursor.as_ref().is_some_and(|cursor| cursor.grid.is_editing()) {
                    self.accept(*table, Move::Stay, program.lang());
                }
            }
        }
    }

    /// Commits the cell being typed in, before anything that leaves it; whether nothing stands in the way.
    pub(super) fn commit_editing(&mut self, program: &mut Program) -> bool {
        let Some(cursor) = self.cursor.as_ref().filter(|cursor| cursor.grid.is_editing()) else { return true };
        let (table, spot, typed) = (cursor.table, cursor.grid.active(), cursor.grid.line().text().to_owned());
        let done = self.commit(program, table, spot, &typed, Move::Stay);
        if !done {
            // The editor that stays open keeps the keyboard, whatever was clicked.
            program.window.wanted_focus = Some(Wanted::new(grid_id(table)));
        }
        done
    }

    pub(super) fn clear(&mut self, program: &mut Program, name: TableName, range: Range) {
        let lang = program.lang();
        let Some(table) = self.table(name, lang) else { return };
        let entries = range.spots().filter_map(|spot| self.session.document().entry(table.cell(spot.row, spot.column)?.place?));
        let changes: Vec<Change> = entries.map(|entry| Change { entry, content: None }).collect();
        if changes.is_empty() {
            self.refuse(program, name, range.first);
        } else {
            self.apply(program, &Command::Write(changes));
        }
    }

    pub(super) fn refuse(&mut self, program: &mut Program, name: TableName, spot: Spot) {
        let lang = program.lang();
        let tables = self.session.tables(lang);
        let place = self.table(name, lang).and_then(|table| table.cell(spot.row, spot.column)?.place);
        let rule = place.map_or_else(String::new, |place| tables.rule(place));
        program.window.message = if rule.is_empty() {
            TypedRefusal::Computed.sentence(lang)
        } else {
            lang.pick(
                format!("cette cellule est calculée ({rule}) : saisir les montants dont elle dépend."),
                format!("this cell is computed ({rule}): type the amounts it depends on."),
            )
        };
    }

    /// The table that has the cursor.
    pub(super) fn active_table(&self) -> Option<TableName> {
        self.cursor.as_ref().map(|cursor| cursor.table)
    }

    /// An event of the keyboard that a menu asks for.
    pub(super) fn table_event(&mut self, program: &mut Program, ctx: &Context, event: Event) {
        if let Some(table) = self.active_table() {
            self.grid_event(program, ctx, table, event);
            self.focus_cursor(program);
        }
    }

    // Clipboard

    /// The selected cells; with headings when the whole table is selected.
    pub(super) fn copy(&mut self, program: &mut Program, ctx: &Context, name: TableName, range: Range) {
        let lang = program.lang();
        let Some(table) = self.table(name, lang) else { return };
        let whole = range.rows() == table.rows.len() && range.columns() == table.columns.len() && !range.is_single();
        let clip = if whole {
            Clip::table(&table, lang)
        } else {
            let row = |row: usize| (range.first.column..=range.last.column).filter_map(|column| table.cell(row, column)).collect();
            Clip::cells(&(range.first.row..=range.last.row).map(row).collect::<Vec<_>>(), lang)
        };
        program.clipboard.copy(ctx, clip);
    }

    /// A whole table with its headings.
    pub(super) fn copy_table(&mut self, program: &mut Program, ctx: &Context, name: Option<TableName>) {
        let lang = program.lang();
        let table = name.or_else(|| self.active_table()).and_then(|name| self.table(name, lang));
        if let Some(table) = table {
            program.clipboard.copy(ctx, Clip::table(&table, lang));
        }
    }

    /// A text for a word processor; what is selected of it comes as it is typed, its links by address.
    pub(super) fn copy_text(&mut self, program: &mut Program, ctx: &Context, place: TextPlace, selected: Option<&str>) {
        let lang = program.lang();
        let (document, figures) = (self.session.document(), self.session.figures());
        let text = match selected {
            Some(typed) => links::write(document, figures, &links::stored(document, typed)).text,
            None => self.session.tables(lang).words(place),
        };
        program.clipboard.copy(ctx, rich_text::clip(&text, lang));
        program.window.notice = lang.pick("Texte copié.", "Text copied.").into();
    }

    /// The texts of the page, each under its heading.
    pub(super) fn copy_texts(&mut self, program: &mut Program, ctx: &Context) {
        let lang = program.lang();
        let tables = self.session.tables(lang);
        let texts = tables.page_texts(self.node).into_iter().filter(|text| !text.text.is_empty());
        let texts: Vec<String> = texts.map(|text| format!("## {}\n{}", capitalised(&text.title), text.text)).collect();
        if texts.is_empty() {
            program.window.notice = lang.pick("Cette page n’a pas de texte.", "This page has no text.").into();
            return;
        }
        program.clipboard.copy(ctx, rich_text::clip(&texts.join("\n"), lang));
        program.window.notice = lang.pick("Textes copiés.", "Texts copied.").into();
    }

    pub(super) fn paste_from_menu(&mut self, program: &mut Program, ctx: &Context) {
        if let Some(text) = program.clipboard.text() {
            self.table_event(program, ctx, Event::Paste(text));
        }
    }

    pub(super) fn paste_transposed(&mut self, program: &mut Program) {
        let Some((name, at)) = self.cursor.as_ref().map(|cursor| (cursor.table, cursor.grid.selection())) else {
            return;
        };
        if let Some(text) = program.clipboard.text() {
            if let Some(rows) = self.pasted_cells(program, &text) {
                self.write_rows(program, name, at, &transposed(&rows), Gesture::Paste);
            }
            self.focus_cursor(program);
        }
    }

    /// Pastes rows of cells, tiled over a larger selection: all of them or none.
    pub(super) fn paste(&mut self, program: &mut Program, name: TableName, at: Range, text: &str) {
        if let Some(rows) = self.pasted_cells(program, text) {
            self.write_rows(program, name, at, &rows, Gesture::Paste);
        }
    }

    /// The cells of a pasted text; a sentence when there are more than any table holds.
    fn pasted_cells(&mut self, program: &mut Program, text: &str) -> Option<Vec<Vec<String>>> {
        let cells = program.clipboard.cells(text);
        program.window.message = cells.as_ref().err().map_or_else(String::new, |too_long| too_long.sentence(program.lang()));
        cells.ok()
    }

    /// Repeats the cells of `from` over `to`, formulas as they were typed.
    pub(super) fn fill(&mut self, program: &mut Program, name: TableName, from: Range, to: Range) {
        let lang = program.lang();
        let Some(table) = self.table(name, lang) else { return };
        let sheet = TableSheet { session: &self.session, table: &table };
        let row = |row: usize| (from.first.column..=from.last.column).map(|column| sheet.content(row, column, lang)).collect();
        let rows: Vec<Vec<String>> = (from.first.row..=from.last.row).map(row).collect();
        let selection = self.cursor.as_ref().map(|cursor| cursor.grid.clone());
        if self.write_rows(program, name, to, &rows, Gesture::Fill)
            && let (Some(cursor), Some(grid)) = (self.cursor.as_mut(), selection)
        {
            // A fill keeps the selection that asked for it, and adds what the handle was dragged over.
            cursor.grid = grid;
            cursor.grid.extend_over(to);
        }
    }

    /// What was typed, in every cell of the selection; the editor stays open when one refuses it.
    pub(super) fn commit_all(&mut self, program: &mut Program, name: TableName, range: Range, typed: &str) {
        let selection = self.cursor.as_ref().map(|cursor| cursor.grid.clone());
        if !self.write_rows(program, name, range, &[vec![typed.to_owned()]], Gesture::Fill) {
            return;
        }
        let lang = program.lang();
        if let (Some(cursor), Some(grid)) = (&mut self.cursor, selection) {
            cursor.grid = grid;
        }
        self.accept(name, Move::Stay, lang);
    }

    /// A total typed over a computed cell: the entries that make it are asked for. Whether nothing stands in the way of what follows.
    pub(super) fn commit_total(&mut self, program: &mut Program, name: TableName, spot: Spot, place: Place, typed: &str, then: Move) -> bool {
        let lang = program.lang();
        let Some(table) = self.table(name, lang) else { return true };
        let shown = table.cell(spot.row, spot.column).map(|cell| cell.text(lang)).unwrap_or_default();
        if typed.trim().is_empty() || typed == shown {
            self.accept(name, then, lang);
            return true;
        }
        match wanted(place, typed) {
            Ok(wanted) => {
                let label = table.rows.get(spot.row).map_or("", |row| row.label.as_str());
                let name_of_total = [table.title.as_str(), label, &table.heading(spot.column)]
                    .into_iter()
                    .filter(|words| !words.is_empty())
                    .collect::<Vec<_>>()
                    .join(", ");
                let dialog = SpreadDialog::new(place, name_of_total, wanted).suited_to(&self.session);
                self.accept(name, then, lang);
                program.window.dialog = Some(Dialog::Spread(dialog));
            }
            Err(refusal) => program.window.message = refusal.sentence(lang),
        }
        false
    }

    /// Writes rows of cells over a range as one step and selects what they cover; whether none was refused.
    fn write_rows(&mut self, program: &mut Program, name: TableName, at: Range, rows: &[Vec<String>], gesture: Gesture) -> bool {
        self.write_rows_or(program, name, (at, rows), gesture, Unread::Refused)
    }

    /// The same; cells that read as no value of an indicator are asked about once, unless they were.
    fn write_rows_or(
        &mut self,
        program: &mut Program,
        name: TableName,
        (at, rows): (Range, &[Vec<String>]),
        gesture: Gesture,
        unread: Unread,
    ) -> bool {
        let lang = program.lang();
        let Some(table) = self.table(name, lang) else { return false };
        let Paste { command, range, preview } = match paste_or(self.session.tables(lang), &table, at, rows, unread) {
            Ok(paste) => paste,
            Err(refusal) => {
                let sentence = refusal.sentence_of(gesture, lang);
                if refusal.asks_of_words() {
                    let words = DoubtfulWords::Cells { at, rows: rows.to_vec(), gesture };
                    program.window.dialog = Some(Dialog::Doubtful(Doubtful { table: name, words, sentence }));
                } else {
                    program.window.message = sentence;
                }
                return false;
            }
        };
        if let Some(preview) = preview {
            program.window.dialog = Some(Dialog::Paste(PasteDialog { table: name, command, range, gesture, preview }));
            return false;
        }
        self.apply_as(program, &command, gesture);
        if let Some(cursor) = self.cursor.as_mut() {
            cursor.grid.select(range);
        }
        program.window.message.is_empty()
    }

    /// Does a paste that was seen.
    pub(super) fn paste_seen(&mut self, program: &mut Program, PasteDialog { table, command, range, gesture, .. }: PasteDialog) {
        self.apply_as(program, &command, gesture);
        if let Some(cursor) = self.cursor.as_mut().filter(|cursor| cursor.table == table) {
            cursor.grid.select(range);
        }
    }

    // Columns

    /// Wider or narrower by a tenth of the usual column, by the keyboard.
    pub(super) fn resize_column(&mut self, program: &mut Program, ctx: &Context, wider: bool) {
        const STEP: f32 = 12.0;
        let Some(cursor) = self.cursor.as_ref() else { return };
        let (name, column) = (cursor.table, Column::Cells(cursor.grid.active().column));
        let Some(width) = column_width(ctx, name, column) else { return };
        let width = if wider { width + STEP } else { width - STEP };
        program.settings.set_width(name.kind(), column, width, true);
    }

    pub(super) fn reset_columns(&mut self, program: &mut Program) {
        if let Some(name) = self.active_table() {
            program.settings.reset_widths(name.kind());
        }
    }
}

/// Rows as columns; cells that a shorter row lacks are blank.
fn transposed(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    (0..width).map(|column| rows.iter().map(|row| row.get(column).cloned().unwrap_or_default()).collect()).collect()
}

impl Desk {
    /// The editor of a cell closes, what was typed being written or dealt with.
    pub(super) fn accept(&mut self, name: TableName, then: Move, lang: Lang) {
        let Some(table) = self.table(name, lang) else { return };
        let sheet = TableSheet { session: &self.session, table: &table };
        if let Some(cursor) = &mut self.cursor {
            cursor.grid.accept(then, &sheet);
            cursor.grid.fit(&sheet);
        }
    }
}

/// Why a cell is not written.
struct Unwritten {
    sentence: String,
    /// What was typed is no value of an indicator, and may be kept as words.
    asks_of_words: bool,
}

fn write_cell(session: &mut Session, place: Place, typed: &str, lang: Lang, unread: Unread) -> Result<(), Unwritten> {
    let change = read_or(session.document(), place, typed, unread)
        .map_err(|refusal| Unwritten { sentence: refusal.sentence(lang), asks_of_words: matches!(refusal, TypedRefusal::NotAValue(_)) })?;
    let done = session.apply(&Command::Write(vec![change]));
    done.map_err(|refusal| Unwritten { sentence: refusal.sentence(lang), asks_of_words: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_columns() {
        let rows = |cells: &[&[&str]]| cells.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect::<Vec<Vec<String>>>();
        assert_eq!(transposed(&rows(&[&["1", "2", "3"], &["4", "5"]])), rows(&[&["1", "4"], &["2", "5"], &["3", ""]]));
    }
}

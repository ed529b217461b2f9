//! The editor of a narrative: the marked-up text with its marks, what is typed written at once.

use std::any::TypeId;
use std::ops::Range;
use std::sync::Arc;

use egui::text::{CCursor, CCursorRange, CharIndex, LayoutJob};
use egui::{Event, Galley, Id, Key, Margin, Modifiers, TextBuffer, TextEdit, Ui, vec2};

use super::super::theme::{self, SMALL_12, Theme, Weight};
use super::super::{Intent, View, linking};
use super::marks::{self, Mark};
use super::{MEASURE, asks_to_copy, buffer, close_editor, editor_id, format};
use crate::editing::prose;
use crate::lang::{Word, links};
use crate::model::{BlockKind, Narrative, Splice, TextPlace};
use crate::ui::actions::Action;

/// A pause after which what is typed is another step of the history, in seconds.
const PAUSE: f64 = 3.0;

/// What the editor remembers of the last thing typed: when, and where the caret was then.
#[derive(Clone, Copy)]
struct Typed {
    at: f64,
    caret: usize,
}

/// Asks for a selection, in bytes of the text as it is typed: the editor shows it when it is painted next.
pub(super) fn select(ctx: &egui::Context, id: Id, text: &str, bytes: Range<usize>) {
    let char = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    ctx.data_mut(|data| data.insert_temp(id.with("wanted"), char(bytes.start)..char(bytes.end)));
}

/// Paints the editor; what is typed is written at once, as one step that goes on.
pub(super) fn editor_ui(ui: &mut Ui, view: &View<'_>, narrative: Narrative) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let place = TextPlace::Narrative(narrative);
    let id = editor_id(place);
    let document = view.session.document();
    let shown = links::typed(document, view.session.figures(), document.text(narrative));
    let marks = marks::of(view, narrative, &shown);
    let typed: Option<String> = ui.data(|data| data.get_temp(id.with("buffer")));
    let mut text = buffer(ui, id, &shown.text);
    let before = text.clone();
    if let Some(typed) = typed.filter(|typed| *typed != text) {
        // Undone, linked, replaced: the caret is where the text changed.
        let caret = Splice::between(&typed, &text).end();
        select(ui.ctx(), id, &text, caret..caret);
    }
    let caret_before = caret(ui, id);
    let is_pasting = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Paste(_))));
    let wanted: Option<Range<usize>> = ui.data_mut(|data| data.remove_temp(id.with("wanted")));
    if let Some(wanted) = &wanted {
        set_selection(ui, id, wanted.clone());
    }
    take_bold(ui, id, &mut text);
    let wants_link = is_focused(ui, id) && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::K));

    let mut prose = Prose { text: &mut text, sets_spaces: view.sets_spaces };
    let mut layouter = |ui: &Ui, typed: &dyn TextBuffer, wrap: f32| marked_up(ui, typed.as_str(), wrap, &shown.text, &marks);
    let width = ui.available_width().min(MEASURE + 16.0);
    let edit = TextEdit::multiline(&mut prose).id(id).desired_width(width).desired_rows(3).margin(Margin::symmetric(8, 6)).layouter(&mut layouter);
    let output = edit.show(ui);
    let response = &output.response.response;
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(view.tables().text_title(place)));

    let was_here = ui.data(|data| data.get_temp::<bool>(id.with("focused"))).is_some();
    let in_sight = output.cursor_range.map(|range| output.galley.pos_from_cursor(range.primary).translate(output.galley_pos.to_vec2()));
    if let Some(caret) = in_sight.filter(|_| response.has_focus() && (!was_here || wanted.is_some())) {
        ui.scroll_to_rect(caret.expand2(vec2(0.0, theme::NARRATIVE_LINE_HEIGHT)), Some(egui::Align::Center));
    }
    let (hint, link) = (view.lang.word(Word::TextHint), Action::LinkFigures.name(view.lang).trim_end_matches('…').to_lowercase());
    ui.label(theme::text(format!("{hint} Ctrl+K{} {link}.", view.lang.pick("\u{a0}:", ":")), SMALL_12, Weight::Regular, theme.ink3));
    let mut intents = linking::links_ui(ui, view, narrative, caret(ui, id), wants_link);
    if response.has_focus() {
        intents.extend(copied(ui, id, &text).map(|selected| Intent::CopyText { place, selected: Some(selected) }));
    }
    if text != before {
        intents.extend(written(ui, id, &before, &text, caret_before, is_pasting, place));
    }
    ui.data_mut(|data| data.insert_temp(id.with("buffer"), text));
    // The keyboard that a closing dialog takes away was never here.
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id.with("focused"), true));
    }
    if (response.lost_focus() && was_here) || ui.input(|input| input.key_pressed(Key::Escape)) {
        ui.memory_mut(|memory| memory.surrender_focus(id));
        close_editor(ui.ctx());
        // A dialog that took the keyboard keeps it.
        if ui.memory(|memory| memory.top_modal_layer().is_none()) {
            ui.memory_mut(|memory| memory.request_focus(id.with("reader")));
        }
        intents.push(Intent::EndTyping);
        ui.ctx().request_repaint();
    } else if !response.has_focus() {
        response.request_focus();
    }
    intents
}

fn is_focused(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id))
}

/// What is selected, when it is to be copied: with its form, in place of the bare text that the editor has put on the clipboard.
fn copied(ui: &Ui, id: Id, text: &str) -> Option<String> {
    let selected = TextEdit::load_state(ui.ctx(), id)?.cursor.char_range()?.slice_str(text).to_owned();
    if selected.is_empty() || !asks_to_copy(ui) {
        return None;
    }
    ui.output_mut(|output| output.commands.retain(|command| !matches!(command, egui::OutputCommand::CopyText(_))));
    Some(selected)
}

/// The character at which the caret stands.
fn caret(ui: &Ui, id: Id) -> Option<usize> {
    TextEdit::load_state(ui.ctx(), id).and_then(|state| state.cursor.char_range()).map(|range| range.primary.index.0)
}

fn set_selection(ui: &Ui, id: Id, chars: Range<usize>) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(CharIndex(chars.start)), CCursor::new(CharIndex(chars.end)))));
    TextEdit::store_state(ui.ctx(), id, state);
}

/// Ctrl+B: bold on or off.
fn take_bold(ui: &Ui, id: Id, text: &mut String) {
    if !is_focused(ui, id) || !ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::B)) {
        return;
    }
    let Some(range) = TextEdit::load_state(ui.ctx(), id).and_then(|state| state.cursor.char_range()) else { return };
    let chars = range.as_sorted_char_range();
    let byte = |index: CharIndex| text.char_indices().nth(index.0).map_or(text.len(), |(byte, _)| byte);
    let edit = prose::bold(text, byte(chars.start)..byte(chars.end));
    let bold = edit.applied(text);
    let char = |byte: usize| bold.get(..byte).map_or(0, |before| before.chars().count());
    set_selection(ui, id, char(edit.selected.start)..char(edit.selected.end));
    *text = bold;
}

/// The intents that write what was typed: it goes on with the last step unless a line ended, the caret went elsewhere, or time passed.
fn written(ui: &Ui, id: Id, before: &str, text: &str, caret_before: Option<usize>, is_pasting: bool, place: TextPlace) -> Vec<Intent> {
    let now = ui.input(|input| input.time);
    let last: Option<Typed> = ui.data(|data| data.get_temp(id.with("typed")));
    let goes_on = last.is_some_and(|last| now - last.at < PAUSE && Some(last.caret) == caret_before);
    let ends_line = text.matches('\n').count() != before.matches('\n').count();
    let mut intents = Vec::new();
    if !goes_on || ends_line || is_pasting {
        intents.push(Intent::EndTyping);
    }
    intents.push(Intent::Write { place, text: text.to_owned() });
    if is_pasting {
        intents.push(Intent::EndTyping);
    }
    let caret = caret(ui, id).unwrap_or_default();
    ui.data_mut(|data| data.insert_temp(id.with("typed"), Typed { at: now, caret }));
    intents
}

/// The text being typed, in which lists go on and marks stand at the beginning of their line.
struct Prose<'a> {
    text: &'a mut String,
    sets_spaces: bool,
}

impl TextBuffer for Prose<'_> {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        self.text
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        self.text.insert_text(text, char_index)
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        self.text.delete_char_range(char_range);
    }

    fn insert_text_at(&mut self, caret: &mut CCursor, typed: &str, _: usize) {
        let byte = self.byte_index_from_char_index(caret.index).into();
        let edit = prose::inserted(self.text, byte, typed, self.sets_spaces);
        *self.text = edit.applied(self.text);
        caret.index = self.char_index_from_byte_index(edit.selected.end.into());
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Prose<'static>>()
    }
}

/// Bold runs and headings in their weight, the marks of their form pale; `marks` are those of the text as it was last written.
fn marked_up(ui: &Ui, text: &str, wrap: f32, written: &str, marks: &[Mark]) -> Arc<Galley> {
    let theme = Theme::of(ui);
    let splice = Splice::between(written, text);
    let marks: Vec<Mark> = marks.iter().filter_map(|mark| Some(Mark { bytes: splice.carried(&mark.bytes)?, sign: mark.sign })).collect();
    let mut job = LayoutJob::default();
    let mut append = |start: usize, words: &str, weight: Weight, colour| {
        for (bytes, mark) in marks::runs(start..start + words.len(), &marks) {
            let words = words.get(bytes.start - start..bytes.end - start).unwrap_or_default();
            job.append(&theme::unbroken(words), 0.0, marks::format(&theme, format(weight, colour), mark));
        }
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (kind, mark) = BlockKind::of(line);
        let base = if kind == BlockKind::Heading { Weight::Semibold } else { Weight::Regular };
        let (head, mut rest) = line.split_at_checked(mark).unwrap_or((line, ""));
        append(at, head, Weight::Regular, theme.ink3);
        let mut start = at + head.len();
        while let Some((before, after)) = rest.split_once("**") {
            let Some((bold, after)) = after.split_once("**") else { break };
            let pieces = [
                (before, base, theme.ink),
                ("**", Weight::Regular, theme.ink3),
                (bold, Weight::Semibold, theme.ink),
                ("**", Weight::Regular, theme.ink3),
            ];
            for (words, weight, colour) in pieces {
                append(start, words, weight, colour);
                start += words.len();
            }
            rest = after;
        }
        append(start, rest, base, theme.ink);
        at += line.len();
    }
    job.wrap.max_width = wrap;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

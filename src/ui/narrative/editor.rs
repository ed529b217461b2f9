//! The editor of a narrative: the text as it is printed, with a caret; what is typed written at once.
//!
//! Translates events into what `editing::prose` does, and paints what comes of it. Knows no mark.

use std::ops::Range;

use egui::accesskit::Role;
use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::text_edit::TextEditState;
use egui::{
    Event, EventFilter, Id, ImeEvent, Key as PressedKey, Modifiers, Pos2, Rect, Response, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, pos2,
    vec2,
};

use super::super::theme::{self, SMALL_12, Theme, Weight};
use super::super::{Intent, View, linking};
use super::bar::{self, Asked};
use super::marks::{self, Mark};
use super::typeset::{Manner, Typeset, typeset};
use super::{MEASURE, asks_to_copy, buffer, close_editor, editor_id, explanation};
use crate::editing::prose::{self, Deed, Key, Motion, Selection, Typed};
use crate::lang::links::{self, Written};
use crate::lang::{Word, capitalised};
use crate::model::{BlockKind, Letter, Narrative, Splice, TextPart, TextPlace, seen};
use crate::ui::actions::Action;

/// A pause after which what is typed is another step of the history, in seconds.
const PAUSE: f64 = 3.0;
/// Around the words, within the frame.
const MARGIN: f32 = 8.0;
/// Lines that Page Up and Page Down go.
const PAGE: usize = 12;

/// What the editor remembers of the last thing typed: when, and where the caret was then.
#[derive(Clone, Copy)]
struct LastTyped {
    at: f64,
    caret: usize,
}

/// Asks for a selection, in bytes of the text as it is typed: the editor shows it when it is painted next.
pub(super) fn select(ctx: &egui::Context, id: Id, bytes: Range<usize>) {
    ctx.data_mut(|data| data.insert_temp(id.with("wanted"), bytes));
}

/// Has words pasted when the editor is painted next.
pub(super) fn paste(ctx: &egui::Context, id: Id, words: String) {
    ctx.data_mut(|data| data.insert_temp(id.with("pasted"), words));
    ctx.memory_mut(|memory| memory.request_focus(id));
    ctx.request_repaint();
}

/// Forgets what was typed and selected in an editor.
pub(super) fn forget(ctx: &egui::Context, id: Id) {
    ctx.data_mut(|data| {
        data.remove::<String>(id.with("buffer"));
        data.remove::<bool>(id.with("focused"));
        data.remove::<Selection>(id.with("selection"));
        data.remove::<String>(id.with("composed"));
    });
}

/// The text that is being edited, as the keys of this pass find it.
struct Editor<'a> {
    id: Id,
    view: &'a View<'a>,
    narrative: Narrative,
    theme: Theme,
    width: f32,
    /// The text as it was last written, as it is typed, and as it reads.
    shown: &'a Written,
    read: &'a Written,
    marks: Vec<Mark>,
    typed: Typed,
    /// The column of the screen that the caret keeps going up and down.
    column: Option<f32>,
    set: Option<Typeset>,
}

/// Paints the editor; what is typed is written at once, as one step that goes on.
pub(super) fn editor_ui(ui: &mut Ui, view: &View<'_>, narrative: Narrative) -> Vec<Intent> {
    let place = TextPlace::Narrative(narrative);
    let id = editor_id(place);
    let document = view.session.document();
    let shown = links::typed(document, view.session.figures(), document.text(narrative));
    let read = links::write(document, view.session.figures(), document.text(narrative));
    let last: Option<String> = ui.data(|data| data.get_temp(id.with("buffer")));
    let text = buffer(ui, id, &shown.text);
    let mut selection: Selection = ui.data(|data| data.get_temp(id.with("selection"))).unwrap_or_default();
    if let Some(last) = last.filter(|last| *last != text) {
        // Undone, linked, replaced: the caret is where the text changed.
        selection = Selection::caret(prose::snapped(&text, Splice::between(&last, &text).end()));
    }
    let wanted: Option<Range<usize>> = ui.data_mut(|data| data.remove_temp(id.with("wanted")));
    if let Some(wanted) = &wanted {
        selection = Selection::of(prose::snapped(&text, wanted.start)..prose::snapped(&text, wanted.end));
    }
    // The queue of keys lets through in a row what is typed where text is edited.
    TextEdit::store_state(ui.ctx(), id, TextEditState::default());
    let width = (ui.available_width() - 2.0 * MARGIN).min(MEASURE);
    let mut editor = Editor {
        id,
        view,
        narrative,
        theme: Theme::of(ui),
        width,
        shown: &shown,
        read: &read,
        marks: marks::of(view, narrative, &shown),
        typed: Typed { text: text.clone(), selection },
        column: ui.data(|data| data.get_temp(id.with("column"))),
        set: None,
    };
    editor.ui(ui, &text, wanted.is_some())
}

impl Editor<'_> {
    fn ui(&mut self, ui: &mut Ui, before: &str, is_sent: bool) -> Vec<Intent> {
        let (id, view, narrative) = (self.id, self.view, self.narrative);
        let place = TextPlace::Narrative(narrative);
        let had_focus = is_focused(ui, id);
        let (look, kind) = prose::look_at(&self.typed.text, self.typed.selection);
        let (bar_rect, mut asked) = bar::bar_ui(ui, view.lang, look, kind, self.width + 2.0 * MARGIN);
        let caret_before = self.typed.selection.head;
        let mut intents = Vec::new();
        let mut is_pasting = false;
        if had_focus {
            let is_in_list = matches!(kind, BlockKind::Row) || kind.item_level().is_some() || !self.typed.selection.is_empty();
            let filter = EventFilter { tab: is_in_list, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
            if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, PressedKey::K)) {
                asked = Some(Asked::Link);
            }
            intents.extend(self.copied(ui, place));
            is_pasting = self.take_events(ui, &filter);
        }
        if let Some(words) = ui.data_mut(|data| data.remove_temp::<String>(id.with("pasted"))) {
            is_pasting = true;
            self.press(Key::Paste(&words));
        }
        let set = self.typeset(ui, &self.typed.text);
        let height = set.size.y.max(3.0 * theme::NARRATIVE_LINE_HEIGHT);
        let (frame, _) = ui.allocate_exact_size(vec2(self.width + 2.0 * MARGIN, height + 2.0 * MARGIN), Sense::hover());
        let origin = frame.min + vec2(MARGIN, MARGIN);
        let response = ui.interact(frame, id, Sense::click_and_drag());
        self.set = Some(set);
        self.take_pointer(ui, &response, origin);
        let menu = egui::Popup::context_menu(&response)
            .style(theme::menu_style)
            .show(|ui| bar::menu_ui(ui, view.lang, prose::look_at(&self.typed.text, self.typed.selection).1, self.typed.selection.is_empty()));
        asked = asked.or(menu.and_then(|menu| menu.inner));
        let mut wants_link = false;
        match asked {
            Some(Asked::Deed(deed)) => self.press(Key::Do(deed)),
            Some(Asked::Link) => wants_link = true,
            Some(Asked::Copy | Asked::Cut) => {
                let selected = prose::selected(&self.typed.text, &self.typed.selection.range());
                intents.push(Intent::CopyText { place, selected: Some(selected) });
                if asked == Some(Asked::Cut) {
                    self.press(Key::Delete { word: false });
                }
            }
            Some(Asked::Paste { bare }) => intents.push(Intent::PasteText { bare }),
            Some(Asked::SelectAll) => self.typed.selection = Selection::of(0..self.typed.text.len()),
            None => {}
        }
        if asked.is_some() {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if self.typed.text != before {
            self.set = None;
        }
        let set = self.set.take().unwrap_or_else(|| self.typeset(ui, &self.typed.text));
        self.paint(ui, &set, frame, origin, &response);
        self.tell(ui, &set, &response, before);
        self.explain(ui, &set, origin, &response);

        let was_here = ui.data(|data| data.get_temp::<bool>(id.with("focused"))).is_some();
        let has_moved = self.typed.selection.head != caret_before || self.typed.text != before;
        if let Some(caret) = set.caret(self.typed.selection.head).filter(|_| response.has_focus() && (!was_here || is_sent || has_moved)) {
            let align = (!was_here || is_sent).then_some(egui::Align::Center);
            ui.scroll_to_rect(caret.translate(origin.to_vec2()).expand2(vec2(0.0, theme::NARRATIVE_LINE_HEIGHT)), align);
        }
        let link = Action::LinkFigures.name(view.lang).trim_end_matches('…').to_lowercase();
        let hint = format!("{} Ctrl+K{} {link}.", view.lang.word(Word::TextHint), view.lang.pick("\u{a0}:", ":"));
        ui.label(theme::text(hint, SMALL_12, Weight::Regular, self.theme.ink3));
        let caret = self.typed.text.get(..self.typed.selection.head).map(|before| before.chars().count());
        intents.extend(linking::links_ui(ui, view, narrative, caret, wants_link));
        if self.typed.text != before {
            intents.extend(self.written(ui, before, caret_before, is_pasting, place));
        }
        self.remember(ui, response.has_focus());
        let is_on_bar = ui.input(|input| input.pointer.interact_pos()).is_some_and(|at| bar_rect.contains(at)) || egui::Popup::is_any_open(ui.ctx());
        let leaves = response.lost_focus() && was_here && !is_on_bar;
        if leaves || (had_focus && ui.input(|input| input.key_pressed(PressedKey::Escape)) && !egui::Popup::is_any_open(ui.ctx())) {
            ui.memory_mut(|memory| memory.surrender_focus(id));
            close_editor(ui.ctx());
            // A dialog that took the keyboard keeps it.
            if ui.memory(|memory| memory.top_modal_layer().is_none()) {
                ui.memory_mut(|memory| memory.request_focus(id.with("reader")));
            }
            intents.push(Intent::EndTyping);
            ui.ctx().request_repaint();
        } else if !response.has_focus() && !egui::Popup::is_any_open(ui.ctx()) {
            response.request_focus();
        }
        intents
    }

    fn remember(&self, ui: &Ui, has_focus: bool) {
        ui.data_mut(|data| {
            data.insert_temp(self.id.with("buffer"), self.typed.text.clone());
            data.insert_temp(self.id.with("selection"), self.typed.selection);
            match self.column {
                Some(column) => {
                    data.insert_temp(self.id.with("column"), column);
                }
                None => data.remove::<f32>(self.id.with("column")),
            }
            // The keyboard that a closing dialog takes away was never here.
            if has_focus {
                data.insert_temp(self.id.with("focused"), true);
            }
        });
    }

    /// A key of the text; whether it was one.
    fn press(&mut self, key: Key<'_>) {
        if let Some(typed) = prose::pressed(&self.typed.text, self.typed.selection, key, self.view.sets_spaces) {
            self.typed = typed;
            self.set = None;
        }
        self.column = None;
    }

    fn typeset(&self, ui: &Ui, text: &str) -> Typeset {
        let splice = Splice::between(&self.shown.text, text);
        let carried = |mark: &Mark| Some(Mark { bytes: splice.carried(&mark.bytes)?, sign: mark.sign });
        let marks: Vec<Mark> = self.marks.iter().filter_map(carried).collect();
        let figures: Vec<(usize, &str)> = self
            .shown
            .links
            .iter()
            .zip(&self.read.links)
            .filter_map(|(typed, read)| Some((splice.carried(&typed.shown)?.start, self.read.text.get(read.shown.clone())?)))
            .collect();
        let figure = |letter: &Letter<'_>| {
            let is_link = letter.text.len() > 1 && letter.text.starts_with('{');
            is_link.then(|| figures.iter().find(|(at, _)| *at == letter.at).map(|(_, figure)| (*figure).to_owned())).flatten()
        };
        let found: Vec<Range<usize>> =
            self.view.find.map(|find| find.query().occurrences(text).into_iter().map(|(start, end)| start..end).collect()).unwrap_or_default();
        let manner = Manner { theme: &self.theme, marks: &marks, found: &found, shown: &figure };
        typeset(ui, &self.parts(text), self.width, &manner)
    }

    /// What is seen of a text: the empty line at the caret too, where words will stand.
    fn parts<'t>(&self, text: &'t str) -> Vec<TextPart<'t>> {
        seen(text, self.typed.selection.head)
    }

    /// Does what was typed; whether something was pasted.
    fn take_events(&mut self, ui: &Ui, filter: &EventFilter) -> bool {
        let mut is_pasting = false;
        for event in ui.input(|input| input.filtered_events(filter)) {
            match event {
                Event::Text(words) if !words.is_empty() && words != "\n" && words != "\r" => self.press(Key::Type(&words)),
                Event::Ime(ImeEvent::Commit(words)) => {
                    ui.data_mut(|data| data.remove::<String>(self.id.with("composed")));
                    self.press(Key::Type(&words));
                }
                Event::Ime(ImeEvent::Preedit { text, .. }) => {
                    ui.data_mut(|data| data.insert_temp(self.id.with("composed"), text));
                }
                Event::Paste(words) => {
                    is_pasting = true;
                    self.press(Key::Paste(&words));
                }
                Event::Cut if !self.typed.selection.is_empty() => self.press(Key::Delete { word: false }),
                Event::Key { key, pressed: true, modifiers, .. } => self.take_key(ui, key, modifiers),
                _ => {}
            }
        }
        is_pasting
    }

    fn take_key(&mut self, ui: &Ui, key: PressedKey, held: Modifiers) {
        let word = held.ctrl || held.command || held.alt;
        match key {
            PressedKey::Enter if !held.command => self.press(Key::Enter),
            PressedKey::Backspace => self.press(Key::Backspace { word }),
            PressedKey::Delete => self.press(Key::Delete { word }),
            PressedKey::Tab => self.press(Key::Tab { back: held.shift }),
            PressedKey::B if held.command => self.press(Key::Do(Deed::Bold)),
            PressedKey::I if held.command => self.press(Key::Do(Deed::Italic)),
            PressedKey::F3 if held.shift => self.press(Key::Do(Deed::Case)),
            PressedKey::A if held.command => self.typed.selection = Selection::of(0..self.typed.text.len()),
            PressedKey::ArrowLeft if word => self.go(Motion::WordLeft, held.shift),
            PressedKey::ArrowRight if word => self.go(Motion::WordRight, held.shift),
            PressedKey::ArrowLeft => self.go(Motion::Left, held.shift),
            PressedKey::ArrowRight => self.go(Motion::Right, held.shift),
            PressedKey::Home if word => self.go(Motion::Start, held.shift),
            PressedKey::End if word => self.go(Motion::End, held.shift),
            PressedKey::Home | PressedKey::End => {
                let set = self.laid_out(ui);
                let to = set.edge_of_line(self.typed.selection.head, key == PressedKey::End);
                self.set = Some(set);
                self.go_to(to, held.shift);
                self.column = None;
            }
            PressedKey::ArrowUp => self.go_by_lines(ui, false, 1, held.shift),
            PressedKey::ArrowDown => self.go_by_lines(ui, true, 1, held.shift),
            PressedKey::PageUp => self.go_by_lines(ui, false, PAGE, held.shift),
            PressedKey::PageDown => self.go_by_lines(ui, true, PAGE, held.shift),
            _ => {}
        }
    }

    fn laid_out(&mut self, ui: &Ui) -> Typeset {
        self.set.take().unwrap_or_else(|| self.typeset(ui, &self.typed.text))
    }

    fn go(&mut self, motion: Motion, extends: bool) {
        let range = self.typed.selection.range();
        let to = match motion {
            // What is selected ends at its edge.
            Motion::Left if !extends && !range.is_empty() => range.start,
            Motion::Right if !extends && !range.is_empty() => range.end,
            motion => prose::moved(&self.typed.text, self.typed.selection.head, motion),
        };
        self.go_to(Some(to), extends);
        self.column = None;
    }

    fn go_to(&mut self, to: Option<usize>, extends: bool) {
        let Some(to) = to else { return };
        self.typed.selection = if extends { Selection { head: to, look: None, ..self.typed.selection } } else { Selection::caret(to) };
        self.set = None;
    }

    fn go_by_lines(&mut self, ui: &Ui, down: bool, lines: usize, extends: bool) {
        let set = self.laid_out(ui);
        let mut at = self.typed.selection.head;
        let column = self.column.or_else(|| set.caret(at).map(|caret| caret.center().x)).unwrap_or_default();
        for _ in 0..lines {
            at = set.vertical(at, column, down).unwrap_or(at);
        }
        self.set = Some(set);
        self.go_to(Some(at), extends);
        self.column = Some(column);
    }

    /// Clicks place the caret, a second selects a word, a third a paragraph; a drag selects.
    fn take_pointer(&mut self, ui: &Ui, response: &Response, origin: Pos2) {
        let Some(at) = response.interact_pointer_pos() else { return };
        let set = self.laid_out(ui);
        let byte = set.byte_at(at - origin.to_vec2());
        self.set = Some(set);
        let Some(byte) = byte else { return };
        let before = self.typed.selection;
        let (pressed, extends) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
        if response.triple_clicked() {
            self.typed.selection = Selection::of(prose::passage_at(&self.typed.text, byte));
        } else if response.double_clicked() {
            self.typed.selection = Selection::of(prose::word_at(&self.typed.text, byte));
        } else if response.secondary_clicked() {
            let range = self.typed.selection.range();
            if range.is_empty() || !(range.start..=range.end).contains(&byte) {
                self.typed.selection = Selection::caret(byte);
            }
        } else if pressed && response.is_pointer_button_down_on() {
            self.typed.selection = if extends { Selection { head: byte, look: None, ..before } } else { Selection::caret(byte) };
        } else if response.dragged_by(egui::PointerButton::Primary) {
            self.typed.selection = Selection { head: byte, look: None, ..before };
        }
        if self.typed.selection != before {
            self.column = None;
            self.set = None;
        }
        response.request_focus();
    }

    fn copied(&self, ui: &Ui, place: TextPlace) -> Option<Intent> {
        let range = self.typed.selection.range();
        let is_asked = asks_to_copy(ui) || ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Cut)));
        (is_asked && !range.is_empty()).then(|| Intent::CopyText { place, selected: Some(prose::selected(&self.typed.text, &range)) })
    }

    /// The intents that write what was typed: it goes on with the last step unless a line ended, the caret went elsewhere, or time passed.
    fn written(&self, ui: &Ui, before: &str, caret_before: usize, is_pasting: bool, place: TextPlace) -> Vec<Intent> {
        let text = &self.typed.text;
        let now = ui.input(|input| input.time);
        let last: Option<LastTyped> = ui.data(|data| data.get_temp(self.id.with("typed")));
        let goes_on = last.is_some_and(|last| now - last.at < PAUSE && last.caret == caret_before);
        let ends_line = text.matches('\n').count() != before.matches('\n').count();
        let mut intents = Vec::new();
        if !goes_on || ends_line || is_pasting {
            intents.push(Intent::EndTyping);
        }
        intents.push(Intent::Write { place, text: text.clone() });
        if is_pasting {
            intents.push(Intent::EndTyping);
        }
        ui.data_mut(|data| data.insert_temp(self.id.with("typed"), LastTyped { at: now, caret: self.typed.selection.head }));
        intents
    }

    fn paint(&self, ui: &Ui, set: &Typeset, frame: Rect, origin: Pos2, response: &Response) {
        let theme = &self.theme;
        let moved = origin.to_vec2();
        let painter = ui.painter();
        let line = if response.has_focus() { Stroke::new(theme::STRONG_LINE_WIDTH, theme.accent) } else { Stroke::new(theme::LINE_WIDTH, theme.ctl) };
        painter.rect_stroke(frame, theme::RADIUS_CONTROL, line, StrokeKind::Inside);
        let range = self.typed.selection.range();
        if !range.is_empty() {
            for rect in set.selected(&range) {
                painter.rect_filled(rect.translate(moved), 0.0, theme.sel);
            }
        }
        set.paint(ui, theme, origin);
        let Some(caret) = set.caret(self.typed.selection.head).map(|caret| caret.translate(moved)) else { return };
        if !response.has_focus() {
            return;
        }
        let composed: Option<String> = ui.data(|data| data.get_temp(self.id.with("composed")));
        let mut x = caret.center().x;
        if let Some(composed) = composed.filter(|composed| !composed.is_empty()) {
            let galley = painter.layout_no_wrap(composed, theme::font(super::typeset::SIZE, Weight::Regular), theme.ink);
            let rect = Rect::from_min_size(pos2(x, caret.top()), vec2(galley.size().x, caret.height()));
            painter.rect_filled(rect, 0.0, theme.sheet);
            painter.galley(pos2(x, caret.top() + (caret.height() - galley.size().y) / 2.0), galley, theme.ink);
            painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, theme.ink));
            x = rect.right();
        }
        painter.vline(x, caret.y_range(), Stroke::new(1.5, theme.ink));
        let to_global = ui.ctx().layer_transform_to_global(ui.layer_id()).unwrap_or_default();
        ui.output_mut(|output| {
            output.ime = Some(egui::output::IMEOutput {
                purpose: egui::IMEPurpose::Normal,
                rect: to_global * frame,
                cursor_rect: to_global * caret,
                should_interrupt_composition: false,
            });
        });
    }

    /// A screen reader is told the words as they are read, and where the caret is in its paragraph.
    fn tell(&self, ui: &Ui, set: &Typeset, response: &Response, before: &str) {
        let title = self.view.tables().text_title(TextPlace::Narrative(self.narrative));
        let words = |set: &Typeset| set.cells.iter().map(|cell| cell.galley.text().to_owned()).collect::<Vec<_>>().join("\n");
        let value = words(set);
        let former = if self.typed.text == before { value.clone() } else { before.to_owned() };
        response.widget_info(|| WidgetInfo::text_edit(true, former.as_str(), value.as_str(), ""));
        ui.ctx().accesskit_node_builder(self.id, |node| {
            node.set_role(Role::MultilineTextInput);
            node.set_label(title);
        });
        if let Some(cell) = set.cell_of(self.typed.selection.head).filter(|_| response.has_focus()) {
            let range = self.typed.selection.range();
            let chars = [range.start, range.end].map(|byte| CCursor::new(CharIndex(cell.char_of(byte.clamp(cell.at.start, cell.at.end)))));
            let [start, end] = chars;
            let global = egui::emath::TSTransform::from_translation(response.rect.min.to_vec2() + vec2(MARGIN, MARGIN) + cell.pos.to_vec2());
            let selected =
                if self.typed.selection.anchor <= self.typed.selection.head { CCursorRange::two(start, end) } else { CCursorRange::two(end, start) };
            egui::text_selection::accesskit_text::update_accesskit_for_text_widget(ui.ctx(), self.id, Some(selected), global, &cell.galley);
        }
    }

    /// What the pointer is on: the cell that a figure follows, the finding.
    fn explain(&self, ui: &Ui, set: &Typeset, origin: Pos2, response: &Response) {
        if !response.hovered() {
            return;
        }
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
        if self.typed.text != self.shown.text || response.is_pointer_button_down_on() {
            return;
        }
        let pointed = ui.ctx().pointer_hover_pos().and_then(|at| set.byte_under(at - origin.to_vec2()));
        let mark = pointed.and_then(|at| self.marks.iter().find(|mark| mark.bytes.contains(&at)));
        if let Some(words) = mark.and_then(|mark| explanation(self.view, self.narrative, self.shown, mark)) {
            response.clone().on_hover_text_at_pointer(capitalised(&words));
        }
    }
}

fn is_focused(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id))
}

//! Texts on a page: read as typeset, edited where they stand.

mod bar;
mod editor;
mod marks;
mod typeset;

use std::ops::Range;

use egui::accesskit::Role;
use egui::text::TextFormat;
use egui::{Color32, Id, Key, Margin, Pos2, Sense, TextEdit, Ui, WidgetInfo, vec2};

use super::find::FindState;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, View, merge, review};
use crate::editing::Session;
use crate::lang::links::{self, Written};
use crate::lang::{Word, capitalised};
use crate::model::{Narrative, Place, Text, TextPart, TextPlace};
use crate::tables::{Match, MatchAt};
use editor::{editor_ui, forget};
use marks::{Mark, Sign};
use typeset::{Manner, Typeset, typeset};

/// The widest line of narrative, about 75 characters.
const MEASURE: f32 = 560.0;
const BULLET_INDENT: f32 = 18.0;

/// The id of the editor of a text.
pub fn editor_id(place: TextPlace) -> Id {
    Id::unique(("text", place))
}

/// The text that is being edited: its editor opens when the text is clicked, reached by an address, or where a finding is.
pub fn open_text(ctx: &egui::Context) -> Option<TextPlace> {
    ctx.data(|data| data.get_temp::<TextPlace>(Id::unique("text being edited")))
}

pub fn open_editor(ctx: &egui::Context, place: TextPlace) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("text being edited"), place));
    ctx.memory_mut(|memory| memory.request_focus(editor_id(place)));
}

/// Opens the editor of a narrative with these bytes of it, as it is stored, selected.
pub fn open_passage(ctx: &egui::Context, session: &Session, narrative: Narrative, stored: &Range<usize>) {
    let document = session.document();
    let typed = links::typed(document, session.figures(), document.text(narrative));
    editor::select(ctx, editor_id(TextPlace::Narrative(narrative)), typed.shown(stored));
    open_editor(ctx, TextPlace::Narrative(narrative));
}

/// No text is being edited any more.
pub fn close_editor(ctx: &egui::Context) {
    if let Some(place) = open_text(ctx) {
        ctx.data_mut(|data| data.remove::<TextPlace>(Id::unique("text being edited")));
        forget(ctx, editor_id(place));
    }
}

/// Puts words into the text that is edited, as a paste does.
pub fn paste(ctx: &egui::Context, words: String) {
    if let Some(place) = open_text(ctx) {
        editor::paste(ctx, editor_id(place), words);
    }
}

/// Whether a narrative is being typed in.
pub fn has_keyboard(ctx: &egui::Context) -> bool {
    let is_narrative = |place: &TextPlace| matches!(place, TextPlace::Narrative(_));
    open_text(ctx).filter(is_narrative).is_some_and(|place| ctx.memory(|memory| memory.has_focus(editor_id(place))))
}

/// A narrative under its heading.
pub fn narrative_ui(ui: &mut Ui, view: &View<'_>, narrative: Narrative, heading: &str) -> Vec<Intent> {
    let theme = Theme::of(ui);
    if !heading.is_empty() {
        ui.label(theme::text(heading, theme::SECTION_16, Weight::Semibold, theme.ink));
        ui.add_space(4.0);
    }
    let place = TextPlace::Narrative(narrative);
    let mut intents = review::above_text_ui(ui, view, narrative);
    let is_open = open_text(ui.ctx()) == Some(place);
    if let Some(asked) = (!is_open).then(|| merge::narrative_ui(ui, view, narrative)).flatten() {
        intents.extend(asked);
        return intents;
    }
    intents.extend(if is_open { editor_ui(ui, view, narrative) } else { read_ui(ui, view, narrative) });
    intents
}

/// The text as the document prints it; a click opens the editor where it was, Enter at its beginning.
fn read_ui(ui: &mut Ui, view: &View<'_>, narrative: Narrative) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let place = TextPlace::Narrative(narrative);
    let document = view.session.document();
    let written = links::write(document, view.session.figures(), document.text(narrative));
    let marks = marks::of(view, narrative, &written);
    let text = Text::new(&written.text);
    let title = view.tables().text_title(place);
    let width = ui.available_width().min(MEASURE);
    let lit = Lit::new(ui, view, place, &written.text);
    let manner = Manner { theme: &theme, marks: &marks, found: &lit.found, shown: &|_| None };
    let mut set = None;
    let inner = ui.scope(|ui| {
        ui.set_max_width(width);
        if text.is_empty() {
            ui.label(theme::text(view.lang.word(Word::TypeTextHere), BODY_14, Weight::Italic, theme.ink3));
        } else {
            set = Some(set_ui(ui, editor_id(place).with("read"), &text.parts(), width, &manner, &lit));
        }
    });
    let response = ui.interact(inner.response.rect, editor_id(place).with("reader"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{title} ({})", view.lang.word(Word::Editable))));
    theme::focus_ring(ui, &response);
    let pointed = |pos: Pos2| set.as_ref().and_then(|(set, origin): &(Typeset, Pos2)| set.byte_at(pos - origin.to_vec2()));
    if response.clicked() || (response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter))) {
        let at = response.interact_pointer_pos().and_then(pointed).or(Some(text.as_str().len()).filter(|_| response.clicked()));
        let caret = at.map_or(0, |at| written.stored(at));
        open_passage(ui.ctx(), view.session, narrative, &(caret..caret));
        ui.ctx().request_repaint();
    }
    let copies = response.has_focus() && asks_to_copy(ui);
    let is_chosen = |ui: &mut Ui| {
        let item = ui.button(view.lang.pick("Copier le texte", "Copy the text"));
        if item.clicked() {
            ui.close();
        }
        item.clicked()
    };
    let menu = egui::Popup::context_menu(&response).style(theme::menu_style).show(is_chosen);
    let intents = if copies || menu.is_some_and(|menu| menu.inner) { vec![Intent::CopyText { place, selected: None }] } else { vec![] };
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
        let mark = ui.ctx().pointer_hover_pos().and_then(pointed).and_then(|at| marks.iter().find(|mark| mark.bytes.contains(&at)));
        if let Some(words) = mark.and_then(|mark| explanation(view, narrative, &written, mark)) {
            response.on_hover_text_at_pointer(words);
        }
    }
    intents
}

/// A text that is only read here.
pub(super) fn plain_ui(ui: &mut Ui, text: &Text) {
    let theme = Theme::of(ui);
    let width = ui.available_width().min(MEASURE);
    let manner = Manner { theme: &theme, marks: &[], found: &[], shown: &|_| None };
    let id = ui.next_auto_id();
    set_ui(ui, id, &text.parts(), width, &manner, &Lit::default());
}

/// Paints a text as it is printed, and says where.
fn set_ui(ui: &mut Ui, id: Id, parts: &[TextPart<'_>], width: f32, manner: &Manner<'_>, lit: &Lit) -> (Typeset, Pos2) {
    let set = typeset(ui, parts, width, manner);
    let (rect, _) = ui.allocate_exact_size(set.size, Sense::hover());
    set.paint(ui, manner.theme, rect.min);
    set.tell(ui, id, rect.min);
    lit.show(ui, &set, rect.min);
    (set, rect.min)
}

fn asks_to_copy(ui: &Ui) -> bool {
    ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy)))
}

/// What a mark of a text means: the finding, or the cell that a figure follows.
fn explanation(view: &View<'_>, narrative: Narrative, written: &Written, mark: &Mark) -> Option<String> {
    match mark.sign {
        Sign::Finding(_) => {
            let place = Place::Text(TextPlace::Narrative(narrative));
            let is_meant = |span: &Range<usize>| written.shown(span) == mark.bytes;
            let finding = view.session.findings().iter().find(|finding| finding.place == place && finding.span.as_ref().is_some_and(is_meant))?;
            Some(capitalised(&review::sentence(finding, view.lang)))
        }
        Sign::Link => {
            let link = written.links.iter().find(|link| link.shown == mark.bytes)?;
            let address = crate::address::write(view.session.document(), link.place).unwrap_or_default();
            Some(format!("{} ({address})", view.tables().place_name(link.place)))
        }
        Sign::LastYear => Some(view.lang.pick("Repris de l’an dernier\u{a0}: à relire.", "Kept from last year: read it again.").into()),
    }
}

/// What a search found in a text: lit where it stands, and brought in sight when it is the match shown.
#[derive(Default)]
struct Lit {
    found: Vec<Range<usize>>,
    /// The occurrence that is to be shown; none when it was shown already.
    wanted: Option<usize>,
}

impl Lit {
    fn new(ui: &Ui, view: &View<'_>, place: TextPlace, text: &str) -> Self {
        let current = view.find.and_then(FindState::current).filter(|found| matches!(found.at, MatchAt::Text { place: of, .. } if of == place));
        let id = Id::unique("match shown in a text");
        let shown: Option<Match> = ui.data(|data| data.get_temp(id));
        let wanted = current.filter(|current| shown != Some(*current)).and_then(|current| match current.at {
            MatchAt::Text { nth, .. } => {
                ui.data_mut(|data| data.insert_temp(id, current));
                Some(nth)
            }
            _ => None,
        });
        let found = view.find.map(|find| find.query().occurrences(text)).unwrap_or_default();
        Self { found: found.into_iter().map(|(start, end)| start..end).collect(), wanted }
    }

    /// Brings the wanted occurrence in sight.
    fn show(&self, ui: &Ui, set: &Typeset, origin: Pos2) {
        let at = self.wanted.and_then(|nth| self.found.get(nth)).and_then(|found| set.caret(found.start));
        if let Some(caret) = at {
            ui.scroll_to_rect(caret.translate(origin.to_vec2()), Some(egui::Align::Center));
        }
    }
}

fn format(weight: Weight, colour: Color32) -> TextFormat {
    TextFormat { font_id: theme::font(BODY_14, weight), color: colour, line_height: Some(theme::NARRATIVE_LINE_HEIGHT), ..TextFormat::default() }
}

/// What is being typed, with the spaces at its end that the document does not keep; the stored text when that changed elsewhere.
fn buffer(ui: &Ui, id: Id, stored: &str) -> String {
    let typed: Option<String> = ui.data(|data| data.get_temp(id.with("buffer")));
    typed.filter(|typed| Text::new(typed).as_str() == stored || typed.trim() == stored).unwrap_or_else(|| stored.to_owned())
}

/// A text on one line: its caption, then the words, edited where they stand.
pub fn field_ui(ui: &mut Ui, view: &View<'_>, place: TextPlace, caption: &str) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let id = editor_id(place);
    let stored = view.tables().words(place);
    let mut typed = buffer(ui, id, &stored);
    let before = typed.clone();
    let mut intents = Vec::new();
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(CAPTION_WIDTH.min(ui.available_width() / 3.0), theme::CONTROL_HEIGHT), Sense::hover());
        let galley = super::cells::truncated(ui, caption, theme::font(SMALL_12, Weight::Regular), theme.ink2, rect.width());
        ui.painter().galley(egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, theme.ink2);
        let width = ui.available_width();
        let edit = TextEdit::singleline(&mut typed)
            .id(id)
            .desired_width(width)
            .text_color(theme.entry)
            .frame(egui::Frame::NONE)
            .margin(Margin::symmetric(8, 4));
        let response = ui.add_sized(vec2(width, theme::CONTROL_HEIGHT), edit);
        let (stroke, colour) =
            if response.has_focus() { (2.0, theme.accent) } else { (1.0, if response.hovered() { theme.ctl } else { theme.line2 }) };
        ui.painter().hline(response.rect.x_range(), response.rect.bottom(), egui::Stroke::new(stroke, colour));
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(view.tables().text_title(place)));
        if typed != before {
            ui.data_mut(|data| data.insert_temp(id.with("buffer"), typed.clone()));
            intents.push(Intent::Write { place, text: typed.clone() });
        }
        if response.lost_focus() {
            forget(ui.ctx(), id);
            intents.push(Intent::EndTyping);
        }
    });
    intents
}

const CAPTION_WIDTH: f32 = 180.0;

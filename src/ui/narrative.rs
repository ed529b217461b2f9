//! Texts on a page: read as typeset, edited where they stand.

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Galley, Id, Key, Margin, Sense, TextEdit, Ui, WidgetInfo, vec2};

use super::find::FindState;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, View};
use crate::calc::checks::Severity;
use crate::lang::{Word, links};
use crate::model::{BlockKind, Entry, Narrative, Place, Text, TextPlace};
use crate::tables::{Match, MatchAt};

/// The widest line of narrative, about 75 characters.
const MEASURE: f32 = 560.0;
const BULLET_INDENT: f32 = 18.0;

/// The id of the editor of a text.
pub fn editor_id(place: TextPlace) -> Id {
    Id::unique(("text", place))
}

/// Whether a text is being edited, and asks for it: the editor opens when the text is clicked or reached by an address.
pub fn open_editor(ctx: &egui::Context, place: TextPlace) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("text being edited"), place));
    ctx.memory_mut(|memory| memory.request_focus(editor_id(place)));
}

/// No text is being edited any more.
pub fn close_editor(ctx: &egui::Context) {
    ctx.data_mut(|data| data.remove::<TextPlace>(Id::unique("text being edited")));
}

fn is_open(ui: &Ui, place: TextPlace) -> bool {
    ui.data(|data| data.get_temp::<TextPlace>(Id::unique("text being edited"))) == Some(place)
}

/// A narrative under its heading.
pub fn narrative_ui(ui: &mut Ui, view: &View<'_>, narrative: Narrative, heading: &str) -> Vec<Intent> {
    let theme = Theme::of(ui);
    if !heading.is_empty() {
        ui.label(theme::text(heading, theme::SECTION_16, Weight::Semibold, theme.ink));
        ui.add_space(4.0);
    }
    let place = TextPlace::Narrative(narrative);
    let mut intents = super::review::above_text_ui(ui, view, narrative);
    intents.extend(if is_open(ui, place) { edit_ui(ui, view, place) } else { read_ui(ui, view, narrative) });
    intents
}

/// The text as the document prints it; a click or Enter opens the editor.
fn read_ui(ui: &mut Ui, view: &View<'_>, narrative: Narrative) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let place = TextPlace::Narrative(narrative);
    let (text, marks) = marked(view, narrative);
    let title = view.tables().text_title(place);
    let width = ui.available_width().min(MEASURE);
    let inner = ui.scope(|ui| {
        ui.set_max_width(width);
        ui.spacing_mut().item_spacing.y = 6.0;
        if text.is_empty() {
            ui.label(theme::text(view.lang.word(Word::TypeTextHere), BODY_14, Weight::Italic, theme.ink3));
        }
        let mut lit = Lit::new(ui, view, place);
        for block in text.blocks() {
            let painted = ui.scope(|ui| block_ui(ui, &theme, &block, &marks, &mut lit));
            lit.show(ui, painted.response.rect);
        }
    });
    let response = ui.interact(inner.response.rect, editor_id(place).with("reader"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{title} ({})", view.lang.word(Word::Editable))));
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    theme::focus_ring(ui, &response);
    if response.clicked() || (response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter))) {
        open_editor(ui.ctx(), place);
        ui.ctx().request_repaint();
    }
    vec![]
}

/// A passage of a text that is underlined: a linked figure, or what a finding is about.
struct Underline {
    bytes: Range<usize>,
    /// `None` for a link.
    severity: Option<Severity>,
}

/// A text as it reads, with what is underlined in it; a finding before a link.
fn marked(view: &View<'_>, narrative: Narrative) -> (Text, Vec<Underline>) {
    let document = view.session.document();
    let written = links::write(document, view.session.figures(), document.text(narrative));
    let place = Place::Text(TextPlace::Narrative(narrative));
    let findings = view.session.findings().iter().filter(|finding| finding.place == place);
    let found = findings.filter_map(|finding| Some(Underline { bytes: written.shown(finding.span.as_ref()?), severity: Some(finding.severity()) }));
    let linked = written.links.iter().map(|link| Underline { bytes: link.shown.clone(), severity: None });
    let marks = found.chain(linked).collect();
    (Text::new(&written.text), marks)
}

/// The runs of a span of text that are underlined alike, with how.
fn runs<'a>(span: &crate::model::Span<'a>, marks: &'a [Underline]) -> Vec<(&'a str, Option<&'a Underline>)> {
    let (start, end) = (span.at, span.at + span.text.len());
    let within = marks.iter().filter(|mark| mark.bytes.start < end && mark.bytes.end > start);
    let mut cuts: Vec<usize> = within.flat_map(|mark| [mark.bytes.start, mark.bytes.end]).filter(|cut| (start..end).contains(cut)).collect();
    cuts.extend([start, end]);
    cuts.sort_unstable();
    cuts.dedup();
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    let run = |(from, to): (&usize, &usize)| {
        let mark = marks.iter().find(|mark| mark.bytes.start <= *from && mark.bytes.end >= *to);
        Some((span.text.get(from - start..to - start)?, mark))
    };
    pairs.filter_map(run).collect()
}

/// The line under a passage.
fn underline(theme: &Theme, mark: &Underline) -> egui::Stroke {
    match mark.severity {
        Some(severity) => egui::Stroke::new(theme::STRONG_LINE_WIDTH, super::outline::severity_mark(severity, theme).1),
        None => egui::Stroke::new(theme::LINE_WIDTH, theme.entry),
    }
}

fn block_ui(ui: &mut Ui, theme: &Theme, block: &crate::model::Block<'_>, marks: &[Underline], lit: &mut Lit<'_>) {
    let mut job = LayoutJob::default();
    for span in &block.spans {
        let weight = if span.bold || block.kind == BlockKind::Heading { Weight::Semibold } else { Weight::Regular };
        for (words, mark) in runs(span, marks) {
            let is_link = mark.is_some_and(|mark| mark.severity.is_none());
            let mut format = format(weight, if is_link { theme.entry } else { theme.ink });
            format.underline = mark.map_or(egui::Stroke::NONE, |mark| underline(theme, mark));
            lit.append(&mut job, &theme::unbroken(words), format, theme.found);
        }
    }
    match block.kind {
        BlockKind::Paragraph => {
            ui.label(job);
        }
        BlockKind::Heading => {
            ui.add_space(6.0);
            ui.label(job);
        }
        BlockKind::Bullet => {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let (mark, _) = ui.allocate_exact_size(vec2(BULLET_INDENT, theme::NARRATIVE_LINE_HEIGHT), Sense::hover());
                ui.painter().hline(mark.left() + 4.0..=mark.left() + 10.0, mark.center().y + 1.0, egui::Stroke::new(1.0, theme.ink2));
                ui.add(egui::Label::new(job).wrap());
            });
        }
    }
}

/// What a search found in a text: lit where it stands, and brought in sight when it is the match shown.
struct Lit<'a> {
    find: Option<&'a FindState>,
    /// Which occurrence is to be shown, from 0; none when it was shown already.
    wanted: Option<usize>,
    /// How many occurrences were painted so far.
    painted: usize,
}

impl<'a> Lit<'a> {
    fn new(ui: &Ui, view: &View<'a>, place: TextPlace) -> Self {
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
        Self { find: view.find, wanted, painted: 0 }
    }

    fn append(&mut self, job: &mut LayoutJob, text: &str, format: TextFormat, ground: Color32) {
        let mut from = 0;
        for (start, end) in self.find.map(|find| find.query().occurrences(text)).unwrap_or_default() {
            job.append(text.get(from..start).unwrap_or_default(), 0.0, format.clone());
            job.append(text.get(start..end).unwrap_or_default(), 0.0, TextFormat { background: ground, ..format.clone() });
            self.painted += 1;
            from = end;
        }
        job.append(text.get(from..).unwrap_or_default(), 0.0, format);
    }

    /// Brings a block in sight once the wanted occurrence is among those painted.
    fn show(&mut self, ui: &Ui, block: egui::Rect) {
        if self.wanted.is_some_and(|wanted| wanted < self.painted) {
            self.wanted = None;
            ui.scroll_to_rect(block, Some(egui::Align::Center));
        }
    }
}

fn format(weight: Weight, colour: Color32) -> TextFormat {
    TextFormat { font_id: theme::font(BODY_14, weight), color: colour, line_height: Some(theme::NARRATIVE_LINE_HEIGHT), ..TextFormat::default() }
}

/// The marked-up text in an editor; what is typed is written at once, as one step that goes on.
fn edit_ui(ui: &mut Ui, view: &View<'_>, place: TextPlace) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let id = editor_id(place);
    let stored = crate::editing::typed_text(view.session.document(), Entry::Text(place));
    let mut buffer = buffer(ui, id, &stored);
    let before = buffer.clone();
    let width = ui.available_width().min(MEASURE + 16.0);
    let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, wrap: f32| marked_up(ui, text.as_str(), wrap);
    let edit = TextEdit::multiline(&mut buffer).id(id).desired_width(width).desired_rows(3).margin(Margin::symmetric(8, 6)).layouter(&mut layouter);
    let response = ui.add(edit);
    let title = view.tables().text_title(place);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(title));
    ui.label(theme::text(view.lang.word(Word::TextHint), SMALL_12, Weight::Regular, theme.ink3));
    let caret = TextEdit::load_state(ui.ctx(), id).and_then(|state| state.cursor.char_range()).map(|range| range.primary.index);
    let mut intents = super::review::links_ui(ui, view, place, caret.map(Into::into));
    if buffer != before {
        if buffer.matches('\n').count() != before.matches('\n').count() {
            intents.push(Intent::EndTyping);
        }
        intents.push(Intent::Write { place, text: buffer.clone() });
    }
    ui.data_mut(|data| data.insert_temp(id.with("buffer"), buffer));
    // The keyboard that a closing dialog takes away was never here.
    let was_here = ui.data(|data| data.get_temp::<bool>(id.with("focused"))).is_some();
    if response.has_focus() {
        if !was_here {
            response.scroll_to_me(Some(egui::Align::Center));
        }
        ui.data_mut(|data| data.insert_temp(id.with("focused"), true));
    }
    if (response.lost_focus() && was_here) || ui.input(|input| input.key_pressed(Key::Escape)) {
        ui.memory_mut(|memory| memory.surrender_focus(id));
        close_editor(ui.ctx());
        ui.memory_mut(|memory| memory.request_focus(id.with("reader")));
        forget(ui, id);
        intents.push(Intent::EndTyping);
        ui.ctx().request_repaint();
    } else if !response.has_focus() {
        response.request_focus();
    }
    intents
}

/// What is being typed, with the spaces at its end that the document does not keep; the stored text when that changed elsewhere.
fn buffer(ui: &Ui, id: Id, stored: &str) -> String {
    let typed: Option<String> = ui.data(|data| data.get_temp(id.with("buffer")));
    typed.filter(|typed| Text::new(typed).as_str() == stored || typed.trim() == stored).unwrap_or_else(|| stored.to_owned())
}

fn forget(ui: &Ui, id: Id) {
    ui.data_mut(|data| {
        data.remove::<String>(id.with("buffer"));
        data.remove::<bool>(id.with("focused"));
    });
}

/// Bold runs and headings in their weight, the marks themselves pale.
fn marked_up(ui: &Ui, text: &str, wrap: f32) -> Arc<Galley> {
    let theme = Theme::of(ui);
    let mut job = LayoutJob::default();
    for line in text.split_inclusive('\n') {
        let (kind, mark) = BlockKind::of(line);
        let (head, mut rest) = line.split_at(mark);
        job.append(head, 0.0, format(Weight::Regular, theme.ink3));
        let base = if kind == BlockKind::Heading { Weight::Semibold } else { Weight::Regular };
        while let Some((before, after)) = rest.split_once("**") {
            let Some((bold, after)) = after.split_once("**") else { break };
            job.append(before, 0.0, format(base, theme.ink));
            job.append("**", 0.0, format(Weight::Regular, theme.ink3));
            job.append(bold, 0.0, format(Weight::Semibold, theme.ink));
            job.append("**", 0.0, format(Weight::Regular, theme.ink3));
            rest = after;
        }
        job.append(rest, 0.0, format(base, theme.ink));
    }
    job.wrap.max_width = wrap;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
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
            forget(ui, id);
            intents.push(Intent::EndTyping);
        }
    });
    intents
}

const CAPTION_WIDTH: f32 = 180.0;

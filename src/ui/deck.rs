//! The dialog that prepares a presentation: which slides, in which order, their titles and notes, each as it will be shown.

use egui::{Context, Key, Rect, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::modal::{ModalFrame as Frame, Reply, modal};
use super::presentation::source;
use super::slides::{paint, palette};
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{chart_title, controls};
use crate::charts::slides::{self, HEIGHT, WIDTH};
use crate::editing::review::write_title;
use crate::editing::{Command, Direction, Presenting, Session};
use crate::lang::{Lang, Word};
use crate::model::{Document, OwnTitle, Planned, Slide, TextPlace};

/// The slide being prepared, and what is typed of it.
#[derive(Clone, Debug, PartialEq)]
pub struct DeckDialog {
    chosen: Slide,
    title: String,
    notes: String,
}

/// What the dialog wants.
#[derive(Clone, Debug, PartialEq)]
pub enum DeckAnswer {
    Do(Command),
    /// Present, from a slide or from the first.
    Present(Option<Slide>),
    Close,
}

impl DeckDialog {
    pub fn new(document: &Document, chosen: Slide) -> Self {
        let mut dialog = Self { chosen, title: String::new(), notes: String::new() };
        dialog.read(&document.deck.slides(document));
        dialog
    }

    fn read(&mut self, slides: &[Planned]) {
        if let Some(planned) = slides.iter().find(|planned| planned.slide == self.chosen).or(slides.first()) {
            self.chosen = planned.slide;
            self.title = own_words(planned);
            planned.notes.as_str().clone_into(&mut self.notes);
        }
    }

    /// What was typed and is not yet in the document.
    fn written(&self, slides: &[Planned]) -> Vec<DeckAnswer> {
        let slide = self.chosen;
        let Some(planned) = slides.iter().find(|planned| planned.slide == slide) else { return Vec::new() };
        let title = (own_words(planned) != self.title.trim()).then(|| write_title(TextPlace::SlideTitle(slide), &self.title));
        let notes =
            (planned.notes.as_str() != self.notes.trim_end()).then(|| Command::Presenting(Presenting::Notes { slide, notes: self.notes.clone() }));
        [title, notes].into_iter().flatten().map(DeckAnswer::Do).collect()
    }

    fn choose(&mut self, slides: &[Planned], slide: Slide) {
        self.chosen = slide;
        self.read(slides);
    }
}

/// The presenter's own title; empty without one.
fn own_words(planned: &Planned) -> String {
    planned.title.as_ref().map_or_else(String::new, |title| title.words.clone())
}

/// Paints the dialog; what it wants, in order.
pub fn deck_ui(ctx: &Context, session: &Session, lang: Lang, saved: &str, dialog: &mut DeckDialog) -> Vec<DeckAnswer> {
    let document = session.document();
    let slides = document.deck.slides(document);
    let commands = [lang.pick("Présentation usuelle", "Usual presentation"), lang.word(Word::Close)];
    let shown = slides.iter().filter(|planned| planned.is_shown).count();
    let note =
        lang.pick(format!("{shown} diapositives sur {} sont montrées.", slides.len()), format!("{shown} of {} slides are shown.", slides.len()));
    let frame = Frame {
        id: "deck",
        title: lang.pick("Préparer la présentation", "Prepare the presentation"),
        main: lang.pick("Présenter", "Present"),
        main_enabled: shown > 0,
        commands: &commands,
        note: &note,
        width: 1080.0,
        ..Frame::default()
    };
    let mut answers = Vec::new();
    let (reply, ()) = modal(ctx, &frame, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            let list = ui.available_width() * 0.44;
            ui.vertical(|ui| {
                ui.set_width(list);
                list_ui(ui, session, lang, &slides, dialog, &mut answers);
            });
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                slide_ui(ui, session, lang, saved, &slides, dialog, &mut answers);
            });
        });
    });
    match reply {
        Reply::None => {}
        Reply::Main => {
            answers.extend(dialog.written(&slides));
            answers.push(DeckAnswer::Present(None));
        }
        Reply::Command(0) => {
            answers.push(DeckAnswer::Do(Command::Presenting(Presenting::Reset)));
            (dialog.title, dialog.notes) = (String::new(), String::new());
        }
        Reply::Command(_) | Reply::Escape | Reply::Outside => {
            answers.extend(dialog.written(&slides));
            answers.push(DeckAnswer::Close);
        }
    }
    answers
}

/// Every slide: ticked when it is shown; Alt and an arrow move the one chosen.
fn list_ui(ui: &mut Ui, session: &Session, lang: Lang, slides: &[Planned], dialog: &mut DeckDialog, answers: &mut Vec<DeckAnswer>) {
    const HEIGHT: f32 = 452.0;
    let chosen = dialog.chosen;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let moves =
            [(lang.pick("Monter", "Move up"), Direction::Up, Key::ArrowUp), (lang.pick("Descendre", "Move down"), Direction::Down, Key::ArrowDown)];
        let at = slides.iter().position(|planned| planned.slide == chosen);
        for (words, direction, key) in moves {
            let can = match direction {
                Direction::Up => at.is_some_and(|at| at > 0),
                Direction::Down => at.is_some_and(|at| at + 1 < slides.len()),
            };
            let pressed = ui.input_mut(|input| input.consume_key(egui::Modifiers::ALT, key));
            let clicked = ui.add_enabled_ui(can, |ui| controls::button(ui, words).clicked()).inner;
            if can && (clicked || pressed) {
                answers.push(DeckAnswer::Do(Command::Presenting(Presenting::Move { slide: chosen, direction })));
            }
        }
        let theme = Theme::of(ui);
        ui.label(theme::text(lang.pick("ou Alt+flèches", "or Alt+arrows"), SMALL_12, Weight::Regular, theme.ink2));
    });
    ui.add_space(8.0);
    ScrollArea::vertical().id_salt("slides").max_height(HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for planned in slides {
            if let Some(is_shown) = row_ui(ui, session, lang, planned, dialog, slides, answers) {
                answers.push(DeckAnswer::Do(Command::Presenting(Presenting::Show { slide: planned.slide, is_shown })));
            }
        }
    });
}

/// The number of a slide in the room: among those that are shown.
fn number_of(slides: &[Planned], slide: Slide) -> Option<usize> {
    slides.iter().filter(|planned| planned.is_shown).position(|planned| planned.slide == slide).map(|index| index + 1)
}

/// One slide of the list; whether it is to be shown, when that was changed.
fn row_ui(
    ui: &mut Ui,
    session: &Session,
    lang: Lang,
    planned: &Planned,
    dialog: &mut DeckDialog,
    slides: &[Planned],
    answers: &mut Vec<DeckAnswer>,
) -> Option<bool> {
    const ROW: f32 = 34.0;
    let theme = Theme::of(ui);
    let name = slides::name(session.document(), lang, planned.slide);
    let is_chosen = dialog.chosen == planned.slide;
    let mut changed = None;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    // Those that a room does not see have no number.
    let number = number_of(slides, planned.slide).map_or_else(String::new, |number| number.to_string());
    let head = if number.is_empty() { String::new() } else { format!("{number}. ") };
    let words = format!("{head}{name}{}", if planned.notes.is_empty() { "" } else { lang.pick(", annotée", ", with notes") });
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &words));
    if is_chosen {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, theme.sel);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, theme.hover);
    }
    let box_rect = Rect::from_min_size(pos2(rect.left() + 8.0, rect.center().y - 12.0), vec2(24.0, 24.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(box_rect).id_salt(("shown", planned.slide)), |ui| {
        let mut is_shown = planned.is_shown;
        let tick = controls::checkbox(ui, &mut is_shown, "");
        tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_shown, lang.pick(format!("Montrer {name}"), format!("Show {name}"))));
        changed = tick.clicked().then_some(is_shown);
    });
    let ink = if planned.is_shown { theme.ink } else { theme.ink3 };
    let shown = match &planned.title {
        Some(title) => format!("{name} · {}", title.words),
        None => name,
    };
    let galley = super::cells::truncated(ui, &shown, theme::font(BODY_14, Weight::Regular), ink, rect.width() - 84.0);
    ui.painter().galley(pos2(rect.left() + 68.0, rect.center().y - galley.size().y / 2.0), galley, ink);
    let digits = theme::font(SMALL_12, Weight::Regular);
    ui.painter().text(pos2(rect.left() + 60.0, rect.center().y), egui::Align2::RIGHT_CENTER, number, digits, theme.ink2);
    theme::focus_ring(ui, &response);
    if response.clicked() && !is_chosen {
        answers.extend(dialog.written(slides));
        dialog.choose(slides, planned.slide);
    }
    if response.double_clicked() {
        answers.push(DeckAnswer::Present(Some(planned.slide)));
    }
    changed
}

/// The slide chosen: as it will be shown, its title, its notes.
fn slide_ui(ui: &mut Ui, session: &Session, lang: Lang, saved: &str, slides: &[Planned], dialog: &mut DeckDialog, answers: &mut Vec<DeckAnswer>) {
    let theme = Theme::of(ui);
    let Some(planned) = slides.iter().find(|planned| planned.slide == dialog.chosen).or(slides.first()) else { return };
    let (number, count) = (number_of(slides, planned.slide), slides.iter().filter(|planned| planned.is_shown).count());
    let finding = slides::page(source(session, lang, saved), &Planned::usual(planned.slide), number.unwrap_or_default(), count).title;
    // Words that are being typed are shown as they will stand.
    let typed = dialog.title.trim();
    let title = if typed == own_words(planned) { planned.title.clone() } else { Some(OwnTitle { words: typed.to_owned(), over: None }) };
    let tried = Planned { title: title.filter(|title| !title.words.is_empty()), ..planned.clone() };
    let mut page = slides::page(source(session, lang, saved), &tried, number.unwrap_or_default(), count);
    if number.is_none() {
        page.number.clear();
    }
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, width * HEIGHT / WIDTH), Sense::hover());
    paint(ui.painter(), rect, &slides::scene(&page), &palette(&theme));
    ui.painter().rect_stroke(rect, 0, egui::Stroke::new(theme::LINE_WIDTH, theme.line2), egui::StrokeKind::Outside);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &page.summary));
    ui.add_space(12.0);
    let caption = lang.pick("Titre (vide\u{a0}: le constat des chiffres)", "Title (empty: what the figures say)");
    ui.label(theme::text(caption, SMALL_12, Weight::Regular, theme.ink2));
    ui.add_space(4.0);
    let hint = theme::text(finding, BODY_14, Weight::Regular, theme.ink3);
    let title = ui.add_sized(vec2(width, theme::CONTROL_HEIGHT), TextEdit::singleline(&mut dialog.title).hint_text(hint));
    ui.ctx().accesskit_node_builder(title.id, |node| node.set_label(caption));
    answers.extend(chart_title::stale_ui(ui, session.tables(lang), TextPlace::SlideTitle(planned.slide)).map(|command| {
        if command == write_title(TextPlace::SlideTitle(planned.slide), "") {
            dialog.title.clear();
        }
        DeckAnswer::Do(command)
    }));
    ui.add_space(10.0);
    let caption = lang.pick("Notes pour le présentateur", "Notes for the presenter");
    ui.label(theme::text(caption, SMALL_12, Weight::Regular, theme.ink2));
    ui.add_space(4.0);
    let notes = ui.add_sized(vec2(width, 76.0), TextEdit::multiline(&mut dialog.notes).desired_rows(3));
    ui.ctx().accesskit_node_builder(notes.id, |node| node.set_label(caption));
    if title.lost_focus() || notes.lost_focus() {
        answers.extend(dialog.written(slides));
    }
}

//! Dialogs over the window: their frame, what was answered, and the fields and choices that they are made of.
//!
//! It knows how a dialog looks and takes the keyboard; it must not know what any of them asks.

use egui::{
    Align, Align2, Area, Color32, Context, Frame, Id, Key, Layout, Margin, Memory, Modal, Modifiers, Order, Rect, ScrollArea, Sense, Stroke,
    TextEdit, TextWrapMode, Ui, UiKind, Vec2, vec2,
};

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;

use super::controls::{Face, Rank, face_ui, face_width, radio};
use super::icons::ButtonState;
use super::theme::{self, BODY_14, SMALL_12, TITLE_22, Theme, Weight};
use crate::lang::capitalised;

/// The user's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    None,
    Cancel,
    /// The main command.
    Yes,
    /// The command that is neither: "Ne pas enregistrer".
    No,
    /// One more: "Ouvrir quand même".
    Else,
}

/// What a dialog says besides its body. Fill what is needed: `ModalFrame { id: "…", title, main, ..ModalFrame::default() }`.
#[derive(Clone, Copy, Debug)]
pub struct ModalFrame<'a> {
    /// Tells this dialog from every other; the same in every language.
    pub id: &'a str,
    /// The question or the task, also its name for a screen reader.
    pub title: &'a str,
    /// A sentence under the title, or nothing.
    pub subtitle: &'a str,
    /// Its width in pixels, less when the window is narrower.
    pub width: f32,
    /// The body reaches the edges, as tables do, instead of standing within the dialog's margins.
    pub full_bleed: bool,
    /// Opens under this rectangle, without darkening the window, instead of at its centre.
    pub under: Option<Rect>,
    /// What the commands will do, at the left of the foot, or nothing.
    pub note: &'a str,
    /// The commands before the main one, from left to right.
    pub commands: &'a [&'a str],
    /// The main command, last at the right.
    pub main: &'a str,
    /// False while the main command cannot act.
    pub main_enabled: bool,
    /// Whether it takes something away: then the first of the others is filled and has the keyboard, and no Enter in the body is the main one.
    pub removes: bool,
}

impl Default for ModalFrame<'_> {
    fn default() -> Self {
        Self {
            id: "",
            title: "",
            subtitle: "",
            width: theme::DIALOG_WIDTH,
            full_bleed: false,
            under: None,
            note: "",
            commands: &[],
            main: "",
            main_enabled: true,
            removes: false,
        }
    }
}

/// What the user answered to a dialog in this frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing yet.
    None,
    /// The main command.
    Main,
    /// The command of this rank in [`ModalFrame::commands`].
    Command(usize),
    /// The Escape key.
    Escape,
    /// A click outside the dialog.
    Outside,
}

impl Reply {
    /// What it means in a dialog whose commands, by their rank, stand for these answers; one that is not given cancels.
    pub(super) fn answer(self, commands: &[Answer]) -> Answer {
        match self {
            Self::Main => Answer::Yes,
            Self::Command(rank) => commands.get(rank).copied().unwrap_or(Answer::Cancel),
            Self::Escape | Self::Outside => Answer::Cancel,
            Self::None => Answer::None,
        }
    }
}

/// Shows a dialog over the window and tells what the user answered, with what the body returned. The body scrolls when
/// the window is too small for it. When the dialog opens, the keyboard goes to its main command, unless the body took
/// it. It never closes by itself: the caller stops showing it.
pub fn modal<R>(ctx: &Context, dialog: &ModalFrame<'_>, body: impl FnOnce(&mut Ui) -> R) -> (Reply, R) {
    let theme = Theme::of_ctx(ctx);
    let window = ctx.content_rect().shrink(theme::SHEET_OUTER_MARGIN);
    let area = dialog_area(dialog);
    let opens = !ctx.memory(|memory| memory.areas().visible_last_frame(&area.layer()));
    let focus_before = ctx.memory(Memory::focused);
    let scrim = if dialog.under.is_some() { Color32::TRANSPARENT } else { theme.scrim };

    let shown = Modal::new(area.layer().id).area(area).frame(theme::dialog_frame(&theme)).backdrop_color(scrim).show(ctx, |ui| {
        ui.set_width(dialog.width.min(window.width()));
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        header_ui(ui, dialog);
        let top = ui.min_rect().height();
        let most = (window.height() - top - theme::DIALOG_FOOTER_HEIGHT).max(theme::CONTROL_HEIGHT);
        let inner = body_ui(ui, dialog, most, body);
        let focus_free = opens && ui.memory(Memory::focused) == focus_before;
        (footer_ui(ui, dialog, focus_free), inner)
    });

    // Centred by the size that it had: painted again until that is the size it has.
    let place = Id::unique(("dialog place", dialog.id));
    let rect = shown.response.rect;
    if opens || ctx.data(|data| data.get_temp::<Rect>(place)) != Some(rect) {
        ctx.data_mut(|data| data.insert_temp(place, rect));
        ctx.request_discard("a dialog finds its place");
        ctx.request_repaint();
    }

    let (answer, inner) = shown.inner;
    let escape = || ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let reply = if answer != Reply::None {
        answer
    } else if shown.backdrop_response.clicked() {
        Reply::Outside
    } else if shown.is_top_modal && !shown.any_popup_open && escape() {
        Reply::Escape
    } else {
        Reply::None
    };
    (reply, inner)
}

/// Whether the dialog over the window has the keyboard: something in it was painted with it.
pub fn has_keyboard(ctx: &Context) -> bool {
    let layer = ctx.memory(Memory::top_modal_layer);
    let focused = ctx.memory(Memory::focused).and_then(|id| ctx.read_response(id));
    focused.is_some_and(|response| Some(response.layer_id) == layer && response.enabled())
}

fn dialog_area(dialog: &ModalFrame<'_>) -> Area {
    let id = Id::unique(("dialog", dialog.id));
    let area = match dialog.under {
        None => Modal::default_area(id),
        Some(cell) => Area::new(id)
            .kind(UiKind::Modal)
            .sense(Sense::hover())
            .order(Order::Foreground)
            .pivot(Align2::LEFT_TOP)
            .fixed_pos(cell.left_bottom() + vec2(0.0, 4.0))
            .constrain(true),
    };
    area.accessible_name(dialog.title)
}

fn header_ui(ui: &mut Ui, dialog: &ModalFrame<'_>) {
    let theme = Theme::of(ui);
    let margin = Margin { left: 24, right: 24, top: 16, bottom: 10 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::text(dialog.title, TITLE_22, Weight::Semibold, theme.ink));
        if !dialog.subtitle.is_empty() {
            ui.label(theme::text(dialog.subtitle, BODY_14, Weight::Regular, theme.ink2));
        }
    });
}

fn body_ui<R>(ui: &mut Ui, dialog: &ModalFrame<'_>, most: f32, body: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = if dialog.full_bleed { Margin::ZERO } else { Margin { left: 24, right: 24, top: 2, bottom: 16 } };
    ScrollArea::vertical()
        .max_height(most)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            Frame::new()
                .inner_margin(margin)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                    body(ui)
                })
                .inner
        })
        .inner
}

/// The foot of a dialog: the note at the left, the commands at the right, reached by Tab in the order they are read.
fn footer_ui(ui: &mut Ui, dialog: &ModalFrame<'_>, take_focus: bool) -> Reply {
    const GAP: f32 = 8.0;
    let theme = Theme::of(ui);
    let size = vec2(ui.available_width(), theme::DIALOG_FOOTER_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    // Within the dialog's edge, which has a line of 1 and round corners.
    let corners = egui::CornerRadius { nw: 0, ne: 0, sw: theme::RADIUS_DIALOG - 1, se: theme::RADIUS_DIALOG - 1 };
    ui.painter().rect_filled(rect, corners, theme.panel);
    ui.painter().hline(rect.x_range(), rect.top() + theme::LINE_WIDTH / 2.0, Stroke::new(theme::LINE_WIDTH, theme.line));

    let inside = rect.shrink2(vec2(theme::DIALOG_MARGIN_SIDE, 0.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, 0.0);
        ui.spacing_mut().button_padding.x = theme::COMMAND_PADDING;
        let commands_width: f32 = commands(dialog).iter().map(|(_, rank, words)| face_width(ui, *rank, words) + GAP).sum();
        let note_width = (inside.width() - commands_width).max(0.0);
        ui.allocate_ui_with_layout(vec2(note_width, theme::CONTROL_HEIGHT), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(note_width);
            ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
            if !dialog.note.is_empty() {
                ui.label(theme::text(dialog.note, BODY_14, Weight::Regular, theme.ink2));
            }
        });
        commands_ui(ui, dialog, take_focus)
    })
    .inner
}

/// The commands of a dialog as they stand, from left to right: the one that Enter does is filled and comes last.
fn commands<'a>(dialog: &ModalFrame<'a>) -> Vec<(Reply, Rank, &'a str)> {
    let main = (!dialog.main.is_empty()).then_some((Reply::Main, dialog.main));
    let others = dialog.commands.iter().enumerate().map(|(rank, words)| (Reply::Command(rank), *words));
    let all: Vec<(Reply, &str)> = if dialog.removes { main.into_iter().chain(others).collect() } else { others.chain(main).collect() };
    let last = all.len();
    let is_default = |rank: usize, reply| rank + 1 == last && (dialog.removes || reply == Reply::Main);
    let ranked = |(rank, (reply, words))| (reply, if is_default(rank, reply) { Rank::Main } else { Rank::Bordered }, words);
    all.into_iter().enumerate().map(ranked).collect()
}

fn commands_ui(ui: &mut Ui, dialog: &ModalFrame<'_>, take_focus: bool) -> Reply {
    let mut answer = Reply::None;
    let mut first = None;
    for (reply, rank, words) in commands(dialog) {
        let is_enabled = reply != Reply::Main || dialog.main_enabled;
        let response = face_ui(ui, &Face::new(rank, words, ButtonState::enabled(is_enabled)));
        if response.clicked() {
            answer = reply;
        }
        if is_enabled && (rank == Rank::Main || first.is_none()) {
            first = Some(response);
        }
    }
    if let (true, Some(response)) = (take_focus, first) {
        response.request_focus();
    }
    answer
}

/// Shows the frame; Enter in the body's field is the main command.
pub(super) fn answered(ctx: &Context, frame: &ModalFrame<'_>, body: impl FnOnce(&mut Ui) -> bool) -> Answer {
    let (reply, entered) = modal(ctx, frame, body);
    if reply == Reply::None && entered && frame.main_enabled && !frame.removes { Answer::Yes } else { reply.answer(&[]) }
}

pub(super) fn sentence_ui(ui: &mut Ui, words: &str) -> bool {
    let theme = Theme::of(ui);
    ui.add(egui::Label::new(theme::text(words, BODY_14, Weight::Regular, theme.ink)).wrap());
    false
}

/// One of some choices: the first takes the keyboard when the dialog appears; true when Enter confirms the one that is chosen.
pub(super) fn choice_ui<T: Copy + PartialEq>(ui: &mut Ui, choices: impl Iterator<Item = (T, String)>, chosen: &mut Option<T>) -> bool {
    let appears = appears(ui, ui.scope_id().with("choices"));
    let mut confirmed = false;
    for (index, (choice, label)) in choices.enumerate() {
        let was_chosen = *chosen == Some(choice);
        let response = radio(ui, was_chosen, &label);
        if appears && index == 0 {
            response.request_focus();
        }
        if response.clicked() {
            confirmed |= was_chosen && ui.input(|input| input.key_pressed(Key::Enter));
            response.request_focus();
        }
        // Arrows choose, as in any list.
        if response.has_focus() && !appears {
            *chosen = Some(choice);
        }
    }
    confirmed
}

/// Whether a widget was not painted in the last pass: its dialog has just opened.
pub(super) fn appears(ui: &Ui, id: Id) -> bool {
    let pass = ui.ctx().cumulative_pass_nr();
    let last: Option<u64> = ui.data(|data| data.get_temp(id.with("painted")));
    ui.data_mut(|data| data.insert_temp(id.with("painted"), pass));
    last.is_none_or(|last| pass > last + 1)
}

/// A field under its caption; `leads` takes the keyboard when the dialog appears, with what it suggests selected: typing replaces it.
pub(super) fn captioned_ui(ui: &mut Ui, typed: &mut String, caption: &str, hint: &str, leads: bool) -> bool {
    let theme = Theme::of(ui);
    ui.label(theme::text(caption, SMALL_12, Weight::Regular, theme.ink2));
    ui.add_space(4.0);
    let id = ui.scope_id().with(caption);
    let appears = appears(ui, id);
    let hint = theme::text(hint, BODY_14, Weight::Regular, theme.ink3);
    let edit = TextEdit::singleline(typed).id(id).hint_text(hint).desired_width(ui.available_width());
    let response = ui.add_sized(vec2(ui.available_width(), theme::CONTROL_HEIGHT), edit);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(caption));
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    // When the dialog stays, it is to correct what Enter ended.
    if (appears && leads) || entered {
        response.request_focus();
    }
    if appears && leads {
        select_all(ui.ctx(), id, typed);
    }
    entered
}

/// Selects what stands in a field: typing replaces it.
pub(super) fn select_all(ctx: &Context, id: Id, typed: &str) {
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    let whole = CCursorRange::two(CCursor::default(), CCursor::new(typed.chars().count()));
    state.cursor.set_char_range(Some(whole));
    state.store(ctx, id);
}

pub(super) fn refusal_ui(ui: &mut Ui, refusal: &str) {
    if refusal.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    ui.add_space(6.0);
    ui.add(egui::Label::new(theme::text(capitalised(refusal), SMALL_12, Weight::Regular, theme.err)).wrap());
}

#[cfg(test)]
mod tests {
    use egui::pos2;
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::controls::checkbox;

    /// What a window with one dialog holds.
    #[derive(Default)]
    struct Shown {
        ticked: bool,
        replies: Vec<Reply>,
    }

    const QUESTION: ModalFrame<'static> = ModalFrame {
        id: "question",
        title: "Préparer le PAP 2022",
        subtitle: "",
        width: 480.0,
        full_bleed: false,
        under: None,
        note: "Une seule étape.",
        commands: &["Annuler"],
        main: "Préparer",
        main_enabled: true,
        removes: false,
    };

    /// A window of 800 by 600 that shows the dialog and keeps its replies.
    fn window(dialog: ModalFrame<'static>) -> Harness<'static, Shown> {
        let mut harness = Harness::builder().with_size(vec2(800.0, 600.0)).with_context_setup(theme::install).build_ui_state(
            move |ui, shown: &mut Shown| {
                let ctx = ui.ctx().clone();
                let ticked = &mut shown.ticked;
                let (reply, ()) = modal(&ctx, &dialog, |ui| {
                    checkbox(ui, ticked, "Garder les textes");
                });
                if reply != Reply::None {
                    shown.replies.push(reply);
                }
            },
            Shown::default(),
        );
        harness.run_steps(3);
        harness
    }

    fn press(harness: &mut Harness<'static, Shown>, keys: &[Key]) {
        for key in keys {
            harness.key_press(*key);
            harness.run_steps(2);
        }
    }

    #[test]
    fn a_dialog_opens_with_the_keyboard_on_its_main_command() {
        let mut harness = window(QUESTION);
        assert!(harness.get_by_label("Préparer").is_focused());
        press(&mut harness, &[Key::Enter]);
        assert_eq!(harness.state().replies, [Reply::Main]);
    }

    #[test]
    fn a_dialog_that_takes_something_away_opens_with_the_keyboard_on_what_keeps_it() {
        let mut harness = window(ModalFrame { removes: true, ..QUESTION });
        assert!(harness.get_by_label("Annuler").is_focused());
        assert!(harness.get_by_label("Annuler").rect().left() > harness.get_by_label("Préparer").rect().right());
        press(&mut harness, &[Key::Enter]);
        assert_eq!(harness.state().replies, [Reply::Command(0)]);
    }

    #[test]
    fn tab_goes_through_a_dialog_in_the_order_it_is_read() {
        let mut harness = window(QUESTION);
        press(&mut harness, &[Key::Tab, Key::Space]);
        assert!(harness.state().ticked, "the box follows the last command");
        press(&mut harness, &[Key::Tab, Key::Enter]);
        assert_eq!(harness.state().replies, [Reply::Command(0)]);
    }

    #[test]
    fn escape_and_a_click_outside_are_told_apart() {
        let mut harness = window(QUESTION);
        press(&mut harness, &[Key::Escape]);
        assert_eq!(harness.state().replies, [Reply::Escape]);

        let mut harness = window(QUESTION);
        harness.hover_at(pos2(10.0, 10.0));
        harness.drag_at(pos2(10.0, 10.0));
        harness.drop_at(pos2(10.0, 10.0));
        harness.run_steps(2);
        assert_eq!(harness.state().replies, [Reply::Outside]);
    }

    #[test]
    fn a_main_command_that_cannot_act_takes_neither_clicks_nor_the_keyboard() {
        let mut harness = window(ModalFrame { main_enabled: false, ..QUESTION });
        assert!(harness.get_by_label("Annuler").is_focused());
        harness.get_by_label("Préparer").click();
        harness.run_steps(2);
        assert_eq!(harness.state().replies, []);
    }

    #[test]
    fn a_dialog_under_a_cell_stays_in_the_window() {
        let cell = Rect::from_min_size(pos2(700.0, 560.0), vec2(100.0, 28.0));
        let harness = window(ModalFrame { under: Some(cell), ..QUESTION });
        let main = harness.get_by_label("Préparer").rect();
        assert!(harness.ctx.content_rect().contains_rect(main), "{main:?}");
    }
}

//! The controls of the window: buttons, boxes to tick, chips and links.
//!
//! It knows how a control looks, answers to the keyboard and names itself; it must not know any command, any sentence
//! or the document. One filled button per view: the others have a border or none.

use std::sync::Arc;

use egui::style::WidgetVisuals;
use egui::{Color32, Galley, Id, Margin, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::ui::icons::{ButtonState, Icon, announce, opaque_painter, quiet_ground};
use crate::ui::theme::{self, BODY_14, SMALL_12, Theme, Weight};

// ---------------------------------------------------------------- buttons

/// How much a button asks to be clicked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// Filled: the one main command of a view.
    Main,
    /// With a border.
    Bordered,
    /// Without a border.
    Quiet,
}

/// What a button shows.
pub(super) struct Face<'a> {
    rank: Rank,
    icon: Option<(Icon, Option<Color32>)>,
    words: &'a str,
    shortcut: Option<&'a str>,
    state: ButtonState,
}

impl<'a> Face<'a> {
    pub(super) const fn new(rank: Rank, words: &'a str, state: ButtonState) -> Self {
        Self { rank, icon: None, words, shortcut: None, state }
    }
}

/// The main command of a view or dialog, filled with the accent. At most one per view.
pub fn primary_button(ui: &mut Ui, words: &str) -> Response {
    face_ui(ui, &Face::new(Rank::Main, words, ButtonState::Enabled))
}

/// A command with a border.
pub fn button(ui: &mut Ui, words: &str) -> Response {
    face_ui(ui, &Face::new(Rank::Bordered, words, ButtonState::Enabled))
}

/// A command with a border that names its keys.
pub fn with_shortcut(ui: &mut Ui, words: &str, shortcut: &str, state: ButtonState) -> Response {
    face_ui(ui, &Face { shortcut: Some(shortcut), ..Face::new(Rank::Bordered, words, state) })
}

/// A command without a border, or a switch.
pub fn quiet_button(ui: &mut Ui, words: &str, state: ButtonState) -> Response {
    face_ui(ui, &Face::new(Rank::Quiet, words, state))
}

/// A command of the toolbar: an icon, words, and its shortcut if it is worth showing. `colour` is that of the icon, the
/// ink of the words without it.
pub fn tool_button(ui: &mut Ui, icon: Icon, colour: Option<Color32>, words: &str, shortcut: Option<&str>, state: ButtonState) -> Response {
    let face = Face { icon: Some((icon, colour)), shortcut, ..Face::new(Rank::Quiet, words, state) };
    face_ui(ui, &face)
}

/// The width that such a button takes.
pub(super) fn tool_width(ui: &Ui, words: &str, shortcut: Option<&str>) -> f32 {
    let shortcut = shortcut.map_or(0.0, |shortcut| line(ui, shortcut, SMALL_12, Weight::Regular).size().x + FACE_GAP);
    (face_width(ui, Rank::Quiet, words) + theme::ICON_SIZE + FACE_GAP + shortcut).ceil()
}

/// Gap between the icon, the words and the shortcut of a button.
const FACE_GAP: f32 = 6.0;

pub(super) fn face_ui(ui: &mut Ui, face: &Face<'_>) -> Response {
    let theme = Theme::of(ui);
    let answers = face.state.answers(ui);
    let padding = face_padding(ui, face.rank);
    let words = line(ui, face.words, BODY_14, face_weight(face.rank));
    let shortcut = face.shortcut.map(|shortcut| line(ui, shortcut, SMALL_12, Weight::Regular));

    let mut width = padding * 2.0 + words.size().x;
    if let Some((icon, _)) = face.icon {
        width += icon.size() + FACE_GAP;
    }
    if let Some(shortcut) = &shortcut {
        width += shortcut.size().x + FACE_GAP;
    }
    let size = vec2(width.ceil(), theme::CONTROL_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, face.state.sense(ui));
    announce(ui, &response, face.words, face.shortcut, face.state);
    if !ui.is_rect_visible(rect) {
        return response;
    }

    let painter = opaque_painter(ui);
    let ink = face_ground(&painter, &theme, &response, face, answers);
    let mut left = rect.left() + padding;
    if let Some((icon, colour)) = face.icon {
        let icon_side = icon.size();
        let icon_rect = Rect::from_min_size(pos2(left, rect.center().y - icon_side / 2.0), Vec2::splat(icon_side));
        icon.paint(&painter, icon_rect, if answers { colour.unwrap_or(ink) } else { ink });
        left += icon_side + FACE_GAP;
    }
    left += paint_line(&painter, left, rect, words, ink) + FACE_GAP;
    if let Some(shortcut) = shortcut {
        paint_line(&painter, left, rect, shortcut, if answers { theme.ink3 } else { theme.ctl });
    }
    theme::focus_ring(ui, &response);
    response
}

/// Paints the ground and the border of a button; the ink that reads on it.
fn face_ground(painter: &Painter, theme: &Theme, response: &Response, face: &Face<'_>, answers: bool) -> Color32 {
    let rect = response.rect;
    let pressed = answers && response.is_pointer_button_down_on();
    let hovered = answers && response.hovered();
    match face.rank {
        Rank::Main if !answers => {
            painter.rect_filled(rect, theme::RADIUS_CONTROL, theme.computed);
            theme.ctl
        }
        Rank::Main => {
            // `entry` is the same blue, a shade further from the paper.
            let ground = if hovered || pressed { theme.entry } else { theme.accent };
            painter.rect_filled(rect, theme::RADIUS_CONTROL, ground);
            theme.on_accent
        }
        Rank::Bordered => {
            let ground = match (pressed, hovered) {
                (true, _) => theme.sel,
                (false, true) => theme.hover,
                (false, false) => theme.sheet,
            };
            let border = Stroke::new(theme::LINE_WIDTH, if answers { theme.ctl } else { theme.line2 });
            painter.rect(rect, theme::RADIUS_CONTROL, ground, border, StrokeKind::Inside);
            if answers { theme.ink } else { theme.ctl }
        }
        Rank::Quiet => {
            if let Some(ground) = quiet_ground(theme, response, face.state, answers) {
                painter.rect_filled(rect, theme::RADIUS_CONTROL, ground);
            }
            match (answers, face.state.is_on()) {
                (false, _) => theme.ctl,
                (true, true) => theme.accent,
                (true, false) => theme.ink,
            }
        }
    }
}

fn face_weight(rank: Rank) -> Weight {
    if rank == Rank::Main { Weight::Semibold } else { Weight::Regular }
}

fn face_padding(ui: &Ui, rank: Rank) -> f32 {
    match rank {
        Rank::Main => theme::COMMAND_PADDING,
        Rank::Bordered => ui.spacing().button_padding.x + theme::LINE_WIDTH,
        Rank::Quiet => ui.spacing().button_padding.x,
    }
}

/// The width that a button without icon takes.
pub(super) fn face_width(ui: &Ui, rank: Rank, words: &str) -> f32 {
    (line(ui, words, BODY_14, face_weight(rank)).size().x + face_padding(ui, rank) * 2.0).ceil()
}

/// One line of text, its colour given when it is painted.
fn line(ui: &Ui, words: &str, size: f32, weight: Weight) -> Arc<Galley> {
    ui.painter().layout_no_wrap(words.to_owned(), theme::font(size, weight), Theme::of(ui).ink)
}

/// Paints a line at `left`, centred on the height of `rect`; its width. Half a pixel goes upwards: lower-case words look
/// low when it goes down.
fn paint_line(painter: &Painter, left: f32, rect: Rect, line: Arc<Galley>, ink: Color32) -> f32 {
    let size = line.size();
    let above = ((rect.height() - size.y) / 2.0).floor();
    painter.galley_with_override_text_color(pos2(left, rect.top() + above), line, ink);
    size.x
}

/// A link in running text: the accent, underlined.
pub fn link(ui: &mut Ui, words: &str) -> Response {
    let theme = Theme::of(ui);
    let response = ui.link(theme::text(words, BODY_14, Weight::Regular, theme.accent).underline());
    theme::focus_ring(ui, &response);
    response
}

// ---------------------------------------------------------------- fields

/// The field that searches: a magnifying glass, a hint while it is empty, and at the right its shortcut or what was found. The hint is also its
/// name.
pub fn search_field(ui: &mut Ui, typed: &mut String, (hint, beside): (&str, &str), width: f32, id: Id) -> Response {
    const ICON_LEFT: f32 = 8.0;
    let theme = Theme::of(ui);
    let beside = line(ui, beside, SMALL_12, Weight::Regular);
    let beside_width = beside.size().x + theme::CONTROL_PADDING;
    let margin = Margin { left: 32, right: (beside_width + theme::CONTROL_PADDING) as i8, top: 4, bottom: 4 };
    let hint_text = theme::text(hint, BODY_14, Weight::Regular, theme.ink2);
    let response = ui.add(TextEdit::singleline(typed).id(id).hint_text(hint_text).margin(margin).desired_width(width));
    // egui gives the hint as a placeholder, which goes away with the first letter: a name stays.
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(hint));

    let painter = ui.painter();
    let icon_rect = Rect::from_center_size(
        pos2(response.rect.left() + ICON_LEFT + theme::ICON_SIZE / 2.0, response.rect.center().y),
        Vec2::splat(theme::ICON_SIZE),
    );
    Icon::Search.paint(painter, icon_rect, theme.ink2);
    paint_line(painter, response.rect.right() - beside_width, response.rect, beside, theme.ink2);
    response
}

/// The caret of a list to choose from, for [`egui::ComboBox::icon`].
pub fn list_caret(ui: &Ui, rect: Rect, visuals: &WidgetVisuals, _is_open: bool) {
    let icon_rect = Rect::from_center_size(rect.center(), Vec2::splat(theme::ICON_SIZE));
    Icon::CaretDown.paint(ui.painter(), icon_rect, visuals.fg_stroke.color);
}

// ---------------------------------------------------------------- segments

/// The width that segments take.
pub fn segments_width(ui: &Ui, words: &[&str]) -> f32 {
    words.iter().map(|words| segment_width(ui, words)).sum()
}

fn segment_width(ui: &Ui, words: &str) -> f32 {
    (line(ui, words, BODY_14, Weight::Semibold).size().x + theme::CONTROL_PADDING * 2.0).ceil()
}

/// Ways to see the same, side by side in one frame; another one that was chosen.
pub fn segments(ui: &mut Ui, words: &[&str], chosen: usize) -> Option<usize> {
    let theme = Theme::of(ui);
    let (frame, _) = ui.allocate_exact_size(vec2(segments_width(ui, words), theme::CONTROL_HEIGHT), Sense::hover());
    let mut left = frame.left();
    let mut pressed = None;
    for (index, words) in words.iter().enumerate() {
        let is_chosen = index == chosen;
        let rect = Rect::from_min_size(pos2(left, frame.top()), vec2(segment_width(ui, words), frame.height()));
        left = rect.right();
        let response = ui.interact(rect, ui.scope_id().with(("segment", index)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, *words));
        let (ground, ink) = match (is_chosen, response.hovered()) {
            (true, _) => (theme.sel, theme.accent),
            (false, true) => (theme.hover, theme.ink),
            (false, false) => (theme.sheet, theme.ink),
        };
        let painter = opaque_painter(ui);
        painter.rect_filled(rect, theme::RADIUS_CONTROL, ground);
        let galley = line(ui, words, BODY_14, if is_chosen { Weight::Semibold } else { Weight::Regular });
        paint_line(&painter, rect.center().x - galley.size().x / 2.0, rect, galley, ink);
        if index > 0 {
            painter.vline(rect.left(), rect.y_range(), Stroke::new(theme::LINE_WIDTH, theme.ctl));
        }
        theme::focus_ring(ui, &response);
        if response.clicked() && !is_chosen {
            pressed = Some(index);
        }
    }
    opaque_painter(ui).rect_stroke(frame, theme::RADIUS_CONTROL, Stroke::new(theme::LINE_WIDTH, theme.ctl), StrokeKind::Inside);
    pressed
}

// ---------------------------------------------------------------- boxes

/// Side of a box to tick.
const BOX_SIZE: f32 = 18.0;
/// Diameter of a choice among several.
const RADIO_SIZE: f32 = 16.0;

/// A box to tick with its words, which wrap at the width there is.
pub fn checkbox(ui: &mut Ui, checked: &mut bool, words: &str) -> Response {
    let (sign, mut response) = labelled_sign(ui, BOX_SIZE, words);
    if response.clicked() {
        *checked = !*checked;
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), *checked, words));
    if ui.is_rect_visible(sign) {
        let theme = Theme::of(ui);
        let painter = opaque_painter(ui);
        let enabled = ui.is_enabled();
        if *checked {
            let ground = if enabled { theme.accent } else { theme.ctl };
            painter.rect_filled(sign, theme::RADIUS_CONTROL, ground);
            Icon::Check.paint(&painter, sign.shrink(2.0), theme.on_accent);
        } else {
            let ground = if enabled && response.hovered() { theme.hover } else { theme.sheet };
            let border = Stroke::new(theme::LINE_WIDTH, if enabled { theme.ctl } else { theme.line2 });
            painter.rect(sign, theme::RADIUS_CONTROL, ground, border, StrokeKind::Inside);
        }
        theme::focus_ring(ui, &response);
    }
    response
}

/// One choice among several with its words. Clicking it tells; the caller changes the choice.
pub fn radio(ui: &mut Ui, chosen: bool, words: &str) -> Response {
    let (sign, response) = labelled_sign(ui, RADIO_SIZE, words);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, words));
    if ui.is_rect_visible(sign) {
        let theme = Theme::of(ui);
        let painter = opaque_painter(ui);
        let enabled = ui.is_enabled();
        let radius = sign.width() / 2.0;
        if chosen {
            let ground = if enabled { theme.accent } else { theme.ctl };
            painter.circle_filled(sign.center(), radius, ground);
            painter.circle_filled(sign.center(), radius - 5.0, theme.sheet);
        } else {
            let ground = if enabled && response.hovered() { theme.hover } else { theme.sheet };
            let border = Stroke::new(theme::LINE_WIDTH, if enabled { theme.ctl } else { theme.line2 });
            painter.circle(sign.center(), radius - theme::LINE_WIDTH / 2.0, ground, border);
        }
        theme::focus_ring(ui, &response);
    }
    response
}

/// Allocates and writes a row of a sign and words; the rectangle of the sign, on the first line of the words.
fn labelled_sign(ui: &mut Ui, sign_side: f32, words: &str) -> (Rect, Response) {
    const GAP: f32 = 8.0;
    let theme = Theme::of(ui);
    let wrap_width = (ui.available_width() - sign_side - GAP).max(sign_side);
    let text = ui.painter().layout(words.to_owned(), theme::font(BODY_14, Weight::Regular), theme.ink, wrap_width);
    let words_width = if words.is_empty() { 0.0 } else { GAP + text.size().x };
    let size = vec2(sign_side + words_width, text.size().y.max(theme::TARGET_MIN));
    let (rect, response) = ui.allocate_exact_size(size.max(Vec2::splat(theme::TARGET_MIN)), Sense::click());
    let first_line = Rect::from_min_size(rect.min, vec2(rect.width(), theme::TARGET_MIN));
    let sign = Rect::from_min_size(pos2(rect.left(), first_line.center().y - sign_side / 2.0), Vec2::splat(sign_side));
    if ui.is_rect_visible(rect) {
        let top = if text.rows.len() > 1 { rect.top() + 2.0 } else { rect.center().y - text.size().y / 2.0 };
        let ink = if ui.is_enabled() { theme.ink } else { theme.ctl };
        opaque_painter(ui).galley_with_override_text_color(pos2(sign.right() + GAP, top), text, ink);
    }
    (sign, response)
}

// ---------------------------------------------------------------- chips

/// Height of a chip.
const CHIP_HEIGHT: f32 = 20.0;

/// A word on a tint, with its icon: where a figure comes from, or what is known of it. A chip on the ground of computed
/// cells has an edge, as that ground is close to the paper.
pub fn chip(ui: &mut Ui, icon: Option<Icon>, words: &str, tint: Color32, colour: Color32) -> Response {
    const PADDING: f32 = 7.0;
    const GAP: f32 = 4.0;
    const CHIP_ICON: f32 = 12.0;
    let theme = Theme::of(ui);
    let text = line(ui, words, SMALL_12, Weight::Semibold);
    let icon_side = icon.map(|icon| if icon.is_mark() { theme::MARK_SIZE } else { CHIP_ICON });
    let icon_width = icon_side.map_or(0.0, |side| side + GAP);
    let size = vec2((PADDING * 2.0 + icon_width + text.size().x).ceil(), CHIP_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), words));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        let edge = if tint == theme.computed { Stroke::new(theme::LINE_WIDTH, theme.line2) } else { Stroke::NONE };
        painter.rect(rect, theme::RADIUS_CONTROL, tint, edge, StrokeKind::Inside);
        let left = rect.left() + PADDING;
        if let (Some(icon), Some(side)) = (icon, icon_side) {
            let corner = pos2(left, rect.center().y - side / 2.0);
            icon.paint(painter, Rect::from_min_size(corner, Vec2::splat(side)), colour);
        }
        paint_line(painter, left + icon_width, rect, text, colour);
    }
    response
}

#[cfg(test)]
mod tests {
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;

    #[test]
    fn the_search_field_has_its_measure_and_the_name_of_its_hint() {
        let harness = Harness::builder().with_context_setup(theme::install).build_ui_state(
            |ui, typed: &mut String| {
                search_field(ui, typed, ("Rechercher", "Ctrl+F"), theme::SEARCH_WIDTH, Id::unique("field"));
            },
            String::new(),
        );
        let field = harness.get_by_label("Rechercher").rect();
        assert_eq!(field.size(), vec2(theme::SEARCH_WIDTH, theme::CONTROL_HEIGHT));
    }
}

//! The title of a chart or slide in somebody's own words: written where it is shown, and asked about once its figures have changed.

use egui::{CornerRadius, Frame, Id, Key, Margin, TextEdit, Ui, vec2};

use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{View, controls};
use crate::editing::Command;
use crate::editing::review::write_title;
use crate::model::{ChartName, TextPlace};
use crate::tables::Tables;

/// The words being typed of a title.
#[derive(Clone, Default)]
struct Typed {
    words: String,
    /// Whether the field has had the keyboard: losing it ends the typing.
    had_focus: bool,
}

fn typed_id(view: &View<'_>, chart: ChartName) -> Id {
    Id::unique(("title of the chart", view.opened, chart))
}

/// Opens the field of a chart's title, with what stands there.
pub(super) fn open(ui: &Ui, view: &View<'_>, chart: ChartName) {
    let words = view.session.document().chart_titles.get(&chart).map_or_else(String::new, |title| title.words.clone());
    ui.data_mut(|data| data.insert_temp(typed_id(view, chart), Typed { words, had_focus: false }));
}

/// The field, while it is open, over the chart; `proposed` is the title that the figures give. Enter or leaving it writes, Escape does not.
pub(super) fn field_ui(ui: &mut Ui, view: &View<'_>, chart: ChartName, proposed: &str) -> Option<Command> {
    let id = typed_id(view, chart);
    let mut typed: Typed = ui.data(|data| data.get_temp(id))?;
    let (theme, lang, own) = (Theme::of(ui), view.lang, view.tables().words(TextPlace::ChartTitle(chart)));
    let caption = lang.pick("Titre du graphique (vide\u{a0}: le constat des chiffres)", "Title of the chart (empty: what the figures say)");
    ui.label(theme::text(caption, SMALL_12, Weight::Regular, theme.ink2));
    ui.add_space(4.0);
    let hint = theme::text(proposed, BODY_14, Weight::Regular, theme.ink3);
    let edit = TextEdit::singleline(&mut typed.words).id(id.with("field")).hint_text(hint);
    let field = ui.add_sized(vec2(ui.available_width(), theme::CONTROL_HEIGHT), edit);
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(caption));
    ui.add_space(8.0);
    if !typed.had_focus {
        field.request_focus();
        field.scroll_to_me(None);
        typed.had_focus = true;
        ui.data_mut(|data| data.insert_temp(id, typed));
        return None;
    }
    if !field.lost_focus() {
        ui.data_mut(|data| data.insert_temp(id, typed));
        return None;
    }
    ui.data_mut(|data| data.remove::<Typed>(id));
    ui.memory_mut(|memory| memory.request_focus(super::chart::chart_id(chart)));
    let (is_given_up, is_entered) = ui.input(|input| (input.key_pressed(Key::Escape), input.key_pressed(Key::Enter)));
    // Only Enter says of the same words that they stand for the figures of now.
    let writes = is_entered || (typed.words.trim() != own && !is_given_up);
    writes.then(|| write_title(TextPlace::ChartTitle(chart), &typed.words))
}

/// What is said of a title whose figures have changed since it was written, and the two ways to answer.
pub(super) fn stale_ui(ui: &mut Ui, tables: Tables<'_>, place: TextPlace) -> Option<Command> {
    let changed = tables.changed_under(place);
    if changed.is_empty() {
        return None;
    }
    let theme = Theme::of(ui);
    let lang = tables.lang;
    let own = tables.words(place);
    let mut answer = None;
    let frame = Frame::new().fill(theme.warn_tint).corner_radius(CornerRadius::same(theme::RADIUS_CONTROL)).inner_margin(Margin::symmetric(12, 8));
    ui.add_space(6.0);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::text(lang.pick(format!("«\u{a0}{own}\u{a0}»"), format!("“{own}”")), BODY_14, Weight::Semibold, theme.ink));
        ui.label(theme::text(tables.written_over_others(&changed), SMALL_12, Weight::Regular, theme.ink));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 20.0;
            if controls::link(ui, lang.pick("Garder ce titre", "Keep this title")).clicked() {
                answer = Some(write_title(place, &own));
            }
            if controls::link(ui, lang.pick("Prendre le titre proposé", "Take the proposed title")).clicked() {
                answer = Some(write_title(place, ""));
            }
        });
    });
    ui.add_space(6.0);
    answer
}

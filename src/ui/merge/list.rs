//! The list of what is to be gone through, by what it is about, with how far one has come.

use egui::accesskit::Role;
use egui::{Align2, Frame, Margin, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::icons::{ButtonState, Icon, icon_button};
use super::super::outline::{plural, severity_mark};
use super::super::theme::{self, BODY_14, SMALL_12, TITLE_22, Theme, Weight};
use super::super::{Intent, View, cells, controls, review};
use super::{Merge, MergeStep, Occasion, chosen_words, key_ui, mark, row_id, taken_word};
use crate::editing::reviewing::{Group, Matter, Standing};
use crate::lang::Lang;
use crate::model::Side;

/// Width of the list.
pub const WIDTH: f32 = 256.0;
/// Height of a row: what it is about over what became of it.
const ROW: f32 = 44.0;
const MARGIN: f32 = 16.0;
/// More segments than this are no longer told apart.
const SEGMENTS: usize = 32;
const FOOT: f32 = 66.0;

/// Paints the list and returns what was asked for.
pub fn list_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let mut steps = super::keys(ui, view, merge);
    let mut intents = Vec::new();
    ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
    Frame::NONE.inner_margin(Margin { left: MARGIN as i8, right: 8, top: 10, bottom: 10 }).show(ui, |ui| steps.extend(head_ui(ui, view, merge)));
    line_ui(ui, &theme);
    let has_foot = merge.occasion == Occasion::Beside || merge.left(view.session.document()) > 0;
    let height = (ui.available_height() - if has_foot { FOOT } else { 0.0 }).max(0.0);
    ScrollArea::vertical().id_salt(("matters", view.opened)).max_height(height).auto_shrink([false, false]).show(ui, |ui| {
        // The matter at hand is brought in sight once.
        let id = egui::Id::unique("matter in the list");
        let at_hand = (view.opened, merge.current);
        let is_another = ui.data(|data| data.get_temp(id)) != Some(at_hand);
        ui.data_mut(|data| data.insert_temp(id, at_hand));
        steps.extend(rows_ui(ui, view, merge, Part::Choices, is_another));
        intents = made_ui(ui, view, merge);
        steps.extend(rows_ui(ui, view, merge, Part::Taken, is_another));
    });
    if has_foot {
        line_ui(ui, &theme);
        Frame::NONE.inner_margin(Margin::symmetric(MARGIN as i8, 8)).show(ui, |ui| steps.extend(foot_ui(ui, view, merge)));
    }
    intents.extend(steps.into_iter().map(Intent::Merge));
    intents
}

fn line_ui(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, theme.line);
}

/// The title, how far one has come, and the way to the next one.
fn head_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge) -> Vec<MergeStep> {
    let theme = Theme::of(ui);
    let lang = view.lang;
    let mut steps = Vec::new();
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let name = lang.pick("Revenir au document", "Back to the document");
            if icon_button(ui, Icon::Close, name, Some(lang.pick("Échap", "Esc")), ButtonState::Enabled).clicked() {
                steps.push(MergeStep::Close);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(theme::text(merge.title.as_str(), BODY_14, Weight::Semibold, theme.ink)).truncate());
            });
        });
    });
    ui.horizontal(|ui| {
        ui.set_height(34.0);
        ui.label(theme::text(merge.position(lang), TITLE_22, Weight::Semibold, theme.ink));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(2.0);
            for (key, words, step, icon) in [
                ('N', lang.pick("Suivant", "Next"), MergeStep::Next, Icon::CaretRight),
                ('P', lang.pick("Précédent", "Previous"), MergeStep::Previous, Icon::CaretLeft),
            ] {
                let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
                key_ui(ui.painter(), &theme, rect, key, None, false);
                if icon_button(ui, icon, words, Some(&key.to_string()), ButtonState::Enabled).clicked() {
                    steps.push(step);
                }
                ui.add_space(4.0);
            }
        });
    });
    ui.add_space(4.0);
    segments_ui(ui, view, merge);
    ui.add_space(4.0);
    ui.label(theme::text(count_words(view, merge), SMALL_12, Weight::Regular, theme.ink2));
    steps
}

/// "3 réglés, 4 à décider".
fn count_words(view: &View<'_>, merge: &Merge) -> String {
    let (lang, all, choices) = (view.lang, merge.reviewing.matters().len(), merge.reviewing.choices_count());
    let count = if merge.occasion == Occasion::Merge { choices } else { all };
    let left = merge.left(view.session.document());
    let done = count - left.min(count);
    match merge.occasion {
        Occasion::Merge if choices == 0 => lang.pick("Rien à décider".into(), "Nothing to decide".into()),
        Occasion::Merge if left == 0 => lang.pick("Tout est réglé".into(), "Everything is settled".into()),
        Occasion::Merge => lang.pick(format!("{done} réglé{}, {left} à décider", plural(done)), format!("{done} settled, {left} to decide")),
        Occasion::Beside => lang.pick(format!("{done} repris sur {count}"), format!("{done} of {count} taken")),
        Occasion::Since => lang.pick(format!("{count} changement{}", plural(count)), format!("{count} change{}", plural(count))),
    }
}

/// One segment a matter: filled once it is decided, ringed while it is at hand. Too many become one bar.
fn segments_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge) {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, 8.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, count_words(view, merge)));
    let painter = ui.painter();
    let document = view.session.document();
    let matters = merge.reviewing.matters().get(..merge.reviewing.choices_count()).unwrap_or_default();
    if matters.is_empty() {
        return;
    }
    let outline = Stroke::new(theme::LINE_WIDTH, theme.ctl);
    if matters.len() > SEGMENTS {
        let done = (matters.len() - merge.left(document)) as f32 / matters.len() as f32;
        painter.rect(rect, 0, theme.sheet, outline, StrokeKind::Inside);
        painter.rect_filled(Rect::from_min_size(rect.min, vec2(rect.width() * done, rect.height())), 0, theme.ok);
        let at = rect.left() + rect.width() * merge.current.min(matters.len()) as f32 / matters.len() as f32;
        painter.vline(at, rect.expand(2.0).y_range(), Stroke::new(theme::STRONG_LINE_WIDTH, theme.accent));
        return;
    }
    let gap = if matters.len() > SEGMENTS / 2 { 1.0 } else { 3.0 };
    let width = (rect.width() + gap) / matters.len().max(1) as f32 - gap;
    for (rank, matter) in matters.iter().enumerate() {
        let left = rect.left() + (width + gap) * rank as f32;
        let segment = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        let is_done = merge.standing(document, matter) != Standing::Left;
        painter.rect(segment, 0, if is_done { theme.ok } else { theme.sheet }, outline, StrokeKind::Inside);
        if rank == merge.current {
            painter.rect_stroke(segment, 0, Stroke::new(theme::STRONG_LINE_WIDTH, theme.accent), StrokeKind::Outside);
        }
    }
}

fn rows_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, part: Part, is_another: bool) -> Vec<MergeStep> {
    let theme = Theme::of(ui);
    let matters = merge.reviewing.matters();
    let mut steps = Vec::new();
    ui.add_space(4.0);
    let mut part_ui = |ui: &mut Ui, heading: &str, is_meant: &dyn Fn(&Matter) -> bool| {
        let meant = matters.iter().enumerate().filter(|(_, matter)| is_meant(matter));
        let ranks: Vec<usize> = meant.map(|(rank, _)| rank).collect();
        if !ranks.is_empty() {
            heading_ui(ui, &theme, heading, ranks.len());
        }
        for rank in ranks {
            steps.extend(row_ui(ui, view, merge, rank, is_another));
        }
    };
    match part {
        Part::Choices => {
            for group in Group::ALL {
                part_ui(ui, group.name(view.lang), &|matter| matter.group == group && matter.taken.is_none());
            }
        }
        Part::Taken if merge.occasion == Occasion::Since => {
            for group in Group::ALL {
                part_ui(ui, group.name(view.lang), &|matter| matter.group == group && matter.taken.is_some());
            }
        }
        Part::Taken => {
            for side in [Side::Theirs, Side::Ours] {
                let name = &merge.people.of(side).name;
                let heading = view.lang.pick(format!("Repris\u{a0}: {name}"), format!("Taken: {name}"));
                part_ui(ui, &heading, &|matter| matter.taken == Some(side));
            }
        }
    }
    ui.add_space(8.0);
    steps
}

/// What the rows of the list are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// What is left to choose, or was chosen.
    Choices,
    /// What was taken without a choice.
    Taken,
}

/// The name of a group, and how many it has.
fn heading_ui(ui: &mut Ui, theme: &Theme, name: &str, count: usize) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, format!("{name} {count}")));
    let name = ui.painter().layout_no_wrap(name.to_owned(), theme::font(BODY_14, Weight::Semibold), theme.ink);
    let right = rect.left() + MARGIN + name.size().x + 6.0;
    ui.painter().galley(pos2(rect.left() + MARGIN, rect.center().y - name.size().y / 2.0), name, theme.ink);
    let count = (count.to_string(), theme::font(SMALL_12, Weight::Regular));
    ui.painter().text(pos2(right, rect.center().y + 0.5), Align2::LEFT_CENTER, count.0, count.1, theme.ink2);
}

/// The findings that the merge made, which neither side had.
fn made_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let lang = view.lang;
    let mut intents = Vec::new();
    if !merge.made.is_empty() {
        heading_ui(ui, &theme, lang.pick("Constats nés de la fusion", "Findings born of the merge"), merge.made.len());
    }
    for finding in &merge.made {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        let (place, sentence) = (view.tables().place_name(finding.place), review::sentence(finding, lang));
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{place}, {sentence}")));
        if response.hovered() {
            ui.painter().rect_filled(rect, 0, theme.hover);
        }
        let (icon, colour) = severity_mark(finding.severity(), &theme);
        icon.paint(
            ui.painter(),
            Rect::from_center_size(pos2(rect.left() + MARGIN + 11.0, rect.top() + 14.0), vec2(icon.size(), icon.size())),
            colour,
        );
        let (left, room) = (rect.left() + MARGIN + 26.0, rect.width() - MARGIN - 34.0);
        let place = cells::truncated(ui, &place, theme::font(BODY_14, Weight::Regular), theme.ink, room);
        ui.painter().galley(pos2(left, rect.top() + 4.0), place, theme.ink);
        let words = cells::truncated(ui, &sentence, theme::font(SMALL_12, Weight::Regular), theme.ink2, room);
        ui.painter().galley(pos2(left, rect.top() + 23.0), words, theme.ink2);
        theme::focus_ring(ui, &response);
        if response.on_hover_text(sentence).clicked() {
            intents.push(review::go_to(finding));
        }
    }
    intents
}

fn row_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, rank: usize, is_another: bool) -> Option<MergeStep> {
    let theme = Theme::of(ui);
    let matter = merge.reviewing.matters().get(rank)?;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, row_id(rank), Sense::click());
    let is_current = merge.current == rank;
    if is_current && is_another {
        response.scroll_to_me(None);
    }
    let is_shown = ui.is_rect_visible(rect);
    // Words of rows out of sight are made for nobody, unless a reader asks.
    if is_shown {
        let standing = merge.standing(view.session.document(), matter);
        let (title, words) = (shortened(&matter.title(view.tables()), view.lang), chosen_words(view, merge, matter, standing));
        let state =
            if matter.taken.is_some() { taken_word(merge, matter, standing, view.lang) } else { state_word(standing, merge.occasion, view.lang) };
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_current, format!("{title}, {state}, {words}")));
        let painter = ui.painter();
        if is_current {
            painter.rect_filled(rect, 0, theme.sel);
            painter.rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0, theme.accent);
        } else if response.hovered() {
            painter.rect_filled(rect, 0, theme.hover);
        }
        let (icon, colour) = mark(&theme, standing, merge.occasion);
        icon.paint(painter, Rect::from_center_size(pos2(rect.left() + MARGIN + 11.0, rect.top() + 14.0), vec2(icon.size(), icon.size())), colour);
        let (left, room) = (rect.left() + MARGIN + 26.0, rect.width() - MARGIN - 34.0);
        let (weight, ink) = if is_current { (Weight::Semibold, theme.accent) } else { (Weight::Regular, theme.ink) };
        let title = cells::truncated(ui, &title, theme::font(BODY_14, weight), ink, room);
        let words = cells::truncated(ui, &words, theme::font(SMALL_12, Weight::Regular), theme.ink2, room);
        painter.galley(pos2(left, rect.top() + 4.0), title, ink);
        painter.galley(pos2(left, rect.top() + 23.0), words, theme.ink2);
        if response.has_focus() {
            painter.rect_stroke(rect.shrink(1.0), 0, Stroke::new(theme::LINE_WIDTH, theme.accent), StrokeKind::Inside);
        }
    }
    let by_key = ui.input(|input| input.key_pressed(egui::Key::Enter) || input.key_pressed(egui::Key::Space));
    (response.clicked() && !by_key).then_some(MergeStep::Go(rank))
}

/// A title as it has room in the list: "AE 2026, action 07, cat. 51".
fn shortened(title: &str, lang: Lang) -> String {
    title.replace(" (PLF)", "").replace(lang.pick("catégorie ", "category "), "cat.\u{a0}")
}

/// "à décider", "réglé".
fn state_word(standing: Standing, occasion: Occasion, lang: Lang) -> &'static str {
    match (standing, occasion) {
        (Standing::Left, Occasion::Merge) => lang.pick("à décider", "to decide"),
        (Standing::Left, _) => lang.pick("diffère", "differs"),
        (_, Occasion::Merge) => lang.pick("réglé", "settled"),
        _ => lang.pick("repris", "taken"),
    }
}

/// One choice for all that is left.
fn foot_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge) -> Vec<MergeStep> {
    let theme = Theme::of(ui);
    let lang = view.lang;
    let mut steps = Vec::new();
    let caption = match merge.occasion {
        Occasion::Merge => lang.pick("Prendre d’un coup ce qui reste à décider", "Take at once what is left to decide"),
        _ => lang.pick("Prendre d’un coup", "Take at once"),
    };
    ui.label(theme::text(caption, SMALL_12, Weight::Regular, theme.ink2));
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if merge.occasion == Occasion::Beside {
            if controls::button(ui, lang.pick("Tout reprendre", "Take everything")).clicked() {
                steps.push(MergeStep::TakeOther);
            }
            return;
        }
        ui.spacing_mut().item_spacing.x = 4.0;
        let scope = if merge.takes_all { lang.pick("partout", "everywhere") } else { lang.pick("de la page", "of the page") };
        let scopes = egui::ComboBox::from_id_salt("scope of choices").selected_text(scope).width(92.0).icon(controls::list_caret);
        let list = scopes.show_ui(ui, |ui| {
            for (all, words) in [(false, lang.pick("de la page", "of the page")), (true, lang.pick("partout", "everywhere"))] {
                if ui.selectable_label(merge.takes_all == all, words).clicked() {
                    steps.push(MergeStep::TakesAll(all));
                }
            }
        });
        let name = lang.pick("Pour quels choix", "For which choices");
        ui.ctx().accesskit_node_builder(list.response.id, |node| node.set_label(name));
        for side in [Side::Ours, Side::Theirs] {
            if controls::button(ui, &merge.people.of(side).short).clicked() {
                steps.push(MergeStep::All(side));
            }
        }
    });
    steps
}

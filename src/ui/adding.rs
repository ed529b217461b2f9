//! What is added in place, under the table or list that it belongs to: categories by their codes, and whatever has a name.

use egui::{
    Align, Align2, Context, Frame, Id, Key, Layout, Margin, Modifiers, Rect, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::actions::Action;
use super::dialogs::Naming;
use super::icons::Icon;
use super::modal::{refusal_ui, select_all};
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, View, cells, controls};
use crate::editing::{meant, proposed};
use crate::lang::{Lang, Word, nature, writing};
use crate::model::{Categories, Category, Shape};
use crate::sections::shapes;
use crate::tables::{Node, Offer};

/// The most categories that are proposed at once.
const MOST: usize = 5;

/// The field of what is added on the page of a node.
pub fn field_id(opened: u64, node: Node, offer: Offer) -> Id {
    Id::unique(("adding", opened, node, offer))
}

/// Forgets what was typed in a field, once it is added.
pub fn forget(ctx: &Context, field: Id) {
    ctx.data_mut(|data| data.remove::<Named>(field));
}

// Categories

/// What is typed and chosen so far.
#[derive(Clone, Debug, Default)]
struct Choosing {
    typed: String,
    chosen: Vec<Category>,
    /// Which of the proposed ones Enter ticks.
    at: usize,
    refusal: String,
    /// Whether what is proposed was brought into sight since the last letter.
    is_in_sight: bool,
}

impl Choosing {
    /// The categories of the tables, and those that are chosen.
    fn there(&self, used: Categories) -> Categories {
        used.iter().chain(self.chosen.iter().copied()).collect()
    }

    /// Chooses what was typed; whether it named something.
    fn tick(&mut self, used: Categories, lang: Lang) -> bool {
        let there = self.there(used);
        let is_of_words = self.typed.chars().any(char::is_alphabetic);
        let pointed = proposed(there, &self.typed, lang).get(self.at).copied().filter(|_| is_of_words || self.at > 0);
        match pointed.map_or_else(|| meant(there, &self.typed, lang), |category| Ok(vec![category])) {
            Ok(categories) => {
                self.chosen.extend(categories);
                (self.typed, self.at, self.refusal) = Default::default();
                true
            }
            Err(refusal) => {
                self.refusal = refusal.sentence(lang);
                false
            }
        }
    }

    /// What the keys that are not those of a field do; whether what is chosen is added.
    fn keys(&mut self, ui: &Ui, used: Categories, lang: Lang) -> bool {
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::COMMAND, Key::Enter) {
            return (self.typed.trim().is_empty() || self.tick(used, lang)) && !self.chosen.is_empty();
        }
        if pressed(Modifiers::NONE, Key::Enter) {
            let adds = self.typed.trim().is_empty();
            if !adds {
                self.tick(used, lang);
            }
            return adds && !self.chosen.is_empty();
        }
        if self.typed.is_empty() && pressed(Modifiers::NONE, Key::Backspace) {
            self.chosen.pop();
        }
        let last = proposed(self.there(used), &self.typed, lang).len().min(MOST).saturating_sub(1);
        if pressed(Modifiers::NONE, Key::ArrowDown) {
            self.at = (self.at + 1).min(last);
        }
        if pressed(Modifiers::NONE, Key::ArrowUp) {
            self.at = self.at.saturating_sub(1);
        }
        false
    }
}

/// "+ catégorie": codes or words, ticked one after the other and added together.
pub fn categories_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let (theme, lang) = (Theme::of(ui), view.lang);
    let id = field_id(view.opened, view.node, Offer::Category);
    let used = view.session.figures().used_categories();
    let mut state: Choosing = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    state.chosen.retain(|category| !used.contains(*category));
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let mut adds = has_focus && state.keys(ui, used, lang);
    let mut intent = None;
    ui.add_space(4.0);
    let top = ui.cursor().min;
    ui.horizontal(|ui| {
        let before = state.typed.clone();
        let response = framed_ui(ui, has_focus, |ui| {
            state.chosen.retain(|category| !chosen_ui(ui, lang, *category));
            let hint = lang.pick("catégorie\u{a0}: code ou mot", "category: code or word");
            line_ui(ui, id, &mut state.typed, hint, lang.pick("Ajouter des catégories", "Add categories"), 190.0)
        });
        if state.typed != before {
            state.at = 0;
            state.refusal.clear();
            state.is_in_sight = false;
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            state = Choosing::default();
            intent = Some(Intent::BackToTable);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !state.chosen.is_empty() {
                let codes: Vec<String> = state.chosen.iter().map(ToString::to_string).collect();
                let words = format!("{} {}", lang.pick("Ajouter", "Add"), writing::listed(&codes, lang));
                adds |= controls::button(ui, &words).clicked();
            }
            if has_focus || !state.chosen.is_empty() {
                let words = lang.pick("Entrée coche, Ctrl+Entrée ajoute, Échap ferme", "Enter ticks, Ctrl+Enter adds, Esc closes");
                ui.add(egui::Label::new(theme::text(words, SMALL_12, Weight::Regular, theme.ink2)).truncate());
            }
        });
    });
    refusal_ui(ui, &state.refusal);
    if has_focus {
        proposals_ui(ui, used, &mut state, lang);
        // The field stands at the foot of its page; afterwards the page scrolls as the user likes.
        if !std::mem::replace(&mut state.is_in_sight, true) {
            ui.scroll_to_rect(Rect::from_two_pos(top, ui.min_rect().max), None);
        }
    } else {
        state.is_in_sight = false;
    }
    if adds {
        intent = Some(Intent::AddCategories(std::mem::take(&mut state.chosen)));
        state = Choosing::default();
    }
    ui.data_mut(|data| data.insert_temp(id, state));
    intent
}

/// The categories that may be meant, each a row that ticks it.
fn proposals_ui(ui: &mut Ui, used: Categories, state: &mut Choosing, lang: Lang) {
    let theme = Theme::of(ui);
    let mut ticked = None;
    for (index, category) in proposed(state.there(used), &state.typed, lang).into_iter().take(MOST).enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW_HEIGHT), Sense::click());
        let name = nature::category(category, lang);
        response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, format!("{category} {name}")));
        let painter = ui.painter();
        if index == state.at || response.hovered() {
            painter.rect_filled(rect, 0, if index == state.at { theme.sel } else { theme.hover });
        }
        let tick = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), vec2(14.0, 14.0));
        painter.rect(tick, theme::RADIUS_CONTROL, theme.sheet, Stroke::new(theme::LINE_WIDTH, theme.ctl), StrokeKind::Inside);
        let code = theme::font(BODY_14, Weight::Semibold);
        painter.text(pos2(tick.right() + 11.0, rect.center().y), Align2::LEFT_CENTER, category.to_string(), code, theme.ink);
        let there: Vec<String> = used.of_title(category.title()).map(|category| category.to_string()).collect();
        let there = match there.as_slice() {
            [] => String::new(),
            [one] => lang.pick(format!("{one} est déjà dans le tableau"), format!("{one} is in the table")),
            several => {
                let several = writing::listed(several, lang);
                lang.pick(format!("{several} sont déjà dans le tableau"), format!("{several} are in the table"))
            }
        };
        let small = || theme::font(SMALL_12, Weight::Regular);
        let right = cells::truncated(ui, &there, small(), theme.ink2, rect.width() / 3.0);
        let left = tick.right() + 36.0;
        let room = rect.right() - 8.0 - right.size().x - left;
        let name = cells::truncated(ui, name, theme::font(BODY_14, Weight::Regular), theme.ink, room);
        let title = lang.pick(
            format!("titre {}, {}", category.title(), nature::title(category.title(), lang)),
            format!("title {}, {}", category.title(), nature::title(category.title(), lang)),
        );
        let title = cells::truncated(ui, &title, small(), theme.ink2, room - name.size().x - 16.0);
        let at = |left: f32, height: f32| pos2(left, rect.center().y - height / 2.0);
        let painter = ui.painter();
        painter.galley(at(left + name.size().x + 16.0, title.size().y), title, theme.ink2);
        painter.galley(at(left, name.size().y), name, theme.ink);
        painter.galley(at(rect.right() - 8.0 - right.size().x, right.size().y), right, theme.ink2);
        if response.clicked() {
            ticked = Some(index);
        }
    }
    if let Some(index) = ticked {
        state.at = index;
        let at = proposed(state.there(used), &state.typed, lang).get(index).copied();
        state.chosen.extend(at);
        (state.typed, state.at) = Default::default();
    }
}

/// A category that is chosen, with a cross; whether it is to go.
fn chosen_ui(ui: &mut Ui, lang: Lang, category: Category) -> bool {
    let theme = Theme::of(ui);
    let words = ui.painter().layout_no_wrap(category.to_string(), theme::font(BODY_14, Weight::Semibold), theme.accent);
    let (rect, response) = ui.allocate_exact_size(vec2(words.size().x + 28.0, theme::TARGET_MIN), Sense::click());
    let name = lang.pick(format!("Retirer {category}"), format!("Remove {category}"));
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, name.clone()));
    let painter = ui.painter();
    painter.rect_filled(rect.shrink2(vec2(0.0, 2.0)), theme::RADIUS_CONTROL, theme.sel);
    painter.galley(pos2(rect.left() + 6.0, rect.center().y - words.size().y / 2.0), words, theme.accent);
    let cross = Rect::from_center_size(pos2(rect.right() - 10.0, rect.center().y), vec2(10.0, 10.0));
    Icon::Close.paint(painter, cross, if response.hovered() { theme.accent } else { theme.ink2 });
    theme::focus_ring(ui, &response);
    response.clicked()
}

// Names

/// What is typed of something new.
#[derive(Clone, Debug, Default)]
struct Named {
    /// The code before the name; none where it is the proposed one.
    code: Option<String>,
    typed: String,
}

/// "+ action", "+ indicateur", "+ ligne": a name, with the code before it where that is chosen.
pub fn name_ui(ui: &mut Ui, view: &View<'_>, offer: Offer, naming: Naming) -> Option<Intent> {
    let lang = view.lang;
    let id = field_id(view.opened, view.node, offer);
    let code_id = id.with("code");
    let mut state: Named = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let focused = ui.memory(egui::Memory::focused);
    let has_focus = focused == Some(id) || (focused == Some(code_id));
    let mut adds = has_focus && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if adds && state.typed.trim().is_empty() {
        ui.memory_mut(|memory| memory.request_focus(id));
        adds = false;
    }
    let mut intent = None;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let mut closes = false;
        framed_ui(ui, has_focus, |ui| {
            if naming == Naming::Action {
                let proposed = view.session.document().next_action_code().map_or_else(String::new, |code| code.to_string());
                let mut code = state.code.clone().unwrap_or_else(|| proposed.clone());
                let response = line_ui(ui, code_id, &mut code, "00", lang.word(Word::Code), 24.0);
                if response.gained_focus() {
                    select_all(ui.ctx(), code_id, &code);
                }
                closes |= response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
                state.code = Some(code).filter(|code| *code != proposed);
            }
            let (hint, name) = (hint(offer, lang), format!("{} {}", lang.pick("Ajouter\u{a0}:", "Add:"), what(offer, lang)));
            let response = line_ui(ui, id, &mut state.typed, &hint, &name, 320.0);
            closes |= response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        });
        if closes {
            state = Named::default();
            intent = Some(Intent::BackToTable);
        }
        if !state.typed.trim().is_empty() {
            adds |= controls::button(ui, lang.pick("Ajouter", "Add")).clicked();
        }
    });
    if has_focus {
        refusal_ui(ui, view.refusal);
    }
    if adds && !state.typed.trim().is_empty() {
        let code = (naming == Naming::Action).then(|| match &state.code {
            Some(code) => code.clone(),
            None => view.session.document().next_action_code().map_or_else(String::new, |code| code.to_string()),
        });
        intent = Some(Intent::Name { naming, code, label: state.typed.clone(), field: id });
    }
    ui.data_mut(|data| data.insert_temp(id, state));
    intent
}

/// "action", "type de dépense": what an offer adds.
fn what(offer: Offer, lang: Lang) -> String {
    let action = match offer {
        Offer::FirstAction | Offer::Action => Action::AddAction,
        Offer::FirstCategory | Offer::Category => Action::AddCategory,
        Offer::Objective => Action::AddObjective,
        Offer::Indicator => Action::AddIndicator,
        Offer::Row => Action::AddRow,
        Offer::ActionToAct => Action::AddToAct,
        Offer::SectionRow(key) => Action::AddToSection(key),
    };
    action.name(lang).trim_end_matches('…').to_lowercase()
}

/// What stands in an empty field.
fn hint(offer: Offer, lang: Lang) -> String {
    match offer {
        Offer::SectionRow(key) if shapes::of(key).is_some_and(Shape::is_numbered) => {
            format!("{}{} 800201 …", what(offer, lang), lang.pick("\u{a0}:", ":"))
        }
        _ => what(offer, lang),
    }
}

// Both

/// A frame around a sign of addition and what is typed.
fn framed_ui<R>(ui: &mut Ui, has_focus: bool, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::of(ui);
    let edge = if has_focus { Stroke::new(theme::STRONG_LINE_WIDTH, theme.accent) } else { Stroke::new(theme::LINE_WIDTH, theme.line2) };
    let frame = Frame::NONE.stroke(edge).corner_radius(theme::RADIUS_CONTROL).inner_margin(Margin::symmetric(6, 4));
    frame
        .show(ui, |ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(theme::ICON_SIZE, theme::TARGET_MIN), Sense::hover());
            Icon::Plus.paint(ui.painter(), Rect::from_center_size(rect.center(), vec2(theme::ICON_SIZE, theme::ICON_SIZE)), theme.ink2);
            contents(ui)
        })
        .inner
}

/// A line without a frame of its own, named for readers.
fn line_ui(ui: &mut Ui, id: Id, typed: &mut String, hint: &str, name: &str, width: f32) -> egui::Response {
    let theme = Theme::of(ui);
    let hint = theme::text(hint, BODY_14, Weight::Regular, theme.ink3);
    let edit = TextEdit::singleline(typed).id(id).hint_text(hint).frame(Frame::NONE).margin(Margin::symmetric(4, 4)).desired_width(width);
    let response = ui.add(edit);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
    response
}

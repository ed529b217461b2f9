//! The bars around the page: menus, toolbar, status.

use std::cell::RefCell;

use egui::{Align, Layout, Sense, Ui, vec2};

use super::actions::Action;
use super::findings::{self, Group};
use super::history::history_ui;
use super::icons::{ButtonState, Icon, icon_button};
use super::outline::plural;
use super::running::{Running, running_ui};
use super::search::{self, Search};
use super::theme::{self, SMALL_12, Theme, Weight};
use super::{Intent, View, consequences, controls, inspector};
use crate::calc::checks::Severity;
use crate::editing::grid::Mode;
use crate::lang::{Lang, Word, capitalised, writing};
use crate::model::Euros;
use crate::sections;
use crate::tables::Level;

/// What the bars say besides the document.
#[derive(Clone, Copy)]
pub struct Bars<'a> {
    pub lang: Lang,
    /// "Enregistré à 14:32", "3 modifications…".
    pub save_state: &'a str,
    /// Whether that is a failure.
    pub save_failed: bool,
    /// What was refused or done last; empty when there is nothing to say.
    pub message: &'a str,
    /// What was done last where nothing shows it.
    pub notice: &'a str,
    /// Whether what is typed goes to the search.
    pub is_searching: bool,
    /// The export under way, once it lasts.
    pub running: Option<&'a Running>,
    /// Whether the inspector is open, when the window has room for it.
    pub inspector: Option<bool>,
    /// Whether the outline is open, when the window is too narrow to keep it.
    pub outline: Option<bool>,
}

/// Whether an action can be done now.
pub fn is_available(action: Action, view: Option<&View<'_>>) -> bool {
    let Some(view) = view else { return !action.needs_document() };
    match action {
        Action::TogglePreview => cfg!(feature = "pdf"),
        Action::Undo => view.session.undo_label().is_some(),
        Action::Redo => view.session.redo_label().is_some(),
        Action::Decide => view.merge.is_some() || !view.session.document().conflicts.is_empty(),
        Action::NextDocument | Action::PreviousDocument => view.tabs.len() > 1,
        Action::ToggleEntry => view.tables().entered(view.node).is_some(),
        Action::ToggleChanges => view.session.document().layout().is_stacked(),
        Action::OpenSection(key) => sections::is_in_layout(key, view.session.document().year),
        action if action.is_of_row() => view.active_row().is_some_and(|row| action.applies_to_row(row)),
        action if action.needs_table() => view.cursor.is_some(),
        action => action.applies_to(view.node),
    }
}

/// The name of an action, with what it is about now: "Annuler : saisie de plf/01/31/ae", "Supprimer « 23 – Industrie »…".
pub(super) fn full_name(action: Action, view: &View<'_>) -> String {
    let name = action.name(view.lang);
    if let Some(named) = step_name(action, view) {
        return named;
    }
    let removed = match action {
        Action::Remove if action.applies_to(view.node) => Some(view.tables().node_title(view.node)),
        Action::RemoveRow => view.active_label(),
        _ => None,
    };
    removed.map_or_else(|| name.to_owned(), |what| removal_name(action, &what, view.lang))
}

fn removal_name(action: Action, what: &str, lang: Lang) -> String {
    let what = short(what);
    let quoted = lang.pick(format!("« {what} »"), format!("“{what}”"));
    let name = action.name(lang);
    match name.strip_suffix('…') {
        Some(name) => format!("{name} {quoted}…"),
        None => format!("{name} {quoted}"),
    }
}

/// As much of a label as a menu has room for.
fn short(label: &str) -> String {
    const LENGTH: usize = 40;
    match label.char_indices().nth(LENGTH).and_then(|(end, _)| label.get(..end)) {
        Some(start) => format!("{}…", start.trim_end()),
        None => label.to_owned(),
    }
}

fn step_name(action: Action, view: &View<'_>) -> Option<String> {
    let label = match action {
        Action::Undo => view.session.undo_label(),
        Action::Redo => view.session.redo_label(),
        _ => None,
    }?;
    let sentence = label.sentence(view.session.document(), view.lang);
    Some(format!("{}{} {sentence}", action.name(view.lang), view.lang.pick(" :", ":")))
}

/// The room that the buttons at the right of the toolbar need, and that their words need; the menus have the same commands.
const TOOLS_NEED: f32 = 200.0;
const WORDS_NEED: f32 = 480.0;

/// The toolbar.
pub fn toolbar_ui(ui: &mut Ui, view: &View<'_>, bars: &Bars<'_>, search: Option<&mut Search>) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let lang = bars.lang;
    let intents = RefCell::new(Vec::new());
    let button = |ui: &mut Ui, icon, action: Action, state| {
        let name = full_name(action, view);
        if icon_button(ui, icon, &name, action.shortcut_text(lang).as_deref(), state).clicked() {
            intents.borrow_mut().push(Intent::Do(action));
        }
    };
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.add_space(4.0);
        if let Some(open) = bars.outline {
            let name = Action::ToggleOutline.name(lang);
            let icon = if open { Icon::CaretDown } else { Icon::CaretRight };
            let shortcut = Action::ToggleOutline.shortcut_text(lang);
            if controls::tool_button(ui, icon, None, name, shortcut.as_deref(), ButtonState::Toggle(open)).clicked() {
                intents.borrow_mut().push(Intent::Do(Action::ToggleOutline));
            }
            ui.add_space(4.0);
        }
        button(ui, Icon::Undo, Action::Undo, ButtonState::enabled(view.session.undo_label().is_some()));
        button(ui, Icon::Redo, Action::Redo, ButtonState::enabled(view.session.redo_label().is_some()));
        intents.borrow_mut().extend(history_button_ui(ui, view));
        ui.add_space(4.0);
        let (rect, _) = ui.allocate_exact_size(vec2(1.0, 20.0), Sense::hover());
        ui.painter().rect_filled(rect, 0, theme.line);
        ui.add_space(4.0);
        button(ui, Icon::Save, Action::Save, ButtonState::Enabled);
        ui.add_space(4.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let room = ui.available_width();
            ui.add_space(4.0);
            if room >= TOOLS_NEED {
                button(ui, Icon::PanelRight, Action::ToggleInspector, bars.inspector.map_or(ButtonState::Disabled, ButtonState::Toggle));
                let icon = if theme.dark { Icon::Sun } else { Icon::Moon };
                button(ui, icon, Action::ToggleTheme, ButtonState::Enabled);
                ui.add_space(4.0);
            }
            if room >= WORDS_NEED {
                if findings_count_ui(ui, view) {
                    intents.borrow_mut().push(Intent::Do(Action::Findings));
                }
                if conflicts_count_ui(ui, view) {
                    intents.borrow_mut().push(Intent::Do(Action::Decide));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                intents.borrow_mut().extend(middle_ui(ui, view, bars, search));
            });
        });
    });
    intents.into_inner()
}

/// What a toolbar that has no room for the search shows instead of it stands in the data of the window.
fn field_room_id() -> egui::Id {
    egui::Id::unique("search in toolbar")
}

/// Whether the toolbar has room for the search: else its list has the field.
pub fn has_search_field(ctx: &egui::Context) -> bool {
    ctx.data(|data| data.get_temp(field_room_id())).unwrap_or(false)
}

/// The state of the file, the search near the middle of the window, and the presentation beside it.
fn middle_ui(ui: &mut Ui, view: &View<'_>, bars: &Bars<'_>, search: Option<&mut Search>) -> Vec<Intent> {
    const GAP: f32 = 8.0;
    const LEAST_FIELD: f32 = 180.0;
    const LEAST_STATE: f32 = 90.0;
    let theme = Theme::of(ui);
    let lang = bars.lang;
    let mut intents = Vec::new();
    let present = lang.pick("Présenter", "Present");
    let keys = Action::Present.shortcut_text(lang);
    let room = ui.available_width();
    let present_width = controls::tool_width(ui, present, keys.as_deref()) + GAP;
    let has_present = room >= LEAST_FIELD + present_width;
    let field = theme::SEARCH_WIDTH.min(room - if has_present { present_width } else { 0.0 });
    let has_field = field >= LEAST_FIELD;
    ui.data_mut(|data| data.insert_temp(field_room_id(), has_field));
    let left = ui.cursor().left();
    let taken = if has_field { field + GAP + if has_present { present_width } else { 0.0 } } else { theme::CONTROL_HEIGHT + GAP };
    let centred = ui.ctx().content_rect().center().x - field / 2.0 - left;
    let state = if has_field { centred.max(LEAST_STATE).min(room - taken) } else { room - taken }.max(0.0);
    ui.allocate_ui_with_layout(vec2(state, theme::CONTROL_HEIGHT), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(state);
        let colour = if bars.save_failed { theme.err } else { theme.ink2 };
        ui.add(egui::Label::new(theme::text(bars.save_state, theme::BODY_14, Weight::Regular, colour)).truncate());
    });
    if has_field {
        intents.extend(search::field_ui(ui, lang, search, field));
    } else if icon_button(ui, Icon::Search, Action::Find.name(lang), Action::Find.shortcut_text(lang).as_deref(), ButtonState::Enabled).clicked() {
        intents.push(Intent::Do(Action::Find));
    }
    if has_field && has_present {
        ui.add_space(GAP - ui.spacing().item_spacing.x);
        let state = ButtonState::enabled(is_available(Action::Present, Some(view)));
        if controls::tool_button(ui, Icon::Present, None, present, keys.as_deref(), state).clicked() {
            intents.push(Intent::Do(Action::Present));
        }
    }
    intents
}

/// The id of the list of steps: the toolbar shows it, the menu opens it too.
pub fn history_id() -> egui::Id {
    egui::Id::unique("history")
}

fn history_button_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let name = Action::History.name(view.lang).trim_end_matches('…');
    let button = icon_button(ui, Icon::Clock, name, None, ButtonState::Enabled);
    let list = egui::Popup::from_toggle_button_response(&button).id(history_id()).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    list.style(theme::menu_style).show(|ui| history_ui(ui, view)).and_then(|shown| shown.inner)
}

/// How many choices a merge left; whether they were asked for.
fn conflicts_count_ui(ui: &mut Ui, view: &View<'_>) -> bool {
    let theme = Theme::of(ui);
    let words = match view.session.document().conflicts.len() {
        0 => return false,
        1 => view.lang.pick("1 choix à faire".to_owned(), "1 choice to make".to_owned()),
        count => view.lang.pick(format!("{count} choix à faire"), format!("{count} choices to make")),
    };
    let state = if view.merge.is_some() { ButtonState::Toggle(true) } else { ButtonState::Enabled };
    let shortcut = Action::Decide.shortcut_text(view.lang);
    controls::tool_button(ui, Icon::Conflict, Some(theme.err), &words, shortcut.as_deref(), state).clicked()
}

/// How many findings there are, with the gravest mark; whether the list was asked for.
fn findings_count_ui(ui: &mut Ui, view: &View<'_>) -> bool {
    let theme = Theme::of(ui);
    let findings = view.session.findings();
    let gravest = findings.iter().map(|finding| Group::of(finding, view.session.document())).min();
    let (icon, colour) = gravest.map_or((Icon::Holds, theme.ok), |gravest| gravest.mark(&theme));
    let count = findings.len();
    let words = match count {
        0 => view.lang.pick("Aucun constat".to_owned(), "No finding".to_owned()),
        count => view.lang.pick(format!("{count} constat{}", plural(count)), format!("{count} finding{}", plural(count))),
    };
    let shortcut = Action::Findings.shortcut_text(view.lang);
    controls::tool_button(ui, icon, Some(colour), &words, shortcut.as_deref(), ButtonState::Enabled).clicked()
}

/// The status bar: the mode, then what was refused or done, or what is selected; at the right the findings and the zoom.
pub fn status_ui(ui: &mut Ui, view: &View<'_>, bars: &Bars<'_>) -> Option<Intent> {
    let theme = Theme::of(ui);
    announce_figures(ui, view);
    let mut intent = None;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.add_space(4.0);
        let mode = match view.cursor.map(|cursor| cursor.grid.mode()) {
            _ if bars.is_searching => bars.lang.pick("Recherche", "Search"),
            Some(Mode::Enter) => bars.lang.word(Word::Typing),
            Some(Mode::Edit) => bars.lang.word(Word::Editing),
            Some(Mode::Ready) | None => bars.lang.word(Word::Ready),
        };
        match view.merge {
            Some(merge) => {
                let left = merge.reviewing.left(view.session.document());
                small_ui(ui, &merge.position(bars.lang), Weight::Semibold, theme.ink);
                if merge.reviewing.is_of_merge() {
                    let words =
                        bars.lang.pick(format!("{left} à décider, enregistrer garde le reste"), format!("{left} to decide, saving keeps the rest"));
                    ui.add_space(8.0);
                    small_ui(ui, &words, Weight::Regular, theme.ink2);
                }
            }
            None => {
                small_ui(ui, mode, Weight::Semibold, theme.ink);
            }
        }
        ui.add_space(16.0);
        intent = bars.running.and_then(|running| running_ui(ui, bars.lang, running));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            counts_ui(ui, view, bars.lang);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| said_ui(ui, view, bars));
        });
    });
    intent
}

fn small_ui(ui: &mut Ui, words: &str, weight: Weight, colour: egui::Color32) -> egui::Response {
    ui.label(theme::text(words, SMALL_12, weight, colour))
}

/// The zoom, then the findings if there is room for them, from the right.
fn counts_ui(ui: &mut Ui, view: &View<'_>, lang: Lang) {
    const COUNTS_NEED: f32 = 420.0;
    let theme = Theme::of(ui);
    let has_room = ui.available_width() >= COUNTS_NEED;
    ui.add_space(8.0);
    let zoom = format!("{:.0} %", ui.ctx().zoom_factor() * 100.0);
    let mut words = egui::text::LayoutJob::default();
    let format = |weight, color| egui::TextFormat { font_id: theme::font(SMALL_12, weight), color, ..egui::TextFormat::default() };
    if has_room {
        words.append("Zoom ", 0.0, format(Weight::Regular, theme.ink2));
    }
    words.append(&zoom, 0.0, format(Weight::Semibold, theme.ink));
    ui.label(words);
    if !has_room {
        return;
    }
    ui.add_space(16.0);
    if let Some(words) = consequences::next_words(view) {
        small_ui(ui, &words, Weight::Regular, theme.ink2);
        ui.add_space(16.0);
        return;
    }
    let [errors, warnings] = [Severity::Error, Severity::Warning].map(|severity| findings::count(view, Group::Severity(severity)));
    let words = lang
        .pick(format!("{errors} erreur{}, {warnings} à vérifier", plural(errors)), format!("{errors} error{}, {warnings} to check", plural(errors)));
    small_ui(ui, &words, Weight::Regular, theme.ink2);
    ui.add_space(16.0);
}

/// What was refused or done last, or what is selected, as far as there is room.
fn said_ui(ui: &mut Ui, view: &View<'_>, bars: &Bars<'_>) {
    let theme = Theme::of(ui);
    let live = |ui: &Ui, response: &egui::Response| {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    };
    if !bars.message.is_empty() {
        let response = ui.add(egui::Label::new(theme::text(capitalised(bars.message), SMALL_12, Weight::Regular, theme.err)).truncate());
        live(ui, &response);
        return;
    }
    if !bars.notice.is_empty() {
        let response = ui.add(egui::Label::new(theme::text(bars.notice, SMALL_12, Weight::Regular, theme.ink)).truncate());
        live(ui, &response);
        return;
    }
    let terms = (bars.inspector != Some(true)).then(|| inspector::sum_words(view)).flatten();
    for (name, text) in selection_words(view).into_iter().chain(terms.map(|terms| ("=", terms))) {
        let width = |words: &str| ui.painter().layout_no_wrap(words.to_owned(), theme::font(SMALL_12, Weight::Semibold), theme.ink).size().x;
        if width(name) + width(&text) + 8.0 > ui.available_width() {
            return;
        }
        small_ui(ui, name, Weight::Regular, theme.ink2);
        small_ui(ui, &text, Weight::Semibold, theme.ink);
        ui.add_space(12.0);
    }
}

/// Says to a screen reader what is selected and what a total became: at most twice a second.
fn announce_figures(ui: &Ui, view: &View<'_>) {
    const LEAST_SECONDS: f64 = 0.5;
    let id = egui::Id::unique("figures announced");
    let now = ui.input(|input| input.time);
    let said: Option<Announced> = ui.data(|data| data.get_temp(id));
    let words = announcement(view);
    let spoken = match said {
        Some(said) if said.words == words || now - said.at < LEAST_SECONDS => said,
        _ => Announced { words: words.clone(), at: now },
    };
    let is_heard = ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(egui::accesskit::Role::Status);
        node.set_live(egui::accesskit::Live::Polite);
        node.set_label(spoken.words.as_str());
    });
    if is_heard.is_some() && spoken.words != words {
        ui.ctx().request_repaint_after_secs((LEAST_SECONDS - (now - spoken.at)).max(0.0) as f32);
    }
    ui.data_mut(|data| data.insert_temp(id, spoken));
}

/// What was announced last, and when, in seconds.
#[derive(Clone)]
struct Announced {
    words: String,
    at: f64,
}

/// "Somme 10 600 000, Nombre 4"; for one cell the total of its column, which what was typed changed.
fn announcement(view: &View<'_>) -> String {
    let Some(cursor) = view.cursor else { return String::new() };
    let words = |pairs: Vec<(&str, String)>| pairs.into_iter().map(|(name, text)| format!("{name} {text}")).collect::<Vec<_>>().join(", ");
    if !cursor.grid.selection().is_single() {
        return words(selection_words(view));
    }
    let Some(table) = view.table(cursor.table).filter(|_| view.session.undo_label().is_some()) else { return String::new() };
    let total = table.rows.iter().rev().find(|row| row.level == Level::Total);
    let cell = total.and_then(|row| Some((row.label.as_str(), row.cells.get(cursor.grid.active().column)?.text(view.lang))));
    cell.map_or_else(String::new, |(label, text)| words(vec![(label, text)]))
}

/// What the status bar says of the selected cells.
fn selection_words(view: &View<'_>) -> Vec<(&'static str, String)> {
    let Some(cursor) = view.cursor else { return vec![] };
    let Some(summary) = view.shown.summary(view, cursor) else { return vec![] };
    let word = |word| view.lang.word(word);
    let sum = summary.sum.map_or_else(|_| word(Word::Overflow).to_owned(), writing::euros);
    // Never rounded to nothing: an amount under half of 0,1 M€ is short in a smaller unit.
    let short = |amount: Euros| if amount.get().unsigned_abs() < 50_000 { writing::scaled(amount) } else { writing::millions(amount) };
    let millions = summary.sum.map_or_else(|_| word(Word::Overflow).to_owned(), short);
    let in_millions = (view.lang.pick("soit", "that is"), millions);
    let mut words = if summary.count == 1 {
        vec![(word(Word::Value), sum), in_millions]
    } else {
        vec![
            (word(Word::Sum), sum),
            in_millions,
            (word(Word::Average), writing::decimal(summary.average)),
            (word(Word::Count), summary.count.to_string()),
            (word(Word::Minimum), writing::euros(summary.least)),
            (word(Word::Maximum), writing::euros(summary.greatest)),
        ]
    };
    if let Some(difference) = summary.difference {
        let difference = difference.map_or_else(|_| word(Word::Overflow).to_owned(), writing::signed_euros);
        words.push((view.lang.pick("écart avec la LFI", "against the LFI"), difference));
    }
    words
}

//! The bar that finds and replaces: it knows what is typed and which match is shown, the app goes there.

use egui::{Id, Key, Margin, TextEdit, Ui, WidgetInfo};

use super::Intent;
use super::actions::Action;
use super::controls;
use super::icons::{ButtonState, Icon, icon_button};
use super::modal::select_all;
use super::theme::{self, BODY_14, Theme, Weight};
use crate::lang::Lang;
use crate::tables::{Match, MatchAt, Query, Tables};

/// What is being searched for.
pub struct FindState {
    typed: String,
    query: Query,
    /// What replaces it in texts, while that is asked for.
    replacement: Option<String>,
    matches: Vec<Match>,
    /// The match that is shown.
    current: Option<usize>,
    /// The state of the document and the language that was searched.
    of: Option<(u64, Lang)>,
    /// The bar is asked for again: what is typed replaces what stands there.
    is_asked_again: bool,
}

/// What the bar asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindStep {
    Next,
    Previous,
    ReplaceOne,
    ReplaceAll,
    Close,
}

impl FindState {
    pub fn new(replacing: bool) -> Self {
        Self {
            typed: String::new(),
            query: Query::new(""),
            replacement: replacing.then(String::new),
            matches: vec![],
            current: None,
            of: None,
            is_asked_again: false,
        }
    }

    /// The matches of what was searched for before, without the keyboard.
    pub fn of(typed: &str) -> Self {
        Self { typed: typed.to_owned(), ..Self::new(false) }
    }

    /// The bar is asked for again: what is typed replaces what stands there, and the field of the replacement appears if it is wanted.
    pub fn ask_again(&mut self, replacing: bool) {
        self.is_asked_again = true;
        if replacing && self.replacement.is_none() {
            self.replacement = Some(String::new());
        }
    }

    pub fn query(&self) -> &Query {
        &self.query
    }

    pub fn replacement(&self) -> &str {
        self.replacement.as_deref().unwrap_or_default()
    }

    pub fn current(&self) -> Option<Match> {
        self.matches.get(self.current?).copied()
    }

    pub fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// Searches again when what is searched for or the document changed.
    pub fn refresh(&mut self, tables: Tables<'_>, revision: u64) {
        let of = Some((revision, tables.lang));
        if self.of == of && self.query.typed() == self.typed {
            return;
        }
        if self.query.typed() != self.typed {
            self.query = Query::new(&self.typed);
            self.current = None;
        }
        self.matches = tables.find(&self.query);
        self.current = self.current.filter(|current| *current < self.matches.len());
        self.of = of;
    }

    /// The next match, or the one before; the first one from the page shown when none is yet. Round the ends of the document.
    pub fn step(&mut self, forward: bool, first_from_here: Option<usize>) -> Option<Match> {
        let count = self.matches.len();
        self.current = match (self.current, forward) {
            _ if count == 0 => None,
            (None, true) => Some(first_from_here.unwrap_or(0)),
            (None, false) => Some(first_from_here.unwrap_or(0).checked_sub(1).unwrap_or(count - 1)),
            (Some(current), true) => Some((current + 1) % count),
            (Some(current), false) => Some(current.checked_sub(1).unwrap_or(count - 1)),
        };
        self.current()
    }

    /// How many of the matches are in texts, where they can be replaced.
    fn in_texts(&self) -> usize {
        self.matches.iter().filter(|found| matches!(found.at, MatchAt::Text { .. })).count()
    }

    /// "3 sur 12", or that there is none; how many are in texts while they are to be replaced.
    fn count_words(&self, lang: Lang) -> String {
        let words = self.rank_words(lang);
        if self.replacement.is_none() || self.matches.is_empty() {
            return words;
        }
        let texts = self.in_texts();
        lang.pick(format!("{words}, dont {texts} dans les textes"), format!("{words}, {texts} of them in texts"))
    }

    fn rank_words(&self, lang: Lang) -> String {
        let count = self.matches.len();
        match (count, self.current) {
            _ if self.query.is_empty() => String::new(),
            (0, _) => lang.pick("Aucun résultat", "No result").into(),
            (1, None) => lang.pick("1 résultat", "1 result").into(),
            (count, None) => lang.pick(format!("{count} résultats"), format!("{count} results")),
            (count, Some(current)) => {
                let rank = current + 1;
                lang.pick(format!("{rank} sur {count}"), format!("{rank} of {count}"))
            }
        }
    }
}

/// Paints the bar; Enter and Shift+Enter go from match to match, Escape closes it.
pub fn find_ui(ui: &mut Ui, lang: Lang, state: &mut FindState) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let mut steps = Vec::new();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        ui.set_min_height(theme::CONTROL_HEIGHT + 8.0);
        if std::mem::take(&mut state.is_asked_again) {
            select_all(ui.ctx(), field_id(), &state.typed);
        }
        let field = field_ui(ui, &mut state.typed, lang.pick("Rechercher dans le document", "Find in the document"), field_id());
        let shift = ui.input(|input| input.modifiers.shift);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if entered {
            steps.push(if shift { FindStep::Previous } else { FindStep::Next });
            field.request_focus();
        }
        let mut replacement_left = false;
        if let Some(replacement) = &mut state.replacement {
            let id = Id::unique("find replacement");
            replacement_left = field_ui(ui, replacement, lang.pick("Remplacer par (textes)", "Replace by (texts)"), id).lost_focus();
        }
        let step = |ui: &mut Ui, icon, action: Action| {
            let state = ButtonState::enabled(!state.matches.is_empty());
            icon_button(ui, icon, action.name(lang), action.shortcut_text(lang).as_deref(), state).clicked()
        };
        if step(ui, Icon::ArrowUp, Action::FindPrevious) {
            steps.push(FindStep::Previous);
        }
        if step(ui, Icon::ArrowDown, Action::FindNext) {
            steps.push(FindStep::Next);
        }
        let words = state.count_words(lang);
        if !words.is_empty() {
            let colour = if state.matches.is_empty() { theme.err } else { theme.ink2 };
            let count = ui.label(theme::text(words, BODY_14, Weight::Regular, colour));
            ui.ctx().accesskit_node_builder(count.id, |node| node.set_live(egui::accesskit::Live::Polite));
        }
        if state.replacement.is_some() {
            ui.add_enabled_ui(state.in_texts() > 0, |ui| {
                if controls::button(ui, lang.pick("Remplacer", "Replace")).clicked() {
                    steps.push(FindStep::ReplaceOne);
                }
                if controls::button(ui, lang.pick("Tout remplacer", "Replace all")).clicked() {
                    steps.push(FindStep::ReplaceAll);
                }
            });
        }
        if icon_button(ui, Icon::Close, lang.pick("Fermer la recherche", "Close the search"), Some(lang.pick("Échap", "Esc")), ButtonState::Enabled)
            .clicked()
            || ((field.lost_focus() || replacement_left) && ui.input(|input| input.key_pressed(Key::Escape)))
        {
            steps.push(FindStep::Close);
        }
    });
    steps.into_iter().map(Intent::Find).collect()
}

/// The field of what is searched for, which takes the keyboard when the bar is asked for.
pub fn field_id() -> Id {
    Id::unique("find field")
}

fn field_ui(ui: &mut Ui, typed: &mut String, name: &str, id: Id) -> egui::Response {
    const WIDTH: f32 = 260.0;
    let width = WIDTH.min(ui.available_width());
    let field = TextEdit::singleline(typed).id(id).hint_text(name).margin(Margin::symmetric(8, 5)).desired_width(width);
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, name));
    response
}

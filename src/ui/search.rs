//! The one search: what was typed leads to cells, pages, texts and commands, and to whatever an address denotes.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Area, Color32, Event, EventFilter, Frame, Id, Key, Margin, Order, Rect, Response, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::actions::{Action, Menu};
use super::icons::Icon;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, View, cells, controls};
use crate::address;
use crate::lang::Lang;
use crate::model::{Document, Place};
use crate::tables::{Index, PageHit, Query, TextHit, Wanted};

/// What is searched among.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    All,
    Cells,
    Pages,
    Texts,
    Commands,
}

impl Kind {
    const ALL: [Self; 5] = [Self::All, Self::Cells, Self::Pages, Self::Texts, Self::Commands];
    const EACH: [Self; 4] = [Self::Cells, Self::Pages, Self::Texts, Self::Commands];

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::All => lang.pick("Tout", "All"),
            Self::Cells => lang.pick("Cellules", "Cells"),
            Self::Pages => lang.pick("Pages et libellés", "Pages and labels"),
            Self::Texts => lang.pick("Textes", "Texts"),
            Self::Commands => lang.pick("Commandes", "Commands"),
        }
    }

    fn next(self, back: bool) -> Self {
        let here = Self::ALL.iter().position(|kind| *kind == self).unwrap_or_default();
        let count = Self::ALL.len();
        Self::ALL.get((here + if back { count - 1 } else { 1 }) % count).copied().unwrap_or_default()
    }
}

/// What a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    Cell(Place),
    Page(PageHit),
    Text(TextHit),
    Command(Menu, Action),
}

impl Hit {
    const fn kind(self) -> Kind {
        match self {
            Self::Cell(_) => Kind::Cells,
            Self::Page(_) => Kind::Pages,
            Self::Text(_) => Kind::Texts,
            Self::Command(..) => Kind::Commands,
        }
    }

    /// A computed cell has the sign of the inspector, an entered one its pencil.
    fn icon(self, document: &Document) -> Icon {
        match self {
            Self::Cell(place) if document.entry(place).is_none() => Icon::Sigma,
            Self::Cell(_) | Self::Text(_) => Icon::Pencil,
            Self::Page(_) => Icon::File,
            Self::Command(..) => Icon::CaretRight,
        }
    }
}

/// What the search asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum SearchStep {
    /// The field was given the keyboard.
    Open(Kind),
    /// Goes there; `edits`, to change it.
    Go { hit: Hit, edits: bool },
    /// What nothing was found for goes to the place that it denotes, if it is an address.
    Address(String),
    /// The keyboard goes back to where it was.
    Close,
    /// Something else was clicked: the keyboard stays there.
    Leave,
}

/// A search that is open.
#[derive(Debug, Default)]
pub struct Search {
    typed: String,
    kind: Kind,
    chosen: usize,
    /// Why an address that was typed leads nowhere.
    refusal: String,
    index: Option<((u64, Lang), Index)>,
    found: Found,
}

/// What was found last, and for what.
#[derive(Debug, Default)]
struct Found {
    of: Option<(u64, Lang, String)>,
    hits: Vec<Hit>,
}

impl Search {
    pub fn new(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// Asked for again: among what is asked for now, from nothing.
    pub fn ask_again(&mut self, kind: Kind) {
        (self.kind, self.chosen) = (kind, 0);
        self.typed.clear();
        self.refusal.clear();
    }

    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Says why what was typed leads nowhere, where it can be meant as an address.
    pub fn refuse(&mut self, refusal: String) {
        if self.kind == Kind::Cells || self.typed.contains('/') {
            self.refusal = refusal;
        }
    }

    fn refresh(&mut self, view: &View<'_>) {
        let state = (view.session.revision(), view.lang);
        let of = Some((state.0, state.1, self.typed.clone()));
        if self.found.of == of {
            return;
        }
        if self.index.as_ref().is_none_or(|(of, _)| *of != state) {
            self.index = Some((state, Index::of(view.tables())));
        }
        let wanted = Wanted::new(&self.typed);
        let document = view.session.document();
        let denoted = address::parse(document, &self.typed).ok().map(Hit::Cell);
        let mut hits: Vec<Hit> = denoted.into_iter().collect();
        if let Some((_, index)) = self.index.as_ref().filter(|_| !wanted.is_empty()) {
            let cells = index.cells(&wanted).into_iter().map(Hit::Cell).filter(|hit| Some(*hit) != denoted);
            hits.extend(cells);
            hits.extend(index.pages(&wanted).into_iter().map(Hit::Page));
            hits.extend(index.texts(&wanted).into_iter().map(Hit::Text));
        }
        let available = |action| super::shell::is_available(action, Some(view));
        hits.extend(commands(&self.typed, view.lang, available).into_iter().map(|(menu, action)| Hit::Command(menu, action)));
        self.found = Found { of, hits };
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Hit> + '_ {
        self.found.hits.iter().copied().filter(move |hit| kind == Kind::All || hit.kind() == kind)
    }

    /// The rows of the list: of each kind the first ones, or all of the one that is asked for. Without a word, no command but where they are asked for.
    fn rows(&self) -> Vec<Row> {
        const OF_EACH: usize = 3;
        const OF_ONE: usize = 40;
        if self.kind != Kind::All {
            return self.of_kind(self.kind).take(OF_ONE).map(Row::Hit).collect();
        }
        if self.typed.trim().is_empty() {
            return vec![];
        }
        let of_kind = |kind| {
            let count = self.of_kind(kind).count();
            let more = (count > OF_EACH).then_some(Row::More(kind, count.saturating_sub(OF_EACH)));
            self.of_kind(kind).take(OF_EACH).map(Row::Hit).chain(more)
        };
        Kind::EACH.into_iter().flat_map(of_kind).collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Hit(Hit),
    /// So many others of a kind.
    More(Kind, usize),
}

impl Row {
    const fn kind(self) -> Kind {
        match self {
            Self::Hit(hit) => hit.kind(),
            Self::More(kind, _) => kind,
        }
    }
}

/// The commands whose menu, name or other names hold every word typed, the nearest first: those whose name begins so, those of which a word does,
/// those that hold it as it was typed.
pub(super) fn commands(typed: &str, lang: Lang, available: impl Fn(Action) -> bool) -> Vec<(Menu, Action)> {
    let words: Vec<Query> = typed.split_whitespace().map(Query::new).collect();
    let whole = Query::new(typed);
    let all = Menu::ALL.into_iter().flat_map(|menu| menu.actions().map(move |action| (menu, action)));
    let distance = |(menu, action): (Menu, Action)| -> Option<u8> {
        let name = action.name(lang);
        let called = format!("{} {name} {}", menu.name(lang), also_called(menu, action, lang));
        if !available(action) || !words.iter().all(|word| word.occurs_in(&called)) {
            return None;
        }
        let starts = |text: &str| whole.occurrences(text).iter().map(|(start, _)| is_within_word(text, *start)).collect::<Vec<_>>();
        let first = whole.occurrences(name).first().copied();
        let in_name = starts(name);
        Some(match () {
            () if first == Some((0, name.len())) => 0,
            () if first.is_some_and(|(start, _)| start == 0) => 1,
            () if in_name.contains(&false) => 2,
            () if starts(&called).contains(&false) => 3,
            () if !in_name.is_empty() => 4,
            () => 5,
        })
    };
    let mut found: Vec<(u8, (Menu, Action))> = all.filter_map(|command| Some((distance(command)?, command))).collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, command)| command).collect()
}

/// Whether a byte of a text is within a word.
fn is_within_word(text: &str, at: usize) -> bool {
    text.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric)
}

/// What a command is called besides its name in the menus.
fn also_called(menu: Menu, action: Action, lang: Lang) -> &'static str {
    match action {
        Action::RemoveCategory | Action::Remove | Action::RemoveRow => lang.pick("supprimer retirer enlever", "delete remove"),
        Action::Find => lang.pick("chercher trouver", "search"),
        Action::Present => lang.pick("diaporama", "slides"),
        _ if menu == Menu::Insert => lang.pick("ajouter nouveau", "add new"),
        _ => "",
    }
}

/// The field of the search.
pub fn field_id() -> Id {
    Id::unique("search field")
}

/// Paints the field, in the toolbar or over a window without room for it; asks to be opened when it is given the keyboard.
pub fn field_ui(ui: &mut Ui, lang: Lang, search: Option<&mut Search>, width: f32) -> Option<Intent> {
    let mut nothing = String::new();
    let mut intent = None;
    let is_open = search.is_some();
    let found = search.as_ref().map_or_else(String::new, |search| search.count_words(lang));
    let typed = search.map_or(&mut nothing, |search| &mut search.typed);
    let hint = lang.pick("Mot, montant, cellule, commande", "Word, amount, cell, command");
    let has_keyboard = ui.memory(|memory| memory.has_focus(field_id()));
    let beside = if found.is_empty() && !has_keyboard { "Ctrl+F" } else { found.as_str() };
    let response = controls::search_field(ui, typed, (hint, beside), width, field_id());
    if !found.is_empty() {
        ui.ctx().accesskit_node_builder(field_id(), |node| node.set_description(found.as_str()));
    }
    if response.has_focus() {
        // Tab goes from kind to kind, the arrows from row to row.
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(field_id(), filter));
        if !is_open {
            intent = Some(Intent::Search(SearchStep::Open(Kind::All)));
        }
    }
    intent
}

/// Paints what was found under the field, and does what its keys ask for.
pub fn list_ui(ui: &Ui, view: &View<'_>, search: &mut Search, field: Option<Rect>) -> Vec<Intent> {
    const WIDTH: f32 = 712.0;
    const ROOM_BELOW: f32 = 44.0;
    let theme = Theme::of(ui);
    let window = ui.ctx().content_rect().shrink(8.0);
    let width = WIDTH.min(window.width());
    let top = theme::MENU_HEIGHT + theme::TOOLBAR_HEIGHT;
    let under = field.map_or(pos2(window.left(), top), |field| pos2(field.center().x - width / 2.0, field.bottom() + 4.0));
    let left = under.x.clamp(window.left(), (window.right() - width).max(window.left()));
    let mut intents = Vec::new();
    let frame = theme::dialog_frame(&theme).inner_margin(Margin::ZERO);
    let area = Area::new(Id::unique("search list")).order(Order::Foreground).fixed_pos(pos2(left, under.y)).constrain(true);
    let name = view.lang.pick("Résultats de la recherche", "Results of the search");
    let shown = area.accessible_name(name).show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
            if field.is_none() {
                Frame::NONE.inner_margin(Margin::same(8)).show(ui, |ui| {
                    intents.extend(field_ui(ui, view.lang, Some(&mut *search), ui.available_width()));
                });
            }
            let before = search.found.of.as_ref().map(|(.., typed)| typed.clone());
            search.refresh(view);
            if before.as_ref() != Some(&search.typed) {
                search.chosen = 0;
                search.refusal.clear();
            }
            kinds_ui(ui, view.lang, search);
            let most = (window.bottom() - ui.cursor().top() - ROOM_BELOW).max(theme::ROW_HEIGHT * 2.0);
            intents.extend(rows_ui(ui, view, search, most));
            foot_ui(ui, view.lang);
        });
    });
    let is_away = shown.response.clicked_elsewhere()
        && field.is_none_or(|field| !ui.input(|input| input.pointer.interact_pos()).is_some_and(|at| field.contains(at)));
    if intents.is_empty() && is_away {
        intents.push(Intent::Search(SearchStep::Leave));
    }
    intents
}

/// Whether a key was pressed, and then whether with Shift: by then that may be let go.
fn pressed(ui: &Ui, wanted: Key) -> Option<bool> {
    let is_wanted = |event: &Event| match event {
        Event::Key { key, pressed: true, modifiers, .. } if *key == wanted => Some(modifiers.shift),
        _ => None,
    };
    ui.input(|input| input.events.iter().find_map(is_wanted))
}

/// The kinds, each with how many there are; Tab goes round them.
fn kinds_ui(ui: &mut Ui, lang: Lang, search: &mut Search) {
    let theme = Theme::of(ui);
    let has_keyboard = ui.memory(|memory| memory.has_focus(field_id()));
    if let Some(back) = pressed(ui, Key::Tab).filter(|_| has_keyboard) {
        search.kind = search.kind.next(back);
        search.chosen = 0;
    }
    Frame::NONE.inner_margin(Margin::symmetric(8, 4)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for kind in Kind::ALL {
                let count = search.of_kind(kind).count();
                let words = if search.typed.trim().is_empty() { kind.name(lang).to_owned() } else { format!("{} {count}", kind.name(lang)) };
                if kind_ui(ui, &theme, &words, kind == search.kind).clicked() {
                    (search.kind, search.chosen) = (kind, 0);
                    ui.memory_mut(|memory| memory.request_focus(field_id()));
                }
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let words = lang.pick("Tab : le genre suivant", "Tab: the next kind");
                ui.add(egui::Label::new(theme::text(words, SMALL_12, Weight::Regular, theme.ink2)).truncate());
            });
        });
    });
    line_ui(ui);
}

fn kind_ui(ui: &mut Ui, theme: &Theme, words: &str, is_chosen: bool) -> Response {
    let ink = if is_chosen { theme.accent } else { theme.ink };
    let weight = if is_chosen { Weight::Semibold } else { Weight::Regular };
    let galley = ui.painter().layout_no_wrap(words.to_owned(), theme::font(BODY_14, weight), ink);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 16.0, theme::TARGET_MIN), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_chosen, words));
    if is_chosen || response.hovered() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, if is_chosen { theme.sel } else { theme.hover });
    }
    ui.painter().galley(pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0), galley, ink);
    response
}

fn line_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::LINE_WIDTH), Sense::hover());
    ui.painter().rect_filled(rect, 0, Theme::of(ui).line);
}

/// The rows, and what the keys do with the one that is chosen.
fn rows_ui(ui: &mut Ui, view: &View<'_>, search: &mut Search, most: f32) -> Vec<Intent> {
    let lang = view.lang;
    let rows = search.rows();
    let has_keyboard = ui.memory(|memory| memory.has_focus(field_id())) || ui.input(|input| input.key_pressed(Key::Enter));
    let presses = |key| if has_keyboard { ui.input(|input| input.num_presses(key)) } else { 0 };
    search.chosen = (search.chosen + presses(Key::ArrowDown)).saturating_sub(presses(Key::ArrowUp)).min(rows.len().saturating_sub(1));
    let mut asked = (presses(Key::Enter) > 0).then(|| rows.get(search.chosen).copied());
    if presses(Key::Escape) > 0 {
        return vec![Intent::Search(SearchStep::Close)];
    }
    if rows.is_empty() {
        let words = search.nothing_words(lang);
        Frame::NONE.inner_margin(Margin::symmetric(16, 8)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let colour = if search.refusal.is_empty() { Theme::of(ui).ink2 } else { Theme::of(ui).err };
            let said = ui.label(theme::text(words, BODY_14, Weight::Regular, colour));
            ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(egui::accesskit::Live::Polite));
        });
    }
    ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        let mut before = None;
        for (index, row) in rows.iter().enumerate() {
            if search.kind == Kind::All && before.replace(row.kind()) != Some(row.kind()) {
                heading_ui(ui, row.kind().name(lang));
            }
            let response = match row {
                Row::Hit(hit) => hit_ui(ui, view, *hit, search, index == search.chosen),
                Row::More(kind, count) => more_ui(ui, lang, *kind, *count, index == search.chosen),
            };
            if response.clicked() {
                asked = Some(Some(*row));
            }
        }
    });
    let edits = pressed(ui, Key::Enter) == Some(true);
    match asked {
        None => vec![],
        Some(Some(Row::More(kind, _))) => {
            (search.kind, search.chosen) = (kind, 0);
            ui.memory_mut(|memory| memory.request_focus(field_id()));
            vec![]
        }
        Some(Some(Row::Hit(hit))) => vec![Intent::Search(SearchStep::Go { hit, edits })],
        Some(None) if search.typed.trim().is_empty() => {
            ui.memory_mut(|memory| memory.request_focus(field_id()));
            vec![]
        }
        Some(None) => vec![Intent::Search(SearchStep::Address(search.typed.clone()))],
    }
}

impl Search {
    /// "13 résultats".
    fn count_words(&self, lang: Lang) -> String {
        match self.of_kind(self.kind).count() {
            _ if self.typed.trim().is_empty() => String::new(),
            0 => String::new(),
            1 => lang.pick("1 résultat", "1 result").to_owned(),
            count => lang.pick(format!("{count} résultats"), format!("{count} results")),
        }
    }

    fn nothing_words(&self, lang: Lang) -> String {
        if !self.refusal.is_empty() {
            return crate::lang::capitalised(&self.refusal);
        }
        let is_empty = self.typed.trim().is_empty();
        let words = match self.kind {
            Kind::All if is_empty => lang.pick(
                "Un libellé, un montant, « titre 3 action 02 », une adresse (plf/01/31/ae), une commande.",
                "A label, an amount, “title 3 action 02”, an address (plf/01/31/ae), a command.",
            ),
            Kind::Cells if is_empty => lang.pick(
                "Une cellule par ses mots (titre 3 action 02), son montant ou son adresse : plf/01/31/ae, indicator/1.1/2021/forecast, text/strategy.",
                "A cell by its words (title 3 action 02), its amount or its address: plf/01/31/ae, indicator/1.1/2021/forecast, text/strategy.",
            ),
            Kind::Pages if is_empty => lang.pick("Le titre d’une page, le libellé d’une ligne.", "The title of a page, the label of a row."),
            Kind::Texts if is_empty => lang.pick("Des mots d’un texte.", "Words of a text."),
            Kind::Commands => lang.pick("Aucune commande de ce nom ici.", "No command of that name here."),
            Kind::All | Kind::Cells | Kind::Pages | Kind::Texts => lang.pick("Aucun résultat", "No result"),
        };
        words.to_owned()
    }
}

fn heading_ui(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui);
    Frame::NONE.inner_margin(Margin { left: 16, right: 16, top: 6, bottom: 2 }).show(ui, |ui| {
        ui.label(theme::text(words, SMALL_12, Weight::Semibold, theme.ink2));
    });
}

/// The ground of a row, with a bar at the left of the chosen one.
fn ground_ui(ui: &mut Ui, words: &str, is_chosen: bool) -> (Rect, Response) {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW_HEIGHT), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, words));
    if is_chosen {
        ui.painter().rect_filled(rect, 0, theme.sel);
        ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0, theme.accent);
        response.scroll_to_me(None);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0, theme.hover);
    }
    (rect, response)
}

fn more_ui(ui: &mut Ui, lang: Lang, kind: Kind, count: usize, is_chosen: bool) -> Response {
    let theme = Theme::of(ui);
    let words = match kind {
        Kind::Cells => lang.pick(format!("{count} autres cellules"), format!("{count} other cells")),
        Kind::Pages => lang.pick(format!("{count} autres pages et libellés"), format!("{count} other pages and labels")),
        Kind::Texts => lang.pick(format!("{count} autres textes"), format!("{count} other texts")),
        Kind::Commands => lang.pick(format!("{count} autres commandes"), format!("{count} other commands")),
        Kind::All => String::new(),
    };
    let (rect, response) = ground_ui(ui, &words, is_chosen);
    let format = TextFormat {
        font_id: theme::font(SMALL_12, Weight::Regular),
        color: theme.accent,
        underline: Stroke::new(theme::LINE_WIDTH, theme.accent),
        ..TextFormat::default()
    };
    let galley = ui.painter().layout_job(LayoutJob::single_section(words, format));
    ui.painter().galley(pos2(rect.left() + LABEL_LEFT, rect.center().y - galley.size().y / 2.0), galley, theme.accent);
    response
}

const LABEL_LEFT: f32 = 40.0;

/// What a row says: its name, what is beside it, its figure, and at the right its address or keys.
struct Said {
    name: String,
    beside: String,
    figure: String,
    right: String,
}

fn said(view: &View<'_>, hit: Hit) -> Said {
    let (tables, lang, document) = (view.tables(), view.lang, view.session.document());
    match hit {
        Hit::Cell(place) => Said {
            name: tables.place_name(place),
            beside: String::new(),
            figure: if matches!(place, Place::Text(_)) { String::new() } else { tables.cell(place).text(lang) },
            right: address::write(document, place).unwrap_or_default(),
        },
        Hit::Page(PageHit::Page(node)) => {
            Said { name: tables.node_title(node), beside: tables.part_title(node), figure: String::new(), right: String::new() }
        }
        Hit::Page(PageHit::Row { node, table, row }) => {
            let name = view.table(table).and_then(|table| table.rows.get(row).map(crate::tables::Row::name)).unwrap_or_default();
            Said { name, beside: tables.node_title(node), figure: String::new(), right: String::new() }
        }
        Hit::Text(hit) => Said {
            name: around(&tables.words(hit.place), hit),
            beside: tables.place_name(Place::Text(hit.place)),
            figure: String::new(),
            right: String::new(),
        },
        Hit::Command(menu, action) => Said {
            name: super::shell::full_name(action, view),
            beside: menu.name(lang).to_owned(),
            figure: String::new(),
            right: action.shortcut_text(lang).unwrap_or_default(),
        },
    }
}

/// The words around what was found in a text.
fn around(text: &str, hit: TextHit) -> String {
    const BEFORE: usize = 24;
    const LENGTH: usize = 90;
    let line_start = text.get(..hit.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let before = text.get(line_start..hit.start).unwrap_or_default();
    let skipped = before.char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    let start = line_start + skipped;
    let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let cut: String = line.chars().take(LENGTH).collect();
    let (open, close) = (if skipped > 0 { "…" } else { "" }, if cut.len() < line.len() { "…" } else { "" });
    format!("{open}{}{close}", cut.trim())
}

fn hit_ui(ui: &mut Ui, view: &View<'_>, hit: Hit, search: &Search, is_chosen: bool) -> Response {
    let theme = Theme::of(ui);
    let Said { name, beside, figure, right } = said(view, hit);
    let spoken: Vec<&str> = [name.as_str(), &beside, &figure, &right].into_iter().filter(|words| !words.is_empty()).collect();
    let (rect, response) = ground_ui(ui, &spoken.join(", "), is_chosen);
    let icon = Rect::from_center_size(pos2(rect.left() + 24.0, rect.center().y), egui::Vec2::splat(theme::ICON_SIZE));
    hit.icon(view.session.document()).paint(ui.painter(), icon, theme.ink2);
    let small = theme::font(SMALL_12, Weight::Regular);
    let mut edge = rect.right() - 16.0;
    let middle = rect.center().y;
    if !right.is_empty() {
        edge = ui.painter().text(pos2(edge, middle), Align2::RIGHT_CENTER, right, small.clone(), theme.ink2).left() - 12.0;
    }
    if !figure.is_empty() {
        let edge_of_figures = edge.min(rect.right() - FIGURES_RIGHT);
        let font = theme::font(BODY_14, Weight::Regular);
        let galley = cells::truncated(ui, &figure, font, theme.ink, rect.width() / 3.0);
        edge = edge_of_figures - galley.size().x;
        ui.painter().galley(pos2(edge, middle - galley.size().y / 2.0), galley, theme.ink);
        edge -= 12.0;
    }
    let left = rect.left() + LABEL_LEFT;
    let job = lit(&name, &search.typed, theme.ink, (edge - left).max(0.0));
    let galley = ui.painter().layout_job(job);
    let end = left + galley.size().x + 12.0;
    ui.painter().galley(pos2(left, middle - galley.size().y / 2.0), galley, theme.ink);
    if !beside.is_empty() && end + 40.0 < edge {
        let galley = cells::truncated(ui, &beside, small, theme.ink2, edge - end);
        ui.painter().galley(pos2(end, middle - galley.size().y / 2.0), galley, theme.ink2);
    }
    response
}

/// Where the figures of cells end, from the right edge of the list.
const FIGURES_RIGHT: f32 = 112.0;

/// A name with the words that were typed in semibold, cut where there is no room.
fn lit(name: &str, typed: &str, ink: Color32, width: f32) -> LayoutJob {
    let format = |weight| TextFormat { font_id: theme::font(BODY_14, weight), color: ink, ..TextFormat::default() };
    let mut spans: Vec<(usize, usize)> =
        typed.split_whitespace().flat_map(|word| Query::new(word).occurrences(name)).filter(|(start, _)| !is_within_word(name, *start)).collect();
    spans.sort_unstable();
    let mut job = LayoutJob { wrap: egui::text::TextWrapping::truncate_at_width(width), ..LayoutJob::default() };
    let part = |start: usize, end: usize| name.get(start..end).unwrap_or_default();
    let mut at = 0;
    for (start, end) in spans.into_iter().filter(|(start, end)| start < end) {
        if start >= at {
            job.append(part(at, start), 0.0, format(Weight::Regular));
            job.append(part(start, end), 0.0, format(Weight::Semibold));
            at = end;
        }
    }
    job.append(part(at, name.len()), 0.0, format(Weight::Regular));
    job
}

fn foot_ui(ui: &mut Ui, lang: Lang) {
    let theme = Theme::of(ui);
    line_ui(ui);
    Frame::NONE.fill(theme.panel).inner_margin(Margin::symmetric(16, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let words = lang.pick(
            "Haut, Bas choisir   Entrée y aller   Maj+Entrée y aller et modifier   Échap revenir",
            "Up, Down choose   Enter go   Shift+Enter go and edit   Esc go back",
        );
        ui.add(egui::Label::new(theme::text(words, SMALL_12, Weight::Regular, theme.ink2)).truncate());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_letters_find_a_command_without_its_accents_the_nearest_first() {
        let cases = [
            ("enreg", Some(Action::Save)),
            ("annuler", Some(Action::Undo)),
            ("theme", Some(Action::ToggleTheme)),
            ("tableau bas", Some(Action::FillDown)),
            ("vers le bas", Some(Action::FillDown)),
            ("tre ou", Some(Action::AddCategory)),
            ("ajouter", Some(Action::AddAction)),
            ("ajouter indic", Some(Action::AddIndicator)),
            ("supprimer ligne", Some(Action::RemoveRow)),
            ("ENGLISH", Some(Action::English)),
            ("xyz", None),
        ];
        for (typed, expected) in cases {
            let first = commands(typed, Lang::French, |_| true).first().map(|(_, action)| *action);
            assert_eq!(first, expected, "{typed}");
        }
    }

    #[test]
    fn every_command_of_the_menus_is_found_by_its_own_name_in_both_languages() {
        for lang in Lang::ALL {
            for action in Action::all() {
                let found = commands(action.name(lang), lang, |_| true);
                let name = found.first().map(|(_, first)| first.name(lang));
                assert_eq!(name, Some(action.name(lang)), "its own name comes first");
            }
            assert!(commands("", lang, |action| action != Action::Quit).iter().all(|(_, action)| *action != Action::Quit));
        }
    }

    #[test]
    fn the_words_around_what_was_found_are_cut_at_the_line() {
        let text = "Premier paragraphe.\nLes crédits du titre 3 de l’action financent des licences";
        let start = text.find("titre").unwrap();
        let hit = TextHit { place: crate::model::TextPlace::Narrative(crate::model::Narrative::Strategy), start, end: start + 7 };
        assert_eq!(around(text, hit), "Les crédits du titre 3 de l’action financent des licences");
    }
}

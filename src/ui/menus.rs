//! The menus: their bar, their rows, and the letters by which they are opened and chosen from.

use egui::accesskit::{HasPopup, Role};
use egui::containers::menu::{MenuState, SubMenu as Beside};
use egui::response::Flags;
use egui::text::{LayoutJob, TextFormat};
use egui::{Context, Event, Id, Key, Popup, Rect, Response, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::access::{self, Area};
use super::actions::{Action, Group, Menu, SubMenu, access_key, letters};
use super::icons::Icon;
use super::modal::appears;
use super::shell::{full_name, is_available};
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, View};
use crate::lang::Lang;

/// What the menus show besides the document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Switches {
    pub autosave: bool,
    pub outline: bool,
    pub inspector: bool,
    pub preview: bool,
    pub dark: bool,
}

/// The menu bar of a window, on a document or on none.
#[derive(Clone, Copy)]
pub struct Bar<'a> {
    pub view: Option<&'a View<'a>>,
    pub lang: Lang,
    pub switches: Switches,
    /// Whether the letters that answer are underlined.
    pub shows_letters: bool,
}

/// The menus that are there, on a document or on none.
pub fn menus(has_document: bool) -> &'static [Menu] {
    if has_document { &Menu::ALL } else { &Menu::START }
}

/// The name of a menu in the bar.
pub fn menu_id(menu: Menu) -> Id {
    Id::unique(("menu", menu))
}

fn popup_id(menu: Menu) -> Id {
    menu_id(menu).with("popup")
}

/// The one menu of a bar without room for their names.
const GATHERED: &str = "Menu";

fn gathered_id() -> Id {
    Id::unique("gathered menus")
}

/// Opens a menu; its first row gets the keyboard once it is there.
pub fn open(ctx: &Context, menu: Menu) {
    let is_gathered = ctx.read_response(menu_id(menu)).is_none() && ctx.read_response(gathered_id()).is_some();
    let (button, popup) = if is_gathered { (gathered_id(), gathered_id().with("popup")) } else { (menu_id(menu), popup_id(menu)) };
    Popup::open_id(ctx, popup);
    ctx.memory_mut(|memory| memory.request_focus(button));
}

/// The name in the bar that F10 gives the keyboard to.
pub fn first_id(ctx: &Context) -> Id {
    if ctx.read_response(gathered_id()).is_some() { gathered_id() } else { menu_id(Menu::File) }
}

/// Whether the keyboard is on the bar, or a menu of it is open.
pub fn have_keyboard(ctx: &Context) -> bool {
    let is_on = |id: Id| ctx.memory(|memory| memory.has_focus(id)) || Popup::is_id_open(ctx, id.with("popup"));
    Menu::ALL.into_iter().map(menu_id).chain([gathered_id()]).any(is_on)
}

/// Whether the keyboard is on a name in the bar.
pub fn is_on_bar(ctx: &Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    Menu::ALL.into_iter().map(menu_id).chain([gathered_id()]).any(|id| focused == Some(id))
}

/// Paints the menu bar, and returns what was chosen.
pub fn bar_ui(ui: &mut Ui, bar: &Bar<'_>) -> Vec<Intent> {
    // Enlarged four times, the bar has no room for its six names.
    const NAMES_NEED: f32 = 420.0;
    let menus = menus(bar.view.is_some());
    let is_narrow = ui.available_width() < NAMES_NEED;
    access::region(ui, Area::Menus, Role::MenuBar, "Menus");
    let mut intents = Vec::new();
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        if is_narrow {
            let response = name_ui(ui, gathered_id(), (GATHERED, None), bar, Popup::is_id_open(ui.ctx(), gathered_id().with("popup")));
            intents.extend(popup_ui(&response, gathered_id().with("popup"), GATHERED, |ui| gathered_ui(ui, menus, bar)));
            return;
        }
        let open = menus.iter().copied().find(|menu| Popup::is_id_open(ui.ctx(), popup_id(*menu)));
        for menu in menus.iter().copied() {
            let name = menu.name(bar.lang);
            let response = name_ui(ui, menu_id(menu), (name, menu.letter(bar.lang)), bar, open == Some(menu));
            // A pointer that rests on the bar opens nothing while letters do.
            if open.is_some_and(|open| open != menu) && response.hovered() && ui.input(|input| input.pointer.delta() != Vec2::ZERO) {
                Popup::open_id(ui.ctx(), popup_id(menu));
            }
            let shown = popup_ui(&response, popup_id(menu), name, |ui| menu_ui(ui, menu, bar));
            intents.extend(shown);
        }
        if let Some(next) = asked_neighbour(ui, menus) {
            let was_open = open.is_some();
            ui.memory_mut(|memory| memory.request_focus(menu_id(next)));
            if was_open {
                Popup::open_id(ui.ctx(), popup_id(next));
                ui.ctx().request_repaint();
            }
        }
    });
    intents
}

/// The menu that Left or Right asks for, from the bar or from a row that leads to no menu of its own.
fn asked_neighbour(ui: &Ui, menus: &[Menu]) -> Option<Menu> {
    let of_row = ui.data_mut(|data| data.remove_temp::<Option<Menu>>(neighbour_id())).flatten();
    let on_bar = || menus.iter().copied().find(|menu| ui.memory(|memory| memory.has_focus(menu_id(*menu))));
    let here = menus.iter().position(|menu| Some(*menu) == of_row.or_else(on_bar))?;
    let (left, right) = ui.input(|input| (input.key_pressed(Key::ArrowLeft), input.key_pressed(Key::ArrowRight)));
    let next = match (left, right) {
        (true, false) => (here + menus.len() - 1) % menus.len(),
        (false, true) => (here + 1) % menus.len(),
        _ => return None,
    };
    menus.get(next).copied()
}

/// Where a row leaves word that an arrow goes on to the menu beside its own.
fn neighbour_id() -> Id {
    Id::unique("menu beside")
}

/// A name in the bar: its menu opens below it.
fn name_ui(ui: &mut Ui, id: Id, (name, letter): (&str, Option<(char, usize)>), bar: &Bar<'_>, is_open: bool) -> Response {
    let theme = Theme::of(ui);
    let ink = if is_open { theme.accent } else { theme.ink };
    let galley = ui.painter().layout_job(underlined(name, letter.map(|(_, at)| at).filter(|_| bar.shows_letters), ink));
    let size = vec2(galley.size().x + theme::CONTROL_PADDING * 2.0, theme::MENU_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, true, name));
    describe(ui, &response, letter.map(|(key, _)| key), None, Some(is_open));
    if response.has_focus() {
        let filter = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        if ui.input(|input| input.key_pressed(Key::ArrowDown)) && !is_open {
            Popup::open_id(ui.ctx(), id.with("popup"));
        }
    }
    if is_open {
        ui.painter().rect_filled(rect, 0, theme.sel);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0, theme.hover);
    }
    ui.painter().galley(pos2(rect.left() + theme::CONTROL_PADDING, rect.center().y - galley.size().y / 2.0), galley, ink);
    access::ring_within(ui, &response);
    response
}

/// Shows a menu under its name while it is open.
fn popup_ui(response: &Response, id: Id, name: &str, content: impl FnOnce(&mut Ui) -> Vec<Intent>) -> Vec<Intent> {
    let popup = Popup::menu(response).id(id).style(theme::menu_style).accessible_name(name);
    popup.show(content).map(|shown| shown.inner).unwrap_or_default()
}

/// All menus, each opening beside its name.
fn gathered_ui(ui: &mut Ui, menus: &[Menu], bar: &Bar<'_>) -> Vec<Intent> {
    let rows: Vec<RowOf> = menus.iter().map(|menu| RowOf::Menu(*menu)).collect();
    rows_ui(ui, &[rows], bar).0
}

fn menu_ui(ui: &mut Ui, menu: Menu, bar: &Bar<'_>) -> Vec<Intent> {
    let (intents, on_leaf) = rows_ui(ui, &rows_of(menu), bar);
    if on_leaf && !ui.is_sizing_pass() {
        ui.data_mut(|data| data.insert_temp(neighbour_id(), Some(menu)));
    }
    intents
}

/// A row of a menu.
#[derive(Clone, Copy)]
enum RowOf {
    Action(Action),
    Sub(SubMenu, &'static [Action]),
    Menu(Menu),
}

impl RowOf {
    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Action(action) => action.name(lang),
            Self::Sub(sub, _) => sub.name(lang),
            Self::Menu(menu) => menu.name(lang),
        }
    }
}

/// The rows of a menu, in groups set apart by a line.
fn rows_of(menu: Menu) -> Vec<Vec<RowOf>> {
    let mut rows: Vec<Vec<RowOf>> = Vec::new();
    let mut after_sub = false;
    for group in menu.groups() {
        match group {
            Group::Plain(actions) => rows.push(actions.iter().map(|action| RowOf::Action(*action)).collect()),
            Group::Under(sub, actions) => match rows.last_mut().filter(|_| after_sub) {
                Some(last) => last.push(RowOf::Sub(*sub, actions)),
                None => rows.push(vec![RowOf::Sub(*sub, actions)]),
            },
        }
        after_sub = matches!(group, Group::Under(..));
    }
    rows
}

/// Paints the rows of a menu; what was chosen, and whether the keyboard is on one that opens no other menu.
fn rows_ui(ui: &mut Ui, groups: &[Vec<RowOf>], bar: &Bar<'_>) -> (Vec<Intent>, bool) {
    const LEAST_ROWS: f32 = 3.0;
    let appears = appears(ui, ui.unique_id().with("rows"));
    let is_entered = appears && ui.memory(egui::Memory::focused).is_some();
    let is_deepest = MenuState::from_ui(ui, |state, _| state.open_item.is_none());
    let typed = if is_deepest && !appears { typed_letter(ui) } else { None };
    let names: Vec<&str> = groups.iter().flatten().map(|row| row.name(bar.lang)).collect();
    let mut letters = letters(&names).into_iter();
    let faces: Vec<Vec<Face>> = groups.iter().map(|group| group.iter().map(|row| Face::of(*row, bar)).collect()).collect();
    let width = faces.iter().flatten().map(|face| face.width(ui)).fold(LEAST_WIDTH, f32::max);
    ui.set_width(width.min(ui.ctx().content_rect().width() - MARGIN_BELOW));
    ui.spacing_mut().item_spacing.y = 0.0;
    let room = ui.ctx().content_rect().bottom() - ui.cursor().top() - MARGIN_BELOW;
    let height = names.len() as f32 * theme::OUTLINE_ROW_HEIGHT + groups.len().saturating_sub(1) as f32 * LINE_ROOM;
    let mut intents = Vec::new();
    let mut on_leaf = false;
    let mut all_ui = |ui: &mut Ui| {
        let mut first = is_entered;
        for (rank, (group, faces)) in groups.iter().zip(&faces).enumerate() {
            if rank > 0 {
                line_ui(ui);
            }
            for (row, face) in group.iter().zip(faces) {
                let letter = letters.next().flatten();
                let mut response = face.ui(ui, letter, bar.shows_letters);
                if first && face.is_enabled {
                    first = false;
                    response.request_focus();
                }
                if face.is_enabled && typed.is_some() && letter.map(|(key, _)| key) == typed {
                    response.request_focus();
                    response.flags.insert(Flags::FAKE_PRIMARY_CLICKED);
                }
                let beside = |ui: &mut Ui, rows: &[Vec<RowOf>]| Beside::new().show(ui, &response, |ui| rows_ui(ui, rows, bar).0);
                let shown = match *row {
                    RowOf::Action(action) => {
                        on_leaf |= response.has_focus();
                        if response.clicked() {
                            ui.close();
                            intents.push(Intent::Do(action));
                        }
                        None
                    }
                    RowOf::Sub(_, actions) => beside(ui, &[actions.iter().map(|action| RowOf::Action(*action)).collect()]),
                    RowOf::Menu(menu) => beside(ui, &rows_of(menu)),
                };
                if shown.is_some() {
                    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(true));
                }
                intents.extend(shown.into_iter().flat_map(|shown| shown.inner));
            }
        }
    };
    if height <= room {
        all_ui(ui);
    } else {
        let room = room.max(theme::OUTLINE_ROW_HEIGHT * LEAST_ROWS);
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, all_ui);
    }
    (intents, on_leaf)
}

/// The letter that was typed in an open menu, with Alt or without.
fn typed_letter(ui: &Ui) -> Option<char> {
    ui.input(|input| input.events.iter().find_map(letter_of))
}

/// The letter of an event that chooses: what it writes or, with Alt, the key.
pub fn letter_of(event: &Event) -> Option<char> {
    match event {
        Event::Text(text) => access_key(text.chars().next()?),
        Event::Key { key, pressed: true, modifiers, .. } if modifiers.alt && !modifiers.ctrl && !modifiers.command && !modifiers.shift => {
            let name = key.symbol_or_name();
            access_key(name.chars().next().filter(|_| name.chars().count() == 1)?)
        }
        _ => None,
    }
}

fn line_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE_ROOM), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(theme::LINE_WIDTH, Theme::of(ui).line));
}

/// The least width of a menu.
const LEAST_WIDTH: f32 = 240.0;
/// What stays free below a menu that scrolls.
const MARGIN_BELOW: f32 = 20.0;
const LINE_ROOM: f32 = 7.0;
/// Where the words of a row begin: after the room of a tick.
const WORDS_LEFT: f32 = 32.0;
const PADDING: f32 = 10.0;
const KEYS_GAP: f32 = 24.0;

/// What stands before a row that is on or off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Tick(bool),
    /// One of several, of which one is on.
    Dot(bool),
}

/// How a row looks.
struct Face {
    words: String,
    keys: Option<String>,
    sign: Option<Sign>,
    is_enabled: bool,
    opens: bool,
}

impl Face {
    fn of(row: RowOf, bar: &Bar<'_>) -> Self {
        let opens = |words: &str, is_enabled| Self { words: words.to_owned(), keys: None, sign: None, is_enabled, opens: true };
        match row {
            RowOf::Action(action) => Self {
                words: bar.view.map_or_else(|| action.name(bar.lang).to_owned(), |view| full_name(action, view)),
                keys: action.shortcut_text(bar.lang),
                sign: sign_of(action, bar),
                is_enabled: is_available(action, bar.view),
                opens: false,
            },
            RowOf::Sub(sub, actions) => opens(sub.name(bar.lang), actions.iter().any(|action| is_available(*action, bar.view))),
            RowOf::Menu(menu) => opens(menu.name(bar.lang), true),
        }
    }

    /// The width that it needs.
    fn width(&self, ui: &Ui) -> f32 {
        let measure = |words: &str, size| super::cells::width(ui, words, theme::font(size, Weight::Regular));
        let keys = self.keys.as_ref().map_or(0.0, |keys| measure(keys, SMALL_12) + KEYS_GAP);
        (WORDS_LEFT + measure(&self.words, BODY_14) + keys + if self.opens { theme::ICON_SIZE } else { 0.0 } + PADDING).ceil()
    }

    fn ui(&self, ui: &mut Ui, letter: Option<(char, usize)>, shows_letters: bool) -> Response {
        let theme = Theme::of(ui);
        let ink = if self.is_enabled { theme.ink } else { theme.ctl };
        let words = ui.painter().layout_job(underlined(&self.words, letter.map(|(_, at)| at).filter(|_| shows_letters), ink));
        let keys_ink = if self.is_enabled { theme.ink2 } else { theme.ctl };
        let keys = self.keys.as_ref().map(|keys| ui.painter().layout_no_wrap(keys.clone(), theme::font(SMALL_12, Weight::Regular), keys_ink));
        let width = self.width(ui).max(ui.available_width());
        let sense = if self.is_enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(width, theme::OUTLINE_ROW_HEIGHT), sense);
        let (role, is_on) = match self.sign {
            None => (Role::MenuItem, None),
            Some(Sign::Tick(is_on)) => (Role::MenuItemCheckBox, Some(is_on)),
            Some(Sign::Dot(is_on)) => (Role::MenuItemRadio, Some(is_on)),
        };
        response.widget_info(|| WidgetInfo { selected: is_on, ..WidgetInfo::labeled(role, self.is_enabled, &self.words) });
        describe(ui, &response, letter.map(|(key, _)| key), self.keys.as_deref(), self.opens.then_some(false));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let painter = ui.painter();
        if response.has_focus() {
            painter.rect_filled(rect, 0, theme.sel);
        } else if self.is_enabled && response.hovered() {
            painter.rect_filled(rect, 0, theme.hover);
        }
        let sign = Rect::from_center_size(pos2(rect.left() + WORDS_LEFT / 2.0, rect.center().y), Vec2::splat(theme::ICON_SIZE));
        match self.sign {
            Some(Sign::Tick(true)) => Icon::Check.paint(painter, sign, ink),
            Some(Sign::Dot(true)) => {
                painter.circle_filled(sign.center(), DOT_RADIUS, ink);
            }
            Some(Sign::Tick(false) | Sign::Dot(false)) | None => {}
        }
        painter.galley(pos2(rect.left() + WORDS_LEFT, rect.center().y - words.size().y / 2.0), words, ink);
        if let Some(keys) = keys {
            painter.galley(pos2(rect.right() - PADDING - keys.size().x, rect.center().y - keys.size().y / 2.0), keys, keys_ink);
        }
        if self.opens {
            let caret = Rect::from_center_size(pos2(rect.right() - PADDING, rect.center().y), Vec2::splat(theme::ICON_SIZE));
            Icon::CaretRight.paint(painter, caret, ink);
        }
        access::ring_within(ui, &response);
        response
    }
}

const DOT_RADIUS: f32 = 3.0;

/// Whether what an action turns on and off is on.
fn sign_of(action: Action, bar: &Bar<'_>) -> Option<Sign> {
    let view = |is_on: fn(&View<'_>) -> bool| bar.view.is_some_and(is_on);
    let switches = bar.switches;
    Some(match action {
        Action::ToggleAutosave => Sign::Tick(switches.autosave),
        Action::ToggleOutline => Sign::Tick(switches.outline),
        Action::ToggleInspector => Sign::Tick(switches.inspector),
        Action::TogglePreview => Sign::Tick(switches.preview),
        Action::ToggleTheme => Sign::Tick(switches.dark),
        Action::ToggleSpaces => Sign::Tick(view(|view| view.sets_spaces)),
        Action::ToggleChanges => Sign::Tick(view(|view| view.has_changes)),
        Action::ToggleEntry => Sign::Tick(view(|view| view.enters)),
        Action::French => Sign::Dot(bar.lang == Lang::French),
        Action::English => Sign::Dot(bar.lang == Lang::English),
        _ => return None,
    })
}

/// A row of a context menu, and what was chosen by it.
pub(super) fn item_ui(ui: &mut Ui, action: Action, view: &View<'_>) -> (Response, Option<Intent>) {
    let bar = Bar { view: Some(view), lang: view.lang, switches: Switches::default(), shows_letters: false };
    let response = Face::of(RowOf::Action(action), &bar).ui(ui, None, false);
    if response.clicked() {
        ui.close();
    }
    let intent = response.clicked().then_some(Intent::Do(action));
    (response, intent)
}

/// One line of words, one letter of which is underlined.
fn underlined(words: &str, letter: Option<usize>, ink: egui::Color32) -> LayoutJob {
    let format = TextFormat { font_id: theme::font(BODY_14, Weight::Regular), color: ink, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    let (before, rest) = words.split_at_checked(letter.unwrap_or(words.len())).unwrap_or((words, ""));
    let (lined, after) = rest.split_at_checked(rest.chars().next().map_or(0, char::len_utf8)).unwrap_or_default();
    job.append(before, 0.0, format.clone());
    job.append(lined, 0.0, TextFormat { underline: Stroke::new(theme::LINE_WIDTH, ink), ..format.clone() });
    job.append(after, 0.0, format);
    job
}

/// Says of a row what a screen reader tells besides its name.
fn describe(ui: &Ui, response: &Response, letter: Option<char>, keys: Option<&str>, is_open: Option<bool>) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if let Some(letter) = letter {
            node.set_access_key(letter.to_ascii_uppercase().to_string());
        }
        if let Some(keys) = keys {
            node.set_keyboard_shortcut(keys);
        }
        if let Some(is_open) = is_open {
            node.set_has_popup(HasPopup::Menu);
            node.set_expanded(is_open);
        }
    });
}

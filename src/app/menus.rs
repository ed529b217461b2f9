//! The keys of the menus: Alt and a letter, F10, and the way back to what had the keyboard before.

use egui::{Context, Event, Id, Key, Memory, Modifiers, Popup};

use super::{App, Wanted};
use crate::ui::actions::Menu;
use crate::ui::menus::{self, Switches, letter_of};
use crate::ui::theme::Theme;

use super::program::Program;

/// The menus have the keyboard because of a key: what had it before.
#[derive(Clone, Copy, Debug)]
pub(super) struct ByKey(Option<Id>);

impl From<Option<Id>> for ByKey {
    fn from(before: Option<Id>) -> Self {
        Self(before)
    }
}

impl App {
    /// Does what a key does to the menus; whether it was theirs.
    pub(super) fn menu_key(&mut self, ctx: &Context, event: &Event) -> bool {
        if matches!(event, Event::Key { key: Key::F10, pressed: true, modifiers: Modifiers::NONE, .. }) {
            if menus::have_keyboard(ctx) {
                Popup::close_all(ctx);
                self.program.window.menus.get_or_insert(ByKey(None));
                ctx.memory_mut(|memory| memory.focused().into_iter().for_each(|id| memory.surrender_focus(id)));
            } else if !Popup::is_any_open(ctx) {
                self.enter_menus(ctx);
                self.program.window.wanted_focus = Some(Wanted::new(menus::first_id(ctx)));
            }
            return true;
        }
        let is_asked = matches!(event, Event::Key { .. }) || menus::is_on_bar(ctx);
        let letter = letter_of(event).filter(|_| is_asked && !Popup::is_any_open(ctx));
        let shown = menus::menus(self.desks.front().is_some());
        let Some(menu) = letter.and_then(|letter| Menu::of_letter(letter, self.lang(), shown)) else { return false };
        self.enter_menus(ctx);
        self.program.window.wanted_focus = None;
        menus::open(ctx, menu);
        true
    }

    fn enter_menus(&mut self, ctx: &Context) {
        let focused = self.program.window.wanted_focus.map(|wanted| wanted.id).or_else(|| ctx.memory(Memory::focused));
        self.program.window.menus.get_or_insert(ByKey(focused));
    }

    /// Once the menus that a key opened are left, the keyboard goes back to what had it, unless something else was given it.
    pub(super) fn leave_menus(&mut self, ctx: &Context) {
        let window = &mut self.program.window;
        let is_entered = window.wanted_focus.is_some_and(|wanted| wanted.id == menus::first_id(ctx));
        if menus::have_keyboard(ctx) || is_entered {
            return;
        }
        let Some(ByKey(before)) = window.menus.take() else { return };
        let is_given =
            window.dialog.is_some() || window.wanted_focus.is_some() || Popup::is_any_open(ctx) || ctx.input(|input| input.pointer.any_click());
        if is_given {
            return;
        }
        match before.filter(|id| ctx.read_response(*id).is_some()) {
            Some(id) => window.wanted_focus = Some(Wanted::new(id)),
            None => self.focus_cursor(),
        }
        ctx.request_repaint();
    }
}

impl Program {
    /// Whether the letters of the menus are underlined: Alt is held, or a key brought the keyboard there.
    pub(super) fn shows_letters(&self, ctx: &Context) -> bool {
        let is_alt_held = ctx.input(|input| input.modifiers.alt && !input.modifiers.ctrl && !input.modifiers.command);
        self.window.menus.is_some() || (is_alt_held && !cfg!(target_os = "macos"))
    }

    /// What is on and off, for the ticks of the menus.
    pub(super) fn switches(&self, ctx: &Context, outline: bool) -> Switches {
        Switches {
            autosave: self.settings.autosave,
            outline,
            inspector: self.settings.inspector,
            #[cfg(feature = "pdf")]
            preview: self.preview.is_open(),
            #[cfg(not(feature = "pdf"))]
            preview: false,
            dark: Theme::of_ctx(ctx).dark,
        }
    }
}

//! Who has the keyboard, and the keys that wait for it.
//!
//! A key that opens a field, a dialog or a list gives it the keyboard, and whatever was typed after it belongs there, even when it came in the same
//! frame. So events stand in one queue: those after such a key wait until what it opened was painted and has the keyboard. The queue stands before
//! egui, which would else hand all events of a frame to whoever had the keyboard at its beginning.

use std::collections::VecDeque;
use std::mem;
use std::num::NonZeroUsize;

use egui::{Context, Event, Id, ImeEvent, Key, LayerId, Memory, Modifiers, Plugin, RawInput, ViewportId};

use crate::ui::actions::access_key;
use crate::ui::modal;

/// Who takes the next key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Owner {
    /// The grid that has the cursor: it takes keys one by one, and gives back those that are no longer its own.
    Grid,
    /// The slides, which take what is typed in order.
    Slides,
    /// The widget that has egui's focus.
    #[default]
    Widget,
    /// A widget that is to be painted with the keyboard.
    Coming(Id),
    /// The dialog over the window.
    Dialog,
    /// A dialog of the system, which is about to open.
    System,
    /// What a file that was asked for gives.
    Disk,
}

/// A pause in the typing, in seconds: who goes on typing has not yet seen a dialog that came by itself.
const PAUSE: f64 = 0.4;

/// How many passes a widget or a dialog has to take the keyboard; one that takes none gets the keys all the same.
const PATIENCE: u8 = 12;

/// How many passes the focus must stay where it is after a key that may have moved it.
const STEADY: u8 = 2;

/// Passes in one frame while keys wait: a burst does not wait for pictures that nobody could see.
const PASSES: NonZeroUsize = NonZeroUsize::MIN.saturating_add(5);

/// The queue of events in front of the window.
#[derive(Default)]
pub(super) struct Keyboard {
    waiting: VecDeque<Event>,
    /// Typed before a dialog that nobody asked for was seen: they belong to what had the keyboard before it.
    aside: Vec<Event>,
    interruption: Option<Interruption>,
    owner: Owner,
    /// The passes in which nothing was let through.
    held: u8,
    /// Whether a key was let through that may have moved the focus.
    has_moved: bool,
    focused: Option<Id>,
    /// In how many passes the focus did not move.
    steady: u8,
    /// The dialog that has had the keyboard.
    dialog: Option<LayerId>,
    /// Whether a dialog has just closed: the next one is another only after a pass without any.
    rests: bool,
    /// The keys that are held down.
    down: Vec<Key>,
    alt: Alt,
}

/// The key Alt: what is typed with it alone chooses in menus and writes nothing; pressed and let go by itself it is F10.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Alt {
    #[default]
    Up,
    /// Nothing came since it was pressed.
    Alone,
    Held,
}

impl Alt {
    /// Takes what came, and says what it is under Alt. AltGr is Ctrl and Alt, or no Alt at all; on a Mac the key writes.
    fn take(&mut self, event: Event) -> Option<Event> {
        if cfg!(target_os = "macos") {
            return Some(event);
        }
        let is_alt = |modifiers: &Modifiers| modifiers.alt && !modifiers.ctrl && !modifiers.command;
        let before = *self;
        *self = match &event {
            Event::ModifiersChanged(modifiers) if !is_alt(modifiers) => Self::Up,
            Event::ModifiersChanged(modifiers) if before == Self::Up && !modifiers.shift => Self::Alone,
            Event::ModifiersChanged(_) => Self::Held,
            Event::Key { modifiers, .. } => {
                if is_alt(modifiers) {
                    Self::Held
                } else {
                    Self::Up
                }
            }
            Event::WindowFocused(_) => Self::Up,
            Event::PointerButton { .. } | Event::MouseWheel { .. } if before != Self::Up => Self::Held,
            _ => before,
        };
        match event {
            Event::ModifiersChanged(_) if before == Self::Alone && *self == Self::Up => Some(press(Key::F10, Modifiers::NONE)),
            // The key of a letter says it already; "é" is written by that of a digit.
            Event::Text(text) if before != Self::Up => {
                let letter = text.chars().next().filter(|letter| !letter.is_ascii()).and_then(access_key)?;
                Some(press(Key::from_name(&letter.to_ascii_uppercase().to_string())?, Modifiers::ALT))
            }
            event => Some(event),
        }
    }
}

fn press(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

/// A dialog that came by itself while somebody was typing.
#[derive(Clone, Copy)]
enum Interruption {
    /// The pass in which it opened goes on.
    Unseen,
    /// That pass has ended, or a key was typed after that without a pause, at this time in seconds.
    Since(f64),
}

impl Keyboard {
    /// Asks for the next pass while events wait: at once, unless they wait for something outside the window.
    pub fn go_on(&self, ctx: &Context) {
        if self.waiting.is_empty() {
            return;
        }
        if !matches!(self.owner, Owner::System | Owner::Disk) {
            ctx.request_discard("keys wait");
        }
        ctx.request_repaint();
    }

    /// Says who takes the next key.
    pub fn belongs_to(&mut self, owner: Owner) {
        let before = mem::replace(&mut self.owner, owner);
        if owner == Owner::Dialog {
            return;
        }
        self.dialog = None;
        self.rests |= before == Owner::Dialog;
        // A dialog of the system has opened, and cannot be told what was typed for it.
        if before == Owner::System && owner != Owner::System {
            self.waiting.retain(|event| !is_typed(event));
        }
    }

    /// Events that were let through to the grid and are no longer its own.
    pub fn give_back(&mut self, events: impl Iterator<Item = Event>) {
        let is_for_dialog = self.interruption.is_none();
        let (aside, waiting): (Vec<Event>, Vec<Event>) = events.partition(|event| !is_for_dialog && is_typed(event));
        self.aside.splice(0..0, aside);
        waiting.into_iter().rev().for_each(|event| self.waiting.push_front(event));
        self.moved();
    }

    /// A dialog opened that no key asked for: what was typed so far, and what is typed without a pause, is not for it.
    pub fn interrupt(&mut self) {
        self.interruption = Some(Interruption::Unseen);
        let (keys, others): (Vec<Event>, Vec<Event>) = self.waiting.drain(..).partition(is_typed);
        self.aside = keys;
        self.waiting.extend(others);
    }

    /// No dialog is open: the keys that were not for it go to the cell that they were meant for, or are forgotten where that is gone.
    pub fn resume(&mut self, still_there: bool) {
        self.interruption = None;
        let aside = mem::take(&mut self.aside);
        if still_there && !aside.is_empty() {
            self.give_back(aside.into_iter());
        }
    }

    fn moved(&mut self) {
        self.has_moved = true;
        self.steady = 0;
    }

    fn arrive(&mut self, event: Event, now: f64) {
        let Some(event) = self.alt.take(event) else { return };
        if self.is_held_down(&event) {
            return;
        }
        if is_typed(&event) {
            match self.interruption {
                Some(Interruption::Since(last)) if now - last >= PAUSE => self.interruption = None,
                Some(Interruption::Since(_)) => {
                    self.interruption = Some(Interruption::Since(now));
                    return self.aside.push(event);
                }
                Some(Interruption::Unseen) => return self.aside.push(event),
                None => {}
            }
        }
        self.waiting.push_back(event);
    }

    /// Whether the key repeats itself faster than it is done: held down in a list, it must not go on after it is let go.
    fn is_held_down(&mut self, event: &Event) -> bool {
        let Event::Key { key, pressed, .. } = event else { return false };
        let was_down = self.down.contains(key);
        self.down.retain(|other| other != key);
        if *pressed {
            self.down.push(*key);
        }
        let in_list = matches!(self.owner, Owner::Widget | Owner::Dialog) && !writes(event, true);
        *pressed && was_down && in_list && self.waiting.iter().any(|other| is_press(other) && other == event)
    }

    /// Whether what takes the next key has the keyboard.
    fn is_ready(&mut self, ctx: &Context) -> bool {
        let focused = ctx.memory(Memory::focused);
        if focused == mem::replace(&mut self.focused, focused) {
            self.steady = self.steady.saturating_add(1);
        } else {
            self.steady = 0;
        }
        match self.owner {
            // Until it was painted with the keyboard, egui itself moves the focus by the arrows that are for the grid.
            Owner::Grid => self.steady > 0,
            Owner::Slides => true,
            Owner::System | Owner::Disk => false,
            Owner::Coming(id) => focused == Some(id) && ctx.read_response(id).is_some() && self.steady >= STEADY,
            Owner::Widget => !self.has_moved || self.steady >= STEADY,
            Owner::Dialog => {
                let layer = ctx.memory(Memory::top_modal_layer);
                if layer.is_none() || layer != self.dialog {
                    self.dialog = layer.filter(|_| self.steady >= STEADY && modal::has_keyboard(ctx));
                }
                self.dialog.is_some() && (!self.has_moved || self.steady >= STEADY)
            }
        }
    }

    /// The events of this pass, in order: what was typed in a row, or one key that may give the keyboard to another.
    fn batch(&mut self, writing: bool) -> Vec<Event> {
        self.has_moved = false;
        let mut batch: Vec<Event> = Vec::new();
        let (mut typed, mut alone) = (false, false);
        while let Some(event) = self.waiting.front() {
            let is_text_of_press = matches!(event, Event::Text(_)) && batch.last().is_some_and(|last| is_press(last) && is_character(last));
            let may_join = if is_neutral(event) || is_text_of_press {
                true
            } else if is_typed(event) && (self.owner == Owner::Grid || writes(event, writing)) {
                typed = true;
                !alone
            } else {
                !typed && !mem::replace(&mut alone, true)
            };
            if !may_join {
                break;
            }
            batch.extend(self.waiting.pop_front());
        }
        if alone {
            self.moved();
        }
        batch
    }
}

impl Plugin for Keyboard {
    fn debug_name(&self) -> &'static str {
        "keyboard"
    }

    fn setup(&mut self, ctx: &Context) {
        ctx.options_mut(|options| options.max_passes = options.max_passes.max(PASSES));
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        if input.viewport_id != ViewportId::ROOT {
            return;
        }
        let now = input.time.unwrap_or_else(|| ctx.input(|state| state.time) + f64::from(input.predicted_dt));
        if matches!(self.interruption, Some(Interruption::Unseen)) {
            self.interruption = Some(Interruption::Since(now));
        }
        for event in mem::take(&mut input.events) {
            self.arrive(event, now);
        }
        let is_ready = self.is_ready(ctx) && !mem::take(&mut self.rests);
        if self.waiting.is_empty() {
            self.held = 0;
        } else if is_ready || (self.held >= PATIENCE && self.owner != Owner::System) {
            self.held = 0;
            input.events = self.batch(self.owner == Owner::Slides || ctx.text_edit_focused());
        } else {
            self.held = self.held.saturating_add(1);
        }
    }
}

/// Whether somebody typed it.
pub(super) fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Text(_) | Event::Paste(_) | Event::Copy | Event::Cut | Event::Ime(ImeEvent::Commit(_))) || is_press(event)
}

fn is_press(event: &Event) -> bool {
    matches!(event, Event::Key { pressed: true, .. })
}

/// Whether the key writes a character, whatever is held with it.
fn is_character(event: &Event) -> bool {
    let Event::Key { key, .. } = event else { return false };
    let is_arrow = matches!(key, Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown);
    matches!(key, Key::Space | Key::Quote) || (!is_arrow && key.symbol_or_name().chars().count() == 1)
}

/// Whether it gives the keyboard to nobody and goes with whatever stands beside it.
fn is_neutral(event: &Event) -> bool {
    let is_pointed = matches!(event, Event::PointerButton { .. } | Event::AccessKitActionRequest(_));
    !is_typed(event) && !is_pointed
}

/// Whether it only writes, erases or moves the caret in a line that has the keyboard.
fn writes(event: &Event, has_line: bool) -> bool {
    match event {
        Event::Key { key, modifiers, .. } if has_line => {
            let is_command = modifiers.command || modifiers.ctrl || modifiers.alt;
            let moves = matches!(
                key,
                Key::Backspace
                    | Key::Delete
                    | Key::ArrowLeft
                    | Key::ArrowRight
                    | Key::ArrowUp
                    | Key::ArrowDown
                    | Key::Home
                    | Key::End
                    | Key::PageUp
                    | Key::PageDown
            );
            if moves { !modifiers.alt } else { !is_command && is_character(event) }
        }
        Event::Text(_) | Event::Paste(_) | Event::Copy | Event::Cut | Event::Ime(_) => has_line,
        _ => false,
    }
}

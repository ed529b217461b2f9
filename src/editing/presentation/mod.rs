//! A presentation: which slide is shown and what keys do, without a toolkit. `keys.txt` has a row for every state and key.

use std::sync::Arc;

use super::Command;
use super::grid::{self, Held};
use super::trial::{self, Outcome, Trial};
use crate::model::{Document, Planned};

/// What is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    #[default]
    Slide,
    Black,
    White,
    /// Every slide, small; the one that would be chosen.
    Overview(usize),
    /// What each key does.
    Keys,
}

/// A key by its use in a presentation; characters come as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Left,
    Right,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    Enter,
    Escape,
    Backspace,
    Delete,
    Tab,
    F1,
    F2,
    F5,
    A,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Key(Key, Held),
    /// Characters, as the keyboard of the user writes them.
    Text(String),
    /// On the slide.
    Click,
    SecondClick,
    /// On a slide of the overview.
    Pick(usize),
    /// Nobody has typed for a while.
    Pause,
    /// The answers of the bar of a trial.
    Keep,
    Discard,
}

/// What the window must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    End,
    /// A trial becomes a step of the document.
    Keep(Command),
    /// The slide shows no figure that is entered.
    NothingToTry,
}

/// The slides being presented.
pub struct Presentation {
    slides: Vec<Planned>,
    current: usize,
    screen: Screen,
    /// The number of a slide as far as it is typed.
    digits: String,
    trial: Option<Trial>,
}

impl Presentation {
    /// From a slide; `None` when there is none to show.
    pub fn start(slides: Vec<Planned>, from: usize) -> Option<Self> {
        let last = slides.len().checked_sub(1)?;
        Some(Self { slides, current: from.min(last), screen: Screen::Slide, digits: String::new(), trial: None })
    }

    pub fn slides(&self) -> &[Planned] {
        &self.slides
    }

    pub fn current(&self) -> usize {
        self.current
    }

    /// The slide that is shown, and the one after it.
    pub fn planned(&self) -> Option<&Planned> {
        self.slides.get(self.current)
    }

    pub fn screen(&self) -> Screen {
        self.screen
    }

    pub fn digits(&self) -> &str {
        &self.digits
    }

    pub fn trial(&self) -> Option<&Trial> {
        self.trial.as_ref()
    }

    /// How many slides stand beside each other in the overview.
    pub fn columns(&self) -> usize {
        let mut columns = 1;
        while columns * columns < self.slides.len() {
            columns += 1;
        }
        columns
    }

    /// Does an event over the present state of the document.
    pub fn handle(&mut self, event: Event, document: &Arc<Document>) -> Option<Effect> {
        if self.trial.is_some() {
            return self.trial_event(event);
        }
        match event {
            Event::Key(key, held) => self.key(key, held),
            Event::Text(text) => text.chars().find_map(|character| self.character(character, document)),
            Event::Click => self.click(true),
            Event::SecondClick => self.click(false),
            Event::Pick(index) => {
                self.show(index);
                None
            }
            Event::Keep | Event::Discard | Event::Pause => None,
        }
    }

    // ---------------------------------------------------------------- slides

    fn show(&mut self, index: usize) {
        if index < self.slides.len() {
            self.current = index;
            self.screen = Screen::Slide;
        }
        self.digits.clear();
    }

    /// The slide after or before; a blank screen gives the slide back first.
    fn step(&mut self, forward: bool) {
        let next = if forward { self.current.saturating_add(1) } else { self.current.saturating_sub(1) };
        match self.screen {
            Screen::Slide => self.show(next.min(self.slides.len().saturating_sub(1))),
            Screen::Black | Screen::White | Screen::Overview(_) | Screen::Keys => self.show(self.current),
        }
    }

    fn click(&mut self, forward: bool) -> Option<Effect> {
        self.step(forward);
        None
    }

    fn key(&mut self, key: Key, held: Held) -> Option<Effect> {
        if let Screen::Overview(at) = self.screen
            && self.overview_key(key, at, held)
        {
            return None;
        }
        match key {
            Key::Enter if !self.digits.is_empty() => {
                // A number without a slide changes nothing.
                let number = self.digits.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                self.show(number.unwrap_or(usize::MAX));
            }
            Key::Right | Key::Down | Key::PageDown | Key::Enter => self.step(true),
            Key::Left | Key::Up | Key::PageUp => self.step(false),
            Key::Backspace if !self.digits.is_empty() => {
                self.digits.pop();
            }
            Key::Backspace => self.step(false),
            Key::Home => self.show(0),
            Key::End => self.show(self.slides.len().saturating_sub(1)),
            // Who presents already does not lose the place.
            Key::F5 => self.show(self.current),
            Key::Tab => self.toggle_overview(),
            Key::F1 => self.instead(Screen::Keys),
            Key::Escape if !self.digits.is_empty() => self.digits.clear(),
            Key::Escape if self.screen != Screen::Slide => self.show(self.current),
            Key::Escape => return Some(Effect::End),
            Key::Delete | Key::F2 | Key::A => {}
        }
        None
    }

    fn character(&mut self, character: char, document: &Arc<Document>) -> Option<Effect> {
        const LONGEST_NUMBER: usize = 4;
        match character.to_ascii_lowercase() {
            digit if digit.is_ascii_digit() => {
                self.digits.push(digit);
                self.digits.truncate(LONGEST_NUMBER);
            }
            ' ' | 'n' => self.step(true),
            'p' => self.step(false),
            'b' | '.' => self.instead(Screen::Black),
            'w' | ',' => self.instead(Screen::White),
            '?' => self.instead(Screen::Keys),
            'g' => self.toggle_overview(),
            'e' => return self.try_figures(document),
            _ => {}
        }
        None
    }

    /// Something in the place of the slide; the same again gives the slide back.
    fn instead(&mut self, screen: Screen) {
        self.screen = if self.screen == screen { Screen::Slide } else { screen };
        self.digits.clear();
    }

    fn toggle_overview(&mut self) {
        self.screen = if matches!(self.screen, Screen::Overview(_)) { Screen::Slide } else { Screen::Overview(self.current) };
        self.digits.clear();
    }

    /// Whether a key moves in the overview or chooses from it.
    fn overview_key(&mut self, key: Key, at: usize, held: Held) -> bool {
        let last = self.slides.len().saturating_sub(1);
        let columns = self.columns();
        let next = match key {
            Key::Enter if self.digits.is_empty() => {
                self.show(at);
                return true;
            }
            Key::Right => at.saturating_add(1).min(last),
            Key::Left => at.saturating_sub(1),
            Key::Down => Some(at + columns).filter(|next| *next <= last).unwrap_or(at),
            Key::Up => at.checked_sub(columns).unwrap_or(at),
            Key::Home => 0,
            Key::End => last,
            Key::Tab if held.shift => at.saturating_sub(1),
            _ => return false,
        };
        self.screen = Screen::Overview(next);
        true
    }

    // ---------------------------------------------------------------- trial

    fn try_figures(&mut self, document: &Arc<Document>) -> Option<Effect> {
        if self.screen != Screen::Slide {
            self.show(self.current);
            return None;
        }
        self.digits.clear();
        self.trial = Trial::start(document, self.planned()?.slide);
        self.trial.is_none().then_some(Effect::NothingToTry)
    }

    fn trial_event(&mut self, event: Event) -> Option<Effect> {
        let trial = self.trial.as_mut()?;
        let outcome = match event {
            Event::Text(text) => {
                trial.text(&text);
                None
            }
            Event::Pause => {
                trial.pause();
                None
            }
            Event::Keep => trial.key(trial::Key::Keep),
            Event::Discard => trial.key(trial::Key::Discard),
            Event::Key(key, held) => trial.key(trial_key(key, held, trial.state())?),
            Event::Click | Event::SecondClick | Event::Pick(_) => None,
        };
        match outcome? {
            Outcome::Left => {
                self.trial = None;
                None
            }
            Outcome::Kept(command) => {
                self.trial = None;
                Some(Effect::Keep(command))
            }
        }
    }
}

/// What a key is to a trial; a clicker leaves it.
fn trial_key(key: Key, held: Held, state: crate::charts::slides::TrialState) -> Option<trial::Key> {
    use crate::charts::slides::TrialState;
    use trial::Key as T;
    let is_typing = matches!(state, TrialState::Typing { .. });
    let line = |key| Some(T::Line(key, held));
    match key {
        Key::Enter if held.ctrl => Some(T::Keep),
        Key::Enter => Some(T::Accept),
        Key::Tab if held.shift => Some(T::Previous),
        Key::Tab | Key::Down => Some(T::Next),
        Key::Up => Some(T::Previous),
        Key::Right if !is_typing => Some(T::Next),
        Key::Left if !is_typing => Some(T::Previous),
        Key::Left => line(grid::Key::Left),
        Key::Right => line(grid::Key::Right),
        Key::Home if is_typing => line(grid::Key::Home),
        Key::End if is_typing => line(grid::Key::End),
        Key::A if is_typing && held.ctrl => line(grid::Key::A),
        Key::Backspace => line(grid::Key::Backspace),
        Key::Delete if is_typing => line(grid::Key::Delete),
        Key::Delete => Some(T::Delete),
        Key::F2 => Some(T::Edit),
        Key::Escape | Key::PageDown | Key::PageUp => Some(T::Escape),
        Key::Home | Key::End | Key::A | Key::F1 | Key::F5 => None,
    }
}

#[cfg(test)]
mod tests;

//! Presenting: which window shows what, on which screen, and what a trial becomes.

use std::time::{Duration, Instant, SystemTime};

use eframe::egui;
use egui::{Context, Ui, ViewportBuilder, ViewportClass, ViewportCommand, ViewportId, vec2};

use super::{Desk, Program, moments};
use crate::editing::presentation::{Effect, Event, Presentation};
use crate::editing::trial::Trial;
use crate::editing::{Command, Gesture};
use crate::exchange::picture::Day;
use crate::lang::{Lang, capitalised};
use crate::model::{Planned, Slide};
use crate::ui::actions::Action;
use crate::ui::deck::{DeckAnswer, DeckDialog, deck_ui};
use crate::ui::dialogs::Dialog;
use crate::ui::presentation::{Clock, Scenes, Shown, audience_ui, presenter_ui, stage_ui, taken_events};

/// A presentation that goes on.
pub(super) struct Show {
    presentation: Presentation,
    scenes: Scenes,
    began: Instant,
    /// What was refused last.
    message: String,
    /// When somebody did something last, by the clock of the frames.
    touched: f64,
    screens: Screens,
    /// Whether slides have a window of their own and this one is the presenter's.
    is_apart: bool,
}

/// The screens of the machine, once they are known, and what the window was before it covered one.
#[derive(Default)]
struct Screens {
    names: Vec<String>,
    /// That of the slides.
    chosen: usize,
    /// Whether they were looked for.
    are_known: bool,
    /// The place and size of the window before, and whether it had to be moved: no window manager made it full screen.
    before: Option<egui::Rect>,
    is_forced: bool,
}

/// After how many seconds without a key what is typed in a trial is tried.
const PAUSE: f64 = 1.5;

/// How long a window manager has to make a window full screen before it is made as large as the screen.
const PATIENCE: Duration = Duration::from_millis(400);

impl Show {
    fn start(slides: Vec<Planned>, from: usize) -> Option<Self> {
        Some(Self {
            presentation: Presentation::start(slides, from)?,
            scenes: Scenes::default(),
            began: Instant::now(),
            message: String::new(),
            touched: 0.0,
            screens: Screens::default(),
            is_apart: false,
        })
    }

    fn clock(&self, lang: Lang) -> Clock {
        let seconds = self.began.elapsed().as_secs();
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        let elapsed = if minutes < 60 { format!("{minutes}:{seconds:02}") } else { format!("{}:{:02}:{seconds:02}", minutes / 60, minutes % 60) };
        Clock { time: moments::time(SystemTime::now(), lang), elapsed }
    }
}

impl Desk {
    /// Whether the action is one of these; it is done then.
    pub(super) fn presentation_action(&mut self, program: &mut Program, ctx: &Context, action: Action) -> bool {
        match action {
            Action::Present => self.present(program, ctx, None),
            Action::PresentFromHere => {
                let slide = Some(self.slide());
                self.present(program, ctx, slide);
            }
            Action::Deck => {
                program.window.dialog = Some(Dialog::Deck(DeckDialog::new(self.session.document(), self.slide())));
            }
            _ => return false,
        }
        true
    }

    /// Shows the slides, from the one of a page or from the first.
    fn present(&mut self, program: &mut Program, ctx: &Context, from: Option<Slide>) {
        let lang = program.lang();
        let slides = self.session.document().deck.shown(self.session.document());
        let from = from.and_then(|from| slides.iter().position(|planned| planned.slide == from)).unwrap_or_default();
        self.show = Show::start(slides, from);
        match self.show {
            Some(_) => {
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
                ctx.request_repaint_after(PATIENCE);
            }
            None => {
                let words = lang.pick(
                    "Aucune diapositive n’est choisie\u{a0}: Affichage, Préparer la présentation.",
                    "No slide is chosen: View, Prepare the presentation.",
                );
                program.window.message = words.into();
            }
        }
    }

    fn end_presentation(&mut self, program: &mut Program, ctx: &Context) {
        let Some(show) = self.show.take() else { return };
        if !show.is_apart {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
        if let Some(before) = show.screens.before.filter(|_| show.screens.is_forced) {
            ctx.send_viewport_cmd(ViewportCommand::OuterPosition(before.min));
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(before.size()));
        }
        self.focus_cursor(program);
        ctx.request_discard("the presentation has ended");
        ctx.request_repaint();
    }

    /// One frame of a presentation.
    pub(super) fn presentation_ui(&mut self, program: &mut Program, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let is_trying = self.show.as_ref().is_some_and(|show| show.presentation.trial().is_some());
        let events = taken_events(&ctx, is_trying);
        self.do_events(program, &ctx, events);
        self.pause(program, &ctx);
        self.cover(&ctx);
        let lang = program.lang();
        let saved = self.saved_on(lang);
        let Some(show) = &self.show else { return };
        let shown =
            Shown { presentation: &show.presentation, session: &self.session, scenes: &show.scenes, lang, saved: &saved, message: &show.message };
        let (events, ends) = if show.is_apart {
            let clock = show.clock(lang);
            ctx.request_repaint_after(Duration::from_secs(1));
            let (mut events, mut ends) = presenter_ui(ui, &shown, &clock);
            let (others, is_closed) = apart_ui(&ctx, &shown, &show.screens, is_trying);
            events.extend(others);
            ends |= is_closed;
            (events, ends)
        } else {
            (stage_ui(ui, &shown), false)
        };
        if !events.is_empty() {
            self.do_events(program, &ctx, events);
            ctx.request_discard("a slide was clicked");
            ctx.request_repaint();
        }
        if ends || ctx.input(|input| input.viewport().close_requested()) {
            self.end_presentation(program, &ctx);
        }
    }

    /// Tries what was typed in a trial once nobody types any more.
    fn pause(&mut self, program: &mut Program, ctx: &Context) {
        let Some(show) = self.show.as_ref().filter(|show| show.presentation.trial().is_some_and(Trial::is_pending)) else { return };
        let left = show.touched + PAUSE - ctx.input(|input| input.time);
        if left > 0.0 {
            ctx.request_repaint_after(Duration::from_secs_f64(left));
        } else {
            self.do_events(program, ctx, vec![Event::Pause]);
        }
    }

    fn do_events(&mut self, program: &mut Program, ctx: &Context, events: Vec<Event>) {
        for event in events {
            let Some(show) = &mut self.show else { return };
            show.message.clear();
            show.touched = ctx.input(|input| input.time);
            let screen = show.screens.chosen;
            if show.presentation.trial().is_none() && show.window_event(ctx, &event) {
                let chosen = show.screens.names.get(show.screens.chosen).filter(|name| show.screens.chosen != screen && !name.is_empty());
                if let Some(name) = chosen {
                    program.settings.set_slides_screen(name.clone());
                }
                continue;
            }
            match show.presentation.handle(event, self.session.document()) {
                Some(Effect::End) => self.end_presentation(program, ctx),
                Some(Effect::Keep(command)) => self.keep_trial(program, &command),
                Some(Effect::NothingToTry) => {
                    let words =
                        program.settings.lang.pick("Cette diapositive ne montre aucun chiffre saisi.", "This slide shows no figure that is entered.");
                    show.message = words.into();
                }
                None => {}
            }
        }
    }

    /// What was tried becomes one step of the document.
    fn keep_trial(&mut self, program: &mut Program, command: &Command) {
        self.apply_as(program, command, Gesture::Trial);
        if let Some(show) = &mut self.show {
            show.message = capitalised(&std::mem::take(&mut program.window.message));
        }
    }

    /// Where no window manager makes the window full screen, it is made as large as its screen.
    fn cover(&mut self, ctx: &Context) {
        let Some(show) = &mut self.show else { return };
        if show.is_apart || show.screens.is_forced || show.began.elapsed() < PATIENCE {
            return;
        }
        let (inner, outer, monitor) = ctx.input(|input| (input.viewport().inner_rect, input.viewport().outer_rect, input.viewport().monitor_size));
        let (Some(inner), Some(outer), Some(monitor)) = (inner, outer, monitor) else { return };
        if inner.width() + 1.0 >= monitor.x && inner.height() + 1.0 >= monitor.y {
            return;
        }
        show.screens.before = Some(egui::Rect::from_min_size(outer.min, inner.size()));
        show.screens.is_forced = true;
        ctx.send_viewport_cmd(ViewportCommand::OuterPosition(egui::Pos2::ZERO));
        ctx.send_viewport_cmd(ViewportCommand::InnerSize(monitor));
    }

    /// Looks for the screens of the machine once: with two, slides go to the one where this window is not.
    pub(super) fn find_screens(&mut self, program: &mut Program, ctx: &Context, frame: &eframe::Frame) {
        let Some(show) = self.show.as_mut().filter(|show| !show.screens.are_known) else { return };
        show.screens.are_known = true;
        let Some(window) = frame.winit_window() else { return };
        let screens: Vec<_> = window.available_monitors().collect();
        let here = window.current_monitor();
        show.screens.names = screens.iter().map(|screen| screen.name().unwrap_or_default()).collect();
        let is_here = |index: &usize| screens.get(*index) == here.as_ref();
        let other = (0..screens.len()).find(|index| !is_here(index));
        // Slides over this very window would hide what the presenter sees.
        let remembered = program.settings.slides_screen(&show.screens.names).filter(|index| !is_here(index));
        if let Some(chosen) = remembered.or(other) {
            show.screens.chosen = chosen;
            show.is_apart = true;
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
            ctx.request_repaint();
        }
    }

    // ---------------------------------------------------------------- the dialog that prepares it

    /// Paints the dialog of the slides and does what it wants; whether something was.
    pub(super) fn deck_dialog_ui(&mut self, program: &mut Program, ctx: &Context) -> bool {
        let lang = program.settings.lang;
        let saved = self.saved_on(lang);
        let Some(Dialog::Deck(dialog)) = &mut program.window.dialog else { return false };
        let answers = deck_ui(ctx, &self.session, lang, &saved, dialog);
        let any = !answers.is_empty();
        for answer in answers {
            match answer {
                DeckAnswer::Do(command) => self.apply(program, &command),
                DeckAnswer::Close => self.close_dialog(program),
                DeckAnswer::Present(slide) => {
                    self.close_dialog(program);
                    self.present(program, ctx, slide);
                }
            }
        }
        any
    }
}

impl Show {
    /// V gives slides a window of their own or takes it back, M moves them to the next screen; whether the event was one of these.
    fn window_event(&mut self, ctx: &Context, event: &Event) -> bool {
        let Event::Text(text) = event else { return false };
        match text.to_lowercase().as_str() {
            "v" => {
                self.is_apart = !self.is_apart;
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!self.is_apart));
                true
            }
            "m" => {
                let count = self.screens.names.len().max(1);
                self.screens.chosen = (self.screens.chosen + 1) % count;
                if !self.is_apart && count > 1 {
                    ctx.send_viewport_cmd(ViewportCommand::SetMonitor(self.screens.chosen));
                }
                true
            }
            _ => false,
        }
    }
}

/// The window of the slides: full screen on the chosen screen where there are several, else one to be moved and shared.
fn apart_ui(ctx: &Context, shown: &Shown<'_>, screens: &Screens, is_trying: bool) -> (Vec<Event>, bool) {
    let title = shown.lang.pick("Présentation — Papier", "Presentation — Papier");
    let builder =
        ViewportBuilder::default().with_title(title).with_app_id("papier").with_inner_size(vec2(960.0, 540.0)).with_min_inner_size([320.0, 180.0]);
    let builder = if screens.names.len() > 1 { builder.with_monitor(screens.chosen).with_decorations(false) } else { builder };
    ctx.show_viewport_immediate(ViewportId::from_hash_of("slides"), builder, |ui, class| {
        if class == ViewportClass::EmbeddedWindow {
            return (Vec::new(), false);
        }
        let mut events = taken_events(ui.ctx(), is_trying);
        events.extend(audience_ui(ui, shown));
        (events, ui.input(|input| input.viewport().close_requested()))
    })
}

impl Desk {
    /// When the file was saved last, as slides say it.
    fn saved_on(&self, lang: Lang) -> String {
        let day = self.file.stamp.as_ref().and_then(|stamp| Day::of(stamp.modified));
        day.map_or_else(String::new, |day| day.of_file(lang))
    }

    /// The slide of the page that is shown.
    fn slide(&self) -> Slide {
        self.node.slide(self.session.document())
    }
}

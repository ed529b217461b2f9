//! Wiring: sessions, files and dialogs behind the window.
//!
//! The frame: keys of the grid that has the cursor and shortcuts are taken in the order in which they were typed; panels paint a read-only view
//! and return intents; the intents are done, and the frame is painted again with their result.

mod answers;
mod checks;
mod clipboard;
mod custody;
mod desk;
mod desks;
mod disk;
mod exports;
mod files;
mod find;
mod grids;
mod import;
mod intents;
mod keyboard;
mod keys;
mod menus;
mod merge;
mod moments;
mod panic;
mod picker;
mod pictures;
mod placing;
mod presentation;
#[cfg(feature = "pdf")]
mod preview;
mod program;
mod returned;
mod review;
mod search;
mod settings;
mod structure;
mod threads;

use std::path::{Path, PathBuf};
use std::time::Duration;

use eframe::egui;
use egui::{Context, Frame, Panel, Ui, ViewportCommand};

use crate::editing::grid::Event;
use crate::editing::{Gesture, Session};
use crate::exchange::clipboard::Clip;
use crate::lang::{Lang, Word};
use crate::model::Document;
use crate::sections::moves::between::{self, Named};
use crate::storage::{Places, file::stamp};
use crate::ui::dialogs::{Dialog, dialog_ui};
use crate::ui::export::file_name;
use crate::ui::menus::{Bar, bar_ui};
use crate::ui::modal::Answer;
use crate::ui::palette::{PaletteAnswer, palette_ui};
use crate::ui::running::Running;
use crate::ui::shell;
use crate::ui::spread::{SpreadAnswer, spread_ui};
use crate::ui::theme::{self, Theme};
use crate::ui::{Intent, narrative, start};
use clipboard::Clipboard;
use desk::Desk;
use desks::Desks;
pub use disk::{Author, Git, GitMerge, Whose};
use disk::{DeskFile, Disk};
use picker::Picker;
use pictures::Pictures;
use placing::Placing;
#[cfg(feature = "pdf")]
use preview::Preview;
use program::{Program, Wanted};
use settings::{Loading, Settings};
use threads::Threads;

pub use picker::{NoPicker, SystemPicker};

/// The application: it routes what the user, the disk and other threads say to the documents that are open, and to what these share.
pub struct App {
    desks: Desks,
    program: Program,
    picker: Box<dyn Picker>,
}

/// Why no window could be opened.
#[derive(Debug)]
pub struct NoWindow(String);

impl NoWindow {
    pub fn sentence(&self, lang: Lang) -> String {
        // What the libraries say begins with the place in their own source.
        let cause = self.0.lines().next().and_then(|line| line.rsplit(": ").next()).unwrap_or_default();
        lang.pick(
            format!("aucune fenêtre ne peut s'ouvrir ({cause}). Il faut un affichage (X11 ou Wayland) et OpenGL : installer libgl1, libegl1, libgl1-mesa-dri et libxkbcommon-x11-0."),
            format!("no window can open ({cause}). A display (X11 or Wayland) and OpenGL are needed: install libgl1, libegl1, libgl1-mesa-dri and libxkbcommon-x11-0."),
        )
    }
}

/// How often the window looks for its settings on a disk that lets it wait.
const SETTINGS_LOOK: Duration = Duration::from_millis(100);

/// How long the window waits for its settings before it opens as it is usual.
const SETTINGS_AWAITED: Duration = Duration::from_millis(30);

/// Opens the window on these documents and returns when it closes.
pub fn open_window(files: &[PathBuf], lang: Lang, git: Git) -> Result<(), NoWindow> {
    if cfg!(all(unix, not(target_os = "macos")))
        && ["DISPLAY", "WAYLAND_DISPLAY"].iter().all(|name| std::env::var_os(name).is_none_or(|value| value.is_empty()))
    {
        return Err(NoWindow(lang.pick("DISPLAY et WAYLAND_DISPLAY sont vides", "DISPLAY and WAYLAND_DISPLAY are empty").into()));
    }
    let mut failure = NoWindow(String::new());
    for renderer in RENDERERS {
        match run(*renderer, files.to_vec(), lang, git) {
            Ok(()) => return Ok(()),
            Err(error) => failure = NoWindow(error.to_string()),
        }
    }
    Err(failure)
}

/// OpenGL is the lighter one; on Windows, remote desktops and virtual machines often have none, and Direct3D serves.
#[cfg(windows)]
const RENDERERS: &[eframe::Renderer] = &[eframe::Renderer::Glow, eframe::Renderer::Wgpu];
#[cfg(not(windows))]
const RENDERERS: &[eframe::Renderer] = &[eframe::Renderer::Glow];

/// The icon of the window; a window without one still opens.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/papier.png")).unwrap_or_default()
}

fn run(renderer: eframe::Renderer, files: Vec<PathBuf>, lang: Lang, git: Git) -> eframe::Result {
    // A disk that answers at once says where the window stood; for another it does not wait.
    let loading = Loading::start(lang);
    let early = loading.within(SETTINGS_AWAITED);
    let placing = early.as_ref().map(|settings| settings.placing).unwrap_or_default();
    let viewport = placing.build(egui::ViewportBuilder::default().with_app_id("papier").with_icon(icon()));
    let options = eframe::NativeOptions { viewport, renderer, ..eframe::NativeOptions::default() };
    let create = move |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
        theme::install(&creation.egui_ctx);
        let threads = Threads::of(&creation.egui_ctx);
        let mut program = Program::new(Settings::volatile(lang), Disk::of_user(&creation.egui_ctx, git), threads.clone());
        program.pictures = Pictures::of_user(&threads);
        program.settings.apply(&creation.egui_ctx);
        match early {
            Some(settings) => program.take_late(&creation.egui_ctx, settings),
            None => program.loading = Some(loading),
        }
        program.take_settings(&creation.egui_ctx);
        program.disk.find_unsaved_work();
        panic::install(program.disk.flush(), lang);
        let mut app = App { desks: Desks::default(), program, picker: Box::new(SystemPicker::default()) };
        files.iter().for_each(|file| app.open_path(file));
        Ok(Box::new(app))
    };
    panic::restarting(panic::LIVED, || eframe::run_native("Papier", options, Box::new(create)))
}

impl App {
    /// An application on a document, without disk settings or system dialogs: for tests of the window.
    pub fn for_test(document: Option<Document>, path: Option<PathBuf>, lang: Lang) -> Self {
        Self::for_test_in(document, path, lang, None)
    }

    /// The same, with journals and earlier versions in this folder; work that was left there is found.
    pub fn for_test_in(document: Option<Document>, path: Option<PathBuf>, lang: Lang, state: Option<&Path>) -> Self {
        let mut program = Program::new(Settings::volatile(lang), Disk::here(state.map(Places::at)), Threads::default());
        program.clipboard = Clipboard::without_system();
        // Tests of pages are about those that are printed, unless they say otherwise.
        program.settings.enters = false;
        #[cfg(feature = "pdf")]
        {
            program.preview = Preview::here();
        }
        program.disk.find_unsaved_work();
        let mut app = Self { desks: Desks::default(), program, picker: Box::new(NoPicker::default()) };
        let stamp = path.as_deref().and_then(|path| stamp(path).ok());
        let year = document.as_ref().map(|document| document.year);
        let real = path.as_deref().and_then(|path| path.canonicalize().ok());
        let base = document.clone().map(std::sync::Arc::new);
        let file = path.map(|path| DeskFile { path: Some(path), real, year, stamp, base, ..DeskFile::default() }).unwrap_or_default();
        if let Some(document) = document {
            app.open_desk(Desk::new(Session::opened(document), file));
            app.program.window.wanted_focus = None;
            app.desks.iter_mut().for_each(|desk| desk.cursor = None);
        }
        app
    }

    /// The same, with a git to ask.
    #[must_use]
    pub fn asking(mut self, git: Git) -> Self {
        self.program.disk.asks(git);
        self
    }

    /// What another program copied, in an application of a test.
    pub fn copied_elsewhere(&mut self, text: &str, html: &str) {
        self.program.clipboard.hold(Clip { text: text.into(), html: html.into() });
    }

    /// The session of the document in front.
    pub fn session(&self) -> Option<&Session> {
        self.desks.front().map(|desk| &desk.session)
    }

    fn lang(&self) -> Lang {
        self.program.lang()
    }

    /// One frame.
    pub fn frame_ui(&mut self, ui: &mut Ui) {
        self.panels_ui(ui);
        self.ask_picker(ui.ctx(), None);
    }

    fn panels_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.program.take_settings(&ctx);
        self.take_dropped_files(&ctx);
        self.take_picked(&ctx);
        if let Some(desk) = self.desks.front_mut() {
            desk.refresh_find(&self.program);
        }
        let had_dialog = self.program.window.dialog.is_some();
        self.interrupting(&ctx, |app| app.take_answers(&ctx));
        let has_dialog = self.program.window.dialog.is_some();
        if !has_dialog && !self.is_presenting() {
            self.take_keys(&ctx);
        } else if !had_dialog && has_dialog {
            Self::put_keys_back(&ctx);
        }
        if self.is_presenting() {
            if let Some(desk) = self.desks.front_mut() {
                desk.presentation_ui(&mut self.program, ui);
            }
            self.interrupting(&ctx, |app| {
                app.watch(&ctx);
                app.take_answers(&ctx);
            });
            self.window(&ctx);
            self.hand_over_keyboard(&ctx);
            return;
        }
        self.interrupting(&ctx, |app| app.take_answers(&ctx));
        self.check();
        self.come_forward(&ctx);
        let intents = match self.desks.front_mut() {
            Some(desk) => desk.ui(&mut self.program, ui),
            None => self.program.start_ui(ui),
        };
        let answered = self.dialog_ui(&ctx);
        if !intents.is_empty() || answered {
            // An editor has painted what was typed in it, and a drag goes on: the next frame is soon enough for what follows from them.
            let goes_on = |intent: &Intent| {
                matches!(
                    intent,
                    Intent::Write { .. }
                        | Intent::EndTyping
                        | Intent::ColumnWidth { .. }
                        | Intent::Grid { event: Event::Drag(_) | Event::DragHandle(_), .. }
                )
            };
            if answered || !intents.iter().all(goes_on) {
                ctx.request_discard("intents were done");
            }
            for intent in intents {
                self.run(&ctx, intent);
            }
            ctx.request_repaint();
        }
        if self.check() {
            ctx.request_repaint();
        }
        let has_answers = self.interrupting(&ctx, |app| {
            app.watch(&ctx);
            app.program.watch_imports(&ctx);
            app.take_answers(&ctx) | app.take_exports(&ctx) | app.program.take_pictures(&ctx)
        });
        if has_answers {
            ctx.request_discard("the disk has answered");
            ctx.request_repaint();
        }
        self.give_focus(&ctx);
        self.window(&ctx);
        self.hand_over_keyboard(&ctx);
    }

    /// Before the document in front is painted: an editor that is open belongs to the one before it, and tabs say what is open now.
    fn come_forward(&mut self, ctx: &Context) {
        let front = self.desks.front().map(|desk| desk.id);
        if std::mem::replace(&mut self.program.window.painted, front) != front {
            narrative::close_editor(ctx);
            self.desks.iter_mut().for_each(|desk| desk.panels.search = None);
        }
        let lang = self.lang();
        self.program.window.tabs = self.desks.iter().map(|desk| desk.tab(lang)).collect();
        self.look_between(lang);
    }

    /// While its findings are listed, what the document in front and the others say otherwise of transfers.
    fn look_between(&mut self, lang: Lang) {
        let Some(front) = self.desks.front().filter(|desk| desk.panels.findings.is_some()) else { return };
        let name = |desk: &Desk| desk.path().map_or_else(|| desk.title(lang), file_name);
        let own = name(front);
        let others = self.desks.iter().filter(|desk| desk.id != front.id).map(|desk| (name(desk), desk.session.document()));
        let gaps = others.flat_map(|(name, document)| {
            let documents = [Named { name: &own, document: front.session.document() }, Named { name: &name, document }];
            between::gaps(&documents).into_iter().map(move |gap| gap.sentence(lang))
        });
        let between = gaps.collect();
        if let Some(page) = self.desks.front_mut().and_then(|desk| desk.panels.findings.as_mut()) {
            page.between = between;
        }
    }

    /// Looks for the findings of the document in front; whether there are others now.
    fn check(&mut self) -> bool {
        self.desks.front_mut().is_some_and(|desk| desk.check(&self.program))
    }

    /// Whether the document in front is being presented.
    fn is_presenting(&self) -> bool {
        self.desks.front().is_some_and(|desk| desk.show.is_some())
    }

    fn give_focus(&mut self, ctx: &Context) {
        self.leave_menus(ctx);
        // A click beside everything leaves the keyboard in the table, as in a spreadsheet.
        let is_finding = self.desks.front().is_some_and(|desk| desk.panels.find.is_some() || desk.panels.search.is_some());
        let is_free = self.program.window.dialog.is_none() && !is_finding && !egui::Popup::is_any_open(ctx);
        if is_free && ctx.input(|input| input.pointer.any_click()) && ctx.memory(|memory| memory.focused().is_none()) {
            self.focus_cursor();
        }
        let window = &mut self.program.window;
        let Some(Wanted { id, tries }) = window.wanted_focus.filter(|_| window.dialog.is_none()) else { return };
        // What is not painted yet loses the keyboard at the end of the pass.
        let painted = ctx.read_response(id).is_some();
        if painted && ctx.memory(|memory| memory.has_focus(id)) {
            window.wanted_focus = None;
        } else {
            window.wanted_focus = tries.checked_sub(1).map(|tries| Wanted { id, tries });
            ctx.memory_mut(|memory| memory.request_focus(id));
            ctx.request_repaint();
        }
    }

    /// Paints the open dialog and does what was answered; whether something was.
    fn dialog_ui(&mut self, ctx: &Context) -> bool {
        let Self { desks, program, .. } = self;
        let Some(dialog) = &mut program.window.dialog else { return false };
        match (dialog, desks.front_mut()) {
            (Dialog::Spread(spread), Some(desk)) => match spread_ui(ctx, &desk.session, program.settings.lang, spread) {
                SpreadAnswer::None => return false,
                SpreadAnswer::Cancel => desk.close_dialog(program),
                SpreadAnswer::Spread(preview) => {
                    desk.close_dialog(program);
                    desk.apply_as(program, &preview.command(), Gesture::Spread);
                }
            },
            (Dialog::Deck(_), Some(desk)) => return desk.deck_dialog_ui(program, ctx),
            (Dialog::Palette(palette), desk) => {
                let view = desk.map(|desk| desk.view(&program.settings, &program.window.message, &program.window.tabs));
                match palette_ui(ctx, program.settings.lang, palette, |action| shell::is_available(action, view.as_ref())) {
                    PaletteAnswer::None => return false,
                    PaletteAnswer::Cancel => self.close_dialog(),
                    PaletteAnswer::Do(action) => {
                        self.close_dialog();
                        self.run(ctx, Intent::Do(action));
                    }
                }
            }
            (dialog, _) => {
                let answer = dialog_ui(ctx, program.settings.lang, dialog);
                if answer == Answer::None {
                    return false;
                }
                if let Some(dialog) = program.window.dialog.take() {
                    self.answer(ctx, dialog, answer);
                }
            }
        }
        true
    }

    fn close_dialog(&mut self) {
        self.program.window.dialog = None;
        self.focus_cursor();
    }

    fn ask_picker(&mut self, ctx: &Context, parent: Option<&eframe::Frame>) {
        if let Some(purpose) = self.program.window.asking.take() {
            self.picker.ask(ctx, parent, &purpose);
        }
    }

    /// The title and the closing of the window.
    fn window(&mut self, ctx: &Context) {
        let lang = self.lang();
        let title = match self.desks.front() {
            Some(desk) => {
                let mark = if desk.session.is_modified() { "● " } else { "" };
                let read_only = if desk.session.is_read_only() { lang.pick(" (lecture seule)", " (read-only)") } else { "" };
                format!("{mark}{}{read_only} — Papier", desk.title(lang))
            }
            None => "Papier".to_owned(),
        };
        if title != self.program.window.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.program.window.title = title;
        }
        self.program.settings.placing = self.program.settings.placing.now(ctx);
        if !std::mem::replace(&mut self.program.window.is_placed, true) {
            let (outer, screen) = ctx.input(|input| (input.viewport().outer_rect, input.viewport().monitor_size));
            let back = outer.zip(screen).and_then(|(outer, screen)| Placing::back_on_screen(outer, screen));
            back.into_iter().for_each(|at| ctx.send_viewport_cmd(ViewportCommand::OuterPosition(at)));
        }
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && !self.program.window.is_closing {
            self.quit();
            if !self.program.window.is_closing {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                ctx.request_repaint();
            }
        }
    }
}

impl Program {
    /// Takes the settings of the last run once the disk gives them; the window does not wait for them.
    fn take_settings(&mut self, ctx: &Context) {
        let Some(loading) = &self.loading else { return };
        let Some(arrived) = loading.arrived() else {
            ctx.request_repaint_after(SETTINGS_LOOK);
            return;
        };
        self.loading = None;
        if let Some(settings) = arrived {
            self.take_late(ctx, settings);
        }
    }

    fn take_late(&mut self, ctx: &Context, settings: Settings) {
        self.settings.take_late(settings);
        self.settings.apply(ctx);
        self.look_for_recent_files();
    }

    /// Paints the page of a window without a document.
    fn start_ui(&self, ui: &mut Ui) -> Vec<Intent> {
        let theme = Theme::of(ui);
        let lang = self.lang();
        let mut intents = Vec::new();
        let bar = Bar { view: None, lang, switches: self.switches(ui.ctx(), false), shows_letters: self.shows_letters(ui.ctx()) };
        let frame = Frame::NONE.fill(theme.panel).inner_margin(egui::Margin::symmetric(8, 0));
        Panel::top("menus").exact_size(theme::MENU_HEIGHT).frame(frame).show(ui, |ui| intents.extend(bar_ui(ui, &bar)));
        Panel::bottom("status").exact_size(theme::STATUS_HEIGHT).frame(frame).show(ui, |ui| {
            ui.horizontal_centered(|ui| ui.label(theme::text(lang.word(Word::Offline), theme::SMALL_12, theme::Weight::Regular, theme.ink2)));
        });
        let recent = self.settings.recent_files();
        egui::CentralPanel::default()
            .frame(Frame::NONE.fill(theme.canvas))
            .show(ui, |ui| intents.extend(start::start_ui(ui, lang, &recent, &self.window.message)));
        intents
    }

    /// This build lays no page out.
    #[cfg(not(feature = "pdf"))]
    fn toggle_preview(&mut self) {}

    /// The work that lasts, which the status bar tells.
    fn running(&self, ctx: &Context) -> Option<Running> {
        let now = ctx.input(|input| input.time);
        let running = self.running_export(now).or_else(|| self.running_import(now));
        if running.is_some() {
            ctx.request_repaint_after(Running::EVERY);
        }
        running
    }

    /// Gives up the work that the status bar tells.
    fn give_up(&mut self, ctx: &Context) {
        if self.running_export(ctx.input(|input| input.time)).is_some() {
            self.give_up_export();
        } else {
            self.give_up_import();
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.panels_ui(ui);
        if let Some(desk) = self.desks.front_mut() {
            desk.find_screens(&mut self.program, ui.ctx(), frame);
        }
        self.ask_picker(ui.ctx(), Some(frame));
    }

    fn on_exit(&mut self, _painter: Option<&eframe::glow::Context>) {
        self.program.settings.keep_placing();
        if let Some((path, text)) = self.program.settings.take_unwritten() {
            self.program.disk.write_settings(path, text, self.program.settings.lang);
        }
        std::mem::take(&mut self.program.exports).end();
        std::mem::take(&mut self.program.imports).end();
        std::mem::replace(&mut self.program.disk, Disk::here(None)).end();
    }
}

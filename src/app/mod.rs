//! Wiring: sessions, files and dialogs behind the window.
//!
//! The frame: keys of the grid that has the cursor and shortcuts are taken in the order in which they were typed; panels paint a read-only view
//! and return intents; the intents are done, and the frame is painted again with their result.

mod answers;
mod checks;
mod clipboard;
mod custody;
mod disk;
mod exports;
mod files;
mod find;
mod grids;
mod import;
mod intents;
mod keyboard;
mod keys;
mod moments;
mod panic;
mod picker;
mod pictures;
mod presentation;
#[cfg(feature = "pdf")]
mod preview;
mod review;
mod settings;
mod structure;
mod threads;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui;
use egui::{Context, Frame, Panel, Ui, ViewportCommand};

use crate::editing::grid::Event;
use crate::editing::{Gesture, Session};
use crate::exchange::clipboard::Clip;
use crate::lang::{Lang, Word};
use crate::model::Document;
use crate::storage::{Places, file::stamp};
use crate::tables::{Node, Table, TableName};
use crate::ui::dialogs::{AfterUnsaved, Dialog, dialog_ui};
use crate::ui::find::{FindState, find_ui};
use crate::ui::findings::{FindingsPage, findings_ui};
use crate::ui::grid::widths::Widths;
use crate::ui::modal::Answer;
use crate::ui::outline::OutlineState;
use crate::ui::palette::{PaletteAnswer, palette_ui};
use crate::ui::running::Running;
use crate::ui::shell::{self, Bars};
use crate::ui::spread::{SpreadAnswer, spread_ui};
use crate::ui::theme::{self, Theme};
use crate::ui::{Cursor, Intent, Shown, View, inspector, outline, page, start};
use checks::Checker;
use clipboard::Clipboard;
use custody::Watch;
use disk::{DeskFile, Disk, FileState};
use exports::Exports;
use import::Imports;
use picker::Picker;
use pictures::Pictures;
#[cfg(feature = "pdf")]
use preview::Preview;
use settings::{Loading, Settings};
use threads::Threads;

pub use picker::{NoPicker, SystemPicker};

/// A document open in the window.
struct Desk {
    session: Session,
    file: DeskFile,
    node: Node,
    cursor: Option<Cursor>,
    shown: Shown,
    /// Its rank among the documents opened so far.
    opened: u64,
}

impl Desk {
    fn new(session: Session, file: DeskFile) -> Self {
        Self { session, file, node: Node::FIRST, cursor: None, shown: Shown::default(), opened: 0 }
    }

    /// The file that Ctrl+S writes.
    fn path(&self) -> Option<&Path> {
        self.file.own_path(self.session.document())
    }

    fn table(&self, name: TableName, lang: Lang) -> Option<Arc<Table>> {
        self.shown.table(&self.session, lang, name)
    }

    fn view<'a>(&'a self, lang: Lang, widths: &'a Widths, refusal: &'a str) -> View<'a> {
        let cursor = self.cursor.as_ref();
        let (session, shown) = (&self.session, &self.shown);
        View { session, lang, node: self.node, cursor, shown, widths, refusal, find: None, sets_spaces: false, opened: self.opened }
    }

    /// "Programme 352, PLF 2021".
    fn title(&self, lang: Lang) -> String {
        document_title(self.session.document(), lang)
    }
}

fn document_title(document: &Document, lang: Lang) -> String {
    let number = document.programme.number.map_or_else(String::new, |number| format!(" {number}"));
    format!("{}{number}, PLF {}", lang.word(Word::Programme), document.year)
}

/// The application.
pub struct App {
    settings: Settings,
    /// The settings of the last run, until the disk has given them.
    loading: Option<Loading>,
    desk: Option<Desk>,
    dialog: Option<Dialog>,
    /// The presentation that goes on.
    show: Option<presentation::Show>,
    disk: Disk,
    exports: Exports,
    #[cfg(feature = "pdf")]
    preview: Preview,
    pictures: Pictures,
    imports: Imports,
    watch: Watch,
    picker: Box<dyn Picker>,
    /// A file to ask for once the frame is painted.
    asking: Option<picker::Purpose>,
    /// Whether the disk was asked for a file that was named in the window, and has not answered.
    awaits_file: bool,
    /// What to do once the document is saved.
    after_save: Option<AfterUnsaved>,
    outline: OutlineState,
    /// Whether the outline is open in a window too narrow to keep it.
    outline_over: bool,
    /// How many documents were opened so far.
    opened: u64,
    /// What was refused last, until the next thing is done.
    message: String,
    /// What was done last where nothing shows it, until the next thing is done.
    notice: String,
    /// What is searched for, while the bar is open.
    find: Option<FindState>,
    /// The list of findings, while it stands in the place of the page.
    findings: Option<FindingsPage>,
    checker: Checker,
    clipboard: Clipboard,
    /// What must get the keyboard: a dialog that closes takes the focus away until the frame after.
    wanted_focus: Option<Wanted>,
    /// The cell that keys are meant for which were typed before the dialog that is open was seen.
    meant: Option<keys::ActiveCell>,
    /// The title that the window has.
    title: String,
    quitting: bool,
}

/// A widget that must get the keyboard, and in how many more frames that is tried: one that is not painted never gets it.
#[derive(Clone, Copy)]
struct Wanted {
    id: egui::Id,
    tries: u8,
}

impl Wanted {
    fn new(id: egui::Id) -> Self {
        Self { id, tries: 4 }
    }
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

/// In a window narrower than this the open outline takes the place of the page.
const OUTLINE_COVERS_BELOW: f32 = 620.0;

/// The preview leaves so much of the width to the page that is edited.
#[cfg(feature = "pdf")]
const PREVIEW_MOST: f32 = 0.5;

/// Opens the window and returns when it closes.
pub fn open_window(file: Option<PathBuf>, lang: Lang) -> Result<(), NoWindow> {
    if cfg!(all(unix, not(target_os = "macos")))
        && ["DISPLAY", "WAYLAND_DISPLAY"].iter().all(|name| std::env::var_os(name).is_none_or(|value| value.is_empty()))
    {
        return Err(NoWindow(lang.pick("DISPLAY et WAYLAND_DISPLAY sont vides", "DISPLAY and WAYLAND_DISPLAY are empty").into()));
    }
    let mut failure = NoWindow(String::new());
    for renderer in RENDERERS {
        match run(*renderer, file.clone(), lang) {
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

fn run(renderer: eframe::Renderer, file: Option<PathBuf>, lang: Lang) -> eframe::Result {
    let viewport =
        egui::ViewportBuilder::default().with_app_id("papier").with_inner_size([1440.0, 900.0]).with_min_inner_size([640.0, 480.0]).with_icon(icon());
    let options = eframe::NativeOptions { viewport, renderer, ..eframe::NativeOptions::default() };
    // While the window is made, the disk answers.
    let loading = Loading::start(lang);
    let create = move |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
        theme::install(&creation.egui_ctx);
        let threads = Threads::of(&creation.egui_ctx);
        let (disk, checker) = (Disk::of_user(&creation.egui_ctx), Checker::on(&threads));
        let mut app = App::new(Settings::volatile(lang), Box::new(SystemPicker::default()), disk, checker);
        app.pictures = Pictures::of_user(&threads);
        app.imports = Imports::on(threads.clone());
        app.exports = Exports::on(threads);
        app.settings.apply(&creation.egui_ctx);
        app.loading = Some(loading);
        app.take_settings(&creation.egui_ctx);
        app.disk.find_unsaved_work();
        panic::install(app.disk.flush(), lang);
        if let Some(file) = &file {
            app.open_path(file);
        }
        Ok(Box::new(app))
    };
    panic::restarting(panic::LIVED, || eframe::run_native("Papier", options, Box::new(create)))
}

impl App {
    fn new(settings: Settings, picker: Box<dyn Picker>, disk: Disk, checker: Checker) -> Self {
        Self {
            settings,
            loading: None,
            desk: None,
            dialog: None,
            show: None,
            disk,
            exports: Exports::default(),
            #[cfg(feature = "pdf")]
            preview: Preview::closed(),
            pictures: Pictures::here(),
            imports: Imports::default(),
            watch: Watch::default(),
            picker,
            asking: None,
            awaits_file: false,
            after_save: None,
            outline: OutlineState::default(),
            opened: 0,
            outline_over: false,
            message: String::new(),
            notice: String::new(),
            find: None,
            findings: None,
            checker,
            clipboard: Clipboard::default(),
            wanted_focus: None,
            meant: None,
            title: String::new(),
            quitting: false,
        }
    }

    /// An application on a document, without disk settings or system dialogs: for tests of the window.
    pub fn for_test(document: Option<Document>, path: Option<PathBuf>, lang: Lang) -> Self {
        Self::for_test_in(document, path, lang, None)
    }

    /// The same, with journals and earlier versions in this folder; work that was left there is found.
    pub fn for_test_in(document: Option<Document>, path: Option<PathBuf>, lang: Lang, state: Option<&Path>) -> Self {
        let mut app =
            Self::new(Settings::volatile(lang), Box::new(NoPicker::default()), Disk::here(state.map(Places::at)), Checker::on(&Threads::default()));
        app.clipboard = Clipboard::without_system();
        #[cfg(feature = "pdf")]
        {
            app.preview = Preview::here();
        }
        let stamp = path.as_deref().and_then(|path| stamp(path).ok());
        let year = document.as_ref().map(|document| document.year);
        let file = path.map(|path| DeskFile { path: Some(path), year, stamp, ..DeskFile::default() }).unwrap_or_default();
        app.disk.find_unsaved_work();
        if let Some(document) = document {
            app.show_desk(Desk::new(Session::opened(document), file));
            app.wanted_focus = None;
            app.desk.iter_mut().for_each(|desk| desk.cursor = None);
        }
        app
    }

    /// What another program copied, in an application of a test.
    pub fn copied_elsewhere(&mut self, text: &str, html: &str) {
        self.clipboard.hold(Clip { text: text.into(), html: html.into() });
    }

    /// The session of the open document.
    pub fn session(&self) -> Option<&Session> {
        self.desk.as_ref().map(|desk| &desk.session)
    }

    fn lang(&self) -> Lang {
        self.settings.lang
    }

    /// One frame.
    pub fn frame_ui(&mut self, ui: &mut Ui) {
        self.panels_ui(ui);
        self.ask_picker(ui.ctx(), None);
    }

    /// Takes the settings of the last run once the disk gives them; the window does not wait for them.
    fn take_settings(&mut self, ctx: &Context) {
        let Some(loading) = &self.loading else { return };
        let Some(arrived) = loading.arrived() else {
            ctx.request_repaint_after(SETTINGS_LOOK);
            return;
        };
        self.loading = None;
        if let Some(settings) = arrived {
            self.settings.take_late(settings);
            self.settings.apply(ctx);
            self.disk.look_for(self.settings.recent_files().into_iter().map(|file| file.path).collect());
        }
    }

    fn panels_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.take_settings(&ctx);
        self.take_dropped_files(&ctx);
        self.take_picked(&ctx);
        self.refresh_find();
        let had_dialog = self.dialog.is_some();
        self.interrupting(&ctx, |app| app.take_answers(&ctx));
        if self.dialog.is_none() && self.show.is_none() {
            self.take_keys(&ctx);
        } else if !had_dialog && self.dialog.is_some() {
            Self::put_keys_back(&ctx);
        }
        if self.show.is_some() {
            self.presentation_ui(ui);
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
        let intents = match &self.desk {
            Some(_) => self.document_ui(ui),
            None => self.start_ui(ui),
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
            app.watch_imports(&ctx);
            app.take_answers(&ctx) | app.take_exports(&ctx) | app.take_pictures(&ctx)
        });
        if has_answers {
            ctx.request_discard("the disk has answered");
            ctx.request_repaint();
        }
        self.give_focus(&ctx);
        self.window(&ctx);
        self.hand_over_keyboard(&ctx);
    }

    /// Findings that came are shown, and a state without them is given to be looked at; whether there are others now.
    fn check(&mut self) -> bool {
        self.desk.as_mut().is_some_and(|desk| self.checker.run(&mut desk.session))
    }

    fn give_focus(&mut self, ctx: &Context) {
        // A click beside everything leaves the keyboard in the table, as in a spreadsheet.
        let is_free = self.dialog.is_none() && self.find.is_none() && !egui::Popup::is_any_open(ctx);
        if is_free && ctx.input(|input| input.pointer.any_click()) && ctx.memory(|memory| memory.focused().is_none()) {
            self.focus_cursor();
        }
        let Some(Wanted { id, tries }) = self.wanted_focus.filter(|_| self.dialog.is_none()) else { return };
        // What is not painted yet loses the keyboard at the end of the pass.
        let painted = ctx.read_response(id).is_some();
        if painted && ctx.memory(|memory| memory.has_focus(id)) {
            self.wanted_focus = None;
        } else {
            self.wanted_focus = tries.checked_sub(1).map(|tries| Wanted { id, tries });
            ctx.memory_mut(|memory| memory.request_focus(id));
            ctx.request_repaint();
        }
    }

    fn document_ui(&mut self, ui: &mut Ui) -> Vec<Intent> {
        let Some(desk) = &self.desk else { return vec![] };
        let theme = Theme::of(ui);
        let lang = self.settings.lang;
        let view = desk.view(lang, &self.settings.widths, &self.message);
        let save_state = self.save_state(desk);
        let running = self.running(ui.ctx());
        let width = ui.available_width();
        let keeps_outline = width >= theme::OUTLINE_CLOSES_BELOW;
        let bars = Bars {
            lang,
            save_state: &save_state,
            save_failed: matches!(desk.file.state, FileState::Failed(_)),
            message: &self.message,
            notice: &self.notice,
            running: running.as_ref(),
            inspector: (width >= theme::INSPECTOR_CLOSES_BELOW).then_some(self.settings.inspector),
            outline: (!keeps_outline).then_some(self.outline_over),
        };
        let mut intents = Vec::new();
        let bar = |height: f32, margin: i8| (height, Frame::NONE.fill(theme.panel).inner_margin(egui::Margin::symmetric(margin, 0)));
        let (height, frame) = bar(theme::MENU_HEIGHT, 8);
        Panel::top("menus")
            .exact_size(height)
            .frame(frame)
            .show_separator_line(false)
            .show(ui, |ui| intents.extend(shell::menus_ui(ui, Some(&view), lang)));
        let (height, frame) = bar(theme::TOOLBAR_HEIGHT, 4);
        Panel::top("toolbar").exact_size(height).frame(frame).show(ui, |ui| intents.extend(shell::toolbar_ui(ui, &view, &bars)));
        if let Some(find) = &mut self.find {
            let (_, frame) = bar(0.0, 8);
            Panel::top("find").frame(frame).show(ui, |ui| intents.extend(find_ui(ui, lang, find)));
        }
        let view = View { find: self.find.as_ref(), sets_spaces: self.settings.sets_spaces, ..view };
        let (height, frame) = bar(theme::STATUS_HEIGHT, 8);
        Panel::bottom("status").exact_size(height).frame(frame).show(ui, |ui| intents.extend(shell::status_ui(ui, &view, &bars)));
        let panel = Frame::NONE.fill(theme.panel);
        let outline_covers = !keeps_outline && self.outline_over && width < OUTLINE_COVERS_BELOW;
        if outline_covers {
            let outline = &mut self.outline;
            egui::CentralPanel::default().frame(panel).show(ui, |ui| intents.extend(outline::outline_ui(ui, &view, outline)));
            return intents;
        }
        if keeps_outline || self.outline_over {
            let outline = &mut self.outline;
            Panel::left("outline")
                .default_size(theme::OUTLINE_WIDTH)
                .size_range(theme::OUTLINE_WIDTH_RANGE)
                .frame(panel)
                .show(ui, |ui| intents.extend(outline::outline_ui(ui, &view, outline)));
        }
        #[cfg(feature = "pdf")]
        let has_room = if self.preview.is_open() {
            let (preview, charts) = (&mut self.preview, self.exports.charts());
            let most = ui.available_width() * PREVIEW_MOST;
            Panel::right("preview")
                .default_size(most.min(theme::PREVIEW_WIDTH))
                .size_range(theme::PREVIEW_LEAST..=most.max(theme::PREVIEW_LEAST))
                .frame(Frame::NONE.fill(theme.canvas))
                .show(ui, |ui| intents.extend(preview.ui(ui, desk, lang, charts)));
            width >= theme::PREVIEW_WITH_INSPECTOR
        } else {
            true
        };
        #[cfg(not(feature = "pdf"))]
        let has_room = true;
        if bars.inspector == Some(true) && has_room {
            Panel::right("inspector")
                .default_size(theme::INSPECTOR_WIDTH)
                .size_range(theme::INSPECTOR_WIDTH_RANGE)
                .frame(panel)
                .show(ui, |ui| intents.extend(inspector::inspector_ui(ui, &view)));
        }
        let findings = &mut self.findings;
        egui::CentralPanel::default().frame(Frame::NONE.fill(theme.canvas)).show(ui, |ui| {
            intents.extend(match findings {
                Some(page) => findings_ui(ui, &view, page),
                None => page::page_ui(ui, &view),
            });
        });
        intents
    }

    fn start_ui(&self, ui: &mut Ui) -> Vec<Intent> {
        let theme = Theme::of(ui);
        let lang = self.settings.lang;
        let mut intents = Vec::new();
        let frame = Frame::NONE.fill(theme.panel).inner_margin(egui::Margin::symmetric(8, 0));
        Panel::top("menus").exact_size(theme::MENU_HEIGHT).frame(frame).show(ui, |ui| intents.extend(shell::menus_ui(ui, None, lang)));
        Panel::bottom("status").exact_size(theme::STATUS_HEIGHT).frame(frame).show(ui, |ui| {
            ui.horizontal_centered(|ui| ui.label(theme::text(lang.word(Word::Offline), theme::SMALL_12, theme::Weight::Regular, theme.ink2)));
        });
        let recent = self.settings.recent_files();
        egui::CentralPanel::default()
            .frame(Frame::NONE.fill(theme.canvas))
            .show(ui, |ui| intents.extend(start::start_ui(ui, lang, &recent, &self.message)));
        intents
    }

    /// Paints the open dialog and does what was answered; whether something was.
    fn dialog_ui(&mut self, ctx: &Context) -> bool {
        let Some(dialog) = &mut self.dialog else { return false };
        if let (Dialog::Spread(spread), Some(desk)) = (&mut *dialog, &self.desk) {
            match spread_ui(ctx, &desk.session, self.settings.lang, spread) {
                SpreadAnswer::None => return false,
                SpreadAnswer::Cancel => self.close_dialog(),
                SpreadAnswer::Spread(preview) => {
                    self.close_dialog();
                    self.apply_as(&preview.command(), Gesture::Spread);
                }
            }
            return true;
        }
        if matches!(dialog, Dialog::Deck(_)) {
            return self.deck_dialog_ui(ctx);
        }
        if let Dialog::Palette(palette) = dialog {
            let view = self.desk.as_ref().map(|desk| desk.view(self.settings.lang, &self.settings.widths, &self.message));
            match palette_ui(ctx, self.settings.lang, palette, |action| shell::is_available(action, view.as_ref())) {
                PaletteAnswer::None => return false,
                PaletteAnswer::Cancel => self.close_dialog(),
                PaletteAnswer::Do(action) => {
                    self.close_dialog();
                    self.run(ctx, Intent::Do(action));
                }
            }
            return true;
        }
        let answer = dialog_ui(ctx, self.settings.lang, dialog);
        if answer == Answer::None {
            return false;
        }
        if let Some(dialog) = self.dialog.take() {
            self.answer(ctx, dialog, answer);
        }
        true
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

    fn ask_picker(&mut self, ctx: &Context, parent: Option<&eframe::Frame>) {
        if let Some(purpose) = self.asking.take() {
            self.picker.ask(ctx, parent, &purpose);
        }
    }

    /// The title and the closing of the window.
    fn window(&mut self, ctx: &Context) {
        let lang = self.lang();
        let title = match &self.desk {
            Some(desk) => {
                let mark = if desk.session.is_modified() { "● " } else { "" };
                let read_only = if desk.session.is_read_only() { lang.pick(" (lecture seule)", " (read-only)") } else { "" };
                format!("{mark}{}{read_only} — Papier", desk.title(lang))
            }
            None => "Papier".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && !self.quitting {
            let refused = !self.commit_editing();
            let saving = self.desk.as_ref().is_some_and(|desk| desk.file.state == FileState::Saving);
            if refused || saving || self.is_modified() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                ctx.request_repaint();
            }
            if !refused {
                self.leave(AfterUnsaved::Quit);
            }
        }
    }

    fn is_modified(&self) -> bool {
        self.desk.as_ref().is_some_and(|desk| desk.session.is_modified())
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.panels_ui(ui);
        self.find_screens(ui.ctx(), frame);
        self.ask_picker(ui.ctx(), Some(frame));
    }

    fn on_exit(&mut self, _painter: Option<&eframe::glow::Context>) {
        std::mem::take(&mut self.exports).end();
        std::mem::take(&mut self.imports).end();
        std::mem::replace(&mut self.disk, Disk::here(None)).end();
    }
}

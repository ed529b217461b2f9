//! One open document: its session and its file, what of it is in sight, what is searched and found in it, and its presentation.

use std::path::Path;
use std::sync::Arc;

use eframe::egui;
use egui::accesskit::Role;
use egui::{Frame, Panel, Ui};

use super::checks::Checker;
use super::disk::{DeskFile, FileState};
use super::merge::Versions;
use super::placing::PanelWidths;
use super::presentation::Show;
#[cfg(feature = "pdf")]
use super::preview::Preview;
use super::program::Program;
use super::settings::Settings;
use crate::editing::Session;
#[cfg(feature = "pdf")]
use crate::exchange::pdf::Printed;
use crate::lang::{Lang, Word};
use crate::model::Document;
use crate::tables::{Node, Table, TableName};
use crate::ui::access::{self, Area};
use crate::ui::actions::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::file_dialogs::Leaving;
use crate::ui::find::{FindState, find_ui};
use crate::ui::findings::{FindingsPage, findings_ui};
use crate::ui::menus::{Bar, bar_ui};
use crate::ui::merge::{self, Merge};
use crate::ui::outline::{self, OutlineState};
use crate::ui::search::{self, Search};
use crate::ui::shell::{self, Bars};
use crate::ui::tabs::{Tab, tabs_ui};
use crate::ui::theme::{self, Theme};
use crate::ui::{Cursor, Intent, Shown, View, inspector, page};

/// A document open in the window, with all that is its own. What it shares with others it is given with each call, as a [`Program`].
pub(super) struct Desk {
    /// Its rank among the documents opened so far.
    pub id: u64,
    pub session: Session,
    pub file: DeskFile,
    pub checker: Checker,
    /// The node whose page is shown.
    pub node: Node,
    pub cursor: Option<Cursor>,
    pub shown: Shown,
    pub panels: Panels,
    /// The presentation that goes on.
    pub show: Option<Show>,
    /// What to do once it is saved.
    pub after_save: Option<Leaving>,
    /// What is to be asked about it, once it is in front and nothing else is asked.
    pub question: Option<Dialog>,
    /// Whose the versions are that a merge left, and what changed since the user had the document last.
    pub versions: Versions,
}

/// What the panels around the page of a document remember.
#[derive(Default)]
pub(super) struct Panels {
    pub outline: OutlineState,
    /// What is searched for, while the bar is open.
    pub find: Option<FindState>,
    /// The search that is open.
    pub search: Option<Search>,
    /// What was searched for last.
    pub searched: String,
    /// The list of findings, while it stands in the place of the page.
    pub findings: Option<FindingsPage>,
    /// What is gone through of a merge, while it stands in the place of outline and inspector.
    pub merge: Option<Merge>,
}

/// In a window narrower than this the open outline takes the place of the page.
const OUTLINE_COVERS_BELOW: f32 = 620.0;

/// In a narrower window the choices of a review stand under the page.
const MERGE_CHOICES_NEED: f32 = 900.0;
const SIDES_BELOW_HEIGHT: f32 = 280.0;

/// The preview leaves so much of the width to the page that is edited.
#[cfg(feature = "pdf")]
const PREVIEW_MOST: f32 = 0.5;

impl Desk {
    pub fn new(session: Session, file: DeskFile) -> Self {
        Self {
            id: 0,
            session,
            file,
            checker: Checker::default(),
            node: Node::FIRST,
            cursor: None,
            shown: Shown::default(),
            panels: Panels::default(),
            show: None,
            after_save: None,
            question: None,
            versions: Versions::default(),
        }
    }

    /// The file that Ctrl+S writes.
    pub fn path(&self) -> Option<&Path> {
        self.file.own_path(self.session.document())
    }

    pub fn table(&self, name: TableName, lang: Lang) -> Option<Arc<Table>> {
        self.shown.table(&self.session, lang, name)
    }

    /// "Programme 352, PLF 2021".
    pub fn title(&self, lang: Lang) -> String {
        document_title(self.session.document(), lang)
    }

    /// What panels may look at: with why what was done last was refused, and the documents that are open.
    pub fn view<'a>(&'a self, settings: &'a Settings, refusal: &'a str, tabs: &'a [Tab]) -> View<'a> {
        View {
            session: &self.session,
            lang: settings.lang,
            node: self.node,
            cursor: self.cursor.as_ref(),
            shown: &self.shown,
            widths: &settings.widths,
            refusal,
            find: self.panels.find.as_ref(),
            sets_spaces: settings.sets_spaces,
            has_changes: settings.has_changes,
            enters: settings.enters && self.panels.merge.is_none(),
            opened: self.id,
            tabs,
            merge: self.panels.merge.as_ref(),
        }
    }

    /// What its tab says.
    pub fn tab(&self, lang: Lang) -> Tab {
        Tab {
            opened: self.id,
            title: self.title(lang),
            path: self.path().map(Path::to_owned),
            is_unsaved: self.session.is_modified(),
            calls: self.question.is_some() || self.file.has_failed(),
        }
    }

    /// Findings that came are shown, and a state without them is given to be looked at; whether there are others now.
    pub fn check(&mut self, program: &Program) -> bool {
        self.checker.run(&mut self.session, &program.threads)
    }

    /// Paints the document with its bars, and returns what the user wants.
    pub fn ui(&mut self, program: &mut Program, ui: &mut Ui) -> Vec<Intent> {
        let theme = Theme::of(ui);
        let lang = program.lang();
        let running = program.running(ui.ctx());
        let save_state = self.save_state(&program.settings);
        let width = ui.available_width();
        program.window.is_narrow = width < theme::OUTLINE_CLOSES_BELOW;
        let outline = match (program.window.is_narrow, program.settings.outline) {
            (true, _) => Some(program.window.outline_over),
            (false, true) => None,
            (false, false) => Some(false),
        };
        let bars = Bars {
            lang,
            save_state: &save_state,
            save_failed: matches!(self.file.state, FileState::Failed(_)),
            message: &program.window.message,
            notice: &program.window.notice,
            running: running.as_ref(),
            is_searching: self.panels.search.is_some(),
            inspector: (width >= theme::INSPECTOR_CLOSES_BELOW).then_some(program.settings.inspector),
            outline,
        };
        let mut intents = Vec::new();
        let mut widths = program.settings.placing.panels;
        let call = self.call_words(lang);
        // Panels write what they remember, and look at the rest.
        let mut panels = std::mem::take(&mut self.panels);
        let view = self.view(&program.settings, &program.window.message, &program.window.tabs);
        let menus = Bar {
            view: Some(&view),
            lang,
            switches: program.switches(ui.ctx(), bars.outline != Some(false)),
            shows_letters: program.shows_letters(ui.ctx()),
        };
        let bar = |height: f32, margin: i8| (height, Frame::NONE.fill(theme.panel).inner_margin(egui::Margin::symmetric(margin, 0)));
        let (height, frame) = bar(theme::MENU_HEIGHT, 8);
        Panel::top("menus").exact_size(height).frame(frame).show_separator_line(false).show(ui, |ui| intents.extend(bar_ui(ui, &menus)));
        if view.tabs.len() > 1 {
            let (height, frame) = bar(theme::TABS_HEIGHT, 4);
            Panel::top("tabs").exact_size(height).frame(frame).show(ui, |ui| intents.extend(tabs_ui(ui, &view)));
        }
        let (height, frame) = bar(theme::TOOLBAR_HEIGHT, 4);
        Panel::top("toolbar").exact_size(height).frame(frame).show(ui, |ui| {
            access::region(ui, Area::Toolbar, Role::Toolbar, lang.pick("Barre d’outils", "Toolbar"));
            intents.extend(shell::toolbar_ui(ui, &view, &bars, panels.search.as_mut()));
        });
        if let Some(search) = &mut panels.search {
            let field = shell::has_search_field(ui.ctx()).then(|| ui.ctx().read_response(search::field_id())).flatten();
            intents.extend(search::list_ui(ui, &view, search, field.map(|field| field.rect)));
        }
        if let Some(find) = &mut panels.find {
            let (_, frame) = bar(0.0, 8);
            Panel::top("find").frame(frame).show(ui, |ui| intents.extend(find_ui(ui, lang, find)));
        }
        let Panels { outline, find, findings, merge, .. } = &mut panels;
        let view = View { find: find.as_ref(), merge: merge.as_ref(), enters: program.settings.enters && merge.is_none(), ..view };
        let (height, frame) = bar(theme::STATUS_HEIGHT, 8);
        Panel::bottom("status").exact_size(height).frame(frame).show(ui, |ui| {
            access::region(ui, Area::Status, Role::Group, lang.pick("Barre d’état", "Status bar"));
            intents.extend(shell::status_ui(ui, &view, &bars));
        });
        let panel = Frame::NONE.fill(theme.panel);
        if let Some(merge) = view.merge {
            intents.extend(merge_ui(ui, &view, merge, width));
            self.panels = panels;
            return intents;
        }
        if let Some(words) = call {
            Panel::top("call").frame(Frame::NONE).show(ui, |ui| intents.extend(merge::call_ui(ui, words.call(lang))));
        }
        let outline_covers = bars.outline == Some(true) && width < OUTLINE_COVERS_BELOW;
        if outline_covers {
            egui::CentralPanel::default().frame(panel).show(ui, |ui| intents.extend(outline::outline_ui(ui, &view, outline)));
        } else {
            if bars.outline != Some(false) {
                let shown = Panel::left("outline")
                    .default_size(PanelWidths::first(widths.outline, theme::OUTLINE_WIDTH))
                    .size_range(theme::OUTLINE_WIDTH_RANGE)
                    .frame(panel)
                    .show(ui, |ui| intents.extend(outline::outline_ui(ui, &view, outline)));
                widths.outline = PanelWidths::of(shown.response.rect);
                access::splitter(ui, "outline", lang.pick("Largeur du plan", "Width of the outline"));
            }
            #[cfg(feature = "pdf")]
            let has_room = preview_ui(ui, &view, &mut program.preview, program.exports.printed(), width, (&mut widths.preview, &mut intents));
            #[cfg(not(feature = "pdf"))]
            let has_room = true;
            if bars.inspector == Some(true) && has_room {
                let shown = Panel::right("inspector")
                    .default_size(PanelWidths::first(widths.inspector, theme::INSPECTOR_WIDTH))
                    .size_range(theme::INSPECTOR_WIDTH_RANGE)
                    .frame(panel)
                    .show(ui, |ui| {
                        access::region(ui, Area::Inspector, Role::Complementary, Action::ToggleInspector.name(lang));
                        intents.extend(inspector::inspector_ui(ui, &view));
                    });
                widths.inspector = PanelWidths::of(shown.response.rect);
                access::splitter(ui, "inspector", lang.pick("Largeur de l’inspecteur", "Width of the inspector"));
            }
            egui::CentralPanel::default().frame(Frame::NONE.fill(theme.canvas)).show(ui, |ui| {
                access::region(ui, Area::Page, Role::Main, lang.pick("Page", "Page"));
                intents.extend(match findings {
                    Some(page) => findings_ui(ui, &view, page),
                    None => page::page_ui(ui, &view),
                });
            });
        }
        self.panels = panels;
        program.settings.placing.panels = widths;
        intents
    }
}

/// Paints a review: the list, the page under its versions, the choices.
fn merge_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, width: f32) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let panel = Frame::NONE.fill(theme.panel);
    let mut intents = Vec::new();
    let list = Panel::left("matters").exact_size(merge::LIST_WIDTH).resizable(false).frame(panel);
    list.show(ui, |ui| intents.extend(merge::list_ui(ui, view, merge)));
    if width >= MERGE_CHOICES_NEED {
        let sides = Panel::right("versions").exact_size(merge::SIDES_WIDTH).resizable(false).frame(panel);
        sides.show(ui, |ui| intents.extend(merge::sides_ui(ui, view, merge)));
    } else {
        let sides = Panel::bottom("versions").exact_size(SIDES_BELOW_HEIGHT.min(ui.available_height() / 2.0)).resizable(false).frame(panel);
        sides.show(ui, |ui| intents.extend(merge::sides_ui(ui, view, merge)));
    }
    Panel::top("band").exact_size(merge::BAND_HEIGHT).frame(panel).show_separator_line(false).show(ui, |ui| merge::band_ui(ui, merge));
    egui::CentralPanel::default().frame(Frame::NONE.fill(theme.canvas)).show(ui, |ui| intents.extend(page::page_ui(ui, view)));
    intents
}

/// Paints the preview while it is open; whether a window of this width has room for the inspector as well.
#[cfg(feature = "pdf")]
fn preview_ui(
    ui: &mut Ui,
    view: &View<'_>,
    preview: &mut Preview,
    printed: (Printed, bool),
    width: f32,
    (kept, intents): (&mut Option<u16>, &mut Vec<Intent>),
) -> bool {
    if !preview.is_open() {
        return true;
    }
    let most = ui.available_width() * PREVIEW_MOST;
    let shown = Panel::right("preview")
        .default_size(most.min(PanelWidths::first(*kept, theme::PREVIEW_WIDTH)))
        .size_range(theme::PREVIEW_LEAST..=most.max(theme::PREVIEW_LEAST))
        .frame(Frame::NONE.fill(Theme::of(ui).canvas))
        .show(ui, |ui| intents.extend(preview.ui(ui, view, printed)));
    *kept = PanelWidths::of(shown.response.rect);
    access::splitter(ui, "preview", view.lang.pick("Largeur de l’aperçu", "Width of the preview"));
    width >= theme::PREVIEW_WITH_INSPECTOR
}

pub(super) fn document_title(document: &Document, lang: Lang) -> String {
    let number = document.programme.number.map_or_else(String::new, |number| format!(" {number}"));
    format!("{}{number}, PLF {}", lang.word(Word::Programme), document.year)
}

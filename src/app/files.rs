//! Opening, saving, closing: what happens to files, and what is asked before work could be lost.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, ViewportCommand};

use super::desk::document_title;
use super::disk::{DeskFile, FileState, PathFound as Found, TypedPath, about};
use super::picker::{Picked, Purpose};
use super::settings::Settings;
use super::{App, Desk, Program, moments};
use crate::editing::{Session, create};
use crate::lang::{Lang, capitalised};
use crate::model::Document;
use crate::storage::{self, Expected};
use crate::ui::dialogs::Dialog;
use crate::ui::file_dialogs::{FileDialog, Leaving};
use crate::ui::path_field::PathField;

/// The sample, which the program carries with it.
const SAMPLE: &str = include_str!("../../saves/programme-352-plf-2021.ron");

impl App {
    /// Asks the disk for a file; what is open stays open until it has answered, and when it cannot be read.
    pub fn open_path(&mut self, path: &Path) {
        self.program.window.awaits_file = true;
        self.program.disk.open(path, false);
    }

    /// Opens a document beside the others, and puts it in front.
    pub(super) fn open_desk(&mut self, desk: Desk) {
        // What cannot be read stays in the editor of its cell.
        self.commit_editing();
        self.desks.add(desk);
        let Self { desks, program, .. } = self;
        let Some(desk) = desks.front_mut() else { return };
        program.disk.begin_journal(desk.id, about(&desk.file, desk.title(program.lang())));
        desk.session.check_elsewhere();
        program.window.dialog = None;
        program.window.notice.clear();
        desk.show_node(program, desk.node);
    }

    /// Puts an open document in front, unless what is being typed in the one that is there cannot be read.
    pub(super) fn show(&mut self, id: u64) {
        if self.desks.is_front(id) || !self.commit_editing() {
            return;
        }
        if let Some(desk) = self.desks.front_mut() {
            desk.end_typing();
        }
        self.desks.bring(id);
        self.shown();
    }

    /// Another document is in front: the keyboard is where it was there, and nothing was said of it yet.
    fn shown(&mut self) {
        let window = &mut self.program.window;
        window.message.clear();
        window.notice.clear();
        window.wanted_focus = None;
        self.focus_cursor();
    }

    /// Closes a document or ends the program, after asking about unsaved changes.
    pub(super) fn leave(&mut self, then: Leaving) {
        let left: Vec<u64> = match &then {
            Leaving::Close(id) => vec![*id],
            Leaving::Quit { given_up } => self.desks.iter().map(|desk| desk.id).filter(|id| !given_up.contains(id)).collect(),
        };
        for id in left {
            let Some(desk) = self.desks.get_mut(id) else { continue };
            let is_read = desk.commit_editing(&mut self.program);
            if is_read && !desk.has_work() {
                continue;
            }
            if is_read {
                desk.ask_about_work(&mut self.program, then);
            }
            // What is asked or refused is about the document in front.
            self.desks.bring(id);
            return;
        }
        self.go_on(then);
    }

    /// Goes on although the document in front has unsaved changes, or its save no answer.
    pub(super) fn give_up_changes(&mut self, then: Leaving) {
        match then {
            Leaving::Close(id) => self.close(id),
            Leaving::Quit { mut given_up } => {
                given_up.extend(self.desks.front().map(|desk| desk.id));
                self.leave(Leaving::Quit { given_up });
            }
        }
    }

    pub(super) fn quit(&mut self) {
        self.leave(Leaving::Quit { given_up: vec![] });
    }

    /// Nothing stands in the way any more.
    fn go_on(&mut self, then: Leaving) {
        match then {
            Leaving::Close(id) => self.close(id),
            Leaving::Quit { .. } => {
                self.desks.iter_mut().for_each(|desk| desk.let_go(&mut self.program));
                self.program.window.is_closing = true;
            }
        }
    }

    fn close(&mut self, id: u64) {
        let was_front = self.desks.is_front(id);
        let Some(mut desk) = self.desks.remove(id) else { return };
        desk.let_go(&mut self.program);
        if self.desks.front().is_none() {
            self.program.look_for_recent_files();
        }
        if was_front {
            self.shown();
        }
    }

    /// The sample opens as a document of its own, without a file: saving asks for a place.
    pub(super) fn open_sample(&mut self) {
        let lang = self.lang();
        match storage::parse(SAMPLE) {
            Ok(document) => self.open_desk(Desk::new(Session::opened(document), DeskFile::default())),
            Err(error) => self.program.window.message = capitalised(&error.sentence(lang)),
        }
    }

    /// Closes the window once nothing is left to save.
    pub(super) fn quit_if_asked(&self, ctx: &Context) {
        if self.program.window.is_closing {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    /// Creates a document from the fields of the dialog, or says which one is wrong.
    pub(super) fn create(&mut self, number: &str, name: &str, year: &str) -> Result<(), String> {
        let document = create(number, name, year).map_err(|refusal| refusal.sentence(self.lang()))?;
        self.open_desk(Desk::new(Session::created(document), DeskFile::default()));
        Ok(())
    }

    /// Files dropped on the window: those of other programs are imported together, documents open each.
    pub(super) fn take_dropped_files(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if self.imports_dropped(ctx, &dropped) {
            return;
        }
        dropped.iter().for_each(|path| self.open_path(path));
    }

    /// The answer of the file dialog, when it came.
    pub(super) fn take_picked(&mut self, ctx: &Context) {
        let Some((purpose, picked)) = self.picker.picked() else { return };
        match (purpose, picked) {
            (Purpose::Export { desk, folder, name, order }, picked) => {
                // The window stayed live while the dialog was open.
                self.show(desk);
                if let Some(desk) = self.desks.front().filter(|front| front.id == desk) {
                    desk.picked_export(&mut self.program, ctx, order, suggested(folder.as_deref(), &name), picked);
                }
            }
            (Purpose::Import, picked) => self.program.picked_import(ctx, picked),
            (Purpose::Save { desk, .. }, Picked::Cancelled) => {
                if let Some(desk) = self.desks.get_mut(desk) {
                    desk.after_save = None;
                }
            }
            // Only an import asks for several.
            (_, Picked::Cancelled | Picked::Files(_)) => {}
            (Purpose::Open, Picked::File(path)) => self.open_path(&path),
            (Purpose::Save { desk, .. }, Picked::File(path)) => {
                // The system's dialog has asked before it gave the name of a file that is there.
                self.save_as(desk, &path, Expected::Anything);
            }
            (purpose, Picked::NoDialog) => {
                let field = match &purpose {
                    Purpose::Open | Purpose::Import => PathField::within(std::env::current_dir().unwrap_or_default()),
                    Purpose::Save { folder, name, .. } | Purpose::Export { folder, name, .. } => {
                        PathField::suggesting(&suggested(folder.as_deref(), name))
                    }
                };
                let saving = match purpose {
                    Purpose::Save { desk, .. } | Purpose::Export { desk, .. } => {
                        self.show(desk);
                        if !self.desks.is_front(desk) {
                            return;
                        }
                        true
                    }
                    Purpose::Open | Purpose::Import => false,
                };
                self.program.window.dialog = Some(Dialog::Path { saving, field });
                ctx.request_repaint();
            }
        }
    }

    /// The dialog again, with a refusal, when the typed path cannot serve.
    pub(super) fn looked_at_typed(&mut self, TypedPath { desk, saving, field, path, found }: TypedPath) {
        let lang = self.lang();
        self.program.window.awaits_file = false;
        let refusal = match (saving, found) {
            (true, Found::Nowhere) => Some(lang.pick("Ce dossier n’existe pas.", "This folder does not exist.")),
            (false, Found::Nowhere | Found::Folder | Found::Free) => Some(lang.pick("Ce fichier n’existe pas.", "This file does not exist.")),
            _ => None,
        };
        match (refusal, desk) {
            (Some(refusal), _) => self.program.window.dialog = Some(Dialog::Path { saving, field: field.refused(refusal.into()) }),
            (None, _) if !saving => self.open_path(&path),
            (None, Some(desk)) if found == Found::Free => self.save_as(desk, &path, Expected::Nothing),
            (None, Some(desk)) if self.desks.get_mut(desk).is_some_and(|desk| desk.is_own(&path)) => self.save_as(desk, &path, Expected::Nothing),
            (None, _) => self.program.window.dialog = Some(Dialog::Replace { path }),
        }
    }

    /// Saves a document to a file that the user named, which must hold what is expected unless it is the document's own.
    pub(super) fn save_as(&mut self, desk: u64, path: &Path, expected: Expected) {
        let lang = self.lang();
        if self.desks.iter().any(|other| other.id != desk && other.holds(path, None)) {
            self.program.window.message = lang.pick(
                format!("{} est ouvert dans un autre onglet : le fermer d’abord, ou choisir un autre nom.", path.display()),
                format!("{} is open in another tab: close it first, or choose another name.", path.display()),
            );
            return;
        }
        let Some(desk) = self.desks.get_mut(desk) else { return };
        if desk.commit_editing(&mut self.program) {
            let expected = if desk.is_own(path) { desk.file.expected() } else { expected };
            desk.save_to(&mut self.program, path, expected);
        }
    }
}

impl Desk {
    /// Saves to the document's file, or asks for one.
    pub(super) fn save(&mut self, program: &mut Program) {
        match self.path().map(Path::to_owned) {
            Some(path) if !self.session.is_read_only() => self.save_to(program, &path, self.file.expected()),
            _ => self.ask_save_path(program),
        }
    }

    pub(super) fn ask_save_path(&self, program: &mut Program) {
        let document = self.session.document();
        let number = document.programme.number.map_or_else(|| "x".into(), |number| number.to_string());
        let name = self.path().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        // The PAP of the next year belongs beside that of the year before.
        let folder = self.file.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        program.window.asking =
            Some(Purpose::Save { desk: self.id, folder, name: name.unwrap_or_else(|| format!("programme-{number}-plf-{}.ron", document.year)) });
    }

    /// Lets go of the file, and ends the journal: what is unsaved was given up, but not a save that has no answer.
    fn let_go(&mut self, program: &mut Program) {
        let file = std::mem::take(&mut self.file);
        if let (Some(path), Some(base)) = (&file.path, &file.base) {
            program.disk.keep_seen(path.clone(), Arc::clone(base));
        }
        if file.state == FileState::Saving {
            program.disk.leave_journal(self.id);
        } else {
            program.disk.close_journal(self.id);
        }
        program.disk.leave(file);
    }

    /// Whether this is the file that Ctrl+S writes.
    fn is_own(&self, path: &Path) -> bool {
        !self.session.is_read_only() && self.path() == Some(path)
    }

    /// Whether this is the file of this document, by its path or by what that leads to.
    pub(super) fn holds(&self, path: &Path, real: Option<&Path>) -> bool {
        let is_real = || real.is_some() && self.file.real.as_deref() == real;
        self.path().is_some_and(|own| own == path || is_real())
    }

    /// Whether something would be lost if it were closed now.
    pub(super) fn has_work(&self) -> bool {
        self.session.is_modified() || self.file.state == FileState::Saving
    }

    /// Asks what becomes of unsaved changes, or of a save that has no answer.
    fn ask_about_work(&mut self, program: &mut Program, then: Leaving) {
        program.window.dialog = Some(if self.file.state == FileState::Saving {
            self.after_save = Some(then.clone());
            Dialog::File(FileDialog::StillSaving(then))
        } else {
            Dialog::Unsaved { title: self.title(program.lang()), then }
        });
    }

    /// What the toolbar says of the file.
    pub(super) fn save_state(&self, settings: &Settings) -> String {
        let lang = settings.lang;
        let saved = |moment| {
            let time = moments::time(moment, lang);
            lang.pick(format!("Enregistré à {time}"), format!("Saved at {time}"))
        };
        let state = match (&self.file.state, self.session.unsaved_steps()) {
            _ if self.session.is_read_only() => lang.pick("Lecture seule", "Read-only").into(),
            (FileState::Saving, _) => lang.pick("Enregistrement…", "Saving…").into(),
            (FileState::Failed(cause), _) => lang.pick(format!("Échec : {cause}"), format!("Failed: {cause}")),
            (FileState::SavedAt(moment), Some(0)) => saved(*moment),
            (FileState::Unchanged, Some(0)) => lang.pick("Aucune modification", "No change").into(),
            _ if self.path().is_none() => lang.pick("Pas encore enregistré", "Not saved yet").into(),
            (_, Some(1)) => lang.pick("1 modification non enregistrée", "1 unsaved change").into(),
            (_, Some(count)) => lang.pick(format!("{count} modifications non enregistrées"), format!("{count} unsaved changes")),
            (_, None) => lang.pick("Modifié", "Modified").into(),
        };
        if settings.autosave && self.path().is_some() { state + lang.pick(" (automatique)", " (automatic)") } else { state }
    }
}

impl Program {
    /// A path typed in the window's own picker: the disk is asked what is there.
    pub(super) fn typed_path(&mut self, desk: Option<u64>, saving: bool, field: PathField) {
        let mut path = field.path();
        if saving && path.extension().is_none() {
            path.set_extension("ron");
        }
        self.window.awaits_file = true;
        self.disk.look_at_typed(TypedPath { desk, saving, field, path, found: Found::Nowhere });
    }

    /// The window's own picker again, with the path that was typed.
    pub(super) fn typed_again(&mut self, path: &Path) {
        self.window.dialog = Some(Dialog::Path { saving: true, field: PathField::suggesting(path) });
    }

    /// Asks the disk which of the recent files are gone.
    pub(super) fn look_for_recent_files(&mut self) {
        self.disk.look_for(self.settings.recent_files().into_iter().map(|file| file.path).collect());
    }
}

/// A name in a folder, the current one if none is known.
fn suggested(folder: Option<&Path>, name: &str) -> PathBuf {
    folder.map(Path::to_owned).or_else(|| std::env::current_dir().ok()).unwrap_or_default().join(name)
}

pub(super) fn recent_title(document: &Document, lang: Lang) -> String {
    let name = &document.programme.name;
    match document.programme.number {
        Some(number) => format!("{number} – {name}, PLF {}", document.year),
        None => document_title(document, lang),
    }
}

//! Opening, saving, closing: what happens to files, and what is asked before work could be lost.

use std::path::{Path, PathBuf};

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
use crate::ui::dialogs::{AfterUnsaved, Dialog};
use crate::ui::file_dialogs::FileDialog;
use crate::ui::path_field::PathField;

/// The sample, which the program carries with it.
const SAMPLE: &str = include_str!("../../saves/programme-352-plf-2021.ron");

impl App {
    /// Asks the disk for a file; what is open stays open until it has answered, and when it cannot be read.
    pub fn open_path(&mut self, path: &Path) {
        self.program.window.awaits_file = true;
        self.program.disk.open(path, false);
    }

    /// Puts a document in front, in the place of the one that is there.
    pub(super) fn show_desk(&mut self, desk: Desk) {
        self.close_front();
        self.desks.add(desk);
        let Self { desks, program, .. } = self;
        let Some(desk) = desks.front_mut() else { return };
        program.disk.begin_journal(desk.id, about(&desk.file, desk.title(program.lang())));
        desk.session.check_elsewhere();
        program.window.dialog = None;
        desk.show_node(program, desk.node);
    }

    /// Takes the document in front away, with its journal, and lets go of its file.
    fn close_front(&mut self) {
        if let Some(mut desk) = self.desks.remove_front() {
            desk.let_go(&mut self.program);
        }
    }

    /// Does something that leaves the document, after asking about unsaved changes.
    pub(super) fn leave(&mut self, then: AfterUnsaved) {
        let Self { desks, program, .. } = self;
        if let Some(desk) = desks.front_mut() {
            if !desk.commit_editing(program) {
                return;
            }
            if desk.file.state == FileState::Saving {
                desk.after_save = Some(then);
                program.window.dialog = Some(Dialog::File(FileDialog::StillSaving));
                return;
            }
            if desk.session.is_modified() {
                program.window.dialog = Some(Dialog::Unsaved { title: desk.title(program.lang()), then });
                return;
            }
        }
        self.go_on(then);
    }

    pub(super) fn go_on(&mut self, then: AfterUnsaved) {
        match then {
            AfterUnsaved::Quit => {
                self.desks.iter_mut().for_each(|desk| desk.let_go(&mut self.program));
                self.program.window.is_closing = true;
            }
            AfterUnsaved::Close => {
                self.close_front();
                self.program.look_for_recent_files();
            }
            AfterUnsaved::New => {
                let year = i32::from(jiff::Zoned::now().year()) + 1;
                self.program.window.dialog =
                    Some(Dialog::New { number: String::new(), name: String::new(), year: year.to_string(), refusal: String::new() });
            }
            AfterUnsaved::PickFile => self.program.window.asking = Some(Purpose::Open),
            AfterUnsaved::Sample => self.open_sample(),
            AfterUnsaved::Open(path) => self.open_path(&path),
            AfterUnsaved::Import(document) => self.open_imported(document),
        }
    }

    /// The sample opens as a document of its own, without a file: saving asks for a place.
    fn open_sample(&mut self) {
        let lang = self.lang();
        match storage::parse(SAMPLE) {
            Ok(document) => self.show_desk(Desk::new(Session::opened(document), DeskFile::default())),
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
        self.show_desk(Desk::new(Session::created(document), DeskFile::default()));
        Ok(())
    }

    /// Files dropped on the window: those of other programs are imported together, or else the first one is opened.
    pub(super) fn take_dropped_files(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if self.imports_dropped(ctx, &dropped) {
            return;
        }
        if let Some(path) = dropped.into_iter().next() {
            self.leave(AfterUnsaved::Open(path));
        }
    }

    /// The answer of the file dialog, when it came.
    pub(super) fn take_picked(&mut self, ctx: &Context) {
        let Some((purpose, picked)) = self.picker.picked() else { return };
        match (purpose, picked) {
            (Purpose::Export { folder, name, order }, picked) => {
                if let Some(desk) = self.desks.front() {
                    desk.picked_export(&mut self.program, ctx, order, suggested(folder.as_deref(), &name), picked);
                }
            }
            (Purpose::Import, picked) => self.program.picked_import(ctx, picked),
            (_, Picked::Cancelled) => self.give_up_leaving(),
            // Only an import asks for several.
            (_, Picked::Files(_)) => {}
            (Purpose::Open, Picked::File(path)) => {
                self.give_up_leaving();
                // The window stayed live while the dialog was open.
                self.leave(AfterUnsaved::Open(path));
            }
            (Purpose::Save { .. }, Picked::File(path)) => {
                if let Some(desk) = self.desks.front_mut() {
                    desk.picked_save(&mut self.program, &path);
                }
            }
            (purpose, Picked::NoDialog) => {
                let field = match &purpose {
                    Purpose::Open | Purpose::Import => PathField::within(std::env::current_dir().unwrap_or_default()),
                    Purpose::Save { folder, name } | Purpose::Export { folder, name, .. } => {
                        PathField::suggesting(&suggested(folder.as_deref(), name))
                    }
                };
                self.program.window.dialog = Some(Dialog::Path { saving: purpose != Purpose::Open, field });
                ctx.request_repaint();
            }
        }
    }

    /// Nothing is done any more once the document in front is saved.
    pub(super) fn give_up_leaving(&mut self) {
        if let Some(desk) = self.desks.front_mut() {
            desk.after_save = None;
        }
    }

    /// The dialog again, with a refusal, when the typed path cannot serve.
    pub(super) fn looked_at_typed(&mut self, TypedPath { saving, field, path, found }: TypedPath) {
        let lang = self.lang();
        self.program.window.awaits_file = false;
        let refusal = match (saving, found) {
            (true, Found::Nowhere) => Some(lang.pick("Ce dossier n’existe pas.", "This folder does not exist.")),
            (false, Found::Nowhere | Found::Folder | Found::Free) => Some(lang.pick("Ce fichier n’existe pas.", "This file does not exist.")),
            _ => None,
        };
        match (refusal, self.desks.front_mut()) {
            (Some(refusal), _) => self.program.window.dialog = Some(Dialog::Path { saving, field: field.refused(refusal.into()) }),
            (None, _) if !saving => self.open_path(&path),
            (None, Some(desk)) if found == Found::Free || desk.is_own(&path) => {
                let expected = if desk.is_own(&path) { desk.file.expected() } else { Expected::Nothing };
                desk.save_to(&mut self.program, &path, expected);
            }
            (None, _) => self.program.window.dialog = Some(Dialog::Replace { path }),
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
        program.window.asking = Some(Purpose::Save { folder, name: name.unwrap_or_else(|| format!("programme-{number}-plf-{}.ron", document.year)) });
    }

    /// Lets go of the file, and ends the journal: what is unsaved was given up.
    fn let_go(&mut self, program: &mut Program) {
        program.disk.leave(std::mem::take(&mut self.file));
        program.disk.close_journal(self.id);
    }

    /// Whether this is the file that Ctrl+S writes.
    fn is_own(&self, path: &Path) -> bool {
        !self.session.is_read_only() && self.path() == Some(path)
    }

    /// Saves to a file that the system's dialog gave: it has asked before it gave the name of one that is there.
    fn picked_save(&mut self, program: &mut Program, path: &Path) {
        if self.commit_editing(program) {
            let expected = if self.is_own(path) { self.file.expected() } else { Expected::Anything };
            self.save_to(program, path, expected);
        }
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
    pub(super) fn typed_path(&mut self, saving: bool, field: PathField) {
        let mut path = field.path();
        if saving && path.extension().is_none() {
            path.set_extension("ron");
        }
        self.window.awaits_file = true;
        self.disk.look_at_typed(TypedPath { saving, field, path, found: Found::Nowhere });
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

//! Opening, saving, closing: what happens to files, and what is asked before work could be lost.

use std::path::{Path, PathBuf};

use egui::{Context, ViewportCommand};

use super::disk::{DeskFile, FileState, PathFound as Found, TypedPath, about};
use super::picker::{Picked, Purpose};
use super::{App, Desk, document_title, moments};
use crate::editing::{Session, create};
use crate::lang::{Lang, capitalised};
use crate::model::Document;
use crate::storage::{self, Expected};
use crate::ui::dialogs::{AfterUnsaved, Dialog};
use crate::ui::path_field::PathField;

/// The sample, which the program carries with it.
const SAMPLE: &str = include_str!("../../saves/programme-352-plf-2021.ron");

impl App {
    /// Asks the disk for a file; what is open stays open until it has answered, and when it cannot be read.
    pub fn open_path(&mut self, path: &Path) {
        self.awaits_file = true;
        self.disk.open(path, false);
    }

    pub(super) fn show_desk(&mut self, desk: Desk) {
        let node = desk.node;
        self.opened += 1;
        self.leave_file();
        self.disk.begin_journal(self.opened, about(&desk.file, desk.title(self.lang())));
        self.desk = Some(Desk { opened: self.opened, ..desk });
        if let Some(desk) = &mut self.desk {
            desk.session.check_elsewhere();
        }
        self.dialog = None;
        self.after_save = None;
        self.outline = Default::default();
        self.show_node(node);
    }

    /// Saves to the document's file, or asks for one.
    pub(super) fn save(&mut self) {
        match self.desk.as_ref().map(|desk| (desk.path().map(Path::to_owned), desk.file.expected(), desk.session.is_read_only())) {
            Some((Some(path), expected, false)) => self.save_to(&path, expected),
            Some(_) => self.ask_save_path(),
            None => {}
        }
    }

    pub(super) fn ask_save_path(&mut self) {
        let Some(desk) = &self.desk else { return };
        let document = desk.session.document();
        let number = document.programme.number.map_or_else(|| "x".into(), |number| number.to_string());
        let name = desk.path().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        // The PAP of the next year belongs beside that of the year before.
        let folder = desk.file.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        self.asking = Some(Purpose::Save { folder, name: name.unwrap_or_else(|| format!("programme-{number}-plf-{}.ron", document.year)) });
    }

    /// Hands the document to the disk, unless it has it in hand already.
    pub(super) fn save_to(&mut self, path: &Path, expected: Expected) {
        let saving = self.desk.as_ref().is_none_or(|desk| desk.file.state == FileState::Saving);
        if !saving {
            self.start_save(path.to_owned(), expected, false);
        }
    }

    /// What the toolbar says of the file.
    pub(super) fn save_state(&self, desk: &Desk) -> String {
        let lang = self.lang();
        let saved = |moment| {
            let time = moments::time(moment, lang);
            lang.pick(format!("Enregistré à {time}"), format!("Saved at {time}"))
        };
        let state = match (&desk.file.state, desk.session.unsaved_steps()) {
            _ if desk.session.is_read_only() => lang.pick("Lecture seule", "Read-only").into(),
            (FileState::Saving, _) => lang.pick("Enregistrement…", "Saving…").into(),
            (FileState::Failed(cause), _) => lang.pick(format!("Échec : {cause}"), format!("Failed: {cause}")),
            (FileState::SavedAt(moment), Some(0)) => saved(*moment),
            (FileState::Unchanged, Some(0)) => lang.pick("Aucune modification", "No change").into(),
            _ if desk.path().is_none() => lang.pick("Pas encore enregistré", "Not saved yet").into(),
            (_, Some(1)) => lang.pick("1 modification non enregistrée", "1 unsaved change").into(),
            (_, Some(count)) => lang.pick(format!("{count} modifications non enregistrées"), format!("{count} unsaved changes")),
            (_, None) => lang.pick("Modifié", "Modified").into(),
        };
        if self.settings.autosave && desk.path().is_some() { state + lang.pick(" (automatique)", " (automatic)") } else { state }
    }

    /// Does something that leaves the document, after asking about unsaved changes.
    pub(super) fn leave(&mut self, then: AfterUnsaved) {
        if !self.commit_editing() {
            return;
        }
        if self.waits_for_save(&then) {
            return;
        }
        if self.is_modified() {
            self.ask_unsaved(then);
        } else {
            self.go_on(then);
        }
    }

    pub(super) fn ask_unsaved(&mut self, then: AfterUnsaved) {
        let lang = self.lang();
        let title = self.desk.as_ref().map_or_else(String::new, |desk| desk.title(lang));
        self.dialog = Some(Dialog::Unsaved { title, then });
    }

    pub(super) fn go_on(&mut self, then: AfterUnsaved) {
        match then {
            AfterUnsaved::Quit => {
                self.leave_file();
                self.disk.close_journal();
                self.quitting = true;
            }
            AfterUnsaved::Close => {
                self.leave_file();
                self.disk.close_journal();
                self.desk = None;
                self.disk.look_for(self.settings.recent_files().into_iter().map(|file| file.path).collect());
            }
            AfterUnsaved::New => {
                let year = i32::from(jiff::Zoned::now().year()) + 1;
                self.dialog = Some(Dialog::New { number: String::new(), name: String::new(), year: year.to_string(), refusal: String::new() });
            }
            AfterUnsaved::PickFile => self.asking = Some(Purpose::Open),
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
            Err(error) => self.message = capitalised(&error.sentence(lang)),
        }
    }

    /// Closes the window once nothing is left to save.
    pub(super) fn quit_if_asked(&self, ctx: &Context) {
        if self.quitting {
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
                self.picked_export(ctx, order, suggested(folder.as_deref(), &name), picked);
            }
            (Purpose::Import, picked) => self.picked_import(ctx, picked),
            (_, Picked::Cancelled) => self.after_save = None,
            // Only an import asks for several.
            (_, Picked::Files(_)) => {}
            (Purpose::Open, Picked::File(path)) => {
                self.after_save = None;
                // The window stayed live while the dialog was open.
                if self.commit_editing() {
                    self.leave(AfterUnsaved::Open(path));
                }
            }
            (Purpose::Save { .. }, Picked::File(path)) => {
                if !self.commit_editing() {
                    return;
                }
                // The system's dialog has asked before it gave the name of a file that is there.
                let expected = match &self.desk {
                    Some(desk) if desk.path() == Some(&path) && !desk.session.is_read_only() => desk.file.expected(),
                    _ => Expected::Anything,
                };
                self.save_to(&path, expected);
            }
            (purpose, Picked::NoDialog) => {
                let field = match &purpose {
                    Purpose::Open | Purpose::Import => PathField::within(std::env::current_dir().unwrap_or_default()),
                    Purpose::Save { folder, name } | Purpose::Export { folder, name, .. } => {
                        PathField::suggesting(&suggested(folder.as_deref(), name))
                    }
                };
                self.dialog = Some(Dialog::Path { saving: purpose != Purpose::Open, field });
                ctx.request_repaint();
            }
        }
    }

    /// A path typed in the window's own picker: the disk is asked what is there.
    pub(super) fn typed_path(&mut self, saving: bool, field: PathField) {
        let mut path = field.path();
        if saving && path.extension().is_none() {
            path.set_extension("ron");
        }
        self.awaits_file = true;
        self.disk.look_at_typed(TypedPath { saving, field, path, found: Found::Nowhere });
    }

    /// The dialog again, with a refusal, when the typed path cannot serve.
    pub(super) fn looked_at_typed(&mut self, TypedPath { saving, field, path, found }: TypedPath) {
        let lang = self.lang();
        self.awaits_file = false;
        let refusal = match (saving, found) {
            (true, Found::Nowhere) => Some(lang.pick("Ce dossier n’existe pas.", "This folder does not exist.")),
            (false, Found::Nowhere | Found::Folder | Found::Free) => Some(lang.pick("Ce fichier n’existe pas.", "This file does not exist.")),
            _ => None,
        };
        let own = self.desk.as_ref().filter(|desk| !desk.session.is_read_only() && desk.path() == Some(&path));
        match (refusal, own) {
            (Some(refusal), _) => self.dialog = Some(Dialog::Path { saving, field: field.refused(refusal.into()) }),
            (None, _) if !saving => self.open_path(&path),
            (None, Some(desk)) => {
                let expected = desk.file.expected();
                self.save_to(&path, expected);
            }
            (None, None) if found == Found::Free => self.save_to(&path, Expected::Nothing),
            (None, None) => self.dialog = Some(Dialog::Replace { path }),
        }
    }
}

impl App {
    /// Lets go of the file of the desk that is left.
    fn leave_file(&mut self) {
        if let Some(desk) = &mut self.desk {
            self.disk.leave(std::mem::take(&mut desk.file));
        }
    }

    /// The window's own picker again, with the path that was typed.
    pub(super) fn typed_again(&mut self, path: &Path) {
        self.dialog = Some(Dialog::Path { saving: true, field: PathField::suggesting(path) });
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

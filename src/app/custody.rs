//! What the disk answered, done in the window: what was opened and saved, what somebody else changed, what was found again.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use egui::Context;

use super::disk::{Answer, DeskAnswer, DeskFile, FileState, Found, Opened, Save, SaveAnswer, about};
use super::{App, Desk, Program, moments};
use crate::editing::{Label, Restored, Session, compare};
use crate::lang::{Lang, capitalised};
use crate::model::Document;
use crate::storage::file::WriteError;
use crate::storage::{About, Claim, Expected, FileStamp, OpenError, Owner, OwnerMark, SaveError, Unmarked, io_words};
use crate::ui::dialogs::Dialog;
use crate::ui::file_dialogs::{Changed, FileDialog, FileNow, InUse, NotSaved, Preview, Recovery, Versions};
use crate::ui::merge::Person;
use crate::ui::modal;

/// Seconds without a change before an automatic save.
const QUIET: f64 = 10.0;

/// Seconds between two looks at the journals that nothing is added to.
const JOURNAL_LOOKS: f64 = 5.0;

/// How long a state may be on its way to a journal before the user is told.
const JOURNAL_PATIENCE: Duration = Duration::from_secs(3);

/// What is being watched beside the documents.
#[derive(Default)]
pub(super) struct Watch {
    /// Unsaved work that was found and not decided on.
    found: Vec<Found>,
    /// Whether the user was told that the journals wait for their disk.
    journal_is_slow: bool,
    /// When the journals were last looked at, by the clock of the frames.
    journal_seen: f64,
    /// Whether the user was told that settings are not kept.
    settings_are_lost: bool,
}

impl App {
    /// Does what the disk answered since the last frame; whether it said something.
    pub(super) fn take_answers(&mut self, ctx: &Context) -> bool {
        self.program.tell_of_journal_fault();
        let mut any = self.take_imports();
        while let Some(answer) = self.program.disk.answer() {
            any = true;
            match answer {
                Answer::Opened(opened) => self.opened(opened),
                Answer::Mended(path, result) => self.mended(&path, result),
                Answer::Unarmed(path) => self.armed(&path, false),
                Answer::Whose(path, known) => {
                    let (merge, taken) = *known;
                    for desk in self.desks.iter_mut().filter(|desk| desk.file.path.as_deref() == Some(&path)) {
                        desk.know_whose(&merge, taken.clone(), self.program.settings.lang);
                    }
                }
                Answer::Armed(path, Ok(())) => {
                    self.armed(&path, true);
                    self.program.window.notice =
                        self.lang().pick("git fusionne désormais ces documents par Papier.", "git merges these documents by Papier now.").into();
                }
                Answer::Armed(_, Err(sentence)) => self.program.window.message = capitalised(&sentence),
                Answer::Saved(saved) => self.saved(ctx, saved),
                Answer::OfDesk { desk, answer } => {
                    if let Some(desk) = self.desks.get_mut(desk) {
                        desk.answered(&mut self.program, answer);
                    }
                }
                Answer::Found(found) => self.program.watch.found.extend(found),
                Answer::Typed(typed) => self.looked_at_typed(typed),
                Answer::SetAside(kept) => self.program.set_aside(kept.is_ok()),
                Answer::Missing(missing) => self.program.settings.missing = missing,
                Answer::SettingsLost(why) => self.program.tell_of_lost_settings(&why),
                Answer::Done => {}
            }
        }
        self.ask_about_front();
        any
    }

    /// Asks what is to be asked about the document in front, once nothing else is.
    pub(super) fn ask_about_front(&mut self) {
        if let (None, Some(desk)) = (&self.program.window.dialog, self.desks.front_mut()) {
            self.program.window.dialog = desk.question.take();
        }
    }

    /// What goes on between frames: the journals, automatic saves, the look at files when the window comes back, what was found.
    pub(super) fn watch(&mut self, ctx: &Context) {
        if self.program.window.is_closing {
            return;
        }
        for desk in self.desks.iter_mut() {
            desk.keep_journal(&mut self.program);
            desk.save_when_quiet(&mut self.program, ctx);
        }
        self.program.tell_of_slow_journal(ctx);
        if self.desks.iter().any(|desk| desk.session.is_modified()) {
            self.program.look_at_journals(ctx);
        }
        if let Some(desk) = self.desks.front() {
            desk.preview_chosen(&mut self.program);
        }
        let focused = ctx.input(|input| input.focused);
        if focused && !std::mem::replace(&mut self.program.window.is_focused, focused) {
            self.desks.iter().for_each(|desk| desk.look_at_file(&mut self.program));
        }
        self.program.window.is_focused = focused;
        if let Some((path, text)) = self.program.settings.take_unwritten() {
            self.program.disk.write_settings(path, text, self.program.settings.lang);
        }
        self.program.offer_found();
        self.ask_about_front();
    }

    // Opening and saving

    fn opened(&mut self, Opened { path, real, result, comments, seen }: Opened) {
        let lang = self.lang();
        self.program.window.awaits_file = false;
        let open = self.desks.iter().find(|desk| desk.holds(&path, real.as_deref())).map(|desk| desk.id);
        if let Some(open) = open {
            self.show(open);
            return;
        }
        match result {
            Ok((document, stamp, Claim::Theirs(owner))) => {
                let who = owner_words(&owner, lang);
                self.program.window.dialog =
                    Some(Dialog::File(FileDialog::InUse(InUse { path, who, user: owner.user, document: Arc::new(document), stamp })));
            }
            Ok((document, stamp, claim)) => {
                let (mark, unmarked) = marked(claim);
                self.program.settings.remember(&path, super::files::recent_title(&document, lang));
                let base = Some(Arc::new(document.clone()));
                self.program.disk.look_at_git(&path);
                if let (false, Some(document)) = (document.conflicts.is_empty(), &base) {
                    self.program.disk.ask_whose(&path, Arc::clone(document), lang);
                }
                let file = DeskFile { real, mark, base, ..DeskFile::at(path, Some(stamp), document.year) };
                let told: Vec<String> = document.kept.sentence(lang).into_iter().chain(comments.map(|comments| comments.sentence(lang))).collect();
                self.open_desk(Desk::new(Session::opened(document), file));
                if let (Some(seen), Some(desk)) = (seen, self.desks.front_mut()) {
                    let (before, when) = *seen;
                    desk.note_since(before, moments::when(when, lang), lang);
                }
                if !told.is_empty() {
                    self.program.window.notice = told.join(" ");
                }
                if let Some(unmarked) = unmarked {
                    self.program.window.message = unmarked.sentence(lang);
                }
            }
            Err(OpenError::Marks { line }) => self.program.window.dialog = Some(Dialog::File(FileDialog::Marks { path, line })),
            Err(error) => self.program.not_opened(&path.display().to_string(), &error.sentence(lang)),
        }
    }

    /// What git had merged by lines is merged by Papier, and opens; or it is said why not.
    fn mended(&mut self, path: &Path, result: Result<(), String>) {
        match result {
            Ok(()) => self.open_path(path),
            Err(sentence) => self.program.not_opened(&path.display().to_string(), &sentence),
        }
    }

    /// Whether git knows how to merge the documents of the repository in which a file stands.
    fn armed(&mut self, path: &Path, is_armed: bool) {
        for desk in self.desks.iter_mut().filter(|desk| desk.file.path.as_deref() == Some(path)) {
            desk.versions.is_unarmed = !is_armed;
        }
    }

    fn saved(&mut self, ctx: &Context, answer: SaveAnswer) {
        let is_front = self.desks.is_front(answer.desk);
        let Some(desk) = self.desks.get_mut(answer.desk) else { return };
        let lang = self.program.settings.lang;
        let said = self.program.window.message.clone();
        desk.saved(&mut self.program, answer);
        let window = &mut self.program.window;
        if is_front {
            window.dialog.take_if(|dialog| matches!(dialog, Dialog::File(FileDialog::StillSaving(_))));
        } else {
            // What is said of the document in front stays, unless there is something to say of this one.
            let told = match &desk.file.state {
                FileState::Failed(why) => lang.pick(format!("échec de l’enregistrement ({why})."), format!("the save failed ({why}).")),
                _ => std::mem::take(&mut window.message),
            };
            let title = desk.title(lang);
            window.message = if told.is_empty() { said } else { format!("{title}{} {told}", lang.pick("\u{a0}:", ":")) };
        }
        if desk.file.has_failed() {
            desk.after_save = None;
        } else if let Some(then) = desk.after_save.take() {
            self.leave(then);
            self.quit_if_asked(ctx);
        }
    }

    /// The work comes back as one step over the file as it is now, or as a document that was never saved.
    fn restore_found(&mut self) {
        let Some(Found { orphan, document, file }) = self.program.watch.take_found() else { return };
        let restored_from = |orphan| DeskFile { restored_from: Some(orphan), ..DeskFile::default() };
        let then = orphan.recovered.about.stamp;
        let path = orphan.recovered.about.document.clone();
        let drawn = orphan.recovered.identities.clone();
        let is_meant = |desk: &&Desk| desk.path().is_some_and(|own| path.as_deref() == Some(own)) && desk.session.document().year == document.year;
        let open = self.desks.iter().find(is_meant).filter(|desk| !desk.session.is_read_only()).map(|desk| desk.id);
        if let Some(desk) = open.and_then(|id| self.desks.get_mut(id)) {
            desk.session.remember(drawn);
            desk.session.replace(document, Label::Restored(Restored::Journal));
            desk.keep_in_document();
            desk.file.restored_from = Some(orphan);
            // A file that somebody saved since is not what the work was made on: the save will ask.
            if !then.zip(desk.file.stamp).is_some_and(|(then, now)| then.same_content(&now)) {
                desk.file.stamp = then;
            }
            let id = desk.id;
            self.show(id);
            return;
        }
        let desk = match (path, file) {
            (Some(path), Some(Ok((on_disk, now)))) => {
                let year = Some(on_disk.year);
                let mut session = Session::opened(on_disk);
                session.remember(drawn);
                session.replace(document, Label::Restored(Restored::Journal));
                // A file that somebody saved since is not what the work was made on: the save will ask.
                let stamp = if then.is_some_and(|then| then.same_content(&now)) { Some(now) } else { then };
                Desk::new(session, DeskFile { path: Some(path), year, stamp, ..restored_from(orphan) })
            }
            (path, _) => {
                let year = Some(document.year);
                let mut session = Session::created(document);
                session.remember(drawn);
                Desk::new(session, DeskFile { path, year, ..restored_from(orphan) })
            }
        };
        self.open_desk(desk);
    }

    // Answers of the user

    pub(super) fn answer_file(&mut self, ctx: &Context, dialog: FileDialog, answer: modal::Answer) {
        use modal::Answer::{Else, No, Yes};
        match (dialog, answer) {
            (FileDialog::InUse(InUse { path, document, stamp, .. }), Yes) => {
                let file = DeskFile::at(path, Some(stamp), document.year);
                self.open_desk(Desk::new(Session::read_only(Arc::unwrap_or_clone(document)), file));
            }
            (FileDialog::InUse(InUse { document, .. }), No) => {
                self.open_desk(Desk::new(Session::created(Arc::unwrap_or_clone(document)), DeskFile::default()));
            }
            (FileDialog::InUse(InUse { path, document, stamp, user, .. }), Else) => {
                let (base, colleague) = (Some(Arc::clone(&document)), Some(user).filter(|user| !user.is_empty()));
                let file = DeskFile { base, colleague, ..DeskFile::at(path, Some(stamp), document.year) };
                self.open_desk(Desk::new(Session::opened(Arc::unwrap_or_clone(document)), file));
            }
            (FileDialog::Marks { path, .. }, Yes) => {
                let lang = self.lang();
                self.program.disk.mend(&path, lang);
            }
            (FileDialog::Recovery(_), Yes) => self.restore_found(),
            (FileDialog::Recovery(_), No) => self.program.throw_found_away(),
            (FileDialog::Discard(_), No) => self.program.give_up_found(),
            // It stays where it is, for the next start.
            (FileDialog::Recovery(_), _) => drop(self.program.watch.take_found()),
            (FileDialog::StillSaving(then), No) => self.give_up_changes(then),
            (dialog, answer) => {
                if let Some(desk) = self.desks.front_mut() {
                    desk.answer_file(&mut self.program, ctx, dialog, answer);
                }
            }
        }
        ctx.request_repaint();
    }
}

impl Desk {
    /// Hands the document to the disk; what is typed from now on is another step.
    fn start_save(&mut self, program: &mut Program, path: PathBuf, expected: Expected, automatic: bool) {
        self.session.close_gesture();
        self.file.state = FileState::Saving;
        let elsewhere = self.file.path.as_ref() != Some(&path);
        let document = Arc::clone(self.session.document());
        let source = self.file.path.clone().filter(|_| elsewhere);
        program.disk.save(Save { desk: self.id, path, document, expected, automatic, elsewhere, source });
    }

    /// Hands the document to the disk because the user asks, unless the disk has it in hand already.
    pub(super) fn save_to(&mut self, program: &mut Program, path: &Path, expected: Expected) {
        if self.file.state != FileState::Saving {
            self.start_save(program, path.to_owned(), expected, false);
        }
    }

    fn saved(&mut self, program: &mut Program, answer: SaveAnswer) {
        let lang = program.lang();
        let SaveAnswer { path, real, document, automatic, result, mark, .. } = answer;
        match result {
            Ok(saved) => {
                self.session.mark_saved(&document);
                self.session.allow_changes();
                let mut unmarked = None;
                if let Some(claim) = mark {
                    let (mark, why) = marked(claim);
                    unmarked = why;
                    program.disk.leave(DeskFile { mark: std::mem::replace(&mut self.file.mark, mark), ..DeskFile::default() });
                }
                self.file.path = Some(path.clone());
                self.file.real = real;
                self.file.year = Some(document.year);
                self.file.base = Some(Arc::clone(&document));
                self.file.stamp = Some(saved.stamp);
                self.file.state = FileState::SavedAt(SystemTime::now());
                self.file.journaled = None;
                program.disk.end_journal(self.id, about(&self.file, self.title(lang)));
                let lost = saved.kept.err().map(|error| {
                    let why = error.words(lang);
                    lang.pick(
                        format!("enregistré, mais la version précédente n’a pas pu être gardée ({why})."),
                        format!("saved, but the earlier version could not be kept ({why})."),
                    )
                });
                if let Some(former) = saved.former {
                    program.window.notice = former.sentence(lang);
                }
                let remarks = [lost, saved.losses.sentence(lang), unmarked.map(|unmarked| unmarked.sentence(lang))];
                program.window.message =
                    remarks.into_iter().flatten().reduce(|one, next| format!("{one} {}", capitalised(&next))).unwrap_or_default();
                program.settings.remember(&path, super::files::recent_title(&document, lang));
            }
            Err(error) => {
                self.file.state = FileState::Failed(error.state_words(lang));
                if matches!(error, SaveError::Write(WriteError::Changed { .. })) {
                    program.disk.look(self.id, &path, self.file.stamp);
                } else if !automatic {
                    let sentence = capitalised(&error.sentence(lang));
                    self.question = Some(Dialog::File(FileDialog::NotSaved(NotSaved { path, sentence })));
                }
            }
        }
    }

    /// An automatic save, when nothing has changed for a while and nothing stands in its way.
    fn save_when_quiet(&mut self, program: &mut Program, ctx: &Context) {
        if !self.session.is_modified() {
            return;
        }
        let now = ctx.input(|input| input.time);
        let revision = self.session.revision();
        if self.file.quiet.0 != revision {
            self.file.quiet = (revision, now);
        }
        // The first save in another format is asked for.
        let is_older = self.file.stamp.is_some_and(|stamp| stamp.is_of_older_format());
        let may_save = program.settings.autosave && program.window.dialog.is_none() && !is_older;
        let Some(path) = self.path().filter(|_| may_save).map(Path::to_owned) else { return };
        if matches!(self.file.state, FileState::Saving | FileState::Failed(_)) {
            return;
        }
        let left = self.file.quiet.1 + QUIET - now;
        if left > 0.0 {
            ctx.request_repaint_after(Duration::from_secs_f64(left));
        } else {
            self.start_save(program, path, self.file.expected(), true);
        }
    }

    fn keep_journal(&mut self, program: &mut Program) {
        let now = Some((self.session.revision(), self.session.is_modified()));
        if self.file.journaled == now {
            return;
        }
        self.file.journaled = now;
        if self.session.is_modified() {
            program.disk.record(self.id, Arc::clone(self.session.document()), self.file.restored_from.take());
        } else {
            program.disk.end_journal(self.id, about(&self.file, self.title(program.lang())));
        }
    }

    fn look_at_file(&self, program: &mut Program) {
        if let Some(path) = self.path().filter(|_| self.file.state != FileState::Saving) {
            program.disk.look(self.id, path, self.file.stamp);
        }
    }

    /// What the disk answered about this document.
    fn answered(&mut self, program: &mut Program, answer: DeskAnswer) {
        let lang = program.lang();
        match answer {
            DeskAnswer::Changed { path, theirs } => self.changed(program, path, theirs),
            DeskAnswer::Versions(versions) => {
                let chosen = (!versions.is_empty()).then_some(0);
                let saved: Vec<SystemTime> = versions.iter().map(|version| version.saved).collect();
                let versions = versions.into_iter().zip(moments::when_each(&saved, lang)).collect();
                self.question = Some(Dialog::File(FileDialog::Versions(Versions { versions, chosen, asked: None, preview: None })));
            }
            DeskAnswer::Version { index, document } => {
                let Some(Dialog::File(FileDialog::Versions(dialog))) = &mut program.window.dialog else { return };
                let document = document.map(|document| {
                    let differences = compare(self.session.document(), &document, lang);
                    (Arc::new(document), differences)
                });
                dialog.preview = Some(Preview { index, document: document.map_err(|error| error.sentence(lang)) });
            }
        }
    }

    /// Somebody else changed the file.
    fn changed(&mut self, program: &mut Program, path: PathBuf, theirs: Result<(Document, FileStamp), OpenError>) {
        let lang = program.lang();
        match theirs {
            Ok((document, stamp)) => {
                let when = moments::when(stamp.modified, lang);
                let differences = compare(self.session.document(), &document, lang);
                let changed = Changed { path, when, differences, can_merge: self.can_merge(), document: Arc::new(document), stamp };
                self.question = Some(Dialog::File(FileDialog::Changed(changed)));
            }
            Err(error) => {
                let sentence = error.sentence(lang);
                program.window.message = lang.pick(
                    format!("{} a changé sur le disque : {sentence} Enregistrer sous un autre nom.", path.display()),
                    format!("{} has changed on the disk: {sentence} Save under another name.", path.display()),
                );
            }
        }
    }

    pub(super) fn list_versions(&self, program: &mut Program) {
        if let Some(path) = self.path() {
            program.disk.list_versions(self.id, path);
        } else {
            let words = program
                .lang()
                .pick("ce document n’a pas encore de fichier : l’enregistrer d’abord.", "this document has no file yet: save it first.");
            program.window.message = words.into();
        }
    }

    /// Asks the disk for the earlier version that is chosen in the list.
    fn preview_chosen(&self, program: &mut Program) {
        let Some(Dialog::File(FileDialog::Versions(dialog))) = &mut program.window.dialog else { return };
        let Some(chosen) = dialog.chosen.filter(|chosen| dialog.asked != Some(*chosen)) else { return };
        if let Some((version, _)) = dialog.versions.get(chosen) {
            dialog.asked = Some(chosen);
            program.disk.read_version(self.id, chosen, version);
        }
    }

    fn answer_file(&mut self, program: &mut Program, ctx: &Context, dialog: FileDialog, answer: modal::Answer) {
        use modal::Answer::{Else, No, Yes};
        match (dialog, answer) {
            (FileDialog::Changed(Changed { document, stamp, can_merge: true, .. }), Yes) => self.merge_theirs(program, ctx, document, stamp),
            (FileDialog::Changed(Changed { can_merge: false, .. }) | FileDialog::NotSaved(_), Yes) | (FileDialog::Changed(_), Else) => {
                self.ask_save_path(program);
            }
            (FileDialog::Changed(Changed { document, stamp, .. }), No) => self.take_theirs(program, Arc::unwrap_or_clone(document), stamp),
            (FileDialog::Versions(Versions { versions, preview: Some(Preview { index, document: Ok((document, _)) }), .. }), Else) => {
                let lang = program.lang();
                let earlier = Person::version(lang.pick("Version précédente", "Earlier version"), lang.pick("d’avant", "earlier"));
                let when = versions.into_iter().nth(index).map(|(_, when)| when).unwrap_or_default();
                self.open_beside(program, ctx, document, earlier.saved(when), None);
            }
            (FileDialog::Versions(Versions { preview: Some(Preview { document: Ok((document, _)), .. }), .. }), Yes) => {
                self.session.replace(Arc::unwrap_or_clone(document), Label::Restored(Restored::Version));
                self.keep_in_document();
            }
            _ => {}
        }
    }

    /// What the disk holds is shown, as one step that can be undone.
    fn take_theirs(&mut self, program: &mut Program, document: Document, stamp: FileStamp) {
        self.session.replace(document, Label::Restored(Restored::File));
        let present = Arc::clone(self.session.document());
        self.session.mark_saved(&present);
        self.file.year = Some(present.year);
        self.file.stamp = Some(stamp);
        self.file.base = Some(present);
        self.file.state = FileState::Unchanged;
        self.panels.merge = None;
        self.keep_in_document();
        program.window.message.clear();
    }
}

impl Watch {
    fn take_found(&mut self) -> Option<Found> {
        (!self.found.is_empty()).then(|| self.found.remove(0))
    }
}

impl Program {
    fn not_opened(&mut self, path: &str, sentence: &str) {
        let title = self.lang().pick("Ce fichier n’a pas pu être ouvert", "This file could not be opened").to_owned();
        self.window.dialog = Some(Dialog::Failure { title, sentence: format!("{path}\n\n{}", capitalised(sentence)) });
    }

    // The journals

    fn tell_of_journal_fault(&mut self) {
        let lang = self.lang();
        if let Some(fault) = self.disk.journal_fault() {
            let cause = io_words(&fault, lang);
            self.window.message = lang.pick(
                format!("le journal de secours ne s’écrit pas ({cause}) : enregistrer souvent."),
                format!("the safety journal cannot be written ({cause}): save often."),
            );
        }
    }

    /// A disk that does not answer gives no error: what is typed meanwhile is in this window alone.
    fn tell_of_slow_journal(&mut self, ctx: &Context) {
        let left = self.disk.journal_waits().map(|waits| JOURNAL_PATIENCE.checked_sub(waits));
        if let Some(Some(left)) = left {
            ctx.request_repaint_after(left);
        }
        let is_slow = left == Some(None);
        if is_slow != std::mem::replace(&mut self.watch.journal_is_slow, is_slow) {
            let words = self.lang().pick(
                "le journal de secours attend un disque qui ne répond pas : enregistrer le document ailleurs.",
                "the safety journal waits for a disk that does not answer: save the document elsewhere.",
            );
            self.window.message = if is_slow { words.to_owned() } else { String::new() };
            ctx.request_repaint();
        }
    }

    /// A journal that somebody removed, or whose folder he removed, is begun anew although nothing more is typed.
    fn look_at_journals(&mut self, ctx: &Context) {
        if self.disk.journal_waits().is_some() {
            return;
        }
        let now = ctx.input(|input| input.time);
        let left = self.watch.journal_seen + JOURNAL_LOOKS - now;
        if left <= 0.0 {
            self.watch.journal_seen = now;
            self.disk.look_at_journals();
        }
        ctx.request_repaint_after(Duration::from_secs_f64(if left > 0.0 { left } else { JOURNAL_LOOKS }));
    }

    /// Once: each further change of the settings would say the same.
    fn tell_of_lost_settings(&mut self, why: &str) {
        if !std::mem::replace(&mut self.watch.settings_are_lost, true) {
            self.window.message =
                self.lang().pick(format!("les réglages ne peuvent pas être gardés ({why})."), format!("the settings cannot be kept ({why})."));
        }
    }

    // Work that was found again

    fn offer_found(&mut self) {
        let lang = self.lang();
        if self.window.dialog.is_some() {
            return;
        }
        let Some(found) = self.watch.found.first() else { return };
        let recovered = &found.orphan.recovered;
        let file = match (&found.file, recovered.about.stamp) {
            (None, _) => FileNow::Never,
            (Some(Ok((_, now))), Some(then)) if now.same_content(&then) => FileNow::Same,
            (Some(Ok(_)), _) => FileNow::Newer,
            (Some(Err(_)), _) => FileNow::Gone,
        };
        let differences = match &found.file {
            Some(Ok((document, _))) => compare(document, &found.document, lang),
            _ => vec![],
        };
        if file != FileNow::Never && file != FileNow::Gone && differences.is_empty() {
            // The save was done, the kill came before the journal was removed: nothing is to be had back.
            self.give_up_found();
            return;
        }
        self.window.dialog = Some(Dialog::File(FileDialog::Recovery(Recovery {
            title: recovered.about.title.clone(),
            path: recovered.about.document.clone(),
            when: moments::when(found.orphan.recorded, lang),
            file,
            differences,
        })));
    }

    fn give_up_found(&mut self) {
        if let Some(found) = self.watch.take_found() {
            self.disk.remove_orphan(found.orphan);
        }
    }

    /// What was made on a file goes among its earlier versions; only what never had one is lost, which is asked about.
    fn throw_found_away(&mut self) {
        match self.watch.found.first().map(|found| found.orphan.recovered.about.clone()) {
            Some(About { document: None, title, .. }) => self.window.dialog = Some(Dialog::File(FileDialog::Discard(title))),
            Some(About { document: Some(file), .. }) => {
                if let Some(found) = self.watch.take_found() {
                    self.disk.set_aside(found.orphan, file);
                }
            }
            None => {}
        }
    }

    fn set_aside(&mut self, kept: bool) {
        let words = if kept {
            (
                "jeté : ce travail reste parmi les versions précédentes du fichier.",
                "thrown away: this work stays among the earlier versions of the file.",
            )
        } else {
            (
                "ce travail n’a pas pu être gardé parmi les versions précédentes : il sera proposé au prochain démarrage.",
                "this work could not be kept among the earlier versions: it will be offered at the next start.",
            )
        };
        self.window.message = self.lang().pick(words.0, words.1).into();
    }
}

/// The mark of a file that nobody else has open, or why it has none.
fn marked(claim: Claim) -> (Option<OwnerMark>, Option<Unmarked>) {
    match claim {
        Claim::Ours(mark) => (Some(mark), None),
        Claim::Unmarked(why) => (None, Some(why)),
        Claim::Theirs(_) => (None, None),
    }
}

/// "Ouvert par Anne Martin sur le poste B-214, hier à 9 h 12."
fn owner_words(owner: &Owner, lang: Lang) -> String {
    let since = moments::when(moments::after_epoch(owner.since), lang);
    let Owner { user, machine, .. } = owner;
    match (user.is_empty(), machine.is_empty()) {
        (true, true) => lang.pick("Ouvert par quelqu’un d’autre.".into(), "Opened by somebody else.".into()),
        (true, false) => lang.pick(format!("Ouvert sur le poste {machine}, {since}."), format!("Opened on machine {machine}, {since}.")),
        (false, true) => lang.pick(format!("Ouvert par {user}, {since}."), format!("Opened by {user}, {since}.")),
        (false, false) => {
            lang.pick(format!("Ouvert par {user} sur le poste {machine}, {since}."), format!("Opened by {user} on machine {machine}, {since}."))
        }
    }
}

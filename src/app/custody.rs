//! What the disk answered, done in the window: what was opened and saved, what somebody else changed, what was found again.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use egui::{Context, ViewportCommand};

use super::disk::{Answer, DeskFile, FileState, Found, Opened, Save, SaveAnswer, about};
use super::{App, Desk, moments};
use crate::editing::{Label, Restored, Session, compare};
use crate::lang::{Lang, capitalised};
use crate::model::Document;
use crate::storage::file::WriteError;
use crate::storage::{About, Claim, Expected, FileStamp, OpenError, Owner, OwnerMark, SaveError, Unmarked, io_words};
use crate::ui::dialogs::{AfterUnsaved, Dialog};
use crate::ui::file_dialogs::{Changed, FileDialog, FileNow, InUse, NotSaved, Preview, Recovery, Versions};
use crate::ui::modal;

/// Seconds without a change before an automatic save.
const QUIET: f64 = 10.0;

/// Seconds between two looks at a journal that nothing is added to.
const JOURNAL_LOOKS: f64 = 5.0;

/// How long a state may be on its way to the journal before the user is told.
const JOURNAL_PATIENCE: Duration = Duration::from_secs(3);

/// What is being watched beside the document.
#[derive(Default)]
pub(super) struct Watch {
    /// Unsaved work that was found and not decided on.
    found: Vec<Found>,
    /// The earlier version that the disk is asked for.
    reading: Option<usize>,
    /// Whether the window had the keyboard in the last frame.
    focused: bool,
    /// Whether the user was told that the journal waits for its disk.
    journal_is_slow: bool,
    /// When the journal was last looked at, by the clock of the frames.
    journal_seen: f64,
    /// Whether the user was told that settings are not kept.
    settings_are_lost: bool,
}

impl App {
    /// Does what the disk answered since the last frame; whether it said something.
    pub(super) fn take_answers(&mut self, ctx: &Context) -> bool {
        let lang = self.lang();
        if let Some(fault) = self.disk.journal_fault() {
            let cause = io_words(&fault, lang);
            self.message = lang.pick(
                format!("le journal de secours ne s’écrit pas ({cause}) : enregistrer souvent."),
                format!("the safety journal cannot be written ({cause}): save often."),
            );
        }
        let mut any = self.take_imports();
        while let Some(answer) = self.disk.answer() {
            any = true;
            match answer {
                Answer::Opened(opened) => self.opened(opened),
                Answer::Saved(saved) => self.saved(ctx, saved),
                Answer::Changed { desk, path, theirs } if self.is_desk(desk) => self.changed(&path, theirs),
                Answer::Found(found) => self.watch.found.extend(found),
                Answer::Versions { desk, versions } if self.is_desk(desk) => {
                    let chosen = (!versions.is_empty()).then_some(0);
                    let saved: Vec<SystemTime> = versions.iter().map(|version| version.saved).collect();
                    let versions = versions.into_iter().zip(moments::when_each(&saved, lang)).collect();
                    self.dialog = Some(Dialog::File(FileDialog::Versions(Versions { versions, chosen, preview: None })));
                }
                Answer::Version { desk, index, document } if self.is_desk(desk) => self.preview(index, document),
                Answer::Typed(typed) => self.looked_at_typed(typed),
                Answer::SetAside(kept) => self.set_aside(kept.is_ok()),
                Answer::Missing(missing) => self.settings.missing = missing,
                Answer::SettingsLost(why) => self.tell_of_lost_settings(&why),
                Answer::Changed { .. } | Answer::Versions { .. } | Answer::Version { .. } | Answer::Done => {}
            }
        }
        any
    }

    fn is_desk(&self, desk: u64) -> bool {
        self.desk.as_ref().is_some_and(|open| open.opened == desk)
    }

    /// What goes on between frames: the journal, automatic saves, the look at the file when the window comes back, what was found.
    pub(super) fn watch(&mut self, ctx: &Context) {
        if self.quitting {
            return;
        }
        self.keep_journal();
        self.tell_of_slow_journal(ctx);
        self.look_at_journal(ctx);
        self.save_when_quiet(ctx);
        self.preview_chosen();
        let focused = ctx.input(|input| input.focused);
        if focused && !std::mem::replace(&mut self.watch.focused, focused) {
            self.look_at_file();
        }
        self.watch.focused = focused;
        if let Some((path, text)) = self.settings.take_unwritten() {
            self.disk.write_settings(path, text, self.settings.lang);
        }
        self.offer_found();
    }

    // Opening and saving

    fn opened(&mut self, Opened { path, result, comments }: Opened) {
        let lang = self.lang();
        self.awaits_file = false;
        match result {
            Ok((document, stamp, Claim::Theirs(owner))) => {
                let who = owner_words(&owner, lang);
                self.dialog = Some(Dialog::File(FileDialog::InUse(InUse { path, who, document: Arc::new(document), stamp })));
            }
            Ok((document, stamp, claim)) => {
                let (mark, unmarked) = marked(claim);
                self.settings.remember(&path, super::files::recent_title(&document, lang));
                let file = DeskFile { mark, ..DeskFile::at(path, Some(stamp), document.year) };
                let told: Vec<String> = document.kept.sentence(lang).into_iter().chain(comments.map(|comments| comments.sentence(lang))).collect();
                let desk = Desk::new(Session::opened(document), file);
                self.show_desk(desk);
                if !told.is_empty() {
                    self.notice = told.join(" ");
                }
                if let Some(unmarked) = unmarked {
                    self.message = unmarked.sentence(lang);
                }
            }
            Err(error) => self.not_opened(&path.display().to_string(), &error.sentence(lang)),
        }
    }

    fn not_opened(&mut self, path: &str, sentence: &str) {
        let title = self.lang().pick("Ce fichier n’a pas pu être ouvert", "This file could not be opened").to_owned();
        self.dialog = Some(Dialog::Failure { title, sentence: format!("{path}\n\n{}", capitalised(sentence)) });
    }

    /// Hands the document to the disk; what is typed from now on is another step.
    pub(super) fn start_save(&mut self, path: std::path::PathBuf, expected: Expected, automatic: bool) {
        let Some(desk) = &mut self.desk else { return };
        desk.session.close_gesture();
        desk.file.state = FileState::Saving;
        let elsewhere = desk.file.path.as_ref() != Some(&path);
        let document = Arc::clone(desk.session.document());
        let source = desk.file.path.clone().filter(|_| elsewhere);
        self.disk.save(Save { desk: desk.opened, path, document, expected, automatic, elsewhere, source });
    }

    fn saved(&mut self, ctx: &Context, answer: SaveAnswer) {
        let lang = self.lang();
        let SaveAnswer { desk, path, document, automatic, result, mark } = answer;
        let Some(desk) = self.desk.as_mut().filter(|open| open.opened == desk) else { return };
        match result {
            Ok(saved) => {
                desk.session.mark_saved(&document);
                desk.session.allow_changes();
                let mut unmarked = None;
                if let Some(claim) = mark {
                    let (mark, why) = marked(claim);
                    unmarked = why;
                    self.disk.leave(DeskFile { mark: std::mem::replace(&mut desk.file.mark, mark), ..DeskFile::default() });
                }
                desk.file.path = Some(path.clone());
                desk.file.year = Some(document.year);
                desk.file.stamp = Some(saved.stamp);
                desk.file.state = FileState::SavedAt(SystemTime::now());
                desk.file.journaled = None;
                self.disk.end_journal(about(&desk.file, desk.title(lang)));
                let lost = saved.kept.err().map(|error| {
                    let why = error.words(lang);
                    lang.pick(
                        format!("enregistré, mais la version précédente n’a pas pu être gardée ({why})."),
                        format!("saved, but the earlier version could not be kept ({why})."),
                    )
                });
                if let Some(former) = saved.former {
                    self.notice = former.sentence(lang);
                }
                let remarks = [lost, saved.losses.sentence(lang), unmarked.map(|unmarked| unmarked.sentence(lang))];
                self.message = remarks.into_iter().flatten().reduce(|one, next| format!("{one} {}", capitalised(&next))).unwrap_or_default();
                self.settings.remember(&path, super::files::recent_title(&document, lang));
                self.dialog.take_if(|dialog| matches!(dialog, Dialog::File(FileDialog::StillSaving)));
                if let Some(then) = self.after_save.take() {
                    self.leave(then);
                    self.quit_if_asked(ctx);
                }
            }
            Err(error) => {
                desk.file.state = FileState::Failed(error.state_words(lang));
                self.after_save = None;
                let (desk, stamp) = (desk.opened, desk.file.stamp);
                self.dialog.take_if(|dialog| matches!(dialog, Dialog::File(FileDialog::StillSaving)));
                if matches!(error, SaveError::Write(WriteError::Changed { .. })) {
                    self.disk.look(desk, &path, stamp);
                } else if !automatic {
                    let sentence = capitalised(&error.sentence(lang));
                    self.dialog = Some(Dialog::File(FileDialog::NotSaved(NotSaved { path, sentence })));
                }
            }
        }
    }

    /// An automatic save, when nothing has changed for a while and nothing stands in its way.
    fn save_when_quiet(&mut self, ctx: &Context) {
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.session.is_modified()) else { return };
        let now = ctx.input(|input| input.time);
        let revision = desk.session.revision();
        if desk.file.quiet.0 != revision {
            desk.file.quiet = (revision, now);
        }
        // The first save in another format is asked for.
        let is_older = desk.file.stamp.is_some_and(|stamp| stamp.is_of_older_format());
        let may_save = self.settings.autosave && self.dialog.is_none() && !is_older;
        let Some(path) = desk.path().filter(|_| may_save).map(std::path::Path::to_owned) else { return };
        if matches!(desk.file.state, FileState::Saving | FileState::Failed(_)) {
            return;
        }
        let left = desk.file.quiet.1 + QUIET - now;
        if left > 0.0 {
            ctx.request_repaint_after(Duration::from_secs_f64(left));
        } else {
            let expected = desk.file.expected();
            self.start_save(path, expected, true);
        }
    }

    // The journal

    fn keep_journal(&mut self) {
        let lang = self.lang();
        let Some(desk) = &mut self.desk else { return };
        let now = Some((desk.session.revision(), desk.session.is_modified()));
        if desk.file.journaled == now {
            return;
        }
        desk.file.journaled = now;
        if desk.session.is_modified() {
            self.disk.record(Arc::clone(desk.session.document()), desk.file.restored_from.take());
        } else {
            self.disk.end_journal(about(&desk.file, desk.title(lang)));
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
            self.message = if is_slow { words.to_owned() } else { String::new() };
            ctx.request_repaint();
        }
    }

    /// A journal that somebody removed, or whose folder he removed, is begun anew although nothing more is typed.
    fn look_at_journal(&mut self, ctx: &Context) {
        if !self.is_modified() || self.disk.journal_waits().is_some() {
            return;
        }
        let now = ctx.input(|input| input.time);
        let left = self.watch.journal_seen + JOURNAL_LOOKS - now;
        if left <= 0.0 {
            self.watch.journal_seen = now;
            self.disk.look_at_journal();
        }
        ctx.request_repaint_after(Duration::from_secs_f64(if left > 0.0 { left } else { JOURNAL_LOOKS }));
    }

    /// Once: each further change of the settings would say the same.
    fn tell_of_lost_settings(&mut self, why: &str) {
        if !std::mem::replace(&mut self.watch.settings_are_lost, true) {
            self.message =
                self.lang().pick(format!("les réglages ne peuvent pas être gardés ({why})."), format!("the settings cannot be kept ({why})."));
        }
    }

    /// Work found again is offered while nothing unsaved is open.
    fn offer_found(&mut self) {
        let lang = self.lang();
        if self.dialog.is_some() || self.is_modified() {
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
        self.dialog = Some(Dialog::File(FileDialog::Recovery(Recovery {
            title: recovered.about.title.clone(),
            path: recovered.about.document.clone(),
            when: moments::when(found.orphan.recorded, lang),
            file,
            differences,
        })));
    }

    fn take_found(&mut self) -> Option<Found> {
        (!self.watch.found.is_empty()).then(|| self.watch.found.remove(0))
    }

    fn give_up_found(&mut self) {
        if let Some(found) = self.take_found() {
            self.disk.remove_orphan(found.orphan);
        }
    }

    /// What was made on a file goes among its earlier versions; only what never had one is lost, which is asked about.
    fn throw_found_away(&mut self) {
        match self.watch.found.first().map(|found| found.orphan.recovered.about.clone()) {
            Some(About { document: None, title, .. }) => self.dialog = Some(Dialog::File(FileDialog::Discard(title))),
            Some(About { document: Some(file), .. }) => {
                if let Some(found) = self.take_found() {
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
        self.message = self.lang().pick(words.0, words.1).into();
    }

    /// The work comes back as one step over the file as it is now, or as a document that was never saved.
    fn restore_found(&mut self) {
        let Some(Found { orphan, document, file }) = self.take_found() else { return };
        let restored_from = |orphan| DeskFile { restored_from: Some(orphan), ..DeskFile::default() };
        let then = orphan.recovered.about.stamp;
        let path = orphan.recovered.about.document.clone();
        let drawn = orphan.recovered.identities.clone();
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
        self.show_desk(desk);
    }

    // What somebody else did

    fn look_at_file(&mut self) {
        if let Some(desk) = self.desk.as_ref().filter(|desk| desk.file.state != FileState::Saving)
            && let Some(path) = desk.path()
        {
            self.disk.look(desk.opened, path, desk.file.stamp);
        }
    }

    fn changed(&mut self, path: &std::path::Path, theirs: Result<(Document, FileStamp), OpenError>) {
        let lang = self.lang();
        let Some(desk) = &self.desk else { return };
        match theirs {
            Ok((document, stamp)) => {
                let when = moments::when(stamp.modified, lang);
                let differences = compare(desk.session.document(), &document, lang);
                if self.dialog.is_none() {
                    let changed = Changed { path: path.to_owned(), when, differences, document: Arc::new(document), stamp };
                    self.dialog = Some(Dialog::File(FileDialog::Changed(changed)));
                }
            }
            Err(error) => {
                let sentence = error.sentence(lang);
                self.message = lang.pick(
                    format!("{} a changé sur le disque : {sentence} Enregistrer sous un autre nom.", path.display()),
                    format!("{} has changed on the disk: {sentence} Save under another name.", path.display()),
                );
            }
        }
    }

    // Earlier versions

    pub(super) fn list_versions(&mut self) {
        let lang = self.lang();
        match self.desk.as_ref().map(|desk| (desk.opened, desk.path())) {
            Some((desk, Some(path))) => self.disk.list_versions(desk, path),
            Some((_, None)) => {
                self.message = lang
                    .pick("ce document n’a pas encore de fichier : l’enregistrer d’abord.", "this document has no file yet: save it first.")
                    .into();
            }
            None => {}
        }
    }

    fn preview_chosen(&mut self) {
        let Some(Dialog::File(FileDialog::Versions(dialog))) = &self.dialog else { return };
        let shown = dialog.preview.as_ref().map(|preview| preview.index);
        let (Some(index), Some(desk)) = (dialog.chosen.filter(|chosen| Some(*chosen) != shown && self.watch.reading != Some(*chosen)), &self.desk)
        else {
            return;
        };
        if let Some((version, _)) = dialog.versions.get(index) {
            self.watch.reading = Some(index);
            self.disk.read_version(desk.opened, index, version);
        }
    }

    fn preview(&mut self, index: usize, document: Result<Document, OpenError>) {
        let lang = self.lang();
        self.watch.reading = None;
        let (Some(Dialog::File(FileDialog::Versions(dialog))), Some(desk)) = (&mut self.dialog, &self.desk) else { return };
        let document = document.map(|document| {
            let differences = compare(desk.session.document(), &document, lang);
            (Arc::new(document), differences)
        });
        dialog.preview = Some(Preview { index, document: document.map_err(|error| error.sentence(lang)) });
    }

    // Answers of the user

    pub(super) fn answer_file(&mut self, ctx: &Context, dialog: FileDialog, answer: modal::Answer) {
        use modal::Answer::{Else, No, Yes};
        match (dialog, answer) {
            (FileDialog::InUse(InUse { path, document, stamp, .. }), Yes) => {
                let file = DeskFile::at(path, Some(stamp), document.year);
                self.show_desk(Desk::new(Session::read_only(Arc::unwrap_or_clone(document)), file));
            }
            (FileDialog::InUse(InUse { document, .. }), No) => {
                self.show_desk(Desk::new(Session::created(Arc::unwrap_or_clone(document)), DeskFile::default()));
            }
            (FileDialog::InUse(InUse { path, document, stamp, .. }), Else) => {
                let file = DeskFile::at(path, Some(stamp), document.year);
                self.show_desk(Desk::new(Session::opened(Arc::unwrap_or_clone(document)), file));
            }
            (FileDialog::Changed(_) | FileDialog::NotSaved(_), Yes) => self.ask_save_path(),
            (FileDialog::Changed(Changed { document, stamp, .. }), No) => self.take_theirs(Arc::unwrap_or_clone(document), stamp),
            (FileDialog::Recovery(_), Yes) => self.restore_found(),
            (FileDialog::Recovery(_), No) => self.throw_found_away(),
            (FileDialog::Discard(_), No) => self.give_up_found(),
            // It stays where it is, for the next start.
            (FileDialog::Recovery(_), _) => drop(self.take_found()),
            (FileDialog::Versions(Versions { preview: Some(Preview { document: Ok((document, _)), .. }), .. }), Yes) => {
                if let Some(desk) = &mut self.desk {
                    desk.session.replace(Arc::unwrap_or_clone(document), Label::Restored(Restored::Version));
                    desk.keep_in_document();
                }
            }
            (FileDialog::StillSaving, No) => {
                self.quitting = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            _ => {}
        }
        ctx.request_repaint();
    }

    /// What the disk holds is shown, as one step that can be undone.
    fn take_theirs(&mut self, document: Document, stamp: FileStamp) {
        let Some(desk) = &mut self.desk else { return };
        desk.session.replace(document, Label::Restored(Restored::File));
        let present = Arc::clone(desk.session.document());
        desk.session.mark_saved(&present);
        desk.file.year = Some(present.year);
        desk.file.stamp = Some(stamp);
        desk.file.state = FileState::Unchanged;
        desk.keep_in_document();
        self.message.clear();
    }

    /// Leaves once the save that goes on has its answer; whether there is one.
    pub(super) fn waits_for_save(&mut self, then: &AfterUnsaved) -> bool {
        let saving = self.desk.as_ref().is_some_and(|desk| desk.file.state == FileState::Saving);
        if saving {
            self.after_save = Some(then.clone());
            self.dialog = Some(Dialog::File(FileDialog::StillSaving));
        }
        saving
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

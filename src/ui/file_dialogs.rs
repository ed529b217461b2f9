//! The dialogs about a file: somebody has it open, somebody changed it, work was found again, earlier versions.
//!
//! Each is plain data and shows what would change before anything does. Enter never throws work away.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, Galley, ScrollArea, Ui, vec2};

use super::modal::{ModalFrame, Reply, choice_ui, modal};
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{cells, modal::Answer};
use crate::editing::Difference;
use crate::lang::writing::excerpt;
use crate::lang::{Lang, Word, capitalised};
use crate::model::Document;
use crate::storage::{FileStamp, Version};

/// A question about a file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileDialog {
    /// Somebody else has the file open. Yes: read only; No: a copy; Else: all the same.
    InUse(InUse),
    /// The file is no longer what the window was opened on. Yes: both merged, or mine as a copy where that cannot be; No: theirs; Else: mine as a copy.
    Changed(Changed),
    /// A Papier ended with unsaved work. Yes: restore; No: throw away.
    Recovery(Recovery),
    /// Work that was never saved, of this title, is to be thrown away. Yes: keep it; No: throw away.
    Discard(String),
    /// Earlier versions of the file. Yes: restore the chosen one; Else: take single words of it.
    Versions(Versions),
    /// A save failed, and this is why. Yes: save elsewhere.
    NotSaved(NotSaved),
    /// git merged the file by lines and left its marks in it. Yes: merge its three versions anew.
    Marks { path: PathBuf, line: usize },
    /// The document is to be left while a save has no answer. Yes: wait; No: leave it.
    StillSaving(Leaving),
}

/// What the user was doing when asked about unsaved changes. Documents go by their rank among those opened.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaving {
    /// Closes a document.
    Close(u64),
    /// Ends the program; the changes of these documents were given up so far.
    Quit { given_up: Vec<u64> },
}

#[derive(Clone, Debug, PartialEq)]
pub struct InUse {
    pub path: PathBuf,
    /// "Ouvert par Anne Martin sur le poste B-214, hier à 9 h 12."
    pub who: String,
    /// His name; empty where the mark does not say it.
    pub user: String,
    pub document: Arc<Document>,
    pub stamp: FileStamp,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    pub path: PathBuf,
    /// "à 14 h 32".
    pub when: String,
    /// Whether it is known from what both began.
    pub can_merge: bool,
    /// From mine to theirs.
    pub differences: Vec<Difference>,
    pub document: Arc<Document>,
    pub stamp: FileStamp,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Recovery {
    /// "Programme 352, PLF 2021".
    pub title: String,
    pub path: Option<PathBuf>,
    /// "hier à 18 h 04".
    pub when: String,
    /// What the file on the disk is, beside what was found.
    pub file: FileNow,
    /// From the file on the disk to what was found.
    pub differences: Vec<Difference>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct NotSaved {
    pub path: PathBuf,
    /// Why, what the file holds now, and what to do.
    pub sentence: String,
}

/// The file on the disk when work on it is found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileNow {
    /// The document was never saved.
    Never,
    /// As it was when the work was done.
    Same,
    /// Somebody saved it since.
    Newer,
    /// It is gone or cannot be read.
    Gone,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Versions {
    /// Newest first, with "hier à 18 h 04".
    pub versions: Vec<(Version, String)>,
    pub chosen: Option<usize>,
    /// The one that the disk was asked for last.
    pub asked: Option<usize>,
    /// What restoring the chosen one would change, once it is read.
    pub preview: Option<Preview>,
}

/// A version that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    pub index: usize,
    pub document: Result<(Arc<Document>, Vec<Difference>), String>,
}

/// Width of a dialog that compares.
const WIDTH: f32 = 720.0;
/// Differences that are shown; the rest are counted.
const SHOWN: usize = 200;
const LIST_HEIGHT: f32 = 260.0;
/// Between two columns of a comparison.
const GAP: f32 = 16.0;

/// Paints a dialog about a file and says what was answered.
pub fn file_dialog_ui(ctx: &Context, lang: Lang, dialog: &mut FileDialog) -> Answer {
    match dialog {
        FileDialog::InUse(in_use) => in_use_ui(ctx, lang, in_use),
        FileDialog::Changed(changed) => changed_ui(ctx, lang, changed),
        FileDialog::Recovery(recovery) => recovery_ui(ctx, lang, recovery),
        FileDialog::Discard(title) => discard_ui(ctx, lang, title),
        FileDialog::Versions(versions) => versions_ui(ctx, lang, versions),
        FileDialog::NotSaved(failed) => not_saved_ui(ctx, lang, failed),
        FileDialog::Marks { path, line } => marks_ui(ctx, lang, path, *line),
        FileDialog::StillSaving(then) => still_saving_ui(ctx, lang, then),
    }
}

fn in_use_ui(ctx: &Context, lang: Lang, in_use: &InUse) -> Answer {
    let commands = [lang.word(Word::Cancel), lang.pick("Ouvrir quand même", "Open all the same"), lang.pick("Ouvrir une copie", "Open a copy")];
    let frame = ModalFrame {
        id: "in use",
        title: lang.pick("Ce fichier est déjà ouvert", "This file is open already"),
        subtitle: &file_name(&in_use.path),
        main: lang.pick("Ouvrir en lecture seule", "Open read-only"),
        commands: &commands,
        width: 640.0,
        ..ModalFrame::default()
    };
    let who = &in_use.who;
    let words = lang.pick(
        format!("{who} En lecture seule ou dans une copie, les deux travaux ne se croisent pas. Ouvert quand même, qui enregistre en second voit ce que l’autre a changé avant que rien ne soit écrit."),
        format!("{who} Read-only or in a copy, the two works do not cross. Opened all the same, who saves second sees what the other changed before anything is written."),
    );
    let (reply, ()) = modal(ctx, &frame, |ui| paragraph_ui(ui, &words));
    reply.answer(&[Answer::Cancel, Answer::Else, Answer::No])
}

fn marks_ui(ctx: &Context, lang: Lang, path: &Path, line: usize) -> Answer {
    let commands = [lang.pick("Plus tard", "Later")];
    let frame = ModalFrame {
        id: "marks",
        title: lang.pick("git a laissé ses marques dans ce fichier", "git left its marks in this file"),
        subtitle: &file_name(path),
        main: lang.pick("Fusionner par Papier", "Merge by Papier"),
        commands: &commands,
        width: 640.0,
        ..ModalFrame::default()
    };
    let words = lang.pick(
        format!("Ligne {line}\u{a0}: git a fusionné ce fichier ligne à ligne, sans Papier, et il ne s’ouvre pas ainsi. Rien n’est perdu\u{a0}: git garde les deux versions et ce qu’elles ont en commun. Papier les fusionne par cellule et par mot, écrit le résultat dans ce fichier et l’ouvre\u{a0}; ce qui se contredit restera à choisir."),
        format!("Line {line}: git merged this file by lines, without Papier, and it does not open like this. Nothing is lost: git keeps both versions and what they have in common. Papier merges them by cell and word, writes the result into this file and opens it; what contradicts is left to choose."),
    );
    let (reply, ()) = modal(ctx, &frame, |ui| paragraph_ui(ui, &words));
    reply.answer(&[Answer::Cancel])
}

fn changed_ui(ctx: &Context, lang: Lang, changed: &Changed) -> Answer {
    let copy = lang.pick("Garder la mienne dans une copie…", "Keep mine as a copy…");
    let all = [lang.pick("Plus tard", "Later"), lang.pick("Prendre leur version", "Take their version"), copy];
    let (main, commands) =
        if changed.can_merge { (lang.pick("Fusionner", "Merge"), &all[..]) } else { (copy, all.split_last().map_or(&[][..], |(_, less)| less)) };
    let frame = ModalFrame {
        id: "changed",
        title: lang.pick("Quelqu’un a changé ce fichier", "Somebody has changed this file"),
        subtitle: &lang.pick(
            format!("{}, enregistré {}", file_name(&changed.path), changed.when),
            format!("{}, saved {}", file_name(&changed.path), changed.when),
        ),
        main,
        commands,
        width: WIDTH,
        ..ModalFrame::default()
    };
    let (reply, ()) = modal(ctx, &frame, |ui| {
        let words = lang.pick(
            "Rien n’a été écrit. Fusionner garde ce que chacun a changé et montre ce qui se contredit ; prendre leur version remplace la vôtre. L’un et l’autre s’annulent comme une saisie. Les deux versions diffèrent ainsi :",
            "Nothing was written. Merging keeps what each changed and shows what contradicts; taking theirs replaces yours. Both are undone like typing. The two versions differ so:",
        );
        paragraph_ui(ui, words);
        differences_ui(ui, lang, &changed.differences, [lang.pick("Ma version", "My version"), lang.pick("Sur le disque", "On the disk")]);
    });
    reply.answer(&[Answer::Cancel, Answer::No, Answer::Else])
}

fn recovery_ui(ctx: &Context, lang: Lang, recovery: &Recovery) -> Answer {
    let commands = [lang.pick("Jeter", "Throw away"), lang.pick("Plus tard", "Later")];
    let name = recovery.path.as_deref().map_or_else(|| lang.pick("jamais enregistré", "never saved").to_owned(), file_name);
    let frame = ModalFrame {
        id: "recovery",
        title: lang.pick("Du travail non enregistré a été retrouvé", "Unsaved work was found"),
        subtitle: &format!("{} ({name}), {}", recovery.title, recovery.when),
        main: lang.pick("Restaurer", "Restore"),
        commands: &commands,
        note: match &recovery.path {
            Some(_) => lang.pick("Jeté, il reste parmi les versions précédentes.", "Thrown away, it stays among the earlier versions."),
            None => lang.pick("Restaurer n’écrit rien sur le disque.", "Restoring writes nothing to the disk."),
        },
        width: WIDTH,
        ..ModalFrame::default()
    };
    let words = match recovery.file {
        FileNow::Never => lang.pick("Papier s’est arrêté avant que ce document soit enregistré.", "Papier ended before this document was saved."),
        FileNow::Same => lang.pick(
            "Papier s’est arrêté avant l’enregistrement. Le fichier n’a pas changé depuis :",
            "Papier ended before the save. The file has not changed since:",
        ),
        FileNow::Newer => lang.pick(
            "Le fichier a été enregistré depuis par quelqu’un d’autre : il ne sera pas remplacé sans le demander.",
            "Somebody else has saved the file since: it will not be replaced without asking.",
        ),
        FileNow::Gone => lang.pick("Le fichier n’est plus là ou ne se lit plus.", "The file is gone or cannot be read any more."),
    };
    let (reply, ()) = modal(ctx, &frame, |ui| {
        paragraph_ui(ui, words);
        if !recovery.differences.is_empty() {
            differences_ui(ui, lang, &recovery.differences, [lang.pick("Sur le disque", "On the disk"), lang.pick("Retrouvé", "Found")]);
        }
    });
    reply.answer(&[Answer::No, Answer::Cancel])
}

fn discard_ui(ctx: &Context, lang: Lang, title: &str) -> Answer {
    let commands = [lang.pick("Jeter pour toujours", "Throw away for ever")];
    let frame = ModalFrame {
        id: "discard",
        title: lang.pick("Jeter un travail jamais enregistré ?", "Throw away work that was never saved?"),
        subtitle: title,
        main: lang.pick("Le garder", "Keep it"),
        commands: &commands,
        ..ModalFrame::default()
    };
    let words = lang.pick(
        "Ce document n’a pas de fichier, donc pas de versions précédentes : une fois jeté, rien ne le rendra.",
        "This document has no file, hence no earlier versions: once thrown away, nothing brings it back.",
    );
    let (reply, ()) = modal(ctx, &frame, |ui| paragraph_ui(ui, words));
    reply.answer(&[Answer::No])
}

fn versions_ui(ctx: &Context, lang: Lang, dialog: &mut Versions) -> Answer {
    let commands = [lang.word(Word::Cancel), lang.pick("Choisir ce qui revient…", "Choose what comes back…")];
    let ready = dialog.preview.as_ref().is_some_and(|preview| {
        Some(preview.index) == dialog.chosen && preview.document.as_ref().is_ok_and(|(_, differences)| !differences.is_empty())
    });
    let frame = ModalFrame {
        id: "versions",
        title: lang.pick("Versions précédentes", "Earlier versions"),
        subtitle: lang.pick(
            "Les dix dernières, puis la dernière de chaque jour pendant trente jours.",
            "The last ten, then the last of each day on thirty days.",
        ),
        main: lang.pick("Restaurer cette version", "Restore this version"),
        main_enabled: ready,
        commands: &commands,
        note: lang.pick("S’annule comme une saisie.", "Is undone like typing."),
        width: WIDTH,
        ..ModalFrame::default()
    };
    let (reply, confirmed) = modal(ctx, &frame, |ui| {
        if dialog.versions.is_empty() {
            paragraph_ui(
                ui,
                lang.pick("Aucune encore : la première vient au prochain enregistrement.", "None yet: the first one comes with the next save."),
            );
        }
        let choices = dialog.versions.iter().enumerate().map(|(index, (_, when))| (index, capitalised(when)));
        let list = ScrollArea::vertical().id_salt("versions").max_height(LIST_HEIGHT * 0.75).auto_shrink([false, true]);
        let confirmed = list.show(ui, |ui| choice_ui(ui, choices, &mut dialog.chosen)).inner;
        ui.add_space(12.0);
        match dialog.preview.as_ref().filter(|preview| Some(preview.index) == dialog.chosen).map(|preview| &preview.document) {
            Some(Ok((_, differences))) if differences.is_empty() => {
                paragraph_ui(ui, lang.pick("Cette version est celle qui est affichée.", "This version is the one shown."));
            }
            Some(Ok((_, differences))) => {
                differences_ui(ui, lang, differences, [lang.pick("Maintenant", "Now"), lang.pick("Cette version", "This version")]);
            }
            Some(Err(sentence)) => paragraph_ui(ui, &capitalised(sentence)),
            None => {}
        }
        confirmed
    });
    if reply == Reply::None && confirmed && ready { Answer::Yes } else { reply.answer(&[Answer::Cancel, Answer::Else]) }
}

fn not_saved_ui(ctx: &Context, lang: Lang, failed: &NotSaved) -> Answer {
    let commands = [lang.pick("Plus tard", "Later")];
    let path = failed.path.display().to_string();
    let frame = ModalFrame {
        id: "not saved",
        title: lang.pick("Le document n’a pas été enregistré", "The document was not saved"),
        subtitle: &path,
        main: lang.pick("Enregistrer ailleurs…", "Save elsewhere…"),
        commands: &commands,
        note: lang.pick("Le travail reste dans cette fenêtre et dans le journal.", "The work stays in this window and in the journal."),
        width: 640.0,
        ..ModalFrame::default()
    };
    let (reply, ()) = modal(ctx, &frame, |ui| paragraph_ui(ui, &failed.sentence));
    reply.answer(&[Answer::Cancel])
}

fn still_saving_ui(ctx: &Context, lang: Lang, then: &Leaving) -> Answer {
    let commands = match then {
        Leaving::Close(_) => [lang.pick("Fermer sans attendre", "Close without waiting")],
        Leaving::Quit { .. } => [lang.pick("Quitter sans attendre", "Quit without waiting")],
    };
    let frame = ModalFrame {
        id: "still saving",
        title: lang.pick("L’enregistrement n’est pas terminé", "The save has not ended"),
        main: lang.pick("Attendre", "Wait"),
        commands: &commands,
        ..ModalFrame::default()
    };
    let words = lang.pick(
        "Le disque n’a pas encore répondu. Le travail est aussi dans le journal de Papier, qui le proposera au prochain démarrage.",
        "The disk has not answered yet. The work is also in Papier’s journal, which will offer it at the next start.",
    );
    let (reply, ()) = modal(ctx, &frame, |ui| paragraph_ui(ui, words));
    reply.answer(&[Answer::No])
}

fn paragraph_ui(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui);
    ui.add(egui::Label::new(theme::text(words, BODY_14, Weight::Regular, theme.ink)).wrap());
    ui.add_space(10.0);
}

/// Entries that differ, in three columns: what each is, over its address; before; after.
pub(super) fn differences_ui(ui: &mut Ui, lang: Lang, differences: &[Difference], headings: [&str; 2]) {
    let theme = Theme::of(ui);
    let width = ui.available_width();
    let columns = [width * 0.44, width * 0.28, width * 0.28];
    let [before, after] = headings;
    row_ui(ui, columns, ["", ""], [before, after], Weight::Semibold, egui::Sense::hover());
    line_ui(ui, &theme);
    ScrollArea::vertical().id_salt("differences").max_height(LIST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        for difference in differences.iter().take(SHOWN) {
            let values = [&difference.before, &difference.after].map(|value| value.lines().next().unwrap_or("–"));
            row_ui(ui, columns, [&difference.name, difference.shown_address()], values, Weight::Regular, egui::Sense::hover());
            line_ui(ui, &theme);
        }
        if let Some(more) = differences.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            let words = lang.pick(format!("et {more} autres différences"), format!("and {more} more differences"));
            ui.label(theme::text(words, SMALL_12, Weight::Regular, theme.ink2));
        }
    });
}

/// A row of cells: what it is about with its address under it, and two values.
pub(super) fn row_ui(
    ui: &mut Ui,
    widths: [f32; 3],
    [name, address]: [&str; 2],
    [before, after]: [&str; 2],
    weight: Weight,
    sense: egui::Sense,
) -> egui::Response {
    let theme = Theme::of(ui);
    let height = if address.is_empty() { 26.0 } else { 42.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(widths.iter().sum(), height), sense);
    let role = if sense.senses_click() { egui::accesskit::Role::Link } else { egui::accesskit::Role::Label };
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, [name, address, before, after].join(", ")));
    let [first, second, third] = widths;
    let put = |left: f32, middle: f32, galley: Arc<Galley>, colour| {
        ui.painter().galley(egui::pos2(rect.left() + left, middle - galley.size().y / 2.0), galley, colour);
    };
    let words = |words: &str, size: f32, colour| cells::truncated(ui, words, theme::font(size, weight), colour, first - GAP);
    let value = |value: &str, width: f32| cells::value(ui, value, theme::font(BODY_14, weight), theme.ink, width - GAP);
    let middle = rect.center().y;
    let name_middle = if address.is_empty() { middle } else { middle - 8.0 };
    // What a click leads to has the colour of a link.
    let ink = if sense.senses_click() { theme.accent } else { theme.ink };
    put(0.0, name_middle, words(name, BODY_14, ink), ink);
    put(0.0, middle + 10.0, words(address, SMALL_12, theme.ink2), theme.ink2);
    put(first, middle, value(before, second), theme.ink);
    put(first + second, middle, value(after, third), theme.ink);
    if address.is_empty() { response } else { response.on_hover_ui(|ui| _ = ui.label(format!("{} → {}", excerpt(before), excerpt(after)))) }
}

pub(super) fn line_ui(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, 0, theme.line);
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

//! The dialogs of an export: what and in which form, where when the system has no dialog, whether a file is replaced.

use std::path::{Path, PathBuf};

use egui::{Context, Ui};

use super::controls;
use super::dialogs::replace_ui;
use super::modal::{Answer, ModalFrame, answered, field_ui};
use super::theme::{self, SMALL_12, Theme, Weight};
use super::{Intent, View};
use crate::exchange::export::{Export, Format, Subject};
use crate::lang::{Lang, Word};
use crate::tables::Part;

/// A question about an export.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportDialog {
    Choose(Choice),
    /// The picker that serves when the system has none.
    Path {
        order: Order,
        typed: String,
        refusal: String,
    },
    /// A file stands there. Yes: another name; No: replace it.
    Replace {
        order: Order,
        path: PathBuf,
    },
}

/// What is to be exported, in which language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub export: Export,
    pub lang: Lang,
}

/// What can be exported here, and what of it is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Each with its title.
    subjects: Vec<(Subject, String)>,
    subject: Subject,
    format: Option<Format>,
    lang: Lang,
}

impl Choice {
    /// Everything that the view shows, `subject` chosen.
    pub fn of(view: &View<'_>, subject: Subject) -> Self {
        let mut subjects = vec![Subject::Document];
        subjects.extend(Part::ALL.map(Subject::Part));
        subjects.extend(view.cursor.map(|cursor| Subject::Table(cursor.table)));
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
        let subjects = subjects.into_iter().map(|subject| (subject, subject.title(view.tables()))).collect();
        Self { subjects, subject, format: None, lang: view.lang }
    }

    fn formats(&self) -> &'static [Format] {
        self.subject.formats()
    }

    /// The form that was chosen, or the subject's first while it has no such form.
    fn format(&self) -> Option<Format> {
        let formats = self.formats();
        self.format.filter(|format| formats.contains(format)).or(formats.first().copied())
    }

    pub fn order(&self) -> Option<Order> {
        Some(Order { export: Export::new(self.subject, self.format()?)?, lang: self.lang })
    }
}

/// Paints a dialog about an export and says what was answered.
pub fn export_dialog_ui(ctx: &Context, lang: Lang, dialog: &mut ExportDialog) -> Answer {
    match dialog {
        ExportDialog::Choose(choice) => choice_ui(ctx, lang, choice),
        ExportDialog::Path { typed, refusal, .. } => path_ui(ctx, lang, typed, refusal),
        ExportDialog::Replace { path, .. } => replace_ui(ctx, lang, path),
    }
}

fn choice_ui(ctx: &Context, lang: Lang, choice: &mut Choice) -> Answer {
    let cancel = [lang.word(Word::Cancel)];
    let frame = ModalFrame {
        id: "export",
        title: lang.pick("Exporter", "Export"),
        main: lang.pick("Choisir le fichier…", "Choose the file…"),
        commands: &cancel,
        note: lang.pick("Le document n’est pas modifié.", "The document is not changed."),
        width: 560.0,
        ..ModalFrame::default()
    };
    answered(ctx, &frame, |ui| {
        let formats = choice.formats().iter().map(|format| (*format, format!("{} (.{})", format.name(lang), format.extension()))).collect::<Vec<_>>();
        let format = choice.format();
        one_of_ui(ui, lang.pick("Quoi", "What"), &choice.subjects, &mut choice.subject);
        let mut chosen = format;
        let shown: Vec<_> = formats.into_iter().map(|(format, name)| (Some(format), name)).collect();
        one_of_ui(ui, lang.pick("Forme", "Form"), &shown, &mut chosen);
        if chosen != format {
            choice.format = chosen;
        }
        let langs = [(Lang::French, "Français".to_owned()), (Lang::English, "English".to_owned())];
        one_of_ui(ui, lang.pick("Langue", "Language"), &langs, &mut choice.lang);
        false
    })
}

/// A caption and one choice among several.
fn one_of_ui<T: Copy + PartialEq>(ui: &mut Ui, caption: &str, choices: &[(T, String)], chosen: &mut T) {
    let theme = Theme::of(ui);
    ui.label(theme::text(caption, SMALL_12, Weight::Semibold, theme.ink2));
    for (choice, name) in choices {
        if controls::radio(ui, *chosen == *choice, name).clicked() {
            *chosen = *choice;
        }
    }
    ui.add_space(10.0);
}

fn path_ui(ctx: &Context, lang: Lang, typed: &mut String, refusal: &str) -> Answer {
    let cancel = [lang.word(Word::Cancel)];
    let frame = ModalFrame {
        id: "export path",
        title: lang.pick("Exporter dans", "Export to"),
        subtitle: lang.pick("Aucun dialogue du système n’a répondu : écrire le chemin.", "No system dialog answered: write the path."),
        main: lang.pick("Exporter", "Export"),
        main_enabled: !typed.trim().is_empty(),
        commands: &cancel,
        width: 640.0,
        ..ModalFrame::default()
    };
    answered(ctx, &frame, |ui| field_ui(ui, typed, lang.pick("Chemin du fichier", "Path of the file"), "", refusal))
}

/// What the status bar says of an export that lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    pub file: PathBuf,
    /// The step under way and how many there are, when that is known.
    pub steps: Option<(usize, usize)>,
    /// Whether it was given up, and is about to end.
    pub cancelled: bool,
}

impl Running {
    /// "Export de programme-352.pdf, 3 sur 12…"
    pub fn words(&self, lang: Lang) -> String {
        let name = file_name(&self.file);
        if self.cancelled {
            return lang.pick(format!("Abandon de l’export de {name}…"), format!("Giving up the export of {name}…"));
        }
        match self.steps {
            Some((step, steps)) => lang.pick(format!("Export de {name}, {step} sur {steps}…"), format!("Exporting {name}, {step} of {steps}…")),
            None => lang.pick(format!("Export de {name}…"), format!("Exporting {name}…")),
        }
    }
}

pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// An export that goes on, with the command that gives it up.
pub(super) fn running_ui(ui: &mut Ui, lang: Lang, running: &Running) -> Option<Intent> {
    let theme = Theme::of(ui);
    ui.label(theme::text(running.words(lang), SMALL_12, Weight::Regular, theme.ink));
    let cancel = !running.cancelled && controls::link(ui, lang.pick("Abandonner", "Give up")).clicked();
    ui.add_space(16.0);
    cancel.then_some(Intent::CancelExport)
}

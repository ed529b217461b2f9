//! The dialogs: each is plain data that the app keeps, painted here, answered by the user.

use std::path::{Path, PathBuf};

use egui::Context;

use super::deck::DeckDialog;
use super::export::{ExportDialog, export_dialog_ui};
use super::file_dialogs::{FileDialog, Leaving, file_dialog_ui};
use super::import::{ImportDialog, import_dialog_ui};
use super::modal::{Answer, ModalFrame, answered, captioned_ui, choice_ui, modal, refusal_ui, sentence_ui};
use super::palette::Palette;
use super::paste::{PasteDialog, paste_dialog_ui};
use super::path_field::PathField;
use super::review::{ReviewDialog, review_dialog_ui};
use super::shortcuts::shortcuts_ui;
use super::spread::SpreadDialog;
use super::text_dialogs::{TextDialog, text_dialog_ui};
use crate::editing::Gesture;
use crate::editing::grid::{Move, Range, Spot};
use crate::lang::writing::excerpt;
use crate::lang::{Lang, Word, capitalised, nature};
use crate::model::{ActionId, Category, TextPlace};
use crate::tables::{Node, TableName};

/// A question that is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// A name for something new, or a new name.
    Name {
        naming: Naming,
        /// The code before it, where that is chosen.
        code: Option<String>,
        typed: String,
        /// What happens beside it.
        note: String,
        refusal: String,
    },
    /// One of some categories.
    Category {
        adding: bool,
        categories: Vec<Category>,
        chosen: Option<Category>,
    },
    /// An action for the tables of the act.
    ToAct {
        actions: Vec<(ActionId, String)>,
        chosen: Option<ActionId>,
    },
    Remove {
        node: Node,
        name: String,
    },
    Unsaved {
        title: String,
        then: Leaving,
    },
    New {
        number: String,
        name: String,
        year: String,
        refusal: String,
    },
    /// The picker that serves when the system has none.
    Path {
        saving: bool,
        field: PathField,
    },
    /// A file stands where the document would be saved.
    Replace {
        path: PathBuf,
    },
    /// What was typed as the value of an indicator and reads as none.
    Doubtful(Doubtful),
    Failure {
        title: String,
        sentence: String,
    },
    /// Where a paste goes that is not obvious.
    Paste(PasteDialog),
    Palette(Palette),
    Spread(SpreadDialog),
    /// The slides of the presentation.
    Deck(DeckDialog),
    /// A question about a finding or about next year.
    Review(ReviewDialog),
    /// A question about texts.
    Text(TextDialog),
    /// A question about the file.
    File(FileDialog),
    Export(ExportDialog),
    /// A question about files to be imported.
    Import(ImportDialog),
    Shortcuts,
    About,
}

/// What a name is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Naming {
    Action,
    SubAction(ActionId),
    Objective,
    Indicator,
    Row,
    /// A row of a section whose rows drafters list.
    SectionRow(&'static str),
    Rename(TextPlace),
    /// The code of a row, which may be empty, or of an action.
    Code(TextPlace),
}

/// Words where a value of an indicator is due: meant, or a slip?
#[derive(Clone, Debug, PartialEq)]
pub struct Doubtful {
    pub table: TableName,
    pub words: DoubtfulWords,
    /// Why they read as no value.
    pub sentence: String,
}

/// What was to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum DoubtfulWords {
    Cell { spot: Spot, typed: String, then: Move },
    Cells { at: Range, rows: Vec<Vec<String>>, gesture: Gesture },
}

/// Paints a dialog and says what was answered.
pub fn dialog_ui(ctx: &Context, lang: Lang, dialog: &mut Dialog) -> Answer {
    let cancel = [lang.word(Word::Cancel)];
    match dialog {
        Dialog::Name { naming, code, typed, note, refusal } => {
            let title = naming.title(lang);
            let frame = ModalFrame {
                id: "name",
                title,
                main: naming.verb(lang),
                main_enabled: !typed.trim().is_empty() || matches!(naming, Naming::Code(TextPlace::SectionRow { .. })),
                commands: &cancel,
                ..ModalFrame::default()
            };
            answered(ctx, &frame, |ui| {
                let mut entered = false;
                let is_alone = code.is_none();
                if let Some(code) = code {
                    entered |= captioned_ui(ui, code, lang.word(Word::Code), "", true);
                    ui.add_space(10.0);
                }
                entered |= captioned_ui(ui, typed, naming.caption(lang), "", is_alone);
                refusal_ui(ui, refusal);
                if !note.is_empty() {
                    ui.add_space(8.0);
                    sentence_ui(ui, note);
                }
                entered
            })
        }
        Dialog::Category { adding, categories, chosen } => {
            let (title, main) = if *adding {
                (lang.pick("Ajouter un titre ou une catégorie", "Add a title or category"), lang.pick("Ajouter", "Add"))
            } else {
                (lang.pick("Retirer une catégorie et ses montants", "Remove a category and its amounts"), lang.pick("Retirer", "Remove"))
            };
            let (main_enabled, removes) = (chosen.is_some(), !*adding);
            let frame = ModalFrame { id: "category", title, main, main_enabled, removes, commands: &cancel, ..ModalFrame::default() };
            answered(ctx, &frame, |ui| {
                let choices = categories.iter().map(|category| (*category, format!("{category} – {}", nature::category(*category, lang))));
                choice_ui(ui, choices, chosen)
            })
        }
        Dialog::ToAct { actions, chosen } => {
            let title = lang.pick("Ajouter une action aux tableaux de la LFI", "Add an action to the tables of the LFI");
            let frame = ModalFrame {
                id: "to act",
                title,
                main: lang.pick("Ajouter", "Add"),
                main_enabled: chosen.is_some(),
                commands: &cancel,
                ..ModalFrame::default()
            };
            answered(ctx, &frame, |ui| choice_ui(ui, actions.iter().cloned(), chosen))
        }
        Dialog::Remove { name, .. } => {
            let title = lang.pick(format!("Supprimer « {name} » ?"), format!("Delete “{name}”?"));
            let note = lang.pick("Édition, Annuler le rétablit.", "Edit, Undo brings it back.");
            let main = lang.pick("Supprimer", "Delete");
            let frame = ModalFrame { id: "remove", title: &title, main, removes: true, commands: &cancel, note, ..ModalFrame::default() };
            let words = lang.pick("Ses montants, valeurs et textes sont supprimés avec lui.", "Its amounts, values and texts are deleted with it.");
            answered(ctx, &frame, |ui| sentence_ui(ui, words))
        }
        Dialog::Unsaved { title, .. } => unsaved_ui(ctx, lang, title),
        Dialog::New { number, name, year, refusal } => new_ui(ctx, lang, [number, name, year], refusal),
        Dialog::Path { saving, field } => {
            let (title, main) = if *saving {
                (lang.pick("Enregistrer sous", "Save as"), lang.pick("Enregistrer", "Save"))
            } else {
                (lang.pick("Ouvrir un fichier", "Open a file"), lang.pick("Ouvrir", "Open"))
            };
            let subtitle = lang.pick("Aucun dialogue du système n’a répondu : écrire le chemin.", "No system dialog answered: write the path.");
            let frame = ModalFrame {
                id: "path",
                title,
                subtitle,
                main,
                main_enabled: !field.is_empty(),
                commands: &cancel,
                width: 640.0,
                ..ModalFrame::default()
            };
            answered(ctx, &frame, |ui| field.ui(ui, lang.pick("Chemin du fichier", "Path of the file")))
        }
        Dialog::Replace { path } => replace_ui(ctx, lang, path),
        Dialog::Doubtful(doubtful) => doubtful_ui(ctx, lang, doubtful),
        Dialog::Failure { title, sentence } => {
            let frame = ModalFrame { id: "failure", title, main: lang.word(Word::Close), width: 560.0, ..ModalFrame::default() };
            answered(ctx, &frame, |ui| sentence_ui(ui, sentence))
        }
        // The app paints them: what they show depends on the document.
        Dialog::Palette(_) | Dialog::Spread(_) | Dialog::Deck(_) => Answer::None,
        Dialog::Paste(dialog) => paste_dialog_ui(ctx, lang, dialog),
        Dialog::File(dialog) => file_dialog_ui(ctx, lang, dialog),
        Dialog::Export(dialog) => export_dialog_ui(ctx, lang, dialog),
        Dialog::Import(dialog) => import_dialog_ui(ctx, lang, dialog),
        Dialog::Review(dialog) => review_dialog_ui(ctx, lang, dialog),
        Dialog::Text(dialog) => text_dialog_ui(ctx, lang, dialog),
        Dialog::Shortcuts => shortcuts_ui(ctx, lang),
        Dialog::About => {
            let title = format!("Papier {}", env!("PAPIER_VERSION"));
            let frame =
                ModalFrame { id: "about", title: &title, subtitle: lang.word(Word::Tagline), main: lang.word(Word::Close), ..ModalFrame::default() };
            let words = lang.pick(
                "Licence MIT ou Apache-2.0. Police Papier Sans, version modifiée de Source Sans 3, licence SIL OFL 1.1. Papier travaille hors ligne et n’envoie rien.",
                "Licence MIT or Apache-2.0. Typeface Papier Sans, a modified version of Source Sans 3, licence SIL OFL 1.1. Papier works offline and sends nothing.",
            );
            answered(ctx, &frame, |ui| sentence_ui(ui, words))
        }
    }
}

impl Naming {
    fn title(&self, lang: Lang) -> &'static str {
        match self {
            Self::Action => lang.pick("Nouvelle action", "New action"),
            Self::SubAction(_) => lang.pick("Nouvelle sous-action", "New sub-action"),
            Self::Objective => lang.pick("Nouvel objectif", "New objective"),
            Self::Indicator => lang.pick("Nouvel indicateur", "New indicator"),
            Self::Row => lang.pick("Nouveau sous-indicateur", "New sub-indicator"),
            Self::SectionRow(_) => lang.pick("Nouvelle ligne", "New row"),
            Self::Rename(_) => lang.pick("Renommer", "Rename"),
            Self::Code(TextPlace::ActionCode(_)) => lang.pick("Code de l’action", "Code of the action"),
            Self::Code(_) => lang.pick("Code de la ligne", "Code of the row"),
        }
    }

    /// What stands before what is typed.
    fn caption(&self, lang: Lang) -> &'static str {
        lang.word(if matches!(self, Self::Code(_)) { Word::Code } else { Word::Label })
    }

    fn verb(&self, lang: Lang) -> &'static str {
        match self {
            Self::Rename(_) => lang.pick("Renommer", "Rename"),
            Self::Code(_) => lang.pick("Donner ce code", "Give this code"),
            _ => lang.pick("Ajouter", "Add"),
        }
    }
}

/// Enter never throws work away: the main command saves.
fn unsaved_ui(ctx: &Context, lang: Lang, title: &str) -> Answer {
    let commands = [lang.word(Word::Cancel), lang.pick("Ne pas enregistrer", "Don’t save")];
    let question = lang.pick(format!("Enregistrer « {title} » ?"), format!("Save “{title}”?"));
    let frame = ModalFrame { id: "unsaved", title: &question, main: lang.pick("Enregistrer", "Save"), commands: &commands, ..ModalFrame::default() };
    let words = lang.pick(
        "Les modifications depuis le dernier enregistrement seront perdues si on ne les enregistre pas.",
        "Changes since the last save will be lost if they are not saved.",
    );
    let (reply, _) = modal(ctx, &frame, |ui| sentence_ui(ui, words));
    reply.answer(&[Answer::Cancel, Answer::No])
}

/// Enter keeps the file that is there: the main command chooses another name.
pub(super) fn replace_ui(ctx: &Context, lang: Lang, path: &Path) -> Answer {
    let commands = [lang.pick("Remplacer", "Replace")];
    let title = lang.pick("Un fichier de ce nom existe déjà", "A file of this name exists already");
    let frame = ModalFrame {
        id: "replace",
        title,
        main: lang.pick("Choisir un autre nom", "Choose another name"),
        commands: &commands,
        ..ModalFrame::default()
    };
    let words = lang.pick(
        format!("{}\n\nLe remplacer perdrait ce qu’il contient.", path.display()),
        format!("{}\n\nReplacing it would lose what it holds.", path.display()),
    );
    let (reply, _) = modal(ctx, &frame, |ui| sentence_ui(ui, &words));
    reply.answer(&[Answer::No])
}

/// Enter goes back to what was typed: a slip is not kept by a second Enter.
fn doubtful_ui(ctx: &Context, lang: Lang, Doubtful { words, sentence, .. }: &Doubtful) -> Answer {
    let (commands, title) = match words {
        DoubtfulWords::Cell { typed, .. } => {
            let typed = excerpt(typed.trim());
            (
                lang.pick("Garder ces mots", "Keep these words"),
                lang.pick(format!("Garder « {typed} » comme valeur ?"), format!("Keep “{typed}” as the value?")),
            )
        }
        DoubtfulWords::Cells { .. } => {
            (lang.pick("Garder tels quels", "Keep as they are"), lang.pick("Garder des mots comme valeurs ?".into(), "Keep words as values?".into()))
        }
    };
    let frame = ModalFrame { id: "doubtful", title: &title, main: lang.pick("Corriger", "Correct"), commands: &[commands], ..ModalFrame::default() };
    let note = lang.pick(
        "Un indicateur peut avoir des mots pour valeur, tels que « ND » ou « ≥ 95 » : ils s’impriment ainsi, et aucun graphique ne les trace.",
        "An indicator may have words for a value, such as “ND” or “≥ 95”: they are printed so, and no chart draws them.",
    );
    let (reply, _) = modal(ctx, &frame, |ui| sentence_ui(ui, &format!("{}\n\n{note}", capitalised(sentence))));
    reply.answer(&[Answer::No])
}

fn new_ui(ctx: &Context, lang: Lang, fields: [&mut String; 3], refusal: &str) -> Answer {
    let cancel = [lang.word(Word::Cancel)];
    let enabled = fields.iter().all(|field| !field.trim().is_empty());
    let title = lang.pick("Nouveau programme", "New programme");
    let frame =
        ModalFrame { id: "new", title, main: lang.pick("Créer", "Create"), main_enabled: enabled, commands: &cancel, ..ModalFrame::default() };
    let captions = [lang.word(Word::ProgrammeNumber), lang.word(Word::ProgrammeName), lang.pick("Année du PLF", "Year of the PLF")];
    answered(ctx, &frame, |ui| {
        let mut entered = false;
        for (index, (field, caption)) in fields.into_iter().zip(captions).enumerate() {
            entered |= captioned_ui(ui, field, caption, "", index == 0);
            ui.add_space(10.0);
        }
        refusal_ui(ui, refusal);
        entered
    })
}

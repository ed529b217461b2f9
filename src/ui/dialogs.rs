//! The dialogs: each is plain data that the app keeps, painted here, answered by the user.

use std::path::{Path, PathBuf};

use egui::{Context, Key, TextEdit, Ui, vec2};

use super::actions::{Action, Menu};
use super::controls::{self, Dialog as Frame, Reply};
use super::file_dialogs::{FileDialog, file_dialog_ui};
use super::palette::Palette;
use super::review::{ReviewDialog, review_dialog_ui};
use super::spread::SpreadDialog;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use crate::lang::{Lang, Word, capitalised, nature};
use crate::model::{ActionId, Category, TextPlace};
use crate::tables::Node;

/// A question that is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    GoTo {
        typed: String,
        refusal: String,
    },
    /// A name for something new, or a new name.
    Name {
        naming: Naming,
        typed: String,
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
        then: AfterUnsaved,
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
        typed: String,
        refusal: String,
    },
    /// A file stands where the document would be saved.
    Replace {
        path: PathBuf,
    },
    Failure {
        title: String,
        sentence: String,
    },
    Palette(Palette),
    Spread(SpreadDialog),
    /// A question about a finding or about next year.
    Review(ReviewDialog),
    /// A question about the file.
    File(FileDialog),
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
    Rename(TextPlace),
}

/// What the user was doing when asked about unsaved changes.
#[derive(Clone, Debug, PartialEq)]
pub enum AfterUnsaved {
    Quit,
    Close,
    New,
    PickFile,
    Sample,
    Open(PathBuf),
}

/// The user's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    None,
    Cancel,
    /// The main command.
    Yes,
    /// The command that is neither: "Ne pas enregistrer".
    No,
    /// One more: "Ouvrir quand même".
    Else,
}

/// Paints a dialog and says what was answered.
pub fn dialog_ui(ctx: &Context, lang: Lang, dialog: &mut Dialog) -> Answer {
    let cancel = [lang.word(Word::Cancel)];
    match dialog {
        Dialog::GoTo { typed, refusal } => {
            let frame = Frame {
                id: "go to",
                title: Action::GoToAddress.name(lang),
                main: lang.pick("Atteindre", "Go"),
                commands: &cancel,
                ..Frame::default()
            };
            let hint =
                lang.pick("plf/01/31/ae, indicator/1.1/2021/forecast, text/strategy…", "plf/01/31/ae, indicator/1.1/2021/forecast, text/strategy…");
            answered(ctx, &frame, |ui| field_ui(ui, typed, lang.pick("Adresse", "Address"), hint, refusal))
        }
        Dialog::Name { naming, typed, refusal } => {
            let title = naming.title(lang);
            let frame =
                Frame { id: "name", title, main: naming.verb(lang), main_enabled: !typed.trim().is_empty(), commands: &cancel, ..Frame::default() };
            answered(ctx, &frame, |ui| field_ui(ui, typed, lang.word(Word::Label), "", refusal))
        }
        Dialog::Category { adding, categories, chosen } => {
            let (title, main) = if *adding {
                (lang.pick("Ajouter un titre ou une catégorie", "Add a title or category"), lang.pick("Ajouter", "Add"))
            } else {
                (lang.pick("Retirer une catégorie et ses montants", "Remove a category and its amounts"), lang.pick("Retirer", "Remove"))
            };
            let frame = Frame { id: "category", title, main, main_enabled: chosen.is_some(), commands: &cancel, ..Frame::default() };
            answered(ctx, &frame, |ui| {
                let choices = categories.iter().map(|category| (*category, format!("{category} – {}", nature::category(*category, lang))));
                choice_ui(ui, choices, chosen)
            })
        }
        Dialog::ToAct { actions, chosen } => {
            let title = lang.pick("Ajouter une action aux tableaux de la LFI", "Add an action to the tables of the LFI");
            let frame = Frame {
                id: "to act",
                title,
                main: lang.pick("Ajouter", "Add"),
                main_enabled: chosen.is_some(),
                commands: &cancel,
                ..Frame::default()
            };
            answered(ctx, &frame, |ui| choice_ui(ui, actions.iter().cloned(), chosen))
        }
        Dialog::Remove { name, .. } => {
            let title = lang.pick(format!("Supprimer « {name} » ?"), format!("Delete “{name}”?"));
            let note = lang.pick("Édition, Annuler le rétablit.", "Edit, Undo brings it back.");
            let frame = Frame { id: "remove", title: &title, main: lang.pick("Supprimer", "Delete"), commands: &cancel, note, ..Frame::default() };
            let words = lang.pick("Ses montants, valeurs et textes sont supprimés avec lui.", "Its amounts, values and texts are deleted with it.");
            answered(ctx, &frame, |ui| sentence_ui(ui, words))
        }
        Dialog::Unsaved { title, .. } => unsaved_ui(ctx, lang, title),
        Dialog::New { number, name, year, refusal } => new_ui(ctx, lang, [number, name, year], refusal),
        Dialog::Path { saving, typed, refusal } => {
            let (title, main) = if *saving {
                (lang.pick("Enregistrer sous", "Save as"), lang.pick("Enregistrer", "Save"))
            } else {
                (lang.pick("Ouvrir un fichier", "Open a file"), lang.pick("Ouvrir", "Open"))
            };
            let subtitle = lang.pick("Aucun dialogue du système n’a répondu : écrire le chemin.", "No system dialog answered: write the path.");
            let frame = Frame {
                id: "path",
                title,
                subtitle,
                main,
                main_enabled: !typed.trim().is_empty(),
                commands: &cancel,
                width: 640.0,
                ..Frame::default()
            };
            answered(ctx, &frame, |ui| field_ui(ui, typed, lang.pick("Chemin du fichier", "Path of the file"), "", refusal))
        }
        Dialog::Replace { path } => replace_ui(ctx, lang, path),
        Dialog::Failure { title, sentence } => {
            let frame = Frame { id: "failure", title, main: lang.word(Word::Close), width: 560.0, ..Frame::default() };
            answered(ctx, &frame, |ui| sentence_ui(ui, sentence))
        }
        // The app paints them: what they show depends on the document.
        Dialog::Palette(_) | Dialog::Spread(_) => Answer::None,
        Dialog::File(dialog) => file_dialog_ui(ctx, lang, dialog),
        Dialog::Review(dialog) => review_dialog_ui(ctx, lang, dialog),
        Dialog::Shortcuts => shortcuts_ui(ctx, lang),
        Dialog::About => {
            let title = format!("Papier {}", env!("PAPIER_VERSION"));
            let frame = Frame { id: "about", title: &title, subtitle: lang.word(Word::Tagline), main: lang.word(Word::Close), ..Frame::default() };
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
            Self::Rename(_) => lang.pick("Renommer", "Rename"),
        }
    }

    fn verb(&self, lang: Lang) -> &'static str {
        match self {
            Self::Rename(_) => lang.pick("Renommer", "Rename"),
            _ => lang.pick("Ajouter", "Add"),
        }
    }
}

/// Shows the frame; Enter in the body's field is the main command.
fn answered(ctx: &Context, frame: &Frame<'_>, body: impl FnOnce(&mut Ui) -> bool) -> Answer {
    let (reply, entered) = controls::modal(ctx, frame, body);
    match reply {
        Reply::Main => Answer::Yes,
        Reply::Command(_) | Reply::Escape | Reply::Outside => Answer::Cancel,
        Reply::None if entered && frame.main_enabled => Answer::Yes,
        Reply::None => Answer::None,
    }
}

fn sentence_ui(ui: &mut Ui, words: &str) -> bool {
    let theme = Theme::of(ui);
    ui.add(egui::Label::new(theme::text(words, BODY_14, Weight::Regular, theme.ink)).wrap());
    false
}

/// One of some choices: the first takes the keyboard when the dialog appears; true when Enter confirms the one that is chosen.
fn choice_ui<T: Copy + PartialEq>(ui: &mut Ui, choices: impl Iterator<Item = (T, String)>, chosen: &mut Option<T>) -> bool {
    let appears = appears(ui, ui.scope_id().with("choices"));
    let mut confirmed = false;
    for (index, (choice, label)) in choices.enumerate() {
        let was_chosen = *chosen == Some(choice);
        let response = controls::radio(ui, was_chosen, &label);
        if appears && index == 0 {
            response.request_focus();
        }
        if response.clicked() {
            confirmed |= was_chosen && ui.input(|input| input.key_pressed(Key::Enter));
            *chosen = Some(choice);
        }
    }
    confirmed
}

/// Whether a widget was not painted in the last pass: its dialog has just opened.
pub(super) fn appears(ui: &Ui, id: egui::Id) -> bool {
    let pass = ui.ctx().cumulative_pass_nr();
    let last: Option<u64> = ui.data(|data| data.get_temp(id.with("painted")));
    ui.data_mut(|data| data.insert_temp(id.with("painted"), pass));
    last.is_none_or(|last| pass > last + 1)
}

/// A captioned field that takes the keyboard when it appears; true when Enter ends it.
fn field_ui(ui: &mut Ui, typed: &mut String, caption: &str, hint: &str, refusal: &str) -> bool {
    let entered = captioned_ui(ui, typed, caption, hint, true);
    refusal_ui(ui, refusal);
    entered
}

/// A field under its caption; `leads` takes the keyboard when the dialog appears.
fn captioned_ui(ui: &mut Ui, typed: &mut String, caption: &str, hint: &str, leads: bool) -> bool {
    let theme = Theme::of(ui);
    ui.label(theme::text(caption, SMALL_12, Weight::Regular, theme.ink2));
    ui.add_space(4.0);
    let id = ui.scope_id().with(caption);
    let appears = appears(ui, id);
    let hint = theme::text(hint, BODY_14, Weight::Regular, theme.ink3);
    let edit = TextEdit::singleline(typed).id(id).hint_text(hint).desired_width(ui.available_width());
    let response = ui.add_sized(vec2(ui.available_width(), theme::CONTROL_HEIGHT), edit);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(caption));
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    // When the dialog stays, it is to correct what Enter ended.
    if (appears && leads) || entered {
        response.request_focus();
    }
    entered
}

fn refusal_ui(ui: &mut Ui, refusal: &str) {
    if refusal.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    ui.add_space(6.0);
    ui.add(egui::Label::new(theme::text(capitalised(refusal), SMALL_12, Weight::Regular, theme.err)).wrap());
}

/// Enter never throws work away: the main command saves.
fn unsaved_ui(ctx: &Context, lang: Lang, title: &str) -> Answer {
    let commands = [lang.word(Word::Cancel), lang.pick("Ne pas enregistrer", "Don’t save")];
    let question = lang.pick(format!("Enregistrer « {title} » ?"), format!("Save “{title}”?"));
    let frame = Frame { id: "unsaved", title: &question, main: lang.pick("Enregistrer", "Save"), commands: &commands, ..Frame::default() };
    let words = lang.pick(
        "Les modifications depuis le dernier enregistrement seront perdues si on ne les enregistre pas.",
        "Changes since the last save will be lost if they are not saved.",
    );
    let (reply, _) = controls::modal(ctx, &frame, |ui| sentence_ui(ui, words));
    match reply {
        Reply::Main => Answer::Yes,
        Reply::Command(1) => Answer::No,
        Reply::Command(_) | Reply::Escape | Reply::Outside => Answer::Cancel,
        Reply::None => Answer::None,
    }
}

/// Enter keeps the file that is there: the main command chooses another name.
fn replace_ui(ctx: &Context, lang: Lang, path: &Path) -> Answer {
    let commands = [lang.pick("Remplacer", "Replace")];
    let title = lang.pick("Un fichier de ce nom existe déjà", "A file of this name exists already");
    let frame =
        Frame { id: "replace", title, main: lang.pick("Choisir un autre nom", "Choose another name"), commands: &commands, ..Frame::default() };
    let words = lang.pick(
        format!("{}\n\nLe remplacer perdrait ce qu’il contient.", path.display()),
        format!("{}\n\nReplacing it would lose what it holds.", path.display()),
    );
    let (reply, _) = controls::modal(ctx, &frame, |ui| sentence_ui(ui, &words));
    match reply {
        Reply::Main => Answer::Yes,
        Reply::Command(_) => Answer::No,
        Reply::Escape | Reply::Outside => Answer::Cancel,
        Reply::None => Answer::None,
    }
}

fn new_ui(ctx: &Context, lang: Lang, fields: [&mut String; 3], refusal: &str) -> Answer {
    let cancel = [lang.word(Word::Cancel)];
    let enabled = fields.iter().all(|field| !field.trim().is_empty());
    let title = lang.pick("Nouveau programme", "New programme");
    let frame = Frame { id: "new", title, main: lang.pick("Créer", "Create"), main_enabled: enabled, commands: &cancel, ..Frame::default() };
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

/// Every action with its shortcut, by menu, and the keys of the grid: in as many columns as there is room for.
fn shortcuts_ui(ctx: &Context, lang: Lang) -> Answer {
    const COLUMN: f32 = 290.0;
    const GAP: f32 = 36.0;
    let frame = Frame { id: "shortcuts", title: Action::Shortcuts.name(lang), main: lang.word(Word::Close), width: 1000.0, ..Frame::default() };
    answered(ctx, &frame, |ui| {
        let sheets: [&[Menu]; 3] = [&[Menu::File, Menu::Edit], &[Menu::View, Menu::Insert, Menu::Table, Menu::Help], &[]];
        let count = (1..=sheets.len()).rev().find(|count| ui.available_width() >= *count as f32 * (COLUMN + GAP) - GAP).unwrap_or(1);
        ui.spacing_mut().item_spacing = vec2(GAP, 0.0);
        ui.columns(count, |columns| {
            for (index, menus) in sheets.into_iter().enumerate() {
                let Some(column) = columns.get_mut(index.min(count - 1)) else { continue };
                column.spacing_mut().item_spacing = vec2(8.0, 0.0);
                menus.iter().for_each(|menu| menu_keys_ui(column, lang, *menu));
                if menus.is_empty() {
                    heading_ui(column, lang.pick("Dans un tableau", "In a table"));
                    grid_keys(lang).into_iter().for_each(|(what, keys)| pair_ui(column, what, keys));
                }
            }
        });
        false
    })
}

fn menu_keys_ui(ui: &mut Ui, lang: Lang, menu: Menu) {
    let actions: Vec<_> =
        menu.groups().iter().flat_map(|group| group.iter()).filter_map(|action| Some((*action, action.shortcut_text(lang)?))).collect();
    if actions.is_empty() {
        return;
    }
    heading_ui(ui, menu.name(lang));
    actions.into_iter().for_each(|(action, shortcut)| pair_ui(ui, action.name(lang), &shortcut));
    ui.add_space(12.0);
}

fn heading_ui(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui);
    ui.label(theme::text(words, BODY_14, Weight::Semibold, theme.ink));
    ui.add_space(2.0);
}

fn grid_keys(lang: Lang) -> [(&'static str, &'static str); 15] {
    [
        (lang.pick("Remplacer", "Replace"), lang.pick("taper", "type")),
        (lang.pick("Modifier", "Edit"), "F2"),
        (lang.pick("Calculer", "Calculate"), "=3000000+300000"),
        (lang.pick("Valider vers le bas, le haut", "Commit down, up"), lang.pick("Entrée, Maj+Entrée", "Enter, Shift+Enter")),
        (lang.pick("Valider à droite, à gauche", "Commit right, left"), lang.pick("Tab, Maj+Tab", "Tab, Shift+Tab")),
        (lang.pick("Abandonner", "Give up"), lang.pick("Échap", "Esc")),
        (lang.pick("Valider dans toute la sélection", "Commit in the whole selection"), lang.pick("Ctrl+Entrée", "Ctrl+Enter")),
        (lang.pick("Répartir un total", "Spread a total"), lang.pick("taper sur le total", "type on the total")),
        (lang.pick("Effacer", "Clear"), lang.pick("Suppr", "Delete")),
        (lang.pick("Étendre la sélection", "Extend the selection"), lang.pick("Maj+flèches", "Shift+arrows")),
        (lang.pick("Bord des données", "Edge of the data"), lang.pick("Ctrl+flèches", "Ctrl+arrows")),
        (lang.pick("Ligne, colonne", "Row, column"), lang.pick("Maj+Espace, Ctrl+Espace", "Shift+Space, Ctrl+Space")),
        (lang.pick("Début, fin du tableau", "Start, end of the table"), lang.pick("Ctrl+Origine, Ctrl+Fin", "Ctrl+Home, Ctrl+End")),
        (lang.pick("Page du tableau", "Page of the table"), lang.pick("Page préc., Page suiv.", "Page Up, Page Down")),
        (lang.pick("Quitter le tableau", "Leave the table"), "F6"),
    ]
}

fn pair_ui(ui: &mut Ui, name: &str, keys: &str) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        ui.label(theme::text(name.trim_end_matches('…'), BODY_14, Weight::Regular, theme.ink));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add(egui::Label::new(theme::text(keys, SMALL_12, Weight::Regular, theme.ink2)).truncate());
        });
    });
}

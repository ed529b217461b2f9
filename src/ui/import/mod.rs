//! The dialogs of an import: what was read is shown before anything changes, and what writing it into the open document would change.

mod arrival;

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, ScrollArea, Ui};

use arrival::arrival_ui;
pub use arrival::{Arrival, Bringing, Coming, LeftOut};

use super::controls;
use super::modal::{Answer, ModalFrame, Reply, answered, captioned_ui, modal, refusal_ui, sentence_ui};
use super::path_field::PathField;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use crate::exchange::import::{Answers, Options, Part, Question, Section};
use crate::lang::{Lang, Word};
use crate::model::{ActionCode, Category, Document, NatureScope, ProgrammeNumber, Stage};

/// A question about files to be imported.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportDialog {
    /// The picker that serves when the system has none. Yes: read these files.
    Path(PathField),
    /// The files are being read for a while. Cancel: no matter what they hold.
    Reading { names: String, steps: Option<(usize, usize)> },
    /// What the files do not say. Yes: read them again with it.
    Missing { paths: Vec<PathBuf>, said: Said, refusal: String },
    /// Totals of which only the user knows the category. Yes: read the files again with what is said.
    Categories(Box<CategoriesDialog>),
    /// What was read. Yes: open it; No: into the open document; Else: every document into a folder.
    Report(Box<ReportDialog>),
    /// The folder of several documents. Yes: write them there.
    Folder { documents: Vec<Arc<Document>>, field: PathField },
    /// What the open document would become. Yes: write it.
    Merge(Box<Arrival>),
}

/// What the user says that the files do not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    pub number: String,
    pub year: String,
    /// Of the amounts of which nothing says it; asked only when it is missing.
    pub law: Option<Stage>,
    pub asks_law: bool,
}

/// Totals of actions that no table parts by category.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoriesDialog {
    pub paths: Vec<PathBuf>,
    pub options: Options,
    /// What was answered before.
    pub answers: Answers,
    pub totals: Vec<OpenTotal>,
    pub refusal: String,
}

/// A total whose category is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenTotal {
    pub action: ActionCode,
    pub nature: NatureScope,
    /// The question in words.
    pub sentence: String,
    /// The code of a category, at first the proposed one; empty leaves the amounts.
    pub typed: String,
}

impl OpenTotal {
    /// The total that a question is about, if it is about one.
    pub fn of(question: &Question, lang: Lang) -> Option<Self> {
        match question {
            Question::Category { action, nature, proposed, .. } => {
                Some(Self { action: *action, nature: *nature, sentence: question.sentence(lang), typed: proposed.to_string() })
            }
            Question::SameValue { .. } | Question::Doubled { .. } | Question::TwoTexts { .. } => None,
        }
    }

    fn category(&self) -> Option<Category> {
        self.typed.trim().parse().ok().and_then(Category::new).filter(|category| self.nature.contains(*category))
    }
}

impl CategoriesDialog {
    /// The answers with those of before.
    ///
    /// # Errors
    /// The rank of the first total whose category is none of its own.
    pub fn answered(&self) -> Result<Answers, usize> {
        let mut answers = self.answers.clone();
        for (index, total) in self.totals.iter().enumerate() {
            let category = if total.typed.trim().is_empty() { None } else { Some(total.category().ok_or(index)?) };
            answers.categories.push((total.action, category));
        }
        Ok(answers)
    }
}

/// What files hold, and what can be done with it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportDialog {
    /// The names of the files.
    pub names: String,
    pub sections: Vec<Section>,
    /// With their titles.
    pub documents: Vec<(Arc<Document>, String)>,
    pub chosen: usize,
    /// Whether what is questionable was confirmed; true when nothing is.
    pub confirmed: bool,
    /// The programme and year of the open document, if one may be changed.
    pub open: Option<(ProgrammeNumber, crate::model::Year)>,
}

/// Width of the dialogs that show a report.
const WIDTH: f32 = 820.0;
/// Lines of a section that are shown; the rest are counted.
const SHOWN: usize = 200;
/// Height of the list of programmes.
const LIST_HEIGHT: f32 = 150.0;

/// Paints a dialog of an import and says what was answered.
pub fn import_dialog_ui(ctx: &Context, lang: Lang, dialog: &mut ImportDialog) -> Answer {
    match dialog {
        ImportDialog::Path(field) => {
            let words = [
                lang.pick("Importer", "Import"),
                lang.pick(
                    "Aucun dialogue du système n’a répondu : écrire le chemin. Plusieurs se séparent par un point-virgule.",
                    "No system dialog answered: write the path. Several are set apart by semicolons.",
                ),
                lang.pick("Lire", "Read"),
                lang.pick(
                    "Fichiers CSV, texte ou HTML, classeur de Papier, rapport annuel",
                    "CSV, text or HTML files, a workbook of Papier, an annual report",
                ),
            ];
            path_ui(ctx, lang, words, field)
        }
        ImportDialog::Folder { field, documents } => {
            let title = lang.pick(format!("Enregistrer {} documents", documents.len()), format!("Save {} documents", documents.len()));
            let words = [
                title.as_str(),
                lang.pick("Aucun fichier qui existe n’est remplacé.", "No file that exists is replaced."),
                lang.pick("Enregistrer", "Save"),
                lang.pick("Dossier", "Folder"),
            ];
            path_ui(ctx, lang, words, field)
        }
        ImportDialog::Reading { names, steps } => reading_ui(ctx, lang, names, *steps),
        ImportDialog::Missing { said, refusal, .. } => missing_ui(ctx, lang, said, refusal),
        ImportDialog::Categories(dialog) => categories_ui(ctx, lang, dialog),
        ImportDialog::Report(report) => report_ui(ctx, lang, report),
        ImportDialog::Merge(arrival) => arrival_ui(ctx, lang, arrival),
    }
}

fn path_ui(ctx: &Context, lang: Lang, [title, subtitle, main, caption]: [&str; 4], field: &mut PathField) -> Answer {
    let commands = [lang.word(Word::Cancel)];
    let main_enabled = !field.is_empty();
    let frame = ModalFrame { id: "import path", title, subtitle, main, main_enabled, commands: &commands, width: 640.0, ..ModalFrame::default() };
    answered(ctx, &frame, |ui| field.ui(ui, caption))
}

fn reading_ui(ctx: &Context, lang: Lang, names: &str, steps: Option<(usize, usize)>) -> Answer {
    let frame = ModalFrame {
        id: "reading",
        title: lang.pick("Lecture en cours", "Reading"),
        subtitle: names,
        main: lang.word(Word::Cancel),
        ..ModalFrame::default()
    };
    let (reply, ()) = modal(ctx, &frame, |ui| {
        if let Some((step, steps)) = steps {
            sentence_ui(ui, &lang.pick(format!("Fichier {step} sur {steps}."), format!("File {step} of {steps}.")));
        }
        sentence_ui(ui, lang.pick("Rien n’est changé : ce qui est lu sera montré d’abord.", "Nothing is changed: what is read will be shown first."));
    });
    match reply {
        Reply::None => Answer::None,
        _ => Answer::Cancel,
    }
}

fn missing_ui(ctx: &Context, lang: Lang, said: &mut Said, refusal: &str) -> Answer {
    let commands = [lang.word(Word::Cancel)];
    let frame = ModalFrame {
        id: "missing",
        title: lang.pick("Ce que les fichiers ne disent pas", "What the files do not say"),
        main: lang.pick("Lire", "Read"),
        commands: &commands,
        ..ModalFrame::default()
    };
    let captions = [lang.word(Word::ProgrammeNumber), lang.pick("Année du PLF", "Year of the PLF")];
    let (reply, entered) = modal(ctx, &frame, |ui| {
        let mut entered = false;
        for (index, (field, caption)) in [&mut said.number, &mut said.year].into_iter().zip(captions).enumerate() {
            entered |= captioned_ui(ui, field, caption, "", index == 0);
            ui.add_space(10.0);
        }
        if said.asks_law {
            let laws = [
                (Stage::Bill, lang.pick("Montants du PLF", "Amounts of the PLF (bill)")),
                (Stage::InitialAct, lang.pick("Montants de la LFI", "Amounts of the LFI (act)")),
            ];
            for (stage, words) in laws {
                if controls::radio(ui, said.law == Some(stage), words).clicked() {
                    said.law = Some(stage);
                }
            }
            ui.add_space(10.0);
        }
        refusal_ui(ui, refusal);
        entered
    });
    if reply == Reply::None && entered { Answer::Yes } else { reply.answer(&[Answer::Cancel]) }
}

fn categories_ui(ctx: &Context, lang: Lang, dialog: &mut CategoriesDialog) -> Answer {
    let commands = [lang.word(Word::Cancel)];
    let frame = ModalFrame {
        id: "import categories",
        title: lang.pick("Catégories que les fichiers ne disent pas", "Categories that the files do not say"),
        subtitle: lang.pick("Un champ vide laisse ces montants hors du document.", "An empty field leaves these amounts out of the document."),
        main: lang.pick("Lire", "Read"),
        commands: &commands,
        width: 640.0,
        ..ModalFrame::default()
    };
    let CategoriesDialog { totals, refusal, .. } = dialog;
    let (reply, entered) = modal(ctx, &frame, |ui| {
        let mut entered = false;
        for (index, total) in totals.iter_mut().enumerate() {
            entered |= captioned_ui(ui, &mut total.typed, &total.sentence, "", index == 0);
            ui.add_space(10.0);
        }
        refusal_ui(ui, refusal);
        entered
    });
    if reply == Reply::None && entered { Answer::Yes } else { reply.answer(&[Answer::Cancel]) }
}

fn report_ui(ctx: &Context, lang: Lang, report: &mut ReportDialog) -> Answer {
    let chosen = report.documents.get(report.chosen);
    let of_chosen = chosen.and_then(|(document, _)| document.programme.number.map(|number| (number, document.year)));
    let may_merge = report.open.is_some() && report.open == of_chosen;
    let count = report.documents.len();
    let mut commands = vec![lang.word(Word::Cancel).to_owned()];
    let mut answers = vec![Answer::Cancel];
    if may_merge && report.confirmed {
        commands.push(lang.pick("Écrire dans le document ouvert…", "Write into the open document…").into());
        answers.push(Answer::No);
    }
    if count > 1 && report.confirmed {
        commands.push(lang.pick(format!("Les {count} dans un dossier…"), format!("All {count} into a folder…")));
        answers.push(Answer::Else);
    }
    let commands: Vec<&str> = commands.iter().map(String::as_str).collect();
    let frame = ModalFrame {
        id: "import report",
        title: lang.pick("Ce qui a été lu", "What was read"),
        subtitle: &report.names,
        main: lang.pick("Ouvrir comme nouveau document", "Open as a new document"),
        main_enabled: report.confirmed && chosen.is_some(),
        commands: &commands,
        width: WIDTH,
        ..ModalFrame::default()
    };
    let (reply, ()) = modal(ctx, &frame, |ui| {
        for section in &report.sections {
            section_ui(ui, lang, section);
            if section.part == Part::Questions {
                ui.add_space(6.0);
                controls::checkbox(ui, &mut report.confirmed, lang.pick("Le fichier est le bon : continuer", "The file is the right one: go on"));
            }
        }
        if report.documents.len() > 1 {
            programmes_ui(ui, lang, &report.documents, &mut report.chosen);
        }
    });
    reply.answer(&answers)
}

fn programmes_ui(ui: &mut Ui, lang: Lang, documents: &[(Arc<Document>, String)], chosen: &mut usize) {
    title_ui(ui, lang.pick("Programme à ouvrir", "Programme to open"), None);
    ScrollArea::vertical().id_salt("programmes").max_height(LIST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        for (index, (_, title)) in documents.iter().enumerate() {
            if controls::radio(ui, *chosen == index, title).clicked() {
                *chosen = index;
            }
        }
    });
}

fn title_ui(ui: &mut Ui, title: &str, colour: Option<egui::Color32>) {
    let theme = Theme::of(ui);
    ui.add_space(10.0);
    ui.label(theme::text(title, BODY_14, Weight::Semibold, colour.unwrap_or(theme.ink)));
    ui.add_space(2.0);
}

/// A heading and its lines, each on as many rows as it needs.
fn section_ui(ui: &mut Ui, lang: Lang, section: &Section) {
    let theme = Theme::of(ui);
    let colour = match section.part {
        Part::Questions => Some(theme.err),
        Part::NotRead => Some(theme.warn),
        Part::Read | Part::ToCheck | Part::Totals | Part::Findings => None,
    };
    title_ui(ui, &section.title, colour);
    let line_ui = |ui: &mut Ui, words: &str| {
        ui.add(egui::Label::new(theme::text(words, SMALL_12, Weight::Regular, theme.ink)).wrap());
    };
    section.lines.iter().take(SHOWN).for_each(|line| line_ui(ui, line));
    if let Some(more) = section.lines.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let further = match more {
            1 => lang.pick("… et une autre ligne".to_owned(), "… and one more line".to_owned()),
            _ => lang.pick(format!("… et {more} autres lignes"), format!("… and {more} more lines")),
        };
        line_ui(ui, &further);
    }
}

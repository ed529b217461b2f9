//! The dialogs of an export: what and in which form, where when the system has no dialog, whether a file is replaced.

use std::path::{Path, PathBuf};

use egui::{Context, ScrollArea, TextEdit, Ui, vec2};

use super::View;
use super::controls;
use super::dialogs::replace_ui;
use super::modal::{Answer, ModalFrame, answered, appears, refusal_ui};
use super::path_field::PathField;
use super::theme::{self, SMALL_12, Theme, Weight};
use crate::exchange::export::{Export, Format, PrintedCharts, Subject, leaving};
use crate::exchange::picture::PictureSize;
use crate::lang::{Lang, Word};
use crate::model::{ChartName, Narrative, TextPlace};
use crate::tables::{Part, TableName};

/// A question about an export.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportDialog {
    Choose(Choice),
    /// The picker that serves when the system has none.
    Path {
        order: Order,
        field: PathField,
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

/// Everything that can be exported, and what of it is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    kinds: Vec<Kind>,
    /// Which of them.
    kind: usize,
    /// Of the subjects that have it.
    format: Option<Format>,
    charts: PrintedCharts,
    free_tables: bool,
    variation: bool,
    notes: bool,
    /// The free tables that the document has.
    named_free: Vec<&'static str>,
    /// One of the usual sizes, or the one that is typed.
    size: Option<PictureSize>,
    typed: String,
    is_dark: bool,
    lang: Lang,
    /// What is to be said before pages are written.
    remarks: Vec<String>,
}

/// A subject, or several among which one is chosen.
#[derive(Clone, Debug, PartialEq)]
struct Kind {
    name: String,
    /// Each with its name.
    subjects: Vec<(Subject, String)>,
    chosen: usize,
}

impl Choice {
    /// Everything that the document has; chosen is what is asked for, or what was exported last, or the document.
    pub fn of(view: &View<'_>, asked: Option<Subject>, last: Option<Order>) -> Self {
        let (document, lang) = (view.session.document().as_ref(), view.lang);
        let named = |subjects: Vec<Subject>| -> Vec<(Subject, String)> {
            subjects.into_iter().map(|subject| (subject, subject.name(view.tables()))).collect()
        };
        let kind = |name: &str, subjects| Kind { name: name.into(), subjects: named(subjects), chosen: 0 };
        let tables = TableName::all(document);
        let active = view.cursor.and_then(|cursor| tables.iter().position(|table| *table == cursor.table));
        let written = view.tables().texts().into_iter().filter(|text| !text.text.trim().is_empty());
        let texts: Vec<Narrative> =
            written.filter_map(|text| if let TextPlace::Narrative(place) = text.place { Some(place) } else { None }).collect();
        let kinds = vec![
            kind(&Subject::Document.name(view.tables()), vec![Subject::Document]),
            kind(lang.pick("Une partie", "A part"), Part::all(document).map(Subject::Part).collect()),
            // The table at hand, as long as no other is chosen.
            Kind { chosen: active.unwrap_or_default(), ..kind(lang.pick("Un tableau", "A table"), tables.into_iter().map(Subject::Table).collect()) },
            kind(lang.pick("Un texte", "A text"), texts.into_iter().map(Subject::Text).collect()),
            kind(lang.pick("Un graphique", "A chart"), ChartName::all(document).into_iter().map(Subject::Chart).collect()),
            kind(lang.pick("Les diapositives", "The slides"), vec![Subject::Slides]),
        ];
        let look = last.map(|order| order.export.look).unwrap_or_default();
        let size = Some(look.size).filter(|size| SIZES.contains(size));
        let mut choice = Self {
            kinds,
            kind: 0,
            format: last.map(|order| order.export.format()),
            charts: last.map(|order| order.export.charts).unwrap_or_default(),
            free_tables: last.is_some_and(|order| order.export.free_tables),
            variation: last.is_some_and(|order| order.export.variation),
            notes: last.is_some_and(|order| order.export.notes),
            named_free: leaving(document, false, lang).1.names,
            size,
            typed: if size.is_none() { look.size.to_string() } else { String::new() },
            is_dark: look.is_dark,
            lang: last.map_or(view.lang, |order| order.lang),
            remarks: Export::new(Subject::Document, Format::Pdf).map_or_else(Vec::new, |export| export.remarks(view.tables(), REMARKS)),
        };
        if let Some(subject) = asked.or_else(|| last.map(|order| order.export.subject())) {
            choice.choose(subject);
        }
        choice
    }

    fn choose(&mut self, subject: Subject) {
        for (rank, kind) in self.kinds.iter_mut().enumerate() {
            if let Some(chosen) = kind.subjects.iter().position(|(other, _)| *other == subject) {
                kind.chosen = chosen;
                self.kind = rank;
            }
        }
    }

    fn subject(&self) -> Option<Subject> {
        let kind = self.kinds.get(self.kind)?;
        kind.subjects.get(kind.chosen).map(|(subject, _)| *subject)
    }

    /// The form that was chosen, or the subject's first while it has no such form.
    fn export(&self) -> Option<Export> {
        let subject = self.subject()?;
        let formats = subject.formats();
        let format = self.format.filter(|format| formats.contains(format)).or(formats.first().copied())?;
        Export::new(subject, format)
    }

    /// `None` while a size is typed that no picture can have.
    pub fn order(&self) -> Option<Order> {
        let mut export = self.export()?;
        export.charts = self.charts;
        export.free_tables = self.free_tables;
        export.variation = self.variation;
        export.notes = self.notes;
        export.look.is_dark = self.is_dark;
        if export.is_picture() {
            export.look.size = self.size.or_else(|| PictureSize::parse(&self.typed))?;
        }
        Some(Order { export, lang: self.lang })
    }
}

/// How many remarks on pages the dialog has room for.
const REMARKS: usize = 3;

/// The sizes of pictures that most want.
const SIZES: [PictureSize; 3] = [PictureSize::SMALL, PictureSize::HD, PictureSize::UHD];

/// Paints a dialog about an export and says what was answered.
pub fn export_dialog_ui(ctx: &Context, lang: Lang, dialog: &mut ExportDialog) -> Answer {
    match dialog {
        ExportDialog::Choose(choice) => choice_ui(ctx, lang, choice),
        ExportDialog::Path { order, field } => path_ui(ctx, lang, *order, field),
        ExportDialog::Replace { path, .. } => replace_ui(ctx, lang, path),
    }
}

fn choice_ui(ctx: &Context, lang: Lang, choice: &mut Choice) -> Answer {
    const LEFT: f32 = 400.0;
    const GAP: f32 = 32.0;
    /// The height of what can be chosen in any case: the dialog stays as it is while one chooses.
    const HEIGHT: f32 = 424.0;
    let cancel = [lang.word(Word::Cancel)];
    let is_folder = choice.export().is_some_and(Export::is_folder);
    let frame = ModalFrame {
        id: "export",
        title: lang.pick("Exporter", "Export"),
        main: if is_folder {
            lang.pick("Choisir le dossier…", "Choose the folder…")
        } else {
            lang.pick("Choisir le fichier…", "Choose the file…")
        },
        main_enabled: choice.order().is_some(),
        commands: &cancel,
        note: lang.pick("Le document n’est pas modifié.", "The document is not changed."),
        width: 820.0,
        ..ModalFrame::default()
    };
    answered(ctx, &frame, |ui| {
        ui.horizontal_top(|ui| {
            let left = LEFT.min(ui.available_width() * 0.55);
            ui.vertical(|ui| {
                ui.set_width(left);
                ui.set_min_height(HEIGHT);
                subject_ui(ui, lang, choice);
            });
            ui.add_space(GAP);
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                form_ui(ui, lang, choice)
            })
            .inner
        })
        .inner
    })
}

/// What: the kinds, and under the one that is chosen those of it.
fn subject_ui(ui: &mut Ui, lang: Lang, choice: &mut Choice) {
    const INDENT: f32 = 26.0;
    caption_ui(ui, lang.pick("Quoi", "What"));
    for (rank, kind) in choice.kinds.iter_mut().enumerate().filter(|(_, kind)| !kind.subjects.is_empty()) {
        if controls::radio(ui, choice.kind == rank, &kind.name).clicked() {
            choice.kind = rank;
        }
        if choice.kind != rank || kind.subjects.len() < 2 {
            continue;
        }
        ui.horizontal_top(|ui| {
            ui.add_space(INDENT);
            ui.vertical(|ui| kind_ui(ui, rank, kind));
        });
    }
}

fn kind_ui(ui: &mut Ui, rank: usize, kind: &mut Kind) {
    const HEIGHT: f32 = 216.0;
    ScrollArea::vertical().id_salt(rank).max_height(HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        for (index, (_, name)) in kind.subjects.iter().enumerate() {
            let response = controls::radio(ui, kind.chosen == index, name);
            if response.clicked() {
                kind.chosen = index;
            }
            let appears = appears(ui, response.id) && kind.chosen == index;
            if response.gained_focus() || appears {
                response.scroll_to_me(None);
            }
        }
    });
}

/// In which form, and how that looks; true when Enter ends the field.
fn form_ui(ui: &mut Ui, lang: Lang, choice: &mut Choice) -> bool {
    let Some(export) = choice.export() else { return false };
    caption_ui(ui, lang.pick("Forme", "Form"));
    for format in export.subject().formats() {
        let name = format!("{} (.{})", format.name(lang), format.extension());
        if controls::radio(ui, export.format() == *format, &name).clicked() {
            choice.format = Some(*format);
        }
    }
    ui.add_space(10.0);
    let mut entered = false;
    if export.is_printed() {
        caption_ui(ui, lang.pick("Graphiques", "Charts"));
        let charts = [
            (PrintedCharts::None, lang.pick("Aucun", "None")),
            (PrintedCharts::Indicators, lang.pick("La tendance de chaque indicateur", "The trend of each indicator")),
            (PrintedCharts::All, lang.pick("Tous, près de leurs tableaux", "All, beside their tables")),
        ];
        one_of_ui(ui, &charts, &mut choice.charts);
        for remark in &choice.remarks {
            let theme = Theme::of(ui);
            ui.add(egui::Label::new(theme::text(remark, SMALL_12, Weight::Regular, theme.ink2)).wrap());
        }
        ui.add_space(10.0);
    }
    if export.has_pages_or_tables() {
        caption_ui(ui, lang.pick("Tableau que les PAP publiés n’ont pas", "Table that published PAP have not"));
        controls::checkbox(ui, &mut choice.variation, lang.pick("Évolution de la LFI au PLF", "Change from LFI to PLF"));
        ui.add_space(10.0);
    }
    if export.has_pages_or_tables() && !choice.named_free.is_empty() {
        caption_ui(ui, lang.pick("Tableaux à la disposition non vérifiée", "Tables whose layout is not verified"));
        controls::checkbox(ui, &mut choice.free_tables, &choice.named_free.join(", "));
        ui.add_space(10.0);
    }
    if export.is_of_slides() {
        controls::checkbox(ui, &mut choice.notes, lang.pick("Les notes après chaque diapositive", "The notes after each slide"));
        ui.add_space(10.0);
    }
    if export.is_picture() {
        caption_ui(ui, lang.pick("Taille en pixels", "Size in pixels"));
        entered = size_ui(ui, lang, choice);
        ui.add_space(10.0);
    }
    if export.is_picture() || export.is_of_slides() {
        caption_ui(ui, lang.pick("Fond", "Ground"));
        let grounds = [(false, lang.pick("Clair", "Light")), (true, lang.pick("Sombre", "Dark"))];
        ui.horizontal(|ui| beside_ui(ui, &grounds, &mut choice.is_dark));
        ui.add_space(10.0);
    }
    caption_ui(ui, lang.pick("Langue", "Language"));
    ui.horizontal(|ui| beside_ui(ui, &[(Lang::French, "Français"), (Lang::English, "English")], &mut choice.lang));
    entered
}

fn size_ui(ui: &mut Ui, lang: Lang, choice: &mut Choice) -> bool {
    const FIELD: f32 = 130.0;
    for size in SIZES {
        if controls::radio(ui, choice.size == Some(size), &size.to_string()).clicked() {
            choice.size = Some(size);
        }
    }
    let mut entered = false;
    ui.horizontal(|ui| {
        let other = lang.pick("Autre", "Other");
        let chosen = controls::radio(ui, choice.size.is_none(), other).clicked();
        if chosen {
            choice.size = None;
        }
        let hint = theme::text(lang.pick("1600 × 900", "1600 × 900"), theme::BODY_14, Weight::Regular, Theme::of(ui).ink3);
        let field = ui.add_sized(vec2(FIELD, theme::CONTROL_HEIGHT), TextEdit::singleline(&mut choice.typed).hint_text(hint));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(lang.pick("Largeur × hauteur", "Width × height")));
        if chosen {
            field.request_focus();
        }
        if field.changed() {
            choice.size = None;
        }
        entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    });
    if choice.size.is_none() && !choice.typed.trim().is_empty() && choice.order().is_none() {
        refusal_ui(ui, lang.pick("Largeur × hauteur, de 240 à 8192 pixels chacune.", "Width × height, from 240 to 8192 pixels each."));
    }
    entered
}

fn caption_ui(ui: &mut Ui, caption: &str) {
    let theme = Theme::of(ui);
    ui.label(theme::text(caption, SMALL_12, Weight::Semibold, theme.ink2));
}

/// One choice among several, under each other.
fn one_of_ui<T: Copy + PartialEq>(ui: &mut Ui, choices: &[(T, &str)], chosen: &mut T) {
    for (choice, name) in choices {
        if controls::radio(ui, *chosen == *choice, name).clicked() {
            *chosen = *choice;
        }
    }
}

/// The same beside each other.
fn beside_ui<T: Copy + PartialEq>(ui: &mut Ui, choices: &[(T, &str)], chosen: &mut T) {
    ui.spacing_mut().item_spacing.x = 20.0;
    one_of_ui(ui, choices, chosen);
}

fn path_ui(ctx: &Context, lang: Lang, order: Order, field: &mut PathField) -> Answer {
    let caption = if order.export.is_folder() {
        lang.pick("Chemin du dossier", "Path of the folder")
    } else {
        lang.pick("Chemin du fichier", "Path of the file")
    };
    let cancel = [lang.word(Word::Cancel)];
    let frame = ModalFrame {
        id: "export path",
        title: lang.pick("Exporter dans", "Export to"),
        subtitle: lang.pick("Aucun dialogue du système n’a répondu : écrire le chemin.", "No system dialog answered: write the path."),
        main: lang.pick("Exporter", "Export"),
        main_enabled: !field.is_empty(),
        commands: &cancel,
        width: 640.0,
        ..ModalFrame::default()
    };
    answered(ctx, &frame, |ui| field.ui(ui, caption))
}

pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

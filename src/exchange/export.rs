//! What leaves a document for other programs: what can be exported, in which forms, and the bytes of each.
//!
//! The one door of every export: the command line, the menus of the window and the tests name a subject and a form here. A new kind of export is
//! a subject or a form, and an arm in [`Export::bytes`]. Knows no path but its ending, and writes no file: who asks does.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::picture::{self, Look, PictureError};
use super::workbook::{self, WorkbookError};
use super::{csv, html, tsv};
use crate::calc::Figures;
use crate::charts;
use crate::lang::Lang;
use crate::model::Document;
use crate::tables::{ChartName, Part, Table, TableName, Tables};

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The whole document.
    Document,
    Part(Part),
    Table(TableName),
    Chart(ChartName),
}

/// The form of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Pages, tagged for screen readers.
    Pdf,
    /// A workbook whose figures are formulas.
    Xlsx,
    /// Accessible tables, for a browser.
    Html,
    /// Tab-separated text.
    Tsv,
    /// Semicolons, for French spreadsheets.
    Csv,
    /// A drawing with real text.
    Svg,
    /// Pixels.
    Png,
}

/// A subject in one of its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    subject: Subject,
    format: Format,
    /// Of what is a picture.
    pub look: Look,
}

/// Why nothing is exported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The ending of the file's name is that of no form of the subject.
    #[error("the ending is that of none of {forms:?}")]
    Ending { forms: &'static [Format] },
    /// What is to be exported is not in the document any more.
    #[error("it is not in the document")]
    Gone,
    /// The layout or the tags of a PDF are wrong: a fault of the program, in the words of the typesetting library.
    #[error("{0}")]
    Typesetting(String),
    #[error(transparent)]
    Picture(#[from] PictureError),
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// Whoever asked asks for it no more.
    #[error("cancelled")]
    Cancelled,
}

/// How far an export is, and whether it is still wanted: shared by who exports and who waits.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    done: AtomicUsize,
    steps: AtomicUsize,
    cancelled: AtomicBool,
}

impl Format {
    /// How the names of its files end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
            Self::Tsv => "tsv",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
        }
    }

    /// ".html".
    pub(super) fn ending(self) -> String {
        format!(".{}", self.extension())
    }

    /// "Page HTML".
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Xlsx => lang.pick("Classeur avec formules", "Workbook with formulas"),
            Self::Html => lang.pick("Page HTML", "HTML page"),
            Self::Tsv => lang.pick("Texte avec tabulations", "Tab-separated text"),
            Self::Svg => lang.pick("Dessin SVG", "SVG drawing"),
            Self::Png => lang.pick("Image PNG", "PNG picture"),
            Self::Csv => lang.pick("CSV pour tableurs en français", "CSV for French spreadsheets"),
        }
    }
}

impl Subject {
    /// Its forms, the one that most want first.
    pub fn formats(self) -> &'static [Format] {
        const PDF: bool = cfg!(feature = "pdf");
        match self {
            Self::Document if PDF => &[Format::Pdf, Format::Xlsx, Format::Html, Format::Csv, Format::Tsv],
            Self::Document => &[Format::Xlsx, Format::Html, Format::Csv, Format::Tsv],
            Self::Part(_) if PDF => &[Format::Pdf, Format::Html, Format::Csv, Format::Tsv],
            Self::Part(_) | Self::Table(_) => &[Format::Csv, Format::Html, Format::Tsv],
            Self::Chart(_) => &[Format::Png, Format::Svg],
        }
    }

    /// What it is called.
    pub fn title(self, tables: Tables<'_>) -> String {
        match self {
            Self::Document => tables.lang.pick("Le document entier", "The whole document").into(),
            Self::Part(part) => tables.part_title(part.first_node()),
            Self::Table(name) => tables.table(name).map_or_else(String::new, |table| table.title),
            Self::Chart(name) => charts::chart(tables.document, tables.figures, tables.lang, name).map_or_else(String::new, |chart| chart.title),
        }
    }

    /// How its files are called, without the programme, the year and the ending.
    fn slug(self, document: &Document) -> Option<String> {
        match self {
            Self::Document => None,
            Self::Part(part) => Some(part.code().to_lowercase()),
            Self::Table(name) => name.write(document).map(|name| name.replace(['/', '.'], "-")),
            Self::Chart(name) => charts::name(document, name).map(|name| name.replace(['/', '.'], "-")),
        }
    }
}

impl Export {
    /// A subject in this form; `None` when it has no such form.
    pub fn new(subject: Subject, format: Format) -> Option<Self> {
        subject.formats().contains(&format).then(|| Self { subject, format, look: Look::default() })
    }

    /// A subject in the form that the ending of a file's name says.
    ///
    /// # Errors
    /// [`ExportError::Ending`].
    pub fn to_file(subject: Subject, file: &Path) -> Result<Self, ExportError> {
        let forms = subject.formats();
        let is_said = |format: &&Format| file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(format.extension()));
        let format = forms.iter().find(is_said).ok_or(ExportError::Ending { forms })?;
        Ok(Self { subject, format: *format, look: Look::default() })
    }

    pub fn subject(self) -> Subject {
        self.subject
    }

    pub fn format(self) -> Format {
        self.format
    }

    /// A name for its file: "programme-352-plf-2021-action-01.html".
    pub fn file_name(self, document: &Document) -> String {
        let number = document.programme.number.map_or_else(|| "x".into(), |number| number.to_string());
        let slug = self.subject.slug(document).map_or_else(String::new, |slug| format!("-{slug}"));
        format!("programme-{number}-plf-{}{slug}.{}", document.year, self.format.extension())
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// Why there are none; [`ExportError::Cancelled`] soon after the progress was cancelled.
    pub fn bytes(self, document: &Document, figures: &Figures, lang: Lang, progress: &Progress) -> Result<Vec<u8>, ExportError> {
        let tables = Tables { document, figures, lang };
        match self.format {
            Format::Pdf => pdf(self.subject, tables, progress),
            Format::Html => Ok(html::page(&document.programme.name, &self.tables(tables, progress)?, lang).into_bytes()),
            Format::Xlsx => {
                progress.step()?;
                Ok(workbook::programme(tables)?)
            }
            Format::Csv => {
                let shown = self.tables(tables, progress)?;
                Ok(csv_of(&shown, lang).into_bytes())
            }
            Format::Tsv => {
                let shown = self.tables(tables, progress)?;
                Ok(shown.iter().map(|table| tsv::table(table, lang)).collect::<Vec<_>>().join("\n").into_bytes())
            }
            Format::Svg => Ok(picture::chart_svg(&self.chart(tables)?, self.look, lang).into_bytes()),
            Format::Png => Ok(picture::chart_pixels(&self.chart(tables)?, self.look, lang).and_then(|picture| picture.png())?),
        }
    }

    fn chart(self, tables: Tables<'_>) -> Result<charts::Chart, ExportError> {
        let Subject::Chart(name) = self.subject else { return Err(ExportError::Ending { forms: self.subject.formats() }) };
        charts::chart(tables.document, tables.figures, tables.lang, name).ok_or(ExportError::Gone)
    }

    /// The tables of the subject, in the official order.
    fn tables(self, tables: Tables<'_>, progress: &Progress) -> Result<Vec<Table>, ExportError> {
        let names = match self.subject {
            Subject::Document => TableName::all(tables.document),
            Subject::Part(part) => tables.of_part(part),
            Subject::Table(name) => vec![name],
            Subject::Chart(_) => vec![],
        };
        progress.begin(names.len());
        let table = |name| {
            progress.step()?;
            tables.table(name).ok_or(ExportError::Gone)
        };
        names.into_iter().map(table).collect()
    }
}

/// One table by itself is a sheet; several have their titles.
pub fn csv_of(tables: &[Table], lang: Lang) -> String {
    match tables {
        [table] => csv::table(table, lang),
        tables => csv::tables(tables, lang),
    }
}

#[cfg(feature = "pdf")]
fn pdf(subject: Subject, tables: Tables<'_>, progress: &Progress) -> Result<Vec<u8>, ExportError> {
    let part = match subject {
        Subject::Document => None,
        Subject::Part(part) => Some(part),
        Subject::Table(_) | Subject::Chart(_) => return Err(ExportError::Ending { forms: subject.formats() }),
    };
    super::pdf::bytes(tables, part, progress)
}

/// No subject has this form then.
#[cfg(not(feature = "pdf"))]
fn pdf(subject: Subject, _: Tables<'_>, _: &Progress) -> Result<Vec<u8>, ExportError> {
    Err(ExportError::Ending { forms: subject.formats() })
}

impl Progress {
    /// So many steps are to be done.
    pub fn begin(&self, steps: usize) {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.steps.store(steps, Ordering::Relaxed);
    }

    /// One more step begins.
    ///
    /// # Errors
    /// [`ExportError::Cancelled`]: what is left is not to be done.
    pub fn step(&self) -> Result<(), ExportError> {
        self.0.done.fetch_add(1, Ordering::Relaxed);
        if self.is_cancelled() { Err(ExportError::Cancelled) } else { Ok(()) }
    }

    /// Gives up what is under way.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// The step under way and how many there are; `None` when that is not known.
    pub fn now(&self) -> Option<(usize, usize)> {
        let (done, steps) = (self.0.done.load(Ordering::Relaxed), self.0.steps.load(Ordering::Relaxed));
        (steps > 1).then(|| (done.min(steps), steps))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Measure;

    const TABLE: Subject = Subject::Table(TableName::Bill(Measure::Ae));

    fn sample() -> (Document, Figures) {
        let document = crate::storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        let figures = Figures::of(&document);
        (document, figures)
    }

    #[test]
    fn the_ending_of_the_name_says_the_form() {
        for (name, expected) in [("a.html", Some(Format::Html)), ("a.TSV", Some(Format::Tsv)), ("a.tsv.doc", None), ("html", None), (".tsv", None)] {
            let export = Export::to_file(TABLE, Path::new(name));
            assert_eq!(export.map(Export::format).ok(), expected, "{name}");
        }
    }

    #[test]
    fn every_form_of_a_subject_gives_bytes_under_a_name_with_its_ending() {
        let (document, figures) = sample();
        for subject in [Subject::Document, TABLE] {
            for format in subject.formats() {
                let export = Export::new(subject, *format).unwrap();
                let bytes = export.bytes(&document, &figures, Lang::French, &Progress::default()).unwrap();
                assert!(!bytes.is_empty(), "{export:?}");
                assert_eq!(Export::to_file(subject, Path::new(&export.file_name(&document))), Ok(export));
            }
        }
        assert_eq!(Export::new(TABLE, Format::Tsv).unwrap().file_name(&document), "programme-352-plf-2021-plf-ae.tsv");
    }

    #[test]
    fn a_cancelled_export_gives_nothing() {
        let (document, figures) = sample();
        let progress = Progress::default();
        progress.cancel();
        let export = Export::new(Subject::Document, Format::Html).unwrap();
        assert_eq!(export.bytes(&document, &figures, Lang::French, &progress), Err(ExportError::Cancelled));
    }
}

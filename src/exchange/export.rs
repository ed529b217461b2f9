//! What leaves a document for other programs: what can be exported, in which forms, and the bytes of each.
//!
//! The one door of every export: the command line, the menus of the window and the tests name a subject and a form here. A new kind of export is
//! a subject or a form, and an arm in [`Export::output`]. Knows no path but its ending, and writes no file: who asks does.

use std::borrow::Cow;
use std::path::Path;

use super::picture::{self, Look, PictureError};
use super::progress::{GivenUp, Progress};
use super::workbook::{self, WorkbookError};
use super::{csv, docx, html, json, slides, tsv};
use crate::address;
use crate::calc::Figures;
use crate::charts;
use crate::charts::arranged::Arrangement;
use crate::lang::{Lang, capitalised};
use crate::model::{ChartName, Document, Narrative, OpenConflicts, Place, TextPlace};
use crate::sections;
use crate::tables::{Part, Table, TableName, Tables};

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The whole document.
    Document,
    Part(Part),
    Table(TableName),
    Text(Narrative),
    Chart(ChartName),
    /// The slides of the presentation: a picture each, or the pages of one file.
    Slides,
}

/// The form of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Pages, tagged for screen readers.
    Pdf,
    /// Pages to go on with in a word processor.
    Docx,
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
    /// The title of a chart, its data and what it states of them, for other programs.
    Json,
}

/// Which charts stand in printed pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrintedCharts {
    None,
    /// The trend of each sub-indicator under its indicator: its table has seven columns of a row, which nobody reads as a trend. The tables of
    /// credits are the official form, and stay alone unless somebody wants otherwise.
    #[default]
    Indicators,
    /// Those of credits, titles, schedule and outstanding commitments too, each where its figures stand.
    All,
}

/// A subject in one of its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    subject: Subject,
    format: Format,
    /// Of what is printed.
    pub charts: PrintedCharts,
    /// Whether the free tables, whose layout nobody verified, are among what leaves.
    pub free_tables: bool,
    /// Whether the change from the act to the bill is, which no published PAP has.
    pub variation: bool,
    /// Whether the notes of slides are printed after them.
    pub notes: bool,
    /// Of a chart.
    pub arrangement: Arrangement,
    /// Of what is a picture.
    pub look: Look,
}

/// What an export gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    File(Vec<u8>),
    /// Files with their names, for a folder.
    Folder(Vec<(String, Vec<u8>)>),
}

/// The free tables that a document has and that an export leaves out, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    pub names: Vec<&'static str>,
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
    #[error("the document has no such part")]
    NoPart,
    /// A merge left so many choices to make.
    #[error(transparent)]
    Conflicts(OpenConflicts),
    /// The presentation shows none.
    #[error("no slide is chosen")]
    NoSlides,
    /// The layout or the tags of a PDF are wrong: a fault of the program, in the words of the typesetting library.
    #[error("{0}")]
    Typesetting(String),
    /// A fault of the program, in the words of the library that writes JSON.
    #[error("{0}")]
    Json(String),
    #[error(transparent)]
    Picture(#[from] PictureError),
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    #[error(transparent)]
    Docx(#[from] docx::DocxError),
    #[error(transparent)]
    GivenUp(#[from] GivenUp),
}

impl Format {
    /// How the names of its files end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
            Self::Tsv => "tsv",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
            Self::Json => "json",
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
            Self::Docx => lang.pick("Document Word", "Word document"),
            Self::Xlsx => lang.pick("Classeur avec formules", "Workbook with formulas"),
            Self::Html => lang.pick("Page HTML", "HTML page"),
            Self::Tsv => lang.pick("Texte avec tabulations", "Tab-separated text"),
            Self::Svg => lang.pick("Dessin SVG", "SVG drawing"),
            Self::Png => lang.pick("Image PNG", "PNG picture"),
            Self::Csv => lang.pick("CSV pour tableurs en français", "CSV for French spreadsheets"),
            Self::Json => lang.pick("Données et constats (JSON)", "Data and findings (JSON)"),
        }
    }
}

impl Subject {
    /// Its forms, the one that most want first.
    pub fn formats(self) -> &'static [Format] {
        const PDF: bool = cfg!(feature = "pdf");
        match self {
            Self::Document if PDF => &[Format::Pdf, Format::Docx, Format::Xlsx, Format::Html, Format::Csv, Format::Tsv],
            Self::Document => &[Format::Xlsx, Format::Docx, Format::Html, Format::Csv, Format::Tsv],
            Self::Part(_) if PDF => &[Format::Pdf, Format::Docx, Format::Html, Format::Csv, Format::Tsv],
            Self::Part(_) => &[Format::Docx, Format::Csv, Format::Html, Format::Tsv],
            Self::Table(_) => &[Format::Csv, Format::Html, Format::Tsv],
            Self::Text(_) => &[Format::Docx],
            Self::Chart(_) => &[Format::Png, Format::Svg, Format::Json],
            Self::Slides if PDF => &[Format::Png, Format::Pdf],
            Self::Slides => &[Format::Png],
        }
    }

    /// What it is called where one is chosen: short, and unlike every other.
    pub fn name(self, tables: Tables<'_>) -> String {
        let (document, lang) = (tables.document, tables.lang);
        match self {
            Self::Document => lang.pick("Le document entier", "The whole document").into(),
            Self::Part(part) => tables.part_title(part.first_node()),
            Self::Table(name) => tables.look(name).sheet,
            Self::Text(place) => capitalised(&tables.text_title(TextPlace::Narrative(place))),
            Self::Chart(name) => charts::words(document, lang, name),
            Self::Slides => lang.pick("Les diapositives", "The slides").into(),
        }
    }

    /// How its files are called, without the programme, the year and the ending.
    fn slug(self, document: &Document) -> Option<String> {
        match self {
            Self::Document => None,
            Self::Part(part) => Some(part.code().to_lowercase()),
            Self::Table(name) => name.write(document).map(|name| name.replace(['/', '.'], "-")),
            Self::Text(place) => {
                let address = address::write(document, Place::Text(TextPlace::Narrative(place)))?;
                Some(address.replace(['/', '.'], "-"))
            }
            Self::Chart(name) => charts::name(document, name).map(|name| name.replace(['/', '.'], "-")),
            Self::Slides => Some("slides".into()),
        }
    }
}

impl Export {
    /// A subject in this form; `None` when it has no such form.
    pub fn new(subject: Subject, format: Format) -> Option<Self> {
        subject.formats().contains(&format).then(|| Self {
            subject,
            format,
            charts: PrintedCharts::default(),
            free_tables: false,
            variation: false,
            notes: false,
            arrangement: Arrangement::default(),
            look: Look::default(),
        })
    }

    /// A subject in the form that the ending of a file's name says; a folder of pictures has any other name.
    ///
    /// # Errors
    /// [`ExportError::Ending`].
    pub fn to_file(subject: Subject, file: &Path) -> Result<Self, ExportError> {
        let forms = subject.formats();
        let is_said = |format: &&Format| file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(format.extension()));
        let pictures = if subject == Subject::Slides { forms.first() } else { None };
        let said = forms.iter().find(is_said).or(pictures);
        said.and_then(|format| Self::new(subject, *format)).ok_or(ExportError::Ending { forms })
    }

    /// Whether it gives files for a folder.
    pub fn is_folder(self) -> bool {
        self.subject == Subject::Slides && self.format == Format::Png
    }

    /// Whether it has pages of the document, on which charts may stand.
    pub fn is_printed(self) -> bool {
        self.format == Format::Pdf && self.subject != Subject::Slides
    }

    /// Whether it has the pages of slides, with their notes if wanted.
    pub fn is_of_slides(self) -> bool {
        self.format == Format::Pdf && self.subject == Subject::Slides
    }

    /// Whether it gives several pages or tables of a document, among which free tables may be.
    pub fn has_pages_or_tables(self) -> bool {
        matches!(self.subject, Subject::Document | Subject::Part(_))
    }

    /// The free tables that a document has and that stay out of it.
    pub fn left_out(self, document: &Document, lang: Lang) -> LeftOut {
        if self.has_pages_or_tables() { leaving(document, self.free_tables, lang).1 } else { LeftOut::default() }
    }

    /// Whether it is a picture: it has a ground, and a size in pixels.
    pub fn is_picture(self) -> bool {
        matches!(self.format, Format::Png | Format::Svg)
    }

    pub fn subject(self) -> Subject {
        self.subject
    }

    pub fn format(self) -> Format {
        self.format
    }

    /// A name for its file or folder: "programme-352-plf-2021-action-01.html".
    pub fn file_name(self, document: &Document) -> String {
        let number = document.programme.number.map_or_else(|| "x".into(), |number| number.to_string());
        let slug = self.subject.slug(document).map_or_else(String::new, |slug| format!("-{slug}"));
        let ending = if self.is_folder() { String::new() } else { self.format.ending() };
        format!("programme-{number}-plf-{}{slug}{ending}", document.year)
    }

    /// What it gives, all of it before anything is written.
    ///
    /// # Errors
    /// Why there is nothing; [`ExportError::GivenUp`] at the first step after it was given up.
    pub fn output(self, document: &Document, figures: &Figures, lang: Lang, progress: &Progress) -> Result<Output, ExportError> {
        refuse_conflicts(document)?;
        let leaving = self.has_pages_or_tables().then(|| leaving(document, self.free_tables, lang).0);
        let tables = Tables { document: leaving.as_deref().unwrap_or(document), figures, lang };
        match self.subject {
            Subject::Slides if self.is_folder() => slides::pictures(tables, self.look, progress).map(Output::Folder),
            Subject::Document | Subject::Part(_) | Subject::Table(_) | Subject::Text(_) | Subject::Chart(_) | Subject::Slides => {
                self.bytes(tables, progress).map(Output::File)
            }
        }
    }

    fn bytes(self, tables: Tables<'_>, progress: &Progress) -> Result<Vec<u8>, ExportError> {
        let lang = tables.lang;
        match self.format {
            Format::Pdf => self.pdf(tables, progress),
            Format::Docx => {
                progress.step()?;
                Ok(docx::bytes(tables, self.written(tables.document)?, self.variation)?)
            }
            Format::Html => Ok(html::page(tables, &self.tables(tables, progress)?).into_bytes()),
            Format::Xlsx => {
                progress.step()?;
                Ok(workbook::programme(tables, self.variation)?)
            }
            Format::Csv => {
                let shown = self.tables(tables, progress)?;
                Ok(csv_of(tables, &shown).into_bytes())
            }
            Format::Tsv => {
                let shown = self.tables(tables, progress)?;
                Ok(shown.iter().map(|table| tsv::table(table, lang)).collect::<Vec<_>>().join("\n").into_bytes())
            }
            Format::Json => {
                json::chart(tables.document, &self.chart(tables)?, lang).map(String::into_bytes).map_err(|error| ExportError::Json(error.to_string()))
            }
            Format::Svg => Ok(picture::chart_svg(&self.chart(tables)?, self.look, lang).into_bytes()),
            Format::Png => Ok(picture::chart_pixels(&self.chart(tables)?, self.look, lang).and_then(|picture| picture.png())?),
        }
    }

    /// What is to be said before it is written: characters that its pages cannot say, the first `most` of them one by one.
    #[cfg(feature = "pdf")]
    pub fn remarks(self, tables: Tables<'_>, most: usize) -> Vec<String> {
        if self.is_printed() { super::pdf::undrawn_sentences(&super::pdf::undrawn(tables), most, tables.lang) } else { vec![] }
    }

    /// Nothing is printed then.
    #[cfg(not(feature = "pdf"))]
    pub fn remarks(self, _: Tables<'_>, _: usize) -> Vec<String> {
        vec![]
    }

    fn chart(self, tables: Tables<'_>) -> Result<charts::Chart, ExportError> {
        let Subject::Chart(name) = self.subject else { return Err(ExportError::Ending { forms: self.subject.formats() }) };
        let chart = charts::chart(tables.document, tables.figures, tables.lang, name).ok_or(ExportError::Gone)?;
        Ok(chart.arranged(self.arrangement))
    }

    /// The tables of the subject, in the official order.
    fn tables(self, tables: Tables<'_>, progress: &Progress) -> Result<Vec<Table>, ExportError> {
        let chosen = |name: &TableName| self.variation || name.is_official();
        let names: Vec<TableName> = match self.subject {
            Subject::Document => TableName::all(tables.document).into_iter().filter(chosen).collect(),
            Subject::Part(part) => tables.of_part(part).into_iter().filter(chosen).collect(),
            Subject::Table(name) => vec![name],
            Subject::Text(_) | Subject::Chart(_) | Subject::Slides => vec![],
        };
        progress.begin(names.len());
        let table = |name| {
            progress.step()?;
            tables.printed(name).or_else(|| tables.table(name)).ok_or(ExportError::Gone)
        };
        names.into_iter().map(table).collect()
    }

    /// What a word processor is given.
    fn written(self, document: &Document) -> Result<docx::Written, ExportError> {
        match self.subject {
            Subject::Document => Ok(docx::Written::Document),
            Subject::Part(part) if Part::all(document).any(|other| other == part) => Ok(docx::Written::Part(part)),
            Subject::Part(_) => Err(ExportError::NoPart),
            Subject::Text(place) => Ok(docx::Written::Text(place)),
            Subject::Table(_) | Subject::Chart(_) | Subject::Slides => Err(ExportError::Ending { forms: self.subject.formats() }),
        }
    }

    #[cfg(feature = "pdf")]
    fn pdf(self, tables: Tables<'_>, progress: &Progress) -> Result<Vec<u8>, ExportError> {
        let part = match self.subject {
            Subject::Document => None,
            Subject::Part(part) => Some(part),
            Subject::Slides => return slides::pages(tables, self.look, self.notes, progress),
            Subject::Table(_) | Subject::Text(_) | Subject::Chart(_) => return Err(ExportError::Ending { forms: self.subject.formats() }),
        };
        if part.is_some_and(|part| Part::all(tables.document).all(|other| other != part)) {
            return Err(ExportError::NoPart);
        }
        super::pdf::bytes(tables, super::pdf::Printed { part, charts: self.charts, variation: self.variation }, progress)
    }

    /// No subject has this form then.
    #[cfg(not(feature = "pdf"))]
    fn pdf(self, _: Tables<'_>, _: &Progress) -> Result<Vec<u8>, ExportError> {
        Err(ExportError::Ending { forms: self.subject.formats() })
    }
}

/// Nothing leaves a document in which a merge left something to choose.
///
/// # Errors
/// [`ExportError::Conflicts`].
pub fn refuse_conflicts(document: &Document) -> Result<(), ExportError> {
    document.open_conflicts().map_or(Ok(()), |open| Err(ExportError::Conflicts(open)))
}

/// What leaves of a document, with the free tables or without them, and which stay out.
pub fn leaving(document: &Document, free_tables: bool, lang: Lang) -> (Cow<'_, Document>, LeftOut) {
    if free_tables {
        return (Cow::Borrowed(document), LeftOut::default());
    }
    let (left, out) = sections::without_free_tables(document, lang);
    if out.is_empty() { (Cow::Borrowed(document), LeftOut::default()) } else { (Cow::Owned(left), LeftOut { names: out }) }
}

/// One table by itself is a sheet; several have their titles.
pub fn csv_of(tables: Tables<'_>, shown: &[Table]) -> String {
    match shown {
        [table] => csv::table(table, tables.lang),
        shown => csv::tables(tables, shown),
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
        for subject in [Subject::Document, Subject::Part(Part::Credits), TABLE, Subject::Chart(ChartName::CREDITS)] {
            for format in subject.formats() {
                let export = Export::new(subject, *format).unwrap();
                let output = export.output(&document, &figures, Lang::French, &Progress::default());
                assert!(matches!(output, Ok(Output::File(bytes)) if !bytes.is_empty()), "{export:?}");
                assert_eq!(Export::to_file(subject, Path::new(&export.file_name(&document))), Ok(export));
            }
        }
        assert_eq!(Export::new(TABLE, Format::Tsv).unwrap().file_name(&document), "programme-352-plf-2021-plf-ae.tsv");
        let slides = Export::to_file(Subject::Slides, Path::new("any.name")).unwrap();
        assert!(slides.is_folder());
        assert_eq!(slides.file_name(&document), "programme-352-plf-2021-slides");
    }

    /// A subject is chosen by its name.
    #[test]
    fn no_two_subjects_have_one_name() {
        let (document, figures) = sample();
        for lang in Lang::ALL {
            let tables = Tables { document: &document, figures: &figures, lang };
            let mut names: Vec<String> = TableName::all(&document).into_iter().map(|name| Subject::Table(name).name(tables)).collect();
            let charts = ChartName::all(&document).into_iter().map(|name| Subject::Chart(name).name(tables));
            for kind in [std::mem::take(&mut names), charts.collect()] {
                let mut distinct = kind.clone();
                distinct.sort();
                distinct.dedup();
                assert_eq!(distinct.len(), kind.len(), "{kind:?}");
                assert!(!kind.iter().any(String::is_empty), "{kind:?}");
            }
        }
    }

    #[test]
    fn an_export_that_was_given_up_gives_nothing() {
        let (document, figures) = sample();
        for (subject, format) in [(Subject::Document, Format::Html), (Subject::Document, Format::Xlsx), (Subject::Slides, Format::Png)] {
            let progress = Progress::default();
            assert!(progress.give_up());
            let output = Export::new(subject, format).unwrap().output(&document, &figures, Lang::French, &progress);
            assert_eq!(output, Err(ExportError::GivenUp(GivenUp)), "{subject:?}");
        }
    }
}

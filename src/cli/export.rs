//! `export`: what the options name, in the form that the ending of OUT says.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::commands::{about, documents_of, open, table_named};
use super::{Exported, Refused, terminal};
use crate::address;
use crate::calc::Figures;
use crate::charts;
use crate::charts::arranged::Arrangement;
use crate::exchange::export::{Export, Format, LeftOut, Output, PrintedCharts, Subject, leaving, refuse_conflicts};
use crate::exchange::picture::Look;
use crate::exchange::progress::Progress;
use crate::exchange::workbook;
use crate::lang::Lang;
use crate::model::{ChartName, Document, Narrative, Place, TextPlace};
use crate::storage::{self, ExportWriteError, NewFile};
use crate::tables::Tables;

/// How many remarks on a PDF are said one by one.
const REMARKS: usize = 1000;

/// How it is to look, as the options say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looks {
    pub charts: PrintedCharts,
    pub free_tables: bool,
    pub variation: bool,
    pub notes: bool,
    pub arrangement: Arrangement,
    pub picture: Look,
}

pub(super) fn run((file, document): (&Path, &Document), what: &Exported, looks: Looks, output: &Path, lang: Lang) -> Result<(), Refused> {
    let subject = match what {
        Exported::Document => Subject::Document,
        Exported::Part(part) => Subject::Part(*part),
        Exported::Table(name) => Subject::Table(table_named(document, name, lang)?),
        Exported::Text(name) => Subject::Text(text_named(document, name, lang)?),
        Exported::Chart(name) => Subject::Chart(chart_named(document, name, lang)?),
        Exported::Slides => Subject::Slides,
    };
    let mut export = Export::to_file(subject, output).map_err(|error| about(output, &error.message(lang), lang))?;
    (export.charts, export.free_tables, export.variation, export.look) = (looks.charts, looks.free_tables, looks.variation, looks.picture);
    (export.notes, export.arrangement) = (looks.notes, looks.arrangement);
    if !export.is_folder() {
        may_write(output, lang)?;
    }
    let figures = Figures::of(document);
    for remark in export.remarks(Tables { document, figures: &figures, lang }, REMARKS) {
        terminal::tell(&remark, lang);
    }
    tell_left_out(&export.left_out(document, lang), lang);
    let made = export.output(document, &figures, lang, &Progress::default());
    match made.map_err(|error| about(output, &error.message(lang), lang))? {
        Output::File(bytes) => {
            storage::write_export(output, &bytes, true, NewFile::From(&[file])).map_err(|error| about(output, &error.sentence(lang), lang))
        }
        Output::Folder(files) => write_folder(output, &files, NewFile::From(&[file]), lang),
    }
}

fn tell_left_out(left_out: &LeftOut, lang: Lang) {
    if let Some(sentence) = left_out.sentence(lang) {
        terminal::tell(&format!("{sentence} {}", lang.pick("Les exporter aussi : --free-tables.", "To export them too: --free-tables.")), lang);
    }
}

fn write_folder(folder: &Path, files: &[(String, Vec<u8>)], new: NewFile<'_>, lang: Lang) -> Result<(), Refused> {
    let write = |may_replace| storage::write_exports(folder, files, may_replace, new);
    let written = match write(false) {
        Err((_, ExportWriteError::Exists)) if agrees_to_replace(folder, lang)? => write(true),
        written => written,
    };
    written.map_err(|(path, error)| about(&path, &error.sentence(lang), lang))
}

/// The text of an address, with or without what tells texts from cells.
fn text_named(document: &Document, name: &str, lang: Lang) -> Result<Narrative, Refused> {
    let place = [name.to_owned(), format!("text/{name}")].iter().find_map(|address| match address::parse(document, address) {
        Ok(Place::Text(TextPlace::Narrative(place))) => Some(place),
        _ => None,
    });
    place.ok_or_else(|| {
        Refused(lang.pick(
            format!("aucun texte à l’adresse «\u{a0}{name}\u{a0}»\u{a0}: papier addresses les donne (text/strategy, text/action/01…)."),
            format!("no text at the address “{name}”: papier addresses lists them (text/strategy, text/action/01…)."),
        ))
    })
}

fn chart_named(document: &Document, name: &str, lang: Lang) -> Result<ChartName, Refused> {
    charts::parse_name(document, name).ok_or_else(|| {
        let names: Vec<String> = charts::names(document).into_iter().map(|(name, _)| name).collect();
        let names = names.join(", ");
        Refused(lang.pick(format!("aucun graphique « {name} ». Le document a : {names}."), format!("no chart “{name}”. The document has: {names}.")))
    })
}

/// The documents of a folder in one workbook: those of a mission, or of a bill.
pub(super) fn folder(folder: &Path, what: &Exported, looks: Looks, output: &Path, lang: Lang) -> Result<(), Refused> {
    let is_workbook = output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(Format::Xlsx.extension()));
    if *what != Exported::Document || !is_workbook {
        let sentence = lang.pick(
            "un dossier s’exporte en un classeur (-o SORTIE.xlsx), sans --part ni --table ; le reste s’exporte document par document.",
            "a folder is exported as one workbook (-o OUT.xlsx), without --part or --table; the rest is exported document by document.",
        );
        return Err(about(folder, sentence, lang));
    }
    let paths = documents_of(folder, lang)?;
    let documents = paths.iter().map(|path| open(path, lang)).collect::<Result<Vec<Document>, Refused>>()?;
    for (path, document) in paths.iter().zip(&documents) {
        refuse_conflicts(document).map_err(|error| about(path, &error.message(lang), lang))?;
    }
    may_write(output, lang)?;
    let leaving: Vec<_> = documents.iter().map(|document| leaving(document, looks.free_tables, lang)).collect();
    leaving.iter().for_each(|(_, left_out)| tell_left_out(left_out, lang));
    let documents: Vec<&Document> = leaving.iter().map(|(document, _)| document.as_ref()).collect();
    let figures: Vec<Figures> = documents.iter().map(|document| Figures::of(document)).collect();
    let programmes: Vec<Tables<'_>> = documents.into_iter().zip(&figures).map(|(document, figures)| Tables { document, figures, lang }).collect();
    let bytes = workbook::bill(&programmes, looks.variation).map_err(|error| about(output, &error.sentence(lang), lang))?;
    let sources: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    storage::write_export(output, &bytes, true, NewFile::From(&sources)).map_err(|error| about(output, &error.sentence(lang), lang))
}

/// Whether OUT is free, or may be replaced.
fn may_write(output: &Path, lang: Lang) -> Result<(), Refused> {
    if output.exists() && !agrees_to_replace(output, lang)? {
        let kept = lang.pick("ce fichier n’a pas été remplacé.", "this file was not replaced.");
        return Err(about(output, kept, lang));
    }
    Ok(())
}

/// Asks on a terminal; in a script the option has said it.
fn agrees_to_replace(output: &Path, lang: Lang) -> Result<bool, Refused> {
    let input = io::stdin();
    if !input.is_terminal() || !io::stderr().is_terminal() {
        return Ok(true);
    }
    let words = lang.pick("existe déjà. Le remplacer ? [o/N]", "exists already. Replace it? [y/N]");
    let mut answer = String::new();
    let asked = terminal::ask(&format!("{} {words}", output.display())).and_then(|()| input.read_line(&mut answer));
    asked.map_err(|error| about(output, &storage::io_words(&error, lang), lang))?;
    Ok(["o", "oui", "y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}

//! `export`: what the options name, in the form that the ending of OUT says.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::commands::{about, documents_of, open, table_named};
use super::{Exported, Refused};
use crate::calc::Figures;
use crate::charts;
use crate::exchange::export::{Export, ExportError, Format, Progress, Subject};
use crate::exchange::picture::Look;
use crate::exchange::slides::Slides;
use crate::exchange::workbook;
use crate::lang::Lang;
use crate::model::Document;
use crate::storage;
use crate::tables::{ChartName, Tables};

pub(super) fn run(document: &Document, what: &Exported, look: Look, output: &Path, lang: Lang) -> Result<(), Refused> {
    if *what == Exported::Slides {
        return slides(document, look, output, lang);
    }
    let subject = match what {
        Exported::Document | Exported::Slides => Subject::Document,
        Exported::Part(part) => Subject::Part(*part),
        Exported::Table(name) => Subject::Table(table_named(document, name, lang)?),
        Exported::Chart(name) => Subject::Chart(chart_named(document, name, lang)?),
    };
    let mut export = Export::to_file(subject, output).map_err(|error| about(output, &error.sentence(lang), lang))?;
    export.look = look;
    may_write(output, lang)?;
    let bytes = export.bytes(document, &Figures::of(document), lang, &Progress::default());
    let bytes = bytes.map_err(|error| about(output, &error.sentence(lang), lang))?;
    storage::write_export(output, &bytes, true).map_err(|error| about(output, &error.sentence(lang), lang))
}

/// Writes a picture for each slide into a folder, made when it is not there.
fn slides(document: &Document, look: Look, folder: &Path, lang: Lang) -> Result<(), Refused> {
    let slides = Slides::new(document, look, lang);
    let names = slides.names();
    if names.is_empty() {
        return Err(Refused(lang.pick("aucune diapositive n’est choisie dans ce document.".into(), "no slide is chosen in this document.".into())));
    }
    storage::export_folder(folder).map_err(|error| about(folder, &error.sentence(lang), lang))?;
    if names.iter().any(|name| folder.join(name).exists()) && !agrees_to_replace(folder, lang)? {
        return Err(about(folder, lang.pick("ces images n’ont pas été remplacées.", "these pictures were not replaced."), lang));
    }
    for (index, name) in names.iter().enumerate() {
        let path = folder.join(name);
        let Some(png) = slides.png(index) else { break };
        let png = png.map_err(|error| about(&path, &ExportError::from(error).sentence(lang), lang))?;
        storage::write_export(&path, &png, true).map_err(|error| about(&path, &error.sentence(lang), lang))?;
    }
    Ok(())
}

fn chart_named(document: &Document, name: &str, lang: Lang) -> Result<ChartName, Refused> {
    charts::parse_name(document, name).ok_or_else(|| {
        let names: Vec<String> = charts::names(document).into_iter().map(|(name, _)| name).collect();
        let names = names.join(", ");
        Refused(lang.pick(format!("aucun graphique « {name} ». Le document a : {names}."), format!("no chart “{name}”. The document has: {names}.")))
    })
}

/// The documents of a folder in one workbook: those of a mission, or of a bill.
pub(super) fn folder(folder: &Path, what: &Exported, output: &Path, lang: Lang) -> Result<(), Refused> {
    let is_workbook = output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(Format::Xlsx.extension()));
    if *what != Exported::Document || !is_workbook {
        let sentence = lang.pick(
            "un dossier s’exporte en un classeur (-o SORTIE.xlsx), sans --part ni --table ; le reste s’exporte document par document.",
            "a folder is exported as one workbook (-o OUT.xlsx), without --part or --table; the rest is exported document by document.",
        );
        return Err(about(folder, sentence, lang));
    }
    let documents = documents_of(folder, lang)?.iter().map(|path| open(path, lang)).collect::<Result<Vec<Document>, Refused>>()?;
    may_write(output, lang)?;
    let figures: Vec<Figures> = documents.iter().map(Figures::of).collect();
    let programmes: Vec<Tables<'_>> = documents.iter().zip(&figures).map(|(document, figures)| Tables { document, figures, lang }).collect();
    let bytes = workbook::bill(&programmes).map_err(|error| about(output, &error.sentence(lang), lang))?;
    storage::write_export(output, &bytes, true).map_err(|error| about(output, &error.sentence(lang), lang))
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
    let (input, mut question) = (io::stdin(), io::stderr());
    if !input.is_terminal() || !question.is_terminal() {
        return Ok(true);
    }
    let words = lang.pick("existe déjà. Le remplacer ? [o/N]", "exists already. Replace it? [y/N]");
    let mut answer = String::new();
    let asked = write!(question, "{} {words} ", output.display()).and_then(|()| question.flush()).and_then(|()| input.read_line(&mut answer));
    asked.map_err(|error| super::closed(&error))?;
    Ok(["o", "oui", "y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}

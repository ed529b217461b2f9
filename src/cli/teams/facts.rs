//! `papier facts`: one line for each fact, by which `git diff` compares documents.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use crate::calc::Figures;
use crate::cli::Refused;
use crate::cli::commands::about;
use crate::cli::terminal::{Screen, tell};
use crate::editing::{Told, told};
use crate::lang::Lang;
use crate::model::Document;
use crate::storage::{self, file};
use crate::tables::Tables;

/// Prints the facts of a file; one that is no document as it is, for whoever compares it by line would see nothing otherwise.
pub(super) fn run(path: &Path, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
    match storage::open(path) {
        Ok(document) => out.text(&text(&document, lang))?,
        Err(error) => {
            let bytes = file::read_bytes(path).map_err(|error| about(path, &error.sentence(lang), lang))?;
            let Refused(sentence) = about(path, &error.sentence(lang), lang);
            tell(&sentence, lang);
            out.text(&String::from_utf8_lossy(&bytes))?;
        }
    }
    Ok(0)
}

/// "plf/01/31/ae · AE 2021 (PLF), action 01, catégorie 31: 7 300 000"; each paragraph of a text has a line of its own.
fn text(document: &Document, lang: Lang) -> String {
    let figures = Figures::of(document);
    let colon = lang.pick("\u{a0}:", ":");
    let mut text = String::new();
    for Told { name, address, value } in told(Tables { document, figures: &figures, lang }) {
        let address = address.map_or_else(String::new, |address| format!("{address} · "));
        for line in value.lines() {
            // A string takes everything.
            let _ = writeln!(text, "{address}{name}{colon} {line}");
        }
    }
    text
}

//! `papier merge`: one state of two that became of a third.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::conflicts;
use crate::calc::Figures;
use crate::cli::commands::{about, finding_line, open, open_stamped};
use crate::cli::saving::{Made, Target};
use crate::cli::terminal::Screen;
use crate::cli::{Format, Refused};
use crate::editing::merging::{Merged, Taken, merge, new_findings};
use crate::exchange;
use crate::lang::Lang;
use crate::storage::file;

/// What `papier merge` was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    pub base: PathBuf,
    pub ours: PathBuf,
    pub theirs: PathBuf,
    /// Without it the report is all.
    pub output: Option<PathBuf>,
    pub format: Format,
    /// Each `KEY=SIDE`.
    pub takes: Vec<String>,
}

impl Merge {
    pub(in crate::cli) fn run(&self, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
        let output = self.output.as_deref();
        let target = output.map(|output| Target::of(&self.ours, Some(output), lang)).transpose()?;
        let base = if is_empty(&self.base) { None } else { Some(open(&self.base, lang)?) };
        let (ours, read) = open_stamped(&self.ours, lang)?;
        let theirs = open(&self.theirs, lang)?;
        if let Some(target) = &target {
            target.accepts(&self.ours, &ours, read, lang)?;
        }
        let mut merged = merge(base.as_ref(), &ours, &theirs).map_err(|refusal| about(&self.theirs, &refusal.sentence(lang), lang))?;
        let mut moot = String::new();
        if !self.takes.is_empty() {
            let taken = conflicts::Taken::of(merged.document, &self.takes, lang)?;
            moot = taken.sentence(lang);
            merged.document = taken.session.document().as_ref().clone();
            merged.findings = new_findings(&merged.document, [&ours, &theirs]);
        }
        if let Some(target) = target {
            let others: Vec<&Path> = base.iter().map(|_| self.base.as_path()).chain([self.theirs.as_path()]).collect();
            let is_changed = merged.document != ours || read.is_of_older_format();
            target.save(&Made { file: &self.ours, others: &others, read, document: &merged.document, is_changed }, lang)?;
        }
        self.report(&merged, &moot, lang, out)?;
        Ok(u8::from(!merged.document.conflicts.is_empty()))
    }

    /// Says what was done: what is written stays written, whether it can be said or not.
    fn report(&self, merged: &Merged, moot: &str, lang: Lang, out: &mut Screen<impl Write>) -> Result<(), Refused> {
        let Taken { ours, theirs } = merged.taken;
        let json = || {
            let figures = Figures::of(&merged.document);
            let json = exchange::merge_json(&merged.document, &figures, [ours, theirs], &merged.findings, lang);
            json.map(|json| json + "\n").map_err(|error| Refused(error.to_string()))
        };
        match (self.format, &self.output) {
            (Format::Json, None) => out.json(&json()?),
            (Format::Json, Some(_)) => {
                out.report_json(&json()?);
                Ok(())
            }
            (_, None) => {
                let unwritten = lang.pick("Rien n’est écrit\u{a0}: donner -o SORTIE.\n", "Nothing is written: give -o OUT.\n");
                out.text(&format!("{moot}{}{unwritten}", text(merged, lang)))
            }
            (_, Some(output)) => {
                let written = output.display();
                let written = lang.pick(format!("Écrit\u{a0}: {written}\n"), format!("Written: {written}\n"));
                out.report(&format!("{moot}{}{written}", text(merged, lang)));
                Ok(())
            }
        }
    }
}

/// Whether there is nothing to start from: git gives an empty file where both sides added one.
pub(super) fn is_empty(path: &Path) -> bool {
    file::stamp(path).is_ok_and(|stamp| stamp.size == 0)
}

/// The report in words: what was taken, what is left to choose, what the merge made wrong.
pub(super) fn text(merged: &Merged, lang: Lang) -> String {
    let Merged { document, taken: Taken { ours, theirs }, redrawn, findings } = merged;
    let mut text = lang.pick(
        format!("Changements repris\u{a0}: {ours} d’un côté, {theirs} de l’autre.\n"),
        format!("Changes taken: {ours} of one side, {theirs} of the other.\n"),
    );
    if *redrawn > 0 {
        text.push_str(&lang.pick(
            format!("Identités que les deux côtés avaient données à deux choses\u{a0}: {redrawn}, données de nouveau.\n"),
            format!("Identities that both sides had given to two things: {redrawn}, given anew.\n"),
        ));
    }
    text.push_str(&conflicts::text(document, lang));
    if !findings.is_empty() {
        text.push_str(lang.pick("Constats que la fusion fait naître\u{a0}:\n", "Findings that the merge makes:\n"));
        text.extend(findings.iter().map(|finding| format!("  {}", finding_line(document, finding, lang))));
    }
    text
}

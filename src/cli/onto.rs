//! `papier import WORKBOOK --onto FILE`: what was changed in a workbook of Papier, shown, then taken into its document; also what an annual
//! performance report gives to the PAP of two years later.
//!
//! Nothing is written without `--accept` or `--from`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::commands::{about, documents_of, open_stamped};
use super::saving::{Changed, Made, Target, save_all_over};
use super::terminal::Screen;
use super::{Format, Refused};
use crate::calc::Figures;
use crate::editing::Session;
use crate::editing::returned::{Proposal, Proposals, Source, Told, proposals, reported, taken};
use crate::exchange::import::{AnnualReport, File, annual_report};
use crate::exchange::workbook;
use crate::exchange::workbook::back::{self, BackRefusal, Returned};
use crate::lang::{Lang, writing};
use crate::model::{Document, ProgrammeNumber, Year};
use crate::storage::{self, FileStamp, file};
use crate::tables::Tables;

/// What `papier import --onto` was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onto {
    /// A document, or a folder of documents.
    pub document: PathBuf,
    /// Keys, or `all`.
    pub accepted: Vec<String>,
    /// Lines of keys, each with `take` or `leave`.
    pub review: Option<PathBuf>,
    pub format: Format,
}

/// What the files hold.
enum Brought {
    Workbook(Vec<Returned>),
    Report(AnnualReport),
}

/// Documents by what they are of, with their files as they were read.
type Documents = BTreeMap<(Option<ProgrammeNumber>, Year), (PathBuf, Document, FileStamp)>;

/// A document with what the files would change in it.
struct Onwards {
    path: PathBuf,
    stamp: FileStamp,
    document: Document,
    found: Proposals,
    /// Before keys and addresses, in a folder: `352:`.
    qualifier: String,
}

/// What becomes of proposals.
#[derive(Default)]
struct Choices {
    all: bool,
    taken: BTreeSet<String>,
    left: BTreeSet<String>,
}

impl Onto {
    pub(super) fn run(&self, files: &[PathBuf], output: Option<&Path>, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
        let brought = self.brought(files, lang)?;
        let source = brought.source();
        let choices = self.choices(lang)?;
        let is_folder = self.document.is_dir();
        if is_folder && output.is_some() {
            let sentence =
                lang.pick("les documents d’un dossier changent sur place, sans -o.", "the documents of a folder change in place, without -o.");
            return Err(about(&self.document, sentence, lang));
        }
        let target = if is_folder || choices.is_none() { None } else { Some(Target::of(&self.document, output, lang)?) };
        let (onwards, absent) = self.onwards(files, &brought, lang)?;
        if let (Some(target), [only]) = (&target, onwards.as_slice()) {
            target.accepts(&only.path, &only.document, only.stamp, lang)?;
        }
        let Some(choices) = choices else {
            let left: Vec<Vec<&Proposal>> = onwards.iter().map(|onward| onward.found.proposals.iter().collect()).collect();
            let report = Report { source, onwards: &onwards, left: &left, taken: None, absent: &absent };
            report.print(self.format, lang, out)?;
            return Ok(report.code());
        };
        choices.are_known(&onwards, source, lang)?;
        let (mut changed, mut left, mut counts) = (Vec::new(), Vec::new(), Vec::new());
        for onward in &onwards {
            let (chosen, undecided) = choices.of(onward);
            let mut session = Session::opened(onward.document.clone());
            let command = taken(session.document(), &chosen).map_err(|refusals| {
                let sentences: Vec<String> = refusals.iter().map(|refusal| refusal.sentence(lang)).collect();
                Refused(format!("{}\n  {}", lang.pick("rien n’a été changé.", "nothing was changed."), sentences.join("\n  ")))
            })?;
            session.apply(&command).map_err(|refusal| about(&onward.path, &refusal.sentence(lang), lang))?;
            counts.push(chosen);
            left.push(undecided);
            changed.push(Changed { path: onward.path.clone(), stamp: onward.stamp, session });
        }
        match (target, changed.as_slice()) {
            (Some(target), [only]) => {
                let others: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
                let made = Made {
                    file: &only.path,
                    others: &others,
                    read: only.stamp,
                    document: only.session.document(),
                    is_changed: only.session.is_modified(),
                };
                target.save(&made, lang)?;
            }
            _ => save_all_over(&changed, lang)?,
        }
        let report = Report { source, onwards: &onwards, left: &left, taken: Some(&counts), absent: &absent };
        report.print(self.format, lang, out)?;
        Ok(report.code())
    }

    /// A workbook of Papier, or the parts of one report.
    fn brought(&self, files: &[PathBuf], lang: Lang) -> Result<Brought, Refused> {
        let read = |path: &PathBuf| {
            let bytes = file::read_bytes(path).map_err(|error| about(path, &error.sentence(lang), lang))?;
            Ok(File { name: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(), bytes })
        };
        let contents = files.iter().map(read).collect::<Result<Vec<File>, Refused>>()?;
        let mut refused = None;
        if let ([path], [File { bytes, .. }]) = (files, contents.as_slice())
            && bytes.starts_with(b"PK\x03\x04")
        {
            match self.returned(bytes) {
                Ok(returned) => return Ok(Brought::Workbook(returned)),
                Err(refusal @ (BackRefusal::NotOurs | BackRefusal::AnchorsLost)) => refused = Some(about(path, &refusal.sentence(lang), lang)),
                Err(refusal) => return Err(about(path, &refusal.sentence(lang), lang)),
            }
        } else if contents.iter().any(|file| back::is_ours(&file.bytes)) {
            let sentence = lang.pick("--onto : donner un seul classeur à la fois.", "--onto: give one workbook at a time.");
            return Err(Refused(sentence.into()));
        }
        match annual_report(&contents) {
            Ok(Some(report)) => Ok(Brought::Report(report)),
            Err(refusal) => Err(refused.unwrap_or_else(|| Refused(refusal.sentence(lang)))),
            Ok(None) => Err(refused.unwrap_or_else(|| {
                let names: Vec<&str> = contents.iter().map(|file| file.name.as_str()).collect();
                let names = names.join(", ");
                Refused(lang.pick(
                    format!("{names}\u{a0}: --onto prend un classeur exporté par Papier, ou un rapport annuel de performances (couverture, ou tableaux qui donnent la réalisation d’une année à côté de sa cible). Pour un PAP ou des données ouvertes, retirer --onto."),
                    format!("{names}: --onto takes a workbook exported by Papier, or an annual performance report (its cover, or tables that give the actual of a year beside its target). For a PAP or open data, leave --onto out."),
                ))
            })),
        }
    }

    /// What the workbook says; where it has lost its hidden sheet, by what the document would be exported as.
    fn returned(&self, bytes: &[u8]) -> Result<Vec<Returned>, BackRefusal> {
        let read = back::read(bytes);
        if !matches!(read, Err(BackRefusal::AnchorsLost | BackRefusal::NotOurs)) || self.document.is_dir() {
            return read;
        }
        let Ok(document) = storage::open(&self.document) else { return read };
        let figures = Figures::of(&document);
        let exported = |lang, variation| workbook::programme(Tables { document: &document, figures: &figures, lang }, variation).ok();
        let ways = Lang::ALL.into_iter().flat_map(|lang| [(lang, false), (lang, true)]);
        let by_names = ways.filter_map(|(lang, variation)| exported(lang, variation)).find_map(|exported| back::read_by_names(bytes, &exported).ok());
        by_names.map_or(read, Ok)
    }

    /// The documents that the files say something of, and the programmes of a workbook that have none.
    fn onwards(&self, files: &[PathBuf], brought: &Brought, lang: Lang) -> Result<(Vec<Onwards>, Vec<String>), Refused> {
        let mut documents = self.documents(lang)?;
        match brought {
            Brought::Workbook(returned) => self.of_workbook(files, returned, &mut documents, lang),
            Brought::Report(report) => Ok((vec![self.of_report(report, documents, lang)?], vec![])),
        }
    }

    fn documents(&self, lang: Lang) -> Result<Documents, Refused> {
        let paths = if self.document.is_dir() { documents_of(&self.document, lang)? } else { vec![self.document.clone()] };
        let mut documents = Documents::new();
        for path in paths {
            let (document, stamp) = open_stamped(&path, lang)?;
            let subject = (document.programme.number, document.year);
            if let Some((first, _, _)) = documents.insert(subject, (path.clone(), document, stamp)) {
                let first = first.display();
                let sentence = lang.pick(
                    format!("ce document est du même programme et de la même année que {first}\u{a0}: viser l’un d’eux par son fichier."),
                    format!("this document is of the same programme and year as {first}: aim at one by its file."),
                );
                return Err(about(&path, &sentence, lang));
            }
        }
        Ok(documents)
    }

    fn qualifier(&self, programme: Option<ProgrammeNumber>) -> String {
        programme.filter(|_| self.document.is_dir()).map_or_else(String::new, |number| format!("{number}:"))
    }

    fn of_workbook(
        &self,
        files: &[PathBuf],
        returned: &[Returned],
        documents: &mut Documents,
        lang: Lang,
    ) -> Result<(Vec<Onwards>, Vec<String>), Refused> {
        let (mut onwards, mut absent) = (Vec::new(), Vec::new());
        for of in returned {
            match documents.remove(&(of.programme, of.year)) {
                Some((path, document, stamp)) => {
                    let found = proposals(&document, of);
                    onwards.push(Onwards { path, stamp, document, found, qualifier: self.qualifier(of.programme) });
                }
                None => absent.push(of.name(lang)),
            }
        }
        if onwards.is_empty() {
            let of: Vec<String> = returned.iter().map(|of| of.name(lang)).take(8).collect();
            let (of, document) = (of.join(", "), self.document.display());
            let sentence = lang.pick(
                format!("ce classeur est celui de {of}\u{a0}; {document} n’est pas ce document. Donner à --onto le document d’où vient le classeur."),
                format!("this workbook is that of {of}; {document} is not that document. Give to --onto the document that the workbook comes from."),
            );
            return Err(files.first().map_or_else(|| Refused(sentence.clone()), |workbook| about(workbook, &sentence, lang)));
        }
        Ok((onwards, absent))
    }

    /// The PAP of two years later, of the programme that the report names; without a name, the one document that was given.
    fn of_report(&self, report: &AnnualReport, documents: Documents, lang: Lang) -> Result<Onwards, Refused> {
        let AnnualReport { programme, year, .. } = report;
        let wanted = year.offset(2);
        let is_dir = self.document.is_dir();
        let is_of = |(own, of): &(Option<ProgrammeNumber>, Year)| *of == wanted && if programme.is_some() { own == programme } else { !is_dir };
        let Some(((number, _), (path, document, stamp))) = documents.into_iter().find(|(subject, _)| is_of(subject)) else {
            let of = programme.map_or_else(String::new, |number| format!(" {number}"));
            let document = self.document.display();
            let unnamed = programme.is_none() && is_dir;
            return Err(Refused(if unnamed {
                lang.pick(
                    format!("{document}\u{a0}: les fichiers ne disent pas de quel programme est le rapport. Donner à --onto le fichier de son PAP au PLF {wanted}."),
                    format!("{document}: the files do not say of which programme the report is. Give to --onto the file of its PAP of PLF {wanted}."),
                )
            } else {
                lang.pick(
                    format!("{document}\u{a0}: ce rapport annuel est celui du programme{of} pour {year}\u{a0}; il donne ses réalisations au PAP{of} du PLF {wanted}, qui n’est pas là. Donner ce PAP, ou le rapport de l’année qu’il faut."),
                    format!("{document}: this annual report is that of programme{of} for {year}; it gives its actuals to the PAP{of} of PLF {wanted}, which is not there. Give that PAP, or the report of the year that is due."),
                )
            }));
        };
        let found = reported(&document, report);
        Ok(Onwards { path, stamp, document, found, qualifier: self.qualifier(number) })
    }

    /// What is to be taken and left; `None` where nothing was said, and the report is all.
    fn choices(&self, lang: Lang) -> Result<Option<Choices>, Refused> {
        if self.accepted.is_empty() && self.review.is_none() {
            return Ok(None);
        }
        let mut choices = Choices::default();
        for key in self.accepted.iter().map(|key| key.trim()) {
            if key == "all" {
                choices.all = true;
            } else {
                choices.taken.insert(key.to_owned());
            }
        }
        if let Some(path) = &self.review {
            let text = file::read_text(path).map_err(|error| about(path, &error.sentence(lang), lang))?;
            for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
                let choice = line.split_once('\t').map(|(key, choice)| (key.trim().to_owned(), choice.trim()));
                match choice {
                    Some((key, "take")) => drop(choices.taken.insert(key)),
                    Some((key, "leave")) => drop(choices.left.insert(key)),
                    Some(_) | None => {
                        let sentence = lang.pick(
                            format!("ligne {number}, «\u{a0}{line}\u{a0}»\u{a0}: il faut une clé, une tabulation, puis take ou leave."),
                            format!("line {number}, “{line}”: a key, a tab, then take or leave are needed."),
                        );
                        return Err(about(path, &sentence, lang));
                    }
                }
            }
        }
        Ok(Some(choices))
    }
}

impl Brought {
    fn source(&self) -> Source {
        match self {
            Self::Workbook(_) => Source::Workbook,
            Self::Report(_) => Source::AnnualReport,
        }
    }
}

impl Choices {
    /// Every key must be that of a proposal, and chosen once.
    fn are_known(&self, onwards: &[Onwards], source: Source, lang: Lang) -> Result<(), Refused> {
        let known: BTreeSet<String> = onwards.iter().flat_map(|onward| onward.found.proposals.iter().map(|proposal| onward.key(proposal))).collect();
        if let Some(key) = self.taken.intersection(&self.left).next() {
            return Err(Refused(lang.pick(
                format!("«\u{a0}{key}\u{a0}» est à la fois repris et laissé\u{a0}; garder un choix. Rien n’a été écrit."),
                format!("“{key}” is both taken and left; keep one choice. Nothing was written."),
            )));
        }
        match self.taken.union(&self.left).find(|key| !known.contains(*key)) {
            None => Ok(()),
            Some(key) => Err(Refused(lang.pick(
                format!("«\u{a0}{key}\u{a0}» n’est la clé d’aucun changement de ce {}\u{a0}; sans --accept, papier import --onto les liste. Rien n’a été écrit.", source.name(lang)),
                format!("“{key}” is the key of no change of this {}; without --accept, papier import --onto lists them. Nothing was written.", source.name(lang)),
            ))),
        }
    }

    /// What is taken into a document, and what nobody decided.
    fn of<'a>(&self, onward: &'a Onwards) -> (Vec<&'a Proposal>, Vec<&'a Proposal>) {
        let (mut chosen, mut undecided) = (Vec::new(), Vec::new());
        for proposal in &onward.found.proposals {
            let key = onward.key(proposal);
            if self.left.contains(&key) {
                continue;
            }
            let is_taken = self.taken.contains(&key) || self.all && proposal.is_taken_with_all();
            if is_taken { chosen.push(proposal) } else { undecided.push(proposal) }
        }
        (chosen, undecided)
    }
}

impl Onwards {
    fn key(&self, proposal: &Proposal) -> String {
        format!("{}{}", self.qualifier, proposal.key)
    }
}

/// What is said of the files.
struct Report<'a> {
    source: Source,
    onwards: &'a [Onwards],
    /// What nobody has decided, of each document.
    left: &'a [Vec<&'a Proposal>],
    /// What was taken into each, when something was to be.
    taken: Option<&'a [Vec<&'a Proposal>]>,
    /// Programmes of the workbook of which no document was given.
    absent: &'a [String],
}

#[derive(Serialize)]
struct JsonReport {
    proposals: Vec<JsonProposal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    taken: Option<Vec<String>>,
    told: Vec<JsonTold>,
}

#[derive(Serialize)]
struct JsonProposal {
    key: String,
    kind: &'static str,
    address: String,
    at: String,
    base: String,
    ours: String,
    theirs: String,
    conflict: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    formula: Option<String>,
}

#[derive(Serialize)]
struct JsonTold {
    kind: &'static str,
    at: Option<String>,
    sentence: String,
}

impl Report<'_> {
    fn code(&self) -> u8 {
        u8::from(self.left.iter().any(|left| !left.is_empty()))
    }

    fn print(&self, format: Format, lang: Lang, out: &mut Screen<impl Write>) -> Result<(), Refused> {
        let is_written = self.taken.is_some();
        match (format, is_written) {
            (Format::Json, _) => {
                let json = serde_json::to_string_pretty(&self.json(lang)).map_err(|error| Refused(error.to_string()))? + "\n";
                if is_written {
                    out.report_json(&json);
                    Ok(())
                } else {
                    out.json(&json)
                }
            }
            (_, true) => {
                out.report(&self.text(lang));
                Ok(())
            }
            (_, false) => out.text(&self.text(lang)),
        }
    }

    fn json(&self, lang: Lang) -> JsonReport {
        let each = || self.onwards.iter().zip(self.left);
        let of = |(onward, left): (&Onwards, &Vec<&Proposal>)| {
            let of_one = |proposal: &&Proposal| JsonProposal {
                key: onward.key(proposal),
                kind: proposal.kind.word(),
                address: format!("{}{}", onward.qualifier, proposal.address),
                at: proposal.at.clone(),
                base: proposal.base.clone(),
                ours: proposal.ours.clone(),
                theirs: proposal.theirs.clone(),
                conflict: proposal.is_conflict,
                formula: proposal.formula.clone(),
            };
            left.iter().map(of_one).collect::<Vec<_>>()
        };
        let taken = self.taken.map(|taken| {
            let of = |(onward, taken): (&Onwards, &Vec<&Proposal>)| taken.iter().map(|proposal| onward.key(proposal)).collect::<Vec<_>>();
            self.onwards.iter().zip(taken).flat_map(of).collect()
        });
        let told = |told: &Told| JsonTold { kind: told.what.word(), at: told.at.clone(), sentence: told.sentence(lang) };
        JsonReport {
            proposals: each().flat_map(of).collect(),
            taken,
            told: self
                .onwards
                .iter()
                .flat_map(|onward| onward.found.told.iter().map(told))
                .chain(self.absent.iter().map(|name| absent(name, lang)))
                .collect(),
        }
    }

    fn text(&self, lang: Lang) -> String {
        let mut text = String::new();
        for (index, (onward, left)) in self.onwards.iter().zip(self.left).enumerate() {
            let taken = self.taken.and_then(|taken| taken.get(index));
            let is_quiet = left.is_empty() && onward.found.told.is_empty() && taken.is_none_or(Vec::is_empty);
            if is_quiet && self.onwards.len() > 1 {
                continue;
            }
            text.push_str(&onward.text(left, taken, self.source, lang));
        }
        text.extend(self.absent.iter().map(|name| format!("{}\n", absent(name, lang).sentence)));
        let left: usize = self.left.iter().map(Vec::len).sum();
        let taken = self.taken.map(|taken| taken.iter().map(Vec::len).sum::<usize>());
        text.push_str(&closing(left, taken, self.source, lang));
        text
    }
}

/// What is left, and what was done.
fn closing(left: usize, taken: Option<usize>, source: Source, lang: Lang) -> String {
    match (left, taken) {
        (0, None) => {
            let name = source.name(lang);
            lang.pick(format!("Le {name} ne change rien au document.\n"), format!("The {name} changes nothing in the document.\n"))
        }
        (left, None) => lang.pick(
            format!("Changements proposés\u{a0}: {left}. Rien n’est écrit\u{a0}: --accept all, --accept CLÉ ou --from CHOIX.tsv les reprend.\n"),
            format!("Changes proposed: {left}. Nothing is written: --accept all, --accept KEY or --from REVIEW.tsv takes them.\n"),
        ),
        (left, Some(taken)) => lang.pick(
            format!("Changements repris\u{a0}: {taken}. À décider\u{a0}: {left}.\n"),
            format!("Changes taken: {taken}. Left to decide: {left}.\n"),
        ),
    }
}

fn absent(name: &str, lang: Lang) -> JsonTold {
    let sentence = lang.pick(
        format!("le classeur contient aussi le programme {name}, dont aucun document n’est donné\u{a0}: il n’en est rien repris."),
        format!("the workbook also holds programme {name}, of which no document is given: nothing of it is taken."),
    );
    JsonTold { kind: "no-document", at: None, sentence }
}

impl Onwards {
    fn text(&self, left: &[&Proposal], taken: Option<&Vec<&Proposal>>, source: Source, lang: Lang) -> String {
        let figures = Figures::of(&self.document);
        let tables = Tables { document: &self.document, figures: &figures, lang };
        let word = lang.pick("repris\u{a0}:", "taken:");
        let head = format!("{}\n", tables.document_name());
        let taken = taken.into_iter().flatten().map(|proposal| format!("  {word} {}\n", self.key(proposal)));
        let left = left.iter().map(|proposal| self.lines(proposal, source, tables));
        let told = self.found.told.iter().map(|told| format!("  {}\n", told.sentence(lang)));
        [head].into_iter().chain(taken).chain(left).chain(told).collect()
    }

    /// "plf/01/31/ae (PLF 2021 AE!B5), saisie:" and a line for each side.
    fn lines(&self, proposal: &Proposal, source: Source, tables: Tables<'_>) -> String {
        let lang = tables.lang;
        let colon = lang.pick("\u{a0}:", ":");
        let name = proposal.place.map_or_else(String::new, |place| format!(", {}", tables.place_name(place)));
        let conflict = if proposal.is_conflict { lang.pick(", conflit", ", conflict") } else { "" };
        let head = format!("  {} ({}){name}, {}{conflict}{colon}\n", self.key(proposal), proposal.at, proposal.kind.name(lang));
        let [said_before, said_here, said_there] = apart([&proposal.base, &proposal.ours, &proposal.theirs]);
        let (base, ours, theirs) = match source {
            Source::Workbook => {
                let ours = proposal.is_conflict.then_some((lang.pick("ici", "ours"), said_here));
                (Some((lang.pick("exporté", "base"), said_before)), ours, (lang.pick("classeur", "theirs"), said_there))
            }
            // Nothing was exported.
            Source::AnnualReport => (None, Some((lang.pick("ici", "ours"), said_here)), (lang.pick("rapport", "theirs"), said_there)),
        };
        let side = |(word, said): (&str, String)| {
            let said = if said.is_empty() { lang.pick("(vide)", "(empty)").to_owned() } else { shown(&said) };
            format!("    {word:<8}{colon} {said}\n")
        };
        let formula = proposal.formula.as_ref().map(|formula| {
            let kept =
                lang.pick("formule du classeur, dont la valeur seule est reprise", "formula of the workbook, of which the value alone is taken");
            format!("    {kept}{colon} {}\n", writing::excerpt(formula))
        });
        [head].into_iter().chain([base, ours, Some(theirs)].into_iter().flatten().map(side)).chain(formula).collect()
    }
}

/// The lines of each side without those at the beginning and at the end that all say.
fn apart(sides: [&str; 3]) -> [String; 3] {
    let mut lines = sides.map(|side| side.lines().collect::<Vec<_>>());
    let all_have = |lines: &[Vec<&str>; 3], line: fn(&[&str]) -> Option<String>| {
        let [first, second, third] = lines.each_ref().map(|lines| if lines.len() > 1 { line(lines) } else { None });
        first.is_some() && first == second && second == third
    };
    while all_have(&lines, |lines| lines.last().map(|line| (*line).to_owned())) {
        for lines in &mut lines {
            lines.pop();
        }
    }
    while all_have(&lines, |lines| lines.first().map(|line| (*line).to_owned())) {
        for lines in &mut lines {
            lines.remove(0);
        }
    }
    lines.map(|lines| lines.join("\n"))
}

/// The lines of a side, under each other.
fn shown(said: &str) -> String {
    said.replace('\n', "\n              ")
}

//! What exists already, read into new documents: open-data files of the budget, nomenclature files, the published text of a PAP, and the HTML
//! parts of the public site.
//!
//! Bytes in, documents and a report out: what was read, what could not be and where, what the files print against what the figures make.
//! Knows no path and writes nothing. Every number goes through `lang::number`; what could be read in two ways is told, never guessed.

mod blocks;
mod coded;
mod draft;
mod nomenclature;
mod open_data;
mod page;
mod published;
mod recognised;
mod report;
mod sentences;
mod source;
mod summary;
mod units;

pub use published::annual::{Actual, AnnualReport, Left, ReportedIndicator, annual_report};
pub use report::{Answers, CellCounts, Compared, Counts, FileRead, ImportRefusal, Question, Remark, Report, Spot, Told};
pub use source::{Binary, Encoding, File, Kind, MAX_BYTES, MAX_FILES, Options};
pub use summary::{Part, Section, file_name, title};

use std::collections::BTreeMap;

use crate::model::{ActionCode, Category, Document, Layout, ProgrammeNumber, Year};
use draft::{Draft, Origin};
use nomenclature::Labels;
use source::{Contents, Source};

/// What files hold, as documents that nobody has saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// By programme number.
    pub documents: Vec<Document>,
    pub report: Report,
}

/// Reads files given together: labels of one, figures and texts of others.
///
/// # Errors
/// [`ImportRefusal`] when nothing can be made of them, or when they are beyond what is read.
pub fn read(files: &[File], options: Options) -> Result<Import, ImportRefusal> {
    read_answered(files, options, &Answers::default())
}

/// The same, once the user answered questions of an earlier report.
///
/// # Errors
/// As [`read`]; also when an answer answers nothing, or two answer one question.
pub fn read_answered(files: &[File], options: Options, answers: &Answers) -> Result<Import, ImportRefusal> {
    let sources = recognised::sources(files)?;
    let mut report = Report::new(&sources);
    let labels = Labels::of(&sources, &mut report);
    let mut drafts: BTreeMap<ProgrammeNumber, Draft> = BTreeMap::new();
    let mut unnumbered = None;
    if let Some(draft) = published::read(&sources, options, answers, &mut report)? {
        match draft.programme.number {
            Some(number) => drop(drafts.insert(number, draft)),
            None => unnumbered = Some(draft),
        }
    }
    let facts = open_data::read(&sources, options, &mut report)?;
    if drafts.is_empty() && unnumbered.is_none() && facts.is_empty() {
        let known: Vec<ProgrammeNumber> = facts.known().collect();
        return Err(match options.programme {
            Some(wanted) if !known.is_empty() && !known.contains(&wanted) => ImportRefusal::NoSuchProgramme { wanted, known },
            _ => ImportRefusal::Nothing(Box::new(report)),
        });
    }
    let year = year_of(&drafts, unnumbered.as_ref(), &facts, options)?;
    if let Some(draft) = unnumbered {
        let number = facts.only_programme().or(options.programme).ok_or(ImportRefusal::NoNumber)?;
        drafts.insert(number, draft);
    }
    facts.add_to(&mut drafts, year, &labels, &mut report);
    if let Some(wanted) = options.programme {
        let known: Vec<ProgrammeNumber> = drafts.keys().copied().collect();
        drafts.retain(|number, _| *number == wanted);
        if drafts.is_empty() && !known.is_empty() {
            return Err(ImportRefusal::NoSuchProgramme { wanted, known });
        }
    }
    if drafts.is_empty() {
        return Err(ImportRefusal::Nothing(Box::new(report)));
    }
    let is_answered = |answer: &&(ActionCode, Option<Category>)| drafts.values().any(|draft| draft.answered.contains(answer));
    if let Some((action, _)) = answers.categories.iter().find(|answer| !is_answered(answer)) {
        return Err(ImportRefusal::NoQuestion { action: *action });
    }
    let documents = drafts.into_iter().map(|(number, draft)| draft.into_document(Origin { number, year }, &labels, &mut report)).collect();
    Ok(Import { documents, report })
}

/// The year of the PAP: the one asked for, or the one that the files tell.
fn year_of(
    drafts: &BTreeMap<ProgrammeNumber, Draft>,
    unnumbered: Option<&Draft>,
    facts: &open_data::Facts,
    options: Options,
) -> Result<Year, ImportRefusal> {
    let printed = drafts.values().chain(unnumbered).find_map(|draft| draft.year);
    let year = match (options.year, printed) {
        (Some(asked), Some(printed)) if asked != printed => return Err(ImportRefusal::OtherYear { asked, printed }),
        (asked, printed) => asked.or(printed).or_else(|| facts.year()),
    };
    let year = year.ok_or(ImportRefusal::NoYear)?;
    if Layout::is_known(year) { Ok(year) } else { Err(ImportRefusal::UnknownYear(year)) }
}

impl Source {
    fn is_published(&self) -> bool {
        matches!(self.contents, Contents::Page(_) | Contents::Text(_))
    }
}

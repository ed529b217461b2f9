//! `papier import`: shows what files hold, then writes it into new documents.
//!
//! The report comes before anything is written. Nothing that exists is replaced.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::Refused;
use super::commands::about;
use super::onto::Onto;
use super::terminal::Screen;
use crate::editing::{CreateRefusal, create};
use crate::exchange::import::{self, Answers, File, Options, Question};
use crate::lang::{Lang, capitalised};
use crate::model::{ActionCode, Category, Document, ProgrammeNumber, Stage, Year};
use crate::storage::{self, Saves, file};

/// What `papier import` was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    pub files: Vec<PathBuf>,
    /// A file, or a folder for several programmes; without it the report is all.
    pub output: Option<PathBuf>,
    pub programme: Option<String>,
    pub year: Option<String>,
    /// `plf` or `lfi`, where the files do not say it.
    pub law: Option<String>,
    pub dry_run: bool,
    pub even_if_same: bool,
    pub even_if_doubled: bool,
    /// `01/31`: the category of the totals of an action; `01/none` leaves them without.
    pub categories: Vec<String>,
    /// What a workbook of Papier goes back onto.
    pub onto: Option<Onto>,
}

impl Import {
    pub(super) fn run(&self, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
        match &self.onto {
            Some(onto) => onto.run(&self.files, self.output.as_deref(), lang, out),
            None => self.read_anew(lang, out).map(|()| 0),
        }
    }

    fn read_anew(&self, lang: Lang, out: &mut Screen<impl Write>) -> Result<(), Refused> {
        let options = self.options(lang)?;
        let files = self.files.iter().map(|path| read(path, lang)).collect::<Result<Vec<_>, Refused>>()?;
        let answers = self.answers(lang)?;
        let import = import::read_answered(&files, options, &answers).map_err(|refusal| Refused(refusal.sentence(lang)))?;
        out.text(&import.text(lang))?;
        let open: Vec<&Question> = import.report.questions.iter().filter(|question| !self.is_answered(question)).collect();
        if let Some(refusal) = unanswered(&open, lang) {
            return Err(Refused(refusal));
        }
        let Some(output) = &self.output else {
            return out.text(lang.pick("\nRien n'est écrit : donner -o SORTIE.\n", "\nNothing is written: give -o OUT.\n"));
        };
        let targets = targets(output, &import.documents, lang)?;
        if self.dry_run {
            let list: String = targets.iter().map(|path| format!("  {}\n", path.display())).collect();
            return out.text(&lang.pick(format!("\nSerait écrit :\n{list}"), format!("\nWould be written:\n{list}")));
        }
        write(output, &import.documents, &targets, lang)?;
        let written = match targets.as_slice() {
            [only] => only.display().to_string(),
            many => {
                lang.pick(format!("{} documents dans {}", many.len(), output.display()), format!("{} documents in {}", many.len(), output.display()))
            }
        };
        out.report(&lang.pick(format!("\nÉcrit : {written}\n"), format!("\nWritten: {written}\n")));
        Ok(())
    }

    /// The programme and year asked for, by the rules of a new document, and the law.
    fn options(&self, lang: Lang) -> Result<Options, Refused> {
        let said = |refusal: CreateRefusal| Refused(refusal.sentence(lang));
        let programme = self.programme.as_deref().map(|typed| create(typed, "", "2021")).transpose().map_err(said)?;
        let year = self.year.as_deref().map(|typed| create("1", "", typed)).transpose().map_err(said)?;
        let programme: Option<ProgrammeNumber> = programme.and_then(|document| document.programme.number);
        let year: Option<Year> = year.map(|document| document.year);
        let law = self.law.as_deref().map(|law| if law == "lfi" { Stage::InitialAct } else { Stage::Bill });
        Ok(Options { programme, year, law })
    }

    /// The answers to questions about categories.
    fn answers(&self, lang: Lang) -> Result<Answers, Refused> {
        let answer = |typed: &String| {
            category_answer(typed).ok_or_else(|| {
                Refused(lang.pick(
                    format!("--category : « {typed} » n'est pas une action et une catégorie. Écrire 01/31, ou 01/aucune pour laisser ces montants."),
                    format!("--category: “{typed}” is no action and category. Write 01/31, or 01/none to leave these amounts."),
                ))
            })
        };
        Ok(Answers { categories: self.categories.iter().map(answer).collect::<Result<_, Refused>>()? })
    }

    fn is_answered(&self, question: &Question) -> bool {
        match question {
            Question::SameValue { .. } => self.even_if_same,
            Question::Doubled { .. } | Question::TwoTexts { .. } => self.even_if_doubled,
            // What is answered is asked no more.
            Question::Category { .. } => false,
        }
    }
}

/// `01/31`, `01.02/21`, `01/none`.
fn category_answer(typed: &str) -> Option<(ActionCode, Option<Category>)> {
    let (action, category) = typed.trim().split_once('/')?;
    let category = match category.trim() {
        "none" | "aucune" => None,
        code => Some(code.parse().ok().and_then(Category::new)?),
    };
    Some((action.trim().parse().ok()?, category))
}

/// Why nothing is written while questions are open: the first of them, and the options that answer all.
fn unanswered(open: &[&Question], lang: Lang) -> Option<String> {
    let sentence = open.first()?.sentence(lang);
    let options: Vec<String> = open.iter().map(|question| question.option()).collect();
    let options = options.join(" ");
    let confirm = if open.len() > 1 { lang.pick("confirment", "confirm") } else { lang.pick("confirme", "confirms") };
    let other = if open.iter().any(|question| matches!(question, Question::Category { .. })) {
        lang.pick(
            " Mettre une autre catégorie s'il le faut, ou 01/aucune pour laisser les montants de l'action 01.",
            " Write another category if need be, or 01/none to leave the amounts of action 01.",
        )
    } else {
        ""
    };
    Some(lang.pick(
        format!("{sentence} Rien n'est écrit ; {options} {confirm}.{other}"),
        format!("{sentence} Nothing is written; {options} {confirm}.{other}"),
    ))
}

fn read(path: &Path, lang: Lang) -> Result<File, Refused> {
    let bytes = file::read_bytes(path).map_err(|error| about(path, &error.sentence(lang), lang))?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok(File { name, bytes })
}

/// Where each document goes: one into the file that is named, or each into a file of its own in a folder.
fn targets(output: &Path, documents: &[Document], lang: Lang) -> Result<Vec<PathBuf>, Refused> {
    let is_folder = output.is_dir() || output.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
    let targets = match documents {
        [_] if !is_folder => vec![output.to_owned()],
        documents if is_folder || (!output.exists() && output.extension().is_none()) => {
            documents.iter().map(|document| output.join(import::file_name(document))).collect()
        }
        documents => {
            let count = documents.len();
            let sentence = lang.pick(
                format!("les fichiers ont {count} programmes : donner un dossier, ou --programme N."),
                format!("the files have {count} programmes: give a folder, or --programme N."),
            );
            return Err(about(output, &sentence, lang));
        }
    };
    let there = targets.iter().find(|path| std::fs::metadata(path).is_ok_and(|facts| facts.len() > 0 || facts.is_dir()));
    match there {
        Some(path) => {
            Err(about(path, lang.pick("ce fichier existe déjà ; choisir un autre nom.", "this file exists already; choose another name."), lang))
        }
        None => Ok(targets),
    }
}

/// Writes every document by the safe path, on every core; the first failure ends it and is told with how many were written.
fn write(output: &Path, documents: &[Document], targets: &[PathBuf], lang: Lang) -> Result<(), Refused> {
    if targets.iter().any(|target| target != output) {
        storage::create_folders(output).map_err(|error| about(output, &storage::io_words(&error, lang), lang))?;
    }
    let documents: Vec<(PathBuf, &Document)> = targets.iter().cloned().zip(documents).collect();
    let Saves { written, failure } = storage::save_all_new(&documents, || true);
    match failure {
        None => Ok(()),
        Some((path, error)) => {
            let sentence = error.sentence(lang);
            let told = match documents.as_slice() {
                [_] => sentence,
                many => {
                    let (sentence, all) = (capitalised(&sentence), many.len());
                    lang.pick(
                        format!("{sentence} Documents écrits\u{a0}: {written} sur {all}."),
                        format!("{sentence} Documents written: {written} of {all}."),
                    )
                }
            };
            Err(about(&path, &told, lang))
        }
    }
}

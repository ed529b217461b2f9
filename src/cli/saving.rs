//! What the command line writes: documents over the version that was read, new ones, and where `-o` may write.
//!
//! What is written stays written: what goes wrong after it is told on standard error, and is no refusal.

use std::path::{Path, PathBuf};

use super::Refused;
use super::commands::about;
use super::terminal::tell;
use crate::editing::Session;
use crate::lang::Lang;
use crate::model::{Document, ProgrammeNumber, Year};
use crate::storage::file::{self, OldFile, ReadError};
use crate::storage::{self, Backups, Expected, FileStamp, OpenError, Places, Replacement, SaveError, Saved, Stopped};

/// Saves a document where no file is.
pub(super) fn save_new(output: &Path, document: &Document, lang: Lang) -> Result<(), Refused> {
    storage::save_new(output, document).map_err(|error| about(output, &error.sentence(lang), lang))
}

/// The same of a document that is made from other files, for those only who may read these.
pub(super) fn save_new_from(sources: &[&Path], output: &Path, document: &Document, lang: Lang) -> Result<(), Refused> {
    storage::save_new_from(sources, output, document).map_err(|error| about(output, &error.sentence(lang), lang))
}

/// Saves over the version that was read, which is kept among the earlier ones.
pub(super) fn save_over(path: &Path, document: &Document, stamp: FileStamp, lang: Lang) -> Result<(), Refused> {
    let saved = storage::save_expecting(path, document, Expected::Version(stamp), backups_of(path).as_ref());
    tell_remarks(path, &saved.map_err(|error| about(path, &error.sentence(lang), lang))?, lang);
    Ok(())
}

/// Where the versions of a document go; `None` where the system knows no folder of the user's.
fn backups_of(path: &Path) -> Option<Backups> {
    Places::of_user().map(|places| places.backups_of(path))
}

/// What is lost by a save that is done.
fn tell_remarks(path: &Path, saved: &Saved, lang: Lang) {
    if let Some(former) = saved.former {
        let Refused(sentence) = about(path, &former.sentence(lang), lang);
        tell(&sentence, lang);
    }
    tell_unkept(path, saved, lang);
    if let Some(sentence) = saved.losses.sentence(lang) {
        let Refused(sentence) = about(path, &sentence, lang);
        tell(&sentence, lang);
    }
}

/// A version that is not kept stops no save, but is told.
fn tell_unkept(path: &Path, saved: &Saved, lang: Lang) {
    let why = match &saved.kept {
        Ok(()) if Places::of_user().is_some() => return,
        Ok(()) => lang.pick("aucun dossier personnel n’est connu".into(), "no folder of the user is known".into()),
        Err(error) => error.words(lang),
    };
    let sentence = lang.pick(
        format!("enregistré, mais la version précédente n’a pas pu être gardée ({why})."),
        format!("saved, but the earlier version could not be kept ({why})."),
    );
    let Refused(sentence) = about(path, &sentence, lang);
    tell(&sentence, lang);
}

/// A document made of FILE.
pub(super) struct Made<'a> {
    pub file: &'a Path,
    /// What else it is made of.
    pub others: &'a [&'a Path],
    /// The version of FILE that was read.
    pub read: FileStamp,
    pub document: &'a Document,
    /// Whether it differs from FILE.
    pub is_changed: bool,
}

/// Where `set` and `merge` write what they made of FILE.
pub(super) enum Target<'a> {
    /// Into FILE itself.
    File,
    /// Into a file that is not there, or is empty.
    New(&'a Path),
    /// Over a document, if it is of the same programme and year.
    Over { output: &'a Path, number: Option<ProgrammeNumber>, year: Year, stamp: FileStamp },
}

impl<'a> Target<'a> {
    /// Looks at OUT, before FILE is read: should both be one file by two names, what somebody saves in between is noticed.
    pub(super) fn of(file: &Path, output: Option<&'a Path>, lang: Lang) -> Result<Self, Refused> {
        let Some(output) = output else { return Ok(Self::File) };
        if is_same(file, output) {
            return Ok(Self::File);
        }
        let refused = |error: OpenError| {
            let sentence = error.sentence(lang);
            let kept = lang.pick("Rien n’a été écrit\u{a0}; choisir un autre nom.", "Nothing was written; choose another name.");
            about(output, &format!("{sentence} {kept}"), lang)
        };
        match storage::open_stamped(output) {
            Ok((document, stamp)) => Ok(Self::Over { output, number: document.programme.number, year: document.year, stamp }),
            Err(OpenError::Read(ReadError::Missing { .. })) => Ok(Self::New(output)),
            Err(_) if file::stamp(output).is_ok_and(|stamp| stamp.size == 0) => Ok(Self::New(output)),
            Err(error) => Err(refused(error)),
        }
    }

    /// Saves what was made of FILE; FILE itself only when something changed.
    pub(super) fn save(self, made: &Made<'_>, lang: Lang) -> Result<(), Refused> {
        let Made { file, others, read, document, is_changed } = *made;
        match self {
            Self::File if is_changed => save_over(file, document, read, lang),
            Self::File => Ok(()),
            Self::New(output) => save_new_from(&[&[file], others].concat(), output, document, lang),
            Self::Over { output, stamp, .. } => save_over(output, document, stamp, lang),
        }
    }

    /// Refuses OUT when it is a document of another programme or year than FILE, as that was read.
    pub(super) fn accepts(&self, file: &Path, document: &Document, read: FileStamp, lang: Lang) -> Result<(), Refused> {
        let Self::Over { output, number, year, stamp } = self else { return Ok(()) };
        let is_same = number.is_some() && (*number, *year) == (document.programme.number, document.year);
        if is_same || stamp.same_content(&read) {
            return Ok(());
        }
        let (theirs, ours, file) = (subject(*number, *year, lang), subject(document.programme.number, document.year, lang), file.display());
        let sentence = lang.pick(
            format!("ce fichier est le PAP {theirs}, et {file} celui {ours}. Rien n’a été écrit\u{a0}; choisir un autre nom."),
            format!("this file is the PAP {theirs}, and {file} that {ours}. Nothing was written; choose another name."),
        );
        Err(about(output, &sentence, lang))
    }
}

/// "du programme 352 pour 2021".
fn subject(number: Option<ProgrammeNumber>, year: Year, lang: Lang) -> String {
    match number {
        Some(number) => lang.pick(format!("du programme {number} pour {year}"), format!("of programme {number} for {year}")),
        None => lang.pick(format!("d’un programme sans numéro pour {year}"), format!("of a programme without number for {year}")),
    }
}

/// Whether two paths lead to one file, by whatever links. A second hard link is a file of its own: a save replaces one name.
fn is_same(file: &Path, output: &Path) -> bool {
    match (std::fs::canonicalize(file), std::fs::canonicalize(output)) {
        (Ok(file), Ok(output)) => file == output,
        (Err(_), _) | (_, Err(_)) => false,
    }
}

/// A document that was read from a folder, and what was made of it.
pub(super) struct Changed {
    pub path: PathBuf,
    /// Of the version that was read.
    pub stamp: FileStamp,
    pub session: Session,
}

/// Saves several documents over the versions that were read, all or none.
pub(super) fn save_all_over(changed: &[Changed], lang: Lang) -> Result<(), Refused> {
    let modified: Vec<&Changed> = changed.iter().filter(|changed| changed.session.is_modified()).collect();
    let replacements: Vec<Replacement<'_>> = modified
        .iter()
        .map(|changed| Replacement {
            path: &changed.path,
            document: changed.session.document(),
            stamp: changed.stamp,
            backups: backups_of(&changed.path),
        })
        .collect();
    let saved = storage::replace_all(&replacements).map_err(|stopped| unfinished(&stopped, &replacements, lang))?;
    for (changed, saved) in modified.iter().zip(&saved) {
        tell_remarks(&changed.path, saved, lang);
    }
    Ok(())
}

/// Which of several files were written, and which were not, after the failure of one.
fn unfinished(stopped: &Stopped, replacements: &[Replacement<'_>], lang: Lang) -> Refused {
    let Stopped { index, error, written } = stopped;
    let is_replaced = matches!(error, SaveError::Write(error) if error.old_file() == OldFile::Replaced);
    let is_unclear = matches!(error, SaveError::Write(error) if error.old_file() == OldFile::Unclear);
    let done = written + usize::from(is_replaced);
    let left = if is_unclear || is_replaced { index + 1 } else { done };
    let names = |replacements: &[Replacement<'_>]| {
        let names: Vec<String> = replacements.iter().map(|replacement| replacement.path.display().to_string()).collect();
        names.join(", ")
    };
    let (done, left) = (names(replacements.get(..done).unwrap_or_default()), names(replacements.get(left..).unwrap_or_default()));
    let told = match (done.is_empty(), left.is_empty()) {
        (true, _) if !is_unclear => lang.pick(" Aucun fichier n’a été changé.".into(), " No file was changed.".into()),
        (true, true) => String::new(),
        (true, false) => lang.pick(format!(" Non écrits\u{a0}: {left}."), format!(" Not written: {left}.")),
        (false, true) => lang.pick(format!(" Écrits\u{a0}: {done}."), format!(" Written: {done}.")),
        (false, false) => lang.pick(format!(" Écrits\u{a0}: {done}. Non écrits\u{a0}: {left}."), format!(" Written: {done}. Not written: {left}.")),
    };
    let path = replacements.get(*index).map_or_else(|| Path::new(""), |replacement| replacement.path);
    about(path, &format!("{}{told}", error.sentence(lang)), lang)
}

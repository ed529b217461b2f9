//! `papier resolve`: makes the choices that a merge left, or merges anew what git merged by lines.

use std::io::Write;
use std::path::Path;

use super::git::{self, GitError};
use super::{conflicts, merge};
use crate::cli::Refused;
use crate::cli::commands::{about, open_stamped};
use crate::cli::saving::save_over;
use crate::cli::terminal::Screen;
use crate::editing::merging::{self, Merged};
use crate::lang::Lang;
use crate::model::Document;
use crate::storage::file::{self, ReadError, SIZE_CAP};
use crate::storage::{self, Expected, OpenError};

/// Makes choices in a file; 0 when none is left, else 1.
pub(super) fn take(path: &Path, takes: &[String], lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
    let (document, stamp) = open_stamped(path, lang)?;
    let taken = conflicts::Taken::of(document, takes, lang)?;
    let document = taken.session.document();
    if taken.session.is_modified() {
        save_over(path, document, stamp, lang)?;
    }
    out.report(&format!("{}{}", taken.sentence(lang), conflicts::text(document, lang)));
    Ok(u8::from(!document.conflicts.is_empty()))
}

/// Merges the three versions that git keeps of a path it could not merge, and writes the result; 0 when nothing is left to choose, else 1.
pub(super) fn from_git(path: &Path, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
    let merged = mended(path, lang)?;
    let is_open = !merged.document.conflicts.is_empty();
    out.report(&format!("{}{}", merge::text(&merged, lang), next(path, is_open, lang)));
    Ok(u8::from(is_open))
}

/// The same, for the window: what was merged stands in the file then.
pub(super) fn mended(path: &Path, lang: Lang) -> Result<Merged, Refused> {
    let refused = |sentence: String| about(path, &sentence, lang);
    let stages = Stages::of(path).map_err(|error| refused(error.sentence(lang)))?;
    let there = file::read_stamped(path);
    if let Ok((bytes, _)) = &there
        && let Some(chosen) = stages.chosen(bytes)
    {
        return Err(refused(unneeded(&chosen, lang)));
    }
    let side = |bytes: &Option<Vec<u8>>, french: &str, english: &str| {
        let Some(bytes) = bytes else { return Ok(None) };
        let read = document_of(path, bytes);
        read.map(Some).map_err(|error| {
            let (words, why) = (lang.pick(french, english), error.sentence(lang));
            refused(lang.pick(format!("{words} ne se lit pas\u{a0}: {why}"), format!("{words} cannot be read: {why}")))
        })
    };
    let base = side(&stages.base, "la version commune", "the version in common")?;
    let ours = side(&stages.ours, "la version d’ici", "the version that stands here")?;
    let theirs = side(&stages.theirs, "l’autre version", "the other version")?;
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        return Err(refused(lang.pick(
            "un côté a retiré ce fichier, l’autre l’a changé\u{a0}: le garder par git add, ou le retirer par git rm.".into(),
            "one side removed this file, the other changed it: keep it by git add, or remove it by git rm.".into(),
        )));
    };
    let merged = merging::merge(base.as_ref(), &ours, &theirs).map_err(|refusal| refused(refusal.sentence(lang)))?;
    let expected = match there {
        Ok((_, stamp)) => Expected::Version(stamp),
        Err(ReadError::Missing { .. }) => Expected::Nothing,
        Err(error) => return Err(refused(error.sentence(lang))),
    };
    // What is replaced are git's marks, which `git checkout --merge` makes again.
    storage::save_expecting(path, &merged.document, expected, None).map_err(|error| refused(error.sentence(lang)))?;
    Ok(merged)
}

/// What is left to do, for whoever knows little of git.
fn next(path: &Path, is_open: bool, lang: Lang) -> String {
    let path = path.display();
    let choose = lang.pick(
        format!("Faire ces choix dans Papier, ou par papier resolve {path} --take CLÉ=CÔTÉ. "),
        format!("Make these choices in Papier, or by papier resolve {path} --take KEY=SIDE. "),
    );
    let choose = if is_open { choose.as_str() } else { "" };
    lang.pick(
        format!("Écrit\u{a0}: {path}. {choose}Ensuite\u{a0}: git add {path}, puis git commit, ou git rebase --continue, comme git status le dit.\n"),
        format!("Written: {path}. {choose}Then: git add {path}, then git commit, or git rebase --continue, as git status says.\n"),
    )
}

/// Why nothing is merged over a file that opens.
fn unneeded(document: &Document, lang: Lang) -> String {
    match document.conflicts.len() {
        0 => lang.pick(
            "ce fichier s’ouvre, sans choix à faire\u{a0}: git add l’accepte. Pour refaire la fusion, d’abord git checkout --merge.".into(),
            "this file opens, with nothing to choose: git add accepts it. To merge anew, git checkout --merge first.".into(),
        ),
        count => lang.pick(
            format!("ce fichier est fusionné, avec des choix à faire ({count})\u{a0}: papier resolve --take, ou la fenêtre. Pour refaire la fusion, d’abord git checkout --merge."),
            format!("this file is merged, with choices to make ({count}): papier resolve --take, or the window. To merge anew, git checkout --merge first."),
        ),
    }
}

/// The bytes in the document of a file of this name.
fn document_of(path: &Path, bytes: &[u8]) -> Result<Document, OpenError> {
    storage::parse(file::text_of(path, bytes)?)
}

/// The versions of an unmerged path.
pub(super) struct Stages {
    pub base: Option<Vec<u8>>,
    pub ours: Option<Vec<u8>>,
    pub theirs: Option<Vec<u8>>,
}

/// Why they cannot be had.
#[derive(Debug, thiserror::Error)]
pub(super) enum StagesError {
    #[error(transparent)]
    Git(#[from] GitError),
    #[error("git knows no conflict of this file")]
    NotUnmerged,
}

impl StagesError {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Git(error) => error.sentence(lang),
            Self::NotUnmerged => lang.pick(
                "git ne tient pas ce fichier pour non fusionné\u{a0}: il n’y a pas trois versions à reprendre. git status dit où en est le dépôt."
                    .into(),
                "git does not hold this file for unmerged: there are no three versions to take. git status says how the repository stands.".into(),
            ),
        }
    }
}

impl Stages {
    pub fn of(path: &Path) -> Result<Self, StagesError> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let name = path.file_name().unwrap_or_default();
        let listed =
            git::printed(folder, ["--literal-pathspecs", "ls-files", "--unmerged", "-z", "--"].map(AsRef::as_ref).into_iter().chain([name]))?;
        let mut stages = Self { base: None, ours: None, theirs: None };
        // "100644 <object> <stage>\t<path>".
        for entry in listed.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
            let entry = String::from_utf8_lossy(entry);
            let mut fields = entry.split(['\t', ' ']).skip(1);
            let (Some(object), Some(stage)) = (fields.next(), fields.next()) else { continue };
            let bytes = Some(git::printed(folder, ["cat-file", "blob", object])?);
            match stage {
                "1" => stages.base = bytes.filter(|bytes| !bytes.is_empty()),
                "2" => stages.ours = bytes,
                "3" => stages.theirs = bytes,
                _ => {}
            }
        }
        if stages.ours.is_none() && stages.theirs.is_none() { Err(StagesError::NotUnmerged) } else { Ok(stages) }
    }

    /// The document that somebody already made of them; `None` for git's marks, or for one of the sides as it was.
    fn chosen(&self, bytes: &[u8]) -> Option<Document> {
        let document = storage::parse(std::str::from_utf8(bytes).ok()?).ok()?;
        let is_side = |side: &Option<Vec<u8>>| {
            let side = side.as_deref().filter(|side| side.len() as u64 <= SIZE_CAP).and_then(|side| std::str::from_utf8(side).ok());
            side.is_some_and(|side| storage::parse(side).is_ok_and(|side| side == document))
        };
        (!is_side(&self.ours) && !is_side(&self.theirs)).then_some(document)
    }
}

//! Several people, one document: `diff`, `merge`, `conflicts`, `resolve`, and what git asks of Papier, `git-setup`, `merge --driver`, `facts`.
//!
//! What merges is `editing::merging`; here are the files, the reports and git.

mod arguments;
mod conflicts;
mod diff;
mod diff_page;
mod driver;
mod facts;
mod git;
mod git_setup;
mod merge;
mod resolve;
#[cfg(feature = "gui")]
mod versions;

use std::io::Write;
use std::path::{Path, PathBuf};

use super::terminal::Screen;
use super::{Format, Refused};
use crate::lang::Lang;

pub(super) use arguments::{grammar, read};

/// Merges anew what git merged by lines and left its marks in, for the window.
///
/// # Errors
/// Why not, in a sentence.
pub(crate) fn mend(document: &Path, lang: Lang) -> Result<(), String> {
    resolve::mended(document, lang).map(drop).map_err(|Refused(sentence)| sentence)
}

/// Whether git was told to merge the documents here by Papier, and does not know how.
pub(crate) fn is_unarmed(document: &Path) -> bool {
    git_setup::is_unarmed(document)
}

/// Tells git how, in the repository around a document.
///
/// # Errors
/// Why not, in a sentence.
pub(crate) fn arm(document: &Path, lang: Lang) -> Result<(), String> {
    git_setup::arm(document, lang).map_err(|Refused(sentence)| sentence)
}

/// The versions of a document that git is merging, for the window.
#[cfg(feature = "gui")]
pub(crate) use versions::of as versions;

/// What a team asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Teamwork {
    Diff {
        old: PathBuf,
        new: PathBuf,
        format: Format,
        lang: Lang,
    },
    Merge(merge::Merge),
    /// A merge that git asks for.
    Driver(driver::Driver),
    Conflicts {
        file: PathBuf,
        format: Format,
    },
    /// Each `KEY=SIDE`.
    Resolve {
        file: PathBuf,
        takes: Vec<String>,
    },
    /// Merges again what git merged by lines.
    ResolveFromGit {
        file: PathBuf,
    },
    GitSetup(git_setup::Setup),
    Facts {
        file: PathBuf,
    },
}

impl Teamwork {
    pub(super) fn run(&self, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
        match self {
            Self::Diff { old, new, format, lang } => diff::run(old, new, *format, *lang, out),
            Self::Merge(merge) => merge.run(lang, out),
            Self::Driver(driver) => Ok(driver.run(lang)),
            Self::Conflicts { file, format } => conflicts::run(file, *format, lang, out),
            Self::Resolve { file, takes } => resolve::take(file, takes, lang, out),
            Self::ResolveFromGit { file } => resolve::from_git(file, lang, out),
            Self::GitSetup(setup) => setup.run(lang, out),
            Self::Facts { file } => facts::run(file, lang, out),
        }
    }
}

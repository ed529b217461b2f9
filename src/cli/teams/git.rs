//! git, as a program that is run.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::lang::Lang;
use crate::storage::io_words;

/// Why git gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    #[error("git cannot be run: {0}")]
    NotRun(#[from] io::Error),
    /// Its own words.
    #[error("git refused: {0}")]
    Refused(String),
}

impl GitError {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::NotRun(error) if error.kind() == io::ErrorKind::NotFound => lang.pick(
                "le programme git n’est pas installé, ou pas sur le chemin des programmes.".into(),
                "the program git is not installed, or not on the path of programs.".into(),
            ),
            Self::NotRun(error) => {
                let why = io_words(error, lang);
                lang.pick(format!("git n’a pas pu être lancé ({why})."), format!("git could not be run ({why})."))
            }
            Self::Refused(words) => lang.pick(format!("git refuse\u{a0}: {words}"), format!("git refuses: {words}")),
        }
    }
}

/// What git answers in a folder, whatever its exit code.
pub fn answer<A: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = A>) -> io::Result<Output> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    Command::new("git").arg("-C").arg(folder).args(arguments).stdin(Stdio::null()).output()
}

/// What git prints in a folder.
///
/// # Errors
/// [`GitError`], with its own words when it refuses.
pub fn printed<A: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = A>) -> Result<Vec<u8>, GitError> {
    let output = answer(folder, arguments)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(GitError::Refused(words.trim().strip_prefix("fatal: ").unwrap_or(words.trim()).to_owned()))
}

/// The same as one line of text.
///
/// # Errors
/// As [`printed`].
pub fn line<A: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = A>) -> Result<String, GitError> {
    printed(folder, arguments).map(|bytes| String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned())
}

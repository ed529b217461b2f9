//! The engine without a window: `show`, `set`, `addresses`, `check`, `rollover`, `new`, `export`, `import`, and what teams need: `diff`, `merge`,
//! `conflicts`, `resolve`, `git-setup`, `facts`; what packages take, `generate`; and the door to the window.
//!
//! Exit codes: 0 done, 1 `check` found errors, `diff` differences, a merge or a workbook something to choose; 2 refused or unreadable.

mod arguments;
mod commands;
mod export;
mod generated;
mod import;
mod onto;
mod saving;
#[cfg_attr(not(feature = "gui"), expect(dead_code, reason = "the window alone asks for some of it"))]
pub(crate) mod teams;
mod terminal;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::lang::Lang;
use crate::tables::Part;
use terminal::Screen;

/// What the command line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Open the window, on files or on the start page.
    Window {
        files: Vec<PathBuf>,
    },
    Show {
        file: PathBuf,
        table: Option<String>,
        format: Format,
        lang: Lang,
    },
    Set {
        file: PathBuf,
        assignments: Vec<String>,
        from: Option<PathBuf>,
        spread: Option<Spread>,
        /// What reads as no value of an indicator is kept as words.
        as_text: bool,
        output: Option<PathBuf>,
    },
    Addresses {
        file: PathBuf,
    },
    Check {
        file: PathBuf,
        format: Format,
    },
    Rollover {
        file: PathBuf,
        output: PathBuf,
        copy_credits: bool,
    },
    New {
        programme: String,
        name: String,
        year: String,
        output: PathBuf,
    },
    Export {
        file: PathBuf,
        what: Exported,
        looks: export::Looks,
        output: PathBuf,
        lang: Lang,
    },
    Import(import::Import),
    Teamwork(teams::Teamwork),
    /// The manual or completions of a shell, on standard output.
    Generate {
        what: Generated,
        lang: Lang,
    },
}

/// What packages take from the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generated {
    Manual,
    Completions(clap_complete::Shell),
}

/// What `export` writes, as the user names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exported {
    Document,
    /// By the name that the public site gives it.
    Part(Part),
    Table(String),
    /// By its address.
    Text(String),
    Chart(String),
    /// One picture a slide, into a folder.
    Slides,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Tsv,
    Csv,
    Html,
}

/// How `set` spreads a total over the entries that make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spread {
    Proportional,
    Equal,
    /// On the entry at an address.
    On(String),
}

/// A refusal, in one sentence for standard error; exit code 2.
struct Refused(String);

const REFUSED: u8 = 2;

/// Reads the arguments and does what they ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let lang = Lang::of_system();
    let request = match arguments::read(arguments, lang) {
        Ok(request) => request,
        Err(error) => {
            let code = if error.use_stderr() { REFUSED } else { 0 };
            terminal::tell_usage(&error);
            return ExitCode::from(code);
        }
    };
    let mut out = Screen::stdout(lang);
    let done = match request {
        Request::Window { files } => window(&files, lang, &mut out),
        request => commands::run(&request, lang, &mut out),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(Refused(sentence)) => {
            terminal::tell(&sentence, lang);
            ExitCode::from(REFUSED)
        }
    }
}

/// What the window asks of git.
#[cfg(feature = "gui")]
pub const GIT: crate::app::Git = crate::app::Git { mend: teams::mend, is_unarmed: teams::is_unarmed, arm: teams::arm, versions: teams::versions };

#[cfg(feature = "gui")]
fn window(files: &[PathBuf], lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
    match crate::app::open_window(files, lang, GIT) {
        Ok(()) => Ok(0),
        Err(reason) => without_window(files, &reason.sentence(lang), lang, out),
    }
}

#[cfg(not(feature = "gui"))]
fn window(files: &[PathBuf], lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
    let reason = lang.pick("cette version est construite sans fenêtre.", "this build has no window.");
    without_window(files, reason, lang, out)
}

/// Says in one line why no window opens, and shows the documents instead.
fn without_window(files: &[PathBuf], reason: &str, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
    if files.is_empty() {
        return Err(Refused(reason.into()));
    }
    terminal::tell(reason, lang);
    for file in files {
        commands::run(&Request::Show { file: file.clone(), table: None, format: Format::Text, lang }, lang, out)?;
    }
    Ok(0)
}

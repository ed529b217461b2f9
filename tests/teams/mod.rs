//! Two drafters, one PAP: the commands that compare and merge, and real git that calls them.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod commands;
mod driver;
mod repository;
mod setup;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use papier::editing::{Assignment, Session, assign, typed_text};
use papier::model::{Document, Programme, ProgrammeNumber};
use papier::{address, storage};
use tempfile::TempDir;

const SAMPLE: &str = include_str!("../../saves/programme-352-plf-2021.ron");
const PAPIER: &str = env!("CARGO_BIN_EXE_papier");

/// Addresses and what is typed there.
type Typed = &'static [(&'static str, &'static str)];

fn sample() -> Document {
    storage::parse(SAMPLE).expect("the sample")
}

/// Not the sample under another number, which would be its number corrected.
fn another_programme() -> Document {
    let programme = Programme { number: ProgrammeNumber::new(353), name: "Autre".into(), ..Programme::default() };
    with(&Document::new(sample().year, programme), &[("action/01/label", "Autre"), ("plf/01/31/ae", "1")])
}

fn with(document: &Document, typed: &[(&str, &str)]) -> Document {
    let assignments: Vec<Assignment> =
        typed.iter().map(|(address, value)| Assignment { address: (*address).to_owned(), value: (*value).to_owned() }).collect();
    let command = assign(document, &assignments).unwrap_or_else(|refusals| panic!("{refusals:?}"));
    let mut session = Session::opened(document.clone());
    session.apply(&command).expect("the change");
    session.document().as_ref().clone()
}

/// What stands at an address, with plain spaces.
fn value(document: &Document, address: &str) -> String {
    let place = address::parse(document, address).unwrap_or_else(|error| panic!("{address}: {error}"));
    typed_text(document, document.entry(place).expect("an entry")).replace(['\u{a0}', '\u{202f}'], " ")
}

/// What a program left.
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn of(command: &mut Command) -> Self {
        let Output { status, stdout, stderr } = command.output().expect("it runs");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace(['\u{a0}', '\u{202f}'], " ");
        Self { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
    }

    #[track_caller]
    fn gives(self, code: i32, case: &str) -> Self {
        assert_eq!(self.code, Some(code), "{case}\n{}\n{}", self.stdout, self.stderr);
        self
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }
}

/// A folder of its own, and a home that is nobody's.
struct Desk {
    folder: TempDir,
    home: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = || tempfile::tempdir().expect("a folder");
        Self { folder: folder(), home: folder() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, content).expect("written");
        path
    }

    fn save(&self, name: &str, document: &Document) -> PathBuf {
        self.write(name, storage::write(document))
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn document(&self, name: &str) -> Document {
        let text = self.text(name);
        storage::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{}", text.lines().take(40).collect::<Vec<_>>().join("\n")))
    }

    /// A program in the folder, with the settings of nobody and French words.
    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path());
        at_home(&mut command, self.home.path());
        command
    }

    fn papier(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(PAPIER).args(arguments))
    }

    /// Names of files, without git's.
    fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name != ".git")
            .collect();
        names.sort();
        names
    }
}

fn at_home(command: &mut Command, home: &Path) {
    command.env("HOME", home).env("XDG_STATE_HOME", home.join("state")).env_remove("XDG_CONFIG_HOME");
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("LC_ALL", "fr_FR.UTF-8");
    for (name, value) in [("AUTHOR", "Ava"), ("COMMITTER", "Ava")] {
        command.env(format!("GIT_{name}_NAME"), value).env(format!("GIT_{name}_EMAIL"), "papier@localhost");
    }
}

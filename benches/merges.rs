//! What teams wait for, as whole processes: the driver of git on the sample and on the largest programme, 135 files under `git merge`, two bills
//! compared; beside each what git itself does with the same files by lines.
//!
//! `cargo bench --bench merges` measures what is packaged. `PAPIER=target/dist/papier cargo test --bench merges` measures a program that is there
//! already, without compiling anything for speed.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a benchmark prints and stops by panicking")]

#[path = "common/large.rs"]
mod large;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use papier::editing::{Assignment, Session, assign};
use papier::model::{Document, ProgrammeNumber};
use papier::storage;
use tempfile::TempDir;

const SAMPLE: &str = include_str!("../saves/programme-352-plf-2021.ron");
const FILES: u16 = 135;

fn papier() -> PathBuf {
    let given = std::env::var_os("PAPIER").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_papier")), PathBuf::from);
    given.canonicalize().unwrap()
}

/// What is measured, in how many milliseconds it should be done, and what git needs.
fn line(what: &str, bar: u128, took: Duration, git: Option<Duration>) {
    let milliseconds = |duration: Duration| format!("{:.1} ms", duration.as_secs_f64() * 1_000.0);
    let over = if took.as_millis() > bar { "  OVER" } else { "" };
    let git = git.map_or_else(String::new, |git| format!("   git by lines {}", milliseconds(git)));
    println!("{what:<44} {:>11}   at most {bar} ms{over}{git}", milliseconds(took));
}

/// The median of some runs, each after what makes it ready.
fn median(runs: usize, mut ready: impl FnMut(), mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            ready();
            let begun = Instant::now();
            run();
            begun.elapsed()
        })
        .collect();
    times.sort();
    times[runs / 2]
}

fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("HOME", folder).env("XDG_STATE_HOME", folder.join("state")).env("GIT_CONFIG_NOSYSTEM", "1");
    for name in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{name}_NAME"), "Ava").env(format!("GIT_{name}_EMAIL"), "papier@localhost");
    }
    command
}

fn done(command: &mut Command, codes: &[i32]) -> Output {
    let output = command.output().unwrap();
    assert!(codes.contains(&output.status.code().unwrap_or(-1)), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn with(document: &Document, typed: &[(&str, &str)]) -> Document {
    let typed: Vec<Assignment> =
        typed.iter().map(|(address, value)| Assignment { address: (*address).to_owned(), value: (*value).to_owned() }).collect();
    let command = assign(document, &typed).unwrap();
    let mut session = Session::opened(document.clone());
    session.apply(&command).unwrap();
    Document::clone(session.document())
}

/// The driver on three files, beside `git merge-file`.
fn driver(what: &str, bar: u128, base: &Document, [ours, theirs]: [&Document; 2]) {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("base"), storage::write(base)).unwrap();
    fs::write(path("theirs"), storage::write(theirs)).unwrap();
    let ours = storage::write(ours);
    let ready = || fs::write(path("ours"), &ours).unwrap();
    let papier = papier();
    let took =
        median(21, ready, || drop(done(command(&papier, folder.path()).args(["merge", "--driver", "base", "ours", "theirs", "pap.ron"]), &[0])));
    let git = median(21, ready, || {
        drop(done(command("git".as_ref(), folder.path()).args(["merge-file", "-p", "ours", "base", "theirs"]), &[0, 1, 2, 3, 4]));
    });
    line(what, bar, took, Some(git));
}

/// A repository of a bill whose files two branches changed.
fn bill(folder: &Path, documents: &[(String, Document)], by_papier: bool) -> Duration {
    let git = |arguments: &[&str], codes: &[i32]| {
        let settings = ["-c", "core.fsync=none", "-c", "gc.auto=0", "-c", "commit.gpgsign=false"];
        done(command("git".as_ref(), folder).args(settings).args(arguments), codes)
    };
    git(&["init", "-q", "-b", "main"], &[0]);
    if by_papier {
        done(command(&papier(), folder).arg("git-setup"), &[0]);
    }
    let commit = |typed: &[(&str, &str)]| {
        for (name, document) in documents {
            fs::write(folder.join(name), storage::write(&with(document, typed))).unwrap();
        }
        git(&["add", "-A"], &[0]);
        git(&["commit", "-q", "-m", "change"], &[0]);
    };
    commit(&[]);
    git(&["checkout", "-q", "-b", "other"], &[0]);
    commit(&[("plf/01/31/ae", "8000000")]);
    git(&["checkout", "-q", "main"], &[0]);
    commit(&[("plf/02/21/cp", "8000000")]);
    let begun = Instant::now();
    // By lines, two amounts on neighbouring lines are a conflict.
    git(&["merge", "-q", "--no-edit", "other"], if by_papier { &[0] } else { &[0, 1] });
    begun.elapsed()
}

fn main() {
    let sample = storage::parse(SAMPLE).unwrap();
    let sides = [with(&sample, &[("plf/01/31/ae", "8000000")]), with(&sample, &[("plf/02/21/cp", "8100000"), ("text/strategy", "Neuf.")])];
    driver("the sample, driver", 15, &sample, sides.each_ref());

    let large = large::document();
    let sides = [
        with(&large, &[("plf/01.01/31/ae", "8000000"), ("action/07/label", "Autre nom")]),
        with(&large, &[("plf/02.01/31/cp", "8100000"), ("action/08/label", "Encore un nom")]),
    ];
    driver(&format!("the largest programme, {} kB, driver", storage::write(&large).len() / 1_000), 120, &large, sides.each_ref());

    let documents: Vec<(String, Document)> = (1..=FILES)
        .map(|number| {
            let mut document = sample.clone();
            document.programme.number = ProgrammeNumber::new(100 + number);
            (format!("programme-{}.ron", 100 + number), document)
        })
        .collect();
    let [by_papier, by_lines] = [true, false].map(|by_papier| bill(TempDir::new().unwrap().path(), &documents, by_papier));
    line(&format!("{FILES} files under git merge"), 5_000, by_papier, Some(by_lines));

    let folder = TempDir::new().unwrap();
    for (name, typed) in [("before", &[][..]), ("after", &[("plf/01/31/ae", "8000000")])] {
        fs::create_dir(folder.path().join(name)).unwrap();
        for (file, document) in &documents {
            fs::write(folder.path().join(name).join(file), storage::write(&with(document, typed))).unwrap();
        }
    }
    let papier = papier();
    let compared = median(11, || {}, || drop(done(command(&papier, folder.path()).args(["diff", "before", "after"]), &[1])));
    let git = median(11, || {}, || drop(done(command("git".as_ref(), folder.path()).args(["diff", "--no-index", "before", "after"]), &[1])));
    line(&format!("two bills of {FILES} programmes compared"), 150, compared, Some(git));
}

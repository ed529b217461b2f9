//! What `docs/` says of the program is what the program says: the parts between `<!-- generated: NAME -->` and `<!-- end -->` are written by it.
//!
//! `PAPIER_DOCS=write cargo test --test cli docs` writes them anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use papier::address;
use papier::calc::Figures;
use papier::lang::Lang;
use papier::storage;
use papier::tables::Tables;

const COMMANDS: [&str; 8] = ["show", "set", "addresses", "check", "rollover", "export", "import", "new"];

fn project(path: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), path].iter().collect()
}

/// What the program says in English.
fn said(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_papier")).args(arguments).env("LC_ALL", "en_GB.UTF-8").output().expect("papier starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Holds a generated part of a document against what the program gives now, or writes it.
#[track_caller]
fn is_said(path: &str, name: &str, generated: &str) {
    let file = project(path);
    let text = fs::read_to_string(&file).expect("a document of the project");
    let begin = format!("<!-- generated: {name} -->\n");
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("{path} has no line {begin}"));
    let (said, after) = rest.split_once("<!-- end -->").unwrap_or_else(|| panic!("{path}: {name} does not end"));
    if env::var_os("PAPIER_DOCS").is_some() {
        fs::write(&file, format!("{before}{begin}{generated}<!-- end -->{after}")).expect("the document is written");
    } else {
        assert_eq!(said, generated, "{path}, {name}: run PAPIER_DOCS=write cargo test --test cli docs");
    }
}

#[test]
fn the_commands_and_their_options() {
    let mut text = String::new();
    for command in COMMANDS {
        let said = said(&[command, "--help"]);
        let lines: Vec<&str> = said.lines().map(str::trim_end).collect();
        writeln!(text, "```text\n{}\n```\n", lines.join("\n").trim_end()).expect("a string takes everything");
    }
    is_said("docs/cli.md", "commands", &text);
}

/// The shape of an address: which digits stand in it does not matter, how many do.
fn shape(address: &str) -> String {
    address.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect()
}

#[test]
fn the_addresses_of_the_sample() {
    const SAMPLE: &str = "saves/programme-352-plf-2021.ron";
    let document = storage::open(&project(SAMPLE)).expect("the sample opens");
    let figures = Figures::of(&document);
    let [french, english] = [Lang::French, Lang::English].map(|lang| Tables { document: &document, figures: &figures, lang });
    let listed = said(&["addresses", &project(SAMPLE).to_string_lossy()]);
    let mut shapes = BTreeSet::new();
    let mut text = String::from("| address | entered | in French | in English |\n|---|---|---|---|\n");
    for written in listed.lines().filter(|written| shapes.insert(shape(written))) {
        let place = address::parse(&document, written).expect("an address that was listed");
        let entered = if document.entry(place).is_some() { "yes" } else { "" };
        let names = [french, english].map(|tables| tables.place_name(place));
        writeln!(text, "| `{written}` | {entered} | {} | {} |", names[0], names[1]).expect("a string takes everything");
    }
    is_said("docs/addresses.md", "addresses of the sample", &text);
}

//! What six documents give, held against what they gave before: every table in every form, checks, addresses, workbooks, printed pages,
//! charts, clipboard, pages as a screen reader has them, the file after each kind of command, reports, refusals.
//!
//! `index.tsv` keeps a line for each output: document, output, size in bytes, hash. A change that means to change no behaviour leaves it
//! as it is; one that means to accepts the new lines, and its commit says why they differ:
//!
//! ```sh
//! PAPIER_FROZEN=accept cargo test --test suite frozen      # write the lines of today into index.tsv
//! PAPIER_FROZEN=keep:DIR cargo test --test suite frozen    # write the outputs themselves under DIR, to compare two commits
//! ```

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod commands;
mod outputs;
mod refusals;
pub mod six;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;

const INDEX: &str = "tests/frozen/index.tsv";

/// Outputs by document and name.
type Outputs = BTreeMap<(String, String), Vec<u8>>;

/// Size in bytes and hash, as a line of the index writes them.
fn digest(bytes: &[u8]) -> String {
    // FNV-1a: the same on every machine and for every version of the compiler.
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{}\t{hash:016x}", bytes.len())
}

/// Every output of every document.
fn outputs() -> Outputs {
    let mut outputs = Outputs::new();
    for (name, document) in six::documents() {
        let mut put = |output: &str, bytes: Vec<u8>| {
            let before = outputs.insert((name.to_owned(), output.to_owned()), bytes);
            assert!(before.is_none(), "{name} gives {output} twice");
        };
        outputs::of(&document, &mut put);
        commands::of(&document, &mut put);
    }
    refusals::all(&mut |output, bytes| drop(outputs.insert(("refusals".into(), output.into()), bytes)));
    outputs
}

fn keep(outputs: &Outputs, folder: &Path) {
    for ((document, output), bytes) in outputs {
        let path = folder.join(document).join(output);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the outputs");
        fs::write(&path, bytes).expect("an output");
    }
}

#[test]
fn six_documents_give_what_they_gave() {
    let outputs = outputs();
    let lines: String = outputs.iter().map(|((document, output), bytes)| format!("{document}\t{output}\t{}\n", digest(bytes))).collect();
    let asked = env::var("PAPIER_FROZEN").unwrap_or_default();
    if asked == "accept" {
        fs::write(INDEX, lines).expect("the index");
        return;
    }
    if let Some(folder) = asked.strip_prefix("keep:") {
        keep(&outputs, Path::new(folder));
        return;
    }
    let before = fs::read_to_string(INDEX).expect("the index");
    let differences: Vec<String> = before
        .lines()
        .filter(|line| !lines.lines().any(|now| now == *line))
        .map(|line| format!("- {line}"))
        .chain(lines.lines().filter(|line| !before.lines().any(|then| then == *line)).map(|line| format!("+ {line}")))
        .collect();
    assert!(
        differences.is_empty(),
        "{} lines of {INDEX} differ. If no behaviour was meant to change, compare the outputs of both commits (PAPIER_FROZEN=keep:DIR); \
         else accept them (PAPIER_FROZEN=accept) and say why in the commit:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

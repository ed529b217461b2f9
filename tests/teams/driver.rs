//! What git calls: 0 or 1, and never a file that looks merged and is not.

use std::fs;
use std::time::Duration;

use papier::model::Document;
use papier::storage;

use super::{Desk, PAPIER, Run, SAMPLE, another_programme, sample, value, with};

const DRIVER: [&str; 7] = ["merge", "--driver", "--marker-size=9", "--label-base=socle", "--label-ours=HEAD", "--label-theirs=branche d’Éva", "--"];

/// Runs the driver on three files as git hands them over.
fn driver(desk: &Desk, sides: [&[u8]; 3]) -> Run {
    for (name, bytes) in [".base", ".ours", ".theirs"].into_iter().zip(sides) {
        desk.write(name, bytes);
    }
    Run::of(desk.command(PAPIER).args(DRIVER).args([".base", ".ours", ".theirs", "dossier/pap été.ron"]))
}

fn bytes(document: &Document) -> Vec<u8> {
    storage::write(document).into_bytes()
}

#[test]
fn what_papier_cannot_merge_gets_marks_and_the_reason() {
    let base = SAMPLE.as_bytes();
    let ours = bytes(&with(&sample(), &[("plf/01/31/ae", "8000000")]));
    let newer = String::from_utf8(bytes(&with(&sample(), &[("plf/01/31/ae", "9000000")]))).expect("UTF-8").replacen("papier 2", "papier 3", 1);
    let broken = SAMPLE.replacen("ae: 7300000", "ae: 9000000x", 1);
    let other = bytes(&another_programme());
    let large = format!("{SAMPLE}// {}\n", "x".repeat(17 << 20));
    let marked = SAMPLE.replacen("    credits: [\n", "<<<<<<< a\n    credits: [\n=======\n>>>>>>> b\n", 1);
    let cases: [(&str, [&[u8]; 3], &str, bool); 9] = [
        ("a side of a newer format", [base, &ours, newer.as_bytes()], "format 3", true),
        ("ours is of a newer format", [base, newer.as_bytes(), &ours], "format 3", true),
        ("a side that is broken", [base, &ours, broken.as_bytes()], "ligne", false),
        ("a side that is no document", [base, &ours, b"rien\n"], "Papier", false),
        ("a side with marks", [base, &ours, marked.as_bytes()], "ligne", false),
        ("a side that is no text", [base, &ours, b"\xff\x00\xfe\n"], "UTF-8", true),
        ("another programme", [base, &ours, &other], "programmes", true),
        ("another programme, without a base", [b"", &ours, &other], "programmes", true),
        ("a side that is too large", [base, &ours, large.as_bytes()], "Mio", false),
    ];
    for (name, sides, reason, is_whole) in cases {
        let desk = Desk::new();
        let run = driver(&desk, sides).gives(1, name);
        let left = fs::read(desk.path(".ours")).expect("ours");
        let text = String::from_utf8_lossy(&left);
        let marks = text.lines().filter(|line| line.starts_with("<<<<<<<<< ") || line.starts_with(">>>>>>>>> ")).collect::<Vec<_>>();
        assert!(marks.len() >= 2 && marks.len() % 2 == 0, "{name}: {marks:?}");
        assert!(marks[0] == "<<<<<<<<< HEAD" && marks[1] == ">>>>>>>>> branche d’Éva", "{name}: {marks:?}");
        assert!(storage::parse(&text).is_err(), "{name}: no Papier opens it as if it were merged");
        assert!(run.stderr.contains(reason) && run.stderr.contains("dossier/pap été.ron"), "{name}: {}", run.stderr);
        if is_whole {
            assert!(text.starts_with("<<<<<<<<< HEAD\n"), "{name}: two documents are not mixed");
            assert_eq!(marks.len(), 2, "{name}");
        }
        assert_eq!(fs::read(desk.path(".theirs")).expect("theirs"), sides[2], "{name}");
        assert_eq!(desk.files(), [".base", ".ours", ".theirs"], "{name}");
    }
}

/// Another program's files of the same ending are git's, as if there were no driver.
#[test]
fn a_file_that_is_no_document_is_merged_by_lines() {
    let desk = Desk::new();
    let run = driver(
        &desk,
        [b"(\n a: 1,\n b: 1,\n c: 1,\n d: 1,\n)\n", b"(\n a: 2,\n b: 1,\n c: 1,\n d: 1,\n)\n", b"(\n a: 1,\n b: 1,\n c: 1,\n d: 2,\n)\n"],
    );
    run.gives(0, "two lines apart");
    assert_eq!(desk.text(".ours"), "(\n a: 2,\n b: 1,\n c: 1,\n d: 2,\n)\n");
    driver(&desk, [b"a\n", b"b\n", b"c\n"]).gives(1, "one line");
    assert!(desk.text(".ours").starts_with("<<<<<<<<< HEAD\nb\n"));
}

#[test]
fn the_driver_merges_onto_ours_and_keeps_no_earlier_version() {
    let desk = Desk::new();
    let ours = bytes(&with(&sample(), &[("plf/01/31/ae", "8000000")]));
    let theirs = bytes(&with(&sample(), &[("plf/01/31/cp", "8100000")]));
    for base in [SAMPLE.as_bytes(), &SAMPLE.replace('\n', "\r\n").into_bytes(), format!("\u{feff}{SAMPLE}").as_bytes()] {
        driver(&desk, [base, &ours, &theirs]).gives(0, "clean");
        let document = desk.document(".ours");
        assert_eq!((value(&document, "plf/01/31/ae"), value(&document, "plf/01/31/cp")), ("8 000 000".into(), "8 100 000".into()));
    }
    assert!(!desk.home.path().join("state").exists(), "the files that git hands over are nobody's documents");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_told_loudly() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    let ours = bytes(&with(&sample(), &[("plf/01/31/ae", "8000000")]));
    let theirs = bytes(&with(&sample(), &[("plf/01/31/cp", "8100000")]));
    desk.write(".ours", &ours);
    fs::set_permissions(desk.path(".ours"), fs::Permissions::from_mode(0o444)).expect("a mode");
    for (name, bytes) in [(".base", SAMPLE.as_bytes()), (".theirs", &theirs)] {
        desk.write(name, bytes);
    }
    let run = Run::of(desk.command(PAPIER).args(DRIVER).args([".base", ".ours", ".theirs", "pap.ron"])).gives(1, "read-only");
    assert!(run.stderr.contains("ATTENTION"), "{}", run.stderr);
    assert_eq!(fs::read(desk.path(".ours")).expect("ours"), ours);
}

#[test]
fn a_kill_at_any_instant_leaves_ours_whole() {
    let kills = if std::env::var_os("PAPIER_PROOFS").is_some_and(|value| value == "full") { 300 } else { 25 };
    let desk = Desk::new();
    let ours = bytes(&with(&sample(), &[("plf/01/31/ae", "8000000")]));
    let theirs = bytes(&with(&sample(), &[("plf/01/31/cp", "8100000")]));
    desk.write(".base", SAMPLE);
    desk.write(".theirs", &theirs);
    let mut merged = None;
    let (mut old, mut new) = (0, 0);
    for kill in 0..=kills {
        desk.write(".ours", &ours);
        let mut child = desk.command(PAPIER).args(DRIVER).args([".base", ".ours", ".theirs", "pap.ron"]).spawn().expect("papier starts");
        if kill > 0 {
            std::thread::sleep(Duration::from_micros(u64::try_from(kill).expect("few") * 40_000 / u64::try_from(kills).expect("few")));
            // One that has ended cannot be killed.
            let _ = child.kill();
        }
        child.wait().expect("ended");
        let left = fs::read(desk.path(".ours")).expect("ours");
        let merged = merged.get_or_insert_with(|| left.clone());
        assert!(left == ours || left == *merged, "kill {kill}: neither the old nor the new file");
        old += usize::from(left == ours);
        new += usize::from(left == *merged);
    }
    println!("proof teams: {kills} kills of the driver left the old file {old} times, the merged one {new} times, no other");
}

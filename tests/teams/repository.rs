//! Real git with the driver: merge, rebase, cherry-pick, revert, stash, criss-cross, add/add, line ends, names, many files.

use std::fs;
use std::time::Instant;

use papier::model::{Document, ProgrammeNumber};

use super::{Desk, Run, SAMPLE, Typed, sample, value, with};

const FILE: &str = "pap.ron";

impl Desk {
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> Run {
        let run = Run::of(self.command("git").args(["-c", "core.fsync=none", "-c", "commit.gpgsign=false"]).args(arguments));
        assert!(run.code.is_some(), "git {arguments:?}");
        run
    }

    #[track_caller]
    pub fn does(&self, arguments: &[&str]) -> Run {
        self.git(arguments).gives(0, &format!("git {arguments:?}"))
    }

    /// A repository with files in its first commit, in which Papier merges.
    pub fn repository(files: &[(&str, &str)]) -> Self {
        let desk = Self::new();
        desk.does(&["init", "-q", "-b", "main"]);
        desk.papier(&["git-setup"]).gives(0, "git-setup");
        for (name, text) in files {
            desk.write(name, text);
        }
        desk.commit("base");
        desk
    }

    pub fn commit(&self, message: &str) {
        self.does(&["add", "-A"]);
        self.does(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// Writes into a document and commits it.
    pub fn changes(&self, name: &str, typed: &[(&str, &str)]) {
        self.save(name, &with(&self.document(name), typed));
        self.commit("change");
    }

    /// Changes on a branch of the present commit, then the present branch again.
    pub fn branch(&self, branch: &str, name: &str, typed: &[(&str, &str)]) {
        self.does(&["checkout", "-q", "-b", branch]);
        self.changes(name, typed);
        self.does(&["checkout", "-q", "-"]);
    }
}

/// What somebody does with git after both have committed.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Merge,
    Rebase,
    CherryPick,
    /// Of what the other committed, which was merged before ours.
    Revert,
    StashPop,
}

use Deed::{CherryPick, Merge, Rebase, Revert, StashPop};

/// Ours and theirs of the sample, and what stands afterwards.
struct Case {
    name: &'static str,
    ours: Typed,
    theirs: Typed,
    expected: Typed,
    /// Of a revert: what stands once theirs is taken back.
    reverted: Typed,
}

const CASES: [Case; 6] = [
    Case {
        name: "AE by one, CP by the other",
        ours: &[("plf/01/31/ae", "8000000")],
        theirs: &[("plf/01/31/cp", "8100000")],
        expected: &[("plf/01/31/ae", "8 000 000"), ("plf/01/31/cp", "8 100 000")],
        reverted: &[("plf/01/31/ae", "8 000 000"), ("plf/01/31/cp", "7 300 000")],
    },
    Case {
        name: "two figures of one row of an indicator",
        ours: &[("indicator/1.1/2021/forecast", "151")],
        theirs: &[("indicator/1.1/2023/target", "301")],
        expected: &[("indicator/1.1/2021/forecast", "151"), ("indicator/1.1/2023/target", "301")],
        reverted: &[("indicator/1.1/2021/forecast", "151")],
    },
    Case {
        name: "the same figure",
        ours: &[("plf/01/31/ae", "8000000")],
        theirs: &[("plf/01/31/ae", "8000000")],
        expected: &[("plf/01/31/ae", "8 000 000")],
        reverted: &[],
    },
    Case {
        name: "two paragraphs of one text",
        ours: &[("schedule/comment", "Un mot d’ici.\nDeux.\nTrois.")],
        theirs: &[("schedule/comment", "Un.\nDeux.\nTrois mots de là.")],
        expected: &[("schedule/comment", "Un mot d’ici.\nDeux.\nTrois mots de là.")],
        // Ours was written over theirs, whole: nothing of it is left to take back.
        reverted: &[],
    },
    Case {
        name: "two words of one paragraph",
        ours: &[("synthesis/comment", "Le rouge et le grand soir.")],
        theirs: &[("synthesis/comment", "Le noir et le petit soir.")],
        expected: &[("synthesis/comment", "Le rouge et le petit soir.")],
        reverted: &[],
    },
    Case {
        name: "a new action with its amounts, and another amount",
        ours: &[("action/03/label", "Neuve"), ("plf/03/31/ae", "5"), ("plf/03/31/cp", "4")],
        theirs: &[("plf/02/21/ae", "3100000"), ("plf/02/21/cp", "3100000")],
        expected: &[("action/03/label", "Neuve"), ("plf/03/31/ae", "5"), ("plf/03/31/cp", "4"), ("plf/02/21/ae", "3 100 000")],
        reverted: &[("plf/03/31/ae", "5"), ("plf/02/21/ae", "3 000 000")],
    },
];

/// The sample with a text of three paragraphs and one of a sentence.
fn base() -> Document {
    with(&sample(), &[("schedule/comment", "Un.\nDeux.\nTrois."), ("synthesis/comment", "Le noir et le grand soir.")])
}

#[test]
fn what_two_drafters_did_is_merged_however_git_brings_it_together() {
    for Case { name, ours, theirs, expected, reverted } in CASES {
        for deed in [Merge, Rebase, CherryPick, Revert, StashPop] {
            let case = format!("{name}, {deed:?}");
            let desk = Desk::repository(&[(FILE, &papier::storage::write(&base()))]);
            match deed {
                Merge | Rebase | CherryPick => {
                    desk.branch("other", FILE, theirs);
                    desk.changes(FILE, ours);
                }
                Revert => {
                    desk.changes(FILE, theirs);
                    desk.changes(FILE, ours);
                }
                StashPop => {
                    desk.save(FILE, &with(&base(), theirs));
                    desk.does(&["stash", "-q"]);
                    desk.changes(FILE, ours);
                }
            }
            let run = match deed {
                Merge => desk.git(&["merge", "-q", "--no-edit", "other"]),
                Rebase => desk.git(&["rebase", "-q", "other"]),
                CherryPick => desk.git(&["cherry-pick", "--allow-empty", "--keep-redundant-commits", "other"]),
                Revert => desk.git(&["revert", "--no-edit", "HEAD~1"]),
                StashPop => desk.git(&["stash", "pop", "-q"]),
            };
            if matches!(deed, Revert) && reverted.is_empty() {
                continue;
            }
            run.gives(0, &case);
            let document = desk.document(FILE);
            assert!(document.conflicts.is_empty(), "{case}: {:?}", document.conflicts);
            for (address, expected) in if matches!(deed, Revert) { reverted } else { expected } {
                assert_eq!(value(&document, address), *expected, "{case}, {address}");
            }
            let left: Vec<String> = desk.files().into_iter().filter(|name| ![FILE, ".gitattributes"].contains(&name.as_str())).collect();
            assert!(left.is_empty(), "{case}: {left:?}");
        }
    }
}

/// Findings that each explained, with the driver: two stand beside each other, two reasons of one are left to choose.
#[test]
fn reasons_of_findings_are_merged_however_git_brings_them_together() {
    use papier::editing::{Command, Session, review};
    let base = with(&sample(), &[("indicator/1.1/source", ""), ("indicator/2.1/source", ""), ("text/strategy", "Un mot.")]);
    let justified = |rank: usize, reason: &str| {
        let mut session = Session::opened(base.clone());
        let finding = session.findings()[rank].justified();
        session.apply(&Command::Review(review::Review::Justify { finding, reason: reason.into() })).expect("justified");
        session.document().as_ref().clone()
    };
    assert!(Session::opened(base.clone()).findings().len() > 1);
    for deed in [Merge, Rebase, CherryPick, Revert, StashPop] {
        for (ours, theirs, reasons, choices) in [
            (justified(0, "voir le rapport"), justified(1, "voir la note"), 2, 0),
            (justified(0, "voir le rapport"), justified(0, "voir le rapport"), 1, 0),
            (justified(0, "voir le rapport"), justified(0, "voir la note"), 1, 1),
        ] {
            let case = format!("{deed:?}, {reasons}, {choices}");
            let desk = Desk::repository(&[(FILE, &papier::storage::write(&base))]);
            let commit = |document: &Document| {
                desk.save(FILE, document);
                desk.commit("change");
            };
            let run = match deed {
                Merge | Rebase | CherryPick => {
                    desk.does(&["checkout", "-q", "-b", "other"]);
                    commit(&theirs);
                    desk.does(&["checkout", "-q", "main"]);
                    commit(&ours);
                    match deed {
                        Merge => desk.git(&["merge", "-q", "--no-edit", "other"]),
                        Rebase => desk.git(&["rebase", "-q", "other"]),
                        _ => desk.git(&["cherry-pick", "--allow-empty", "--keep-redundant-commits", "other"]),
                    }
                }
                // What is taken back was the other's, ours came after it.
                Revert if choices == 0 && reasons == 2 => {
                    commit(&theirs);
                    let both = papier::editing::merging::merge(Some(&base), &ours, &theirs).expect("merged").document;
                    commit(&both);
                    desk.git(&["revert", "--no-edit", "HEAD~1"])
                }
                Revert => continue,
                StashPop => {
                    desk.save(FILE, &theirs);
                    desk.does(&["stash", "-q"]);
                    commit(&ours);
                    desk.git(&["stash", "pop", "-q"])
                }
            };
            run.gives(i32::from(choices > 0), &case);
            let document = desk.document(FILE);
            assert_eq!(document.conflicts.len(), choices, "{case}: {:?}", document.conflicts);
            let expected = if matches!(deed, Revert) { 1 } else { reasons };
            assert_eq!(document.justified.len(), expected, "{case}: {:?}", document.justified);
            if choices > 0 {
                let (key, conflict) = document.conflicts.iter().next().expect("a choice");
                assert_eq!(conflict.kind, "reason", "{case}");
                let other = conflict.theirs.clone().expect("a reason");
                desk.papier(&["resolve", FILE, "--take", &format!("{key}=theirs")]).gives(0, &case);
                assert_eq!(desk.document(FILE).justified.values().cloned().collect::<Vec<_>>(), [other], "{case}");
            }
        }
    }
}

/// A merge that is taken back, with what came after it kept.
#[test]
fn a_merge_is_reverted_and_what_came_after_it_stays() {
    let desk = Desk::repository(&[(FILE, SAMPLE)]);
    desk.branch("other", FILE, &[("plf/01/31/ae", "8000000"), ("action/03/label", "Neuve"), ("plf/03/31/ae", "5")]);
    desk.changes(FILE, &[("plf/01/31/cp", "8100000")]);
    desk.does(&["merge", "-q", "--no-edit", "other"]);
    desk.changes(FILE, &[("plf/02/21/ae", "3100000")]);
    desk.does(&["revert", "--no-edit", "-m", "1", "HEAD~1"]);
    let document = desk.document(FILE);
    for (address, expected) in [("plf/01/31/ae", "7 300 000"), ("plf/01/31/cp", "8 100 000"), ("plf/02/21/ae", "3 100 000")] {
        assert_eq!(value(&document, address), expected, "{address}");
    }
    assert_eq!((document.actions.len(), document.conflicts.len()), (2, 0));
}

/// The file opens with the state that stands here; choices are made by the command line, and git goes on.
#[test]
fn a_choice_that_is_left_stops_git_and_is_made_in_the_file() {
    for (deed, next) in [
        (&["merge", "-q", "--no-edit", "other"][..], &["commit", "-q", "--no-edit"][..]),
        (&["rebase", "-q", "other"][..], &["-c", "core.editor=true", "rebase", "--continue"][..]),
        (&["cherry-pick", "other"][..], &["-c", "core.editor=true", "cherry-pick", "--continue"][..]),
    ] {
        let case = format!("{deed:?}");
        let desk = Desk::repository(&[(FILE, SAMPLE)]);
        desk.branch("other", FILE, &[("plf/01/31/ae", "8000000"), ("plf/02/21/ae", "3100000")]);
        desk.changes(FILE, &[("plf/01/31/ae", "9000000"), ("plf/02/21/cp", "3100000")]);
        let run = desk.git(deed);
        assert_ne!(run.code, Some(0), "{case}");
        assert!(run.stderr.contains("papier resolve"), "{case}: {}", run.stderr);
        let document = desk.document(FILE);
        // A rebase builds on the other's: what stands there is "here".
        let (here, there) = if deed[0] == "rebase" { ("8 000 000", "9000000") } else { ("9 000 000", "8000000") };
        assert_eq!(value(&document, "plf/01/31/ae"), here, "{case}");
        assert_eq!((value(&document, "plf/02/21/ae"), value(&document, "plf/02/21/cp")), ("3 100 000".into(), "3 100 000".into()), "{case}");
        let keys: Vec<&String> = document.conflicts.keys().collect();
        let [key] = keys.as_slice() else { panic!("{case}: {:?}", document.conflicts) };
        desk.papier(&["check", FILE]).gives(1, &case);
        desk.papier(&["export", FILE, "-o", "x.html"]).gives(2, &case);
        let listed = desk.papier(&["conflicts", FILE, "--format", "json"]).gives(1, &case).json();
        assert_eq!(listed["conflicts"][0]["address"], "plf/01/31/ae", "{case}");
        assert_eq!(listed["conflicts"][0]["theirs"], there, "{case}");
        desk.papier(&["resolve", FILE, "--take", &format!("{key}=theirs")]).gives(0, &case);
        assert_eq!(value(&desk.document(FILE), "plf/01/31/ae").replace(' ', ""), there, "{case}");
        desk.does(&["add", FILE]);
        desk.does(next);
        assert_eq!(desk.does(&["status", "--porcelain"]).stdout, "", "{case}");
    }
}

#[test]
fn a_criss_cross_merges_with_a_base_that_was_merged_itself() {
    let desk = Desk::repository(&[(FILE, SAMPLE)]);
    desk.branch("other", FILE, &[("plf/01/31/ae", "8000000")]);
    desk.changes(FILE, &[("plf/01/31/cp", "8100000")]);
    desk.does(&["branch", "first"]);
    desk.does(&["merge", "-q", "--no-edit", "other"]);
    desk.changes(FILE, &[("programme/mission", "Ici")]);
    desk.does(&["checkout", "-q", "other"]);
    desk.does(&["merge", "-q", "--no-edit", "first"]);
    desk.changes(FILE, &[("programme/minister", "Là")]);
    desk.does(&["checkout", "-q", "main"]);
    desk.does(&["merge", "-q", "--no-edit", "other"]);
    let document = desk.document(FILE);
    for (address, expected) in
        [("plf/01/31/ae", "8 000 000"), ("plf/01/31/cp", "8 100 000"), ("programme/mission", "Ici"), ("programme/minister", "Là")]
    {
        assert_eq!(value(&document, address), expected);
    }
    assert!(document.conflicts.is_empty());
}

#[test]
fn a_file_that_both_added_is_merged_without_a_base() {
    let desk = Desk::repository(&[("notes.txt", "rien")]);
    desk.does(&["checkout", "-q", "-b", "other"]);
    desk.save(FILE, &with(&sample(), &[("plf/01/31/ae", "8000000")]));
    desk.commit("theirs");
    desk.does(&["checkout", "-q", "main"]);
    desk.save(FILE, &sample());
    desk.commit("ours");
    assert_ne!(desk.git(&["merge", "-q", "--no-edit", "other"]).code, Some(0), "two amounts of one cell");
    let document = desk.document(FILE);
    assert_eq!(value(&document, "plf/01/31/ae"), "7 300 000");
    assert_eq!(document.conflicts.len(), 1, "{:?}", document.conflicts);
}

#[test]
fn line_ends_of_windows_are_no_change() {
    let crlf = SAMPLE.replace('\n', "\r\n");
    // As a repository that was begun without attributes has it.
    let desk = Desk::new();
    desk.does(&["init", "-q", "-b", "main"]);
    desk.write(FILE, &crlf);
    desk.commit("base");
    desk.does(&["checkout", "-q", "-b", "other"]);
    desk.write(FILE, crlf.replace("7300000", "8000000"));
    desk.commit("theirs");
    desk.does(&["checkout", "-q", "main"]);
    desk.changes(FILE, &[("programme/mission", "Ici")]);
    desk.papier(&["git-setup"]).gives(0, "git-setup");
    desk.does(&["merge", "-q", "--no-edit", "other"]);
    let document = desk.document(FILE);
    assert_eq!((value(&document, "programme/mission"), value(&document, "plf/01/31/ae")), ("Ici".into(), "8 000 000".into()));
    assert!(!desk.text(FILE).contains('\r'));
}

#[test]
fn any_name_of_a_file_is_merged() {
    let names =
        ["PAP 352 – été.ron", "-x.ron", "--help.ron", "l'un & \"l'autre\" $HOME `id`;.ron", "dossier d’été/sous dossier/pap.ron", "%P %A.ron"];
    let desk = Desk::repository(&names.map(|name| (name, SAMPLE)));
    desk.does(&["checkout", "-q", "-b", "other"]);
    for name in names {
        desk.save(name, &with(&sample(), &[("plf/01/31/ae", "8000000"), ("programme/mission", "Là")]));
    }
    desk.commit("theirs");
    desk.does(&["checkout", "-q", "main"]);
    for name in names {
        desk.save(name, &with(&sample(), &[("plf/01/31/cp", "8100000"), ("programme/mission", "Ici")]));
    }
    desk.commit("ours");
    let run = desk.git(&["merge", "-q", "--no-edit", "other"]).gives(1, "a mission in two ways");
    for name in names {
        let document = desk.document(name);
        assert_eq!((value(&document, "plf/01/31/ae"), value(&document, "plf/01/31/cp")), ("8 000 000".into(), "8 100 000".into()), "{name}");
        assert!(run.stderr.contains(name), "{name} is named: {}", run.stderr);
        let listed = desk.papier(&["conflicts", "--format", "json", "--", name]).gives(1, name).json();
        let key = listed["conflicts"][0]["key"].as_str().expect("a key").to_owned();
        desk.papier(&["resolve", "--take", &format!("{key}=theirs"), "--", name]).gives(0, name);
        assert_eq!(value(&desk.document(name), "programme/mission"), "Là");
    }
}

/// A whole bill, each of whose programmes both changed.
#[test]
fn the_135_files_of_a_bill_are_merged_at_once() {
    let documents: Vec<(String, Document)> = (1..=135_u16)
        .map(|number| {
            let mut document = sample();
            document.programme.number = ProgrammeNumber::new(100 + number);
            (format!("programme-{}.ron", 100 + number), document)
        })
        .collect();
    let texts: Vec<(String, String)> = documents.iter().map(|(name, document)| (name.clone(), papier::storage::write(document))).collect();
    let desk = Desk::repository(&texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    for (branch, cell) in [("other", "plf/01/31/ae"), ("main", "plf/01/31/cp")] {
        if branch == "other" {
            desk.does(&["checkout", "-q", "-b", branch]);
        } else {
            desk.does(&["checkout", "-q", branch]);
        }
        for (name, document) in &documents {
            desk.save(name, &with(document, &[(cell, "8000000")]));
        }
        desk.commit(branch);
    }
    let begun = Instant::now();
    desk.does(&["merge", "-q", "--no-edit", "other"]);
    println!("proof teams: 135 files merged by git and Papier in {:.2} s", begun.elapsed().as_secs_f64());
    for (name, _) in &documents {
        let document = desk.document(name);
        assert_eq!((value(&document, "plf/01/31/ae"), value(&document, "plf/01/31/cp")), ("8 000 000".into(), "8 000 000".into()), "{name}");
    }
}

/// git goes on without a word when its configuration does not know the driver; what it did is mended from its index.
#[test]
fn a_merge_without_the_driver_is_mended_from_the_index() {
    let desk = Desk::repository(&[(FILE, SAMPLE)]);
    desk.branch("other", FILE, &[("plf/01/31/ae", "8000000")]);
    desk.changes(FILE, &[("plf/01/31/cp", "8100000")]);
    for key in ["merge.papier.driver", "merge.papier.name"] {
        desk.does(&["config", "--unset", key]);
    }
    assert_eq!(desk.git(&["merge", "-q", "--no-edit", "other"]).code, Some(1), "git sees one line");
    assert!(desk.text(FILE).contains("<<<<<<<"));
    let checked = desk.papier(&["git-setup", "--check"]).gives(1, "not armed");
    assert!(checked.stderr.contains("ATTENTION") && checked.stderr.contains("papier git-setup"), "{}", checked.stderr);

    desk.papier(&["resolve", FILE, "--take", "1=ours"]).gives(2, "marks do not open");
    let run = desk.papier(&["resolve", FILE, "--from-git"]).gives(0, "nothing to choose");
    assert!(run.stdout.contains("git add pap.ron"), "{}", run.stdout);
    let document = desk.document(FILE);
    assert_eq!((value(&document, "plf/01/31/ae"), value(&document, "plf/01/31/cp")), ("8 000 000".into(), "8 100 000".into()));
    // What was made of the versions is not made again over choices.
    let before = desk.text(FILE);
    let again = desk.papier(&["resolve", FILE, "--from-git"]).gives(2, "it opens");
    assert!(again.stderr.contains("git checkout --merge"), "{}", again.stderr);
    assert_eq!(desk.text(FILE), before);
    desk.does(&["add", FILE]);
    desk.does(&["commit", "-q", "--no-edit"]);
    let done = desk.papier(&["resolve", FILE, "--from-git"]).gives(2, "merged");
    assert!(done.stderr.contains("git status"), "{}", done.stderr);
}

#[test]
fn what_one_removed_and_the_other_changed_is_left_to_git() {
    let desk = Desk::repository(&[(FILE, SAMPLE)]);
    desk.branch("other", FILE, &[("plf/01/31/ae", "8000000")]);
    desk.does(&["rm", "-q", FILE]);
    desk.commit("removed");
    desk.git(&["merge", "-q", "--no-edit", "other"]).gives(1, "removed and changed");
    let run = desk.papier(&["resolve", FILE, "--from-git"]).gives(2, "no two versions");
    assert!(run.stderr.contains("git rm"), "{}", run.stderr);
}

#[test]
fn the_mergetool_of_git_mends_it_as_well() {
    let desk = Desk::repository(&[("été 1.ron", SAMPLE)]);
    desk.branch("other", "été 1.ron", &[("plf/01/31/ae", "8000000")]);
    desk.changes("été 1.ron", &[("plf/01/31/cp", "8100000")]);
    for key in ["merge.papier.driver", "merge.papier.name"] {
        desk.does(&["config", "--unset", key]);
    }
    desk.git(&["merge", "-q", "--no-edit", "other"]).gives(1, "by lines");
    desk.does(&["mergetool", "-y", "--tool=papier"]);
    let document = desk.document("été 1.ron");
    assert_eq!((value(&document, "plf/01/31/ae"), value(&document, "plf/01/31/cp")), ("8 000 000".into(), "8 100 000".into()));
    assert_eq!(desk.does(&["diff", "--name-only", "--diff-filter=U"]).stdout, "");
}

#[test]
fn git_diff_reads_as_facts_in_words() {
    let desk = Desk::repository(&[(FILE, SAMPLE), ("-x.ron", SAMPLE), ("notes.ron", "(a: 1)\n")]);
    for name in [FILE, "-x.ron"] {
        desk.save(name, &with(&sample(), &[("plf/01/31/ae", "8000000")]));
    }
    desk.write("notes.ron", "(a: 2)\n");
    let shown = desk.does(&["diff", "-U0"]).stdout;
    for name in [FILE, "-x.ron"] {
        assert!(shown.contains(name), "{shown}");
    }
    for line in
        ["-plf/01/31/ae · AE 2021 (PLF), action 01, catégorie 31 : 7 300 000", "+plf/01/31/ae · AE 2021 (PLF), action 01, catégorie 31 : 8 000 000"]
    {
        assert_eq!(shown.lines().filter(|shown| *shown == line).count(), 2, "{line} in\n{shown}");
    }
    assert!(shown.contains("-(a: 1)") && shown.contains("+(a: 2)"), "another program's file is shown as it is: {shown}");
    assert_eq!(fs::read_to_string(desk.path(FILE)).expect("the file").lines().next(), Some("// papier 2"));
}

//! `papier git-setup`: what it writes, finds missing and takes away.

use std::fs;

use super::{Desk, PAPIER, Run};

const LINE: &str = "*.ron merge=papier diff=papier eol=lf";

fn repository() -> Desk {
    let desk = Desk::new();
    desk.does(&["init", "-q", "-b", "main"]);
    desk
}

#[test]
fn it_arms_a_repository_once_and_leaves_it_as_it_was() {
    for before in [None, Some("# d’autres\n*.txt text\n"), Some("*.txt text"), Some("*.txt text\r\n*.bin -text\r\n"), Some("")] {
        let case = format!("{before:?}");
        let desk = repository();
        if let Some(before) = before {
            desk.write(".gitattributes", before);
        }
        desk.does(&["config", "user.name", "Zoé"]);
        let config = desk.text(".git/config");
        desk.papier(&["git-setup", "--check"]).gives(1, &case);
        assert_eq!(desk.text(".git/config"), config, "{case}: a check writes nothing");
        desk.papier(&["git-setup"]).gives(0, &case);
        let (attributes, armed) = (desk.text(".gitattributes"), desk.text(".git/config"));
        assert!(
            attributes.starts_with(before.unwrap_or_default()) && attributes.lines().filter(|line| *line == LINE).count() == 1,
            "{case}: {attributes}"
        );
        assert_eq!(attributes.contains("\r\n"), before.is_some_and(|before| before.contains("\r\n")), "{case}");
        desk.papier(&["git-setup"]).gives(0, &case);
        assert_eq!((desk.text(".gitattributes"), desk.text(".git/config")), (attributes, armed), "{case}: twice is once");
        desk.papier(&["git-setup", "--check"]).gives(0, &case);
        desk.papier(&["git-setup", "--remove"]).gives(0, &case);
        let left = desk.text(".gitattributes");
        let end = if before.is_some_and(|before| !before.is_empty() && !before.ends_with('\n')) { "\n" } else { "" };
        assert_eq!(left, format!("{}{end}", before.unwrap_or_default()), "{case}");
        assert_eq!(desk.text(".git/config"), config, "{case}");
        desk.papier(&["git-setup", "--check"]).gives(1, &case);
    }
}

#[test]
fn what_somebody_else_wrote_stays() {
    let desk = repository();
    for (key, value) in [("merge.papier.driver", "meld %O %A %B"), ("mergetool.papier.cmd", "meld"), ("merge.other.driver", "other")] {
        desk.does(&["config", key, value]);
    }
    desk.write(".gitattributes", "*.ron merge=papier\n");
    let config = desk.text(".git/config");
    desk.papier(&["git-setup", "--remove"]).gives(0, "remove");
    assert_eq!((desk.text(".git/config"), desk.text(".gitattributes")), (config, "*.ron merge=papier\n".into()));
}

#[test]
fn the_whole_path_of_the_program_is_written_and_quoted() {
    let desk = repository();
    let folder = "mes outils d'été %P";
    fs::create_dir(desk.path(folder)).expect("a folder");
    let program = desk.path(folder).join("papier");
    // By another process: one that is begun meanwhile by another test would have the copy open for writing, and nobody could run it.
    let copied = std::process::Command::new("cp").arg(PAPIER).arg(&program).status();
    assert!(copied.is_ok_and(|status| status.success()), "a copy of the program");
    Run::of(desk.command(&program).arg("git-setup")).gives(0, "git-setup");
    let driver = desk.does(&["config", "merge.papier.driver"]).stdout;
    let quoted = program.to_string_lossy().replace('\'', r"'\''").replace('%', "%%");
    assert!(driver.starts_with(&format!("'{quoted}' merge --driver ")), "{driver}");
    assert!(driver.trim_end().ends_with(r#"-- "%O" "%A" "%B" %P"#), "git quotes %P itself: {driver}");
    Run::of(desk.command(&program).args(["git-setup", "--check"])).gives(0, "armed");
    // It runs from there.
    desk.write("pap.ron", super::SAMPLE);
    desk.commit("base");
    desk.branch("other", "pap.ron", &[("plf/01/31/ae", "8000000")]);
    desk.changes("pap.ron", &[("plf/01/31/cp", "8100000")]);
    desk.does(&["merge", "-q", "--no-edit", "other"]);
    desk.does(&["diff", "HEAD~1"]);
    fs::remove_file(&program).expect("removed");
    let checked = desk.papier(&["git-setup", "--check"]).gives(1, "the program is gone");
    assert!(checked.stdout.contains("papier"), "{}", checked.stdout);
}

#[test]
fn attributes_without_a_driver_are_told_loudly() {
    let desk = repository();
    desk.write(".gitattributes", format!("{LINE}\n"));
    let checked = desk.papier(&["git-setup", "--check"]).gives(1, "no driver");
    assert!(checked.stderr.contains("ATTENTION"), "{}", checked.stderr);
    let english = Run::of(desk.command(PAPIER).args(["git-setup", "--check"]).env("LC_ALL", "en_GB.UTF-8")).gives(1, "no driver");
    assert!(english.stderr.contains("WARNING"), "{}", english.stderr);
    // The attributes of nobody.
    desk.write(".gitattributes", "");
    let checked = desk.papier(&["git-setup", "--check"]).gives(1, "no attributes");
    assert!(checked.stderr.is_empty() && checked.stdout.contains(LINE), "{}{}", checked.stdout, checked.stderr);
}

#[test]
fn it_works_from_a_folder_below_and_is_refused_outside() {
    let desk = repository();
    fs::create_dir(desk.path("sous dossier")).expect("a folder");
    Run::of(desk.command(PAPIER).arg("git-setup").current_dir(desk.path("sous dossier"))).gives(0, "below");
    assert!(desk.text(".gitattributes").contains(LINE));
    let outside = Desk::new();
    let run = outside.papier(&["git-setup"]).gives(2, "no repository");
    assert!(run.stderr.contains("--global"), "{}", run.stderr);
    assert!(outside.files().is_empty());
}

#[test]
fn for_every_repository_it_writes_what_git_reads() {
    for own in [None, Some("mes attributs")] {
        let desk = repository();
        let attributes = own.map_or_else(|| desk.home.path().join(".config/git/attributes"), |name| desk.home.path().join(name));
        if let Some(name) = own {
            desk.does(&["config", "--global", "core.attributesFile", &format!("~/{name}")]);
        }
        desk.papier(&["git-setup", "--global"]).gives(0, "global");
        assert!(fs::read_to_string(&attributes).expect("attributes").contains(LINE));
        assert!(!desk.path(".gitattributes").exists());
        desk.papier(&["git-setup", "--global", "--check"]).gives(0, "global");
        desk.papier(&["git-setup", "--check"]).gives(0, "it holds here as well");
        desk.write("pap.ron", super::SAMPLE);
        desk.commit("base");
        desk.branch("other", "pap.ron", &[("plf/01/31/ae", "8000000")]);
        desk.changes("pap.ron", &[("plf/01/31/cp", "8100000")]);
        desk.does(&["merge", "-q", "--no-edit", "other"]);
        desk.papier(&["git-setup", "--global", "--remove"]).gives(0, "global");
        desk.papier(&["git-setup", "--check"]).gives(1, "nothing is left");
        assert_eq!(fs::read_to_string(&attributes).expect("attributes"), "");
    }
}

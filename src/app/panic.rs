//! What happens when the program itself fails: the journals are brought to the disk, the user is told where they are, and the program starts
//! again, which offers them: nobody who clicked on an icon reads what is said on a terminal.

use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::Command;
use std::time::{Duration, Instant};

use super::disk::Journals;
use crate::lang::Lang;
use crate::lang::escaping::for_terminal;
use crate::storage::Flush;

/// How long a program that fails waits for its journals.
const PATIENCE: Duration = Duration::from_secs(3);

/// A program that fails sooner after its start would fail again and again.
pub(super) const LIVED: Duration = Duration::from_secs(10);

type JournalFlush = Flush<Journals, Option<io::Error>>;

/// From now on a panic says where the unsaved work is; the next start offers it.
pub(super) fn install(journals: Option<JournalFlush>, lang: Lang) {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        usual(panic);
        let kept = journals.as_ref().and_then(|journals| {
            journals.wait(PATIENCE, |journals| {
                let written = journals.values().filter(|journal| journal.sync().is_ok()).map(|journal| journal.path().to_owned());
                (None, written.filter(|path| path.exists()).collect::<Vec<_>>())
            })
        });
        // Nobody reads a closed standard error.
        let _ = match kept.filter(|paths| !paths.is_empty()) {
            Some(paths) => writeln!(
                io::stderr(),
                "{}{}",
                lang.pick(
                    "papier : le programme s’est arrêté sur un défaut. Le travail non enregistré est gardé et sera proposé au prochain démarrage :",
                    "papier: the program stopped on a fault. Unsaved work is kept and will be offered at the next start:",
                ),
                paths.iter().map(|path| format!("\n  {}", for_terminal(&path.display().to_string()))).collect::<String>()
            ),
            None => writeln!(
                io::stderr(),
                "{}",
                lang.pick("papier : le programme s’est arrêté sur un défaut.", "papier: the program stopped on a fault.")
            ),
        };
    }));
}

/// Runs the window. When that panics after so long, the program starts again as it was started.
pub(super) fn restarting<R>(lived: Duration, run: impl FnOnce() -> R) -> R {
    let begun = Instant::now();
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        if begun.elapsed() >= lived
            && let Ok(program) = std::env::current_exe()
        {
            start_again(Command::new(program).args(std::env::args_os().skip(1)));
        }
        resume_unwind(panic)
    })
}

/// In the place of this process: what it holds, its journal before all, is free when the next one looks for it.
#[cfg(unix)]
fn start_again(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    drop(command.exec());
}

#[cfg(not(unix))]
fn start_again(command: &mut Command) {
    drop(command.spawn());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{About, Journal, Lane, Orphan};

    const CHILD: &str = "PAPIER_TEST_PANIC";

    /// The program that fails: it has handed a hundred states to each of two journals, and waits for none.
    #[test]
    fn a_program_that_fails() {
        let Some(folder) = std::env::var_os(CHILD) else { return };
        let about = About { document: None, title: String::new(), stamp: None, machine: String::new(), process: 1 };
        let journal = |name: &str| Journal::new(std::path::Path::new(&folder), name, about.clone());
        let mut lane = Lane::start("journals", Journals::from([(1, journal("failed")), (2, journal("beside"))]), || ()).unwrap();
        install(lane.flush(), Lang::French);
        for state in 1..=100 {
            lane.run(move |journals: &mut Journals| journals.values_mut().find_map(|journal| journal.record(format!("{state}\n")).err()));
        }
        panic!("a fault");
    }

    #[test]
    fn a_panic_brings_every_journal_to_the_disk_and_says_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "app::panic::tests::a_program_that_fails", "--nocapture"]).env(CHILD, folder.path());
        let output = child.output().unwrap();
        assert!(!output.status.success());
        let orphans = Orphan::all_in(folder.path());
        assert_eq!(orphans.iter().map(|orphan| orphan.recovered.text.as_str()).collect::<Vec<_>>(), ["100\n", "100\n"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        for name in ["failed.journal", "beside.journal"] {
            assert!(said.contains(&folder.path().join(name).display().to_string()), "{said}");
        }
    }

    const STARTS: &str = "PAPIER_TEST_STARTS";

    /// The program that fails after a while, and does not when it is started again.
    #[test]
    fn a_program_that_is_started_again() {
        let Some(folder) = std::env::var_os(STARTS).map(std::path::PathBuf::from) else { return };
        let starts = std::fs::read_dir(&folder).unwrap().count();
        std::fs::write(folder.join(starts.to_string()), "started").unwrap();
        // At its start, then after a while, then never.
        let lived = if starts == 0 { Duration::ZERO } else { Duration::MAX };
        restarting(lived, || assert!(starts > 1, "a fault"));
    }

    #[cfg(unix)]
    #[test]
    fn a_panic_starts_the_program_again_unless_it_comes_at_once() {
        for (already, expected) in [(0, 2), (1, 2), (2, 3)] {
            let folder = tempfile::tempdir().unwrap();
            (0..already).for_each(|start| std::fs::write(folder.path().join(start.to_string()), "").unwrap());
            let mut child = Command::new(std::env::current_exe().unwrap());
            child.args(["--exact", "app::panic::tests::a_program_that_is_started_again"]).env(STARTS, folder.path());
            child.output().unwrap();
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), expected, "{already} starts before");
        }
    }
}

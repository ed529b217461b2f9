//! What happens when the program itself fails: the journal is brought to the disk, and the user is told where it is.

use std::io::{self, Write as _};
use std::time::Duration;

use crate::lang::Lang;
use crate::storage::{Flush, Journal};

/// How long a program that fails waits for its journal.
const PATIENCE: Duration = Duration::from_secs(3);

type JournalFlush = Flush<Option<Journal>, Option<io::Error>>;

/// From now on a panic says where the unsaved work is; the next start offers it.
pub(super) fn install(journal: Option<JournalFlush>, lang: Lang) {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        usual(panic);
        let kept = journal.as_ref().and_then(|journal| {
            journal.wait(PATIENCE, |journal| {
                let written = journal.as_ref().and_then(|journal| journal.sync().ok().map(|()| journal.path().to_owned()));
                (None, written.filter(|path| path.exists()))
            })
        });
        // Nobody reads a closed standard error.
        let _ = match kept.flatten() {
            Some(path) => writeln!(
                io::stderr(),
                "{}\n  {}",
                lang.pick(
                    "papier : le programme s’est arrêté sur un défaut. Le travail non enregistré est gardé et sera proposé au prochain démarrage :",
                    "papier: the program stopped on a fault. Unsaved work is kept and will be offered at the next start:",
                ),
                path.display()
            ),
            None => writeln!(
                io::stderr(),
                "{}",
                lang.pick("papier : le programme s’est arrêté sur un défaut.", "papier: the program stopped on a fault.")
            ),
        };
    }));
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::storage::{About, Lane, Orphan};

    const CHILD: &str = "PAPIER_TEST_PANIC";

    /// The program that fails: it has handed a hundred states to its journal, and waits for none.
    #[test]
    fn a_program_that_fails() {
        let Some(folder) = std::env::var_os(CHILD) else { return };
        let about = About { document: None, title: String::new(), stamp: None, machine: String::new(), process: 1 };
        let journal = Journal::new(folder.as_ref(), "failed", about);
        let mut lane = Lane::start("journal", Some(journal), || ()).unwrap();
        install(lane.flush(), Lang::French);
        for state in 1..=100 {
            lane.run(move |journal: &mut Option<Journal>| journal.as_mut()?.record(format!("{state}\n")).err());
        }
        panic!("a fault");
    }

    #[test]
    fn a_panic_brings_the_journal_to_the_disk_and_says_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "app::panic::tests::a_program_that_fails", "--nocapture"]).env(CHILD, folder.path());
        let output = child.output().unwrap();
        assert!(!output.status.success());
        let orphans = Orphan::all_in(folder.path());
        assert_eq!(orphans.iter().map(|orphan| orphan.recovered.text.as_str()).collect::<Vec<_>>(), ["100\n"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(&folder.path().join("failed.journal").display().to_string()), "{said}");
    }
}

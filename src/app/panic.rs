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

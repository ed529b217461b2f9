//! Who has a file open: a hidden mark beside it with a name, a machine and a time (R7).
//!
//! The mark is a courtesy between people. It is not what keeps a file from being overwritten: that is the stamp that each save compares.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::disk::{Disk, FileSystem};
use super::file::{folder_of, knows_no_locks};

/// Largest mark that is read, in bytes.
const SIZE_CAP: u64 = 4096;

/// Somebody who has a file open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    pub user: String,
    pub machine: String,
    pub process: u32,
    /// Seconds since 1970, UTC.
    pub since: u64,
}

impl Owner {
    /// The user of this program.
    pub fn me() -> Self {
        let user = ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self { user, machine: machine(), process: std::process::id(), since }
    }
}

/// The name of this machine; empty where the system does not say it in a file or a variable.
pub(super) fn machine() -> String {
    let file = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = file.or_else(|| ["COMPUTERNAME", "HOSTNAME"].iter().find_map(|name| std::env::var(name).ok()));
    name.unwrap_or_default().trim().to_owned()
}

/// The mark of this program on a file; gone when dropped.
pub struct OwnerMark {
    path: PathBuf,
    held: Option<Handle>,
}

type Handle = <Disk as FileSystem>::Handle;

/// What became of the wish to have a file for oneself.
pub enum Claim {
    Ours(OwnerMark),
    Theirs(Owner),
    /// No mark can be written there: a folder that is read-only, a name that is too long.
    Unmarked,
}

impl OwnerMark {
    /// Marks a file, unless somebody else who may be alive did.
    ///
    /// A mark whose Papier is dead is nobody's: on this machine, that is one that nobody holds any more. What holds elsewhere cannot be told
    /// from here: the mark of another machine counts until `taking_over`.
    pub fn claim(document: &Path, me: &Owner, taking_over: bool) -> Claim {
        Self::claim_on(&Disk, document, me, taking_over)
    }

    fn claim_on<F: FileSystem<Handle = Handle>>(fs: &F, document: &Path, me: &Owner, taking_over: bool) -> Claim {
        let path = mark_of(document);
        for _ in 0..3 {
            match fs.create_new(&path, false) {
                Ok(file) => drop(file),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(_) => return Claim::Unmarked,
            }
            let found = read(&path);
            let held = match fs.hold(&path) {
                Ok(held) => held,
                Err(error) if knows_no_locks(&error) => return unlocked(path, me, found, taking_over),
                Err(_) => return Claim::Unmarked,
            };
            let Some(mut file) = held else { return Claim::Theirs(found.unwrap_or_else(nobody)) };
            // Its owner removed it between the two calls.
            if !fs.still_names(&path, &file).unwrap_or(false) {
                continue;
            }
            match found {
                Some(owner) if owner.machine != me.machine && !taking_over => return Claim::Theirs(owner),
                _ => {}
            }
            let written = file.set_len(0).and_then(|()| fs.write(&mut file, text_of(me).as_bytes()));
            let mark = Self { path, held: Some(file) };
            return if written.is_ok() { Claim::Ours(mark) } else { Claim::Unmarked };
        }
        Claim::Unmarked
    }
}

/// A share without locks: the words of the mark are all there is.
fn unlocked(path: PathBuf, me: &Owner, found: Option<Owner>, taking_over: bool) -> Claim {
    match found {
        Some(owner) if (&owner.machine, owner.process) != (&me.machine, me.process) && !taking_over => Claim::Theirs(owner),
        _ => match super::file::write_atomically(&path, text_of(me).as_bytes(), |_| Ok::<(), String>(())) {
            Ok(()) => Claim::Ours(OwnerMark { path, held: None }),
            Err(_) => Claim::Unmarked,
        },
    }
}

impl Drop for OwnerMark {
    /// Removed while it is held: the next one who claims the file never holds a mark that is about to go.
    fn drop(&mut self) {
        drop(Disk.remove(&self.path));
        drop(self.held.take());
    }
}

/// `.~pap.ron.papier`
fn mark_of(document: &Path) -> PathBuf {
    let real = std::fs::canonicalize(document).unwrap_or_else(|_| document.to_owned());
    let mut name = std::ffi::OsString::from(".~");
    name.push(real.file_name().unwrap_or_default());
    name.push(".papier");
    folder_of(&real).join(name)
}

fn text_of(owner: &Owner) -> String {
    serde_json::to_string(owner).unwrap_or_default()
}

fn read(path: &Path) -> Option<Owner> {
    serde_json::from_slice(&Disk.read(path, SIZE_CAP).ok()?).ok()
}

/// The owner of a mark that is not written yet.
fn nobody() -> Owner {
    Owner { user: String::new(), machine: String::new(), process: 0, since: 0 }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    use super::super::failing::{Failing, Failure, NO_LOCKS};
    use super::*;
    use std::fs;

    fn owner(machine: &str, process: u32) -> Owner {
        Owner { user: "Anne".into(), machine: machine.into(), process, since: 1_600_000_000 }
    }

    fn is_ours(claim: &Claim) -> bool {
        matches!(claim, Claim::Ours(_))
    }

    #[test]
    fn a_file_has_one_owner_until_he_closes_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pap.ron");
        let first = OwnerMark::claim(&path, &owner("here", 1), false);
        assert!(is_ours(&first));
        assert!(matches!(OwnerMark::claim(&path, &owner("here", 2), false), Claim::Theirs(found) if found == owner("here", 1)));
        assert!(matches!(OwnerMark::claim(&path, &owner("there", 2), false), Claim::Theirs(found) if found == owner("here", 1)));
        drop(first);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(is_ours(&OwnerMark::claim(&path, &owner("there", 2), false)));
    }

    #[test]
    fn a_dead_owner_is_recognised_on_his_machine_and_taken_over_elsewhere_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pap.ron");
        let leave_behind = || fs::write(mark_of(&path), text_of(&owner("here", 1))).unwrap();
        leave_behind();
        assert!(is_ours(&OwnerMark::claim(&path, &owner("here", 2), false)));
        leave_behind();
        assert!(matches!(OwnerMark::claim(&path, &owner("there", 2), false), Claim::Theirs(_)));
        assert!(is_ours(&OwnerMark::claim(&path, &owner("there", 2), true)));
        assert!(is_ours(&OwnerMark::claim(&path, &owner("there", 2), false)), "the mark went with its taker");
    }

    /// A share without locks: whoever is written on the mark has the file, until somebody takes it over.
    #[cfg(unix)]
    #[test]
    fn without_locks_the_words_of_the_mark_count() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pap.ron");
        let claim = |me: Owner, taking_over| {
            let disk = Failing::new(Failure::First("hold", 1), NO_LOCKS);
            OwnerMark::claim_on(&disk, &path, &me, taking_over)
        };
        let first = claim(owner("here", 1), false);
        assert!(is_ours(&first));
        for other in [owner("here", 2), owner("there", 1), owner("there", 2)] {
            assert!(matches!(claim(other.clone(), false), Claim::Theirs(found) if found == owner("here", 1)), "{other:?}");
        }
        let taken = claim(owner("there", 1), true);
        assert!(is_ours(&taken));
        assert!(matches!(claim(owner("here", 1), false), Claim::Theirs(found) if found == owner("there", 1)));
        assert!(is_ours(&claim(owner("there", 1), false)), "his own");
    }

    #[cfg(unix)]
    #[test]
    fn a_disk_that_refuses_the_mark_leaves_it_as_it_is() {
        for call in ["create_new", "hold"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("pap.ron");
            fs::write(mark_of(&path), text_of(&owner("here", 1))).unwrap();
            let disk = Failing::new(Failure::First(call, 1), 5);
            assert!(matches!(OwnerMark::claim_on(&disk, &path, &owner("here", 2), false), Claim::Unmarked), "{call}");
            assert_eq!(read(&mark_of(&path)), Some(owner("here", 1)), "{call}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_machine_says_its_name() {
        let name = std::process::Command::new("uname").arg("-n").output().unwrap().stdout;
        assert_eq!(machine(), String::from_utf8(name).unwrap().trim());
    }

    #[test]
    fn a_living_owner_is_never_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pap.ron");
        let _mark = OwnerMark::claim(&path, &owner("here", 1), false);
        assert!(matches!(OwnerMark::claim(&path, &owner("there", 2), true), Claim::Theirs(_)));
    }

    #[test]
    fn a_mark_that_cannot_be_read_or_written_stops_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pap.ron");
        fs::write(mark_of(&path), "garbage").unwrap();
        assert!(is_ours(&OwnerMark::claim(&path, &owner("here", 1), false)));
        assert!(matches!(OwnerMark::claim(&folder.path().join("none/pap.ron"), &owner("here", 1), false), Claim::Unmarked));
        assert!(matches!(OwnerMark::claim(&folder.path().join("p".repeat(255)), &owner("here", 1), false), Claim::Unmarked));
    }
}

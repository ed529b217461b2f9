//! Who has a file open: a hidden mark beside it with a name, a machine and a time (P7).
//!
//! The mark is a courtesy between people. It is not what keeps a file from being overwritten: that is the stamp that each save compares.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::disk::{Disk, FileSystem, Kind, PRIVATE};
use super::file::{Expected, How, folder_of, knows_no_locks, replace_on};
use super::rights::keep_for_colleagues;

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
#[derive(Debug)]
pub struct OwnerMark {
    path: PathBuf,
    me: Owner,
    /// `None` on a share without locks.
    held: Option<Handle>,
}

type Handle = <Disk as FileSystem>::Handle;

/// What became of the wish to have a file for oneself.
#[derive(Debug)]
pub enum Claim {
    Ours(OwnerMark),
    Theirs(Owner),
    /// Colleagues cannot be told, nor told of.
    Unmarked(Unmarked),
}

/// Why a file bears no mark.
#[derive(Debug)]
pub enum Unmarked {
    /// Something that is no mark of Papier stands in its place, and stays as it is.
    Stranger(PathBuf),
    /// A folder that is read-only, a name that is too long, a disk that fails.
    Refused(io::Error),
}

/// What a mark holds.
enum Words {
    Of(Owner),
    /// Nothing yet: whoever made it writes it in a moment, or is dead.
    None,
    /// It is no mark.
    Strange,
}

impl OwnerMark {
    /// Marks a file, unless somebody else who may be alive did.
    ///
    /// A mark whose Papier is dead is nobody's: on this machine, that is one that nobody holds any more. What holds elsewhere cannot be told
    /// from here: the mark of another machine counts until `taking_over`.
    ///
    /// In a shared folder anything may bear the name of the mark. Only a file of its own that is empty or reads as a mark is ever written or
    /// removed. The mark is open to those to whom the document is: who may write that can hold the mark, and so knows whether its Papier lives;
    /// who may only read it asks for a lock without writing.
    pub fn claim(document: &Path, me: &Owner, taking_over: bool) -> Claim {
        Self::claim_on(&Disk, document, me, taking_over)
    }

    fn claim_on<F: FileSystem<Handle = Handle>>(fs: &F, document: &Path, me: &Owner, taking_over: bool) -> Claim {
        const ATTEMPTS: usize = 4;
        let document = std::fs::canonicalize(document).unwrap_or_else(|_| document.to_owned());
        let path = mark_of(&document);
        for _ in 0..ATTEMPTS {
            match fs.create_new(&path, PRIVATE) {
                // Without these rights the mark serves fewer people, and is no worse.
                Ok(file) => drop(keep_for_colleagues(fs, &file, &path, &document)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Claim::Unmarked(Unmarked::Refused(error)),
            }
            if let Some(claim) = claim_existing(fs, &path, me, taking_over) {
                return claim;
            }
        }
        Claim::Unmarked(Unmarked::Stranger(path))
    }
}

/// Takes a mark that is there, or tells whose it is; `None` if it is to be made anew.
fn claim_existing<F: FileSystem<Handle = Handle>>(fs: &F, path: &Path, me: &Owner, taking_over: bool) -> Option<Claim> {
    let stranger = || Some(Claim::Unmarked(Unmarked::Stranger(path.to_owned())));
    let refused = |error| Some(Claim::Unmarked(Unmarked::Refused(error)));
    let (held, is_writable) = match fs.hold(path) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => (fs.hold_unwritable(path), false),
        held => (held, true),
    };
    let mut file = match held {
        Ok(Some(file)) => file,
        Ok(None) => {
            return match read(fs, path) {
                Ok(Words::Of(owner)) => Some(Claim::Theirs(owner)),
                Ok(Words::None) => Some(Claim::Theirs(nobody())),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                Ok(Words::Strange) | Err(_) => stranger(),
            };
        }
        Err(error) if knows_no_locks(&error) => return Some(claim_unlocked(fs, path, me, taking_over)),
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        // A link, a pipe, a folder, or a file that may not even be read.
        Err(_) if !fs.facts(path).is_ok_and(|facts| facts.kind == Kind::File) || !is_writable => return stranger(),
        Err(error) => return refused(error),
    };
    // Its owner removed it between the two calls.
    if !fs.still_names(path, &file).unwrap_or(false) {
        return None;
    }
    // Another name of a file, whose text happens to read as a mark, is that file.
    if fs.facts_of(&file).is_ok_and(|facts| facts.names > 1) {
        return stranger();
    }
    match fs.read_held(&mut file, SIZE_CAP.saturating_add(1)).map(|bytes| words_of(&bytes)) {
        Ok(Words::Of(owner)) if owner.machine != me.machine && !taking_over => return Some(Claim::Theirs(owner)),
        Ok(Words::Of(_) | Words::None) => {}
        Ok(Words::Strange) => return stranger(),
        Err(error) => return refused(error),
    }
    if !is_writable {
        // The folder still lets those who may write there replace what a dead Papier left.
        return fs.remove(path).err().and_then(refused);
    }
    let written = fs.rewrite(&mut file, text_of(me).as_bytes());
    let mark = OwnerMark { path: path.to_owned(), me: me.clone(), held: Some(file) };
    Some(written.map_or_else(|error| Claim::Unmarked(Unmarked::Refused(error)), |()| Claim::Ours(mark)))
}

/// A share without locks: the words of the mark are all there is.
fn claim_unlocked<F: FileSystem>(fs: &F, path: &Path, me: &Owner, taking_over: bool) -> Claim {
    let is_mark = fs.facts(path).is_ok_and(|facts| facts.kind == Kind::File && facts.names <= 1);
    match read(fs, path) {
        Ok(Words::Of(owner)) if (&owner.machine, owner.process) != (&me.machine, me.process) && !taking_over => return Claim::Theirs(owner),
        Ok(Words::Of(_) | Words::None) if is_mark => {}
        Ok(_) => return Claim::Unmarked(Unmarked::Stranger(path.to_owned())),
        Err(error) => return Claim::Unmarked(Unmarked::Refused(error)),
    }
    let how = How { through_links: false, ..How::from(Expected::Anything) };
    match replace_on(fs, path, text_of(me).as_bytes(), how, |_| Ok::<(), String>(()), |_| ()) {
        Ok(_) => Claim::Ours(OwnerMark { path: path.to_owned(), me: me.clone(), held: None }),
        Err(error) => Claim::Unmarked(Unmarked::Refused(io::Error::other(error))),
    }
}

impl Drop for OwnerMark {
    /// Removed while it is held: the next one who claims the file never holds a mark that is about to go. What took its place stays.
    fn drop(&mut self) {
        let is_ours = match &self.held {
            Some(held) => Disk.still_names(&self.path, held).unwrap_or(false),
            None => read(&Disk, &self.path).is_ok_and(|words| matches!(words, Words::Of(owner) if owner == self.me)),
        };
        if is_ours {
            drop(Disk.remove(&self.path));
        }
        drop(self.held.take());
    }
}

/// `.~pap.ron.papier`, beside the file itself.
fn mark_of(document: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".~");
    name.push(document.file_name().unwrap_or_default());
    name.push(".papier");
    folder_of(document).join(name)
}

fn text_of(owner: &Owner) -> String {
    serde_json::to_string(owner).unwrap_or_default()
}

fn read<F: FileSystem>(fs: &F, path: &Path) -> io::Result<Words> {
    fs.read(path, SIZE_CAP.saturating_add(1)).map(|bytes| words_of(&bytes))
}

fn words_of(bytes: &[u8]) -> Words {
    let is_short = u64::try_from(bytes.len()).is_ok_and(|size| size <= SIZE_CAP);
    match serde_json::from_slice(bytes) {
        Ok(owner) if is_short => Words::Of(owner),
        Ok(_) | Err(_) if bytes.is_empty() => Words::None,
        Ok(_) | Err(_) => Words::Strange,
    }
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
            let claim = OwnerMark::claim_on(&disk, &path, &owner("here", 2), false);
            assert!(matches!(claim, Claim::Unmarked(Unmarked::Refused(_))), "{call}: {claim:?}");
            assert_eq!(fs::read_to_string(mark_of(&path)).unwrap(), text_of(&owner("here", 1)), "{call}");
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
    fn where_no_mark_can_be_written_it_is_told_why() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["none/pap.ron".to_owned(), "p".repeat(255)] {
            let claim = OwnerMark::claim(&folder.path().join(&name), &owner("here", 1), false);
            assert!(matches!(claim, Claim::Unmarked(Unmarked::Refused(_))), "{name}: {claim:?}");
        }
    }

    /// What a Papier left that died before it wrote its name, and what others wrote under the name of the mark.
    #[test]
    fn an_empty_mark_is_taken_and_somebodys_text_is_not() {
        let long = text_of(&Owner { user: "A".repeat(5_000), ..owner("here", 1) });
        for (text, is_taken) in [("", true), ("garbage", false), ("{}", false), ("\0\0", false), (long.as_str(), false)] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("pap.ron");
            fs::write(mark_of(&path), text).unwrap();
            let claim = OwnerMark::claim(&path, &owner("here", 1), false);
            assert_eq!((is_ours(&claim), matches!(claim, Claim::Unmarked(Unmarked::Stranger(_)))), (is_taken, !is_taken), "{text}: {claim:?}");
            drop(claim);
            assert_eq!(fs::read_to_string(mark_of(&path)).ok(), (!is_taken).then(|| text.to_owned()));
        }
    }

    /// A mark that somebody put in the place of one's own is his.
    #[cfg(unix)]
    #[test]
    fn a_mark_that_took_the_place_of_ours_stays_when_we_leave() {
        for without_locks in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("pap.ron");
            let disk = Failing::new(if without_locks { Failure::First("hold", 1) } else { Failure::Never }, NO_LOCKS);
            let ours = OwnerMark::claim_on(&disk, &path, &owner("here", 1), false);
            assert!(is_ours(&ours));
            let theirs = folder.path().join("theirs");
            fs::write(&theirs, text_of(&owner("there", 2))).unwrap();
            fs::rename(&theirs, mark_of(&path)).unwrap();
            drop(ours);
            assert_eq!(fs::read_to_string(mark_of(&path)).unwrap(), text_of(&owner("there", 2)), "{without_locks}");
        }
    }
}

//! Who may do what with a new file: what could be done with the one that it replaces, or no more than with the one that it is made from.
//!
//! Knows owners, modes and attributes. Must not know paths of documents nor the order of a save.
//!
//! # Shortcomings
//!
//! * The bits setuid, setgid and sticky are not carried over: a file that was written anew has to earn them again.
//! * Access lists are known on Linux: those of POSIX and of NFS. Those of macOS and Windows are not copied; there the folder decides.

use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::access_list;
use super::disk::{Access, Attributes, FileSystem, PRIVATE, USUAL};

/// Read, write and execute for owner, group and others: the bits of a mode that are carried over.
pub(super) const PERMISSION_BITS: u32 = 0o777;

/// Who may do what with a file that a save creates; one that it replaces keeps its own rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewFile<'a> {
    /// As the umask and the folder say.
    Usual,
    /// The same, and nobody who could not do so with each of these files, which it is made from.
    From(&'a [&'a Path]),
    /// Its owner alone.
    Private,
}

/// Whether the new file has all the attributes of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    All,
    Some,
}

/// Gives a new, still empty file what the old one has: owner and group as far as the system allows, mode, access list, attributes.
///
/// If the group is not kept, group and others keep only what both had, as the file changed hands: the new file is never open to more people
/// than the old one (Vim does alike, `buf_write` in `bufwrite.c`). With an access list, the former owner and group are named there.
///
/// # Errors
/// The system refuses the mode or the access list, or the disk fails.
pub(super) fn keep<F: FileSystem>(fs: &F, file: &F::Handle, path: &Path, old: &Path, access: Access) -> io::Result<Kept> {
    let attributes = fs.attributes(old)?;
    let inherited = fs.attributes(path)?;
    keep_access(fs, file, access, &attributes, &inherited)?;
    let mut kept = Kept::All;
    for (name, value) in attributes.iter().filter(|(name, _)| is_note(name)) {
        if inherited.get(name) != Some(value) && fs.set_attribute(file, name, Some(value)).is_err() {
            kept = Kept::Some;
        }
    }
    Ok(kept)
}

/// The same without the attributes that are no access list, for a file of other content that whoever may write the old one may write too.
pub(super) fn keep_for_colleagues<F: FileSystem>(fs: &F, file: &F::Handle, path: &Path, old: &Path) -> io::Result<()> {
    let Some(access) = fs.facts(old)?.access else { return Ok(()) };
    let access = Access { mode: access.mode & USUAL | PRIVATE, ..access };
    keep_access(fs, file, access, &fs.attributes(old)?, &fs.attributes(path)?)
}

fn keep_access<F: FileSystem>(fs: &F, file: &F::Handle, old: Access, attributes: &Attributes, inherited: &Attributes) -> io::Result<()> {
    let Some(mut new) = fs.facts_of(file)?.access else { return Ok(()) };
    if new.owner() != old.owner() {
        // Only the administrator gives files away; a member of the group may still keep the group.
        for user in [Some(old.user), None] {
            match fs.set_owner(file, user, old.group) {
                Ok(()) => break,
                Err(error) if is_not_allowed(&error) => {}
                Err(error) => return Err(error),
            }
        }
        new = fs.facts_of(file)?.access.unwrap_or(new);
    }
    let kept = old.mode & PERMISSION_BITS;
    let list = give_list(fs, file, attributes, inherited, |list| access_list::handed_over(list, old, new))?;
    set_mode(fs, file, if list || new.group == old.group { kept } else { mode_for_another_group(kept) })
}

/// Gives a file the access list of another one, or takes away the one that its folder gave it; whether it has one now.
fn give_list<F: FileSystem>(
    fs: &F,
    file: &F::Handle,
    attributes: &Attributes,
    inherited: &Attributes,
    handed_over: impl Fn(&[u8]) -> Option<Vec<u8>>,
) -> io::Result<bool> {
    // The list of a share (`nfs4_acl`) names its owner by name, and follows from the mode where nobody wrote one.
    let nfs = OsStr::new("system.nfs4_acl");
    if let Some(list) = attributes.get(nfs).filter(|list| inherited.get(nfs) != Some(list)) {
        fs.set_attribute(file, nfs, Some(list))?;
    }
    let posix = OsStr::new(access_list::NAME);
    match (attributes.get(posix), inherited.get(posix)) {
        (Some(list), there) => {
            let list = handed_over(list).ok_or(ErrorKind::InvalidData)?;
            if there != Some(&list) {
                fs.set_attribute(file, posix, Some(&list))?;
            }
        }
        (None, Some(_)) => fs.set_attribute(file, posix, None)?,
        (None, None) => {}
    }
    Ok(attributes.contains_key(posix))
}

/// What a new file that is made from another one becomes.
pub(super) enum Derived {
    Done,
    /// It is to be created once more, with this mode, of which the umask takes its part.
    Again(u32),
}

/// Gives a new, still empty file that is its owner's alone no more than what each of its sources gives; its owner and group are those of the
/// one who saves. The list of one source goes with it; several lists have no common one, and the file stays its owner's alone.
///
/// # Errors
/// As [`keep`].
pub(super) fn derive<F: FileSystem>(fs: &F, file: &F::Handle, path: &Path, sources: &[PathBuf]) -> io::Result<Derived> {
    let Some(new) = fs.facts_of(file)?.access else { return Ok(Derived::Done) };
    let inherited = fs.attributes(path)?;
    let posix = OsStr::new(access_list::NAME);
    let mut common = USUAL;
    for source in sources {
        let Some(old) = fs.facts(source)?.access else { return Ok(Derived::Done) };
        let attributes = fs.attributes(source)?;
        let kept = old.mode & USUAL | PRIVATE;
        if attributes.contains_key(posix) {
            if sources.len() > 1 {
                return Ok(Derived::Done);
            }
            give_list(fs, file, &attributes, &inherited, |list| access_list::handed_over(list, old, new))?;
            return set_mode(fs, file, kept).map(|()| Derived::Done);
        }
        common &= if new.group == old.group { kept } else { mode_for_another_group(kept) };
    }
    // The folder may open it to people by name, who could read the sources only if everybody could.
    const READ_BY_OTHERS: u32 = 0o004;
    let is_closed = common & !PRIVATE == 0 || inherited.contains_key(posix) && common & READ_BY_OTHERS == 0;
    Ok(if is_closed { Derived::Done } else { Derived::Again(common) })
}

/// Not asked when it is so already: file systems without modes refuse the call.
fn set_mode<F: FileSystem>(fs: &F, file: &F::Handle, mode: u32) -> io::Result<()> {
    let is_so = fs.facts_of(file)?.access.is_none_or(|access| access.mode & PERMISSION_BITS == mode);
    if is_so { Ok(()) } else { fs.set_mode(file, mode) }
}

/// The mode that opens the file to nobody new when its group changes: group and others keep the bits that both had.
pub(super) fn mode_for_another_group(mode: u32) -> u32 {
    let shared = (mode >> 3) & mode & 0o007;
    (mode & 0o700) | (shared << 3) | shared
}

/// Whether a change of owner was refused by rule (not the administrator, no such notion here), and not by a failing disk.
fn is_not_allowed(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

/// Whether an attribute is somebody's note on the file. Those that vouch for its bytes or give power (`security.ima`, `security.capability`) end
/// with the bytes; those of the system itself (`system.*`, `trusted.*`) are the system's to give.
fn is_note(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let of_system = [&b"system."[..], b"trusted.", b"security.ima", b"security.evm", b"security.capability", b"com.apple.system."];
    !of_system.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::fs::{self, File};
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};

    use tempfile::TempDir;

    use super::super::disk::Disk;
    use super::super::failing::{Failing, Failure};
    use super::super::file::{Expected, How, Losses, Replaced, WriteError, replace_on};
    use super::super::proofs;
    use super::*;

    const EPERM: i32 = 1;
    const ENOTSUP: i32 = 95;
    const NOTE: &str = "user.note";
    const LIST_OF_FOLDER: &str = "system.posix_acl_default";

    /// User 65534 may write: the bits of the group in the mode say what the list lets people by name do at most.
    fn list(group: u16) -> Vec<u8> {
        access_list::shared_with(&[65_534], group)
    }

    fn give(path: &Path, name: &str, value: &[u8]) {
        Disk.set_attribute(&File::open(path).unwrap(), OsStr::new(name), Some(value)).unwrap();
    }

    fn has(path: &Path, name: &str) -> Option<Vec<u8>> {
        Disk.attributes(path).unwrap().remove(OsStr::new(name))
    }

    fn mode_of(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    /// A file of this mode in a folder; `None`, told, where the disk knows no access lists.
    fn file(mode: u32) -> Option<(TempDir, PathBuf)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pap.ron");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        match Disk.set_attribute(&File::open(&path).unwrap(), OsStr::new(NOTE), Some(b"of somebody")) {
            Err(error) if error.kind() == ErrorKind::Unsupported => {
                proofs::report("P7, rights", "not tried: the disk of temporary files knows no attributes");
                None
            }
            given => given.ok().map(|()| (folder, path)),
        }
    }

    fn save<F: FileSystem>(fs: &F, path: &Path) -> Result<Losses, WriteError> {
        let replaced = replace_on(fs, path, b"new", Expected::Anything, |_| Ok::<(), String>(()), |_| ());
        replaced.map(|Replaced { losses, .. }| losses)
    }

    /// Who makes a new file from `source`.
    fn derive_at(path: &Path, source: &Path) {
        let how = How { new: NewFile::From(&[source]), ..How::from(Expected::Nothing) };
        replace_on(&Disk, path, b"new", how, |_| Ok::<(), String>(()), |_| ()).unwrap();
    }

    #[test]
    fn a_save_keeps_the_access_list_and_the_notes_of_others() {
        for group in [0, 4, 6] {
            let Some((_folder, path)) = file(0o660) else { return };
            give(&path, access_list::NAME, &list(group));
            assert_eq!(save(&Disk, &path).unwrap(), Losses::default());
            assert_eq!((has(&path, access_list::NAME), has(&path, NOTE)), (Some(list(group)), Some(b"of somebody".to_vec())));
            assert_eq!((mode_of(&path), fs::read(&path).unwrap()), (0o660, b"new".to_vec()));
        }
    }

    #[test]
    fn the_list_that_a_folder_gives_to_new_files_opens_no_old_one() {
        let Some((folder, path)) = file(0o660) else { return };
        give(folder.path(), LIST_OF_FOLDER, &list(0));
        save(&Disk, &path).unwrap();
        assert_eq!((has(&path, access_list::NAME), mode_of(&path)), (None, 0o660));
        let other = folder.path().join("new.ron");
        save(&Disk, &other).unwrap();
        assert_eq!(has(&other, access_list::NAME), Some(list(0)), "a new file is as the folder says");
    }

    #[test]
    fn an_access_list_that_cannot_be_kept_refuses_the_save_and_a_note_is_told() {
        let Some((_folder, path)) = file(0o660) else { return };
        let refusing = || Failing::new(Failure::First("set_attribute", 1), EPERM);
        assert_eq!(save(&refusing(), &path).unwrap(), Losses { other_name: false, attributes: true });
        give(&path, access_list::NAME, &list(0));
        assert!(matches!(save(&refusing(), &path), Err(WriteError::KeepPermissions { .. })));
        assert_eq!(has(&path, access_list::NAME), Some(list(0)));
        // Nothing that could be read says what the file had.
        let blind = Failing::new(Failure::First("attributes", 1), ENOTSUP);
        assert!(matches!(save(&blind, &path), Err(WriteError::KeepPermissions { .. })));
    }

    #[test]
    fn another_name_of_the_file_is_told() {
        let Some((folder, path)) = file(0o644) else { return };
        let other = folder.path().join("other.ron");
        fs::hard_link(&path, &other).unwrap();
        assert_eq!(save(&Disk, &path).unwrap(), Losses { other_name: true, attributes: false });
        assert_eq!((fs::read(&path).unwrap(), fs::read(&other).unwrap()), (b"new".to_vec(), b"old".to_vec()));
        assert_eq!(save(&Disk, &path).unwrap(), Losses::default());
    }

    #[test]
    fn bits_that_give_power_are_not_carried_over() {
        let Some((_folder, path)) = file(0o6755) else { return };
        save(&Disk, &path).unwrap();
        assert_eq!(mode_of(&path), 0o755);
    }

    #[test]
    fn a_file_made_from_another_is_open_to_nobody_new() {
        let folder = tempfile::tempdir().unwrap();
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        for mode in [0o600, 0o640, 0o644, 0o660, 0o664, 0o666, 0o400, 0o444, 0o755] {
            let Some((source_folder, source)) = file(mode) else { return };
            let new = source_folder.path().join("new.ron");
            derive_at(&new, &source);
            assert_eq!(mode_of(&new), mode & mode_of(&plain) | PRIVATE, "of {mode:o}");
            if chown(&source, None, Some(4_343)).is_ok() {
                let elsewhere = source_folder.path().join("elsewhere.ron");
                derive_at(&elsewhere, &source);
                assert_eq!(mode_of(&elsewhere), mode_for_another_group(mode & 0o666) & mode_of(&plain) | PRIVATE, "of {mode:o} of another group");
            }
            let left = fs::read_dir(source_folder.path()).unwrap().filter(|entry| entry.as_ref().unwrap().path().extension().unwrap() == "tmp");
            assert_eq!(left.count(), 0);
        }
    }

    #[test]
    fn a_file_made_from_another_takes_its_access_list_and_never_that_of_a_more_open_folder() {
        let Some((folder, source)) = file(0o660) else { return };
        give(&source, access_list::NAME, &list(0));
        let new = folder.path().join("new.ron");
        derive_at(&new, &source);
        assert_eq!((has(&new, access_list::NAME), mode_of(&new), has(&new, NOTE)), (Some(list(0)), 0o660, None));
        for (mode, expected) in [(0o600, 0o600), (0o660, 0o600), (0o664, 0o660)] {
            let Some((open, source)) = file(mode) else { return };
            give(open.path(), LIST_OF_FOLDER, &list(4));
            let new = open.path().join("new.ron");
            derive_at(&new, &source);
            // The bits of the group are those of the people by name.
            assert_eq!(mode_of(&new) & 0o070, expected & 0o070, "of {mode:o}");
        }
    }

    #[test]
    fn only_notes_are_carried_over() {
        let carried = ["user.note", "security.selinux", "com.apple.metadata:kMDItem", "user.system.x"];
        let left = ["security.capability", "security.ima", "trusted.overlay.opaque", "system.posix_acl_access", "com.apple.system.Security"];
        assert!(carried.iter().all(|name| is_note(OsStr::new(name))) && !left.iter().any(|name| is_note(OsStr::new(name))));
    }
}

//! A disk in memory that loses power: what was not synced is dropped, torn or applied out of order, as any disk may (P2).
//!
//! The model: bytes of a file are durable after its `sync_file`; before it, each block of a write is there or not. A name (created, renamed,
//! removed) is durable after the `sync_folder` of its folder; before it, any subset of the changes of names is there. A rename is atomic.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::disk::{Attributes, Facts, FileSystem, Kind};

/// Bytes that a disk writes at once.
const BLOCK: usize = 512;

/// Numbers that decide what a power cut leaves, from a seed (xorshift).
pub(super) struct Dice(pub u64);

impl Dice {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % u64::try_from(limit.max(1)).unwrap()) as usize
    }

    fn heads(&mut self) -> bool {
        self.below(2) == 0
    }
}

#[derive(Clone, Default)]
struct Inode {
    synced: Vec<u8>,
    present: Vec<u8>,
}

#[derive(Clone)]
enum Change {
    Name(PathBuf, usize),
    Rename(PathBuf, PathBuf, usize),
    Remove(PathBuf),
}

#[derive(Default)]
struct State {
    inodes: Vec<Inode>,
    /// As programs see them.
    names: BTreeMap<PathBuf, usize>,
    /// As the disk has them for sure.
    durable: BTreeMap<PathBuf, usize>,
    /// Changes of names that the disk may have or not.
    pending: Vec<Change>,
    calls: usize,
    /// Power goes before this call.
    cut: usize,
}

/// The disk. After the power cut every call fails.
pub(super) struct Crashing {
    state: RefCell<State>,
}

impl Crashing {
    /// A disk that holds one file, and loses power before call `cut`.
    pub(super) fn holding(path: &Path, bytes: &[u8], cut: usize) -> Self {
        let inode = Inode { synced: bytes.to_vec(), present: bytes.to_vec() };
        let names = BTreeMap::from([(path.to_owned(), 0)]);
        Self { state: RefCell::new(State { inodes: vec![inode], durable: names.clone(), names, cut, ..State::default() }) }
    }

    fn call(&self) -> io::Result<std::cell::RefMut<'_, State>> {
        let mut state = self.state.borrow_mut();
        state.calls += 1;
        if state.calls > state.cut { Err(io::Error::other("no power")) } else { Ok(state) }
    }

    /// What the disk holds when power is back.
    pub(super) fn after_power_cut(&self, dice: &mut Dice) -> BTreeMap<PathBuf, Vec<u8>> {
        let state = self.state.borrow();
        let mut names = state.durable.clone();
        for change in &state.pending {
            if dice.heads() {
                change.apply(&mut names);
            }
        }
        names.into_iter().map(|(path, inode)| (path, torn(&state.inodes[inode], dice))).collect()
    }

    /// How many calls were made.
    pub(super) fn calls(&self) -> usize {
        self.state.borrow().calls
    }
}

impl Change {
    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Name(path, inode) => {
                names.insert(path.clone(), *inode);
            }
            Self::Rename(from, to, inode) => {
                names.remove(from);
                names.insert(to.clone(), *inode);
            }
            Self::Remove(path) => {
                names.remove(path);
            }
        }
    }

    fn is_in(&self, folder: &Path) -> bool {
        let (Self::Name(path, _) | Self::Rename(_, path, _) | Self::Remove(path)) = self;
        path.parent() == Some(folder)
    }
}

/// Each block that was not synced is there or not; so is the new length.
fn torn(inode: &Inode, dice: &mut Dice) -> Vec<u8> {
    if inode.synced == inode.present {
        return inode.present.clone();
    }
    let length = if dice.heads() { inode.present.len() } else { dice.below(inode.present.len() + 1).max(inode.synced.len()) };
    let mut bytes = inode.synced.clone();
    bytes.resize(length, 0);
    for (block, start) in (0..length).step_by(BLOCK).enumerate() {
        let end = (start + BLOCK).min(length).min(inode.present.len());
        if start < end && (block == 0 || dice.heads()) && dice.heads() {
            bytes[start..end].copy_from_slice(&inode.present[start..end]);
        }
    }
    bytes
}

impl FileSystem for Crashing {
    type Handle = usize;

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        let state = self.call()?;
        let is_folder = state.names.keys().any(|name| name != path && name.starts_with(path));
        let facts = |kind, size| Facts { kind, size, modified: SystemTime::UNIX_EPOCH, read_only: false, access: None, names: 1 };
        if is_folder {
            return Ok(facts(Kind::Folder, 0));
        }
        let inode = *state.names.get(path).ok_or(ErrorKind::NotFound)?;
        Ok(facts(Kind::File, u64::try_from(state.inodes[inode].present.len()).unwrap()))
    }
    fn link_target(&self, _path: &Path) -> io::Result<PathBuf> {
        Err(ErrorKind::Unsupported.into())
    }
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }
    fn probe_write(&self, _path: &Path) -> io::Result<()> {
        self.call().map(drop)
    }
    fn create_new(&self, path: &Path, _mode: u32) -> io::Result<usize> {
        let mut state = self.call()?;
        if state.names.contains_key(path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        state.inodes.push(Inode::default());
        let inode = state.inodes.len() - 1;
        state.names.insert(path.to_owned(), inode);
        state.pending.push(Change::Name(path.to_owned(), inode));
        Ok(inode)
    }
    fn facts_of(&self, file: &usize) -> io::Result<Facts> {
        let size = u64::try_from(self.call()?.inodes[*file].present.len()).unwrap();
        Ok(Facts { kind: Kind::File, size, modified: SystemTime::UNIX_EPOCH, read_only: false, access: None, names: 1 })
    }
    fn attributes(&self, _path: &Path) -> io::Result<Attributes> {
        Ok(Attributes::new())
    }
    fn set_attribute(&self, _file: &usize, _name: &OsStr, _value: Option<&[u8]>) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }
    fn rewrite(&self, file: &mut usize, bytes: &[u8]) -> io::Result<()> {
        self.call()?.inodes[*file].present = bytes.to_vec();
        Ok(())
    }
    fn read_held(&self, file: &mut usize, limit: u64) -> io::Result<Vec<u8>> {
        Ok(self.call()?.inodes[*file].present.iter().copied().take(usize::try_from(limit).unwrap_or(usize::MAX)).collect())
    }
    fn hold_unwritable(&self, path: &Path) -> io::Result<Option<usize>> {
        self.hold(path)
    }
    fn hold_created(&self, _file: &usize) -> io::Result<bool> {
        self.call().map(|_| true)
    }
    fn close_to_others(&self, _folder: &Path) -> io::Result<()> {
        self.call().map(drop)
    }
    fn set_owner(&self, _file: &usize, _user: Option<u32>, _group: u32) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }
    fn set_mode(&self, _file: &usize, _mode: u32) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }
    fn write(&self, file: &mut usize, bytes: &[u8]) -> io::Result<()> {
        self.call()?.inodes[*file].present.extend_from_slice(bytes);
        Ok(())
    }
    fn sync_file(&self, file: &usize) -> io::Result<()> {
        let mut state = self.call()?;
        let inode = &mut state.inodes[*file];
        inode.synced.clone_from(&inode.present);
        Ok(())
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let state = self.call()?;
        let inode = *state.names.get(path).ok_or(ErrorKind::NotFound)?;
        Ok(state.inodes[inode].present.iter().copied().take(usize::try_from(limit).unwrap_or(usize::MAX)).collect())
    }
    fn hold(&self, path: &Path) -> io::Result<Option<usize>> {
        let state = self.call()?;
        state.names.get(path).copied().map(Some).ok_or_else(|| ErrorKind::NotFound.into())
    }
    fn still_names(&self, path: &Path, held: &usize) -> io::Result<bool> {
        Ok(self.call()?.names.get(path) == Some(held))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.call()?;
        let inode = state.names.remove(from).ok_or(ErrorKind::NotFound)?;
        state.names.insert(to.to_owned(), inode);
        state.pending.push(Change::Rename(from.to_owned(), to.to_owned(), inode));
        Ok(())
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.state.borrow().names.contains_key(to) { Err(ErrorKind::AlreadyExists.into()) } else { self.rename(from, to) }
    }
    fn wait_while_held(&self, _error: &io::Error, _pause: Duration) -> bool {
        false
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.call()?;
        state.names.remove(path).ok_or(ErrorKind::NotFound)?;
        state.pending.push(Change::Remove(path.to_owned()));
        Ok(())
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.call()?;
        let (done, left): (Vec<_>, Vec<_>) = std::mem::take(&mut state.pending).into_iter().partition(|change| change.is_in(folder));
        state.pending = left;
        done.iter().for_each(|change| change.apply(&mut state.durable));
        Ok(())
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let state = self.call()?;
        let names: BTreeSet<_> = state.names.keys().filter(|path| path.parent() == Some(folder)).filter_map(|path| path.file_name()).collect();
        Ok(names.into_iter().map(ToOwned::to_owned).collect())
    }
    fn create_folders(&self, _folder: &Path, _mode: u32) -> io::Result<()> {
        self.call().map(drop)
    }
}

mod tests {
    use super::super::{Backups, Expected, parse, proofs, save_on, write};
    use super::*;
    use crate::model::{Document, Narrative, Text};

    /// Programmes of many sizes, each with the version that it replaces.
    fn documents() -> Vec<(Document, Document)> {
        let sample = parse(include_str!("../../saves/programme-352-plf-2021.ron")).unwrap();
        (0..20)
            .map(|number| {
                let mut old = sample.clone();
                old.programme.name = "n".repeat(number * 47);
                let mut new = old.clone();
                if number % 3 == 0 {
                    new.texts.clear();
                }
                new.set_text(Narrative::Strategy, Text::new(&"m".repeat(number * 311)));
                (old, new)
            })
            .collect()
    }

    /// P2: whatever call the power goes before, and whatever the disk had not synced, the file is the old or the new one, whole, and the new one
    /// once the save was acknowledged; a version that counts reads as a document.
    #[test]
    fn a_save_survives_a_power_cut_at_any_call() {
        let schedules = proofs::count(50, 1_000);
        let path = Path::new("/share/pap.ron");
        let versions = Path::new("/state/versions/pap");
        let (mut acknowledged, mut runs) = (0, 0);
        for (number, (old, new)) in (1..).zip(documents()) {
            let (old_text, new_text) = (write(&old), write(&new));
            let all_calls = {
                let disk = Crashing::holding(path, old_text.as_bytes(), usize::MAX);
                save_on(&disk, path, &new, Expected::Anything, Some(&Backups::at(versions))).unwrap();
                disk.calls()
            };
            let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ number);
            for schedule in 0..schedules {
                let cut = if schedule <= all_calls { schedule } else { dice.below(all_calls + 1) };
                let disk = Crashing::holding(path, old_text.as_bytes(), cut);
                let saved = save_on(&disk, path, &new, Expected::Anything, Some(&Backups::at(versions)));
                let left = disk.after_power_cut(&mut dice);
                let found = left.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
                let found = found.unwrap_or_else(|| panic!("the file is gone: document {number}, cut before call {cut}"));
                let whole = if saved.is_ok() { found == new_text } else { found == old_text || found == new_text };
                assert!(whole, "document {number}, cut before call {cut} of {all_calls}, acknowledged {}", saved.is_ok());
                let kept = left.iter().filter(|(path, _)| path.starts_with(versions) && path.extension().is_some_and(|extension| extension == "ron"));
                for (path, bytes) in kept {
                    assert!(std::str::from_utf8(bytes).is_ok_and(|text| parse(text).is_ok()), "{path:?} is torn");
                }
                acknowledged += usize::from(saved.is_ok());
                runs += 1;
            }
        }
        proofs::report("P2", &format!("power cuts in {runs} saves of 20 documents: {acknowledged} acknowledged, 0 lost, 0 torn"));
    }
}

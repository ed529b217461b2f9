//! The real disk with some of its calls refused: every call of a save is failed in turn (P3).

use std::cell::{Cell, RefCell};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk::{Attributes, Disk, Facts, FileSystem};

/// What a share without locks answers: `EOPNOTSUPP`.
#[cfg(unix)]
pub(super) const NO_LOCKS: i32 = if cfg!(target_os = "linux") { 95 } else { 102 };

/// Which calls of a [`Failing`] disk are refused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Failure {
    Never,
    /// Call number k, from 1.
    Once(usize),
    /// Call number k, from 1, and all that follow: the disk is gone.
    From(usize),
    /// Calls number j and k, from 1.
    Both(usize, usize),
    /// The first n calls of that name.
    First(&'static str, usize),
}

/// The real disk, with some of its calls refused; a refused write writes half of its bytes first.
pub(super) struct Failing {
    pub(super) failure: Failure,
    pub(super) code: i32,
    pub(super) calls: RefCell<Vec<&'static str>>,
    pub(super) refused: RefCell<Vec<&'static str>>,
    pub(super) pauses: RefCell<Vec<Duration>>,
    /// Tells another owner for what is already there, so that the change of owner is tried.
    pub(super) foreign: bool,
    /// Bytes given back instead of those on the disk.
    pub(super) gives_back: Option<Vec<u8>>,
    /// The rename is done, then refused.
    pub(super) answers_late: Cell<bool>,
    /// And these bytes take its place at once.
    pub(super) overtaken_by: Option<Vec<u8>>,
}

impl Failing {
    pub(super) fn new(failure: Failure, code: i32) -> Self {
        Self {
            failure,
            code,
            calls: RefCell::default(),
            refused: RefCell::default(),
            pauses: RefCell::default(),
            foreign: false,
            gives_back: None,
            answers_late: Cell::new(false),
            overtaken_by: None,
        }
    }

    pub(super) fn step(&self, name: &'static str) -> io::Result<()> {
        let mut calls = self.calls.borrow_mut();
        calls.push(name);
        let refused = match self.failure {
            Failure::Never => false,
            Failure::Once(k) => calls.len() == k,
            Failure::Both(j, k) => calls.len() == j || calls.len() == k,
            Failure::From(k) => calls.len() >= k,
            Failure::First(which, n) => which == name && calls.iter().filter(|&&call| call == name).count() <= n,
        };
        if refused {
            self.refused.borrow_mut().push(name);
            return Err(io::Error::from_raw_os_error(self.code));
        }
        Ok(())
    }
}

impl FileSystem for Failing {
    type Handle = File;

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        self.step("facts")?;
        let mut facts = Disk.facts(path)?;
        if let (true, Some(access)) = (self.foreign, &mut facts.access) {
            (access.user, access.group) = (4242, 4343);
        }
        Ok(facts)
    }
    fn link_target(&self, path: &Path) -> io::Result<PathBuf> {
        self.step("link_target")?;
        Disk.link_target(path)
    }
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.step("canonicalize")?;
        Disk.canonicalize(path)
    }
    fn probe_write(&self, path: &Path) -> io::Result<()> {
        self.step("probe_write")?;
        Disk.probe_write(path)
    }
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<File> {
        self.step("create_new")?;
        Disk.create_new(path, mode)
    }
    fn facts_of(&self, file: &File) -> io::Result<Facts> {
        self.step("facts_of")?;
        Disk.facts_of(file)
    }
    fn set_owner(&self, file: &File, user: Option<u32>, group: u32) -> io::Result<()> {
        self.step("set_owner")?;
        Disk.set_owner(file, user, group)
    }
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        self.step("set_mode")?;
        let others = Disk.facts_of(file)?.access.map_or(0, |access| access.mode & 0o077);
        assert_eq!(others, 0, "a new file is its owner's alone until it gets the mode of another");
        Disk.set_mode(file, mode)
    }
    fn attributes(&self, path: &Path) -> io::Result<Attributes> {
        self.step("attributes")?;
        Disk.attributes(path)
    }
    fn set_attribute(&self, file: &File, name: &OsStr, value: Option<&[u8]>) -> io::Result<()> {
        self.step("set_attribute")?;
        Disk.set_attribute(file, name, value)
    }
    fn rewrite(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        self.step("rewrite")?;
        Disk.rewrite(file, bytes)
    }
    fn read_held(&self, file: &mut File, limit: u64) -> io::Result<Vec<u8>> {
        self.step("read_held")?;
        Disk.read_held(file, limit)
    }
    fn hold_unwritable(&self, path: &Path) -> io::Result<Option<File>> {
        self.step("hold_unwritable")?;
        Disk.hold_unwritable(path)
    }
    fn hold_created(&self, file: &File) -> io::Result<bool> {
        self.step("hold_created")?;
        Disk.hold_created(file)
    }
    fn close_to_others(&self, folder: &Path) -> io::Result<()> {
        self.step("close_to_others")?;
        Disk.close_to_others(folder)
    }
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        self.step("write").inspect_err(|_| file.write_all(&bytes[..bytes.len() / 2]).unwrap())?;
        Disk.write(file, bytes)
    }
    fn sync_file(&self, file: &File) -> io::Result<()> {
        self.step("sync_file")?;
        Disk.sync_file(file)
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.step("read")?;
        self.gives_back.clone().map_or_else(|| Disk.read(path, limit), Ok)
    }
    fn hold(&self, path: &Path) -> io::Result<Option<File>> {
        self.step("hold")?;
        Disk.hold(path)
    }
    fn still_names(&self, path: &Path, held: &File) -> io::Result<bool> {
        self.step("still_names")?;
        Disk.still_names(path, held)
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("rename_new")?;
        Disk.rename_new(from, to)
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.step("names")?;
        Disk.names(folder)
    }
    fn create_folders(&self, folder: &Path, mode: u32) -> io::Result<()> {
        self.step("create_folders")?;
        Disk.create_folders(folder, mode)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.answers_late.get() {
            Disk.rename(from, to).unwrap();
            self.overtaken_by.iter().for_each(|bytes| std::fs::write(to, bytes).unwrap());
        }
        self.step("rename")?;
        Disk.rename(from, to)
    }
    fn wait_while_held(&self, error: &io::Error, pause: Duration) -> bool {
        self.pauses.borrow_mut().push(pause);
        matches!(error.raw_os_error(), Some(32 | 33))
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step("remove")?;
        Disk.remove(path)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step("sync_folder")?;
        Disk.sync_folder(folder)
    }
}

//! Whose the versions are that git is merging, as far as it knows: who changed the file last on each side, when, and on which branch.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::git;
use super::resolve::Stages;
use crate::app::{Author, GitMerge, Whose};

/// What brings the other version, by what git calls the commit that it is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Coming {
    /// A branch.
    Merge,
    /// One commit, which is made again here.
    Pick,
    /// What stood before a commit, which is undone.
    Revert,
}

const COMING: [(&str, Coming); 4] =
    [("MERGE_HEAD", Coming::Merge), ("CHERRY_PICK_HEAD", Coming::Pick), ("REVERT_HEAD", Coming::Revert), ("REBASE_HEAD", Coming::Pick)];

/// The two versions of a document that git holds for unmerged, and whose they are; `None` where it holds none.
pub(crate) fn of(document: &Path) -> Option<GitMerge> {
    let Stages { base: _, ours, theirs } = Stages::of(document).ok()?;
    let read = |bytes: Option<Vec<u8>>| crate::storage::parse(std::str::from_utf8(&bytes?).ok()?).ok();
    let (ours, theirs) = (read(ours)?, read(theirs)?);
    let repository = Repository::of(document)?;
    let coming = COMING.into_iter().find(|(head, _)| repository.is_under_way(head));
    let (base, other) = match coming {
        Some((head, Coming::Merge)) => {
            let base = repository.line(&["merge-base", "HEAD", head]).map(|base| repository.last(&base, true));
            (base.unwrap_or_default(), Whose { branch: repository.branch_of(head), ..repository.last(head, true) })
        }
        Some((head, Coming::Pick)) => (Whose::default(), repository.last(head, false)),
        Some((head, Coming::Revert)) => (Whose::default(), Whose { is_undone: true, author: None, ..repository.last(head, false) }),
        None => (Whose::default(), Whose::default()),
    };
    let branch = repository.line(&["symbolic-ref", "--quiet", "--short", "HEAD"]).or_else(|| repository.branch_of("HEAD"));
    let mine = Whose { branch, ..repository.last("HEAD", true) };
    Some(GitMerge { ours, theirs, base: Whose { author: None, ..base }, mine, other })
}

/// The repository around a document.
struct Repository {
    folder: PathBuf,
    name: PathBuf,
    /// The address that the user signs commits with.
    user: Option<String>,
}

impl Repository {
    fn of(document: &Path) -> Option<Self> {
        let folder = document.parent().unwrap_or(Path::new(".")).to_owned();
        let mut repository = Self { folder, name: PathBuf::from(document.file_name()?), user: None };
        repository.user = repository.line(&["config", "user.email"]);
        Some(repository)
    }

    fn line(&self, arguments: &[&str]) -> Option<String> {
        git::line(&self.folder, arguments).ok().filter(|line| !line.is_empty())
    }

    /// Whether git is bringing a commit here; the name of one that a rebase stopped at outlives it.
    fn is_under_way(&self, head: &str) -> bool {
        let is_rebasing = || {
            let folder = self.line(&["rev-parse", "--git-path", "rebase-merge"]).or_else(|| self.line(&["rev-parse", "--git-path", "rebase-apply"]));
            folder.is_some_and(|folder| self.folder.join(folder).exists())
        };
        self.line(&["rev-parse", "--verify", "--quiet", head]).is_some() && (head != "REBASE_HEAD" || is_rebasing())
    }

    /// Who made a commit, and when; or the last one of its history that changed the file.
    fn last(&self, commit: &str, changed_the_file: bool) -> Whose {
        let mut arguments: Vec<&OsStr> = ["--literal-pathspecs", "log", "-1", "--format=%an%n%ae%n%at", commit, "--"].map(OsStr::new).into();
        if changed_the_file {
            arguments.push(self.name.as_os_str());
        }
        let Ok(told) = git::line(&self.folder, arguments) else { return Whose::default() };
        let mut lines = told.lines();
        let (Some(name), Some(email), Some(seconds)) = (lines.next(), lines.next(), lines.next()) else { return Whose::default() };
        let is_user = self.user.as_ref().is_some_and(|user| user.eq_ignore_ascii_case(email));
        let author = Some(Author { name: name.to_owned(), is_user }).filter(|author| !author.name.is_empty());
        let when = seconds.parse().ok().and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        Whose { author, when, ..Whose::default() }
    }

    /// A branch whose last commit it is.
    fn branch_of(&self, commit: &str) -> Option<String> {
        let name = self.line(&["name-rev", "--name-only", "--no-undefined", "--refs=refs/heads/*", "--refs=refs/remotes/*", commit])?;
        let name = name.strip_prefix("remotes/").unwrap_or(&name);
        (!name.contains(['~', '^'])).then(|| name.to_owned())
    }
}

//! Why a file could not be replaced, and what its path holds then.

use std::io;
use std::path::PathBuf;

use super::FileStamp;

/// What a failed [`write_atomically`](super::write_atomically) left under the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldFile {
    /// The old file, byte for byte.
    Untouched,
    /// There is none to speak of: nothing bore the name, no regular file, or nothing that could be looked at. It is as it was.
    NoFile,
    /// The new file, whole and checked; it may not survive a power cut.
    Replaced,
    /// Either the old or the new file, whole: the disk stopped answering at the rename.
    Unclear,
}

/// Why a file could not be replaced: one variant per step, in the order of the steps.
///
/// `path` is the real file behind all links (as the caller gave it for `Locate`), `source` the refusal of the operating system.
/// [`WriteError::old_file`] says what the path holds now.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "`path` and `source` mean the same in every variant")]
pub enum WriteError {
    /// The path, or a link on its way, could not be looked at. Nothing was written.
    #[error("{} cannot be looked at: {source}", path.display())]
    Locate {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The path names a folder. Nothing was written.
    #[error("{} is a folder", path.display())]
    IsFolder { path: PathBuf },
    /// The path names a pipe, a socket or a device. Nothing was written.
    #[error("{} is not a regular file", path.display())]
    NotRegular { path: PathBuf },
    /// Nobody may write to the file (no write bit in its mode, or the Windows read-only attribute). Nothing was written.
    #[error("{} is read-only", path.display())]
    ReadOnly { path: PathBuf },
    /// This user may not write to the file, although the folder would allow replacing it. Nothing was written.
    #[error("{} may not be written: {source}", path.display())]
    NotWritable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// No temporary file could be created in the folder. The old file is untouched.
    #[error("no temporary file can be created beside {}: {source}", path.display())]
    CreateTemporary {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The temporary file could not be given the mode and the access list of the old one. The old file is untouched.
    #[error("the permissions of {} cannot be kept: {source}", path.display())]
    KeepPermissions {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The bytes could not be written to the temporary file. The old file is untouched.
    #[error("the new bytes of {} cannot be written: {source}", path.display())]
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The disk did not confirm the temporary file. The old file is untouched.
    #[error("the disk does not confirm the new bytes of {}: {source}", path.display())]
    SyncFile {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The temporary file could not be read back. The old file is untouched.
    #[error("the new bytes of {} cannot be read back: {source}", path.display())]
    ReadBack {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The bytes read back are not those written. The old file is untouched.
    #[error("the disk gives back other bytes than those written for {}", path.display())]
    Differs {
        path: PathBuf,
        /// Bytes written.
        written: usize,
        /// Bytes read back; one more than `written` stands for all that are longer.
        read: usize,
    },
    /// The caller's check refused what was read back. The old file is untouched.
    #[error("the new bytes of {} were refused: {reason}", path.display())]
    Rejected {
        path: PathBuf,
        /// The words of the check.
        reason: String,
    },
    /// Another Papier is replacing the file at this moment. The old file is untouched.
    #[error("{} is being saved by another Papier", path.display())]
    Busy { path: PathBuf },
    /// The old file could not be held against other programs. It is untouched.
    #[error("{} cannot be held: {source}", path.display())]
    Hold {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The path does not hold what the caller expected. What it holds is untouched.
    #[error("{} was changed by somebody else", path.display())]
    Changed {
        path: PathBuf,
        /// What it holds now; `None` if it holds nothing, or nothing that can be read.
        found: Option<FileStamp>,
    },
    /// The temporary file could not take the name of the old one. The old file is untouched.
    #[error("{} cannot be replaced: {source}", path.display())]
    Rename {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The rename reported an error and the disk no longer tells whether it happened (a share that lost its server).
    #[error("{} may or may not have been replaced: {source}", path.display())]
    RenameUnclear {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The file is replaced, but the disk did not confirm its folder: a power cut now may bring the old file back, whole.
    #[error("{} is replaced, but its folder is not confirmed by the disk: {source}", path.display())]
    SyncFolder {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// A step failed before the name was given to a file: nothing bore it when the save began.
    #[error(transparent)]
    NewFile {
        /// The step that failed.
        cause: Box<WriteError>,
    },
    /// A step failed, then the temporary file could not be removed either.
    #[error("{cause}; {} is left behind: {removal}", temporary.display())]
    TemporaryLeft {
        /// The file that is left.
        temporary: PathBuf,
        /// Why it could not be removed.
        removal: io::Error,
        /// The step that failed first.
        #[source]
        cause: Box<WriteError>,
    },
}

impl WriteError {
    /// What the path holds after this error, for the sentence shown to the user.
    #[must_use]
    pub fn old_file(&self) -> OldFile {
        match self {
            Self::SyncFolder { .. } => OldFile::Replaced,
            Self::RenameUnclear { .. } => OldFile::Unclear,
            Self::TemporaryLeft { cause, .. } => cause.old_file(),
            Self::NewFile { .. } | Self::Locate { .. } | Self::IsFolder { .. } | Self::NotRegular { .. } => OldFile::NoFile,
            Self::ReadOnly { .. }
            | Self::NotWritable { .. }
            | Self::CreateTemporary { .. }
            | Self::KeepPermissions { .. }
            | Self::Write { .. }
            | Self::SyncFile { .. }
            | Self::ReadBack { .. }
            | Self::Differs { .. }
            | Self::Rejected { .. }
            | Self::Busy { .. }
            | Self::Hold { .. }
            | Self::Changed { .. }
            | Self::Rename { .. } => OldFile::Untouched,
        }
    }

    /// The same, of a file that was not there when the save began.
    pub(super) fn of_new_file(self) -> Self {
        let somebody_came = matches!(self, Self::Changed { .. } | Self::Busy { .. });
        if self.old_file() == OldFile::Untouched && !somebody_came { Self::NewFile { cause: Box::new(self) } } else { self }
    }
}

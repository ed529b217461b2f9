//! `papier merge --driver`, what git calls: `%O %A %B %P`.
//!
//! git takes what stands in `%A` afterwards for the result, whatever the exit code below 129. So `%A` is never left as it was unless that is the
//! merge: what Papier cannot merge gets marks, which no Papier opens, and the exit code 1.

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::{git, merge::is_empty};
use crate::cli::Refused;
use crate::cli::commands::about;
use crate::cli::terminal::tell;
use crate::editing::merging::{MergeRefusal, State, United, unite};
use crate::lang::Lang;
use crate::model::Document;
use crate::storage::file::{self, WriteError};
use crate::storage::{self, Comments, Expected, FileStamp, OpenError};

/// The size of git's marks where nobody says another.
const MARKER_SIZE: u16 = 7;

/// What git asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Driver {
    pub base: PathBuf,
    /// Where the result goes.
    pub ours: PathBuf,
    pub theirs: PathBuf,
    /// The name of the file in the repository, which people know.
    pub path: Option<PathBuf>,
    pub marker_size: Option<u16>,
    pub labels: Labels,
}

/// What git calls the sides: a branch, a commit and its title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    pub base: Option<String>,
    pub ours: Option<String>,
    pub theirs: Option<String>,
}

/// Why there is no merge of documents.
enum Unmerged {
    Unreadable {
        side: Side,
        error: OpenError,
    },
    Refused(MergeRefusal),
    Unwritten(WriteError),
    /// A fault of the program.
    Fault,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Base,
    Ours,
    Theirs,
}

impl Driver {
    /// Merges onto the file of ours; 0 when nothing is left to choose, else 1.
    pub(super) fn run(&self, lang: Lang) -> u8 {
        match self.merged(lang) {
            Ok(document) => self.left(&document, lang),
            Err(unmerged) => self.marked(&unmerged, lang),
        }
    }

    /// Says what is left to choose.
    fn left(&self, document: &Document, lang: Lang) -> u8 {
        let Some(open) = document.open_conflicts() else { return 0 };
        let (count, path) = (open.count, self.shown().display());
        self.tell(
            &lang.pick(
                format!("à choisir\u{a0}: {count}. Ouvrir {path} dans Papier, ou papier conflicts, papier resolve\u{a0}; puis git add."),
                format!("left to choose: {count}. Open {path} in Papier, or papier conflicts, papier resolve; then git add."),
            ),
            lang,
        );
        1
    }

    fn merged(&self, lang: Lang) -> Result<Document, Unmerged> {
        let (base, ours, theirs) = std::thread::scope(|scope| {
            let base = scope.spawn(|| if is_empty(&self.base) { Ok(None) } else { read(&self.base, Side::Base).map(Some) });
            let theirs = scope.spawn(|| read(&self.theirs, Side::Theirs));
            let ours = read(&self.ours, Side::Ours);
            // An abort would leave ours as it was.
            (base.join().unwrap_or(Err(Unmerged::Fault)), ours, theirs.join().unwrap_or(Err(Unmerged::Fault)))
        });
        let (base, ours, theirs) = (base?, ours?, theirs?);
        for comments in [ours.comments, theirs.comments].into_iter().flatten() {
            self.tell(&comments.sentence(lang), lang);
        }
        let merged = catch_unwind(AssertUnwindSafe(|| {
            let base = base.map_or_else(|| State::empty(ours.state.year()), |base| base.state);
            unite(&base, &ours.state, &theirs.state)
        }));
        let United { document, text, .. } = merged.map_err(|_| Unmerged::Fault)?.map_err(Unmerged::Refused)?;
        file::hand_over(&self.ours, text.as_bytes(), Expected::Version(ours.stamp)).map_err(Unmerged::Unwritten)?;
        Ok(document)
    }

    /// Puts git's marks into the file of ours, and says why.
    fn marked(&self, unmerged: &Unmerged, lang: Lang) -> u8 {
        let by_lines = self.merged_by_lines();
        // Lines of two programmes or two formats are no document.
        let may_mix = !matches!(unmerged, Unmerged::Refused(_) | Unmerged::Unreadable { error: OpenError::Newer { .. }, .. });
        let (bytes, code) = match by_lines {
            // No document at all: what git made of its lines stands.
            Some((merged, 0)) if self.is_no_document() => (Some(merged), 0),
            Some((merged, conflicts)) if conflicts > 0 && may_mix => (Some(merged), 1),
            Some(_) | None => (self.marked_whole(), 1),
        };
        if code == 1 {
            let reason = unmerged.sentence(lang);
            let next = lang.pick(
                "Le fichier porte les marques de git\u{a0}; papier resolve --from-git, ou git checkout --ours / --theirs.",
                "The file has git’s marks; papier resolve --from-git, or git checkout --ours / --theirs.",
            );
            self.tell(&format!("{reason} {next}"), lang);
        }
        let written = bytes.ok_or(None).and_then(|bytes| file::hand_over(&self.ours, &bytes, Expected::Anything).map_err(Some));
        if let Err(error) = written {
            let why = error.map_or_else(String::new, |error| format!(" {}", error.sentence(lang)));
            self.tell(
                &lang.pick(
                    format!("ATTENTION\u{a0}: les marques n’ont pas pu être écrites, le fichier est resté celui d’ici.{why}"),
                    format!("WARNING: the marks could not be written, the file is still the one that stood here.{why}"),
                ),
                lang,
            );
            return 1;
        }
        code
    }

    /// What git makes of the lines, and in how many places it could not; `None` for what it takes for no text.
    fn merged_by_lines(&self) -> Option<(Vec<u8>, i32)> {
        let mut arguments: Vec<OsString> = ["merge-file", "-p"].map(OsString::from).into();
        arguments.push(format!("--marker-size={}", self.marker_size.unwrap_or(MARKER_SIZE)).into());
        for label in [&self.label(Side::Ours), &self.label(Side::Base), &self.label(Side::Theirs)] {
            arguments.extend(["-L".into(), label.into()]);
        }
        arguments.push("--".into());
        arguments.extend([&self.ours, &self.base, &self.theirs].map(|path| path.clone().into_os_string()));
        let output = git::answer(Path::new("."), &arguments).ok()?;
        // The number of conflicts, 127 for more; higher for what is refused.
        output.status.code().filter(|code| (0..=127).contains(code)).map(|code| (output.stdout, code))
    }

    /// Both files whole, between marks.
    fn marked_whole(&self) -> Option<Vec<u8>> {
        let mark = |mark: &str, label: &str| format!("{} {label}\n", mark.repeat(usize::from(self.marker_size.unwrap_or(MARKER_SIZE))));
        let mut bytes = mark("<", &self.label(Side::Ours)).into_bytes();
        let middle = mark("=", "");
        for (path, end) in [(&self.ours, middle.trim_end().to_owned() + "\n"), (&self.theirs, mark(">", &self.label(Side::Theirs)))] {
            bytes.extend(std::fs::read(path).ok()?);
            if !bytes.ends_with(b"\n") {
                bytes.push(b'\n');
            }
            bytes.extend(end.into_bytes());
        }
        Some(bytes)
    }

    /// Whether neither side has ever been a document of Papier: other programs have files of this ending.
    fn is_no_document(&self) -> bool {
        let is_other = |path: &Path| matches!(storage::open(path), Err(OpenError::NotPapier));
        is_other(&self.ours) && is_other(&self.theirs)
    }

    /// What git calls a side; what it does not say is left to words that say no more.
    fn label(&self, side: Side) -> String {
        let (label, usual) = match side {
            Side::Base => (&self.labels.base, "base"),
            Side::Ours => (&self.labels.ours, "ours"),
            Side::Theirs => (&self.labels.theirs, "theirs"),
        };
        // An older git leaves what it does not know as it is written.
        let label = label.as_deref().filter(|label| !(label.is_empty() || label.len() == 2 && label.starts_with('%')));
        label.map_or_else(|| usual.to_owned(), |label| label.replace(['\n', '\r'], " "))
    }

    fn shown(&self) -> &Path {
        self.path.as_deref().unwrap_or(&self.ours)
    }

    fn tell(&self, sentence: &str, lang: Lang) {
        let Refused(sentence) = about(self.shown(), sentence, lang);
        tell(&sentence, lang);
    }
}

impl Unmerged {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Unreadable { side, error } => {
                let side = match side {
                    Side::Base => lang.pick("La version commune", "The version in common"),
                    Side::Ours => lang.pick("La version d’ici", "The version that stands here"),
                    Side::Theirs => lang.pick("L’autre version", "The other version"),
                };
                let why = error.sentence(lang);
                lang.pick(format!("{side} ne se lit pas\u{a0}: {why}"), format!("{side} cannot be read: {why}"))
            }
            Self::Refused(refusal) => refusal.sentence(lang),
            Self::Unwritten(error) => error.sentence(lang),
            Self::Fault => lang.pick("Une erreur du programme a interrompu la fusion.".into(), "A fault of the program ended the merge.".into()),
        }
    }
}

/// A side as its file says it, taken apart.
struct Read {
    state: State<'static>,
    stamp: FileStamp,
    comments: Option<Comments>,
}

fn read(path: &Path, side: Side) -> Result<Read, Unmerged> {
    let (document, stamp, comments) = storage::open_to_change(path).map_err(|error| Unmerged::Unreadable { side, error })?;
    Ok(Read { state: State::owned(document), stamp, comments })
}

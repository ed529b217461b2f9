//! `papier git-setup`: makes git merge and compare documents by Papier, says whether it does, or undoes it.
//!
//! Two things are needed, and each alone is worse than none: attributes that name the driver, which a clone brings along, and a configuration
//! that says what it is, which stays on each machine. git passes over a name that it does not know without a word.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::git::{self, GitError};
use crate::cli::Refused;
use crate::cli::commands::about;
use crate::cli::terminal::{Screen, tell};
use crate::lang::Lang;
use crate::storage::{self, SaveError, file, io_words};

/// What `papier git-setup` was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setup {
    pub step: Step,
    /// For every repository of the user, not for the one around.
    pub is_global: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Write,
    Check,
    Remove,
}

/// The line of the attributes.
const ATTRIBUTES: &str = "*.ron merge=papier diff=papier eol=lf";
/// A file of any document, whose attributes are asked for.
const ANY_DOCUMENT: &str = "papier.ron";
const DRIVER: &str = "merge.papier.driver";

/// What a key of the configuration is set to.
struct Entry {
    key: &'static str,
    /// Whether the value begins with the program.
    runs: bool,
    rest: &'static str,
}

/// git quotes `%P` and the labels itself, for the shell: quoted again they would be two words, or an order.
const ENTRIES: [Entry; 5] = [
    Entry { key: "merge.papier.name", runs: false, rest: "Papier" },
    Entry {
        key: DRIVER,
        runs: true,
        rest: r#" merge --driver --marker-size=%L --label-base=%S --label-ours=%X --label-theirs=%Y -- "%O" "%A" "%B" %P"#,
    },
    Entry { key: "diff.papier.textconv", runs: true, rest: " facts --" },
    Entry { key: "mergetool.papier.cmd", runs: true, rest: r#" resolve --from-git -- "$MERGED""# },
    Entry { key: "mergetool.papier.trustExitCode", runs: false, rest: "true" },
];

impl Entry {
    fn value(&self, program: &str) -> String {
        // Only a driver has placeholders.
        let program = if self.key == DRIVER { program.replace('%', "%%") } else { program.to_owned() };
        if self.runs { format!("{program}{}", self.rest) } else { self.rest.to_owned() }
    }

    /// Whether a value was written by this command, by whatever Papier.
    fn is_ours(&self, value: &str) -> bool {
        if self.runs { value.ends_with(self.rest) } else { value == self.rest }
    }
}

/// The program that runs, as a shell reads it.
fn program(lang: Lang) -> Result<String, Refused> {
    let path = env::current_exe().map_err(|error| {
        let why = io_words(&error, lang);
        Refused(lang.pick(format!("le programme ne sait pas où il est ({why})."), format!("the program does not know where it is ({why}).")))
    })?;
    // git runs its own shell on Windows too, which reads \ as something else.
    let path = if cfg!(windows) { path.to_string_lossy().replace('\\', "/") } else { path.to_string_lossy().into_owned() };
    Ok(quoted(&path))
}

/// A word for a shell, whatever it holds.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// The program that a value of the configuration runs: its first word, quoted as this command does.
fn program_of(value: &str) -> Option<PathBuf> {
    let mut path = String::new();
    let mut rest = value;
    while let Some(inner) = rest.strip_prefix('\'') {
        let (word, after) = inner.split_once('\'')?;
        path.push_str(word);
        match after.strip_prefix(r"\'") {
            Some(after) => {
                path.push('\'');
                rest = after;
            }
            None => break,
        }
    }
    (!path.is_empty()).then(|| PathBuf::from(path.replace("%%", "%")))
}

/// Where it is written.
struct Scope {
    /// In which git is asked.
    folder: PathBuf,
    /// The option of `git config`.
    option: &'static str,
    attributes: PathBuf,
}

impl Setup {
    pub(super) fn run(self, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
        let scope = self.scope(lang)?;
        match self.step {
            Step::Write => scope.write(lang, out).map(|()| 0),
            Step::Check => scope.check(lang, out),
            Step::Remove => scope.remove(lang, out).map(|()| 0),
        }
    }

    fn scope(self, lang: Lang) -> Result<Scope, Refused> {
        let here = PathBuf::from(".");
        let said = |error: GitError| Refused(error.sentence(lang));
        if self.is_global {
            return Ok(Scope { attributes: global_attributes(lang)?, folder: here, option: "--global" });
        }
        match Scope::of_repository(&here) {
            Ok(scope) => Ok(scope),
            Err(GitError::Refused(words)) => Err(Refused(lang.pick(
                format!("git ne trouve ici aucun dépôt ({words})\u{a0}: aller dans le dépôt, ou donner --global."),
                format!("git finds no repository here ({words}): go to the repository, or give --global."),
            ))),
            Err(error) => Err(said(error)),
        }
    }
}

/// The attributes of the user: the file that git's configuration names, else the usual one.
fn global_attributes(lang: Lang) -> Result<PathBuf, Refused> {
    let named = git::line(Path::new("."), ["config", "--global", "--type=path", "--get", "core.attributesFile"]);
    if let Ok(path) = named
        && !path.is_empty()
    {
        return Ok(path.into());
    }
    let folder = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let config = folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config"))).or_else(|| {
        // Where git looks on Windows.
        folder("USERPROFILE").map(|home| home.join(".config"))
    });
    config
        .map(|config| config.join("git").join("attributes"))
        .ok_or_else(|| Refused(lang.pick("aucun dossier personnel n’est connu (HOME).".into(), "no folder of the user is known (HOME).".into())))
}

impl Scope {
    /// Writes what is needed; the program that git will run, as a shell reads it.
    fn write_settings(&self, lang: Lang) -> Result<String, Refused> {
        let program = program(lang)?;
        for entry in &ENTRIES {
            self.set(entry.key, &entry.value(&program), lang)?;
        }
        let text = self.attributes_text(lang)?;
        if !text.lines().any(is_our_line) {
            let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let gap = if text.is_empty() || text.ends_with('\n') { "" } else { end };
            self.put_attributes(&format!("{text}{gap}{ATTRIBUTES}{end}"), lang)?;
        }
        Ok(program)
    }

    fn write(&self, lang: Lang, out: &mut Screen<impl Write>) -> Result<(), Refused> {
        let program = self.write_settings(lang)?;
        let attributes = self.attributes.display();
        out.report(&lang.pick(
            format!(
                "git fusionne et compare les documents (*.ron) par Papier.\n  attributs\u{a0}: {attributes}\n  programme\u{a0}: {program}\nLes attributs suivent le dépôt, la configuration reste sur ce poste\u{a0}: chacun lance papier git-setup une fois.\n"
            ),
            format!(
                "git merges and compares documents (*.ron) by Papier.\n  attributes: {attributes}\n  program: {program}\nAttributes go with the repository, the configuration stays on this machine: each person runs papier git-setup once.\n"
            ),
        ));
        Ok(())
    }

    /// 0 when git does merge by Papier, else 1 with what is missing.
    fn check(&self, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
        let names_driver = self.names_driver();
        let driver = self.get(DRIVER).filter(|value| !value.is_empty());
        let mut missing: Vec<String> = Vec::new();
        if !names_driver {
            let attributes = self.attributes.display();
            missing.push(lang.pick(
                format!("les attributs ne donnent pas les documents à Papier\u{a0}; il manque dans {attributes}\u{a0}: {ATTRIBUTES}"),
                format!("the attributes do not give documents to Papier; missing in {attributes}: {ATTRIBUTES}"),
            ));
        }
        match driver.as_deref().map(program_of) {
            None => {
                if names_driver {
                    tell(
                        lang.pick(
                            "ATTENTION\u{a0}: les attributs de ce dépôt nomment la fusion « papier », que la configuration de ce poste ne connaît pas. git fusionne par lignes, sans le dire. Lancer papier git-setup.",
                            "WARNING: the attributes of this repository name the merge “papier”, which the configuration of this machine does not know. git merges by line, without a word. Run papier git-setup.",
                        ),
                        lang,
                    );
                }
                missing.push(lang.pick(format!("la configuration de git n’a pas {DRIVER}"), format!("git’s configuration has no {DRIVER}")));
            }
            Some(Some(program)) if !program.is_file() => {
                let program = program.display();
                missing.push(lang.pick(format!("le programme n’est plus là\u{a0}: {program}"), format!("the program is no longer there: {program}")));
            }
            Some(_) => {}
        }
        if self.get("diff.papier.textconv").is_none_or(|value| value.is_empty()) {
            missing.push(
                lang.pick("la configuration de git n’a pas diff.papier.textconv".into(), "git’s configuration has no diff.papier.textconv".into()),
            );
        }
        if missing.is_empty() {
            let driver = driver.unwrap_or_default();
            out.text(
                &lang.pick(format!("git fusionne les documents par Papier\u{a0}: {driver}\n"), format!("git merges documents by Papier: {driver}\n")),
            )?;
            return Ok(0);
        }
        let lines: String = missing.iter().map(|line| format!("  {line}\n")).collect();
        out.text(&lang.pick(
            format!("git ne fusionne pas les documents par Papier\u{a0}:\n{lines}papier git-setup l’écrit.\n"),
            format!("git does not merge documents by Papier:\n{lines}papier git-setup writes it.\n"),
        ))?;
        Ok(1)
    }

    /// Takes away what this command wrote, whoever ran it.
    fn remove(&self, lang: Lang, out: &mut Screen<impl Write>) -> Result<(), Refused> {
        for entry in &ENTRIES {
            if self.get_here(entry.key).is_some_and(|value| entry.is_ours(&value)) {
                git::printed(&self.folder, ["config", self.option, "--unset-all", entry.key]).map_err(|error| Refused(error.sentence(lang)))?;
            }
        }
        let text = self.attributes_text(lang)?;
        if text.lines().any(is_our_line) {
            let kept: String = text.split_inclusive('\n').filter(|line| !is_our_line(line)).collect();
            self.put_attributes(&kept, lang)?;
        }
        out.report(lang.pick("git ne fusionne plus les documents par Papier.\n", "git no longer merges documents by Papier.\n"));
        Ok(())
    }

    fn of_repository(folder: &Path) -> Result<Self, GitError> {
        let top = git::line(folder, ["rev-parse", "--show-toplevel"])?;
        Ok(Self { attributes: Path::new(&top).join(".gitattributes"), folder: top.into(), option: "--local" })
    }

    fn names_driver(&self) -> bool {
        if self.option == "--global" {
            return file::read_text(&self.attributes).is_ok_and(|text| text.lines().any(is_our_line));
        }
        let asked = git::printed(&self.folder, ["check-attr", "-z", "merge", "--", ANY_DOCUMENT]);
        // Path, attribute and value, each with a zero.
        asked.is_ok_and(|answer| answer.split(|byte| *byte == 0).nth(2) == Some(b"papier"))
    }

    /// The value that holds here, wherever it is written.
    fn get(&self, key: &str) -> Option<String> {
        if self.option == "--global" { self.get_here(key) } else { git::line(&self.folder, ["config", "--get", key]).ok() }
    }

    fn get_here(&self, key: &str) -> Option<String> {
        git::line(&self.folder, ["config", self.option, "--get", key]).ok()
    }

    fn set(&self, key: &str, value: &str, lang: Lang) -> Result<(), Refused> {
        if self.get_here(key).as_deref() == Some(value) {
            return Ok(());
        }
        git::printed(&self.folder, ["config", self.option, "--replace-all", key, value]).map(drop).map_err(|error| Refused(error.sentence(lang)))
    }

    /// Empty where there are none.
    fn attributes_text(&self, lang: Lang) -> Result<String, Refused> {
        match file::read_text(&self.attributes) {
            Ok(text) => Ok(text),
            Err(file::ReadError::Missing { .. }) => Ok(String::new()),
            Err(error) => Err(about(&self.attributes, &error.sentence(lang), lang)),
        }
    }

    fn put_attributes(&self, text: &str, lang: Lang) -> Result<(), Refused> {
        if let Some(folder) = self.attributes.parent() {
            storage::create_folders(folder).map_err(|error| about(folder, &io_words(&error, lang), lang))?;
        }
        let same = |read: &[u8]| if read == text.as_bytes() { Ok(()) } else { Err("what the disk holds differs") };
        let written = file::write_atomically(&self.attributes, text.as_bytes(), same);
        written.map_err(|error| about(&self.attributes, &SaveError::Write(error).sentence(lang), lang))
    }
}

/// Whether the attributes around a document name the driver that the configuration of this machine lacks: git merges by lines, without a word.
pub(super) fn is_unarmed(document: &Path) -> bool {
    let folder = document.parent().unwrap_or(Path::new("."));
    // Nothing is run where there is no repository.
    let is_in_a_repository = folder.ancestors().any(|folder| folder.join(".git").symlink_metadata().is_ok());
    is_in_a_repository
        && Scope::of_repository(folder).is_ok_and(|scope| scope.names_driver() && scope.get(DRIVER).is_none_or(|driver| driver.is_empty()))
}

/// Makes git merge and compare the documents of the repository around a document.
pub(super) fn arm(document: &Path, lang: Lang) -> Result<(), Refused> {
    let scope = Scope::of_repository(document.parent().unwrap_or(Path::new("."))).map_err(|error| Refused(error.sentence(lang)))?;
    scope.write_settings(lang).map(drop)
}

fn is_our_line(line: &str) -> bool {
    line.split_whitespace().eq(ATTRIBUTES.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_again_in_what_runs_it() {
        for path in ["/usr/bin/papier", "/home/Zoé B/mes outils/papier", "/tmp/l'outil/papier", "/tmp/100 %/'/papier"] {
            for entry in ENTRIES.iter().filter(|entry| entry.runs) {
                let value = entry.value(&quoted(path));
                assert_eq!(program_of(&value), Some(PathBuf::from(path)), "{value}");
                assert!(entry.is_ours(&value) && !entry.is_ours("meld"));
            }
        }
        for value in ["", "papier merge", "'open"] {
            assert_eq!(program_of(value), None, "{value}");
        }
    }
}

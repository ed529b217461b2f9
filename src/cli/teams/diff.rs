//! `papier diff`: two states of a document, or of the documents of two folders.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::diff_page;
use crate::calc::Figures;
use crate::cli::commands::{about, documents_of, open};
use crate::cli::terminal::Screen;
use crate::cli::{Format, Refused};
use crate::editing::{Difference, DifferenceKind, Passage, Passing, compare, passages};
use crate::lang::Lang;
use crate::model::{Document, ProgrammeNumber, Year};
use crate::storage;
use crate::tables::Tables;

/// A document as it was and as it is; one that a folder alone has stands on one side.
pub(super) struct Pair {
    pub before: Option<Document>,
    pub after: Option<Document>,
    pub differences: Vec<Difference>,
}

pub(super) fn run(old: &Path, new: &Path, format: Format, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
    let is_folder = old.is_dir();
    let mut pairs = match (is_folder, new.is_dir()) {
        (true, true) => of_folders(old, new, lang)?,
        (false, false) => vec![Pair { before: Some(open(old, lang)?), after: Some(open(new, lang)?), differences: vec![] }],
        (true, false) | (false, true) => {
            let sentence =
                lang.pick("un dossier se compare à un dossier, un fichier à un fichier.", "a folder is compared with a folder, a file with a file.");
            return Err(about(new, sentence, lang));
        }
    };
    compare_all(&mut pairs, lang);
    match format {
        Format::Json => out.json(&(json(&pairs, is_folder, lang).map_err(|error| Refused(error.to_string()))? + "\n"))?,
        Format::Html => out.data(&diff_page::page(&pairs, lang))?,
        _ => out.text(&text(&pairs, is_folder, lang))?,
    }
    Ok(u8::from(pairs.iter().any(|pair| !pair.is_same())))
}

impl Pair {
    pub fn is_same(&self) -> bool {
        self.before.is_some() && self.after.is_some() && self.differences.is_empty()
    }

    /// "Programme 352 – …, PLF 2021", of the state after where there is one.
    pub fn name(&self, lang: Lang) -> String {
        self.after.as_ref().or(self.before.as_ref()).map_or_else(String::new, |document| {
            let figures = Figures::of(document);
            Tables { document, figures: &figures, lang }.document_name()
        })
    }
}

/// The documents of two folders by programme and year; one without a number by the name of its file.
fn of_folders(old: &Path, new: &Path, lang: Lang) -> Result<Vec<Pair>, Refused> {
    let (mut before, mut after) = (keyed(old, lang)?, keyed(new, lang)?);
    let keys: BTreeSet<Key> = before.keys().chain(after.keys()).cloned().collect();
    Ok(keys.into_iter().map(|key| Pair { before: before.remove(&key), after: after.remove(&key), differences: vec![] }).collect())
}

type Key = (Option<ProgrammeNumber>, Year, Option<PathBuf>);

fn keyed(folder: &Path, lang: Lang) -> Result<BTreeMap<Key, Document>, Refused> {
    let paths = documents_of(folder, lang)?;
    let mut documents = BTreeMap::new();
    for (path, read) in paths.iter().zip(storage::open_all(&paths)) {
        let document = read.map_err(|error| about(path, &error.sentence(lang), lang))?;
        let number = document.programme.number;
        let name = if number.is_none() { path.file_name().map(PathBuf::from) } else { None };
        let year = document.year;
        if documents.insert((number, year, name), document).is_some() {
            let number = number.map_or_else(String::new, |number| number.to_string());
            let sentence = lang.pick(
                format!("deux documents de ce dossier sont du programme {number} pour {year}\u{a0}: n’en laisser qu’un, ou comparer les fichiers."),
                format!("two documents of this folder are of programme {number} for {year}: leave one, or compare the files."),
            );
            return Err(about(path, &sentence, lang));
        }
    }
    Ok(documents)
}

/// Compares every pair, on every core.
fn compare_all(pairs: &mut [Pair], lang: Lang) {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = pairs.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        for pairs in pairs.chunks_mut(share) {
            scope.spawn(move || {
                for pair in pairs {
                    if let (Some(before), Some(after)) = (&pair.before, &pair.after) {
                        pair.differences = compare(before, after, lang);
                    }
                }
            });
        }
    });
}

/// How many differences there are of each kind, a document that came or went among them.
pub(super) fn counts(pairs: &[Pair]) -> BTreeMap<DifferenceKind, usize> {
    let mut counts: BTreeMap<DifferenceKind, usize> = DifferenceKind::ALL.into_iter().map(|kind| (kind, 0)).collect();
    let documents = pairs.iter().filter_map(came_or_went);
    let kinds = pairs.iter().flat_map(|pair| &pair.differences).map(|difference| difference.kind);
    for kind in documents.chain(kinds) {
        *counts.entry(kind).or_default() += 1;
    }
    counts
}

/// Of a document that one folder alone has.
pub(super) fn came_or_went(pair: &Pair) -> Option<DifferenceKind> {
    match (&pair.before, &pair.after) {
        (None, Some(_)) => Some(DifferenceKind::Added),
        (Some(_), None) => Some(DifferenceKind::Removed),
        (None, None) | (Some(_), Some(_)) => None,
    }
}

/// "12 différences : 3 ajouté, 9 modifié."
pub(super) fn summary(pairs: &[Pair], lang: Lang) -> String {
    let counts = counts(pairs);
    let parts: Vec<String> =
        counts.iter().filter(|(_, count)| **count > 0).map(|(kind, count)| format!("{}\u{a0}{count}", kind.name(lang))).collect();
    match counts.values().sum::<usize>() {
        0 => lang.pick("Aucune différence.".into(), "No difference.".into()),
        1 => lang.pick(format!("Une différence ({})", parts.join(", ")), format!("One difference ({})", parts.join(", "))),
        all => lang.pick(format!("{all} différences ({})", parts.join(", ")), format!("{all} differences ({})", parts.join(", "))),
    }
}

fn text(pairs: &[Pair], is_folder: bool, lang: Lang) -> String {
    let mut text = String::new();
    for pair in pairs.iter().filter(|pair| !pair.is_same()) {
        if is_folder {
            let kind = came_or_went(pair).map_or_else(String::new, |kind| format!(" ({})", kind.name(lang)));
            text.extend([pair.name(lang).as_str(), &kind, "\n"]);
        }
        text.extend(pair.differences.iter().map(|difference| line(difference, lang)));
    }
    format!("{text}{}\n", summary(pairs, lang))
}

/// "modifié   plf/01/31/ae  AE 2021 (PLF), action 01, catégorie 31 : 7 300 000 → 8 000 000"; of a text, the paragraphs that changed.
fn line(difference: &Difference, lang: Lang) -> String {
    let Difference { kind, name, before, after, .. } = difference;
    let address = difference.shown_address();
    let gap = if address.is_empty() { "" } else { "  " };
    let head = format!("  {:<9} {address}{gap}{name}", kind.name(lang));
    let colon = lang.pick("\u{a0}:", ":");
    let nothing = |words: &str| if words.is_empty() { lang.pick("(rien)", "(nothing)").to_owned() } else { words.to_owned() };
    match kind {
        DifferenceKind::Text => {
            let paragraphs: String = changed_paragraphs(before, after).into_iter().map(|line| format!("      {line}\n")).collect();
            format!("{head}{colon}\n{paragraphs}")
        }
        DifferenceKind::Added if before.is_empty() => format!("{head}{colon} {after}\n"),
        DifferenceKind::Removed if after.is_empty() => format!("{head}{colon} {before}\n"),
        _ if before.is_empty() && after.is_empty() => format!("{head}\n"),
        _ => format!("{head}{colon} {} → {}\n", nothing(before), nothing(after)),
    }
}

/// The paragraphs of a text in which words changed, as `git diff --word-diff` marks them: `[-struck-]`, `{+added+}`.
fn changed_paragraphs(before: &str, after: &str) -> Vec<String> {
    let mut marked = String::new();
    for Passage { passing, words } in passages(before, after) {
        let [open, close] = match passing {
            Passing::Kept => ["", ""],
            Passing::Struck => ["[-", "-]"],
            Passing::Added => ["{+", "+}"],
        };
        for piece in words.split_inclusive('\n') {
            let words = piece.trim_end_matches('\n');
            if !words.is_empty() {
                marked.extend([open, words, close]);
            }
            marked.extend(piece.ends_with('\n').then_some("\n"));
        }
    }
    let is_changed = |line: &&str| line.contains("[-") || line.contains("{+");
    marked.lines().filter(is_changed).map(str::to_owned).collect()
}

#[derive(Serialize)]
struct Diff {
    changes: Vec<Change>,
    counts: BTreeMap<&'static str, usize>,
}

/// A difference for other programs; null where nothing stands.
#[derive(Serialize)]
struct Change {
    kind: &'static str,
    address: Option<String>,
    address_old: Option<String>,
    old: Option<String>,
    new: Option<String>,
    /// In words.
    name: String,
}

fn json(pairs: &[Pair], is_folder: bool, lang: Lang) -> serde_json::Result<String> {
    let counts = counts(pairs).into_iter().map(|(kind, count)| (kind.code(), count)).collect();
    let changes = pairs.iter().flat_map(|pair| {
        let document = came_or_went(pair).map(|kind| {
            let name = pair.name(lang);
            let (old, new) = if kind == DifferenceKind::Added { (None, Some(name.clone())) } else { (Some(name.clone()), None) };
            Change { kind: kind.code(), address: None, address_old: None, old, new, name }
        });
        let changes = pair.differences.iter().map(move |difference| {
            let qualified = |address: &Option<String>, document: &Option<Document>| {
                let number = document.as_ref().and_then(|document| document.programme.number).filter(|_| is_folder);
                address.as_ref().map(|address| number.map_or_else(|| address.clone(), |number| format!("{number}:{address}")))
            };
            Change {
                kind: difference.kind.code(),
                address: qualified(&difference.address, &pair.after),
                address_old: qualified(&difference.address_old, &pair.before),
                old: exact(&difference.before),
                new: exact(&difference.after),
                name: difference.name.clone(),
            }
        });
        document.into_iter().chain(changes)
    });
    serde_json::to_string_pretty(&Diff { changes: changes.collect(), counts })
}

/// Words as they are, a number without the spaces of its groups.
fn exact(words: &str) -> Option<String> {
    let bare: String = words.chars().filter(|character| *character != '\u{202f}').collect();
    let is_number = bare.chars().all(|character| character.is_ascii_digit() || matches!(character, ',' | '-' | '−'));
    (!words.is_empty()).then(|| if is_number { bare } else { words.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paragraphs_that_changed_are_told() {
        for (before, after, expected) in [
            ("Un.\nDeux trois.\nQuatre.", "Un.\nDeux cinq.\nQuatre.", vec!["Deux [-trois.-]{+cinq.+}"]),
            ("Un.\nDeux.", "Un.\nZéro.\nDeux.", vec!["{+Zéro.+}"]),
            ("Un.\nDeux.\nTrois.", "Trois.", vec!["[-Un.-]", "[-Deux.-]"]),
            ("Un.", "Un.", vec![]),
        ] {
            assert_eq!(changed_paragraphs(before, after), expected, "{before} -> {after}");
        }
    }

    #[test]
    fn a_number_is_given_without_the_spaces_of_its_groups() {
        for (words, expected) in
            [("7\u{202f}300\u{202f}000", "7300000"), ("−1\u{202f}000,5", "−1000,5"), ("=1+1", "=1+1"), ("a\u{202f}!", "a\u{202f}!")]
        {
            assert_eq!(exact(words).as_deref(), Some(expected));
        }
        assert_eq!(exact(""), None);
    }
}

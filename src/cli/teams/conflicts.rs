//! `papier conflicts`, and the choices of `--take`.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use crate::address;
use crate::calc::Figures;
use crate::cli::commands::open;
use crate::cli::terminal::Screen;
use crate::cli::{Format, Refused};
use crate::editing::{Assignment, Choice, Command, Session, assign, settle};
use crate::exchange;
use crate::lang::Lang;
use crate::model::{Conflict, Document, Side};
use crate::tables::Tables;

pub(super) fn run(file: &Path, format: Format, lang: Lang, out: &mut Screen<impl Write>) -> Result<u8, Refused> {
    let document = open(file, lang)?;
    match format {
        Format::Json => out.json(&(exchange::conflicts_json(&document).map_err(|error| Refused(error.to_string()))? + "\n"))?,
        _ => out.text(&text(&document, lang))?,
    }
    Ok(u8::from(!document.conflicts.is_empty()))
}

/// The conflicts of a document in words, each with what stood before and what each side says.
pub(super) fn text(document: &Document, lang: Lang) -> String {
    if document.conflicts.is_empty() {
        return lang.pick("Rien à choisir.\n".into(), "Nothing to choose.\n".into());
    }
    let figures = Figures::of(document);
    let tables = Tables { document, figures: &figures, lang };
    let count = document.conflicts.len();
    let mut text = match count {
        1 => lang.pick("Un choix à faire\u{a0}:\n".into(), "A choice to make:\n".into()),
        count => lang.pick(format!("{count} choix à faire\u{a0}:\n"), format!("{count} choices to make:\n")),
    };
    text.extend(document.conflicts.iter().map(|(key, conflict)| lines(tables, key, conflict)));
    text
}

/// "conflict/3 (plf/01/31/ae), AE 2021 (PLF), action 01, catégorie 31:" and a line for each side.
fn lines(tables: Tables<'_>, key: &str, conflict: &Conflict) -> String {
    let lang = tables.lang;
    let place = address::conflict_place(tables.document, key);
    let address = place.and_then(|place| address::write(tables.document, place)).map_or_else(String::new, |address| format!(" ({address})"));
    let name = place.map(|place| tables.place_name(place));
    let name: Vec<String> = name.into_iter().chain(kind_words(&conflict.kind, lang)).collect();
    let name = name.join(", ");
    let colon = lang.pick("\u{a0}:", ":");
    let can_take = |choice| settle(tables.document, key, choice).is_ok();
    let sides = [(Side::Base, lang.pick("avant", "base")), (Side::Ours, lang.pick("ici", "ours")), (Side::Theirs, lang.pick("autre", "theirs"))];
    // A side that says nothing and cannot be taken is none.
    let sides: Vec<_> = sides.into_iter().filter(|(side, _)| conflict.side(*side).is_some() || can_take(Choice::Side(*side))).collect();
    let side = |(side, word): &(Side, &str)| {
        let words = side_words(tables, conflict, *side).replace('\n', "\n            ");
        format!("    {word:<6}{colon} {words}\n")
    };
    let head = format!("  {}{address}, {name}{colon}\n", address::of_conflict(key));
    let mut text: String = [head].into_iter().chain(sides.iter().map(side)).collect();
    let offered: Vec<&str> = sides.iter().filter(|(side, _)| can_take(Choice::Side(*side))).map(|(_, word)| *word).collect();
    if offered.len() < Side::ALL.len() {
        let offered: Vec<String> = offered.into_iter().chain([lang.pick("garder", "keep")]).map(|word| format!("--take {key}={word}")).collect();
        text.extend([format!("    {:<6}{colon} {}\n", lang.pick("choix", "take"), offered.join(lang.pick(" ou ", " or ")))]);
    }
    text
}

/// What a side says: its words, or in the place of an identity the label of the thing.
fn side_words(tables: Tables<'_>, conflict: &Conflict, side: Side) -> String {
    let lang = tables.lang;
    let Some(words) = conflict.side(side) else {
        let words = match conflict.kind.as_str() {
            Conflict::REMOVED | Conflict::ACTION | Conflict::ROW => lang.pick("(retiré)", "(removed)"),
            Conflict::ORDER => lang.pick("(en premier)", "(first)"),
            _ => lang.pick("(rien)", "(nothing)"),
        };
        return words.to_owned();
    };
    let Some(place) = conflict.thing(words) else { return words.to_owned() };
    let label = tables.words(place);
    let name = if label.is_empty() { tables.text_title(place) } else { label };
    if conflict.kind == Conflict::ORDER {
        lang.pick(format!("après «\u{a0}{name}\u{a0}»"), format!("after “{name}”"))
    } else {
        lang.pick(format!("sous «\u{a0}{name}\u{a0}»"), format!("under “{name}”"))
    }
}

/// What is to be chosen where the words of the sides do not say it; the kind itself where another Papier made it.
fn kind_words(kind: &str, lang: Lang) -> Option<String> {
    let words = match kind {
        "cell" | "label" | "text" => return None,
        Conflict::PARTED => lang.pick("divisée par l’un, saisie par l’autre", "parted by one, typed by the other"),
        Conflict::TAKEN => lang.pick("repris deux fois", "taken over twice"),
        Conflict::ACTION => lang.pick("action retirée par l’un, complétée par l’autre", "action removed by one, filled by the other"),
        Conflict::ROW => lang.pick("ligne retirée par l’un, complétée par l’autre", "row removed by one, filled by the other"),
        Conflict::REMOVED => lang.pick("retiré par l’un, changé par l’autre", "removed by one, changed by the other"),
        Conflict::CODE => lang.pick("code", "code"),
        "numbering" => lang.pick("numérotation", "numbering"),
        Conflict::ORDER => lang.pick("ordre", "order"),
        Conflict::UNDER => lang.pick("déplacé sous deux autres", "moved under two others"),
        Conflict::REASON => lang.pick("justification", "justification"),
        Conflict::PUBLISHED => lang.pick("PAP précédent", "last PAP"),
        Conflict::NOTES => lang.pick("notes", "notes"),
        "section" => lang.pick("section que cette version de Papier ne montre pas", "section that this version of Papier does not show"),
        "kept" => lang.pick("ce que cette version de Papier ne montre pas", "what this version of Papier does not show"),
        other => other,
    };
    Some(words.to_owned())
}

/// What became of choices.
pub(super) struct Taken {
    pub session: Session,
    /// The keys of those that other choices settled.
    moot: Vec<String>,
}

impl Taken {
    /// Makes choices, all or none.
    pub fn of(document: Document, takes: &[String], lang: Lang) -> Result<Self, Refused> {
        let mut session = Session::opened(document);
        let assignments = takes.iter().map(|take| assignment(take, lang)).collect::<Result<Vec<_>, Refused>>()?;
        let command = assign(session.document(), &assignments).map_err(|refusals| {
            let sentences: Vec<String> = refusals.iter().map(|refusal| refusal.sentence(lang)).collect();
            let kept = lang.pick("rien n’a été écrit.", "nothing was written.");
            Refused(format!("{kept}\n  {}", sentences.join("\n  ")))
        })?;
        session.apply(&command).map_err(|refusal| Refused(refusal.sentence(lang)))?;
        let made: BTreeSet<String> = settled(&command).map(address::of_conflict).collect();
        let asked: BTreeSet<String> = assignments.into_iter().map(|assignment| assignment.address).collect();
        Ok(Self { session, moot: asked.difference(&made).cloned().collect() })
    }

    /// Which choices were none any more, for whoever asked for them.
    pub fn sentence(&self, lang: Lang) -> String {
        if self.moot.is_empty() {
            return String::new();
        }
        let moot = self.moot.join(", ");
        lang.pick(
            format!("Sans objet, réglé par un autre de ces choix\u{a0}: {moot}.\n"),
            format!("Nothing to choose any more, settled by another of these choices: {moot}.\n"),
        )
    }
}

/// The keys of the conflicts that a command settles.
fn settled(command: &Command) -> Box<dyn Iterator<Item = &str> + '_> {
    match command {
        Command::Settle(settled) => Box::new(std::iter::once(settled.key.as_str())),
        Command::Batch(commands) => Box::new(commands.iter().flat_map(settled)),
        Command::Write(_) | Command::Retouch(_) | Command::Structure(_) | Command::Review(_) | Command::Presenting(_) | Command::Rollover { .. } => {
            Box::new(std::iter::empty())
        }
    }
}

/// `KEY=SIDE`, or with the whole address of the conflict.
fn assignment(take: &str, lang: Lang) -> Result<Assignment, Refused> {
    let split = take.rsplit_once('=').filter(|(key, _)| !key.trim().is_empty());
    let (key, side) = split.ok_or_else(|| {
        Refused(lang.pick(
            format!("--take «\u{a0}{take}\u{a0}»\u{a0}: il faut la clé d’un choix, le signe = et un côté, comme dans --take 3=ici. papier conflicts les donne."),
            format!("--take “{take}”: the key of a choice, the sign = and a side are needed, as in --take 3=ours. papier conflicts gives them."),
        ))
    })?;
    let key = key.trim();
    let address = if key.starts_with(&address::of_conflict("")) { key.to_owned() } else { address::of_conflict(key) };
    Ok(Assignment { address, value: side.to_owned() })
}

//! What stands in the printed document, in its order, as plain data for the layout: every word printed comes from `tables` and `lang`.

use std::panic::resume_unwind;
use std::thread;

use serde::Serialize;

use super::drawing::Drawing;
use super::pieces::{Card, Piece};
use super::setter::Setter;
use super::{Printed, walk};
use crate::lang::{Lang, Word};
use crate::tables::{Branch, Part, Tables};

#[derive(Serialize)]
pub struct Content {
    lang: &'static str,
    region: &'static str,
    title: String,
    author: String,
    head: Head,
    foot: String,
    words: Words,
    cover: Option<Cover>,
    contents: bool,
    parts: Vec<PartContent>,
}

#[derive(Clone, Serialize)]
struct Head {
    name: String,
    number: String,
}

#[derive(Clone, Serialize)]
struct Words {
    contents: &'static str,
    objective: &'static str,
    indicator: &'static str,
}

#[derive(Serialize)]
struct Cover {
    state: &'static str,
    budget: &'static str,
    mission: String,
    kind: &'static str,
    annex: &'static str,
    year: String,
    programme: String,
    name: String,
    minister_label: &'static str,
    minister: String,
}

#[derive(Serialize)]
struct PartContent {
    title: String,
    blocks: Vec<Placed>,
}

/// A piece, and the node of the outline that it begins, by its rank there: a preview finds its page by it.
#[derive(Serialize)]
struct Placed {
    anchor: Option<usize>,
    #[serde(flatten)]
    piece: Piece,
}

/// Where a language is written.
pub(super) fn region(lang: Lang) -> &'static str {
    lang.pick("FR", "GB")
}

impl Content {
    /// The cover and the contents, if any, and the body.
    pub fn split(mut self) -> (Option<Self>, Self) {
        let (cover, contents) = (self.cover.take(), std::mem::take(&mut self.contents));
        let front = (cover.is_some() || contents).then(|| Self {
            title: self.title.clone(),
            author: self.author.clone(),
            head: self.head.clone(),
            foot: self.foot.clone(),
            words: self.words.clone(),
            cover,
            contents,
            parts: vec![],
            ..self
        });
        (front, self)
    }

    /// The charts that stand in it.
    pub fn into_drawings(self) -> impl Iterator<Item = Drawing> {
        self.parts.into_iter().flat_map(|part| part.blocks).flat_map(|placed| match placed.piece {
            Piece::Indicator(Card { charts, .. }) | Piece::Charts { charts } => charts,
            Piece::Heading { .. }
            | Piece::Table { .. }
            | Piece::Narrative { .. }
            | Piece::Manager { .. }
            | Piece::Objective { .. }
            | Piece::Share { .. } => vec![],
        })
    }
}

/// What stands in the pages.
pub fn of(tables: Tables<'_>, printed: Printed) -> Content {
    let setter = Setter { tables, printed };
    let document = tables.document;
    let programme = &document.programme;
    let year = document.year;
    let number = programme.number.map_or_else(String::new, |number| format!("{} {number}", tables.lang.word(Word::Programme)));
    let name = setter.set(&programme.name);
    let title = [number.as_str(), programme.name.as_str()].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" – ");
    let plan = tables.lang.pick(format!("projet annuel de performances, PLF {year}"), format!("annual performance plan, PLF {year}"));
    let title = if title.is_empty() { plan } else { format!("{title}, {plan}") };
    let parts: Vec<Part> = printed.part.map_or_else(|| Part::all(document).collect(), |part| vec![part]);
    Content {
        lang: tables.lang.code(),
        region: region(tables.lang),
        title: setter.set(&title),
        author: setter.set(&programme.minister),
        head: Head {
            name: name.clone(),
            number: programme.number.map_or_else(String::new, |number| {
                setter.set(&tables.lang.pick(format!("Programme\u{a0}n° {number}"), format!("Programme\u{a0}no. {number}")))
            }),
        },
        foot: setter.set(&tables.lang.pick(
            format!("Projet annuel de performances, annexe au projet de loi de finances pour {year}"),
            format!("Annual performance plan, annex to the budget bill for {year}"),
        )),
        words: Words {
            contents: tables.lang.pick("Table des matières", "Contents"),
            objective: tables.lang.word(Word::Objective),
            indicator: tables.lang.word(Word::Indicator),
        },
        cover: printed.part.is_none().then(|| cover(setter, &number, name)),
        contents: printed.part.is_none(),
        parts: written(setter, &parts),
    }
}

fn cover(setter: Setter<'_>, number: &str, name: String) -> Cover {
    let (lang, document) = (setter.tables.lang, setter.tables.document);
    let programme = &document.programme;
    let mission = if programme.mission.is_empty() { String::new() } else { format!("{} {}", lang.word(Word::Mission), programme.mission) };
    Cover {
        state: lang.pick("République française", "French Republic"),
        budget: lang.word(Word::BudgetGeneral),
        mission: setter.set(&mission),
        kind: lang.pick("Projets annuels de performances", "Annual performance plans"),
        annex: lang.pick("Annexe au projet de loi de finances pour", "Annex to the budget bill for"),
        year: document.year.to_string(),
        programme: setter.set(number),
        name,
        minister_label: lang.word(Word::MinisterConcerned),
        minister: setter.set(&programme.minister),
    }
}

/// The parts, each written on a thread of its own.
fn written(setter: Setter<'_>, parts: &[Part]) -> Vec<PartContent> {
    thread::scope(|scope| {
        let written: Vec<_> = parts.iter().map(|part| scope.spawn(move || of_part(setter, *part))).collect();
        written.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

fn of_part(setter: Setter<'_>, part: Part) -> PartContent {
    let tables = setter.tables;
    let branches = tables.outline().into_iter().enumerate().filter(|(_, branch)| branch.node.part() == Some(part));
    let blocks = branches.flat_map(|(rank, Branch { node, chapter, .. })| {
        let chapter = chapter.map(|heading| {
            let piece = Piece::Heading { level: heading.level, look: heading.style, text: setter.set(&heading.text), unit: "", page: true };
            Placed { anchor: None, piece }
        });
        let pieces = walk::page(setter, node).into_iter().enumerate();
        chapter.into_iter().chain(pieces.map(move |(index, piece)| Placed { anchor: (index == 0).then_some(rank), piece }))
    });
    PartContent { title: setter.set(&tables.part_title(part.first_node())), blocks: blocks.collect() }
}

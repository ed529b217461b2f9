//! Characters of a document that its PDF cannot say, since the bundled fonts have none of that form: told before anything is written.

use std::collections::{BTreeMap, BTreeSet};

use super::typography;
use crate::address;
use crate::charts::fonts;
use crate::lang::Lang;
use crate::model::{Place, TextPlace};
use crate::tables::{NamedText, Tables};

/// A character in a text, where it first stands there and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undrawn {
    pub character: char,
    pub place: TextPlace,
    /// What the text is, and its address.
    pub title: String,
    pub address: String,
    /// Counted from 1, of the text as it reads.
    pub line: usize,
    pub column: usize,
    pub count: usize,
    /// What the page has in its place.
    pub printed: String,
}

/// What the pages cannot say of the texts, labels, names and titles of a document, in its order.
pub fn undrawn(tables: Tables<'_>) -> Vec<Undrawn> {
    let actions = tables.document.actions.iter().map(|action| TextPlace::ActionLabel(action.id));
    let mut texts = tables.texts();
    let known: BTreeSet<TextPlace> = texts.iter().map(|text| text.place).collect();
    let others = actions.filter(|place| !known.contains(place));
    texts.extend(others.map(|place| NamedText { place, title: tables.text_title(place), text: tables.words(place) }));
    texts.extend(tables.own_titles().into_iter().filter(|title| matches!(title.place, TextPlace::ChartTitle(_))));
    texts.iter().flat_map(|text| of_text(tables, text)).collect()
}

fn of_text(tables: Tables<'_>, NamedText { place, title, text }: &NamedText) -> Vec<Undrawn> {
    let mut found: Vec<Undrawn> = Vec::new();
    let mut known: BTreeMap<char, Option<usize>> = BTreeMap::new();
    for (line, words) in text.lines().enumerate() {
        for (column, character) in words.chars().enumerate().filter(|(_, character)| !character.is_ascii()) {
            let index = *known.entry(character).or_insert_with(|| {
                let printed = typography::lost(character, fonts::draws)?;
                let address = address::write(tables.document, Place::Text(*place)).unwrap_or_default();
                found.push(Undrawn {
                    character,
                    place: *place,
                    title: title.clone(),
                    address,
                    line: line + 1,
                    column: column + 1,
                    count: 0,
                    printed,
                });
                found.len().checked_sub(1)
            });
            if let Some(undrawn) = index.and_then(|index| found.get_mut(index)) {
                undrawn.count += 1;
            }
        }
    }
    found
}

impl Undrawn {
    /// "Action 01, texte (action/01/narrative), ligne 2, caractère 7 : « ⚠ » (U+26A0) n’est pas dans la police du PDF, qui aura « � » à sa place."
    pub fn sentence(&self, lang: Lang) -> String {
        let Self { character, title, address, line, column, count, printed, .. } = self;
        let code = format!("U+{:04X}", u32::from(*character));
        match lang {
            Lang::French => {
                let times = if *count > 1 { format!(", {count} fois") } else { String::new() };
                format!(
                    "{title} ({address}), ligne {line}, caractère {column}\u{a0}: «\u{a0}{character}\u{a0}» ({code}{times}) n’est pas dans la police du PDF, \
                     qui aura «\u{a0}{printed}\u{a0}» à sa place."
                )
            }
            Lang::English => {
                let times = if *count > 1 { format!(", {count} times") } else { String::new() };
                format!(
                    "{title} ({address}), line {line}, character {column}: “{character}” ({code}{times}) is not in the font of the PDF, which will have “{printed}” instead."
                )
            }
        }
    }
}

/// Sentences for so many of them, and one that counts the others.
pub fn sentences(undrawn: &[Undrawn], most: usize, lang: Lang) -> Vec<String> {
    let mut sentences: Vec<String> = undrawn.iter().take(most).map(|undrawn| undrawn.sentence(lang)).collect();
    let more = undrawn.len().saturating_sub(most);
    match more {
        0 => {}
        1 => sentences.push(lang.pick("Un autre caractère n’est pas dans la police.".into(), "One more character is not in the font.".into())),
        more => sentences
            .push(lang.pick(format!("{more} autres caractères ne sont pas dans la police."), format!("{more} more characters are not in the font."))),
    }
    sentences
}

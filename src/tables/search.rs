//! What words lead to: cells by what they are called or print, pages and labels, texts.

use std::collections::BTreeSet;

use super::{Block, Node, Query, TableName, Tables};
use crate::lang::folding::Folded;
use crate::model::{Place, TextPlace};

/// Everything of a state of the document that words lead to, in the order of its pages. Made once for each state and language.
#[derive(Debug, Default)]
pub struct Index {
    cells: Vec<IndexedCell>,
    pages: Vec<(PageHit, Words)>,
    texts: Vec<(TextPlace, String)>,
}

/// A cell with its words: those of its name, of its row and of its column.
#[derive(Debug)]
struct IndexedCell {
    place: Place,
    words: Words,
    /// How many of them are its name's.
    length: usize,
    /// What it prints, folded.
    text: String,
}

/// A page, or a row by its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageHit {
    Page(Node),
    Row { node: Node, table: TableName, row: usize },
}

/// A text that holds what was typed, and where, in bytes of what it prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextHit {
    pub place: TextPlace,
    pub start: usize,
    pub end: usize,
}

/// The words of a name, folded: runs of letters and runs of digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Words(Vec<String>);

impl Words {
    fn of(text: &str) -> Self {
        let folded = Folded::of(text).text();
        let mut words: Vec<String> = Vec::new();
        let mut last: Option<char> = None;
        for character in folded.chars() {
            let goes_on = last.is_some_and(|last| last.is_alphanumeric() && last.is_ascii_digit() == character.is_ascii_digit());
            if character.is_alphanumeric() {
                match words.last_mut().filter(|_| goes_on) {
                    Some(word) => word.push(character),
                    None => words.push(character.into()),
                }
            }
            last = Some(character);
        }
        Self(words)
    }

    /// Whether the words of a phrase follow each other here.
    fn hold(&self, phrase: &[String]) -> bool {
        self.0.windows(phrase.len()).any(|words| words.iter().zip(phrase).all(|(word, wanted)| is_meant(word, wanted)))
    }
}

/// A number means itself, with or without zeros before it; letters mean the words that they begin.
fn is_meant(word: &str, wanted: &str) -> bool {
    let number = |text: &str| text.trim_start_matches('0').to_owned();
    if wanted.starts_with(|first: char| first.is_ascii_digit()) { number(word) == number(wanted) } else { word.starts_with(wanted) }
}

/// What is wanted: phrases in any order. A number belongs to the word before it: "titre 3 action 02".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    phrases: Vec<Vec<String>>,
    query: Query,
}

impl Wanted {
    pub fn new(typed: &str) -> Self {
        let mut phrases: Vec<Vec<String>> = Vec::new();
        for word in Words::of(typed).0 {
            let is_number = word.starts_with(|first: char| first.is_ascii_digit());
            match phrases.last_mut().filter(|_| is_number) {
                Some(phrase) => phrase.push(word),
                None => phrases.push(vec![word]),
            }
        }
        Self { phrases, query: Query::new(typed) }
    }

    pub fn is_empty(&self) -> bool {
        self.query.is_empty()
    }

    /// Whether something is called so.
    pub fn is_called(&self, name: &str) -> bool {
        self.is_in(&Words::of(name))
    }

    fn is_in(&self, words: &Words) -> bool {
        !self.phrases.is_empty() && self.phrases.iter().all(|phrase| words.hold(phrase))
    }
}

impl Index {
    pub fn of(tables: Tables<'_>) -> Self {
        let mut index = Self::default();
        let mut seen = BTreeSet::new();
        let mut labels = BTreeSet::new();
        for branch in tables.outline() {
            let node = branch.node;
            let title = tables.node_title(node);
            labels.insert(title.clone());
            index.pages.push((PageHit::Page(node), Words::of(&title)));
            for block in tables.page(node) {
                index.texts.extend(texts_of(&block).into_iter().map(|place| (place, tables.words(place))).filter(|(_, text)| !text.is_empty()));
            }
            let entered = tables.tables_on_screen(node, true).chain(tables.tables_on_screen(node, false));
            for table in entered.collect::<BTreeSet<_>>().into_iter().filter_map(|name| tables.table(name)) {
                for (rank, row) in table.rows.iter().enumerate() {
                    if !row.label.is_empty() && labels.insert(row.label.clone()) {
                        index.pages.push((PageHit::Row { node, table: table.name, row: rank }, Words::of(&row.name())));
                    }
                    for (column, cell) in row.cells.iter().enumerate() {
                        let Some(place) = cell.place.filter(|place| seen.insert(*place)) else { continue };
                        let mut words = Words::of(&tables.place_name(place));
                        let length = words.0.len();
                        words.0.extend(Words::of(&format!("{}, {}", row.name(), table.heading(column))).0);
                        index.cells.push(IndexedCell { place, words, length, text: Folded::of(&cell.text(tables.lang)).text() });
                    }
                }
            }
        }
        index
    }

    /// The cells that are called so, the shortest names first, then those that print it.
    pub fn cells(&self, wanted: &Wanted) -> Vec<Place> {
        let figure = Folded::of(wanted.query.typed().trim()).text();
        let mut named: Vec<(usize, Place)> =
            self.cells.iter().filter(|cell| wanted.is_in(&cell.words)).map(|cell| (cell.length, cell.place)).collect();
        named.sort_by_key(|(length, _)| *length);
        let is_printed = |text: &str| !figure.is_empty() && text.contains(&figure);
        let printed = self.cells.iter().filter(|cell| is_printed(&cell.text) && !wanted.is_in(&cell.words)).map(|cell| cell.place);
        named.into_iter().map(|(_, place)| place).chain(printed).collect()
    }

    /// The pages and rows that are called so, pages first.
    pub fn pages(&self, wanted: &Wanted) -> Vec<PageHit> {
        let mut found: Vec<PageHit> = self.pages.iter().filter(|(_, words)| wanted.is_in(words)).map(|(hit, _)| *hit).collect();
        found.sort_by_key(|hit| matches!(hit, PageHit::Row { .. }));
        found
    }

    /// The texts that hold what was typed, word for word, then those that hold each of its words.
    pub fn texts(&self, wanted: &Wanted) -> Vec<TextHit> {
        if wanted.is_empty() {
            return vec![];
        }
        let first = |place: TextPlace, text: &str, query: &Query| {
            query.occurrences(text).first().map(|(start, end)| TextHit { place, start: *start, end: *end })
        };
        let mut found: Vec<TextHit> = self.texts.iter().filter_map(|(place, text)| first(*place, text, &wanted.query)).collect();
        for (place, text) in &self.texts {
            let is_found = found.iter().any(|hit| hit.place == *place);
            if !is_found && wanted.phrases.len() > 1 && wanted.is_in(&Words::of(text)) {
                let word = wanted.phrases.first().and_then(|phrase| first(*place, text, &Query::new(phrase.first()?)));
                found.push(word.unwrap_or(TextHit { place: *place, start: 0, end: 0 }));
            }
        }
        found
    }
}

/// The texts of a block.
pub(super) fn texts_of(block: &Block) -> Vec<TextPlace> {
    match block {
        Block::Field(place) | Block::Mission(place) => vec![*place],
        Block::Signature { name, function, .. } => vec![*name, *function],
        Block::Viewpoint(id) => vec![TextPlace::Viewpoint(*id)],
        Block::Direction(id) => vec![TextPlace::Direction(*id)],
        Block::Narrative { place, .. } => vec![TextPlace::Narrative(*place)],
        Block::Columns(columns) => columns.iter().flat_map(|column| &column.texts).map(|of| TextPlace::Narrative(of.place)).collect(),
        Block::Table { .. }
        | Block::Cover
        | Block::Section(_)
        | Block::Statement(_)
        | Block::Notes(_)
        | Block::Charts(_)
        | Block::Gallery(_)
        | Block::Contents
        | Block::Offer(_)
        | Block::Share(_) => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address;
    use crate::calc::Figures;
    use crate::lang::Lang;
    use crate::storage;

    #[test]
    fn words_lead_to_the_cell_that_they_name() {
        let document = storage::open(std::path::Path::new("saves/programme-352-plf-2021.ron")).unwrap();
        let figures = Figures::of(&document);
        let cases = [
            (Lang::French, "titre 3 action 02", "plf/02/31/ae"),
            (Lang::French, "action 2 titre 3", "plf/02/31/ae"),
            (Lang::French, "cp action 02 titre 3", "plf/02/31/cp"),
            (Lang::French, "soutien plf titre 3", "plf/02/31/ae"),
            (Lang::French, "7300000", "plf/01/31/ae"),
            (Lang::French, "7 300 000", "plf/01/31/ae"),
            (Lang::English, "title 3 action 02", "plf/02/31/ae"),
        ];
        for (lang, typed, expected) in cases {
            let tables = Tables { document: &document, figures: &figures, lang };
            let found = Index::of(tables).cells(&Wanted::new(typed));
            let first = found.first().and_then(|place| address::write(&document, *place)).unwrap_or_default();
            assert_eq!(first, expected, "{typed}: {:?}", found.iter().map(|place| tables.place_name(*place)).take(4).collect::<Vec<_>>());
        }
        let tables = Tables { document: &document, figures: &figures, lang: Lang::French };
        let index = Index::of(tables);
        for nothing in ["titre 3 action 03", "", "zzz"] {
            assert_eq!(index.cells(&Wanted::new(nothing)), [], "{nothing}");
        }
    }

    #[test]
    fn a_number_belongs_to_the_word_before_it() {
        let cases = [
            ("titre 3 action 02", "AE 2021 (PLF), action 02, titre 3", true),
            ("titre 2 action 03", "AE 2021 (PLF), action 02, titre 3", false),
            ("act 2", "AE 2021 (PLF), action 02, titre 3", true),
            ("2021 ae", "AE 2021 (PLF), action 02, titre 3", true),
            ("act 0", "AE 2021 (PLF), action 02, titre 3", false),
            ("depenses", "Dépenses de personnel", true),
            ("penses", "Dépenses de personnel", false),
        ];
        for (typed, name, expected) in cases {
            assert_eq!(Wanted::new(typed).is_in(&Words::of(name)), expected, "{typed} in {name}");
        }
    }
}

//! What the rows of a table of a section are, by their names and by what stands above them.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Wording;
use super::words::{LEAST, begins, letters_of_row};
use crate::exchange::import::draft::DraftCellRow;
use crate::exchange::import::published::words::one_line;
use crate::lang::Lang;
use crate::model::{RowShape, Rows, Year};

/// What the rows of a table of a section are, from top to bottom.
#[derive(Default)]
pub(in super::super) struct RowsSoFar {
    /// Rows that every document has, which were met.
    taken: BTreeSet<&'static str>,
    /// The last of them that sums up others.
    sum: Option<&'static str>,
    /// How often each listed row was met, by its code, or else by its label.
    pub(super) listed: BTreeMap<String, usize>,
    /// The rank of the listed row under which others stand.
    pub(super) over: Option<usize>,
}

impl RowsSoFar {
    /// Of a table that stands under the heading of a listed row, where it does.
    pub(super) fn under(over: Option<usize>) -> Self {
        Self { over, ..Self::default() }
    }

    /// The row that every document has and that a name means here: one of the rows that the sum above it adds up, or else the only one of that name.
    pub(super) fn fixed(&mut self, wording: &Wording, name: &str) -> Option<&'static str> {
        let Rows::Fixed(rows) = wording.shape.rows else { return None };
        let named = named(wording, rows, name);
        let parts = self.sum.and_then(|sum| wording.shape.fixed_row(sum)).map_or(&[][..], |row| row.sum);
        let of_sum = named.iter().find(|key| parts.iter().any(|term| term.cell() == Some(**key)) && !self.taken.contains(*key));
        let key = of_sum.or(if let [only] = named.as_slice() { Some(only) } else { None }).copied()?;
        self.taken.insert(key);
        if wording.shape.fixed_row(key).is_some_and(|row| !row.sum.is_empty()) {
            self.sum = Some(key);
        }
        Some(key)
    }

    /// The row under the last listed one that a name means, where others stand under each.
    pub(super) fn part(&self, wording: &Wording, name: &str) -> Option<DraftCellRow> {
        let Rows::ListedTimes { rows, .. } = wording.shape.rows else { return None };
        let parts = named(wording, rows, name);
        let key = parts.into_iter().find(|key| wording.shape.fixed_row(key).is_some_and(|row| row.sum.is_empty()))?;
        self.over.map(|rank| DraftCellRow::Part(rank, key))
    }
}

/// The rows that a name means, whole or else cut short.
fn named(wording: &Wording, rows: &'static [RowShape], name: &str) -> Vec<&'static str> {
    let name = letters_of_row(name);
    let is_named = |key: &'static str, least: Option<usize>| {
        let others = wording.published.rows.iter().filter(|(_, row)| *row == key).map(|(words, _)| *words);
        let mut names = std::iter::once((wording.table.row_name)(key, Year::FIRST, Lang::French))
            .chain(others.map(str::to_owned))
            .map(|name| letters_of_row(&name));
        names.any(|official| official == name || least.is_some_and(|least| begins(&name, &official, least)))
    };
    let of = |least| rows.iter().map(|row| row.key).filter(|key| is_named(key, least)).collect::<Vec<_>>();
    Some(of(None)).filter(|named| !named.is_empty()).unwrap_or_else(|| of(Some(LEAST)))
}

/// The code and the label of a listed row: "1036 - Magistrats de l'ordre judiciaire", "Catégorie A+".
pub(super) fn coded_label(words: &str) -> (String, String) {
    let words = one_line(words);
    let parted = words.split_once(' ').and_then(|(code, rest)| {
        let label = rest.strip_prefix(['-', '–', '—', '‑', ':'])?.trim();
        let is_code = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
        (is_code && !label.is_empty()).then(|| (code.to_owned(), label.to_owned()))
    });
    parted.unwrap_or((String::new(), words))
}

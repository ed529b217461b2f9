//! The unit in which amounts are printed, as the lines around a table say it.
//!
//! A heading says it for all that stands below, to the next heading of its rank; any other line for the tables that follow, to the next heading.

use super::marks::{Mark, mark};
use crate::exchange::import::blocks::Row;
use crate::exchange::import::coded;
use crate::exchange::import::units::{UnitSaid, says_scaled_unit, unit_said};

/// How far a heading reaches: a part of the document holds sections, those hold actions, and these hold tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    File,
    Part,
    Section,
    Action,
    Table,
    /// A line that is no heading.
    Line,
}

/// A line that says a unit.
#[derive(Clone, Debug)]
struct Said {
    rank: Rank,
    unit: UnitSaid,
    words: String,
    /// Whether other words stand between it and the next heading.
    is_over: bool,
}

/// What the lines so far say of the unit of the next table.
#[derive(Clone, Debug)]
pub(super) struct Units {
    said: Vec<Said>,
    /// The rank of the heading that stands directly above.
    heading: Option<Rank>,
}

impl Default for Units {
    fn default() -> Self {
        Self { said: vec![], heading: Some(Rank::File) }
    }
}

impl Units {
    pub fn take_heading(&mut self, found: &Mark, words: &str) {
        let Some(rank) = rank(found) else { return self.take_line(words) };
        self.begin(rank);
        if let Some(unit) = unit_said(words) {
            self.say(rank, unit, words);
        }
    }

    /// A line directly below a heading speaks for all of what the heading does.
    pub fn take_line(&mut self, words: &str) {
        let Some(unit) = unit_said(words) else {
            self.said.iter_mut().filter(|said| said.rank == Rank::Line).for_each(|said| said.is_over = true);
            if coded::action_label(words).is_none() {
                self.heading = None;
            }
            return;
        };
        let heading = words.split(['(', '[', ':', ',', '–']).next().and_then(mark).and_then(|mark| rank(&mark));
        if let Some(rank) = heading {
            self.begin(rank);
        }
        let speaks_for_all = words.to_lowercase().contains("montants");
        let rank = if speaks_for_all { Rank::File } else { self.heading.unwrap_or(Rank::Line) };
        self.say(rank, unit, words);
    }

    fn begin(&mut self, rank: Rank) {
        self.said.retain(|said| said.rank < rank || (said.rank == Rank::Line && !said.is_over));
        self.heading = Some(rank);
    }

    fn say(&mut self, rank: Rank, unit: UnitSaid, words: &str) {
        self.said.push(Said { rank, unit, words: words.to_owned(), is_over: false });
    }

    /// The words that say another unit than the euro for a table: its own, or else those of the nearest heading or line above it.
    pub fn take_table(&mut self, heads: &[Row], rows: &[Row]) -> Option<String> {
        self.heading = None;
        let nearest = self.said.iter().map(|said| said.rank).max();
        let scaled = |said: &&Said| Some(said.rank) == nearest && said.unit == UnitSaid::Scaled;
        let above = self.said.iter().find(scaled).map(|said| said.words.clone());
        self.said.iter_mut().filter(|said| said.rank == Rank::Line).for_each(|said| said.is_over = true);
        let in_heads = heads.iter().flat_map(|row| &row.cells).find(|cell| says_scaled_unit(cell));
        let is_label = |cell: &&String| unit_said(cell) == Some(UnitSaid::Scaled);
        let own = in_heads.or_else(|| rows.iter().filter_map(|row| row.cells.first()).find(is_label));
        let says_euros = || heads.iter().flat_map(|row| &row.cells).any(|cell| unit_said(cell) == Some(UnitSaid::Euros));
        own.map(|words| words.replace('\n', " ")).or_else(|| above.filter(|_| !says_euros()))
    }
}

/// The rank of a heading; `None` for one that stands within a text.
fn rank(mark: &Mark) -> Option<Rank> {
    Some(match mark {
        Mark::Cover | Mark::Mission(_) | Mark::Bill(_) | Mark::Programme(..) | Mark::Minister(_) => return None,
        Mark::Manager(..) | Mark::Viewpoint(_) | Mark::Methods | Mark::Source(_) | Mark::Method(_) => return None,
        Mark::Strategy | Mark::Recap | Mark::LayoutChanges | Mark::Performance => Rank::Part,
        Mark::Justification => Rank::Table,
        Mark::CreditsPart | Mark::JustificationPart | Mark::Operators => Rank::Part,
        Mark::ByAction(_) | Mark::ByTitle | Mark::Transversal | Mark::Synthesis | Mark::Multiyear | Mark::ActionsPart => Rank::Section,
        Mark::Objective(..) | Mark::Indicator(..) | Mark::Measure(..) | Mark::Action(..) => Rank::Action,
        Mark::SectionPage | Mark::SectionRow => Rank::Section,
        Mark::Outstanding | Mark::Schedule | Mark::SectionTable(_) | Mark::RowText { .. } => Rank::Action,
        Mark::Keys | Mark::Nature => Rank::Table,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said for the table at the end of lines; "|" is a table between.
    fn seen(lines: &str) -> Option<String> {
        let mut units = Units::default();
        for line in lines.split(" / ") {
            match (line, mark(line)) {
                ("|", _) => drop(units.take_table(&[], &[])),
                (words, Some(mark)) => units.take_heading(&mark, words),
                (words, None) => units.take_line(words),
            }
        }
        units.take_table(&[], &[])
    }

    #[test]
    fn a_unit_is_said_for_what_stands_below_it() {
        let nature = "Éléments de la dépense par nature";
        let part = "Justification au premier euro";
        let cases = [
            (nature.to_owned(), false),
            (format!("{nature} (en k€)"), true),
            (format!("{nature} / (en k€)"), true),
            (format!("{nature} / (en k€) / Le détail est le suivant."), true),
            // What is said twice in one place is in doubt.
            (format!("{nature} (en k€) / (en euros)"), true),
            (format!("{part} (en M€) / {nature}"), true),
            (format!("{part} / (en M€) / ACTION 10,0 % / 01 – Fonds / {nature}"), true),
            (format!("{part} (en M€) / Un texte. / ACTION 10,0 % / 01 – Fonds / Un texte. / | / {nature}"), true),
            (format!("{part} (en M€) / {nature} / (en euros)"), false),
            (format!("{part} / ACTION 10,0 % / 01 – Fonds / Un texte. / Répartition (en M€) / | / {nature}"), false),
            (format!("{part} / ACTION 10,0 % / 01 – Fonds / Les montants sont en M€ / | / ACTION 20,0 % / 02 – Autre / {nature}"), true),
            (format!("{part} / ACTION 10,0 % / 01 – Fonds / (en M€) / ACTION 20,0 % / 02 – Autre / {nature}"), false),
            (format!("{part} / ACTION 10,0 % / 01 – Fonds / Un coût de 3 millions d'euros. / {nature}"), false),
        ];
        for (lines, is_said) in cases {
            assert_eq!(seen(&lines).is_some(), is_said, "{lines}");
        }
    }
}

//! What a section is whose figures have places of their own in the model, and not cells of a shape: tables said cell by cell, and their words.

use serde::Serialize;

use crate::calc::Figures;
use crate::lang::Lang;
use crate::model::{Document, Level, Narrative, Place, Rule, Year};

/// Figures that the model holds or computes under places of their own, and one section shows.
pub trait OwnFigures: Sync {
    /// Its tables in their order, each under a heading of its own.
    fn tables(&self) -> &'static [FigureTable];

    /// A heading over all of them.
    fn heading(&self, lang: Lang) -> &'static str;

    /// Whether a figure is one of its own.
    fn holds(&self, place: Place) -> bool;

    /// What one of its figures is called in the PAP of a year: "Restes à payer calculés"; empty for a figure of others.
    fn name(&self, place: Place, year: Year, lang: Lang) -> String;

    /// What a calculation calls one of its figures: "RAP".
    fn part(&self, place: Place) -> Option<[&'static str; 2]>;

    /// How one of its figures is computed, where the names of its parts do not say it.
    fn rule(&self, _: Place) -> Option<[&'static str; 2]> {
        None
    }

    /// Those of its figures that an entry may enter into, each with what is said of where it stands.
    fn totals(&self, place: Place) -> Vec<(Place, fn(Lang) -> &'static str)>;

    /// What the passing of the year does to its entries.
    fn emptied(&self) -> &'static [Emptied];
}

/// A table of figures with places of their own.
pub struct FigureTable {
    /// Its name, which never changes.
    pub key: &'static str,
    /// Its title in the PAP of a year, as the document prints it.
    pub title: fn(Year, Lang) -> String,
    /// The name of its sheet in a workbook, at most 31 characters.
    pub sheet: fn(Lang) -> &'static str,
    /// The heading of the labels; empty where rows have none.
    pub row_header: &'static str,
    pub holds: Holds,
    pub width: ColumnWidth,
    /// Whether an entry that nobody typed is marked as missing.
    pub expects_entries: bool,
    pub control: Option<fn(Year, Lang) -> Control>,
    pub columns: fn(Year, Lang) -> Vec<Column>,
    pub rows: fn(Year, Lang) -> Vec<FigureRow>,
    /// The text under it.
    pub text: Option<FigureText>,
}

/// A row of such a table.
pub struct FigureRow {
    pub label: String,
    pub level: Level,
    /// `None` for a blank that denotes nothing.
    pub cells: Vec<Option<Place>>,
}

/// A text under such a table.
pub struct FigureText {
    pub narrative: Narrative,
    pub heading: fn(Lang) -> &'static str,
    /// Whether its page has room for it.
    pub is_shown: fn(&Document, &Figures) -> bool,
}

/// Entries that the passing of the year empties.
pub struct Emptied {
    /// Its name among them, which never changes.
    pub key: &'static str,
    pub name: fn(Lang) -> &'static str,
    /// How many entries it has.
    pub entries: usize,
    /// What the PAP that passes says there.
    pub before: fn(&Document, Lang) -> String,
    /// The first entry, of which last year may suggest the figure, with its column where the name does not say it.
    pub first: fn(Year) -> (Place, Option<String>),
}

/// What the cells of a table hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Amounts in euros, which its page then says.
    Euros,
    /// Amounts in millions of euros, likewise.
    MillionEuros,
    /// Figures with a unit of their own: per cent, values of indicators.
    Figures,
    /// Words on as many lines as they need, in one column without a heading.
    Words,
}

/// How wide columns of figures usually are on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnWidth {
    /// An amount of twelve digits.
    Amount,
    /// Six of them beside each other.
    Close,
    /// Seven of them beside each other.
    Closest,
    /// A value of one year.
    Year,
}

/// A figure that stands under the last column, with the words before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Control {
    pub words: &'static str,
    pub place: Place,
    /// The rule that holds the table against it.
    pub rule: Rule,
}

/// A column of a table as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading on one line, as the document prints it, without the group.
    pub title: String,
    /// The first words, set apart on screen when no group says them.
    pub lead: String,
    /// What follows them.
    pub rest: String,
    pub role: ColumnRole,
}

/// What a column is for the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    Figures,
    /// The total of the columns before it, or what is asked.
    Total,
    /// FdC et AdP beside the totals, never in them.
    Apart,
    Target,
    /// Words, at the left.
    Words,
    /// Figures under a heading of many words.
    Sentence,
}

impl Column {
    pub fn plain(title: impl Into<String>) -> Self {
        let title = title.into();
        Self { lead: String::new(), rest: title.clone(), title, role: ColumnRole::Figures }
    }

    /// A heading of which `lead` is set apart.
    pub fn led(lead: impl Into<String>, rest: impl Into<String>) -> Self {
        let (lead, rest) = (lead.into(), rest.into());
        Self { title: format!("{lead} {rest}"), lead, rest, role: ColumnRole::Figures }
    }

    /// A heading that is set apart whole.
    pub fn lead(title: impl Into<String>) -> Self {
        let title = title.into();
        Self { title: title.clone(), lead: title, rest: String::new(), role: ColumnRole::Figures }
    }

    /// A heading whose first words stand in a group above.
    pub fn grouped(group: &str, rest: impl Into<String>) -> Self {
        let rest = rest.into();
        Self { title: format!("{group} {rest}"), lead: String::new(), rest, role: ColumnRole::Figures }
    }

    pub fn of(self, role: ColumnRole) -> Self {
        Self { role, ..self }
    }
}

impl FigureRow {
    pub fn of(label: impl Into<String>, cells: impl IntoIterator<Item = Place>) -> Self {
        Self { label: label.into(), level: Level::Main, cells: cells.into_iter().map(Some).collect() }
    }
}

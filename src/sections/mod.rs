//! The sections of a PAP that are rooms: each folder holds all that one section is, and a row of `shapes` lets it in.
//!
//! A room has files of three layers. `shape.rs` says as data what its cells are and knows the model alone, for addresses, files and figures rest on
//! it. `mod.rs` and `words.rs` come after `lang`: pages, tables, words. What exchange, editing and charts do with a section they read from these.

pub mod by_action;
pub mod checks;
mod figures;
pub mod free;
pub mod jobs;
pub mod moves;
pub mod multiyear;
pub mod operators;
pub mod outlook;
pub mod pay;
pub mod presence;
mod section;
pub mod shapes;
pub mod staff;
pub mod tax;
#[cfg(test)]
pub mod toy;

pub use figures::{Column, ColumnRole, ColumnWidth, Control, Emptied, FigureRow, FigureTable, FigureText, Holds, OwnFigures};
pub use presence::{PAGES, Page, is_in_layout, is_of_credits, is_part, is_printed, is_shown, printed, prints_empty, sections};
pub use section::{
    Heading, Line, Notice, Published, RowTextDef, Section, Setting, SumRow, TableDef, TablePart, TextDef, has_facts, in_year, list, narratives,
    own_tables, row_narratives, without_free_tables,
};

use crate::model::{Narrative, Place};

macro_rules! sections {
    ($($(#[$meta:meta])* $folder:ident::$section:ident,)*) => {
        const FOLDERS: &[&str] = &[$($(#[$meta])* stringify!($folder)),*];

        /// Every section; where each stands in the document is said by [`PAGES`].
        pub const ALL: [&dyn Section; FOLDERS.len()] = [$($(#[$meta])* &$folder::$section),*];
    };
}
shapes::every_section!(sections);

fn tables() -> impl Iterator<Item = &'static TableDef> {
    ALL.into_iter().flat_map(Section::tables)
}

/// The printed table of this name.
pub fn table(key: &str) -> Option<&'static TableDef> {
    tables().find(|table| table.key == key)
}

/// The printed tables that show cells of a shape, and how.
pub fn tables_of(shape: &str) -> impl Iterator<Item = (&'static TableDef, &'static TablePart)> + use<'_> {
    tables().flat_map(|table| table.parts.iter().map(move |part| (table, part))).filter(move |(_, part)| part.shape.key == shape)
}

/// The name of a table, printed or of one shape alone; `None` for one that this Papier does not know.
pub fn table_key(name: &str) -> Option<&'static str> {
    let of_cells = || table(name).map(|table| table.key).or_else(|| shapes::of(name).map(|shape| shape.key));
    of_cells().or_else(|| own_table(name).map(|table| table.key))
}

/// The table of this name of figures with places of their own.
pub fn own_table(key: &str) -> Option<&'static FigureTable> {
    ALL.into_iter().flat_map(own_tables).find(|table| table.key == key)
}

/// The section of a figure with a place of its own.
pub fn of_figure(place: Place) -> Option<&'static dyn Section> {
    ALL.into_iter().find(|section| section.own_figures().is_some_and(|own| own.holds(place)))
}

/// The text under a table of such figures, with its section.
pub fn own_text(narrative: Narrative) -> Option<(&'static dyn Section, &'static FigureText)> {
    let texts = ALL.into_iter().flat_map(|section| own_tables(section).iter().filter_map(move |table| Some((section, table.text.as_ref()?))));
    texts.into_iter().find(|(_, text)| text.narrative == narrative)
}

/// The section that a table, a shape or a text belongs to, by its key.
pub fn of_key(key: &str) -> Option<&'static dyn Section> {
    let has = |section: &&dyn Section| {
        let is_table = section.tables().iter().any(|table| table.key == key || table.shapes().any(|shape| shape.key == key));
        let is_own = || section.key() == key || own_tables(*section).iter().any(|table| table.key == key);
        is_table || is_own() || section.texts().iter().any(|text| text.key == key)
    };
    ALL.into_iter().find(has)
}

/// What publications write otherwise of a table.
pub fn published(key: &str) -> Published {
    let all = ALL.into_iter().flat_map(Section::published);
    all.copied().find(|published| published.table == key).unwrap_or_default()
}

//! The sections of a PAP that are rooms: each folder holds all that one section is, and a row of [`ALL`] lets it in.
//!
//! A room has files of three layers. `shape.rs` says as data what its cells are and knows the model alone, for addresses, files and figures rest on
//! it. `mod.rs` and `words.rs` come after `lang`: pages, tables, words. What exchange, editing and charts do with a section they read from these.

pub mod by_action;
pub mod checks;
pub mod jobs;
pub mod pay;
mod section;
pub mod shapes;
pub mod staff;

pub use section::{Anchor, Heading, Published, Section, Setting, TableDef, has_facts};

/// Every section, in the order of the document.
pub const ALL: [&dyn Section; 4] = [&jobs::Jobs, &by_action::JobsByAction, &staff::Staff, &pay::Pay];

/// The sections whose rows drafters list.
pub const LISTED: [&str; 1] = [jobs::shape::JOBS.key];

/// The table whose cells have this key.
pub fn table(key: &str) -> Option<&'static TableDef> {
    ALL.into_iter().flat_map(Section::tables).find(|table| table.shape.key == key)
}

/// The section that a table belongs to.
pub fn of_table(key: &str) -> Option<&'static dyn Section> {
    ALL.into_iter().find(|section| section.tables().iter().any(|table| table.shape.key == key))
}

/// What publications write otherwise of a table.
pub fn published(key: &str) -> Published {
    let all = ALL.into_iter().flat_map(Section::published);
    all.copied().find(|published| published.table == key).unwrap_or_default()
}

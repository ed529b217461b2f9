//! The sections of a PAP that are rooms: each folder holds all that one section is, and a row of [`ALL`] lets it in.
//!
//! A room has files of three layers. `shape.rs` says as data what its cells are and knows the model alone, for addresses, files and figures rest on
//! it. `mod.rs` and `words.rs` come after `lang`: pages, tables, words. What exchange, editing and charts do with a section they read from these.

pub mod by_action;
pub mod checks;
pub mod free;
pub mod jobs;
pub mod moves;
pub mod operators;
pub mod pay;
pub mod presence;
mod section;
pub mod shapes;
pub mod staff;
pub mod tax;

pub use presence::{PAGES, Page, is_of_credits, is_part, is_printed, is_shown, printed, prints_empty, sections};
pub use section::{
    Heading, Notice, Published, RowTextDef, Section, Setting, SumRow, TableDef, TablePart, TextDef, has_facts, list, narratives, row_narratives,
    without_free_tables,
};

/// Every section; where each stands in the document is said by [`PAGES`].
pub const ALL: [&dyn Section; 8] =
    [&tax::Tax, &moves::Moves, &jobs::Jobs, &by_action::JobsByAction, &staff::Staff, &pay::Pay, &free::Free, &operators::Operators];

/// The sections whose rows drafters list.
pub const LISTED: [&str; 14] = [
    tax::shape::TAX.key,
    moves::shape::MOVES_IN.key,
    moves::shape::MOVES_OUT.key,
    jobs::shape::JOBS.key,
    operators::shape::OPERATORS.key,
    free::shape::SERVICES.key,
    free::shape::MOVING_COSTS.key,
    free::shape::MEASURES.key,
    free::shape::WELFARE.key,
    free::shape::PROJECT_COST.key,
    free::shape::PROJECT_CHANGE.key,
    free::shape::CPER.key,
    free::shape::OPERATOR_JOBS.key,
    free::shape::OPERATOR_CEILING.key,
];

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
    table(name).map(|table| table.key).or_else(|| shapes::of(name).map(|shape| shape.key))
}

/// The section that a table, a shape or a text belongs to, by its key.
pub fn of_key(key: &str) -> Option<&'static dyn Section> {
    let has = |section: &&dyn Section| {
        let is_table = section.tables().iter().any(|table| table.key == key || table.shapes().any(|shape| shape.key == key));
        is_table || section.texts().iter().any(|text| text.key == key)
    };
    ALL.into_iter().find(has)
}

/// What publications write otherwise of a table.
pub fn published(key: &str) -> Published {
    let all = ALL.into_iter().flat_map(Section::published);
    all.copied().find(|published| published.table == key).unwrap_or_default()
}

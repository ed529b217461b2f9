//! The large document of the benchmarks is as large as it says, and holds every section.

#[path = "../benches/common/large.rs"]
pub mod document;

use papier::editing::Session;
use papier::exchange::pdf::{Printed, Sheets};
use papier::lang::Lang;
use papier::model::Category;
use papier::sections;
use papier::storage;
use papier::tables::{TableName, Tables};

#[test]
fn the_large_document_is_as_large_as_it_says() {
    let document = document::document();
    assert_eq!((document.actions.len(), document.used_categories().iter().count()), (60, Category::all().count()));
    let rows = document.objectives.iter().flat_map(|objective| &objective.indicators).map(|indicator| indicator.rows.len());
    assert_eq!(rows.sum::<usize>(), 100);
    let names = TableName::all(&document);
    for table in sections::ALL.into_iter().flat_map(sections::Section::tables) {
        assert!(names.contains(&TableName::Section(table.key)), "{} has figures", table.key);
    }
    assert_eq!(storage::parse(&storage::write(&document)).expect("opened"), document);
    let session = Session::opened(document);
    let tables = Tables { document: session.document(), figures: session.figures(), lang: Lang::French };
    let pages = Sheets::of(tables, Printed::default()).expect("pages").prints().len();
    assert!((280..=330).contains(&pages), "{pages} pages");
}

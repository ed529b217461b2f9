//! What other tools read and write: PDF, workbooks, pictures, HTML, JSON, CSV, tab-separated text, text in columns.

pub mod clipboard;
pub mod csv;
pub mod docx;
pub mod export;
mod harmless;
pub mod html;
pub mod import;
mod json;
pub mod markup;
pub mod pasted_html;
pub mod pasted_text;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod picture;
mod plain;
pub mod progress;
pub mod rich_text;
mod sentences;
pub mod slides;
pub mod tsv;
pub mod workbook;

pub use json::{conflicts as conflicts_json, findings as findings_json, folder as folder_json, merge as merge_json, show as show_json};
pub use plain::{table as plain_table, text as plain_text};

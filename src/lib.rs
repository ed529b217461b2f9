//! Papier: the editor of the *projet annuel de performances*, the annex to the French finance bill. See ARCHITECTURE.md.

// Tests from outside that are held against what no program has say `papier` here as well.
#[cfg(test)]
extern crate self as papier;

pub mod address;
#[cfg(feature = "gui")]
pub mod app;
pub mod calc;
pub mod charts;
pub mod cli;
pub mod editing;
pub mod exchange;
pub mod lang;
pub mod model;
pub mod sections;
pub mod storage;
pub mod tables;
#[cfg(feature = "gui")]
pub mod ui;

/// A document is laid out by many small pieces on several threads: with the allocator of the system a PDF takes a seventh longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

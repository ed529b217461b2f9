//! Papier: the editor of the *projet annuel de performances*, the annex to the French finance bill. See ARCHITECTURE.md.

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
pub mod storage;
pub mod tables;
#[cfg(feature = "gui")]
pub mod ui;

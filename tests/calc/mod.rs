//! What Papier gives stands in LibreOffice as it stands here, and the other way round.
//!
//! Needs LibreOffice Calc and Writer and Debian's python3-uno: `.ci/calc` installs them and runs these tests, which `cargo test` leaves out.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod back;
mod bridge;
mod clipboard;
mod files;
mod workbook;

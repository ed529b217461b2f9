//! Every test that sees the program from outside, in one binary: it is linked once.
//!
//! `cargo test --test suite published` runs those of a file; the tests of `calc` need LibreOffice, and `.ci/calc` runs them.

mod annual_report;
mod calc;
mod charts;
mod checks;
mod claims;
mod cli;
mod clones;
mod corpus;
mod documents;
mod entry;
mod exact;
mod files;
mod find;
mod frozen;
mod identities;
mod import;
mod large;
mod merges;
mod open_data;
mod paste;
mod presentation;
mod processes;
mod proofs;
mod properties;
mod published;
mod rollover;
mod sample;
mod sections;
mod spread;
mod teams;
mod terms;
mod tidy;
mod typing;
mod values;
mod walks;
mod window;
mod workbook_back;

//! A file of Papier: read or refused; what was read is written so that it reads as the same, and then byte for byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papier::calc::{Figures, checks};
use papier::storage;

fuzz_target!(|text: &str| {
    let Ok(document) = storage::parse(text) else { return };
    let written = storage::write(&document);
    let again = storage::parse(&written).expect("what was written reads");
    assert!(again == document && storage::write(&again) == written);
    let figures = Figures::of(&document);
    checks::findings(&document, &figures);
});

//! The HTML of a clipboard: cells, the text of a narrative, or a refusal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papier::exchange::{pasted_html, pasted_text};

fuzz_target!(|text: &str| {
    drop(pasted_html::read(text));
    drop(pasted_text::read(text));
});

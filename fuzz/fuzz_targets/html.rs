//! The HTML of a clipboard: cells, or a refusal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papier::exchange::pasted_html;

fuzz_target!(|text: &str| {
    drop(pasted_html::read(text));
});

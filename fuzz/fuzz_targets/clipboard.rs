//! Tab-separated text, alone or beside HTML: the same rows are read again from what they are written as.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papier::exchange::{clipboard, tsv};

fuzz_target!(|text: &str| {
    let rows = tsv::read(text);
    assert!(tsv::read(&tsv::write(rows.iter().cloned())) == rows);
    let (plain, html) = text.split_at(text.floor_char_boundary(text.len() / 2));
    drop(clipboard::cells(Some(plain), Some(html)));
});

//! An open-data file, beside a nomenclature where a zero byte begins one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papier::exchange::import::File;
use papier_fuzz::import;

fuzz_target!(|bytes: &[u8]| {
    let (credits, names) = bytes.split_at(bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()));
    let names = names.get(1..).unwrap_or_default();
    let files = [("credits.csv", credits), ("names.csv", names)].map(|(name, bytes)| File { name: name.into(), bytes: bytes.into() });
    import(if names.is_empty() { &files[..1] } else { &files });
});

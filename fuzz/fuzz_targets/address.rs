//! An address in the sample: a place whose own spelling denotes it, or a refusal.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use papier::address;
use papier::model::Document;
use papier::storage;

static SAMPLE: LazyLock<Document> =
    LazyLock::new(|| storage::parse(include_str!("../../saves/programme-352-plf-2021.ron")).expect("the sample"));

fuzz_target!(|text: &str| {
    if let Ok(place) = address::parse(&SAMPLE, text)
        && let Some(written) = address::write(&SAMPLE, place)
    {
        assert_eq!(address::parse(&SAMPLE, &written).ok(), Some(place));
    }
});

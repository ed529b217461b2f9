//! An amount or a value as typed: read or refused with a sentence in both languages.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papier::lang::Lang;
use papier::lang::number::{parse_amount, parse_value};

fuzz_target!(|typed: &str| {
    for lang in Lang::ALL {
        if let Err(refusal) = parse_amount(typed) {
            refusal.sentence(lang);
        }
        for unit in ["%", "Nombre", "M€"] {
            if let Err(refusal) = parse_value(typed, unit) {
                refusal.sentence(lang);
            }
        }
    }
});

//! An amount or a value as typed: read, or refused with a sentence. The first character chooses the cell and the language.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papier::lang::Lang;
use papier::lang::number::{parse_amount, parse_value};

fuzz_target!(|text: &str| {
    let mut rest = text.chars();
    let choice = rest.next().map_or(0, u32::from);
    let (lang, typed) = (if choice & 1 == 0 { Lang::French } else { Lang::English }, rest.as_str());
    let refusal = match choice >> 1 & 3 {
        0 => parse_amount(typed).err(),
        1 => parse_value(typed, "%").err(),
        2 => parse_value(typed, "Nombre").err(),
        _ => parse_value(typed, "M€").err(),
    };
    if let Some(refusal) = refusal {
        assert!(!refusal.sentence(lang).is_empty());
    }
});

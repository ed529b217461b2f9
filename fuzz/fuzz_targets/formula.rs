//! A formula: an exact value or a refusal, within its written limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papier::calc::formula::evaluate;

fuzz_target!(|formula: &str| {
    if let Ok(value) = evaluate(formula) {
        assert!(*value.denom() > 0);
    }
});

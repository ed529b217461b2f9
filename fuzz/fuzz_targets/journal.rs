//! A journal: its last whole state, or nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papier::storage::read_journal;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(recovered) = read_journal(bytes) {
        assert!(recovered.states > 0);
    }
});

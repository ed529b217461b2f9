//! How much a random test draws: little in `cargo test`, which everybody waits for, much with `PAPIER_PROOFS=full`, as `.ci/proofs` runs it.

use proptest::prelude::*;

/// A number of cases, rounds or kills.
pub fn count<N>(short: N, full: N) -> N {
    if std::env::var_os("PAPIER_PROOFS").is_some_and(|value| value == "full") { full } else { short }
}

/// The configuration of a property that draws so many cases.
pub fn cases(short: u32, full: u32) -> ProptestConfig {
    ProptestConfig { cases: count(short, full), failure_persistence: None, ..ProptestConfig::default() }
}

//! How long the proofs of docs/reliability.md run: short in `cargo test`, whole with `PAPIER_PROOFS=full`, by the same code.

/// The number of cases of a proof.
pub(super) fn count(short: usize, full: usize) -> usize {
    if std::env::var_os("PAPIER_PROOFS").is_some_and(|value| value == "full") { full } else { short }
}

/// A line of the table of results, seen with `--nocapture`.
pub(super) fn report(promise: &str, result: &str) {
    use std::io::Write as _;
    writeln!(std::io::stdout(), "proof {promise}: {result}").unwrap();
}

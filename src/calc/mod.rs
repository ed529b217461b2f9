//! Every computed figure: totals, shares, keys, variations, exact arithmetic, and the rules that figures obey.
//!
//! The only layer that adds amounts. Knows no language, no file, no window.

pub mod checks;
mod figures;
pub mod formula;
mod ratio;
mod summary;

pub use figures::{Figure, Figures};
pub use ratio::{percent, variation_percent};
pub use summary::Summary;

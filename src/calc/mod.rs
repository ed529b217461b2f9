//! Every computed figure: totals, shares, keys, variations, exact arithmetic, and the rules that figures obey.
//!
//! The only layer that adds amounts. Knows no language, no file, no window.

pub mod attainment;
pub mod bridge;
mod calculation;
mod cells;
pub mod checks;
mod compared;
mod course;
mod exact;
mod figures;
mod follows;
pub mod formula;
mod hints;
mod progress;
mod ratio;
pub mod shown;
pub mod spread;
mod stated;
mod summary;
mod tally;
mod unit;
pub mod years;

pub use calculation::{Calculation, Incalculable, NumberFormat, Value};
pub use compared::{Compared, CountedIn};
pub use course::{Course, Movement, Nearness, Size, course, percent_between, percent_change, points};
pub use exact::Exact;
pub use figures::{Figure, Figures};
pub use follows::{EntryTerm, calculation, counted, enters, has_amount, is_unconfirmed, repeated, terms};
pub use hints::{Hint, announced, announced_cell, hint};
pub use progress::{Progress, has_new_ae, is_expected, is_nil, missing_opening};
pub use ratio::{change, is_over, percent, variation_percent};
pub use stated::{Percentage, Stated, Statement, percentages, stated, statements, years};
pub use summary::{Selected, Summary, magnitude, total};
pub use tally::{CrossingFault, Tally, crossing, sole_choice};
pub use unit::{Scale, Unit};

#[cfg(test)]
pub(crate) mod sample;

//! What the table by title and year is held to: nothing of its own, for its figures are those of the credits.

use crate::sections::checks::SectionCheck;

pub const CHECKS: [SectionCheck; 0] = [];

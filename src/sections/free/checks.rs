//! What free tables are held to: nothing, for nothing is known of their figures.

use crate::sections::checks::SectionCheck;

pub const CHECKS: [SectionCheck; 0] = [];

//! Why there is no workbook, in words.

use rust_decimal::Decimal;

use super::WorkbookError;
use crate::lang::{Lang, writing};

/// Beside a number of which a spreadsheet keeps the first digits alone.
pub(super) fn cut_short(number: Decimal, lang: Lang) -> String {
    let number = writing::decimal(number);
    lang.pick(
        format!("Papier garde {number} ; un tableur n’en garde que 15 chiffres, et ses sommes les comptent ainsi."),
        format!("Papier keeps {number}; a spreadsheet keeps 15 digits of it, and its sums count those."),
    )
}

impl WorkbookError {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::TooLarge { amount, name } => {
                let amount = writing::euros(*amount);
                lang.pick(
                    format!(
                        "le classeur n’est pas écrit : ses montants dépassent les 15 chiffres qu’un tableur garde exactement. Le plus grand est {amount} ({name}). Le corriger, ou exporter chaque tableau en CSV."
                    ),
                    format!(
                        "the workbook is not written: its amounts are beyond the 15 digits that a spreadsheet keeps exactly. The largest is {amount} ({name}). Correct it, or export each table as CSV."
                    ),
                )
            }
            Self::Format(reason) => lang.pick(
                format!("le classeur n’est pas écrit : il dépasserait les limites de ce format ({reason})."),
                format!("the workbook is not written: it would be beyond the limits of this format ({reason})."),
            ),
        }
    }
}

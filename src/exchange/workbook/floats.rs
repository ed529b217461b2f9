//! The one door through which figures leave as floating-point numbers: the format of workbooks knows no other.
//!
//! Amounts come here only when they have at most 15 digits: they, and their sums, are then exact.

use rust_decimal::Decimal;

use crate::model::Euros;

/// Digits that every spreadsheet keeps and shows.
const DIGITS: u32 = 15;

/// An amount, exact up to 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "an amount that comes here has at most 15 digits")]
pub(super) fn amount(euros: Euros) -> f64 {
    euros.get() as f64
}

/// The nearest number to a value; `None` when it has more digits than a spreadsheet keeps.
pub(super) fn value(value: Decimal) -> Option<f64> {
    let digits = value.normalize().mantissa().unsigned_abs().checked_ilog10().map_or(1, |power| power + 1);
    if digits > DIGITS { None } else { value.to_string().parse().ok() }
}

/// What a spreadsheet keeps of a number with more digits: those that count most.
pub(super) fn nearest(number: Decimal) -> Option<f64> {
    number.round_sf(DIGITS)?.to_string().parse().ok()
}

/// A number of a workbook as the shortest decimal that gives it, of the digits that count in a spreadsheet; `None` beyond what is kept exactly.
pub(super) fn shortest(float: f64) -> Option<Decimal> {
    float.to_string().parse::<Decimal>().ok()?.round_sf(DIGITS).map(|number| number.normalize())
}

/// The same of a number as a file writes it: `7300000`, `6.8900000000000003E-2`.
pub(super) fn read(written: &str) -> Option<Decimal> {
    let written = written.trim();
    if written.len() <= 15 && written.bytes().all(|byte| byte.is_ascii_digit()) {
        return written.parse::<i64>().ok().map(Decimal::from);
    }
    let float: f64 = written.parse().ok()?;
    if float.is_finite() { shortest(float) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_keeps_comes_back_and_the_rest_is_no_number() {
        let cases = [
            ("0", true),
            ("0.1", true),
            ("12.50", true),
            ("-0.125", true),
            ("999999999999999", true),
            ("9999999999999990", false),
            ("1234567890123456", false),
            ("0.1234567890123456", false),
            ("12345678901234567890.5", false),
        ];
        for (text, kept) in cases {
            let decimal: Decimal = text.parse().unwrap();
            let float = value(decimal);
            assert_eq!(float.is_some(), kept, "{text}");
            if let Some(float) = float {
                assert_eq!(float.to_string().parse::<Decimal>().unwrap(), decimal, "{text}");
            }
        }
        let written = [
            ("7300000", Some("7300000")),
            ("6.8900000000000003E-2", Some("0.0689")),
            ("0.30000000000000004", Some("0.3")),
            ("7300000.0000000009", Some("7300000")),
            ("-1E3", Some("-1000")),
            ("1e-40", Some("0")),
            ("1e300", None),
            ("inf", None),
            ("NaN", None),
            ("12,5", None),
        ];
        for (text, expected) in written {
            assert_eq!(read(text).map(|number| number.to_string()).as_deref(), expected, "{text}");
        }
        for euros in [0, 1, -300_000, 999_999_999_999_999, -999_999_999_999_999] {
            assert_eq!(format!("{:.0}", amount(Euros::new(euros))), euros.to_string());
        }
    }
}

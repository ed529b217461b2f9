//! How format 2 spells numbers, the values of indicators and words. Nothing here follows what is typed or shown: a file means in every version of
//! Papier what it meant when it was written.

use std::fmt::Write;

use num_rational::Ratio;
use rust_decimal::Decimal;

use crate::calc::formula;
use crate::model::{Amount, Euros, IndicatorValue, NumberMarks, Trend};

/// A number of a file has at most so many digits.
const MOST_DIGITS: u32 = 28;

/// The values that are words.
const VALUES: [(&str, IndicatorValue); 7] = [
    ("NA", IndicatorValue::NotAvailable),
    ("Non déterminé", IndicatorValue::Undetermined),
    ("Sans objet", IndicatorValue::NotApplicable),
    ("en hausse", IndicatorValue::Trend { trend: Trend::Rising, written: None }),
    ("en baisse", IndicatorValue::Trend { trend: Trend::Falling, written: None }),
    ("stable", IndicatorValue::Trend { trend: Trend::Stable, written: None }),
    ("suivi", IndicatorValue::Trend { trend: Trend::Monitored, written: None }),
];

/// "78,90": digits, and a comma before as many decimals as the number has.
pub(super) fn decimal(value: Decimal) -> String {
    let scale = usize::try_from(value.scale()).unwrap_or_default();
    let digits = format!("{:0>width$}", value.mantissa().unsigned_abs(), width = scale + 1);
    let sign = if value.mantissa() < 0 { "-" } else { "" };
    match digits.split_at_checked(digits.len() - scale) {
        Some((whole, decimals)) if !decimals.is_empty() => format!("{sign}{whole},{decimals}"),
        _ => format!("{sign}{digits}"),
    }
}

/// The number that [`decimal`] wrote; `None` for anything else.
pub(super) fn parse_decimal(text: &str) -> Option<Decimal> {
    let (is_negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, decimals) = unsigned.split_once(',').map_or((unsigned, None), |(whole, decimals)| (whole, Some(decimals)));
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !decimals.is_none_or(is_digits) {
        return None;
    }
    let decimals = decimals.unwrap_or_default();
    let digits: i128 = format!("{whole}{decimals}").parse().ok()?;
    let scale = u32::try_from(decimals.len()).ok().filter(|scale| *scale <= MOST_DIGITS)?;
    kept(if is_negative { -digits } else { digits }, scale)
}

fn kept(digits: i128, scale: u32) -> Option<Decimal> {
    let fits = digits.unsigned_abs() < 10_u128.pow(MOST_DIGITS);
    Decimal::try_from_i128_with_scale(digits, scale).ok().filter(|_| fits)
}

/// The value of an indicator: its formula where it has one. Marks of numbers have lines of their own.
pub(super) fn value(value: &IndicatorValue) -> String {
    match value {
        IndicatorValue::Number { formula: Some(formula), .. } => formula.to_string(),
        IndicatorValue::Number { value, formula: None, .. } => decimal(*value),
        IndicatorValue::Range { low, high } => format!("{}-{}", decimal(*low), decimal(*high)),
        IndicatorValue::Trend { written: Some(words), .. } | IndicatorValue::Words(words) => words.to_string(),
        word @ (IndicatorValue::NotAvailable | IndicatorValue::Undetermined | IndicatorValue::NotApplicable | IndicatorValue::Trend { .. }) => {
            VALUES.iter().find(|(_, known)| known == word).map_or_else(String::new, |(word, _)| (*word).to_owned())
        }
    }
}

/// The value that [`value`] wrote; `None` for anything else.
pub(super) fn parse_value(text: &str) -> Option<IndicatorValue> {
    if text.starts_with('=') {
        let value = exact(&formula::evaluate(text).ok()?)?;
        return Some(IndicatorValue::Number { value, formula: Some(text.into()), marks: NumberMarks::default() });
    }
    if let Some((_, value)) = VALUES.iter().find(|(word, _)| *word == text) {
        return Some(value.clone());
    }
    if let Some(trend) = trend(text) {
        return Some(trend);
    }
    if let Some(value) = parse_decimal(text) {
        return Some(IndicatorValue::number(value));
    }
    let (low, high) = text.split_once('-')?;
    let (low, high) = (parse_decimal(low)?, parse_decimal(high)?);
    (low <= high && low.mantissa() >= 0).then_some(IndicatorValue::Range { low, high })
}

/// A trend in other letters than the usual ones: "En baisse".
fn trend(text: &str) -> Option<IndicatorValue> {
    let usual = text.to_lowercase();
    VALUES.iter().find_map(|(words, value)| match value {
        IndicatorValue::Trend { trend, .. } if *words == usual => Some(IndicatorValue::Trend { trend: *trend, written: Some(text.into()) }),
        _ => None,
    })
}

/// The amount of a formula.
pub(super) fn parse_amount(text: &str) -> Option<Amount> {
    let result = formula::evaluate(text).ok().filter(|result| text.starts_with('=') && result.is_integer())?;
    Some(Amount { euros: Euros::new(i64::try_from(*result.numer()).ok()?), formula: Some(text.into()) })
}

/// The decimal form of a result, without zeros at its end; `None` where it has none.
fn exact(result: &Ratio<i128>) -> Option<Decimal> {
    (0..=MOST_DIGITS).find_map(|scale| {
        let power = 10_i128.checked_pow(scale)?;
        let factor = (power.checked_rem(*result.denom())? == 0).then(|| power.checked_div(*result.denom()))??;
        Some(kept(result.numer().checked_mul(factor)?, scale))
    })?
}

/// Words between quotes. What cannot be seen is written by its number, so that a line diff shows it.
pub(super) fn quoted(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 2);
    text.push('"');
    for character in words.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            character if is_hidden(character) => {
                // Writing into a string has no way to fail.
                let _ = write!(text, "\\u{{{:x}}}", u32::from(character));
            }
            character => text.push(character),
        }
    }
    text.push('"');
    text
}

/// Controls, spaces but the usual one, marks of direction, and what has no width.
pub(super) fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{a0}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{1680}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{205f}'..='\u{206f}'
            | '\u{3000}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    #[test]
    fn values_read_back_as_they_are_written() {
        for text in [
            "0",
            "7",
            "-7",
            "12,5",
            "12,50",
            "-0,05",
            "0,0",
            "15-25",
            "1,5-2,50",
            "NA",
            "Non déterminé",
            "Sans objet",
            "en hausse",
            "en baisse",
            "stable",
            "suivi",
            "=1+2",
            "=7,3*10^2",
            "=1/4",
        ] {
            assert_eq!(parse_value(text).map(|read| value(&read)).as_deref(), Some(text));
        }
        for text in
            ["", "1.5", "1 000", "−5", "na", "NA ", "12,", ",5", "25-15", "-5-7", "5--7", "=1/3", "=", "5 %", "1e3", "99999999999999999999999999999"]
        {
            assert_eq!(parse_value(text), None, "{text}");
        }
    }

    /// The figures that formulas of format 2 give, whatever a later version reads in what is typed.
    #[test]
    fn formulas_give_what_they_gave() {
        for (formula, euros) in [
            ("=9000000+700000", Some(9_700_000)),
            ("=7,3*10^6", Some(7_300_000)),
            ("=SOMME(1;2;3)", Some(6)),
            ("=-2^2", Some(4)),
            ("=2^3^2", Some(64)),
            ("=50%*10", Some(5)),
            ("=(1 000+2 000)*2", Some(6_000)),
            ("=7,000", Some(7)),
            ("=1/2", None),
            ("=A1", None),
            ("1+2", None),
            ("=10^30", None),
        ] {
            assert_eq!(parse_amount(formula).map(|amount| amount.euros.get()), euros, "{formula}");
        }
        let value = |formula| parse_value(formula).map(|value| format!("{value:?}"));
        assert_eq!(value("=1,50*2"), value("=3").map(|three| three.replace("=3", "=1,50*2")));
    }

    #[test]
    fn what_cannot_be_seen_is_written_by_its_number() {
        assert_eq!(quoted("l'\u{a0}é \"x\" \\ \n\r\t\u{202f}\u{200b}\u{1}"), "\"l'\\u{a0}é \\\"x\\\" \\\\ \\n\\r\\t\\u{202f}\\u{200b}\\u{1}\"");
    }

    proptest! {
        #[test]
        fn words_and_numbers_read_back(words in any::<String>(), digits in -9_999_999_999_999_999_999_999_999_999_i128..9_999_999_999_999_999_999_999_999_999, scale in 0..=28_u32) {
            prop_assert_eq!(ron::from_str::<String>(&quoted(&words)).ok(), Some(words));
            let number = Decimal::try_from_i128_with_scale(digits, scale).unwrap();
            let read = parse_decimal(&decimal(number)).unwrap();
            prop_assert_eq!((read, read.scale()), (number, scale));
        }
    }
}

//! Numbers out: on screen, in documents, in files. The same in both languages, since the document is French.
//!
//! Knows the official writing (docs/domain.md, Rules of arithmetic): groups of three split by U+202F, decimal comma, U+2212 for minus,
//! U+202F before a unit. Must not compute: the only rounding here is that of an amount shortened to k€, M€ or Md€.

use std::borrow::Cow;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal as IcuDecimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale_core::locale;
use rust_decimal::{Decimal, RoundingStrategy};

use super::Lang;
use crate::model::{Euros, IndicatorValue, NumberMarks, Trend};

/// "61, 62 et 63".
pub fn listed(items: &[String], lang: Lang) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), lang.pick("et", "and")),
    }
}

/// Narrow no-break space: between groups (ICU's own for `fr`, pinned by a test), and before a unit.
pub const NARROW_SPACE: char = '\u{202f}';
/// Before what is said of a figure.
const NO_BREAK_SPACE: char = '\u{a0}';
/// The typographic minus, as wide as a plus. ICU would write a hyphen.
const MINUS: char = '\u{2212}';

thread_local! {
    /// Built once per thread: loading the locale costs more than many numbers. The data is compiled in, so this is
    /// `None` only if the crate is built without it; numbers then lose their groups, not their digits.
    static FRENCH: Option<DecimalFormatter> =
        DecimalFormatter::try_new(locale!("fr").into(), DecimalFormatterOptions::default()).ok();
}

/// "7 300 000", "−300 000"
#[must_use]
pub fn euros(amount: Euros) -> String {
    signed(i128::from(amount.get()), 0)
}

/// "1 234,50": as many decimals as the value has.
#[must_use]
pub fn decimal(value: Decimal) -> String {
    signed(value.mantissa(), value.scale())
}

/// "68,9 %", for a value already counted in hundredths.
#[must_use]
pub fn percent(value: Decimal) -> String {
    with_unit(value, "%")
}

/// "+15,2 %", "−5,4 %", "0,0 %": a variation.
#[must_use]
pub fn signed_percent(value: Decimal) -> String {
    let plus = if value.mantissa() > 0 { "+" } else { "" };
    format!("{plus}{}", percent(value))
}

/// "+1,50", "−0,48", "0,00": an effect.
#[must_use]
pub fn signed_decimal(value: Decimal) -> String {
    let plus = if value.mantissa() > 0 { "+" } else { "" };
    format!("{plus}{}", decimal(value))
}

/// "+1 400 000", "−300 000", "0".
#[must_use]
pub fn signed_euros(amount: Euros) -> String {
    let plus = if amount > Euros::ZERO { "+" } else { "" };
    format!("{plus}{}", euros(amount))
}

/// "7,3 M€", "4 M€": millions, one decimal, half away from zero, a nil decimal dropped.
#[must_use]
pub fn millions(amount: Euros) -> String {
    with_unit(shortened(amount, 6), "M€")
}

/// An amount short enough for a chart or a summary: euros below 10 000, then k€, M€, Md€, with at most one decimal.
///
/// The unit is that of the rounded figure: 999 960 € is "1 M€", never "1 000 k€".
#[must_use]
pub fn scaled(amount: Euros) -> String {
    let (power, symbol) = short_unit(amount);
    with_unit(shortened(amount, power), symbol)
}

/// The unit in which an amount is short: the power of ten of its euros, and its symbol.
#[must_use]
pub fn short_unit(amount: Euros) -> (u32, &'static str) {
    if amount.get().unsigned_abs() < 10_000 {
        return (0, "€");
    }
    let fits = |(power, _): &(u32, &str)| shortened(amount, *power).abs() < Decimal::ONE_THOUSAND;
    [(3, "k€"), (6, "M€")].into_iter().find(fits).unwrap_or((9, "Md€"))
}

/// An indicator value as documents print it; the unit stands in its own column.
#[must_use]
pub fn value(value: &IndicatorValue) -> String {
    match value {
        IndicatorValue::Number { value, marks, .. } => number(*value, *marks),
        IndicatorValue::Range { low, high } => format!("{}-{}", decimal(*low), decimal(*high)),
        IndicatorValue::NotAvailable => "NA".to_owned(),
        IndicatorValue::Undetermined => "Non déterminé".to_owned(),
        IndicatorValue::NotApplicable => "Sans objet".to_owned(),
        IndicatorValue::Trend { written: Some(words), .. } | IndicatorValue::Words(words) => words.to_string(),
        IndicatorValue::Trend { trend, written: None } => self::trend(*trend).to_owned(),
    }
}

/// The words of a trend in their usual letters.
#[must_use]
pub fn trend(trend: Trend) -> &'static str {
    match trend {
        Trend::Rising => "en hausse",
        Trend::Falling => "en baisse",
        Trend::Stable => "stable",
        Trend::Monitored => "suivi",
    }
}

/// "82", "82 (p)" where it is provisional, "1630" where it was published without groups.
fn number(value: Decimal, marks: NumberMarks) -> String {
    let figure = if marks.is_ungrouped { plain(value).replace('.', ",").replace('-', "\u{2212}") } else { decimal(value) };
    marked(figure, marks)
}

/// A figure with what its document says of it: "82 (p)".
#[must_use]
pub fn marked(figure: String, marks: NumberMarks) -> String {
    if marks.is_provisional { format!("{figure}{NO_BREAK_SPACE}(p)") } else { figure }
}

/// "78.93", "-5.4": for machines (JSON, CSV with a stated dialect), no groups, ASCII.
#[must_use]
pub fn plain(value: Decimal) -> String {
    // A fall that is rounded to nothing keeps its sign in a Decimal.
    if value.is_zero() { value.abs().to_string() } else { value.to_string() }
}

/// `amount / 10^power`, with one decimal at most. Exact but for its one rounding: only the scale changes before it.
#[must_use]
pub fn shortened(amount: Euros, power: u32) -> Decimal {
    Decimal::new(amount.get(), power).round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// "7,3 M€": a figure and its unit, which no line break parts.
#[must_use]
pub fn with_unit(figure: Decimal, symbol: &str) -> String {
    format!("{}{NARROW_SPACE}{symbol}", decimal(figure))
}

/// `mantissa × 10^-scale`, grouped, with its sign.
fn signed(mantissa: i128, scale: u32) -> String {
    let mut figure = IcuDecimal::from(mantissa.unsigned_abs());
    // A scale is at most 28: the conversion cannot fail.
    figure.multiply_pow10(i16::try_from(scale).unwrap_or_default().saturating_neg());
    let grouped = FRENCH
        .try_with(|french| french.as_ref().map(|french| french.format(&figure).to_string()))
        .ok()
        .flatten()
        .unwrap_or_else(|| figure.to_string().replace('.', ","));
    if mantissa < 0 { format!("{MINUS}{grouped}") } else { grouped }
}

/// The first 80 characters of words that a sentence quotes, then dots.
pub fn excerpt(words: &str) -> Cow<'_, str> {
    const LENGTH: usize = 80;
    match words.char_indices().nth(LENGTH).and_then(|(end, _)| words.get(..end)) {
        Some(start) => Cow::Owned(format!("{start}…")),
        None => Cow::Borrowed(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// U+202F shown as "_", so that a table of expectations tells it from a space.
    fn seen(text: &str) -> String {
        text.replace(NARROW_SPACE, "_")
    }

    #[test]
    fn euros_are_grouped_by_three() {
        let cases = [
            (0, "0"),
            (5, "5"),
            (999, "999"),
            (1_000, "1_000"),
            (12_345, "12_345"),
            (7_300_000, "7_300_000"),
            (2_444_661, "2_444_661"),
            (-300_000, "−300_000"),
            (-1, "−1"),
            (i64::MAX, "9_223_372_036_854_775_807"),
            (i64::MIN, "−9_223_372_036_854_775_808"),
        ];
        for (amount, expected) in cases {
            assert_eq!(seen(&euros(Euros::new(amount))), expected);
        }
    }

    #[test]
    fn decimals_keep_their_scale() {
        let cases = [
            (0, 0, "0"),
            (0, 2, "0,00"),
            (125, 1, "12,5"),
            (1250, 2, "12,50"),
            (5, 3, "0,005"),
            (-5, 1, "−0,5"),
            (123_456_789, 4, "12_345,6789"),
            (1_000_000, 3, "1_000,000"),
            (1, 28, "0,0000000000000000000000000001"),
        ];
        for (mantissa, scale, expected) in cases {
            assert_eq!(seen(&decimal(Decimal::new(mantissa, scale))), expected);
        }
        assert_eq!(seen(&decimal(Decimal::MIN)), "−79_228_162_514_264_337_593_543_950_335");
    }

    #[test]
    fn percentages_of_the_sample_document() {
        let cases = [
            (689, 1, "68,9_%", "+68,9_%", "R9"),
            (311, 1, "31,1_%", "+31,1_%", "R9"),
            (7893, 2, "78,93_%", "+78,93_%", "R15"),
            (2107, 2, "21,07_%", "+21,07_%", "R15"),
            (152, 1, "15,2_%", "+15,2_%", "R16"),
            (-54, 1, "−5,4_%", "−5,4_%", "R16"),
            (0, 1, "0,0_%", "0,0_%", "no sign on nil"),
            (10_000, 2, "100,00_%", "+100,00_%", "R15"),
            (12_345, 1, "1_234,5_%", "+1_234,5_%", "a jump"),
        ];
        for (mantissa, scale, unsigned, with_sign, rule) in cases {
            let value = Decimal::new(mantissa, scale);
            assert_eq!(seen(&percent(value)), unsigned, "{rule}");
            assert_eq!(seen(&signed_percent(value)), with_sign, "{rule}");
        }
    }

    #[test]
    fn short_amounts_drop_a_nil_decimal() {
        let cases = [
            (7_300_000, "7,3_M€", "7,3_M€"),
            (4_000_000, "4_M€", "4_M€"),
            (10_600_000, "10,6_M€", "10,6_M€"),
            (2_444_661, "2,4_M€", "2,4_M€"),
            (7_250_000, "7,3_M€", "7,3_M€"),
            (-7_250_000, "−7,3_M€", "−7,3_M€"),
            (7_249_999, "7,2_M€", "7,2_M€"),
            (3_999_999, "4_M€", "4_M€"),
            (300_000, "0,3_M€", "300_k€"),
            (12_350, "0_M€", "12,4_k€"),
            (0, "0_M€", "0_€"),
            (9_999, "0_M€", "9_999_€"),
            (-9_999, "0_M€", "−9_999_€"),
            (10_000, "0_M€", "10_k€"),
            (999_949, "1_M€", "999,9_k€"),
            (999_950, "1_M€", "1_M€"),
            (-999_950, "−1_M€", "−1_M€"),
            (999_949_999, "999,9_M€", "999,9_M€"),
            (999_950_000, "1_000_M€", "1_Md€"),
            (1_500_000_000, "1_500_M€", "1,5_Md€"),
            (i64::MAX, "9_223_372_036_854,8_M€", "9_223_372_036,9_Md€"),
            (i64::MIN, "−9_223_372_036_854,8_M€", "−9_223_372_036,9_Md€"),
        ];
        for (amount, in_millions, short) in cases {
            assert_eq!(seen(&millions(Euros::new(amount))), in_millions, "{amount}");
            assert_eq!(seen(&scaled(Euros::new(amount))), short, "{amount}");
        }
    }

    #[test]
    fn indicator_values_as_documents_print_them() {
        let number = |mantissa, scale| IndicatorValue::number(Decimal::new(mantissa, scale));
        let cases = [
            (number(1250, 2), "12,50"),
            (number(-12_345, 1), "−1_234,5"),
            (IndicatorValue::Range { low: Decimal::new(15, 0), high: Decimal::new(25, 0) }, "15-25"),
            (IndicatorValue::NotAvailable, "NA"),
            (IndicatorValue::Undetermined, "Non déterminé"),
            (IndicatorValue::NotApplicable, "Sans objet"),
            (Trend::Rising.into(), "en hausse"),
            (Trend::Falling.into(), "en baisse"),
            (Trend::Stable.into(), "stable"),
            (Trend::Monitored.into(), "suivi"),
            (IndicatorValue::Trend { trend: Trend::Falling, written: Some("En baisse".into()) }, "En baisse"),
            (IndicatorValue::Words("≥ 95".into()), "≥ 95"),
        ];
        for (stored, expected) in cases {
            assert_eq!(seen(&value(&stored)), expected);
        }
    }

    #[test]
    fn machines_read_a_point_and_no_groups() {
        for (mantissa, scale, expected) in [(7893, 2, "78.93"), (-54, 1, "-5.4"), (7_300_000, 0, "7300000"), (0, 2, "0.00")] {
            assert_eq!(plain(Decimal::new(mantissa, scale)), expected);
        }
        assert_eq!(plain(Decimal::new(-4, 2).round_dp(1)), "0.0", "a fall that is rounded to nothing");
    }

    #[test]
    fn the_locale_is_compiled_in() {
        FRENCH.with(|french| assert!(french.is_some()));
    }
}

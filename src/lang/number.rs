//! The one number grammar: what is typed, pasted or imported, read into an amount or an indicator value.
//!
//! Knows signs, units, ranges and the words that stand for a number; digits themselves are read by
//! `calc::formula::read_literal`. Must not know which cell is filled. Nothing is guessed: what can be read in two ways
//! is refused, with a [`NumberRefusal`] that `lang::number_sentences` puts into words.

use std::sync::Arc;

use num_rational::Ratio;
use rust_decimal::Decimal;

use crate::calc::Unit;
use crate::calc::formula::{self, FormulaRefusal, Literal, LiteralFlaw};
use crate::lang::Lang;
use crate::lang::writing::{self, excerpt};
use crate::model::{Amount, CellContent, CellUnit, CellValue, Euros, IndicatorValue, NumberMarks, Trend};

/// Why a typed text is not the number, value or amount that its cell holds. `typed` is the text without the white space
/// around it; positions count its characters from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence(Lang::English))]
pub enum NumberRefusal {
    /// Nothing typed. A caller clears the cell before it asks.
    Empty,
    Literal {
        typed: String,
        position: usize,
        flaw: LiteralFlaw,
    },
    Unexpected {
        typed: String,
        position: usize,
        found: char,
    },
    /// A number is missing at the end: `-`, `(300`, `15-`.
    Unfinished {
        typed: String,
    },
    /// A point before three digits in an amount without unit: thousands, since cents are no amount.
    PointInAmount {
        typed: String,
        before: String,
        after: String,
    },
    /// A comma behind one to three digits and before three, in an amount in euros: thousands of an English spreadsheet, or decimals?
    CommaInAmount {
        typed: String,
        before: String,
        after: String,
    },
    /// Numbers on lines of their own: a cell of another document that held two.
    SeveralLines {
        typed: String,
    },
    /// `15-25`, `10 à 12`: an amount is one number.
    RangeInAmount {
        typed: String,
    },
    /// `10 à 12`: a range is written with a dash.
    RangeInWords {
        typed: String,
    },
    /// Letters behind the number that are no unit.
    UnknownUnit {
        typed: String,
        unit: String,
    },
    PercentInAmount {
        typed: String,
    },
    /// Letters where an amount is due.
    WordInAmount {
        typed: String,
    },
    /// Letters that are none of the words of an indicator table.
    UnknownWord {
        typed: String,
    },
    /// A word or a range where a cell holds a decimal, with what is counted there.
    NotADecimal {
        typed: String,
        unit: CellUnit,
    },
    /// A unit (`%`, `M€`) that the row's own unit, possibly empty, does not allow.
    UnitAgainstRow {
        typed: String,
        unit: String,
        row_unit: String,
    },
    /// An amount of euros and cents.
    NotWholeEuros {
        typed: String,
    },
    TooLarge {
        typed: String,
    },
    RangeNegative {
        typed: String,
    },
    RangeReversed {
        typed: String,
    },
    /// A range whose ends have different units.
    RangeUnits {
        typed: String,
    },
    Formula {
        typed: String,
        refusal: FormulaRefusal,
    },
    /// The result of a formula has no decimal form within 28 digits: 1/3.
    NotDecimal {
        typed: String,
    },
}

/// A signed number and the unit written behind it.
#[derive(Debug, Clone, Copy)]
struct Quantity {
    literal: Literal,
    /// A minus or parentheses.
    is_negative: bool,
    /// Any sign, a plus included.
    is_signed: bool,
    unit: Option<Unit>,
}

impl Quantity {
    /// The digits with their sign, within ± `10^28`.
    fn digits(&self) -> i128 {
        if self.is_negative { self.literal.digits.saturating_neg() } else { self.literal.digits }
    }
}

/// Reads an amount: whole euros, once the unit has scaled it.
///
/// # Errors
/// [`NumberRefusal`] for anything that is not exactly one whole number of euros within `i64`.
pub fn parse_amount(typed: &str) -> Result<Amount, NumberRefusal> {
    let reader = Reader::new(typed)?;
    if typed.trim_start().starts_with('=') {
        return reader.amount_of(formula::evaluate_euros);
    }
    if reader.is_word() {
        return Err(NumberRefusal::WordInAmount { typed: reader.typed() });
    }
    if reader.range_dash().is_some_and(|dash| reader.has_digit_after(dash)) {
        return Err(NumberRefusal::RangeInAmount { typed: reader.typed() });
    }
    let quantity = reader.quantity(0, reader.chars.len()).map_err(|refusal| reader.in_amount(refusal))?;
    let power = match quantity.unit {
        None => 0,
        Some(Unit::Euros { power }) => power,
        Some(Unit::Percent) => {
            return Err(NumberRefusal::PercentInAmount { typed: reader.typed() });
        }
    };
    if power == 0
        && let Some(LiteralFlaw::AmbiguousComma { before, after }) = quantity.literal.doubt()
    {
        return Err(NumberRefusal::CommaInAmount { typed: reader.typed(), before, after });
    }
    let scaled = power_of_ten(power).and_then(|factor| quantity.digits().checked_mul(factor)).ok_or_else(|| reader.too_large())?;
    let divisor = power_of_ten(quantity.literal.scale).ok_or_else(|| reader.too_large())?;
    let whole = (scaled.checked_rem(divisor) == Some(0)).then(|| scaled.checked_div(divisor)).flatten();
    reader.euros(whole).map(Amount::plain)
}

/// Reads the formula of an amount that a file keeps: what was once accepted is read, whatever is asked of formulas that are typed.
///
/// # Errors
/// As [`parse_amount`], for anything but a formula.
pub fn kept_formula(formula: &str) -> Result<Amount, NumberRefusal> {
    let reader = Reader::new(formula)?;
    if formula.starts_with('=') { reader.amount_of(formula::evaluate) } else { Err(reader.unexpected(0, reader.chars.len())) }
}

/// Reads the value of an indicator, in a row whose unit is `unit` (`%`, `M€`, `Nb`, free text or nothing).
///
/// A `%` is accepted, and dropped, only in a row in %; €, k€, M€, Md€ only in a row in one of them, into which the
/// value is scaled exactly. In a formula `%` divides by 100, as everywhere. A number may be provisional: `82 (p)`.
///
/// # Errors
/// [`NumberRefusal`] for anything but one number, range, or word of the field.
pub fn parse_value(typed: &str, unit: &str) -> Result<IndicatorValue, NumberRefusal> {
    let Some(figure) = provisional(typed) else { return parse_unmarked(typed, unit) };
    match parse_unmarked(figure, unit)? {
        IndicatorValue::Number { value, formula, marks } => {
            Ok(IndicatorValue::Number { value, formula, marks: NumberMarks { is_provisional: true, ..marks } })
        }
        _ => Err(NumberRefusal::UnknownWord { typed: excerpt(typed.trim()).into_owned() }),
    }
}

/// The same of a cell that was published: a number without groups stays so.
///
/// # Errors
/// As [`parse_value`].
pub fn parse_published(typed: &str, unit: &str) -> Result<IndicatorValue, NumberRefusal> {
    let mut value = parse_value(typed, unit)?;
    if let IndicatorValue::Number { value, formula: None, marks } = &mut value {
        let whole = typed.split([',', '.']).next().unwrap_or_default();
        let longest = whole.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
        // A unit that is not that of the row makes another number, whose digits nobody published.
        let is_as_published = writing::plain(value.trunc().abs()).len() == longest;
        marks.is_ungrouped = longest > 3 && is_as_published;
    }
    Ok(value)
}

/// What stands before "(p)", where that is a figure.
fn provisional(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    let figure = ["(p)", "(P)"].into_iter().find_map(|mark| typed.strip_suffix(mark))?;
    figure.contains(|c: char| c.is_ascii_digit()).then_some(figure)
}

fn parse_unmarked(typed: &str, unit: &str) -> Result<IndicatorValue, NumberRefusal> {
    let reader = Reader::new(typed)?;
    let number = |value, formula| IndicatorValue::Number { value, formula, marks: NumberMarks::default() };
    if typed.trim_start().starts_with('=') {
        let value = reader.decimal(&reader.formula(formula::evaluate)?)?;
        return Ok(number(value, Some(reader.formula_text())));
    }
    if reader.is_word() {
        return word_value(reader.text).ok_or_else(|| NumberRefusal::UnknownWord { typed: reader.typed() });
    }
    if let Some(dash) = reader.range_dash() {
        return reader.range(dash, unit);
    }
    let quantity = reader.quantity(0, reader.chars.len()).map_err(|refusal| in_row(refusal, unit))?;
    Ok(number(reader.in_row_unit(quantity, quantity.unit, unit)?, None))
}

/// Reads a decimal of a cell that takes nothing else, kept with its decimals as typed; the unit of its column may stand behind it.
///
/// # Errors
/// [`NumberRefusal`] for anything but one number; a word or a range is told with what the cell takes.
pub fn parse_decimal(typed: &str, unit: CellUnit) -> Result<CellContent, NumberRefusal> {
    let not_a_decimal = || NumberRefusal::NotADecimal { typed: excerpt(typed.trim()).into_owned(), unit };
    match parse_value(typed, symbol(unit)) {
        Ok(IndicatorValue::Number { value, formula, marks }) if marks == NumberMarks::default() => {
            Ok(CellContent { value: CellValue::Number(value), formula: formula.map(|formula| formula.to_string()) })
        }
        Ok(
            IndicatorValue::Number { .. }
            | IndicatorValue::Range { .. }
            | IndicatorValue::NotAvailable
            | IndicatorValue::Undetermined
            | IndicatorValue::NotApplicable
            | IndicatorValue::Trend { .. }
            | IndicatorValue::Words(_),
        )
        | Err(
            NumberRefusal::UnknownWord { .. }
            | NumberRefusal::RangeInWords { .. }
            | NumberRefusal::RangeNegative { .. }
            | NumberRefusal::RangeReversed { .. }
            | NumberRefusal::RangeUnits { .. },
        ) => Err(not_a_decimal()),
        Err(refusal) => Err(refusal),
    }
}

/// The unit that may be typed behind a decimal of a section.
pub fn symbol(unit: CellUnit) -> &'static str {
    match unit {
        CellUnit::MillionEuros => "M€",
        CellUnit::ThousandEuros => "k€",
        CellUnit::Percent => "%",
        CellUnit::Etpt | CellUnit::Etp | CellUnit::Month => "",
    }
}

/// Letters behind a number, where the row has a unit of its own that they could not be a slip of.
fn in_row(refusal: NumberRefusal, row_unit: &str) -> NumberRefusal {
    match refusal {
        NumberRefusal::UnknownUnit { typed, unit } if Unit::from_symbol(row_unit.trim()).is_none() => {
            NumberRefusal::UnitAgainstRow { typed, unit, row_unit: row_unit.trim().to_owned() }
        }
        refusal => refusal,
    }
}

/// The words of the field, and the English interface's.
fn word_value(text: &str) -> Option<IndicatorValue> {
    Some(match folded(text).as_str() {
        "na" => IndicatorValue::NotAvailable,
        "non determine" | "not determined" => IndicatorValue::Undetermined,
        "sans objet" | "not applicable" => IndicatorValue::NotApplicable,
        "en hausse" | "rising" => trend(Trend::Rising, text),
        "en baisse" | "falling" => trend(Trend::Falling, text),
        "stable" => trend(Trend::Stable, text),
        "suivi" | "monitored" => trend(Trend::Monitored, text),
        _ => return None,
    })
}

/// A trend in the letters in which it was written, if in French.
fn trend(trend: Trend, text: &str) -> IndicatorValue {
    let (words, usual) = (text.split_whitespace().collect::<Vec<_>>().join(" "), writing::trend(trend));
    let is_other = words != usual && words.to_lowercase() == usual;
    IndicatorValue::Trend { trend, written: is_other.then(|| words.into()) }
}

/// Lower case, é as e (composed or not), one space between words.
fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_mark = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let letters = words.join(" ").to_lowercase();
    letters.chars().filter(|c| !is_mark(c)).map(|c| if c == 'é' { 'e' } else { c }).collect()
}

fn power_of_ten(power: u32) -> Option<i128> {
    10_i128.checked_pow(power)
}

/// `digits × 10^-scale`, if it has no more digits than can be typed: what is kept can be written and read back.
fn kept(digits: i128, scale: u32) -> Option<Decimal> {
    let fits = digits.unsigned_abs() < 10_u128.pow(formula::MAX_DIGITS);
    Decimal::try_from_i128_with_scale(digits, scale).ok().filter(|_| fits)
}

type Evaluate = fn(&str) -> Result<Ratio<i128>, FormulaRefusal>;

/// One typed text, and the refusals that quote it.
struct Reader<'a> {
    text: &'a str,
    chars: Vec<char>,
}

impl<'a> Reader<'a> {
    fn new(typed: &'a str) -> Result<Self, NumberRefusal> {
        let text = typed.trim();
        if text.is_empty() {
            return Err(NumberRefusal::Empty);
        }
        Ok(Self { text, chars: text.chars().collect() })
    }

    /// What was typed, as a refusal quotes it.
    fn typed(&self) -> String {
        excerpt(self.text).into_owned()
    }

    fn formula_text(&self) -> Arc<str> {
        self.text.into()
    }

    fn too_large(&self) -> NumberRefusal {
        NumberRefusal::TooLarge { typed: self.typed() }
    }

    /// The refusal of what stands at `at`, in a part of the text that ends at `end`.
    fn unexpected(&self, at: usize, end: usize) -> NumberRefusal {
        match self.chars.get(at) {
            Some(&found) if at < end => NumberRefusal::Unexpected { typed: self.typed(), position: at.saturating_add(1), found },
            _ => NumberRefusal::Unfinished { typed: self.typed() },
        }
    }

    fn has_digit_after(&self, at: usize) -> bool {
        self.chars.iter().skip(at).any(char::is_ascii_digit)
    }

    /// What a refusal means where an amount is due.
    fn in_amount(&self, refusal: NumberRefusal) -> NumberRefusal {
        let is_scaled = self.chars.iter().any(|c| matches!(c, 'k' | 'K' | 'M'));
        match refusal {
            NumberRefusal::RangeInWords { typed } => NumberRefusal::RangeInAmount { typed },
            NumberRefusal::Literal { typed, flaw: LiteralFlaw::AmbiguousPoint { before, after }, .. } if !is_scaled => {
                NumberRefusal::PointInAmount { typed, before, after }
            }
            refusal => refusal,
        }
    }

    fn is_word(&self) -> bool {
        self.chars.first().is_some_and(|c| c.is_alphabetic())
    }

    /// The amount that a formula gives, by one way of evaluating it.
    fn amount_of(&self, evaluate: Evaluate) -> Result<Amount, NumberRefusal> {
        let result = self.formula(evaluate)?;
        let euros = self.euros(result.is_integer().then_some(*result.numer()))?;
        Ok(Amount { euros, formula: Some(self.formula_text()) })
    }

    fn formula(&self, evaluate: Evaluate) -> Result<Ratio<i128>, NumberRefusal> {
        evaluate(self.text).map_err(|refusal| NumberRefusal::Formula { typed: self.typed(), refusal })
    }

    /// `whole` is `None` when there are cents.
    fn euros(&self, whole: Option<i128>) -> Result<Euros, NumberRefusal> {
        let whole = whole.ok_or_else(|| NumberRefusal::NotWholeEuros { typed: self.typed() })?;
        i64::try_from(whole).map(Euros::new).map_err(|_| self.too_large())
    }

    /// The exact decimal form of a formula's result, without zeros at its end.
    fn decimal(&self, value: &Ratio<i128>) -> Result<Decimal, NumberRefusal> {
        let not_decimal = || NumberRefusal::NotDecimal { typed: self.typed() };
        let (numerator, denominator) = (*value.numer(), *value.denom());
        let (scale, factor) = (0..=formula::MAX_DIGITS)
            .filter_map(|scale| power_of_ten(scale).map(|power| (scale, power)))
            .find(|(_, power)| power.checked_rem(denominator) == Some(0))
            .and_then(|(scale, power)| power.checked_div(denominator).map(|factor| (scale, factor)))
            .ok_or_else(not_decimal)?;
        let digits = numerator.checked_mul(factor).and_then(|digits| kept(digits, scale));
        digits.ok_or_else(|| if scale == 0 { self.too_large() } else { not_decimal() })
    }

    /// Where a range is split: the first dash behind a digit. In `-5`, and in `(300)`, there is none.
    fn range_dash(&self) -> Option<usize> {
        let first_digit = self.chars.iter().position(char::is_ascii_digit)?;
        let after = self.chars.iter().skip(first_digit).position(|c| matches!(c, '-' | '–'))?;
        first_digit.checked_add(after)
    }

    fn range(&self, dash: usize, row_unit: &str) -> Result<IndicatorValue, NumberRefusal> {
        let low = self.quantity(0, dash)?;
        let high = self.quantity(dash.saturating_add(1), self.chars.len())?;
        if low.is_signed || high.is_signed {
            return Err(NumberRefusal::RangeNegative { typed: self.typed() });
        }
        if low.unit.is_some() && low.unit != high.unit {
            return Err(NumberRefusal::RangeUnits { typed: self.typed() });
        }
        // "5-7 M€": the unit stands once, for both ends.
        let low = self.in_row_unit(low, high.unit, row_unit)?;
        let high = self.in_row_unit(high, high.unit, row_unit)?;
        if low > high {
            return Err(NumberRefusal::RangeReversed { typed: self.typed() });
        }
        Ok(IndicatorValue::Range { low, high })
    }

    /// Reads `[−] number [unit]` or `(number [unit]) [unit]` between two places.
    fn quantity(&self, start: usize, end: usize) -> Result<Quantity, NumberRefusal> {
        let chars = self.chars.get(..end).unwrap_or(&self.chars);
        let skip = |at| formula::skip_spaces(chars, at);
        let is = |at: usize, wanted: &[char]| chars.get(at).is_some_and(|c| wanted.contains(c));
        let mut at = skip(start);
        let parenthesis = is(at, &['(']);
        let minus = is(at, &['-', '\u{2212}']);
        let is_signed = parenthesis || minus || is(at, &['+']);
        if is_signed {
            at = skip(at.saturating_add(1));
        }
        if !chars.get(at).is_some_and(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
            return Err(self.unexpected(at, end));
        }
        let (literal, after) = formula::read_literal(chars, at).map_err(|(at, flaw)| self.refused_literal(at, flaw))?;
        let (mut unit, mut at) = self.unit(skip(after), end)?;
        if parenthesis {
            if !is(at, &[')']) {
                return Err(self.unexpected(at, end));
            }
            at = skip(at.saturating_add(1));
            if unit.is_none() {
                (unit, at) = self.unit(at, end)?;
            }
        }
        if at < end {
            return Err(self.unexpected(at, end));
        }
        Ok(Quantity { literal, is_negative: parenthesis || minus, is_signed, unit })
    }

    fn refused_literal(&self, at: usize, flaw: LiteralFlaw) -> NumberRefusal {
        let typed = self.typed();
        let follows_a_line = self.chars.get(..at).is_some_and(|before| before.iter().rev().find(|c| !matches!(c, ' ' | '\t')) == Some(&'\n'));
        if follows_a_line { NumberRefusal::SeveralLines { typed } } else { NumberRefusal::Literal { typed, position: at.saturating_add(1), flaw } }
    }

    /// The unit that begins at `at`, and where it ends; spaces inside it ("7,3 M €") are dropped.
    fn unit(&self, at: usize, end: usize) -> Result<(Option<Unit>, usize), NumberRefusal> {
        let rest = self.chars.iter().take(end).skip(at);
        let is_part = |c: &char| c.is_alphabetic() || c.is_whitespace() || matches!(c, '€' | '%' | '$' | '£' | '°' | '/');
        let part: Vec<char> = rest.take_while(|c| is_part(c)).copied().collect();
        let symbol: String = part.iter().filter(|c| !c.is_whitespace()).collect();
        if symbol.is_empty() {
            return Ok((None, at));
        }
        match Unit::from_symbol(&symbol) {
            Some(unit) => Ok((Some(unit), at.saturating_add(part.len()))),
            None if symbol.starts_with('/') => Err(self.unexpected(at, end)),
            None if matches!(symbol.as_str(), "à" | "et" | "ou" | "to" | "and" | "or") && self.has_digit_after(at) => {
                Err(NumberRefusal::RangeInWords { typed: self.typed() })
            }
            None => {
                let written: String = part.iter().collect();
                Err(NumberRefusal::UnknownUnit { typed: self.typed(), unit: written.trim().to_owned() })
            }
        }
    }

    /// The value of `quantity`, written in `written`, counted in the unit of its row.
    fn in_row_unit(&self, quantity: Quantity, written: Option<Unit>, row_unit: &str) -> Result<Decimal, NumberRefusal> {
        let row = Unit::from_symbol(row_unit.trim());
        let (from, to) = match (written, row) {
            (None, _) | (Some(Unit::Percent), Some(Unit::Percent)) => (0, 0),
            (Some(Unit::Euros { power: from }), Some(Unit::Euros { power: to })) => (from, to),
            (Some(unit), _) => {
                return Err(NumberRefusal::UnitAgainstRow {
                    typed: self.typed(),
                    unit: unit.symbol().to_owned(),
                    row_unit: row_unit.trim().to_owned(),
                });
            }
        };
        scaled(quantity, from, to).ok_or_else(|| self.too_large())
    }
}

/// `quantity × 10^(from − to)`. Decimals as typed are kept; zeros that only the change of unit brings are not:
/// 7 300 k€ is 7,3 M€, 7,30 M€ stays 7,30 M€.
fn scaled(quantity: Quantity, from: u32, to: u32) -> Option<Decimal> {
    let mut digits = quantity.digits();
    let mut scale = quantity.literal.scale.checked_add(to)?;
    let cancelled = scale.min(from);
    scale = scale.checked_sub(cancelled)?;
    digits = digits.checked_mul(power_of_ten(from.checked_sub(cancelled)?)?)?;
    while scale > quantity.literal.scale && digits.checked_rem(10) == Some(0) {
        digits = digits.checked_div(10)?;
        scale = scale.checked_sub(1)?;
    }
    kept(digits, scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::writing;
    use proptest::prelude::*;

    /// The name of a refusal, enough to tell them apart in a table.
    fn name(refusal: &NumberRefusal) -> String {
        let shown = format!("{refusal:?}");
        let name: String = shown.chars().take_while(char::is_ascii_alphabetic).collect();
        match refusal {
            NumberRefusal::Literal { flaw, position, .. } => {
                let flaw = format!("{flaw:?}");
                format!("{}@{position}", flaw.split([' ', '{']).next().unwrap_or_default())
            }
            NumberRefusal::Unexpected { found, position, .. } => format!("Unexpected {found}@{position}"),
            _ => name,
        }
    }

    fn amount(typed: &str) -> String {
        parse_amount(typed).map_or_else(|refusal| name(&refusal), |amount| amount.euros.get().to_string())
    }

    fn value(typed: &str, unit: &str) -> String {
        parse_value(typed, unit).map_or_else(|refusal| name(&refusal), |value| writing::value(&value).replace(['\u{202f}', '\u{a0}'], " "))
    }

    #[test]
    fn amounts_that_are_read() {
        let cases = [
            ("0", "0"),
            ("7300000", "7300000"),
            ("7 300 000", "7300000"),
            ("7\u{a0}300\u{a0}000", "7300000"),
            ("7\u{202f}300\u{202f}000", "7300000"),
            ("7\u{2009}300\u{2009}000", "7300000"),
            ("7\u{2007}300\u{2007}000", "7300000"),
            ("7\u{a0}300\u{202f}000", "7300000"),
            ("\u{202f} 7 300 000 €\u{a0}\n", "7300000"),
            ("2 444 661", "2444661"),
            ("300 000€", "300000"),
            ("300 k€", "300000"),
            ("300 K€", "300000"),
            ("7,3 M€", "7300000"),
            ("7,3M€", "7300000"),
            ("7,3 M €", "7300000"),
            ("7.3 M€", "7300000"),
            ("7,300000 M€", "7300000"),
            ("1,5 Md€", "1500000000"),
            ("1,234567891 Md€", "1234567891"),
            ("12,00", "12"),
            ("352.0", "352"),
            ("3 000,00 €", "3000"),
            ("1 000,000", "1000"),
            ("1234,000 €", "1234"),
            ("7,0000", "7"),
            ("7,300 M€", "7300000"),
            ("7,300M€", "7300000"),
            ("7 300,125 k€", "7300125"),
            ("(7,300 k€)", "-7300"),
            ("(7,300) Md€", "-7300000000"),
            ("+7 000", "7000"),
            ("+7,3 M€", "7300000"),
            ("-300 000", "-300000"),
            ("−300 000", "-300000"),
            ("− 300 000 €", "-300000"),
            ("+300 000", "300000"),
            ("(300 000)", "-300000"),
            ("( 300 000 )", "-300000"),
            ("(300 000 €)", "-300000"),
            ("(300 000) €", "-300000"),
            ("(7,3 M€)", "-7300000"),
            ("-0", "0"),
            ("007", "7"),
            ("9 223 372 036 854 775 807", "9223372036854775807"),
            ("−9 223 372 036 854 775 808", "-9223372036854775808"),
        ];
        for (typed, expected) in cases {
            assert_eq!(amount(typed), expected, "{typed}");
        }
    }

    #[test]
    fn amounts_that_are_refused() {
        let cases = [
            ("", "Empty"),
            (" \u{202f}\t", "Empty"),
            ("1.000", "PointInAmount"),
            ("1.000 €", "PointInAmount"),
            ("7.300 M€", "AmbiguousPoint@2"),
            ("0.125 M€", "AmbiguousPoint@2"),
            ("1.000.000", "SecondMark@6"),
            ("1.000,00", "SecondMark@6"),
            ("7,300,000", "SecondMark@6"),
            ("1,000.00", "SecondMark@6"),
            ("7,000", "CommaInAmount"),
            ("12,000", "CommaInAmount"),
            ("850,000", "CommaInAmount"),
            ("-7,000", "CommaInAmount"),
            ("−7,000", "CommaInAmount"),
            ("+7,000", "CommaInAmount"),
            ("(7,000)", "CommaInAmount"),
            ("( 7,000 )", "CommaInAmount"),
            ("7,000 €", "CommaInAmount"),
            ("7,000€", "CommaInAmount"),
            ("(7,000 €)", "CommaInAmount"),
            ("(7,000) €", "CommaInAmount"),
            ("\u{a0}7,000\u{202f}€\n", "CommaInAmount"),
            ("7,125", "CommaInAmount"),
            ("0,000", "CommaInAmount"),
            ("007,000", "CommaInAmount"),
            ("7,000,", "SecondMark@6"),
            ("7,000,000", "SecondMark@6"),
            ("7,000.00", "SecondMark@6"),
            ("7,000-", "Unexpected -@6"),
            ("€7,000", "Unexpected €@1"),
            ("7,000 EUR", "UnknownUnit"),
            ("7\u{ff0c}000", "Unexpected \u{ff0c}@2"),
            ("\u{ff17},000", "Unexpected \u{ff17}@1"),
            ("7\u{66c}000", "Unexpected \u{66c}@2"),
            ("1'000", "Unexpected '@2"),
            ("=7,000+1", "Formula"),
            ("=7,300*10^6", "Formula"),
            ("=SOMME(7,000;1)", "Formula"),
            ("2 444 661 0", "MalformedGroups@11"),
            ("2 444 661\n0", "SeveralLines"),
            ("2 444 661\r\n0", "SeveralLines"),
            ("10 à 12", "RangeInAmount"),
            ("2 444 661\t0", "MalformedGroups@11"),
            ("29 00", "MalformedGroups@4"),
            ("1 2345", "MalformedGroups@3"),
            ("1234 567", "MalformedGroups@1"),
            ("7  300", "MalformedGroups@4"),
            ("7 300 000,5 0", "MalformedGroups@13"),
            ("7'300", "Unexpected '@2"),
            ("7_300", "Unexpected _@2"),
            (",5 M€", "LoneMark@1"),
            ("5, M€", "LoneMark@2"),
            ("12,5", "NotWholeEuros"),
            ("0,5 €", "NotWholeEuros"),
            ("7,3333 k€", "NotWholeEuros"),
            ("12 %", "PercentInAmount"),
            ("12%", "PercentInAmount"),
            ("NA", "WordInAmount"),
            ("Sans objet", "WordInAmount"),
            ("15-25", "RangeInAmount"),
            ("15–25", "RangeInAmount"),
            ("300-", "Unexpected -@4"),
            ("--5", "Unexpected -@2"),
            ("(-5)", "Unexpected -@2"),
            ("-(5)", "Unexpected (@2"),
            ("5)", "Unexpected )@2"),
            ("(5", "Unfinished"),
            ("()", "Unexpected )@2"),
            ("-", "Unfinished"),
            ("–", "Unexpected –@1"),
            ("€ 5", "Unexpected €@1"),
            ("#REF!", "Unexpected #@1"),
            ("12/05", "Unexpected /@3"),
            ("7 m€", "UnknownUnit"),
            ("7 MD€", "UnknownUnit"),
            ("7 M", "UnknownUnit"),
            ("7 $", "UnknownUnit"),
            ("7 M€ M€", "UnknownUnit"),
            ("(7 M€) M€", "Unexpected M@8"),
            ("1e6", "UnknownUnit"),
            ("٣", "Unexpected ٣@1"),
            ("9 223 372 036 854 775 808", "TooLarge"),
            ("−9 223 372 036 854 775 809", "TooLarge"),
            ("10 000 000 000 Md€", "TooLarge"),
            ("99999999999999999999999999999", "TooManyDigits@1"),
            ("=", "Formula"),
            ("=1/0", "Formula"),
            ("=A1", "Formula"),
            ("=5/2", "NotWholeEuros"),
            ("=10^20", "TooLarge"),
        ];
        for (typed, expected) in cases {
            assert_eq!(amount(typed), expected, "{typed}");
        }
    }

    #[test]
    fn an_amount_keeps_its_formula_as_typed() {
        let cases = [
            ("=3000000+300000", 3_300_000),
            (" = 7,3*10^6 ", 7_300_000),
            ("=SOMME(1 500 000;7 700 000)", 9_200_000),
            ("=1/3*3", 1),
            ("=200*50%", 100),
            ("=−5", -5),
        ];
        for (typed, euros) in cases {
            let expected = Amount { euros: Euros::new(euros), formula: Some(typed.trim().into()) };
            assert_eq!(parse_amount(typed), Ok(expected), "{typed}");
        }
    }

    /// A file was written by a Papier that read such a comma as a decimal one.
    #[test]
    fn a_formula_that_a_file_keeps_is_read_as_it_was() {
        let cases = [("=7,300*10^6", Some(7_300_000)), ("=7,000+1", Some(8)), ("=7,3*10^6", Some(7_300_000)), ("7300000", None), ("=1/3", None)];
        for (formula, expected) in cases {
            assert_eq!(kept_formula(formula).map(|amount| amount.euros.get()).ok(), expected, "{formula}");
        }
    }

    #[test]
    fn values_that_are_read() {
        let cases = [
            ("12,50", "Nb", "12,50"),
            ("12.5", "Nb", "12,5"),
            ("0", "Nb", "0"),
            ("0,00", "Nb", "0,00"),
            ("-1 234,5", "Nb", "−1 234,5"),
            ("(12)", "jours", "−12"),
            ("+3", "", "3"),
            ("3,14159265358979", "ratio", "3,14159265358979"),
            ("3,125", "Nb", "3,125"),
            ("7,000", "", "7,000"),
            ("7,125 €", "€", "7,125"),
            ("=7,125*8", "Nb", "57"),
            ("68,9 %", "%", "68,9"),
            ("68,9%", " % ", "68,9"),
            ("68,9", "%", "68,9"),
            ("7,3 M€", "M€", "7,3"),
            ("7,30 M€", "M€", "7,30"),
            ("7 300 k€", "M€", "7,3"),
            ("7 300 000 €", "M€", "7,3"),
            ("7 300 000,50 €", "M€", "7,3000005"),
            ("7,3 M€", "k€", "7 300"),
            ("7,3 M€", "€", "7 300 000"),
            ("1,2345 k€", "€", "1 234,5"),
            ("2 Md€", "M€", "2 000"),
            ("5 €", "Md€", "0,000000005"),
            ("0 €", "M€", "0"),
            ("15-25", "Nb", "15-25"),
            ("15–25", "Nb", "15-25"),
            ("15 – 25", "Nb", "15-25"),
            ("15-15", "Nb", "15-15"),
            ("1,5-2,50", "Nb", "1,5-2,50"),
            ("1 000-2 000", "Nb", "1 000-2 000"),
            ("15-25 %", "%", "15-25"),
            ("15 %-25 %", "%", "15-25"),
            ("500-1 500 k€", "M€", "0,5-1,5"),
            ("NA", "%", "NA"),
            ("na", "", "NA"),
            ("Non déterminé", "Nb", "Non déterminé"),
            ("NON DETERMINE", "Nb", "Non déterminé"),
            ("non\u{a0}de\u{301}termine\u{301}", "Nb", "Non déterminé"),
            ("not determined", "Nb", "Non déterminé"),
            ("Sans objet", "Nb", "Sans objet"),
            ("Not applicable", "Nb", "Sans objet"),
            ("En hausse", "Nb", "En hausse"),
            ("En\u{a0} Baisse", "Nb", "En Baisse"),
            ("SUIVI", "", "SUIVI"),
            ("Falling", "", "en baisse"),
            ("rising", "Nb", "en hausse"),
            ("en baisse", "Nb", "en baisse"),
            ("Falling", "Nb", "en baisse"),
            ("STABLE", "Nb", "STABLE"),
            ("82 (p)", "%", "82 (p)"),
            ("82(P)", "%", "82 (p)"),
            ("1 234,50 %\u{a0}(p)", "%", "1 234,50 (p)"),
            ("(82) (p)", "", "−82 (p)"),
            ("=25/2 (p)", "Nb", "12,5 (p)"),
            ("1630", "Nb", "1 630"),
            ("suivi", "Nb", "suivi"),
            ("monitored", "Nb", "suivi"),
            ("=1/8", "Nb", "0,125"),
            ("=50/2*2", "Nb", "50"),
            ("=68,9%", "%", "0,689"),
            ("=10^27", "Nb", "1 000 000 000 000 000 000 000 000 000"),
            ("=1000000/4", "Nb", "250 000"),
            ("=-1/2^20", "Nb", "−0,00000095367431640625"),
        ];
        for (typed, unit, expected) in cases {
            assert_eq!(value(typed, unit), expected, "{typed} in {unit}");
        }
    }

    #[test]
    fn values_that_are_refused() {
        let cases = [
            ("", "Nb", "Empty"),
            ("1.000", "Nb", "AmbiguousPoint@2"),
            ("15-1.000", "Nb", "AmbiguousPoint@5"),
            ("2 444 661 0", "Nb", "MalformedGroups@11"),
            ("2 444 661\n0", "Nb", "SeveralLines"),
            ("10 à 12", "Nb", "RangeInWords"),
            ("68,9 %", "Nb", "UnitAgainstRow"),
            ("68,9 %", "", "UnitAgainstRow"),
            ("68,9 %", "M€", "UnitAgainstRow"),
            ("7,3 M€", "%", "UnitAgainstRow"),
            ("7,3 M€", "Nb", "UnitAgainstRow"),
            ("7,3 M€", "€ par habitant", "UnitAgainstRow"),
            ("15-25 %", "Nb", "UnitAgainstRow"),
            ("12 jours", "jours", "UnitAgainstRow"),
            ("12 M", "Nb", "UnitAgainstRow"),
            ("12 M", "M€", "UnknownUnit"),
            ("25-15", "Nb", "RangeReversed"),
            ("-15-25", "Nb", "RangeNegative"),
            ("15--25", "Nb", "RangeNegative"),
            ("(15)-25", "Nb", "RangeNegative"),
            ("5 M€-7 k€", "€", "RangeUnits"),
            ("5 M€-7", "€", "RangeUnits"),
            ("15-", "Nb", "Unfinished"),
            ("15-25-35", "Nb", "Unexpected -@6"),
            ("15−25", "Nb", "Unexpected −@3"),
            ("15-NA", "Nb", "Unexpected N@4"),
            ("peut-être", "Nb", "UnknownWord"),
            ("NA (p)", "Nb", "UnknownWord"),
            ("15-25 (p)", "Nb", "UnknownWord"),
            ("(p)", "Nb", "Unexpected p@2"),
            ("82 (r)", "Nb", "Unexpected (@4"),
            ("N/A", "Nb", "UnknownWord"),
            ("NA %", "%", "UnknownWord"),
            ("=1/3", "Nb", "NotDecimal"),
            ("=1/2^29", "Nb", "NotDecimal"),
            ("=10^30", "Nb", "TooLarge"),
            ("=10^28", "Nb", "TooLarge"),
            ("10 000 000 000 000 000 000 Md€", "€", "TooLarge"),
            ("=x", "Nb", "Formula"),
            ("9999999999999999999999999999 Md€", "€", "TooLarge"),
        ];
        for (typed, unit, expected) in cases {
            assert_eq!(value(typed, unit), expected, "{typed} in {unit}");
        }
    }

    #[test]
    fn a_value_keeps_its_formula_as_typed() {
        let value = parse_value(" =25/2 ", "Nb").ok();
        let expected = IndicatorValue::Number { value: Decimal::new(125, 1), formula: Some("=25/2".into()), marks: NumberMarks::default() };
        assert_eq!(value, Some(expected));
    }

    /// As RAP 2023 of programme 152 prints them beside each other.
    #[test]
    fn a_published_number_keeps_its_groups_or_that_it_has_none() {
        let cases = [
            ("1630", "Nb", "1630"),
            ("10 296", "Nb", "10 296"),
            ("-1630,50 (p)", "", "−1630,50 (p)"),
            ("0,32", "", "0,32"),
            ("163", "Nb", "163"),
            ("1630 k€", "M€", "1,63"),
            ("2000 M€", "k€", "2 000 000"),
            ("=2000", "", "2 000"),
            ("En baisse", "Nb", "En baisse"),
        ];
        for (printed, unit, expected) in cases {
            let value = parse_published(printed, unit).unwrap();
            assert_eq!(writing::value(&value).replace(['\u{202f}', '\u{a0}'], " "), expected, "{printed}");
        }
    }

    proptest! {
        #[test]
        fn every_amount_written_is_read_back(euros in prop_oneof![any::<i64>(), -100_000..100_000_i64, Just(i64::MIN), Just(i64::MAX)]) {
            let amount = Amount::plain(Euros::new(euros));
            prop_assert_eq!(parse_amount(&writing::euros(amount.euros)), Ok(amount.clone()));
            let typed = writing::euros(amount.euros).replace('\u{202f}', " ");
            prop_assert_eq!(parse_amount(&format!("{typed} €")), Ok(amount));
        }

        #[test]
        fn every_value_written_is_read_back(mantissa in any::<i64>(), scale in 0..=28_u32, row in prop::sample::select(vec!["", "Nb", "%", "M€"])) {
            let value = Decimal::new(mantissa, scale);
            for is_provisional in [false, true] {
                let value = IndicatorValue::Number { value, formula: None, marks: NumberMarks { is_provisional, is_ungrouped: false } };
                prop_assert_eq!(parse_value(&writing::value(&value), row), Ok(value));
            }
        }

        #[test]
        fn a_change_of_unit_is_exact(mantissa in -10_000_000..10_000_000_i64, scale in 0..6_u32, from in 0..4_usize, to in 0..4_usize) {
            let units = ["€", "k€", "M€", "Md€"];
            let value = Decimal::new(mantissa, scale);
            let Ok(IndicatorValue::Number { value: found, .. }) = parse_value(&format!("{}{}", writing::decimal(value), units[from]), units[to]) else {
                return Err(TestCaseError::fail("refused"));
            };
            let in_euros = |value: Decimal, unit: usize| value * Decimal::from(1000_i64.pow(u32::try_from(unit).unwrap()));
            prop_assert_eq!(in_euros(found, to), in_euros(value, from));
        }

        #[test]
        fn no_text_panics(typed in any::<String>(), near in "[-0-9.,()=%€kMd \u{202f}–−NA+*/^]{0,24}", unit in prop::sample::select(vec!["", "%", "k€", "Nb"])) {
            for text in [typed, near] {
                let _ = parse_amount(&text);
                let _ = parse_value(&text, unit);
            }
        }

        #[test]
        fn a_lone_group_of_other_than_three_digits_is_never_an_amount(head in 1..999_u32, group in "[0-9]{1,2}|[0-9]{4,6}") {
            let typed = format!("{head} {group}");
            prop_assert!(parse_amount(&typed).is_err());
        }
    }
}

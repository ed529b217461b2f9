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
mod tests;
